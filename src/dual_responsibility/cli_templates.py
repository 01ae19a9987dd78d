"""The command ``template``: a company's checklist to read, print, fill in by hand, or load elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .cli_options import BOOK, LANG, book_with, put, refusing
from .errors import DocumentError
from .norms.plain import plain
from .norms.templates import Template
from .vocabulary import Cycle, Grade, Sector, Term

__all__ = ["template"]

FORMS = ("md", "json", "xlsx", "docx")


def codes(kind: type[Term]) -> click.Choice[str]:
    """The codes of a kind of term, in capitals or not."""
    return click.Choice([str(term.value) for term in kind], case_sensitive=False)


@click.command()
@click.argument("sector", type=codes(Sector), required=False)
@click.argument("grade", type=codes(Grade), required=False)
@click.argument("cycle", type=codes(Cycle), required=False)
@click.option("--all", "everything", is_flag=True, help="All 48, into the folder given with -o.")
@BOOK
@click.option("--format", "form", type=click.Choice(FORMS), help="By the name of the file unless given; else md.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, or folder with --all.")
@LANG
@refusing
def template(
    sector: str | None,
    grade: str | None,
    cycle: str | None,
    everything: bool,
    book_id: str,
    form: str | None,
    output: Path | None,
    lang: str,
) -> None:
    """Print the checklist of a SECTOR, GRADE and CYCLE, such as CATERING B DAILY."""
    matrix = book_with(book_id, ()).templates
    if everything:
        if sector is not None:
            raise click.UsageError("give either --all, or sector, grade and cycle")
        if output is None:
            raise click.UsageError("give the folder with -o")
        output.mkdir(parents=True, exist_ok=True)
        for one in matrix.values():
            put(rendered(one, form or "xlsx", lang), output / f"{one.id}.{form or 'xlsx'}")
        return
    if sector is None or grade is None or cycle is None:
        raise click.UsageError("give sector, grade and cycle, or --all")
    chosen = form or suffix_of(output)
    if chosen in ("xlsx", "docx") and output is None and sys.stdout.isatty():
        zh, en = f"{chosen} 须用 -o 指定文件", f"give -o FILE for {chosen}"
        raise DocumentError.single("needs-file", "/output", zh, en)
    put(rendered(matrix.template(f"{sector}-{grade}-{cycle}"), chosen, lang), output)


def suffix_of(output: Path | None) -> str:
    """The form that a file's name asks for: Markdown without one.

    Raises:
        DocumentError: it asks for a form that there isn't.
    """
    suffix = "" if output is None else output.suffix.lower().removeprefix(".")
    if suffix and suffix not in FORMS:
        zh, en = f"没有 {suffix} 格式；可用：{'、'.join(FORMS)}", f"no form {suffix!r}; there are: {', '.join(FORMS)}"
        raise DocumentError.single("unknown-form", "/output", zh, en)
    return suffix or "md"


def rendered(one: Template, form: str, lang: str) -> bytes | str:
    """A template in the form asked for."""
    if form == "md":
        return one.to_markdown(lang)
    if form == "json":
        data = {"format": "dual-responsibility/template", "version": 1, "id": one.id, "template": plain(one)}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    from . import reporting

    return reporting.template_to_xlsx(one, lang) if form == "xlsx" else reporting.template_to_docx(one, lang)
