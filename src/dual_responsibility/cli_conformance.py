"""The command ``conformance``: the vectors run against this library, another program, or a file of answers."""

from __future__ import annotations

import json
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from .cli_options import LANG, OUT, complain, put, refusing
from .vocabulary import Text

if TYPE_CHECKING:
    from .conformance import Vector

__all__ = ["conformance"]

RULE = click.option("--rule", "rules", multiple=True, help="Only the vectors of these rules, such as attend.*")
CLAUSE = click.option("--clause", "clauses", multiple=True, help="Only those that depend on these citations.")
ID = click.option("--id", "ids", multiple=True, help="Only the vectors with these ids.")
DEFAULT = click.option("--default-readings", is_flag=True, help="Only those by the readings that are the default.")


def _chosen(
    rules: tuple[str, ...], clauses: tuple[str, ...], ids: tuple[str, ...], default_readings: bool
) -> list[Vector]:
    """The vectors that answer to one of each kind of pattern that is given."""
    from .conformance import vectors

    asked = product(rules or ("*",), clauses or ("*",), ids or ("*",))
    found = {vector.id: vector for patterns in asked for vector in vectors(*patterns)}
    chosen = [found[id] for id in sorted(found)]
    return [one for one in chosen if not one.document.get("readings")] if default_readings else chosen


@click.group(invoke_without_command=True)
@click.option("--command", "program", help="Run this program on them: one JSON a line in, one JSON a line out.")
@click.option(
    "--findings", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Compare the answers in this file."
)
@click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), default=10.0, show_default=True, help="Seconds for each."
)
@click.option("--compare", help="Only these fields, such as status,reason,due.")
@RULE
@CLAUSE
@ID
@DEFAULT
@click.option("--format", "form", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Leave with 1 for what is unsupported, too.")
@OUT
@LANG
@click.pass_context
@refusing
def conformance(
    ctx: click.Context,
    program: str | None,
    findings: Path | None,
    timeout: float,
    compare: str | None,
    rules: tuple[str, ...],
    clauses: tuple[str, ...],
    ids: tuple[str, ...],
    default_readings: bool,
    form: str,
    strict: bool,
    output: Path | None,
    lang: str,
) -> None:
    """Run the test vectors: on this library, on another program, or on answers in a file.

    Leaves with 0 if all that was answered is right, with 1 if something is wrong or wasn't answered.
    """
    if ctx.invoked_subcommand is not None:
        if any(ctx.get_parameter_source(name) is not ParameterSource.DEFAULT for name in ctx.params):
            raise click.UsageError(f"write the options after {ctx.invoked_subcommand}")
        return
    from . import conformance as room
    from .conformance.telling import to_junit, to_text

    if program is not None and findings is not None:
        raise click.UsageError("--command and --findings can't both be given")
    chosen, fields = _chosen(rules, clauses, ids, default_readings), _fields(compare, room.FIELDS)
    if program is not None:
        with room.Command(program, timeout) as client:
            results = room.run(client, chosen, fields)
    else:
        results = room.run(room.answer if findings is None else room.answers_from(findings), chosen, fields)
    if form == "json":
        put(json.dumps(results.to_json(), ensure_ascii=False, indent=1) + "\n", output)
    else:
        put(to_junit(results, lang) if form == "junit" else to_text(results, lang), output)
    if not results.agrees or (strict and results.counts[room.Outcome.UNSUPPORTED]):
        sys.exit(1)


def _fields(compare: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    if compare is None:
        return known
    asked = tuple(field.strip() for field in compare.split(",") if field.strip())
    if not asked or any(field not in known for field in asked):
        raise click.BadParameter(f"some of {', '.join(known)}", param_hint="--compare")
    return asked


@conformance.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@LANG
@refusing
def export(folder: Path, lang: str) -> None:
    """Write all vectors, their requests, calendars, rulebooks and schemas to FOLDER."""
    from .conformance import export as export_to

    count = export_to(folder)
    put(Text(f"已写出 {count} 个测试向量\n", f"{count} vectors written\n").in_language(lang), None)


@conformance.command(name="list")
@RULE
@CLAUSE
@ID
@DEFAULT
@LANG
@refusing
def list_(
    rules: tuple[str, ...], clauses: tuple[str, ...], ids: tuple[str, ...], default_readings: bool, lang: str
) -> None:
    """List the vectors, a line each."""
    from .conformance.telling import listing

    put(listing(_chosen(rules, clauses, ids, default_readings), lang), None)


@conformance.command()
@click.argument("id")
@LANG
@refusing
def show(id: str, lang: str) -> None:
    """Print the vector ID: what it shows, why, and the whole document."""
    from .conformance import vectors

    found = [one for one in vectors() if one.id == id]
    if not found:
        complain(Text(f"没有测试向量 {id!r}", f"there is no vector {id!r}").in_language(lang))
    (one,) = found
    head = f"{one.title.in_language(lang)}\n{one.because.in_language(lang)}\n"
    put(head + json.dumps(one.document, ensure_ascii=False, indent=2) + "\n", None)
