"""The library's rules about companies' staff, checklists and records against the naive ones of `companies.py`.

`INDEPENDENT_EXAMPLES` sets how many are compared for each rule; by default a few hundred in all. What is left out, and
why, is named B-3, B-5, B-10, B-11 and O-3 in LOG.md; each has a test that shows it.
"""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dual_responsibility as dr

from . import companies
from .common import ONE_DAY, Case, Expected, Readings
from .comparing import CALENDAR, examples, maybe, nothing
from .drawing import (
    AREAS,
    CITY,
    Days,
    agree,
    all_readings,
    areas,
    case_of,
    days_around,
    entry_days,
    named,
    numbered,
    operatings,
    problems,
    several,
    spans,
    switches,
    windows,
)
from .on_record import months_after

# Few days at a time, so that what happens meets: the first day of Order 60 (a Tuesday) by each reading; weeks across
# the ends of months and years; Labour Day and its make-up Saturday; a leap day; the day of Order 97 (a Tuesday).
TIMES = {
    "first days": days_around("2022-11-01", "2022-11-08", "2022-11-30", "2022-12-20", "2023-01-01"),
    "first week": days_around("2022-11-03", "2022-11-08"),
    "new year": days_around("2022-12-26", "2022-12-31", "2023-01-02", "2023-01-31"),
    "labour day": days_around("2023-04-29", "2023-05-06", "2023-05-31"),
    "order 97": days_around("2025-03-31", "2025-04-14", "2025-04-30"),
    "its week": days_around("2025-04-13", "2025-04-16"),
}
LEAP = {"leap day": days_around("2024-02-29", "2025-02-28"), "iso year": days_around("2024-12-29", "2025-01-05")}
MANY = (dr.CompanyKind.SCHOOL_CANTEEN, dr.CompanyKind.NURSERY_CANTEEN, dr.CompanyKind.MEAL_DELIVERER)
"""Those of which most is said."""
LAST_OF_2022 = dt.date(2025, 4, 14)
"""The last day of china-2022."""


@st.composite
def grades(draw: st.DrawFn, days: Days) -> Any:
    """A grade for always, none, or one that changes or goes on in another entry, perhaps with days without between."""
    cuts = sorted(draw(st.sets(days, min_size=1, max_size=3)))
    if len(cuts) == 1:
        return draw(st.one_of(st.none(), st.sampled_from(dr.Grade)))
    first, second = draw(st.sampled_from(dr.Grade)), draw(st.sampled_from(dr.Grade))
    after = cuts[1] if len(cuts) == 3 else cuts[0] + ONE_DAY
    return dr.Timeline([(dr.Period(dt.date.min, cuts[0]), first), (dr.Period(after), second)])


@st.composite
def one_company(draw: st.DrawFn, days: Days) -> dr.Company:
    """A company of any kind, of which something may not be on record."""
    return dr.Company(
        id="-",
        area=draw(areas),
        sectors=draw(st.frozensets(st.sampled_from(dr.Sector), max_size=2)),
        grades=draw(grades(days)),
        operating=draw(st.one_of(st.none(), operatings(days))),
        kind=draw(st.sampled_from([*dr.CompanyKind, *MANY, *MANY, None])),
        size=draw(st.sampled_from([*dr.CompanySize, None])),
        diners=draw(st.sampled_from([299, 300, 301, 499, 500, 501, 999, 1000, 1001, None])),
        centralised_dining=draw(st.sampled_from([None, True, False])),
        contracted=draw(st.sampled_from([None, True, False])),
        recorded=draw(maybe(days)),
    )


# Staff ----------------------------------------------------------------------------------------------------------------


def bars(days: Days) -> st.SearchStrategy[dr.Bar]:
    """Decisions of these days, and of five years before them."""
    five_years_before = days.map(lambda day: months_after(day, -60))
    on = st.one_of(days, five_years_before, st.just(dt.date(2020, 2, 29)))
    person = st.sampled_from(["P-1", "P-2", "P-3"])
    return st.builds(dr.Bar, person=person, ground=st.sampled_from(dr.BarGround), on=on, recorded=maybe(days))


@st.composite
def staffed(draw: st.DrawFn, days: Days, company: st.SearchStrategy[str], rule: str) -> dict[str, Any]:
    """Who holds which post, and who may not."""
    asked = dr.StaffRole.DIRECTOR if rule == "staffing.director" else dr.StaffRole.OFFICER
    post = st.builds(
        dr.Staff, company=company, person=st.sampled_from(["P-1", "P-2", "P-3"]),
        role=st.sampled_from([asked, asked, asked, *dr.StaffRole]),
        period=spans(days), **entry_days(days),
    )  # fmt: skip
    return {"staff": several(draw, post, 6), "bars": several(draw, bars(days), 2)}


