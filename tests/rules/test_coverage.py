"""coverage.assigned: one supervisor in force on each day of operation (§2.1, §9.1).

Working days are counted by hand: 31 December 2022 to 2 January 2023 are off, so of an event on Thursday
29 December the five days are 30 December, 3, 4, 5 and 6 January.
"""

import pytest

import dual_responsibility as dr

from .building import (
    VILLAGE,
    by_rule,
    change,
    company,
    day,
    findings,
    outcome,
    period,
    registry,
    relation,
    run,
    supervisor,
    the_finding,
)

RULE = "coverage.assigned"
PEOPLE = (company(), supervisor("S-1"), supervisor("S-2"), supervisor("S-3"))


GAP = (relation(held="2022-11-01/2023-03-31"), relation("A-2", supervisor="S-2", held="2023-04-10/.."))
"""Nobody from 1 to 9 April 2023, and no change of the supervisor behind it."""


def vacancy(*facts, on="2022-12-29", **fields):
    """The supervisor leaves; `facts` say who follows."""
    return registry(*PEOPLE, relation(), change(on, **fields), *facts)


def test_a_company_with_one_supervisor_all_the_time_is_covered():
    found = the_finding(registry(*PEOPLE, relation()), RULE, as_of="2023-06-30")
    assert run(found) == ("FULFILLED", None, "2022-11-01", None)
    assert (found.bearer, found.subject) == (dr.Ref("area", VILLAGE), dr.Ref("company", "C-1"))
    assert (found.id, found.due, found.count, found.cure) == ("coverage.assigned/company/C-1/2022-11-01", None, 1, None)
    assert [citation.clause for citation in found.citations] == ["§2.1", "§9.1", "§7.3"]


def test_a_company_that_never_had_a_supervisor_is_vacant_from_the_first_day_on_which_the_rules_bind():
    facts = registry(*PEOPLE)
    assert findings(facts, RULE, since="2022-10-01", as_of="2022-10-31") == ()
    found = the_finding(facts, RULE, since="2022-10-01", as_of="2022-11-01")
    assert run(found) == ("VIOLATED", "seat-vacant", "2022-11-01", None)
    assert found.cure is dr.CURES["assign-supervisor"]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-03-31", ("FULFILLED", None, "2022-11-01", None)),
        ("2023-04-01", ("VIOLATED", "seat-vacant", "2023-04-01", None)),
        ("2023-04-09", ("VIOLATED", "seat-vacant", "2023-04-01", None)),
        ("2023-04-10", ("FULFILLED_LATE", "seat-vacant", "2023-04-01", "2023-04-10")),
        ("2023-12-31", ("FULFILLED_LATE", "seat-vacant", "2023-04-01", "2023-04-10")),
    ],
)
def test_a_gap_is_a_violation_while_it_lasts_and_fulfilled_late_once_it_ended(as_of, expected):
    found = the_finding(registry(*PEOPLE, *GAP), RULE, as_of=as_of)
    assert run(found) == expected
    assert found.trigger == expected[2]
    assert found.due is None
    if found.status is dr.Status.FULFILLED_LATE:
        assert found.cure is dr.CURES["none-needed"]


def test_a_gap_over_the_new_year():
    facts = registry(
        *PEOPLE, relation(held="2022-11-01/2022-12-30"), relation("A-2", supervisor="S-2", held="2023-01-02/..")
    )
    assert outcome(the_finding(facts, RULE, as_of="2022-12-30")) == ("FULFILLED", None)
    assert outcome(the_finding(facts, RULE, as_of="2022-12-31")) == ("VIOLATED", "seat-vacant")
    expected = ("FULFILLED_LATE", "seat-vacant", "2022-12-31", "2023-01-02")
    assert run(the_finding(facts, RULE, since="2023-01-01", as_of="2023-01-02")) == expected
    assert outcome(the_finding(facts, RULE, since="2023-01-02", as_of="2023-01-02")) == ("FULFILLED", None)


