"""hazard.*: a whistle is answered, and a hazard is disposed of at its level (§13.3, §13.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from ..facts.base import Ref
from ..facts.hazards import Hazard, HazardMove
from ..findings import Finding, Obligation
from ..governance_terms import HazardLevel, HazardState, HazardStep
from ..workflow import HAZARD_WORKFLOW, Place
from .base import VIOLATED, AreaFile, DatedRule, Duty, Ingredients
from .view import View

WAITING = (HazardState.WHISTLED, HazardState.HANDED_UP)
"""States in which the regulator of the level has to report in."""


class OfHazards(DatedRule):
    """A rule about the hazards of an area; it has a deadline only where the rulebook sets one."""

    about = "area"
    claim_kind = "hazards"
    tells_all = True

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.of_level = self.chosen("hazard-bearer", "level")

    def areas(self, duty: Duty) -> Iterable[str]:
        """The area that the hazard lies in."""
        hazard, _ = duty.cause
        return (hazard.area,)

    def bearer(self, hazard: Hazard, level: HazardLevel) -> Ref:
        """The area that has to act at a level (reading ``hazard-bearer``); that of the hazard, if there is no other."""
        own = self.view.registry.of_tier(hazard.area, level.tier) if self.of_level else None
        return self.view.ref("area", own or hazard.area)

    def seen(self, file: AreaFile) -> Iterator[tuple[Hazard, tuple[HazardMove, ...]]]:
        """The hazards of an area, each with the steps that are seen."""
        for hazard in self.view.registry.of_area("hazards", file.ref.id):
            moves = hazard.moves
            # A history has no gaps: what follows a step that isn't known isn't known either.
            known = next((i for i, move in enumerate(moves) if not self._is_known(hazard, move)), len(moves))
            if known:
                yield hazard, moves[:known]

    def _is_known(self, hazard: Hazard, move: HazardMove) -> bool:
        return self.view.happened(move, move.on) and self.view.happened(hazard, move.on)

    def facts(self, duty: Duty) -> Ingredients:
        """The whistle, when the hazard came to the level that has to act, and the last step."""
        hazard, moves = duty.cause
        whistle, last = moves[0], moves[-1]
        level, index, *_ = duty.relations
        told: Ingredients = (
            ("whistle", hazard.id, whistle.on, whistle.actor, whistle.reason),
            ("hazard-at", hazard.id, level, moves[index].on),
        )
        if last is not whistle:
            place = places(hazard, moves)[-1]
            told = (*told, ("hazard-step", hazard.id, last.on, last.step, place.state, place.level))
        return told


def places(hazard: Hazard, moves: Sequence[HazardMove]) -> list[Place[HazardState]]:
    """How far a hazard had come after each of its steps."""
    place: Place[HazardState] = Place(None, hazard.begins_at)
    found = []
    for move in moves:
        place = HAZARD_WORKFLOW.after(place, move.step)
        found.append(place)
    return found


class RegulatorReportsIn(OfHazards):
    """hazard.regulator-reports-in (监管报到): one duty for each level that the hazard comes to (§13.3)."""

    missing = "report-in-missing"
    late = "report-in-late"

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.once = self.chosen("report-in-again", "once")
        self.own = self.chosen("hazard-passed-on", "own")

    def duties(self, file: AreaFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """The whistles, and the levels that a hazard was escalated or handed up to."""
        for hazard, moves in self.seen(file):
            for index, place in enumerate(places(hazard, moves)):
                on, level = moves[index].on, _level(place)
                if place.state in WAITING and on >= self.view.begins and (index == 0 or not self.once):
                    deadline = self.view.deadline(level.value, "report-in", on)
                    subject, bearer = self.view.ref("hazard", hazard.id), self.bearer(hazard, level)
                    trigger = f"{level.value}@{index}"
                    obligation = Obligation(self.rule_id, bearer, subject, trigger, on, deadline.due)
                    yield Duty(obligation, on, on, deadline, (hazard, moves), (level, index))

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The first report-in that follows, at this level or one above; or that the level gave it back."""
        hazard, moves = duty.cause
        level, index = duty.relations
        been = places(hazard, moves)
        for move, before in zip(moves[index + 1 :], been[index:], strict=False):
            if self.own and before.level is not level:
                return None
            if move.step is HazardStep.REPORT_IN or (move.step is HazardStep.RETURN and not self.own):
                return move.on, (("hazard-answered", hazard.id, move.on, move.actor, move.step, _level(before)),)
        return None

    def assess(self, duty: Duty) -> Finding:
        """How it stands; by a reading, a level that the hazard has left without it never reported in."""
        finding = super().assess(duty)
        hazard, moves = duty.cause
        level, index = duty.relations
        left = next(
            (i for i, place in enumerate(places(hazard, moves)) if i > index and place.level is not level), None
        )
        if not self.own or left is None or finding.closed is not None:
            return finding
        step = ("hazard-left", hazard.id, moves[left].on, moves[left].step, level)
        return self.found(duty.obligation, VIOLATED, "report-in-never", None, (*finding.ingredients, step))


class HazardDisposed(OfHazards):
    """hazard.disposed (隐患处置): a duty for each stay at a level, until it is disposed of or goes on (§13.4)."""

    missing = "hazard-open"
    late = "hazard-late"

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.when_closed = self.chosen("hazard-closed", "closed")
        self.whole = self.chosen("hazard-days", "whistle")

    def duties(self, file: AreaFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """One for each stay at a level; or by the reading ``hazard-days`` one for the hazard, from its whistle on."""
        for hazard, moves in self.seen(file):
            been = places(hazard, moves)
            for came, left in [(0, len(been))] if self.whole else _stays(been):
                level, on = _level(been[came]), moves[came].on
                if on < self.view.begins:
                    continue
                deadline = self.view.deadline(level.value, "dispose", on)
                subject = self.view.ref("hazard", hazard.id)
                bearer = self.bearer(hazard, _level(been[left - 1]))
                obligation = Obligation(self.rule_id, bearer, subject, f"{level.value}@{came}", on, deadline.due)
                yield Duty(obligation, on, on, deadline, (hazard, moves), (level, came, left))

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The day on which it went on to another level, was closed, or disposed of and not returned."""
        hazard, moves = duty.cause
        level, _, left = duty.relations
        if left < len(moves):
            return moves[left].on, (("hazard-left", hazard.id, moves[left].on, moves[left].step, level),)
        state = places(hazard, moves)[-1].state
        closed = self.when_closed
        ended = {HazardState.CLOSED} if closed else {HazardState.DISPOSED, HazardState.VERIFIED, HazardState.CLOSED}
        step = HazardStep.CLOSE if closed else HazardStep.DISPOSE
        if state not in ended:
            return None
        last = next(move for move in reversed(moves) if move.step is step)
        return last.on, (("hazard-ended", hazard.id, last.on, last.actor, last.step),)


def _stays(been: Sequence[Place[HazardState]]) -> Iterator[tuple[int, int]]:
    """The stays at a level: the step with which each began, and the one with which the next did."""
    begins = [i for i, place in enumerate(been) if i == 0 or place.level is not been[i - 1].level]
    yield from zip(begins, [*begins[1:], len(been)], strict=True)


def _level(place: Place[HazardState]) -> HazardLevel:
    assert place.level is not None  # A hazard has one from its first step on.
    return place.level
