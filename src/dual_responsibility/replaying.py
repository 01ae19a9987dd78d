"""Replaying a receipt: is everything as it says, or what differs first: facts, norms, calendar, decisions?

Callers: users, through :func:`verify`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import attrs

from .auditing import audit
from .errors import ReportError, UnknownIdError
from .facts.registry import Registry
from .norms.loading import rulebook
from .norms.rulebook import Rulebook
from .receipts import Receipt, counts_of
from .report import Report
from .rules import EVALUATORS
from .starred import STARRED, Starred
from .vocabulary import Status, Text
from .workdays import Edition, WorkCalendar

__all__ = ["Verification", "verify"]


@attrs.frozen
class Verification:
    """What came of replaying a receipt (复核结果).

    Attributes:
        equal: whether everything is as the receipt says.
        differs: what differs first: ``facts``, ``norms``, ``calendar`` or ``decisions``; None if equal.
        message: the same in words; it names another version of the package, which alone is no difference.
        expected: what the receipt says, where it differs; None if equal.
        found: what was found instead; None if equal, or if there is no such thing here.
        report: the report of the replay; None if facts, norms or calendar differ: then there was none.
        starred: if the decisions differ, the changes declared in versions after the receipt's.

    >>> from dual_responsibility.testing import case
    >>> facts, more = case(visits=[]), case(visits=["2023-06-30"])
    >>> found = verify(facts.report(as_of="2023-06-30").receipt(), more.registry)
    >>> found.equal, found.differs, found.message.zh
    (False, 'facts', '台账与凭据所记不同：事实有增减或改动')
    """

    equal: bool
    differs: str | None
    message: Text
    expected: str | None = None
    found: str | None = None
    report: Report | None = attrs.field(default=None, repr=False)
    starred: tuple[Starred, ...] = ()


def verify(
    receipt: Receipt, registry: Registry, book: Rulebook | None = None, calendar: WorkCalendar | None = None
) -> Verification:
    """Replay the audit that a receipt tells of (复核): is everything as it says, or what differs first?

    First the facts are compared, then the norms, then the calendar; if they are the same, the audit is
    made again and its decisions are compared. Whatever the receipt says, the answer is a Verification: a
    rulebook or a rule that isn't there is a difference of the norms, an edition that isn't there one of the
    calendar, days for which no audit can be made one of the decisions.

    Args:
        receipt: the receipt.
        registry: the facts.
        book: the norms, readings included; the shipped rulebook of that id, by the receipt's readings,
            unless given.
        calendar: the calendar; the shipped edition of that id, or else the installed one, unless given.

    Raises:
        RegistryError: extensions hold something that JSON can't hold.

    >>> import datetime as dt
    >>> from dual_responsibility import Registry, rulebook
    >>> report = audit(Registry(), rulebook("suining-2022"), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 6, 30))
    >>> verify(report.receipt(), Registry()).equal
    True
    >>> verify(report.receipt(), Registry(extensions={"system": "x"})).differs
    'facts'
    """
    sources = _sources_of(receipt, registry, book, calendar, EVALUATORS)
    if isinstance(sources, Verification):
        return sources
    book, calendar = sources
    try:
        report = audit(
            registry,
            book,
            since=receipt.since,
            as_of=receipt.as_of,
            calendar=calendar,
            rules=receipt.rules,
            known_by=receipt.known_by,
        )
    except ReportError as error:
        return _unplayable(receipt, error.problems[0].message)
    return _judged(receipt, report)


def _sources_of(
    receipt: Receipt,
    registry: Registry,
    book: Rulebook | None,
    calendar: WorkCalendar | None,
    evaluated: Collection[str],
) -> tuple[Rulebook, WorkCalendar] | Verification:
    """The norms and the calendar to replay a receipt by; or what differs of facts, norms and calendar.

    Args:
        receipt: the receipt.
        registry: the facts.
        book: the norms; None for the shipped rulebook of that id, by the receipt's readings.
        calendar: the calendar; None for the shipped edition of that id, or else the installed one.
        evaluated: the ids of the rules that can be worked at all.
    """
    if registry.hash != receipt.facts_hash:
        zh = "台账与凭据所记不同：事实有增减或改动"
        en = "the facts aren't those of the receipt: some were added, left out or changed"
        return _different("facts", zh, en, receipt.facts_hash, registry.hash)
    if book is None:
        try:
            book = _by_readings(rulebook(receipt.rulebook), receipt.interpretations)
        except UnknownIdError as error:
            told = error.problems[0].message
            zh = f"{told.zh}；请另外给出（book=，命令行 --rulebook）"
            en = f"{told.en}; give it (book=, or --rulebook)"
            return _different("norms", zh, en, receipt.rulebook, None)
    if calendar is None:
        calendar = _calendar_of(receipt.calendar)
    return _norms_differ(receipt, book, evaluated) or _calendar_differs(receipt, calendar.edition) or (book, calendar)


def _judged(receipt: Receipt, report: Report) -> Verification:
    """Whether the replay of a receipt decided what the receipt says.

    Args:
        receipt: the receipt.
        report: the report of the replay, by the receipt's facts, norms, calendar, days and rules.
    """
    counts, made = counts_of(report), _made_by(receipt)
    if report.fingerprint != receipt.fingerprint:
        starred = _starred_since(receipt)
        why = _declared(receipt, starred)
        text = Text(f"核查结果不同：{why.zh}{made.zh}", f"the decisions differ: {why.en}{made.en}")
        return Verification(False, "decisions", text, receipt.fingerprint, report.fingerprint, report, starred)
    if (counts, len(report.findings)) != (receipt.counts, receipt.findings):
        zh = f"核查结果相同，但凭据所记的数目与之不符：凭据被改动过{made.zh}"
        en = f"the decisions are the same, but the receipt's own counts don't fit them: it was altered{made.en}"
        expected, found = _told(receipt.counts, receipt.findings), _told(counts, len(report.findings))
        return Verification(False, "decisions", Text(zh, en), expected, found, report)
    return Verification(
        True,
        None,
        Text(f"复核一致：与凭据所记完全相同{made.zh}", f"all is as the receipt says{made.en}"),
        report=report,
    )


def _unplayable(receipt: Receipt, why: Text) -> Verification:
    """That the audit that a receipt tells of can't be made at all: no audit gave that receipt."""
    zh, en = f"凭据所记的核查无法进行：{why.zh}", f"the audit that the receipt tells of can't be made: {why.en}"
    return _different("decisions", zh, en, receipt.fingerprint, None)


