"""The changes of this package that are declared to change decisions: a table, as the list of changes has them.

Called by whoever replays a receipt of an earlier version.
"""

from __future__ import annotations

import datetime as dt

import attrs

from .vocabulary import Text

__all__ = ["STARRED", "Starred"]


@attrs.frozen
class Starred:
    """A change of this package that is declared to change decisions (改变核查结果的更新).

    Attributes:
        version: the version of the package that brought it.
        clause: the clause, or the rule, whose decisions it changes.
        since: the first day whose obligations it may decide otherwise.
        text: what changed, and why.

    >>> change = STARRED[0]
    >>> change.version, change.since.isoformat(), change.text.en.partition(",")[0]
    ('0.4.0', '2022-11-01', 'by another reading of in-force-from than the default')
    """

    version: str
    clause: str
    since: dt.date
    text: Text


STARRED: tuple[Starred, ...] = (
    Starred(
        "0.4.0",
        "§8.3, §8.4, §10.1",
        dt.date(2022, 11, 1),
        Text(
            "in-force-from 不取默认读法的，国家规定的配备和日管控、周排查、月调度仍自2022年11月1日起适用",
            "by another reading of in-force-from than the default, staffing and controls that the nation demands bind from 1 November 2022 all the same",
        ),
    ),
    Starred(
        "0.5.0",
        "§2.1, §3, §4.1, §6, §9, §10",
        dt.date(2022, 11, 1),
        Text(
            "包保空档等持续违反，一部分日子有完整性声明、一部分没有的：声明止日不再当作整改之日，各段都到违反真正结束时了结，此前一直列出",
            "A standing breach of whose days some are claimed and some aren't (coverage.*, team.*, mechanism.*, staffing.*): it isn't told as put right on the day after the claim. Each of its pieces is closed on the day on which the whole is over, and is in the report until then.",
        ),
    ),
    Starred(
        "0.5.0",
        "§7.1, §11.1, §11.2",
        dt.date(2022, 11, 1),
        Text(
            "在岗自何日起、清单自何日起应当知晓、公示卡自何日起展示，都按不间断的日子计算；letter-signer = area 且 letter-renewal = once 的，任何一个现任职务的辖区都算",
            "commitment.signed, know.* and notice-card.displayed arise, and a card counts, from the first of the days without a break: handing one company over while another stays, or a second card, changes no day; a list is owed since it was the one to know. By letter-signer = area and letter-renewal = once a letter for the area of any post counts.",
        ),
    ),
    Starred(
        "0.5.0",
        "§7.3",
        dt.date(2022, 11, 1),
        Text(
            "期限超出工作日历的，只有可能届满之后的日子才无法判定；主体营业的最后一日仍算在营；event-day 取决定日、知悉日的，义务自该日产生；adjusted-means = all-companies 的，一家确知无人接替即为未履行；不需要的变动日期不再影响包保空档",
            "Where five working days run beyond the calendar, only the days on which they could be over can't be told. On its last day a company is still open. By event-day = decided or known the duty arises on that day, whether or not the change is in effect, and isn't owed if that day lies before the rules bind. By adjusted-means = all-companies one company surely without a successor is enough. A day of a change that decides nothing is no longer asked for.",
        ),
    ),
    Starred(
        "0.5.0",
        "§9.1",
        dt.date(2022, 11, 1),
        Text(
            "regrade-day = five-days 的，定级以前层级就不对应的，不因重新定级而视为整改",
            "By regrade-day = five-days a tier that was too low before the regrade is one breach, which the regrade doesn't close.",
        ),
    ),
    Starred(
        "0.5.0",
        "§2.2",
        dt.date(2022, 11, 1),
        Text(
            "节点早于规则适用之日的，不因计划另有开始日而报为无法实现",
            "A plan's node before the rules bind owes nothing, whenever the plan begins.",
        ),
    ),
    Starred(
        "0.5.0",
        "§3.1, §3.2, §3.3, §9.1",
        dt.date(2022, 11, 1),
        Text(
            "只在交接当日任职一天的，当日也是交接，不算同时有两人；包保干部按人计，不按包保关系计",
            "Who holds a seat for the day of the handover alone hands it over on that day: that isn't two at once. Of supervisors persons are counted, not relations.",
        ),
    ),
    Starred(
        "0.5.0",
        "§13.3, §13.4",
        dt.date(2022, 11, 1),
        Text(
            "规则适用以前吹哨的隐患，适用以后到达的层级各有义务；hazard-passed-on = own 的，退回不算报到",
            "Of a hazard whistled before the rules bind, each level that it comes to afterwards has its duties. By hazard-passed-on = own a return is no report-in.",
        ),
    ),
    Starred(
        "0.5.0",
        "§7.2, §7.3, §12",
        dt.date(2022, 11, 1),
        Text(
            "期限届满后才有履行记录的，只有声明期限以内的记录完整，才认定逾期；visit-at、key-period-at = once 的，到过后来不再包保的主体也算；季度、重点时段以前就终止的包保关系，不再增加需要声明的日子；义务由本人承担的，续签的包保关系仍是同一人；quarter-end = moved、工作日历止于休息日的，其后第一日到场算按期",
            "What is on record as met after its day (a successor, a visit at an emergency, a report on duties, a list of those picked) is told as late only where it is claimed that nothing is missing before. By visit-at or key-period-at = once a visit to a company that was given up later counts. A relation that ended before a quarter or key period no longer adds to the days that have to be claimed. Where a visit is owed by a person, a renewed relation is the same person's. By quarter-end = moved a visit on the first day after the calendar, which ends with days off, is in time.",
        ),
    ),
    Starred(
        "0.5.0",
        "§8.2",
        dt.date(2022, 11, 1),
        Text(
            "等级分两条记载而没有变化的，不算变化",
            "A grade that stands in two entries without a change is one.",
        ),
    ),
    Starred(
        "0.5.0",
        "national art. 6 (2025)",
        dt.date(2025, 4, 15),
        Text(
            "central-kitchens = large-and-medium 的，集体用餐配送单位须既属大中型、供餐又超过1000人，才须配备食品安全总监",
            "By central-kitchens = large-and-medium a collective meal deliverer needs a director only if it is large or medium and delivers more than 1,000 meals.",
        ),
    ),
    Starred(
        "0.5.0",
        "§1.1, §1.2",
        dt.date(2022, 11, 1),
        Text(
            "指定 known_by 的，其后才录入的主体不核查，其后才录入的包保干部视为没有职务记录",
            "With known_by, a company recorded later isn't judged, and a supervisor recorded later has no post on record.",
        ),
    ),
)
"""Every change that is declared to change decisions, in order of version.

>>> [one.clause for one in STARRED if one.version == "0.4.0"]
['§8.3, §8.4, §10.1']
"""
