"""The records that fall due, day by day, for the agenda.

Called by ``agenda``: a city owes tens of thousands a day, so they are made as they are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from ..daysets import DaySet
from ..findings import Obligation
from ..periods import ONE_DAY, months, weeks
from ..vocabulary import Cycle, Sector
from .control import CycleKept
from .files import CompanyFile

__all__ = ["records_due"]


@attrs.define(eq=False)
class _Unit:
    """A company's records of a cycle in a span: the windows owed, as bits from the day ``first``."""

    rule: CycleKept
    file: CompanyFile
    sector: Sector | None
    mark: str | None
    windows: int
    first: int


def records_due(
    rules: Iterable[CycleKept], files: Iterable[CompanyFile], first: dt.date, last: dt.date, as_of: dt.date | None
) -> Iterator[Obligation]:
    """The records of some companies that fall due in a span of days, in order.

    Those that were made by the end of ``as_of`` are left out, if it is given.
    """
    units = [unit for file in files for rule in rules for unit in _units(rule, file, first, last)]
    for offset in range((last - first).days + 1 if units else 0):
        day = first + offset * ONE_DAY
        yield from sorted(_due_on(units, day, as_of), key=lambda duty: (duty.rule_id, duty.subject, duty.trigger))


def _units(rule: CycleKept, file: CompanyFile, first: dt.date, last: dt.date) -> Iterator[_Unit]:
    windows = rule.owed(file, (first, last)).windows if file.operating else 0
    if windows:
        sectors = rule.sectors(file)
        for sector in sectors:
            mark = str(sector.value) if sector is not None and len(sectors) > 1 else None
            yield _Unit(rule, file, sector, mark, windows, rule.grid((first, last)).first)


def _due_on(units: Iterable[_Unit], day: dt.date, as_of: dt.date | None) -> Iterator[Obligation]:
    ending: dict[CycleKept, tuple[str, dt.date] | None] = {}
    for unit in units:
        rule = unit.rule
        if rule not in ending:
            ending[rule] = _ending_on(rule, day)
        window = ending[rule]
        if window is None or not unit.windows >> (window[1].toordinal() - unit.first) & 1:
            continue
        label, start = window
        if as_of is None or not _is_kept(unit, start, day, as_of):
            trigger = label if unit.mark is None else f"{label}@{unit.mark}"
            yield Obligation(rule.rule_id, unit.file.ref, unit.file.ref, trigger, start, day)


def _ending_on(rule: CycleKept, day: dt.date) -> tuple[str, dt.date] | None:
    """The label and the first day of the window that ends on a day, if one does."""
    if rule.cycle is Cycle.DAILY:
        return day.isoformat(), day
    windows = months(day, day) if rule.cycle is Cycle.MONTHLY else weeks(day, day, rule.from_sunday)
    return next(((window.label, window.start) for window in windows if window.end == day), None)


def _is_kept(unit: _Unit, first: dt.date, last: dt.date, as_of: dt.date) -> bool:
    return bool(unit.rule.records.made_by(unit.file, unit.sector, as_of) & DaySet.between(first, last))
