"""Rulebooks as files: read from disk with what lies below and beside, written out whole, compared place by place."""

import datetime as dt
import json
import random
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import tomli_w

import dual_responsibility as dr
from dual_responsibility.interchange.rulebooks import rulebook_to_toml
from dual_responsibility.norms.known_rules import READ_BY
from dual_responsibility.norms.loading import rulebook_data
from dual_responsibility.rules import EVALUATORS

from .books import suining_text
from .commanding import run, town, write
from .test_layers import CITY, OURS, VISITS

SHIPPED = ("china-2022", "china-2025", "suining-2022")


class TestKnownRules:
    def test_they_are_those_that_code_can_work(self) -> None:
        assert [*READ_BY] == [*EVALUATORS]

    @pytest.mark.parametrize("id", SHIPPED)
    def test_a_shipped_rule_names_what_it_reads(self, id: str) -> None:
        for rule in dr.rulebook(id).rules.values():
            assert set(READ_BY[rule.id]) <= set(rule.readings)


class TestExport:
    @pytest.mark.parametrize("id", [*SHIPPED, "china", "suining"])
    def test_what_is_written_out_reads_back_as_an_equal_rulebook_with_the_same_hash(self, id: str) -> None:
        text = rulebook_to_toml(id)
        again = dr.parse_rulebook(text)
        assert again == dr.rulebook(id)
        assert again.hash == dr.rulebook(id).hash
        assert "extends" not in tomllib.loads(text)

    def test_with_other_readings(self) -> None:
        chosen = {"first-day": "counted", "in-force-from": "2023-01-01"}
        again = dr.parse_rulebook(rulebook_to_toml("suining", chosen))
        assert again == dr.rulebook("suining").with_readings(chosen)
        assert again.hash != dr.rulebook("suining").hash

    def test_what_there_isnt(self) -> None:
        with pytest.raises(dr.UnknownIdError):
            rulebook_to_toml("no-such")
        with pytest.raises(dr.ReadingError):
            rulebook_to_toml("suining", {"first-day": "maybe"})


class TestFromDisk:
    def test_a_copy_of_a_shipped_file(self, tmp_path: Path) -> None:
        for id in SHIPPED:
            file = resources.files("dual_responsibility.norms").joinpath("rulebooks", f"{id}.toml")
            (tmp_path / f"{id}.toml").write_text(file.read_text("utf-8"), "utf-8")
            loaded = dr.load_rulebook(tmp_path / f"{id}.toml")
            assert (loaded, loaded.hash) == (dr.rulebook(id), dr.rulebook(id).hash)
        assert dr.load_rulebook(str(tmp_path / "suining-2022.toml")) == dr.rulebook("suining")

    def test_upon_a_file_beside_it(self, tmp_path: Path) -> None:
        (tmp_path / "city-a-2026.toml").write_text(CITY + OURS, "utf-8")
        above = CITY.replace("city-a-2026", "district-1").replace("city-a", "d").replace("suining-2022", "city-a-2026")
        (tmp_path / "district-1.toml").write_text(above, "utf-8")
        book = dr.load_rulebook(tmp_path / "district-1.toml")
        assert (book.id, "ours" in book.citations, len(book.rules)) == ("district-1", True, 41)

    def test_a_file_beside_goes_before_a_shipped_one(self, tmp_path: Path) -> None:
        ours = suining_text().replace('version = "2.0.0"', 'version = "9.9.9"')
        (tmp_path / "suining-2022.toml").write_text(ours.replace('D = "VILLAGE"', 'D = "TOWNSHIP"'), "utf-8")
        (tmp_path / "city.toml").write_text(CITY, "utf-8")
        assert dr.load_rulebook(tmp_path / "city.toml").tiers[dr.Grade.D] is dr.Tier.TOWNSHIP

    def test_a_file_that_isnt_there(self, tmp_path: Path) -> None:
        for name in ("none.toml", "", "\0.toml"):
            with pytest.raises(dr.RulebookError) as caught:
                dr.load_rulebook(str(tmp_path / name) if name != "\0.toml" else name)
            assert [one.code for one in caught.value.problems] == ["cannot-read"]

    def test_what_is_no_utf_8(self, tmp_path: Path) -> None:
        (tmp_path / "x.toml").write_bytes(b"id = '\xff'")
        with pytest.raises(dr.RulebookError, match="not-toml"):
            dr.load_rulebook(tmp_path / "x.toml")

    def test_a_line_that_is_no_toml_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "x.toml").write_text('id = "x"\nversion = \n', "utf-8")
        with pytest.raises(dr.RulebookError, match="line 2"):
            dr.load_rulebook(tmp_path / "x.toml")

    def test_one_below_that_is_no_toml(self, tmp_path: Path) -> None:
        (tmp_path / "city.toml").write_text(CITY.replace("suining-2022", "below"), "utf-8")
        (tmp_path / "below.toml").write_text("id =", "utf-8")
        with pytest.raises(dr.RulebookError, match="not-toml"):
            dr.load_rulebook(tmp_path / "city.toml")


