"""The committees' rules against a second, naive implementation of them, on random registries.

``INDEPENDENT_EXAMPLES`` is the number of registries for each family of rules. ``LOG.md`` tells what was found.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import dual_responsibility as dr

from .committees import RULES, earliest, fixed_day, latest, latest_start
from .common import ONE_DAY, SUINING, UNDETERMINED, Case, City, Days, Expected
from .comparing import BOOK, CALENDAR, alike, collected, examples, in_short, maybe, one_in, readings_of

HORIZON = CALENDAR.published_through

READINGS = {
    "mechanism": ("in-force-from", "handover-day", "listed-departments", "task-force-form"),
    "plan": ("in-force-from", "milestone-due", "node-span"),
    "review": (
        "in-force-from", "review-year", "review-office", "review-part-year", "outcome-use", "ballot-rule", "ballot-tie",
    ),
    "sample": (
        "in-force-from", "review-year", "review-part-year", "share-of", "share-rounding", "village-committee",
        "review-lot", "picked-left",
    ),
    "hazard": (
        "in-force-from", "first-day", "report-in-again", "hazard-passed-on", "hazard-bearer", "hazard-days",
        "hazard-closed",
    ),
}  # fmt: skip
"""The readings that each family of rules names; ``recorded-default`` matters to all."""

FAMILIES = {
    "mechanism": tuple(id for id in RULES if id.startswith("mechanism.")),
    "plan": ("plan.milestone",),
    "review": tuple(id for id in RULES if id.startswith("review.") and id != "review.supervisor-sample"),
    "sample": ("review.supervisor-sample",),
    "hazard": tuple(id for id in RULES if id.startswith("hazard.")),
}

AREAS = (
    dr.Area(id="CITY", tier=dr.Tier.CITY),
    dr.Area(id="COUNTY", tier=dr.Tier.COUNTY, parent="CITY"),
    dr.Area(id="PARK", tier=dr.Tier.COUNTY, parent="CITY"),
    dr.Area(id="TOWN", tier=dr.Tier.TOWNSHIP, parent="COUNTY"),
    dr.Area(id="NEAR", tier=dr.Tier.TOWNSHIP, parent="CITY"),
    dr.Area(id="VILLAGE", tier=dr.Tier.VILLAGE, parent="TOWN"),
    dr.Area(id="ALONE", tier=dr.Tier.COUNTY),
)
"""A city, a county and a park in it, a township in each sense, a village, and a county whose city isn't on record."""

TURNS = [
    dt.date.fromisoformat(text)
    for text in (
        "2022-11-01", "2022-12-20", "2022-12-31", "2023-03-31", "2023-04-28", "2023-05-06", "2023-06-30", "2023-09-29",
        "2023-12-31", "2024-06-30", "2024-12-31", "2025-04-14",
    )
]  # fmt: skip
"""Ends of quarters, months and years, holidays, and the days on which norms change."""


def days_near(turns: list[dt.date]) -> st.SearchStrategy[dt.date]:
    return st.builds(lambda day, n: day + dt.timedelta(n), st.sampled_from(turns), st.integers(-4, 8))


DAYS = days_near(TURNS)
EARLY_DAYS = days_near([day for day in TURNS if day.year < 2024])


