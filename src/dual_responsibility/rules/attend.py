"""attend.*: the supervisor is on site in each quarter, in key periods and at emergencies (§7.2)."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterable, Iterator

from ..errors import CalendarHorizonError
from ..facts.base import Ref
from ..facts.conduct import Emergency, Visit
from ..findings import Finding, Obligation
from ..periods import Window, months, quarters, rolling_quarters
from ..vocabulary import VisitOccasion
from .base import FULFILLED, DatedRule, Duty, Ingredients
from .coverage import relation
from .days import OPEN, Days, outside, overlap
from .files import CompanyFile, Span, SupervisorFile
from .view import Deadline, View

Bearer = tuple[Span, Days]

MOVED = dt.timedelta(days=31)
"""Longer than any run of days off by which a quarter's last day could move."""


class Attendance(DatedRule):
    """Being on site: which visits count, and for whom."""

    claim_kind = "visits"
    missing = "visit-missing"
    late = "visit-late"
    occasion: VisitOccasion

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.team_counts = self.chosen("team-visit", "team-counts")
        self.as_recorded = self.chosen("visit-occasions", "as-recorded")
        self.each = self.chosen("quarter-bearer", "each")

    def counts(self, file: CompanyFile, visit: Visit, span: Span, own: bool) -> bool:
        """Whether a visit counts: by who held the company on that day, for this occasion.

        With ``own`` only who held it by ``span``: the duty is then that supervisor's own.
        """
        if self.as_recorded and visit.occasions and self.occasion not in visit.occasions:
            return False
        for held in (span,) if own else file.spans:
            if held.start <= visit.on <= held.end and self._came(held, visit):
                return True
        return False

    def _came(self, span: Span, visit: Visit) -> bool:
        if visit.visitor == span.assignment.supervisor:
            return True
        if not self.team_counts:
            return False
        for member in span.assignment.team:
            days = self.view.days(member, member.period)
            if member.member == visit.visitor and days and days[0] <= visit.on <= days[1]:
                return True
        return False


