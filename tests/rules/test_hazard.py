"""hazard.*: a whistle is answered, and a hazard is disposed of at its level (§13.3, §13.4)."""

import datetime as dt
from functools import reduce
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

from .building import (
    AREA_OF,
    BINDS,
    CITY,
    COUNTY,
    EVERYTHING,
    OTHER_COUNTY,
    OTHER_TOWNSHIP,
    OTHER_VILLAGE,
    TOWNSHIP,
    VILLAGE,
    areas,
    assert_each_fact_has_a_sentence,
    claim,
    company,
    day,
    everything_but,
    is_told_in_words,
    outcome,
    registry,
    relation,
    supervisor,
)

ANSWERED, DISPOSED = "hazard.regulator-reports-in", "hazard.disposed"
RULES = [ANSWERED, DISPOSED]
BOOK = dr.rulebook("suining-2022")

FULFILLED, NOT_YET, OPEN_ENDED = ("FULFILLED", None), ("PENDING", "not-yet-due"), ("PENDING", "no-deadline-in-source")
UNCLAIMED, BEYOND = ("UNDETERMINED", "records-not-claimed"), ("UNDETERMINED", "calendar-horizon")
NO_ANSWER, ANSWERED_LATE = ("VIOLATED", "report-in-missing"), ("FULFILLED_LATE", "report-in-late")
STILL_OPEN, CLOSED_LATE = ("VIOLATED", "hazard-open"), ("FULFILLED_LATE", "hazard-late")


def setting(**days: tuple[int, dr.Unit]) -> dr.Rulebook:
    """Suining's rulebook with days of a city's own: by level and stage, as `STATION_report_in=(1, WORKING_DAYS)`."""
    more = {}
    for name, (count, unit) in days.items():
        level, _, stage = name.partition("_")
        more[level, stage.replace("_", "-")] = dr.Allowance(count, unit, ())
    return attrs.evolve(BOOK, allowances=dr.FrozenMap({**BOOK.allowances, **more}))


def setting_by(clause: dr.Citation) -> dr.Rulebook:
    """A city that sets a working day for a station to report in, by a clause of its own."""
    day_ = dr.Allowance(1, dr.Unit.WORKING_DAYS, (clause,))
    return attrs.evolve(BOOK, allowances=dr.FrozenMap({**BOOK.allowances, ("STATION", "report-in"): day_}))


WORKING, CALENDAR = dr.Unit.WORKING_DAYS, dr.Unit.CALENDAR_DAYS
STRICT = setting(STATION_report_in=(1, WORKING), COUNTY_dispose=(10, CALENDAR))
"""A city that sets a working day for a station to report in, and ten days for a county to dispose of a hazard."""


def steps(*told: str) -> list[dr.HazardMove]:
    """Steps from lines such as `REPORT_IN 2023-03-06` or `CLOSE 2023-03-20 recorded 2023-04-01`."""
    made = []
    for line in told:
        step, on, *entered = line.split()
        recorded = day(entered[1]) if entered else None
        actor = "M-1" if step == "WHISTLE" else "R-1"
        made.append(
            dr.HazardMove(step=dr.HazardStep[step], actor=actor, on=day(on), reason="无证加工", recorded=recorded)
        )
    return made


def hazard(*told: str, id: str = "H-1", area: str = TOWNSHIP, **fields: Any) -> dr.Hazard:
    """A hazard in the township with its steps."""
    return dr.Hazard(id=id, area=area, moves=steps(*told), **fields)


def whistled(on: str, *told: str, **fields: Any) -> dr.Registry:
    """A registry with one hazard, whistled on a day."""
    return registry(hazard(f"WHISTLE {on}", *told, **fields))


def at_county(on: str, *told: str) -> dr.Registry:
    """A registry with one hazard that was whistled at the county itself."""
    return whistled(on, *told, begins_at=dr.HazardLevel.COUNTY)


def report(
    facts: dr.Registry,
    *rules: str,
    as_of: str,
    since: str = BINDS,
    book: dr.Rulebook = BOOK,
    known_by: str | None = None,
    readings: dict[str, str] | None = None,
) -> dr.Report:
    made = dr.audit(
        facts,
        book.with_readings(readings or {}),
        since=day(since),
        as_of=day(as_of),
        rules=rules or ("hazard.*",),
        known_by=None if known_by is None else day(known_by),
    )
    assert_each_fact_has_a_sentence(made)
    return made


def findings(facts: dr.Registry, *rules: str, **window: Any) -> list[dr.Finding]:
    return [*report(facts, *rules, **window).findings]


def one(facts: dr.Registry, rule: str, as_of: str, **window: Any) -> dr.Finding:
    (found,) = findings(facts, rule, as_of=as_of, **window)
    return found


def at(area: str, facts: dr.Registry, as_of: str, **window: Any) -> dr.Finding:
    """The one finding about the disposal that an area has."""
    (found,) = [f for f in findings(facts, DISPOSED, as_of=as_of, **window) if f.bearer.id == area]
    return found


def by_level(facts: dr.Registry, as_of: str, **window: Any) -> list[tuple[str, tuple[str, str | None], str | None]]:
    """Of the duties to report in: the level, how each stands, and the day on which it was answered."""
    return [
        (f.trigger.partition("@")[0], outcome(f), None if f.closed is None else f.closed.isoformat())
        for f in findings(facts, ANSWERED, as_of=as_of, **window)
    ]


def stays(facts: dr.Registry, as_of: str, **window: Any) -> list[tuple[str, Any, str, str | None, str | None]]:
    """Of the duties to dispose of it: the level, how each stands, and when it arose, fell due and ended."""
    found = sorted(findings(facts, DISPOSED, as_of=as_of, **window), key=lambda f: int(f.trigger.partition("@")[2]))
    days = [[None if on is None else on.isoformat() for on in (f.arose, f.due, f.closed)] for f in found]
    return [(f.trigger.partition("@")[0], outcome(f), *on) for f, on in zip(found, days, strict=True)]  # type: ignore[misc]


def next_day(on: str) -> str:
    return (day(on) + dt.timedelta(1)).isoformat()


# By the source: no deadline, and so never late


