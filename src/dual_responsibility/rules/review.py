"""review.*: who has to report did, and the report was graded, used and counted (§12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ..facts.reviews import Leader, Review
from ..findings import Finding, Obligation
from ..governance_terms import LeaderRole, ReviewGround
from ..outcomes import Outcome, outcome_of
from ..vocabulary import ReviewGrade, Text, Tier
from .base import UNDETERMINED, AreaFile, Duty, Ingredients, UndatedRule
from .days import Days, joined, outside
from .review_picked import SupervisorsPicked
from .review_year import Year, Yearly, years
from .view import View

Held = dict[str, list[tuple[Days, Leader]]]
"""By person, the offices held, each with its days."""


class ByLeaders(Yearly):
    """Reports owed by those who hold an office (述职)."""

    roles: tuple[LeaderRole, ...]

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.office = view.book.reading("review-office")

    def committee(self, file: AreaFile) -> str | None:
        """The area whose committee is reported to; None if nobody of this area reports under the rule."""
        raise NotImplementedError

    def _must_have_some(self, file: AreaFile) -> bool:
        """Whether the source says that somebody of this area reports."""
        norm = self.view.book.review
        return norm is not None and file.area.tier in norm.tiers

    def duties(self, file: AreaFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """One for each person and year; the area's where nobody is on record who holds the office."""
        committee = self.committee(file)
        if committee is None:
            return
        for year in years(self.view, last):
            held = self._held(file, year)
            for person, offices in held.items():
                if self._counts([days for days, _ in offices], year):
                    arose = max(year.first, min(days[0] for days, _ in offices))
                    leaders = [leader for _, leader in offices]
                    yield self.owed(self.reporter(person), file.ref.id, committee, year, arose, leaders)
            if self._must_have_some(file) and not self._is_known(file, held, year):
                yield self._of_nobody(file, committee, year)

    def _is_known(self, file: AreaFile, held: Held, year: Year) -> bool:
        """Whether the records tell who has to report, or that by the reading in use nobody has to."""
        if any(self._counts([days for days, _ in offices], year) for offices in held.values()):
            return True
        until = min(year.last, self.as_of)
        return bool(held) and self.view.is_claimed("leaders", file.ref.id, year.first, until)

    def _of_nobody(self, file: AreaFile, committee: str, year: Year) -> Duty:
        due = year.deadline.due
        obligation = Obligation(self.rule_id, file.ref, file.ref, str(year.number), year.first, due)
        return Duty(obligation, year.first, year.first, year.deadline, (), (committee, year.number))

    def assess(self, duty: Duty) -> Finding:
        """How it stands; where nobody is on record who holds the office, that is said."""
        if duty.cause:
            return super().assess(duty)
        told: Ingredients = (("no-leaders", duty.obligation.subject.id, duty.relations[1], self.roles),)
        return self.found(duty.obligation, UNDETERMINED, "leaders-not-on-record", None, told)

    def _held(self, file: AreaFile, year: Year) -> Held:
        """Who held an office on some day of a year, and the offices in order."""
        held: Held = {}
        for leader in self.view.registry.of_area("leaders", file.ref.id):
            days = self.view.days(leader, leader.period) if leader.role in self.roles else None
            if days is not None and days[0] <= year.last and days[1] >= year.first:
                held.setdefault(leader.person, []).append((days, leader))
        return {
            person: sorted(held[person], key=lambda one: (one[0], one[1].role.value, one[1].body or ""))
            for person in sorted(held)
        }

    def _counts(self, held: Iterable[Days], year: Year) -> bool:
        """Whether who held an office on these days has to report on the year (reading ``review-office``)."""
        if self.office == "any-day":
            return True
        first = year.last if self.office == "last-day" else year.first
        return not outside((first, year.last), joined(held))

    def grounds(self, duty: Duty) -> Ingredients:
        """The offices held."""
        return tuple(
            ("office-held", leader.person, leader.role, leader.area, max(duty.obligation.arose, leader.period.start))
            for leader in duty.cause
        )


class LeadersReport(ByLeaders):
    """review.leader-reports (领导述职) (§12.1)."""

    roles = (LeaderRole.LEADER, LeaderRole.DEPARTMENT_HEAD)
    ground = ReviewGround.LEADER

    def committee(self, file: AreaFile) -> str | None:
        """Their own, at the tiers that the rulebook names."""
        return file.ref.id if self._must_have_some(file) else None


class LowerCommitteesReport(ByLeaders):
    """review.lower-committee-reports (下级食安委述职) (§12.2)."""

    roles = (LeaderRole.COMMITTEE_HEAD,)
    ground = ReviewGround.LOWER_COMMITTEE

    def committee(self, file: AreaFile) -> str | None:
        """That of the nearest area of a higher tier; none at the top."""
        registry = self.view.registry
        return next((id for id in registry.lineage[file.ref.id] if registry.area(id).tier > file.area.tier), None)

    def _must_have_some(self, file: AreaFile) -> bool:
        """Wherever there is a committee below another: a village has none."""
        return file.area.tier is not Tier.VILLAGE


