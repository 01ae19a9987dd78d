"""Rulebooks one upon another: a city's on the nation's, as plain data, before they are read.

A layer adds, tightens or replaces what lies below it, by id. One that lies upon another of its own
jurisdiction succeeds it: from its first day on it is in force, and the one below was until then.
Called by the loader of rulebooks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import Problem, RulebookError
from ..periods import ONE_DAY, Period
from ..vocabulary import Text
from .known_rules import READ_BY
from .upon import LAYERED, Data, Upon, names, span_of, table_of, words_of

__all__ = ["stacked"]


def stacked(data: Data, load: Callable[[str], Data | None]) -> tuple[Data, list[Problem]]:
    """A rulebook's data with those below it, and what is wrong with how they lie upon each other.

    Args:
        data: what the file says.
        load: the data of the rulebook of an id; None if there is none.

    Raises:
        RulebookError: what it lies upon isn't there, or lies upon it in turn.
    """
    problems: list[Problem] = []
    layers, seen = [data], [data.get("id")]
    while (below := layers[-1].get("extends")) is not None:
        found = load(below) if isinstance(below, str) else None
        if found is None:
            zh, en = f"没有规则集 {below!r}", f"there is no rulebook {below!r}"
            raise RulebookError.single("unknown-rulebook", "/extends", zh, en)
        if below in seen:
            chain = " → ".join(map(str, [*seen, below]))
            raise RulebookError.single("cyclic", "/extends", f"循环引用：{chain}", f"layers in a circle: {chain}")
        layers.append(found)
        seen.append(below)
    whole = _dated(layers.pop())
    if "register" in whole:
        whole = _registered(whole, whole["register"], load, problems)
    # What the nearest other jurisdiction below demands is the minimum.
    minimum: Data = {}
    while layers:
        layer = _dated(layers.pop())
        succeeds = layer.get("jurisdiction") == whole.get("jurisdiction")
        if succeeds:
            _after(whole, layer, problems)
        else:
            minimum = whole
        below = _until(whole, layer) if succeeds else whole
        whole = Upon(below, layer, whole, minimum, succeeds, problems).data
        if "register" in layer:
            whole = _registered(whole, layer["register"], load, problems)
    return {key: value for key, value in whole.items() if key not in LAYERED}, problems


def _after(below: Data, layer: Data, problems: list[Problem]) -> None:
    """Note a successor that doesn't begin after what it succeeds."""
    ours, theirs = span_of(layer), span_of(below)
    if "in_force" not in layer:
        zh, en = (
            "接续同一辖区的规则集，应当写明施行期间",
            "succeeds a rulebook of its jurisdiction: say from when it is in force",
        )
        problems.append(Problem("missing", "/in_force", Text(zh, en)))
    elif ours is not None and theirs is not None and ours.start <= theirs.start:
        zh, en = (
            f"应当晚于被接续的规则集（{theirs.start}）",
            f"must begin after the one that it succeeds, {theirs.start}",
        )
        problems.append(Problem("days-reversed", "/in_force", Text(zh, en)))
    elif ours is not None and theirs is not None and theirs.end is not None and theirs.end + ONE_DAY < ours.start:
        zh, en = (
            f"{theirs.end} 与 {ours.start} 之间没有施行的规则集",
            f"no rulebook is in force between {theirs.end} and {ours.start}",
        )
        problems.append(Problem("none-in-force", "/in_force", Text(zh, en)))


def _registered(whole: Data, named: Any, load: Callable[[str], Data | None], problems: list[Problem]) -> Data:
    """The interpretations that the rules read and that aren't on the register, as another rulebook has them."""
    found = load(named) if isinstance(named, str) else None
    if found is None:
        problems.append(
            Problem("unknown-rulebook", "/register", Text(f"没有规则集 {named!r}", f"no rulebook {named!r}"))
        )
        return whole
    other, _ = stacked(found, load)
    rules = {id: _reading(id, rule) for id, rule in table_of(whole, "rules").items()}
    read = {name for rule in rules.values() for name in names(table_of({"": rule}, "").get("readings"))}
    theirs = {id: entry for id, entry in table_of(other, "interpretations").items() if id in read}
    ours = table_of(whole, "interpretations")
    # One of which only the choice is given is the other rulebook's, chosen anew.
    chosen = {id: ours[id] for id in ours if id in theirs and "readings" not in table_of(ours, id)}
    upon = Upon({"interpretations": theirs}, {"interpretations": chosen}, {}, {}, True, problems)
    entries = {**upon.data["interpretations"], **{id: ours[id] for id in ours if id not in chosen}}
    cited = {name for id in entries for name in names(table_of(entries, id).get("citations"))}
    citations = {id: one for id, one in table_of(other, "citations").items() if id in cited}
    return {
        **whole,
        "rules": rules,
        "interpretations": entries,
        "citations": {**citations, **table_of(whole, "citations")},
    }


def _reading(id: str, rule: Any) -> Any:
    """A rule that reads what its kind reads, unless it says so itself; each of its editions likewise."""
    if not isinstance(rule, Mapping):
        return rule
    before = {"before": _reading(id, rule["before"])} if "before" in rule else {}
    return {**rule, "readings": rule.get("readings", [*READ_BY.get(id, ())]), **before}


def _until(below: Data, layer: Data) -> Data:
    """What a layer succeeds, its rules that have no end in force until the day before."""
    begins, rules = span_of(layer), below.get("rules")
    if begins is None or not isinstance(rules, Mapping):
        return below
    eve = begins.start - ONE_DAY
    ended = {}
    for id, rule in rules.items():
        # Without a day of its own it binds since its rulebook does, which a reading says.
        span = span_of(rule) or (Period(dt.date.min) if isinstance(rule, Mapping) and "in_force" not in rule else None)
        if not isinstance(rule, Mapping) or span is None or (span.end is not None and span.end < eve):
            ended[id] = rule
        elif words_of(layer, id) or id in names(layer.get("without")):
            ended[id] = {**rule, "in_force": str(Period(span.start, eve))}
        elif span.end is not None and span_of(below) == span_of(rule):
            # It ended with its rulebook, which goes on in this one.
            ended[id] = {**rule, "in_force": str(Period(span.start, begins.end))}
        else:
            ended[id] = rule
    return {**below, "rules": ended}


def _dated(layer: Data) -> Data:
    """A layer whose rules and lines of staffing are in force when it is, unless they say otherwise."""
    span = layer.get("in_force")
    if span is None:
        return layer
    rules, staffing = layer.get("rules"), layer.get("staffing")
    changed = dict(layer)
    if isinstance(rules, Mapping):
        changed["rules"] = {id: _since(rule, span) for id, rule in rules.items()}
    if isinstance(staffing, list):
        changed["staffing"] = [_since(line, span) for line in staffing]
    return changed


def _since(norm: Any, span: Any) -> Any:
    return (
        {**norm, "in_force": norm.get("in_force", span)} if isinstance(norm, Mapping) and "adds" not in norm else norm
    )
