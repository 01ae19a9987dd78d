"""Grading from below: counts along a business line summed tier by tier, the sums proved, grades over time (§5.1)."""

import datetime as dt
from typing import Any

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
    claim,
    company,
    day,
    registry,
)

A, B, C, D = dr.Grade
ON = "2022-11-01"
SECOND_VILLAGE, SECOND_TOWNSHIP = "510903100202", "510903101"
often = settings(deadline=None, max_examples=100, database=None)


def tally(area: str, count: int, *, line: str = "餐饮", grade: dr.Grade = C, on: str = ON) -> dr.GradeTally:
    return dr.GradeTally(area=area, business_line=line, grade=grade, count=count, on=day(on))


def second_village() -> dr.Area:
    return dr.Area(id=SECOND_VILLAGE, tier=dr.Tier.VILLAGE, parent=TOWNSHIP)


def by_area(facts: dr.Registry, on: str | None = None) -> dict[str, dr.TallySum]:
    """The figures of the one line, grade and day that there is, by area."""
    sums = dr.sum_tallies(facts, on=None if on is None else day(on))
    assert len({one.area for one in sums}) == len(sums)
    return {one.area: one for one in sums}


def figures(facts: dr.Registry) -> dict[str, tuple[int | None, int | None, int | None]]:
    """What each area states, the sum of its parts, and what counts."""
    return {id: (one.stated, one.summed, one.figure) for id, one in by_area(facts).items()}


def differences(facts: dr.Registry, on: str | None = None) -> list[tuple[str, int]]:
    found = dr.tally_differences(facts, on=None if on is None else day(on))
    return [(one.tally.area, one.difference) for one in found]


class TestSummedTierByTier:
    """逐级汇总."""

    def test_counts_of_villages_are_summed_up_to_the_city(self) -> None:
        """17 and 23 in the one township, 5 in the other county's village: 40, 40, 5, 5, 45."""
        facts = registry(second_village(), tally(VILLAGE, 17), tally(SECOND_VILLAGE, 23), tally(OTHER_VILLAGE, 5))
        assert figures(facts) == {
            CITY: (None, 45, 45),
            COUNTY: (None, 40, 40),
            OTHER_COUNTY: (None, 5, 5),
            TOWNSHIP: (None, 40, 40),
            OTHER_TOWNSHIP: (None, 5, 5),
            VILLAGE: (17, None, 17),
            SECOND_VILLAGE: (23, None, 23),
            OTHER_VILLAGE: (5, None, 5),
        }
        assert by_area(facts)[TOWNSHIP].parts == ((VILLAGE, 17), (SECOND_VILLAGE, 23))
        assert by_area(facts)[CITY].parts == ((COUNTY, 40), (OTHER_COUNTY, 5))
        assert differences(facts) == []

    def test_the_highest_tier_comes_first_and_areas_of_a_tier_by_id(self) -> None:
        facts = registry(tally(OTHER_VILLAGE, 5), tally(VILLAGE, 17))
        assert [*by_area(facts)] == [
            CITY,
            COUNTY,
            OTHER_COUNTY,
            TOWNSHIP,
            OTHER_TOWNSHIP,
            VILLAGE,
            OTHER_VILLAGE,
        ]

    def test_what_an_area_states_counts_above_it_and_not_the_sum_of_its_parts(self) -> None:
        """The township states 20 over a village of 17: the county sums 20."""
        facts = registry(tally(VILLAGE, 17), tally(TOWNSHIP, 20))
        assert figures(facts) == {
            CITY: (None, 20, 20),
            COUNTY: (None, 20, 20),
            TOWNSHIP: (20, 17, 20),
            VILLAGE: (17, None, 17),
        }

    def test_a_count_of_none_is_a_figure(self) -> None:
        facts = registry(tally(VILLAGE, 0))
        assert figures(facts)[CITY] == (None, 0, 0)
        assert by_area(facts)[TOWNSHIP].missing == ()

    def test_nothing_is_counted_where_nothing_was(self) -> None:
        assert dr.sum_tallies(registry()) == ()
        assert dr.sum_tallies(dr.Registry()) == ()
        assert dr.tally_differences(registry()) == ()

    def test_several_counts_of_one_area_are_parts_of_one_figure(self) -> None:
        facts = registry(tally(VILLAGE, 10), tally(VILLAGE, 7), tally(TOWNSHIP, 17))
        assert figures(facts)[VILLAGE] == (17, None, 17)
        assert differences(facts) == []

    def test_the_areas_below_of_which_there_is_no_figure_are_named(self) -> None:
        facts = registry(second_village(), tally(VILLAGE, 17), tally(CITY, 17), complete=())
        missing = {id: one.missing for id, one in by_area(facts).items() if one.missing}
        assert missing == {CITY: (OTHER_COUNTY,), TOWNSHIP: (SECOND_VILLAGE,)}

    @pytest.mark.parametrize(
        ("claims", "missing"),
        [
            ([], [SECOND_VILLAGE]),
            ([claim("grade_tallies")], []),
            ([claim("grade_tallies", area=CITY)], []),
            ([claim("grade_tallies", area=SECOND_VILLAGE)], []),
            ([claim("grade_tallies", area=VILLAGE)], [SECOND_VILLAGE]),
            ([claim("grade_tallies", area=OTHER_COUNTY)], [SECOND_VILLAGE]),
            ([claim("visits")], [SECOND_VILLAGE]),
            # The day of the counts is 1 November 2022.
            ([claim("grade_tallies", "2022-11-01/2022-11-01")], []),
            ([claim("grade_tallies", "2022-11-02/..")], [SECOND_VILLAGE]),
            ([claim("grade_tallies", "2022-01-01/2022-10-31")], [SECOND_VILLAGE]),
        ],
    )
    def test_whose_counts_are_claimed_complete_has_nothing_to_count(self, claims: list[dr.Claim], missing: Any) -> None:
        """Principle 3: that there is no figure is silence, unless somebody says that all are there."""
        facts = registry(second_village(), tally(VILLAGE, 17), tally(TOWNSHIP, 40), complete=claims)
        assert [*by_area(facts)[TOWNSHIP].missing] == missing
        assert differences(facts) == ([] if missing else [(TOWNSHIP, 23)])

    def test_a_city_without_villages_is_summed_from_what_lies_directly_below(self) -> None:
        facts = registry(tally(COUNTY, 149), tally(OTHER_COUNTY, 50))
        assert figures(facts) == {CITY: (None, 199, 199), COUNTY: (149, None, 149), OTHER_COUNTY: (50, None, 50)}

    def test_the_order_of_facts_makes_no_difference(self) -> None:
        counts = [tally(VILLAGE, 17), tally(CITY, 20), tally(VILLAGE, 1, grade=A), tally(OTHER_VILLAGE, 3, line="生产")]
        assert dr.sum_tallies(registry(*counts)) == dr.sum_tallies(registry(*counts[::-1]))


