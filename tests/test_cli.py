"""The command line does what design.md § “Command line” says."""

import datetime as dt
import gc
import json
import os
import runpy
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import dual_responsibility as dr
from dual_responsibility.cli import main
from dual_responsibility.example import suining
from dual_responsibility.interchange import findings_document, read_registry, write_registry

from .commanding import MODULE, done, environment, run, town, write

MID_YEAR = ("--as-of", "2023-06-30")
MAY = ("--start", "2023-05-01", "--end", "2023-05-31")
ADJUST = ("--rules", "adjust.*")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("commands")


@pytest.fixture(scope="module")
def city(folder: Path) -> Path:
    file = folder / "suining.json"
    assert done("example", "suining", "--scale", "0.02", "-o", file) == ""
    return file


@pytest.fixture(scope="module")
def hamlet(folder: Path) -> Path:
    return write(folder / "town.json", town())


def decisions(*args: str | Path) -> dict[str, Any]:
    """The findings document that ``audit`` writes."""
    document: dict[str, Any] = json.loads(done("audit", *args, "--format", "json"))
    return document


def adjustment(*args: str | Path) -> tuple[str, str | None]:
    """The status and due day of the hamlet's only adjustment."""
    (row,) = decisions(*args, "--rules", "adjust.*")["findings"]
    return row["status"], row["due"]


class TestExample:
    def test_it_writes_the_example_city(self, city: Path) -> None:
        assert city.read_bytes() == write_registry(suining(scale=0.02))

    def test_without_a_file_it_writes_to_standard_output(self, city: Path) -> None:
        assert done("example", "suining", "--scale", "0.02").encode() == city.read_bytes()

    def test_it_satisfies_the_schema(self, city: Path, folder: Path) -> None:
        assert done("schema", "-o", folder / "schema.json") == ""
        printed = json.loads(done("schema"))
        assert json.loads((folder / "schema.json").read_bytes()) == printed
        Draft202012Validator.check_schema(printed)
        Draft202012Validator(printed).validate(json.loads(city.read_bytes()))


class TestWholeCity:
    def test_the_table_reproduces_the_published_ratios(self, folder: Path) -> None:
        """§9.3."""
        file = folder / "whole.json"
        subprocess.run([*MODULE, "example", "suining", "-o", file], check=True)
        ran = subprocess.run([*MODULE, "audit", file, *MID_YEAR], check=True, capture_output=True)
        lines = [line.replace("│", " ").split() for line in ran.stdout.decode().splitlines()]
        for row in (
            ["市级", "37", "A", "37", "1:1"],
            ["县级", "149", "B", "199", "1:1.34"],
            ["乡级", "1,414", "C", "3,923", "1:2.77"],
            ["村级", "2,181", "D", "18,704", "1:8.58"],
            ["合计", "3,781", "22,863"],
        ):
            assert row in lines


