"""How registries about visits and companies are drawn, and compared."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import attrs
from hypothesis import strategies as st

import dual_responsibility as dr

from .common import ONE_DAY, Case, Readings, Rule
from .comparing import CALENDAR, SetAside, alike, collected, maybe, nothing

CITY, COUNTY, TOWNSHIP, OTHER = "5109", "510903", "510903100", "510904"
AREAS = (
    dr.Area(id=CITY, tier=dr.Tier.CITY),
    dr.Area(id=COUNTY, tier=dr.Tier.COUNTY, parent=CITY),
    dr.Area(id=TOWNSHIP, tier=dr.Tier.TOWNSHIP, parent=COUNTY),
    dr.Area(id=OTHER, tier=dr.Tier.COUNTY, parent=CITY),
)
areas = st.sampled_from([CITY, CITY, COUNTY, TOWNSHIP, OTHER])

Days = st.SearchStrategy[dt.date]


def days_around(*turns: str) -> Days:
    """Days that crowd around some."""
    turn = st.sampled_from([dt.date.fromisoformat(text) for text in turns])
    return st.builds(lambda day, n: day + n * ONE_DAY, turn, st.integers(-3, 3))


def entry_days(days: Days) -> dict[str, Any]:
    """When a period's ends were entered, where that is said."""
    return {"recorded": maybe(days), "end_recorded": maybe(days)}


@st.composite
def windows(draw: st.DrawFn, days: Days) -> tuple[dt.date, dt.date, dt.date | None]:
    """Two days of three, so that much is past by the second; and by when it was known, now and then."""
    since, _, as_of = sorted(draw(st.tuples(days, days, days)))
    return since, as_of, draw(st.one_of(st.none(), st.none(), days))


def ended(days: Days) -> st.SearchStrategy[dr.Period]:
    """Periods from one of the days to another."""
    return st.tuples(days, days).map(lambda pair: dr.Period(min(pair), max(pair)))


def spans(days: Days) -> st.SearchStrategy[dr.Period]:
    """Always, or a period with an end or without."""
    return st.one_of(st.just(dr.ALWAYS), ended(days), ended(days), days.map(dr.Period))


@st.composite
def operatings(draw: st.DrawFn, days: Days) -> tuple[dr.Period, ...]:
    """One or two periods that don't overlap, the last of which may go on."""
    cuts = sorted(draw(st.sets(days, min_size=2, max_size=4)))
    pairs = [dr.Period(cuts[i], cuts[i + 1]) for i in range(0, len(cuts) - 1, 2)]
    return (*pairs, dr.Period(cuts[-1])) if len(cuts) == 3 else tuple(pairs)


def several(draw: st.DrawFn, facts: st.SearchStrategy[Any], most: int, least: int = 0) -> list[Any]:
    """So many facts: how many is drawn first, so that many are as likely as few."""
    number = draw(st.integers(least, most))
    return draw(st.lists(facts, min_size=number, max_size=number))


def numbered(draw: st.DrawFn, prefix: str, facts: st.SearchStrategy[Any], most: int, least: int = 0) -> list[Any]:
    """So many facts, each with an id."""
    return [attrs.evolve(fact, id=f"{prefix}-{i}") for i, fact in enumerate(several(draw, facts, most, least))]


NEXT_STEPS = {
    dr.ProblemState.FOUND: [dr.ProblemStep.CLAIM],
    dr.ProblemState.CLAIMED: [dr.ProblemStep.RECTIFY, dr.ProblemStep.RECTIFY, dr.ProblemStep.RETURN],
    dr.ProblemState.RECTIFIED: [dr.ProblemStep.FEED_BACK, dr.ProblemStep.RETURN],
    dr.ProblemState.FED_BACK: [dr.ProblemStep.CLOSE, dr.ProblemStep.CLOSE, dr.ProblemStep.RETURN],
    dr.ProblemState.CLOSED: [],
}


@st.composite
def problems(draw: st.DrawFn, found: dt.date) -> dr.FoundProblem:
    """A problem found on a day, told by its end alone or step by step."""
    later = st.integers(0, 40).map(lambda n: found + n * ONE_DAY)
    due = draw(st.one_of(st.none(), later, later))
    if draw(st.booleans()):
        return dr.FoundProblem(id="-", rectify_by=due, rectified=draw(st.one_of(st.none(), later)))
    problem, day = dr.FoundProblem(id="-", rectify_by=due), found
    for _ in range(draw(st.integers(0, 6))):
        if not NEXT_STEPS[problem.state]:
            break
        day += draw(st.integers(0, 9)) * ONE_DAY
        recorded = draw(st.one_of(st.none(), st.none(), st.just(day + 5 * ONE_DAY)))
        step = draw(st.sampled_from(NEXT_STEPS[problem.state]))
        problem = problem.advance(step, actor="P-1", on=day, recorded=recorded)
    return problem


# How the two are compared --------------------------------------------------------------------------------------------


def named(book: str, rule: str) -> list[str]:
    """The interpretations on which a rule depends by a rulebook, and what counts as known by a day."""
    rulebook = dr.rulebook(book)
    known = [id for id in ("recorded-default",) if id in rulebook.interpretations]
    return [*rulebook.rules[rule].readings, *known]


@st.composite
def switches(draw: st.DrawFn, book: str, rule: str) -> Readings:
    """None, one, or any of the readings that a rule depends on switched."""
    ids = named(book, rule)
    one = st.sampled_from(ids).map(lambda id: [id])
    chosen = draw(st.one_of(st.just([]), one, st.just(ids)))
    entries = dr.rulebook(book).interpretations
    return {id: draw(st.sampled_from([reading.id for reading in entries[id].readings])) for id in chosen}


def all_readings(book: str, switched: Readings) -> Readings:
    """The reading of every interpretation of a rulebook."""
    chosen = {id: switched.get(id, entry.chosen) for id, entry in dr.rulebook(book).interpretations.items()}
    # The nation's books don't name it; concepts: "without it, the fact counts as recorded on its own day".
    return {"recorded-default": "own-day", **chosen}


def agree(case: Case, rules: Mapping[str, Rule], set_aside: SetAside = nothing) -> None:
    """Compare the rules by the case's rulebook."""
    book = dr.rulebook(case.book)
    chosen = {id: one for id, one in case.readings.items() if id in book.interpretations}
    alike(case, book.with_readings(chosen), rules, set_aside)


# Small registries by hand, for what is open --------------------------------------------------------------------------


def case_of(
    *facts: Any,
    since: str,
    as_of: str,
    complete: Iterable[dr.Claim] = (),
    book: str = "suining-2022",
    known_by: str | None = None,
    calendar: dr.WorkCalendar = CALENDAR,
    **readings: str,
) -> Case:
    """A case from facts of any type; readings by keyword, with `_` for `-`."""
    return Case(
        dr.Registry(areas=AREAS, complete=[*complete], **collected(facts)),
        all_readings(book, {id.replace("_", "-"): reading for id, reading in readings.items()}),
        dt.date.fromisoformat(since),
        dt.date.fromisoformat(as_of),
        calendar,
        None if known_by is None else dt.date.fromisoformat(known_by),
        book=book,
    )
