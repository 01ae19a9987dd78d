"""adjust.*: after a change a successor is in force for each company within 5 working days (Suining §7.3)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs
import pytest

import dual_responsibility as dr

from ..books import COMPANY_RULES, allowances, another_citys_book, suining_text
from .building import (
    CITY,
    EVERYTHING,
    OTHER_COUNTY,
    OTHER_VILLAGE,
    TOWNSHIP,
    VILLAGE,
    assert_each_fact_has_a_sentence,
    change,
    claim,
    company,
    day,
    everything_but,
    findings,
    is_told_in_words,
    outcome,
    period,
    post,
    registry,
    relation,
    supervisor,
    the_finding,
)

Cause = dr.ChangeCause
RULE_OF = {
    Cause.PERSONNEL: "adjust.personnel-change",
    Cause.WORK: "adjust.work-change",
    Cause.INCAPACITY: "adjust.incapacity",
}
PERSONNEL = RULE_OF[Cause.PERSONNEL]
FULFILLED, PENDING = ("FULFILLED", None), ("PENDING", "not-yet-due")
LATE, MISSING = ("FULFILLED_LATE", "successor-late"), ("VIOLATED", "successor-missing")
UNCLAIMED = ("UNDETERMINED", "records-not-claimed")
OPEN_ENDED = ("PENDING", "no-deadline-in-source")

FIVE_WORKING_DAYS = [
    # 29 April to 3 May off; Saturday 6 May worked: 28 April; 4, 5, 6, 8 May.
    ("2023-04-27", "2023-05-08"),
    # 29 September to 6 October off; Saturday 7 and Sunday 8 October worked: 7, 8, 9, 10, 11 October.
    ("2023-09-28", "2023-10-11"),
    # Sunday 4 February worked: 2, 4, 5, 6, 7 February.
    ("2024-02-01", "2024-02-07"),
    # New Year's Eve, the 9th, and Sunday the 18th worked; 10 to 17 February off: 9, 18, 19, 20, 21 February.
    ("2024-02-08", "2024-02-21"),
    # 31 December to 2 January off: 30 December; 3, 4, 5, 6 January.
    ("2022-12-29", "2023-01-06"),
    # Sunday 26 January worked; 28 January to 4 February off: 26, 27 January; 5, 6, 7 February.
    ("2025-01-24", "2025-02-07"),
    # A Saturday that is off: 15, 16, 17, 18, 19 May.
    ("2023-05-13", "2023-05-19"),
    # A Saturday that is worked: 8, 9, 10, 11, 12 May.
    ("2023-05-06", "2023-05-12"),
]


def text_of(day_: dt.date) -> str:
    """The day as ISO text."""
    return day_.isoformat()


def shifted(text: str, days: int) -> str:
    """So many days on."""
    return text_of(day(text) + dt.timedelta(days=days))


def left(
    on: str,
    *facts: Any,
    cause: dr.ChangeCause = Cause.PERSONNEL,
    successor: str | None = None,
    complete: Any = EVERYTHING,
) -> dr.Registry:
    """S-1, who held C-1 since 2022-11-01, leaves on a day; S-2 follows from a day, if one is given."""
    follows = [] if successor is None else [relation("A-2", supervisor="S-2", held=f"{successor}/..")]
    return registry(
        company(),
        supervisor("S-1"),
        supervisor("S-2"),
        relation("A-1"),
        change(on, cause),
        *follows,
        *facts,
        complete=complete,
    )


def adjusted(facts: dr.Registry, as_of: str, rule: str = PERSONNEL, **window: Any) -> dr.Finding:
    """The one finding of a rule, for a window from 2022-11-01."""
    return the_finding(facts, rule, as_of=as_of, **window)


class TestFiveWorkingDays:
    """§7.3, and Civil Code art. 201: the day of the event isn't counted."""

    @pytest.mark.parametrize("cause", Cause)
    @pytest.mark.parametrize(("on", "due"), FIVE_WORKING_DAYS)
    def test_in_force_on_the_due_day_is_in_time(self, cause: dr.ChangeCause, on: str, due: str) -> None:
        finding = adjusted(left(on, cause=cause, successor=due), due, RULE_OF[cause])
        assert outcome(finding) == FULFILLED
        assert (finding.arose, finding.due, finding.closed) == (day(on), day(due), day(due))
        assert finding.late is None

    @pytest.mark.parametrize("cause", Cause)
    @pytest.mark.parametrize(("on", "due"), FIVE_WORKING_DAYS)
    def test_in_force_a_day_later_is_late(self, cause: dr.ChangeCause, on: str, due: str) -> None:
        after = shifted(due, 1)
        finding = adjusted(left(on, cause=cause, successor=after), after, RULE_OF[cause])
        assert outcome(finding) == LATE
        assert finding.closed == day(after)
        assert finding.late is not None
        assert finding.late.calendar_days == 1

    @pytest.mark.parametrize("cause", Cause)
    @pytest.mark.parametrize(("on", "due"), FIVE_WORKING_DAYS)
    def test_without_successor_pending_on_the_due_day_and_violated_the_day_after(
        self, cause: dr.ChangeCause, on: str, due: str
    ) -> None:
        facts = left(on, cause=cause)
        assert outcome(adjusted(facts, due, RULE_OF[cause])) == PENDING
        assert outcome(adjusted(facts, shifted(due, 1), RULE_OF[cause])) == MISSING

    @pytest.mark.parametrize("cause", Cause)
    def test_only_the_rule_of_its_cause_speaks(self, cause: dr.ChangeCause) -> None:
        found = findings(left("2023-04-27", cause=cause), "adjust.*", as_of="2023-05-08")
        assert [finding.rule_id for finding in found] == [RULE_OF[cause]]

    @pytest.mark.parametrize(
        ("on", "successor", "late"),
        [
            # Due Friday 2023-01-06. Saturday the 7th and Sunday the 8th are off.
            ("2022-12-29", "2023-01-07", dr.Lateness(1, 0)),
            ("2022-12-29", "2023-01-08", dr.Lateness(2, 0)),
            ("2022-12-29", "2023-01-09", dr.Lateness(3, 1)),
            # Due Monday 2023-05-08.
            ("2023-04-27", "2023-05-09", dr.Lateness(1, 1)),
            ("2023-04-27", "2023-05-15", dr.Lateness(7, 5)),
            # Due Wednesday 2024-02-07; the 8th and 9th are worked, the 10th to 17th off, Sunday the 18th worked.
            ("2024-02-01", "2024-02-17", dr.Lateness(10, 2)),
            ("2024-02-01", "2024-02-18", dr.Lateness(11, 3)),
        ],
    )
    def test_lateness_in_calendar_and_in_working_days(self, on: str, successor: str, late: dr.Lateness) -> None:
        assert adjusted(left(on, successor=successor), "2024-12-31").late == late

    def test_the_finding_names_bearer_subject_cure_and_clause(self) -> None:
        finding = adjusted(left("2023-04-27"), "2023-05-09")
        assert finding.id == "adjust.personnel-change/company/C-1/CH-1"
        assert finding.bearer == dr.Ref("area", TOWNSHIP)
        assert finding.subject == dr.Ref("company", "C-1")
        assert finding.cure is not None
        assert finding.cure.code == "appoint-successor"
        assert [citation.clause for citation in finding.citations] == ["§7.3", "第201条"]

    def test_late_needs_no_cure_any_more(self) -> None:
        finding = adjusted(left("2023-04-27", successor="2023-05-09"), "2023-05-09")
        assert finding.cure is not None
        assert (finding.cure.code, finding.cure.possible) == ("none-needed", False)


