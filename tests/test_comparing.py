"""What a reading decides: the same facts by each reading of an interpretation, and the findings that differ."""

import datetime as dt
import json
import pickle
from collections.abc import Sequence
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility import comparing
from dual_responsibility.comparing import ReadingComparison, ReadingDifference, compare_readings, with_dependencies

from .rules.building import (
    TOWNSHIP,
    VILLAGE,
    change,
    company,
    day,
    outcome,
    registry,
    relation,
    report,
    supervisor,
    team,
    visit,
)
from .strategies import Norms, norms, registries, windows

BOOK = dr.rulebook("suining-2022")
ADJUSTED = "adjust.personnel-change/company/C-1/CH-1"
QUARTER = "attend.quarter"


def compared(
    facts: dr.Registry,
    interpretation: str,
    *rules: str,
    as_of: str,
    since: str = "2023-01-01",
    known_by: str | None = None,
    readings: dict[str, str] | None = None,
) -> ReadingComparison:
    """The readings of one interpretation compared on some rules (all, if none is named)."""
    return compare_readings(
        facts,
        BOOK.with_readings(readings or {}),
        interpretation,
        since=day(since),
        as_of=day(as_of),
        known_by=None if known_by is None else day(known_by),
        rules=rules or ("*",),
    )


def decided(difference: ReadingDifference) -> dict[str, tuple[str, str | None] | None]:
    """Status and reason by reading."""
    return {reading: f and outcome(f) for reading, f in difference.by_reading.items()}


def handover(since: str = "2023-05-08") -> dr.Registry:
    """S-1 leaves on Thursday 27 April 2023; S-2 follows, on Monday 8 May unless given.

    29 April to 3 May are Labour Day's holidays; Saturday 6 May is worked for them, Sunday 7 May isn't.
    Five working days after the 27th: 28 April, 4, 5, 6 and 8 May. With the 27th: 27, 28 April, 4, 5 and 6 May.
    """
    return registry(
        company(),
        supervisor("S-1"),
        supervisor("S-2"),
        relation("A-1", held="2022-11-01/2023-04-26"),
        change("2023-04-27"),
        relation("A-2", supervisor="S-2", held=f"{since}/.."),
    )


PENDING, MET = ("PENDING", "not-yet-due"), ("FULFILLED", None)
MISSED, LATE = ("VIOLATED", "successor-missing"), ("FULFILLED_LATE", "successor-late")


