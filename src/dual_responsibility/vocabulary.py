"""The field's terms, each with its Chinese and English label.

Callers: everything. A term's ``value`` is its stable code in JSON and equals its Python name.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Self, TypeVar

import attrs

__all__ = [
    "ChangeCause",
    "CompanyChangeCause",
    "Cycle",
    "EscalationGround",
    "Grade",
    "ListKind",
    "ReviewGrade",
    "Sector",
    "Status",
    "SupervisionMode",
    "TeamRole",
    "Text",
    "Tier",
    "Unit",
    "VisitOccasion",
]


def __dir__() -> list[str]:
    return __all__


@attrs.frozen
class Text:
    """The same words in Chinese and in English.

    Attributes:
        zh: the Chinese words, which are the official ones.
        en: the English words.

    >>> Text("市级", "city tier").zh
    '市级'
    """

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        """The words in ``lang``, ``"zh"`` or ``"en"``.

        Raises:
            ValueError: another language was asked for.

        >>> Text("市级", "city tier").in_language("en")
        'city tier'
        """
        if lang == "zh":
            return self.zh
        if lang == "en":
            return self.en
        raise ValueError(f"lang must be 'zh' or 'en', not {lang!r}")


class Term(enum.Enum):
    """A closed list of terms; each has a ``value`` (its code) and a ``label`` (its words)."""

    label: Text

    # Members are singletons: identity will do, and is ten times as fast in rules' tables.
    __hash__ = object.__hash__

    # Type checkers take a look-up, ``Grade("B")``, for a call of this: hence the defaults.
    def __new__(cls, code: str, zh: str = "", en: str = "") -> Self:
        term = object.__new__(cls)
        term._value_ = code
        term.label = Text(zh, en)
        return term

    if TYPE_CHECKING:

        @property
        def value(self) -> str: ...


_Ordered = TypeVar("_Ordered", bound="Tier")


@enum.unique
class Tier(Term):
    """The tier of Party and government (层级) that a supervisor, post or area belongs to (§9.1).

    Tiers are ordered: ``Tier.CITY > Tier.COUNTY > Tier.TOWNSHIP > Tier.VILLAGE``.

    >>> Tier.CITY > Tier.COUNTY, Tier.VILLAGE.label.zh
    (True, '村级')
    """

    CITY = "CITY", "市级", "city"
    COUNTY = "COUNTY", "县级", "county"
    TOWNSHIP = "TOWNSHIP", "乡级", "township"
    VILLAGE = "VILLAGE", "村级", "village"

    rank: int
    """4 for the city tier down to 1 for the village tier."""

    def __lt__(self: _Ordered, other: _Ordered) -> bool:
        return self.rank < other.rank if isinstance(other, Tier) else NotImplemented

    def __le__(self: _Ordered, other: _Ordered) -> bool:
        return self.rank <= other.rank if isinstance(other, Tier) else NotImplemented

    def __gt__(self: _Ordered, other: _Ordered) -> bool:
        return self.rank > other.rank if isinstance(other, Tier) else NotImplemented

    def __ge__(self: _Ordered, other: _Ordered) -> bool:
        return self.rank >= other.rank if isinstance(other, Tier) else NotImplemented


for _rank, _tier in enumerate(reversed(Tier), 1):
    _tier.rank = _rank


@enum.unique
class Grade(Term):
    """The supervision grade (包保等级) of a company (§8.2, §9.1). A is the top tier's.

    A regulator's *risk* grade runs the other way: its A is the lowest risk. Never mix the two.

    >>> [grade.value for grade in Grade]
    ['A', 'B', 'C', 'D']
    """

    A = "A", "A级", "grade A"
    B = "B", "B级", "grade B"
    C = "C", "C级", "grade C"
    D = "D", "D级", "grade D"


@enum.unique
class Sector(Term):
    """The sector (业态) a company works in (§8.1).

    >>> Sector.CATERING.label.zh
    '餐饮服务'
    """

    PRODUCTION = "PRODUCTION", "食品生产", "food production"
    DISTRIBUTION = "DISTRIBUTION", "食品流通", "food distribution"
    CATERING = "CATERING", "餐饮服务", "catering service"
    SPECIAL = "SPECIAL", "特殊食品", "special food"


@enum.unique
class Cycle(Term):
    """The cycle (周期) of a company's own control, with the title of its document (§8.3, §8.4).

    >>> Cycle.DAILY.label.zh, Cycle.DAILY.document.zh
    ('日管控', '每日食品安全检查记录')
    """

    DAILY = "DAILY", "日管控", "daily control"
    WEEKLY = "WEEKLY", "周排查", "weekly check"
    MONTHLY = "MONTHLY", "月调度", "monthly dispatch"

    @property
    def document(self) -> Text:
        """The official title of the cycle's document (§8.4).

        >>> Cycle.MONTHLY.document.zh
        '每月食品安全调度会议纪要'
        """
        return _DOCUMENTS[self.value]


_DOCUMENTS = {
    "DAILY": Text("每日食品安全检查记录", "daily food safety inspection record"),
    "WEEKLY": Text("每周食品安全排查治理报告", "weekly food safety check and rectification report"),
    "MONTHLY": Text("每月食品安全调度会议纪要", "monthly food safety dispatch meeting minutes"),
}


@enum.unique
class SupervisionMode(Term):
    """How a company is supervised (包保方式): which it is follows from the tier (§6.1, §6.2).

    >>> SupervisionMode.THREE_WAY_MATCHING.label.zh
    '三对应包保'
    """

    THREE_WAY_MATCHING = "THREE_WAY_MATCHING", "三对应包保", "three-way matching"
    THREE_WAY_JOINT = "THREE_WAY_JOINT", "三联合包保", "three-way joint"


@enum.unique
class TeamRole(Term):
    """A role in a supervision team (包保成员) (§6.1, §6.2).

    >>> TeamRole.LIAISON_UNIT.label.zh
    '联系单位'
    """

    LEADING_CADRE = "LEADING_CADRE", "领导干部", "leading cadre"
    LIAISON_UNIT = "LIAISON_UNIT", "联系单位", "liaison unit"
    LIAISON_OFFICER = "LIAISON_OFFICER", "联络人", "liaison officer"
    REGULATORY_CADRE = "REGULATORY_CADRE", "监管干部", "regulatory cadre"
    ASSISTANT = "ASSISTANT", "协管员", "assistant"


@enum.unique
class ChangeCause(Term):
    """Why a supervisor has to be replaced (调整情形) (§7.3).

    >>> ChangeCause.WORK.label.zh
    '工作调整'
    """

    PERSONNEL = "PERSONNEL", "人员变动", "change of personnel"
    WORK = "WORK", "工作调整", "change of work"
    INCAPACITY = "INCAPACITY", "发生不能履职的其他情形", "other case of inability to perform"


@enum.unique
class CompanyChangeCause(Term):
    """What changed about a company (包保主体变动): for rulebooks that count days from it.

    >>> CompanyChangeCause.CLOSURE.label.zh
    '关停注销'
    """

    OPENING = "OPENING", "新增", "opening"
    CLOSURE = "CLOSURE", "关停注销", "closure"
    RELOCATION = "RELOCATION", "迁址", "relocation"
    REGRADE = "REGRADE", "等级变化", "regrade"
    OTHER = "OTHER", "其他变动", "other change"


@enum.unique
class VisitOccasion(Term):
    """What a visit was made for (到场情形) (§7.2).

    >>> VisitOccasion.KEY_PERIOD.label.zh
    '重点时段'
    """

    QUARTER = "QUARTER", "每季度", "quarter"
    KEY_PERIOD = "KEY_PERIOD", "重点时段", "key period"
    EMERGENCY = "EMERGENCY", "突发事件", "emergency"


@enum.unique
class ListKind(Term):
    """The three lists that a supervisor must know (三张清单) (§7.1).

    >>> ListKind.TASK.label.zh
    '任务清单'
    """

    RESPONSIBILITY = "RESPONSIBILITY", "责任清单", "responsibility list"
    TASK = "TASK", "任务清单", "task list"
    SUPERVISION = "SUPERVISION", "督查清单", "supervision list"


@enum.unique
class EscalationGround(Term):
    """Why a company is supervised at a higher tier than its grade's (提级包保) (§9.2).

    The source names the first three; whether the list is closed is the reading
    ``escalation-grounds``.

    >>> EscalationGround.SCHOOL.label.zh
    '学校'
    """

    KEY_PRODUCER = "KEY_PRODUCER", "重点生产企业", "key producer"
    SCHOOL = "SCHOOL", "学校", "school"
    ELDERLY_CARE_CANTEEN = "ELDERLY_CARE_CANTEEN", "养老机构食堂", "elderly-care canteen"
    OTHER = "OTHER", "其他理由", "another ground"


@enum.unique
class ReviewGrade(Term):
    """The outcome of a review (评议等次) (§12.4).

    >>> ReviewGrade.FAIRLY_GOOD.label.zh
    '较好'
    """

    GOOD = "GOOD", "好", "good"
    FAIRLY_GOOD = "FAIRLY_GOOD", "较好", "fairly good"
    AVERAGE = "AVERAGE", "一般", "average"
    POOR = "POOR", "差", "poor"


@enum.unique
class Unit(Term):
    """The unit of a number of days (计日单位).

    >>> Unit.WORKING_DAYS.label.zh
    '个工作日'
    """

    WORKING_DAYS = "WORKING_DAYS", "个工作日", "working days"
    CALENDAR_DAYS = "CALENDAR_DAYS", "日", "calendar days"


@enum.unique
class Status(Term):
    """How an obligation stands at the end of a day (履行状态).

    >>> Status.FULFILLED_LATE.is_breach, Status.PENDING.is_breach
    (True, False)
    """

    FULFILLED = "FULFILLED", "已履行", "fulfilled"
    FULFILLED_LATE = "FULFILLED_LATE", "逾期履行", "fulfilled late"
    PENDING = "PENDING", "待履行", "pending"
    VIOLATED = "VIOLATED", "未履行", "violated"
    UNDETERMINED = "UNDETERMINED", "无法判定", "undetermined"

    @property
    def is_breach(self) -> bool:
        """True of VIOLATED and of FULFILLED_LATE, a breach that has ended.

        >>> Status.VIOLATED.is_breach
        True
        """
        return self.value in ("VIOLATED", "FULFILLED_LATE")
