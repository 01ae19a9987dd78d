"""know.*: the responsibility, task and supervision list in force has been acknowledged (§7.1)."""

import pytest

import dual_responsibility as dr

from .building import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    TOWNSHIP,
    VILLAGE,
    change,
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
    the_finding,
)

RULES = {
    "know.responsibility-list": dr.ListKind.RESPONSIBILITY,
    "know.task-list": dr.ListKind.TASK,
    "know.supervision-list": dr.ListKind.SUPERVISION,
}
TASK = "know.task-list"
PENDING = ("PENDING", "no-deadline-in-source")
UNKNOWN = ("UNDETERMINED", "records-not-claimed")


def version(id="L-1", *, area=COUNTY, kind=dr.ListKind.TASK, in_force="2022-07-01/..", **fields):
    return dr.ListVersion(id=id, kind=kind, area=area, in_force=period(in_force), **fields)


def known(on, *, of="L-1", by="S-1", **fields):
    return dr.Acknowledgement(supervisor=by, list_version=of, on=day(on), **fields)


def held(*facts, posts=None, **complete):
    """A township supervisor in force for one company."""
    person = supervisor(posts=post() if posts is None else posts)
    return registry(company(), person, relation(), *facts, **complete)


@pytest.mark.parametrize(("rule", "kind"), RULES.items())
def test_each_of_the_three_lists_has_its_rule(rule, kind):
    facts = held(version(kind=kind), known("2023-01-01"))
    window = {"since": "2022-11-01"}
    eve = the_finding(facts, rule, as_of="2022-12-31", **window)
    assert run(eve) == (*PENDING, "2022-11-01", None)
    assert eve.cure is dr.CURES["acknowledge-list"]
    found = the_finding(facts, rule, as_of="2023-01-01", **window)
    assert run(found) == ("FULFILLED", None, "2022-11-01", "2023-01-01")
    assert found.bearer == found.subject == dr.Ref("supervisor", "S-1")
    assert (found.due, found.trigger) == (None, "L-1")
    for told in (eve, found):
        assert is_told_in_words(told)
        assert "L-1" in told.explain()
    for other in RULES.keys() - {rule}:
        assert the_finding(facts, other, as_of="2023-01-01").reason == "list-not-on-record"


@pytest.mark.parametrize("as_of", ["2022-11-01", "2026-12-31"])
def test_a_list_that_was_never_acknowledged_is_never_late(as_of):
    assert outcome(the_finding(held(version()), TASK, as_of=as_of)) == PENDING


@pytest.mark.parametrize(("rule", "kind"), RULES.items())
def test_without_a_list_on_record_it_cannot_be_told(rule, kind):
    found = the_finding(held(), rule, as_of="2023-06-30")
    assert run(found) == ("UNDETERMINED", "list-not-on-record", "2022-11-01", None)
    assert (found.trigger, found.cure) == (kind.value, dr.CURES["record-list"])
    assert is_told_in_words(found)
    assert kind.label.zh in found.explain()


def test_a_new_version_has_to_be_acknowledged_from_the_day_it_is_in_force():
    first, second = version(in_force="2022-07-01/2023-03-31"), version("L-2", in_force="2023-04-01/..")
    facts = held(first, second, known("2022-12-01"))
    eve = the_finding(facts, TASK, as_of="2023-03-31")
    assert (eve.trigger, *outcome(eve)) == ("L-1", "FULFILLED", None)
    found = the_finding(facts, TASK, as_of="2023-04-01")
    assert (found.trigger, *run(found)) == ("L-2", *PENDING, "2023-04-01", None)
    later = facts.replace(acknowledgements=[known("2022-12-01"), known("2023-04-03", of="L-2")])
    assert outcome(the_finding(later, TASK, as_of="2023-04-02")) == PENDING
    assert outcome(the_finding(later, TASK, as_of="2023-04-03")) == ("FULFILLED", None)


def test_two_versions_in_force_for_the_same_area_are_both_to_be_known():
    facts = held(version("L-1"), version("L-2"), known("2022-12-01", of="L-2"))
    found = {f.trigger: outcome(f) for f in findings(facts, TASK, as_of="2023-06-30")}
    assert found == {"L-1": PENDING, "L-2": ("FULFILLED", None)}


