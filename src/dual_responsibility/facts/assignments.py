"""Who supervises which company, with which team."""

from __future__ import annotations

import attrs

from ..periods import ALWAYS, Period
from ..vocabulary import TeamRole
from .base import CompanyId, Id, PeriodFact, SupervisorId, as_parts

__all__ = ["Assignment", "TeamMember"]


@attrs.frozen(kw_only=True)
class TeamMember(PeriodFact):
    """A member of a supervision team (包保成员) (§6.1, §6.2).

    Attributes:
        role: the role filled.
        member: the id of the person; a liaison unit is an organisation.
        period: the days on which the role is filled; always unless given.

    >>> TeamMember(role=TeamRole.LIAISON_UNIT, member="U-1").role.label.zh
    '联系单位'
    """

    role: TeamRole
    member: str
    period: Period = ALWAYS


@attrs.frozen(kw_only=True)
class Assignment(PeriodFact):
    """A supervision relation (包保关系): one supervisor answers for one company (§2.1, §9.1).

    Attributes:
        id: its id.
        company: the company.
        supervisor: the supervisor.
        period: the days on which it holds, as recorded.
        team: the other members of the team; the supervisor is its leading cadre.

    >>> Assignment(id="A-1", company="C-1", supervisor="S-1", period=Period.parse("2023-01-01/..")).team
    ()
    """

    id: Id
    company: CompanyId
    supervisor: SupervisorId
    period: Period
    team: tuple[TeamMember, ...] = attrs.field(default=(), converter=as_parts)
