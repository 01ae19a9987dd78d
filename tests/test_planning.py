"""schedule(): plans worked out backwards from fixed nodes, and their wall chart (倒排工期、挂图作战) (Suining §2.2)."""

import datetime as dt
import itertools
import json
import pickle
import random
import re
from collections.abc import Iterator
from typing import Any

import attrs
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

from .rules.building import CITY, areas, day, period

CALENDAR = dr.WorkCalendar.china()
WORKING, CALENDAR_DAYS = dr.Unit.WORKING_DAYS, dr.Unit.CALENDAR_DAYS
State = dr.MilestoneState
ONE = dt.timedelta(1)
PINNED = "CN-2026-12-28-8746bf3b"
"""The edition whose horizon is Monday 2026-12-28."""


def milestone(id: str, duration: int = 0, *, by: str | None = None, **fields: Any) -> dr.Milestone:
    """A milestone in working days unless given; its node is a day, or a span written `start/end`."""
    node = None if by is None else period(by) if "/" in by else day(by)
    for name in ("started", "reached", "recorded"):
        if name in fields:
            fields[name] = day(fields[name])
    return dr.Milestone(id=id, duration=duration, node=node, **fields)


def in_days(id: str, duration: int = 0, **fields: Any) -> dr.Milestone:
    """A milestone in calendar days."""
    return milestone(id, duration, unit=CALENDAR_DAYS, **fields)


def plan(*milestones: dr.Milestone, start: str | None = None) -> dr.Plan:
    """The city's plan with these milestones."""
    return dr.Plan(id="PL-1", area=CITY, start=None if start is None else day(start), milestones=milestones)


def scheduled(*milestones: dr.Milestone, start: str | None = None, **asked: Any) -> dr.Schedule:
    """The plan of these milestones, worked out."""
    return dr.schedule(plan(*milestones, start=start), **asked)


def latest(*milestones: dr.Milestone, **asked: Any) -> dict[str, tuple[str, str] | None]:
    """The last day to begin and to reach each milestone, as ISO strings."""
    return {
        id: None if one.latest_start is None else (str(one.latest_start), str(one.latest_finish))
        for id, one in scheduled(*milestones, **asked).milestones.items()
    }


def earliest(*milestones: dr.Milestone, start: str) -> dict[str, tuple[str, str, int | None]]:
    """The first day to begin and to reach each milestone, as ISO strings, and its slack."""
    return {
        id: (str(one.earliest_start), str(one.earliest_finish), one.slack)
        for id, one in scheduled(*milestones, start=start).milestones.items()
    }


def refused(*milestones: dr.Milestone, start: str | None = None, **asked: Any) -> dr.PlanError:
    """The error that the plan gives."""
    with pytest.raises(dr.PlanError) as caught:
        scheduled(*milestones, start=start, **asked)
    return caught.value


class TestBackwardsFromANode:
    """Work of n days takes the last n days up to and with the day by which it has to be done, in its own unit."""

    @pytest.mark.parametrize(
        ("duration", "begins"),
        [(0, "2022-12-20"), (1, "2022-12-20"), (2, "2022-12-19"), (10, "2022-12-11"), (20, "2022-12-01")],
    )
    def test_calendar_days(self, duration: int, begins: str) -> None:
        assert latest(in_days("a", duration, by="2022-12-20")) == {"a": (begins, "2022-12-20")}

    @pytest.mark.parametrize(
        ("duration", "by", "begins", "finishes"),
        [
            # An ordinary fortnight: Tuesday 20 December 2022; 20, 19; 16 to 12; 9 to 5; 2, 1 December.
            (1, "2022-12-20", "2022-12-20", "2022-12-20"),
            (2, "2022-12-20", "2022-12-19", "2022-12-20"),
            (3, "2022-12-20", "2022-12-16", "2022-12-20"),
            (7, "2022-12-20", "2022-12-12", "2022-12-20"),
            (8, "2022-12-20", "2022-12-09", "2022-12-20"),
            (14, "2022-12-20", "2022-12-01", "2022-12-20"),
            # The year's end: 31 December to 2 January off: 3 January; 30, 29 December.
            (3, "2023-01-03", "2022-12-29", "2023-01-03"),
            (1, "2022-12-31", "2022-12-30", "2022-12-30"),
            (1, "2023-01-02", "2022-12-30", "2022-12-30"),
            # Spring Festival 2023: 21 to 27 January off; Saturday the 28th and Sunday the 29th worked.
            (1, "2023-01-20", "2023-01-20", "2023-01-20"),
            (1, "2023-01-21", "2023-01-20", "2023-01-20"),
            (1, "2023-01-27", "2023-01-20", "2023-01-20"),
            (1, "2023-01-28", "2023-01-28", "2023-01-28"),
            (2, "2023-01-28", "2023-01-20", "2023-01-28"),
            (2, "2023-01-25", "2023-01-19", "2023-01-20"),
            (1, "2023-01-29", "2023-01-29", "2023-01-29"),
            # 30, 29, 28; 20, 19 January.
            (5, "2023-01-30", "2023-01-19", "2023-01-30"),
            # 3, 2, 1 February; 31, 30, 29, 28; 20, 19, 18 January.
            (10, "2023-02-03", "2023-01-18", "2023-02-03"),
            # Sunday 5 February is off again: 3 February; and with 14 working days 12 January:
            # 3, 2, 1; 31, 30, 29, 28; 20, 19, 18, 17, 16; 13, 12.
            (14, "2023-02-05", "2023-01-12", "2023-02-03"),
            # National Day 2022: 1 to 7 October off; Saturday the 8th and Sunday the 9th worked.
            (1, "2022-10-07", "2022-09-30", "2022-09-30"),
            (1, "2022-10-08", "2022-10-08", "2022-10-08"),
            (2, "2022-10-08", "2022-09-30", "2022-10-08"),
            # 11, 10, 9, 8 October; 30 September.
            (5, "2022-10-11", "2022-09-30", "2022-10-11"),
            # Labour Day 2023: 29 April to 3 May off; Sunday 23 April and Saturday 6 May worked.
            (1, "2023-05-03", "2023-04-28", "2023-04-28"),
            (1, "2023-05-06", "2023-05-06", "2023-05-06"),
            (1, "2023-05-07", "2023-05-06", "2023-05-06"),
            # 8, 6, 5, 4 May; 28 April.
            (5, "2023-05-08", "2023-04-28", "2023-05-08"),
            # 28, 27, 26, 25, 24, 23 April; one more is Friday the 21st.
            (6, "2023-05-01", "2023-04-23", "2023-04-28"),
            (7, "2023-05-01", "2023-04-21", "2023-04-28"),
        ],
    )
    def test_working_days(self, duration: int, by: str, begins: str, finishes: str) -> None:
        assert latest(milestone("a", duration, by=by)) == {"a": (begins, finishes)}

    def test_the_notice_that_was_counted_by(self) -> None:
        off = [day("2023-01-21") + n * ONE for n in range(7)] + [day("2022-10-01") + n * ONE for n in range(7)]
        off += [day("2023-04-29") + n * ONE for n in range(5)] + [day("2022-12-31") + n * ONE for n in range(3)]
        assert all(CALENDAR.why_off(one) is not None for one in off)
        for worked in ("2023-01-28", "2023-01-29", "2022-10-08", "2022-10-09", "2023-04-23", "2023-05-06"):
            assert CALENDAR.why_off(day(worked)) is None

    @pytest.mark.parametrize("by", ["2023-01-20", "2023-01-21", "2023-01-25", "2023-01-29", "2022-12-31"])
    def test_what_takes_no_days_is_due_on_the_node_itself_day_off_or_not(self, by: str) -> None:
        assert latest(milestone("a", by=by)) == latest(in_days("a", by=by)) == {"a": (by, by)}

    def test_calendar_days_run_on_through_the_holiday(self) -> None:
        assert latest(in_days("a", 5, by="2023-01-25")) == {"a": ("2023-01-21", "2023-01-25")}


