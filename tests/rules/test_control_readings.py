"""The readings on companies' controls: switching one changes the findings as its text in the register says."""

from typing import Any

import attrs
import pytest

import dual_responsibility as dr
from dual_responsibility.rules.control import MonthlyKept

from .building import company, day, period, registry
from .control_building import (
    KEPT,
    LATE,
    MAY,
    MISSING,
    NOT_YET,
    RULES,
    UNPROVED,
    WEEK_18,
    WEEKLY,
    closing,
    daily,
    each,
    listed,
    log,
    monthly,
    of_cycle,
    owed,
    pause,
    set_of,
    shop,
    stood,
    weekly,
)

CATERING, SPECIAL, PRODUCTION = dr.Sector.CATERING, dr.Sector.SPECIAL, dr.Sector.PRODUCTION
PARTIAL = ("whole", "last-day", "any-day")
NOT_IF_WHOLE = [("whole", False), ("last-day", True), ("any-day", True)]
"""Whether a part of a week is owed on whose last day the company operates."""

FROM_SUNDAY = {"control-week": "sunday"}
ONE_FOR_ALL = {"control-sectors": "company"}


class TestPartialCycle:
    """Register: a week or month in which the company opens, closes, or the rules begin."""

    @pytest.mark.parametrize(
        ("reading", "weeks"),
        [
            ("whole", ["2023-W19", "2023-W20"]),
            ("last-day", ["2023-W18", "2023-W19", "2023-W20"]),
            ("any-day", ["2023-W18", "2023-W19", "2023-W20", "2023-W21"]),
        ],
    )
    def test_a_company_that_opens_and_closes_on_a_wednesday(self, reading: str, weeks: list[str]) -> None:
        """It opens on 3 May 2023, in W18, and closes on the 24th, in W21."""
        facts = registry(shop("2023-05-03/2023-05-24"))
        assert owed(weekly(facts, as_of="2023-06-30", readings={"partial-cycle": reading})) == weeks

    @pytest.mark.parametrize(
        ("reading", "months"),
        [
            ("whole", ["2023-03", "2023-04"]),
            ("last-day", ["2023-02", "2023-03", "2023-04"]),
            ("any-day", ["2023-02", "2023-03", "2023-04", "2023-05"]),
        ],
    )
    def test_a_company_that_opens_and_closes_inside_a_month(self, reading: str, months: list[str]) -> None:
        facts = registry(shop("2023-02-15/2023-05-10"))
        assert owed(monthly(facts, as_of="2023-06-30", readings={"partial-cycle": reading})) == months

    @pytest.mark.parametrize("reading", PARTIAL)
    def test_opening_on_a_monday_and_closing_on_a_sunday_is_the_same_by_each(self, reading: str) -> None:
        facts = registry(shop("2023-05-08/2023-05-21"))
        readings = {"partial-cycle": reading}
        assert owed(weekly(facts, as_of="2023-06-30", readings=readings)) == ["2023-W19", "2023-W20"]

    @pytest.mark.parametrize(
        ("held", "reading", "is_owed"),
        [
            ("2023-05-01/2023-05-06", "whole", False),
            ("2023-05-02/2023-05-07", "whole", False),
            ("2023-05-01/2023-05-06", "last-day", False),
            ("2023-05-07/2023-05-07", "last-day", True),
            ("2023-05-01/2023-05-01", "any-day", True),
        ],
    )
    def test_a_week_but_for_one_day(self, held: str, reading: str, is_owed: bool) -> None:
        found = weekly(registry(shop(held)), as_of="2023-06-30", readings={"partial-cycle": reading})
        assert owed(found) == ["2023-W18"] * is_owed

    @pytest.mark.parametrize(("reading", "is_owed"), NOT_IF_WHOLE)
    def test_closed_and_opened_again_in_one_week(self, reading: str, is_owed: bool) -> None:
        """Under the same licence until Tuesday, and from Thursday on."""
        facts = registry(shop(["2023-05-01/2023-05-02", "2023-05-04/2023-05-07"]))
        assert owed(weekly(facts, as_of="2023-06-30", readings={"partial-cycle": reading})) == ["2023-W18"] * is_owed

    @pytest.mark.parametrize(("reading", "is_owed"), NOT_IF_WHOLE)
    def test_the_week_in_which_the_rules_begin(self, reading: str, is_owed: bool) -> None:
        """1 November 2022 is the Tuesday of W44, whose Monday is 31 October."""
        found = weekly(registry(company()), as_of="2022-11-07", readings={"partial-cycle": reading})
        assert listed(found) == {**({MISSING: ["2022-W44"]} if is_owed else {}), NOT_YET: ["2022-W45"]}

    @pytest.mark.parametrize(("reading", "months"), [("whole", ["2023-01"]), ("last-day", ["2022-12", "2023-01"])])
    def test_the_month_in_which_the_rules_begin(self, reading: str, months: list[str]) -> None:
        """A national rule that is in force from 20 December 2022."""
        book = dr.rulebook("suining-2022").with_readings({"partial-cycle": reading})
        rule = book.rules["control.monthly"]
        first = attrs.evolve(rule.editions[0], in_force=dr.Period.parse("2022-12-20/2025-04-14"))
        late = attrs.evolve(rule, editions=(first, *rule.editions[1:]))
        book = attrs.evolve(book, rules=dr.FrozenMap({**book.rules, rule.id: late}))
        made = dr.audit(
            registry(company()), book, since=day("2022-11-01"), as_of=day("2023-01-31"), rules=("control.monthly",)
        )
        assert owed(made.findings) == months

    def test_the_norm_of_a_month_is_that_of_its_first_day(self) -> None:
        """From 15 February 2023 on a month is March at first; a norm that ends then has all of February."""
        days = day("2023-02-15"), day("2023-12-30")
        assert MonthlyKept.unbroken(*days) == (day("2023-03-01"), day("2023-12-31"))
        assert MonthlyKept.unbroken(day("2023-01-01"), day("2023-02-15")) == (day("2023-01-01"), day("2023-02-28"))

    @pytest.mark.parametrize("reading", PARTIAL)
    def test_a_company_that_hasnt_closed_by_as_of_is_taken_to_go_on(self, reading: str) -> None:
        """Later facts aren't seen: it closes on the 4th."""
        facts = registry(shop("2023-05-01/2023-05-04"))
        assert listed(weekly(facts, as_of="2023-05-03", readings={"partial-cycle": reading})) == {NOT_YET: ["2023-W18"]}

    def test_days_are_owed_one_by_one_whatever_the_reading(self) -> None:
        for reading in PARTIAL:
            found = daily(
                registry(shop("2023-05-03/2023-05-24")), as_of="2023-06-30", readings={"partial-cycle": reading}
            )
            assert stood(found) == {MISSING: 22}

    def test_a_record_of_the_part_before_the_opening_counts(self) -> None:
        """The week is owed, and its record is dated in it."""
        facts = registry(shop("2023-05-03/2023-05-07"), log("2023-05-02", cycle=WEEKLY))
        assert stood(weekly(facts, as_of="2023-06-30", readings={"partial-cycle": "any-day"})) == {KEPT: 1}


