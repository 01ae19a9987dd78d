"""Rulebooks from data files: TOML in, a checked Rulebook out.

Callers: users, through :func:`rulebook`, :func:`rulebooks`, :func:`load_rulebook`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import attrs

from .._frozen import FrozenMap
from ..errors import RulebookError, TemplateError, UnknownIdError
from .layers import stacked
from .rulebook import Rulebook
from .rulebook_reading import RulebookReader

__all__ = ["load_rulebook", "parse_rulebook", "rulebook", "rulebook_data", "rulebooks"]


def rulebooks() -> tuple[str, ...]:
    """The ids of the rulebooks that are shipped, in order.

    >>> rulebooks()
    ('china-2022', 'china-2025', 'suining-2022')
    """
    files = resources.files("dual_responsibility.norms").joinpath("rulebooks").iterdir()
    return tuple(sorted(file.name[:-5] for file in files if file.name.endswith(".toml")))


@cache
def jurisdictions() -> Mapping[str, str]:
    """By jurisdiction, the id of its last rulebook that is shipped: it lies upon those before it."""
    return FrozenMap({_shipped(id)["jurisdiction"]: id for id in rulebooks()})


@cache
def _shipped(id: str) -> dict[str, Any]:
    """What the file of a shipped rulebook says."""
    text = resources.files("dual_responsibility.norms").joinpath("rulebooks", f"{id}.toml").read_text("utf-8")
    return tomllib.loads(text)


def rulebook(id: str) -> Rulebook:
    """The shipped rulebook of that id, or the last one of that jurisdiction, such as ``suining``.

    Each lies upon those before it, down to the national ones, and knows what was in force when.

    Raises:
        UnknownIdError: there is none.

    >>> rulebook("suining-2022").title.zh
    '遂宁市食品安全“两个责任”规则集（2022）'
    >>> rulebook("suining") is rulebook("suining-2022")
    True
    """
    return _rulebook(id)


# Beneath a function of its own: a cached one takes any arguments, as type checkers see it.
@cache
def _rulebook(id: str) -> Rulebook:
    if id in jurisdictions():
        return _rulebook(jurisdictions()[id])
    if id not in rulebooks():
        known = ", ".join((*rulebooks(), *jurisdictions()))
        raise UnknownIdError.single(
            "unknown-rulebook", "", f"没有规则集 {id!r}；现有：{known}", f"no rulebook {id!r}; there are: {known}"
        )
    return _read(_shipped(id))


def rulebook_data(id: str) -> dict[str, Any]:
    """What the file of a shipped rulebook says once it lies upon those below it, as plain data.

    Raises:
        UnknownIdError: there is none.
    """
    book = rulebook(id)
    return stacked(_shipped(book.id), _Shelf(None).data)[0]


def load_rulebook(path: str | Path) -> Rulebook:
    """A rulebook from a TOML file of one's own, which may lie upon a shipped one (``extends``).

    Args:
        path: the file; it may also lie upon another file beside it, by its name without ``.toml``, and
            have templates of its own in a folder beside it (``templates``).

    Raises:
        RulebookError: the file can't be read, isn't TOML, or what it says is malformed: every problem is listed.

    >>> from tempfile import TemporaryDirectory
    >>> from dual_responsibility.interchange.rulebooks import rulebook_to_toml
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "suining-2022.toml")
    ...     _ = file.write_text(rulebook_to_toml("suining-2022"), "utf-8")
    ...     load_rulebook(file) == rulebook("suining-2022")
    True
    """
    file = Path(path)
    return parse_rulebook(_text(file), beside=file.parent)


def _with_templates(book: Rulebook, folder: Any, beside: Path | None) -> Rulebook:
    """The rulebook with the matrix in a folder beside its file.

    Raises:
        RulebookError: there is no such folder, or what is in it is malformed or weaker than a clause demands.
    """
    if not isinstance(folder, str) or beside is None or not (beside / folder).is_dir():
        zh, en = f"规则集文件所在的文件夹中没有 {folder!r} 文件夹", f"there is no folder {folder!r} beside the file"
        raise RulebookError.single("unknown-folder", "/templates", zh, en)
    from .template_loading import load_matrix

    try:
        return book.with_templates(load_matrix(beside / folder))
    except TemplateError as error:
        raise RulebookError(attrs.evolve(one, path="/templates" + one.path) for one in error.problems) from None


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RulebookError.single(
            "not-toml", "", f"不是 UTF-8，请另存为 UTF-8：{error}", f"not UTF-8: {error}"
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise RulebookError.single("cannot-read", "", f"无法读取 {file}：{why}", f"can't read {file}: {why}") from None


def parse_rulebook(text: str, *, beside: Path | None = None) -> Rulebook:
    """A rulebook from the text of its TOML file.

    Args:
        text: what the file says.
        beside: a folder with the files that it may lie upon, besides those that are shipped.

    Raises:
        RulebookError: the text isn't TOML, or what it says is malformed; every problem is listed.

    >>> from dual_responsibility.interchange.rulebooks import rulebook_to_toml
    >>> parse_rulebook(rulebook_to_toml("suining-2022").replace("遂宁市食品", "甲市食品")).title.zh
    '甲市食品安全“两个责任”规则集（2022）'
    """
    return _read(_parsed(text), beside)


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RulebookError.single("not-toml", "", f"不是 TOML：{error}", f"not TOML: {error}") from None


@attrs.define
class _Shelf:
    """What may lie below: the files in a folder, each read for itself first, and the shipped rulebooks."""

    beside: Path | None
    open: tuple[str, ...] = ()

    def data(self, id: str) -> dict[str, Any] | None:
        """What the rulebook of an id says.

        Raises:
            RulebookError: its file is malformed.
        """
        file = self._file(id)
        if file is None:
            return _shipped(id) if id in rulebooks() else None
        data = _parsed(_text(file))
        # One that is open already lies upon itself, which is for ``stacked`` to tell.
        if id not in self.open:
            _read(data, self.beside, (*self.open, id))
        return {key: value for key, value in data.items() if key != "register" or id not in self.open}

    def _file(self, id: str) -> Path | None:
        if self.beside is None or not id.isprintable() or "/" in id or len(id) > 100:
            return None
        file = self.beside / f"{id}.toml"
        return file if file.is_file() else None


def _read(data: dict[str, Any], beside: Path | None = None, open_: tuple[str, ...] = ()) -> Rulebook:
    folder, own = data.get("templates"), data.get("id")
    data = {key: value for key, value in data.items() if key != "templates"}
    shelf = _Shelf(beside, (*open_, own) if isinstance(own, str) else open_)
    whole, problems = stacked(data, shelf.data)
    reader = RulebookReader()
    reader.problems += problems
    book = reader.rulebook(whole)
    if reader.problems or book is None:
        raise RulebookError(reader.problems)
    return book if folder is None else _with_templates(book, folder, beside)
