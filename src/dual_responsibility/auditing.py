"""Judge a registry by a rulebook: what was owed and how it stands, and what falls due next.

Callers: users. It puts rules and facts together and decides nothing itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from heapq import merge
from typing import Any

from ._frozen import FrozenMap
from .errors import ReportError, UnknownIdError
from .facts.base import Ref
from .facts.registry import Registry
from .figures import Roster
from .findings import Context, Finding, Obligation
from .norms.rulebook import Rulebook
from .periods import quarters, require_date
from .report import Report, order_of
from .rules import EVALUATORS
from .rules.base import DatedRule, RuleEvaluator
from .rules.control import CycleKept
from .rules.days import OPEN
from .rules.files import AreaFile, CompanyFile, SupervisorFile, value_on
from .rules.upcoming import records_due
from .rules.view import View
from .vocabulary import Grade, Tier
from .workdays import WorkCalendar

__all__ = ["agenda", "audit"]

Progress = Callable[[int, int], None]
Judge = Callable[[Any], list[Finding]]


def audit(
    registry: Registry,
    book: Rulebook,
    *,
    since: dt.date,
    as_of: dt.date,
    calendar: WorkCalendar | None = None,
    rules: Sequence[str] = ("*",),
    known_by: dt.date | None = None,
    progress: Progress | None = None,
) -> Report:
    """How every obligation stood (核查): those that arose from ``since`` to ``as_of``, or were still open.

    Args:
        registry: the facts.
        book: the norms, readings included.
        since: the first day of the window, in.
        as_of: the day at whose end things stand, in: what had happened by then counts, whenever it
            was recorded.
        calendar: the working-day calendar; China's unless given.
        rules: rule ids or patterns such as ``attend.*``.
        known_by: leave out what was recorded after this day.
        progress: called now and then with how many files are done and how many there are.

    Raises:
        DateTypeError: a day isn't a date.
        ReportError: ``as_of`` lies before ``since``.
        UnknownIdError: a pattern names no rule of the rulebook.

    >>> from dual_responsibility import Registry, rulebook
    >>> audit(Registry(), rulebook("suining-2022"), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 6, 30)).findings
    ()
    """
    for name, day in (("since", since), ("as_of", as_of), ("known_by", known_by)):
        if day is not None:
            require_date(day, name)
    if as_of < since:
        raise ReportError.single(
            "window-reversed", "/as_of", f"截止日 {as_of} 早于起始日 {since}", f"as_of {as_of} is before since {since}"
        )
    context = Context(book, calendar or WorkCalendar.china(), since, as_of, known_by)
    view = View(registry, context)
    wanted = select(book, rules)
    evaluators = [EVALUATORS[id](view, id) for id in wanted]
    by_company: list[Judge] = [rule.judge for rule in evaluators if rule.about in ("company", "both")]
    by_supervisor: list[Judge] = [rule.judge for rule in evaluators if rule.about in ("supervisor", "both")]
    by_area: list[Judge] = [rule.judge for rule in evaluators if rule.about == "area"]
    areas = registry.owns("areas") if by_area else ()
    companies = registry.owns("companies") if by_company else ()
    supervisors = registry.owns("supervisors") if by_supervisor else ()
    total = len(areas) + len(companies) + len(supervisors)
    of_areas: list[Finding] = []
    for id in areas:
        _judge(of_areas, by_area, view.area_file(id))
    of_areas.sort(key=order_of(wanted))
    # What is found of areas is about other things too; those come between companies and supervisors.
    findings = [finding for finding in of_areas if finding.subject.kind < "company"]
    for done, id in enumerate(companies, len(areas)):
        _judge(findings, by_company, view.file(id))
        if progress is not None and done % 256 == 0:
            progress(done, total)
    findings += [finding for finding in of_areas if finding.subject.kind > "company"]
    for done, id in enumerate(supervisors, len(areas) + len(companies)):
        _judge(findings, by_supervisor, view.supervisor_file(id))
        if progress is not None and done % 256 == 0:
            progress(done, total)
    if progress is not None:
        progress(total, total)
    return Report(context, wanted, tuple(findings), roster_of(view))


def _judge(findings: list[Finding], judges: list[Judge], file: CompanyFile | SupervisorFile | AreaFile) -> None:
    """Files come in order of subject, rules in theirs: one rule's findings are left to sort."""
    for judge in judges:
        found = judge(file)
        if not found:
            continue
        if len(found) == 1:
            findings.append(found[0])
            continue
        if not _in_order(found):
            found.sort(key=_by_day)
        findings += found


def _in_order(findings: list[Finding]) -> bool:
    """Whether each arose after the one before: then there is nothing to sort."""
    before = dt.date.min
    for finding in findings:
        arose = finding.obligation.arose
        if arose <= before:
            return False
        before = arose
    return True


def _by_day(finding: Finding) -> tuple[dt.date, str]:
    return finding.obligation.arose, finding.obligation.trigger