class TestOneAfterAnother:
    """What comes before work has to be reached the day before it begins."""

    def test_in_calendar_days(self) -> None:
        assert latest(in_days("a", 3), in_days("b", 2, after="a"), in_days("c", 4, after="b", by="2022-12-20")) == {
            "c": ("2022-12-17", "2022-12-20"),
            "b": ("2022-12-15", "2022-12-16"),
            "a": ("2022-12-12", "2022-12-14"),
        }

    def test_over_spring_festival(self) -> None:
        """Cards 30, 29 January; letters 28; 20, 19; the list 18, 17, 16; 13 January."""
        assert latest(
            milestone("list", 4),
            milestone("letters", 3, after="list"),
            milestone("cards", 2, after="letters", by="2023-01-30"),
        ) == {
            "cards": ("2023-01-29", "2023-01-30"),
            "letters": ("2023-01-19", "2023-01-28"),
            "list": ("2023-01-13", "2023-01-18"),
        }

    def test_a_finish_on_a_day_off_moves_back_to_the_last_working_day(self) -> None:
        """Printing runs from Wednesday the 25th to the 29th; the letters before it by the 24th, that is the 20th."""
        assert latest(milestone("letters", 2), in_days("printing", 5, after="letters", by="2023-01-29")) == {
            "printing": ("2023-01-25", "2023-01-29"),
            "letters": ("2023-01-19", "2023-01-20"),
        }

    def test_calendar_days_before_working_days_may_end_on_a_day_off(self) -> None:
        """The check takes Saturday 28 January; printing ends on the 27th, a holiday."""
        assert latest(in_days("printing", 3), milestone("check", 1, after="printing", by="2023-01-28")) == {
            "check": ("2023-01-28", "2023-01-28"),
            "printing": ("2023-01-25", "2023-01-27"),
        }

    @pytest.mark.parametrize("unit", dr.Unit)
    def test_what_comes_before_an_event_may_be_reached_on_the_same_day(self, unit: dr.Unit) -> None:
        """20, 19 and 18 January, in either unit."""
        work = milestone("work", 3, unit=unit)
        assert latest(work, milestone("event", after="work", by="2023-01-20", unit=unit)) == {
            "event": ("2023-01-20", "2023-01-20"),
            "work": ("2023-01-18", "2023-01-20"),
        }

    def test_an_event_before_work_has_to_be_reached_the_day_before(self) -> None:
        """Off or not: the work takes Saturday 28 and Sunday 29 January."""
        assert latest(milestone("event"), milestone("work", 2, after="event", by="2023-01-29")) == {
            "work": ("2023-01-28", "2023-01-29"),
            "event": ("2023-01-27", "2023-01-27"),
        }

    def test_events_in_a_row_share_their_day(self) -> None:
        row = (milestone("a"), milestone("b", after="a"), milestone("c", after="b", by="2023-01-25"))
        assert set(latest(*row).values()) == {("2023-01-25", "2023-01-25")}

    def test_the_tightest_of_several_nodes_binds(self) -> None:
        """By way of b the 14th, of c the 12th, of d the 15th."""
        work = in_days("a", 2)
        b, c = in_days("b", 6, after="a", by="2022-12-20"), in_days("c", 10, after="a", by="2022-12-22")
        d = in_days("d", after="a", by="2022-12-15")
        assert latest(work, b, d)["a"] == ("2022-12-13", "2022-12-14")
        assert latest(work, d)["a"] == ("2022-12-14", "2022-12-15")
        assert latest(work, b, c, d)["a"] == ("2022-12-11", "2022-12-12")

    def test_the_longest_of_several_ways_binds(self) -> None:
        assert latest(
            in_days("a", 1),
            in_days("short", 1, after="a"),
            in_days("long", 5, after="a"),
            in_days("end", 1, after=["short", "long"], by="2022-12-20"),
        ) == {
            "a": ("2022-12-14", "2022-12-14"),
            "short": ("2022-12-19", "2022-12-19"),
            "long": ("2022-12-15", "2022-12-19"),
            "end": ("2022-12-20", "2022-12-20"),
        }

    def test_a_node_of_its_own_binds_before_what_comes_after(self) -> None:
        found = scheduled(in_days("a", 2, by="2022-12-10"), in_days("b", 3, after="a", by="2022-12-20")).milestones
        assert (found["a"].node, found["a"].latest_finish) == (day("2022-12-10"), day("2022-12-10"))
        assert found["b"].node == day("2022-12-20")

    def test_what_no_node_depends_on_has_no_latest_day(self) -> None:
        found = scheduled(in_days("a", by="2022-12-10"), in_days("b", 3, after="a"), milestone("c"), start="2022-12-01")
        for id in ("b", "c"):
            one = found.milestones[id]
            assert (one.node, one.latest_start, one.latest_finish, one.slack) == (None, None, None, None)
            assert one.earliest_finish is not None

    def test_without_milestones_there_is_nothing_to_work_out(self) -> None:
        empty = scheduled(start="2022-12-01")
        assert (dict(empty.milestones), empty.wall_chart(day("2022-12-01"))) == ({}, [])


class TestANodeThatIsASpan:
    """Reading node-span: the middle ten days (中旬) of December are the 11th to the 20th."""

    COVERED = (milestone("letters", 3), milestone("covered", 1, after="letters", by="2022-12-11/2022-12-20"))

    def test_by_its_last_day_unless_told_otherwise(self) -> None:
        """Tuesday the 20th; before it 19, 16, 15 December."""
        expected = {"covered": ("2022-12-20", "2022-12-20"), "letters": ("2022-12-15", "2022-12-19")}
        assert latest(*self.COVERED) == latest(*self.COVERED, node_day="last-day") == expected
        assert scheduled(*self.COVERED).milestones["covered"].node == day("2022-12-20")

    def test_by_its_first_day(self) -> None:
        """Sunday the 11th is off: Friday the 9th; before it 8, 7, 6 December."""
        expected = {"covered": ("2022-12-09", "2022-12-09"), "letters": ("2022-12-06", "2022-12-08")}
        assert latest(*self.COVERED, node_day="first-day") == expected
        assert scheduled(*self.COVERED, node_day="first-day").milestones["covered"].node == day("2022-12-11")

    def test_whether_it_can_be_kept_may_hang_on_it(self) -> None:
        """From Wednesday 7 December three days and one more end on Monday the 12th."""
        assert earliest(*self.COVERED, start="2022-12-07")["covered"] == ("2022-12-12", "2022-12-12", 6)
        assert refused(*self.COVERED, start="2022-12-07", node_day="first-day").problems[0].code == "node-impossible"


