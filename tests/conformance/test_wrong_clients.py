"""A program that is wrong about one number fails, and is told the clause.

Each number of the norms is changed by one: at least one vector has to fail for each, on each side, and every vector
that fails has to name the clause that sets the number.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial, reduce
from typing import Any

import attrs
import pytest

import dual_responsibility as dr
from dual_responsibility import conformance
from dual_responsibility.conformance import Vector, answering, vectors

Change = Callable[[dr.Rulebook], dr.Rulebook]
BOOKS = [*map(dr.rulebook, dr.rulebooks()), answering.book_of("example-city-2023")]
EXAMPLE = BOOKS[-1]
OF_RULES = [vector for vector in vectors() if vector.rule is not None]


def allowances() -> Iterator[tuple[str, Change, set[str]]]:
    """The days of each cause and stage."""
    for key, allowance in EXAMPLE.allowances.items():
        if allowance.days is not None:
            for step in (1, -1):
                yield f"{key}{step:+}", _days(key, step), {one.id for one in allowance.citations}


def _days(key: Any, step: int) -> Change:
    def change(book: dr.Rulebook) -> dr.Rulebook:
        allowance = book.allowances.get(key)
        if allowance is None or allowance.days is None:
            return book
        more = attrs.evolve(allowance, days=allowance.days + step)
        return attrs.evolve(book, allowances=dr.FrozenMap({**book.allowances, key: more}))

    return change


def tiers() -> Iterator[tuple[str, Change, set[str]]]:
    """The tier of each grade, one higher and one lower."""
    for grade, own in EXAMPLE.tiers.items():
        for other in dr.Tier:
            if abs(other.rank - own.rank) == 1:
                yield f"{grade.value}-{other.value}", _tier(grade, other), {"suining-9-1"}


def _tier(grade: dr.Grade, tier: dr.Tier) -> Change:
    def change(book: dr.Rulebook) -> dr.Rulebook:
        return attrs.evolve(book, tiers=dr.FrozenMap({**book.tiers, grade: tier})) if book.tiers else book

    return change


def staffing() -> Iterator[tuple[str, Change, set[str]]]:
    """Each line of who needs whom: its threshold, how many persons, and the line itself."""
    lines = {need: None for book in BOOKS for need in book.staffing}
    for index, need in enumerate(lines):
        name, clauses = f"{index} {need.role.value} {need.in_words('en')}", {one.id for one in need.citations}
        for field in ("at_least", "more_than"):
            limit = getattr(need, field)
            if limit is not None:
                for step in (1, -1):
                    yield f"{name}{step:+}", _need(need, attrs.evolve(need, **{field: limit + step})), clauses
        if need.persons > 1:
            yield f"{name} one person fewer", _need(need, attrs.evolve(need, persons=need.persons - 1)), clauses
        yield f"{name} left out", _need(need, None), clauses


def _need(need: dr.Need, other: dr.Need | None) -> Change:
    def change(book: dr.Rulebook) -> dr.Rulebook:
        lines = (other if one == need else one for one in book.staffing)
        return attrs.evolve(book, staffing=tuple(one for one in lines if one is not None))

    return change


def bars() -> Iterator[tuple[str, Change, set[str]]]:
    """For how many years somebody is barred."""
    for ground, bar in EXAMPLE.bars.items():
        if bar.years is not None:
            for step in (1, -1):
                yield f"{ground.value}{step:+}", _bar(ground, step), {one.id for one in bar.citations}


def _bar(ground: dr.BarGround, step: int) -> Change:
    def change(book: dr.Rulebook) -> dr.Rulebook:
        bar = book.bars.get(ground)
        if bar is None or bar.years is None:
            return book
        more = attrs.evolve(bar, years=bar.years + step)
        return attrs.evolve(book, bars=dr.FrozenMap({**book.bars, ground: more}))

    return change


def visit_windows() -> Iterator[tuple[str, Change, set[str]]]:
    """How often a visit is owed."""
    for window in ("MONTH", "YEAR"):
        yield window, partial(attrs.evolve, visit_window=window), {"suining-7-2"}


def reviews() -> Iterator[tuple[str, Change, set[str]]]:
    """The share to pick, the points and ranks of grades; which grade of two good ones it is, no finding tells."""
    assert EXAMPLE.review is not None
    for tier in EXAMPLE.review.share_percent:
        for step in (1, -5):
            yield f"{tier.value}{step:+}", _review("share_percent", tier, step), {"example-review-5"}
    for step in (1, -1):
        for grade in dr.ReviewGrade:
            if grade is not dr.ReviewGrade.POOR:
                yield f"points {grade.value}{step:+}", _review("points", grade, step), {"example-review-5"}
            if grade is not dr.ReviewGrade.GOOD:
                yield f"rank {grade.value}{step:+}", _review("ranks", grade, step), {"example-review-5"}


def _review(field: str, key: Any, step: int) -> Change:
    def change(book: dr.Rulebook) -> dr.Rulebook:
        table: Mapping[Any, int] = {} if book.review is None else getattr(book.review, field)
        if key not in table:
            return book
        assert book.review is not None
        more = dr.FrozenMap({**table, key: table[key] + step})
        return attrs.evolve(book, review=attrs.evolve(book.review, **{field: more}))

    return change


MUTANTS = [
    (f"{kind.__name__} {name}", change, clauses)
    for kind in (allowances, tiers, staffing, bars, visit_windows, reviews)
    for name, change, clauses in kind()
]


def test_the_numbers_are_found() -> None:
    assert len(MUTANTS) > 90
    assert {name.partition(" ")[0] for name, *_ in MUTANTS} == {
        "allowances", "tiers", "staffing", "bars", "visit_windows", "reviews",
    }  # fmt: skip


RIGHT = answering.book_of
CLAUSES = sorted({tuple(sorted(clauses)) for _, _, clauses in MUTANTS})


def wrong_about(monkeypatch: pytest.MonkeyPatch, *changes: Change) -> None:
    """Let the client judge by norms that are changed."""

    @cache
    def wrong(id: str, readings: tuple[tuple[str, str], ...] = ()) -> dr.Rulebook:
        return reduce(lambda book, change: change(book), changes, RIGHT(id, readings))

    monkeypatch.setattr(answering, "book_of", wrong)


def failed(chosen: Iterable[Vector]) -> list[str]:
    results = conformance.run(conformance.answer, chosen).results
    return [one.vector.id for one in results if one.outcome is not conformance.Outcome.PASSED]


@pytest.mark.parametrize(("change", "clauses"), [pytest.param(*rest, id=name) for name, *rest in MUTANTS])
def test_whoever_is_wrong_about_a_number_fails(
    monkeypatch: pytest.MonkeyPatch, change: Change, clauses: set[str]
) -> None:
    wrong_about(monkeypatch, change)
    assert failed(vector for vector in vectors() if clauses & set(vector.clauses))


@pytest.mark.parametrize("clauses", CLAUSES, ids=" ".join)
def test_and_only_where_the_clause_that_sets_it_is_named(
    monkeypatch: pytest.MonkeyPatch, clauses: tuple[str, ...]
) -> None:
    """All the numbers of a clause at once, each in the first way in which it was changed above."""
    first = {
        name.rstrip("0123456789+-"): change for name, change, of in reversed(MUTANTS) if tuple(sorted(of)) == clauses
    }
    wrong_about(monkeypatch, *first.values())
    assert failed(vector for vector in vectors() if not set(clauses) & set(vector.clauses)) == []


def a_day_later(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """A program that takes the end of a day for that of the next."""
    as_of = dt.date.fromisoformat(request["as_of"]) + dt.timedelta(days=1)
    return {**request, "as_of": as_of.isoformat()}


def a_day_earlier(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """A program that asks how things stood before the day."""
    as_of = max(dt.date.fromisoformat(request["as_of"]) - dt.timedelta(days=1), dt.date.fromisoformat(request["since"]))
    return {**request, "as_of": as_of.isoformat()}


def without_holidays(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """A program that takes Monday to Friday for working days, whatever the State Council's notice says."""
    return {**request, "calendar": {**request["calendar"], "off": [], "worked": []}}


