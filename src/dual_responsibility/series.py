"""Findings that stand for many obligations of one kind: a company's days, weeks or months.

Rules about companies' own controls make them; users ask one for its days, or to ``expand``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

from .daysets import NO_DAYS, DaySet
from .findings import Finding, Obligation
from .periods import ONE_DAY, Window, months, weeks
from .vocabulary import Cycle, Status

__all__ = ["Series"]


@attrs.frozen
class Series(Finding):
    """How many obligations of a cycle stand that all stand the same way (合并核查结果).

    Its obligation is the first's, but for ``due``, which is the last's, and the trigger, which says
    how they stand. It has no ``closed`` of its own; each that it stands for has.

    Attributes:
        cycle: daily, weekly or monthly.
        days: the days, or all the days of the weeks or months.
        size: how many obligations it stands for.
        sector: the sector in the trigger, of a company that works in several; else None.
        records: the days that have a record, as far as is seen.
        entered_late: those of them whose record was filled in afterwards.
        entered: on which day such a record was filled in, where that is on record.

    >>> from dual_responsibility.testing import case
    >>> one, *_ = case().report(since="2023-03-01", as_of="2023-03-31", rules=["control.daily"]).findings
    >>> one.count, one.days.to_json(), len(one.expand())
    (30, ['2023-03-01/2023-03-30'], 30)
    """

    cycle: Cycle
    _days: DaySet = attrs.field(alias="days")
    size: int
    sector: str | None = None
    records: DaySet = attrs.field(default=NO_DAYS, eq=False, repr=False)
    entered_late: DaySet = attrs.field(default=NO_DAYS, repr=False)
    entered: tuple[tuple[dt.date, dt.date], ...] = attrs.field(default=(), repr=False)

    @property
    def days(self) -> DaySet:
        """The days, or all the days of the weeks or months."""
        return self._days

    @property
    def count(self) -> int:
        """How many obligations it stands for."""
        return self.size

    @property
    def windows(self) -> Iterator[Window]:
        """The days, weeks or months that it stands for, in order."""
        from_sunday = self.context.book.reading("control-week") == "sunday"
        for first, last in self.days.intervals():
            if self.cycle is Cycle.WEEKLY:
                yield from weeks(first, last, from_sunday)
            elif self.cycle is Cycle.MONTHLY:
                yield from months(first, last)
            else:
                for offset in range((last - first).days + 1):
                    day = first + offset * ONE_DAY
                    yield Window(day.isoformat(), day, day)

    def expand(self) -> tuple[Finding, ...]:
        """One finding for each day, week or month."""
        return tuple(map(self._one, self.windows))

    def _one(self, window: Window) -> Finding:
        duty = self.obligation
        trigger = window.label if self.sector is None else f"{window.label}@{self.sector}"
        days = DaySet.between(window.start, window.end)
        closed = None
        if self.status is Status.FULFILLED:
            closed = next(iter(self.records & days), None)
        elif self.status is Status.FULFILLED_LATE:
            closed = min((entered for day, entered in self.entered if day in days), default=None)
        return Finding(
            Obligation(duty.rule_id, duty.bearer, duty.subject, trigger, window.start, window.end),
            self.status,
            self.reason,
            closed,
            tuple(self._told(days)),
            self.context,
        )

    def _told(self, days: DaySet) -> Iterator[tuple[Any, ...]]:
        """What it tells, as far as it is about some days."""
        for part in self.ingredients:
            if part[0] in ("records-kept", "records-missing"):
                yield part[0], self.cycle, days, 1
            elif part[0] == "entered-late":
                if late := part[1] & days:
                    yield "entered-late", late
            elif part[2] in days:
                yield part
