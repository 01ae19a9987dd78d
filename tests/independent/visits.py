"""The rules about visits (§7.2, national platform), a second time: slow, naive, day by day, from the sources alone.

Written without sight of ``dual_responsibility.rules``. Clauses (§) are those of the mission's source; names in
backticks are entries of the register of interpretations, “conventions” is ``docs/conventions.md``. What the sources
leave open and neither answers is marked ``# OPEN:``.
"""

import datetime as dt
from collections.abc import Iterator
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
    claimed,
    days_between,
)
from .on_record import Standing, judged, lies_in, months_after, open_problems, operates, paused, seen

# Relations, and which visits count ------------------------------------------------------------------------------------


def holds(case: Case, relation: dr.Assignment, day: dt.date) -> bool:
    """Whether a relation is in force: from the day of a change its supervisor answers no longer (`Change`)."""
    if not relation.period.contains(day):
        return False
    return not any(
        change.supervisor == relation.supervisor and relation.period.start < change.on <= day
        for change in case.registry.changes
    )


def relations_on(case: Case, company: str, day: dt.date) -> list[dr.Assignment]:
    """The relations in force at a company on a day: the one begun last, then the one of the last id (conventions)."""
    here = [one for one in case.registry.assignments if one.company == company and holds(case, one, day)]
    return sorted(here, key=lambda one: (one.period.start, one.id), reverse=True)


def last_day(case: Case, relation: dr.Assignment) -> dt.date:
    """The last day of a relation: that before the first change of its supervisor, if earlier (findings.md)."""
    changes = [one.on - ONE_DAY for one in case.registry.changes if one.supervisor == relation.supervisor]
    own = relation.period.end or dt.date.max
    return min([own, *(day for day in changes if day >= relation.period.start)])


def counts_for(case: Case, visit: dr.Visit, relation: dr.Assignment) -> bool:
    """Whether a visit is the relation's: by its supervisor, or by its team (`team-visit`), while in office."""
    if visit.company != relation.company or not holds(case, relation, visit.on):
        return False
    if visit.visitor == relation.supervisor:
        return True
    return case.readings["team-visit"] == "team-counts" and any(
        member.member == visit.visitor and member.period.contains(visit.on) for member in relation.team
    )


def serves(case: Case, visit: dr.Visit, occasion: dr.VisitOccasion) -> bool:
    """Whether a visit serves an occasion (`visit-occasions`)."""
    return case.readings["visit-occasions"] == "any" or not visit.occasions or occasion in visit.occasions


def visits_between(case: Case, first: dt.date, last: dt.date, occasion: dr.VisitOccasion) -> list[dr.Visit]:
    """The visits of these days that serve an occasion, as far as they had happened, the earliest first."""
    last = min(last, case.as_of)
    found = [one for one in case.registry.visits if first <= one.on <= last and serves(case, one, occasion)]
    return sorted(found, key=lambda visit: visit.on)


def served(case: Case, company: str, day: dt.date) -> bool:
    """Whether a company operates with a supervisor on a day."""
    return operates(case, company, day) and bool(relations_on(case, company, day))


# Quarters and key periods: spans in which somebody has to come --------------------------------------------------------


class Window(NamedTuple):
    """A quarter or a key period; a visit until `surely` is in time, even if the day due can't be told."""

    rule_id: str
    occasion: dr.VisitOccasion
    label: str
    start: dt.date
    end: dt.date
    due: dt.date | None
    surely: dt.date


class Duty(NamedTuple):
    """What somebody owes at one company in a span; a visit could have counted from `silent_from` on."""

    company: str
    supervisor: str
    relation: str
    arose: dt.date
    silent_from: dt.date
    closed: dt.date | None


def binding_days(case: Case, span: Window) -> list[dt.date]:
    """The days of a span that has begun on which the rules bind; what isn't over goes on to its end."""
    first = max(span.start, case.binds)
    return list(days_between(first, span.end)) if first <= case.as_of else []


