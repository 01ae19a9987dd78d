"""The rules about companies' staff, checklists and records (§8, §10), a second time: naive, day by day.

Written from the sources alone, without sight of ``dual_responsibility.rules``. Clauses (§) are those of the mission's
source; names in backticks are entries of the register of interpretations. What the sources leave open and the register
doesn't answer either is marked ``# OPEN:``; names such as B-3 are disagreements that LOG.md tells.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import product
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
    Expected,
    Rule,
    claimed,
    days_between,
    entered,
)
from .on_record import Standing, as_known, judged, months_after, open_problems, operates, seen

NATION_FROM = dt.date(2022, 11, 1)
"""The first day of SAMR Order 60: before it the nation demands nothing of these rules."""

ORDER_97 = dt.date(2025, 4, 15)
"""The first day of Order 97 and of the rules on centralised dining, by which china-2025 succeeds china-2022."""

# Who needs a director (Order 60 art. 5; Order 97 art. 6; rules on centralised dining art. 10; Suining §10.1) -----------

K, S = dr.CompanyKind, dr.CompanySize
OFFICES = (K.OFFICE_CANTEEN, K.ENTERPRISE_CANTEEN, K.INSTITUTION_CANTEEN)


class Line(NamedTuple):
    """One kind of company that needs so many directors, with what else it depends on."""

    kinds: tuple[dr.CompanyKind, ...] = ()
    special: bool = False
    large: bool = False
    at_least: int | None = None
    more_than: int | None = None
    centralised: bool = False
    contracted: bool = False
    persons: int = 1
    readings: tuple[tuple[str, str], ...] = ()


LARGE_AND_MEDIUM = ("central-kitchens", "large-and-medium")

ORDER_60_LINES = (
    Line((K.PRODUCER,), special=True),
    Line((K.PRODUCER, K.SELLER, K.CATERER, K.CENTRAL_KITCHEN, K.MEAL_DELIVERER), large=True),
    Line((K.CHAIN_HEADQUARTERS,)),
    Line((K.NURSERY_CANTEEN,), at_least=300),
    Line((K.SCHOOL_CANTEEN,), at_least=500),
    Line((K.ELDERLY_CARE_CANTEEN, *OFFICES, K.OTHER_CANTEEN, K.MEAL_DELIVERER, K.CENTRAL_KITCHEN), more_than=1000),
    Line(more_than=1000, readings=(("others-over-1000", "any"),)),
)
ORDER_97_LINES = (
    Line((K.PRODUCER,), special=True),
    Line((K.PRODUCER, K.SELLER, K.CATERER), large=True),
    Line((K.CHAIN_HEADQUARTERS,)),
    Line((K.CENTRAL_KITCHEN,), readings=(("central-kitchens", "by-themselves"),)),
    Line((K.CENTRAL_KITCHEN,), large=True, readings=(LARGE_AND_MEDIUM,)),
    Line((K.MEAL_DELIVERER,), large=True, more_than=1000, readings=(LARGE_AND_MEDIUM,)),
    Line((K.NURSERY_CANTEEN, K.ELDERLY_CARE_CANTEEN), at_least=300),
    Line((K.SCHOOL_CANTEEN,), at_least=500),
    Line((*OFFICES, K.OTHER_CANTEEN), at_least=1000),
    Line((K.MEAL_DELIVERER,), at_least=1000, readings=(("deliverer-is-supplier", "supplier"),)),
    Line((K.MEAL_DELIVERER,), more_than=1000, readings=(("central-kitchens", "by-themselves"),)),
    Line((K.NURSERY_CANTEEN,), at_least=300, contracted=True, persons=2),
    Line((K.SCHOOL_CANTEEN,), at_least=500, contracted=True, persons=2),
)
SOURCE = ("canteen-director", "source")
SUINING_LINES = (
    Line((K.SCHOOL_CANTEEN, *OFFICES), centralised=True, readings=(SOURCE,)),
    Line((K.NURSERY_CANTEEN,), centralised=True, readings=(SOURCE, ("nursery-is-school", "school"))),
    Line((K.ELDERLY_CARE_CANTEEN,), centralised=True, readings=(SOURCE, ("elderly-care-institution", "institution"))),
)


def is_suinings(case: Case) -> bool:
    """Whether Suining's own rules are asked, and not the nation's alone."""
    return case.book == "suining-2022"


def meant(case: Case, line: Line) -> bool:
    """Whether the readings are those under which a line is there."""
    return all(case.readings[id] == reading for id, reading in line.readings)


def lines_on(case: Case, day: dt.date) -> Iterator[Line]:
    """The lines in force on a day, by the readings: the nation's first, then Suining's own.

    OPEN: where several things aren't on record, which is the reason hangs on the order of the lines.
    """
    if day >= NATION_FROM:
        yield from (one for one in (ORDER_60_LINES if day < ORDER_97 else ORDER_97_LINES) if meant(case, one))
    if is_suinings(case) and day >= case.binds:
        yield from (one for one in SUINING_LINES if meant(case, one))


Answer = bool | str
"""Whether a condition holds, or the reason why it can't be told."""


