"""Rulebooks one upon another: a city's on the nation's, as plain data, before they are read.

A layer adds, tightens or replaces what lies below it, by id. One that lies upon another of its own
jurisdiction succeeds it: from its first day on it is in force, and the one below was until then.
Called by the loader of rulebooks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ..errors import Problem, RulebookError, pointer
from ..periods import ONE_DAY, Period
from ..vocabulary import Text
from .known_rules import READ_BY
from .upon import LAYERED, UNDATED, Data, Upon, names, span_of, stated_by, table_of

__all__ = ["stacked"]

Load = Callable[[str], Data | None]


def stacked(data: Data, load: Load) -> tuple[Data, list[Problem]]:
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
            raise RulebookError.single("cyclic", "/extends", f"规则集循环沿用：{chain}", f"layers in a circle: {chain}")
        layers.append(found)
        seen.append(below)
    states = [State(None, _taken(_dated(layers.pop()), load, problems))]
    # What the nearest other jurisdiction below demands is the minimum.
    minimum: Data = {}
    while layers:
        layer = _dated(layers.pop())
        newest = states[-1].data
        succeeds = layer.get("jurisdiction") == newest.get("jurisdiction")
        if succeeds:
            _after(newest, layer, problems)
        else:
            minimum = newest
        states = _put(states, layer, load, minimum, succeeds, problems)
    return _chained(states), problems


def _begins_quarter(day: dt.date) -> bool:
    return day.day == 1 and day.month % 3 == 1


class State(NamedTuple):
    """How the norms stood from a day on; from ever, without one."""

    since: dt.date | None
    data: Data


def _put(
    states: list[State], layer: Data, load: Load, minimum: Data, succeeds: bool, problems: list[Problem]
) -> list[State]:
    """A layer put upon what lies below from its first day on; before that day what lies below stands alone."""

    def upon(below: Data, told: list[Problem]) -> Data:
        cut = _until(below, layer, told) if succeeds else below
        data = Upon(cut, layer, below, minimum, succeeds, told).data
        return _registered(data, layer["register"], load, told) if "register" in layer else data

    span = span_of(layer)
    if span is None:
        older = [State(state.since, upon(state.data, [])) for state in states[:-1]]
        return [*older, State(states[-1].since, upon(states[-1].data, problems))]
    earlier = [state for state in states if state.since is None or state.since < span.start]
    later = [state for state in states if state.since is not None and state.since >= span.start]
    first = State(span.start, upon(earlier[-1].data, [] if later else problems))
    rest = [State(state.since, upon(state.data, problems if state is later[-1] else [])) for state in later]
    return [*earlier, first, *rest]


def _chained(states: list[State]) -> Data:
    """The last state, with those before it that differ in what has no days of its own."""
    whole: Data = {}
    since: dt.date | None = None
    for state, next_state in zip(states, [*states[1:], None], strict=True):
        if next_state is not None and _same(state.data, next_state.data):
            continue
        plain = {key: value for key, value in state.data.items() if key not in LAYERED}
        whole = {**plain, "before": whole, "since": str(since)} if whole and since else plain
        since = None if next_state is None else next_state.since
    return whole


def _same(one: Data, other: Data) -> bool:
    """Whether two states differ in nothing but what has days of its own."""
    ours, theirs = table_of(one, "interpretations"), table_of(other, "interpretations")
    shared = (id for id in ours if id in theirs)
    return all(one.get(key) == other.get(key) for key in UNDATED) and all(
        table_of(ours, id).get("chosen") == table_of(theirs, id).get("chosen") for id in shared
    )


def _taken(whole: Data, load: Load, problems: list[Problem]) -> Data:
    return _registered(whole, whole["register"], load, problems) if "register" in whole else whole


def _after(below: Data, layer: Data, problems: list[Problem]) -> None:
    """Note a successor that doesn't begin after what it succeeds."""
    ours, theirs = span_of(layer), span_of(below)
    if "in_force" not in layer:
        zh, en = (
            "接续同一地区的规则集的，应当写明施行期间",
            "succeeds a rulebook of its jurisdiction: say from when it is in force",
        )
        problems.append(Problem("missing", "/in_force", Text(zh, en)))
    elif layer.get("id") == below.get("id"):
        zh, en = "编号不能与被接续的规则集相同", "must not be the id of the one that it succeeds"
        problems.append(Problem("duplicate-id", "/id", Text(zh, en)))
    elif ours is not None and theirs is not None and ours.start <= theirs.start:
        zh, en = (
            f"施行起始日应当晚于被接续规则集的施行起始日（{theirs.start}）",
            f"must begin after the one that it succeeds, {theirs.start}",
        )
        problems.append(Problem("days-reversed", "/in_force", Text(zh, en)))
    elif (
        ours is not None
        and not _begins_quarter(ours.start)
        and below.get("visit_window") != layer.get("visit_window", below.get("visit_window"))
    ):
        zh, en = (
            "督导频次改变的，应当自一季度的第一日起施行",
            "changes how often visits are owed: begin on the first day of a quarter",
        )
        problems.append(Problem("mid-quarter", "/in_force", Text(zh, en)))
    elif ours is not None and theirs is not None and theirs.end is not None and theirs.end < ours.start - ONE_DAY:
        zh, en = (
            f"{theirs.end} 与 {ours.start} 之间没有施行的规则集",
            f"no rulebook is in force between {theirs.end} and {ours.start}",
        )
        problems.append(Problem("none-in-force", "/in_force", Text(zh, en)))


