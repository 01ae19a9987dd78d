"""The grid of days, weeks and months agrees with the calendar, day by day, as somebody with a pencil would do it."""

import calendar
import datetime as dt
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility.rules.grid import Grid, grid_of

from .building import day
from .control_building import DAILY, MONTHLY, WEEKLY, dates

Span = tuple[dt.date, dt.date]
Name = Callable[[dt.date], tuple[int, ...]]

often = settings(deadline=None, max_examples=150, database=None)
CYCLES = [(DAILY, False), (WEEKLY, False), (WEEKLY, True), (MONTHLY, False)]
NAMES: dict[tuple[dr.Cycle, bool], Name] = {
    (DAILY, False): lambda day: (day.toordinal(),),
    (WEEKLY, False): lambda day: tuple(day.isocalendar())[:2],
    # The Sunday before a Monday is of the Monday's week.
    (WEEKLY, True): lambda day: tuple((day + dt.timedelta(1)).isocalendar())[:2],
    (MONTHLY, False): lambda day: (day.year, day.month),
}
"""What tells one window of a cycle from another."""


def windows(kind: tuple[dr.Cycle, bool], first: dt.date, last: dt.date) -> list[list[dt.date]]:
    """The windows that share a day with a span, each as all its days: found by looking at every day around."""
    around = dates(first - dt.timedelta(40), last + dt.timedelta(40))
    by_name: dict[tuple[int, ...], list[dt.date]] = {}
    for one in around:
        by_name.setdefault(NAMES[kind](one), []).append(one)
    return [days for days in by_name.values() if days[0] <= last and days[-1] >= first]


def bits_of(grid: Grid, days: set[dt.date]) -> int:
    return grid.bits((one, one) for one in days)


def named(grid: Grid, bits: int) -> set[dt.date]:
    """First days of windows, from their bits."""
    return set(dr.DaySet.of_bits(grid.first, bits))


kinds = st.sampled_from(CYCLES)
spans = st.tuples(st.dates(dt.date(2019, 12, 1), dt.date(2025, 1, 31)), st.integers(0, 100)).map(
    lambda drawn: (drawn[0], drawn[0] + dt.timedelta(drawn[1]))
)


@st.composite
def span_and_days(draw: st.DrawFn) -> tuple[Span, set[dt.date]]:
    """A span, and days in and around it: whole runs, and single ones."""
    first, last = draw(spans)
    around = dates(first - dt.timedelta(40), last + dt.timedelta(40))
    drawn = set(draw(st.lists(st.sampled_from(around), max_size=12)))
    for start, length in draw(st.lists(st.tuples(st.sampled_from(around), st.integers(1, 45)), max_size=3)):
        drawn.update(start + dt.timedelta(n) for n in range(length))
    return (first, last), drawn


class TestLikeTheCalendar:
    @often
    @given(kinds, spans)
    def test_it_has_the_windows_that_share_a_day_with_the_span(self, kind: tuple[dr.Cycle, bool], span: Span) -> None:
        grid, expected = grid_of(kind[0], *span, kind[1]), windows(kind, *span)
        assert named(grid, grid.starts) == {days[0] for days in expected}
        assert dt.date.fromordinal(grid.first) == expected[0][0]
        assert grid.size == sum(map(len, expected))

    @often
    @given(kinds, span_and_days())
    def test_windows_touched_and_within_and_ending(
        self, kind: tuple[dr.Cycle, bool], drawn: tuple[Span, set[dt.date]]
    ) -> None:
        span, chosen = drawn
        grid, expected = grid_of(kind[0], *span, kind[1]), windows(kind, *span)
        bits = bits_of(grid, chosen)
        assert named(grid, grid.touched(bits)) == {days[0] for days in expected if chosen & set(days)}
        assert named(grid, grid.within(bits)) == {days[0] for days in expected if chosen >= set(days)}
        assert named(grid, grid.ending(bits)) == {days[0] for days in expected if days[-1] in chosen}

    @often
    @given(kinds, span_and_days())
    def test_days_beyond_the_grid_make_no_difference(
        self, kind: tuple[dr.Cycle, bool], drawn: tuple[Span, set[dt.date]]
    ) -> None:
        """A record of a day after the last window isn't that window's."""
        span, chosen = drawn
        grid = grid_of(kind[0], *span, kind[1])
        bits = bits_of(grid, chosen)
        beyond = bits | 0b101101 << grid.size
        for of in (grid.touched, grid.within, grid.ending):
            assert of(beyond) == of(bits)

    @often
    @given(kinds, span_and_days())
    def test_all_the_days_of_some_windows(self, kind: tuple[dr.Cycle, bool], drawn: tuple[Span, set[dt.date]]) -> None:
        span, chosen = drawn
        grid, expected = grid_of(kind[0], *span, kind[1]), windows(kind, *span)
        some = grid.touched(bits_of(grid, chosen))
        assert set(grid.days(some)) == {one for days in expected if chosen & set(days) for one in days}

    @often
    @given(kinds, spans, st.sets(st.integers(1, 7)))
    def test_days_of_the_week(self, kind: tuple[dr.Cycle, bool], span: Span, numbers: set[int]) -> None:
        grid = grid_of(kind[0], *span, kind[1])
        in_grid = dates(dt.date.fromordinal(grid.first), dt.date.fromordinal(grid.first + grid.size - 1))
        assert named(grid, grid.weekdays(numbers)) == {one for one in in_grid if one.isoweekday() in numbers}

    @often
    @given(spans, st.lists(spans, max_size=4))
    def test_spans_as_bits(self, span: Span, others: list[Span]) -> None:
        grid = grid_of(DAILY, *span, False)
        asked = {one for other in others for one in dates(*other)}
        assert named(grid, grid.bits(others)) == asked & set(dates(*span))


