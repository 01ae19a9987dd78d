"""The outcome of a review: the grade as it was decided, or from ballots by the rule that the rulebook names (§12.4)."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

GOOD, FAIRLY_GOOD, AVERAGE, POOR = dr.ReviewGrade
GRADES = (GOOD, FAIRLY_GOOD, AVERAGE, POOR)
"""The four, the best first, as the source lists them."""

COUNTING = ("majority", "median", "points")
EVEN = {GOOD: 100, FAIRLY_GOOD: 80, AVERAGE: 60, POOR: 40}
"""A table of points as a city might set it."""


def book(points: Mapping[dr.ReviewGrade, int] | None = None, **readings: str) -> dr.Rulebook:
    """Suining's book by some readings (`ballot_rule="majority"`), with a table of points if one is given."""
    chosen = dr.rulebook("suining-2022").with_readings({name.replace("_", "-"): to for name, to in readings.items()})
    if points is None:
        return chosen
    return attrs.evolve(chosen, review=attrs.evolve(chosen.review, points=dr.FrozenMap(points)))


def review(*counts: int, **fields: Any) -> dr.Review:
    """A report with so many ballots for good, fairly good, average, poor."""
    cast = [dr.Ballot(grade=grade, count=count) for grade, count in zip(GRADES, counts, strict=False)]
    fields = {"ballots": cast, **fields}
    return dr.Review(id="RV-1", reporter="L-1", area="5109", year=2023, on=dt.date(2023, 12, 20), **fields)


def grade_of(*counts: int, points: Mapping[dr.ReviewGrade, int] | None = None, **readings: str) -> Any:
    """The grade, or the reason why there is none."""
    outcome = dr.outcome_of(review(*counts), book(points, **readings))
    assert outcome.grade is None or outcome.reason is None
    assert outcome.grade is None or outcome.from_ballots
    return outcome.grade or outcome.reason


class TestAsDecided:
    @pytest.mark.parametrize("rule", ["as-decided", *COUNTING])
    @pytest.mark.parametrize("grade", GRADES)
    def test_a_grade_that_was_decided_goes_before_any_ballots(self, rule: str, grade: dr.ReviewGrade) -> None:
        for counts in ((), (9, 0, 0, 0), (5, 5, 0, 0), (0, 0, 0, 9)):
            outcome = dr.outcome_of(review(*counts, outcome=grade, voters=12), book(ballot_rule=rule))
            assert (outcome.grade, outcome.reason, outcome.from_ballots) == (grade, None, False)

    def test_by_the_reading_in_use_ballots_make_no_grade(self) -> None:
        for counts in ((9, 0, 0, 0), (5, 5, 0, 0), ()):
            outcome = dr.outcome_of(review(*counts), book())
            assert (outcome.grade, outcome.reason, outcome.from_ballots) == (None, None, False)

    @pytest.mark.parametrize("rule", COUNTING)
    @pytest.mark.parametrize("counts", [(), (0,), (0, 0, 0, 0)])
    def test_without_ballots_there_is_none(self, rule: str, counts: tuple[int, ...]) -> None:
        outcome = dr.outcome_of(review(*counts, voters=30), book(EVEN, ballot_rule=rule))
        assert (outcome.grade, outcome.reason, outcome.from_ballots) == (None, None, False)


