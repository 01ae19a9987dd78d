"""Cutting a registry into parts: what each answers for, and what it has to carry for that.

Called by Registry alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ..vocabulary import Tier

if TYPE_CHECKING:
    from .registry import Registry
    from .supervisors import Supervisor

__all__ = ["BY_AREA", "BY_COMPANY", "BY_SUPERVISOR", "Owned", "carried", "committee_tier", "shares"]

BY_COMPANY = (
    "assignments", "company_changes", "notice_cards", "visits", "pauses", "regular_closings", "checklists",
    "control_logs", "control_records", "staff",
)  # fmt: skip
BY_SUPERVISOR = ("changes", "commitments", "acknowledgements")
BY_AREA = ("mechanisms", "plans", "leaders", "review_selections", "reviews", "hazards")


@attrs.frozen
class Owned:
    """The companies, supervisors and areas whose obligations a part of a registry answers for."""

    companies: frozenset[str]
    supervisors: frozenset[str]
    areas: frozenset[str]


def shares(registry: Registry, n: int) -> list[Owned]:
    """What each of ``n`` parts answers for: neighbouring companies, and supervisors with their first."""
    companies = sorted(registry.owns("companies"), key=lambda id: (registry.company(id).area, id))
    share = {id: index * n // len(companies) for index, id in enumerate(companies)}
    companies_of: list[list[str]] = [[] for _ in range(n)]
    for id, part in share.items():
        companies_of[part].append(id)
    supervisors_of: list[list[str]] = [[] for _ in range(n)]
    for index, id in enumerate(registry.owns("supervisors")):
        held = [share[a.company] for a in registry.of_supervisor("assignments", id) if a.company in share]
        supervisors_of[min(held) if held else index % n].append(id)
    areas = registry.owns("areas")
    return [Owned(frozenset(companies_of[i]), frozenset(supervisors_of[i]), frozenset(areas[i::n])) for i in range(n)]


def carried(registry: Registry, owned: Owned) -> dict[str, list[Any]]:
    """The collections that a part holds: all facts that the rules about its own need, under any reading.

    They are the owned, the companies of owned supervisors, and every supervisor of all these; of
    owned areas, the companies that their hazards are at, and the supervisors who may be picked to
    report to their committees. What isn't named here is carried whole.
    """
    companies = set(owned.companies)
    hazards = [hazard for hazard in registry.hazards if hazard.area in owned.areas]
    selections = [selection for selection in registry.review_selections if selection.area in owned.areas]
    companies.update(hazard.company for hazard in hazards if hazard.company is not None)
    for id in owned.supervisors:
        companies.update(a.company for a in registry.of_supervisor("assignments", id))
    supervisors = set(owned.supervisors)
    supervisors.update(pick.supervisor for selection in selections for pick in selection.picks)
    supervisors.update(one.id for one in registry.supervisors if _committees(registry, one) & owned.areas)
    known = {one.id for one in registry.supervisors}
    supervisors.update(
        leader.person for leader in registry.leaders if leader.area in owned.areas and leader.person in known
    )
    for id in companies:
        supervisors.update(a.supervisor for a in registry.of_company("assignments", id))
        supervisors.update(card.supervisor for card in registry.of_company("notice_cards", id))
    # A letter given for an area may be another supervisor's (reading letter-signer).
    areas = {post.area for id in owned.supervisors for post in registry.supervisor(id).posts}
    areas.update(registry.company(id).area for id in companies)
    supervisors.update(letter.supervisor for letter in registry.commitments if letter.area in areas)
    # Somebody may serve other companies too (reading shared-officer).
    persons = {staff.person for id in owned.companies for staff in registry.of_company("staff", id)}
    elsewhere = [staff for id in sorted(persons) for staff in registry.of_person(id) if staff.company not in companies]
    served = {staff.company for staff in elsewhere}
    parts: dict[str, list[Any]] = {
        "companies": [registry.company(id) for id in sorted(companies | served)],
        "supervisors": [registry.supervisor(id) for id in sorted(supervisors)],
        "hazards": hazards,
        "review_selections": selections,
        "emergencies": [e for e in registry.emergencies if e.company is None or e.company in companies],
    }
    for name in BY_COMPANY:
        parts[name] = [fact for id in sorted(companies) for fact in registry.of_company(name, id)]
    for name in BY_SUPERVISOR:
        parts[name] = [fact for id in sorted(supervisors) for fact in registry.of_supervisor(name, id)]
    parts["staff"] += elsewhere
    return parts


def _committees(registry: Registry, supervisor: Supervisor) -> set[str | None]:
    """The areas whose committees may pick a supervisor, under any reading."""
    return {registry.of_tier(post.area, committee_tier(post.tier)) for post in supervisor.posts}


def committee_tier(tier: Tier) -> Tier:
    """The tier of the nearest committee: a village has none of its own."""
    return Tier.TOWNSHIP if tier is Tier.VILLAGE else tier
