"""What a type checker sees of reports and what is asked of them: checked, never run."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, assert_type

import dual_responsibility as dr


def check_reports(report: dr.Report) -> None:
    assert_type(report.context, dr.Context)
    assert_type(report.context.calendar, dr.WorkCalendar)
    assert_type(report.context.known_by, dt.date | None)
    assert_type(report.rules, tuple[str, ...])
    assert_type(report.findings, tuple[dr.Finding, ...])
    assert_type(report.registry, dr.Registry | None)
    assert_type(report.join(report), dr.Report)
    for difference in report.diff(report):
        assert_type(difference, dr.Difference)
        assert_type(difference.after, dr.Finding | None)
    counted = report.summary()
    assert_type(counted.by_status[dr.Status.VIOLATED], int)
    assert_type(counted.by_tier, dr.FrozenMap[dr.Tier | None, dr.FrozenMap[dr.Status, int]])
    load = report.caseload()
    assert_type(load.rows, tuple[dr.CaseloadRow, ...])
    assert_type(load.rows[0].tier, dr.Tier)
    assert_type(load.rows[0].ratio, dr.Ratio)
    assert_type(load.companies, int)
    for done in report.completion("attend.*", by="tier"):
        assert_type(done, dr.Completion)
        assert_type(done.rate, Decimal | None)


def check_findings(finding: dr.Finding) -> None:
    assert_type(finding.obligation, dr.Obligation)
    assert_type(finding.rule, dr.Rule)
    assert_type(finding.reason, str | None)
    assert_type(finding.closed, dt.date | None)
    assert_type(finding.citations, tuple[dr.Citation, ...])
    assert_type(finding.depends_on, tuple[str, ...] | None)
    assert_type(finding.to_row(), dict[str, Any])
    if finding.late is not None:
        assert_type(finding.late, dr.Lateness)
        assert_type(finding.late.working_days, int | None)
    words = finding.explain()
    assert_type(words.sections, tuple[dr.Section, ...])
    assert_type(words.sections[0].heading, str)
    plain: str = words
    assert plain
    if isinstance(finding, dr.Series):
        assert_type(finding.cycle, dr.Cycle)
        assert_type(finding.days, dr.DaySet)
        assert_type(finding.windows, Iterator[dr.Window])


def check_replaying(report: dr.Report, registry: dr.Registry, book: dr.Rulebook) -> None:
    receipt = report.receipt(registry)
    assert_type(receipt, dr.Receipt)
    assert_type(receipt.counts, dr.FrozenMap[dr.Status, int])
    assert_type(receipt.known_by, dt.date | None)
    assert_type(dr.Receipt.from_json(receipt.to_json()), dr.Receipt)
    assert_type(dr.Receipt.from_json(b"{}"), dr.Receipt)
    found = dr.verify(receipt, registry, book, dr.WorkCalendar.china())
    assert_type(found, dr.Verification)
    assert_type(found.differs, str | None)
    assert_type(found.starred, tuple[dr.Starred, ...])
    assert_type(dr.STARRED, tuple[dr.Starred, ...])
    assert_type(dr.STARRED[0].since, dt.date)


def check_comparing(report: dr.Report, registry: dr.Registry, book: dr.Rulebook, day: dt.date) -> None:
    compared = dr.compare_readings(registry, book, "first-day", since=day, as_of=day, rules=["adjust.*"])
    assert_type(compared, dr.ReadingComparison)
    assert_type(compared.reports["counted"], dr.Report)
    assert_type(compared.differences, tuple[dr.ReadingDifference, ...])
    assert_type(compared.differences[0].by_reading, dr.FrozenMap[str, dr.Finding | None])
    assert_type(compared.against("counted"), tuple[dr.Difference, ...])
    assert_type(dr.with_dependencies(report, registry), dr.Report)


def check_agendas(registry: dr.Registry, book: dr.Rulebook, day: dt.date) -> None:
    due = dr.agenda(registry, book, start=day, end=day, bearer=dr.Ref("supervisor", "S-1"), as_of=day)
    assert_type(due, Iterator[dr.Obligation])
    first = next(due)
    assert_type(first.bearer, dr.Ref)
    assert_type(first.due, dt.date | None)


def check_planning(plan: dr.Plan, day: dt.date) -> None:
    made = dr.schedule(plan, node_day="first-day")
    assert_type(made.milestones, dr.FrozenMap[str, dr.ScheduledMilestone])
    one = made.milestones["M-1"]
    assert_type(one.slack, int | None)
    assert_type(one.path, tuple[str, ...])
    assert_type(made.plan, dr.Plan)


def check_reviews(registry: dr.Registry, book: dr.Rulebook, review: dr.Review, day: dt.date) -> None:
    outcome = dr.outcome_of(review, book)
    assert_type(outcome.tied, tuple[dr.ReviewGrade, ...])
    drawn = dr.sample(registry, book, seed="1", on=day)
    assert_type(drawn, dr.Sample)
    assert_type(drawn.people, dr.FrozenMap[str, int])
    stood = dr.standing(registry, book, "S-1", year=2023, as_of=day)
    assert_type(stood.breaches, tuple[dr.Finding, ...])
    assert_type(stood.completion(), tuple[dr.Completion, ...])
    assert_type(stood.reviews, tuple[dr.Review, ...])


def check_tallies(registry: dr.Registry, day: dt.date) -> None:
    assert_type(dr.sum_tallies(registry, on=day)[0].parts, tuple[tuple[str, int], ...])
    assert_type(dr.sum_tallies(registry)[0].figure, int | None)
    assert_type(dr.tally_differences(registry, on=day)[0].tally, dr.TallySum)
    assert_type(dr.grade_changes(registry, since=day, until=day), tuple[dr.GradeChange, ...])
    assert_type(dr.grade_changes(registry, since=day, until=day)[0].before, dr.Grade | None)


def check_workflows() -> None:
    assert_type(dr.HAZARD_WORKFLOW, dr.Workflow[dr.HazardState, dr.HazardStep])
    assert_type(dr.PROBLEM_WORKFLOW, dr.Workflow[dr.ProblemState, dr.ProblemStep])
    assert_type(dr.PROBLEM_WORKFLOW.replay([dr.ProblemStep.CLAIM]), dr.Place[dr.ProblemState])
    assert_type(dr.PROBLEM_WORKFLOW.start, dr.ProblemState | None)
