"""review.*: who has to report did, to all to whom it is owed; the report is graded, used, counted (§12.1, §12.2, §12.4–6).

The supervisors who are picked (§12.3) are in test_review_selection.
"""

import datetime as dt
import functools
from collections.abc import Iterable
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

from .building import (
    CITY,
    COUNTY,
    EVERYTHING,
    OTHER_COUNTY,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    VILLAGE,
    claim,
    day,
    everything_but,
    findings,
    is_told_in_words,
    outcome,
    period,
    post,
    registry,
    supervisor,
    the_finding,
)

LEADERS, LOWER = "review.leader-reports", "review.lower-committee-reports"
GRADED, APPLIED, COUNTED = "review.graded", "review.applied", "review.counted"
ON_THE_REPORT = (GRADED, APPLIED, COUNTED)

Role, Ground, Audience, Use = dr.LeaderRole, dr.ReviewGround, dr.Audience, dr.ReviewUseKind
GOOD, FAIRLY_GOOD, AVERAGE, POOR = dr.ReviewGrade

FULFILLED, PENDING, OPEN = ("FULFILLED", None), ("PENDING", "not-yet-due"), ("PENDING", "no-deadline-in-source")
MISSING, LATE = ("VIOLATED", "duty-report-missing"), ("FULFILLED_LATE", "duty-report-late")
FEW, UNKNOWN = ("VIOLATED", "audience-incomplete"), ("UNDETERMINED", "audience-unknown")
UNCLAIMED, NOBODY = ("UNDETERMINED", "records-not-claimed"), ("UNDETERMINED", "leaders-not-on-record")


def leader(
    person: str = "L-1", role: dr.LeaderRole = Role.LEADER, area: str = CITY, held: str | None = None, **fields: Any
) -> dr.Leader:
    """A Party or government leader of the city, always in office unless a period is given."""
    return dr.Leader(person=person, role=role, area=area, period=dr.ALWAYS if held is None else period(held), **fields)


def head(area: str = COUNTY, person: str = "L-1", **fields: Any) -> dr.Leader:
    """The main leader of the committee of an area."""
    return leader(person, Role.COMMITTEE_HEAD, area, **fields)


def review(
    on: str,
    *,
    id: str = "RV-1",
    reporter: str = "L-1",
    area: str = CITY,
    year: int | None = None,
    audiences: Any = tuple(Audience),
    **fields: Any,
) -> dr.Review:
    """A report by L-1 to all audiences of the city, about the year it was made in unless given."""
    for name in ("graded", "counted", "recorded"):
        if isinstance(fields.get(name), str):
            fields[name] = day(fields[name])
    made = day(on)
    return dr.Review(
        id=id, reporter=reporter, area=area, year=year or made.year, on=made, audiences=audiences, **fields
    )


def used(on: str, kind: dr.ReviewUseKind = Use.COMMENDATION, recorded: str | None = None) -> dr.ReviewUse:
    """A use of an outcome on a day."""
    return dr.ReviewUse(kind=kind, on=day(on), recorded=None if recorded is None else day(recorded))


def ballots(*counts: int) -> list[dr.Ballot]:
    """So many for good, fairly good, average, poor."""
    return [dr.Ballot(grade=grade, count=count) for grade, count in zip(dr.ReviewGrade, counts, strict=False)]


def owed(facts: dr.Registry, rule: str = LEADERS, *, year: int = 2023, **window: Any) -> list[dr.Finding]:
    """What persons owe on a year, by the middle of the next unless told otherwise, told in both languages."""
    window = {"since": f"{year}-01-01", "as_of": f"{year + 1}-06-30", **window}
    found = [
        finding
        for finding in findings(facts, rule, **window)
        if finding.bearer.kind != "area" and finding.trigger.startswith(str(year))
    ]
    assert all(map(is_told_in_words, found))
    return found


def the_report(facts: dr.Registry, rule: str = LEADERS, **window: Any) -> dr.Finding:
    """The one report that is owed on 2023."""
    (only,) = owed(facts, rule, **window)
    return only


def bearers(found: Iterable[dr.Finding]) -> list[tuple[str, str]]:
    """Who owes a report to, or from, which committee."""
    return [(finding.bearer.id, finding.subject.id) for finding in found]


class TestEveryYear:
    """§12.1: every year. By the reading in use, within it: by 31 December 2023, a Sunday."""

    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [
            ("2023-01-01", PENDING),
            ("2023-12-30", PENDING),
            ("2023-12-31", PENDING),
            ("2024-01-01", MISSING),
            ("2025-06-30", MISSING),
        ],
    )
    def test_without_a_report(self, as_of: str, stands: tuple[str, str]) -> None:
        finding = the_report(registry(leader()), as_of=as_of)
        assert outcome(finding) == stands
        assert (finding.arose, finding.due, finding.closed) == (day("2023-01-01"), day("2023-12-31"), None)
        assert finding.cure is not None
        assert finding.cure.code == "report-on-duties"

    @pytest.mark.parametrize(
        ("on", "late"),
        [
            ("2023-01-01", None),
            ("2023-12-30", None),
            ("2023-12-31", None),
            # Monday 1 January 2024 is a holiday; the 2nd is the first working day after.
            ("2024-01-01", dr.Lateness(1, 0)),
            ("2024-01-02", dr.Lateness(2, 1)),
        ],
    )
    def test_reported(self, on: str, late: dr.Lateness | None) -> None:
        finding = the_report(registry(leader(), review(on, year=2023)))
        assert outcome(finding) == (FULFILLED if late is None else LATE)
        assert (finding.closed, finding.late) == (day(on), late)

    def test_late_needs_no_cure_any_more(self) -> None:
        finding = the_report(registry(leader(), review("2024-01-01", year=2023)))
        assert finding.cure is not None
        assert (finding.cure.code, finding.cure.possible) == ("none-needed", False)

    @pytest.mark.parametrize(("as_of", "stands"), [("2023-12-31", PENDING), ("2024-01-01", MISSING)])
    def test_a_report_after_as_of_isnt_seen(self, as_of: str, stands: tuple[str, str]) -> None:
        facts = registry(leader(), review("2024-01-02", year=2023))
        assert outcome(the_report(facts, as_of=as_of)) == stands

    def test_each_year_needs_a_report_of_its_own(self) -> None:
        """On 2 January 2024 about 2024: 2023 is still without."""
        facts = registry(leader(), review("2024-01-02"))
        assert outcome(the_report(facts)) == MISSING
        assert outcome(the_report(facts, year=2024)) == FULFILLED

    def test_the_finding_names_bearer_committee_and_clause(self) -> None:
        finding = the_report(registry(leader()))
        assert finding.id == "review.leader-reports/area/5109/2023@L-1"
        assert (finding.bearer, finding.subject) == (dr.Ref("person", "L-1"), dr.Ref("area", CITY))
        assert [citation.clause for citation in finding.citations] == ["§12.1"]

    def test_what_it_says(self) -> None:
        told = the_report(registry(leader(role=Role.DEPARTMENT_HEAD, held="2023-03-01/.."))).explain(lang="zh")
        assert "L-1 在该年度自2023年3月1日（星期三）起任辖区 5109 的责任部门主要负责人。" in told
        assert "没有述职：未履行（duty-report-missing）。" in told
        met = the_report(registry(leader(), review("2023-06-01"))).explain(lang="zh")
        assert "L-1 于2023年6月1日（星期四）就2023年向辖区 5109 食安委述职（述职记录 RV-1）。" in met

    def test_by_the_other_reading_a_report_about_the_year_has_no_deadline(self) -> None:
        readings = {"review-year": "about"}
        for as_of in ("2023-12-31", "2024-01-01", "2025-12-31"):
            finding = the_report(registry(leader()), as_of=as_of, readings=readings)
            assert (outcome(finding), finding.due) == (OPEN, None)
        met = the_report(registry(leader(), review("2024-03-01", year=2023)), readings=readings)
        assert (outcome(met), met.closed, met.late) == (FULFILLED, day("2024-03-01"), None)
        few = registry(leader(), review("2024-03-01", year=2023, audiences=Audience.PUBLIC))
        assert outcome(the_report(few, readings=readings)) == OPEN