class WindowAttendance(Attendance):
    """Being on site within a span of days: a quarter, a key period."""

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.partial = view.book.reading("partial-quarter")
        self.any_pause_excuses = self.chosen("paused-quarter", "not-owed")
        self.once = self.chosen(self.place_reading, "once")
        self.about = "supervisor" if self.once else "company"
        self.simple = not (self.once or self.each or self.team_counts or self.as_recorded)

    place_reading: str

    @abstractmethod
    def windows(self, file: CompanyFile | SupervisorFile, first: dt.date, last: dt.date) -> Iterable[Window]:
        """The windows that may be open on some day from ``first`` to ``last``."""

    @abstractmethod
    def deadline(self, window: Window) -> Deadline:
        """The last day of a window, moved if a reading says so."""

    def applies(self, window: Window, file: CompanyFile) -> bool:
        """Whether a window is one for this company."""
        return True

    def judge(self, file: CompanyFile | SupervisorFile) -> list[Finding]:
        """As for any dated rule; a visit in a plain case is found without more ado."""
        if not self.simple or not isinstance(file, CompanyFile) or not file.is_plain:
            return super().judge(file)
        since, as_of = self.since, self.as_of
        found = []
        for window in self.windows(file, since, as_of):
            met = self._plainly_met(file, window)
            if met is None:
                found += self.judged(self.duties_in(file, window))
            elif met.closed is not None and met.closed >= since:
                found.append(met)
        return found

    def _plainly_met(self, file: CompanyFile, window: Window) -> Finding | None:
        """The finding where one supervisor held an operating company throughout, and came."""
        span, days, start, end = file.spans[0], file.operating[0], window.start, window.end
        if span.start > start or span.end < end or days[0] > start or days[1] < end:
            return None
        supervisor = span.bearer.id
        for visit in file.visits:
            on = visit.on
            if on > end:
                break
            if on >= start and visit.visitor == supervisor:
                obligation = Obligation(self.rule_id, span.bearer, file.ref, window.label, start, end)
                return Finding(obligation, FULFILLED, None, on, _told(visit), self.context)
        return None

    def duties(self, file: CompanyFile | SupervisorFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """The obligations that are open on some day from ``first`` to ``last``."""
        for window in self.windows(file, first, last):
            if (self.deadline(window).due or window.end) >= first:
                yield from self.duties_in(file, window)

    def duties_in(self, file: CompanyFile | SupervisorFile, window: Window) -> Iterator[Duty]:
        """The obligations of one window."""
        deadline = self.deadline(window)
        if isinstance(file, CompanyFile):
            for span, days in self.bearers(file, window):
                yield self._duty(window, deadline, span.bearer, file.ref, days[0], ((file, span),))
            return
        held = self._held(file, window)
        if held:
            arose = min(days[0] for _, _, days in held)
            relations = tuple((company, span) for company, span, _ in held)
            yield self._duty(window, deadline, file.ref, file.ref, arose, relations)

    def _duty(
        self,
        window: Window,
        deadline: Deadline,
        bearer: Ref,
        subject: Ref,
        arose: dt.date,
        relations: tuple[tuple[CompanyFile, Span], ...],
    ) -> Duty:
        trigger = window.label
        if self.each and not self.once:
            trigger = f"{window.label}@{relations[0][1].assignment.id}"
        obligation = Obligation(self.rule_id, bearer, subject, trigger, arose, deadline.due)
        shown_from = max(window.start, min([span.start for file, _ in relations for span in file.spans]))
        return Duty(obligation, window.start, shown_from, deadline, window, relations)

    def facts(self, duty: Duty) -> Ingredients:
        """Who held the company, and that nobody came."""
        return relation(duty.relations[0][1]), ("no-visit", duty.cause)

    def _held(self, file: SupervisorFile, window: Window) -> list[tuple[CompanyFile, Span, Days]]:
        mine = {span for _, span in file.relations}
        companies = {id(company): company for company, _ in file.relations}
        return [
            (company, span, days)
            for company in companies.values()
            if self.applies(window, company)
            for span, days in self.bearers(company, window)
            if span in mine
        ]

    def bearers(self, file: CompanyFile, window: Window) -> list[Bearer]:
        """Who owes a visit to a company in a window, each with the first and last day held in it.

        Readings: ``partial-quarter``, ``paused-quarter``, ``quarter-bearer``.
        """
        start, end = window.start, window.end
        operating = overlap((start, end), file.operating)
        if not operating or (file.pauses and self._excused(file, operating)):
            return []
        held: list[Bearer] = []
        for span in file.spans:
            parts = overlap((span.start, span.end), operating)
            if parts:
                held.append((span, (parts[0][0], parts[-1][1])))
        if not held:
            return []
        last = max(held, key=lambda one: (one[1][1], one[0].start, one[0].assignment.id))
        if self.partial != "any-day" and last[1][1] != end:
            return []
        if self.partial == "whole" and (operating != [(start, end)] or all(d[0] != start for _, d in held)):
            return []
        if self.each:
            return held
        return [(last[0], (min(days[0] for _, days in held), end))]

    def _excused(self, file: CompanyFile, operating: list[Days]) -> bool:
        if self.any_pause_excuses:
            return any(overlap(days, file.pauses) for days in operating)
        return not any(outside(days, file.pauses) for days in operating)

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The first visit in the window that counts."""
        last = duty.deadline.due or duty.deadline.earliest or OPEN
        own = self.each or self.once
        met: Visit | None = None
        for file, span in duty.relations:
            for visit in file.visits:
                if visit.on > last:
                    break
                if visit.on >= duty.start and self.counts(file, visit, span, own):
                    if met is None or (visit.on, visit.id) < (met.on, met.id):
                        met = visit
                    break
        return None if met is None else _met(met)


def _met(visit: Visit) -> tuple[dt.date, Ingredients]:
    return visit.on, _told(visit)


def _told(visit: Visit) -> Ingredients:
    return (("visited", visit.visitor, visit.on, visit.company, visit.id),)


class QuarterAttended(WindowAttendance):
    """attend.quarter: on site in each quarter (§7.2)."""

    occasion = VisitOccasion.QUARTER
    place_reading = "visit-at"

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.rolling = self.chosen("quarter", "rolling")
        self.moved = self.chosen("quarter-end", "moved")
        self.simple = self.simple and not self.moved
        self.span_of = months if view.book.visit_window == "MONTH" else quarters
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
            return Deadline(None, end)


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
            for held in (span,) if own else file.spans:
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
        return None if met is None else _met(met)


__all__ = ["EmergencyAttended", "KeyPeriodAttended", "QuarterAttended"]