class TestForwardsFromTheStart:
    """The earliest days, where the plan says when it begins, and how many days lie between."""

    def test_without_a_start_there_are_none(self) -> None:
        for one in scheduled(milestone("a", 2), milestone("b", after="a", by="2022-12-20")).milestones.values():
            assert (one.earliest_start, one.earliest_finish, one.slack) == (None, None, None)

    def test_in_calendar_days(self) -> None:
        """Latest, backwards from the 20th: c 17 to 20, b 15 and 16, a 12 to 14: eleven days of slack each."""
        chain = (in_days("a", 3), in_days("b", 2, after="a"), in_days("c", 4, after="b", by="2022-12-20"))
        assert earliest(*chain, start="2022-12-01") == {
            "a": ("2022-12-01", "2022-12-03", 11),
            "b": ("2022-12-04", "2022-12-05", 11),
            "c": ("2022-12-06", "2022-12-09", 11),
        }
        assert {slack for *_, slack in earliest(*chain, start="2022-12-12").values()} == {0}

    @pytest.mark.parametrize(
        ("unit", "begins", "finishes", "slack"),
        [
            # 16 to 20 January; then 28, 29, 30, 31 January; 1, 2, 3 February.
            (WORKING, "2023-01-16", "2023-01-20", 7),
            # 16 to 20 January; then 11 days of January and 3 of February.
            (CALENDAR_DAYS, "2023-01-16", "2023-01-20", 14),
        ],
    )
    def test_slack_is_in_its_own_unit(self, unit: dr.Unit, begins: str, finishes: str, slack: int) -> None:
        work = milestone("a", 5, by="2023-02-03", unit=unit)
        assert earliest(work, start="2023-01-16") == {"a": (begins, finishes, slack)}

    def test_work_in_working_days_begins_on_the_first_of_them(self) -> None:
        """From Saturday 21 January: 28, 29, 30 January, then 31; printing in calendar days begins at once."""
        made = earliest(milestone("a", 3), milestone("b", 1, after="a"), in_days("printing", 3), start="2023-01-21")
        assert made == {
            "a": ("2023-01-28", "2023-01-30", None),
            "b": ("2023-01-31", "2023-01-31", None),
            "printing": ("2023-01-21", "2023-01-23", None),
        }

    def test_an_event_is_reached_with_the_last_of_what_comes_before(self) -> None:
        made = earliest(
            in_days("a", 2), in_days("b", 5), in_days("both", after=["a", "b"]), in_days("then", 1, after="both"),
            start="2022-12-01",
        )  # fmt: skip
        assert made["both"] == ("2022-12-05", "2022-12-05", None)
        assert made["then"] == ("2022-12-06", "2022-12-06", None)

    def test_an_events_slack_in_calendar_days(self) -> None:
        """Reached on Friday 20 January with the work before it; the node is on the 25th, five days later."""
        work, event = milestone("work", 5), in_days("event", after="work", by="2023-01-25")
        assert earliest(work, event, start="2023-01-16")["event"] == ("2023-01-20", "2023-01-20", 5)

    def test_an_events_slack_in_working_days(self) -> None:
        """From Friday 20 January none of the days to the 25th is worked."""
        work, event = milestone("work", 5), milestone("event", after="work", by="2023-01-25")
        assert earliest(work, event, start="2023-01-16")["event"] == ("2023-01-20", "2023-01-20", 0)

    def test_beyond_the_calendar_an_events_slack_isnt_known(self) -> None:
        calendar = dr.WorkCalendar.from_edition(PINNED)
        made = scheduled(milestone("event", by="2027-01-05"), start="2026-12-31", calendar=calendar)
        assert (made.milestones["event"].latest_finish, made.milestones["event"].slack) == (day("2027-01-05"), None)

    def test_the_path_to_the_node_that_binds(self) -> None:
        made = scheduled(
            in_days("a", 1), in_days("b", 3, after="a"), in_days("c", after="b", by="2022-12-20"),
            in_days("d", 9, after="a", by="2022-12-31"), in_days("free"),
        )  # fmt: skip
        paths = {id: one.path for id, one in made.milestones.items()}
        assert paths == {"a": ("a", "b", "c"), "b": ("b", "c"), "c": ("c",), "d": ("d",), "free": ()}

    def test_what_has_happened_changes_no_day(self) -> None:
        """Planned from the nodes: progress is for the wall chart."""
        fresh = (in_days("a", 3), in_days("b", 2, after="a", by="2022-12-20"))
        begun = (attrs.evolve(fresh[0], started=day("2022-12-08"), reached=day("2022-12-19")), fresh[1])
        assert latest(*fresh) == latest(*begun)
        assert earliest(*fresh, start="2022-12-01") == earliest(*begun, start="2022-12-01")


