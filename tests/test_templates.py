"""The 4×4×3 matrix (§8): 48 templates, each complete and its own; companies add to one and never fall below it."""

import copy
import csv
import io
import json
import math
import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from importlib import resources
from itertools import pairwise
from typing import Any

import attrs
import pytest

import dual_responsibility as dr
from dual_responsibility.norms.containment import FAULTS

BOOK = dr.rulebook("suining-2022")
MATRIX = BOOK.templates
TEMPLATES = tuple(MATRIX.values())
LEVELS = tuple(reversed(dr.Grade))
"""From D, the shortest, to A, the longest."""

each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


def text(words: str = "自查") -> dr.Text:
    return dr.Text(words, "own check")


def problems_of(error: dr.DualResponsibilityError) -> list[tuple[str, str]]:
    assert all(problem.message.zh and problem.message.en for problem in error.problems)
    return [(problem.path, problem.code) for problem in error.problems]


class TestMatrix:
    def test_it_has_four_sectors_four_levels_and_three_cycles(self) -> None:
        """§8: “4*4*3”."""
        assert len(MATRIX) == 4 * 4 * 3 == 48

    def test_it_iterates_by_sector_then_grade_then_cycle_as_the_source_lists_them(self) -> None:
        """§8.1 to §8.3."""
        sectors = ("食品生产", "食品流通", "餐饮服务", "特殊食品")
        cycles = ("日管控", "周排查", "月调度")
        named = [(sector.label.zh, grade.value, cycle.label.zh) for sector, grade, cycle in MATRIX]
        assert named == [(sector, grade, cycle) for sector in sectors for grade in "ABCD" for cycle in cycles]
        assert [*MATRIX.keys()] == [*MATRIX]
        assert [(t.sector, t.grade, t.cycle) for t in MATRIX.values()] == [*MATRIX]

    @each_template
    def test_each_bears_the_title_of_its_cycle(self, template: dr.Template) -> None:
        """§8.4: three titles, one a cycle."""
        titles = {
            dr.Cycle.DAILY: "每日食品安全检查记录",
            dr.Cycle.WEEKLY: "每周食品安全排查治理报告",
            dr.Cycle.MONTHLY: "每月食品安全调度会议纪要",
        }
        assert template.title.zh == titles[template.cycle]
        assert template.title.en.isascii()

    @each_template
    def test_who_fills_in_who_signs_and_whom_the_signer_hears(self, template: dr.Template) -> None:
        """National rule: daily by the officer; weekly by director or officer; monthly by the main person in charge,
        who hears the director.
        """
        by = {
            dr.Cycle.DAILY: ({"食品安全员"}, None),
            dr.Cycle.WEEKLY: ({"食品安全总监", "食品安全员"}, None),
            dr.Cycle.MONTHLY: ({"主要负责人"}, "食品安全总监"),
        }
        acting, heard = by[template.cycle]
        assert {role.label.zh for role in template.filled_by} == acting
        assert {role.label.zh for role in template.signed_by} == acting
        assert (None if template.heard is None else template.heard.label.zh) == heard

    def test_a_template_is_found_by_its_cell_and_by_its_id(self) -> None:
        for (sector, grade, cycle), template in MATRIX.items():
            assert template.id == f"{sector.value}-{grade.value}-{cycle.value}"
            assert MATRIX.template(template.id) is template
        assert [*MATRIX.by_id] == [template.id for template in TEMPLATES]
        assert MATRIX[dr.Sector.CATERING, dr.Grade.B, dr.Cycle.DAILY].id == "CATERING-B-DAILY"

    @pytest.mark.parametrize("id", ["", "CATERING-E-DAILY", "catering-b-daily", "CATERING/B/DAILY"])
    def test_an_id_that_is_none_is_refused(self, id: str) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            MATRIX.template(id)
        assert problems_of(caught.value) == [("", "unknown-template")]
        assert "CATERING-B-DAILY" in caught.value.problems[0].message.zh

    def test_what_is_no_cell_is_not_in_it(self) -> None:
        assert "CATERING-B-DAILY" not in MATRIX
        with pytest.raises(KeyError):
            MATRIX[dr.Sector.CATERING, dr.Grade.B, dr.Cycle.DAILY, 1]

    def test_it_says_what_differs_by_sector_and_what_by_level(self) -> None:
        assert "业态" in MATRIX.principle.zh
        assert "等级" in MATRIX.principle.zh
        assert "risk" in MATRIX.principle.en
        assert "depth" in MATRIX.principle.en

    def test_it_is_called_a_model_and_not_suinings(self) -> None:
        """The source prints none of the items."""
        assert "示范" in MATRIX.title.zh
        assert "model" in MATRIX.title.en
        assert "遂宁" not in MATRIX.title.zh


class TestEveryCellIsComplete:
    @each_template
    def test_it_has_headers_parts_and_items_in_both_languages(self, template: dr.Template) -> None:
        assert template.parts
        assert all(part.items for part in template.parts)
        named = [header.label for header in template.headers] + [part.title for part in template.parts]
        for words in named:
            assert re.search("[一-鿿]", words.zh)
            assert words.en
            assert not re.search("[一-鿿]", words.en)

    @each_template
    def test_it_names_the_company_and_the_day_above_and_is_signed_below(self, template: dr.Template) -> None:
        labels = {header.id: header for header in template.headers}
        assert not labels["company"].at_foot
        assert "日期" in labels["date"].label.zh
        assert not labels["date"].at_foot
        assert "签字" in labels["signature"].label.zh
        assert labels["signature"].at_foot
        assert template.headers[-1].id == "signature"

    @each_template
    def test_headers_and_parts_have_ids_of_their_own(self, template: dr.Template) -> None:
        for ids in ([header.id for header in template.headers], [part.id for part in template.parts]):
            assert len(set(ids)) == len(ids)

    @each_template
    def test_an_item_stands_in_the_part_that_it_names(self, template: dr.Template) -> None:
        for part in template.parts:
            assert {item.part for item in part.items} == {part.id}
        assert template.items == tuple(item for part in template.parts for item in part.items)

    @each_template
    def test_a_day_without_a_problem_is_recorded_too(self, template: dr.Template) -> None:
        """National rule (零风险报告): the daily record has a field for problems, to be filled in if there are none."""
        if template.cycle is dr.Cycle.DAILY:
            (field,) = [header for header in template.headers if header.id == "problems"]
            assert "无" in field.label.zh


