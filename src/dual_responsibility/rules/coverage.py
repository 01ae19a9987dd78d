"""coverage.*: every company has one supervisor, of the right tier, from the right area (§1.1, §2.1, §9)."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterator
from typing import Any

from ..findings import Finding, Obligation
from ..periods import ONE_DAY
from ..vocabulary import EscalationGround
from .base import FULFILLED, UNDETERMINED, Breach, Ingredients, Run, StandingRule, in_breach
from .days import after, outside
from .files import CompanyFile, Segment, Span, value_on
from .view import View

EXCUSED = "vacancy-in-time"
"""Marks a vacancy that still lies within the days allowed: told, but no breach."""

Runs = list[tuple[dt.date, dt.date, Breach | None]]


class Assigned(StandingRule):
    """coverage.assigned: one supervisor in force on each day of operation (§2.1, §9.1)."""

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.handover_allowed = self.chosen("handover-day", "allowed")

    def judge(self, file: CompanyFile) -> list[Finding]:
        """The findings about one company."""
        spans = file.spans
        if len(spans) == 1 == len(file.operating):
            only, days = spans[0], file.operating[0]
            if only.start <= days[0] and only.end >= days[1] >= self.since:
                return [self.kept(file, "", days[0], only.told)]
        facts = spans[0].told if len(spans) == 1 else tuple([relation(span) for span in spans])
        found: list[Finding] = []
        for first, last in file.operating:
            breaches: list[Run] = []
            if len(spans) != 1 or spans[0].start > first or spans[0].end < last:
                gaps = [*self._gaps(file, first, last)]
                runs = [gap for gap in gaps if gap[2].reason != EXCUSED] + [*self._overlaps(file, first, last)]
                facts += tuple(part for gap in gaps if gap[2].reason == EXCUSED for part in gap[2].facts)
                breaches = in_breach(sorted(runs, key=lambda run: run[0]))
            found += self.standing(file, "", (first, last), breaches, facts)
        return found

    def _gaps(self, file: CompanyFile, first: dt.date, last: dt.date) -> Iterator[Run]:
        covered = sorted((span.start, span.end) for span in file.spans)
        for start, end in outside((first, last), covered):
            if start > self.as_of:
                continue
            latest = max((span.end for span in file.spans if span.end < start), default=None)
            left = [span for span in file.spans if span.changes and span.end == latest]
            facts: Ingredients = (("vacant", file.company.id, start), *(_left(span) for span in left))
            excused, unknown = start - ONE_DAY, None
            for change in (change for span in left for change in span.changes):
                if not self.view.is_excused(change):
                    continue
                day = self.view.event_day(change)
                if day is None:
                    unknown = "event-day-unknown"
                    continue
                deadline = self.view.adjustment(change, day)
                if deadline.beyond:
                    unknown = unknown or "calendar-horizon"
                excused = max(excused, deadline.due or deadline.earliest or excused)
                facts = (*facts, *deadline.told)
            if excused >= min(end, self.as_of):
                if end >= self.as_of:
                    yield start, end, Breach(EXCUSED, facts)
            elif unknown is not None:
                yield excused + ONE_DAY, end, Breach(unknown, facts, status=UNDETERMINED)
            else:
                yield excused + ONE_DAY, end, Breach("seat-vacant", facts, "assignments")

    def _overlaps(self, file: CompanyFile, first: dt.date, last: dt.date) -> Iterator[Run]:
        edges = {day for span in file.spans for day in (span.start, after(span.end))}
        days = sorted({first, *(day for day in edges if first <= day <= last)})
        for i, day in enumerate(days):
            end = days[i + 1] - ONE_DAY if i + 1 < len(days) else last
            held = [span for span in file.spans if span.start <= day <= span.end]
            if len({span.assignment.supervisor for span in held}) < 2 or day > self.as_of:
                continue
            if not (self.handover_allowed and day == end and _is_handover(held, day)):
                facts = tuple(relation(span) for span in held)
                yield day, end, Breach("supervisors-overlap", facts)


def _is_handover(held: list[Span], day: dt.date) -> bool:
    """Whether a day is one supervisor's last and the other's first."""
    by_supervisor: dict[str, list[Span]] = {}
    for span in held:
        by_supervisor.setdefault(span.assignment.supervisor, []).append(span)
    if len(by_supervisor) != 2:
        return False
    one, other = by_supervisor.values()
    return any(
        all(span.end == day for span in leaves) and all(span.start == day for span in comes)
        for leaves, comes in ((one, other), (other, one))
    )


class PerRelation(StandingRule):
    """A standing rule about each supervision relation, day by day."""

    def judge(self, file: CompanyFile) -> list[Finding]:
        """The findings about one company, relation by relation."""
        whole = file.whole
        if whole is not None:
            plain = self.plainly(file, file.spans[0], whole)
            if plain is None:
                return []
            if plain and whole.end >= self.since:
                duty = Obligation(self.rule_id, file.area_ref, file.ref, whole.trigger, whole.start, None)
                return [Finding(duty, FULFILLED, None, None, file.spans[0].told, self.context)]
        found: list[Finding] = []
        for span, segments in zip(file.spans, file.segments, strict=True):
            runs = [run for segment in segments for run in self.runs(file, span, segment)]
            if runs:
                owed = runs[0][0], runs[-1][1]
                found += self.standing(file, span.assignment.id, owed, in_breach(runs), span.told)
        return found

    @abstractmethod
    def plainly(self, file: CompanyFile, span: Span, segment: Segment) -> bool | None:
        """The common cases, quickly: True if plainly kept throughout a segment, None if not owed."""

    @abstractmethod
    def runs(self, file: CompanyFile, span: Span, segment: Segment) -> Runs:
        """The owed days of a segment, each run with its breach or None; empty if nothing is owed."""


class RightTier(PerRelation):
    """coverage.tier: the supervisor's tier is the grade's or higher (§9.1, §9.2)."""

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.ranks = {grade: tier.rank for grade, tier in view.book.tiers.items()}
        self.tiers = dict(view.book.tiers)
        self.grace = self.chosen("regrade-day", "five-days")

    def plainly(self, file: CompanyFile, span: Span, segment: Segment) -> bool | None:
        """Both known, and the tier high enough."""
        post, grade = segment.post, segment.grade
        return post is not None and grade is not None and post.tier.rank >= self.ranks[grade]

    def runs(self, file: CompanyFile, span: Span, segment: Segment) -> Runs:
        """One run, but for the days of grace that a reading allows after a regrade."""
        post, grade = segment.post, segment.grade
        if post is None:
            facts: Ingredients = (relation(span), ("no-post", span.assignment.supervisor, segment.start))
            return [(segment.start, segment.end, Breach("post-not-in-force", facts, "supervisors"))]
        if grade is None:
            facts = (relation(span), ("no-grade", file.company.id, segment.start))
            return [(segment.start, segment.end, Breach("grade-unknown", facts, status=UNDETERMINED))]
        if post.tier.rank >= self.ranks[grade]:
            return [(segment.start, segment.end, None)]
        facts = (relation(span), ("tiers", span.assignment.supervisor, post.tier, grade, self.tiers[grade]))
        breach = Breach("tier-too-low", facts)
        regraded = _regraded(file, segment.start) if self.grace else None
        if regraded is None or self._never_fitted(file, span, regraded):
            return [(segment.start, segment.end, breach)]
        return self._after_grace(segment, breach, regraded)

    def _never_fitted(self, file: CompanyFile, span: Span, regraded: dt.date) -> bool:
        """Whether the tier was too low the day before the regrade already: then that isn't what is to be adjusted."""
        eve = regraded - ONE_DAY
        if eve < span.start:
            return False
        post = self.view.post_on(self.view.posts(span.assignment.supervisor), eve, file.company.area)
        grade = value_on(file.grades, eve)
        return post is not None and grade is not None and post.tier.rank < self.ranks[grade]

    def _after_grace(self, segment: Segment, breach: Breach, regraded: dt.date) -> Runs:
        deadline = self.view.deadline("WORK", "adjust", regraded)
        until = min(segment.end, self.as_of)
        if deadline.beyond:
            breach = Breach("calendar-horizon", breach.facts, status=UNDETERMINED)
        last = deadline.due or deadline.earliest
        if last is None or last < segment.start:
            return [(segment.start, segment.end, breach)]
        if last >= until:
            return [(segment.start, segment.end, None)]
        return [(segment.start, last, None), (last + ONE_DAY, segment.end, breach)]


