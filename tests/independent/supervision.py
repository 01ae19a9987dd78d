"""A second, naive implementation of the rules on supervisors, written from the sources alone.

It covers coverage.*, team.*, commitment.signed, notice-card.displayed, know.* and adjust.*. It shares nothing with
``dual_responsibility.rules``: it takes the facts of a registry and asks, day by day, what was owed and whether it was
met. It is slow and obvious on purpose; ``test_supervision`` compares it with ``dr.audit``.

``# OPEN:`` marks what the documents leave open, and ``# D1`` and the like what the library once had otherwise: ``LOG.md``
tells both. How things are cited is told in ``common``.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

import dual_responsibility as dr

from .common import (
    FULFILLED,
    LATE,
    ONE_DAY,
    PENDING,
    UNDETERMINED,
    VIOLATED,
    Case,
    Expected,
    Rule,
    Span,
    claimed,
    days_between,
    entered,
    known_span,
    on_record,
    seen,
    within,
)

State = tuple[str, str | None, str | None]
"""How a day stands: a status and, unless it is kept, the reason told and what is wrong if it is wrong."""

KEPT: State = (FULFILLED, None, None)
NOT_CLAIMED = (UNDETERMINED, "records-not-claimed")

TIER_OF = {  # §9.1
    dr.Grade.A: dr.Tier.CITY,
    dr.Grade.B: dr.Tier.COUNTY,
    dr.Grade.C: dr.Tier.TOWNSHIP,
    dr.Grade.D: dr.Tier.VILLAGE,
}
MATCHING = (dr.Tier.CITY, dr.Tier.COUNTY)  # §6.1
JOINT = (dr.Tier.TOWNSHIP, dr.Tier.VILLAGE)  # §6.2
MATCHING_ROLES = {dr.TeamRole.LEADING_CADRE, dr.TeamRole.LIAISON_UNIT, dr.TeamRole.LIAISON_OFFICER}
JOINT_ROLES = {dr.TeamRole.LEADING_CADRE, dr.TeamRole.REGULATORY_CADRE, dr.TeamRole.ASSISTANT}
WORKING_DAYS_ALLOWED = 5  # §7.3


class Relation(NamedTuple):
    """A supervision relation as it was in force, as far as it can be seen."""

    id: str
    company: str
    supervisor: str
    first: dt.date
    last: dt.date | None
    team: tuple[dr.TeamMember, ...]

    def holds(self, day: dt.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


# What can be seen -----------------------------------------------------------------------------------------------------


def changes(case: Case) -> list[dr.Change]:
    """The changes on record, whenever they take effect."""
    return [change for change in case.registry.changes if entered(case, change.recorded, change.on)]


@lru_cache(maxsize=4)
def relations(case: Case) -> list[Relation]:
    """The relations that had begun by ``as_of``.

    A change ends those that had begun before it, on the day before it takes effect (docstring of ``Change``: “from that
    day the supervisor no longer answers for the companies held until then”; `event-day`: the seat is empty from the day
    it takes effect); one begun on its day or later is decided anew (`same-supervisor`).
    """
    found = []
    for assignment in case.registry.assignments:
        days = seen(case, assignment, assignment.period)
        if days is None or days.first > case.as_of:
            continue
        last = days.last
        for change in changes(case):
            if change.supervisor != assignment.supervisor or change.on > case.as_of or days.first >= change.on:
                continue
            if last is None or last >= change.on:
                last = change.on - ONE_DAY
        found.append(
            Relation(assignment.id, assignment.company, assignment.supervisor, days.first, last, assignment.team)
        )
    return found


def wrong(reason: str, is_claimed: bool = True) -> State:
    """A day of breach, where the records are claimed complete (Concepts, “Claims”)."""
    return (VIOLATED, reason, reason) if is_claimed else (*NOT_CLAIMED, reason)


def untold(reason: str) -> State:
    return UNDETERMINED, reason, reason


def operating(case: Case, company: dr.Company) -> list[Span]:
    """The periods in which a company operates, as far as they can be seen; none of one that isn't there yet (D6).

    # OPEN: that ``known_by`` reaches into the periods of a company isn't written.
    """
    if not on_record(case, company):
        return []
    return [days for days in (known_span(case, period) for period in company.operating) if days is not None]


def operates(case: Case, company: dr.Company, day: dt.date) -> bool:
    return any(days.holds(day) for days in operating(case, company))


def grades(case: Case, company: dr.Company) -> list[tuple[Span, dr.Grade]]:
    """The supervision grades by period, as far as they can be seen."""
    found = [(known_span(case, period), grade) for period, grade in company.grades]
    return [(days, grade) for days, grade in found if days is not None]


def grade_on(case: Case, company: dr.Company, day: dt.date) -> dr.Grade | None:
    return next((grade for days, grade in grades(case, company) if days.holds(day)), None)


def ground_on(case: Case, company: dr.Company, day: dt.date) -> dr.EscalationGround | None:
    """The ground of the escalation on a day, as far as it can be seen."""
    for period, ground in company.grounds:
        days = known_span(case, period)
        if days is not None and days.holds(day):
            return ground
    return None


def posts_on(case: Case, supervisor: str, day: dt.date) -> list[tuple[dr.Post, Span]]:
    """The posts that a supervisor holds on a day; none of one who isn't there yet (D6)."""
    who = case.registry.supervisor(supervisor)
    held = []
    for post in who.posts if on_record(case, who) else ():
        days = seen(case, post, post.period)
        if days is not None and days.holds(day):
            held.append((post, days))
    return held


