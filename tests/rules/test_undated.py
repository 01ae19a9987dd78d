"""commitment.signed and notice-card.displayed: owed by who is in force, with no deadline (§2.1, §11.1, §11.2)."""

import pytest

import dual_responsibility as dr

from .building import (
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

LETTER, CARD = "commitment.signed", "notice-card.displayed"
PENDING = ("PENDING", "no-deadline-in-source")
UNKNOWN = ("UNDETERMINED", "records-not-claimed")


def letter(on, *, by="S-1", area=None, recorded=None):
    return dr.Commitment(supervisor=by, on=day(on), area=area, recorded=None if recorded is None else day(recorded))


def card(displayed, *, of="S-1", at="C-1", **fields):
    return dr.NoticeCard(company=at, supervisor=of, displayed=period(displayed), **fields)


def held(*facts, grade=dr.Grade.C, posts=None, **complete):
    """A supervisor in force for one company."""
    person = supervisor(posts=post() if posts is None else posts)
    return registry(company(grade=grade), person, relation(), *facts, **complete)


# commitment.signed


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2022-12-31", (*PENDING, "2022-11-01", None)),
        ("2023-01-01", ("FULFILLED", None, "2022-11-01", "2023-01-01")),
        ("2029-12-31", ("FULFILLED", None, "2022-11-01", "2023-01-01")),
    ],
)
def test_a_letter_is_owed_until_it_is_signed(as_of, expected):
    found = the_finding(held(letter("2023-01-01")), LETTER, as_of=as_of)
    assert run(found) == expected
    assert found.bearer == found.subject == dr.Ref("supervisor", "S-1")
    assert (found.due, found.late, found.trigger) == (None, None, TOWNSHIP)
    assert is_told_in_words(found)


@pytest.mark.parametrize("as_of", ["2022-11-01", "2022-12-31", "2026-12-31"])
def test_a_letter_that_was_never_signed_is_never_late(as_of):
    found = the_finding(held(), LETTER, as_of=as_of)
    assert outcome(found) == PENDING
    assert found.cure is dr.CURES["sign-letter"]


def test_a_letter_signed_before_the_window_stays_in_the_report():
    """The completion of letters (承诺书上传率) is of all supervisors in force."""
    found = the_finding(held(letter("2022-12-01")), LETTER, since="2023-01-01", as_of="2023-06-30")
    assert outcome(found) == ("FULFILLED", None)


def test_no_letter_is_owed_by_who_is_not_in_force():
    ended = registry(company(), supervisor(), relation(held="2022-11-01/2023-03-31"))
    assert outcome(the_finding(ended, LETTER, as_of="2023-03-31")) == PENDING
    assert findings(ended, LETTER, as_of="2023-04-01") == ()
    left = held(change("2023-04-01"))
    assert outcome(the_finding(left, LETTER, as_of="2023-03-31")) == PENDING
    assert findings(left, LETTER, as_of="2023-04-01") == ()
    assert findings(registry(company(), supervisor()), LETTER, as_of="2023-04-01") == ()


def test_no_letter_is_owed_for_companies_that_have_closed():
    closed = company(operating=[period("2022-11-01/2023-03-31")])
    facts = registry(closed, supervisor(), relation())
    assert outcome(the_finding(facts, LETTER, as_of="2023-03-31")) == PENDING
    assert findings(facts, LETTER, as_of="2023-04-01") == ()


def test_one_letter_serves_all_companies():
    second = relation("A-2", company="C-2", held="2023-02-01/..")
    facts = held(company("C-2"), second, letter("2022-11-15"))
    assert run(the_finding(facts, LETTER, as_of="2023-06-30")) == ("FULFILLED", None, "2022-11-01", "2022-11-15")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([], UNKNOWN),
        ([claim("commitments", area=COUNTY)], PENDING),
        ([claim("commitments", area=OTHER_COUNTY)], UNKNOWN),
        ([claim("commitments", area=VILLAGE)], UNKNOWN),
        ([claim("commitments", "2022-11-01/2023-06-30")], PENDING),
        ([claim("commitments", "2022-11-02/2023-06-30")], UNKNOWN),
        ([claim("commitments", "2022-11-01/2023-06-29")], UNKNOWN),
        ([claim("commitments", "2022-11-01/2023-03-31"), claim("commitments", "2023-04-01/..")], PENDING),
    ],
)
def test_without_the_claim_a_missing_letter_cannot_be_told(made, expected):
    facts = held(complete=(*everything_but("commitments"), *made))
    found = the_finding(facts, LETTER, as_of="2023-06-30")
    assert outcome(found) == expected
    assert is_told_in_words(found)


