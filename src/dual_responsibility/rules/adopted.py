"""template.adopted: a company's own checklist contains every item of its cell, or refines it (§8.5, §8.6)."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from ..facts.controls import Checklist
from ..findings import Finding, Obligation
from ..norms.containment import FAULTS, Containment, contains
from ..norms.template_matrix import TemplateMatrix
from ..norms.templates import Template
from ..periods import ONE_DAY
from ..vocabulary import Cycle, Grade, Sector, Text
from .base import UNDETERMINED, Breach, Ingredients, StandingRule, in_breach
from .checking import items_in_use
from .days import Days, after, outside, overlap
from .files import CompanyFile
from .used import adopted_template, checklists_on, levels
from .view import View

InUse = tuple[dt.date, dt.date, Checklist]
"""A checklist with the first and last day on which it is in use."""


class Adopted(StandingRule):
    """One duty for each sector and cycle, and each level while the company has it."""

    owed_by_company = True

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.published = view.book.templates_bind
        self.by_size = self.chosen("template-level", "size")
        self._compared: dict[tuple[str, str | None], Containment] = {}

    @cached_property
    def matrix(self) -> TemplateMatrix:
        """The templates."""
        return self.view.book.templates

    def judge(self, file: CompanyFile) -> list[Finding]:
        """The findings about one company."""
        sectors = [sector for sector in Sector if sector in file.company.sectors]
        if not sectors:
            return self._unknown(file, "sector-unknown", "")
        found = []
        for sector in sectors:
            for cycle in Cycle:
                mark = f"{sector.value}-{cycle.value}"
                found += self._judged(file, sector, cycle) if self.published else self._unknown(file, None, mark)
        return found

    def _unknown(self, file: CompanyFile, reason: str | None, mark: str) -> list[Finding]:
        """What can't be told of the days in the window on which the company operates."""
        found = []
        for first, last in file.operating:
            if last >= self.since and first <= self.as_of:
                trigger = f"{mark}@{first}" if mark else str(first)
                duty = Obligation(self.rule_id, file.ref, file.ref, trigger, first, None)
                why = reason or "template-items-unpublished"
                told: Ingredients = (("unpublished", mark),) if mark else (("undescribed", file.company.id),)
                closed = last + ONE_DAY if last < self.as_of else None
                found.append(self.found(duty, UNDETERMINED, why, closed, told))
        return found

    def _judged(self, file: CompanyFile, sector: Sector, cycle: Cycle) -> list[Finding]:
        found: list[Finding] = []
        known = levels(self.view, file)
        checklists = checklists_on(self.view, file, sector, cycle)
        if len(known) == 1 == len(checklists) == len(file.operating):
            plain = self._plainly(file, sector, cycle, known[0], checklists[0])
            if plain is not None:
                return [plain]
        spans = [(first, last) for first, last, _ in known]
        for days in file.operating:
            for first, last, level in known:
                for part in overlap(days, [(first, last)]):
                    found += self._by_level(file, self.matrix[sector, level, cycle], part, checklists)
            for gap in outside(days, sorted(spans)):
                found += self._without_level(file, f"{sector.value}-{cycle.value}", gap)
        return found

    def _plainly(
        self, file: CompanyFile, sector: Sector, cycle: Cycle, known: tuple[dt.date, dt.date, Grade], used: InUse
    ) -> Finding | None:
        """The common case, quickly: one level and one sound checklist for all the days of one span."""
        (first, last), checklist = file.operating[0], used[2]
        if not (max(known[0], used[0]) <= first and last <= min(known[1], used[1]) and last >= self.since):
            return None
        template = self.matrix[sector, known[2], cycle]
        if not self._compare(template, checklist):
            return None
        return self.kept(file, template.id, first, _told(file, template, checklist))

    def _without_level(self, file: CompanyFile, mark: str, days: Days) -> list[Finding]:
        if days[0] > self.as_of:
            return []
        if self.by_size:
            breach = Breach("size-unknown", (), status=UNDETERMINED)
        else:
            breach = Breach("grade-unknown", (("no-grade", file.company.id, days[0]),), status=UNDETERMINED)
        return self.standing(file, mark, days, [(*days, breach)], ())

    def _by_level(self, file: CompanyFile, template: Template, days: Days, checklists: list[InUse]) -> list[Finding]:
        """The findings on one template, owed from a first to a last day."""
        cuts = sorted({days[0], *(cut for a, b, _ in checklists for cut in (a, after(b)) if days[0] < cut <= days[1])})
        runs = [
            (
                first,
                cuts[i + 1] - ONE_DAY if i + 1 < len(cuts) else days[1],
                self._breach(file, template, first, checklists),
            )
            for i, first in enumerate(cuts)
        ]
        # What keeps the duty on the last of its days that are seen.
        day = min(days[1], self.as_of)
        sound = next((c for a, b, c in checklists if a <= day <= b and self._compare(template, c)), None)
        return self.standing(file, template.id, days, in_breach(runs), _told(file, template, sound))

    def _breach(self, file: CompanyFile, template: Template, day: dt.date, checklists: list[InUse]) -> Breach | None:
        used = [checklist for first, last, checklist in checklists if first <= day <= last]
        if not used:
            facts: Ingredients = (("no-checklist", file.company.id, template.id, day),)
            return Breach("checklist-missing", facts, "checklists")
        nowhere = next((c.adopts for c in used if c.adopts is not None and not adopted_template(self.matrix, c)), None)
        compared = [self._compare(template, checklist) for checklist in used]
        if any(compared):
            return None
        if nowhere is not None:
            return Breach("template-unknown", (("unknown-template", file.company.id, nowhere),))
        closest = min(compared, key=lambda one: len(one.missing) + len(one.weakened))
        weak = tuple(map(_how, closest.weakened.items()))
        facts = (("items-missing", template.id, closest.missing),) if closest.missing else ()
        facts += (("items-weakened", template.id, weak),) if weak else ()
        return Breach("items-missing" if closest.missing else "items-weakened", facts)

    def _compare(self, template: Template, checklist: Checklist) -> Containment:
        if checklist.items:
            return contains(template, items_in_use(checklist, adopted_template(self.matrix, checklist)))
        key = template.id, checklist.adopts
        compared = self._compared.get(key)
        if compared is None:
            compared = contains(template, items_in_use(checklist, adopted_template(self.matrix, checklist)))
            self._compared[key] = compared
        return compared


def _how(weakened: tuple[str, tuple[str, ...]]) -> Text:
    """An item, and how it is weakened."""
    id, faults = weakened
    zh, en = "、".join(FAULTS[fault].zh for fault in faults), ", ".join(FAULTS[fault].en for fault in faults)
    return Text(f"{id}（{zh}）", f"{id} ({en})")


def _told(file: CompanyFile, template: Template, checklist: Checklist | None) -> Ingredients:
    if checklist is None:
        return ()
    if checklist.adopts is None:
        return (("own-checklist", template.id, file.company.id),)
    return (("checklist", template.id, file.company.id, checklist.adopts),)