def _different(part: str, zh: str, en: str, expected: str, found: str | None) -> Verification:
    return Verification(False, part, Text(zh, en), expected, found)


def _by_readings(book: Rulebook, readings: Mapping[str, str]) -> Rulebook:
    """The rulebook by those readings that it knows; the others are left to be named as a difference."""
    other = {
        id: readings[id]
        for id, entry in book.interpretations.items()
        if readings.get(id) in [reading.id for reading in entry.readings] and readings[id] != entry.chosen
    }
    return book.with_readings(other) if other else book


def _norms_differ(receipt: Receipt, book: Rulebook, evaluated: Collection[str]) -> Verification | None:
    for what, expected, found in (
        (Text("规则集", "the rulebook"), receipt.rulebook, book.id),
        (Text("规则集的版本", "the rulebook's version"), receipt.rulebook_version, book.version),
    ):
        if found != expected:
            zh, en = f"{what.zh}是 {found}，不是 {expected}", f"{what.en} is {found}, not {expected}"
            return _different("norms", zh, en, expected, found)
    chosen = {id: entry.chosen for id, entry in book.interpretations.items()}
    for id in sorted({*chosen, *receipt.interpretations}):
        told, used = receipt.interpretations.get(id, "-"), chosen.get(id, "-")
        if told != used:
            zh = f"解释 {id} 的读法不同：凭据为 {told}，规则集为 {used}"
            en = f"the interpretation {id} is read otherwise: {told} in the receipt, {used} in the rulebook"
            return _different("norms", zh, en, f"{id}={told}", f"{id}={used}")
    if book.hash != receipt.rulebook_hash:
        return _content_differs(receipt, book)
    for id in receipt.rules:
        if id not in book.rules or id not in evaluated:
            return _different("norms", f"规则集中没有规则 {id}", f"the rulebook has no rule {id}", id, None)
    return None