def answers(case: Case, line: Line, company: dr.Company) -> Iterator[Answer]:
    """Of each condition of a line whether it holds, or what isn't on record."""
    if line.kinds:
        yield "kind-unknown" if company.kind is None else company.kind in line.kinds
    if line.special:
        yield dr.Sector.SPECIAL in company.sectors if company.sectors else "sector-unknown"
    if line.large:
        yield "size-unknown" if company.size is None else company.size in (S.LARGE, S.MEDIUM)
    if line.at_least is not None:
        yield "diners-unknown" if company.diners is None else company.diners >= line.at_least
    if line.more_than is not None:
        yield "diners-unknown" if company.diners is None else company.diners > line.more_than
    if line.centralised:
        assumed: Answer = case.readings["centralised-dining"] == "assumed" or "dining-unknown"
        yield assumed if company.centralised_dining is None else company.centralised_dining
    if line.contracted:
        shown: Answer = "contract-unknown" if case.readings["contracted-canteen"] == "unknown" else False
        yield shown if company.contracted is None else company.contracted


def needs_directors(case: Case, company: dr.Company, persons: int, day: dt.date) -> Answer:
    """Whether a company needs so many directors on a day; or the reason why it can't be told.

    OPEN: where several things aren't on record, which of them is the reason: the first of the first line.
    """
    unknown = []
    for line in lines_on(case, day):
        if line.persons < persons:
            continue
        said = list(answers(case, line, company))
        if all(one is True for one in said):
            return True
        if False not in said:
            unknown.append(next(str(one) for one in said if one is not True))
    return unknown[0] if unknown else False


# Who is in office, and may be -----------------------------------------------------------------------------------------


def barred(case: Case, person: str, day: dt.date) -> bool:
    """Whether somebody may hold no post on a day: five years from a decision that day included, or for life.

    Order 60 art. 7; Food Safety Law art. 135; the rulebooks' pages, "barred for".
    """
    for bar in case.registry.bars:
        for_life = bar.ground is dr.BarGround.IMPRISONMENT
        if bar.person == person and bar.on <= day and (for_life or day <= months_after(bar.on, 60)):
            return True
    return False


def posts_on(case: Case, role: dr.StaffRole, day: dt.date) -> list[dr.Staff]:
    """The posts of a role held on a day: those that began first, then those that end first (conventions)."""
    here = [one for one in case.registry.staff if one.role is role and one.period.contains(day)]
    return sorted(here, key=lambda one: (one.period.start, one.period.end or dt.date.max, one.company))


def persons_at(case: Case, company: str, role: dr.StaffRole, day: dt.date) -> list[str]:
    """Who holds a role at a company on a day, each once."""
    return sorted({one.person for one in posts_on(case, role, day) if one.company == company})


def counts_elsewhere(case: Case, company: str, person: str, role: dr.StaffRole, day: dt.date) -> bool:
    """Whether by `shared-officer` = one-only somebody's post of a role counts for another company.

    A post at a company that is closed counts for nobody (conventions). OPEN: nor does one at a company of which it
    wasn't known yet that it is there.
    """
    there = [one.id for one in judged(case) if operates(case, one.id, day)]
    first = next(one for one in posts_on(case, role, day) if one.person == person and one.company in there)
    return first.company != company