class TestEachCompany:
    """Reading adjusted-means: one obligation for each company, or one for the change."""

    def nine(self, *successors: tuple[int, str]) -> dr.Registry:
        numbers = range(1, 10)
        return registry(
            *(company(f"C-{i}") for i in numbers),
            supervisor("S-1"),
            supervisor("S-2"),
            *(relation(f"A-{i}", f"C-{i}") for i in numbers),
            *(relation(f"B-{i}", f"C-{i}", "S-2", held=f"{start}/..") for i, start in successors),
            change("2022-12-29", Cause.WORK),
        )

    def test_nine_companies_give_nine_obligations(self) -> None:
        found = findings(self.nine(), "adjust.*", as_of="2023-01-06")
        assert [finding.subject.id for finding in found] == [f"C-{i}" for i in range(1, 10)]
        assert {outcome(finding) for finding in found} == {PENDING}
        assert {finding.due for finding in found} == {day("2023-01-06")}

    def test_adjusting_eight_leaves_one_violation(self) -> None:
        facts = self.nine(*((i, "2023-01-06") for i in range(1, 9)))
        found = findings(facts, "adjust.*", as_of="2023-01-07")
        assert [outcome(finding) for finding in found] == [FULFILLED] * 8 + [MISSING]
        assert found[-1].subject.id == "C-9"

    def test_the_vacancy_isnt_a_gap_while_the_days_run(self) -> None:
        """Due Friday 2023-01-06: the gap counts from Saturday the 7th."""
        on_the_due_day = findings(self.nine(), "coverage.assigned", as_of="2023-01-06")
        assert {outcome(finding) for finding in on_the_due_day} == {FULFILLED}
        day_after = findings(self.nine(), "coverage.assigned", as_of="2023-01-07")
        assert {(outcome(finding), finding.arose) for finding in day_after} == {
            (("VIOLATED", "seat-vacant"), day("2023-01-07"))
        }

    def test_one_obligation_for_the_change_by_the_other_reading(self) -> None:
        readings = {"adjusted-means": "all-companies"}
        eight = self.nine(*((i, "2023-01-03") for i in range(1, 9)))
        assert outcome(adjusted(eight, "2023-01-06", "adjust.*", readings=readings)) == PENDING
        finding = adjusted(eight, "2023-01-07", "adjust.*", readings=readings)
        assert outcome(finding) == MISSING
        assert finding.id == "adjust.work-change/supervisor/S-1/CH-1"
        all_nine = self.nine(*((i, f"2023-01-0{1 + i // 2}") for i in range(1, 10)))
        met = adjusted(all_nine, "2023-01-07", "adjust.*", readings=readings)
        assert (outcome(met), met.closed) == (FULFILLED, day("2023-01-05"))

    def test_the_last_company_decides_whether_the_change_was_late(self) -> None:
        facts = self.nine(*((i, "2023-01-03") for i in range(1, 9)), (9, "2023-01-09"))
        finding = adjusted(facts, "2023-01-31", "adjust.*", readings={"adjusted-means": "all-companies"})
        assert (outcome(finding), finding.late) == (LATE, dr.Lateness(3, 1))

    def test_a_supervisor_without_companies_owes_nobody_an_adjustment(self) -> None:
        facts = registry(
            company(), supervisor("S-1"), supervisor("S-2"), relation(), change("2023-04-27", supervisor="S-2")
        )
        assert findings(facts, "adjust.*", as_of="2023-06-30") == ()
        assert findings(facts, "adjust.*", as_of="2023-06-30", readings={"adjusted-means": "all-companies"}) == ()


class TestFirstDay:
    """Reading first-day: the day of the event isn't counted, or it is day one if it is worked."""

    @pytest.mark.parametrize(
        ("on", "not_counted", "counted"),
        [
            # 27, 28 April; 4, 5, 6 May.
            ("2023-04-27", "2023-05-08", "2023-05-06"),
            # Saturday 13 May is off and counts by neither.
            ("2023-05-13", "2023-05-19", "2023-05-19"),
            # Saturday 6 May is worked: 6, 8, 9, 10, 11 May.
            ("2023-05-06", "2023-05-12", "2023-05-11"),
            # 29, 30 December; 3, 4, 5 January.
            ("2022-12-29", "2023-01-06", "2023-01-05"),
        ],
    )
    def test_whether_the_day_of_the_event_counts(self, on: str, not_counted: str, counted: str) -> None:
        facts = left(on)
        assert adjusted(facts, on).due == day(not_counted)
        assert adjusted(facts, on, readings={"first-day": "counted"}).due == day(counted)