class TestTheFirstDay:
    """Whether the day of the event counts moves the last day from Monday 8 May back to Saturday 6 May."""

    @pytest.mark.parametrize(
        ("as_of", "not_counted", "counted"),
        [
            ("2023-05-06", PENDING, PENDING),
            ("2023-05-07", PENDING, MISSED),
            ("2023-05-08", MET, LATE),
            ("2023-06-30", MET, LATE),
        ],
    )
    def test_how_the_duty_stands_by_each(
        self, as_of: str, not_counted: tuple[str, str | None], counted: tuple[str, str | None]
    ) -> None:
        (only,) = compared(handover(), "first-day", "adjust.*", as_of=as_of).differences
        assert only.id == ADJUSTED
        assert decided(only) == {"not-counted": not_counted, "counted": counted}
        assert [f and f.due for f in only.by_reading.values()] == [day("2023-05-08"), day("2023-05-06")]

    @pytest.mark.parametrize("since", ["2023-04-27", "2023-05-06"])
    def test_in_time_by_either_the_days_due_still_differ(self, since: str) -> None:
        (only,) = compared(handover(since), "first-day", "adjust.*", as_of="2023-06-30").differences
        assert decided(only) == {"not-counted": MET, "counted": MET}

    def test_a_vacancy_within_the_days_allowed_is_no_gap(self) -> None:
        """Sunday 7 May is within them by one reading and a gap by the other: two ids, each of one reading."""
        differences = compared(handover(), "first-day", "coverage.assigned", as_of="2023-06-30").differences
        assert [(one.id, decided(one)) for one in differences] == [
            ("coverage.assigned/company/C-1/2022-11-01", {"not-counted": MET, "counted": None}),
            (
                "coverage.assigned/company/C-1/2023-05-07",
                {"not-counted": None, "counted": ("FULFILLED_LATE", "seat-vacant")},
            ),
        ]

    def test_they_come_by_id(self) -> None:
        ids = [one.id for one in compared(handover(), "first-day", as_of="2023-06-30").differences]
        assert ids == [ADJUSTED, "coverage.assigned/company/C-1/2022-11-01", "coverage.assigned/company/C-1/2023-05-07"]

    def test_only_the_rules_that_name_it_are_audited(self) -> None:
        everything = compared(handover(), "first-day", as_of="2023-06-30")
        of_some = compared(handover(), "first-day", "adjust.*", "attend.*", as_of="2023-06-30")
        for made in everything.reports.values():
            assert {*made.rules} == {id for id, rule in BOOK.rules.items() if "first-day" in rule.readings}
        for made in of_some.reports.values():
            assert made.rules == ("adjust.personnel-change", "adjust.work-change", "adjust.incapacity")

    def test_each_report_is_the_audit_by_that_reading(self) -> None:
        asked = compared(handover(), "first-day", "adjust.*", as_of="2023-06-30")
        assert [*asked.reports] == ["not-counted", "counted"]
        for reading, made in asked.reports.items():
            assert made == report(
                handover(), "adjust.*", since="2023-01-01", as_of="2023-06-30", readings={"first-day": reading}
            )

    def test_the_reading_in_use_may_be_another(self) -> None:
        asked = compared(handover(), "first-day", "adjust.*", as_of="2023-06-30", readings={"first-day": "counted"})
        assert asked.interpretation.chosen == "counted"
        (moved,) = asked.against("not-counted")
        assert moved.before is not None
        assert moved.after is not None
        assert (outcome(moved.before), outcome(moved.after)) == (LATE, MET)

    def test_a_calendar_may_be_given(self) -> None:
        window: dict[str, Any] = {"since": day("2023-01-01"), "as_of": day("2023-06-30")}
        given_ = compare_readings(handover(), BOOK, "first-day", calendar=dr.WorkCalendar.china(), **window)
        assert given_ == compared(handover(), "first-day", as_of="2023-06-30")


class TestAgainst:
    def test_from_the_reading_in_use_to_another(self) -> None:
        asked = compared(handover(), "first-day", "adjust.*", as_of="2023-06-30")
        (only,) = asked.differences
        assert asked.against("counted") == (
            dr.Difference(ADJUSTED, only.by_reading["not-counted"], only.by_reading["counted"]),
        )

    def test_to_itself_nothing_differs(self) -> None:
        asked = compared(handover(), "first-day", as_of="2023-06-30")
        assert asked.against("not-counted") == ()

    def test_of_three_readings_each_has_its_own_differences(self) -> None:
        """The last quarter of 2022 isn't owed if the rules bind from 1 January 2023.

        In force from 1 November or from 20 December 2022 it is owed, but not from the same day.
        """
        facts = registry(company(), supervisor(), relation())
        asked = compared(facts, "in-force-from", QUARTER, since="2022-11-01", as_of="2023-06-30")
        assert [(one.id, [*decided(one).values()]) for one in asked.differences] == [
            (
                "attend.quarter/company/C-1/2022-Q4",
                [("VIOLATED", "visit-missing"), ("VIOLATED", "visit-missing"), None],
            )
        ]
        assert [one.id for one in asked.against("2022-12-20")] == ["attend.quarter/company/C-1/2022-Q4"]
        assert [one.after for one in asked.against("2023-01-01")] == [None]

    def test_to_a_reading_that_there_isnt(self) -> None:
        asked = compared(handover(), "first-day", as_of="2023-06-30")
        with pytest.raises(dr.ReadingError) as caught:
            asked.against("maybe")
        (problem,) = caught.value.problems
        assert (problem.code, problem.path) == ("unknown-reading", "/readings/first-day")


