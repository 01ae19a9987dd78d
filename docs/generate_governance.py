"""The pages about the committees' side and the ledger of clauses, written from the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import dual_responsibility as dr

Line = str
Table = Callable[[Iterable[str], Iterable[Iterable[str]]], Iterator[Line]]


def both(text: dr.Text) -> str:
    """Chinese and English in one cell."""
    return f"{text.zh}<br>{text.en}"


def clauses_page(book: dr.Rulebook, table: Table) -> Iterator[Line]:
    """The ledger: every clause of the source, and how it is met."""
    yield "# The ledger of clauses (条款台账)"
    yield ""
    yield "Every clause of the source and how this library meets it: by a rule, by types and functions, by a reading,"
    yield "or by saying why code can't decide it. The clause numbers are ours. A test fails if one is left out."
    yield from ("", f"## {book.id} {book.version}")
    counts = {how: sum(how in clause.met for clause in book.clauses.values()) for how in dr.ClauseMet}
    told = "; ".join(f"{how.label.en} {number}" for how, number in counts.items())
    yield from ("", f"{len(book.clauses)} clauses: {told}. A clause can be met in several ways.")
    yield from table(
        ("clause", "what it says", "rules", "types and functions", "readings", "what code can't decide"),
        (
            (
                clause.id,
                both(clause.says),
                "<br>".join(f"[{id}](#rule-{book.id}-{id})" for id in clause.rules),
                "<br>".join(f"`{name}`" for name in clause.types),
                "<br>".join(f"[{id}](#reading-{book.id}-{id})" for id in clause.readings),
                "<br>".join(both(why) for why in (clause.not_computable, clause.descriptive) if why is not None),
            )
            for clause in book.clauses.values()
        ),
    )


def workflows_page(table: Table) -> Iterator[Line]:
    """The two step tables."""
    yield "# Steps of hazards and problems (流程表)"
    yield from ("", "Which step is allowed when, and where it leads. A history that breaks the table doesn't load.")
    yield from ("", "## A hazard (隐患)", "")
    yield "At each of three levels, station, county and city (所、县、市). The source names the whistle, the report-in and"
    yield "the disposal at three levels (§13.3, §13.4); the steps between them are our model."
    yield from steps(dr.HAZARD_WORKFLOW, table)
    yield from ("## A problem that a visit or a record found (发现的问题)", "")
    yield "The steps of the national platform: claimed, rectified, fed back, closed."
    yield from steps(dr.PROBLEM_WORKFLOW, table)


def steps(workflow: dr.Workflow[Any, Any], table: Table) -> Iterator[Line]:
    """One table of allowed steps."""
    ways = {0: "", 1: "one up", -1: "one down"}
    yield from table(
        ("when it is", "step", "it becomes", "level"),
        (
            (
                "—" if state is None else both(state.label),
                f"`{step.value}`<br>{both(step.label)}",
                both(after.label),
                ways[up],
            )
            for (state, step), (after, up) in workflow.table.items()
        ),
    )


def governance_tables(book: dr.Rulebook, table: Table) -> Iterator[Line]:
    """Who sits in the mechanism, and who reports to whom."""
    norm, review = book.mechanism, book.review
    if norm is not None:
        yield from ("", "### The coordination mechanism (协调机制)", "")
        yield f"At {norm.tier.label.en} tier ({norm.tier.label.zh}); a leading group and a task force in each area at"
        yield f"{norm.local_tier.label.en} tier ({norm.local_tier.label.zh})."
        rows = [
            (both(role.label), "<br>".join(f"`{id}` {both(norm.text_of(id))}" for id in ids))
            for role, ids in norm.seats.items()
        ]
        lists = (
            (dr.SeatRole.BODY_MEMBER.label, norm.bodies),
            (dr.SeatRole.DEPARTMENT_MEMBER.label, norm.departments),
            (dr.Text("工作专班所在单位", "the task force sits in"), norm.hosts),
        )
        rows += [(both(label), "<br>".join(f"`{id}` {text.zh}" for id, text in ids.items())) for label, ids in lists]
        yield from table(("seat", "held by, or from"), rows)
    if review is not None:
        yield from ("### Reports on duties (述职评议)", "")
        tiers = ", ".join(f"{tier.label.en} ({tier.label.zh})" for tier in dr.Tier if tier in review.tiers)
        shares = ", ".join(f"{tier.label.en} {percent} %" for tier, percent in review.share_percent.items())
        yield f"Leaders and heads of departments report at {tiers} tier. The share of supervisors: {shares or 'none set'}."
        yield from table(
            ("ground", "reported to"),
            (
                (both(ground.label), "<br>".join(both(one.label) for one in dr.Audience if one in heard))
                for ground, heard in review.audiences.items()
            ),
        )
