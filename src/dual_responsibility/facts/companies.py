"""Companies, and what happens to them."""

from __future__ import annotations

import datetime as dt

import attrs

from ..company_terms import CompanyKind, CompanySize
from ..periods import ALWAYS, Period, Timeline, as_periods, as_timeline
from ..vocabulary import CompanyChangeCause, EscalationGround, Grade, Sector
from .base import AreaId, CompanyId, Fact, Id, PeriodFact, as_set

__all__ = ["Company", "CompanyChange", "Pause"]


@attrs.frozen(kw_only=True)
class Company(Fact):
    """A company under supervision (包保主体): one licensed place of business (§1.2, §9).

    Attributes:
        id: its id. A credit code is no key: branches share it.
        area: the area that it lies in.
        sectors: the sectors it works in; a bare sector stands for a set of one.
        grades: its *supervision* grade by period, whose A is the top tier's. A regulator's risk
            grade, whose A is the lowest risk, is something else. A bare grade means always.
        operating: the periods in which it operates; always unless given.
        grounds: the ground of its escalation by period (§9.2).
        kind: what kind of place it is.
        size: how large it is, as it is registered.
        diners: how many persons it serves, in the unit of the rule in force: on average a meal.
        centralised_dining: whether it serves centralised dining (集中供餐) (§10.1); None if that
            isn't on record.
        contracted: whether a contractor runs it (承包经营); None if that isn't on record.
        credit_code: the unified social credit code of the body it belongs to.

    >>> Company(id="C-1", area="5109", sectors=Sector.CATERING, grades=Grade.B).grades.on(dt.date(2023, 1, 1))
    <Grade.B: 'B'>
    """

    id: Id
    area: AreaId
    sectors: frozenset[Sector] = attrs.field(default=frozenset(), converter=as_set)
    grades: Timeline[Grade] = attrs.field(default=None, converter=as_timeline)
    operating: tuple[Period, ...] = attrs.field(default=(ALWAYS,), converter=as_periods)
    grounds: Timeline[EscalationGround] = attrs.field(default=None, converter=as_timeline)
    kind: CompanyKind | None = None
    size: CompanySize | None = None
    diners: int | None = None
    centralised_dining: bool | None = None
    contracted: bool | None = None
    credit_code: str | None = None


@attrs.frozen(kw_only=True)
class CompanyChange(Fact):
    """A change of a company's status (包保主体变动), for rulebooks that count days from it.

    Attributes:
        id: its id.
        company: the company.
        cause: what changed.
        on: the day of the change.
        reported: the day on which it was reported; None while it isn't.

    >>> CompanyChange(id="CC-1", company="C-1", cause=CompanyChangeCause.CLOSURE, on=dt.date(2023, 5, 4)).reported
    """

    id: Id
    company: CompanyId
    cause: CompanyChangeCause
    on: dt.date
    reported: dt.date | None = None


@attrs.frozen(kw_only=True)
class Pause(PeriodFact):
    """A pause of a company's business that is on record (停业记录) (national rule, 2022).

    Attributes:
        company: the company.
        period: the days of the pause.

    >>> Pause(company="C-1", period=Period.parse("2023-01-20/2023-01-29")).company
    'C-1'
    """

    company: CompanyId
    period: Period