def post_for(case: Case, supervisor: str, company: dr.Company, day: dt.date) -> dr.Post | None:
    """The post that counts for a company on a day (`concurrent-posts`).

    # OPEN: the register doesn't say which of two posts of the same tier counts. For `highest` the local one seems meant
    # by its default; beyond that only the bearer of adjust.* depends on it: we take the greater area id.
    """
    held = [post for post, _ in posts_on(case, supervisor, day)]

    def order(post: dr.Post) -> tuple[int, int, str]:
        local, rank = int(within(case.registry, company.area, post.area)), post.tier.rank
        return (local, rank, post.area) if case.chosen("concurrent-posts", "local-first") else (rank, local, post.area)

    return max(held, key=order, default=None)


def working_days_later(case: Case, day: dt.date) -> dt.date | None:
    """The last of the five working days (§7.3; `first-day`); None if it lies beyond the calendar's horizon."""
    last = earliest_due(case, day)
    return last if last <= case.calendar.published_through else None


def earliest_due(case: Case, day: dt.date) -> dt.date:
    """The same, if every day beyond the horizon were worked: until then the five days can't have run out."""
    last = day - ONE_DAY if case.chosen("first-day", "counted") else day
    counted = 0
    while counted < WORKING_DAYS_ALLOWED:
        last += ONE_DAY
        counted += last > case.calendar.published_through or case.calendar.is_working_day(last)
    return last


# Standing duties: a day at a time -------------------------------------------------------------------------------------


class Run(NamedTuple):
    """Days on end that stand alike, and the last of those on which the same is wrong, claimed or not."""

    first: dt.date
    last: dt.date
    state: State
    wrong_to: dt.date


def runs(states: dict[dt.date, State]) -> list[Run]:
    """The days on which something is owed, put together where they stand alike on end."""
    made: list[Run] = []
    for day in sorted(states):
        if made and made[-1].state == states[day] and made[-1].last == day - ONE_DAY:
            made[-1] = made[-1]._replace(last=day)
        else:
            made.append(Run(day, day, states[day], day))
    return [run._replace(wrong_to=_wrong_to(states, run)) for run in made]


def _wrong_to(states: dict[dt.date, State], run: Run) -> dt.date:
    day = run.last
    while day + ONE_DAY in states and states[day + ONE_DAY][2] == run.state[2]:
        day += ONE_DAY
    return day


def standing(
    case: Case, rule_id: str, company: dr.Company, states: dict[dt.date, State], prefix: str
) -> list[Expected]:
    """The findings of one standing duty, from how each of its days stands (Concepts, “Obligations” and “Findings”).

    Each run of days in breach that has a day in the window is a finding. A duty kept throughout is one, named by the
    first day on which it was owed, or the day after its last breach before the window.
    # OPEN: that a breach whose last day is the day before ``since`` is out (it isn't open in the window) though it
    # wasn't “closed before ``since``”, and who bears these duties (we take the company's area, §1.1), isn't written.
    """
    broken = [run for run in runs(states) if run.state != KEPT and run.wrong_to >= case.since]
    kept = sorted(day for day, state in states.items() if state == KEPT)
    bad = sorted(day for day, state in states.items() if state != KEPT)
    found = [_of_run(case, rule_id, company, run, prefix) for run in broken]
    if not found and any(day >= case.since for day in kept):
        # The day after the last breach need not be one on which it was owed (findings.md, “Stretches”).
        first = bad[-1] + ONE_DAY if bad else kept[0]
        found.append(_of_run(case, rule_id, company, Run(first, first, KEPT, first), prefix))
    return found


