"""What holds of every company, its staff, checklists and records: a day-by-day count, any cut, any order."""

import datetime as dt
import random
from collections import Counter
from functools import reduce
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility.facts.registry import COLLECTIONS

from .rules.building import OTHER_VILLAGE, VILLAGE, areas, in_order

BOOK = dr.rulebook("suining-2022")
CALENDAR = dr.WorkCalendar.from_edition("CN-2026-12-28-8746bf3b")
ONE_DAY = dt.timedelta(1)
COMPANIES, PEOPLE = ["C-0", "C-1", "C-2"], ["P-0", "P-1", "P-2"]
RULES = ("staffing.*", "template.adopted", "control.*")
BINDS, SECOND_RULE = dt.date(2022, 11, 1), dt.date(2025, 4, 15)
TURNS = [BINDS, dt.date(2022, 12, 31), dt.date(2023, 2, 28)]
often = settings(deadline=None, max_examples=80, database=None, phases=[Phase.explicit, Phase.generate, Phase.shrink])

days = st.one_of(
    st.dates(dt.date(2022, 10, 20), dt.date(2023, 3, 31)),
    st.builds(lambda day, n: day + dt.timedelta(n), st.sampled_from(TURNS), st.integers(-2, 3)),
)
maybe_day = st.one_of(st.none(), st.none(), days)
periods = st.builds(
    lambda start, length: dr.Period(start, None if length is None else start + dt.timedelta(length)),
    days,
    st.one_of(st.none(), st.integers(0, 60)),
)
day_sets = st.builds(
    lambda spans: dr.DaySet.parse([f"{start}/{start + dt.timedelta(n)}" for start, n in spans]),
    st.lists(st.tuples(days, st.integers(0, 20)), max_size=3),
)
recorded: dict[str, Any] = {"recorded": maybe_day}
entered: dict[str, Any] = {**recorded, "end_recorded": maybe_day}
company = st.sampled_from(COMPANIES)
person = st.sampled_from(PEOPLE)
sectors = st.sampled_from(dr.Sector)
cycles = st.sampled_from(dr.Cycle)
# A few sectors, cycles and cells alone, so that checklists and records meet.
template_ids = st.sampled_from(["CATERING-A-DAILY", "CATERING-C-DAILY", "SPECIAL-B-WEEKLY", "no such template"])
few_cycles = st.sampled_from([dr.Cycle.DAILY, dr.Cycle.DAILY, dr.Cycle.WEEKLY])
few_sectors = st.sampled_from([dr.Sector.CATERING, dr.Sector.SPECIAL])
some_items = st.sampled_from(BOOK.templates[dr.Sector.CATERING, dr.Grade.D, dr.Cycle.DAILY].items)
own_items = st.lists(
    st.builds(
        lambda base, finer, required: dr.ChecklistItem(
            id=f"own.{base.id}" if finer else base.id, refines=base.id if finer else None, required=required
        ),
        some_items,
        st.booleans(),
        st.booleans(),
    ),
    max_size=3,
    unique_by=lambda item: item.id,
)
problems = st.lists(
    st.builds(dr.FoundProblem, id=st.sampled_from("ABC"), rectify_by=maybe_day, rectified=maybe_day),
    max_size=2,
    unique_by=lambda problem: problem.id,
)


@st.composite
def companies(draw: st.DrawFn, id: str) -> dr.Company:
    """A company of any kind, described more or less."""
    grades = st.one_of(st.none(), st.sampled_from(dr.Grade))
    cut = draw(days)
    graded: Any = draw(grades)
    if graded is not None and draw(st.booleans()):
        then = draw(st.sampled_from(dr.Grade))
        graded = ((dr.Period(dt.date(2022, 1, 1), cut - ONE_DAY), graded), (dr.Period(cut), then))
    return dr.Company(
        id=id,
        area=draw(st.sampled_from([VILLAGE, OTHER_VILLAGE])),
        sectors=draw(st.frozensets(few_sectors, max_size=2)),
        grades=graded,
        operating=draw(st.one_of(st.just(dr.ALWAYS), periods)),
        kind=draw(st.one_of(st.none(), st.sampled_from(dr.CompanyKind))),
        size=draw(st.one_of(st.none(), st.sampled_from(dr.CompanySize))),
        diners=draw(st.sampled_from([None, 0, 299, 300, 499, 500, 1000, 1001])),
        centralised_dining=draw(st.sampled_from([None, False, True])),
    )


