"""Periods, timelines, sets of days, and the windows of quarters, months and ISO weeks."""

import calendar
import datetime as dt
import itertools
import json
import pickle
import sys
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dual_responsibility import (
    ALWAYS,
    DateTypeError,
    DaySet,
    Grade,
    Period,
    Timeline,
    Window,
    iso_weeks,
    months,
    periods,
    quarters,
)
from dual_responsibility.periods import as_periods, as_timeline, is_date, require_date, rolling_quarters, weeks, years

D = dt.date
ONE_DAY = dt.timedelta(days=1)
NOON = dt.datetime(2023, 1, 1, 12, tzinfo=dt.UTC)

days_of_two_years = st.dates(D(2023, 1, 1), D(2024, 12, 31))
any_days = st.dates() | st.sampled_from([D.min, D.max])
sets_of_days = st.sets(days_of_two_years | any_days, max_size=40) | st.sets(days_of_two_years, max_size=400)


def test_the_module_lists_what_is_public() -> None:
    assert dir(periods) == sorted(periods.__all__)


class TestDates:
    def test_a_datetime_is_no_date(self) -> None:
        assert is_date(D(2023, 1, 1))
        assert not is_date(NOON)
        assert not is_date("2023-01-01")

    @pytest.mark.parametrize("value", [NOON, "2023-01-01", None, 20230101])
    def test_what_is_no_date_is_refused_by_name(self, value: object) -> None:
        with pytest.raises(DateTypeError) as caught:
            require_date(value, "as_of")
        (problem,) = caught.value.problems
        assert (problem.code, problem.path) == ("not-a-date", "/as_of")
        assert type(value).__name__ in problem.message.zh
        assert type(value).__name__ in problem.message.en

    def test_a_date_passes(self) -> None:
        require_date(D(2023, 1, 1), "as_of")

    def test_the_refusal_says_what_to_pass(self) -> None:
        with pytest.raises(DateTypeError) as caught:
            require_date(NOON, "as_of")
        (problem,) = caught.value.problems
        assert problem.message.zh == "as_of 应为日期（datetime.date），而不是 datetime"
        assert problem.message.en == "as_of must be a datetime.date, not datetime; of a datetime, pass its .date()"

    @pytest.mark.parametrize(
        "windows",
        [
            quarters,
            months,
            years,
            iso_weeks,
            weeks,
            lambda a, b: weeks(a, b, from_sunday=True),
            lambda a, b: rolling_quarters(D(2023, 1, 1), a, b),
        ],
        ids=["quarters", "months", "years", "iso_weeks", "weeks", "from_sunday", "rolling_quarters"],
    )
    def test_each_end_of_a_span_is_refused_by_name(self, windows: Callable[[D, D], Iterator[Window]]) -> None:
        day = D(2023, 1, 1)
        for ends, name in (((NOON, day), "/first"), ((day, NOON), "/last")):
            with pytest.raises(DateTypeError) as caught:
                list(windows(*ends))
            assert [problem.path for problem in caught.value.problems] == [name]


class TestPeriod:
    def test_both_ends_are_in(self) -> None:
        period = Period(D(2023, 1, 1), D(2023, 3, 31))
        assert [period.contains(d) for d in (D(2022, 12, 31), D(2023, 1, 1), D(2023, 3, 31), D(2023, 4, 1))] == [
            False,
            True,
            True,
            False,
        ]

    def test_no_end_is_open(self) -> None:
        assert Period(D(2023, 1, 1)).contains(D.max)
        assert not Period(D(2023, 1, 1)).contains(D(2022, 12, 31))

    def test_always_holds_every_day(self) -> None:
        assert ALWAYS.contains(D.min)
        assert ALWAYS.contains(D.max)

    @given(st.dates(), st.none() | st.dates())
    def test_its_text_reads_back(self, start: D, end: D | None) -> None:
        assert Period.parse(str(Period(start, end))) == Period(start, end)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("2023-01-01", "not a period: '2023-01-01'; write it 2023-01-01/2023-12-31 or 2023-01-01/.."),
            # What comes after the first stroke is the end.
            ("2023-01-01/2023-02-01/..", "not a date: '2023-02-01/..'; write it YYYY-MM-DD"),
        ],
    )
    def test_the_refusal_says_how_to_write_it(self, text: str, said: str) -> None:
        with pytest.raises(ValueError, match=r"^not a ") as caught:
            Period.parse(text)
        assert str(caught.value) == said

    def test_it_is_written_as_iso_8601_says_with_two_dots_for_open(self) -> None:
        assert str(Period(D(2023, 1, 1), D(2023, 12, 31))) == "2023-01-01/2023-12-31"
        assert str(Period(D(2023, 1, 1))) == "2023-01-01/.."

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2023-01-01",
            "2023-01-01/",
            "../2023-01-01",
            "2023-13-01/..",
            "2023-02-29/..",
            "20230101/..",
            "2023-W01-1/..",
            "2023-1-01x/..",
            "2023-01-01T00:00/..",
            "２０２３-01-01/..",
            "2023-01-01/2023-01-02/2023-01-03",
        ],
    )
    def test_nothing_looser_is_read(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"not a |month|day"):
            Period.parse(text)

    def test_a_datetime_is_refused(self) -> None:
        with pytest.raises(TypeError):
            ALWAYS.contains(NOON)