def _of_run(case: Case, rule_id: str, company: dr.Company, run: Run, prefix: str) -> Expected:
    """D15: what is wrong ends when it is right again (or owed no more), not when the claim of the records ends."""
    status, reason, _ = run.state
    closed = None if status == FULFILLED or run.wrong_to >= case.as_of else run.wrong_to + ONE_DAY
    if status == VIOLATED and closed is not None:
        status = LATE
    subject, bearer = ("company", company.id), ("area", company.area)
    return Expected(rule_id, subject, bearer, f"{prefix}{run.first}", status, reason, run.first, None, closed)


# coverage.assigned ----------------------------------------------------------------------------------------------------


def coverage_assigned(case: Case) -> list[Expected]:
    """Every operating company has one supervisor in force, without a gap (§2.1, §9.1).

    # OPEN: each span in which a company operates is a duty of its own; nothing says so, nor the contrary.
    """
    found = []
    for company in case.registry.companies:
        for first, last in operating_spans(case, company):
            days = days_between(max(first, case.binds), min(last, case.as_of))
            states = {day: _assigned_on(case, company, day) for day in days}
            found += standing(case, "coverage.assigned", company, states, "")
    return found


def operating_spans(case: Case, company: dr.Company) -> list[tuple[dt.date, dt.date]]:
    """The unbroken spans of operation up to ``as_of``; nothing later is looked at."""
    spans: list[tuple[dt.date, dt.date]] = []
    for days in sorted(operating(case, company)):
        last = case.as_of if days.last is None else min(days.last, case.as_of)
        if days.first > last:
            continue
        if spans and spans[-1][1] + ONE_DAY == days.first:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((days.first, last))
    return spans


def _assigned_on(case: Case, company: dr.Company, day: dt.date) -> State:
    held = [one for one in relations(case) if one.company == company.id and one.holds(day)]
    supervisors = {one.supervisor for one in held}
    if len(supervisors) == 1:
        return KEPT
    if supervisors:
        return KEPT if _is_handover(case, held, day) else wrong("supervisors-overlap")
    excuse = _vacancy_excused(case, company, day)
    if excuse is not None:
        return excuse
    return wrong("seat-vacant", claimed(case, "assignments", company.area, day, day))


def _is_handover(case: Case, held: list[Relation], day: dt.date) -> bool:
    """Whether two persons share the day because the one leaves and the other begins on it (`handover-day`).

    Persons are counted, not relations: all that the one has end on the day, and all that the other has begin on it.
    """
    people = {one.supervisor for one in held}
    if case.chosen("handover-day", "overlap") or len(people) != 2:
        return False
    leave = {who for who in people if all(one.last == day for one in held if one.supervisor == who)}
    begin = {who for who in people if all(one.first == day for one in held if one.supervisor == who)}
    return any(leaver != comer for leaver in leave for comer in begin)


def _vacancy_excused(case: Case, company: dr.Company, day: dt.date) -> State | None:
    """Whether a vacancy lies inside the days that adjust.* allows (contract, coverage.assigned; §7.3).

    It has to be the vacancy that a change left: the seat empty since the change took effect.
    # OPEN: a change before the rules bind is taken to excuse its days as any other; nothing is written about that.
    """
    mine = [one for one in relations(case) if one.company == company.id]
    ended = [one.last for one in mine if one.last is not None and one.last < day]
    if not ended:
        return None
    since = max(ended) + ONE_DAY
    left = [
        change
        for change in changes(case)
        if change.on == since
        and change.on <= case.as_of
        and any(one.supervisor == change.supervisor and one.holds(since - ONE_DAY) for one in mine)
    ]
    states = [_excused_by(case, change, day) for change in left]
    # D11: what one change excuses stays excused though another's day isn't on record.
    if KEPT in states:
        return KEPT
    return next((state for state in states if state is not None), None)


def _excused_by(case: Case, change: dr.Change, day: dt.date) -> State | None:
    if not has_deadline(case, change):
        return None  # D10: “their vacancy isn't excused for any day” (`five-days-causes`), whatever the event's day
    event = event_day(case, change)
    if event is None:
        return untold("event-day-unknown")
    due = working_days_later(case, event)
    if due is not None:
        return KEPT if day <= due else None
    # D4: as long as the days allowed can't have run out a day is kept; only one after that can't be told.
    return KEPT if day <= earliest_due(case, event) else untold("calendar-horizon")


def has_deadline(case: Case, change: dr.Change) -> bool:
    """Whether the five days govern its cause (`five-days-causes`)."""
    return case.chosen("five-days-causes", "all") or change.cause is dr.ChangeCause.INCAPACITY


def event_day(case: Case, change: dr.Change) -> dt.date | None:
    """The day that counts as the change's (`event-day`); None if it isn't on record.

    # OPEN: a day of decision or knowledge after ``as_of`` or ``known_by`` is taken not to be on record then.
    """
    if case.chosen("event-day", "effective"):
        return change.on
    day = change.decided if case.chosen("event-day", "decided") else change.known
    horizon = case.as_of if case.known_by is None else min(case.as_of, case.known_by)
    return None if day is None or day > horizon else day


