"""How this library itself answers a vector: what ``conformance`` runs unless it is given another program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from ..auditing import audit
from ..errors import DualResponsibilityError
from ..interchange import registry_from_json
from ..norms.loading import parse_rulebook
from ..norms.loading import rulebook as shipped
from ..norms.rulebook import Rulebook
from ..workdays import WorkCalendar

__all__ = ["answer", "book_of"]


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """The library's answer to the request of a vector.

    Args:
        request: what :attr:`Vector.request` gives.

    Returns:
        ``findings``, each with at least what vectors compare; or ``problems`` of a registry, each with
        ``path`` and ``code``. Of a vector about reading a registry ``problems`` even if there are none.

    >>> from dual_responsibility.conformance import vectors
    >>> one = vectors(rule="adjust.personnel-change")[0]
    >>> one.differences(answer(one.request))
    ()
    """
    try:
        registry = registry_from_json(msgspec.json.encode(request["registry"]))
    except DualResponsibilityError as error:
        return {
            "id": request["id"],
            "problems": [{"path": one.path, "code": one.code} for one in error.problems],
        }
    if request["rule"] is None:
        return {"id": request["id"], "problems": []}
    known_by = request["known_by"]
    report = audit(
        registry,
        book_of(request["rulebook"], tuple(sorted(request["readings"].items()))),
        since=dt.date.fromisoformat(request["since"]),
        as_of=dt.date.fromisoformat(request["as_of"]),
        known_by=None if known_by is None else dt.date.fromisoformat(known_by),
        calendar=_calendar(msgspec.json.encode(request["calendar"])),
        rules=[request["rule"]],
    )
    return {"id": request["id"], "findings": report.to_rows()}


@cache
def book_of(id: str, readings: tuple[tuple[str, str], ...] = ()) -> Rulebook:
    """A shipped rulebook, or one that the vectors bring along."""
    file = resources.files("dual_responsibility.conformance").joinpath("rulebooks", f"{id}.toml")
    book = parse_rulebook(file.read_text("utf-8")) if file.is_file() else shipped(id)
    return book.with_readings(dict(readings))


@cache
def _calendar(document: bytes) -> WorkCalendar:
    return WorkCalendar.from_json(msgspec.json.decode(document))