class TestPausedCycle:
    """Register: a week or month in which business was paused."""

    def week_18(self, *facts: Any, **readings: str) -> dict[tuple[str, str | None], int]:
        chosen = {name.replace("_", "-"): reading for name, reading in readings.items()}
        return stood(weekly(registry(shop(WEEK_18), *facts), as_of="2023-06-30", readings=chosen))

    def test_paused_for_part_of_it(self) -> None:
        """With a single day of business there is something to check."""
        six_days = pause("2023-05-01/2023-05-06")
        assert self.week_18(six_days) == {MISSING: 1}
        assert self.week_18(six_days, paused_cycle="not-owed") == {}

    def test_paused_for_one_day_of_it(self) -> None:
        for on in ("2023-05-01", "2023-05-04", "2023-05-07"):
            one_day = pause(f"{on}/{on}")
            assert self.week_18(one_day) == {MISSING: 1}
            assert self.week_18(one_day, paused_cycle="not-owed") == {}

    @pytest.mark.parametrize("reading", ["unless-throughout", "not-owed"])
    def test_paused_throughout(self, reading: str) -> None:
        assert self.week_18(pause(WEEK_18), paused_cycle=reading) == {}

    def test_two_pauses_cover_it_between_them(self) -> None:
        assert self.week_18(pause("2023-05-01/2023-05-03"), pause("2023-05-04/2023-05-07")) == {}

    def test_paused_beside_it(self) -> None:
        around = pause("2023-04-01/2023-04-30"), pause("2023-05-08/2023-05-31")
        assert self.week_18(*around, paused_cycle="not-owed") == {MISSING: 1}

    def test_paused_on_the_working_days_and_regularly_closed_on_the_others(self) -> None:
        """“Unless it was closed throughout”: by a pause or by a regular closing."""
        weekend = closing(dr.Weekday.SATURDAY, dr.Weekday.SUNDAY)
        assert self.week_18(pause("2023-05-01/2023-05-05"), weekend) == {}

    def test_regular_closings_are_no_pause(self) -> None:
        weekend = closing(dr.Weekday.SATURDAY, dr.Weekday.SUNDAY)
        assert self.week_18(weekend, paused_cycle="not-owed") == {MISSING: 1}

    def test_a_pause_without_evidence_would_excuse_a_week_that_it_only_touches(self) -> None:
        touched = pause("2023-05-03/2023-05-03", evidence=None)
        assert self.week_18(touched) == {MISSING: 1}
        assert self.week_18(touched, paused_cycle="not-owed") == {UNPROVED: 1}
        assert self.week_18(touched, paused_cycle="not-owed", pause_evidence="not-needed") == {}

    def test_a_pause_outside_the_days_of_operation_excuses_nothing(self) -> None:
        """It opens on Wednesday; the pause on record was on Monday."""
        facts = registry(shop("2023-05-03/2023-05-07"), pause("2023-05-01/2023-05-01"))
        readings = {"paused-cycle": "not-owed", "partial-cycle": "any-day"}
        assert stood(weekly(facts, as_of="2023-06-30", readings=readings)) == {MISSING: 1}

    def test_a_month(self) -> None:
        facts = registry(shop(MAY), pause("2023-05-01/2023-05-30"))
        assert stood(monthly(facts, as_of="2023-06-30")) == {MISSING: 1}
        assert stood(monthly(facts, as_of="2023-06-30", readings={"paused-cycle": "not-owed"})) == {}

    def test_a_pause_that_ends_after_as_of_goes_on(self) -> None:
        facts = registry(shop(MAY), pause("2023-05-08/2023-05-31"))
        assert owed(weekly(facts, as_of="2023-05-20")) == ["2023-W18"]

    def test_a_pause_that_begins_after_as_of_isnt_seen(self) -> None:
        facts = registry(shop(MAY), pause("2023-05-10/2023-05-31"))
        assert listed(daily(facts, since="2023-05-08", as_of="2023-05-09")) == {
            MISSING: ["2023-05-08"],
            NOT_YET: ["2023-05-09"],
        }


