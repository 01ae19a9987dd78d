"""The part of a rulebook's file on the committees' side, and its ledger of clauses.

Called by the loader of rulebooks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from .._frozen import FrozenMap
from ..errors import pointer
from ..governance_terms import Audience, ReviewGround, SeatRole
from ..vocabulary import ReviewGrade, Term, Text, Tier
from .citation import Citation
from .clause import Clause
from .governance import MechanismNorm, ReviewNorm
from .staffing_loading import StaffingReader

__all__ = ["GovernanceReader"]

E = TypeVar("E", bound=Term)
T = TypeVar("T")

SINGLE = (SeatRole.CHIEF, SeatRole.CONVENER, SeatRole.DEPUTY_CONVENER)
"""The seats that one person holds."""


class GovernanceReader(StaffingReader):
    """Reads ``mechanism``, ``review`` and ``clauses``, each of which may be left out."""

    def mechanism(self, data: Mapping[str, Any]) -> MechanismNorm | None:
        """The seats of the coordination mechanism, and who may fill them."""
        if "mechanism" not in data:
            return None
        path, table = "/mechanism", self.table(data, "mechanism")
        if not table:
            return None
        self.only(table, ("tier", "local_tier", "seats", "offices", "bodies", "departments", "hosts"), path)
        names = {key: self.texts(table, key, path) for key in ("offices", "bodies", "departments", "hosts")}
        seats: dict[SeatRole, tuple[str, ...]] = {}
        given = self.take(table, "seats", path, dict) or {}
        for code in given:
            role = self.term(SeatRole, code, f"{path}/seats" + pointer(code))
            offices = tuple(self.named(names["offices"], given, code, f"{path}/seats"))
            if given[code] == []:
                self.problem("empty", f"{path}/seats" + pointer(code), "至少要有一个职务", "needs at least one office")
            if role in SINGLE:
                seats[role] = offices
            elif role is not None:
                zh, en = "只有由一人担任的席位写在这里", "only seats that one person holds stand here"
                self.problem("unknown-term", f"{path}/seats" + pointer(code), zh, en)
        tier, local = (self.term(Tier, table.get(key), f"{path}/{key}") for key in ("tier", "local_tier"))
        if tier is not None and local is not None and local >= tier:
            zh, en = "应当低于 tier", "must be lower than tier"
            self.problem("contradiction", f"{path}/local_tier", zh, en)
        return MechanismNorm(
            tier or Tier.CITY,
            local or Tier.COUNTY,
            FrozenMap(seats),
            names["offices"],
            names["bodies"],
            names["departments"],
            names["hosts"],
        )

    def texts(self, table: Mapping[str, Any], key: str, path: str) -> FrozenMap[str, Text]:
        """Words by id."""
        given = self.take(table, key, path, dict) or {}
        return FrozenMap({id: self.text(given, id, path + pointer(key)) for id in given})

    def review(self, citations: Mapping[str, Citation], data: Mapping[str, Any]) -> ReviewNorm | None:
        """How reviews are held."""
        if "review" not in data:
            return None
        path, table = "/review", self.table(data, "review")
        if not table:
            return None
        self.only(table, ("tiers", "audiences", "share_percent", "points", "ranks", "citations"), path)

        def audiences(value: Any, here: str) -> frozenset[Audience]:
            code = here.rpartition("/")[2]
            return self.set_of(Audience, {code: value}, code, f"{path}/audiences")

        if not table.get("tiers"):
            self.problem("missing", f"{path}/tiers", "应写明哪些层级述职", "must say which tiers report")
        points = self.by_term(ReviewGrade, table, "points", path, self._points)
        self._falling(table.get("points"), points, f"{path}/points")
        shares = self._shares(table, path)
        ranks = self.by_term(ReviewGrade, table, "ranks", path, self._rank)
        ordered = [ranks[grade] for grade in ReviewGrade if grade in ranks]
        if ordered != sorted({*ordered}):
            zh, en = "等次越低，名次应当越靠后", "a lower grade must have later ranks"
            self.problem("contradiction", f"{path}/ranks", zh, en)
        if (shares or points or ranks) and "citations" not in table:
            zh, en = "比例、分值、名次应当写明依据", "a share, points or ranks need a source"
            self.problem("uncited", f"{path}/citations", zh, en)
        return ReviewNorm(
            self.set_of(Tier, table, "tiers", path),
            self.by_term(ReviewGround, table, "audiences", path, audiences),
            shares,
            points,
            self.cited(citations, table, path) if "citations" in table else (),
            ranks,
        )

    def _rank(self, value: Any, path: str) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.problem("wrong-type", path, "应为正整数", "must be a positive whole number")
            return None
        return value

    def _falling(self, given: Any, points: Mapping[ReviewGrade, int], path: str) -> None:
        """Note points that leave a grade out, or that a worse grade gets as many of as a better one."""
        if isinstance(given, dict) and given and {*given} < {grade.value for grade in ReviewGrade}:
            self.problem("missing", path, "四个等次都应有分值", "needs points for each of the four grades")
        ordered = [points[grade] for grade in ReviewGrade if grade in points]
        if ordered != sorted({*ordered}, reverse=True):
            zh, en = "等次越低，分值应当越低", "a lower grade must have fewer points"
            self.problem("contradiction", path, zh, en)

    def by_term(
        self, kind: type[E], table: Mapping[str, Any], key: str, path: str, read: Callable[[Any, str], T | None]
    ) -> FrozenMap[E, T]:
        """A table keyed by terms, which may be left out."""
        given = self.take(table, key, path, dict) or {} if key in table else {}
        return FrozenMap(self.terms(kind, given, path + pointer(key), read))

    def _shares(self, table: Mapping[str, Any], path: str) -> FrozenMap[Tier, int]:
        """The shares by tier of the committee that picks."""
        shares = self.by_term(Tier, table, "share_percent", path, self._percent)
        if Tier.VILLAGE in shares:
            zh, en = "村级没有食安委，不单独抽取", "a village has no committee that could pick"
            self.problem("unknown-term", f"{path}/share_percent/VILLAGE", zh, en)
        return shares

    def _percent(self, value: Any, path: str) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 100:
            self.problem("wrong-type", path, "应为1至100的整数", "must be a whole number from 1 to 100")
            return None
        return value

    def _points(self, value: Any, path: str) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.problem("wrong-type", path, "应为不小于0的整数", "must be a whole number of 0 or more")
            return None
        return value

    def clauses(
        self, data: Mapping[str, Any], rules: Collection[str], interpretations: Collection[str]
    ) -> FrozenMap[str, Clause]:
        """The ledger of clauses, in order."""
        if "clauses" not in data:
            return FrozenMap()

        def read(id: str, line: dict[str, Any], path: str) -> Clause:
            return self.clause(id, line, path, rules, interpretations)

        return FrozenMap(self.each(data, "clauses", read))

    def clause(
        self, id: str, line: dict[str, Any], path: str, rules: Collection[str], interpretations: Collection[str]
    ) -> Clause:
        """One line of it: every clause is met in some way."""
        self.only(line, ("says", "rules", "types", "readings", "not_computable", "descriptive"), path)

        def listed(key: str, known: Collection[str] | None) -> tuple[str, ...]:
            if key not in line:
                return ()
            if known is not None:
                return tuple(self.named(dict.fromkeys(known), line, key, path))
            names = self.take(line, key, path, list) or []
            for index, name in enumerate(names):
                if not isinstance(name, str):
                    self.problem("wrong-type", path + pointer(key, index), "应为 str", "must be a str")
            return tuple(name for name in names if isinstance(name, str))

        def words(key: str) -> Text | None:
            return self.text(line, key, path) if key in line else None

        clause = Clause(
            id,
            self.text(line, "says", path),
            listed("rules", rules),
            listed("types", None),
            listed("readings", interpretations),
            words("not_computable"),
            words("descriptive"),
        )
        if clause.descriptive and clause.descriptive.zh and (clause.rules or clause.types):
            zh, en = "叙述性条款没有规则和类型", "a descriptive clause has neither rules nor types"
            self.problem("contradiction", f"{path}/descriptive", zh, en)
        if not clause.met and not any(line.get(key) for key in ("rules", "types", "readings")):
            self.problem("clause-unmet", path, "没有写明如何落实", "doesn't say how it is met")
        return clause