def is_part(case: Case, company: str, span: Window, days: list[dt.date]) -> bool:
    """Whether a span isn't owed because something began or ended in it (`partial-quarter`)."""
    reading = case.readings["partial-quarter"]
    if reading == "last-day":
        return not served(case, company, days[-1])
    if reading == "any-day":
        return not any(served(case, company, day) for day in days)
    # “规则已适用”: by this reading the rules have to bind on the span's first day too.
    if span.start < days[0]:
        return True
    if not all(operates(case, company, day) for day in days):
        return True
    return not (served(case, company, days[0]) and served(case, company, days[-1]))


def is_paused(case: Case, company: str, days: list[dt.date]) -> bool:
    """Whether a span isn't owed because the company paused (`paused-quarter`)."""
    in_business = [day for day in days if operates(case, company, day)]
    stopped = [day for day in in_business if paused(case, company, day)]
    if case.readings["paused-quarter"] == "not-owed":
        return bool(stopped)
    # OPEN: "the pause covers all of it": of the days on which there was any business, since "on any day of
    # business a visit is possible".
    return len(stopped) == len(in_business)


def is_owed(case: Case, company: str, span: Window) -> bool:
    """Whether a visit is owed at a company in a span."""
    days = binding_days(case, span)
    return bool(days) and not is_part(case, company, span, days) and not is_paused(case, company, days)


def first_visit(case: Case, span: Window, relations: list[dr.Assignment]) -> dt.date | None:
    """The first day on which one of these relations was served by a visit in the span's time."""
    for visit in visits_between(case, span.start, span.surely, span.occasion):
        if any(counts_for(case, visit, relation) for relation in relations):
            return visit.on
    return None


def silent_from(case: Case, span: Window, relations: list[dr.Assignment]) -> dt.date | None:
    """The first day of a span on which a visit by one of these relations would have counted, if there is any."""
    days = days_between(span.start, span.end)
    return next((day for day in days if any(holds(case, one, day) for one in relations)), None)


def silent_anywhere(case: Case, span: Window, relations: list[dr.Assignment]) -> dict[str, dt.date]:
    """The same at each of the companies, by company."""
    found = {}
    for company in {one.company for one in relations}:
        first = silent_from(case, span, [one for one in relations if one.company == company])
        if first is not None:
            found[company] = first
    return found


def duty_of_last(case: Case, company: str, span: Window) -> Duty:
    """`quarter-bearer` = last: the last in office bears it; a visit by whoever was in office then counts."""
    days = [day for day in binding_days(case, span) if served(case, company, day)]
    bearing = relations_on(case, company, days[-1])[0]
    all_of_them = [one for one in case.registry.assignments if one.company == company]
    silent, closed = silent_from(case, span, all_of_them), first_visit(case, span, all_of_them)
    return Duty(company, bearing.supervisor, bearing.id, days[0], silent or days[0], closed)


def duties_of_each(case: Case, company: str, span: Window) -> Iterator[Duty]:
    """`quarter-bearer` = each: every supervisor who held office bears one, met by own visits in own days.

    “每名在任的包保干部各承担一次”: once a person, also for one whose two relations follow on each other.
    """
    days = [day for day in binding_days(case, span) if operates(case, company, day)]
    for person in sorted({one.supervisor for one in case.registry.assignments}):
        mine = [one for one in case.registry.assignments if one.company == company and one.supervisor == person]
        in_office = [day for day in days if any(holds(case, one, day) for one in mine)]
        if in_office:
            # OPEN: which of two relations at once names the duty; the one that began first, then the one that ends first.
            named_by = [one for one in mine if holds(case, one, in_office[0])]
            first = min(named_by, key=lambda one: (one.period.start, last_day(case, one), one.id))
            silent, closed = silent_from(case, span, mine), first_visit(case, span, mine)
            yield Duty(company, person, first.id, in_office[0], silent or in_office[0], closed)


