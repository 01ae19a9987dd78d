"""What a rulebook says of the committees' side: the mechanism's seats, and how reviews are held (§3, §4, §12).

Callers: rulebooks, which hold it; the rules mechanism.* and review.*.
"""

from __future__ import annotations

import attrs

from .._frozen import FrozenMap
from ..governance_terms import Audience, ReviewGround, SeatRole
from ..vocabulary import ReviewGrade, Text, Tier
from .citation import Citation

__all__ = ["MechanismNorm", "ReviewNorm"]

_NO_RANKS: FrozenMap[ReviewGrade, int] = FrozenMap()


@attrs.frozen
class MechanismNorm:
    """Which seats a coordination mechanism has, and who may fill them (协调机制构成) (§3, §4.1).

    Attributes:
        tier: the tier that has the mechanism.
        local_tier: the tier whose areas each have a leading group and a task force of their own.
        seats: the seats of which each is held by one person, with the offices that may hold it.
        offices: the offices, by id.
        bodies: the leading bodies from each of which there is a member, by id; no others are.
        departments: the departments that are named, by id; others may be members too.
        hosts: the bureau that the task force sits in, by id.

    >>> from dual_responsibility import rulebook
    >>> norm = rulebook("suining-2022").mechanism
    >>> norm.offices[norm.seats[SeatRole.CHIEF][0]].zh
    '市委书记'
    """

    tier: Tier
    local_tier: Tier
    seats: FrozenMap[SeatRole, tuple[str, ...]]
    offices: FrozenMap[str, Text]
    bodies: FrozenMap[str, Text]
    departments: FrozenMap[str, Text]
    hosts: FrozenMap[str, Text]

    def text_of(self, id: str) -> Text:
        """An office, body, department or bureau in words; what the rulebook doesn't list stands as it is."""
        for listed in (self.offices, self.bodies, self.departments, self.hosts):
            if id in listed:
                return listed[id]
        return Text(id, id)


@attrs.frozen
class ReviewNorm:
    """Who reports to whom each year, and how an outcome comes about (述职评议安排) (§12).

    Attributes:
        tiers: the tiers whose leaders and heads of departments report (§12.1).
        audiences: to whom a report is made, by the clause it is made on.
        share_percent: of the supervisors whom a committee of a tier may pick, how many in a hundred it
            picks; a tier that isn't in it has no share: the source names “a certain share” and no
            figure (§12.3).
        points: the points of each grade, for the reading ``ballot-rule = points``; empty where none are set.
        ranks: the last rank of each grade, for the reading ``ballot-rule = rank``; a grade that isn't in it
            is never given.
        citations: the clauses that set share, points and ranks; empty where none is set.

    >>> from dual_responsibility import rulebook
    >>> dict(rulebook("suining-2022").review.share_percent)
    {}
    """

    tiers: frozenset[Tier]
    audiences: FrozenMap[ReviewGround, frozenset[Audience]]
    share_percent: FrozenMap[Tier, int]
    points: FrozenMap[ReviewGrade, int]
    citations: tuple[Citation, ...] = ()
    ranks: FrozenMap[ReviewGrade, int] = _NO_RANKS
