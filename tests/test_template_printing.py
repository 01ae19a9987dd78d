"""A template as a form to print and fill in by hand (§8.4, §8.5): the same things in a workbook and in a document."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from openpyxl import load_workbook

import dual_responsibility as dr
from dual_responsibility import reporting
from dual_responsibility.company_terms import ItemKind
from dual_responsibility.norms.templates import Item
from dual_responsibility.reporting.form_sheet import lines_of
from dual_responsibility.vocabulary import Text

MATRIX = dr.rulebook("suining-2022").templates
IDS = ("CATERING-B-DAILY", "PRODUCTION-A-WEEKLY", "SPECIAL-D-MONTHLY")
FORMS = {"xlsx": reporting.template_to_xlsx, "docx": reporting.template_to_docx}

each = pytest.mark.parametrize("template", [MATRIX.template(id) for id in IDS], ids=IDS)
both = pytest.mark.parametrize("form", FORMS)
languages = pytest.mark.parametrize("lang", ["zh", "en"])


def sheet_of(template: dr.Template, lang: str = "zh") -> Any:
    (sheet,) = load_workbook(io.BytesIO(reporting.template_to_xlsx(template, lang))).worksheets
    return sheet


def page_of(template: dr.Template, lang: str = "zh") -> Any:
    return Document(io.BytesIO(reporting.template_to_docx(template, lang)))


def rows_of_sheet(template: dr.Template, lang: str) -> list[list[str]]:
    """The filled cells of each row."""
    rows = sheet_of(template, lang).iter_rows(values_only=True)
    return [[cell for cell in row if cell is not None] for row in rows]


def rows_of_page(template: dr.Template, lang: str) -> list[list[str]]:
    """The filled cells of each row, and the paragraphs, in order; a merged cell counts once."""
    rows = []
    for block in page_of(template, lang).iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = {cell._tc: cell.text for cell in row.cells}
                rows.append([text for text in cells.values() if text])
        else:
            rows.append([block.text] if block.text else [])
    return rows


READ: dict[str, Callable[[dr.Template, str], list[list[str]]]] = {"xlsx": rows_of_sheet, "docx": rows_of_page}


def rows_of(form: str, template: dr.Template, lang: str = "zh") -> list[list[str]]:
    return [row for row in READ[form](template, lang) if row]


def items_of(rows: list[list[str]]) -> list[list[str]]:
    """The rows that begin with a number."""
    return [row for row in rows if row[0].isdigit()]


def own_items(**fields: Any) -> Item:
    return Item(id="own.item", text=Text("自查", "own check"), **fields)


def base() -> dr.Template:
    """Chosen for its length: the fewest items."""
    return MATRIX.template("CATERING-D-DAILY")


@both
@each
@languages
class TestWhatItSays:
    def test_each_item_stands_there_once_in_order_with_its_number(
        self, form: str, template: dr.Template, lang: str
    ) -> None:
        items = items_of(rows_of(form, template, lang))
        assert [row[0] for row in items] == [str(n) for n in range(1, len(template.items) + 1)]
        assert [row[1].rstrip("†") for row in items] == [item.text.in_language(lang) for item in template.items]

    def test_only_model_items_are_marked(self, form: str, template: dr.Template, lang: str) -> None:
        """§8.5: no item of the source was published; what rests on no clause is our model."""
        marked = [row[1].endswith("†") for row in items_of(rows_of(form, template, lang))]
        assert marked == [item.origin == "model" for item in template.items]
        meaning = {
            "zh": "†示范项，非遂宁原文，可由当地替换",
            "en": "† our model item, not Suining's; the city may replace it",
        }
        assert [meaning[lang]] in rows_of(form, template, lang)

    def test_title_then_fields_then_parts_then_fields_at_the_foot_then_roles_then_sources(
        self, form: str, template: dr.Template, lang: str
    ) -> None:
        colon = "：" if lang == "zh" else ":"
        said = [cell for row in rows_of(form, template, lang) for cell in row]
        order = [template.title.in_language(lang).capitalize() if lang == "en" else template.title.zh]
        order += [header.label.in_language(lang) + colon for header in template.headers if not header.at_foot]
        order += [part.title.in_language(lang) for part in template.parts]
        order += [header.label.in_language(lang) + colon for header in template.headers if header.at_foot]
        order += [next(cell for cell in said if cell.startswith(("填写人：食", "填写人：主", "Filled in by: ")))]
        order += ["依据（〔〕内为检查项序号）：" if lang == "zh" else "Sources (item numbers in brackets):"]
        places = [len(said) - 1 - said[::-1].index(text) for text in order]
        assert places == sorted(places)
        assert len(set(places)) == len(order)

    def test_a_yes_or_no_has_its_boxes_and_a_measure_its_unit(
        self, form: str, template: dr.Template, lang: str
    ) -> None:
        boxes = {"zh": "□ 是　□ 否", "en": "☐ yes  ☐ no"}[lang]
        for row, item in zip(items_of(rows_of(form, template, lang)), template.items, strict=True):
            answer = row[2] if len(row) > 2 else ""
            if item.kind is ItemKind.YES_NO:
                assert answer.startswith(boxes)
            elif item.kind is ItemKind.MEASURE:
                assert answer.startswith(f"______ {item.unit}")
            else:
                assert boxes not in answer

    def test_every_clause_that_an_item_rests_on_is_named_with_its_number(
        self, form: str, template: dr.Template, lang: str
    ) -> None:
        said = [cell for row in rows_of(form, template, lang) for cell in row]
        for number, item in enumerate(template.items, 1):
            for citation in item.citations:
                line = next(text for text in said if text.startswith(citation.document.in_language(lang)))
                clause = citation.clause if lang == "zh" else citation.clause_en or citation.clause
                found = re.search(re.escape(clause) + (r"〔([^〕]*)〕" if lang == "zh" else r" \[([^]]*)\]"), line)
                assert found is not None
                assert str(number) in re.split("、|, ", found[1])


@both
class TestRoles:
    def test_who_fills_in_and_signs_the_daily_record(self, form: str) -> None:
        """§8.4: the officer inspects and keeps the record."""
        template = MATRIX.template("CATERING-B-DAILY")
        assert ["填写人：食品安全员　签字人：食品安全员"] in rows_of(form, template)

    def test_the_monthly_minutes_say_whom_the_main_person_hears(self, form: str) -> None:
        """§8.4: the main person hears the director."""
        template = MATRIX.template("SPECIAL-D-MONTHLY")
        assert ["填写人：主要负责人　签字人：主要负责人　听取汇报：食品安全总监"] in rows_of(form, template)


@both
class TestItemsOfOnesOwn:
    def test_a_companys_and_a_citys_items_have_marks_of_their_own(self, form: str) -> None:
        own = base().extend([own_items(), attrs.evolve(own_items(origin="city"), id="own.other")])
        rows = rows_of(form, own)
        assert [row[1] for row in items_of(rows)][-2:] == ["自查※", "自查‡"]
        assert ["※企业增补"] in rows
        assert ["‡当地增补"] in rows

    @pytest.mark.parametrize(
        ("fields", "answer"),
        [
            ({"kind": ItemKind.MEASURE}, ["______"]),
            ({"kind": ItemKind.MEASURE, "unit": "℃", "at_least": -1, "at_most": 1}, ["______ ℃\n（-1至1）"]),
            ({"kind": ItemKind.PHOTO}, ["（照片编号）______"]),
            ({"kind": ItemKind.TEXT}, []),
            ({"kind": ItemKind.TEXT, "required": False}, ["不涉及的不填"]),
            ({"required": False}, ["□ 是　□ 否\n不涉及的不填"]),
        ],
        ids=["no unit", "limits", "photo", "text", "text, may be left out", "may be left out"],
    )
    def test_each_kind_has_its_own_blank(self, form: str, fields: dict[str, Any], answer: list[str]) -> None:
        own = base().extend([own_items(**fields)])
        assert items_of(rows_of(form, own))[-1][2:] == answer

    def test_what_rests_on_no_clause_names_no_sources(self, form: str) -> None:
        bare = attrs.evolve(base(), parts=(attrs.evolve(base().parts[0], items=(own_items(),)),))
        assert not any("依据" in cell for row in rows_of(form, bare) for cell in row)

    @languages
    def test_a_clause_whose_words_nobody_saw_says_so(self, form: str, lang: str) -> None:
        item = next(item for item in base().items if item.citations)
        unseen = tuple(attrs.evolve(one, verified=False) for one in item.citations)
        part = attrs.evolve(base().parts[0], items=(attrs.evolve(item, citations=unseen),))
        said = [cell for row in rows_of(form, attrs.evolve(base(), parts=(part,)), lang) for cell in row]
        assert any({"zh": "，未核实原文）", "en": ", words not seen)"}[lang] in text for text in said)

    def test_nothing_in_an_item_can_act(self, form: str) -> None:
        """A cell that begins like a formula stays text; controls are written out."""
        nasty = base().extend([attrs.evolve(own_items(), text=Text("=1+1\x1b[31m", "=1+1"))])
        assert items_of(rows_of(form, nasty))[-1][1] == "=1+1\\x1b[31m※"

    def test_a_long_checklist_keeps_every_item(self, form: str) -> None:
        """120 items more take several pages."""
        more = [attrs.evolve(own_items(), id=f"own.{n}", text=Text(f"第{n}台冷柜", f"fridge {n}")) for n in range(120)]
        rows = items_of(rows_of(form, base().extend(more)))
        assert [row[1] for row in rows[-120:]] == [f"第{n}台冷柜※" for n in range(120)]


@both
class TestBytes:
    @languages
    def test_the_same_template_gives_the_same_bytes_whatever_the_clock_says(
        self, form: str, lang: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        once = FORMS[form](base(), lang)
        monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
        assert FORMS[form](base(), lang) == once

    def test_no_part_of_the_file_tells_when_or_by_whom_it_was_saved(self, form: str) -> None:
        with zipfile.ZipFile(io.BytesIO(FORMS[form](base(), "zh"))) as packed:
            assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = packed.read("docProps/core.xml").decode()
        assert set(re.findall(r">(\d{4}-[^<]*)<", core)) == {"1980-01-01T00:00:00Z"}
        assert "dual-responsibility" in core
        assert str(dt.date.today().year) not in core

    def test_chinese_is_the_language_unless_another_is_asked_for(self, form: str) -> None:
        assert FORMS[form](base()) == FORMS[form](base(), "zh")

    def test_there_are_two_languages(self, form: str) -> None:
        with pytest.raises(ValueError, match="fr"):
            FORMS[form](base(), "fr")

    def test_all_48_can_be_printed(self, form: str) -> None:
        assert {FORMS[form](template, "zh")[:2] for template in MATRIX.values()} == {b"PK"}


@each
class TestWorkbook:
    def test_it_is_upright_a4_as_wide_as_the_page(self, template: dr.Template) -> None:
        sheet = sheet_of(template)
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", int(sheet.PAPERSIZE_A4))
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.title == template.id

    @pytest.mark.parametrize(("lang", "fonts"), [("zh", {"SimSun", "SimHei"}), ("en", {"Times New Roman", "Arial"})])
    def test_its_fonts_are_named(self, template: dr.Template, lang: str, fonts: set[str]) -> None:
        cells = [cell for row in sheet_of(template, lang).iter_rows() for cell in row if cell.value]
        assert {cell.font.name for cell in cells} == fonts

    def test_its_title_is_centred_across_the_page(self, template: dr.Template) -> None:
        sheet = sheet_of(template)
        assert (sheet["A1"].value, sheet["A1"].alignment.horizontal) == (template.title.zh, "center")
        assert "A1:E1" in {str(cells) for cells in sheet.merged_cells.ranges}

    def test_the_headings_repeat_on_each_page(self, template: dr.Template) -> None:
        sheet = sheet_of(template)
        first, last = sheet.print_title_rows.replace("$", "").split(":")
        assert first == last
        assert [cell.value for cell in sheet[int(first)] if cell.value] == ["序号", "检查项", "结果", "备注（问题）"]

    def test_the_footer_has_the_id_and_the_page_number(self, template: dr.Template) -> None:
        footer = sheet_of(template).oddFooter
        assert footer.left.text == template.id
        assert footer.right.text == "第 &P 页，共 &N 页"
        assert footer.center.text == "†示范项，非遂宁原文，可由当地替换"

    def test_every_text_wraps_in_a_row_that_is_high_enough(self, template: dr.Template) -> None:
        """A line of 10 points takes at least 12, of 8 points at least 10; a cell merged gets no height of itself."""
        sheet = sheet_of(template)
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value:
                    assert cell.alignment.wrap_text
                    lines = cell.value.count("\n") + 1
                    assert sheet.row_dimensions[cell.row].height >= lines * cell.font.size * 1.2


class TestHeights:
    """In 38 mm, 34 are left for text: at 10 points 19 Latin letters, or 9 Chinese ones and a half."""

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("检查", 1),
            ("检" * 9, 1),
            ("检" * 10, 2),
            ("检" * 18, 2),
            ("检" * 19, 3),
            ("检\n查", 2),
            ("", 1),
            ("food safety", 1),
            ("food safety officer in charge", 2),
            ("检" + "x" * 40, 4),
        ],
    )
    def test_lines_are_counted_by_what_fits(self, text: str, lines: int) -> None:
        assert lines_of(text, 38, 10) == lines

    def test_a_part_never_ends_a_page_with_its_title(self) -> None:
        for template in MATRIX.values():
            sheet = sheet_of(template)
            titles = {part.title.zh for part in template.parts}
            assert not {sheet.cell(one.id, 1).value for one in sheet.row_breaks.brk} & titles


@each
class TestDocument:
    def test_it_is_upright_a4(self, template: dr.Template) -> None:
        (section,) = page_of(template).sections
        assert abs(section.page_width - Mm(210)) < Mm(0.1)
        assert abs(section.page_height - Mm(297)) < Mm(0.1)

    def test_its_fonts_are_named_for_both_scripts(self, template: dr.Template) -> None:
        page = page_of(template)
        for lang, latin in (("zh", {"SimSun", "SimHei"}), ("en", {"Times New Roman", "Arial"})):
            page = page_of(template, lang)
            fonts = [*page.element.body.iter(qn("w:rFonts"))]
            assert {one.get(qn("w:eastAsia")) for one in fonts} == {"SimSun", "SimHei"}
            assert {one.get(qn("w:ascii")) for one in fonts} == latin
            runs = [*page.element.body.iter(qn("w:r"))]
            assert all(run.rPr is not None and run.rPr.rFonts is not None for run in runs)

    def test_its_title_is_centred(self, template: dr.Template) -> None:
        title = page_of(template).paragraphs[0]
        assert (title.text, title.alignment) == (template.title.zh, 1)

    def test_the_headings_repeat_and_no_row_is_cut_in_two(self, template: dr.Template) -> None:
        heads, items, feet = page_of(template).tables
        first, *others = items.rows
        assert [cell.text for cell in first.cells] == ["序号", "检查项", "结果", "备注（问题）"]
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        for table in (heads, items, feet):
            assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)

    def test_the_columns_are_as_wide_as_the_page_between_its_margins(self, template: dr.Template) -> None:
        """210 mm less 18 on each side."""
        page = page_of(template)
        for table in page.tables:
            assert abs(sum(column.width for column in table.columns) - Mm(174)) < Mm(0.5)

    def test_the_footer_has_the_id_and_the_page_number(self, template: dr.Template) -> None:
        footer = page_of(template).sections[0].footer
        assert footer.paragraphs[0].text.startswith(f"{template.id}\t第 ")
        assert footer.paragraphs[1].text == "†示范项，非遂宁原文，可由当地替换"
        fields = [one.get(qn("w:instr")) for one in footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
