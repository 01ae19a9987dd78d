"""control.daily, control.weekly, control.monthly: a record for each operating day, week and month (§8.3, §8.4)."""

import pytest

import dual_responsibility as dr

from .building import (
    COUNTY,
    OTHER_COUNTY,
    claim,
    company,
    is_told_in_words,
    outcome,
    registry,
)
from .control_building import (
    KEPT,
    MAY,
    MISSING,
    MONTHLY,
    NO_RECORDS,
    NOT_YET,
    UNCLAIMED,
    UNPROVED,
    WEEK_18,
    WEEKLY,
    claiming,
    closing,
    daily,
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

YEAR = "2023-01-01/2023-12-31"
SUNDAY, SATURDAY = dr.Weekday.SUNDAY, dr.Weekday.SATURDAY


class TestAYear:
    """§8.3: what a company owes that operates all year, counted on the calendar."""

    facts = registry(shop(YEAR))

    def test_365_days(self) -> None:
        (missing,) = daily(self.facts, as_of="2024-01-01")
        assert outcome(missing) == MISSING
        assert (missing.count, missing.arose.isoformat(), str(missing.due)) == (365, "2023-01-01", "2023-12-31")

    def test_52_whole_weeks_from_monday_2_january_to_sunday_31_december(self) -> None:
        """1 January 2023 is a Sunday, the last day of 2022-W52: that week isn't whole."""
        (missing,) = weekly(self.facts, as_of="2024-01-01")
        assert missing.count == 52
        assert missing.days == set_of("2023-01-02/2023-12-31")
        assert owed([missing])[0] == "2023-W01"
        assert owed([missing])[-1] == "2023-W52"

    def test_1_january_by_the_other_reading_of_part_of_a_week(self) -> None:
        found = weekly(self.facts, as_of="2024-01-01", readings={"partial-cycle": "any-day"})
        assert stood(found) == {MISSING: 53}
        assert owed(found)[0] == "2022-W52"

    def test_12_months(self) -> None:
        (missing,) = monthly(self.facts, as_of="2024-01-01")
        assert missing.count == 12
        assert missing.days == set_of(YEAR)

    def test_a_leap_year_has_366_days(self) -> None:
        """2024 begins on a Monday: 52 whole weeks, until Sunday 29 December; the 30th and 31st are of 2025-W01."""
        facts = registry(shop("2024-01-01/2024-12-31"))
        assert stood(daily(facts, as_of="2025-01-01")) == {MISSING: 366}
        assert stood(monthly(facts, as_of="2025-01-01")) == {MISSING: 12}
        (missing,) = weekly(facts, as_of="2025-01-01")
        assert (missing.count, str(missing.due)) == (52, "2024-12-29")

    def test_of_a_year_with_53_weeks(self) -> None:
        """2026 begins on a Thursday: its whole weeks are W02 to W52, 5 January to 27 December."""
        assert stood(weekly(registry(shop("2026-01-01/2026-12-31")), as_of="2027-01-01")) == {MISSING: 51}
        facts = registry(shop("2026-12-28/2027-01-03"))
        assert owed(weekly(facts, as_of="2027-02-01")) == ["2026-W53"]

    def test_kept_throughout_each_cycle_is_one_finding(self) -> None:
        logs = [log(YEAR, cycle=cycle) for cycle in dr.Cycle]
        facts = registry(shop(YEAR), *logs)
        assert stood(daily(facts, as_of="2024-01-01")) == {KEPT: 365}
        assert stood(weekly(facts, as_of="2024-01-01")) == {KEPT: 52}
        assert stood(monthly(facts, as_of="2024-01-01")) == {KEPT: 12}

    def test_who_owes_it(self) -> None:
        """The company: it is the company's own control."""
        (missing,) = daily(self.facts, as_of="2024-01-01")
        assert missing.bearer == missing.subject == dr.Ref("company", "C-1")

    def test_what_would_cure_it(self) -> None:
        (missing,) = daily(self.facts, as_of="2024-01-01")
        assert missing.cure is not None
        assert missing.cure.code == "record-today"


class TestAWorkingSaturdayLeftOut:
    """6 May 2023 is a Saturday that the notice makes a working day: a day of business like any other."""

    kept = log("2023-01-01/2023-05-05", "2023-05-07/2023-12-31")

    def test_is_exactly_one_violation(self) -> None:
        found = daily(registry(shop(YEAR), self.kept), as_of="2024-01-01")
        assert stood(found) == {KEPT: 364, MISSING: 1}
        (violation,) = [f for f in found if f.status is dr.Status.VIOLATED]
        assert (str(violation.arose), str(violation.due)) == ("2023-05-06", "2023-05-06")
        assert violation.days == set_of("2023-05-06")
        assert is_told_in_words(violation)
        assert "2023年5月6日" in violation.explain(lang="zh")

    def test_is_undetermined_without_the_claim(self) -> None:
        facts = registry(shop(YEAR), self.kept, complete=NO_RECORDS)
        assert stood(daily(facts, as_of="2024-01-01")) == {KEPT: 364, UNCLAIMED: 1}

    def test_a_log_has_to_be_claimed_complete_itself(self) -> None:
        """That the records in full are complete says nothing of a day: the log shows others that aren't in full."""
        for kind, stands in (("control_logs", MISSING), ("control_records", UNCLAIMED)):
            facts = registry(shop(YEAR), self.kept, complete=claiming(YEAR, kind=kind))
            assert stood(daily(facts, as_of="2024-01-01")) == {KEPT: 364, stands: 1}

    @pytest.mark.parametrize("kind", ["control_logs", "control_records"])
    def test_without_a_log_either_kind_of_record_may_be_claimed_complete(self, kind: str) -> None:
        facts = registry(shop("2023-05-06/2023-05-06"), complete=claiming(YEAR, kind=kind))
        assert stood(daily(facts, as_of="2024-01-01")) == {MISSING: 1}

    def test_a_log_of_another_cycle_is_none_of_this(self) -> None:
        facts = registry(
            shop("2023-05-06/2023-05-06"), log(cycle=WEEKLY), complete=claiming(YEAR, kind="control_records")
        )
        assert stood(daily(facts, as_of="2024-01-01")) == {MISSING: 1}

    @pytest.mark.parametrize(
        ("held", "missing"),
        [
            ("2023-05-06/2023-05-06", MISSING),
            ("2023-01-01/2023-05-06", MISSING),
            ("2023-05-06/..", MISSING),
            ("2023-01-01/2023-05-05", UNCLAIMED),
            ("2023-05-07/..", UNCLAIMED),
        ],
    )
    def test_a_claim_tells_of_its_own_days_alone(self, held: str, missing: tuple[str, str]) -> None:
        facts = registry(shop(YEAR), self.kept, complete=claiming(held))
        assert stood(daily(facts, as_of="2024-01-01")) == {KEPT: 364, missing: 1}

    def test_a_claim_tells_of_its_own_area_alone(self) -> None:
        for area, missing in ((COUNTY, MISSING), (OTHER_COUNTY, UNCLAIMED)):
            facts = registry(shop(YEAR), self.kept, complete=claiming(YEAR, area=area))
            assert stood(daily(facts, as_of="2024-01-01")) == {KEPT: 364, missing: 1}


class TestAClaimOverPartOfAWeek:
    """Principle 3: silence about a week tells only if the records of all its days are claimed complete."""

    facts = (shop(MAY),)

    def week_18(self, *claims: dr.Claim) -> tuple[str, str | None]:
        facts = registry(*self.facts, complete=(*NO_RECORDS, *claims))
        (stands,) = [key for key, labels in listed(weekly(facts, as_of="2023-06-01")).items() if "2023-W18" in labels]
        return stands

    def test_over_the_whole_week(self) -> None:
        assert self.week_18(claim("control_logs", WEEK_18)) == MISSING

    @pytest.mark.parametrize("held", ["2023-05-01/2023-05-06", "2023-05-02/..", "2023-05-04/2023-05-04"])
    def test_over_part_of_it(self, held: str) -> None:
        assert self.week_18(claim("control_logs", held)) == UNCLAIMED

    def test_two_claims_that_follow_on_each_other_are_one(self) -> None:
        parts = [claim("control_logs", "2023-04-01/2023-05-03"), claim("control_logs", "2023-05-04/..")]
        assert self.week_18(*parts) == MISSING

    def test_logs_for_one_half_and_records_for_the_other_tell_nothing(self) -> None:
        """A full record of Thursday would be missing from the logs' claim, and a log of Monday from the records'."""
        parts = [claim("control_logs", "2023-05-01/2023-05-03"), claim("control_records", "2023-05-04/2023-05-07")]
        assert self.week_18(*parts) == UNCLAIMED

    def test_the_weeks_after_a_claim_that_begins_in_one(self) -> None:
        facts = registry(*self.facts, complete=claiming("2023-05-03/.."))
        assert listed(weekly(facts, as_of="2023-06-01")) == {
            UNCLAIMED: ["2023-W18"],
            MISSING: ["2023-W19", "2023-W20", "2023-W21"],
        }


class TestPauses:
    """National rule: a company that has stopped work may pause the three cycles, but records it and keeps it."""

    monday_to_wednesday = "2023-05-01/2023-05-03"

    def test_with_evidence_three_days_less(self) -> None:
        facts = registry(shop(WEEK_18), pause(self.monday_to_wednesday))
        assert listed(daily(facts, as_of="2023-05-08")) == {
            MISSING: ["2023-05-04", "2023-05-05", "2023-05-06", "2023-05-07"]
        }

    def test_without_evidence_three_days_for_a_reason_of_their_own(self) -> None:
        facts = registry(shop(WEEK_18), pause(self.monday_to_wednesday, evidence=None))
        assert listed(daily(facts, as_of="2023-05-08")) == {
            UNPROVED: ["2023-05-01", "2023-05-02", "2023-05-03"],
            MISSING: ["2023-05-04", "2023-05-05", "2023-05-06", "2023-05-07"],
        }

    def test_a_pause_that_begins_after_as_of_isnt_seen(self) -> None:
        later = pause("2023-05-09/..", evidence=None)
        for others in ([], [pause(self.monday_to_wednesday)]):
            with_it, without = registry(shop(WEEK_18), later, *others), registry(shop(WEEK_18), *others)
            assert daily(with_it, as_of="2023-05-08") == daily(without, as_of="2023-05-08")

    def test_with_no_pause_at_all_the_record_is_missing(self) -> None:
        assert stood(daily(registry(shop(WEEK_18)), as_of="2023-05-08")) == {MISSING: 7}

    def test_without_a_claim_a_pause_without_evidence_is_undetermined_too(self) -> None:
        facts = registry(shop(WEEK_18), pause(self.monday_to_wednesday, evidence=None), complete=NO_RECORDS)
        assert stood(daily(facts, as_of="2023-05-08")) == {UNCLAIMED: 7}

    def test_what_would_prove_it(self) -> None:
        facts = registry(shop(WEEK_18), pause(self.monday_to_wednesday, evidence=None))
        (unproved,) = [f for f in daily(facts, as_of="2023-05-08") if f.reason == "pause-not-recorded"]
        assert unproved.cure is not None
        assert unproved.cure.code == "prove-pause"
        assert is_told_in_words(unproved)

    def test_a_record_made_in_a_pause_without_evidence_counts(self) -> None:
        facts = registry(shop(WEEK_18), pause(self.monday_to_wednesday, evidence=None), log("2023-05-02"))
        assert stood(daily(facts, as_of="2023-05-08")) == {KEPT: 1, UNPROVED: 2, MISSING: 4}

    def test_where_two_overlap_the_evidence_of_one_is_enough(self) -> None:
        facts = registry(shop(WEEK_18), pause(self.monday_to_wednesday, evidence=None), pause("2023-05-03/2023-05-05"))
        assert stood(daily(facts, as_of="2023-05-08")) == {UNPROVED: 2, MISSING: 2}

    def test_a_week_paused_throughout_without_evidence(self) -> None:
        facts = registry(shop(WEEK_18), pause("2023-04-20/2023-05-07", evidence=None))
        assert listed(weekly(facts, as_of="2023-05-08")) == {UNPROVED: ["2023-W18"]}

    def test_a_week_paused_in_part_without_evidence_is_simply_missing(self) -> None:
        """With evidence it would be owed all the same."""
        facts = registry(shop(WEEK_18), pause("2023-05-01/2023-05-06", evidence=None))
        assert listed(weekly(facts, as_of="2023-05-08")) == {MISSING: ["2023-W18"]}

    @pytest.mark.parametrize(("cycle", "size"), [(WEEKLY, 3), (MONTHLY, 0)])
    def test_paused_throughout_with_evidence_nothing_is_owed(self, cycle: dr.Cycle, size: int) -> None:
        """The second week of May; and all of May."""
        held = {WEEKLY: "2023-05-08/2023-05-14", MONTHLY: MAY}[cycle]
        assert len(owed(of_cycle(registry(shop(MAY), pause(held)), cycle, as_of="2023-06-01"))) == size


class TestRegularClosings:
    """A school's canteen on Sundays: declared days of closing need neither a record nor a pause."""

    def days_of_may(self, *closings: dr.RegularClosing) -> int:
        return len(owed(daily(registry(shop(MAY), *closings), as_of="2023-06-01")))

    def test_sundays(self) -> None:
        """May 2023 has Sundays on the 7th, 14th, 21st and 28th."""
        found = daily(registry(shop(MAY), closing(SUNDAY)), as_of="2023-06-01")
        left = {f"2023-05-{n:02d}" for n in range(1, 32)} - {"2023-05-07", "2023-05-14", "2023-05-21", "2023-05-28"}
        assert owed(found) == sorted(left)

    @pytest.mark.parametrize(
        ("weekday", "days"),
        list(zip(dr.Weekday, [26, 26, 26, 27, 27, 27, 27], strict=True)),
    )
    def test_each_day_of_the_week(self, weekday: dr.Weekday, days: int) -> None:
        """May 2023 has five Mondays, Tuesdays and Wednesdays, and four of each other day."""
        assert self.days_of_may(closing(weekday)) == days

    def test_two_days_of_the_week(self) -> None:
        assert self.days_of_may(closing(SATURDAY, SUNDAY)) == 31 - 8

    def test_open_all_the_same(self) -> None:
        """6 May 2023 is a make-up Saturday, on which a school has lessons."""
        facts = registry(shop(MAY), closing(SATURDAY, SUNDAY, except_days=set_of("2023-05-06")))
        found = daily(facts, as_of="2023-06-01")
        assert "2023-05-06" in owed(found)
        assert len(owed(found)) == 31 - 7

    def test_single_days(self) -> None:
        """Labour Day's holiday, 29 April to 3 May: three days of it in May."""
        assert self.days_of_may(closing(days=set_of("2023-04-29/2023-05-03"))) == 28
        assert self.days_of_may(closing(SUNDAY, days=set_of("2023-04-29/2023-05-03"))) == 24

    def test_for_a_period(self) -> None:
        assert self.days_of_may(closing(SUNDAY, held="2023-05-07/2023-05-14")) == 29
        assert self.days_of_may(closing(SUNDAY, held="2023-05-08/2023-05-13")) == 31

    def test_two_declarations_together(self) -> None:
        both = closing(SUNDAY, held="2023-05-01/2023-05-14"), closing(SATURDAY, held="2023-05-15/..")
        assert self.days_of_may(*both) == 31 - 2 - 2

    def test_one_that_begins_after_as_of_isnt_seen(self) -> None:
        facts = registry(shop(MAY), closing(SUNDAY, held="2023-05-13/.."))
        assert len(owed(daily(facts, as_of="2023-05-12"))) == 12

    def test_closed_throughout_a_week_or_month(self) -> None:
        """A school's canteen in August."""
        august = closing(days=set_of("2023-08-01/2023-08-31"))
        facts = registry(shop("2023-07-31/2023-09-03"), august)
        assert owed(weekly(facts, as_of="2023-10-01")) == ["2023-W31", "2023-W35"]
        assert owed(monthly(facts, as_of="2023-10-01")) == []

    def test_one_day_of_business_in_a_month_is_enough(self) -> None:
        august = closing(days=set_of("2023-08-01/2023-08-31"), except_days=set_of("2023-08-31"))
        facts = registry(shop("2023-07-31/2023-09-03"), august)
        assert owed(monthly(facts, as_of="2023-10-01")) == ["2023-08"]

    def test_a_pause_without_evidence_over_a_regular_closing(self) -> None:
        facts = registry(shop(WEEK_18), closing(SUNDAY), pause("2023-05-05/2023-05-07", evidence=None))
        assert stood(daily(facts, as_of="2023-05-08")) == {MISSING: 4, UNPROVED: 2}


class TestTheDayItIsDue:
    """As_of is the end of a day; a duty due on it and unmet is PENDING, and VIOLATED from the next day."""

    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [("2023-05-05", {MISSING: 4, NOT_YET: 1}), ("2023-05-06", {MISSING: 5, NOT_YET: 1})],
    )
    def test_a_day(self, as_of: str, stands: dict[tuple[str, str | None], int]) -> None:
        assert stood(daily(registry(shop(MAY)), as_of=as_of)) == stands

    def test_a_day_before_on_and_after(self) -> None:
        facts = registry(shop("2023-05-06/2023-05-06"))
        assert daily(facts, as_of="2023-05-05") == ()
        (pending,) = daily(facts, as_of="2023-05-06")
        assert outcome(pending) == NOT_YET
        assert is_told_in_words(pending)
        assert stood(daily(facts, as_of="2023-05-07")) == {MISSING: 1}

    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [
            ("2023-05-01", {NOT_YET: 1}),
            ("2023-05-06", {NOT_YET: 1}),
            ("2023-05-07", {NOT_YET: 1}),
            ("2023-05-08", {MISSING: 1, NOT_YET: 1}),
        ],
    )
    def test_a_week_through_sunday(self, as_of: str, stands: dict[tuple[str, str | None], int]) -> None:
        assert stood(weekly(registry(shop(MAY)), as_of=as_of)) == stands

    @pytest.mark.parametrize(
        ("held", "last", "after"),
        [
            ("2023-05-01/2023-07-31", "2023-05-31", "2023-06-01"),
            ("2023-02-01/2023-04-30", "2023-02-28", "2023-03-01"),
            ("2024-02-01/2024-04-30", "2024-02-29", "2024-03-01"),
            ("2023-12-01/2024-02-29", "2023-12-31", "2024-01-01"),
        ],
    )
    def test_a_month_through_its_last_day(self, held: str, last: str, after: str) -> None:
        assert stood(monthly(registry(shop(held)), as_of=last)) == {NOT_YET: 1}
        assert stood(monthly(registry(shop(held)), as_of=after)) == {MISSING: 1, NOT_YET: 1}

    def test_made_on_the_last_day(self) -> None:
        facts = registry(shop(MAY), log("2023-05-07", cycle=WEEKLY), log("2023-05-31", cycle=MONTHLY))
        assert stood(weekly(facts, as_of="2023-05-07")) == {KEPT: 1}
        assert stood(monthly(facts, as_of="2023-05-31")) == {KEPT: 1}

    def test_not_yet_due_is_neither_claimed_nor_not(self) -> None:
        facts = registry(shop(MAY), complete=NO_RECORDS)
        assert stood(weekly(facts, as_of="2023-05-07")) == {NOT_YET: 1}


