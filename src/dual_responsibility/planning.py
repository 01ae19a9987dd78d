"""Planning backwards from fixed nodes: the latest day on which each milestone's work has to begin (倒排工期) (§2.2).

Callers: users, through :func:`schedule`; the rule plan.milestone; reports that draw a wall chart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any, Literal, get_args

import attrs

from ._frozen import FrozenMap
from .errors import CalendarHorizonError, PlanError, Problem
from .facts.governance import plan_problems
from .facts.plans import Milestone, Plan
from .governance_terms import MilestoneState
from .periods import ONE_DAY, require_date
from .vocabulary import Text, Unit
from .workdays import WorkCalendar

__all__ = ["Schedule", "ScheduledMilestone", "schedule"]

NodeDay = Literal["last-day", "first-day"]


@attrs.frozen
class ScheduledMilestone:
    """When a milestone can begin and has to be reached (倒排结果).

    Attributes:
        milestone: the milestone.
        node: its own node's day; None if it has none.
        due: the last day on which it may be reached, worked or not: its node, or else the last day that
            leaves time for what follows; None if no node depends on it.
        latest_start: the last day on which its work can begin; None if no node depends on it.
        latest_finish: the last day of work by which it is in time; None if no node depends on it.
        earliest_start: the first day on which its work can begin; None if the plan has no start.
        earliest_finish: the first day on which it can be reached; None if the plan has no start.
        slack: how many days, in its own unit, lie between the earliest and the latest finish; None
            without one of them, and where they lie beyond the calendar.
        path: the ids from it to the milestone whose node its latest days come from; empty if none.

    >>> letters = Milestone(id="letters", duration=5, node=dt.date(2022, 12, 20))
    >>> days = schedule(Plan(id="PL-1", area="5109", milestones=letters)).milestones["letters"]
    >>> str(days.latest_start), days.state_on(dt.date(2022, 12, 15)).label.zh
    ('2022-12-14', '应开未开')
    """

    milestone: Milestone
    node: dt.date | None
    due: dt.date | None
    latest_start: dt.date | None
    latest_finish: dt.date | None
    earliest_start: dt.date | None
    earliest_finish: dt.date | None
    slack: int | None
    path: tuple[str, ...]

    def state_on(self, day: dt.date) -> MilestoneState:
        """How it stands at the end of a day, as a wall chart shows it (挂图作战).

        Raises:
            DateTypeError: ``day`` isn't a date.
        """
        require_date(day, "day")
        started, reached, due = self.milestone.started, self.milestone.reached, self.due
        if reached is not None and reached <= day:
            late = due is not None and reached > due
            return MilestoneState.REACHED_LATE if late else MilestoneState.REACHED
        if due is not None and day > due:
            return MilestoneState.OVERDUE
        if started is not None and started <= day:
            return MilestoneState.UNDER_WAY
        if self.latest_start is not None and day > self.latest_start:
            return MilestoneState.SHOULD_HAVE_BEGUN
        return MilestoneState.NOT_BEGUN


@attrs.frozen
class Schedule:
    """A plan worked out backwards (倒排工期表) (§2.2).

    Attributes:
        plan: the plan.
        milestones: its milestones with their days, by id, in the order of the plan.

    >>> letters = Milestone(id="letters", duration=5, node=dt.date(2022, 12, 20))
    >>> [row] = schedule(Plan(id="PL-1", area="5109", milestones=letters)).wall_chart(dt.date(2022, 12, 21))
    >>> row["id"], row["latest_start"], row["state_zh"]
    ('letters', '2022-12-14', '逾期未完成')
    """

    plan: Plan
    milestones: FrozenMap[str, ScheduledMilestone]

    def wall_chart(self, as_of: dt.date) -> list[dict[str, Any]]:
        """The rows of a wall chart (挂图), as plain data: what is due when, and how it stands on a day.

        They come in the order in which work has to begin; what no node depends on comes last.

        Raises:
            DateTypeError: ``as_of`` isn't a date.
        """
        require_date(as_of, "as_of")
        ordered = sorted(
            enumerate(self.milestones.values()), key=lambda pair: (pair[1].latest_start or dt.date.max, pair[0])
        )
        return [_row(one, as_of) for _, one in ordered]


def _row(one: ScheduledMilestone, as_of: dt.date) -> dict[str, Any]:
    milestone, state = one.milestone, one.state_on(as_of)

    def text(day: dt.date | None) -> str | None:
        return None if day is None else day.isoformat()

    return {
        "id": milestone.id,
        "title": milestone.title,
        "after": [*milestone.after],
        "duration": milestone.duration,
        "unit": milestone.unit.value,
        "node": text(one.node),
        "due": text(one.due),
        "earliest_start": text(one.earliest_start),
        "latest_start": text(one.latest_start),
        "latest_finish": text(one.latest_finish),
        "slack": one.slack,
        "path": [*one.path],
        "started": text(milestone.started),
        "reached": text(milestone.reached),
        "state": state.value,
        "state_zh": state.label.zh,
    }


def schedule(plan: Plan, *, calendar: WorkCalendar | None = None, node_day: NodeDay = "last-day") -> Schedule:
    """Work a plan out backwards from its nodes (§2.2).

    Work of ``n`` days that has to be done by a day takes the last ``n`` days up to and with it, in its
    own unit; what comes before it has to be reached the day before it begins. Work of 0 days takes
    none: what comes before it may be reached on the same day.

    Args:
        plan: the plan.
        calendar: the working-day calendar; China's unless given.
        node_day: which day of a node that is a span is meant (reading ``node-span``).

    Raises:
        PlanError: the plan is malformed, its milestones form a cycle, or a node can't be reached: it lies
            too soon after the plan's start, or another node has to come first and lies too late.
            Every such node is told, with the path that leads to it.
        CalendarHorizonError: working days beyond the calendar would be needed.

    >>> from dual_responsibility import Milestone, Plan, Unit
    >>> letters = Milestone(id="letters", duration=5)
    >>> covered = Milestone(id="covered", after="letters", node=dt.date(2022, 12, 20))
    >>> days = schedule(Plan(id="PL-1", area="5109", milestones=[letters, covered])).milestones["letters"]
    >>> str(days.latest_start), str(days.latest_finish)
    ('2022-12-14', '2022-12-20')
    """
    problems = [*plan_problems(plan, "/milestones")]
    if node_day not in get_args(NodeDay):
        known = ", ".join(get_args(NodeDay))
        zh, en = f"{node_day!r} 不在：{known}", f"{node_day!r} is none of: {known}"
        problems.append(Problem("unknown-term", "/node_day", Text(zh, en)))
    if problems:
        raise PlanError(problems)
    return _Planner(plan, calendar or WorkCalendar.china(), node_day).schedule()


def following(plan: Plan, id: str) -> Plan:
    """The part of a plan that a milestone's latest days come from: itself, and what follows it."""
    kept = {id}
    before = -1
    while before != len(kept):
        before = len(kept)
        kept |= {one.id for one in plan.milestones if kept.intersection(one.after)}
    parts = (
        attrs.evolve(one, after=tuple(other for other in one.after if other in kept))
        for one in plan.milestones
        if one.id in kept
    )
    return attrs.evolve(plan, milestones=tuple(parts))


