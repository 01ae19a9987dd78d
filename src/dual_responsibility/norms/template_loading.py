"""A matrix of templates from its files: TOML for what cells share, CSV for items, risks and sources.

Callers: rulebooks, when their templates are first asked for; a city with files of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from .._frozen import FrozenMap
from ..company_terms import ItemKind, StaffRole
from ..errors import Problem, TemplateError, pointer
from ..vocabulary import Cycle, Grade, Sector, Text
from .citation import Citation
from .table_reading import TableReader
from .template_matrix import Cell, TemplateMatrix
from .templates import Header, Item, Part, Risk, Template

__all__ = ["load_matrix", "parse_matrix", "shipped_matrix"]

SHARED = "matrix.toml"
SOURCES = "sources.csv"

ITEM_COLUMNS = (
    "cycle", "part", "id", "from", "only", "zh", "en", "risk", "kind", "unit", "at_least", "at_most",
    "required", "source", "because_zh", "because_en",
)  # fmt: skip
RISK_COLUMNS = ("id", "zh", "en")
SOURCE_COLUMNS = (
    "id", "document_zh", "document_en", "issuer_zh", "issuer_en", "clause", "clause_en", "says_zh", "says_en",
    "in_force",
)  # fmt: skip

_ITEM_ID = re.compile("[A-Za-z0-9-]+")

_GRADES = FrozenMap({grade.value: tuple(Grade)[: index + 1] for index, grade in enumerate(Grade)})
"""The grades that an item has which is asked from a grade upwards."""


def items_file(sector: Sector) -> str:
    """The name of a sector's file of items."""
    return f"items-{sector.value.lower()}.csv"


def _named(sector: Sector, row: Mapping[str, str]) -> Text:
    """An item, for messages: its id is what an expert looks for."""
    id = f"{sector.value}.{row['cycle']}.{row['id']}".lower()
    return Text(f"检查项 {id}", f"item {id}")


def risks_file(sector: Sector) -> str:
    """The name of a sector's file of risks."""
    return f"risks-{sector.value.lower()}.csv"


FILES = (SHARED, SOURCES, *(name(sector) for sector in Sector for name in (risks_file, items_file)))
"""The files of a matrix."""


@cache
def shipped_matrix() -> TemplateMatrix:
    """The model matrix that the library ships."""
    return load_matrix(resources.files("dual_responsibility.norms").joinpath("matrix"))


def load_matrix(folder: Path | Traversable) -> TemplateMatrix:
    """The matrix whose files lie in a folder: ``matrix.toml``, ``sources.csv``, risks and items by sector.

    Args:
        folder: the folder.

    Raises:
        TemplateError: a file is missing or malformed; every problem is listed, and nothing is loaded.

    >>> import dual_responsibility.norms as norms
    >>> matrix = load_matrix(resources.files(norms) / "matrix")
    >>> matrix.id, len(matrix)
    ('model-2022', 48)
    """
    texts, problems = {}, []
    for name in FILES:
        try:
            texts[name] = (folder / name).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            zh, en = f"文件无法读取：{error}", f"the file can't be read: {error}"
            problems.append(Problem("unreadable", pointer(name), Text(zh, en)))
    if problems:
        raise TemplateError(problems)
    return parse_matrix(texts)


def parse_matrix(texts: Mapping[str, str]) -> TemplateMatrix:
    """The matrix from the text of each of its files, by name.

    A problem's path is file, line and column: ``/items-catering.csv/12/unit``.

    Raises:
        TemplateError: a file is missing or malformed; every problem is listed.

    >>> try:
    ...     parse_matrix({})
    ... except TemplateError as error:
    ...     print(error.problems[0].path, error.problems[0].code)
    /matrix.toml missing
    """
    reader = _Reader()
    shared = reader.shared(texts)
    sources = reader.sources(texts)
    items = {sector: reader.items(texts, sector, shared, sources) for sector in Sector}
    cells = reader.cells(shared, items) if SHARED not in reader.unread else {}
    if reader.problems:
        raise TemplateError(reader.problems)
    return TemplateMatrix(cells, shared["id"], shared["version"], shared["title"], shared["principle"])


Placed = tuple[Cycle, str, frozenset[Grade], Item]
"""An item with its cycle, its part and the grades that are asked it."""


