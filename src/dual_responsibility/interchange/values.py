"""How single values stand in a document, and what may stand under extensions: read with every problem named."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .._frozen import freeze
from ..daysets import DaySet
from ..periods import Period, parse_day
from .problems import FAULTY, Problems, below

__all__ = [
    "DEFINITIONS",
    "keys_in_data",
    "read_day",
    "read_days",
    "read_extensions",
    "read_flag",
    "read_measure",
    "read_node",
    "read_number",
    "read_period",
    "read_text",
    "write_node",
]

DEPTH = 64
"""How deep extensions may nest; nothing else nests deeper than a few levels."""

_DAY = "(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

DEFINITIONS: Mapping[str, dict[str, Any]] = {
    "day": {"type": "string", "format": "date", "pattern": f"^{_DAY}$"},
    "period": {"type": "string", "pattern": rf"^{_DAY}/({_DAY}|\.\.)$"},
    "dayOrInterval": {"type": "string", "pattern": f"^{_DAY}(/{_DAY})?$"},
}
"""The schemas of what is written as text."""


def read_text(value: Any, path: str, problems: Problems) -> Any:
    """Text as it stands."""
    return value if isinstance(value, str) else problems.wrong_type(value, path, "文字", "a string")


def read_number(value: Any, path: str, problems: Problems) -> Any:
    """A whole number, written as one."""
    return value if type(value) is int else problems.wrong_type(value, path, "整数", "a whole number")


def read_measure(value: Any, path: str, problems: Problems) -> Any:
    """A number, with or without a fraction."""
    if type(value) not in (int, float):
        return problems.wrong_type(value, path, "数值", "a number")
    try:
        float(value)
    except OverflowError:
        return problems.wrong_type(value, path, "数值", "a number of a usual size")
    return value


def read_flag(value: Any, path: str, problems: Problems) -> Any:
    """True or false."""
    return value if isinstance(value, bool) else problems.wrong_type(value, path, "true 或 false", "true or false")


def read_day(value: Any, path: str, problems: Problems) -> Any:
    """A date, written YYYY-MM-DD and nothing looser."""
    if not isinstance(value, str):
        return problems.wrong_type(value, path, "日期，写作 2023-01-31", "a date, written 2023-01-31")
    try:
        return parse_day(value)
    except ValueError:
        if re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]", value):
            zh = f"应为日期而不是带时刻的 {value[:40]!r}；请只写日期"
            en = f"must be a date, not the datetime {value[:40]!r}; give the date alone"
            return problems.add("datetime-for-date", path, zh, en)
        zh = f"没有 {value[:40]!r} 这样的日期；请写作 2023-01-31"
        return problems.add("not-a-date", path, zh, f"there is no date {value[:40]!r}; write it 2023-01-31")


def read_period(value: Any, path: str, problems: Problems) -> Any:
    """A period, written ``start/end``; its end may lie before its start, which the registry judges."""
    if not isinstance(value, str):
        zh, en = "期间，写作 2023-01-01/2023-12-31", "a period, written 2023-01-01/2023-12-31"
        return problems.wrong_type(value, path, zh, en)
    first, slash, last = value.partition("/")
    if not slash:
        zh = f"{value[:40]!r} 不是期间；请写作 2023-01-01/2023-12-31，没有止日的写作 2023-01-01/.."
        en = f"{value[:40]!r} is no period; write it 2023-01-01/2023-12-31, or 2023-01-01/.. without an end"
        return problems.add("not-a-period", path, zh, en)
    start = read_day(first, path, problems)
    end = None if last == ".." else read_day(last, path, problems)
    return FAULTY if start is FAULTY or end is FAULTY else Period(start, end)


def read_node(value: Any, path: str, problems: Problems) -> Any:
    """A period that may be written as its only day."""
    if isinstance(value, str) and "/" not in value:
        day = read_day(value, path, problems)
        return FAULTY if day is FAULTY else Period(day, day)
    return read_period(value, path, problems)


def write_node(period: Period) -> str:
    """A period, as its only day if it has but one."""
    return period.start.isoformat() if period.start == period.end else str(period)


def read_days(value: Any, path: str, problems: Problems) -> Any:
    """A set of days: dates and closed intervals; a bare one stands for a list of one."""
    items = value if isinstance(value, (list, tuple)) else [value]
    if set(map(type, items)) <= {str}:
        try:
            return DaySet.parse(items)
        except ValueError:
            pass
    _find_wrong_days(items, path, problems)
    return FAULTY


def _find_wrong_days(items: Sequence[Any], path: str, problems: Problems) -> None:
    for index, item in enumerate(items):
        here = below(path, index)
        if not isinstance(item, str) or "/" not in item:
            read_day(item, here, problems)
            continue
        period = read_period(item, here, problems)
        if period is FAULTY:
            continue
        if period.end is None:
            problems.add("period-open", here, "日期集中的区间应当有止日", "an interval in a set of days needs an end")
        elif period.end < period.start:
            zh = f"止日 {period.end} 早于起日 {period.start}"
            en = f"ends on {period.end}, before it begins on {period.start}"
            problems.add("period-reversed", here, zh, en)


def read_extensions(value: Any, path: str, problems: Problems) -> Any:
    """An object with any JSON data in it; an empty one is none."""
    if not isinstance(value, Mapping):
        return problems.wrong_type(value, path, "对象", "an object")
    found = len(problems)
    _check_json(value, path, problems, DEPTH)
    if len(problems) > found:
        return FAULTY
    return freeze(value) if value else None


def _check_json(value: Any, path: str, problems: Problems, depth: int) -> None:
    """Anything that JSON can say is welcome under extensions, to a depth."""
    if isinstance(value, (Mapping, list, tuple)):
        if not depth:
            problems.add("too-deep", path, f"嵌套超过 {DEPTH} 层", f"is nested more than {DEPTH} levels deep")
            return
        problems.repeated_keys(value, path)
        for step, item in value.items() if isinstance(value, Mapping) else enumerate(value):
            if isinstance(value, Mapping) and not isinstance(step, str):
                problems.wrong_type(step, path, "文字的键", "a key that is a string")
            _check_json(item, below(path, step), problems, depth - 1)
    elif not (value is None or isinstance(value, (str, int)) or (isinstance(value, float) and math.isfinite(value))):
        problems.wrong_type(value, path, " JSON 数据", "JSON data")


def keys_in_data(value: Any) -> int:
    """How many keys all objects within JSON data have."""
    if isinstance(value, Mapping):
        return len(value) + sum(map(keys_in_data, value.values()))
    return sum(map(keys_in_data, value)) if isinstance(value, tuple) else 0
