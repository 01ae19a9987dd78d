"""The committees' side of the example: mechanism, plans, reports on duties (§2.2, §3, §4, §12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import cycle as in_turn

import attrs

from ..facts.areas import Area
from ..facts.mechanisms import Mechanism, Seat, TaskForce
from ..facts.plans import Plan
from ..facts.reviews import Ballot, Leader, Pick, Review, ReviewSelection, ReviewUse
from ..governance_terms import Audience, LeaderRole, ReviewGround, SeatRole
from ..periods import ALWAYS, ONE_DAY, Period
from ..vocabulary import ReviewGrade, Tier
from . import committee_shares as shares
from .draws import Draws
from .places import Office
from .shares import CITY, LAST_DAY, TOWNSHIPS, count

__all__ = ["Reviews", "coverage_plan", "mechanisms", "plans"]


def mechanisms() -> Iterator[Mechanism]:
    """The city's, and the leading group of each county and park."""
    seats = [*_single_seats()]
    seats += [
        Seat(role=SeatRole.BODY_MEMBER, holder=f"BM-{number}", body=body)
        for number, body in enumerate(shares.BODIES, 1)
    ]
    seats += [
        Seat(role=SeatRole.DEPARTMENT_MEMBER, holder=f"DM-{number}", body=department)
        for number, department in enumerate(shares.DEPARTMENTS, 1)
    ]
    force = TaskForce(host=shares.HOST, seconded=shares.SECONDED, one_office=True)
    yield Mechanism(id=f"ME-{CITY}", area=CITY, seats=seats, task_forces=force)
    late, set_up = shares.PARK_WITH_LATE_TASK_FORCE
    for area in TOWNSHIPS:
        forces = (
            ()
            if area == shares.COUNTY_WITHOUT_TASK_FORCE
            else TaskForce(period=Period(set_up) if area == late else ALWAYS)
        )
        yield Mechanism(id=f"ME-{area}", area=area, task_forces=forces)


def _single_seats() -> Iterator[Seat]:
    vacant = shares.CONVENER_VACANT
    for number, (code, office) in enumerate(shares.SINGLE_SEATS.items(), 1):
        role, holder = SeatRole[code], f"L-{CITY}-{number:02}"
        if role is not SeatRole.CONVENER or vacant.end is None:
            yield Seat(role=role, holder=holder, office=office)
            continue
        yield Seat(role=role, holder=f"{holder}-P", office=office, period=Period(ALWAYS.start, vacant.start - ONE_DAY))
        yield Seat(role=role, holder=holder, office=office, period=Period(vacant.end + ONE_DAY))


def coverage_plan() -> Plan:
    """Full coverage by “mid-December 2022”, planned backwards (倒排工期): an example of a plan (§2.2).

    Its node is Sichuan's; its other days are made up.

    >>> from dual_responsibility import schedule
    >>> str(schedule(coverage_plan()).milestones["base-numbers"].latest_start)
    '2022-11-15'
    """
    return Plan(
        id="PL-2022-COVERAGE", area=CITY, title="包保全覆盖", start=shares.COVERAGE_START, milestones=shares.COVERAGE
    )


def plans() -> list[Plan]:
    """Full coverage in 2022, and the work of 2023."""
    year = Plan(id="PL-2023", area=CITY, title="2023年工作计划", start=shares.YEAR_START, milestones=shares.YEAR)
    return [coverage_plan(), year]


