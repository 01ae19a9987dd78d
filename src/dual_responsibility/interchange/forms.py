"""How each kind of value stands in a document: how it is read, written and described.

One form a type, found by the annotation of the field. Reading here is careful: it names every
problem. ``quick`` reads with msgspec, and by these forms only what msgspec can't read alone.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

import attrs

from .._frozen import FrozenMap, thaw
from ..daysets import DaySet
from ..facts.base import OneDay
from ..facts.checks import without_none
from ..periods import ALWAYS, Period, Timeline
from .problems import FAULTY, Problems, below
from .values import (
    DEFINITIONS,
    keys_in_data,
    read_day,
    read_days,
    read_extensions,
    read_flag,
    read_measure,
    read_node,
    read_number,
    read_period,
    read_text,
    write_node,
)

__all__ = ["EXTENSIONS", "FORMAT", "VERSION", "Field", "Form", "fields_of", "read_fields", "write_fact"]

FORMAT = "dual-responsibility/registry"
VERSION = 1


@attrs.frozen
class Form:
    """How one kind of value stands in a document.

    Attributes:
        read: the value, or FAULTY, with its problems noted.
        write: its JSON data.
        schema: its JSON Schema.
        plain: the type, if msgspec reads it alone; None if it needs ``read``.
        part: the class, of facts within a fact.
        repeats: whether few different values fill a large registry, and are worth remembering.
        keys: how many keys the objects that it was written as had at least; None if it isn't
            written as objects.
    """

    read: Callable[[Any, str, Problems], Any]
    write: Callable[[Any], Any]
    schema: dict[str, Any]
    plain: Any = None
    part: Any = None
    repeats: bool = False
    keys: Callable[[Any], int] | None = None


@attrs.frozen
class Field:
    """A field of a class of facts: its form, and what it is when left out."""

    name: str
    form: Form
    required: bool
    nullable: bool
    default: Any


@cache
def fields_of(kind: Any) -> tuple[Field, ...]:
    """The fields of a class of facts: its own, then what every fact may carry."""
    hints = typing.get_type_hints(kind, include_extras=True)
    ordered = sorted(attrs.fields(kind), key=lambda field: field.inherited)
    return tuple(_field(field, hints[field.name]) for field in ordered)


def _field(field: attrs.Attribute[Any], hint: Any) -> Field:
    nullable = typing.get_origin(hint) in (types.UnionType, typing.Union)
    if nullable:
        hint = without_none(hint)
    required = field.default is attrs.NOTHING
    convert: Any = field.converter
    default = convert(field.default) if convert and not required else field.default
    return Field(field.name, _form_of(hint), required, nullable, default)


def read_fields(kind: Any, value: Any, path: str, problems: Problems) -> dict[str, Any]:
    """The fields of a fact that could be read, by name."""
    found: dict[str, Any] = {}
    if not isinstance(value, dict):
        problems.wrong_type(value, path, f"对象（{kind.__name__}）", f"an object ({kind.__name__})")
        return found
    problems.repeated_keys(value, path)
    fields = fields_of(kind)
    names = [field.name for field in fields]
    for key in value:
        if key not in names:
            problems.unknown_key(key, path, names)
    for field in fields:
        if field.name not in value:
            if field.required:
                problems.missing(field.name, path)
            continue
        item = value[field.name]
        if item is not None or not field.nullable:
            item = field.form.read(item, below(path, field.name), problems)
        if item is not FAULTY:
            found[field.name] = item
    return found


def write_fact(fact: Any) -> dict[str, Any]:
    """A fact as JSON data; what equals its default is left out."""
    written = {}
    for field in fields_of(fact.__class__):
        value = getattr(fact, field.name)
        if field.required or value != field.default:
            written[field.name] = None if value is None else field.form.write(value)
    return written


def _same(value: Any) -> Any:
    return value


def _term_form(kind: type[enum.Enum]) -> Form:
    members = {str(member.value): member for member in kind}
    codes = ", ".join(members)

    def read(value: Any, path: str, problems: Problems) -> Any:
        if not isinstance(value, str):
            return problems.wrong_type(value, path, f"下列之一：{codes}", f"one of {codes}")
        if value not in members:
            zh, en = f"没有 {value[:40]!r}；可用：{codes}", f"there is no {value[:40]!r}; there are: {codes}"
            return problems.add("unknown-term", path, zh, en)
        return members[value]

    return Form(read, lambda member: member.value, {"enum": [*members]}, plain=kind)


def _timeline_form(inner: Form) -> Form:
    def read(value: Any, path: str, problems: Problems) -> Any:
        if not isinstance(value, dict):
            bare = inner.read(value, path, problems)
            return FAULTY if bare is FAULTY else Timeline.always(bare)
        problems.repeated_keys(value, path)
        entries = []
        for key, item in value.items():
            here = below(path, key)
            entries.append((read_period(key, here, problems), inner.read(item, here, problems)))
        return FAULTY if any(FAULTY in entry for entry in entries) else Timeline(entries)

    def write(timeline: Timeline[Any]) -> Any:
        if _is_bare(timeline):
            return inner.write(timeline.entries[0][1])
        return {str(period): inner.write(value) for period, value in timeline}

    by_period = {
        "type": "object",
        "patternProperties": {DEFINITIONS["period"]["pattern"]: inner.schema},
        "additionalProperties": False,
    }
    return Form(
        read,
        write,
        {"anyOf": [inner.schema, by_period]},
        repeats=True,
        keys=lambda timeline: 0 if _is_bare(timeline) else len(timeline.entries),
    )


def _is_bare(timeline: Timeline[Any]) -> bool:
    return len(timeline.entries) == 1 and timeline.entries[0][0] == ALWAYS


def _many_form(inner: Form, container: Any) -> Form:
    def read(value: Any, path: str, problems: Problems) -> Any:
        if not isinstance(value, list):
            bare = inner.read(value, path, problems)
            return FAULTY if bare is FAULTY else container((bare,))
        items = [inner.read(item, below(path, index), problems) for index, item in enumerate(value)]
        return FAULTY if any(item is FAULTY for item in items) else container(items)

    def write(items: Any) -> list[Any]:
        written = [inner.write(item) for item in items]
        return sorted(written) if container is frozenset else written

    schema = {"anyOf": [inner.schema, {"type": "array", "items": inner.schema}]}
    return Form(read, write, schema, part=inner.part, repeats=True)


def _part_form(kind: Any) -> Form:
    def read(value: Any, path: str, problems: Problems) -> Any:
        found = len(problems)
        values = read_fields(kind, value, path, problems)
        return FAULTY if len(problems) > found else kind(**values)

    return Form(read, write_fact, {"$ref": f"#/$defs/{kind.__name__}"}, part=kind)


def _refer(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


TEXT = Form(read_text, _same, {"type": "string", "minLength": 1}, plain=str)
NODE = Form(read_node, write_node, _refer("dayOrInterval"), repeats=True)
EXTENSIONS = Form(read_extensions, thaw, {"type": "object"}, keys=keys_in_data)
_PLAIN = {
    str: TEXT,
    int: Form(read_number, _same, {"type": "integer"}, plain=int),
    float: Form(read_measure, _same, {"type": "number"}, plain=int | float),
    bool: Form(read_flag, _same, {"type": "boolean"}, plain=bool),
    dt.date: Form(read_day, dt.date.isoformat, _refer("day"), plain=dt.date),
    Period: Form(read_period, str, _refer("period"), repeats=True),
    DaySet: Form(
        read_days,
        DaySet.to_json,
        {"anyOf": [_refer("dayOrInterval"), {"type": "array", "items": _refer("dayOrInterval")}]},
        repeats=True,
    ),
}


@cache
def _form_of(hint: Any) -> Form:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        return NODE if isinstance(arguments[1], OneDay) else TEXT
    if origin is Timeline:
        return _timeline_form(_form_of(arguments[0]))
    if origin in (tuple, frozenset):
        return _many_form(_form_of(arguments[0]), origin)
    if origin is FrozenMap:
        return EXTENSIONS
    if hint in _PLAIN:
        return _PLAIN[hint]
    return _part_form(hint) if attrs.has(hint) else _term_form(hint)