class TestMajority:
    @pytest.mark.parametrize(
        ("counts", "grade"),
        [
            ((1,), GOOD),
            ((5, 4, 3, 2), GOOD),
            ((4, 5, 3, 2), FAIRLY_GOOD),
            ((4, 3, 5, 2), AVERAGE),
            ((0, 0, 0, 1), POOR),
            # The most ballots, not more than half of them; who didn't vote counts for nothing.
            ((3, 2, 2, 2), GOOD),
            ((2, 0, 3, 2), AVERAGE),
        ],
    )
    def test_the_grade_with_most_ballots(self, counts: tuple[int, ...], grade: dr.ReviewGrade) -> None:
        for tie in ("undetermined", "lower", "higher"):
            assert grade_of(*counts, ballot_rule="majority", ballot_tie=tie) is grade

    @pytest.mark.parametrize(
        ("counts", "better", "worse"),
        [
            ((4, 4, 0, 0), GOOD, FAIRLY_GOOD),
            ((4, 1, 0, 4), GOOD, POOR),
            ((1, 3, 3, 1), FAIRLY_GOOD, AVERAGE),
            ((2, 2, 2, 2), GOOD, POOR),
            ((0, 1, 1, 1), FAIRLY_GOOD, POOR),
        ],
    )
    def test_a_tie_by_each_reading(
        self, counts: tuple[int, ...], better: dr.ReviewGrade, worse: dr.ReviewGrade
    ) -> None:
        assert grade_of(*counts, ballot_rule="majority") == "ballots-tied"
        assert grade_of(*counts, ballot_rule="majority", ballot_tie="higher") is better
        assert grade_of(*counts, ballot_rule="majority", ballot_tie="lower") is worse
        level = tuple(grade for grade, count in zip(GRADES, counts, strict=False) if count == max(counts))
        for tie in ("undetermined", "lower", "higher"):
            assert dr.outcome_of(review(*counts), book(ballot_rule="majority", ballot_tie=tie)).tied == level

    def test_voters_who_cast_no_ballot_count_for_nothing(self) -> None:
        outcome = dr.outcome_of(review(3, 2, voters=40), book(ballot_rule="majority"))
        assert (outcome.grade, outcome.from_ballots, outcome.tied) == (GOOD, True, ())

    def test_ballots_in_any_order(self) -> None:
        turned = review(1, 2, 3, 4).ballots[::-1]
        for rule in COUNTING:
            either = [
                dr.outcome_of(review(ballots=cast), book(EVEN, ballot_rule=rule))
                for cast in (turned, review(1, 2, 3, 4).ballots)
            ]
            assert either[0] == either[1]


class TestMedian:
    @pytest.mark.parametrize(
        ("counts", "grade"),
        [
            ((1,), GOOD),
            ((0, 0, 1), AVERAGE),
            # Of three ballots the second, of five the third.
            ((1, 1, 1), FAIRLY_GOOD),
            ((2, 0, 0, 1), GOOD),
            ((2, 0, 0, 3), POOR),
            ((2, 1, 0, 2), FAIRLY_GOOD),
            # The mode is another: of seven the fourth.
            ((3, 1, 1, 2), FAIRLY_GOOD),
            # Of an even number both in the middle are of one grade: the second and third of four.
            ((1, 2, 1), FAIRLY_GOOD),
            ((1, 0, 3), AVERAGE),
            ((3, 3, 0, 0), "tied"),
        ],
    )
    def test_the_grade_of_the_middle_ballot(self, counts: tuple[int, ...], grade: Any) -> None:
        if grade == "tied":
            assert grade_of(*counts, ballot_rule="median") == "ballots-tied"
            return
        for tie in ("undetermined", "lower", "higher"):
            assert grade_of(*counts, ballot_rule="median", ballot_tie=tie) is grade

    @pytest.mark.parametrize(
        ("counts", "better", "worse"),
        [
            ((1, 1), GOOD, FAIRLY_GOOD),
            ((2, 0, 0, 2), GOOD, POOR),
            # The third and fourth of six.
            ((1, 2, 3, 0), FAIRLY_GOOD, AVERAGE),
            ((0, 3, 0, 3), FAIRLY_GOOD, POOR),
        ],
    )
    def test_between_two_grades_by_each_reading(
        self, counts: tuple[int, ...], better: dr.ReviewGrade, worse: dr.ReviewGrade
    ) -> None:
        assert grade_of(*counts, ballot_rule="median") == "ballots-tied"
        assert grade_of(*counts, ballot_rule="median", ballot_tie="higher") is better
        assert grade_of(*counts, ballot_rule="median", ballot_tie="lower") is worse


