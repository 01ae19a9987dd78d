"""Report: what offices ask of it: sums, caseload (§9.3), completion rates, differences, rows."""

import copy
import json
import pickle
from decimal import Decimal
from typing import Any

import attrs
import pytest

import dual_responsibility as dr

from .rules.building import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    OTHER_VILLAGE,
    TOWNSHIP,
    VILLAGE,
    change,
    company,
    day,
    everything_but,
    grounds,
    post,
    registry,
    relation,
    report,
    supervisor,
    visit,
)
from .rules.control_building import log, shop

QUARTER = "attend.quarter"
Grade, Status, Tier = dr.Grade, dr.Status, dr.Tier
NONE = dict.fromkeys(Status, 0)


def half_year(**asked: Any) -> dr.Report:
    """Visits in the first half of 2023, as of 30 June, at four companies.

    C-1 (grade C) and C-2 (grade D) lie in one county with S-1, C-3 (grade C) in the other with S-2, and C-4 has no
    grade. Q1: C-1 and C-2 visited, C-3 and C-4 missed. Q2: C-1 visited, the rest pending.
    """
    facts = registry(
        company("C-1"),
        company("C-2", Grade.D),
        company("C-3", area=OTHER_VILLAGE),
        company("C-4", None),
        supervisor("S-1"),
        supervisor("S-2"),
        *(relation(f"A-{i}", f"C-{i}", "S-2" if i == 3 else "S-1", held="2023-01-01/..") for i in (1, 2, 3, 4)),
        visit("2023-03-31"),
        visit("2023-01-01", company="C-2"),
        visit("2023-06-30"),
    )
    return report(facts, *asked.pop("rules", (QUARTER,)), since="2023-01-01", as_of="2023-06-30", **asked)


class TestSummary:
    """It counts obligations."""

    def test_by_status(self) -> None:
        summary = half_year().summary()
        assert summary.total == 8
        assert summary.by_status == {**NONE, Status.FULFILLED: 3, Status.VIOLATED: 2, Status.PENDING: 3}

    def test_by_rule_every_rule_asked_for_is_there(self) -> None:
        summary = half_year(rules=(QUARTER, "adjust.work-change")).summary()
        assert summary.by_rule["adjust.work-change"] == NONE
        assert summary.by_rule[QUARTER][Status.VIOLATED] == 2

    def test_by_the_tier_of_the_grade(self) -> None:
        by_tier = half_year().summary().by_tier
        assert list(by_tier) == [Tier.TOWNSHIP, Tier.VILLAGE, None]
        assert by_tier[Tier.TOWNSHIP] == {**NONE, Status.FULFILLED: 2, Status.VIOLATED: 1, Status.PENDING: 1}
        assert by_tier[Tier.VILLAGE] == {**NONE, Status.FULFILLED: 1, Status.PENDING: 1}
        assert by_tier[None] == {**NONE, Status.VIOLATED: 1, Status.PENDING: 1}

    def test_by_area_with_all_below_it(self) -> None:
        by_area = half_year().summary().by_area
        assert sum(by_area[CITY].values()) == 8
        assert sum(by_area[COUNTY].values()) == sum(by_area[TOWNSHIP].values()) == sum(by_area[VILLAGE].values()) == 6
        assert by_area[OTHER_COUNTY] == {**NONE, Status.VIOLATED: 1, Status.PENDING: 1}

    def test_of_nothing(self) -> None:
        empty = report(registry(), QUARTER, as_of="2023-06-30").summary()
        assert (empty.total, empty.by_status, dict(empty.by_tier), dict(empty.by_area)) == (0, NONE, {}, {})


class TestViolations:
    def test_they_are_the_open_ones(self) -> None:
        found = half_year()
        assert [finding.id for finding in found.violations] == [
            "attend.quarter/company/C-3/2023-Q1",
            "attend.quarter/company/C-4/2023-Q1",
        ]

    def test_what_was_late_is_a_breach_but_not_an_open_one(self) -> None:
        facts = registry(
            company(), supervisor("S-1"), supervisor("S-2"), relation(),
            relation("A-2", supervisor="S-2", held="2023-05-09/.."), change("2023-04-27"),
        )  # fmt: skip
        found = report(facts, "adjust.*", as_of="2023-06-30")
        assert [finding.status.is_breach for finding in found.findings] == [True]
        assert found.violations == ()


