"""The page on which the finite tables of the rules are enumerated in full: every combination with its answer."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise, product
from typing import Any, NamedTuple

import dual_responsibility as dr

Line = str
Table = Callable[[Iterable[str], Iterable[Iterable[str]]], Iterator[Line]]
Combination = tuple[Any, ...]
Enumerated = dict[Combination, tuple[Any, ...]]
"""All answers to each combination: that there is one each is for a test to show."""

day = dt.date.fromisoformat
AREAS = [dr.Area(id=tier.value, tier=tier, parent=up and up.value) for up, tier in pairwise((None, *dr.Tier))]
SUPERVISORS = [dr.Supervisor(id=area.id, posts=dr.Post(tier=area.tier, area=area.id)) for area in AREAS]
HOME, BINDS = AREAS[-1].id, day("2022-11-01")


def register(*complete: str, **facts: Any) -> dr.Registry:
    """A register of these facts that claims records of some kinds complete."""
    claims = [dr.Claim(kind=kind) for kind in complete]
    return dr.Registry(areas=AREAS, supervisors=SUPERVISORS, complete=claims, **facts)


def relation(company: str, supervisor: str, since: dt.date = BINDS) -> dr.Assignment:
    """A supervision relation from a day on."""
    return dr.Assignment(id=f"{company}-{supervisor}", company=company, supervisor=supervisor, period=dr.Period(since))


# Table 1: who may supervise whom (§9.1, §9.2)

COVERAGE = ("coverage.tier", "coverage.escalation-ground")
GROUNDS = (None, *dr.EscalationGround)
NOTHING_ASKED = (None, None)  # no status, no reason


def coverage_answers() -> Enumerated:
    """By rule, tier of the supervisor, grade of the company and ground of the escalation: status and reason."""
    named = {f"C-{i}": case for i, case in enumerate(product(dr.Tier, dr.Grade, GROUNDS))}
    facts = register(
        *("companies", "supervisors", "assignments"),
        companies=[dr.Company(id=id, area=HOME, grades=grade, grounds=g) for id, (_, grade, g) in named.items()],
        assignments=[relation(id, tier.value) for id, (tier, _, _) in named.items()],
    )
    found: dict[Combination, list[Any]] = defaultdict(list)
    for one in dr.audit(facts, dr.rulebook("suining-2022"), since=BINDS, as_of=BINDS, rules=COVERAGE).findings:
        found[one.rule_id, *named[one.subject.id]].append((one.status.value, one.reason))
    return {key: tuple(found.get(key, [NOTHING_ASKED])) for key in product(COVERAGE, dr.Tier, dr.Grade, GROUNDS)}


# Table 2: the templates (§8)


def template_answers() -> Enumerated:
    """By sector, grade and cycle: title, who fill it in and number of items of each template of that cell."""
    found: dict[Combination, list[Any]] = defaultdict(list)
    for one in dr.rulebook("suining-2022").templates.values():
        found[one.sector, one.grade, one.cycle].append((one.title.zh, one.filled_by, len(one.items)))
    return {cell: tuple(found[cell]) for cell in product(dr.Sector, dr.Grade, dr.Cycle)}


# Table 3: what follows on a change of the supervisor (§7.3)

CALENDAR = dr.WorkCalendar.from_edition("CN-2026-12-28-8746bf3b")
HORIZON = CALENDAR.published_through
CHANGED, DUE, AFTER, LATER = map(day, ("2023-04-27", "2023-05-08", "2023-05-09", "2023-06-30"))


class Course(NamedTuple):
    """What happened after a change, as far as the answer depends on it."""

    zh: str
    change: dt.date
    successor: dt.date | None
    as_of: dt.date
    claimed: bool = True


COURSES = {
    "successor on the day of the change": Course("变动当日接替", CHANGED, CHANGED, LATER),
    "successor on the last allowed day": Course("期限末日接替", CHANGED, DUE, LATER),
    "successor on the day after it": Course("期限次日接替", CHANGED, AFTER, LATER),
    "none, still within the days": Course("期限内尚无接替", CHANGED, None, DUE),
    "none, overdue": Course("逾期仍无接替", CHANGED, None, AFTER),
    "none, records not claimed complete": Course("逾期仍无接替，未声明记录完整", CHANGED, None, AFTER, False),
    "none, days beyond the calendar": Course("期限超出工作日历", HORIZON, None, HORIZON + dt.timedelta(days=30)),
}


def adjustment_answers() -> Enumerated:
    """By cause and course: rule, status, reason and last allowed day of whatever adjust.* says."""
    book = dr.rulebook("suining-2022")
    answers: Enumerated = {}
    for cause, (name, course) in product(dr.ChangeCause, COURSES.items()):
        successors = [relation("C-1", "TOWNSHIP", course.successor)] if course.successor else []
        facts = register(
            *("companies", "supervisors", "changes", *(["assignments"] if course.claimed else [])),
            companies=[dr.Company(id="C-1", area=HOME, grades=dr.Grade.D)],
            assignments=[relation("C-1", "VILLAGE"), *successors],
            changes=[dr.Change(id="CH-1", supervisor="VILLAGE", cause=cause, on=course.change)],
        )
        found = dr.audit(facts, book, since=BINDS, as_of=course.as_of, calendar=CALENDAR, rules=["adjust.*"])
        answers[cause, name] = tuple((one.rule_id, one.status.value, one.reason, one.due) for one in found.findings)
    return answers


# Table 4: who needs a food safety director or officer (§10.1 and the national rules). None is not on record.

BOOKS, STAFFING = ("suining-2022", "china-2025"), ("staffing.director", "staffing.officer")
DAYS = ("2022-10-31", "2022-11-01", "2025-04-14", "2025-04-15")
KINDS, SECTORS, SIZES = (*dr.CompanyKind, None), (*dr.Sector, None), (*dr.CompanySize, None)
DINING = (True, False, None)
DINERS = (299, 300, 301, 499, 500, 501, 999, 1000, 1001, None)  # around each number that a clause names
NEEDED, NOT_NEEDED = "needed", "not needed"
MARKS = {NEEDED: "●", NOT_NEEDED: "○"}


def staffing_answers() -> Enumerated:
    """By rulebook, rule, day, kind, sector, size, dining and diners: needed, not needed, or why it can't be told."""
    named = {f"C-{i}": case for i, case in enumerate(product(KINDS, SECTORS, SIZES, DINING, DINERS))}
    companies = [
        dr.Company(id=id, area=HOME, kind=kind, sectors=s or (), size=size, centralised_dining=dining, diners=diners)
        for id, (kind, s, size, dining, diners) in named.items()
    ]
    facts = register("companies", "staff", companies=companies)
    answers: Enumerated = {}
    for book, on in product(BOOKS, DAYS):
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in dr.audit(facts, dr.rulebook(book), since=day(on), as_of=day(on), rules=STAFFING).findings:
            missing = (one.status, one.reason) == (dr.Status.VIOLATED, f"{one.rule_id.partition('.')[2]}-missing")
            found[one.rule_id, one.subject.id].append(NEEDED if missing else one.reason or one.status.value)
        for rule, (id, case) in product(STAFFING, named.items()):
            answers[book, rule, on, *case] = tuple(found.get((rule, id), [NOT_NEEDED]))
    return answers


