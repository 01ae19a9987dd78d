"""What companies keep for themselves: kinds, staff, checklists, control records (§8, §10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle as in_turn

from ..company_terms import CompanyKind, ItemKind, Weekday
from ..daysets import NO_DAYS, DaySet
from ..facts.companies import Pause
from ..facts.controls import (
    Answer,
    Checklist,
    ChecklistItem,
    ControlLog,
    ControlRecord,
    RegularClosing,
)
from ..facts.problems import FoundProblem
from ..facts.staff import Bar, Staff
from ..norms.templates import Item, Template
from ..periods import ALWAYS, Period
from ..vocabulary import Cycle, Grade, Sector
from . import company_shares as shares
from .cases import Case
from .draws import Draws, Pool
from .shares import FIRST_DAY, PAUSE_OF_A_WHILE, count

LOWER = {Grade.A: Grade.B, Grade.B: Grade.C, Grade.C: Grade.D}
WEEKEND = (Weekday.SATURDAY, Weekday.SUNDAY)


def needs_director(case: Case) -> bool:
    """Whether a company is one of those that need a director in the example (§10.1, national rule)."""
    kind = case.sort[0]
    if kind.is_canteen:
        return kind is not CompanyKind.ELDERLY_CARE_CANTEEN
    if kind is CompanyKind.CHAIN_HEADQUARTERS or case.grade in (Grade.A, Grade.B):
        return True
    return case.diners is not None and case.diners > shares.MANY_DINERS


def settle_kinds(cases: list[Case], draws: Draws, scale: float) -> None:
    """Make some sellers and caterers something else: first the special kinds, then the canteens."""
    pool = Pool(draws.ranked("special-kinds", cases))
    for special in shares.SPECIAL_KINDS:
        for case in pool.take(count(special.companies, scale), _like(special)):
            case.sort, case.diners = (special.kind, special.among[1]), special.diners
    _open_canteens(cases, draws, scale)


def _like(special: shares.Special) -> Callable[[Case], bool]:
    return lambda case: case.sort == special.among and case.grade is special.grade and case.ground is None


def _open_canteens(cases: list[Case], draws: Draws, scale: float) -> None:
    """Make canteens of as many caterers of grades C and D as it takes for those who need a director."""
    wanted = count(shares.NEED_DIRECTOR, scale) - sum(map(needs_director, cases))
    pool = Pool(draws.ranked("canteens", cases))

    def fits(case: Case) -> bool:
        return case.sort == shares.CATERER and case.grade in (Grade.C, Grade.D) and case.ground is None

    for case, kind in zip(pool.take(wanted, fits), in_turn(shares.CANTEENS), strict=False):
        case.sort = (kind, Sector.CATERING)


class CompanySide:
    """Who keeps what, and who intentionally doesn't."""

    def __init__(self, cases: list[Case], draws: Draws, scale: float) -> None:
        self.cases = cases
        self.scale = scale
        pool = Pool(draws.ranked("company-side", cases))

        def take(figure: int, fits: Callable[[Case], bool], *, claimed: bool = True) -> set[str]:
            found = pool.take(count(figure, scale), lambda case: case.in_records is claimed and fits(case))
            return {case.id for case in found}

        def plain(case: Case) -> bool:
            return case.paused is None and not case.sort[0].is_canteen

        def whole(case: Case) -> bool:
            return plain(case) and case.grade is Grade.D

        self.two_sectors = take(shares.TWO_SECTORS, lambda case: plain(case) and case.sort == shares.SELLER)
        self.lacking = {
            gap: take(gap.companies, whole) | (take(gap.unclaimed, whole, claimed=False) if gap.unclaimed else set())
            for gap in shares.GAPS
        }
        self.entered_late = take(shares.ENTERED_LATE, whole)
        self.lower = take(shares.ADOPTED_LOWER, lambda case: plain(case) and case.grade is Grade.C)
        self.weakened = take(shares.WEAKENED, plain)
        self.no_checklist = take(shares.NO_CHECKLIST, plain)
        self.no_checklist |= take(shares.NO_CHECKLIST_UNCLAIMED, plain, claimed=False)
        self.recording = take(1, lambda case: plain(case) and case.grade is Grade.C and case.sort == shares.CATERER)
        while_paused = [
            case for case in cases if case.paused == PAUSE_OF_A_WHILE and case.in_records and not _at_school(case)
        ]
        self.unproved = {case.id for case in while_paused[: count(shares.PAUSES_UNPROVED, scale)]}
        self._staff(draws)

    def _staff(self, draws: Draws) -> None:
        """Who has no officer and no director, and who got one late."""

        def without(what: str, cases: list[Case], filled: int, unclaimed: int, late: int) -> tuple[set[str], set[str]]:
            pool = Pool(draws.ranked(what, cases))
            # In a small city all posts may be filled: the published figures come first.
            short = len(cases) - filled
            missing = pool.take(min(count(unclaimed, self.scale), short), lambda case: not case.in_records)
            missing += pool.take(short - len(missing), lambda case: case.in_records)
            later = pool.take(count(late, self.scale), lambda case: case.in_records)
            return {case.id for case in missing}, {case.id for case in later}

        self.needing = [case for case in self.cases if needs_director(case)]
        self.no_officer, self.officer_late = without(
            "officers",
            self.cases,
            count(shares.OFFICERS, self.scale),
            shares.OFFICER_MISSING_UNCLAIMED,
            shares.OFFICER_LATE,
        )
        self.no_director, self.director_late = without(
            "directors",
            self.needing,
            count(shares.DIRECTORS, self.scale),
            shares.DIRECTOR_MISSING_UNCLAIMED,
            shares.DIRECTOR_LATE,
        )
        steady = (c for c in self.needing if c.in_records and c.id not in self.no_director | self.director_late)
        self.barred = {
            case.id for case in Pool(draws.ranked("barred", steady)).take(count(shares.DIRECTORS_BARRED, self.scale))
        }

    def sectors(self, case: Case) -> tuple[Sector, ...]:
        """The sectors that a company works in."""
        return (Sector.DISTRIBUTION, Sector.SPECIAL) if case.id in self.two_sectors else (case.sort[1],)

    def describe(self) -> None:
        """Give each company its size, its sectors, and a canteen its diners."""
        diners = in_turn(shares.DINERS)
        for case in self.cases:
            case.size = shares.SIZES[case.grade]
            case.sectors = self.sectors(case)
            if case.sort[0].is_canteen:
                case.diners = next(diners)

    def staff(self) -> Iterator[Staff]:
        """Officers, then directors: each serves one company."""
        for role, prefix, cases, missing, late in (
            ("OFFICER", "O", self.cases, self.no_officer, self.officer_late),
            ("DIRECTOR", "F", self.needing, self.no_director, self.director_late),
        ):
            for case in cases:
                if case.id not in missing:
                    start = shares.APPOINTED_LATE if case.id in late else FIRST_DAY
                    yield Staff(company=case.id, person=f"{prefix}-{case.number:05}", role=role, period=Period(start))

    def bars(self) -> Iterator[Bar]:
        """Decisions that bar some directors."""
        ground, on = shares.BARRED
        for case in self.needing:
            if case.id in self.barred:
                yield Bar(person=f"F-{case.number:05}", ground=ground, on=on)

    def checklists(self) -> Iterator[Checklist]:
        """Most take over their own templates whole."""
        for case in self.cases:
            if case.id in self.no_checklist:
                continue
            grade = LOWER[case.grade] if case.id in self.lower else case.grade
            for sector in self.sectors(case):
                for cycle in Cycle:
                    weak = case.id in self.weakened and cycle is Cycle.DAILY
                    adopts = f"{sector.value}-{grade.value}-{cycle.value}"
                    items = (_weaker(_matrix()[adopts]),) if weak else ()
                    yield Checklist(company=case.id, sector=sector, cycle=cycle, adopts=adopts, items=items)

    def closings(self) -> Iterator[RegularClosing]:
        """Canteens of schools and nurseries are closed at weekends."""
        for case in self.cases:
            if _at_school(case):
                yield RegularClosing(company=case.id, weekdays=WEEKEND)

    def pauses(self) -> Iterator[Pause]:
        """The pauses on record, a few of them without evidence."""
        for case in self.cases:
            if case.paused is not None:
                proved = None if case.id in self.unproved else f"{shares.PAUSE_EVIDENCE}-{case.number:05}"
                yield Pause(company=case.id, period=case.paused, evidence=proved)

    def logs(self) -> Iterator[ControlLog]:
        """A log for each company and cycle; most share the same days."""
        shared = {gap: shares.KEPT[gap.cycle] - gap.missing for gap in shares.GAPS}
        at_school = DaySet(day for day in shares.KEPT[Cycle.DAILY] if day.weekday() < 5)
        while_open = shares.KEPT[Cycle.DAILY] - _days_of(PAUSE_OF_A_WHILE)
        lacking = {id: gap for gap, ids in self.lacking.items() for id in ids}
        late = DaySet([shares.ENTERED_LATE_DAY])
        for case in self.cases:
            id = case.id
            gap = lacking.get(id)
            for cycle, kept in shares.KEPT.items():
                days, entered = kept, NO_DAYS
                if gap is not None and gap.cycle is cycle:
                    days = shared[gap]
                elif cycle is Cycle.DAILY:
                    days = at_school if _at_school(case) else while_open if case.paused == PAUSE_OF_A_WHILE else kept
                    entered = late if id in self.entered_late else NO_DAYS
                yield ControlLog(company=id, cycle=cycle, kept=days, entered_late=entered)

    def records(self) -> Iterator[ControlRecord]:
        """The records in full of one company, which found problems."""
        for case in self.cases:
            if case.id in self.recording:
                items = _matrix()[f"{case.sort[1].value}-{case.grade.value}-DAILY"].items
                for number, found in enumerate(shares.PROBLEMS, 1):
                    problem = FoundProblem(
                        id="P-1", item=items[0].id, rectify_by=found.rectify_by, rectified=found.rectified
                    )
                    answers = [_answer(item, ok=item is not items[0]) for item in items]
                    yield ControlRecord(
                        id=f"R-{number}",
                        company=case.id,
                        cycle=Cycle.DAILY,
                        on=found.on,
                        answers=answers,
                        problems=problem,
                    )


def _matrix() -> dict[str, Template]:
    from ..norms.template_loading import shipped_matrix

    return dict(shipped_matrix().by_id)


def _weaker(template: Template) -> ChecklistItem:
    """The first item of a template, but not required."""
    item = template.items[0]
    return ChecklistItem(
        id=item.id, kind=item.kind, unit=item.unit, at_least=item.at_least, at_most=item.at_most, required=False
    )


def _answer(item: Item, *, ok: bool) -> Answer:
    if item.kind is ItemKind.YES_NO:
        return Answer(item=item.id, ok=ok)
    # The others of that list are measures with an upper limit.
    return Answer(item=item.id, value=item.at_most)


def _at_school(case: Case) -> bool:
    return case.sort[0] in (CompanyKind.SCHOOL_CANTEEN, CompanyKind.NURSERY_CANTEEN)


def _days_of(period: Period) -> DaySet:
    return DaySet.between(period.start, period.end or ALWAYS.start)