class TestFromWhenTheRulesBind:
    """The national rule is in force from Tuesday 1 November 2022: due from that day and not before."""

    facts = registry(company())

    def test_the_day_before(self) -> None:
        for cycle in dr.Cycle:
            assert of_cycle(self.facts, cycle, since="2022-10-01", as_of="2022-10-31") == ()

    def test_the_day_itself_and_the_day_after(self) -> None:
        assert listed(daily(self.facts, since="2022-10-01", as_of="2022-11-01")) == {NOT_YET: ["2022-11-01"]}
        assert listed(daily(self.facts, since="2022-10-01", as_of="2022-11-02")) == {
            MISSING: ["2022-11-01"],
            NOT_YET: ["2022-11-02"],
        }

    def test_records_made_before_are_of_no_account(self) -> None:
        facts = registry(company(), log("2022-10-01/2022-11-01"))
        assert stood(daily(facts, since="2022-10-01", as_of="2022-11-01")) == {KEPT: 1}

    def test_the_first_whole_week_and_month(self) -> None:
        """2022-W45 begins on Monday 7 November."""
        assert owed(weekly(self.facts, since="2022-10-01", as_of="2022-11-14"))[0] == "2022-W45"
        assert owed(monthly(self.facts, since="2022-10-01", as_of="2022-12-01")) == ["2022-11", "2022-12"]


