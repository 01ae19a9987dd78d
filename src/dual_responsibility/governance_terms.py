"""The terms of the committees' side: the mechanism's seats, reviews, and the steps of hazards and problems.

Callers: facts and norms about them, and the tables of allowed steps.
"""

from __future__ import annotations

import enum

from .vocabulary import Term, Tier

__all__ = [
    "Audience",
    "HazardLevel",
    "HazardState",
    "HazardStep",
    "LeaderRole",
    "MilestoneState",
    "ProblemState",
    "ProblemStep",
    "ReviewGround",
    "ReviewUseKind",
    "SeatRole",
]


@enum.unique
class SeatRole(Term):
    """A seat in the coordination mechanism (协调机制席位) (§3.1–§3.5).

    >>> SeatRole.CHIEF.label.zh
    '总督导'
    """

    CHIEF = "CHIEF", "总督导", "chief supervisor"
    CONVENER = "CONVENER", "召集人", "convener"
    DEPUTY_CONVENER = "DEPUTY_CONVENER", "副召集人", "deputy convener"
    BODY_MEMBER = "BODY_MEMBER", "四大班子成员", "member from a leading body"
    DEPARTMENT_MEMBER = "DEPARTMENT_MEMBER", "部门成员", "member from a department"


@enum.unique
class LeaderRole(Term):
    """Why somebody has to report on their duties (述职身份) (§12.1, §12.2).

    >>> LeaderRole.DEPARTMENT_HEAD.label.zh
    '责任部门主要负责人'
    """

    LEADER = "LEADER", "党政领导干部", "Party or government leader"
    DEPARTMENT_HEAD = "DEPARTMENT_HEAD", "责任部门主要负责人", "head of a responsible department"
    COMMITTEE_HEAD = "COMMITTEE_HEAD", "食安委主要负责人", "main leader of a food safety committee"


@enum.unique
class ReviewGround(Term):
    """On which clause somebody reported (述职依据) (§12.1–§12.3).

    >>> ReviewGround.SAMPLED.label.zh
    '抽取述职'
    """

    LEADER = "LEADER", "领导干部和部门负责人述职", "as a leader or head of a department"
    LOWER_COMMITTEE = "LOWER_COMMITTEE", "下级食安委向上级述职", "as the main leader of a lower committee"
    SAMPLED = "SAMPLED", "抽取述职", "as a supervisor who was picked"


@enum.unique
class Audience(Term):
    """To whom a report on duties is made (述职对象) (§12.1).

    >>> Audience.TWO_MEMBERS_ONE_REPRESENTATIVE.label.zh
    '两委员一代表'
    """

    COMMITTEE = "COMMITTEE", "食安委全体成员", "all members of the food safety committee"
    TWO_MEMBERS_ONE_REPRESENTATIVE = (
        "TWO_MEMBERS_ONE_REPRESENTATIVE",
        "两委员一代表",
        "two members and one representative",
    )
    COMPANIES = "COMPANIES", "企业代表", "company representatives"
    PUBLIC = "PUBLIC", "群众代表", "public representatives"


@enum.unique
class ReviewUseKind(Term):
    """What the outcome of a review was used for (评议结果运用) (§12.5).

    >>> ReviewUseKind.PROMOTION.label.zh
    '提拔使用'
    """

    PROMOTION = "PROMOTION", "提拔使用", "promotion and appointment"
    COMMENDATION = "COMMENDATION", "表彰奖励", "commendation and reward"
    ACCOUNTABILITY = "ACCOUNTABILITY", "失责处理", "accountability for dereliction"


@enum.unique
class HazardLevel(Term):
    """The level at which a hazard is dealt with (处置层级): city, county, station (§13.4).

    >>> HazardLevel.STATION.above
    <HazardLevel.COUNTY: 'COUNTY'>
    """

    STATION = "STATION", "所", "station"
    COUNTY = "COUNTY", "县", "county"
    CITY = "CITY", "市", "city"

    @property
    def tier(self) -> Tier:
        """The tier whose area answers at this level: a station is a township's."""
        return _TIERS[self]

    @property
    def above(self) -> HazardLevel | None:
        """The next level up; None above the city."""
        return _ABOVE.get(self)

    @property
    def below(self) -> HazardLevel | None:
        """The next level down; None below the station."""
        return _BELOW.get(self)


