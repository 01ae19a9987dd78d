"""What every rule does: turn facts and norms into obligations, and say how each stands.

A family's module derives its rules from these; ``audit`` and ``agenda`` call them.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import attrs

from ..daysets import DaySet
from ..facts.base import Ref
from ..findings import Finding, Obligation
from ..periods import ONE_DAY
from ..vocabulary import Status
from .days import Days, outside, overlap
from .deadlines import Deadline
from .files import AreaFile, CompanyFile, SupervisorFile
from .view import View

Ingredients = tuple[tuple[Any, ...], ...]

FULFILLED, FULFILLED_LATE = Status.FULFILLED, Status.FULFILLED_LATE
PENDING, VIOLATED, UNDETERMINED = Status.PENDING, Status.VIOLATED, Status.UNDETERMINED


class RuleEvaluator(ABC):
    """A rule at work on one view of the facts.

    ``about`` is what one of its obligations is about under the readings in use: it decides whether
    the rule is given files of companies, of supervisors, or of areas.
    """

    about: Literal["company", "supervisor", "both", "area"] = "company"
    day_by_day = False
    """Whether it is owed anew on each day, so that no day is judged by the norm of another."""

    @classmethod
    def unbroken(cls, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
        """The days of a norm, widened or narrowed so that none of its windows is cut."""
        return first, last

    def __init__(self, view: View, rule_id: str) -> None:
        self.view = view
        self.rule_id = rule_id
        self.context = view.context
        self.since = view.context.since
        self.as_of = view.as_of

    def chosen(self, interpretation: str, reading: str) -> bool:
        """Whether a reading is the one in use."""
        return self.view.book.reading(interpretation) == reading

    @abstractmethod
    def judge(self, file: Any) -> list[Finding]:
        """The findings about one company or supervisor that belong in the window."""

    def found(
        self,
        obligation: Obligation,
        status: Status,
        reason: str | None,
        closed: dt.date | None,
        ingredients: Ingredients,
    ) -> Finding:
        """A finding of this rule."""
        return Finding(obligation, status, reason, closed, ingredients, self.context)


@attrs.define(eq=False)
class Duty:
    """An obligation with a day, and what its rule needs to assess it.

    Attributes:
        obligation: the obligation.
        start: the first day on which it could be met.
        shown_from: the first day on which a record could show that it was met.
        deadline: the last day to meet it, and how it was counted.
        cause: the fact or window it arose from.
        relations: the companies and spans concerned.
    """

    obligation: Obligation
    start: dt.date
    shown_from: dt.date
    deadline: Deadline
    cause: Any
    relations: tuple[Any, ...]


class DatedRule(RuleEvaluator):
    """A rule whose obligations fall due on a day."""

    claim_kind: str
    missing: str
    late: str
    shown_by_any = False
    """Whether a record that isn't there could show that it was met before the one that is."""
    tells_all = False
    """Whether a fulfilled one is told with the facts it arose from and the days counted."""

    @abstractmethod
    def duties(self, file: Any, first: dt.date, last: dt.date) -> Iterable[Duty]:
        """The obligations about one company or supervisor that may be open from first to last."""

    @abstractmethod
    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The day on which it was met, and by what; None while it isn't."""

    @abstractmethod
    def facts(self, duty: Duty) -> Ingredients:
        """The facts it arose from, for the explanation of why it isn't fulfilled."""

    def areas(self, duty: Duty) -> Iterable[str]:
        """The areas whose records would show that it was met."""
        return [file.company.area for file, _ in duty.relations]

    def areas_before(self, duty: Duty) -> Iterable[str]:
        """The areas whose records would show that it was met earlier than it seems."""
        return self.areas(duty)

    def judge(self, file: Any) -> list[Finding]:
        """The findings that belong in the window: what was met before it isn't in."""
        return self.judged(self.duties(file, self.since, self.as_of))

    def judged(self, duties: Iterable[Duty]) -> list[Finding]:
        """The findings about some obligations, as far as they belong in the window."""
        since, as_of = self.since, self.as_of
        found = []
        for duty in duties:
            finding = self.assess(duty)
            if duty.obligation.arose <= as_of and (finding.closed is None or finding.closed >= since):
                found.append(finding)
        return found

    def assess(self, duty: Duty) -> Finding:
        """How an obligation stands at the end of ``as_of``."""
        met = self.discharge(duty)
        if met is not None:
            return self._met(duty, *met)
        obligation, due = duty.obligation, duty.obligation.due
        facts = self._with_count(duty, self.facts(duty))
        if duty.deadline.beyond:
            return self.found(obligation, UNDETERMINED, "calendar-horizon", None, facts)
        if due is not None and self.as_of <= due:
            return self.found(obligation, PENDING, "not-yet-due", None, facts)
        until = self.as_of if due is None else due
        if not self._is_claimed(duty, self.areas(duty), until):
            return self.found(obligation, UNDETERMINED, "records-not-claimed", None, facts)
        if due is None:
            return self.found(obligation, PENDING, "no-deadline-in-source", None, facts)
        return self.found(obligation, VIOLATED, self.reason_for_missing(duty), None, facts)

    def _is_claimed(self, duty: Duty, areas: Iterable[str], until: dt.date) -> bool:
        return all(self.view.is_claimed(self.claim_kind, area, duty.shown_from, until) for area in areas)

    def reason_for_missing(self, duty: Duty) -> str:
        """Why it is violated."""
        return self.missing

    def _met(self, duty: Duty, day: dt.date, facts: Ingredients) -> Finding:
        obligation, deadline = duty.obligation, duty.deadline
        # What was done before it was owed meets it as it arises.
        day = max(day, obligation.arose)
        # Beyond the calendar, what was met before any possible last day was met in time.
        last = obligation.due or deadline.earliest
        if last is None or day <= last:
            if self.tells_all:
                facts = self._with_count(duty, (*self.facts(duty), *facts))
            return Finding(obligation, FULFILLED, None, day, facts, self.context)
        facts = self._with_count(duty, (*self.facts(duty), *facts))
        if deadline.beyond:
            return self.found(obligation, UNDETERMINED, "calendar-horizon", day, facts)
        if self.shown_by_any and not self._is_claimed(duty, self.areas_before(duty), last):
            return self.found(obligation, UNDETERMINED, "records-not-claimed", day, facts)
        return self.found(obligation, FULFILLED_LATE, self.reason_for_late(facts), day, facts)

    def reason_for_late(self, facts: Ingredients) -> str:
        """Why it isn't simply fulfilled, by what it was met with."""
        return self.late

    @staticmethod
    def _with_count(duty: Duty, facts: Ingredients) -> Ingredients:
        return (*facts, *duty.deadline.told)


