"""Hypothesis strategies: small coherent registries in which much goes wrong, and rulebooks by any readings."""

import datetime as dt
from typing import Any

import attrs
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility.facts.registry import COLLECTIONS

from .books import another_citys_book
from .rules.building import COUNTY, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE, areas

FIRST, LAST = dt.date(2022, 10, 1), dt.date(2023, 9, 30)
"""All facts are dated within these days: before the rules bind, and over three quarters and more."""

AREAS = tuple(area.id for area in areas())
SITES = (COUNTY, TOWNSHIP, VILLAGE, OTHER_TOWNSHIP, OTHER_VILLAGE)

# Days crowd around quarters' ends and the holidays, where the rules turn.
_TURNS = [
    dt.date.fromisoformat(text) for text in ("2022-11-01", "2022-12-29", "2023-03-31", "2023-04-27", "2023-06-30")
]
days = st.one_of(
    st.dates(FIRST, LAST), st.builds(lambda day, n: day + dt.timedelta(n), st.sampled_from(_TURNS), st.integers(-2, 12))
)


@st.composite
def periods(draw: st.DrawFn, *, ends: bool | None = None) -> dr.Period:
    """A period within those days; with an end, without, or either."""
    start = draw(days)
    ended = draw(st.booleans()) if ends is None else ends
    return dr.Period(start, start + dt.timedelta(draw(st.integers(0, 150))) if ended else None)


@st.composite
def successive(draw: st.DrawFn) -> list[dr.Period]:
    """One to three periods in order without overlap; they may follow on each other, or leave gaps."""
    cuts = sorted(draw(st.sets(days, min_size=1, max_size=3)))
    made = []
    for i, start in enumerate(cuts):
        end = cuts[i + 1] - dt.timedelta(1) if i + 1 < len(cuts) else None
        if end is None and draw(st.booleans()):
            end = start + dt.timedelta(60)
        elif end is not None and end > start and draw(st.booleans()):
            end -= dt.timedelta(1)
        made.append(dr.Period(start, end))
    return made


