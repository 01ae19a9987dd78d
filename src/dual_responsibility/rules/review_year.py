"""Reports on duties that are owed once in each year to the committee of an area (§12).

Callers: the rules review.leader-reports, review.lower-committee-reports, review.supervisor-sample.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from ..facts.base import Ref
from ..facts.reviews import Review
from ..findings import Finding, Obligation
from ..governance_terms import Audience, ReviewGround
from .base import FULFILLED, UNDETERMINED, DatedRule, Duty, Ingredients
from .deadlines import NO_DEADLINE, Deadline
from .view import View

__all__ = ["Year", "Yearly", "years"]


@attrs.define(eq=False)
class Year:
    """A year in which reports are owed.

    Attributes:
        number: the year.
        first: its first day on which the rules bind.
        last: its last day.
        deadline: the last day to report, by the reading ``review-year``.
    """

    number: int
    first: dt.date
    last: dt.date
    deadline: Deadline


def years(view: View, last: dt.date) -> Iterator[Year]:
    """The years up to a day on which reports are owed (readings ``review-year``, ``review-part-year``)."""
    book, begins = view.book, view.begins
    within, parts_too = book.reading("review-year") == "within", book.reading("review-part-year") == "any"
    for number in range(begins.year, last.year + 1):
        first, end = dt.date(number, 1, 1), dt.date(number, 12, 31)
        if begins <= first or parts_too:
            yield Year(number, max(first, begins), end, Deadline(end, end) if within else NO_DEADLINE)


class Yearly(DatedRule):
    """A rule owed once in each year, about the committee of an area."""

    about = "area"
    claim_kind = "reviews"
    shown_by_any = True
    missing = "duty-report-missing"
    late = "duty-report-late"
    ground: ReviewGround

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self._by_reporter: dict[str, dict[tuple[str, int], list[Review]]] = {}
        norm = view.book.review
        self.audiences = frozenset() if norm is None else norm.audiences.get(self.ground, frozenset())

    def areas(self, duty: Duty) -> Iterable[str]:
        """The area whose committee is reported to."""
        return (duty.relations[0],)

    def reports(self, person: str, area: str, year: int) -> list[Review]:
        """The reports of a person to a committee on a year, as far as they are seen, in order."""
        if area not in self._by_reporter:
            self._by_reporter[area] = self._sorted_out(area)
        return self._by_reporter[area].get((person, year), [])

    def _sorted_out(self, area: str) -> dict[tuple[str, int], list[Review]]:
        found: dict[tuple[str, int], list[Review]] = {}
        for review in sorted(self.view.registry.of_area("reviews", area), key=lambda review: (review.on, review.id)):
            if review.ground in (None, self.ground) and self.view.happened(review, review.on):
                found.setdefault((review.reporter, review.year), []).append(review)
        return found

    def owed(self, bearer: Ref, area: str, committee: str, year: Year, arose: dt.date, cause: object) -> Duty:
        """That somebody reports to a committee on a year."""
        trigger = f"{year.number}@{bearer.id}"
        subject = self.view.ref("area", area)
        obligation = Obligation(self.rule_id, bearer, subject, trigger, arose, year.deadline.due)
        return Duty(obligation, arose, dt.date(year.number, 1, 1), year.deadline, cause, (committee, year.number))

    def reporter(self, person: str) -> Ref:
        """A reference to who has to report: a supervisor's, if it is one."""
        return self.view.ref("supervisor" if person in self.view.supervisor_ids else "person", person)

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The first report that was made to all to whom it has to be."""
        committee, year = duty.relations
        for review in self._made(duty):
            if self.audiences <= (review.audiences or frozenset()):
                return review.on, (("duty-report", review.id, review.reporter, committee, year, review.on),)
        return None

    def assess(self, duty: Duty) -> Finding:
        """How it stands; a report to nobody knows whom may have been made to all."""
        finding = super().assess(duty)
        due, unknown = duty.deadline.due, [review for review in self._made(duty) if review.audiences is None]
        in_time = [review for review in unknown if due is None or review.on <= due]
        if finding.status is FULFILLED or not (in_time if finding.closed is not None else unknown):
            return finding
        told = (*finding.ingredients, ("report-to-unknown", unknown[0].id, unknown[0].on))
        return self.found(duty.obligation, UNDETERMINED, "audience-unknown", finding.closed, told)

    def reason_for_missing(self, duty: Duty) -> str:
        """That it was made to too few, or wasn't made."""
        return "audience-incomplete" if self._made(duty) else self.missing

    def facts(self, duty: Duty) -> Ingredients:
        """Why it is owed, and to whom a report that was made should have been made too."""
        grounds: Ingredients = (*self.grounds(duty), ("report-owed-to", *duty.relations))
        known = [review for review in self._made(duty) if review.audiences is not None]
        lacking = [(left_out, review) for review in known if (left_out := self._left_out(review))]
        if not lacking:
            return grounds
        left_out, best = min(lacking, key=lambda one: len(one[0]))
        return (*grounds, ("report-to-few", best.id, best.on, left_out))

    def grounds(self, duty: Duty) -> Ingredients:
        """Why it is owed."""
        raise NotImplementedError

    def _made(self, duty: Duty) -> list[Review]:
        committee, year = duty.relations
        return self.reports(duty.obligation.bearer.id, committee, year)

    def _left_out(self, review: Review) -> tuple[Audience, ...]:
        """To whom a report had to be made and wasn't."""
        heard = review.audiences or frozenset()
        return tuple(audience for audience in Audience if audience in self.audiences - heard)
