"""Working days: Monday to Friday less the holidays, plus the weekend days that a notice makes worked.

Expected days are counted by hand from the State Council's yearly notices.
"""

import datetime as dt
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility import workdays

D = dt.date
ONE_DAY = dt.timedelta(days=1)
NOON = dt.datetime(2023, 5, 6, 12, tzinfo=dt.UTC)
SHIPPED = "CN-2026-12-28-8746bf3b"
FIRST, HORIZON = D(2008, 1, 1), D(2026, 12, 28)

MAY_DAYS = [D(2023, 5, 1), D(2023, 5, 6)]

FESTIVALS = {
    "元旦",
    "农历除夕",
    "春节",
    "清明节",
    "劳动节",
    "端午节",
    "中秋节",
    "国庆节",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",  # 3 September 2015
    "春节延长假期",  # the amended notice of 2020
}
"""What the yearly notices give days off for."""

# Named and not made here: a test that is collected must not ask for the calendar.
CALENDARS = {"installed": dr.WorkCalendar.china, "shipped": lambda: dr.WorkCalendar.from_edition(SHIPPED)}


@pytest.fixture(params=CALENDARS)
def china(request: pytest.FixtureRequest) -> dr.WorkCalendar:
    return CALENDARS[request.param]()


@pytest.fixture
def shipped() -> dr.WorkCalendar:
    return dr.WorkCalendar.from_edition(SHIPPED)


def test_the_module_lists_what_is_public() -> None:
    assert dir(workdays) == sorted(workdays.__all__)


class TestCountedByHand:
    """§7.3: within 5 working days; the day of the event isn't counted (Civil Code art. 201)."""

    @pytest.mark.parametrize(
        ("event", "counted"),
        [
            pytest.param(
                D(2023, 4, 27),
                [D(2023, 4, 28), D(2023, 5, 4), D(2023, 5, 5), D(2023, 5, 6), D(2023, 5, 8)],
                id="Labour Day: 29 April to 3 May off, Saturday 6 May worked",
            ),
            pytest.param(
                D(2023, 9, 28),
                [D(2023, 10, 7), D(2023, 10, 8), D(2023, 10, 9), D(2023, 10, 10), D(2023, 10, 11)],
                id="National Day: 29 September to 6 October off, Saturday 7 and Sunday 8 worked",
            ),
            pytest.param(
                D(2024, 2, 1),
                [D(2024, 2, 2), D(2024, 2, 4), D(2024, 2, 5), D(2024, 2, 6), D(2024, 2, 7)],
                id="Sunday 4 February worked before the Spring Festival",
            ),
            pytest.param(
                D(2024, 2, 8),
                [D(2024, 2, 9), D(2024, 2, 18), D(2024, 2, 19), D(2024, 2, 20), D(2024, 2, 21)],
                id="New Year's Eve worked, 10 to 17 February off, Sunday 18 worked",
            ),
            pytest.param(
                D(2022, 12, 29),
                [D(2022, 12, 30), D(2023, 1, 3), D(2023, 1, 4), D(2023, 1, 5), D(2023, 1, 6)],
                id="over the New Year: 31 December to 2 January off",
            ),
            pytest.param(
                D(2025, 1, 24),
                [D(2025, 1, 26), D(2025, 1, 27), D(2025, 2, 5), D(2025, 2, 6), D(2025, 2, 7)],
                id="Sunday 26 January worked, 28 January to 4 February off",
            ),
            pytest.param(
                D(2018, 12, 28),
                [D(2018, 12, 29), D(2019, 1, 2)],
                id="Saturday 29 December worked, 30 December to 1 January off",
            ),
            pytest.param(
                D(2023, 5, 13),
                [D(2023, 5, 15), D(2023, 5, 16), D(2023, 5, 17), D(2023, 5, 18), D(2023, 5, 19)],
                id="an event on a Saturday off",
            ),
            pytest.param(
                D(2023, 5, 6),
                [D(2023, 5, 8), D(2023, 5, 9), D(2023, 5, 10), D(2023, 5, 11), D(2023, 5, 12)],
                id="an event on a Saturday worked",
            ),
        ],
    )
    def test_the_days_counted_and_the_day_due(self, china: dr.WorkCalendar, event: D, counted: list[D]) -> None:
        assert china.add_working_days(event, len(counted)) == counted[-1]
        assert list(china.working_days(event + ONE_DAY, counted[-1])) == counted
        for number, day in enumerate(counted, 1):
            assert china.add_working_days(event, number) == day
            assert china.subtract_working_days(day + ONE_DAY, number) == counted[0]

    def test_monday_3_february_2020_was_worked_by_an_amended_notice(self, china: dr.WorkCalendar) -> None:
        # 24 January to 2 February off; Saturday 1 February was first to be worked, and then wasn't.
        assert china.is_working_day(D(2020, 2, 3))
        assert not china.is_working_day(D(2020, 2, 1))
        assert china.add_working_days(D(2020, 1, 23), 1) == D(2020, 2, 3)

    def test_the_last_days_of_2018_belong_to_the_notice_for_2019(self, china: dr.WorkCalendar) -> None:
        assert china.is_working_day(D(2018, 12, 29))
        assert not china.is_working_day(D(2018, 12, 31))

    def test_from_2025_there_are_13_statutory_days(self, china: dr.WorkCalendar) -> None:
        # 2 May, a Friday, is one of the two added; Spring Festival's eve, 28 January, the other.
        assert not china.is_working_day(D(2025, 5, 2))
        assert not china.is_working_day(D(2025, 1, 28))

    def test_counting_no_days_stays_on_the_day(self, china: dr.WorkCalendar) -> None:
        for day in (D(2023, 5, 5), D(2023, 5, 13)):
            assert china.add_working_days(day, 0) == china.subtract_working_days(day, 0) == day

    def test_no_days_lie_between_a_day_and_an_earlier_one(self, china: dr.WorkCalendar) -> None:
        assert china.working_days(D(2023, 5, 8), D(2023, 5, 5)) == dr.DaySet()
        assert china.working_days(D(2023, 5, 5), D(2023, 5, 4)) == dr.DaySet()

    @pytest.mark.parametrize("method", ["add_working_days", "subtract_working_days"])
    def test_a_negative_count_is_refused(self, china: dr.WorkCalendar, method: str) -> None:
        with pytest.raises(dr.CalendarError) as caught:
            getattr(china, method)(D(2023, 5, 5), -1)
        assert [problem.code for problem in caught.value.problems] == ["negative-count"]


