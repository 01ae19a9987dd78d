"""The records that a company kept in a cycle, from its log and from its records in full, as far as is seen.

Called by the rules control.daily, control.weekly and control.monthly.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import attrs

from ..daysets import NO_DAYS, DaySet
from ..facts.controls import ControlLog, ControlRecord
from ..periods import months, weeks
from ..vocabulary import Cycle, Sector
from .checking import RecordCheck, check_record
from .days import OPEN
from .files import CompanyFile
from .used import in_use
from .view import View

__all__ = ["Kept", "Records"]


@attrs.define(eq=False)
class Kept:
    """The days that have a record, and what is remarkable about some of them.

    Attributes:
        days: the days that have a record which counts.
        late: those of them that have none but what was filled in afterwards.
        entered: when such a one was filled in, where that is on record.
        unknown: further days, whose record may not have been filled in by the day asked for.
        faulty: further days, whose record doesn't count because it is incomplete.
        faults: what checks of records in full found, with the day and the record.
        is_simple: whether all days count alike, and there are no further ones.
    """

    days: DaySet
    late: DaySet = NO_DAYS
    entered: tuple[tuple[dt.date, dt.date], ...] = ()
    unknown: DaySet = NO_DAYS
    faulty: DaySet = NO_DAYS
    faults: tuple[tuple[dt.date, str, RecordCheck], ...] = ()
    is_simple: bool = True

    def told(self, days: DaySet) -> tuple[tuple[Any, ...], ...]:
        """What is remarkable about the records of some days, for explanations."""
        told: list[tuple[Any, ...]] = []
        for day, id, check in self.faults:
            if day in days:
                if check.missing:
                    told.append(("answers-missing", id, day, check.missing))
                if check.unexplained:
                    told.append(("answers-unexplained", id, day, check.unexplained))
                if check.out_of_limits:
                    told.append(("answers-out-of-limits", id, day, check.out_of_limits))
                if check.open_problems:
                    told.append(("problems-open", id, day, check.open_problems))
        return tuple(told)


class Records:
    """The records of one cycle, company by company."""

    def __init__(self, view: View, cycle: Cycle) -> None:
        self.view = view
        self.cycle = cycle
        self.registry = view.registry
        self.in_full = {record.company for record in view.registry.control_records}
        self.all_known = view.known_by is None
        self.late_counts = view.book.reading("entered-later") == "flagged"
        self.incomplete_counts = view.book.reading("incomplete-record") == "counts"
        self.from_sunday = view.book.reading("control-week") == "sunday"

    @cached_property
    def logs(self) -> Mapping[str, list[ControlLog]]:
        """The logs of the cycle, by company."""
        found: dict[str, list[ControlLog]] = {}
        for log in self.registry.control_logs:
            if log.cycle is self.cycle:
                found.setdefault(log.company, []).append(log)
        return found

    def kept(self, file: CompanyFile, sector: Sector | None) -> Kept:
        """The records that serve a sector, or the company as such."""
        logs = [
            log
            for log in self.logs.get(file.company.id, ())
            if log.sector is None or sector is None or log.sector is sector
        ]
        return self._gathered(file, sector, logs, self.registry.of_company("control_records", file.company.id))

    def has_log(self, file: CompanyFile) -> bool:
        """Whether a company keeps a log of the cycle."""
        return file.company.id in self.logs

    def plainly_kept(self, file: CompanyFile, sector: Sector | None) -> DaySet | None:
        """The days that have a record, if there is nothing else to say of any of them; else None."""
        if self.all_known and file.company.id not in self.in_full:
            logs = self.logs.get(file.company.id)
            if logs is not None and len(logs) == 1:
                log = logs[0]
                if log.entered_late is NO_DAYS or not log.entered_late:
                    return log.kept if log.sector is None or sector is None or log.sector is sector else None
        return None

    def _gathered(
        self, file: CompanyFile, sector: Sector | None, logs: list[ControlLog], records: Iterable[ControlRecord]
    ) -> Kept:
        records = [record for record in records if self._concerns(record, sector)]
        # A record in full knows more of its day than a log does.
        told = DaySet([record.on for record in records])
        prompt = late = unknown = NO_DAYS
        for log in logs:
            seen, doubtful = self._known(log)
            prompt, late, unknown = (
                prompt | (seen - log.entered_late),
                late | (seen & log.entered_late),
                unknown | doubtful,
            )
        prompt, late, unknown = prompt - told, late - told, unknown - told
        entered: dict[dt.date, dt.date] = {}
        faults: list[tuple[dt.date, str, RecordCheck]] = []
        on_time: list[dt.date] = []
        faulty: list[dt.date] = []
        for record in records:
            if not self._is_seen(record):
                continue
            end = self._window_end(record.on)
            check = check_record(record, in_use(self.view, file, record, end), as_of=self._seen_until)
            if not check:
                faults.append((record.on, record.id, check))
            if check.missing and not self.incomplete_counts:
                faulty.append(record.on)
            elif record.recorded is not None and record.recorded > end:
                entered[record.on] = min(record.recorded, entered.get(record.on, OPEN))
            else:
                on_time.append(record.on)
        prompt |= DaySet(on_time)
        late = (late | DaySet(entered)) - prompt
        days = prompt | late
        spoilt, unknown = DaySet(faulty) - days, unknown - days
        return Kept(
            days,
            late,
            tuple(sorted((day, when) for day, when in entered.items() if day in late)),
            unknown,
            spoilt,
            tuple(sorted(faults, key=lambda fault: fault[:2])),
            not spoilt and not unknown and (self.late_counts or not late),
        )

    @property
    def _seen_until(self) -> dt.date:
        known_by = self.view.known_by
        return self.view.as_of if known_by is None else min(self.view.as_of, known_by)

    def made_by(self, file: CompanyFile, sector: Sector | None, day: dt.date) -> DaySet:
        """The days whose record had been made by the end of a day; for the agenda, which sees all that is on record."""
        kept = self.kept(file, sector)
        made = kept.days & DaySet.between(dt.date.min, day)
        if self.late_counts:
            return made
        return made - DaySet([on for on, entered in kept.entered if entered > day])

    def _concerns(self, record: ControlRecord, sector: Sector | None) -> bool:
        return record.cycle is self.cycle and (record.sector is None or sector is None or record.sector is sector)

    def _is_seen(self, record: ControlRecord) -> bool:
        if not self.view.happened(record, record.on):
            return False
        return self.late_counts or record.recorded is None or record.recorded <= self.view.as_of

    def _known(self, log: ControlLog) -> tuple[DaySet, DaySet]:
        """The days of a log that were known, and those of which that can't be told."""
        known_by = self.view.known_by
        if known_by is None or (self.view.always_known and log.recorded is None):
            return log.kept, NO_DAYS
        if log.recorded is not None:
            return (log.kept, NO_DAYS) if log.recorded <= known_by else (NO_DAYS, NO_DAYS)
        by_then = log.kept & DaySet.between(dt.date.min, known_by)
        return by_then - log.entered_late, by_then & log.entered_late

    def _window_end(self, day: dt.date) -> dt.date:
        """The last day of the day, week or month that a day lies in."""
        if self.cycle is Cycle.DAILY:
            return day
        windows = months(day, day) if self.cycle is Cycle.MONTHLY else weeks(day, day, self.from_sunday)
        return next((window.end for window in windows), OPEN)
