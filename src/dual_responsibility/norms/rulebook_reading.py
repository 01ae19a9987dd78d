"""The whole of a rulebook's plain data, read and checked: every problem gathered.

Called by the loader of rulebooks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

from .._frozen import FrozenMap
from ..errors import pointer
from ..governance_terms import HazardLevel
from ..periods import Period
from ..vocabulary import ChangeCause, CompanyChangeCause, Grade, SupervisionMode, TeamRole, Term, Tier
from .citation import Citation
from .governance_loading import GovernanceReader
from .interpretation import Interpretation, Reading
from .known_rules import READ_BY
from .rule import Allowance, Rule, RuleEdition, RuleKind, Scope, Unit
from .rulebook import Rulebook
from .staffing import Need
from .tightening import VISITS_A_YEAR

__all__ = ["RulebookReader"]

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


class RulebookReader(GovernanceReader):
    """Reads one rulebook and gathers every problem on the way."""

    is_past = False
    """Whether it is how the norms stood before: its rules may have ended since."""

    def rulebook(self, data: Mapping[str, Any]) -> Rulebook | None:
        """The rulebook; None if something of it is wrong."""
        self.only(data, [field.name for field in attrs.fields(Rulebook) if field.name != "own_templates"], "")
        self.in_force_of(data)
        citations = self.each(data, "citations", self.citation)
        interpretations = self.each(data, "interpretations", lambda *a: self.interpretation(citations, *a))
        rules = self.each(data, "rules", lambda *a: self.rule(citations, interpretations, *a))
        tiers, modes, teams = self.supervision(data, rules)
        window = self.take(data, "visit_window", "", str)
        if window is not None and window not in VISITS_A_YEAR:
            known = ", ".join(VISITS_A_YEAR)
            self.problem("unknown-term", "/visit_window", f"应为：{known}", f"must be one of: {known}")
        id = self.take(data, "id", "", str)
        version = self.take(data, "version", "", str)
        jurisdiction = self.take(data, "jurisdiction", "", str) or ""
        title = self.text(data, "title", "")
        allowances = self.allowances(citations, self.table(data, "allowances") if "allowances" in data else {})
        staffing = self.staffing(citations, interpretations, data)
        bars = self.bars(citations, data)
        mechanism, review = self.mechanism(data), self.review(citations, data)
        clauses = self.clauses(data, rules, interpretations)
        before = self.succeeded(data)
        self.staffed_by(rules, staffing, interpretations)
        self.lapsed(rules, self.in_force(data, ""))
        if self.problems or id is None or version is None or window is None:
            return None
        return Rulebook(
            id, version, title, FrozenMap(citations), FrozenMap(rules), FrozenMap(tiers), FrozenMap(modes),
            FrozenMap(teams), allowances, window, FrozenMap(interpretations), staffing, FrozenMap(bars),
            mechanism, review, clauses, jurisdiction, self.in_force(data, ""), before,
            dt.date.fromisoformat(data["since"]) if "since" in data else None,
        )  # fmt: skip

    def succeeded(self, data: Mapping[str, Any]) -> Rulebook | None:
        """The rulebook that this one succeeded."""
        before = self.take(data, "before", "", dict) if "before" in data else None
        if before is None:
            return None
        reader = RulebookReader()
        reader.is_past = True
        book = reader.rulebook(before)
        self.problems += [attrs.evolve(one, path=f"/before{one.path}") for one in reader.problems]
        return book

    def staffed_by(self, rules: Mapping[str, Rule], staffing: tuple[Need, ...], register: Mapping[str, Any]) -> None:
        """Note the interpretations that lines of staffing read and the rule about them doesn't name."""
        for index, need in enumerate(staffing):
            rule = rules.get(f"staffing.{need.role.value.lower()}")
            if rule is None:
                continue
            for id in need.readings:
                if id in register and id not in rule.readings:
                    zh = f"规则 {rule.id} 的 readings 中没有 {id!r}；请用 adds 补上"
                    en = f"rule {rule.id} doesn't name {id!r} among its readings; add it by adds"
                    self.problem("missing", pointer("staffing", index, "readings", id), zh, en)

    def lapsed(self, rules: Mapping[str, Rule], in_force: Period | None) -> None:
        """Note the rules of which no edition is in force any more while the rulebook is."""
        until = None if in_force is None else in_force.end
        for id, rule in rules.items():
            if (
                rule.ends is not None
                and not rule.repealed
                and not self.is_past
                and (until is None or rule.ends < until)
            ):
                zh = f"规则 {id} 自 {rule.ends} 以后没有施行的版本；另立新版，或者用 without 废止"
                en = f"of rule {id} no edition is in force after {rule.ends}: give another, or repeal it by without"
                self.problem("none-in-force", pointer("rules", id), zh, en)

    def in_force_of(self, data: Mapping[str, Any]) -> None:
        """Note it if neither the rulebook nor a reading says from when it binds, or both do."""
        read = "in-force-from" in (self.take(data, "interpretations", "", dict) or {})
        if not read and "in_force" not in data:
            zh = "应当写明施行期间（in_force），或者解释 in-force-from"
            self.problem("missing", "/in_force", zh, "give in_force, or a reading in-force-from")

    def supervision(
        self, data: Mapping[str, Any], rules: Mapping[str, Rule]
    ) -> tuple[dict[Grade, Tier], dict[Tier, SupervisionMode], dict[SupervisionMode, tuple[TeamRole, ...]]]:
        """Who supervises what, and how; a rulebook without rules about it may leave it out."""
        families = {rule.partition(".")[0] for rule in rules}

        def table(name: str, family: str, kind: type[Term]) -> dict[str, Any]:
            found = self.table(data, name) if name in data or family in families else {}
            if family in families:
                for term in kind:
                    if term.value not in found:
                        self.problem("missing", f"/{name}/{term.value}", "缺少此项", "is missing")
            return found

        tiers = self.terms(Grade, table("tiers", "coverage", Grade), "/tiers", lambda v, p: self.term(Tier, v, p))
        modes = self.terms(Tier, table("modes", "team", Tier), "/modes", lambda v, p: self.term(SupervisionMode, v, p))
        teams = self.terms(SupervisionMode, table("teams", "team", SupervisionMode), "/teams", self.roles)
        return tiers, modes, teams

    def roles(self, value: Any, path: str) -> tuple[TeamRole, ...]:
        """The roles to fill in a mode."""
        if not isinstance(value, list):
            self.problem("wrong-type", path, "应为列表", "must be a list")
            return ()
        roles = (self.term(TeamRole, role, f"{path}/{i}") for i, role in enumerate(value))
        return tuple(role for role in roles if role is not None)

    def citation(self, id: str, data: dict[str, Any], path: str) -> Citation:
        """A clause of a document."""
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
        """An open question, its readings and the one chosen."""
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
            known = ", ".join(reading.id for reading in readings)
            zh, en = f"没有读法 {chosen!r}", f"no reading {chosen!r}"
            if known:
                zh, en = f"{zh}；可选：{known}", f"{en}; there are: {known}"
            self.problem("unknown-reading", f"{path}/chosen", zh, en)
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
        """A rule, with the editions before it."""
        self.only(
            data, ("title", "demand", "kind", "scope", "citations", "readings", "in_force", "before", "repealed"), path
        )
        needed = READ_BY.get(id)
        if needed is None:
            near = self.near(id, READ_BY)
            self.problem("unknown-rule", path, f"没有规则 {id!r}{near.zh}", f"no rule {id!r}{near.en}")
        readings = tuple(self.named(interpretations, data, "readings", path))
        begins = () if "in_force" in data or "in-force-from" not in interpretations else ("in-force-from",)
        for name in (*begins, *(needed or ())):
            if name not in readings:
                zh = f'缺少解释 {name!r}：此规则要用到；可以写 register = "suining-2022" 沿用'
                en = f'lacks the interpretation {name!r}, which the rule reads; register = "suining-2022" takes it over'
                self.problem("missing", f"{path}/readings", zh, en)
        title, demand, cited = (
            self.text(data, "title", path),
            self.text(data, "demand", path),
            self.cited(citations, data, path),
        )
        editions: tuple[RuleEdition, ...] = ()
        before: Any = data.get("before")
        if isinstance(before, dict):
            editions = self.rule(citations, interpretations, id, before, f"{path}/before").editions
        span = self.in_force(data, path)
        if span is not None:
            editions = (*editions, RuleEdition(span, title, demand, cited))
        return Rule(
            id,
            title,
            demand,
            self.term(RuleKind, data.get("kind"), f"{path}/kind") or RuleKind.STANDING,
            self.term(Scope, data.get("scope"), f"{path}/scope") or Scope.COMPANY,
            tuple(dict.fromkeys(one for edition in editions for one in edition.citations)) or cited,
            readings,
            editions,
            bool(self.take(data, "repealed", path, bool)) if "repealed" in data else False,
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
        """The days allowed, and who sets them."""
        self.only(value, ("days", "unit", "citations"), path)
        days = self.take(value, "days", path, int) if "days" in value else None
        if isinstance(days, bool) or (days is not None and days < 1):
            self.problem("wrong-type", f"{path}/days", "应为正整数", "must be a positive whole number")
        unit = self.term(Unit, value.get("unit"), f"{path}/unit") or Unit.WORKING_DAYS
        return Allowance(days, unit, self.cited(citations, value, path))