def test_a_gap_that_ended_before_the_window_is_not_in_it():
    assert outcome(the_finding(registry(*PEOPLE, *GAP), RULE, since="2023-04-09", as_of="2023-06-30")) == (
        "FULFILLED_LATE",
        "seat-vacant",
    )
    found = the_finding(registry(*PEOPLE, *GAP), RULE, since="2023-04-10", as_of="2023-06-30")
    assert run(found) == ("FULFILLED", None, "2023-04-10", None)


def test_a_gap_that_is_still_open_is_in_the_window_with_the_day_on_which_it_arose():
    facts = registry(*PEOPLE, relation(held="2022-11-01/2023-03-31"))
    found = the_finding(facts, RULE, since="2023-07-01", as_of="2023-09-30")
    assert run(found) == ("VIOLATED", "seat-vacant", "2023-04-01", None)


def test_each_gap_is_a_finding_of_its_own():
    facts = registry(
        *PEOPLE,
        relation(held="2022-11-01/2023-01-31"),
        relation("A-2", supervisor="S-2", held="2023-02-03/2023-03-31"),
    )
    assert [run(found) for found in findings(facts, RULE, as_of="2023-06-30")] == [
        ("FULFILLED_LATE", "seat-vacant", "2023-02-01", "2023-02-03"),
        ("VIOLATED", "seat-vacant", "2023-04-01", None),
    ]


def test_coverage_is_owed_on_days_of_operation_alone():
    closed = company(operating=[period("2023-02-01/2023-06-30")])
    facts = registry(closed, supervisor(), relation(held="2023-02-01/2023-05-31"))
    assert findings(facts, RULE, as_of="2023-01-31") == ()
    assert run(the_finding(facts, RULE, as_of="2023-02-01")) == ("FULFILLED", None, "2023-02-01", None)
    expected = ("FULFILLED_LATE", "seat-vacant", "2023-06-01", "2023-07-01")
    assert outcome(the_finding(facts, RULE, as_of="2023-06-30")) == ("VIOLATED", "seat-vacant")
    assert run(the_finding(facts, RULE, since="2023-06-30", as_of="2023-07-31")) == expected
    assert findings(facts, RULE, since="2023-07-01", as_of="2023-07-31") == ()


def test_each_period_of_operation_is_judged_by_itself():
    reopened = company(operating=[period("2022-11-01/2022-12-31"), period("2023-03-01/..")])
    facts = registry(reopened, supervisor(), relation(held="2022-11-01/2022-12-31"))
    assert [run(found) for found in findings(facts, RULE, as_of="2023-03-01")] == [
        ("FULFILLED", None, "2022-11-01", None),
        ("VIOLATED", "seat-vacant", "2023-03-01", None),
    ]


# The days that adjust.* allows (§7.3)


def test_a_vacancy_is_no_gap_through_the_last_day_to_adjust_and_is_from_the_next():
    facts = vacancy()
    on_the_day = by_rule(facts, RULE, "adjust.*", as_of="2023-01-06")
    assert outcome(on_the_day[RULE][0]) == ("FULFILLED", None)
    (pending,) = on_the_day["adjust.personnel-change"]
    assert (pending.status, pending.due) == (dr.Status.PENDING, day("2023-01-06"))
    after = by_rule(facts, RULE, "adjust.*", as_of="2023-01-07")
    assert run(after[RULE][0]) == ("VIOLATED", "seat-vacant", "2023-01-07", None)
    assert outcome(after["adjust.personnel-change"][0]) == ("VIOLATED", "successor-missing")


@pytest.mark.parametrize(
    ("began", "expected"),
    [
        ("2023-01-06", ("FULFILLED", None, "2022-11-01", None)),
        ("2023-01-07", ("FULFILLED", None, "2022-11-01", None)),
        ("2023-01-08", ("FULFILLED_LATE", "seat-vacant", "2023-01-07", "2023-01-08")),
    ],
)
def test_the_days_in_breach_begin_after_the_days_allowed(began, expected):
    facts = vacancy(relation("A-2", supervisor="S-2", held=f"{began}/.."))
    assert run(the_finding(facts, RULE, as_of="2023-06-30")) == expected


