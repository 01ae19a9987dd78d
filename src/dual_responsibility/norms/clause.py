"""The ledger of clauses: how each clause of the source is met."""

from __future__ import annotations

import enum

import attrs

from ..vocabulary import Term, Text

__all__ = ["Clause", "ClauseMet"]


@enum.unique
class ClauseMet(Term):
    """How a clause of the source is met (条款落实方式).

    >>> ClauseMet.NOT_COMPUTABLE.label.zh
    '无法计算'
    """

    RULES = "RULES", "规则", "rules"
    TYPES = "TYPES", "类型与函数", "types and functions"
    READINGS = "READINGS", "读法", "readings"
    NOT_COMPUTABLE = "NOT_COMPUTABLE", "无法计算", "not computable"
    DESCRIPTIVE = "DESCRIPTIVE", "叙述", "descriptive"


@attrs.frozen
class Clause:
    """A clause of the source, and how this library meets it (条款台账).

    Attributes:
        id: the clause, such as ``§7.3``.
        says: what it says, in our own words.
        rules: the ids of the rules that carry it out; of a clause of principle, rules that cite others too.
        types: the public names that hold or work out what it speaks of.
        readings: the interpretations that it is read by.
        not_computable: what code can't decide of it, and what is recorded instead; None if nothing.
        descriptive: why nothing of it is owed or recorded; None if something is.

    >>> from dual_responsibility import rulebook
    >>> [how.value for how in rulebook("suining-2022").clauses["§12.5"].met]
    ['RULES', 'TYPES', 'READINGS', 'NOT_COMPUTABLE']
    """

    id: str
    says: Text
    rules: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    not_computable: Text | None = None
    descriptive: Text | None = None

    @property
    def met(self) -> tuple[ClauseMet, ...]:
        """How it is met, in each of the ways that apply."""
        ways = (self.rules, self.types, self.readings, self.not_computable, self.descriptive)
        return tuple(how for how, way in zip(ClauseMet, ways, strict=True) if way)
