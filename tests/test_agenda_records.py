"""agenda(): the records of companies' own controls that fall due, day by day (§8.3, §8.4)."""

import datetime as dt
import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest

import dual_responsibility as dr

from .rules.building import change, company, day, registry, relation, supervisor
from .rules.control_building import (
    BOOK,
    DAILY,
    MAY,
    MONTHLY,
    RULES,
    STANDING_IN,
    WEEK_18,
    WEEKLY,
    cell,
    closing,
    full,
    log,
    of_cycle,
    owed,
    pause,
    record,
    shop,
)

Due = tuple[str, str, str]
CONTROLS = ("control.*",)
SUNDAY = dr.Weekday.SUNDAY


def due(facts: dr.Registry, start: str, end: str, *rules: str, **asked: Any) -> list[Due]:
    """What falls due: the day, the rule's last name and the trigger."""
    readings = STANDING_IN | asked.pop("readings", {})
    days = {name: day(asked.pop(name)) for name in ("as_of", "known_by") if name in asked}
    found = dr.agenda(
        facts, BOOK.with_readings(readings), start=day(start), end=day(end), rules=rules or CONTROLS, **days, **asked
    )
    return [(str(duty.due), duty.rule_id.partition(".")[2], duty.trigger) for duty in found]


def days_due(facts: dr.Registry, start: str, end: str, cycle: dr.Cycle = DAILY, **asked: Any) -> list[str]:
    """The days on which the records of a cycle fall due."""
    return [one for one, _, _ in due(facts, start, end, RULES[cycle], **asked)]


