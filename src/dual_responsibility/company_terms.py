"""The terms of the companies' own side: kinds and sizes, staff, and the items of a checklist.

Callers: everything below a rulebook that speaks of what a company is or does.
"""

from __future__ import annotations

import enum

from .vocabulary import Term

__all__ = ["BarGround", "CompanyKind", "CompanySize", "ItemKind", "StaffRole", "Weekday"]


@enum.unique
class CompanyKind(Term):
    """What kind of place a company is (主体类别): who needs a director depends on it (§10.1).

    >>> CompanyKind.NURSERY_CANTEEN.label.zh, CompanyKind.NURSERY_CANTEEN.is_canteen
    ('托幼机构食堂', True)
    """

    PRODUCER = "PRODUCER", "食品生产者", "producer"
    SELLER = "SELLER", "食品销售者", "seller"
    CATERER = "CATERER", "餐饮服务提供者", "caterer"
    CENTRAL_KITCHEN = "CENTRAL_KITCHEN", "中央厨房", "central kitchen"
    MEAL_DELIVERER = "MEAL_DELIVERER", "集体用餐配送单位", "collective meal deliverer"
    CHAIN_HEADQUARTERS = "CHAIN_HEADQUARTERS", "连锁企业总部", "chain headquarters"
    NURSERY_CANTEEN = "NURSERY_CANTEEN", "托幼机构食堂", "nursery canteen"
    SCHOOL_CANTEEN = "SCHOOL_CANTEEN", "学校食堂", "school canteen"
    ELDERLY_CARE_CANTEEN = "ELDERLY_CARE_CANTEEN", "养老机构食堂", "elderly-care canteen"
    OFFICE_CANTEEN = "OFFICE_CANTEEN", "机关食堂", "government office canteen"
    ENTERPRISE_CANTEEN = "ENTERPRISE_CANTEEN", "企业食堂", "enterprise canteen"
    INSTITUTION_CANTEEN = "INSTITUTION_CANTEEN", "事业单位食堂", "institution canteen"
    OTHER_CANTEEN = "OTHER_CANTEEN", "其他集中用餐单位食堂", "another canteen"
    OTHER = "OTHER", "其他主体", "another kind"

    @property
    def is_canteen(self) -> bool:
        """Whether it is a canteen."""
        return str(self.value).endswith("_CANTEEN")


@enum.unique
class CompanySize(Term):
    """How large a company is (规模), as it is registered: a fact that is given, never computed.

    >>> [size.label.zh for size in CompanySize]
    ['大型', '中型', '小型', '微型']
    """

    LARGE = "LARGE", "大型", "large"
    MEDIUM = "MEDIUM", "中型", "medium"
    SMALL = "SMALL", "小型", "small"
    MICRO = "MICRO", "微型", "micro"


@enum.unique
class StaffRole(Term):
    """Who answers for food safety inside a company (企业食品安全责任人员) (§10).

    >>> StaffRole.DIRECTOR.label.zh
    '食品安全总监'
    """

    MAIN_PERSON = "MAIN_PERSON", "主要负责人", "main person in charge"
    DIRECTOR = "DIRECTOR", "食品安全总监", "food safety director"
    OFFICER = "OFFICER", "食品安全员", "food safety officer"


@enum.unique
class BarGround(Term):
    """Why somebody may not hold a post in food safety (从业限制).

    >>> BarGround.LICENCE_REVOKED.label.zh
    '被吊销许可证'
    """

    LICENCE_REVOKED = "LICENCE_REVOKED", "被吊销许可证", "responsible when a licence was revoked"
    IMPRISONMENT = "IMPRISONMENT", "因食品安全犯罪被判处有期徒刑以上刑罚", "imprisonment for a food safety crime"


@enum.unique
class ItemKind(Term):
    """How an item of a checklist is answered (检查项类型).

    >>> ItemKind.MEASURE.label.zh
    '测量值'
    """

    YES_NO = "YES_NO", "是否", "yes or no"
    MEASURE = "MEASURE", "测量值", "a measure"
    TEXT = "TEXT", "文字", "text"
    PHOTO = "PHOTO", "照片", "a reference to a photo"


@enum.unique
class Weekday(Term):
    """A day of the week (星期).

    >>> Weekday.SUNDAY.number
    7
    """

    MONDAY = "MONDAY", "星期一", "Monday"
    TUESDAY = "TUESDAY", "星期二", "Tuesday"
    WEDNESDAY = "WEDNESDAY", "星期三", "Wednesday"
    THURSDAY = "THURSDAY", "星期四", "Thursday"
    FRIDAY = "FRIDAY", "星期五", "Friday"
    SATURDAY = "SATURDAY", "星期六", "Saturday"
    SUNDAY = "SUNDAY", "星期日", "Sunday"

    @property
    def number(self) -> int:
        """Its ISO number: 1 for Monday to 7 for Sunday."""
        return _NUMBERS[self]


_NUMBERS = {day: number for number, day in enumerate(Weekday, 1)}