@st.composite
def periods(draw: st.DrawFn, days: st.SearchStrategy[dt.date]) -> dr.Period:
    """Always, open, or with an end."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return dr.ALWAYS
    one, other = sorted((draw(days), draw(days)))
    return dr.Period(one, None if kind == 1 else other)


@st.composite
def entered(draw: st.DrawFn, days: st.SearchStrategy[dt.date], *, ends: bool = True) -> dict[str, Any]:
    """When a fact was recorded, now and then."""
    names = ("recorded", "end_recorded") if ends else ("recorded",)
    return {name: draw(days) for name in names if draw(one_in(6))}


@st.composite
def claims(draw: st.DrawFn, kinds: tuple[str, ...]) -> list[dr.Claim]:
    """Everything is claimed, or some of it, or nothing."""
    if draw(st.booleans()):
        return [dr.Claim(kind=kind) for kind in kinds]
    area = st.one_of(st.none(), st.sampled_from([one.id for one in AREAS]))
    some = st.builds(dr.Claim, kind=st.sampled_from(kinds), area=area, period=periods(DAYS))
    return draw(st.lists(some, max_size=4))


@st.composite
def readings(draw: st.DrawFn, family: str) -> dict[str, str]:
    """The readings chosen: the default ones, one switched, or any."""
    ids = [*READINGS[family], "recorded-default"]
    chosen = readings_of(ids)
    how = draw(st.integers(0, 4))
    switched = [] if how == 0 else [draw(st.sampled_from(ids))] if how < 3 else ids
    for id in switched:
        chosen[id] = draw(st.sampled_from([reading.id for reading in BOOK.interpretations[id].readings]))
    return chosen


class Window(NamedTuple):
    """The days of an audit."""

    since: dt.date
    as_of: dt.date
    known_by: dt.date | None


@st.composite
def windows(draw: st.DrawFn, days: st.SearchStrategy[dt.date]) -> Window:
    since, as_of = sorted((draw(days), draw(days)))
    return Window(since, as_of, draw(maybe(days)))


# ------------------------------------------------------------------------------------------------------------------
# Mechanisms

PEOPLE = st.sampled_from(["L-1", "L-2", "L-3"])
OFFICES = st.sampled_from(["party-secretary", "mayor", "leader-in-charge", "other", None])
PLACES = st.sampled_from(
    [
        "party-committee",
        "peoples-congress",
        "government",
        "consultative-conference",
        "commerce",
        "agriculture",
        "zoo",
        None,
    ]
)


@st.composite
def seats(draw: st.DrawFn) -> dr.Seat:
    role = draw(st.sampled_from(dr.SeatRole))
    return dr.Seat(
        role=role,
        holder=draw(PEOPLE),
        office=draw(OFFICES),
        body=draw(PLACES),
        period=draw(periods(EARLY_DAYS)),
        **draw(entered(EARLY_DAYS)),
    )


@st.composite
def seats_in_turn(draw: st.DrawFn) -> list[dr.Seat]:
    """One holder after another, with a gap, a shared day, or neither."""
    role = draw(st.sampled_from([dr.SeatRole.CHIEF, dr.SeatRole.CONVENER, dr.SeatRole.DEPUTY_CONVENER]))
    office = {"CHIEF": "party-secretary", "CONVENER": "mayor", "DEPUTY_CONVENER": "leader-in-charge"}[role.value]
    start, handover, end = sorted((draw(EARLY_DAYS), draw(EARLY_DAYS), draw(EARLY_DAYS)))
    later = min(max(handover + dt.timedelta(draw(st.integers(-1, 2))), start), end)
    first = dr.Seat(
        role=role, holder="L-1", office=office, period=dr.Period(start, handover), **draw(entered(EARLY_DAYS))
    )
    after = dr.Period(later, draw(st.sampled_from([None, end])))
    second = dr.Seat(role=role, holder="L-2", office=draw(st.sampled_from([office, "other"])), period=after)
    return [first, second]


@st.composite
def task_forces(draw: st.DrawFn) -> list[dr.TaskForce]:
    """One after another, never two at once: which of two is judged is left open."""
    cuts = sorted({draw(EARLY_DAYS) for _ in range(draw(st.integers(1, 3)))})
    made = []
    for number, start in enumerate(cuts):
        last = number + 1 == len(cuts)
        end = (None if draw(st.booleans()) else start + dt.timedelta(70)) if last else cuts[number + 1] - ONE_DAY
        if end is not None and end > start and draw(one_in(3)):
            end -= ONE_DAY
        made.append(
            dr.TaskForce(
                host=draw(st.sampled_from(["market-regulation", "market-regulation", "other", None])),
                seconded=draw(st.sampled_from([12, 12, 0, None])),
                one_office=draw(st.sampled_from([True, True, False, None])),
                period=dr.Period(start, end),
            )
        )
    return draw(st.sampled_from([made, made, []]))


@st.composite
def mechanism_facts(draw: st.DrawFn) -> dict[str, Any]:
    """A mechanism of the city, leading groups elsewhere."""
    made = []
    if draw(st.integers(0, 5)):
        seated = draw(st.lists(seats(), max_size=5)) + draw(st.one_of(st.just([]), seats_in_turn()))
        always = draw(st.booleans())
        made.append(
            dr.Mechanism(
                id="ME-0",
                area="CITY",
                seats=seated,
                task_forces=draw(task_forces()),
                period=dr.ALWAYS if always else draw(periods(EARLY_DAYS)),
                **draw(entered(EARLY_DAYS)),
            )
        )
    for number in range(draw(st.integers(0, 2))):
        made.append(
            dr.Mechanism(
                id=f"ME-{number + 1}",
                area=(place := draw(st.sampled_from(["COUNTY", "PARK", "TOWN", "ALONE", "CITY"]))),
                seats=draw(st.lists(seats(), max_size=2)),
                task_forces=() if place == "CITY" else draw(task_forces()),
                period=draw(periods(EARLY_DAYS)),
                **draw(entered(EARLY_DAYS)),
            )
        )
    return {"mechanisms": made}


# ------------------------------------------------------------------------------------------------------------------
# Plans

NODE_DAYS = st.one_of(DAYS, DAYS, days_near([HORIZON]))


@st.composite
def milestones(draw: st.DrawFn, number: int) -> dr.Milestone:
    """A milestone that comes after some of those before it."""
    before = [f"M-{n}" for n in range(number)]
    node: Any = None
    if draw(one_in(2)):
        node = draw(NODE_DAYS)
        node = dr.Period(node, node + dt.timedelta(9)) if draw(one_in(3)) else node
    days = maybe(EARLY_DAYS) if draw(st.booleans()) else st.none()
    return dr.Milestone(
        id=f"M-{number}",
        node=node,
        duration=draw(st.sampled_from([0, 0, 1, 3, 5])),
        unit=draw(st.sampled_from(dr.Unit)),
        after=tuple(one for one in before if draw(one_in(2))),
        reached=draw(st.one_of(days, DAYS)),
        recorded=draw(maybe(DAYS)),
    )


@st.composite
def plan_facts(draw: st.DrawFn) -> dict[str, Any]:
    made = []
    for number in range(draw(st.integers(1, 2))):
        steps = [draw(milestones(n)) for n in range(draw(st.integers(1, 4)))]
        made.append(
            dr.Plan(
                id=f"PL-{number}",
                area=draw(st.sampled_from(["CITY", "COUNTY", "TOWN"])),
                start=draw(st.one_of(st.none(), EARLY_DAYS)),
                milestones=draw(st.permutations(steps)),
                **draw(entered(DAYS, ends=False)),
            )
        )
    return {"plans": made}


# ------------------------------------------------------------------------------------------------------------------
# Reports on duties

YEARS = st.sampled_from([2022, 2023, 2023, 2024])
LEADER_AREAS = st.sampled_from(["CITY", "COUNTY", "PARK", "TOWN", "NEAR", "VILLAGE", "ALONE"])


@st.composite
def leaders(draw: st.DrawFn) -> dr.Leader:
    return dr.Leader(
        person=draw(PEOPLE),
        role=draw(st.sampled_from(dr.LeaderRole)),
        area=draw(LEADER_AREAS),
        period=draw(periods(DAYS)),
        **draw(entered(DAYS)),
    )


@st.composite
def ballots(draw: st.DrawFn) -> list[dr.Ballot]:
    return [
        dr.Ballot(grade=grade, count=draw(st.sampled_from([1, 2, 0, 3])))
        for grade in dr.ReviewGrade
        if draw(st.integers(0, 3))
    ]


AUDIENCES = st.one_of(
    st.none(),
    st.just(frozenset(dr.Audience)),
    st.just(frozenset(dr.Audience)),
    st.just(frozenset({dr.Audience.COMMITTEE})),
    st.frozensets(st.sampled_from(dr.Audience)),
)


@st.composite
def reviews(draw: st.DrawFn, number: int, reporters: list[str]) -> dr.Review:
    """A report on a year, and what came of it."""
    year = draw(YEARS)
    on = max(draw(DAYS), dt.date(year, 1, 1))
    later = st.integers(0, 40).map(dt.timedelta)
    graded = on + draw(later) if draw(one_in(3)) else None
    known = graded or on
    kinds = st.sampled_from(dr.ReviewUseKind)
    uses = [
        dr.ReviewUse(kind=draw(kinds), on=known + draw(later), recorded=draw(maybe(DAYS)))
        for _ in range(draw(st.sampled_from([0, 0, 1, 2])))
    ]
    return dr.Review(
        id=f"RV-{number}",
        reporter=draw(st.sampled_from(reporters)),
        area=draw(LEADER_AREAS),
        year=year,
        on=on,
        ground=draw(st.sampled_from([None, None, *dr.ReviewGround])),
        audiences=draw(AUDIENCES),
        outcome=draw(st.sampled_from([None, None, None, None, *dr.ReviewGrade])),
        graded=graded,
        ballots=draw(ballots()),
        rank=draw(st.sampled_from([None, 1, 3, 4, 9])),
        uses=uses,
        counted=known + draw(later) if draw(one_in(3)) else None,
        **draw(entered(DAYS, ends=False)),
    )


@st.composite
def reports_that_answer(draw: st.DrawFn, who: list[dr.Leader]) -> list[dr.Review]:
    """A report of some leader, made where it is owed."""
    parents = {area.id: area.parent for area in AREAS}
    made = []
    for number, leader in enumerate(who):
        here = leader.area if leader.role is not dr.LeaderRole.COMMITTEE_HEAD else parents[leader.area]
        if here is not None and draw(st.integers(0, 3)):
            report = draw(reviews(100 + number, [leader.person]))
            heard = draw(st.sampled_from([frozenset(dr.Audience), report.audiences]))
            ground = draw(st.sampled_from([None, report.ground]))
            made.append(attrs.evolve(report, area=here, ground=ground, audiences=heard))
    return made


@st.composite
def review_facts(draw: st.DrawFn) -> dict[str, Any]:
    who = draw(st.lists(leaders(), max_size=4))
    stray = [draw(reviews(number, ["L-1", "L-2"])) for number in range(draw(st.integers(0, 2)))]
    return {"leaders": who, "reviews": [*draw(reports_that_answer(who)), *stray]}


@st.composite
def posts(draw: st.DrawFn) -> dr.Post:
    """A post, as a rule in an area of its own tier."""
    usual = [one for one in AREAS if one.id in ("COUNTY", "TOWN", "VILLAGE")]
    area = draw(st.sampled_from([*usual, *usual, *(one for one in AREAS if one.id in ("CITY", "NEAR"))]))
    tier = draw(st.sampled_from(dr.Tier)) if draw(one_in(8)) else area.tier
    return dr.Post(tier=tier, area=area.id, period=draw(periods(DAYS)), **draw(entered(DAYS)))


@st.composite
def selections(draw: st.DrawFn, number: int, people: list[str]) -> dr.ReviewSelection:
    year = draw(YEARS)
    picked = [one for one in people if draw(st.integers(0, 2))]
    reason = st.just("x") if draw(st.booleans()) else st.sampled_from(["x", None])
    return dr.ReviewSelection(
        id=f"RS-{number}",
        area=draw(st.sampled_from(["COUNTY", "TOWN", "COUNTY", "TOWN", "CITY", "VILLAGE"])),
        year=year,
        on=max(draw(DAYS), dt.date(year, 1, 1)),
        picks=[dr.Pick(supervisor=one, reason=draw(reason)) for one in picked],
        seed=draw(st.sampled_from([None, "s"])),
        **draw(entered(DAYS, ends=False)),
    )


@st.composite
def sample_facts(draw: st.DrawFn) -> dict[str, Any]:
    people = [
        dr.Supervisor(id=f"S-{number}", posts=draw(st.lists(posts(), min_size=1, max_size=2)))
        for number in range(draw(st.sampled_from([1, 2, 3, 4, 6, 0])))
    ]
    ids = [one.id for one in people]
    lists = [draw(selections(number, ids)) for number in range(draw(st.integers(0, 3)))]
    reports = [draw(reviews(number, ids)) for number in range(draw(st.integers(0, 4)))] if ids else []
    return {"supervisors": people, "review_selections": lists, "reviews": reports}


# ------------------------------------------------------------------------------------------------------------------
# Hazards


@st.composite
def hazards(draw: st.DrawFn, number: int) -> dr.Hazard:
    """A hazard that takes any steps that are allowed."""
    hazard = dr.Hazard(
        id=f"HZ-{number}",
        area=draw(st.sampled_from([one.id for one in AREAS])),
        begins_at=draw(st.sampled_from(dr.HazardLevel)),
        **draw(entered(DAYS, ends=False)),
    )
    day = draw(st.one_of(DAYS, DAYS, days_near([HORIZON])))
    for _ in range(draw(st.sampled_from([1, 2, 4, 6, 9, 12]))):
        if not hazard.allowed:
            break
        # Escalating ends most ways early: the other steps come twice as often.
        step = draw(st.sampled_from([*hazard.allowed, *(one for one in hazard.allowed if one.value != "ESCALATE")]))
        recorded = day + dt.timedelta(draw(st.integers(0, 20))) if draw(one_in(6)) else None
        hazard = hazard.advance(step, actor="A-1", on=day, reason="r", recorded=recorded)
        day += dt.timedelta(draw(st.integers(0, 6)))
    return hazard


@st.composite
def hazard_facts(draw: st.DrawFn) -> dict[str, Any]:
    return {"hazards": [draw(hazards(number)) for number in range(draw(st.integers(1, 2)))]}


# ------------------------------------------------------------------------------------------------------------------
# What a city sets of its own

TABLES: list[dict[dr.ReviewGrade, int]] = [
    {},
    {dr.ReviewGrade.GOOD: 100, dr.ReviewGrade.FAIRLY_GOOD: 85, dr.ReviewGrade.AVERAGE: 70, dr.ReviewGrade.POOR: 50},
    {dr.ReviewGrade.GOOD: 4, dr.ReviewGrade.FAIRLY_GOOD: 3, dr.ReviewGrade.AVERAGE: 2, dr.ReviewGrade.POOR: 1},
]
RANKS: list[dict[dr.ReviewGrade, int]] = [
    {},
    {dr.ReviewGrade.GOOD: 1, dr.ReviewGrade.AVERAGE: 3, dr.ReviewGrade.POOR: 6},
]


@st.composite
def allowed_days(draw: st.DrawFn) -> dict[dr.HazardLevel, Days]:
    """Days by level; a level may have none."""
    return {
        level: Days(draw(st.integers(1, 6)), draw(st.booleans())) for level in dr.HazardLevel if draw(st.integers(0, 2))
    }


@st.composite
def cities(draw: st.DrawFn, family: str) -> City:
    """Suining, which sets nothing; or a city that sets some of it."""
    if draw(one_in(4)):
        return SUINING
    if family == "sample":
        tiers = (dr.Tier.CITY, dr.Tier.COUNTY, dr.Tier.TOWNSHIP)
        percents = st.sampled_from([1, 10, 20, 33, 50, 75, 100])
        return SUINING._replace(share_percent={tier: draw(percents) for tier in tiers if draw(st.integers(0, 4))})
    if family == "review":
        return SUINING._replace(points=draw(st.sampled_from(TABLES)), ranks=draw(st.sampled_from(RANKS)))
    if family == "hazard":
        return SUINING._replace(report_in=draw(allowed_days()), dispose=draw(allowed_days()))
    return SUINING


def book_of(city: City, chosen: dict[str, str]) -> dr.Rulebook:
    """Suining's rulebook with what a city sets, by the readings chosen."""
    review = BOOK.review
    assert review is not None
    frozen: Any = type(review.share_percent)
    review = attrs.evolve(
        review, share_percent=frozen(city.share_percent), points=frozen(city.points), ranks=frozen(city.ranks)
    )
    allowances: dict[tuple[str, str], dr.Allowance] = dict(BOOK.allowances)
    for stage, table in (("report-in", city.report_in), ("dispose", city.dispose)):
        for level, (count, working) in table.items():
            unit = dr.Unit.WORKING_DAYS if working else dr.Unit.CALENDAR_DAYS
            allowances[level.value, stage] = dr.Allowance(days=count, unit=unit, citations=())
    return attrs.evolve(BOOK, review=review, allowances=type(BOOK.allowances)(allowances)).with_readings(chosen)