class TestTemplatesOfItsOwn:
    def folder(self, where: Path) -> Path:
        """A copy of the shipped matrix, as a city would begin its own."""
        source = resources.files("dual_responsibility.norms").joinpath("matrix")
        folder = where / "matrix"
        folder.mkdir()
        for file in source.iterdir():
            if file.is_file():
                (folder / file.name).write_bytes(file.read_bytes())
        return folder

    def test_named_in_the_file(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path)
        about = folder / "matrix.toml"
        about.write_text(
            re.sub(r'^id = ".*"', 'id = "own-2026"', about.read_text("utf-8"), count=1, flags=re.M), "utf-8"
        )
        (tmp_path / "city.toml").write_text('templates = "matrix"\n' + CITY, "utf-8")
        book = dr.load_rulebook(tmp_path / "city.toml")
        assert book.templates.id == "own-2026"
        assert book.templates_bind
        assert len(book.templates) == 48

    @pytest.mark.parametrize("given", ['"nowhere"', "3", '"city.toml"'])
    def test_a_folder_that_there_isnt(self, tmp_path: Path, given: str) -> None:
        (tmp_path / "city.toml").write_text(f"templates = {given}\n" + CITY, "utf-8")
        with pytest.raises(dr.RulebookError) as caught:
            dr.load_rulebook(tmp_path / "city.toml")
        assert [(one.path, one.code) for one in caught.value.problems] == [("/templates", "unknown-folder")]
        with pytest.raises(dr.RulebookError, match="unknown-folder"):
            dr.parse_rulebook(f"templates = {given}\n" + CITY)

    def test_one_that_is_malformed(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path)
        (folder / "matrix.toml").write_text("id = 3", "utf-8")
        (tmp_path / "city.toml").write_text('templates = "matrix"\n' + CITY, "utf-8")
        with pytest.raises(dr.RulebookError) as caught:
            dr.load_rulebook(tmp_path / "city.toml")
        assert all(one.path.startswith("/templates/") for one in caught.value.problems)


