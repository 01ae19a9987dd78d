"""The pages about companies' templates and staffing, written from the data."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import dual_responsibility as dr

Line = str
Table = Callable[[Iterable[str], Iterable[Iterable[str]]], Iterator[Line]]


def templates_page(book: dr.Rulebook, table: Table) -> Iterator[Line]:
    """The matrix: its principle, how many items, from which sources, and every item."""
    matrix = book.templates
    items = items_of(matrix)
    yield from (
        "# The templates (企业模板矩阵 4*4*3)",
        "",
        f"{matrix.title.zh} · {matrix.title.en}, version {matrix.version}.",
    )
    yield from (
        "",
        "Suining's report names the matrix, its cycles and its three titles (§8), and prints none of its items.",
    )
    yield "What stands here is the library's own: an item either names the published clause that it rests on, whose words"
    yield "were seen, or it is marked 示范项, a model item. **No item is Suining's.** Under `suining-2022` the rule"
    yield "template.adopted is therefore undetermined, unless the reading [template-items](#reading-suining-2022-template-items)"
    yield "lets the model items stand in. A city replaces them with its own."
    yield from ("", "## The principle", "", matrix.principle.zh, "", matrix.principle.en)
    yield from ("", "## How many items", "", "Of each cell; in brackets, how many of them rest on a published clause.")
    for cycle in dr.Cycle:
        yield from ("", f"**{cycle.label.zh}** · {cycle.label.en}: 《{cycle.document.zh}》, {cycle.document.en}.")
        yield from table(
            ("sector", *(grade.label.zh for grade in dr.Grade)),
            (
                (
                    f"{sector.label.zh}<br>{sector.label.en}",
                    *(counted(matrix[sector, grade, cycle]) for grade in dr.Grade),
                )
                for sector in dr.Sector
            ),
        )
    sourced = sum(item.origin == "clause" for item in items)
    yield f"Of {len(items)} items in all, {sourced} rest on a clause that was seen and {len(items) - sourced} are model items."
    yield from sources_tables(items, table)
    for sector in dr.Sector:
        yield from sector_section(matrix, sector, table)


def items_of(matrix: dr.TemplateMatrix) -> list[dr.Item]:
    """Every item once, in order."""
    return [*{item.id: item for template in matrix.values() for item in template.items}.values()]


def counted(template: dr.Template) -> str:
    """How many items a cell has, and how many of them rest on a clause."""
    return f"{len(template.items)} ({sum(item.origin == 'clause' for item in template.items)})"


def sources_tables(items: Iterable[dr.Item], table: Table) -> Iterator[Line]:
    """The clauses that items rest on."""
    used = Counter(citation for item in items for citation in item.citations)
    by_document: dict[str, list[dr.Citation]] = {}
    for citation in sorted(used, key=lambda one: one.id):
        by_document.setdefault(f"{citation.document.zh}<br>{citation.document.en}", []).append(citation)
    yield from ("", "## The sources")
    yield from table(
        ("document", "clauses", "items"),
        (
            (document, "、".join(one.clause for one in citations), str(sum(used[one] for one in citations)))
            for document, citations in by_document.items()
        ),
    )
    yield "What each clause says is told in `sources.csv`, beside the items, with the days on which it was in force as it was"
    yield "seen. A later edition's clauses were not: what stands here is for a city's expert to bring up to date."
    ended = {one for one in used if one.in_force is not None and one.in_force.end is not None}
    later = {one for one in used if one.in_force is not None and one.in_force.start > dt.date(2022, 11, 1)}
    for title, found in (("No longer in force as cited", ended), ("Not yet in force on 2022-11-01", later)):
        told = sorted({f"{one.document.zh}{one.clause}（{one.in_force}）" for one in found})
        yield from ("", f"{title}: {'；'.join(told)}.") if len(told) < 6 else folded(title, found)


def folded(title: str, found: Iterable[dr.Citation]) -> Iterator[Line]:
    """Many clauses, told by their documents."""
    documents = sorted({(one.document.zh, str(one.in_force)) for one in found})
    yield from ("", f"{title}: {'；'.join(f'{document}（{days}）' for document, days in documents)}.")


def sector_section(matrix: dr.TemplateMatrix, sector: dr.Sector, table: Table) -> Iterator[Line]:
    """One sector's items, with the grades that are asked them."""
    yield from ("", f"## {sector.label.zh} · {sector.label.en}")
    for cycle in dr.Cycle:
        asked: dict[dr.Item, str] = {}
        for grade in dr.Grade:
            for item in matrix[sector, grade, cycle].items:
                asked[item] = asked.get(item, "") + str(grade.value)
        yield from ("", f"### {sector.label.zh}{cycle.label.zh}")
        yield from table(
            ("item", "grades", "what it asks", "kind", "risk", "source"),
            (
                (
                    f"`{item.id.rpartition('.')[2]}`",
                    grades,
                    f"{item.text.zh}<br>{item.text.en}{why(item)}",
                    kind(item),
                    risk(item),
                    source(item),
                )
                for item, grades in asked.items()
            ),
        )


def why(item: dr.Item) -> str:
    """Why it is asked of some grades alone."""
    return "" if item.because is None else f"<br>*{item.because.zh} {item.because.en}*"


def kind(item: dr.Item) -> str:
    """How it is answered, with unit and limits."""
    limits = [f"{sign} {limit:g}" for sign, limit in (("≥", item.at_least), ("≤", item.at_most)) if limit is not None]
    return " ".join([item.kind.label.zh, *limits, item.unit or ""]).strip() + ("" if item.required else "（选填）")


def risk(item: dr.Item) -> str:
    """The risk that it answers to."""
    return "" if item.risk is None else item.risk.text.zh


def source(item: dr.Item) -> str:
    """Its clauses, or that it is a model item."""
    return "<br>".join(f"{one.document.zh}{one.clause}" for one in item.citations) or "示范项"


def staffing_tables(book: dr.Rulebook, table: Table) -> Iterator[Line]:
    """Who needs whom, and what bars somebody."""
    yield from ("", "### Who needs a director or an officer")
    yield from table(
        ("post", "who", "diners", "in force", "if", "sources"),
        (
            (
                need.role.label.zh,
                "；".join(terms(one) for one in (need.kinds, need.sectors, need.sizes) if one)
                + ("；集中供餐" if need.centralised else "")
                or "所有",
                f"{need.at_least} 以上 (or more)"
                if need.at_least is not None
                else f"超过 {need.more_than} (more than)"
                if need.more_than is not None
                else "",
                "" if need.in_force == dr.ALWAYS else str(need.in_force),
                "<br>".join(f"`{id} = {reading}`" for id, reading in need.readings.items()),
                "<br>".join(f"{one.document.zh}{one.clause}" for one in need.citations),
            )
            for need in book.staffing
        ),
    )
    for bar in book.bars.values():
        years = (
            "for life"
            if bar.years is None
            else f"for {bar.years} years from the day of the decision, the same day {bar.years} years on included"
        )
        yield f"- {bar.ground.label.zh} ({bar.ground.label.en}): barred {years}."


def terms(found: frozenset[dr.CompanyKind] | frozenset[dr.Sector] | frozenset[dr.CompanySize]) -> str:
    """Terms in the order of their list."""
    kinds = type(next(iter(found)))
    return "、".join(term.label.zh for term in kinds if term in found)