class TestWithoutADeadline:
    """The source sets none for any step: what isn't done is pending, whenever one asks."""

    @pytest.mark.parametrize("as_of", ["2023-03-03", "2023-03-04", "2023-12-31", "2030-12-31"])
    @pytest.mark.parametrize("rule", RULES)
    def test_a_whistle_alone_is_pending(self, rule: str, as_of: str) -> None:
        found = one(whistled("2023-03-03"), rule, as_of)
        assert outcome(found) == OPEN_ENDED
        assert (found.arose, found.due, found.closed, found.late) == (day("2023-03-03"), None, None, None)
        assert found.subject == dr.Ref("hazard", "H-1")
        assert found.bearer == dr.Ref("area", TOWNSHIP)
        assert is_told_in_words(found)

    @pytest.mark.parametrize("answered", ["2023-03-03", "2023-03-06", "2026-12-31"])
    def test_the_regulator_reports_in(self, answered: str) -> None:
        found = one(whistled("2023-03-03", f"REPORT_IN {answered}"), ANSWERED, "2027-12-31")
        assert (outcome(found), found.closed, found.late) == (FULFILLED, day(answered), None)
        assert is_told_in_words(found)

    def test_a_report_in_after_as_of_isnt_seen(self) -> None:
        facts = whistled("2023-03-03", "REPORT_IN 2023-03-06")
        assert outcome(one(facts, ANSWERED, "2023-03-05")) == OPEN_ENDED
        assert outcome(one(facts, ANSWERED, "2023-03-06")) == FULFILLED

    WAY = ("REPORT_IN 2023-03-06", "ASSESS 2023-03-07", "DISPOSE 2023-03-13", "VERIFY 2023-03-15", "CLOSE 2023-03-20")

    @pytest.mark.parametrize(
        ("as_of", "by_closed", "by_disposed"),
        [
            ("2023-03-12", None, None),
            ("2023-03-13", None, "2023-03-13"),
            ("2023-03-15", None, "2023-03-13"),
            ("2023-03-19", None, "2023-03-13"),
            ("2023-03-20", "2023-03-20", "2023-03-13"),
            ("2023-12-31", "2023-03-20", "2023-03-13"),
        ],
    )
    def test_it_is_at_its_end_when_it_is_closed_or_by_the_other_reading_when_it_is_disposed_of(
        self, as_of: str, by_closed: str | None, by_disposed: str | None
    ) -> None:
        """Reading hazard-closed."""
        for reading, ended in (("closed", by_closed), ("disposed", by_disposed)):
            found = one(whistled("2023-03-03", *self.WAY), DISPOSED, as_of, readings={"hazard-closed": reading})
            assert outcome(found) == (OPEN_ENDED if ended is None else FULFILLED)
            assert found.closed == (None if ended is None else day(ended))
            assert is_told_in_words(found)
        assert outcome(one(whistled("2023-03-03", *self.WAY), DISPOSED, as_of)) == (
            FULFILLED if by_closed else OPEN_ENDED
        )

    @pytest.mark.parametrize("back", ["RETURN 2023-03-14", "VERIFY 2023-03-14|RETURN 2023-03-14"])
    @pytest.mark.parametrize(
        ("as_of", "ended"), [("2023-03-13", "2023-03-13"), ("2023-03-14", None), ("2023-03-27", "2023-03-27")]
    )
    def test_what_was_badly_disposed_of_and_returned_is_open_again(
        self, back: str, as_of: str, ended: str | None
    ) -> None:
        """By the reading that counts the disposal: the last one, that wasn't returned."""
        facts = whistled("2023-03-03", *self.WAY[:3], *back.split("|"), "DISPOSE 2023-03-27")
        found = one(facts, DISPOSED, as_of, readings={"hazard-closed": "disposed"})
        assert outcome(found) == (OPEN_ENDED if ended is None else FULFILLED)
        assert found.closed == (None if ended is None else day(ended))

    def test_returned_and_then_closed(self) -> None:
        facts = whistled(
            "2023-03-03",
            *self.WAY[:3],
            "RETURN 2023-03-14",
            "DISPOSE 2023-03-27",
            "VERIFY 2023-03-28",
            "CLOSE 2023-03-29",
        )
        assert outcome(one(facts, DISPOSED, "2023-03-28")) == OPEN_ENDED
        assert one(facts, DISPOSED, "2023-03-29").closed == day("2023-03-29")
        by_disposal = one(facts, DISPOSED, "2023-03-31", readings={"hazard-closed": "disposed"})
        assert by_disposal.closed == day("2023-03-27")

    def test_each_hazard_has_its_own(self) -> None:
        facts = registry(
            hazard("WHISTLE 2023-03-03", id="H-2", area=OTHER_TOWNSHIP),
            hazard("WHISTLE 2023-03-03", "REPORT_IN 2023-03-06", id="H-1"),
        )
        found = findings(facts, ANSWERED, as_of="2023-03-31")
        assert [(f.subject.id, f.bearer.id, outcome(f)) for f in found] == [
            ("H-1", TOWNSHIP, FULFILLED),
            ("H-2", OTHER_TOWNSHIP, OPEN_ENDED),
        ]

    def test_a_hazard_at_a_company_elsewhere_is_owed_by_the_area_that_it_lies_in(self) -> None:
        facts = registry(company(area=OTHER_VILLAGE), hazard("WHISTLE 2023-03-03", company="C-1"))
        assert {f.bearer for f in findings(facts, as_of="2023-03-31")} == {dr.Ref("area", TOWNSHIP)}

    @pytest.mark.parametrize("area", list(AREA_OF.values()))
    def test_in_an_area_of_any_tier(self, area: str) -> None:
        """A station is a township's; where there is none above, the area that it lies in answers."""
        found = findings(whistled("2023-03-03", area=area), as_of="2023-03-31")
        bearer = TOWNSHIP if area == AREA_OF[dr.Tier.VILLAGE] else area
        assert [(f.rule_id, f.bearer.id) for f in found] == [(ANSWERED, bearer), (DISPOSED, bearer)]
        assert all(is_told_in_words(f) for f in found)


# From when the rules bind, and which window


class TestTheWindow:
    @pytest.mark.parametrize(
        ("reading", "eve", "first"),
        [
            ("2022-11-01", "2022-10-31", "2022-11-01"),
            ("2022-12-20", "2022-12-19", "2022-12-20"),
            ("2023-01-01", "2022-12-31", "2023-01-01"),
        ],
    )
    def test_a_whistle_blown_before_the_rules_bind_gives_no_duty(self, reading: str, eve: str, first: str) -> None:
        """Reading in-force-from."""
        window: dict[str, Any] = {
            "as_of": "2023-03-31",
            "since": "2022-01-01",
            "readings": {"in-force-from": reading},
        }
        assert findings(whistled(eve), **window) == []
        assert [f.rule_id for f in findings(whistled(first), **window)] == RULES

    @pytest.mark.parametrize(("as_of", "count"), [("2023-03-02", 0), ("2023-03-03", 2)])
    def test_a_whistle_after_as_of_isnt_heard(self, as_of: str, count: int) -> None:
        assert len(findings(whistled("2023-03-03"), as_of=as_of)) == count

    @pytest.mark.parametrize(("on", "count"), [("2023-03-31", 0), ("2023-04-01", 1)])
    def test_what_was_met_before_the_window_isnt_in(self, on: str, count: int) -> None:
        answered = whistled("2023-03-03", f"REPORT_IN {on}")
        assert len(findings(answered, ANSWERED, since="2023-04-01", as_of="2023-06-30")) == count
        closed = whistled(
            "2023-03-03", *(f"{step} {on}" for step in ("REPORT_IN", "ASSESS", "DISPOSE", "VERIFY", "CLOSE"))
        )
        assert len(findings(closed, DISPOSED, since="2023-04-01", as_of="2023-06-30")) == count

    def test_what_is_open_since_long_is_in(self) -> None:
        found = findings(whistled("2022-11-01"), since="2026-01-01", as_of="2026-06-30")
        assert [outcome(f) for f in found] == [OPEN_ENDED, OPEN_ENDED]


class TestTheClaim:
    """Principle 3: that nothing was done is silence of the records."""

    @pytest.mark.parametrize("rule", RULES)
    @pytest.mark.parametrize(
        ("claims", "stands"),
        [
            ([claim("hazards")], OPEN_ENDED),
            ([claim("hazards", area=CITY)], OPEN_ENDED),
            ([claim("hazards", area=TOWNSHIP)], OPEN_ENDED),
            ([claim("hazards", area=VILLAGE)], UNCLAIMED),
            ([claim("hazards", area=OTHER_COUNTY)], UNCLAIMED),
            ([claim("hazards", "2023-03-03/2023-03-31")], OPEN_ENDED),
            ([claim("hazards", "2023-03-04/2023-03-31")], UNCLAIMED),
            ([claim("hazards", "2023-03-03/2023-03-30")], UNCLAIMED),
            ([claim("hazards", "2023-03-01/2023-03-15"), claim("hazards", "2023-03-16/..")], OPEN_ENDED),
            ([claim("visits")], UNCLAIMED),
            ([], UNCLAIMED),
        ],
    )
    def test_without_a_deadline(self, rule: str, claims: list[dr.Claim], stands: tuple[str, str]) -> None:
        facts = registry(hazard("WHISTLE 2023-03-03"), complete=(*everything_but("hazards", "visits"), *claims))
        found = one(facts, rule, "2023-03-31")
        assert outcome(found) == stands
        assert found.cure is not None
        assert found.cure.code == (
            "complete-records" if stands == UNCLAIMED else {ANSWERED: "report-in", DISPOSED: "dispose-hazard"}[rule]
        )
        assert is_told_in_words(found)

    @pytest.mark.parametrize(
        ("claims", "stands"),
        [
            # Whistled on Friday 28 April 2023; the working day after is Thursday 4 May.
            ([claim("hazards", "2023-04-28/2023-05-04")], NO_ANSWER),
            ([claim("hazards", "2023-04-29/2023-05-04")], UNCLAIMED),
            ([claim("hazards", "2023-04-28/2023-05-03")], UNCLAIMED),
            ([], UNCLAIMED),
        ],
    )
    def test_by_a_deadline_until_the_day_it_falls_due(self, claims: list[dr.Claim], stands: tuple[str, str]) -> None:
        facts = registry(hazard("WHISTLE 2023-04-28"), complete=(*everything_but("hazards"), *claims))
        assert outcome(one(facts, ANSWERED, "2023-05-31", book=STRICT)) == stands
        assert outcome(one(facts, ANSWERED, "2023-05-04", book=STRICT)) == NOT_YET

    def test_what_is_on_record_needs_no_claim(self) -> None:
        way = [f"{step} 2023-03-06" for step in ("REPORT_IN", "ASSESS", "DISPOSE", "VERIFY", "CLOSE")]
        facts = registry(hazard("WHISTLE 2023-03-03", *way), complete=())
        assert [outcome(f) for f in findings(facts, as_of="2023-03-31")] == [FULFILLED, FULFILLED]


