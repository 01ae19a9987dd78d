"""coverage.tier: the supervisor's tier is the grade's or higher (§9.1); which pairs need a ground (§9.2)."""

import pytest

import dual_responsibility as dr

from .building import (
    COUNTY,
    OTHER_COUNTY,
    VILLAGE,
    claim,
    company,
    day,
    everything_but,
    findings,
    grounds,
    is_told_in_words,
    outcome,
    period,
    post,
    registry,
    relation,
    run,
    single,
    supervisor,
    the_finding,
)

TIER, AREA, GROUND = "coverage.tier", "coverage.area", "coverage.escalation-ground"
OWN_TIER = {
    dr.Grade.A: dr.Tier.CITY,
    dr.Grade.B: dr.Tier.COUNTY,
    dr.Grade.C: dr.Tier.TOWNSHIP,
    dr.Grade.D: dr.Tier.VILLAGE,
}
PAIRS = [(grade, tier) for grade in dr.Grade for tier in dr.Tier]
EQUAL = [pair for pair in PAIRS if OWN_TIER[pair[0]] is pair[1]]
HIGHER = [pair for pair in PAIRS if pair[1] > OWN_TIER[pair[0]]]
LOWER = [pair for pair in PAIRS if pair[1] < OWN_TIER[pair[0]]]
GROUNDS = [dr.EscalationGround.KEY_PRODUCER, dr.EscalationGround.SCHOOL, dr.EscalationGround.ELDERLY_CARE_CANTEEN]


def pair(grade, tier, ground=None):
    return single(grade=grade, posts=post(tier), ground=ground)


# All sixteen pairs of grade and supervising tier


def test_there_are_four_equal_six_higher_and_six_lower_pairs():
    assert (len(PAIRS), len(EQUAL), len(HIGHER), len(LOWER)) == (16, 4, 6, 6)


@pytest.mark.parametrize(("grade", "tier"), EQUAL + HIGHER)
def test_an_equal_or_higher_tier_fits(grade, tier):
    found = the_finding(pair(grade, tier), TIER, as_of="2023-06-30")
    assert run(found) == ("FULFILLED", None, "2022-11-01", None)
    assert found.id == "coverage.tier/company/C-1/A-1@2022-11-01"


@pytest.mark.parametrize("ground", [None, *dr.EscalationGround])
@pytest.mark.parametrize(("grade", "tier"), LOWER)
def test_a_lower_tier_is_a_violation_that_no_ground_cures(grade, tier, ground):
    facts = pair(grade, tier, ground)
    found = the_finding(facts, TIER, as_of="2023-06-30")
    assert run(found) == ("VIOLATED", "tier-too-low", "2022-11-01", None)
    assert found.cure is dr.CURES["assign-higher-tier"]
    assert findings(facts, GROUND, as_of="2023-06-30") == ()


@pytest.mark.parametrize(("grade", "tier"), PAIRS)
def test_without_a_ground_exactly_the_higher_fail(grade, tier):
    found = findings(pair(grade, tier), GROUND, as_of="2023-06-30")
    expected = [("VIOLATED", "ground-missing")] if (grade, tier) in HIGHER else []
    assert [outcome(f) for f in found] == expected


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(("grade", "tier"), HIGHER)
def test_each_of_the_three_grounds_carries_an_escalation(grade, tier, ground):
    found = the_finding(pair(grade, tier, ground), GROUND, as_of="2023-06-30")
    assert run(found) == ("FULFILLED", None, "2022-11-01", None)
    assert (found.bearer, found.subject) == (dr.Ref("area", VILLAGE), dr.Ref("company", "C-1"))


def test_a_company_of_grade_a_cannot_be_escalated():
    assert [grade for grade, _ in HIGHER if grade is dr.Grade.A] == []


# coverage.tier by day

