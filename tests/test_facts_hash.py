"""The hash of a registry: which facts it holds, whatever their order and wherever it is reckoned."""

import datetime as dt
import decimal
import enum
import hashlib
import os
import pickle
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility.example import suining
from dual_responsibility.facts.hashing import canonical
from dual_responsibility.facts.registry import COLLECTIONS

from .rules.building import (
    CITY,
    COUNTY,
    EVERYTHING,
    areas,
    change,
    company,
    day,
    period,
    registry,
    relation,
    supervisor,
    visit,
)
from .strategies import registries

NAMES = (*COLLECTIONS, "complete")


def shuffled(facts: dr.Registry, seed: int = 1) -> dr.Registry:
    """The same facts in another order."""
    rng = random.Random(seed)
    moved = {name: rng.sample(getattr(facts, name), len(getattr(facts, name))) for name in NAMES}
    return facts.replace(**moved)


def handover(*facts: Any) -> dr.Registry:
    """Two supervisors, a company, a change and two visits."""
    return registry(
        company(),
        supervisor("S-1"),
        supervisor("S-2"),
        relation("A-1", held="2022-11-01/2023-05-14"),
        relation("A-2", supervisor="S-2", held="2023-05-18/.."),
        change("2023-05-15"),
        visit("2023-02-01"),
        visit("2023-10-20", visitor="S-2"),
        *facts,
    )


class TestByHand:
    def test_no_facts(self) -> None:
        assert dr.Registry().hash == hashlib.sha256(b"dual-responsibility/facts/1\n").hexdigest()

    def test_lines_in_order(self) -> None:
        """By name of the collection, then by line; what is at its default is left out."""
        facts = dr.Registry(
            areas=[
                dr.Area(id="510903", tier=dr.Tier.COUNTY, parent="5109", name="船山"),
                dr.Area(id="5109", tier=dr.Tier.CITY),
            ],
            complete=[dr.Claim(kind="visits")],
            extensions={"system": "x"},
        )
        text = (
            "dual-responsibility/facts/1\n"
            'areas Area(id="5109",tier=Tier.CITY)\n'
            'areas Area(id="510903",name="船山",parent="5109",tier=Tier.COUNTY)\n'
            'complete Claim(kind="visits")\n'
            'extensions {"system":"x"}\n'
        )
        assert facts.hash == hashlib.sha256(text.encode()).hexdigest()

    def test_a_fact_with_parts(self) -> None:
        log = dr.ControlLog(
            company="C-1",
            cycle=dr.Cycle.DAILY,
            kept=dr.DaySet([day("2023-01-01"), day("2023-01-03")]),
            recorded=day("2023-01-05"),
        )
        assert (
            canonical(log) == 'ControlLog(company="C-1",cycle=Cycle.DAILY,kept=days(2023-01-01+5),recorded=2023-01-05)'
        )
        relation_ = relation(team=[dr.TeamMember(role=dr.TeamRole.ASSISTANT, member="M-1")])
        assert canonical(relation_) == (
            'Assignment(company="C-1",id="A-1",period=2022-11-01/..,supervisor="S-1",'
            'team=[TeamMember(member="M-1",role=TeamRole.ASSISTANT)])'
        )

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, "null"),
            (True, "true"),
            (False, "false"),
            (75, "75"),
            (75.0, "75"),
            (-0.0, "0"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (10**18 - 1, "999999999999999999"),
            (10**18, "0xde0b6b3a7640000"),
            (1e300, hex(int(1e300))),
            ("", '""'),
            ('一"\n', '"一\\"\\n"'),
            (day("2023-05-08"), "2023-05-08"),
            (period("2023-01-01/2023-06-30"), "2023-01-01/2023-06-30"),
            (dr.ALWAYS, "0001-01-01/.."),
            (dr.DaySet(), "days()"),
            (dr.Timeline.always(dr.Grade.A), "Timeline(entries=[[0001-01-01/..,Grade.A]])"),
            (dr.Timeline(()), "Timeline()"),
            (frozenset({dr.Sector.PRODUCTION, dr.Sector.CATERING}), "set(Sector.CATERING,Sector.PRODUCTION)"),
            ((), "[]"),
            (((),), "[[]]"),
            (dr.FrozenMap({"b": (1, "1"), "a": dr.FrozenMap({1: None})}), '{"a":{1:null},"b":[1,"1"]}'),
        ],
    )
    def test_each_kind_of_value(self, value: Any, text: str) -> None:
        assert canonical(value) == text

    def test_a_number_longer_than_python_writes(self) -> None:
        assert canonical(-(16**5000)) == "-0x1" + 5000 * "0"


