"""The figures that people ask of a report: sums, caseload, ratios, completion rates.

Callers: Report makes them; they only hold and divide.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import attrs

from ._frozen import FrozenMap
from .facts.base import Ref
from .vocabulary import Grade, Status, Tier

__all__ = ["Caseload", "CaseloadRow", "Completion", "Counts", "Ratio", "Roster", "Summary"]

Counts = FrozenMap[Status, int]
"""How many obligations have each status."""


@attrs.frozen
class Roster:
    """What a report keeps of the facts, so that it can count by tier and area.

    Attributes:
        companies: of each company that it answers for and that operates on ``as_of``: the area,
            the grade, and the tier that supervises it.
        supervisors: of each supervisor that it answers for and who holds a post on ``as_of``: the
            area and the tier of that post.
        subjects: the area and the tier (of the grade, of the highest post) of each company and
            supervisor that it answers for, whether or not in force on ``as_of``.
        parents: the area that each area lies in.
    """

    companies: FrozenMap[str, tuple[str, Grade | None, Tier | None]]
    supervisors: FrozenMap[str, tuple[str, Tier]]
    subjects: FrozenMap[Ref, tuple[str | None, Tier | None]]
    parents: FrozenMap[str, str | None]

    def join(self, other: Roster) -> Roster:
        """Both together; what both hold counts once."""
        return Roster(
            *(
                FrozenMap(dict(sorted({**getattr(self, name), **getattr(other, name)}.items())))
                for name in ("companies", "supervisors", "subjects", "parents")
            )
        )


@attrs.frozen
class Summary:
    """How many obligations stand how (汇总); counts are of obligations.

    Attributes:
        total: all of them.
        by_status: by status; every status is there.
        by_rule: by rule id.
        by_tier: by the tier of the subject's grade or post; None where it isn't known.
        by_area: by area; an area's figure includes all areas below it.

    >>> from dual_responsibility.testing import case
    >>> report = case(visits=["2023-02-10"]).report(since="2023-01-01", as_of="2023-06-30", rules=["attend.*"])
    >>> total = report.summary()
    >>> total.total, total.by_status[Status.FULFILLED], total.by_area["5109"][Status.VIOLATED]
    (2, 1, 0)
    """

    total: int
    by_status: Counts
    by_rule: FrozenMap[str, Counts]
    by_tier: FrozenMap[Tier | None, Counts]
    by_area: FrozenMap[str, Counts]


@attrs.frozen
class Ratio:
    """Companies to a supervisor, as the source prints it (配比) (§9.3).

    Attributes:
        supervisors: how many supervisors.
        companies: how many companies.

    >>> Ratio(149, 199).zh
    '1:1.34'
    """

    supervisors: int
    companies: int

    @property
    def value(self) -> Decimal | None:
        """Companies per supervisor, to two places, halves up; None without supervisors."""
        if not self.supervisors:
            return None
        exact = Decimal(self.companies) / Decimal(self.supervisors)
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def zh(self) -> str:
        """As the source prints it."""
        value = self.value
        return "—" if value is None else f"1:{format(value, 'f').rstrip('0').rstrip('.')}"

    @property
    def en(self) -> str:
        """The same in English."""
        return self.zh


@attrs.frozen
class CaseloadRow:
    """One row of the table that the source publishes (§9.3).

    >>> from dual_responsibility.testing import case
    >>> row = case(grade="C", tier="TOWNSHIP").report(as_of="2023-06-30").caseload().rows[2]
    >>> row.tier.label.zh, row.supervisors, row.grade.label.zh, row.companies, row.ratio.zh
    ('乡级', 1, 'C级', 1, '1:1')
    """

    tier: Tier
    supervisors: int
    grade: Grade
    companies: int
    ratio: Ratio


@attrs.frozen
class Caseload:
    """Supervisors by tier and companies by grade, as of a day (包保底数) (§9.3).

    Attributes:
        as_of: the day.
        rows: one for each tier, the highest first.
        escalated: how many companies are supervised above their grade's tier.

    >>> from dual_responsibility.testing import case
    >>> load = case(grade="C", tier="TOWNSHIP").report(as_of="2023-06-30").caseload()
    >>> load.supervisors, load.companies, load.escalated
    (1, 1, 0)
    """

    as_of: dt.date
    rows: tuple[CaseloadRow, ...]
    escalated: int

    @property
    def supervisors(self) -> int:
        """All supervisors."""
        return sum(row.supervisors for row in self.rows)

    @property
    def companies(self) -> int:
        """All companies."""
        return sum(row.companies for row in self.rows)


@attrs.frozen
class Completion:
    """A completion rate (完成率): visits 督导完成率, letters, cards.

    Attributes:
        key: the rule, or the tier, area or supervisor that it is about.
        on_time: fulfilled on time.
        late: fulfilled late.
        open: violated or pending.
        undetermined: shown apart; not in the rate.

    >>> done = Completion("attend.quarter", on_time=90, late=5, open=5, undetermined=20)
    >>> done.total, done.rate
    (100, Decimal('95.00'))
    """

    key: Any
    on_time: int
    late: int
    open: int
    undetermined: int

    @property
    def total(self) -> int:
        """All whose outcome can be told."""
        return self.on_time + self.late + self.open

    @property
    def rate(self) -> Decimal | None:
        """Fulfilled, on time or late, over all, in percent to two places; None of nothing."""
        if not self.total:
            return None
        exact = Decimal(100 * (self.on_time + self.late)) / Decimal(self.total)
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
