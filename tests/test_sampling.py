"""A lot that an auditor can replay: our aid for picking the share of supervisors who report (§12.3)."""

import datetime as dt
import hashlib
import json
import math
import pickle
import random
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

from .rules.building import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    OTHER_TOWNSHIP,
    OTHER_VILLAGE,
    TOWNSHIP,
    VILLAGE,
    company,
    day,
    post,
    registry,
    supervisor,
)

ON = "2023-11-01"
TIERS = {CITY: dr.Tier.CITY, COUNTY: dr.Tier.COUNTY, OTHER_COUNTY: dr.Tier.COUNTY, TOWNSHIP: dr.Tier.TOWNSHIP,
         OTHER_TOWNSHIP: dr.Tier.TOWNSHIP, VILLAGE: dr.Tier.VILLAGE, OTHER_VILLAGE: dr.Tier.VILLAGE}  # fmt: skip


def book(share: Mapping[dr.Tier, int] | None = None, **readings: str) -> dr.Rulebook:
    """Suining's book by some readings, with a share by tier if one is given."""
    chosen = dr.rulebook("suining-2022").with_readings({name.replace("_", "-"): to for name, to in readings.items()})
    if share is None:
        return chosen
    return attrs.evolve(chosen, review=attrs.evolve(chosen.review, share_percent=dr.FrozenMap(share)))


def people(area: str, count: int, prefix: str | None = None, held: str | None = None) -> list[dr.Supervisor]:
    """So many supervisors with a post in an area, at its own tier."""
    return [supervisor(f"{prefix or area}-{i}", posts=post(TIERS[area], held, area)) for i in range(1, count + 1)]


def lot(*facts: Any, seed: str = "2023", on: str = ON, percent: int | None = 20, **readings: str) -> dr.Sample:
    """The lot of a registry of these facts, with a share for every tier unless told otherwise."""
    return dr.sample(registry(*facts), book(**readings), seed=seed, on=day(on), percent=percent)