@st.composite
def cities(draw: st.DrawFn) -> dr.Registry:
    """Three companies, three persons, and whatever the companies did or didn't do."""

    def some(strategy: st.SearchStrategy[Any], most: int = 4) -> list[Any]:
        return draw(st.lists(strategy, max_size=most))

    roles = st.sampled_from(dr.StaffRole)
    found = some(
        st.builds(dr.ControlRecord, id=st.just("-"), company=company, cycle=few_cycles, on=days,
                  sector=st.one_of(st.none(), few_sectors), problems=problems, **recorded).map(in_order)
    )  # fmt: skip
    return dr.Registry(
        areas=areas(),
        companies=[draw(companies(id)) for id in COMPANIES],
        staff=some(st.builds(dr.Staff, company=company, person=person, role=roles, period=periods, **entered), 8),
        bars=some(
            st.builds(
                dr.Bar, person=person, ground=st.sampled_from(dr.BarGround),
                on=st.one_of(days, st.dates(dt.date(2017, 10, 1), dt.date(2018, 3, 31))), **recorded,
            )
        ),
        checklists=some(
            st.builds(
                dr.Checklist, company=company, sector=few_sectors, cycle=few_cycles,
                adopts=st.one_of(st.none(), template_ids), items=own_items, period=periods, **entered,
            ),
            8,
        ),
        control_logs=some(
            st.builds(
                dr.ControlLog, company=company, cycle=cycles, kept=day_sets, entered_late=st.just(dr.DaySet()),
                sector=st.one_of(st.none(), few_sectors), **recorded,
            )
        ),
        control_records=[attrs.evolve(one, id=f"R-{i}") for i, one in enumerate(found)],
        pauses=some(
            st.builds(dr.Pause, company=company, period=periods, evidence=st.sampled_from([None, "存档"]), **entered), 2
        ),
        regular_closings=some(
            st.builds(
                dr.RegularClosing, company=company, period=periods,
                weekdays=st.frozensets(st.sampled_from(dr.Weekday), max_size=2), days=day_sets, except_days=day_sets,
            ),
            2,
        ),
        complete=draw(
            st.one_of(
                st.just(tuple(dr.Claim(kind=kind) for kind in COLLECTIONS)),
                st.lists(
                    st.builds(
                        dr.Claim,
                        kind=st.sampled_from(["staff", "checklists", "control_logs", "control_records"]),
                        area=st.sampled_from([None, VILLAGE]),
                        period=periods,
                    ),
                    max_size=4,
                ),
            )
        ),
    )  # fmt: skip


switches = [(id, one.id) for id, entry in BOOK.interpretations.items() for one in entry.readings]
readings = st.lists(st.sampled_from(switches), max_size=5, unique_by=lambda one: one[0]).map(dict)
windows = st.builds(
    lambda one, other, known: {"since": min(one, other), "as_of": max(one, other), "known_by": known},
    days,
    days,
    maybe_day,
)
Window = dict[str, Any]


def audited(facts: dr.Registry, chosen: dict[str, str], window: Window, *rules: str) -> dr.Report:
    """The report on the companies' own duties."""
    return dr.audit(facts, BOOK.with_readings(chosen), calendar=CALENDAR, rules=rules or RULES, **window)


