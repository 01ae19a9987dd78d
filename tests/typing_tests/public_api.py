"""What a type checker sees of the public API: checked, never run."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, assert_type

import dual_responsibility as dr


def check_vocabulary() -> None:
    assert_type(dr.Tier.CITY > dr.Tier.VILLAGE, bool)
    assert_type(dr.Tier.CITY.rank, int)
    assert_type(dr.Grade.A.label, dr.Text)
    assert_type(dr.Cycle.DAILY.document, dr.Text)
    assert_type(dr.Status.VIOLATED.is_breach, bool)
    assert_type(dr.Text("市级", "city").in_language("zh"), str)


def check_periods(day: dt.date) -> None:
    assert_type(dr.Period(day).contains(day), bool)
    assert_type(dr.Period.parse("2023-01-01/.."), dr.Period)
    assert_type(dr.ALWAYS.end, dt.date | None)
    grades: dr.Timeline[dr.Grade] = dr.Timeline.always(dr.Grade.A)
    assert_type(grades.on(day), dr.Grade | None)
    days = dr.DaySet([day]) | dr.DaySet.between(day, day)
    assert_type(days & days, dr.DaySet)
    assert_type(days - days, dr.DaySet)
    assert_type(list(days), list[dt.date])
    assert_type(days.to_json(), list[str])
    assert_type(dr.quarters(day, day), Iterator[dr.Window])
    assert_type(dr.months(day, day), Iterator[dr.Window])
    assert_type(dr.iso_weeks(day, day), Iterator[dr.Window])
    assert_type(days.first, dt.date)
    assert_type(days.last, dt.date)
    assert_type(days.bits_from(1), int)
    assert_type(dr.DaySet.of_bits(1, 1), dr.DaySet)


def check_calendar(day: dt.date) -> None:
    calendar = dr.WorkCalendar.china()
    assert_type(calendar, dr.WorkCalendar)
    assert_type(calendar.is_working_day(day), bool)
    assert_type(calendar.add_working_days(day, 5), dt.date)
    assert_type(calendar.subtract_working_days(day, 5), dt.date)
    assert_type(calendar.working_days(day, day), dr.DaySet)
    assert_type(calendar.published_through, dt.date)
    assert_type(calendar.edition, dr.Edition)
    assert_type(calendar.why_off(day), dr.Text | None)
    assert_type(dr.WorkCalendar.from_edition("CN"), dr.WorkCalendar)
    assert_type(dr.WorkCalendar.of_country("DE", range(2023, 2025), subdivision="BY"), dr.WorkCalendar)


def check_facts(day: dt.date) -> dr.Registry:
    company = dr.Company(id="C-1", area="5109", sectors=dr.Sector.CATERING, grades=dr.Grade.B)
    assert_type(company.grades, dr.Timeline[dr.Grade])
    assert_type(company.sectors, frozenset[dr.Sector])
    assert_type(company.operating, tuple[dr.Period, ...])
    supervisor = dr.Supervisor(id="S-1", posts=dr.Post(tier=dr.Tier.CITY, area="5109"))
    assert_type(supervisor.posts, tuple[dr.Post, ...])
    registry = dr.Registry(
        areas=[dr.Area(id="5109", tier=dr.Tier.CITY)],
        companies=[company],
        supervisors=[supervisor],
        assignments=[dr.Assignment(id="A-1", company="C-1", supervisor="S-1", period=dr.Period(day))],
        visits=(dr.Visit(id="V-1", company="C-1", visitor="S-1", on=day),),
        complete=[dr.Claim(kind="visits")],
    )
    assert_type(company.kind, dr.CompanyKind | None)
    assert_type(company.size, dr.CompanySize | None)
    assert_type(company.diners, int | None)
    assert_type(company.centralised_dining, bool | None)
    assert_type(registry.companies, tuple[dr.Company, ...])
    assert_type(registry.company("C-1"), dr.Company)
    assert_type(registry.supervisor("S-1"), dr.Supervisor)
    assert_type(registry.area("5109").parent, str | None)
    assert_type(registry.replace(visits=[]), dr.Registry)
    assert_type(registry.subset(["C-1"]), dr.Registry)
    assert_type(registry.partition(2), tuple[dr.Registry, ...])
    return registry


def check_the_companies_own_side(day: dt.date) -> None:
    daily, catering = dr.Cycle.DAILY, dr.Sector.CATERING
    staff = dr.Staff(company="C-1", person="P-1", role="officer")
    assert_type(staff.role, dr.StaffRole)
    assert_type(dr.Staff(company="C-1", person="P-1", role=dr.StaffRole.DIRECTOR).period, dr.Period)
    bar = dr.Bar(person="P-1", ground=dr.BarGround.IMPRISONMENT, on=day)
    closing = dr.RegularClosing(company="C-1", weekdays=dr.Weekday.SUNDAY, except_days=dr.DaySet([day]))
    assert_type(closing.weekdays, frozenset[dr.Weekday])
    assert_type(closing.days, dr.DaySet)
    own = dr.ChecklistItem(id="own.1", kind=dr.ItemKind.MEASURE, unit="℃", at_most=8)
    assert_type(own.at_most, int | float | None)
    checklist = dr.Checklist(company="C-1", sector=catering, cycle=daily, adopts="CATERING-B-DAILY", items=[own])
    assert_type(checklist.items, tuple[dr.ChecklistItem, ...])
    log = dr.ControlLog(company="C-1", cycle=daily, kept=dr.DaySet([day]), sector=catering)
    assert_type(log.sector, dr.Sector | None)
    record = dr.ControlRecord(
        id="R-1",
        company="C-1",
        cycle=daily,
        on=day,
        answers=[dr.Answer(item="own.1", value=5)],
        problems=dr.FoundProblem(id="P-1", rectify_by=day),
    )
    assert_type(record.answers, tuple[dr.Answer, ...])
    assert_type(record.problems, tuple[dr.FoundProblem, ...])
    registry = dr.Registry(
        regular_closings=[closing],
        checklists=[checklist],
        control_logs=[log],
        control_records=[record],
        staff=[staff],
        bars=[bar],
    )
    assert_type(registry.regular_closings, tuple[dr.RegularClosing, ...])
    assert_type(registry.checklists, tuple[dr.Checklist, ...])
    assert_type(registry.control_records, tuple[dr.ControlRecord, ...])
    assert_type(registry.staff, tuple[dr.Staff, ...])
    assert_type(registry.bars, tuple[dr.Bar, ...])
    check_templates(record)


def check_templates(record: dr.ControlRecord) -> None:
    book = dr.rulebook("suining-2022")
    assert_type(book.staffing, tuple[dr.Need, ...])
    assert_type(book.staffing[0].at_least, int | None)
    assert_type(book.templates, dr.TemplateMatrix)
    template = book.templates[dr.Sector.CATERING, dr.Grade.B, dr.Cycle.DAILY]
    assert_type(template, dr.Template)
    assert_type(template.items, tuple[dr.Item, ...])
    assert_type(template.extend(remove=["x"]), dr.Template)
    assert_type(template.to_markdown("en"), str)
    assert_type(dr.contains(template, template.items), dr.Containment)
    assert_type(dr.check_record(record, template).missing, tuple[str, ...])


def check_norms() -> dr.Rulebook:
    book = dr.rulebook("suining-2022")
    assert_type(dr.rulebooks(), tuple[str, ...])
    assert_type(book.tier_of(dr.Grade.A), dr.Tier)
    assert_type(book.rules["adjust.work-change"].citations, tuple[dr.Citation, ...])
    assert_type(book.interpretations["first-day"].reading, dr.Reading)
    assert_type(book.with_readings({"first-day": "counted"}), dr.Rulebook)
    assert_type(book.allowances["WORK", "adjust"].days, int | None)
    assert_type(book.hash, str)
    return book


def check_audit(day: dt.date) -> None:
    registry, book = check_facts(day), check_norms()
    report = dr.audit(registry, book, since=day, as_of=day, rules=("attend.*",), known_by=None)
    assert_type(report, dr.Report)
    assert_type(report.fingerprint, str)
    assert_type(report.summary(), dr.Summary)
    assert_type(report.caseload(), dr.Caseload)
    assert_type(report.caseload().rows[0].ratio.value, Decimal | None)
    assert_type(report.to_rows(), list[dict[str, Any]])
    for finding in report.violations:
        assert_type(finding, dr.Finding)
        assert_type(finding.id, str)
        assert_type(finding.status, dr.Status)
        assert_type(finding.bearer, dr.Ref)
        assert_type(finding.due, dt.date | None)
        assert_type(finding.days, dr.DaySet | None)
        assert_type(finding.flags, tuple[str, ...])
        assert_type(finding.count, int)
        assert_type(finding.expand(), tuple[dr.Finding, ...])
        assert_type(finding.cure, dr.Cure | None)
        assert_type(finding.late, dr.Lateness | None)
        assert_type(finding.explain(lang="zh"), dr.Explanation)
    for obligation in dr.agenda(registry, book, start=day, end=day, bearer="S-1"):
        assert_type(obligation, dr.Obligation)


def check_the_committees_side(day: dt.date) -> None:
    registry, book = check_facts(day), check_norms()
    seat = dr.Seat(role=dr.SeatRole.CHIEF, holder="L-1", office="party-secretary")
    mechanism = dr.Mechanism(id="ME-1", area="5109", seats=seat, task_forces=dr.TaskForce(seconded=3))
    assert_type(mechanism.seats, tuple[dr.Seat, ...])
    milestone = dr.Milestone(id="M-1", node=day, duration=5, unit=dr.Unit.WORKING_DAYS, after="M-0")
    assert_type(milestone.node, dr.Period | None)
    assert_type(milestone.after, tuple[str, ...])
    made = dr.schedule(dr.Plan(id="PL-1", area="5109", milestones=[milestone]), node_day="last-day")
    assert_type(made, dr.Schedule)
    assert_type(made.milestones["M-1"].latest_start, dt.date | None)
    assert_type(made.milestones["M-1"].state_on(day), dr.MilestoneState)
    assert_type(made.wall_chart(day), list[dict[str, Any]])
    hazard = dr.Hazard(id="H-1", area="5109", begins_at=dr.HazardLevel.STATION)
    hazard = hazard.advance(dr.HazardStep.WHISTLE, actor="AS-1", on=day, reason="x")
    assert_type(hazard, dr.Hazard)
    assert_type(hazard.level, dr.HazardLevel)
    assert_type(hazard.state, dr.HazardState | None)
    place: dr.Place[dr.HazardState] = dr.Place(None, dr.HazardLevel.CITY)
    assert_type(dr.HAZARD_WORKFLOW.allowed(place), tuple[dr.HazardStep, ...])
    assert_type(dr.HAZARD_WORKFLOW.after(place, dr.HazardStep.WHISTLE).state, dr.HazardState | None)
    review = dr.Review(id="RV-1", reporter="S-1", area="5109", year=2023, on=day, audiences=dr.Audience.COMMITTEE)
    assert_type(review.audiences, frozenset[dr.Audience] | None)
    assert_type(dr.outcome_of(review, book).grade, dr.ReviewGrade | None)
    drawn = dr.sample(registry, book, seed="1", on=day, percent=20)
    assert_type(drawn.picks["5109"], tuple[str, ...])
    assert_type(drawn.selection("5109", id="RS-1", year=2023), dr.ReviewSelection)
    standing = dr.standing(registry, book, "S-1", year=2023)
    assert_type(dr.standings(registry, book, year=2023), dict[str, dr.Standing])
    assert_type(standing.findings, tuple[dr.Finding, ...])
    assert_type(standing.outcomes["RV-1"], dr.Outcome)
    assert_type(dr.sum_tallies(registry), tuple[dr.TallySum, ...])
    assert_type(dr.tally_differences(registry), tuple[dr.TallyDifference, ...])
    assert_type(book.clauses["§12.5"].met, tuple[dr.ClauseMet, ...])
    assert_type(book.mechanism, dr.MechanismNorm | None)
    assert_type(book.review, dr.ReviewNorm | None)


def check_errors() -> None:
    try:
        dr.Registry()
    except dr.RegistryError as error:
        assert_type(error.problems, tuple[dr.Problem, ...])
    except (ValueError, LookupError):
        pass