def _content_differs(receipt: Receipt, book: Rulebook) -> Verification:
    """The content differs, unless the receipt names another reading than its own hash of the norms."""
    for id, entry in book.interpretations.items():
        for reading in entry.readings:
            if book.with_readings({id: reading.id}).hash == receipt.rulebook_hash:
                zh = f"凭据记解释 {id} 的读法为 {entry.chosen}，而它的规则集哈希值是按 {reading.id} 算出的"
                en = (
                    f"the receipt says that the interpretation {id} was read {entry.chosen},"
                    f" but its hash of the rulebook says {reading.id}"
                )
                return _different("norms", zh, en, f"{id}={entry.chosen}", f"{id}={reading.id}")
    zh = (
        "规则集的内容不同，版本与读法相同；如果用的是别的规则集，或者自定的模板，请另外给出（book=，命令行 --rulebook）"
    )
    en = (
        "the rulebook's content differs, though version and readings are the same;"
        " if it was another one, or had templates of its own, give it (book=, or --rulebook)"
    )
    return _different("norms", zh, en, receipt.rulebook_hash, book.hash)


def _calendar_of(edition: str) -> WorkCalendar:
    """The shipped edition of that id, or else the installed calendar: it may be the same."""
    return WorkCalendar.from_edition(edition) if edition in WorkCalendar.editions() else WorkCalendar.china()


def _calendar_differs(receipt: Receipt, edition: Edition) -> Verification | None:
    for expected, found in ((receipt.calendar, edition.id), (receipt.calendar_hash, edition.hash)):
        if found != expected:
            zh = f"工作日历是 {found}，不是 {expected}；如果用的是别的日历，请用 calendar= 给出"
            en = f"the calendar is {found}, not {expected}; if it was another one, give it as calendar="
            return _different("calendar", zh, en, expected, found)
    return None


def _starred_since(receipt: Receipt) -> tuple[Starred, ...]:
    """The changes declared in versions after the receipt's, up to the present one."""
    from . import __version__

    theirs, ours = _release(receipt.package), _release(__version__)
    return tuple(entry for entry in STARRED if theirs < _release(entry.version) <= ours)


def _declared(receipt: Receipt, starred: tuple[Starred, ...]) -> Text:
    """Whether declared changes may be why decisions differ."""
    if not starred:
        zh = "没有声明过的改变可以解释：是未声明的改变，或者凭据被改动过"
        return Text(zh, "no declared change explains it: it is undeclared, or the receipt was altered")
    zh = "；".join(f"{one.version} {one.clause}：{one.text.zh}" for one in starred)
    en = "; ".join(f"{one.version} {one.clause}: {one.text.en}" for one in starred)
    return Text(f"此后声明过的改变：{zh}", f"changes declared since: {en}")


def _release(version: str) -> tuple[int, ...]:
    """The numbers at the head of a version; none of what has none.

    >>> _release("0.10.1rc1") > _release("0.9"), _release("unknown")
    (True, ())
    """
    head = re.match(r"[0-9]{1,9}(\.[0-9]{1,9})*", version)
    return tuple(map(int, head[0].split("."))) if head else ()


def _made_by(receipt: Receipt) -> Text:
    """By which other version of the package a receipt was made, if by another."""
    from . import __version__

    if receipt.package == __version__:
        return Text("", "")
    zh = f"（凭据由版本 {receipt.package} 生成，本程序是 {__version__}）"
    return Text(zh, f" (it was made by version {receipt.package}; this is {__version__})")


def _told(counts: Mapping[Status, int], findings: int) -> str:
    listed = ", ".join(f"{status.value} {count}" for status, count in counts.items())
    return f"{listed}; findings {findings}"
