"""Receipts: which facts, norms, calendar and days a report's decisions come from, in one flat record.

Callers: Report writes them; ``verify`` replays them; users keep them beside a decision.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from ._frozen import FrozenMap
from .errors import DocumentError, Problem, pointer
from .facts.checks import unreadable
from .facts.registry import Registry
from .periods import parse_day
from .vocabulary import Status, Text

if TYPE_CHECKING:
    from .report import Report

__all__ = ["Receipt", "counts_of", "receipt_of"]

FORMAT, VERSION = "dual-responsibility/receipt", 1


@attrs.frozen(kw_only=True)
class Receipt:
    """Where the decisions of a report came from (核查凭据): with it anybody can replay them.

    Attributes:
        package: the version of this package.
        rulebook: the rulebook's id.
        rulebook_version: its own version.
        rulebook_hash: the hash of its content, readings in use included.
        calendar: the id of the calendar's edition.
        calendar_hash: the hash of its content.
        interpretations: the reading in use, by interpretation.
        facts_hash: the hash of the registry.
        since: the first day of the window.
        as_of: the day at whose end things stood.
        known_by: what was recorded after this day was left out; None left out nothing.
        rules: the ids of the rules, in order.
        fingerprint: the report's, which covers every decision.
        counts: how many obligations had each status; every status is there.
        findings: how many findings there were; one may stand for several obligations.

    >>> from dual_responsibility import Registry, audit, rulebook
    >>> report = audit(Registry(), rulebook("suining-2022"), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 6, 30))
    >>> receipt = report.receipt()
    >>> receipt.as_of.isoformat(), receipt.interpretations["first-day"], receipt.findings
    ('2023-06-30', 'not-counted', 0)
    """

    package: str
    rulebook: str
    rulebook_version: str
    rulebook_hash: str
    calendar: str
    calendar_hash: str
    interpretations: FrozenMap[str, str]
    facts_hash: str
    since: dt.date
    as_of: dt.date
    known_by: dt.date | None
    rules: tuple[str, ...]
    fingerprint: str
    counts: FrozenMap[Status, int]
    findings: int

    def to_json(self) -> dict[str, Any]:
        """One flat object that json.dumps takes and :meth:`from_json` reads."""
        return {
            "format": FORMAT,
            "version": VERSION,
            **{field.name: getattr(self, field.name) for field in attrs.fields(Receipt)},
            "interpretations": dict(self.interpretations),
            "since": self.since.isoformat(),
            "as_of": self.as_of.isoformat(),
            "known_by": None if self.known_by is None else self.known_by.isoformat(),
            "rules": list(self.rules),
            "counts": {status.value: count for status, count in self.counts.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | str | bytes) -> Receipt:
        """The receipt that :meth:`to_json` wrote.

        Args:
            data: the object, or its JSON text; bytes are UTF-8.

        Raises:
            DocumentError: it isn't a receipt that can be read; every problem is listed, with its path.

        >>> Receipt.from_json('{"format": "dual-responsibility/registry", "version": 1}')
        Traceback (most recent call last):
        ...
        dual_responsibility.errors.DocumentError: /format: must be 'dual-responsibility/receipt', not 'dual-responsibility/registry' (wrong-format)
        """
        problems: list[Problem] = []
        values = _read(_parse(data) if isinstance(data, (str, bytes)) else data, problems)
        if problems:
            raise DocumentError(problems)
        return cls(**values)


def receipt_of(report: Report, registry: Registry) -> Receipt:
    """The receipt of a report on the facts of a registry; Report's method is what users call."""
    from . import __version__

    context = report.context
    book, edition = context.book, context.calendar.edition
    return Receipt(
        package=__version__,
        rulebook=book.id,
        rulebook_version=book.version,
        rulebook_hash=book.hash,
        calendar=edition.id,
        calendar_hash=edition.hash,
        interpretations=FrozenMap({id: entry.chosen for id, entry in book.interpretations.items()}),
        facts_hash=registry.hash,
        since=context.since,
        as_of=context.as_of,
        known_by=context.known_by,
        rules=report.rules,
        fingerprint=report.fingerprint,
        counts=counts_of(report),
        findings=len(report.findings),
    )


def counts_of(report: Report) -> FrozenMap[Status, int]:
    """How many obligations have each status; every status is there."""
    counted: Counter[Status] = Counter()
    for finding in report.findings:
        counted[finding.status] += finding.count
    return FrozenMap({status: counted[status] for status in Status})