# Checklists -----------------------------------------------------------------------------------------------------------


def as_own(item: dr.Item, **changes: Any) -> dr.ChecklistItem:
    """An item of a template as a company writes it down."""
    said = {name: getattr(item, name) for name in ("id", "kind", "unit", "at_least", "at_most", "required")}
    return dr.ChecklistItem(**{**said, **changes})


@st.composite
def finer(draw: st.DrawFn, item: dr.Item) -> dr.ChecklistItem:
    """An item that refines another, well or badly."""
    kind = draw(st.sampled_from([item.kind, item.kind, dr.ItemKind.MEASURE]))
    said = {"id": f"own.{draw(st.integers(1, 3))}", "refines": item.id, "kind": kind}
    return as_own(item, **{**said, **draw(changed(item))})


@st.composite
def changed(draw: st.DrawFn, item: dr.Item) -> dict[str, Any]:
    """A way to say the same, or more, or less."""
    nudged = draw(st.sampled_from([-1, 0, 1]))
    ways: list[dict[str, Any]] = [
        {},
        {"required": False},
        {"unit": "other"},
        {"kind": draw(st.sampled_from(dr.ItemKind))},
        {"at_most": None},
        {"at_least": None},
        {"at_most": 3 if item.at_most is None else item.at_most + nudged, "at_least": None},
        {"at_least": 3 if item.at_least is None else item.at_least + nudged, "at_most": None},
        {name: limit + nudged for name in ("at_least", "at_most") if (limit := getattr(item, name)) is not None},
    ]
    return draw(st.sampled_from(ways))


@st.composite
def own_items(draw: st.DrawFn, template: dr.Template, whole: bool) -> list[dr.ChecklistItem]:
    """Items of one's own: all of a template's but for what was done to one or two of them, or these alone."""
    some = st.lists(st.sampled_from(template.items), max_size=2, unique_by=lambda item: item.id)
    touched: list[dr.Item] = draw(some)
    measures = [item for item in template.items if item.kind is dr.ItemKind.MEASURE]
    if draw(st.booleans()) and measures:
        touched = [draw(st.sampled_from(measures))]
    ids = [item.id for item in touched]
    made = [as_own(item) for item in template.items if item.id not in ids] if whole else []
    for item in touched:
        what = draw(st.sampled_from(["changed", "left out", "finer", "both finer", "changed, and finer"]))
        if what in ("changed", "changed, and finer"):
            made.append(as_own(item, **draw(changed(item))))
        if what not in ("changed", "left out"):
            made.append(draw(finer(item)))
        if what == "both finer":
            made.append(draw(finer(item)))
    return list({one.id: one for one in made}.values())


@st.composite
def checklists(draw: st.DrawFn, days: Days, company: st.SearchStrategy[dr.Company]) -> dr.Checklist:
    """A checklist that adopts a template, or has items of its own, or both."""
    its_company = draw(company)
    sectors = companies.sectors_of(its_company) or list(dr.Sector)
    sector, cycle = draw(st.sampled_from(sectors)), draw(st.sampled_from(dr.Cycle))
    template = companies.TEMPLATES[sector, draw(st.sampled_from(dr.Grade)), cycle]
    adopts = draw(st.sampled_from([template.id, template.id, None, "no such template"]))
    return dr.Checklist(
        company=its_company.id,
        sector=draw(st.sampled_from([sector, sector, sector, dr.Sector.SPECIAL])),
        cycle=cycle,
        adopts=adopts,
        items=draw(own_items(template, whole=adopts is None)),
        period=draw(spans(days)),
        **draw(st.fixed_dictionaries(entry_days(days))),
    )


# Records --------------------------------------------------------------------------------------------------------------


@st.composite
def logs(draw: st.DrawFn, days: Days, company: st.SearchStrategy[str], cycle: dr.Cycle) -> dr.ControlLog:
    """A log of single days and of runs of them, some filled in afterwards."""
    kept = dr.DaySet(draw(st.lists(days, max_size=6)))
    if draw(st.booleans()):
        first, last = sorted((draw(days), draw(days)))
        kept |= dr.DaySet.between(first, last)
    late = draw(st.one_of(st.just([]), st.lists(days, max_size=4)))
    return dr.ControlLog(
        company=draw(company),
        cycle=draw(st.sampled_from([cycle, cycle, *dr.Cycle])),
        kept=kept,
        entered_late=kept & dr.DaySet(late),
        sector=draw(st.one_of(st.none(), st.none(), st.sampled_from(dr.Sector))),
        recorded=draw(maybe(days)),
    )


