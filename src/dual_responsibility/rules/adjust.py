"""adjust.*: a successor is in force within the days allowed after a change (§7.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..facts.base import Ref
from ..facts.companies import CompanyChange
from ..facts.supervisors import Change
from ..findings import Finding, Obligation
from ..periods import ONE_DAY
from ..vocabulary import ChangeCause, CompanyChangeCause
from .base import UNDETERMINED, DatedRule, Duty, Ingredients
from .days import OPEN
from .deadlines import Deadline
from .files import CompanyFile, Span, SupervisorFile
from .view import View


class SuccessorInForce(DatedRule):
    """After a change of one cause, each company has a successor in force in time."""

    claim_kind = "assignments"
    shown_by_any = True
    tells_all = True
    missing = "successor-missing"
    late = "successor-late"
    cause: ChangeCause

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.as_one = self.chosen("adjusted-means", "all-companies")
        self.about = "supervisor" if self.as_one else "company"
        self.by_post = self.chosen("adjust-bearer", "post-area")
        self.same_counts = self.chosen("same-supervisor", "counts")

    def judge(self, file: CompanyFile | SupervisorFile) -> list[Finding]:
        """As for any dated rule; most companies never lost a supervisor."""
        if isinstance(file, CompanyFile) and not file.is_left:
            return []
        return super().judge(file)

    def duties(self, file: CompanyFile | SupervisorFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """One obligation for each company that a change left, or one for the change."""
        held = [(file, span) for span in file.spans] if isinstance(file, CompanyFile) else file.relations
        left: dict[str, list[tuple[CompanyFile, Span]]] = {}
        changes: dict[str, Change] = {}
        for company, span in held:
            for change in span.changes:
                day = self.view.event_day(change) or change.on
                if change.cause is self.cause and company.operates_on(day):
                    changes[change.id] = change
                    left.setdefault(change.id, []).append((company, span))
        for id, change in changes.items():
            duty = self._duty(change, tuple(left[id]), file.ref)
            if duty is not None and duty.obligation.arose <= last:
                yield duty

    def _duty(self, change: Change, relations: tuple[tuple[CompanyFile, Span], ...], subject: Ref) -> Duty | None:
        day = self.view.event_day(change)
        if day is None:
            deadline = Deadline(None, OPEN)
        else:
            deadline = self.view.adjustment(change, day)
            relations = tuple(one for one in relations if self._is_owed(one, day, change.on, deadline))
        if not relations:
            return None
        bearer = self._bearer(change, relations)
        obligation = Obligation(self.rule_id, bearer, subject, change.id, day or change.on, deadline.due)
        return Duty(obligation, change.on, min(obligation.arose, change.on), deadline, change, relations)

    def _is_owed(self, relation: tuple[CompanyFile, Span], arose: dt.date, on: dt.date, deadline: Deadline) -> bool:
        """Nothing is owed to a company that closes before its time is up; without a deadline, once it has closed."""
        file, span = relation
        closes, last = _closes(file, arose), deadline.due or deadline.earliest
        lasts = closes >= self.as_of or (last is not None and closes > last)
        return lasts or self._successor(file, span, on, closes) is not None

    def areas(self, duty: Duty) -> Iterable[str]:
        """The areas of the companies that nobody followed at; one of which it is known is enough."""
        left = [file.company.area for file, span in duty.relations if self._settled(duty, file, span) is None]
        return self._one_that_is_known(duty, left)

    def areas_before(self, duty: Duty) -> Iterable[str]:
        """The areas of the companies where somebody followed late; one of which it is known is enough."""
        days = [(file.company.area, self._settled(duty, file, span)) for file, span in duty.relations]
        due = duty.obligation.due
        late = [area for area, settled in days if settled is not None and due is not None and settled[0] > due]
        return self._one_that_is_known(duty, late)

    def _one_that_is_known(self, duty: Duty, areas: Sequence[str]) -> Sequence[str]:
        until = duty.obligation.due or self.as_of
        known = (area for area in areas if self.view.is_claimed(self.claim_kind, area, duty.shown_from, until))
        return areas if (one := next(known, None)) is None else (one,)

    def facts(self, duty: Duty) -> Ingredients:
        """Who left, and which companies were then without a supervisor."""
        change: Change = duty.cause
        return tuple(
            ("vacated", change.supervisor, change.on, change.cause, change.id, file.company.id, span.assignment.id)
            for file, span in duty.relations
        )

    def _bearer(self, change: Change, relations: tuple[tuple[CompanyFile, Span], ...]) -> Ref:
        file, span = relations[0]
        if self.by_post:
            posts = self.view.posts(change.supervisor)
            post = self.view.post_on(posts, span.end, file.company.area)
            if post is not None:
                return self.view.ref("area", post.area)
        return file.area_ref

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The day on which the last of the companies concerned had a successor, or had closed."""
        found = [self._settled(duty, file, span) for file, span in duty.relations]
        settled = [one for one in found if one is not None]
        if len(settled) < len(found):
            return None
        return max(day for day, _ in settled), tuple(told for _, told in settled)

    def _settled(self, duty: Duty, file: CompanyFile, span: Span) -> tuple[dt.date, tuple[Any, ...]] | None:
        """The day on which a company had a successor, or had closed, though it is known that nobody followed in time."""
        arose, due = duty.obligation.arose, duty.obligation.due
        closes = _closes(file, arose)
        successor = self._successor(file, span, duty.start, closes)
        if successor is not None:
            day = max(arose, successor.start)
            return day, ("succeeded", successor.assignment.supervisor, day, successor.assignment.id)
        if due is None or closes >= self.as_of:
            return None
        known = self.view.is_claimed(self.claim_kind, file.company.area, duty.shown_from, due)
        return (closes + ONE_DAY, ("closed", file.company.id, closes)) if known else None

    def reason_for_late(self, facts: Ingredients) -> str:
        """A company that closed without one never had a successor."""
        return "company-closed" if any(told[0] == "closed" for told in facts) else self.late

    def _successor(self, file: CompanyFile, left: Span, on: dt.date, closes: dt.date) -> Span | None:
        """The first other relation in force on or after the change, before the company closes."""
        leaver = left.assignment.supervisor
        for span in file.spans:
            counts = self.same_counts or span.assignment.supervisor != leaver
            if counts and span is not left and span.end >= on and span.start <= closes:
                return span
        return None

    def assess(self, duty: Duty) -> Finding:
        """As for any dated rule; without the day that the reading needs, it can't be told."""
        if duty.deadline.earliest == OPEN:
            return self.found(duty.obligation, UNDETERMINED, "event-day-unknown", None, self.facts(duty))
        return super().assess(duty)


