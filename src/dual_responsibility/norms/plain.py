"""Norms as plain data.

Called by Rulebook and TemplateMatrix, for JSON and for hashes.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import Any

import attrs

__all__ = ["plain"]


def plain(value: Any) -> Any:
    """Norms as plain data that json.dumps takes."""
    if attrs.has(type(value)):
        return {f.name: plain(getattr(value, f.name)) for f in attrs.fields(type(value))}
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(map(plain, value))
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, float) and value.is_integer():
        # A limit of 8.0 equals one of 8, and so must its hash.
        return int(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _key(key: Any) -> str:
    if isinstance(key, tuple):
        return "/".join(map(_key, key))
    return str(key.value) if isinstance(key, enum.Enum) else str(key)