class TestAudit:
    def test_the_json_is_the_findings_document_of_the_same_audit(self, city: Path) -> None:
        report = dr.audit(
            read_registry(city), dr.rulebook("suining-2022"), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 6, 30)
        )
        assert decisions(city, *MID_YEAR) == findings_document(report)

    @pytest.mark.parametrize(("as_of", "since"), [("2023-06-30", "2023-01-01"), ("2022-12-31", "2022-01-01")])
    def test_it_begins_on_1_january_of_the_last_days_year(self, hamlet: Path, as_of: str, since: str) -> None:
        assert decisions(hamlet, "--as-of", as_of)["since"] == since
        assert decisions(hamlet, "--as-of", as_of) == decisions(hamlet, "--as-of", as_of, "--since", since)

    def test_it_begins_when_it_is_told_to(self, hamlet: Path) -> None:
        quarters = decisions(hamlet, *MID_YEAR, "--since", "2022-12-31", "--rules", "attend.quarter")["findings"]
        assert {row["trigger"] for row in quarters} >= {"2022-Q4", "2023-Q1"}

    @pytest.mark.parametrize(("known_by", "status"), [("2023-07-09", "VIOLATED"), ("2023-07-10", "FULFILLED_LATE")])
    def test_known_by_leaves_out_what_was_recorded_later(self, hamlet: Path, known_by: str, status: str) -> None:
        assert adjustment(hamlet, "--as-of", "2023-07-31", "--known-by", known_by) == (status, "2023-05-08")

    @pytest.mark.parametrize(
        ("given", "worked"),
        [
            (["adjust.*,team.*"], ["team.three-way-matching", "team.three-way-joint"]),
            (["adjust.personnel-change, attend.quarter"], ["attend.quarter"]),
            (["attend.quarter"], ["attend.quarter"]),
        ],
    )
    def test_rules_may_be_given_with_commas_or_one_by_one(
        self, hamlet: Path, given: list[str], worked: list[str]
    ) -> None:
        adjust = ["adjust.personnel-change"]
        if "adjust.*,team.*" in given:
            adjust += ["adjust.work-change", "adjust.incapacity"]
        once = decisions(hamlet, *MID_YEAR, "--rules", *given, "--rules", "adjust.personnel-change")
        assert once["rules"] == worked + adjust

    def test_readings_are_switched_one_by_one(self, hamlet: Path) -> None:
        """From 27 April, which counts: 27, 28 April, 4, 5 and 6 May, a Saturday worked."""
        counted = ("--reading", "first-day=counted")
        assert adjustment(hamlet, *MID_YEAR) == ("FULFILLED_LATE", "2023-05-08")
        assert adjustment(hamlet, *MID_YEAR, *counted) == ("FULFILLED_LATE", "2023-05-06")
        both = decisions(hamlet, *MID_YEAR, *counted, "--reading", "in-force-from=2023-01-01")["readings"]
        assert (both["first-day"], both["in-force-from"]) == ("counted", "2023-01-01")

    def test_a_calendar_edition_can_be_named(self, hamlet: Path) -> None:
        edition = dr.WorkCalendar.editions()[0]
        assert decisions(hamlet, *MID_YEAR, "--calendar", edition)["calendar"]["id"] == edition

    @pytest.mark.parametrize("form", ["text", "json", "csv", "html", "xlsx"])
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_each_form_goes_to_a_file_or_to_standard_output(
        self, city: Path, tmp_path: Path, form: str, lang: str
    ) -> None:
        file = tmp_path / "report"
        args = ("audit", city, *MID_YEAR, "--format", form, "--lang", lang)
        assert done(*args, "-o", file) == ""
        result = run(*args)
        assert (result.exit_code, result.stderr) == (0, "")
        if form != "xlsx":  # a workbook holds the time at which it was saved
            assert result.stdout_bytes == file.read_bytes()

    @pytest.mark.parametrize(
        ("rules", "status"), [("attend.quarter", 1), ("adjust.*", 0)], ids=["a visit is missing", "late, but adjusted"]
    )
    def test_exit_code_1_says_that_a_finding_is_violated(
        self, hamlet: Path, tmp_path: Path, rules: str, status: int
    ) -> None:
        args = ("audit", hamlet, "--as-of", "2023-07-01", "--rules", rules, "--format", "json")
        file = tmp_path / "findings.json"
        result = run(*args, "--exit-code", "-o", file)
        assert (result.exit_code, result.output) == (status, "")
        assert file.read_text(encoding="utf-8") == done(*args)


class TestAgenda:
    def test_the_text_has_one_line_for_each_obligation(self, hamlet: Path) -> None:
        assert done("agenda", hamlet, *MAY, *ADJUST) == (
            "2023-05-08  area 510903  company C-1  adjust.personnel-change  人员变动必调整  (CH-1)\n"
        )
        assert done("agenda", hamlet, *MAY, *ADJUST, "--lang", "en") == (
            "2023-05-08  area 510903  company C-1  adjust.personnel-change  adjusted on a change of personnel  (CH-1)\n"
        )

    def test_it_lists_each_record_on_the_last_day_it_is_for(self, hamlet: Path) -> None:
        """§8.3: May 2023 has 31 days, four Sundays (the 7th, 14th, 21st, 28th), on which weeks end, and one end."""
        lines = [line.split() for line in done("agenda", hamlet, *MAY).splitlines()]
        assert Counter(line[5] for line in lines) == {
            "control.daily": 31, "control.weekly": 4, "control.monthly": 1, "adjust.personnel-change": 1,
        }  # fmt: skip
        weekly = [line[0] for line in lines if line[5] == "control.weekly"]
        assert weekly == ["2023-05-07", "2023-05-14", "2023-05-21", "2023-05-28"]
        assert [line[0] for line in lines] == sorted(line[0] for line in lines)
        printed = json.loads(done("agenda", hamlet, *MAY, "--format", "json"))
        assert len(printed["obligations"]) == 37

    def test_the_json_lists_them(self, hamlet: Path, tmp_path: Path) -> None:
        file = tmp_path / "agenda.json"
        assert done("agenda", hamlet, *MAY, *ADJUST, "--format", "json", "-o", file) == ""
        assert json.loads(file.read_bytes()) == {
            "format": "dual-responsibility/agenda",
            "version": 1,
            "obligations": [
                {
                    "id": "adjust.personnel-change/company/C-1/CH-1",
                    "rule_id": "adjust.personnel-change",
                    "bearer": {"kind": "area", "id": "510903"},
                    "subject": {"kind": "company", "id": "C-1"},
                    "trigger": "CH-1",
                    "arose": "2023-04-27",
                    "due": "2023-05-08",
                }
            ],
        }

    def test_the_calendar_file_is_the_same_each_time(self, hamlet: Path) -> None:
        args = ("agenda", hamlet, *MAY, "--format", "ics")
        assert done(*args) == done(*args)
        assert "DTSTART;VALUE=DATE:20230508" in done(*args)

    def test_one_bearers_agenda(self, hamlet: Path) -> None:
        half = ("agenda", hamlet, "--start", "2023-05-01", "--end", "2023-06-30", "--rules", "adjust.*,attend.*")
        assert [line.split()[2] for line in done(*half).splitlines()] == ["510903", "S-2"]
        assert [line.split()[2] for line in done(*half, "--bearer", "S-2").splitlines()] == ["S-2"]
        assert done(*half, "--bearer", "S-1") == ""

    @pytest.mark.parametrize(("as_of", "lines"), [("2023-05-08", 1), ("2023-05-09", 0)])
    def test_as_of_leaves_out_what_had_been_met(self, hamlet: Path, as_of: str, lines: int) -> None:
        assert len(done("agenda", hamlet, *MAY, *ADJUST, "--as-of", as_of).splitlines()) == lines

    def test_it_takes_rules_readings_and_a_calendar(self, hamlet: Path) -> None:
        edition = dr.WorkCalendar.editions()[0]
        options = ("--reading", "first-day=counted", "--calendar", edition, "--rules", "adjust.*,attend.*")
        assert done("agenda", hamlet, *MAY, *options).startswith("2023-05-06  area 510903")
        assert done("agenda", hamlet, *MAY, *options[:-1], "attend.*") == ""