class TestPauseEvidence:
    """Register: does a pause on record without evidence excuse the controls?"""

    facts = (shop(WEEK_18), pause("2023-05-01/2023-05-03", evidence=None))

    @pytest.mark.parametrize(
        ("reading", "stands"), [("needed", {UNPROVED: 3, MISSING: 4}), ("not-needed", {MISSING: 4})]
    )
    def test_the_days(self, reading: str, stands: dict[tuple[str, str | None], int]) -> None:
        found = daily(registry(*self.facts), as_of="2023-06-30", readings={"pause-evidence": reading})
        assert stood(found) == stands

    def test_with_evidence_both_agree(self) -> None:
        facts = registry(shop(WEEK_18), pause("2023-05-01/2023-05-03"))
        for reading in ("needed", "not-needed"):
            assert stood(daily(facts, as_of="2023-06-30", readings={"pause-evidence": reading})) == {MISSING: 4}

    @pytest.mark.parametrize(("reading", "stands"), [("needed", {UNPROVED: 1}), ("not-needed", {})])
    def test_a_week_throughout(self, reading: str, stands: dict[tuple[str, str | None], int]) -> None:
        facts = registry(shop(WEEK_18), pause(WEEK_18, evidence=None))
        assert stood(weekly(facts, as_of="2023-06-30", readings={"pause-evidence": reading})) == stands


