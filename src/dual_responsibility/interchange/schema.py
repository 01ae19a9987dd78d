"""The JSON Schema of a registry document, from the classes of the facts."""

from __future__ import annotations

from typing import Any

from ..facts.areas import Claim
from ..facts.registry import COLLECTIONS
from .forms import EXTENSIONS, FORMAT, VERSION, Field, fields_of
from .values import DEFINITIONS

__all__ = ["registry_schema"]


def registry_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a registry document.

    It says what a document looks like; that references lead somewhere and that ids are unique is
    for the reader to check.

    >>> registry_schema()["$defs"]["Visit"]["required"]
    ['id', 'company', 'visitor', 'on']
    """
    definitions: dict[str, Any] = {name: dict(schema) for name, schema in DEFINITIONS.items()}
    collections = {name: _collection(kind, definitions) for name, kind in {**COLLECTIONS, "complete": Claim}.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            **collections,
            "extensions": EXTENSIONS.schema,
        },
        "required": ["format", "version"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _collection(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    _define(kind, definitions)
    return {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}}


def _define(kind: Any, definitions: dict[str, Any]) -> None:
    fields = fields_of(kind)
    definitions[kind.__name__] = {
        "type": "object",
        "description": kind.__doc__.partition("\n")[0],
        "properties": {field.name: _property(field) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }
    for field in fields:
        if field.form.part is not None:
            _define(field.form.part, definitions)


def _property(field: Field) -> dict[str, Any]:
    schema = field.form.schema
    return {"anyOf": [schema, {"type": "null"}]} if field.nullable else schema