def _closes(file: CompanyFile, day: dt.date) -> dt.date:
    return next(last for first, last in file.operating if first <= day <= last)


class PersonnelChangeAdjusted(SuccessorInForce):
    """adjust.personnel-change (人员变动) (§7.3)."""

    cause = ChangeCause.PERSONNEL


class WorkChangeAdjusted(SuccessorInForce):
    """adjust.work-change (工作调整) (§7.3)."""

    cause = ChangeCause.WORK


class IncapacityAdjusted(SuccessorInForce):
    """adjust.incapacity (不能履职的其他情形) (§7.3)."""

    cause = ChangeCause.INCAPACITY


class CompanyRule(DatedRule):
    """After a change of a company: only where a rulebook sets the days."""

    stage: str

    def changes(self, file: CompanyFile) -> Iterable[CompanyChange]:
        """The changes of a company that are seen, in order."""
        if not self.view.is_on_record(file.company):
            return []
        known = self.view.registry.of_company("company_changes", file.company.id)
        seen = [c for c in known if self.view.happened(c, c.on) and c.on >= self.view.begins]
        return sorted(seen, key=lambda change: (change.on, change.id))

    def areas(self, duty: Duty) -> Iterable[str]:
        """The company's area."""
        return [duty.relations[0].company.area]

    def duty(self, file: CompanyFile, change: CompanyChange, day: dt.date) -> Duty | None:
        """The obligation from a change, if the rulebook sets one for its cause."""
        if (change.cause.value, self.stage) not in self.view.book.at(day).allowances:
            return None
        deadline = self.view.deadline(change.cause.value, self.stage, day)
        obligation = Obligation(self.rule_id, file.area_ref, file.ref, change.id, day, deadline.due)
        return Duty(obligation, day, day, deadline, change, (file, change))

    def facts(self, duty: Duty) -> Ingredients:
        """What changed about the company."""
        change: CompanyChange = duty.cause
        return (("company-changed", change.company, change.on, change.cause, change.id),)


class CompanyChangeReported(CompanyRule):
    """adjust.company-report: a change of a company is reported in time."""

    claim_kind = "company_changes"
    tells_all = True
    missing = "report-missing"
    late = "report-late"
    stage = "report"

    def duties(self, file: CompanyFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """One obligation for each change."""
        for change in self.changes(file):
            duty = self.duty(file, change, change.on)
            if duty is not None and change.on <= last:
                yield duty

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The day of the report."""
        _, change = duty.relations
        day = self._reported(change)
        return None if day is None else (day, (("reported", change.id, day),))

    def _reported(self, change: CompanyChange) -> dt.date | None:
        day, known_by = change.reported, self.view.known_by
        seen = day is not None and self.view.happened(change, day) and (known_by is None or day <= known_by)
        return day if seen else None


class CompanyChangeAdjusted(CompanyChangeReported):
    """adjust.company-change: the supervision relation is adjusted in time after the report."""

    claim_kind = "assignments"
    shown_by_any = True
    missing = "adjustment-missing"
    late = "adjustment-late"
    stage = "company-adjust"

    def duties(self, file: CompanyFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """One obligation for each change that was reported."""
        for change in self.changes(file):
            day = self._reported(change)
            duty = day and self.duty(file, change, day)
            if duty and duty.obligation.arose <= last:
                yield duty

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The first relation that began on or after the change; at a closure, the end of the last."""
        file, change = duty.relations
        if change.cause is CompanyChangeCause.CLOSURE:
            ends = [span.end for span in file.spans]
            if not ends or max(ends) == OPEN:
                return None if ends else (duty.start, ())
            day = max(duty.start, max(ends))
            return day, (("relation-ended", change.company, day),)
        started = [span for span in file.spans if span.start >= change.on]
        if not started:
            return None
        day = max(duty.start, started[0].start)
        return day, (("succeeded", started[0].assignment.supervisor, day, started[0].assignment.id),)
