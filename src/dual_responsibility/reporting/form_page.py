"""A template as a document to print and fill in by hand, with python-docx."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ..norms.templates import Template
from .form import Blank, Form, Row, form_of
from .packed import MAKER, settled
from .plain import visible

__all__ = ["template_to_docx"]

WIDTHS = (12, 86, 42, 34)
"""The table's columns in mm: number, item, result, notes."""

TEXT, SMALL, TITLE = 10, 8, 18


def template_to_docx(template: Template, lang: str = "zh") -> bytes:
    """A form on A4 that a company fills in by hand; the same template gives the same bytes.

    Args:
        template: the template, or a company's own checklist made from one.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: another language was asked for.

    >>> from dual_responsibility import rulebook
    >>> template_to_docx(rulebook("suining-2022").templates.template("CATERING-D-DAILY"))[:2]
    b'PK'
    """
    return _Writer(form_of(template, lang)).written()


class _Writer:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.page: Any = Document()

    def written(self) -> bytes:
        form, page = self.form, self.page
        self.set_up()
        title = page.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.say(title, form.title, size=TITLE, bold=True)
        subtitle = page.add_paragraph()
        subtitle.alignment = WD_ALIGN_PARAGRAPH.CENTER
        subtitle.paragraph_format.space_after = Pt(4)
        self.say(subtitle, form.subtitle)
        self.heads()
        self.items()
        self.feet()
        self.small_print()
        self.footer()
        properties = page.core_properties
        properties.author, properties.title, properties.comments = MAKER, visible(form.title), ""
        out = io.BytesIO()
        page.save(out)
        return settled(out.getvalue())

    def set_up(self) -> None:
        """Paper, margins, and the fonts of all text that names none."""
        section = self.page.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin, section.bottom_margin, section.footer_distance = Mm(15), Mm(20), Mm(8)
        style = self.page.styles["Normal"]
        style.font.size = Pt(TEXT)
        self.named(style.element.get_or_add_rPr(), bold=False)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)

    def named(self, properties: Any, bold: bool) -> None:
        """Set the fonts by name; Chinese punctuation that Latin text shares is set as Chinese."""
        fonts = self.form.fonts
        latin = fonts.bold if bold else fonts.text
        names = properties.get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "cs"):
            names.set(qn(f"w:{script}"), latin)
        names.set(qn("w:eastAsia"), fonts.chinese_bold if bold else fonts.chinese)
        if self.form.lang == "zh":
            names.set(qn("w:hint"), "eastAsia")

    def say(self, paragraph: Any, text: str, *, size: float = TEXT, bold: bool = False) -> None:
        run = paragraph.add_run(visible(text, keep="\n"))
        run.font.size = Pt(size)
        run.font.bold = bold and self.form.lang == "en"
        self.named(run._r.get_or_add_rPr(), bold)

    def table(self, widths: tuple[int, ...]) -> Any:
        """A table with lines around its cells, as wide as the page, whose columns keep their widths."""
        table = self.page.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        return table

    def row(self, table: Any, widths: tuple[int, ...], height: float) -> Any:
        """A row at least so high in mm, which no page's end cuts in two."""
        row = table.add_row()
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            spacing = cell.paragraphs[0].paragraph_format
            spacing.space_before = spacing.space_after = Pt(1.5)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        return row

    def heads(self) -> None:
        halves, heads = (87, 87), self.form.heads
        table = self.table(halves)
        for left in range(0, len(heads), 2):
            labels = (*heads[left : left + 2], "")[:2]
            # A label of more than half a line leaves the line below it to write on.
            tall = any(sum(2 if char > "\u2e80" else 1 for char in label) > 30 for label in labels)
            row = self.row(table, halves, 14 if tall else 8.5)
            for cell, label in zip(row.cells, labels, strict=True):
                self.say(cell.paragraphs[0], label)
                if tall:
                    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP

    def items(self) -> None:
        self.gap()
        table = self.table(WIDTHS)
        heading = self.row(table, WIDTHS, 7.5)
        heading._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text in zip(heading.cells, self.form.columns, strict=True):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            self.say(cell.paragraphs[0], text, bold=True)
            _grey(cell)
        for title, rows in self.form.parts:
            row = self.row(table, WIDTHS, 6.5)
            whole = row.cells[0].merge(row.cells[-1])
            whole.paragraphs[0].paragraph_format.keep_with_next = True
            self.say(whole.paragraphs[0], title, bold=True)
            _grey(whole)
            for item in rows:
                self.item(table, item)

    def item(self, table: Any, item: Row) -> None:
        row = self.row(table, WIDTHS, 8 if item.answer else 14)
        number, text, answer, notes = row.cells
        number.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.say(number.paragraphs[0], item.number)
        self.say(text.paragraphs[0], item.text)
        if not item.answer:
            answer = answer.merge(notes)
            answer.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        first = answer.paragraphs[0]
        if item.answer:
            first.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.say(first, "\n".join(filter(None, (item.answer, item.hint))))

    def feet(self) -> None:
        self.gap()
        table = self.table((174,))
        for blank in self.form.feet:
            self.foot(table, blank)

    def foot(self, table: Any, blank: Blank) -> None:
        row = self.row(table, (174,), 9 if blank.lines == 1 else 5 + blank.lines * 7)
        if blank.lines > 1:
            row.cells[0].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        self.say(row.cells[0].paragraphs[0], blank.label)

    def gap(self) -> None:
        """Two tables without a line between them would be one."""
        paragraph = self.page.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(4)

    def small_print(self) -> None:
        form = self.form
        lines = [*form.notes, *form.marks]
        if form.sources:
            lines.append({"zh": "依据（〔〕内为检查项序号）：", "en": "Sources (item numbers in brackets):"}[form.lang])
        for line in (*lines, *form.sources):
            paragraph = self.page.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(1)
            self.say(paragraph, line, size=SMALL)

    def footer(self) -> None:
        footer = self.page.sections[0].footer
        first = footer.paragraphs[0]
        first.style = self.page.styles["Normal"]
        first.paragraph_format.tab_stops.add_tab_stop(Mm(174), WD_TAB_ALIGNMENT.RIGHT)
        before, between, after = self.form.pages
        self.say(first, self.form.id, size=SMALL)
        first.add_run().add_tab()
        self.say(first, before, size=SMALL)
        self.field(first, "PAGE")
        self.say(first, between, size=SMALL)
        self.field(first, "NUMPAGES")
        self.say(first, after, size=SMALL)
        for mark in self.form.marks:
            paragraph = footer.add_paragraph()
            paragraph.style = self.page.styles["Normal"]
            self.say(paragraph, mark, size=SMALL)

    def field(self, paragraph: Any, name: str) -> None:
        """A number that the program works out when it prints."""
        self.say(paragraph, "1", size=SMALL)
        run = paragraph.runs[-1]._r
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        run.addprevious(field)
        field.append(run)


def _grey(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "E7E6E6")):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
