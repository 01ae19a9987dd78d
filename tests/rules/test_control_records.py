"""The records that control.* reads: entered afterwards, known later, incomplete, with problems (§8.3, §8.4)."""

import datetime as dt
from typing import Any

import attrs
import pytest

import dual_responsibility as dr

from .building import company, day, is_told_in_words, registry
from .control_building import (
    DAILY,
    INCOMPLETE,
    KEPT,
    LATE,
    MAY,
    MISSING,
    MONTHLY,
    NO_RECORDS,
    NOT_YET,
    UNCLAIMED,
    UNKNOWN,
    WEEK_18,
    WEEKLY,
    answer_to,
    cell,
    closing,
    daily,
    each,
    flagged,
    full,
    listed,
    log,
    monthly,
    of_cycle,
    owed,
    record,
    set_of,
    shop,
    stood,
    weekly,
)
from .staffing_building import checklist, item

CATERING, PRODUCTION = dr.Sector.CATERING, dr.Sector.PRODUCTION
AS_LATE = {"entered-later": "late"}
NOT_KEPT = {"incomplete-record": "not-kept"}
THIRD_OF_MARCH = "2023-03-03/2023-03-03"
FRIDAY = shop(THIRD_OF_MARCH)
"""A company that operates on Friday 3 March 2023 alone."""


def complete(on: str, cycle: dr.Cycle = DAILY, grade: dr.Grade = dr.Grade.C, **fields: Any) -> dr.ControlRecord:
    """A record with an answer to every item of the template."""
    return record(on, cycle=cycle, answers=full(cell(grade, cycle)), **fields)


