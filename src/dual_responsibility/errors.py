"""What this library raises: each error lists every problem, with its path and the fix.

Every class also derives from the builtin that a caller would catch.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import attrs

from .vocabulary import Text

__all__ = [
    "CalendarError",
    "CalendarHorizonError",
    "DateTypeError",
    "DocumentError",
    "DualResponsibilityError",
    "PlanError",
    "Problem",
    "ProgramError",
    "ReadingError",
    "RegistryError",
    "ReportError",
    "RulebookError",
    "StepError",
    "TemplateError",
    "UnknownIdError",
    "pointer",
]


def __dir__() -> list[str]:
    return __all__


def pointer(*steps: object) -> str:
    """A JSON Pointer (RFC 6901) through these keys and indices.

    >>> pointer("rules", "a/b", 0)
    '/rules/a~1b/0'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


@attrs.frozen
class Problem:
    """One thing that is wrong, where, and what to do about it.

    Attributes:
        code: a stable code, such as ``unknown-reference``.
        path: a JSON Pointer to the place, such as ``/visits/3/company``; ``""`` is the whole.
        message: the problem and its fix, in Chinese and in English.

    >>> Problem("duplicate-id", "/areas/1/id", Text("重复", "repeated")).code
    'duplicate-id'
    """

    code: str
    path: str
    message: Text


