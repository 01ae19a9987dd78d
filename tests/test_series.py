"""Series: findings that stand for many obligations, counted, listed, told apart and cut anywhere."""

import datetime as dt
import pickle
from functools import reduce
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

from .rules.building import (
    VILLAGE,
    claim,
    day,
    everything_but,
    is_told_in_words,
    period,
    registry,
    report,
)
from .rules.control_building import (
    DAILY,
    MAY,
    MONTHLY,
    NO_RECORDS,
    RULES,
    WEEK_18,
    WEEKLY,
    cell,
    closing,
    daily,
    dates,
    each,
    full,
    log,
    monthly,
    of_cycle,
    pause,
    record,
    set_of,
    shop,
    stood,
    weekly,
)

few = settings(deadline=None, max_examples=60, database=None)
CONTROLS = "control.*"
YEAR = "2023-01-01/2023-12-31"
KEPT_BUT_ONE = log("2023-01-01/2023-05-05", "2023-05-07/2023-12-31")


class TestWhatOneTells:
    facts = registry(
        shop(YEAR), KEPT_BUT_ONE, log("2023-05-02", "2023-05-15", cycle=WEEKLY), log("2023-02-28", cycle=MONTHLY)
    )

    def test_of_days(self) -> None:
        kept, missing = daily(self.facts, as_of="2024-01-01")
        assert isinstance(kept, dr.Series)
        assert isinstance(missing, dr.Series)
        assert (kept.cycle, kept.sector, kept.size, kept.count) == (DAILY, None, 364, 364)
        assert kept.days == set_of("2023-01-01/2023-05-05", "2023-05-07/2023-12-31")
        assert (missing.count, missing.days) == (1, set_of("2023-05-06"))
        assert [*missing.windows] == [dr.Window("2023-05-06", day("2023-05-06"), day("2023-05-06"))]

    def test_of_weeks(self) -> None:
        """2 May 2023 is in W18, and the 15th begins W20."""
        kept, missing = sorted(weekly(self.facts, as_of="2024-01-01"), key=lambda f: f.count)
        assert isinstance(kept, dr.Series)
        assert (kept.count, missing.count) == (2, 50)
        assert kept.days == set_of("2023-05-01/2023-05-07", "2023-05-15/2023-05-21")
        assert [*kept.windows] == [
            dr.Window("2023-W18", day("2023-05-01"), day("2023-05-07")),
            dr.Window("2023-W20", day("2023-05-15"), day("2023-05-21")),
        ]

    def test_of_months(self) -> None:
        kept, missing = sorted(monthly(self.facts, as_of="2024-01-01"), key=lambda f: f.count)
        assert isinstance(kept, dr.Series)
        assert (kept.count, missing.count) == (1, 11)
        assert kept.days == set_of("2023-02-01/2023-02-28")
        assert [*kept.windows] == [dr.Window("2023-02", day("2023-02-01"), day("2023-02-28"))]

    def test_its_obligation_is_the_firsts_but_for_the_day_due(self) -> None:
        kept, _ = daily(self.facts, as_of="2024-01-01")
        assert (kept.arose, kept.due, kept.closed) == (day("2023-01-01"), day("2023-12-31"), None)
        assert kept.trigger == "kept@2023-01-01"
        assert kept.id == "control.daily/company/C-1/kept@2023-01-01"
        assert kept.late is None

    def test_its_row(self) -> None:
        _, missing = daily(self.facts, as_of="2024-01-01")
        row = missing.to_row()
        assert (row["count"], row["days"], row["closed"], row["flags"]) == (1, ["2023-05-06"], None, [])
        assert (row["id"], row["reason"], row["cure"]) == (missing.id, "record-missing", "record-today")

    def test_it_can_be_pickled_and_hashed(self) -> None:
        _, missing = daily(self.facts, as_of="2024-01-01")
        assert pickle.loads(pickle.dumps(missing)) == missing
        assert hash(missing) == hash(pickle.loads(pickle.dumps(missing)))


