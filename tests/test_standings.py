"""How a supervisor stood in a year: the duties borne beside the review, as a reviewer reads them before voting (§12)."""

import datetime as dt
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

from .rules.building import (
    COUNTY,
    OTHER_COUNTY,
    TOWNSHIP,
    change,
    company,
    day,
    outcome,
    period,
    registry,
    relation,
    supervisor,
    visit,
)

QUARTER = "attend.quarter"
GOOD, FAIRLY_GOOD, AVERAGE, POOR = dr.ReviewGrade


def book(readings: dict[str, str] | None = None) -> dr.Rulebook:
    """Suining's book by some readings."""
    return dr.rulebook("suining-2022").with_readings(readings or {})


def stood(
    facts: dr.Registry,
    who: str = "S-1",
    *,
    year: int = 2023,
    as_of: str | None = None,
    known_by: str | None = None,
    readings: dict[str, str] | None = None,
) -> dr.Standing:
    """Somebody's standing in 2023."""
    return dr.standing(
        facts,
        book(readings),
        who,
        year=year,
        as_of=None if as_of is None else day(as_of),
        known_by=None if known_by is None else day(known_by),
    )


def audited(facts: dr.Registry, *, as_of: str = "2023-12-31", readings: dict[str, str] | None = None) -> Any:
    """All findings of an audit of the whole registry for 2023."""
    return dr.audit(facts, book(readings), since=day("2023-01-01"), as_of=day(as_of)).findings


def quarters(findings: Any) -> list[tuple[str, str]]:
    """The quarters of visits owed, and how each stands."""
    return sorted((f.trigger.partition("@")[0], f.status.value) for f in findings if f.rule_id == QUARTER)


def handover(*facts: Any) -> dr.Registry:
    """S-1 of a township leaves on Monday 15 May 2023; S-2 is in force on the 18th, and had to be by the 22nd (§7.3).

    C-1 was visited in each quarter but the third: by S-1 in February and April, by S-2 in October.
    """
    return registry(
        company(),
        supervisor("S-1"),
        supervisor("S-2"),
        relation("A-1", held="2022-11-01/2023-05-14"),
        change("2023-05-15"),
        relation("A-2", supervisor="S-2", held="2023-05-18/.."),
        visit("2022-12-01"),
        visit("2023-02-01"),
        visit("2023-04-20"),
        visit("2023-10-20", visitor="S-2"),
        *facts,
    )


MET, MISSED = "FULFILLED", "VIOLATED"
SHARED = [
    # By the readings in use who is in office when it falls due bears it, and the predecessor's visit counts.
    ({}, [("2023-Q1", MET)], [("2023-Q2", MET), ("2023-Q3", MISSED), ("2023-Q4", MET)]),
    ({"partial-quarter": "whole"}, [("2023-Q1", MET)], [("2023-Q2", MET), ("2023-Q3", MISSED), ("2023-Q4", MET)]),
    ({"partial-quarter": "any-day"}, [("2023-Q1", MET)], [("2023-Q2", MET), ("2023-Q3", MISSED), ("2023-Q4", MET)]),
    ({"quarter-end": "moved"}, [("2023-Q1", MET)], [("2023-Q2", MET), ("2023-Q3", MISSED), ("2023-Q4", MET)]),
    # Each who held office bears the second quarter, by visits of one's own.
    (
        {"quarter-bearer": "each"},
        [("2023-Q1", MET), ("2023-Q2", MET)],
        [("2023-Q2", MISSED), ("2023-Q3", MISSED), ("2023-Q4", MET)],
    ),
    (
        {"quarter-bearer": "each", "visit-at": "once"},
        [("2023-Q1", MET), ("2023-Q2", MET)],
        [("2023-Q2", MISSED), ("2023-Q3", MISSED), ("2023-Q4", MET)],
    ),
]