class TestWhoReports:
    @pytest.mark.parametrize(
        ("role", "area", "owes"),
        [
            (Role.LEADER, CITY, True),
            (Role.LEADER, COUNTY, True),
            (Role.LEADER, TOWNSHIP, False),
            (Role.LEADER, VILLAGE, False),
            (Role.DEPARTMENT_HEAD, CITY, True),
            (Role.DEPARTMENT_HEAD, COUNTY, True),
            (Role.DEPARTMENT_HEAD, TOWNSHIP, False),
            # The main leader of a committee reports by §12.2.
            (Role.COMMITTEE_HEAD, CITY, False),
            (Role.COMMITTEE_HEAD, COUNTY, False),
        ],
    )
    def test_leaders_and_heads_of_departments_of_city_and_county(
        self, role: dr.LeaderRole, area: str, owes: bool
    ) -> None:
        assert bearers(owed(registry(leader(role=role, area=area)))) == ([("L-1", area)] if owes else [])

    def test_a_park_is_at_county_tier(self) -> None:
        park = dr.Area(id="510999", tier=dr.Tier.COUNTY, parent=CITY)
        assert bearers(owed(registry(park, leader(area="510999")))) == [("L-1", "510999")]

    def test_to_the_committee_of_their_own_tier(self) -> None:
        facts = registry(leader(area=COUNTY), review("2023-06-01", area=CITY))
        assert outcome(the_report(facts)) == MISSING
        facts = registry(leader(area=COUNTY), review("2023-06-01", area=COUNTY))
        assert outcome(the_report(facts)) == FULFILLED

    def test_nobody_reports_for_somebody_else(self) -> None:
        facts = registry(leader("L-1"), leader("L-2"), review("2023-06-01", reporter="L-2"))
        assert {finding.bearer.id: outcome(finding) for finding in owed(facts)} == {"L-1": MISSING, "L-2": FULFILLED}

    def test_a_supervisor_bears_it_as_such(self) -> None:
        facts = registry(leader("S-1"), leader("S-2"), supervisor("S-1"))
        assert [finding.bearer for finding in owed(facts)] == [dr.Ref("supervisor", "S-1"), dr.Ref("person", "S-2")]

    def test_two_offices_owe_one_report_to_one_committee(self) -> None:
        facts = registry(
            leader(), leader(role=Role.DEPARTMENT_HEAD, body="commerce"), leader(area=COUNTY), review("2023-06-01")
        )
        found = owed(facts)
        assert bearers(found) == [("L-1", CITY), ("L-1", COUNTY)]
        assert [outcome(finding) for finding in found] == [FULFILLED, MISSING]

    @pytest.mark.parametrize(
        ("ground", "stands"),
        [(None, FULFILLED), (Ground.LEADER, FULFILLED), (Ground.LOWER_COMMITTEE, MISSING), (Ground.SAMPLED, MISSING)],
    )
    def test_a_report_on_another_clause_doesnt_serve(
        self, ground: dr.ReviewGround | None, stands: tuple[str, str | None]
    ) -> None:
        assert outcome(the_report(registry(leader(), review("2023-06-01", ground=ground)))) == stands


def test_a_rulebook_that_doesnt_say_how_reviews_are_held() -> None:
    """Nothing is invented: by §12.1 nobody owes a report, and to whom one is made upwards makes no difference."""
    book = attrs.evolve(dr.rulebook("suining-2022"), review=None)
    facts = registry(leader(), head(COUNTY), review("2023-06-01", audiences=None), supervisor())
    found = dr.audit(facts, book, since=day("2023-01-01"), as_of=day("2023-12-31"), rules=("review.*",)).findings
    assert sorted((finding.rule_id, *outcome(finding)) for finding in found) == [
        (GRADED, *OPEN),
        (LOWER, *FULFILLED),
        # Of the other county and of the two townships no main leader is on record.
        *[(LOWER, *NOBODY)] * 3,
        ("review.supervisor-sample", "UNDETERMINED", "share-not-set"),
    ]


class TestAudiences:
    """§12.1: all members of the committee, two members and one representative, companies, the public."""

    @pytest.mark.parametrize("left_out", Audience)
    def test_each_that_is_left_out_is_named(self, left_out: dr.Audience) -> None:
        reached = [audience for audience in Audience if audience is not left_out]
        finding = the_report(registry(leader(), review("2023-06-01", audiences=reached)))
        assert (outcome(finding), finding.closed) == (FEW, None)
        zh, en = finding.explain(lang="zh"), finding.explain(lang="en")
        assert f"2023年6月1日（星期四）的述职（记录 RV-1）没有面向：{left_out.label.zh}。" in zh
        assert f"(record RV-1) wasn't made to: {left_out.label.en}." in en
        assert finding.cure is not None
        assert finding.cure.code == "report-on-duties"

    def test_several_that_are_left_out_are_named_in_the_order_of_the_clause(self) -> None:
        finding = the_report(registry(leader(), review("2023-06-01", audiences=Audience.COMMITTEE)))
        assert "没有面向：两委员一代表、企业代表、群众代表。" in finding.explain(lang="zh")
        nobody = the_report(registry(leader(), review("2023-06-01", audiences=())))
        assert outcome(nobody) == FEW
        assert "没有面向：食安委全体成员、两委员一代表、企业代表、群众代表。" in nobody.explain(lang="zh")

    def test_of_two_the_one_that_reached_more_is_told(self) -> None:
        few, more = [Audience.COMMITTEE], [audience for audience in Audience if audience is not Audience.COMMITTEE]
        facts = registry(
            leader(), review("2023-06-01", audiences=few), attrs.evolve(review("2023-07-01", audiences=more), id="RV-2")
        )
        finding = the_report(facts)
        assert outcome(finding) == FEW
        assert "RV-2）没有面向：食安委全体成员。" in finding.explain(lang="zh")

    def test_not_on_record(self) -> None:
        finding = the_report(registry(leader(), review("2023-06-01", audiences=None)))
        assert (outcome(finding), finding.closed) == (UNKNOWN, None)
        assert "2023年6月1日（星期四）的述职记录 RV-1 没有写明向谁述职。" in finding.explain(lang="zh")
        assert finding.cure is not None
        assert finding.cure.code == "record-audience"

    @pytest.mark.parametrize("audiences", [(), Audience.PUBLIC])
    def test_until_the_years_end_it_can_still_be_made_good(self, audiences: Any) -> None:
        facts = registry(leader(), review("2023-06-01", audiences=audiences))
        assert outcome(the_report(facts, as_of="2023-12-31")) == PENDING
        assert outcome(the_report(facts, as_of="2024-01-01")) == FEW

    @pytest.mark.parametrize("unknown", ["2023-05-05", "2023-07-07"])
    def test_not_on_record_of_one_of_two(self, unknown: str) -> None:
        """The other may have been to all, before or after: silence is not guilt."""
        few = review("2023-06-01", audiences=Audience.PUBLIC)
        facts = registry(leader(), few, review(unknown, id="RV-2", audiences=None))
        assert outcome(the_report(facts)) == UNKNOWN

    @pytest.mark.parametrize(
        ("first", "again", "stands"),
        [
            (None, "2023-12-31", FULFILLED),
            (Audience.PUBLIC, "2023-12-31", FULFILLED),
            (Audience.PUBLIC, "2024-01-01", LATE),
        ],
    )
    def test_a_second_report_to_all(self, first: Any, again: str, stands: tuple[str, str | None]) -> None:
        facts = registry(
            leader(), review("2023-06-01", audiences=first), review(again, id="RV-2", year=2023, audiences=[*Audience])
        )
        finding = the_report(facts)
        assert (outcome(finding), finding.closed) == (stands, day(again))

    @pytest.mark.parametrize(
        ("first", "stands"),
        [("2023-06-01", UNKNOWN), ("2023-12-31", UNKNOWN), ("2024-01-01", LATE), ("2024-01-10", LATE)],
    )
    def test_if_one_in_time_may_have_been_made_to_all_that_it_was_late_cant_be_told(
        self, first: str, stands: tuple[str, str]
    ) -> None:
        facts = registry(leader(), review(first, year=2023, audiences=None), review("2024-01-15", id="RV-2", year=2023))
        finding = the_report(facts)
        assert (outcome(finding), finding.closed) == (stands, day("2024-01-15"))

    def test_outside_a_claim_another_report_may_have_been_made(self) -> None:
        facts = registry(leader(), review("2023-06-01", audiences=Audience.PUBLIC), complete=everything_but("reviews"))
        assert outcome(the_report(facts)) == UNCLAIMED

    def test_the_upper_committee_is_the_only_one_that_a_lower_one_owes(self) -> None:
        for audiences, stands in ((Audience.COMMITTEE, FULFILLED), (Audience.PUBLIC, FEW), (None, UNKNOWN)):
            facts = registry(head(COUNTY), review("2023-06-01", audiences=audiences))
            assert outcome(the_report(facts, LOWER)) == stands


