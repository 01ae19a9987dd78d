"""Reading nested data of norms: typed values taken out one by one, every problem gathered.

Called by the loaders of rulebooks and of templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from ..errors import Problem, pointer
from ..periods import Period, parse_day
from ..vocabulary import Term, Text
from .citation import Citation

__all__ = ["Reader"]

T = TypeVar("T")
E = TypeVar("E", bound=Term)

TYPES: dict[type, Text] = {
    str: Text("文字", "text"),
    int: Text("整数", "a whole number"),
    bool: Text(" true 或 false", "true or false"),
    list: Text("列表：[ … ]", "a list: [ … ]"),
    dict: Text("表：{ … }", "a table: { … }"),
}


class Reader:
    """Takes values out of nested data and gathers every problem on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def problem(self, code: str, path: str, zh: str, en: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, path, Text(zh, en)))

    def take(self, data: Mapping[str, Any], key: str, path: str, kind: type[T]) -> T | None:
        """The value of a key, which must be of a kind; None if it isn't there."""
        value = data.get(key)
        if isinstance(value, kind):
            return value
        if key in data:
            zh, en = (
                TYPES.get(kind, Text(kind.__name__, f"a {kind.__name__}")).zh,
                TYPES.get(kind, Text("", f"a {kind.__name__}")).en,
            )
            self.problem("wrong-type", path + pointer(key), f"应为{zh}", f"must be {en}")
        else:
            self.problem("missing", path + pointer(key), "缺少此项", "is missing")
        return None

    def only(self, data: Mapping[str, Any], known: Iterable[str], path: str) -> None:
        """Note every key that isn't known."""
        known = [*known]
        for key in sorted(set(data).difference(known)):
            near = self.near(key, known)
            zh, en = f"没有名为 {key} 的项，请删除或者改正{near.zh}", f"unknown key; remove or correct it{near.en}"
            self.problem("unknown-key", path + pointer(key), zh, en)

    @staticmethod
    def near(given: str, known: Iterable[str]) -> Text:
        """What somebody may have meant, of those there are."""
        found = get_close_matches(given, known)
        if not found:
            return Text("", "")
        return Text(f"；是不是 {' 或者 '.join(found)}？", f"; did you mean {' or '.join(found)}?")

    def text(self, data: Mapping[str, Any], key: str, path: str) -> Text:
        """Words in Chinese and in English."""
        value = self.take(data, key, path, dict)
        return Text("", "") if value is None else self.words(value, path + pointer(key))

    def words(self, value: Mapping[str, Any], path: str) -> Text:
        """The words of a table of two."""
        self.only(value, ("zh", "en"), path)
        zh, en = (self.take(value, lang, path, str) for lang in ("zh", "en"))
        for lang, words in (("zh", zh), ("en", en)):
            if words is not None and not words.strip():
                self.problem("empty", f"{path}/{lang}", "不能为空", "can't be empty")
        return Text(zh or "", en or "")

    def term(self, kind: type[E], value: Any, path: str) -> E | None:
        """A term by its code."""
        try:
            return kind[value]
        except (KeyError, TypeError):
            known = ", ".join(str(term.value) for term in kind)
            self.problem(
                "unknown-term", path, f"{value!r} 不是有效代码；可用：{known}", f"{value!r} is none of: {known}"
            )
            return None

    def table(self, data: Mapping[str, Any], key: str) -> dict[str, Any]:
        """A table at the top."""
        return self.take(data, key, "", dict) or {}

    def each(self, data: Mapping[str, Any], key: str, read: Callable[[str, dict[str, Any], str], T]) -> dict[str, T]:
        """What a table at the top holds, each read from its id and its table."""
        found = {}
        for id, item in self.table(data, key).items():
            if isinstance(item, dict):
                found[id] = read(id, item, pointer(key, id))
            else:
                self.problem("wrong-type", pointer(key, id), "应为表", "must be a table")
        return found

    def terms(
        self, kind: type[E], data: Mapping[str, Any], path: str, read: Callable[[Any, str], T | None]
    ) -> dict[E, T]:
        """What a table holds that is keyed by terms."""
        found = {}
        for code, value in data.items():
            term, item = self.term(kind, code, path + pointer(code)), read(value, path + pointer(code))
            if term is not None and item is not None:
                found[term] = item
        return found

    def named(self, known: Mapping[str, T], data: Mapping[str, Any], key: str, path: str) -> list[str]:
        """A list of ids, each of which must be known."""
        names = self.take(data, key, path, list) or []
        found = []
        for i, name in enumerate(names):
            if isinstance(name, str) and name in known:
                found.append(name)
            else:
                near = self.near(str(name), known)
                zh, en = f"没有 {name!r}{near.zh}", f"there is no {name!r}{near.en}"
                self.problem("unknown-reference", path + pointer(key, i), zh, en)
        return found

    def in_force(self, data: Mapping[str, Any], path: str) -> Period | None:
        """The period of ``in_force``, if it is given."""
        if "in_force" not in data:
            return None
        try:
            period = Period.parse(data["in_force"])
        except (ValueError, AttributeError) as error:
            given = data["in_force"]
            zh = f"不是期间：{given!r}；写作 2023-01-01/2023-12-31，或者 2023-01-01/.."
            self.problem("not-a-period", f"{path}/in_force", zh, f"not a period: {error}")
            return None
        if period.end is not None and period.end < period.start:
            self.problem("period-reversed", f"{path}/in_force", "止日早于起日", "ends before it begins")
        return period

    def day(self, text: str, path: str) -> None:
        """Note it if a text is no date."""
        try:
            parse_day(text)
        except ValueError as error:
            self.problem("not-a-date", path, f"不是日期：{error}", str(error))

    def cited(self, citations: Mapping[str, Citation], data: Mapping[str, Any], path: str) -> tuple[Citation, ...]:
        """The clauses named; a norm without one doesn't exist."""
        names = self.named(citations, data, "citations", path)
        if data.get("citations") == []:
            self.problem("uncited", f"{path}/citations", "没有依据", "needs a source")
        return tuple(citations[name] for name in names)
