"""Grading from below: counts along a business line summed tier by tier, and the sums proved (§5.1).

Callers: users, through :func:`sum_tallies`, :func:`tally_differences` and :func:`grade_changes`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

import attrs

from .errors import ReportError
from .facts.registry import Registry
from .periods import require_date
from .vocabulary import Grade

__all__ = ["GradeChange", "TallyDifference", "TallySum", "grade_changes", "sum_tallies", "tally_differences"]


class _Line(NamedTuple):
    """What is counted: along which business line, which grade, on which day."""

    business_line: str
    grade: Grade
    on: dt.date


@attrs.frozen
class TallySum:
    """How many companies an area has along a line, summed from the areas below it (逐级汇总) (§5.1).

    Attributes:
        area: the area.
        business_line: the line.
        grade: the grade.
        on: the day of the counts.
        stated: what the area itself states; None if it states nothing.
        parts: by area directly below, its figure: what it states, or else what is summed there.
        missing: the areas directly below of which there is no figure, though there is of others; an area
            whose counts are claimed complete on that day, and that has none, has nothing to count.

    >>> day, parts = dt.date(2022, 11, 1), (("510903", 412), ("510904", 288))
    >>> one = TallySum("5109", "餐饮", Grade.C, day, stated=None, parts=parts, missing=())
    >>> one.stated, one.summed, one.figure
    (None, 700, 700)
    """

    area: str
    business_line: str
    grade: Grade
    on: dt.date
    stated: int | None
    parts: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]

    @property
    def summed(self) -> int | None:
        """The sum of its parts; None if it has none."""
        return sum(count for _, count in self.parts) if self.parts else None

    @property
    def figure(self) -> int | None:
        """What it states, or else the sum of its parts."""
        return self.summed if self.stated is None else self.stated


@attrs.frozen
class TallyDifference:
    """An area whose figure isn't the sum of its parts (汇总不符) (§5.1).

    Attributes:
        tally: the area's figure and its parts.
        difference: what is stated, less the sum.

    >>> from dual_responsibility import GradeTally
    >>> from dual_responsibility.testing import a_registry
    >>> line = {"business_line": "餐饮", "grade": Grade.C, "on": dt.date(2022, 11, 1)}
    >>> tallies = GradeTally(area="5109", count=700, **line), GradeTally(area="510903", count=412, **line)
    >>> [(one.tally.area, one.difference) for one in tally_differences(a_registry(*tallies))]
    [('5109', 288)]
    """

    tally: TallySum
    difference: int


@attrs.frozen
class GradeChange:
    """A company whose grade changed (等级变化).

    Attributes:
        company: the company.
        on: the first day of the grade after.
        before: the grade before; None if it had none the day before.
        after: the grade after; None if it has none any more.

    >>> change = GradeChange("C-1", dt.date(2023, 7, 1), before=Grade.B, after=Grade.A)
    >>> change.before.label.zh, change.after.label.zh
    ('B级', 'A级')
    """

    company: str
    on: dt.date
    before: Grade | None
    after: Grade | None


def sum_tallies(registry: Registry, *, on: dt.date | None = None) -> tuple[TallySum, ...]:
    """The counts of a registry summed from the lowest areas up, each line and grade by itself (§5.1).

    Args:
        registry: the facts: its ``grade_tallies``. Several counts of one area, line, grade and day are
            parts of one figure.
        on: only the counts of this day; None for those of every day.

    Returns:
        A figure for each area that states one or has one below it; in order of day, line, grade, tier
        (the highest first) and area.

    Raises:
        DateTypeError: ``on`` isn't a date.

    >>> from dual_responsibility import Area, GradeTally, Tier
    >>> counts = dict(business_line="餐饮", grade=Grade.C, on=dt.date(2022, 11, 1))
    >>> registry = Registry(
    ...     areas=[Area(id="5109", tier=Tier.CITY), Area(id="510903", tier=Tier.COUNTY, parent="5109")],
    ...     grade_tallies=[GradeTally(area="510903", count=412, **counts)],
    ... )
    >>> [(one.area, one.stated, one.summed, one.figure) for one in sum_tallies(registry)]
    [('5109', None, 412, 412), ('510903', 412, None, 412)]
    """
    if on is not None:
        require_date(on, "on")
    stated: defaultdict[_Line, dict[str, int]] = defaultdict(dict)
    for tally in registry.grade_tallies:
        if on is None or tally.on == on:
            line = stated[_Line(tally.business_line, tally.grade, tally.on)]
            line[tally.area] = line.get(tally.area, 0) + tally.count
    below: defaultdict[str, list[str]] = defaultdict(list)
    for area in registry.areas:
        if area.parent is not None:
            below[area.parent].append(area.id)
    claims = [claim for claim in registry.complete if claim.kind == "grade_tallies"]

    def is_claimed(area: str, day: dt.date) -> bool:
        line = registry.lineage[area]
        return any(claim.period.contains(day) and (claim.area is None or claim.area in line) for claim in claims)

    depth_first = sorted((area.id for area in registry.areas), key=lambda id: (-len(registry.lineage[id]), id))
    found: list[TallySum] = []
    for key in sorted(stated, key=lambda key: (key.on, key.business_line, [*Grade].index(key.grade))):
        sums = _summed(key, stated[key], depth_first, below, is_claimed)
        found += sorted(sums.values(), key=lambda one: (-registry.area(one.area).tier.rank, one.area))
    return tuple(found)


def _summed(
    line: _Line,
    stated: Mapping[str, int],
    depth_first: list[str],
    below: Mapping[str, list[str]],
    is_claimed: Callable[[str, dt.date], bool],
) -> dict[str, TallySum]:
    sums: dict[str, TallySum] = {}
    for area in depth_first:
        children = sorted(below.get(area, ()))
        parts = tuple(
            (child, figure) for child in children if child in sums and (figure := sums[child].figure) is not None
        )
        if parts or area in stated:
            unknown = (child for child in children if child not in sums and not is_claimed(child, line.on))
            missing = tuple(unknown) if parts else ()
            sums[area] = TallySum(area, line.business_line, line.grade, line.on, stated.get(area), parts, missing)
    return sums


def tally_differences(registry: Registry, *, on: dt.date | None = None) -> tuple[TallyDifference, ...]:
    """Where a figure isn't the sum of its parts: empty if the sums hold (§5.1).

    What an area states is compared with the figures of the areas directly below it. One that has no
    figure below it is compared with nothing; one of whose parts some are missing differs only if the
    others alone are more than it states.

    Args:
        registry: the facts.
        on: only the counts of this day; None for those of every day.

    Raises:
        DateTypeError: ``on`` isn't a date.

    >>> from dual_responsibility import GradeTally
    >>> from dual_responsibility.testing import a_registry
    >>> line = {"business_line": "餐饮", "grade": Grade.C, "on": dt.date(2022, 11, 1)}
    >>> tallies = GradeTally(area="5109", count=412, **line), GradeTally(area="510903", count=412, **line)
    >>> tally_differences(a_registry(*tallies))
    ()
    """
    return tuple(
        TallyDifference(tally, tally.stated - tally.summed)
        for tally in sum_tallies(registry, on=on)
        if tally.stated is not None
        and tally.summed is not None
        and (tally.summed > tally.stated if tally.missing else tally.summed != tally.stated)
    )


def grade_changes(registry: Registry, *, since: dt.date, until: dt.date) -> tuple[GradeChange, ...]:
    """The companies whose grade changed on a day from ``since`` to ``until``, both in (§5.1).

    Returns:
        The changes in order of day and company.

    Raises:
        DateTypeError: a day isn't a date.
        ReportError: ``until`` lies before ``since``.

    >>> from dual_responsibility.testing import a_company, a_registry
    >>> company = a_company(grade={"2023-01-01/2023-06-30": "B", "2023-07-01/..": "A"})
    >>> grade_changes(a_registry(company), since=dt.date(2023, 2, 1), until=dt.date(2023, 12, 31))
    (GradeChange(company='C-1', on=datetime.date(2023, 7, 1), before=<Grade.B: 'B'>, after=<Grade.A: 'A'>),)
    """
    for name, day in (("since", since), ("until", until)):
        require_date(day, name)
    if until < since:
        zh, en = f"止日 {until} 早于起日 {since}", f"until {until} is before since {since}"
        raise ReportError.single("window-reversed", "/until", zh, en)
    found = []
    for company in registry.companies:
        ends = [period.end + dt.timedelta(1) for period, _ in company.grades if period.end and period.end < dt.date.max]
        days = {period.start for period, _ in company.grades} | {*ends}
        for day in sorted(day for day in days if since <= day <= until and day > dt.date.min):
            before, after = company.grades.on(day - dt.timedelta(1)), company.grades.on(day)
            if before is not after:
                found.append(GradeChange(company.id, day, before, after))
    return tuple(sorted(found, key=lambda change: (change.on, change.company)))