class TestLinesGradesAndDays:
    """分条线: each line, grade and day is summed by itself."""

    COUNTS = (
        tally(VILLAGE, 1),
        tally(VILLAGE, 2, line="生产"),
        tally(VILLAGE, 4, grade=A),
        tally(VILLAGE, 8, on="2023-11-01"),
        tally(OTHER_VILLAGE, 16),
    )

    def test_they_dont_mix(self) -> None:
        cities = [one for one in dr.sum_tallies(registry(*self.COUNTS)) if one.area == CITY]
        assert [(one.on.year, one.business_line, one.grade, one.figure) for one in cities] == [
            (2022, "生产", C, 2),
            (2022, "餐饮", A, 4),
            (2022, "餐饮", C, 17),
            (2023, "餐饮", C, 8),
        ]

    def test_grades_come_from_a_to_d(self) -> None:
        facts = registry(*(tally(VILLAGE, 1, grade=grade) for grade in (D, B, A, C)))
        assert [one.grade for one in dr.sum_tallies(facts) if one.area == CITY] == [A, B, C, D]

    @pytest.mark.parametrize(("on", "counted"), [("2022-11-01", 23), ("2023-11-01", 8), ("2023-10-31", 0)])
    def test_only_the_counts_of_one_day(self, on: str, counted: int) -> None:
        sums = dr.sum_tallies(registry(*self.COUNTS), on=day(on))
        assert {one.on for one in sums} <= {day(on)}
        assert sum(one.figure or 0 for one in sums if one.area == CITY) == counted

    def test_a_difference_is_of_its_line_grade_and_day(self) -> None:
        facts = registry(
            *self.COUNTS, tally(TOWNSHIP, 2), tally(TOWNSHIP, 2, line="生产"), tally(TOWNSHIP, 8, on="2023-11-01")
        )
        (wrong,) = dr.tally_differences(facts)
        assert (wrong.tally.area, wrong.tally.business_line, wrong.tally.grade) == (TOWNSHIP, "餐饮", C)
        assert (wrong.tally.on, wrong.difference) == (day(ON), 1)
        assert differences(facts, on=ON) == [(TOWNSHIP, 1)]
        assert differences(facts, on="2023-11-01") == []