def items_of(sector: dr.Sector) -> list[dr.Item]:
    """All the items of a sector, each once."""
    found = {item.id: item for (one, _, _), template in MATRIX.items() if one is sector for item in template.items}
    return [*found.values()]


ALL_ITEMS = [item for sector in dr.Sector for item in items_of(sector)]


class TestNoCellIsACopy:
    def test_no_text_is_shared_between_sectors(self) -> None:
        """§8.5: the templates are drawn up against each sector's food safety risks."""
        for lang in ("zh", "en"):
            texts = [{item.text.in_language(lang) for item in items_of(sector)} for sector in dr.Sector]
            assert sum(map(len, texts)) == len(set().union(*texts))

    def test_no_two_items_of_a_sector_ask_the_same(self) -> None:
        for sector in dr.Sector:
            items = items_of(sector)
            for lang in ("zh", "en"):
                assert len({item.text.in_language(lang) for item in items}) == len(items)

    @pytest.mark.parametrize("cycle", dr.Cycle, ids=lambda cycle: cycle.value)
    @pytest.mark.parametrize("sector", dr.Sector, ids=lambda sector: sector.value)
    def test_each_level_is_longer_than_the_one_below(self, sector: dr.Sector, cycle: dr.Cycle) -> None:
        """A village shop of grade D has a short list, a grade A factory a long one."""
        counts = [len(MATRIX[sector, grade, cycle].items) for grade in LEVELS]
        assert counts == sorted(set(counts))

    @pytest.mark.parametrize("cycle", dr.Cycle, ids=lambda cycle: cycle.value)
    @pytest.mark.parametrize("sector", dr.Sector, ids=lambda sector: sector.value)
    def test_a_lower_level_is_a_subset_unless_the_item_says_why(self, sector: dr.Sector, cycle: dr.Cycle) -> None:
        for low, high in pairwise(LEVELS):
            asked_above = set(MATRIX[sector, high, cycle].items)
            for item in MATRIX[sector, low, cycle].items:
                assert item in asked_above or item.because is not None

    def test_only_an_item_that_is_asked_of_some_levels_alone_gives_a_reason(self) -> None:
        for item in ALL_ITEMS:
            asked = [t.grade for t in TEMPLATES if item in t.items]
            from_a_level_upwards = asked == [*dr.Grade][: len(asked)]
            assert (item.because is None) == from_a_level_upwards
            if item.because is not None:
                assert re.search("[一-鿿]", item.because.zh)
                assert item.because.en


class TestItems:
    def test_their_ids_are_unique_and_name_sector_and_cycle(self) -> None:
        for template in TEMPLATES:
            ids = [item.id for item in template.items]
            assert len(set(ids)) == len(ids)
            begins = f"{template.sector.value}.{template.cycle.value}.".lower()
            assert all(re.fullmatch(re.escape(begins) + "[a-z0-9]+(-[a-z0-9]+)*", id) for id in ids)

    def test_an_id_means_the_same_item_in_every_level(self) -> None:
        assert len(ALL_ITEMS) == len({item.id for item in ALL_ITEMS})
        assert set(ALL_ITEMS) == {item for template in TEMPLATES for item in template.items}

    @pytest.mark.parametrize(
        "id",
        ["catering.daily.core-temperature", "catering.daily.cold-storage", "catering.weekly.pest-signs"],
    )
    def test_ids_that_companies_already_use_stay(self, id: str) -> None:
        assert id in {item.id for item in items_of(dr.Sector.CATERING)}

    @pytest.mark.parametrize("sector", dr.Sector, ids=lambda sector: sector.value)
    def test_each_answers_to_a_risk_of_its_own_sector_and_no_risk_is_left_without(self, sector: dr.Sector) -> None:
        """§8.5."""
        folder = resources.files("dual_responsibility.norms").joinpath("matrix")
        rows = csv.DictReader(io.StringIO(folder.joinpath(f"risks-{sector.value.lower()}.csv").read_text("utf-8")))
        risks = {dr.Risk(row["id"], dr.Text(row["zh"], row["en"])) for row in rows}
        assert {item.risk for item in items_of(sector)} == risks

    def test_no_risk_is_described_alike_in_two_sectors(self) -> None:
        risks = [{item.risk for item in items_of(sector)} for sector in dr.Sector]
        texts = [risk.text.zh for found in risks for risk in found if risk is not None]
        assert len(texts) == len(set(texts))

    @pytest.mark.parametrize("item", ALL_ITEMS, ids=lambda item: item.id)
    def test_each_speaks_both_languages(self, item: dr.Item) -> None:
        assert item.risk is not None
        for words in (item.text, item.risk.text):
            assert re.search("[一-鿿]", words.zh)
            assert words.en
            assert not re.search("[一-鿿]", words.en)

    @pytest.mark.parametrize("item", ALL_ITEMS, ids=lambda item: item.id)
    def test_each_says_where_it_is_from(self, item: dr.Item) -> None:
        """A clause that was seen, or our model item: nothing is passed off as Suining's."""
        assert item.origin == ("clause" if item.citations else "model")
        for citation in item.citations:
            assert citation.verified
            assert citation.clause
            assert citation.document.zh.startswith("《") or citation.document.zh.startswith("GB")
            assert citation.issuer.zh == "全国"
        assert len(set(item.citations)) == len(item.citations)

    def test_both_origins_occur(self) -> None:
        assert set(Counter(item.origin for item in ALL_ITEMS)) == {"clause", "model"}

    @pytest.mark.parametrize("item", ALL_ITEMS, ids=lambda item: item.id)
    def test_a_measure_has_a_unit_and_nothing_else_has_one(self, item: dr.Item) -> None:
        if item.kind is dr.ItemKind.MEASURE:
            assert item.unit
            assert item.at_least is None or item.at_most is None or item.at_least <= item.at_most
        else:
            assert (item.unit, item.at_least, item.at_most) == (None, None, None)

    def test_a_limit_is_the_same_with_a_fraction_or_without(self) -> None:
        assert measure(at_least=60, at_most=100) == measure(at_least=60.0, at_most=100.0)

    def test_an_item_of_a_template_is_found_by_its_id(self) -> None:
        template = MATRIX.template("CATERING-B-DAILY")
        for item in template.items:
            assert template.item(item.id) is item

    def test_an_item_that_isnt_there_is_refused_by_json_pointer(self) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            MATRIX.template("CATERING-B-DAILY").item("a/b~c")
        assert problems_of(caught.value) == [("/items/a~1b~0c", "unknown-item")]
        assert "CATERING-B-DAILY" in caught.value.problems[0].message.en


