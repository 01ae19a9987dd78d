"""team.*: three-way matching at city and county tier, three-way joint at township and village tier (§6.1, §6.2)."""

import pytest

import dual_responsibility as dr

from .building import (
    COUNTY,
    JOINT,
    MATCHING,
    OTHER_COUNTY,
    VILLAGE,
    claim,
    company,
    day,
    everything_but,
    findings,
    is_told_in_words,
    outcome,
    period,
    post,
    registry,
    relation,
    run,
    supervisor,
    team,
    the_finding,
)

MATCHING_RULE, JOINT_RULE = "team.three-way-matching", "team.three-way-joint"
MODES = [
    (dr.Tier.CITY, MATCHING_RULE, MATCHING),
    (dr.Tier.COUNTY, MATCHING_RULE, MATCHING),
    (dr.Tier.TOWNSHIP, JOINT_RULE, JOINT),
    (dr.Tier.VILLAGE, JOINT_RULE, JOINT),
]
LEADING, UNIT, OFFICER, REGULATORY, ASSISTANT = dr.TeamRole


def supervised(tier, members=(), **fields):
    return registry(company(**fields), supervisor(tier=tier), relation(team=members))


@pytest.mark.parametrize("grade", dr.Grade)
@pytest.mark.parametrize(("tier", "rule", "roles"), MODES)
def test_the_tier_decides_which_team_is_owed_whatever_the_grade(tier, rule, roles, grade):
    found = the_finding(supervised(tier, team(*roles), grade=grade), "team.*", as_of="2023-06-30")
    assert found.rule_id == rule
    assert run(found) == ("FULFILLED", None, "2022-11-01", None)
    assert (found.bearer, found.subject) == (dr.Ref("area", VILLAGE), dr.Ref("company", "C-1"))
    assert (found.trigger, found.due) == ("A-1@2022-11-01", None)
    assert is_told_in_words(found)


@pytest.mark.parametrize(("tier", "rule", "roles"), MODES)
def test_each_role_has_to_be_filled(tier, rule, roles):
    for missing in roles:
        filled = [role for role in roles if role is not missing]
        found = the_finding(supervised(tier, team(*filled)), "team.*", as_of="2022-11-01")
        assert found.rule_id == rule
        assert run(found) == ("VIOLATED", "team-incomplete", "2022-11-01", None)
        assert found.cure is dr.CURES["fill-team"]
        assert missing.label.zh in found.explain()
        assert not any(role.label.zh in found.explain().sections[1].text for role in filled)
        assert missing.label.en in found.explain("en")
        assert is_told_in_words(found)


@pytest.mark.parametrize(("tier", "roles"), [(dr.Tier.COUNTY, JOINT), (dr.Tier.VILLAGE, MATCHING)])
def test_the_roles_of_the_other_mode_fill_nothing(tier, roles):
    assert outcome(the_finding(supervised(tier, team(*roles)), "team.*", as_of="2023-06-30"))[0] == "VIOLATED"


def test_a_school_of_grade_c_supervised_at_county_tier_owes_matching_and_not_joint():
    school = {"grade": dr.Grade.C, "grounds": dr.EscalationGround.SCHOOL, "kind": dr.CompanyKind.SCHOOL_CANTEEN}
    matched = the_finding(supervised(dr.Tier.COUNTY, team(*MATCHING), **school), "team.*", as_of="2023-06-30")
    assert (matched.rule_id, matched.status) == (MATCHING_RULE, dr.Status.FULFILLED)
    joint = the_finding(supervised(dr.Tier.COUNTY, team(*JOINT), **school), "team.*", as_of="2023-06-30")
    assert (joint.rule_id, joint.status) == (MATCHING_RULE, dr.Status.VIOLATED)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2022-12-31", ("FULFILLED", None, "2022-11-01", None)),
        ("2023-01-01", ("VIOLATED", "team-incomplete", "2023-01-01", None)),
        ("2023-01-09", ("VIOLATED", "team-incomplete", "2023-01-01", None)),
        ("2023-01-10", ("FULFILLED_LATE", "team-incomplete", "2023-01-01", "2023-01-10")),
        ("2023-06-30", ("FULFILLED_LATE", "team-incomplete", "2023-01-01", "2023-01-10")),
    ],
)
def test_a_role_that_stood_empty_over_the_new_year(as_of, expected):
    first, then = team(LIAISON_OFFICER="2022-11-01/2022-12-31"), team(LIAISON_OFFICER="2023-01-10/..")
    facts = supervised(dr.Tier.COUNTY, (*team(UNIT), *first, *then))
    assert run(the_finding(facts, "team.*", as_of=as_of)) == expected