def test_each_day_agrees_with_chinesecalendar(china: dr.WorkCalendar) -> None:
    known = []
    day = china.first
    while day <= china.published_through:
        try:
            known.append((day, chinese_calendar.is_workday(day)))
        except NotImplementedError:
            break
        day += ONE_DAY
    assert len(known) >= 6_000
    assert [day for day, worked in known if china.is_working_day(day) is not worked] == []


class TestWhy:
    @pytest.mark.parametrize(
        ("day", "zh", "en"),
        [
            (D(2023, 4, 29), "劳动节放假", "Labor Day"),
            (D(2023, 5, 3), "劳动节放假", "Labor Day"),
            (D(2023, 5, 7), "星期日", "Sunday"),
            (D(2023, 5, 13), "星期六", "Saturday"),
            (D(2023, 6, 22), "端午节放假", "Dragon Boat Festival"),
        ],
    )
    def test_a_day_off_is_a_festivals_or_the_weekends(self, china: dr.WorkCalendar, day: D, zh: str, en: str) -> None:
        assert china.why_off(day) == dr.Text(zh, en)

    @pytest.mark.parametrize(
        "day", [D(2009, 10, 1), D(2009, 10, 8), D(2020, 10, 1), D(2020, 10, 8), D(2023, 9, 29), D(2023, 10, 6)]
    )
    def test_a_run_of_days_off_for_two_festivals_names_each_once(self, china: dr.WorkCalendar, day: D) -> None:
        # 2009: 3 and 1 October; 2020: both on 1 October; 2023: 29 September and 1 October.
        why = china.why_off(day)
        assert why is not None
        assert sorted(why.zh.removesuffix("放假").split("、")) == ["中秋节", "国庆节"]
        assert sorted(why.en.split(" and ")) == ["Mid-Autumn Festival", "National Day"]

    def test_a_working_day_has_no_reason_to_be_off(self, china: dr.WorkCalendar) -> None:
        assert china.why_off(D(2023, 5, 6)) is None

    def test_a_weekend_day_worked_is_a_make_up_day(self, china: dr.WorkCalendar) -> None:
        assert china.why_worked(D(2023, 5, 6)) == dr.Text("调休上班", "make-up working day")
        assert china.why_worked(D(2023, 5, 5)) is None
        assert china.why_worked(D(2023, 5, 7)) is None

    def test_every_weekday_off_in_china_is_some_festivals(self, china: dr.WorkCalendar) -> None:
        for day in china.off:
            why = china.why_off(day)
            assert why is not None
            names = why.zh.removesuffix("放假").split("、")
            assert set(names) <= FESTIVALS, day
            assert len(set(names)) == len(names), day

    def test_a_day_off_without_a_name_says_just_that(self) -> None:
        calendar = dr.WorkCalendar.explicit(D(2023, 5, 1), D(2023, 5, 7), off=[D(2023, 5, 3)])
        assert calendar.why_off(D(2023, 5, 3)) == dr.Text("放假", "day off")

    def test_a_run_of_days_off_ends_at_the_calendars_ends(self) -> None:
        name = dr.Text("节", "feast")
        calendar = dr.WorkCalendar.explicit(
            D(2023, 5, 6), D(2023, 5, 14), off=[D(2023, 5, 12)], festivals={D(2023, 5, 12): name}
        )
        assert calendar.why_off(D(2023, 5, 6)) == dr.Text("星期六", "Saturday")
        assert calendar.why_off(D(2023, 5, 14)) == dr.Text("节放假", "feast")

    def test_a_name_that_is_joined_in_one_language_alone_is_one_festival(self) -> None:
        named = {D(2023, 5, 1): dr.Text("劳动节; 五一", "Labor Day")}
        calendar = dr.WorkCalendar.explicit(D(2023, 5, 1), D(2023, 5, 31), off=named, festivals=named)
        assert calendar.why_off(D(2023, 5, 1)) == dr.Text("劳动节; 五一放假", "Labor Day")


