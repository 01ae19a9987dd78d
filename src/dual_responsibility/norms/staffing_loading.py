"""The staffing part of a rulebook's file: who needs whom, and what bars somebody.

Called by the loader of rulebooks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from .._frozen import FrozenMap
from ..company_terms import BarGround, CompanyKind, CompanySize, StaffRole
from ..errors import pointer
from ..periods import ALWAYS
from ..vocabulary import Sector, Term
from .citation import Citation
from .interpretation import Interpretation
from .reading import Reader
from .staffing import Bar, Need

__all__ = ["StaffingReader"]

E = TypeVar("E", bound=Term)

_NEED = (
    "role", "in_force", "citations", "kinds", "sectors", "sizes", "at_least", "more_than", "centralised", "contracted",
    "persons", "readings",
)  # fmt: skip


class StaffingReader(Reader):
    """Reads ``staffing`` and ``bars``, either of which may be left out."""

    def staffing(
        self, citations: Mapping[str, Citation], interpretations: Mapping[str, Interpretation], data: Mapping[str, Any]
    ) -> tuple[Need, ...]:
        """The table of who needs whom, line by line."""
        lines = self.take(data, "staffing", "", list) or [] if "staffing" in data else []
        needs = []
        for index, line in enumerate(lines):
            path = pointer("staffing", index)
            if isinstance(line, dict):
                needs.append(self.need(citations, interpretations, line, path))
            else:
                self.problem("wrong-type", path, "应为表", "must be a table")
        return tuple(needs)

    def need(
        self,
        citations: Mapping[str, Citation],
        interpretations: Mapping[str, Interpretation],
        line: dict[str, Any],
        path: str,
    ) -> Need:
        """One line of it."""
        self.only(line, _NEED, path)
        return Need(
            self.term(StaffRole, line.get("role"), f"{path}/role") or StaffRole.OFFICER,
            self.cited(citations, line, path),
            self.in_force(line, path) or ALWAYS,
            self.set_of(CompanyKind, line, "kinds", path),
            self.set_of(Sector, line, "sectors", path),
            self.set_of(CompanySize, line, "sizes", path),
            self.number(line, "at_least", path),
            self.number(line, "more_than", path),
            self.flag(line, "centralised", path),
            self.flag(line, "contracted", path),
            self.number(line, "persons", path) or 1,
            self.chosen(interpretations, line, path),
        )

    def set_of(self, kind: type[E], line: Mapping[str, Any], key: str, path: str) -> frozenset[E]:
        """A set of terms, which may be left out."""
        codes = self.take(line, key, path, list) or [] if key in line else []
        terms = (self.term(kind, code, path + pointer(key, i)) for i, code in enumerate(codes))
        return frozenset(term for term in terms if term is not None)

    def flag(self, line: Mapping[str, Any], key: str, path: str) -> bool:
        """A condition, which may be left out."""
        return bool(self.take(line, key, path, bool)) if key in line else False

    def number(self, line: Mapping[str, Any], key: str, path: str) -> int | None:
        """A number of persons or years, which may be left out."""
        number = self.take(line, key, path, int) if key in line else None
        if isinstance(number, bool) or (number is not None and number < 1):
            self.problem("wrong-type", path + pointer(key), "应为正整数", "must be a positive whole number")
        return number

    def chosen(
        self, interpretations: Mapping[str, Interpretation], line: Mapping[str, Any], path: str
    ) -> FrozenMap[str, str]:
        """The readings under which a line applies."""
        given = self.take(line, "readings", path, dict) or {} if "readings" in line else {}
        for id, reading in given.items():
            entry = interpretations.get(id)
            if entry is None or reading not in [one.id for one in entry.readings]:
                zh, en = f"登记册中没有 {id} = {reading!r}", f"no {id} = {reading!r} on the register"
                self.problem("unknown-reading", path + pointer("readings", id), zh, en)
        return FrozenMap(given)

    def bars(self, citations: Mapping[str, Citation], data: Mapping[str, Any]) -> FrozenMap[BarGround, Bar]:
        """What bars somebody, and for how many years; without ``years`` for life."""
        table = self.take(data, "bars", "", dict) or {} if "bars" in data else {}
        found = {}
        for code, value in table.items():
            path = pointer("bars", code)
            ground = self.term(BarGround, code, path)
            if not isinstance(value, dict):
                self.problem("wrong-type", path, "应为表", "must be a table")
                continue
            self.only(value, ("years", "citations"), path)
            years, cited = self.number(value, "years", path), self.cited(citations, value, path)
            if ground is not None:
                found[ground] = Bar(ground, years, cited)
        return FrozenMap(found)
