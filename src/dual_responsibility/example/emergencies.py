"""Emergencies at companies and in an area, and who came (§7.2)."""

from __future__ import annotations

import datetime as dt

import attrs

from ..facts.conduct import Emergency, Visit
from ..periods import ONE_DAY
from ..vocabulary import VisitOccasion
from . import shares
from .cases import Case
from .draws import Draws, Pool

FOR_EMERGENCY = frozenset({VisitOccasion.EMERGENCY})


@attrs.define(eq=False)
class Attended:
    """A supervisor of companies in the area of an emergency, and one of these companies."""

    number: int
    supervisor: str
    company: str


class Emergencies:
    """Emergencies, each attended on its day, some days later, or not at all."""

    def __init__(self, draws: Draws, scale: float) -> None:
        self.draws = draws
        self.scale = scale
        self.events: list[Emergency] = []
        self.visits: list[Visit] = []

    def at_companies(self, pool: Pool[Case]) -> None:
        """Those at companies: attended, late, missed, missed where visits aren't claimed, and of the last day."""
        days = shares.EMERGENCY_DAYS
        for figure, late, claimed, last_day in (
            (shares.EMERGENCY_ATTENDED, False, True, False),
            (shares.EMERGENCY_LATE, True, True, False),
            (shares.EMERGENCY_MISSED, None, True, False),
            (shares.EMERGENCY_UNCLAIMED, None, False, False),
            (shares.EMERGENCY_TODAY, None, True, True),
        ):
            fits = _claimed if claimed else _unclaimed
            for case in pool.take(shares.count(figure, self.scale), fits):
                number = len(self.events)
                on = shares.LAST_DAY if last_day else days[number % len(days)]
                self.events.append(Emergency(id=f"E-{number + 1:03}", company=case.id, on=on))
                if late is not None:
                    self._visit(f"{number + 1:03}", case.id, case.relations[0].supervisor, on, late=late)

    def in_area(self, cases: list[Case]) -> None:
        """The one in an area: each supervisor goes to one company there, but for some."""
        area, on = shares.AREA_EMERGENCY
        held: dict[str, Attended] = {}
        for case in cases:
            if case.place.township == area:
                for relation in case.relations:
                    if relation.holds_on(on):
                        held.setdefault(relation.supervisor, Attended(case.number, relation.supervisor, case.id))
        number = len(self.events) + 1
        self.events.append(Emergency(id=f"E-{number:03}", area=area, on=on))
        missed = shares.count(shares.AREA_EMERGENCY_MISSED, self.scale)
        late = missed + shares.count(shares.AREA_EMERGENCY_LATE, self.scale)
        for rank, one in enumerate(self.draws.ranked("area-emergency", held.values())):
            if rank >= missed:
                self._visit(f"{number:03}-{rank + 1:02}", one.company, one.supervisor, on, late=rank < late)

    def _visit(self, mark: str, company: str, visitor: str, on: dt.date, *, late: bool) -> None:
        day = self.draws.day(f"emergency/{mark}", on + ONE_DAY, on + 3 * ONE_DAY) if late else on
        self.visits.append(Visit(id=f"V-E-{mark}", company=company, visitor=visitor, on=day, occasions=FOR_EMERGENCY))


def _claimed(case: Case) -> bool:
    return case.calm and case.visits_claimed


def _unclaimed(case: Case) -> bool:
    return case.calm and not case.visits_claimed