def without(matrix: dr.TemplateMatrix, id: str, cell: str) -> dr.TemplateMatrix:
    """The matrix, with one item less in one cell."""
    template = matrix.template(cell)
    parts = tuple(
        attrs.evolve(part, items=tuple(item for item in part.items if item.id != id)) for part in template.parts
    )
    changed = attrs.evolve(template, parts=parts)
    return dr.TemplateMatrix(
        {**matrix, (template.sector, template.grade, template.cycle): changed},
        matrix.id,
        matrix.version,
        matrix.title,
        matrix.principle,
    )


CELL = (dr.Sector.CATERING, dr.Grade.B, dr.Cycle.DAILY)
COLD = "catering.daily.cold-storage"
RAW = "catering.daily.raw-cooked-apart"
"""Of the first our model, of the second the Food Safety Law's."""


def colder(cell: Any = CELL) -> dr.Item:
    """The temperature of the refrigerator, with a narrower limit."""
    return attrs.evolve(MATRIX[cell].item(COLD), at_most=5, origin="city")


def citys(add: Any = None, **named: Any) -> dr.TemplateMatrix:
    """A city's matrix."""
    return MATRIX.extend(
        {CELL: [colder()]} if add is None else add,
        **{"id": "city-2023", "version": "1", "title": dr.Text("某市模板", "a city's templates"), **named},
    )


class OwnMatrix(dr.TemplateMatrix):
    """A matrix with something of its own."""

    @property
    def longest(self) -> str:
        return max(self.values(), key=lambda template: len(template.items)).id


class TestACitysMatrix:
    """§8.6: a city's layer may add and tighten."""

    def test_it_adds_and_tightens_in_some_cells_and_keeps_the_others(self) -> None:
        own = citys({CELL: [colder(), dr.Item(id="city.fly-lamp", text=text(), origin="city")]})
        assert own[CELL].item(COLD).at_most == 5
        assert own[CELL].item("city.fly-lamp").origin == "city"
        assert all(own[cell] is MATRIX[cell] for cell in MATRIX if cell != CELL)
        assert [*own] == [*MATRIX]
        assert (own.id, own.version, own.title.en) == ("city-2023", "1", "a city's templates")
        assert own.principle == MATRIX.principle
        assert MATRIX[CELL].item(COLD).at_most == 8

    def test_it_is_at_least_as_strict_and_ours_is_not_as_strict_as_it(self) -> None:
        own = citys()
        assert own.problems_against(MATRIX) == ()
        assert [(p.path, p.code) for p in MATRIX.problems_against(own)] == [
            (f"/CATERING-B-DAILY/items/{COLD}", "item-weakened")
        ]
        assert MATRIX.problems_against(MATRIX) == ()

    def test_weakening_is_refused_with_the_items_id(self) -> None:
        warmer = attrs.evolve(MATRIX[CELL].item(COLD), at_most=10)
        with pytest.raises(dr.TemplateError) as caught:
            citys({CELL: [warmer]})
        assert problems_of(caught.value) == [(f"/items/{COLD}", "item-weakened")]

    def test_every_problem_is_told_with_cell_and_item(self) -> None:
        own = without(without(MATRIX, RAW, "CATERING-B-DAILY"), "catering.weekly.stock-dates", "CATERING-D-WEEKLY")
        assert [(p.path, p.code) for p in own.problems_against(MATRIX)] == [
            (f"/CATERING-B-DAILY/items/{RAW}", "item-missing"),
            ("/CATERING-D-WEEKLY/items/catering.weekly.stock-dates", "item-missing"),
        ]

    def test_a_model_item_may_be_left_out_or_replaced_and_one_that_rests_on_a_clause_may_not(self) -> None:
        """A model item is ours, replaceable by the city; a clause is the nation's."""
        assert (MATRIX[CELL].item(COLD).origin, MATRIX[CELL].item(RAW).origin) == ("model", "clause")
        book = BOOK.with_templates(without(MATRIX, COLD, "CATERING-B-DAILY"))
        assert COLD not in {item.id for item in book.templates[CELL].items}
        with pytest.raises(dr.TemplateError):
            BOOK.with_templates(without(MATRIX, RAW, "CATERING-B-DAILY"))

    def test_a_citys_own_matrix_binds_and_the_model_by_a_reading_alone(self) -> None:
        assert not BOOK.templates_bind
        assert BOOK.with_readings({"template-items": "model-stands-in"}).templates_bind
        assert BOOK.with_templates(citys()).templates_bind

    def test_a_cell_that_there_isnt_is_named(self) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            MATRIX.extend({("CATERING", "B", "DAILY"): []}, id="x", version="1", title=text())  # type: ignore[dict-item]
        assert [problem.code for problem in caught.value.problems] == ["unknown-cell"]

    def test_a_rulebook_takes_a_tighter_one(self) -> None:
        own = citys()
        book = BOOK.with_templates(own)
        assert book.templates is own
        assert BOOK.templates is MATRIX
        assert book != BOOK
        assert book.hash != BOOK.hash
        assert book.to_json()["templates"] == {"id": "city-2023", "version": "1", "hash": own.hash}
        assert "own_templates" not in book.to_json()
        again = pickle.loads(pickle.dumps(book))
        assert again == book
        assert again.hash == book.hash

    def test_a_rulebook_refuses_a_weaker_one(self) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            BOOK.with_templates(without(MATRIX, RAW, "CATERING-B-DAILY"))
        assert problems_of(caught.value) == [(f"/CATERING-B-DAILY/items/{RAW}", "item-missing")]
        assert BOOK.templates is MATRIX

    def test_a_rulebook_with_a_citys_matrix_does_not_go_back_to_the_model(self) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            BOOK.with_templates(citys()).with_templates(MATRIX)
        assert problems_of(caught.value) == [(f"/CATERING-B-DAILY/items/{COLD}", "item-weakened")]

    def test_other_readings_keep_it(self) -> None:
        own = citys()
        assert BOOK.with_templates(own).with_readings({"first-day": "counted"}).templates is own

    def test_a_cell_that_is_missing_is_named(self) -> None:
        left = {cell: template for cell, template in MATRIX.items() if cell[0] is not dr.Sector.CATERING or cell[1:] !=
                (dr.Grade.B, dr.Cycle.DAILY)}  # fmt: skip
        del left[dr.Sector.PRODUCTION, dr.Grade.A, dr.Cycle.DAILY]
        with pytest.raises(dr.TemplateError) as caught:
            dr.TemplateMatrix(left, "x", "1", text(), text())
        assert problems_of(caught.value) == [
            ("/PRODUCTION-A-DAILY", "cell-missing"),
            ("/CATERING-B-DAILY", "cell-missing"),
        ]

    def test_a_template_of_another_cell_is_no_template_of_this_one(self) -> None:
        """Principle 6: a matrix in which the template of a cell says it is another's is malformed."""
        swapped = {**MATRIX, CELL: MATRIX[dr.Sector.CATERING, dr.Grade.D, dr.Cycle.DAILY]}
        with pytest.raises(dr.TemplateError):
            dr.TemplateMatrix(swapped, "x", "1", text(), text())


