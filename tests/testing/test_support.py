"""What other systems' tests get: builders, cases, assertions, a matcher, fixtures, strategies."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import dual_responsibility as dr
from dual_responsibility import testing as support
from dual_responsibility.testing import (
    FindingLike,
    a_change,
    a_company,
    a_registry,
    a_supervisor,
    a_visit,
    an_assignment,
    assert_fulfilled,
    assert_nothing,
    assert_pending,
    assert_undetermined,
    assert_violated,
    case,
    strategies,
)

QUARTER = "attend.quarter"


class TestBuilders:
    def test_a_company_by_its_grade(self) -> None:
        assert a_company().grades.on(dt.date(2023, 1, 1)) is dr.Grade.C
        assert a_company(grade=dr.Grade.A).grades.on(dt.date(2023, 1, 1)) is dr.Grade.A
        regraded = a_company(grade={"2022-01-01/2023-03-31": "C", "2023-04-01/..": dr.Grade.B})
        assert [regraded.grades.on(dt.date(2023, month, 1)) for month in (3, 4)] == [dr.Grade.C, dr.Grade.B]
        assert a_company(grade=None).grades.on(dt.date(2023, 1, 1)) is None

    def test_other_fields(self) -> None:
        made = a_company("C-9", area="510903", operating="2023-05-01/2023-05-31", sectors=dr.Sector.SPECIAL)
        assert (made.id, made.area, made.sectors) == ("C-9", "510903", {dr.Sector.SPECIAL})
        assert made.operating == (dr.Period(dt.date(2023, 5, 1), dt.date(2023, 5, 31)),)
        assert a_company(operating=dr.ALWAYS).operating == (dr.ALWAYS,)

    @pytest.mark.parametrize("tier", dr.Tier)
    def test_a_supervisor_in_the_area_of_the_tier(self, tier: dr.Tier) -> None:
        registry = a_registry(a_supervisor(tier=tier), a_supervisor("S-2", tier=tier.value))
        for one in registry.supervisors:
            assert registry.area(one.posts[0].area).tier is tier
        assert a_supervisor(area="510903").posts[0].area == "510903"

    def test_relations_visits_and_changes(self) -> None:
        assert an_assignment(held=dr.Period(dt.date(2023, 1, 1))).period.start == dt.date(2023, 1, 1)
        assert a_visit(dt.date(2023, 3, 31), id="V-9").id == "V-9"
        assert a_change("2023-04-27", cause=dr.ChangeCause.INCAPACITY).on == dt.date(2023, 4, 27)

    @pytest.mark.parametrize(
        ("build", "error"),
        [
            (lambda: a_company(grade="E"), KeyError),
            (lambda: a_visit("31 March"), ValueError),
            (lambda: an_assignment(held="2023"), ValueError),
            (lambda: a_registry(a_visit("2023-03-31")), dr.RegistryError),
        ],
    )
    def test_what_there_isnt(self, build: Any, error: type[Exception]) -> None:
        with pytest.raises(error):
            build()

    def test_the_areas_lie_in_each_other(self) -> None:
        registry = a_registry(dr.Area(id="510904", tier=dr.Tier.COUNTY, parent=support.CITY), complete=())
        assert registry.lineage[support.VILLAGE] == (
            support.VILLAGE, support.TOWNSHIP, support.COUNTY, support.CITY,
        )  # fmt: skip
        assert registry.complete == ()
        assert len(registry.areas) == 5


class TestCases:
    @pytest.mark.parametrize(
        ("visits", "as_of", "status"),
        [
            (["2023-03-31"], "2023-07-01", "VIOLATED"),
            (["2023-04-01"], "2023-07-01", "FULFILLED"),
            ([], "2023-06-30", "PENDING"),
            ([dt.date(2023, 6, 30)], dt.date(2023, 7, 1), "FULFILLED"),
        ],
    )
    def test_a_rule_in_one_line(self, visits: Any, as_of: Any, status: str) -> None:
        assert case(visits=visits).status(QUARTER, period="2023-Q2", as_of=as_of).value == status

    @pytest.mark.parametrize(
        ("successor", "stands"),
        [
            ("2023-05-08", ("FULFILLED", None)),
            ("2023-05-09", ("FULFILLED_LATE", "successor-late")),
            (None, ("VIOLATED", "successor-missing")),
        ],
    )
    def test_a_vacancy_over_labour_day(self, successor: str | None, stands: Any) -> None:
        """§7.3: 27 April 2023 and five working days, of which Saturday 6 May is one, end on Monday 8 May."""
        found = case(leaves="2023-04-27", successor=successor).finding("adjust.personnel-change", as_of="2023-06-30")
        assert (found.status.value, found.reason) == stands
        assert found == FindingLike(due="2023-05-08")

    def test_readings_claims_books_and_calendars(self) -> None:
        counted = case(leaves="2023-04-27", readings={"first-day": "counted"}, held=dr.Period(dt.date(2023, 1, 1)))
        assert counted.finding("adjust.personnel-change", as_of="2023-06-30") == FindingLike(due="2023-05-06")
        assert case(complete=()).status(QUARTER, period="2023-Q2", as_of="2023-07-01").value == "UNDETERMINED"
        plain = dr.WorkCalendar.explicit(dt.date(2023, 1, 1), dt.date(2023, 12, 31))
        early = case(leaves="2023-04-27", calendar=plain, book=dr.rulebook("suining-2022"))
        # Without a holiday: 28 April, 1 to 4 May.
        assert early.finding("adjust.personnel-change", as_of="2023-06-30") == FindingLike(due="2023-05-04")

    def test_more_facts_and_others_in_their_place(self) -> None:
        first = case()
        more = first.given(a_visit("2023-05-01"), a_company(grade="B"))
        assert first.status(QUARTER, period="2023-Q2", as_of="2023-07-01").value == "VIOLATED"
        assert more.status(QUARTER, period="2023-Q2", as_of="2023-07-01").value == "FULFILLED"
        assert more.registry.companies[0].grades.on(dt.date(2023, 1, 1)) is dr.Grade.B
        assert len(more.given(dr.Pause(company="C-1", period=dr.Period(dt.date(2023, 1, 1)))).registry.pauses) == 1

    @pytest.mark.parametrize(("period", "count"), [("2022-Q1", 0), (None, 3)])
    def test_none_or_several_are_told_with_what_was_found(self, period: str | None, count: int) -> None:
        with pytest.raises(AssertionError) as caught:
            case(visits=["2023-05-10"]).finding(
                QUARTER, period=period, as_of="2023-07-01", since="2023-01-01" if count else "2022-11-01"
            )
        assert "expected one finding of attend.quarter" in str(caught.value)
        assert "依据：" in str(caught.value)

    def test_where_nothing_was_found_that_is_said(self) -> None:
        with pytest.raises(AssertionError, match="found:\n\nnothing"):
            case(held="2025-01-01/..").finding("adjust.work-change", as_of="2023-07-01")


class TestAssertions:
    report = case(visits=["2023-02-10", "2023-05-10"]).report(as_of="2023-08-15", since="2023-01-01")

    def test_what_holds(self) -> None:
        assert len(assert_fulfilled(self.report, QUARTER, trigger="2023-Q1")) == 1
        assert_fulfilled(self.report, QUARTER, bearer="supervisor S-1", closed="2023-05-10")
        assert_pending(self.report, QUARTER, trigger="2023-Q3", due="2023-09-30", count=1)
        assert_nothing(self.report, "attend.emergency")
        open_ = case(complete=()).report(as_of="2023-07-01", since="2023-04-01")
        assert_undetermined(open_, QUARTER, trigger="2023-Q2", reason="records-not-claimed", cure="complete-records")
        assert_violated(case().report(as_of="2023-07-01", since="2023-04-01"), QUARTER, trigger="2023-Q2")

    @pytest.mark.parametrize(
        ("check", "words"),
        [
            (lambda report: assert_violated(report, QUARTER, trigger="2023-Q1"), "FULFILLED"),
            (lambda report: assert_fulfilled(report, QUARTER), "PENDING (not-yet-due)"),
            (lambda report: assert_pending(report, QUARTER, trigger="2023-Q3", reason="x"), "to be PENDING (x)"),
            (lambda report: assert_fulfilled(report, QUARTER, trigger="2022-Q4"), "there is no such finding"),
            (lambda report: assert_fulfilled(report, "attend.emergency"), "nothing of that rule"),
            (lambda report: assert_nothing(report, QUARTER, trigger="2023-Q1"), "expected nothing of attend.quarter"),
            (lambda report: assert_nothing(report, "no.rule"), "the report has no rule 'no.rule'"),
        ],
    )
    def test_what_doesnt_says_why(self, check: Any, words: str) -> None:
        with pytest.raises(AssertionError) as caught:
            check(self.report)
        assert words in str(caught.value)

    def test_in_the_language_asked_for(self) -> None:
        for lang, words in (("zh", "结论："), ("en", "Conclusion:")):
            with pytest.raises(AssertionError, match=words):
                assert_violated(self.report, QUARTER, trigger="2023-Q1", lang=lang)

    def test_of_many_a_few_are_shown(self) -> None:
        visited = [f"2023-{month:02}-01" for month in (2, 5, 8, 11)]
        report = case(visits=visited).report(as_of="2025-01-31", since="2022-11-01", rules=[QUARTER])
        with pytest.raises(AssertionError, match=r"and [0-9]+ more"):
            assert_pending(report, QUARTER)


class TestFindingLike:
    found = case(visits=[]).finding(QUARTER, period="2023-Q2", as_of="2023-07-01")

    @pytest.mark.parametrize(
        "values",
        [
            {},
            {"status": "VIOLATED", "reason": "visit-missing"},
            {"status": dr.Status.VIOLATED, "due": dt.date(2023, 6, 30)},
            {"subject": "company C-1", "bearer": dr.Ref("supervisor", "S-1")},
            {"trigger": "2023-Q2", "arose": "2023-04-01", "closed": None, "count": 1},
            {"id": "attend.quarter/company/C-1/2023-Q2", "rule_id": QUARTER, "cure": "not-curable"},
        ],
    )
    def test_equal_to_what_has_these(self, values: dict[str, Any]) -> None:
        assert self.found == FindingLike(**values)
        assert FindingLike(**values) == self.found
        assert FindingLike(**values) in [self.found]
        assert FindingLike(**values).differences(self.found) == {}

    @pytest.mark.parametrize(
        "values",
        [
            {"status": "FULFILLED"},
            {"due": "2023-06-29"},
            {"trigger": "2023-Q"},
            {"closed": "2023-06-30"},
            {"count": 2},
            {"cure": "visit"},
        ],
    )
    def test_not_to_what_hasnt(self, values: dict[str, Any]) -> None:
        assert self.found != FindingLike(**values)
        assert [*FindingLike(**values).differences(self.found)] == [*values]

    def test_to_nothing_else(self) -> None:
        assert FindingLike() != "finding"
        assert repr(FindingLike(due="2023-06-30")) == "FindingLike(due='2023-06-30')"
        with pytest.raises(TypeError, match="a finding has no colour, deu"):
            FindingLike(deu="2023-06-30", colour="red")
        with pytest.raises(TypeError):
            hash(FindingLike())


PLUGIN = """
import dual_responsibility as dr
from dual_responsibility.testing import assert_violated