@attrs.frozen
class Breach:
    """Why the duty isn't met on some days.

    Attributes:
        reason: the reason's code.
        facts: the facts, for the explanation.
        silent: the collection whose silence it rests on; None if records show it.
        status: VIOLATED, or UNDETERMINED where it can't be told.
    """

    reason: str
    facts: Ingredients
    silent: str | None = None
    status: Status = VIOLATED

    def same_as(self, other: Breach) -> bool:
        """Whether it is the same breach going on, whatever its details."""
        return (self.reason, self.silent, self.status) == (other.reason, other.silent, other.status)


Subject = CompanyFile | AreaFile
"""Whom a standing duty is about."""

Run = tuple[dt.date, dt.date, Breach]
"""Days in breach: the first, the last, and why."""


class StandingRule(RuleEvaluator):
    """A rule owed each day: each unbroken run of days in breach is a finding of its own."""

    day_by_day = True
    owed_by_company = False
    """Whether the company owes it, and not the area that it lies in."""

    def standing(self, file: Subject, mark: str, owed: Days, breaches: list[Run], facts: Ingredients) -> list[Finding]:
        """The findings on a duty owed from a first to a last day, given its runs in breach in order.

        A breach that ended before the window isn't in; if none is in, the duty is fulfilled.
        ``mark`` names the relation in the trigger.
        """
        if owed[1] < self.since:
            return []
        clean = owed[0]
        found: list[Finding] = []
        for first, last, breach in breaches:
            if last >= self.since:
                found += self._breached(file, mark, (first, last), breach)
            else:
                clean = last + ONE_DAY
        return found or [self.kept(file, mark, clean, facts)]

    def kept(self, file: Subject, mark: str, arose: dt.date, facts: Ingredients) -> Finding:
        """The finding that the duty has been kept since a day."""
        return Finding(self._obligation(file, mark, arose), FULFILLED, None, None, facts, self.context)

    def _obligation(self, file: Subject, mark: str, arose: dt.date) -> Obligation:
        trigger = f"{mark}@{arose}" if mark else str(arose)
        bearer = file.ref if self.owed_by_company else file.area_ref
        return Obligation(self.rule_id, bearer, file.ref, trigger, arose, None)

    def _breached(self, file: Subject, mark: str, days: Days, breach: Breach) -> Iterator[Finding]:
        # Nobody put right what a claim alone stops telling of: it is over when the whole breach is.
        closed = days[1] + ONE_DAY if days[1] < self.as_of else None
        if closed is not None and days[1] == self.view.until:
            breach = attrs.evolve(breach, facts=(*breach.facts, ("norm-ended", closed)))
        for part, claimed in self._parts(file, days, breach):
            if part[0] > self.as_of:
                continue
            obligation = self._obligation(file, mark, part[0])
            facts = breach.facts
            if part != days or not claimed:
                told = DaySet.between(part[0], min(part[1], self.as_of))
                facts = (*facts, ("claimed-days" if claimed else "unclaimed-days", told))
            if not claimed:
                yield self.found(obligation, UNDETERMINED, "records-not-claimed", closed, facts)
            elif closed is not None and breach.status is VIOLATED:
                yield self.found(obligation, FULFILLED_LATE, breach.reason, closed, facts)
            else:
                yield self.found(obligation, breach.status, breach.reason, closed, facts)

    def _parts(self, file: Subject, days: Days, breach: Breach) -> list[tuple[Days, bool]]:
        """The days in breach, cut where a claim begins or ends if it rests on silence."""
        if breach.silent is None:
            return [(days, True)]
        claims = self.view.claimed(breach.silent, file.area_ref.id)
        parts = [(part, True) for part in overlap(days, claims)] + [(part, False) for part in outside(days, claims)]
        return sorted(parts)


