"""Reports on duties and their review: who must report, who was picked, and what came of it (述职评议) (§12)."""

from __future__ import annotations

import datetime as dt

import attrs

from ..governance_terms import Audience, LeaderRole, ReviewGround, ReviewUseKind
from ..periods import ALWAYS, Period
from ..vocabulary import ReviewGrade
from .base import AreaId, Fact, Id, PeriodFact, SupervisorId, as_parts, as_set

__all__ = ["Ballot", "Leader", "Pick", "Review", "ReviewSelection", "ReviewUse"]


@attrs.frozen(kw_only=True)
class Leader(PeriodFact):
    """Somebody who holds an office that has to report on its duties (述职人员) (§12.1, §12.2).

    Attributes:
        person: the id of the person; of one who is a supervisor too, the supervisor's id.
        role: Party or government leader, head of a responsible department, or main leader of a committee.
        area: the area whose leader this is, or whose committee this one leads.
        body: the body or department, by its id in the rulebook.
        period: the days in office; always unless given.

    >>> Leader(person="L-1", role=LeaderRole.LEADER, area="5109").role.label.zh
    '党政领导干部'
    """

    person: str
    role: LeaderRole
    area: AreaId
    body: str | None = None
    period: Period = ALWAYS


@attrs.frozen(kw_only=True)
class Pick:
    """A supervisor who was picked to report, and why (抽取对象) (§12.3).

    Attributes:
        supervisor: who was picked.
        reason: why: the source picks by the year's work and inspections.

    >>> Pick(supervisor="S-1", reason="督导完成率低").supervisor
    'S-1'
    """

    supervisor: SupervisorId
    reason: str | None = None


@attrs.frozen(kw_only=True)
class ReviewSelection(Fact):
    """Which supervisors of its tier a committee picked to report in a year (抽取述职名单) (§12.3).

    Attributes:
        id: its id.
        area: the area of the committee.
        year: the year.
        on: the day of the list.
        picks: who was picked, and why.
        seed: the seed of the lot, if it was by lot (our aid: see ``sample``); None if it wasn't.

    >>> ReviewSelection(id="RS-1", area="5109", year=2023, on=dt.date(2023, 11, 1), picks=Pick(supervisor="S-1")).year
    2023
    """

    id: Id
    area: AreaId
    year: int
    on: dt.date
    picks: tuple[Pick, ...] = attrs.field(default=(), converter=as_parts)
    seed: str | None = None


@attrs.frozen(kw_only=True)
class Ballot:
    """How many voted for one of the four grades (评议票数) (§12.4).

    Attributes:
        grade: the grade.
        count: how many voted for it.

    >>> Ballot(grade=ReviewGrade.GOOD, count=12).count
    12
    """

    grade: ReviewGrade
    count: int


@attrs.frozen(kw_only=True)
class ReviewUse:
    """What the outcome of a review was used for (评议结果运用) (§12.5).

    Attributes:
        kind: promotion, commendation, or accountability.
        on: the day.
        recorded: the day on which it was entered; its own day unless given.

    >>> ReviewUse(kind=ReviewUseKind.COMMENDATION, on=dt.date(2024, 1, 20)).kind.label.zh
    '表彰奖励'
    """

    kind: ReviewUseKind
    on: dt.date
    recorded: dt.date | None = None


@attrs.frozen(kw_only=True)
class Review(Fact):
    """A report on duties, and its review by a committee (述职评议) (§12).

    Attributes:
        id: its id.
        reporter: the id of who reported: a leader's, or a supervisor's.
        area: the area of the committee that was reported to.
        year: the year that was reported on.
        on: the day of the report; it can't lie before the year.
        ground: on which clause; None if that isn't on record: it then serves any.
        audiences: to whom the report was made; None if that isn't on record.
        outcome: one of the four grades, as decided; None while there is none.
        graded: the day on which the grade was decided; the day of the report unless given.
        voters: how many could vote; None if nobody voted, or that isn't on record.
        ballots: how many voted for each grade.
        rank: the place among those reviewed together, 1 being the best; None if they weren't ranked.
        uses: what the outcome was used for.
        counted: the day on which the outcome entered the shared Party–government assessment (党政同责考核);
            None while it hasn't (§12.6).

    >>> review = Review(id="RV-1", reporter="L-1", area="5109", year=2023, on=dt.date(2023, 12, 20))
    >>> review.outcome, review.audiences
    (None, None)
    """

    id: Id
    reporter: str
    area: AreaId
    year: int
    on: dt.date
    ground: ReviewGround | None = None
    audiences: frozenset[Audience] | None = attrs.field(default=None, converter=attrs.converters.optional(as_set))
    outcome: ReviewGrade | None = None
    graded: dt.date | None = None
    voters: int | None = None
    ballots: tuple[Ballot, ...] = attrs.field(default=(), converter=as_parts)
    uses: tuple[ReviewUse, ...] = attrs.field(default=(), converter=as_parts)
    counted: dt.date | None = None
    rank: int | None = None