def _parse(data: str | bytes) -> Any:
    try:
        text = data if isinstance(data, str) else data.decode()
        return json.loads(text, object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise DocumentError.single("not-utf-8", "", "不是 UTF-8 编码", "isn't encoded in UTF-8") from None
    except RecursionError:
        raise DocumentError.single("too-deep", "", "嵌套过深", "is nested too deep") from None
    except ValueError as error:
        zh, en = f"不是可读的 JSON：{error}", f"isn't readable JSON: {error}"
        raise DocumentError.single("not-json", "", zh, en) from None


class _Doubled(dict[str, Any]):
    """A JSON object with keys that stand twice."""

    repeated: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    doubled = _Doubled(plain)
    keys = [key for key, _ in pairs]
    doubled.repeated = tuple(key for key in plain if keys.count(key) > 1)
    return doubled


Problems = list[Problem]


def _read(document: Any, problems: Problems) -> dict[str, Any]:
    """The fields of a receipt, as far as they could be read."""
    if not isinstance(document, Mapping):
        _wrong(problems, document, "", "对象", "an object")
        return {}
    for key, wanted in (("format", FORMAT), ("version", VERSION)):
        found = document.get(key, wanted)
        if type(found) is not type(wanted) or found != wanted:
            shown = unreadable(found, Text(f" {wanted!r}", repr(wanted)))
            problems.append(Problem(f"wrong-{key}", pointer(key), shown))
    if problems:
        return {}
    _check_keys(document, "", ("format", "version", *_FIELDS), problems)
    values = {name: read(document[name], pointer(name), problems) for name, read in _FIELDS.items() if name in document}
    if not problems and values["as_of"] < values["since"]:
        zh, en = f"截止日早于起始日 {values['since']}", f"is before since, {values['since']}"
        problems.append(Problem("window-reversed", "/as_of", Text(zh, en)))
    return values


def _check_keys(data: Mapping[Any, Any], path: str, known: Collection[str], problems: Problems) -> None:
    """Note each key that stands twice, isn't ours, or is missing."""
    _check_repeated(data, path, problems)
    for key in data:
        if key not in known:
            zh, en = f"没有这一项；可用：{'、'.join(known)}", f"no such key; there are: {', '.join(known)}"
            problems.append(Problem("unknown-key", path + pointer(key), Text(zh, en)))
    for key in known:
        if key not in data:
            problems.append(Problem("missing", path + pointer(key), Text("缺少这一项", "is missing")))


def _check_repeated(data: Mapping[Any, Any], path: str, problems: Problems) -> None:
    for key in getattr(data, "repeated", ()):
        text = Text("同一对象中重复出现", "stands twice in the same object")
        problems.append(Problem("duplicate-key", path + pointer(key), text))


def _wrong(problems: Problems, value: Any, path: str, zh: str, en: str) -> None:
    problems.append(Problem("wrong-type", path, unreadable(value, Text(zh, en))))


def _read_text(value: Any, path: str, problems: Problems) -> Any:
    if not isinstance(value, str):
        _wrong(problems, value, path, "文字", "a string")
    elif not value:
        problems.append(Problem("empty", path, Text("不能为空", "must not be empty")))
    return value


def _read_hash(value: Any, path: str, problems: Problems) -> Any:
    if not isinstance(value, str) or not re.fullmatch("[0-9a-f]{64}", value):
        wanted = Text(" SHA-256 的 64 个小写十六进制数字", "a SHA-256: 64 digits to the base of 16, in lower case")
        problems.append(Problem("not-a-hash", path, unreadable(value, wanted)))
    return value


def _read_day(value: Any, path: str, problems: Problems) -> Any:
    if not isinstance(value, str):
        _wrong(problems, value, path, "日期，写作 2023-01-31", "a date, written 2023-01-31")
        return None
    try:
        return parse_day(value)
    except ValueError:
        wanted = Text("日期，写作 2023-01-31", "a date, written 2023-01-31")
        problems.append(Problem("not-a-date", path, unreadable(value, wanted)))
        return None


def _read_day_or_none(value: Any, path: str, problems: Problems) -> Any:
    return None if value is None else _read_day(value, path, problems)


def _read_number(value: Any, path: str, problems: Problems) -> Any:
    if type(value) is not int or value < 0:
        _wrong(problems, value, path, "不小于 0 的整数", "a whole number, 0 or more")
    return value


def _read_rules(value: Any, path: str, problems: Problems) -> Any:
    if not isinstance(value, (list, tuple)):
        _wrong(problems, value, path, "数组", "a list")
        return ()
    seen: set[Any] = set()
    for index, id in enumerate(value):
        here, found = path + pointer(index), len(problems)
        _read_text(id, here, problems)
        if len(problems) == found and id in seen:
            problems.append(Problem("repeated", here, Text(f"{id!r} 重复", f"{id!r} stands twice")))
        elif len(problems) == found:
            seen.add(id)
    return tuple(value)


def _read_interpretations(value: Any, path: str, problems: Problems) -> Any:
    if not isinstance(value, Mapping):
        _wrong(problems, value, path, "对象", "an object")
        return None
    _check_repeated(value, path, problems)
    for id, reading in value.items():
        _read_text(id, path + pointer(id), problems)
        _read_text(reading, path + pointer(id), problems)
    return FrozenMap(value)


def _read_counts(value: Any, path: str, problems: Problems) -> Any:
    if not isinstance(value, Mapping):
        _wrong(problems, value, path, "对象", "an object")
        return None
    codes = {status.value: status for status in Status}
    _check_keys(value, path, [*codes], problems)
    counts = {code: _read_number(value[code], path + pointer(code), problems) for code in codes if code in value}
    return FrozenMap({codes[code]: count for code, count in counts.items()})


_FIELDS: Mapping[str, Callable[[Any, str, Problems], Any]] = {
    "package": _read_text,
    "rulebook": _read_text,
    "rulebook_version": _read_text,
    "rulebook_hash": _read_hash,
    "calendar": _read_text,
    "calendar_hash": _read_hash,
    "interpretations": _read_interpretations,
    "facts_hash": _read_hash,
    "since": _read_day,
    "as_of": _read_day,
    "known_by": _read_day_or_none,
    "rules": _read_rules,
    "fingerprint": _read_hash,
    "counts": _read_counts,
    "findings": _read_number,
}
