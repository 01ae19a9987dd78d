"""Cases that seldom come up, each with its clause."""

import pytest

import dual_responsibility as dr

from ..books import another_citys_book, suining_text
from .building import change, company, day, findings, period, registry, relation, supervisor, the_finding, visit

PERSONNEL = "adjust.personnel-change"


def test_a_rulebook_without_a_figure_leaves_the_duty_undated():
    """§7.3 without its five days: owed, never late; and no day of the vacancy is excused."""
    text = suining_text().replace(
        'PERSONNEL = { days = 5, unit = "WORKING_DAYS"', 'PERSONNEL = { unit = "WORKING_DAYS"'
    )
    facts = registry(company(), supervisor(), relation(), change("2023-04-27"))
    window = {"since": day("2023-01-01"), "as_of": day("2023-06-30")}
    report = dr.audit(facts, dr.parse_rulebook(text), rules=[PERSONNEL, "coverage.assigned"], **window)
    assert {(f.rule_id, f.status.value, f.reason, f.due, str(f.arose)) for f in report.findings} == {
        (PERSONNEL, "PENDING", "no-deadline-in-source", None, "2023-04-27"),
        ("coverage.assigned", "VIOLATED", "seat-vacant", None, "2023-04-27"),
    }


@pytest.mark.parametrize("days", [("2023-02-01", "2023-03-01"), ("2023-03-01", "2023-02-01")])
def test_by_the_reading_once_the_earliest_visit_to_any_company_meets_the_quarter(days):
    """§7.2, reading visit-at=once."""
    facts = registry(
        company("C-1"),
        company("C-2"),
        supervisor(),
        relation("A-1", "C-1"),
        relation("A-2", "C-2"),
        visit(days[0], company="C-1", id="V-1"),
        visit(days[1], company="C-2", id="V-2"),
    )
    found = the_finding(facts, "attend.quarter", since="2023-01-01", as_of="2023-03-31", readings={"visit-at": "once"})
    assert (found.status, str(found.closed)) == (dr.Status.FULFILLED, "2023-02-01")


def test_the_days_after_a_regrade_are_over_when_something_else_changes():
    """§9.1, reading regrade-day=five-days: C to B on Monday 2023-07-03, so in breach from the 11th, as one run."""
    facts = registry(
        company(
            grade=(("2022-01-01/2023-07-02", dr.Grade.C), ("2023-07-03/..", dr.Grade.B)),
            grounds=dr.Timeline([(period("2023-07-20/.."), dr.EscalationGround.SCHOOL)]),
        ),
        supervisor(),
        relation(),
    )
    found = the_finding(
        facts, "coverage.tier", since="2023-01-01", as_of="2023-08-31", readings={"regrade-day": "five-days"}
    )
    assert (found.status, str(found.arose)) == (dr.Status.VIOLATED, "2023-07-11")


@pytest.mark.parametrize(("reading", "status"), [("counts", "FULFILLED"), ("another", "VIOLATED")])
def test_the_same_supervisor_assigned_anew(reading, status):
    """§7.3, reading same-supervisor."""
    facts = registry(company(), supervisor(), relation(), change("2023-04-27"), relation("A-9", held="2023-05-04/.."))
    found = the_finding(facts, PERSONNEL, since="2023-01-01", as_of="2023-06-30", readings={"same-supervisor": reading})
    assert found.status.value == status


def test_a_calendar_that_begins_after_the_event_says_so():
    """§7.3: the five days can't be counted, and it isn't a notice that is missing."""
    calendar = dr.WorkCalendar.explicit(day("2023-06-01"), day("2023-12-31"))
    facts = registry(company(), supervisor(), relation(), change("2023-04-27"))
    (found,) = findings(facts, PERSONNEL, since="2023-01-01", as_of="2023-06-30", calendar=calendar)
    assert (found.status.value, found.reason) == ("UNDETERMINED", "calendar-horizon")
    assert "2023年6月1日（星期四）才开始" in found.explain()
    assert "begins only on Thursday 1 June 2023" in found.explain("en")


def test_five_working_days_without_a_day_off_between():
    """§7.3: Monday 2023-09-18, counted from that day by the reading: the fifth is Friday the 22nd."""
    facts = registry(company(), supervisor(), relation(), change("2023-09-18"))
    found = the_finding(facts, PERSONNEL, since="2023-01-01", as_of="2023-09-30", readings={"first-day": "counted"})
    assert str(found.due) == "2023-09-22"
    assert "不计：" not in found.explain()


def test_a_stage_that_no_rule_knows_is_refused():
    with pytest.raises(dr.RulebookError) as caught:
        dr.parse_rulebook(suining_text() + '\n[allowances.reporting]\nWORK = { days = 1, unit = "WORKING_DAYS" }\n')
    assert [(p.code, p.path) for p in caught.value.problems] == [("unknown-key", "/allowances/reporting")]


