"""Who needs a food safety director or officer, and what bars somebody from such a post, as tables (§10).

Called by the listing of a rulebook's rules.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..norms.citation import Citation
from ..norms.rulebook import Rulebook
from ..norms.staffing import Need
from ..periods import ALWAYS, Period
from ..vocabulary import Term, Text
from .tables import Table

__all__ = ["bars", "sources", "staffing"]


def staffing(book: Rulebook, lang: str) -> Table:
    """One line for each line of the rulebook's table of staff (配备要求)."""
    heads = Text("职务 适用于 施行期间 读法 依据", "post who in-force readings source").in_language(lang)
    rows = tuple(
        (
            need.role.label.in_language(lang),
            _conditions(need, lang),
            _span(need.in_force),
            " ".join(f"{id}={value}" for id, value in need.readings.items()),
            sources(need.citations, lang),
        )
        for need in book.staffing
    )
    return Table(Text("人员配备", "Who needs which staff").in_language(lang), tuple(heads.split()), rows)


def _conditions(need: Need, lang: str) -> str:
    """What a company has to be like for the line to ask the post of it."""

    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_language(lang)

    told = [_either(terms, lang) for terms in (need.kinds, need.sectors, need.sizes) if terms]
    if need.at_least is not None:
        told.append(say(f"用餐 {need.at_least} 人以上（含）", f"{need.at_least:,} diners or more"))
    if need.more_than is not None:
        told.append(say(f"用餐超过 {need.more_than} 人（不含）", f"more than {need.more_than:,} diners"))
    if need.centralised:
        told.append(say("集中供餐", "centralised dining"))
    return say("；", "; ").join(told or [say("全部主体", "every company")])


def _either(terms: Iterable[Term], lang: str) -> str:
    kind = type(next(iter(terms)))
    return Text("、", ", ").in_language(lang).join(term.label.in_language(lang) for term in kind if term in terms)


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
