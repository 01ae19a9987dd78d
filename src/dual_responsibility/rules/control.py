"""control.*: the record of each operating day, week and month (§8.3, §8.4, national rule).

One finding stands for all the days of a company that stand the same way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from ..daysets import DaySet
from ..facts.controls import RegularClosing
from ..findings import Finding, Obligation
from ..series import Series
from ..vocabulary import Cycle, Sector, Status
from .base import FULFILLED, FULFILLED_LATE, PENDING, UNDETERMINED, VIOLATED, Ingredients, RuleEvaluator
from .days import Days
from .files import CompanyFile
from .grid import Grid, grid_of
from .kept import Kept, Records
from .view import View

CLAIMS = ("control_logs", "control_records")
"""The collections whose completeness makes the silence about a record a breach."""


@attrs.frozen
class Owed:
    """The windows in which a company owes a record, as bits of a grid.

    Attributes:
        windows: those owed.
        weak: those of them that a pause without evidence would excuse.
    """

    windows: int
    weak: int


class CycleKept(RuleEvaluator):
    """A record was made, problem or not, for each window of a cycle."""

    cycle: Cycle

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.from_sunday = self.chosen("control-week", "sunday")
        self.by_company = self.chosen("control-sectors", "company")
        self.partial = view.book.reading("partial-cycle")
        self.paused_counts = self.chosen("paused-cycle", "unless-throughout")
        self.needs_evidence = self.chosen("pause-evidence", "needed")
        self.late_counts = self.chosen("entered-later", "flagged")
        self.records = Records(view, self.cycle)
        self._grids: dict[Days, Grid] = {}
        self._owed: dict[tuple[Grid, tuple[Days, ...]], Owed] = {}
        self._claims: dict[str, int] = {}
        self._days: dict[int, DaySet] = {}
        self.span = max(self.since, view.book.in_force_from), self.as_of

    def grid(self, span: Days) -> Grid:
        """The grid of a span of days."""
        grid = self._grids.get(span)
        if grid is None:
            grid = self._grids[span] = grid_of(self.cycle, *span, self.from_sunday)
        return grid

    def sectors(self, file: CompanyFile) -> tuple[Sector | None, ...]:
        """The sectors in each of which a record is owed; None stands for the company as such."""
        sectors = file.company.sectors
        if len(sectors) < 2:
            return tuple(sectors) or (None,)
        return (None,) if self.by_company else tuple(sector for sector in Sector if sector in sectors)

    def owed(self, file: CompanyFile, span: Days) -> Owed:
        """The windows in which a company owes a record."""
        grid = self.grid(span)
        closings = self.view.registry.of_company("regular_closings", file.company.id)
        if file.pauses or closings:
            return self._owed_with_gaps(grid, span, file, closings)
        key = grid, file.operating
        owed = self._owed.get(key)
        if owed is None:
            owed = self._owed[key] = Owed(self._windows(grid, span, grid.bits(file.operating), 0, 0), 0)
        return owed

    def _owed_with_gaps(self, grid: Grid, span: Days, file: CompanyFile, closings: tuple[RegularClosing, ...]) -> Owed:
        proved, unproved = self.view.pauses_by_evidence(file.company.id)
        if not self.needs_evidence:
            proved, unproved = proved + unproved, []
        operating, paused = grid.bits(file.operating), grid.bits(proved)
        closed = self._closed(closings, grid)
        windows = self._windows(grid, span, operating, paused, closed)
        excused = self._windows(grid, span, operating, paused | grid.bits(unproved), closed)
        return Owed(windows, windows & ~excused)

    def _closed(self, closings: Iterable[RegularClosing], grid: Grid) -> int:
        closed = 0
        for closing in closings:
            days = self.view.days(closing, closing.period)
            if days is not None:
                regular = grid.weekdays(day.number for day in closing.weekdays) | closing.days.bits_from(grid.first)
                closed |= regular & ~closing.except_days.bits_from(grid.first) & grid.bits([days])
        return closed

    def _windows(self, grid: Grid, span: Days, operating: int, paused: int, closed: int) -> int:
        """Windows owed: those of business, cut by the readings on parts of a cycle and on pauses."""
        business = operating & ~paused & ~closed
        if self.cycle is Cycle.DAILY:
            return business & grid.bits([span])
        reach = {"whole": grid.within, "last-day": grid.ending, "any-day": grid.touched}[self.partial]
        windows = reach(operating) & grid.touched(business)
        return windows if self.paused_counts else windows & ~grid.touched(operating & paused)

    def judge(self, file: CompanyFile) -> list[Finding]:
        """The findings about one company."""
        if self.span[1] < self.span[0] or not file.operating:
            return []
        owed = self.owed(file, self.span)
        if not owed.windows:
            return []
        found: list[Finding] = []
        sectors = self.sectors(file)
        for sector in sectors:
            mark = sector.value if sector is not None and len(sectors) > 1 else None
            found += self._judged(file, owed, self.records.kept(file, sector), mark)
        return found

    @cached_property
    def edges(self) -> tuple[Grid, int, int, int]:
        """The grid of the span that is judged; its days before it, its days seen; the windows still open."""
        grid = self.grid(self.span)
        begins, ends = (day.toordinal() - grid.first for day in self.span)
        before, seen = (1 << begins) - 1, (2 << ends) - 1
        # Until a window's last day is over its record may still come.
        return grid, before, seen, grid.ending(grid.all_days & ~(seen >> 1))

    def _judged(self, file: CompanyFile, owed: Owed, kept: Kept, mark: str | None) -> Iterator[Finding]:
        grid, before, seen, _ = self.edges
        windows, days = owed.windows, kept.days.bits_from(grid.first) & seen
        if days & before:
            # What was met before the span isn't in it.
            windows &= ~grid.touched(days & before)
        done = grid.touched(days) & windows
        if kept.is_simple:
            if done:
                yield self._series(file, FULFILLED, None, done, mark, kept)
        else:
            unknown = grid.touched(kept.unknown.bits_from(grid.first) & seen) & windows & ~done
            yield from self._told_apart(file, done, unknown, mark, kept)
            done |= unknown
        missing = windows & ~done
        if missing:
            yield from self._missing(file, missing, owed.weak, mark, kept)

    def _told_apart(
        self, file: CompanyFile, done: int, unknown: int, mark: str | None, kept: Kept
    ) -> Iterator[Finding]:
        """Records that aren't simply kept: entered late, incomplete, or perhaps not yet entered by then."""
        grid, _, seen, _ = self.edges
        sound = grid.touched((kept.days - kept.faulty).bits_from(grid.first) & seen) & done
        prompt = grid.touched((kept.days - kept.faulty - kept.late).bits_from(grid.first) & seen) & done
        late = 0 if self.late_counts else sound & ~prompt
        for status, reason, windows in (
            (FULFILLED, None, sound & ~late),
            (FULFILLED_LATE, "record-late", late),
            (VIOLATED, "record-incomplete", done & ~sound),
            (UNDETERMINED, "entry-day-unknown", unknown),
        ):
            if windows:
                yield self._series(file, status, reason, windows, mark, kept)

    def _missing(self, file: CompanyFile, missing: int, weak: int, mark: str | None, kept: Kept) -> Iterator[Finding]:
        grid, _, _, still_open = self.edges
        over = missing & ~still_open
        claimed = over & self._claimed(grid, file.company.area) if over else 0
        for status, reason, windows in (
            (VIOLATED, "record-missing", claimed & ~weak),
            (VIOLATED, "pause-not-recorded", claimed & weak),
            (UNDETERMINED, "records-not-claimed", over & ~claimed),
            (PENDING, "not-yet-due", missing & still_open),
        ):
            if windows:
                yield self._series(file, status, reason, windows, mark, kept)

    def _claimed(self, grid: Grid, area: str) -> int:
        """The windows for all of whose days the silence of the records tells."""
        claimed = self._claims.get(area)
        if claimed is None:
            claimed = 0
            for kind in CLAIMS:
                claimed |= grid.within(grid.bits(self.view.claimed(kind, area)))
            self._claims[area] = claimed
        return claimed

    def _series(
        self, file: CompanyFile, status: Status, reason: str | None, windows: int, mark: str | None, kept: Kept
    ) -> Series:
        grid = self.edges[0]
        days = self._days.get(windows)
        if days is None:
            days = self._days[windows] = grid.days(windows)
        late = kept.late & days if kept.late and reason in (None, "record-late") else _NONE
        count = windows.bit_count()
        key = "records-missing" if reason in _UNMET else "records-kept"
        told: Ingredients = ((key, self.cycle, days, count),)
        if late:
            told = (*told, ("entered-late", late))
        told += kept.told(days) if kept.faults else ()
        first = dt.date.fromordinal(grid.first + (windows & -windows).bit_length() - 1)
        trigger = f"{reason or 'kept'}@{first}" if mark is None else f"{reason or 'kept'}@{first}@{mark}"
        return Series(
            Obligation(self.rule_id, file.ref, file.ref, trigger, first, days.last),
            status,
            reason,
            None,
            told,
            self.context,
            cycle=self.cycle,
            days=days,
            size=count,
            sector=mark,
            records=kept.days,
            entered_late=late,
            entered=kept.entered,
        )


_NONE = DaySet()
_UNMET = ("record-missing", "pause-not-recorded", "records-not-claimed", "not-yet-due")


class DailyKept(CycleKept):
    """control.daily (日管控) (§8.3, §8.4)."""

    cycle = Cycle.DAILY


class WeeklyKept(CycleKept):
    """control.weekly (周排查) (§8.3, §8.4)."""

    cycle = Cycle.WEEKLY


class MonthlyKept(CycleKept):
    """control.monthly (月调度) (§8.3, §8.4)."""

    cycle = Cycle.MONTHLY