class TestFilledInAfterwards:
    """A record of 3 March entered on 20 March (reading `entered-later`)."""

    in_log = log("2023-03-03", late=["2023-03-03"])
    in_full = complete("2023-03-03", recorded="2023-03-20")

    @pytest.mark.parametrize("fact", [in_log, in_full], ids=["log", "record"])
    def test_is_fulfilled_and_flagged(self, fact: Any) -> None:
        (kept,) = daily(registry(FRIDAY, fact), as_of="2023-03-31")
        assert (kept.status, kept.reason, kept.flags) == (dr.Status.FULFILLED, None, ("entered-late",))
        assert is_told_in_words(kept)
        assert "事后补填：2023年3月3日" in kept.explain(lang="zh")
        assert [one.closed for one in kept.expand()] == [day("2023-03-03")]

    def test_one_that_is_entered_after_as_of_counts_all_the_same(self) -> None:
        """What had happened by then counts, whenever it was recorded."""
        (kept,) = daily(registry(FRIDAY, self.in_full), as_of="2023-03-10")
        assert (kept.status, kept.flags) == (dr.Status.FULFILLED, ("entered-late",))

    @pytest.mark.parametrize("fact", [in_log, in_full], ids=["log", "record"])
    def test_a_reading_makes_it_late(self, fact: Any) -> None:
        (late,) = daily(registry(FRIDAY, fact), as_of="2023-03-31", readings=AS_LATE)
        assert (late.status.value, late.reason) == LATE
        assert late.status.is_breach
        assert is_told_in_words(late)

    def test_it_was_met_on_the_day_it_was_entered(self) -> None:
        (late,) = daily(registry(FRIDAY, self.in_full), as_of="2023-03-31", readings=AS_LATE)
        (one,) = late.expand()
        assert one.closed == day("2023-03-20")
        assert one.late is not None
        assert one.late.calendar_days == 17
        assert "entered-late" in one.flags

    def test_of_a_log_that_day_isnt_on_record(self) -> None:
        (late,) = daily(registry(FRIDAY, self.in_log), as_of="2023-03-31", readings=AS_LATE)
        (one,) = late.expand()
        assert one.closed is None

    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [("2023-03-03", NOT_YET), ("2023-03-04", MISSING), ("2023-03-19", MISSING), ("2023-03-20", LATE)],
    )
    def test_before_it_was_entered_it_wasnt_met(self, as_of: str, stands: tuple[str, str | None]) -> None:
        facts = registry(FRIDAY, self.in_full)
        assert stood(daily(facts, as_of=as_of, readings=AS_LATE)) == {stands: 1}

    def test_by_the_reading_that_flags_it_counts_from_its_own_day(self) -> None:
        """As_of: what had happened by then, whenever it was recorded."""
        facts = registry(FRIDAY, self.in_full)
        for as_of in ("2023-03-03", "2023-03-19"):
            assert stood(daily(facts, as_of=as_of)) == {KEPT: 1}

    @pytest.mark.parametrize(("recorded", "is_flagged"), [("2023-03-03", False), ("2023-03-04", True)])
    def test_entered_on_its_day_and_on_the_next(self, recorded: str, is_flagged: bool) -> None:
        facts = registry(FRIDAY, complete("2023-03-03", recorded=recorded))
        (kept,) = daily(facts, as_of="2023-03-31")
        assert ("entered-late" in kept.flags) is is_flagged

    @pytest.mark.parametrize(("recorded", "is_flagged"), [("2023-05-07", False), ("2023-05-08", True)])
    def test_a_weeks_report_may_be_entered_through_its_sunday(self, recorded: str, is_flagged: bool) -> None:
        facts = registry(shop(WEEK_18), complete("2023-05-02", WEEKLY, recorded=recorded))
        (kept,) = weekly(facts, as_of="2023-05-31")
        assert ("entered-late" in kept.flags) is is_flagged

    def test_or_through_its_saturday_where_weeks_begin_on_sunday(self) -> None:
        facts = registry(shop("2023-04-30/2023-05-06"), complete("2023-05-02", WEEKLY, recorded="2023-05-07"))
        (kept,) = weekly(facts, as_of="2023-05-31", readings={"control-week": "sunday"})
        assert kept.flags == ("entered-late",)
        begins = registry(shop("2023-05-07/2023-05-13"), complete("2023-05-07", WEEKLY, recorded="2023-05-10"))
        (kept,) = weekly(begins, as_of="2023-05-31", readings={"control-week": "sunday"})
        assert kept.flags == ()

    @pytest.mark.parametrize(("recorded", "is_flagged"), [("2023-05-31", False), ("2023-06-01", True)])
    def test_a_months_minutes_through_its_last_day(self, recorded: str, is_flagged: bool) -> None:
        facts = registry(shop(MAY), complete("2023-05-10", MONTHLY, recorded=recorded))
        (kept,) = monthly(facts, as_of="2023-06-30")
        assert ("entered-late" in kept.flags) is is_flagged

    def test_a_week_with_a_prompt_report_too_is_in_time(self) -> None:
        """Tuesday's was filled in afterwards, Thursday's in time."""
        both = log("2023-05-02", "2023-05-04", cycle=WEEKLY, late=["2023-05-02"])
        (kept,) = weekly(registry(shop(WEEK_18), both), as_of="2023-05-31", readings=AS_LATE)
        assert (kept.status, kept.count) == (dr.Status.FULFILLED, 1)
        assert kept.expand()[0].closed == day("2023-05-04")

    def test_some_days_in_time_and_some_late(self) -> None:
        facts = registry(shop(WEEK_18), log("2023-05-01/2023-05-05", late=["2023-05-02", "2023-05-04"]))
        assert flagged(daily(facts, as_of="2023-05-31"), "entered-late") == ["2023-05-02", "2023-05-04"]
        assert listed(daily(facts, as_of="2023-05-31", readings=AS_LATE)) == {
            KEPT: ["2023-05-01", "2023-05-03", "2023-05-05"],
            LATE: ["2023-05-02", "2023-05-04"],
            MISSING: ["2023-05-06", "2023-05-07"],
        }

    def test_one_log_has_it_in_time_and_another_late(self) -> None:
        facts = registry(FRIDAY, self.in_log, log("2023-03-03"))
        (kept,) = daily(facts, as_of="2023-03-31", readings=AS_LATE)
        assert (kept.status, kept.flags) == (dr.Status.FULFILLED, ())

    def test_one_record_in_full_was_in_time_and_another_late(self) -> None:
        facts = registry(FRIDAY, self.in_full, complete("2023-03-03", id="R-2"))
        (kept,) = daily(facts, as_of="2023-03-31", readings=AS_LATE)
        assert (kept.status, kept.flags) == (dr.Status.FULFILLED, ())

    def test_of_two_late_ones_the_first_entered_closed_it(self) -> None:
        second = complete("2023-03-03", id="R-2", recorded="2023-03-10")
        (late,) = daily(registry(FRIDAY, self.in_full, second), as_of="2023-03-31", readings=AS_LATE)
        assert late.expand()[0].closed == day("2023-03-10")

    def test_late_days_that_were_not_kept_are_refused(self) -> None:
        with pytest.raises(dr.RegistryError) as caught:
            registry(shop(WEEK_18), log("2023-05-01", late=["2023-05-01/2023-05-03"]))
        (problem,) = caught.value.problems
        assert (problem.path, problem.code) == ("/control_logs/0/entered_late", "late-not-kept")
        assert "2023-05-02/2023-05-03" in problem.message.zh

    @pytest.mark.parametrize(
        ("readings", "status", "flags"),
        [({}, dr.Status.FULFILLED, ("entered-late",)), (AS_LATE, dr.Status.FULFILLED_LATE, ("entered-late",))],
    )
    def test_what_a_record_in_full_says_of_its_day_goes_before_the_log(
        self, readings: dict[str, str], status: dr.Status, flags: tuple[str, ...]
    ) -> None:
        """The log has the day and doesn't say when; the record was filled in on the 20th."""
        facts = registry(FRIDAY, log("2023-03-03"), self.in_full)
        (kept,) = daily(facts, as_of="2023-03-31", readings=readings)
        assert (kept.status, kept.flags) == (status, flags)

    def test_of_other_days_the_log_still_tells(self) -> None:
        facts = registry(shop("2023-03-02/2023-03-03"), log("2023-03-02/2023-03-03"), self.in_full)
        assert stood(daily(facts, as_of="2023-03-31", readings=AS_LATE)) == {KEPT: 1, LATE: 1}

    def test_a_record_that_wasnt_known_yet_says_so_of_its_day_too(self) -> None:
        facts = registry(FRIDAY, log("2023-03-03"), self.in_full)
        assert stood(daily(facts, as_of="2023-03-31", known_by="2023-03-19")) == {MISSING: 1}
        assert stood(daily(facts, as_of="2023-03-31", known_by="2023-03-20")) == {KEPT: 1}

    def test_a_report_late_after_as_of_isnt_told(self) -> None:
        """Later facts aren't seen: of the week's two reports, Sunday's is a day of the future on Wednesday."""
        both = log("2023-05-02", "2023-05-07", cycle=WEEKLY, late=["2023-05-07"])
        (kept,) = weekly(registry(shop(WEEK_18), both), as_of="2023-05-03")
        assert kept.flags == ()

    def test_met_late_within_the_window_it_is_in_it(self) -> None:
        """The week from 30 January to 5 February; its report of Monday was entered on 20 March, after since."""
        facts = registry(shop("2023-01-30/2023-02-05"), complete("2023-01-30", WEEKLY, recorded="2023-03-20"))
        found = weekly(facts, since="2023-02-01", as_of="2023-03-31", readings=AS_LATE)
        assert listed(found) == {LATE: ["2023-W05"]}