def _registered(whole: Data, named: Any, load: Load, problems: list[Problem]) -> Data:
    """The interpretations that the rules read and that aren't on the register, as another rulebook has them."""
    found = load(named) if isinstance(named, str) else None
    if found is None:
        problems.append(
            Problem("unknown-rulebook", "/register", Text(f"没有规则集 {named!r}", f"no rulebook {named!r}"))
        )
        return whole
    other, _ = stacked(found, load)
    rules = {id: _reading(id, rule) for id, rule in table_of(whole, "rules").items()}
    read = {
        name
        for rule in rules.values()
        for name in names(table_of({"": rule}, "").get("readings"))
        if isinstance(name, str)
    }
    theirs = {id: entry for id, entry in table_of(other, "interpretations").items() if id in read}
    ours = table_of(whole, "interpretations")
    # One of which only the choice is given is the other rulebook's, chosen anew.
    chosen = {id: ours[id] for id in ours if id in theirs and "readings" not in table_of(ours, id)}
    upon = Upon({"interpretations": theirs}, {"interpretations": chosen}, {}, {}, True, problems)
    entries = {**upon.data["interpretations"], **{id: ours[id] for id in ours if id not in chosen}}
    cited = {name for id in entries for name in names(table_of(entries, id).get("citations")) if isinstance(name, str)}
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


def _until(below: Data, layer: Data, problems: list[Problem]) -> Data:
    """What a layer succeeds, with the rules that it states anew or repeals in force until the day before."""
    begins, rules = span_of(layer), below.get("rules")
    if begins is None or begins.start == dt.date.min or not isinstance(rules, Mapping):
        return below
    eve = begins.start - ONE_DAY
    ended = {}
    for id, rule in rules.items():
        # Without a day of its own it binds since its rulebook does, which a reading says.
        span = span_of(rule) or (Period(dt.date.min) if isinstance(rule, Mapping) and "in_force" not in rule else None)
        if not isinstance(rule, Mapping) or span is None or (span.end is not None and span.end < eve):
            ended[id] = rule
        elif (stated_by(layer, id) or id in names(layer.get("without"))) and span.start > eve:
            zh = f"该规则有一版自 {span.start} 起施行，晚于本规则集的起始日，不能改写"
            en = f"an edition of this rule begins on {span.start}, after this rulebook does: it can't be stated anew"
            problems.append(Problem("two-in-force", pointer("rules", id), Text(zh, en)))
            ended[id] = rule
        elif stated_by(layer, id) or id in names(layer.get("without")):
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