class TestWhoCameOrLeft:
    """Reading review-office: in office on the last day, on any day, or throughout."""

    @pytest.mark.parametrize(
        ("held", "by_reading"),
        [
            # in office on 31 December, on some day, throughout
            ("2020-01-01/..", (True, True, True)),
            ("2023-01-01/2023-12-31", (True, True, True)),
            ("2023-01-02/..", (True, True, False)),
            ("2023-12-31/..", (True, True, False)),
            ("2024-01-01/..", (False, False, False)),
            ("2020-01-01/2023-12-30", (False, True, False)),
            ("2020-01-01/2023-01-01", (False, True, False)),
            ("2020-01-01/2022-12-31", (False, False, False)),
        ],
    )
    def test_by_the_days_in_office(self, held: str, by_reading: tuple[bool, bool, bool]) -> None:
        facts = registry(leader(held=held))
        for reading, owes in zip(("last-day", "any-day", "whole-year"), by_reading, strict=True):
            assert bool(owed(facts, readings={"review-office": reading})) is owes

    @pytest.mark.parametrize(
        ("reading", "who"), [("last-day", ["L-2"]), ("any-day", ["L-1", "L-2"]), ("whole-year", [])]
    )
    @pytest.mark.parametrize("rule", [LEADERS, LOWER])
    def test_a_handover_at_midyear(self, rule: str, reading: str, who: list[str]) -> None:
        role = Role.LEADER if rule == LEADERS else Role.COMMITTEE_HEAD
        facts = registry(
            leader("L-1", role, COUNTY, "2020-01-01/2023-06-30"), leader("L-2", role, COUNTY, "2023-07-01/..")
        )
        found = owed(facts, rule, readings={"review-office": reading})
        assert [finding.bearer.id for finding in found] == who

    @pytest.mark.parametrize(
        ("first", "then", "owes"),
        [
            ("2020-01-01/2023-03-31", "2023-04-01/..", True),
            ("2020-01-01/2023-05-31", "2023-04-01/..", True),
            ("2020-01-01/2023-03-31", "2023-04-02/..", False),
        ],
    )
    @pytest.mark.parametrize("role", [Role.LEADER, Role.DEPARTMENT_HEAD])
    def test_throughout_in_two_terms(self, first: str, then: str, owes: bool, role: dr.LeaderRole) -> None:
        facts = registry(leader(held=first), leader("L-1", role, held=then))
        assert bool(owed(facts, readings={"review-office": "whole-year"})) is owes

    def test_a_predecessors_report_is_his_own(self) -> None:
        facts = registry(
            leader("L-1", held="2020-01-01/2023-06-30"), leader("L-2", held="2023-07-01/.."), review("2023-06-20")
        )
        assert outcome(the_report(facts)) == MISSING
        both = owed(facts, readings={"review-office": "any-day"})
        assert [(finding.bearer.id, outcome(finding)) for finding in both] == [("L-1", FULFILLED), ("L-2", MISSING)]

    @pytest.mark.parametrize(("as_of", "who"), [("2023-06-29", "L-1"), ("2023-07-01", "L-2")])
    def test_within_the_year_who_is_in_office_then_will_owe_it(self, as_of: str, who: str) -> None:
        facts = registry(leader("L-1", held="2020-01-01/2023-06-30"), leader("L-2", held="2023-07-01/.."))
        finding = the_report(facts, as_of=as_of)
        assert (finding.bearer.id, outcome(finding)) == (who, PENDING)

    def test_it_arises_when_the_office_begins(self) -> None:
        assert the_report(registry(leader(held="2023-07-01/.."))).arose == day("2023-07-01")
        assert the_report(registry(leader(held="2022-07-01/.."))).arose == day("2023-01-01")


class TestFirstYear:
    """Readings in-force-from and review-part-year: the first year of which a report is owed."""

    @pytest.mark.parametrize(
        ("begins", "parts", "first"),
        [
            ("2022-11-01", "whole", "2023-01-01"),
            ("2022-12-20", "whole", "2023-01-01"),
            ("2023-01-01", "whole", "2023-01-01"),
            ("2022-11-01", "any", "2022-11-01"),
            ("2022-12-20", "any", "2022-12-20"),
            ("2023-01-01", "any", "2023-01-01"),
        ],
    )
    @pytest.mark.parametrize("rule", [LEADERS, LOWER])
    def test_by_the_day_on_which_the_rules_begin(self, rule: str, begins: str, parts: str, first: str) -> None:
        readings = {"in-force-from": begins, "review-part-year": parts}
        found = findings(
            registry(leader(area=COUNTY), head(COUNTY)), rule, since="2020-01-01", as_of="2023-06-30", readings=readings
        )
        arose = [finding.arose for finding in found if finding.bearer.kind == "person"]
        assert arose == sorted({day(first), day("2023-01-01")})

    def test_of_the_year_in_which_they_begin_the_last_day_is_the_same(self) -> None:
        readings = {"review-part-year": "any"}
        facts = registry(leader(), review("2022-12-31"))
        finding = the_report(facts, year=2022, readings=readings)
        assert (outcome(finding), finding.due, finding.closed) == (FULFILLED, day("2022-12-31"), day("2022-12-31"))


class TestLowerCommittees:
    """§12.2: the main leader of a lower committee reports to the committee one tier up."""

    @pytest.mark.parametrize(("area", "upper"), [(COUNTY, CITY), (TOWNSHIP, COUNTY), (OTHER_TOWNSHIP, OTHER_COUNTY)])
    def test_one_tier_up(self, area: str, upper: str) -> None:
        for to in (CITY, COUNTY, OTHER_COUNTY, TOWNSHIP):
            facts = registry(head(area), review("2023-06-01", area=to, audiences=Audience.COMMITTEE))
            finding = the_report(facts, LOWER)
            assert outcome(finding) == (FULFILLED if to == upper else MISSING)
            assert (finding.bearer, finding.subject) == (dr.Ref("person", "L-1"), dr.Ref("area", area))

    @pytest.mark.parametrize("to", [CITY, COUNTY, "510999"])
    def test_a_park_reports_to_the_city(self, to: str) -> None:
        park = dr.Area(id="510999", tier=dr.Tier.COUNTY, parent=CITY)
        facts = registry(park, head("510999"), review("2023-06-01", area=to))
        assert outcome(the_report(facts, LOWER)) == (FULFILLED if to == CITY else MISSING)

    @pytest.mark.parametrize("to", [CITY, COUNTY])
    def test_one_tier_up_of_a_park_within_a_county_is_the_city(self, to: str) -> None:
        park = dr.Area(id="510998", tier=dr.Tier.COUNTY, parent=COUNTY)
        facts = registry(park, head("510998"), review("2023-06-01", area=to))
        assert outcome(the_report(facts, LOWER)) == (FULFILLED if to == CITY else MISSING)

    def test_nobody_is_above_the_top(self) -> None:
        assert owed(registry(head(CITY)), LOWER) == []
        assert not any(finding.subject.id == CITY for finding in findings(registry(), LOWER, as_of="2024-01-01"))

    @pytest.mark.parametrize("role", [Role.LEADER, Role.DEPARTMENT_HEAD])
    def test_other_leaders_dont_report_upwards(self, role: dr.LeaderRole) -> None:
        assert owed(registry(leader(role=role, area=COUNTY)), LOWER) == []

    @pytest.mark.parametrize(
        ("as_of", "stands"), [("2023-12-30", PENDING), ("2023-12-31", PENDING), ("2024-01-01", MISSING)]
    )
    def test_without_a_report(self, as_of: str, stands: tuple[str, str]) -> None:
        finding = the_report(registry(head(COUNTY)), LOWER, as_of=as_of)
        assert (outcome(finding), finding.due) == (stands, day("2023-12-31"))
        assert [citation.clause for citation in finding.citations] == ["§12.2"]
        assert finding.id == "review.lower-committee-reports/area/510903/2023@L-1"

    @pytest.mark.parametrize(
        ("ground", "stands"),
        [(None, FULFILLED), (Ground.LOWER_COMMITTEE, FULFILLED), (Ground.LEADER, MISSING), (Ground.SAMPLED, MISSING)],
    )
    def test_a_report_on_another_clause_doesnt_serve(
        self, ground: dr.ReviewGround | None, stands: tuple[str, str | None]
    ) -> None:
        facts = registry(head(COUNTY), review("2023-06-01", ground=ground))
        assert outcome(the_report(facts, LOWER)) == stands

    def test_a_countys_leader_at_its_heads_reports_twice(self) -> None:
        """To the own committee as a leader, to the city's as its main leader."""
        facts = registry(leader(area=COUNTY), head(COUNTY), review("2023-06-01", area=COUNTY))
        assert [outcome(finding) for rule in (LEADERS, LOWER) for finding in owed(facts, rule)] == [FULFILLED, MISSING]

    def test_a_supervisor_bears_it_as_such(self) -> None:
        facts = registry(head(COUNTY, "S-1"), supervisor("S-1"))
        assert the_report(facts, LOWER).bearer == dr.Ref("supervisor", "S-1")