class TestKnownBy:
    """Known_by leaves out what was recorded later; a log says when it was entered, or is taken to be made day by day."""

    week = shop(WEEK_18)

    def stands(self, fact: Any, known_by: str, **readings: str) -> dict[tuple[str, str | None], list[str]]:
        """Of the seven days before Monday 8 May, by a company whose end nobody has to know of."""
        chosen = {name.replace("_", "-"): reading for name, reading in readings.items()}
        facts, window = registry(company(), fact), {"since": "2023-05-01", "as_of": "2023-05-08"}
        found = listed(daily(facts, **window, known_by=known_by, readings=chosen))
        assert found.pop(NOT_YET) == ["2023-05-08"]
        return {key: [label[-2:] for label in labels] for key, labels in found.items()}

    def test_a_log_entered_as_a_whole(self) -> None:
        entered = log(WEEK_18, recorded=day("2023-05-20"))
        assert self.stands(entered, "2023-05-19") == {MISSING: ["01", "02", "03", "04", "05", "06", "07"]}
        assert self.stands(entered, "2023-05-20") == {KEPT: ["01", "02", "03", "04", "05", "06", "07"]}

    def test_a_log_that_doesnt_say(self) -> None:
        assert self.stands(log(WEEK_18), "2023-05-03") == {KEPT: ["01", "02", "03"], MISSING: ["04", "05", "06", "07"]}

    def test_when_a_late_day_was_entered_isnt_on_record(self) -> None:
        late = log(WEEK_18, late=["2023-05-02", "2023-05-05"])
        assert self.stands(late, "2023-05-03") == {
            KEPT: ["01", "03"],
            UNKNOWN: ["02"],
            MISSING: ["04", "05", "06", "07"],
        }

    def test_by_the_reading_that_it_was_known_all_along(self) -> None:
        late = log("2023-05-01/2023-05-05", late=["2023-05-02"])
        assert self.stands(late, "2023-05-01", recorded_default="always-known") == {
            KEPT: ["01", "02", "03", "04", "05"],
            MISSING: ["06", "07"],
        }

    def test_which_says_nothing_of_a_log_with_a_day_of_its_own(self) -> None:
        entered = log(WEEK_18, recorded=day("2023-05-20"))
        assert set(self.stands(entered, "2023-05-19", recorded_default="always-known")) == {MISSING}

    @pytest.mark.parametrize(("known_by", "stands"), [("2023-05-19", MISSING), ("2023-05-20", KEPT)])
    def test_a_record_in_full(self, known_by: str, stands: tuple[str, str | None]) -> None:
        entered = complete("2023-05-03", recorded="2023-05-20")
        assert "03" in self.stands(entered, known_by)[stands]

    def test_what_cant_be_told_of_a_week(self) -> None:
        """Tuesday's report was filled in, nobody says when; with one of Thursday in time nothing is open."""
        tuesday = log("2023-05-02", cycle=WEEKLY, late=["2023-05-02"])
        thursday = log("2023-05-04", cycle=WEEKLY)
        window = {"as_of": "2023-05-31", "known_by": "2023-05-20"}
        assert stood(weekly(registry(self.week, tuesday), **window)) == {UNKNOWN: 1}
        assert stood(weekly(registry(self.week, tuesday, thursday), **window)) == {KEPT: 1}

    def test_a_full_record_tells_what_the_log_doesnt(self) -> None:
        late = log("2023-05-02", late=["2023-05-02"])
        facts = registry(self.week, late, complete("2023-05-02", recorded="2023-05-10"))
        found = daily(facts, as_of="2023-05-31", known_by="2023-05-20")
        assert listed(found)[KEPT] == ["2023-05-02"]
        assert UNKNOWN not in stood(found)

    def test_what_would_tell(self) -> None:
        facts = registry(shop(THIRD_OF_MARCH), log("2023-03-03", late=["2023-03-03"]))
        (unknown,) = daily(facts, as_of="2023-03-31", known_by="2023-03-31")
        assert unknown.cure is not None
        assert unknown.cure.code == "record-entry-day"
        assert is_told_in_words(unknown)

    def test_a_pause_and_a_closing_recorded_later(self) -> None:
        for fact in (
            dr.Pause(company="C-1", period=dr.Period.parse(WEEK_18), evidence="公告", recorded=day("2023-05-20")),
            closing(*dr.Weekday, recorded=day("2023-05-20")),
        ):
            facts = registry(self.week, fact)
            assert owed(daily(facts, as_of="2023-05-31", known_by="2023-05-20")) == []
            assert len(owed(daily(facts, as_of="2023-05-31", known_by="2023-05-19"))) == 7


