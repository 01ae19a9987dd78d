"""The command ``template`` prints a cell of the 4×4×3 matrix (§8), or all 48, in each form."""

import json
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

import dual_responsibility as dr
from dual_responsibility import reporting
from dual_responsibility.cli import main

from .commanding import Terminal, done, refusal, run

MATRIX = dr.rulebook("suining-2022").templates
CELL = ("CATERING", "B", "DAILY")
TEMPLATE = MATRIX.template("CATERING-B-DAILY")


class TestOne:
    def test_without_a_file_it_prints_markdown(self) -> None:
        assert done("template", *CELL) == TEMPLATE.to_markdown("zh")
        assert done("template", *CELL, "--lang", "en") == TEMPLATE.to_markdown("en")

    @pytest.mark.parametrize("cell", [("catering", "b", "daily"), ("Catering", "B", "dAILY")])
    def test_terms_are_written_in_capitals_or_not(self, cell: tuple[str, ...]) -> None:
        assert done("template", *cell) == TEMPLATE.to_markdown("zh")

    def test_json_is_the_template_as_data(self) -> None:
        printed = json.loads(done("template", *CELL, "--format", "json"))
        assert (printed["format"], printed["version"]) == ("dual-responsibility/template", 1)
        assert printed["id"] == "CATERING-B-DAILY"
        assert printed["template"] == json.loads(json.dumps(MATRIX.to_json()))["templates"]["CATERING-B-DAILY"]

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("name", ["form.xlsx", "form.XLSX", "form.docx", "form.md", "form", "form.json"])
    def test_a_files_name_tells_the_form(self, tmp_path: Path, name: str, lang: str) -> None:
        file = tmp_path / name
        assert done("template", *CELL, "-o", file, "--lang", lang) == ""
        form = file.suffix.lower()
        if form == ".xlsx":
            assert file.read_bytes() == reporting.template_to_xlsx(TEMPLATE, lang)
            file = file.rename(tmp_path / "lower.xlsx")
            assert load_workbook(file).sheetnames == ["CATERING-B-DAILY"]
        elif form == ".docx":
            assert file.read_bytes() == reporting.template_to_docx(TEMPLATE, lang)
            assert Document(str(file)).tables
        elif form == ".json":
            assert json.loads(file.read_bytes())["id"] == "CATERING-B-DAILY"
        else:
            assert file.read_text(encoding="utf-8") == TEMPLATE.to_markdown(lang)

    def test_a_form_that_is_asked_for_goes_before_the_files_name(self, tmp_path: Path) -> None:
        file = tmp_path / "form.txt"
        assert done("template", *CELL, "--format", "docx", "-o", file) == ""
        assert file.read_bytes()[:2] == b"PK"

    @pytest.mark.parametrize("form", ["xlsx", "docx"])
    def test_a_pipe_takes_any_form(self, form: str) -> None:
        result = run("template", *CELL, "--format", form)
        assert (result.exit_code, result.stdout_bytes[:2]) == (0, b"PK")

    def test_a_rulebook_can_be_named(self) -> None:
        assert done("template", *CELL, "--rulebook", "suining-2022") == done("template", *CELL)


class TestAll:
    @pytest.mark.parametrize("form", ["md", "json"])
    def test_all_48_stand_in_the_folder_by_their_ids(self, tmp_path: Path, form: str) -> None:
        """§8: “4*4*3”."""
        folder = tmp_path / "forms" / "2023"
        assert done("template", "--all", "-o", folder, "--format", form) == ""
        names = sorted(file.name for file in folder.iterdir())
        sectors, cycles = ("CATERING", "DISTRIBUTION", "PRODUCTION", "SPECIAL"), ("DAILY", "MONTHLY", "WEEKLY")
        assert names == [f"{s}-{g}-{c}.{form}" for s in sectors for g in "ABCD" for c in cycles]
        assert len(names) == 48

    def test_they_are_workbooks_unless_another_form_is_asked_for(self, tmp_path: Path) -> None:
        assert done("template", "--all", "-o", tmp_path) == ""
        assert len([*tmp_path.glob("*.xlsx")]) == len([*tmp_path.iterdir()]) == 48
        assert (tmp_path / "CATERING-B-DAILY.xlsx").read_bytes() == reporting.template_to_xlsx(TEMPLATE, "zh")


class TestRefusals:
    @pytest.mark.parametrize(
        "args",
        [
            ("BAKERY", "B", "DAILY"),
            ("CATERING", "E", "DAILY"),
            ("CATERING", "B", "YEARLY"),
            ("CATERING", "B"),
            (),
            ("--all",),
            ("--all", *CELL, "-o", "forms"),
            (*CELL, "--format", "pdf"),
            (*CELL, "--lang", "fr"),
        ],
        ids=lambda args: " ".join(args) or "nothing",
    )
    def test_what_is_no_call(self, args: tuple[str, ...]) -> None:
        assert "Usage" in refusal("template", *args)

    def test_a_form_that_there_isnt(self, tmp_path: Path) -> None:
        file = tmp_path / "form.pdf"
        assert "(unknown-form)" in refusal("template", *CELL, "-o", file)
        assert not file.exists()

    def test_a_rulebook_that_there_isnt(self) -> None:
        assert "atlantis" in refusal("template", *CELL, "--rulebook", "atlantis")

    def test_a_folder_in_the_place_of_a_file(self, tmp_path: Path) -> None:
        assert str(tmp_path) in refusal("template", *CELL, "-o", tmp_path)

    def test_a_file_in_the_place_of_the_folder(self, tmp_path: Path) -> None:
        file = tmp_path / "forms"
        file.write_text("here already")
        assert str(file) in refusal("template", "--all", "-o", file)
        assert file.read_text() == "here already"

    @pytest.mark.parametrize("form", ["xlsx", "docx"])
    def test_a_form_to_print_is_not_written_to_a_terminal(self, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        with pytest.raises(SystemExit) as left:
            main(["template", *CELL, "--format", form], standalone_mode=False)
        assert (left.value.code, screen.shown()) == (2, "")

    def test_markdown_and_json_are(self, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        main(["template", *CELL], standalone_mode=False)
        assert screen.shown() == TEMPLATE.to_markdown("zh")
