"""control.rectified, visit.rectified: a problem that was found is followed until it is put right (§8.4, national rule)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Set
from typing import Any, ClassVar

from ..facts.base import Ref
from ..facts.problems import FoundProblem
from ..findings import Obligation
from ..governance_terms import ProblemState, ProblemStep
from ..workflow import PROBLEM_WORKFLOW
from .base import DatedRule, Duty, Ingredients
from .deadlines import NO_DEADLINE, Deadline
from .files import CompanyFile
from .view import View

_CLOSED = {ProblemState.CLOSED}
_PUT_RIGHT = {ProblemState.RECTIFIED, ProblemState.FED_BACK, ProblemState.CLOSED}


class Rectified(DatedRule):
    """One duty for each problem; it is late only by a day that its record or visit sets itself."""

    claim_kind = "control_records"
    missing = "rectification-missing"
    late = "rectification-late"
    told: ClassVar[tuple[str, str, str]] = ("problem", "rectified", "problem-closed")
    """The sentences that tell of a problem, that it was put right, and that it was closed."""

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.when_closed = self.chosen("problem-ended", "closed")

    def duties(self, file: CompanyFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """The problems found by what is seen."""
        if not self.view.is_on_record(file.company):
            return
        for found in self.view.registry.of_company(self.claim_kind, file.company.id):
            if found.on < self.view.begins or not self.view.happened(found, found.on):
                continue
            for problem in found.problems:
                due = problem.rectify_by
                bearer = self.bearer(file, found)
                duty = Obligation(self.rule_id, bearer, file.ref, f"{found.id}:{problem.id}", found.on, due)
                deadline = NO_DEADLINE if due is None else Deadline(due)
                yield Duty(duty, found.on, found.on, deadline, (found, problem), ((file, None),))

    def bearer(self, file: CompanyFile, found: Any) -> Ref:
        """Who has to put it right: the company."""
        return file.ref

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The day on which it was put right, or by a reading closed."""
        found, problem = duty.cause
        if not problem.moves:
            day, told = self._seen(found, problem.rectified), self.told[1]
        elif self.when_closed:
            day, told = self._reached(problem, _CLOSED, ProblemStep.CLOSE), self.told[2]
        else:
            day, told = self._reached(problem, _PUT_RIGHT, ProblemStep.RECTIFY), self.told[1]
        return None if day is None else (day, ((told, found.id, problem.id, day),))

    def reason_for_missing(self, duty: Duty) -> str:
        """That it wasn't put right; or, where it has to be closed, that it was only put right."""
        return self.missing if self._only_put_right(duty) is None else "problem-not-closed"

    def _only_put_right(self, duty: Duty) -> dt.date | None:
        """The day on which it was put right, where it has to be closed."""
        _, problem = duty.cause
        return self._reached(problem, _PUT_RIGHT, ProblemStep.RECTIFY) if self.when_closed and problem.moves else None

    def reason_for_late(self, facts: Ingredients) -> str:
        """That it was put right late, or closed late."""
        return "closed-late" if facts[-1][0] == self.told[2] else self.late

    def _seen(self, found: Any, day: dt.date | None) -> dt.date | None:
        return day if day is not None and self.view.dated(found, day) else None

    def _reached(self, problem: FoundProblem, states: Set[ProblemState], step: ProblemStep) -> dt.date | None:
        """The day of the last step of a kind, if by the steps that are seen it is in one of these states."""
        moves = problem.moves
        known = next((i for i, move in enumerate(moves) if not self.view.happened(move, move.on)), len(moves))
        if PROBLEM_WORKFLOW.replay(move.step for move in moves[:known]).state not in states:
            return None
        return next(move.on for move in reversed(moves[:known]) if move.step is step)

    def facts(self, duty: Duty) -> Ingredients:
        """The problem; and that it was put right, where that isn't its end."""
        found, problem = duty.cause
        told = (self.told[0], found.id, found.on, problem.id, problem.text or problem.item or problem.id)
        day = self._only_put_right(duty)
        return (told,) if day is None else (told, (self.told[1], found.id, problem.id, day))


class VisitRectified(Rectified):
    """visit.rectified (督导问题整改): a problem that a visit found (national platform)."""

    claim_kind = "visits"
    told: ClassVar[tuple[str, str, str]] = ("visit-problem", "visit-rectified", "visit-closed")

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.by_visitor = self.chosen("visit-problem-bearer", "visitor")

    def bearer(self, file: CompanyFile, found: Any) -> Ref:
        """The company; or by a reading the supervisor who was there (reading ``visit-problem-bearer``)."""
        is_supervisor = found.visitor in self.view.supervisor_ids
        return self.view.ref("supervisor", found.visitor) if self.by_visitor and is_supervisor else file.ref