# The rules about each relation ----------------------------------------------------------------------------------------

OnDay = Callable[[Case, dr.Company, Relation, dt.date], State | None]
"""How a relation stands on a day; None if nothing is owed on it."""


def _each_relation(case: Case, rule_id: str, on_day: OnDay) -> list[Expected]:
    """The findings on each relation of a company, over the days on which it holds and the company operates.

    # OPEN: that each relation has a finding of its own, and that two at once are each judged, isn't written.
    """
    found = []
    for relation in relations(case):
        company = case.registry.company(relation.company)
        states = {}
        for day in days_between(max(relation.first, case.binds), min(relation.last or case.as_of, case.as_of)):
            state = on_day(case, company, relation, day) if operates(case, company, day) else None
            if state is not None:
                states[day] = state
        found += standing(case, rule_id, company, states, f"{relation.id}@")
    return found


def coverage_tier(case: Case) -> list[Expected]:
    """The supervisor's tier is the one for the grade, or higher; never lower (§6, §9.1, §9.2)."""
    return _each_relation(case, "coverage.tier", _tier_on)


def _tier_on(case: Case, company: dr.Company, relation: Relation, day: dt.date) -> State:
    post = post_for(case, relation.supervisor, company, day)
    if post is None:
        # OPEN: in which area posts have to be claimed complete isn't written; we take the company's.
        return wrong("post-not-in-force", claimed(case, "supervisors", company.area, day, day))
    grade = grade_on(case, company, day)
    if grade is None:
        return untold("grade-unknown")
    if post.tier >= TIER_OF[grade]:
        return KEPT
    return _regrade_allows(case, company, post, day) or wrong("tier-too-low")


def _regrade_allows(case: Case, company: dr.Company, post: dr.Post, day: dt.date) -> State | None:
    """Whether the day is one of the five allowed after a regrade (`regrade-day`), if the tier had fitted until then.

    # OPEN: whether a relation that began after the regrade may use its days isn't written; we let it.
    """
    if case.chosen("regrade-day", "same-day"):
        return None
    state: State | None = None
    for days, grade in grades(case, company):
        if days.first > day or days.first == dt.date.min:
            continue
        before = grade_on(case, company, days.first - ONE_DAY)
        # D8: a tier that was too low for the grade before as well is no matter of the regrade.
        if before is None or before is grade or post.tier < TIER_OF[before]:
            continue
        due = working_days_later(case, days.first)
        if day <= (due or earliest_due(case, days.first)):
            return KEPT
        if due is None:
            state = untold("calendar-horizon")  # D4
    return state


def coverage_area(case: Case) -> list[Expected]:
    """The supervisor's area contains the company's (§1.1). A supervisor without a post is coverage.tier's matter."""
    return _each_relation(case, "coverage.area", _area_on)


def _area_on(case: Case, company: dr.Company, relation: Relation, day: dt.date) -> State | None:
    post = post_for(case, relation.supervisor, company, day)
    if post is None:
        return None
    return KEPT if within(case.registry, company.area, post.area) else wrong("area-outside")


def coverage_escalation_ground(case: Case) -> list[Expected]:
    """Supervision at a higher tier names its ground (§9.2; `escalation-grounds`)."""
    return _each_relation(case, "coverage.escalation-ground", _ground_on)


def _ground_on(case: Case, company: dr.Company, relation: Relation, day: dt.date) -> State | None:
    post, grade = post_for(case, relation.supervisor, company, day), grade_on(case, company, day)
    if post is None or grade is None or post.tier <= TIER_OF[grade]:
        return None
    ground = ground_on(case, company, day)
    if ground is None:
        return wrong("ground-missing", claimed(case, "companies", company.area, day, day))
    if ground is dr.EscalationGround.OTHER and case.chosen("escalation-grounds", "closed"):
        return wrong("ground-not-listed")
    return KEPT


def team_three_way_matching(case: Case) -> list[Expected]:
    """Supervised at city or county tier: leading cadre, liaison unit, liaison officer, all filled (§6.1)."""
    return _each_relation(case, "team.three-way-matching", _team_on(MATCHING, MATCHING_ROLES))


def team_three_way_joint(case: Case) -> list[Expected]:
    """Supervised at township or village tier: leading cadre, regulatory cadre, assistant, all filled (§6.2)."""
    return _each_relation(case, "team.three-way-joint", _team_on(JOINT, JOINT_ROLES))