def ranked(seed: str, area: str, ids: Sequence[str]) -> list[str]:
    """The order of a lot as its description has it, worked out without the library."""

    def digest(id: str) -> str:
        text = json.dumps([seed, area, id], ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    return sorted(ids, key=digest)


class TestTheAlgorithm:
    @pytest.mark.parametrize("seed", ["2023", "2024", " ", "遂宁·甲", 'a "quoted" seed \\ / \n', "😀"])
    def test_it_is_as_described(self, seed: str) -> None:
        drawn = lot(*people(COUNTY, 12), *people(TOWNSHIP, 7), seed=seed)
        assert dict(drawn.picks) == {
            COUNTY: tuple(ranked(seed, COUNTY, [f"{COUNTY}-{i}" for i in range(1, 13)])[:3]),
            TOWNSHIP: tuple(ranked(seed, TOWNSHIP, [f"{TOWNSHIP}-{i}" for i in range(1, 8)])[:2]),
        }
        assert dict(drawn.people) == {COUNTY: 12, TOWNSHIP: 7}
        assert (drawn.seed, drawn.on, drawn.without_share) == (seed, day(ON), ())

    def test_the_bytes_are_these(self) -> None:
        """The bytes that are hashed, written out: no spaces, and escapes for what isn't ASCII."""
        ids = ["甲", "S-1", 'S-"2"']
        written = {
            "甲": rb'["2023","510903","\u7532"]',
            "S-1": b'["2023","510903","S-1"]',
            'S-"2"': rb'["2023","510903","S-\"2\""]',
        }
        order = sorted(ids, key=lambda id: hashlib.sha256(written[id]).digest())
        drawn = lot(*(supervisor(id, dr.Tier.COUNTY) for id in ids), percent=100)
        assert drawn.picks[COUNTY] == tuple(order)

    def test_another_seed_gives_another_list(self) -> None:
        lists = {lot(*people(TOWNSHIP, 50), seed=str(number)).picks[TOWNSHIP] for number in range(20)}
        assert len(lists) == 20

    def test_the_same_people_in_another_area_are_drawn_in_another_order(self) -> None:
        both = [
            supervisor(f"S-{i}", posts=[post(dr.Tier.TOWNSHIP), post(dr.Tier.TOWNSHIP, area=OTHER_TOWNSHIP)])
            for i in range(30)
        ]
        drawn = lot(*both, percent=100)
        assert set(drawn.picks[TOWNSHIP]) == set(drawn.picks[OTHER_TOWNSHIP])
        assert drawn.picks[TOWNSHIP] != drawn.picks[OTHER_TOWNSHIP]

    def test_a_smaller_share_draws_the_first_of_a_larger_one(self) -> None:
        everybody = lot(*people(TOWNSHIP, 20), percent=100).picks[TOWNSHIP]
        for percent in (5, 20, 55):
            assert lot(*people(TOWNSHIP, 20), percent=percent).picks[TOWNSHIP] == everybody[: percent // 5]


class TestHowMany:
    @pytest.mark.parametrize(
        ("percent", "count", "wanted"),
        [
            # up, to the nearest with halves up, down
            (20, 1, (1, 0, 0)),
            (20, 4, (1, 1, 0)),
            (20, 5, (1, 1, 1)),
            (20, 6, (2, 1, 1)),
            (25, 10, (3, 3, 2)),
            (50, 1, (1, 1, 0)),
            (1, 1, (1, 0, 0)),
            (100, 7, (7, 7, 7)),
            (7, 100, (7, 7, 7)),
            (29, 100, (29, 29, 29)),
        ],
    )
    def test_by_each_rounding(self, percent: int, count: int, wanted: tuple[int, int, int]) -> None:
        for reading, number in zip(("up", "half-up", "down"), wanted, strict=True):
            drawn = lot(*people(TOWNSHIP, count), percent=percent, share_rounding=reading)
            assert len(drawn.picks[TOWNSHIP]) == number
            assert drawn.people[TOWNSHIP] == count

    @pytest.mark.parametrize(
        ("on", "names"),
        [
            ("2023-01-31", {"A"}),
            ("2023-02-01", {"A", "B"}),
            ("2023-07-01", {"A", "B", "C"}),
            ("2024-01-01", {"A", "C"}),
        ],
    )
    def test_of_those_in_office_on_some_day_of_the_year_up_to_its_own(self, on: str, names: set[str]) -> None:
        """Reading share-of."""
        held = {"A": "2022-11-01/..", "B": "2023-02-01/2023-06-30", "C": "2023-07-01/.."}
        everybody = [one for name, text in held.items() for one in people(TOWNSHIP, 1, name, text)]
        of_year = lot(*everybody, on=on, percent=100, share_of="any-day")
        assert {id.partition("-")[0] for id in of_year.picks[TOWNSHIP]} == names
        on_the_day = {id.partition("-")[0] for id in lot(*everybody, on=on, percent=100).picks[TOWNSHIP]}
        assert on_the_day == {"2023-01-31": {"A"}, "2023-02-01": {"A", "B"}}.get(on, {"A", "C"})

    def test_the_parts_of_a_registry_draw_together_what_the_whole_draws(self) -> None:
        """Principle 8: each part draws for the areas that it answers for."""
        whole = registry(*people(COUNTY, 6), *people(TOWNSHIP, 9), *people(OTHER_TOWNSHIP, 7), *people(VILLAGE, 4))
        drawn = dr.sample(whole, book(), seed="2023", on=day(ON), percent=20)
        for n in (1, 2, 3, 7):
            parts = [dr.sample(part, book(), seed="2023", on=day(ON), percent=20) for part in whole.partition(n)]
            picks = [(area, ids) for part in parts for area, ids in part.picks.items()]
            assert sorted(picks) == sorted(drawn.picks.items())
            assert sorted((area, n) for part in parts for area, n in part.people.items()) == sorted(
                drawn.people.items()
            )

    def test_a_committee_without_supervisors_has_no_lot(self) -> None:
        drawn = lot()
        assert (dict(drawn.people), dict(drawn.picks), drawn.without_share) == ({}, {}, ())

    @pytest.mark.parametrize("percent", [1, 100])
    def test_from_one_to_a_hundred(self, percent: int) -> None:
        assert lot(*people(TOWNSHIP, 3), percent=percent).picks[TOWNSHIP]

    @pytest.mark.parametrize("percent", [-1, 0, 101])
    def test_beyond_that_it_is_refused(self, percent: int) -> None:
        self.refused("/percent", percent=percent)

    @pytest.mark.parametrize("percent", [True, 20.0, "20", 0.5])
    def test_nor_is_what_is_no_whole_number(self, percent: Any) -> None:
        self.refused("/percent", percent=percent)

    @pytest.mark.parametrize("seed", ["", 2023, None, b"2023"])
    def test_a_seed_is_a_text(self, seed: Any) -> None:
        self.refused("/seed", seed=seed)

    def refused(self, path: str, **fields: Any) -> None:
        with pytest.raises(dr.ReportError) as caught:
            lot(*people(TOWNSHIP, 3), **fields)
        (told,) = caught.value.problems
        assert (told.code, told.path) == ("wrong-type", path)
        for text in (told.message.zh, told.message.en):
            assert repr(fields[path[1:]]) in text
        assert isinstance(caught.value, ValueError)

    @pytest.mark.parametrize("on", [dt.datetime(2023, 11, 1, tzinfo=dt.UTC), "2023-11-01", None])
    def test_a_day_that_is_no_date_is_refused(self, on: Any) -> None:
        with pytest.raises(dr.DateTypeError):
            dr.sample(registry(*people(TOWNSHIP, 3)), book(), seed="2023", on=on, percent=20)


class TestTheShareOfEachTier:
    facts = (*people(CITY, 5), *people(COUNTY, 5), *people(TOWNSHIP, 5), *people(OTHER_TOWNSHIP, 5))

    def drawn(self, share: Mapping[dr.Tier, int] | None, percent: int | None = None) -> dr.Sample:
        """The lot by a rulebook's shares."""
        return dr.sample(registry(*self.facts), book(share), seed="2023", on=day(ON), percent=percent)

    def test_suinings_book_has_none_and_nobody_is_drawn(self) -> None:
        drawn = self.drawn(None)
        assert (dict(drawn.picks), drawn.without_share) == ({}, (CITY, COUNTY, TOWNSHIP, OTHER_TOWNSHIP))

    def test_nor_has_a_book_that_says_nothing_of_reviews(self) -> None:
        silent = attrs.evolve(book(), review=None)
        drawn = dr.sample(registry(*self.facts), silent, seed="2023", on=day(ON))
        assert drawn == self.drawn(None)

    def test_by_the_rulebooks(self) -> None:
        drawn = self.drawn({dr.Tier.CITY: 100, dr.Tier.TOWNSHIP: 40})
        assert {area: len(picks) for area, picks in drawn.picks.items()} == {CITY: 5, TOWNSHIP: 2, OTHER_TOWNSHIP: 2}
        assert drawn.without_share == (COUNTY,)

    def test_or_one_for_all_in_their_place(self) -> None:
        drawn = self.drawn({dr.Tier.CITY: 100, dr.Tier.TOWNSHIP: 40}, percent=20)
        assert {area: len(picks) for area, picks in drawn.picks.items()} == dict.fromkeys(
            (CITY, COUNTY, TOWNSHIP, OTHER_TOWNSHIP), 1
        )
        assert drawn.without_share == ()


class TestWhoIsInTheLot:
    @pytest.mark.parametrize(
        ("held", "is_in"),
        [
            ("2020-01-01/..", True),
            ("2023-11-01/..", True),
            ("2023-11-02/..", False),
            ("2020-01-01/2023-11-01", True),
            ("2020-01-01/2023-10-31", False),
        ],
    )
    def test_who_is_in_office_on_the_day(self, held: str, is_in: bool) -> None:
        drawn = lot(*people(TOWNSHIP, 3), *people(TOWNSHIP, 1, "X", held), percent=100)
        assert ("X-1" in drawn.picks[TOWNSHIP]) is is_in
        assert drawn.people[TOWNSHIP] == 3 + is_in

    @pytest.mark.parametrize("percent", [None, 20])
    def test_where_nobody_is_in_office_there_is_no_lot(self, percent: int | None) -> None:
        drawn = lot(supervisor(posts=()), *people(TOWNSHIP, 3, held="2020-01-01/2023-10-31"), percent=percent)
        assert (dict(drawn.people), dict(drawn.picks), drawn.without_share) == ({}, {}, ())

    def test_each_is_in_it_once(self) -> None:
        twice = supervisor("X-1", posts=[post(dr.Tier.TOWNSHIP), post(dr.Tier.TOWNSHIP, body="economy-it")])
        drawn = lot(twice, *people(TOWNSHIP, 2), percent=100)
        assert sorted(drawn.picks[TOWNSHIP]) == [f"{TOWNSHIP}-1", f"{TOWNSHIP}-2", "X-1"]
        assert drawn.people[TOWNSHIP] == 3

    def test_villages_are_in_their_townships_lot(self) -> None:
        drawn = lot(*people(VILLAGE, 4), *people(OTHER_VILLAGE, 2), *people(TOWNSHIP, 1), percent=100)
        assert dict(drawn.people) == {TOWNSHIP: 5, OTHER_TOWNSHIP: 2}
        ids = [f"{VILLAGE}-{i}" for i in range(1, 5)]
        assert drawn.picks[TOWNSHIP] == tuple(ranked("2023", TOWNSHIP, [*ids, f"{TOWNSHIP}-1"]))

    def test_or_in_nobodys(self) -> None:
        drawn = lot(*people(VILLAGE, 4), *people(TOWNSHIP, 1), percent=100, village_committee="nobody")
        assert dict(drawn.picks) == {TOWNSHIP: (f"{TOWNSHIP}-1",)}
        assert dict(drawn.people) == {TOWNSHIP: 1}

    def test_a_park_has_a_lot_of_its_own(self) -> None:
        park = dr.Area(id="510999", tier=dr.Tier.COUNTY, parent=CITY)
        drawn = lot(park, supervisor("P-1", dr.Tier.COUNTY, area="510999"), *people(COUNTY, 2), percent=100)
        assert dict(drawn.people) == {COUNTY: 2, "510999": 1}


class TestSelection:
    def test_a_lot_is_a_value(self) -> None:
        drawn = lot(*people(TOWNSHIP, 10))
        assert pickle.loads(pickle.dumps(drawn)) == drawn
        assert hash(drawn) == hash(lot(*people(TOWNSHIP, 10)))

    def test_it_goes_into_a_registry(self) -> None:
        drawn = lot(*people(TOWNSHIP, 10))
        made = drawn.selection(TOWNSHIP, id="RS-1", year=2023)
        assert made == dr.ReviewSelection(
            id="RS-1",
            area=TOWNSHIP,
            year=2023,
            on=day(ON),
            seed="2023",
            picks=[dr.Pick(supervisor=id) for id in drawn.picks[TOWNSHIP]],
        )
        assert registry(*people(TOWNSHIP, 10), made).review_selections == (made,)

    @pytest.mark.parametrize("area", [COUNTY, OTHER_TOWNSHIP, "999"])
    def test_of_a_committee_without_a_lot_it_is_refused(self, area: str) -> None:
        drawn = dr.sample(
            registry(*people(TOWNSHIP, 5), *people(COUNTY, 5)), book({dr.Tier.TOWNSHIP: 20}), seed="1", on=day(ON)
        )
        with pytest.raises(dr.UnknownIdError, match=area):
            drawn.selection(area, id="RS-1", year=2023)


populations = st.dictionaries(st.sampled_from(sorted(TIERS)), st.integers(1, 9), max_size=5)
seeds = st.text(min_size=1, max_size=8)


def drawn_from(counts: Mapping[str, int]) -> list[dr.Supervisor]:
    """Supervisors by area."""
    return [one for area, count in counts.items() for one in people(area, count)]


@settings(deadline=None, max_examples=60, database=None)
@given(populations, seeds, st.integers(1, 100), st.randoms(use_true_random=False))
def test_the_order_of_the_registry_makes_no_difference(
    counts: dict[str, int], seed: str, percent: int, turn: random.Random
) -> None:
    facts = registry(*drawn_from(counts))
    shuffled = attrs.evolve(
        facts,
        areas=turn.sample(facts.areas, len(facts.areas)),
        supervisors=turn.sample(facts.supervisors, len(facts.supervisors)),
    )
    lots = [dr.sample(one, book(), seed=seed, on=day(ON), percent=percent) for one in (facts, shuffled)]
    assert lots[0] == lots[1]
    assert [*lots[0].picks] == [*lots[1].picks]


@settings(deadline=None, max_examples=60, database=None)
@given(populations, seeds, st.integers(1, 100))
def test_any_lot_is_as_described(counts: dict[str, int], seed: str, percent: int) -> None:
    strata: dict[str, list[str]] = {}
    township_of = {VILLAGE: TOWNSHIP, OTHER_VILLAGE: OTHER_TOWNSHIP}
    for one in drawn_from(counts):
        strata.setdefault(township_of.get(one.posts[0].area, one.posts[0].area), []).append(one.id)
    drawn = lot(*drawn_from(counts), seed=seed, percent=percent)
    assert dict(drawn.picks) == {
        area: tuple(ranked(seed, area, ids)[: math.ceil(len(ids) * percent / 100)]) for area, ids in strata.items()
    }


@settings(deadline=None, max_examples=60, database=None)
@given(populations, seeds, st.integers(1, 100), st.sampled_from(sorted(TIERS)), st.integers(1, 5))
def test_somebody_more_elsewhere_changes_no_other_list(
    counts: dict[str, int], seed: str, percent: int, where: str, more: int
) -> None:
    before = lot(*drawn_from(counts), seed=seed, percent=percent)
    newcomers, companies = people(where, more, "new"), [company(f"C-{i}", area=where) for i in range(more)]
    after = lot(*drawn_from(counts), *newcomers, *companies, seed=seed, percent=percent)
    theirs = {VILLAGE: TOWNSHIP, OTHER_VILLAGE: OTHER_TOWNSHIP}.get(where, where)
    assert {area: picks for area, picks in after.picks.items() if area != theirs} == {
        area: picks for area, picks in before.picks.items() if area != theirs
    }
    # In their own list nobody changes places: it is the old order with the newcomers put in.
    old = [id for id in after.picks[theirs] if not id.startswith("new")]
    order = ranked(
        seed, theirs, [one.id for one in drawn_from(counts) if one.id in {*old, *before.picks.get(theirs, ())}]
    )
    assert old == order[: len(old)]


@settings(deadline=None, max_examples=30, database=None)
@given(populations, seeds, st.integers(1, 100))
def test_companies_change_nothing(counts: dict[str, int], seed: str, percent: int) -> None:
    companies = [company(f"C-{area}", area=area) for area in sorted(TIERS)]
    before = lot(*drawn_from(counts), seed=seed, percent=percent)
    assert lot(*drawn_from(counts), *companies, seed=seed, percent=percent) == before
