"""coverage.area, and coverage.escalation-ground by day: whose area contains the company, and why a higher tier took it
(§1.1, §9.2). All sixteen pairs of grade and tier are with the tests of coverage.tier.
"""

import pytest

import dual_responsibility as dr

from .building import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    OTHER_TOWNSHIP,
    OTHER_VILLAGE,
    TOWNSHIP,
    VILLAGE,
    claim,
    company,
    day,
    everything_but,
    findings,
    grounds,
    is_told_in_words,
    outcome,
    post,
    registry,
    relation,
    run,
    single,
    supervisor,
    the_finding,
)

TIER, AREA, GROUND = "coverage.tier", "coverage.area", "coverage.escalation-ground"
REGRADED = [("2022-01-01/2023-06-30", dr.Grade.C), ("2023-07-01/..", dr.Grade.B)]


def pair(grade, tier, ground=None):
    return single(grade=grade, posts=post(tier), ground=ground)


# coverage.area


@pytest.mark.parametrize("area", [CITY, COUNTY, TOWNSHIP, VILLAGE])
def test_a_supervisor_whose_area_contains_the_company_is_territorial(area):
    tier = {CITY: "CITY", COUNTY: "COUNTY", TOWNSHIP: "TOWNSHIP", VILLAGE: "VILLAGE"}[area]
    facts = registry(company(), supervisor(tier=dr.Tier[tier], area=area), relation())
    assert run(the_finding(facts, AREA, as_of="2023-06-30")) == ("FULFILLED", None, "2022-11-01", None)


@pytest.mark.parametrize("area", [OTHER_COUNTY, OTHER_TOWNSHIP, OTHER_VILLAGE])
def test_a_leader_of_the_neighbouring_county_is_not(area):
    facts = registry(company(), supervisor(tier=dr.Tier.COUNTY, area=area), relation(), complete=())
    found = the_finding(facts, AREA, as_of="2023-06-30")
    assert run(found) == ("VIOLATED", "area-outside", "2022-11-01", None)
    assert found.cure is dr.CURES["assign-local"]
    assert is_told_in_words(found)


def test_an_area_below_the_company_does_not_contain_it():
    facts = registry(company(area=COUNTY), supervisor(tier=dr.Tier.VILLAGE), relation())
    assert outcome(the_finding(facts, AREA, as_of="2023-06-30")) == ("VIOLATED", "area-outside")


def test_a_supervisor_who_moves_to_the_neighbouring_county_and_back():
    posts = [
        post(dr.Tier.COUNTY, "2022-01-01/2023-03-31"),
        post(dr.Tier.COUNTY, "2023-04-01/2023-04-09", area=OTHER_COUNTY),
        post(dr.Tier.COUNTY, "2023-04-10/.."),
    ]
    facts = single(posts=posts)
    assert outcome(the_finding(facts, AREA, as_of="2023-03-31")) == ("FULFILLED", None)
    assert run(the_finding(facts, AREA, as_of="2023-04-01")) == ("VIOLATED", "area-outside", "2023-04-01", None)
    late = ("FULFILLED_LATE", "area-outside", "2023-04-01", "2023-04-10")
    assert run(the_finding(facts, AREA, since="2023-04-09", as_of="2023-04-10")) == late
    assert outcome(the_finding(facts, AREA, since="2023-04-10", as_of="2023-04-10")) == ("FULFILLED", None)


def test_no_area_is_owed_while_no_post_is_held():
    facts = single(posts=post(held="2022-01-01/2023-03-31"))
    assert findings(facts, AREA, since="2023-04-01", as_of="2023-06-30") == ()
    assert outcome(the_finding(facts, AREA, since="2023-03-31", as_of="2023-06-30")) == ("FULFILLED", None)


# coverage.escalation-ground by day


def test_a_ground_recorded_later_ends_the_breach():
    facts = pair(dr.Grade.C, dr.Tier.COUNTY, grounds(("2023-04-01/2023-05-31", dr.EscalationGround.SCHOOL)))
    found = the_finding(facts, GROUND, as_of="2023-03-31")
    assert run(found) == ("VIOLATED", "ground-missing", "2022-11-01", None)
    assert found.cure is dr.CURES["record-ground"]
    late = ("FULFILLED_LATE", "ground-missing", "2022-11-01", "2023-04-01")
    assert run(the_finding(facts, GROUND, as_of="2023-04-01")) == late
    assert outcome(the_finding(facts, GROUND, since="2023-04-01", as_of="2023-05-31")) == ("FULFILLED", None)
    again = ("VIOLATED", "ground-missing", "2023-06-01", None)
    assert run(the_finding(facts, GROUND, since="2023-04-01", as_of="2023-06-01")) == again