class TestCompletion:
    """督导完成率: fulfilled, on time or late, over all; what can't be told stands apart."""

    def test_one_rate(self) -> None:
        (rate,) = half_year().completion(QUARTER)
        assert rate == dr.Completion(QUARTER, on_time=3, late=0, open=5, undetermined=0)
        assert (rate.total, rate.rate) == (8, Decimal("37.50"))

    def test_what_was_late_counts_as_fulfilled(self) -> None:
        """Of three companies left, one was adjusted in time, one late, one not."""
        facts = registry(
            *(company(f"C-{i}") for i in (1, 2, 3)), supervisor("S-1"), supervisor("S-2"),
            *(relation(f"A-{i}", f"C-{i}") for i in (1, 2, 3)),
            relation("B-1", "C-1", "S-2", held="2023-05-08/.."),
            relation("B-2", "C-2", "S-2", held="2023-05-09/.."),
            change("2023-04-27"),
        )  # fmt: skip
        (rate,) = report(facts, "adjust.*", as_of="2023-05-31").completion("adjust.*")
        assert (rate.key, rate.on_time, rate.late, rate.open) == ("adjust.*", 1, 1, 1)
        assert rate.rate == Decimal("66.67")

    def test_what_cant_be_told_isnt_in_the_rate(self) -> None:
        facts = registry(
            company("C-1"), company("C-2"), supervisor(),
            relation("A-1", "C-1", held="2023-01-01/.."), relation("A-2", "C-2", held="2023-01-01/.."),
            visit("2023-02-14"), complete=everything_but("visits"),
        )  # fmt: skip
        (rate,) = report(facts, QUARTER, since="2023-01-01", as_of="2023-04-01").completion(QUARTER)
        # Q1: one visited, one unknown; Q2: two pending.
        assert (rate.on_time, rate.open, rate.undetermined, rate.total) == (1, 2, 1, 3)
        assert rate.rate == Decimal("33.33")

    def test_by_tier(self) -> None:
        rates = half_year().completion(QUARTER, by="tier")
        assert [(rate.key, rate.rate) for rate in rates] == [
            (Tier.TOWNSHIP, Decimal("50.00")),
            (Tier.VILLAGE, Decimal("50.00")),
            (None, Decimal("0.00")),
        ]

    def test_by_area(self) -> None:
        rates = {rate.key: rate.rate for rate in half_year().completion(QUARTER, by="area")}
        assert rates[CITY] == Decimal("37.50")
        assert rates[COUNTY] == rates[VILLAGE] == Decimal("50.00")
        assert rates[OTHER_COUNTY] == Decimal("0.00")

    def test_by_supervisor(self) -> None:
        rates = half_year().completion(QUARTER, by="supervisor")
        assert [(rate.key, rate.on_time, rate.open) for rate in rates] == [("S-1", 3, 3), ("S-2", 0, 2)]

    def test_an_areas_duty_is_no_supervisors(self) -> None:
        facts = registry(company(), supervisor(), relation(), change("2023-04-27"))
        assert report(facts, "adjust.*", as_of="2023-06-30").completion("adjust.*", by="supervisor") == ()

    def test_of_nothing_there_is_no_rate(self) -> None:
        (rate,) = report(registry(), QUARTER, as_of="2023-06-30").completion(QUARTER)
        assert (rate.total, rate.rate) == (0, None)

    def test_a_rule_that_isnt_in_the_report(self) -> None:
        with pytest.raises(dr.UnknownIdError) as caught:
            half_year().completion("adjust.*")
        assert [problem.code for problem in caught.value.problems] == ["unknown-rule"]

    def test_by_something_else(self) -> None:
        with pytest.raises(dr.ReportError) as caught:
            half_year().completion(QUARTER, by="grade")
        assert [problem.path for problem in caught.value.problems] == ["/by"]