def seen_outcome(view: View, review: Review) -> Outcome:
    """The grade of a report, once the day on which it was decided is seen."""
    return outcome_of(review, view.book) if view.dated(review, review.graded or review.on) else Outcome(None)


class OfReviews(UndatedRule):
    """A rule about each report that was made; the source sets no deadline."""

    about = "area"
    claim_kind = "reviews"

    def judge(self, file: AreaFile) -> list[Finding]:
        """One finding for each report to the committee of an area, unless it was met before the window."""
        found = []
        for review in self.view.registry.of_area("reviews", file.ref.id):
            if review.on >= self.view.begins and self.view.happened(review, review.on):
                finding = self.about_review(file, review)
                if finding is not None and (finding.closed is None or finding.closed >= self.since):
                    found.append(finding)
        return found

    def about_review(self, file: AreaFile, review: Review) -> Finding | None:
        """The finding about one report."""
        raise NotImplementedError

    def on_record(
        self, file: AreaFile, review: Review, arose: dt.date, met: tuple[dt.date, Ingredients] | None
    ) -> Finding:
        """The finding about what has to be on record of a report."""
        subject = self.view.ref("review", review.id)
        facts: Ingredients = (("duty-report", review.id, review.reporter, review.area, review.year, review.on),)
        return self.undated(file.ref, subject, str(review.year), arose, file.ref.id, met, facts)

    def ungraded(self, file: AreaFile, review: Review, day: dt.date) -> Finding:
        """That something came of a report of which no grade is on record."""
        finding = self.on_record(file, review, day, None)
        return self.found(finding.obligation, UNDETERMINED, "used-ungraded", None, finding.ingredients)


class Graded(OfReviews):
    """review.graded (评议等次) (§12.4)."""

    def about_review(self, file: AreaFile, review: Review) -> Finding | None:
        """Met by the grade as decided, or as counted from ballots."""
        outcome, day = seen_outcome(self.view, review), review.graded or review.on
        told = self._counted(review, outcome)
        if review.outcome is None and review.rank is not None and self.view.book.chosen("ballot-rule", "rank"):
            told = (("ranked", review.id, review.rank), *self._sourced())
        if outcome.grade is not None:
            return self.on_record(file, review, review.on, (day, (*told, ("graded", review.id, outcome.grade, day))))
        finding = self.on_record(file, review, review.on, None)
        if outcome.reason is not None:
            facts = (*finding.ingredients, *told)
            return self.found(finding.obligation, UNDETERMINED, outcome.reason, None, facts)
        return finding

    def _counted(self, review: Review, outcome: Outcome) -> Ingredients:
        """The ballots, how they were counted, and the grades that came out level."""
        if not outcome.from_ballots:
            return ()
        book = self.view.book
        votes = [(ballot.grade.label, ballot.count) for ballot in review.ballots if ballot.count]
        zh = "、".join(f"{label.zh} {count} 票" for label, count in votes)
        en = ", ".join(f"{label.en} {count}" for label, count in votes)
        told: list[tuple[object, ...]] = [
            ("ballots", review.id, Text(zh, en), book.interpretations["ballot-rule"].reading.text)
        ]
        if outcome.tied:
            told.append(("level", outcome.tied, book.interpretations["ballot-tie"].reading.text))
        return (*told, *(self._sourced() if book.reading("ballot-rule") == "points" else ()))

    def _sourced(self) -> Ingredients:
        """The clauses that set points or ranks."""
        norm = self.view.book.review
        return (("adds", norm.citations),) if norm is not None and norm.citations else ()


class Applied(OfReviews):
    """review.applied (评议结果运用): what it was used for is on record; no promotion is decided here (§12.5)."""

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.not_average = self.chosen("outcome-use", "not-average")

    def about_review(self, file: AreaFile, review: Review) -> Finding | None:
        """Owed once there is a grade; met by the first use on record."""
        grade, arose = seen_outcome(self.view, review).grade, review.graded or review.on
        uses = sorted((use for use in review.uses if self.view.happened(use, use.on)), key=lambda use: use.on)
        if grade is None:
            return self.ungraded(file, review, uses[0].on) if uses else None
        if grade is ReviewGrade.AVERAGE and self.not_average:
            return None
        met = (uses[0].on, (("outcome-used", review.id, uses[0].kind, uses[0].on),)) if uses else None
        return self.on_record(file, review, arose, met)


class Counted(OfReviews):
    """review.counted (纳入考核) (§12.6)."""

    def about_review(self, file: AreaFile, review: Review) -> Finding | None:
        """Owed once there is a grade; met by the day on which it entered the shared assessment."""
        arose, day = review.graded or review.on, review.counted
        if day is not None and not self.view.dated(review, day):
            day = None
        if seen_outcome(self.view, review).grade is None:
            return None if day is None else self.ungraded(file, review, day)
        met = None if day is None else (day, (("outcome-counted", review.id, day),))
        return self.on_record(file, review, arose, met)


__all__ = [
    "Applied",
    "Counted",
    "Graded",
    "LeadersReport",
    "LowerCommitteesReport",
    "SupervisorsPicked",
    "seen_outcome",
]
