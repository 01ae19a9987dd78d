"""The steps that a hazard or a problem may take: tables, and one engine that reads them.

Callers: facts, which refuse a history that a table doesn't allow and take one step more; the rules
about hazards and problems, which ask how far one has come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

import attrs

from ._frozen import FrozenMap
from .errors import StepError
from .governance_terms import HazardLevel, HazardState, HazardStep, ProblemState, ProblemStep
from .periods import require_date
from .vocabulary import Term

__all__ = ["HAZARD_WORKFLOW", "PROBLEM_WORKFLOW", "Place", "Workflow", "require_order"]

State = TypeVar("State", bound=Term)
Step = TypeVar("Step", bound=Term)


def __dir__() -> list[str]:
    return __all__


@attrs.frozen
class Place(Generic[State]):
    """How far something has come, and at which level (进展).

    Attributes:
        state: its state; None before the first step of what begins with one.
        level: its level; None where there are no levels.

    >>> begun = Place(HazardState.WHISTLED, HazardLevel.STATION)
    >>> begun.state.label.zh, begun.level.label.zh
    ('已吹哨', '所')
    """

    state: State | None
    level: HazardLevel | None


@attrs.frozen
class Workflow(Generic[State, Step]):
    """Which step leads where (流程): a table of allowed steps.

    Attributes:
        start: the state before the first step; None if the first step makes the first state.
        table: by state and step, the state that it leads to, and by how many levels it goes up.

    >>> place = HAZARD_WORKFLOW.after(Place(HazardState.ASSESSED, HazardLevel.STATION), HazardStep.HAND_UP)
    >>> place.state, place.level
    (<HazardState.HANDED_UP: 'HANDED_UP'>, <HazardLevel.COUNTY: 'COUNTY'>)
    """

    start: State | None
    table: FrozenMap[tuple[State | None, Step], tuple[State, int]]

    def allowed(self, place: Place[State]) -> tuple[Step, ...]:
        """The steps that are allowed from a place, in the order of the table."""
        return tuple(step for (state, step) in self.table if state is place.state and self._fits(place, step))

    def _fits(self, place: Place[State], step: Step) -> bool:
        _, up = self.table[place.state, step]
        return not up or (place.level is not None and _moved(place.level, up) is not None)

    def after(self, place: Place[State], step: Step) -> Place[State]:
        """Where a step leads.

        Raises:
            StepError: the step isn't allowed; it names those that are.
        """
        if (place.state, step) not in self.table or not self._fits(place, step):
            raise self._refused(place, step)
        state, up = self.table[place.state, step]
        level = place.level if place.level is None else _moved(place.level, up)
        return Place(state, level)

    def replay(self, steps: Iterable[Step], level: HazardLevel | None = None) -> Place[State]:
        """Where a history leads, from its beginning: it rebuilds the state.

        Args:
            steps: the steps, in order.
            level: the level at which it begins.

        Raises:
            StepError: a step isn't allowed; its problem's path is the number of the step, from 0.
        """
        place: Place[State] = Place(self.start, level)
        for index, step in enumerate(steps):
            try:
                place = self.after(place, step)
            except StepError as error:
                (problem,) = error.problems
                raise StepError([attrs.evolve(problem, path=f"/{index}")]) from None
        return place

    def _refused(self, place: Place[State], step: Any) -> StepError:
        kind = next(type(one) for _, one in self.table)
        if not isinstance(step, kind):
            zh, en = f"应为 {kind.__name__}，而不是 {step!r}", f"must be a {kind.__name__}, not {step!r}"
            return StepError.single("wrong-type", "", zh, en)
        names = [f"{one.value}（{one.label.zh}）" for one in self.allowed(place)]
        codes = ", ".join(str(one.value) for one in self.allowed(place))
        at_zh, at_en = _told(place)
        return StepError.single(
            "step-not-allowed",
            "",
            f"{at_zh}不能走 {step.value} 这一步；可以走：{'、'.join(names) or '没有'}",
            f"the step {step.value} isn't allowed {at_en}; allowed: {codes or 'none'}",
        )


def require_order(moves: Sequence[Any], on: dt.date) -> None:
    """Raise if a step lies before the last one.

    Raises:
        DateTypeError: ``on`` isn't a date.
        StepError: it lies before the last step.
    """
    require_date(on, "on")
    if moves and on < moves[-1].on:
        zh, en = f"{on} 早于上一步（{moves[-1].on}）", f"{on} lies before the last step, on {moves[-1].on}"
        raise StepError.single("days-reversed", "/on", zh, en)


def _moved(level: HazardLevel, up: int) -> HazardLevel | None:
    if not up:
        return level
    return level.above if up > 0 else level.below


def _told(place: Place[Any]) -> tuple[str, str]:
    """A place, as a message begins."""
    level_zh = "" if place.level is None else f"在{place.level.label.zh}级"
    level_en = "" if place.level is None else f" at {place.level.label.en} level"
    if place.state is None:
        return f"{level_zh}尚未开始时", f"before anything was done{level_en}"
    return f"{level_zh}“{place.state.label.zh}”时", f"when it is {place.state.label.en}{level_en}"


_S, _A = HazardState, HazardStep

HAZARD_WORKFLOW: Workflow[HazardState, HazardStep] = Workflow(
    None,
    FrozenMap(
        {
            (None, _A.WHISTLE): (_S.WHISTLED, 0),
            (_S.WHISTLED, _A.REPORT_IN): (_S.REPORTED_IN, 0),
            (_S.WHISTLED, _A.ESCALATE): (_S.WHISTLED, +1),
            (_S.REPORTED_IN, _A.ASSESS): (_S.ASSESSED, 0),
            (_S.REPORTED_IN, _A.ESCALATE): (_S.WHISTLED, +1),
            (_S.ASSESSED, _A.DISPOSE): (_S.DISPOSED, 0),
            (_S.ASSESSED, _A.HAND_UP): (_S.HANDED_UP, +1),
            (_S.ASSESSED, _A.ESCALATE): (_S.WHISTLED, +1),
            (_S.HANDED_UP, _A.REPORT_IN): (_S.REPORTED_IN, 0),
            (_S.HANDED_UP, _A.ESCALATE): (_S.WHISTLED, +1),
            (_S.HANDED_UP, _A.RETURN): (_S.ASSESSED, -1),
            (_S.DISPOSED, _A.VERIFY): (_S.VERIFIED, 0),
            (_S.DISPOSED, _A.RETURN): (_S.ASSESSED, 0),
            (_S.VERIFIED, _A.CLOSE): (_S.CLOSED, 0),
            (_S.VERIFIED, _A.RETURN): (_S.ASSESSED, 0),
        }
    ),
)
"""The steps of a hazard: at each level it is reported in, assessed, and disposed of or handed up.