# ------------------------------------------------------------------------------------------------------------------
# The comparison

FACTS: dict[str, Callable[[], st.SearchStrategy[dict[str, Any]]]] = {
    "mechanism": mechanism_facts,
    "plan": plan_facts,
    "review": review_facts,
    "sample": sample_facts,
    "hazard": hazard_facts,
}
KINDS = {
    "mechanism": ("mechanisms",),
    "plan": ("plans",),
    "review": ("leaders", "reviews"),
    "sample": ("supervisors", "review_selections", "reviews"),
    "hazard": ("hazards",),
}
WINDOW_DAYS = {"mechanism": EARLY_DAYS, "hazard": st.one_of(DAYS, DAYS, DAYS, days_near([HORIZON]))}


@st.composite
def cases(draw: st.DrawFn, family: str) -> Case:
    """A registry, and how it is judged."""
    facts = draw(FACTS[family]())
    registry = dr.Registry(areas=AREAS, complete=draw(claims(KINDS[family])), **facts)
    window = draw(windows(WINDOW_DAYS.get(family, DAYS)))
    chosen = draw(readings(family))
    city = draw(cities(family))
    return Case(registry, chosen, window.since, window.as_of, CALENDAR, window.known_by, city)


def sound(case: Case) -> bool:
    """Whether a case is none of those that LOG.md leaves open, or tells to differ for good."""
    return not (seats_twice(case) or two_lists(case))