class TestWhichRecordsCount:
    def test_those_after_as_of_arent_seen(self) -> None:
        facts = registry(shop(MAY), log(MAY), log("2023-05-30", cycle=WEEKLY), complete("2023-05-30", MONTHLY))
        assert stood(daily(facts, as_of="2023-05-10")) == {KEPT: 10}
        assert set(stood(weekly(facts, as_of="2023-05-10"))) == {MISSING, NOT_YET}
        assert stood(monthly(facts, as_of="2023-05-29")) == {NOT_YET: 1}
        assert stood(monthly(facts, as_of="2023-05-30")) == {KEPT: 1}

    @pytest.mark.parametrize(
        ("on", "week"),
        [
            ("2023-05-07", "2023-W18"),
            ("2023-05-08", "2023-W19"),
            ("2023-05-14", "2023-W19"),
            ("2023-05-15", "2023-W20"),
        ],
    )
    def test_a_weeks_report_serves_the_week_it_is_dated_in(self, on: str, week: str) -> None:
        for fact in (log(on, cycle=WEEKLY), complete(on, WEEKLY)):
            assert listed(weekly(registry(shop(MAY), fact), as_of="2023-06-30"))[KEPT] == [week]

    @pytest.mark.parametrize(
        ("on", "month"), [("2023-01-31", "2023-01"), ("2023-02-01", "2023-02"), ("2023-02-28", "2023-02")]
    )
    def test_a_months_minutes_serve_the_month_they_are_dated_in(self, on: str, month: str) -> None:
        facts = registry(shop("2023-01-01/2023-02-28"), log(on, cycle=MONTHLY))
        assert listed(monthly(facts, as_of="2023-06-30"))[KEPT] == [month]

    def test_several_in_one_week_are_one_obligation_met(self) -> None:
        facts = registry(shop(WEEK_18), log(WEEK_18, cycle=WEEKLY))
        assert stood(weekly(facts, as_of="2023-06-30")) == {KEPT: 1}

    def test_a_record_of_one_cycle_is_none_of_another(self) -> None:
        facts = registry(shop(MAY), log(MAY), complete("2023-05-31", MONTHLY))
        assert set(stood(weekly(facts, as_of="2023-06-30"))) == {MISSING}

    def test_a_record_on_a_day_on_which_none_is_owed(self) -> None:
        """A canteen that is open on a Sunday all the same: nothing is owed, and nothing found."""
        facts = registry(shop(WEEK_18), closing(dr.Weekday.SUNDAY), log(WEEK_18))
        assert stood(daily(facts, as_of="2023-06-30")) == {KEPT: 6}

    def test_two_logs_are_one_together(self) -> None:
        facts = registry(shop(WEEK_18), log("2023-05-01/2023-05-03"), log("2023-05-03/2023-05-05"))
        assert stood(daily(facts, as_of="2023-06-30")) == {KEPT: 5, MISSING: 2}

    def test_a_log_and_full_records_together(self) -> None:
        facts = registry(shop(WEEK_18), log("2023-05-01/2023-05-03"), complete("2023-05-04"))
        assert stood(daily(facts, as_of="2023-06-30")) == {KEPT: 4, MISSING: 3}

    def test_full_records_alone(self) -> None:
        facts = registry(shop(WEEK_18), complete("2023-05-04"), complete("2023-05-06", id="R-2"))
        assert listed(daily(facts, as_of="2023-06-30"))[KEPT] == ["2023-05-04", "2023-05-06"]

    def test_a_full_record_of_another_sector(self) -> None:
        facts = registry(shop(WEEK_18), complete("2023-05-04", sector=PRODUCTION))
        assert stood(daily(facts, as_of="2023-06-30")) == {MISSING: 7}

    def test_another_companys_records_are_its_own(self) -> None:
        facts = registry(shop(WEEK_18), shop(WEEK_18, id="C-2"), log(WEEK_18, company="C-2"))
        found = daily(facts, as_of="2023-06-30")
        assert {f.subject.id: f.status for f in found} == {"C-1": dr.Status.VIOLATED, "C-2": dr.Status.FULFILLED}

    @pytest.mark.parametrize("cycle", list(dr.Cycle))
    def test_a_day_without_a_problem_is_recorded_too(self, cycle: dr.Cycle) -> None:
        """零风险报告: a record that answers everything and lists nothing."""
        (kept,) = of_cycle(
            registry(shop("2023-05-01/2023-05-31"), complete("2023-05-02", cycle)), cycle, as_of="2023-05-02"
        )[:1]
        assert (kept.count, kept.flags) == (1, ())


def test_a_log_and_a_record_in_full_of_different_days_are_kept_together() -> None:
    facts = registry(shop("2023-03-02/2023-03-03"), log("2023-03-02"), complete("2023-03-03"))
    (kept,) = daily(facts, as_of="2023-03-31")
    assert (kept.status, kept.count, kept.flags) == (dr.Status.FULFILLED, 2, ())


def test_a_problem_that_was_put_right_after_the_day_of_knowledge_is_open_yet() -> None:
    problem = dr.FoundProblem(id="P-1", rectified=day("2023-03-10"))
    facts = registry(FRIDAY, complete("2023-03-03", problems=[problem]))
    for known_by, flags in (("2023-03-09", ("problems-open",)), ("2023-03-10", ())):
        (kept,) = daily(facts, as_of="2023-03-31", known_by=known_by)
        assert kept.flags == flags