@pytest.mark.parametrize(
    ("known_by", "recorded", "reading", "status"),
    [
        ("2023-02-09", "2023-02-10", "own-day", "PENDING"),
        ("2023-02-10", "2023-02-10", "own-day", "FULFILLED"),
        ("2023-01-14", None, "own-day", "PENDING"),
        ("2023-01-15", None, "own-day", "FULFILLED"),
        ("2023-01-14", None, "always-known", "FULFILLED"),
        ("2023-02-09", "2023-02-10", "always-known", "PENDING"),
    ],
)
def test_a_letter_counts_once_it_was_recorded(known_by, recorded, reading, status):
    facts = held(letter("2023-01-15", recorded=recorded))
    readings = {"recorded-default": reading}
    found = the_finding(facts, LETTER, as_of="2023-06-30", known_by=known_by, readings=readings)
    assert found.status.value == status


# Readings of the letter


@pytest.mark.parametrize(
    ("reading", "signed", "expected"),
    [
        ("silent", False, ("UNDETERMINED", "source-silent")),
        ("silent", True, ("FULFILLED", None)),
        ("owed", False, PENDING),
        ("owed", True, ("FULFILLED", None)),
    ],
)
def test_reading_letter_d(reading, signed, expected):
    facts = held(*[letter("2023-01-01")] * signed, grade=dr.Grade.D)
    found = the_finding(facts, LETTER, as_of="2023-06-30", readings={"letter-d": reading})
    assert outcome(found) == expected
    assert is_told_in_words(found)


def test_reading_letter_d_not_owed_concerns_supervisors_of_d_alone():
    readings = {"letter-d": "not-owed"}
    assert findings(held(grade=dr.Grade.D), LETTER, as_of="2023-06-30", readings=readings) == ()
    mixed = held(company("C-2"), relation("A-2", company="C-2"), grade=dr.Grade.D)
    for reading in ("silent", "owed", "not-owed"):
        found = the_finding(mixed, LETTER, as_of="2023-06-30", readings={"letter-d": reading})
        assert outcome(found) == PENDING


def test_reading_letter_d_goes_by_the_grade_of_the_day():
    regraded = [("2022-01-01/2023-03-31", dr.Grade.D), ("2023-04-01/..", dr.Grade.C)]
    assert the_finding(held(grade=regraded), LETTER, as_of="2023-03-31").reason == "source-silent"
    assert outcome(the_finding(held(grade=regraded), LETTER, as_of="2023-04-01")) == PENDING


def test_reading_letter_signer():
    facts = held(supervisor("S-2"), letter("2023-01-01", by="S-2", area=TOWNSHIP))
    assert outcome(the_finding(facts, LETTER, as_of="2023-06-30")) == PENDING
    other = the_finding(facts, LETTER, as_of="2023-06-30", readings={"letter-signer": "area"})
    assert run(other) == ("FULFILLED", None, "2022-11-01", "2023-01-01")
    elsewhere = held(supervisor("S-2"), letter("2023-01-01", by="S-2", area=VILLAGE))
    assert outcome(the_finding(elsewhere, LETTER, as_of="2023-06-30", readings={"letter-signer": "area"})) == PENDING


MOVED = [post(held="2022-01-01/2023-03-31"), post(dr.Tier.COUNTY, "2023-04-01/..")]
ONCE = {"letter-renewal": "once"}


@pytest.mark.parametrize(
    ("signed", "expected"),
    [("2023-03-31", PENDING), ("2023-04-01", ("FULFILLED", None)), ("2023-04-02", ("FULFILLED", None))],
)
def test_reading_letter_renewal(signed, expected):
    facts = held(letter(signed), posts=MOVED)
    found = the_finding(facts, LETTER, as_of="2023-06-30")
    assert outcome(found) == expected
    assert (found.trigger, found.arose) == (COUNTY, day("2023-04-01"))
    once = the_finding(facts, LETTER, as_of="2023-06-30", readings=ONCE)
    assert (*outcome(once), once.trigger, once.arose) == ("FULFILLED", None, "letter", day("2022-11-01"))


