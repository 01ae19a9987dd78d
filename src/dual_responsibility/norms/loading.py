"""Rulebooks from data files: TOML in, a checked Rulebook out.

Callers: users, through :func:`rulebook` and :func:`rulebooks`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import attrs

from .._frozen import FrozenMap
from ..errors import RulebookError, UnknownIdError, pointer
from ..governance_terms import HazardLevel
from ..vocabulary import ChangeCause, CompanyChangeCause, Grade, SupervisionMode, TeamRole, Term, Tier
from .citation import Citation
from .governance_loading import GovernanceReader
from .interpretation import Interpretation, Reading
from .rule import Allowance, Rule, RuleKind, Scope, Unit
from .rulebook import Rulebook

__all__ = ["parse_rulebook", "rulebook", "rulebooks"]

STAGES: Mapping[str, type[Term]] = FrozenMap(
    {
        "adjust": ChangeCause,
        "report": CompanyChangeCause,
        "company-adjust": CompanyChangeCause,
        "report-in": HazardLevel,
        "dispose": HazardLevel,
    }
)
"""The stages for which days can be allowed, and what each is keyed by."""


def rulebooks() -> tuple[str, ...]:
    """The ids of the rulebooks that are shipped, in order.

    >>> rulebooks()
    ('suining-2022',)
    """
    files = resources.files("dual_responsibility.norms").joinpath("rulebooks").iterdir()
    return tuple(sorted(file.name[:-5] for file in files if file.name.endswith(".toml")))


@cache
def rulebook(id: str) -> Rulebook:
    """The shipped rulebook of that id.

    Raises:
        UnknownIdError: there is none.

    >>> rulebook("suining-2022").title.zh
    '遂宁市食品安全“两个责任”规则集（2022）'
    """
    if id not in rulebooks():
        known = ", ".join(rulebooks())
        raise UnknownIdError.single(
            "unknown-rulebook", "", f"没有规则集 {id!r}；现有：{known}", f"no rulebook {id!r}; there are: {known}"
        )
    text = resources.files("dual_responsibility.norms").joinpath("rulebooks", f"{id}.toml").read_text("utf-8")
    return parse_rulebook(text)


def parse_rulebook(text: str) -> Rulebook:
    """A rulebook from the text of its TOML file.

    Raises:
        RulebookError: the text isn't TOML, or what it says is malformed; every problem is listed.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RulebookError.single("not-toml", "", f"不是 TOML：{error}", f"not TOML: {error}") from None
    reader = _Reader()
    book = reader.rulebook(data)
    if reader.problems or book is None:
        raise RulebookError(reader.problems)
    return book