def _team_on(tiers: tuple[dr.Tier, ...], roles: set[dr.TeamRole]) -> OnDay:
    def on_day(case: Case, company: dr.Company, relation: Relation, day: dt.date) -> State | None:
        post = post_for(case, relation.supervisor, company, day)
        if post is None or post.tier not in tiers:
            return None
        filled = {dr.TeamRole.LEADING_CADRE} if case.chosen("leading-cadre", "supervisor") else set()
        for member in relation.team:
            days = seen(case, member, member.period)
            if days is not None and days.holds(day):
                filled.add(member.role)
        if roles <= filled:
            return KEPT
        return wrong("team-incomplete", claimed(case, "assignments", company.area, day, day))

    return on_day


# Undated duties: as they stand at the end of ``as_of`` ----------------------------------------------------------------


def first_owed(case: Case, owed: Callable[[dt.date], bool]) -> dt.date | None:
    """The first day of those on end, up to ``as_of``, on which something is owed; None if it isn't on ``as_of`` (D3, D7)."""
    day = case.as_of
    if day < case.binds or not owed(day):
        return None
    while day > case.binds and owed(day - ONE_DAY):
        day -= ONE_DAY
    return day


def undated(
    case: Case, met: dt.date | None, arose: dt.date, is_claimed: bool
) -> tuple[str, str | None, dt.date | None]:
    """Status, reason and day closed: met, or pending without a deadline and never late (Concepts, “Norms”)."""
    if met is not None:
        return FULFILLED, None, max(met, arose)
    if is_claimed:
        return PENDING, "no-deadline-in-source", None
    return (*NOT_CLAIMED, None)


def companies_held(case: Case, supervisor: str, day: dt.date) -> list[dr.Company]:
    """The operating companies that a supervisor answers for on a day, in order of id."""
    ids = {one.company for one in relations(case) if one.supervisor == supervisor and one.holds(day)}
    return [company for company in map(case.registry.company, sorted(ids)) if operates(case, company, day)]


def in_office(case: Case, supervisor: str, day: dt.date) -> bool:
    """Whether somebody is a supervisor in force: answers for an operating company (Concepts: “in office on as_of”)."""
    return bool(companies_held(case, supervisor, day))


def _in_office_since(case: Case, supervisor: str, start: dt.date, day: dt.date) -> bool:
    return day >= start and in_office(case, supervisor, day)


def home_area(case: Case, supervisor: str, company: dr.Company) -> str:
    """The area in which a supervisor's own records have to be claimed: that of the highest post, or else the company's.

    Of two posts of one tier it is the one whose area has the first id (conventions.md).
    """
    held = [post for post, _ in posts_on(case, supervisor, case.as_of)]
    return min(held, key=lambda post: (-post.tier.rank, post.area)).area if held else company.area


def commitment_signed(case: Case) -> list[Expected]:
    """The supervisor in force has signed the letter; no deadline (§2.1, §11.1)."""
    found: list[Expected] = []
    for supervisor in case.registry.supervisors:
        if not in_office(case, supervisor.id, case.as_of):
            continue
        grades = {grade_on(case, company, case.as_of) for company in companies_held(case, supervisor.id, case.as_of)}
        d_alone = grades == {dr.Grade.D}  # OPEN: a company of unknown grade is taken not to be a D company
        if d_alone and case.chosen("letter-d", "not-owed"):
            continue
        owed = _one_letter if case.chosen("letter-renewal", "once") else _letter_for_each_post
        found += owed(case, supervisor.id, d_alone)
    return found


def _letters(case: Case) -> list[dr.Commitment]:
    return [
        letter
        for letter in case.registry.commitments
        if letter.on <= case.as_of and entered(case, letter.recorded, letter.on)
    ]


def _letter(
    case: Case, supervisor: str, trigger: str, arose: dt.date, met: list[dt.date], home: str, d: bool
) -> Expected:
    is_claimed = claimed(case, "commitments", home, arose, case.as_of)
    status, reason, closed = undated(case, min(met, default=None), arose, is_claimed)
    if not met and d and case.chosen("letter-d", "silent"):
        status, reason = UNDETERMINED, "source-silent"
    who = ("supervisor", supervisor)
    return Expected("commitment.signed", who, who, trigger, status, reason, arose, None, closed)


def _one_letter(case: Case, supervisor: str, d_alone: bool) -> Iterator[Expected]:
    """`letter-renewal` = once: any letter that was ever signed is enough."""
    arose = first_owed(case, partial(in_office, case, supervisor))
    if arose is None:
        return
    company = companies_held(case, supervisor, case.as_of)[0]
    posts = posts_on(case, supervisor, case.as_of)
    areas = {post.area for post, _ in posts} or {company.area}
    # D13: with `letter-signer` = area, a letter for the area of any post held is one.
    met = [
        letter.on
        for letter in _letters(case)
        if letter.supervisor == supervisor or (case.chosen("letter-signer", "area") and letter.area in areas)
    ]
    yield _letter(case, supervisor, "letter", arose, met, home_area(case, supervisor, company), d_alone)


