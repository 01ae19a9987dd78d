"""The tree of areas, and the offices whose holders are supervisors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from .._frozen import FrozenMap
from ..facts.areas import Area
from ..facts.assignments import TeamMember
from ..vocabulary import TeamRole, Tier
from .shares import CITY, FIRST_DAY, SUPERVISORS, TOWNSHIPS, count

BODIES = FrozenMap(
    {
        Tier.CITY: ("市委", "市人大常委会", "市政府", "市政协"),
        Tier.COUNTY: ("县委", "县人大常委会", "县政府", "县政协"),
        Tier.TOWNSHIP: ("乡镇党委", "乡镇政府", "乡镇人大"),
        Tier.VILLAGE: ("村党组织", "村民委员会"),
    }
)


@attrs.frozen
class Place:
    """Where a company lies: its village, and the areas above that."""

    village: str
    township: str
    county: str


@attrs.define(eq=False)
class Holder:
    """A supervisor in an office, from a day to a day."""

    supervisor: str
    start: dt.date
    end: dt.date | None = None


@attrs.define(eq=False)
class Office:
    """An office whose holder is a supervisor; it stays filled when the holder changes.

    Attributes:
        number: its number; the first holder's id has the same.
        tier: its tier.
        area: its area.
        township: the township it lies in, if it lies in one.
        county: the county or park it lies in, if it lies in one.
        body: the body it belongs to.
        holders: who held it, in order.
        companies: how many companies it was given.
        special: whether something about it isn't as it should be, so that it isn't drawn again.
    """

    number: int
    tier: Tier
    area: str
    township: str | None
    county: str | None
    body: str
    holders: list[Holder]
    companies: int = 0
    special: bool = False

    @property
    def holder(self) -> Holder:
        """Who held it first."""
        return self.holders[0]

    @property
    def title(self) -> str:
        """The office's title: its tier and no more."""
        return f"{self.tier.label.zh}包保干部"

    def team(self) -> tuple[TeamMember, ...]:
        """The other members of its team: §6.1 for city and county, §6.2 below."""
        roles = (
            ((TeamRole.LIAISON_UNIT, "LU"), (TeamRole.LIAISON_OFFICER, "LO"))
            if self.tier in (Tier.CITY, Tier.COUNTY)
            else ((TeamRole.REGULATORY_CADRE, "RC"), (TeamRole.ASSISTANT, "AS"))
        )
        return tuple(TeamMember(role=role, member=f"{prefix}-{self.number:04}") for role, prefix in roles)


@attrs.frozen
class Geography:
    """The areas, the places where companies can lie, and the offices by tier."""

    areas: list[Area]
    places: list[Place]
    offices: dict[Tier, list[Office]]

    def all_offices(self) -> Iterator[Office]:
        """Every office, the city's first."""
        for offices in self.offices.values():
            yield from offices


def lay_out(scale: float) -> Geography:
    """The city at a scale: each village has one office, and the others are spread over the townships."""
    areas = [Area(id=CITY, tier=Tier.CITY, name="遂宁市（示例）")]
    townships: list[tuple[str, str]] = []
    for index, (county, figure) in enumerate(TOWNSHIPS.items(), 1):
        kind = "园区" if "-9" in county else "县（市、区）"
        areas.append(Area(id=county, tier=Tier.COUNTY, parent=CITY, name=f"示例{kind}{index}"))
        townships += [(f"{county}-{number:02}", county) for number in range(1, count(figure, scale) + 1)]
    areas += [
        Area(id=id, tier=Tier.TOWNSHIP, parent=county, name=f"示例乡镇{number}")
        for number, (id, county) in enumerate(townships, 1)
    ]
    villages = count(SUPERVISORS[Tier.VILLAGE], scale)
    places = [
        Place(f"{township}-{index:04}", township, county)
        for index in range(1, villages + 1)
        for township, county in (townships[(index - 1) * len(townships) // villages],)
    ]
    areas += [
        Area(id=place.village, tier=Tier.VILLAGE, parent=place.township, name=f"示例村（社区）{number}")
        for number, place in enumerate(places, 1)
    ]
    return Geography(areas, places, _offices(scale, townships, places))


def _offices(scale: float, townships: list[tuple[str, str]], places: list[Place]) -> dict[Tier, list[Office]]:
    offices: dict[Tier, list[Office]] = {tier: [] for tier in SUPERVISORS}
    number = 0
    for tier, figure in SUPERVISORS.items():
        size = count(figure, scale)
        for index in range(size):
            number += 1
            if tier is Tier.VILLAGE:
                place = places[index]
                area, township, county = place.village, place.township, place.county
            else:
                township, county = townships[index * len(townships) // size]
                area = {Tier.CITY: CITY, Tier.COUNTY: county, Tier.TOWNSHIP: township}[tier]
            offices[tier].append(
                Office(
                    number,
                    tier,
                    area,
                    township if tier <= Tier.TOWNSHIP else None,
                    county if tier <= Tier.COUNTY else None,
                    BODIES[tier][index % len(BODIES[tier])],
                    [Holder(f"S-{number:04}", FIRST_DAY)],
                )
            )
    return offices