class TestKnownBy:
    """What was recorded later is left out, and of a history all that follows it."""

    @pytest.mark.parametrize(
        ("known_by", "stands"),
        [("2023-03-02", None), ("2023-03-03", OPEN_ENDED), ("2023-03-08", OPEN_ENDED), ("2023-03-09", FULFILLED)],
    )
    def test_a_step_is_known_on_the_day_on_which_it_was_entered(self, known_by: str, stands: Any) -> None:
        facts = whistled("2023-03-03", "REPORT_IN 2023-03-06 recorded 2023-03-09")
        found = findings(facts, ANSWERED, as_of="2023-03-31", known_by=known_by)
        assert [outcome(f) for f in found] == ([] if stands is None else [stands])
        assert all(is_told_in_words(f) for f in found)

    @pytest.mark.parametrize(("known_by", "stands"), [("2023-03-05", OPEN_ENDED), ("2023-03-06", FULFILLED)])
    def test_one_that_doesnt_say_is_known_on_its_own_day(self, known_by: str, stands: Any) -> None:
        facts = whistled("2023-03-03", "REPORT_IN 2023-03-06")
        assert outcome(one(facts, ANSWERED, "2023-03-31", known_by=known_by)) == stands

    def test_or_all_along_by_the_reading(self) -> None:
        """Reading recorded-default."""
        facts = whistled("2023-03-03", "REPORT_IN 2023-03-06")
        window: dict[str, Any] = {"known_by": "2023-03-03", "readings": {"recorded-default": "always-known"}}
        assert outcome(one(facts, ANSWERED, "2023-03-31", **window)) == FULFILLED

    @pytest.mark.parametrize(("known_by", "count"), [("2023-03-09", 0), ("2023-03-10", 2)])
    def test_a_whistle_that_was_entered_later(self, known_by: str, count: int) -> None:
        facts = registry(hazard("WHISTLE 2023-03-03 recorded 2023-03-10", "REPORT_IN 2023-03-06"))
        assert len(findings(facts, as_of="2023-03-31", known_by=known_by)) == count

    @pytest.mark.parametrize(("known_by", "count"), [("2023-03-09", 0), ("2023-03-10", 2)])
    def test_a_hazard_that_was_entered_later_with_all_its_steps(self, known_by: str, count: int) -> None:
        facts = whistled("2023-03-03", "REPORT_IN 2023-03-06", recorded=day("2023-03-10"))
        assert len(findings(facts, as_of="2023-03-31", known_by=known_by)) == count

    def test_what_follows_a_step_that_isnt_known_isnt_known_either(self) -> None:
        """The hand-up was entered on the 20th: until then the county's report-in has nothing to answer."""
        facts = whistled(
            "2023-03-03",
            "REPORT_IN 2023-03-06",
            "ASSESS 2023-03-07",
            "HAND_UP 2023-03-08 recorded 2023-03-20",
            "REPORT_IN 2023-03-10",
        )
        window = {"as_of": "2023-03-31"}
        assert by_level(facts, known_by="2023-03-19", **window) == [("STATION", FULFILLED, "2023-03-06")]
        assert by_level(facts, known_by="2023-03-20", **window) == [
            ("STATION", FULFILLED, "2023-03-06"),
            ("COUNTY", FULFILLED, "2023-03-10"),
        ]

    def test_a_return_that_was_entered_later_leaves_it_disposed_of_until_then(self) -> None:
        facts = whistled(
            "2023-03-03",
            "REPORT_IN 2023-03-06",
            "ASSESS 2023-03-07",
            "DISPOSE 2023-03-13",
            "RETURN 2023-03-14 recorded 2023-03-20",
        )
        window: dict[str, Any] = {"readings": {"hazard-closed": "disposed"}}
        assert outcome(one(facts, DISPOSED, "2023-03-31", known_by="2023-03-19", **window)) == FULFILLED
        assert outcome(one(facts, DISPOSED, "2023-03-31", known_by="2023-03-20", **window)) == OPEN_ENDED


# Deadlines, where a city sets them


ONE_WORKING_DAY = [
    # Thursday 27 April 2023; Friday the 28th.
    ("2023-04-27", "2023-04-28"),
    # Labour Day, 29 April to 3 May, is off: Thursday 4 May.
    ("2023-04-28", "2023-05-04"),
    ("2023-04-29", "2023-05-04"),
    ("2023-05-03", "2023-05-04"),
    # Friday 5 May; Saturday 6 May is worked in exchange.
    ("2023-05-05", "2023-05-06"),
    # From that Saturday over Sunday the 7th to Monday.
    ("2023-05-06", "2023-05-08"),
    # An ordinary Friday.
    ("2023-05-12", "2023-05-15"),
    # Friday 21 April; Saturday is off, Sunday the 23rd is worked.
    ("2023-04-21", "2023-04-23"),
    # Over the year's end, 31 December to 2 January off.
    ("2022-12-30", "2023-01-03"),
    # A month's and a quarter's end on a Friday.
    ("2023-03-31", "2023-04-03"),
    # The first day on which the rules bind, a Tuesday.
    ("2022-11-01", "2022-11-02"),
]


@pytest.mark.parametrize(("on", "due"), ONE_WORKING_DAY)
class TestAWorkingDayToReportIn:
    """Civil Code art. 201: the day of the whistle isn't counted."""

    def test_pending_through_the_last_day_and_violated_from_the_next(self, on: str, due: str) -> None:
        facts = whistled(on)
        for as_of, stands in ((on, NOT_YET), (due, NOT_YET), (next_day(due), NO_ANSWER)):
            found = one(facts, ANSWERED, as_of, book=STRICT)
            assert (outcome(found), found.arose, found.due, found.closed) == (stands, day(on), day(due), None)
            assert is_told_in_words(found)

    def test_answered_on_the_last_day_or_the_day_after(self, on: str, due: str) -> None:
        for answered, stands in ((on, FULFILLED), (due, FULFILLED), (next_day(due), ANSWERED_LATE)):
            found = one(whistled(on, f"REPORT_IN {answered}"), ANSWERED, "2023-12-31", book=STRICT)
            assert (outcome(found), found.due, found.closed) == (stands, day(due), day(answered))
            assert is_told_in_words(found)


