"""Who answers for food safety inside a company, and who may not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from ..company_terms import BarGround, StaffRole
from ..periods import ALWAYS, Period
from .base import CompanyId, Fact, PeriodFact

__all__ = ["Bar", "Staff"]

_ROLES = {str(role.value).lower(): role for role in StaffRole}


def as_role(value: Any) -> Any:
    """A role from its code, in capitals or not."""
    return _ROLES.get(value.lower(), value) if isinstance(value, str) else value


@attrs.frozen(kw_only=True)
class Staff(PeriodFact):
    """A food safety director or officer of a company (食品安全总监、食品安全员) (§10).

    Both posts may be part-time; whether one person may serve several companies is the reading
    ``shared-officer``.

    Attributes:
        company: the company.
        person: the person's id.
        role: director, officer, or the main person in charge.
        period: the days in office; always unless given.

    >>> Staff(company="C-1", person="P-1", role=StaffRole.OFFICER).role.label.zh
    '食品安全员'
    """

    company: CompanyId
    person: str
    role: StaffRole = attrs.field(converter=as_role)
    period: Period = ALWAYS


@attrs.frozen(kw_only=True)
class Bar(Fact):
    """A decision that bars a person from posts in food safety (从业限制) (national rule).

    How long it bars is the rulebook's to say.

    Attributes:
        person: the person's id.
        ground: what was decided.
        on: the day of the decision.

    >>> Bar(person="P-1", ground=BarGround.LICENCE_REVOKED, on=dt.date(2021, 3, 5)).ground.label.zh
    '被吊销许可证'
    """

    person: str
    ground: BarGround
    on: dt.date
