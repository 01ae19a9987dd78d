"""Reading a sound document quickly: two passes of msgspec in C, JSON to records to facts.

It stops at the first fault, whatever it is: ``careful`` then says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

import msgspec

from ..facts.areas import Claim
from ..facts.registry import COLLECTIONS, Registry
from .forms import EXTENSIONS, FORMAT, VERSION, Form, fields_of
from .problems import FAULTY, Problems

__all__ = ["read_sound"]


class Unsound(ValueError):
    """Something is wrong: let the careful reading say what."""


def read_sound(data: bytes) -> tuple[Registry, int]:
    """The registry that a sound document holds, and how many keys the document has at least.

    Raises:
        Exception: of whatever kind; something is wrong.
    """
    sections = _SECTIONS.decode(data)
    keys = len(sections)
    named = msgspec.json.decode(sections.pop("format"), type=str)
    if (named, msgspec.json.decode(sections.pop("version"), type=int)) != (FORMAT, VERSION):
        raise Unsound
    given: dict[str, Any] = {}
    for name, raw in sections.items():
        if name == "extensions":
            given[name] = _by_form(EXTENSIONS, msgspec.json.decode(raw))
            keys += _keys_within(EXTENSIONS, [given[name]])
            continue
        kind: Any = Claim if name == "complete" else COLLECTIONS[name]
        records = _decoder(kind).decode(raw)
        _wrap_bare_parts(kind, records)
        keys += _keys(kind, records)
        given[name] = msgspec.convert(records, tuple[kind, ...], from_attributes=True, dec_hook=_as_it_is)
    return Registry(**given), keys


_SECTIONS = msgspec.json.Decoder(dict[str, msgspec.Raw])


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[list[Any]]:
    record: Any = _record(kind)
    return msgspec.json.Decoder(list[record], dec_hook=_hook)


@cache
def _record(kind: Any) -> Any:
    """A class of records with the fields of a class of facts, which refuses unknown keys."""
    members: list[Any] = []
    for field in fields_of(kind):
        wanted = _type_of(field.form)
        if field.nullable:
            wanted = wanted | None
        members.append((field.name, wanted) if field.required else (field.name, wanted, field.default))
    return msgspec.defstruct(kind.__name__, members, forbid_unknown_fields=True, kw_only=True, gc=False)


def _type_of(form: Form) -> Any:
    if form.plain is not None:
        return form.plain
    if form.part is not None:
        part: Any = _record(form.part)
        return tuple[part, ...] | part
    return _Custom("Custom", (), {"read": staticmethod(_reader(form))})


class _Custom(type):
    """A type that msgspec leaves to its hook; what the hook gives is of it."""

    read: Callable[[Any], Any]

    def __instancecheck__(cls, value: object) -> bool:
        return True


def _hook(kind: Any, value: Any) -> Any:
    return kind.read(value)


def _as_it_is(_: Any, value: Any) -> Any:
    return value


def _by_form(form: Form, value: Any) -> Any:
    found = form.read(value, "", Problems())
    if found is FAULTY:
        raise Unsound
    return found


def _reader(form: Form) -> Callable[[Any], Any]:
    """Reads by a form; what a city repeats thousands of times is read once and remembered."""

    @lru_cache(maxsize=1024)
    def once(kind: Callable[[Any], Any], parts: Any) -> Any:
        return _by_form(form, kind(parts))

    def read(value: Any) -> Any:
        if type(value) is str:
            return once(str, value)
        return once(value.__class__, tuple(value.items() if type(value) is dict else value))

    return read if form.repeats else lambda value: _by_form(form, value)


def _wrap_bare_parts(kind: Any, records: Sequence[Any]) -> None:
    for field in fields_of(kind):
        part = field.form.part
        if part is None:
            continue
        bare = _record(part)
        for record in records:
            value = getattr(record, field.name)
            if type(value) is bare:
                setattr(record, field.name, (value,))
        if _has_parts(part):
            _wrap_bare_parts(part, [*chain.from_iterable(map(attrgetter(field.name), records))])


@cache
def _has_parts(kind: Any) -> bool:
    return any(field.form.part is not None for field in fields_of(kind))


def _keys(kind: Any, records: Sequence[Any]) -> int:
    """How many keys the records were written with, at least: a default may have been written or not."""
    count = 0
    for field in fields_of(kind):
        if field.required:
            count += len(records)
            continue
        given = [value for value in map(attrgetter(field.name), records) if value is not field.default]
        count += len(given) + _keys_within(field.form, given)
    return count


def _keys_within(form: Form, values: Sequence[Any]) -> int:
    if form.part is not None:
        return _keys(form.part, [*chain.from_iterable(values)])
    return sum(map(form.keys, values)) if form.keys is not None else 0