class TestNodesThatCannotBeReached:
    """An error that names the node, and with → the path that leads to it."""

    A = in_days("a", by="2022-12-10")
    X = in_days("x", 1, after="a")

    @pytest.mark.parametrize(
        ("by", "needed"),
        # b takes five days and x one: for a on the 10th, b is reached on the 16th at the earliest.
        [("2022-12-15", "2022-12-09"), ("2022-12-12", "2022-12-06")],
    )
    def test_too_soon_after_another_node(self, by: str, needed: str) -> None:
        error = refused(self.A, self.X, in_days("b", 5, after="x", by=by))
        assert isinstance(error, ValueError)
        assert [problem.code for problem in error.problems] == ["nodes-contradict"]
        for text in (error.problems[0].message.zh, error.problems[0].message.en):
            assert "a → x → b" in text
            assert all(one in text for one in ("2022-12-10", by, needed))

    def test_just_late_enough_after_another_node(self) -> None:
        assert latest(self.A, self.X, in_days("b", 5, after="x", by="2022-12-16")) == {
            "a": ("2022-12-10", "2022-12-10"),
            "x": ("2022-12-11", "2022-12-11"),
            "b": ("2022-12-12", "2022-12-16"),
        }

    def test_a_working_day_of_difference_over_spring_festival(self) -> None:
        """Five working days to 30 January begin on the 19th: what comes before is reached on the 18th."""
        work = milestone("b", 5, after="a", by="2023-01-30")
        assert latest(milestone("a", by="2023-01-18"), work)["b"] == ("2023-01-19", "2023-01-30")
        assert refused(milestone("a", by="2023-01-19"), work).problems[0].code == "nodes-contradict"

    @pytest.mark.parametrize(
        ("start", "possible"),
        # r, x and b take ten days up to the 20th, in either unit: 20, 19, 16, 15, 14, 13, 12, 9, 8, 7 are worked.
        [("2022-12-11", {CALENDAR_DAYS}), ("2022-12-12", set()), ("2022-12-07", {*dr.Unit}),
         ("2022-12-08", {CALENDAR_DAYS})],
    )  # fmt: skip
    def test_too_soon_after_the_plans_start(self, start: str, possible: set[dr.Unit]) -> None:
        for unit in dr.Unit:
            chain = (
                milestone("r", 3, unit=unit),
                milestone("x", 3, after="r", unit=unit),
                milestone("b", 4, after="x", by="2022-12-20", unit=unit),
            )
            if unit in possible:
                assert scheduled(*chain, start=start).milestones["b"].earliest_finish is not None
                continue
            error = refused(*chain, start=start)
            assert isinstance(error, ValueError)
            assert [problem.code for problem in error.problems] == ["node-impossible"]
            for text in (error.problems[0].message.zh, error.problems[0].message.en):
                assert "r → x → b" in text
                assert "2022-12-20" in text
                assert start in text

    def test_the_path_is_the_one_that_is_too_long(self) -> None:
        error = refused(
            in_days("r", 5), in_days("short", 1, after="r"), in_days("long", 3, after="r"),
            in_days("b", 5, after=["short", "long"], by="2023-01-12"),
            start="2023-01-01",
        )  # fmt: skip
        assert "r → long → b" in error.problems[0].message.en
        assert "short" not in error.problems[0].message.en

    def test_each_node_that_is_too_soon_after_the_plans_start_is_told(self) -> None:
        """r takes 1 to 5 January; b and c are reached on the 10th at the earliest, and had to be before."""
        error = refused(
            in_days("r", 5), in_days("b", 5, after="r", by="2023-01-08"), in_days("c", 5, after="r", by="2023-01-07"),
            start="2023-01-01",
        )  # fmt: skip
        assert [problem.path for problem in error.problems] == ["/milestones/1/node", "/milestones/2/node"]
        assert ["r → b" in error.problems[0].message.zh, "r → c" in error.problems[1].message.zh] == [True, True]

    def test_also_the_first_of_two(self) -> None:
        error = refused(
            in_days("a", 5, by="2023-01-04"), in_days("b", 1, after="a", by="2023-01-05"), start="2023-01-01"
        )
        assert [problem.path for problem in error.problems] == ["/milestones/0/node", "/milestones/1/node"]

    def test_each_node_that_needs_another_sooner_is_told(self) -> None:
        """a on the 10th; b needs it by the 7th, c by the 8th."""
        error = refused(
            in_days("a", by="2023-01-10"),
            in_days("b", 5, after="a", by="2023-01-12"),
            in_days("c", 5, after="a", by="2023-01-13"),
        )
        assert [(problem.path, problem.code) for problem in error.problems] == [
            ("/milestones/0/node", "nodes-contradict")
        ] * 2
        assert ["a → b" in error.problems[0].message.zh, "a → c" in error.problems[1].message.zh] == [True, True]

    def test_work_that_cant_end_on_its_node_a_day_off_is_needed_when_it_can_end(self) -> None:
        """a can end on Friday 6 January at the latest, whatever its node says; b begins on Saturday."""
        b = in_days("b", 2, after="a", by="2023-01-08")
        for by in ("2023-01-06", "2023-01-07"):
            made = latest(milestone("a", 1, by=by), b)
            assert made == {"a": ("2023-01-06", "2023-01-06"), "b": ("2023-01-07", "2023-01-08")}
        assert refused(in_days("a", 1, by="2023-01-07"), b).problems[0].code == "nodes-contradict"

    def test_a_node_before_the_plan_begins(self) -> None:
        error = refused(in_days("b", by="2022-12-20"), start="2022-12-21")
        assert [problem.code for problem in error.problems] == ["node-impossible"]
        assert latest(in_days("b", by="2022-12-20"), start="2022-12-20") == {"b": ("2022-12-20", "2022-12-20")}

    def test_each_that_is_wrong_is_told(self) -> None:
        """Two contradictions in two places, and one plan that begins too late."""
        error = refused(
            in_days("a", by="2022-12-10"), in_days("b", 5, after="a", by="2022-12-12"),
            in_days("c", by="2022-12-10"), in_days("d", 5, after="c", by="2022-12-13"),
            in_days("e", 9, by="2022-12-09"),
            start="2022-12-02",
        )  # fmt: skip
        told = [(problem.code, problem.message.en) for problem in error.problems]
        for code, path in (("nodes-contradict", "a → b"), ("nodes-contradict", "c → d"), ("node-impossible", "(e)")):
            assert any(code == found and path in text for found, text in told)
        assert all(path in str(error) for path in ("a → b", "c → d", "(e)"))


class TestTheCalendar:
    @pytest.mark.parametrize(
        "milestones",
        [
            (milestone("a", 1, by="2026-12-29"),),
            (milestone("a", 1, by="2027-01-04"),),
            (milestone("a", 2), in_days("b", 1, after="a", by="2027-01-15")),
        ],
    )
    def test_working_days_beyond_its_horizon_cant_be_counted(self, milestones: tuple[dr.Milestone, ...]) -> None:
        with pytest.raises(dr.CalendarHorizonError):
            scheduled(*milestones, calendar=dr.WorkCalendar.from_edition(PINNED))

    def test_its_last_day_is_in(self) -> None:
        """Monday 28 December 2026, and Friday the 25th."""
        calendar = dr.WorkCalendar.from_edition(PINNED)
        assert latest(milestone("a", 2, by="2026-12-28"), calendar=calendar) == {"a": ("2026-12-25", "2026-12-28")}
        assert scheduled(milestone("a", 1), start="2026-12-28", calendar=calendar).milestones["a"].earliest_finish
        with pytest.raises(dr.CalendarHorizonError):
            scheduled(milestone("a", 2), start="2026-12-28", calendar=calendar)

    def test_calendar_days_and_events_need_none(self) -> None:
        calendar = dr.WorkCalendar.from_edition(PINNED)
        assert latest(
            milestone("event"), in_days("a", 3, after="event", by="2027-01-05"), calendar=calendar, start="2026-12-31"
        ) == {"event": ("2027-01-02", "2027-01-02"), "a": ("2027-01-03", "2027-01-05")}

    def test_working_days_before_its_first_cant_be_counted_either(self) -> None:
        """A calendar of one week, Monday 2 to Sunday 8 January 2023: Friday, Thursday, … and no more than five."""
        week = dr.WorkCalendar.explicit(day("2023-01-02"), day("2023-01-08"))
        assert latest(milestone("a", 5, by="2023-01-08"), calendar=week) == {"a": ("2023-01-02", "2023-01-06")}
        with pytest.raises(dr.CalendarHorizonError):
            latest(milestone("a", 6, by="2023-01-08"), calendar=week)

    def test_another_calendar_counts_other_days(self) -> None:
        """Spring Festival worked, Friday and Saturday off: 25, 24, 23, 22, 19 January."""
        calendar = dr.WorkCalendar.explicit(day("2023-01-01"), day("2023-01-31"), weekend=(4, 5))
        assert latest(milestone("a", 5, by="2023-01-25"), calendar=calendar) == {"a": ("2023-01-19", "2023-01-25")}


# The plan as a fact: malformed ones are refused (§2.2; design: malformed data raise)


def problems_of(*milestones: Any) -> list[tuple[str, str]]:
    """Code and path of what a registry finds wrong with a plan of these milestones."""
    with pytest.raises(dr.RegistryError) as caught:
        dr.Registry(areas=areas(), plans=[plan(*milestones)])
    return [(problem.code, problem.path.removeprefix("/plans/0/milestones")) for problem in caught.value.problems]


