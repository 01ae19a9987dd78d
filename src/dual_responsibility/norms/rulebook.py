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
from ..periods import ONE_DAY, Period, require_date
from ..vocabulary import Grade, SupervisionMode, TeamRole, Text, Tier
from .citation import Citation
from .clause import Clause
from .governance import MechanismNorm, ReviewNorm
from .interpretation import Interpretation
from .known_rules import TAKEN_BY
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
        jurisdiction: whose it is, such as ``suining``.
        version: its own version, apart from the package's.
        title: its name.
        citations: the clauses it rests on, by id.
        rules: its rules, by id, in order.
        tiers: the tier that supervises each grade.
        modes: the supervision mode of each tier.
        teams: the roles to fill in each mode.
        allowances: the days allowed, by cause and stage.
        visit_window: ``MONTH``, ``QUARTER`` or ``YEAR``: in each of which a visit is owed.
        interpretations: the register of interpretations, by id.
        staffing: who needs a director or an officer.
        bars: what bars somebody from such posts, and how long.
        mechanism: the seats of the coordination mechanism; None if the rulebook has none.
        review: how reviews are held; None if the rulebook has none.
        clauses: how each clause of the source is met, by its number, in order.
        in_force: the days on which it is in force; None where that is a reading, ``in-force-from``.
        before: how the norms stood until the day before ``since``, where what has no days of its own, such as
            tiers, intervals and days allowed, differed; None if it didn't.
        since: the first day on which they stand as they do here; None if ever since.
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
    jurisdiction: str = ""
    in_force: Period | None = None
    before: Rulebook | None = None
    since: dt.date | None = None
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
        return self.own_templates is not None or self.chosen("template-items", "model-stands-in")

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

    def at(self, day: dt.date) -> Rulebook:
        """The state of the norms that a day falls in: this one, or one before it."""
        found = self
        while found.before is not None and found.since is not None and day < found.since:
            found = found.before
        return found

    def chosen(self, interpretation: str, reading: str) -> bool:
        """Whether a reading is the one in use; False of an interpretation that isn't on the register."""
        entry = self.interpretations.get(interpretation)
        return entry is not None and entry.chosen == reading

    @cached_property
    def in_force_from(self) -> dt.date:
        """The first day on which it or one that it succeeded binds: its own, or a reading where the source gives no day."""
        if "in-force-from" in self.interpretations:
            return dt.date.fromisoformat(self.reading("in-force-from"))
        return dt.date.min if self.in_force is None else self.in_force.start

    def begins(self, rule_id: str) -> dt.date:
        """The first day on which a rule binds: that of its first edition, or else the rulebook's.

        >>> from dual_responsibility import rulebook
        >>> late = rulebook("suining-2022").with_readings({"in-force-from": "2023-01-01"})
        >>> late.begins("attend.quarter"), late.begins("control.daily")
        (datetime.date(2023, 1, 1), datetime.date(2022, 11, 1))
        """
        editions = self.rules[rule_id].editions
        first = editions[0].in_force.start if editions else dt.date.min
        # An edition since ever was there when its rulebook began to bind.
        return self.in_force_from if first == dt.date.min else first

    def stretches(self, rule_id: str) -> tuple[tuple[dt.date, dt.date | None, Rulebook], ...]:
        """By which rulebook a rule is judged when: first day, last day (None if open), rulebook, in order.

        A rule that a later rulebook left as it was is judged by the later one throughout.

        >>> from dual_responsibility import rulebook
        >>> [(str(first), last, book.id) for first, last, book in rulebook("suining").stretches("attend.quarter")]
        [('2022-11-01', None, 'suining-2022')]
        """
        found: list[tuple[dt.date, dt.date | None, Rulebook]] = []
        judge, older, last = self, self, self.rules[rule_id].ends
        while (before := older.before) is not None and older.since is not None and rule_id in before.rules:
            if not judge._judges_as(before, rule_id):
                found.append((max(older.since, judge.begins(rule_id)), last, judge))
                judge, last = before, older.since - ONE_DAY
            older = before
        found.append((judge.begins(rule_id), last, judge))
        return tuple(one for one in reversed(found) if one[1] is None or one[0] <= one[1])

    def _judges_as(self, other: Rulebook, rule_id: str) -> bool:
        """Whether what a rule takes from its rulebook, and that has no days of its own, is the same in another."""
        family = rule_id.partition(".")[0]
        read = ("recorded-default", *self.rules[rule_id].readings)
        chosen = (id for id in read if id in self.interpretations and id in other.interpretations)
        return all(getattr(self, name) == getattr(other, name) for name in TAKEN_BY.get(family, ())) and all(
            self.reading(id) == other.reading(id) for id in chosen
        )

    def on(self, day: dt.date) -> Rulebook:
        """The rulebook as it stood on a day: what was in force, and nothing before or after.

        A rule that didn't bind yet, or no more, isn't in it. Another rulebook, with another hash.

        >>> from dual_responsibility import rulebook
        >>> book = rulebook("suining")
        >>> "control.daily" in book.on(dt.date(2022, 10, 31)).rules
        False
        >>> [one.clause for one in book.on(dt.date(2025, 4, 15)).rules["control.daily"].citations]
        ['§8.3', '§8.4', '第12条']
        """
        require_date(day, "day")
        if self.before is not None and self.since is not None and day < self.since:
            return self.before.on(day)
        citations = {id: one for id, one in self.citations.items() if one.in_force_on(day)}
        rules = {id: stood for id, rule in self.rules.items() if (stood := self._stood(rule, day)) is not None}
        return attrs.evolve(
            self,
            citations=FrozenMap(citations),
            rules=FrozenMap(rules),
            staffing=tuple(need for need in self.staffing if need.in_force.contains(day)),
            before=None,
            since=None,
        )

    def _stood(self, rule: Rule, day: dt.date) -> Rule | None:
        """A rule as it stood on a day; None if it didn't bind."""
        if not rule.editions:
            cited = tuple(one for one in rule.citations if one.in_force_on(day))
            return attrs.evolve(rule, citations=cited) if self.in_force_from <= day else None
        edition = rule.on(day)
        if edition is None or day < self.begins(rule.id):
            return None
        cited = tuple(one for one in edition.citations if one.in_force_on(day))
        return attrs.evolve(
            rule,
            title=edition.title,
            demand=edition.demand,
            citations=cited,
            editions=(attrs.evolve(edition, citations=cited),),
        )

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
        before = self.before
        if before is not None:
            shared = {id: reading for id, reading in readings.items() if id in before.interpretations}
            before = before.with_readings(shared)
        return attrs.evolve(self, interpretations=FrozenMap(changed), before=before)

    def _unknown_interpretation(self, id: str) -> Problem:
        zh = f"登记册中没有解释 {id!r}；现有：{'、'.join(self.interpretations)}"
        en = f"no interpretation {id!r} on the register; there are: {', '.join(self.interpretations)}"
        return Problem("unknown-interpretation", pointer("readings", id), Text(zh, en))

    def to_json(self) -> dict[str, Any]:
        """The content, readings in use included, as plain data that json.dumps takes."""
        names = [field.name for field in attrs.fields(Rulebook) if field.name not in ("own_templates", "before")]
        data: dict[str, Any] = {name: plain(getattr(self, name)) for name in names}
        if self.before is not None:
            data["before"] = {"id": self.before.id, "version": self.before.version, "hash": self.before.hash}
        matrix = self.templates
        data["templates"] = {"id": matrix.id, "version": matrix.version, "hash": matrix.hash}
        return data

    @cached_property
    def hash(self) -> str:
        """SHA-256 of its content, readings in use included, in hexadecimal."""
        text = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