class TestWhichChecklist:
    """What a record has to answer is asked by the company's own checklist that is in use on its day."""

    TEMPLATE = cell(dr.Grade.C)

    @pytest.mark.parametrize(
        ("held", "asked"),
        [
            # The later of two that overlap, whichever ends first; each through its last day.
            ({"own.old": "2022-11-01/..", "own.new": "2023-01-01/2023-03-31"}, "own.new"),
            ({"own.old": "2022-11-01/2023-03-03", "own.new": "2023-03-04/.."}, "own.old"),
            ({"own.old": "2022-11-01/2023-03-02", "own.new": "2023-03-03/.."}, "own.new"),
        ],
    )
    def test_the_one_in_use(self, held: dict[str, str], asked: str) -> None:
        lists = [checklist(None, span, item(id)) for id, span in held.items()]
        for order in (lists, lists[::-1]):
            (kept,) = daily(registry(FRIDAY, record("2023-03-03"), *order), as_of="2023-03-31")
            assert kept.ingredients[-1][-1] == (asked,)

    def test_one_that_takes_over_a_template_asks_its_items(self) -> None:
        used = checklist(self.TEMPLATE.id)
        (kept,) = daily(registry(FRIDAY, record("2023-03-03"), used), as_of="2023-03-31")
        assert kept.ingredients[-1][-1] == tuple(item.id for item in self.TEMPLATE.items if item.required)

    def test_of_two_records_of_a_day_the_first_that_was_entered_counts(self) -> None:
        """Entered on 20 and 22 March, in either order."""
        both = [
            complete("2023-03-03", recorded="2023-03-20"),
            attrs.evolve(complete("2023-03-03", recorded="2023-03-22"), id="R-2"),
        ]
        for order in (both, both[::-1]):
            (late,) = daily(registry(FRIDAY, *order), as_of="2023-03-31", readings=AS_LATE)
            assert [one.closed for one in late.expand()] == [day("2023-03-20")]


class TestIncompleteRecords:
    """Reading `incomplete-record`: a record with required answers missing counts and is flagged, or doesn't count."""

    template = cell(dr.Grade.C)
    left_out = next(item.id for item in template.items if item.required)
    partial = record("2023-03-03", answers=full(template, but=[left_out]))

    def test_it_counts_and_is_flagged(self) -> None:
        (kept,) = daily(registry(FRIDAY, self.partial), as_of="2023-03-31")
        assert (kept.status, kept.flags) == (dr.Status.FULFILLED, ("answers-missing",))
        assert is_told_in_words(kept)
        assert f"记录 R-1 未填：{self.left_out}" in kept.explain(lang="zh")

    def test_or_it_doesnt_count(self) -> None:
        (violation,) = daily(registry(FRIDAY, self.partial), as_of="2023-03-31", readings=NOT_KEPT)
        assert (violation.status.value, violation.reason) == INCOMPLETE
        assert violation.cure is not None
        assert violation.cure.code == "complete-record"
        assert is_told_in_words(violation)

    def test_whether_records_are_claimed_complete_makes_no_difference(self) -> None:
        """The record itself shows it."""
        facts = registry(FRIDAY, self.partial, complete=NO_RECORDS)
        assert stood(daily(facts, as_of="2023-03-31", readings=NOT_KEPT)) == {INCOMPLETE: 1}

    def test_until_the_day_is_over_it_may_be_completed(self) -> None:
        """PENDING through the due day, then VIOLATED."""
        facts = registry(FRIDAY, self.partial)
        assert stood(daily(facts, as_of="2023-03-03", readings=NOT_KEPT)) == {NOT_YET: 1}
        assert stood(daily(facts, as_of="2023-03-04", readings=NOT_KEPT)) == {INCOMPLETE: 1}

    def test_until_the_week_is_over_it_may_be_completed(self) -> None:
        facts = registry(shop(WEEK_18), record("2023-05-02", cycle=WEEKLY))
        assert stood(weekly(facts, as_of="2023-05-07", readings=NOT_KEPT)) == {NOT_YET: 1}
        assert stood(weekly(facts, as_of="2023-05-08", readings=NOT_KEPT)) == {INCOMPLETE: 1}

    def test_a_complete_one_of_the_same_day_is_enough(self) -> None:
        facts = registry(FRIDAY, self.partial, complete("2023-03-03", id="R-2"))
        assert stood(daily(facts, as_of="2023-03-31", readings=NOT_KEPT)) == {KEPT: 1}

    def test_a_complete_one_of_another_day_of_the_week_is_enough(self) -> None:
        facts = registry(shop(WEEK_18), record("2023-05-02", cycle=WEEKLY), complete("2023-05-04", WEEKLY, id="R-2"))
        (kept,) = weekly(facts, as_of="2023-05-31", readings=NOT_KEPT)
        assert (kept.status, kept.count) == (dr.Status.FULFILLED, 1)
        assert kept.expand()[0].closed == day("2023-05-04")

    def test_an_answer_that_isnt_required_may_be_left_out(self) -> None:
        template = cell(dr.Grade.A)
        voluntary = [item.id for item in template.items if not item.required]
        facts = registry(
            shop(THIRD_OF_MARCH, grade=dr.Grade.A), record("2023-03-03", answers=full(template, but=voluntary))
        )
        (kept,) = daily(facts, as_of="2023-03-31", readings=NOT_KEPT)
        assert (kept.status, kept.flags) == (dr.Status.FULFILLED, ())

    def test_late_and_incomplete(self) -> None:
        late = attrs.evolve(self.partial, recorded=day("2023-03-20"))
        facts = registry(FRIDAY, late)
        assert stood(daily(facts, as_of="2023-03-31", readings={**AS_LATE, **NOT_KEPT})) == {INCOMPLETE: 1}
        assert stood(daily(facts, as_of="2023-03-31", readings=AS_LATE)) == {LATE: 1}
        (kept,) = daily(facts, as_of="2023-03-31")
        assert set(kept.flags) == {"answers-missing", "entered-late"}

    def test_days_that_stand_in_all_four_ways(self) -> None:
        facts = registry(
            shop("2023-05-01/2023-05-04"),
            complete("2023-05-01"),
            complete("2023-05-02", id="R-2", recorded="2023-05-09"),
            record("2023-05-03", id="R-3"),
        )
        found = daily(facts, as_of="2023-05-31", readings={**AS_LATE, **NOT_KEPT})
        assert listed(found) == {
            KEPT: ["2023-05-01"],
            LATE: ["2023-05-02"],
            INCOMPLETE: ["2023-05-03"],
            MISSING: ["2023-05-04"],
        }