class TestEventDay:
    """Reading event-day: effective, decided or known."""

    def facts(self, *, decided: str | None = None, known: str | None = None, successor: str | None = None) -> Any:
        follows = [] if successor is None else [relation("A-2", supervisor="S-2", held=f"{successor}/..")]
        return registry(
            company(),
            supervisor("S-1"),
            supervisor("S-2"),
            relation(),
            change("2023-05-22", decided=decided, known=known),
            *follows,
        )

    def test_the_day_it_takes_effect(self) -> None:
        """Monday 2023-05-22; 23, 24, 25, 26 and Monday 29 May."""
        finding = adjusted(self.facts(decided="2023-05-15", known="2023-05-25"), "2023-06-30")
        assert (finding.arose, finding.due) == (day("2023-05-22"), day("2023-05-29"))

    def test_the_day_it_was_decided(self) -> None:
        """Monday 2023-05-15; 16, 17, 18, 19 and Monday 22 May."""
        finding = adjusted(self.facts(decided="2023-05-15"), "2023-06-30", readings={"event-day": "decided"})
        assert (finding.arose, finding.due) == (day("2023-05-15"), day("2023-05-22"))

    def test_the_day_it_became_known(self) -> None:
        """Thursday 2023-05-25; 26, 29, 30, 31 May and Thursday 1 June."""
        finding = adjusted(self.facts(known="2023-05-25"), "2023-06-30", readings={"event-day": "known"})
        assert (finding.arose, finding.due) == (day("2023-05-25"), day("2023-06-01"))

    @pytest.mark.parametrize("reading", ["decided", "known"])
    def test_without_that_day_on_record_it_cant_be_told(self, reading: str) -> None:
        finding = adjusted(self.facts(), "2023-06-30", readings={"event-day": reading})
        assert (outcome(finding), finding.due) == (("UNDETERMINED", "event-day-unknown"), None)
        assert finding.cure is not None
        assert finding.cure.code == "record-event-day"

    @pytest.mark.parametrize(
        ("reading", "successor", "expected"),
        [
            ("effective", "2023-05-29", FULFILLED),
            ("effective", "2023-05-30", LATE),
            ("decided", "2023-05-22", FULFILLED),
            ("decided", "2023-05-23", LATE),
            ("known", "2023-06-01", FULFILLED),
            ("known", "2023-06-02", LATE),
        ],
    )
    def test_the_successor_is_in_time_by_that_day(self, reading: str, successor: str, expected: Any) -> None:
        facts = self.facts(decided="2023-05-15", known="2023-05-25", successor=successor)
        assert outcome(adjusted(facts, "2023-06-30", readings={"event-day": reading})) == expected

    def test_a_successor_between_the_decision_and_its_effect_is_in_time(self) -> None:
        """Decided on Monday 2023-05-08, due Monday the 15th: who is in force from the 12th is in time."""
        facts = self.facts(decided="2023-05-08", successor="2023-05-12")
        finding = adjusted(facts, "2023-06-30", readings={"event-day": "decided"})
        assert finding.due == day("2023-05-15")
        assert outcome(finding) == FULFILLED

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [
            ("2023-05-14", None),
            ("2023-05-15", PENDING),
            # In effect on the 22nd, which is the fifth working day.
            ("2023-05-22", PENDING),
            ("2023-05-23", MISSING),
        ],
    )
    def test_what_was_decided_is_owed_before_it_takes_effect(self, as_of: str, expected: Any) -> None:
        """By the reading, the event is the decision of Monday 2023-05-15: due Monday the 22nd."""
        found = findings(self.facts(decided="2023-05-15"), PERSONNEL, as_of=as_of, readings={"event-day": "decided"})
        assert [outcome(one) for one in found] == ([] if expected is None else [expected])
        assert [one.due for one in found] == ([] if expected is None else [day("2023-05-22")])

    def test_what_was_known_is_owed_before_it_takes_effect_too(self) -> None:
        """Known on Monday 2023-05-15, decided on the 17th, in effect on the 22nd: by that reading due the 22nd."""
        known_first = self.facts(decided="2023-05-17", known="2023-05-15")
        (found,) = findings(known_first, PERSONNEL, as_of="2023-05-16", readings={"event-day": "known"})
        assert (outcome(found), found.arose, found.due) == (PENDING, day("2023-05-15"), day("2023-05-22"))
        assert findings(known_first, PERSONNEL, as_of="2023-05-16", readings={"event-day": "decided"}) == ()

    @pytest.mark.parametrize(("held", "expected"), [("2023-05-15/..", MISSING), ("2023-05-16/..", UNCLAIMED)])
    def test_the_claim_reaches_back_to_the_decision(self, held: str, expected: Any) -> None:
        facts = self.facts(decided="2023-05-15").replace(complete=[claim("assignments", held)])
        assert outcome(adjusted(facts, "2023-06-30", readings={"event-day": "decided"})) == expected

    @pytest.mark.parametrize(("known_by", "count"), [("2023-05-16", 0), ("2023-05-17", 1)])
    def test_a_decision_recorded_later_isnt_known_before(self, known_by: str, count: int) -> None:
        left_later = change("2023-05-22", decided="2023-05-15", recorded=day("2023-05-17"))
        facts = registry(company(), supervisor(), relation(), left_later)
        window = {"as_of": "2023-05-19", "known_by": known_by, "readings": {"event-day": "decided"}}
        assert len(findings(facts, PERSONNEL, **window)) == count
        # By the day of effect, nothing has happened yet.
        assert findings(facts, PERSONNEL, as_of="2023-05-19", known_by=known_by) == ()

    def test_what_took_effect_before_the_rules_bound_and_was_known_after(self) -> None:
        """Thursday 2022-11-03: 4, 7, 8, 9 and Thursday 10 November."""
        gone = change("2022-10-28", known="2022-11-03")
        facts = registry(company(), supervisor(), relation(held="2022-01-01/.."), gone)
        finding = adjusted(facts, "2022-11-30", readings={"event-day": "known"})
        assert (outcome(finding), finding.arose, finding.due) == (MISSING, day("2022-11-03"), day("2022-11-10"))
        assert findings(facts, PERSONNEL, as_of="2022-11-30") == ()

    def test_nothing_is_met_before_it_arose(self) -> None:
        """Known on the 25th, with a successor since the 23rd: met as it arose."""
        finding = adjusted(
            self.facts(known="2023-05-25", successor="2023-05-23"), "2023-06-30", readings={"event-day": "known"}
        )
        assert outcome(finding) == FULFILLED
        assert finding.closed is not None
        assert finding.closed >= finding.arose


