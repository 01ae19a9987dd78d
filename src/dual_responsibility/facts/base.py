"""What every fact has in common, and the annotations that say what a field refers to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any

import attrs

from .._frozen import FrozenMap, freeze

__all__ = ["Fact", "Id", "Key", "Ref", "Refers", "as_parts", "as_set", "no_extensions"]


@attrs.frozen(order=True, cache_hash=True)
class Ref:
    """A reference to a fact (引用): its kind and its id.

    Attributes:
        kind: what it is: ``company``, ``supervisor``, ``area``, ``person``, ``hazard``, ``plan``, ``review``
            or ``registry``.
        id: its id.

    >>> str(Ref("company", "C-1"))
    'company C-1'
    """

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


@attrs.frozen
class Key:
    """Marks a field as the fact's own id, unique in its collection."""


@attrs.frozen
class Refers:
    """Marks a field as the id of a fact in the collection ``to``."""

    to: str


@attrs.frozen
class OneDay:
    """Marks a period that may be written as its only day."""


Id = Annotated[str, Key()]
AreaId = Annotated[str, Refers("areas")]
CompanyId = Annotated[str, Refers("companies")]
SupervisorId = Annotated[str, Refers("supervisors")]
ListVersionId = Annotated[str, Refers("list_versions")]


def as_set(value: Any) -> Any:
    """A set of terms, from one, several or none; what is no term at all is left for the registry to name."""
    if type(value) is frozenset:
        return value
    if value is None:
        return frozenset()
    if isinstance(value, str) or not isinstance(value, Iterable):
        return frozenset((value,))
    given = [*value]
    try:
        return frozenset(given)
    except TypeError:
        return given


def as_parts(value: Any) -> tuple[Any, ...]:
    """Parts of a fact as a tuple, from one or several."""
    if type(value) is tuple:
        return value
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)


def no_extensions(value: Any) -> FrozenMap[str, Any] | None:
    """Extensions as immutable data; none and an empty object are the same."""
    return None if value is None or value == {} else freeze(value)


@attrs.frozen(kw_only=True)
class Fact:
    """What every fact may carry.

    Attributes:
        recorded: the day on which it (of a period: its start) was entered; without it the reading
            ``recorded-default`` says what counts.
        evidence: a reference to the proof, such as a document's number.
        extensions: data of other systems, kept and handed back.
    """

    recorded: dt.date | None = None
    evidence: str | None = None
    extensions: FrozenMap[str, Any] | None = attrs.field(default=None, converter=no_extensions)


@attrs.frozen(kw_only=True)
class PeriodFact(Fact):
    """What every fact about a period may carry.

    Attributes:
        end_recorded: the day on which the period's end was entered.
    """

    end_recorded: dt.date | None = None