def tables_page(table: Table) -> Iterator[Line]:
    """Every table, each combination with its answer."""
    yield from ("# Every combination (组合全表)", "")
    yield "What a rule asks by terms of closed lists is a finite table. Each is written out here in full, by auditing a tiny"
    yield "register: no combination is left out, and each has exactly one answer. A test holds every answer against the"
    yield "clauses, by a formula of its own. All is by the default readings, and by `suining-2022` where nothing else is said."
    yield from coverage_section(coverage_answers(), table)
    yield from template_section(template_answers(), table)
    yield from adjustment_section(adjustment_answers(), table)
    yield from staffing_section(staffing_answers(), table)


def coverage_section(answers: Enumerated, table: Table) -> Iterator[Line]:
    """A row for each pair of grade and tier."""
    yield from ("", "## Who may supervise whom (包保层级与提级包保)", "")
    yield f"{len(answers)} combinations of rule, tier of the supervisor, grade and ground. A dash: the rule asks nothing."
    tier_rule, ground_rule = COVERAGE
    rows = (
        (
            *(listed([grade]), listed([tier])),
            cell(one for ground in GROUNDS for one in answers[tier_rule, tier, grade, ground]),
            *(cell(answers[ground_rule, tier, grade, ground]) for ground in GROUNDS),
        )
        for grade, tier in product(dr.Grade, dr.Tier)
    )
    grounds = (f"{ground_rule}: {listed([ground])}" for ground in GROUNDS)
    yield from table(("grade", "supervisor's tier", f"{tier_rule}, whatever the ground", *grounds), rows)


