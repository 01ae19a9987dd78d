"""What can only be seen of a registry as a whole, or of several fields of a fact together.

Called by Registry alone, beside the checks of single fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..daysets import NO_DAYS, DaySet
from ..errors import Problem
from ..vocabulary import Text
from .areas import Claim
from .companies import Company
from .conduct import Emergency, KeyPeriod
from .controls import Checklist, ControlLog, ControlRecord, GradeTally
from .governance import governance_problems, negative, repeated

if TYPE_CHECKING:
    from .registry import Registry

__all__ = ["whole_problems"]


def whole_problems(registry: Registry, collections: Mapping[str, type]) -> Iterator[Problem]:
    """What is wrong beyond single fields."""
    yield from _cycles(registry.areas)
    yield from _unknown_kinds(registry.complete, collections)
    for index, company in enumerate(registry.companies):
        if isinstance(company, Company):
            yield from negative(company.diners, f"/companies/{index}/diners")
    for index, event in enumerate(registry.emergencies):
        if isinstance(event, Emergency) and (event.area is None) == (event.company is None):
            zh, en = "辖区与包保主体应当且只能填一项", "give either the area or the company, and not both"
            yield Problem("emergency-place", f"/emergencies/{index}", Text(zh, en))
    for index, span in enumerate(registry.key_periods):
        if isinstance(span, KeyPeriod) and getattr(span.period, "end", True) is None:
            zh, en = "重点时段应当有止日", "a key period needs an end"
            yield Problem("period-open", f"/key_periods/{index}/period", Text(zh, en))
    for index, checklist in enumerate(registry.checklists):
        if isinstance(checklist, Checklist):
            yield from _checklist_problems(checklist, f"/checklists/{index}")
    for index, log in enumerate(registry.control_logs):
        if isinstance(log, ControlLog) and log.entered_late is not NO_DAYS:
            yield from _not_kept(log, f"/control_logs/{index}/entered_late")
    for index, record in enumerate(registry.control_records):
        if isinstance(record, ControlRecord):
            yield from repeated(record.answers, "item", f"/control_records/{index}/answers")
    for index, tally in enumerate(registry.grade_tallies):
        if isinstance(tally, GradeTally):
            yield from negative(tally.count, f"/grade_tallies/{index}/count")
    yield from governance_problems(registry)


def _unknown_kinds(claims: Sequence[Any], collections: Mapping[str, type]) -> Iterator[Problem]:
    for index, claim in enumerate(claims):
        if isinstance(claim, Claim) and isinstance(claim.kind, str) and claim.kind not in collections:
            zh = f"没有名为 {claim.kind!r} 的台账；现有：{'、'.join(collections)}"
            en = f"no collection {claim.kind!r}; there are: {', '.join(collections)}"
            yield Problem("unknown-kind", f"/complete/{index}/kind", Text(zh, en))


def _checklist_problems(checklist: Checklist, path: str) -> Iterator[Problem]:
    yield from repeated(checklist.items, "id", f"{path}/items")
    for index, item in enumerate(checklist.items):
        least, most = getattr(item, "at_least", None), getattr(item, "at_most", None)
        if isinstance(least, (int, float)) and isinstance(most, (int, float)) and least > most:
            zh, en = f"下限 {least} 高于上限 {most}", f"at_least {least} is above at_most {most}"
            yield Problem("limits-reversed", f"{path}/items/{index}", Text(zh, en))


def _not_kept(log: ControlLog, path: str) -> Iterator[Problem]:
    if isinstance(log.kept, DaySet) and isinstance(log.entered_late, DaySet) and log.entered_late - log.kept:
        days = "、".join((log.entered_late - log.kept).to_json())
        zh, en = f"没有记录的日子不能是补填的：{days}", f"days without a record can't have been filled in late: {days}"
        yield Problem("late-not-kept", path, Text(zh, en))


def _cycles(areas: Sequence[Any]) -> Iterator[Problem]:
    parents = {a.id: a.parent for a in areas if has_text_id(a) and isinstance(a.parent, str)}
    sound: set[str] = set()
    for index, area in enumerate(areas):
        trail: dict[str, None] = {}
        here: str | None = area.id if has_text_id(area) else None
        while here is not None and here not in sound and here not in trail:
            trail[here] = None
            here = parents.get(here)
        if here is not None and here in trail:
            loop = [*trail][[*trail].index(here) :]
            if area.id == min(loop):
                shown = " → ".join([*loop, here])
                zh, en = f"辖区隶属关系成环：{shown}", f"the areas form a cycle: {shown}"
                yield Problem("area-cycle", f"/areas/{index}/parent", Text(zh, en))
        else:
            sound.update(trail)


def has_text_id(fact: Any) -> bool:
    """Whether a fact has an id that is text."""
    return isinstance(getattr(fact, "id", None), str)