class TestExpand:
    """One finding for each day, week or month, each with an id of its own."""

    def test_a_day(self) -> None:
        facts = registry(shop(YEAR), KEPT_BUT_ONE)
        _, missing = daily(facts, as_of="2024-01-01")
        (one,) = missing.expand()
        assert one.id == "control.daily/company/C-1/2023-05-06"
        assert (one.arose, one.due, one.closed, one.count) == (day("2023-05-06"), day("2023-05-06"), None, 1)
        assert (one.status, one.reason, one.days) == (dr.Status.VIOLATED, "record-missing", None)
        assert one.expand() == (one,)
        assert is_told_in_words(one)

    def test_a_week_and_a_month(self) -> None:
        facts = registry(shop(MAY))
        weeks = [one for f in weekly(facts, as_of="2023-06-30") for one in f.expand()]
        assert [(one.id, str(one.arose), str(one.due)) for one in weeks] == [
            ("control.weekly/company/C-1/2023-W18", "2023-05-01", "2023-05-07"),
            ("control.weekly/company/C-1/2023-W19", "2023-05-08", "2023-05-14"),
            ("control.weekly/company/C-1/2023-W20", "2023-05-15", "2023-05-21"),
            ("control.weekly/company/C-1/2023-W21", "2023-05-22", "2023-05-28"),
        ]
        (month,) = [one for f in monthly(facts, as_of="2023-06-30") for one in f.expand()]
        assert (month.id, str(month.due)) == ("control.monthly/company/C-1/2023-05", "2023-05-31")

    def test_a_week_that_begins_on_sunday(self) -> None:
        found = weekly(registry(shop("2023-05-07/2023-05-13")), as_of="2023-06-30", readings={"control-week": "sunday"})
        assert [one.trigger for f in found for one in f.expand()] == ["2023-05-07/P7D"]

    def test_of_one_of_several_sectors(self) -> None:
        both = shop("2023-05-06/2023-05-06", sectors=frozenset({dr.Sector.CATERING, dr.Sector.SPECIAL}))
        found = daily(registry(both), as_of="2023-06-30")
        assert [one.id for f in found for one in f.expand()] == [
            "control.daily/company/C-1/2023-05-06@CATERING",
            "control.daily/company/C-1/2023-05-06@SPECIAL",
        ]

    def test_a_kept_one_was_met_on_the_day_of_its_record(self) -> None:
        """Of several in one week, on that of the first."""
        facts = registry(shop(MAY), log("2023-05-03", "2023-05-05", "2023-05-21", cycle=WEEKLY))
        one_by_one = each(weekly(facts, as_of="2023-06-30"))
        assert one_by_one["2023-W18"].closed == day("2023-05-03")
        assert one_by_one["2023-W20"].closed == day("2023-05-21")
        assert one_by_one["2023-W19"].closed is None
        assert one_by_one["2023-W18"].late is None

    def test_each_tells_of_its_own_days(self) -> None:
        facts = registry(shop(WEEK_18), log("2023-05-01/2023-05-03", late=["2023-05-02"]))
        one_by_one = each(daily(facts, as_of="2023-06-30"))
        assert one_by_one["2023-05-02"].flags == ("entered-late",)
        assert one_by_one["2023-05-01"].flags == ()
        told = one_by_one["2023-05-05"].explain(lang="zh")
        assert "2023年5月5日" in told
        assert "5月6日" not in told
        assert "没有记录 1 份：2023年5月5日" in told
        assert all(is_told_in_words(one) for one in one_by_one.values())

    def test_a_thousand_at_once_keep_their_order(self) -> None:
        facts = registry(shop("2023-01-01/2025-12-31"), log("2023-01-01/2025-12-31"))
        (kept,) = daily(facts, as_of="2026-01-01")
        triggers = [one.trigger for one in kept.expand()]
        assert triggers == [str(one) for one in dates(day("2023-01-01"), day("2025-12-31"))]