def template_section(answers: Enumerated, table: Table) -> Iterator[Line]:
    """A row for each template."""
    yield from ("", "## Which template (企业模板)", "", f"{len(answers)} combinations of sector, grade and cycle.")
    found = ((key, *template) for key, templates in answers.items() for template in templates)
    rows = ((*(listed([term]) for term in key), title, listed(by), str(items)) for key, title, by, items in found)
    yield from table(("sector", "grade", "cycle", "title", "filled in by one of", "items"), rows)


def adjustment_section(answers: Enumerated, table: Table) -> Iterator[Line]:
    """A row for each course of things, a column for each cause."""
    yield from ("", "## What follows on a change of the supervisor (必调整)", "")
    yield f"{len(answers)} combinations of cause and course. Five working days after Thursday 27 April 2023 are 28 April, 4,"
    yield "5, 6 (a Saturday that is worked) and 8 May; Labour Day is off from 29 April to 3 May, and so is Sunday the 7th."
    rows = (
        (
            *(f"{course.zh}<br>{name}", str(course.change), str(course.successor or "—"), str(course.as_of)),
            *(cell((s, reason) for _, s, reason, _ in answers[cause, name]) for cause in dr.ChangeCause),
            cell((str(one[3] or "—"), None) for cause in dr.ChangeCause for one in answers[cause, name]),
        )
        for name, course in COURSES.items()
    )
    causes = (listed([cause]) for cause in dr.ChangeCause)
    yield from table(("what happened", "change", "successor from", "as of", *causes, "due"), rows)


def staffing_section(answers: Enumerated, table: Table) -> Iterator[Line]:
    """A row for what has the same answers, a column for each number of diners."""
    yield from ("", "## Who needs a director or an officer (食品安全总监、食品安全员)", "")
    yield f"{len(answers)} combinations of rulebook, rule, day, kind, sector, size, centralised dining and number of diners;"
    yield "those with the same answers in one row. ● needed, ○ not needed; a code: it can't be told, for want of a record."
    yield "Before 2025-04-15 `china-2025` answers by `china-2022`. A contracted canteen's second director isn't in the tables."
    head = ("on", "kind", "sector", "size", "centralised dining", *(f"{n or '?'} diners" for n in DINERS))
    axes = (DAYS, KINDS, SECTORS, SIZES, DINING)
    for book, rule in product(BOOKS, STAFFING):
        yield from ("", f"### {rule} by {book}")
        rows = (
            (*map(listed, terms, axes), *(cell((MARKS.get(one, f"`{one}`"), None) for one in f) for f in row.values()))
            for terms, row in merged(split(split(answers)[book])[rule], len(axes))
        )
        yield from table(head, rows)


def split(answers: Mapping[Combination, Any]) -> dict[Any, dict[Combination, Any]]:
    """The answers by the first term of their combination, and under it by the others."""
    parts: dict[Any, dict[Combination, Any]] = defaultdict(dict)
    for (first, *others), answer in answers.items():
        parts[first][tuple(others)] = answer
    return parts


def merged(answers: Mapping[Combination, Any], axes: int) -> Iterator[tuple[list[list[Any]], Mapping[Any, Any]]]:
    """Combinations by so many axes; terms under which all others have the same answers go together."""
    if not axes:
        yield [], answers
        return
    alike: dict[Any, list[Any]] = defaultdict(list)
    for term, part in split(answers).items():
        alike[tuple(part.items())].append(term)
    for same, terms in alike.items():
        yield from (([terms, *others], row) for others, row in merged(dict(same), axes - 1))


PLAIN = {None: dr.Text("没有记录", "not on record"), True: dr.Text("是", "yes"), False: dr.Text("否", "no")}


def listed(terms: Iterable[Any], axis: Iterable[Any] = ()) -> str:
    """Terms in one cell; all of an axis as “any”."""
    terms = [*terms]
    if terms == [*axis] or isinstance(terms[0], str):
        return "any" if terms == [*axis] else ", ".join(terms)
    words = [PLAIN.get(term) or term.label for term in terms]
    return f"{'、'.join(one.zh for one in words)}<br>{', '.join(one.en for one in words)}"


def cell(found: Iterable[tuple[str | None, str | None]]) -> str:
    """Statuses with their reasons in one cell: one, if all is well."""
    told = (f"{status}<br>`{reason}`" if reason else status or "—" for status, reason in found)
    return " / ".join(dict.fromkeys(told))