def in_breach(runs: Iterable[tuple[dt.date, dt.date, Breach | None]]) -> list[Run]:
    """The runs that are in breach; neighbours for the same reason are one, told by its first days."""
    merged: list[Run] = []
    for first, last, breach in runs:
        if breach is None:
            continue
        if merged and merged[-1][1] + ONE_DAY == first and merged[-1][2].same_as(breach):
            merged[-1] = (merged[-1][0], last, merged[-1][2])
        else:
            merged.append((first, last, breach))
    return merged


class UndatedRule(RuleEvaluator):
    """A rule whose source sets no deadline: PENDING until met, never late."""

    claim_kind: str

    def undated(
        self,
        bearer: Ref,
        subject: Ref,
        trigger: str,
        arose: dt.date,
        area: str,
        met: tuple[dt.date, Ingredients] | None,
        facts: Ingredients,
    ) -> Finding:
        """The finding about one obligation without a deadline."""
        obligation = Obligation(self.rule_id, bearer, subject, trigger, arose, None)
        if met is not None:
            return self.found(obligation, FULFILLED, None, max(arose, met[0]), met[1])
        if self.view.is_claimed(self.claim_kind, area, arose, self.as_of):
            return self.found(obligation, PENDING, "no-deadline-in-source", None, facts)
        return self.found(obligation, UNDETERMINED, "records-not-claimed", None, facts)


__all__ = [
    "AreaFile",
    "Breach",
    "CompanyFile",
    "DatedRule",
    "Duty",
    "Ingredients",
    "RuleEvaluator",
    "Run",
    "StandingRule",
    "Subject",
    "SupervisorFile",
    "UndatedRule",
    "in_breach",
]