@pytest.mark.parametrize(("area", "status"), [(None, "FULFILLED"), (COUNTY, "FULFILLED"), (TOWNSHIP, "PENDING")])
def test_a_letter_for_another_area_is_not_for_this_post(area, status):
    facts = held(letter("2023-05-04", area=area), posts=MOVED)
    assert the_finding(facts, LETTER, as_of="2023-06-30").status.value == status
    assert the_finding(facts, LETTER, as_of="2023-06-30", readings=ONCE).status is dr.Status.FULFILLED


def test_each_post_in_force_has_its_letter():
    facts = held(letter("2022-12-01", area=TOWNSHIP), posts=[post(), post(dr.Tier.COUNTY)])
    found = {f.trigger: outcome(f) for f in findings(facts, LETTER, as_of="2023-06-30")}
    assert found == {TOWNSHIP: ("FULFILLED", None), COUNTY: PENDING}
    assert outcome(the_finding(facts, LETTER, as_of="2023-06-30", readings=ONCE)) == ("FULFILLED", None)


# notice-card.displayed


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2022-12-31", (*PENDING, "2022-11-01", None)),
        ("2023-01-01", ("FULFILLED", None, "2022-11-01", "2023-01-01")),
        ("2023-03-31", ("FULFILLED", None, "2022-11-01", "2023-01-01")),
        ("2023-04-01", (*PENDING, "2022-11-01", None)),
    ],
)
def test_a_card_is_owed_until_it_is_displayed_and_while_it_is_not(as_of, expected):
    found = the_finding(held(card("2023-01-01/2023-03-31")), CARD, as_of=as_of)
    assert run(found) == expected
    assert found.bearer == found.subject == dr.Ref("company", "C-1")
    assert (found.due, found.trigger) == (None, "A-1")
    if found.cure is not None:
        assert found.cure is dr.CURES["show-card"]
    assert is_told_in_words(found)


def test_the_card_of_the_predecessor_is_not_the_one_in_force():
    facts = registry(
        company(), supervisor("S-1"), supervisor("S-2"), card("2022-11-01/..", of="S-1"),
        relation(held="2022-11-01/2023-03-31"), relation("A-2", supervisor="S-2", held="2023-04-01/.."),
    )  # fmt: skip
    assert outcome(the_finding(facts, CARD, as_of="2023-03-31")) == ("FULFILLED", None)
    found = the_finding(facts, CARD, as_of="2023-04-01")
    assert run(found) == (*PENDING, "2023-04-01", None)
    assert found.trigger == "A-2"


def test_no_card_is_owed_without_a_supervisor_or_while_the_company_is_closed():
    assert findings(held(change("2023-04-01")), CARD, as_of="2023-04-01") == ()
    closed = company(operating=[period("2022-11-01/2023-03-31"), period("2023-05-01/..")])
    facts = registry(closed, supervisor(), relation())
    assert outcome(the_finding(facts, CARD, as_of="2023-03-31")) == PENDING
    assert findings(facts, CARD, as_of="2023-04-01") == ()
    assert run(the_finding(facts, CARD, as_of="2023-05-01")) == (*PENDING, "2023-05-01", None)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([], UNKNOWN),
        ([claim("notice_cards", area=COUNTY)], PENDING),
        ([claim("notice_cards", area=OTHER_COUNTY)], UNKNOWN),
        ([claim("notice_cards", "2023-01-01/..")], UNKNOWN),
    ],
)
def test_without_the_claim_a_missing_card_cannot_be_told(made, expected):
    found = the_finding(held(complete=(*everything_but("notice_cards"), *made)), CARD, as_of="2023-06-30")
    assert outcome(found) == expected
    assert is_told_in_words(found)


@pytest.mark.parametrize(("known_by", "status"), [("2023-02-09", "PENDING"), ("2023-02-10", "FULFILLED")])
def test_a_card_counts_once_it_was_recorded(known_by, status):
    facts = held(card("2023-01-01/..", recorded=day("2023-02-10")))
    assert the_finding(facts, CARD, as_of="2023-06-30", known_by=known_by).status.value == status


@pytest.mark.parametrize("rule", [LETTER, CARD])
@pytest.mark.parametrize(
    ("begins", "eve"),
    [("2022-11-01", "2022-10-31"), ("2022-12-20", "2022-12-19"), ("2023-01-01", "2022-12-31")],
)
def test_reading_in_force_from(rule, begins, eve):
    facts = registry(company(), supervisor(), relation(held="2022-07-01/.."))
    window = {"since": "2022-10-01", "readings": {"in-force-from": begins}}
    assert findings(facts, rule, as_of=eve, **window) == ()
    assert run(the_finding(facts, rule, as_of=begins, **window)) == (*PENDING, begins, None)