def test_errors_compare_by_their_problems():
    def error(kind=dr.RegistryError, code="duplicate-id"):
        return kind([dr.Problem(code, "/areas/1/id", dr.Text("重复", "repeated"))])

    assert error() == error()
    assert hash(error()) == hash(error())
    assert error() != error(code="empty")
    assert error() != error(dr.RulebookError)


def test_an_explanation_cannot_be_changed():
    facts = registry(company(), supervisor(), relation(), change("2023-04-27"))
    told = the_finding(facts, PERSONNEL, since="2023-01-01", as_of="2023-06-30").explain()
    with pytest.raises(AttributeError):
        told.sections = ()


def test_a_span_that_isnt_a_calendar_quarter_is_told_by_its_days():
    """§7.2, reading quarter=rolling: the second span runs from 2023-04-15 to 2023-07-14."""
    facts = registry(company(), supervisor(), relation(held="2023-01-15/.."))
    found = findings(facts, "attend.quarter", since="2023-01-01", as_of="2023-06-30", readings={"quarter": "rolling"})
    assert [str(f.due) for f in found] == ["2023-04-14", "2023-07-14"]
    assert "该期（2023年4月15日（星期六）至2023年7月14日（星期五））" in found[1].explain()


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("2023-01-01/2023-04-26", ("VIOLATED", "successor-missing")),
        ("2023-01-01/2023-04-27", ("FULFILLED", None)),  # in force on the day of the change
    ],
)
def test_another_supervisor_until_the_day_of_the_change(held, expected):
    """§7.3: a successor in force on that day, if only on that day, is one."""
    facts = registry(
        company(), supervisor(), supervisor("S-2"), relation(), change("2023-04-27"),
        relation("A-9", supervisor="S-2", held=held),
    )  # fmt: skip
    found = the_finding(facts, PERSONNEL, since="2023-01-01", as_of="2023-06-30")
    assert (found.status.value, found.reason) == expected


@pytest.mark.parametrize(("begins", "reason"), [("2023-05-20", "successor-late"), ("2023-05-21", "company-closed")])
def test_a_successor_on_the_day_on_which_the_company_closes(begins, reason):
    """§7.3: due on 2023-05-08; the company's last day is Saturday 2023-05-20."""
    facts = registry(
        company(operating=period("2022-01-01/2023-05-20")), supervisor(), supervisor("S-2"), relation(),
        change("2023-04-27"), relation("A-9", supervisor="S-2", held=f"{begins}/.."),
    )  # fmt: skip
    found = the_finding(facts, PERSONNEL, since="2023-01-01", as_of="2023-06-30")
    assert (found.status.value, found.reason) == ("FULFILLED_LATE", reason)


@pytest.mark.parametrize(
    ("operating", "statuses"),
    [
        ("2023-04-27/..", ["VIOLATED"]),  # from the day of the change
        ("2023-04-28/..", []),
        ("2022-01-01/2023-04-27", []),  # its last day: it closes before the due day
    ],
)
def test_a_company_that_opens_or_closes_on_the_day_of_the_change(operating, statuses):
    """§7.3: it is owed where the company operates on that day, and still does after the due day."""
    facts = registry(company(operating=period(operating)), supervisor(), relation(), change("2023-04-27"))
    found = findings(facts, PERSONNEL, since="2023-01-01", as_of="2023-06-30")
    assert [f.status.value for f in found] == statuses


def reports(on, reported, **window):
    """The reports of a company's change that another city's book demands within 15 working days."""
    moved = dr.CompanyChange(
        id="CC-1", company="C-1", cause=dr.CompanyChangeCause.RELOCATION, on=day(on), reported=day(reported)
    )
    days = {name: day(text) for name, text in window.items()}
    book = another_citys_book()
    facts = registry(company(), supervisor(), relation(), moved)
    return [f.status.value for f in dr.audit(facts, book, rules=["adjust.company-report"], **days).findings]


@pytest.mark.parametrize(("on", "expected"), [("2022-10-31", []), ("2022-11-01", ["FULFILLED"])])
def test_a_companys_change_before_the_rules_bind_is_not_reported(on, expected):
    assert reports(on, "2022-11-02", since="2022-10-01", as_of="2022-12-31") == expected


def test_a_companys_change_on_the_last_day_of_the_window_is_in_it():
    assert reports("2023-03-31", "2023-03-31", since="2023-01-01", as_of="2023-03-31") == ["FULFILLED"]


@pytest.mark.parametrize(("known_by", "expected"), [("2023-03-09", ["PENDING"]), ("2023-03-10", ["FULFILLED"])])
def test_a_report_is_known_from_its_own_day(known_by, expected):
    found = reports("2023-03-01", "2023-03-10", since="2023-01-01", as_of="2023-03-15", known_by=known_by)
    assert found == expected