class TestUnlikeValues:
    def test_no_two_are_written_alike(self) -> None:
        values = [
            None, "null", True, "true", 1, "1", False, 0, "", "[]", (), ((),), "a,b", ("a", "b"), ("a,b",),
            dr.FrozenMap({"a": 1}), dr.FrozenMap({"a": "1"}), dr.FrozenMap({"a": 1, "b": 1}), dr.FrozenMap({1: 1}),
            day("2023-01-01"), "2023-01-01", period("2023-01-01/2023-01-01"), period("2023-01-01/.."),
            dr.DaySet([day("2023-01-01")]), dr.DaySet([day("2023-01-01"), day("2023-01-02")]),
            dr.DaySet([day("2023-01-01"), day("2023-01-03")]), dr.Grade.A, "Grade.A", dr.HazardLevel.CITY, dr.Tier.CITY,
            "\ud83d\ude00", "😀", "\ud83d", frozenset({"a"}), ("a",), float("inf"), float("-inf"),
        ]  # fmt: skip
        texts = [canonical(value).encode("utf-8", "surrogatepass") for value in values]
        assert len(set(texts)) == len(values)

    def test_true_isnt_one(self) -> None:
        """Python compares them as equal; to other systems, whose data these are, they differ."""
        assert registry(company(extensions={"x": True})).hash != registry(company(extensions={"x": 1})).hash
        assert registry(company(extensions={"x": 1.0})).hash == registry(company(extensions={"x": 1})).hash

    def test_a_line_can_not_be_faked(self) -> None:
        two = dr.Registry(areas=[dr.Area(id="1", tier=dr.Tier.CITY), dr.Area(id="2", tier=dr.Tier.CITY)])
        one = dr.Registry(areas=[dr.Area(id='1",tier=Tier.CITY)\nareas Area(id="2', tier=dr.Tier.CITY)])
        assert one.hash != two.hash


class TestSameFacts:
    def test_in_any_order(self) -> None:
        facts = handover()
        assert {shuffled(facts, seed).hash for seed in range(5)} == {facts.hash}

    def test_the_example_town_in_any_order(self) -> None:
        town = suining(scale=0.02)
        assert shuffled(town).hash == town.hash

    def test_given_in_other_words(self) -> None:
        """A bare value and a set of one, extensions in another order, no extensions and empty ones."""
        one = registry(company(sectors=dr.Sector.CATERING, extensions={"a": [1], "b": 2}))
        other = registry(company(sectors=[dr.Sector.CATERING], extensions={"b": 2.0, "a": (1,)}))
        assert one == other
        assert one.hash == other.hash
        assert dr.Registry(extensions={}).hash == dr.Registry().hash

    def test_defaults_given_or_not(self) -> None:
        plain = dr.Registry(areas=[dr.Area(id="1", tier=dr.Tier.CITY)])
        spelled = dr.Registry(areas=[dr.Area(id="1", tier=dr.Tier.CITY, parent=None, name=None, recorded=None)])
        assert plain.hash == spelled.hash

    def test_text_of_a_class_of_ones_own(self) -> None:
        class Id(str):
            __slots__ = ()

        class Code(enum.StrEnum):
            CITY = "5109"

        facts = [dr.Registry(areas=[dr.Area(id=id, tier=dr.Tier.CITY)]) for id in ("5109", Id("5109"), Code.CITY)]
        assert len({one.hash for one in facts}) == 1

    def test_after_a_journey(self) -> None:
        facts = handover()
        assert facts.hash == facts.hash
        assert pickle.loads(pickle.dumps(facts)).hash == facts.hash
        assert hash(facts.hash) == hash(facts.hash)
        assert facts == handover()

    def test_a_document_read_back(self) -> None:
        from dual_responsibility.interchange import read_registry, write_registry

        town = suining(scale=0.02)
        assert read_registry(write_registry(town)).hash == town.hash


