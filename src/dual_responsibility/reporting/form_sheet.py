"""A template as a workbook to print and fill in by hand, with openpyxl."""

from __future__ import annotations

import io
import math
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from ..norms.templates import Template
from .form import Blank, Form, Row, form_of
from .packed import MAKER, settled
from .plain import looks_like_formula, visible

__all__ = ["template_to_xlsx"]

WIDTHS = (12, 70, 10, 40, 32)
"""The columns in mm: number, item (two of them, so that the fields at the head halve the page), result, notes.

Ten less than the page has room for: some programs make columns wider, and shrink what is too wide for the page.
"""

LEFT, TOP, BOTTOM = 18, 15, 20
PAGE = 0.975 * (297 - TOP - BOTTOM)
"""What surely fits on a page, in mm: programs differ in the room that a footer takes."""

TEXT, SMALL, TITLE = 10, 8, 18
LINE = 1.45
"""How high a line is, in its font's size."""

_THIN = Side("thin")
_BOX = Border(_THIN, _THIN, _THIN, _THIN)
_GREY = PatternFill("solid", "E7E6E6")
_TOKEN = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s")


def template_to_xlsx(template: Template, lang: str = "zh") -> bytes:
    """A form on A4 that a company fills in by hand; the same template gives the same bytes.

    Args:
        template: the template, or a company's own checklist made from one.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: another language was asked for.

    >>> from dual_responsibility import rulebook
    >>> template_to_xlsx(rulebook("suining-2022").templates.template("CATERING-D-DAILY"))[:2]
    b'PK'
    """
    form = form_of(template, lang)
    book: Any = Workbook()
    sheet = book.worksheets[0]
    sheet.title = form.id[:31]
    # Columns are measured in digits of the default font; one that every system has, or has the like of.
    book._named_styles["Normal"].font = Font(name="Arial", size=10)
    book.properties.creator, book.properties.title = MAKER, visible(form.title)
    _Filler(sheet, form).fill()
    _page(sheet, form)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def lines_of(text: str, width: float, size: float) -> int:
    """How many lines a text takes in so many mm, at a font's size in points; Latin letters are half as wide."""
    # Those of the font for text that is all Latin are narrower still.
    each = 1.0 if any(char > "\u2e80" for char in text) else 0.88
    room = int((width - 4) / (size * 25.4 / 72 / 2))
    lines, used = 1, 0.0
    for token in _TOKEN.findall(text):
        if token == "\n":
            lines, used = lines + 1, 0.0
            continue
        wide = sum(2 if char > "\u2e80" or char in "□☐℃“”†‡※" else each for char in token)
        if used + wide > room and not token.isspace():
            lines, used = lines + max(1, math.ceil(wide / room)), 0.0
        used += wide
    return lines


