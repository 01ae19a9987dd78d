"""The files of a matrix: a food safety expert edits them, and loading names every problem and loads nothing (§8.5)."""

import csv
import io
import json
import pickle
import subprocess
import sys
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import pytest

import dual_responsibility as dr

FOLDER = resources.files("dual_responsibility.norms").joinpath("matrix")
SECTORS = ("production", "distribution", "catering", "special")
NAMES = ("matrix.toml", "sources.csv", *(f"{kind}-{sector}.csv" for sector in SECTORS for kind in ("risks", "items")))
TEXTS = {name: FOLDER.joinpath(name).read_text("utf-8") for name in NAMES}
MATRIX = dr.rulebook("suining-2022").templates

ITEMS, RISKS, SOURCES, SHARED = "items-catering.csv", "risks-catering.csv", "sources.csv", "matrix.toml"
NEW_LINE = {name: text.count("\n") + 1 for name, text in TEXTS.items()}
"""The line on which a row added at the end stands: no cell of the shipped files has a line break."""

NEW = {
    ITEMS: {
        "cycle": "DAILY", "part": "people", "id": "new", "from": "A", "zh": "新", "en": "new", "risk": "food-handlers",
        "kind": "YES_NO", "required": "yes",
    },
    RISKS: {"id": "new", "zh": "新", "en": "new"},
    SOURCES: {
        "id": "new", "document_zh": "《新》", "document_en": "New", "issuer_zh": "全国", "issuer_en": "national",
        "clause": "第1条", "clause_en": "art. 1", "says_zh": "新", "says_en": "new",
    },
}  # fmt: skip
"""A row for each table that is in order."""

Problems = list[tuple[str, str]]


def with_row(name: str, **fields: str) -> dict[str, str]:
    """All files, with a row more at the end of one."""
    columns = TEXTS[name].partition("\n")[0].split(",")
    row = {**NEW[name], **fields}
    assert set(row) <= set(columns)
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([row.get(column, "") for column in columns])
    return {**TEXTS, name: TEXTS[name] + line.getvalue()}


def with_words(name: str, old: str, new: str) -> dict[str, str]:
    """All files, with words of one replaced where they first stand."""
    assert old in TEXTS[name]
    return {**TEXTS, name: TEXTS[name].replace(old, new, 1)}


def problems_of(texts: Mapping[str, str]) -> Problems:
    """Where loading finds problems, and which."""
    with pytest.raises(dr.TemplateError) as caught:
        dr.parse_matrix(texts)
    return found_by(caught.value)


def found_by(error: dr.TemplateError) -> Problems:
    assert all(problem.message.zh and problem.message.en for problem in error.problems)
    return [(problem.path, problem.code) for problem in error.problems]