class TestWithoutTheModelItems:
    """The source prints no items: unless a reading lets the model's stand in, a record is compared with none of them."""

    def test_an_empty_record_lacks_nothing(self) -> None:
        unpublished = {"template-items": "unpublished", "incomplete-record": "not-kept"}
        (kept,) = daily(registry(FRIDAY, record("2023-03-03")), as_of="2023-03-31", readings=unpublished)
        assert (kept.status, kept.flags) == (dr.Status.FULFILLED, ())

    def test_but_it_is_compared_with_the_companys_own_checklist(self) -> None:
        own = dr.Checklist(
            company="C-1",
            sector=dr.Sector.CATERING,
            cycle=dr.Cycle.DAILY,
            items=[dr.ChecklistItem(id="own.hands")],
        )
        unpublished = {"template-items": "unpublished", "incomplete-record": "not-kept"}
        (kept,) = daily(registry(FRIDAY, record("2023-03-03"), own), as_of="2023-03-31", readings=unpublished)
        assert (kept.status, kept.reason) == (dr.Status.VIOLATED, "record-incomplete")


class TestFlags:
    """What is remarkable about a record though it changes nothing."""

    template = cell(dr.Grade.A)
    limited = next(item for item in template.items if item.at_most is not None)

    def kept(self, *records: dr.ControlRecord, as_of: str = "2023-03-31") -> dr.Finding:
        (kept,) = daily(registry(shop(THIRD_OF_MARCH, grade=dr.Grade.A), *records), as_of=as_of)
        assert kept.status is dr.Status.FULFILLED
        return kept

    def test_a_measure_outside_its_limits(self) -> None:
        assert self.limited.at_most is not None
        answers = full(self.template, but=[self.limited.id])
        put_right = dr.FoundProblem(id="P-1", item=self.limited.id, rectified=day("2023-03-03"))
        for value, flags in ((self.limited.at_most, ()), (self.limited.at_most + 0.1, ("answers-out-of-limits",))):
            answered = (*answers, dr.Answer(item=self.limited.id, value=value))
            kept = self.kept(record("2023-03-03", answers=answered, problems=put_right))
            assert kept.flags == flags
            assert is_told_in_words(kept)

    def test_an_answer_of_no_about_which_no_problem_is_recorded(self) -> None:
        """§8.4: what is found wanting is a problem to put right."""
        asked = next(item for item in self.template.items if item.kind is dr.ItemKind.YES_NO)
        answers = (*full(self.template, but=[asked.id]), dr.Answer(item=asked.id, ok=False))
        kept = self.kept(record("2023-03-03", answers=answers))
        assert kept.flags == ("answers-unexplained",)
        assert is_told_in_words(kept)
        assert f"2023年3月3日（星期五）的记录 R-1 有不合格的检查项没有记为问题：{asked.id}。" in kept.explain("zh")

    @pytest.mark.parametrize(
        ("rectified", "as_of", "flags"),
        [
            (None, "2023-03-31", ("problems-open",)),
            ("2023-03-03", "2023-03-31", ()),
            ("2023-03-10", "2023-03-31", ()),
            ("2023-03-10", "2023-03-10", ()),
            ("2023-03-10", "2023-03-09", ("problems-open",)),
        ],
    )
    def test_a_problem_until_it_is_put_right(self, rectified: str | None, as_of: str, flags: tuple[str, ...]) -> None:
        """§8.4. Later facts aren't seen: put right on the 10th, it was open on the 9th."""
        found = dr.FoundProblem(
            id="P-1", text="冷藏柜温度偏高", rectified=None if rectified is None else day(rectified)
        )
        kept = self.kept(record("2023-03-03", answers=full(self.template), problems=found), as_of=as_of)
        assert kept.flags == flags
        assert is_told_in_words(kept)

    def test_all_of_them_once_each(self) -> None:
        assert self.limited.at_most is not None
        poor = dr.Answer(item=self.limited.id, value=self.limited.at_most + 1)
        open_problem = dr.FoundProblem(id="P-1")
        records = [record("2023-03-03", id=id, answers=poor, problems=open_problem) for id in ("R-1", "R-2")]
        assert sorted(self.kept(*records).flags) == [
            "answers-missing", "answers-out-of-limits", "answers-unexplained", "problems-open",
        ]  # fmt: skip

    def test_they_belong_to_the_day_of_the_record(self) -> None:
        facts = registry(shop(WEEK_18), log(WEEK_18), record("2023-05-03"))
        assert flagged(daily(facts, as_of="2023-05-31"), "answers-missing") == ["2023-05-03"]

    def test_each_flag_is_told_of_its_own_record_when_expanded(self) -> None:
        problem = dr.FoundProblem(id="P-1")
        facts = registry(shop(WEEK_18), record("2023-05-03"), complete("2023-05-04", id="R-2", problems=problem))
        one_by_one = each(daily(facts, as_of="2023-05-31"))
        assert one_by_one["2023-05-03"].flags == ("answers-missing",)
        assert one_by_one["2023-05-04"].flags == ("problems-open",)
        assert one_by_one["2023-05-05"].flags == ()


