"""Cases that seldom come up, each with its clause."""

import pytest

import dual_responsibility as dr

from ..books import another_citys_book, suining_text
from .building import CITY, change, company, day, findings, period, registry, relation, supervisor, the_finding, visit

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


def relocated(on, reported, as_of, *facts):
    """How the adjustment stands that another city's book demands within 7 working days of the report."""
    moved = dr.CompanyChange(
        id="CC-1", company="C-1", cause=dr.CompanyChangeCause.RELOCATION, on=day(on), reported=day(reported)
    )
    window = {"since": day("2023-01-01"), "as_of": day(as_of)}
    all_facts = registry(company(), supervisor(), relation(), moved, *facts)
    report = dr.audit(all_facts, another_citys_book(), rules=["adjust.company-change"], **window)
    return [(f.status.value, f.closed and str(f.closed)) for f in report.findings]


def test_an_adjustment_is_owed_from_the_day_of_the_report():
    assert relocated("2023-03-01", "2023-03-10", "2023-03-09") == []
    assert relocated("2023-03-01", "2023-03-10", "2023-03-10") == [("PENDING", None)]


@pytest.mark.parametrize(
    ("begins", "expected"), [("2023-02-28", ("PENDING", None)), ("2023-03-01", ("FULFILLED", "2023-03-10"))]
)
def test_a_relation_begun_on_the_day_of_the_companys_change_adjusts_it(begins, expected):
    successor = supervisor("S-2"), relation("A-2", supervisor="S-2", held=f"{begins}/..")
    assert relocated("2023-03-01", "2023-03-10", "2023-03-10", *successor) == [expected]


def test_a_rolling_quarter_is_owed_from_the_first_day_of_supervision():
    """§7.2, reading quarter=rolling, on the very day on which supervision began."""
    facts = registry(company(), supervisor(), relation(held="2023-06-30/.."))
    found = findings(facts, "attend.quarter", since="2023-01-01", as_of="2023-06-30", readings={"quarter": "rolling"})
    assert [(f.status.value, str(f.due)) for f in found] == [("PENDING", "2023-09-29")]


@pytest.mark.parametrize(
    ("days", "owed"),
    [
        ("2022-12-31/2022-12-31", False),
        ("2022-12-31/2023-01-01", True),
        ("2023-06-30/2023-07-02", True),
        ("2023-07-01/2023-07-02", False),
    ],
)
def test_a_key_period_that_shares_a_day_with_the_window_is_in_it(days, owed):
    """§7.2: from 2023-01-01 to 2023-06-30, both in."""
    festival = dr.KeyPeriod(id="K-1", area=CITY, period=period(days))
    facts = registry(company(), supervisor(), relation(), festival)
    assert bool(findings(facts, "attend.key-period", since="2023-01-01", as_of="2023-06-30")) is owed


@pytest.mark.parametrize(
    ("held", "owed"),
    [
        ("2023-03-01/..", True),  # from the day of the emergency
        ("2023-03-02/..", False),
        ("2022-12-01/2023-03-01", True),  # until that day
        ("2022-12-01/2023-02-28", False),
    ],
)
@pytest.mark.parametrize("place", [{"company": "C-1"}, {"area": CITY}])
def test_an_emergency_is_owed_by_who_holds_the_company_on_its_day(held, owed, place):
    """§7.2, at a company and in an area."""
    event = dr.Emergency(id="E-1", on=day("2023-03-01"), **place)
    facts = registry(company(), supervisor(), relation(held=held), event)
    assert bool(findings(facts, "attend.emergency", since="2023-01-01", as_of="2023-06-30")) is owed


def test_an_emergency_in_an_area_on_the_last_day_of_the_window_is_in_it():
    """§7.2: as of its own day it can still be met."""
    event = dr.Emergency(id="E-1", on=day("2023-06-30"), area=CITY)
    found = the_finding(
        registry(company(), supervisor(), relation(), event), "attend.emergency", since="2023-01-01", as_of="2023-06-30"
    )
    assert (found.status.value, found.reason) == ("PENDING", "not-yet-due")


