"""The rules behind China's food safety “two responsibilities” (食品安全“两个责任”), as Suining runs them.

Facts and norms make obligations; records discharge them; the result is a finding.
Everything public is here and is loaded when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._frozen import FrozenMap as FrozenMap
    from .agendas import agenda as agenda
    from .auditing import audit as audit
    from .company_terms import BarGround as BarGround
    from .company_terms import CompanyKind as CompanyKind
    from .company_terms import CompanySize as CompanySize
    from .company_terms import ItemKind as ItemKind
    from .company_terms import StaffRole as StaffRole
    from .company_terms import Weekday as Weekday
    from .comparing import ReadingComparison as ReadingComparison
    from .comparing import ReadingDifference as ReadingDifference
    from .comparing import compare_readings as compare_readings
    from .comparing import with_dependencies as with_dependencies
    from .daysets import DaySet as DaySet
    from .errors import CalendarError as CalendarError
    from .errors import CalendarHorizonError as CalendarHorizonError
    from .errors import DateTypeError as DateTypeError
    from .errors import DocumentError as DocumentError
    from .errors import DualResponsibilityError as DualResponsibilityError
    from .errors import PlanError as PlanError
    from .errors import Problem as Problem
    from .errors import ProgramError as ProgramError
    from .errors import ReadingError as ReadingError
    from .errors import RegistryError as RegistryError
    from .errors import ReportError as ReportError
    from .errors import RulebookError as RulebookError
    from .errors import StepError as StepError
    from .errors import TemplateError as TemplateError
    from .errors import UnknownIdError as UnknownIdError
    from .explanation import Explanation as Explanation
    from .explanation import Section as Section
    from .facts.areas import Area as Area
    from .facts.areas import Claim as Claim
    from .facts.assignments import Assignment as Assignment
    from .facts.assignments import TeamMember as TeamMember
    from .facts.base import Ref as Ref
    from .facts.companies import Company as Company
    from .facts.companies import CompanyChange as CompanyChange
    from .facts.companies import Pause as Pause
    from .facts.conduct import Acknowledgement as Acknowledgement
    from .facts.conduct import Commitment as Commitment
    from .facts.conduct import Emergency as Emergency
    from .facts.conduct import KeyPeriod as KeyPeriod
    from .facts.conduct import ListVersion as ListVersion
    from .facts.conduct import NoticeCard as NoticeCard
    from .facts.conduct import Visit as Visit
    from .facts.controls import Answer as Answer
    from .facts.controls import Checklist as Checklist
    from .facts.controls import ChecklistItem as ChecklistItem
    from .facts.controls import ControlLog as ControlLog
    from .facts.controls import ControlRecord as ControlRecord
    from .facts.controls import GradeTally as GradeTally
    from .facts.controls import RegularClosing as RegularClosing
    from .facts.hazards import Hazard as Hazard
    from .facts.hazards import HazardMove as HazardMove
    from .facts.mechanisms import Mechanism as Mechanism
    from .facts.mechanisms import Seat as Seat
    from .facts.mechanisms import TaskForce as TaskForce
    from .facts.plans import Milestone as Milestone
    from .facts.plans import Plan as Plan
    from .facts.problems import FoundProblem as FoundProblem
    from .facts.problems import ProblemMove as ProblemMove
    from .facts.registry import Registry as Registry
    from .facts.reviews import Ballot as Ballot
    from .facts.reviews import Leader as Leader
    from .facts.reviews import Pick as Pick
    from .facts.reviews import Review as Review
    from .facts.reviews import ReviewSelection as ReviewSelection
    from .facts.reviews import ReviewUse as ReviewUse
    from .facts.staff import Bar as Bar
    from .facts.staff import Staff as Staff
    from .facts.supervisors import Change as Change
    from .facts.supervisors import Post as Post
    from .facts.supervisors import Supervisor as Supervisor
    from .figures import Caseload as Caseload
    from .figures import CaseloadRow as CaseloadRow
    from .figures import Completion as Completion
    from .figures import Ratio as Ratio
    from .figures import Summary as Summary
    from .findings import Context as Context
    from .findings import Finding as Finding
    from .findings import Lateness as Lateness
    from .findings import Obligation as Obligation
    from .governance_terms import Audience as Audience
    from .governance_terms import HazardLevel as HazardLevel
    from .governance_terms import HazardState as HazardState
    from .governance_terms import HazardStep as HazardStep
    from .governance_terms import LeaderRole as LeaderRole
    from .governance_terms import MilestoneState as MilestoneState
    from .governance_terms import ProblemState as ProblemState
    from .governance_terms import ProblemStep as ProblemStep
    from .governance_terms import ReviewGround as ReviewGround
    from .governance_terms import ReviewUseKind as ReviewUseKind
    from .governance_terms import SeatRole as SeatRole
    from .norms.citation import Citation as Citation
    from .norms.clause import Clause as Clause
    from .norms.clause import ClauseMet as ClauseMet
    from .norms.containment import Containment as Containment
    from .norms.containment import contains as contains
    from .norms.differences import NormDifference as NormDifference
    from .norms.differences import rulebook_differences as rulebook_differences
    from .norms.governance import MechanismNorm as MechanismNorm
    from .norms.governance import ReviewNorm as ReviewNorm
    from .norms.interpretation import Interpretation as Interpretation
    from .norms.interpretation import Reading as Reading
    from .norms.loading import load_rulebook as load_rulebook
    from .norms.loading import parse_rulebook as parse_rulebook
    from .norms.loading import rulebook as rulebook
    from .norms.loading import rulebooks as rulebooks
    from .norms.rule import Allowance as Allowance
    from .norms.rule import Rule as Rule
    from .norms.rule import RuleEdition as RuleEdition
    from .norms.rule import RuleKind as RuleKind
    from .norms.rule import Scope as Scope
    from .norms.rulebook import Rulebook as Rulebook
    from .norms.staffing import Need as Need
    from .norms.template_loading import load_matrix as load_matrix
    from .norms.template_loading import parse_matrix as parse_matrix
    from .norms.template_matrix import TemplateMatrix as TemplateMatrix
    from .norms.templates import Header as Header
    from .norms.templates import Item as Item
    from .norms.templates import Part as Part
    from .norms.templates import Risk as Risk
    from .norms.templates import Template as Template
    from .outcomes import Outcome as Outcome
    from .outcomes import outcome_of as outcome_of
    from .periods import ALWAYS as ALWAYS
    from .periods import Period as Period
    from .periods import Timeline as Timeline
    from .periods import Window as Window
    from .periods import iso_weeks as iso_weeks
    from .periods import months as months
    from .periods import quarters as quarters
    from .periods import weeks as weeks
    from .planning import Schedule as Schedule
    from .planning import ScheduledMilestone as ScheduledMilestone
    from .planning import schedule as schedule
    from .reasons import CURES as CURES
    from .reasons import FLAGS as FLAGS
    from .reasons import REASONS as REASONS
    from .reasons import Cure as Cure
    from .reasons import Reason as Reason
    from .receipts import Receipt as Receipt
    from .replaying import Verification as Verification
    from .replaying import verify as verify
    from .report import Difference as Difference
    from .report import Report as Report
    from .reviewing import Standing as Standing
    from .reviewing import standing as standing
    from .reviewing import standings as standings
    from .rules.checking import RecordCheck as RecordCheck
    from .rules.checking import check_record as check_record
    from .sampling import Sample as Sample
    from .sampling import sample as sample
    from .series import Series as Series
    from .starred import STARRED as STARRED
    from .starred import Starred as Starred
    from .tallies import GradeChange as GradeChange
    from .tallies import TallyDifference as TallyDifference
    from .tallies import TallySum as TallySum
    from .tallies import grade_changes as grade_changes
    from .tallies import sum_tallies as sum_tallies
    from .tallies import tally_differences as tally_differences
    from .vocabulary import ChangeCause as ChangeCause
    from .vocabulary import CompanyChangeCause as CompanyChangeCause
    from .vocabulary import Cycle as Cycle
    from .vocabulary import EscalationGround as EscalationGround
    from .vocabulary import Grade as Grade
    from .vocabulary import ListKind as ListKind
    from .vocabulary import ReviewGrade as ReviewGrade
    from .vocabulary import Sector as Sector
    from .vocabulary import Status as Status
    from .vocabulary import SupervisionMode as SupervisionMode
    from .vocabulary import TeamRole as TeamRole
    from .vocabulary import Text as Text
    from .vocabulary import Tier as Tier
    from .vocabulary import Unit as Unit
    from .vocabulary import VisitOccasion as VisitOccasion
    from .workdays import Edition as Edition
    from .workdays import WorkCalendar as WorkCalendar
    from .workflow import HAZARD_WORKFLOW as HAZARD_WORKFLOW
    from .workflow import PROBLEM_WORKFLOW as PROBLEM_WORKFLOW
    from .workflow import Place as Place
    from .workflow import Workflow as Workflow

__version__ = "0.5.0"
"""The version of this library, which each receipt keeps.

