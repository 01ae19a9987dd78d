"""Write the reference pages from the library itself, so that they can't fall behind it."""

from __future__ import annotations

import enum
import inspect
import re
import typing
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType, UnionType

import attrs
from generate_governance import both, clauses_page, workflows_page
from generate_rulebooks import cited, editions_page, rulebook_page, rulebooks_page
from generate_tables import tables_page
from generate_templates import templates_page
from generate_vectors import vectors_page
from sphinx.pycode import ModuleAnalyzer

import dual_responsibility as dr
from dual_responsibility.facts.base import OneDay, Refers
from dual_responsibility.facts.checks import without_none
from dual_responsibility.facts.registry import COLLECTIONS

Line = str


def write(folder: Path) -> None:
    """Write every page, leaving those alone that haven't changed."""
    folder.mkdir(exist_ok=True)
    books, suining = [dr.rulebook(id) for id in dr.rulebooks()], dr.rulebook("suining")
    pages = {
        "rulebooks.md": rulebooks_page(books, table),
        **{f"rulebook-{book.id}.md": rulebook_page(book, table) for book in books},
        "editions.md": editions_page(books, table),
        "templates.md": templates_page(suining, table),
        "readings.md": readings_page(books),
        "clauses.md": clauses_page(suining, table),
        "workflows.md": workflows_page(table),
        "tables.md": tables_page(table),
        "reasons.md": reasons_page(),
        "terms.md": terms_page(),
        "facts.md": facts_page(),
        "calendars.md": calendars_page(),
        "vectors.md": vectors_page(table),
        "reference.md": reference_page(),
    }
    for name, lines in pages.items():
        text = "\n".join(lines) + "\n"
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[Line]:
    """A Markdown table."""
    titles = [*head]
    yield ""
    yield f"| {' | '.join(titles)} |"
    yield f"|{' --- |' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"
    yield ""


def readings_page(books: Iterable[dr.Rulebook]) -> Iterator[Line]:
    """The register of interpretations."""
    yield "# The register of interpretations (读法登记册)"
    yield ""
    yield "Each place where a source can be read in two ways: the question, the readings, the one that is used"
    yield "unless you choose another, why, and the rules that depend on it. The bold reading is the default."
    yield "Choose another with `book.with_readings({…})`, or `--reading ID=VALUE` on the command line."
    for book in books:
        yield from ("", f"## {book.id} {book.version}")
        for entry in book.interpretations.values():
            yield from reading_section(book, entry)


def reading_section(book: dr.Rulebook, entry: dr.Interpretation) -> Iterator[Line]:
    """One interpretation."""
    yield from ("", f"(reading-{book.id}-{entry.id})=", f"### {entry.id}", "")
    yield from (entry.question.zh, "", entry.question.en)
    yield from table(
        ("reading", "means"),
        ((f"**`{r.id}`** (default)" if r.id == entry.chosen else f"`{r.id}`", both(r.text)) for r in entry.readings),
    )
    yield from (f"Why `{entry.chosen}`: {entry.why.zh} {entry.why.en}", "", *map(cited, entry.citations), "")
    users = [rule.id for rule in book.rules.values() if entry.id in rule.readings]
    elsewhere = "every rule, where `known_by` is given" if entry.id == "recorded-default" else "none; figures alone"
    yield "Rules: " + (", ".join(f"[{id}](#rule-{book.id}-{id})" for id in users) or elsewhere) + "."


def reasons_page() -> Iterator[Line]:
    """Reason codes and cures."""
    yield "# Reason codes and cures (原因代码与整改)"
    yield from ("", "A finding that isn't fulfilled carries a reason code, and a cure: what would put it right.")
    yield "A code is never reused with another meaning."
    yield from ("", "## Reasons")
    yield from table(
        ("code", "means", "cure"),
        ((f"`{r.code}`", both(r.text), "by rule" if r.cure is None else f"`{r.cure}`") for r in dr.REASONS.values()),
    )
    yield "## Cures"
    yield from table(
        ("code", "what to do", "can be done"),
        ((f"`{cure.code}`", both(cure.text), "yes" if cure.possible else "no") for cure in dr.CURES.values()),
    )
    yield from ("## Flags", "", "A flag is remarkable and changes nothing.")
    yield from table(("code", "means"), ((f"`{code}`", both(text)) for code, text in dr.FLAGS.items()))


def terms_page() -> Iterator[Line]:
    """The closed lists of terms, with their codes."""
    yield "# Terms and their codes (代码表)"
    yield from ("", "The code is the name in Python and the value in JSON; the Chinese is the official term.")
    classes = [value for name in dr.__all__ if isinstance(value := getattr(dr, name), type)]
    for kind in classes:
        if issubclass(kind, enum.Enum):
            yield from ("", f"## {kind.__name__}", "", summary(kind))
            yield from table(("code", "中文", "English"), ((f"`{t.value}`", t.label.zh, t.label.en) for t in kind))


def summary(kind: type) -> str:
    """The first sentence of a docstring."""
    return " ".join((inspect.getdoc(kind) or "").partition("\n\n")[0].split())