class TestDifferences:
    """The sum is proved: each tier's figure equals the sum of its parts; where it isn't, the place is named."""

    @pytest.mark.parametrize(("stated", "listed"), [(39, [(TOWNSHIP, -1)]), (40, []), (41, [(TOWNSHIP, 1)])])
    def test_what_is_stated_less_the_sum(self, stated: int, listed: list[tuple[str, int]]) -> None:
        facts = registry(second_village(), tally(VILLAGE, 17), tally(SECOND_VILLAGE, 23), tally(TOWNSHIP, stated))
        assert differences(facts) == listed

    def test_every_place_that_is_wrong_is_listed_from_above(self) -> None:
        """The city states 100 over 40 and 5; the county 40 over 30; the village 30."""
        facts = registry(tally(CITY, 100), tally(COUNTY, 40), tally(OTHER_COUNTY, 5), tally(VILLAGE, 30))
        assert differences(facts) == [(CITY, 55), (COUNTY, 10)]
        (city, county) = dr.tally_differences(facts)
        assert (city.tally.stated, city.tally.parts) == (100, ((COUNTY, 40), (OTHER_COUNTY, 5)))
        assert (county.tally.stated, county.tally.parts) == (40, ((TOWNSHIP, 30),))

    def test_a_leaf_is_compared_with_nothing(self) -> None:
        assert differences(registry(tally(VILLAGE, 17))) == []
        assert differences(registry(tally(COUNTY, 17))) == []
        assert (
            differences(dr.Registry(areas=[dr.Area(id=CITY, tier=dr.Tier.CITY)], grade_tallies=[tally(CITY, 37)])) == []
        )

    @pytest.mark.parametrize(("stated", "listed"), [(16, [(TOWNSHIP, -1)]), (17, []), (18, []), (40, [])])
    def test_what_may_be_that_of_a_missing_part_is_no_difference(
        self, stated: int, listed: list[tuple[str, int]]
    ) -> None:
        """One village counted 17; of the other nothing is known."""
        facts = registry(second_village(), tally(VILLAGE, 17), tally(TOWNSHIP, stated), complete=())
        assert differences(facts) == listed
        assert by_area(facts)[TOWNSHIP].missing == (SECOND_VILLAGE,)

    def test_the_published_figures_of_the_source_hold(self) -> None:
        """§9.3: 37, 199, 3,923 and 18,704 companies by grade, here of the two counties together."""
        published = {A: (37, 20), B: (199, 99), C: (3923, 1900), D: (18704, 9000)}
        counts = [
            tally(area, count, grade=grade)
            for grade, (whole, part) in published.items()
            for area, count in ((CITY, whole), (COUNTY, part), (OTHER_COUNTY, whole - part))
        ]
        assert differences(registry(*counts)) == []
        assert [one.figure for one in dr.sum_tallies(registry(*counts)) if one.area == CITY] == [37, 199, 3923, 18704]


# The law: sums that hold have no difference, and one figure that is changed is found where it is


PARENTS = {
    COUNTY: CITY,
    OTHER_COUNTY: CITY,
    TOWNSHIP: COUNTY,
    SECOND_TOWNSHIP: COUNTY,
    OTHER_TOWNSHIP: OTHER_COUNTY,
    VILLAGE: TOWNSHIP,
    SECOND_VILLAGE: TOWNSHIP,
    OTHER_VILLAGE: OTHER_TOWNSHIP,
}
TREE = (second_village(), dr.Area(id=SECOND_TOWNSHIP, tier=dr.Tier.TOWNSHIP, parent=COUNTY))
CHILDREN = {area: [one for one, parent in PARENTS.items() if parent == area] for area in (CITY, *PARENTS)}
LEAVES = [area for area, below in CHILDREN.items() if not below]