class _Reader(GovernanceReader):
    """Reads one rulebook and gathers every problem on the way."""

    def rulebook(self, data: Mapping[str, Any]) -> Rulebook | None:
        self.only(data, [field.name for field in attrs.fields(Rulebook) if field.name != "own_templates"], "")
        citations = self.each(data, "citations", self.citation)
        interpretations = self.each(data, "interpretations", lambda *a: self.interpretation(citations, *a))
        rules = self.each(data, "rules", lambda *a: self.rule(citations, interpretations, *a))
        tiers = self.terms(Grade, self.table(data, "tiers"), "/tiers", lambda v, p: self.term(Tier, v, p))
        modes = self.terms(Tier, self.table(data, "modes"), "/modes", lambda v, p: self.term(SupervisionMode, v, p))
        teams = self.terms(SupervisionMode, self.table(data, "teams"), "/teams", self.roles)
        for kind, table, name in ((Grade, tiers, "tiers"), (Tier, modes, "modes"), (SupervisionMode, teams, "teams")):
            for term in kind:
                if term not in table:
                    self.problem("missing", f"/{name}/{term.value}", "缺少此项", "is missing")
        window = self.take(data, "visit_window", "", str)
        if window not in ("QUARTER", "MONTH", None):
            self.problem("unknown-term", "/visit_window", "应为 QUARTER 或 MONTH", "must be QUARTER or MONTH")
        id = self.take(data, "id", "", str)
        version = self.take(data, "version", "", str)
        title = self.text(data, "title", "")
        allowances = self.allowances(citations, self.table(data, "allowances"))
        staffing = self.staffing(citations, interpretations, data)
        bars = self.bars(citations, data)
        mechanism, review = self.mechanism(data), self.review(citations, data)
        clauses = self.clauses(data, rules, interpretations)
        if self.problems or id is None or version is None or window is None:
            return None
        return Rulebook(
            id, version, title, FrozenMap(citations), FrozenMap(rules), FrozenMap(tiers), FrozenMap(modes),
            FrozenMap(teams), allowances, window, FrozenMap(interpretations), staffing, FrozenMap(bars),
            mechanism, review, clauses,
        )  # fmt: skip

    def roles(self, value: Any, path: str) -> tuple[TeamRole, ...]:
        if not isinstance(value, list):
            self.problem("wrong-type", path, "应为列表", "must be a list")
            return ()
        roles = (self.term(TeamRole, role, f"{path}/{i}") for i, role in enumerate(value))
        return tuple(role for role in roles if role is not None)

    def citation(self, id: str, data: dict[str, Any], path: str) -> Citation:
        self.only(data, ("document", "issuer", "clause", "says", "verified", "in_force", "clause_en"), path)
        verified = self.take(data, "verified", path, bool) if "verified" in data else True
        return Citation(
            id,
            self.text(data, "document", path),
            self.text(data, "issuer", path),
            self.take(data, "clause", path, str) or "",
            self.text(data, "says", path),
            bool(verified),
            self.in_force(data, path),
            self.take(data, "clause_en", path, str) if "clause_en" in data else None,
        )

    def interpretation(
        self, citations: Mapping[str, Citation], id: str, data: dict[str, Any], path: str
    ) -> Interpretation:
        self.only(data, ("question", "chosen", "why", "citations", "readings"), path)
        readings = tuple(
            Reading(reading, self.text(data["readings"], reading, f"{path}/readings"))
            for reading in self.take(data, "readings", path, dict) or {}
        )
        if len(readings) == 1:
            self.problem("one-reading", f"{path}/readings", "至少要有两种读法", "needs two readings or more")
        if id == "in-force-from":
            for reading in readings:
                self.day(reading.id, f"{path}/readings" + pointer(reading.id))
        chosen = self.take(data, "chosen", path, str) or ""
        if chosen not in [reading.id for reading in readings]:
            self.problem("unknown-reading", f"{path}/chosen", f"没有读法 {chosen!r}", f"no reading {chosen!r}")
        return Interpretation(
            id,
            self.text(data, "question", path),
            readings,
            chosen,
            self.text(data, "why", path),
            self.cited(citations, data, path),
        )

    def rule(
        self,
        citations: Mapping[str, Citation],
        interpretations: Mapping[str, Interpretation],
        id: str,
        data: dict[str, Any],
        path: str,
    ) -> Rule:
        self.only(data, ("title", "demand", "kind", "scope", "citations", "readings"), path)
        return Rule(
            id,
            self.text(data, "title", path),
            self.text(data, "demand", path),
            self.term(RuleKind, data.get("kind"), f"{path}/kind") or RuleKind.STANDING,
            self.term(Scope, data.get("scope"), f"{path}/scope") or Scope.COMPANY,
            self.cited(citations, data, path),
            tuple(self.named(interpretations, data, "readings", path)),
        )

    def allowances(
        self, citations: Mapping[str, Citation], data: Mapping[str, Any]
    ) -> FrozenMap[tuple[str, str], Allowance]:
        """Keyed by cause and stage; without ``days`` the source sets no figure."""
        found = {}
        for stage in data:
            kind = STAGES.get(stage)
            if kind is None:
                known = ", ".join(STAGES)
                self.problem(
                    "unknown-key", pointer("allowances", stage), f"阶段应为：{known}", f"a stage is one of: {known}"
                )
                continue
            for cause, value in (self.take(data, stage, "/allowances", dict) or {}).items():
                path = pointer("allowances", stage, cause)
                self.term(kind, cause, path)
                if isinstance(value, dict):
                    found[cause, stage] = self.allowance(citations, value, path)
                else:
                    self.problem("wrong-type", path, "应为表", "must be a table")
        return FrozenMap(found)

    def allowance(self, citations: Mapping[str, Citation], value: dict[str, Any], path: str) -> Allowance:
        self.only(value, ("days", "unit", "citations"), path)
        days = self.take(value, "days", path, int) if "days" in value else None
        if isinstance(days, bool) or (days is not None and days < 1):
            self.problem("wrong-type", f"{path}/days", "应为正整数", "must be a positive whole number")
        unit = self.term(Unit, value.get("unit"), f"{path}/unit") or Unit.WORKING_DAYS
        return Allowance(days, unit, self.cited(citations, value, path))
