"""Is a collection of facts well formed? Driven by the annotations of the fact's class.

Called by Registry alone. A whole column is checked at once; only a column with a fault is read
again, item by item, to name each problem.
"""

from __future__ import annotations

import datetime as dt
import enum
import itertools
import math
import types
import typing
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any

import attrs

from ..daysets import DaySet
from ..errors import Problem, pointer
from ..periods import Period, Timeline, is_date
from ..vocabulary import Text
from .base import Key, Refers

Ids = Mapping[str, Collection[str]]
"""The ids of each collection that can be referred to."""

Find = Callable[[Any, str, Ids], Iterator[Problem]]

__all__ = ["column_problems", "item_problems", "short", "unreadable", "without_none"]


@attrs.frozen
class Check:
    """How to check one kind of value: a quick test of a column, and a search for its problems."""

    passes: Callable[[list[Any], Ids], bool]
    find: Find


def unreadable(value: object, wanted: Text) -> Text:
    """The message for a value of the wrong type."""
    shown = short(value)
    return Text(f"应为{wanted.zh}，而不是 {shown}", f"must be {wanted.en}, not {shown}")


def short(value: object) -> str:
    """A value as a message shows it."""
    try:
        shown = repr(value)
    except ValueError:
        # A whole number of more digits than Python writes.
        return type(value).__name__
    return shown if len(shown) <= 60 else shown[:57] + "…"


def _wrong(value: object, path: str, zh: str, en: str) -> Problem:
    return Problem("wrong-type", path, unreadable(value, Text(zh, en)))


def _check_type(kind: type, zh: str, en: str) -> Check:
    def passes(column: list[Any], _: Ids) -> bool:
        return set(map(type, column)) <= {kind}

    def find(value: Any, path: str, _: Ids) -> Iterator[Problem]:
        if type(value) is not kind and (isinstance(value, bool) or not isinstance(value, kind)):
            yield _wrong(value, path, zh, en)

    return Check(passes, find)


def _find_text(value: Any, path: str, _: Ids) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _wrong(value, path, "文字", "a string")
    elif not value:
        yield Problem("empty", path, Text("不能为空", "must not be empty"))


def _all_text(column: list[Any], _: Ids) -> bool:
    return set(map(type, column)) <= {str} and "" not in column


def _check_reference(target: str) -> Check:
    def passes(column: list[Any], ids: Ids) -> bool:
        return set(map(type, column)) <= {str} and not set(column).difference(ids[target])

    def find(value: Any, path: str, ids: Ids) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield _wrong(value, path, "文字编号", "an id, which is a string")
        elif value not in ids[target]:
            zh = f"{target} 中没有编号 {value!r}；请补录，或改正编号"
            en = f"there is no {value!r} among the {target}; add it, or correct the id"
            yield Problem("unknown-reference", path, Text(zh, en))

    return Check(passes, find)


def _find_date(value: Any, path: str, _: Ids) -> Iterator[Problem]:
    if isinstance(value, dt.datetime):
        zh = f"应为日期而不是带时刻的 {value.isoformat()}；请只写日期"
        en = f"must be a date, not the datetime {value.isoformat()}; give the date alone"
        yield Problem("datetime-for-date", path, Text(zh, en))
    elif not is_date(value):
        yield _wrong(value, path, "日期", "a date")


def _all_dates(column: list[Any], _: Ids) -> bool:
    return set(map(type, column)) <= {dt.date}


def _all_periods(column: list[Any], _: Ids) -> bool:
    day = dt.date
    for period in column:
        if type(period) is not Period or type(period.start) is not day:
            return False
        end = period.end
        if end is not None and (type(end) is not day or end < period.start):
            return False
    return True