class TestLeadersNotOnRecord:
    """Unknown is not compliant: where nobody is on record who has to report, it can't be told."""

    @pytest.mark.parametrize(
        ("rule", "areas"),
        [
            (LEADERS, [CITY, COUNTY, OTHER_COUNTY]),
            # Each that lies below another but the villages, which have no committee.
            (LOWER, [COUNTY, TOWNSHIP, OTHER_COUNTY, OTHER_TOWNSHIP]),
        ],
    )
    @pytest.mark.parametrize("complete", [EVERYTHING, everything_but("leaders"), ()])
    def test_of_those_that_have_to_have_some(self, rule: str, areas: list[str], complete: Any) -> None:
        found = findings(registry(complete=complete), rule, as_of="2023-12-31")
        assert [finding.subject.id for finding in found] == areas
        for finding in found:
            assert (outcome(finding), finding.bearer) == (NOBODY, finding.subject)
            assert finding.cure is not None
            assert finding.cure.code == "record-leaders"
            assert is_told_in_words(finding)

    @pytest.mark.parametrize(
        ("held", "reading"),
        [
            (["2020-01-01/2023-06-30", "2023-07-01/.."], "whole-year"),
            (["2020-01-01/2023-12-30"], "last-day"),
        ],
    )
    @pytest.mark.parametrize(
        ("claims", "known"),
        [
            ([claim("leaders")], True),
            ([claim("leaders", "2023-01-01/2023-12-31", area=CITY)], True),
            ([claim("leaders", "2023-01-01/2023-12-30")], False),
            ([], False),
        ],
    )
    def test_that_nobody_has_to_is_known_within_a_claim(
        self, held: list[str], reading: str, claims: list[dr.Claim], known: bool
    ) -> None:
        offices = [leader(f"L-{number}", held=text) for number, text in enumerate(held)]
        facts = registry(*offices, complete=(*everything_but("leaders"), *claims))
        found = findings(facts, LEADERS, as_of="2024-06-30", readings={"review-office": reading})
        of_city = [outcome(finding) for finding in found if (finding.subject.id, finding.trigger[:4]) == (CITY, "2023")]
        assert of_city == ([] if known else [NOBODY])

    def test_between_two_who_hold_it_nobody_is_missing(self) -> None:
        facts = registry(leader("L-1", held="2020-01-01/2023-06-30"), leader("L-2", held="2023-07-01/.."))
        found = findings(facts, LEADERS, as_of="2023-06-30")
        assert [finding for finding in found if finding.subject.id == CITY] == []

    def test_what_it_says(self) -> None:
        first, *_ = findings(registry(), LEADERS, as_of="2023-12-31")
        assert "没有辖区 5109 2023年应当述职者（党政领导干部、责任部门主要负责人）的记录。" in first.explain(lang="zh")
        first, *_ = findings(registry(), LOWER, as_of="2023-12-31")
        assert "没有辖区 510903 2023年应当述职者（食安委主要负责人）的记录。" in first.explain(lang="zh")

    def test_the_others_of_the_area_dont_fill_the_place(self) -> None:
        """A committee's head isn't who reports by §12.1, nor a leader by §12.2."""
        facts = registry(head(COUNTY), leader("L-2", area=OTHER_COUNTY))
        unknown = {
            rule: [f.subject.id for f in findings(facts, rule, as_of="2023-12-31") if outcome(f) == NOBODY]
            for rule in (LEADERS, LOWER)
        }
        assert unknown == {LEADERS: [CITY, COUNTY], LOWER: [TOWNSHIP, OTHER_COUNTY, OTHER_TOWNSHIP]}


class TestTheClaim:
    """Principle 3: that no report was made is silence of the records."""

    @pytest.mark.parametrize(
        ("claims", "stands"),
        [
            ([claim("reviews")], MISSING),
            ([claim("reviews", "2023-01-01/2023-12-31")], MISSING),
            ([claim("reviews", "2023-01-02/2023-12-31")], UNCLAIMED),
            ([claim("reviews", "2023-01-01/2023-12-30")], UNCLAIMED),
            ([claim("reviews", area=CITY)], MISSING),
            ([claim("reviews", area=COUNTY)], MISSING),
            ([claim("reviews", area=TOWNSHIP)], UNCLAIMED),
            ([claim("reviews", area=OTHER_COUNTY)], UNCLAIMED),
            ([], UNCLAIMED),
        ],
    )
    def test_of_a_countys_committee(self, claims: list[dr.Claim], stands: tuple[str, str]) -> None:
        facts = registry(leader(area=COUNTY), complete=(*everything_but("reviews"), *claims))
        finding = the_report(facts)
        assert outcome(finding) == stands
        assert outcome(the_report(facts, as_of="2023-12-31")) == PENDING

    @pytest.mark.parametrize(
        ("area", "stands"), [(CITY, MISSING), (COUNTY, UNCLAIMED), (OTHER_COUNTY, UNCLAIMED), (TOWNSHIP, UNCLAIMED)]
    )
    def test_a_report_upwards_would_be_in_the_upper_committees_records(
        self, area: str, stands: tuple[str, str]
    ) -> None:
        facts = registry(head(COUNTY), complete=(*everything_but("reviews"), claim("reviews", area=area)))
        assert outcome(the_report(facts, LOWER)) == stands

    def test_what_is_on_record_in_time_needs_no_claim(self) -> None:
        """Of one that seems late there may have been another before."""
        for on, stands in (("2023-12-31", FULFILLED), ("2024-01-01", UNCLAIMED)):
            facts = registry(leader(), review(on, year=2023), complete=())
            assert outcome(the_report(facts)) == stands
            assert the_report(facts).closed == day(on)
        facts = registry(
            leader(), review("2024-01-01", year=2023), complete=[claim("reviews", "2023-01-01/2023-12-31")]
        )
        assert outcome(the_report(facts)) == LATE

    def test_without_a_deadline_either(self) -> None:
        facts = registry(leader(), complete=everything_but("reviews"))
        assert outcome(the_report(facts, readings={"review-year": "about"})) == UNCLAIMED


class TestKnownBy:
    @pytest.mark.parametrize(("known_by", "stands"), [("2024-01-31", MISSING), ("2024-02-01", FULFILLED)])
    def test_a_report_entered_later(self, known_by: str, stands: tuple[str, str | None]) -> None:
        facts = registry(leader(), review("2023-06-01", recorded="2024-02-01"))
        assert outcome(the_report(facts, known_by=known_by)) == stands

    @pytest.mark.parametrize(("reading", "stands"), [("own-day", MISSING), ("always-known", FULFILLED)])
    def test_one_that_doesnt_say_when_it_was_entered(self, reading: str, stands: tuple[str, str | None]) -> None:
        facts = registry(leader(), review("2023-06-01"))
        finding = the_report(facts, known_by="2023-05-31", readings={"recorded-default": reading})
        assert outcome(finding) == stands

    @pytest.mark.parametrize(("known_by", "owes"), [("2024-01-31", False), ("2024-02-01", True)])
    def test_a_leader_entered_later(self, known_by: str, owes: bool) -> None:
        facts = registry(leader(held="2020-01-01/..", recorded=day("2024-02-01")))
        assert bool(owed(facts, known_by=known_by)) is owes

    @pytest.mark.parametrize(("known_by", "owes"), [("2024-01-31", True), ("2024-02-01", False)])
    def test_that_somebody_left_may_be_entered_later(self, known_by: str, owes: bool) -> None:
        facts = registry(leader(held="2020-01-01/2023-10-01", end_recorded=day("2024-02-01")))
        assert bool(owed(facts, known_by=known_by)) is owes


