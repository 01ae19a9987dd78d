"""A report as a workbook, with openpyxl."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ..report import Report
from ..vocabulary import Status, Text
from . import tables
from .plain import looks_like_formula, visible

__all__ = ["report_to_xlsx"]

FONT = "SimSun"
LIMIT = 100_000
"""How many findings a sheet lists; a CSV has them all."""

LONGEST = 32_767
"""How many characters a cell can hold."""


def report_to_xlsx(report: Report, lang: str = "zh") -> bytes:
    """Sheets with the caseload, the sums, the rates, the flags, and the findings that aren't fulfilled.

    No cell is a formula: an id that begins like one is kept as text.

    >>> from io import BytesIO
    >>> from openpyxl import load_workbook
    >>> from dual_responsibility.testing import case
    >>> load_workbook(BytesIO(report_to_xlsx(case(visits=[]).report(as_of="2023-07-01")))).sheetnames
    ['包保底数', '各类义务履行情况', '义务履行情况', '完成率', '未按期履行的结果']
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    heading = tables.title(report, lang)
    for table in tables.tables_of(report, lang):
        _sheet(book, table, heading)
    open_ones = [finding for finding in report.findings if finding.status is not Status.FULFILLED]
    shown = open_ones[:LIMIT]
    name = Text("未按期履行的结果", "Findings not fulfilled").in_language(lang)
    if len(shown) < len(open_ones):
        name += Text(f"（前 {LIMIT} 项，共 {len(open_ones)} 项）", f" (first {LIMIT} of {len(open_ones)})").in_language(
            lang
        )
    cells = tuple(tables.finding_cells(shown, lang))
    _sheet(book, tables.Table(name, tables.finding_columns(lang), cells), heading)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, table: tables.Table, heading: str) -> None:
    sheet: Any = book.create_sheet(table.title.partition("（")[0].partition(" (")[0][:31])
    sheet.append([heading])
    sheet.append([table.title])
    sheet.append(list(table.columns))
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
    for row_number in (1, 2, 3):
        for cell in sheet[row_number]:
            cell.font = Font(name=FONT, bold=True)
    for i, column in enumerate(table.columns, 1):
        widest = max([_width(column), *(_width(row[i - 1]) for row in table.rows[:500])])
        sheet.column_dimensions[get_column_letter(i)].width = min(60, widest + 2)
    for cell in sheet[3]:
        cell.alignment = Alignment(horizontal="center")
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "3:3"


def _cell(sheet: Any, value: str | int) -> Any:
    """A cell in which text stays text: an id such as ``=1+1`` is no formula, now or when the cell is edited."""
    if isinstance(value, int):
        return value
    if not value:
        return None
    text = visible(value)
    cell: Any = Cell(sheet, 1, 1, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
    cell.data_type = "s"
    cell.quotePrefix = looks_like_formula(value)
    return cell


def _width(cell: str | int) -> int:
    """How wide a cell is in Latin characters: a Chinese one takes two."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in str(cell))
