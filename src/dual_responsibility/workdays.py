"""Working days: which days are worked, and the n-th working day after or before a day.

Callers: rules that count working days, and anyone who must count them the same way.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import operator
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib import resources
from typing import Any

import attrs

from ._frozen import FrozenMap
from .daysets import DaySet
from .errors import CalendarError, CalendarHorizonError, Problem, UnknownIdError
from .holiday_data import holiday_data, last_year_with_notice
from .periods import ONE_DAY, is_date, parse_day, require_date
from .vocabulary import Text

__all__ = ["Edition", "WorkCalendar"]

CHINA_FIRST_DAY = dt.date(2008, 1, 1)
"""The first day on which the Chinese calendar was checked against the yearly notices."""


def __dir__() -> list[str]:
    return __all__


@attrs.frozen
class Edition:
    """Which data a calendar is (版本): an id that contains the head of its content's hash.

    Attributes:
        id: the name by which :meth:`WorkCalendar.from_edition` loads a shipped one.
        hash: SHA-256 of the content, in hexadecimal.

    >>> edition = WorkCalendar.explicit(dt.date(2023, 1, 1), dt.date(2023, 12, 31), name="own").edition
    >>> edition.id, edition.hash[:8]
    ('own-2023-12-31-736ff0ea', '736ff0ea')
    """

    id: str
    hash: str


@attrs.frozen
class WorkCalendar:
    """Which days are worked (工作日历), between a first day and a horizon: a frozen snapshot.

    Monday to Friday are worked but for ``off``; the weekend is off but for ``worked``
    (调休上班). Outside ``first`` to ``published_through`` it refuses to answer.

    Attributes:
        name: what calendar it is, such as ``CN``.
        first: the first day it answers for.
        published_through: the last day it answers for (the horizon).
        off: the days outside the weekend that are off.
        worked: the days of the weekend that are worked.
        weekend: the weekend's days; 0 is Monday.
        festivals: the named holidays, by day.

    >>> cal = WorkCalendar.explicit(
    ...     dt.date(2023, 4, 1), dt.date(2023, 5, 31),
    ...     off=[dt.date(2023, 5, 1), dt.date(2023, 5, 2), dt.date(2023, 5, 3)],
    ...     worked=[dt.date(2023, 4, 23), dt.date(2023, 5, 6)])
    >>> cal.add_working_days(dt.date(2023, 4, 27), 5)
    datetime.date(2023, 5, 8)
    """

    name: str
    first: dt.date
    published_through: dt.date
    off: DaySet
    worked: DaySet
    weekend: frozenset[int] = frozenset({5, 6})
    festivals: FrozenMap[dt.date, Text] = attrs.field(factory=lambda: FrozenMap[dt.date, Text]())

    @classmethod
    def china(cls) -> WorkCalendar:
        """China's calendar (国务院办公厅放假通知), as the installed ``holidays`` knows it.

        It begins on 2008-01-01. Its horizon is 28 December of the last year with a notice: the
        days after it belong to the next year's notice.

        >>> WorkCalendar.china().is_working_day(dt.date(2023, 5, 6))
        True
        """
        return _china()

    @classmethod
    def of_country(cls, country: str, years: Iterable[int], *, subdivision: str | None = None) -> WorkCalendar:
        """The calendar of any country and subdivision that ``holidays`` knows, for whole years.

        Args:
            country: an ISO 3166-1 code, such as ``SG``.
            years: the years to answer for, without a gap.
            subdivision: an ISO 3166-2 subdivision, such as ``BY`` of ``DE``.

        Raises:
            CalendarError: ``holidays`` doesn't know the country, or the years have a gap.
        """
        wanted = sorted(set(years))
        if not wanted or wanted != list(range(wanted[0], wanted[-1] + 1)):
            raise CalendarError.single(
                "years", "/years", "年份应当连续且不为空", "years must be consecutive, and at least one"
            )
        first, last = dt.date(wanted[0], 1, 1), dt.date(wanted[-1], 12, 31)
        name = country if subdivision is None else f"{country}-{subdivision}"
        return _snapshot(name, country, subdivision, first, last)

    @classmethod
    def explicit(
        cls,
        first: dt.date,
        published_through: dt.date,
        *,
        off: Iterable[dt.date] = (),
        worked: Iterable[dt.date] = (),
        name: str = "explicit",
        weekend: Iterable[int] = (5, 6),
        festivals: Mapping[dt.date, Text] | None = None,
    ) -> WorkCalendar:
        """A calendar from explicit sets of days.

        Args:
            first: the first day it answers for.
            published_through: the last day it answers for.
            off: days off; those of the weekend need not be named.
            worked: days of the weekend that are worked.
            name: what to call it.
            weekend: the weekend's days; 0 is Monday.
            festivals: the names of holidays, by day.

        Raises:
            CalendarError: it would end before it begins, or a day is both off and worked.
        """
        require_date(first, "first")
        require_date(published_through, "published_through")
        rest = frozenset(weekend)
        # Not 5.0 or True either, which are equal to a day's number and are written otherwise.
        if any(type(day) is not int or day not in range(7) for day in rest):
            raise CalendarError.single(
                "weekend",
                "/weekend",
                "休息日应为 0（星期一）至 6（星期日）",
                "the weekend's days are 0, Monday, to 6, Sunday",
            )
        for day in festivals or ():
            require_date(day, "festivals")
        off_days, worked_days = DaySet(off), DaySet(worked)
        if published_through < first:
            raise CalendarError.single(
                "period-reversed", "/published_through", "止日早于起日", "it ends before it begins"
            )
        if off_days & worked_days:
            raise CalendarError.single(
                "off-and-worked",
                "/worked",
                "同一日既放假又上班：" + "、".join((off_days & worked_days).to_json()),
                "days both off and worked: " + ", ".join((off_days & worked_days).to_json()),
            )
        span = DaySet.between(first, published_through)
        return cls(
            name,
            first,
            published_through,
            DaySet(day for day in off_days & span if day.weekday() not in rest),
            DaySet(day for day in worked_days & span if day.weekday() in rest),
            rest,
            FrozenMap(dict(sorted((festivals or {}).items()))),
        )

    @classmethod
    def from_edition(cls, edition: str) -> WorkCalendar:
        """A shipped edition again, whatever ``holidays`` says today.

        Raises:
            UnknownIdError: no such edition is shipped.

        >>> cal = WorkCalendar.from_edition(WorkCalendar.editions()[0])
        >>> cal.edition.id == WorkCalendar.editions()[0]
        True
        """
        return _shipped(edition)

    @staticmethod
    def editions() -> tuple[str, ...]:
        """The ids of the editions that are shipped, in order."""
        files = resources.files("dual_responsibility").joinpath("calendars").iterdir()
        return tuple(sorted(file.name[:-5] for file in files if file.name.endswith(".json")))

    def to_json(self) -> dict[str, Any]:
        """The content as plain data; :meth:`from_json` reads it."""
        return {
            "format": "dual-responsibility/calendar",
            "version": 1,
            "name": self.name,
            "first": self.first.isoformat(),
            "published_through": self.published_through.isoformat(),
            "weekend": sorted(self.weekend),
            "off": self.off.to_json(),
            "worked": self.worked.to_json(),
            "festivals": {day.isoformat(): {"zh": name.zh, "en": name.en} for day, name in self.festivals.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> WorkCalendar:
        """The calendar that :meth:`to_json` wrote.

        Raises:
            CalendarError: the data aren't such a calendar.
        """
        try:
            if data["format"] != "dual-responsibility/calendar" or data["version"] != 1:
                raise ValueError("not a dual-responsibility/calendar of version 1")
            return cls.explicit(
                parse_day(data["first"]),
                parse_day(data["published_through"]),
                off=DaySet.parse(data["off"]),
                worked=DaySet.parse(data["worked"]),
                name=_words(data["name"]),
                weekend=data["weekend"],
                festivals={
                    parse_day(day): Text(_words(name["zh"]), _words(name["en"]))
                    for day, name in data.get("festivals", {}).items()
                },
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            if isinstance(error, CalendarError):
                raise
            raise CalendarError.single(
                "calendar-malformed", "", f"不是工作日历数据：{error}", f"not calendar data: {error}"
            ) from error

    @cached_property
    def edition(self) -> Edition:
        """Which data this is: its id and the hash of its content."""
        text = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Edition(f"{self.name}-{self.published_through.isoformat()}-{digest[:8]}", digest)

    @cached_property
    def _days(self) -> tuple[dt.date, ...]:
        span = DaySet.between(self.first, self.published_through)
        regular = DaySet(day for day in span if day.weekday() not in self.weekend)
        return tuple((regular - self.off) | self.worked)

    @cached_property
    def _ranks(self) -> dict[dt.date, int]:
        """For each day from the first to the horizon, how many worked days there are up to it."""
        ranks, total, worked = {}, 0, set(self._days)
        for day in DaySet.between(self.first, self.published_through):
            total += day in worked
            ranks[day] = total
        return ranks

    def _rank(self, day: dt.date) -> int:
        rank = self._ranks.get(day) if is_date(day) else None
        if rank is None:
            require_date(day, "day")
            raise self._beyond(day)
        return rank

    def _beyond(self, day: dt.date | None = None) -> CalendarHorizonError:
        zh = f"工作日历 {self.edition.id} 只涵盖 {self.first} 至 {self.published_through}"
        en = f"the calendar {self.edition.id} covers {self.first} to {self.published_through}"
        where = "" if day is None else f" ({day})"
        return CalendarHorizonError([_problem("calendar-horizon", zh + where, en + where)])

    def is_working_day(self, day: dt.date) -> bool:
        """Whether ``day`` is worked.

        Raises:
            CalendarHorizonError: ``day`` is outside the calendar.
            DateTypeError: ``day`` is no date.
        """
        rank = self._rank(day)
        return rank > 0 and self._days[rank - 1] == day

    def add_working_days(self, day: dt.date, count: int) -> dt.date:
        """The ``count``-th working day after ``day``; ``day`` itself isn't counted, worked or not.

        With a count of 0 it is ``day`` itself.

        Raises:
            CalendarHorizonError: the answer lies, or may lie, beyond the horizon.
            DateTypeError: ``day`` is no date.
            CalendarError: the count is negative.

        >>> WorkCalendar.china().add_working_days(dt.date(2023, 4, 27), 5)
        datetime.date(2023, 5, 8)
        """
        if count <= 0:
            return self._no_days(day, count)
        try:
            return self._days[self._ranks[day] + count - 1]
        except (KeyError, IndexError, TypeError):
            self._rank(day)
            operator.index(count)
            raise self._beyond() from None

    def subtract_working_days(self, day: dt.date, count: int) -> dt.date:
        """The ``count``-th working day before ``day``; ``day`` itself isn't counted, worked or not.

        Raises:
            CalendarHorizonError: the answer lies before the calendar's first day.
            DateTypeError: ``day`` is no date.
            CalendarError: the count is negative.

        >>> WorkCalendar.china().subtract_working_days(dt.date(2023, 5, 8), 5)
        datetime.date(2023, 4, 27)
        """
        if count <= 0:
            return self._no_days(day, count)
        rank = self._rank(day)
        if rank and self._days[rank - 1] == day:
            rank -= 1
        if rank < count:
            raise self._beyond()
        return self._days[rank - count]

    def _no_days(self, day: dt.date, count: int) -> dt.date:
        self._rank(day)
        if count < 0:
            zh, en = "天数不能为负", "the count can't be negative; the other direction has a method of its own"
            raise CalendarError([_problem("negative-count", zh, en)])
        return day

    def working_days(self, start: dt.date, end: dt.date) -> DaySet:
        """The working days from ``start`` to ``end``, both in; none when ``end`` is before ``start``.

        Raises:
            CalendarHorizonError: an end is outside the calendar.
            DateTypeError: an end is no date.

        >>> len(WorkCalendar.china().working_days(dt.date(2023, 4, 28), dt.date(2023, 5, 8)))
        5
        """
        last = self._rank(end)
        first = self._rank(start) - self.is_working_day(start)
        return DaySet(self._days[first:last])

    def why_off(self, day: dt.date) -> Text | None:
        """Why ``day`` isn't worked: the holiday, or the day of the weekend; None of a working day.

        A run of days off around a named holiday is that holiday's.

        Raises:
            CalendarHorizonError: ``day`` is outside the calendar.

        >>> WorkCalendar.china().why_off(dt.date(2023, 4, 29)).zh
        '劳动节放假'
        """
        if self.is_working_day(day):
            return None
        names: dict[Text, None] = {}
        for off_day in self._run_of_days_off(day):
            name = self.festivals.get(off_day)
            if name is not None:
                names |= dict.fromkeys(_apart(name))
        if names:
            zh = "、".join(name.zh for name in names)
            return Text(f"{zh}放假", " and ".join(name.en for name in names))
        if day.weekday() in self.weekend:
            return WEEKDAYS[day.weekday()]
        return Text("放假", "day off")

    def why_worked(self, day: dt.date) -> Text | None:
        """What makes a day of the weekend a working day; None of any other day.

        >>> WorkCalendar.china().why_worked(dt.date(2023, 5, 6)).zh
        '调休上班'
        """
        return Text("调休上班", "make-up working day") if day in self.worked else None

    def _run_of_days_off(self, day: dt.date) -> list[dt.date]:
        start = day
        while start > self.first and not self.is_working_day(start - ONE_DAY):
            start -= ONE_DAY
        end = day
        while end < self.published_through and not self.is_working_day(end + ONE_DAY):
            end += ONE_DAY
        return list(DaySet.between(start, end))


WEEKDAYS = tuple(
    Text(f"星期{zh}", en)
    for zh, en in zip(
        "一二三四五六日",
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
"""The days of the week, Monday first, whatever the locale."""


def _apart(name: Text) -> tuple[Text, ...]:
    """The festivals that share a day, which come joined; a name that isn't joined alike in both languages is one."""
    zh, en = name.zh.split("; "), name.en.split("; ")
    return tuple(map(Text, zh, en)) if len(zh) == len(en) else (name,)