class TestExplanation:
    """It lists the days, in both languages."""

    facts = registry(shop(MAY), log("2023-05-01/2023-05-05", "2023-05-08/2023-05-31"))

    def told(self, **window: Any) -> tuple[str, str]:
        _, missing = daily(self.facts, as_of="2023-06-30", **window)
        assert is_told_in_words(missing)
        return missing.explain(lang="zh"), missing.explain(lang="en")

    def test_the_days_missing(self) -> None:
        zh, en = self.told()
        assert "日管控没有记录 2 份：2023年5月6日（星期六）至5月7日（星期日）" in zh
        assert "2 without a record: " in en
        assert "Saturday 6 May 2023 to Sunday 7 May" in en

    def test_the_days_kept(self) -> None:
        kept, _ = daily(self.facts, as_of="2023-06-30")
        assert is_told_in_words(kept)
        assert "日管控有记录 29 份：2023年5月1日" in kept.explain(lang="zh")
        assert "29 with a record: " in kept.explain(lang="en")

    @pytest.mark.parametrize("cycle", list(dr.Cycle))
    def test_the_clauses_it_rests_on(self, cycle: dr.Cycle) -> None:
        (missing,) = of_cycle(registry(shop(MAY)), cycle, as_of="2023-06-30")
        assert {"suining-8-3", "suining-8-4"} <= {one.id for one in missing.citations}
        assert is_told_in_words(missing)

    def test_the_national_rule_in_force_at_the_time(self) -> None:
        """Order 60 until 14 April 2025, its revision from the 15th."""
        for held, before, after in (
            ("2025-04-14/2025-04-14", True, False),
            ("2025-04-15/2025-04-15", False, True),
            ("2025-04-14/2025-04-15", True, True),
        ):
            (missing,) = daily(registry(shop(held)), as_of="2025-06-30")
            cited = {one.id for one in missing.citations}
            assert ("order-60-daily" in cited, "order-97-daily" in cited) == (before, after)

    @pytest.mark.parametrize("status", ["PENDING", "UNDETERMINED"])
    def test_what_isnt_decided(self, status: str) -> None:
        facts = registry(shop("2023-05-06/2023-05-06"), complete=NO_RECORDS)
        (found,) = daily(facts, as_of="2023-05-06" if status == "PENDING" else "2023-05-07")
        assert found.status.value == status
        assert is_told_in_words(found)


