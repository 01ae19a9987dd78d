"""A filled-in record against the items that it has to answer (§8.3–8.6).

Callers: users, through ``check_record``; the rules control.*.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

import attrs

from ..company_terms import ItemKind
from ..errors import TemplateError
from ..facts.controls import Answer, Checklist, ChecklistItem, ControlRecord
from ..norms.containment import Asked, contains, items_of
from ..norms.templates import Item, Template

__all__ = ["RecordCheck", "check_record", "items_in_use"]


@attrs.frozen
class RecordCheck:
    """What is remarkable about a filled-in record (记录核对); true if nothing is.

    Attributes:
        missing: the items that have to be answered and aren't.
        out_of_limits: the items whose measure lies outside its limits.
        unexplained: the items found wanting, or outside their limits, about which it records no problem.
        open_problems: the problems that it found and that aren't put right.

    >>> fridge = ChecklistItem(id="own.fridge", kind=ItemKind.MEASURE, unit="℃", at_most=8)
    >>> answer = Answer(item="own.fridge", value=12)
    >>> record = ControlRecord(id="R-1", company="C-1", cycle="DAILY", on=dt.date(2023, 3, 3), answers=answer)
    >>> check_record(record, [fridge])
    RecordCheck(missing=(), out_of_limits=('own.fridge',), unexplained=('own.fridge',), open_problems=())
    """

    missing: tuple[str, ...]
    out_of_limits: tuple[str, ...]
    unexplained: tuple[str, ...]
    open_problems: tuple[str, ...]

    def __bool__(self) -> bool:
        return not (self.missing or self.out_of_limits or self.unexplained or self.open_problems)


def check_record(
    record: ControlRecord, items: Template | Iterable[Asked], *, as_of: dt.date | None = None
) -> RecordCheck:
    """Compare a record with its template: answers missing, limits exceeded, problems left open.

    A record without a problem is kept too (零风险报告): it answers every item and lists none.

    Args:
        record: the record.
        items: the template, or the items of the checklist in use.
        as_of: a problem that was put right after this day is still open; None leaves none of them open.

    Raises:
        TemplateError: the template is of another cycle, or of a sector that isn't the record's.

    >>> import datetime as dt
    >>> from dual_responsibility import ControlRecord, Cycle, Grade, Sector, rulebook
    >>> template = rulebook("suining-2022").templates[Sector.CATERING, Grade.D, Cycle.DAILY]
    >>> empty = ControlRecord(id="R-1", company="C-1", cycle=Cycle.DAILY, on=dt.date(2023, 3, 3))
    >>> len(check_record(empty, template).missing) == len([item for item in template.items if item.required])
    True
    """
    if isinstance(items, Template) and (record.cycle is not items.cycle or record.sector not in (None, items.sector)):
        zh = f"记录 {record.id} 不是按模板 {items.id} 所属周期、业态填写的"
        en = f"the record {record.id} is of another cycle or sector than the template {items.id}"
        raise TemplateError.single("other-template", "", zh, en)
    answers = {answer.item: answer for answer in record.answers}
    told = {problem.item for problem in record.problems}
    missing, outside, unexplained = [], [], []
    for item in items_of(items):
        answer = answers.get(item.id)
        if answer is None or not _answers(answer, item):
            if item.required:
                missing.append(item.id)
            continue
        exceeds = _exceeds(answer, item)
        if exceeds:
            outside.append(item.id)
        if (exceeds or answer.ok is False) and item.id not in told:
            unexplained.append(item.id)
    open_problems = (
        problem.id
        for problem in record.problems
        if (day := problem.put_right(as_of)) is None or (as_of is not None and day > as_of)
    )
    return RecordCheck(tuple(missing), tuple(outside), tuple(unexplained), tuple(open_problems))


def _answers(answer: Answer, item: Asked) -> bool:
    if item.kind is ItemKind.YES_NO:
        return answer.ok is not None
    if item.kind is ItemKind.MEASURE:
        return answer.value is not None
    return answer.text is not None and bool(answer.text.strip())


def _exceeds(answer: Answer, item: Asked) -> bool:
    value = answer.value
    if item.kind is not ItemKind.MEASURE or value is None:
        return False
    below = item.at_least is not None and value < item.at_least
    return below or (item.at_most is not None and value > item.at_most)


def items_in_use(checklist: Checklist, adopted: Template | None) -> tuple[Asked, ...]:
    """The items of a company's own checklist: those that it takes over, and its own in their place.

    Args:
        checklist: the checklist.
        adopted: the template that it takes over whole; None if none.
    """
    own = {item.id: item for item in checklist.items}
    finer: defaultdict[str | None, list[ChecklistItem]] = defaultdict(list)
    for item in checklist.items:
        finer[item.refines].append(item)

    def stays(item: Item) -> bool:
        """Unless it is told anew, or finer items really stand in its place."""
        return item.id not in own and not (finer[item.id] and contains([item], finer[item.id]))

    taken = adopted.items if adopted is not None else ()
    return (*filter(stays, taken), *own.values())
