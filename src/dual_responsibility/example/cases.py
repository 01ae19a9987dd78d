"""Companies, each with the relations in which it is supervised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

from .._frozen import FrozenMap
from ..company_terms import CompanyKind, CompanySize
from ..facts.assignments import Assignment, TeamMember
from ..facts.companies import Company
from ..periods import Period
from ..vocabulary import EscalationGround, Grade, Sector
from .draws import Draws
from .places import Geography, Office, Place
from .shares import (
    AREA_EMERGENCY,
    COMPANIES,
    COUNTY_WITHOUT_VISITS,
    FIRST_DAY,
    PARK_WITHOUT_RECORDS,
    TIERS,
    count,
)

KINDS = (
    (CompanyKind.PRODUCER, Sector.PRODUCTION),
    (CompanyKind.SELLER, Sector.DISTRIBUTION),
    (CompanyKind.CATERER, Sector.CATERING),
    (CompanyKind.SELLER, Sector.SPECIAL),
)
KINDS_ESCALATED = FrozenMap(
    {
        EscalationGround.KEY_PRODUCER: (CompanyKind.PRODUCER, Sector.PRODUCTION),
        EscalationGround.SCHOOL: (CompanyKind.SCHOOL_CANTEEN, Sector.CATERING),
        EscalationGround.ELDERLY_CARE_CANTEEN: (CompanyKind.ELDERLY_CARE_CANTEEN, Sector.CATERING),
    }
)


@attrs.define(eq=False)
class Relation:
    """A supervisor's answering for a company, from a day to a day.

    Attributes:
        supervisor: the supervisor.
        team: the other members of the team.
        start: the first day.
        end: the last day; None while it goes on.
        vacated: the day on which a change ended it, if the records still show it as running.
        card: whether the company shows this supervisor's card.
        recorded: the day on which it was entered, if that isn't its own.
    """

    supervisor: str
    team: tuple[TeamMember, ...]
    start: dt.date = FIRST_DAY
    end: dt.date | None = None
    vacated: dt.date | None = None
    card: bool = True
    recorded: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the supervisor answers for the company on a day."""
        return (
            self.start <= day and (self.end is None or day <= self.end) and (self.vacated is None or day < self.vacated)
        )


@attrs.define(eq=False)
class Case:
    """A company and all that is decided about it.

    Attributes:
        number: its number.
        grade: its grade.
        place: where it lies.
        office: the office whose tier and area are the ones for it.
        first: whether it is the first company of that office, which it never leaves.
        sort: the kind of place it is, and its sector.
        ground: the ground of its escalation, or pairs of period and ground.
        relations: who answers for it.
        missed: the quarters and key periods in which nobody who counts comes.
        paused: the days of a pause that is on record.
        size: how large it is.
        sectors: the sectors that it works in.
        diners: how many it serves a meal, if it is a canteen or cooks for others.
    """

    number: int
    grade: Grade
    place: Place
    office: Office
    first: bool
    sort: tuple[CompanyKind, Sector]
    relations: list[Relation]
    ground: Any = None
    missed: tuple[str, ...] = ()
    paused: Period | None = None
    size: CompanySize | None = None
    sectors: tuple[Sector, ...] = ()
    diners: int | None = None

    @property
    def id(self) -> str:
        """The company's id."""
        return f"C-{self.number:05}"

    @property
    def in_records(self) -> bool:
        """Whether it lies where the records are claimed to be complete."""
        return self.place.county != PARK_WITHOUT_RECORDS

    @property
    def visits_claimed(self) -> bool:
        """Whether it lies where the records of visits are claimed to be complete."""
        return self.place.county != COUNTY_WITHOUT_VISITS

    @property
    def calm(self) -> bool:
        """Whether it lies outside the area of the emergency, which brings supervisors there."""
        return self.place.township != AREA_EMERGENCY[0]

    def relation_on(self, day: dt.date) -> Relation | None:
        """The first relation that holds on a day."""
        for relation in self.relations:
            if relation.holds_on(day):
                return relation
        return None

    def company(self) -> Company:
        """The company as a fact."""
        return Company(
            id=self.id,
            area=self.place.village,
            sectors=self.sectors,
            grades=self.grade,
            grounds=self.ground,
            kind=self.sort[0],
            size=self.size,
            diners=self.diners,
        )

    def assignments(self) -> Iterator[Assignment]:
        """Its relations as facts."""
        for index, relation in enumerate(self.relations, 1):
            yield Assignment(
                id=f"A-{self.number:05}" if index == 1 else f"A-{self.number:05}-{index}",
                company=self.id,
                supervisor=relation.supervisor,
                period=Period(relation.start, relation.end),
                team=relation.team,
                recorded=relation.recorded,
            )


def relation_to(office: Office, start: dt.date = FIRST_DAY, end: dt.date | None = None) -> Relation:
    """The relation of a company to an office's first holder, with the whole team."""
    return Relation(office.holder.supervisor, office.team(), start, end)


def place_companies(city: Geography, draws: Draws, scale: float) -> list[Case]:
    """Every company with the office that answers for it: at least one each, the others as drawn."""
    nearby: dict[str, list[Place]] = {}
    for place in city.places:
        for area in (place.village, place.township, place.county):
            nearby.setdefault(area, []).append(place)
    cases: list[Case] = []
    number = 0
    for grade, figure in COMPANIES.items():
        offices = city.offices[TIERS[grade]]
        teams = [office.team() for office in offices]
        for index in range(count(figure, scale)):
            number += 1
            first = index < len(offices)
            which = index if first else draws.number(f"office/{number}", below=len(offices))
            office = offices[which]
            around = nearby.get(office.area, city.places)
            place = around[draws.number(f"place/{number}", below=len(around))]
            sort = KINDS[draws.number(f"kind/{number}", below=len(KINDS))]
            relation = Relation(office.holder.supervisor, teams[which])
            cases.append(Case(number, grade, place, office, first, sort, [relation]))
            office.companies += 1
    return cases