class TestReports:
    """Summaries and rates count obligations; a fingerprint covers each day."""

    facts = registry(shop(YEAR), KEPT_BUT_ONE)

    def year(self, facts: dr.Registry, **window: Any) -> dr.Report:
        return report(facts, CONTROLS, as_of="2024-01-01", **window)

    def test_a_summary_counts_obligations(self) -> None:
        summary = self.year(self.facts).summary()
        assert summary.total == 365 + 52 + 12
        assert summary.by_status[dr.Status.FULFILLED] == 364
        assert summary.by_status[dr.Status.VIOLATED] == 1 + 52 + 12
        assert summary.by_rule["control.daily"][dr.Status.VIOLATED] == 1
        assert summary.by_rule["control.rectified"][dr.Status.VIOLATED] == 0
        assert summary.by_area[VILLAGE][dr.Status.FULFILLED] == 364

    def test_a_rate_counts_obligations(self) -> None:
        (rate,) = self.year(self.facts).completion("control.daily")
        assert (rate.on_time, rate.late, rate.open, rate.undetermined) == (364, 0, 1, 0)
        (rate,) = self.year(self.facts).completion("control.daily", by="tier")
        assert rate.total == 365

    def test_late_ones_have_a_place_of_their_own(self) -> None:
        facts = registry(shop(YEAR), log(YEAR, late=["2023-03-03"]))
        (rate,) = self.year(facts, readings={"entered-later": "late"}).completion("control.daily")
        assert (rate.on_time, rate.late, rate.open) == (364, 1, 0)

    def test_violations_are_listed_as_series(self) -> None:
        assert sorted(f.count for f in self.year(self.facts).violations) == [1, 12, 52]

    def test_the_fingerprint_differs_when_one_day_differs(self) -> None:
        """Another day of the same month left out: the same counts, other decisions."""
        other = registry(shop(YEAR), log("2023-01-01/2023-05-06", "2023-05-08/2023-12-31"))
        one, two = self.year(self.facts), self.year(other)
        assert one.summary() == two.summary()
        assert one.fingerprint != two.fingerprint

    def test_even_in_the_middle_of_the_days_kept(self) -> None:
        """First and last day, and the count, are the same."""
        one = registry(shop(MAY), log("2023-05-01/2023-05-10", "2023-05-12/2023-05-31"), complete=NO_RECORDS)
        two = registry(shop(MAY), log("2023-05-01/2023-05-11", "2023-05-13/2023-05-31"), complete=NO_RECORDS)
        assert self.year(one).fingerprint != self.year(two).fingerprint

    def test_the_fingerprint_is_the_same_for_the_same_days(self) -> None:
        other = registry(log("2023-05-07/2023-12-31"), log("2023-01-01/2023-05-05"), shop(YEAR))
        assert self.year(self.facts).fingerprint == self.year(other).fingerprint

    def test_a_difference(self) -> None:
        """The 6th filled in: its violation is gone, and the days kept are one more."""
        filled_in = registry(shop(YEAR), log(YEAR))
        changed = self.year(self.facts).diff(self.year(filled_in))
        assert [(one.id, one.before and one.before.count, one.after and one.after.count) for one in changed] == [
            ("control.daily/company/C-1/kept@2023-01-01", 364, 365),
            ("control.daily/company/C-1/record-missing@2023-05-06", 1, None),
        ]
        assert self.year(filled_in).diff(self.year(filled_in)) == ()

    def test_parts_joined_are_the_whole(self) -> None:
        companies = [shop(YEAR, id=f"C-{n}") for n in range(1, 8)]
        logs = [log(f"2023-0{n}-01/2023-12-31", company=f"C-{n}", late=[f"2023-0{n}-03"]) for n in range(1, 6)]
        facts = registry(*companies, *logs, closing(dr.Weekday.SUNDAY), pause("2023-02-01/2023-02-10"))
        whole = self.year(facts)
        for n in (1, 2, 3, 7):
            joined = reduce(dr.Report.join, [self.year(part) for part in facts.partition(n)])
            assert joined == whole
            assert joined.fingerprint == whole.fingerprint
            assert joined.summary() == whole.summary()

    def test_a_part_joined_twice_is_refused(self) -> None:
        with pytest.raises(dr.ReportError):
            self.year(self.facts).join(self.year(self.facts))

    def test_rows_and_ids(self) -> None:
        found = self.year(self.facts)
        ids = [f.id for f in found.findings]
        assert len(set(ids)) == len(ids) == len(found.to_rows())


# Two months around the first days of the year, with holidays, a year's end, and weeks that straddle since and as_of.
FIRST, LAST = dt.date(2022, 12, 12), dt.date(2023, 2, 12)
SINCE, AS_OF = "2022-12-21", "2023-02-01"
near = st.dates(FIRST, LAST)
day_sets = st.sets(near, max_size=40).map(dr.DaySet)


@st.composite
def periods(draw: st.DrawFn) -> str:
    start, end = sorted((draw(near), draw(near)))
    return f"{start}/{end}"


