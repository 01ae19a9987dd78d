"""Counts from below along each business line, as townships, counties and the city state them (§5.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..facts.companies import Company
from ..facts.controls import GradeTally
from ..vocabulary import Grade, Sector
from . import committee_shares as shares
from .shares import CITY

__all__ = ["tallies"]


def tallies(companies: Iterable[Company], parents: dict[str, str | None]) -> Iterator[GradeTally]:
    """What each tier above the villages counted; the city's own figure of one line is wrong."""
    counted: Counter[tuple[str, Sector, Grade]] = Counter()
    for company in companies:
        grade = company.grades.on(shares.COUNTED_FROM_BELOW)
        area: str | None = parents[company.area]
        while area is not None and grade is not None:
            counted.update((area, sector, grade) for sector in company.sectors)
            area = parents[area]
    for area, sector, grade in sorted(counted, key=lambda key: (key[0], key[1].value, key[2].value)):
        wrong = shares.MISCOUNTED if (area, sector, grade) == (CITY, *shares.MISCOUNTED_LINE) else 0
        yield GradeTally(
            area=area,
            business_line=sector.label.zh,
            grade=grade,
            count=max(0, counted[area, sector, grade] + wrong),
            on=shares.COUNTED_FROM_BELOW,
        )