class TestTimeline:
    grades = Timeline([(Period.parse("2023-01-01/2023-06-30"), "B"), (Period.parse("2023-07-01/.."), "A")])

    def test_a_value_is_in_force_from_its_first_day_to_its_last(self) -> None:
        days = [D(2022, 12, 31), D(2023, 1, 1), D(2023, 6, 30), D(2023, 7, 1), D.max]
        assert [self.grades.on(day) for day in days] == [None, "B", "B", "A", "A"]

    def test_it_iterates_over_its_entries(self) -> None:
        assert [value for _, value in self.grades] == ["B", "A"]

    def test_a_bare_value_means_always(self) -> None:
        assert as_timeline(Grade.A) == Timeline.always(Grade.A)
        assert Timeline.always(Grade.A).on(D.min) is Grade.A
        assert Timeline.always(Grade.A).on(D.max) is Grade.A

    def test_none_means_never(self) -> None:
        assert as_timeline(None) == Timeline()
        assert Timeline().on(D(2023, 1, 1)) is None

    def test_pairs_make_a_timeline_and_a_timeline_stays_one(self) -> None:
        assert as_timeline([[ALWAYS, Grade.A]]) == as_timeline(((ALWAYS, Grade.A),)) == Timeline.always(Grade.A)
        assert as_timeline(self.grades) is self.grades

    def test_what_is_no_pair_is_left_for_the_registry_to_refuse(self) -> None:
        entries: Any = [5, [ALWAYS, Grade.A]]
        assert [*as_timeline(entries)] == [5, (ALWAYS, Grade.A)]

    def test_periods_from_one_several_or_none(self) -> None:
        one = Period(D(2023, 1, 1))
        assert as_periods(None) == (ALWAYS,)
        assert as_periods(one) == as_periods([one]) == (one,)
        assert as_periods([]) == ()


