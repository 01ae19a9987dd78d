"""Days, weeks and months as the bits of a number, so that a year of records is a few operations.

Called by the rules about companies' own controls. Bit 0 is the grid's first day; a week or month
stands for itself by the bit of its first day.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cached_property

from ..daysets import DaySet
from ..periods import ONE_DAY, Window, months, weeks
from ..vocabulary import Cycle
from .days import Days

__all__ = ["Grid", "grid_of"]


class Grid(ABC):
    """The windows of a cycle that share a day with a span, as bits.

    Attributes:
        first: the ordinal of bit 0.
        size: how many days it has.
        starts: the bits of its windows.
    """

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first = first.toordinal()
        self.size = last.toordinal() - self.first + 1
        self.all_days = (1 << self.size) - 1
        self.starts = self._starts()

    @abstractmethod
    def _starts(self) -> int:
        """The bits of all windows."""

    @abstractmethod
    def touched(self, days: int) -> int:
        """The windows of which at least one day is in."""

    @abstractmethod
    def within(self, days: int) -> int:
        """The windows of which every day is in."""

    @abstractmethod
    def ending(self, days: int) -> int:
        """The windows whose last day is in."""

    @abstractmethod
    def spread(self, windows: int) -> int:
        """All the days of some windows."""

    def bits(self, spans: Iterable[Days]) -> int:
        """Spans of days as bits, as far as the grid goes."""
        found = 0
        for first, last in spans:
            low = max(first.toordinal() - self.first, 0)
            high = min(last.toordinal() - self.first, self.size - 1)
            if low <= high:
                found |= ((1 << (high - low + 1)) - 1) << low
        return found

    def weekdays(self, numbers: Iterable[int]) -> int:
        """All the days of some ISO weekdays, 1 for Monday to 7 for Sunday."""
        found, one_in_seven = 0, ((1 << 7 * (self.size // 7 + 1)) - 1) // 127
        # The ordinal 1 was a Monday.
        for number in numbers:
            found |= one_in_seven << (number - self.first) % 7
        return found & self.all_days

    def days(self, windows: int) -> DaySet:
        """All the days of some windows, as a set."""
        return DaySet.of_bits(self.first, self.spread(windows))


class _DayGrid(Grid):
    """Each day is a window."""

    def _starts(self) -> int:
        return self.all_days

    def touched(self, days: int) -> int:
        return days & self.all_days

    within = ending = touched

    def spread(self, windows: int) -> int:
        return windows


class _WeekGrid(Grid):
    """Seven days each; the grid begins on a week's first day and ends on a week's last."""

    def _starts(self) -> int:
        # A geometric sum: one bit in seven.
        return self.all_days // 127

    def touched(self, days: int) -> int:
        days &= self.all_days
        days |= days >> 1
        days |= days >> 2
        return (days | days >> 3) & self.starts

    def within(self, days: int) -> int:
        days &= self.all_days
        days &= days >> 1
        days &= days >> 2
        return days & days >> 3 & self.starts

    def ending(self, days: int) -> int:
        return (days & self.all_days) >> 6 & self.starts

    def spread(self, windows: int) -> int:
        return windows * 127


class _MonthGrid(Grid):
    """Calendar months."""

    @cached_property
    def _months(self) -> list[tuple[int, int, int]]:
        """Each month's first bit, its days as bits from there, and its last bit."""
        found = []
        last = dt.date.fromordinal(self.first + self.size - 1)
        for month in months(dt.date.fromordinal(self.first), last):
            start, end = month.start.toordinal() - self.first, month.end.toordinal() - self.first
            found.append((start, (2 << (end - start)) - 1, end))
        return found

    def _starts(self) -> int:
        return sum(1 << start for start, _, _ in self._months)

    def touched(self, days: int) -> int:
        return sum(1 << start for start, month, _ in self._months if days >> start & month)

    def within(self, days: int) -> int:
        return sum(1 << start for start, month, _ in self._months if days >> start & month == month)

    def ending(self, days: int) -> int:
        return sum(1 << start for start, _, end in self._months if days >> end & 1)

    def spread(self, windows: int) -> int:
        return sum(month << start for start, month, _ in self._months if windows >> start & 1)


_LAST = dt.date.max - 7 * ONE_DAY


def grid_of(cycle: Cycle, first: dt.date, last: dt.date, from_sunday: bool) -> Grid:
    """The grid of the windows that share a day with a span; ``last`` mustn't be before ``first``."""
    if cycle is Cycle.DAILY:
        return _DayGrid(first, last)
    if cycle is Cycle.MONTHLY:
        return _MonthGrid(first.replace(day=1), _end_of(last))
    # The last week that there is isn't whole.
    first, last = min(first, _LAST), min(last, _LAST)
    ends = [*weeks(first, first, from_sunday), *weeks(last, last, from_sunday)]
    return _WeekGrid(ends[0].start, ends[-1].end)


def _end_of(day: dt.date) -> dt.date:
    month: Window = next(months(day, day))
    return month.end