def test_fixtures(suining_rulebook, small_registry, work_calendar):
    days = {"since": work_calendar.first.replace(year=2023, month=1, day=1), "as_of": work_calendar.first.replace(year=2023, month=12, day=31)}
    report = dr.audit(small_registry, suining_rulebook, calendar=work_calendar, **days)
    assert_violated(report, "attend.quarter", trigger="2023-Q3")
"""


class TestThePlugin:
    def run(self, folder: Path, conftest: str, *more: str) -> subprocess.CompletedProcess[str]:
        (folder / "conftest.py").write_text(conftest, "utf-8")
        (folder / "test_theirs.py").write_text(PLUGIN, "utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *more, str(folder)]
        return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)

    def test_its_fixtures_are_there_for_who_opts_in(self, tmp_path: Path) -> None:
        done = self.run(tmp_path, 'pytest_plugins = ["dual_responsibility.testing"]\n')
        assert "1 passed" in done.stdout, done.stdout

    def test_and_for_nobody_else(self, tmp_path: Path) -> None:
        done = self.run(tmp_path, "")
        assert "fixture 'suining_rulebook' not found" in done.stdout

    def test_who_doesnt_use_it_loads_nothing_of_it(self) -> None:
        program = (
            "import sys, dual_responsibility as dr; dr.rulebook('suining'); dr.audit;"
            "print([m for m in ('pytest', 'hypothesis', 'dual_responsibility.testing') if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout == "[]\n"

    def test_the_fixtures_load_neither_hypothesis_nor_the_vectors_nor_what_reads_documents(self) -> None:
        program = (
            "import sys, dual_responsibility.testing;"
            "print([m for m in ('hypothesis', 'msgspec', 'dual_responsibility.conformance') if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout == "[]\n"


@settings(deadline=None, max_examples=40, database=None)
@given(strategies.registries(), strategies.rulebooks(), strategies.windows())
def test_whatever_is_generated_can_be_audited(
    registry: dr.Registry, book: dr.Rulebook, window: dict[str, dt.date]
) -> None:
    report = dr.audit(registry, book, **window)
    assert all(finding.explain("zh") for finding in report.findings[:5])
    assert window["since"] <= window["as_of"]


@settings(deadline=None, max_examples=60, database=None)
@given(
    strategies.days(dt.date(2023, 1, 1), dt.date(2023, 6, 30)),
    strategies.periods(ends=True),
    strategies.periods(ends=False),
)
def test_days_lie_where_they_should(day: dt.date, ended: dr.Period, open_: dr.Period) -> None:
    assert dt.date(2023, 1, 1) <= day <= dt.date(2023, 6, 30)
    assert ended.end is not None
    assert open_.end is None


@settings(deadline=None, max_examples=30, database=None)
@given(
    strategies.companies(), strategies.supervisors(), strategies.assignments(), strategies.changes(), strategies.visits(), strategies.claims(),
)  # fmt: skip
def test_each_type_fits_the_others(
    company: Any, supervisor: Any, relation: Any, change: Any, visit: Any, claim: dr.Claim
) -> None:
    ours = (company, supervisor, relation, change, visit)
    registry = a_registry(*ours, complete=[claim])
    assert {type(fact) for fact in ours} <= {
        type(fact)
        for name in ("companies", "supervisors", "assignments", "changes", "visits")
        for fact in getattr(registry, name)
    }


def test_the_small_registry_misses_one_quarter(
    suining_rulebook: dr.Rulebook, small_registry: dr.Registry, work_calendar: dr.WorkCalendar
) -> None:
    window = {"since": dt.date(2023, 1, 1), "as_of": dt.date(2023, 12, 31)}
    report = dr.audit(small_registry, suining_rulebook, calendar=work_calendar, rules=[QUARTER], **window)
    assert_violated(report, QUARTER, trigger="2023-Q3")
    assert len(report.violations) == 1
    assert work_calendar.edition.id in dr.WorkCalendar.editions()


def test_what_is_public_is_told() -> None:
    for name in support.__all__:
        assert (getattr(support, name).__doc__ or "").strip()
    for name in strategies.__all__:
        assert getattr(strategies, name).__doc__