class TestTheTemplateOfARecord:
    """Reading `record-template`: the grade of the record's own day, or of the last day of its week or month."""

    on_wednesday = complete("2023-05-03", WEEKLY, grade=dr.Grade.D)
    to_b = shop(WEEK_18, grade=[("2023-01-01/2023-05-03", dr.Grade.D), ("2023-05-04/..", dr.Grade.B)])

    def flags(
        self, *facts: Any, cycle: dr.Cycle = WEEKLY, as_of: str = "2023-05-31", **readings: str
    ) -> tuple[str, ...]:
        chosen = {name.replace("_", "-"): reading for name, reading in readings.items()}
        (kept,) = [f for f in of_cycle(registry(*facts), cycle, as_of=as_of, readings=chosen) if f.reason is None]
        return kept.flags

    def test_a_week_in_which_the_grade_changes(self) -> None:
        """D through Wednesday 3 May 2023 and B from Thursday; the report of Wednesday answers D's items."""
        assert self.flags(self.to_b, self.on_wednesday) == ()
        assert self.flags(self.to_b, self.on_wednesday, record_template="last-day") == ("answers-missing",)

    def test_by_the_reading_that_it_isnt_kept(self) -> None:
        facts = registry(self.to_b, self.on_wednesday)
        assert stood(weekly(facts, as_of="2023-05-31", readings=NOT_KEPT)) == {KEPT: 1}
        last = {**NOT_KEPT, "record-template": "last-day"}
        assert stood(weekly(facts, as_of="2023-05-31", readings=last)) == {INCOMPLETE: 1}

    def test_a_change_after_as_of_isnt_seen(self) -> None:
        assert self.flags(self.to_b, self.on_wednesday, as_of="2023-05-03", record_template="last-day") == ()

    def test_the_day_before_the_change_and_the_day_itself(self) -> None:
        """A company that changes grade owes the old template until the day before and the new one from that day."""
        for on, flags in (("2023-05-03", ()), ("2023-05-04", ("answers-missing",))):
            assert self.flags(self.to_b, complete(on, DAILY, grade=dr.Grade.D), cycle=DAILY) == flags

    def test_a_day_is_its_own_last_day(self) -> None:
        old = complete("2023-05-03", DAILY, grade=dr.Grade.D)
        assert self.flags(self.to_b, old, cycle=DAILY, record_template="last-day") == ()

    def test_by_the_reading_that_the_level_is_the_size(self) -> None:
        small = shop(WEEK_18, grade=dr.Grade.A, size=dr.CompanySize.MICRO)
        assert self.flags(small, self.on_wednesday) == ("answers-missing",)
        assert self.flags(small, self.on_wednesday, template_level="size") == ()

    @pytest.mark.parametrize("fields", [{"grade": None}, {"sectors": frozenset()}], ids=["no grade", "no sector"])
    def test_without_a_grade_or_a_sector_there_is_no_template(self, fields: dict[str, Any]) -> None:
        """Nothing can be missing from it."""
        assert self.flags(shop(WEEK_18, **fields), record("2023-05-03", cycle=WEEKLY)) == ()

    def test_without_a_size_by_that_reading(self) -> None:
        assert self.flags(shop(WEEK_18), record("2023-05-03", cycle=WEEKLY), template_level="size") == ()

    def test_a_company_without_a_sector_whose_record_names_one(self) -> None:
        bare = shop(WEEK_18, sectors=frozenset())
        assert self.flags(bare, record("2023-05-03", cycle=WEEKLY, sector=CATERING)) == ("answers-missing",)

    def test_the_companys_own_checklist_takes_its_place(self) -> None:
        """§8.6: it adopts D's template and asks one thing more."""
        own = dr.ChecklistItem(id="own.terrace", text="露台桌面已清洁")
        checklist = dr.Checklist(
            company="C-1", sector=CATERING, cycle=WEEKLY, adopts=cell(dr.Grade.D, WEEKLY).id, items=(own,)
        )
        assert self.flags(shop(WEEK_18), checklist, self.on_wednesday) == ("answers-missing",)
        answered = attrs.evolve(self.on_wednesday, answers=(*self.on_wednesday.answers, answer_to(own)))
        assert self.flags(shop(WEEK_18), checklist, answered) == ()

    def test_a_checklist_that_begins_after_as_of_isnt_seen(self) -> None:
        """By the reading of the last day, Sunday, on which it will be in use."""
        asked = dr.ChecklistItem(id="own.terrace")
        own = dr.Checklist(
            company="C-1", sector=CATERING, cycle=WEEKLY, items=(asked,), period=dr.Period.parse("2023-05-06/..")
        )
        micro = shop(WEEK_18, grade=dr.Grade.D)
        for as_of, flags in (("2023-05-05", ()), ("2023-05-06", ("answers-missing",))):
            assert self.flags(micro, own, self.on_wednesday, as_of=as_of, record_template="last-day") == flags

    def test_a_checklist_that_was_in_use_before_or_for_another_cycle(self) -> None:
        """The template counts again."""
        own = dr.ChecklistItem(id="own.terrace")
        for cycle, held in ((WEEKLY, "2023-01-01/2023-05-02"), (DAILY, "2023-01-01/..")):
            checklist = dr.Checklist(
                company="C-1", sector=CATERING, cycle=cycle, items=(own,), period=dr.Period.parse(held)
            )
            micro = shop(WEEK_18, grade=dr.Grade.D)
            assert self.flags(micro, checklist, self.on_wednesday) == ()

    def test_a_record_for_two_sectors_answers_both_templates(self) -> None:
        both = shop(WEEK_18, grade=dr.Grade.D, sectors=frozenset({CATERING, PRODUCTION}))
        production = full(cell(dr.Grade.D, WEEKLY, PRODUCTION))
        for answers, flags in (
            (self.on_wednesday.answers, ("answers-missing",)),
            ((*self.on_wednesday.answers, *production), ()),
        ):
            facts = registry(both, attrs.evolve(self.on_wednesday, answers=answers))
            found = weekly(facts, as_of="2023-05-31")
            assert [f.flags for f in found] == [flags, flags]

    def test_a_record_for_one_of_two_sectors(self) -> None:
        both = shop(WEEK_18, grade=dr.Grade.D, sectors=frozenset({CATERING, PRODUCTION}))
        facts = registry(both, attrs.evolve(self.on_wednesday, sector=CATERING))
        found = weekly(facts, as_of="2023-05-31")
        assert {f.trigger: f.flags for f in found} == {
            "kept@2023-05-01@CATERING": (),
            "record-missing@2023-05-01@PRODUCTION": (),
        }