class _Filler:
    """Writes a form row by row, and knows how high each row is: merged cells don't tell."""

    def __init__(self, sheet: Any, form: Form) -> None:
        self.sheet = sheet
        self.form = form
        self.row = 0
        self.used = 0.0
        self.repeated = 0.0

    def fill(self) -> None:
        form = self.form
        self.begin(TITLE * 1.8)
        self.put(1, 5, form.title, bold=True, size=TITLE, centred=True, boxed=False)
        self.begin(TEXT * 1.9)
        self.put(1, 5, form.subtitle, centred=True, boxed=False)
        for left in range(0, len(form.heads), 2):
            self.heads(form.heads[left : left + 2])
        self.begin(TEXT * 2)
        for first, last, text in zip((1, 2, 4, 5), (1, 3, 4, 5), form.columns, strict=True):
            self.put(first, last, text, bold=True, centred=True, grey=True)
        self.sheet.print_title_rows = f"{self.row}:{self.row}"
        self.repeated = TEXT * 2
        for title, rows in form.parts:
            self.part(title, rows)
        for blank in form.feet:
            self.foot(blank)
        for note in (*form.notes, *form.marks):
            self.small(note)
        if form.sources:
            self.small({"zh": "依据（〔〕内为检查项序号）：", "en": "Sources (item numbers in brackets):"}[form.lang])
        for source in form.sources:
            self.small(source)

    def begin(self, height: float, with_next: float = 0) -> None:
        """A new row so high in points, on a new page if what has to follow it doesn't fit on this one.

        Where nothing has to follow, the program that prints knows better when a page is full.
        """
        self.row += 1
        if self.used + height + with_next > PAGE / 25.4 * 72:
            if with_next:
                self.sheet.row_breaks.append(Break(id=self.row - 1))
            self.used = self.repeated
        self.used += height
        self.sheet.row_dimensions[self.row].height = height

    def put(
        self, first: int, last: int, text: str, *, bold: bool = False, size: float = TEXT,
        centred: bool = False, grey: bool = False, boxed: bool = True, top: bool = False,
    ) -> None:  # fmt: skip
        """A text across some columns of the row; text stays text, whatever it begins with."""
        sheet = self.sheet
        if first != last:
            sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)
        for column in range(first, last + 1):
            cell = sheet.cell(self.row, column)
            if boxed:
                cell.border = _BOX
            if grey:
                cell.fill = _GREY
        cell = sheet.cell(self.row, first)
        fonts = self.form.fonts
        cell.font = Font(name=fonts.bold if bold else fonts.text, size=size, bold=bold and self.form.lang == "en")
        across, down = "center" if centred else "left", "top" if top else "center"
        cell.alignment = Alignment(horizontal=across, vertical=down, wrap_text=True)
        if text:
            cell.value = visible(text, keep="\n")
            cell.data_type = "s"
            cell.quotePrefix = looks_like_formula(text)

    def heads(self, labels: tuple[str, ...]) -> None:
        half = sum(WIDTHS[:2])
        # A label of more than half a line leaves the line below it to write on.
        lines = max(lines_of(f"{label}{'　' * 10}", half, TEXT) for label in labels)
        self.begin(max(24, 6 + lines * TEXT * LINE))
        for first, last, label in zip((1, 3), (2, 5), (*labels, "")[:2], strict=True):
            self.put(first, last, label, top=lines > 1)

    def part(self, title: str, rows: tuple[Row, ...]) -> None:
        self.begin(TEXT * 1.9, with_next=_height(rows[0]))
        self.put(1, 5, title, bold=True, grey=True)
        for row in rows:
            self.begin(_height(row))
            self.put(1, 1, row.number, centred=True)
            self.put(2, 3, row.text)
            answer = "\n".join(filter(None, (row.answer, row.hint)))
            self.put(4, 4 if row.answer else 5, answer, centred=bool(row.answer), top=not row.answer)
            if row.answer:
                self.put(5, 5, "")

    def foot(self, blank: Blank) -> None:
        label = lines_of(blank.label, sum(WIDTHS), TEXT) * TEXT * LINE
        self.begin(26 if blank.lines == 1 else label + blank.lines * 17)
        self.put(1, 5, blank.label, top=blank.lines > 1)

    def small(self, text: str) -> None:
        self.begin(lines_of(text, sum(WIDTHS), SMALL) * SMALL * LINE + 2)
        self.put(1, 5, text, size=SMALL, boxed=False)


def _height(row: Row) -> float:
    lines = lines_of(row.text, sum(WIDTHS[1:3]), TEXT)
    answer = "\n".join(filter(None, (row.answer, row.hint)))
    lines = max(lines, lines_of(answer, WIDTHS[3], TEXT))
    least = 22 if row.answer else 40
    return max(least, 6 + lines * TEXT * LINE)


def _page(sheet: Any, form: Form) -> None:
    for number, width in enumerate(WIDTHS, 1):
        # A column's width is in digits of the default font, each of 7 pixels of 1/96 inch.
        sheet.column_dimensions[get_column_letter(number)].width = round(width / 25.4 * 96 / 7, 2)
    setup, margins = sheet.page_setup, sheet.page_margins
    setup.orientation, setup.paperSize = "portrait", sheet.PAPERSIZE_A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins.left = margins.right = LEFT / 25.4
    margins.top, margins.bottom, margins.header, margins.footer = TOP / 25.4, BOTTOM / 25.4, 0.3, 0.35
    sheet.print_options.horizontalCentered = True
    sheet.sheet_view.showGridLines = False
    before, between, after = form.pages
    footer = sheet.oddFooter
    for place, text in (
        (footer.left, form.id),
        (footer.center, "\n".join(form.marks)),
        (footer.right, f"{before}&P{between}&N{after}"),
    ):
        place.font, place.size, place.text = f"{form.fonts.text},Regular", SMALL, text