# A standing duty, day by day ------------------------------------------------------------------------------------------


class State(NamedTuple):
    """How a standing duty stands on a day; `names` begins its trigger, `silent` is what its breach hangs on.

    A breach that hangs on a record that isn't there is one where records of that kind are claimed complete alone
    (design, principle 3).
    """

    status: str
    reason: str | None
    names: str
    silent: str | None = None


class Run(NamedTuple):
    """Days in a row on which a duty stands alike; None where nothing is owed."""

    state: State | None
    first: dt.date
    last: dt.date


def runs_of(states: Iterable[tuple[dt.date, State | None]]) -> list[Run]:
    """Days that follow on each other and stand alike, as one."""
    runs: list[Run] = []
    for day, state in states:
        if runs and runs[-1].state == state:
            runs[-1] = runs[-1]._replace(last=day)
        else:
            runs.append(Run(state, day, day))
    return runs


def stretches(runs: list[Run]) -> list[list[Run]]:
    """The runs that follow on each other under one name: of one duty, between days on which it wasn't owed."""
    made: list[list[Run]] = []
    before: str | None = None
    for run in runs:
        name = None if run.state is None else run.state.names
        if name is not None:
            if name == before:
                made[-1].append(run)
            else:
                made.append([run])
        before = name
    return made


def told_apart(case: Case, company: str, run: Run) -> list[Run]:
    """The days of a breach on which the records are claimed complete, and those on which nobody knows."""
    area = case.registry.company(company).area

    def on(day: dt.date) -> State | None:
        state = run.state
        if state is None or state.silent is None or claimed(case, state.silent, area, day, day):
            return state
        return State(UNDETERMINED, "records-not-claimed", state.names)

    return runs_of((day, on(day)) for day in days_between(run.first, run.last))


def standing(case: Case, rule: str, company: str, runs: list[Run]) -> Iterator[Expected]:
    """The findings of a standing duty: each breach and each time unknown; what is kept where there is neither.

    Concepts: one that is kept is named by the first day since its last breach before the window. A breach that is
    claimed for some of its days alone is over, in each part, when the whole is: that a claim lapses appoints nobody.
    OPEN: a breach is over, too, when the company closes or is regraded, though nobody put it right.
    """
    for stretch in stretches(runs):
        shown = [run for run in stretch if run.last >= case.since]
        wrong = [run for run in shown if run.state is not None and run.state.status != FULFILLED]
        for run in wrong or shown:
            for part in told_apart(case, company, run):
                assert part.state is not None
                over = part.state.status != FULFILLED and run.last < case.as_of
                status = LATE if over and part.state.status == VIOLATED else part.state.status
                yield Expected(
                    rule, ("company", company), ("company", company), f"{part.state.names}{part.first}", status,
                    part.state.reason, part.first, None, run.last + ONE_DAY if over else None,
                )  # fmt: skip


# staffing.director, staffing.officer ----------------------------------------------------------------------------------


def staff_state(case: Case, company: str, role: dr.StaffRole, persons: int, day: dt.date) -> State | None:
    """How a company stands on a day with so many of a role; None where nothing is owed."""
    if not operates(case, company, day):
        return None
    several = f"{persons}-persons" if persons > 1 else ""
    if role is dr.StaffRole.DIRECTOR:
        need = needs_directors(case, case.registry.company(company), persons, day)
        if isinstance(need, str):
            return State(UNDETERMINED, need, "-".join(filter(None, (several, need))) + "@")
        if not need:
            return None
    names = several and several + "@"
    held = persons_at(case, company, role, day)
    one_only = case.readings["shared-officer"] == "one-only"
    fit = [one for one in held if not barred(case, one, day)]
    shared = [one for one in fit if one_only and counts_elsewhere(case, company, one, role, day)]
    if len(fit) - len(shared) >= persons:
        return State(FULFILLED, None, names)
    # OPEN: which is the reason: somebody who is shared, else somebody who is barred, else that there are too few.
    # Another may be in office of whom there is no record: so the breach hangs on the claim whatever the reason.
    if shared:
        reason = "officer-shared"
    elif len(fit) < len(held):
        reason = "staff-barred"
    else:
        reason = f"{str(role.value).lower()}-missing"
    return State(VIOLATED, reason, names, "staff")


