"""Problems that visits found, and what became of them: claimed, rectified, fed back, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from ..facts.conduct import Visit
from ..facts.problems import FoundProblem, ProblemMove
from ..governance_terms import ProblemStep
from . import committee_shares as shares
from .cases import Case
from .draws import Draws
from .shares import FIRST_DAY, count

__all__ = ["with_problems"]


@attrs.define(eq=False)
class _Numbered:
    """A visit that a draw can tell apart."""

    number: int
    visit: Visit
    claimed: bool


def with_problems(visits: Iterable[Visit], cases: Iterable[Case], draws: Draws, scale: float) -> list[Visit]:
    """The visits, some of which found a problem."""
    visits = [*visits]
    claimed = {case.id: case.visits_claimed for case in cases}
    fit = [
        _Numbered(number, visit, claimed[visit.company])
        for number, visit in enumerate(visits)
        if FIRST_DAY <= visit.on <= shares.FOUND_BY
    ]
    ranked = draws.ranked("problems", fit)
    inside, outside = (iter([one for one in ranked if one.claimed is known]) for known in (True, False))
    for follow in shares.FOLLOWED:
        for _ in range(count(follow.problems, scale)):
            one = next(inside if follow.claimed else outside, None)
            if one is not None:
                text = shares.PROBLEM_TEXTS[one.number % len(shares.PROBLEM_TEXTS)]
                visits[one.number] = attrs.evolve(one.visit, problems=_problem(one.visit, follow, text))
    return visits


def _problem(visit: Visit, follow: shares.Follow, text: str) -> FoundProblem:
    due = None if follow.days is None else visit.on + dt.timedelta(days=follow.days)
    begun = visit.on if due is None or not follow.late else due + dt.timedelta(days=shares.LATE_BY - 2)
    moves = [
        ProblemMove(
            step=step,
            actor=visit.visitor if step is ProblemStep.CLOSE else visit.company,
            on=begun + dt.timedelta(days=number),
            reason=shares.PROBLEM_REASONS[step],
        )
        for number, step in enumerate(follow.steps, 1)
    ]
    return FoundProblem(id="P-1", text=text, rectify_by=due, moves=moves)
