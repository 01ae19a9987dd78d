"""§7.3 where the company closes, or where the change was decided before the rules bind."""

import pytest

import dual_responsibility as dr

from .building import (
    change,
    company,
    everything_but,
    findings,
    period,
    post,
    registry,
    relation,
    report,
    supervisor,
    the_finding,
)

PERSONNEL = "adjust.personnel-change"


def closing(last):
    """S-1 leaves on 2023-04-27 (due 2023-05-08) and the company's last day is `last`."""
    return registry(company(operating=period(f"2022-01-01/{last}")), supervisor(), relation(), change("2023-04-27"))


def test_a_closure_settles_a_breach_only_where_the_records_are_claimed():
    """Principle 3: outside the claim it isn't known that nobody followed."""
    facts = closing("2023-05-20")
    found = the_finding(facts, PERSONNEL, since="2023-01-01", as_of="2023-06-30")
    assert (found.status.value, found.reason, str(found.closed)) == ("FULFILLED_LATE", "company-closed", "2023-05-21")
    facts = facts.replace(complete=everything_but("assignments"))
    found = the_finding(facts, PERSONNEL, since="2023-01-01", as_of="2023-06-30")
    assert (found.status.value, found.reason) == ("UNDETERMINED", "records-not-claimed")


@pytest.mark.parametrize(("last", "statuses"), [("2023-06-30", ["PENDING"]), ("2023-06-29", [])])
def test_without_a_deadline_nothing_is_owed_to_a_company_that_has_closed(last, statuses):
    """Reading five-days-causes=incapacity-only leaves a change of personnel without a deadline."""
    readings = {"five-days-causes": "incapacity-only"}
    found = findings(closing(last), PERSONNEL, since="2023-01-01", as_of="2023-06-30", readings=readings)
    assert [f.status.value for f in found] == statuses


@pytest.mark.parametrize(("decided", "owed"), [("2022-10-31", []), ("2022-11-01", ["2022-11-08"])])
def test_what_was_decided_before_the_rules_bind_they_dont_ask_for(decided, owed):
    """In effect on 2022-11-02; from Tuesday 2022-11-01: 2, 3, 4, 7, Tuesday 8 November."""
    left = dr.Change(
        id="CH-1",
        supervisor="S-1",
        cause=dr.ChangeCause.PERSONNEL,
        on=period("2022-11-02/..").start,
        decided=period(f"{decided}/..").start,
    )
    facts = registry(company(), supervisor(), relation(held="2022-01-01/.."), left)
    readings = {"event-day": "decided"}
    found = findings(facts, PERSONNEL, since="2022-01-01", as_of="2022-11-08", readings=readings)
    assert [str(one.due) for one in found] == owed
    assert all((one.status.value, one.arose) == ("PENDING", one.context.book.in_force_from) for one in found)


@pytest.mark.parametrize(
    ("as_of", "statuses"), [("2023-05-04", ["PENDING"]), ("2023-05-05", ["PENDING"]), ("2023-05-06", [])]
)
def test_on_its_last_day_a_company_is_still_open(as_of, statuses):
    """It closes at the end of 2023-05-05, before the five days are up: owed until then, and not after."""
    found = findings(closing("2023-05-05"), PERSONNEL, since="2023-01-01", as_of=as_of)
    assert [one.status.value for one in found] == statuses


@pytest.mark.parametrize(("as_of", "count"), [("2022-10-31", 0), ("2022-11-01", 1)])
def test_the_rules_bind_from_their_first_day(as_of, count):
    facts = registry(company(operating=period("2022-01-01/2023-12-31")), supervisor(), relation())
    assert len(findings(facts, "coverage.assigned", since="2022-01-01", as_of=as_of)) == count


@pytest.mark.parametrize(
    ("as_of", "count"), [("2023-01-31", 0), ("2023-02-01", 1), ("2023-05-20", 1), ("2023-05-21", 0)]
)
def test_the_caseload_counts_a_company_from_its_first_day_to_its_last(as_of, count):
    """§9.3, whether or not a supervisor is in force."""
    facts = registry(company(operating=period("2023-02-01/2023-05-20")), supervisor(), relation())
    assert report(facts, since="2023-01-01", as_of=as_of).caseload().companies == count


@pytest.mark.parametrize(
    ("as_of", "count"), [("2022-10-19", 0), ("2022-10-20", 1), ("2022-10-25", 1), ("2022-10-26", 0)]
)
def test_the_caseload_counts_before_the_rules_bind_too(as_of, count):
    """§9.3: base numbers are no duties."""
    facts = registry(company(operating=period("2022-10-20/2022-10-25")), supervisor(), relation())
    assert report(facts, since="2022-10-01", as_of=as_of).caseload().companies == count


def test_a_relation_that_begins_on_the_last_day_of_a_post():
    """§9.1: on 2023-05-31 the post is held; from 1 June it isn't."""
    facts = registry(company(), supervisor(posts=post(held="2022-01-01/2023-05-31")), relation(held="2023-05-31/.."))
    kept = the_finding(facts, "coverage.tier", since="2023-01-01", as_of="2023-05-31")
    assert kept.status is dr.Status.FULFILLED
    lost = the_finding(facts, "coverage.tier", since="2023-01-01", as_of="2023-06-01")
    assert (lost.status.value, lost.reason, str(lost.arose)) == ("VIOLATED", "post-not-in-force", "2023-06-01")