def test_nine_companies_of_a_supervisor_who_left_eight_adjusted_leave_one_vacant():
    ids = [f"C-{n}" for n in range(1, 10)]
    held = [relation(f"A-{id}", company=id) for id in ids]
    taken = [relation(f"B-{id}", company=id, supervisor="S-2", held="2023-01-04/..") for id in ids[:8]]
    left = change("2022-12-29", dr.ChangeCause.WORK)
    facts = registry(*map(company, ids), supervisor("S-1"), supervisor("S-2"), left, *held, *taken)
    due = by_rule(facts, RULE, "adjust.*", as_of="2023-01-06")
    assert {found.status for found in due[RULE]} == {dr.Status.FULFILLED}
    after = by_rule(facts, RULE, "adjust.*", as_of="2023-01-07")
    assert len(after[RULE]) == len(after["adjust.work-change"]) == 9
    for found in after.values():
        assert [f.subject.id for f in found if f.status is dr.Status.VIOLATED] == ["C-9"]
        assert [f.subject.id for f in found if f.status is dr.Status.FULFILLED] == ids[:8]


def test_a_relation_that_had_ended_before_the_change_leaves_a_gap_at_once():
    facts = registry(*PEOPLE, relation(held="2022-11-01/2022-12-27"), change("2022-12-29"))
    expected = ("VIOLATED", "seat-vacant", "2022-12-28", None)
    assert run(the_finding(facts, RULE, as_of="2023-01-06")) == expected


@pytest.mark.parametrize("end", ["2022-12-28", "2022-12-29", "2023-01-31"])
def test_a_change_ends_a_relation_the_day_before_whatever_end_it_has_on_record(end):
    facts = registry(*PEOPLE, relation(held=f"2022-11-01/{end}"), change("2022-12-29"))
    expected = ("VIOLATED", "seat-vacant", "2023-01-07", None)
    assert run(the_finding(facts, RULE, as_of="2023-02-28")) == expected


def test_a_relation_that_begins_on_the_day_of_the_change_is_not_ended_by_it():
    facts = registry(*PEOPLE, relation(held="2022-12-29/.."), change("2022-12-29"))
    expected = ("FULFILLED_LATE", "seat-vacant", "2022-11-01", "2022-12-29")
    assert run(the_finding(facts, RULE, as_of="2023-02-28")) == expected


# Readings


@pytest.mark.parametrize(
    ("begins", "eve"),
    [("2022-11-01", "2022-10-31"), ("2022-12-20", "2022-12-19"), ("2023-01-01", "2022-12-31")],
)
def test_reading_in_force_from(begins, eve):
    window = {"since": "2022-10-01", "readings": {"in-force-from": begins}}
    assert findings(registry(*PEOPLE), RULE, as_of=eve, **window) == ()
    found = the_finding(registry(*PEOPLE), RULE, as_of=begins, **window)
    assert run(found) == ("VIOLATED", "seat-vacant", begins, None)


@pytest.mark.parametrize(
    ("readings", "fields", "first_day"),
    [
        # 29 and 30 December, 3, 4 and 5 January.
        ({"first-day": "counted"}, {}, "2023-01-06"),
        ({"event-day": "effective"}, {"decided": "2022-12-26", "known": "2023-01-04"}, "2023-01-07"),
        # Monday 26 December: 27, 28, 29, 30 December, 3 January.
        ({"event-day": "decided"}, {"decided": "2022-12-26", "known": "2023-01-04"}, "2023-01-04"),
        # Wednesday 4 January: 5, 6, 9, 10, 11 January.
        ({"event-day": "known"}, {"decided": "2022-12-26", "known": "2023-01-04"}, "2023-01-12"),
        # Without a deadline no days are allowed to stand vacant.
        ({"five-days-causes": "incapacity-only"}, {}, "2022-12-29"),
        ({"five-days-causes": "incapacity-only"}, {"cause": dr.ChangeCause.WORK}, "2022-12-29"),
        ({"five-days-causes": "incapacity-only"}, {"cause": dr.ChangeCause.INCAPACITY}, "2023-01-07"),
        ({"five-days-causes": "all"}, {"cause": dr.ChangeCause.INCAPACITY}, "2023-01-07"),
    ],
)
def test_readings_of_the_days_allowed(readings, fields, first_day):
    found = the_finding(vacancy(**fields), RULE, as_of="2023-06-30", readings=readings)
    assert run(found) == ("VIOLATED", "seat-vacant", first_day, None)
    for id, reading in readings.items():
        assert f"{id} = {reading}" in found.explain()