def true_count(area: str, counts: dict[str, int]) -> int:
    below = CHILDREN[area]
    return sum(true_count(one, counts) for one in below) if below else counts[area]


@st.composite
def sound_sums(draw: st.DrawFn) -> dict[str, int]:
    """Counts of all leaves, and of some areas above them what they come to: what each states."""
    counts = {area: draw(st.integers(0, 50)) for area in LEAVES}
    above = [area for area in CHILDREN if CHILDREN[area] and draw(st.booleans())]
    return {**counts, **{area: true_count(area, counts) for area in above}}


def stating(counts: dict[str, int], *others: Any) -> dr.Registry:
    return registry(*TREE, *(tally(area, count) for area, count in counts.items()), *others)


@often
@given(sound_sums())
def test_where_every_figure_is_the_sum_of_its_parts_there_is_no_difference(counts: dict[str, int]) -> None:
    facts = stating(counts)
    assert dr.tally_differences(facts) == ()
    assert {id: figure for id, (_, _, figure) in figures(facts).items()} == {
        area: true_count(area, counts) for area in CHILDREN
    }
    assert all(one.missing == () for one in dr.sum_tallies(facts))


@often
@given(sound_sums(), st.data())
def test_one_figure_that_is_changed_is_found_there_and_at_the_next_above_that_states_one(
    counts: dict[str, int], data: st.DataObject
) -> None:
    area = data.draw(st.sampled_from([*counts]))
    by = data.draw(st.integers(-counts[area], 20).filter(bool))
    expected = [(area, by)] if CHILDREN[area] else []
    above = PARENTS.get(area)
    while above is not None and above not in counts:
        above = PARENTS.get(above)
    if above is not None:
        expected.insert(0, (above, -by))
    # Another line, which is sound, beside it changes nothing.
    beside = tally(CITY, 3, line="生产"), tally(COUNTY, 3, line="生产")
    assert differences(stating({**counts, area: counts[area] + by}, *beside)) == expected


# Changes of grade


def changes(*companies: dr.Company, since: str = "2023-01-01", until: str = "2023-12-31") -> list[tuple[Any, ...]]:
    found = dr.grade_changes(registry(*companies), since=day(since), until=day(until))
    return [(one.company, one.on.isoformat(), one.before, one.after) for one in found]


REGRADED = company(grade=[("2022-11-01/2023-03-31", C), ("2023-04-01/..", B)])