class TestHandover:
    """A supervisor leaves in May and the successor is in force in time: nothing of the year is lost, nothing is twice."""

    @pytest.mark.parametrize(("readings", "first", "second"), SHARED)
    def test_who_bears_which_quarter(
        self, readings: dict[str, str], first: list[tuple[str, str]], second: list[tuple[str, str]]
    ) -> None:
        facts = handover()
        assert quarters(stood(facts, "S-1", readings=readings).findings) == first
        assert quarters(stood(facts, "S-2", readings=readings).findings) == second

    @pytest.mark.parametrize("bearer", ["last", "each"])
    @pytest.mark.parametrize("partial", ["last-day", "whole", "any-day"])
    @pytest.mark.parametrize("at", ["each-company", "once"])
    def test_together_they_have_what_the_audit_finds(self, bearer: str, partial: str, at: str) -> None:
        readings = {"quarter-bearer": bearer, "partial-quarter": partial, "visit-at": at}
        facts = handover()
        whole = audited(facts, readings=readings)
        one, other = (stood(facts, who, readings=readings).findings for who in ("S-1", "S-2"))
        assert not set(one) & set(other)
        for name in {finding.rule_id for finding in whole}:
            theirs = [f for f in (*one, *other) if f.rule_id == name]
            borne = [f for f in whole if f.rule_id == name and f.bearer.kind == "supervisor"]
            assert sorted(theirs, key=lambda f: f.id) == sorted(borne, key=lambda f: f.id)
        asked = [finding.id for finding in whole if finding.rule_id == QUARTER]
        assert sorted(asked) == sorted(f.id for f in (*one, *other) if f.rule_id == QUARTER)

    def test_no_quarter_is_lost_and_none_is_twice(self) -> None:
        facts = handover()
        borne = [f.trigger for who in ("S-1", "S-2") for f in stood(facts, who).findings if f.rule_id == QUARTER]
        assert borne == ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]

    def test_the_adjustment_is_the_committees_and_in_neither(self) -> None:
        """Nobody bears the adjustment for one's own leaving."""
        facts = handover()
        assert any(f.rule_id == "adjust.personnel-change" for f in audited(facts))
        assert not any(f.rule_id.startswith("adjust.") for who in ("S-1", "S-2") for f in stood(facts, who).findings)

    def test_the_reviews_of_each_stand_beside(self) -> None:
        facts = handover(
            report("2023-05-10", id="RV-1", outcome=FAIRLY_GOOD),
            report("2023-12-20", id="RV-2", reporter="S-2", outcome=POOR),
        )
        for who, id, grade in (("S-1", "RV-1", FAIRLY_GOOD), ("S-2", "RV-2", POOR)):
            standing = stood(facts, who)
            assert [review.id for review in standing.reviews] == [id]
            assert {id: one.grade for id, one in standing.outcomes.items()} == {id: grade}


def report(on: str, *, id: str = "RV-1", reporter: str = "S-1", year: int = 2023, **fields: Any) -> dr.Review:
    """S-1's report on 2023 to the township's committee."""
    for name in ("graded", "recorded"):
        if isinstance(fields.get(name), str):
            fields[name] = day(fields[name])
    return dr.Review(id=id, reporter=reporter, area=TOWNSHIP, year=year, on=day(on), **fields)