class TestAMatrixIsData:
    def made(self) -> list[dr.TemplateMatrix]:
        return [MATRIX, citys(), OwnMatrix(MATRIX, "own", "1", text(), text())]

    def test_it_pickles_copies_compares_and_hashes(self) -> None:
        for matrix in self.made():
            assert len(matrix.by_id) == 48
            assert matrix.hash
            for again in (pickle.loads(pickle.dumps(matrix)), copy.copy(matrix), copy.deepcopy(matrix)):
                assert type(again) is type(matrix)
                assert again == matrix
                assert hash(again) == hash(matrix)
                assert again.hash == matrix.hash
                assert [*again] == [*matrix]
                assert again.by_id == matrix.by_id

    def test_it_cannot_be_changed(self) -> None:
        for name in ("id", "version", "title", "principle", "hash", "by_id", "other", "_data"):
            with pytest.raises(AttributeError):
                setattr(MATRIX, name, None)
            with pytest.raises(AttributeError):
                delattr(MATRIX, name)
        with pytest.raises(TypeError):
            MATRIX[CELL] = MATRIX[CELL]

    def test_what_it_was_made_from_can_change(self) -> None:
        cells = dict(MATRIX)
        matrix = dr.TemplateMatrix(cells, "x", "1", text(), text())
        cells[CELL] = cells[CELL].extend(add=[colder()])
        assert matrix[CELL] is MATRIX[CELL]

    def test_it_differs_by_name_version_title_principle_and_content(self) -> None:
        named = {"id": MATRIX.id, "version": MATRIX.version, "title": MATRIX.title, "principle": MATRIX.principle}
        assert dr.TemplateMatrix(MATRIX, **named) == MATRIX
        others = [
            dr.TemplateMatrix(MATRIX, **{**named, name: value})
            for name, value in (("id", "x"), ("version", "x"), ("title", text()), ("principle", text()))
        ]
        changed = attrs.evolve(MATRIX[CELL], heard=dr.StaffRole.OFFICER)
        others += [dr.TemplateMatrix({**MATRIX, CELL: changed}, **named)]
        assert all(other != MATRIX for other in others)
        assert len({MATRIX.hash, *(other.hash for other in others)}) == 1 + len(others)

    def test_it_is_no_other_kind_of_mapping(self) -> None:
        assert dict(MATRIX) != MATRIX
        assert dr.FrozenMap(dict(MATRIX)) != MATRIX
        assert MATRIX != 48
        assert repr(MATRIX) == f"<TemplateMatrix {MATRIX.id} {MATRIX.version}: 48 templates>"

    def test_its_hash_changes_with_any_field_of_any_item(self) -> None:
        item = MATRIX[CELL].item(COLD)
        others = {
            "text": text(), "kind": dr.ItemKind.TEXT, "part": "people", "risk": None, "unit": "K", "at_least": 0.0,
            "at_most": 7.0, "required": False, "refines": "x", "origin": "city", "because": text(),
            "citations": (BOOK.citations["suining-8-6"],), "id": "x",
        }  # fmt: skip
        assert set(others) == {field.name for field in attrs.fields(dr.Item)}
        hashes = {MATRIX.hash}
        for name, value in others.items():
            template = MATRIX[CELL]
            changed = attrs.evolve(item, **{name: value})
            parts = tuple(
                attrs.evolve(part, items=tuple(changed if one is item else one for one in part.items))
                for part in template.parts
            )
            other = attrs.evolve(template, parts=parts)
            hashes.add(
                dr.TemplateMatrix(
                    {**MATRIX, CELL: other}, MATRIX.id, MATRIX.version, MATRIX.title, MATRIX.principle
                ).hash
            )
        assert len(hashes) == 1 + len(others)

    def test_matrices_that_are_equal_have_one_hash(self) -> None:
        """A limit of 5 is one of 5.0."""
        item = MATRIX[CELL].item(COLD)
        one, two = (citys({CELL: [attrs.evolve(item, at_most=most)]}) for most in (5, 5.0))
        assert one == two
        assert one.hash == two.hash

    def test_its_content_is_plain_data(self) -> None:
        data = json.loads(json.dumps(MATRIX.to_json(), allow_nan=False))
        assert data == MATRIX.to_json()
        assert [*data["templates"]] == [template.id for template in TEMPLATES]
        assert data["templates"]["CATERING-B-DAILY"]["grade"] == "B"
        assert data["templates"]["CATERING-B-DAILY"]["title"]["zh"] == "每日食品安全检查记录"

    def test_its_hash_is_the_same_under_any_hash_seed(self) -> None:
        program = "import dual_responsibility as dr; print(dr.rulebook('suining-2022').templates.hash)"
        for seed in ("0", "1"):
            done = subprocess.run(
                [sys.executable, "-c", program],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            )
            assert done.stdout.strip() == MATRIX.hash


