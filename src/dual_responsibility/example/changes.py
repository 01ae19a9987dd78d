"""Supervisors who leave, and who takes over their companies, and when (§7.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from ..facts.supervisors import Change
from ..periods import ONE_DAY
from ..vocabulary import ChangeCause
from . import shares
from .cases import Case, Relation
from .draws import Draws, Pool
from .places import Holder, Office

LATEST_IN_DAYS = 10
"""How many days after the last day allowed a late successor comes at the latest."""

ENTERED_LATER = dt.timedelta(days=15)
"""How long after its start one relation in five was entered."""


class Changes:
    """Makes supervisors leave, until as many companies as intended had each outcome.

    An office is filled again on the day of the change; the companies follow later, or don't.
    """

    def __init__(self, cases: Iterable[Case], offices: Iterable[Office], draws: Draws, scale: float) -> None:
        self.draws = draws
        self.scale = scale
        self.made: list[Change] = []
        self.in_time: list[Case] = []
        self.cases: dict[int, list[Case]] = {}
        offices = list(offices)
        for case in cases:
            self.cases.setdefault(case.office.number, []).append(case)
        self.next_number = len(offices) + 1
        # City leaders have the whole city for their area: the records of it aren't claimed.
        fit = (o for o in offices if o.county is not None and not o.special and o.number in self.cases)
        self.pool = Pool(draws.ranked("changes", fit))

    def make(self) -> list[Change]:
        """All of them, in order of their day."""
        for cause, outcomes in shares.CHANGES.items():
            self._leave(cause, outcomes.late, self._late)
            self._leave(cause, outcomes.missing, self._never)
            self._leave(cause, outcomes.pending, self._never, shares.CHANGE_STILL_RUNNING)
            self._leave(cause, outcomes.unclaimed, self._never, recorded=False)
            self._leave(cause, outcomes.in_time, self._in_time)
        return sorted(self.made, key=lambda change: (change.on, change.id))

    def _leave(
        self,
        cause: ChangeCause,
        figure: int,
        succeed: Callable[[Case, Holder, dt.date, dt.date], None],
        days: tuple[dt.date, dt.date] | None = None,
        *,
        recorded: bool = True,
    ) -> None:
        left = shares.count(figure, self.scale)
        while left > 0:
            offices = self.pool.take(1, lambda office: (office.county != shares.PARK_WITHOUT_RECORDS) is recorded)
            if not offices:
                return
            office = offices[0]
            when = self.draws.number(f"change/{office.number}", below=len(shares.CHANGE_DAYS))
            on, due = days or shares.CHANGE_DAYS[when]
            successor = self._replace(office, cause, on)
            for case in self.cases[office.number]:
                if left > 0:
                    succeed(case, successor, on, due)
                elif days is None:
                    self._in_time(case, successor, on, due)
                else:
                    self._take_over(case, successor, on, on)
                left -= 1

    def _replace(self, office: Office, cause: ChangeCause, on: dt.date) -> Holder:
        leaver = office.holder
        leaver.end = on - ONE_DAY
        successor = Holder(f"S-{self.next_number:04}", on)
        self.next_number += 1
        office.holders.append(successor)
        self.made.append(Change(id=f"CH-{len(self.made) + 1:04}", supervisor=leaver.supervisor, cause=cause, on=on))
        return successor

    def _take_over(self, case: Case, successor: Holder, on: dt.date, start: dt.date) -> None:
        before = case.relations[0]
        before.end = on - ONE_DAY
        entered = start + ENTERED_LATER if case.number % 5 == 0 else None
        case.relations.append(Relation(successor.supervisor, before.team, start, recorded=entered))

    def _in_time(self, case: Case, successor: Holder, on: dt.date, due: dt.date) -> None:
        self._take_over(case, successor, on, self.draws.day(f"successor/{case.number}", on, due))
        self.in_time.append(case)

    def _late(self, case: Case, successor: Holder, on: dt.date, due: dt.date) -> None:
        # From the second day after: on the first the company wouldn't have been vacant past its time.
        first, last = due + 2 * ONE_DAY, due + LATEST_IN_DAYS * ONE_DAY
        self._take_over(case, successor, on, self.draws.day(f"successor/{case.number}", first, last))

    def _never(self, case: Case, successor: Holder, on: dt.date, due: dt.date) -> None:
        case.relations[0].vacated = on