def without_made_up_days(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """A program that knows the holidays, and not the weekend days that are worked for them."""
    return {**request, "calendar": {**request["calendar"], "worked": []}}


DATED = [id for id, rule in EXAMPLE.rules.items() if rule.kind is dr.RuleKind.DATED]


@pytest.mark.parametrize("rule", DATED)
@pytest.mark.parametrize("mistake", [a_day_later, a_day_earlier])
def test_whoever_is_a_day_off_fails_at_each_rule_with_days(
    rule: str, mistake: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> None:
    results = conformance.run(lambda request: conformance.answer(mistake(request)), vectors(rule=rule)).results
    sides = {one.vector.boundary[1] for one in results if one.differences and one.vector.boundary}
    assert sides & {"on", "before" if mistake is a_day_later else "after"}


@pytest.mark.parametrize("mistake", [without_holidays, without_made_up_days])
def test_whoever_counts_other_working_days_is_told_that_days_are_counted(
    mistake: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> None:
    results = conformance.run(lambda request: conformance.answer(mistake(request)), OF_RULES).results
    wrong = [one.vector for one in results if one.differences]
    assert {f"adjust.{cause}" for cause in ("personnel-change", "work-change", "incapacity")} <= {v.rule for v in wrong}
    counted = {
        "civil-code-201",
        "civil-code-203",
        "suining-7-3",
        "suining-2-2",
        "example-hazard-7",
        "example-changes-3",
        "suining-7-2",
    }
    assert [vector.id for vector in wrong if not counted & set(vector.clauses)] == []