class TestWhatFallsDue:
    def test_the_last_days_of_a_month(self) -> None:
        """Sunday 28 May 2023 ends W21, and the 31st ends May."""
        assert due(registry(shop(MAY)), "2023-05-27", "2023-06-30") == [
            ("2023-05-27", "daily", "2023-05-27"),
            ("2023-05-28", "daily", "2023-05-28"),
            ("2023-05-28", "weekly", "2023-W21"),
            ("2023-05-29", "daily", "2023-05-29"),
            ("2023-05-30", "daily", "2023-05-30"),
            ("2023-05-31", "daily", "2023-05-31"),
            ("2023-05-31", "monthly", "2023-05"),
        ]

    def test_the_obligation(self) -> None:
        """The same that a report finds: its id, its first day, its last, and who owes it."""
        (week,) = dr.agenda(
            registry(shop(MAY)), BOOK, start=day("2023-05-07"), end=day("2023-05-07"), rules=["control.weekly"]
        )
        assert week.id == "control.weekly/company/C-1/2023-W18"
        assert (week.arose, week.due) == (day("2023-05-01"), day("2023-05-07"))
        assert week.bearer == week.subject == dr.Ref("company", "C-1")

    def test_both_ends_are_in(self) -> None:
        facts = registry(shop(MAY))
        assert days_due(facts, "2023-05-06", "2023-05-06") == ["2023-05-06"]
        assert days_due(facts, "2023-05-07", "2023-05-07", WEEKLY) == ["2023-05-07"]
        assert days_due(facts, "2023-05-01", "2023-05-06", WEEKLY) == []
        assert days_due(facts, "2023-05-08", "2023-05-13", WEEKLY) == []
        assert days_due(facts, "2023-05-01", "2023-05-30", MONTHLY) == []
        assert days_due(facts, "2023-05-31", "2023-05-31", MONTHLY) == ["2023-05-31"]

    def test_a_year(self) -> None:
        """365 days, 52 whole weeks, 12 months."""
        facts = registry(shop("2023-01-01/2023-12-31"))
        found = due(facts, "2022-01-01", "2024-12-31")
        assert [sum(one[1] == name for one in found) for name in ("daily", "weekly", "monthly")] == [365, 52, 12]

    def test_in_order_of_the_day_then_the_rule_then_the_company(self) -> None:
        facts = registry(shop(MAY, id="C-2"), shop(MAY, id="C-1"))
        found = dr.agenda(facts, BOOK, start=day("2023-05-06"), end=day("2023-05-08"), rules=CONTROLS)
        assert [(str(duty.due)[-2:], duty.rule_id, duty.subject.id) for duty in found] == [
            ("06", "control.daily", "C-1"),
            ("06", "control.daily", "C-2"),
            ("07", "control.daily", "C-1"),
            ("07", "control.daily", "C-2"),
            ("07", "control.weekly", "C-1"),
            ("07", "control.weekly", "C-2"),
            ("08", "control.daily", "C-1"),
            ("08", "control.daily", "C-2"),
        ]

    def test_among_what_else_falls_due(self) -> None:
        """A visit each quarter, a successor by Friday 31 March, a problem by the 30th, and the records of the days."""
        found = dr.FoundProblem(id="P-1", rectify_by=day("2023-03-30"))
        facts = registry(
            shop("2023-01-01/2023-12-31"), supervisor(), relation(held="2023-01-01/.."),
            company("C-9", operating=dr.Period(day("2023-01-01"), day("2023-03-24"))),
            supervisor("S-2"), relation("A-2", "C-1", "S-2", held="2023-01-01/.."),
            change("2023-03-24", supervisor="S-2"), record("2023-03-24", problems=found),
        )  # fmt: skip
        rules = ("control.*", "attend.*", "adjust.*")
        assert [one[:2] for one in due(facts, "2023-03-30", "2023-04-01", *rules)] == [
            ("2023-03-30", "daily"),
            ("2023-03-30", "rectified"),
            ("2023-03-31", "personnel-change"),
            ("2023-03-31", "quarter"),
            ("2023-03-31", "daily"),
            ("2023-03-31", "monthly"),
            ("2023-04-01", "daily"),
        ]

    def test_weeks_and_months_over_a_quarters_end(self) -> None:
        """Saturday 1 July 2023 is in W26, which began on Monday 26 June, in the quarter before."""
        facts = registry(shop("2023-06-01/2023-07-31"))
        assert due(facts, "2023-06-30", "2023-07-02", "control.weekly", "control.monthly") == [
            ("2023-06-30", "monthly", "2023-06"),
            ("2023-07-02", "weekly", "2023-W26"),
        ]
        assert days_due(facts, "2023-07-01", "2023-07-02", WEEKLY) == ["2023-07-02"]

    def test_over_a_years_end(self) -> None:
        facts = registry(shop("2022-12-26/2023-01-31"))
        assert due(facts, "2022-12-31", "2023-01-01") == [
            ("2022-12-31", "daily", "2022-12-31"),
            ("2023-01-01", "daily", "2023-01-01"),
            ("2023-01-01", "weekly", "2022-W52"),
        ]

    def test_from_the_day_that_the_rules_bind(self) -> None:
        facts = registry(company())
        assert days_due(facts, "2022-10-01", "2022-11-03") == ["2022-11-01", "2022-11-02", "2022-11-03"]
        assert days_due(facts, "2022-10-01", "2022-11-13", WEEKLY) == ["2022-11-13"]
        assert days_due(facts, "2022-10-01", "2022-10-31") == []

    def test_problems_without_a_day_fall_due_on_none(self) -> None:
        facts = registry(company(), record("2023-03-03", problems=dr.FoundProblem(id="P-1")))
        assert due(facts, "2023-03-01", "2023-12-31", "control.rectified") == []


class TestWhatIsOnRecordForTheFuture:
    """What is on record for the future counts: closings, pauses, the day on which a company closes."""

    def test_a_company_that_closes(self) -> None:
        facts = registry(shop("2023-05-01/2023-05-10"))
        assert days_due(facts, "2023-05-09", "2023-05-31") == ["2023-05-09", "2023-05-10"]
        assert days_due(facts, "2023-05-01", "2023-05-31", WEEKLY) == ["2023-05-07"]

    def test_a_pause_with_evidence_and_without(self) -> None:
        for evidence, days in (("公告", ["2023-05-04"]), (None, ["2023-05-02", "2023-05-03", "2023-05-04"])):
            facts = registry(shop(MAY), pause("2023-05-01/2023-05-03", evidence=evidence))
            assert days_due(facts, "2023-05-02", "2023-05-04") == days

    def test_sundays_on_which_it_is_closed(self) -> None:
        facts = registry(shop(MAY), closing(SUNDAY))
        assert days_due(facts, "2023-05-06", "2023-05-08") == ["2023-05-06", "2023-05-08"]

    def test_the_week_is_due_on_its_last_day_even_if_that_is_a_day_of_closing(self) -> None:
        """Nothing invented: the source moves no record's day."""
        facts = registry(shop(MAY), closing(SUNDAY))
        assert days_due(facts, "2023-05-01", "2023-05-10", WEEKLY) == ["2023-05-07"]

    def test_known_by_leaves_out_what_was_recorded_later(self) -> None:
        facts = registry(shop(MAY), closing(SUNDAY, recorded=day("2023-05-02")))
        assert days_due(facts, "2023-05-07", "2023-05-07", known_by="2023-05-02") == []
        assert days_due(facts, "2023-05-07", "2023-05-07", known_by="2023-05-01") == ["2023-05-07"]