def test_a_ground_that_changes_is_a_ground_throughout():
    changed = grounds(
        ("2022-01-01/2023-03-31", dr.EscalationGround.SCHOOL), ("2023-04-01/..", dr.EscalationGround.KEY_PRODUCER)
    )
    assert outcome(the_finding(pair(dr.Grade.C, dr.Tier.CITY, changed), GROUND, as_of="2023-06-30"))[0] == "FULFILLED"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((), ("UNDETERMINED", "records-not-claimed", "2022-11-01", None)),
        ([claim("companies", area=OTHER_COUNTY)], ("UNDETERMINED", "records-not-claimed", "2022-11-01", None)),
        ([claim("companies", area=CITY)], ("VIOLATED", "ground-missing", "2022-11-01", None)),
        ([claim("companies", "2023-01-01/..")], ("VIOLATED", "ground-missing", "2023-01-01", None)),
    ],
)
def test_a_missing_ground_needs_the_claim_that_companies_are_complete(made, expected):
    facts = pair(dr.Grade.C, dr.Tier.COUNTY).replace(complete=(*everything_but("companies"), *made))
    assert run(findings(facts, GROUND, as_of="2023-06-30")[-1]) == expected


def test_reading_escalation_grounds():
    facts = pair(dr.Grade.C, dr.Tier.COUNTY, dr.EscalationGround.OTHER)
    found = the_finding(facts, GROUND, as_of="2023-06-30")
    assert outcome(found) == ("VIOLATED", "ground-not-listed")
    assert is_told_in_words(found)
    other = the_finding(facts, GROUND, as_of="2023-06-30", readings={"escalation-grounds": "open"})
    assert outcome(other) == ("FULFILLED", None)


def test_a_regrade_that_fits_ends_the_escalation():
    facts = registry(company(grade=REGRADED), supervisor(tier=dr.Tier.COUNTY), relation())
    late = ("FULFILLED_LATE", "ground-missing", "2022-11-01", "2023-07-01")
    assert run(the_finding(facts, GROUND, as_of="2023-07-01")) == late
    assert findings(facts, GROUND, since="2023-07-01", as_of="2023-12-31") == ()


# Readings that all three share


def test_reading_concurrent_posts():
    two = [post(dr.Tier.TOWNSHIP), post(dr.Tier.COUNTY, area=OTHER_COUNTY)]
    highest = {"concurrent-posts": "highest"}
    b, c = single(grade=dr.Grade.B, posts=two), single(posts=two)
    assert outcome(the_finding(b, TIER, as_of="2023-06-30")) == ("VIOLATED", "tier-too-low")
    assert outcome(the_finding(b, TIER, as_of="2023-06-30", readings=highest)) == ("FULFILLED", None)
    assert outcome(the_finding(c, AREA, as_of="2023-06-30")) == ("FULFILLED", None)
    assert outcome(the_finding(c, AREA, as_of="2023-06-30", readings=highest)) == ("VIOLATED", "area-outside")
    assert findings(c, GROUND, as_of="2023-06-30") == ()
    assert outcome(the_finding(c, GROUND, as_of="2023-06-30", readings=highest)) == ("VIOLATED", "ground-missing")


@pytest.mark.parametrize(
    ("begins", "eve"),
    [("2022-11-01", "2022-10-31"), ("2022-12-20", "2022-12-19"), ("2023-01-01", "2022-12-31")],
)
@pytest.mark.parametrize("rule", [TIER, AREA, GROUND])
def test_reading_in_force_from(rule, begins, eve):
    grade, tier, area = (dr.Grade.A, "TOWNSHIP", None) if rule == TIER else (dr.Grade.C, "COUNTY", None)
    if rule == AREA:
        area = OTHER_COUNTY
    facts = registry(company(grade=grade), supervisor(tier=dr.Tier[tier], area=area), relation(held="2022-07-01/.."))
    window = {"since": "2022-10-01", "readings": {"in-force-from": begins}}
    assert findings(facts, rule, as_of=eve, **window) == ()
    found = the_finding(facts, rule, as_of=begins, **window)
    assert (found.status, found.arose) == (dr.Status.VIOLATED, day(begins))


def test_each_reason_is_told_in_both_languages():
    cases = {
        "tier-too-low": the_finding(pair(dr.Grade.A, dr.Tier.COUNTY), TIER, as_of="2023-06-30"),
        "post-not-in-force": the_finding(single(posts=post(held="2022-01-01/2023-03-31")), TIER, as_of="2023-06-30"),
        "grade-unknown": the_finding(single(grade=None), TIER, as_of="2023-06-30"),
        "ground-missing": the_finding(pair(dr.Grade.C, dr.Tier.CITY), GROUND, as_of="2023-06-30"),
        "records-not-claimed": the_finding(
            pair(dr.Grade.C, dr.Tier.CITY).replace(complete=()), GROUND, as_of="2023-06-30"
        ),
    }
    for reason, found in cases.items():
        assert found.reason == reason
        assert is_told_in_words(found)
    for rule, ground in ((TIER, None), (AREA, None), (GROUND, dr.EscalationGround.SCHOOL)):
        assert is_told_in_words(the_finding(pair(dr.Grade.C, dr.Tier.CITY, ground), rule, as_of="2023-06-30"))