class TestOtherCodeMakesItsOwn:
    """The issue: a frozen mapping that other code can subclass into its own without touching ours."""

    def test_its_type_is_kept(self) -> None:
        own = OwnMatrix(MATRIX, "own", "1", text(), text())
        extended = own.extend({CELL: [colder()]}, id="own-2", version="2", title=text())
        assert type(extended) is OwnMatrix
        assert type(pickle.loads(pickle.dumps(extended))) is OwnMatrix
        assert extended.longest == own.longest == "CATERING-A-DAILY"
        assert repr(own).startswith("<OwnMatrix own 1")

    def test_ours_stays_as_it_was(self) -> None:
        before = MATRIX.hash
        own = OwnMatrix(MATRIX, "own", "1", text(), text())
        assert BOOK.with_templates(own).templates is own
        assert not hasattr(MATRIX, "longest")
        assert MATRIX.hash == before
        assert BOOK.templates is MATRIX is dr.rulebook("suining-2022").templates


class TestContainment:
    def test_it_is_true_if_nothing_is_missing_or_weakened(self) -> None:
        found = dr.contains(MATRIX[CELL], MATRIX[CELL])
        assert found
        assert (found.missing, found.weakened, found.problems()) == ((), {}, ())

    def test_each_problem_names_its_item_by_json_pointer_and_says_how_it_is_weakened(self) -> None:
        found = dr.Containment(("a/b",), dr.FrozenMap({"c~d": tuple(FAULTS)}))
        gone, weak = found.problems()
        assert (gone.path, gone.code) == ("/items/a~1b", "item-missing")
        assert (weak.path, weak.code) == ("/items/c~0d", "item-weakened")
        for fault in FAULTS.values():
            assert fault.zh in weak.message.zh
            assert fault.en in weak.message.en
        assert "'a/b'" in gone.message.zh

    def test_items_of_any_kind_of_checklist_will_do(self) -> None:
        """A company's own checklist is compared with the template in the same way."""
        template = MATRIX[CELL]
        names = ("id", "kind", "unit", "at_least", "at_most", "required", "refines")
        own = [dr.ChecklistItem(**{name: getattr(item, name) for name in names}) for item in template.items]
        assert dr.contains(template, own)
        assert dr.contains(template.items, iter(own))
        assert dr.contains(iter(own), template)
        assert dr.contains(template, own[1:]).missing == (own[0].id,)
        checklist = dr.Checklist(company="C-1", sector=CELL[0], cycle=CELL[2], items=own)
        assert dr.contains(template, checklist)

    def test_nothing_contains_something_only_if_that_is_nothing(self) -> None:
        assert dr.contains([], [])
        assert dr.contains([], MATRIX[CELL])
        assert dr.contains(MATRIX[CELL], []).missing == tuple(item.id for item in MATRIX[CELL].items)


def measure(id: str = "x", unit: str = "℃", **fields: Any) -> dr.Item:
    """A temperature in the cold."""
    return dr.Item(id=id, text=text(), kind=dr.ItemKind.MEASURE, unit=unit, **fields)


class TestWeakening:
    @pytest.mark.parametrize(
        ("wanted", "own", "faults"),
        [
            ({"at_most": 8}, {"at_most": 8}, ()),
            ({"at_most": 8}, {"at_most": 7.9}, ()),
            ({"at_most": 8}, {"at_most": 8.1}, ("limit-wider",)),
            ({"at_most": 8}, {}, ("limit-wider",)),
            ({"at_least": 60}, {"at_least": 60}, ()),
            ({"at_least": 60}, {"at_least": 60.1}, ()),
            ({"at_least": 60}, {"at_least": 59.9}, ("limit-wider",)),
            ({"at_least": 60}, {}, ("limit-wider",)),
            ({"at_least": 0, "at_most": 8}, {"at_least": 0}, ("limit-wider",)),
            ({"at_least": 0, "at_most": 8}, {"at_most": 8}, ("limit-wider",)),
            ({"at_least": 0, "at_most": 8}, {"at_least": 1, "at_most": 5}, ()),
            ({}, {"at_least": 0, "at_most": 8}, ()),
            ({"at_most": 0}, {"at_most": 0}, ()),
            ({"at_most": 0}, {"at_most": 0.5}, ("limit-wider",)),
            ({"required": False}, {"required": True}, ()),
            ({"required": False}, {"required": False}, ()),
            ({"required": True}, {"required": False}, ("made-optional",)),
            ({"at_most": 8}, {"required": False}, ("limit-wider", "made-optional")),
            ({"at_most": 8}, {"at_most": 8, "unit": "K"}, ("unit-changed",)),
            ({"at_most": 8}, {"at_most": 281, "unit": "K", "required": False}, ("unit-changed", "made-optional")),
        ],
    )
    def test_a_limit_or_whether_it_is_required(
        self, wanted: dict[str, Any], own: dict[str, Any], faults: tuple[str, ...]
    ) -> None:
        found = dr.contains([measure(**wanted)], [measure(**own)])
        assert found.weakened == ({"x": faults} if faults else {})
        assert bool(found) == (not faults)

    @pytest.mark.parametrize(
        "own", [kind for kind in dr.ItemKind if kind is not dr.ItemKind.PHOTO], ids=lambda kind: kind.value
    )
    def test_another_kind_of_answer(self, own: dr.ItemKind) -> None:
        photo = dr.Item(id="x", text=text(), kind=dr.ItemKind.PHOTO)
        assert dr.contains([photo], [attrs.evolve(photo, kind=own)]).weakened == {"x": ("kind-changed",)}
        optional = attrs.evolve(photo, kind=own, required=False)
        assert dr.contains([photo], [optional]).weakened == {"x": ("kind-changed", "made-optional")}

    def test_other_words_are_no_weakening(self) -> None:
        """What it asks, its risk and its source are for people to judge."""
        other = attrs.evolve(measure(at_most=8), text=text("别的说法"), risk=None, part="people")
        assert dr.contains([measure(at_most=8)], [other])

    @pytest.mark.parametrize("limits", [{"at_least": 0}, {"at_most": 8}], ids=str)
    def test_a_limit_that_is_no_number_is_no_limit(self, limits: dict[str, float]) -> None:
        """§8.6: nothing exceeds it, so that it is wider than any."""
        endless = dict.fromkeys(limits, math.nan)
        assert dr.contains([measure(**limits)], [measure(**endless)]).weakened == {"x": ("limit-wider",)}


