"""One layer put upon what lies below it: what it may add, reword and replace, and what it may not.

Called by ``layers``, on plain data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import Problem, pointer
from ..periods import ONE_DAY, Period
from ..vocabulary import Text
from .tightening import changed_numbers, loosened

__all__ = ["LAYERED", "UNDATED", "Data", "Upon", "names", "span_of", "stated_by", "table_of", "words_of"]

Data = dict[str, Any]

LAYERED = ("extends", "authority", "without", "register", "templates")
"""The keys of a file that say how it lies upon another, and are gone once it does."""

_BY_ID = ("citations", "interpretations", "rules")
_ADDED = ("citations", "readings", "title", "demand")
_OWN = ("id", "jurisdiction", "version", "title", "in_force")
UNDATED = ("tiers", "modes", "teams", "allowances", "visit_window", "mechanism", "review", "bars")
"""What has no days of its own in a file: it is in force when its rulebook is."""


class Upon:
    """One layer put upon what lies below it."""

    def __init__(
        self, below: Data, layer: Data, was: Data, minimum: Data, succeeds: bool, problems: list[Problem]
    ) -> None:
        self.below, self.layer, self.problems = below, layer, problems
        self.was, self.minimum, self.succeeds = was, minimum, succeeds
        self.data: Data = {**below, **{key: layer[key] for key in layer if key in _OWN}}
        # What says which rulebook it is, and the ledger, which accounts for the clauses of one source.
        for own in (*_OWN, "clauses"):
            if own not in layer:
                self.data.pop(own, None)
        authority = layer.get("authority", {})
        self.authority: Mapping[str, Any] = authority if isinstance(authority, Mapping) else {}
        for path, named in self.authority.items():
            if not isinstance(named, str) or named not in {
                **table_of(below, "citations"),
                **table_of(layer, "citations"),
            }:
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
        self._restated()
        self._authorised()

    def note(self, code: str, path: str, zh: str, en: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, path, Text(zh, en)))

    def _authorised(self) -> None:
        """Note what asks less than it may, and an authority that authorises nothing."""
        needed = dict.fromkeys(pointer("rules", id) for id in names(self.layer.get("without")) if isinstance(id, str))
        for path, zh, en in loosened(self.minimum, self.layer):
            needed[path] = None
            if path not in self.authority:
                told = (
                    f'{zh}；放宽要求的，应当写明依据：[authority] "{path}" = 依据编号',
                    f'{en}; what loosens needs its source: [authority] "{path}" = a citation',
                )
                self.note("loosens", path, *told)
        for path in self.authority:
            if path not in needed:
                zh, en = "此处没有放宽要求，不需要写明依据", "loosens nothing"
                if needed:
                    zh, en = f"{zh}；需要写明依据的有：{'、'.join(needed)}", f"{en}; there are: {', '.join(needed)}"
                self.note("unused", pointer("authority", path), zh, en)

    def _restated(self) -> None:
        """Note a number that is changed while the rule whose words tell it isn't."""
        for id, path in changed_numbers(self.was, self.layer):
            if id not in table_of(self.data, "rules"):
                self.note("unused", path, f"此项不起作用：规则集没有规则 {id}", f"isn't used: there is no rule {id}")
            elif not words_of(self.layer, id):
                zh = f"数字已经改动，规则 {id} 的文字和依据应当相应修改：另立新版，或者写明 adds = {{ demand, citations }}"
                en = f"the number is changed, so rule {id} needs words and a source of its own: another edition, or adds = {{ demand, citations }}"
                self.note("not-restated", path, zh, en)

    def _drop(self) -> None:
        """Leave out the rules of below that the layer does without."""
        without = self.layer.get("without", [])
        rules = table_of(self.below, "rules")
        for index, id in enumerate(names(without)):
            path = pointer("without", index)
            if not isinstance(id, str) or id not in rules:
                self.note("unknown-reference", path, f"被沿用的规则集没有规则 {id!r}", f"no rule {id!r} lies below")
            elif id in table_of(self.minimum, "rules") and pointer("rules", id) not in self.authority:
                zh = f'不适用规则 {id} 的，应当写明依据：[authority] "{pointer("rules", id)}" = 依据编号'
                self.note("loosens", path, zh, f"doing without rule {id} needs its source under [authority]")
        gone = [id for id in names(without) if isinstance(id, str) and id in rules]
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
            self.note(
                "duplicate-id",
                path,
                "被沿用的规则集已有此编号，内容不同",
                "lies below already, and says something else",
            )
        return ours

    def _interpretation(self, below: Data, ours: Any, path: str) -> Any:
        """A layer may choose another reading of what lies below and add clauses that it concerns; no more."""
        if not isinstance(ours, Mapping) or set(ours).difference(("adds", "chosen", "why")):
            zh = "被沿用的规则集已有此编号；这里只能写 adds、chosen、why"
            self.note("duplicate-id", path, zh, "lies below already; here only adds, chosen, why can be given")
            return ours
        if ours.get("chosen", below.get("chosen")) != below.get("chosen") and "why" not in ours:
            self.note("missing", f"{path}/why", "改用其他读法的，应当写明理由", "another reading is chosen: say why")
        changed = {**below, **{key: ours[key] for key in ("chosen", "why") if key in ours}}
        return {**changed, "citations": self._more(changed.get("citations"), ours.get("adds", []), f"{path}/adds")}

    def _rule(self, below: Data, ours: Any, path: str) -> Any:
        """Clauses and readings added to a rule below, or another edition of it after the one below."""
        if not isinstance(ours, Mapping):
            return ours
        if "adds" not in ours:
            return {**ours, "before": below} if self._follows(below, ours, path) else ours
        adds = ours["adds"]
        if not isinstance(adds, Mapping) or len(ours) > 1 or set(adds).difference(_ADDED):
            known = ", ".join(_ADDED)
            self.note("wrong-type", path, f"只能写 adds = {{ {known} }}", f"must be adds = {{ {known} }} and no more")
            return below
        if "demand" in adds and "citations" not in adds:
            self.note("uncited", f"{path}/adds/citations", "改了文字，应当写明依据", "words of one's own need a source")
        changed = below
        for key in ("citations", "readings"):
            if key in adds:
                changed = self._adding(changed, key, adds[key], f"{path}/adds/{key}")
        words = {key: adds[key] for key in ("title", "demand") if key in adds}
        if not self.succeeds:
            return self._reworded(changed, words)
        # From its first day on, in other words; until then as it stood.
        newer = {key: value for key, value in changed.items() if key not in ("before", "in_force")}
        return self._rule(below, {**newer, **words, "in_force": self.layer.get("in_force")}, path)

    def _reworded(self, rule: Data, words: Data) -> Data:
        """A rule, and each of its editions, in other words."""
        before = {"before": self._reworded(rule["before"], words)} if "before" in rule else {}
        return {**rule, **words, **before}

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
        before, after = span_of(below), span_of(ours)
        if before is None or after is None:
            zh = "被沿用的规则集已有此规则；只加依据或改文字用 adds，另立新版用 in_force 写明施行期间"
            en = "lies below already: add to it by adds, or give another edition its in_force"
            self.note("two-in-force", path, zh, en)
            return False
        if before.end is not None and after.start == before.end + ONE_DAY:
            return True
        overlaps = before.end is None or after.start <= before.end
        until = "以后一直" if before.end is None else f"至 {before.end}"
        if overlaps:
            zh, en = (
                f"与被沿用的规则同时施行（后者{until}有效）；只加依据或改文字用 adds",
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


def stated_by(layer: Data, id: str) -> bool:
    """Whether a layer says anything of a rule."""
    return id in table_of(layer, "rules")


def words_of(layer: Data, id: str) -> bool:
    """Whether a layer states a rule in words of its own."""
    rule = table_of(table_of(layer, "rules"), id)
    return bool(rule) and ("adds" not in rule or "demand" in table_of(rule, "adds"))


def names(value: Any) -> list[Any]:
    """A list, or the list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) and not {"zh", "en", "citations"} & set(value)


def table_of(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A table in data; an empty one if it isn't there or is none."""
    found = data.get(key, {})
    return found if isinstance(found, Mapping) else {}


def span_of(rule: Any) -> Period | None:
    """When a rule is in force, if that is a period."""
    try:
        return Period.parse(rule["in_force"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