class TestGradeChanges:
    @pytest.mark.parametrize(
        ("since", "until", "is_in"),
        [
            ("2023-01-01", "2023-03-31", False),
            ("2023-01-01", "2023-04-01", True),
            ("2023-04-01", "2023-04-01", True),
            ("2023-04-01", "2023-12-31", True),
            ("2023-04-02", "2023-12-31", False),
            ("2023-03-31", "2023-03-31", False),
        ],
    )
    def test_a_change_is_on_the_first_day_of_the_grade_after(self, since: str, until: str, is_in: bool) -> None:
        assert changes(REGRADED, since=since, until=until) == [("C-1", "2023-04-01", C, B)] * is_in

    def test_a_gap_is_two_changes(self) -> None:
        gap = company(grade=[("2022-11-01/2023-03-31", C), ("2023-04-10/..", B)])
        assert changes(gap) == [("C-1", "2023-04-01", C, None), ("C-1", "2023-04-10", None, B)]

    def test_so_is_a_gap_between_the_same_grade(self) -> None:
        gap = company(grade=[("2022-11-01/2023-03-31", C), ("2023-04-02/..", C)])
        assert changes(gap) == [("C-1", "2023-04-01", C, None), ("C-1", "2023-04-02", None, C)]

    def test_the_same_grade_again_without_a_gap_is_none(self) -> None:
        assert changes(company(grade=[("2022-11-01/2023-03-31", C), ("2023-04-01/..", C)])) == []

    def test_the_first_grade_and_the_last(self) -> None:
        once = company(grade=[("2023-02-01/2023-06-30", D)])
        assert changes(once) == [("C-1", "2023-02-01", None, D), ("C-1", "2023-07-01", D, None)]
        assert changes(once, until="2023-06-30") == [("C-1", "2023-02-01", None, D)]
        assert changes(once, since="2023-07-01") == [("C-1", "2023-07-01", D, None)]

    @pytest.mark.parametrize("grade", [None, C])
    def test_who_never_had_one_and_who_always_had_one_change_nothing(self, grade: dr.Grade | None) -> None:
        assert changes(company(grade=grade), since="0001-01-01", until="9999-12-31") == []

    def test_at_the_ends_of_all_days(self) -> None:
        """From the first day on nothing came before; after the last one nothing follows."""
        whole = company(grade=[("0001-01-01/2023-03-31", C), ("2023-04-01/9999-12-31", B)])
        assert changes(whole, since="0001-01-01", until="9999-12-31") == [("C-1", "2023-04-01", C, B)]

    def test_three_grades_that_follow_on_each_other_whatever_their_order(self) -> None:
        spans = [("2023-06-01/..", A), ("2022-11-01/2023-02-28", C), ("2023-03-01/2023-05-31", B)]
        assert changes(company(grade=spans)) == [("C-1", "2023-03-01", C, B), ("C-1", "2023-06-01", B, A)]

    def test_by_day_and_then_by_company(self) -> None:
        early = [("2022-11-01/2023-02-28", D), ("2023-03-01/..", C)]
        late = [("2022-11-01/2023-03-31", D), ("2023-04-01/..", C)]
        found = changes(
            company("C-3", grade=early), company("C-2", grade=late), company("C-1", grade=late), company("C-4")
        )
        assert [(id, on) for id, on, _, _ in found] == [
            ("C-3", "2023-03-01"),
            ("C-1", "2023-04-01"),
            ("C-2", "2023-04-01"),
        ]

    def test_days_in_the_wrong_order_are_refused(self) -> None:
        assert changes(REGRADED, since="2023-04-01", until="2023-04-01") == [("C-1", "2023-04-01", C, B)]
        with pytest.raises(dr.ReportError) as caught:
            changes(REGRADED, since="2023-04-01", until="2023-03-31")
        assert [(told.code, told.path) for told in caught.value.problems] == [("window-reversed", "/until")]

    @pytest.mark.parametrize("name", ["since", "until"])
    @pytest.mark.parametrize("given_", [dt.datetime(2023, 1, 1, tzinfo=dt.UTC), "2023-01-01", None])
    def test_days_are_dates(self, name: str, given_: Any) -> None:
        days = {"since": day("2023-01-01"), "until": day("2023-12-31"), name: given_}
        with pytest.raises(dr.DateTypeError):
            dr.grade_changes(registry(), **days)


@st.composite
def grades_over_time(draw: st.DrawFn) -> list[tuple[dt.date, dt.date, dr.Grade]]:
    """Spans with their grades, with or without gaps, in 2023."""
    here, spans = dt.date(2023, 1, 1), []
    for _ in range(draw(st.integers(0, 5))):
        first = here + dt.timedelta(draw(st.sampled_from([0, 0, 1, 3])))
        last = first + dt.timedelta(draw(st.integers(0, 4)))
        spans.append((first, last, draw(st.sampled_from([C, D]))))
        here = last + dt.timedelta(1)
    return spans


@often
@given(grades_over_time(), st.integers(-2, 30), st.integers(0, 30))
def test_a_change_is_a_day_whose_grade_isnt_that_of_the_day_before(spans: Any, first: int, more: int) -> None:
    """Counted day by day."""
    graded = company(grade=[(f"{start}/{end}", grade) for start, end, grade in spans] or None)
    since = dt.date(2023, 1, 1) + dt.timedelta(first)
    until = since + dt.timedelta(more)

    def grade(on: dt.date) -> dr.Grade | None:
        return next((grade for start, end, grade in spans if start <= on <= end), None)

    days = [since + dt.timedelta(n) for n in range((until - since).days + 1)]
    expected = [
        dr.GradeChange("C-1", on, grade(on - dt.timedelta(1)), grade(on))
        for on in days
        if grade(on) is not grade(on - dt.timedelta(1))
    ]
    assert [*dr.grade_changes(registry(graded), since=since, until=until)] == expected


@pytest.mark.parametrize("ask", [dr.sum_tallies, dr.tally_differences])
@pytest.mark.parametrize("on", [dt.datetime(2022, 11, 1, tzinfo=dt.UTC), "2022-11-01"])
def test_what_is_no_day_is_refused(ask: Any, on: Any) -> None:
    with pytest.raises(dr.DateTypeError):
        ask(dr.Registry(), on=on)