def test_an_empty_role_that_was_filled_before_the_window_is_not_in_it():
    facts = supervised(dr.Tier.COUNTY, (*team(UNIT), *team(LIAISON_OFFICER="2023-01-10/..")))
    late = ("FULFILLED_LATE", "team-incomplete", "2022-11-01", "2023-01-10")
    assert run(the_finding(facts, "team.*", since="2023-01-09", as_of="2023-06-30")) == late
    kept = ("FULFILLED", None, "2023-01-10", None)
    assert run(the_finding(facts, "team.*", since="2023-01-10", as_of="2023-06-30")) == kept


def test_an_empty_role_that_is_still_empty_is_in_the_window():
    found = the_finding(supervised(dr.Tier.CITY, team(UNIT)), "team.*", since="2023-04-01", as_of="2023-06-30")
    assert run(found) == ("VIOLATED", "team-incomplete", "2022-11-01", None)


def test_two_roles_empty_and_then_one_is_one_unbroken_run():
    facts = supervised(dr.Tier.COUNTY, team(LIAISON_UNIT="2023-02-01/.."))
    found = findings(facts, "team.*", as_of="2023-06-30")
    assert [run(f) for f in found] == [("VIOLATED", "team-incomplete", "2022-11-01", None)]


def test_the_end_of_the_relation_ends_the_breach():
    facts = registry(
        company(), supervisor(), supervisor("S-2"),
        relation(held="2022-11-01/2023-03-31"),
        relation("A-2", supervisor="S-2", held="2023-04-01/..", team=team(*JOINT)),
    )  # fmt: skip
    late = ("FULFILLED_LATE", "team-incomplete", "2022-11-01", "2023-04-01")
    kept = ("FULFILLED", None, "2023-04-01", None)
    assert [run(f) for f in findings(facts, "team.*", as_of="2023-06-30")] == [late, kept]
    assert [run(f) for f in findings(facts, "team.*", since="2023-04-01", as_of="2023-06-30")] == [kept]


def test_a_supervisor_who_rises_from_township_to_county_owes_the_one_and_then_the_other():
    posts = [post(held="2022-01-01/2023-03-31"), post(dr.Tier.COUNTY, "2023-04-01/..")]
    facts = registry(company(), supervisor(posts=posts), relation(team=team(*JOINT)))
    eve = the_finding(facts, "team.*", as_of="2023-03-31")
    assert (eve.rule_id, eve.status) == (JOINT_RULE, dr.Status.FULFILLED)
    found = the_finding(facts, "team.*", since="2023-04-01", as_of="2023-04-01")
    assert (found.rule_id, run(found)) == (MATCHING_RULE, ("VIOLATED", "team-incomplete", "2023-04-01", None))


def test_no_team_is_owed_without_a_post_or_while_the_company_is_closed():
    left = registry(company(), supervisor(posts=post(held="2022-01-01/2022-12-31")), relation())
    assert findings(left, "team.*", since="2023-01-01", as_of="2023-06-30") == ()
    closed = supervised(dr.Tier.COUNTY, operating=[period("2022-01-01/2022-12-31")])
    assert outcome(the_finding(closed, "team.*", as_of="2022-12-31"))[0] == "VIOLATED"
    assert findings(closed, "team.*", since="2023-01-01", as_of="2023-06-30") == ()


