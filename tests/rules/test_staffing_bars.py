"""staffing.*: who may hold a post: bars (Food Safety Law art. 135, Order 60 art. 7), one person in several companies."""

import datetime as dt
import itertools
from functools import reduce

import attrs
import pytest

import dual_responsibility as dr

from .building import (
    EVERYTHING,
    OTHER_VILLAGE,
    day,
    everything_but,
    findings,
    is_told_in_words,
    outcome,
    period,
    registry,
    report,
    run,
    the_finding,
)
from .staffing_building import DIRECTOR, OFFICER, bar, caterer, director, officer

REVOKED, IMPRISONED = dr.BarGround.LICENCE_REVOKED, dr.BarGround.IMPRISONMENT
ROLES = [(DIRECTOR, director), (OFFICER, officer)]
both_roles = pytest.mark.parametrize(("rule", "someone"), ROLES)


def runs(facts, rule=OFFICER, **window):
    """Status, reason, first day and day of closing of each finding."""
    return [run(finding) for finding in findings(facts, rule, **window)]


def on_day(facts, on, rule=OFFICER, **window):
    """How the duty stands on one day."""
    return outcome(the_finding(facts, rule, since=on, as_of=on, **window))


# A revoked licence: five years from the day of the decision


@both_roles
def test_who_is_barred_doesnt_count(rule, someone):
    found = the_finding(registry(caterer(), someone("P-1"), bar("P-1", "2021-03-05")), rule, as_of="2023-06-30")
    assert run(found) == ("VIOLATED", "staff-barred", "2022-11-01", None)
    assert found.cure is dr.CURES["replace-staff"]


def test_five_years_with_the_same_day_five_years_on():
    """Decided on 2018-03-05: barred through 2023-03-05."""
    facts = registry(caterer(), officer("P-1"), bar("P-1", "2018-03-05"))
    assert on_day(facts, "2023-03-04") == ("VIOLATED", "staff-barred")
    assert on_day(facts, "2023-03-05") == ("VIOLATED", "staff-barred")
    assert on_day(facts, "2023-03-06") == ("FULFILLED", None)
    assert runs(facts, as_of="2023-06-30") == [("FULFILLED_LATE", "staff-barred", "2022-11-01", "2023-03-06")]


def test_a_decision_of_29_february_ends_on_the_28th_five_years_on():
    """2025 has no 29 February: a period of years ends on the last day of that month (Civil Code art. 202)."""
    facts = registry(caterer(), officer("P-1"), bar("P-1", "2020-02-29"))
    assert on_day(facts, "2025-02-27") == ("VIOLATED", "staff-barred")
    assert on_day(facts, "2025-02-28") == ("VIOLATED", "staff-barred")
    assert on_day(facts, "2025-03-01") == ("FULFILLED", None)


def test_a_decision_of_28_february_before_a_leap_year_ends_on_the_28th():
    facts = registry(caterer(), officer("P-1"), bar("P-1", "2019-02-28"))
    assert on_day(facts, "2024-02-28") == ("VIOLATED", "staff-barred")
    assert on_day(facts, "2024-02-29") == ("FULFILLED", None)


@both_roles
def test_a_bar_that_begins_while_in_office(rule, someone):
    """On the day of the decision already."""
    facts = registry(caterer(), someone("P-1"), bar("P-1", "2023-05-10"))
    assert runs(facts, rule, as_of="2023-05-09") == [("FULFILLED", None, "2022-11-01", None)]
    for as_of in ("2023-05-10", "2023-05-11"):
        assert runs(facts, rule, as_of=as_of) == [("VIOLATED", "staff-barred", "2023-05-10", None)]


def test_a_bar_that_ended_before_the_rules_bind():
    facts = registry(caterer(), officer("P-1"), bar("P-1", "2017-10-31"))
    assert runs(facts, as_of="2023-06-30") == [("FULFILLED", None, "2022-11-01", None)]
    last_day = registry(caterer(), officer("P-1"), bar("P-1", "2017-11-01"))
    assert runs(last_day, as_of="2023-06-30") == [("FULFILLED_LATE", "staff-barred", "2022-11-01", "2022-11-02")]


