"""A second, naive implementation of the committees' rules, written from the sources alone.

It shares nothing with ``dual_responsibility.rules``: it takes the facts of a registry and asks, mostly day by day,
what was owed and whether it was met. It is slow and obvious on purpose; ``test_committees`` compares it with
``dr.audit``. ``# OPEN:`` marks what the documents leave open: ``LOG.md`` tells it. How things are cited is told in
``common``.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import attrs

import dual_responsibility as dr

from .common import (
    FULFILLED,
    LATE,
    ONE_DAY,
    PENDING,
    UNDETERMINED,
    VIOLATED,
    Case,
    Days,
    Expected,
    Named,
    Rule,
    Span,
    claimed,
    days_between,
    entered,
    line_of,
    seen,
)

# ------------------------------------------------------------------------------------------------------------------
# What was known, and what silence means


def happened(case: Case, on: dt.date, recorded: dt.date | None) -> bool:
    """Whether something of a day had happened by ``as_of``, and was known by ``known_by``."""
    return on <= case.as_of and entered(case, recorded, on)


def held(case: Case, fact: dr.Mechanism | dr.Seat | dr.TaskForce | dr.Leader | dr.Post) -> Span | None:
    """The days of a fact as they were known; None if none were.

    An end that hadn't come by ``as_of`` is no end: nobody looks ahead.
    """
    span = seen(case, fact, fact.period)
    if span is None or span.first > case.as_of:
        return None
    return span if span.last is None or span.last <= case.as_of else Span(span.first, None)


def on_day(span: Span | None, day: dt.date) -> bool:
    """Whether a known period holds on a day."""
    return span is not None and span.holds(day)


def in_window(case: Case, found: Iterable[Expected]) -> list[Expected]:
    """What belongs in a report: what arose by its end and hadn't been closed before its first day (concepts)."""
    return [one for one in found if one.arose <= case.as_of and (one.closed is None or one.closed >= case.since)]


# ------------------------------------------------------------------------------------------------------------------
# The coordination mechanism (§3, §4): standing duties, owed each day

OFFICES = {
    dr.SeatRole.CHIEF: "party-secretary",
    dr.SeatRole.CONVENER: "mayor",
    dr.SeatRole.DEPUTY_CONVENER: "leader-in-charge",
}
"""§3.1 to §3.3."""
BODIES = ("party-committee", "peoples-congress", "government", "consultative-conference")
"""§3.4, a closed list."""
DEPARTMENTS = (
    "education-sports",
    "economy-it",
    "civil-affairs",
    "commerce",
    "ethnic-religious",
    "agriculture",
    "offices-administration",
)
"""§3.5, an open list."""
HOST = "market-regulation"
"""§3.6."""


class Short(NamedTuple):
    """What is wrong with a standing duty on a day.

    ``name`` comes before the day in the trigger; ``unknown`` is why it can't be told, None if it can.
    """

    name: str
    reason: str
    unknown: str | None = None


Judge = Callable[[dt.date], list[Short]]


class Sitting(NamedTuple):
    """A seat as it was held, for the days on which its mechanism was set up too."""

    seat: dr.Seat
    span: Span


def overlap(one: Span, other: Span) -> Span | None:
    """The days that two spans share."""
    first = max(one.first, other.first)
    ends = [span.last for span in (one, other) if span.last is not None]
    last = min(ends) if ends else None
    return None if last is not None and last < first else Span(first, last)


def mechanisms(case: Case, area: str) -> list[tuple[dr.Mechanism, Span]]:
    """The mechanisms of an area, with the days on which each was known to be set up."""
    spans = [(one, held(case, one)) for one in case.registry.mechanisms if one.area == area]
    return [(one, span) for one, span in spans if span is not None]


def sittings(case: Case, area: str, role: dr.SeatRole) -> list[Sitting]:
    """Who sits in an area's mechanism in a role."""
    found = []
    for mechanism, days in mechanisms(case, area):
        for seat in mechanism.seats:
            span = held(case, seat)
            both = None if span is None or seat.role is not role else overlap(span, days)
            if both is not None:
                found.append(Sitting(seat, both))
    return found


def forces(case: Case, area: str) -> list[tuple[dr.TaskForce, Span]]:
    """The task forces of an area's mechanism."""
    found = []
    for mechanism, days in mechanisms(case, area):
        for force in mechanism.task_forces:
            span = held(case, force)
            both = None if span is None else overlap(span, days)
            if both is not None:
                found.append((force, both))
    return found


def lacking(case: Case, area: str, name: str, reason: str, day: dt.date) -> Short:
    """Something is missing on a day: a breach inside a claim, unknown outside (concepts, “Claims”)."""
    return Short(name, reason, None if claimed(case, "mechanisms", area, day, day) else "records-not-claimed")


def stretches(case: Case, judge: Judge) -> dict[tuple[str, str], list[tuple[dt.date, dt.date, str | None]]]:
    """For each name and reason, the stretches of days on which it was found, cut where what is known of it changes."""
    found: dict[tuple[str, str], list[tuple[dt.date, dt.date, str | None]]] = {}
    for day in days_between(case.binds, case.as_of):
        for name, reason, unknown in judge(day):
            runs = found.setdefault((name, reason), [])
            if runs and runs[-1][1] == day - ONE_DAY and runs[-1][2] == unknown:
                runs[-1] = (runs[-1][0], day, unknown)
            else:
                runs.append((day, day, unknown))
    return found


def over_by(case: Case, last: dt.date, runs: list[tuple[dt.date, dt.date, str | None]]) -> dt.date | None:
    """The day on which what was found up to ``last`` was over; None while it goes on.

    That a claim begins or ends in between ends no shortfall: what isn't claimed isn't known to be met.
    """
    for before, after in pairwise(runs):
        if before[1] == last and after[0] == last + ONE_DAY:
            return over_by(case, after[1], runs)
    return None if last >= case.as_of else last + ONE_DAY


def standing(
    case: Case, rule_id: str, area: str, judge: Judge, *, name: str = "", shown_when_met: bool = True
) -> list[Expected]:
    """The findings of a standing duty of an area: each breach, or that there was none in the window.

    Concepts, “Norms”: violated while unmet, fulfilled late once the breach has ended; “Obligations”: one that is
    kept is named by the first day since its last breach before the window.
    """
    who = ("area", area)
    found, ends = [], []
    for (label, reason), runs in stretches(case, judge).items():
        for first, last, unknown in runs:
            closed = over_by(case, last, runs)
            ends.append(last)
            status = UNDETERMINED if unknown else VIOLATED if closed is None else LATE
            trigger = f"{label}@{first}" if label else str(first)
            found.append(Expected(rule_id, who, who, trigger, status, unknown or reason, first, None, closed))
    shown = [one for one in in_window(case, found) if still_of_the_window(case, one)]
    if not shown and shown_when_met and case.binds <= case.as_of:
        first = max([case.binds, *(end + ONE_DAY for end in ends)])
        shown = [
            Expected(rule_id, who, who, f"{name}@{first}" if name else str(first), FULFILLED, None, first, None, None)
        ]
    return shown


