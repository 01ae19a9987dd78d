"""Are the library's findings on supervisors those of the naive implementation beside it, registry by registry?

``INDEPENDENT_EXAMPLES`` sets how many are compared in each test. ``LOG.md`` tells what was found.
"""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dual_responsibility as dr

from . import supervision
from .common import Case
from .comparing import BOOK, CALENDAR, alike, collected, examples, in_short, maybe, readings_of

NAMED = sorted({id for rule in supervision.RULES for id in BOOK.rules[rule].readings})
SWITCHES = [(id, reading.id) for id in [*NAMED, "recorded-default"] for reading in BOOK.interpretations[id].readings]
"""Each reading of each interpretation that the rules name; `recorded-default` says what `known_by` sees."""

# Two counties of a city, each with a township and a village, and a second village in the first township.
PARENTS = {"Z": None, "ZA": "Z", "ZB": "Z", "ZA1": "ZA", "ZB1": "ZB", "ZA11": "ZA1", "ZA12": "ZA1", "ZB11": "ZB1"}
TIERS = {1: dr.Tier.CITY, 2: dr.Tier.COUNTY, 3: dr.Tier.TOWNSHIP, 4: dr.Tier.VILLAGE}
AREAS = [dr.Area(id=id, tier=TIERS[len(id)], parent=parent) for id, parent in PARENTS.items()]
SITES = ["ZA11", "ZA12", "ZB11", "ZA1", "ZA"]

TURNS = [
    dt.date.fromisoformat(text)
    for text in ("2022-11-01", "2022-12-20", "2022-12-31", "2023-01-28", "2023-03-31", "2023-04-27", "2023-05-06")
]
"""The rules begin; full coverage; a year's end that is off; Spring Festival; a quarter's end; Labour Day, make-up day."""

days = st.one_of(
    st.builds(lambda turn, n: turn + dt.timedelta(n), st.sampled_from(TURNS), st.integers(-7, 12)),
    st.dates(dt.date(2022, 10, 15), dt.date(2023, 6, 15)),
)
DEFAULT = readings_of(id for id, _ in SWITCHES)
maybe_day = maybe(days)


rarely_entered = st.one_of(st.none(), maybe_day)


def near(day: dt.date, first: int, last: int) -> st.SearchStrategy[dt.date]:
    """A day that is so many days from another."""
    return st.integers(first, last).map(lambda n: day + dt.timedelta(n))


@st.composite
def periods(draw: st.DrawFn) -> dr.Period:
    start = draw(days)
    length = draw(st.one_of(st.none(), st.integers(0, 10), st.integers(0, 150)))
    return dr.Period(start, None if length is None else start + dt.timedelta(length))


@st.composite
def spans(draw: st.DrawFn) -> list[dr.Period]:
    """One to three periods in order, that follow on each other or leave gaps."""
    starts = sorted(draw(st.sets(days, min_size=1, max_size=3)))
    found = []
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        if after is None:
            end = draw(st.sampled_from([None, None, start + dt.timedelta(4), start + dt.timedelta(60)]))
        else:
            end = max(start, after - dt.timedelta(draw(st.sampled_from([1, 1, 4, 20]))))
        found.append(dr.Period(start, end))
    return found