REGRADED = [("2022-01-01/2023-06-30", dr.Grade.C), ("2023-07-01/..", dr.Grade.B)]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-06-30", ("FULFILLED", None, "2022-11-01", None)),
        ("2023-07-01", ("VIOLATED", "tier-too-low", "2023-07-01", None)),
        ("2023-12-31", ("VIOLATED", "tier-too-low", "2023-07-01", None)),
    ],
)
def test_a_regrade_is_to_be_fitted_on_its_day(as_of, expected):
    found = the_finding(single(grade=REGRADED), TIER, as_of=as_of)
    assert run(found) == expected
    assert found.trigger == f"A-1@{expected[2]}"


def test_the_relation_that_was_too_low_ends_and_the_next_fits():
    facts = registry(
        company(grade=REGRADED),
        supervisor(),
        supervisor("S-2", dr.Tier.COUNTY),
        relation(held="2022-11-01/2023-07-04"),
        relation("A-2", supervisor="S-2", held="2023-07-05/.."),
    )
    late = ("FULFILLED_LATE", "tier-too-low", "2023-07-01", "2023-07-05")
    kept = ("FULFILLED", None, "2023-07-05", None)
    assert [run(f) for f in findings(facts, TIER, since="2023-07-04", as_of="2023-12-31")] == [late, kept]
    assert [run(f) for f in findings(facts, TIER, since="2023-07-05", as_of="2023-12-31")] == [kept]


def test_a_second_regrade_while_the_tier_is_too_low_is_the_same_run():
    twice = [*REGRADED[:1], ("2023-07-01/2023-09-30", dr.Grade.B), ("2023-10-01/..", dr.Grade.A)]
    found = findings(single(grade=twice), TIER, as_of="2023-12-31")
    assert [run(f) for f in found] == [("VIOLATED", "tier-too-low", "2023-07-01", None)]


@pytest.mark.parametrize(
    ("first_day", "as_of", "expected"),
    [
        # Monday 3 July 2023: 4, 5, 6, 7 and 10 July.
        ("not-counted", "2023-07-02", ("FULFILLED", None, "2022-11-01", None)),
        ("not-counted", "2023-07-03", ("FULFILLED", None, "2022-11-01", None)),
        ("not-counted", "2023-07-10", ("FULFILLED", None, "2022-11-01", None)),
        ("not-counted", "2023-07-11", ("VIOLATED", "tier-too-low", "2023-07-11", None)),
        # 3, 4, 5, 6 and 7 July.
        ("counted", "2023-07-07", ("FULFILLED", None, "2022-11-01", None)),
        ("counted", "2023-07-08", ("VIOLATED", "tier-too-low", "2023-07-08", None)),
    ],
)
def test_readings_regrade_day_and_first_day(first_day, as_of, expected):
    regraded = [("2022-01-01/2023-07-02", dr.Grade.C), ("2023-07-03/..", dr.Grade.B)]
    readings = {"regrade-day": "five-days", "first-day": first_day}
    assert run(the_finding(single(grade=regraded), TIER, as_of=as_of, readings=readings)) == expected
    same_day = the_finding(single(grade=regraded), TIER, as_of="2023-07-11")
    assert same_day.arose == day("2023-07-03")


def test_the_five_days_run_on_when_something_else_changes_within_them():
    regraded = [("2022-01-01/2023-07-02", dr.Grade.C), ("2023-07-03/..", dr.Grade.B)]
    ground = grounds(("2023-07-05/..", dr.EscalationGround.SCHOOL))
    found = the_finding(
        single(grade=regraded, ground=ground),
        TIER,
        as_of="2023-12-31",
        readings={"regrade-day": "five-days"},
    )
    assert run(found) == ("VIOLATED", "tier-too-low", "2023-07-11", None)


def test_five_days_are_allowed_after_a_regrade_alone():
    found = the_finding(single(grade=dr.Grade.B), TIER, as_of="2022-11-01", readings={"regrade-day": "five-days"})
    assert run(found) == ("VIOLATED", "tier-too-low", "2022-11-01", None)


