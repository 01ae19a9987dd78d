"""team.*: three-way matching at city and county tier, three-way joint below (§6)."""

from __future__ import annotations

import datetime as dt

from ..periods import ALWAYS, ONE_DAY
from ..vocabulary import SupervisionMode, TeamRole
from .base import Breach, Ingredients
from .coverage import PerRelation, Runs, relation
from .days import Days, after
from .files import CompanyFile, Segment, Span
from .view import View


class FullTeam(PerRelation):
    """All roles of the mode are filled, on each day on which its tier supervises."""

    mode: SupervisionMode

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.tiers = {tier for tier, mode in view.book.modes.items() if mode is self.mode}
        filled = {TeamRole.LEADING_CADRE} if self.chosen("leading-cadre", "supervisor") else set()
        self.roles = [role for role in view.book.teams[self.mode] if role not in filled]

    def plainly(self, file: CompanyFile, span: Span, segment: Segment) -> bool | None:
        """Not owed at another tier; kept if each role has a member whose period is always."""
        if segment.post is None or segment.post.tier not in self.tiers:
            return None
        lasting = [member.role for member in span.assignment.team if member.period is ALWAYS]
        return self.view.known_by is None and all([role in lasting for role in self.roles])

    def runs(self, file: CompanyFile, span: Span, segment: Segment) -> Runs:
        """Runs of days on which the same roles are missing; empty if another mode applies."""
        if segment.post is None or segment.post.tier not in self.tiers:
            return []
        filled: dict[TeamRole, list[Days]] = {role: [] for role in self.roles}
        cuts: set[dt.date] = set()
        for member in span.assignment.team:
            days = self.view.days(member, member.period)
            if days and member.role in filled:
                filled[member.role].append(days)
                cuts.update(
                    day for day in (days[0], after(days[1])) if segment.start < day <= min(segment.end, self.as_of)
                )
        starts = [segment.start, *sorted(cuts)]
        runs: Runs = []
        for i, start in enumerate(starts):
            end = starts[i + 1] - ONE_DAY if i + 1 < len(starts) else segment.end
            missing = tuple(role for role in self.roles if not any(a <= start <= b for a, b in filled[role]))
            runs.append((start, end, self._breach(span, missing) if missing else None))
        return runs

    def _breach(self, span: Span, missing: tuple[TeamRole, ...]) -> Breach:
        facts: Ingredients = (relation(span), ("missing-roles", self.mode, missing))
        return Breach("team-incomplete", facts, "assignments")


class ThreeWayMatching(FullTeam):
    """team.three-way-matching (三对应包保) (§6.1)."""

    mode = SupervisionMode.THREE_WAY_MATCHING


class ThreeWayJoint(FullTeam):
    """team.three-way-joint (三联合包保) (§6.2)."""

    mode = SupervisionMode.THREE_WAY_JOINT