def still_of_the_window(case: Case, one: Expected) -> bool:
    """A breach that ended on the eve of the window has no day in it: it was closed by then."""
    return one.closed is None or one.closed > case.since


def areas_of(case: Case, tier: dr.Tier) -> list[str]:
    """The areas of a tier."""
    return [area.id for area in case.registry.areas if area.tier is tier]


def doubled(case: Case, sitting: list[Sitting], day: dt.date) -> bool:
    """Whether two persons or more hold a seat on a day.

    `handover-day`: who leaves on the day on which somebody else comes doesn't count, unless it is ``overlap``.
    """
    here = [one for one in sitting if on_day(one.span, day)]
    if case.readings["handover-day"] == "allowed":
        coming = {one.seat.holder for one in here if one.span.first == day}
        here = [one for one in here if one.span.last != day or not coming - {one.seat.holder}]
    return len({one.seat.holder for one in here}) > 1


def seat_judge(case: Case, area: str, role: dr.SeatRole) -> Judge:
    """§3.1 to §3.3: one person, who holds the office that the seat belongs to."""
    sitting = sittings(case, area, role)

    def judge(day: dt.date) -> list[Short]:
        here = [one.seat for one in sitting if on_day(one.span, day)]
        if not here:
            return [lacking(case, area, "", "seat-unfilled", day)]
        found = [Short("", "seat-doubled")] if doubled(case, sitting, day) else []
        for holder in sorted({seat.holder for seat in here}):
            # OPEN: one person with two records of the seat, by two offices: the right one is enough.
            offices = {seat.office for seat in here if seat.holder == holder}
            if OFFICES[role] in offices:
                continue
            if None in offices:
                found.append(Short(f"office-{holder}", "office-unknown", "office-unknown"))
            else:
                found.append(Short(f"office-{holder}", "office-not-allowed"))
        return found

    return judge


def seat_findings(case: Case, rule_id: str, role: dr.SeatRole) -> list[Expected]:
    """A seat of the mechanism of each city."""
    found = []
    for area in areas_of(case, dr.Tier.CITY):
        found += standing(case, rule_id, area, seat_judge(case, area, role))
    return found


def rule_chief(case: Case) -> list[Expected]:
    """§3.1: the municipal Party secretary is chief supervisor."""
    return seat_findings(case, "mechanism.chief", dr.SeatRole.CHIEF)


def rule_convener(case: Case) -> list[Expected]:
    """§3.2: the deputy Party secretary and mayor is convener."""
    return seat_findings(case, "mechanism.convener", dr.SeatRole.CONVENER)


def rule_deputy_convener(case: Case) -> list[Expected]:
    """§3.3: the city leader in charge is deputy convener."""
    return seat_findings(case, "mechanism.deputy-convener", dr.SeatRole.DEPUTY_CONVENER)


def from_where(sitting: list[Sitting], day: dt.date) -> dict[str, set[str | None]]:
    """The members on a day, each with the bodies or departments that the records name."""
    members: dict[str, set[str | None]] = {}
    for one in sitting:
        if on_day(one.span, day):
            members.setdefault(one.seat.holder, set()).add(one.seat.body)
    return members


def represented_judge(case: Case, area: str, role: dr.SeatRole, body: str, reason: str) -> Judge:
    """Whether a body or department has a member; one whose body isn't on record may be the one."""
    sitting = sittings(case, area, role)

    def judge(day: dt.date) -> list[Short]:
        named = set[str | None]().union(*from_where(sitting, day).values())
        if body in named:
            return []
        if None in named:
            return [Short(body, "body-unknown", "body-unknown")]
        return [lacking(case, area, body, reason, day)]

    return judge


def member_judge(case: Case, area: str, role: dr.SeatRole, listed: tuple[str, ...] | None) -> Judge:
    """Whether each member comes from where members come from: the bodies are a closed list (§3.4)."""
    sitting = sittings(case, area, role)

    def judge(day: dt.date) -> list[Short]:
        found = []
        for holder, bodies in sorted(from_where(sitting, day).items()):
            if listed is not None and any(body is not None and body not in listed for body in bodies):
                found.append(Short(f"member-{holder}", "body-not-listed"))
            elif None in bodies:
                found.append(Short(f"member-{holder}", "body-unknown", "body-unknown"))
        return found

    return judge


def rule_bodies(case: Case) -> list[Expected]:
    """§3.4: each of the four leading bodies has a member, and members come from no others."""
    rule_id, role = "mechanism.bodies", dr.SeatRole.BODY_MEMBER
    found = []
    for area in areas_of(case, dr.Tier.CITY):
        for body in BODIES:
            judge = represented_judge(case, area, role, body, "body-missing")
            found += standing(case, rule_id, area, judge, name=body)
        found += standing(case, rule_id, area, member_judge(case, area, role, BODIES), shown_when_met=False)
    return found


def any_department_judge(case: Case, area: str) -> Judge:
    """`listed-departments` = ``examples``: one department is enough."""
    sitting = sittings(case, area, dr.SeatRole.DEPARTMENT_MEMBER)

    def judge(day: dt.date) -> list[Short]:
        if from_where(sitting, day):
            return []
        return [lacking(case, area, "", "no-department", day)]

    return judge


def rule_departments(case: Case) -> list[Expected]:
    """§3.5: the departments named have a member each, others may (`listed-departments`)."""
    rule_id, role = "mechanism.departments", dr.SeatRole.DEPARTMENT_MEMBER
    found = []
    for area in areas_of(case, dr.Tier.CITY):
        if case.readings["listed-departments"] == "examples":
            found += standing(case, rule_id, area, any_department_judge(case, area))
        else:
            for body in DEPARTMENTS:
                judge = represented_judge(case, area, role, body, "department-missing")
                found += standing(case, rule_id, area, judge, name=body)
        found += standing(case, rule_id, area, member_judge(case, area, role, None), shown_when_met=False)
    return found


