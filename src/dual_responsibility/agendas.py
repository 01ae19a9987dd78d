"""What falls due next, lazily, in order of the day.

Callers: users, through :func:`agenda`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from typing import Any

from .auditing import at_work, require_in_force, select
from .errors import ReportError
from .facts.base import Ref
from .facts.registry import Registry
from .findings import Context, Obligation
from .norms.rulebook import Rulebook
from .periods import quarters, require_date
from .rules.base import DatedRule, RuleEvaluator
from .rules.control import CycleKept
from .rules.days import OPEN
from .rules.files import AreaFile, CompanyFile, SupervisorFile
from .rules.upcoming import records_due
from .rules.view import View
from .workdays import WorkCalendar

__all__ = ["agenda"]


def agenda(
    registry: Registry,
    book: Rulebook,
    *,
    start: dt.date,
    end: dt.date,
    bearer: str | Ref | None = None,
    calendar: WorkCalendar | None = None,
    rules: Sequence[str] = ("*",),
    known_by: dt.date | None = None,
    as_of: dt.date | None = None,
) -> Iterator[Obligation]:
    """The obligations that fall due from ``start`` to ``end`` (待办), lazily, in order of the day due.

    Standing duties are owed each day and undated ones on no day: neither falls due.

    Args:
        registry: the facts; what is on record for the future counts.
        book: the norms, readings included.
        start: the first day, in.
        end: the last day, in.
        bearer: only what this supervisor, company or area owes: an id, or a Ref.
        calendar: the working-day calendar; China's unless given.
        rules: rule ids or patterns such as ``attend.*``.
        known_by: leave out what was recorded after this day.
        as_of: leave out what had been met by the end of this day; None leaves it in.

    Raises:
        DateTypeError: a day isn't a date.
        ReportError: ``end`` lies before ``start``, or the last edition of a rule asked for has ended before it.
        UnknownIdError: a pattern names no rule of the rulebook.

    >>> from dual_responsibility import Registry, rulebook
    >>> list(agenda(Registry(), rulebook("suining-2022"), start=dt.date(2023, 1, 1), end=dt.date(2023, 6, 30)))
    []
    """
    for name, day in (("start", start), ("end", end), ("known_by", known_by), ("as_of", as_of)):
        if day is not None:
            require_date(day, name)
    if end < start:
        raise ReportError.single(
            "window-reversed", "/end", f"止日 {end} 早于起日 {start}", f"end {end} is before start {start}"
        )
    context = Context(book, calendar or WorkCalendar.china(), start, OPEN, known_by)
    wanted = select(book, rules)
    require_in_force(book, wanted, end)
    view, evaluators = at_work(registry, context, wanted)
    if isinstance(bearer, str) and bearer not in registry.lineage and bearer in registry.owns("supervisors"):
        bearer = Ref("supervisor", bearer)
    return _due(view, evaluators, start, end, bearer, as_of)


def _due(
    view: View,
    rules: list[RuleEvaluator],
    start: dt.date,
    end: dt.date,
    bearer: str | Ref | None,
    as_of: dt.date | None,
) -> Iterator[Obligation]:
    dated = [*_units(view.registry, [rule for rule in rules if isinstance(rule, DatedRule)], bearer)]
    cycles = [rule for rule in rules if isinstance(rule, CycleKept)]
    companies = [id for id in view.registry.owns("companies") if _bears(bearer, "company", id)]
    kept = [(rules, [view.file(id) for id in companies]) for view, rules in _together(cycles)]
    for window in quarters(start, end):
        first, last = max(start, window.start), min(end, window.end)
        found = []
        for rule, file in dated:
            for duty in rule.duties(file, first, last):
                due = duty.obligation.due
                if due is None or not first <= due <= last or not rule.view.covers(duty.obligation.arose):
                    continue
                who = duty.obligation.bearer
                if not _bears(bearer, who.kind, who.id):
                    continue
                met = None if as_of is None else rule.discharge(duty)
                if met is None or as_of is None or max(met[0], duty.obligation.arose) > as_of:
                    found.append(duty.obligation)
        records = (records_due(cycles, files, first, last, as_of) for cycles, files in kept)
        yield from merge(sorted(found, key=_when), *records, key=_when)


def _when(duty: Obligation) -> tuple[Any, ...]:
    return (duty.due, duty.rule_id, duty.subject, duty.trigger)


def _bears(bearer: str | Ref | None, kind: str, id: str) -> bool:
    """Whether it is the bearer that was asked for."""
    if isinstance(bearer, Ref):
        return bearer == Ref(kind, id)
    return bearer is None or bearer == id


def _together(cycles: Iterable[CycleKept]) -> list[tuple[View, list[CycleKept]]]:
    """The rules about records, those that look at the same view together."""
    return [(view, [*group]) for view, group in groupby(cycles, lambda rule: rule.view)]


def _units(
    registry: Registry, rules: list[DatedRule], bearer: str | Ref | None
) -> Iterator[tuple[DatedRule, CompanyFile | SupervisorFile | AreaFile]]:
    """Each rule with each file it reads; for one supervisor, only the files concerned."""
    companies, supervisors = registry.owns("companies"), registry.owns("supervisors")
    if isinstance(bearer, Ref) and bearer.kind == "supervisor":
        one = bearer.id
        held = {a.company for a in registry.of_supervisor("assignments", one)}
        companies = tuple(id for id in companies if id in held)
        supervisors = (one,) if one in supervisors else ()
    for rule in rules:
        if rule.about in ("company", "both"):
            for id in companies:
                yield rule, rule.view.file(id)
        if rule.about in ("supervisor", "both"):
            for id in supervisors:
                yield rule, rule.view.supervisor_file(id)
        if rule.about == "area":
            for id in registry.owns("areas"):
                yield rule, rule.view.area_file(id)