# Imprisonment for a food safety crime: for life


@pytest.mark.parametrize("on", ["1990-01-01", "2018-03-05", "2022-11-01"])
def test_imprisonment_bars_for_life(on):
    facts = registry(caterer(), officer("P-1"), bar("P-1", on, IMPRISONED))
    assert runs(facts, as_of="2026-12-31") == [("VIOLATED", "staff-barred", "2022-11-01", None)]


def test_the_day_before_the_judgment():
    facts = registry(caterer(), officer("P-1"), bar("P-1", "2023-05-10", IMPRISONED))
    assert on_day(facts, "2023-05-09") == ("FULFILLED", None)
    assert on_day(facts, "2023-05-10") == ("VIOLATED", "staff-barred")


# Several bars, several persons


def test_bars_one_after_the_other_and_overlapping():
    """Barred through 2023-01-31 by the first; through 2023-03-31 by the second."""
    facts = registry(caterer(), officer("P-1"), bar("P-1", "2018-01-31"), bar("P-1", "2018-03-31"))
    assert runs(facts, as_of="2023-06-30") == [("FULFILLED_LATE", "staff-barred", "2022-11-01", "2023-04-01")]


def test_a_bar_binds_nobody_else():
    facts = registry(caterer(), officer("P-1"), bar("P-2"))
    assert runs(facts, as_of="2023-06-30") == [("FULFILLED", None, "2022-11-01", None)]


def test_a_barred_one_and_a_good_one():
    facts = registry(caterer(), officer("P-1"), officer("P-2"), bar("P-1"))
    assert runs(facts, as_of="2023-06-30") == [("FULFILLED", None, "2022-11-01", None)]


def test_a_barred_one_isnt_told_as_in_office_where_another_meets_the_duty():
    told = the_finding(registry(caterer(), officer("P-71"), officer("P-72"), bar("P-71")), OFFICER, as_of="2023-06-30")
    assert "P-72 任食品安全员" in told.explain("zh")
    assert "P-71 任食品安全员" not in told.explain("zh")


def test_a_good_one_who_leaves_a_barred_one_behind():
    facts = registry(caterer(), officer("P-1"), officer("P-2", "2022-11-01/2023-03-31"), bar("P-1"))
    assert runs(facts, as_of="2023-06-30") == [("VIOLATED", "staff-barred", "2023-04-01", None)]


def test_a_barred_one_who_leaves_is_followed_by_a_vacancy():
    """Two reasons, two runs; the vacancy rests on silence."""
    facts = registry(caterer(), officer("P-1", "2022-11-01/2023-03-31"), bar("P-1"))
    assert runs(facts, as_of="2023-06-30") == [
        ("FULFILLED_LATE", "staff-barred", "2022-11-01", "2023-04-01"),
        ("VIOLATED", "officer-missing", "2023-04-01", None),
    ]


def test_a_barred_one_who_comes_into_a_vacancy():
    facts = registry(caterer(), officer("P-1", "2023-02-01/2023-03-31"), bar("P-1"))
    assert runs(facts, as_of="2023-06-30") == [
        ("FULFILLED_LATE", "officer-missing", "2022-11-01", "2023-02-01"),
        ("FULFILLED_LATE", "staff-barred", "2023-02-01", "2023-04-01"),
        ("VIOLATED", "officer-missing", "2023-04-01", None),
    ]


def test_one_barred_after_another_is_one_unbroken_run():
    facts = registry(
        caterer(), officer("P-1", "2022-11-01/2023-03-31"), officer("P-2", "2023-04-01/.."), bar("P-1"), bar("P-2")
    )
    assert runs(facts, as_of="2023-06-30") == [("VIOLATED", "staff-barred", "2022-11-01", None)]


