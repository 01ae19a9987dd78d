"""The results in words, and as JUnit XML for whatever shows the results of tests."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import east_asian_width

from ..norms.loading import rulebook, rulebooks
from ..vocabulary import Text
from .comparing import Difference
from .results import Outcome, Result, Results
from .vector import Vector

__all__ = ["listing", "to_junit", "to_text"]

WORDS = {
    Outcome.PASSED: Text("通过", "passed"),
    Outcome.FAILED: Text("不符", "failed"),
    Outcome.UNSUPPORTED: Text("不支持", "unsupported"),
    Outcome.ERROR: Text("没有回答", "no answer"),
}


def to_text(results: Results, lang: str = "zh", limit: int = 20) -> str:
    """The counts by rule and by clause, then what is wrong with each vector, up to a limit.

    Args:
        results: the results.
        lang: ``zh`` or ``en``.
        limit: how many vectors that aren't passed are told in full.
    """
    wrong = [one for one in results.results if one.outcome in (Outcome.FAILED, Outcome.ERROR)]
    lines = [*_table(Text("规则", "rule"), results.by_rule, lang)]
    if wrong:
        clauses = {
            id: counts for id, counts in results.by_clause.items() if counts[Outcome.FAILED] + counts[Outcome.ERROR]
        }
        named = {f"{id} {_label(id, lang)}".rstrip(): counts for id, counts in clauses.items()}
        lines += ["", *_table(Text("首要条款", "first clause"), named, lang)]
    for one in wrong[:limit]:
        lines += ["", *_told(one, lang)]
    if len(wrong) > limit:
        more = len(wrong) - limit
        lines += [
            "",
            Text(f"……另有 {more} 个，见 --format json", f"… and {more} more, see --format json").in_language(lang),
        ]
    counts = results.counts
    summary = [f"{WORDS[outcome].in_language(lang)} {counts[outcome]}" for outcome in Outcome if counts[outcome]]
    return "\n".join([*lines, "", Text("，", ", ").in_language(lang).join(summary), ""])


def _table(head: Text, counted: Mapping[str, Counter[Outcome]], lang: str) -> Iterator[str]:
    words = [WORDS[outcome].in_language(lang) for outcome in Outcome]
    title = head.in_language(lang)
    wide = max(_width(title), *map(_width, counted))
    yield "  ".join([_padded(title, wide), *words])
    for name, counts in counted.items():
        numbers = (str(counts[outcome]).rjust(_width(word)) for outcome, word in zip(Outcome, words, strict=True))
        yield "  ".join([_padded(name, wide), *numbers])


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _told(result: Result, lang: str) -> Iterator[str]:
    vector = result.vector
    yield f"{vector.id}  {vector.title.in_language(lang)}"
    for id in vector.clauses:
        yield f"  {id} {_label(id, lang)}".rstrip()
    message = result.message.in_language(lang)
    if message:
        yield f"  {message}"
    for difference in result.differences:
        yield f"  {_difference(difference, lang)}"
    yield f"  {vector.because.in_language(lang)}"
    yield f"  dual-responsibility conformance show {vector.id}"


def _difference(difference: Difference, lang: str) -> str:
    expected, found = (_shown(value) for value in (difference.expected, difference.found))
    if difference.field is None and difference.found is None:
        return Text(f"缺少 {difference.place}：{expected}", f"missing: {difference.place} {expected}").in_language(lang)
    if difference.field is None and difference.expected is None:
        return Text(f"多出 {difference.place}：{found}", f"not expected: {difference.place} {found}").in_language(lang)
    of = "" if difference.field is None else f" {difference.field}"
    return Text(
        f"{difference.place}{of}：应为 {expected}，答为 {found}",
        f"{difference.place}{of}: expected {expected}, found {found}",
    ).in_language(lang)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _label(id: str, lang: str) -> str:
    """A citation in words: where it is to be found; "" of one that no shipped rulebook has."""
    found = next((book.citations[id] for book in map(rulebook, rulebooks()) if id in book.citations), None)
    return "" if found is None else found.label(lang)


def listing(found: Iterable[Vector], lang: str = "zh") -> str:
    """A line for each vector: its id and what it shows."""
    return "".join(f"{vector.id}  {vector.title.in_language(lang)}\n" for vector in found)


def to_junit(results: Results, lang: str = "en") -> bytes:
    """The results as JUnit XML: a suite for each rule, a case for each vector."""
    root = ET.Element("testsuites", name="dual-responsibility conformance")
    for rule, counts in results.by_rule.items():
        own = [one for one in results.results if (one.vector.rule or "registry") == rule]
        suite = ET.SubElement(
            root,
            "testsuite",
            name=rule,
            tests=str(len(own)),
            failures=str(counts[Outcome.FAILED]),
            errors=str(counts[Outcome.ERROR]),
            skipped=str(counts[Outcome.UNSUPPORTED]),
            time=f"{sum(one.seconds for one in own):.3f}",
        )
        for one in own:
            case = ET.SubElement(suite, "testcase", classname=rule, name=one.vector.id, time=f"{one.seconds:.3f}")
            told = "\n".join(_told(one, lang))
            if one.outcome is Outcome.FAILED:
                ET.SubElement(case, "failure", message=one.vector.title.in_language(lang)).text = _allowed(told)
            elif one.outcome is Outcome.ERROR:
                ET.SubElement(case, "error", message=_allowed(one.message.in_language(lang))).text = _allowed(told)
            elif one.outcome is Outcome.UNSUPPORTED:
                ET.SubElement(case, "skipped", message=_allowed(one.message.in_language(lang)))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _allowed(text: str) -> str:
    """Without what XML can't hold, which another program's answer may have."""
    return "".join(
        c if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff") else "\ufffd"
        for c in text
    )