def test_the_acknowledgement_of_somebody_else_does_not_count():
    facts = held(version(), supervisor("S-2"), known("2022-12-01", by="S-2"))
    assert outcome(the_finding(facts, TASK, as_of="2023-06-30")) == PENDING


def test_nothing_is_to_be_known_by_who_is_not_in_force():
    facts = held(version(), change("2023-04-01"))
    assert outcome(the_finding(facts, TASK, as_of="2023-03-31")) == PENDING
    assert findings(facts, TASK, as_of="2023-04-01") == ()


@pytest.mark.parametrize("area", [OTHER_COUNTY, VILLAGE])
def test_the_list_of_a_neighbour_or_of_an_area_below_is_not_ones_own(area):
    assert the_finding(held(version(area=area)), TASK, as_of="2023-06-30").reason == "list-not-on-record"


LISTS = (version("L-CITY", area=CITY), version("L-COUNTY", area=COUNTY))


@pytest.mark.parametrize(
    ("tier", "nearest"),
    [(dr.Tier.CITY, "L-CITY"), (dr.Tier.COUNTY, "L-COUNTY"), (dr.Tier.TOWNSHIP, "L-COUNTY")],
)
def test_reading_list_version(tier, nearest):
    facts = held(*LISTS, posts=post(tier))
    assert [f.trigger for f in findings(facts, TASK, as_of="2023-06-30")] == [nearest]
    every = findings(facts, TASK, as_of="2023-06-30", readings={"list-version": "every"})
    expected = ["L-CITY"] if tier is dr.Tier.CITY else ["L-CITY", "L-COUNTY"]
    assert sorted(f.trigger for f in every) == expected
    assert all("list-version = every" in f.explain() for f in every)


def test_the_nearest_list_in_force_is_the_one_above_once_ones_own_has_ended():
    own = version("L-TOWN", area=TOWNSHIP, in_force="2022-07-01/2023-03-31")
    facts = held(own, *LISTS)
    assert the_finding(facts, TASK, as_of="2023-03-31").trigger == "L-TOWN"
    assert the_finding(facts, TASK, as_of="2023-04-01").trigger == "L-COUNTY"


def test_each_post_in_force_has_its_nearest_list():
    other = version("L-OTHER", area=OTHER_COUNTY)
    facts = held(*LISTS, other, posts=[post(), post(dr.Tier.COUNTY, area=OTHER_COUNTY)])
    assert sorted(f.trigger for f in findings(facts, TASK, as_of="2023-06-30")) == ["L-COUNTY", "L-OTHER"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([], UNKNOWN),
        ([claim("acknowledgements", area=COUNTY)], PENDING),
        ([claim("acknowledgements", area=OTHER_COUNTY)], UNKNOWN),
        ([claim("acknowledgements", "2022-11-02/..")], UNKNOWN),
        ([claim("acknowledgements", "2022-11-01/2023-06-30")], PENDING),
        ([claim("acknowledgements", "2022-11-01/2023-06-29")], UNKNOWN),
    ],
)
def test_without_the_claim_a_missing_acknowledgement_cannot_be_told(made, expected):
    facts = held(version(), complete=(*everything_but("acknowledgements"), *made))
    found = the_finding(facts, TASK, as_of="2023-06-30")
    assert outcome(found) == expected
    assert is_told_in_words(found)


@pytest.mark.parametrize(("known_by", "status"), [("2023-02-09", "PENDING"), ("2023-02-10", "FULFILLED")])
def test_an_acknowledgement_counts_once_it_was_recorded(known_by, status):
    facts = held(version(), known("2023-01-15", recorded=day("2023-02-10")))
    assert the_finding(facts, TASK, as_of="2023-06-30", known_by=known_by).status.value == status


def test_a_version_recorded_later_is_left_out():
    facts = held(version(recorded=day("2023-02-10")))
    assert the_finding(facts, TASK, as_of="2023-06-30", known_by="2023-02-09").reason == "list-not-on-record"
    assert outcome(the_finding(facts, TASK, as_of="2023-06-30", known_by="2023-02-10")) == PENDING


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("begins", "eve"),
    [("2022-11-01", "2022-10-31"), ("2022-12-20", "2022-12-19"), ("2023-01-01", "2022-12-31")],
)
def test_reading_in_force_from(rule, begins, eve):
    facts = registry(company(), supervisor(), relation(held="2022-07-01/.."), version(kind=RULES[rule]))
    window = {"since": "2022-10-01", "readings": {"in-force-from": begins}}
    assert findings(facts, rule, as_of=eve, **window) == ()
    assert run(the_finding(facts, rule, as_of=begins, **window)) == (*PENDING, begins, None)


