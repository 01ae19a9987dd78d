"""What of a registry counts for visits and for companies' own records, and problems, which both find alike.

Written from the sources alone, without sight of ``dual_responsibility.rules``. How things are cited is told in
``common``.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

import dual_responsibility as dr

from .common import (
    FULFILLED,
    LATE,
    PENDING,
    UNDETERMINED,
    VIOLATED,
    Case,
    Expected,
    claimed,
    entered,
    on_record,
)

Standing = tuple[str, str | None, dt.date | None]
"""How an obligation stands: status, reason, and the day on which it was closed."""


def months_after(day: dt.date, count: int) -> dt.date:
    """The same day so many months on, or the last of a month that doesn't have it (Civil Code art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    for number in range(day.day, 0, -1):
        try:
            return dt.date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("no month is without a first day")


# What was known, and what had happened ---------------------------------------------------------------------------------


def known_period(case: Case, period: dr.Period, recorded: dt.date | None, end: dt.date | None) -> dr.Period | None:
    """A period as it was known: not at all before its start was entered, open until its end was."""
    if not entered(case, recorded, period.start):
        return None
    return period if period.end is None or entered(case, end, period.end) else dr.Period(period.start)


def known_spans(case: Case, facts: Iterable[Any]) -> list[Any]:
    """Facts about a period, as they were known."""
    found = []
    for fact in facts:
        period = known_period(case, fact.period, fact.recorded, fact.end_recorded)
        if period is not None:
            found.append(attrs.evolve(fact, period=period))
    return found


def known_events(case: Case, facts: Iterable[Any]) -> list[Any]:
    """Facts about a day that were known."""
    return [fact for fact in facts if entered(case, fact.recorded, fact.on)]


def known_company(case: Case, company: dr.Company) -> dr.Company:
    """A company as it was known: its periods by their own days.

    OPEN: what else a company's record says has no day; it counts as known.
    """
    operating = [known_period(case, one, None, None) for one in company.operating]
    grades = [(known_period(case, one, None, None), grade) for one, grade in company.grades]
    return attrs.evolve(
        company,
        operating=tuple(one for one in operating if one is not None),
        grades=dr.Timeline([(one, grade) for one, grade in grades if one is not None]),
    )


def judged(case: Case) -> list[dr.Company]:
    """The companies that were there: one that was itself recorded later isn't judged (concepts)."""
    return [one for one in case.registry.companies if on_record(case, one)]


def as_known(case: Case) -> dr.Registry:
    """The registry without what was recorded after `known_by`."""
    registry = case.registry
    if case.known_by is None:
        return registry
    assignments = [attrs.evolve(one, team=known_spans(case, one.team)) for one in registry.assignments]
    return registry.replace(
        companies=[known_company(case, one) for one in registry.companies],
        assignments=known_spans(case, assignments),
        pauses=known_spans(case, registry.pauses),
        staff=known_spans(case, registry.staff),
        regular_closings=known_spans(case, registry.regular_closings),
        checklists=known_spans(case, registry.checklists),
        changes=known_events(case, registry.changes),
        emergencies=known_events(case, registry.emergencies),
        visits=known_events(case, registry.visits),
        bars=known_events(case, registry.bars),
        key_periods=[one for one in registry.key_periods if entered(case, one.recorded, one.period.start)],
    )


def begun(case: Case, periods: Iterable[dr.Period]) -> list[dr.Period]:
    """Periods that had begun by the end of `as_of`; what ends later goes on, as far as is seen then."""
    return [
        one if one.end is None or one.end <= case.as_of else dr.Period(one.start)
        for one in periods
        if one.start <= case.as_of
    ]


def begun_spans(case: Case, facts: Iterable[Any]) -> list[Any]:
    """Facts about a period that had begun."""
    return [attrs.evolve(fact, period=period) for fact in facts for period in begun(case, [fact.period])]