Who can't deal with it hands it up; who won't wait for them escalates it: the level above then has to
report in. What was badly disposed of, or handed up without need, is returned to be assessed again.

>>> place = HAZARD_WORKFLOW.replay([HazardStep.WHISTLE, HazardStep.REPORT_IN], HazardLevel.STATION)
>>> [step.label.zh for step in HAZARD_WORKFLOW.allowed(place)]
['研判', '提级']
"""

_P, _B = ProblemState, ProblemStep

PROBLEM_WORKFLOW: Workflow[ProblemState, ProblemStep] = Workflow(
    _P.FOUND,
    FrozenMap(
        {
            (_P.FOUND, _B.CLAIM): (_P.CLAIMED, 0),
            (_P.CLAIMED, _B.RECTIFY): (_P.RECTIFIED, 0),
            (_P.CLAIMED, _B.RETURN): (_P.FOUND, 0),
            (_P.RECTIFIED, _B.FEED_BACK): (_P.FED_BACK, 0),
            (_P.RECTIFIED, _B.RETURN): (_P.CLAIMED, 0),
            (_P.FED_BACK, _B.CLOSE): (_P.CLOSED, 0),
            (_P.FED_BACK, _B.RETURN): (_P.CLAIMED, 0),
        }
    ),
)
"""The steps of a problem: claimed, rectified, fed back, closed, as the national platform has them.

That what was badly done is returned is our model.

>>> PROBLEM_WORKFLOW.replay([ProblemStep.CLAIM, ProblemStep.RECTIFY]).state.label.zh
'已整改'
"""
