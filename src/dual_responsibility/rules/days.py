"""Arithmetic on spans of days, both ends in, with an open end that compares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ..periods import ONE_DAY

OPEN = dt.date.max
"""Stands for the end of what hasn't ended, so that ends compare."""

Days = tuple[dt.date, dt.date]
"""First and last day, both in."""


def after(day: dt.date) -> dt.date:
    """The day after; OPEN after OPEN."""
    return day if day == OPEN else day + ONE_DAY


def overlap(days: Days, others: Iterable[Days]) -> list[Days]:
    """The parts of ``days`` that lie in ``others``."""
    first, last = days
    return [(max(first, a), min(last, b)) for a, b in others if a <= last and b >= first]


def outside(days: Days, others: Iterable[Days]) -> list[Days]:
    """The parts of ``days`` that lie in none of ``others``, which are sorted."""
    first, last = days
    gaps = []
    for a, b in others:
        if a > last:
            break
        if a > first:
            gaps.append((first, a - ONE_DAY))
        if b >= first:
            if b >= last:
                return gaps
            first = b + ONE_DAY
    return [*gaps, (first, last)]


def joined(spans: Iterable[Days]) -> list[Days]:
    """Spans of days sorted, those that touch or overlap made one."""
    result: list[Days] = []
    for first, last in sorted(spans):
        if result and (result[-1][1] == OPEN or first <= result[-1][1] + ONE_DAY):
            result[-1] = (result[-1][0], max(result[-1][1], last))
        else:
            result.append((first, last))
    return result