class TestHorizon:
    """Beyond its first day and its horizon a calendar refuses to answer, and never guesses."""

    def test_it_begins_in_2008_and_ends_on_28_december_of_the_last_year_with_a_notice(
        self, china: dr.WorkCalendar
    ) -> None:
        assert china.first == FIRST
        assert (china.published_through.month, china.published_through.day) == (12, 28)
        assert china.published_through >= HORIZON

    def test_the_shipped_edition_ends_with_2026(self, shipped: dr.WorkCalendar) -> None:
        assert (shipped.first, shipped.published_through) == (FIRST, HORIZON)

    def test_the_first_and_the_last_day_are_answered(self, shipped: dr.WorkCalendar) -> None:
        assert not shipped.is_working_day(FIRST)  # New Year's Day
        assert shipped.is_working_day(HORIZON)  # a Monday
        assert shipped.add_working_days(FIRST, 1) == D(2008, 1, 2)
        assert shipped.add_working_days(D(2026, 12, 25), 1) == HORIZON
        assert shipped.subtract_working_days(HORIZON, 1) == D(2026, 12, 25)
        assert shipped.subtract_working_days(D(2008, 1, 3), 1) == D(2008, 1, 2)
        assert shipped.working_days(FIRST, D(2008, 1, 3)) == dr.DaySet([D(2008, 1, 2), D(2008, 1, 3)])
        assert shipped.working_days(D(2026, 12, 26), HORIZON) == dr.DaySet([HORIZON])

    @pytest.mark.parametrize("day", [FIRST - ONE_DAY, HORIZON + ONE_DAY, D.min, D.max])
    def test_a_day_outside_is_refused_by_every_question(self, shipped: dr.WorkCalendar, day: D) -> None:
        inside = D(2023, 5, 6)
        questions: list[Any] = [
            lambda: shipped.is_working_day(day),
            lambda: shipped.why_off(day),
            lambda: shipped.add_working_days(day, 1),
            lambda: shipped.add_working_days(day, 0),
            lambda: shipped.subtract_working_days(day, 1),
            lambda: shipped.working_days(day, inside),
            lambda: shipped.working_days(inside, day),
        ]
        for ask in questions:
            with pytest.raises(dr.CalendarHorizonError) as caught:
                ask()
            (problem,) = caught.value.problems
            assert problem.code == "calendar-horizon"
            for message in (problem.message.zh, problem.message.en):
                assert all(part in message for part in (SHIPPED, "2008-01-01", "2026-12-28", str(day)))

    def test_an_answer_that_may_lie_beyond_is_refused(self, shipped: dr.WorkCalendar) -> None:
        for start, count in ((HORIZON, 1), (D(2026, 12, 25), 2), (D(2026, 12, 21), 6), (FIRST, 10_000)):
            with pytest.raises(dr.CalendarHorizonError):
                shipped.add_working_days(start, count)
        assert shipped.add_working_days(D(2026, 12, 21), 5) == HORIZON

    def test_an_answer_before_the_first_day_is_refused(self, shipped: dr.WorkCalendar) -> None:
        for start, count in ((FIRST, 1), (D(2008, 1, 2), 1), (D(2008, 1, 3), 2), (HORIZON, 10_000)):
            with pytest.raises(dr.CalendarHorizonError):
                shipped.subtract_working_days(start, count)

    def test_a_year_without_a_notice_is_not_guessed_for_a_country_that_has_notices(self) -> None:
        year = dr.WorkCalendar.china().published_through.year + 1
        with pytest.raises(dr.CalendarError):
            dr.WorkCalendar.of_country("CN", [year])

    @pytest.mark.parametrize("value", [NOON, "2023-05-06", None, 20230506])
    def test_what_is_no_date_is_refused_by_every_question(self, shipped: dr.WorkCalendar, value: Any) -> None:
        inside = D(2023, 5, 6)
        questions: list[Any] = [
            lambda: shipped.is_working_day(value),
            lambda: shipped.why_off(value),
            lambda: shipped.add_working_days(value, 1),
            lambda: shipped.subtract_working_days(value, 1),
            lambda: shipped.working_days(value, inside),
            lambda: shipped.working_days(inside, value),
        ]
        for ask in questions:
            with pytest.raises(dr.DateTypeError):
                ask()

    @pytest.mark.parametrize("count", [1.5, 5.0, "5", None], ids=repr)
    @pytest.mark.parametrize("method", ["add_working_days", "subtract_working_days"])
    def test_a_count_is_a_whole_number(self, shipped: dr.WorkCalendar, method: str, count: Any) -> None:
        with pytest.raises(TypeError):
            getattr(shipped, method)(D(2023, 5, 6), count)

    def test_a_subclass_of_date_is_a_date(self, shipped: dr.WorkCalendar) -> None:
        class Day(dt.date):
            pass

        assert shipped.add_working_days(Day(2023, 4, 27), 5) == D(2023, 5, 8)


