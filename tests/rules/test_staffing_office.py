"""staffing.*: who is in office on which days: runs of days, claims, what was known when, closings (§10, national)."""

import pytest

import dual_responsibility as dr

from .building import (
    COUNTY,
    OTHER_COUNTY,
    claim,
    company,
    day,
    everything_but,
    findings,
    is_told_in_words,
    period,
    registry,
    run,
    the_finding,
)
from .staffing_building import DIRECTOR, OFFICER, caterer, director, officer, staff

ROLES = [(DIRECTOR, director, "director-missing"), (OFFICER, officer, "officer-missing")]
both_roles = pytest.mark.parametrize(("rule", "someone", "missing"), ROLES)


def runs(facts, rule, **window):
    """Status, reason, first day and day of closing of each finding."""
    return [run(finding) for finding in findings(facts, rule, **window)]


# In office, vacant, filled again


@both_roles
def test_somebody_in_office_since_the_rule_binds(rule, someone, missing):
    found = the_finding(registry(caterer(), someone("P-7")), rule, as_of="2023-06-30")
    assert run(found) == ("FULFILLED", None, "2022-11-01", None)
    assert (found.bearer, found.subject) == (dr.Ref("company", "C-1"), dr.Ref("company", "C-1"))
    assert found.due is None
    assert found.id == f"{rule}/company/C-1/2022-11-01"


@both_roles
def test_nobody_ever(rule, someone, missing):
    found = the_finding(registry(caterer()), rule, as_of="2023-06-30")
    assert run(found) == ("VIOLATED", missing, "2022-11-01", None)
    assert found.cure is dr.CURES[f"appoint-{rule.partition('.')[2]}"]


@both_roles
def test_the_post_is_vacated_and_filled_again(rule, someone, missing):
    """Until 31 March; again from 10 April: in breach from 1 to 9 April."""
    facts = registry(caterer(), someone("P-1", "2022-11-01/2023-03-31"), someone("P-2", "2023-04-10/.."))
    assert runs(facts, rule, as_of="2023-03-31") == [("FULFILLED", None, "2022-11-01", None)]
    for as_of in ("2023-04-01", "2023-04-09"):
        assert runs(facts, rule, as_of=as_of) == [("VIOLATED", missing, "2023-04-01", None)]
    for as_of in ("2023-04-10", "2023-06-30"):
        assert runs(facts, rule, as_of=as_of) == [("FULFILLED_LATE", missing, "2023-04-01", "2023-04-10")]


@both_roles
def test_a_vacancy_belongs_to_the_windows_that_touch_it(rule, someone, missing):
    facts = registry(caterer(), someone("P-1", "2022-11-01/2023-03-31"), someone("P-2", "2023-04-10/.."))
    late = ("FULFILLED_LATE", missing, "2023-04-01", "2023-04-10")
    assert runs(facts, rule, since="2023-04-09", as_of="2023-06-30") == [late]
    assert runs(facts, rule, since="2023-04-10", as_of="2023-06-30") == [("FULFILLED", None, "2023-04-10", None)]


@both_roles
def test_a_successor_from_the_next_day_leaves_no_vacancy(rule, someone, missing):
    facts = registry(caterer(), someone("P-1", "2022-11-01/2023-03-31"), someone("P-2", "2023-04-01/.."))
    assert runs(facts, rule, as_of="2023-06-30") == [("FULFILLED", None, "2022-11-01", None)]


@both_roles
def test_a_vacancy_of_one_day(rule, someone, missing):
    facts = registry(caterer(), someone("P-1", "2022-11-01/2023-03-31"), someone("P-2", "2023-04-02/.."))
    assert runs(facts, rule, as_of="2023-06-30") == [("FULFILLED_LATE", missing, "2023-04-01", "2023-04-02")]


@both_roles
def test_each_unbroken_run_is_a_finding(rule, someone, missing):
    facts = registry(caterer(), someone("P-1", "2022-12-01/2022-12-31"), someone("P-2", "2023-02-01/2023-02-28"))
    assert runs(facts, rule, as_of="2023-06-30") == [
        ("FULFILLED_LATE", missing, "2022-11-01", "2022-12-01"),
        ("FULFILLED_LATE", missing, "2023-01-01", "2023-02-01"),
        ("VIOLATED", missing, "2023-03-01", None),
    ]