def finer(id: str, **fields: Any) -> dr.Item:
    return attrs.evolve(measure(id, **fields), refines="x")


class TestRefining:
    """One item refined into finer ones that name it keeps it (§8.6)."""

    @pytest.mark.parametrize(
        ("own", "faults"),
        [
            ([finer("1号柜", at_most=8)], ()),
            ([finer("1号柜", at_most=8), finer("2号柜", at_most=5)], ()),
            ([finer("1号柜", at_most=8), finer("2号柜", at_most=8, required=False)], ()),
            ([finer("1号柜", at_most=8), dr.Item(id="看一看", text=text(), refines="x")], ()),
            ([finer("1号柜", at_most=8), finer("2号柜", at_most=9)], ("limit-wider",)),
            ([finer("1号柜", at_most=8), finer("2号柜")], ("limit-wider",)),
            ([finer("1号柜", at_most=8, required=False)], ("made-optional",)),
            ([finer("1号柜", at_most=8, unit="℉")], ("unit-changed",)),
            ([dr.Item(id="看一看", text=text(), refines="x")], ("kind-changed",)),
            (
                [dr.Item(id="看一看", text=text(), refines="x"), finer("1号柜", at_most=8, required=False)],
                ("kind-changed", "made-optional"),
            ),
            (
                [finer("1号柜", at_most=9), finer("2号柜", at_most=10, required=False)],
                ("limit-wider", "made-optional"),
            ),
        ],
    )
    def test_a_measure(self, own: list[dr.Item], faults: tuple[str, ...]) -> None:
        wanted = measure(at_most=8)
        assert dr.contains([wanted], own).weakened == ({"x": faults} if faults else {})
        assert dr.contains([wanted], own[::-1]).weakened.keys() == ({"x"} if faults else set())
        assert dr.contains([wanted], [wanted, *own])

    @pytest.mark.parametrize("kind", dr.ItemKind, ids=lambda kind: kind.value)
    def test_a_question_of_yes_or_no_into_any_kind(self, kind: dr.ItemKind) -> None:
        wanted = dr.Item(id="x", text=text())
        own = dr.Item(id="y", text=text(), kind=kind, refines="x")
        assert dr.contains([wanted], [own])
        optional = attrs.evolve(own, required=False)
        assert dr.contains([wanted], [optional]).weakened == {"x": ("made-optional",)}

    def test_the_item_itself_counts_if_it_is_still_there(self) -> None:
        wanted, weak = measure(at_most=8), measure(at_most=9)
        assert dr.contains([wanted], [weak, finer("1号柜", at_most=8)]).weakened == {"x": ("limit-wider",)}

    def test_each_step_of_refining_is_compared_with_the_one_before_it(self) -> None:
        """A city makes an item finer, a company the city's. What the company's refines is known to the city's list."""
        city = [finer("1号柜", at_most=8)]
        company = [attrs.evolve(measure("上层", at_most=8), refines="1号柜")]
        assert dr.contains([measure(at_most=8)], city)
        assert dr.contains(city, company)
        assert dr.contains([measure(at_most=8)], company).missing == ("x",)
        assert dr.contains([measure(at_most=8)], [*city, *company])


BASE = MATRIX[CELL]


class TestRefiningAgain:
    """A city makes an item finer, a company the city's; the city's own list knows what came from what."""

    def chain(self, last: float = 8) -> tuple[dr.Template, dr.Template, dr.Template]:
        fridge, shelf = (finer(id, at_most=most) for id, most in (("1号柜", 8), ("上层", last)))
        first = BASE.extend(add=[attrs.evolve(fridge, refines=COLD)], remove=[COLD])
        return BASE, first, first.extend(add=[attrs.evolve(shelf, refines="1号柜")], remove="1号柜")

    def test_the_last_contains_the_first(self) -> None:
        base, first, second = self.chain()
        assert second.refined == {"1号柜": COLD}
        assert dr.contains(base, first)
        assert dr.contains(first, second)
        assert dr.contains(base, second)

    def test_a_third_time(self) -> None:
        base, _, second = self.chain()
        box = attrs.evolve(finer("一号盒", at_most=5), refines="上层")
        third = second.extend(add=[box], remove=["上层"])
        assert dr.contains(base, third)
        assert third.refined == {"1号柜": COLD, "上层": "1号柜"}

    def test_each_step_asks_no_less(self) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            self.chain(last=9)
        assert problems_of(caught.value) == [("/items/1号柜", "item-weakened")]

    def test_what_was_never_refined_is_missing(self) -> None:
        _, _, second = self.chain()
        left = attrs.evolve(second, refined=dr.FrozenMap())
        assert dr.contains(BASE, left).missing == (COLD,)

    def test_a_circle_ends(self) -> None:
        circle = attrs.evolve(BASE, refined=dr.FrozenMap({"a": "b", "b": "a"}))
        own = attrs.evolve(circle, parts=(dr.Part("own", text(), (dr.Item(id="c", text=text(), refines="a"),)),))
        assert COLD in dr.contains(BASE, own).missing