def timelines(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Nothing, a value for always, or values by period."""
    by_period = successive().flatmap(
        lambda spans: st.tuples(*(values for _ in spans)).map(
            lambda drawn: dr.Timeline(tuple(zip(spans, drawn, strict=True)))
        )
    )
    return st.one_of(values, values, by_period, st.none())


maybe_day = st.one_of(st.none(), st.none(), days)
grades = st.sampled_from(dr.Grade)
posts = st.builds(
    dr.Post,
    tier=st.sampled_from(dr.Tier),
    area=st.sampled_from(AREAS),
    period=st.one_of(st.just(dr.ALWAYS), periods()),
    recorded=maybe_day,
    end_recorded=maybe_day,
)


@st.composite
def members(draw: st.DrawFn) -> dr.TeamMember:
    """A member of a team, who may visit too."""
    role = draw(st.sampled_from(dr.TeamRole))
    held = draw(st.one_of(st.just(dr.ALWAYS), periods()))
    return dr.TeamMember(role=role, member=draw(st.sampled_from(["M-1", "M-2", "S-1"])), period=held)


def _numbered(prefix: str, facts: list[Any]) -> list[Any]:
    return [attrs.evolve(fact, id=f"{prefix}-{i}") for i, fact in enumerate(facts)]


def _many(strategy: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=most)


@st.composite
def registries(draw: st.DrawFn) -> dr.Registry:
    """A registry with a few companies and supervisors, and whatever may have happened to them."""
    companies = _numbered("C", draw(st.lists(_companies, min_size=1, max_size=4)))
    supervisors = _numbered("S", draw(st.lists(_supervisors, min_size=1, max_size=4)))
    company = st.sampled_from([one.id for one in companies])
    supervisor = st.sampled_from([one.id for one in supervisors])
    versions = _numbered("L", draw(_many(_list_versions, 3)))
    recorded: dict[str, Any] = {"recorded": maybe_day}
    entered: dict[str, Any] = {**recorded, "end_recorded": maybe_day}
    occasions = st.frozensets(st.sampled_from(dr.VisitOccasion), max_size=2)
    assignments = st.builds(
        dr.Assignment, id=st.just("-"), company=company, supervisor=supervisor, period=periods(),
        team=_many(members(), 3), **entered,
    )  # fmt: skip
    changes = st.builds(
        dr.Change, id=st.just("-"), supervisor=supervisor, cause=st.sampled_from(dr.ChangeCause), on=days,
        decided=maybe_day, known=maybe_day, **recorded,
    )  # fmt: skip
    company_changes = st.builds(
        dr.CompanyChange, id=st.just("-"), company=company, cause=st.sampled_from(dr.CompanyChangeCause), on=days,
        reported=maybe_day, **recorded,
    )  # fmt: skip
    visitors = st.one_of(supervisor, supervisor, st.sampled_from(["M-1", "M-2"]))
    visits = st.builds(
        dr.Visit, id=st.just("-"), company=company, visitor=visitors, on=days, occasions=occasions, **recorded
    )
    at_company = st.builds(dr.Emergency, id=st.just("-"), company=company, on=days, **recorded)
    letters = st.builds(
        dr.Commitment, supervisor=supervisor, on=days, area=st.one_of(st.none(), st.sampled_from(AREAS)), **recorded
    )
    cards = st.builds(dr.NoticeCard, company=company, supervisor=supervisor, displayed=periods(), **entered)
    known: list[Any] = []
    if versions:
        version = st.sampled_from([one.id for one in versions])
        known = draw(_many(st.builds(dr.Acknowledgement, supervisor=supervisor, list_version=version, on=days), 3))
    return dr.Registry(
        areas=areas(),
        companies=companies,
        supervisors=supervisors,
        assignments=_numbered("A", draw(_many(assignments, 6))),
        changes=_numbered("CH", draw(_many(changes, 4))),
        company_changes=_numbered("CC", draw(_many(company_changes, 3))),
        visits=_numbered("V", draw(_many(visits, 8))),
        emergencies=_numbered("E", draw(_many(st.one_of(at_company, _emergencies), 3))),
        key_periods=_numbered("K", draw(_many(_key_periods, 2))),
        pauses=draw(_many(st.builds(dr.Pause, company=company, period=periods(), **entered), 3)),
        commitments=draw(_many(letters, 3)),
        notice_cards=draw(_many(cards, 3)),
        list_versions=versions,
        acknowledgements=known,
        complete=draw(st.one_of(st.just(CLAIMED), _many(_claims, 6))),
    )


_companies = st.builds(
    dr.Company,
    id=st.just("-"),
    area=st.sampled_from(SITES),
    grades=timelines(grades),
    operating=st.one_of(st.none(), st.none(), successive()),
    grounds=timelines(st.sampled_from(dr.EscalationGround)),
)
_supervisors = st.builds(dr.Supervisor, id=st.just("-"), posts=st.lists(posts, max_size=2))
_list_versions = st.builds(
    dr.ListVersion,
    id=st.just("-"),
    kind=st.sampled_from(dr.ListKind),
    area=st.sampled_from(AREAS),
    in_force=st.one_of(st.just(dr.ALWAYS), periods()),
)
_emergencies = st.builds(dr.Emergency, id=st.just("-"), area=st.sampled_from(AREAS), on=days)
_key_periods = st.builds(dr.KeyPeriod, id=st.just("-"), area=st.sampled_from(AREAS), period=periods(ends=True))
_claims = st.builds(
    dr.Claim,
    kind=st.sampled_from(list(COLLECTIONS)),
    area=st.one_of(st.none(), st.sampled_from(AREAS)),
    period=st.one_of(st.just(dr.ALWAYS), periods()),
)
CLAIMED = tuple(dr.Claim(kind=kind) for kind in COLLECTIONS)
"""Claims for every kind of record."""


@attrs.frozen
class Norms:
    """Which rulebook, and the readings switched: short where a whole rulebook would be long to print."""

    another_citys: bool
    readings: tuple[tuple[str, str], ...]

    @property
    def book(self) -> dr.Rulebook:
        """The rulebook by these readings."""
        book = another_citys_book() if self.another_citys else dr.rulebook("suining-2022")
        return book.with_readings(dict(self.readings))


_switches = st.sampled_from(
    [(id, reading.id) for id, entry in another_citys_book().interpretations.items() for reading in entry.readings]
)
norms = st.builds(
    Norms,
    another_citys=st.booleans(),
    readings=st.lists(_switches, max_size=6, unique_by=lambda switch: switch[0]).map(tuple),
)
"""Suining's book or another city's, by its default readings or by any others."""


@st.composite
def windows(draw: st.DrawFn) -> dict[str, dt.date | None]:
    """The days of an audit: since, as_of, and perhaps known_by."""
    since, as_of = sorted((draw(days), draw(days)))
    return {"since": since, "as_of": as_of, "known_by": draw(maybe_day)}