class Reviews:
    """Who has to report on 2023, who was picked, and the reports (§12)."""

    def __init__(self, areas: Iterable[Area], offices: Iterable[Office], draws: Draws, scale: float) -> None:
        self.areas = [area for area in areas if area.tier is not Tier.VILLAGE]
        self.steady = [office for office in offices if len(office.holders) == 1]
        self.draws = draws
        self.scale = scale

    def leaders(self) -> Iterator[Leader]:
        """Leaders and heads of departments of city and counties; the head of each township's committee."""
        for area in self.areas:
            for role, number in self._roles(area):
                yield Leader(person=f"L-{area.id}-{number:02}", role=role, area=area.id)

    def _roles(self, area: Area) -> Iterator[tuple[LeaderRole, int]]:
        if area.id == shares.PARK_WITHOUT_LEADERS:
            return
        of_tier = {
            Tier.CITY: shares.CITY_LEADERS,
            Tier.COUNTY: shares.COUNTY_LEADERS,
            Tier.TOWNSHIP: {LeaderRole.COMMITTEE_HEAD: 1},
        }
        number = 0
        for role, figure in of_tier[area.tier].items():
            for _ in range(figure):
                number += 1
                yield role, number

    def selections(self) -> Iterator[ReviewSelection]:
        """The lists of city, counties and parks: with reasons, for the source picks by the year's work."""
        for area in self.areas:
            figure = shares.PICKED_BY_CITY if area.tier is Tier.CITY else shares.PICKED_BY_COUNTY
            picked = self._picked(area, figure)
            if picked:
                picks = [Pick(supervisor=id, reason="结合年度督导情况") for id in picked]
                yield ReviewSelection(
                    id=f"RS-{area.id}", area=area.id, year=shares.YEAR_REPORTED, on=shares.LIST_DAY, picks=picks
                )

    def _picked(self, area: Area, figure: int) -> list[str]:
        if area.tier is Tier.TOWNSHIP or area.id == shares.PARK_WITHOUT_LEADERS:
            return []
        held = [office for office in self.steady if office.area == area.id and office.tier is area.tier]
        return [office.holder.supervisor for office in self.draws.ranked(f"picked/{area.id}", held)[:figure]]

    def reviews(self) -> list[Review]:
        """The reports that were made, with their grades and what came of them."""
        found = [*self._by_leaders(), *self._by_picked()]
        ungraded, uncounted = (count(figure, self.scale) for figure in (shares.UNGRADED, shares.UNCOUNTED))
        grades = in_turn(shares.GRADES)
        made = []
        for index, review in enumerate(found):
            if index < ungraded:
                made.append(review)
                continue
            grade = next(grades)
            use = shares.USES.get(grade)
            counted = None if index < ungraded + uncounted else shares.COUNTED_ON
            uses = () if use is None else (ReviewUse(kind=use, on=shares.USED_ON),)
            made.append(_graded(review, grade, uses, counted))
        return made

    def _by_leaders(self) -> Iterator[Review]:
        parents = {area.id: area.parent for area in self.areas}
        leaders = [*self.leaders()]
        heads = [leader for leader in leaders if leader.role is LeaderRole.COMMITTEE_HEAD]
        others = [leader for leader in leaders if leader.role is not LeaderRole.COMMITTEE_HEAD]
        few, silent = (count(figure, self.scale) for figure in (shares.TO_TOO_FEW, shares.NOT_YET_REPORTED))
        for index, leader in enumerate(others):
            if index >= few + silent:
                yield self._report(leader.person, leader.area, ReviewGround.LEADER, frozenset(Audience))
            elif index >= silent:
                yield self._report(leader.person, leader.area, ReviewGround.LEADER, frozenset({Audience.COMMITTEE}))
        townships = [leader for leader in heads if leader.area not in TOWNSHIPS]
        late = {leader.person for leader in townships[: count(shares.TOWNSHIP_HEADS_NOT_YET, self.scale)]}
        for leader in heads:
            above = parents[leader.area]
            if above is not None and leader.person not in late:
                yield self._report(leader.person, above, ReviewGround.LOWER_COMMITTEE, frozenset({Audience.COMMITTEE}))

    def _by_picked(self) -> Iterator[Review]:
        picked = [(pick.supervisor, one.area) for one in self.selections() for pick in one.picks]
        for supervisor, area in picked[count(shares.PICKED_NOT_YET, self.scale) :]:
            yield self._report(supervisor, area, ReviewGround.SAMPLED, frozenset({Audience.COMMITTEE}))

    def _report(self, person: str, area: str, ground: ReviewGround, to: frozenset[Audience]) -> Review:
        first, last = shares.REPORTED.start, shares.REPORTED.end or LAST_DAY
        on = _weekday(self.draws.day(f"report/{person}/{area}", first, last))
        year = shares.YEAR_REPORTED
        return Review(
            id=f"RV-{person}-{area}", reporter=person, area=area, year=year, on=on, ground=ground, audiences=to
        )


def _weekday(day: dt.date) -> dt.date:
    """The day, or the Friday before a weekend."""
    return day - max(day.weekday() - 4, 0) * ONE_DAY


def _graded(review: Review, grade: ReviewGrade, uses: tuple[ReviewUse, ...], counted: dt.date | None) -> Review:
    """The report with the grade that was decided, and the ballots before it."""
    grades = [*ReviewGrade]
    place = grades.index(grade)
    votes = {grade: shares.VOTES, grades[place - 1 if place else 1]: shares.VOTERS - shares.VOTES}
    ballots = [Ballot(grade=one, count=votes[one]) for one in grades if one in votes]
    voted = attrs.evolve(review, voters=shares.VOTERS, ballots=ballots)
    return attrs.evolve(voted, outcome=grade, graded=review.on, uses=uses, counted=counted)