class TestAtTheEdgesOfTheCalendar:
    """Days near the first and the last that there are."""

    @pytest.mark.parametrize("cycle", list(dr.Cycle))
    @pytest.mark.parametrize("since", ["9990-01-01", "9999-12-20", "9999-12-27", "9999-12-31"])
    def test_until_the_last_day_that_there_is(self, cycle: dr.Cycle, since: str) -> None:
        facts = registry(shop("9999-12-01/9999-12-31"), log("9999-12-01/9999-12-31", cycle=cycle))
        found = of_cycle(facts, cycle, since=since, as_of="9999-12-31")
        assert set(stood(found)) <= {KEPT}

    @pytest.mark.parametrize("cycle", [DAILY, WEEKLY])
    def test_from_the_first_day_to_the_last(self, cycle: dr.Cycle) -> None:
        facts = registry(shop("2023-05-01/2023-05-31"), log(MAY, cycle=cycle))
        assert set(stood(of_cycle(facts, cycle, since="0001-01-01", as_of="9999-12-31"))) == {KEPT}

    def test_the_last_weeks(self) -> None:
        """31 December 9999 is a Friday: the week from Monday the 27th has no end."""
        facts = registry(shop("9999-12-13/9999-12-31"))
        window = {"as_of": "9999-12-31", "readings": {"partial-cycle": "any-day"}}
        assert owed(weekly(facts, since="9999-12-13", **window)) == ["9999-W50", "9999-W51"]
        assert owed(weekly(facts, since="9999-12-26", **window)) == ["9999-W51"]
        assert owed(weekly(facts, since="9999-12-27", **window)) == []
        window["readings"]["control-week"] = "sunday"
        assert owed(weekly(facts, since="9999-12-25", **window)) == ["9999-12-19/P7D"]
        assert owed(weekly(facts, since="9999-12-26", **window)) == []

    def test_a_record_in_full_of_the_week_without_an_end(self) -> None:
        facts = registry(company(), record("9999-12-30", cycle=WEEKLY, recorded="9999-12-31"))
        assert stood(weekly(facts, since="9999-12-20", as_of="9999-12-31")) == {MISSING: 1}

    def test_records_of_the_first_day_that_there_is(self) -> None:
        logs = [log("0001-01-01", cycle=cycle, late=["0001-01-01"]) for cycle in dr.Cycle]
        facts = registry(shop("0001-01-01/2022-11-01"), *logs, record("0001-01-01", cycle=WEEKLY))
        found = [of_cycle(facts, cycle, since="0001-01-01", as_of="2022-11-30") for cycle in dr.Cycle]
        assert [stood(one) for one in found] == [{MISSING: 1}, {}, {}]

    def test_a_claim_and_a_closing_from_the_first_day_on(self) -> None:
        facts = registry(
            shop(WEEK_18), closing(dr.Weekday.SUNDAY), complete=(dr.Claim(kind="control_logs", period=dr.ALWAYS),)
        )
        assert stood(daily(facts, since="0001-01-01", as_of="2023-05-31")) == {MISSING: 6}

    def test_nothing_is_claimed(self) -> None:
        facts = registry(shop("9999-12-01/9999-12-31"), complete=())
        assert stood(daily(facts, since="9999-12-30", as_of="9999-12-31")) == {UNCLAIMED: 1, NOT_YET: 1}


def test_logs_cost_what_they_hold() -> None:
    """A log of a year is a set of days like any other: nothing of it is listed day by day in a finding."""
    facts = registry(shop("2023-01-01/2023-12-31"), log("2023-01-01/2023-12-31"))
    (kept,) = daily(facts, as_of="2024-01-01")
    assert isinstance(kept, dr.Series)
    assert kept.days == set_of("2023-01-01/2023-12-31")
    assert kept.to_row()["days"] == ["2023-01-01/2023-12-31"]
    assert max(kept.days) == dt.date(2023, 12, 31)