@st.composite
def answers_to(draw: st.DrawFn, template: dr.Template) -> list[dr.Answer]:
    """Answers to all required items of a template, or all but one."""
    required = [item for item in template.items if item.required]
    left_out = draw(st.one_of(st.none(), st.sampled_from(required)))
    return [
        dr.Answer(
            item=item.id,
            ok=True if item.kind is dr.ItemKind.YES_NO else None,
            value=4 if item.kind is dr.ItemKind.MEASURE else None,
            text="见附件" if item.kind in (dr.ItemKind.TEXT, dr.ItemKind.PHOTO) else None,
        )
        for item in required
        if item != left_out
    ]


def template_of(draw: st.DrawFn, company: dr.Company, cycle: dr.Cycle) -> dr.Template:
    """A template that the company may be held to."""
    grades = [grade for _, grade in company.grades] + ([companies.LEVELS[company.size]] if company.size else [])
    sector = draw(st.sampled_from(companies.sectors_of(company) or [*dr.Sector]))
    return companies.TEMPLATES[sector, draw(st.sampled_from(grades or [*dr.Grade])), cycle]


@st.composite
def records(draw: st.DrawFn, days: Days, company: st.SearchStrategy[dr.Company], cycle: dr.Cycle) -> dr.ControlRecord:
    """A record in full, filled in on its day, later, or nobody knows when."""
    on, its_company = draw(days), draw(company)
    cycle = draw(st.sampled_from([cycle, cycle, *dr.Cycle]))
    filled_in = draw(st.sampled_from([None, None, on, on + ONE_DAY, on + 5 * ONE_DAY, on + 12 * ONE_DAY]))
    template = template_of(draw, its_company, cycle)
    found = draw(st.lists(problems(on), max_size=1))
    return dr.ControlRecord(
        id="-",
        company=its_company.id,
        cycle=cycle,
        on=on,
        sector=draw(st.sampled_from([template.sector, template.sector, None, *dr.Sector])),
        answers=draw(st.one_of(answers_to(template), answers_to(template), st.just([]))),
        problems=[attrs.evolve(one, id=f"P-{i}") for i, one in enumerate(found)],
        recorded=filled_in,
    )


@st.composite
def controlled(draw: st.DrawFn, days: Days, made: list[dr.Company], rule: str) -> dict[str, Any]:
    """What companies recorded, and when they were closed."""
    company = st.sampled_from([one.id for one in made])
    cycle = {"control.weekly": dr.Cycle.WEEKLY, "control.monthly": dr.Cycle.MONTHLY}.get(rule, dr.Cycle.DAILY)
    pause = st.builds(
        dr.Pause, company=company, period=spans(days), evidence=st.sampled_from([None, "批复"]), **entry_days(days)
    )
    day_sets = st.lists(days, max_size=3).map(dr.DaySet)
    closing = st.builds(
        dr.RegularClosing, company=company, weekdays=st.frozensets(st.sampled_from(dr.Weekday), max_size=2),
        days=day_sets, except_days=day_sets, period=spans(days), **entry_days(days),
    )  # fmt: skip
    return {
        "pauses": several(draw, pause, 2),
        "regular_closings": several(draw, closing, 2),
        "control_logs": several(draw, logs(days, company, cycle), 3),
        "control_records": numbered(draw, "R", records(days, st.sampled_from(made), cycle), 6, 1),
    }


# Registries and cases -------------------------------------------------------------------------------------------------


@st.composite
def registries(draw: st.DrawFn, days: Days, rule: str) -> dr.Registry:
    """One to three companies with what a rule asks about."""
    made = numbered(draw, "C", one_company(days), 3, 1)
    company = st.sampled_from([one.id for one in made])
    facts: dict[str, Any]
    if rule.startswith("staffing."):
        facts, kinds = draw(staffed(days, company, rule)), ["staff"]
    elif rule == "template.adopted":
        facts, kinds = {"checklists": several(draw, checklists(days, st.sampled_from(made)), 6, 1)}, ["checklists"]
    else:
        facts, kinds = draw(controlled(days, made, rule)), ["control_logs", "control_records"]
    claim = st.builds(dr.Claim, kind=st.sampled_from(kinds), area=st.one_of(st.none(), areas), period=spans(days))
    everything = st.just([dr.Claim(kind=kind) for kind in kinds])
    complete = draw(st.one_of(everything, st.lists(claim, max_size=4)))
    return dr.Registry(areas=AREAS, companies=made, complete=complete, **facts)


