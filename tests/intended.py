"""What the example's audit at the end of 2023 is meant to find, from the table of its intended shares."""

from collections.abc import Callable

from dual_responsibility import ChangeCause, ListKind, Status
from dual_responsibility.example import committee_shares, company_shares, shares

FULFILLED, LATE = Status.FULFILLED, Status.FULFILLED_LATE
PENDING, VIOLATED, UNDETERMINED = Status.PENDING, Status.VIOLATED, Status.UNDETERMINED

STATUSES = {
    "coverage.assigned": {FULFILLED, LATE, VIOLATED, UNDETERMINED},
    "coverage.tier": {FULFILLED, LATE, VIOLATED, UNDETERMINED},
    # A supervisor's area is on record or the rule has nothing to judge: it never rests on silence.
    "coverage.area": {FULFILLED, LATE, VIOLATED},
    "coverage.escalation-ground": {FULFILLED, LATE, VIOLATED, UNDETERMINED},
    "team.three-way-matching": {FULFILLED, LATE, VIOLATED, UNDETERMINED},
    "team.three-way-joint": {FULFILLED, LATE, VIOLATED, UNDETERMINED},
    # The source sets these no deadline: they are never late and never violated.
    "commitment.signed": {FULFILLED, PENDING, UNDETERMINED},
    "notice-card.displayed": {FULFILLED, PENDING, UNDETERMINED},
    "know.responsibility-list": {FULFILLED, PENDING, UNDETERMINED},
    "know.task-list": {FULFILLED, PENDING, UNDETERMINED},
    "know.supervision-list": {FULFILLED, PENDING, UNDETERMINED},
    # A quarter or key period that is over can't be made good, so it can't be met late.
    "attend.quarter": {FULFILLED, PENDING, VIOLATED, UNDETERMINED},
    "attend.key-period": {FULFILLED, PENDING, VIOLATED, UNDETERMINED},
    "attend.emergency": {*Status},
    "adjust.personnel-change": {*Status},
    "adjust.work-change": {*Status},
    "adjust.incapacity": {*Status},
    "staffing.director": {FULFILLED, LATE, VIOLATED, UNDETERMINED},
    "staffing.officer": {FULFILLED, LATE, VIOLATED, UNDETERMINED},
    # A checklist in the example never changes, so none is mended.
    "template.adopted": {FULFILLED, VIOLATED, UNDETERMINED},
    # By the reading in use a record filled in afterwards is in time. The year's last week and month end with it.
    "control.daily": {FULFILLED, PENDING, VIOLATED, UNDETERMINED},
    "control.weekly": {FULFILLED, VIOLATED, UNDETERMINED},
    "control.monthly": {FULFILLED, VIOLATED, UNDETERMINED},
    "control.rectified": {FULFILLED, LATE, PENDING, VIOLATED},
    # Where a visit set no day by which a problem is to end, there is none (reading problem-ended).
    "visit.rectified": {*Status},
    # The city claims its mechanism whole: what isn't on record isn't so.
    "mechanism.chief": {FULFILLED},
    "mechanism.convener": {LATE},
    "mechanism.deputy-convener": {FULFILLED},
    "mechanism.bodies": {FULFILLED},
    "mechanism.departments": {FULFILLED, VIOLATED},
    "mechanism.task-force": {FULFILLED},
    "mechanism.local-groups": {FULFILLED, LATE, VIOLATED},
    "plan.milestone": {FULFILLED, LATE, PENDING, VIOLATED},
    # The source sets these no deadline: they are never late and never violated.
    "review.leader-reports": {FULFILLED, PENDING, UNDETERMINED},
    "review.lower-committee-reports": {FULFILLED, PENDING, UNDETERMINED},
    "review.supervisor-sample": {FULFILLED, PENDING, UNDETERMINED},
    "review.graded": {FULFILLED, PENDING},
    "review.applied": {FULFILLED, PENDING},
    "review.counted": {FULFILLED, PENDING},
    "hazard.regulator-reports-in": {FULFILLED, PENDING, UNDETERMINED},
    "hazard.disposed": {FULFILLED, PENDING, UNDETERMINED},
}
ADJUST = {
    ChangeCause.PERSONNEL: "adjust.personnel-change",
    ChangeCause.WORK: "adjust.work-change",
    ChangeCause.INCAPACITY: "adjust.incapacity",
}
KNOW = {
    ListKind.RESPONSIBILITY: "know.responsibility-list",
    ListKind.TASK: "know.task-list",
    ListKind.SUPERVISION: "know.supervision-list",
}


