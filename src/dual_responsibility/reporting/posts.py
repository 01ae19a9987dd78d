"""Who needs a food safety director or officer, what bars somebody from it (§10), and the ledger of clauses, as tables.

Called by the listing of a rulebook's rules.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..norms.citation import Citation
from ..norms.rulebook import Rulebook
from ..periods import ALWAYS, Period
from ..vocabulary import Text
from .tables import Table

__all__ = ["bars", "ledger", "sources", "staffing"]


def staffing(book: Rulebook, lang: str) -> Table:
    """One line for each line of the rulebook's table of staff (配备要求)."""
    heads = Text("职务 适用于 施行期间 读法 依据", "post who in-force readings source").in_language(lang)
    rows = tuple(
        (
            need.role.label.in_language(lang),
            need.in_words(lang),
            _span(need.in_force),
            " ".join(f"{id}={value}" for id, value in need.readings.items()),
            sources(need.citations, lang),
        )
        for need in book.staffing
    )
    return Table(Text("人员配备", "Who needs which staff").in_language(lang), tuple(heads.split()), rows)


def _span(period: Period) -> str:
    return "" if period == ALWAYS else f"{period.start}/{'..' if period.end is None else period.end}"


def bars(book: Rulebook, lang: str) -> Table:
    """One line for each ground that bars somebody (从业限制)."""
    heads = Text("事由 期限 依据", "ground how-long source").in_language(lang)
    rows = tuple(
        (
            bar.ground.label.in_language(lang),
            Text("终身", "for life").in_language(lang)
            if bar.years is None
            else Text(f"自决定之日起 {bar.years} 年", f"{bar.years} years from the decision").in_language(lang),
            sources(bar.citations, lang),
        )
        for bar in book.bars.values()
    )
    return Table(Text("从业限制", "What bars from a post").in_language(lang), tuple(heads.split()), rows)


def sources(citations: Iterable[Citation], lang: str) -> str:
    """The clauses, each with who issued it."""
    if lang == "zh":
        return " ".join(one.issuer.zh + one.clause for one in citations)
    return "; ".join(f"{one.issuer.in_language(lang)} {one.clause_en or one.clause}" for one in citations)


def ledger(book: Rulebook, lang: str) -> Table:
    """One line for each clause of the source, and how it is met (条款台账)."""
    heads = Text(
        "条款 内容 落实方式 规则、类型、读法，或说明", "clause says how rules,types,readings,or-why"
    ).in_language(lang)
    rows = []
    for clause in book.clauses.values():
        told = [*clause.rules, *clause.types, *clause.readings]
        told += [one.in_language(lang) for one in (clause.not_computable, clause.descriptive) if one is not None]
        met = Text("、", ", ").in_language(lang).join(how.label.in_language(lang) for how in clause.met)
        rows.append((clause.id, clause.says.in_language(lang), met, Text("； ", "; ").in_language(lang).join(told)))
    return Table(Text("条款台账", "Ledger of clauses").in_language(lang), tuple(heads.split()), tuple(rows))