class TestInOrder:
    def test_the_shipped_files_make_the_shipped_matrix(self) -> None:
        assert dr.parse_matrix(TEXTS) == MATRIX
        assert dr.parse_matrix(TEXTS).hash == MATRIX.hash

    def test_a_row_more_is_an_item_more_of_the_grades_that_are_asked_it(self) -> None:
        """A higher grade has all the items of a lower one: from C means C, B and A."""
        matrix = dr.parse_matrix(with_row(ITEMS, **{"from": "C"}))
        for grade in dr.Grade:
            cell = dr.Sector.CATERING, grade, dr.Cycle.DAILY
            more = len(matrix[cell].items) - len(MATRIX[cell].items)
            assert more == (0 if grade is dr.Grade.D else 1)
        item = matrix[dr.Sector.CATERING, dr.Grade.C, dr.Cycle.DAILY].item("catering.daily.new")
        assert (item.text, item.part, item.origin, item.because) == (dr.Text("新", "new"), "people", "model", None)
        assert (item.kind, item.unit, item.at_least, item.at_most) == (dr.ItemKind.YES_NO, None, None, None)
        assert item.required
        assert item.risk is not None
        assert item.risk.id == "food-handlers"

    def test_an_item_of_some_grades_alone_says_why(self) -> None:
        words = {"from": "", "only": "C; D", "because_zh": "小店", "because_en": "small shops"}
        matrix = dr.parse_matrix(with_row(ITEMS, **words))
        having = [
            template.grade.value
            for template in matrix.values()
            if "catering.daily.new" in {item.id for item in template.items}
        ]
        assert having == ["C", "D"]
        item = matrix.template("CATERING-D-DAILY").item("catering.daily.new")
        assert item.because == dr.Text("小店", "small shops")

    @pytest.mark.parametrize(("least", "most"), [("60", "60"), ("60", ""), ("", "-18"), ("", ""), ("0", "0.5")])
    def test_a_measure_has_a_unit_and_limits_on_either_side(self, least: str, most: str) -> None:
        fields = {"kind": "MEASURE", "unit": "℃", "at_least": least, "at_most": most, "required": "no"}
        item = dr.parse_matrix(with_row(ITEMS, **fields)).template("CATERING-A-DAILY").item("catering.daily.new")
        assert (item.kind, item.unit, item.required) == (dr.ItemKind.MEASURE, "℃", False)
        assert item.at_least == (float(least) if least else None)
        assert item.at_most == (float(most) if most else None)

    def test_several_clauses_are_cited_in_order(self) -> None:
        item = dr.parse_matrix(with_row(ITEMS, source="fsl-45; fsl-33")).template("CATERING-A-DAILY").items
        (new,) = [one for one in item if one.id == "catering.daily.new"]
        assert [citation.clause for citation in new.citations] == ["第45条", "第33条"]
        assert new.origin == "clause"

    def test_a_source_may_be_without_period(self) -> None:
        assert dr.parse_matrix(with_row(SOURCES)) == MATRIX

    def test_one_id_may_stand_in_two_cycles(self) -> None:
        matrix = dr.parse_matrix(with_row(ITEMS, cycle="WEEKLY", part="check", id="fit-for-work"))
        assert matrix.template("CATERING-A-WEEKLY").item("catering.weekly.fit-for-work").text.en == "new"

    @pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".csv")])
    def test_blank_lines_are_passed_over_and_counted(self, name: str) -> None:
        head, _, rest = TEXTS[name].partition("\n")
        assert dr.parse_matrix({**TEXTS, name: f"{head}\n\n,\n{rest}\n\n"}) == MATRIX
        assert (f"/{name}/4", "wrong-columns") in problems_of({**TEXTS, name: f"{head}\n\n\nx,y\n{rest}"})

    def test_a_row_of_blank_cells_is_a_blank_line(self) -> None:
        """A spreadsheet writes an empty line so."""
        assert dr.parse_matrix({**TEXTS, ITEMS: TEXTS[ITEMS] + "," * 15 + "\n"}) == MATRIX

    @pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0c"])
    def test_only_line_ends_end_a_row(self, mark: str) -> None:
        """Other marks at which Python's splitlines breaks belong to the cell in CSV."""
        item = dr.parse_matrix(with_row(ITEMS, en=f"a{mark}b")).template("CATERING-A-DAILY").item("catering.daily.new")
        assert item.text.en == f"a{mark}b"


