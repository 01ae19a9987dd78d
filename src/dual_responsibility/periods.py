"""Spans of days: periods, values by period, and quarters, months and ISO weeks.

Callers: facts (when something held), rules (windows in which something is owed), reports.
Both ends of everything here are in. Dates are ``datetime.date``; a ``datetime`` is refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

import attrs
from dateutil.relativedelta import relativedelta

from .errors import DateTypeError

__all__ = [
    "ALWAYS",
    "Period",
    "Timeline",
    "Window",
    "as_periods",
    "as_timeline",
    "is_date",
    "iso_weeks",
    "months",
    "quarters",
    "require_date",
    "rolling_quarters",
    "weeks",
    "years",
]

T = TypeVar("T")
V = TypeVar("V")

ONE_DAY = dt.timedelta(days=1)


def __dir__() -> list[str]:
    return __all__


def is_date(value: object) -> bool:
    """True of a date, and not of a datetime.

    >>> is_date(dt.date(2023, 5, 6)), is_date(dt.datetime(2023, 5, 6)), is_date("2023-05-06")
    (True, False, False)
    """
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def require_date(value: object, name: str) -> None:
    """Refuse what isn't a plain date.

    Raises:
        DateTypeError: ``value`` is a datetime or no date at all.

    >>> require_date(dt.date(2023, 5, 6), "on")
    >>> require_date("2023-05-06", "on")
    Traceback (most recent call last):
    ...
    dual_responsibility.errors.DateTypeError: /on: on must be a datetime.date, not str; of a datetime, pass its .date() (not-a-date)
    """
    if not is_date(value):
        raise DateTypeError.single(
            "not-a-date",
            f"/{name}",
            f"{name} 应为日期（datetime.date），而不是 {type(value).__name__}",
            f"{name} must be a datetime.date, not {type(value).__name__}; of a datetime, pass its .date()",
        )


@attrs.frozen
class Period:
    """The days from ``start`` to ``end`` (期间), both in; no end means open.

    A period that ends before it begins holds no day; a Registry refuses it.

    Attributes:
        start: the first day.
        end: the last day, or None while it goes on.

    >>> Period(dt.date(2023, 1, 1), dt.date(2023, 3, 31)).contains(dt.date(2023, 3, 31))
    True
    """

    start: dt.date
    end: dt.date | None = None

    def contains(self, day: dt.date) -> bool:
        """Whether ``day`` is in it; both ends are.

        >>> Period(dt.date(2023, 1, 1)).contains(dt.date(2022, 12, 31))
        False
        """
        return self.start <= day and (self.end is None or day <= self.end)

    def __str__(self) -> str:
        end = ".." if self.end is None else self.end.isoformat()
        return f"{self.start.isoformat()}/{end}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period written ``start/end`` in ISO 8601; an open end is ``..``.

        Raises:
            ValueError: it isn't written so.

        >>> str(Period.parse("2023-01-01/.."))
        '2023-01-01/..'
        """
        first, slash, last = text.partition("/")
        if not slash:
            raise ValueError(f"not a period: {text!r}; write it 2023-01-01/2023-12-31 or 2023-01-01/..")
        return cls(parse_day(first), None if last == ".." else parse_day(last))


def parse_day(text: str) -> dt.date:
    """The date written YYYY-MM-DD, and nothing looser.

    Raises:
        ValueError: it isn't written so, or there is no such day.
    """
    if len(text) == 10 and text[4] == "-" == text[7] and text.isascii():
        return dt.date.fromisoformat(text)
    raise ValueError(f"not a date: {text!r}; write it YYYY-MM-DD")


ALWAYS = Period(dt.date.min)
"""Every day: what a bare value in place of a timeline means.

>>> ALWAYS.contains(dt.date(1949, 10, 1)), ALWAYS.end
(True, None)
"""


def _as_entries(entries: Iterable[tuple[Period, V]]) -> tuple[tuple[Period, V], ...]:
    # A pair may come as a list, as JSON has it.
    given: Iterable[Any] = entries
    return tuple(tuple(entry) if isinstance(entry, list) else entry for entry in given)


@attrs.frozen
class Timeline(Generic[T]):
    """Values by period (随时间变化的值), without overlap.

    Attributes:
        entries: pairs of period and value.

    >>> grades = Timeline([(Period.parse("2023-01-01/2023-06-30"), "B"), (Period.parse("2023-07-01/.."), "A")])
    >>> grades.on(dt.date(2023, 6, 30)), grades.on(dt.date(2023, 7, 1)), grades.on(dt.date(2022, 1, 1))
    ('B', 'A', None)
    """

    entries: tuple[tuple[Period, T], ...] = attrs.field(default=(), converter=_as_entries)

    @classmethod
    def always(cls, value: V) -> Timeline[V]:
        """One value for every day."""
        return Timeline(((ALWAYS, value),))

    def on(self, day: dt.date) -> T | None:
        """The value in force on ``day``, or None."""
        for period, value in self.entries:
            if period.contains(day):
                return value
        return None

    def __iter__(self) -> Iterator[tuple[Period, T]]:
        return iter(self.entries)


def as_timeline(value: Any) -> Timeline[Any]:
    """A timeline from a timeline, a bare value (always), None (never), or pairs of period and value.

    >>> as_timeline("B").on(dt.date(2023, 5, 6)), as_timeline(None).on(dt.date(2023, 5, 6))
    ('B', None)
    """
    if isinstance(value, Timeline):
        return value
    if value is None:
        return Timeline(())
    if isinstance(value, (list, tuple)):
        return Timeline(value)
    return Timeline.always(value)


