"""Hypothesis strategies: each type of fact, and coherent registries in which much goes wrong.

Callers: tests of other systems. Days crowd around the ends of quarters and the holidays, where the rules turn.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
from hypothesis import strategies as st

from ..facts.areas import Claim
from ..facts.assignments import Assignment, TeamMember
from ..facts.companies import Company, Pause
from ..facts.conduct import Emergency, KeyPeriod, NoticeCard, Visit
from ..facts.registry import COLLECTIONS, Registry
from ..facts.supervisors import Change, Post, Supervisor
from ..norms.loading import rulebook
from ..norms.rulebook import Rulebook
from ..periods import ALWAYS, Period
from ..vocabulary import ChangeCause, EscalationGround, Grade, Sector, TeamRole, Tier, VisitOccasion
from .building import CITY, COUNTY, EVERYTHING, TOWNSHIP, VILLAGE, a_registry

__all__ = [
    "assignments",
    "changes",
    "claims",
    "companies",
    "days",
    "periods",
    "posts",
    "registries",
    "rulebooks",
    "supervisors",
    "visits",
    "windows",
]

FIRST, LAST = dt.date(2022, 10, 1), dt.date(2023, 12, 31)
TURNS = tuple(
    dt.date.fromisoformat(text)
    for text in ("2022-11-01", "2022-12-30", "2023-03-31", "2023-04-27", "2023-05-06", "2023-06-30", "2023-09-30")
)
"""Days on which rules turn: the first in force, ends of quarters and years, holidays, a Saturday that is worked."""

AREAS = (CITY, COUNTY, TOWNSHIP, VILLAGE)


def days(first: dt.date = FIRST, last: dt.date = LAST) -> st.SearchStrategy[dt.date]:
    """Days from a first to a last, both in; many of them close to a day on which rules turn.

    >>> from hypothesis import find
    >>> dt.date(2023, 6, 30) < find(days(), lambda on: on > dt.date(2023, 6, 30)) <= LAST
    True
    """
    close = st.builds(lambda on, n: on + dt.timedelta(days=n), st.sampled_from(TURNS), st.integers(-2, 12))
    return st.one_of(st.dates(first, last), close.map(lambda on: min(max(on, first), last)))


@st.composite
def periods(draw: st.DrawFn, *, ends: bool | None = None) -> Period:
    """Periods; with an end, without one, or either.

    >>> from hypothesis import find
    >>> find(periods(ends=False), lambda held: held.start.year == 2023).end is None
    True
    """
    start = draw(days())
    ended = draw(st.booleans()) if ends is None else ends
    return Period(start, start + dt.timedelta(days=draw(st.integers(0, 200))) if ended else None)


def posts() -> st.SearchStrategy[Post]:
    """Posts at any tier, in any of the four areas.

    >>> from hypothesis import find
    >>> find(posts(), lambda post: post.tier is Tier.COUNTY).tier.label.zh
    '县级'
    """
    held = st.one_of(st.just(ALWAYS), periods())
    return st.builds(Post, tier=st.sampled_from(Tier), area=st.sampled_from(AREAS), period=held)


def supervisors(id: str = "S-1") -> st.SearchStrategy[Supervisor]:
    """Supervisors with up to two posts.

    >>> from hypothesis import find
    >>> find(supervisors("S-7"), lambda one: len(one.posts) == 2).id
    'S-7'
    """
    return st.builds(Supervisor, id=st.just(id), posts=st.lists(posts(), max_size=2))


def _grades() -> st.SearchStrategy[Any]:
    def changed(on: dt.date, before: Grade, after: Grade) -> Any:
        return ((Period(FIRST, on - dt.timedelta(days=1)), before), (Period(on), after))

    later = st.dates(FIRST + dt.timedelta(days=1), LAST)
    grades = st.sampled_from(Grade)
    return st.one_of(grades, grades, st.builds(changed, later, grades, grades), st.none())


def companies(id: str = "C-1") -> st.SearchStrategy[Company]:
    """Companies of any grade, regraded or without one, some escalated, some opened or closed.

    >>> from hypothesis import find
    >>> regraded = find(companies(), lambda one: len({grade for _, grade in one.grades}) == 2)
    >>> len(regraded.grades.entries)
    2
    """
    return st.builds(
        Company,
        id=st.just(id),
        area=st.sampled_from((COUNTY, TOWNSHIP, VILLAGE)),
        sectors=st.sets(st.sampled_from(Sector), max_size=2),
        grades=_grades(),
        operating=st.one_of(st.just(ALWAYS), periods()),
        grounds=st.one_of(st.none(), st.sampled_from(EscalationGround)),
    )


def assignments(
    id: str = "A-1", company: st.SearchStrategy[str] | None = None, supervisor: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Assignment]:
    """Supervision relations between a company and a supervisor, by their ids, with some of a team.

    >>> from hypothesis import find
    >>> relation = find(assignments(supervisor=st.just("S-2")), lambda one: len(one.team) == 2)
    >>> relation.company, relation.supervisor
    ('C-1', 'S-2')
    """
    member = st.builds(TeamMember, role=st.sampled_from(TeamRole), member=st.sampled_from(("M-1", "M-2", "U-1")))
    return st.builds(
        Assignment,
        id=st.just(id),
        company=st.just("C-1") if company is None else company,
        supervisor=st.just("S-1") if supervisor is None else supervisor,
        period=periods(),
        team=st.lists(member, max_size=3),
    )


def changes(id: str = "CH-1", supervisor: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Change]:
    """Changes of a supervisor, by any cause.

    >>> from hypothesis import find
    >>> find(changes(), lambda one: one.cause is ChangeCause.INCAPACITY).supervisor
    'S-1'
    """
    who = st.just("S-1") if supervisor is None else supervisor
    return st.builds(Change, id=st.just(id), supervisor=who, cause=st.sampled_from(ChangeCause), on=days())


def visits(
    id: str = "V-1", company: st.SearchStrategy[str] | None = None, visitor: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Visit]:
    """Visits on site, on any occasion, some entered later.

    >>> from hypothesis import find
    >>> entered_later = find(visits(), lambda one: one.recorded is not None and one.recorded > one.on)
    >>> entered_later.company, entered_later.visitor
    ('C-1', 'S-1')
    """
    return st.builds(
        Visit,
        id=st.just(id),
        company=st.just("C-1") if company is None else company,
        visitor=st.just("S-1") if visitor is None else visitor,
        on=days(),
        occasions=st.frozensets(st.sampled_from(VisitOccasion), max_size=2),
        recorded=st.one_of(st.none(), st.none(), days()),
    )


def claims() -> st.SearchStrategy[Claim]:
    """Claims of any kind, area and time.

    >>> from hypothesis import find
    >>> find(claims(), lambda one: one.kind == "visits" and one.area is None).kind
    'visits'
    """
    when = st.one_of(st.just(ALWAYS), periods())
    where = st.one_of(st.none(), st.sampled_from(AREAS))
    return st.builds(Claim, kind=st.sampled_from(sorted(COLLECTIONS)), area=where, period=when)


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """Coherent registries: a few companies and supervisors, and whatever may have happened to them.

    >>> from hypothesis import given, settings
    >>> @given(registries())
    ... @settings(max_examples=3, deadline=None, database=None)
    ... def test_every_company_lies_in_the_city(registry):
    ...     assert all(CITY in registry.lineage[company.area] for company in registry.companies)
    >>> test_every_company_lies_in_the_city()
    """
    some_companies = [draw(companies(f"C-{n}")) for n in range(draw(st.integers(1, 3)))]
    some_supervisors = [draw(supervisors(f"S-{n}")) for n in range(draw(st.integers(1, 3)))]
    company = st.sampled_from([one.id for one in some_companies])
    supervisor = st.sampled_from([one.id for one in some_supervisors])
    cards = st.builds(NoticeCard, company=company, supervisor=supervisor, displayed=periods())
    emergencies = st.builds(Emergency, id=st.just("-"), company=company, on=days())
    key_periods = st.builds(KeyPeriod, id=st.just("-"), area=st.sampled_from(AREAS), period=periods(ends=True))
    return a_registry(
        *some_companies,
        *some_supervisors,
        *_numbered(draw, "A", assignments("-", company, supervisor), 5),
        *_numbered(draw, "CH", changes("-", supervisor), 3),
        *_numbered(draw, "V", visits("-", company, st.one_of(supervisor, st.just("M-1"))), 6),
        *_numbered(draw, "E", emergencies, 2),
        *_numbered(draw, "K", key_periods, 2),
        *draw(st.lists(st.builds(Pause, company=company, period=periods()), max_size=2)),
        *draw(st.lists(cards, max_size=2)),
        complete=draw(st.one_of(st.just(EVERYTHING), st.lists(claims(), max_size=6))),
    )


def _numbered(draw: st.DrawFn, prefix: str, strategy: st.SearchStrategy[Any], most: int) -> list[Any]:
    drawn = draw(st.lists(strategy, max_size=most))
    return [attrs.evolve(fact, id=f"{prefix}-{n}") for n, fact in enumerate(drawn, 1)]


@st.composite
def windows(draw: st.DrawFn) -> dict[str, dt.date]:
    """The days of an audit: ``since`` and ``as_of``, in order.

    >>> from hypothesis import find
    >>> window = find(windows(), lambda days: days["since"].year == 2022)
    >>> window["since"] <= window["as_of"]
    True
    """
    since, as_of = sorted((draw(days()), draw(days())))
    return {"since": since, "as_of": as_of}


@st.composite
def rulebooks(draw: st.DrawFn, id: str = "suining") -> Rulebook:
    """A rulebook by its default readings, or by others.

    >>> from hypothesis import given, settings
    >>> @given(rulebooks())
    ... @settings(max_examples=3, deadline=None, database=None)
    ... def test_a_reading_changes_no_rule(book):
    ...     assert book.rules == rulebook("suining").rules
    >>> test_a_reading_changes_no_rule()
    """
    book = rulebook(id)
    switches = [(name, one.id) for name, entry in book.interpretations.items() for one in entry.readings]
    return book.with_readings(dict(draw(st.lists(st.sampled_from(switches), max_size=4))))
