"""The library's rules about visits against the naive ones of `visits.py`, on random registries.

`INDEPENDENT_EXAMPLES` sets how many are compared for each rule; by default a few hundred in all. Nothing is left
out.
"""

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dual_responsibility as dr

from . import visits
from .common import Case
from .comparing import CALENDAR, examples, maybe
from .drawing import (
    AREAS,
    CITY,
    Days,
    agree,
    all_readings,
    areas,
    case_of,
    days_around,
    ended,
    entry_days,
    numbered,
    operatings,
    problems,
    several,
    spans,
    switches,
    windows,
)

BOOK = "suining-2022"
SHORT = dr.WorkCalendar.explicit(dt.date(2022, 1, 1), dt.date(2022, 12, 31), name="no notice for 2023")

# Few days at a time, so that what happens meets: the first day of the rules by each reading, ends of quarters, the
# New Year that is off until 2 January 2023, Labour Day and its make-up Saturday.
TIMES = {
    "first days": days_around("2022-11-01", "2022-11-04", "2022-12-20", "2023-01-01"),
    "new year": days_around("2022-11-01", "2022-12-31", "2023-01-02"),
    "quarter": days_around("2023-03-31", "2023-04-03"),
    "labour day": days_around("2023-03-31", "2023-04-29", "2023-05-06", "2023-06-30"),
    "year": days_around("2022-11-01", "2022-12-31", "2023-03-31", "2023-06-30", "2023-09-30"),
}


def relation_periods(days: Days) -> st.SearchStrategy[dr.Period]:
    """Periods with an end or without, some of which began long ago."""
    return st.one_of(ended(days), days.map(dr.Period), days.map(lambda day: dr.Period(day - dt.timedelta(200))))


@st.composite
def visits_of(draw: st.DrawFn, days: Days, company: st.SearchStrategy[str], who: st.SearchStrategy[str]) -> dr.Visit:
    """A visit, for what it says or doesn't, and what it found."""
    on = draw(days)
    found = draw(st.lists(problems(on), max_size=2))
    return dr.Visit(
        id="-",
        company=draw(company),
        visitor=draw(who),
        on=on,
        occasions=draw(st.frozensets(st.sampled_from(dr.VisitOccasion), max_size=2)),
        problems=[attrs.evolve(one, id=f"P-{i}") for i, one in enumerate(found)],
        recorded=draw(maybe(days)),
    )


def members(days: Days) -> st.SearchStrategy[dr.TeamMember]:
    """Members of a team, one of whom is a supervisor as well."""
    role = st.just(dr.TeamRole.LIAISON_OFFICER)
    member = st.sampled_from(["M-1", "M-1", "S-2"])
    return st.builds(dr.TeamMember, role=role, member=member, period=spans(days), **entry_days(days))


def events(days: Days, company: st.SearchStrategy[str]) -> st.SearchStrategy[dr.Emergency]:
    """Emergencies at a company, or in an area."""
    recorded = maybe(days)
    return st.one_of(
        st.builds(dr.Emergency, id=st.just("-"), company=company, on=days, recorded=recorded),
        st.builds(dr.Emergency, id=st.just("-"), area=areas, on=days, recorded=recorded),
    )


@st.composite
def registries(draw: st.DrawFn, days: Days, rule: str) -> dr.Registry:
    """One to three companies, up to three supervisors, and whatever happened between them."""
    operating = st.one_of(st.none(), st.none(), operatings(days))
    companies = numbered(
        draw, "C", st.builds(dr.Company, id=st.just("-"), area=areas, operating=operating, recorded=maybe(days)), 3, 1
    )
    supervisors = [dr.Supervisor(id=f"S-{i}", recorded=draw(maybe(days))) for i in range(draw(st.integers(1, 3)))]
    company = st.sampled_from([one.id for one in companies])
    supervisor = st.sampled_from([one.id for one in supervisors])
    relation = st.builds(
        dr.Assignment, id=st.just("-"), company=company, supervisor=supervisor, period=relation_periods(days),
        team=st.lists(members(days), max_size=2), **entry_days(days),
    )  # fmt: skip
    change = st.builds(
        dr.Change, id=st.just("-"), supervisor=supervisor, cause=st.sampled_from(dr.ChangeCause), on=days,
        recorded=maybe(days),
    )  # fmt: skip
    key_period = st.builds(dr.KeyPeriod, id=st.just("-"), area=areas, period=ended(days), recorded=maybe(days))
    visitor = st.one_of(supervisor, supervisor, st.just("M-1"))
    pause = st.builds(dr.Pause, company=company, period=relation_periods(days), **entry_days(days))
    claim = st.builds(dr.Claim, kind=st.just("visits"), area=st.one_of(st.none(), areas), period=spans(days))
    return dr.Registry(
        areas=AREAS,
        companies=companies,
        supervisors=supervisors,
        assignments=numbered(draw, "A", relation, 5, 1),
        changes=numbered(draw, "CH", change, 2) if draw(st.booleans()) else [],
        emergencies=numbered(draw, "E", events(days, company), 2, 1) if rule == "attend.emergency" else [],
        key_periods=numbered(draw, "K", key_period, 2, 1) if rule == "attend.key-period" else [],
        visits=numbered(draw, "V", visits_of(days, company, visitor), 6, 1),
        pauses=several(draw, pause, 2) if draw(st.booleans()) else [],
        complete=draw(st.one_of(st.just([dr.Claim(kind="visits")]), st.lists(claim, max_size=3))),
    )