class TestTheWindow:
    """Only days, weeks and months that touch since to as_of; and what was met before since isn't in."""

    def test_days_before_since_are_out(self) -> None:
        facts = registry(shop(MAY), log("2023-05-01/2023-05-12"))
        assert stood(daily(facts, since="2023-05-10", as_of="2023-05-31")) == {KEPT: 3, MISSING: 18, NOT_YET: 1}

    def test_a_week_that_straddles_since(self) -> None:
        """Wednesday 3 May 2023 is in 2023-W18."""
        window = {"since": "2023-05-03", "as_of": "2023-05-14"}
        assert owed(weekly(registry(shop(MAY)), **window)) == ["2023-W18", "2023-W19"]
        for on, kept in (("2023-05-02", []), ("2023-05-03", ["2023-W18"])):
            facts = registry(shop(MAY), log(on, cycle=WEEKLY))
            found = listed(weekly(facts, **window))
            assert found.pop(KEPT, []) == kept
            assert found == {NOT_YET: ["2023-W19"]}

    def test_met_before_since_and_again_within(self) -> None:
        facts = registry(shop(MAY), log("2023-05-02", "2023-05-05", cycle=WEEKLY))
        assert owed(weekly(facts, since="2023-05-03", as_of="2023-05-10")) == ["2023-W19"]

    def test_a_week_that_ended_the_day_before(self) -> None:
        assert owed(weekly(registry(shop(MAY)), since="2023-05-08", as_of="2023-05-10")) == ["2023-W19"]

    def test_a_month_that_straddles_since(self) -> None:
        window = {"since": "2023-05-15", "as_of": "2023-05-31"}
        for on, stands in (("2023-05-14", {}), ("2023-05-15", {KEPT: 1})):
            assert stood(monthly(registry(shop(MAY), log(on, cycle=MONTHLY)), **window)) == stands

    def test_a_company_that_doesnt_operate_owes_nothing(self) -> None:
        for held in ("2022-01-01/2022-10-31", "2022-11-01/2022-12-31", "2023-07-01/.."):
            assert daily(registry(shop(held)), since="2023-01-01", as_of="2023-06-30") == ()

    def test_a_company_that_operates_in_two_spans(self) -> None:
        facts = registry(shop(["2023-05-01/2023-05-03", "2023-05-06/2023-05-07"]))
        assert [d[-2:] for d in owed(daily(facts, as_of="2023-06-01"))] == ["01", "02", "03", "06", "07"]
        assert owed(weekly(facts, as_of="2023-06-01")) == []

    def test_a_window_of_one_day(self) -> None:
        facts = registry(shop(MAY))
        for cycle, label in zip(dr.Cycle, ("2023-05-06", "2023-W18", "2023-05"), strict=True):
            assert owed(of_cycle(facts, cycle, since="2023-05-06", as_of="2023-05-06")) == [label]
