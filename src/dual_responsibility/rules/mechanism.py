"""What the rules mechanism.* share: a mechanism's parts day by day, and each thing that is wrong as a finding (§3, §4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import attrs

from ..facts.mechanisms import Mechanism, Seat, TaskForce
from ..findings import Finding
from ..governance_terms import SeatRole
from ..norms.governance import MechanismNorm
from ..periods import ONE_DAY
from ..vocabulary import Text, Tier
from .base import AreaFile, Breach, Ingredients, Run, StandingRule, in_breach
from .days import Days, after, overlap

__all__ = ["CLAIM", "UNKNOWN", "InForce", "OfMechanism", "Wrong", "by_holder"]

T = TypeVar("T")
Part = TypeVar("Part", Seat, TaskForce)

InForce = tuple[dt.date, dt.date, T]
"""Something of a mechanism, with the first and last day on which it holds."""

Wrong = Callable[[dt.date, list[T]], Breach | None]
"""What is wrong from a day on, given what holds on it."""

CLAIM = "mechanisms"
UNKNOWN = Text("未记录", "not on record")


class OfMechanism(StandingRule):
    """A standing rule about a mechanism, owed by its area: each thing that is wrong is a finding of its own."""

    about = "area"

    def tier(self, norm: MechanismNorm) -> Tier:
        """The tier whose areas owe it."""
        return norm.tier

    def judge(self, file: AreaFile) -> list[Finding]:
        """The findings about one area."""
        norm, begins = self.view.book.mechanism, self.view.begins
        if norm is None or file.area.tier is not self.tier(norm) or begins > self.as_of:
            return []
        records = tuple(mechanism.id for _, _, mechanism in self.mechanisms(file))
        told: Ingredients = (("mechanism-records", file.ref.id, records),) if records else ()
        found = self.found_of(file, norm, (begins, self.view.until))
        return [attrs.evolve(finding, ingredients=(*told, *finding.ingredients)) for finding in found]

    def found_of(self, file: AreaFile, norm: MechanismNorm, owed: Days) -> Iterator[Finding]:
        """What is found of the days on which the duty is owed."""
        raise NotImplementedError

    def mechanisms(self, file: AreaFile) -> list[InForce[Mechanism]]:
        """The mechanisms of an area, as far as they are seen, in order."""
        found = []
        for mechanism in self.view.registry.of_area("mechanisms", file.ref.id):
            days = self.view.days(mechanism, mechanism.period)
            if days is not None:
                found.append((*days, mechanism))
        return sorted(found, key=lambda one: (one[0], one[1], one[2].id))

    def seats(self, file: AreaFile, role: SeatRole) -> list[InForce[Seat]]:
        """Who sits in a role, with the days, in order."""
        return self._within(file, lambda mechanism: [seat for seat in mechanism.seats if seat.role is role])

    def task_forces(self, file: AreaFile) -> list[InForce[TaskForce]]:
        """The task forces, with the days, in order."""
        return self._within(file, lambda mechanism: mechanism.task_forces)

    def _within(self, file: AreaFile, of: Callable[[Mechanism], Iterable[Part]]) -> list[InForce[Part]]:
        found: list[InForce[Part]] = []
        for first, last, mechanism in self.mechanisms(file):
            for part in of(mechanism):
                days = self.view.days(part, part.period)
                if days is not None:
                    found += [(start, end, part) for start, end in overlap(days, [(first, last)])]
        return sorted(found, key=lambda one: (one[0], one[1], repr(one[2])))

    def runs(self, owed: Days, held: Sequence[InForce[T]], wrong: Wrong[T]) -> list[Run]:
        """The days on which what holds breaks the duty, neighbours for the same reason as one that tells all."""
        cuts = sorted(
            {owed[0], *(cut for first, last, _ in held for cut in (first, after(last)) if owed[0] < cut <= self.as_of)}
        )
        ends = [*(cut - ONE_DAY for cut in cuts[1:]), owed[1]]
        parts = [
            (start, end, wrong(start, [one for first, last, one in held if first <= start <= last]))
            for start, end in zip(cuts, ends, strict=True)
        ]
        return [(first, last, _told_in_full(breach, (first, last), parts)) for first, last, breach in in_breach(parts)]

    def stands(
        self, file: AreaFile, owed: Days, runs: Iterable[tuple[str, list[Run]]], mark: str, facts: Ingredients
    ) -> list[Finding]:
        """Each breach as a finding of its own, by the mark of what is wrong; if there is none, that it is kept."""
        clean = owed[0]
        found: list[Finding] = []
        for of_what, breaches in runs:
            for first, last, breach in breaches:
                if last >= self.since:
                    found += self._breached(file, of_what, (first, last), breach)
                else:
                    clean = max(clean, last + ONE_DAY)
        return found or [self.kept(file, mark, clean, facts)]

    def present(self, held: Iterable[InForce[T]]) -> list[T]:
        """What holds at the end of ``as_of``."""
        return [one for first, last, one in held if first <= self.as_of <= last]


def _told_in_full(breach: Breach, days: Days, parts: Iterable[tuple[dt.date, dt.date, Breach | None]]) -> Breach:
    """A breach with the facts of all its days, each once."""
    within = [part for first, last, part in parts if part is not None and overlap(days, [(first, last)])]
    return attrs.evolve(breach, facts=tuple(dict.fromkeys(fact for part in within for fact in part.facts)))


def by_holder(seats: Iterable[InForce[Seat]]) -> Mapping[str, list[InForce[Seat]]]:
    """Seats by who holds them, in order of id."""
    found: dict[str, list[InForce[Seat]]] = {}
    for one in seats:
        found.setdefault(one[2].holder, []).append(one)
    return dict(sorted(found.items()))
