"""Rulebooks one upon another: a city's on the nation's, as plain data, before they are read.

A layer adds, tightens or replaces what lies below it, by id. One that lies upon another of its own
jurisdiction succeeds it: from its first day on it is in force, and the one below was until then.
Called by the loader of rulebooks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import Problem, pointer
from ..periods import ONE_DAY, Period
from ..vocabulary import Text
from .known_rules import READ_BY
from .tightening import loosened

__all__ = ["LAYERED", "stacked"]

Data = dict[str, Any]

LAYERED = ("extends", "authority", "without", "register")
"""The keys of a file that say how it lies upon another, and are gone once it does."""

_BY_ID = ("citations", "interpretations", "rules")
_OWN = ("id", "jurisdiction", "version", "title", "in_force")
_UNDATED = ("tiers", "modes", "teams", "allowances", "visit_window", "mechanism", "review", "bars")
"""What has no days of its own in a file: it is in force when its rulebook is."""


def stacked(data: Data, load: Callable[[str], Data | None]) -> tuple[Data, list[Problem]]:
    """A rulebook's data with those below it, and what is wrong with how they lie upon each other.

    Args:
        data: what the file says.
        load: the data of the rulebook of an id; None if there is none.
    """
    problems: list[Problem] = []
    layers, seen = [data], [data.get("id")]
    while (below := layers[-1].get("extends")) is not None:
        found = load(below) if isinstance(below, str) else None
        if found is None:
            zh, en = f"没有规则集 {below!r}", f"there is no rulebook {below!r}"
            problems.append(Problem("unknown-rulebook", "/extends", Text(zh, en)))
            break
        if below in seen:
            chain = " → ".join(map(str, [*seen, below]))
            problems.append(Problem("cyclic", "/extends", Text(f"层叠成环：{chain}", f"layers in a circle: {chain}")))
            break
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
        if not succeeds:
            minimum = whole
        whole = _Upon(_until(whole, layer) if succeeds else whole, layer, minimum, succeeds, problems).data
        if "register" in layer:
            whole = _registered(whole, layer["register"], load, problems)
    return {key: value for key, value in whole.items() if key not in LAYERED}, problems


def _registered(whole: Data, named: Any, load: Callable[[str], Data | None], problems: list[Problem]) -> Data:
    """The interpretations that the rules read and that aren't on the register, as another rulebook has them."""
    found = load(named) if isinstance(named, str) else None
    if found is None:
        problems.append(
            Problem("unknown-rulebook", "/register", Text(f"没有规则集 {named!r}", f"no rulebook {named!r}"))
        )
        return whole
    other, _ = stacked(found, load)
    rules = {id: _reading(id, rule) for id, rule in _table(whole, "rules").items()}
    read = {name for rule in rules.values() for name in _names(_table({"": rule}, "").get("readings"))}
    theirs = {id: entry for id, entry in _table(other, "interpretations").items() if id in read}
    ours = _table(whole, "interpretations")
    # One of which only the choice is given is the other rulebook's, chosen anew.
    chosen = {id: ours[id] for id in ours if id in theirs and "readings" not in _table(ours, id)}
    upon = _Upon({"interpretations": theirs}, {"interpretations": chosen}, {}, True, problems)
    entries = {**upon.data["interpretations"], **{id: ours[id] for id in ours if id not in chosen}}
    cited = {name for id in entries for name in _names(_table(entries, id).get("citations"))}
    citations = {id: one for id, one in _table(other, "citations").items() if id in cited}
    return {
        **whole,
        "rules": rules,
        "interpretations": entries,
        "citations": {**citations, **_table(whole, "citations")},
    }


def _reading(id: str, rule: Any) -> Any:
    """A rule that reads what its kind reads, unless it says so itself; each of its editions likewise."""
    if not isinstance(rule, Mapping):
        return rule
    before = {"before": _reading(id, rule["before"])} if "before" in rule else {}
    return {**rule, "readings": rule.get("readings", [*READ_BY.get(id, ())]), **before}


