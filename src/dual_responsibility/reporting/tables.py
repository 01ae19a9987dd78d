"""A report's tables as plain rows of text, for every kind of output; and CSV.

Callers: the other modules of this package, which only lay the same tables out.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

import attrs

from .._frozen import FrozenMap
from ..daysets import DaySet
from ..findings import Finding
from ..reasons import FLAGS
from ..report import Report
from ..series import Series
from ..vocabulary import Cycle, Status, Text
from .plain import as_text_cell, visible

__all__ = [
    "Table",
    "caseload",
    "completion",
    "days_of",
    "families",
    "finding_cells",
    "finding_columns",
    "flags_of",
    "remarks",
    "report_to_csv",
    "summary",
    "tables_of",
    "title",
]

RATES = (
    "attend.quarter", "attend.key-period", "commitment.signed", "notice-card.displayed", "adjust.*", "visit.rectified",
    "control.rectified",
)  # fmt: skip
"""The rules whose completion rates every food office reports (督导完成率, 承诺书上传率, 整改率 and the like)."""

FAMILIES = FrozenMap(
    {
        "coverage": Text("包保覆盖", "coverage"),
        "team": Text("包保成员", "teams"),
        "commitment": Text("承诺书", "commitment letters"),
        "notice-card": Text("公示卡", "notice cards"),
        "know": Text("必知晓", "must know"),
        "attend": Text("必到场", "must attend"),
        "adjust": Text("必调整", "must adjust"),
        "staffing": Text("企业人员配备", "staff of companies"),
        "template": Text("企业检查表", "checklists of companies"),
        "control": Text("企业管控", "controls of companies"),
        "visit": Text("督导问题", "problems of visits"),
        "mechanism": Text("协调机制", "coordination mechanism"),
        "plan": Text("工作计划", "plans"),
        "review": Text("述职评议", "reports on duties"),
        "hazard": Text("隐患处置", "hazards"),
    }
)
"""The families of rules, in words."""


@attrs.frozen
class Table:
    """A table: its title, the headings of its columns, and its rows.

    Attributes:
        title: what it shows.
        columns: the headings.
        rows: the cells, as text or numbers.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def title(report: Report, lang: str) -> str:
    """What the report is of: rulebook and days."""
    context = report.context
    known = (
        ""
        if context.known_by is None
        else Text(f"，按{context.known_by}前录入", f", as known on {context.known_by}").in_language(lang)
    )
    days = Text(f"{context.since}至{context.as_of}", f"{context.since} to {context.as_of}").in_language(lang)
    return f"{context.book.title.in_language(lang)} · {days}{known}"


def caseload(report: Report, lang: str) -> Table:
    """Supervisors by tier and companies by grade, as the source publishes them (§9.3)."""
    load = report.caseload()
    heads = Text("层级 包保干部 等级 包保主体 配比", "tier supervisors grade companies ratio").in_language(lang)
    rows = [
        (
            row.tier.label.in_language(lang),
            row.supervisors,
            row.grade.value,
            row.companies,
            Text(row.ratio.zh, row.ratio.en).in_language(lang),
        )
        for row in load.rows
    ]
    total = Text("合计", "total").in_language(lang)
    name = Text(
        f"包保底数（{load.as_of}，其中提级包保 {load.escalated} 家）",
        f"Caseload on {load.as_of} (escalated: {load.escalated})",
    )
    return Table(
        name.in_language(lang), tuple(heads.split()), (*rows, (total, load.supervisors, "", load.companies, ""))
    )


def summary(report: Report, lang: str) -> Table:
    """Obligations by rule and status."""
    sums = report.summary()
    heads = (
        Text("规则", "rule").in_language(lang),
        Text("名称", "title").in_language(lang),
        *(status.label.in_language(lang) for status in Status),
    )
    rules = report.context.book.rules
    rows: list[tuple[str | int, ...]] = [
        (rule, rules[rule].title.in_language(lang), *(counts[status] for status in Status))
        for rule, counts in sums.by_rule.items()
    ]
    total = Text("合计", "total").in_language(lang)
    rows.append((total, "", *(sums.by_status[status] for status in Status)))
    return Table(Text("义务履行情况", "Obligations by rule and status").in_language(lang), heads, tuple(rows))


def families(report: Report, lang: str) -> Table:
    """Obligations by family of rules and status."""
    sums: dict[str, Counter[Status]] = {}
    for rule, counts in report.summary().by_rule.items():
        sums.setdefault(rule.partition(".")[0], Counter()).update(counts)
    heads = (
        Text("类别", "family").in_language(lang),
        Text("名称", "title").in_language(lang),
        *(status.label.in_language(lang) for status in Status),
    )
    rows: list[tuple[str | int, ...]] = []
    for family, counted in sums.items():
        name = FAMILIES[family].in_language(lang) if family in FAMILIES else family
        rows.append((family, name, *(counted[status] for status in Status)))
    return Table(Text("各类义务履行情况", "Obligations by family").in_language(lang), heads, tuple(rows))


