"""Reading tables of norms written as CSV, which a spreadsheet opens: every problem with its line and column.

Called by the loader of templates.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping

from ..errors import pointer
from ..vocabulary import Text
from .reading import Reader

__all__ = ["TableReader"]

Rows = list[tuple[int, dict[str, str]]]
"""The rows of a table by column, each with its line."""


class TableReader(Reader):
    """Reads the rows of a table and their cells.

    ``about`` names what is being read, such as an item; while it does, each problem says so.
    ``unread`` are the files that couldn't be read, so that nothing more is asked of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.about: Text | None = None
        self.unread: set[str] = set()

    def problem(self, code: str, path: str, zh: str, en: str) -> None:
        """Note a problem."""
        if self.about is not None:
            zh, en = f"{self.about.zh}：{zh}", f"{self.about.en}: {en}"
        super().problem(code, path, zh, en)

    def rows(self, texts: Mapping[str, str], name: str, columns: tuple[str, ...]) -> Rows:
        """The rows of a file, whose first line names the columns; blank lines are passed over."""
        text = texts.get(name)
        if text is None:
            self.absent(name)
            return []
        # Only line ends end a row, as in a spreadsheet; splitlines() knows others.
        table = csv.reader(io.StringIO(text, newline=""), strict=True)
        rows: Rows = []
        try:
            header = tuple(next(table, ()))
            if header != columns:
                wanted = ",".join(columns)
                self.problem(
                    "wrong-columns", pointer(name, 1), f"首行应为 {wanted}", f"the first line must be {wanted}"
                )
                self.unread.add(name)
                return []
            for cells in table:
                if not any(map(str.strip, cells)):
                    continue
                if len(cells) == len(columns):
                    rows.append((table.line_num, dict(zip(columns, cells, strict=True))))
                else:
                    zh = f"应有 {len(columns)} 栏，而不是 {len(cells)} 栏"
                    en = f"must have {len(columns)} columns, not {len(cells)}"
                    self.problem("wrong-columns", pointer(name, table.line_num), zh, en)
        except csv.Error as error:
            self.problem("not-csv", pointer(name, table.line_num), f"不是 CSV：{error}", f"not CSV: {error}")
            self.unread.add(name)
        return rows

    def absent(self, name: str) -> None:
        """Note that a file isn't there."""
        self.problem("missing", pointer(name), "缺少此文件", "the file is missing")
        self.unread.add(name)

    def once(self, id: str, found: Mapping[str, object], path: str) -> None:
        """Note an id that an earlier row has."""
        if id in found:
            self.problem("duplicate-id", f"{path}/id", f"编号 {id!r} 重复", f"repeated id {id!r}")

    def filled(self, row: Mapping[str, str], path: str, *columns: str) -> None:
        """Note each of these cells that is blank."""
        for column in columns:
            if not row[column].strip():
                self.problem("missing", path + pointer(column), "缺少此项", "is missing")

    def unknown(self, column: str, value: str, path: str) -> None:
        """Note that a cell names what there isn't in the file of it."""
        self.problem("unknown-reference", path + pointer(column), f"没有 {value!r}", f"there is no {value!r}")

    def limit(self, row: Mapping[str, str], column: str, path: str) -> float | None:
        """The number in a cell; None if it is blank."""
        if not row[column]:
            return None
        try:
            limit = float(row[column])
        except ValueError:
            limit = math.nan
        if not math.isfinite(limit):
            zh, en = f"不是数：{row[column]!r}", f"not a number: {row[column]!r}"
            self.problem("wrong-type", path + pointer(column), zh, en)
        return limit