class TestCutAnywhere:
    """Principle 8: a part carries what its companies' duties need under any reading."""

    @often
    @given(cities(), readings, st.sampled_from(["several", "one-only"]), windows, st.integers(1, 4))
    def test_the_parts_joined_are_the_whole(
        self, facts: dr.Registry, chosen: dict[str, str], shared: str, window: Window, n: int
    ) -> None:
        chosen = {**chosen, "shared-officer": shared}
        whole = audited(facts, chosen, window)
        joined = reduce(dr.Report.join, [audited(part, chosen, window) for part in facts.partition(n)])
        assert joined.findings == whole.findings
        assert joined == whole
        assert joined.fingerprint == whole.fingerprint
        assert joined.summary() == whole.summary()

    @often
    @given(cities(), readings, windows, st.sets(company))
    def test_a_subset_finds_of_its_companies_what_the_whole_finds(
        self, facts: dr.Registry, chosen: dict[str, str], window: Window, some: set[str]
    ) -> None:
        chosen = {**chosen, "shared-officer": "one-only"}
        part, whole = audited(facts.subset(some), chosen, window), audited(facts, chosen, window)
        assert list(part.findings) == [f for f in whole.findings if f.subject.id in some]


def shuffled(facts: dr.Registry, rng: random.Random) -> dr.Registry:
    """The same facts in another order."""

    def mixed(items: Any) -> tuple[Any, ...]:
        found = list(items)
        rng.shuffle(found)
        return tuple(found)

    def turned(fact: Any) -> Any:
        if isinstance(fact, dr.Company):
            return attrs.evolve(fact, grades=dr.Timeline(mixed(fact.grades.entries)))
        return fact

    names = [*COLLECTIONS, "complete"]
    return facts.replace(**{name: mixed(map(turned, getattr(facts, name))) for name in names})


class TestAnyOrder:
    """Principle 7: the same facts give the same report."""

    @often
    @given(cities(), readings, windows, st.randoms(use_true_random=False))
    def test_shuffling_changes_nothing(
        self, facts: dr.Registry, chosen: dict[str, str], window: Window, rng: random.Random
    ) -> None:
        chosen = {"template-items": "model-stands-in", **chosen}
        one, other = audited(facts, chosen, window), audited(shuffled(facts, rng), chosen, window)
        assert one.findings == other.findings
        assert one == other
        assert one.fingerprint == other.fingerprint

    @often
    @given(st.lists(st.tuples(template_ids, own_items, periods), min_size=2, max_size=4), windows, st.data())
    def test_nor_does_the_order_of_checklists_in_use_at_once(
        self, used: list[tuple[str, list[dr.ChecklistItem], dr.Period]], window: Window, data: st.DataObject
    ) -> None:
        caterer = dr.Company(id="C-1", area=VILLAGE, sectors=dr.Sector.CATERING, grades=dr.Grade.B)
        lists = [
            dr.Checklist(
                company="C-1", sector=dr.Sector.CATERING, cycle=dr.Cycle.DAILY, adopts=adopts, items=items, period=span
            )
            for adopts, items, span in used
        ]
        record = dr.ControlRecord(id="R-1", company="C-1", cycle=dr.Cycle.DAILY, on=data.draw(days))
        one, other = (
            dr.Registry(areas=areas(), companies=[caterer], checklists=order, control_records=[record])
            for order in (lists, data.draw(st.permutations(lists)))
        )
        chosen = {"template-items": "model-stands-in"}
        rules = ("template.adopted", "control.daily")
        assert audited(one, chosen, window, *rules) == audited(other, chosen, window, *rules)


class TestReadings:
    """Principle 4: a rule depends on the readings that it names, and on no others."""

    @pytest.mark.parametrize("switch", switches, ids="=".join)
    def test_a_record_is_judged_by_the_readings_that_its_rule_names(self, switch: tuple[str, str]) -> None:
        """A large caterer of grade D that filled in an empty record, by the reading that it isn't one then."""
        caterer = dr.Company(
            id="C-1", area=VILLAGE, sectors=dr.Sector.CATERING, grades=dr.Grade.D, size=dr.CompanySize.LARGE
        )
        record = dr.ControlRecord(id="R-1", company="C-1", cycle=dr.Cycle.DAILY, on=dt.date(2023, 1, 5))
        facts = dr.Registry(areas=areas(), companies=[caterer], control_records=[record])
        window = {"since": dt.date(2023, 1, 1), "as_of": dt.date(2023, 1, 31)}
        before, after = (
            audited(facts, {**chosen, "incomplete-record": "not-kept"}, window, "control.daily").findings
            for chosen in ({}, dict([switch]))
        )
        if switch[0] not in BOOK.rules["control.daily"].readings:
            assert before == after

    @often
    @given(cities(), readings, st.sampled_from(switches), windows)
    def test_a_reading_that_a_rule_doesnt_name_changes_nothing_in_it(
        self, facts: dr.Registry, chosen: dict[str, str], switch: tuple[str, str], window: Window
    ) -> None:
        used = {"recorded-default"} if window["known_by"] is not None else set()
        one, other = audited(facts, chosen, window), audited(facts, {**chosen, switch[0]: switch[1]}, window)
        apart = {id for id in one.rules if switch[0] not in {*BOOK.rules[id].readings, *used}}
        assert [f for f in one.findings if f.rule_id in apart] == [f for f in other.findings if f.rule_id in apart]


