"""The committees' side of the example, as data: mechanism, plans, reports on duties, hazards (§2.2, §3, §4, §12, §13).

All of it is made up: the source publishes no figure of these. Counts are for the whole city.
"""

from __future__ import annotations

import datetime as dt

import attrs

from .._frozen import FrozenMap
from ..facts.plans import Milestone
from ..governance_terms import HazardLevel, HazardStep, LeaderRole, ProblemStep, ReviewUseKind
from ..periods import Period
from ..vocabulary import Grade, ReviewGrade, Sector, Unit

# The mechanism (§3, §4).

SINGLE_SEATS = FrozenMap({"CHIEF": "party-secretary", "CONVENER": "mayor", "DEPUTY_CONVENER": "leader-in-charge"})
CONVENER_VACANT = Period(dt.date(2023, 3, 1), dt.date(2023, 3, 12))
"""Between one convener and the next."""

BODIES = ("party-committee", "peoples-congress", "government", "consultative-conference")
DEPARTMENTS = (
    "education-sports", "economy-it", "civil-affairs", "commerce", "agriculture", "offices-administration", "health",
)  # fmt: skip
"""One that the source names has no member; another, which it doesn't name, has."""

DEPARTMENT_WITHOUT_MEMBER = "ethnic-religious"
HOST = "market-regulation"
SECONDED = 12
COUNTY_WITHOUT_TASK_FORCE = "5109-04"
PARK_WITH_LATE_TASK_FORCE = ("5109-92", dt.date(2023, 2, 1))

# Plans (§2.2): the first is full coverage by mid-December 2022; its days are made up, its node isn't.

COVERAGE_START = dt.date(2022, 11, 1)
COVERAGE = (
    Milestone(
        id="base-numbers", title="摸清底数", duration=8,
        started=dt.date(2022, 11, 1), reached=dt.date(2022, 11, 11),
    ),
    Milestone(
        id="grading", title="自下而上分级", duration=5, after="base-numbers",
        started=dt.date(2022, 11, 14), reached=dt.date(2022, 11, 18),
    ),
    Milestone(
        id="plan", title="制定包保方案", duration=3, after="grading",
        started=dt.date(2022, 11, 21), reached=dt.date(2022, 11, 23),
    ),
    Milestone(
        id="letters", title="签订承诺书", duration=10, after="plan",
        started=dt.date(2022, 11, 24), reached=dt.date(2022, 12, 7),
    ),
    Milestone(
        id="cards", title="印制发放公示卡", duration=10, unit=Unit.CALENDAR_DAYS, after="plan",
        started=dt.date(2022, 11, 24), reached=dt.date(2022, 12, 3),
    ),
    Milestone(
        id="covered", title="包保全覆盖", after=("letters", "cards"),
        node=Period(dt.date(2022, 12, 11), dt.date(2022, 12, 20)), reached=dt.date(2022, 12, 16),
    ),
)  # fmt: skip
"""“Mid-December” is 11 to 20 December: on which of them is the reading ``node-span``."""

YEAR_START = dt.date(2023, 1, 3)
YEAR = (
    Milestone(
        id="numbers-updated", title="更新底数", duration=10, node=dt.date(2023, 3, 31), reached=dt.date(2023, 3, 28)
    ),
    Milestone(
        id="trained", title="包保干部培训", duration=5, after="numbers-updated", node=dt.date(2023, 6, 30),
        reached=dt.date(2023, 7, 5),
    ),
    Milestone(id="lists-revised", title="修订清单", duration=5, node=dt.date(2023, 11, 30)),
    Milestone(id="year-reviewed", title="年度总结", duration=8, after="lists-revised", node=dt.date(2024, 1, 12)),
)  # fmt: skip
"""One in time, one late, one missed, one not yet due."""

# Reports on duties (§12), all on 2023 and held in December.

YEAR_REPORTED = 2023
REPORTED = Period(dt.date(2023, 12, 11), dt.date(2023, 12, 22))
LIST_DAY = dt.date(2023, 11, 20)
CITY_LEADERS = FrozenMap({LeaderRole.LEADER: 8, LeaderRole.DEPARTMENT_HEAD: 7})
COUNTY_LEADERS = FrozenMap({LeaderRole.LEADER: 4, LeaderRole.DEPARTMENT_HEAD: 3, LeaderRole.COMMITTEE_HEAD: 1})
PARK_WITHOUT_LEADERS = "5109-93"
"""The park of which nobody is on record who has to report."""

TO_TOO_FEW, NOT_YET_REPORTED = 2, 3
"""Leaders who didn't report to all to whom they have to, and who hadn't reported by the year's last day."""

TOWNSHIP_HEADS_NOT_YET = 4
PICKED_BY_CITY, PICKED_BY_COUNTY, PICKED_NOT_YET = 4, 2, 2
GRADES = (
    ReviewGrade.GOOD, ReviewGrade.GOOD, ReviewGrade.FAIRLY_GOOD, ReviewGrade.FAIRLY_GOOD, ReviewGrade.FAIRLY_GOOD,
    ReviewGrade.AVERAGE, ReviewGrade.GOOD, ReviewGrade.FAIRLY_GOOD, ReviewGrade.POOR, ReviewGrade.FAIRLY_GOOD,
)  # fmt: skip
"""The grades of reports, in turn."""

