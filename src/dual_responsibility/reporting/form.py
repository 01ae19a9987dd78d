"""A template as a form to fill in by hand: what stands where, whatever prints it.

Callers: the modules of this package that lay it out as a workbook or as a document.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ..company_terms import ItemKind
from ..norms.markdown import box_of, limits_of, roles_of, source_of
from ..norms.templates import Header, Item, Template
from ..vocabulary import Cycle, Text

__all__ = ["Blank", "Fonts", "Form", "Row", "form_of"]

MARKS = {"model": "†", "city": "‡", "company": "※"}
"""What marks an item that rests on no published clause, by its origin."""

ONE_LINE = frozenset({"rectify_by", "rectified", "signature"})
"""Fields at the foot that take a date or a signature; all others take sentences."""

LINES = {Cycle.DAILY: 2, Cycle.WEEKLY: 3, Cycle.MONTHLY: 4}
"""How many lines a field for sentences has: a month's minutes take more than a day's record."""


@attrs.frozen
class Fonts:
    """The fonts of a form, by the names that office programs know.

    Attributes:
        text: of its text, in Latin letters.
        bold: of its headings, in Latin letters.
        chinese: of its text, in Chinese.
        chinese_bold: of its headings, in Chinese.
    """

    text: str
    bold: str
    chinese: str = "SimSun"
    chinese_bold: str = "SimHei"


@attrs.frozen
class Row:
    """A line of the table.

    Attributes:
        number: its number.
        text: what is asked, with the mark of where it comes from.
        answer: the boxes or the blank to fill in; empty where sentences are asked for.
        hint: the limits, and whether it may be left out.
    """

    number: str
    text: str
    answer: str
    hint: str


@attrs.frozen
class Blank:
    """A field: its label, and how many lines there are to write on."""

    label: str
    lines: int


@attrs.frozen
class Form:
    """All that a form says.

    Attributes:
        id: the template's id.
        lang: its language.
        fonts: its fonts.
        title: its title.
        subtitle: sector, grade and cycle.
        heads: the labels of the fields at the head.
        columns: the headings of the table.
        parts: the table's parts, each with its title and its rows.
        feet: the fields at the foot.
        notes: who fills it in and who signs it.
        marks: what the marks of items mean.
        sources: the clauses that items rest on, with their numbers.
        pages: the words around the page's number and the number of pages.
    """

    id: str
    lang: str
    fonts: Fonts
    title: str
    subtitle: str
    heads: tuple[str, ...]
    columns: tuple[str, str, str, str]
    parts: tuple[tuple[str, tuple[Row, ...]], ...]
    feet: tuple[Blank, ...]
    notes: tuple[str, ...]
    marks: tuple[str, ...]
    sources: tuple[str, ...]
    pages: tuple[str, str, str]


def form_of(template: Template, lang: str) -> Form:
    """The form of a template.

    Raises:
        ValueError: another language was asked for.
    """

    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_language(lang)

    numbers = {item.id: number for number, item in enumerate(template.items, 1)}
    terms = (template.sector, template.grade, template.cycle)
    return Form(
        id=template.id,
        lang=lang,
        fonts=Fonts("SimSun", "SimHei") if lang == "zh" else Fonts("Times New Roman", "Arial"),
        title=_begun(template.title.in_language(lang)),
        subtitle=_begun(say("　", ", ").join(term.label.in_language(lang) for term in terms)),
        heads=tuple(_label(header, lang) for header in template.headers if not header.at_foot),
        columns=(
            say("序号", "No."),
            say("检查项", "Item"),
            say("结果", "Result"),
            say("备注（问题）", "Notes, problems"),
        ),
        parts=tuple(
            (part.title.in_language(lang), tuple(_row(item, numbers[item.id], lang) for item in part.items))
            for part in template.parts
        ),
        feet=tuple(
            Blank(_label(header, lang), 1 if header.id in ONE_LINE else LINES[template.cycle])
            for header in template.headers
            if header.at_foot
        ),
        notes=(say("　", "  ").join(_who(template, lang)),),
        marks=tuple(_marks(template, lang)),
        sources=tuple(_sources(template, numbers, lang)),
        pages=(say("第 ", "Page "), say(" 页，共 ", " of "), say(" 页", "")),
    )


def _begun(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _label(header: Header, lang: str) -> str:
    return header.label.in_language(lang) + Text("：", ":").in_language(lang)


def _row(item: Item, number: int, lang: str) -> Row:
    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_language(lang)

    answer, hints = box_of(item, lang), []
    if item.kind is ItemKind.MEASURE:
        answer = f"______ {item.unit or ''}".rstrip()
        limits = limits_of(item, lang)
        hints = [say(f"（{limits}）", f"({limits})")] if limits else []
    if not item.required:
        hints.append(say("不涉及的不填", "leave blank if not applicable"))
    text = item.text.in_language(lang) + MARKS.get(item.origin, "")
    return Row(str(number), text, "" if item.kind is ItemKind.TEXT else answer, "\n".join(hints))


def _who(template: Template, lang: str) -> Iterator[str]:
    colon = Text("：", ": ").in_language(lang)
    yield Text("填写人", "Filled in by").in_language(lang) + colon + roles_of(template.filled_by, lang)
    yield Text("签字人", "Signed by").in_language(lang) + colon + roles_of(template.signed_by, lang)
    if template.heard is not None:
        yield Text("听取汇报", "Reports heard from").in_language(lang) + colon + roles_of((template.heard,), lang)


def _marks(template: Template, lang: str) -> Iterator[str]:
    first = {item.origin: item for item in reversed(template.items)}
    for origin, mark in MARKS.items():
        if origin in first:
            meaning = source_of(attrs.evolve(first[origin], citations=()), lang)
            if origin == "model":
                meaning += Text("，可由当地替换", "; the city may replace it").in_language(lang)
            yield f"{mark}{meaning}" if lang == "zh" else f"{mark} {meaning}"


def _sources(template: Template, numbers: dict[str, int], lang: str) -> Iterator[str]:
    """Each document with its clauses, and after each clause the numbers of the items that rest on it."""
    found: dict[tuple[str, str, bool], dict[str, list[int]]] = {}
    for item in template.items:
        for one in item.citations:
            document = one.document.in_language(lang), one.issuer.in_language(lang), one.verified
            clause = one.clause if lang == "zh" else one.clause_en or one.clause
            found.setdefault(document, {}).setdefault(clause, []).append(numbers[item.id])
    comma = Text("、", ", ").in_language(lang)
    for (title, issuer, verified), clauses in found.items():
        told = [(clause, comma.join(map(str, on))) for clause, on in clauses.items()]
        if lang == "zh":
            seen = "" if verified else "，未核实原文"
            yield f"{title}（{issuer}{seen}）：" + "；".join(f"{clause}〔{on}〕" for clause, on in told)
        else:
            seen = "" if verified else ", words not seen"
            yield f"{title} ({issuer}{seen}): " + "; ".join(f"{clause} [{on}]" for clause, on in told)