class TestReadings:
    @pytest.mark.parametrize(
        ("reading", "days"),
        [("whole", []), ("last-day", ["2023-05-07"]), ("any-day", ["2023-05-07", "2023-05-14"])],
    )
    def test_parts_of_weeks(self, reading: str, days: list[str]) -> None:
        """It opens on Wednesday the 3rd and closes on Wednesday the 10th: the last week is due on its Sunday."""
        facts = registry(shop("2023-05-03/2023-05-10"))
        assert days_due(facts, "2023-05-01", "2023-05-31", WEEKLY, readings={"partial-cycle": reading}) == days

    def test_weeks_from_sunday(self) -> None:
        facts = registry(shop("2023-04-30/2023-05-13"))
        assert due(facts, "2023-05-01", "2023-05-31", "control.weekly", readings={"control-week": "sunday"}) == [
            ("2023-05-06", "weekly", "2023-04-30/P7D"),
            ("2023-05-13", "weekly", "2023-05-07/P7D"),
        ]

    def test_sectors(self) -> None:
        both = frozenset({dr.Sector.SPECIAL, dr.Sector.CATERING})
        facts = registry(shop(MAY, sectors=both))
        assert due(facts, "2023-05-06", "2023-05-06") == [
            ("2023-05-06", "daily", "2023-05-06@CATERING"),
            ("2023-05-06", "daily", "2023-05-06@SPECIAL"),
        ]
        assert due(facts, "2023-05-06", "2023-05-06", readings={"control-sectors": "company"}) == [
            ("2023-05-06", "daily", "2023-05-06")
        ]


class TestBearers:
    """The company owes its own records; nobody else does."""

    facts = registry(
        shop(MAY), shop(MAY, id="C-2"), supervisor(), relation(held="2023-01-01/.."),
        supervisor("S-2"), relation("A-2", "C-2", "S-2", held="2023-01-01/.."),
    )  # fmt: skip

    @pytest.mark.parametrize("bearer", ["C-2", dr.Ref("company", "C-2")], ids=["id", "reference"])
    def test_a_company(self, bearer: str | dr.Ref) -> None:
        found = dr.agenda(self.facts, BOOK, start=day("2023-05-06"), end=day("2023-05-07"), bearer=bearer)
        assert [(duty.rule_id, duty.bearer.id) for duty in found] == [
            ("control.daily", "C-2"),
            ("control.daily", "C-2"),
            ("control.weekly", "C-2"),
        ]

    @pytest.mark.parametrize(
        "bearer",
        [
            "S-1",
            dr.Ref("supervisor", "S-1"),
            "510903100201",
            dr.Ref("area", "C-1"),
            dr.Ref("supervisor", "C-1"),
            "C-404",
        ],
    )
    def test_nobody_else(self, bearer: str | dr.Ref) -> None:
        assert due(self.facts, "2023-05-01", "2023-05-31", bearer=bearer) == []

    def test_a_supervisor_still_owes_the_visit(self) -> None:
        facts = registry(shop("2023-01-01/2023-12-31"), supervisor(), relation(held="2023-01-01/.."))
        found = dr.agenda(facts, BOOK, start=day("2023-03-01"), end=day("2023-03-31"), bearer="S-1")
        assert {duty.rule_id for duty in found} == {"attend.quarter"}

    def test_nor_where_a_supervisor_owes_one_visit_for_all_companies(self) -> None:
        facts = registry(shop("2023-01-01/2023-12-31"), supervisor(), relation(held="2023-01-01/.."))
        book = BOOK.with_readings({"visit-at": "once"})
        asked: dict[str, Any] = {"start": day("2023-03-31"), "end": day("2023-03-31")}
        by_supervisor = dr.agenda(facts, book, **asked, bearer="S-1")
        assert [(duty.rule_id, duty.subject.kind) for duty in by_supervisor] == [("attend.quarter", "supervisor")]
        everybodys = dr.agenda(facts, book, **asked)
        assert [duty.rule_id for duty in everybodys] == ["attend.quarter", "control.daily", "control.monthly"]

    def test_all_bearers_together_are_everything(self) -> None:
        everything = due(self.facts, "2023-05-01", "2023-05-31")
        each = [due(self.facts, "2023-05-01", "2023-05-31", bearer=who) for who in ("C-1", "C-2", "S-1", "S-2")]
        assert sorted(itertools.chain(*each)) == sorted(everything)


