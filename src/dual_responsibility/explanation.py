"""A finding in words: norm, facts, days counted one by one, readings, conclusion, cure.

Called by ``Finding.explain``. Sentences come from a table; nothing of the machinery shows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from .daysets import DaySet
from .norms.citation import cite
from .norms.rule import RuleKind
from .norms.staffing import Need
from .periods import ONE_DAY, Window
from .reasons import REASONS
from .sentences import SENTENCES
from .vocabulary import Status, Term, Text
from .workdays import WEEKDAYS, WorkCalendar

if TYPE_CHECKING:
    from .findings import Finding

__all__ = ["Explanation", "Section"]

KINDS = {
    "company": Text("包保主体", "company"),
    "supervisor": Text("包保干部", "supervisor"),
    "area": Text("辖区", "area"),
    "person": Text("人员", "person"),
    "hazard": Text("隐患", "hazard"),
    "plan": Text("工作计划", "plan"),
    "review": Text("述职", "report on duties"),
    "registry": Text("全域", "registry"),
}
"""What references point to, in words."""

_CYCLES = {
    "control.daily": Text("每份记录应当在其当日作出。", "Each record is due on its own day."),
    "control.weekly": Text(
        "每份报告应当在其当周最后一日以前（含当日）作出。",
        "Each report is due by the last day of its week, which is in.",
    ),
    "control.monthly": Text(
        "每份纪要应当在其当月最后一日以前（含当日）作出。",
        "Each of the minutes is due by the last day of its month, which is in.",
    ),
}
"""When the records of each cycle are due: one finding stands for many."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@attrs.frozen
class Section:
    """A part of an explanation.

    Attributes:
        kind: ``norm``, ``facts``, ``time``, ``readings``, ``conclusion`` or ``cure``.
        heading: its heading.
        text: what it says.

    >>> from dual_responsibility.testing import case
    >>> found = case(visits=[]).finding("attend.quarter", period="2023-Q2", as_of="2023-07-01")
    >>> conclusion = found.explain("en").sections[-2]
    >>> conclusion.heading, conclusion.text
    ('Conclusion', 'At the end of Saturday 1 July 2023, nobody who counts was on site within the time: violated (visit-missing).')
    """

    kind: str
    heading: str
    text: str


class Explanation(str):
    """A finding in words: a string, which also knows its sections (说明).

    Attributes:
        sections: its parts, in order.

    >>> Explanation((Section("norm", "依据", "某条"),))
    '依据：某条'
    """

    __slots__ = ("sections",)
    sections: tuple[Section, ...]

    def __new__(cls, sections: tuple[Section, ...], lang: str = "zh") -> Explanation:
        """The sections, one a line."""
        colon = "：" if lang == "zh" else ": "
        text = str.__new__(cls, "\n".join(f"{s.heading}{colon}{s.text}" for s in sections))
        object.__setattr__(text, "sections", sections)
        return text

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Explanation is immutable: can't set {name!r}")

    def __reduce__(self) -> tuple[Callable[..., Explanation], tuple[Any, ...]]:
        return (_again, (str(self), self.sections))


def _again(text: str, sections: tuple[Section, ...]) -> Explanation:
    again = str.__new__(Explanation, text)
    object.__setattr__(again, "sections", sections)
    return again


def day_in_words(day: dt.date, lang: str) -> str:
    """A date with its day of the week, whatever the locale."""
    weekday = WEEKDAYS[day.weekday()].in_language(lang)
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日（{weekday}）"
    return f"{weekday} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def explain(finding: Finding, lang: str) -> Explanation:
    """The explanation of a finding in ``zh`` or ``en``."""
    parts = _Parts(finding, lang)
    sections = [
        parts.section("norm", Text("依据", "Norm"), parts.norm()),
        parts.section("facts", Text("事实", "Facts"), parts.facts()),
        parts.section("time", Text("期限", "Time"), parts.time()),
        parts.section("readings", Text("读法", "Readings"), parts.readings()),
        parts.section("conclusion", Text("结论", "Conclusion"), parts.conclusion()),
        parts.section("cure", Text("整改", "Cure"), parts.cure()),
    ]
    return Explanation(tuple(section for section in sections if section.text), lang)