class TestWhatDiffers:
    def test_other_duties_by_another_reading(self) -> None:
        """Each of two companies visited or not; or any of them once, which then is about the supervisor."""
        facts = registry(
            company("C-1"),
            company("C-2"),
            supervisor(),
            relation("A-1", "C-1"),
            relation("A-2", "C-2"),
            visit("2023-02-01"),
        )
        asked = compared(facts, "visit-at", as_of="2023-04-01")
        of_first = [one for one in asked.differences if "2023-Q1" in one.id]
        assert [(one.id, decided(one)) for one in of_first] == [
            ("attend.quarter/company/C-1/2023-Q1", {"each-company": MET, "once": None}),
            ("attend.quarter/company/C-2/2023-Q1", {"each-company": ("VIOLATED", "visit-missing"), "once": None}),
            ("attend.quarter/supervisor/S-1/2023-Q1", {"each-company": None, "once": MET}),
        ]

    def test_the_bearer(self) -> None:
        """The area of the post that was left, a township, or that of the company, a village."""
        (only,) = compared(handover(), "adjust-bearer", as_of="2023-06-30").differences
        assert [str(f and f.bearer) for f in only.by_reading.values()] == [f"area {TOWNSHIP}", f"area {VILLAGE}"]

    def test_the_days_that_a_finding_stands_for(self) -> None:
        """May 2023 has 31 days, each with its record; that of the 6th was filled in afterwards."""
        log = dr.ControlLog(
            company="C-1",
            cycle=dr.Cycle.DAILY,
            kept=dr.DaySet.between(day("2023-05-01"), day("2023-05-31")),
            entered_late=dr.DaySet([day("2023-05-06")]),
        )
        facts = registry(company(), log)
        asked = compared(facts, "entered-later", "control.daily", since="2023-05-01", as_of="2023-05-31")
        counts = {
            one.id: [f and (f.count, f.status.value) for f in one.by_reading.values()] for one in asked.differences
        }
        chosen, other = (reading.id for reading in BOOK.interpretations["entered-later"].readings)
        assert (chosen, other) == ("flagged", "late")
        assert counts == {
            "control.daily/company/C-1/kept@2023-05-01": [(31, "FULFILLED"), (30, "FULFILLED")],
            "control.daily/company/C-1/record-late@2023-05-06": [None, (1, "FULFILLED_LATE")],
        }

    def test_what_is_only_told_otherwise_doesnt(self) -> None:
        """The assistant and the supervisor came on the same day: by one reading the first of the two visits counts."""
        assistant = team(dr.TeamRole.ASSISTANT)
        facts = registry(
            company(),
            supervisor(),
            relation(team=assistant),
            visit("2023-02-01", id="V-1", visitor=assistant[0].member),
            visit("2023-02-01", id="V-2"),
        )
        asked = compared(facts, "team-visit", QUARTER, as_of="2023-03-31")
        one, other = (made.findings for made in asked.reports.values())
        assert one != other
        assert [outcome(f) for f in (*one, *other)] == [MET, MET]
        assert asked.differences == ()

    def test_nothing_where_no_rule_depends_on_it(self) -> None:
        for made in (
            compared(handover(), "first-day", "attend.*", as_of="2023-06-30"),
            compared(handover(), "escalated-count", as_of="2023-06-30"),
        ):
            assert made.differences == ()
            assert all((one.rules, one.findings) == ((), ()) for one in made.reports.values())