calendar_days = st.dates(D(2009, 1, 1), D(2025, 12, 31))


class TestLaws:
    @given(calendar_days, st.integers(1, 60))
    def test_adding_is_counting_day_by_day(self, day: D, count: int) -> None:
        calendar = dr.WorkCalendar.from_edition(SHIPPED)
        here, left = day, count
        while left:
            here += ONE_DAY
            left -= chinese_calendar.is_workday(here)
        assert calendar.add_working_days(day, count) == here

    @given(calendar_days, st.integers(1, 60))
    def test_subtracting_is_counting_back_day_by_day(self, day: D, count: int) -> None:
        calendar = dr.WorkCalendar.from_edition(SHIPPED)
        here, left = day, count
        while left:
            here -= ONE_DAY
            left -= chinese_calendar.is_workday(here)
        assert calendar.subtract_working_days(day, count) == here

    @given(calendar_days, st.integers(1, 60))
    def test_from_a_worked_day_adding_and_subtracting_undo_each_other(self, day: D, count: int) -> None:
        calendar = dr.WorkCalendar.from_edition(SHIPPED)
        worked = calendar.add_working_days(day, 1)
        assert calendar.subtract_working_days(calendar.add_working_days(worked, count), count) == worked
        assert calendar.add_working_days(calendar.subtract_working_days(worked, count), count) == worked

    @given(calendar_days, st.integers(1, 60))
    def test_as_many_days_lie_between_as_were_added(self, day: D, count: int) -> None:
        calendar = dr.WorkCalendar.from_edition(SHIPPED)
        due = calendar.add_working_days(day, count)
        between = calendar.working_days(day + ONE_DAY, due)
        assert len(between) == count
        assert due in between
        assert all(calendar.is_working_day(one) for one in between)

    @given(calendar_days, st.integers(0, 30), st.integers(0, 30))
    def test_counts_add_up(self, day: D, one: int, other: int) -> None:
        calendar = dr.WorkCalendar.from_edition(SHIPPED)
        assert calendar.add_working_days(calendar.add_working_days(day, one), other) == calendar.add_working_days(
            day, one + other
        )