class TestDaySet:
    @given(sets_of_days, sets_of_days)
    def test_union_difference_and_intersection_are_those_of_sets(self, one: set[D], other: set[D]) -> None:
        a, b = DaySet(one), DaySet(other)
        assert set(a | b) == one | other
        assert set(a & b) == one & other
        assert set(a - b) == one - other

    @given(sets_of_days, sets_of_days)
    def test_equal_sets_are_equal_however_made(self, one: set[D], other: set[D]) -> None:
        union = DaySet(one) | DaySet(other)
        ways = [
            DaySet(one | other),
            DaySet(other) | DaySet(one),
            union - DaySet(),
            union & union,
            DaySet.parse(union.to_json()),
            (DaySet(one) - DaySet(other)) | DaySet(other),
            pickle.loads(pickle.dumps(union)),
        ]
        assert all(way == union and hash(way) == hash(union) for way in ways)
        assert (DaySet(one) == DaySet(other)) == (one == other)

    @given(sets_of_days)
    def test_length_order_and_truth_are_those_of_the_set(self, days: set[D]) -> None:
        made = DaySet(days)
        assert list(made) == sorted(days)
        assert len(made) == len(days)
        assert bool(made) == bool(days)

    @given(sets_of_days, any_days)
    def test_it_contains_what_the_set_contains(self, days: set[D], day: D) -> None:
        made = DaySet(days)
        assert (day in made) == (day in days)
        assert all(one in made for one in days)

    @given(sets_of_days)
    def test_its_json_form_reads_back(self, days: set[D]) -> None:
        made = DaySet(days)
        assert DaySet.parse(json.loads(json.dumps(made.to_json()))) == made

    @given(sets_of_days)
    def test_its_intervals_are_unbroken_and_apart(self, days: set[D]) -> None:
        runs = list(DaySet(days).intervals())
        assert all(first <= last for first, last in runs)
        assert all((later[0] - earlier[1]).days > 1 for earlier, later in itertools.pairwise(runs))
        assert sum((last - first).days + 1 for first, last in runs) == len(days)

    @given(days_of_two_years, days_of_two_years)
    def test_between_holds_every_day_both_ends_in(self, start: D, end: D) -> None:
        made = DaySet.between(start, end)
        assert len(made) == max(0, (end - start).days + 1)
        if start <= end:
            assert start in made
            assert end in made
            assert start - ONE_DAY not in made
            assert end + ONE_DAY not in made

    def test_all_days_there_are(self) -> None:
        every = DaySet.between(D.min, D.max)
        assert len(every) == D.max.toordinal()
        assert every.to_json() == ["0001-01-01/9999-12-31"]
        assert every - every == DaySet()

    def test_its_json_form_is_dates_and_intervals_in_order(self) -> None:
        made = DaySet([D(2023, 5, 6), D(2023, 5, 1), D(2023, 5, 3), D(2023, 5, 2)])
        assert made.to_json() == ["2023-05-01/2023-05-03", "2023-05-06"]
        assert DaySet().to_json() == []
        assert DaySet.parse(["2023-05-06", "2023-05-02/2023-05-03", "2023-05-01/2023-05-02"]) == made
        assert repr(made) == "DaySet.parse(['2023-05-01/2023-05-03', '2023-05-06'])"

    @pytest.mark.parametrize("item", ["2023-05-06/..", "2023-05-06/2023-05-05", "6 May 2023", "2023-05", "", "../.."])
    def test_what_is_no_day_or_closed_interval_is_refused(self, item: str) -> None:
        with pytest.raises(ValueError, match=r"not a date|intervals with an end"):
            DaySet.parse([item])

    def test_a_datetime_is_refused_and_never_in_it(self) -> None:
        with pytest.raises(DateTypeError):
            DaySet([NOON])
        with pytest.raises(DateTypeError):
            DaySet.between(NOON, D(2023, 1, 2))
        with pytest.raises(DateTypeError):
            DaySet.between(D(2023, 1, 1), NOON)
        made = DaySet.between(D(2023, 1, 1), D(2023, 1, 2))
        assert NOON not in made
        assert "2023-01-01" not in made

    def test_each_refusal_says_what_was_wrong(self) -> None:
        """A datetime is refused by the name of what was given; an interval in full."""
        ways: list[tuple[Callable[[], DaySet], str]] = [
            (lambda: DaySet([NOON]), "/days"),
            (lambda: DaySet.between(NOON, D(2023, 1, 2)), "/start"),
            (lambda: DaySet.between(D(2023, 1, 1), NOON), "/end"),
        ]
        for make, path in ways:
            with pytest.raises(DateTypeError) as caught:
                make()
            assert [problem.path for problem in caught.value.problems] == [path]
        for item in ("2023-05-06/..", "2023-05-06/2023-05-05"):
            with pytest.raises(ValueError, match=r"^a set of days needs") as refused:
                DaySet.parse([item])
            said = f"a set of days needs intervals with an end on or after their start: {item!r}"
            assert str(refused.value) == said

    def test_days_far_outside_are_not_in_it(self) -> None:
        made = DaySet([D(2023, 1, 1)])
        assert D.min not in made
        assert D.max not in made
        assert D.min not in DaySet()

    @pytest.mark.parametrize("days", [range(365), range(0, 365, 2), [0, 364]], ids=["all", "alternate", "ends"])
    def test_a_year_of_days_takes_a_few_dozen_bytes(self, days: range) -> None:
        made = DaySet(D(2023, 1, 1) + dt.timedelta(days=n) for n in days)
        assert sum(sys.getsizeof(value) for value in attrs.astuple(made)) <= 120

    @pytest.mark.parametrize("other", [{D(2023, 1, 1)}, [D(2023, 1, 1)], 1, None], ids=repr)
    def test_it_joins_with_sets_of_days_alone(self, other: object) -> None:
        made = DaySet([D(2023, 1, 1)])
        for operation in ("__or__", "__and__", "__sub__"):
            assert getattr(made, operation)(other) is NotImplemented
        assert made != other


