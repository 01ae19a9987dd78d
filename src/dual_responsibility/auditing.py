"""Judge a registry by a rulebook: what was owed and how it stands, and what falls due next.

Callers: users. It puts rules and facts together and decides nothing itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase
from itertools import groupby
from typing import Any

import attrs

from ._frozen import FrozenMap
from .errors import Problem, ReportError, UnknownIdError, pointer
from .facts.base import Ref
from .facts.registry import Registry
from .figures import Roster
from .findings import Context, Finding
from .norms.rulebook import Rulebook
from .periods import require_date
from .report import Report, order_of
from .rules import EVALUATORS
from .rules.base import RuleEvaluator
from .rules.days import OPEN
from .rules.files import AreaFile, CompanyFile, SupervisorFile, value_on
from .rules.view import View
from .vocabulary import Grade, Text, Tier
from .workdays import WorkCalendar

__all__ = ["at_work", "audit", "require_in_force", "select"]

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
        ReportError: ``as_of`` lies before ``since``, or the last edition of a rule asked for has ended before it.
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
    wanted = select(book, rules)
    require_in_force(book, wanted, as_of)
    view, evaluators = at_work(registry, context, wanted)
    by_company = _by_view(rule for rule in evaluators if rule.about in ("company", "both"))
    by_supervisor = _by_view(rule for rule in evaluators if rule.about in ("supervisor", "both"))
    by_area = _by_view(rule for rule in evaluators if rule.about == "area")
    areas = registry.owns("areas") if by_area else ()
    companies = registry.owns("companies") if by_company else ()
    supervisors = registry.owns("supervisors") if by_supervisor else ()
    total = len(areas) + len(companies) + len(supervisors)
    of_areas: list[Finding] = []
    for id in areas:
        for one, judges in by_area:
            _judge(of_areas, judges, one.area_file(id))
    of_areas.sort(key=order_of(wanted))
    # What is found of areas is about other things too; those come between companies and supervisors.
    findings = [finding for finding in of_areas if finding.subject.kind < "company"]
    for done, id in enumerate(companies, len(areas)):
        for one, judges in by_company:
            _judge(findings, judges, one.file(id))
        if progress is not None and done % 256 == 0:
            progress(done, total)
    findings += [finding for finding in of_areas if finding.subject.kind > "company"]
    for done, id in enumerate(supervisors, len(areas) + len(companies)):
        for one, judges in by_supervisor:
            _judge(findings, judges, one.supervisor_file(id))
        if progress is not None and done % 256 == 0:
            progress(done, total)
    if progress is not None:
        progress(total, total)
    return Report(context, wanted, tuple(findings), roster_of(view), registry)


def require_in_force(book: Rulebook, rules: Iterable[str], until: dt.date) -> None:
    """Raise for rules of which no edition is in force any more: silence of the norms is no answer.

    Raises:
        ReportError: by ``until`` the last edition of a rule has ended.
    """
    problems = []
    if book.in_force is not None and book.in_force.end is not None and book.in_force.end < until:
        last = book.in_force.end
        zh, en = f"规则集 {book.id} 施行至 {last}", f"the rulebook {book.id} is in force until {last}"
        problems.append(Problem("none-in-force", "/rulebook", Text(zh, en)))
    for id in rules if not problems else ():
        ends = book.rules[id].ends
        if ends is not None and ends < until and not book.rules[id].repealed:
            zh = f"规则 {id} 自 {ends} 以后没有施行的版本；请用接续它的规则集"
            en = f"of rule {id} no edition is in force after {ends}; take a rulebook that goes on"
            problems.append(Problem("none-in-force", pointer("rules", id), Text(zh, en)))
    if problems:
        raise ReportError(problems)


def at_work(registry: Registry, context: Context, rules: Iterable[str]) -> tuple[View, list[RuleEvaluator]]:
    """Each rule at work on the facts, as they look from the day on which it binds; and the rulebook's own view."""
    own = View(registry, context)
    contexts = {id(context.book): context}
    views: dict[tuple[Any, ...], View] = {(id(context.book), own.begins, None, OPEN, OPEN): own}
    evaluators = []
    for rule_id in rules:
        rule = EVALUATORS[rule_id]
        stretches = context.book.stretches(rule_id)
        begins = stretches[0][0] if stretches else own.begins
        for first, last, book in stretches:
            ends, sole = last or OPEN, len(stretches) == 1
            if not sole and rule.day_by_day:
                first, ends = rule.unbroken(first, ends)
            key = (
                id(book),
                first if rule.day_by_day else begins,
                None if sole or rule.day_by_day else first,
                ends,
                ends if rule.day_by_day else OPEN,
            )
            if key not in views:
                judged_by = contexts.setdefault(id(book), attrs.evolve(context, book=book))
                views[key] = View(registry, judged_by, *key[1:])
            evaluators.append(rule(views[key], rule_id))
    return own, evaluators


def _by_view(rules: Iterable[RuleEvaluator]) -> list[tuple[View, list[Judge]]]:
    """The rules in their order, those that look at the same view together."""
    return [
        (view, [rule.judge if view.has_all else _within(rule) for rule in group])
        for view, group in groupby(rules, lambda rule: rule.view)
    ]


def _within(rule: RuleEvaluator) -> Judge:
    """What a rule finds of the obligations that arose while its norm was in force."""
    return lambda file: [finding for finding in rule.judge(file) if rule.view.covers(finding.arose)]


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
        subjects[file.ref] = area, None if grade is None else view.book.tiers.get(grade)
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