class TestWhatWasKnown:
    """No rule names the reading of what isn't said to be recorded; seen as known on a day, all rest on it."""

    facts = registry(company(), supervisor(), relation(), visit("2023-02-01"))

    def test_on_a_day_before_the_visit(self) -> None:
        """As known on 31 January: a visit of 1 February isn't known yet, or has been all along."""
        asked = compared(self.facts, "recorded-default", QUARTER, as_of="2023-03-31", known_by="2023-01-31")
        assert [(one.id, decided(one)) for one in asked.differences] == [
            ("attend.quarter/company/C-1/2023-Q1", {"own-day": PENDING, "always-known": MET})
        ]

    def test_every_rule_is_looked_at(self) -> None:
        asked = compared(self.facts, "recorded-default", as_of="2023-03-31", known_by="2023-01-31")
        assert {id for made in asked.reports.values() for id in made.rules} == {*BOOK.rules}

    def test_with_all_that_is_known_it_decides_nothing(self) -> None:
        asked = compared(self.facts, "recorded-default", as_of="2023-03-31")
        assert asked.differences == ()
        assert asked.reports["own-day"].rules == ()


class TestInWords:
    def test_in_chinese(self) -> None:
        assert compared(handover(), "first-day", as_of="2023-06-30").describe("zh").splitlines() == [
            "first-day：事由发生当日是否计入期限？",
            "- not-counted（所用读法）：当日不计",
            "- counted：当日计入：按工作日计算的，是工作日才计为第1日",
            "与之有关的规则：coverage.assigned、coverage.tier、adjust.personnel-change、adjust.work-change、"
            "adjust.incapacity、hazard.regulator-reports-in、hazard.disposed。因读法而异的核查结果：3项。",
            "按读法 counted，不同的：3项",
            "  已履行→逾期履行：1项",
            "  已履行→无此项：1项",
            "  无此项→逾期履行：1项",
        ]

    def test_in_english(self) -> None:
        asked = compared(handover("2023-05-06"), "first-day", "adjust.personnel-change", as_of="2023-06-30")
        assert asked.describe("en").splitlines() == [
            "first-day: Does the day of the event count among the days allowed?",
            "- not-counted (in use): the day of the event isn't counted",
            "- counted: the day of the event is the first day; of working days, if it is one",
            "Rules that depend on it: adjust.personnel-change. Findings that differ by reading: 1.",
            "By counted, findings that differ: 1",
            "  still fulfilled, with another reason, day, bearer or count: 1",
        ]

    def test_the_same_by_every_reading(self) -> None:
        told = compared(registry(company()), "first-day", "adjust.incapacity", as_of="2023-06-30").describe("zh")
        assert told.splitlines()[3:] == ["与之有关的规则：adjust.incapacity。因读法而异的核查结果：0项。"]

    def test_no_rule_that_depends_on_it(self) -> None:
        asked = compared(handover(), "first-day", QUARTER, as_of="2023-06-30")
        assert asked.describe("zh").splitlines()[3:] == ["所查的规则都与这一解释无关。"]
        assert asked.describe("en").splitlines()[3:] == ["None of the rules that were asked for depends on it."]

    def test_in_no_other_language(self) -> None:
        with pytest.raises(ValueError, match="lang"):
            compared(handover(), "first-day", as_of="2023-06-30").describe("fr")

    @pytest.mark.parametrize("id", BOOK.interpretations)
    def test_every_interpretation_can_be_told(self, id: str) -> None:
        asked = compared(handover(), id, as_of="2023-06-30")
        for lang in ("zh", "en"):
            told = asked.describe(lang)
            assert all(reading.text.in_language(lang) in told for reading in asked.interpretation.readings)
            assert not any(left in told for left in ("None:", "Status.", "{", "}"))


