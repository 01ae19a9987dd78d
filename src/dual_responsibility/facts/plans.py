"""Plans of work with milestones, computed backwards from fixed nodes (倒排工期、挂图作战) (§2.2)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import attrs

from ..periods import Period, is_date
from ..vocabulary import Unit
from .base import AreaId, Fact, Id, OneDay, as_parts

__all__ = ["Milestone", "Plan"]


def as_node(value: Any) -> Any:
    """A node from a period or a bare day."""
    return Period(value, value) if is_date(value) else value


@attrs.frozen(kw_only=True)
class Milestone:
    """A step of a plan, which is reached when its work is done (节点任务) (§2.2).

    Attributes:
        id: its id, unique in the plan.
        title: what is to be done.
        node: the fixed node by which it has to be reached (时间节点): a day, or the span that the plan
            names, such as the middle ten days of a month; None if it has none of its own.
        duration: how much time its work takes, in ``unit``; 0 of an event that takes none.
        unit: working days or calendar days.
        after: the ids of the milestones that have to be reached before its work can begin.
        started: the day on which its work began; None while it hasn't.
        reached: the day on which it was reached; None while it isn't.
        recorded: the day on which ``reached`` was entered; its own day unless given.

    >>> Milestone(id="M-1", duration=5, node=dt.date(2022, 12, 20)).node
    Period(start=datetime.date(2022, 12, 20), end=datetime.date(2022, 12, 20))
    """

    id: str
    title: str | None = None
    node: Annotated[Period, OneDay()] | None = attrs.field(default=None, converter=as_node)
    duration: int = 0
    unit: Unit = Unit.WORKING_DAYS
    after: tuple[str, ...] = attrs.field(default=(), converter=as_parts)
    started: dt.date | None = None
    reached: dt.date | None = None
    recorded: dt.date | None = None


@attrs.frozen(kw_only=True)
class Plan(Fact):
    """A plan of work of an area (工作计划) (§2.2).

    Attributes:
        id: its id.
        area: the area whose plan it is.
        title: its title.
        start: the first day on which work can begin; None if the plan doesn't say.
        milestones: its milestones.

    >>> Plan(id="PL-1", area="5109", milestones=Milestone(id="M-1", node=dt.date(2022, 12, 20))).milestones[0].id
    'M-1'
    """

    id: Id
    area: AreaId
    title: str | None = None
    start: dt.date | None = None
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=as_parts)