# Since when it has been the one to know


@pytest.mark.parametrize(
    ("began", "since"),
    [
        ("2022-10-31", "2022-11-01"),
        ("2022-11-01", "2022-11-01"),
        ("2022-11-02", "2022-11-02"),
        ("2023-01-01", "2023-01-01"),
    ],
)
def test_a_list_of_another_area_is_the_one_to_know_since_the_post_began(began, since):
    """In office since 2022-11-01; the post is in the other county, and its list is older."""
    facts = held(version(area=OTHER_COUNTY), posts=post(dr.Tier.COUNTY, f"{began}/..", area=OTHER_COUNTY))
    assert run(the_finding(facts, TASK, as_of="2023-06-30")) == (*PENDING, since, None)


def test_a_list_above_both_posts_has_been_the_one_to_know_all_along():
    posts = [post(held="2022-01-01/2023-01-15"), post(dr.Tier.VILLAGE, "2023-01-16/..", area=VILLAGE)]
    facts = held(version(area=CITY), known("2022-12-01"), posts=posts)
    assert run(the_finding(facts, TASK, as_of="2023-06-30")) == ("FULFILLED", None, "2022-11-01", "2022-12-01")


@pytest.mark.parametrize(("reading", "since"), [("nearest", "2023-04-01"), ("every", "2022-11-01")])
def test_when_a_nearer_list_ends_the_next_one_up_is_the_one_to_know(reading, since):
    """Reading list-version: the township's own list stood before the county's until 2023-03-31."""
    facts = held(version(), version("L-2", area=TOWNSHIP, in_force="2022-07-01/2023-03-31"))
    found = the_finding(facts, TASK, as_of="2023-06-30", readings={"list-version": reading})
    assert (found.trigger, run(found)) == ("L-1", (*PENDING, since, None))


def test_without_a_post_the_list_is_that_of_the_company_answered_for_on_each_day():
    """C-2 in the other county since 2022-11-01, C-1 since 11-02: of the two the first by id."""
    facts = registry(
        company(),
        company("C-2", area=OTHER_COUNTY),
        supervisor(posts=()),
        relation("A-2", "C-2", held="2022-11-01/.."),
        relation(held="2022-11-02/.."),
        version(),
        version("L-2", area=OTHER_COUNTY),
    )
    found = the_finding(facts, TASK, as_of="2022-11-01")
    assert (found.trigger, run(found)) == ("L-2", (*PENDING, "2022-11-01", None))
    found = the_finding(facts, TASK, as_of="2022-11-02")
    assert (found.trigger, run(found)) == ("L-1", (*PENDING, "2022-11-02", None))


def test_the_claim_is_that_of_the_posts_area_or_of_the_companys_without_a_post():
    """Of a township's supervisor the village's claim says nothing; of one without a post it does (§7.1)."""
    complete = (*everything_but("acknowledgements"), claim("acknowledgements", area=VILLAGE))
    for posts, expected in ((post(), UNKNOWN), ((), PENDING)):
        facts = held(version(), posts=posts, complete=complete)
        assert outcome(the_finding(facts, TASK, as_of="2023-06-30")) == expected


def test_two_supervisors_of_one_area_have_the_same_list_to_know():
    facts = registry(
        company(),
        company("C-2"),
        supervisor(posts=post()),
        supervisor("S-2", posts=post()),
        relation(),
        relation("A-2", "C-2", supervisor="S-2", held="2023-01-10/.."),
        version(),
    )
    found = findings(facts, TASK, as_of="2023-06-30")
    assert [(f.bearer.id, f.trigger, *run(f)) for f in found] == [
        ("S-1", "L-1", *PENDING, "2022-11-01", None),
        ("S-2", "L-1", *PENDING, "2023-01-10", None),
    ]
