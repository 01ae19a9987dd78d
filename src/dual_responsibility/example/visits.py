"""Visits in quarters and key periods, and the pauses that excuse them (§7.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..facts.conduct import KeyPeriod, Visit
from ..periods import ONE_DAY, Window
from ..vocabulary import VisitOccasion
from . import shares
from .cases import Case
from .draws import Draws, Pool

ROUTINE = frozenset({VisitOccasion.QUARTER})
FESTIVE = frozenset({VisitOccasion.QUARTER, VisitOccasion.KEY_PERIOD})
EMERGENCIES = frozenset({*shares.EMERGENCY_DAYS, shares.AREA_EMERGENCY[1], shares.LAST_DAY})
"""Days on which nobody comes by chance: who comes then, comes for the emergency."""

ONE_IN = 4
"""Of the companies missed in a quarter, one in so many was visited by a member of the team alone."""


def miss_visits(pool: Pool[Case], scale: float) -> None:
    """Decide who isn't visited in which quarter and key period, and who has paused."""

    def miss(label: str, figure: int, fits: Callable[[Case], bool]) -> None:
        for case in pool.take(shares.count(figure, scale), fits):
            case.missed = (label,)

    for quarter in shares.QUARTERS:
        miss(quarter.label, shares.VISIT_MISSED[quarter.label], _may_miss(quarter))
    for label, figure in shares.VISIT_MISSED_UNCLAIMED.items():
        miss(label, figure, lambda case: not case.visits_claimed)
    for span in shares.KEY_PERIODS:
        miss(span.id, span.missed, _may_miss_key_period(span.area))
    for case in pool.take(shares.count(shares.PAUSED_A_QUARTER, scale), lambda case: case.calm):
        case.paused = shares.PAUSE_OF_QUARTER
    for case in pool.take(shares.count(shares.PAUSED_A_WHILE, scale)):
        case.paused = shares.PAUSE_OF_A_WHILE


def _may_miss(quarter: Window) -> Callable[[Case], bool]:
    # Where a county has a key period in it, a missed quarter would be a missed key period too.
    counties = [span.area for span in shares.KEY_PERIODS if _within(span, quarter)]
    return lambda case: case.visits_claimed and case.calm and case.place.county not in counties


def _may_miss_key_period(area: str) -> Callable[[Case], bool]:
    return lambda case: case.visits_claimed and area in (shares.CITY, case.place.county)


def _within(span: shares.KeySpan, quarter: Window) -> bool:
    return quarter.start <= span.period.start <= quarter.end


def visits(cases: Iterable[Case], draws: Draws) -> Iterator[Visit]:
    """The visits of a year, quarter by quarter."""
    of_quarter = [
        (quarter, [span for span in shares.KEY_PERIODS if _within(span, quarter)]) for quarter in shares.QUARTERS
    ]
    for case in cases:
        for quarter, spans in of_quarter:
            found = _visit(case, quarter, spans, draws)
            if found is not None:
                yield found


def _visit(case: Case, quarter: Window, spans: list[shares.KeySpan], draws: Draws) -> Visit | None:
    id = f"V-{case.number:05}-{quarter.label[-2:]}"
    first, last, occasions = quarter.start, quarter.end, ROUTINE
    if quarter.label in case.missed:
        return _by_team(id, case, quarter, draws)
    if case.paused is not None and case.paused.start <= first and last <= (case.paused.end or last):
        return None
    for span in spans:
        if span.area in (shares.CITY, case.place.county):
            if span.id in case.missed:
                first, last = span.instead.start, span.instead.end or last
            else:
                first, last, occasions = span.period.start, min(span.period.end or last, last), FESTIVE
    on = draws.day(id, first, last)
    if on in EMERGENCIES:
        on -= ONE_DAY
    # Who had nobody on that day is visited at the end, if there is somebody by then.
    for day in (on, last, quarter.end):
        relation = case.relation_on(day)
        if relation is not None:
            return Visit(id=id, company=case.id, visitor=relation.supervisor, on=day, occasions=occasions)
    return None


def _by_team(id: str, case: Case, quarter: Window, draws: Draws) -> Visit | None:
    """A visit that, by the default reading, isn't the supervisor's."""
    if case.number % ONE_IN:
        return None
    member = case.relations[0].team[-1].member
    return Visit(
        id=id, company=case.id, visitor=member, on=draws.day(id, quarter.start, quarter.end), occasions=ROUTINE
    )


def key_periods() -> list[KeyPeriod]:
    """The key periods of the city and of some counties."""
    return [KeyPeriod(id=span.id, area=span.area, period=span.period) for span in shares.KEY_PERIODS]