class DualResponsibilityError(Exception):
    """The root of this library's errors.

    Attributes:
        problems: every :class:`Problem` found, in the order of the input.

    >>> error = RegistryError([Problem("duplicate-id", "/areas/1/id", Text("编号重复", "repeated id"))])
    >>> print(error)
    /areas/1/id: repeated id (duplicate-id)
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return self.describe("en")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.args == getattr(other, "args", None)

    def __hash__(self) -> int:
        return hash((type(self), self.problems))

    def describe(self, lang: str, limit: int = 50) -> str:
        """The problems as text, one a line: the first ``limit``, and how many more."""
        lines = [
            f"{problem.path or '/'}: {problem.message.in_language(lang)} ({problem.code})"
            for problem in self.problems[:limit]
        ]
        more = len(self.problems) - limit
        if more > 0:
            lines.append(Text(f"……另有 {more} 处", f"… and {more} more").in_language(lang))
        return "\n".join(lines)

    @classmethod
    def single(cls, code: str, path: str, zh: str, en: str) -> Self:
        """An error of this class with one problem."""
        return cls([Problem(code, path, Text(zh, en))])


class RegistryError(DualResponsibilityError, ValueError):
    """The facts are malformed: nothing was loaded. Facts that merely break a rule do load.

    >>> from dual_responsibility import Area, Registry, Tier
    >>> try:
    ...     Registry(areas=[Area(id="510903", tier=Tier.COUNTY, parent="5109")])
    ... except ValueError as error:
    ...     print(error)
    /areas/0/parent: there is no '5109' among the areas; add it, or correct the id (unknown-reference)
    """


class DocumentError(DualResponsibilityError, ValueError):
    """A document that was read isn't one of ours, or can't be read.

    >>> from dual_responsibility import Receipt
    >>> try:
    ...     Receipt.from_json("[]")
    ... except DocumentError as error:
    ...     print(error.describe("zh"))
    /: 应为对象，而不是 [] (wrong-type)
    """


class CalendarError(DualResponsibilityError, ValueError):
    """A working-day calendar can't be made from what was given.

    >>> import datetime as dt
    >>> from dual_responsibility import WorkCalendar
    >>> WorkCalendar.explicit(dt.date(2023, 12, 31), dt.date(2023, 1, 1))
    Traceback (most recent call last):
    ...
    dual_responsibility.errors.CalendarError: /published_through: it ends before it begins (period-reversed)
    """


class CalendarHorizonError(CalendarError):
    """The answer would need a day for which the calendar has no notice yet, or none any more.

    >>> import datetime as dt
    >>> from dual_responsibility import WorkCalendar
    >>> calendar = WorkCalendar.explicit(dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    >>> try:
    ...     calendar.add_working_days(dt.date(2023, 12, 28), 5)
    ... except CalendarError as error:
    ...     print(error)
    /: the calendar explicit-2023-12-31-b00c210a covers 2023-01-01 to 2023-12-31 (calendar-horizon)
    """


class DateTypeError(DualResponsibilityError, TypeError):
    """A date was wanted; a datetime or something else was given.

    >>> import datetime as dt
    >>> from dual_responsibility import DaySet
    >>> try:
    ...     DaySet([dt.datetime(2023, 5, 6, 8, 30)])
    ... except TypeError as error:
    ...     print(error)
    /days: days must be a datetime.date, not datetime; of a datetime, pass its .date() (not-a-date)
    """


class RulebookError(DualResponsibilityError, ValueError):
    """A rulebook's data are malformed or contradict each other.

    >>> from dual_responsibility import parse_rulebook
    >>> try:
    ...     parse_rulebook('extends = "china-2020"')
    ... except RulebookError as error:
    ...     print(error.problems[0].path, error.problems[0].code)
    /extends unknown-rulebook
    """


class TemplateError(DualResponsibilityError, ValueError):
    """A matrix of templates is malformed, or a checklist would fall below its template.

    >>> from dual_responsibility import rulebook
    >>> template = rulebook("suining-2022").templates.template("CATERING-D-DAILY")
    >>> try:
    ...     template.extend(remove=[template.items[0].id])
    ... except TemplateError as error:
    ...     print(error.describe("zh"))
    /items/catering.daily.fit-for-work: 缺少检查项 'catering.daily.fit-for-work' (item-missing)
    """


class ReadingError(DualResponsibilityError, ValueError):
    """No such interpretation, or no such reading of it.

    >>> from dual_responsibility import rulebook
    >>> try:
    ...     rulebook("suining-2022").with_readings({"first-day": "maybe"})
    ... except ReadingError as error:
    ...     print(error)
    /readings/first-day: first-day has no reading 'maybe'; there are: not-counted, counted (unknown-reading)
    """


class ReportError(DualResponsibilityError, ValueError):
    """Reports that can't be joined or compared, or a question that a report can't answer.

    >>> import datetime as dt
    >>> from dual_responsibility import Registry, audit, rulebook
    >>> audit(Registry(), rulebook("suining-2022"), since=dt.date(2023, 7, 1), as_of=dt.date(2023, 6, 30))
    Traceback (most recent call last):
    ...
    dual_responsibility.errors.ReportError: /as_of: as_of 2023-06-30 is before since 2023-07-01 (window-reversed)
    """


class StepError(DualResponsibilityError, ValueError):
    """A step that a hazard or a problem can't take from where it is; the message names those that it can.

    >>> import datetime as dt
    >>> from dual_responsibility import Hazard, HazardLevel, HazardStep
    >>> hazard = Hazard(id="HZ-1", area="510903100", begins_at=HazardLevel.STATION)
    >>> try:
    ...     hazard.advance(HazardStep.CLOSE, actor="AS-1", on=dt.date(2023, 3, 3), reason="已整改")
    ... except StepError as error:
    ...     print(error.describe("zh"))
    /: 在所级尚未开始时不能走 CLOSE 这一步；可以走：WHISTLE（吹哨） (step-not-allowed)
    """


class PlanError(DualResponsibilityError, ValueError):
    """A plan that can't be kept: a node that can't be reached in time, with the path that leads to it.

    >>> import datetime as dt
    >>> from dual_responsibility import Milestone, Plan, schedule
    >>> letters = Milestone(id="letters", duration=9, node=dt.date(2022, 12, 20))
    >>> try:
    ...     schedule(Plan(id="PL-1", area="5109", start=dt.date(2022, 12, 19), milestones=letters))
    ... except PlanError as error:
    ...     print(error.describe("zh"))
    /milestones/0/node: 来不及：letters 的节点是 2022-12-20，而计划 2022-12-19 开始，最早 2022-12-29 才能完成（letters） (node-impossible)
    """


class ProgramError(DualResponsibilityError, ValueError):
    """Another program that should answer can't be run as it is written, or never answers.

    >>> from dual_responsibility.conformance import Command
    >>> Command("")
    Traceback (most recent call last):
      ...
    dual_responsibility.errors.ProgramError: /command: the command is empty (not-a-command)
    """


class UnknownIdError(DualResponsibilityError, LookupError):
    """No rulebook, calendar edition, rule or fact of that id.

    >>> from dual_responsibility import rulebook
    >>> try:
    ...     rulebook("suining-2021")
    ... except LookupError as error:
    ...     print(error.problems[0].code)
    unknown-rulebook
    """
