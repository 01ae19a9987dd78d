"""Which supervisors a committee picks from, and how many a share of them is (§12.3).

Callers: the rule review.supervisor-sample; ``sample``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property

from ..facts.parts import committee_tier
from ..vocabulary import Tier
from .view import View

__all__ = ["Strata", "how_many"]


class Strata:
    """The supervisors that each committee may pick, with their days in office."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.villages = view.book.reading("village-committee") == "township"

    @cached_property
    def _terms(self) -> Mapping[str, dict[str, list[tuple[dt.date, dt.date]]]]:
        """By area of the committee and supervisor, the days in office."""
        found: dict[str, dict[str, list[tuple[dt.date, dt.date]]]] = {}
        for supervisor in self.view.registry.supervisors:
            for held in self.view.posts(supervisor.id):
                area = self._committee(held.post.tier, held.post.area)
                if area is not None:
                    found.setdefault(area, {}).setdefault(supervisor.id, []).append((held.start, held.end))
        return found

    def _committee(self, tier: Tier, area: str) -> str | None:
        """The area whose committee picks among the supervisors of a tier in an area."""
        if tier is Tier.VILLAGE and not self.villages:
            return None
        return self.view.registry.of_tier(area, committee_tier(tier))

    def areas(self) -> tuple[str, ...]:
        """The areas whose committees have somebody to pick, in order of id."""
        return tuple(sorted(self._terms))

    def in_office(self, area: str, first: dt.date, last: dt.date) -> tuple[str, ...]:
        """The supervisors in office on some day from first to last, in order of id."""
        terms = self._terms.get(area, {})
        return tuple(sorted(id for id, days in terms.items() if any(a <= last and b >= first for a, b in days)))


def how_many(people: int, percent: int, rounding: str) -> int:
    """How many a share of some people is, by the reading ``share-rounding``."""
    exact = Fraction(people * percent, 100)
    if rounding == "down":
        return exact.numerator // exact.denominator
    if rounding == "half-up":
        return int((2 * exact + 1) // 2)
    return -(-exact.numerator // exact.denominator)