class TestDifferences:
    book = dr.rulebook("suining")

    def test_none_from_itself(self) -> None:
        for id in SHIPPED:
            assert dr.rulebook_differences(dr.rulebook(id), dr.rulebook(id)) == ()

    def test_of_readings(self) -> None:
        (found,) = dr.rulebook_differences(self.book, self.book.with_readings({"first-day": "counted"}))
        assert found == dr.NormDifference("/interpretations/first-day/chosen", "not-counted", "counted")

    def test_what_only_one_has_is_one_difference(self) -> None:
        text = (
            CITY
            + OURS
            + '[tiers]\nD = "TOWNSHIP"\n[[staffing]]\nrole = "DIRECTOR"\nkinds = ["SELLER"]\ncitations = ["ours"]\n'
        )
        found = {one.path: one for one in dr.rulebook_differences(self.book, dr.parse_rulebook(text))}
        assert (found["/tiers/D"].before, found["/tiers/D"].after) == ("VILLAGE", "TOWNSHIP")
        assert found["/citations/ours"].before is None
        assert found[f"/staffing/{len(self.book.staffing)}"].before is None
        assert found["/clauses/§1.1"].after is None
        again = {one.path: one for one in dr.rulebook_differences(dr.parse_rulebook(text), self.book)}
        assert {path: (one.after, one.before) for path, one in again.items()} == {
            path: (one.before, one.after) for path, one in found.items()
        }

    def test_editions_by_their_first_day_and_clauses_by_their_ids(self) -> None:
        found = {one.path: one for one in dr.rulebook_differences(dr.rulebook("china-2022"), dr.rulebook("china"))}
        assert found["/rules/control.daily/citations"].after == ("order-60-daily", "order-60-pause", "order-97-daily")
        assert found["/rules/control.daily/editions/2025-04-15"].before is None
        assert json.dumps([one.to_row() for one in found.values()])


class TestCommands:
    def test_check(self, tmp_path: Path) -> None:
        (tmp_path / "city.toml").write_text(CITY, "utf-8")
        done = run("rulebook", "check", tmp_path / "city.toml")
        assert done.exit_code == 0
        assert done.stdout.startswith("city-a-2026 1.0.0：某市规则集。规则 41 条，")
        assert "未核实原文 10 条" in done.stdout
        assert "No problems." in run("rulebook", "check", tmp_path / "city.toml", "--lang", "en").stdout

    def test_check_lists_every_problem(self, tmp_path: Path) -> None:
        (tmp_path / "city.toml").write_text(
            CITY + 'visit_window = "YEAR"\ncolour = "red"\n[tiers]\nA = "COUNTY"\n' + OURS + VISITS, "utf-8"
        )
        done = run("rulebook", "check", tmp_path / "city.toml")
        assert done.exit_code == 2
        assert done.stdout == ""
        assert sorted(re.findall(r"\(([a-z-]+)\)$", done.stderr, re.MULTILINE)) == ["loosens", "loosens", "unknown-key"]
        assert run("rulebook", "check", tmp_path / "none.toml").exit_code == 2

    def test_diff(self, tmp_path: Path) -> None:
        assert run("rulebook", "diff", "suining", "suining-2022").stdout == "没有差异\n"
        (tmp_path / "city.toml").write_text(CITY + OURS + '[tiers]\nD = "TOWNSHIP"\n', "utf-8")
        told = run("rulebook", "diff", "suining", tmp_path / "city.toml", "--lang", "en").stdout.splitlines()
        assert "~ /tiers/D: VILLAGE → TOWNSHIP" in told
        assert "+ /citations/ours: says so" in told
        assert "- /clauses/§1.1: territorial responsibility" in [line.lower() for line in told] or any(
            line.startswith("- /clauses/§1.1: ") for line in told
        )
        rows = json.loads(run("rulebook", "diff", "suining", tmp_path / "city.toml", "--format", "json").stdout)
        assert {"path": "/tiers/D", "before": "VILLAGE", "after": "TOWNSHIP"} in rows

    def test_a_long_value_is_cut(self) -> None:
        for line in run("rulebook", "diff", "china-2022", "china-2025").stdout.splitlines():
            assert len(line) < 500

    def test_new(self, tmp_path: Path) -> None:
        file = tmp_path / "city-a-2026.toml"
        assert run("rulebook", "new", "--from", "suining", "--id", "city-a-2026", "-o", file).exit_code == 0
        book = dr.load_rulebook(file)
        assert (book.id, book.jurisdiction, book.version) == ("city-a-2026", "city-a", "0.1.0")
        differing = [one.path for one in dr.rulebook_differences(dr.rulebook("suining"), book)]
        assert sorted(differing) == ["/id", "/jurisdiction", "/title/en", "/title/zh", "/version"]
        again = run("rulebook", "new", "--from", "suining", "--id", "city-b", "-o", file)
        assert again.exit_code == 2
        assert "file-exists" in again.stderr
        assert dr.load_rulebook(file).id == "city-a-2026"

    @pytest.mark.parametrize("id", ["", "City A", "../x", "a_b", "城市"])
    def test_an_id_that_is_none(self, id: str) -> None:
        done = run("rulebook", "new", "--from", "suining", "--id", id)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "not-an-id" in done.stderr

    def test_new_from_what_there_isnt(self) -> None:
        assert run("rulebook", "new", "--from", "no-such", "--id", "a").exit_code == 2

    def test_export(self, tmp_path: Path) -> None:
        file = tmp_path / "x.toml"
        done = run("rulebook", "export", "suining", "--reading", "first-day=counted", "-o", file)
        assert done.exit_code == 0
        assert dr.load_rulebook(file) == dr.rulebook("suining").with_readings({"first-day": "counted"})
        assert run("rulebook", "export", "no-such").exit_code == 2
        assert run("rulebook", "export", "suining", "--reading", "first-day").exit_code == 2

    def test_an_audit_by_a_file_of_ones_own(self, tmp_path: Path) -> None:
        """The second quarter's visit is missing by Suining's rulebook; by the city's, those of five months are."""
        (tmp_path / "city.toml").write_text('visit_window = "MONTH"\n' + CITY + OURS + VISITS, "utf-8")
        facts = write(tmp_path / "town.json", town())
        asked = (
            "audit",
            facts,
            "--since",
            "2023-01-01",
            "--as-of",
            "2023-12-31",
            "--rules",
            "attend.quarter",
            "--format",
            "json",
        )
        for book, ids in (("suining", 1), (str(tmp_path / "city.toml"), 2)):
            done = run(*asked, "--rulebook", book)
            assert done.exit_code == 0, done.stderr
            triggers = {row["trigger"].partition("@")[0] for row in json.loads(done.stdout)["findings"]}
            assert any(re.fullmatch(r"2023-\d\d" if ids == 2 else r"2023-Q\d", one) for one in triggers)
        assert "city-a-2026" in run("rules", "--rulebook", tmp_path / "city.toml", "--format", "json").stdout
        assert run(*asked, "--rulebook", tmp_path / "none.toml").exit_code == 2