class TestMalformedPlans:
    @pytest.mark.parametrize(
        ("milestones", "problem"),
        [
            ([milestone("a", after="z")], ("unknown-reference", "/0/after/0")),
            ([milestone("a"), milestone("b", after=["a", "z"])], ("unknown-reference", "/1/after/1")),
            ([milestone("a"), milestone("b"), milestone("a")], ("duplicate-id", "/2/id")),
            ([milestone("")], ("empty", "/0/id")),
            ([milestone("a", -1)], ("negative", "/0/duration")),
            ([milestone("a", by="2022-12-11/..")], ("period-open", "/0/node")),
            ([milestone("a", by="2022-12-20/2022-12-11")], ("period-reversed", "/0/node")),
            ([milestone("a", started="2022-12-12", reached="2022-12-11")], ("days-reversed", "/0/reached")),
            ([dr.Milestone(id="a", duration=1.5)], ("wrong-type", "/0/duration")),  # type: ignore[arg-type]
            ([dr.Milestone(id="a", unit="WORKING_DAYS")], ("wrong-type", "/0/unit")),  # type: ignore[arg-type]
            ([dr.Milestone(id="a", reached=dt.datetime(2022, 12, 1, 12))], ("datetime-for-date", "/0/reached")),  # noqa: DTZ001
        ],
    )
    def test_are_refused(self, milestones: list[dr.Milestone], problem: tuple[str, str]) -> None:
        assert problems_of(*milestones) == [problem]

    @pytest.mark.parametrize(
        ("milestones", "problem"),
        [
            ([dr.Milestone(id=["a"])], ("wrong-type", "/0/id")),  # type: ignore[arg-type]
            ([dr.Milestone(id=1)], ("wrong-type", "/0/id")),  # type: ignore[arg-type]
            ([milestone("a", after=[["a"]])], ("wrong-type", "/0/after/0")),
            (["a"], ("wrong-type", "/0")),
        ],
    )
    def test_so_is_what_is_no_milestone_or_id_at_all(self, milestones: list[Any], problem: tuple[str, str]) -> None:
        """It is named once, and stops no other check."""
        both = [*milestones, milestone("b", -1)]
        assert problems_of(*both) == [problem, ("negative", "/1/duration")]

    @pytest.mark.parametrize(
        "made",
        [
            milestone("a"),
            milestone("a", 0, by="2022-12-20/2022-12-20"),
            milestone("a", started="2022-12-12", reached="2022-12-12"),
            milestone("a", reached="2022-12-12", recorded="2022-12-31"),
        ],
    )
    def test_and_sound_ones_load(self, made: dr.Milestone) -> None:
        assert dr.Registry(areas=areas(), plans=[plan(made)]).plans[0].milestones == (made,)

    @pytest.mark.parametrize(
        ("milestones", "paths"),
        [
            ([milestone("a", after="a")], ["a → a"]),
            ([milestone("a", after="b"), milestone("b", after="a")], ["a → b → a", "b → a → b"]),
            (
                [milestone("x"), milestone("c", after=["b", "x"]), milestone("a", after="c"),
                 milestone("b", after="a"), milestone("y", after="a")],
                ["a → b → c → a", "b → c → a → b", "c → a → b → c"],
            ),
        ],
    )  # fmt: skip
    def test_a_cycle_is_refused_and_its_path_named(self, milestones: list[dr.Milestone], paths: list[str]) -> None:
        """In the order of the work: each arrow leads to what comes after."""
        with pytest.raises(dr.RegistryError) as caught:
            dr.Registry(areas=areas(), plans=[plan(*milestones)])
        (problem,) = caught.value.problems
        assert (problem.code, problem.path) == ("milestone-cycle", "/plans/0/milestones")
        for text in (problem.message.zh, problem.message.en):
            assert text.endswith(tuple(mark + path for path in paths for mark in " ："))

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        found = problems_of(
            milestone("a", -1, after="b"),
            milestone("b", after=["a", "z"], by="2022-12-11/.."),
            milestone("c", started="2022-12-12", reached="2022-12-11"),
            milestone("c"),
        )
        assert sorted(found) == [
            ("days-reversed", "/2/reached"),
            ("duplicate-id", "/3/id"),
            ("milestone-cycle", ""),
            ("negative", "/0/duration"),
            ("period-open", "/1/node"),
            ("unknown-reference", "/1/after/1"),
        ]

    def test_ids_are_of_their_own_plan(self) -> None:
        one = plan(milestone("a"), milestone("b", after="a"))
        both = dr.Registry(areas=areas(), plans=[one, attrs.evolve(one, id="PL-2")])
        assert [[made.id for made in each.milestones] for each in both.plans] == [["a", "b"], ["a", "b"]]
        other = dr.Plan(id="PL-2", area=CITY, milestones=milestone("c", after="a"))
        with pytest.raises(dr.RegistryError, match="/plans/1/milestones/0/after/0"):
            dr.Registry(areas=areas(), plans=[one, other])

    def test_an_impossible_plan_is_not_malformed(self) -> None:
        """It loads, and schedule says what is wrong with it."""
        impossible = plan(in_days("a", 9, by="2022-12-05"), start="2022-12-01")
        assert dr.Registry(areas=areas(), plans=[impossible]).plans == (impossible,)


# The wall chart (挂图作战)


class TestAPlanOfNoRegistry:
    """schedule() refuses what a registry would."""

    @pytest.mark.parametrize(
        ("milestones", "problem"),
        [
            ([milestone("a", after="zz")], ("/milestones/0/after/0", "unknown-reference")),
            ([milestone("a", after="b"), milestone("b", after="a")], ("/milestones", "milestone-cycle")),
            ([milestone("a", -1)], ("/milestones/0/duration", "negative")),
            ([milestone("a"), milestone("a")], ("/milestones/1/id", "duplicate-id")),
            ([milestone("a", by="2022-12-20/..")], ("/milestones/0/node", "period-open")),
        ],
    )
    def test_is_refused(self, milestones: list[dr.Milestone], problem: tuple[str, str]) -> None:
        error = refused(*milestones)
        assert [(one.path, one.code) for one in error.problems] == [problem]

    def test_the_path_of_a_cycle_is_named(self) -> None:
        message = refused(milestone("a", after="b"), milestone("b", after="a")).problems[0].message
        assert "→" in message.zh

    def test_each_cycle_is_told(self) -> None:
        made = plan(
            milestone("a", after="b"), milestone("b", after=["a", "x"]), milestone("c", after="d"),
            milestone("d", after=["c", "a"]), milestone("x"),
        )  # fmt: skip
        with pytest.raises(dr.RegistryError) as caught:
            dr.Registry(areas=areas(), plans=[made])
        assert [problem.code for problem in caught.value.problems] == ["milestone-cycle"] * 2
        told = " ".join(problem.message.en for problem in caught.value.problems)
        assert all(id in told for id in "abcd")

    def test_which_day_of_a_span_is_one_of_two(self) -> None:
        error = refused(milestone("a", by="2022-12-20"), node_day="middle")
        assert [(one.path, one.code) for one in error.problems] == [("/node_day", "unknown-term")]
        assert "first-day" in error.problems[0].message.zh