@st.composite
def cases(draw: st.DrawFn, rule: str) -> Case:
    """A registry, the readings that are switched, and the days."""
    days = TIMES[draw(st.sampled_from(sorted(TIMES)))]
    since, as_of, known_by = draw(windows(days))
    calendar = draw(st.sampled_from([CALENDAR, CALENDAR, SHORT]))
    readings = all_readings(BOOK, draw(switches(BOOK, rule)))
    return Case(draw(registries(days, rule)), readings, since, as_of, calendar, known_by)


# The comparison ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", visits.RULES)
def test_the_library_agrees_with_the_naive_rule(rule: str) -> None:
    @examples(60)
    @given(cases(rule))
    def one(case: Case) -> None:
        agree(case, {rule: visits.RULES[rule]})

    one()


# What was settled, one by one ------------------------------------------------------------------------------------------

C_1, C_2 = dr.Company(id="C-1", area=CITY), dr.Company(id="C-2", area=CITY)
PEOPLE = (dr.Supervisor(id="S-1"), dr.Supervisor(id="S-2"))
CLAIMED = (dr.Claim(kind="visits"),)


def relation(held: str, company: str = "C-1", supervisor: str = "S-1") -> dr.Assignment:
    return dr.Assignment(id=f"A-{company}-{held}", company=company, supervisor=supervisor, period=dr.Period.parse(held))


def visit(on: str, company: str = "C-1", *occasions: dr.VisitOccasion) -> dr.Visit:
    return dr.Visit(
        id=f"V-{on}", company=company, visitor="S-1", on=dt.date.fromisoformat(on), occasions=frozenset(occasions)
    )


RENEWED = (relation("2023-01-01/2023-02-10"), relation("2023-02-11/.."))

SETTLED = {
    "V-1 the quarter in which the rules begin, by partial-quarter = whole": (
        "attend.quarter",
        case_of(
            C_1, *PEOPLE, relation("2022-10-01/.."),
            since="2022-11-01", as_of="2023-01-01", complete=CLAIMED, partial_quarter="whole",
        ),
    ),
    "V-2 each who held office bears one: one whose relation is renewed is one person": (
        "attend.quarter",
        case_of(
            C_1, *PEOPLE, *RENEWED, visit("2023-02-20"),
            since="2023-01-01", as_of="2023-04-01", complete=CLAIMED, quarter_bearer="each",
        ),
    ),
    "V-2 once a quarter: a visit before the relation was renewed counts": (
        "attend.quarter",
        case_of(
            C_1, *PEOPLE, *RENEWED, visit("2023-02-03"),
            since="2023-01-01", as_of="2023-04-01", complete=CLAIMED, visit_at="once",
        ),
    ),
    "V-2 once, at an emergency: a visit after the relation was renewed counts": (
        "attend.emergency",
        case_of(
            C_1, *PEOPLE, relation("2022-11-01/2023-05-01"), relation("2023-05-02/.."),
            dr.Emergency(id="E-1", area=CITY, on=dt.date(2023, 5, 1)),
            visit("2023-05-03", "C-1", dr.VisitOccasion.EMERGENCY),
            since="2023-05-01", as_of="2023-05-10", complete=CLAIMED,
        ),
    ),
    "V-3 once a quarter, at any company: at one that was handed over later": (
        "attend.quarter",
        case_of(
            C_1, C_2, *PEOPLE, relation("2023-01-01/.."), relation("2023-01-01/2023-02-20", "C-2"),
            relation("2023-02-21/..", "C-2", "S-2"), visit("2023-02-01", "C-2"),
            since="2023-01-01", as_of="2023-04-01", complete=CLAIMED, visit_at="once",
        ),
    ),
    "V-4 nobody was in office until February, so January needs no claim": (
        "attend.quarter",
        case_of(
            C_1, *PEOPLE, relation("2022-11-01/2022-12-31"), relation("2023-02-01/.."),
            since="2023-01-01", as_of="2023-04-01",
            complete=[dr.Claim(kind="visits", period=dr.Period(dt.date(2023, 2, 1)))],
        ),
    ),
    "V-5 no day before 1 January can be due, so a visit on it is in time": (
        "attend.quarter",
        case_of(
            C_1, *PEOPLE, relation("2022-11-01/.."), visit("2023-01-01"),
            since="2022-11-01", as_of="2023-01-10", complete=CLAIMED, quarter_end="moved", calendar=SHORT,
        ),
    ),
    "V-6 a company that isn't there yet isn't judged": (
        "visit.rectified",
        case_of(
            attrs.evolve(C_1, recorded=dt.date(2023, 5, 20)), *PEOPLE,
            attrs.evolve(visit("2023-05-01"), problems=[dr.FoundProblem(id="P-1")]),
            since="2023-05-01", as_of="2023-05-10", known_by="2023-05-10", complete=CLAIMED,
        ),
    ),
}  # fmt: skip
"""Where the two disagreed until the library was mended, or ours (V-1)."""


@pytest.mark.parametrize("name", SETTLED)
def test_what_was_settled_stays_so(name: str) -> None:
    rule, case = SETTLED[name]
    agree(case, {rule: visits.RULES[rule]})