def _find_period(value: Any, path: str, ids: Ids) -> Iterator[Problem]:
    if not isinstance(value, Period):
        yield _wrong(value, path, "期间", "a period")
        return
    faults = [*_find_date(value.start, path, ids)]
    if value.end is not None:
        faults += _find_date(value.end, path, ids)
    yield from faults
    if not faults and value.end is not None and value.end < value.start:
        zh = f"止日 {value.end} 早于起日 {value.start}"
        en = f"ends on {value.end}, before it begins on {value.start}"
        yield Problem("period-reversed", path, Text(zh, en))


def _overlaps(periods: Sequence[Period], path: str) -> Iterator[Problem]:
    ordered = sorted(periods, key=lambda period: period.start)
    for earlier, later in itertools.pairwise(ordered):
        if earlier.end is None or earlier.end >= later.start:
            zh = f"期间 {earlier} 与 {later} 重叠"
            en = f"the periods {earlier} and {later} overlap"
            yield Problem("periods-overlap", path, Text(zh, en))


def _check_timeline(inner: Check) -> Check:
    def find(value: Any, path: str, ids: Ids) -> Iterator[Problem]:
        if not isinstance(value, Timeline):
            yield _wrong(value, path, "随时间变化的值", "a timeline")
            return
        faults: list[Problem] = []
        for entry in value.entries:
            if not isinstance(entry, tuple) or len(entry) != 2:
                faults.append(_wrong(entry, path, "期间与值", "a pair of period and value"))
                continue
            faults += _find_period(entry[0], path, ids)
            faults += inner.find(entry[1], path + pointer(entry[0]), ids)
        yield from faults
        if not faults:
            yield from _overlaps([period for period, _ in value.entries], path)

    def passes(column: list[Any], ids: Ids) -> bool:
        return not any(problem for value in set(column) for problem in find(value, "", ids))

    return Check(_unless_unhashable(passes), find)


def _unless_unhashable(passes: Callable[[list[Any], Ids], bool]) -> Callable[[list[Any], Ids], bool]:
    def guarded(column: list[Any], ids: Ids) -> bool:
        try:
            return passes(column, ids)
        except TypeError:
            return False

    return guarded


def _check_many(inner: Check, container: Any, periods: bool) -> Check:
    def find(value: Any, path: str, ids: Ids) -> Iterator[Problem]:
        if not isinstance(value, container):
            yield _wrong(value, path, "一组值", "a collection of values")
            return
        items: Sequence[Any] = value if container is tuple else sorted(value, key=short)
        faults = [p for i, item in enumerate(items) for p in inner.find(item, f"{path}/{i}", ids)]
        yield from faults
        if periods and not faults:
            yield from _overlaps(items, path)

    def passes(column: list[Any], ids: Ids) -> bool:
        return not any(problem for value in set(column) for problem in find(value, "", ids))

    return Check(_unless_unhashable(passes), find)


def _check_part(kind: type) -> Check:
    def find(value: Any, path: str, ids: Ids) -> Iterator[Problem]:
        if not isinstance(value, kind):
            yield _wrong(value, path, kind.__name__, f"a {kind.__name__}")
        else:
            yield from item_problems(value, path, ids)

    def passes(column: list[Any], ids: Ids) -> bool:
        return not any(problem for value in column for problem in find(value, "", ids))

    return Check(passes, find)


def _check_extensions() -> Check:
    def find(value: Any, path: str, _: Ids) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield _wrong(value, path, "对象", "an object")

    return Check(lambda column, _: all(isinstance(value, Mapping) for value in column), find)


def _find_measure(value: Any, path: str, _: Ids) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield _wrong(value, path, "数值", "a number")
    elif not _is_finite(value):
        shown = short(value)
        yield Problem(
            "not-finite", path, Text(f"应为有限数值，而不是 {shown}", f"must be a finite number, not {shown}")
        )


def _all_measures(column: list[Any], _: Ids) -> bool:
    return set(map(type, column)) <= {int, float} and all(map(_is_finite, column))


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


