"""Replaying a receipt: is everything as it says, or what differs first: facts, norms, calendar, decisions?

Callers: users, through :func:`verify`.
"""

from __future__ import annotations

import datetime as dt
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
from .vocabulary import Status, Text
from .workdays import Edition, WorkCalendar

__all__ = ["STARRED", "Starred", "Verification", "verify"]


@attrs.frozen
class Starred:
    """A change of this package that is declared to change decisions (改变核查结果的更新).

    Attributes:
        version: the version of the package that brought it.
        clause: the clause, or the rule, whose decisions it changes.
        since: the first day whose obligations it may decide otherwise.
        text: what changed, and why.

    >>> change = STARRED[0]
    >>> change.version, change.since.isoformat(), change.text.en.partition(",")[0]
    ('0.4.0', '2022-11-01', 'by another reading of in-force-from than the default')
    """

    version: str
    clause: str
    since: dt.date
    text: Text


STARRED: tuple[Starred, ...] = (
    Starred(
        "0.4.0",
        "§8.3, §8.4, §10.1",
        dt.date(2022, 11, 1),
        Text(
            "in-force-from 不取默认读法的，国家规定的配备和日管控、周排查、月调度仍自2022年11月1日起适用",
            "by another reading of in-force-from than the default, staffing and controls that the nation demands bind from 1 November 2022 all the same",
        ),
    ),
    Starred(
        "0.5.0",
        "§2.1, §3, §4.1, §6, §9, §10",
        dt.date(2022, 11, 1),
        Text(
            "包保空档等持续违反，一部分日子有完整性声明、一部分没有的：声明止日不再当作整改之日，各段都到违反真正结束时了结，此前一直列出",
            "A standing breach of whose days some are claimed and some aren't (coverage.*, team.*, mechanism.*, staffing.*): it isn't told as put right on the day after the claim. Each of its pieces is closed on the day on which the whole is over, and is in the report until then.",
        ),
    ),
    Starred(
        "0.5.0",
        "§7.1, §11.1, §11.2",
        dt.date(2022, 11, 1),
        Text(
            "在岗自何日起、清单自何日起应当知晓、公示卡自何日起展示，都按不间断的日子计算；letter-signer = area 且 letter-renewal = once 的，任何一个现任职务的辖区都算",
            "commitment.signed, know.* and notice-card.displayed arise, and a card counts, from the first of the days without a break: handing one company over while another stays, or a second card, changes no day; a list is owed since it was the one to know. By letter-signer = area and letter-renewal = once a letter for the area of any post counts.",
        ),
    ),
    Starred(
        "0.5.0",
        "§7.3",
        dt.date(2022, 11, 1),
        Text(
            "期限超出工作日历的，只有可能届满之后的日子才无法判定；主体营业的最后一日仍算在营；event-day 取决定日、知悉日的，义务自该日产生；adjusted-means = all-companies 的，一家确知无人接替即为未履行；不需要的变动日期不再影响包保空档",
            "Where five working days run beyond the calendar, only the days on which they could be over can't be told. On its last day a company is still open. By event-day = decided or known the duty arises on that day, whether or not the change is in effect, and isn't owed if that day lies before the rules bind. By adjusted-means = all-companies one company surely without a successor is enough. A day of a change that decides nothing is no longer asked for.",
        ),
    ),
    Starred(
        "0.5.0",
        "§9.1",
        dt.date(2022, 11, 1),
        Text(
            "regrade-day = five-days 的，定级以前层级就不对应的，不因重新定级而视为整改",
            "By regrade-day = five-days a tier that was too low before the regrade is one breach, which the regrade doesn't close.",
        ),
    ),
    Starred(
        "0.5.0",
        "§2.2",
        dt.date(2022, 11, 1),
        Text(
            "节点早于规则适用之日的，不因计划另有开始日而报为无法实现",
            "A plan's node before the rules bind owes nothing, whenever the plan begins.",
        ),
    ),
    Starred(
        "0.5.0",
        "§3.1, §3.2, §3.3, §9.1",
        dt.date(2022, 11, 1),
        Text(
            "只在交接当日任职一天的，当日也是交接，不算同时有两人；包保干部按人计，不按包保关系计",
            "Who holds a seat for the day of the handover alone hands it over on that day: that isn't two at once. Of supervisors persons are counted, not relations.",
        ),
    ),
    Starred(
        "0.5.0",
        "§13.3, §13.4",
        dt.date(2022, 11, 1),
        Text(
            "规则适用以前吹哨的隐患，适用以后到达的层级各有义务；hazard-passed-on = own 的，退回不算报到",
            "Of a hazard whistled before the rules bind, each level that it comes to afterwards has its duties. By hazard-passed-on = own a return is no report-in.",
        ),
    ),
    Starred(
        "0.5.0",
        "§7.2, §7.3, §12",
        dt.date(2022, 11, 1),
        Text(
            "期限届满后才有履行记录的，只有声明期限以内的记录完整，才认定逾期；visit-at、key-period-at = once 的，到过后来不再包保的主体也算；季度、重点时段以前就终止的包保关系，不再增加需要声明的日子；义务由本人承担的，续签的包保关系仍是同一人；quarter-end = moved、工作日历止于休息日的，其后第一日到场算按期",
            "What is on record as met after its day (a successor, a visit at an emergency, a report on duties, a list of those picked) is told as late only where it is claimed that nothing is missing before. By visit-at or key-period-at = once a visit to a company that was given up later counts. A relation that ended before a quarter or key period no longer adds to the days that have to be claimed. Where a visit is owed by a person, a renewed relation is the same person's. By quarter-end = moved a visit on the first day after the calendar, which ends with days off, is in time.",
        ),
    ),
    Starred(
        "0.5.0",
        "§8.2",
        dt.date(2022, 11, 1),
        Text(
            "等级分两条记载而没有变化的，不算变化",
            "A grade that stands in two entries without a change is one.",
        ),
    ),
    Starred(
        "0.5.0",
        "national art. 6 (2025)",
        dt.date(2025, 4, 15),
        Text(
            "central-kitchens = large-and-medium 的，集体用餐配送单位须既属大中型、供餐又超过1000人，才须配备食品安全总监",
            "By central-kitchens = large-and-medium a collective meal deliverer needs a director only if it is large or medium and delivers more than 1,000 meals.",
        ),
    ),
    Starred(
        "0.5.0",
        "§1.1, §1.2",
        dt.date(2022, 11, 1),
        Text(
            "指定 known_by 的，其后才录入的主体不核查，其后才录入的包保干部视为没有职务记录",
            "With known_by, a company recorded later isn't judged, and a supervisor recorded later has no post on record.",
        ),
    ),
)
"""Every change that is declared to change decisions, in order of version.

>>> [one.clause for one in STARRED if one.version == "0.4.0"]
['§8.3, §8.4, §10.1']
"""


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