class TestARowOfItems:
    @pytest.mark.parametrize(
        ("fields", "problems"),
        [
            ({"cycle": "YEARLY"}, [("cycle", "unknown-term")]),
            ({"cycle": ""}, [("cycle", "unknown-term")]),
            ({"part": ""}, [("part", "missing"), ("part", "unknown-reference")]),
            ({"part": "nowhere"}, [("part", "unknown-reference")]),
            ({"part": "report"}, [("part", "unknown-reference")]),
            ({"id": " "}, [("id", "missing")]),
            ({"zh": ""}, [("zh", "missing")]),
            ({"en": ""}, [("en", "missing")]),
            ({"risk": ""}, [("risk", "missing"), ("risk", "unknown-reference")]),
            ({"risk": "expired-or-spoiled"}, [("risk", "unknown-reference")]),
            ({"kind": "NUMBER"}, [("kind", "unknown-term")]),
            ({"kind": ""}, [("kind", "unknown-term")]),
            ({"kind": "MEASURE"}, [("unit", "missing")]),
            ({"kind": "MEASURE", "unit": "℃", "at_least": "warm"}, [("at_least", "wrong-type")]),
            ({"kind": "MEASURE", "unit": "℃", "at_most": "nan"}, [("at_most", "wrong-type")]),
            ({"kind": "MEASURE", "unit": "℃", "at_most": "inf"}, [("at_most", "wrong-type")]),
            ({"kind": "MEASURE", "unit": "℃", "at_least": "9", "at_most": "8"}, [("at_least", "limits-reversed")]),
            ({"unit": "℃"}, [("kind", "not-a-measure")]),
            ({"at_least": "0"}, [("kind", "not-a-measure")]),
            ({"kind": "TEXT", "at_most": "0"}, [("kind", "not-a-measure")]),
            ({"required": "maybe"}, [("required", "wrong-type")]),
            ({"required": ""}, [("required", "wrong-type")]),
            ({"source": "nope"}, [("source", "unknown-reference")]),
            ({"source": "fsl-45;nope;no"}, [("source", "unknown-reference"), ("source", "unknown-reference")]),
            ({"from": ""}, [("from", "unknown-term")]),
            ({"from": "E"}, [("from", "unknown-term")]),
            ({"from": "", "only": "D"}, [("because_en", "missing"), ("because_zh", "missing")]),
            ({"only": "D", "because_zh": "因", "because_en": "so"}, [("from", "contradiction")]),
            ({"from": "", "only": "D;X", "because_zh": "因", "because_en": "so"}, [("only", "unknown-term")]),
            ({"id": "fit-for-work"}, [("id", "duplicate-id")]),
            ({"id": "FIT-for-work"}, [("id", "duplicate-id")]),
        ],
        ids=str,
    )
    def test_each_problem_names_file_line_and_column(self, fields: dict[str, str], problems: Problems) -> None:
        line = f"/items-catering.csv/{NEW_LINE[ITEMS]}"
        assert sorted(problems_of(with_row(ITEMS, **fields))) == [
            (f"{line}/{column}", code) for column, code in problems
        ]

    def test_each_problem_names_the_item(self) -> None:
        """An expert looks for the item, not for the line."""
        with pytest.raises(dr.TemplateError) as caught:
            dr.parse_matrix(with_row(ITEMS, kind="MEASURE", at_least="七十"))
        for problem in caught.value.problems:
            assert problem.message.zh.startswith("检查项 catering.daily.new：")
            assert problem.message.en.startswith("item catering.daily.new: ")

    @pytest.mark.parametrize("id", ["a b", "a/b", "新的", "a.b"])
    def test_an_id_has_letters_digits_and_hyphens(self, id: str) -> None:
        assert problems_of(with_row(ITEMS, id=id)) == [(f"/items-catering.csv/{NEW_LINE[ITEMS]}/id", "bad-id")]

    def test_a_source_is_named_once(self) -> None:
        assert problems_of(with_row(ITEMS, source="fsl-45;fsl-45")) == [
            (f"/items-catering.csv/{NEW_LINE[ITEMS]}/source", "duplicate-id")
        ]

    def test_a_repeated_id_names_the_line_of_the_first(self) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            dr.parse_matrix(with_row(ITEMS, id="fit-for-work"))
        (problem,) = caught.value.problems
        assert "第 2 行" in problem.message.zh
        assert "line 2 " in problem.message.en

    def test_the_line_is_that_of_the_spreadsheet(self) -> None:
        """The first item stands on line 2."""
        assert problems_of(with_words(ITEMS, "DAILY,people,fit-for-work,D", "DAILY,people,fit-for-work,E")) == [
            ("/items-catering.csv/2/from", "unknown-term")
        ]