def contradictory(case: Case) -> bool:
    """A milestone with a node comes before what has to be reached earlier."""
    for plan in case.registry.plans:
        for one in plan.milestones:
            days = [latest_start(case, plan, after) for after in plan.milestones if one.id in after.after]
            node = fixed_day(case, one)
            if node is not None and any(day is not None and day < node for day in days):
                return True
    return False


def beyond_the_calendar(case: Case) -> bool:
    """A plan with a node beyond the calendar, worked out backwards."""
    nodes = [one.node.end for plan in case.registry.plans for one in plan.milestones if one.node]
    return case.readings.get("milestone-due") == "backwards" and any(end and end > HORIZON for end in nodes)


def seats_twice(case: Case) -> bool:
    """O-1: one person sits in one seat twice at once, as a rule by different offices."""
    seats = [seat for mechanism in case.registry.mechanisms for seat in mechanism.seats]
    for one, other in combinations(seats, 2):
        same = (one.role, one.holder) == (other.role, other.holder)
        if same and not any(
            early.period.end and early.period.end < late.period.start for early, late in ((one, other), (other, one))
        ):
            return True
        # An end that wasn't known makes them overlap as well.
        if same and case.known_by is not None:
            return True
    return False


def two_lists(case: Case) -> bool:
    """O-2: a committee has two lists for one year."""
    lists = [(one.area, one.year) for one in case.registry.review_selections]
    return len(lists) > len(set(lists))