class TestCaseload:
    """§9.3: supervisors by the tier of their post, companies by grade, and the ratio."""

    def facts(self) -> dr.Registry:
        """One A, two B, five C (one a school that the county took), four D; 1, 1, 2 and 3 supervisors."""
        taken = company("C-S", Grade.C, grounds=grounds(("2022-01-01/..", dr.EscalationGround.SCHOOL)))
        others = [
            company(f"C-{grade.value}{i}", grade)
            for grade, count in zip(Grade, (1, 2, 4, 4), strict=True)
            for i in range(count)
        ]
        people = [
            supervisor(f"S-{tier.value}-{i}", tier)
            for tier, count in zip(Tier, (1, 1, 2, 3), strict=True)
            for i in range(count)
        ]
        return registry(
            taken,
            *others,
            *people,
            relation("A-S", "C-S", "S-COUNTY-0"),
            *(
                relation(f"A-{grade.value}{i}", f"C-{grade.value}{i}", f"S-{tier.value}-0")
                for grade, tier, count in zip(Grade, Tier, (1, 2, 4, 4), strict=True)
                for i in range(count)
            ),
        )

    def rows(self, facts: dr.Registry, as_of: str = "2023-06-30", **asked: Any) -> list[tuple[str, int, str, int, str]]:
        found = report(facts, QUARTER, as_of=as_of, **asked).caseload().rows
        return [(row.tier.value, row.supervisors, row.grade.value, row.companies, row.ratio.zh) for row in found]

    def test_the_table_that_the_source_publishes(self) -> None:
        assert self.rows(self.facts()) == [
            ("CITY", 1, "A", 1, "1:1"),
            ("COUNTY", 1, "B", 2, "1:2"),
            ("TOWNSHIP", 2, "C", 5, "1:2.5"),
            ("VILLAGE", 3, "D", 4, "1:1.33"),
        ]

    def test_escalated_companies_where_they_went_by_the_other_reading(self) -> None:
        assert self.rows(self.facts(), readings={"escalated-count": "where-taken"}) == [
            ("CITY", 1, "A", 1, "1:1"),
            ("COUNTY", 1, "B", 3, "1:3"),
            ("TOWNSHIP", 2, "C", 4, "1:2"),
            ("VILLAGE", 3, "D", 4, "1:1.33"),
        ]

    def test_how_many_are_escalated_and_the_sums(self) -> None:
        caseload = report(self.facts(), QUARTER, as_of="2023-06-30").caseload()
        assert (caseload.supervisors, caseload.companies, caseload.escalated) == (7, 12, 1)
        assert caseload.as_of == day("2023-06-30")

    def test_as_of_a_day(self) -> None:
        """A company that has closed, a grade that has changed, a post that has ended."""
        facts = registry(
            company("C-1", operating=dr.Period.parse("2022-01-01/2023-03-31")),
            company("C-2", (("2022-01-01/2023-03-31", Grade.C), ("2023-04-01/..", Grade.B))),
            supervisor("S-1", posts=post(held="2022-01-01/2023-03-31")),
            supervisor("S-2", posts=post(Tier.COUNTY, "2023-04-01/..")),
        )
        assert self.rows(facts, "2023-03-31")[1:3] == [("COUNTY", 0, "B", 0, "—"), ("TOWNSHIP", 1, "C", 2, "1:2")]
        assert self.rows(facts, "2023-04-01")[1:3] == [("COUNTY", 1, "B", 1, "1:1"), ("TOWNSHIP", 0, "C", 0, "—")]

    @pytest.mark.parametrize(
        ("supervisors", "companies", "as_published"),
        [(37, 37, "1:1"), (149, 199, "1:1.34"), (1414, 3923, "1:2.77"), (2181, 18704, "1:8.58")],
    )
    def test_ratios_as_published(self, supervisors: int, companies: int, as_published: str) -> None:
        ratio = dr.Ratio(supervisors, companies)
        assert (ratio.zh, ratio.en) == (as_published, as_published)

    def test_a_ratio_without_supervisors(self) -> None:
        assert (dr.Ratio(0, 4).value, dr.Ratio(0, 4).zh) == (None, "—")


