"""Whether a layer asks less than what lies below it: the nation's rules are a minimum.

Called by ``layers``, on plain data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._frozen import FrozenMap
from ..errors import pointer
from ..vocabulary import Tier

__all__ = ["VISITS_A_YEAR", "changed_numbers", "loosened"]

Loosened = Iterator[tuple[str, str, str]]
"""Where, and why in Chinese and in English."""

VISITS_A_YEAR: Mapping[str, int] = FrozenMap({"YEAR": 1, "QUARTER": 4, "MONTH": 12})
"""How often a visit is owed, by the window of which each has one."""

WINDOWS: Mapping[str, str] = FrozenMap({"YEAR": "每年", "QUARTER": "每季度", "MONTH": "每月"})


def loosened(below: Mapping[str, Any], layer: Mapping[str, Any]) -> Loosened:
    """Each parameter by which a layer asks less than what lies below it; malformed ones are passed over."""
    yield from _visits(below.get("visit_window"), layer.get("visit_window"))
    for grade, old, new in _both(below, layer, "tiers"):
        before, after = _rank(old), _rank(new)
        if before is not None and after is not None and after < before:
            yield pointer("tiers", grade), f"层级由 {old} 降为 {new}", f"a lower tier, {new} instead of {old}"
    for mode, old, new in _both(below, layer, "teams"):
        if isinstance(old, list) and isinstance(new, list):
            for role in old:
                if role not in new:
                    yield pointer("teams", mode), f"少了 {role}", f"leaves out {role}"
    for stage, olds, news in _both(below, layer, "allowances"):
        for cause, old, new in _both({stage: olds}, {stage: news}, stage):
            if _longer(old, new):
                yield pointer("allowances", stage, cause), "延长或者取消了期限", "allows more time, or any"
    for ground, old, new in _both(below, layer, "bars"):
        if isinstance(old, Mapping) and isinstance(new, Mapping) and _shorter(old.get("years"), new.get("years")):
            yield pointer("bars", ground), "禁止的年限更短", "bars for fewer years"
    theirs, ours = _review(below), _review(layer)
    for tier, old, new in _both(theirs, ours, "share_percent"):
        if _is_number(old) and _is_number(new) and new < old:
            yield (
                pointer("review", "share_percent", tier),
                f"比例由 {old}% 降为 {new}%",
                f"a share of {new} % instead of {old} %",
            )


TOLD_BY: Mapping[tuple[str, str], str] = FrozenMap(
    {
        ("adjust", "PERSONNEL"): "adjust.personnel-change",
        ("adjust", "WORK"): "adjust.work-change",
        ("adjust", "INCAPACITY"): "adjust.incapacity",
    }
)
"""The rule whose words tell the days of a stage and a cause."""

STAGES: Mapping[str, str] = FrozenMap({"report": "adjust.company-report", "company-adjust": "adjust.company-change"})
"""The rule whose words tell the days of a stage, whatever the cause."""


def changed_numbers(below: Mapping[str, Any], layer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The rules whose words tell a number that a layer sets otherwise than below, each with the place of the number."""
    theirs, ours = below.get("visit_window"), layer.get("visit_window")
    if ours is not None and theirs is not None and ours != theirs:
        yield "attend.quarter", "/visit_window"
    before = below.get("allowances")
    for stage, causes in _items(layer, "allowances"):
        for cause, value in causes.items() if isinstance(causes, Mapping) else ():
            id = TOLD_BY.get((stage, cause)) or STAGES.get(stage)
            known = before.get(stage) if isinstance(before, Mapping) else None
            old = known.get(cause) if isinstance(known, Mapping) else None
            if id is not None and _days(old) != _days(value):
                yield id, pointer("allowances", stage, cause)


def _items(data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    found = data.get(key)
    yield from found.items() if isinstance(found, Mapping) else ()


def _days(allowance: Any) -> Any:
    return (allowance.get("days"), allowance.get("unit")) if isinstance(allowance, Mapping) else allowance


def _visits(old: Any, new: Any) -> Loosened:
    if isinstance(old, str) and isinstance(new, str) and VISITS_A_YEAR.get(new, 99) < VISITS_A_YEAR.get(old, 0):
        yield (
            "/visit_window",
            f"督导频次由{WINDOWS.get(old, old)}（{old}）降为{WINDOWS.get(new, new)}（{new}）",
            f"visits less often, each {new} instead of each {old}",
        )


def _both(below: Mapping[str, Any], layer: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any, Any]]:
    """What a table says in both, by key."""
    theirs, ours = below.get(key), layer.get(key)
    if isinstance(theirs, Mapping) and isinstance(ours, Mapping):
        yield from ((name, theirs[name], ours[name]) for name in ours if name in theirs)


def _review(data: Mapping[str, Any]) -> Mapping[str, Any]:
    found = data.get("review")
    return found if isinstance(found, Mapping) else {}


def _rank(tier: Any) -> int | None:
    return Tier[tier].rank if isinstance(tier, str) and tier in Tier.__members__ else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _longer(old: Any, new: Any) -> bool:
    """Whether more time is allowed: more days, working days for as many calendar days, or no figure for one."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping) or not _is_number(old.get("days")):
        return False
    days = new.get("days")
    if not _is_number(days):
        return days is None
    working = [one.get("unit") == "WORKING_DAYS" for one in (old, new)]
    if working[0] == working[1]:
        return bool(days > old["days"])
    # So many calendar days are never longer than as many working days; a single working day may be longer than many.
    return True if working[1] else bool(days > old["days"])


def _shorter(old: Any, new: Any) -> bool:
    """Whether a bar lasts fewer years; one without years is for life."""
    if old is None:
        return new is not None
    return _is_number(old) and _is_number(new) and new < old