def agree(case: Case, rules: Iterable[str]) -> None:
    alike(case, book_of(case.city, case.readings), {id: RULES[id] for id in rules}, why_it_cant_be_told)


def why_it_cant_be_told(case: Case, one: Expected) -> bool:
    """C-4: of a plan that is impossible and goes beyond the calendar, which of the two is told as the reason."""
    return one.rule_id == "plan.milestone" and one.status == UNDETERMINED and beyond_the_calendar(case)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_library_finds_what_is_found_by_hand(family: str) -> None:
    @examples(200)
    @given(cases(family))
    def compare(case: Case) -> None:
        assume(sound(case))
        agree(case, FAMILIES[family])

    compare()


@examples(200)
@given(cases("plan"))
def test_plans_are_worked_out_backwards_as_by_hand(case: Case) -> None:
    case = attrs.evolve(case, readings={**case.readings, "milestone-due": "backwards", "node-span": "last-day"})
    assume(not beyond_the_calendar(case))
    for plan in case.registry.plans:
        alone = attrs.evolve(case, registry=dr.Registry(areas=AREAS, plans=[plan]))
        try:
            made = dr.schedule(plan, calendar=CALENDAR)
        except dr.PlanError:
            assert contradictory(alone) or not can_be_reached(case, plan)
            continue
        assert not contradictory(alone)
        assert can_be_reached(case, plan)
        for one in plan.milestones:
            row = made.milestones[one.id]
            assert (row.due, row.latest_start) == (latest(case, plan, one), first_of_work(case, plan, one))
            assert row.earliest_finish == soonest(case, plan, one)