class TestControlWeek:
    """Register: from Monday to Sunday, or from Sunday to Saturday."""

    def test_the_weeks_of_2023(self) -> None:
        """It begins on a Sunday: 52 weeks until Saturday 30 December; the 31st begins the next."""
        (missing,) = weekly(registry(shop("2023-01-01/2023-12-31")), as_of="2024-01-31", readings=FROM_SUNDAY)
        assert missing.count == 52
        assert missing.days == set_of("2023-01-01/2023-12-30")
        labels = owed([missing])
        assert (labels[0], labels[-1]) == ("2023-01-01/P7D", "2023-12-24/P7D")

    def test_over_the_years_end(self) -> None:
        facts = registry(shop("2023-12-25/2024-01-13"))
        assert owed(weekly(facts, as_of="2024-01-31", readings=FROM_SUNDAY)) == ["2023-12-31/P7D", "2024-01-07/P7D"]
        assert owed(weekly(facts, as_of="2024-01-31")) == ["2023-W52", "2024-W01"]

    def test_a_report_of_sunday_7_may(self) -> None:
        facts = registry(shop("2023-04-30/2023-05-14"), log("2023-05-07", cycle=WEEKLY))
        assert listed(weekly(facts, as_of="2023-06-30")) == {KEPT: ["2023-W18"], MISSING: ["2023-W19"]}
        assert listed(weekly(facts, as_of="2023-06-30", readings=FROM_SUNDAY)) == {
            MISSING: ["2023-04-30/P7D"],
            KEPT: ["2023-05-07/P7D"],
        }

    @pytest.mark.parametrize(
        ("as_of", "stands"), [("2023-05-05", NOT_YET), ("2023-05-06", NOT_YET), ("2023-05-07", MISSING)]
    )
    def test_it_is_due_through_saturday(self, as_of: str, stands: tuple[str, str]) -> None:
        facts = registry(shop("2023-04-30/2023-05-31"))
        assert "2023-04-30/P7D" in listed(weekly(facts, as_of=as_of, readings=FROM_SUNDAY))[stands]

    @pytest.mark.parametrize(
        ("reading", "weeks"),
        [
            ("whole", ["2022-11-06/P7D"]),
            ("last-day", ["2022-10-30/P7D", "2022-11-06/P7D"]),
            ("any-day", ["2022-10-30/P7D", "2022-11-06/P7D"]),
        ],
    )
    def test_the_week_in_which_the_rules_begin(self, reading: str, weeks: list[str]) -> None:
        readings = {**FROM_SUNDAY, "partial-cycle": reading}
        assert owed(weekly(registry(company()), as_of="2022-11-12", readings=readings)) == weeks

    def test_neither_days_nor_months_depend_on_it(self) -> None:
        facts = registry(shop(MAY))
        assert stood(daily(facts, as_of="2023-06-30", readings=FROM_SUNDAY)) == {MISSING: 31}
        assert stood(monthly(facts, as_of="2023-06-30", readings=FROM_SUNDAY)) == {MISSING: 1}