def test_a_barred_director_may_be_no_officer_either():
    facts = registry(caterer(), director("P-1"), officer("P-1"), bar("P-1"))
    assert [f.reason for f in findings(facts, "staffing.*", as_of="2023-06-30")] == ["staff-barred", "staff-barred"]


# Silence is not guilt: nobody else on record is silence too


def test_without_a_claim_somebody_else_may_be_in_office_beside_the_barred_one():
    """The duty is that somebody who isn't barred is in office: that record is missing, and not claimed (principle 3)."""
    facts = registry(caterer(), officer("P-1"), bar("P-1"), complete=everything_but("staff"))
    assert on_day(facts, "2023-06-30") == ("UNDETERMINED", "records-not-claimed")


def test_without_a_claim_somebody_else_may_be_in_office_beside_the_shared_one():
    facts = shared(complete=everything_but("staff"))
    assert standing(facts, ONE_ONLY)["C-2"] == ("UNDETERMINED", "records-not-claimed")


# What was known when


def test_a_bar_after_as_of_isnt_seen():
    facts = registry(caterer(), officer("P-1"), bar("P-1", "2023-07-01"))
    assert runs(facts, as_of="2023-06-30") == [("FULFILLED", None, "2022-11-01", None)]


@pytest.mark.parametrize(("known_by", "status"), [("2023-04-19", "FULFILLED"), ("2023-04-20", "VIOLATED")])
def test_a_bar_recorded_later_is_left_out(known_by, status):
    facts = registry(caterer(), officer("P-1"), bar("P-1", "2021-03-05", recorded=day("2023-04-20")))
    assert the_finding(facts, OFFICER, as_of="2023-06-30", known_by=known_by).status.value == status


def test_a_rulebook_that_names_no_bars_bars_nobody():
    book = attrs.evolve(dr.rulebook("suining-2022"), bars=dr.FrozenMap())
    facts = registry(caterer(), officer("P-1"), bar("P-1"), bar("P-1", ground=IMPRISONED))
    made = dr.audit(facts, book, since=day("2022-11-01"), as_of=day("2023-06-30"), rules=(OFFICER,))
    assert [outcome(finding) for finding in made.findings] == [("FULFILLED", None)]


def test_a_bar_whose_years_run_beyond_the_last_day_there_is():
    facts = registry(caterer(), officer("P-1"), bar("P-1", "9996-01-01"))
    made = dr.audit(
        facts,
        dr.rulebook("suining-2022"),
        since=day("9999-01-01"),
        as_of=dt.date.max,
        rules=(OFFICER,),
        calendar=dr.WorkCalendar.from_edition("CN-2026-12-28-8746bf3b"),
    )
    assert [outcome(finding) for finding in made.findings] == [("VIOLATED", "staff-barred")]


# The words


@both_roles
def test_a_bar_is_told_in_words(rule, someone):
    facts = registry(caterer(), someone("P-77"), bar("P-77", "2023-05-10"))
    found = the_finding(facts, rule, as_of="2023-06-30")
    post = {DIRECTOR: ("食品安全总监", "food safety director"), OFFICER: ("食品安全员", "food safety officer")}[rule]
    assert is_told_in_words(found)
    assert f"自2023年5月10日（星期三）起，在任的{post[0]}是 P-77，不能计入。" in found.explain("zh")
    assert f"From Wednesday 10 May 2023 the {post[1]} in office is P-77, who doesn't count." in found.explain("en")
    assert "在任人员处于从业限制期内" in found.explain("zh")
    assert "改由没有从业限制的人员担任" in found.explain("zh")
    assert "food-safety-law-135" in [citation.id for citation in found.citations]


