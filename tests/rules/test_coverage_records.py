"""coverage.assigned as far as records go: claims, what was known when, the calendar's horizon, the words."""

import datetime as dt

import pytest

import dual_responsibility as dr

from .building import (
    COUNTY,
    OTHER_COUNTY,
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

RULE = "coverage.assigned"
PEOPLE = (company(), supervisor("S-1"), supervisor("S-2"))
ENDED = relation(held="2022-11-01/2023-03-31")
EDITION = "CN-2026-12-28-8746bf3b"


def vacant(*facts, claims=()):
    """Nobody from 1 April 2023, unless `facts` say so."""
    return registry(*PEOPLE, ENDED, *facts, complete=(*everything_but("assignments"), *claims))


# Claims: silence is not guilt, and unknown is not compliant


def test_outside_the_claim_a_vacancy_cannot_be_told():
    found = the_finding(vacant(), RULE, as_of="2023-06-30")
    assert run(found) == ("UNDETERMINED", "records-not-claimed", "2023-04-01", None)
    assert found.cure is dr.CURES["complete-records"]


@pytest.mark.parametrize(
    ("made", "status"),
    [
        (claim("assignments"), "VIOLATED"),
        (claim("assignments", area=COUNTY), "VIOLATED"),
        (claim("assignments", area=OTHER_COUNTY), "UNDETERMINED"),
        (claim("assignments", "2023-01-01/2023-03-31"), "UNDETERMINED"),
        (claim("assignments", "2023-01-01/2023-04-01"), "VIOLATED"),
        (claim("supervisors"), "UNDETERMINED"),
    ],
)
def test_the_claim_has_to_be_of_the_kind_the_area_and_the_days(made, status):
    assert findings(vacant(claims=[made]), RULE, as_of="2023-06-30")[0].status.value == status


def test_of_a_vacancy_partly_inside_the_claim_the_days_inside_are_in_breach():
    """What lies outside the claim stays undetermined (principle 3)."""
    facts = vacant(claims=[claim("assignments", "2023-04-05/..")])
    unknown = ("UNDETERMINED", "records-not-claimed", "2023-04-01", None)
    assert [run(f) for f in findings(facts, RULE, as_of="2023-04-04")] == [unknown]
    in_breach = ("VIOLATED", "seat-vacant", "2023-04-05", None)
    assert [run(f) for f in findings(facts, RULE, as_of="2023-04-05")] == [unknown, in_breach]


def test_a_vacancy_with_a_hole_in_its_claims_is_undetermined_in_the_hole():
    facts = vacant(claims=[claim("assignments", "2023-01-01/2023-04-30"), claim("assignments", "2023-06-01/..")])
    assert [run(f) for f in findings(facts, RULE, as_of="2023-06-30")] == [
        ("VIOLATED", "seat-vacant", "2023-04-01", None),
        ("UNDETERMINED", "records-not-claimed", "2023-05-01", None),
        ("VIOLATED", "seat-vacant", "2023-06-01", None),
    ]


def test_claims_that_touch_count_as_one():
    facts = vacant(claims=[claim("assignments", "2023-01-01/2023-04-30"), claim("assignments", "2023-05-01/..")])
    assert run(the_finding(facts, RULE, as_of="2023-06-30")) == ("VIOLATED", "seat-vacant", "2023-04-01", None)


def test_a_vacancy_that_ended_after_the_claim_did_is_no_open_one():
    successor = relation("A-2", supervisor="S-2", held="2023-04-10/..")
    facts = vacant(successor, claims=[claim("assignments", "2023-01-01/2023-04-05")])
    assert [run(f) for f in findings(facts, RULE, as_of="2023-06-30")] == [
        ("FULFILLED_LATE", "seat-vacant", "2023-04-01", "2023-04-10"),
        ("UNDETERMINED", "records-not-claimed", "2023-04-06", "2023-04-10"),
    ]


def test_a_vacancy_in_the_window_whose_claim_ended_before_it_is_not_fulfilled():
    facts = vacant(claims=[claim("assignments", "2023-01-01/2023-04-05")])
    assert [run(f) for f in findings(facts, RULE, since="2023-07-01", as_of="2023-09-30")] == [
        ("VIOLATED", "seat-vacant", "2023-04-01", None),
        ("UNDETERMINED", "records-not-claimed", "2023-04-06", None),
    ]


def test_coverage_on_record_needs_no_claim():
    facts = registry(*PEOPLE, relation(), complete=())
    assert outcome(the_finding(facts, RULE, as_of="2023-06-30")) == ("FULFILLED", None)


def test_a_vacancy_that_ended_stays_undetermined_outside_the_claim():
    facts = vacant(relation("A-2", supervisor="S-2", held="2023-04-10/.."))
    assert outcome(the_finding(facts, RULE, as_of="2023-06-30")) == ("UNDETERMINED", "records-not-claimed")
    assert outcome(the_finding(facts, RULE, since="2023-04-10", as_of="2023-06-30")) == ("FULFILLED", None)


# What was known when


@pytest.mark.parametrize(
    ("known_by", "status"), [("2023-04-19", "VIOLATED"), ("2023-04-20", "FULFILLED"), (None, "FULFILLED")]
)
def test_a_successor_recorded_later_is_left_out(known_by, status):
    successor = relation("A-2", supervisor="S-2", held="2023-04-01/..", recorded=day("2023-04-20"))
    facts = registry(*PEOPLE, ENDED, successor)
    assert the_finding(facts, RULE, as_of="2023-06-30", known_by=known_by).status.value == status


@pytest.mark.parametrize(("known_by", "count"), [("2023-04-19", 0), ("2023-04-20", 1), (None, 1)])
def test_of_a_company_recorded_later_nothing_is_known_before(known_by, count):
    later = dr.Company(id="C-1", area=VILLAGE, grades=dr.Grade.C, recorded=day("2023-04-20"))
    facts = registry(later, supervisor(), relation())
    for rule in (RULE, "attend.quarter", "staffing.officer"):
        assert len(findings(facts, rule, since="2023-04-01", as_of="2023-06-30", known_by=known_by)) == count


@pytest.mark.parametrize(("known_by", "reason"), [("2023-04-19", "post-not-in-force"), ("2023-04-20", None)])
def test_of_a_supervisor_recorded_later_no_post_is_known_before(known_by, reason):
    later = dr.Supervisor(id="S-1", posts=post(), recorded=day("2023-04-20"))
    facts = registry(company(), later, relation())
    assert the_finding(facts, "coverage.tier", as_of="2023-06-30", known_by=known_by).reason == reason


@pytest.mark.parametrize(("known_by", "status"), [("2023-04-19", "FULFILLED"), ("2023-04-20", "VIOLATED")])
def test_an_end_recorded_later_is_left_out(known_by, status):
    ended = relation(held="2022-11-01/2023-03-31", end_recorded=day("2023-04-20"))
    found = the_finding(registry(*PEOPLE, ended), RULE, as_of="2023-06-30", known_by=known_by)
    assert found.status.value == status


@pytest.mark.parametrize(
    ("reading", "known_by", "status"),
    [
        ("own-day", "2023-03-31", "VIOLATED"),
        ("own-day", "2023-04-01", "FULFILLED"),
        ("always-known", "2023-03-31", "FULFILLED"),
    ],
)
def test_reading_recorded_default(reading, known_by, status):
    facts = registry(
        *PEOPLE,
        relation(held="2022-11-01/2023-03-30"),
        relation("A-2", supervisor="S-2", held="2023-03-31/2023-03-31"),
        relation("A-3", supervisor="S-2", held="2023-04-01/.."),
    )
    readings = {"recorded-default": reading}
    found = the_finding(facts, RULE, since="2023-04-01", as_of="2023-06-30", known_by=known_by, readings=readings)
    assert found.status.value == status


def test_what_was_known_is_told_with_the_reading_it_depends_on():
    successor = relation("A-2", supervisor="S-2", held="2023-04-01/..")
    found = the_finding(registry(*PEOPLE, ENDED, successor), RULE, as_of="2023-06-30", known_by="2023-03-31")
    assert "recorded-default = own-day" in found.explain()


def test_a_change_recorded_later_is_left_out():
    facts = registry(*PEOPLE, relation(), change("2022-12-29", recorded=day("2023-02-01")))
    assert the_finding(facts, RULE, as_of="2023-06-30", known_by="2023-01-31").status is dr.Status.FULFILLED
    assert the_finding(facts, RULE, as_of="2023-06-30", known_by="2023-02-01").status is dr.Status.VIOLATED


# Beyond the calendar: the edition ends on Monday 28 December 2026


def beyond(on, *facts, as_of="2027-03-31", **window):
    calendar = dr.WorkCalendar.from_edition(EDITION)
    assert calendar.published_through == day("2026-12-28")
    return the_finding(
        registry(*PEOPLE, relation(), change(on), *facts), RULE, as_of=as_of, calendar=calendar, **window
    )


def test_five_days_that_end_on_the_last_day_of_the_calendar_are_told():
    # Monday 21 December: 22, 23, 24, 25 and 28 December.
    assert outcome(beyond("2026-12-21", as_of="2026-12-28")) == ("FULFILLED", None)
    expected = ("VIOLATED", "seat-vacant", "2026-12-29", None)
    assert run(beyond("2026-12-21", as_of="2026-12-29")) == expected


@pytest.mark.parametrize(
    ("on", "first"),
    [
        # 23, 24, 25 and Monday 28 December are four: the fifth is the 29th at the earliest.
        ("2026-12-22", "2026-12-30"),
        # Five days on, if all are worked.
        ("2026-12-28", "2027-01-03"),
    ],
)
def test_five_days_that_go_beyond_the_calendar_cannot_be_told(on, first):
    """Up to the first day on which they could be over they surely aren't."""
    found = beyond(on)
    assert run(found) == ("UNDETERMINED", "calendar-horizon", first, None)
    assert run(beyond(on, as_of=first)) == run(found)
    assert outcome(beyond(on, as_of=str(day(first) - dt.timedelta(days=1)))) == ("FULFILLED", None)
    assert (found.due, found.cure) == (None, dr.CURES["await-calendar"])
    assert "2026年12月28日" in found.explain()
    assert "28 December 2026" in found.explain("en")
    assert EDITION in found.explain()


def test_a_successor_after_two_days_came_within_five_working_days_on_any_calendar():
    found = beyond("2026-12-28", relation("A-2", supervisor="S-2", held="2026-12-30/.."))
    assert outcome(found) == ("FULFILLED", None)


# In words


def test_each_reason_is_told_in_both_languages():
    two = relation("A-2", supervisor="S-2")
    cases = {
        "seat-vacant": the_finding(registry(*PEOPLE, relation(), change("2022-12-29")), RULE, as_of="2023-06-30"),
        "supervisors-overlap": the_finding(registry(*PEOPLE, relation(), two), RULE, as_of="2023-06-30"),
        "records-not-claimed": the_finding(vacant(), RULE, as_of="2023-06-30"),
        "calendar-horizon": beyond("2026-12-28"),
        "event-day-unknown": the_finding(
            registry(*PEOPLE, relation(), change("2022-12-29")),
            RULE,
            as_of="2023-06-30",
            readings={"event-day": "known"},
        ),
    }
    for reason, found in cases.items():
        assert found.reason == reason
        assert is_told_in_words(found)
    never = the_finding(registry(company()), RULE, as_of="2023-06-30")
    fulfilled = the_finding(registry(*PEOPLE, relation()), RULE, as_of="2023-06-30")
    assert is_told_in_words(never)
    assert is_told_in_words(fulfilled)


def test_the_words_of_a_vacancy_count_each_day_and_name_the_facts():
    found = the_finding(registry(*PEOPLE, relation(), change("2022-12-29")), RULE, as_of="2023-06-30")
    told = found.explain()
    for words in ("§9.1", "S-1", "CH-1", "2022年12月30日", "1月6日（星期五）为第5日", "元旦", "2023年6月30日"):
        assert words in told
    assert findings(registry(), RULE, as_of="2023-06-30") == ()


# Which day of a change is needed


def test_a_cause_without_a_deadline_excuses_no_day_whichever_its_day():
    """Readings five-days-causes = incapacity-only, event-day = known, which isn't on record."""
    facts = registry(*PEOPLE, relation(), change("2023-04-27"))
    readings = {"event-day": "known", "five-days-causes": "incapacity-only"}
    assert run(the_finding(facts, RULE, as_of="2023-06-30", readings=readings)) == (
        "VIOLATED",
        "seat-vacant",
        "2023-04-27",
        None,
    )


def test_what_one_change_excuses_stays_excused_whatever_the_other():
    """Known on Monday 1 May: 4, 5, 6 (a worked Saturday), 8 and Tuesday 9 May; of the other nobody knows."""
    facts = registry(
        *PEOPLE,
        relation(),
        change("2023-04-27", known="2023-05-01"),
        change("2023-04-27", dr.ChangeCause.WORK, id="CH-2"),
    )
    readings = {"event-day": "known"}
    assert outcome(the_finding(facts, RULE, as_of="2023-05-09", readings=readings)) == ("FULFILLED", None)
    unknown = ("UNDETERMINED", "event-day-unknown", "2023-05-10", None)
    assert run(the_finding(facts, RULE, as_of="2023-05-10", readings=readings)) == unknown


def test_who_hands_over_two_relations_at_once_is_one_supervisor():
    """Reading handover-day: S-1 leaves by both on the day on which S-2 comes."""
    both = [relation(held="2022-11-01/2023-03-31"), relation("A-3", held="2023-01-01/2023-03-31")]
    facts = registry(*PEOPLE, *both, relation("A-2", supervisor="S-2", held="2023-03-31/.."))
    assert outcome(the_finding(facts, RULE, as_of="2023-06-30")) == ("FULFILLED", None)
    stays = [both[0], relation("A-3", held="2023-01-01/2023-04-01")]
    facts = registry(*PEOPLE, *stays, relation("A-2", supervisor="S-2", held="2023-03-31/.."))
    found = the_finding(facts, RULE, as_of="2023-06-30")
    # Two on 31 March and on 1 April.
    assert run(found) == ("FULFILLED_LATE", "supervisors-overlap", "2023-03-31", "2023-04-02")


def test_a_vacancy_in_time_is_told_beside_who_answered_before() -> None:
    """S-1 leaves on 2023-04-27; on 8 May, the last day, nothing is in breach: both are told."""
    for operating in ("2022-11-01/..", "2022-11-01/2023-05-08"):
        kept = company(operating=period(operating))
        facts = registry(kept, supervisor(), relation("A-1"), change("2023-04-27"))
        found = the_finding(facts, "coverage.assigned", as_of="2023-05-08")
        assert outcome(found) == ("FULFILLED", None)
        kinds = [kind for kind, *_ in found.ingredients]
        assert kinds[:3] == ["supervised", "vacant", "left"]


# What is told of pieces


def test_each_piece_of_a_breach_tells_its_own_days_and_not_more():
    """Vacant from 1 to 9 April 2023; records are claimed through Wednesday the 5th."""
    successor = relation("A-2", supervisor="S-2", held="2023-04-10/..")
    facts = vacant(successor, claims=[claim("assignments", "2023-01-01/2023-04-05")])
    inside, outside = findings(facts, RULE, as_of="2023-06-30")
    assert "能够认定的是2023年4月1日（星期六）至4月5日（星期三）" in inside.explain()
    assert "无人包保的状态至迟于2023年4月10日（星期一）终止" in inside.explain()
    assert "ended by Monday 10 April 2023" in inside.explain("en")
    assert "没有声明记录完整、无法认定的是2023年4月6日（星期四）至4月9日（星期日）" in outside.explain()
    assert is_told_in_words(inside)
    assert is_told_in_words(outside)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("2023-04-05", "自2023年4月1日（星期六）起，无人包保：未履行"),
        ("2023-04-06", "能够认定的是2023年4月1日（星期六）至4月5日（星期三），其后是否终止不得而知：未履行"),
    ],
)
def test_of_an_open_breach_whose_claim_has_ended_nobody_knows_whether_it_goes_on(as_of, told):
    facts = vacant(claims=[claim("assignments", "2023-01-01/2023-04-05")])
    inside = findings(facts, RULE, as_of=as_of)[0]
    assert told in inside.explain()
    assert ("isn't known" in inside.explain("en")) == (as_of == "2023-04-06")