class TestDeadlines:
    def test_how_late(self) -> None:
        """Due Thursday 4 May 2023; answered Monday 8 May: 5, 6 and 8 May were worked, the 7th wasn't."""
        found = one(whistled("2023-04-28", "REPORT_IN 2023-05-08"), ANSWERED, "2023-05-31", book=STRICT)
        assert (outcome(found), found.late) == (ANSWERED_LATE, dr.Lateness(4, 3))
        assert found.cure is not None
        assert found.cure.code == "none-needed"

    @pytest.mark.parametrize(
        ("on", "due"), [("2023-04-28", "2023-04-28"), ("2023-04-29", "2023-05-04"), ("2023-05-06", "2023-05-06")]
    )
    def test_the_day_of_the_whistle_counts_by_the_other_reading(self, on: str, due: str) -> None:
        """Reading first-day: the day of the event is the first, if it is a working day."""
        found = one(whistled(on), ANSWERED, "2023-05-31", book=STRICT, readings={"first-day": "counted"})
        assert found.due == day(due)

    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [("2023-05-06", NOT_YET), ("2023-05-15", NOT_YET), ("2023-05-16", NOT_YET), ("2023-05-17", STILL_OPEN)],
    )
    def test_ten_days_to_dispose_of_it(self, as_of: str, stands: Any) -> None:
        """Whistled at the county on 6 May: the tenth day after is Tuesday 16 May."""
        found = one(at_county("2023-05-06", "REPORT_IN 2023-05-08"), DISPOSED, as_of, book=STRICT)
        assert (outcome(found), found.arose, found.due) == (stands, day("2023-05-06"), day("2023-05-16"))
        assert is_told_in_words(found)

    @pytest.mark.parametrize(
        ("closed", "stands"), [("2023-05-15", FULFILLED), ("2023-05-16", FULFILLED), ("2023-05-17", CLOSED_LATE)]
    )
    def test_closed_in_time_or_late(self, closed: str, stands: Any) -> None:
        way = [
            "REPORT_IN 2023-05-08",
            "ASSESS 2023-05-08",
            "DISPOSE 2023-05-15",
            "VERIFY 2023-05-15",
            f"CLOSE {closed}",
        ]
        found = one(at_county("2023-05-06", *way), DISPOSED, "2023-05-31", book=STRICT)
        assert (outcome(found), found.closed) == (stands, day(closed))
        by_disposal = one(
            at_county("2023-05-06", *way), DISPOSED, "2023-05-31", book=STRICT, readings={"hazard-closed": "disposed"}
        )
        assert (outcome(by_disposal), by_disposal.closed) == (FULFILLED, day("2023-05-15"))
        assert is_told_in_words(found)

    def test_what_has_no_deadline_of_its_own_keeps_none(self) -> None:
        """The city sets days for the station's report-in and the county's disposal, and for nothing else."""
        station, county = whistled("2023-03-03"), at_county("2023-03-03")
        assert outcome(one(station, DISPOSED, "2025-12-31", book=STRICT)) == OPEN_ENDED
        assert outcome(one(county, ANSWERED, "2025-12-31", book=STRICT)) == OPEN_ENDED

    def test_a_rulebook_that_names_the_stage_and_sets_no_figure_sets_no_deadline(self) -> None:
        silent = dr.FrozenMap({**BOOK.allowances, ("STATION", "report-in"): dr.Allowance(None, WORKING, ())})
        found = one(whistled("2023-03-03"), ANSWERED, "2025-12-31", book=attrs.evolve(BOOK, allowances=silent))
        assert outcome(found) == OPEN_ENDED

    def test_steps_entered_later(self) -> None:
        """Answered in time on 4 May, which was entered on the 9th."""
        facts = whistled("2023-04-28", "REPORT_IN 2023-05-04 recorded 2023-05-09")
        assert outcome(one(facts, ANSWERED, "2023-05-31", book=STRICT, known_by="2023-05-08")) == NO_ANSWER
        assert outcome(one(facts, ANSWERED, "2023-05-31", book=STRICT, known_by="2023-05-09")) == FULFILLED

    def test_the_clause_that_sets_the_days_is_cited(self) -> None:
        """A city's own clause, here that of the five working days, beside the source's."""
        own = BOOK.rules["adjust.personnel-change"].citations[0]
        for count, unit in ((1, WORKING), (3, CALENDAR)):
            days = dr.FrozenMap({**BOOK.allowances, ("STATION", "report-in"): dr.Allowance(count, unit, (own,))})
            book = attrs.evolve(BOOK, allowances=days)
            found = one(whistled("2023-04-28"), ANSWERED, "2023-05-31", book=book)
            assert [citation.clause for citation in found.citations] == ["§13.3", "§7.3"]
            assert "（遂宁，§7.3）" in found.explain("zh")
        # It is cited where the calendar doesn't reach so far, too.
        beyond = one(whistled("2026-12-28"), ANSWERED, "2027-03-31", book=setting_by(own))
        assert outcome(beyond) == BEYOND
        assert [citation.clause for citation in beyond.citations] == ["§13.3", "§7.3"]

    def test_each_clause_and_cure(self) -> None:
        answered = one(whistled("2023-04-28"), ANSWERED, "2023-05-05", book=STRICT)
        disposed = one(at_county("2023-04-28"), DISPOSED, "2023-05-31", book=STRICT)
        for found, code, clauses in (
            (answered, "report-in", ["§13.3"]),
            (disposed, "dispose-hazard", ["§13.4"]),
        ):
            assert found.cure is not None
            assert (found.cure.code, found.cure.possible) == (code, True)
            assert [citation.clause for citation in found.citations] == clauses


class TestTheHorizonOfTheCalendar:
    """The shipped calendar ends on Monday 2026-12-28, a working day."""

    def test_the_last_day_that_can_be_told(self) -> None:
        """Friday the 25th; Monday the 28th."""
        found = one(whistled("2026-12-25"), ANSWERED, "2026-12-31", book=STRICT)
        assert (outcome(found), found.due) == (NO_ANSWER, day("2026-12-28"))

    def test_beyond_it_the_last_day_cant_be_told(self) -> None:
        found = one(whistled("2026-12-28"), ANSWERED, "2027-03-31", book=STRICT)
        assert (outcome(found), found.due) == (BEYOND, None)
        assert found.cure is not None
        assert found.cure.code == "await-calendar"
        assert is_told_in_words(found)

    @pytest.mark.parametrize(("answered", "stands"), [("2026-12-29", FULFILLED), ("2026-12-30", BEYOND)])
    def test_what_was_answered_before_any_possible_last_day_was_in_time(self, answered: str, stands: Any) -> None:
        found = one(whistled("2026-12-28", f"REPORT_IN {answered}"), ANSWERED, "2027-03-31", book=STRICT)
        assert outcome(found) == stands

    def test_calendar_days_need_no_notice(self) -> None:
        """Ten days after 28 December 2026: 7 January 2027."""
        found = one(at_county("2026-12-28"), DISPOSED, "2027-03-31", book=STRICT)
        assert (outcome(found), found.due) == (STILL_OPEN, day("2027-01-07"))


# Escalation, hand-up, return


TO_COUNTY = ("REPORT_IN 2023-05-04", "ASSESS 2023-05-05", "HAND_UP 2023-05-06")
LEVEL_BY_LEVEL = setting(
    STATION_report_in=(1, WORKING),
    COUNTY_report_in=(2, WORKING),
    CITY_report_in=(3, CALENDAR),
    STATION_dispose=(5, CALENDAR),
    COUNTY_dispose=(10, CALENDAR),
    CITY_dispose=(20, CALENDAR),
)
"""A city that sets days for each level."""


