"""A template as Markdown, to read, print or paste.

Called by ``Template.to_markdown``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..company_terms import ItemKind, StaffRole
from ..vocabulary import Text
from .citation import cite

if TYPE_CHECKING:
    from .templates import Header, Item, Template

__all__ = ["limits_of", "markdown_of", "roles_of", "source_of"]


def markdown_of(template: Template, lang: str) -> str:
    """The template: title, fields, and a table for each part."""
    return "\n".join(_lines(template, lang)) + "\n"


def _lines(template: Template, lang: str) -> Iterator[str]:
    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_language(lang)

    names = (term.label.in_language(lang) for term in (template.sector, template.grade, template.cycle))
    yield f"# {_safe(template.title.in_language(lang))}"
    yield ""
    yield f"{say(' ', ', ').join(names)} ({template.id})"
    yield ""
    yield from _fields((header for header in template.headers if not header.at_foot), lang)
    columns = say("序号 检查项 结果 风险 依据", "No. Item Result Risk Source").split()
    number = 0
    for part in template.parts:
        yield ""
        yield f"## {_safe(part.title.in_language(lang))}"
        yield ""
        yield f"| {' | '.join(columns)} |"
        yield "|" + " --- |" * len(columns)
        for item in part.items:
            number += 1
            risk = "" if item.risk is None else item.risk.text.in_language(lang)
            cells = (str(number), item.text.in_language(lang), box_of(item, lang), risk, source_of(item, lang))
            yield f"| {' | '.join(map(_safe, cells))} |"
    yield ""
    yield from _fields((header for header in template.headers if header.at_foot), lang)
    yield ""
    yield f"{say('填写人', 'Filled in by')}{say('：', ': ')}{roles_of(template.filled_by, lang)}"
    yield ""
    yield f"{say('签字人', 'Signed by')}{say('：', ': ')}{roles_of(template.signed_by, lang)}"


def _fields(headers: Iterable[Header], lang: str) -> Iterator[str]:
    for header in headers:
        yield f"- {_safe(header.label.in_language(lang))}{Text('：', ': ').in_language(lang)}________________"


def box_of(item: Item, lang: str) -> str:
    """What is to be filled in for an item, with its limits."""
    if item.kind is ItemKind.YES_NO:
        return Text("□ 是　□ 否", "☐ yes  ☐ no").in_language(lang)
    if item.kind is ItemKind.MEASURE:
        limits = limits_of(item, lang)
        return f"______ {item.unit or ''}".rstrip() + (f" ({limits})" if limits else "")
    return (
        Text("（照片编号）______", "(photo no.) ______").in_language(lang) if item.kind is ItemKind.PHOTO else "______"
    )


def limits_of(item: Item, lang: str) -> str:
    """The limits of a measure in words; empty if it has none."""
    least, most = (None if limit is None else f"{limit:g}" for limit in (item.at_least, item.at_most))
    if least is not None and most is not None:
        return Text(f"{least}至{most}", f"{least} to {most}").in_language(lang)
    if least is not None:
        return Text(f"不低于{least}", f"at least {least}").in_language(lang)
    return "" if most is None else Text(f"不高于{most}", f"at most {most}").in_language(lang)


def source_of(item: Item, lang: str) -> str:
    """The clauses that an item rests on, or whose addition it is."""
    if item.citations:
        return cite(item.citations, lang)
    return _ADDED[item.origin].in_language(lang)


_ADDED = {
    "clause": Text("", ""),
    "model": Text("示范项，非遂宁原文", "our model item, not Suining's"),
    "city": Text("当地增补", "added by the city"),
    "company": Text("企业增补", "added by the company"),
}


def roles_of(roles: Iterable[StaffRole], lang: str) -> str:
    """Posts in words, one of which acts."""
    return Text("或", " or ").in_language(lang).join(role.label.in_language(lang) for role in roles)


def _safe(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