def as_periods(value: Period | Iterable[Period] | None) -> tuple[Period, ...]:
    """Periods from one, several, or None (always).

    >>> as_periods(None) == (ALWAYS,), len(as_periods([Period.parse("2023-01-01/2023-03-31")]))
    (True, 1)
    """
    if value is None:
        return (ALWAYS,)
    if isinstance(value, Period):
        return (value,)
    return tuple(value)


@attrs.frozen
class Window:
    """A named span of days in which something is owed: a quarter, a month, a week.

    Attributes:
        label: its name, such as ``2023-Q2``, ``2023-05`` or ``2023-W18``.
        start: its first day.
        end: its last day, in.

    >>> [window] = quarters(dt.date(2023, 5, 6), dt.date(2023, 5, 6))
    >>> window.label, str(window.start), str(window.end)
    ('2023-Q2', '2023-04-01', '2023-06-30')
    """

    label: str
    start: dt.date
    end: dt.date


def _stepped(anchor: dt.date, step: int, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    # Always from the anchor: adding months twice would lose the end of a long month.
    require_date(first, "first")
    require_date(last, "last")
    index = max(0, ((first.year - anchor.year) * 12 + first.month - anchor.month) // step - 1)
    start: dt.date | None = _months_after(anchor, index * step)
    while start is not None and start <= last and first <= last:
        after = _months_after(anchor, (index + 1) * step)
        end = dt.date.max if after is None else after - ONE_DAY
        if end >= first:
            yield start, end
        start, index = after, index + 1


def _months_after(anchor: dt.date, count: int) -> dt.date | None:
    """The day so many months on; None beyond the last day there is."""
    try:
        return anchor + relativedelta(months=count)
    except (ValueError, OverflowError):
        return None


def quarters(first: dt.date, last: dt.date) -> Iterator[Window]:
    """The calendar quarters that share a day with ``first`` to ``last``, in order.

    >>> [q.label for q in quarters(dt.date(2023, 3, 31), dt.date(2023, 4, 1))]
    ['2023-Q1', '2023-Q2']
    """
    anchor = dt.date(first.year, 1, 1)
    for start, end in _stepped(anchor, 3, first, last):
        yield Window(f"{start.year:04d}-Q{(start.month + 2) // 3}", start, end)


def rolling_quarters(anchor: dt.date, first: dt.date, last: dt.date) -> Iterator[Window]:
    """Spans of three months from ``anchor``, those that share a day with ``first`` to ``last``.

    A month without the anchor's day begins its span on its last day (Civil Code art. 202).

    >>> [str(w.start) for w in rolling_quarters(dt.date(2022, 11, 30), dt.date(2023, 1, 1), dt.date(2023, 5, 31))]
    ['2022-11-30', '2023-02-28', '2023-05-30']
    """
    for start, end in _stepped(anchor, 3, first, last):
        yield Window(f"{start.isoformat()}/P3M", start, end)


def months(first: dt.date, last: dt.date) -> Iterator[Window]:
    """The calendar months that share a day with ``first`` to ``last``, in order.

    >>> [m.label for m in months(dt.date(2023, 1, 31), dt.date(2023, 3, 1))]
    ['2023-01', '2023-02', '2023-03']
    """
    for start, end in _stepped(dt.date(first.year, 1, 1), 1, first, last):
        yield Window(f"{start.year:04d}-{start.month:02d}", start, end)


def years(first: dt.date, last: dt.date) -> Iterator[Window]:
    """The calendar years that share a day with ``first`` to ``last``, in order.

    >>> [y.label for y in years(dt.date(2023, 12, 31), dt.date(2024, 1, 1))]
    ['2023', '2024']
    """
    for start, end in _stepped(dt.date(first.year, 1, 1), 12, first, last):
        yield Window(f"{start.year:04d}", start, end)


def weeks(first: dt.date, last: dt.date, from_sunday: bool = False) -> Iterator[Window]:
    """The weeks that share a day with ``first`` to ``last``, in order: ISO weeks, or from Sunday to Saturday.

    >>> [w.label for w in weeks(dt.date(2023, 1, 1), dt.date(2023, 1, 2), from_sunday=True)]
    ['2023-01-01/P7D']
    """
    if not from_sunday:
        yield from iso_weeks(first, last)
        return
    require_date(first, "first")
    require_date(last, "last")
    for ordinal in range(first.toordinal() - first.isoweekday() % 7, last.toordinal() + 1 if first <= last else 0, 7):
        # The first and the last week of all days are cut short.
        start, end = max(ordinal, 1), min(ordinal + 6, dt.date.max.toordinal())
        sunday = dt.date.fromordinal(start)
        yield Window(f"{sunday.isoformat()}/P7D", sunday, dt.date.fromordinal(end))


def iso_weeks(first: dt.date, last: dt.date) -> Iterator[Window]:
    """The ISO weeks, Monday to Sunday, that share a day with ``first`` to ``last``, in order.

    >>> [w.label for w in iso_weeks(dt.date(2023, 1, 1), dt.date(2023, 1, 2))]
    ['2022-W52', '2023-W01']
    """
    require_date(first, "first")
    require_date(last, "last")
    ordinal = first.toordinal() - first.weekday() if first <= last else dt.date.max.toordinal()
    while ordinal <= last.toordinal() and ordinal + 6 <= dt.date.max.toordinal():
        start = dt.date.fromordinal(max(ordinal, 1))
        year, week, _ = start.isocalendar()
        yield Window(f"{year:04d}-W{week:02d}", start, dt.date.fromordinal(ordinal + 6))
        ordinal += 7