def force_faults(case: Case, force: dr.TaskForce) -> list[Short]:
    """What a task force lacks (§3.6); `task-force-form` = ``described`` asks for the bureau alone."""
    aspects = [("host", force.host is None, force.host == HOST, "task-force-elsewhere")]
    if case.readings["task-force-form"] == "demanded":
        aspects += [
            ("seconded", force.seconded is None, force.seconded != 0, "task-force-not-seconded"),
            ("one-office", force.one_office is None, force.one_office is True, "task-force-scattered"),
        ]
    found = []
    for name, unknown, right, reason in aspects:
        if unknown:
            found.append(Short(name, "task-force-undescribed", "task-force-undescribed"))
        elif not right:
            found.append(Short(name, reason))
    return found


def force_judge(case: Case, area: str) -> Judge:
    """§3.6: a task force in the market regulation bureau, of seconded people in one office."""
    known_forces = forces(case, area)

    def judge(day: dt.date) -> list[Short]:
        here = [force for force, span in known_forces if on_day(span, day)]
        if not here:
            return [lacking(case, area, "", "task-force-missing", day)]
        # OPEN: of two at once the one with the fewest faults is judged; the generator makes none such.
        return min((force_faults(case, force) for force in here), key=len)

    return judge


def rule_task_force(case: Case) -> list[Expected]:
    """§3.6, and §2.1: a task force in each city."""
    found = []
    for area in areas_of(case, dr.Tier.CITY):
        found += standing(case, "mechanism.task-force", area, force_judge(case, area))
    return found


def rule_local_groups(case: Case) -> list[Expected]:
    """§4.1: each county, district and park has a leading group, and a task force of its own."""
    rule_id = "mechanism.local-groups"
    found = []
    for area in areas_of(case, dr.Tier.COUNTY):
        spans = {
            ("leading-group", "group-missing"): [span for _, span in mechanisms(case, area)],
            ("task-force", "task-force-missing"): [span for _, span in forces(case, area)],
        }
        for (name, reason), there in spans.items():

            def judge(
                day: dt.date, there: list[Span] = there, area: str = area, name: str = name, reason: str = reason
            ) -> list[Short]:
                return [] if any(on_day(span, day) for span in there) else [lacking(case, area, name, reason, day)]

            found += standing(case, rule_id, area, judge, name=name)
    return found


# ------------------------------------------------------------------------------------------------------------------
# Duties owed by a day, or without one


class Owed(NamedTuple):
    """A duty that is owed by a day, or by none."""

    rule_id: str
    subject: Named
    bearer: Named
    trigger: str
    arose: dt.date
    due: dt.date | None


class Words(NamedTuple):
    """The reasons of a dated duty: met late, not met, and not yet due where that is told otherwise."""

    late: str
    missing: str
    open: str = "no-deadline-in-source"


def met(case: Case, owed: Owed, on: dt.date, late: str, is_claimed: bool = True) -> Expected:
    """A duty that was met on a day; never before it arose.

    Where something could have met it before, it is told as late only inside a claim (Concepts, “Claims”).
    """
    closed = max(on, owed.arose)
    if owed.due is not None and closed > owed.due:
        late_or_not = (LATE, late) if is_claimed else (UNDETERMINED, "records-not-claimed")
        return finding(owed, *late_or_not, closed)
    return finding(owed, FULFILLED, None, closed)


def unmet(case: Case, owed: Owed, words: Words, is_claimed: bool) -> Expected:
    """A duty that wasn't met by ``as_of``.

    Concepts, “Findings”: pending through its due day; after it violated inside a claim, undetermined outside.
    One without a due day is pending until met, if the records are complete.
    """
    if owed.due is None:
        return finding(owed, *((PENDING, words.open) if is_claimed else (UNDETERMINED, "records-not-claimed")))
    if case.as_of <= owed.due:
        return finding(owed, PENDING, "not-yet-due")
    return finding(owed, *((VIOLATED, words.missing) if is_claimed else (UNDETERMINED, "records-not-claimed")))


def finding(owed: Owed, status: str, reason: str | None, closed: dt.date | None = None) -> Expected:
    """How a duty stands."""
    rule_id, subject, bearer, trigger, arose, due = owed
    return Expected(rule_id, subject, bearer, trigger, status, reason, arose, due, closed)


# ------------------------------------------------------------------------------------------------------------------
# Plans (§2.2)


def work_back(case: Case, last: dt.date, count: int, working: bool) -> dt.date:
    """The first day of so many days of work of which the last ends by ``last``, that day in."""
    day = last
    while True:
        count -= not working or case.calendar.is_working_day(day)
        if count == 0:
            return day
        day -= ONE_DAY


def work_on(case: Case, first: dt.date, count: int, working: bool) -> dt.date:
    """The last day of so many days of work that begins no earlier than ``first``, that day in."""
    day = first
    while True:
        count -= not working or case.calendar.is_working_day(day)
        if count == 0:
            return day
        day += ONE_DAY


def node_day(case: Case, milestone: dr.Milestone) -> dt.date | None:
    """The day that a node names (`node-span`)."""
    if milestone.node is None:
        return None
    return milestone.node.start if case.readings["node-span"] == "first-day" else milestone.node.end


def fixed_day(case: Case, milestone: dr.Milestone) -> dt.date | None:
    """The day on which its node has a milestone reached: work in working days is done on one."""
    node = node_day(case, milestone)
    if node is None or not milestone.duration:
        return node
    return work_back(case, node, 1, milestone.unit is dr.Unit.WORKING_DAYS)


def latest(case: Case, plan: dr.Plan, milestone: dr.Milestone) -> dt.date | None:
    """The latest day on which a milestone has to be reached: its node, or else the last that leaves time.

    ``dr.schedule``: work of n days takes the last n up to and with its day; what comes before has to be reached
    the day before it begins, or on the same day before what takes no time.
    """
    node = node_day(case, milestone)
    if node is not None:
        return node
    days = [latest_start(case, plan, one) for one in plan.milestones if milestone.id in one.after]
    return min((day for day in days if day is not None), default=None)


def latest_start(case: Case, plan: dr.Plan, milestone: dr.Milestone) -> dt.date | None:
    """The latest day by which everything that a milestone comes after has to be reached."""
    by = latest(case, plan, milestone)
    if by is None or not milestone.duration:
        return by
    return work_back(case, by, milestone.duration, milestone.unit is dr.Unit.WORKING_DAYS) - ONE_DAY


def earliest(case: Case, plan: dr.Plan, milestone: dr.Milestone) -> dt.date | None:
    """The earliest day on which a milestone can be reached; None if nothing says.

    A node of what comes before is fixed: it is taken to be reached on it.
    """
    before = [one for one in plan.milestones if one.id in milestone.after]
    days = [plan.start] if plan.start else []
    for one in before:
        done = fixed_day(case, one) or earliest(case, plan, one)
        if done is not None:
            days.append(done + ONE_DAY if milestone.duration else done)
    if not days or not milestone.duration:
        return max(days, default=None)
    return work_on(case, max(days), milestone.duration, milestone.unit is dr.Unit.WORKING_DAYS)