class TestExplicit:
    def test_days_are_off_or_worked_as_told(self) -> None:
        calendar = dr.WorkCalendar.explicit(
            D(2023, 4, 24),
            D(2023, 5, 7),
            off=[D(2023, 4, 29), D(2023, 5, 1), D(2023, 5, 2), D(2023, 5, 3), D(2030, 1, 1)],
            worked=[D(2023, 5, 6), D(2023, 5, 5), D(2030, 1, 5)],
        )
        # What goes without saying, and what lies outside, isn't kept: equal content is equal.
        assert calendar.off == dr.DaySet.between(D(2023, 5, 1), D(2023, 5, 3))
        assert calendar.worked == dr.DaySet([D(2023, 5, 6)])
        assert calendar.working_days(D(2023, 4, 28), D(2023, 5, 7)).to_json() == [
            "2023-04-28",
            "2023-05-04/2023-05-06",
        ]

    def test_a_weekend_may_be_friday_and_saturday(self) -> None:
        calendar = dr.WorkCalendar.explicit(D(2023, 5, 1), D(2023, 5, 14), weekend=(4, 5))
        assert calendar.add_working_days(D(2023, 5, 4), 1) == D(2023, 5, 7)
        assert calendar.why_off(D(2023, 5, 5)) == dr.Text("星期五", "Friday")

    def test_a_calendar_of_one_day(self) -> None:
        calendar = dr.WorkCalendar.explicit(D(2023, 5, 5), D(2023, 5, 5))
        assert calendar.is_working_day(D(2023, 5, 5))
        assert not dr.WorkCalendar.explicit(D(2023, 5, 6), D(2023, 5, 6)).is_working_day(D(2023, 5, 6))

    def test_it_cannot_end_before_it_begins(self) -> None:
        with pytest.raises(dr.CalendarError) as caught:
            dr.WorkCalendar.explicit(D(2023, 5, 2), D(2023, 5, 1))
        assert [(p.code, p.path) for p in caught.value.problems] == [("period-reversed", "/published_through")]

    def test_a_day_cannot_be_both_off_and_worked(self) -> None:
        with pytest.raises(dr.CalendarError) as caught:
            dr.WorkCalendar.explicit(
                D(2023, 5, 1), D(2023, 5, 31), off=[D(2023, 5, 5), D(2023, 5, 6)], worked=[D(2023, 5, 6)]
            )
        (problem,) = caught.value.problems
        assert problem.code == "off-and-worked"
        assert "2023-05-06" in problem.message.zh
        assert "2023-05-06" in problem.message.en

    def test_a_datetime_is_refused(self) -> None:
        day = D(2023, 5, 1)
        with pytest.raises(dr.DateTypeError):
            dr.WorkCalendar.explicit(NOON, day)
        with pytest.raises(dr.DateTypeError):
            dr.WorkCalendar.explicit(day, NOON)
        with pytest.raises(dr.DateTypeError):
            dr.WorkCalendar.explicit(day, day, off=[NOON])
        with pytest.raises(dr.DateTypeError):
            dr.WorkCalendar.explicit(day, day, worked=[NOON])

    def test_a_datetime_names_no_festival(self) -> None:
        day = D(2023, 5, 1)
        with pytest.raises(dr.DateTypeError):
            dr.WorkCalendar.explicit(day, day, festivals={NOON: dr.Text("节", "feast")})

    @pytest.mark.parametrize("weekend", [[7], [-1], ["Sunday"]])
    def test_a_weekend_has_days_of_the_week(self, weekend: list[Any]) -> None:
        with pytest.raises(dr.CalendarError):
            dr.WorkCalendar.explicit(D(2023, 5, 1), D(2023, 5, 2), weekend=weekend)