class TestARowOfSourcesOrRisks:
    @pytest.mark.parametrize("column", [*NEW[SOURCES]])
    def test_a_source_says_all_of_itself(self, column: str) -> None:
        assert problems_of(with_row(SOURCES, **{column: " "})) == [
            (f"/sources.csv/{NEW_LINE[SOURCES]}/{column}", "missing")
        ]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("2021", "not-a-period"),
            ("2021-02-29/..", "not-a-period"),
            ("2021-4-29/..", "not-a-period"),
            ("2021-04-29/2021-04-28", "period-reversed"),
        ],
    )
    def test_its_period_is_one(self, text: str, code: str) -> None:
        assert problems_of(with_row(SOURCES, in_force=text)) == [(f"/sources.csv/{NEW_LINE[SOURCES]}/in_force", code)]

    def test_a_period_of_one_day_is_one(self) -> None:
        assert dr.parse_matrix(with_row(SOURCES, in_force="2021-04-29/2021-04-29")) == MATRIX

    def test_its_id_is_not_repeated(self) -> None:
        assert problems_of(with_row(SOURCES, id="fsl-33")) == [(f"/sources.csv/{NEW_LINE[SOURCES]}/id", "duplicate-id")]

    @pytest.mark.parametrize("column", [*NEW[RISKS]])
    def test_a_risk_says_all_of_itself(self, column: str) -> None:
        assert problems_of(with_row(RISKS, **{column: ""})) == [
            (f"/risks-catering.csv/{NEW_LINE[RISKS]}/{column}", "missing")
        ]

    def test_a_risks_id_is_not_repeated(self) -> None:
        """§8.5: items answer to a risk; of two with one id, nobody could tell to which."""
        assert problems_of(with_row(RISKS, id="food-handlers")) == [
            (f"/risks-catering.csv/{NEW_LINE[RISKS]}/id", "duplicate-id")
        ]


class TestATable:
    @pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".csv")])
    @pytest.mark.parametrize("text", ["", "id\n", "\ufeffid,zh,en\n"], ids=ascii)
    def test_its_first_line_names_the_columns(self, name: str, text: str) -> None:
        assert (f"/{name}/1", "wrong-columns") in problems_of({**TEXTS, name: text})

    @pytest.mark.parametrize(("cells", "said"), [("a,b", "2"), ("a,b,c,d", "4")])
    def test_a_row_has_as_many_cells_as_there_are_columns(self, cells: str, said: str) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            dr.parse_matrix({**TEXTS, RISKS: f"{TEXTS[RISKS]}{cells}\n"})
        assert found_by(caught.value) == [(f"/risks-catering.csv/{NEW_LINE[RISKS]}", "wrong-columns")]
        assert f"not {said}" in caught.value.problems[0].message.en
        assert "3 栏" in caught.value.problems[0].message.zh

    @pytest.mark.parametrize("row", ['new,"新,new', 'new,"新"x,new'])
    def test_it_is_csv(self, row: str) -> None:
        assert problems_of({**TEXTS, RISKS: f"{TEXTS[RISKS]}{row}\n"}) == [
            (f"/risks-catering.csv/{NEW_LINE[RISKS]}", "not-csv")
        ]

    @pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".csv")])
    def test_one_that_is_missing_is_named(self, name: str) -> None:
        assert (f"/{name}", "missing") in problems_of({one: text for one, text in TEXTS.items() if one != name})

    def test_a_sector_without_items_has_twelve_empty_cells(self) -> None:
        """Four grades and three cycles."""
        with pytest.raises(dr.TemplateError) as caught:
            dr.parse_matrix({**TEXTS, ITEMS: TEXTS[ITEMS].partition("\n")[0] + "\n"})
        assert found_by(caught.value) == [("/items-catering.csv", "cell-empty")] * 12
        cells = [f"CATERING-{grade}-{cycle}" for grade in "ABCD" for cycle in ("DAILY", "WEEKLY", "MONTHLY")]
        for cell, problem in zip(cells, caught.value.problems, strict=True):
            assert cell in problem.message.zh
            assert cell in problem.message.en