def staff_rule(given: Case, rule: str, role: dr.StaffRole, most: int) -> list[Expected]:
    """A rule about a role of the staff, of so many persons at most."""
    case = attrs.evolve(given, registry=as_known(given))
    found: list[Expected] = []
    for company in judged(case):
        for persons in range(1, most + 1):
            days = days_between(NATION_FROM, case.as_of)
            states = [(day, staff_state(case, company.id, role, persons, day)) for day in days]
            found += standing(case, rule, company.id, runs_of(states))
    return found


def rule_director(case: Case) -> list[Expected]:
    """staffing.director: those that the source and the nation list have a director, or two (§10.1)."""
    return staff_rule(case, "staffing.director", dr.StaffRole.DIRECTOR, 2)


def rule_officer(case: Case) -> list[Expected]:
    """staffing.officer: every producer and operator has an officer (Order 60 art. 5)."""
    return staff_rule(case, "staffing.officer", dr.StaffRole.OFFICER, 1)


# Templates, and template.adopted --------------------------------------------------------------------------------------

LEVELS = {S.LARGE: dr.Grade.A, S.MEDIUM: dr.Grade.B, S.SMALL: dr.Grade.C, S.MICRO: dr.Grade.D}
TEMPLATES = dr.rulebook("suining-2022").templates
Asked = dr.Item | dr.ChecklistItem


def level_of(case: Case, company: dr.Company, day: dt.date) -> dr.Grade | None:
    """The level of a company's templates (`template-level`)."""
    if case.readings["template-level"] == "size":
        return None if company.size is None else LEVELS[company.size]
    return company.grades.on(day)


def sectors_of(company: dr.Company) -> list[dr.Sector]:
    """The sectors that a company works in, in their own order."""
    return [sector for sector in dr.Sector if sector in company.sectors]


def is_wider(wanted: Asked, item: Asked) -> bool:
    """Whether an item allows a measure that the other doesn't."""
    if wanted.at_least is not None and (item.at_least is None or item.at_least < wanted.at_least):
        return True
    return wanted.at_most is not None and (item.at_most is None or item.at_most > wanted.at_most)


def asks_no_less(wanted: Asked, item: Asked, *, finer: bool) -> bool:
    """Whether an item asks no less (`dr.contains`): kind and unit, limits as narrow, required if it was.

    A question of yes or no may be refined into any kind of item.
    """
    if wanted.required and not item.required:
        return False
    if finer and wanted.kind is dr.ItemKind.YES_NO and item.kind is not wanted.kind:
        return True
    return item.kind is wanted.kind and item.unit == wanted.unit and not is_wider(wanted, item)


def items_of(checklist: dr.Checklist) -> list[Asked]:
    """The items of a checklist: those of the template that it adopts, and its own, which replace those of their id."""
    own: list[Asked] = [*checklist.items]
    adopted = [one for one in TEMPLATES.values() if one.id == checklist.adopts]
    taken = [item for template in adopted for item in template.items if item.id not in [one.id for one in own]]
    return [*taken, *own]


def is_made_finer(wanted: Asked, items: list[Asked]) -> bool:
    """Whether items refine another: one at least asks no less, and none has a wider limit (`dr.contains`)."""
    finer = [item for item in items if item.refines == wanted.id]
    measures = [item for item in finer if item.kind is wanted.kind and item.unit == wanted.unit]
    if any(is_wider(wanted, item) for item in measures):
        return False
    return any(asks_no_less(wanted, item, finer=True) for item in finer)


def how_it_is(case: Case, wanted: Asked, items: list[Asked]) -> str | None:
    """Whether an item that is wanted is among others, or finer; if not, the reason (`dr.contains`)."""
    same = [item for item in items if item.id == wanted.id]
    if any(asks_no_less(wanted, item, finer=False) for item in same):
        return None
    if not same and is_made_finer(wanted, items):
        return None
    return "items-weakened" if same or wanted.id in [item.refines for item in items] else "items-missing"


