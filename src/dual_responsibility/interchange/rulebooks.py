"""Rulebooks as TOML files: what a city writes down, compares and hands on.

Callers: users, and the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomli_w

from ..norms.loading import rulebook, rulebook_data
from ..norms.rulebook import Rulebook

__all__ = ["rulebook_to_toml"]


def rulebook_to_toml(id: str, readings: Mapping[str, str] | None = None) -> str:
    """A shipped rulebook as one TOML file that lies upon no other: reading it gives an equal rulebook.

    Args:
        id: its id, or its jurisdiction.
        readings: other readings, by interpretation.

    Raises:
        UnknownIdError: there is no such rulebook.
        ReadingError: an interpretation or a reading isn't on the register.

    >>> from dual_responsibility import parse_rulebook, rulebook
    >>> parse_rulebook(rulebook_to_toml("suining-2022")) == rulebook("suining-2022")
    True
    """
    chosen = rulebook(id).with_readings(readings or {})
    return tomli_w.dumps(_plain(_read_as(rulebook_data(id), chosen)), multiline_strings=False)


def _read_as(data: Mapping[str, Any], book: Rulebook) -> dict[str, Any]:
    """The data of a rulebook with its readings in use, and of those before it."""
    entries = {name: {**entry, "chosen": book.reading(name)} for name, entry in data["interpretations"].items()}
    before = {} if book.before is None else {"before": _read_as(data["before"], book.before)}
    return {**data, "interpretations": entries, **before}


def _plain(value: Any) -> Any:
    """Plain dicts and lists, as the writer takes them."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
