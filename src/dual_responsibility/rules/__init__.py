"""The rules: one module a family. ``EVALUATORS`` says which class works which rule id."""

from __future__ import annotations

from collections.abc import Mapping

from .._frozen import FrozenMap
from .adjust import (
    CompanyChangeAdjusted,
    CompanyChangeReported,
    IncapacityAdjusted,
    PersonnelChangeAdjusted,
    WorkChangeAdjusted,
)
from .adopted import Adopted
from .attend import EmergencyAttended, KeyPeriodAttended, QuarterAttended
from .base import RuleEvaluator
from .control import DailyKept, MonthlyKept, WeeklyKept
from .coverage import Assigned, EscalationGrounded, RightArea, RightTier
from .hazard import HazardDisposed, RegulatorReportsIn
from .plan import MilestoneReached
from .rectified import Rectified, VisitRectified
from .review import (
    Applied,
    Counted,
    Graded,
    LeadersReport,
    LowerCommitteesReport,
    SupervisorsPicked,
)
from .seats import Bodies, Chief, Convener, Departments, DeputyConvener
from .staffing import DirectorInOffice, OfficerInOffice
from .task_forces import LocalGroups, TaskForceSet
from .team import ThreeWayJoint, ThreeWayMatching
from .undated import (
    CardDisplayed,
    LetterSigned,
    ResponsibilityListKnown,
    SupervisionListKnown,
    TaskListKnown,
)

__all__ = ["EVALUATORS"]

EVALUATORS: Mapping[str, type[RuleEvaluator]] = FrozenMap(
    {
        "coverage.assigned": Assigned,
        "coverage.tier": RightTier,
        "coverage.area": RightArea,
        "coverage.escalation-ground": EscalationGrounded,
        "team.three-way-matching": ThreeWayMatching,
        "team.three-way-joint": ThreeWayJoint,
        "commitment.signed": LetterSigned,
        "notice-card.displayed": CardDisplayed,
        "know.responsibility-list": ResponsibilityListKnown,
        "know.task-list": TaskListKnown,
        "know.supervision-list": SupervisionListKnown,
        "attend.quarter": QuarterAttended,
        "attend.key-period": KeyPeriodAttended,
        "attend.emergency": EmergencyAttended,
        "adjust.personnel-change": PersonnelChangeAdjusted,
        "adjust.work-change": WorkChangeAdjusted,
        "adjust.incapacity": IncapacityAdjusted,
        "adjust.company-report": CompanyChangeReported,
        "adjust.company-change": CompanyChangeAdjusted,
        "staffing.director": DirectorInOffice,
        "staffing.officer": OfficerInOffice,
        "template.adopted": Adopted,
        "control.daily": DailyKept,
        "control.weekly": WeeklyKept,
        "control.monthly": MonthlyKept,
        "control.rectified": Rectified,
        "visit.rectified": VisitRectified,
        "mechanism.chief": Chief,
        "mechanism.convener": Convener,
        "mechanism.deputy-convener": DeputyConvener,
        "mechanism.bodies": Bodies,
        "mechanism.departments": Departments,
        "mechanism.task-force": TaskForceSet,
        "mechanism.local-groups": LocalGroups,
        "plan.milestone": MilestoneReached,
        "review.leader-reports": LeadersReport,
        "review.lower-committee-reports": LowerCommitteesReport,
        "review.supervisor-sample": SupervisorsPicked,
        "review.graded": Graded,
        "review.applied": Applied,
        "review.counted": Counted,
        "hazard.regulator-reports-in": RegulatorReportsIn,
        "hazard.disposed": HazardDisposed,
    }
)
"""The class that works each rule, by rule id, in the order in which findings are listed."""