class TestAsData:
    def test_rows(self) -> None:
        asked = compared(handover(), "first-day", as_of="2023-06-30")
        rows = asked.to_rows()
        assert json.loads(json.dumps(rows)) == rows
        assert [row["id"] for row in rows] == [one.id for one in asked.differences]
        first, second, _ = rows
        assert (first["interpretation"], first["chosen"]) == ("first-day", "not-counted")
        assert [first["by_reading"][id]["due"] for id in ("not-counted", "counted")] == ["2023-05-08", "2023-05-06"]
        assert second["by_reading"]["counted"] is None

    def test_no_rows_without_differences(self) -> None:
        assert compared(handover(), "first-day", QUARTER, as_of="2023-06-30").to_rows() == []

    def test_it_is_a_value(self) -> None:
        asked, again = (compared(handover(), "first-day", as_of="2023-06-30") for _ in range(2))
        assert asked == again
        assert hash(asked) == hash(again)
        assert pickle.loads(pickle.dumps(asked)) == asked
        assert pickle.loads(pickle.dumps(asked)).differences == asked.differences
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            asked.interpretation = BOOK.interpretations["visit-at"]  # type: ignore[misc]


class TestRefused:
    def test_an_interpretation_that_is_not_on_the_register(self) -> None:
        with pytest.raises(dr.ReadingError) as caught:
            compared(handover(), "last-day", as_of="2023-06-30")
        (problem,) = caught.value.problems
        assert (problem.code, problem.path) == ("unknown-interpretation", "/readings/last-day")

    def test_a_pattern_that_names_no_rule(self) -> None:
        with pytest.raises(dr.UnknownIdError) as caught:
            compared(handover(), "first-day", "adjust.*", "adjusted.*", as_of="2023-06-30")
        assert [problem.code for problem in caught.value.problems] == ["unknown-rule"]

    @pytest.mark.parametrize("rule", ["adjust.*", QUARTER])
    def test_days_that_audit_refuses_whether_or_not_a_rule_depends_on_it(self, rule: str) -> None:
        with pytest.raises(dr.ReportError):
            compared(handover(), "first-day", rule, as_of="2022-12-31")
        at_noon: Any = dt.datetime(2023, 6, 30, 12, tzinfo=dt.UTC)
        with pytest.raises(dr.DateTypeError):
            compare_readings(handover(), BOOK, "first-day", since=day("2023-01-01"), as_of=at_noon, rules=[rule])


def dependencies(facts: dr.Registry, *rules: str, **window: Any) -> dict[str, Sequence[str] | None]:
    """What each finding depends on, by id."""
    told = with_dependencies(report(facts, *rules, **window), facts)
    return {finding.id: finding.depends_on for finding in told.findings}


WINDOW: dict[str, Any] = {"since": "2023-01-01", "as_of": "2023-06-30"}


