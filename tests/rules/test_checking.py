"""check_record: a filled-in record against the items that it has to answer (§8.3 to §8.6)."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility.rules.checking import items_in_use

from .building import day
from .control_building import BOOK, DAILY, WEEKLY, answer_to, cell, full, record

YES_NO, MEASURE, TEXT, PHOTO = dr.ItemKind.YES_NO, dr.ItemKind.MEASURE, dr.ItemKind.TEXT, dr.ItemKind.PHOTO
CELLS = list(BOOK.templates)


def item(id: str = "own.item", **fields: Any) -> dr.ChecklistItem:
    """An item of a company's own checklist."""
    return dr.ChecklistItem(id=id, **fields)


def checked(answers: Any, *items: dr.ChecklistItem, problems: Any = ()) -> dr.RecordCheck:
    """What is found of a record with these answers."""
    return dr.check_record(record("2023-03-03", answers=answers, problems=problems), items)


class TestOverTheMatrix:
    """All 48 templates."""

    @pytest.mark.parametrize("key", CELLS, ids=lambda key: "-".join(str(part.value) for part in key))
    def test_answering_everything_leaves_nothing_to_remark(self, key: Any) -> None:
        template = BOOK.templates[key]
        check = dr.check_record(record("2023-03-03", cycle=template.cycle, answers=full(template)), template)
        assert check
        assert check == dr.RecordCheck((), (), (), ())

    @settings(deadline=None, max_examples=100, database=None)
    @given(st.sampled_from(CELLS), st.data())
    def test_what_is_left_out_and_required_is_missing(self, key: Any, data: st.DataObject) -> None:
        template = BOOK.templates[key]
        left_out = data.draw(st.sets(st.sampled_from([item.id for item in template.items])))
        filled = record("2023-03-03", cycle=template.cycle, answers=full(template, but=left_out))
        check = dr.check_record(filled, template)
        assert check.missing == tuple(one.id for one in template.items if one.id in left_out and one.required)
        assert not check.out_of_limits

    def test_a_record_of_another_grade_lacks_what_the_higher_one_asks(self) -> None:
        low, high = cell(dr.Grade.D), cell(dr.Grade.A)
        known = {one.id for one in low.items}
        check = dr.check_record(record("2023-03-03", answers=full(low)), high)
        assert set(check.missing) == {one.id for one in high.items if one.required and one.id not in known}
        assert not check


class TestAnswers:
    @pytest.mark.parametrize(
        ("kind", "answer", "is_answered"),
        [
            (YES_NO, {"ok": True}, True),
            (YES_NO, {"text": "是"}, False),
            (YES_NO, {"value": 1}, False),
            (MEASURE, {"value": 0}, True),
            (MEASURE, {"ok": True}, False),
            (MEASURE, {"text": "75℃"}, False),
            (TEXT, {"text": "无"}, True),
            (TEXT, {"ok": True}, False),
            (PHOTO, {"text": "photos/2023-03-03.jpg"}, True),
            (PHOTO, {"value": 1}, False),
        ],
    )
    def test_each_kind_of_item_has_its_kind_of_answer(
        self, kind: dr.ItemKind, answer: dict[str, Any], is_answered: bool
    ) -> None:
        check = checked(dr.Answer(item="own.item", **answer), item(kind=kind))
        assert check.missing == (() if is_answered else ("own.item",))

    def test_an_item_that_isnt_required(self) -> None:
        assert checked((), item(required=False))

    def test_an_answer_to_an_item_that_isnt_asked(self) -> None:
        assert checked((dr.Answer(item="own.item", ok=True), dr.Answer(item="elsewhere", ok=False)), item())

    def test_nothing_is_asked(self) -> None:
        assert checked(())


