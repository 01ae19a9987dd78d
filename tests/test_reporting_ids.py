"""Ids come from outside: whatever they hold, a spreadsheet calculates nothing and a terminal obeys nothing."""

import datetime as dt

import pytest

import dual_responsibility as dr
from dual_responsibility import reporting
from dual_responsibility.reporting.plain import as_text_cell, looks_like_formula, visible

from .commanding import registry_of, town_of_nasty_ids
from .reading_back import lines_of, workbook_of


@pytest.fixture(scope="module")
def nasty() -> dr.Report:
    return dr.audit(
        registry_of(town_of_nasty_ids()),
        dr.rulebook("suining-2022"),
        since=dt.date(2023, 1, 1),
        as_of=dt.date(2023, 6, 30),
    )


class TestNastyIds:
    def test_no_cell_of_a_workbook_is_a_formula(self, nasty: dr.Report) -> None:
        cells = [cell for page in workbook_of(reporting.report_to_xlsx(nasty)) for row in page for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        triggers = {cell.value: cell.quotePrefix for cell in cells if cell.value in ("=1+1", "+86", "-2", "@SUM(A1)")}
        assert triggers == {"=1+1": True, "+86": True, "-2": True, "@SUM(A1)": True}

    def test_no_cell_of_a_csv_looks_like_a_formula(self, nasty: dr.Report) -> None:
        lines = lines_of(reporting.report_to_csv(nasty))
        assert len(lines) == len(nasty.findings) + 1
        assert not any(looks_like_formula(cell) for line in lines for cell in line)
        triggers = {line[6] for line in lines if line[1] == "adjust.personnel-change"}
        assert triggers == {
            "'=1+1", "'+86", "'-2", "'@SUM(A1)", '<b>&"', "\\x1b[31mred", "[red]", "two\\nlines",
        }  # fmt: skip

    @pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "＝1", "＋1", "－1", "＠a", "\t=1", "\r=1"])
    def test_what_a_spreadsheet_could_calculate_gets_an_apostrophe(self, text: str) -> None:
        assert as_text_cell(text) == f"'{text}"

    @pytest.mark.parametrize("text", ["", "C-1", "2023-05-08", "'=1", "编号=1"])
    def test_all_else_stays(self, text: str) -> None:
        assert as_text_cell(text) == text

    def test_what_cannot_be_seen_is_written_out(self) -> None:
        assert visible("a\x00\x7f\x9b\u202e\ud800\uffff\n") == r"a\x00\x7f\x9b\u202e\ud800\uffff\n"
        assert visible("a\nb\x1b", keep="\n") == "a\nb\\x1b"
        assert visible("包保 C-1 ①😀\u3000") == "包保 C-1 ①😀\u3000"