def test_of_two_barred_the_first_by_id_is_told_whatever_the_order():
    facts = [officer("P-2"), officer("P-1"), bar("P-1"), bar("P-2")]
    told = {
        the_finding(registry(caterer(), *mixed), OFFICER, as_of="2023-06-30").explain()
        for mixed in itertools.permutations(facts)
    }
    assert len(told) == 1
    assert "P-1" in told.pop()


# One person in several companies (reading shared-officer)


ONE_ONLY = {"shared-officer": "one-only"}


def shared(second="2022-11-01/..", first="2022-11-01/..", **asked):
    """P-1 in office in C-1 and in C-2, which lies in another county."""
    return registry(
        caterer("C-1"),
        caterer("C-2", area=OTHER_VILLAGE),
        officer("P-1", first, "C-1"),
        officer("P-1", second, "C-2"),
        **asked,
    )


def standing(facts, readings=None, as_of="2023-06-30", **window):
    """How the duty stands, by company, if it has stood so all along."""
    made = findings(facts, OFFICER, as_of=as_of, readings=readings, **window)
    assert len({f.subject.id for f in made}) == len(made)
    return {finding.subject.id: outcome(finding) for finding in made}


def test_one_person_counts_for_each_company_by_the_chosen_reading():
    good = ("FULFILLED", None)
    assert standing(shared()) == standing(shared(), {"shared-officer": "several"}) == {"C-1": good, "C-2": good}


def test_by_the_other_reading_only_for_the_one_where_the_post_began_first():
    later = shared(second="2022-12-01/..", first="2022-11-30/..")
    made = findings(later, OFFICER, since="2022-12-01", as_of="2023-06-30", readings=ONE_ONLY)
    assert [(f.subject.id, *run(f)[:2]) for f in made] == [
        ("C-1", "FULFILLED", None),
        ("C-2", "VIOLATED", "officer-shared"),
    ]
    assert made[1].cure is dr.CURES["appoint-own"]
    assert is_told_in_words(made[1])
    assert "在任人员已计入另一家主体" in made[1].explain("zh")
    assert "one-only" in made[1].explain("zh")


def test_of_two_that_began_on_one_day_the_first_by_id():
    assert standing(shared(), ONE_ONLY) == {"C-1": ("FULFILLED", None), "C-2": ("VIOLATED", "officer-shared")}


def test_the_later_one_counts_once_the_earlier_has_ended():
    """In C-1 until 31 March: from 1 April in C-2 alone."""
    facts = shared(first="2022-11-01/2023-03-31", second="2023-01-01/..")
    second = [f for f in findings(facts, OFFICER, as_of="2023-06-30", readings=ONE_ONLY) if f.subject.id == "C-2"]
    assert [run(f) for f in second] == [
        ("FULFILLED_LATE", "officer-missing", "2022-11-01", "2023-01-01"),
        ("FULFILLED_LATE", "officer-shared", "2023-01-01", "2023-04-01"),
    ]


def test_a_third_company_waits_for_the_second():
    facts = registry(
        *(caterer(f"C-{i}") for i in (1, 2, 3)),
        officer("P-1", "2022-11-01/2023-03-31", "C-1"),
        officer("P-1", "2022-11-02/2023-05-31", "C-2"),
        officer("P-1", "2022-11-03/..", "C-3"),
    )
    asked = {"since": "2022-11-03", "readings": ONE_ONLY}
    assert standing(facts, as_of="2023-03-31", **asked) == {
        "C-1": ("FULFILLED", None),
        "C-2": ("VIOLATED", "officer-shared"),
        "C-3": ("VIOLATED", "officer-shared"),
    }
    by_company = {f.subject.id: run(f) for f in findings(facts, OFFICER, as_of="2023-05-31", **asked)}
    assert by_company["C-2"] == ("FULFILLED_LATE", "officer-shared", "2022-11-02", "2023-04-01")
    assert by_company["C-3"] == ("VIOLATED", "officer-shared", "2022-11-03", None)