def duties(case: Case, company: str, span: Window) -> Iterator[Duty]:
    """Who owes a visit at a company in a span."""
    if not is_owed(case, company, span):
        return
    if case.readings["quarter-bearer"] == "each":
        yield from duties_of_each(case, company, span)
    else:
        yield duty_of_last(case, company, span)


def visit_stands(
    case: Case, span: Window, silent: dict[str, dt.date], closed: dt.date | None
) -> tuple[str, str | None]:
    """Status and reason of a visit owed in a span: silence is guilt where visits are claimed complete.

    They have to be from the first day on which a visit would have counted, by company; it may be before the rules bind.
    """
    if closed is not None:
        return FULFILLED, None
    if span.due is None:
        return UNDETERMINED, "calendar-horizon"
    if case.as_of <= span.due:
        return PENDING, "not-yet-due"
    for company, first in silent.items():
        if not claimed(case, "visits", case.registry.company(company).area, first, span.due):
            return UNDETERMINED, "records-not-claimed"
    return VIOLATED, "visit-missing"


def in_report(case: Case, span: Window, arose: dt.date, closed: dt.date | None) -> bool:
    """Whether it arose in the window or was open in it; a missed span can't be made good: it is over when it ends."""
    over = closed or span.due or span.end
    return arose <= case.as_of and (arose >= case.since or over >= case.since)


def at_company(case: Case, company: str, span: Window) -> Iterator[Expected]:
    """`visit-at`, `key-period-at` = each-company: one obligation a company (and bearer)."""
    for duty in duties(case, company, span):
        status, reason = visit_stands(case, span, {company: duty.silent_from}, duty.closed)
        closed = None if duty.closed is None else max(duty.closed, duty.arose)
        if in_report(case, span, duty.arose, closed):
            each = case.readings["quarter-bearer"] == "each"
            label = f"{span.label}@{duty.relation}" if each else span.label
            yield Expected(
                span.rule_id, ("company", company), ("supervisor", duty.supervisor), label, status, reason,
                duty.arose, span.due, closed,
            )  # fmt: skip


def once(case: Case, supervisor: str, span: Window, companies: list[str]) -> Iterator[Expected]:
    """`visit-at`, `key-period-at` = once: one obligation a supervisor, met in person at any company held at the time.

    OPEN: that a predecessor's visit counts (`quarter-bearer`) is said of the duty at a company. Here each
    supervisor owes one visit, so we count one's own (and the team's, by `team-visit`).
    """
    mine = [duty for company in companies for duty in duties(case, company, span) if duty.supervisor == supervisor]
    if not mine:
        return
    held = [one for one in case.registry.assignments if one.supervisor == supervisor and one.company in companies]
    own = first_visit(case, span, held)
    arose = min(duty.arose for duty in mine)
    closed = None if own is None else max(own, arose)
    status, reason = visit_stands(case, span, silent_anywhere(case, span, held), closed)
    if in_report(case, span, arose, closed):
        yield Expected(
            span.rule_id, ("supervisor", supervisor), ("supervisor", supervisor), span.label, status, reason,
            arose, span.due, closed,
        )  # fmt: skip


# attend.quarter -------------------------------------------------------------------------------------------------------


def quarter_due(case: Case, end: dt.date) -> tuple[dt.date | None, dt.date]:
    """The day due, if it can be told, and the first day that it can be.

    It is a quarter's last day, or by `quarter-end` = moved the first working day from there on.
    """
    if case.readings["quarter-end"] == "not-moved":
        return end, end
    day = end
    while day <= case.calendar.published_through:
        if case.calendar.is_working_day(day):
            return day, day
        day += ONE_DAY
    # The first day beyond the calendar is the first that can be due: what is done by then is in time (concepts).
    return None, day