def first_of_work(case: Case, plan: dr.Plan, milestone: dr.Milestone) -> dt.date | None:
    """The last day on which its work can begin: that before which all it comes after has to be reached."""
    before = latest_start(case, plan, milestone)
    return before + ONE_DAY if before is not None and milestone.duration else before


def can_be_reached(case: Case, plan: dr.Plan) -> bool:
    """Whether each milestone can be reached by its latest day, from the first day of the plan on."""
    for one in plan.milestones:
        by, first = latest(case, plan, one), soonest(case, plan, one)
        if by is not None and first is not None and first > by:
            return False
    return True


def soonest(case: Case, plan: dr.Plan, milestone: dr.Milestone) -> dt.date | None:
    """The first day on which a milestone can be reached, by the first day of the plan alone."""
    return earliest(
        case, attrs.evolve(plan, milestones=[attrs.evolve(one, node=None) for one in plan.milestones]), milestone
    )


def test_every_reading_of_these_rules_is_tried() -> None:
    named = {id for ids in READINGS.values() for id in ids}
    assert named == {id for rule in RULES for id in BOOK.rules[rule].readings}


# ------------------------------------------------------------------------------------------------------------------
# One by one


def case(
    *facts: Any,
    since: str,
    as_of: str,
    complete: Iterable[dr.Claim] = (),
    city: City = SUINING,
    **readings: str,
) -> Case:
    """A case from facts of any type; readings by keyword, with `_` for `-`."""
    chosen = readings_of(BOOK.interpretations) | {id.replace("_", "-"): reading for id, reading in readings.items()}
    registry = dr.Registry(areas=AREAS, complete=[*complete], **collected(facts))
    return Case(registry, chosen, day(since), day(as_of), CALENDAR, city=city)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def chiefs(*periods: str) -> dr.Mechanism:
    """A mechanism of the city whose chiefs follow on each other."""
    held = [
        dr.Seat(role=dr.SeatRole.CHIEF, holder=f"L-{n}", office="party-secretary", period=dr.Period.parse(text))
        for n, text in enumerate(periods)
    ]
    return dr.Mechanism(id="M", area="CITY", seats=held)


