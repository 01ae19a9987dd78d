"""Hazards in rural areas: the assistant blows the whistle, the regulator reports in (§13.3, §13.4)."""

from __future__ import annotations

import datetime as dt

import attrs

from ..governance_terms import HazardLevel, HazardState, HazardStep
from ..workflow import HAZARD_WORKFLOW, Place, require_order
from .base import AreaId, CompanyId, Fact, Id, as_parts

__all__ = ["Hazard", "HazardMove"]


@attrs.frozen(kw_only=True)
class HazardMove:
    """One step of a hazard (隐患处置记录) (§13.3, §13.4).

    Attributes:
        step: the step taken.
        actor: the id of who took it.
        on: the day.
        reason: why.
        recorded: the day on which it was entered; its own day unless given.

    >>> HazardMove(step=HazardStep.WHISTLE, actor="M-1", on=dt.date(2023, 3, 3), reason="发现无证加工").step.label.zh
    '吹哨'
    """

    step: HazardStep
    actor: str
    on: dt.date
    reason: str
    recorded: dt.date | None = None


@attrs.frozen(kw_only=True)
class Hazard(Fact):
    """A food safety hazard, from the whistle to its end (食品安全隐患) (§13.2–§13.4).

    Its moves are its whole history: they rebuild its state and its level.

    Attributes:
        id: its id.
        area: the area that it lies in.
        company: the company that it is at; None if at none that is supervised.
        begins_at: the level at which the whistle was blown: a station unless given.
        moves: the steps taken, in order; the first is the whistle.

    >>> hazard = Hazard(id="H-1", area="510903100").advance(
    ...     HazardStep.WHISTLE, actor="M-1", on=dt.date(2023, 3, 3), reason="发现无证加工"
    ... )
    >>> hazard.state.label.zh, hazard.level.label.zh
    ('已吹哨', '所')
    """

    id: Id
    area: AreaId
    company: CompanyId | None = None
    begins_at: HazardLevel = HazardLevel.STATION
    moves: tuple[HazardMove, ...] = attrs.field(default=(), converter=as_parts)

    @property
    def place(self) -> Place[HazardState]:
        """How far it has come, and at which level.

        Raises:
            StepError: its history has a step that isn't allowed; a Registry refuses such a one.
        """
        return HAZARD_WORKFLOW.replay((move.step for move in self.moves), self.begins_at)

    @property
    def level(self) -> HazardLevel:
        """The level that it is at."""
        return self.place.level or self.begins_at

    @property
    def state(self) -> HazardState | None:
        """How far it has come; None before the whistle."""
        return self.place.state

    @property
    def allowed(self) -> tuple[HazardStep, ...]:
        """The steps that it may take next."""
        return HAZARD_WORKFLOW.allowed(self.place)

    def advance(
        self, step: HazardStep, *, actor: str, on: dt.date, reason: str, recorded: dt.date | None = None
    ) -> Hazard:
        """The hazard one step further; it doesn't change itself.

        Args:
            step: the step taken.
            actor: the id of who took it.
            on: the day.
            reason: why.
            recorded: the day on which it was entered; its own day unless given.

        Raises:
            StepError: the step isn't allowed, and the message names those that are; or ``on`` lies before
                the last step.

        >>> Hazard(id="H-1", area="510903100").advance(
        ...     HazardStep.CLOSE, actor="M-1", on=dt.date(2023, 3, 3), reason="误报"
        ... )
        Traceback (most recent call last):
        ...
        dual_responsibility.errors.StepError: /: the step CLOSE isn't allowed before anything was done at station level; allowed: WHISTLE (step-not-allowed)
        """
        HAZARD_WORKFLOW.after(self.place, step)
        require_order(self.moves, on)
        move = HazardMove(step=step, actor=actor, on=on, reason=reason, recorded=recorded)
        return attrs.evolve(self, moves=(*self.moves, move))
