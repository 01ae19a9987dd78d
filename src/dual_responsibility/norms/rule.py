"""A rule as the rulebook states it: who owes what, from which clause."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from ..periods import Period
from ..vocabulary import Term, Text, Unit
from .citation import Citation

__all__ = ["Allowance", "Rule", "RuleEdition", "RuleKind", "Scope", "Unit"]


@enum.unique
class Scope(Term):
    """What one obligation of a rule is about (规则范围): it decides how facts may be cut.

    A scope under another reading may be the supervisor's instead of the company's.

    >>> from dual_responsibility import rulebook
    >>> scope = rulebook("suining-2022").rules["know.task-list"].scope
    >>> scope.label.zh, scope.label.en
    ('包保干部', 'supervisor')
    """

    COMPANY = "COMPANY", "包保主体", "company"
    SUPERVISOR = "SUPERVISOR", "包保干部", "supervisor"
    AREA = "AREA", "辖区", "area"
    REGISTRY = "REGISTRY", "全域", "registry"


@enum.unique
class RuleKind(Term):
    """How time works on a rule's obligations (义务类型).

    >>> RuleKind.UNDATED.label.zh, RuleKind.UNDATED.label.en
    ('未定期限的义务', 'undated: the source sets no deadline')
    """

    STANDING = "STANDING", "持续义务", "standing: owed each day"
    DATED = "DATED", "限期义务", "dated: owed by a day"
    UNDATED = "UNDATED", "未定期限的义务", "undated: the source sets no deadline"


@attrs.frozen
class Allowance:
    """The days allowed after an event (期限), keyed in the rulebook by cause and stage.

    Attributes:
        days: how many; None where the source sets no figure.
        unit: working days or calendar days.
        citations: the clauses that set the figure.

    >>> from dual_responsibility import rulebook
    >>> allowed = rulebook("suining-2022").allowances["WORK", "adjust"]
    >>> allowed.days, allowed.unit.label.en, [citation.clause for citation in allowed.citations]
    (5, 'working days', ['§7.3'])
    """

    days: int | None
    unit: Unit
    citations: tuple[Citation, ...] = ()


@attrs.frozen
class RuleEdition:
    """A rule as it was stated while one norm was in force (规则版本).

    Attributes:
        in_force: the days on which it is in force, both ends in.
        title: its short name.
        demand: what it demands, in a sentence.
        citations: the clauses it comes from.

    >>> from dual_responsibility import rulebook
    >>> [str(edition.in_force) for edition in rulebook("suining-2022").rules["control.daily"].editions]
    ['2022-11-01/2025-04-14', '2025-04-15/..']
    """

    in_force: Period
    title: Text
    demand: Text
    citations: tuple[Citation, ...]


@attrs.frozen
class Rule:
    """A rule (规则) as the rulebook states it.

    Attributes:
        id: ``family.rule``.
        title: its short name.
        demand: what it demands, in a sentence.
        kind: standing, dated or undated.
        scope: what one obligation is about.
        citations: the clauses it comes from, those of every edition.
        readings: the interpretations that it depends on, by id.
        editions: how it was stated when, in order, each beginning on the day after the one before ended;
            empty if it binds from the day on which its rulebook does, by the reading ``in-force-from``.
        repealed: whether it is owed no more after its last edition.

    >>> from dual_responsibility import rulebook
    >>> rulebook("suining-2022").rules["attend.quarter"].kind.label.zh
    '限期义务'
    """

    id: str
    title: Text
    demand: Text
    kind: RuleKind
    scope: Scope
    citations: tuple[Citation, ...]
    readings: tuple[str, ...] = ()
    editions: tuple[RuleEdition, ...] = ()
    repealed: bool = False

    @property
    def ends(self) -> dt.date | None:
        """The last day on which an edition is in force; None if the last one is open."""
        return self.editions[-1].in_force.end if self.editions else None

    def cited(self, first: dt.date, last: dt.date) -> tuple[Citation, ...]:
        """The clauses of the editions in force on some day from a first to a last, both in; all without editions."""
        editions = [
            one
            for one in self.editions
            if one.in_force.start <= last and (one.in_force.end is None or one.in_force.end >= first)
        ]
        return tuple(dict.fromkeys(one for edition in editions for one in edition.citations)) or self.citations

    def on(self, day: dt.date) -> RuleEdition | None:
        """The edition in force on a day; None on a day without one, or if the rule has no editions.

        >>> from dual_responsibility import rulebook
        >>> rule = rulebook("suining-2022").rules["control.daily"]
        >>> [citation.clause for citation in rule.on(dt.date(2025, 4, 15)).citations]
        ['§8.3', '§8.4', '第12条']
        """
        return next((one for one in self.editions if one.in_force.contains(day)), None)