def _letter_for_each_post(case: Case, supervisor: str, d_alone: bool) -> Iterator[Expected]:
    """`letter-renewal` = each-post: for each post in force a letter for its area, signed since the post began.

    # OPEN: without a post on record we take the company's area for it; two posts in one area ask for one letter,
    # signed since the later began.
    """
    company = companies_held(case, supervisor, case.as_of)[0]
    begun: dict[str, dt.date] = {}
    for post, days in posts_on(case, supervisor, case.as_of):
        begun[post.area] = max(days.first, begun.get(post.area, days.first))
    for area, start in (begun or {company.area: dt.date.min}).items():
        arose = first_owed(case, partial(_in_office_since, case, supervisor, start))
        if arose is not None:
            met = [one.on for one in _letters(case) if one.on >= start and _is_for(case, one, supervisor, area)]
            yield _letter(case, supervisor, area, arose, met, area, d_alone)


def _is_for(case: Case, letter: dr.Commitment, supervisor: str, area: str) -> bool:
    """Whether a letter counts for a supervisor and an area (`letter-signer`); one that names no area serves any."""
    if letter.area is None:
        return letter.supervisor == supervisor
    return letter.area == area and (letter.supervisor == supervisor or case.chosen("letter-signer", "area"))


def notice_card_displayed(case: Case) -> list[Expected]:
    """The company displays the card of the supervisor in force; no deadline (§11.2)."""
    found = []
    for relation in relations(case):
        company = case.registry.company(relation.company)
        arose = first_owed(case, partial(_runs, case, relation, company))
        if arose is None:
            continue
        met = first_owed(case, partial(_card_hangs, case, relation))
        is_claimed = claimed(case, "notice_cards", company.area, arose, case.as_of)
        status, reason, closed = undated(case, met, arose, is_claimed)
        who = ("company", company.id)
        found.append(Expected("notice-card.displayed", who, who, relation.id, status, reason, arose, None, closed))
    return found


def _runs(case: Case, relation: Relation, company: dr.Company, day: dt.date) -> bool:
    """Whether a relation holds and its company operates."""
    return relation.holds(day) and operates(case, company, day)


def _card_hangs(case: Case, relation: Relation, day: dt.date) -> bool:
    """D5: a card that follows on another of the same supervisor goes on displaying it."""
    for card in case.registry.notice_cards:
        days = seen(case, card, card.displayed)
        if (card.company, card.supervisor) == (relation.company, relation.supervisor) and days and days.holds(day):
            return True
    return False


def know_responsibility_list(case: Case) -> list[Expected]:
    """The supervisor has acknowledged the responsibility list in force; no deadline (§7.1)."""
    return _know(case, "know.responsibility-list", dr.ListKind.RESPONSIBILITY)


def know_task_list(case: Case) -> list[Expected]:
    """The supervisor has acknowledged the task list in force; no deadline (§7.1)."""
    return _know(case, "know.task-list", dr.ListKind.TASK)


def know_supervision_list(case: Case) -> list[Expected]:
    """The supervisor has acknowledged the supervision list in force; no deadline (§7.1)."""
    return _know(case, "know.supervision-list", dr.ListKind.SUPERVISION)


def _know(case: Case, rule_id: str, kind: dr.ListKind) -> list[Expected]:
    found = []
    for supervisor in case.registry.supervisors:
        arose = first_owed(case, partial(in_office, case, supervisor.id))
        if arose is None:
            continue
        versions = lists_to_know(case, kind, supervisor.id, case.as_of)
        found += [_knows(case, rule_id, kind, supervisor.id, version) for version in sorted(versions)]
        if not versions:
            who = ("supervisor", supervisor.id)
            status, reason = UNDETERMINED, "list-not-on-record"
            found.append(Expected(rule_id, who, who, kind.value, status, reason, arose, None, None))
    return found


def _knows(case: Case, rule_id: str, kind: dr.ListKind, supervisor: str, version: str) -> Expected:
    arose = first_owed(case, lambda day: version in lists_to_know(case, kind, supervisor, day))
    assert arose is not None
    met = [
        one.on
        for one in case.registry.acknowledgements
        if (one.supervisor, one.list_version) == (supervisor, version)
        and one.on <= case.as_of
        and entered(case, one.recorded, one.on)
    ]
    home = home_area(case, supervisor, companies_held(case, supervisor, case.as_of)[0])
    is_claimed = claimed(case, "acknowledgements", home, arose, case.as_of)
    status, reason, closed = undated(case, min(met, default=None), arose, is_claimed)
    who = ("supervisor", supervisor)
    return Expected(rule_id, who, who, version, status, reason, arose, None, closed)