pauses = st.builds(pause, periods(), st.sampled_from([None, "公告"]))
closings = st.builds(
    lambda numbers, days, but, held: closing(*numbers, days=days, except_days=but, held=held),
    st.sets(st.sampled_from(dr.Weekday), max_size=3),
    st.sets(near, max_size=4).map(dr.DaySet),
    day_sets,
    st.one_of(st.none(), periods()),
)
shops = st.one_of(st.just(f"{FIRST}/{LAST}"), periods()).map(shop)
readings = st.fixed_dictionaries(
    {
        "control-week": st.sampled_from(["iso", "sunday"]),
        "partial-cycle": st.sampled_from(["whole", "last-day", "any-day"]),
        "paused-cycle": st.sampled_from(["unless-throughout", "not-owed"]),
        "pause-evidence": st.sampled_from(["needed", "not-needed"]),
        "entered-later": st.sampled_from(["flagged", "late"]),
    }
)
gaps = st.tuples(st.lists(pauses, max_size=2), st.lists(closings, max_size=2)).map(lambda drawn: [*drawn[0], *drawn[1]])
cycles = st.sampled_from(dr.Cycle)


def logged(kept: dr.DaySet, cycle: dr.Cycle, late: dr.DaySet | None = None) -> dr.ControlLog:
    return dr.ControlLog(company="C-1", cycle=cycle, kept=kept, entered_late=late or dr.DaySet())


def by_a_pencil(
    company: dr.Company,
    gaps: list[Any],
    kept: dr.DaySet,
    late: dr.DaySet,
    claims: dr.Period,
    cycle: dr.Cycle,
    chosen: dict[str, str],
) -> dict[dt.date, tuple[str, str | None]]:
    """How each window stands, by its first day: worked out day by day from the words of the register."""
    since, as_of = day(SINCE), day(AS_OF)
    operating = [p for p in company.operating if p.start <= as_of]
    stops = [gap for gap in gaps if isinstance(gap, dr.Pause) and gap.period.start <= as_of]
    shut = [gap for gap in gaps if isinstance(gap, dr.RegularClosing) and gap.period.start <= as_of]

    def holds(span: dr.Period, one: dt.date) -> bool:
        ended = span.end is not None and span.end <= as_of
        return span.start <= one and (not ended or one <= (span.end or one))

    def operates(one: dt.date) -> bool:
        return any(holds(span, one) for span in operating)

    def paused(one: dt.date, unproved: bool) -> bool:
        lenient = unproved or chosen["pause-evidence"] == "not-needed"
        return any(holds(stop.period, one) and (stop.evidence is not None or lenient) for stop in stops)

    def closed(one: dt.date) -> bool:
        return any(
            holds(rest.period, one)
            and one not in rest.except_days
            and (one in rest.days or one.isoweekday() in {weekday.number for weekday in rest.weekdays})
            for rest in shut
        )

    def is_owed(window: list[dt.date], unproved: bool) -> bool:
        if chosen["partial-cycle"] == "whole" and not all(map(operates, window)):
            return False
        if chosen["partial-cycle"] == "last-day" and not operates(window[-1]):
            return False
        if chosen["paused-cycle"] == "not-owed" and any(operates(one) and paused(one, unproved) for one in window):
            return False
        return any(operates(one) and not paused(one, unproved) and not closed(one) for one in window)

    def stands(window: list[dt.date]) -> tuple[str, str | None] | None:
        seen = [one for one in window if one in kept and one <= as_of]
        if any(one < since for one in seen) or not is_owed(window, unproved=False):
            return None
        if seen:
            in_time = chosen["entered-later"] == "flagged" or any(one not in late for one in seen)
            return ("FULFILLED", None) if in_time else ("FULFILLED_LATE", "record-late")
        if as_of <= window[-1]:
            return "PENDING", "not-yet-due"
        if not all(claims.contains(one) for one in window):
            return "UNDETERMINED", "records-not-claimed"
        excused = not is_owed(window, unproved=True)
        return "VIOLATED", "pause-not-recorded" if excused else "record-missing"

    by_name: dict[tuple[int, ...], list[dt.date]] = {}
    for one in dates(since - dt.timedelta(40), as_of + dt.timedelta(40)):
        monday = one + dt.timedelta(1) if chosen["control-week"] == "sunday" else one
        name = {DAILY: (one.toordinal(),), WEEKLY: monday.isocalendar()[:2], MONTHLY: (one.year, one.month)}[cycle]
        by_name.setdefault(tuple(name), []).append(one)
    touching = [days for days in by_name.values() if days[0] <= as_of and days[-1] >= since]
    stood = {days[0]: stands(days) for days in touching}
    return {first: how for first, how in stood.items() if how is not None}