class TestJoin:
    def parts(self, **asked: Any) -> list[dr.Report]:
        facts = registry(
            company("C-1"), company("C-2"), supervisor("S-1"), supervisor("S-2"),
            relation("A-1", "C-1"), relation("A-2", "C-2", "S-2"),
        )  # fmt: skip
        return [report(part, QUARTER, as_of="2023-06-30", **asked) for part in facts.partition(2)]

    def test_either_way_round(self) -> None:
        one, other = self.parts()
        assert one.join(other) == other.join(one)
        assert [finding.subject.id for finding in one.join(other).findings] == ["C-1"] * 3 + ["C-2"] * 3

    def test_with_a_report_judged_by_other_days(self) -> None:
        one, other = self.parts()[0], self.parts(since="2023-01-01")[1]
        with pytest.raises(dr.ReportError) as caught:
            one.join(other)
        assert [problem.code for problem in caught.value.problems] == ["different-context"]

    def test_with_a_report_judged_by_other_readings(self) -> None:
        one, other = self.parts()[0], self.parts(readings={"team-visit": "team-counts"})[1]
        with pytest.raises(dr.ReportError):
            one.join(other)

    def test_with_a_report_on_other_rules(self) -> None:
        one = self.parts()[0]
        with pytest.raises(dr.ReportError):
            one.join(half_year(rules=("adjust.*",)))

    def test_with_itself(self) -> None:
        one = self.parts()[0]
        with pytest.raises(dr.ReportError) as caught:
            one.join(one)
        assert [problem.code for problem in caught.value.problems] == ["shared-obligation"]


