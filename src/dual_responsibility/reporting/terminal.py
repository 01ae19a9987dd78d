"""A report for a terminal, laid out with rich."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text as RichText

from ..findings import Finding
from ..norms.rulebook import Rulebook
from ..report import Report
from ..vocabulary import Text
from . import tables
from .plain import visible
from .posts import bars, ledger, sources, staffing

__all__ = ["report_to_text", "rules_to_text"]


def _console(width: int | None, colour: bool) -> Console:
    return Console(
        file=io.StringIO(), width=width or 120, force_terminal=colour, color_system="standard" if colour else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip


def _text_of(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


def _print(console: Console, table: tables.Table) -> None:
    console.print(RichText(table.title, style="bold"), soft_wrap=True)
    console.print(_laid_out(table))


def _laid_out(table: tables.Table) -> RichTable:
    laid = RichTable(show_edge=False, pad_edge=False)
    for i, heading in enumerate(table.columns):
        numeric = all(isinstance(row[i], int) or not row[i] for row in table.rows)
        # Ids are looked up and pasted: they stay in one piece.
        laid.add_column(heading, justify="right" if numeric and table.rows else "left", overflow="fold", no_wrap=i == 0)
    for row in table.rows:
        laid.add_row(*(f"{cell:,}" if isinstance(cell, int) else cell for cell in row))
    return laid


def report_to_text(report: Report, lang: str = "zh", *, width: int | None = None, colour: bool = False) -> str:
    """The caseload, the sums, the rates, and the first violations with their explanations.

    >>> from dual_responsibility.testing import case
    >>> report = case(visits=[]).report(since="2023-04-01", as_of="2023-07-01", rules=["attend.quarter"])
    >>> print(report_to_text(report).splitlines()[0])
    遂宁市食品安全“两个责任”规则集（2022） · 2023-04-01至2023-07-01
    """
    console = _console(width, colour)
    console.print(RichText(tables.title(report, lang), style="bold"))
    for table in tables.tables_of(report, lang):
        console.print()
        _print(console, table)
    firsts = {finding.rule_id: finding for finding in reversed(report.violations)}
    shown = [firsts[rule] for rule in report.rules if rule in firsts]
    count = sum(finding.count for finding in report.violations)
    heading = Text(
        f"未履行 {count:,} 项；以下是 {len(shown)} 条规则各自的第一项",
        f"Violated: {count:,}; the first of each of {len(shown)} rules",
    )
    console.print()
    console.print(RichText(heading.in_language(lang), style="bold"))
    for number, finding in enumerate(shown, 1):
        console.print()
        console.print(RichText(visible(f"{number}. {finding.id}"), style="bold"))
        console.print(RichText(visible(finding.explain(lang), keep="\n")), soft_wrap=True)
        if told := _about(finding, lang):
            console.print(RichText(told), soft_wrap=True)
    console.print()
    print_as = Text("结果指纹", "fingerprint of the findings").in_language(lang)
    console.print(RichText(f"{print_as} {report.fingerprint}"))
    return _text_of(console)


def _about(finding: Finding, lang: str) -> str:
    """How many obligations a finding stands for, on which days, and its flags."""
    days, flags = tables.days_of(finding), tables.flags_of(finding, lang)
    told = []
    if days:
        told.append(Text(f"数目：{finding.count:,}；日期：{days}", f"Count: {finding.count:,}; days: {days}"))
    if flags:
        told.append(Text(f"提示：{flags}", f"Flags: {flags}"))
    return "\n".join(text.in_language(lang) for text in told)


def rules_to_text(book: Rulebook, lang: str = "zh", *, width: int | None = None, colour: bool = False) -> str:
    """The rules with their clauses, who needs which staff, the register of interpretations, and the ledger of clauses.

    >>> from dual_responsibility import rulebook
    >>> text = rules_to_text(rulebook("suining-2022"), "en")
    >>> "attend.quarter" in text, "dated: owed by a day" in text
    (True, True)
    """
    console = _console(width, colour)
    heads = Text("规则 要求 类型 依据", "rule demand kind source").in_language(lang).split()
    rows = tuple(
        (
            rule.id,
            rule.demand.in_language(lang),
            rule.kind.label.in_language(lang),
            sources(rule.citations, lang),
        )
        for rule in book.rules.values()
    )
    _print(console, tables.Table(f"{book.title.in_language(lang)} {book.version}", tuple(heads), rows))
    for table in (staffing(book, lang), bars(book, lang)):
        console.print()
        _print(console, table)
    heads = Text("解释 问题 读法（*为所用）", "interpretation question readings(*=chosen)").in_language(lang).split()
    entries = tuple(
        (
            entry.id,
            entry.question.in_language(lang),
            " | ".join(("*" if r.id == entry.chosen else "") + r.id for r in entry.readings),
        )
        for entry in book.interpretations.values()
    )
    console.print()
    name = Text("解释登记册", "Register of interpretations").in_language(lang)
    _print(console, tables.Table(name, tuple(heads), entries))
    if book.clauses:
        console.print()
        _print(console, ledger(book, lang))
    return _text_of(console)