class TestLimits:
    """以上, 以下: the limit itself is in."""

    @pytest.mark.parametrize(
        ("value", "is_outside"), [(-0.1, True), (0, False), (5, False), (8, False), (8.1, True), (70, True)]
    )
    def test_between_two(self, value: float, is_outside: bool) -> None:
        check = checked(dr.Answer(item="own.item", value=value), item(kind=MEASURE, unit="℃", at_least=0, at_most=8))
        assert check.out_of_limits == ("own.item",) * is_outside

    @pytest.mark.parametrize(("value", "is_outside"), [(69.9, True), (70, False), (1000, False)])
    def test_at_least(self, value: float, is_outside: bool) -> None:
        check = checked(dr.Answer(item="own.item", value=value), item(kind=MEASURE, at_least=70))
        assert check.out_of_limits == ("own.item",) * is_outside

    @pytest.mark.parametrize(("value", "is_outside"), [(-1000, False), (8, False), (8.01, True)])
    def test_at_most(self, value: float, is_outside: bool) -> None:
        check = checked(dr.Answer(item="own.item", value=value), item(kind=MEASURE, at_most=8))
        assert check.out_of_limits == ("own.item",) * is_outside

    def test_none(self) -> None:
        assert checked(dr.Answer(item="own.item", value=10**9), item(kind=MEASURE))

    def test_of_an_item_that_isnt_required_once_it_is_answered(self) -> None:
        check = checked(dr.Answer(item="own.item", value=9), item(kind=MEASURE, at_most=8, required=False))
        assert check.out_of_limits == ("own.item",)


class TestProblems:
    """§8.4: a problem found is recorded, and followed until it is put right."""

    wanting = dr.Answer(item="own.item", ok=False)

    def test_found_wanting_without_a_word_about_it(self) -> None:
        check = checked(self.wanting, item())
        assert check.unexplained == ("own.item",)
        assert check.missing == ()
        assert not check

    def test_found_wanting_with_a_problem_that_is_open(self) -> None:
        check = checked(self.wanting, item(), problems=dr.FoundProblem(id="P-1", item="own.item"))
        assert check == dr.RecordCheck((), (), (), ("P-1",))
        assert not check

    def test_found_wanting_and_put_right(self) -> None:
        right = dr.FoundProblem(id="P-1", item="own.item", rectified=day("2023-03-03"))
        assert checked(self.wanting, item(), problems=right)

    def test_a_problem_of_another_item_explains_nothing(self) -> None:
        other = dr.FoundProblem(id="P-1", item="elsewhere", rectified=day("2023-03-03"))
        assert checked(self.wanting, item(), problems=other).unexplained == ("own.item",)

    def test_a_measure_outside_its_limits_is_a_problem_too(self) -> None:
        warm, fridge = dr.Answer(item="own.item", value=12), item(kind=MEASURE, at_most=8)
        assert checked(warm, fridge).unexplained == ("own.item",)
        told = dr.FoundProblem(id="P-1", item="own.item", rectified=day("2023-03-04"))
        assert checked(warm, fridge, problems=told) == dr.RecordCheck((), ("own.item",), (), ())

    def test_a_problem_about_no_item(self) -> None:
        check = checked(
            dr.Answer(item="own.item", ok=True), item(), problems=dr.FoundProblem(id="P-1", text="后门破损")
        )
        assert check.open_problems == ("P-1",)

    def test_each_that_is_open_is_listed(self) -> None:
        found = tuple(dr.FoundProblem(id=f"P-{n}", rectified=None if n % 2 else day("2023-03-04")) for n in range(1, 6))
        assert checked((), problems=found).open_problems == ("P-1", "P-3", "P-5")


