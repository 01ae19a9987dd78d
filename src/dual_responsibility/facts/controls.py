"""What companies keep for themselves: checklists, control logs and records, regular days of closing."""

from __future__ import annotations

import datetime as dt

import attrs

from ..company_terms import ItemKind, Weekday
from ..daysets import NO_DAYS, DaySet
from ..periods import ALWAYS, Period
from ..vocabulary import Cycle, Grade, Sector
from .base import AreaId, CompanyId, Fact, Id, PeriodFact, as_parts, as_set
from .problems import FoundProblem

__all__ = [
    "Answer",
    "Checklist",
    "ChecklistItem",
    "ControlLog",
    "ControlRecord",
    "GradeTally",
    "RegularClosing",
]


Measure = int | float
"""A number as it was written: of a whole one no digit is lost."""


@attrs.frozen(kw_only=True)
class ControlLog(Fact):
    """The days for which a company kept its records (管控台账) (§8.3).

    Attributes:
        company: the company.
        cycle: daily, weekly or monthly.
        kept: the days that have a record; of a week or month, any day of the one that it is about.
        entered_late: those of them whose record was filled in afterwards.
        sector: the sector whose records they are; None if they serve all the sectors it works in.

    >>> ControlLog(company="C-1", cycle=Cycle.DAILY, kept=DaySet([dt.date(2023, 1, 1)])).entered_late
    DaySet.parse([])
    """

    company: CompanyId
    cycle: Cycle
    kept: DaySet
    entered_late: DaySet = NO_DAYS
    sector: Sector | None = None


@attrs.frozen(kw_only=True)
class Answer:
    """What a record answers to one item of its checklist (检查结果).

    Attributes:
        item: the item's id.
        ok: whether it was found in order, for an item of yes or no.
        value: what was measured, in the item's unit.
        text: words, or a reference to a photo.

    >>> Answer(item="catering.daily.core-temperature", value=75).value
    75
    """

    item: str
    ok: bool | None = None
    value: Measure | None = None
    text: str | None = None


@attrs.frozen(kw_only=True)
class ControlRecord(Fact):
    """One record in full (管控记录): a day's inspection, a week's check, a month's dispatch (§8.3, §8.4).

    One without a problem is kept too (零风险报告). ``recorded`` is the day on which it was filled in.

    Attributes:
        id: its id.
        company: the company.
        cycle: daily, weekly or monthly.
        on: the day that it is about; of a week or month, any day of the one that it is about.
        sector: the sector that it is about; None if it serves all the sectors the company works in.
        filled_by: the id of who filled it in.
        signed_by: the id of who signed it.
        answers: what it answers, by item.
        problems: what it found.

    >>> ControlRecord(id="R-1", company="C-1", cycle=Cycle.DAILY, on=dt.date(2023, 3, 3)).problems
    ()
    """

    id: Id
    company: CompanyId
    cycle: Cycle
    on: dt.date
    sector: Sector | None = None
    filled_by: str | None = None
    signed_by: str | None = None
    answers: tuple[Answer, ...] = attrs.field(default=(), converter=as_parts)
    problems: tuple[FoundProblem, ...] = attrs.field(default=(), converter=as_parts)


@attrs.frozen(kw_only=True)
class RegularClosing(PeriodFact):
    """Days on which a company is regularly closed, as it declares them (固定停业日).

    A school's canteen on Sundays needs no record then, and no pause on record either.

    Attributes:
        company: the company.
        weekdays: the days of the week on which it is closed.
        days: single days on which it is closed, such as a school's holidays.
        except_days: days on which it is open all the same, such as a make-up Saturday.
        period: the days for which this holds; always unless given.

    >>> RegularClosing(company="C-1", weekdays=Weekday.SUNDAY).period.end
    """

    company: CompanyId
    weekdays: frozenset[Weekday] = attrs.field(default=frozenset(), converter=as_set)
    days: DaySet = NO_DAYS
    except_days: DaySet = NO_DAYS
    period: Period = ALWAYS


@attrs.frozen(kw_only=True)
class ChecklistItem:
    """An item of a company's own checklist (企业检查项) (§8.6).

    Attributes:
        id: its id: the template's for an item that is taken over, another for one of its own.
        refines: the id of the template's item that it makes finer; None if none.
        text: what it asks.
        kind: how it is answered.
        unit: the unit of a measure.
        at_least: the least that a measure may be, in; None without such a limit.
        at_most: the most that a measure may be, in; None without such a limit.
        required: whether it has to be answered.

    >>> ChecklistItem(id="own.fridge-2", refines="catering.daily.cold-storage").required
    True
    """

    id: str
    refines: str | None = None
    text: str | None = None
    kind: ItemKind = ItemKind.YES_NO
    unit: str | None = None
    at_least: Measure | None = None
    at_most: Measure | None = None
    required: bool = True


@attrs.frozen(kw_only=True)
class Checklist(PeriodFact):
    """A checklist that a company works with (企业检查表) (§8.5, §8.6).

    Attributes:
        company: the company.
        sector: the sector that it is for.
        cycle: its cycle.
        adopts: the id of the template that it takes over whole, such as ``CATERING-B-DAILY``; None
            if all its items stand in ``items``.
        items: its own items, or those that tighten or make finer what it takes over.
        period: the days on which it is in use; always unless given.

    >>> Checklist(company="C-1", sector=Sector.CATERING, cycle=Cycle.DAILY, adopts="CATERING-B-DAILY").items
    ()
    """

    company: CompanyId
    sector: Sector
    cycle: Cycle
    adopts: str | None = None
    items: tuple[ChecklistItem, ...] = attrs.field(default=(), converter=as_parts)
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