class TestPoints:
    @pytest.mark.parametrize(
        ("counts", "grade"),
        [
            ((1,), GOOD),
            ((0, 0, 0, 3), POOR),
            # 80: as much as fairly good, of which there is no ballot.
            ((1, 0, 1), FAIRLY_GOOD),
            # (3 × 100 + 40) / 4 = 85; (2 × 100 + 40) / 3 = 80.
            ((3, 0, 0, 1), FAIRLY_GOOD),
            ((2, 0, 0, 1), FAIRLY_GOOD),
            # (5 × 100 + 40) / 6 = 90: between good and fairly good.
            ((5, 0, 0, 1), "tied"),
            # (6 × 100 + 40) / 7 = 91.4…
            ((6, 0, 0, 1), GOOD),
            # (100 + 80 + 60 + 40) / 4 = 70: between fairly good and average.
            ((1, 1, 1, 1), "tied"),
            # (100 + 80 + 60 + 2 × 40) / 5 = 64.
            ((1, 1, 1, 2), AVERAGE),
        ],
    )
    def test_the_grade_nearest_to_the_mean(self, counts: tuple[int, ...], grade: Any) -> None:
        found = grade_of(*counts, points=EVEN, ballot_rule="points")
        assert found == ("ballots-tied" if grade == "tied" else grade)

    @pytest.mark.parametrize(
        ("counts", "points", "better", "worse"),
        [
            ((1, 1), EVEN, GOOD, FAIRLY_GOOD),
            ((1, 1, 1, 1), EVEN, FAIRLY_GOOD, AVERAGE),
            # (2 × 3 + 1 × 0) / 3 = 2: a whole number exactly between 3 and 1.
            ((2, 0, 0, 1), {GOOD: 3, FAIRLY_GOOD: 1, AVERAGE: 0, POOR: 0}, GOOD, FAIRLY_GOOD),
            # Two grades with equal points are equally near.
            ((1, 0, 0, 0), {GOOD: 10, FAIRLY_GOOD: 10, AVERAGE: 5, POOR: 0}, GOOD, FAIRLY_GOOD),
        ],
    )
    def test_equally_near_by_each_reading(
        self,
        counts: tuple[int, ...],
        points: Mapping[dr.ReviewGrade, int],
        better: dr.ReviewGrade,
        worse: dr.ReviewGrade,
    ) -> None:
        assert grade_of(*counts, points=points, ballot_rule="points") == "ballots-tied"
        assert grade_of(*counts, points=points, ballot_rule="points", ballot_tie="higher") is better
        assert grade_of(*counts, points=points, ballot_rule="points", ballot_tie="lower") is worse
        assert dr.outcome_of(review(*counts), book(points, ballot_rule="points")).tied == (better, worse)

    def test_the_mean_is_exact(self) -> None:
        """Just above and just below the middle of 100 and 80, where floating point sees the middle."""
        many = 10**17
        above, below = (many + 1, many), (many, many + 1)
        assert float(Fraction(100 * (many + 1) + 80 * many, 2 * many + 1)) == 90.0
        assert grade_of(*above, points=EVEN, ballot_rule="points") is GOOD
        assert grade_of(*below, points=EVEN, ballot_rule="points") is FAIRLY_GOOD
        assert grade_of(many, many, points=EVEN, ballot_rule="points") == "ballots-tied"

    def test_of_any_number_of_ballots_there_is_a_middle(self) -> None:
        many = 10**17
        assert grade_of(many, many + 1, ballot_rule="median") is FAIRLY_GOOD
        assert grade_of(many + 1, many, ballot_rule="median") is GOOD
        assert grade_of(many, many, ballot_rule="median") == "ballots-tied"

    def test_without_a_table_it_cant_be_told(self) -> None:
        outcome = dr.outcome_of(review(3, 2), book(ballot_rule="points"))
        assert (outcome.grade, outcome.reason, outcome.from_ballots) == (None, "points-not-set", False)
        for tie in ("lower", "higher"):
            assert grade_of(3, 2, ballot_rule="points", ballot_tie=tie) == "points-not-set"
        nothing_said = attrs.evolve(book(ballot_rule="points"), review=None)
        assert dr.outcome_of(review(3, 2), nothing_said).reason == "points-not-set"

    def test_a_table_that_leaves_a_grade_out_is_none(self) -> None:
        for left_out in GRADES:
            partial = {grade: points for grade, points in EVEN.items() if grade is not left_out}
            assert grade_of(3, 2, points=partial, ballot_rule="points") == "points-not-set"