def lists_to_know(case: Case, kind: dr.ListKind, supervisor: str, day: dt.date) -> set[str]:
    """The versions that a supervisor has to know on a day (`list-version`); none of who isn't in office.

    # OPEN: of several posts each counts; a post for which no list is on record asks for nothing beside the others.
    # Without a post on record the company's area stands in.
    """
    companies = companies_held(case, supervisor, day)
    if not companies:
        return set()
    areas = [post.area for post, _ in posts_on(case, supervisor, day)] or [companies[0].area]
    found: set[str] = set()
    for area in areas:
        here: str | None = area
        while here is not None:
            at_this = _lists_of(case, kind, here, day)
            found |= at_this
            if at_this and case.chosen("list-version", "nearest"):
                break
            here = case.registry.area(here).parent
    return found


def _lists_of(case: Case, kind: dr.ListKind, area: str, day: dt.date) -> set[str]:
    found = set()
    for version in case.registry.list_versions:
        days = seen(case, version, version.in_force)
        if version.kind is kind and version.area == area and days is not None and days.holds(day):
            found.add(version.id)
    return found


# adjust.* -------------------------------------------------------------------------------------------------------------


def adjust_personnel_change(case: Case) -> list[Expected]:
    """On a change of personnel, a successor is in force within 5 working days (§7.3)."""
    return _adjust(case, "adjust.personnel-change", dr.ChangeCause.PERSONNEL)


def adjust_work_change(case: Case) -> list[Expected]:
    """On a change of work, a successor is in force within 5 working days (§7.3)."""
    return _adjust(case, "adjust.work-change", dr.ChangeCause.WORK)


def adjust_incapacity(case: Case) -> list[Expected]:
    """On any other inability to perform, a successor is in force within 5 working days (§7.3)."""
    return _adjust(case, "adjust.incapacity", dr.ChangeCause.INCAPACITY)


def _adjust(case: Case, rule_id: str, cause: dr.ChangeCause) -> list[Expected]:
    """One obligation for each company held, or one for the change (`adjusted-means`)."""
    found: list[Expected] = []
    for change in changes(case):
        if change.cause is not cause:
            continue
        each = [_adjusted(case, rule_id, change, company) for company in companies_left(case, change)]
        owed = [one for one in each if one is not None]
        if owed and case.chosen("adjusted-means", "all-companies"):
            owed = [_all_adjusted(change, owed)]
        found += owed
    return [one for one in found if one.closed is None or one.closed >= case.since]


def companies_left(case: Case, change: dr.Change) -> list[dr.Company]:
    """The companies that a change leaves without their supervisor: held until the day before, operating on its day.

    Which day that is, `event-day` says; the day of effect, if the day that it asks for isn't on record.
    """
    day = event_day(case, change) or change.on
    ids = {
        one.company for one in relations(case) if one.supervisor == change.supervisor and one.holds(change.on - ONE_DAY)
    }
    return [company for company in map(case.registry.company, sorted(ids)) if operates(case, company, day)]


def _adjusted(case: Case, rule_id: str, change: dr.Change, company: dr.Company) -> Expected | None:
    subject, bearer = ("company", company.id), ("area", _who_adjusts(case, change, company))
    event = event_day(case, change)
    if event is None:
        if not case.binds <= change.on <= case.as_of:
            return None
        status, reason = UNDETERMINED, "event-day-unknown"
        return Expected(rule_id, subject, bearer, change.id, status, reason, change.on, None, None)
    # D1: a change has happened when the day that counts as its day has come. D9: and that day decides whether the rules
    # bound already.
    if not case.binds <= event <= case.as_of:
        return None
    due = working_days_later(case, event) if has_deadline(case, change) else None
    outcome = _outcome(case, change, company, event, due)
    if outcome is None:
        return None
    status, why, closed = outcome
    return Expected(rule_id, subject, bearer, change.id, status, why, event, due, closed)


def _who_adjusts(case: Case, change: dr.Change, company: dr.Company) -> str:
    """`adjust-bearer`: the area of the leaver's post, as held until the day before, or the company's.

    # OPEN: the register doesn't say who it is if no post is on record; we take the company's area.
    """
    post = post_for(case, change.supervisor, company, change.on - ONE_DAY)
    return company.area if post is None or case.chosen("adjust-bearer", "company-area") else post.area