class TestEveryFinding:
    @often
    @given(cities(), readings, windows)
    def test_says_why_and_when_from_clauses_in_force_and_in_words(
        self, facts: dr.Registry, chosen: dict[str, str], window: Window
    ) -> None:
        found = audited(facts, chosen, window).findings
        assert len({finding.id for finding in found}) == len(found)
        for finding in found:
            assert finding.arose <= window["as_of"]
            assert (finding.reason is None) == (finding.status is dr.Status.FULFILLED) == (finding.cure is None)
            assert finding.reason is None or finding.reason in dr.REASONS
            assert finding.closed is None or finding.closed <= window["as_of"]
            assert finding.citations
            assert all(one.in_force is None or one.in_force.start <= window["as_of"] for one in finding.citations)
            for lang in ("zh", "en"):
                told = finding.explain(lang)
                assert finding.status.label.in_language(lang) in told
                assert not [left for left in ("None", "{", "}", "9999") if left in told]

    @often
    @given(cities(), readings, windows)
    def test_silence_isnt_guilt(self, facts: dr.Registry, chosen: dict[str, str], window: Window) -> None:
        """Principle 3: without a claim no missing record makes a violation."""
        missing = {"director-missing", "officer-missing", "checklist-missing", "record-missing", "pause-not-recorded"}
        found = audited(facts.replace(complete=()), chosen, window)
        assert not [f.id for f in found.findings if f.reason in missing]

    @often
    @given(cities(), readings, windows)
    def test_one_duty_is_found_once_on_each_day(
        self, facts: dr.Registry, chosen: dict[str, str], window: Window
    ) -> None:
        """Of staff, on no day are there two answers to whether the company has whom it needs.

        What rests on silence is cut where a claim begins, and stays open beyond the cut: so none is made here.
        """
        facts = facts.replace(complete=())
        told: Counter[tuple[str, str, dt.date]] = Counter()
        for finding in audited(facts, chosen, window, "staffing.*").findings:
            if finding.status is not dr.Status.FULFILLED:
                told.update((finding.rule_id, finding.subject.id, day) for day in in_window(finding, window))
        assert not [key for key, count in told.items() if count > 1]


def in_window(finding: dr.Finding, window: Window) -> list[dt.date]:
    """The days of the window on which a standing finding was open."""
    first = max(finding.arose, window["since"])
    last = window["as_of"] if finding.closed is None else finding.closed - ONE_DAY
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


class TestDayByDay:
    """staffing.officer, counted plainly: each company on each day."""

    @often
    @given(cities(), st.sampled_from(["several", "one-only"]), windows)
    def test_each_day_in_breach_is_in_a_finding_and_no_other(
        self, facts: dr.Registry, shared: str, window: Window
    ) -> None:
        window = {**window, "known_by": None}
        held = facts.replace(complete=[dr.Claim(kind="staff")])
        by_company: dict[str, dict[dt.date, str | None]] = {id: {} for id in COMPANIES}
        for finding in audited(held, {"shared-officer": shared}, window, "staffing.officer").findings:
            for day in in_window(finding, window) if finding.reason is not None else ():
                by_company[finding.subject.id][day] = finding.reason
        span = (window["as_of"] - window["since"]).days + 1
        for one in held.companies:
            plain = {
                day: reason
                for day in (window["since"] + n * ONE_DAY for n in range(span))
                if day >= BINDS and operates(held, one.id, day)
                for reason in [why_not(held, one.id, day, shared == "one-only", window["as_of"])]
                if reason is not None
            }
            assert by_company[one.id] == plain


