"""Supervisors, their posts, and the changes that call for a successor."""

from __future__ import annotations

import datetime as dt

import attrs

from ..periods import ALWAYS, Period
from ..vocabulary import ChangeCause, Tier
from .base import AreaId, Fact, Id, PeriodFact, SupervisorId, as_parts

__all__ = ["Change", "Post", "Supervisor"]


@attrs.frozen(kw_only=True)
class Post(PeriodFact):
    """An office that a supervisor holds for a time (职务).

    Attributes:
        title: the office.
        tier: its tier.
        area: the area it belongs to.
        body: the body it belongs to, such as a Party committee.
        period: the days on which it is held; always unless given.

    >>> Post(title="分管副县长", tier=Tier.COUNTY, area="510903").tier.label.zh
    '县级'
    """

    title: str | None = None
    tier: Tier
    area: AreaId
    body: str | None = None
    period: Period = ALWAYS


@attrs.frozen(kw_only=True)
class Supervisor(Fact):
    """A leader who answers for companies (包保干部): a person, by id and never by name (§7, §9).

    Attributes:
        id: the id.
        posts: the offices held; a bare post stands for one.

    >>> Supervisor(id="S-1", posts=Post(tier=Tier.CITY, area="5109")).posts[0].area
    '5109'
    """

    id: Id
    posts: tuple[Post, ...] = attrs.field(default=(), converter=as_parts)


@attrs.frozen(kw_only=True)
class Change(Fact):
    """An event after which a supervisor has to be replaced (包保干部变动) (§7.3).

    From that day the supervisor no longer answers for the companies held until then.

    Attributes:
        id: its id.
        supervisor: the supervisor concerned.
        cause: one of the three causes.
        on: the day on which it takes effect.
        decided: the day on which it was decided, for the reading ``event-day``.
        known: the day on which it became known, for the reading ``event-day``.

    >>> Change(id="CH-1", supervisor="S-1", cause=ChangeCause.WORK, on=dt.date(2023, 4, 27)).cause.label.zh
    '工作调整'
    """

    id: Id
    supervisor: SupervisorId
    cause: ChangeCause
    on: dt.date
    decided: dt.date | None = None
    known: dt.date | None = None
