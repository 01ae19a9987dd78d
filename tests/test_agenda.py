"""agenda(): what falls due next, lazily, in order, per bearer."""

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

import dual_responsibility as dr

from .rules.building import (
    TOWNSHIP,
    change,
    company,
    day,
    period,
    registry,
    relation,
    supervisor,
    visit,
)

BOOK = dr.rulebook("suining-2022")
SUPERVISORS = ["attend.*", "adjust.*"]
RECORDS = ["control.daily", "control.weekly", "control.monthly"]


def due(facts: dr.Registry, start: str, end: str, **asked: Any) -> list[tuple[str, str, str]]:
    """What falls due of supervisors' duties, unless others are asked for: the day, the rule and the subject."""
    readings = asked.pop("readings", {})
    asked.setdefault("rules", SUPERVISORS)
    found = dr.agenda(facts, BOOK.with_readings(readings), start=day(start), end=day(end), **asked)
    return [(str(duty.due), duty.rule_id, duty.subject.id) for duty in found]


def two_companies(*facts: Any) -> dr.Registry:
    """S-1 holds C-1 and S-2 holds C-2, since 2023-01-01."""
    return registry(
        company("C-1"), company("C-2"), supervisor("S-1"), supervisor("S-2"),
        relation("A-1", "C-1", "S-1", held="2023-01-01/.."),
        relation("A-2", "C-2", "S-2", held="2023-01-01/.."),
        *facts,
    )  # fmt: skip