@pytest.mark.parametrize("reading", ["decided", "known"])
def test_without_the_day_that_the_reading_needs_the_vacancy_cannot_be_told(reading):
    found = the_finding(vacancy(), RULE, as_of="2023-06-30", readings={"event-day": reading})
    assert run(found) == ("UNDETERMINED", "event-day-unknown", "2022-12-29", None)
    assert found.cure is dr.CURES["record-event-day"]


HANDOVER = (relation(held="2022-11-01/2023-03-31"), relation("A-2", supervisor="S-2", held="2023-03-31/.."))


def test_reading_handover_day():
    facts = registry(*PEOPLE, *HANDOVER)
    for as_of in ("2023-03-30", "2023-03-31", "2023-04-01"):
        assert outcome(the_finding(facts, RULE, as_of=as_of)) == ("FULFILLED", None)
    other = {"readings": {"handover-day": "overlap"}}
    assert outcome(the_finding(facts, RULE, as_of="2023-03-31", **other)) == ("VIOLATED", "supervisors-overlap")
    expected = ("FULFILLED_LATE", "supervisors-overlap", "2023-03-31", "2023-04-01")
    assert run(the_finding(facts, RULE, as_of="2023-04-01", **other)) == expected


# Two supervisors at once


def test_two_supervisors_for_longer_than_the_handover_are_two_at_once():
    facts = registry(
        *PEOPLE, relation(held="2022-11-01/2023-03-31"), relation("A-2", supervisor="S-2", held="2023-03-30/..")
    )
    assert outcome(the_finding(facts, RULE, as_of="2023-03-29")) == ("FULFILLED", None)
    found = the_finding(facts, RULE, as_of="2023-03-31")
    assert run(found) == ("VIOLATED", "supervisors-overlap", "2023-03-30", None)
    assert found.cure is dr.CURES["keep-one-supervisor"]
    expected = ("FULFILLED_LATE", "supervisors-overlap", "2023-03-30", "2023-04-01")
    assert run(the_finding(facts, RULE, as_of="2023-06-30")) == expected


def test_three_supervisors_on_the_day_of_a_handover_are_too_many():
    facts = registry(*PEOPLE, *HANDOVER, relation("A-3", supervisor="S-3", held="2023-03-31/2023-03-31"))
    expected = ("FULFILLED_LATE", "supervisors-overlap", "2023-03-31", "2023-04-01")
    assert run(the_finding(facts, RULE, as_of="2023-06-30")) == expected


def test_a_second_supervisor_for_one_day_in_the_midst_of_a_relation_is_no_handover():
    facts = registry(*PEOPLE, relation(), relation("A-2", supervisor="S-2", held="2023-03-31/2023-03-31"))
    expected = ("FULFILLED_LATE", "supervisors-overlap", "2023-03-31", "2023-04-01")
    assert run(the_finding(facts, RULE, as_of="2023-06-30")) == expected


def test_two_relations_of_the_same_supervisor_are_not_two_supervisors():
    facts = registry(*PEOPLE, relation(), relation("A-2", held="2023-01-01/.."))
    assert outcome(the_finding(facts, RULE, as_of="2023-06-30")) == ("FULFILLED", None)


def test_an_overlap_needs_no_claim_for_records_show_it():
    facts = registry(*PEOPLE, relation(), relation("A-2", supervisor="S-2"), complete=())
    assert outcome(the_finding(facts, RULE, as_of="2023-06-30")) == ("VIOLATED", "supervisors-overlap")


def test_an_overlap_of_three_and_then_two_is_one_unbroken_run():
    facts = registry(
        *PEOPLE,
        relation(),
        relation("A-2", supervisor="S-2", held="2023-02-01/.."),
        relation("A-3", supervisor="S-3", held="2023-02-01/2023-02-28"),
    )
    expected = ("VIOLATED", "supervisors-overlap", "2023-02-01", None)
    assert [run(found) for found in findings(facts, RULE, as_of="2023-06-30")] == [expected]
