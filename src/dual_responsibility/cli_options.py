"""What commands share: options, dates, refusals without a traceback, and where output goes.

Called by the modules of the command line.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

import click

from .errors import DualResponsibilityError, ReadingError
from .norms.loading import load_rulebook
from .norms.loading import rulebook as rulebook_of
from .norms.rulebook import Rulebook
from .periods import parse_day
from .reporting.plain import visible
from .workdays import WorkCalendar

__all__ = [
    "BOOK",
    "CALENDAR",
    "DAY",
    "LANG",
    "OUT",
    "READINGS",
    "RULES",
    "book_of",
    "book_with",
    "calendar_of",
    "chosen_readings",
    "complain",
    "put",
    "refusing",
    "split",
]

P = ParamSpec("P")
R = TypeVar("R")

LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language.")
OUT = click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
BOOK = click.option(
    "--rulebook",
    "book_id",
    default="suining-2022",
    show_default=True,
    help="The rulebook's id, or a file that ends in .toml.",
)
READINGS = click.option("--reading", "readings", multiple=True, metavar="ID=VALUE", help="Choose another reading.")
CALENDAR = click.option("--calendar", "edition", help="The calendar edition; the installed one unless given.")
RULES = click.option("--rules", "patterns", multiple=True, metavar="PATTERN", help="Only these rules, such as attend.*")


class Day(click.ParamType[dt.date]):
    """A date written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The date, or a usage error."""
        try:
            return parse_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


DAY = Day()


def refusing(command: Callable[P, R]) -> Callable[P, R]:
    """Say what is wrong on standard error and leave with 2, never with a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except DualResponsibilityError as error:
            complain(error.describe(str(kwargs.get("lang", "zh"))))
        except OSError as error:
            complain(f"{error.filename or ''}: {error.strerror or error}")

    return run


def complain(text: str) -> NoReturn:
    """Say what is wrong on standard error, and leave with 2."""
    click.echo(visible(text, keep="\n"), err=True)
    sys.exit(2)


def book_of(name: str) -> Rulebook:
    """The rulebook of a file, if the name ends as one does, or else a shipped one."""
    return load_rulebook(name) if name.endswith(".toml") else rulebook_of(name)


def chosen_readings(readings: tuple[str, ...]) -> dict[str, str]:
    """The readings asked for, by interpretation."""
    chosen = {}
    for reading in readings:
        id, equals, value = reading.partition("=")
        if not equals:
            zh, en = f"读法应写作 ID=VALUE，而不是 {reading!r}", f"write a reading as ID=VALUE, not {reading!r}"
            raise ReadingError.single("not-a-reading", "/readings", zh, en)
        chosen[id] = value
    return chosen


def book_with(book_id: str, readings: tuple[str, ...]) -> Rulebook:
    """The rulebook, with the readings asked for."""
    chosen, book = chosen_readings(readings), book_of(book_id)
    return book.with_readings(chosen) if chosen else book


def calendar_of(edition: str | None) -> WorkCalendar:
    """The edition asked for, or the installed calendar."""
    return WorkCalendar.china() if edition is None else WorkCalendar.from_edition(edition)


def split(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Patterns given one by one or with commas; all rules if none is asked for."""
    named = tuple(p.strip() for group in patterns for p in group.split(",") if p.strip())
    # Asked for, but blank, as an unset variable in a script is: no rule is called that.
    return named or ("" if patterns else "*",)


def put(data: bytes | str, output: Path | None) -> None:
    """Write to a file or to standard output."""
    raw = data.encode() if isinstance(data, str) else data
    if output is not None:
        output.write_bytes(raw)
        return
    try:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has read enough, as head does; the flush at exit must not complain either.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
