"""What the naive evaluators share: what is asked, what is answered, what is seen of a registry, what silence means.

Written from the sources alone, without sight of ``dual_responsibility.rules``. § cites a clause of the mission's
source, names in backticks are entries of the register of interpretations, “Concepts” is ``docs/concepts.md``.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

import attrs

import dual_responsibility as dr
from dual_responsibility.facts.base import PeriodFact
from dual_responsibility.facts.registry import COLLECTIONS

ONE_DAY = dt.timedelta(1)
Readings = dict[str, str]
Named = tuple[str, str]
"""What a Ref holds: kind and id."""

FULFILLED, LATE, PENDING, VIOLATED, UNDETERMINED = (
    "FULFILLED",
    "FULFILLED_LATE",
    "PENDING",
    "VIOLATED",
    "UNDETERMINED",
)


class Expected(NamedTuple):
    """A finding as it has to come out."""

    rule_id: str
    subject: Named
    bearer: Named
    trigger: str
    status: str
    reason: str | None
    arose: dt.date
    due: dt.date | None
    closed: dt.date | None


class Days(NamedTuple):
    """Days allowed, as a city's rulebook sets them."""

    allowed: int
    working: bool


class City(NamedTuple):
    """What a city's rulebook may set of its own: Suining's sets none of it (§12.3, §13.3, §13.4)."""

    share_percent: dict[dr.Tier, int]
    points: dict[dr.ReviewGrade, int]
    ranks: dict[dr.ReviewGrade, int]
    report_in: dict[dr.HazardLevel, Days]
    dispose: dict[dr.HazardLevel, Days]


SUINING = City({}, {}, {}, {}, {})


@attrs.frozen(eq=False, repr=False)
class Case:
    """What every question is asked of: the facts, by which readings, over which days, and what was known by when."""

    registry: dr.Registry
    readings: Readings
    since: dt.date
    as_of: dt.date
    calendar: dr.WorkCalendar
    known_by: dt.date | None = None
    city: City = SUINING
    book: str = "suining-2022"
    as_library: frozenset[str] = frozenset()
    """Disagreements of LOG.md in which to answer as the library does, so that all else can be compared."""

    @property
    def binds(self) -> dt.date:
        """The first day on which Suining's rules bind (`in-force-from`)."""
        return dt.date.fromisoformat(self.readings["in-force-from"])

    def chosen(self, interpretation: str, reading: str) -> bool:
        return self.readings[interpretation] == reading

    def __repr__(self) -> str:
        """What tells one from another, for a test that fails."""
        horizon = f"calendar to {self.calendar.published_through}"
        lines = [
            f"{self.book}, {self.since} to {self.as_of}, known by {self.known_by}, {horizon}; {self.readings}; {self.city}"
        ]
        for name in COLLECTIONS:
            if name != "areas":
                lines += [f"{name}: {fact}" for fact in getattr(self.registry, name)]
        return "\n".join([*lines, *map(str, self.registry.complete)])


Rule = Callable[[Case], list[Expected]]


class Span(NamedTuple):
    """A period as far as it can be seen."""

    first: dt.date
    last: dt.date | None

    def holds(self, day: dt.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def days_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Each day, both ends in."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield dt.date.fromordinal(ordinal)


def entered(case: Case, recorded: dt.date | None, own_day: dt.date) -> bool:
    """Whether something was on record by ``known_by`` (Concepts, “What was known when”; `recorded-default`)."""
    if case.known_by is None:
        return True
    if recorded is not None:
        return recorded <= case.known_by
    return case.chosen("recorded-default", "always-known") or own_day <= case.known_by


def known_span(
    case: Case, period: dr.Period, recorded: dt.date | None = None, end_recorded: dt.date | None = None
) -> Span | None:
    """The days of a period that were known: its start and its end are entered each for itself."""
    if not entered(case, recorded, period.start):
        return None
    ended = period.end is not None and entered(case, end_recorded, period.end)
    return Span(period.start, period.end if ended else None)


def seen(case: Case, fact: PeriodFact, period: dr.Period) -> Span | None:
    """The days of a fact with a period, as far as they were known."""
    return known_span(case, period, fact.recorded, fact.end_recorded)


def on_record(case: Case, fact: dr.Company | dr.Supervisor) -> bool:
    """Whether a company or a supervisor was there yet by ``known_by`` (Concepts, “What was known when”)."""
    return case.known_by is None or fact.recorded is None or fact.recorded <= case.known_by


def line_of(registry: dr.Registry, area: str) -> list[dr.Area]:
    """An area and all that it lies in, nearest first."""
    line = [registry.area(area)]
    while (parent := line[-1].parent) is not None:
        line.append(registry.area(parent))
    return line


def within(registry: dr.Registry, area: str, outer: str) -> bool:
    """Whether an area is another or lies in it."""
    return any(one.id == outer for one in line_of(registry, area))


def claimed(case: Case, kind: str, area: str, first: dt.date, last: dt.date) -> bool:
    """Whether records of a kind are claimed complete for an area on every one of some days (Concepts, “Claims”)."""
    claims = [
        claim
        for claim in case.registry.complete
        if claim.kind == kind and (claim.area is None or within(case.registry, area, claim.area))
    ]
    return all(any(claim.period.contains(day) for claim in claims) for day in days_between(first, last))
