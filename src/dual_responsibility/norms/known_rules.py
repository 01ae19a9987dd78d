"""The rules that this library can work, and the interpretations that each of them reads.

A rulebook states a rule, switches it on and gives it its numbers; only code can work it. Called by the
loader of rulebooks; a test holds it against the rules themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from .._frozen import FrozenMap

__all__ = ["READ_BY", "TAKEN_BY"]

READ_BY: Mapping[str, tuple[str, ...]] = FrozenMap(
    {
        "coverage.assigned": ("handover-day", "first-day", "event-day", "five-days-causes"),
        "coverage.tier": ("concurrent-posts", "regrade-day", "first-day"),
        "coverage.area": ("concurrent-posts",),
        "coverage.escalation-ground": ("escalation-grounds", "concurrent-posts"),
        "team.three-way-matching": ("leading-cadre", "concurrent-posts"),
        "team.three-way-joint": ("leading-cadre", "concurrent-posts"),
        "commitment.signed": ("letter-signer", "letter-d", "letter-renewal"),
        "notice-card.displayed": (),
        "know.responsibility-list": ("list-version",),
        "know.task-list": ("list-version",),
        "know.supervision-list": ("list-version",),
        "attend.quarter": (
            "visit-at",
            "quarter",
            "quarter-end",
            "partial-quarter",
            "paused-quarter",
            "quarter-bearer",
            "team-visit",
            "visit-occasions",
        ),
        "attend.key-period": (
            "key-period-at",
            "partial-quarter",
            "paused-quarter",
            "quarter-bearer",
            "team-visit",
            "visit-occasions",
        ),
        "attend.emergency": ("emergency-at", "emergency-day", "team-visit", "visit-occasions"),
        "adjust.personnel-change": (
            "first-day",
            "event-day",
            "five-days-causes",
            "adjusted-means",
            "adjust-bearer",
            "same-supervisor",
            "concurrent-posts",
        ),
        "adjust.work-change": (
            "first-day",
            "event-day",
            "five-days-causes",
            "adjusted-means",
            "adjust-bearer",
            "same-supervisor",
            "concurrent-posts",
        ),
        "adjust.incapacity": (
            "first-day",
            "event-day",
            "five-days-causes",
            "adjusted-means",
            "adjust-bearer",
            "same-supervisor",
            "concurrent-posts",
        ),
        "adjust.company-report": ("first-day",),
        "adjust.company-change": ("first-day",),
        "staffing.director": ("shared-officer",),
        "staffing.officer": ("shared-officer",),
        "template.adopted": ("template-items", "template-level"),
        "control.daily": ("control-sectors", "entered-later", "incomplete-record", "pause-evidence"),
        "control.weekly": (
            "control-week",
            "partial-cycle",
            "paused-cycle",
            "control-sectors",
            "entered-later",
            "incomplete-record",
            "pause-evidence",
        ),
        "control.monthly": (
            "partial-cycle",
            "paused-cycle",
            "control-sectors",
            "entered-later",
            "incomplete-record",
            "pause-evidence",
        ),
        "control.rectified": ("problem-ended",),
        "visit.rectified": ("problem-ended", "visit-problem-bearer"),
        "mechanism.chief": ("handover-day",),
        "mechanism.convener": ("handover-day",),
        "mechanism.deputy-convener": ("handover-day",),
        "mechanism.bodies": (),
        "mechanism.departments": ("listed-departments",),
        "mechanism.task-force": ("task-force-form",),
        "mechanism.local-groups": (),
        "plan.milestone": ("milestone-due", "node-span"),
        "review.leader-reports": ("review-year", "review-office", "review-part-year"),
        "review.lower-committee-reports": ("review-year", "review-office", "review-part-year"),
        "review.supervisor-sample": (
            "review-year",
            "review-part-year",
            "share-of",
            "share-rounding",
            "village-committee",
            "review-lot",
            "picked-left",
        ),
        "review.graded": ("ballot-rule", "ballot-tie"),
        "review.applied": ("ballot-rule", "ballot-tie", "outcome-use"),
        "review.counted": ("ballot-rule", "ballot-tie"),
        "hazard.regulator-reports-in": ("report-in-again", "hazard-passed-on", "hazard-bearer", "first-day"),
        "hazard.disposed": ("hazard-closed", "hazard-bearer", "hazard-days", "first-day"),
    }
)
"""By rule, the interpretations that have to be on the register; besides them, from when it binds is one."""

TAKEN_BY: Mapping[str, tuple[str, ...]] = FrozenMap(
    {
        "coverage": ("tiers",),
        "team": ("modes", "teams"),
        "attend": ("visit_window",),
        "staffing": ("bars",),
        "template": ("own_templates",),
        "control": ("own_templates",),
        "mechanism": ("mechanism",),
        "review": ("review",),
    }
)
"""By family, what its rules take from their rulebook that has no days of its own."""
