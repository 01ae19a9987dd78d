"""What isn't as it should be about the relations themselves (§2.1, §6, §9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import attrs

from ..periods import ONE_DAY, Period
from ..vocabulary import EscalationGround, Grade, Tier
from . import shares
from .cases import KINDS_ESCALATED, Case, relation_to
from .draws import Draws, Pool
from .places import Geography, Office

Fits = Callable[[Case], bool]


class Deviations:
    """Takes companies from a pool, and gives each something that isn't as it should be."""

    def __init__(self, city: Geography, pool: Pool[Case], draws: Draws, scale: float) -> None:
        self.city = city
        self.pool = pool
        self.draws = draws
        self.scale = scale

    def make(self) -> None:
        """All of them, the ones with the fewest candidates first."""
        self._late_posts()
        self._wrong_supervisors()
        self._escalations()
        self._coverage()
        self._teams()

    def _take(self, figure: int, fits: Fits, *, recorded: bool = True) -> list[Case]:
        """Companies, each with its office marked as special; ``recorded``: where records are claimed."""
        n = shares.count(figure, self.scale)
        cases = self.pool.take(n, lambda case: case.in_records is recorded and fits(case))
        for case in cases:
            case.office.special = True
        return cases

    def _host(self, case: Case, offices: Sequence[Office]) -> Office:
        """One of the offices, for a company that isn't its own."""
        office = offices[self.draws.number(f"host/{case.number}", below=len(offices))]
        office.special = True
        return office

    def _offices(self, tier: Tier, case: Case, *, inside: bool = True) -> list[Office]:
        """The offices of a tier that have their own post in time and whose area holds the company, or doesn't."""
        return [
            office
            for office in self.city.offices[tier]
            if (office.area in (shares.CITY, case.place.county, case.place.township, case.place.village)) is inside
            and office.holder.start == shares.FIRST_DAY
        ]

    def _movable(self, grade: Grade, tier: Tier, *, inside: bool = True) -> Fits:
        """Companies of a grade that aren't their office's first, for which a tier has an office."""
        return lambda case: case.grade is grade and not case.first and bool(self._offices(tier, case, inside=inside))

    def _late_posts(self) -> None:
        def alone(case: Case) -> bool:
            return case.grade is Grade.C and case.office.companies == 1

        for figure, recorded in ((shares.POST_LATE, True), (shares.POST_LATE_UNCLAIMED, False)):
            for case in self._take(figure, alone, recorded=recorded):
                case.office.holder.start = shares.POST_BEGINS

    def _wrong_supervisors(self) -> None:
        lower = {Grade.B: Tier.TOWNSHIP, Grade.C: Tier.VILLAGE}
        for grade, figure in shares.TIER_TOO_LOW.items():
            self._misplace(figure, grade, lower[grade], corrected=False, inside=True)
        for grade, figure in shares.AREA_OUTSIDE.items():
            self._misplace(figure, grade, shares.TIERS[grade], corrected=False, inside=False)
        self._misplace(shares.TIER_CORRECTED, Grade.C, Tier.VILLAGE, corrected=True, inside=True)
        self._misplace(shares.AREA_CORRECTED, Grade.C, Tier.TOWNSHIP, corrected=True, inside=False)

    def _misplace(self, figure: int, grade: Grade, tier: Tier, *, corrected: bool, inside: bool) -> None:
        for case in self._take(figure, self._movable(grade, tier, inside=inside)):
            host = self._host(case, self._offices(tier, case, inside=inside))
            case.relations = [relation_to(host)]
            if corrected:
                case.relations[0].end = shares.CORRECTED_ON - ONE_DAY
                case.relations.append(relation_to(case.office, shares.CORRECTED_ON))

    def _escalations(self) -> None:
        for escalation in shares.ESCALATED:
            self._escalate(escalation.companies, escalation.grade, escalation.tier, escalation.ground)
        c, county = Grade.C, Tier.COUNTY
        self._escalate(shares.GROUND_MISSING, c, county, None)
        self._escalate(shares.GROUND_NOT_LISTED, c, county, EscalationGround.OTHER)
        entered = Period(shares.GROUND_ENTERED)
        self._escalate(shares.GROUND_LATE, c, county, EscalationGround.SCHOOL, since=entered)
        self._escalate(shares.GROUND_MISSING_UNCLAIMED, Grade.D, Tier.TOWNSHIP, None, recorded=False)

    def _escalate(
        self,
        figure: int,
        grade: Grade,
        tier: Tier,
        ground: EscalationGround | None,
        *,
        since: Period | None = None,
        recorded: bool = True,
    ) -> None:
        for case in self._take(figure, self._movable(grade, tier), recorded=recorded):
            case.relations = [relation_to(self._host(case, self._offices(tier, case)))]
            case.sort = KINDS_ESCALATED.get(ground, case.sort) if ground else case.sort
            case.ground = ground if since is None else [(since, ground)]

    def _coverage(self) -> None:
        def left_out(case: Case) -> bool:
            return case.grade is Grade.D and not case.first

        def shared(case: Case) -> bool:
            return case.grade is Grade.C and bool(self._others(case))

        for figure, recorded in ((shares.NEVER_ASSIGNED, True), (shares.NEVER_ASSIGNED_UNCLAIMED, False)):
            for case in self._take(figure, left_out, recorded=recorded):
                case.relations = []
        for figure, end in ((shares.OVERLAPPING, None), (shares.OVERLAP_ENDED, shares.OVERLAP.end)):
            for case in self._take(figure, shared):
                second = self._host(case, self._others(case))
                case.relations.append(relation_to(second, shares.OVERLAP.start, end))

    def _others(self, case: Case) -> list[Office]:
        return [office for office in self._offices(Tier.TOWNSHIP, case) if office is not case.office]

    def _teams(self) -> None:
        """Of each mode: a role open, one filled late, and one open where records aren't claimed."""

        def matching(case: Case) -> bool:
            return case.grade in (Grade.A, Grade.B)

        def joint(case: Case) -> bool:
            return case.grade in (Grade.C, Grade.D)

        for fits, open_, late, unclaimed in (
            (matching, shares.MATCHING_INCOMPLETE, shares.MATCHING_LATE, shares.MATCHING_UNCLAIMED),
            (joint, shares.JOINT_INCOMPLETE, shares.JOINT_LATE, shares.JOINT_UNCLAIMED),
        ):
            for case in (*self._take(open_, fits), *self._take(unclaimed, fits, recorded=False)):
                self._leave_open(case)
            for case in self._take(late, fits):
                self._leave_open(case, shares.TEAM_FILLED_ON)

    def _leave_open(self, case: Case, filled: dt.date | None = None) -> None:
        relation = case.relations[0]
        which = self.draws.number(f"role/{case.number}", below=len(relation.team))
        left = relation.team[which]
        others = tuple(member for member in relation.team if member is not left)
        relation.team = others if filled is None else (*others, attrs.evolve(left, period=Period(filled)))