class TestOtherFacts:
    def test_one_more_one_less_one_twice(self) -> None:
        pause = dr.Pause(company="C-1", period=period("2023-07-01/2023-07-31"))
        hashes = [handover(*pauses).hash for pauses in ((), (pause,), (pause, pause))]
        assert len(set(hashes)) == 3

    def test_claims_and_extensions_count(self) -> None:
        facts = handover()
        others = [
            facts.replace(complete=EVERYTHING[1:]),
            facts.replace(extensions={"system": "x"}),
            facts.replace(extensions={"system": "y"}),
            facts.replace(areas=[attrs.evolve(area, extensions={"system": "x"}) for area in areas()]),
        ]
        assert len({facts.hash, *(other.hash for other in others)}) == 5

    def test_order_within_a_fact_counts(self) -> None:
        """It is a part of the fact: the problems that a visit found, one after the other."""
        found = [dr.FoundProblem(id="P-1"), dr.FoundProblem(id="P-2")]
        one, other = (attrs.evolve(visit("2023-03-01"), problems=problems) for problems in (found, found[::-1]))
        assert handover(one).hash != handover(other).hash

    def test_any_field_of_any_fact(self) -> None:
        """Of each kind of fact in the example town, and of each kind of part in it, each field changed."""
        town, seen = suining(scale=0.02), set()
        closed = dr.CompanyChange(
            id="CC-1", company=town.companies[0].id, cause=dr.CompanyChangeCause.CLOSURE, on=day("2023-05-04")
        )
        town = town.replace(company_changes=[closed])
        for name in NAMES:
            for fact in getattr(town, name):
                for changed, field in changes(fact):
                    assert canonical(changed) != canonical(fact), (name, field)
                    seen.add((type(fact), field))
        missing = {
            (kind, field.name)
            for kind in (*COLLECTIONS.values(), dr.Claim)
            for field in attrs.fields(kind)
            if (kind, field.name) not in seen
        }
        assert missing == set()

    def test_a_changed_fact_in_its_registry(self) -> None:
        facts = handover()
        moved = facts.replace(visits=[attrs.evolve(facts.visits[0], on=day("2023-02-02")), *facts.visits[1:]])
        assert moved.hash != facts.hash


def changes(fact: Any) -> Any:
    """The fact with each field changed in turn, and each of its parts likewise."""
    for field in attrs.fields(type(fact)):
        value = getattr(fact, field.name)
        yield attrs.evolve(fact, **{field.name: other_than(value)}), field.name
        if isinstance(value, tuple) and value and attrs.has(type(value[0])) and not isinstance(value[0], dr.Period):
            for part, inner in changes(value[0]):
                yield attrs.evolve(fact, **{field.name: (part, *value[1:])}), f"{field.name}.{inner}"


def other_than(value: Any) -> Any:
    """Another value of the kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, enum.Enum):
        return next(member for member in type(value) if member is not value)
    if isinstance(value, dt.date):
        return value + dt.timedelta(1)
    if isinstance(value, dr.Period):
        # A period holds one day more, or less if it is open.
        return dr.Period(value.start, day("9999-12-30") if value.end is None else value.end + dt.timedelta(1))
    if isinstance(value, dr.DaySet):
        return value | dr.DaySet([day("2001-01-01")])
    if isinstance(value, dr.Timeline):
        return dr.Timeline((*value.entries, (period("2001-01-01/2001-01-02"), "other")))
    if isinstance(value, (tuple, frozenset)):
        return type(value)((*value, "other"))
    if isinstance(value, (int, float)):
        return value + 1
    return dr.FrozenMap({"other": 1}) if isinstance(value, dr.FrozenMap) else f"{value}-other"


class TestParts:
    def test_each_has_a_hash_of_its_own(self) -> None:
        town = suining(scale=0.02)
        parts = town.partition(4)
        assert len({town.hash, *(part.hash for part in parts)}) == 5
        assert [part.hash for part in parts] == [part.hash for part in shuffled(town).partition(4)]

    def test_what_a_part_answers_for_counts(self) -> None:
        """Two parts may carry the same facts and answer for different ones: they owe different decisions."""
        facts = registry(company(), supervisor(), relation())
        mine, yours = facts.partition(2)
        assert mine.owned != yours.owned
        assert mine.replace(owned=None, extensions=None).hash != mine.hash
        assert facts.replace(owned=mine.owned).hash != facts.replace(owned=yours.owned).hash


class TestRefused:
    @pytest.mark.parametrize(
        ("value", "kind"),
        [
            (b"x", "bytes"),
            (decimal.Decimal(1), "Decimal"),
            (dt.datetime(2023, 1, 1, tzinfo=dt.UTC), "datetime"),
            (object, "type"),
        ],
    )
    def test_what_has_no_certain_form(self, value: Any, kind: str) -> None:
        facts = registry(company("C-1"), company("C-2", extensions={"x": [value]}), company("C-3"))
        with pytest.raises(dr.RegistryError) as caught:
            _ = facts.replace(extensions={"y": value}).hash
        found = [(problem.code, problem.path) for problem in caught.value.problems]
        assert found == [("no-canonical-form", "/companies/1"), ("no-canonical-form", "/extensions")]
        assert all(kind in problem.message.zh and kind in problem.message.en for problem in caught.value.problems)

    def test_nested_too_deep(self) -> None:
        """How deep is too deep is Python's to say; what it can hold and not write is refused."""
        data: Any = None
        deepest = None
        try:
            for _ in range(2000):
                data = {"x": data}
                deepest = dr.Registry(extensions=data)
        except RecursionError:
            pass
        assert deepest is not None
        with pytest.raises(dr.RegistryError) as caught:
            _ = deepest.hash
        assert [(problem.code, problem.path) for problem in caught.value.problems] == [("too-deep", "/extensions")]


