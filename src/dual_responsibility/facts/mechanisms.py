"""The coordination mechanism of a city, and the leading groups of its counties and parks (§3, §4)."""

from __future__ import annotations

import attrs

from ..governance_terms import SeatRole
from ..periods import ALWAYS, Period
from .base import AreaId, Id, PeriodFact, as_parts

__all__ = ["Mechanism", "Seat", "TaskForce"]


@attrs.frozen(kw_only=True)
class Seat(PeriodFact):
    """Who sits in a mechanism, as what (协调机制成员) (§3.1–§3.5).

    Attributes:
        role: the seat.
        holder: the id of the person.
        office: the office by which the seat is held, by its id in the rulebook, such as ``party-secretary``.
        body: the body or department that the holder comes from, by its id in the rulebook, such as ``government``.
        period: the days on which the seat is held; always unless given.

    >>> Seat(role=SeatRole.CHIEF, holder="L-1", office="party-secretary").role.label.zh
    '总督导'
    """

    role: SeatRole
    holder: str
    office: str | None = None
    body: str | None = None
    period: Period = ALWAYS


@attrs.frozen(kw_only=True)
class TaskForce(PeriodFact):
    """A task force (工作专班) (§3.6, §4.1).

    Attributes:
        host: the bureau that it sits in, by its id in the rulebook; None if that isn't on record.
        seconded: how many of its people are seconded (抽调); None if that isn't on record.
        one_office: whether they work in one office (集中办公); None if that isn't on record.
        period: the days on which it works; always unless given.

    >>> TaskForce(host="market-regulation", seconded=12, one_office=True).seconded
    12
    """

    host: str | None = None
    seconded: int | None = None
    one_office: bool | None = None
    period: Period = ALWAYS


@attrs.frozen(kw_only=True)
class Mechanism(PeriodFact):
    """The coordination mechanism of a city, or the leading group of a county or park (协调机制、领导小组) (§3, §4.1).

    Attributes:
        id: its id.
        area: the city; or the county, district or park.
        seats: who sits in it.
        task_forces: its task force; several where one followed another.
        period: the days on which it is set up; always unless given.

    >>> Mechanism(id="ME-1", area="5109", seats=Seat(role=SeatRole.CHIEF, holder="L-1")).seats[0].holder
    'L-1'
    """

    id: Id
    area: AreaId
    seats: tuple[Seat, ...] = attrs.field(default=(), converter=as_parts)
    task_forces: tuple[TaskForce, ...] = attrs.field(default=(), converter=as_parts)
    period: Period = ALWAYS