# Broken files


def broken(number: int) -> tuple[str, dict[str, Any]]:
    """A city's rulebook with one to four things wrong: what was done to it, and its data."""
    random_ = random.Random(number)
    data: dict[str, Any] = tomllib.loads(suining_text())
    ways: dict[str, Any] = {
        "missing": lambda: data.pop(
            random_.choice(["id", "version", "title", "jurisdiction", "citations", "interpretations"]), None
        ),
        "no-layer": lambda: data.update(extends=random_.choice(["no-such", "suining", 3, []])),
        "cyclic": lambda: data.update(extends="suining-2022"),
        "unknown-rule": lambda: data.setdefault("rules", {}).update({"no.such": dict(data["rules"]["attend.quarter"])}),
        "wrong-type": lambda: data.update(
            {
                random_.choice(["tiers", "rules", "bars", "review", "mechanism", "clauses"]): random_.choice(
                    [3, "x", [], True]
                )
            }
        ),
        "contradictory-days": lambda: (
            data["citations"]["civil-code-201"].update(in_force="2025-01-01/2024-01-01")
            if "civil-code-201" in data.get("citations", {})
            else data.pop("id", None)
        ),
        "no-day": lambda: data.update(in_force=random_.choice(["2026", 2026, dt.date(2026, 1, 1), "2026-02-30/.."])),
        "duplicate-id": lambda: (
            data.setdefault("citations", {}).update({"order-60": {"clause": "另"}})
            if isinstance(data.get("citations"), dict)
            else None
        ),
        "two-in-force": lambda: (
            data["rules"].update({"control.daily": dict(data["rules"]["attend.quarter"])})
            if isinstance(data.get("rules"), dict) and "attend.quarter" in data["rules"]
            else data.pop("version", None)
        ),
        "unknown-key": lambda: data.update({random_.choice(["colour", "Tiers", "规则"]): 1}),
        "uncited": lambda: (
            data["rules"]["attend.quarter"].update(citations=[])
            if isinstance(data.get("rules"), dict) and "attend.quarter" in data["rules"]
            else data.pop("id", None)
        ),
        "loosens": lambda: data.update(visit_window="YEAR"),
    }
    done = random_.sample([*ways], random_.randint(1, 4))
    for way in done:
        ways[way]()
    return "+".join(done), data