class TestWhatIsAdded:
    """It has to be well formed; every problem is told by its place."""

    @pytest.mark.parametrize(
        ("fields", "problems"),
        [
            ({"id": ""}, [("/add/0/id", "empty")]),
            ({"id": "  "}, [("/add/0/id", "empty")]),
            ({"id": None}, [("/add/0/id", "empty")]),
            ({"kind": "MEASURE"}, [("/add/0/kind", "wrong-type")]),
            ({"unit": "℃"}, [("/add/0/kind", "not-a-measure")]),
            ({"at_most": 0}, [("/add/0/kind", "not-a-measure")]),
            ({"kind": dr.ItemKind.MEASURE, "at_least": "75"}, [("/add/0/at_least", "wrong-type")]),
            (
                {"kind": dr.ItemKind.MEASURE, "at_least": True, "at_most": math.nan},
                [("/add/0/at_least", "wrong-type"), ("/add/0/at_most", "wrong-type")],
            ),
            ({"kind": dr.ItemKind.MEASURE, "at_least": 9, "at_most": 8}, [("/add/0/at_least", "limits-reversed")]),
            ({"refines": "nowhere"}, [("/add/0/refines", "unknown-item")]),
            ({"refines": "own.a"}, [("/add/0/refines", "unknown-item")]),
        ],
        ids=str,
    )
    def test_each_problem_is_told(self, fields: dict[str, Any], problems: list[tuple[str, str]]) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            BASE.extend(add=[dr.Item(**{"id": "own.a", "text": text(), **fields})])
        assert problems_of(caught.value) == problems

    @pytest.mark.parametrize(
        "fields",
        [
            {"kind": dr.ItemKind.MEASURE},
            {"kind": dr.ItemKind.MEASURE, "at_least": 8, "at_most": 8.0},
            {"kind": dr.ItemKind.PHOTO},
            {"refines": COLD},
        ],
        ids=str,
    )
    def test_it_may_be_any_of_these(self, fields: dict[str, Any]) -> None:
        """A measure such as pH has no unit."""
        assert BASE.extend(add=[dr.Item(id="own.a", text=text(), **fields)]).item("own.a")

    def test_one_may_refine_another_that_is_added_with_it(self) -> None:
        first, second = dr.Item(id="own.a", text=text()), dr.Item(id="own.b", text=text(), refines="own.a")
        assert BASE.extend(add=[second, first]).item("own.b").refines == "own.a"


class TestExtend:
    """“Including but not limited to” (包括但不限于, §8.6)."""

    def test_an_item_goes_into_its_part_and_one_of_no_part_into_a_last_one(self) -> None:
        people = dr.Item(id="own.gloves", text=text(), part="people")
        elsewhere = dr.Item(id="own.fish-tank", text=text(), part="fish")
        own = BASE.extend(add=[dr.Item(id="own.a", text=text()), people, elsewhere])
        assert [part.id for part in own.parts] == [*(part.id for part in BASE.parts), "own"]
        assert own.parts[0].items == (*BASE.parts[0].items, people)
        assert [item.id for item in own.parts[-1].items] == ["own.a", "own.fish-tank"]
        assert own.parts[-1].title.zh == "自行增补"
        assert (own.id, own.title, own.headers) == (BASE.id, BASE.title, BASE.headers)

    def test_an_item_of_its_id_takes_its_place(self) -> None:
        for part in ("process", None):
            tighter = attrs.evolve(BASE.item(COLD), at_most=5, part=part)
            own = BASE.extend(add=[tighter])
            assert [item.id for item in own.items] == [item.id for item in BASE.items]
            assert own.item(COLD) == tighter

    def test_an_item_that_takes_anothers_place_is_there_once(self) -> None:
        for part in BASE.parts:
            own = BASE.extend(add=[attrs.evolve(BASE.item(COLD), at_most=5, part=part.id)])
            assert [item.at_most for item in own.items if item.id == COLD] == [5]

    def test_what_is_refined_may_be_left_out(self) -> None:
        fridges = [
            dr.Item(id=f"own.fridge-{n}", text=text(), kind=dr.ItemKind.MEASURE, unit="℃", at_most=8, refines=COLD)
            for n in (1, 2)
        ]
        own = BASE.extend(add=fridges, remove=[COLD])
        assert dr.contains(BASE, own)
        assert COLD not in {item.id for item in own.items}
        assert len(own.items) == len(BASE.items) + 1

    def test_a_part_left_without_items_goes(self) -> None:
        ids = [item.id for item in BASE.parts[0].items]
        own = BASE.extend(add=[dr.Item(id=f"own.{id}", text=text(), refines=id) for id in ids], remove=ids)
        assert [part.id for part in own.parts] == [*(part.id for part in BASE.parts[1:]), "own"]

    def test_one_may_add_again(self) -> None:
        one = BASE.extend(add=[dr.Item(id="own.a", text=text())])
        two = one.extend(add=[dr.Item(id="own.b", text=text())])
        assert [part.id for part in two.parts] == [*(part.id for part in BASE.parts), "own"]
        assert [item.id for item in two.parts[-1].items] == ["own.a", "own.b"]

    def test_nothing_added_is_the_same(self) -> None:
        assert BASE.extend() == BASE

    def test_ids_that_arent_there_cannot_be_left_out_and_all_are_named(self) -> None:
        with pytest.raises(dr.TemplateError) as caught:
            BASE.extend(remove=["no/such", COLD, "another"])
        assert problems_of(caught.value) == [("/remove/another", "unknown-item"), ("/remove/no~1such", "unknown-item")]

    def test_one_id_is_not_given_twice(self) -> None:
        item = dr.Item(id="own.a", text=text())
        with pytest.raises(dr.TemplateError) as caught:
            BASE.extend(add=[item, dr.Item(id="own.b", text=text()), attrs.evolve(item, required=False)])
        assert problems_of(caught.value) == [("/add/2/id", "duplicate-id")]

    def test_every_item_that_would_be_missing_or_weaker_is_named(self) -> None:
        warmer = attrs.evolve(BASE.item(COLD), at_most=10)
        with pytest.raises(dr.TemplateError) as caught:
            BASE.extend(add=[warmer], remove=["catering.daily.core-temperature", "catering.daily.no-nitrite"])
        assert sorted(problems_of(caught.value)) == [
            (f"/items/{COLD}", "item-weakened"),
            ("/items/catering.daily.core-temperature", "item-missing"),
            ("/items/catering.daily.no-nitrite", "item-missing"),
        ]

    def test_the_template_stays_as_it_was(self) -> None:
        before = hash(BASE)
        BASE.extend(add=[dr.Item(id="own.a", text=text())])
        with pytest.raises(dr.TemplateError):
            BASE.extend(remove=[COLD])
        assert hash(BASE) == before
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            BASE.parts = ()