def seen(case: Case) -> Case:
    """The case with what had happened by the end of `as_of` (design, "Contract"), as far as it was known."""
    known = as_known(case)
    assignments = [attrs.evolve(one, team=begun_spans(case, one.team)) for one in known.assignments]
    registry = known.replace(
        companies=[attrs.evolve(one, operating=tuple(begun(case, one.operating))) for one in known.companies],
        assignments=begun_spans(case, assignments),
        pauses=begun_spans(case, known.pauses),
        regular_closings=begun_spans(case, known.regular_closings),
        changes=[one for one in known.changes if one.on <= case.as_of],
    )
    return attrs.evolve(case, registry=registry)


# The state of things on a day ----------------------------------------------------------------------------------------


def lies_in(case: Case, area: str, within: str | None) -> bool:
    """Whether an area is another or lies in it; everything lies in None."""
    here: str | None = area
    while here is not None:
        if here == within:
            return True
        here = case.registry.area(here).parent
    return within is None


def operates(case: Case, company: str, day: dt.date) -> bool:
    """Whether a company operates on a day."""
    return any(one.contains(day) for one in case.registry.company(company).operating)


def paused(case: Case, company: str, day: dt.date) -> bool:
    """Whether a pause of a company is on record for a day, with evidence or without."""
    return any(one.company == company and one.period.contains(day) for one in case.registry.pauses)


# Problems that a visit or a record found -----------------------------------------------------------------------------


def rectified_alone(case: Case, problem: dr.FoundProblem) -> dt.date | None:
    """The day on which a problem without steps was put right, if that had happened and was known."""
    day = problem.rectified
    return day if day is not None and day <= case.as_of and entered(case, None, day) else None


def end_of_steps(case: Case, problem: dr.FoundProblem) -> tuple[dt.date | None, bool]:
    """When a problem with steps was at its end (`problem-ended`), and whether it was put right at all.

    The steps are those of docs/generated/workflows.md: a step back undoes what came before it.
    """
    rectified = closed = None
    for move in problem.moves:
        # OPEN: a step entered before one that it follows on; we stop at the first that wasn't known.
        if move.on > case.as_of or not entered(case, move.recorded, move.on):
            break
        if move.step is dr.ProblemStep.RECTIFY:
            rectified = move.on
        elif move.step is dr.ProblemStep.RETURN:
            rectified = None
        elif move.step is dr.ProblemStep.CLOSE:
            closed = move.on
    return (rectified if case.readings["problem-ended"] == "rectified" else closed), rectified is not None


def rectified_stands(case: Case, problem: dr.FoundProblem, complete: bool) -> Standing:
    """How a problem stands: it has a deadline only if the visit or the record sets one itself."""
    if problem.moves:
        closed, put_right = end_of_steps(case, problem)
    else:
        closed = rectified_alone(case, problem)
        put_right = closed is not None
    due = problem.rectify_by
    by_closing = case.readings["problem-ended"] == "closed" and bool(problem.moves)
    if closed is not None:
        if due is None or closed <= due:
            return FULFILLED, None, closed
        return LATE, "closed-late" if by_closing else "rectification-late", closed
    if due is not None and case.as_of <= due:
        return PENDING, "not-yet-due", None
    if not complete:
        return UNDETERMINED, "records-not-claimed", None
    if due is None:
        return PENDING, "no-deadline-in-source", None
    return VIOLATED, "problem-not-closed" if by_closing and put_right else "rectification-missing", None


def open_problems(
    case: Case, rule: str, collection: str, fact: dr.Visit | dr.ControlRecord, bearer: tuple[str, str]
) -> Iterator[Expected]:
    """What a rule on problems finds about those of one visit or record."""
    if fact.company not in [one.id for one in judged(case)]:
        return
    area = case.registry.company(fact.company).area
    for problem in fact.problems:
        due = problem.rectify_by
        complete = claimed(case, collection, area, fact.on, due or case.as_of)
        status, reason, closed = rectified_stands(case, problem, complete)
        if fact.on >= case.since or closed is None or closed >= case.since:
            trigger = f"{fact.id}:{problem.id}"
            yield Expected(
                rule, ("company", fact.company), bearer, trigger, status, reason, fact.on, due, closed
            )  # fmt: skip