class TestFirstLastAndBits:
    @given(days=sets_of_days.filter(bool))
    def test_first_and_last_are_those_of_the_set(self, days: set[D]) -> None:
        assert (DaySet(days).first, DaySet(days).last) == (min(days), max(days))

    @pytest.mark.parametrize("empty", [DaySet(), DaySet([D(2023, 1, 1)]) - DaySet([D(2023, 1, 1)])])
    def test_an_empty_set_has_neither(self, empty: DaySet) -> None:
        with pytest.raises(ValueError, match=r"^an empty set of days has no first day$"):
            _ = empty.first
        with pytest.raises(ValueError, match=r"^an empty set of days has no last day$"):
            _ = empty.last

    def test_the_first_and_last_day_there_is(self) -> None:
        ends = DaySet([D.max, D.min])
        assert (ends.first, ends.last) == (D.min, D.max)

    @given(days=sets_of_days, first=any_days)
    def test_bits_stand_for_the_days_from_the_first_on(self, days: set[D], first: D) -> None:
        bits = DaySet(days).bits_from(first.toordinal())
        assert bits == sum(1 << (day - first).days for day in days if day >= first)

    @given(days=sets_of_days, first=any_days)
    def test_a_set_is_made_again_from_its_bits(self, days: set[D], first: D) -> None:
        later = {day for day in days if day >= first}
        made = DaySet.of_bits(first.toordinal(), DaySet(days).bits_from(first.toordinal()))
        assert made == DaySet(later)
        assert hash(made) == hash(DaySet(later))

    def test_no_bits_are_no_days(self) -> None:
        assert DaySet.of_bits(D(2023, 1, 1).toordinal(), 0) == DaySet()
        assert DaySet().bits_from(D(2023, 1, 1).toordinal()) == 0


def bounds(windows: Iterator[Window]) -> list[tuple[str, D, D]]:
    return [(window.label, window.start, window.end) for window in windows]


class TestCalendarQuarters:
    def test_the_last_and_first_day_of_a_year_are_in_two_quarters(self) -> None:
        assert bounds(quarters(D(2022, 12, 31), D(2023, 1, 1))) == [
            ("2022-Q4", D(2022, 10, 1), D(2022, 12, 31)),
            ("2023-Q1", D(2023, 1, 1), D(2023, 3, 31)),
        ]

    def test_a_year_has_four_with_their_own_ends(self) -> None:
        assert bounds(quarters(D(2024, 1, 1), D(2024, 12, 31))) == [
            ("2024-Q1", D(2024, 1, 1), D(2024, 3, 31)),
            ("2024-Q2", D(2024, 4, 1), D(2024, 6, 30)),
            ("2024-Q3", D(2024, 7, 1), D(2024, 9, 30)),
            ("2024-Q4", D(2024, 10, 1), D(2024, 12, 31)),
        ]

    def test_one_day_is_in_one_quarter(self) -> None:
        assert [w.label for w in quarters(D(2023, 6, 30), D(2023, 6, 30))] == ["2023-Q2"]

    def test_the_first_quarter_there_is(self) -> None:
        assert bounds(quarters(D.min, D.min)) == [("0001-Q1", D(1, 1, 1), D(1, 3, 31))]

    def test_the_last_quarter_there_is(self) -> None:
        assert bounds(quarters(D.max, D.max)) == [("9999-Q4", D(9999, 10, 1), D(9999, 12, 31))]


class TestMonths:
    def test_a_leap_february_ends_on_the_29th(self) -> None:
        assert bounds(months(D(2023, 12, 31), D(2024, 3, 1))) == [
            ("2023-12", D(2023, 12, 1), D(2023, 12, 31)),
            ("2024-01", D(2024, 1, 1), D(2024, 1, 31)),
            ("2024-02", D(2024, 2, 1), D(2024, 2, 29)),
            ("2024-03", D(2024, 3, 1), D(2024, 3, 31)),
        ]

    def test_the_first_month_there_is(self) -> None:
        assert bounds(months(D.min, D(1, 1, 31))) == [("0001-01", D(1, 1, 1), D(1, 1, 31))]

    def test_the_last_month_there_is(self) -> None:
        assert bounds(months(D(9999, 12, 1), D.max)) == [("9999-12", D(9999, 12, 1), D(9999, 12, 31))]