@st.composite
def timelines(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> Any:
    if draw(st.booleans()):
        return draw(values)
    return dr.Timeline([(span, draw(values)) for span in draw(spans())])


ENTERED: dict[str, Any] = {"recorded": maybe_day, "end_recorded": maybe_day}
members = st.builds(
    dr.TeamMember,
    role=st.sampled_from(dr.TeamRole),
    member=st.just("M"),
    period=st.one_of(st.just(dr.ALWAYS), st.just(dr.ALWAYS), periods()),
    **ENTERED,
)
FULL = tuple(dr.TeamMember(role=role, member=role.value) for role in dr.TeamRole)


@st.composite
def posts(draw: st.DrawFn) -> dr.Post:
    area = draw(st.sampled_from([*PARENTS]))
    return dr.Post(
        tier=TIERS[len(area)],
        area=area,
        period=draw(st.one_of(st.just(dr.ALWAYS), st.just(dr.ALWAYS), periods())),
        recorded=draw(maybe_day),
        end_recorded=draw(maybe_day),
    )


@st.composite
def handovers(draw: st.DrawFn, company: str, supervisors: list[str]) -> list[dr.Assignment]:
    """Relations of one company that follow on each other, with gaps, overlaps, and shared days."""
    found, start = [], draw(days)
    for index in range(draw(st.sampled_from([0, 1, 2, 2, 3, 3]))):
        length = draw(st.one_of(st.none(), st.integers(0, 90), st.integers(0, 90)))
        end = None if length is None else start + dt.timedelta(length)
        found.append(
            dr.Assignment(
                id=f"A-{company}-{index}",
                company=company,
                supervisor=draw(st.sampled_from(supervisors)),
                period=dr.Period(start, end),
                team=draw(st.one_of(st.just(FULL), st.lists(members, max_size=3))),
                recorded=draw(maybe_day),
                end_recorded=draw(maybe_day),
            )
        )
        start = (start if end is None else end) + dt.timedelta(draw(st.sampled_from([0, 1, 1, 4, 8, 30, -3])))
    return found


def _numbered(prefix: str, facts: list[Any]) -> list[Any]:
    return [attrs.evolve(fact, id=f"{prefix}-{index}") for index, fact in enumerate(facts)]


grades = st.sampled_from(dr.Grade)
companies = st.builds(
    dr.Company,
    id=st.just("-"),
    area=st.sampled_from(SITES),
    grades=st.one_of(timelines(grades), timelines(grades), timelines(grades), st.none()),
    operating=st.one_of(st.none(), st.none(), spans()),
    grounds=st.one_of(st.none(), timelines(st.sampled_from(dr.EscalationGround))),
    recorded=rarely_entered,
)
KINDS = ("assignments", "supervisors", "companies", "commitments", "notice_cards", "acknowledgements")
ALL_CLAIMED = tuple(dr.Claim(kind=kind) for kind in KINDS)
claims = st.one_of(
    st.just(ALL_CLAIMED),
    st.just(ALL_CLAIMED),
    st.lists(
        st.builds(
            dr.Claim,
            kind=st.sampled_from(KINDS),
            area=st.one_of(st.none(), st.sampled_from([*PARENTS])),
            period=st.one_of(st.just(dr.ALWAYS), periods()),
        ),
        max_size=6,
    ),
)


@st.composite
def changes(draw: st.DrawFn, supervisors: list[str], assignments: list[dr.Assignment]) -> list[dr.Change]:
    """Changes, most of them of who holds a company: on the day after a relation's last day, or while it goes on."""
    found = []
    for index in range(draw(st.integers(0, 4))):
        supervisor, day = draw(st.sampled_from(supervisors)), draw(days)
        if assignments and draw(st.sampled_from([True, True, True, True, False])):
            one = draw(st.sampled_from(assignments))
            supervisor, start, end = one.supervisor, one.period.start, one.period.end
            day = start + dt.timedelta(draw(st.integers(0, 60)))
            if end is not None and draw(st.booleans()):
                day = end + dt.timedelta(draw(st.sampled_from([1, 1, 1, 0, 2])))
        found.append(
            dr.Change(
                id=f"CH-{index}",
                supervisor=supervisor,
                cause=draw(st.sampled_from(dr.ChangeCause)),
                on=day,
                decided=draw(st.one_of(st.none(), near(day, -12, 0))),
                known=draw(st.one_of(st.none(), near(day, -3, 12))),
                recorded=draw(maybe_day),
            )
        )
    return found


@st.composite
def registries(draw: st.DrawFn) -> dr.Registry:
    """One to four companies, one to three supervisors, and what happened to them."""
    firms = _numbered("C", draw(st.lists(companies, min_size=1, max_size=4)))
    held = st.one_of(st.lists(posts(), min_size=1, max_size=2), st.lists(posts(), max_size=2))
    people = _numbered(
        "S",
        draw(
            st.lists(
                st.builds(dr.Supervisor, id=st.just("-"), posts=held, recorded=rarely_entered), min_size=1, max_size=3
            )
        ),
    )
    ids = [one.id for one in people]
    person, firm, area = st.sampled_from(ids), st.sampled_from([one.id for one in firms]), st.sampled_from([*PARENTS])
    assignments = [one for company in firms for one in draw(handovers(company.id, ids))]
    versions = st.builds(
        dr.ListVersion,
        id=st.just("-"),
        kind=st.sampled_from(dr.ListKind),
        area=area,
        in_force=st.one_of(st.just(dr.ALWAYS), periods()),
        **ENTERED,
    )
    lists = _numbered("L", draw(st.lists(versions, max_size=4)))
    letters = st.builds(dr.Commitment, supervisor=person, on=days, area=st.one_of(st.none(), area), recorded=maybe_day)
    cards = st.builds(dr.NoticeCard, company=firm, supervisor=person, displayed=periods(), **ENTERED)
    known: list[dr.Acknowledgement] = []
    if lists:
        version = st.sampled_from([one.id for one in lists])
        known = draw(
            st.lists(
                st.builds(dr.Acknowledgement, supervisor=person, list_version=version, on=days, recorded=maybe_day),
                max_size=4,
            )
        )
    return dr.Registry(
        areas=AREAS,
        companies=firms,
        supervisors=people,
        assignments=assignments,
        changes=draw(changes(ids, assignments)),
        list_versions=lists,
        acknowledgements=known,
        commitments=draw(st.lists(letters, max_size=3)),
        notice_cards=draw(st.lists(cards, max_size=4)),
        complete=draw(claims),
    )


def ending(horizon: dt.date) -> dr.WorkCalendar:
    """China's calendar with an earlier horizon."""
    seen = dr.DaySet.between(CALENDAR.first, horizon)
    return dr.WorkCalendar.explicit(CALENDAR.first, horizon, off=CALENDAR.off & seen, worked=CALENDAR.worked & seen)


@st.composite
def cases(draw: st.DrawFn, readings: st.SearchStrategy[dict[str, str]]) -> Case:
    """A registry, readings, a window, and sometimes what was known by a day, or a calendar that ends early."""
    registry = draw(registries())
    since, as_of = sorted((draw(days), draw(days)))
    short = st.sampled_from([dt.date(2022, 12, 28), dt.date(2023, 5, 4), dt.date(2023, 5, 8)])
    horizon = draw(st.one_of(st.none(), st.none(), st.none(), st.none(), st.none(), short))
    calendar = CALENDAR if horizon is None else ending(horizon)
    known_by = draw(st.one_of(st.none(), st.none(), days))
    return Case(registry, DEFAULT | draw(readings), since, as_of, calendar, known_by)


one_switched = st.sampled_from(SWITCHES).map(lambda switch: dict([switch]))
several_switched = st.lists(st.sampled_from(SWITCHES), min_size=2, max_size=8).map(dict)


def agree(case: Case) -> None:
    alike(case, BOOK.with_readings(case.readings), supervision.RULES)


# The comparison -------------------------------------------------------------------------------------------------------


@examples(300)
@given(cases(st.just({})))
def test_the_library_finds_the_same_by_the_default_readings(case: Case) -> None:
    agree(case)


@examples(300)
@given(cases(one_switched))
def test_the_library_finds_the_same_by_each_reading(case: Case) -> None:
    agree(case)


@examples(300)
@given(cases(several_switched))
def test_the_library_finds_the_same_by_any_readings(case: Case) -> None:
    agree(case)


# One by one --------------------------------------------------------------------------

VILLAGE, TOWNSHIP, COUNTY = "ZA11", "ZA1", "ZA"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def period(text: str) -> dr.Period:
    return dr.Period.parse(text)


def firm(id: str = "C-1", grades: Any = dr.Grade.C, **fields: Any) -> dr.Company:
    return dr.Company(id=id, area=VILLAGE, grades=grades, **fields)


POST = dr.Post(tier=dr.Tier.TOWNSHIP, area=TOWNSHIP)


def person(*held: dr.Post, id: str = "S-1") -> dr.Supervisor:
    return dr.Supervisor(id=id, posts=held or POST)


def relation(held: str, company: str = "C-1", supervisor: str = "S-1") -> dr.Assignment:
    return dr.Assignment(
        id=f"A-{company}-{held}", company=company, supervisor=supervisor, period=period(held), team=FULL
    )


def shows(held: str) -> dr.NoticeCard:
    return dr.NoticeCard(company="C-1", supervisor="S-1", displayed=period(held))


def leaves(on: str, cause: dr.ChangeCause = dr.ChangeCause.PERSONNEL, id: str = "CH-1", **others: str) -> dr.Change:
    """A change of S-1; `decided` and `known` by keyword."""
    told: dict[str, Any] = {name: day(text) for name, text in others.items()}
    return dr.Change(id=id, supervisor="S-1", cause=cause, on=day(on), **told)


def case(
    *facts: Any,
    since: str = "2022-11-01",
    as_of: str,
    horizon: str | None = None,
    known_by: str | None = None,
    complete: Any = ALL_CLAIMED,
    **readings: str,
) -> Case:
    """A case from facts of any type; readings by keyword, with `_` for `-`."""
    chosen = DEFAULT | {id.replace("_", "-"): reading for id, reading in readings.items()}
    calendar = CALENDAR if horizon is None else ending(day(horizon))
    registry = dr.Registry(areas=AREAS, complete=complete, **collected(facts))
    return Case(registry, chosen, day(since), day(as_of), calendar, None if known_by is None else day(known_by))


SETTLED: dict[str, tuple[str, list[str], Case]] = {
    "D1 decided, not yet effective: the obligation has arisen": (
        "adjust.personnel-change",
        ["CH-1 PENDING not-yet-due 2023-04-20 2023-04-26 None"],
        case(
            firm(), person(), relation("2022-11-01/.."), leaves("2023-04-27", decided="2023-04-20"),
            as_of="2023-04-25", event_day="decided",
        ),
    ),
    "D2 one company surely has no successor, of another it isn't known": (
        "adjust.personnel-change",
        ["CH-1 VIOLATED successor-missing 2023-04-27 2023-05-08 None"],
        case(
            firm("C-1"), dr.Company(id="C-2", area="ZB11", grades=dr.Grade.C), person(),
            relation("2022-11-01/.."), relation("2022-11-01/..", "C-2"), leaves("2023-04-27"),
            as_of="2023-06-30", adjusted_means="all-companies", complete=[dr.Claim(kind="assignments", area=VILLAGE)],
        ),
    ),
    "D3 in office all along, though one company was given up": (
        "commitment.signed",
        ["ZA1 FULFILLED None 2022-11-01 None 2022-12-01"],
        case(
            firm("C-1"), firm("C-2"), person(), relation("2022-11-01/2023-03-31"), relation("2023-01-15/..", "C-2"),
            dr.Commitment(supervisor="S-1", on=day("2022-12-01")), as_of="2023-04-30",
        ),
    ),
    "D4 up to the horizon the five days can't have run out": (
        "coverage.assigned",
        ["2022-11-01 FULFILLED None 2022-11-01 None None"],
        case(
            firm(), person(), relation("2022-11-01/.."), leaves("2023-05-04"), as_of="2023-05-10", horizon="2023-05-08",
        ),
    ),
    "D5 a card that follows on another of the same supervisor": (
        "notice-card.displayed",
        ["A-C-1-2022-11-01/.. FULFILLED None 2022-11-01 None 2022-12-01"],
        case(
            firm(), person(), relation("2022-11-01/.."), shows("2022-12-01/2023-03-01"), shows("2023-02-01/.."),
            as_of="2023-06-30",
        ),
    ),
    "D6 neither a company nor a supervisor recorded later is there yet": (
        "coverage.tier",
        ["A-C-2-2022-11-01/..@2022-11-01 VIOLATED post-not-in-force 2022-11-01 None None"],
        case(
            firm(recorded=day("2023-05-01")), firm("C-2"), dr.Supervisor(id="S-1", posts=POST, recorded=day("2023-05-01")),
            relation("2022-11-01/.."), relation("2022-11-01/..", "C-2"), as_of="2023-06-30", known_by="2023-04-30",
        ),
    ),
    "D7 a list becomes the one to know when the post begins": (
        "know.task-list",
        ["L-1 PENDING no-deadline-in-source 2023-01-01 None None"],
        case(
            firm(), person(dr.Post(tier=dr.Tier.TOWNSHIP, area="ZB1", period=period("2023-01-01/.."))),
            relation("2022-11-01/.."), dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area="ZB1"), as_of="2023-06-30",
        ),
    ),
    "D8 a tier that never fitted isn't cured by a regrade": (
        "coverage.tier",
        ["A-C-1-2022-11-01/..@2022-11-01 VIOLATED tier-too-low 2022-11-01 None None"],
        case(
            firm(grades=[(period("2022-11-01/2023-04-26"), dr.Grade.B), (period("2023-04-27/.."), dr.Grade.A)]),
            person(), relation("2022-11-01/.."), as_of="2023-06-30", regrade_day="five-days",
        ),
    ),
    "D9 effective before the rules bind, known after": (
        "adjust.personnel-change",
        ["CH-1 VIOLATED successor-missing 2022-11-03 2022-11-10 None"],
        case(
            firm(), person(), relation("2022-10-01/.."), leaves("2022-10-28", known="2022-11-03"),
            as_of="2022-12-31", event_day="known",
        ),
    ),
    "D9 decided before the rules bind, effective after": (
        "adjust.personnel-change",
        [],
        case(
            firm(), person(), relation("2022-10-01/.."), leaves("2022-11-03", decided="2022-10-28"),
            as_of="2022-12-31", event_day="decided",
        ),
    ),
    "D10 a cause without a deadline excuses no day, whichever its day": (
        "coverage.assigned",
        ["2023-04-27 VIOLATED seat-vacant 2023-04-27 None None"],
        case(
            firm(), person(), relation("2022-11-01/.."), leaves("2023-04-27"),
            as_of="2023-06-30", event_day="known", five_days_causes="incapacity-only",
        ),
    ),
    "D11 what one change excuses stays excused": (
        "coverage.assigned",
        ["2022-11-01 FULFILLED None 2022-11-01 None None"],
        case(
            firm(), person(), relation("2022-11-01/.."), leaves("2023-04-27", known="2023-05-01"),
            leaves("2023-04-27", dr.ChangeCause.WORK, "CH-2"), as_of="2023-05-08", event_day="known",
        ),
    ),
    "D13 one letter, for the area of any post": (
        "commitment.signed",
        ["letter FULFILLED None 2022-11-01 None 2022-12-01"],
        case(
            firm(), person(dr.Post(tier=dr.Tier.TOWNSHIP, area=TOWNSHIP), dr.Post(tier=dr.Tier.COUNTY, area=COUNTY)),
            person(id="S-2"), relation("2022-11-01/.."), dr.Commitment(supervisor="S-2", on=day("2022-12-01"), area=TOWNSHIP),
            as_of="2023-06-30", letter_signer="area", letter_renewal="once",
        ),
    ),
    "D14 the last day of a period of operation": (
        "adjust.personnel-change",
        ["CH-1 PENDING not-yet-due 2023-05-04 2023-05-10 None"],
        case(
            firm(operating=[period("2022-11-01/2023-05-05"), period("2023-05-06/..")]), person(),
            relation("2022-11-01/.."), leaves("2023-05-04"), as_of="2023-05-05",
        ),
    ),
    "D15 a breach doesn't end with the claim of its records": (
        "coverage.assigned",
        [
            "2022-11-01 UNDETERMINED records-not-claimed 2022-11-01 None 2023-01-10",
            "2022-12-01 FULFILLED_LATE seat-vacant 2022-12-01 None 2023-01-10",
            "2023-01-01 UNDETERMINED records-not-claimed 2023-01-01 None 2023-01-10",
        ],
        case(
            firm(), person(), relation("2023-01-10/.."), as_of="2023-06-30",
            complete=[dr.Claim(kind="assignments", period=period("2022-12-01/2022-12-31"))],
        ),
    ),
    "D16 a day that is known to be off can't be one of the five": (
        "adjust.personnel-change",
        ["CH-1 FULFILLED None 2023-04-28 None 2023-05-05"],
        case(
            firm(), person(), person(id="S-2"), relation("2022-11-01/.."), leaves("2023-04-28"),
            relation("2023-05-05/..", supervisor="S-2"), as_of="2023-06-30", horizon="2023-05-03",
        ),
    ),
    "D17 without a post, the area of a company answered for later": (
        "know.task-list",
        ["L-1 PENDING no-deadline-in-source 2022-11-02 None None"],
        case(
            firm("C-1"), dr.Company(id="C-2", area="ZB11", grades=dr.Grade.C), dr.Supervisor(id="S-1"),
            relation("2022-11-02/.."), relation("2022-11-01/..", "C-2"),
            dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area=COUNTY), as_of="2022-11-02",
        ),
    ),
}  # fmt: skip
"""The smallest registry for each on which the two once differed, a rule, and how it stands."""


@pytest.mark.parametrize("name", SETTLED)
def test_what_was_settled_holds(name: str) -> None:
    rule, verdict, one = SETTLED[name]
    agree(one)
    assert [in_short(found) for found in supervision.RULES[rule](one)] == verdict