class _Planner:
    def __init__(self, plan: Plan, calendar: WorkCalendar, node_day: NodeDay) -> None:
        self.plan = plan
        self.calendar = calendar
        self.by_id = {one.id: one for one in plan.milestones}
        self.order = [*TopologicalSorter({one.id: one.after for one in plan.milestones}).static_order()]
        self.nodes = {one.id: self._node(one, node_day) for one in plan.milestones}
        self.next: dict[str, list[str]] = {id: [] for id in self.by_id}
        for one in plan.milestones:
            for before in one.after:
                self.next[before].append(one.id)

    def _node(self, milestone: Milestone, node_day: NodeDay) -> dt.date | None:
        node = milestone.node
        if node is None:
            return None
        return node.start if node_day == "first-day" else node.end

    def schedule(self) -> Schedule:
        latest, binding = self._latest()
        earliest, driving = self._earliest()
        problems = [*self._contradictions(latest, binding), *self._out_of_reach(earliest, driving)]
        if problems:
            raise PlanError(problems)
        found = {}
        for id, milestone in self.by_id.items():
            last, first = latest.get(id), earliest.get(id)
            found[id] = ScheduledMilestone(
                milestone,
                self.nodes[id],
                self.nodes[id] or self._by(id, latest, binding),
                None if last is None else last[0],
                None if last is None else last[1],
                None if first is None else first[0],
                None if first is None else first[1],
                None if last is None or first is None else self._between(milestone, first[1], last[1]),
                () if last is None else self._path(id, binding),
            )
        return Schedule(self.plan, FrozenMap(found))

    def _latest(self) -> tuple[dict[str, tuple[dt.date, dt.date]], dict[str, str]]:
        """The latest start and finish of each, and which of those that follow binds it."""
        latest: dict[str, tuple[dt.date, dt.date]] = {}
        binding: dict[str, str] = {}
        for id in reversed(self.order):
            milestone, limits = self.by_id[id], []
            for following in self.next[id]:
                if following in latest:
                    limits.append((self._before(following, latest[following]), following))
            last = min(limits, default=None)
            node = self.nodes[id]
            if last is not None and (node is None or last[0] <= node):
                binding[id] = last[1]
            by = [day for day in (node, None if last is None else last[0]) if day is not None]
            if by:
                latest[id] = self._backwards(milestone, min(by))
        return latest, binding

    def _by(self, id: str, latest: Mapping[str, tuple[dt.date, dt.date]], binding: Mapping[str, str]) -> dt.date | None:
        """The last day that leaves time for what binds a milestone."""
        return self._before(binding[id], latest[binding[id]]) if id in binding else None

    def _before(self, id: str, days: tuple[dt.date, dt.date]) -> dt.date:
        """The last day on which what comes before a milestone can be reached."""
        return days[0] - ONE_DAY if self.by_id[id].duration else days[1]

    def _backwards(self, milestone: Milestone, by: dt.date) -> tuple[dt.date, dt.date]:
        """The first and the last of the days that the work takes which has to be done by a day."""
        duration = milestone.duration
        if milestone.unit is Unit.CALENDAR_DAYS or not duration:
            return by - max(duration - 1, 0) * ONE_DAY, by
        finish = by if self.calendar.is_working_day(by) else self.calendar.subtract_working_days(by, 1)
        return self.calendar.subtract_working_days(finish, duration - 1) if duration > 1 else finish, finish

    def _earliest(self) -> tuple[dict[str, tuple[dt.date, dt.date]], dict[str, str]]:
        """The earliest start and finish of each, and which of those before it holds it up; empty without a start."""
        earliest: dict[str, tuple[dt.date, dt.date]] = {}
        driving: dict[str, str] = {}
        if self.plan.start is None:
            return earliest, driving
        for id in self.order:
            milestone = self.by_id[id]
            wait = ONE_DAY if milestone.duration else 0 * ONE_DAY
            last = max(((earliest[before][1] + wait, before) for before in milestone.after), default=None)
            begin = self.plan.start
            if last is not None and last[0] > begin:
                begin, driving[id] = last
            earliest[id] = self._forwards(milestone, begin)
        return earliest, driving

    def _forwards(self, milestone: Milestone, begin: dt.date) -> tuple[dt.date, dt.date]:
        duration = milestone.duration
        if milestone.unit is Unit.CALENDAR_DAYS or not duration:
            return begin, begin + max(duration - 1, 0) * ONE_DAY
        first = begin if self.calendar.is_working_day(begin) else self.calendar.add_working_days(begin, 1)
        return first, self.calendar.add_working_days(first, duration - 1) if duration > 1 else first

    def _between(self, milestone: Milestone, first: dt.date, last: dt.date) -> int | None:
        if milestone.unit is Unit.CALENDAR_DAYS:
            return (last - first).days
        try:
            return len(self.calendar.working_days(first + ONE_DAY, last)) if last > first else 0
        except CalendarHorizonError:
            # An event of no days needs no calendar.
            return None

    @staticmethod
    def _path(id: str, next: Mapping[str, str]) -> tuple[str, ...]:
        path = [id]
        while path[-1] in next:
            path.append(next[path[-1]])
        return tuple(path)

    def _contradictions(
        self, latest: Mapping[str, tuple[dt.date, dt.date]], binding: Mapping[str, str]
    ) -> Iterator[Problem]:
        """Nodes that lie after the day on which something that follows needs them reached."""
        for index, one in enumerate(self.plan.milestones):
            node = self.nodes[one.id]
            if node is None:
                continue
            own = self._backwards(one, node)[1]
            for following in self.next[one.id]:
                needed = self._before(following, latest[following]) if following in latest else None
                if needed is None or own <= needed:
                    continue
                path = (one.id, *self._path(following, binding))
                goal, shown = self.nodes[path[-1]], " → ".join(path)
                zh = f"节点 {one.id}（{node}）太晚：{path[-1]} 的节点是 {goal}，它最迟应在 {needed} 完成（{shown}）"
                en = f"the node of {one.id}, {node}, is too late: {path[-1]} has to be reached by {goal}, which needs it by {needed} ({shown})"
                yield Problem("nodes-contradict", f"/milestones/{index}/node", Text(zh, en))

    def _out_of_reach(
        self, earliest: Mapping[str, tuple[dt.date, dt.date]], driving: Mapping[str, str]
    ) -> Iterator[Problem]:
        """Nodes that lie before the first day on which they can be reached."""
        for index, one in enumerate(self.plan.milestones):
            node, first = self.nodes[one.id], earliest.get(one.id)
            if node is None or first is None or first[1] <= node:
                continue
            shown = " → ".join(reversed(self._path(one.id, driving)))
            zh = f"来不及：{one.id} 的节点是 {node}，而计划 {self.plan.start} 开始，最早 {first[1]} 才能完成（{shown}）"
            en = f"not enough time: {one.id} has to be reached by {node}; the plan begins on {self.plan.start}, so it can be by {first[1]} at the earliest ({shown})"
            yield Problem("node-impossible", f"/milestones/{index}/node", Text(zh, en))