def fault_of(case: Case, checklist: dr.Checklist, template: dr.Template) -> str | None:
    """Why a checklist doesn't contain a template; None if it does (§8.6)."""
    items = items_of(checklist)
    faults = {how_it_is(case, wanted, items) for wanted in template.items} - {None}
    if not faults:
        return None
    if checklist.adopts is not None and checklist.adopts not in [one.id for one in TEMPLATES.values()]:
        return "template-unknown"
    return "items-missing" if "items-missing" in faults else "items-weakened"


def adopted_state(case: Case, company: dr.Company, sector: dr.Sector | None, cycle: dr.Cycle, day: dt.date) -> State:
    """How the checklist of one sector and cycle stands on a day of business."""
    if sector is None:
        return State(UNDETERMINED, "sector-unknown", "")
    names = f"{sector.value}-{cycle.value}@"
    if case.readings["template-items"] == "unpublished":
        return State(UNDETERMINED, "template-items-unpublished", names)
    level = level_of(case, company, day)
    if level is None:
        by_size = case.readings["template-level"] == "size"
        return State(UNDETERMINED, "size-unknown" if by_size else "grade-unknown", names)
    names = f"{sector.value}-{level.value}-{cycle.value}@"
    in_use = [
        one
        for one in case.registry.checklists
        if (one.company, one.sector, one.cycle) == (company.id, sector, cycle) and one.period.contains(day)
    ]
    if not in_use:
        return State(VIOLATED, "checklist-missing", names, "checklists")
    # OPEN: of several in use, one that is enough will do; two halves won't. Whose fault is the reason if none is
    # enough isn't compared (O-3 of the log).
    faults = [fault_of(case, one, TEMPLATES[sector, level, cycle]) for one in in_use]
    return State(FULFILLED, None, names) if None in faults else State(VIOLATED, faults[0], names)


def rule_adopted(given: Case) -> list[Expected]:
    """template.adopted: a company's checklist contains every item of its template, or refines it (§8.5, §8.6)."""
    case = attrs.evolve(given, registry=as_known(given))
    found: list[Expected] = []
    for company in judged(case):
        sectors: list[dr.Sector | None] = [*sectors_of(company)]
        # OPEN: where no sector is on record, one finding for the company, not one for each cycle.
        for sector, cycle in product(sectors, dr.Cycle) if sectors else [(None, dr.Cycle.DAILY)]:
            states = [
                (day, adopted_state(case, company, sector, cycle, day) if operates(case, company.id, day) else None)
                for day in days_between(case.binds, case.as_of)
            ]
            found += standing(case, "template.adopted", company.id, runs_of(states))
    return found


# The three cycles of a company's own control (§8.3, Order 60 art. 11–13) ----------------------------------------------


class Cycle(NamedTuple):
    """A day, week or month for which a record is owed."""

    label: str
    start: dt.date
    end: dt.date


def cycle_of(case: Case, kind: dr.Cycle, day: dt.date) -> Cycle:
    """The day, week or month that a day lies in (`control-week`)."""
    if kind is dr.Cycle.DAILY:
        return Cycle(str(day), day, day)
    if kind is dr.Cycle.MONTHLY:
        start = day.replace(day=1)
        return Cycle(f"{day:%Y-%m}", start, months_after(start, 1) - ONE_DAY)
    if case.readings["control-week"] == "iso":
        year, week, _ = day.isocalendar()
        start = day - (day.isoweekday() - 1) * ONE_DAY
        return Cycle(f"{year}-W{week:02d}", start, start + 6 * ONE_DAY)
    start = day - (day.isoweekday() % 7) * ONE_DAY
    return Cycle(f"{start}/P7D", start, start + 6 * ONE_DAY)


def cycles_until(case: Case, kind: dr.Cycle) -> list[Cycle]:
    """The days, weeks or months that share a day with those from the nation's first to `as_of`, in order.

    One belongs to the norm of its first day (rulebooks.md), so china-2022 has the week and the month of 14 April 2025
    to their ends (B-5).
    """
    days = days_between(NATION_FROM, case.as_of)
    return sorted({cycle_of(case, kind, day) for day in days}, key=lambda one: one.start)