@both_roles
def test_two_in_office_cover_for_each_other(rule, someone, missing):
    facts = registry(
        caterer(), someone("P-1", "2022-11-01/2023-03-31"), someone("P-2", "2023-01-01/2023-05-31"), someone("P-3", "2023-06-01/..")
    )  # fmt: skip
    assert runs(facts, rule, as_of="2023-06-30") == [("FULFILLED", None, "2022-11-01", None)]


def test_one_post_isnt_another():
    """A director is no officer, an officer no director, and the main person in charge is neither."""
    main = staff(dr.StaffRole.MAIN_PERSON, "P-0", "2022-11-01/..")
    assert [f.reason for f in findings(registry(caterer(), director(), main), "staffing.*", as_of="2023-06-30")] == [
        None, "officer-missing",
    ]  # fmt: skip
    assert [f.reason for f in findings(registry(caterer(), officer(), main), "staffing.*", as_of="2023-06-30")] == [
        "director-missing", None,
    ]  # fmt: skip


def test_one_person_may_hold_both_posts_in_a_company():
    """Both posts may be part-time (national rule)."""
    facts = registry(caterer(), director("P-1"), officer("P-1"))
    assert [f.status.value for f in findings(facts, "staffing.*", as_of="2023-06-30")] == ["FULFILLED", "FULFILLED"]


def test_somebody_in_office_elsewhere_alone_doesnt_count_here():
    facts = registry(caterer(), caterer("C-2"), officer("P-1", company="C-2"))
    here, there = findings(facts, OFFICER, as_of="2023-06-30")
    assert [(f.subject.id, f.reason) for f in (here, there)] == [("C-1", "officer-missing"), ("C-2", None)]


def test_in_office_from_before_the_rules_bind():
    facts = registry(caterer(), officer("P-1", "2020-05-01/.."))
    assert runs(facts, OFFICER, as_of="2023-06-30") == [("FULFILLED", None, "2022-11-01", None)]


def test_leaving_on_the_day_before_the_rules_bind():
    facts = registry(caterer(), officer("P-1", "2020-05-01/2022-10-31"))
    assert runs(facts, OFFICER, as_of="2022-11-01") == [("VIOLATED", "officer-missing", "2022-11-01", None)]


# Companies that open, close and open again


@both_roles
def test_a_company_needs_staff_on_the_days_on_which_it_operates(rule, someone, missing):
    facts = registry(caterer(operating=period("2023-02-01/2023-04-30")))
    assert runs(facts, rule, as_of="2023-01-31") == []
    assert runs(facts, rule, as_of="2023-02-01") == [("VIOLATED", missing, "2023-02-01", None)]
    assert runs(facts, rule, as_of="2023-04-30") == [("VIOLATED", missing, "2023-02-01", None)]
    assert runs(facts, rule, as_of="2023-05-01") == [("FULFILLED_LATE", missing, "2023-02-01", "2023-05-01")]
    assert runs(facts, rule, since="2023-05-01", as_of="2023-05-01") == []


@both_roles
def test_a_company_that_opens_again_owes_it_anew(rule, someone, missing):
    reopened = caterer(operating=[period("2022-01-01/2023-01-31"), period("2023-04-01/..")])
    facts = registry(reopened, someone("P-1", "2022-01-01/2023-01-31"), someone("P-2", "2023-05-01/.."))
    assert runs(facts, rule, as_of="2023-06-30") == [
        ("FULFILLED", None, "2022-11-01", None),
        ("FULFILLED_LATE", missing, "2023-04-01", "2023-05-01"),
    ]


def test_what_cant_be_told_ends_with_the_company():
    facts = registry(company(kind=dr.CompanyKind.SELLER, operating=period("2022-01-01/2023-01-31")))
    assert runs(facts, DIRECTOR, as_of="2023-01-31") == [("UNDETERMINED", "size-unknown", "2022-11-01", None)]
    assert runs(facts, DIRECTOR, as_of="2023-02-01") == [("UNDETERMINED", "size-unknown", "2022-11-01", "2023-02-01")]
    assert runs(facts, DIRECTOR, since="2023-02-01", as_of="2023-06-30") == []
    later = registry(company(kind=dr.CompanyKind.SELLER, operating=period("2023-02-01/..")))
    assert runs(later, DIRECTOR, as_of="2023-01-31") == []


# Claims: silence is not guilt


@both_roles
def test_without_a_claim_a_vacancy_cant_be_told(rule, someone, missing):
    found = the_finding(registry(caterer(), complete=everything_but("staff")), rule, as_of="2023-06-30")
    assert run(found) == ("UNDETERMINED", "records-not-claimed", "2022-11-01", None)
    assert found.cure is dr.CURES["complete-records"]