_PLAIN = {
    float: Check(_all_measures, _find_measure),
    bool: _check_type(bool, "true 或 false", "true or false"),
    dt.date: Check(_all_dates, _find_date),
    str: Check(_all_text, _find_text),
    Period: Check(_all_periods, _find_period),
    int: _check_type(int, "整数", "a whole number"),
    DaySet: _check_type(DaySet, "日期集", "a set of days"),
}


@cache
def _check_of(annotation: Any) -> Check:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        mark = arguments[1]
        return _check_reference(mark.to) if isinstance(mark, Refers) else _PLAIN[arguments[0]]
    if origin is Timeline:
        return _check_timeline(_check_of(arguments[0]))
    if origin in (tuple, frozenset):
        return _check_many(_check_of(arguments[0]), origin, arguments[0] is Period)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        codes = "、".join(str(member.value) for member in annotation)
        return _check_type(annotation, f"{annotation.__name__}（{codes}）", f"a {annotation.__name__} ({codes})")
    if isinstance(annotation, type) and attrs.has(annotation):
        return _check_part(annotation)
    return _check_extensions()


@attrs.frozen
class Field:
    """A field of a fact: its name, whether it may be None, whether it is the id, and its check."""

    name: str
    optional: bool
    key: bool
    check: Check


@cache
def fields_of(kind: Any) -> tuple[Field, ...]:
    """The fields of a class of facts, with their checks, in order."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return tuple(_field(field.name, hints[field.name]) for field in attrs.fields(kind))


def without_none(hint: Any) -> Any:
    """The annotation of a field that may be None, without that; ``float`` stands for any number."""
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    return parts[0] if len(parts) == 1 else float


def _field(name: str, hint: Any) -> Field:
    optional = False
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        optional = True
        hint = without_none(hint)
    key = typing.get_origin(hint) is Annotated and isinstance(typing.get_args(hint)[1], Key)
    return Field(name, optional, key, _check_of(hint))


def item_problems(fact: Any, path: str, ids: Ids) -> Iterator[Problem]:
    """What is wrong with one fact, field by field."""
    kind: Any = type(fact)
    for field in fields_of(kind):
        value = getattr(fact, field.name)
        if value is not None or not field.optional:
            yield from field.check.find(value, f"{path}/{field.name}", ids)


def column_problems(name: str, kind: type, facts: Sequence[Any], ids: Ids) -> Iterator[Problem]:
    """What is wrong with a collection of facts: types, dates, periods, references, repeated ids."""
    if not set(map(type, facts)) <= {kind}:
        for index, fact in enumerate(facts):
            if not isinstance(fact, kind):
                yield _wrong(fact, f"/{name}/{index}", kind.__name__, f"a {kind.__name__}")
        facts_by_index = [(i, fact) for i, fact in enumerate(facts) if isinstance(fact, kind)]
    else:
        facts_by_index = list(enumerate(facts))
    for field in fields_of(kind):
        column = [getattr(fact, field.name) for _, fact in facts_by_index]
        given = [value for value in column if value is not None] if field.optional else column
        if given and not field.check.passes(given, ids):
            for (index, _), value in zip(facts_by_index, column, strict=True):
                if value is not None or not field.optional:
                    yield from field.check.find(value, f"/{name}/{index}/{field.name}", ids)
        if field.key:
            yield from _repeated(name, field.name, facts_by_index, column)


def _repeated(name: str, field: str, facts_by_index: list[tuple[int, Any]], column: list[Any]) -> Iterator[Problem]:
    texts = [value for value in column if isinstance(value, str)]
    if len(set(texts)) == len(texts):
        return
    first: dict[str, int] = {}
    for (index, _), value in zip(facts_by_index, column, strict=True):
        if isinstance(value, str) and first.setdefault(value, index) != index:
            zh = f"编号 {value!r} 与 /{name}/{first[value]} 重复"
            en = f"the id {value!r} is that of /{name}/{first[value]} too"
            yield Problem("duplicate-id", f"/{name}/{index}/{field}", Text(zh, en))