def excused(case: Case, company: str, day: dt.date) -> bool:
    """Whether a pause with evidence covers a day; without it by `pause-evidence` = not-needed alone."""
    return any(
        pause.company == company
        and pause.period.contains(day)
        and (pause.evidence is not None or case.readings["pause-evidence"] == "not-needed")
        for pause in case.registry.pauses
    )


def regularly_closed(case: Case, company: str, day: dt.date) -> bool:
    """Whether a company has declared that it is closed on a day (`RegularClosing`)."""
    return any(
        closing.company == company
        and closing.period.contains(day)
        and (day in closing.days or day.isoweekday() in [weekday.number for weekday in closing.weekdays])
        and day not in closing.except_days
        for closing in case.registry.regular_closings
    )


def operating_days(case: Case, company: str, cycle: Cycle) -> list[dt.date]:
    """The days of a cycle on which the nation's rules bind and the company operates."""
    last = cycle.end
    if "B-5" in case.as_library and case.book == "china-2022":
        last = min(last, ORDER_97 - ONE_DAY)
    return [day for day in days_between(max(cycle.start, NATION_FROM), last) if operates(case, company, day)]


def business_days(case: Case, company: str, cycle: Cycle) -> list[dt.date]:
    """Those of them on which it isn't closed or excused."""
    return [
        day
        for day in operating_days(case, company, cycle)
        if not excused(case, company, day) and not regularly_closed(case, company, day)
    ]


def record_owed(case: Case, kind: dr.Cycle, company: str, cycle: Cycle) -> bool:
    """Whether a record is owed for a day, week or month (`partial-cycle`, `paused-cycle`)."""
    if not business_days(case, company, cycle):
        return False
    if kind is dr.Cycle.DAILY:
        return True
    operating = operating_days(case, company, cycle)
    if case.readings["paused-cycle"] == "not-owed" and any(excused(case, company, day) for day in operating):
        return False
    if case.readings["partial-cycle"] == "whole":
        return operating == list(days_between(cycle.start, cycle.end))
    if case.readings["partial-cycle"] == "last-day":
        return cycle.end in operating
    return True


# What there is of records ---------------------------------------------------------------------------------------------


class Entry(NamedTuple):
    """A day of a cycle that has a record: whether it was filled in afterwards, and when; whether it counts."""

    day: dt.date
    late: bool
    filled_in: dt.date | None
    complete: bool
    known: bool


class Owed(NamedTuple):
    """A record that is owed: for a cycle, of one sector, or of the company as a whole."""

    kind: dr.Cycle
    company: dr.Company
    cycle: Cycle
    sector: dr.Sector | None

    def is_about(self, recorded: dr.Sector | None) -> bool:
        """Whether a record that names a sector, or none, is one for the sector that is owed (`control-sectors`)."""
        if recorded is None:
            return True
        if self.sector is not None:
            return recorded is self.sector
        # OPEN: by `control-sectors` = company, of one that names a sector the company isn't in: it is one all the same.
        return len(self.company.sectors) != 1 or recorded in self.company.sectors


def sectors_owed(case: Case, company: dr.Company) -> list[dr.Sector | None]:
    """The sectors that each need a record (`control-sectors`); None is the company as a whole."""
    if case.readings["control-sectors"] == "each-sector" and len(company.sectors) > 1:
        return [*sectors_of(company)]
    return [None]


def kinds_given(answer: dr.Answer) -> Iterator[dr.ItemKind]:
    """The kinds of item that an answer answers (the fields of `Answer`)."""
    if answer.ok is not None:
        yield dr.ItemKind.YES_NO
    if answer.value is not None:
        yield dr.ItemKind.MEASURE
    if answer.text is not None:
        yield from (dr.ItemKind.TEXT, dr.ItemKind.PHOTO)