def printed(*items: dr.Item, lang: str = "zh") -> list[str]:
    """The rows of a template in Markdown that has these items alone."""
    template = attrs.evolve(BASE, parts=(dr.Part("p", dr.Text("甲|乙", "A|B"), items),))
    lines = template.to_markdown(lang).splitlines()
    return [line for line in lines if re.match(r"\| \d", line)]


class TestMarkdown:
    """Printed and filled in by hand, in the order of the template (§8.4)."""

    @each_template
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_title_fields_and_every_item_in_order(self, template: dr.Template, lang: str) -> None:
        page = template.to_markdown(lang)
        assert page.startswith(f"# {template.title.in_language(lang)}\n")
        assert f"({template.id})" in page
        assert page.endswith("\n")
        words = [header.label for header in template.headers if not header.at_foot]
        for part in template.parts:
            words += [part.title, *(item.text for item in part.items)]
        words += [header.label for header in template.headers if header.at_foot]
        place = page.index("\n")
        for text in words:
            place = page.index(text.in_language(lang), place)
        numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
        assert numbers == [*range(1, len(template.items) + 1)]

    def test_who_fills_in_and_who_signs_stand_below(self) -> None:
        """National rule: the weekly report by director or officer."""
        template = MATRIX.template("CATERING-B-WEEKLY")
        assert "填写人：食品安全总监或食品安全员\n" in template.to_markdown()
        assert template.to_markdown().endswith("签字人：食品安全总监或食品安全员\n")
        assert re.search("Signed by: .+ or .+\n$", template.to_markdown("en"))

    @pytest.mark.parametrize(
        ("fields", "zh", "en"),
        [
            ({"kind": dr.ItemKind.YES_NO}, "□ 是　□ 否", "☐ yes  ☐ no"),
            ({"kind": dr.ItemKind.TEXT}, "______", "______"),
            ({"kind": dr.ItemKind.PHOTO}, "（照片编号）______", "(photo no.) ______"),
            ({"kind": dr.ItemKind.MEASURE}, "______", "______"),
            ({"kind": dr.ItemKind.MEASURE, "unit": "℃"}, "______ ℃", "______ ℃"),
            (
                {"kind": dr.ItemKind.MEASURE, "unit": "℃", "at_most": 8},
                "______ ℃ (不高于8)",
                "______ ℃ (at most 8)",
            ),
            (
                {"kind": dr.ItemKind.MEASURE, "unit": "℃", "at_least": 70.5},
                "______ ℃ (不低于70.5)",
                "______ ℃ (at least 70.5)",
            ),
            (
                {"kind": dr.ItemKind.MEASURE, "unit": "℃", "at_least": 0, "at_most": 8.0},
                "______ ℃ (0至8)",
                "______ ℃ (0 to 8)",
            ),
        ],
        ids=str,
    )
    def test_each_kind_of_answer_has_its_box(self, fields: dict[str, Any], zh: str, en: str) -> None:
        item = dr.Item(id="x", text=text(), **fields)
        assert printed(item) == [f"| 1 | 自查 | {zh} |  | 企业增补 |"]
        assert printed(item, lang="en") == [f"| 1 | own check | {en} |  | added by the company |"]

    def test_each_says_whose_it_is(self) -> None:
        """Nothing is passed off as Suining's."""
        said = {
            "model": ("示范项，非遂宁原文", "our model item, not Suining's"),
            "city": ("当地增补", "added by the city"),
            "company": ("企业增补", "added by the company"),
        }
        for origin, (zh, en) in said.items():
            item = dr.Item(id="x", text=text(), origin=origin, risk=dr.Risk("r", dr.Text("风险", "a risk")))
            assert printed(item) == [f"| 1 | 自查 | □ 是　□ 否 | 风险 | {zh} |"]
            assert printed(item, lang="en") == [f"| 1 | own check | ☐ yes  ☐ no | a risk | {en} |"]
        clause = BOOK.citations["suining-8-6"]
        (row,) = printed(dr.Item(id="x", text=text(), origin="clause", citations=(clause,)))
        assert clause.clause in row

    def test_what_would_break_the_table_is_escaped(self) -> None:
        item = dr.Item(id="x", text=dr.Text("甲|乙\\丙\n丁", "x"))
        assert printed(item) == ["| 1 | 甲\\|乙\\\\丙 丁 | □ 是　□ 否 |  | 企业增补 |"]

    def test_another_language_is_refused(self) -> None:
        with pytest.raises(ValueError, match="fr"):
            BASE.to_markdown("fr")