class TestControlSectors:
    """Register: a record for each sector, or one for the company."""

    both = shop(WEEK_18, sectors=frozenset({SPECIAL, CATERING}))

    def test_one_that_works_in_two_owes_both(self) -> None:
        found = daily(registry(self.both), as_of="2023-06-30")
        assert stood(found) == {MISSING: 14}
        assert [f.trigger for f in found] == ["record-missing@2023-05-01@CATERING", "record-missing@2023-05-01@SPECIAL"]
        assert {"2023-05-06@CATERING", "2023-05-06@SPECIAL"} <= each(found).keys()

    def test_or_one_for_the_company(self) -> None:
        (missing,) = daily(registry(self.both), as_of="2023-06-30", readings=ONE_FOR_ALL)
        assert (missing.count, missing.trigger) == (7, "record-missing@2023-05-01")

    def test_a_log_that_names_no_sector_serves_both(self) -> None:
        facts = registry(self.both, log("2023-05-01/2023-05-03"))
        assert stood(daily(facts, as_of="2023-06-30")) == {KEPT: 6, MISSING: 8}
        assert stood(daily(facts, as_of="2023-06-30", readings=ONE_FOR_ALL)) == {KEPT: 3, MISSING: 4}

    def test_a_log_of_one_serves_that_one(self) -> None:
        facts = registry(self.both, log("2023-05-01/2023-05-07", sector=CATERING), log("2023-05-02", sector=SPECIAL))
        found = daily(facts, as_of="2023-06-30")
        assert {f.trigger: f.count for f in found} == {
            "kept@2023-05-01@CATERING": 7,
            "kept@2023-05-02@SPECIAL": 1,
            "record-missing@2023-05-01@SPECIAL": 6,
        }
        assert stood(daily(facts, as_of="2023-06-30", readings=ONE_FOR_ALL)) == {KEPT: 7}

    def test_logs_of_two_sectors_together_are_the_companys(self) -> None:
        logs = log("2023-05-01/2023-05-03", sector=CATERING), log("2023-05-03/2023-05-06", sector=SPECIAL)
        assert stood(daily(registry(self.both, *logs), as_of="2023-06-30", readings=ONE_FOR_ALL)) == {
            KEPT: 6,
            MISSING: 1,
        }

    def test_a_company_in_one_sector_names_none(self) -> None:
        (missing,) = daily(registry(shop(WEEK_18)), as_of="2023-06-30")
        assert missing.trigger == "record-missing@2023-05-01"
        assert missing.id == "control.daily/company/C-1/record-missing@2023-05-01"

    def test_a_log_of_a_sector_that_it_doesnt_work_in(self) -> None:
        facts = registry(shop(WEEK_18), log("2023-05-01/2023-05-03", sector=PRODUCTION))
        assert stood(daily(facts, as_of="2023-06-30")) == {MISSING: 7}

    def test_a_company_without_a_sector_on_record_owes_one(self) -> None:
        facts = registry(shop(WEEK_18, sectors=frozenset()), log("2023-05-01/2023-05-03", sector=PRODUCTION))
        assert stood(daily(facts, as_of="2023-06-30")) == {KEPT: 3, MISSING: 4}

    def test_a_company_without_a_grade_owes_its_records_all_the_same(self) -> None:
        for cycle in dr.Cycle:
            found = of_cycle(registry(shop(MAY, grade=None)), cycle, as_of="2023-06-30")
            assert set(stood(found)) == {MISSING}


class TestInForceFrom:
    """Register: from which day Suining's rules bind. The nation's bind from 1 November 2022 whatever it says."""

    @pytest.mark.parametrize("reading", ["2022-11-01", "2022-12-20", "2023-01-01"])
    def test_days_of_2022(self, reading: str) -> None:
        """Until 31 December: 30 and 31 days."""
        facts = registry(shop("2022-01-01/2022-12-31"))
        found = daily(facts, since="2022-01-01", as_of="2023-01-31", readings={"in-force-from": reading})
        assert len(owed(found)) == 61


def test_each_reading_of_a_rule_is_told_in_its_explanation() -> None:
    """Principle 4: ambiguity is on record; a late record by the reading that makes it late."""
    facts = registry(shop(WEEK_18), *(log(WEEK_18, cycle=cycle, late=[WEEK_18]) for cycle in dr.Cycle))
    readings = {"entered-later": "late", "partial-cycle": "any-day"}
    for cycle, rule in RULES.items():
        (late,) = of_cycle(facts, cycle, as_of="2023-06-30", readings=readings)
        assert (late.status.value, late.reason) == LATE
        for lang in ("zh", "en"):
            told = late.explain(lang=lang)
            for id in late.rule.readings:
                assert f"{id} = " in told, (rule, id)


def test_operating_without_an_end() -> None:
    """An open period is the same as one that ends after as_of."""
    facts = registry(company(operating=period("2023-05-01/..")))
    assert stood(daily(facts, as_of="2023-05-31")) == {MISSING: 30, NOT_YET: 1}