def leaves_unanswered(case: Case, record: dr.ControlRecord, owed: Owed) -> bool:
    """Whether a required item of its template has no answer (`template-items`, `record-template`).

    The nation has no templates.
    """
    if not is_suinings(case) or case.readings["template-items"] == "unpublished":
        return False
    by_record = case.readings["record-template"] == "record-day"
    level = level_of(case, owed.company, record.on if by_record else min(owed.cycle.end, case.as_of))
    if level is None:
        return False
    # OPEN: one that names no sector and leaves out the items of one counts for no sector; it might for the others.
    sectors = [record.sector] if record.sector else sectors_of(owed.company)
    answered = {(one.item, given) for one in record.answers for given in kinds_given(one)}
    return any(
        item.required and (item.id, item.kind) not in answered
        for sector in sectors
        for item in TEMPLATES[sector, level, record.cycle].items
    )


def records_of(case: Case, owed: Owed) -> list[dr.ControlRecord]:
    """The records in full about a cycle."""
    return [
        record
        for record in case.registry.control_records
        if record.company == owed.company.id
        and record.cycle is owed.kind
        and owed.is_about(record.sector)
        and owed.cycle.start <= record.on <= min(owed.cycle.end, case.as_of)
    ]


def full_entries(case: Case, owed: Owed, records: list[dr.ControlRecord]) -> Iterator[Entry]:
    """The entries of records in full, as far as they were known.

    Concepts: `as_of` asks what had happened by then, whenever that was entered; where the day of entry decides
    (`entered-later` = late), it must have come.
    """
    for record in records:
        if not entered(case, record.recorded, record.on):
            continue
        filled_in = record.recorded or record.on
        if case.readings["entered-later"] == "late" and filled_in > case.as_of:
            continue
        counts = case.readings["incomplete-record"] == "counts" or not leaves_unanswered(case, record, owed)
        yield Entry(record.on, filled_in > owed.cycle.end, record.recorded, counts, True)


def log_entries(case: Case, owed: Owed) -> Iterator[Entry]:
    """The entries of logs: of a day filled in afterwards it isn't on record when, unless the log itself is dated."""
    for log in case.registry.control_logs:
        if log.company != owed.company.id or log.cycle is not owed.kind or not owed.is_about(log.sector):
            continue
        if case.known_by is not None and log.recorded is not None and log.recorded > case.known_by:
            continue
        always = case.readings["recorded-default"] == "always-known"
        dated = case.known_by is None or log.recorded is not None or always
        for day in log.kept:
            if not owed.cycle.start <= day <= min(owed.cycle.end, case.as_of):
                continue
            if dated or entered(case, None, day):
                late = day in log.entered_late
                yield Entry(day, late, None, True, dated or not late)


def keeps_log(case: Case, kind: dr.Cycle, company: str) -> bool:
    """Whether a company keeps a log of a cycle, whatever its sector (companies.md, "Learn what is missing")."""
    return any(log.company == company and log.cycle is kind for log in case.registry.control_logs)


def silence_is_guilt(case: Case, owed: Owed) -> bool:
    """Whether a missing record is a breach: by the log of one that keeps one, else by logs or records in full."""

    def complete(collection: str) -> bool:
        return claimed(case, collection, owed.company.area, owed.cycle.start, owed.cycle.end)

    keeps = keeps_log(case, owed.kind, owed.company.id)
    return complete("control_logs") or (not keeps and complete("control_records"))


def without_record(case: Case, owed: Owed, entries: list[Entry]) -> Standing:
    """How a cycle stands of which there is no record that counts."""
    if any(not entry.known for entry in entries):
        return UNDETERMINED, "entry-day-unknown", None
    if case.as_of <= owed.cycle.end:
        return PENDING, "not-yet-due", None
    if any(not entry.complete for entry in entries):
        return VIOLATED, "record-incomplete", None
    if not silence_is_guilt(case, owed):
        return UNDETERMINED, "records-not-claimed", None
    with_evidence = attrs.evolve(case, readings={**case.readings, "pause-evidence": "not-needed"})
    if not record_owed(with_evidence, owed.kind, owed.company.id, owed.cycle):
        return VIOLATED, "pause-not-recorded", None
    return VIOLATED, "record-missing", None


def entries_of(case: Case, owed: Owed) -> list[Entry]:
    """The entries of a cycle: a record in full goes before the log on its own day (companies.md)."""
    records = records_of(case, owed)
    # OPEN: one that wasn't known yet says when it was filled in, so the log's own day is no longer presumed.
    own_days = [record.on for record in records]
    return [
        *full_entries(case, owed, records),
        *(entry for entry in log_entries(case, owed) if entry.day not in own_days),
    ]