class TestStates:
    """At the end of a day. Five working days to Friday 20 January 2023 begin on Monday the 16th."""

    def states(self, *days: str, **fields: str) -> list[dr.MilestoneState]:
        one = scheduled(milestone("a", 5, by="2023-01-20", **fields)).milestones["a"]
        return [one.state_on(day(f"2023-01-{text}")) for text in days]

    def test_not_begun(self) -> None:
        assert self.states("01", "15", "16", "17", "19", "20", "21", "31") == [
            *[State.NOT_BEGUN] * 3,
            *[State.SHOULD_HAVE_BEGUN] * 3,
            *[State.OVERDUE] * 2,
        ]

    @pytest.mark.parametrize(("started", "before"), [("16", State.NOT_BEGUN), ("18", State.SHOULD_HAVE_BEGUN)])
    def test_begun(self, started: str, before: dr.MilestoneState) -> None:
        seen = self.states(f"{int(started) - 1}", started, "19", "20", "21", started=f"2023-01-{started}")
        assert seen == [before, *[State.UNDER_WAY] * 3, State.OVERDUE]

    def test_begun_after_it_was_due(self) -> None:
        assert self.states("21", "24", "25", started="2023-01-24") == [State.OVERDUE] * 3

    @pytest.mark.parametrize(
        ("reached", "seen"),
        [
            ("19", [State.UNDER_WAY, State.REACHED, State.REACHED, State.REACHED, State.REACHED]),
            ("20", [State.UNDER_WAY, State.UNDER_WAY, State.REACHED, State.REACHED, State.REACHED]),
            ("21", [State.UNDER_WAY, State.UNDER_WAY, State.UNDER_WAY, State.REACHED_LATE, State.REACHED_LATE]),
            ("22", [State.UNDER_WAY, State.UNDER_WAY, State.UNDER_WAY, State.OVERDUE, State.REACHED_LATE]),
        ],
    )
    def test_reached(self, reached: str, seen: list[dr.MilestoneState]) -> None:
        fields = {"started": "2023-01-16", "reached": f"2023-01-{reached}"}
        assert self.states("18", "19", "20", "21", "22", **fields) == seen

    def test_reached_without_a_day_on_which_it_began(self) -> None:
        assert self.states("17", "18", reached="2023-01-18") == [State.SHOULD_HAVE_BEGUN, State.REACHED]

    def test_by_the_day_worked_out_where_it_has_no_node(self) -> None:
        """a takes Thursday 12 and Friday 13 January, and is in time on the weekend before the work of Monday the 16th."""
        after = milestone("b", 5, after="a", by="2023-01-20")
        one = scheduled(milestone("a", 2), after).milestones["a"]
        seen = [one.state_on(day(f"2023-01-{text}")) for text in (11, 12, 13, 14, 16)]
        assert seen == [State.NOT_BEGUN] * 2 + [State.SHOULD_HAVE_BEGUN] * 2 + [State.OVERDUE]
        assert (one.latest_finish, one.due) == (day("2023-01-13"), day("2023-01-15"))
        for reached, state in (("2023-01-15", State.REACHED), ("2023-01-16", State.REACHED_LATE)):
            one = scheduled(milestone("a", 2, reached=reached), after).milestones["a"]
            assert one.state_on(day("2023-01-31")) is state

    def test_what_no_node_depends_on_is_never_late(self) -> None:
        fields = {"started": "2023-01-10", "reached": "2023-03-01"}
        one = scheduled(milestone("a", 2, **fields)).milestones["a"]
        seen = [one.state_on(day(text)) for text in ("2023-01-09", "2023-01-10", "2023-02-28", "2023-03-01")]
        assert seen == [State.NOT_BEGUN, State.UNDER_WAY, State.UNDER_WAY, State.REACHED]
        assert scheduled(milestone("a", 2)).milestones["a"].state_on(day("2099-12-31")) is State.NOT_BEGUN

    def test_an_event_is_not_begun_through_its_node(self) -> None:
        one = scheduled(milestone("a", by="2023-01-20")).milestones["a"]
        seen = [one.state_on(day(text)) for text in ("2023-01-19", "2023-01-20", "2023-01-21")]
        assert seen == [State.NOT_BEGUN, State.NOT_BEGUN, State.OVERDUE]

    @pytest.mark.parametrize(("node_day", "last"), [("last-day", "2022-12-20"), ("first-day", "2022-12-11")])
    def test_of_a_span_by_the_day_that_is_meant(self, node_day: Any, last: str) -> None:
        covered = milestone("covered", by="2022-12-11/2022-12-20")
        one = scheduled(covered, node_day=node_day).milestones["covered"]
        assert one.state_on(day(last)) is State.NOT_BEGUN
        assert one.state_on(day(last) + ONE) is State.OVERDUE

    def test_work_for_a_node_on_a_day_off_is_in_time_through_the_node(self) -> None:
        """Wednesday 25 January, in the holiday: the work is planned to the 20th, and owed by the 25th."""
        one = scheduled(milestone("a", 2, by="2023-01-25", reached="2023-01-25")).milestones["a"]
        assert one.latest_finish == day("2023-01-20")
        assert [one.state_on(day(text)) for text in ("2023-01-24", "2023-01-25")] == [
            State.SHOULD_HAVE_BEGUN,
            State.REACHED,
        ]


class TestWallChart:
    MILESTONES = (
        milestone("free", 2, title="宣传培训"),
        milestone("covered", after="letters", by="2022-12-11/2022-12-20", title="包保全覆盖"),
        milestone("letters", 5, after="list", started="2022-12-13"),
        milestone("cards", 5, after="list", by="2022-12-20"),
        milestone("list", 3, reached="2022-12-09"),
    )

    def test_rows_come_in_the_order_in_which_work_has_to_begin(self) -> None:
        """letters and cards: 20, 19, 16, 15, 14; list before them: 13, 12, 9; the event on the 20th; the rest last."""
        rows = scheduled(*self.MILESTONES).wall_chart(day("2022-12-14"))
        assert [(row["id"], row["latest_start"], row["state"]) for row in rows] == [
            ("list", "2022-12-09", "REACHED"),
            ("letters", "2022-12-14", "UNDER_WAY"),
            ("cards", "2022-12-14", "NOT_BEGUN"),
            ("covered", "2022-12-20", "NOT_BEGUN"),
            ("free", None, "NOT_BEGUN"),
        ]

    def test_a_time_of_day_is_refused(self) -> None:
        noon = dt.datetime(2022, 12, 14, 12, tzinfo=dt.UTC)
        for made in (scheduled(*self.MILESTONES), scheduled(milestone("free")), scheduled()):
            with pytest.raises(dr.DateTypeError):
                made.wall_chart(noon)
        with pytest.raises(dr.DateTypeError):
            scheduled(milestone("free")).milestones["free"].state_on(noon)

    def test_those_that_begin_on_the_same_day_come_in_the_plans_order(self) -> None:
        rows = scheduled(*self.MILESTONES[::-1]).wall_chart(day("2022-12-14"))
        assert [row["id"] for row in rows] == ["list", "cards", "letters", "covered", "free"]

    def test_a_row_says_it_all_in_plain_data(self) -> None:
        """From 1 December the list takes 1, 2 and 5, the letters 6 to 9 and 12: six working days before the 20th."""
        made = scheduled(*self.MILESTONES, start="2022-12-01")
        rows = {row["id"]: row for row in made.wall_chart(day("2022-12-14"))}
        said = {
            "id": "letters", "title": None, "after": ["list"], "duration": 5, "unit": "WORKING_DAYS", "node": None,
            "earliest_start": "2022-12-06", "latest_start": "2022-12-14", "latest_finish": "2022-12-20", "slack": 6,
            "started": "2022-12-13", "reached": None, "state": "UNDER_WAY", "state_zh": "进行中",
        }  # fmt: skip
        assert said.items() <= rows["letters"].items()
        assert (rows["covered"]["title"], rows["covered"]["node"]) == ("包保全覆盖", "2022-12-20")
        assert (rows["free"]["slack"], rows["free"]["latest_finish"]) == (None, None)

    @pytest.mark.parametrize("start", [None, "2022-12-01"])
    def test_json_takes_it_and_gives_it_back(self, start: str | None) -> None:
        rows = scheduled(*self.MILESTONES, start=start).wall_chart(day("2022-12-14"))
        assert json.loads(json.dumps(rows)) == rows

    def test_a_schedule_is_a_value(self) -> None:
        """In the order of the plan; equal, hashable, the same after pickling."""
        made = scheduled(*self.MILESTONES, start="2022-12-01")
        assert [*made.milestones] == [one.id for one in self.MILESTONES]
        assert made.plan == plan(*self.MILESTONES, start="2022-12-01")
        assert made == scheduled(*self.MILESTONES, start="2022-12-01") == pickle.loads(pickle.dumps(made))
        assert len({made, scheduled(*self.MILESTONES, start="2022-12-01")}) == 1
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            made.milestones["list"].slack = 0  # type: ignore[misc]


