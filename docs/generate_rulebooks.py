"""The pages about rulebooks, one each, and about what differs between those that follow on each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generate_governance import Table, both, governance_tables
from generate_templates import staffing_tables

import dual_responsibility as dr

Line = str
TESTS = Path(__file__).parents[1] / "tests"


def rulebooks_page(books: Iterable[dr.Rulebook], table: Table) -> Iterator[Line]:
    """Which rulebooks there are, and how they lie upon each other."""
    yield "# Rulebooks (规则集)"
    yield ""
    yield "Each is a data file. A city's lies upon the nation's: it adds, tightens and replaces by id. One that lies upon"
    yield "another of its own jurisdiction succeeds it. `dr.rulebook(id)` takes an id, or a jurisdiction for its last."
    yield from table(
        ("rulebook", "version", "title", "in force", "rules", "citations (not seen)", "SHA-256"),
        (
            (
                f"[{book.id}](rulebook-{book.id}.md)",
                book.version,
                both(book.title),
                str(book.in_force) if book.in_force is not None else "a reading",
                str(len(book.rules)),
                f"{len(book.citations)} ({sum(not one.verified for one in book.citations.values())})",
                f"`{book.hash[:12]}…`",
            )
            for book in books
        ),
    )
    yield "To write your own, see [Write your city's rulebook](../rulebooks.md)."


def predecessor(books: Iterable[dr.Rulebook], book: dr.Rulebook) -> dr.Rulebook | None:
    """The rulebook of the same jurisdiction that one succeeds, of those in the order of their first days."""
    older = [one for one in books if one.jurisdiction == book.jurisdiction and begins(one) < begins(book)]
    return max(older, key=begins, default=None)


def begins(book: dr.Rulebook) -> dt.date:
    """The first day of a rulebook."""
    return book.in_force_from if book.in_force is None else book.in_force.start


def rulebook_page(book: dr.Rulebook, table: Table) -> Iterator[Line]:
    """One rulebook: its numbers, and each rule with words, clauses, days in force, readings and tests."""
    yield from (f"# {book.id} {book.version}", "", book.title.zh, "", book.title.en, "")
    if book.in_force is None:
        yield f"Its own rules bind from {book.in_force_from}: see [in-force-from](#reading-{book.id}-in-force-from)."
    else:
        yield f"In force {book.in_force}."
    if (older := predecessor(map(dr.rulebook, dr.rulebooks()), book)) is not None:
        yield f"It succeeded [{older.id}](rulebook-{older.id}.md)."
    yield from ("", f"Hash: `{book.hash}`.", "", "## Numbers")
    yield from table(
        ("grade", "tier", "mode", "roles"),
        (
            (both(grade.label), both(tier.label), both(mode.label), "<br>".join(role.label.zh for role in roles))
            for grade, tier in book.tiers.items()
            for mode in (book.modes[tier],)
            for roles in (book.teams[mode],)
        ),
    )
    yield from table(
        ("cause", "stage", "days allowed"),
        (
            (f"`{cause}`", f"`{stage}`", "none set" if a.days is None else f"{a.days} {a.unit.label.en}")
            for (cause, stage), a in book.allowances.items()
        ),
    )
    yield f"A visit is owed in each `{book.visit_window}`."
    yield from staffing_tables(book, table)
    yield from governance_tables(book, table)
    yield from ("", "## Rules")
    pinned = tests_by_rule()
    for rule in book.rules.values():
        yield from rule_section(book, rule, pinned.get(rule.id, ()))


def rule_section(book: dr.Rulebook, rule: dr.Rule, tests: Iterable[str]) -> Iterator[Line]:
    """One rule."""
    yield from ("", f"(rule-{book.id}-{rule.id})=", f"### {rule.id}", "", f"**{rule.title.zh}** · {rule.title.en}", "")
    yield from (f"{rule.demand.zh}。", "", f"{rule.demand.en[0].upper()}{rule.demand.en[1:]}.", "")
    yield f"{rule.kind.label.zh} ({rule.kind.label.en}); scope {rule.scope.label.zh} ({rule.scope.label.en})."
    for edition in rule.editions:
        clauses = ", ".join(f"`{citation.id}`" for citation in edition.citations)
        yield from ("", f"In force {edition.in_force}, by {clauses}.")
    yield from ("", "Sources:", "", *map(cited, rule.citations), "")
    read = ", ".join(f"[{id}](#reading-{book.id}-{id}) = `{book.reading(id)}`" for id in rule.readings)
    yield from (f"Readings it depends on: {read}." if read else "It depends on no reading.", "")
    yield "Tests that pin it: " + (", ".join(f"`{name}`" for name in tests) or "none of its own") + "."


def cited(citation: dr.Citation) -> Line:
    """A citation as an item of a list."""
    force = "" if citation.in_force is None else f" In force {citation.in_force}."
    return f"- `{citation.id}` {citation.label('zh')} {citation.says.zh}<br>{citation.label('en')}: {citation.says.en}.{force}"


def tests_by_rule() -> dict[str, list[str]]:
    """The test files that name a rule, by rule."""
    found: dict[str, list[str]] = {}
    for file in sorted((TESTS / "rules").glob("test_*.py")):
        for id in {*re.findall(r'"([a-z-]+\.[a-z-]+)"', file.read_text("utf-8"))}:
            found.setdefault(id, []).append(f"tests/rules/{file.name}")
    return found


def editions_page(books: Iterable[dr.Rulebook], table: Table) -> Iterator[Line]:
    """What changed from each rulebook to the one that succeeded it, and what changed decisions."""
    yield "# From edition to edition (规则变迁)"
    yield from ("", "What a rulebook says otherwise than the one it succeeded, place by place.")
    books = [*books]
    for book in books:
        older = predecessor(books, book)
        if older is None:
            continue
        yield from ("", f"## {older.id} → {book.id}", "", f"In force {book.in_force}.")
        yield from table(
            ("place", "before", "after"),
            (
                (f"`{one.path}`", shown(one.to_row()["before"]), shown(one.to_row()["after"]))
                for one in dr.rulebook_differences(older, book)
                if not one.path.startswith(("/id", "/title", "/before"))
            ),
        )
    yield from ("", "## Decisions that a version of this package changed", "")
    yield "A star marks a change of the package by which a finding can come out otherwise for the same facts."
    starred = [(f"★ {one.version}", one.clause, str(one.since), both(one.text)) for one in dr.STARRED]
    if starred:
        yield from table(("version", "clause", "affects obligations from", "what"), starred)
    else:
        yield from ("", "None so far: by default readings every version decides alike.")


def shown(value: object, limit: int = 200) -> str:
    """A value in a cell: of what has a title or words, those."""
    if value is None:
        return ""
    if isinstance(value, dict):
        words = value.get("title") or value.get("says") or value.get("question")
        if isinstance(words, dict):
            return f"{words['zh']}<br>{words['en']}"
        value = ", ".join(f"{key}: {compact(item)}" for key, item in value.items() if item not in (None, [], {}, False))
    text = compact(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def compact(value: object) -> str:
    """A value in one line, clauses by their ids."""
    if isinstance(value, list):
        return ", ".join(str(item["id"]) if isinstance(item, dict) and "id" in item else str(item) for item in value)
    return str(value)
