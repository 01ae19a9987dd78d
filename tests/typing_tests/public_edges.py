"""What a type checker sees of the edges: documents, reports for people, the example, help for tests. Never run."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, assert_type

from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility import conformance, example, interchange, reporting, testing
from dual_responsibility.interchange.rulebooks import rulebook_to_toml
from dual_responsibility.testing import strategies


def check_documents(report: dr.Report, path: Path) -> None:
    assert_type(interchange.read_registry(path), dr.Registry)
    assert_type(interchange.read_registry("facts.json"), dr.Registry)
    assert_type(interchange.registry_from_json(b"{}"), dr.Registry)
    assert_type(interchange.write_registry(dr.Registry()), bytes)
    assert_type(interchange.registry_schema(), dict[str, Any])
    assert_type(interchange.findings_document(report), dict[str, Any])
    assert_type(interchange.write_findings(report), bytes)
    assert_type(rulebook_to_toml("suining", {"first-day": "counted"}), str)


def check_reports_for_people(report: dr.Report, book: dr.Rulebook, due: list[dr.Obligation]) -> None:
    assert_type(reporting.report_to_text(report, "en", width=80, colour=True), str)
    assert_type(reporting.report_to_csv(report), bytes)
    assert_type(reporting.report_to_html(report, lang="en"), bytes)
    assert_type(reporting.report_to_xlsx(report), bytes)
    assert_type(reporting.rules_to_text(book, width=80), str)
    assert_type(reporting.agenda_to_text(due, book), str)
    assert_type(reporting.agenda_to_json(iter(due)), bytes)
    assert_type(reporting.agenda_to_ics(due, book, "en"), bytes)
    template = book.templates.template("CATERING-B-DAILY")
    assert_type(reporting.template_to_docx(template), bytes)
    assert_type(reporting.template_to_xlsx(template, "en"), bytes)


def check_the_example() -> None:
    assert_type(example.suining(scale=0.01, seed=1), dr.Registry)
    assert_type(example.suining_book(), dr.Rulebook)
    assert_type(example.coverage_plan(), dr.Plan)


def check_builders(day: dt.date) -> None:
    company = testing.a_company(grade={"2023-01-01/..": "B"}, area=testing.COUNTY)
    assert_type(company, dr.Company)
    assert_type(testing.a_supervisor(tier="CITY", area=testing.CITY), dr.Supervisor)
    assert_type(testing.an_assignment(held=dr.Period(day)), dr.Assignment)
    assert_type(testing.a_visit(day), dr.Visit)
    assert_type(testing.a_change("2023-04-27", cause=dr.ChangeCause.WORK), dr.Change)
    assert_type(testing.a_registry(company, complete=testing.EVERYTHING), dr.Registry)
    assert_type(testing.EVERYTHING, tuple[dr.Claim, ...])
    assert_type(testing.a_supervisor(area=testing.TOWNSHIP), dr.Supervisor)
    assert_type(testing.a_company(area=testing.VILLAGE), dr.Company)


def check_cases(day: dt.date) -> None:
    made = testing.case(grade="C", visits=[day, "2023-03-31"], leaves=day, readings={"first-day": "counted"})
    assert_type(made, testing.Case)
    assert_type(made.registry, dr.Registry)
    assert_type(made.report(as_of=day), dr.Report)
    assert_type(made.finding("attend.quarter", as_of="2023-07-01", period="2023-Q2"), dr.Finding)
    assert_type(made.status("attend.quarter", as_of="2023-07-01"), dr.Status)
    assert_type(made.given(testing.a_visit(day)), testing.Case)
    report = made.report(as_of=day)
    assert_type(testing.assert_fulfilled(report, "attend.quarter"), tuple[dr.Finding, ...])
    assert_type(testing.assert_violated(report, "attend.quarter", lang="en"), tuple[dr.Finding, ...])
    assert_type(testing.assert_pending(report, "attend.quarter"), tuple[dr.Finding, ...])
    assert_type(testing.assert_undetermined(report, "attend.quarter"), tuple[dr.Finding, ...])
    testing.assert_nothing(report, "attend.quarter", trigger="2023-Q2")
    like = testing.FindingLike(status="VIOLATED")
    assert_type(like.differences(report.findings[0]), dict[str, tuple[Any, Any]])


def check_conformance(folder: Path) -> None:
    assert_type(conformance.FORMAT, str)
    assert_type(conformance.VERSION, int)
    assert_type(conformance.FIELDS, tuple[str, ...])
    found = conformance.vectors(rule="attend.*", clause="suining-7-2", id="*")
    assert_type(found, tuple[conformance.Vector, ...])
    assert_type(found[0].request, dict[str, Any])
    assert_type(found[0].differences(found[0].expected), tuple[conformance.Difference, ...])
    assert_type(conformance.vector_schema(), dict[str, Any])
    assert_type(conformance.calendar_document("cn-2022-2026"), Mapping[str, Any])
    assert_type(conformance.answer_schema(), dict[str, Any])
    assert_type(conformance.export(folder), int)
    assert_type(conformance.judged(found[0], {"findings": []}), conformance.Result)
    assert_type(conformance.NoAnswer("没有", "none").message, dr.Text)
    assert_type(dr.ProgramError([]).problems, tuple[dr.Problem, ...])
    results = conformance.run(conformance.answer, found)
    assert_type(results, conformance.Results)
    assert_type(results.results[0], conformance.Result)
    assert_type(results.counts[conformance.Outcome.PASSED], int)
    with conformance.Command("theirs", seconds=2) as client:
        assert_type(client, conformance.Command)
        assert_type(conformance.run(client, found, compare=("status",)).agrees, bool)
    assert_type(conformance.run(conformance.answers_from(folder), found).agrees, bool)

    @testing.conformance_vectors(rule="attend.*")
    def test_ours(vector: conformance.Vector) -> None:
        testing.assert_conforms(vector, conformance.answer(vector.request), lang="en")

    assert_type(test_ours(found[0]), None)


def check_fixtures(small_registry: dr.Registry) -> None:
    # Tests get them by name; as names of the module they are what pytest makes of them.
    assert_type(small_registry, dr.Registry)
    assert testing.small_registry is not testing.suining_rulebook is not testing.work_calendar


def check_strategies() -> None:
    assert_type(strategies.days(), st.SearchStrategy[dt.date])
    assert_type(strategies.periods(ends=True), st.SearchStrategy[dr.Period])
    assert_type(strategies.posts(), st.SearchStrategy[dr.Post])
    assert_type(strategies.companies("C-2"), st.SearchStrategy[dr.Company])
    assert_type(strategies.supervisors(), st.SearchStrategy[dr.Supervisor])
    assert_type(strategies.assignments(company=st.just("C-2")), st.SearchStrategy[dr.Assignment])
    assert_type(strategies.changes(), st.SearchStrategy[dr.Change])
    assert_type(strategies.visits(visitor=st.just("S-2")), st.SearchStrategy[dr.Visit])
    assert_type(strategies.claims(), st.SearchStrategy[dr.Claim])
    assert_type(strategies.registries(), st.SearchStrategy[dr.Registry])
    assert_type(strategies.rulebooks("china"), st.SearchStrategy[dr.Rulebook])
    assert_type(strategies.windows(), st.SearchStrategy[dict[str, dt.date]])
