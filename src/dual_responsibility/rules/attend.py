"""attend.*: the supervisor is on site in each quarter, in key periods and at emergencies (§7.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ..errors import CalendarHorizonError
from ..facts.base import Ref
from ..facts.conduct import Emergency
from ..findings import Finding, Obligation
from ..periods import Window, months, quarters, rolling_quarters, years
from ..vocabulary import VisitOccasion
from .attendance import Attendance, WindowAttendance, met_by, whose
from .base import Duty, Ingredients
from .coverage import relation
from .days import OPEN, Days, after
from .deadlines import Deadline
from .files import CompanyFile, Span, SupervisorFile
from .view import View

MOVED = dt.timedelta(days=31)
"""Longer than any run of days off by which a quarter's last day could move."""


class QuarterAttended(WindowAttendance):
    """attend.quarter: on site in each quarter (§7.2)."""

    occasion = VisitOccasion.QUARTER
    place_reading = "visit-at"

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.rolling = self.chosen("quarter", "rolling")
        self.moved = self.chosen("quarter-end", "moved")
        self.simple = self.simple and not self.moved
        self.span_of = {"MONTH": months, "QUARTER": quarters, "YEAR": years}[view.book.visit_window]
        self._windows: dict[Days, tuple[Window, ...]] = {}
        self._deadlines: dict[dt.date, Deadline] = {}

    def windows(self, file: CompanyFile | SupervisorFile, first: dt.date, last: dt.date) -> Iterable[Window]:
        """Calendar quarters, or spans of three months from the first day of supervision."""
        if self.moved:
            first = max(first, dt.date.min + MOVED) - MOVED
        if self.rolling:
            spans = file.spans if isinstance(file, CompanyFile) else [span for _, span in file.relations]
            if not spans:
                return ()
            anchor = min(span.start for span in spans)
            return rolling_quarters(anchor, max(first, anchor), last) if last >= anchor else ()
        windows = self._windows.get((first, last))
        if windows is None:
            windows = self._windows[first, last] = tuple(self.span_of(first, last))
        return windows

    def deadline(self, window: Window) -> Deadline:
        """The quarter's last day, or the first working day after it (reading ``quarter-end``)."""
        end = window.end
        deadline = self._deadlines.get(end)
        if deadline is None:
            deadline = self._deadlines[end] = self._moved(end) if self.moved else Deadline(end, end)
        return deadline

    def _moved(self, end: dt.date) -> Deadline:
        calendar = self.view.calendar
        try:
            return Deadline(end if calendar.is_working_day(end) else calendar.add_working_days(end, 1), end)
        except CalendarHorizonError:
            # If the calendar reaches so far, the days from there to its horizon are off.
            return Deadline(None, max(end, after(calendar.published_through)))


class KeyPeriodAttended(WindowAttendance):
    """attend.key-period: on site in each key period of the area (§7.2)."""

    occasion = VisitOccasion.KEY_PERIOD
    place_reading = "key-period-at"

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.all = [Window(fact.id, fact.period.start, fact.period.end or OPEN) for fact in view.key_periods]
        self.areas_of = {fact.id: fact.area for fact in view.key_periods}
        self._near: dict[tuple[str, dt.date, dt.date], tuple[Window, ...]] = {}

    def windows(self, file: CompanyFile | SupervisorFile, first: dt.date, last: dt.date) -> Iterable[Window]:
        """The key periods of the areas concerned."""
        if isinstance(file, CompanyFile):
            return self._in(file.company.area, first, last)
        areas = {company.company.area for company, _ in file.relations}
        return [window for window in self.all if any([window in self._in(area, first, last) for area in areas])]

    def _in(self, area: str, first: dt.date, last: dt.date) -> tuple[Window, ...]:
        """The key periods of one area that share a day with ``first`` to ``last``."""
        key = area, first, last
        windows = self._near.get(key)
        if windows is None:
            lineage = self.view.registry.lineage[area]
            windows = self._near[key] = tuple(
                window
                for window in self.all
                if window.start <= last and window.end >= first and self.areas_of[window.label] in lineage
            )
        return windows

    def applies(self, window: Window, file: CompanyFile) -> bool:
        """Whether the company lies in the key period's area."""
        return self.areas_of[window.label] in self.view.registry.lineage[file.company.area]

    def deadline(self, window: Window) -> Deadline:
        """The key period's last day."""
        return Deadline(window.end, window.end)


class EmergencyAttended(Attendance):
    """attend.emergency: on site at an emergency (§7.2).

    An emergency at a company is always about that company. One in an area is about each company or
    about the supervisor, by the reading ``emergency-at``: both kinds of file are looked at.
    """

    occasion = VisitOccasion.EMERGENCY
    about = "both"

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.once = self.chosen("emergency-at", "once")
        self.dated = self.chosen("emergency-day", "same-day")
        self.each = False

    def judge(self, file: CompanyFile | SupervisorFile) -> list[Finding]:
        """As for any dated rule; most companies never had an emergency."""
        if isinstance(file, CompanyFile) and self.once and file.company.id not in self.view.emergencies_by_company:
            return []
        return super().judge(file)

    def duties(self, file: CompanyFile | SupervisorFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """The obligations from emergencies up to ``last``."""
        lineage = self.view.registry.lineage
        if isinstance(file, CompanyFile):
            events = [*self.view.emergencies_by_company.get(file.company.id, ())]
            if not self.once:
                areas = lineage[file.company.area]
                events += [event for event in self.view.emergencies_of_areas if event.area in areas]
            for event in sorted(events, key=lambda e: (e.on, e.id)):
                held = [s for s in file.spans if s.start <= event.on <= s.end and file.operates_on(event.on)]
                if event.on <= last and held:
                    yield self._duty(event, held[-1].bearer, file.ref, ((file, held[-1]),))
        elif self.once:
            for event in self.view.emergencies_of_areas:
                relations = tuple(
                    (company, span)
                    for company, span in file.in_force_on(event.on)
                    if event.area in lineage[company.company.area]
                )
                if event.on <= last and relations:
                    yield self._duty(event, file.ref, file.ref, relations)

    def _duty(
        self, event: Emergency, bearer: Ref, subject: Ref, relations: tuple[tuple[CompanyFile, Span], ...]
    ) -> Duty:
        deadline = Deadline(event.on, event.on) if self.dated else Deadline(None)
        obligation = Obligation(self.rule_id, bearer, subject, event.id, event.on, deadline.due)
        return Duty(obligation, event.on, event.on, deadline, event, relations)

    def reason_for_missing(self, duty: Duty) -> str:
        """A visit can still be made while somebody whose visit counts holds a company concerned."""
        own, as_of = duty.obligation.subject.kind == "supervisor", self.as_of
        for file, span in duty.relations:
            for held in whose(file, span, own):
                if held.start <= as_of <= held.end and file.operates_on(as_of):
                    return self.missing
        return "visit-too-late"

    def facts(self, duty: Duty) -> Ingredients:
        """Who held the company, and what happened."""
        return relation(duty.relations[0][1]), ("emergency", duty.cause.id, duty.cause.on)

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The first visit on the day, or a later one that is recorded as for the emergency."""
        day, own = duty.start, duty.obligation.subject.kind == "supervisor"
        visits = [
            visit
            for file, span in duty.relations
            for visit in file.visits
            if (visit.on == day or (visit.on > day and self.occasion in visit.occasions))
            and self.counts(file, visit, span, own)
        ]
        met = min(visits, key=lambda visit: (visit.on, visit.id), default=None)
        return None if met is None else met_by(met)


__all__ = ["EmergencyAttended", "KeyPeriodAttended", "QuarterAttended"]