class TestWhatRefusalsSay:
    """The words of each refusal, in full, and where it points."""

    @pytest.mark.parametrize(
        ("ask", "path", "zh", "en"),
        [
            (
                lambda: dr.WorkCalendar.explicit(D(2023, 5, 1), D(2023, 5, 2), weekend=[7]),
                "/weekend",
                "休息日应为 0（星期一）至 6（星期日）",
                "the weekend's days are 0, Monday, to 6, Sunday",
            ),
            (
                lambda: dr.WorkCalendar.explicit(D(2023, 5, 2), D(2023, 5, 1)),
                "/published_through",
                "止日早于起日",
                "it ends before it begins",
            ),
            (
                lambda: dr.WorkCalendar.explicit(
                    D(2023, 5, 1), D(2023, 5, 31), off=MAY_DAYS, worked=[*MAY_DAYS, D(2023, 5, 13)]
                ),
                "/worked",
                "同一日既放假又上班：2023-05-01、2023-05-06",
                "days both off and worked: 2023-05-01, 2023-05-06",
            ),
            (
                lambda: dr.WorkCalendar.of_country("SG", [2022, 2024]),
                "/years",
                "年份应当连续且不为空",
                "years must be consecutive, and at least one",
            ),
            (
                lambda: dr.WorkCalendar.from_edition("CN-1"),
                "/calendar",
                f"没有工作日历版本 'CN-1'；现有：{', '.join(dr.WorkCalendar.editions())}",
                f"no calendar edition 'CN-1'; there are: {', '.join(dr.WorkCalendar.editions())}",
            ),
            (
                lambda: dr.WorkCalendar.from_json({"format": "something/else"}),
                "",
                "不是工作日历数据：not a dual-responsibility/calendar of version 1",
                "not calendar data: not a dual-responsibility/calendar of version 1",
            ),
            (
                lambda: dr.WorkCalendar.from_edition(SHIPPED).add_working_days(D(2023, 5, 5), -1),
                "",
                "天数不能为负",
                "the count can't be negative; the other direction has a method of its own",
            ),
            (
                lambda: dr.WorkCalendar.from_edition(SHIPPED).add_working_days(D(2026, 12, 28), 1),
                "",
                f"工作日历 {SHIPPED} 只涵盖 2008-01-01 至 2026-12-28",
                f"the calendar {SHIPPED} covers 2008-01-01 to 2026-12-28",
            ),
            (
                lambda: dr.WorkCalendar.from_edition(SHIPPED).is_working_day(D(2026, 12, 29)),
                "",
                f"工作日历 {SHIPPED} 只涵盖 2008-01-01 至 2026-12-28 (2026-12-29)",
                f"the calendar {SHIPPED} covers 2008-01-01 to 2026-12-28 (2026-12-29)",
            ),
        ],
    )
    def test_in_full(self, ask: Callable[[], object], path: str, zh: str, en: str) -> None:
        with pytest.raises(dr.DualResponsibilityError) as caught:
            ask()
        (problem,) = caught.value.problems
        assert (problem.path, problem.message.zh, problem.message.en) == (path, zh, en)

    @pytest.mark.parametrize(
        ("ask", "path"),
        [
            (lambda: dr.WorkCalendar.explicit(NOON, D(2023, 5, 1)), "/first"),
            (lambda: dr.WorkCalendar.explicit(D(2023, 5, 1), NOON), "/published_through"),
            (
                lambda: dr.WorkCalendar.explicit(
                    D(2023, 5, 1), D(2023, 5, 2), festivals={NOON: dr.Text("节", "feast")}
                ),
                "/festivals",
            ),
            (lambda: dr.WorkCalendar.from_edition(SHIPPED).is_working_day(NOON), "/day"),
        ],
    )
    def test_a_datetime_is_refused_by_name(self, ask: Callable[[], object], path: str) -> None:
        with pytest.raises(dr.DateTypeError) as caught:
            ask()
        assert [problem.path for problem in caught.value.problems] == [path]