def completion(report: Report, lang: str) -> Table:
    """Completion rates by tier, for the rules that food offices report."""
    heads = Text(
        "规则 层级 按期 逾期 未完成 无法判定 完成率", "rule tier on-time late open undetermined rate"
    ).in_language(lang)
    rows: list[tuple[str | int, ...]] = []
    for rule in RATES:
        if not any(fnmatchcase(id, rule) for id in report.rules):
            continue
        everybody = Text("全部", "all").in_language(lang)
        for rate in (*report.completion(rule, by="tier"), *report.completion(rule)):
            tier = everybody if rate.key == rule else "—" if rate.key is None else rate.key.label.in_language(lang)
            shown = "—" if rate.rate is None else f"{rate.rate}%"
            rows.append((rule, tier, rate.on_time, rate.late, rate.open, rate.undetermined, shown))
    return Table(Text("完成率", "Completion rates").in_language(lang), tuple(heads.split()), tuple(rows))


def remarks(report: Report, lang: str) -> Table:
    """Obligations that are flagged, by rule and flag; one with several flags counts for each."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in report.findings:
        for flag in finding.flags:
            counts[finding.rule_id, flag] += _flagged(finding, flag)
    rules = report.context.book.rules
    rows = tuple(
        (rule, rules[rule].title.in_language(lang), flag, FLAGS[flag].in_language(lang), counts[rule, flag])
        for rule in report.rules
        for flag in FLAGS
        if (rule, flag) in counts
    )
    heads = Text("规则 名称 提示 说明 数目", "rule title flag meaning count").in_language(lang)
    return Table(Text("提示", "Flags").in_language(lang), tuple(heads.split()), rows)


def _flagged(finding: Finding, flag: str) -> int:
    """For how many of its obligations a finding has the flag."""
    if not isinstance(finding, Series):
        return 1
    days: set[dt.date] = set()
    for part in finding.ingredients:
        if part[0] == flag:
            days.update(part[1] if isinstance(part[1], DaySet) else (part[2],))
    if finding.cycle is Cycle.MONTHLY:
        return len({(day.year, day.month) for day in days})
    if finding.cycle is Cycle.WEEKLY:
        # The first day of the calendar, whose ordinal is 1, was a Monday.
        before = 0 if finding.context.book.reading("control-week") == "sunday" else 1
        return len({(day.toordinal() - before) // 7 for day in days})
    return len(days)


def tables_of(report: Report, lang: str) -> tuple[Table, ...]:
    """All tables of a report but the findings; the one of flags only if there are any."""
    flags = remarks(report, lang)
    sums = families(report, lang), summary(report, lang), completion(report, lang)
    return (caseload(report, lang), *sums, *([flags] if flags.rows else []))


def days_of(finding: Finding) -> str:
    """The days that a finding of several obligations stands for: days, and runs of days as start/end."""
    return "" if finding.days is None else " ".join(finding.days.to_json())


def flags_of(finding: Finding, lang: str) -> str:
    """What is remarkable about a finding, in words."""
    return Text("；", "; ").in_language(lang).join(FLAGS[flag].in_language(lang) for flag in finding.flags)


def finding_columns(lang: str) -> tuple[str, ...]:
    """The headings of a list of findings."""
    zh = "编号 规则 状态 原因 义务人 对象 起因 产生日 到期日 终结日 数目 日期 提示 整改"
    en = "id rule status reason bearer subject trigger arose due closed count days flags cure"
    return tuple(Text(zh, en).in_language(lang).split())


def finding_cells(findings: Iterable[Finding], lang: str) -> Iterator[tuple[str | int, ...]]:
    """The cells of a list of findings."""
    for finding in findings:
        cure = finding.cure
        yield (
            finding.id,
            finding.rule_id,
            finding.status.label.in_language(lang) if lang == "zh" else finding.status.value,
            finding.reason or "",
            f"{finding.bearer.kind} {finding.bearer.id}",
            f"{finding.subject.kind} {finding.subject.id}",
            finding.trigger,
            finding.arose.isoformat(),
            "" if finding.due is None else finding.due.isoformat(),
            "" if finding.closed is None else finding.closed.isoformat(),
            finding.count,
            days_of(finding),
            flags_of(finding, lang),
            "" if cure is None else cure.text.in_language(lang),
        )


def report_to_csv(report: Report, lang: str = "zh") -> bytes:
    """Every finding, one a line; with a byte-order mark, so that spreadsheets read the Chinese.

    A cell that a spreadsheet could take for a formula gets an apostrophe before it, and control
    characters are written out: a program that wants the ids as they are reads the JSON.

    >>> from dual_responsibility.testing import case
    >>> report = case(visits=[]).report(since="2023-04-01", as_of="2023-07-01", rules=["attend.quarter"])
    >>> report_to_csv(report, "en").decode("utf-8-sig").splitlines()[1].split(",")[1:5]
    ['attend.quarter', 'VIOLATED', 'visit-missing', 'supervisor S-1']
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(finding_columns(lang))
    for row in finding_cells(report.findings, lang):
        writer.writerow([as_text_cell(visible(cell)) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