class TestReviews:
    def test_the_reports_on_that_year_in_order_of_day(self) -> None:
        facts = registry(
            supervisor(),
            report("2023-12-20", id="RV-3", outcome=GOOD),
            report("2023-06-01", id="RV-2"),
            report("2023-02-01", id="RV-1", year=2022, outcome=POOR),
            report("2023-06-01", id="RV-4", reporter="S-2"),
        )
        standing = stood(facts)
        assert [review.id for review in standing.reviews] == ["RV-2", "RV-3"]
        assert {id: one.grade for id, one in standing.outcomes.items()} == {"RV-2": None, "RV-3": GOOD}
        assert [review.id for review in stood(facts, year=2022).reviews] == []
        assert [review.id for review in stood(facts, year=2022, as_of="2023-12-31").reviews] == ["RV-1"]

    @pytest.mark.parametrize(
        ("as_of", "seen"),
        [
            ("2023-12-19", []),
            ("2023-12-20", ["RV-1"]),
            (None, ["RV-1"]),
            ("2024-01-09", ["RV-1"]),
            ("2024-01-10", ["RV-1", "RV-2"]),
        ],
    )
    def test_made_by_as_of(self, as_of: str | None, seen: list[str]) -> None:
        facts = registry(supervisor(), report("2023-12-20"), report("2024-01-10", id="RV-2"))
        standing = stood(facts, as_of=as_of)
        assert [review.id for review in standing.reviews] == seen
        assert [*standing.outcomes] == seen

    @pytest.mark.parametrize(
        ("as_of", "known_by", "seen"),
        [
            ("2023-12-31", None, {"RV-1": None}),
            ("2024-01-14", None, {"RV-1": None}),
            ("2024-01-15", None, {"RV-1": GOOD}),
            ("2024-06-30", "2024-02-29", {}),
            ("2024-06-30", "2024-03-01", {"RV-1": GOOD}),
        ],
    )
    def test_a_report_and_its_grade_are_seen_when_they_were_so_and_known(
        self, as_of: str, known_by: str | None, seen: dict[str, dr.ReviewGrade | None]
    ) -> None:
        made = report("2023-12-20", outcome=GOOD, graded=day("2024-01-15"), recorded=day("2024-03-01"))
        given_ = stood(registry(supervisor(), made), as_of=as_of, known_by=known_by)
        assert {id: one.grade for id, one in given_.outcomes.items()} == seen

    @pytest.mark.parametrize(
        ("readings", "grade", "reason"),
        [
            ({}, None, None),
            ({"ballot-rule": "majority"}, None, "ballots-tied"),
            ({"ballot-rule": "majority", "ballot-tie": "lower"}, AVERAGE, None),
            ({"ballot-rule": "points"}, None, "points-not-set"),
        ],
    )
    def test_the_outcome_is_by_the_readings(
        self, readings: dict[str, str], grade: dr.ReviewGrade | None, reason: str | None
    ) -> None:
        cast = [dr.Ballot(grade=FAIRLY_GOOD, count=4), dr.Ballot(grade=AVERAGE, count=4)]
        facts = registry(supervisor(), report("2023-12-20", ballots=cast, voters=9))
        given_ = stood(facts, readings=readings).outcomes["RV-1"]
        assert (given_.grade, given_.reason) == (grade, reason)

    def test_another_committees_list_is_none_of_this_ones(self) -> None:
        lists = [
            dr.ReviewSelection(
                id=f"RS-{who}",
                area=TOWNSHIP,
                year=2023,
                on=day("2023-11-01"),
                picks=dr.Pick(supervisor=who, reason="x"),
            )
            for who in ("S-1", "S-2")
        ]
        both = registry(supervisor("S-1"), supervisor("S-2"), *lists)
        assert [f.trigger for f in stood(both, as_of="2024-01-01").findings] == ["2023@S-1"]
        assert [f.trigger for f in stood(registry(supervisor("S-1"), supervisor("S-2"), lists[1])).findings] == []