class TestRank:
    """Other cities give three grades by rank: here the first, the second to fifth, the sixth."""

    THREE = {GOOD: 1, AVERAGE: 5, POOR: 6}  # noqa: RUF012

    def by_rank(self, rank: int | None, ranks: Mapping[dr.ReviewGrade, int] | None = None, **fields: Any) -> Any:
        chosen = book(ballot_rule="rank")
        norm = attrs.evolve(chosen.review, ranks=dr.FrozenMap(self.THREE if ranks is None else ranks))
        outcome = dr.outcome_of(review(3, 2, rank=rank, **fields), attrs.evolve(chosen, review=norm))
        assert not outcome.from_ballots
        return outcome.grade or outcome.reason

    @pytest.mark.parametrize(
        ("rank", "grade"), [(1, GOOD), (2, AVERAGE), (5, AVERAGE), (6, POOR), (7, "rank-not-in-table"), (None, None)]
    )
    def test_by_the_table(self, rank: int | None, grade: Any) -> None:
        assert self.by_rank(rank) == grade

    def test_a_grade_that_was_decided_goes_before(self) -> None:
        assert self.by_rank(6, outcome=GOOD) is GOOD

    def test_without_a_table(self) -> None:
        assert self.by_rank(1, {}) == "rank-not-in-table"
        nothing_said = attrs.evolve(book(ballot_rule="rank"), review=None)
        assert dr.outcome_of(review(rank=1), nothing_said).reason == "rank-not-in-table"

    def test_by_another_reading_a_rank_makes_no_grade(self) -> None:
        assert dr.outcome_of(review(rank=1), book()).grade is None

    @pytest.mark.parametrize("rank", [0, -1])
    def test_a_rank_is_one_or_more(self, rank: int) -> None:
        with pytest.raises(dr.RegistryError, match="not-a-rank"):
            dr.Registry(areas=[dr.Area(id="5109", tier=dr.Tier.CITY)], reviews=[review(rank=rank)])


counts_ = st.lists(st.integers(0, 9), min_size=4, max_size=4)


@settings(deadline=None, max_examples=100, database=None)
@given(counts_, st.sampled_from(COUNTING), st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_where_one_reading_is_sure_the_tie_makes_no_difference(counts: list[int], rule: str, table: list[int]) -> None:
    points = dict(zip(GRADES, table, strict=True))
    by_tie = {
        tie: dr.outcome_of(review(*counts), book(points, ballot_rule=rule, ballot_tie=tie))
        for tie in ("undetermined", "lower", "higher")
    }
    open_, lower, higher = by_tie.values()
    if sum(counts) == 0:
        assert {outcome.grade for outcome in by_tie.values()} == {None}
    elif open_.grade is not None:
        assert lower == higher == open_
    else:
        assert open_.reason == "ballots-tied"
        assert lower.grade is not None
        assert higher.grade is not None
        assert GRADES.index(higher.grade) < GRADES.index(lower.grade)


@settings(deadline=None, max_examples=100, database=None)
@given(counts_.filter(any))
def test_the_median_has_no_more_than_half_of_the_ballots_on_either_side(counts: list[int]) -> None:
    for tie in ("lower", "higher"):
        grade = grade_of(*counts, ballot_rule="median", ballot_tie=tie)
        at = GRADES.index(grade)
        assert 2 * sum(counts[:at]) <= sum(counts)
        assert 2 * sum(counts[at + 1 :]) <= sum(counts)
        assert counts[at] > 0