class TestTheWindow:
    @pytest.mark.parametrize(
        ("on", "since", "shown"),
        [
            ("2023-05-05", "2023-05-05", True),
            ("2023-05-05", "2023-05-06", False),
            ("2024-02-01", "2024-02-01", True),
            ("2024-02-01", "2024-02-02", False),
        ],
    )
    def test_what_was_met_before_since_isnt_in(self, on: str, since: str, shown: bool) -> None:
        assert bool(owed(registry(leader(), review(on, year=2023)), since=since)) is shown

    def test_what_is_still_open_is(self) -> None:
        assert outcome(the_report(registry(leader()), since="2024-03-01")) == MISSING

    @pytest.mark.parametrize(
        ("as_of", "years"), [("2022-12-31", []), ("2023-01-01", [2023]), ("2024-01-01", [2023, 2024])]
    )
    def test_a_year_that_has_begun(self, as_of: str, years: list[int]) -> None:
        found = findings(registry(leader()), LEADERS, as_of=as_of)
        assert [finding.arose.year for finding in found if finding.bearer.kind == "person"] == years


# What becomes of a report: §12.4 to §12.6


class TestGraded:
    """§12.4: conduct is assessed; the outcome is one of four grades. The source sets no deadline."""

    @pytest.mark.parametrize("as_of", ["2023-12-20", "2023-12-31", "2030-12-31"])
    def test_without_a_grade_it_is_open_and_never_late(self, as_of: str) -> None:
        finding = the_finding(registry(review("2023-12-20")), *ON_THE_REPORT, as_of=as_of)
        assert (finding.rule_id, outcome(finding)) == (GRADED, OPEN)
        assert (finding.arose, finding.due, finding.closed) == (day("2023-12-20"), None, None)
        assert finding.cure is not None
        assert finding.cure.code == "grade-report"
        assert is_told_in_words(finding)

    def test_the_finding_names_committee_report_and_clause(self) -> None:
        finding = the_finding(registry(review("2023-12-20", area=COUNTY)), GRADED, as_of="2023-12-31")
        assert (finding.bearer, finding.subject) == (dr.Ref("area", COUNTY), dr.Ref("review", "RV-1"))
        assert finding.id == "review.graded/review/RV-1/2023"
        assert [citation.clause for citation in finding.citations] == ["§12.4"]

    @pytest.mark.parametrize("grade", dr.ReviewGrade)
    def test_as_it_was_decided(self, grade: dr.ReviewGrade) -> None:
        facts = registry(review("2023-12-20", outcome=grade, graded="2024-01-15"))
        finding = the_finding(facts, GRADED, as_of="2024-01-15")
        assert (outcome(finding), finding.closed, finding.late) == (FULFILLED, day("2024-01-15"), None)
        assert f"述职 RV-1 于2024年1月15日（星期一）评为：{grade.label.zh}。" in finding.explain(lang="zh")
        assert is_told_in_words(finding)
        assert outcome(the_finding(facts, GRADED, as_of="2024-01-14")) == OPEN

    def test_on_the_day_of_the_report_unless_given(self) -> None:
        facts = registry(review("2023-12-20", outcome=POOR))
        assert the_finding(facts, GRADED, as_of="2023-12-31").closed == day("2023-12-20")

    @pytest.mark.parametrize(
        ("counts", "readings", "stands"),
        [
            ((4, 3), {}, OPEN),
            ((4, 3), {"ballot-rule": "majority"}, FULFILLED),
            ((4, 3), {"ballot-rule": "median"}, FULFILLED),
            ((3, 3), {"ballot-rule": "majority"}, ("UNDETERMINED", "ballots-tied")),
            ((3, 3), {"ballot-rule": "median"}, ("UNDETERMINED", "ballots-tied")),
            ((3, 3), {"ballot-rule": "majority", "ballot-tie": "lower"}, FULFILLED),
            ((3, 3), {"ballot-rule": "median", "ballot-tie": "higher"}, FULFILLED),
            ((4, 3), {"ballot-rule": "points"}, ("UNDETERMINED", "points-not-set")),
            ((), {"ballot-rule": "majority"}, OPEN),
            ((0, 0), {"ballot-rule": "majority"}, OPEN),
        ],
    )
    def test_from_ballots(
        self, counts: tuple[int, ...], readings: dict[str, str], stands: tuple[str, str | None]
    ) -> None:
        facts = registry(review("2023-12-20", ballots=ballots(*counts), voters=9))
        found = {f.rule_id: f for f in findings(facts, *ON_THE_REPORT, as_of="2024-06-30", readings=readings)}
        assert outcome(found[GRADED]) == stands
        # What has no grade, or none that can be told, can't have been used or counted.
        assert ({APPLIED, COUNTED} <= set(found)) is (stands == FULFILLED)
        assert all(map(is_told_in_words, found.values()))

    @pytest.mark.parametrize("reading", ["majority", "points"])
    def test_what_the_ballots_dont_tell_is_open_until_the_day_of_the_grade(self, reading: str) -> None:
        facts = registry(review("2023-12-20", graded="2024-01-05", ballots=ballots(3, 3), voters=6))
        for as_of, is_open in (("2024-01-04", True), ("2024-01-05", False)):
            finding = the_finding(facts, GRADED, as_of=as_of, readings={"ballot-rule": reading})
            assert (outcome(finding) == OPEN) is is_open

    @pytest.mark.parametrize(
        ("readings", "cure"),
        [
            ({"ballot-rule": "majority"}, "decide-grade"),
            ({"ballot-rule": "points"}, "set-points"),
        ],
    )
    def test_what_would_answer_it(self, readings: dict[str, str], cure: str) -> None:
        facts = registry(review("2023-12-20", ballots=ballots(3, 3), voters=6))
        found = the_finding(facts, GRADED, as_of="2024-06-30", readings=readings)
        assert found.cure is not None
        assert found.cure.code == cure

    def test_how_they_were_counted_is_told(self) -> None:
        facts = registry(review("2023-12-20", ballots=ballots(4, 3), voters=9))
        found = the_finding(facts, GRADED, as_of="2024-06-30", readings={"ballot-rule": "majority"})
        zh = found.explain(lang="zh")
        assert "述职 RV-1 的票数：好 4 票、较好 3 票" in zh
        assert "不止一个" not in zh
        tied = registry(review("2023-12-20", ballots=ballots(3, 3), voters=9))
        for tie in ("undetermined", "lower", "higher"):
            readings = {"ballot-rule": "majority", "ballot-tie": tie}
            told = the_finding(tied, GRADED, as_of="2024-06-30", readings=readings)
            assert "计得的等次不止一个：好、较好" in told.explain(lang="zh")
            assert f"ballot-tie = {tie}" in told.explain(lang="zh")

    def test_a_rank_is_told_and_its_table_cited(self) -> None:
        book = dr.rulebook("suining-2022").with_readings({"ballot-rule": "rank"})
        plan = book.rules["adjust.personnel-change"].citations[0]
        ranks = dr.FrozenMap({dr.ReviewGrade.GOOD: 1, dr.ReviewGrade.AVERAGE: 5})
        book = attrs.evolve(book, review=attrs.evolve(book.review, ranks=ranks, citations=(plan,)))
        for rank, stands in ((2, FULFILLED), (6, ("UNDETERMINED", "rank-not-in-table"))):
            facts = registry(review("2023-12-20", rank=rank))
            (found,) = dr.audit(facts, book, since=day("2023-01-01"), as_of=day("2024-06-30"), rules=(GRADED,)).findings
            assert outcome(found) == stands
            assert f"述职 RV-1 的名次：第{rank}名。" in found.explain(lang="zh")
            assert [citation.clause for citation in found.citations] == ["§12.4", "§7.3"]
            assert is_told_in_words(found)

    def test_points_are_cited_with_the_clause_that_sets_them(self) -> None:
        book = dr.rulebook("suining-2022").with_readings({"ballot-rule": "points"})
        plan = book.rules["adjust.personnel-change"].citations[0]
        points = dr.FrozenMap(dict(zip(dr.ReviewGrade, (100, 80, 60, 40), strict=True)))
        book = attrs.evolve(book, review=attrs.evolve(book.review, points=points, citations=(plan,)))
        facts = registry(review("2023-12-20", ballots=ballots(4, 3), voters=9))
        (found,) = dr.audit(facts, book, since=day("2023-01-01"), as_of=day("2024-06-30"), rules=(GRADED,)).findings
        # (4 × 100 + 3 × 80) / 7 = 91.4…: nearer to 100 than to 80.
        assert "评为：好。" in found.explain(lang="zh")
        assert [citation.clause for citation in found.citations] == ["§12.4", "§7.3"]

    def test_a_grade_that_was_decided_goes_before_tied_ballots(self) -> None:
        facts = registry(review("2023-12-20", outcome=GOOD, ballots=ballots(3, 3), voters=6))
        for reading in ("as-decided", "majority", "median", "points"):
            finding = the_finding(facts, GRADED, as_of="2024-06-30", readings={"ballot-rule": reading})
            assert outcome(finding) == FULFILLED