class TestTheYear:
    def test_the_last_day_of_it_unless_given(self) -> None:
        standing = stood(handover())
        assert (standing.supervisor, standing.year, standing.as_of) == ("S-1", 2023, day("2023-12-31"))

    def test_what_arose_in_it(self) -> None:
        """The whole year, seen in the middle of the next: the quarters of 2024 belong to 2024."""
        seen_later = stood(handover(), "S-2", as_of="2024-06-30").findings
        assert {quarter for quarter, _ in quarters(seen_later)} == {"2023-Q2", "2023-Q3", "2023-Q4"}
        assert all(finding.arose <= day("2023-12-31") for finding in seen_later)
        theirs = stood(handover(), "S-2", year=2024, as_of="2024-06-30").findings
        assert {"2024-Q1", "2024-Q2"} <= {quarter for quarter, _ in quarters(theirs)}

    def test_what_was_still_open_when_it_began(self) -> None:
        """An emergency of December 2022 that nobody has come to; the one that was answered in 2022 is past."""
        there = dr.Visit(
            id="V-1", company="C-1", visitor="S-1", on=day("2022-12-05"), occasions=dr.VisitOccasion.EMERGENCY
        )
        facts = registry(
            company("C-1"),
            company("C-2"),
            supervisor(),
            relation("A-1", "C-1"),
            relation("A-2", "C-2"),
            dr.Emergency(id="E-1", company="C-1", on=day("2022-12-05")),
            dr.Emergency(id="E-2", company="C-2", on=day("2022-12-05")),
            there,
        )
        of_2022, of_2023 = (
            [(f.trigger, f.status.value) for f in stood(facts, year=year).findings if f.rule_id == "attend.emergency"]
            for year in (2022, 2023)
        )
        assert of_2022 == [("E-1", MET), ("E-2", MISSED)]
        assert of_2023 == [("E-2", MISSED)]

    def test_as_of_within_the_year(self) -> None:
        findings = stood(handover(), "S-2", as_of="2023-06-30").findings
        assert quarters(findings) == [("2023-Q2", MET)]
        assert quarters(stood(handover(), "S-1", as_of="2023-01-01").findings) == [("2023-Q1", "PENDING")]

    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [
            (None, ("PENDING", "not-yet-due")),
            ("2024-01-01", ("VIOLATED", "visit-missing")),
            ("2024-01-04", ("VIOLATED", "visit-missing")),
            ("2024-01-05", ("FULFILLED_LATE", "visit-late")),
        ],
    )
    def test_a_late_visit_in_the_next_january(self, as_of: str | None, stands: tuple[str, str]) -> None:
        """An emergency on Sunday 31 December 2023, due on the day itself; on site on Friday 5 January 2024."""
        late = dr.Visit(
            id="V-late", company="C-1", visitor="S-1", on=day("2024-01-05"), occasions=dr.VisitOccasion.EMERGENCY
        )
        facts = registry(
            company(), supervisor(), relation(), dr.Emergency(id="E-1", company="C-1", on=day("2023-12-31")), late
        )
        (emergency,) = [f for f in stood(facts, as_of=as_of).findings if f.rule_id == "attend.emergency"]
        assert outcome(emergency) == stands

    @pytest.mark.parametrize(("as_of", "status"), [(None, "PENDING"), ("2024-01-01", "PENDING"), ("2024-01-02", MET)])
    def test_a_last_day_that_moves_into_the_next_year(self, as_of: str | None, status: str) -> None:
        """31 December 2023 is a Sunday and 1 January a holiday: by that reading 2 January is in time."""
        facts = registry(company(), supervisor(), relation(), visit("2024-01-02"))
        findings = stood(facts, as_of=as_of, readings={"quarter-end": "moved"}).findings
        assert ("2023-Q4", status) in quarters(findings)

    def test_known_by_leaves_out_visits_recorded_later(self) -> None:
        late_entry = attrs.evolve(visit("2023-02-01"), recorded=day("2023-05-01"))
        facts = registry(company(), supervisor(), relation(), late_entry)
        assert ("2023-Q1", MISSED) in quarters(stood(facts, known_by="2023-04-30").findings)
        assert ("2023-Q1", MET) in quarters(stood(facts, known_by="2023-05-01").findings)