@pytest.mark.parametrize("grade", [dr.Grade.A, dr.Grade.B])
def test_a_tier_that_was_too_low_before_the_regrade_is_one_breach(grade):
    """Nobody cured it: the days are for what the regrade changed."""
    other = dr.Grade.B if grade is dr.Grade.A else dr.Grade.A
    regraded = [("2022-01-01/2023-07-02", other), ("2023-07-03/..", grade)]
    found = the_finding(single(grade=regraded), TIER, as_of="2023-07-05", readings={"regrade-day": "five-days"})
    assert run(found) == ("VIOLATED", "tier-too-low", "2022-11-01", None)


@pytest.mark.parametrize(("begun", "expected"), [("2023-07-02", "VIOLATED"), ("2023-07-03", "FULFILLED")])
def test_one_that_began_on_the_eve_never_fitted_either(begun, expected):
    """Too low for an A company on the eve, and for a B company from Monday 2023-07-03 on."""
    regraded = dr.Timeline([(period("2022-01-01/2023-07-02"), dr.Grade.A), (period("2023-07-03/.."), dr.Grade.B)])
    facts = registry(company(grade=regraded), supervisor(), relation(held=f"{begun}/.."))
    found = the_finding(facts, TIER, as_of="2023-07-05", readings={"regrade-day": "five-days"})
    assert (found.status.value, str(found.arose)) == (expected, begun)


def test_a_relation_that_began_after_the_regrade_may_use_its_days():
    """Monday 2023-07-03; 4, 5, 6, 7 and Monday 10 July."""
    regraded = [("2022-01-01/2023-07-02", dr.Grade.C), ("2023-07-03/..", dr.Grade.B)]
    facts = registry(
        company(grade=dr.Timeline([(period(a), b) for a, b in regraded])), supervisor(), relation(held="2023-07-04/..")
    )
    readings = {"regrade-day": "five-days"}
    assert outcome(the_finding(facts, TIER, as_of="2023-07-10", readings=readings)) == ("FULFILLED", None)
    assert run(the_finding(facts, TIER, as_of="2023-07-11", readings=readings))[2] == "2023-07-11"


def test_five_days_after_a_regrade_beyond_the_calendar_cannot_be_told():
    regraded = [("2022-01-01/2026-12-27", dr.Grade.C), ("2026-12-28/..", dr.Grade.B)]
    found = the_finding(
        single(grade=regraded),
        TIER,
        as_of="2027-02-28",
        readings={"regrade-day": "five-days"},
        calendar=dr.WorkCalendar.from_edition("CN-2026-12-28-8746bf3b"),
    )
    # Five days after Monday 28 December, if all are worked, are over on 2 January.
    assert run(found) == ("UNDETERMINED", "calendar-horizon", "2027-01-03", None)
    assert "2026年12月28日" in found.explain()
    assert is_told_in_words(found)


def test_without_a_grade_the_tier_cannot_be_told():
    facts = single(grade=[("2022-01-01/2023-06-30", dr.Grade.C)])
    assert outcome(the_finding(facts, TIER, as_of="2023-06-30")) == ("FULFILLED", None)
    found = the_finding(facts, TIER, as_of="2023-07-01")
    assert run(found) == ("UNDETERMINED", "grade-unknown", "2023-07-01", None)
    assert found.cure is dr.CURES["record-grade"]
    assert findings(facts, GROUND, since="2023-07-01", as_of="2023-07-01") == ()