class TestLaws:
    @settings(few, max_examples=250)
    @given(shops, gaps, day_sets, day_sets, st.one_of(st.just(f"{FIRST}/{LAST}"), periods()), cycles, readings)
    def test_it_agrees_with_a_pencil(
        self,
        company: dr.Company,
        gaps: list[Any],
        kept: dr.DaySet,
        late: dr.DaySet,
        held: str,
        cycle: dr.Cycle,
        chosen: dict[str, str],
    ) -> None:
        """The weeks and months, and how each stands, as the register's words have it, day by day."""
        claims = (*everything_but("control_logs", "control_records"), claim("control_logs", held))
        facts = registry(company, *gaps, logged(kept, cycle, late & kept), complete=claims)
        found = report(facts, RULES[cycle], since=SINCE, as_of=AS_OF, readings=chosen).findings
        stood = {one.arose: (one.status.value, one.reason) for f in found for one in f.expand()}
        assert stood == by_a_pencil(company, gaps, kept, late, period(held), cycle, chosen)

    @few
    @given(shops, gaps, day_sets, day_sets, cycles, readings)
    def test_as_many_findings_when_expanded_as_were_counted(
        self,
        company: dr.Company,
        gaps: list[Any],
        kept: dr.DaySet,
        late: dr.DaySet,
        cycle: dr.Cycle,
        chosen: dict[str, str],
    ) -> None:
        facts = registry(company, *gaps, logged(kept, cycle, late & kept))
        found = report(facts, CONTROLS, since=SINCE, as_of=AS_OF, readings=chosen)
        ones = [one for f in found.findings for one in f.expand()]
        assert len(ones) == sum(f.count for f in found.findings) == found.summary().total
        assert len({one.id for one in ones}) == len(ones)
        for f in found.findings:
            expanded = f.expand()
            assert {(one.status, one.reason) for one in expanded} == {(f.status, f.reason)}
            assert {one.bearer for one in expanded} == {f.bearer}
            assert f.arose == min(one.arose for one in expanded)
            assert f.due == max(one.due or dt.date.min for one in expanded)

    @few
    @given(shops, gaps, day_sets, cycles, readings)
    def test_what_is_kept_and_missing_and_pending_is_what_is_owed(
        self, company: dr.Company, gaps: list[Any], kept: dr.DaySet, cycle: dr.Cycle, chosen: dict[str, str]
    ) -> None:
        """Records say how an obligation stands, and never whether there is one."""
        kept &= dr.DaySet.between(day(SINCE), LAST)
        window = {"since": SINCE, "as_of": AS_OF, "readings": chosen}
        without = each(of_cycle(registry(company, *gaps), cycle, **window))
        with_them = each(of_cycle(registry(company, *gaps, logged(kept, cycle)), cycle, **window))
        assert with_them.keys() == without.keys()
        fulfilled = {trigger for trigger, one in with_them.items() if one.status is dr.Status.FULFILLED}
        assert all(with_them[trigger] == one for trigger, one in without.items() if trigger not in fulfilled)

    @few
    @given(shops, gaps, st.data(), readings)
    def test_removing_one_kept_day_moves_exactly_one_obligation(
        self, company: dr.Company, gaps: list[Any], data: st.DataObject, chosen: dict[str, str]
    ) -> None:
        window = {"since": SINCE, "as_of": AS_OF, "readings": chosen}
        owed = each(of_cycle(registry(company, *gaps), DAILY, **window))
        all_kept = dr.DaySet(one.arose for one in owed.values())
        before = each(daily(registry(company, *gaps, logged(all_kept, DAILY)), **window))
        assert {one.status for one in before.values()} <= {dr.Status.FULFILLED}
        if not all_kept:
            return
        gone = data.draw(st.sampled_from(sorted(all_kept)))
        after = each(daily(registry(company, *gaps, logged(all_kept - dr.DaySet([gone]), DAILY)), **window))
        assert after.keys() == before.keys()
        moved = {trigger for trigger in before if before[trigger].status is not after[trigger].status}
        assert moved == {gone.isoformat()}
        assert after[gone.isoformat()] == owed[gone.isoformat()]

    @few
    @given(st.lists(day_sets, min_size=1, max_size=5), gaps, cycles, st.integers(1, 4), readings)
    def test_the_parts_joined_are_the_whole(
        self, kept: list[dr.DaySet], gaps: list[Any], cycle: dr.Cycle, n: int, chosen: dict[str, str]
    ) -> None:
        companies = [shop(f"{FIRST}/{LAST}", id=f"C-{i}") for i in range(1, len(kept) + 1)]
        logs = [attrs.evolve(logged(days, cycle), company=f"C-{i}") for i, days in enumerate(kept, 1)]
        facts = registry(*companies, *logs, *gaps)
        whole = report(facts, CONTROLS, since=SINCE, as_of=AS_OF, readings=chosen)
        parts = [report(part, CONTROLS, since=SINCE, as_of=AS_OF, readings=chosen) for part in facts.partition(n)]
        joined = reduce(dr.Report.join, parts)
        assert joined == whole
        assert joined.fingerprint == whole.fingerprint

    @few
    @given(day_sets, day_sets, cycles)
    def test_a_log_and_full_records_say_the_same(self, kept: dr.DaySet, late: dr.DaySet, cycle: dr.Cycle) -> None:
        """In bulk or one by one: complete records of the days that a log holds, late ones entered in April."""
        answers = full(cell(dr.Grade.C, cycle))
        one_by_one = [
            record(
                str(one), id=f"R-{one}", cycle=cycle, answers=answers, recorded="2023-04-03" if one in late else None
            )
            for one in kept
        ]
        window = {"since": SINCE, "as_of": "2023-04-30"}
        alone = shop(f"{FIRST}/{LAST}")
        in_bulk = of_cycle(registry(alone, logged(kept, cycle, late & kept)), cycle, **window)
        in_full = of_cycle(registry(alone, *one_by_one), cycle, **window)
        assert [(f.id, f.status, f.days, f.flags) for f in in_full] == [
            (f.id, f.status, f.days, f.flags) for f in in_bulk
        ]


