"""Wrong uses of the public API, each of which a type checker refuses: checked, never run.

Both checkers are strict here: a line that one of them lets pass is an error.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

import datetime as dt

import dual_responsibility as dr
from dual_responsibility import interchange, reporting, testing


def check_terms_are_no_text(day: dt.date) -> None:
    dr.Area(id="5109", tier="CITY")  # type: ignore[arg-type]
    dr.Company(id="C-1", area="5109", kind="CATERER")  # type: ignore[arg-type]
    dr.Post(tier=dr.Grade.A, area="5109")  # type: ignore[arg-type]
    dr.Change(id="CH-1", supervisor="S-1", cause="WORK", on=day)  # type: ignore[arg-type]
    dr.ControlLog(company="C-1", cycle="DAILY", kept=dr.DaySet())  # type: ignore[arg-type]
    dr.Item(id="own.1", text="冷柜温度")  # type: ignore[arg-type]
    dr.Problem("code", "/path", "words")  # type: ignore[arg-type]
    _ = dr.Tier.CITY > dr.Grade.A  # type: ignore[operator]
    _ = dr.Grade.A > dr.Grade.B  # type: ignore[operator]
    _ = dr.Grade.E  # type: ignore[attr-defined]


def check_days_are_no_text(day: dt.date) -> None:
    dr.Period("2023-01-01")  # type: ignore[arg-type]
    dr.DaySet(["2023-01-01"])  # type: ignore[list-item]
    dr.Visit(id="V-1", company="C-1", visitor="S-1", on="2023-01-01")  # type: ignore[arg-type]
    dr.quarters("2023-01-01", day)  # type: ignore[arg-type]
    dr.Timeline([("2023-01-01/..", dr.Grade.A)])  # type: ignore[list-item]
    dr.WorkCalendar.china().is_working_day("2023-01-01")  # type: ignore[arg-type]
    dr.WorkCalendar.explicit(day)  # type: ignore[call-arg]
    dr.DaySet() | [day]  # type: ignore[operator]


def check_what_a_fact_needs(day: dt.date) -> None:
    dr.Area("5109", tier=dr.Tier.CITY)  # type: ignore[call-arg, arg-type]
    dr.Visit(id="V-1", company="C-1", visitor="S-1")  # type: ignore[call-arg]
    dr.Assignment(id="A-1", company="C-1", supervisor="S-1")  # type: ignore[call-arg]
    dr.Supervisor(id=412)  # type: ignore[arg-type]
    dr.Claim(kind="visits", since=day)  # type: ignore[call-arg]
    dr.Company(id="C-1", area="5109", operating="2023-01-01/..")  # type: ignore[arg-type]
    dr.Registry(villages=[])  # type: ignore[call-arg]


def check_facts_and_results_are_frozen(registry: dr.Registry, finding: dr.Finding, book: dr.Rulebook) -> None:
    registry.visits = ()  # type: ignore[misc]
    finding.status = dr.Status.FULFILLED  # type: ignore[misc]
    book.rules["attend.quarter"] = None  # type: ignore[index]
    registry.areas.append(dr.Area(id="1", tier=dr.Tier.CITY))  # type: ignore[attr-defined]
    dr.Text("市级", "city").zh = "县级"  # type: ignore[misc]


def check_audits(registry: dr.Registry, book: dr.Rulebook, day: dt.date) -> None:
    dr.audit(registry, book)  # type: ignore[call-arg]
    dr.audit(registry, "suining", since=day, as_of=day)  # type: ignore[arg-type]
    dr.audit(registry, book, since="2023-01-01", as_of=day)  # type: ignore[arg-type]
    dr.audit(registry, book, day, day)  # type: ignore[call-arg]
    dr.agenda(registry, book, start=day)  # type: ignore[call-arg]
    dr.sample(registry, book, seed=1, on=day)  # type: ignore[arg-type]
    dr.standing(registry, book, "S-1", year="2023")  # type: ignore[arg-type]
    dr.compare_readings(registry, book, since=day, as_of=day)  # type: ignore[call-arg]
    dr.schedule(dr.Plan(id="PL-1", area="5109"), node_day="middle")  # type: ignore[arg-type]


def check_norms(book: dr.Rulebook) -> None:
    dr.rulebook(2022)  # type: ignore[arg-type]
    dr.rulebook("suining", "2022")  # type: ignore[call-arg]
    dr.parse_rulebook(b"")  # type: ignore[arg-type]
    book.with_readings(["first-day"])  # type: ignore[arg-type]
    book.tier_of("B")  # type: ignore[arg-type]
    book.allowances["adjust"]  # type: ignore[index]
    book.templates[dr.Sector.CATERING, dr.Grade.B]  # type: ignore[index]


def check_what_may_be_none_is_asked_first(finding: dr.Finding, receipt: dr.Receipt, day: dt.date) -> None:
    finding.due.isoformat()  # type: ignore[union-attr]
    _ = finding.cure.text  # type: ignore[union-attr]
    _ = finding.due < day  # type: ignore[operator]
    _ = receipt.known_by.year  # type: ignore[union-attr]
    _ = dr.Period(day).end.year  # type: ignore[union-attr]


def check_steps(hazard: dr.Hazard, place: dr.Place[dr.ProblemState], day: dt.date) -> None:
    hazard.advance(dr.ProblemStep.CLAIM, actor="AS-1", on=day, reason="x")  # type: ignore[arg-type]
    hazard.advance(dr.HazardStep.WHISTLE, actor="AS-1", on=day)  # type: ignore[call-arg]
    dr.HAZARD_WORKFLOW.allowed(place)  # type: ignore[arg-type]


def check_edges(report: dr.Report, registry: dr.Registry) -> None:
    interchange.registry_from_json("{}")  # type: ignore[arg-type]
    interchange.write_findings(registry)  # type: ignore[arg-type]
    reporting.report_to_csv(registry)  # type: ignore[arg-type]
    reporting.report_to_text(report, "en", 80)  # type: ignore[call-arg]
    testing.a_supervisor(tier=1)  # type: ignore[arg-type]
    testing.case(visits=[20230331])  # type: ignore[list-item]
    testing.a_change("2023-04-27", cause=dr.Grade.A)  # type: ignore[arg-type]