def what_follows(plan: dr.Plan, milestone: dr.Milestone) -> dr.Plan:
    """A milestone and all that comes after it, however far.

    A day is worked out backwards from what follows it alone, so that nodes which contradict each other elsewhere in the
    plan don't make it undetermined (C-2; ``tests/rules/test_plan.py``, ``TestWhatCantBeWorkedOut``).
    """
    ids = {milestone.id}
    for _ in plan.milestones:
        ids |= {one.id for one in plan.milestones if ids & {*one.after}}
    kept = [attrs.evolve(one, after=tuple(id for id in one.after if id in ids)) for one in plan.milestones]
    return attrs.evolve(plan, milestones=[one for one in kept if one.id in ids])


def reachable(case: Case, plan: dr.Plan, milestone: dr.Milestone) -> bool:
    """Whether a milestone can be reached by its latest day; one that nothing needs by a day can."""
    by = latest(case, plan, milestone)
    if by is None:
        return True
    first = earliest(case, plan, milestone)
    return first is None or first <= by


def rule_milestone(case: Case) -> list[Expected]:
    """§2.2: each milestone is reached by its node (`milestone-due`, `node-span`)."""
    found = []
    for plan in case.registry.plans:
        # OPEN: the own day of a plan (`recorded-default`) is the first on which its work can begin.
        if entered(case, plan.recorded, plan.start or dt.date.min):
            for milestone in plan.milestones:
                found += milestone_finding(case, plan, milestone)
    return in_window(case, found)


def milestone_finding(case: Case, plan: dr.Plan, milestone: dr.Milestone) -> list[Expected]:
    """How a milestone stands, if it is owed."""
    arose = max(case.binds, plan.start or case.binds)
    owed = Owed("plan.milestone", ("plan", plan.id), ("area", plan.area), milestone.id, arose, None)
    due, trouble = milestone_due(case, plan, milestone)
    if due is None and trouble is None:
        return []
    # Before the rules bind there is no duty (design, “Rule ids”).
    if any(day is not None and day < case.binds for day in (due, node_day(case, milestone))):
        return []
    owed = owed._replace(due=due)
    reached = milestone.reached
    done = reached if reached is not None and happened(case, reached, milestone.recorded) else None
    if trouble == "calendar-horizon" and done is not None and in_time_at_any_rate(case, plan, milestone, done):
        return [met(case, owed, done, "milestone-late")]
    if trouble is not None:
        return [finding(owed, UNDETERMINED, trouble, None if done is None else max(done, arose))]
    if done is not None:
        return [met(case, owed, done, "milestone-late")]
    is_claimed = due is not None and claimed(case, "plans", plan.area, arose, due)
    return [unmet(case, owed, Words("milestone-late", "milestone-missed"), is_claimed)]


def in_time_at_any_rate(case: Case, plan: dr.Plan, milestone: dr.Milestone, done: dt.date) -> bool:
    """Whether a milestone was reached in time though the calendar ends: also if no day beyond its horizon is worked."""
    known = case.calendar
    beyond = dr.DaySet.between(known.published_through + ONE_DAY, known.published_through + 400 * ONE_DAY)
    idle = dr.WorkCalendar.explicit(known.first, beyond.last, off=known.off | beyond, worked=known.worked)
    by, trouble = milestone_due(attrs.evolve(case, calendar=idle), plan, milestone)
    return trouble is None and by is not None and done <= by


def milestone_due(case: Case, plan: dr.Plan, milestone: dr.Milestone) -> tuple[dt.date | None, str | None]:
    """The day due, or why it can't be told; neither of a milestone that isn't owed by a day."""
    node = node_day(case, milestone)
    if node is not None and plan.start is not None and node < plan.start:
        # OPEN: a node before the first day of the plan. It can't be reached, as the reason's words have it.
        return None, "plan-impossible"
    if node is not None or case.readings["milestone-due"] == "nodes":
        return node, None
    after_it = what_follows(plan, milestone)
    try:
        by = latest(case, after_it, milestone)
        # C-4: nor can it if the day isn't counted, but the days of its own work would be.
        latest_start(case, after_it, milestone)
        if by is not None and not all(reachable(case, after_it, one) for one in after_it.milestones):
            return None, "plan-impossible"
    except dr.CalendarHorizonError:
        return None, "calendar-horizon"
    return by, None


# ------------------------------------------------------------------------------------------------------------------
# Reports on duties (§12)

ALL_FOUR = frozenset(dr.Audience)
"""§12.1: all members of the committee, two members and one representative, companies' and public's representatives."""
COMMITTEE_ALONE = frozenset({dr.Audience.COMMITTEE})
"""§12.2."""