def quarters_from(case: Case, anchor: dt.date, rolling: bool) -> Iterator[Window]:
    """The quarters from an anchor on, as far as one had begun."""
    number = 0
    while (start := months_after(anchor, 3 * number)) <= case.as_of:
        end = months_after(anchor, 3 * number + 3) - ONE_DAY
        label = f"{start}/P3M" if rolling else f"{start.year}-Q{(start.month + 2) // 3}"
        yield Window("attend.quarter", dr.VisitOccasion.QUARTER, label, start, end, *quarter_due(case, end))
        number += 1


def quarters_of(case: Case, relations: list[dr.Assignment]) -> Iterator[Window]:
    """The quarters of a company, or of a supervisor who owes one visit anywhere (`quarter`)."""
    if case.readings["quarter"] == "calendar":
        yield from quarters_from(case, dt.date(2022, 1, 1), rolling=False)
    elif relations:
        # OPEN: `rolling` speaks of the company; of one visit a supervisor we count from the supervisor's first day.
        yield from quarters_from(case, min(one.period.start for one in relations), rolling=True)


def rule_quarter(given: Case) -> list[Expected]:
    """attend.quarter: the supervisor is on site at the company in every quarter (§7.2)."""
    case = seen(given)
    found: list[Expected] = []
    companies = [one.id for one in judged(case)]
    if case.readings["visit-at"] == "each-company":
        for company in companies:
            for span in quarters_of(case, [one for one in case.registry.assignments if one.company == company]):
                found += at_company(case, company, span)
        return found
    for person in [one.id for one in case.registry.supervisors]:
        for span in quarters_of(case, [one for one in case.registry.assignments if one.supervisor == person]):
            found += once(case, person, span, companies)
    return found


# attend.key-period ----------------------------------------------------------------------------------------------------


def rule_key_period(given: Case) -> list[Expected]:
    """attend.key-period: the supervisor is on site at the company in a key period of its area (§7.2)."""
    case = seen(given)
    found: list[Expected] = []
    for period in case.registry.key_periods:
        start, end = period.period.start, period.period.end
        assert end is not None
        span = Window("attend.key-period", dr.VisitOccasion.KEY_PERIOD, period.id, start, end, end, end)
        companies = [one.id for one in judged(case) if lies_in(case, one.area, period.area)]
        if case.readings["key-period-at"] == "each-company":
            for company in companies:
                found += at_company(case, company, span)
        else:
            for supervisor in case.registry.supervisors:
                found += once(case, supervisor.id, span, companies)
    return found


# attend.emergency -----------------------------------------------------------------------------------------------------


class Call(NamedTuple):
    """What an emergency calls somebody to: one of these companies, in person where one owes it `alone`, anywhere."""

    event: dr.Emergency
    bearer: str
    companies: list[str]
    alone: bool

    def concerns(self, relation: dr.Assignment) -> bool:
        """Whether a visit of this relation would answer it: afterwards whoever is in office then may come."""
        return relation.company in self.companies and (not self.alone or relation.supervisor == self.bearer)


def in_claim(case: Case, call: Call, last: dt.date) -> bool:
    """Whether visits are claimed complete from the day of an emergency on, wherever one would have answered it."""
    areas = [case.registry.company(one).area for one in call.companies]
    return all(claimed(case, "visits", area, call.event.on, last) for area in areas)


def answered(case: Case, call: Call) -> Standing | None:
    """The first visit that answers a call: on its day any; afterwards one recorded as for it (`emergency-day`)."""
    relations = [one for one in case.registry.assignments if call.concerns(one)]
    for visit in visits_between(case, call.event.on, dt.date.max, dr.VisitOccasion.EMERGENCY):
        if not any(counts_for(case, visit, one) for one in relations):
            continue
        if visit.on == call.event.on:
            return FULFILLED, None, visit.on
        if dr.VisitOccasion.EMERGENCY in visit.occasions:
            if case.readings["emergency-day"] == "no-deadline":
                return FULFILLED, None, visit.on
            # Concepts: another could have come on the day itself, so it is late only inside a claim.
            if not in_claim(case, call, call.event.on):
                return UNDETERMINED, "records-not-claimed", visit.on
            return LATE, "visit-late", visit.on
    return None