class TestWhatWasMade:
    """As_of leaves out what had been made by its end."""

    def test_days(self) -> None:
        facts = registry(shop(MAY), log("2023-05-01/2023-05-05"))
        assert days_due(facts, "2023-05-04", "2023-05-06", as_of="2023-05-05") == ["2023-05-06"]
        assert days_due(facts, "2023-05-04", "2023-05-06", as_of="2023-05-04") == ["2023-05-05", "2023-05-06"]
        assert len(days_due(facts, "2023-05-04", "2023-05-06")) == 3

    def test_a_day_missed_stays_in(self) -> None:
        facts = registry(shop(MAY), log("2023-05-01/2023-05-05", "2023-05-07"))
        assert days_due(facts, "2023-05-04", "2023-05-08", as_of="2023-05-08") == ["2023-05-06", "2023-05-08"]

    @pytest.mark.parametrize(("as_of", "count"), [("2023-05-02", 1), ("2023-05-03", 0), ("2023-05-07", 0)])
    def test_a_week_whose_report_was_made_on_wednesday(self, as_of: str, count: int) -> None:
        facts = registry(shop(WEEK_18), log("2023-05-03", cycle=WEEKLY))
        assert len(days_due(facts, "2023-05-07", "2023-05-07", WEEKLY, as_of=as_of)) == count

    def test_a_week_whose_report_was_made_in_the_quarter_before(self) -> None:
        facts = registry(shop("2023-06-26/2023-07-02"), log("2023-06-27", cycle=WEEKLY))
        assert days_due(facts, "2023-07-01", "2023-07-02", WEEKLY, as_of="2023-07-01") == []

    def test_a_report_of_another_week_isnt_this_ones(self) -> None:
        facts = registry(shop(MAY), log("2023-04-30", "2023-05-08", cycle=WEEKLY))
        assert days_due(facts, "2023-05-07", "2023-05-14", WEEKLY, as_of="2023-05-31") == ["2023-05-07"]

    def test_of_one_sector(self) -> None:
        both = frozenset({dr.Sector.SPECIAL, dr.Sector.CATERING})
        facts = registry(shop(MAY, sectors=both), log("2023-05-06", sector=dr.Sector.CATERING))
        assert due(facts, "2023-05-06", "2023-05-06", as_of="2023-05-06") == [
            ("2023-05-06", "daily", "2023-05-06@SPECIAL")
        ]

    def test_a_problem_that_was_put_right(self) -> None:
        found = dr.FoundProblem(id="P-1", rectify_by=day("2023-03-10"), rectified=day("2023-03-08"))
        facts = registry(shop("2023-03-03/2023-03-03"), record("2023-03-03", problems=found))
        for as_of, count in (("2023-03-07", 1), ("2023-03-08", 0)):
            assert len(due(facts, "2023-03-10", "2023-03-10", "control.rectified", as_of=as_of)) == count

    def test_by_the_reading_that_a_late_entry_is_late_it_was_made_when_it_was_entered(self) -> None:
        made = record("2023-03-03", answers=full(cell(dr.Grade.C)), recorded="2023-03-20")
        facts = registry(shop("2023-03-03/2023-03-03"), made)
        asked: dict[str, Any] = {"readings": {"entered-later": "late"}}
        assert days_due(facts, "2023-03-01", "2023-03-31", as_of="2023-03-19", **asked) == ["2023-03-03"]
        assert days_due(facts, "2023-03-01", "2023-03-31", as_of="2023-03-20", **asked) == []

    def test_an_incomplete_record_that_doesnt_count_leaves_it_due(self) -> None:
        facts = registry(shop("2023-03-03/2023-03-03"), record("2023-03-03"))
        asked: dict[str, Any] = {"as_of": "2023-03-03"}
        assert days_due(facts, "2023-03-01", "2023-03-31", **asked) == []
        asked["readings"] = {"incomplete-record": "not-kept"}
        assert days_due(facts, "2023-03-01", "2023-03-31", **asked) == ["2023-03-03"]