class TestWhatCellsShare:
    @pytest.mark.parametrize(
        ("old", "new", "problems"),
        [
            ('id = "model-2022"', "", [("/id", "missing")]),
            ('id = "model-2022"', "id = 2022", [("/id", "wrong-type")]),
            ('version = "1.0.0"', "", [("/version", "missing")]),
            ('id = "model-2022"', 'id = "model-2022"\nname = "x"', [("/name", "unknown-key")]),
            ('id = "model-2022"', 'id = "model-2022"\n"a/b" = 1', [("/a~1b", "unknown-key")]),
            ("title = {", "name = {", [("/name", "unknown-key"), ("/title", "missing")]),
            (' = "人员", en = "People"', ' = "人员"', [("/parts/DAILY/people/en", "missing")]),
            ('en = "People"', "en = 1", [("/parts/DAILY/people/en", "wrong-type")]),
            ('en = "People"', 'en = "People", fr = "gens"', [("/parts/DAILY/people/fr", "unknown-key")]),
            ("[parts.DAILY]", "[parts.DAILY]\nmore = 1", [("/parts/DAILY/more", "wrong-type")]),
            ("[cycles.DAILY]", "[cycles.YEARLY]\n[cycles.DAILY]", [("/cycles/YEARLY", "unknown-key")]),
            ("[headers.DAILY]", "[headers.YEARLY]\n[headers.DAILY]", [("/headers/YEARLY", "unknown-key")]),
            ("[parts.DAILY]", "[parts.YEARLY]\n[parts.DAILY]", [("/parts/YEARLY", "unknown-key")]),
            ("[cycles.DAILY]", "[cycles.DAILY]\nread_by = []", [("/cycles/DAILY/read_by", "unknown-key")]),
            ('filled_by = ["OFFICER"]', "", [("/cycles/DAILY/filled_by", "missing")]),
            ('filled_by = ["OFFICER"]', 'filled_by = "OFFICER"', [("/cycles/DAILY/filled_by", "wrong-type")]),
            ('filled_by = ["OFFICER"]', 'filled_by = ["OFFICER", "COOK"]',
             [("/cycles/DAILY/filled_by/1", "unknown-term")]),
            ('signed_by = ["OFFICER"]', "signed_by = [[]]", [("/cycles/DAILY/signed_by/0", "unknown-term")]),
            ('filled_by = ["OFFICER"]', "filled_by = []", [("/cycles/DAILY/filled_by", "empty")]),
            ('origin = "model"', 'origin = "own"', [("/origin", "unknown-term")]),
            ('origin = "model"', "origin = 1", [("/origin", "wrong-type")]),
            ('heard = "DIRECTOR"', 'heard = "COOK"', [("/cycles/MONTHLY/heard", "unknown-term")]),
            ("[headers.DAILY]", "[headers.DAILY]\nmore = 1", [("/headers/DAILY/more", "wrong-type")]),
            ('{ zh = "单位名称", en = "Company" }', '{ zh = "单位名称" }', [("/headers/DAILY/company/en", "missing")]),
            # What is there but empty says nothing in either language.
            ('{ zh = "人员", en = "People" }', "{}",
             [("/parts/DAILY/people/en", "missing"), ("/parts/DAILY/people/zh", "missing")]),
            ('{ zh = "单位名称", en = "Company" }', "{ foot = true }",
             [("/headers/DAILY/company/en", "missing"), ("/headers/DAILY/company/zh", "missing")]),
            ('en = "Company" }', 'en = "Company", foot = "no" }', [("/headers/DAILY/company/foot", "wrong-type")]),
        ],
    )  # fmt: skip
    def test_each_problem_names_its_key(self, old: str, new: str, problems: Problems) -> None:
        assert sorted(problems_of(with_words(SHARED, old, new))) == [
            (f"/matrix.toml{path}", code) for path, code in problems
        ]

    @pytest.mark.parametrize("table", ["cycles", "headers", "parts"])
    def test_a_table_of_a_cycle_that_is_missing_is_named(self, table: str) -> None:
        assert (f"/matrix.toml/{table}/WEEKLY", "missing") in problems_of(
            with_words(SHARED, f"[{table}.WEEKLY]", f"[{table}.NO]")
        )

    @pytest.mark.parametrize("text", ["id = ", "a = " + "[" * 100_000], ids=["unfinished", "too deep"])
    def test_it_is_toml(self, text: str) -> None:
        assert ("/matrix.toml", "not-toml") in problems_of({**TEXTS, SHARED: text})

    def test_it_is_there(self) -> None:
        found = problems_of({name: text for name, text in TEXTS.items() if name != SHARED})
        assert found == [("/matrix.toml", "missing")]


