"""Problems that a visit or a record found, and what became of them."""

from __future__ import annotations

import datetime as dt

import attrs

from ..errors import StepError
from ..governance_terms import ProblemState, ProblemStep
from ..workflow import PROBLEM_WORKFLOW, Place, require_order
from .base import as_parts

__all__ = ["FoundProblem", "ProblemMove"]


@attrs.frozen(kw_only=True)
class ProblemMove:
    """One step of a problem towards its end (问题整改记录).

    Attributes:
        step: the step taken.
        actor: the id of who took it.
        on: the day.
        reason: why, or what was done.
        recorded: the day on which it was entered; its own day unless given.

    >>> ProblemMove(step=ProblemStep.CLAIM, actor="P-1", on=dt.date(2023, 3, 4)).step.label.zh
    '认领'
    """

    step: ProblemStep
    actor: str
    on: dt.date
    reason: str | None = None
    recorded: dt.date | None = None


@attrs.frozen(kw_only=True)
class FoundProblem:
    """A problem that a visit or a record found, and what became of it (发现的问题).

    What became of it is told by ``rectified`` alone, or step by step by ``moves``: claimed,
    rectified, fed back, closed, as the national platform has it.

    Attributes:
        id: its id, unique in the visit or record.
        item: the item of the checklist that it is about; None if none.
        text: what was found.
        rectify_by: the last day to put it right that the visit or record itself sets; None if it sets none.
        rectified: the day on which it was put right; None while it is open, or where ``moves`` tell.
        moves: its steps, in order.

    >>> FoundProblem(id="P-1", text="冷藏柜温度偏高").state.label.zh
    '已发现'
    """

    id: str
    item: str | None = None
    text: str | None = None
    rectify_by: dt.date | None = None
    rectified: dt.date | None = None
    moves: tuple[ProblemMove, ...] = attrs.field(default=(), converter=as_parts)

    @property
    def state(self) -> ProblemState:
        """How far it has come.

        Raises:
            StepError: its history has a step that isn't allowed; a Registry refuses such a one.
        """
        if not self.moves and self.rectified is not None:
            return ProblemState.RECTIFIED
        return self._place().state or ProblemState.FOUND

    def put_right(self, as_of: dt.date | None = None) -> dt.date | None:
        """The day on which it was put right, and not returned since.

        Args:
            as_of: leave out what happened after this day; None leaves out nothing.
        """
        if not self.moves:
            day = self.rectified
            return None if day is not None and as_of is not None and day > as_of else day
        moves = [move for move in self.moves if as_of is None or move.on <= as_of]
        state = PROBLEM_WORKFLOW.replay(move.step for move in moves).state
        if state not in (ProblemState.RECTIFIED, ProblemState.FED_BACK, ProblemState.CLOSED):
            return None
        return next(move.on for move in reversed(moves) if move.step is ProblemStep.RECTIFY)

    def _place(self) -> Place[ProblemState]:
        return PROBLEM_WORKFLOW.replay(move.step for move in self.moves)

    def advance(
        self,
        step: ProblemStep,
        *,
        actor: str,
        on: dt.date,
        reason: str | None = None,
        recorded: dt.date | None = None,
    ) -> FoundProblem:
        """The problem one step further; it doesn't change itself.

        Args:
            step: the step taken.
            actor: the id of who took it.
            on: the day.
            reason: why, or what was done.
            recorded: the day on which it was entered; its own day unless given.

        Raises:
            StepError: the step isn't allowed, and the message names those that are; or ``rectified``
                tells already how it ended; or ``on`` lies before the last step.

        >>> found = FoundProblem(id="P-1").advance(ProblemStep.CLAIM, actor="P-1", on=dt.date(2023, 3, 4))
        >>> found.advance(ProblemStep.CLOSE, actor="P-1", on=dt.date(2023, 3, 5))
        Traceback (most recent call last):
        ...
        dual_responsibility.errors.StepError: /: the step CLOSE isn't allowed when it is claimed; allowed: RECTIFY, RETURN (step-not-allowed)
        """
        if self.rectified is not None:
            zh = f"问题 {self.id} 只记了整改完成之日（rectified）；要记录经过，请先把它去掉"
            en = f"of problem {self.id} only the day is on record on which it was put right (rectified); drop that to record its steps"
            raise StepError.single("step-not-allowed", "/rectified", zh, en)
        PROBLEM_WORKFLOW.after(self._place(), step)
        require_order(self.moves, on)
        move = ProblemMove(step=step, actor=actor, on=on, reason=reason, recorded=recorded)
        return attrs.evolve(self, moves=(*self.moves, move))