def test_two_records_of_one_post_in_one_company_arent_two_companies():
    facts = registry(caterer(), officer("P-1"), officer("P-1", "2023-01-01/.."))
    assert standing(facts, ONE_ONLY) == {"C-1": ("FULFILLED", None)}


def test_another_post_in_another_company_is_another_post():
    """The reading asks of one person in the same post."""
    facts = registry(caterer("C-1"), caterer("C-2"), director("P-1", company="C-1"), officer("P-1", company="C-2"))
    assert standing(facts, ONE_ONLY)["C-2"] == ("FULFILLED", None)


def test_somebody_else_in_office_cures_it():
    facts = shared().replace(staff=[*shared().staff, officer("P-2", "2023-05-01/..", "C-2")])
    second = [f for f in findings(facts, OFFICER, as_of="2023-06-30", readings=ONE_ONLY) if f.subject.id == "C-2"]
    assert [run(f) for f in second] == [("FULFILLED_LATE", "officer-shared", "2022-11-01", "2023-05-01")]


def test_a_post_elsewhere_that_isnt_seen_doesnt_count():
    """Not yet begun by as_of, or recorded later than known_by."""
    assert standing(shared(first="2023-07-01/..", second="2022-11-01/.."), ONE_ONLY)["C-2"] == ("FULFILLED", None)
    elsewhere = officer("P-1", "2022-11-01/..", "C-1", recorded=day("2023-06-01"))
    facts = registry(caterer("C-1"), caterer("C-2"), elsewhere, officer("P-1", "2022-11-01/..", "C-2"))
    assert standing(facts, ONE_ONLY, known_by="2023-05-31")["C-2"] == ("FULFILLED", None)
    assert standing(facts, ONE_ONLY, known_by="2023-06-01")["C-2"] == ("VIOLATED", "officer-shared")


def test_a_barred_one_who_is_shared_is_told_as_barred_where_barred():
    facts = shared().replace(bars=[bar("P-1")], complete=EVERYTHING)
    assert standing(facts, ONE_ONLY) == {"C-1": ("VIOLATED", "staff-barred"), "C-2": ("VIOLATED", "staff-barred")}


@pytest.mark.parametrize("reading", ["several", "one-only"])
def test_parts_find_what_the_whole_finds(reading):
    """A part carries its officers' posts elsewhere (principle 8)."""
    facts, readings = shared(first="2022-11-01/2023-03-31"), {"shared-officer": reading}
    whole = report(facts, OFFICER, as_of="2023-06-30", readings=readings)
    parts = [report(part, OFFICER, as_of="2023-06-30", readings=readings) for part in facts.partition(2)]
    assert all(part.findings for part in parts)
    assert reduce(dr.Report.join, parts) == whole
    assert report(facts.subset(["C-2"]), OFFICER, as_of="2023-06-30", readings=readings).findings == tuple(
        f for f in whole.findings if f.subject.id == "C-2"
    )


def test_a_company_that_has_closed_holds_nobody_back():
    """P-1's post in C-1 is on record as open, but C-1 closed on 31 March: it is a company no more."""
    facts = registry(
        caterer("C-1", operating=period("2022-11-01/2023-03-31")),
        caterer("C-2"),
        officer("P-1", "2022-11-01/..", "C-1"),
        officer("P-1", "2022-11-02/..", "C-2"),
    )
    assert standing(facts, ONE_ONLY, since="2023-04-01")["C-2"] == ("FULFILLED", None)


def test_a_barred_one_who_begins_on_the_companys_last_day():
    """Nobody through 9 May, and on the 10th, the last day of business, one who doesn't count."""
    facts = registry(caterer(operating=period("2022-11-01/2023-05-10")), officer("P-1", "2023-05-10/.."), bar("P-1"))
    assert runs(facts, as_of="2023-06-30") == [
        ("FULFILLED_LATE", "officer-missing", "2022-11-01", "2023-05-10"),
        ("FULFILLED_LATE", "staff-barred", "2023-05-10", "2023-05-11"),
    ]