class TestLaziness:
    def test_the_first_of_ten_years_comes_quickly(self) -> None:
        """A city owes millions of records in ten years: they are made as they are asked for."""
        facts = registry(*(shop("2023-01-01/..", id=f"C-{n:03d}") for n in range(200)))
        started = time.perf_counter()
        found = dr.agenda(facts, BOOK, start=day("2023-01-01"), end=day("2032-12-31"), rules=CONTROLS)
        assert isinstance(found, Iterator)
        assert next(found).id == "control.daily/company/C-000/2023-01-01"
        first = time.perf_counter() - started
        list(itertools.islice(found, 200 * 20))
        assert first < 10 * (time.perf_counter() - started - first)

    def test_an_end_far_in_the_future_costs_nothing_until_it_is_asked_for(self) -> None:
        found = dr.agenda(registry(company()), BOOK, start=day("2023-05-06"), end=dt.date.max, rules=CONTROLS)
        assert [duty.trigger for duty in itertools.islice(found, 4)] == [
            "2023-05-06",
            "2023-05-07",
            "2023-W18",
            "2023-05-08",
        ]

    @pytest.mark.parametrize("reading", ["iso", "sunday"])
    def test_the_last_days_that_there_are(self, reading: str) -> None:
        """31 December 9999 is a Friday; its week has no end."""
        facts = registry(shop("9999-12-01/.."))
        found = due(facts, "9999-12-25", "9999-12-31", readings={"control-week": reading, "partial-cycle": "any-day"})
        weeks = [one for one in found if one[1] == "weekly"]
        assert (
            weeks
            == {
                "iso": [("9999-12-26", "weekly", "9999-W51")],
                "sunday": [("9999-12-25", "weekly", "9999-12-19/P7D")],
            }[reading]
        )
        assert [one[0] for one in found if one[1] == "monthly"] == ["9999-12-31"]
        assert sum(one[1] == "daily" for one in found) == 7

    @pytest.mark.parametrize("reading", ["iso", "sunday"])
    def test_from_the_first_day_that_there_is(self, reading: str) -> None:
        facts = registry(shop("0001-01-01/.."))
        readings = {"control-week": reading, "partial-cycle": "any-day"}
        found = dr.agenda(
            facts, BOOK.with_readings(readings), start=dt.date.min, end=day("2022-11-01"), rules=["control.daily"]
        )
        assert [duty.trigger for duty in found] == ["2022-11-01"]
        assert due(facts, "0001-01-01", "0001-01-31", readings=readings) == []

    def test_a_company_that_never_operates(self) -> None:
        assert due(registry(shop("2020-01-01/2020-12-31")), "2023-01-01", "2023-12-31") == []

    def test_no_company_at_all(self) -> None:
        assert due(registry(), "2023-01-01", "2023-12-31") == []


@pytest.mark.parametrize("cycle", list(dr.Cycle))
def test_what_falls_due_is_what_a_report_finds_afterwards(cycle: dr.Cycle) -> None:
    """The same obligation serves the reminder and the auditor."""
    facts = registry(
        shop("2022-12-07/2023-08-22"), closing(SUNDAY), pause("2023-02-01/2023-03-04"), pause("2023-04-01/2023-04-09")
    )
    for reading in ("whole", "last-day", "any-day"):
        readings = {"partial-cycle": reading}
        found = of_cycle(facts, cycle, since="2022-12-01", as_of="2023-12-31", readings=readings)
        told = [trigger for _, _, trigger in due(facts, "2022-12-01", "2023-12-31", RULES[cycle], readings=readings)]
        assert sorted(told) == owed(found)


def test_the_parts_have_what_the_whole_has() -> None:
    facts = registry(*(shop(MAY, id=f"C-{n}") for n in range(1, 6)), closing(SUNDAY))
    whole = due(facts, "2023-05-01", "2023-06-30")
    parts = [due(part, "2023-05-01", "2023-06-30") for part in facts.partition(3)]
    assert sorted(itertools.chain(*parts)) == sorted(whole)


def test_the_order_of_the_facts_makes_no_difference() -> None:
    companies = [shop(MAY, id=f"C-{n}") for n in range(1, 6)]
    one, other = registry(*companies), registry(*reversed(companies))
    assert due(one, "2023-05-01", "2023-05-31") == due(other, "2023-05-01", "2023-05-31")
