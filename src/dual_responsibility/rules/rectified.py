"""control.rectified: a problem that a record found is followed until it is put right (§8.4, national rule)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..findings import Obligation
from .base import DatedRule, Duty, Ingredients
from .deadlines import NO_DEADLINE, Deadline
from .files import CompanyFile


class Rectified(DatedRule):
    """One duty for each problem; it is late only by a day that its record sets itself."""

    claim_kind = "control_records"
    missing = "rectification-missing"
    late = "rectification-late"

    def duties(self, file: CompanyFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """The problems found by the records that are seen."""
        for record in self.view.registry.of_company("control_records", file.company.id):
            if record.on < self.view.book.in_force_from or not self.view.happened(record, record.on):
                continue
            for problem in record.problems:
                due = problem.rectify_by
                duty = Obligation(self.rule_id, file.ref, file.ref, f"{record.id}:{problem.id}", record.on, due)
                deadline = NO_DEADLINE if due is None else Deadline(due)
                yield Duty(duty, record.on, record.on, deadline, (record, problem), ((file, None),))

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The day on which it was put right."""
        record, problem = duty.cause
        day = problem.rectified
        view = self.view
        if day is None or day > self.as_of:
            return None
        if view.known_by is not None and not view.always_known and day > view.known_by:
            return None
        return day, (("rectified", record.id, problem.id, day),)

    def facts(self, duty: Duty) -> Ingredients:
        """The problem."""
        record, problem = duty.cause
        return (("problem", record.id, record.on, problem.id, problem.text or problem.item or problem.id),)