class TestWhichCauses:
    """Reading five-days-causes: all three causes, or the last alone."""

    @pytest.mark.parametrize("cause", Cause)
    def test_all_three(self, cause: dr.ChangeCause) -> None:
        assert adjusted(left("2023-04-27", cause=cause), "2023-05-08", RULE_OF[cause]).due == day("2023-05-08")

    @pytest.mark.parametrize("cause", [Cause.PERSONNEL, Cause.WORK])
    def test_by_the_other_reading_the_first_two_have_no_deadline(self, cause: dr.ChangeCause) -> None:
        readings = {"five-days-causes": "incapacity-only"}
        rule = RULE_OF[cause]
        finding = adjusted(left("2023-04-27", cause=cause), "2024-12-31", rule, readings=readings)
        assert (outcome(finding), finding.due) == (OPEN_ENDED, None)
        met = adjusted(left("2023-04-27", cause=cause, successor="2024-06-03"), "2024-12-31", rule, readings=readings)
        assert (outcome(met), met.late) == (FULFILLED, None)
        unclaimed = left("2023-04-27", cause=cause, complete=everything_but("assignments"))
        assert outcome(adjusted(unclaimed, "2024-12-31", rule, readings=readings)) == UNCLAIMED

    def test_by_the_other_reading_the_last_keeps_its_five_days(self) -> None:
        facts = left("2023-04-27", cause=Cause.INCAPACITY)
        finding = adjusted(facts, "2023-05-09", "adjust.incapacity", readings={"five-days-causes": "incapacity-only"})
        assert (outcome(finding), finding.due) == (MISSING, day("2023-05-08"))


class TestBearer:
    """Reading adjust-bearer: the area of the leaver's post, or the area in which the company lies; never the leaver."""

    @pytest.mark.parametrize(("reading", "area"), [("post-area", TOWNSHIP), ("company-area", VILLAGE)])
    def test_an_area_owes_it(self, reading: str, area: str) -> None:
        finding = adjusted(left("2023-04-27"), "2023-05-08", readings={"adjust-bearer": reading})
        assert finding.bearer == dr.Ref("area", area)

    def test_the_post_is_the_one_held_until_the_change(self) -> None:
        """The post ends on the eve of the change; a post elsewhere begins on its day."""
        posts = (
            post(dr.Tier.TOWNSHIP, "2022-01-01/2023-04-26"),
            post(dr.Tier.COUNTY, "2023-04-27/..", area=OTHER_COUNTY),
        )
        facts = registry(company(), supervisor("S-1", posts=posts), relation(), change("2023-04-27"))
        assert adjusted(facts, "2023-05-08").bearer == dr.Ref("area", TOWNSHIP)

    def test_without_a_post_it_is_the_companys_area(self) -> None:
        facts = registry(company(), supervisor("S-1", posts=()), relation(), change("2023-04-27"))
        assert adjusted(facts, "2023-05-08").bearer == dr.Ref("area", VILLAGE)

    def test_by_one_obligation_for_the_change_the_posts_area_owes_it(self) -> None:
        readings = {"adjusted-means": "all-companies"}
        assert adjusted(left("2023-04-27"), "2023-05-08", readings=readings).bearer == dr.Ref("area", TOWNSHIP)