class TestAnywhere:
    HASH = "94806aac520d012c973cbb780c6575cd0e69ef9dc156110f07be4dbdef7a6ef2"
    CODE = """
import dual_responsibility as dr
from dual_responsibility.example import suining
print(suining(scale=0.02).hash)
"""

    def test_a_hash_that_holds_still(self) -> None:
        """No expectation of what is right: it is what each interpreter and each later version has to repeat."""
        facts = handover(
            dr.Pause(company="C-1", period=period("2023-07-01/2023-07-31"), evidence="停业记录-1"),
            dr.ControlLog(company="C-1", cycle=dr.Cycle.DAILY, kept=dr.DaySet.parse(["2023-01-01/2023-12-31"])),
            dr.ControlRecord(
                id="R-1",
                company="C-1",
                cycle=dr.Cycle.DAILY,
                on=day("2023-03-03"),
                answers=[dr.Answer(item="x", value=4.5), dr.Answer(item="y", ok=False)],
                problems=[dr.FoundProblem(id="P-1", text="冷藏柜温度偏高", rectified=day("2023-03-04"))],
            ),
            dr.KeyPeriod(id="K-1", area=COUNTY, period=period("2023-01-14/2023-01-27")),
            dr.Mechanism(id="M-1", area=CITY, seats=[dr.Seat(role=dr.SeatRole.CHIEF, holder="L-1")]),
        )
        assert facts.replace(extensions={"来源": ["x", 1.0, None, True, {"b": {}, "a": []}]}).hash == self.HASH

    def test_under_any_hash_seed_and_locale(self) -> None:
        found = set()
        for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("4242", "zh_CN.GB18030")):
            environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}
            environment["PYTHONPATH"] = str(Path(dr.__file__).parents[1])
            run = subprocess.run([sys.executable, "-c", self.CODE], env=environment, capture_output=True, check=True)
            found.add(run.stdout.decode().strip())
        assert found == {suining(scale=0.02).hash}


def test_a_default_is_a_plain_value() -> None:
    """What is at its default is left out of the hash: a factory's result isn't known to it."""
    kinds = [dr.Registry, dr.Claim, *COLLECTIONS.values()]
    kinds += [dr.TeamMember, dr.Post, dr.Answer, dr.ChecklistItem, dr.FoundProblem, dr.ProblemMove, dr.HazardMove]
    kinds += [dr.Seat, dr.TaskForce, dr.Milestone, dr.Ballot, dr.Pick, dr.ReviewUse, dr.Period, dr.Timeline]
    for kind in kinds:
        for field in attrs.fields(kind):
            assert not isinstance(field.default, type(attrs.Factory(list))), (kind, field.name)
            assert field.eq, (kind, field.name)


def held(facts: dr.Registry) -> dict[str, Counter[Any]]:
    """How often a registry holds each fact."""
    return {name: Counter(getattr(facts, name)) for name in NAMES}


@settings(deadline=None, max_examples=60, database=None)
@given(registries(), st.integers(0, 99))
def test_order_never_counts(facts: dr.Registry, seed: int) -> None:
    assert shuffled(facts, seed).hash == facts.hash


@settings(deadline=None, max_examples=60, database=None)
@given(registries(), registries(), st.data())
def test_equal_facts_and_equal_hashes_are_the_same_thing(
    one: dr.Registry, other: dr.Registry, data: st.DataObject
) -> None:
    assert (held(one) == held(other)) == (one.hash == other.hash)
    name = data.draw(st.sampled_from([name for name in NAMES if getattr(one, name)]))
    facts = getattr(one, name)
    index = data.draw(st.integers(0, len(facts) - 1))
    for changed, field in changes(facts[index]):
        texts = sorted(map(canonical, (*facts[:index], changed, *facts[index + 1 :])))
        assert texts != sorted(map(canonical, facts)), field


json_data = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=8,
)


def typed(value: Any) -> Any:
    """JSON data in which true isn't equal to 1."""
    if isinstance(value, bool):
        return "bool", value
    if isinstance(value, list):
        return [typed(item) for item in value]
    return {key: typed(item) for key, item in value.items()} if isinstance(value, dict) else value


@settings(deadline=None, max_examples=200, database=None)
@given(json_data, json_data)
def test_extensions_of_any_kind(one: Any, other: Any) -> None:
    hashes = [dr.Registry(extensions={"x": value}).hash for value in (one, other, one)]
    assert hashes[0] == hashes[2]
    assert (hashes[0] == hashes[1]) == (typed(one) == typed(other))