class _Reader(TableReader):
    """Reads the files of one matrix."""

    def shared(self, texts: Mapping[str, str]) -> dict[str, Any]:
        data = self._toml(texts)
        if SHARED in self.unread:
            return {"origin": "city"}
        path = pointer(SHARED)
        self.only(data, ("id", "version", "title", "principle", "origin", "cycles", "headers", "parts"), path)
        tables = {key: self.take(data, key, path, dict) or {} for key in ("cycles", "headers", "parts")}
        shared: dict[Any, Any] = {key: self.take(data, key, path, str) for key in ("id", "version")}
        shared |= {key: self.text(data, key, path) for key in ("title", "principle")}
        shared["origin"] = self._origin(data, path)
        for key, table in tables.items():
            for cycle in Cycle:
                here = path + pointer(key)
                self.only(table, [cycle.value for cycle in Cycle], here) if cycle is Cycle.DAILY else None
                value = self.take(table, cycle.value, here, dict) or {}
                shared[key, cycle] = getattr(self, f"_{key}")(value, here + pointer(cycle.value))
        return shared

    def _toml(self, texts: Mapping[str, str]) -> dict[str, Any]:
        if SHARED not in texts:
            self.absent(SHARED)
            return {}
        try:
            return tomllib.loads(texts[SHARED])
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self.problem("not-toml", pointer(SHARED), f"不是 TOML：{error}", f"not TOML: {error}")
            self.unread.add(SHARED)
            return {}

    def _origin(self, data: Mapping[str, Any], path: str) -> Literal["city", "model"]:
        """Whose an item is that rests on no clause: the city's, unless the file says that it is a model."""
        origin = self.take(data, "origin", path, str) if "origin" in data else "city"
        if origin not in ("city", "model", None):
            self.problem("unknown-term", f"{path}/origin", "应为 city 或 model", "must be city or model")
        return "model" if origin == "model" else "city"

    def _cycles(self, data: Mapping[str, Any], path: str) -> dict[str, Any]:
        self.only(data, ("filled_by", "signed_by", "heard"), path)
        heard = self.term(StaffRole, data["heard"], f"{path}/heard") if "heard" in data else None
        return {key: self._roles(data, key, path) for key in ("filled_by", "signed_by")} | {"heard": heard}

    def _roles(self, data: Mapping[str, Any], key: str, path: str) -> tuple[StaffRole, ...]:
        given = self.take(data, key, path, list) or []
        if data.get(key) == []:
            self.problem("empty", path + pointer(key), "至少要有一个岗位", "needs at least one post")
        roles = (self.term(StaffRole, role, path + pointer(key, i)) for i, role in enumerate(given))
        return tuple(role for role in roles if role is not None)

    def _headers(self, data: Mapping[str, Any], path: str) -> tuple[Header, ...]:
        headers = []
        for id in data:
            value = self.take(data, id, path, dict)
            if value is not None:
                here = path + pointer(id)
                foot = self.take(value, "foot", here, bool) if "foot" in value else False
                words = {key: word for key, word in value.items() if key != "foot"}
                headers.append(Header(id, self.words(words, here), bool(foot)))
        return tuple(headers)

    def _parts(self, data: Mapping[str, Any], path: str) -> dict[str, Text]:
        return {id: self.text(data, id, path) for id in data}

    def sources(self, texts: Mapping[str, str]) -> dict[str, Citation]:
        sources: dict[str, Citation] = {}
        for line, row in self.rows(texts, SOURCES, SOURCE_COLUMNS):
            path = pointer(SOURCES, line)
            self.filled(row, path, *SOURCE_COLUMNS[:-1])
            self.once(row["id"], sources, path)
            sources[row["id"]] = Citation(
                row["id"],
                Text(row["document_zh"], row["document_en"]),
                Text(row["issuer_zh"], row["issuer_en"]),
                row["clause"],
                Text(row["says_zh"], row["says_en"]),
                True,
                self.in_force(row, path) if row["in_force"] else None,
                row["clause_en"],
            )
        return sources

    def risks(self, texts: Mapping[str, str], sector: Sector) -> dict[str, Risk]:
        name = risks_file(sector)
        risks: dict[str, Risk] = {}
        for line, row in self.rows(texts, name, RISK_COLUMNS):
            path = pointer(name, line)
            self.filled(row, path, *RISK_COLUMNS)
            self.once(row["id"], risks, path)
            risks[row["id"]] = Risk(row["id"], Text(row["zh"], row["en"]))
        return risks

    def items(
        self, texts: Mapping[str, str], sector: Sector, shared: dict[Any, Any], sources: dict[str, Citation]
    ) -> list[Placed]:
        name, risks = items_file(sector), self.risks(texts, sector)
        items: list[Placed] = []
        seen: dict[str, int] = {}
        for line, row in self.rows(texts, name, ITEM_COLUMNS):
            path = pointer(name, line)
            self.about = _named(sector, row)
            self.filled(row, path, "part", "id", "zh", "en", "risk")
            if row["id"].strip() and not _ITEM_ID.fullmatch(row["id"]):
                self.problem(
                    "bad-id", f"{path}/id", "编号只用字母、数字和连字符", "an id has letters, digits and hyphens alone"
                )
            cycle = self.term(Cycle, row["cycle"], f"{path}/cycle")
            grades = self.grades(row, path)
            if cycle is None:
                continue
            if SHARED not in self.unread and row["part"] not in shared["parts", cycle]:
                self.unknown("part", row["part"], path)
            item = self.item(sector, cycle, row, path, risks, sources, shared["origin"])
            if seen.setdefault(item.id, line) != line:
                zh, en = f"{item.id} 与第 {seen[item.id]} 行重复", f"{item.id} is that of line {seen[item.id]} too"
                self.problem("duplicate-id", f"{path}/id", zh, en)
            items.append((cycle, row["part"], grades, item))
        self.about = None
        return items

    def grades(self, row: Mapping[str, str], path: str) -> frozenset[Grade]:
        """From a grade upwards, or some grades alone, which needs a reason."""
        if row["only"]:
            self.filled(row, path, "because_zh", "because_en")
            if row["from"]:
                zh, en = "from 与 only 只能填一项", "give either from or only"
                self.problem("contradiction", f"{path}/from", zh, en)
            found = (self.term(Grade, one.strip(), f"{path}/only") for one in row["only"].split(";"))
            return frozenset(grade for grade in found if grade is not None)
        lowest = self.term(Grade, row["from"], f"{path}/from")
        return frozenset() if lowest is None else frozenset(_GRADES[str(lowest.value)])

    def item(
        self,
        sector: Sector,
        cycle: Cycle,
        row: Mapping[str, str],
        path: str,
        risks: Mapping[str, Risk],
        sources: Mapping[str, Citation],
        origin: Literal["city", "model"],
    ) -> Item:
        if row["risk"] not in risks and risks_file(sector) not in self.unread:
            self.unknown("risk", row["risk"], path)
        kind = self.term(ItemKind, row["kind"], f"{path}/kind") or ItemKind.YES_NO
        least, most = (self.limit(row, column, path) for column in ("at_least", "at_most"))
        if kind is ItemKind.MEASURE:
            self.filled(row, path, "unit")
        elif row["unit"] or least is not None or most is not None:
            zh, en = "只有测量值才有单位和限值", "only a measure has a unit and limits"
            self.problem("not-a-measure", f"{path}/kind", zh, en)
        if least is not None and most is not None and least > most:
            self.problem("limits-reversed", f"{path}/at_least", "下限高于上限", "at_least is above at_most")
        if row["required"] not in ("yes", "no"):
            self.problem("wrong-type", f"{path}/required", "应为 yes 或 no", "must be yes or no")
        cited = [one.strip() for one in row["source"].split(";")] if row["source"] else []
        for one in cited:
            if one not in sources and SOURCES not in self.unread:
                self.unknown("source", one, path)
        if len(set(cited)) < len(cited):
            self.problem("duplicate-id", f"{path}/source", "同一依据写了两次", "names a source twice")
        return Item(
            id=f"{sector.value}.{cycle.value}.{row['id']}".lower(),
            text=Text(row["zh"], row["en"]),
            kind=kind,
            part=row["part"],
            risk=risks.get(row["risk"]),
            unit=row["unit"] or None,
            at_least=least,
            at_most=most,
            required=row["required"] != "no",
            origin="clause" if cited else origin,
            citations=tuple(sources[one] for one in cited if one in sources),
            because=Text(row["because_zh"], row["because_en"]) if row["because_zh"] else None,
        )

    def cells(self, shared: dict[Any, Any], items: Mapping[Sector, list[Placed]]) -> dict[Cell, Template]:
        cells = {}
        for sector in Sector:
            for grade in Grade:
                for cycle in Cycle:
                    placed = [(p, item) for c, p, grades, item in items[sector] if c is cycle and grade in grades]
                    if not placed and items_file(sector) not in self.unread:
                        cell = f"{sector.value}-{grade.value}-{cycle.value}"
                        zh, en = f"模板 {cell} 没有检查项", f"the template {cell} has no item"
                        self.problem("cell-empty", pointer(items_file(sector)), zh, en)
                    parts = (
                        Part(id, title, tuple(item for part, item in placed if part == id))
                        for id, title in shared["parts", cycle].items()
                    )
                    cells[sector, grade, cycle] = Template(
                        sector,
                        grade,
                        cycle,
                        cycle.document,
                        **shared["cycles", cycle],
                        headers=shared["headers", cycle],
                        parts=tuple(part for part in parts if part.items),
                    )
        return cells