def record_stands(case: Case, owed: Owed, entries: list[Entry]) -> Standing:
    """How a cycle stands, by its entries."""
    by_late = case.readings["entered-later"] == "late"
    counting = [entry for entry in entries if entry.complete and entry.known]
    # B-3: where the day of entry decides, it is also the day on which the record was made.
    made_on = by_late and "B-3" not in case.as_library
    in_time = [
        entry.filled_in if made_on and entry.filled_in else entry.day
        for entry in counting
        if not (by_late and entry.late)
    ]
    if in_time:
        return FULFILLED, None, min(in_time)
    if counting:
        dated = [entry.filled_in for entry in counting if entry.filled_in is not None]
        closed = min(dated) if dated else None
        # Claimed or not: there is one record for a day, week or month, and it says when it was filled in (conventions).
        return LATE, "record-late", closed
    return without_record(case, owed, entries)


def is_shown(case: Case, cycle: Cycle, entries: list[Entry], closed: dt.date | None) -> bool:
    """Whether it shares a day with the window, and hadn't been closed before (concepts)."""
    # B-10: whoever asks since a day before the rules bind is told of the week in which they begin, met before or not.
    since = max(case.since, NATION_FROM) if "B-10" in case.as_library else case.since
    if cycle.end < since or cycle.start >= since:
        return cycle.end >= since
    # B-11: what a log says was filled in later, nobody knows when, needn't have been there before the window.
    undated = [one.day for one in entries if one.complete and one.known and one.late and one.filled_in is None]
    if "B-11" in case.as_library and any(day < since for day in undated):
        return False
    return closed is None or closed >= since


def control_rule(given: Case, rule: str, kind: dr.Cycle) -> list[Expected]:
    """One of the three cycles: the record was made, problem or not, for each day, week or month that owes one.

    The duty arises on its first day, even if the rules begin to bind within it (findings.md, “Days”).
    """
    case = seen(given)
    found: list[Expected] = []
    for company in judged(case):
        for cycle in cycles_until(case, kind):
            if not record_owed(case, kind, company.id, cycle):
                continue
            for sector in sectors_owed(case, company):
                owed = Owed(kind, company, cycle, sector)
                entries = entries_of(case, owed)
                status, reason, closed = record_stands(case, owed, entries)
                trigger = cycle.label if sector is None else f"{cycle.label}@{sector.value}"
                if is_shown(case, cycle, entries, closed):
                    found.append(
                        Expected(
                            rule, ("company", company.id), ("company", company.id), trigger, status, reason,
                            cycle.start, cycle.end, closed,
                        )
                    )  # fmt: skip
    return found


def rule_daily(case: Case) -> list[Expected]:
    """control.daily: a record for each day of normal business (§8.3, Order 60 art. 11)."""
    return control_rule(case, "control.daily", dr.Cycle.DAILY)


def rule_weekly(case: Case) -> list[Expected]:
    """control.weekly: a report for each week (§8.3, Order 60 art. 12)."""
    return control_rule(case, "control.weekly", dr.Cycle.WEEKLY)


def rule_monthly(case: Case) -> list[Expected]:
    """control.monthly: minutes for each month (§8.3, Order 60 art. 13)."""
    return control_rule(case, "control.monthly", dr.Cycle.MONTHLY)


def rule_control_rectified(given: Case) -> list[Expected]:
    """control.rectified: a problem that a record found is followed until it is put right (Order 60 art. 11)."""
    case = seen(given)
    found: list[Expected] = []
    for record in case.registry.control_records:
        if NATION_FROM <= record.on <= case.as_of and entered(case, record.recorded, record.on):
            found += open_problems(case, "control.rectified", "control_records", record, ("company", record.company))
    return found


RULES: dict[str, Rule] = {
    "staffing.director": rule_director,
    "staffing.officer": rule_officer,
    "template.adopted": rule_adopted,
    "control.daily": rule_daily,
    "control.weekly": rule_weekly,
    "control.monthly": rule_monthly,
    "control.rectified": rule_control_rectified,
}