class TestOtherCountries:
    def test_singapore(self) -> None:
        calendar = dr.WorkCalendar.of_country("SG", [2023])
        assert (calendar.name, calendar.first, calendar.published_through) == ("SG", D(2023, 1, 1), D(2023, 12, 31))
        # Chinese New Year: Sunday 22 and Monday 23 January, and Tuesday 24 for the Sunday.
        assert calendar.add_working_days(D(2023, 1, 20), 5) == D(2023, 1, 31)
        why = calendar.why_off(D(2023, 8, 9))
        assert why is not None
        assert why.en == "National Day"

    def test_a_subdivision_has_holidays_of_its_own(self) -> None:
        # Corpus Christi, Thursday 8 June 2023, is off in Bavaria and not in all of Germany.
        germany = dr.WorkCalendar.of_country("DE", [2023])
        bavaria = dr.WorkCalendar.of_country("DE", [2023], subdivision="BY")
        assert germany.is_working_day(D(2023, 6, 8))
        assert not bavaria.is_working_day(D(2023, 6, 8))
        assert bavaria.why_off(D(2023, 6, 8)) == dr.Text("Fronleichnam放假", "Corpus Christi")
        assert bavaria.name == "DE-BY"
        assert not germany.is_working_day(D(2023, 10, 3))

    def test_years_may_come_in_any_order_and_twice(self) -> None:
        assert dr.WorkCalendar.of_country("SG", [2024, 2023, 2023]) == dr.WorkCalendar.of_country(
            "SG", range(2023, 2025)
        )

    @pytest.mark.parametrize("years", [[], [2022, 2024]])
    def test_years_have_no_gap(self, years: list[int]) -> None:
        with pytest.raises(dr.CalendarError) as caught:
            dr.WorkCalendar.of_country("SG", years)
        assert [(p.code, p.path) for p in caught.value.problems] == [("years", "/years")]

    @pytest.mark.parametrize(("country", "subdivision"), [("XX", None), ("DE", "XX"), ("", None)])
    def test_a_place_that_is_not_known_is_refused(self, country: str, subdivision: str | None) -> None:
        with pytest.raises(dr.CalendarError) as caught:
            dr.WorkCalendar.of_country(country, [2023], subdivision=subdivision)
        assert [(p.code, p.path) for p in caught.value.problems] == [("unknown-country", "/country")]


