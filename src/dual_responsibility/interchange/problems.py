"""The problems of a document, collected with their paths while it is read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from ..errors import DocumentError, Problem
from ..vocabulary import Text

__all__ = ["FAULTY", "LIMIT", "Problems", "TooMany", "below", "document_error"]

FAULTY: Any = object()
"""What reading a value gives when the value has a problem."""

LIMIT = 100_000
"""A hundred megabytes of nonsense could have more problems than fit into memory."""


class TooMany(Exception):
    """The limit of problems is reached: stop looking."""


def below(path: str, step: str | int) -> str:
    """The JSON Pointer one step below another."""
    return f"{path}/{str(step).replace('~', '~0').replace('/', '~1')}"


def document_error(code: str, path: str, zh: str, en: str) -> DocumentError:
    """A DocumentError of one problem."""
    return DocumentError([Problem(code, path, Text(zh, en))])


class Problems(list[Problem]):
    """A list of problems that knows how to name them."""

    def add(self, code: str, path: str, zh: str, en: str) -> Any:
        """Note a problem; the value that has it is FAULTY."""
        if len(self) >= LIMIT:
            raise TooMany
        self.append(Problem(code, path, Text(zh, en)))
        return FAULTY

    def wrong_type(self, value: object, path: str, zh: str, en: str) -> Any:
        """Note a value of the wrong type."""
        found = _shown(value)
        return self.add("wrong-type", path, f"应为{zh}，而不是{found.zh}", f"must be {en}, not {found.en}")

    def unknown_key(self, key: str, path: str, known: Sequence[str]) -> None:
        """Note a key that isn't ours."""
        zh = f"没有这一项；可用：{'、'.join(known)}；其他系统的数据请放在 extensions 之下"
        en = f"no such key; there are: {', '.join(known)}; put data of other systems under extensions"
        self.add("unknown-key", below(path, key), zh, en)

    def missing(self, key: str, path: str) -> None:
        """Note a key that has to be there."""
        self.add("missing", below(path, key), "缺少这一项", "is missing")

    def repeated_keys(self, value: object, path: str) -> None:
        """Note each key that an object has twice."""
        for key in getattr(value, "repeated", ()):
            self.add("duplicate-key", below(path, key), "同一对象中重复出现", "stands twice in the same object")


def _shown(value: object) -> Text:
    """A value in a message, short whatever it is."""
    if value is None or isinstance(value, bool):
        code = {None: "null", True: "true", False: "false"}[value]
        return Text(f" {code}", code)
    if isinstance(value, str):
        text = value if len(value) <= 40 else value[:39] + "…"
        return Text(f"文字 {text!r}", f"the string {text!r}")
    if isinstance(value, (int, float)):
        short = (isinstance(value, float) and math.isfinite(value)) or abs(value) < 10**15
        return Text(f"数字 {value}", f"the number {value}") if short else Text("数字", "a number")
    if isinstance(value, (list, tuple)):
        return Text("数组", "a list")
    return (
        Text("对象", "an object") if hasattr(value, "keys") else Text(f" {type(value).__name__}", type(value).__name__)
    )