# Against references: networkx in calendar days, a loop day by day in both units


def random_plan(seed: int, units: tuple[dr.Unit, ...], first: dt.date) -> dr.Plan:
    """A plan of 2 to 12 milestones in random order, one to three of them with nodes; the start is tight or loose.

    A node before other work lies on a working day, where it makes no difference that work can't end on a day off.
    """
    draw = random.Random(seed)
    ids = [f"m{n}" for n in range(draw.randint(2, 12))]
    followed: set[str] = set()
    made = []
    with_node = set(draw.sample(ids, min(len(ids), draw.randint(1, 3))))
    fields: dict[str, dict[str, Any]] = {}
    for n, id in enumerate(ids):
        after = sorted(draw.sample(ids[:n], min(n, draw.choice((0, 1, 1, 2, 3)))))
        followed.update(after)
        fields[id] = {"after": after, "duration": draw.choice((0, 0, 1, 2, 3, 5, 8)), "unit": draw.choice(units)}
    for n, id in enumerate(ids):
        node = first + dt.timedelta(n * 3 + draw.randint(0, 40)) if id in with_node else None
        while node is not None and id in followed and not CALENDAR.is_working_day(node):
            node += ONE
        made.append(dr.Milestone(id=id, node=node, **fields[id]))
    draw.shuffle(made)
    return dr.Plan(id=f"PL-{seed}", area=CITY, start=first - dt.timedelta(draw.randint(-20, 30)), milestones=made)


def told_paths(error: dr.PlanError) -> Iterator[tuple[str, list[str]]]:
    """The code of each problem, and the path that it names."""
    for problem in error.problems:
        (path,) = re.findall(r"\(([^()]*)\)", problem.message.en)
        yield problem.code, path.split(" → ")


class Reference:
    """Longest paths by networkx: in calendar days, work of n days pushes what comes before n days further back."""

    def __init__(self, made: dr.Plan) -> None:
        self.made = {one.id: one for one in made.milestones}
        self.node = {id: one.node.end for id, one in self.made.items() if one.node is not None and one.node.end}
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.made)
        for one in made.milestones:
            graph.add_weighted_edges_from((before, one.id, -one.duration) for before in one.after)
        self.graph = graph

    def needed(self) -> dict[str, dict[str, dt.date]]:
        """By the node: the day by which it needs each milestone on the way to it."""
        backwards = self.graph.reverse()
        return {
            id: {
                before: self.node[id] + dt.timedelta(length)
                for before, length in nx.single_source_bellman_ford_path_length(backwards, id).items()
            }
            for id in self.node
        }

    def latest(self) -> dict[str, dt.date]:
        """The last day to reach each milestone, for those that a node depends on."""
        days: dict[str, dt.date] = {}
        for needed in self.needed().values():
            for id, last in needed.items():
                days[id] = min(last, days.get(id, last))
        return days

    def contradicted(self) -> set[str]:
        """The nodes that are too late for another."""
        return {id for id, last in self.latest().items() if id in self.node and last < self.node[id]}

    def earliest(self, start: dt.date) -> dict[str, dt.date]:
        """The first day to reach each milestone; the first of them takes at least the start itself."""
        graph = self.graph.copy()
        graph.add_weighted_edges_from(("", id, -max(1, one.duration)) for id, one in self.made.items() if not one.after)
        lengths = nx.single_source_bellman_ford_path_length(graph, "")
        return {id: start - ONE - dt.timedelta(lengths[id]) for id in self.made}