@both_roles
def test_somebody_on_record_needs_no_claim(rule, someone, missing):
    facts = registry(caterer(), someone("P-1"), complete=())
    assert runs(facts, rule, as_of="2023-06-30") == [("FULFILLED", None, "2022-11-01", None)]


@pytest.mark.parametrize(
    ("made", "status"),
    [
        (claim("staff"), "VIOLATED"),
        (claim("staff", area=COUNTY), "VIOLATED"),
        (claim("staff", area=OTHER_COUNTY), "UNDETERMINED"),
        (claim("bars"), "UNDETERMINED"),
        (claim("staff", "2022-01-01/2022-10-31"), "UNDETERMINED"),
    ],
)
def test_the_claim_has_to_be_of_staff_in_the_companys_area(made, status):
    facts = registry(caterer(), complete=(*everything_but("staff", "bars"), made))
    assert the_finding(facts, OFFICER, as_of="2023-06-30").status.value == status


def test_a_vacancy_is_cut_where_the_claim_begins_and_ends():
    facts = registry(caterer(), complete=[claim("staff", "2023-01-01/2023-03-31")])
    unknown = ("UNDETERMINED", "records-not-claimed", "2022-11-01", None)
    assert runs(facts, OFFICER, as_of="2022-12-31") == [unknown]
    assert runs(facts, OFFICER, as_of="2023-01-01") == [unknown, ("VIOLATED", "officer-missing", "2023-01-01", None)]
    assert runs(facts, OFFICER, as_of="2023-06-30") == [
        unknown,
        ("VIOLATED", "officer-missing", "2023-01-01", None),
        ("UNDETERMINED", "records-not-claimed", "2023-04-01", None),
    ]


def test_a_vacancy_that_ended_is_cut_at_the_claim_too():
    facts = registry(caterer(), officer("P-1", "2023-05-01/.."), complete=[claim("staff", "2023-01-01/2023-03-31")])
    assert runs(facts, OFFICER, as_of="2023-06-30") == [
        ("UNDETERMINED", "records-not-claimed", "2022-11-01", "2023-05-01"),
        ("FULFILLED_LATE", "officer-missing", "2023-01-01", "2023-05-01"),
        ("UNDETERMINED", "records-not-claimed", "2023-04-01", "2023-05-01"),
    ]


def test_what_isnt_on_record_of_a_company_needs_no_claim_to_be_unknown():
    facts = registry(company(), complete=())
    assert runs(facts, DIRECTOR, as_of="2023-06-30") == [("UNDETERMINED", "kind-unknown", "2022-11-01", None)]


# What was known when


@pytest.mark.parametrize(
    ("known_by", "status"), [("2023-04-19", "VIOLATED"), ("2023-04-20", "FULFILLED"), (None, "FULFILLED")]
)
def test_an_officer_recorded_later_is_left_out(known_by, status):
    facts = registry(caterer(), officer("P-1", recorded=day("2023-04-20")))
    assert the_finding(facts, OFFICER, as_of="2023-06-30", known_by=known_by).status.value == status


@pytest.mark.parametrize(("known_by", "status"), [("2023-04-19", "FULFILLED"), ("2023-04-20", "VIOLATED")])
def test_a_leaving_recorded_later_is_left_out(known_by, status):
    facts = registry(caterer(), officer("P-1", "2022-11-01/2023-03-31", end_recorded=day("2023-04-20")))
    assert the_finding(facts, OFFICER, as_of="2023-06-30", known_by=known_by).status.value == status


@pytest.mark.parametrize(
    ("reading", "known_by", "status"),
    [
        ("own-day", "2023-02-28", "VIOLATED"),
        ("own-day", "2023-03-01", "FULFILLED_LATE"),
        ("always-known", "2023-02-28", "FULFILLED_LATE"),
    ],
)
def test_an_officer_without_a_day_of_entry(reading, known_by, status):
    facts = registry(caterer(), officer("P-1", "2023-03-01/.."))
    found = the_finding(facts, OFFICER, as_of="2023-06-30", known_by=known_by, readings={"recorded-default": reading})
    assert found.status.value == status


def test_what_begins_or_ends_after_as_of_isnt_seen():
    facts = registry(caterer(), officer("P-1", "2022-11-01/2023-03-31"), officer("P-2", "2023-04-05/.."))
    assert runs(facts, OFFICER, as_of="2023-03-30") == [("FULFILLED", None, "2022-11-01", None)]
    assert runs(facts, OFFICER, as_of="2023-04-04") == [("VIOLATED", "officer-missing", "2023-04-01", None)]


