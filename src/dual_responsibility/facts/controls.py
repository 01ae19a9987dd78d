"""What companies keep for themselves: control logs and staff; and counts by business line."""

from __future__ import annotations

import datetime as dt

import attrs

from ..daysets import DaySet
from ..periods import ALWAYS, Period
from ..vocabulary import Cycle, Grade
from .base import AreaId, CompanyId, Fact, PeriodFact

__all__ = ["ControlLog", "GradeTally", "Staff"]


@attrs.frozen(kw_only=True)
class ControlLog(Fact):
    """The days for which a company kept its records (管控台账) (§8.3).

    Attributes:
        company: the company.
        cycle: daily, weekly or monthly.
        kept: the days that have a record; of a week or month, the day the record is dated.
        entered_late: those of them whose record was filled in afterwards.

    >>> ControlLog(company="C-1", cycle=Cycle.DAILY, kept=DaySet([dt.date(2023, 1, 1)])).entered_late
    DaySet.parse([])
    """

    company: CompanyId
    cycle: Cycle
    kept: DaySet
    entered_late: DaySet = DaySet()


@attrs.frozen(kw_only=True)
class Staff(PeriodFact):
    """A food safety director or officer of a company (食品安全总监、食品安全员) (§10.1).

    Attributes:
        company: the company.
        person: the person's id.
        role: ``director`` or ``officer``.
        period: the days in office; always unless given.

    >>> Staff(company="C-1", person="P-1", role="officer").role
    'officer'
    """

    company: CompanyId
    person: str
    role: str
    period: Period = ALWAYS


@attrs.frozen(kw_only=True)
class GradeTally(Fact):
    """A count of companies along a business line (分条线汇总) (§5.1).

    Attributes:
        area: the area counted.
        business_line: the line that counted.
        grade: the grade counted.
        count: how many companies.
        on: the day of the count.

    >>> GradeTally(area="5109", business_line="餐饮", grade=Grade.A, count=37, on=dt.date(2022, 11, 1)).count
    37
    """

    area: AreaId
    business_line: str
    grade: Grade
    count: int
    on: dt.date