class TestEachLevelReportsIn:
    """Reading report-in-again: each level that the hazard comes to, or only the first time after the whistle."""

    ONCE = {"readings": {"report-in-again": "once"}}  # noqa: RUF012

    def test_the_county_that_it_was_handed_up_to(self) -> None:
        """Handed up on Saturday 6 May, which is worked; two working days after: Monday 8, Tuesday 9 May."""
        facts = whistled("2023-04-28", *TO_COUNTY)
        station, county = findings(facts, ANSWERED, as_of="2023-05-09", book=LEVEL_BY_LEVEL)
        assert (outcome(station), station.due, station.closed) == (FULFILLED, day("2023-05-04"), day("2023-05-04"))
        assert (outcome(county), county.arose, county.due) == (NOT_YET, day("2023-05-06"), day("2023-05-09"))
        assert (station.bearer, county.bearer) == (dr.Ref("area", TOWNSHIP), dr.Ref("area", COUNTY))
        _, county = findings(facts, ANSWERED, as_of="2023-05-10", book=LEVEL_BY_LEVEL)
        assert outcome(county) == NO_ANSWER
        assert is_told_in_words(county)

    @pytest.mark.parametrize(("on", "stands"), [("2023-05-09", FULFILLED), ("2023-05-10", ANSWERED_LATE)])
    def test_the_county_reports_in(self, on: str, stands: Any) -> None:
        facts = whistled("2023-04-28", *TO_COUNTY, f"REPORT_IN {on}")
        assert by_level(facts, "2023-05-31", book=LEVEL_BY_LEVEL) == [
            ("STATION", FULFILLED, "2023-05-04"),
            ("COUNTY", stands, on),
        ]

    def test_only_once_by_the_other_reading(self) -> None:
        facts = whistled("2023-04-28", *TO_COUNTY)
        assert by_level(facts, "2023-12-31", **self.ONCE) == [("STATION", FULFILLED, "2023-05-04")]

    def test_the_county_gives_it_back(self) -> None:
        """Returned to the station on 8 May: the county has nothing to report in for any more."""
        facts = whistled("2023-04-28", *TO_COUNTY, "RETURN 2023-05-08")
        assert by_level(facts, "2023-12-31", book=LEVEL_BY_LEVEL) == [
            ("STATION", FULFILLED, "2023-05-04"),
            ("COUNTY", FULFILLED, "2023-05-08"),
        ]
        late = whistled("2023-04-28", *TO_COUNTY, "RETURN 2023-05-10")
        assert by_level(late, "2023-12-31", book=LEVEL_BY_LEVEL)[1:] == [("COUNTY", ANSWERED_LATE, "2023-05-10")]

    def test_handed_up_again_it_has_to_report_in_again(self) -> None:
        facts = whistled("2023-04-28", *TO_COUNTY, "RETURN 2023-05-08", "HAND_UP 2023-05-10", "REPORT_IN 2023-05-11")
        found = findings(facts, ANSWERED, as_of="2023-12-31")
        assert [(f.trigger.partition("@")[0], f.arose, f.closed) for f in found] == [
            ("STATION", day("2023-04-28"), day("2023-05-04")),
            ("COUNTY", day("2023-05-06"), day("2023-05-08")),
            ("COUNTY", day("2023-05-10"), day("2023-05-11")),
        ]
        assert len({f.id for f in found}) == 3

    @pytest.mark.parametrize(("on", "station"), [("2023-05-04", FULFILLED), ("2023-05-05", ANSWERED_LATE)])
    def test_escalated_before_the_station_reported_in_the_county_answers_for_both(self, on: str, station: Any) -> None:
        """Whistled on 28 April, due on 4 May; escalated on the 29th: two working days after are 4 and 5 May."""
        facts = whistled("2023-04-28", "ESCALATE 2023-04-29", f"REPORT_IN {on}")
        assert by_level(facts, "2023-05-31", book=LEVEL_BY_LEVEL) == [
            ("STATION", station, on),
            ("COUNTY", FULFILLED, on),
        ]
        assert by_level(facts, "2023-05-31", book=LEVEL_BY_LEVEL, **self.ONCE) == [("STATION", station, on)]

    def test_escalated_twice_nobody_has_answered(self) -> None:
        """To the city on Friday 5 May: three days after, Monday 8 May."""
        facts = whistled("2023-04-28", "ESCALATE 2023-04-29", "ESCALATE 2023-05-05")
        assert by_level(facts, "2023-05-08", book=LEVEL_BY_LEVEL) == [
            ("STATION", NO_ANSWER, None),
            ("COUNTY", NO_ANSWER, None),
            ("CITY", NOT_YET, None),
        ]
        assert by_level(facts, "2023-05-09", book=LEVEL_BY_LEVEL)[2:] == [("CITY", NO_ANSWER, None)]
        assert by_level(facts, "2023-12-31", **self.ONCE) == [("STATION", OPEN_ENDED, None)]

    @pytest.mark.parametrize("before", [(), ("ASSESS 2023-05-05",)])
    def test_escalated_after_the_station_reported_in(self, before: tuple[str, ...]) -> None:
        facts = whistled("2023-04-28", "REPORT_IN 2023-05-04", *before, "ESCALATE 2023-05-06", "REPORT_IN 2023-05-08")
        assert by_level(facts, "2023-12-31") == [
            ("STATION", FULFILLED, "2023-05-04"),
            ("COUNTY", FULFILLED, "2023-05-08"),
        ]

    def test_escalated_after_the_hand_up_the_city_answers_for_the_county(self) -> None:
        facts = whistled("2023-04-28", *TO_COUNTY, "ESCALATE 2023-05-08", "REPORT_IN 2023-05-09")
        assert by_level(facts, "2023-12-31", book=LEVEL_BY_LEVEL) == [
            ("STATION", FULFILLED, "2023-05-04"),
            ("COUNTY", FULFILLED, "2023-05-09"),
            ("CITY", FULFILLED, "2023-05-09"),
        ]

    @pytest.mark.parametrize("back", ["RETURN 2023-05-10", "VERIFY 2023-05-10|RETURN 2023-05-11"])
    def test_a_return_within_a_level_asks_for_no_new_report_in(self, back: str) -> None:
        way = ("REPORT_IN 2023-05-04", "ASSESS 2023-05-05", "DISPOSE 2023-05-09", *back.split("|"))
        assert by_level(whistled("2023-04-28", *way), "2023-12-31") == [("STATION", FULFILLED, "2023-05-04")]

    @pytest.mark.parametrize("level", dr.HazardLevel)
    def test_a_whistle_blown_at_a_higher_level(self, level: dr.HazardLevel) -> None:
        facts = whistled("2023-04-28", begins_at=level)
        assert by_level(facts, "2023-12-31") == [(level.value, OPEN_ENDED, None)]
        assert by_level(facts, "2023-12-31", **self.ONCE) == [(level.value, OPEN_ENDED, None)]


class TestWhoOwesIt:
    """Reading hazard-bearer: the area of the level that has it on hand, or the one that the hazard lies in."""

    def bearers(self, *told: str, area: str = AREA_OF[dr.Tier.VILLAGE], **window: Any) -> list[tuple[str, str]]:
        found = findings(whistled("2023-04-28", *told, area=area), as_of="2023-12-31", **window)
        return [(f.rule_id, f.bearer.id) for f in found]

    @pytest.mark.parametrize(
        ("told", "levels"),
        [
            ((), [TOWNSHIP]),
            (TO_COUNTY, [TOWNSHIP, COUNTY]),
            ((*TO_COUNTY, "ESCALATE 2023-05-08"), [TOWNSHIP, COUNTY, CITY]),
        ],
    )
    def test_each_level_owes_its_own_report_in_and_its_own_disposal(
        self, told: tuple[str, ...], levels: list[str]
    ) -> None:
        assert sorted(self.bearers(*told)) == sorted((rule, area) for rule in RULES for area in levels)
        village = AREA_OF[dr.Tier.VILLAGE]
        by_place = self.bearers(*told, readings={"hazard-bearer": "place"})
        assert sorted(by_place) == sorted((rule, village) for rule in RULES for _ in levels)
        # By the reading with one duty from the whistle on, it is the last level's.
        as_a_whole = self.bearers(*told, readings={"hazard-days": "whistle"})
        assert [area for rule, area in as_a_whole if rule == DISPOSED] == [levels[-1]]

    def test_given_back_it_is_the_stations_again(self) -> None:
        facts = whistled("2023-04-28", *TO_COUNTY, "RETURN 2023-05-08")
        open_ = [f for f in findings(facts, DISPOSED, as_of="2023-12-31") if outcome(f) == OPEN_ENDED]
        assert [(f.bearer.id, f.arose) for f in open_] == [(TOWNSHIP, day("2023-05-08"))]

    def test_the_records_are_those_of_where_it_lies(self) -> None:
        facts = registry(
            hazard("WHISTLE 2023-04-28", *TO_COUNTY),
            complete=(*everything_but("hazards"), claim("hazards", area=TOWNSHIP)),
        )
        assert stays(facts, "2023-12-31") == [
            ("STATION", FULFILLED, "2023-04-28", None, "2023-05-06"),
            ("COUNTY", OPEN_ENDED, "2023-05-06", None, None),
        ]


