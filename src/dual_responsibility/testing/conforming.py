"""The conformance vectors in tests of one's own: parametrisation, and an assertion that gives the reasoning.

Callers: tests of other systems.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

# The vectors, and what reads registries, are loaded for those alone who use them.
if TYPE_CHECKING:
    from ..conformance import Vector

__all__ = ["assert_conforms", "conformance_vectors"]

F = TypeVar("F", bound=Callable[..., object])


def conformance_vectors(rule: str = "*", clause: str = "*", id: str = "*") -> Callable[[F], F]:
    """Run a test once for each vector (测试向量), which it takes as ``vector``.

    Args:
        rule: a pattern of rules, such as ``attend.*``.
        clause: a pattern of the citations that vectors are about or depend on.
        id: a pattern of ids.

    Raises:
        UnknownIdError: there is no such vector: a test without any would pass in silence.

    >>> from dual_responsibility.conformance import answer
    >>> @conformance_vectors(rule="adjust.*")
    ... def test_ours(vector):
    ...     assert_conforms(vector, answer(vector.request))
    >>> test_ours.pytestmark[0].args[0]
    'vector'
    """
    from ..conformance import vectors

    found = vectors(rule, clause, id)
    decorate: Callable[[F], F] = pytest.mark.parametrize("vector", found, ids=[one.id for one in found])
    return decorate


def assert_conforms(
    vector: Vector, answer: Mapping[str, Any], *, compare: tuple[str, ...] | None = None, lang: str = "zh"
) -> None:
    """Assert that an answer to a vector is right; if it isn't, say in what, and what was reasoned by hand.

    Args:
        vector: the vector.
        answer: an object with ``findings``, or with ``problems`` of a registry.
        compare: the fields of findings to compare; all unless given.
        lang: ``zh`` or ``en``.

    Raises:
        AssertionError: it isn't right, or no answer. One that is ``unsupported`` skips the test.
        UnknownIdError: there is no such field to compare.

    >>> from dual_responsibility.conformance import vectors
    >>> (one,) = vectors(id="adjust.personnel-change/successor-on-the-fifth-day")
    >>> assert_conforms(one, one.expected)
    >>> assert_conforms(one, {"findings": []}, lang="en")
    Traceback (most recent call last):
      ...
    AssertionError: adjust.personnel-change/successor-on-the-fifth-day  A successor on the fifth working day
    ...
    """
    __tracebackhide__ = True
    from ..conformance import FIELDS, Outcome, Results, judged
    from ..conformance.comparing import require_fields
    from ..conformance.telling import to_text

    fields = FIELDS if compare is None else compare
    require_fields(fields)
    result = judged(vector, answer, fields)
    if result.outcome is Outcome.UNSUPPORTED:
        pytest.skip(result.message.in_language(lang))
    if result.outcome is not Outcome.PASSED:
        told = to_text(Results((result,)), lang)
        raise AssertionError(told[told.index(vector.id) :])
