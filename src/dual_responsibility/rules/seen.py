"""What of a fact is seen: what had happened by the end of a day, and was known by another.

The view that rules read is made of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import attrs

from ..facts.base import Fact
from ..findings import Context
from ..periods import ALWAYS, Period, Timeline
from .days import OPEN, Days, after
from .files import Known

__all__ = ["UNRECORDED", "Seen"]


@attrs.frozen
class Unrecorded:
    """What a value in a timeline says of its recording: nothing."""

    recorded: None = None
    end_recorded: None = None


UNRECORDED = Unrecorded()
"""Stands for the fact of a value whose period alone is on record."""


class Seen:
    """How facts look as of a day, by what was known by another (reading ``recorded-default``).

    Attributes:
        as_of: the day at whose end.
        known_by: what was recorded after this day isn't seen; None leaves out nothing.
        always_known: whether what doesn't say when it was recorded was known all along.
    """

    def __init__(self, context: Context) -> None:
        self.as_of = context.as_of
        self.known_by = context.known_by
        self.always_known = context.book.chosen("recorded-default", "always-known")

    def happened(self, fact: Any, on: dt.date) -> bool:
        """Whether a dated fact had happened by ``as_of`` and was known by ``known_by``."""
        return on <= self.as_of and (self.known_by is None or self.is_known(fact.recorded, on))

    def dated(self, fact: Any, day: dt.date) -> bool:
        """Whether a later day that a fact tells of had come, and could be known: not before that day itself."""
        could = self.known_by is None or self.always_known or day <= self.known_by
        return could and self.happened(fact, day)

    def is_known(self, recorded: dt.date | None, on: dt.date) -> bool:
        """Whether what was recorded on a day, or doesn't say so and is about another, was known by ``known_by``."""
        if self.known_by is None:
            return True
        if recorded is None:
            return self.always_known or on <= self.known_by
        return recorded <= self.known_by

    def days(self, fact: Any, period: Period) -> Days | None:
        """The days of a fact about a period, as far as is seen; None if it isn't seen at all."""
        start, end = period.start, period.end
        if start > self.as_of or not self.is_known(fact.recorded, start):
            return None
        if end is None or end > self.as_of or not self.is_known(fact.end_recorded, end):
            return start, OPEN
        return start, end

    def known(self, timeline: Timeline[Any]) -> Known:
        """A timeline's values with their days, as far as is seen, in order."""
        entries = timeline.entries
        if len(entries) == 1 and entries[0][0] is ALWAYS:
            return ((ALWAYS.start, OPEN, entries[0][1]),)
        seen = []
        for period, value in entries:
            days = self.days(UNRECORDED, period)
            if days is not None:
                seen.append((*days, value))
        if len(seen) > 1:
            return _together(sorted(seen, key=lambda entry: entry[0]))
        return tuple(seen)

    def is_on_record(self, fact: Fact) -> bool:
        """Whether a company or supervisor was known by ``known_by``; without a day of its own it always was."""
        return self.known_by is None or fact.recorded is None or fact.recorded <= self.known_by


def _together(values: Iterable[tuple[dt.date, dt.date, Any]]) -> Known:
    """Values in order, one that goes on in the next entry as one."""
    found: list[tuple[dt.date, dt.date, Any]] = []
    for first, last, value in values:
        if found and found[-1][2] == value and after(found[-1][1]) == first:
            found[-1] = (found[-1][0], last, value)
        else:
            found.append((first, last, value))
    return tuple(found)