class TestDependsOn:
    def test_in_order_of_the_register(self) -> None:
        """A change effective on 27 April, on which day it was decided and known isn't on record.

        With the day counted it falls due on 6 May; by the day decided or known there is no day; if five
        days are for incapacity alone there is no due day; one duty for all companies is the supervisor's;
        the area of the post left is the township. It arose long after the rules bind by any reading.
        """
        assert dependencies(handover(), "adjust.*", **WINDOW) == {
            ADJUSTED: ("first-day", "event-day", "five-days-causes", "adjusted-means", "adjust-bearer")
        }

    def test_on_none(self) -> None:
        """A card that isn't shown since the relation began on 1 May is missing by any reading."""
        facts = registry(company(), supervisor(), relation(held="2023-05-01/.."))
        assert dependencies(facts, "notice-card.displayed", **WINDOW) == {"notice-card.displayed/company/C-1/A-1": ()}

    def test_on_one_of_three_readings(self) -> None:
        """A relation since 25 December 2022 is before the rules bind by one of three readings only."""
        facts = registry(company(), supervisor(), relation(held="2022-12-25/.."))
        assert [*dependencies(facts, "coverage.area", **WINDOW).values()] == [("in-force-from",)]

    def test_what_rests_on_when_it_was_known(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/.."), visit("2023-02-01"))
        asked = {"since": "2023-01-01", "as_of": "2023-02-28"}
        known = dependencies(facts, QUARTER, known_by="2023-01-31", **asked)
        assert "recorded-default" in (known["attend.quarter/company/C-1/2023-Q1"] or ())
        seen = dependencies(facts, QUARTER, **asked)
        assert "recorded-default" not in (seen["attend.quarter/company/C-1/2023-Q1"] or ())

    def test_the_report_is_the_same(self) -> None:
        made = report(handover(), **WINDOW)
        told = with_dependencies(made, handover())
        assert told == made
        assert told.context is made.context
        assert (told.fingerprint, told.rules, told.roster) == (made.fingerprint, made.rules, made.roster)
        assert all(finding.depends_on is not None for finding in told.findings)
        assert all(finding.depends_on is None for finding in made.findings)
        assert {type(f) for f in told.findings} == {dr.Finding, dr.Series}

    def test_it_goes_by_the_readings_of_the_report(self) -> None:
        """Where the five days are for incapacity alone, there is none of these duties to count from a first day."""
        readings = {"five-days-causes": "incapacity-only"}
        for depends_on in dependencies(handover(), "adjust.*", readings=readings, **WINDOW).values():
            assert "first-day" not in (depends_on or ())

    def test_parts_together_say_what_the_whole_says(self) -> None:
        facts = handover()
        whole = with_dependencies(report(facts, "adjust.*", "coverage.*", **WINDOW), facts)
        parts = [
            with_dependencies(report(part, "adjust.*", "coverage.*", **WINDOW), part) for part in facts.partition(2)
        ]
        joined = parts[0].join(parts[1])
        assert joined == whole
        assert [f.depends_on for f in joined.findings] == [f.depends_on for f in whole.findings]

    def test_what_it_costs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One audit by the report's own readings, and one by each other reading that the rule names."""
        asked: list[Sequence[str]] = []

        def counting(*args: Any, **kwargs: Any) -> dr.Report:
            asked.append(kwargs["rules"])
            return dr.audit(*args, **kwargs)

        monkeypatch.setattr(comparing, "audit", counting)
        made = report(handover(), "adjust.*", QUARTER, **WINDOW)
        with_dependencies(made, handover())
        named = [{*BOOK.rules[id].readings} for id in ("adjust.personnel-change", QUARTER)]
        others = sum(len(BOOK.interpretations[id].readings) - 1 for id in named[0] | named[1])
        assert len(asked) == 1 + others
        assert asked[0] == made.rules
        # Of the three rules of adjust.* only one has findings.
        assert {id for rules in asked[1:] for id in rules} == {"adjust.personnel-change", QUARTER}

    def test_without_findings_nothing_is_asked(self) -> None:
        made = report(dr.Registry(), **WINDOW)
        assert with_dependencies(made, dr.Registry()) == made

    def test_facts_that_the_report_isnt_about_are_refused(self) -> None:
        made = report(handover(), **WINDOW)
        with pytest.raises(dr.ReportError) as caught:
            with_dependencies(made, handover("2023-05-10"))
        assert [(problem.code, problem.path) for problem in caught.value.problems] == [("other-registry", "/registry")]


class TestTheFieldOfAFinding:
    """Two findings that differ only in it are equal, and a finding that nobody has asked shows nothing of it."""

    facts = handover()
    made = report(facts, "adjust.*", "control.*", since="2023-01-01", as_of="2023-06-30")
    told = with_dependencies(made, facts)
    kinds = pytest.mark.parametrize("kind", [dr.Finding, dr.Series])

    def pair(self, kind: type) -> tuple[dr.Finding, dr.Finding]:
        """A finding before and after it was worked out."""
        return next(
            (f, g)
            for f, g in zip(self.made.findings, self.told.findings, strict=True)
            if type(f) is kind and g.depends_on
        )

    @kinds
    def test_it_changes_neither_the_value_nor_how_it_is_shown(self, kind: type) -> None:
        before, after = self.pair(kind)
        assert (before.depends_on, type(after.depends_on)) == (None, tuple)
        assert after == before
        assert hash(after) == hash(before)
        assert repr(after) == repr(before)
        assert after.explain() == before.explain()
        assert after.expand() == before.expand()

    @kinds
    def test_it_is_kept(self, kind: type) -> None:
        for finding in self.pair(kind):
            for copy in (pickle.loads(pickle.dumps(finding)), attrs.evolve(finding, reason=finding.reason)):
                assert copy == finding
                assert copy.depends_on == finding.depends_on

    @kinds
    def test_in_a_row_only_where_it_has_been_asked_for(self, kind: type) -> None:
        before, after = self.pair(kind)
        assert "depends_on" not in before.to_row()
        assert after.to_row() == {**before.to_row(), "depends_on": [*(after.depends_on or ())]}
        assert attrs.evolve(before, depends_on=()).to_row()["depends_on"] == []

    def test_it_is_given_by_name_only(self) -> None:
        before, _ = self.pair(dr.Finding)
        with pytest.raises(TypeError):
            dr.Finding(before.obligation, before.status, None, None, (), before.context, ())  # type: ignore[misc]


often = settings(deadline=None, max_examples=40, database=None)
seldom = settings(deadline=None, max_examples=15, database=None)
interpretations = st.sampled_from([*BOOK.interpretations])


def asked_of(facts: dr.Registry, book: dr.Rulebook, interpretation: str, window: Any) -> ReadingComparison:
    """The comparison on all rules."""
    return compare_readings(facts, book, interpretation, **window)


def brief(finding: dr.Finding | None) -> Any:
    """Its decision, as its row says it."""
    row = finding and finding.to_row()
    named = ("status", "reason", "bearer", "arose", "due", "closed", "count", "days")
    return row and [row[name] for name in named]


@often
@given(registries(), norms, interpretations, windows())
def test_each_reading_is_compared_as_the_plain_audit_finds_it(
    facts: dr.Registry, used: Norms, interpretation: str, window: Any
) -> None:
    """What the readings do to rules left out is nothing: the whole audits differ in the same decisions."""
    asked = asked_of(facts, used.book, interpretation, window)
    chosen = asked.interpretation.chosen
    plain = {
        reading: dr.audit(facts, used.book.with_readings({interpretation: reading}), **window)
        for reading in asked.reports
    }
    for reading, made in asked.reports.items():
        assert made.findings == tuple(f for f in plain[reading].findings if f.rule_id in made.rules)
        differing = [one.id for one in plain[chosen].diff(plain[reading]) if brief(one.before) != brief(one.after)]
        assert [one.id for one in asked.against(reading)] == differing
    assert {one.id for one in asked.differences} >= {one.id for reading in plain for one in asked.against(reading)}


@often
@given(registries(), norms, interpretations, windows(), st.integers(1, 4))
def test_the_parts_of_a_registry_differ_together_as_the_whole_does(
    facts: dr.Registry, used: Norms, interpretation: str, window: Any, n: int
) -> None:
    whole = asked_of(facts, used.book, interpretation, window).differences
    parts = [
        one for part in facts.partition(n) for one in asked_of(part, used.book, interpretation, window).differences
    ]
    assert sorted(parts, key=lambda one: one.id) == [*whole]


@seldom
@given(registries(), norms, windows())
def test_a_finding_depends_on_what_its_comparisons_show(facts: dr.Registry, used: Norms, window: Any) -> None:
    made = dr.audit(facts, used.book, rules=("adjust.*", "coverage.*"), **window)
    depends: dict[str, list[str]] = {finding.id: [] for finding in made.findings}
    for interpretation in used.book.interpretations:
        asked = compare_readings(facts, used.book, interpretation, rules=made.rules, **window)
        for id in {one.id for reading in asked.reports for one in asked.against(reading)} & {*depends}:
            depends[id].append(interpretation)
    told = with_dependencies(made, facts)
    assert {finding.id: [*(finding.depends_on or ())] for finding in told.findings} == depends