def _outcome(
    case: Case, change: dr.Change, company: dr.Company, event: dt.date, due: dt.date | None
) -> tuple[str, str | None, dt.date | None] | None:
    """How the adjustment for one company stands; None if it is owed no longer."""
    came, closing = successor_day(case, change, company, event), closing_day(case, company, event)
    timed = has_deadline(case, change)
    # Whoever followed may have done so from the day of the change on (findings.md, “Which claim makes silence count”).
    is_claimed = claimed(case, "assignments", company.area, min(change.on, event), due or case.as_of)
    if came is not None and (closing is None or came < closing):
        return _came(case, came, event, due, timed, is_claimed)
    if closing is not None:
        return _closed(case, event, due, closing, timed, is_claimed)
    if not timed:
        return (PENDING, "no-deadline-in-source", None) if is_claimed else (*NOT_CLAIMED, None)
    if due is None:
        return UNDETERMINED, "calendar-horizon", None
    if case.as_of <= due:
        return PENDING, "not-yet-due", None
    return (VIOLATED, "successor-missing", None) if is_claimed else (*NOT_CLAIMED, None)


def _came(
    case: Case, came: dt.date, event: dt.date, due: dt.date | None, timed: bool, is_claimed: bool
) -> tuple[str, str | None, dt.date | None]:
    """A successor on record counts; one that came late, where it is claimed that nobody came before (Concepts, “Claims”)."""
    if not timed or (due is not None and came <= due):
        return FULFILLED, None, came
    if due is None:
        in_time = came <= earliest_due(case, event)  # D16
        return (FULFILLED, None, came) if in_time else (UNDETERMINED, "calendar-horizon", came)
    return (LATE, "successor-late", came) if is_claimed else (*NOT_CLAIMED, came)


def _closed(
    case: Case, event: dt.date, due: dt.date | None, closing: dt.date, timed: bool, is_claimed: bool
) -> tuple[str, str | None, dt.date | None] | None:
    """The company closed before a successor was in force (reason ``company-closed``): late if that was after the due day.

    # OPEN: that one that closed in time is owed nothing any more, even if it opens again before the due day.
    """
    if not timed or (due is not None and closing - ONE_DAY <= due):
        return None
    if due is None:
        in_time = closing - ONE_DAY <= earliest_due(case, event)  # D16
        return None if in_time else (UNDETERMINED, "calendar-horizon", None)
    return (LATE, "company-closed", closing) if is_claimed else (*NOT_CLAIMED, None)


def successor_day(case: Case, change: dr.Change, company: dr.Company, event: dt.date) -> dt.date | None:
    """The first day, from the event on, on which a successor is in force (`same-supervisor`)."""
    for day in days_between(event, case.as_of):
        for one in relations(case):
            anew = one.first >= change.on and case.chosen("same-supervisor", "counts")
            if one.company == company.id and one.holds(day) and (one.supervisor != change.supervisor or anew):
                return day
    return None


def closing_day(case: Case, company: dr.Company, day: dt.date) -> dt.date | None:
    """The first day, up to ``as_of``, on which a company that operates on a day operates no longer."""
    return next((later for later in days_between(day, case.as_of) if not operates(case, company, later)), None)


def _all_adjusted(change: dr.Change, each: list[Expected]) -> Expected:
    """One obligation for the change, met when every company has a successor (`adjusted-means` = all-companies).

    D2: a company that is known to have none makes it violated, whatever is known of the others.
    # OPEN: who bears it if the companies' bearers differ isn't written; we take that of the first company by id.
    # OPEN: which reason is told if some came late and some closed; we take the closing.
    """
    statuses = {one.status for one in each}
    worst = next(status for status in (VIOLATED, UNDETERMINED, PENDING, LATE, FULFILLED) if status in statuses)
    if all(one.closed for one in each) and LATE in statuses:
        worst = LATE  # One that is known to have been late is enough, whatever is known of the others.
    reasons = [one.reason for one in each if one.status == worst]
    reason = "company-closed" if "company-closed" in reasons else reasons[0]
    closed = None if any(one.closed is None for one in each) else max(one.closed for one in each if one.closed)
    return each[0]._replace(subject=("supervisor", change.supervisor), status=worst, reason=reason, closed=closed)


RULES: dict[str, Rule] = {
    "coverage.assigned": coverage_assigned,
    "coverage.tier": coverage_tier,
    "coverage.area": coverage_area,
    "coverage.escalation-ground": coverage_escalation_ground,
    "team.three-way-matching": team_three_way_matching,
    "team.three-way-joint": team_three_way_joint,
    "commitment.signed": commitment_signed,
    "notice-card.displayed": notice_card_displayed,
    "know.responsibility-list": know_responsibility_list,
    "know.task-list": know_task_list,
    "know.supervision-list": know_supervision_list,
    "adjust.personnel-change": adjust_personnel_change,
    "adjust.work-change": adjust_work_change,
    "adjust.incapacity": adjust_incapacity,
}
"""Each rule's function."""