def span_of(one: dr.Milestone, finish: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of work in calendar days that ends on a day."""
    return finish - dt.timedelta(max(0, one.duration - 1)), finish


class TestAgainstNetworkx:
    """500 random graphs in calendar days (the issue's demand)."""

    SEEDS = range(500)

    def plan_of(self, seed: int) -> dr.Plan:
        return random_plan(seed, (CALENDAR_DAYS,), dt.date(2023, 1, 10))

    def test_latest_days_agree_and_so_do_contradictions(self) -> None:
        agreed = contradictions = 0
        for seed in self.SEEDS:
            made = attrs.evolve(self.plan_of(seed), start=None)
            reference = Reference(made)
            wrong = reference.contradicted()
            try:
                found = dr.schedule(made)
            except dr.PlanError as error:
                contradictions += 1
                told = [*told_paths(error)]
                assert {code for code, _ in told} == {"nodes-contradict"}, seed
                assert {path[0] for _, path in told} == wrong, seed
                for _, path in told:
                    # The path is one of the plan, and is too long for the days between its ends.
                    taken = sum(reference.made[id].duration for id in path[1:])
                    assert all(before in reference.made[id].after for before, id in itertools.pairwise(path))
                    assert reference.node[path[0]] + dt.timedelta(taken) > reference.node[path[-1]], seed
                continue
            agreed += 1
            assert not wrong, seed
            last = reference.latest()
            for id, one in found.milestones.items():
                expected = span_of(one.milestone, last[id]) if id in last else (None, None)
                assert (one.latest_start, one.latest_finish) == expected, (seed, id)
        assert (agreed > 150, contradictions > 50, agreed + contradictions) == (True, True, 500)

    def test_earliest_days_and_slack_agree_and_so_does_what_is_impossible(self) -> None:
        agreed = impossible = 0
        for seed in self.SEEDS:
            made = self.plan_of(seed)
            reference = Reference(made)
            if reference.contradicted() or made.start is None:
                continue
            first, last = reference.earliest(made.start), reference.latest()
            too_soon = {id for id, node in reference.node.items() if first[id] > node}
            try:
                found = dr.schedule(made)
            except dr.PlanError as error:
                impossible += 1
                told = [*told_paths(error)]
                assert {code for code, _ in told} == {"node-impossible"}, seed
                assert {path[-1] for _, path in told} <= too_soon, seed
                assert told, seed
                continue
            agreed += 1
            assert not too_soon, seed
            for id, one in found.milestones.items():
                assert (one.earliest_start, one.earliest_finish) == span_of(one.milestone, first[id]), (seed, id)
                assert one.slack == ((last[id] - first[id]).days if id in last else None), (seed, id)
        assert agreed > 100
        assert impossible > 25


class DayByDay:
    """The same by walking one day at a time, in either unit."""

    def __init__(self, made: dr.Plan) -> None:
        self.made = {one.id: one for one in made.milestones}
        self.after: dict[str, list[dr.Milestone]] = {id: [] for id in self.made}
        for one in made.milestones:
            for before in one.after:
                self.after[before].append(one)
        self.start = made.start
        self.contradicted = False

    def counts(self, one: dr.Milestone, on: dt.date) -> bool:
        return one.unit is CALENDAR_DAYS or CALENDAR.is_working_day(on)

    def walked(self, one: dr.Milestone, on: dt.date, step: dt.timedelta) -> tuple[dt.date, dt.date]:
        """From a day on, one way or the other: the first and the last day that the work takes."""
        if one.duration == 0:
            return on, on
        while not self.counts(one, on):
            on += step
        here, left = on, one.duration - 1
        while left:
            here += step
            left -= self.counts(one, here)
        return on, here

    def latest(self, id: str) -> tuple[dt.date, dt.date] | None:
        """The last day to begin and to reach it."""
        one = self.made[id]
        bounds = []
        for then in self.after[id]:
            days = self.latest(then.id)
            if days is not None:
                bounds.append(days[0] - ONE if then.duration else days[1])
        if one.node is not None and one.node.end is not None:
            self.contradicted |= min([*bounds, one.node.end]) < one.node.end
            bounds.append(one.node.end)
        return self.walked(one, min(bounds), -ONE)[::-1] if bounds else None

    def earliest(self, id: str) -> tuple[dt.date, dt.date]:
        """The first day to begin and to reach it."""
        one = self.made[id]
        assert self.start is not None
        wait = ONE if one.duration else dt.timedelta(0)
        return self.walked(one, max([self.start, *(self.earliest(before)[1] + wait for before in one.after)]), ONE)

    def slack(self, id: str) -> int | None:
        latest, here = self.latest(id), self.earliest(id)[1]
        if latest is None:
            return None
        days = 0
        while here < latest[1]:
            here += ONE
            days += self.counts(self.made[id], here)
        return days


@pytest.mark.parametrize("units", [(WORKING,), (WORKING, CALENDAR_DAYS)], ids=["working", "mixed"])
@pytest.mark.parametrize("first", ["2022-09-20", "2023-01-10", "2023-04-14"])
def test_working_days_agree_with_a_loop_day_by_day(units: tuple[dr.Unit, ...], first: str) -> None:
    """Over the National Day of 2022, Spring Festival and Labour Day of 2023: 40 random graphs each."""
    agreed = impossible = 0
    for seed in range(40):
        made = random_plan(seed, units, day(first))
        loop = DayByDay(made)
        days = {id: (loop.latest(id), loop.earliest(id)) for id in loop.made}
        too_soon = any(one.node and one.node.end and days[id][1][1] > one.node.end for id, one in loop.made.items())
        try:
            found = dr.schedule(made).milestones
        except dr.PlanError as error:
            impossible += 1
            codes = {problem.code for problem in error.problems}
            assert ("nodes-contradict" in codes, "node-impossible" in codes) == (loop.contradicted, too_soon), seed
            continue
        agreed += 1
        assert not loop.contradicted, seed
        assert not too_soon, seed
        for id, one in found.items():
            assert (one.latest_start, one.latest_finish) == (days[id][0] or (None, None)), (seed, id)
            assert (one.earliest_start, one.earliest_finish) == days[id][1], (seed, id)
            assert one.slack == loop.slack(id), (seed, id)
    assert agreed >= 5
    assert impossible >= 5


# Laws


@st.composite
def sound_plans(draw: st.DrawFn) -> dr.Plan:
    """A plan in both units whose only node is the last milestone's, which comes after all others."""
    made: list[dr.Milestone] = []
    for n in range(draw(st.integers(1, 7))):
        after = draw(st.lists(st.sampled_from([one.id for one in made]), max_size=3, unique=True)) if made else []
        made.append(
            dr.Milestone(id=f"m{n}", duration=draw(st.integers(0, 9)), unit=draw(st.sampled_from(dr.Unit)), after=after)
        )
    node = draw(st.dates(dt.date(2022, 9, 1), dt.date(2023, 6, 30)))
    end = dr.Milestone(id="end", duration=draw(st.integers(0, 9)), node=node, after=[one.id for one in made])
    return dr.Plan(id="PL-1", area=CITY, milestones=draw(st.permutations([*made, end])))


@settings(deadline=None, max_examples=60, database=None)
@given(sound_plans())
def test_whatever_comes_before_leaves_what_comes_after_its_days(made: dr.Plan) -> None:
    found = dr.schedule(made).milestones
    for one in found.values():
        assert one.latest_start is not None
        assert one.latest_finish is not None
        assert one.latest_start <= one.latest_finish
        if one.milestone.duration and one.milestone.unit is WORKING:
            taken = len(CALENDAR.working_days(one.latest_start, one.latest_finish))
            assert CALENDAR.is_working_day(one.latest_start)
            assert CALENDAR.is_working_day(one.latest_finish)
        else:
            taken = (one.latest_finish - one.latest_start).days + (one.milestone.duration > 0)
        assert taken == one.milestone.duration
        for before in one.milestone.after:
            finish = found[before].latest_finish
            assert finish is not None
            assert finish < one.latest_start if one.milestone.duration else finish <= one.latest_start


@settings(deadline=None, max_examples=40, database=None)
@given(sound_plans(), st.randoms(use_true_random=False))
def test_the_order_of_the_milestones_changes_no_day(made: dr.Plan, draw: random.Random) -> None:
    shuffled = attrs.evolve(made, milestones=tuple(draw.sample(made.milestones, len(made.milestones))))
    assert dict(dr.schedule(made).milestones) == dict(dr.schedule(shuffled).milestones)


@settings(deadline=None, max_examples=40, database=None)
@given(sound_plans())
def test_a_plan_can_begin_on_its_latest_start_and_no_day_later(made: dr.Plan) -> None:
    """Then something has no slack; a day later the node can't be reached."""
    first = min(one.latest_start for one in dr.schedule(made).milestones.values() if one.latest_start is not None)
    found = dr.schedule(attrs.evolve(made, start=first)).milestones
    assert min(one.slack for one in found.values() if one.slack is not None) == 0
    with pytest.raises(dr.PlanError, match="end has to be reached by"):
        dr.schedule(attrs.evolve(made, start=first + ONE))
