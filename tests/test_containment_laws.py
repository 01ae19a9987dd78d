"""What holds of containment over all 48 templates, whatever a company adds, refines, tightens or leaves out (§8.6)."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

TEMPLATES = tuple(dr.rulebook("suining-2022").templates.values())
each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
quickly = settings(deadline=None, max_examples=25, database=None, print_blob=True)

Item = dr.Item
TEXT = dr.Text("自查", "own check")
lower, upper = st.none() | st.floats(-100, 0), st.none() | st.floats(0, 100)
names = st.sampled_from("abcdef")


@st.composite
def additions(draw: st.DrawFn, template: dr.Template, refine: bool = True) -> list[Item]:
    """Items of one's own, of any kind, in any part or none, which may refine one of the template's."""
    parts = st.none() | st.sampled_from([part.id for part in template.parts]) | st.just("elsewhere")
    refined = st.none() | st.sampled_from([item.id for item in template.items]) if refine else st.none()
    made = []
    for name in draw(st.sets(names, max_size=4)):
        fields = {"kind": draw(st.sampled_from(dr.ItemKind)), "required": draw(st.booleans()), "part": draw(parts)}
        if fields["kind"] is dr.ItemKind.MEASURE:
            unit = draw(st.none() | st.just("℃"))
            fields |= {"at_least": draw(lower), "at_most": draw(upper), "unit": unit}
        made.append(Item(id=f"own.{name}", text=TEXT, refines=draw(refined), **fields))
    return made


@st.composite
def tightenings(draw: st.DrawFn, template: dr.Template) -> list[Item]:
    """Some of the items, narrower and required, in the parts where they are."""
    chosen = draw(st.lists(st.sampled_from(template.items), max_size=4, unique_by=lambda item: item.id))
    return [tightened(item, draw(st.floats(0, 10))) for item in chosen]


def tightened(item: Item, by: float) -> Item:
    if item.kind is not dr.ItemKind.MEASURE:
        return attrs.evolve(item, required=True)
    least, most = item.at_least, item.at_most
    if least is not None and most is not None:
        by = min(by, (most - least) / 2)
    return attrs.evolve(
        item,
        required=True,
        at_least=None if least is None else least + by,
        at_most=None if most is None else most - by,
    )


@st.composite
def refinements(draw: st.DrawFn, template: dr.Template) -> tuple[list[Item], list[str]]:
    """Finer items, of which at least one asks as much, and the ids of what may be left out for them."""
    chosen = draw(st.lists(st.sampled_from(template.items), max_size=3, unique_by=lambda item: item.id, min_size=1))
    made = []
    for item in chosen:
        for number in range(draw(st.integers(1, 3))):
            made.append(attrs.evolve(item, id=f"{item.id}-{number}", refines=item.id, part=None))
    return made, [item.id for item in chosen if draw(st.booleans())]


class TestEveryTemplate:
    @each_template
    def test_contains_itself(self, template: dr.Template) -> None:
        assert dr.contains(template, template)
        assert template.extend() == template

    @each_template
    @quickly
    @given(data=st.data())
    def test_adding_items_always_passes(self, template: dr.Template, data: st.DataObject) -> None:
        added = data.draw(additions(template))
        own = template.extend(add=added)
        assert dr.contains(template, own)
        assert {item.id for item in own.items} == {item.id for item in (*template.items, *added)}
        assert len(own.items) == len(template.items) + len(added)

    @each_template
    def test_leaving_out_any_one_always_fails_and_names_exactly_it(self, template: dr.Template) -> None:
        for item in template.items:
            left = [one for one in template.items if one is not item]
            found = dr.contains(template, left)
            assert (found.missing, dict(found.weakened)) == ((item.id,), {})
            with pytest.raises(dr.TemplateError) as caught:
                template.extend(remove=[item.id])
            assert [(p.code, p.path) for p in caught.value.problems] == [("item-missing", f"/items/{item.id}")]

    @each_template
    @quickly
    @given(data=st.data())
    def test_leaving_out_any_one_fails_whatever_is_added(self, template: dr.Template, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from(template.items))
        added = data.draw(additions(template, refine=False))
        left = [item for item in template.items if item is not gone]
        assert dr.contains(template, [*left, *added]).missing == (gone.id,)

    @each_template
    def test_making_any_one_optional_fails(self, template: dr.Template) -> None:
        for item in template.items:
            own = [attrs.evolve(one, required=False) if one is item else one for one in template.items]
            weakened = {item.id: ("made-optional",)} if item.required else {}
            assert dr.contains(template, own).weakened == weakened

    @each_template
    def test_another_kind_of_any_one_fails(self, template: dr.Template) -> None:
        for item in template.items:
            for kind in set(dr.ItemKind) - {item.kind}:
                own = [attrs.evolve(one, kind=kind) if one is item else one for one in template.items]
                assert dr.contains(template, own).weakened == {item.id: ("kind-changed",)}

    @each_template
    @quickly
    @given(by=st.floats(0.01, 1000))
    def test_another_unit_or_a_wider_limit_of_any_measure_fails(self, template: dr.Template, by: float) -> None:
        for item in template.items:
            if item.kind is not dr.ItemKind.MEASURE:
                continue
            own = attrs.evolve(item, unit="别的单位")
            assert dr.contains([item], [own]).weakened == {item.id: ("unit-changed",)}
            if item.at_least is not None:
                for least in (item.at_least - by, None):
                    own = attrs.evolve(item, at_least=least)
                    assert dr.contains([item], [own]).weakened == {item.id: ("limit-wider",)}
            if item.at_most is not None:
                for most in (item.at_most + by, None):
                    own = attrs.evolve(item, at_most=most)
                    assert dr.contains([item], [own]).weakened == {item.id: ("limit-wider",)}

    @each_template
    @quickly
    @given(data=st.data())
    def test_tightening_passes_and_going_back_fails_if_anything_became_stricter(
        self, template: dr.Template, data: st.DataObject
    ) -> None:
        changed = data.draw(tightenings(template))
        own = template.extend(add=changed)
        assert dr.contains(template, own)
        assert [item.id for item in own.items] == [item.id for item in template.items]
        stricter = {item.id for item in changed if item != template.item(item.id)}
        assert set(dr.contains(own, template).weakened) == stricter

    @each_template
    @quickly
    @given(data=st.data())
    def test_refining_passes_with_the_item_or_without_it(self, template: dr.Template, data: st.DataObject) -> None:
        finer, left_out = data.draw(refinements(template))
        own = template.extend(add=finer, remove=left_out)
        assert dr.contains(template, own)
        assert not set(left_out) & {item.id for item in own.items}
        if left_out:
            assert set(dr.contains(own, template).missing) >= {item.id for item in finer}

    @each_template
    @quickly
    @given(data=st.data())
    def test_an_extension_of_an_extension_contains_the_first(self, template: dr.Template, data: st.DataObject) -> None:
        finer, left_out = data.draw(refinements(template))
        added = [item for item in data.draw(additions(template)) if item.refines not in left_out]
        one = template.extend(add=[*finer, *added], remove=left_out)
        # The second names new items of its own; it tightens what is there.
        more = [attrs.evolve(item, id=f"{item.id}-2") for item in data.draw(additions(one, refine=False))]
        two = one.extend(add=[*data.draw(tightenings(one)), *more])
        assert dr.contains(one, two)
        assert dr.contains(template, two)


checklists = st.lists(
    st.builds(
        Item,
        id=names,
        text=st.just(TEXT),
        kind=st.sampled_from([dr.ItemKind.YES_NO, dr.ItemKind.MEASURE]),
        unit=st.none() | st.just("℃"),
        at_least=st.none() | st.sampled_from([0.0, 1.0, 2.0]),
        at_most=st.none() | st.sampled_from([3.0, 4.0, 5.0]),
        required=st.booleans(),
    ),
    max_size=3,
    unique_by=lambda item: item.id,
)


@settings(quickly, max_examples=400)
@given(checklists, checklists, checklists)
def test_what_is_contained_in_what_is_contained_is_contained(
    one: list[Item], two: list[Item], three: list[Item]
) -> None:
    if dr.contains(one, two) and dr.contains(two, three):
        assert dr.contains(one, three)


@settings(quickly, max_examples=400)
@given(checklists, checklists)
def test_two_checklists_that_contain_each_other_ask_the_same(one: list[Item], two: list[Item]) -> None:
    if dr.contains(one, two) and dr.contains(two, one):
        assert sorted(one, key=lambda item: item.id) == sorted(two, key=lambda item: item.id)


@settings(quickly, max_examples=400)
@given(checklists, checklists, st.data())
def test_the_order_of_items_decides_nothing(one: list[Item], two: list[Item], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(two))
    found, again = dr.contains(one, two), dr.contains(one, mixed)
    assert (found.missing, found.weakened) == (again.missing, again.weakened)