def plan(*steps: dr.Milestone, start: str | None = None) -> dr.Plan:
    return dr.Plan(id="P", area="CITY", start=None if start is None else day(start), milestones=steps)


def step(id: str, node: str | None = None, **fields: Any) -> dr.Milestone:
    return dr.Milestone(id=id, node=None if node is None else day(node), **fields)


def hazard(area: str, begins: dr.HazardLevel, **steps: str) -> dr.Hazard:
    """A hazard by its steps, each with its day."""
    made = dr.Hazard(id="H", area=area, begins_at=begins)
    for name, on in steps.items():
        made = made.advance(dr.HazardStep[name], actor="A-1", on=day(on), reason="r")
    return made


def in_post_until(end: str) -> dr.Supervisor:
    return dr.Supervisor(
        id="S-1", posts=dr.Post(tier=dr.Tier.CITY, area="CITY", period=dr.Period.parse(f"2023-01-01/{end}"))
    )


ALL_HAZARDS = [dr.Claim(kind="hazards")]
PARTLY = [dr.Claim(kind="mechanisms", period=dr.Period.parse("2023-02-01/2023-03-31"))]
STATION, AT_CITY = dr.HazardLevel.STATION, dr.HazardLevel.CITY

SETTLED: dict[str, tuple[str, list[str], Case]] = {
    "C-1 a breach is open though its claim has ended": (
        "mechanism.chief",
        [
            "2022-11-01 UNDETERMINED records-not-claimed 2022-11-01 None None",
            "2023-02-01 VIOLATED seat-unfilled 2023-02-01 None None",
            "2023-04-01 UNDETERMINED records-not-claimed 2023-04-01 None None",
        ],
        case(
            chiefs("2023-06-01/.."), since="2023-01-01", as_of="2023-05-15", complete=PARTLY,
        ),
    ),
    "C-1 it is in the window that begins after": (
        "mechanism.chief",
        [
            "2022-11-01 UNDETERMINED records-not-claimed 2022-11-01 None None",
            "2023-02-01 VIOLATED seat-unfilled 2023-02-01 None None",
            "2023-04-01 UNDETERMINED records-not-claimed 2023-04-01 None None",
        ],
        case(
            chiefs("2023-06-01/.."), since="2023-04-15", as_of="2023-05-15", complete=PARTLY,
        ),
    ),
    "C-1 it is over when the seat is filled": (
        "mechanism.chief",
        [
            "2022-11-01 UNDETERMINED records-not-claimed 2022-11-01 None 2023-06-01",
            "2023-02-01 FULFILLED_LATE seat-unfilled 2023-02-01 None 2023-06-01",
            "2023-04-01 UNDETERMINED records-not-claimed 2023-04-01 None 2023-06-01",
        ],
        case(
            chiefs("2023-06-01/.."), since="2023-01-01", as_of="2023-06-30", complete=PARTLY,
        ),
    ),
    "C-2 a day is worked out from what follows it alone": (
        "plan.milestone",
        [
            "a VIOLATED milestone-missed 2022-11-01 2022-12-20 None",
            "m VIOLATED milestone-missed 2022-11-01 2022-12-19 None",
            "b VIOLATED milestone-missed 2022-11-01 2022-12-20 None",
        ],
        case(
            plan(step("a", "2022-12-20"), step("m", after="a"), step("b", "2022-12-20", after="m", duration=1)),
            since="2022-11-01", as_of="2022-12-31", complete=[dr.Claim(kind="plans")], milestone_due="backwards",
        ),
    ),
    "C-3 a node before the rules bind": (
        "plan.milestone",
        [],
        case(
            plan(step("a", "2022-10-20"), start="2022-11-10"), since="2022-11-01", as_of="2022-12-31",
        ),
    ),
    "C-4 the days of its own work lie beyond the calendar": (
        "plan.milestone",
        [
            "a UNDETERMINED calendar-horizon 2022-11-01 None None",
            "b PENDING not-yet-due 2022-11-01 2027-01-12 None",
        ],
        case(
            plan(step("a", duration=1), step("b", "2027-01-12", after="a")),
            since="2023-01-01", as_of="2023-12-31", milestone_due="backwards",
        ),
    ),
    "C-5 a hazard whistled before the rules bind, and passed on after": (
        "hazard.disposed",
        ["COUNTY@1 PENDING no-deadline-in-source 2022-11-09 None None"],
        case(
            hazard("CITY", STATION, WHISTLE="2022-10-31", ESCALATE="2022-11-09"),
            since="2022-11-01", as_of="2023-01-31", complete=ALL_HAZARDS,
        ),
    ),
    "C-6 a handover after a single day": (
        "mechanism.chief",
        ["2022-11-01 FULFILLED None 2022-11-01 None None"],
        case(
            chiefs("2022-11-01/2023-05-03", "2023-05-04/2023-05-04", "2023-05-04/.."), since="2023-01-01", as_of="2023-06-30",
        ),
    ),
    "C-7 in office on the last day of the post": (
        "review.supervisor-sample",
        ["2023@list UNDETERMINED share-not-set 2023-01-01 2023-12-31 None"],
        case(in_post_until("2023-07-08"), since="2023-01-01", as_of="2023-07-08"),
    ),
    "C-7 and not after": (
        "review.supervisor-sample",
        [],
        case(in_post_until("2023-07-07"), since="2023-01-01", as_of="2023-07-08"),
    ),
    "C-8 given back without a report-in": (
        "hazard.regulator-reports-in",
        [
            "STATION@0 FULFILLED None 2023-03-01 None 2023-03-01",
            "COUNTY@3 VIOLATED report-in-never 2023-03-03 None None",
        ],
        case(
            hazard(
                "TOWN", STATION,
                WHISTLE="2023-03-01", REPORT_IN="2023-03-01", ASSESS="2023-03-02", HAND_UP="2023-03-03", RETURN="2023-03-06",
            ),
            since="2023-01-01", as_of="2023-12-31", complete=ALL_HAZARDS, hazard_passed_on="own",
        ),
    ),
    "C-9 closed before the days can be over": (
        "hazard.disposed",
        ["CITY@0 FULFILLED None 2026-12-24 None 2026-12-28"],
        case(
            hazard(
                "CITY", AT_CITY,
                WHISTLE="2026-12-24", REPORT_IN="2026-12-24", ASSESS="2026-12-24", DISPOSE="2026-12-28",
                VERIFY="2026-12-28", CLOSE="2026-12-28",
            ),
            since="2026-12-01", as_of="2026-12-28", city=SUINING._replace(dispose={AT_CITY: Days(3, working=True)}),
        ),
    ),
}  # fmt: skip
"""The smallest registry for each on which the two once differed, a rule, and how it stands."""


@pytest.mark.parametrize("name", SETTLED)
def test_what_was_settled_holds(name: str) -> None:
    rule, verdict, one = SETTLED[name]
    agree(one, RULES)
    assert [in_short(found) for found in RULES[rule](one)] == verdict