class TestWhatIsInIt:
    def test_the_report_that_a_leader_or_a_picked_supervisor_owes(self) -> None:
        """Borne by the supervisor though the committee of another area is the subject."""
        facts = registry(
            supervisor("S-1", dr.Tier.COUNTY),
            dr.Leader(person="S-1", role=dr.LeaderRole.LEADER, area=OTHER_COUNTY),
            dr.ReviewSelection(
                id="RS-1",
                area=COUNTY,
                year=2023,
                on=day("2023-11-01"),
                picks=dr.Pick(supervisor="S-1", reason="问题多"),
            ),
            dr.Leader(person="L-1", role=dr.LeaderRole.LEADER, area=COUNTY),
        )
        owed = [(f.rule_id, f.subject.id, f.status.value) for f in stood(facts, as_of="2024-01-01").findings]
        assert sorted(owed) == [
            ("review.leader-reports", OTHER_COUNTY, MISSED),
            ("review.supervisor-sample", COUNTY, MISSED),
        ]

    def test_nothing_of_anybody_else(self) -> None:
        facts = handover()
        for who in ("S-1", "S-2"):
            assert {finding.bearer for finding in stood(facts, who).findings} == {dr.Ref("supervisor", who)}

    def test_breaches_open_and_ended(self) -> None:
        facts = handover()
        standing = stood(facts, "S-2")
        assert [(f.rule_id, f.trigger) for f in standing.breaches if f.rule_id == QUARTER] == [(QUARTER, "2023-Q3")]
        assert all(finding.status.is_breach for finding in standing.breaches)
        assert set(standing.breaches) == {f for f in standing.findings if f.status.is_breach}
        assert stood(facts, "S-1").breaches == ()

    def test_completion_rates_by_rule(self) -> None:
        standing = stood(handover(), "S-2", as_of="2024-01-01")
        rates = standing.completion()
        assert [rate.key for rate in rates] == list(dict.fromkeys(finding.rule_id for finding in standing.findings))
        (visits,) = [rate for rate in rates if rate.key == QUARTER]
        assert (visits.on_time, visits.late, visits.open, visits.undetermined) == (2, 0, 1, 0)

    def test_who_owed_nothing_has_nothing(self) -> None:
        standing = stood(registry(supervisor()))
        assert (standing.findings, standing.reviews, dict(standing.outcomes), standing.breaches) == ((), (), {}, ())
        assert [*standing.completion()] == []

    def test_it_can_be_told_in_words(self) -> None:
        for finding in stood(handover(), "S-2").findings:
            assert "S-2" in finding.explain(lang="zh")

    def test_it_is_a_value(self) -> None:
        standing = stood(handover(report("2023-05-10", outcome=GOOD)))
        assert pickle.loads(pickle.dumps(standing)) == standing
        assert hash(standing) == hash(stood(handover(report("2023-05-10", outcome=GOOD))))

    def test_the_calendar_counts(self) -> None:
        calendar = dr.WorkCalendar.china()
        given_ = dr.standing(handover(), book(), "S-2", year=2023, calendar=calendar)
        assert given_ == stood(handover(), "S-2")


class TestRefused:
    @pytest.mark.parametrize("who", ["S-9", "L-1", "", "C-1"])
    def test_who_is_no_supervisor(self, who: str) -> None:
        facts = handover(dr.Leader(person="L-1", role=dr.LeaderRole.LEADER, area=COUNTY))
        with pytest.raises(dr.UnknownIdError):
            stood(facts, who)

    @pytest.mark.parametrize("as_of", ["2022-12-31", "2020-01-01"])
    def test_a_day_before_the_year(self, as_of: str) -> None:
        with pytest.raises(dr.ReportError):
            stood(handover(), as_of=as_of)

    @pytest.mark.parametrize("year", [-1, 0, 9999, 10000, "2023", 2023.0, True, None])
    def test_a_year_that_there_isnt(self, year: Any) -> None:
        with pytest.raises(dr.ReportError) as caught:
            stood(handover(), year=year)
        assert [(problem.code, problem.path) for problem in caught.value.problems] == [("no-such-year", "/year")]
        with pytest.raises(dr.ReportError):
            dr.standings(handover(), book(), year=year)

    @pytest.mark.parametrize("name", ["as_of", "known_by"])
    def test_a_datetime(self, name: str) -> None:
        asked: dict[str, Any] = {name: dt.datetime(2023, 12, 31, tzinfo=dt.UTC)}
        with pytest.raises(dr.DateTypeError):
            dr.standing(handover(), book(), "S-1", year=2023, **asked)