class TestUsedAndCounted:
    """§12.5: what the outcome was used for is on record; §12.6: so is its place in the shared assessment."""

    @pytest.mark.parametrize(
        ("rule", "clause", "cure"), [(APPLIED, "§12.5", "use-outcome"), (COUNTED, "§12.6", "count-outcome")]
    )
    @pytest.mark.parametrize("as_of", ["2024-01-15", "2030-12-31"])
    def test_open_from_the_grade_on_and_never_late(self, rule: str, clause: str, cure: str, as_of: str) -> None:
        facts = registry(review("2023-12-20", area=COUNTY, outcome=GOOD, graded="2024-01-15"))
        assert findings(facts, rule, as_of="2024-01-14") == ()
        finding = the_finding(facts, rule, as_of=as_of)
        assert (outcome(finding), finding.arose, finding.due) == (OPEN, day("2024-01-15"), None)
        assert (finding.bearer, finding.subject) == (dr.Ref("area", COUNTY), dr.Ref("review", "RV-1"))
        assert [citation.clause for citation in finding.citations] == [clause]
        assert finding.cure is not None
        assert finding.cure.code == cure
        assert is_told_in_words(finding)

    @pytest.mark.parametrize("kind", Use)
    def test_used(self, kind: dr.ReviewUseKind) -> None:
        facts = registry(review("2023-12-20", outcome=GOOD, uses=used("2024-03-01", kind)))
        assert outcome(the_finding(facts, APPLIED, as_of="2024-02-29")) == OPEN
        finding = the_finding(facts, APPLIED, as_of="2024-03-01")
        assert (outcome(finding), finding.closed) == (FULFILLED, day("2024-03-01"))
        told = f"述职 RV-1 的评议结果于2024年3月1日（星期五）用于{kind.label.zh}。"
        assert told in finding.explain(lang="zh")
        assert is_told_in_words(finding)
        # A use isn't a place in the assessment.
        assert outcome(the_finding(facts, COUNTED, as_of="2024-03-01")) == OPEN

    def test_the_first_of_several_uses_meets_it(self) -> None:
        facts = registry(review("2023-12-20", outcome=GOOD, uses=[used("2024-05-01"), used("2024-03-01")]))
        assert the_finding(facts, APPLIED, as_of="2024-06-30").closed == day("2024-03-01")

    def test_counted(self) -> None:
        facts = registry(review("2023-12-20", outcome=GOOD, counted="2024-01-10"))
        assert outcome(the_finding(facts, COUNTED, as_of="2024-01-09")) == OPEN
        finding = the_finding(facts, COUNTED, as_of="2024-01-10")
        assert (outcome(finding), finding.closed) == (FULFILLED, day("2024-01-10"))
        assert "述职 RV-1 的评议结果于2024年1月10日（星期三）纳入党政同责考核。" in finding.explain(lang="zh")
        assert is_told_in_words(finding)
        assert outcome(the_finding(facts, APPLIED, as_of="2024-01-10")) == OPEN

    def test_of_a_report_without_a_grade_neither_is_owed(self) -> None:
        assert findings(registry(review("2023-12-20")), APPLIED, COUNTED, as_of="2024-06-30") == ()

    @pytest.mark.parametrize(
        ("as_of", "seen"), [("2024-02-29", []), ("2024-03-01", [APPLIED]), ("2024-03-02", [APPLIED, COUNTED])]
    )
    def test_what_came_of_a_report_whose_grade_isnt_on_record_cant_be_judged(self, as_of: str, seen: list[str]) -> None:
        """That the outcome was used shows that there was one."""
        facts = registry(review("2023-12-20", uses=[used("2024-05-01"), used("2024-03-01")], counted="2024-03-02"))
        found = findings(facts, APPLIED, COUNTED, as_of=as_of)
        assert [(f.rule_id, outcome(f)) for f in found] == [(rule, ("UNDETERMINED", "used-ungraded")) for rule in seen]
        for f in found:
            assert f.arose == day("2024-03-01" if f.rule_id == APPLIED else "2024-03-02")
            assert f.cure is not None
            assert f.cure.code == "decide-grade"
            assert is_told_in_words(f)

    @pytest.mark.parametrize("grade", dr.ReviewGrade)
    def test_by_a_reading_an_average_grade_is_neither_rewarded_nor_held_to_account(self, grade: dr.ReviewGrade) -> None:
        """Reading outcome-use: §12.5 names promotion and commendation of the good, accountability of the poor."""
        facts = registry(review("2023-12-20", outcome=grade))
        every = findings(facts, APPLIED, as_of="2024-06-30")
        assert [outcome(f) for f in every] == [OPEN]
        not_average = {"readings": {"outcome-use": "not-average"}}
        found = findings(facts, APPLIED, as_of="2024-06-30", **not_average)
        assert [outcome(f) for f in found] == [OPEN] * (grade is not dr.ReviewGrade.AVERAGE)
        # It enters the shared assessment all the same.
        assert [outcome(f) for f in findings(facts, COUNTED, as_of="2024-06-30", **not_average)] == [OPEN]

    def test_a_grade_from_ballots_is_one_too(self) -> None:
        facts = registry(review("2023-12-20", ballots=ballots(2, 1), uses=used("2024-03-01"), counted="2024-03-02"))
        found = findings(facts, APPLIED, COUNTED, as_of="2024-06-30", readings={"ballot-rule": "majority"})
        assert [(outcome(f), f.closed) for f in found] == [
            (FULFILLED, day("2024-03-01")),
            (FULFILLED, day("2024-03-02")),
        ]