def _words(value: Any) -> str:
    """The value, if it is text that can be hashed.

    Raises:
        TypeError: it isn't text.
        ValueError: it has what is no character.
    """
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    value.encode()
    return value


def _problem(code: str, zh: str, en: str) -> Problem:
    return Problem(code, "", Text(zh, en))


@cache
def _china() -> WorkCalendar:
    horizon = dt.date(last_year_with_notice(), 12, 28)
    return _snapshot("CN", "CN", None, CHINA_FIRST_DAY, horizon)


@cache
def _shipped(edition: str) -> WorkCalendar:
    if edition not in WorkCalendar.editions():
        known = ", ".join(WorkCalendar.editions())
        raise UnknownIdError.single(
            "unknown-edition",
            "/calendar",
            f"没有工作日历版本 {edition!r}；现有：{known}",
            f"no calendar edition {edition!r}; there are: {known}",
        )
    text = resources.files("dual_responsibility").joinpath("calendars", f"{edition}.json").read_text("utf-8")
    return WorkCalendar.from_json(json.loads(text))


def _snapshot(name: str, country: str, subdivision: str | None, first: dt.date, last: dt.date) -> WorkCalendar:
    data = holiday_data(country, subdivision, first, last)
    return WorkCalendar.explicit(
        first,
        last,
        off=data.off,
        worked=data.worked,
        name=name,
        weekend=data.weekend,
        festivals=data.festivals,
    )