def held_to_the_model(book: str, rule: str) -> st.SearchStrategy[Readings]:
    """By readings under which the items of templates matter, which few of all would be."""
    model = {"template-items": "model-stands-in", "incomplete-record": "not-kept"}
    mine = {id: reading for id, reading in model.items() if id in named(book, rule)}
    return switches(book, rule).map(lambda switched: {**switched, **mine})


@st.composite
def cases(draw: st.DrawFn, rule: str) -> Case:
    """A registry, a rulebook, the readings that are switched, and the days."""
    times = {**TIMES, **LEAP} if rule.startswith("staffing.") or rule == "control.weekly" else TIMES
    days = times[draw(st.sampled_from(sorted(times)))]
    since, as_of, known_by = draw(windows(days))
    books = ["suining-2022", "suining-2022", "china-2022", "china-2025"]
    book = draw(st.sampled_from([one for one in books if rule in dr.rulebook(one).rules]))
    if book == "china-2022" and as_of > LAST_OF_2022:
        book = "china-2025"
    readings = all_readings(book, draw(st.one_of(switches(book, rule), held_to_the_model(book, rule))))
    return Case(draw(registries(days, rule)), readings, since, as_of, CALENDAR, known_by, book=book)


# What is left out -----------------------------------------------------------------------------------------------------

ANSWERED_AS_BY_THE_LIBRARY = frozenset({"B-3", "B-5", "B-10", "B-11"})


def is_o_3(case: Case, one: Expected) -> bool:
    """O-3: several checklists for one cell of the matrix, of which none is enough: whose fault is the reason?"""
    cell = one.trigger.partition("@")[0].split("-")
    if one.rule_id != "template.adopted" or len(cell) != 3:
        return False
    sector, grade, cycle = dr.Sector[cell[0]], dr.Grade[cell[1]], dr.Cycle[cell[2]]
    faulty = [
        checklist
        for checklist in case.registry.checklists
        if (checklist.company, checklist.sector, checklist.cycle) == (one.subject[1], sector, cycle)
        and companies.fault_of(case, checklist, companies.TEMPLATES[sector, grade, cycle])
    ]
    return len(faulty) > 1


def compare(
    case: Case, rule: str, answered: frozenset[str] = ANSWERED_AS_BY_THE_LIBRARY, *, everything: bool = False
) -> None:
    """Fail where the two differ, but for what is open."""
    one = attrs.evolve(case, as_library=answered)
    agree(one, {rule: companies.RULES[rule]}, nothing if everything else is_o_3)


@pytest.mark.parametrize("rule", companies.RULES)
def test_the_library_agrees_with_the_naive_rule(rule: str) -> None:
    @examples(60)
    @given(cases(rule))
    def one(case: Case) -> None:
        compare(case, rule)

    one()


# The disagreements, one by one ----------------------------------------------------------------------------------------


def all_claimed(*kinds: str) -> list[dr.Claim]:
    return [dr.Claim(kind=kind) for kind in kinds]


C_1 = dr.Company(id="C-1", area=CITY)

OPEN_DISAGREEMENTS: dict[str, tuple[str, Case]] = {
    "B-3 where the day of entry decides, it is the day on which the record was made": (
        "control.monthly",
        case_of(
            C_1,
            dr.ControlRecord(
                id="R-1", company="C-1", cycle=dr.Cycle.MONTHLY, on=dt.date(2022, 11, 8), recorded=dt.date(2022, 11, 15)
            ),
            since="2022-11-12",
            as_of="2022-11-20",
            complete=all_claimed("control_logs"),
            entered_later="late",
        ),
    ),
    "B-5 the month in which china-2022 ends belongs to it": (
        "control.monthly",
        case_of(C_1, since="2025-04-01", as_of="2025-04-14", complete=all_claimed("control_logs"), book="china-2022"),
    ),
    "B-10 whoever asks since the first day of the week in which the rules begin is told of it": (
        "control.weekly",
        case_of(
            C_1,
            dr.ControlRecord(id="R-1", company="C-1", cycle=dr.Cycle.WEEKLY, on=dt.date(2022, 10, 31)),
            since="2022-10-31",
            as_of="2022-11-06",
            partial_cycle="last-day",
        ),
    ),
    "B-11 what was filled in nobody knows when doesn't take a month out of the window": (
        "control.monthly",
        case_of(
            C_1,
            dr.ControlLog(
                company="C-1",
                cycle=dr.Cycle.MONTHLY,
                kept=dr.DaySet.parse(["2022-11-02/2022-11-03"]),
                entered_late=dr.DaySet.parse(["2022-11-02"]),
            ),
            since="2022-11-03",
            as_of="2022-11-30",
            entered_later="late",
        ),
    ),
}
"""The smallest registry for each. Who settles one takes it out of here."""