class TestEachReport:
    graded = review("2023-12-20", outcome=GOOD)

    def test_of_whomever_on_whatever_ground(self) -> None:
        facts = registry(
            review("2023-06-01", id="RV-1", reporter="S-1", ground=Ground.SAMPLED),
            review("2023-06-02", id="RV-2", area=COUNTY, ground=Ground.LEADER),
            review("2024-01-05", id="RV-3", year=2023),
            supervisor("S-1"),
        )
        found = findings(facts, GRADED, as_of="2024-06-30")
        assert sorted((f.subject.id, f.bearer.id, f.trigger) for f in found) == [
            ("RV-1", CITY, "2023"),
            ("RV-2", COUNTY, "2023"),
            ("RV-3", CITY, "2023"),
        ]

    @pytest.mark.parametrize(
        ("on", "begins", "owes"),
        [
            ("2022-10-31", "2022-11-01", False),
            ("2022-11-01", "2022-11-01", True),
            ("2022-12-19", "2022-12-20", False),
            ("2022-12-20", "2022-12-20", True),
            ("2022-12-31", "2023-01-01", False),
            ("2023-01-01", "2023-01-01", True),
        ],
    )
    def test_made_since_the_rules_bind(self, on: str, begins: str, owes: bool) -> None:
        facts = registry(review(on, outcome=GOOD))
        found = findings(
            facts, *ON_THE_REPORT, since="2022-01-01", as_of="2023-06-30", readings={"in-force-from": begins}
        )
        assert [finding.rule_id for finding in found] == ([*ON_THE_REPORT] if owes else [])

    @pytest.mark.parametrize(("as_of", "owes"), [("2023-12-19", False), ("2023-12-20", True)])
    def test_made_by_as_of(self, as_of: str, owes: bool) -> None:
        assert bool(findings(registry(self.graded), *ON_THE_REPORT, as_of=as_of)) is owes

    @pytest.mark.parametrize(("since", "rules"), [("2023-12-20", [*ON_THE_REPORT]), ("2023-12-21", [APPLIED, COUNTED])])
    def test_graded_before_since_isnt_in(self, since: str, rules: list[str]) -> None:
        found = findings(registry(self.graded), *ON_THE_REPORT, since=since, as_of="2024-06-30")
        assert [finding.rule_id for finding in found] == rules

    @pytest.mark.parametrize(
        "claims",
        [
            [],
            [claim("reviews", area=OTHER_COUNTY)],
            [claim("reviews", "2023-12-20/2024-06-29")],
            [claim("reviews", "2023-12-21/..")],
        ],
    )
    def test_outside_a_claim_it_cant_be_told(self, claims: list[dr.Claim]) -> None:
        """Without a deadline the claim has to reach from the report to the end of the window."""
        complete = (*everything_but("reviews"), *claims)
        ungraded = registry(review("2023-12-20"), complete=complete)
        assert [outcome(f) for f in findings(ungraded, *ON_THE_REPORT, as_of="2024-06-30")] == [UNCLAIMED]
        found = findings(registry(self.graded, complete=complete), *ON_THE_REPORT, as_of="2024-06-30")
        assert [outcome(finding) for finding in found] == [FULFILLED, UNCLAIMED, UNCLAIMED]
        assert all(map(is_told_in_words, found))

    def test_a_claim_of_those_days_and_that_area_will_do(self) -> None:
        complete = (*everything_but("reviews"), claim("reviews", "2023-12-20/2024-06-30", CITY))
        assert (
            outcome(the_finding(registry(review("2023-12-20"), complete=complete), GRADED, as_of="2024-06-30")) == OPEN
        )

    @pytest.mark.parametrize(("known_by", "owes"), [("2024-01-31", False), ("2024-02-01", True)])
    def test_one_entered_later(self, known_by: str, owes: bool) -> None:
        facts = registry(review("2023-12-20", recorded="2024-02-01"))
        assert bool(findings(facts, GRADED, as_of="2024-06-30", known_by=known_by)) is owes

    @pytest.mark.parametrize(
        ("known_by", "readings", "stands"),
        [
            ("2024-02-29", {}, [FULFILLED, OPEN, OPEN]),
            ("2024-03-01", {}, [FULFILLED, OPEN, FULFILLED]),
            ("2024-03-31", {}, [FULFILLED, OPEN, FULFILLED]),
            ("2024-04-01", {}, [FULFILLED, FULFILLED, FULFILLED]),
            # A use says when it was entered; the day on which the outcome was counted doesn't.
            ("2023-12-20", {"recorded-default": "always-known"}, [FULFILLED, OPEN, FULFILLED]),
        ],
    )
    def test_what_became_of_it_may_be_entered_later(
        self, known_by: str, readings: dict[str, str], stands: list[tuple[str, str | None]]
    ) -> None:
        facts = registry(
            attrs.evolve(self.graded, uses=(used("2024-02-01", recorded="2024-04-01"),), counted=day("2024-03-01"))
        )
        found = findings(facts, *ON_THE_REPORT, as_of="2024-06-30", known_by=known_by, readings=readings)
        assert [outcome(finding) for finding in found] == stands

    @pytest.mark.parametrize(("known_by", "stands"), [("2024-01-14", OPEN), ("2024-01-15", FULFILLED)])
    def test_a_grade_is_known_on_its_day(self, known_by: str, stands: tuple[str, str | None]) -> None:
        facts = registry(review("2023-12-20", outcome=GOOD, graded="2024-01-15"))
        assert outcome(the_finding(facts, GRADED, as_of="2024-06-30", known_by=known_by)) == stands


# Malformed facts


def problems(*facts: Any) -> set[tuple[str, str]]:
    """Code and path of everything that is wrong with facts."""
    with pytest.raises(dr.RegistryError) as refused:
        registry(*facts)
    for problem in refused.value.problems:
        assert problem.message.zh
        assert problem.message.en
    return {(problem.code, problem.path) for problem in refused.value.problems}


def selection(**fields: Any) -> dr.ReviewSelection:
    """A list of the city's committee."""
    return dr.ReviewSelection(**{"id": "RS-1", "area": CITY, "year": 2023, "on": day("2023-11-01"), **fields})


class TestMalformed:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"year": 2024}, {("before-year", "/reviews/0/on")}),
            ({"graded": "2023-12-19"}, {("days-reversed", "/reviews/0/graded")}),
            ({"counted": "2023-12-19"}, {("days-reversed", "/reviews/0/counted")}),
            ({"uses": [used("2024-01-01"), used("2023-12-19")]}, {("days-reversed", "/reviews/0/uses/1/on")}),
            ({"graded": "2024-01-05", "uses": used("2024-01-04")}, {("days-reversed", "/reviews/0/uses/0/on")}),
            ({"graded": "2024-01-05", "counted": "2024-01-04"}, {("days-reversed", "/reviews/0/counted")}),
            ({"ballots": ballots(3, 3), "voters": 5}, {("ballots-exceed-voters", "/reviews/0/ballots")}),
            ({"ballots": ballots(1), "voters": 0}, {("ballots-exceed-voters", "/reviews/0/ballots")}),
            ({"ballots": ballots(3, -1)}, {("negative", "/reviews/0/ballots/1/count")}),
            ({"ballots": [*ballots(1), *ballots(2)]}, {("duplicate-id", "/reviews/0/ballots/1/grade")}),
            ({"outcome": "EXCELLENT"}, {("wrong-type", "/reviews/0/outcome")}),
            ({"outcome": dr.Grade.A}, {("wrong-type", "/reviews/0/outcome")}),
            ({"ballots": dr.Ballot(grade="BEST", count=1)}, {("wrong-type", "/reviews/0/ballots/0/grade")}),
            ({"ballots": dr.Ballot(grade=GOOD, count=1.5)}, {("wrong-type", "/reviews/0/ballots/0/count")}),
            ({"ballots": dr.Ballot(grade=GOOD, count=True)}, {("wrong-type", "/reviews/0/ballots/0/count")}),
            ({"ballots": "GOOD"}, {("wrong-type", "/reviews/0/ballots/0")}),
            ({"uses": "PROMOTION"}, {("wrong-type", "/reviews/0/uses/0")}),
            ({"audiences": ["ALL"]}, {("wrong-type", "/reviews/0/audiences/0")}),
            ({"ground": "LEADER"}, {("wrong-type", "/reviews/0/ground")}),
            ({"area": "999"}, {("unknown-reference", "/reviews/0/area")}),
            ({"year": "2023"}, {("wrong-type", "/reviews/0/year")}),
            ({"reporter": ""}, {("empty", "/reviews/0/reporter")}),
        ],
    )
    def test_a_review(self, fields: dict[str, Any], expected: set[tuple[str, str]]) -> None:
        assert problems(review("2023-12-20", **fields)) == expected

    def test_voters_are_never_fewer_than_none(self) -> None:
        assert ("negative", "/reviews/0/voters") in problems(review("2023-12-20", voters=-1))

    def test_a_datetime_where_a_date_belongs(self) -> None:
        when = dt.datetime(2023, 12, 20, tzinfo=dt.UTC)
        found = problems(dr.Review(id="RV-1", reporter="L-1", area=CITY, year=2023, on=when, graded=when))
        assert found == {("datetime-for-date", "/reviews/0/on"), ("datetime-for-date", "/reviews/0/graded")}

    @pytest.mark.parametrize(
        "fields",
        [
            {"year": 2023},
            {"year": 2022},
            {"graded": "2023-12-20", "counted": "2023-12-20", "uses": used("2023-12-20")},
            {"ballots": ballots(3, 2), "voters": 5},
            {"ballots": ballots(3, 2), "voters": 9},
            {"ballots": ballots(0, 0, 0, 0), "voters": 0},
            {"ballots": ballots(3, 2)},
        ],
    )
    def test_at_the_bounds_it_is_well_formed(self, fields: dict[str, Any]) -> None:
        assert len(registry(review("2023-12-20", **fields)).reviews) == 1

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"on": day("2022-12-31")}, {("before-year", "/review_selections/0/on")}),
            (
                {"picks": [dr.Pick(supervisor="S-1"), dr.Pick(supervisor="S-2"), dr.Pick(supervisor="S-1")]},
                {("duplicate-id", "/review_selections/0/picks/2/supervisor")},
            ),
            ({"picks": dr.Pick(supervisor="L-1")}, {("unknown-reference", "/review_selections/0/picks/0/supervisor")}),
            ({"picks": "S-1"}, {("wrong-type", "/review_selections/0/picks/0")}),
            ({"area": "999"}, {("unknown-reference", "/review_selections/0/area")}),
        ],
    )
    def test_a_list_of_those_picked(self, fields: dict[str, Any], expected: set[tuple[str, str]]) -> None:
        assert problems(selection(**fields), supervisor("S-1"), supervisor("S-2")) == expected

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (leader(area="999"), {("unknown-reference", "/leaders/0/area")}),
            (leader(""), {("empty", "/leaders/0/person")}),
            (dr.Leader(person="L-1", role="MAYOR", area=CITY), {("wrong-type", "/leaders/0/role")}),
            (
                dr.Leader(
                    person="L-1", role=Role.LEADER, area=CITY, period=dr.Period(day("2023-02-01"), day("2023-01-01"))
                ),
                {("period-reversed", "/leaders/0/period")},
            ),
        ],
    )
    def test_a_leader(self, given: dr.Leader, expected: set[tuple[str, str]]) -> None:
        assert problems(given) == expected

    def test_all_that_is_wrong_is_said_at_once(self) -> None:
        wrong = [
            review("2023-12-20", id="RV-1", year=2024, ballots=ballots(3, 3), voters=5),
            review("2023-12-20", id="RV-2", outcome="EXCELLENT", graded="2023-12-19"),
            review("2023-12-20", id="RV-1"),
        ]
        assert problems(*wrong, selection(on=day("2022-12-31")), leader(area="999")) == {
            ("before-year", "/reviews/0/on"),
            ("ballots-exceed-voters", "/reviews/0/ballots"),
            ("wrong-type", "/reviews/1/outcome"),
            ("days-reversed", "/reviews/1/graded"),
            ("duplicate-id", "/reviews/2/id"),
            ("before-year", "/review_selections/0/on"),
            ("unknown-reference", "/leaders/0/area"),
        }