# Since when


def test_who_hands_a_company_over_stays_in_office_with_another():
    """In office since 2022-11-01 with C-1, and without a day's break with C-2."""
    facts = registry(
        company(),
        company("C-2"),
        supervisor(),
        relation(held="2022-11-01/2023-03-31"),
        relation("A-2", "C-2", held="2023-01-15/.."),
        letter("2022-12-01"),
    )
    assert run(the_finding(facts, LETTER, as_of="2023-04-30")) == ("FULFILLED", None, "2022-11-01", "2022-12-01")


@pytest.mark.parametrize("held_again", ["2023-04-02/..", "2023-04-02/2023-04-02"])
def test_on_its_first_day_and_its_last_a_relation_holds(held_again):
    facts = registry(
        company(),
        company("C-2"),
        supervisor(),
        relation(held="2022-11-01/2023-03-31"),
        relation("A-2", "C-2", held=held_again),
    )
    assert run(the_finding(facts, LETTER, as_of="2023-04-02"))[2] == "2023-04-02"


def test_after_a_break_it_arises_anew():
    facts = registry(
        company(),
        company("C-2"),
        supervisor(),
        relation(held="2022-11-01/2023-03-31"),
        relation("A-2", "C-2", held="2023-04-02/.."),
    )
    assert run(the_finding(facts, LETTER, as_of="2023-04-30"))[2] == "2023-04-02"


@pytest.mark.parametrize(("second", "since"), [("2023-02-01/..", "2022-12-01"), ("2023-03-03/..", "2023-03-03")])
def test_a_card_that_follows_on_another_of_the_same_supervisor(second, since):
    """The first hangs to 2023-03-01: without a day between, a card has been displayed since the first."""
    facts = held(card("2022-12-01/2023-03-01"), card(second))
    assert run(the_finding(facts, CARD, as_of="2023-06-30")) == ("FULFILLED", None, "2022-11-01", since)


def test_by_one_letter_the_area_of_any_post_will_do():
    """Readings letter-signer = area, letter-renewal = once."""
    posts = [post(), post(dr.Tier.COUNTY, area=COUNTY)]
    readings = {"letter-signer": "area", "letter-renewal": "once"}
    for area in (TOWNSHIP, COUNTY):
        facts = held(letter("2022-12-01", by="S-2", area=area), supervisor("S-2"), posts=posts)
        assert outcome(the_finding(facts, LETTER, as_of="2023-06-30", readings=readings)) == ("FULFILLED", None)
    facts = held(letter("2022-12-01", by="S-2", area=OTHER_COUNTY), supervisor("S-2"), posts=posts)
    assert outcome(the_finding(facts, LETTER, as_of="2023-06-30", readings=readings)) == PENDING


@pytest.mark.parametrize(
    ("as_of", "trigger"), [("2023-03-31", TOWNSHIP), ("2023-04-01", COUNTY)], ids=["last day", "first day"]
)
def test_on_the_last_day_of_a_post_and_on_the_first_of_the_next(as_of, trigger):
    """§11.1: each post has its letter, from its first day through its last."""
    assert the_finding(held(posts=MOVED), LETTER, as_of=as_of).trigger == trigger


@pytest.mark.parametrize("order", [1, -1])
def test_by_one_letter_the_claim_of_the_highest_posts_area_counts(order):
    """Of a township's and a county's post at once the letter is the county's: the township's claim says nothing of it."""
    posts = [post(dr.Tier.TOWNSHIP), post(dr.Tier.COUNTY)][::order]
    for area, expected in ((TOWNSHIP, UNKNOWN), (COUNTY, PENDING)):
        facts = held(posts=posts, complete=(*everything_but("commitments"), claim("commitments", area=area)))
        assert outcome(the_finding(facts, LETTER, as_of="2023-06-30", readings=ONCE)) == expected


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_letters_the_first_meets_it(order):
    letters = [letter("2023-02-01"), letter("2023-03-01")][::order]
    assert the_finding(held(*letters), LETTER, as_of="2023-06-30").closed == day("2023-02-01")
