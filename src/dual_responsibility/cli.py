"""The command line: an edge like any other. It reads files, calls the library, writes files.

Exit status: 0 it did its work; 1 (``--exit-code``) a finding is VIOLATED; 2 the input or call is wrong.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import math
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click

from . import __version__
from .agendas import agenda as agenda_of
from .auditing import audit as audit_of
from .cli_conformance import conformance
from .cli_options import (
    BOOK,
    CALENDAR,
    DAY,
    LANG,
    OUT,
    READINGS,
    RULES,
    book_with,
    calendar_of,
    put,
    refusing,
    split,
)
from .cli_rulebooks import rulebook
from .cli_templates import template
from .errors import DocumentError
from .receipts import Receipt
from .report import Report

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dual-responsibility")
def main() -> None:
    """Check the food safety “two responsibilities” (食品安全“两个责任”)."""
    # One short run that keeps all it makes: sweeping for garbage would only cost time.
    if gc.isenabled():
        gc.disable()
        click.get_current_context().call_on_close(gc.enable)


@main.command()
@click.argument("city", type=click.Choice(["suining"]))
@OUT
@click.option("--scale", type=click.FloatRange(0, 10, min_open=True), default=1.0, show_default=True, help="Size.")
@refusing
def example(city: str, output: Path | None, scale: float) -> None:
    """Make a registry of the size and shape that the source publishes.

    Its companies' checklists follow the library's model items, for the source prints none: audit it
    with --reading template-items=model-stands-in.
    """
    if math.isnan(scale):
        raise click.BadParameter("nan is not a number", param_hint="--scale")
    from . import example as examples
    from .interchange import write_registry

    put(write_registry(getattr(examples, city)(scale=scale)), output)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@BOOK
@click.option("--since", type=DAY, help="First day; 1 January of --as-of's year unless given.")
@click.option("--as-of", type=DAY, required=True, help="The day at whose end things stand.")
@click.option("--known-by", type=DAY, help="Leave out what was recorded after this day.")
@RULES
@READINGS
@CALENDAR
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "html", "xlsx"]), default="text", show_default=True
)
@OUT
@LANG
@click.option("--exit-code", is_flag=True, help="Leave with 1 if a finding is VIOLATED.")
@click.option("--receipt", type=click.Path(dir_okay=False, path_type=Path), help="Write a receipt to this file.")
@refusing
def audit(
    file: Path,
    book_id: str,
    since: dt.date | None,
    as_of: dt.date,
    known_by: dt.date | None,
    patterns: tuple[str, ...],
    readings: tuple[str, ...],
    edition: str | None,
    form: str,
    output: Path | None,
    lang: str,
    exit_code: bool,
    receipt: Path | None,
) -> None:
    """Check the registry in FILE and say how every obligation stands."""
    from .interchange import read_registry
    from .reporting.progress import Bar

    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise DocumentError.single("needs-file", "/output", "xlsx 须用 -o 指定文件", "give -o FILE for xlsx")
    book, calendar = book_with(book_id, readings), calendar_of(edition)
    registry = read_registry(file)
    bar = Bar()
    try:
        report = audit_of(
            registry,
            book,
            since=since or dt.date(as_of.year, 1, 1),
            as_of=as_of,
            calendar=calendar,
            rules=split(patterns),
            known_by=known_by,
            progress=bar if sys.stderr.isatty() else None,
        )
    finally:
        bar.close()
    if receipt is not None:
        put(json.dumps(report.receipt().to_json(), ensure_ascii=False, indent=1) + "\n", receipt)
    put(rendered(report, form, lang, output), output)
    if exit_code and report.violations:
        sys.exit(1)


@main.command()
@click.argument("receipt", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rulebook", "book_id", help="The rulebook's id or file; the shipped one of the receipt unless given.")
@READINGS
@CALENDAR
@LANG
@refusing
def verify(
    receipt: Path, file: Path, book_id: str | None, readings: tuple[str, ...], edition: str | None, lang: str
) -> None:
    """Replay the audit of RECEIPT on the registry in FILE: leave with 0 if all is equal, 1 if something differs."""
    from .interchange import read_registry
    from .replaying import verify as verify_of

    told = Receipt.from_json(receipt.read_bytes())
    book = None if book_id is None else book_with(book_id, readings)
    if book is not None and not readings:
        known = {id: reading for id, reading in told.interpretations.items() if id in book.interpretations}
        book = book.with_readings(known)
    found = verify_of(told, read_registry(file), book, None if edition is None else calendar_of(edition))
    put(found.message.in_language(lang) + "\n", None)
    if not found.equal:
        sys.exit(1)


def rendered(report: Report, form: str, lang: str, output: Path | None) -> bytes | str:
    """The report in the form asked for."""
    if form == "json":
        from .interchange import write_findings

        return write_findings(report)
    from . import reporting

    if form == "text":
        terminal = output is None and sys.stdout.isatty()
        width = shutil.get_terminal_size((120, 40)).columns if terminal else None
        return reporting.report_to_text(report, lang, width=width, colour=terminal)
    make: dict[str, Callable[[Report, str], bytes]] = {
        "csv": reporting.report_to_csv,
        "html": reporting.report_to_html,
        "xlsx": reporting.report_to_xlsx,
    }
    return make[form](report, lang)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@BOOK
@click.option("--start", type=DAY, required=True, help="First day.")
@click.option("--end", type=DAY, required=True, help="Last day.")
@click.option("--bearer", help="Only what this supervisor, company or area owes.")
@click.option("--as-of", type=DAY, help="Leave out what had been met by the end of this day.")
@RULES
@READINGS
@CALENDAR
@click.option("--format", "form", type=click.Choice(["text", "json", "ics"]), default="text", show_default=True)
@OUT
@LANG
@refusing
def agenda(
    file: Path,
    book_id: str,
    start: dt.date,
    end: dt.date,
    bearer: str | None,
    as_of: dt.date | None,
    patterns: tuple[str, ...],
    readings: tuple[str, ...],
    edition: str | None,
    form: str,
    output: Path | None,
    lang: str,
) -> None:
    """List what falls due from --start to --end by the registry in FILE."""
    from . import reporting
    from .interchange import read_registry

    book, calendar = book_with(book_id, readings), calendar_of(edition)
    due = agenda_of(
        read_registry(file), book, start=start, end=end, bearer=bearer, calendar=calendar,
        rules=split(patterns), as_of=as_of,
    )  # fmt: skip
    if form == "json":
        put(reporting.agenda_to_json(due), output)
    elif form == "ics":
        put(reporting.agenda_to_ics(due, book, lang), output)
    else:
        put(reporting.agenda_to_text(due, book, lang), output)


@main.command()
@BOOK
@READINGS
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@OUT
@LANG
@refusing
def rules(book_id: str, readings: tuple[str, ...], form: str, output: Path | None, lang: str) -> None:
    """List the rules with their clauses, and the register of interpretations."""
    from . import reporting

    book = book_with(book_id, readings)
    if form == "json":
        data = {"format": "dual-responsibility/rulebook", "version": 1, "hash": book.hash, "rulebook": book.to_json()}
        put(json.dumps(data, ensure_ascii=False, indent=1) + "\n", output)
    else:
        put(reporting.rules_to_text(book, lang), output)


@main.command()
@OUT
@refusing
def schema(output: Path | None) -> None:
    """Print the JSON Schema of the registry document."""
    from .interchange import registry_schema

    put(json.dumps(registry_schema(), ensure_ascii=False, indent=1) + "\n", output)


main.add_command(conformance)
main.add_command(rulebook)
main.add_command(template)
