"""One rule in one line: a company, a supervisor, what happened, and how an obligation stands.

Callers: tests of other systems.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import attrs

from ..auditing import audit
from ..facts.areas import Claim
from ..facts.registry import Registry
from ..findings import Finding
from ..norms.loading import rulebook
from ..norms.rulebook import Rulebook
from ..periods import Period
from ..report import Report
from ..vocabulary import Grade, Status, Tier
from ..workdays import WorkCalendar
from .building import (
    EVERYTHING,
    a_change,
    a_company,
    a_registry,
    a_supervisor,
    a_visit,
    an_assignment,
    day,
    term,
)
from .matching import FindingLike, told

__all__ = ["Case", "case"]


@attrs.frozen
class Case:
    """Facts, and the norms to judge them by (案例).

    Attributes:
        facts: the facts.
        complete: the claims.
        book: the norms.
        calendar: the working-day calendar; China's if None.

    >>> case(visits=["2023-03-31"]).status("attend.quarter", period="2023-Q2", as_of="2023-07-01")
    <Status.VIOLATED: 'VIOLATED'>
    """

    facts: tuple[Any, ...]
    complete: tuple[Claim, ...]
    book: Rulebook
    calendar: WorkCalendar | None = None

    @cached_property
    def registry(self) -> Registry:
        """The registry of the facts."""
        return a_registry(*self.facts, complete=self.complete)

    def report(
        self, *, as_of: str | dt.date, since: str | dt.date = "2022-11-01", rules: Iterable[str] = ("*",)
    ) -> Report:
        """The report on it, as of the end of a day."""
        return audit(
            self.registry, self.book, since=day(since), as_of=day(as_of), calendar=self.calendar, rules=tuple(rules)
        )

    def finding(
        self,
        rule: str,
        *,
        as_of: str | dt.date,
        since: str | dt.date = "2022-11-01",
        period: str | None = None,
        **values: Any,
    ) -> Finding:
        """The one finding of a rule.

        Args:
            rule: the rule's id.
            as_of: the day at whose end it stands.
            since: the first day of the window.
            period: the period that it is about, such as ``2023-Q2``.
            values: other values by which it is picked, as :class:`FindingLike` takes them.

        Raises:
            AssertionError: there is none, or there are several; they are printed with their explanations.
        """
        if period is not None:
            values["trigger"] = period
        like = FindingLike(**values)
        found = self.report(as_of=as_of, since=since, rules=[rule]).findings
        picked = [finding for finding in found if finding == like]
        if len(picked) != 1:
            listed = "\n\n".join(told(finding, "zh") for finding in found) or "nothing"
            raise AssertionError(f"expected one finding of {rule} {like!r}, not {len(picked)}; found:\n\n{listed}")
        return picked[0]

    def status(self, rule: str, **asked: Any) -> Status:
        """How the one finding of a rule stands: see :meth:`finding`."""
        return self.finding(rule, **asked).status

    def given(self, *facts: Any) -> Case:
        """The same case with more facts; one with the type and id of another takes its place."""
        named = {(type(fact), fact.id) for fact in facts if hasattr(fact, "id")}
        kept = [fact for fact in self.facts if (type(fact), getattr(fact, "id", None)) not in named]
        return attrs.evolve(self, facts=(*kept, *facts))


def case(
    *facts: Any,
    grade: str | Grade | Mapping[str, str | Grade] | None = "C",
    tier: str | Tier = "TOWNSHIP",
    held: str | Period = "2022-11-01/..",
    visits: Iterable[str | dt.date] = (),
    leaves: str | dt.date | None = None,
    successor: str | dt.date | None = None,
    complete: Iterable[Claim] = EVERYTHING,
    readings: Mapping[str, str] | None = None,
    book: Rulebook | str = "suining",
    calendar: WorkCalendar | None = None,
) -> Case:
    """A company, its supervisor, and what happened.

    Args:
        facts: other facts, of any type.
        grade: the company's grade, as :func:`a_company` takes it.
        tier: the tier of the supervisor's post.
        held: while the relation is in force.
        visits: the days on which the supervisor was on site.
        leaves: the day of a change of personnel, from which on the supervisor isn't in office; the relation ends
            on the day before.
        successor: the day from which on another supervisor is in force.
        complete: the claims; unless given, every kind of record is claimed complete.
        readings: readings chosen, by interpretation.
        book: the rulebook, or its id.
        calendar: the working-day calendar; China's unless given.

    >>> left = case(leaves="2023-04-27", successor="2023-05-08")
    >>> left.status("adjust.personnel-change", as_of="2023-06-30")
    <Status.FULFILLED: 'FULFILLED'>
    >>> case(leaves="2023-04-27", successor="2023-05-09").finding("adjust.personnel-change", as_of="2023-06-30").reason
    'successor-late'
    """
    made: list[Any] = [a_company(grade=grade), a_supervisor(tier=term(Tier, tier))]
    if leaves is None:
        made.append(an_assignment(held=held))
    else:
        start = held.start if isinstance(held, Period) else day(held.partition("/")[0])
        eve = day(leaves) - dt.timedelta(days=1)
        made += [an_assignment(held=Period(start, eve)), a_change(leaves)]
    if successor is not None:
        made += [
            a_supervisor("S-2", tier=term(Tier, tier)),
            an_assignment("A-2", supervisor="S-2", held=f"{day(successor)}/.."),
        ]
    made += [a_visit(on) for on in visits]
    norms = rulebook(book) if isinstance(book, str) else book
    return Case((*made, *facts), tuple(complete), norms.with_readings(readings or {}), calendar)