def year_ends(year: int) -> tuple[dt.date, dt.date]:
    """Its first and its last day."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def years_owed(case: Case) -> list[int]:
    """The years on which reports are owed, up to that of ``as_of`` (`review-part-year`)."""
    owed = []
    for year in range(case.binds.year, case.as_of.year + 1):
        first, last = year_ends(year)
        whole = case.binds <= first
        if whole or (case.readings["review-part-year"] == "any" and case.binds <= last):
            owed.append(year)
    return owed


def owed_days(case: Case, year: int) -> tuple[dt.date, dt.date | None]:
    """When the report on a year arises, and by when it is due (`review-year`)."""
    first, last = year_ends(year)
    return max(first, case.binds), last if case.readings["review-year"] == "within" else None


class Office(NamedTuple):
    """Who is a leader of an area, and on which days."""

    person: str
    spans: list[Span]


def offices(case: Case, area: str, roles: tuple[dr.LeaderRole, ...]) -> list[Office]:
    """The leaders of an area, one entry a person: who goes from one office to another stays in office."""
    spans: dict[str, list[Span]] = {}
    for leader in case.registry.leaders:
        span = held(case, leader)
        if leader.area == area and leader.role in roles and span is not None:
            spans.setdefault(leader.person, []).append(span)
    return [Office(person, days) for person, days in sorted(spans.items())]


def in_office(office: Office, day: dt.date) -> bool:
    """Whether somebody is in office on a day; who is in office goes on being so until the end is on record."""
    return any(on_day(span, day) for span in office.spans)


def reports_for(case: Case, office: Office, year: int) -> bool:
    """Whether somebody has to report on a year (`review-office`)."""
    first, last = year_ends(year)
    reading = case.readings["review-office"]
    if reading == "last-day":
        return in_office(office, last)
    # OPEN: of a year within which the rules begin, the register doesn't say which days; before them there is no duty.
    held_on = [in_office(office, day) for day in days_between(max(first, case.binds), last)]
    return any(held_on) if reading == "any-day" else all(held_on)


def known_reviews(case: Case) -> list[dr.Review]:
    """The reports that had been made, and were known."""
    return [one for one in case.registry.reviews if happened(case, one.on, one.recorded)]


def reviews_by(case: Case, person: str, area: str, year: int, ground: dr.ReviewGround) -> list[dr.Review]:
    """The reports of somebody to a committee on a year; one that names no ground serves any."""
    return [
        one
        for one in known_reviews(case)
        if (one.reporter, one.area, one.year) == (person, area, year) and one.ground in (None, ground)
    ]


def report_finding(
    case: Case, owed: Owed, reviews: list[dr.Review], audiences: frozenset[dr.Audience], committee: str
) -> Expected:
    """How a report on duties stands: made to all to whom it is owed, the earliest such one counts."""
    # Another report, to all, may not be on record: without a claim nobody knows.
    first = dt.date(int(owed.trigger[:4]), 1, 1)
    is_claimed = claimed(case, "reviews", committee, first, owed.due or case.as_of)
    complete = [one.on for one in reviews if not audiences or audiences <= (one.audiences or frozenset())]
    if complete:
        return met(case, owed, min(complete), "duty-report-late", is_claimed)
    if any(one.audiences is None for one in reviews):
        return finding(owed, UNDETERMINED, "audience-unknown")
    words = Words("duty-report-late", "audience-incomplete" if reviews else "duty-report-missing")
    return unmet(case, owed, words, is_claimed)


def leaders_of(
    case: Case, rule_id: str, area: str, roles: tuple[dr.LeaderRole, ...], committee: str, ground: dr.ReviewGround
) -> list[Expected]:
    """What the leaders of an area owe, year by year."""
    audiences = ALL_FOUR if ground is dr.ReviewGround.LEADER else COMMITTEE_ALONE
    found = []
    for year in years_owed(case):
        arose, due = owed_days(case, year)
        who = [one for one in offices(case, area, roles) if reports_for(case, one, year)]
        for person, spans in who:
            # Nobody owes anything before coming into office.
            since = max(
                arose, min(day for day in days_between(*year_ends(year)) if in_office(Office(person, spans), day))
            )
            owed = Owed(rule_id, ("area", area), ("person", person), f"{year}@{person}", since, due)
            found.append(
                report_finding(case, owed, reviews_by(case, person, committee, year, ground), audiences, committee)
            )
        # A village has no committee (`village-committee`), so nobody is missed there.
        if not who and tier_of(case, area) is not dr.Tier.VILLAGE and not none_by_claim(case, area, roles, year):
            nobody = Owed(rule_id, ("area", area), ("area", area), str(year), arose, due)
            found.append(finding(nobody, UNDETERMINED, "leaders-not-on-record"))
    return found


def none_by_claim(case: Case, area: str, roles: tuple[dr.LeaderRole, ...], year: int) -> bool:
    """Whether there were leaders in the year, and a claim says that there are no others: then nobody owes.

    # OPEN: where no leader is on record at all, the register doesn't say that a claim makes an area without any.
    """
    first, last = max(year_ends(year)[0], case.binds), min(year_ends(year)[1], case.as_of)
    some = any(in_office(one, day) for one in offices(case, area, roles) for day in days_between(first, last))
    return some and claimed(case, "leaders", area, first, last)


def tier_of(case: Case, area: str) -> dr.Tier:
    """The tier of an area."""
    return line_of(case.registry, area)[0].tier


def rule_leader_reports(case: Case) -> list[Expected]:
    """§12.1: leaders of city and county, and heads of their departments, report to their own tier's committee."""
    roles = (dr.LeaderRole.LEADER, dr.LeaderRole.DEPARTMENT_HEAD)
    found = []
    for area in areas_of(case, dr.Tier.CITY) + areas_of(case, dr.Tier.COUNTY):
        found += leaders_of(case, "review.leader-reports", area, roles, area, dr.ReviewGround.LEADER)
    return in_window(case, found)


def rule_lower_committee_reports(case: Case) -> list[Expected]:
    """§12.2: the main leader of a lower committee reports to the committee one tier up."""
    rule_id, ground = "review.lower-committee-reports", dr.ReviewGround.LOWER_COMMITTEE
    found = []
    for area in case.registry.areas:
        if area.parent is not None:
            roles = (dr.LeaderRole.COMMITTEE_HEAD,)
            found += leaders_of(case, rule_id, area.id, roles, area.parent, ground)
    return in_window(case, found)


# ------------------------------------------------------------------------------------------------------------------
# The share of supervisors who report (§12.3)


def committee_of(case: Case, post: dr.Post) -> str | None:
    """The committee that picks among those who hold such a post: that of the post's tier.

    `village-committee`: a village has none; its township's picks, or nobody does.
    """
    tier = post.tier
    if tier is dr.Tier.VILLAGE:
        if case.readings["village-committee"] == "nobody":
            return None
        tier = dr.Tier.TOWNSHIP
    return next((area.id for area in line_of(case.registry, post.area) if area.tier is tier), None)


def supervisors_on(case: Case, committee: str, day: dt.date) -> set[str]:
    """The supervisors of a committee's tier who are in office on a day."""
    found = set()
    for supervisor in case.registry.supervisors:
        for post in supervisor.posts:
            span = held(case, post)
            if committee_of(case, post) == committee and on_day(span, day):
                found.add(supervisor.id)
    return found


def supervisors_in(case: Case, committee: str, year: int) -> set[str]:
    """The supervisors of a committee's tier who are in office on some day of a year.

    # OPEN: of a year within which the rules begin, the register doesn't say which days; before them there is no duty.
    """
    first, last = year_ends(year)
    days = days_between(max(first, case.binds), last)
    return set[str]().union(*(supervisors_on(case, committee, day) for day in days))


def to_pick_from(case: Case, committee: str, year: int, on: dt.date) -> set[str]:
    """Of whom it is a share (`share-of`): of those in office on the day of the list, or in the year."""
    if case.readings["share-of"] == "list-day":
        return supervisors_on(case, committee, on)
    return supervisors_in(case, committee, year)


def last_seen(case: Case, year: int) -> dt.date:
    """The year's last day, or ``as_of`` before it: who holds a post on that day is in office on it (C-7)."""
    return min(year_ends(year)[1], case.as_of)


def lists_of(case: Case, committee: str, year: int) -> list[dr.ReviewSelection]:
    """The lists of a committee for a year, the earliest first."""
    lists = [
        one
        for one in case.registry.review_selections
        if (one.area, one.year) == (committee, year) and happened(case, one.on, one.recorded)
    ]
    return sorted(lists, key=lambda one: (one.on, one.id))