class TestAllAtOnce:
    def test_each_supervisor_in_order_of_id(self) -> None:
        facts = handover(
            report("2023-12-20", id="RV-2", reporter="S-2"), report("2023-12-10", id="RV-1", reporter="S-2")
        )
        for as_of, known_by in ((None, None), ("2023-06-30", None), (None, "2023-10-01")):
            asked = {"as_of": as_of and day(as_of), "known_by": known_by and day(known_by)}
            together = dr.standings(facts, book(), year=2023, **asked)
            assert [*together] == ["S-1", "S-2"]
            assert together == {who: dr.standing(facts, book(), who, year=2023, **asked) for who in ("S-1", "S-2")}
        assert [one.id for one in dr.standings(facts, book(), year=2023)["S-2"].reviews] == ["RV-1", "RV-2"]

    def test_of_a_part_those_that_it_answers_for(self) -> None:
        """The parts of a registry tell together what the whole tells."""
        facts = handover(company("C-2"), supervisor("S-3"), relation("A-3", "C-2", "S-3"))
        whole = dr.standings(facts, book(), year=2023)
        parts = [dr.standings(part, book(), year=2023) for part in facts.partition(3)]
        assert sum(map(len, parts)) == 3
        assert sorted(who for part in parts for who in part) == ["S-1", "S-2", "S-3"]
        quarters_of = {who: quarters(one.findings) for part in parts for who, one in part.items()}
        assert quarters_of == {who: quarters(one.findings) for who, one in whole.items()}

    def test_who_owed_nothing_stands_there_too(self) -> None:
        (only,) = dr.standings(registry(supervisor("S-1")), book(), year=2023).values()
        assert (only.findings, only.reviews, dict(only.outcomes)) == ((), (), {})


days = st.dates(day("2023-01-02"), day("2023-12-30"))


@st.composite
def careers(draw: st.DrawFn) -> dr.Registry:
    """Two companies that pass from hand to hand among three supervisors, with visits by any of them."""
    relations = []
    for company_ in ("C-1", "C-2"):
        cuts = sorted(draw(st.sets(days, max_size=3)))
        starts = [day("2022-11-01"), *cuts]
        ends = [(cut - dt.timedelta(1)).isoformat() for cut in cuts]
        for i, (start, end) in enumerate(zip(starts, [*ends, ".."], strict=True)):
            who = draw(st.sampled_from(["S-1", "S-2", "S-3"]))
            relations.append(relation(f"A-{company_}-{i}", company_, who, f"{start.isoformat()}/{end}"))
    seen = draw(
        st.sets(st.tuples(st.sampled_from(["C-1", "C-2"]), st.sampled_from(["S-1", "S-2", "S-3"]), days), max_size=8)
    )
    visits = [visit(on.isoformat(), company=where, visitor=who) for where, who, on in sorted(seen)]
    reports = [
        report(on.isoformat(), id=f"RV-{i}", reporter=who)
        for i, (who, on) in enumerate(draw(st.lists(st.tuples(st.sampled_from(["S-1", "S-2"]), days), max_size=3)))
    ]
    leaders = [
        dr.Leader(person=who, role=dr.LeaderRole.LEADER, area=COUNTY, period=period("2023-01-01/.."))
        for who in draw(st.sets(st.sampled_from(["S-1", "S-3", "L-1"])).map(sorted))
    ]
    return registry(
        company("C-1"),
        company("C-2"),
        *(supervisor(f"S-{i}") for i in (1, 2, 3)),
        *relations,
        *visits,
        *reports,
        *leaders,
    )


@settings(deadline=None, max_examples=40, database=None)
@given(
    careers(),
    st.fixed_dictionaries(
        {},
        optional={
            "quarter-bearer": st.sampled_from(["last", "each"]),
            "partial-quarter": st.sampled_from(["last-day", "whole", "any-day"]),
            "visit-at": st.sampled_from(["each-company", "once"]),
        },
    ),
)
def test_all_standings_together_are_what_the_audit_finds_of_supervisors(
    facts: dr.Registry, readings: dict[str, str]
) -> None:
    borne = [f for f in audited(facts, readings=readings) if f.bearer.kind == "supervisor"]
    standings = [stood(facts, who, readings=readings) for who in ("S-1", "S-2", "S-3")]
    together = [finding for standing in standings for finding in standing.findings]
    assert sorted(together, key=lambda f: f.id) == sorted(borne, key=lambda f: f.id)
    assert len({finding.id for finding in together}) == len(together)
    assert [*dr.standings(facts, book(readings), year=2023).values()] == standings
    reviewed = sorted(review.id for standing in standings for review in standing.reviews)
    assert reviewed == sorted(review.id for review in facts.reviews)