@pytest.mark.parametrize("name", OPEN_DISAGREEMENTS)
@pytest.mark.xfail(reason="open disagreements, told in LOG.md", strict=True, raises=AssertionError)
def test_an_open_disagreement_is_settled(name: str) -> None:
    rule, case = OPEN_DISAGREEMENTS[name]
    others = ANSWERED_AS_BY_THE_LIBRARY - {name.split()[0]}
    compare(case, rule, others, everything=True)


@pytest.mark.parametrize("name", OPEN_DISAGREEMENTS)
def test_nothing_else_differs_where_we_disagree(name: str) -> None:
    rule, case = OPEN_DISAGREEMENTS[name]
    compare(case, rule)


SETTLED: dict[str, tuple[str, Case]] = {
    "B-2 the week in which the rules begin arises on its first day": (
        "control.weekly",
        case_of(
            C_1, since="2022-11-01", as_of="2022-11-06", complete=all_claimed("control_logs"), partial_cycle="any-day"
        ),
    ),
    "B-4 a grade that goes on in another entry is no regrade": (
        "template.adopted",
        case_of(
            attrs.evolve(
                C_1,
                sectors=dr.Sector.CATERING,
                grades=[(dr.Period.parse(text), dr.Grade.D) for text in ("2022-01-01/2022-12-31", "2023-01-01/..")],
            ),
            since="2022-11-01",
            as_of="2023-01-31",
            complete=all_claimed("checklists"),
            template_items="model-stands-in",
        ),
    ),
    "B-6 an item that is weakened is so though it is made finer beside": (
        "template.adopted",
        case_of(
            attrs.evolve(C_1, sectors=dr.Sector.CATERING, grades=dr.Grade.D),
            dr.Checklist(
                company="C-1",
                sector=dr.Sector.CATERING,
                cycle=dr.Cycle.DAILY,
                adopts="CATERING-D-DAILY",
                items=[
                    dr.ChecklistItem(id="catering.daily.fit-for-work", required=False),
                    dr.ChecklistItem(id="own.fit-for-work", refines="catering.daily.fit-for-work"),
                ],
            ),
            since="2022-11-01",
            as_of="2022-11-30",
            complete=all_claimed("checklists"),
            template_items="model-stands-in",
        ),
    ),
    "B-7 a late record is late, claimed or not": (
        "control.daily",
        case_of(
            C_1,
            dr.ControlRecord(
                id="R-1", company="C-1", cycle=dr.Cycle.DAILY, on=dt.date(2022, 11, 8), recorded=dt.date(2022, 11, 9)
            ),
            since="2022-11-08",
            as_of="2022-11-09",
            entered_later="late",
        ),
    ),
    "B-8 a company that isn't there yet isn't judged": (
        "control.rectified",
        case_of(
            attrs.evolve(C_1, recorded=dt.date(2022, 11, 20)),
            dr.ControlRecord(
                id="R-1",
                company="C-1",
                cycle=dr.Cycle.DAILY,
                on=dt.date(2022, 11, 8),
                problems=[dr.FoundProblem(id="P-1")],
            ),
            since="2022-11-08",
            as_of="2022-11-09",
            known_by="2022-11-09",
        ),
    ),
    "B-9 a large deliverer of few diners": (
        "staffing.director",
        case_of(
            attrs.evolve(C_1, kind=dr.CompanyKind.MEAL_DELIVERER, size=dr.CompanySize.LARGE, diners=500),
            since="2025-05-01",
            as_of="2025-05-31",
            complete=all_claimed("staff"),
            central_kitchens="large-and-medium",
        ),
    ),
}
"""Where the two disagreed until the library was mended, or ours."""


@pytest.mark.parametrize("name", SETTLED)
def test_what_was_settled_stays_so(name: str) -> None:
    rule, case = SETTLED[name]
    compare(case, rule, frozenset(), everything=True)


def test_the_nations_first_rulebook_ends_with_its_last_day() -> None:
    facts = dr.Registry(areas=AREAS, companies=[C_1])
    with pytest.raises(dr.ReportError):
        dr.audit(facts, dr.rulebook("china-2022"), since=LAST_OF_2022, as_of=LAST_OF_2022 + ONE_DAY)
