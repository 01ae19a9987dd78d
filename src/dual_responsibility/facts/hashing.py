"""The hash of a registry: which facts it holds, whatever their order and wherever it is reckoned.

Each fact has one canonical line: its class, and its fields by name. What follows from that:

* A field at its default value is left out. So a later version that adds an optional field, or a
  collection, keeps the hashes of old facts; and the default of a field never changes.
* Sets and mappings are written in order; tuples keep theirs, which is part of a fact.
* Numbers that are equal are written alike, 75 and 75.0. ``true`` is no number and isn't 1.

Called by Registry alone.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

import attrs

from ..daysets import DaySet
from ..errors import Problem, RegistryError, pointer
from ..periods import Period
from ..vocabulary import Text

__all__ = ["canonical", "facts_hash"]

_VERSION = b"dual-responsibility/facts/1\n"

_SHORT = 10**18
"""Longer numbers are written to the base of 16: Python may refuse to write them to the base of 10."""


def facts_hash(registry: Any) -> str:
    """SHA-256 of all the facts of a registry, in hexadecimal.

    Args:
        registry: the registry; each field of it that is a tuple is a collection of facts.

    Raises:
        RegistryError: extensions hold something that JSON can't hold and facts don't.

    >>> from dual_responsibility import Area, Registry, Tier
    >>> city, county = Area(id="5109", tier=Tier.CITY), Area(id="510903", tier=Tier.COUNTY, parent="5109")
    >>> facts_hash(Registry(areas=[city, county])) == facts_hash(Registry(areas=[county, city]))
    True
    """
    digest = hashlib.sha256(_VERSION)
    problems: list[Problem] = []
    for name in sorted(field.name for field in attrs.fields(type(registry))):
        held = getattr(registry, name)
        if held is None:
            continue
        try:
            lines = sorted([f"{name} {canonical(fact)}\n" for fact in _facts_in(held)])
        except (_NoForm, RecursionError):
            paths = [pointer(name, index) for index in range(len(held))] if isinstance(held, tuple) else [pointer(name)]
            for fact, path in zip(_facts_in(held), paths, strict=True):
                problems += _problems(fact, path)
        else:
            digest.update("".join(lines).encode("utf-8", "surrogatepass"))
    if problems:
        raise RegistryError(problems)
    return digest.hexdigest()


def _facts_in(held: Any) -> tuple[Any, ...]:
    return held if isinstance(held, tuple) else (held,)


def canonical(value: Any) -> str:
    """The one form in which a fact, or a value in it, is written: equal ones alike, unequal ones differently.

    >>> from dual_responsibility import Company, Grade, Sector
    >>> canonical(Company(id="C-1", area="5109", sectors=Sector.CATERING, extensions={"b": [1.0], "a": None}))
    'Company(area="5109",extensions={"a":null,"b":[1]},id="C-1",sectors=set(Sector.CATERING))'
    """
    return _writer_of(value.__class__)(value)


class _NoForm(Exception):
    """A value that has no canonical form; its argument is the class."""


def _problems(fact: Any, path: str) -> list[Problem]:
    try:
        canonical(fact)
    except _NoForm as error:
        kind = error.args[0].__name__
        zh = f"extensions 中的 {kind} 没有确定的写法；请改用 JSON 能写的值"
        en = f"a {kind} under extensions has no form that is the same everywhere; use values that JSON can hold"
        return [Problem("no-canonical-form", path, Text(zh, en))]
    except RecursionError:
        return [Problem("too-deep", path, Text("extensions 嵌套过深", "extensions are nested too deep"))]
    return []


@cache
def _writer_of(kind: type) -> Callable[[Any], str]:
    """How values of a class are written."""
    if issubclass(kind, dt.datetime):
        # Two of them can be equal in different zones; no fact has one.
        raise _NoForm(kind)
    for base, writer in _WRITERS.items():
        if issubclass(kind, base):
            return writer
    if not attrs.has(kind):
        raise _NoForm(kind)
    return _parts_writer(kind)


def _parts_writer(kind: type) -> Callable[[Any], str]:
    """How facts, and parts of facts, of a class are written: the fields that aren't at their default, by name."""
    fields = sorted(attrs.fields(kind), key=attrgetter("name"))
    plan = [(attrgetter(field.name), f"{field.name}=", _default(field)) for field in fields]
    head = f"{kind.__name__}("

    def write(value: Any) -> str:
        parts = []
        for get, label, default in plan:
            item = get(value)
            if item is not default and item != default:
                parts.append(label + _writer_of(item.__class__)(item))
        return head + ",".join(parts) + ")"

    return write


def _default(field: attrs.Attribute[Any]) -> Any:
    """What a field holds if it isn't given; a field that has to be given holds what no value equals."""
    converter: Any = field.converter
    return field.default if field.default is attrs.NOTHING or converter is None else converter(field.default)


def _number(value: float) -> str:
    if isinstance(value, float):
        if not value.is_integer():
            return repr(value)
        value = int(value)
    return str(int(value)) if -_SHORT < value < _SHORT else hex(value)


def _days(value: DaySet) -> str:
    """The first day, and which of the days from it on are in: bit 0 of a number to the base of 16 is the first."""
    return f"days({value.first.isoformat()}+{value.bits_from(value.first.toordinal()):x})" if value else "days()"


def _mapping(value: Mapping[Any, Any]) -> str:
    return "{" + ",".join(sorted([f"{canonical(key)}:{canonical(item)}" for key, item in value.items()])) + "}"


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda value: "null",
    bool: lambda value: "true" if value else "false",
    str: json.JSONEncoder(ensure_ascii=False).encode,
    int: _number,
    float: _number,
    enum.Enum: lambda value: f"{type(value).__name__}.{value.value}",
    dt.date: dt.date.isoformat,
    Period: str,
    DaySet: _days,
    tuple: lambda value: f"[{','.join(map(canonical, value))}]",
    frozenset: lambda value: f"set({','.join(sorted(map(canonical, value)))})",
    Mapping: _mapping,
}
"""How values are written, by class; of several that fit the first counts: a bool is an int, too."""
