"""The last day allowed after an event: allowances of the rulebook, counted on the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from ..errors import CalendarHorizonError
from ..norms.citation import Citation
from ..norms.rule import Unit
from ..norms.rulebook import Rulebook
from ..periods import ONE_DAY
from ..workdays import WorkCalendar


@attrs.frozen
class Deadline:
    """A last day allowed after an event.

    Attributes:
        due: the day, in; None where there is none, or where the calendar doesn't reach.
        earliest: a day before which it can't lie, whatever the calendar; None where there is none.
        counted: the day after which working days are counted, and how many; None if they aren't.
        calendar: the day after which calendar days are counted, and how many; None if they aren't.
        citations: the clauses that set the time.
    """

    due: dt.date | None
    earliest: dt.date | None = None
    counted: tuple[dt.date, int] | None = None
    calendar: tuple[dt.date, int] | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def beyond(self) -> bool:
        """Whether the day exists but lies beyond the calendar."""
        return self.due is None and self.earliest is not None

    @property
    def told(self) -> tuple[tuple[Any, ...], ...]:
        """How it was counted, for the explanation."""
        told: list[tuple[Any, ...]] = []
        if self.counted is not None:
            told.append(("working-days", *self.counted))
        if self.calendar is not None:
            told.append(("calendar-days", *self.calendar))
        if self.citations:
            told.append(("adds", self.citations))
        return tuple(told)


NO_DEADLINE = Deadline(None)


def last_day(book: Rulebook, calendar: WorkCalendar, cause: str, stage: str, event: dt.date) -> Deadline:
    """The last day allowed after an event; the reading ``first-day`` says whether its own day counts."""
    # By the norm of the day of the event.
    book = book.at(event)
    allowance = book.allowances.get((cause, stage))
    if allowance is None or allowance.days is None:
        return NO_DEADLINE
    counted = book.reading("first-day") == "counted"
    anchor = event - ONE_DAY if counted else event
    earliest = anchor + dt.timedelta(days=allowance.days)
    if allowance.unit is Unit.CALENDAR_DAYS:
        return Deadline(earliest, earliest, calendar=(anchor, allowance.days), citations=allowance.citations)
    try:
        due = calendar.add_working_days(anchor, allowance.days)
    except CalendarHorizonError:
        return Deadline(None, _at_least(calendar, anchor, allowance.days, earliest), citations=allowance.citations)
    return Deadline(due, earliest, (anchor, allowance.days), citations=allowance.citations)


def _at_least(calendar: WorkCalendar, anchor: dt.date, days: int, earliest: dt.date) -> dt.date:
    """A day before which so many working days after ``anchor`` can't have passed, if all beyond the horizon are worked."""
    horizon = calendar.published_through
    if not calendar.first <= anchor < horizon:
        return earliest
    return horizon + dt.timedelta(days=days - len(calendar.working_days(anchor + ONE_DAY, horizon)))