def unanswered(case: Case, call: Call) -> Standing:
    """How a call stands to which nobody came."""
    undated = case.readings["emergency-day"] == "no-deadline"
    if not undated and case.as_of <= call.event.on:
        return PENDING, "not-yet-due", None
    last = case.as_of if undated else call.event.on
    if not in_claim(case, call, last):
        return UNDETERMINED, "records-not-claimed", None
    if undated:
        return PENDING, "no-deadline-in-source", None
    # OPEN: "the relation that called for it has ended" (reasons.md): we take it that nobody is left who could come.
    able = any(
        operates(case, one, case.as_of)
        and any(call.concerns(relation) for relation in relations_on(case, one, case.as_of))
        for one in call.companies
    )
    return VIOLATED, "visit-missing" if able else "visit-too-late", None


def calls(case: Case, event: dr.Emergency) -> Iterator[Call]:
    """Who is called by an emergency: borne by who is in office on its day (`emergency-at`)."""
    anywhere = event.area is not None and case.readings["emergency-at"] == "once"
    held: dict[str, list[str]] = {}
    for company in judged(case):
        here = event.company == company.id if event.area is None else lies_in(case, company.area, event.area)
        if not here or not operates(case, company.id, event.on):
            continue
        # Of those begun on one day first the one that ends later (conventions).
        relations = sorted(
            relations_on(case, company.id, event.on),
            key=lambda one: (one.period.start, last_day(case, one), one.id),
            reverse=True,
        )
        # OPEN: of two in office at once: at a company the last one; where each owes one visit anywhere, both.
        for supervisor in {one.supervisor for one in (relations if anywhere else relations[:1])}:
            held.setdefault(supervisor, []).append(company.id)
    for bearer, companies in held.items():
        if anywhere:
            yield Call(event, bearer, companies, alone=True)
        else:
            yield from (Call(event, bearer, [one], alone=False) for one in companies)


def rule_emergency(given: Case) -> list[Expected]:
    """attend.emergency: the supervisor is on site at an emergency (§7.2)."""
    case = seen(given)
    found: list[Expected] = []
    for event in case.registry.emergencies:
        if not case.binds <= event.on <= case.as_of:
            continue
        due = event.on if case.readings["emergency-day"] == "same-day" else None
        for call in calls(case, event):
            status, reason, closed = answered(case, call) or unanswered(case, call)
            if event.on < case.since and closed is not None and closed < case.since:
                continue
            subject = ("supervisor", call.bearer) if call.alone else ("company", call.companies[0])
            found.append(
                Expected(
                    "attend.emergency", subject, ("supervisor", call.bearer), event.id, status, reason, event.on, due,
                    closed,
                )
            )  # fmt: skip
    return found


# visit.rectified ------------------------------------------------------------------------------------------------------


def rule_visit_rectified(given: Case) -> list[Expected]:
    """visit.rectified: a problem found on a visit is put right (national platform).

    The company bears it, or the supervisor who was on site (`visit-problem-bearer`).
    """
    case = seen(given)
    supervisors = [one.id for one in case.registry.supervisors]
    found: list[Expected] = []
    for visit in case.registry.visits:
        if not case.binds <= visit.on <= case.as_of:
            continue
        by_visitor = case.readings["visit-problem-bearer"] == "visitor" and visit.visitor in supervisors
        bearer = ("supervisor", visit.visitor) if by_visitor else ("company", visit.company)
        found += open_problems(case, "visit.rectified", "visits", visit, bearer)
    return found


RULES: dict[str, Rule] = {
    "attend.quarter": rule_quarter,
    "attend.key-period": rule_key_period,
    "attend.emergency": rule_emergency,
    "visit.rectified": rule_visit_rectified,
}
