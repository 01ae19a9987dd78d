"""What one rulebook says otherwise than another, place by place.

Callers: users, through :func:`rulebook_differences`, and the command line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from .._frozen import FrozenMap
from ..errors import pointer
from .plain import plain
from .rulebook import Rulebook

__all__ = ["NormDifference", "rulebook_differences"]

ABSENT = None
"""Stands for what a rulebook doesn't have."""


@attrs.frozen
class NormDifference:
    """One place where two rulebooks differ (规则集差异).

    Attributes:
        path: a JSON Pointer into what ``Rulebook.to_json`` gives.
        before: what the first says; None if it says nothing.
        after: what the second says; None if it says nothing.

    >>> from dual_responsibility import rulebook
    >>> book = rulebook("suining-2022")
    >>> rulebook_differences(book, book.with_readings({"first-day": "counted"}))[0].to_row()
    {'path': '/interpretations/first-day/chosen', 'before': 'not-counted', 'after': 'counted'}
    """

    path: str
    before: Any
    after: Any

    def to_row(self) -> dict[str, Any]:
        """Plain data that json.dumps takes."""
        return {"path": self.path, "before": plain(self.before), "after": plain(self.after)}


def rulebook_differences(before: Rulebook, after: Rulebook) -> tuple[NormDifference, ...]:
    """Every place where two rulebooks differ, in the order of the first, what only the second has last.

    What only one of them has, such as a rule or a citation, is one difference as a whole.

    >>> from dual_responsibility import rulebook
    >>> book = rulebook("suining-2022")
    >>> [one.path for one in rulebook_differences(book, book.with_readings({"first-day": "counted"}))]
    ['/interpretations/first-day/chosen']
    """
    return tuple(_differing(before.to_json(), after.to_json(), ""))


def _differing(before: Any, after: Any, path: str) -> Iterator[NormDifference]:
    before, after = _keyed(before, path), _keyed(after, path)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in (*before, *(key for key in after if key not in before)):
            yield from _differing(before.get(key, ABSENT), after.get(key, ABSENT), path + pointer(key))
    elif before != after:
        yield NormDifference(path, _frozen(before), _frozen(after))


def _frozen(value: Any) -> Any:
    """Plain data that can be hashed."""
    if isinstance(value, Mapping):
        return FrozenMap({key: _frozen(item) for key, item in value.items()})
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _keyed(value: Any, path: str) -> Any:
    """A list by what its items are known by; the clauses that something cites by their ids alone."""
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        return value
    if path.endswith("/citations"):
        return [item["id"] for item in value]
    if path.endswith("/editions"):
        return {str(item["in_force"]["start"]): item for item in value}
    return {item.get("id", str(index)): item for index, item in enumerate(value)}