def _until(below: Data, layer: Data) -> Data:
    """What a layer succeeds, its rules that have no end in force until the day before."""
    begins, rules = _span(layer), below.get("rules")
    if begins is None or not isinstance(rules, Mapping):
        return below
    eve = begins.start - ONE_DAY
    ended = {}
    for id, rule in rules.items():
        # Without a day of its own it binds since its rulebook does, which a reading says.
        span = _span(rule) or (Period(dt.date.min) if isinstance(rule, Mapping) and "in_force" not in rule else None)
        replaced = (
            isinstance(rule, Mapping) and id in _table(layer, "rules") and "adds" not in _table(layer["rules"], id)
        )
        dropped = isinstance(rule, Mapping) and id in _names(layer.get("without"))
        ends = span is not None and span.end is None and (replaced or dropped)
        ended[id] = {**rule, "in_force": str(Period(span.start, eve))} if ends and span is not None else rule
    return {**below, "rules": ended}


def _names(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


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


class _Upon:
    """One layer put upon what lies below it."""

    def __init__(self, below: Data, layer: Data, minimum: Data, succeeds: bool, problems: list[Problem]) -> None:
        self.below, self.layer, self.problems = below, layer, problems
        self.below_as_it_is, self.minimum, self.succeeds = below, minimum, succeeds
        self.data: Data = {**below, **{key: layer[key] for key in layer if key in _OWN}}
        # What says which rulebook it is, and the ledger, which accounts for the clauses of one source.
        for own in (*_OWN, "clauses"):
            if own not in layer:
                self.data.pop(own, None)
        authority = layer.get("authority", {})
        self.authority: Mapping[str, Any] = authority if isinstance(authority, Mapping) else {}
        for path, named in self.authority.items():
            if not isinstance(named, str) or named not in {**_table(below, "citations"), **_table(layer, "citations")}:
                self.note("unknown-reference", pointer("authority", path), f"没有 {named!r}", f"there is no {named!r}")
        self._drop()
        for key, value in layer.items():
            if key in _OWN or key in LAYERED:
                continue
            if key in _BY_ID:
                self.data[key] = self._joined(key)
            elif key == "staffing" and isinstance(value, list) and isinstance(below.get(key, []), list):
                self.data[key] = [*below.get(key, []), *value]
            else:
                self.data[key] = self._replaced(value, below.get(key))
        self._remember()
        for path, zh, en in loosened(minimum, layer):
            if path not in self.authority:
                zh, en = (
                    f"{zh}；放宽须在 [authority] 中写明依据",
                    f"{en}; what loosens needs its source under [authority]",
                )
                self.note("loosens", path, zh, en)

    def note(self, code: str, path: str, zh: str, en: str) -> None:
        self.problems.append(Problem(code, path, Text(zh, en)))

    def _remember(self) -> None:
        """Keep what was in force before, for the obligations that arose then."""
        below, before = self.below_as_it_is, self.below_as_it_is.get("before")
        if self.succeeds:
            self.data["before"] = {key: value for key, value in below.items() if key not in LAYERED}
            return
        self.data.pop("before", None)
        if before is not None and any(below.get(key) != before.get(key) for key in _UNDATED):
            self.data["before"] = _Upon(before, self.layer, before, False, []).data
            self.data.setdefault("in_force", below.get("in_force"))

    def _drop(self) -> None:
        """Leave out the rules of below that the layer does without."""
        names = self.layer.get("without", [])
        rules = _table(self.below, "rules")
        for index, id in enumerate(_names(names)):
            path = pointer("without", index)
            if not isinstance(id, str) or id not in rules:
                self.note("unknown-reference", path, f"下层没有规则 {id!r}", f"no rule {id!r} lies below")
            elif id in _table(self.minimum, "rules") and pointer("rules", id) not in self.authority:
                zh = f"去掉规则 {id} 须在 [authority] 中写明依据"
                self.note("loosens", path, zh, f"doing without rule {id} needs its source under [authority]")
        gone = [id for id in _names(names) if isinstance(id, str) and id in rules]
        kept = {id: rule for id, rule in rules.items() if id not in gone}
        # A rule that a successor repeals was owed until then.
        repealed = {id: {**rules[id], "repealed": True} for id in gone if isinstance(rules[id], Mapping)}
        self.below = {**self.below, "rules": {**kept, **(repealed if self.succeeds else {})}}
        if rules:
            self.data["rules"] = self.below["rules"]

    def _joined(self, key: str) -> Any:
        """What lies below and what the layer has, by id, in the order of the layer."""
        theirs, ours = self.below.get(key, {}), self.layer[key]
        if not isinstance(ours, Mapping):
            return ours
        join = {"citations": self._citation, "interpretations": self._interpretation, "rules": self._rule}[key]
        added = {id: join(theirs[id], item, pointer(key, id)) if id in theirs else item for id, item in ours.items()}
        return {**{id: item for id, item in theirs.items() if id not in ours}, **added}

    def _citation(self, below: Data, ours: Any, path: str) -> Any:
        if ours != below:
            self.note("duplicate-id", path, "下层已有此编号，内容不同", "lies below already, and says something else")
        return ours

    def _interpretation(self, below: Data, ours: Any, path: str) -> Any:
        """A layer may choose another reading of what lies below and add clauses that it concerns; no more."""
        if not isinstance(ours, Mapping) or set(ours).difference(("adds", "chosen", "why")):
            zh = "下层已有此编号；这一层只能写 adds、chosen、why"
            self.note("duplicate-id", path, zh, "lies below already; here only adds, chosen, why can be given")
            return ours
        changed = {**below, **{key: ours[key] for key in ("chosen", "why") if key in ours}}
        return {**changed, "citations": self._more(changed.get("citations"), ours.get("adds", []), f"{path}/adds")}

    def _rule(self, below: Data, ours: Any, path: str) -> Any:
        """Clauses and readings added to a rule below, or another edition of it after the one below."""
        if not isinstance(ours, Mapping):
            return ours
        if "adds" not in ours:
            return {**ours, "before": below} if self._follows(below, ours, path) else ours
        adds = ours["adds"]
        if not isinstance(adds, Mapping) or len(ours) > 1 or set(adds).difference(("citations", "readings")):
            zh, en = "只能写 adds = { citations, readings }", "must be adds = { citations, readings } and no more"
            self.note("wrong-type", path, zh, en)
            return below
        changed = below
        for key in adds:
            changed = self._adding(changed, key, adds[key], f"{path}/adds/{key}")
        return changed

    def _adding(self, rule: Data, key: str, more: Any, path: str) -> Data:
        """A rule, with more of something in it and in each edition before it."""
        changed = {**rule, key: self._more(rule.get(key, []), more, path)}
        return {**changed, "before": self._adding(rule["before"], key, more, path)} if "before" in rule else changed

    def _more(self, old: Any, new: Any, path: str) -> Any:
        if not isinstance(new, list) or not isinstance(old, list):
            self.note("wrong-type", path, "应为列表", "must be a list")
            return old
        # The layer's own clauses come first.
        return [*new, *(one for one in old if one not in new)]

    def _follows(self, below: Data, ours: Mapping[str, Any], path: str) -> bool:
        """Whether an edition begins on the day after the one below it ended."""
        before, after = _span(below), _span(ours)
        if before is None or after is None:
            zh = "下层已有此规则；补充用 adds，另立新版用 in_force 写明施行期间"
            en = "lies below already: add to it by adds, or give another edition its in_force"
            self.note("two-in-force", path, zh, en)
            return False
        if before.end is not None and after.start == before.end + ONE_DAY:
            return True
        overlaps = before.end is None or after.start <= before.end
        until = "以后一直" if before.end is None else f"至 {before.end}"
        if overlaps:
            zh, en = (
                f"与下层的规则同时施行（下层{until}）",
                f"is in force together with the one below, {before}",
            )
            self.note("two-in-force", path, zh, en)
        else:
            zh, en = (
                f"{before.end} 与 {after.start} 之间没有施行的规则",
                f"none is in force between {before.end} and {after.start}",
            )
            self.note("none-in-force", path, zh, en)
        return not overlaps

    def _replaced(self, ours: Any, below: Any) -> Any:
        """A table put upon one below, key by key; anything else in its place."""
        if not isinstance(ours, Mapping) or not isinstance(below, Mapping):
            return ours
        return {
            **below,
            **{
                key: self._replaced(value, below.get(key)) if _is_table(value) else value for key, value in ours.items()
            },
        }


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) and not {"zh", "en"} & set(value) and "days" not in value


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = data.get(key, {})
    return found if isinstance(found, Mapping) else {}


def _span(rule: Any) -> Period | None:
    """When a rule is in force, if that is a period."""
    try:
        return Period.parse(rule["in_force"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
