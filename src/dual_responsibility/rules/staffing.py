"""staffing.*: the director and the officer that a company needs (§10.1, national rule)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from dateutil.relativedelta import relativedelta

from ..company_terms import StaffRole
from ..facts.companies import Company
from ..facts.staff import Staff
from ..findings import Finding
from ..norms.staffing import Need
from ..periods import ALWAYS, ONE_DAY
from ..vocabulary import Text
from .base import UNDETERMINED, Breach, Ingredients, Run, StandingRule, in_breach
from .days import OPEN, Days, after, joined, outside, overlap
from .files import CompanyFile
from .view import View

Unknown = str
"""The reason's code where what a line of the table asks isn't on record."""

Line = tuple[dt.date, dt.date, Need]
"""A line of the table, with the first and last day on which it is in force and the rules bind."""

InOffice = tuple[dt.date, dt.date, Staff]
"""Somebody in office, with the first and last day."""

Lost = tuple[dt.date, dt.date, str, Staff]
"""Days on which somebody in office doesn't count, with the reason's code."""


class Staffed(StandingRule):
    """Somebody who isn't barred is in office on each day on which the company needs the post."""

    owed_by_company = True

    role: StaffRole
    missing: str

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        # A rulebook whose lines don't ask has neither on its register.
        self.assumed_dining = view.book.chosen("centralised-dining", "assumed")
        self.assumed_own = view.book.chosen("contracted-canteen", "not-assumed")
        self.one_only = self.chosen("shared-officer", "one-only")
        self.needs: dict[int, list[Line]] = {}
        for need in view.book.staffing:
            if need.role is self.role and all(self.chosen(*one) for one in need.readings.items()):
                # A line without a day of its own binds when its rulebook does.
                first = view.book.in_force_from if need.in_force == ALWAYS else need.in_force.start
                line = first, need.in_force.end or OPEN, need
                self.needs.setdefault(need.persons, []).append(line)
        everybody = [line for lines in self.needs.values() for line in lines]
        self.always = joined((a, b) for a, b, need in everybody if _is_for_all(need))
        self.only_always = all(_is_for_all(need) for _, _, need in everybody)

    def judge(self, file: CompanyFile) -> list[Finding]:
        """The findings about one company: where the post is needed, and where that can't be told."""
        office = self._in_office(file)
        if self.only_always:
            return self._held(file, 1, self.always, (), office)
        found: list[Finding] = []
        for persons, lines in self.needs.items():
            asked, unknown = self._asked(file, lines)
            needed = joined((first, last) for first, last, _ in asked)
            found += self._held(file, persons, needed, asked, office)
            found += self._untold(file, persons, needed, unknown)
        return found

    def _held(
        self, file: CompanyFile, persons: int, needed: list[Days], asked: Sequence[Line], office: list[InOffice]
    ) -> list[Finding]:
        """The findings on the days on which the post is needed."""
        found: list[Finding] = []
        for days in (part for span in file.operating for part in overlap(span, needed)):
            if days[0] <= self.as_of:
                eligible, lost = self._eligible(office)
                why = self._why(file, days, asked)
                facts = tuple(
                    ("in-office", s.person, self.role, a) for a, b, s in eligible if a <= self.as_of and b >= self.since
                )
                runs = in_breach(self._runs(file, days, _held_by(eligible, persons), lost, why))
                found += self.standing(file, _mark(persons), days, runs, (*why, *facts))
        return found

    def _untold(
        self, file: CompanyFile, persons: int, needed: list[Days], unknown: dict[Unknown, list[Days]]
    ) -> list[Finding]:
        """The findings on the days on which it can't be told whether the post is needed."""
        found: list[Finding] = []
        told = needed
        for reason, spans in unknown.items():
            mark = reason if persons == 1 else f"{_mark(persons)}-{reason}"
            for span in file.operating:
                for days in (rest for part in overlap(span, spans) for rest in outside(part, told)):
                    breach = Breach(reason, (("undescribed", file.company.id),), status=UNDETERMINED)
                    found += self.standing(file, mark, days, [(*days, breach)], ()) if days[0] <= self.as_of else []
            told = joined([*told, *spans])
        return found

    def _asked(self, file: CompanyFile, lines: Iterable[Line]) -> tuple[list[Line], dict[Unknown, list[Days]]]:
        """The lines that ask the post of a company, and the days on which that can't be told, by the reason."""
        asked: list[Line] = []
        unknown: dict[Unknown, list[Days]] = {}
        for first, last, need in lines:
            answer = self._applies(need, file)
            if answer is True:
                asked.append((first, last, need))
            elif answer:
                unknown.setdefault(answer, []).append((first, last))
        return asked, {reason: joined(spans) for reason, spans in unknown.items()}

    def _why(self, file: CompanyFile, days: Days, asked: Sequence[Line]) -> Ingredients:
        """What the company is, the lines that ask the post of it, and the clauses that these rest on."""
        needs = [need for first, last, need in asked if first <= days[1] and last >= days[0]]
        if not needs:
            return ()
        cited = [one.id for need in needs for one in need.citations]
        cited += [one.id for bar in self.view.book.bars.values() for one in bar.citations]
        described = ("company-is", file.company.id, _described(file.company))
        # What only a line cites, such as a city's own, the rule doesn't.
        known = self.view.book.rules[self.rule_id].citations
        own = tuple(dict.fromkeys(one for need in needs for one in need.citations if one not in known))
        adds: Ingredients = (("adds", own),) if own else ()
        return described, *(("asked-by", need) for need in needs), ("cites", tuple(dict.fromkeys(cited))), *adds

    def _applies(self, need: Need, file: CompanyFile) -> bool | Unknown:
        """Whether a line asks the post of a company, or the reason why that can't be told."""
        company = file.company
        unknown = ""
        if need.kinds:
            if company.kind is None:
                unknown = "kind-unknown"
            elif company.kind not in need.kinds:
                return False
        if need.sectors and not need.sectors & company.sectors:
            if company.sectors:
                return False
            unknown = unknown or "sector-unknown"
        if need.sizes:
            if company.size is None:
                unknown = unknown or "size-unknown"
            elif company.size not in need.sizes:
                return False
        if need.at_least is not None or need.more_than is not None:
            if company.diners is None:
                unknown = unknown or "diners-unknown"
            elif not _enough(need, company.diners):
                return False
        if need.centralised and company.centralised_dining is not True:
            if company.centralised_dining is False:
                return False
            unknown = unknown or ("" if self.assumed_dining else "dining-unknown")
        if need.contracted and company.contracted is not True:
            if company.contracted is False or self.assumed_own:
                return False
            unknown = unknown or "contract-unknown"
        return unknown or True

    def _in_office(self, file: CompanyFile) -> list[InOffice]:
        """Who holds the post, with the days, in order."""
        found: list[InOffice] = []
        for staff in self.view.registry.of_company("staff", file.company.id):
            if staff.role is self.role:
                days = self.view.days(staff, staff.period)
                if days is not None:
                    found.append((*days, staff))
        return sorted(found, key=lambda one: (one[0], one[1], one[2].person)) if len(found) > 1 else found

    def _eligible(self, office: list[InOffice]) -> tuple[list[InOffice], list[Lost]]:
        """The days on which those in office may be, and those on which they may not, with the reason."""
        held: list[InOffice] = []
        lost: list[Lost] = []
        for first, last, staff in office:
            parts: list[Days] = [(first, last)]
            for reason, spans in (("staff-barred", self._barred(staff)), ("officer-shared", self._elsewhere(staff))):
                if spans:
                    lost += [(a, b, reason, staff) for part in parts for a, b in overlap(part, spans)]
                    parts = [rest for part in parts for rest in outside(part, spans)]
            held += [(a, b, staff) for a, b in parts]
        return held, lost

    def _runs(
        self, file: CompanyFile, days: Days, held: list[Days], lost: list[Lost], why: Ingredients
    ) -> Iterator[Run]:
        for first, last in outside(days, held):
            cuts = sorted({first, *(cut for a, b, *_ in lost for cut in (a, after(b)) if first < cut <= last)})
            for i, start in enumerate(cuts):
                end = cuts[i + 1] - ONE_DAY if i + 1 < len(cuts) else last
                barred = [(reason, staff) for a, b, reason, staff in lost if a <= start <= b]
                if barred:
                    reason, staff = min(barred, key=lambda one: (one[0], one[1].person))
                    yield start, end, Breach(reason, (*why, ("not-eligible", staff.person, self.role, start)), "staff")
                else:
                    facts: Ingredients = (*why, ("nobody-in-office", file.company.id, self.role, start))
                    yield start, end, Breach(self.missing, facts, "staff")

    @cached_property
    def bars(self) -> dict[str, list[Days]]:
        """The days on which persons are barred, by person."""
        found: dict[str, list[Days]] = {}
        for bar in self.view.registry.bars:
            rule = self.view.book.bars.get(bar.ground)
            if rule is not None and self.view.happened(bar, bar.on):
                found.setdefault(bar.person, []).append((bar.on, _years_after(bar.on, rule.years)))
        return {person: joined(spans) for person, spans in found.items()}

    def _barred(self, staff: Staff) -> list[Days]:
        return self.bars.get(staff.person, [])

    def _elsewhere(self, staff: Staff) -> list[Days]:
        """The days on which a person already counts for another company (reading ``shared-officer``)."""
        if not self.one_only:
            return []
        mine = self.view.days(staff, staff.period)
        rank = (mine, staff.company)
        found = []
        for other in self.view.registry.of_person(staff.person):
            days = self.view.days(other, other.period)
            if other.role is not self.role or other.company == staff.company or days is None:
                continue
            if (days, other.company) < rank:
                found += [part for span in self.view.file(other.company).operating for part in overlap(days, [span])]
        return joined(found)


