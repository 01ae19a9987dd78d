"""How the grade of a review comes about: as decided, or from ballots by the rule that the rulebook names (§12.4).

Callers: users, through :func:`outcome_of`; the rules review.*.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate

import attrs

from .facts.reviews import Review
from .norms.rulebook import Rulebook
from .vocabulary import ReviewGrade

__all__ = ["Outcome", "outcome_of"]


@attrs.frozen
class Outcome:
    """The grade of a review, or why there is none (评议结果) (§12.4).

    Attributes:
        grade: the grade; None if there is none, or it can't be told.
        reason: why it can't be told, by code: ``ballots-tied``, ``points-not-set`` or ``rank-not-in-table``;
            None otherwise.
        from_ballots: whether it was counted from ballots.
        tied: the grades that came out level, the best first; empty if one came out alone.

    >>> Outcome(ReviewGrade.GOOD).grade.label.zh, Outcome(None, "ballots-tied", from_ballots=True).reason
    ('好', 'ballots-tied')
    """

    grade: ReviewGrade | None
    reason: str | None = None
    from_ballots: bool = False
    tied: tuple[ReviewGrade, ...] = ()


def outcome_of(review: Review, book: Rulebook) -> Outcome:
    """The grade of a review: as it was decided, or from ballots or the rank by the reading ``ballot-rule``.

    The source gives no way of counting; a grade that was decided goes before any ballots. Voters who
    cast no ballot count for nothing.

    Args:
        review: the review.
        book: the rulebook, readings included.

    >>> import datetime as dt
    >>> from dual_responsibility import Ballot, rulebook
    >>> review = Review(
    ...     id="RV-1", reporter="L-1", area="5109", year=2023, on=dt.date(2023, 12, 20),
    ...     ballots=[Ballot(grade=ReviewGrade.GOOD, count=9), Ballot(grade=ReviewGrade.FAIRLY_GOOD, count=4)],
    ... )
    >>> book = rulebook("suining-2022")
    >>> outcome_of(review, book).grade, outcome_of(review, book.with_readings({"ballot-rule": "majority"})).grade
    (None, <ReviewGrade.GOOD: 'GOOD'>)
    """
    if review.outcome is not None:
        return Outcome(review.outcome)
    rule = book.reading("ballot-rule")
    if rule == "rank":
        return _by_rank(review, book)
    votes = {ballot.grade: ballot.count for ballot in review.ballots if ballot.count}
    if rule == "as-decided" or not votes:
        return Outcome(None)
    if rule == "points":
        points = {} if book.review is None else dict(book.review.points)
        if set(points) != set(ReviewGrade):
            return Outcome(None, "points-not-set")
        found = _by_points(votes, points)
    else:
        found = _most(votes) if rule == "majority" else _middle(votes)
    return _untied(found, book.reading("ballot-tie"))


def _by_rank(review: Review, book: Rulebook) -> Outcome:
    """The best grade whose last rank isn't before this one."""
    if review.rank is None:
        return Outcome(None)
    ranks = {} if book.review is None else dict(book.review.ranks)
    found = [grade for grade in ReviewGrade if grade in ranks and review.rank <= ranks[grade]]
    return Outcome(found[0]) if found else Outcome(None, "rank-not-in-table")


def _most(votes: dict[ReviewGrade, int]) -> list[ReviewGrade]:
    """The grades with most ballots, the best first."""
    most = max(votes.values())
    return [grade for grade in ReviewGrade if votes.get(grade) == most]


def _middle(votes: dict[ReviewGrade, int]) -> list[ReviewGrade]:
    """The grade of the middle ballot; of an even number, the grades of both."""
    cast = [grade for grade in ReviewGrade if grade in votes]
    upto = [*accumulate(votes[grade] for grade in cast)]
    middle = {bisect_right(upto, place) for place in ((upto[-1] - 1) // 2, upto[-1] // 2)}
    return [cast[index] for index in sorted(middle)]


def _by_points(votes: dict[ReviewGrade, int], points: dict[ReviewGrade, int]) -> list[ReviewGrade]:
    """The grades whose points are nearest to the mean of the ballots', exactly."""
    mean = Fraction(sum(points[grade] * count for grade, count in votes.items()), sum(votes.values()))
    nearest = min(abs(points[grade] - mean) for grade in ReviewGrade)
    return [grade for grade in ReviewGrade if abs(points[grade] - mean) == nearest]


def _untied(found: list[ReviewGrade], tie: str) -> Outcome:
    if len(found) == 1:
        return Outcome(found[0], from_ballots=True)
    if tie == "undetermined":
        return Outcome(None, "ballots-tied", True, tuple(found))
    return Outcome(found[-1] if tie == "lower" else found[0], None, True, tuple(found))