@pytest.mark.parametrize("number", range(200))
def test_a_broken_rulebook_tells_all_that_is_wrong_and_fails_with_our_error_alone(number: int, tmp_path: Path) -> None:
    told, data = broken(number)
    beside = tmp_path / "suining-2022.toml"
    beside.write_text(tomli_w.dumps(data), "utf-8")
    with pytest.raises(dr.RulebookError) as caught:
        dr.load_rulebook(beside)
    assert caught.value.problems, told
    for problem in caught.value.problems:
        assert problem.code
        assert re.search("[一-鿿]", problem.message.zh)
        assert problem.message.en
    codes = {problem.code for problem in caught.value.problems}
    if "cyclic" in told.split("+")[-1]:
        assert "cyclic" in codes
    if told == "loosens":
        assert codes == {"loosens"}


def test_the_data_of_a_shipped_rulebook_are_a_copy_each_time() -> None:
    first = rulebook_data("suining")
    first["rules"].clear()
    assert rulebook_data("suining")["rules"]


class TestReceiptsOnTheCommandLine:
    def audited(self, folder: Path, *more: Any) -> tuple[Path, Path]:
        facts, receipt = write(folder / "town.json", town()), folder / "receipt.json"
        done = run("audit", facts, "--as-of", "2023-12-31", "--receipt", receipt, "-o", folder / "found.txt", *more)
        assert done.exit_code == 0, done.stderr
        return facts, receipt

    def test_what_is_as_it_was(self, tmp_path: Path) -> None:
        facts, receipt = self.audited(tmp_path)
        told = json.loads(receipt.read_text("utf-8"))
        assert (told["format"], told["rulebook"]) == ("dual-responsibility/receipt", "suining-2022")
        done = run("verify", receipt, facts)
        assert (done.exit_code, done.stdout) == (0, "复核一致：与凭据所记完全相同\n")
        assert run("verify", receipt, facts, "--lang", "en").stdout == "all is as the receipt says\n"

    def test_what_differs(self, tmp_path: Path) -> None:
        facts, receipt = self.audited(tmp_path, "--reading", "first-day=counted")
        assert run("verify", receipt, facts).exit_code == 0
        other = write(tmp_path / "other.json", town(visits=[]))
        done = run("verify", receipt, other, "--lang", "en")
        assert done.exit_code == 1
        assert done.stdout.startswith("the facts aren't those of the receipt")
        # By the receipt's own readings, unless others are asked for.
        assert run("verify", receipt, facts, "--rulebook", "suining").exit_code == 0
        other_reading = ("--reading", "first-day=not-counted")
        done = run("verify", receipt, facts, "--rulebook", "suining", *other_reading, "--lang", "en")
        assert done.exit_code == 1
        assert "first-day" in done.stdout
        assert run("verify", receipt, facts, "--rulebook", "suining", "--reading", "first-day=counted").exit_code == 0
        edition = dr.WorkCalendar.editions()[0]
        done = run("verify", receipt, facts, "--calendar", edition)
        assert done.exit_code == (0 if edition == json.loads(receipt.read_text("utf-8"))["calendar"] else 1)

    def test_what_is_no_receipt(self, tmp_path: Path) -> None:
        facts, receipt = self.audited(tmp_path)
        receipt.write_text("{}", "utf-8")
        done = run("verify", receipt, facts)
        assert (done.exit_code, done.stdout) == (2, "")
        assert run("verify", tmp_path / "none.json", facts).exit_code == 2