# Claims, and what was known when


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((), ("UNDETERMINED", "records-not-claimed", "2022-11-01", None)),
        ([claim("assignments", area=COUNTY)], ("VIOLATED", "team-incomplete", "2022-11-01", None)),
        ([claim("assignments", area=OTHER_COUNTY)], ("UNDETERMINED", "records-not-claimed", "2022-11-01", None)),
        ([claim("assignments", "2023-01-01/..")], ("VIOLATED", "team-incomplete", "2023-01-01", None)),
        ([claim("assignments", "2022-01-01/2022-10-31")], ("UNDETERMINED", "records-not-claimed", "2022-11-01", None)),
    ],
)
def test_an_empty_role_needs_the_claim_that_assignments_are_complete(made, expected):
    facts = supervised(dr.Tier.TOWNSHIP).replace(complete=(*everything_but("assignments"), *made))
    found = findings(facts, "team.*", as_of="2023-06-30")[-1]
    assert run(found) == expected
    assert is_told_in_words(found)


def test_a_full_team_needs_no_claim():
    facts = supervised(dr.Tier.TOWNSHIP, team(*JOINT)).replace(complete=())
    assert outcome(the_finding(facts, "team.*", as_of="2023-06-30")) == ("FULFILLED", None)


@pytest.mark.parametrize(("known_by", "status"), [("2023-02-09", "VIOLATED"), ("2023-02-10", "FULFILLED")])
def test_a_member_recorded_later_is_left_out(known_by, status):
    late = dr.TeamMember(role=ASSISTANT, member="M-1", period=period("2022-11-01/.."), recorded=day("2023-02-10"))
    facts = supervised(dr.Tier.VILLAGE, (*team(REGULATORY), late))
    assert the_finding(facts, "team.*", as_of="2023-06-30", known_by=known_by).status.value == status


@pytest.mark.parametrize(("tier", "rule", "roles"), MODES)
def test_a_whole_team_that_leaves_leaves_every_role_empty(tier, rule, roles):
    left = team(**{role.name: "2022-11-01/2023-03-31" for role in roles})
    found = the_finding(supervised(tier, left), rule, as_of="2023-06-30")
    assert run(found) == ("VIOLATED", "team-incomplete", "2023-04-01", None)


@pytest.mark.parametrize(("known_by", "status"), [("2023-02-09", "VIOLATED"), ("2023-02-10", "FULFILLED")])
def test_a_member_always_there_who_was_recorded_later_is_left_out_too(known_by, status):
    late = dr.TeamMember(role=ASSISTANT, member="M-1", recorded=day("2023-02-10"))
    facts = supervised(dr.Tier.VILLAGE, (*team(REGULATORY), late))
    assert the_finding(facts, "team.*", as_of="2023-06-30", known_by=known_by).status.value == status


# Readings


@pytest.mark.parametrize(("tier", "rule", "roles"), MODES)
def test_reading_leading_cadre(tier, rule, roles):
    named = {"readings": {"leading-cadre": "named"}, "as_of": "2023-06-30"}
    found = the_finding(supervised(tier, team(*roles)), rule, **named)
    assert outcome(found) == ("VIOLATED", "team-incomplete")
    assert "leading-cadre = named" in found.explain()
    assert LEADING.label.zh in found.explain().sections[1].text
    assert outcome(the_finding(supervised(tier, team(LEADING, *roles)), rule, **named)) == ("FULFILLED", None)


def test_reading_concurrent_posts():
    two = [post(dr.Tier.TOWNSHIP), post(dr.Tier.COUNTY, area=OTHER_COUNTY)]
    facts = registry(company(), supervisor(posts=two), relation())
    assert the_finding(facts, "team.*", as_of="2023-06-30").rule_id == JOINT_RULE
    highest = {"concurrent-posts": "highest"}
    assert the_finding(facts, "team.*", as_of="2023-06-30", readings=highest).rule_id == MATCHING_RULE


@pytest.mark.parametrize(
    ("begins", "eve"),
    [("2022-11-01", "2022-10-31"), ("2022-12-20", "2022-12-19"), ("2023-01-01", "2022-12-31")],
)
@pytest.mark.parametrize("tier", [dr.Tier.COUNTY, dr.Tier.VILLAGE])
def test_reading_in_force_from(tier, begins, eve):
    facts = registry(company(), supervisor(tier=tier), relation(held="2022-07-01/.."))
    window = {"since": "2022-10-01", "readings": {"in-force-from": begins}}
    assert findings(facts, "team.*", as_of=eve, **window) == ()
    expected = ("VIOLATED", "team-incomplete", begins, None)
    assert run(the_finding(facts, "team.*", as_of=begins, **window)) == expected