USES = FrozenMap(
    {
        ReviewGrade.GOOD: ReviewUseKind.COMMENDATION,
        ReviewGrade.FAIRLY_GOOD: ReviewUseKind.PROMOTION,
        ReviewGrade.POOR: ReviewUseKind.ACCOUNTABILITY,
    }
)
"""What a grade was used for; an average one for nothing."""

USED_ON, COUNTED_ON = dt.date(2023, 12, 27), dt.date(2023, 12, 28)
UNGRADED, UNCOUNTED = 3, 5
VOTERS, VOTES = 40, 29
"""How many vote on a report, and how many of them for the grade that is decided."""

# Counts from below (§5.1).

COUNTED_FROM_BELOW = dt.date(2022, 11, 11)
MISCOUNTED_LINE, MISCOUNTED = (Sector.CATERING, Grade.C), -3
"""The line of which the city states three companies fewer than its counties."""

# Hazards (§13.3, §13.4).


@attrs.frozen
class Fate:
    """What became of some hazards.

    Attributes:
        hazards: how many.
        steps: the steps taken, in order.
        claimed: whether they lie where records of hazards are claimed complete.
    """

    hazards: int
    steps: tuple[HazardStep, ...]
    claimed: bool = True


_H = HazardStep
_ANSWERED = (_H.WHISTLE, _H.REPORT_IN, _H.ASSESS)
_ENDED = (_H.DISPOSE, _H.VERIFY, _H.CLOSE)
FATES = (
    Fate(132, (*_ANSWERED, *_ENDED)),
    Fate(12, (*_ANSWERED, _H.DISPOSE, _H.RETURN, *_ENDED)),
    Fate(10, (*_ANSWERED, _H.HAND_UP, _H.REPORT_IN, _H.ASSESS, *_ENDED)),
    Fate(6, (_H.WHISTLE, _H.ESCALATE, _H.REPORT_IN, _H.ASSESS, *_ENDED)),
    Fate(16, (*_ANSWERED, _H.DISPOSE)),
    Fate(8, (*_ANSWERED, _H.HAND_UP)),
    Fate(7, (_H.WHISTLE, _H.REPORT_IN)),
    Fate(6, (_H.WHISTLE,)),
    Fate(3, (_H.WHISTLE,), claimed=False),
)
"""What became of 200 hazards."""

WHISTLED = Period(dt.date(2023, 1, 9), dt.date(2023, 11, 30))
FIRST_LEVEL = HazardLevel.STATION
HAZARD_REASONS = FrozenMap(
    {
        HazardStep.WHISTLE: ("无证加工", "冷藏设备停用", "销售过期食品", "后厨鼠害", "标签不全"),
        HazardStep.REPORT_IN: ("到场核实", "会同协管员到场"),
        HazardStep.ASSESS: ("情况属实，可以就地处置", "情况属实，需要限期整改", "情况属实"),
        HazardStep.DISPOSE: ("责令停用并改正", "下架并登记销毁", "限期整改"),
        HazardStep.HAND_UP: ("超出本级处置权限",),
        HazardStep.ESCALATE: ("逾时无人到场",),
        HazardStep.RETURN: ("整改不到位，退回重新处置",),
        HazardStep.VERIFY: ("复查合格",),
        HazardStep.CLOSE: ("隐患消除，予以销号",),
    }
)

# Problems that visits found.


@attrs.frozen
class Follow:
    """What became of some problems that visits found.

    Attributes:
        problems: how many.
        steps: the steps taken, a day after each other.
        days: the days that the visit allowed; None where it set no deadline.
        late: whether it was put right only after them.
        claimed: whether the company lies where records of visits are claimed complete.
    """

    problems: int
    steps: tuple[ProblemStep, ...]
    days: int | None = 10
    late: bool = False
    claimed: bool = True


_P = ProblemStep
_PUT_RIGHT = (_P.CLAIM, _P.RECTIFY, _P.FEED_BACK, _P.CLOSE)
FOLLOWED = (
    Follow(210, _PUT_RIGHT),
    Follow(30, (_P.CLAIM, _P.RECTIFY), days=None),
    Follow(24, _PUT_RIGHT, late=True),
    Follow(18, (_P.CLAIM,)),
    Follow(12, (), days=None),
    Follow(6, (), claimed=False),
)
"""What became of 300 problems."""

PROBLEM_TEXTS = ("进货查验记录不全", "冷藏温度未记录", "从业人员健康证明过期", "库房未离墙离地", "消毒记录缺失")
PROBLEM_REASONS = FrozenMap(
    {
        ProblemStep.CLAIM: "确认属实",
        ProblemStep.RECTIFY: "已改正",
        ProblemStep.FEED_BACK: "附整改照片",
        ProblemStep.CLOSE: "复核通过",
    }
)

FOUND_BY = dt.date(2023, 11, 15)
"""The last day on which one was found: what was allowed is over by the end of the year."""

LATE_BY = 14
"""How many days after the day allowed a late one was put right."""