def share(case: Case, percent: int, of: int) -> int:
    """So many in a hundred of so many persons (`share-rounding`)."""
    exact = Fraction(percent * of, 100)
    rounding = case.readings["share-rounding"]
    if rounding == "up":
        return math.ceil(exact)
    return math.floor(exact + Fraction(1, 2)) if rounding == "half-up" else math.floor(exact)


def explained(case: Case, one: dr.ReviewSelection) -> bool:
    """Whether a list says why each was picked (`review-lot`)."""
    by_lot = case.readings["review-lot"] == "lot" and one.seed is not None
    return by_lot or all(pick.reason for pick in one.picks)


def list_trouble(case: Case, committee: str, year: int, one: dr.ReviewSelection, percent: int) -> str | None:
    """What is wrong with a list; None if nothing is."""
    # A list of a day on which nobody was in office erases nothing: the year's end decides.
    of = to_pick_from(case, committee, year, one.on) or to_pick_from(case, committee, year, last_seen(case, year))
    picked = {pick.supervisor for pick in one.picks} & of
    if len(picked) < share(case, percent, len(of)):
        return "selection-too-few"
    return None if explained(case, one) else "selection-unexplained"


def list_finding(case: Case, committee: str, year: int) -> list[Expected]:
    """How the duty to pick stands, if there is anybody to pick."""
    arose, due = owed_days(case, year)
    owed = Owed("review.supervisor-sample", ("area", committee), ("area", committee), f"{year}@list", arose, due)
    lists = lists_of(case, committee, year)
    percent = case.city.share_percent.get(tier_of(case, committee))
    days = [*(one.on for one in lists), last_seen(case, year)]
    of = max((to_pick_from(case, committee, year, day) for day in days), key=len)
    if not of:
        return []
    if percent is None:
        return [finding(owed, UNDETERMINED, "share-not-set")]
    good = [one.on for one in lists if list_trouble(case, committee, year, one, percent) is None]
    # A list of any day of the year would do, also one from before the rules bound.
    is_claimed = claimed(case, "review_selections", committee, year_ends(year)[0], due or case.as_of)
    if good:
        return [enough(case, committee, year, owed, good[0], is_claimed)]
    trouble = list_trouble(case, committee, year, lists[-1], percent) if lists else None
    needed = share(case, percent, len(to_pick_from(case, committee, year, days[-1])))
    if not lists and not needed and case.as_of >= year_ends(year)[1]:
        # `share-rounding` = ``down``: the share may be none, which the end of the year shows.
        return [enough(case, committee, year, owed, days[-1], is_claimed)]
    # What a list doesn't say is seen on the list; that there are too few on it, another list could mend.
    is_claimed = is_claimed or trouble == "selection-unexplained"
    return [unmet(case, owed, Words("selection-late", trouble or "selection-missing"), is_claimed)]


def enough(case: Case, committee: str, year: int, owed: Owed, on: dt.date, is_claimed: bool) -> Expected:
    """As many were picked as the share asks; that can only be told where all supervisors are on record."""
    first, last = year_ends(year)
    by_day = case.readings["share-of"] == "list-day"
    claim = (on, on) if by_day else (max(first, case.binds), min(last, case.as_of))
    if claimed(case, "supervisors", committee, *claim):
        return met(case, owed, on, "selection-late", is_claimed)
    return finding(owed, UNDETERMINED, "records-not-claimed", max(owed.arose, on))


def pick_findings(case: Case, committee: str, year: int) -> list[Expected]:
    """Whoever was picked reports (§12.3), also after leaving office unless `picked-left` says otherwise."""
    last = year_ends(year)[1]
    first_list: dict[str, dr.ReviewSelection] = {}
    for one in lists_of(case, committee, year):
        for pick in one.picks:
            first_list.setdefault(pick.supervisor, one)
    found = []
    for person, one in sorted(first_list.items()):
        if case.readings["picked-left"] == "not-owed" and person not in supervisors_on(case, committee, last):
            continue
        due = owed_days(case, year)[1]
        arose = max(one.on, case.binds)
        after = due is not None and one.on > due
        owed = Owed(
            "review.supervisor-sample",
            ("area", committee),
            ("supervisor", person),
            f"{year}@{person}",
            arose,
            None if after else due,
        )
        reviews = reviews_by(case, person, committee, year, dr.ReviewGround.SAMPLED)
        # A report of any day of the year would do, also one before the list.
        is_claimed = claimed(case, "reviews", committee, year_ends(year)[0], owed.due or case.as_of)
        if reviews:
            on = min(review.on for review in reviews)
            found.append(met(case, owed, on, "duty-report-late", is_claimed))
            continue
        words = Words(
            "duty-report-late", "duty-report-missing", "picked-after-year" if after else "no-deadline-in-source"
        )
        found.append(unmet(case, owed, words, is_claimed))
    return found


def rule_supervisor_sample(case: Case) -> list[Expected]:
    """§12.3: each committee picks a share of the supervisors of its tier, and those picked report."""
    found = []
    for area in case.registry.areas:
        for year in years_owed(case):
            found += list_finding(case, area.id, year)
            # OPEN: a village has no committee; a list that one is said to have drawn up is taken at its word.
            found += pick_findings(case, area.id, year)
    return in_window(case, found)


# ------------------------------------------------------------------------------------------------------------------
# What comes of a report (§12.4 to §12.6): duties without a deadline

BEST_FIRST = (dr.ReviewGrade.GOOD, dr.ReviewGrade.FAIRLY_GOOD, dr.ReviewGrade.AVERAGE, dr.ReviewGrade.POOR)


class Outcome(NamedTuple):
    """The grade of a report, or why there is none."""

    grade: dr.ReviewGrade | None
    reason: str | None = None


def graded_on(review: dr.Review) -> dt.date:
    """The day of the grade: that of the report unless given."""
    return review.graded or review.on


def outcome(case: Case, review: dr.Review) -> Outcome:
    """The grade as decided, or as the ballots give it (`ballot-rule`, `ballot-tie`)."""
    if not known_in(case, review, graded_on(review)):
        return Outcome(None)
    if review.outcome is not None:
        return Outcome(review.outcome)
    rule = case.readings["ballot-rule"]
    if rule == "as-decided":
        return Outcome(None)
    if rule == "rank":
        return by_rank(case, review)
    votes = [ballot.grade for ballot in review.ballots for _ in range(ballot.count)]
    if not votes:
        return Outcome(None)
    if rule == "points" and not case.city.points:
        return Outcome(None, "points-not-set")
    best = {"majority": most_voted, "median": middle_voted, "points": nearest_voted}[rule](case, votes)
    return settle(case, best)