def test_what_companies_share_is_the_same_and_what_they_dont_isnt() -> None:
    """Two with the same log, one with another area's claims, one with other days, one in another span of operation."""
    facts = registry(
        shop(MAY), shop(MAY, id="C-2"), shop(MAY, id="C-3", area="510904100201"), shop(MAY, id="C-4"),
        shop(WEEK_18, id="C-5"),
        *(log("2023-05-01/2023-05-10", company=id) for id in ("C-1", "C-2", "C-3", "C-5")),
        log("2023-05-01/2023-05-11", company="C-4"),
        complete=[claim("control_logs", area="510903")],
    )  # fmt: skip
    by_company: dict[str, list[dr.Finding]] = {}
    for finding in daily(facts, as_of="2023-06-30"):
        by_company.setdefault(finding.subject.id, []).append(finding)
    assert {id: stood(found) for id, found in by_company.items()} == {
        "C-1": {("FULFILLED", None): 10, ("VIOLATED", "record-missing"): 21},
        "C-2": {("FULFILLED", None): 10, ("VIOLATED", "record-missing"): 21},
        "C-3": {("FULFILLED", None): 10, ("UNDETERMINED", "records-not-claimed"): 21},
        "C-4": {("FULFILLED", None): 11, ("VIOLATED", "record-missing"): 20},
        "C-5": {("FULFILLED", None): 7},
    }
    assert all(f.bearer == f.subject for found in by_company.values() for f in found)