class _Parts:
    def __init__(self, finding: Finding, lang: str) -> None:
        self.finding = finding
        self.lang = lang

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def section(self, kind: str, heading: Text, text: str) -> Section:
        return Section(kind, heading.in_language(self.lang), text)

    def words(self, value: Any) -> str:
        if isinstance(value, dt.date):
            return day_in_words(value, self.lang)
        if isinstance(value, Term):
            label: Text = value.label
            return label.in_language(self.lang)
        if isinstance(value, Text):
            return value.in_language(self.lang)
        if isinstance(value, Need):
            return value.in_words(self.lang)
        if isinstance(value, Window):
            return self._window(value)
        if isinstance(value, DaySet):
            return self._days(value)
        if isinstance(value, tuple):
            return self.say("、", ", ").join(map(self.words, value))
        return str(value)

    def _days(self, days: DaySet) -> str:
        """Days in words: single ones, and spans of several."""
        told, before = [], None
        for first, last in days.intervals():
            start, end = self._short(first, before), self._short(last, first)
            told.append(start if first == last else self.say(f"{start}至{end}", f"{start} to {end}"))
            before = last
        return self.say("、", "; ").join(told)

    def _window(self, window: Window) -> str:
        first, last = self.words(window.start), self.words(window.end)
        quarter = re.fullmatch(r"(\d{4})-Q([1-4])", window.label)
        name = Text(f"重点时段 {window.label}", f"the key period {window.label}")
        if quarter is not None:
            name = Text(f"{quarter[1]}年第{quarter[2]}季度", f"the quarter {window.label}")
        elif self.finding.rule_id == "attend.quarter":
            name = Text("该期", "the span")
        return self.say(f"{name.zh}（{first}至{last}）", f"{name.en} ({first} to {last})")

    def _short(self, day: dt.date, before: dt.date | None) -> str:
        """A date without its year where the one before it has the same."""
        words = self.words(day)
        if before is None or before.year != day.year:
            return words
        return words.partition("年")[2] if self.lang == "zh" else words.rpartition(" ")[0]

    def norm(self) -> str:
        rule = self.finding.rule
        cited = cite(self.finding.citations, self.lang)
        # The law of the day on which it arose; of a duty that went on, until the law of its last day ends.
        edition, last = rule.on(self.finding.arose), rule.on(self.finding.owed_through)
        demand = rule.demand if edition is None else edition.demand
        binds = self.finding.context.book.begins(rule.id)
        book, begins = self.finding.context.book, binds if edition is None else max(binds, edition.in_force.start)
        if book.since is not None and book.since <= self.finding.arose:
            begins = max(begins, book.since)
        ends = None if last is None else last.in_force.end
        until = Text("", "") if ends is None else Text(f"至{self.words(ends)}", f" to {self.words(ends)}")
        return self.say(
            f"{cited}。{demand.zh}。本规则自{self.words(begins)}起{'' if ends is None else until.zh}适用。",
            f"{cited}. What it demands: {demand.en}. It binds from {self.words(begins)}{until.en}.",
        )

    def facts(self) -> str:
        bearer, subject = (
            f"{KINDS[ref.kind].in_language(self.lang)} {ref.id}" for ref in (self.finding.bearer, self.finding.subject)
        )
        told = [self.say(f"义务人：{bearer}；对象：{subject}。", f"Owed by {bearer}, about {subject}.")]
        for key, *values in self.finding.ingredients:
            if key in SENTENCES:
                sentence = SENTENCES[key]
                words = dict(zip(sentence.fields, map(self.words, values), strict=True))
                told.append((sentence.zh if self.lang == "zh" else sentence.en).format(**words))
        return self.say("", " ").join(told)

    def time(self) -> str:
        finding = self.finding
        counted = [values for key, *values in finding.ingredients if key == "worked-back"]
        if counted:
            return self._worked_back(counted)
        for key, *values in finding.ingredients:
            if key == "working-days":
                return self._counted(*values)
            if key == "calendar-days":
                return self._run(*values)
        if finding.reason == "calendar-horizon":
            calendar = finding.context.calendar
            through = self.words(calendar.published_through)
            if finding.arose < calendar.first:
                first = self.words(calendar.first)
                return self.say(
                    f"须按工作日计算，而工作日历（{calendar.edition.id}）自{first}才开始，期限无法计算。",
                    f"Working days are needed, and the calendar ({calendar.edition.id}) begins only on {first}.",
                )
            return self.say(
                f"须按工作日计算，而工作日历（{calendar.edition.id}）只到{through}；其后的放假安排尚未公布，期限无法计算。",
                f"Working days are needed, and the calendar ({calendar.edition.id}) ends on {through}; "
                "the holidays after it aren't published, so the day can't be told.",
            )
        if finding.rule_id in _CYCLES:
            return _CYCLES[finding.rule_id].in_language(self.lang)
        return "" if finding.due is None else self._last(finding.due)

    def _last(self, day: dt.date) -> str:
        due = self.words(day)
        return self.say(f"最后一日是{due}，当日计在内。", f"The last day is {due}, which is in.")

    def _run(self, anchor: dt.date, count: int) -> str:
        """Calendar days, by the first and the last."""
        first = self.words(anchor + ONE_DAY)
        days = _count(count, "calendar day")
        told = self.say(f"自{first}起算{count}日。", f"{days} from {first} on. ")
        return told + self._last(anchor + count * ONE_DAY)

    def _counted(self, anchor: dt.date, count: int) -> str:
        """Each working day by date, and each day left out with its reason."""
        due = self.finding.context.calendar.add_working_days(anchor, count)
        until = self.words(due)
        return self._each_day(anchor, due) + self.say(
            f"。最后一日是{until}，当日计在内。", f". The last day is {until}, which is in."
        )

    def _worked_back(self, works: Iterable[Sequence[Any]]) -> str:
        """The working days of each milestone whose work has to follow, and the last day that leaves time for it."""
        told = []
        for milestone, first, last in works:
            days = self._each_day(first - ONE_DAY, last)
            told.append(self.say(f"任务 {milestone}：{days}。", f"Milestone {milestone}: {days}. "))
        due = self.finding.due
        return "".join(told) + ("" if due is None else self._last(due))

    def _each_day(self, anchor: dt.date, due: dt.date) -> str:
        calendar = self.finding.context.calendar
        counted, skipped = [], []
        before: dt.date | None = None
        for number, day in enumerate(calendar.working_days(anchor + ONE_DAY, due), 1):
            why = calendar.why_worked(day)
            words = self._short(day, before)
            zh = words if why is None else f"{words[:-1]}，{why.zh}）"
            en = words if why is None else f"{words}, {why.en}"
            counted.append(self.say(f"{zh}为第{number}日", f"day {number} is {en}"))
            before = day
        before = None
        for first, last, reason in _days_off(calendar, anchor + ONE_DAY, due):
            start, end = self._short(first, before), self._short(last, first)
            span = start if first == last else self.say(f"{start}至{end}", f"{start} to {end}")
            skipped.append(span if reason in WEEKDAYS else self.say(f"{span}{reason.zh}", f"{span} ({reason.en})"))
            before = last
        text = self.say("；", "; ").join(counted)
        if skipped:
            text += self.say("。不计：", ". Not counted: ") + self.say("、", "; ").join(skipped)
        return text

    def readings(self) -> str:
        book = self.finding.context.book
        used = set(self.finding.rule.readings)
        if self.finding.context.known_by is not None:
            used.add("recorded-default")
        told = [
            self.say(
                f"{id} = {entry.chosen}（{entry.reading.text.zh}）", f"{id} = {entry.chosen} ({entry.reading.text.en})"
            )
            for id, entry in book.interpretations.items()
            if id in used
        ]
        return self.say("；", "; ").join(told) + self.say("。", ".") if told else ""

    def conclusion(self) -> str:
        finding = self.finding
        status = finding.status.label.in_language(self.lang)
        as_of = self.words(finding.context.as_of)
        text = self.say(f"截至{as_of}终了", f"At the end of {as_of}")
        known_by = finding.context.known_by
        if known_by is not None:
            known = self.words(known_by)
            text += self.say(f"，按{known}（含当日）以前录入的记录", f", by what was recorded up to and on {known}")
        if finding.reason is None:
            return text + self.say(f"，{status}。", f": {status}.")
        reason = REASONS[finding.reason].text.in_language(self.lang)
        code = finding.reason
        certain = next((values[0] for key, *values in finding.ingredients if key == "claimed-days"), None)
        if finding.status is Status.FULFILLED_LATE and finding.due is None and finding.closed is not None:
            if certain is not None:
                days, over = self.words(certain), self.words(finding.closed)
                return text + self.say(
                    f"，{reason}的状态至迟于{over}终止，能够认定的是{days}：{status}（{code}）。",
                    f", the breach has ended by {over} ({reason}, as far as can be told {days}): {status} ({code}).",
                )
            begun, over = self.words(finding.arose), self.words(finding.closed - ONE_DAY)
            return text + self.say(
                f"，{reason}的状态已经终止（自{begun}至{over}）：{status}（{code}）。",
                f", the breach has ended ({reason}, from {begun} to {over}): {status} ({code}).",
            )
        since = ""
        if finding.status is Status.VIOLATED and finding.rule.kind is RuleKind.STANDING:
            if certain is not None and certain.last < finding.context.as_of:
                days = self.words(certain)
                return text + self.say(
                    f"，{reason}，能够认定的是{days}，其后是否终止不得而知：{status}（{code}）。",
                    f", {reason}, as far as can be told {days}; whether it has ended since isn't known: {status} ({code}).",
                )
            since = self.say(f"自{self.words(finding.arose)}起，", f"since {self.words(finding.arose)} ")
        return (
            text
            + self.say(f"，{since}{reason}：{status}（{code}）", f", {since}{reason}: {status} ({code})")
            + self._lateness()
        )

    def _lateness(self) -> str:
        late = self.finding.late
        if late is None:
            return self.say("。", ".")
        worked = (
            ""
            if late.working_days is None
            else self.say(f"，其中工作日{late.working_days}日", f" ({_count(late.working_days, 'working day')})")
        )
        days = self.say(f"，逾期{late.calendar_days}日", f", late by {_count(late.calendar_days, 'day')}")
        return days + worked + self.say("。", ".")

    def cure(self) -> str:
        cure = self.finding.cure
        return "" if cure is None else cure.text.in_language(self.lang) + self.say("。", ".")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _days_off(calendar: WorkCalendar, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date, Text]]:
    """Days off from first to last, which is worked: neighbours with the same reason together."""
    run: tuple[dt.date, dt.date, Text] | None = None
    day = first
    while day <= last:
        reason = calendar.why_off(day)
        if run is not None and (reason != run[2]):
            yield run
            run = None
        if reason is not None:
            run = (day, day, reason) if run is None else (run[0], day, reason)
        day += ONE_DAY