class TestAtItsLevel:
    """hazard.disposed: a duty for each stay at a level, with the days of that level; who passes it on has met it."""

    def stays(self, *told: str, as_of: str = "2023-12-31", **window: Any) -> list[Any]:
        return stays(whistled("2023-04-28", *told), as_of, book=LEVEL_BY_LEVEL, **window)

    @pytest.mark.parametrize(("as_of", "stands"), [("2023-05-03", NOT_YET), ("2023-05-04", STILL_OPEN)])
    def test_at_the_station(self, as_of: str, stands: Any) -> None:
        """28 April and five days: 3 May."""
        assert self.stays(as_of=as_of) == [("STATION", stands, "2023-04-28", "2023-05-03", None)]

    @pytest.mark.parametrize(
        ("left", "stands"), [("2023-05-02", FULFILLED), ("2023-05-03", FULFILLED), ("2023-05-04", CLOSED_LATE)]
    )
    def test_passed_on_by_its_last_day_or_late(self, left: str, stands: Any) -> None:
        found = self.stays(f"ESCALATE {left}", as_of=left)
        assert found[0] == ("STATION", stands, "2023-04-28", "2023-05-03", left)
        assert [(level, at, came) for level, at, came, *_ in found[1:]] == [("COUNTY", NOT_YET, left)]

    @pytest.mark.parametrize(
        ("told", "came", "due"),
        [
            # 6 May and ten days. The station, due on 3 May, passed it on three days late.
            (TO_COUNTY, "2023-05-06", "2023-05-16"),
            (("ESCALATE 2023-05-06",), "2023-05-06", "2023-05-16"),
            (("REPORT_IN 2023-05-04", "ESCALATE 2023-05-06", "REPORT_IN 2023-05-08"), "2023-05-06", "2023-05-16"),
            # 8 May and twenty days.
            ((*TO_COUNTY, "ESCALATE 2023-05-08"), "2023-05-08", "2023-05-28"),
            (
                (*TO_COUNTY, "REPORT_IN 2023-05-07", "ASSESS 2023-05-07", "HAND_UP 2023-05-08"),
                "2023-05-08",
                "2023-05-28",
            ),
        ],
    )
    def test_at_a_level_that_it_came_to(self, told: tuple[str, ...], came: str, due: str) -> None:
        for as_of, stands in ((came, NOT_YET), (due, NOT_YET), (next_day(due), STILL_OPEN)):
            *_, last = self.stays(*told, as_of=as_of)
            assert last[1:] == (stands, came, due, None)
        # The day before, it was still with the level below.
        *_, before = self.stays(*told, as_of=(day(came) - dt.timedelta(1)).isoformat())
        assert before[2] < came
        assert before[4] is None

    def test_each_stay_on_the_way(self) -> None:
        """Handed up late on 6 May; given back on the 8th, within the county's ten days; five days more: 13 May."""
        found = self.stays(*TO_COUNTY, "RETURN 2023-05-08", "HAND_UP 2023-05-10")
        assert found == [
            ("STATION", CLOSED_LATE, "2023-04-28", "2023-05-03", "2023-05-06"),
            ("COUNTY", FULFILLED, "2023-05-06", "2023-05-16", "2023-05-08"),
            ("STATION", FULFILLED, "2023-05-08", "2023-05-13", "2023-05-10"),
            # Ten days after 10 May.
            ("COUNTY", STILL_OPEN, "2023-05-10", "2023-05-20", None),
        ]

    def test_a_return_within_the_level_begins_no_new_time(self) -> None:
        way = ("REPORT_IN 2023-04-28", "ASSESS 2023-04-28", "DISPOSE 2023-05-02", "RETURN 2023-05-03")
        assert self.stays(*way) == [("STATION", STILL_OPEN, "2023-04-28", "2023-05-03", None)]

    def test_closed_at_the_county_it_is_disposed_of_there(self) -> None:
        way = ("REPORT_IN 2023-05-08", "ASSESS 2023-05-09", "DISPOSE 2023-05-10", "VERIFY 2023-05-11")
        for reading, ended in (("closed", "2023-05-12"), ("disposed", "2023-05-10")):
            found = self.stays(*TO_COUNTY, *way, "CLOSE 2023-05-12", readings={"hazard-closed": reading})
            assert found[1:] == [("COUNTY", FULFILLED, "2023-05-06", "2023-05-16", ended)]

    def test_by_the_other_reading_it_is_one_duty_with_the_days_of_the_whistle_wherever_it_goes(self) -> None:
        """28 April and five days: 3 May. A whistle blown at the county: ten days, 8 May."""
        whole = {"readings": {"hazard-days": "whistle"}}
        for told in ((), TO_COUNTY, (*TO_COUNTY, "RETURN 2023-05-08")):
            assert self.stays(*told, **whole) == [("STATION", STILL_OPEN, "2023-04-28", "2023-05-03", None)]
        at_the_county = whistled("2023-04-28", "ESCALATE 2023-05-06", begins_at=dr.HazardLevel.COUNTY)
        assert stays(at_the_county, "2023-12-31", book=LEVEL_BY_LEVEL, **whole) == [
            ("COUNTY", STILL_OPEN, "2023-04-28", "2023-05-08", None)
        ]

    def test_the_finding_of_a_stay_keeps_its_id_whatever_follows(self) -> None:
        facts = whistled("2023-04-28", *TO_COUNTY)
        ids = {
            next(f.id for f in findings(facts, DISPOSED, as_of=as_of) if f.arose == day("2023-04-28"))
            for as_of in ("2023-04-28", "2023-05-05", "2023-12-31")
        }
        assert len(ids) == 1

    def test_that_it_went_on_is_told(self) -> None:
        station = next(
            f
            for f in findings(whistled("2023-04-28", *TO_COUNTY), DISPOSED, as_of="2023-12-31", book=LEVEL_BY_LEVEL)
            if f.closed is not None
        )
        assert is_told_in_words(station)
        assert "隐患 H-1 于2023年5月6日（星期六）离开所级：上交。" in station.explain("zh")


class TestPassedOn:
    """Reading hazard-passed-on: whether the report-in of the level above stands for that of the level that left it."""

    OWN = {"readings": {"hazard-passed-on": "own"}}  # noqa: RUF012
    NEVER = ("VIOLATED", "report-in-never")

    def test_a_level_that_never_reported_in_and_now_cant(self) -> None:
        """Escalated on the 29th, before the station had reported in; the county reported in on 4 May."""
        facts = whistled("2023-04-28", "ESCALATE 2023-04-29", "REPORT_IN 2023-05-04")
        for book in (BOOK, LEVEL_BY_LEVEL):
            assert by_level(facts, "2023-05-31", book=book, **self.OWN) == [
                ("STATION", self.NEVER, None),
                ("COUNTY", FULFILLED, "2023-05-04"),
            ]
            assert by_level(facts, "2023-05-31", book=book)[0] == ("STATION", FULFILLED, "2023-05-04")
        never = next(f for f in findings(facts, ANSWERED, as_of="2023-05-31", **self.OWN) if f.closed is None)
        assert never.cure is not None
        assert (never.cure.code, never.cure.possible) == ("moved-on", False)
        assert is_told_in_words(never)
        zh = never.explain("zh")
        assert "隐患 H-1 于2023年4月29日（星期六）离开所级：提级。" in zh
        assert "hazard-passed-on = own" in zh

    @pytest.mark.parametrize(
        ("as_of", "stands"), [("2023-04-28", NOT_YET), ("2023-04-29", NEVER), ("2023-12-31", NEVER)]
    )
    def test_it_cant_from_the_day_on_which_it_was_escalated(self, as_of: str, stands: Any) -> None:
        facts = whistled("2023-04-28", "ESCALATE 2023-04-29")
        assert by_level(facts, as_of, book=LEVEL_BY_LEVEL, **self.OWN)[0] == ("STATION", stands, None)

    def test_one_that_reported_in_before_it_passed_it_on_has_met_it(self) -> None:
        facts = whistled("2023-04-28", *TO_COUNTY, "ESCALATE 2023-05-08")
        assert by_level(facts, "2023-05-31", book=LEVEL_BY_LEVEL, **self.OWN) == [
            ("STATION", FULFILLED, "2023-05-04"),
            ("COUNTY", self.NEVER, None),
            # Three days after Monday 8 May: the 11th.
            ("CITY", NO_ANSWER, None),
        ]

    def test_who_gave_it_back_without_a_report_in_never_reported_in(self) -> None:
        """A return meets it by the other reading."""
        facts = whistled("2023-04-28", *TO_COUNTY, "RETURN 2023-05-08")
        assert by_level(facts, "2023-12-31", **self.OWN)[1] == ("COUNTY", self.NEVER, None)
        assert by_level(facts, "2023-12-31")[1] == ("COUNTY", FULFILLED, "2023-05-08")

    def test_a_whistle_that_is_still_there_is_pending_as_ever(self) -> None:
        facts = whistled("2023-04-28")
        assert by_level(facts, "2023-12-31", **self.OWN) == [("STATION", OPEN_ENDED, None)]


