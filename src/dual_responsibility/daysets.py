"""Sets of days, compact: what companies kept, what a calendar counts.

Callers: facts (control logs), calendars, reports.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from .periods import Period, parse_day, require_date

__all__ = ["NO_DAYS", "DaySet"]


def _runs(bits: int) -> Iterator[tuple[int, int]]:
    offset = 0
    while bits:
        skip = (bits & -bits).bit_length() - 1
        bits >>= skip
        offset += skip
        length = (~bits & (bits + 1)).bit_length() - 1
        yield offset, offset + length - 1
        bits >>= length
        offset += length


@attrs.frozen(repr=False, init=False)
class DaySet:
    """A set of days (日期集), compact: a year of daily records takes a few dozen bytes.

    Made from days, or with :meth:`between` or :meth:`parse`; ``|``, ``&`` and ``-`` are union,
    intersection and difference.

    Args:
        days: the days, in any order.

    Raises:
        DateTypeError: one of them is no date, or is a datetime.

    >>> days = DaySet.between(dt.date(2023, 1, 1), dt.date(2023, 12, 31)) - DaySet([dt.date(2023, 5, 6)])
    >>> len(days), dt.date(2023, 5, 6) in days, days.to_json()
    (364, False, ['2023-01-01/2023-05-05', '2023-05-07/2023-12-31'])
    """

    _first: int
    _bits: int

    def __init__(self, days: Iterable[dt.date] = ()) -> None:
        ordinals = []
        for day in days:
            require_date(day, "days")
            ordinals.append(day.toordinal())
        first, bits = min(ordinals, default=0), 0
        for ordinal in ordinals:
            bits |= 1 << (ordinal - first)
        self._hold(first, bits)

    def _hold(self, first: int, bits: int) -> None:
        """Keep the bits with the lowest one set, so that equal sets are equal however they were made."""
        skip = (bits & -bits).bit_length() - 1 if bits else -first
        object.__setattr__(self, "_first", first + skip)
        object.__setattr__(self, "_bits", bits >> skip if bits else 0)

    @classmethod
    def of_bits(cls, first: int, bits: int) -> DaySet:
        """From the bits of a number: bit 0 is the day whose ordinal is ``first``.

        >>> DaySet.of_bits(dt.date(2023, 1, 1).toordinal(), 0b101)
        DaySet.parse(['2023-01-01', '2023-01-03'])
        """
        days = cls.__new__(cls)
        days._hold(first, bits)
        return days

    def bits_from(self, first: int) -> int:
        """Its days as the bits of a number: bit 0 is the day whose ordinal is ``first``; earlier ones are left out.

        >>> bin(DaySet([dt.date(2022, 12, 31), dt.date(2023, 1, 3)]).bits_from(dt.date(2023, 1, 1).toordinal()))
        '0b100'
        """
        shift = self._first - first
        return self._bits << shift if shift >= 0 else self._bits >> -shift

    @classmethod
    def between(cls, start: dt.date, end: dt.date) -> DaySet:
        """Every day from ``start`` to ``end``, both in; empty when ``end`` is before ``start``."""
        require_date(start, "start")
        require_date(end, "end")
        length = end.toordinal() - start.toordinal() + 1
        return cls.of_bits(start.toordinal(), (1 << length) - 1) if length > 0 else cls()

    @classmethod
    def parse(cls, items: Iterable[str]) -> DaySet:
        """From its JSON form: ISO dates and closed ``start/end`` intervals.

        Raises:
            ValueError: an item is neither, or an interval is open or ends before it begins.
        """
        spans = []
        for item in items:
            if "/" not in item:
                ordinal = parse_day(item).toordinal()
                spans.append((ordinal, 1))
                continue
            period = Period.parse(item)
            if period.end is None or period.end < period.start:
                raise ValueError(f"a set of days needs intervals with an end on or after their start: {item!r}")
            start, end = period.start.toordinal(), period.end.toordinal()
            spans.append((start, (1 << (end - start + 1)) - 1))
        first = min(spans)[0] if spans else 0
        bits = 0
        for ordinal, run in spans:
            bits |= run << (ordinal - first)
        return cls.of_bits(first, bits)

    def to_json(self) -> list[str]:
        """ISO dates, and ``start/end`` for runs of two days or more, in order."""
        return [
            first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
            for first, last in self.intervals()
        ]

    def intervals(self) -> Iterator[tuple[dt.date, dt.date]]:
        """Its unbroken runs, in order: first and last day, both in."""
        for low, high in _runs(self._bits):
            yield dt.date.fromordinal(self._first + low), dt.date.fromordinal(self._first + high)

    @property
    def first(self) -> dt.date:
        """Its first day.

        Raises:
            ValueError: it is empty.
        """
        if not self._bits:
            raise ValueError("an empty set of days has no first day")
        return dt.date.fromordinal(self._first)

    @property
    def last(self) -> dt.date:
        """Its last day.

        Raises:
            ValueError: it is empty.
        """
        if not self._bits:
            raise ValueError("an empty set of days has no last day")
        return dt.date.fromordinal(self._first + self._bits.bit_length() - 1)

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
            return False
        offset = day.toordinal() - self._first
        return offset >= 0 and bool(self._bits >> offset & 1)

    def __iter__(self) -> Iterator[dt.date]:
        for low, high in _runs(self._bits):
            for offset in range(low, high + 1):
                yield dt.date.fromordinal(self._first + offset)

    def _aligned(self, other: DaySet) -> tuple[int, int, int]:
        if not self._bits or not other._bits:
            first = self._first or other._first
            return first, self._bits, other._bits
        first = min(self._first, other._first)
        return first, self._bits << (self._first - first), other._bits << (other._first - first)

    def __or__(self, other: DaySet) -> DaySet:
        if not isinstance(other, DaySet):
            return NotImplemented
        first, mine, theirs = self._aligned(other)
        return self.of_bits(first, mine | theirs)

    def __and__(self, other: DaySet) -> DaySet:
        if not isinstance(other, DaySet):
            return NotImplemented
        first, mine, theirs = self._aligned(other)
        return self.of_bits(first, mine & theirs)

    def __sub__(self, other: DaySet) -> DaySet:
        if not isinstance(other, DaySet):
            return NotImplemented
        first, mine, theirs = self._aligned(other)
        return self.of_bits(first, mine & ~theirs)

    def __repr__(self) -> str:
        return f"DaySet.parse({self.to_json()!r})"


NO_DAYS = DaySet()
"""No day: one object, so that it is known at a glance.

>>> len(NO_DAYS), NO_DAYS | DaySet([dt.date(2023, 5, 6)])
(0, DaySet.parse(['2023-05-06']))
"""