class TestOneFaultIsToldOnce:
    """What follows from a file that can't be read isn't told again for each row that needs it."""

    @pytest.mark.parametrize(
        ("name", "text", "problem"),
        [
            (SHARED, "id = ", ("/matrix.toml", "not-toml")),
            (SOURCES, "id,zh\n", ("/sources.csv/1", "wrong-columns")),
            (RISKS, "id\n", ("/risks-catering.csv/1", "wrong-columns")),
            (ITEMS, "id\n", ("/items-catering.csv/1", "wrong-columns")),
        ],
    )
    def test_a_file_that_is_malformed(self, name: str, text: str, problem: tuple[str, str]) -> None:
        assert problems_of({**TEXTS, name: text}) == [problem]

    @pytest.mark.parametrize("name", NAMES)
    def test_a_file_that_is_missing(self, name: str) -> None:
        assert problems_of({one: text for one, text in TEXTS.items() if one != name}) == [(f"/{name}", "missing")]

    def test_what_else_is_wrong_is_still_told(self) -> None:
        texts = {**with_row(ITEMS, kind="NUMBER"), SHARED: "id = "}
        assert problems_of(texts) == [
            ("/matrix.toml", "not-toml"),
            (f"/items-catering.csv/{NEW_LINE[ITEMS]}/kind", "unknown-term"),
        ]


class TestWhoseAnItemIs:
    def test_a_citys_own_unless_the_file_says_that_it_is_a_model(self) -> None:
        cold = "catering.daily.cold-storage"
        city = dr.parse_matrix(with_words(SHARED, 'origin = "model"', ""))
        assert MATRIX.template("CATERING-B-DAILY").item(cold).origin == "model"
        assert city.template("CATERING-B-DAILY").item(cold).origin == "city"
        assert city.template("CATERING-B-DAILY").item("catering.daily.raw-cooked-apart").origin == "clause"


def test_problems_of_several_files_are_all_told_at_once() -> None:
    """And nothing is loaded: the matrix that is shipped stays as it was."""
    before = MATRIX.hash
    texts = {
        **TEXTS,
        SHARED: with_words(SHARED, 'version = "1.0.0"', "")[SHARED],
        SOURCES: with_row(SOURCES, in_force="x", clause="")[SOURCES],
        RISKS: with_row(RISKS, zh="")[RISKS],
        ITEMS: with_row(ITEMS, kind="NUMBER", **{"from": "E"})[ITEMS],
        "items-special.csv": TEXTS["items-special.csv"] + "x\n",
    }
    assert problems_of(texts) == [
        ("/matrix.toml/version", "missing"),
        (f"/sources.csv/{NEW_LINE[SOURCES]}/clause", "missing"),
        (f"/sources.csv/{NEW_LINE[SOURCES]}/in_force", "not-a-period"),
        (f"/risks-catering.csv/{NEW_LINE[RISKS]}/zh", "missing"),
        (f"/items-catering.csv/{NEW_LINE[ITEMS]}/from", "unknown-term"),
        (f"/items-catering.csv/{NEW_LINE[ITEMS]}/kind", "unknown-term"),
        (f"/items-special.csv/{NEW_LINE['items-special.csv']}", "wrong-columns"),
    ]
    assert dr.rulebook("suining-2022").templates is MATRIX
    assert MATRIX.hash == before


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a city's own, with the shipped files in it."""
    for name, text in TEXTS.items():
        tmp_path.joinpath(name).write_bytes(text.encode())
    return tmp_path