class TestBeforeTheRulesBind:
    """§13.3, §13.4, reading hazard-days: each level counts from the day on which the hazard came to it."""

    @pytest.mark.parametrize(("on", "levels"), [("2022-10-31", []), ("2022-11-01", ["STATION"])])
    def test_what_came_before_that_day_isnt_asked_for(self, on: str, levels: list[str]) -> None:
        facts = whistled(on)
        assert [level for level, *_ in by_level(facts, "2022-12-31")] == levels
        assert [stay[0] for stay in stays(facts, "2022-12-31")] == levels

    @pytest.mark.parametrize(("escalated", "levels"), [("2022-10-31", []), ("2022-11-01", ["COUNTY"])])
    def test_a_level_that_gets_it_after_owes_its_own(self, escalated: str, levels: list[str]) -> None:
        facts = whistled("2022-10-28", f"ESCALATE {escalated}")
        assert [level for level, *_ in by_level(facts, "2022-12-31")] == levels
        assert [stay[0] for stay in stays(facts, "2022-12-31")] == levels

    def test_by_the_whistle_the_whole_hazard_is_of_before(self) -> None:
        facts = whistled("2022-10-28", "ESCALATE 2022-11-09")
        readings = {"hazard-days": "whistle", "report-in-again": "once"}
        assert findings(facts, as_of="2022-12-31", readings=readings) == []


# Words


def test_an_open_whistle_is_told_with_its_reason_and_where_it_stands() -> None:
    """The whole explanation, in Chinese."""
    found = one(whistled("2023-04-28", "REPORT_IN 2023-05-04"), DISPOSED, "2023-05-31")
    zh = found.explain("zh")
    assert "M-1 于2023年4月28日（星期五）就隐患 H-1 吹哨：无证加工。" in zh
    assert "隐患 H-1 最近一步是2023年5月4日（星期四）的报到，现在所级，已报到。" in zh
    assert "hazard-closed = closed（核验销号）" in zh
    assert "截至2023年5月31日（星期三）终了，尚未履行，来源没有规定期限：待履行（no-deadline-in-source）。" in zh
    en = found.explain("en")
    assert "M-1 blew the whistle on hazard H-1 on Friday 28 April 2023: 无证加工." in en
    assert "it is now reported in, at station level." in en


def test_the_working_days_of_a_deadline_are_counted_one_by_one() -> None:
    found = one(whistled("2023-04-28"), ANSWERED, "2023-05-31", book=STRICT)
    assert (
        "期限：2023年5月4日（星期四）为第1日。不计：2023年4月29日（星期六）至5月3日（星期三）劳动节放假。"
        "最后一日是2023年5月4日（星期四），当日计在内。"
    ) in found.explain("zh")


def test_calendar_days_of_a_deadline_are_told_from_the_first_to_the_last() -> None:
    """Handed up on 6 May: the county has ten days, 7 to 16 May."""
    found = at(COUNTY, whistled("2023-04-28", *TO_COUNTY), "2023-05-31", book=LEVEL_BY_LEVEL)
    zh = found.explain("zh")
    assert "隐患 H-1 于2023年5月6日（星期六）到县级。" in zh
    assert "期限：自2023年5月7日（星期日）起算10日。最后一日是2023年5月16日（星期二），当日计在内。" in zh
    assert "10 calendar days from Sunday 7 May 2023 on. The last day is Tuesday 16 May 2023" in found.explain("en")
    assert "first-day = " in zh


def test_the_level_of_a_whistle_is_told() -> None:
    found = one(whistled("2023-04-28", begins_at=dr.HazardLevel.COUNTY), ANSWERED, "2023-05-31", book=STRICT)
    assert "隐患 H-1 于2023年4月28日（星期五）到县级。" in found.explain("zh")


def test_what_was_answered_in_time_is_told_with_the_whistle_and_the_days() -> None:
    found = one(whistled("2023-04-28", "REPORT_IN 2023-05-04"), ANSWERED, "2023-05-31", book=STRICT)
    assert outcome(found) == FULFILLED
    zh = found.explain("zh")
    assert "就隐患 H-1 吹哨：无证加工。" in zh
    assert "期限：2023年5月4日（星期四）为第1日。" in zh


def test_what_is_known_of_a_hazard_at_as_of_is_told_and_nothing_later() -> None:
    facts = whistled("2023-04-28", *TO_COUNTY)
    for area, as_of, told in (
        (TOWNSHIP, "2023-05-04", "最近一步是2023年5月4日（星期四）的报到，现在所级，已报到。"),
        (COUNTY, "2023-05-06", "最近一步是2023年5月6日（星期六）的上交，现在县级，已上交。"),
    ):
        assert told in at(area, facts, as_of).explain("zh")


def test_a_late_answer_is_told_with_the_whistle_and_how_late_it_was() -> None:
    found = one(whistled("2023-04-28", "REPORT_IN 2023-05-08"), ANSWERED, "2023-05-31", book=STRICT)
    zh = found.explain("zh")
    assert "M-1 于2023年4月28日（星期五）就隐患 H-1 吹哨：无证加工。" in zh
    assert "R-1 于2023年5月8日（星期一）对隐患 H-1 报到（所级）。" in zh
    assert "监管人员报到逾期：逾期履行（report-in-late），逾期4日，其中工作日3日。" in zh


# Agenda and summary


class TestAgenda:
    FACTS = registry(
        hazard("WHISTLE 2023-04-28", id="H-1"),
        hazard("WHISTLE 2023-05-05", "REPORT_IN 2023-05-06", id="H-2"),
        hazard("WHISTLE 2023-05-06", id="H-3", area=OTHER_TOWNSHIP, begins_at=dr.HazardLevel.COUNTY),
    )

    def due(self, book: dr.Rulebook = STRICT, start: str = "2023-05-01", **fields: Any) -> list[tuple[str, str, str]]:
        found = dr.agenda(self.FACTS, book, start=day(start), end=day("2023-05-31"), rules=("hazard.*",), **fields)
        return [(duty.due.isoformat(), duty.rule_id, duty.subject.id) for duty in found if duty.due]

    ALL = [  # noqa: RUF012
        ("2023-05-04", ANSWERED, "H-1"),
        ("2023-05-06", ANSWERED, "H-2"),
        ("2023-05-16", DISPOSED, "H-3"),
    ]

    def test_what_falls_due(self) -> None:
        assert self.due() == self.ALL

    @pytest.mark.parametrize(
        ("start", "left"), [("2023-05-04", 3), ("2023-05-05", 2), ("2023-05-16", 1), ("2023-05-17", 0)]
    )
    def test_from_the_first_day_on(self, start: str, left: int) -> None:
        assert self.due(start=start) == self.ALL[3 - left :]

    def test_what_has_no_deadline_falls_due_on_no_day(self) -> None:
        assert self.due(BOOK) == []

    @pytest.mark.parametrize(("as_of", "answered"), [("2023-05-05", False), ("2023-05-06", True)])
    def test_what_had_been_met_is_left_out(self, as_of: str, answered: bool) -> None:
        assert (self.ALL[1] not in self.due(as_of=day(as_of))) is answered

    def test_for_the_area_that_owes_it(self) -> None:
        assert self.due(bearer=TOWNSHIP) == self.ALL[:2]
        assert self.due(bearer=dr.Ref("area", OTHER_COUNTY)) == self.ALL[2:]
        assert self.due(bearer=OTHER_TOWNSHIP) == []
        by_place = STRICT.with_readings({"hazard-bearer": "place"})
        assert self.due(by_place, bearer=OTHER_TOWNSHIP) == self.ALL[2:]