def why_not(facts: dr.Registry, company: str, day: dt.date, one_only: bool, as_of: dt.date) -> str | None:
    """Why nobody who may is officer of a company on a day; None if somebody is."""
    officers = [one for one in facts.staff if one.role is dr.StaffRole.OFFICER and one.period.start <= as_of]
    reasons = set()
    for one in officers:
        if one.company != company or not one.period.contains(day):
            continue
        if is_barred(facts, one.person, day):
            reasons.add("staff-barred")
        elif one_only and any(
            other.person == one.person
            and other.period.contains(day)
            and other.company != company
            and begun(other, as_of) < begun(one, as_of)
            and operates(facts, other.company, day)
            for other in officers
        ):
            reasons.add("officer-shared")
        else:
            return None
    return min(reasons, default="officer-missing")


def begun(one: dr.Staff, as_of: dt.date) -> tuple[dt.date, dt.date, str]:
    """What decides for which company a person counts: where the post began first."""
    end = one.period.end
    return one.period.start, dt.date.max if end is None or end > as_of else end, one.company


def operates(facts: dr.Registry, company: str, day: dt.date) -> bool:
    """Whether a company operates on a day."""
    return any(span.contains(day) for span in facts.company(company).operating)


def is_barred(facts: dr.Registry, person: str, day: dt.date) -> bool:
    """For life, or through the same day five years on (no decision here is of a 29 February)."""
    return any(
        bar.on <= day and (bar.ground is dr.BarGround.IMPRISONMENT or day <= bar.on.replace(year=bar.on.year + 5))
        for bar in facts.bars
        if bar.person == person
    )


@pytest.mark.parametrize("kind", list(dr.CompanyKind))
@given(
    diners=st.one_of(st.sampled_from([299, 300, 499, 500, 1000, 1001]), st.integers(0, 2000)),
    size=st.sampled_from(dr.CompanySize),
    sector=sectors,
    dining=st.booleans(),
    day=st.dates(BINDS, dt.date(2026, 12, 27)),
    by_source=st.booleans(),
)
@settings(deadline=None, max_examples=40, database=None)
def test_who_needs_a_director(
    kind: dr.CompanyKind,
    diners: int,
    size: dr.CompanySize,
    sector: dr.Sector,
    dining: bool,
    day: dt.date,
    by_source: bool,
) -> None:
    """§10.1, Order 60 art. 5, Order 97 art. 6 and the canteens' rules art. 10, written down plainly."""
    of, large = dr.CompanyKind, size in (dr.CompanySize.LARGE, dr.CompanySize.MEDIUM)
    later = day >= SECOND_RULE
    listed = {
        of.SCHOOL_CANTEEN, of.NURSERY_CANTEEN, of.OFFICE_CANTEEN, of.ENTERPRISE_CANTEEN, of.INSTITUTION_CANTEEN,
    }  # fmt: skip
    many = diners >= 1000 if later else diners > 1000
    needed = {
        of.PRODUCER: large or sector is dr.Sector.SPECIAL,
        of.SELLER: large,
        of.CATERER: large,
        of.CENTRAL_KITCHEN: later or large or many,
        of.MEAL_DELIVERER: many or (large and not later),
        of.CHAIN_HEADQUARTERS: True,
        of.NURSERY_CANTEEN: diners >= 300,
        of.SCHOOL_CANTEEN: diners >= 500,
        of.ELDERLY_CARE_CANTEEN: diners >= 300 if later else diners > 1000,
        of.OTHER: False,
    }.get(kind, many) or (by_source and dining and kind in listed)
    one = dr.Company(
        id="C-1", area=VILLAGE, kind=kind, size=size, diners=diners, sectors=sector, centralised_dining=dining
    )
    facts = dr.Registry(areas=areas(), companies=[one], complete=[dr.Claim(kind="staff")])
    chosen = {"canteen-director": "source" if by_source else "national"}
    found = audited(facts, chosen, {"since": day, "as_of": day}, "staffing.director").findings
    assert [finding.reason for finding in found] == (["director-missing"] if needed else [])
