"""What the example holds, as data: the published figures, and how many of each deviation are intended.

Every count is for the whole city; ``count`` scales it. The published figures are the source's
(§9.3). All else is made up: no place, office or company here is a real one.
"""

from __future__ import annotations

import datetime as dt

import attrs

from .._frozen import FrozenMap
from ..periods import Period, Window, quarters
from ..vocabulary import ChangeCause, EscalationGround, Grade, ListKind, Tier

FIRST_DAY, LAST_DAY = dt.date(2022, 11, 1), dt.date(2023, 12, 31)
"""The days that the records cover: from the day on which the rules bind."""

SUPERVISORS = FrozenMap({Tier.CITY: 37, Tier.COUNTY: 149, Tier.TOWNSHIP: 1414, Tier.VILLAGE: 2181})
"""Supervisors by the tier of their post, as published (§9.3)."""

COMPANIES = FrozenMap({Grade.A: 37, Grade.B: 199, Grade.C: 3923, Grade.D: 18704})
"""Companies by grade, as published (§9.3)."""

TIERS = FrozenMap({Grade.A: Tier.CITY, Grade.B: Tier.COUNTY, Grade.C: Tier.TOWNSHIP, Grade.D: Tier.VILLAGE})
"""The tier that supervises each grade (§9.1)."""


def count(figure: int, scale: float) -> int:
    """A figure at a scale, rounded; at least 1.

    >>> count(18704, 1.0), count(18704, 0.1), count(3, 0.1)
    (18704, 1870, 1)
    """
    return max(1, round(figure * scale))


# Places. The source doesn't publish how many townships there are.

CITY = "5109"
TOWNSHIPS = FrozenMap(
    {
        "5109-01": 20, "5109-02": 18, "5109-03": 17, "5109-04": 16, "5109-05": 14,
        "5109-91": 6, "5109-92": 5, "5109-93": 5,
    }
)  # fmt: skip
"""Townships of each county, then of each park, which is an area at county tier."""

COUNTY_WITHOUT_VISITS = "5109-05"
"""The county that doesn't claim that its records of visits are complete."""

PARK_WITHOUT_RECORDS = "5109-93"
"""The park that claims completeness for visits and little else."""

CLAIMED_EVERYWHERE = (
    "areas", "bars", "changes", "emergencies", "grade_tallies", "key_periods", "leaders", "list_versions", "mechanisms", "pauses",
    "plans", "regular_closings", "review_selections", "reviews",
)  # fmt: skip
NOT_CLAIMED_IN_PARK = (
    "acknowledgements", "assignments", "checklists", "commitments", "companies", "control_logs", "control_records",
    "hazards", "notice_cards", "staff", "supervisors",
)  # fmt: skip

# Supervision relations (§2.1, §6, §9). "Unclaimed" is of companies in the park.


@attrs.frozen
class Escalation:
    """How many companies of a grade a higher tier took, and on what ground (§9.2)."""

    grade: Grade
    tier: Tier
    ground: EscalationGround
    companies: int


ESCALATED = (
    Escalation(Grade.B, Tier.CITY, EscalationGround.KEY_PRODUCER, 12),
    Escalation(Grade.C, Tier.COUNTY, EscalationGround.SCHOOL, 60),
    Escalation(Grade.C, Tier.COUNTY, EscalationGround.ELDERLY_CARE_CANTEEN, 15),
    Escalation(Grade.D, Tier.TOWNSHIP, EscalationGround.SCHOOL, 90),
    Escalation(Grade.D, Tier.TOWNSHIP, EscalationGround.ELDERLY_CARE_CANTEEN, 25),
)
"""Escalated with the ground on record."""

GROUND_MISSING = 8
GROUND_NOT_LISTED = 3
GROUND_LATE = 5
GROUND_MISSING_UNCLAIMED = 2
GROUND_ENTERED = dt.date(2023, 4, 3)

TIER_TOO_LOW = FrozenMap({Grade.B: 3, Grade.C: 14})
TIER_CORRECTED = 6
AREA_OUTSIDE = FrozenMap({Grade.B: 2, Grade.C: 9})
AREA_CORRECTED = 5
CORRECTED_ON = dt.date(2023, 6, 1)

POST_LATE = 7
POST_LATE_UNCLAIMED = 2
POST_BEGINS = dt.date(2023, 1, 16)

NEVER_ASSIGNED = 12
NEVER_ASSIGNED_UNCLAIMED = 3
OVERLAPPING = 6
OVERLAP_ENDED = 4
OVERLAP = Period(dt.date(2023, 5, 4), dt.date(2023, 8, 31))

MATCHING_INCOMPLETE, MATCHING_LATE, MATCHING_UNCLAIMED = 6, 4, 1
JOINT_INCOMPLETE, JOINT_LATE, JOINT_UNCLAIMED = 45, 25, 4
TEAM_FILLED_ON = dt.date(2023, 3, 13)

# Changes of supervisors (§7.3).


@attrs.frozen
class Outcomes:
    """How many companies that a change left had a successor in time, late, or not at all."""

    in_time: int
    late: int
    missing: int
    pending: int
    unclaimed: int


