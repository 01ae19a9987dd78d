"""Which template a company owes on a day, and which checklist it works with.

Called by the rules template.adopted and control.*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..company_terms import CompanySize
from ..facts.controls import Checklist, ControlRecord
from ..norms.containment import Asked
from ..norms.template_matrix import TemplateMatrix
from ..norms.templates import Template
from ..vocabulary import Cycle, Grade, Sector
from .checking import items_in_use
from .days import OPEN
from .files import CompanyFile, Known, value_on
from .view import View

__all__ = ["adopted_template", "checklists_on", "in_use", "levels"]

BY_SIZE = {
    CompanySize.LARGE: Grade.A,
    CompanySize.MEDIUM: Grade.B,
    CompanySize.SMALL: Grade.C,
    CompanySize.MICRO: Grade.D,
}
"""The level by size, under the reading ``template-level = size``."""


def levels(view: View, file: CompanyFile) -> Known:
    """The level of a company's templates by day (reading ``template-level``)."""
    if view.book.reading("template-level") == "supervision-grade":
        return file.grades
    size = file.company.size
    return () if size is None else ((dt.date.min, OPEN, BY_SIZE[size]),)


def checklists_on(
    view: View, file: CompanyFile, sector: Sector, cycle: Cycle
) -> list[tuple[dt.date, dt.date, Checklist]]:
    """A company's checklists for a sector and a cycle, each with the days on which it is in use."""
    found = []
    for checklist in view.registry.of_company("checklists", file.company.id):
        if checklist.sector is sector and checklist.cycle is cycle:
            days = view.days(checklist, checklist.period)
            if days is not None:
                found.append((*days, checklist))
    # In an order of its own, whatever that of the input.
    return sorted(found, key=lambda one: (one[0], one[1], repr(one[2]))) if len(found) > 1 else found


def adopted_template(matrix: TemplateMatrix, checklist: Checklist) -> Template | None:
    """The template that a checklist takes over whole; None if it names none that there is."""
    return None if checklist.adopts is None else matrix.by_id.get(checklist.adopts)


def in_use(view: View, file: CompanyFile, record: ControlRecord, window_end: dt.date) -> tuple[Asked, ...]:
    """The items that a record has to answer: the checklist's in use, else the template's, of each sector."""
    day = record.on if view.book.chosen("record-template", "record-day") else min(window_end, view.as_of)
    sectors = (record.sector,) if record.sector is not None else [s for s in Sector if s in file.company.sectors]
    return tuple(item for sector in sectors for item in _items(view, file, sector, record.cycle, day))


def _items(view: View, file: CompanyFile, sector: Sector, cycle: Cycle, day: dt.date) -> Iterator[Asked]:
    matrix = view.book.templates
    own = [c for first, last, c in checklists_on(view, file, sector, cycle) if first <= day <= last]
    if own:
        yield from items_in_use(own[-1], adopted_template(matrix, own[-1]))
        return
    # A model item finds nobody in breach unless it is chosen to stand in.
    level = value_on(levels(view, file), day) if view.book.templates_bind else None
    if level is not None:
        yield from matrix[sector, level, cycle].items