def test_the_summary_counts_hazards_where_they_lie() -> None:
    facts = registry(
        hazard("WHISTLE 2023-04-28", "REPORT_IN 2023-05-04", id="H-1"),
        hazard("WHISTLE 2023-04-28", id="H-2"),
        hazard("WHISTLE 2023-04-28", id="H-3", area=OTHER_TOWNSHIP),
    )
    made = report(facts, as_of="2023-05-05", book=STRICT)
    summary = made.summary()
    assert summary.total == 6
    assert {area: sum(counts.values()) for area, counts in summary.by_area.items()} == {
        CITY: 6,
        COUNTY: 4,
        TOWNSHIP: 4,
        OTHER_COUNTY: 2,
        OTHER_TOWNSHIP: 2,
    }
    assert sum(summary.by_tier[dr.Tier.TOWNSHIP].values()) == 6
    (rate,) = made.completion(ANSWERED)
    assert (rate.on_time, rate.late, rate.open, rate.undetermined) == (1, 0, 2, 0)
    assert [(rate.key, rate.on_time, rate.open) for rate in made.completion(ANSWERED, by="area")] == [
        (CITY, 1, 2),
        (COUNTY, 1, 1),
        (TOWNSHIP, 1, 1),
        (OTHER_COUNTY, 0, 1),
        (OTHER_TOWNSHIP, 0, 1),
    ]


# Cut anywhere


ALL_AREAS = [area.id for area in areas()]
FIRST = dt.date(2022, 10, 20)
WALK = {
    None: ["WHISTLE"],
    dr.HazardState.WHISTLED: ["REPORT_IN", "ESCALATE"],
    dr.HazardState.REPORTED_IN: ["ASSESS", "ESCALATE"],
    dr.HazardState.ASSESSED: ["DISPOSE", "HAND_UP"],
    dr.HazardState.HANDED_UP: ["REPORT_IN", "RETURN"],
    dr.HazardState.DISPOSED: ["VERIFY", "RETURN"],
    dr.HazardState.VERIFIED: ["CLOSE", "RETURN"],
    dr.HazardState.CLOSED: [],
}


@st.composite
def hazards(draw: st.DrawFn, id: str, companies: list[str]) -> dr.Hazard:
    """A hazard anywhere, at a company anywhere or at none, with some steps."""
    made = dr.Hazard(
        id=id,
        area=draw(st.sampled_from(ALL_AREAS)),
        company=draw(st.sampled_from([None, *companies])),
        begins_at=draw(st.sampled_from(dr.HazardLevel)),
    )
    on = FIRST + dt.timedelta(draw(st.integers(0, 200)))
    for _ in range(draw(st.integers(1, 8))):
        allowed = [step for step in made.allowed if step.value in WALK[made.state]]
        if not allowed:
            break
        recorded = draw(st.sampled_from([None, on, on + dt.timedelta(5)]))
        step = draw(st.sampled_from(allowed))
        made = made.advance(step, actor="R-1", on=on, reason="依规", recorded=recorded)
        on += dt.timedelta(draw(st.integers(0, 20)))
    return made


@st.composite
def found_problems(draw: st.DrawFn, id: str, on: dt.date) -> dr.FoundProblem:
    """A problem with a day to put it right or none, and some steps, or the day it was put right, or neither."""
    by = draw(st.sampled_from([None, on, on + dt.timedelta(7)]))
    if draw(st.booleans()):
        return dr.FoundProblem(id=id, rectify_by=by, rectified=draw(st.sampled_from([None, on + dt.timedelta(3)])))
    made = dr.FoundProblem(id=id, rectify_by=by)
    for _ in range(draw(st.integers(0, 6))):
        allowed = dr.PROBLEM_WORKFLOW.allowed(dr.Place(made.state, None))
        if not allowed:
            break
        on += dt.timedelta(draw(st.integers(0, 6)))
        made = made.advance(draw(st.sampled_from(allowed)), actor="P-1", on=on)
    return made


@st.composite
def towns(draw: st.DrawFn) -> dr.Registry:
    """Companies in both counties, hazards and visits anywhere."""
    ids = [f"C-{n}" for n in range(draw(st.integers(0, 4)))]
    companies = [company(id, area=draw(st.sampled_from([VILLAGE, OTHER_VILLAGE, TOWNSHIP, COUNTY]))) for id in ids]
    facts: list[Any] = [supervisor(), *companies]
    for n, id in enumerate(ids):
        facts.append(relation(f"A-{n}", id))
    for n in range(draw(st.integers(0, 5))):
        facts.append(draw(hazards(f"H-{n}", ids)))
    for n in range(draw(st.integers(0, 4)) if ids else 0):
        on = FIRST + dt.timedelta(draw(st.integers(0, 200)))
        problems = [draw(found_problems(f"P-{m}", on)) for m in range(draw(st.integers(0, 2)))]
        facts.append(dr.Visit(id=f"V-{n}", company=draw(st.sampled_from(ids)), visitor="S-1", on=on, problems=problems))
    claims = draw(
        st.sampled_from([EVERYTHING, (), (claim("hazards", area=COUNTY), claim("visits", "2023-01-01/2023-03-31"))])
    )
    return registry(*facts, complete=claims)


@settings(deadline=None, max_examples=60, database=None)
@given(
    towns(),
    st.integers(1, 7),
    st.sampled_from([BOOK, STRICT, LEVEL_BY_LEVEL]),
    st.fixed_dictionaries(
        {
            "report-in-again": st.sampled_from(["each-level", "once"]),
            "hazard-closed": st.sampled_from(["closed", "disposed"]),
            "hazard-passed-on": st.sampled_from(["passes", "own"]),
            "hazard-days": st.sampled_from(["level", "whistle"]),
            "visit-problem-bearer": st.sampled_from(["company", "visitor"]),
            "problem-ended": st.sampled_from(["rectified", "closed"]),
        }
    ),
    st.sampled_from([None, "2023-02-15"]),
)
def test_parts_of_a_registry_find_together_what_the_whole_finds(
    facts: dr.Registry, n: int, book: dr.Rulebook, readings: dict[str, str], known_by: str | None
) -> None:
    """Principle 8."""
    window: dict[str, Any] = {"as_of": "2023-03-31", "since": "2023-01-01", "book": book, "readings": readings}
    rules = ("hazard.*", "visit.rectified")
    whole = report(facts, *rules, known_by=known_by, **window)
    parts = [report(part, *rules, known_by=known_by, **window) for part in facts.partition(n)]
    joined = reduce(dr.Report.join, parts)
    assert joined.findings == whole.findings
    assert joined.fingerprint == whole.fingerprint
    assert joined.summary() == whole.summary()
    carried = sorted(hazard.id for part in facts.partition(n) for hazard in part.hazards)
    assert carried == sorted(hazard.id for hazard in facts.hazards)


@settings(deadline=None, max_examples=30, database=None)
@given(towns(), st.sampled_from([BOOK, LEVEL_BY_LEVEL]))
def test_whatever_is_found_is_told_in_words(facts: dr.Registry, book: dr.Rulebook) -> None:
    found = findings(facts, "hazard.*", "visit.rectified", as_of="2023-03-31", book=book)
    assert all(is_told_in_words(one) for one in found)
    assert len({one.id for one in found}) == len(found)


@settings(deadline=None, max_examples=30, database=None)
@given(towns(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_makes_no_difference(facts: dr.Registry, random: Any) -> None:
    """Principle 7."""
    shuffled = {}
    for name in ("areas", "companies", "hazards", "visits"):
        rows = [*getattr(facts, name)]
        random.shuffle(rows)
        shuffled[name] = rows
    rules = ("hazard.*", "visit.rectified")
    window: dict[str, Any] = {"as_of": "2023-03-31", "book": LEVEL_BY_LEVEL}
    assert (
        report(facts.replace(**shuffled), *rules, **window).fingerprint == report(facts, *rules, **window).fingerprint
    )
