"""Reading a document carefully, once it is known that something is wrong with it: every problem, with its path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ..errors import DocumentError, Problem
from ..facts import checks
from ..facts.areas import Claim
from ..facts.registry import COLLECTIONS, Registry
from .forms import EXTENSIONS, FORMAT, VERSION, read_fields
from .problems import FAULTY, LIMIT, Problems, TooMany, below, document_error

__all__ = ["has_repeated_keys", "read_carefully"]

_KINDS: dict[str, Any] = {**COLLECTIONS, "complete": Claim}
_KEYS = ("format", "version", *_KINDS, "extensions")


def read_carefully(data: bytes) -> Registry:
    """The registry that a document holds.

    Raises:
        DocumentError: it isn't one of our documents, or has problems; all are listed.
        RegistryError: the facts in it are malformed.
    """
    document = _parse(data)
    problems = Problems()
    try:
        facts = _read(document, problems)
    except TooMany:
        raise DocumentError([*problems, _more()]) from None
    if facts is None:
        raise DocumentError(problems)
    return Registry(**facts)


def _more() -> Problem:
    zh, en = f"问题超过 {LIMIT} 处，其余未查", f"more than {LIMIT} problems: the rest wasn't looked for"
    return document_error("too-many-problems", "", zh, en).problems[0]


class Object(dict[str, Any]):
    """A JSON object with keys that stand twice."""

    repeated: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    doubled = Object(plain)
    keys = [key for key, _ in pairs]
    doubled.repeated = tuple(key for key in plain if keys.count(key) > 1)
    return doubled


class _Repeated(Exception):
    pass


def _refuse_repeated(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) != len(pairs):
        raise _Repeated


def has_repeated_keys(data: bytes) -> bool:
    """Whether a key stands twice in an object of a document that can be parsed."""
    try:
        json.loads(data.decode(), object_pairs_hook=_refuse_repeated)
    except _Repeated:
        return True
    return False


def _parse(data: bytes) -> Any:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        zh, en = (
            "文件开头有字节顺序标记（BOM）；请另存为不带 BOM 的 UTF-8",
            "begins with a byte-order mark; save it as UTF-8 without one",
        )
        raise document_error("byte-order-mark", "", zh, en)
    try:
        # msgspec is the stricter parser; the other one shows keys that stand twice.
        msgspec.json.decode(data)
        return json.loads(data.decode(), object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise document_error("not-utf-8", "", "不是 UTF-8 编码", "isn't encoded in UTF-8") from None
    except RecursionError:
        raise document_error("too-deep", "", "嵌套过深", "is nested too deep") from None
    except msgspec.MsgspecError as error:
        raise document_error("not-json", "", f"不是可读的 JSON：{error}", f"isn't readable JSON: {error}") from None


def _read(document: Any, problems: Problems) -> dict[str, Any] | None:
    """The facts by collection; None if they couldn't all be read."""
    if not isinstance(document, dict):
        problems.wrong_type(document, "", "对象", "an object")
        return None
    if not _is_ours(document, problems):
        return None
    problems.repeated_keys(document, "")
    for key in document:
        if key not in _KEYS:
            problems.unknown_key(key, "", _KEYS)
    ids = {name: _ids(document.get(name, [])) for name in ("areas", "companies", "supervisors", "list_versions")}
    facts: dict[str, Any] = {}
    sound = not problems
    for name, kind in _KINDS.items():
        if name in document:
            facts[name], fine = _read_collection(name, kind, document[name], ids, problems)
            sound = sound and fine
    if "extensions" in document:
        facts["extensions"] = EXTENSIONS.read(document["extensions"], "/extensions", problems)
        sound = sound and facts["extensions"] is not FAULTY
    return facts if sound else None


def _is_ours(document: dict[str, Any], problems: Problems) -> bool:
    """Whether it is worth reading on."""
    ours = True
    for key, wanted in (("format", FORMAT), ("version", VERSION)):
        if key not in document:
            problems.missing(key, "")
        elif document[key] != wanted or type(document[key]) is not type(wanted):
            ours = False
            zh = f"应为 {wanted!r}；本程序只读这一种文件"
            en = f"must be {wanted!r}: no other kind of document can be read"
            problems.add(f"wrong-{key}", below("", key), zh, en)
    return ours


class _Any:
    """Stands for ids that can't be told: any id is among them."""

    def __contains__(self, id: object) -> bool:
        return True


def _ids(rows: Any) -> Any:
    if not isinstance(rows, list):
        return _Any()
    return {row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)}


def _read_collection(
    name: str, kind: Any, rows: Any, ids: dict[str, Any], problems: Problems
) -> tuple[list[Any], bool]:
    """The facts that could be read, and whether all could; what the registry would refuse is listed too."""
    path = below("", name)
    if not isinstance(rows, list):
        problems.wrong_type(rows, path, "数组", "a list")
        return [], False
    facts, fine = [], True
    for index, row in enumerate(rows):
        here, found = below(path, index), len(problems)
        values = read_fields(kind, row, here, problems)
        if len(problems) == found:
            facts.append(kind(**values))
        else:
            fine = False
        _add(problems, _refused(kind, values, here, ids))
    _add(problems, _repeated_ids(rows, path))
    return facts, fine


def _add(problems: Problems, found: Iterable[Problem]) -> None:
    for problem in found:
        problems.add(problem.code, problem.path, problem.message.zh, problem.message.en)


def _refused(kind: Any, values: dict[str, Any], path: str, ids: dict[str, Any]) -> Iterator[Problem]:
    for field in checks.fields_of(kind):
        value = values.get(field.name)
        if value is not None:
            yield from field.check.find(value, below(path, field.name), ids)


def _repeated_ids(rows: list[Any], path: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        id = row.get("id") if isinstance(row, dict) else None
        if isinstance(id, str) and first.setdefault(id, index) != index:
            zh, en = f"编号 {id!r} 与 {path}/{first[id]} 重复", f"the id {id!r} is that of {path}/{first[id]} too"
            yield from document_error("duplicate-id", f"{path}/{index}/id", zh, en).problems