def known_in(case: Case, review: dr.Review, on: dt.date) -> bool:
    """Whether a later day told by a report's record had come, and was known.

    # OPEN: such a day has no day of entry of its own; it is taken to have been entered on its own day.
    """
    return happened(case, on, review.recorded if review.recorded and review.recorded >= on else None)


def by_rank(case: Case, review: dr.Review) -> Outcome:
    """The first grade whose last rank isn't passed."""
    if review.rank is None:
        return Outcome(None)
    for grade in BEST_FIRST:
        if grade in case.city.ranks and review.rank <= case.city.ranks[grade]:
            return Outcome(grade)
    return Outcome(None, "rank-not-in-table")


def most_voted(case: Case, votes: list[dr.ReviewGrade]) -> list[dr.ReviewGrade]:
    """The grade with most ballots, or those that share it."""
    most = max(votes.count(grade) for grade in BEST_FIRST)
    return [grade for grade in BEST_FIRST if votes.count(grade) == most]


def middle_voted(case: Case, votes: list[dr.ReviewGrade]) -> list[dr.ReviewGrade]:
    """The grade of the middle ballot, or those of the two in the middle."""
    ordered = sorted(votes, key=BEST_FIRST.index)
    middle = {ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]}
    return [grade for grade in BEST_FIRST if grade in middle]


def nearest_voted(case: Case, votes: list[dr.ReviewGrade]) -> list[dr.ReviewGrade]:
    """The grade whose points are nearest to the mean, or those that are equally near."""
    points = case.city.points
    mean = Fraction(sum(points[vote] for vote in votes), len(votes))
    near = min(abs(points[grade] - mean) for grade in BEST_FIRST)
    return [grade for grade in BEST_FIRST if abs(points[grade] - mean) == near]


def settle(case: Case, best: list[dr.ReviewGrade]) -> Outcome:
    """One grade of several (`ballot-tie`)."""
    tie = case.readings["ballot-tie"]
    if len(best) > 1 and tie == "undetermined":
        return Outcome(None, "ballots-tied")
    return Outcome(best[0] if tie == "higher" else best[-1])


def outcome_duty(case: Case, rule_id: str, review: dr.Review, arose: dt.date) -> Owed:
    """What a committee owes about a report."""
    return Owed(rule_id, ("review", review.id), ("area", review.area), str(review.year), arose, None)


def open_undated(case: Case, owed: Owed, review: dr.Review) -> Expected:
    """Not done, and without a deadline."""
    is_claimed = claimed(case, "reviews", review.area, owed.arose, case.as_of)
    return unmet(case, owed, Words("", ""), is_claimed)


def rule_graded(case: Case) -> list[Expected]:
    """§12.4: a report is reviewed and graded."""
    found = []
    for review in known_reviews(case):
        owed = outcome_duty(case, "review.graded", review, review.on)
        grade, reason = outcome(case, review)
        if review.on < case.binds:
            continue
        if grade is not None:
            found.append(met(case, owed, graded_on(review), ""))
        elif reason is not None:
            found.append(finding(owed, UNDETERMINED, reason))
        else:
            found.append(open_undated(case, owed, review))
    return in_window(case, found)


def uses_known(case: Case, review: dr.Review) -> list[dt.date]:
    """The days of the uses that were known."""
    return [one.on for one in review.uses if happened(case, one.on, one.recorded)]


def after_grading(case: Case, rule_id: str, review: dr.Review, done: list[dt.date]) -> list[Expected]:
    """What follows upon a grade: it arises with it; something done without one is undetermined."""
    grade, _ = outcome(case, review)
    owed = outcome_duty(case, rule_id, review, graded_on(review))
    if grade is None:
        # OPEN: from when; it is on record from the day on which something came of it.
        return [finding(owed._replace(arose=min(done)), UNDETERMINED, "used-ungraded")] if done else []
    if done:
        return [met(case, owed, min(done), "")]
    return [open_undated(case, owed, review)]


def rule_applied(case: Case) -> list[Expected]:
    """§12.5: what the outcome was used for is on record (`outcome-use`)."""
    found = []
    for review in known_reviews(case):
        grade, _ = outcome(case, review)
        excepted = case.readings["outcome-use"] == "not-average" and grade is dr.ReviewGrade.AVERAGE
        if review.on >= case.binds and not excepted:
            found += after_grading(case, "review.applied", review, uses_known(case, review))
    return in_window(case, found)


def rule_counted(case: Case) -> list[Expected]:
    """§12.6: the outcome has entered the shared assessment."""
    found = []
    for review in known_reviews(case):
        done = [review.counted] if review.counted is not None and known_in(case, review, review.counted) else []
        if review.on >= case.binds:
            found += after_grading(case, "review.counted", review, done)
    return in_window(case, found)


# ------------------------------------------------------------------------------------------------------------------
# Hazards (§13.3, §13.4)

UP = {
    dr.HazardLevel.STATION: dr.HazardLevel.COUNTY,
    dr.HazardLevel.COUNTY: dr.HazardLevel.CITY,
}
DOWN = {above: below for below, above in UP.items()}
TIERS = {
    dr.HazardLevel.STATION: dr.Tier.TOWNSHIP,
    dr.HazardLevel.COUNTY: dr.Tier.COUNTY,
    dr.HazardLevel.CITY: dr.Tier.CITY,
}
"""City, county, station (§13.4); a station is a township's (`hazard-bearer`)."""


class Stay(NamedTuple):
    """A stay of a hazard at a level: from the move that brought it there to the one that took it away.

    ``moves`` are those made there, the one that took it away included; ``calls`` says whether the level has to
    report in: one to which a hazard is returned had done so.
    """

    level: dr.HazardLevel
    number: int
    arose: dt.date
    moves: list[dr.HazardMove]
    left: dt.date | None
    calls: bool


def known_moves(case: Case, hazard: dr.Hazard) -> list[dr.HazardMove]:
    """The moves that were known: up to the first that wasn't, for nothing else is a history."""
    moves: list[dr.HazardMove] = []
    if hazard.recorded is not None and case.known_by is not None and hazard.recorded > case.known_by:
        return moves
    for move in hazard.moves:
        if not happened(case, move.on, move.recorded):
            break
        moves.append(move)
    return moves


def stays(moves: list[dr.HazardMove], level: dr.HazardLevel) -> list[Stay]:
    """The stays of a hazard (workflows: handing up and escalating lead one up, the return of one handed up one down)."""
    found: list[Stay] = []
    here: Stay | None = None
    handed_up = False
    for index, move in enumerate(moves):
        up = move.step in (dr.HazardStep.HAND_UP, dr.HazardStep.ESCALATE)
        down = move.step is dr.HazardStep.RETURN and handed_up
        if here is not None:
            here.moves.append(move)
        if here is None or up or down:
            if here is not None:
                found.append(here._replace(left=move.on))
                level = UP[level] if up else DOWN[level]
            here = Stay(level, index, move.on, [], None, not down)
        handed_up = move.step is dr.HazardStep.HAND_UP
    return [*found, here] if here is not None else found