def intended(scale: float) -> dict[str, dict[Status, int]]:
    """How many obligations of each rule are meant to stand how at the end of 2023, but for the fulfilled."""

    def n(*figures: int) -> int:
        return sum(shares.count(figure, scale) for figure in figures)

    changes = shares.CHANGES.values()
    quarters, spans = shares.VISIT_MISSED, shares.KEY_PERIODS
    finished, running = spans[:3], spans[3]
    expected = {
        # Who has no successor in time has nobody at all, from the day after the last day allowed (§2.1).
        "coverage.assigned": {
            LATE: n(*(c.late for c in changes), shares.OVERLAP_ENDED),
            VIOLATED: n(*(c.missing for c in changes), shares.NEVER_ASSIGNED, shares.OVERLAPPING),
            UNDETERMINED: n(*(c.unclaimed for c in changes), shares.NEVER_ASSIGNED_UNCLAIMED),
        },
        "coverage.tier": {
            LATE: n(shares.TIER_CORRECTED, shares.POST_LATE),
            VIOLATED: n(*shares.TIER_TOO_LOW.values()),
            UNDETERMINED: n(shares.POST_LATE_UNCLAIMED),
        },
        "coverage.area": {LATE: n(shares.AREA_CORRECTED), VIOLATED: n(*shares.AREA_OUTSIDE.values())},
        "coverage.escalation-ground": {
            LATE: n(shares.GROUND_LATE),
            VIOLATED: n(shares.GROUND_MISSING, shares.GROUND_NOT_LISTED),
            UNDETERMINED: n(shares.GROUND_MISSING_UNCLAIMED),
        },
        "team.three-way-matching": {
            LATE: n(shares.MATCHING_LATE),
            VIOLATED: n(shares.MATCHING_INCOMPLETE),
            UNDETERMINED: n(shares.MATCHING_UNCLAIMED),
        },
        "team.three-way-joint": {
            LATE: n(shares.JOINT_LATE),
            VIOLATED: n(shares.JOINT_INCOMPLETE),
            UNDETERMINED: n(shares.JOINT_UNCLAIMED),
        },
        # Of letters for D companies alone the source says nothing (§11.1).
        "commitment.signed": {
            PENDING: n(shares.LETTER_UNSIGNED),
            UNDETERMINED: n(shares.LETTER_UNSIGNED_UNCLAIMED, shares.LETTER_UNSIGNED_D),
        },
        "notice-card.displayed": {
            PENDING: n(shares.CARD_MISSING, shares.CARD_OF_PREDECESSOR),
            UNDETERMINED: n(shares.CARD_MISSING_UNCLAIMED),
        },
        # The fourth quarter falls due on the last day, and isn't overdue before the next (§7.2).
        "attend.quarter": {
            PENDING: n(quarters["2023-Q4"]),
            VIOLATED: n(quarters["2023-Q1"], quarters["2023-Q2"], quarters["2023-Q3"]),
            UNDETERMINED: n(*shares.VISIT_MISSED_UNCLAIMED.values()),
        },
        # Who wasn't visited in the first quarter wasn't in the Spring Festival either.
        "attend.key-period": {
            PENDING: n(running.missed),
            VIOLATED: n(*(span.missed for span in finished), quarters["2023-Q1"]),
            UNDETERMINED: n(shares.VISIT_MISSED_UNCLAIMED["2023-Q1"]),
        },
        "attend.emergency": {
            LATE: n(shares.EMERGENCY_LATE, shares.AREA_EMERGENCY_LATE),
            PENDING: n(shares.EMERGENCY_TODAY),
            VIOLATED: n(shares.EMERGENCY_MISSED, shares.AREA_EMERGENCY_MISSED),
            UNDETERMINED: n(shares.EMERGENCY_UNCLAIMED),
        },
    }
    expected |= companies_intended(n) | committees_intended(n, scale) | hazards_intended(n)
    for kind, figure in shares.NOT_ACKNOWLEDGED.items():
        expected[KNOW[kind]] = {PENDING: n(figure), UNDETERMINED: n(shares.NOT_ACKNOWLEDGED_UNCLAIMED)}
    for cause, outcomes in shares.CHANGES.items():
        expected[ADJUST[cause]] = {
            LATE: n(outcomes.late),
            PENDING: n(outcomes.pending),
            VIOLATED: n(outcomes.missing),
            UNDETERMINED: n(outcomes.unclaimed),
        }
    return expected