@pytest.mark.parametrize(
    ("ends", "successor", "reason"),
    [
        ("2023-06-30", None, "visit-missing"),  # on that day a visit can still be made
        ("2023-06-29", None, "visit-too-late"),
        ("2023-05-31", "2023-06-30", "visit-missing"),
        ("2023-05-31", "2023-07-01", "visit-too-late"),
    ],
)
def test_a_missed_emergency_can_be_cured_while_somebody_holds_the_company(ends, successor, reason):
    """§7.2: as of 2023-06-30; a late visit is the holder's to make."""
    facts = [company(), supervisor(), supervisor("S-2"), relation(held=f"2022-12-01/{ends}")]
    if successor is not None:
        facts.append(relation("A-2", supervisor="S-2", held=f"{successor}/.."))
    event = dr.Emergency(id="E-1", on=day("2023-03-01"), company="C-1")
    found = the_finding(registry(*facts, event), "attend.emergency", since="2023-01-01", as_of="2023-06-30")
    assert (found.status.value, found.reason) == ("VIOLATED", reason)


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ("2023-02-10/..", "FULFILLED"),
        ("2023-02-11/..", "VIOLATED"),
        ("2022-11-01/2023-02-10", "FULFILLED"),
        ("2022-11-01/2023-02-09", "VIOLATED"),
    ],
)
def test_a_members_visit_counts_on_the_days_of_membership(held, status):
    """§7.2, §6.2, reading team-visit=team-counts: the visit is on 2023-02-10."""
    member = dr.TeamMember(role=dr.TeamRole.ASSISTANT, member="M-1", period=period(held))
    facts = registry(company(), supervisor(), relation(team=[member]), visit("2023-02-10", visitor="M-1"))
    first, _ = findings(
        facts, "attend.quarter", since="2023-01-01", as_of="2023-04-01", readings={"team-visit": "team-counts"}
    )
    assert first.status.value == status


def test_a_role_filled_for_one_day_is_filled_on_that_day():
    """§6.2: the assistant is there on 2023-02-10 alone: one breach before it, another after."""
    roles = dr.TeamRole.REGULATORY_CADRE, dr.TeamRole.ASSISTANT
    team = [
        dr.TeamMember(role=roles[0], member="M-1"),
        dr.TeamMember(role=roles[1], member="M-2", period=period("2023-02-10/2023-02-10")),
    ]
    facts = registry(company(), supervisor(), relation(team=team))
    found = findings(facts, "team.three-way-joint", since="2023-01-01", as_of="2023-06-30")
    assert [(f.status.value, str(f.arose), f.closed and str(f.closed)) for f in found] == [
        ("FULFILLED_LATE", "2022-11-01", "2023-02-10"),
        ("VIOLATED", "2023-02-11", None),
    ]


@pytest.mark.parametrize(("as_of", "status"), [("2027-01-02", "FULFILLED"), ("2027-01-03", "UNDETERMINED")])
def test_beyond_the_calendar_five_calendar_days_are_always_allowed(as_of, status):
    """§7.3: on 2026-12-28 the calendar ends; five working days can't be over before Saturday 2027-01-02 is."""
    calendar = dr.WorkCalendar.from_edition("CN-2026-12-28-8746bf3b")
    facts = registry(company(), supervisor(), relation(), change("2026-12-28"))
    (found,) = findings(facts, "coverage.assigned", since="2026-12-01", as_of=as_of, calendar=calendar)
    assert found.status.value == status


def test_a_second_supervisor_on_the_companys_last_day_is_one_too_many():
    """§9.1: S-1 goes on and S-2 begins on 2023-05-20, the last day of operation."""
    facts = registry(
        company(operating=period("2022-01-01/2023-05-20")), supervisor(), supervisor("S-2"), relation(),
        relation("A-2", supervisor="S-2", held="2023-05-20/.."),
    )  # fmt: skip
    found = the_finding(facts, "coverage.assigned", since="2023-01-01", as_of="2023-06-30")
    assert (found.status.value, found.reason, str(found.arose), str(found.closed)) == (
        "FULFILLED_LATE", "supervisors-overlap", "2023-05-20", "2023-05-21",
    )  # fmt: skip