def test_a_supervisor_without_a_post_has_no_tier():
    facts = single(posts=[post(held="2022-01-01/2023-03-31"), post(held="2023-04-10/..")])
    assert outcome(the_finding(facts, TIER, as_of="2023-03-31")) == ("FULFILLED", None)
    found = the_finding(facts, TIER, as_of="2023-04-01")
    assert run(found) == ("VIOLATED", "post-not-in-force", "2023-04-01", None)
    assert found.cure is dr.CURES["record-post"]
    late = ("FULFILLED_LATE", "post-not-in-force", "2023-04-01", "2023-04-10")
    assert run(the_finding(facts, TIER, since="2023-04-09", as_of="2023-04-10")) == late
    kept = ("FULFILLED", None, "2023-04-10", None)
    assert run(the_finding(facts, TIER, since="2023-04-10", as_of="2023-04-10")) == kept


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((), ("UNDETERMINED", "records-not-claimed", "2023-04-01", None)),
        ([claim("supervisors", area=COUNTY)], ("VIOLATED", "post-not-in-force", "2023-04-01", None)),
        ([claim("supervisors", area=OTHER_COUNTY)], ("UNDETERMINED", "records-not-claimed", "2023-04-01", None)),
        ([claim("supervisors", "2023-05-01/..")], ("VIOLATED", "post-not-in-force", "2023-05-01", None)),
    ],
)
def test_a_missing_post_needs_the_claim_that_supervisors_are_complete(made, expected):
    facts = single(posts=post(held="2022-01-01/2023-03-31")).replace(complete=(*everything_but("supervisors"), *made))
    assert run(findings(facts, TIER, as_of="2023-06-30")[-1]) == expected


def test_a_tier_too_low_needs_no_claim_for_records_show_it():
    facts = pair(dr.Grade.B, dr.Tier.TOWNSHIP).replace(complete=())
    assert outcome(the_finding(facts, TIER, as_of="2023-06-30")) == ("VIOLATED", "tier-too-low")


def test_a_post_recorded_later_is_left_out():
    higher = post(dr.Tier.COUNTY, "2023-04-01/..", recorded=day("2023-05-15"))
    facts = single(grade=dr.Grade.B, posts=[post(held="2022-01-01/2023-03-31"), higher])
    window = {"since": "2023-04-01", "as_of": "2023-06-30"}
    assert the_finding(facts, TIER, **window, known_by="2023-05-14").reason == "post-not-in-force"
    assert the_finding(facts, TIER, **window, known_by="2023-05-15").status is dr.Status.FULFILLED


def test_a_grade_that_ends_leaves_the_days_after_it_without_one():
    """On record from the first day of supervision through 2023-03-31: from 1 April the tier can't be told."""
    found = the_finding(single(grade=[("2022-11-01/2023-03-31", dr.Grade.C)]), TIER, as_of="2023-06-30")
    assert run(found) == ("UNDETERMINED", "grade-unknown", "2023-04-01", None)


def test_a_relation_of_one_day_is_owed_the_tier_on_it():
    facts = registry(company(), supervisor(), relation(held="2023-03-03/2023-03-03"))
    assert run(the_finding(facts, TIER, as_of="2023-06-30")) == ("FULFILLED", None, "2023-03-03", None)


def test_who_takes_over_on_the_last_day_of_grace_has_it():
    """Regraded on 2023-04-27, five working days to 8 May: a township's S-2, from that day, is too low from the 9th."""
    regraded = [("2022-01-01/2023-04-26", dr.Grade.C), ("2023-04-27/..", dr.Grade.B)]
    facts = registry(
        company(grade=regraded),
        supervisor("S-1", dr.Tier.COUNTY),
        supervisor("S-2"),
        relation("A-1", held="2022-11-01/2023-05-07"),
        relation("A-2", supervisor="S-2", held="2023-05-08/.."),
    )
    found = findings(facts, TIER, as_of="2023-06-30", readings={"regrade-day": "five-days"})
    assert [run(one) for one in found] == [
        ("FULFILLED", None, "2022-11-01", None),
        ("VIOLATED", "tier-too-low", "2023-05-09", None),
    ]


def test_a_relation_to_a_company_that_opens_again():
    """Held from the second span of operation on: of the first nothing is owed."""
    operating = (period("2022-11-01/2023-01-31"), period("2023-03-01/.."))
    facts = registry(company(operating=operating), supervisor(), relation(held="2023-03-01/.."))
    assert run(the_finding(facts, TIER, as_of="2023-06-30")) == ("FULFILLED", None, "2023-03-01", None)