def _mark(persons: int) -> str:
    """What tells the duty to have several in office from that to have one."""
    return "" if persons == 1 else f"{persons}-persons"


def _held_by(office: Sequence[InOffice], persons: int) -> list[Days]:
    """The days on which at least so many are in office."""
    if persons == 1:
        return joined((first, last) for first, last, _ in office)
    cuts = sorted({cut for first, last, _ in office for cut in (first, after(last))})
    held = []
    for i, start in enumerate(cuts):
        end = cuts[i + 1] - ONE_DAY if i + 1 < len(cuts) else OPEN
        if len({staff.person for first, last, staff in office if first <= start <= last}) >= persons:
            held.append((start, end))
    return joined(held)


def _described(company: Company) -> Text:
    """What a company is, as far as lines of the table ask for it."""
    told = [term.label for term in (company.kind, company.size) if term is not None]
    if company.diners is not None:
        told.append(Text(f"用餐{company.diners}人", f"{company.diners} diners"))
    if company.centralised_dining is not None:
        yes = company.centralised_dining
        told.append(Text("集中供餐" if yes else "不集中供餐", f"{'' if yes else 'no '}centralised dining"))
    if company.contracted is not None:
        yes = company.contracted
        told.append(Text("承包经营" if yes else "自营", "run by a contractor" if yes else "run by its own unit"))
    return Text("，".join(one.zh for one in told), ", ".join(one.en for one in told))


def _is_for_all(need: Need) -> bool:
    """Whether a line asks the post of every company."""
    numbered = need.at_least is not None or need.more_than is not None
    singled_out = need.kinds or need.sectors or need.sizes or need.centralised or need.contracted
    return not (singled_out or numbered or need.persons > 1)


def _years_after(day: dt.date, years: int | None) -> dt.date:
    """The same day so many years on; OPEN for life, and beyond the last day there is."""
    if years is None or day.year + years > dt.date.max.year:
        return OPEN
    return day + relativedelta(years=years)


def _enough(need: Need, diners: int) -> bool:
    at_least = need.at_least is None or diners >= need.at_least
    return at_least and (need.more_than is None or diners > need.more_than)


class DirectorInOffice(Staffed):
    """staffing.director (食品安全总监) (§10.1, national rule)."""

    role = StaffRole.DIRECTOR
    missing = "director-missing"


class OfficerInOffice(Staffed):
    """staffing.officer (食品安全员) (national rule)."""

    role = StaffRole.OFFICER
    missing = "officer-missing"