# What falls due


class TestAgenda:
    def due(self, facts: dr.Registry, start: str, end: str, **asked: Any) -> list[tuple[str, str, str]]:
        """What falls due for persons: the day, the rule and who owes it."""
        book = dr.rulebook("suining-2022").with_readings(asked.pop("readings", {}))
        found = dr.agenda(facts, book, start=day(start), end=day(end), rules=("review.*",), **asked)
        return [(str(duty.due), duty.rule_id, duty.bearer.id) for duty in found if duty.bearer.kind != "area"]

    def test_reports_fall_due_at_the_end_of_the_year(self) -> None:
        facts = registry(leader(), head(COUNTY, "L-2"))
        both = [(LEADERS, "L-1"), (LOWER, "L-2")]
        assert self.due(facts, "2023-01-01", "2023-12-30") == []
        assert self.due(facts, "2023-12-31", "2024-12-31") == [
            (f"{year}-12-31", rule, who) for year in (2023, 2024) for rule, who in both
        ]
        assert self.due(facts, "2023-01-01", "2023-12-31", bearer="L-2") == [("2023-12-31", LOWER, "L-2")]

    @pytest.mark.parametrize(("as_of", "left"), [(None, 1), ("2023-05-31", 1), ("2023-06-01", 0)])
    def test_what_was_met_by_as_of_is_left_out(self, as_of: str | None, left: int) -> None:
        facts = registry(leader(), review("2023-06-01"))
        asked = {} if as_of is None else {"as_of": day(as_of)}
        assert len(self.due(facts, "2023-01-01", "2023-12-31", **asked)) == left

    def test_without_a_deadline_nothing_does(self) -> None:
        facts = registry(leader(), review("2023-06-01"))
        assert self.due(facts, "2022-01-01", "2025-12-31", readings={"review-year": "about"}) == []

    def test_the_last_year_there_is(self) -> None:
        facts = dr.Registry(areas=[dr.Area(id=CITY, tier=dr.Tier.CITY)], leaders=[leader()])
        assert self.due(facts, "9999-01-01", "9999-12-31") == [("9999-12-31", LEADERS, "L-1")]


# Principle 8: cut anywhere

AREAS = (CITY, COUNTY, OTHER_COUNTY, TOWNSHIP, VILLAGE)
people = st.sampled_from(["S-0", "S-1", "S-2", "L-1", "L-2"])
areas_ = st.sampled_from(AREAS)
years = st.sampled_from([2022, 2023])
posts = st.builds(
    lambda tier, area, held: post(tier, held, area),
    st.sampled_from(dr.Tier),
    areas_,
    st.sampled_from([None, "2023-03-01/..", "2020-01-01/2023-11-15"]),
)


@st.composite
def committees(draw: st.DrawFn) -> dr.Registry:
    """Leaders, reports, lists and supervisors of villages, townships and above, of whom much is missing."""
    supervisors = [supervisor(f"S-{i}", posts=draw(st.lists(posts, max_size=2))) for i in range(3)]
    leaders = st.builds(
        leader,
        people,
        st.sampled_from(Role),
        areas_,
        st.sampled_from([None, "2023-07-01/..", "2020-01-01/2023-06-30", "2023-01-01/2023-12-30"]),
    )
    reported = st.builds(
        lambda reporter, area, year, on, ground, audiences, grade: {
            "reporter": reporter,
            "area": area,
            "year": year,
            "on": on.isoformat(),
            "ground": ground,
            "audiences": audiences,
            "outcome": grade,
        },
        people,
        areas_,
        years,
        st.dates(day("2023-01-01"), day("2024-02-01")),
        st.none() | st.sampled_from(Ground),
        st.none() | st.just(tuple(Audience)) | st.just((Audience.COMMITTEE,)),
        st.none() | st.sampled_from(dr.ReviewGrade),
    )
    lists = st.builds(
        lambda area, year, on, picked, reason: {
            "area": area,
            "year": year,
            "on": on,
            "picks": [dr.Pick(supervisor=f"S-{i}", reason=reason) for i in sorted(picked)],
        },
        areas_,
        years,
        st.dates(day("2023-01-01"), day("2024-02-01")),
        st.sets(st.integers(0, 2), max_size=2),
        st.none() | st.just("督导完成率低"),
    )
    return registry(
        *supervisors,
        *draw(st.lists(leaders, max_size=5)),
        *(review(id=f"RV-{i}", **fields) for i, fields in enumerate(draw(st.lists(reported, max_size=5)))),
        *(selection(id=f"RS-{i}", **fields) for i, fields in enumerate(draw(st.lists(lists, max_size=3)))),
        complete=draw(st.sampled_from([EVERYTHING, everything_but("reviews"), ()])),
    )


any_readings = st.fixed_dictionaries(
    {},
    optional={
        "review-office": st.sampled_from(["last-day", "any-day", "whole-year"]),
        "review-year": st.sampled_from(["within", "about"]),
        "review-part-year": st.sampled_from(["whole", "any"]),
        "share-of": st.sampled_from(["list-day", "any-day"]),
        "share-rounding": st.sampled_from(["up", "half-up", "down"]),
        "village-committee": st.sampled_from(["township", "nobody"]),
        "review-lot": st.sampled_from(["by-work", "lot"]),
    },
)


@settings(deadline=None, max_examples=60, database=None)
@given(committees(), any_readings, st.integers(1, 5), st.booleans())
def test_the_parts_find_together_what_the_whole_finds(
    facts: dr.Registry, readings: dict[str, str], n: int, with_share: bool
) -> None:
    book = dr.rulebook("suining-2022").with_readings(readings)
    if with_share:
        shares = dr.FrozenMap(dict.fromkeys(dr.Tier, 40))
        book = attrs.evolve(book, review=attrs.evolve(book.review, share_percent=shares))

    def audited(part: dr.Registry) -> dr.Report:
        return dr.audit(part, book, since=day("2022-11-01"), as_of=day("2024-01-31"), rules=("review.*",))

    whole, joined = audited(facts), functools.reduce(dr.Report.join, map(audited, facts.partition(n)))
    assert joined.findings == whole.findings
    assert joined.fingerprint == whole.fingerprint
    shuffled = attrs.evolve(
        facts, **{name: getattr(facts, name)[::-1] for name in ("areas", "supervisors", "leaders", "reviews")}
    )
    assert audited(shuffled).findings == whole.findings
    assert len({finding.id for finding in whole.findings}) == len(whole.findings)