def told(kind: type) -> dict[str, str]:
    """What the docstrings of a class and its bases say of each attribute."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        section = (inspect.cleandoc(base.__doc__ or "").partition("Attributes:\n")[2]).partition("\n\n")[0]
        for name, text in re.findall(r"^    (\w+): (.*(?:\n     +.*)*)", section, re.MULTILINE):
            found[name] = " ".join(text.split())
    return found


def facts_page() -> Iterator[Line]:
    """The fields of each type of fact, in Python and JSON alike."""
    yield "# Facts, field by field (台账字段)"
    yield from ("", "One collection a type of fact; field names are the same in Python and in JSON.")
    yield "A field in bold has to be given. `recorded`, `evidence` and `extensions` may stand in any fact, and"
    yield "`end_recorded` in any that has a period; they are told once, at the end."
    for name, kind in {**COLLECTIONS, "complete": dr.Claim}.items():
        yield from ("", f"## {name}", "", f"`{kind.__name__}`: {summary(kind)}")
        yield from fields_table(kind)
        for part in PARTS.get(kind, ()):
            yield from (f"`{part.__name__}`, a part of it: {summary(part)}", *fields_table(part))
    yield from ("", "## In any fact")
    words = told(dr.Assignment)
    yield from table(("field", "what it is"), ((f"`{name}`", words[name]) for name in COMMON))


PARTS: dict[type, tuple[type, ...]] = {
    dr.Assignment: (dr.TeamMember,),
    dr.Supervisor: (dr.Post,),
    dr.Visit: (dr.FoundProblem, dr.ProblemMove),
    dr.ControlRecord: (dr.Answer, dr.FoundProblem, dr.ProblemMove),
    dr.Checklist: (dr.ChecklistItem,),
    dr.Mechanism: (dr.Seat, dr.TaskForce),
    dr.Plan: (dr.Milestone,),
    dr.ReviewSelection: (dr.Pick,),
    dr.Review: (dr.Ballot, dr.ReviewUse),
    dr.Hazard: (dr.HazardMove,),
}
COMMON = ("recorded", "end_recorded", "evidence", "extensions")


def fields_table(kind: type) -> Iterator[Line]:
    """One class's fields."""
    hints, words = typing.get_type_hints(kind, include_extras=True), told(kind)
    rows = []
    for field in attrs.fields(kind):
        if field.name not in COMMON:
            name = f"**`{field.name}`**" if field.default is attrs.NOTHING else f"`{field.name}`"
            rows.append((name, type_words(hints[field.name]), words[field.name]))
    yield from table(("field", "type", "what it is"), rows)


TYPES = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "date": "date",
    "Period": "period",
    "DaySet": "set of days",
}


def type_words(hint: object) -> str:
    """A type as JSON's reader meets it."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        mark = arguments[1]
        if isinstance(mark, OneDay):
            return "date or period"
        return f"an id among [{mark.to}](#{mark.to})" if isinstance(mark, Refers) else "its id"
    if origin in (UnionType, typing.Union):
        return type_words(without_none(hint))
    if origin is dr.Timeline:
        return f"by period: {type_words(arguments[0])}"
    if origin in (tuple, frozenset):
        return f"several: {type_words(arguments[0])}"
    name = hint.__name__ if isinstance(hint, type) else str(hint)
    return TYPES.get(name, f"`{name}`")


def calendars_page() -> Iterator[Line]:
    """The shipped editions of the working-day calendar."""
    yield "# Calendar editions (工作日历版本)"
    yield from ("", "`WorkCalendar.from_edition(id)`, or `--calendar ID`, loads one again as it was.")
    editions = [dr.WorkCalendar.from_edition(id) for id in dr.WorkCalendar.editions()]
    yield from table(
        ("edition", "from", "to (the horizon)", "SHA-256"),
        ((f"`{c.edition.id}`", str(c.first), str(c.published_through), f"`{c.edition.hash}`") for c in editions),
    )


PARTS_OF_TESTING = ("building", "cases", "asserting", "matching", "conforming", "strategies")
EDGES = (
    "conformance",
    "interchange",
    "interchange.rulebooks",
    "reporting",
    "example",
    *(f"testing.{part}" for part in PARTS_OF_TESTING),
)
PARTS_WITH_CONSTANTS = {"dual_responsibility.conformance": ("comparing", "vector")}


def reference_page() -> Iterator[Line]:
    """The public names, by the module that they live in."""
    yield "# Reference"
    yield from ("", "Everything public is imported from `dual_responsibility` itself, but for the edges at the end.")
    for home, names in dr._HOMES.items():
        yield from module_section("dual_responsibility", import_module(f"dual_responsibility.{home}"), names)
    for edge in EDGES:
        module = import_module(f"dual_responsibility.{edge}")
        yield from module_section(module.__name__, module, module.__all__)


def module_section(imported_from: str, module: ModuleType, names: Iterable[str]) -> Iterator[Line]:
    """The public names of one module."""
    title = module.__name__.partition(".")[2].lstrip("_")
    yield from ("", f"## {title}", "", (inspect.getdoc(module) or "").partition("\n\n")[0], "")
    yield from ("```{eval-rst}", f".. currentmodule:: {imported_from}", "")
    said = dict(ModuleAnalyzer.for_module(module.__name__).find_attr_docs())
    for part in PARTS_WITH_CONSTANTS.get(module.__name__, ()):
        said |= ModuleAnalyzer.for_module(f"{module.__name__}.{part}").find_attr_docs()
    for name in names:
        yield from directive(name, getattr(module, name), said)
    yield "```"


def directive(name: str, value: object, said: dict[tuple[str, str], list[str]]) -> Iterator[Line]:
    """How one name is told: by autodoc, or, of a constant, by what stands below it."""
    if isinstance(value, type):
        yield from (f".. autoclass:: {name}", "   :members:")
        inherited = "   :inherited-members: Enum, Mapping, str"
        yield "   :show-inheritance:" if issubclass(value, Exception) else inherited
    elif callable(value):
        yield f".. autofunction:: {name}"
    else:
        yield from (f".. py:data:: {name}", "", *(f"   {line}" for line in said["", name]))
    yield ""
