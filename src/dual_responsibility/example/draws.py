"""Choices that are the same on every machine: each is a hash of the seed and of what is chosen.

Nothing here depends on the ``random`` module, on the hash seed or on the order of a set.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar


class Numbered(Protocol):
    """What a draw can tell apart by its number."""

    number: int


N = TypeVar("N", bound=Numbered)


class Draws:
    """Draws from one seed.

    >>> Draws(1).number("x", below=10) == Draws(1).number("x", below=10)
    True
    """

    def __init__(self, seed: int) -> None:
        self._seeded = hashlib.blake2b(f"{seed}/".encode(), digest_size=8)

    def number(self, what: str, *, below: int) -> int:
        """A number from 0, below ``below``, for this purpose."""
        hasher = self._seeded.copy()
        hasher.update(what.encode())
        return int.from_bytes(hasher.digest(), "big") % below

    def day(self, what: str, first: dt.date, last: dt.date) -> dt.date:
        """A day from ``first`` to ``last``, both in."""
        return first + dt.timedelta(days=self.number(what, below=(last - first).days + 1))

    def ranked(self, what: str, items: Iterable[N]) -> list[N]:
        """The items in an order of their own for this purpose."""
        return sorted(items, key=lambda item: (self.number(f"{what}/{item.number}", below=2**64), item.number))


class Pool(Generic[N]):
    """Items in the order of a draw, each of which is taken at most once."""

    def __init__(self, items: Iterable[N]) -> None:
        self._left = list(items)

    def take(self, n: int, fits: Callable[[N], bool] = lambda item: True) -> list[N]:
        """The first ``n`` that fit, or as many as there are; none if ``n`` isn't positive."""
        if n <= 0:
            return []
        taken: list[N] = []
        kept: list[N] = []
        left = iter(self._left)
        for item in left:
            (taken if fits(item) else kept).append(item)
            if len(taken) == n:
                break
        self._left = [*kept, *left]
        return taken

    def leave(self, fits: Callable[[N], bool]) -> None:
        """Drop all that don't fit."""
        self._left = [item for item in self._left if fits(item)]
