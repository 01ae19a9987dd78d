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
    """The facts are malformed: nothing was loaded. Facts that merely break a rule do load."""


class DocumentError(DualResponsibilityError, ValueError):
    """A document that was read isn't one of ours, or can't be read."""


class CalendarError(DualResponsibilityError, ValueError):
    """A working-day calendar can't be made from what was given."""


class CalendarHorizonError(CalendarError):
    """The answer would need a day for which the calendar has no notice yet, or none any more."""


class DateTypeError(DualResponsibilityError, TypeError):
    """A date was wanted; a datetime or something else was given."""


class RulebookError(DualResponsibilityError, ValueError):
    """A rulebook's data are malformed or contradict each other."""


class TemplateError(DualResponsibilityError, ValueError):
    """A matrix of templates is malformed, or a checklist would fall below its template."""


class ReadingError(DualResponsibilityError, ValueError):
    """No such interpretation, or no such reading of it."""


class ReportError(DualResponsibilityError, ValueError):
    """Reports that can't be joined or compared, or a question that a report can't answer."""


class StepError(DualResponsibilityError, ValueError):
    """A step that a hazard or a problem can't take from where it is; the message names those that it can."""


class PlanError(DualResponsibilityError, ValueError):
    """A plan that can't be kept: a node that can't be reached in time, with the path that leads to it."""


class UnknownIdError(DualResponsibilityError, LookupError):
    """No rulebook, calendar edition, rule or fact of that id."""
