"""A rule as the rulebook states it: who owes what, from which clause."""

from __future__ import annotations

import enum

import attrs

from ..vocabulary import Term, Text, Unit
from .citation import Citation

__all__ = ["Allowance", "Rule", "RuleKind", "Scope", "Unit"]


@enum.unique
class Scope(Term):
    """What one obligation of a rule is about (规则范围): it decides how facts may be cut.

    A scope under another reading may be the supervisor's instead of the company's.
    """

    COMPANY = "COMPANY", "包保主体", "company"
    SUPERVISOR = "SUPERVISOR", "包保干部", "supervisor"
    AREA = "AREA", "辖区", "area"
    REGISTRY = "REGISTRY", "全域", "registry"


@enum.unique
class RuleKind(Term):
    """How time works on a rule's obligations (义务类型)."""

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
    """

    days: int | None
    unit: Unit
    citations: tuple[Citation, ...] = ()


@attrs.frozen
class Rule:
    """A rule (规则) as the rulebook states it.

    Attributes:
        id: ``family.rule``.
        title: its short name.
        demand: what it demands, in a sentence.
        kind: standing, dated or undated.
        scope: what one obligation is about.
        citations: the clauses it comes from.
        readings: the interpretations that it depends on, by id.

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