def select(book: Rulebook, patterns: Sequence[str]) -> tuple[str, ...]:
    """The ids of the rulebook's rules that patterns name, in the order in which rules are worked.

    Raises:
        UnknownIdError: a pattern names none.
    """
    if isinstance(patterns, str):
        patterns = (patterns,)
    known = [id for id in EVALUATORS if id in book.rules]
    for pattern in patterns:
        if not any(fnmatchcase(id, pattern) for id in known):
            listed = ", ".join(known)
            raise UnknownIdError.single(
                "unknown-rule",
                "/rules",
                f"规则集中没有规则 {pattern!r}；现有：{listed}",
                f"no rule {pattern!r} in the rulebook; there are: {listed}",
            )
    return tuple(id for id in known if any(fnmatchcase(id, pattern) for pattern in patterns))


def roster_of(view: View) -> Roster:
    """What a report keeps of the facts, for those that the registry answers for."""
    as_of, registry = view.as_of, view.registry
    companies: dict[str, tuple[str, Grade | None, Tier | None]] = {}
    subjects: dict[Ref, tuple[str | None, Tier | None]] = {}
    for id in registry.owns("companies"):
        file = view.file(id)
        grade = value_on(file.grades, as_of)
        area = file.company.area
        subjects[file.ref] = area, None if grade is None else view.book.tiers[grade]
        if file.operates_on(as_of) or view.operates(file.company, as_of):
            companies[id] = area, grade, _supervising_tier(view, file)
    supervisors: dict[str, tuple[str, Tier]] = {}
    for id in registry.owns("supervisors"):
        posts = sorted(view.posts(id), key=lambda h: (h.start <= as_of <= h.end, h.post.tier.rank, h.post.area))
        last = posts[-1] if posts else None
        subjects[view.ref("supervisor", id)] = (last.post.area, last.post.tier) if last else (None, None)
        if last is not None and last.start <= as_of <= last.end:
            supervisors[id] = last.post.area, last.post.tier
    for id in registry.owns("areas"):
        tier = registry.area(id).tier
        subjects[view.ref("area", id)] = id, tier
        for kind, collection in (("hazard", "hazards"), ("plan", "plans"), ("review", "reviews")):
            for fact in registry.of_area(collection, id):
                subjects[view.ref(kind, fact.id)] = id, tier
    parents = {area.id: area.parent for area in sorted(registry.areas, key=lambda area: area.id)}
    return Roster(FrozenMap(companies), FrozenMap(supervisors), FrozenMap(subjects), FrozenMap(parents))


def _supervising_tier(view: View, file: CompanyFile) -> Tier | None:
    """The tier that supervises a company on the day; the highest of several."""
    day, highest = view.as_of, None
    for span in file.spans:
        if span.start <= day <= span.end:
            post = view.post_on(view.posts(span.bearer.id), day, file.company.area)
            if post is not None and (highest is None or post.tier > highest):
                highest = post.tier
    return highest


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
        ReportError: ``end`` lies before ``start``.
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
    view = View(registry, context)
    evaluators = [EVALUATORS[id](view, id) for id in select(book, rules)]
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
    dated = [*_units(view, [rule for rule in rules if isinstance(rule, DatedRule)], bearer)]
    cycles = [rule for rule in rules if isinstance(rule, CycleKept)]
    files = [view.file(id) for id in view.registry.owns("companies") if _bears(bearer, "company", id)] if cycles else []
    for window in quarters(start, end):
        first, last = max(start, window.start), min(end, window.end)
        found = []
        for rule, file in dated:
            for duty in rule.duties(file, first, last):
                due = duty.obligation.due
                if due is None or not first <= due <= last:
                    continue
                who = duty.obligation.bearer
                if not _bears(bearer, who.kind, who.id):
                    continue
                met = None if as_of is None else rule.discharge(duty)
                if met is None or as_of is None or max(met[0], duty.obligation.arose) > as_of:
                    found.append(duty.obligation)
        yield from merge(sorted(found, key=_when), records_due(cycles, files, first, last, as_of), key=_when)


def _when(duty: Obligation) -> tuple[Any, ...]:
    return (duty.due, duty.rule_id, duty.subject, duty.trigger)


def _bears(bearer: str | Ref | None, kind: str, id: str) -> bool:
    """Whether it is the bearer that was asked for."""
    if isinstance(bearer, Ref):
        return bearer == Ref(kind, id)
    return bearer is None or bearer == id


def _units(
    view: View, rules: list[DatedRule], bearer: str | Ref | None
) -> Iterator[tuple[DatedRule, CompanyFile | SupervisorFile | AreaFile]]:
    """Each rule with each file it reads; for one supervisor, only the files concerned."""
    registry = view.registry
    companies, supervisors = registry.owns("companies"), registry.owns("supervisors")
    if isinstance(bearer, Ref) and bearer.kind == "supervisor":
        one = bearer.id
        held = {a.company for a in registry.of_supervisor("assignments", one)}
        companies = tuple(id for id in companies if id in held)
        supervisors = (one,) if one in supervisors else ()
    for rule in rules:
        if rule.about in ("company", "both"):
            for id in companies:
                yield rule, view.file(id)
        if rule.about in ("supervisor", "both"):
            for id in supervisors:
                yield rule, view.supervisor_file(id)
        if rule.about == "area":
            for id in registry.owns("areas"):
                yield rule, view.area_file(id)
