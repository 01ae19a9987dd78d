"""What the example's companies keep for themselves, as data: the published staff, and each intended gap.

Every count is for the whole city. The published figures are the source's (§10.2); all else is made up.
"""

from __future__ import annotations

import datetime as dt

import attrs

from .._frozen import FrozenMap
from ..company_terms import BarGround, CompanyKind, CompanySize
from ..daysets import DaySet
from ..vocabulary import Cycle, Grade, Sector
from .shares import FIRST_DAY, LAST_DAY

# Kinds and sizes.

SIZES = FrozenMap(
    {
        Grade.A: CompanySize.LARGE,
        Grade.B: CompanySize.MEDIUM,
        Grade.C: CompanySize.SMALL,
        Grade.D: CompanySize.MICRO,
    }
)
"""The size of a company of each grade: the usual case, and no rule."""

CANTEENS = (
    CompanyKind.NURSERY_CANTEEN,
    CompanyKind.OFFICE_CANTEEN,
    CompanyKind.ENTERPRISE_CANTEEN,
    CompanyKind.INSTITUTION_CANTEEN,
)
"""The kinds of the canteens beside those that were escalated, in turn."""

DINERS = (180, 260, 299, 300, 420, 499, 500, 750, 999, 1000)
"""How many a canteen serves a meal, in turn."""


SELLER = (CompanyKind.SELLER, Sector.DISTRIBUTION)
CATERER = (CompanyKind.CATERER, Sector.CATERING)


@attrs.frozen
class Special:
    """Companies of a kind of their own among the sellers or caterers of a grade.

    Attributes:
        kind: what they are.
        among: the kind and sector that they are taken from.
        grade: their grade, and so their size.
        companies: how many.
        diners: how many each serves a meal; None for who serves none.
    """

    kind: CompanyKind
    among: tuple[CompanyKind, Sector]
    grade: Grade
    companies: int
    diners: int | None = None


SPECIAL_KINDS = (
    Special(CompanyKind.CHAIN_HEADQUARTERS, SELLER, Grade.B, 3),
    Special(CompanyKind.CHAIN_HEADQUARTERS, SELLER, Grade.C, 5),
    Special(CompanyKind.CENTRAL_KITCHEN, CATERER, Grade.B, 2, diners=800),
    Special(CompanyKind.CENTRAL_KITCHEN, CATERER, Grade.C, 4, diners=1000),
    Special(CompanyKind.MEAL_DELIVERER, CATERER, Grade.C, 6, diners=1001),
)
"""A headquarters needs a director whatever its size; 1,000 diners aren't more than 1,000, and 1,001 are."""

MANY_DINERS = 1000
"""A small central kitchen or meal deliverer needs a director for more than these (national rule of 2022)."""

TWO_SECTORS = 100
"""Sellers that sell special food besides."""

# Staff (§10). "Unclaimed" is of companies in the park without records.

OFFICERS, DIRECTORS = 18554, 823
"""In office, as published (§10.2)."""

NEED_DIRECTOR = 850
"""Companies that need a director: by size, by diners, as a chain's headquarters, or as a canteen."""

OFFICER_MISSING_UNCLAIMED, DIRECTOR_MISSING_UNCLAIMED = 60, 2
OFFICER_LATE, DIRECTOR_LATE = 45, 8
APPOINTED_LATE = dt.date(2023, 3, 1)

DIRECTORS_BARRED = 2
BARRED = (BarGround.LICENCE_REVOKED, dt.date(2021, 5, 10))
"""Barred by this decision, until 10 May 2026, and in office all the same."""

# Checklists (§8.5, §8.6).

ADOPTED_LOWER, WEAKENED, NO_CHECKLIST, NO_CHECKLIST_UNCLAIMED = 30, 12, 25, 3
"""Companies that took over the next lower grade's templates; that made a daily item optional; that have none."""

# Control records (§8.3).


def every(first: dt.date, step: int) -> DaySet:
    """Every so many days from a first to the last day of the records."""
    return DaySet(first + dt.timedelta(n) for n in range(0, (LAST_DAY - first).days + 1, step))


KEPT = FrozenMap(
    {
        Cycle.DAILY: DaySet.between(FIRST_DAY, LAST_DAY),
        Cycle.WEEKLY: every(dt.date(2022, 11, 4), 7),
        Cycle.MONTHLY: DaySet(dt.date(2022 + (m > 12), m - 12 * (m > 12), 28) for m in range(11, 25)),
    }
)
"""What a company keeps that keeps everything: each day, each Friday, the 28th of each month."""


@attrs.frozen
class Gap:
    """Records that some companies lack.

    Attributes:
        cycle: the cycle.
        missing: the days without a record.
        obligations: how many days, weeks or months of 2023 that are, counted by hand.
        companies: how many companies lack them.
        unclaimed: how many more do in the park.
    """

    cycle: Cycle
    missing: DaySet
    obligations: int
    companies: int
    unclaimed: int = 0


GAPS = (
    Gap(Cycle.DAILY, DaySet([dt.date(2023, 5, 6)]), 1, 1200, 20),
    Gap(Cycle.DAILY, DaySet.between(dt.date(2023, 1, 21), dt.date(2023, 1, 27)), 7, 300),
    # 2023 begins and ends on a Sunday: it has 53 of them.
    Gap(Cycle.DAILY, every(dt.date(2023, 1, 1), 7), 53, 150),
    Gap(Cycle.WEEKLY, DaySet([dt.date(2023, 2, 3), dt.date(2023, 10, 6)]), 2, 400, 10),
    Gap(Cycle.MONTHLY, DaySet([dt.date(2023, 2, 28)]), 1, 120, 5),
)

ENTERED_LATE = 200
ENTERED_LATE_DAY = dt.date(2023, 3, 3)
"""How many companies filled in this day's record afterwards."""

PAUSES_UNPROVED = 3
UNPROVED_DAYS = 12
"""Pauses from 10 to 21 April without evidence, each of so many days."""


@attrs.frozen
class Problem:
    """A problem that a record in full found: by when it was to be put right, and when it was."""

    on: dt.date
    rectify_by: dt.date | None
    rectified: dt.date | None


PROBLEMS = (
    Problem(dt.date(2023, 6, 5), dt.date(2023, 6, 9), dt.date(2023, 6, 8)),
    Problem(dt.date(2023, 6, 6), dt.date(2023, 6, 9), dt.date(2023, 6, 12)),
    Problem(dt.date(2023, 6, 7), dt.date(2023, 6, 9), None),
    Problem(dt.date(2023, 6, 8), None, None),
    Problem(dt.date(2023, 12, 28), dt.date(2024, 1, 5), None),
)
"""In time, late, overdue, without a day, and with a day still to come."""

PAUSE_EVIDENCE = "停业记录"
"""What the evidence of a pause is called, before its number."""