class TestYears:
    def test_the_last_and_first_day_of_a_year_are_in_two(self) -> None:
        assert bounds(years(D(2023, 12, 31), D(2024, 1, 1))) == [
            ("2023", D(2023, 1, 1), D(2023, 12, 31)),
            ("2024", D(2024, 1, 1), D(2024, 12, 31)),
        ]

    def test_the_first_and_the_last_year_there_is(self) -> None:
        assert bounds(years(D.min, D(1, 12, 31))) == [("0001", D(1, 1, 1), D(1, 12, 31))]
        assert bounds(years(D(9999, 12, 31), D.max)) == [("9999", D(9999, 1, 1), D(9999, 12, 31))]


class TestIsoWeeks:
    def test_2020_has_53_weeks(self) -> None:
        assert bounds(iso_weeks(D(2020, 12, 31), D(2021, 1, 4))) == [
            ("2020-W53", D(2020, 12, 28), D(2021, 1, 3)),
            ("2021-W01", D(2021, 1, 4), D(2021, 1, 10)),
        ]

    def test_monday_2018_12_31_is_in_the_first_week_of_2019(self) -> None:
        assert bounds(iso_weeks(D(2018, 12, 30), D(2018, 12, 31))) == [
            ("2018-W52", D(2018, 12, 24), D(2018, 12, 30)),
            ("2019-W01", D(2018, 12, 31), D(2019, 1, 6)),
        ]

    def test_the_first_day_there_is_is_a_monday(self) -> None:
        assert bounds(iso_weeks(D.min, D(1, 1, 8))) == [
            ("0001-W01", D(1, 1, 1), D(1, 1, 7)),
            ("0001-W02", D(1, 1, 8), D(1, 1, 14)),
        ]

    def test_at_the_end_of_all_days_it_stops(self) -> None:
        # 9999-12-31 is a Friday: the week's Sunday doesn't exist.
        assert [w.label for w in iso_weeks(D(9999, 12, 20), D(9999, 12, 26))] == ["9999-W51"]
        assert all(w.end <= D.max for w in iso_weeks(D(9999, 12, 20), D.max))


def from_sunday(first: D, last: D) -> Iterator[Window]:
    return weeks(first, last, from_sunday=True)


class TestWeeks:
    """The reading control-week: from Monday as ISO 8601 has it, or from Sunday to Saturday."""

    def test_they_are_iso_weeks_unless_from_sunday(self) -> None:
        span = D(2022, 12, 31), D(2023, 1, 2)
        assert [*weeks(*span)] == [*iso_weeks(*span)]

    def test_2022_ends_on_a_saturday_and_so_does_its_last_week(self) -> None:
        assert bounds(from_sunday(D(2022, 12, 31), D(2023, 1, 1))) == [
            ("2022-12-25/P7D", D(2022, 12, 25), D(2022, 12, 31)),
            ("2023-01-01/P7D", D(2023, 1, 1), D(2023, 1, 7)),
        ]

    def test_2023_ends_on_a_sunday_whose_week_lies_in_2024(self) -> None:
        assert bounds(from_sunday(D(2023, 12, 30), D(2023, 12, 31))) == [
            ("2023-12-24/P7D", D(2023, 12, 24), D(2023, 12, 30)),
            ("2023-12-31/P7D", D(2023, 12, 31), D(2024, 1, 6)),
        ]

    @pytest.mark.parametrize(
        ("day", "start"),
        [
            # 2023-04-30 and 2023-05-07 are Sundays.
            (D(2023, 4, 29), D(2023, 4, 23)),
            (D(2023, 4, 30), D(2023, 4, 30)),
            (D(2023, 5, 1), D(2023, 4, 30)),
            (D(2023, 5, 6), D(2023, 4, 30)),
            (D(2023, 5, 7), D(2023, 5, 7)),
        ],
    )
    def test_a_day_is_in_one_week(self, day: D, start: D) -> None:
        assert bounds(from_sunday(day, day)) == [(f"{start}/P7D", start, start + 6 * ONE_DAY)]

    def test_at_the_beginning_of_all_days_no_day_is_in_two_weeks(self) -> None:
        # 0001-01-01 is a Monday: the Sunday before doesn't exist.
        assert [(w.start, w.end) for w in from_sunday(D.min, D(1, 1, 8))] == [
            (D(1, 1, 1), D(1, 1, 6)),
            (D(1, 1, 7), D(1, 1, 13)),
        ]

    def test_at_the_end_of_all_days_more_days_take_no_week_away(self) -> None:
        # 9999-12-26 is a Sunday, and the Saturday after it doesn't exist.
        fewer, more = ([*from_sunday(D(9999, 12, 20), last)] for last in (D(9999, 12, 26), D.max))
        assert set(fewer) <= set(more)
        assert fewer[0] == Window("9999-12-19/P7D", D(9999, 12, 19), D(9999, 12, 25))