class TestDiff:
    def test_from_one_day_to_the_next(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/.."), visit("2023-04-01"))
        march = report(facts, QUARTER, since="2023-01-01", as_of="2023-03-31")
        april = report(facts, QUARTER, since="2023-01-01", as_of="2023-04-01")
        changed, new = march.diff(april)
        assert changed.id == "attend.quarter/company/C-1/2023-Q1"
        assert changed.before is not None
        assert changed.after is not None
        assert (changed.before.status, changed.after.status) == (Status.PENDING, Status.VIOLATED)
        assert (new.id, new.before) == ("attend.quarter/company/C-1/2023-Q2", None)
        assert [(d.id, d.before, d.after) for d in april.diff(march)] == [
            (d.id, d.after, d.before) for d in march.diff(april)
        ]

    def test_of_a_report_with_itself(self) -> None:
        assert half_year().diff(half_year()) == ()


class TestRows:
    def test_they_are_plain_data(self) -> None:
        rows = half_year(rules=("*",)).to_rows()
        assert json.loads(json.dumps(rows, ensure_ascii=False, allow_nan=False)) == rows

    def test_a_row_says_what_the_finding_says(self) -> None:
        facts = registry(
            company(), supervisor("S-1"), supervisor("S-2"), relation(),
            relation("A-2", supervisor="S-2", held="2023-01-07/.."), change("2022-12-29"),
        )  # fmt: skip
        (row,) = report(facts, "adjust.*", as_of="2023-06-30").to_rows()
        assert row == {
            "id": "adjust.personnel-change/company/C-1/CH-1",
            "rule_id": "adjust.personnel-change",
            "status": "FULFILLED_LATE",
            "reason": "successor-late",
            "bearer": {"kind": "area", "id": TOWNSHIP},
            "subject": {"kind": "company", "id": "C-1"},
            "trigger": "CH-1",
            "arose": "2022-12-29",
            "due": "2023-01-06",
            "closed": "2023-01-07",
            "count": 1,
            "days": None,
            "flags": [],
            "cure": "none-needed",
            "late": {"calendar_days": 1, "working_days": 0},
            "citations": ["suining-7-3", "civil-code-201"],
        }

    def test_a_fulfilled_row_has_no_reason_nor_cure(self) -> None:
        row = half_year().to_rows()[0]
        assert (row["status"], row["reason"], row["cure"], row["late"]) == ("FULFILLED", None, None, None)


class TestRowsOfSeries:
    """§8.3: a row that stands for several days lists them, and says what is remarkable."""

    @staticmethod
    def rows(*rules: str) -> list[dict[str, Any]]:
        """The first week of May 2023 as of its Sunday: three days kept, the 5th filled in afterwards."""
        facts = registry(shop(), log("2023-05-01/2023-05-03", "2023-05-05", late=["2023-05-05"]))
        return report(facts, *rules, since="2023-05-01", as_of="2023-05-07").to_rows()

    def test_it_lists_its_days_and_flags(self) -> None:
        kept, missing, coming = self.rows("control.daily")
        assert kept["trigger"] == "kept@2023-05-01"
        assert (kept["days"], kept["count"]) == (["2023-05-01/2023-05-03", "2023-05-05"], 4)
        assert (kept["flags"], kept["closed"]) == (["entered-late"], None)
        assert (missing["days"], missing["count"]) == (["2023-05-04", "2023-05-06"], 2)
        assert (missing["flags"], missing["reason"]) == ([], "record-missing")
        assert (coming["days"], coming["count"], coming["status"]) == (["2023-05-07"], 1, "PENDING")

    def test_its_first_and_last_day_stand_where_a_duty_arose_and_was_due(self) -> None:
        assert [(row["arose"], row["due"]) for row in self.rows("control.daily")] == [
            ("2023-05-01", "2023-05-05"),
            ("2023-05-04", "2023-05-06"),
            ("2023-05-07", "2023-05-07"),
        ]

    def test_it_is_plain_data_too(self) -> None:
        rows = self.rows("control.*")
        assert json.loads(json.dumps(rows, allow_nan=False)) == rows


class TestFingerprint:
    """It covers the decisions."""

    def test_it_is_a_hash_in_hexadecimal(self) -> None:
        assert len(bytes.fromhex(half_year().fingerprint)) == 32

    def test_another_decision_is_another_fingerprint(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/.."))
        met = facts.replace(visits=[visit("2023-03-31")])
        prints = [report(f, QUARTER, since="2023-01-01", as_of="2023-06-30").fingerprint for f in (facts, met)]
        assert prints[0] != prints[1]

    def test_another_window_is_another_fingerprint(self) -> None:
        facts = registry()
        prints = {report(facts, since=since, as_of="2023-06-30").fingerprint for since in ("2023-01-01", "2023-01-02")}
        assert len(prints) == 2

    def test_facts_that_decide_nothing_dont_show(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/.."), visit("2023-03-01"))
        told = facts.replace(visits=[attrs.evolve(facts.visits[0], evidence="档案 12")])
        assert report(facts, as_of="2023-06-30").fingerprint == report(told, as_of="2023-06-30").fingerprint

    def test_other_days_kept_are_another_fingerprint_though_as_many(self) -> None:
        """The first, the last and the number of the days are the same: 3, 6, 3."""
        logs = log("2023-05-01/2023-05-02", "2023-05-06"), log("2023-05-01", "2023-05-03", "2023-05-06")
        asked: dict[str, Any] = {"since": "2023-05-01", "as_of": "2023-05-07"}
        prints = {report(registry(shop(), one), "control.daily", **asked).fingerprint for one in logs}
        assert len(prints) == 2


def public_objects() -> list[Any]:
    """One of each kind of thing that a report hands out."""
    found = half_year(rules=("*",))
    finding = next(f for f in found.findings if f.status is Status.VIOLATED)
    caseload = found.caseload()
    return [
        found,
        found.context,
        found.summary(),
        caseload,
        caseload.rows[0],
        caseload.rows[0].ratio,
        found.completion(QUARTER)[0],
        found.diff(half_year())[0],
        finding,
        finding.obligation,
        finding.bearer,
        finding.rule,
        finding.citations[0],
        finding.cure,
        dr.Lateness(3, 1),
        found.context.book,
        found.context.calendar,
    ]


class TestData:
    """Every public object pickles, hashes, compares and survives copy.deepcopy."""

    @pytest.mark.parametrize("thing", public_objects(), ids=lambda thing: type(thing).__name__)
    def test_copies_are_equal_and_hash_the_same(self, thing: Any) -> None:
        for again in (pickle.loads(pickle.dumps(thing)), copy.deepcopy(thing), copy.copy(thing)):
            assert again == thing
            assert hash(again) == hash(thing)

    @pytest.mark.parametrize("thing", public_objects(), ids=lambda thing: type(thing).__name__)
    def test_nothing_can_be_changed(self, thing: Any) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(thing, attrs.fields(type(thing))[0].name, None)

    def test_a_pickled_report_says_the_same(self) -> None:
        found = half_year(rules=("*",))
        again = pickle.loads(pickle.dumps(found))
        assert again.fingerprint == found.fingerprint
        assert [str(f.explain()) for f in again.violations] == [str(f.explain()) for f in found.violations]

    def test_a_report_pickles_after_it_was_read(self) -> None:
        found = half_year()
        assert found.fingerprint
        assert found.violations
        assert pickle.loads(pickle.dumps(found)) == found

    def test_expand_gives_one_finding_for_each_obligation(self) -> None:
        for finding in half_year(rules=("*",)).findings:
            assert len(finding.expand()) == finding.count