def _regraded(file: CompanyFile, day: dt.date) -> dt.date | None:
    """The day on which the grade of a day began, if the company had another one before."""
    for first, last, grade in file.grades:
        if first <= day <= last and first > dt.date.min:
            return None if value_on(file.grades, first - ONE_DAY) in (None, grade) else first
    return None


class RightArea(PerRelation):
    """coverage.area: the supervisor's area contains the company's (§1.1)."""

    def plainly(self, file: CompanyFile, span: Span, segment: Segment) -> bool | None:
        """The post's area is one of those that the company lies in."""
        return segment.post is not None and segment.post.area in self.view.registry.lineage[file.company.area]

    def runs(self, file: CompanyFile, span: Span, segment: Segment) -> Runs:
        """One run; nothing is owed while the supervisor holds no post."""
        post = segment.post
        if post is None:
            return []
        if post.area in self.view.registry.lineage[file.company.area]:
            return [(segment.start, segment.end, None)]
        facts: Ingredients = (relation(span), ("areas", span.assignment.supervisor, post.area, file.company.area))
        return [(segment.start, segment.end, Breach("area-outside", facts))]


class EscalationGrounded(PerRelation):
    """coverage.escalation-ground: supervision at a higher tier names its ground (§9.2)."""

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.ranks = {grade: tier.rank for grade, tier in view.book.tiers.items()}
        self.tiers = dict(view.book.tiers)
        self.closed = self.chosen("escalation-grounds", "closed")

    def plainly(self, file: CompanyFile, span: Span, segment: Segment) -> bool | None:
        """Nothing is owed if the tier isn't higher."""
        post, grade = segment.post, segment.grade
        return None if post is None or grade is None or post.tier.rank <= self.ranks[grade] else False

    def runs(self, file: CompanyFile, span: Span, segment: Segment) -> Runs:
        """One run; nothing is owed unless the tier is higher than the grade's."""
        post, grade, ground = segment.post, segment.grade, segment.ground
        if post is None or grade is None or post.tier.rank <= self.ranks[grade]:
            return []
        facts: Ingredients = (
            relation(span),
            ("tiers", span.assignment.supervisor, post.tier, grade, self.tiers[grade]),
        )
        if ground is None:
            return [(segment.start, segment.end, Breach("ground-missing", facts, "companies"))]
        if ground is EscalationGround.OTHER and self.closed:
            return [(segment.start, segment.end, Breach("ground-not-listed", facts))]
        return [(segment.start, segment.end, None)]


def relation(span: Span) -> tuple[Any, ...]:
    """The fact that somebody answers for the company, for the explanation."""
    return span.told[0]


def _left(span: Span) -> tuple[Any, ...]:
    change = span.changes[0]
    return ("left", span.assignment.supervisor, change.on, change.cause, change.id)
