"""What the ``holidays`` library knows of a country, as plain data: it is asked once, and only here.

Called by WorkCalendar alone. The library is imported when first needed: it is slow to load.
"""

from __future__ import annotations

import datetime as dt

import attrs

from .daysets import DaySet
from .errors import CalendarError
from .vocabulary import Text

__all__ = ["HolidayData", "holiday_data", "last_year_with_notice"]


@attrs.frozen
class HolidayData:
    """The days off and worked of a country between two days.

    Attributes:
        off: the days that aren't worked.
        worked: the days of the weekend that are.
        weekend: the weekend's days; 0 is Monday.
        festivals: the named holidays, by day.
    """

    off: list[dt.date]
    worked: list[dt.date]
    weekend: frozenset[int]
    festivals: dict[dt.date, Text]


def last_year_with_notice() -> int:
    """The last year for which the library has China's yearly notice."""
    import holidays

    return int(max(holidays.country_holidays("CN").special_public_holidays))


def holiday_data(country: str, subdivision: str | None, first: dt.date, last: dt.date) -> HolidayData:
    """What the library knows from ``first`` to ``last``.

    Raises:
        CalendarError: it doesn't know the country, or has no notice for one of China's years.
    """
    import holidays

    years = range(first.year, last.year + 1)
    try:
        # The language is always named: by itself the library follows the machine's locale.
        table = holidays.country_holidays(country, subdiv=subdivision, years=years)
        known = table.supported_languages
        zh, en = (
            holidays.country_holidays(country, subdiv=subdivision, years=years, language=language)
            for language in (
                next((code for code in ("zh_CN", table.default_language) if code in known), None),
                "en_US" if "en_US" in known else table.default_language,
            )
        )
    except NotImplementedError as error:
        name = country if subdivision is None else f"{country}-{subdivision}"
        raise CalendarError.single(
            "unknown-country", "/country", f"没有 {name} 的节假日数据", f"no holiday data for {name}"
        ) from error
    noticed = table.special_public_holidays if country == "CN" else years
    missing = [year for year in years if year not in noticed]
    if missing:
        raise CalendarError.single(
            "no-notice", "/years", f"{missing} 年的放假通知没有数据", f"there is no holiday notice for {missing}"
        )
    span = DaySet.between(first, last)
    return HolidayData(
        off=[day for day in span if not zh.is_working_day(day)],
        worked=[day for day in span if day.weekday() in zh.weekend and zh.is_working_day(day)],
        weekend=frozenset(zh.weekend),
        festivals={
            day: Text(zh[day], en[day])
            for day in span
            if day in zh and day.year in years and not _is_substitute(en[day])
        },
    )


def _is_substitute(label: str) -> bool:
    """Whether a label is of a day off in exchange: it then carries no festival of its own."""
    return label.startswith("Day off (") or label.endswith("(observed)")
