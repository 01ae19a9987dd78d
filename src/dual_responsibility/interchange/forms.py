"""How each kind of value stands in a document: how it is read, written and described.

One form a type, found by the annotation of the field. Reading here is careful: it names every
problem. ``quick`` reads with msgspec, and by these forms only what msgspec can't read alone.
"""

from __future__ import annotations

import datetime as dt
import enum
import math
import re
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any

import attrs

from .._frozen import FrozenMap, freeze, thaw
from ..periods import ALWAYS, DaySet, Period, Timeline, parse_day
from .problems import FAULTY, Problems, below

__all__ = ["DEFINITIONS", "Field", "Form", "fields_of", "read_fields", "write_fact"]

DEPTH = 64
"""How deep extensions may nest; nothing else nests deeper than a few levels."""

_DAY = "(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

DEFINITIONS: Mapping[str, dict[str, Any]] = {
    "day": {"type": "string", "format": "date", "pattern": f"^{_DAY}$"},
    "period": {"type": "string", "pattern": rf"^{_DAY}/({_DAY}|\.\.)$"},
    "dayOrInterval": {"type": "string", "pattern": f"^{_DAY}(/{_DAY})?$"},
}
"""The schemas of what is written as text."""


@attrs.frozen
class Form:
    """How one kind of value stands in a document.

    Attributes:
        read: the value, or FAULTY, with its problems noted.
        write: its JSON data.
        schema: its JSON Schema.
        plain: the type, if msgspec reads it alone; None if it needs ``read``.
        part: the class, of a tuple of facts within a fact.
    """

    read: Callable[[Any, str, Problems], Any]
    write: Callable[[Any], Any]
    schema: dict[str, Any]
    plain: Any = None
    part: Any = None


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
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
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
    return {
        field.name: None if value is None else field.form.write(value)
        for field in fields_of(type(fact))
        if field.required or (value := getattr(fact, field.name)) != field.default
        for value in (getattr(fact, field.name),)
    }