CHANGES = FrozenMap(
    {
        ChangeCause.PERSONNEL: Outcomes(in_time=180, late=30, missing=20, pending=9, unclaimed=6),
        ChangeCause.WORK: Outcomes(in_time=240, late=40, missing=25, pending=12, unclaimed=6),
        ChangeCause.INCAPACITY: Outcomes(in_time=40, late=8, missing=5, pending=3, unclaimed=4),
    }
)
"""``in_time`` is the least: the other companies of a supervisor replaced late or not for some are in time."""

CHANGE_DAYS = (
    (dt.date(2022, 12, 29), dt.date(2023, 1, 6)),
    (dt.date(2023, 2, 13), dt.date(2023, 2, 20)),
    (dt.date(2023, 3, 10), dt.date(2023, 3, 17)),
    (dt.date(2023, 4, 27), dt.date(2023, 5, 8)),
    (dt.date(2023, 5, 13), dt.date(2023, 5, 19)),
    (dt.date(2023, 6, 16), dt.date(2023, 6, 26)),
    (dt.date(2023, 6, 28), dt.date(2023, 7, 5)),
    (dt.date(2023, 8, 31), dt.date(2023, 9, 7)),
    (dt.date(2023, 9, 28), dt.date(2023, 10, 11)),
    (dt.date(2023, 11, 6), dt.date(2023, 11, 13)),
)
"""Days of changes, each with its fifth working day, counted by hand."""

CHANGE_STILL_RUNNING = (dt.date(2023, 12, 27), dt.date(2024, 1, 4))
"""The change whose five working days aren't over when the year is."""

# Letters, lists, cards (§7.1, §11).

LETTER_UNSIGNED = 30
LETTER_UNSIGNED_UNCLAIMED = 4
LETTER_UNSIGNED_D = 980
NOT_ACKNOWLEDGED = FrozenMap({ListKind.RESPONSIBILITY: 15, ListKind.TASK: 40, ListKind.SUPERVISION: 25})
NOT_ACKNOWLEDGED_UNCLAIMED = 3
LISTS_IN_FORCE = (
    ("L-1", ListKind.RESPONSIBILITY, Period(dt.date(2022, 11, 15))),
    ("L-2", ListKind.TASK, Period(dt.date(2022, 11, 15), dt.date(2023, 6, 30))),
    ("L-3", ListKind.SUPERVISION, Period(dt.date(2022, 11, 15))),
    ("L-4", ListKind.TASK, Period(dt.date(2023, 7, 1))),
)
CARD_MISSING = 230
CARD_MISSING_UNCLAIMED = 10
CARD_OF_PREDECESSOR = 15

# Visits (§7.2). "Unclaimed" is of companies in the county that doesn't claim its visits.


@attrs.frozen
class KeySpan:
    """A key period, how many companies it misses, and when those are visited instead."""

    id: str
    area: str
    period: Period
    missed: int
    instead: Period


QUARTERS: tuple[Window, ...] = tuple(quarters(dt.date(2023, 1, 1), LAST_DAY))
VISIT_MISSED = FrozenMap({"2023-Q1": 460, "2023-Q2": 340, "2023-Q3": 270, "2023-Q4": 690})
VISIT_MISSED_UNCLAIMED = FrozenMap({"2023-Q1": 60, "2023-Q2": 45, "2023-Q3": 35})
KEY_PERIODS = (
    KeySpan(
        "K-2023-SPRING", CITY, Period(dt.date(2023, 1, 14), dt.date(2023, 1, 27)),
        320, Period(dt.date(2023, 1, 28), dt.date(2023, 3, 31)),
    ),
    KeySpan(
        "K-2023-EXAMS", "5109-01", Period(dt.date(2023, 6, 5), dt.date(2023, 6, 9)),
        70, Period(dt.date(2023, 6, 10), dt.date(2023, 6, 30)),
    ),
    KeySpan(
        "K-2023-NATIONAL", "5109-02", Period(dt.date(2023, 10, 1), dt.date(2023, 10, 6)),
        55, Period(dt.date(2023, 10, 7), dt.date(2023, 12, 31)),
    ),
    KeySpan(
        "K-2024-NEW-YEAR", "5109-03", Period(dt.date(2023, 12, 25), dt.date(2024, 1, 3)),
        40, Period(dt.date(2023, 10, 1), dt.date(2023, 12, 24)),
    ),
)  # fmt: skip
"""The last one runs on after the year: who hasn't come by then may still come."""

PAUSED_A_QUARTER = 6
PAUSE_OF_QUARTER = Period(dt.date(2023, 7, 1), dt.date(2023, 9, 30))
PAUSED_A_WHILE = 12
PAUSE_OF_A_WHILE = Period(dt.date(2023, 4, 10), dt.date(2023, 4, 21))

EMERGENCY_DAYS = (
    dt.date(2023, 3, 8), dt.date(2023, 5, 24), dt.date(2023, 7, 12), dt.date(2023, 9, 13), dt.date(2023, 11, 22),
)  # fmt: skip
EMERGENCY_ATTENDED, EMERGENCY_LATE, EMERGENCY_MISSED, EMERGENCY_UNCLAIMED, EMERGENCY_TODAY = 5, 3, 2, 1, 1
"""Emergencies at companies; those of ``today`` happen on the last day, so they aren't overdue."""

AREA_EMERGENCY = ("5109-02-01", dt.date(2023, 8, 16))
AREA_EMERGENCY_LATE, AREA_EMERGENCY_MISSED = 2, 3
"""Supervisors who have a company in the area and came late to its emergency, or not at all."""