_TIERS = {HazardLevel.STATION: Tier.TOWNSHIP, HazardLevel.COUNTY: Tier.COUNTY, HazardLevel.CITY: Tier.CITY}
_ABOVE = {HazardLevel.STATION: HazardLevel.COUNTY, HazardLevel.COUNTY: HazardLevel.CITY}
_BELOW = {above: below for below, above in _ABOVE.items()}


@enum.unique
class HazardState(Term):
    """How far a hazard has come (隐患状态).

    The source names the whistle, the report-in and the disposal (§13.3, §13.4). The other states
    are our model: see the reading ``hazard-closed``.

    >>> HazardState.REPORTED_IN.label.zh
    '已报到'
    """

    WHISTLED = "WHISTLED", "已吹哨", "whistled"
    REPORTED_IN = "REPORTED_IN", "已报到", "reported in"
    ASSESSED = "ASSESSED", "已研判", "assessed"
    HANDED_UP = "HANDED_UP", "已上交", "handed up"
    DISPOSED = "DISPOSED", "已处置", "disposed of"
    VERIFIED = "VERIFIED", "已核验", "verified"
    CLOSED = "CLOSED", "已销号", "closed"


@enum.unique
class HazardStep(Term):
    """A step that takes a hazard from one state to the next (隐患处置步骤) (§13.3, §13.4).

    >>> HazardStep.WHISTLE.label.zh
    '吹哨'
    """

    WHISTLE = "WHISTLE", "吹哨", "blow the whistle"
    REPORT_IN = "REPORT_IN", "报到", "report in"
    ASSESS = "ASSESS", "研判", "assess"
    HAND_UP = "HAND_UP", "上交", "hand up"
    ESCALATE = "ESCALATE", "提级", "escalate"
    DISPOSE = "DISPOSE", "处置", "dispose of"
    VERIFY = "VERIFY", "核验", "verify"
    CLOSE = "CLOSE", "销号", "close"
    RETURN = "RETURN", "退回", "return"


@enum.unique
class ProblemState(Term):
    """How far a problem has come that a visit or a record found (问题状态): as the national platform has it.

    >>> ProblemState.FED_BACK.label.zh
    '已反馈'
    """

    FOUND = "FOUND", "已发现", "found"
    CLAIMED = "CLAIMED", "已认领", "claimed"
    RECTIFIED = "RECTIFIED", "已整改", "rectified"
    FED_BACK = "FED_BACK", "已反馈", "fed back"
    CLOSED = "CLOSED", "已办结", "closed"


@enum.unique
class ProblemStep(Term):
    """A step that takes a problem from one state to the next (问题整改步骤).

    >>> ProblemStep.RECTIFY.label.zh
    '整改'
    """

    CLAIM = "CLAIM", "认领", "claim"
    RECTIFY = "RECTIFY", "整改", "rectify"
    FEED_BACK = "FEED_BACK", "反馈", "feed back"
    CLOSE = "CLOSE", "办结", "close"
    RETURN = "RETURN", "退回", "return"


@enum.unique
class MilestoneState(Term):
    """How a milestone stands on a day (节点状态), as a wall chart shows it (挂图作战) (§2.2).

    >>> MilestoneState.SHOULD_HAVE_BEGUN.label.zh
    '应开未开'
    """

    REACHED = "REACHED", "已完成", "reached"
    REACHED_LATE = "REACHED_LATE", "逾期完成", "reached late"
    UNDER_WAY = "UNDER_WAY", "进行中", "under way"
    NOT_BEGUN = "NOT_BEGUN", "未开始", "not begun"
    SHOULD_HAVE_BEGUN = "SHOULD_HAVE_BEGUN", "应开未开", "should have begun"
    OVERDUE = "OVERDUE", "逾期未完成", "overdue"
