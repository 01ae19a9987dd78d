"""What supervisors sign, learn, show and visit, and the occasions that call for it."""

from __future__ import annotations

import datetime as dt

import attrs

from ..periods import ALWAYS, Period
from ..vocabulary import ListKind, VisitOccasion
from .base import AreaId, CompanyId, Fact, Id, ListVersionId, PeriodFact, SupervisorId, as_parts, as_set
from .problems import FoundProblem

__all__ = [
    "Acknowledgement",
    "Commitment",
    "Emergency",
    "KeyPeriod",
    "ListVersion",
    "NoticeCard",
    "Visit",
]


@attrs.frozen(kw_only=True)
class Commitment(Fact):
    """A commitment letter that was signed (承诺书) (§2.1, §11.1).

    Attributes:
        supervisor: who signed.
        on: the day of signing.
        area: the area it is given for; None when the record doesn't say.

    >>> Commitment(supervisor="S-1", on=dt.date(2022, 12, 1)).area
    """

    supervisor: SupervisorId
    on: dt.date
    area: AreaId | None = None


@attrs.frozen(kw_only=True)
class ListVersion(PeriodFact):
    """A version of one of the three lists (清单版本) (§7.1).

    Attributes:
        id: its id.
        kind: which of the three lists.
        area: the area it is issued for, with all below it.
        in_force: the days on which it is in force; always unless given.

    >>> ListVersion(id="L-1", kind=ListKind.TASK, area="5109").kind.label.zh
    '任务清单'
    """

    id: Id
    kind: ListKind
    area: AreaId
    in_force: Period = ALWAYS


@attrs.frozen(kw_only=True)
class Acknowledgement(Fact):
    """A supervisor's acknowledgement of a list (知晓) (§7.1).

    Attributes:
        supervisor: who acknowledged.
        list_version: the version acknowledged.
        on: the day.

    >>> Acknowledgement(supervisor="S-1", list_version="L-1", on=dt.date(2022, 12, 1)).list_version
    'L-1'
    """

    supervisor: SupervisorId
    list_version: ListVersionId
    on: dt.date


@attrs.frozen(kw_only=True)
class NoticeCard(PeriodFact):
    """A public-notice card on display (包保责任公示卡) (§11.2).

    Attributes:
        company: the company that shows it.
        supervisor: the supervisor it names.
        displayed: the days on which it is displayed.

    >>> NoticeCard(company="C-1", supervisor="S-1", displayed=Period.parse("2022-12-01/..")).company
    'C-1'
    """

    company: CompanyId
    supervisor: SupervisorId
    displayed: Period


@attrs.frozen(kw_only=True)
class KeyPeriod(Fact):
    """A key period in an area (重点时段), such as the days of a festival (§7.2).

    Attributes:
        id: its id.
        area: the area, with all below it.
        period: its days; it has to have an end.

    >>> KeyPeriod(id="K-1", area="5109", period=Period.parse("2023-01-14/2023-01-29")).id
    'K-1'
    """

    id: Id
    area: AreaId
    period: Period


@attrs.frozen(kw_only=True)
class Emergency(Fact):
    """An emergency (突发事件), at a company or in an area (§7.2).

    Attributes:
        id: its id.
        area: the area it is in; exactly one of area and company is given.
        company: the company it is at.
        on: its day.

    >>> Emergency(id="E-1", company="C-1", on=dt.date(2023, 7, 3)).area
    """

    id: Id
    area: AreaId | None = None
    company: CompanyId | None = None
    on: dt.date


@attrs.frozen(kw_only=True)
class Visit(Fact):
    """A visit on site (到场督导) (§7.2).

    Attributes:
        id: its id.
        company: the company visited.
        visitor: the id of who came: a supervisor, a member of a team, or somebody else.
        on: the day.
        occasions: what the record says it was for; empty when it doesn't say.
        problems: what it found.

    >>> Visit(id="V-1", company="C-1", visitor="S-1", on=dt.date(2023, 3, 31)).occasions
    frozenset()
    """

    id: Id
    company: CompanyId
    visitor: str
    on: dt.date
    occasions: frozenset[VisitOccasion] = attrs.field(default=frozenset(), converter=as_set)
    problems: tuple[FoundProblem, ...] = attrs.field(default=(), converter=as_parts)