class TestItemsInUse:
    """§8.6: what a company's own checklist asks, with what it takes over."""

    base = cell(dr.Grade.C, DAILY)
    checklist = dr.Checklist(company="C-1", sector=dr.Sector.CATERING, cycle=DAILY, adopts=base.id)

    def ids(self, *own: dr.ChecklistItem, adopted: dr.Template | None = base) -> list[str]:
        return [one.id for one in items_in_use(attrs.evolve(self.checklist, items=own), adopted)]

    def test_a_template_taken_over_whole(self) -> None:
        assert self.ids() == [one.id for one in self.base.items]

    def test_with_one_more(self) -> None:
        assert self.ids(item()) == [*(one.id for one in self.base.items), "own.item"]

    def test_with_one_made_tighter(self) -> None:
        """The company's own stands in the place of the template's of the same id."""
        first, *others = [one.id for one in self.base.items]
        used = items_in_use(attrs.evolve(self.checklist, items=(own := item(first, kind=TEXT),)), self.base)
        assert [one.id for one in used] == [*others, first]
        assert used[-1] is own

    def test_with_one_made_finer(self) -> None:
        first, *others = [one.id for one in self.base.items]
        finer = item("own.fridge-1", refines=first), item("own.fridge-2", refines=first)
        assert self.ids(*finer) == [*others, "own.fridge-1", "own.fridge-2"]

    def test_that_takes_over_nothing(self) -> None:
        assert self.ids(item(), adopted=None) == ["own.item"]

    def test_a_record_against_them(self) -> None:
        own = item("own.terrace", text="露台桌面已清洁")
        used = items_in_use(attrs.evolve(self.checklist, items=(own,)), self.base)
        answers = full(self.base)
        assert dr.check_record(record("2023-03-03", answers=answers), used).missing == ("own.terrace",)
        assert dr.check_record(record("2023-03-03", answers=(*answers, answer_to(own))), used)


def test_a_template_that_was_extended() -> None:
    """What a company added is asked too."""
    more = cell(dr.Grade.D, WEEKLY).extend(
        add=[dr.Item(id="own.delivery-boxes", text=dr.Text("外卖箱清洁", "delivery boxes are clean"))]
    )
    answers = full(cell(dr.Grade.D, WEEKLY))
    filled = record("2023-03-03", cycle=WEEKLY, answers=answers)
    assert dr.check_record(filled, more).missing == ("own.delivery-boxes",)
    assert dr.check_record(attrs.evolve(filled, answers=full(more)), more)


def test_limits_are_those_of_a_measure_alone() -> None:
    """A number beside a yes is no measure, whatever limits the company's item has."""
    answers = [dr.Answer(item="own.item", ok=True, value=5)]
    assert checked(answers, item(at_least=70)).out_of_limits == ()
    assert checked(answers, item(kind=MEASURE, at_least=70)).out_of_limits == ("own.item",)


@pytest.mark.parametrize(
    ("fields", "template"),
    [
        ({"cycle": WEEKLY}, cell(dr.Grade.D)),
        ({}, cell(dr.Grade.D, WEEKLY)),
        ({"sector": dr.Sector.SPECIAL}, cell(dr.Grade.D)),
    ],
)
def test_a_record_isnt_compared_with_another_cycles_or_sectors_template(
    fields: dict[str, Any], template: dr.Template
) -> None:
    with pytest.raises(dr.TemplateError, match="R-1 is of another cycle or sector") as caught:
        dr.check_record(record("2023-03-03", **fields), template)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("other-template", "")
    assert problem.message.zh == f"记录 R-1 不是按模板 {template.id} 所属周期、业态填写的"
    assert problem.message.en == f"the record R-1 is of another cycle or sector than the template {template.id}"


@pytest.mark.parametrize("sector", [None, dr.Sector.CATERING])
def test_a_record_of_no_sector_serves_each(sector: dr.Sector | None) -> None:
    template = cell(dr.Grade.D)
    assert dr.check_record(record("2023-03-03", sector=sector, answers=full(template)), template)


@pytest.mark.parametrize("text", [None, "", " ", "\n"])
@pytest.mark.parametrize("kind", [dr.ItemKind.TEXT, dr.ItemKind.PHOTO], ids=lambda kind: str(kind.value))
def test_blank_words_answer_nothing(kind: dr.ItemKind, text: str | None) -> None:
    asked = item(kind=kind)
    assert checked(dr.Answer(item="own.item", text=text), asked).missing == ("own.item",)
    assert not checked(dr.Answer(item="own.item", text="无"), asked).missing