class TestByHand:
    @pytest.mark.parametrize("length", range(1, 16))
    def test_sundays_of_spans_of_any_length(self, length: int) -> None:
        """From Monday 1 May 2023 the 7th and the 14th are Sundays."""
        grid = grid_of(DAILY, day("2023-05-01"), day("2023-05-01") + dt.timedelta(length - 1), False)
        assert named(grid, grid.weekdays([7])) == {
            one for n, one in ((7, day("2023-05-07")), (14, day("2023-05-14"))) if n <= length
        }

    def test_a_leap_february(self) -> None:
        for year in (2023, 2024, 2000, 2100):
            grid = grid_of(MONTHLY, dt.date(year, 2, 10), dt.date(year, 2, 10), False)
            assert grid.size == calendar.monthrange(year, 2)[1]

    def test_week_52_of_2022_runs_into_2023(self) -> None:
        grid = grid_of(WEEKLY, day("2023-01-01"), day("2023-01-01"), False)
        assert list(grid.days(grid.starts)) == dates(day("2022-12-26"), day("2023-01-01"))

    def test_sunday_1_january_2023_begins_a_week_that_begins_on_sunday(self) -> None:
        grid = grid_of(WEEKLY, day("2023-01-01"), day("2023-01-01"), True)
        assert list(grid.days(grid.starts)) == dates(day("2023-01-01"), day("2023-01-07"))


class TestAtTheEdges:
    @pytest.mark.parametrize("kind", CYCLES)
    def test_the_last_days_that_there_are(self, kind: tuple[dr.Cycle, bool]) -> None:
        """31 December 9999 is a Friday: its week isn't whole and no window."""
        grid = grid_of(kind[0], day("9999-12-01"), dt.date.max, kind[1])
        last = max(grid.days(grid.starts))
        assert (
            str(last)
            == {
                (DAILY, False): "9999-12-31",
                (WEEKLY, False): "9999-12-26",
                (WEEKLY, True): "9999-12-25",
                (MONTHLY, False): "9999-12-31",
            }[kind]
        )

    @pytest.mark.parametrize(
        ("kind", "starts"),
        [
            ((WEEKLY, False), ["0001-01-01", "0001-01-08"]),
            ((WEEKLY, True), ["0001-01-07", "0001-01-14"]),
            ((MONTHLY, False), ["0001-01-01"]),
        ],
    )
    def test_the_first_days_that_there_are(self, kind: tuple[dr.Cycle, bool], starts: list[str]) -> None:
        """1 January of the year 1 is a Monday: by weeks from Sunday its week isn't whole."""
        grid = grid_of(kind[0], dt.date.min, day("0001-01-14"), kind[1])
        assert sorted(map(str, named(grid, grid.starts))) == starts

    def test_the_memory_of_centuries_of_months(self) -> None:
        """A company asked about until the last day there is: what is kept grows with the months, not their square."""
        tracemalloc.start()
        try:
            grid = grid_of(MONTHLY, day("9700-01-01"), dt.date.max, False)
            assert grid.touched(grid.all_days).bit_count() == 3600
            assert grid.spread(grid.starts) == grid.all_days
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 10_000_000
