"""A jurisdiction's rules, numbers and readings, as one immutable object.

Callers: users get one from :func:`rulebook`; rules read their numbers and readings from it.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from .._frozen import FrozenMap
from ..errors import Problem, ReadingError, pointer
from ..vocabulary import Grade, SupervisionMode, TeamRole, Text, Tier
from .citation import Citation
from .interpretation import Interpretation
from .rule import Allowance, Rule

__all__ = ["Rulebook"]


@attrs.frozen
class Rulebook:
    """The rules of a jurisdiction (规则集), with their numbers, sources and readings.

    Attributes:
        id: its id, such as ``suining-2022``.
        version: its own version, apart from the package's.
        title: its name.
        citations: the clauses it rests on, by id.
        rules: its rules, by id, in order.
        tiers: the tier that supervises each grade.
        modes: the supervision mode of each tier.
        teams: the roles to fill in each mode.
        allowances: the days allowed, by cause and stage.
        visit_window: ``QUARTER`` or ``MONTH``: in each of which a visit is owed.
        interpretations: the register of interpretations, by id.

    >>> from dual_responsibility import rulebook
    >>> rulebook("suining-2022").tier_of(Grade.A)
    <Tier.CITY: 'CITY'>
    """

    id: str
    version: str
    title: Text
    citations: FrozenMap[str, Citation]
    rules: FrozenMap[str, Rule]
    tiers: FrozenMap[Grade, Tier]
    modes: FrozenMap[Tier, SupervisionMode]
    teams: FrozenMap[SupervisionMode, tuple[TeamRole, ...]]
    allowances: FrozenMap[tuple[str, str], Allowance]
    visit_window: str
    interpretations: FrozenMap[str, Interpretation]

    def tier_of(self, grade: Grade) -> Tier:
        """The tier that supervises a grade (§9.1).

        >>> from dual_responsibility import rulebook
        >>> rulebook("suining-2022").tier_of(Grade.D).label.zh
        '村级'
        """
        return self.tiers[grade]

    def reading(self, interpretation: str) -> str:
        """The id of the reading in use.

        Raises:
            ReadingError: there is no such interpretation.

        >>> from dual_responsibility import rulebook
        >>> rulebook("suining-2022").reading("first-day")
        'not-counted'
        """
        try:
            return self.interpretations[interpretation].chosen
        except KeyError:
            raise ReadingError([self._unknown_interpretation(interpretation)]) from None

    @cached_property
    def in_force_from(self) -> dt.date:
        """The first day on which its rules bind: a reading, for the source gives no day."""
        return dt.date.fromisoformat(self.reading("in-force-from"))

    def with_readings(self, readings: Mapping[str, str]) -> Rulebook:
        """The same rulebook with other readings: another rulebook, with another hash.

        Args:
            readings: reading ids by interpretation id.

        Raises:
            ReadingError: an interpretation or a reading isn't in the register; all are listed.

        >>> from dual_responsibility import rulebook
        >>> book = rulebook("suining-2022")
        >>> book.with_readings({"first-day": "counted"}).hash == book.hash
        False
        """
        problems = []
        changed = dict(self.interpretations)
        for id, reading in readings.items():
            entry = self.interpretations.get(id)
            if entry is None:
                problems.append(self._unknown_interpretation(id))
            elif reading not in (known := [r.id for r in entry.readings]):
                zh = f"{id} 没有读法 {reading!r}；可选：{'、'.join(known)}"
                en = f"{id} has no reading {reading!r}; there are: {', '.join(known)}"
                problems.append(Problem("unknown-reading", pointer("readings", id), Text(zh, en)))
            else:
                changed[id] = attrs.evolve(entry, chosen=reading)
        if problems:
            raise ReadingError(problems)
        return attrs.evolve(self, interpretations=FrozenMap(changed))

    def _unknown_interpretation(self, id: str) -> Problem:
        zh = f"登记册中没有解释 {id!r}；现有：{'、'.join(self.interpretations)}"
        en = f"no interpretation {id!r} on the register; there are: {', '.join(self.interpretations)}"
        return Problem("unknown-interpretation", pointer("readings", id), Text(zh, en))

    def to_json(self) -> dict[str, Any]:
        """The content, readings in use included, as plain data that json.dumps takes."""
        data: dict[str, Any] = _plain(self)
        return data

    @cached_property
    def hash(self) -> str:
        """SHA-256 of its content, readings in use included, in hexadecimal."""
        text = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if attrs.has(type(value)):
        return {f.name: _plain(getattr(value, f.name)) for f in attrs.fields(type(value))}
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def _key(key: Any) -> str:
    if isinstance(key, tuple):
        return "/".join(map(_key, key))
    return str(key.value) if isinstance(key, enum.Enum) else str(key)