>>> import datetime as dt
>>> from dual_responsibility import Registry, audit, rulebook
>>> report = audit(Registry(), rulebook("suining-2022"), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 6, 30))
>>> report.receipt().package == __version__
True
"""

_HOMES = {
    "_frozen": ("FrozenMap",),
    "agendas": ("agenda",),
    "auditing": ("audit",),
    "company_terms": ("BarGround", "CompanyKind", "CompanySize", "ItemKind", "StaffRole", "Weekday"),
    "errors": (
        "CalendarError", "CalendarHorizonError", "DateTypeError", "DocumentError",
        "DualResponsibilityError", "PlanError", "Problem", "ProgramError",
        "ReadingError", "RegistryError", "ReportError",
        "RulebookError", "StepError", "TemplateError", "UnknownIdError",
    ),
    "explanation": ("Explanation", "Section"),
    "facts.areas": ("Area", "Claim"),
    "facts.assignments": ("Assignment", "TeamMember"),
    "facts.base": ("Ref",),
    "facts.companies": ("Company", "CompanyChange", "Pause"),
    "facts.conduct": (
        "Acknowledgement", "Commitment", "Emergency", "KeyPeriod", "ListVersion", "NoticeCard", "Visit",
    ),
    "facts.controls": (
        "Answer", "Checklist", "ChecklistItem", "ControlLog", "ControlRecord", "GradeTally", "RegularClosing",
    ),
    "facts.hazards": ("Hazard", "HazardMove"),
    "facts.mechanisms": ("Mechanism", "Seat", "TaskForce"),
    "facts.plans": ("Milestone", "Plan"),
    "facts.problems": ("FoundProblem", "ProblemMove"),
    "facts.registry": ("Registry",),
    "facts.reviews": ("Ballot", "Leader", "Pick", "Review", "ReviewSelection", "ReviewUse"),
    "facts.staff": ("Bar", "Staff"),
    "facts.supervisors": ("Change", "Post", "Supervisor"),
    "findings": ("Context", "Finding", "Lateness", "Obligation"),
    "governance_terms": (
        "Audience", "HazardLevel", "HazardState", "HazardStep", "LeaderRole", "MilestoneState", "ProblemState",
        "ProblemStep", "ReviewGround", "ReviewUseKind", "SeatRole",
    ),
    "norms.citation": ("Citation",),
    "norms.clause": ("Clause", "ClauseMet"),
    "norms.differences": ("NormDifference", "rulebook_differences"),
    "norms.governance": ("MechanismNorm", "ReviewNorm"),
    "norms.containment": ("Containment", "contains"),
    "norms.interpretation": ("Interpretation", "Reading"),
    "norms.loading": ("load_rulebook", "parse_rulebook", "rulebook", "rulebooks"),
    "norms.rule": ("Allowance", "Rule", "RuleEdition", "RuleKind", "Scope"),
    "norms.rulebook": ("Rulebook",),
    "norms.staffing": ("Need",),
    "norms.template_loading": ("load_matrix", "parse_matrix"),
    "norms.template_matrix": ("TemplateMatrix",),
    "norms.templates": ("Header", "Item", "Part", "Risk", "Template"),
    "daysets": ("DaySet",),
    "periods": ("ALWAYS", "Period", "Timeline", "Window", "iso_weeks", "months", "quarters", "weeks"),
    "reasons": ("CURES", "FLAGS", "REASONS", "Cure", "Reason"),
    "figures": ("Caseload", "CaseloadRow", "Completion", "Ratio", "Summary"),
    "report": ("Difference", "Report"),
    "rules.checking": ("RecordCheck", "check_record"),
    "outcomes": ("Outcome", "outcome_of"),
    "planning": ("Schedule", "ScheduledMilestone", "schedule"),
    "sampling": ("Sample", "sample"),
    "series": ("Series",),
    "comparing": ("ReadingComparison", "ReadingDifference", "compare_readings", "with_dependencies"),
    "receipts": ("Receipt",),
    "replaying": ("Verification", "verify"),
    "starred": ("STARRED", "Starred"),
    "reviewing": ("Standing", "standing", "standings"),
    "tallies": (
        "GradeChange", "TallyDifference", "TallySum", "grade_changes", "sum_tallies", "tally_differences",
    ),
    "vocabulary": (
        "ChangeCause", "CompanyChangeCause", "Cycle", "EscalationGround", "Grade", "ListKind",
        "ReviewGrade", "Sector", "Status", "SupervisionMode", "TeamRole", "Text", "Tier", "Unit", "VisitOccasion",
    ),
    "workdays": ("Edition", "WorkCalendar"),
    "workflow": ("HAZARD_WORKFLOW", "PROBLEM_WORKFLOW", "Place", "Workflow"),
}  # fmt: skip

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted([*_HOME_OF, "__version__"])  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
