"""control.*: the record of each operating day, week and month (§8.3, §8.4, national rule).

One finding stands for all the days of a company that stand the same way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from ..daysets import NO_DAYS, DaySet
from ..facts.controls import RegularClosing
from ..findings import Finding, Obligation
from ..periods import ONE_DAY, months, weeks
from ..series import Series
from ..vocabulary import Cycle, Sector, Status
from .base import FULFILLED, FULFILLED_LATE, PENDING, UNDETERMINED, VIOLATED, Ingredients, RuleEvaluator
from .days import OPEN, Days
from .files import CompanyFile
from .grid import Grid, grid_of
from .kept import Kept, Records
from .view import View

CLAIMS = ("control_logs", "control_records")
"""The collections whose completeness makes the silence about a record a breach.

Of a company that keeps a log only the first: what the log has and no record in full shows that not
every record is one in full, so that their completeness says nothing of a day.
"""


@attrs.frozen(eq=False)
class Owed:
    """The windows in which a company owes a record, as bits of a grid.

    Attributes:
        windows: those owed.
        weak: those of them that a pause without evidence would excuse.
    """

    windows: int
    weak: int


@attrs.frozen
class Line:
    """All that a finding says but for the company: what many companies share.

    Attributes:
        status: how the windows stand.
        reason: why, by code.
        trigger: what gave rise to them.
        first: the first day of the first.
        due: the last day of the last.
        days: all their days.
        size: how many they are.
        late: the days of those whose record was filled in afterwards.
        ingredients: what the explanation is made from.
    """

    status: Status
    reason: str | None
    trigger: str
    first: dt.date
    due: dt.date
    days: DaySet
    size: int
    late: DaySet
    ingredients: Ingredients


Run = tuple[Status, str | None, int]
"""Windows that stand the same way: the status, the reason, and their bits."""


class CycleKept(RuleEvaluator):
    """A record was made, problem or not, for each window of a cycle."""

    day_by_day = True
    cycle: Cycle

    @classmethod
    def unbroken(cls, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
        """A week or month belongs to the norm of its first day."""
        return _from_next(cls.cycle, first), last if last == OPEN else _from_next(cls.cycle, last + ONE_DAY) - ONE_DAY

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.from_sunday = self.chosen("control-week", "sunday")
        self.by_company = self.chosen("control-sectors", "company")
        self.partial = view.book.reading("partial-cycle")
        self.paused_counts = self.chosen("paused-cycle", "unless-throughout")
        self.needs_evidence = self.chosen("pause-evidence", "needed")
        self.late_counts = self.chosen("entered-later", "flagged")
        # By the other reading what was in time is told as such.
        self._told_late = (None,) if self.late_counts else ("record-late",)
        self.records = Records(view, self.cycle)
        self._grids: dict[Days, Grid] = {}
        self._plainly_owed: dict[tuple[Days, ...], Owed] = {}
        self._told: dict[tuple[object, ...], list[Line]] = {}
        self.closing = {closing.company for closing in view.registry.regular_closings}
        self._claims: dict[tuple[str, bool], int] = {}
        self._days: dict[int, DaySet] = {}
        self.span = max(self.since, view.begins), self.as_of

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
        return Owed(self._windows(grid, span, grid.bits(file.operating), 0, 0), 0)

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
        windows = reach(operating) & grid.touched(business) & grid.touched(grid.bits([span]))
        return windows if self.paused_counts else windows & ~grid.touched(operating & paused)

    def judge(self, file: CompanyFile) -> list[Finding]:
        """The findings about one company."""
        plainly = not file.pauses and file.company.id not in self.closing
        owed = self._plainly_owed.get(file.operating) if plainly else None
        if owed is None:
            if self.span[1] < self.span[0]:
                return []
            owed = self.owed(file, self.span)
            if plainly:
                self._plainly_owed[file.operating] = owed
        if not owed.windows:
            return []
        sectors = self.sectors(file)
        if len(sectors) == 1:
            kept = self.records.plainly_kept(file, sectors[0])
            if kept is not None:
                return self._series(file, self._shared_lines(file, owed, kept), None, kept, ())
        found: list[Finding] = []
        for sector in sectors:
            mark = str(sector.value) if sector is not None and len(sectors) > 1 else None
            told = self.records.kept(file, sector)
            lines = [self._line(*run, mark, told) for run in self._runs(file, owed, told)]
            found += self._series(
                file, lines, mark, told.days if self.late_counts else told.days - told.late, told.entered
            )
        return found

    def _shared_lines(self, file: CompanyFile, owed: Owed, kept: DaySet) -> list[Line]:
        """What many companies' findings say alike is worked out once."""
        key = owed, kept.bits_from(self.origin), file.company.area
        lines = self._told.get(key)
        if lines is None:
            told = Kept(kept)
            lines = self._told[key] = [self._line(*run, None, told) for run in self._runs(file, owed, told)]
        return lines

    def _series(
        self,
        file: CompanyFile,
        lines: list[Line],
        mark: str | None,
        records: DaySet,
        entered: tuple[tuple[dt.date, dt.date], ...],
    ) -> list[Finding]:
        ref, context, rule, cycle = file.ref, self.context, self.rule_id, self.cycle
        return [
            Series(
                Obligation(rule, ref, ref, line.trigger, line.first, line.due),
                line.status, line.reason, None, line.ingredients, context,
                cycle, line.days, line.size, mark, records, line.late, entered,
            )
            for line in lines
        ]  # fmt: skip

    @cached_property
    def origin(self) -> int:
        """The ordinal of the first day of the span's grid."""
        return self.edges[0].first

    @cached_property
    def edges(self) -> tuple[Grid, int, int, int]:
        """The grid of the span that is judged; its days before it, its days seen; the windows still open."""
        grid = self.grid(self.span)
        begins, ends = (day.toordinal() - grid.first for day in self.span)
        before, seen = (1 << begins) - 1, (2 << ends) - 1
        # Until a window's last day is over its record may still come.
        return grid, before, seen, grid.ending(grid.all_days & ~(seen >> 1))

    def _runs(self, file: CompanyFile, owed: Owed, kept: Kept) -> Iterator[Run]:
        """How the windows owed stand: for each way, the status, the reason and the windows."""
        grid, before, seen, _ = self.edges
        days = kept.days.bits_from(grid.first) & seen
        windows = owed.windows
        if before:
            # What was met before the span isn't in it.
            windows &= ~grid.touched(self._met_before(kept) & before)
        done = grid.touched(days) & windows
        rest = windows & ~done
        if kept.is_simple:
            runs: list[Run] = [(FULFILLED, None, done)]
        else:
            prompt = done & grid.touched((kept.days - kept.late).bits_from(grid.first) & seen)
            late = 0 if self.late_counts else done & ~prompt
            unknown = rest & grid.touched(kept.unknown.bits_from(grid.first) & seen)
            spoilt = rest & ~unknown & grid.touched(kept.faulty.bits_from(grid.first) & seen) & ~self.edges[3]
            rest &= ~unknown & ~spoilt
            runs = [
                (FULFILLED, None, done & ~late),
                (FULFILLED_LATE, "record-late", late),
                (VIOLATED, "record-incomplete", spoilt),
                (UNDETERMINED, "entry-day-unknown", unknown),
            ]
        if rest:
            runs += self._missing(file, rest, owed.weak)
        return (run for run in runs if run[2])

    def _met_before(self, kept: Kept) -> int:
        """The days whose record met its duty by itself before the span."""
        days = kept.days
        if not self.late_counts:
            days -= DaySet([on for on, entered in kept.entered if entered >= self.span[0]])
        return days.bits_from(self.edges[0].first)

    def _missing(self, file: CompanyFile, missing: int, weak: int) -> Iterator[Run]:
        grid, _, _, still_open = self.edges
        over = missing & ~still_open
        claimed = over & self._claimed(grid, file.company.area, self.records.has_log(file)) if over else 0
        yield VIOLATED, "record-missing", claimed & ~weak
        yield VIOLATED, "pause-not-recorded", claimed & weak
        yield UNDETERMINED, "records-not-claimed", over & ~claimed
        yield PENDING, "not-yet-due", missing & still_open

    def _claimed(self, grid: Grid, area: str, logged: bool) -> int:
        """The windows for all of whose days the silence of the records tells."""
        claimed = self._claims.get((area, logged))
        if claimed is None:
            claimed = 0
            for kind in CLAIMS[:1] if logged else CLAIMS:
                claimed |= grid.within(grid.bits(self.view.claimed(kind, area)))
            self._claims[area, logged] = claimed
        return claimed

    def _line(self, status: Status, reason: str | None, windows: int, mark: str | None, kept: Kept) -> Line:
        days, size = self._days_of(windows), windows.bit_count()
        late = kept.late & days if kept.late and reason in self._told_late else NO_DAYS
        if late:
            late &= DaySet.between(dt.date.min, self.as_of)
        told: Ingredients = (("records-missing" if reason in _UNMET else "records-kept", self.cycle, days, size),)
        if late:
            told = (*told, ("entered-late", late))
        if kept.faults:
            told += kept.told(days)
        first = days.first
        trigger = f"{reason or 'kept'}@{first}" if mark is None else f"{reason or 'kept'}@{first}@{mark}"
        return Line(status, reason, trigger, first, days.last, days, size, late, told)

    def _days_of(self, windows: int) -> DaySet:
        """The days of some windows; what thousands of companies share is made once."""
        days = self._days.get(windows)
        if days is None:
            days = self._days[windows] = self.edges[0].days(windows)
        return days


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


def _from_next(cycle: Cycle, day: dt.date) -> dt.date:
    """The day itself if a window of the cycle begins on it; or else the first day of the next one."""
    if cycle is Cycle.DAILY:
        return day
    window = next(months(day, day) if cycle is Cycle.MONTHLY else weeks(day, day))
    return day if day == window.start else window.end + ONE_DAY