class TestWhatFallsDue:
    def test_each_quarters_visit_on_its_last_day(self) -> None:
        assert due(two_companies(), "2023-01-01", "2023-12-31", bearer="S-1") == [
            ("2023-03-31", "attend.quarter", "C-1"),
            ("2023-06-30", "attend.quarter", "C-1"),
            ("2023-09-30", "attend.quarter", "C-1"),
            ("2023-12-31", "attend.quarter", "C-1"),
        ]

    def test_both_ends_are_in(self) -> None:
        assert due(two_companies(), "2023-03-31", "2023-03-31", bearer="S-1") == [
            ("2023-03-31", "attend.quarter", "C-1")
        ]
        assert due(two_companies(), "2023-04-01", "2023-06-29", bearer="S-1") == []

    def test_in_order_of_the_day_due(self) -> None:
        """The change of 2023-03-24, a Friday, is due on Friday the 31st; the key period ends on the 30th."""
        facts = two_companies(
            change("2023-03-24", supervisor="S-2"),
            dr.KeyPeriod(id="K-1", area=TOWNSHIP, period=period("2023-03-20/2023-03-30")),
            dr.Emergency(id="E-1", company="C-1", on=day("2023-03-02")),
            relation("A-3", "C-2", "S-1", held="2023-04-10/.."),
        )
        assert due(facts, "2023-01-01", "2023-06-30") == [
            ("2023-03-02", "attend.emergency", "C-1"),
            ("2023-03-30", "attend.key-period", "C-1"),
            ("2023-03-31", "adjust.personnel-change", "C-2"),
            ("2023-03-31", "attend.quarter", "C-1"),
            ("2023-06-30", "attend.quarter", "C-1"),
            ("2023-06-30", "attend.quarter", "C-2"),
        ]

    def test_standing_and_undated_duties_fall_due_on_no_day(self) -> None:
        rules = {duty[1] for duty in due(two_companies(), "2023-01-01", "2023-12-31", rules=["*"])}
        # Reports on duties are owed within the year (§12), and a list of those picked.
        reviews = {f"review.{name}" for name in ("leader-reports", "lower-committee-reports", "supervisor-sample")}
        assert rules == {"attend.quarter", *RECORDS, *reviews}

    def test_days_counted_across_a_quarters_end(self) -> None:
        """A change on Thursday 2023-09-28 is due on Wednesday 11 October, in the quarter after."""
        facts = two_companies(change("2023-09-28"))
        assert due(facts, "2023-10-01", "2023-10-31") == [("2023-10-11", "adjust.personnel-change", "C-1")]

    def test_a_quarters_end_that_moves_into_the_next_quarter(self) -> None:
        """2022-12-31 is off, and so are 1 and 2 January: Tuesday 2023-01-03 by the reading `moved`."""
        facts = registry(company(), supervisor(), relation(held="2022-11-01/.."))
        moved = {"quarter-end": "moved"}
        assert due(facts, "2022-12-01", "2023-01-31", readings=moved) == [("2023-01-03", "attend.quarter", "C-1")]
        assert due(facts, "2023-01-01", "2023-01-03", readings=moved) == [("2023-01-03", "attend.quarter", "C-1")]
        assert due(facts, "2022-12-01", "2022-12-31", readings=moved) == []
        assert due(facts, "2022-12-01", "2022-12-31") == [("2022-12-31", "attend.quarter", "C-1")]

    def test_beyond_the_horizon_quarters_are_still_due_and_working_days_arent_told(self) -> None:
        calendar = dr.WorkCalendar.from_edition("CN-2026-12-28-8746bf3b")
        facts = two_companies(change("2026-12-28"))
        assert due(facts, "2026-12-01", "2027-03-31", calendar=calendar, rules=["adjust.*"]) == []
        assert due(facts, "2027-01-01", "2027-03-31", calendar=calendar) == [("2027-03-31", "attend.quarter", "C-2")]

    def test_what_is_on_record_for_the_future_counts(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/2023-08-31"))
        assert [duty[0] for duty in due(facts, "2023-01-01", "2024-12-31")] == ["2023-03-31", "2023-06-30"]

    def test_rules_can_be_chosen(self) -> None:
        facts = two_companies(change("2023-03-24"))
        assert {duty[1] for duty in due(facts, "2023-01-01", "2023-12-31", rules=["adjust.*"])} == {
            "adjust.personnel-change"
        }

    def test_days_that_run_from_a_decision_before_it_takes_effect(self) -> None:
        """Decided on Monday 2023-05-08, so due on Monday the 15th, though it takes effect in another quarter."""
        facts = two_companies(change("2023-08-01", decided="2023-05-08"))
        found = due(facts, "2023-04-01", "2023-12-31", rules=["adjust.*"], readings={"event-day": "decided"})
        assert found == [("2023-05-15", "adjust.personnel-change", "C-1")]

    def test_by_rolling_quarters(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-02-15/.."))
        found = due(facts, "2023-01-01", "2023-12-31", readings={"quarter": "rolling"})
        assert [duty[0] for duty in found] == ["2023-05-14", "2023-08-14", "2023-11-14"]


class TestBearers:
    def test_of_one_supervisor(self) -> None:
        assert {duty[2] for duty in due(two_companies(), "2023-01-01", "2023-12-31", bearer="S-2")} == {"C-2"}

    def test_by_id_or_by_reference(self) -> None:
        facts = two_companies(change("2023-03-24"))
        by_id = due(facts, "2023-01-01", "2023-12-31", bearer="S-2")
        assert due(facts, "2023-01-01", "2023-12-31", bearer=dr.Ref("supervisor", "S-2")) == by_id
        assert due(facts, "2023-01-01", "2023-12-31", bearer=dr.Ref("area", TOWNSHIP)) == [
            ("2023-03-31", "adjust.personnel-change", "C-1")
        ]

    def test_a_reference_of_another_kind_with_the_same_id_is_somebody_else(self) -> None:
        """A supervisor may have the id of an area: a Ref says which is meant."""
        facts = registry(
            company(), supervisor(TOWNSHIP), supervisor("S-2"),
            relation(supervisor=TOWNSHIP, held="2023-01-01/.."),
            change("2023-05-08", supervisor=TOWNSHIP),
        )  # fmt: skip
        area = due(facts, "2023-01-01", "2023-12-31", bearer=dr.Ref("area", TOWNSHIP))
        assert area == [("2023-05-15", "adjust.personnel-change", "C-1")]
        person = due(facts, "2023-01-01", "2023-12-31", bearer=dr.Ref("supervisor", TOWNSHIP))
        assert person == [("2023-03-31", "attend.quarter", "C-1")]

    def test_nobody_of_that_id_owes_nothing(self) -> None:
        assert due(two_companies(), "2023-01-01", "2023-12-31", bearer="S-404") == []

    def test_all_bearers_together_are_everything(self) -> None:
        facts = two_companies(change("2023-03-24"))
        everything = due(facts, "2023-01-01", "2023-12-31")
        each = [due(facts, "2023-01-01", "2023-12-31", bearer=who) for who in ("S-1", "S-2", TOWNSHIP)]
        assert sorted(itertools.chain(*each)) == sorted(everything)


class TestWhatHadBeenMet:
    def test_as_of_leaves_it_out(self) -> None:
        facts = two_companies(visit("2023-02-14"))
        with_it = due(facts, "2023-01-01", "2023-03-31")
        assert with_it == [("2023-03-31", "attend.quarter", "C-1"), ("2023-03-31", "attend.quarter", "C-2")]
        left = due(facts, "2023-01-01", "2023-03-31", as_of=day("2023-02-14"))
        assert left == [("2023-03-31", "attend.quarter", "C-2")]

    def test_what_is_met_after_as_of_stays_in(self) -> None:
        facts = two_companies(visit("2023-02-14"))
        assert len(due(facts, "2023-01-01", "2023-03-31", as_of=day("2023-02-13"))) == 2

    def test_a_successor_in_force_by_as_of(self) -> None:
        facts = two_companies(change("2023-03-24"), relation("A-9", "C-1", "S-2", held="2023-03-28/.."))
        asked = {"rules": ["adjust.*"]}
        assert len(due(facts, "2023-03-31", "2023-03-31", **asked)) == 1
        assert len(due(facts, "2023-03-31", "2023-03-31", as_of=day("2023-03-27"), **asked)) == 1
        assert due(facts, "2023-03-31", "2023-03-31", as_of=day("2023-03-28"), **asked) == []

    def test_known_by_leaves_out_what_was_recorded_later(self) -> None:
        recorded = change("2023-03-24", recorded=day("2023-04-03"))
        facts = two_companies(recorded)
        assert due(facts, "2023-03-31", "2023-03-31", rules=["adjust.*"], known_by=day("2023-04-02")) == []
        assert len(due(facts, "2023-03-31", "2023-03-31", rules=["adjust.*"], known_by=day("2023-04-03"))) == 1


class TestLaziness:
    def test_an_end_far_in_the_future_costs_nothing_until_it_is_asked_for(self) -> None:
        found = dr.agenda(two_companies(), BOOK, start=day("2023-01-01"), end=dt.date.max, bearer="S-1")
        assert isinstance(found, Iterator)
        first = [duty.due for duty in itertools.islice(found, 5)]
        assert first == [day("2023-03-31"), day("2023-06-30"), day("2023-09-30"), day("2023-12-31"), day("2024-03-31")]

    def test_the_last_quarter_there_is(self) -> None:
        facts = two_companies()
        assert due(facts, "9999-10-01", "9999-12-30", bearer="S-1") == []
        assert due(facts, "9999-10-01", "9999-12-31", bearer="S-1") == [("9999-12-31", "attend.quarter", "C-1")]

    def test_from_the_first_day_there_is(self) -> None:
        found = dr.agenda(two_companies(), BOOK, start=dt.date.min, end=day("2023-03-31"), bearer="S-1")
        assert [duty.due for duty in found] == [day("2023-03-31")]

    def test_what_is_wrong_is_said_at_once(self) -> None:
        """Before the first obligation is asked for."""
        window = {"start": day("2023-01-01"), "end": day("2023-12-31")}
        with pytest.raises(dr.UnknownIdError):
            dr.agenda(two_companies(), BOOK, **window, rules=["attend.quater"])
        with pytest.raises(dr.ReportError):
            dr.agenda(two_companies(), BOOK, start=day("2023-01-02"), end=day("2023-01-01"))

    @pytest.mark.parametrize("name", ["start", "end", "known_by", "as_of"])
    def test_a_datetime_is_refused(self, name: str) -> None:
        asked: dict[str, Any] = {"start": day("2023-01-01"), "end": day("2023-12-31")}
        asked[name] = dt.datetime(2023, 6, 30, tzinfo=dt.UTC)
        with pytest.raises(dr.DateTypeError):
            dr.agenda(two_companies(), BOOK, **asked)


def test_the_parts_have_what_the_whole_has() -> None:
    facts = two_companies(change("2023-03-24"))
    whole = due(facts, "2023-01-01", "2023-12-31")
    parts = [due(part, "2023-01-01", "2023-12-31") for part in facts.partition(2)]
    assert sorted(itertools.chain(*parts)) == sorted(whole)


def records(facts: dr.Registry, start: str, end: str, **asked: Any) -> list[tuple[str, str, str, str]]:
    """What falls due of the companies' own records: the day, the cycle, the company and the trigger."""
    asked.setdefault("rules", RECORDS)
    readings = asked.pop("readings", {})
    found = dr.agenda(facts, BOOK.with_readings(readings), start=day(start), end=day(end), **asked)
    return [(str(duty.due), duty.rule_id.partition(".")[2], duty.subject.id, duty.trigger) for duty in found]


def kept(*days: str, cycle: dr.Cycle = dr.Cycle.DAILY, **fields: Any) -> dr.ControlLog:
    """C-1's log of those days."""
    return dr.ControlLog(company="C-1", cycle=cycle, kept=dr.DaySet.parse(days), **fields)


class TestRecords:
    """The companies' own records (§8.3): each day, each week on its Sunday, each month on its last day."""

    in_may = company(operating=period("2023-05-01/2023-05-31"))

    def test_each_day_each_sunday_and_the_months_last_day(self) -> None:
        """Monday 1 May to Wednesday 31 May: weeks 18 to 21 end on the 7th, 14th, 21st and 28th."""
        found = records(registry(self.in_may), "2023-01-01", "2023-12-31")
        by_cycle = [[row for row in found if row[1] == cycle] for cycle in ("daily", "weekly", "monthly")]
        assert [row[0] for row in by_cycle[0]] == [f"2023-05-{number:02}" for number in range(1, 32)]
        assert [(row[0], row[3]) for row in by_cycle[1]] == [
            ("2023-05-07", "2023-W18"), ("2023-05-14", "2023-W19"), ("2023-05-21", "2023-W20"), ("2023-05-28", "2023-W21"),
        ]  # fmt: skip
        assert [(row[0], row[3]) for row in by_cycle[2]] == [("2023-05-31", "2023-05")]

    def test_in_order_of_day_then_cycle_then_company(self) -> None:
        facts = registry(self.in_may, company("C-0", operating=period("2023-05-01/2023-05-31")))
        assert records(facts, "2023-05-07", "2023-05-08") == [
            ("2023-05-07", "daily", "C-0", "2023-05-07"),
            ("2023-05-07", "daily", "C-1", "2023-05-07"),
            ("2023-05-07", "weekly", "C-0", "2023-W18"),
            ("2023-05-07", "weekly", "C-1", "2023-W18"),
            ("2023-05-08", "daily", "C-0", "2023-05-08"),
            ("2023-05-08", "daily", "C-1", "2023-05-08"),
        ]

    def test_among_the_supervisors_duties_by_day_and_rule(self) -> None:
        facts = two_companies()
        found = due(facts, "2023-03-31", "2023-03-31", rules=["*"])
        assert found == [
            ("2023-03-31", rule, id) for rule in ("attend.quarter", "control.daily", "control.monthly") for id in ("C-1", "C-2")
        ]  # fmt: skip

    def test_of_one_company(self) -> None:
        facts = registry(self.in_may, company("C-2"), supervisor("C-1"))
        asked = {"bearer": dr.Ref("company", "C-1")}
        assert records(facts, "2023-05-02", "2023-05-02", **asked) == [("2023-05-02", "daily", "C-1", "2023-05-02")]
        assert records(facts, "2023-05-02", "2023-05-02", bearer=dr.Ref("supervisor", "C-1")) == []
        assert records(facts, "2023-05-02", "2023-05-02", bearer="C-2")[0][2] == "C-2"

    def test_none_before_the_rules_bind(self) -> None:
        facts = registry(company())
        assert records(facts, "2022-10-01", "2022-10-31") == []
        assert records(facts, "2022-10-31", "2022-11-01") == [("2022-11-01", "daily", "C-1", "2022-11-01")]

    def test_the_nations_rules_fall_due_before_suinings_bind(self) -> None:
        """Reading in-force-from: visits are Suining's, and owed by the quarter's end from 2023 on alone."""
        facts = registry(company(), supervisor(), relation())
        later = {"in-force-from": "2023-01-01"}
        asked = {"rules": ["control.daily", "attend.quarter"], "readings": later}
        assert records(facts, "2022-12-31", "2022-12-31", **asked) == [("2022-12-31", "daily", "C-1", "2022-12-31")]

    def test_as_of_leaves_out_those_that_were_made_by_then(self) -> None:
        """The week's is dated Wednesday 3 May."""
        facts = registry(self.in_may, kept("2023-05-06"), kept("2023-05-03", cycle=dr.Cycle.WEEKLY))
        everything = [("2023-05-06", "daily"), ("2023-05-07", "daily"), ("2023-05-07", "weekly")]

        def left(as_of: str) -> list[tuple[str, str]]:
            return [row[:2] for row in records(facts, "2023-05-06", "2023-05-07", as_of=day(as_of))]

        assert left("2023-05-02") == everything
        assert left("2023-05-03") == everything[:2]
        assert left("2023-05-05") == everything[:2]
        assert left("2023-05-06") == [("2023-05-07", "daily")]

    def test_days_of_closing_owe_none(self) -> None:
        """Regularly closed on Sundays; paused, with evidence, from Monday 8 to Wednesday 10 May."""
        facts = registry(
            self.in_may,
            dr.RegularClosing(company="C-1", weekdays=dr.Weekday.SUNDAY),
            dr.Pause(company="C-1", period=period("2023-05-08/2023-05-10"), evidence="P-1"),
        )
        found = records(facts, "2023-05-06", "2023-05-11")
        assert [row[:2] for row in found] == [
            ("2023-05-06", "daily"), ("2023-05-07", "weekly"), ("2023-05-11", "daily"),
        ]  # fmt: skip

    def test_one_for_each_sector_of_several(self) -> None:
        two = company(sectors=[dr.Sector.CATERING, dr.Sector.SPECIAL], operating=period("2023-05-01/2023-05-31"))
        found = records(registry(two), "2023-05-06", "2023-05-06")
        assert [row[3] for row in found] == ["2023-05-06@CATERING", "2023-05-06@SPECIAL"]
        assert [row[3] for row in records(registry(two), "2023-05-06", "2023-05-06", readings={"control-sectors": "company"})] == ["2023-05-06"]  # fmt: skip

    def test_a_problem_that_a_record_sets_a_day_for(self) -> None:
        problems = (
            dr.FoundProblem(id="P-1", rectify_by=day("2023-05-12")),
            dr.FoundProblem(id="P-2", rectify_by=day("2023-05-12"), rectified=day("2023-05-09")),
            dr.FoundProblem(id="P-3"),
        )
        facts = registry(
            self.in_may,
            dr.ControlRecord(id="R-1", company="C-1", cycle=dr.Cycle.DAILY, on=day("2023-05-05"), problems=problems),
        )
        asked: dict[str, Any] = {"rules": ["control.rectified"]}
        assert [row[3] for row in records(facts, "2023-05-12", "2023-05-12", **asked)] == ["R-1:P-1", "R-1:P-2"]
        assert [row[3] for row in records(facts, "2023-05-12", "2023-05-12", as_of=day("2023-05-09"), **asked)] == [
            "R-1:P-1"
        ]
        assert records(facts, "2023-05-13", "2023-12-31", **asked) == []

    def test_an_end_far_in_the_future_costs_nothing_until_it_is_asked_for(self) -> None:
        found = dr.agenda(registry(company()), BOOK, start=day("2023-01-01"), end=dt.date.max, rules=RECORDS)
        assert next(iter(found)).due == day("2023-01-01")

    def test_the_last_day_there_is(self) -> None:
        """31 December 9999 is a Friday: no week ends then that could be whole."""
        found = records(registry(company()), "9999-12-31", "9999-12-31")
        assert [row[1] for row in found] == ["daily", "monthly"]

    def test_the_parts_have_what_the_whole_has(self) -> None:
        facts = registry(self.in_may, company("C-2"), kept("2023-05-02/2023-05-08"))
        asked = {"as_of": day("2023-05-05")}
        together = [row for part in facts.partition(2) for row in records(part, "2023-05-01", "2023-05-31", **asked)]
        assert sorted(together) == sorted(records(facts, "2023-05-01", "2023-05-31", **asked))

    def test_a_record_with_items_left_open_is_still_due_by_the_reading_that_it_isnt_kept(self) -> None:
        """Reading incomplete-record, not-kept: the audit finds the day's record wanting."""
        empty = dr.ControlRecord(id="R-1", company="C-1", cycle=dr.Cycle.DAILY, on=day("2023-05-06"))
        asked: dict[str, Any] = {"rules": ["control.daily"], "as_of": day("2023-05-06")}
        facts = registry(self.in_may, empty)
        assert records(facts, "2023-05-06", "2023-05-06", **asked) == []
        strictly = {"incomplete-record": "not-kept", "template-items": "model-stands-in"}
        assert [row[0] for row in records(facts, "2023-05-06", "2023-05-06", readings=strictly, **asked)] == [
            "2023-05-06"
        ]

    def test_a_record_entered_later_wasnt_made_by_then_by_the_reading_that_it_is_late(self) -> None:
        """Of 3 May, entered on 20 May."""
        entered = dr.ControlRecord(
            id="R-1", company="C-1", cycle=dr.Cycle.DAILY, on=day("2023-05-03"), recorded=day("2023-05-20")
        )
        facts, late = registry(self.in_may, entered), {"entered-later": "late"}

        def left(as_of: str) -> list[str]:
            asked: dict[str, Any] = {"rules": ["control.daily"], "readings": late, "as_of": day(as_of)}
            return [row[0] for row in records(facts, "2023-05-03", "2023-05-03", **asked)]

        assert left("2023-05-19") == ["2023-05-03"]
        assert left("2023-05-20") == []