def hazard_bearer(case: Case, hazard: dr.Hazard, level: dr.HazardLevel) -> Named:
    """Which area owes what a level has to do (`hazard-bearer`)."""
    line = line_of(case.registry, hazard.area)
    if case.readings["hazard-bearer"] == "place":
        return "area", hazard.area
    # OPEN: of a hazard recorded for an area above its level nobody can say which one below; it is its own area.
    return "area", next((area.id for area in line if area.tier is TIERS[level]), hazard.area)


class Term(NamedTuple):
    """By when something is due: the day, and the day before which it can't be, both None without days allowed.

    They differ where the count needs days beyond the calendar: each of those may be worked, or not.
    """

    due: dt.date | None
    not_before: dt.date | None


def term(case: Case, days: Days | None, arose: dt.date) -> Term:
    """The last of the days allowed (`first-day`); none where the rulebook sets none."""
    if days is None:
        return Term(None, None)
    left, day, told = days.allowed, arose, True
    first_counts = case.readings["first-day"] == "counted"
    while True:
        if day > arose or first_counts:
            try:
                left -= not days.working or case.calendar.is_working_day(day)
            except dr.CalendarHorizonError:
                told = False
                left -= 1
        if left == 0:
            return Term(day if told else None, day)
        day += ONE_DAY


def hazard_finding(
    case: Case, owed: Owed, days: Days | None, done: dt.date | None, words: Words, hazard: dr.Hazard
) -> Expected:
    """How a duty about a hazard stands."""
    due, not_before = term(case, days, owed.arose)
    owed = owed._replace(due=due)
    # What was done before the day due can be was done in time, whichever day it is.
    if due is None and not_before is not None and (done is None or done > not_before):
        return finding(owed, UNDETERMINED, "calendar-horizon", done)
    if done is not None:
        return met(case, owed, done, words.late)
    is_claimed = claimed(case, "hazards", hazard.area, owed.arose, due or case.as_of)
    return unmet(case, owed, words, is_claimed)


def report_ins(case: Case, hazard: dr.Hazard) -> list[Expected]:
    """The report-ins that a hazard calls for."""
    moves = known_moves(case, hazard)
    found = []
    calls = [stay for stay in stays(moves, hazard.begins_at) if stay.calls]
    if case.readings["report-in-again"] == "once":
        calls = calls[:1]
    for stay in calls:
        bearer = hazard_bearer(case, hazard, stay.level)
        trigger = f"{stay.level.value}@{stay.number}"
        owed = Owed("hazard.regulator-reports-in", ("hazard", hazard.id), bearer, trigger, stay.arose, None)
        days = case.city.report_in.get(stay.level)
        words = Words("report-in-late", "report-in-missing")
        if case.readings["hazard-passed-on"] == "passes":
            answers = [
                one.on
                for one in moves[stay.number + 1 :]
                if one.step in (dr.HazardStep.REPORT_IN, dr.HazardStep.RETURN)
            ]
            found.append(hazard_finding(case, owed, days, min(answers, default=None), words, hazard))
            continue
        own = [one.on for one in stay.moves if one.step is dr.HazardStep.REPORT_IN]
        if stay.left is not None and not own:
            never = owed._replace(due=term(case, days, owed.arose).due)
            found.append(finding(never, VIOLATED, "report-in-never"))
        else:
            found.append(hazard_finding(case, owed, days, min(own, default=None), words, hazard))
    return found


def rule_regulator_reports_in(case: Case) -> list[Expected]:
    """§13.3: the assistant blows the whistle, the regulator reports in (`report-in-again`, `hazard-passed-on`)."""
    found = [one for hazard in case.registry.hazards for one in report_ins(case, hazard)]
    return in_window(case, [one for one in found if one.arose >= case.binds])


def ended(case: Case, moves: list[dr.HazardMove]) -> dt.date | None:
    """The day on which a hazard was disposed of (`hazard-closed`)."""
    step = dr.HazardStep.CLOSE if case.readings["hazard-closed"] == "closed" else dr.HazardStep.DISPOSE
    done: dt.date | None = None
    for move in moves:
        if move.step is step:
            done = move.on
        elif move.step is dr.HazardStep.RETURN:
            # What was badly disposed of is returned (workflows): it isn't disposed of.
            done = None
    return done


def disposals(case: Case, hazard: dr.Hazard) -> list[Expected]:
    """The duties to dispose of a hazard (`hazard-days`)."""
    moves = known_moves(case, hazard)
    here = stays(moves, hazard.begins_at)
    words = Words("hazard-late", "hazard-open")
    found = []
    if case.readings["hazard-days"] == "whistle":
        here = here[:1] and [here[0]._replace(moves=moves, left=None, level=here[-1].level)]
    for stay in here:
        level = hazard.begins_at if case.readings["hazard-days"] == "whistle" else stay.level
        bearer = hazard_bearer(case, hazard, stay.level)
        owed = Owed("hazard.disposed", ("hazard", hazard.id), bearer, f"{level.value}@{stay.number}", stay.arose, None)
        done = stay.left or ended(case, stay.moves)
        found.append(hazard_finding(case, owed, case.city.dispose.get(level), done, words, hazard))
    return found


def rule_disposed(case: Case) -> list[Expected]:
    """§13.4: a hazard is disposed of at its level."""
    found = [one for hazard in case.registry.hazards for one in disposals(case, hazard)]
    return in_window(case, [one for one in found if one.arose >= case.binds])


RULES: dict[str, Rule] = {
    "mechanism.chief": rule_chief,
    "mechanism.convener": rule_convener,
    "mechanism.deputy-convener": rule_deputy_convener,
    "mechanism.bodies": rule_bodies,
    "mechanism.departments": rule_departments,
    "mechanism.task-force": rule_task_force,
    "mechanism.local-groups": rule_local_groups,
    "plan.milestone": rule_milestone,
    "review.leader-reports": rule_leader_reports,
    "review.lower-committee-reports": rule_lower_committee_reports,
    "review.supervisor-sample": rule_supervisor_sample,
    "review.graded": rule_graded,
    "review.applied": rule_applied,
    "review.counted": rule_counted,
    "hazard.regulator-reports-in": rule_regulator_reports_in,
    "hazard.disposed": rule_disposed,
}
"""Each rule, by its id."""
