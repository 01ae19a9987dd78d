"""A jurisdiction's rules, numbers and readings, as one immutable object.

Callers: users get one from :func:`rulebook`; rules read their numbers and readings from it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from .._frozen import FrozenMap
from ..company_terms import BarGround
from ..errors import Problem, ReadingError, TemplateError, pointer
from ..vocabulary import Grade, SupervisionMode, TeamRole, Text, Tier
from .citation import Citation
from .clause import Clause
from .governance import MechanismNorm, ReviewNorm
from .interpretation import Interpretation
from .plain import plain
from .rule import Allowance, Rule
from .staffing import Bar, Need

if TYPE_CHECKING:
    from .template_matrix import TemplateMatrix

__all__ = ["Rulebook"]


_NO_BARS: FrozenMap[BarGround, Bar] = FrozenMap()
_NO_CLAUSES: FrozenMap[str, Clause] = FrozenMap()


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
        staffing: who needs a director or an officer.
        bars: what bars somebody from such posts, and how long.
        mechanism: the seats of the coordination mechanism; None if the rulebook has none.
        review: how reviews are held; None if the rulebook has none.
        clauses: how each clause of the source is met, by its number, in order.
        own_templates: the matrix of templates, if it isn't the model that is shipped.

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
    staffing: tuple[Need, ...] = ()
    bars: FrozenMap[BarGround, Bar] = _NO_BARS
    mechanism: MechanismNorm | None = None
    review: ReviewNorm | None = None
    clauses: FrozenMap[str, Clause] = _NO_CLAUSES
    own_templates: TemplateMatrix | None = None

    @property
    def templates(self) -> TemplateMatrix:
        """The templates by sector, grade and cycle (§8); loaded when first asked for.

        >>> from dual_responsibility import Cycle, Sector, rulebook
        >>> rulebook("suining-2022").templates[Sector.CATERING, Grade.B, Cycle.DAILY].title.zh
        '每日食品安全检查记录'
        """
        if self.own_templates is not None:
            return self.own_templates
        from .template_loading import shipped_matrix

        return shipped_matrix()

    def with_templates(self, matrix: TemplateMatrix) -> Rulebook:
        """The same rulebook with a city's own matrix (§8.6).

        It may add and tighten. Items that rest on a clause it can neither leave out nor weaken; our
        model items it may replace.

        Raises:
            TemplateError: an item that rests on a clause, or on the city, is missing or weaker.
        """
        problems = matrix.problems_against(self.templates)
        if problems:
            raise TemplateError(problems)
        return attrs.evolve(self, own_templates=matrix)

    @property
    def templates_bind(self) -> bool:
        """Whether companies are held to the templates' items: to a city's own, or by a reading to the model."""
        return self.own_templates is not None or self.reading("template-items") == "model-stands-in"

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
        names = [field.name for field in attrs.fields(Rulebook) if field.name != "own_templates"]
        data: dict[str, Any] = {name: plain(getattr(self, name)) for name in names}
        matrix = self.templates
        data["templates"] = {"id": matrix.id, "version": matrix.version, "hash": matrix.hash}
        return data

    @cached_property
    def hash(self) -> str:
        """SHA-256 of its content, readings in use included, in hexadecimal."""
        text = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