class TestWhatIsOwed:
    def test_before_the_rules_bind_nothing_is(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2022-01-01/.."), change("2022-10-31"))
        assert findings(facts, "adjust.*", since="2022-01-01", as_of="2023-06-30") == ()

    @pytest.mark.parametrize(("reading", "owed"), [("2022-11-01", True), ("2022-12-20", True), ("2023-01-01", False)])
    def test_from_another_day_by_another_reading(self, reading: str, owed: bool) -> None:
        facts = registry(company(), supervisor(), relation(held="2022-01-01/.."), change("2022-12-29"))
        found = findings(facts, PERSONNEL, since="2022-01-01", as_of="2023-06-30", readings={"in-force-from": reading})
        assert bool(found) is owed

    @pytest.mark.parametrize(
        ("closes", "owed"),
        [
            ("2023-04-26", False),  # before the change
            ("2023-05-05", False),  # before the due day
            ("2023-05-08", False),  # on the due day: it never operated without one for longer than is allowed
            ("2023-05-09", True),  # the breach ended when it closed
            ("2023-06-30", True),
        ],
    )
    def test_a_company_that_closes(self, closes: str, owed: bool) -> None:
        facts = registry(
            company(operating=period(f"2022-01-01/{closes}")), supervisor(), relation(), change("2023-04-27")
        )
        assert [outcome(f) for f in findings(facts, PERSONNEL, as_of="2023-06-30")] == (
            [("VIOLATED", "successor-missing") if closes == "2023-06-30" else ("FULFILLED_LATE", "company-closed")]
            if owed
            else []
        )

    def test_a_company_that_closes_later_is_owed_one_until_then(self) -> None:
        facts = registry(
            company(operating=period("2022-01-01/2023-05-05")), supervisor(), relation(), change("2023-04-27")
        )
        assert outcome(adjusted(facts, "2023-05-04")) == PENDING

    def test_a_successor_before_it_closes_meets_it(self) -> None:
        facts = registry(
            company(operating=period("2022-01-01/2023-05-05")),
            supervisor("S-1"),
            supervisor("S-2"),
            relation(),
            relation("A-2", supervisor="S-2", held="2023-05-04/2023-05-05"),
            change("2023-04-27"),
        )
        assert outcome(adjusted(facts, "2023-06-30")) == FULFILLED

    def test_operating_periods_that_follow_on_each_other_are_one(self) -> None:
        halves = (period("2022-01-01/2023-05-05"), period("2023-05-06/.."))
        facts = registry(company(operating=halves), supervisor(), relation(), change("2023-04-27"))
        assert outcome(adjusted(facts, "2023-05-09")) == MISSING

    def test_a_relation_that_ended_well_before_the_change_owes_none(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2022-11-01/2023-04-25"), change("2023-04-27"))
        assert findings(facts, "adjust.*", as_of="2023-06-30") == ()

    @pytest.mark.parametrize("ended", ["2023-04-26", "2023-04-27", "2023-05-08"])
    def test_a_relation_that_the_register_ends_with_the_change_owes_one(self, ended: str) -> None:
        """On its eve, on its day, or when somebody got round to it: the seat is empty from the day of the change."""
        facts = registry(company(), supervisor(), relation(held=f"2022-11-01/{ended}"), change("2023-04-27"))
        assert outcome(adjusted(facts, "2023-05-09")) == MISSING

    def test_a_relation_that_began_on_the_day_of_the_change_isnt_ended_by_it(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-04-27/.."), change("2023-04-27"))
        assert findings(facts, "adjust.*", as_of="2023-06-30") == ()

    def test_a_change_after_as_of_isnt_seen(self) -> None:
        assert findings(left("2023-04-27"), "adjust.*", as_of="2023-04-26") == ()


class TestSuccessors:
    def test_a_second_supervisor_in_force_already_is_one(self) -> None:
        """The seat was never empty: met on the day of the change."""
        facts = left("2023-04-27", successor="2023-01-01")
        finding = adjusted(facts, "2023-06-30")
        assert (outcome(finding), finding.closed) == (FULFILLED, day("2023-04-27"))

    def test_the_same_supervisor_assigned_anew_is_one(self) -> None:
        facts = left("2023-04-27", relation("A-9", held="2023-05-08/.."))
        finding = adjusted(facts, "2023-06-30")
        assert (outcome(finding), finding.closed) == (FULFILLED, day("2023-05-08"))

    def test_a_relation_to_another_company_isnt_one(self) -> None:
        facts = left("2023-04-27", company("C-2"), relation("A-9", "C-2", "S-2", held="2023-05-04/.."))
        assert outcome(adjusted(facts, "2023-05-09")) == MISSING

    def test_one_that_had_ended_before_the_change_isnt(self) -> None:
        facts = left("2023-04-27", relation("A-9", supervisor="S-2", held="2023-01-01/2023-04-26"))
        assert outcome(adjusted(facts, "2023-05-09")) == MISSING

    def test_one_who_leaves_too_gives_an_obligation_of_his_own(self) -> None:
        """S-2 follows on 4 May in time, and leaves on Thursday 2023-05-11: due 12, 15, 16, 17, Thursday 18 May."""
        second = change("2023-05-11", Cause.WORK, id="CH-2", supervisor="S-2")
        facts = left("2023-04-27", second, successor="2023-05-04")
        found = findings(facts, "adjust.*", as_of="2023-05-19")
        assert [(f.rule_id, f.trigger, outcome(f), f.due) for f in found] == [
            (PERSONNEL, "CH-1", FULFILLED, day("2023-05-08")),
            ("adjust.work-change", "CH-2", MISSING, day("2023-05-18")),
        ]

    def test_two_changes_of_one_supervisor(self) -> None:
        """The first ended the relation; the second found none to end."""
        facts = left("2023-04-27", change("2023-05-04", id="CH-2"))
        assert adjusted(facts, "2023-05-31").trigger == "CH-1"

    def test_two_changes_with_a_new_relation_between_them(self) -> None:
        """Assigned anew from 4 May, gone again on the 11th: the second count ends on Thursday 18 May."""
        facts = left("2023-04-27", relation("A-9", held="2023-05-04/.."), change("2023-05-11", id="CH-2"))
        found = findings(facts, PERSONNEL, as_of="2023-05-19")
        assert [(f.trigger, outcome(f), f.due) for f in found] == [
            ("CH-1", FULFILLED, day("2023-05-08")),
            ("CH-2", MISSING, day("2023-05-18")),
        ]

    def test_two_changes_on_the_same_day_with_two_causes(self) -> None:
        facts = left("2023-04-27", change("2023-04-27", Cause.WORK, id="CH-2"))
        found = findings(facts, "adjust.*", as_of="2023-05-09")
        assert [(f.rule_id, outcome(f)) for f in found] == [(PERSONNEL, MISSING), ("adjust.work-change", MISSING)]

    def test_two_relations_of_the_leaver_with_one_company_are_one_obligation(self) -> None:
        """One obligation a company and change, however often the register lists the relation."""
        facts = left("2023-04-27", relation("A-9", held="2023-01-01/.."))
        finding = adjusted(facts, "2023-05-09")
        assert (finding.id, outcome(finding)) == ("adjust.personnel-change/company/C-1/CH-1", MISSING)
        assert outcome(adjusted(facts, "2023-05-09", readings={"adjusted-means": "all-companies"})) == MISSING

    def test_one_successor_after_two_leavers_meets_both(self) -> None:
        """Two at once is a breach of coverage; when both leave, whoever follows relieves both."""
        facts = registry(
            company(),
            *(supervisor(f"S-{i}") for i in (1, 2, 3)),
            relation("A-1"),
            relation("A-2", supervisor="S-2"),
            relation("A-3", supervisor="S-3", held="2023-05-04/.."),
            change("2023-04-27", id="CH-1"),
            change("2023-04-27", id="CH-2", supervisor="S-2"),
        )
        assert [outcome(f) for f in findings(facts, PERSONNEL, as_of="2023-05-31")] == [FULFILLED, FULFILLED]


class TestWhatIsKnown:
    def test_without_the_claim_a_missing_successor_cant_be_told(self) -> None:
        facts = left("2023-04-27", complete=everything_but("assignments"))
        assert outcome(adjusted(facts, "2023-05-08")) == PENDING
        finding = adjusted(facts, "2023-05-09")
        assert outcome(finding) == UNCLAIMED
        assert finding.cure is not None
        assert finding.cure.code == "complete-records"

    @pytest.mark.parametrize(
        ("held", "area", "expected"),
        [
            ("2023-04-27/2023-05-08", None, MISSING),
            ("2023-04-28/..", None, UNCLAIMED),
            ("2022-01-01/2023-05-07", None, UNCLAIMED),
            (None, CITY, MISSING),
            (None, OTHER_COUNTY, UNCLAIMED),
        ],
    )
    def test_the_claim_covers_the_days_allowed_in_the_companys_area(
        self, held: str | None, area: str | None, expected: Any
    ) -> None:
        facts = left("2023-04-27", complete=[claim("assignments", held, area)])
        assert outcome(adjusted(facts, "2023-05-09")) == expected

    @pytest.mark.parametrize(("followed", "expected"), [([], MISSING), (["C-2"], MISSING), (["C-1"], UNCLAIMED)])
    def test_by_one_obligation_for_the_change_one_company_surely_without_is_enough(
        self, followed: list[str], expected: Any
    ) -> None:
        """C-1 lies where records are claimed, C-2 doesn't: only for C-2 can't it be told."""
        readings = {"adjusted-means": "all-companies"}
        facts = left(
            "2023-04-27",
            company("C-2", area=OTHER_VILLAGE),
            relation("A-2", "C-2"),
            *(relation(f"A-3-{id}", id, supervisor="S-2", held="2023-05-04/..") for id in followed),
            complete=[claim("assignments", area=TOWNSHIP)],
        )
        assert outcome(adjusted(facts, "2023-05-09", readings=readings)) == expected

    @pytest.mark.parametrize(
        ("held", "expected"),
        [("2023-04-27/2023-05-08", LATE), ("2023-04-28/..", UNCLAIMED), ("2022-01-01/2023-05-07", UNCLAIMED)],
    )
    def test_a_successor_is_late_only_if_it_is_known_that_nobody_was_before(self, held: str, expected: Any) -> None:
        facts = left("2023-04-27", successor="2023-05-09", complete=[claim("assignments", held)])
        finding = adjusted(facts, "2023-06-30")
        assert (outcome(finding), finding.closed) == (expected, day("2023-05-09"))
        # What can't be told to be late isn't counted as late.
        assert finding.late == (dr.Lateness(1, 1) if expected == LATE else None)
        assert ("逾期1日" in finding.explain()) == (expected == LATE)

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            ("2023-05-10", "2023-05-04", LATE),
            ("2023-05-09", "2023-05-10", LATE),
            # The fifth working day: in time, so that only C-2 may be late.
            ("2023-05-08", "2023-05-10", UNCLAIMED),
        ],
    )
    def test_of_several_companies_one_that_is_known_is_enough(self, first: str, second: str, expected: Any) -> None:
        """C-1 lies where relations are claimed complete, C-2 doesn't."""
        on = {"C-1": first, "C-2": second}
        facts = left(
            "2023-04-27",
            company("C-2", area=OTHER_VILLAGE),
            relation("A-2", "C-2"),
            *(relation(f"A-3-{id}", id, supervisor="S-2", held=f"{begun}/..") for id, begun in on.items()),
            complete=[claim("assignments", area=TOWNSHIP)],
        )
        finding = adjusted(facts, "2023-06-30", readings={"adjusted-means": "all-companies"})
        assert outcome(finding) == expected

    def test_known_by_leaves_out_a_successor_recorded_later(self) -> None:
        facts = left(
            "2023-04-27",
            relation("A-2", supervisor="S-2", held="2023-05-05/..", recorded=day("2023-05-20")),
        )
        assert outcome(adjusted(facts, "2023-06-30")) == FULFILLED
        assert outcome(adjusted(facts, "2023-06-30", known_by="2023-05-19")) == MISSING
        assert outcome(adjusted(facts, "2023-06-30", known_by="2023-05-20")) == FULFILLED

    def test_known_by_leaves_out_a_change_recorded_later(self) -> None:
        facts = registry(company(), supervisor(), relation(), change("2023-04-27", recorded=day("2023-05-20")))
        assert findings(facts, "adjust.*", as_of="2023-06-30", known_by="2023-05-19") == ()
        assert outcome(adjusted(facts, "2023-06-30", known_by="2023-05-20")) == MISSING
        assert outcome(adjusted(facts, "2023-05-09")) == MISSING

    @pytest.mark.parametrize(("reading", "expected"), [("own-day", MISSING), ("always-known", FULFILLED)])
    def test_a_successor_whose_record_has_no_day(self, reading: str, expected: Any) -> None:
        """Reading recorded-default: recorded on its own day, or known all along."""
        facts = left("2023-04-27", successor="2023-05-05")
        found = adjusted(facts, "2023-05-31", known_by="2023-05-04", readings={"recorded-default": reading})
        assert outcome(found) == expected


class TestHorizon:
    """The edition whose horizon is 2026-12-28, pinned."""

    EDITION = "CN-2026-12-28-8746bf3b"

    def finding(self, on: str, as_of: str, **fields: Any) -> dr.Finding:
        calendar = dr.WorkCalendar.from_edition(self.EDITION)
        return adjusted(left(on, **fields), as_of, calendar=calendar)

    @pytest.mark.parametrize("as_of", ["2026-12-28", "2027-01-31", "2028-12-31"])
    def test_without_successor_it_cant_be_told(self, as_of: str) -> None:
        finding = self.finding("2026-12-28", as_of)
        assert (outcome(finding), finding.due) == (("UNDETERMINED", "calendar-horizon"), None)
        assert finding.cure is not None
        assert finding.cure.code == "await-calendar"

    def test_the_horizon_is_in_the_explanation(self) -> None:
        finding = self.finding("2026-12-28", "2027-01-31")
        zh, en = finding.explain(), finding.explain(lang="en")
        assert "2026年12月28日" in zh
        assert self.EDITION in zh
        assert "28 December 2026" in en
        assert self.EDITION in en

    def test_the_last_days_that_the_calendar_reaches(self) -> None:
        """Monday 2026-12-21: 22, 23, 24, 25 and Monday 28 December."""
        finding = self.finding("2026-12-21", "2026-12-29")
        assert (outcome(finding), finding.due) == (MISSING, day("2026-12-28"))
        assert outcome(self.finding("2026-12-22", "2026-12-31")) == ("UNDETERMINED", "calendar-horizon")

    def test_a_successor_so_soon_that_no_calendar_could_make_it_late_is_in_time(self) -> None:
        """Five working days are at least five days: 2 January 2027 is in time, whatever the notice says."""
        assert outcome(self.finding("2026-12-28", "2027-01-31", successor="2027-01-02")) == FULFILLED
        later = self.finding("2026-12-28", "2027-01-31", successor="2027-01-04")
        assert outcome(later) == ("UNDETERMINED", "calendar-horizon")

    def test_a_change_on_the_first_day_of_a_calendar_is_counted_on_it(self) -> None:
        """From Friday 2023-05-12: 15 and 16 May, the horizon, and three days at least: none can be late by the 19th."""
        calendar = dr.WorkCalendar.explicit(day("2023-05-12"), day("2023-05-16"))
        for successor, expected in (("2023-05-19", FULFILLED), ("2023-05-20", ("UNDETERMINED", "calendar-horizon"))):
            found = adjusted(left("2023-05-12", successor=successor), "2023-06-30", calendar=calendar)
            assert outcome(found) == expected

    def test_lateness_beyond_the_calendar_has_no_working_days(self) -> None:
        late = self.finding("2026-12-21", "2027-01-31", successor="2027-01-04").late
        assert late == dr.Lateness(7, None)

    def test_the_quarters_visit_is_still_due_on_its_last_day(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2027-01-01/.."))
        due = dr.agenda(
            facts,
            dr.rulebook("suining-2022"),
            start=day("2027-01-01"),
            end=day("2027-03-31"),
            calendar=dr.WorkCalendar.from_edition(self.EDITION),
            rules=("attend.*", "adjust.*"),
        )
        assert [(duty.rule_id, duty.due) for duty in due] == [("attend.quarter", day("2027-03-31"))]


class TestWindows:
    """An obligation that arose before `since` and is still open in it is in; one closed before it isn't."""

    @pytest.mark.parametrize(
        ("successor", "since", "expected"),
        [
            ("2023-05-08", "2023-05-08", [FULFILLED]),
            ("2023-05-08", "2023-05-09", []),
            ("2023-05-09", "2023-05-09", [LATE]),
            ("2023-05-09", "2023-05-10", []),
            (None, "2023-12-31", [MISSING]),
        ],
    )
    def test_open_in_the_window(self, successor: str | None, since: str, expected: Sequence[Any]) -> None:
        found = findings(left("2023-04-27", successor=successor), PERSONNEL, since=since, as_of="2023-12-31")
        assert [outcome(finding) for finding in found] == expected


CompanyCause = dr.CompanyChangeCause


def company_change(on: str, reported: str | None = None, cause: Any = CompanyCause.RELOCATION) -> dr.CompanyChange:
    """A change of C-1."""
    told = None if reported is None else day(reported)
    return dr.CompanyChange(id="CC-1", company="C-1", cause=cause, on=day(on), reported=told)


class TestChangesOfCompanies:
    """Only where a rulebook sets the days: 15 working days to report, 7 from the report to adjust.

    A change on Thursday 2023-04-27: 28 April; 4, 5, 6, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19 May, and as the
    15th working day Monday 22 May. A report on Monday 2023-05-15: 16, 17, 18, 19, 22, 23 and Wednesday 24 May.
    """

    def judged(self, *facts: Any, as_of: str, complete: Any = EVERYTHING, **readings: str) -> Any:
        people = [supervisor("S-1"), supervisor("S-2")]
        report = dr.audit(
            registry(company(), *people, *facts, complete=complete),
            another_citys_book().with_readings(readings),
            since=day("2022-11-01"),
            as_of=day(as_of),
            rules=["adjust.company-*"],
        )
        assert_each_fact_has_a_sentence(report)
        return {finding.rule_id.partition(".")[2]: finding for finding in report.findings}

    @pytest.mark.parametrize(
        ("reported", "as_of", "expected"),
        [
            (None, "2023-05-22", PENDING),
            (None, "2023-05-23", ("VIOLATED", "report-missing")),
            ("2023-04-27", "2023-05-31", FULFILLED),
            ("2023-05-22", "2023-05-31", FULFILLED),
            ("2023-05-23", "2023-05-31", ("FULFILLED_LATE", "report-late")),
            ("2023-05-23", "2023-05-22", PENDING),
        ],
    )
    def test_the_report(self, reported: str | None, as_of: str, expected: Any) -> None:
        finding = self.judged(relation(), company_change("2023-04-27", reported), as_of=as_of)["company-report"]
        assert (outcome(finding), finding.due) == (expected, day("2023-05-22"))
        assert finding.bearer == dr.Ref("area", VILLAGE)

    def test_the_report_with_the_first_day_counted(self) -> None:
        """27 April is day one, so day 15 is Friday 19 May."""
        judged = self.judged(relation(), company_change("2023-04-27"), as_of="2023-05-23", **{"first-day": "counted"})
        assert judged["company-report"].due == day("2023-05-19")

    def test_a_report_that_isnt_claimed_complete_cant_be_told(self) -> None:
        judged = self.judged(
            relation(), company_change("2023-04-27"), as_of="2023-05-23", complete=everything_but("company_changes")
        )
        assert outcome(judged["company-report"]) == UNCLAIMED

    def test_what_was_missing_is_cured_by_a_report(self) -> None:
        cure = self.judged(relation(), company_change("2023-04-27"), as_of="2023-05-23")["company-report"].cure
        assert cure.code == "report-change"

    def test_without_a_report_no_adjustment_is_owed_yet(self) -> None:
        assert "company-change" not in self.judged(relation(), company_change("2023-04-27"), as_of="2023-12-31")

    @pytest.mark.parametrize(
        ("adjusted_on", "as_of", "expected"),
        [
            (None, "2023-05-24", PENDING),
            (None, "2023-05-25", ("VIOLATED", "adjustment-missing")),
            ("2023-05-24", "2023-05-31", FULFILLED),
            ("2023-05-25", "2023-05-31", ("FULFILLED_LATE", "adjustment-late")),
            ("2023-05-08", "2023-05-31", FULFILLED),
        ],
    )
    def test_the_adjustment_after_the_report(self, adjusted_on: str | None, as_of: str, expected: Any) -> None:
        new = [] if adjusted_on is None else [relation("A-2", supervisor="S-2", held=f"{adjusted_on}/..")]
        finding = self.judged(relation(), company_change("2023-04-27", "2023-05-15"), *new, as_of=as_of)[
            "company-change"
        ]
        assert (outcome(finding), finding.arose, finding.due) == (expected, day("2023-05-15"), day("2023-05-24"))

    @pytest.mark.parametrize(
        ("ended", "expected"),
        [
            ("..", ("VIOLATED", "adjustment-missing")),
            ("2023-05-24", FULFILLED),
            ("2023-05-25", ("FULFILLED_LATE", "adjustment-late")),
            ("2023-04-26", FULFILLED),
        ],
    )
    def test_at_a_closure_the_relation_is_ended(self, ended: str, expected: Any) -> None:
        closure = company_change("2023-04-27", "2023-05-15", CompanyCause.CLOSURE)
        judged = self.judged(relation(held=f"2022-11-01/{ended}"), closure, as_of="2023-05-31")
        assert outcome(judged["company-change"]) == expected

    def test_at_a_closure_without_any_relation_nothing_is_left_to_end(self) -> None:
        """Nobody ever held it: met on the day of the report."""
        closure = company_change("2023-04-27", "2023-05-15", CompanyCause.CLOSURE)
        finding = self.judged(closure, as_of="2023-05-31")["company-change"]
        assert (outcome(finding), finding.closed) == (FULFILLED, day("2023-05-15"))

    def test_it_is_about_the_company_and_told_in_words(self) -> None:
        """Missing, met late, and met: each with what happened."""
        for reported, held in (
            (None, "2022-11-01/.."),
            ("2023-05-23", "2022-11-01/.."),
            ("2023-05-08", "2023-05-09/.."),
        ):
            change = company_change("2023-04-27", reported)
            for finding in self.judged(relation(held=held), change, as_of="2023-06-30").values():
                assert finding.subject == dr.Ref("company", "C-1")
                assert is_told_in_words(finding)

    def test_each_change_of_a_company_is_owed_a_report_of_its_own(self) -> None:
        """However the register lists them: 2023-04-27 and 2023-05-04, 15 working days each (22 and 24 May)."""
        first = company_change("2023-04-27")
        second = attrs.evolve(first, id="CC-2", on=day("2023-05-04"))
        for facts in ((first, second), (second, first)):
            report = dr.audit(
                registry(company(), *facts),
                another_citys_book(),
                since=day("2022-11-01"),
                as_of=day("2023-05-05"),
                rules=["adjust.company-report"],
            )
            assert [(f.trigger, f.due) for f in report.findings] == [
                ("CC-1", day("2023-05-22")),
                ("CC-2", day("2023-05-24")),
            ]

    def test_without_a_claim_a_missing_adjustment_cant_be_told(self) -> None:
        judged = self.judged(
            relation(),
            company_change("2023-04-27", "2023-05-15"),
            as_of="2023-05-25",
            complete=everything_but("assignments"),
        )
        assert outcome(judged["company-change"]) == UNCLAIMED

    def test_a_change_before_the_rules_bind_owes_nothing(self) -> None:
        assert self.judged(relation(), company_change("2022-10-31"), as_of="2023-12-31") == {}

    def test_suinings_own_book_sets_no_such_days(self) -> None:
        book = dr.rulebook("suining-2022")
        assert not [id for id in book.rules if id.startswith("adjust.company")]
        assert findings(registry(company(), company_change("2023-04-27")), "adjust.*", as_of="2023-12-31") == ()

    def test_a_cause_for_which_the_book_sets_no_days_owes_nothing(self) -> None:
        only_closure = allowances("report", 15, CompanyCause.CLOSURE)
        book = dr.parse_rulebook(suining_text() + COMPANY_RULES + only_closure)
        facts = registry(company(), company_change("2023-04-27", "2023-05-15"))
        found = dr.audit(facts, book, since=day("2022-11-01"), as_of=day("2023-12-31"), rules=["adjust.company-*"])
        assert found.findings == ()

    def test_days_of_the_calendar_where_a_book_says_so(self) -> None:
        """Seven days, whatever is worked: from 2023-04-27 to 2023-05-04."""
        in_days = allowances("report", 7, CompanyCause.RELOCATION, unit="CALENDAR_DAYS")
        book = dr.parse_rulebook(suining_text() + COMPANY_RULES + in_days)
        facts = registry(company(), company_change("2023-04-27"))
        found = dr.audit(facts, book, since=day("2022-11-01"), as_of=day("2023-05-05"), rules=["adjust.company-report"])
        assert [(outcome(f), f.due) for f in found.findings] == [(("VIOLATED", "report-missing"), day("2023-05-04"))]
