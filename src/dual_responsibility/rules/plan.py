"""plan.milestone: each milestone of a plan is reached by its node (§2.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from ..errors import CalendarHorizonError, PlanError
from ..facts.plans import Milestone, Plan
from ..findings import Finding, Obligation
from ..periods import Period
from ..planning import NodeDay, Schedule, following, schedule
from ..vocabulary import Unit
from .base import UNDETERMINED, AreaFile, DatedRule, Duty, Ingredients
from .deadlines import NO_DEADLINE, Deadline
from .view import View


@attrs.frozen(eq=False)
class Due:
    """By when a milestone has to be reached, and why.

    Attributes:
        deadline: the day.
        told: how it was worked out, for the explanation.
        impossible: whether it can't be worked out, for the plan's nodes can't be reached.
    """

    deadline: Deadline
    told: Ingredients = ()
    impossible: bool = False


class MilestoneReached(DatedRule):
    """One duty for each milestone that has a due day: its node, or by a reading the day worked out backwards."""

    about = "area"
    claim_kind = "plans"
    missing = "milestone-missed"
    late = "milestone-late"

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.node_day: NodeDay = "last-day" if self.chosen("node-span", "last-day") else "first-day"
        self.backwards = self.chosen("milestone-due", "backwards")
        self._whole: dict[str, Schedule | None] = {}

    def areas(self, duty: Duty) -> Iterable[str]:
        """The area whose plan it is."""
        return (duty.obligation.bearer.id,)

    def duties(self, file: AreaFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """The milestones that have a due day, or would have one if it could be worked out."""
        begins = self.view.begins
        for plan in self.view.registry.of_area("plans", file.ref.id):
            if not self.view.happened(plan, plan.start or dt.date.min):
                continue
            arose = max(plan.start or begins, begins)
            for milestone in plan.milestones:
                due = self._due(plan, milestone, arose)
                if due is not None:
                    subject, day = self.view.ref("plan", plan.id), due.deadline.due
                    obligation = Obligation(self.rule_id, file.ref, subject, milestone.id, arose, day)
                    yield Duty(obligation, arose, arose, due.deadline, (plan, milestone, due), ())

    def _due(self, plan: Plan, milestone: Milestone, arose: dt.date) -> Due | None:
        """By when a milestone has to be reached; None if it owes nothing, or owed it before the rules bound."""
        node = milestone.node
        due = self._backwards(plan, milestone, arose) if node is None else self._by_node(milestone, node)
        if due is None or due.deadline.due is None or due.deadline.due >= arose:
            return due
        # A span may begin before the plan does; what fell due before the rules bound they don't ask for.
        asked = arose == plan.start and due.deadline.due >= self.view.begins
        return Due(NO_DEADLINE, due.told, impossible=True) if asked else None

    def _by_node(self, milestone: Milestone, node: Period) -> Due:
        last = node.end or node.start
        day = last if self.node_day == "last-day" else node.start
        span = (("node-span", milestone.id, node.start, last),) if node.start != last else ()
        return Due(Deadline(day, day), span)

    def _backwards(self, plan: Plan, milestone: Milestone, arose: dt.date) -> Due | None:
        """The day worked out backwards; None if it isn't asked, or if no node depends on the milestone."""
        if not self.backwards:
            return None
        whole = self._schedule(plan)
        return self._of_what_follows(plan, milestone, arose) if whole is None else _due_of(whole, milestone.id)

    def _schedule(self, plan: Plan) -> Schedule | None:
        """The whole plan worked out; None if some of it can't be."""
        if plan.id not in self._whole:
            try:
                self._whole[plan.id] = schedule(plan, calendar=self.view.calendar, node_day=self.node_day)
            except (PlanError, CalendarHorizonError):
                self._whole[plan.id] = None
        return self._whole[plan.id]

    def _of_what_follows(self, plan: Plan, milestone: Milestone, arose: dt.date) -> Due | None:
        """The day from what follows alone: elsewhere in the plan may lie what can't be worked out."""
        part = following(plan, milestone.id)
        if all(one.node is None for one in part.milestones):
            return None
        try:
            worked_out = schedule(part, calendar=self.view.calendar, node_day=self.node_day)
        except PlanError as error:
            told = tuple(("plan-problem", plan.id, problem.message) for problem in error.problems)
            return Due(NO_DEADLINE, told, impossible=True)
        except CalendarHorizonError:
            return Due(Deadline(None, self._at_least(part, milestone) or arose))
        return _due_of(worked_out, milestone.id)

    def _at_least(self, part: Plan, milestone: Milestone) -> dt.date | None:
        """A day before which the last day can't lie, for nodes beyond the calendar: as if they lay at its end."""
        horizon = self.view.calendar.published_through
        nearer = (
            one if one.node is None else attrs.evolve(one, node=min(one.node.end or horizon, horizon))
            for one in part.milestones
        )
        try:
            worked_out = schedule(attrs.evolve(part, milestones=tuple(nearer)), calendar=self.view.calendar)
        except (PlanError, CalendarHorizonError):
            return None
        return worked_out.milestones[milestone.id].due

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The day on which it was reached."""
        plan, milestone, _ = duty.cause
        day = milestone.reached
        if day is None or not self.view.happened(milestone, day):
            return None
        return day, (("milestone-reached", plan.id, milestone.id, day),)

    def assess(self, duty: Duty) -> Finding:
        """How it stands; of a plan whose nodes can't be reached nobody can tell."""
        finding = super().assess(duty)
        if not duty.cause[2].impossible:
            return finding
        return self.found(duty.obligation, UNDETERMINED, "plan-impossible", finding.closed, self.facts(duty))

    def facts(self, duty: Duty) -> Ingredients:
        """The milestone, and how its day was worked out."""
        plan, milestone, due = duty.cause
        return (("milestone", plan.id, milestone.id, milestone.title or milestone.id), *due.told)


def _due_of(worked_out: Schedule, id: str) -> Due | None:
    day = worked_out.milestones[id].due
    return None if day is None else Due(Deadline(day, day), _counted(worked_out, id))


def _counted(worked_out: Schedule, id: str) -> Ingredients:
    """How a day was worked out backwards: the node, and the work of each that has to follow."""
    *between, goal = (worked_out.milestones[one] for one in worked_out.milestones[id].path[1:])
    told: list[tuple[object, ...]] = [("node-by", goal.milestone.id, goal.node)]
    for one in (goal, *reversed(between)):
        work = one.milestone
        if work.duration and one.latest_start is not None:
            told.append(("work", work.id, work.duration, work.unit, one.latest_start, one.latest_finish))
            if work.unit is Unit.WORKING_DAYS:
                told.append(("worked-back", work.id, one.latest_start, one.latest_finish))
    return tuple(told)
