"""The commands about rulebooks: check one, compare two, begin a new one, write one out."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import click

from .cli_options import LANG, OUT, READINGS, book_of, chosen_readings, put, refusing
from .errors import RulebookError, UnknownIdError
from .norms.differences import rulebook_differences
from .norms.loading import rulebook as rulebook_of
from .vocabulary import Text

__all__ = ["rulebook"]


@click.group()
def rulebook() -> None:
    """Check, compare, begin and write out rulebooks."""


@rulebook.command()
@click.argument("file", type=click.Path(path_type=Path))
@LANG
@refusing
def check(file: Path, lang: str) -> None:
    """Read the rulebook in FILE and list every problem with it."""
    book = book_of(str(file))
    unseen = sum(not citation.verified for citation in book.citations.values())
    zh = (
        f"{book.id} {book.version}：{book.title.zh}。规则 {len(book.rules)} 条，依据 {len(book.citations)} 条"
        f"（其中未核实原文 {unseen} 条），解释 {len(book.interpretations)} 项。没有问题。\n"
    )
    en = (
        f"{book.id} {book.version}: {book.title.en}. {len(book.rules)} rules, {len(book.citations)} citations "
        f"({unseen} whose words weren't seen), {len(book.interpretations)} interpretations. No problems.\n"
    )
    put(Text(zh, en).in_language(lang), None)


@rulebook.command()
@click.argument("before")
@click.argument("after")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@OUT
@LANG
@refusing
def diff(before: str, after: str, form: str, output: Path | None, lang: str) -> None:
    """Say in what AFTER differs from BEFORE; each is a rulebook's id or a file."""
    found = rulebook_differences(book_of(before), book_of(after))
    if form == "json":
        rows = [one.to_row() for one in found]
        put(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", output)
        return
    lines = [_line(one.to_row(), lang) for one in found] or [Text("没有差异", "no differences").in_language(lang)]
    put("\n".join(lines) + "\n", output)


def _line(row: dict[str, Any], lang: str) -> str:
    path, before, after = row["path"], row["before"], row["after"]
    if before is None:
        return f"+ {path}: {_shown(after, lang)}"
    if after is None:
        return f"- {path}: {_shown(before, lang)}"
    return f"~ {path}: {_shown(before, lang)} → {_shown(after, lang)}"


def _shown(value: Any, lang: str, limit: int = 160) -> str:
    """A value in one line: of what has a title or words, those."""
    if isinstance(value, dict):
        words = value.get("title") or value.get("says") or value.get("question") or value
        if isinstance(words, dict) and lang in words:
            return str(words[lang])
    text = value if isinstance(value, str) else json.dumps(_brief(value), ensure_ascii=False)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _brief(value: Any) -> Any:
    """A value without what it leaves empty, and with its clauses by their ids."""
    if isinstance(value, dict):
        return {key: _brief(item) for key, item in value.items() if item not in (None, [], {}, False)}
    if isinstance(value, list):
        return [item["id"] if isinstance(item, dict) and "document" in item else _brief(item) for item in value]
    return value


@rulebook.command()
@click.option("--from", "source", required=True, help="The shipped rulebook to begin from.")
@click.option("--id", "id", required=True, help="The id of the new one, such as city-a-2026.")
@OUT
@LANG
@refusing
def new(source: str, id: str, output: Path | None, lang: str) -> None:
    """Write the file of a shipped rulebook as the beginning of one's own.

    It lies upon the same rulebooks; its id, jurisdiction, version and title are new, the rest is to be gone
    through. A file that is there already isn't written over.
    """
    if output is not None and output.exists():
        raise RulebookError.single("file-exists", "/output", f"{output} 已经存在", f"{output} is there already")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id):
        raise UnknownIdError.single(
            "not-an-id",
            "/id",
            f"编号应为小写字母、数字和连字符，而不是 {id!r}",
            f"an id has small letters, digits and hyphens, not {id!r}",
        )
    book = rulebook_of(source)
    file = resources.files("dual_responsibility.norms").joinpath("rulebooks", f"{book.id}.toml")
    text = file.read_text("utf-8")
    jurisdiction = re.sub(r"-\d+$", "", id)
    text = re.sub(r"\A(#.*\n)+", f"# Begun from {book.id} {book.version}: go through it clause by clause.\n", text)
    words = (("title.zh", f"{id}（待写）"), ("title.en", f"{id} (to be written)"))
    for key, value in (("id", id), ("jurisdiction", jurisdiction), ("version", "0.1.0"), *words):
        text = re.sub(rf'^{re.escape(key)} = ".*"', f'{key} = "{value}"', text, count=1, flags=re.MULTILINE)
    put(text, output)


@rulebook.command()
@click.argument("id")
@READINGS
@OUT
@LANG
@refusing
def export(id: str, readings: tuple[str, ...], output: Path | None, lang: str) -> None:
    """Write a shipped rulebook as one file that lies upon no other."""
    from .interchange.rulebooks import rulebook_to_toml

    put(rulebook_to_toml(id, chosen_readings(readings)), output)