class TestRules:
    def test_the_json_is_the_rulebook(self) -> None:
        book = dr.rulebook("suining-2022").with_readings({"first-day": "counted"})
        printed = json.loads(done("rules", "--format", "json", "--reading", "first-day=counted"))
        assert (printed["format"], printed["hash"]) == ("dual-responsibility/rulebook", book.hash)
        assert printed["rulebook"] == json.loads(json.dumps(book.to_json()))

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_the_text_names_each_rule_and_each_interpretation(self, lang: str) -> None:
        book = dr.rulebook("suining-2022")
        printed = done("rules", "--lang", lang)
        assert all(id in printed for id in (*book.rules, *book.interpretations))
        assert "*not-counted" in printed


class TestCalling:
    def test_version_and_help(self) -> None:
        assert done("--version") == f"dual-responsibility, version {dr.__version__}\n"
        for args in (("--help",), ("-h",)):
            assert all(name in done(*args) for name in ("example", "audit", "agenda", "rules", "schema", "template"))
        assert all(
            option in done("audit", "--help") for option in ("--since", "--known-by", "--reading", "--exit-code")
        )

    def test_the_package_runs_as_a_module(
        self, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        monkeypatch.delitem(sys.modules, "dual_responsibility.__main__", raising=False)
        monkeypatch.setattr(sys, "argv", ["dual-responsibility", "schema"])
        with pytest.raises(SystemExit) as left:
            runpy.run_module("dual_responsibility", run_name="__main__")
        assert left.value.code == 0
        assert capsysbinary.readouterr().out.decode() == done("schema")

    def test_the_garbage_collector_is_left_as_it_was(self) -> None:
        assert gc.isenabled()
        done("--version")
        done("schema")
        assert gc.isenabled()
        gc.disable()
        try:
            done("schema")
            assert not gc.isenabled()
        finally:
            gc.enable()

    def test_the_same_bytes_under_any_locale_hash_seed_time_zone_and_terminal(self, city: Path) -> None:
        expected = done("audit", city, *MID_YEAR).encode()
        surroundings = (
            {"LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "0", "TZ": "UTC", "COLUMNS": "40", "FORCE_COLOR": "1"},
            {"LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "TERM": "dumb", "NO_COLOR": "1"},
            {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
        )
        for env in surroundings:
            ran = subprocess.run(
                [*MODULE, "audit", city, *MID_YEAR], env=environment(**env), capture_output=True, check=False
            )
            assert (ran.returncode, ran.stderr, ran.stdout) == (0, b"", expected)

    def test_a_reader_that_stops_reading_is_no_fault(self, hamlet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """As in ``audit … | head -1``."""
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "w") as stdout:
            monkeypatch.setattr(sys, "stdout", stdout)
            main(["schema"], standalone_mode=False)
            monkeypatch.undo()

    def test_a_reader_that_stops_reading_hears_no_complaint(self) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        ran = subprocess.run([*MODULE, "schema"], stdout=writing, stderr=subprocess.PIPE, check=False)
        os.close(writing)
        assert (ran.returncode, ran.stderr) == (0, b"")