class TestRollingQuarters:
    """Civil Code art. 202: a month without that day ends on its last; no later span drifts for it."""

    def test_from_31_january(self) -> None:
        assert bounds(rolling_quarters(D(2023, 1, 31), D(2023, 1, 31), D(2024, 1, 31))) == [
            ("2023-01-31/P3M", D(2023, 1, 31), D(2023, 4, 29)),
            ("2023-04-30/P3M", D(2023, 4, 30), D(2023, 7, 30)),
            ("2023-07-31/P3M", D(2023, 7, 31), D(2023, 10, 30)),
            ("2023-10-31/P3M", D(2023, 10, 31), D(2024, 1, 30)),
            ("2024-01-31/P3M", D(2024, 1, 31), D(2024, 4, 29)),
        ]

    def test_from_30_november_over_a_leap_year(self) -> None:
        starts = [w.start for w in rolling_quarters(D(2022, 11, 30), D(2022, 11, 30), D(2024, 5, 30))]
        assert starts == [
            D(2022, 11, 30),
            D(2023, 2, 28),
            D(2023, 5, 30),
            D(2023, 8, 30),
            D(2023, 11, 30),
            D(2024, 2, 29),
            D(2024, 5, 30),
        ]

    def test_only_spans_that_share_a_day_are_given(self) -> None:
        assert [w.label for w in rolling_quarters(D(2022, 11, 30), D(2023, 2, 27), D(2023, 2, 28))] == [
            "2022-11-30/P3M",
            "2023-02-28/P3M",
        ]
        assert [w.label for w in rolling_quarters(D(2022, 11, 30), D(2023, 2, 28), D(2023, 2, 28))] == [
            "2023-02-28/P3M"
        ]

    def test_nothing_comes_before_the_anchor(self) -> None:
        assert list(rolling_quarters(D(2023, 6, 15), D(2022, 1, 1), D(2023, 6, 14))) == []
        assert [w.label for w in rolling_quarters(D(2023, 6, 15), D(2022, 1, 1), D(2023, 6, 15))] == ["2023-06-15/P3M"]

    @given(st.dates(D(2000, 1, 1), D(2030, 12, 31)), st.integers(0, 3000), st.integers(0, 700))
    def test_every_day_is_in_exactly_one_and_each_begins_on_the_anchors_day(
        self, anchor: D, skip: int, length: int
    ) -> None:
        first = anchor + dt.timedelta(days=skip)
        last = first + dt.timedelta(days=length)
        spans = list(rolling_quarters(anchor, first, last))
        assert spans[0].start <= first <= spans[0].end
        assert spans[-1].start <= last <= spans[-1].end
        assert all(a.end + ONE_DAY == b.start for a, b in itertools.pairwise(spans))
        for span in spans:
            assert span.start.day == min(anchor.day, calendar.monthrange(span.start.year, span.start.month)[1])


Windows = Callable[[D, D], Iterator[Window]]


@pytest.mark.parametrize("windows", [quarters, months, iso_weeks, from_sunday])
class TestEveryKindOfWindow:
    @given(first=st.dates(D(1, 1, 8), D(9999, 9, 30)), length=st.integers(0, 90))
    def test_windows_cover_each_day_once_in_order(self, windows: Windows, first: D, length: int) -> None:
        last = first + dt.timedelta(days=length)
        found = list(windows(first, last))
        assert found[0].start <= first <= found[0].end
        assert found[-1].start <= last <= found[-1].end
        assert all(a.end + ONE_DAY == b.start for a, b in itertools.pairwise(found))
        assert len({window.label for window in found}) == len(found)

    def test_a_datetime_is_refused(self, windows: Windows) -> None:
        for first, last in ((NOON, D(2023, 2, 1)), (D(2022, 12, 1), NOON), (NOON, NOON)):
            with pytest.raises(TypeError):
                list(windows(first, last))

    def test_no_day_shares_a_day_with_no_window(self, windows: Windows) -> None:
        assert list(windows(D(2023, 5, 10), D(2023, 5, 9))) == []
        assert list(windows(D(2023, 5, 10), D(2022, 5, 10))) == []
