"""Being on site: which visits count and who owes them; the three rules of attend.* derive from this."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterable, Iterator

from ..facts.base import Ref
from ..facts.conduct import Visit
from ..findings import Finding, Obligation
from ..periods import Window
from ..vocabulary import VisitOccasion
from .base import FULFILLED, DatedRule, Duty, Ingredients
from .coverage import relation
from .days import OPEN, Days, outside, overlap
from .deadlines import Deadline
from .files import CompanyFile, Span, SupervisorFile
from .view import View

Bearer = tuple[Span, Days]


class Attendance(DatedRule):
    """Being on site: which visits count, and for whom."""

    claim_kind = "visits"
    shown_by_any = True
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

        With ``own`` only who held it by ``span`` or another relation: the duty is then that supervisor's own.
        """
        if self.as_recorded and visit.occasions and self.occasion not in visit.occasions:
            return False
        for held in whose(file, span, own):
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
                return Finding(obligation, FULFILLED, None, on, told(visit), self.context)
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
            owed = [(company, span) for company, span, _ in held]
            relations = (*owed, *(one for one in self._visitable(file, window) if one not in owed))
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
        own = self.each or self.once
        held = [span for file, one in relations for span in whose(file, one, own)]
        shown_from = max(window.start, min([span.start for span in held if span.end >= window.start]))
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

    def _visitable(self, file: SupervisorFile, window: Window) -> Iterator[tuple[CompanyFile, Span]]:
        """The companies that the supervisor had on some day of a window: a visit to any of them will do."""
        for company, span in file.relations:
            if span.start <= window.end and span.end >= window.start and self.applies(window, company):
                yield company, span

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
            return _by_supervisor(held)
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
        return None if met is None else met_by(met)


def whose(file: CompanyFile, span: Span, own: bool) -> Iterable[Span]:
    """The relations of a company by which a visit counts: all, or those of one relation's supervisor."""
    if not own:
        return file.spans
    return [one for one in file.spans if one.assignment.supervisor == span.assignment.supervisor]


def _by_supervisor(held: list[Bearer]) -> list[Bearer]:
    """Each supervisor once, by the first relation, from the first day held to the last."""
    found: dict[str, Bearer] = {}
    for span, (first, last) in held:
        earlier = found.get(span.assignment.supervisor)
        found[span.assignment.supervisor] = (
            (span, (first, last)) if earlier is None else (earlier[0], (earlier[1][0], max(earlier[1][1], last)))
        )
    return [*found.values()]


def met_by(visit: Visit) -> tuple[dt.date, Ingredients]:
    """That a visit met the duty, and how it is told."""
    return visit.on, told(visit)


def told(visit: Visit) -> Ingredients:
    """A visit, for the explanation."""
    return (("visited", visit.visitor, visit.on, visit.company, visit.id),)
