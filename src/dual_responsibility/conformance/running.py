"""Runs a program on vectors: asks it, and compares what it answers with what is expected."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..errors import ProgramError
from ..vocabulary import Text
from .clients import NoAnswer
from .comparing import FIELDS, require_fields
from .results import Outcome, Result, Results
from .vector import Vector

__all__ = ["judged", "run"]

Client = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def run(client: Client, vectors: Iterable[Vector], compare: tuple[str, ...] = FIELDS) -> Results:
    """Ask a program for its answer to each vector.

    Args:
        client: takes the request of a vector and returns an answer: :func:`answer` is this library's, a
            :class:`Command` another program's, :func:`answers_from` those of a file; or any function.
        vectors: the vectors.
        compare: the fields of findings to compare.

    Raises:
        UnknownIdError: there is no such field to compare.
        ProgramError: a command doesn't answer at all.

    >>> from dual_responsibility.conformance import vectors
    >>> run(lambda request: {"findings": []}, vectors(rule="attend.emergency")).agrees
    False
    """
    require_fields(compare)
    return Results(tuple(_result(client, vector, compare) for vector in vectors))


def _result(client: Client, vector: Vector, compare: tuple[str, ...]) -> Result:
    begun = time.perf_counter()
    try:
        answer = client(vector.request)
    except ProgramError:
        raise
    except NoAnswer as error:
        return Result(vector, Outcome.ERROR, message=error.message, seconds=time.perf_counter() - begun)
    except Exception as error:  # Whatever it fails with is a result: the others are asked all the same.
        told = f"{type(error).__name__}: {error}"
        return Result(vector, Outcome.ERROR, message=Text(told, told), seconds=time.perf_counter() - begun)
    return judged(vector, answer, compare, time.perf_counter() - begun)


def judged(vector: Vector, answer: Any, compare: tuple[str, ...] = FIELDS, seconds: float = 0.0) -> Result:
    """What an answer to a vector is worth.

    Args:
        vector: the vector.
        answer: whatever a program answered.
        compare: the fields of findings to compare.
        seconds: how long it took.

    >>> from dual_responsibility.conformance import vectors
    >>> judged(vectors()[0], "nothing").message.en
    "not an answer: 'nothing'"
    """
    wrong = _malformed(answer)
    if wrong is not None:
        return Result(vector, Outcome.ERROR, message=wrong, seconds=seconds)
    for key, outcome in (("unsupported", Outcome.UNSUPPORTED), ("error", Outcome.ERROR)):
        if key in answer:
            told = str(answer[key])
            return Result(vector, outcome, message=Text(told, told), seconds=seconds)
    found = vector.differences(answer, compare)
    return Result(vector, Outcome.FAILED if found else Outcome.PASSED, found, seconds=seconds)


def _malformed(answer: Any) -> Text | None:
    """Why something is no answer."""
    if not isinstance(answer, Mapping):
        return Text(f"不是回答：{answer!r}", f"not an answer: {answer!r}")
    if "unsupported" in answer or "error" in answer:
        return None
    told = [key for key in ("findings", "problems") if key in answer]
    if len(told) != 1:
        zh, en = "回答应有 findings 或者 problems 之一", "an answer has findings or problems, one of them"
        return Text(zh, en)
    rows = answer[told[0]]
    if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
        return Text(f"{told[0]} 应为对象的数组", f"{told[0]} should be an array of objects")
    return None