class TestEditions:
    def test_the_shipped_edition_loads_and_its_hash_recomputed_is_its_own(self, shipped: dr.WorkCalendar) -> None:
        assert SHIPPED in dr.WorkCalendar.editions()
        content = json.dumps(shipped.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(content.encode()).hexdigest()
        assert shipped.edition == dr.Edition(SHIPPED, digest)
        assert SHIPPED.endswith(digest[:8])

    def test_the_hash_is_that_of_the_content_its_keys_in_order(self) -> None:
        """The text that is hashed, written out: another order or another spacing would be another edition."""
        calendar = dr.WorkCalendar.explicit(
            D(2023, 5, 1), D(2023, 5, 7), name="五月", off=[D(2023, 5, 1), D(2023, 5, 2)], worked=[D(2023, 5, 6)]
        )
        text = (
            '{"festivals":{},"first":"2023-05-01","format":"dual-responsibility/calendar","name":"五月",'
            '"off":["2023-05-01/2023-05-02"],"published_through":"2023-05-07","version":1,"weekend":[5,6],'
            '"worked":["2023-05-06"]}'
        )
        digest = hashlib.sha256(text.encode()).hexdigest()
        assert calendar.edition == dr.Edition(f"五月-2023-05-07-{digest[:8]}", digest)

    def test_every_shipped_edition_is_what_its_name_says(self) -> None:
        editions = dr.WorkCalendar.editions()
        assert list(editions) == sorted(editions)
        assert all(dr.WorkCalendar.from_edition(id).edition.id == id for id in editions)

    def test_the_calendar_in_use_is_shipped_or_newer(self) -> None:
        china = dr.WorkCalendar.china()
        assert china.edition.id in dr.WorkCalendar.editions() or china.published_through > HORIZON

    def test_a_calendar_is_made_once(self) -> None:
        assert dr.WorkCalendar.china() is dr.WorkCalendar.china()
        assert dr.WorkCalendar.from_edition(SHIPPED) is dr.WorkCalendar.from_edition(SHIPPED)

    @pytest.mark.parametrize("edition", ["", "CN", "../CN", f"{SHIPPED}.json", f"./{SHIPPED}"])
    def test_an_edition_that_is_not_shipped_is_refused(self, edition: str) -> None:
        with pytest.raises(dr.UnknownIdError) as caught:
            dr.WorkCalendar.from_edition(edition)
        (problem,) = caught.value.problems
        assert (problem.code, problem.path) == ("unknown-edition", "/calendar")
        assert SHIPPED in problem.message.zh

    def test_an_amended_notice_makes_a_new_edition(self, shipped: dr.WorkCalendar) -> None:
        data = shipped.to_json()
        data["off"] = [*data["off"], "2020-02-03"]
        amended = dr.WorkCalendar.from_json(data)
        assert amended.edition.id != SHIPPED
        assert amended.edition.hash != shipped.edition.hash
        assert not amended.is_working_day(D(2020, 2, 3))

    def test_equal_content_is_equal_and_of_one_edition(self, shipped: dr.WorkCalendar) -> None:
        again = dr.WorkCalendar.from_json(json.loads(json.dumps(shipped.to_json())))
        assert again == shipped
        assert hash(again) == hash(shipped)
        assert again.edition == shipped.edition

    def test_the_order_of_festivals_makes_no_difference(self) -> None:
        one, other = (D(2023, 5, 1), dr.Text("劳动节", "Labor Day")), (D(2023, 5, 4), dr.Text("青年节", "Youth Day"))
        made = [
            dr.WorkCalendar.explicit(D(2023, 5, 1), D(2023, 5, 31), festivals=dict(order))
            for order in ((one, other), (other, one))
        ]
        assert made[0] == made[1]
        assert made[0].edition == made[1].edition

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"format": "something/else"}, "calendar-malformed"),
            ({"version": 2}, "calendar-malformed"),
            ({"first": None}, "calendar-malformed"),
            ({"first": "1 May"}, "calendar-malformed"),
            ({"first": "20230501"}, "calendar-malformed"),
            ({"off": ["2023-05-01/.."]}, "calendar-malformed"),
            ({"off": 5}, "calendar-malformed"),
            ({"worked": [20230506]}, "calendar-malformed"),
            ({"weekend": 5}, "calendar-malformed"),
            ({"festivals": ["2023-05-01"]}, "calendar-malformed"),
            ({"festivals": {"2023-05-01": {"zh": "劳动节"}}}, "calendar-malformed"),
            ({"festivals": {"2023-05-01": {"zh": "劳动节", "en": {}}}}, "calendar-malformed"),
            ({"name": 5}, "calendar-malformed"),
            ({"name": "\ud800"}, "calendar-malformed"),
            ({"weekend": [5.0]}, "weekend"),
            ({"weekend": [True]}, "weekend"),
            ({"published_through": "2023-04-30"}, "period-reversed"),
            ({"worked": ["2023-05-06"], "off": ["2023-05-06"]}, "off-and-worked"),
        ],
    )
    def test_data_that_are_no_calendar_are_refused(self, changes: dict[str, Any], code: str) -> None:
        data = {**dr.WorkCalendar.explicit(D(2023, 5, 1), D(2023, 5, 31)).to_json(), **changes}
        with pytest.raises(dr.CalendarError) as caught:
            dr.WorkCalendar.from_json(data)
        assert [problem.code for problem in caught.value.problems] == [code]

    @pytest.mark.parametrize("data", [{}, [], None, "CN"])
    def test_what_is_no_object_is_refused(self, data: Any) -> None:
        with pytest.raises(dr.CalendarError, match="calendar-malformed"):
            dr.WorkCalendar.from_json(data)


@pytest.mark.parametrize("language", ["C", "zh_CN.UTF-8", "th_TH.UTF-8", "zh_TW.UTF-8"])
def test_a_calendar_is_the_same_in_every_language_of_the_machine(language: str) -> None:
    program = (
        "import dual_responsibility as dr\n"
        "cal = dr.WorkCalendar\n"
        "print(cal.china().edition.hash)\n"
        "print(cal.of_country('SG', [2023]).edition.hash)\n"
        "print(cal.of_country('DE', [2023], subdivision='BY').edition.hash)\n"
    )
    settings = {"LANG": language, "LC_ALL": language, "LANGUAGE": language.split(".")[0], "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    calendars = [
        dr.WorkCalendar.china(),
        dr.WorkCalendar.of_country("SG", [2023]),
        dr.WorkCalendar.of_country("DE", [2023], subdivision="BY"),
    ]
    assert done.stdout.split() == [calendar.edition.hash for calendar in calendars]