def companies_intended(n: Callable[..., int]) -> dict[str, dict[Status, int]]:
    """The same of the companies' own side (§8, §10): obligations, one for each day, week, month or document."""
    own = company_shares
    officers = n(*shares.COMPANIES.values()) - n(own.OFFICERS)
    directors = n(own.NEED_DIRECTOR) - n(own.DIRECTORS)
    one_day, week, sundays, two_weeks, month = own.GAPS
    return {
        "staffing.officer": {
            LATE: n(own.OFFICER_LATE),
            VIOLATED: officers - n(own.OFFICER_MISSING_UNCLAIMED),
            UNDETERMINED: n(own.OFFICER_MISSING_UNCLAIMED),
        },
        "staffing.director": {
            LATE: n(own.DIRECTOR_LATE),
            VIOLATED: directors - n(own.DIRECTOR_MISSING_UNCLAIMED) + n(own.DIRECTORS_BARRED),
            UNDETERMINED: n(own.DIRECTOR_MISSING_UNCLAIMED),
        },
        # Three documents each, but for the one that was weakened.
        "template.adopted": {
            VIOLATED: 3 * (n(own.ADOPTED_LOWER) + n(own.NO_CHECKLIST)) + n(own.WEAKENED),
            UNDETERMINED: 3 * n(own.NO_CHECKLIST_UNCLAIMED),
        },
        # The 53rd Sunday is the day of the audit itself: until it is over its record may still come.
        "control.daily": {
            PENDING: n(sundays.companies),
            VIOLATED: n(one_day.companies)
            + week.obligations * n(week.companies)
            + (sundays.obligations - 1) * n(sundays.companies)
            + own.UNPROVED_DAYS * n(own.PAUSES_UNPROVED),
            UNDETERMINED: n(one_day.unclaimed),
        },
        "control.weekly": {VIOLATED: 2 * n(two_weeks.companies), UNDETERMINED: 2 * n(two_weeks.unclaimed)},
        "control.monthly": {VIOLATED: n(month.companies), UNDETERMINED: n(month.unclaimed)},
        "control.rectified": {LATE: 1, PENDING: 2, VIOLATED: 1},
    }


def committees_intended(n: Callable[..., int], scale: float) -> dict[str, dict[Status, int]]:
    """The same of mechanism, plans and reports on duties (§2.2, §3, §4, §12)."""
    own = committee_shares
    # The city, eight counties and parks, and their townships.
    townships = n(*shares.TOWNSHIPS.values())
    heads = townships + 7
    offices = (8 + 7) + 7 * (4 + 3)
    # Four by the city and two by each county and park; of a tenth two parks have but one to pick.
    picked = {1.0: 4 + 7 * 2, 0.1: 4 + 5 * 2 + 2 * 1}[scale]
    silent = n(own.NOT_YET_REPORTED) + n(own.TOWNSHIP_HEADS_NOT_YET) + n(own.PICKED_NOT_YET)
    graded = offices + heads + picked - silent - n(own.UNGRADED)
    # Of ten grades in turn the sixth is the average one, which is used for nothing.
    average = (graded + 4) // 10
    return {
        "mechanism.chief": {},
        "mechanism.convener": {LATE: 1},
        "mechanism.deputy-convener": {},
        "mechanism.bodies": {},
        "mechanism.departments": {VIOLATED: 1},
        "mechanism.task-force": {},
        "mechanism.local-groups": {LATE: 1, VIOLATED: 1},
        "plan.milestone": {LATE: 1, PENDING: 1, VIOLATED: 1},
        # One park has nobody on record who has to report.
        "review.leader-reports": {PENDING: n(own.TO_TOO_FEW, own.NOT_YET_REPORTED), UNDETERMINED: 1},
        "review.lower-committee-reports": {PENDING: n(own.TOWNSHIP_HEADS_NOT_YET), UNDETERMINED: 1},
        # How many a committee has to pick the source leaves to a schedule that isn't published.
        "review.supervisor-sample": {PENDING: n(own.PICKED_NOT_YET), UNDETERMINED: 1 + 8 + townships},
        "review.graded": {PENDING: n(own.UNGRADED)},
        "review.applied": {PENDING: average},
        "review.counted": {PENDING: n(own.UNCOUNTED)},
    }


def hazards_intended(n: Callable[..., int]) -> dict[str, dict[Status, int]]:
    """The same of hazards and of the problems that visits found (§13.3, §13.4)."""
    own = committee_shares
    _, _, _, _, disposed, handed_up, reported, whistled, unclaimed = (n(fate.hazards) for fate in own.FATES)
    _, _, late, claimed, undated, unknown = (n(follow.problems) for follow in own.FOLLOWED)
    return {
        "hazard.regulator-reports-in": {PENDING: handed_up + whistled, UNDETERMINED: unclaimed},
        "hazard.disposed": {PENDING: disposed + handed_up + reported + whistled, UNDETERMINED: unclaimed},
        "visit.rectified": {LATE: late, PENDING: undated, VIOLATED: claimed, UNDETERMINED: unknown},
    }
