"""Hazards of the example, each at a place of its own, with its history (§13.3, §13.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ..facts.hazards import Hazard, HazardMove
from ..governance_terms import HazardLevel, HazardState, HazardStep
from ..vocabulary import TeamRole, Tier
from ..workflow import HAZARD_WORKFLOW, Place
from . import committee_shares as shares
from .cases import Case
from .draws import Draws
from .shares import CITY, LAST_DAY, PARK_WITHOUT_RECORDS, count

__all__ = ["hazards"]


def hazards(cases: Iterable[Case], draws: Draws, scale: float) -> Iterator[Hazard]:
    """Hazards in villages, half of them at a company."""
    rural = draws.ranked("hazards", [case for case in cases if case.office.tier in (Tier.TOWNSHIP, Tier.VILLAGE)])
    known = iter([case for case in rural if case.place.county != PARK_WITHOUT_RECORDS])
    unknown = iter([case for case in rural if case.place.county == PARK_WITHOUT_RECORDS])
    number = 0
    for fate in shares.FATES:
        for _ in range(count(fate.hazards, scale)):
            case = next(known if fate.claimed else unknown, None)
            if case is not None:
                number += 1
                yield _hazard(number, case, fate.steps, draws)


def _hazard(number: int, case: Case, steps: tuple[HazardStep, ...], draws: Draws) -> Hazard:
    on = draws.day(f"whistle/{number}", shares.WHISTLED.start, shares.WHISTLED.end or LAST_DAY)
    place: Place[HazardState] = Place(None, shares.FIRST_LEVEL)
    moves = []
    for index, step in enumerate(steps):
        actor = _actor(case, step, place.level or shares.FIRST_LEVEL)
        place = HAZARD_WORKFLOW.after(place, step)
        on += dt.timedelta(days=draws.number(f"hazard/{number}/{index}", below=4) if index else 0)
        reasons = shares.HAZARD_REASONS[step]
        reason = reasons[number % len(reasons)]
        moves.append(HazardMove(step=step, actor=actor, on=min(on, LAST_DAY), reason=reason))
    company = case.id if number % 2 else None
    return Hazard(
        id=f"HZ-{number:04}", area=case.place.village, company=company, begins_at=shares.FIRST_LEVEL, moves=moves
    )


def _actor(case: Case, step: HazardStep, level: HazardLevel) -> str:
    """Who takes a step: the team's assistant blows the whistle and escalates, the regulator of the level does the rest."""
    team = {member.role: member.member for member in case.office.team()}
    if step in (HazardStep.WHISTLE, HazardStep.ESCALATE):
        return team[TeamRole.ASSISTANT]
    regulators = {
        HazardLevel.STATION: team[TeamRole.REGULATORY_CADRE],
        HazardLevel.COUNTY: f"RC-{case.place.county}",
        HazardLevel.CITY: f"RC-{CITY}",
    }
    return regulators[level]