# The words


@both_roles
@pytest.mark.parametrize("as_of", ["2023-03-31", "2023-04-09", "2023-06-30"])
def test_each_outcome_is_told_in_words(rule, someone, missing, as_of):
    facts = registry(caterer(), someone("P-1", "2022-11-01/2023-03-31"), someone("P-2", "2023-04-10/.."))
    assert is_told_in_words(the_finding(facts, rule, as_of=as_of))


def test_the_words_name_the_post_the_person_and_the_day():
    facts = registry(caterer(), officer("P-77", "2022-12-05/.."))
    late = the_finding(facts, OFFICER, as_of="2023-06-30")
    assert "自2022年11月1日（星期二）起，包保主体 C-1 没有在任食品安全员的记录。" in late.explain("zh")
    assert "From Tuesday 1 November 2022 no food safety officer of company C-1 is on record." in late.explain("en")
    kept = the_finding(facts, OFFICER, since="2022-12-05", as_of="2023-06-30")
    assert "2022年12月5日（星期一）起，P-77 任食品安全员。" in kept.explain("zh")
    assert "P-77 is food safety officer since Monday 5 December 2022." in kept.explain("en")


def test_who_had_left_before_the_window_isnt_told():
    facts = registry(caterer(), officer("P-1", "2022-11-01/2023-03-31"), officer("P-2", "2023-02-01/.."))
    told = the_finding(facts, OFFICER, since="2023-04-01", as_of="2023-06-30").explain("zh")
    assert "P-2" in told
    assert "P-1 " not in told
    assert "P-1" in the_finding(facts, OFFICER, since="2023-03-31", as_of="2023-06-30").explain("zh")


# What it rests on: only what was in force


NATIONAL_2022 = {"order-60-staff", "order-60-bars"}
NATIONAL_2025 = {"order-97-staff", "canteens-2025-staff"}


def cited(finding):
    """The ids of the clauses that a finding cites."""
    return {citation.id for citation in finding.citations}


@both_roles
def test_a_finding_of_2023_doesnt_cite_the_rules_of_2025(rule, someone, missing):
    found = the_finding(registry(caterer()), rule, as_of="2023-06-30")
    assert cited(found) >= NATIONAL_2022
    assert not cited(found) & NATIONAL_2025
    (norm,) = (s.text for s in found.explain("zh").sections if s.kind == "norm")
    assert norm.endswith("本规则自2022年11月1日（星期二）起至2025年4月14日（星期一）适用。")
    assert "2025" not in norm.replace("2025年4月14日", "")
    # A need that goes on is told until the law of its last day ends, which it doesn't.
    goes_on = the_finding(registry(caterer()), rule, as_of="2025-06-30")
    assert "本规则自2022年11月1日（星期二）起适用。" in goes_on.explain("zh")


def national_2025(rule):
    """What a caterer's finding cites from 2025: a director isn't asked of it by the rule on canteens."""
    return NATIONAL_2025 - ({"canteens-2025-staff"} if rule == "staffing.director" else set())


@both_roles
def test_a_finding_of_2025_doesnt_cite_the_rule_of_2022(rule, someone, missing):
    opened = registry(caterer(operating=period("2025-04-15/..")))
    found = the_finding(opened, rule, as_of="2025-06-30")
    assert cited(found) & NATIONAL_2025 == national_2025(rule)
    assert not cited(found) & NATIONAL_2022


@both_roles
def test_a_breach_that_lasts_from_one_rule_into_the_next_cites_both(rule, someone, missing):
    facts = registry(caterer())
    assert not cited(the_finding(facts, rule, as_of="2025-04-14")) & NATIONAL_2025
    assert cited(the_finding(facts, rule, as_of="2025-04-15")) >= NATIONAL_2022 | national_2025(rule)


@both_roles
def test_a_breach_that_ended_with_the_rule_of_2022_doesnt_cite_the_rules_of_2025(rule, someone, missing):
    """Vacant until 2025-04-14, filled on the 15th: no day of the breach lies under the rules of 2025."""
    facts = registry(caterer(), someone("P-1", "2025-04-15/.."))
    found = the_finding(facts, rule, as_of="2025-06-30")
    assert run(found) == ("FULFILLED_LATE", missing, "2022-11-01", "2025-04-15")
    assert not cited(found) & NATIONAL_2025