class TestAFolderOfOnesOwn:
    def test_it_is_read_as_the_shipped_one_is(self, folder: Path) -> None:
        assert dr.load_matrix(folder) == dr.load_matrix(FOLDER) == MATRIX

    def test_a_byte_order_mark_and_line_ends_of_windows_are_accepted(self, folder: Path) -> None:
        """A spreadsheet writes both."""
        for name, text in TEXTS.items():
            folder.joinpath(name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
        assert dr.load_matrix(folder).hash == MATRIX.hash
        assert dr.parse_matrix({name: text.replace("\n", "\r\n") for name, text in TEXTS.items()}).hash == MATRIX.hash

    def test_with_an_item_more_a_rulebook_takes_it(self, folder: Path) -> None:
        folder.joinpath(ITEMS).write_text(with_row(ITEMS)[ITEMS], "utf-8")
        folder.joinpath(SHARED).write_text(with_words(SHARED, '"model-2022"', '"city-2023"')[SHARED], "utf-8")
        own = dr.load_matrix(folder)
        book = dr.rulebook("suining-2022").with_templates(own)
        assert book.templates.id == "city-2023"
        assert pickle.loads(pickle.dumps(own)) == own != MATRIX

    @pytest.mark.parametrize("name", NAMES)
    def test_a_file_that_is_missing_is_named_alone(self, folder: Path, name: str) -> None:
        folder.joinpath(name).unlink()
        with pytest.raises(dr.TemplateError) as caught:
            dr.load_matrix(folder)
        assert found_by(caught.value) == [(f"/{name}", "unreadable")]

    def test_every_file_that_cannot_be_read_is_named(self, folder: Path) -> None:
        folder.joinpath(SOURCES).write_bytes("来源".encode("gb18030"))
        folder.joinpath(RISKS).unlink()
        folder.joinpath(RISKS).mkdir()
        with pytest.raises(dr.TemplateError) as caught:
            dr.load_matrix(folder)
        assert found_by(caught.value) == [("/sources.csv", "unreadable"), ("/risks-catering.csv", "unreadable")]

    def test_of_a_folder_that_isnt_there_every_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            dr.load_matrix(tmp_path / "nowhere")
        assert found_by(caught.value) == [(f"/{name}", "unreadable") for name in NAMES]

    def test_what_is_malformed_in_it_is_told_by_file_line_and_column(self, folder: Path) -> None:
        folder.joinpath(ITEMS).write_text(with_row(ITEMS, kind="MEASURE")[ITEMS], "utf-8")
        with pytest.raises(dr.TemplateError) as caught:
            dr.load_matrix(folder)
        assert found_by(caught.value) == [(f"/items-catering.csv/{NEW_LINE[ITEMS]}/unit", "missing")]


def loaded_after(*steps: str) -> list[set[str]]:
    """The modules of norms that are loaded after each step, in a process of its own."""
    look = "print(json.dumps([name for name in sys.modules if '.norms.' in name]))"
    program = "; ".join(["import json, sys", *(f"{step}; {look}" for step in steps)])
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return [{name.rpartition(".")[2] for name in json.loads(line)} for line in done.stdout.splitlines()]


READERS = {"template_loading", "table_reading"}
TEMPLATES = {"templates", "template_matrix", "containment"}


class TestNothingIsLoadedUntilAskedFor:
    def test_the_files_are_read_when_the_templates_are_asked_for(self) -> None:
        at_import, with_book, with_templates = loaded_after(
            "import dual_responsibility as dr", "book = dr.rulebook('suining-2022')", "book.templates"
        )
        assert not at_import & (READERS | TEMPLATES)
        assert not with_book & READERS
        assert with_templates >= READERS | TEMPLATES
        assert "markdown" not in with_templates

    def test_nor_are_the_modules_of_templates(self) -> None:
        (with_book,) = loaded_after("import dual_responsibility as dr; dr.rulebook('suining-2022')")
        assert not with_book & TEMPLATES
