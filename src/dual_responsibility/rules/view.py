"""What was so, as seen at the end of a day and as known by another: the facts that rules read.

Called by ``audit`` and ``agenda``, which make one View each and ask it for the file of each
company and supervisor.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from ..facts.areas import Claim
from ..facts.assignments import Assignment
from ..facts.base import Ref
from ..facts.companies import Company
from ..facts.conduct import Emergency, KeyPeriod, ListVersion
from ..facts.registry import Registry
from ..facts.supervisors import Change, Post
from ..findings import Context
from ..norms.rulebook import Rulebook
from ..periods import ALWAYS, ONE_DAY
from ..vocabulary import ChangeCause
from ..workdays import WorkCalendar
from .days import OPEN, Days, after, joined
from .deadlines import NO_DEADLINE, Deadline, last_day
from .files import AreaFile, CompanyFile, Held, Known, Segment, Span, SupervisorFile, cut, in_force_on, posts_on
from .seen import UNRECORDED, Seen

T = TypeVar("T")


class View(Seen):
    """The facts of a registry that had happened by a day and were known by another, for rules that bind from a day on.

    It only remembers what it has worked out; what it answers never changes.
    """

    def __init__(
        self,
        registry: Registry,
        context: Context,
        begins: dt.date | None = None,
        first: dt.date | None = None,
        ends: dt.date = OPEN,
        until: dt.date = OPEN,
    ) -> None:
        super().__init__(context)
        self.registry = registry
        self.context = context
        self.book: Rulebook = context.book
        self.calendar: WorkCalendar = context.calendar
        self.begins = context.book.in_force_from if begins is None else begins
        # Between which days an obligation has to arise, and the last day that is judged at all.
        self.first = first
        self.ends = ends
        self.until = until
        self._files: dict[str, CompanyFile] = {}
        self._posts: dict[str, tuple[Held, ...]] = {}
        self._claims: dict[tuple[str, str], list[Days]] = {}
        self._refs: dict[tuple[str, str], Ref] = {}

    @property
    def has_all(self) -> bool:
        """Whether obligations belong here whenever they arose."""
        return self.first is None and self.ends == OPEN

    def covers(self, arose: dt.date) -> bool:
        """Whether an obligation that arose on a day belongs here: is judged by these norms."""
        return arose <= self.ends and (self.first is None or self.first <= arose)

    def ref(self, kind: str, id: str) -> Ref:
        """The reference to a fact; the same object each time."""
        key = (kind, id)
        ref = self._refs.get(key)
        if ref is None:
            ref = self._refs[key] = Ref(kind, id)
        return ref

    @cached_property
    def supervisor_ids(self) -> frozenset[str]:
        """The ids of all supervisors."""
        return frozenset(one.id for one in self.registry.supervisors)

    def file(self, company: str) -> CompanyFile:
        """The file of a company."""
        file = self._files.get(company)
        if file is None:
            file = self._files[company] = self._open_file(self.registry.company(company))
        return file

    def _open_file(self, company: Company) -> CompanyFile:
        id, registry = company.id, self.registry
        as_of, all_known = self.as_of, self.known_by is None
        visits = [
            visit
            for visit in registry.of_company("visits", id)
            if visit.on <= as_of and (all_known or self.is_known(visit.recorded, visit.on))
        ]
        if len(visits) > 1:
            visits.sort(key=_BY_DAY)
        operating, grades = self._operating(company), self.known(company.grades)
        spans, grounds, pauses = self._spans(id), self.known(company.grounds), self._pauses(id)
        segments = tuple([self._segments(span, operating, grades, grounds, company.area) for span in spans])
        return CompanyFile(
            company,
            Ref("company", id),
            self.ref("area", company.area),
            operating,
            grades,
            pauses,
            tuple(spans),
            segments,
            tuple(visits),
            len(spans) == 1 == len(operating) and not pauses,
            any([span.changes for span in spans]),
            segments[0][0] if len(segments) == 1 == len(segments[0]) else None,
        )

    def _segments(
        self, span: Span, operating: tuple[Days, ...], grades: Known, grounds: Known, area: str
    ) -> tuple[Segment, ...]:
        posts = self.posts(span.assignment.supervisor)
        return tuple(
            cut(span, operating, grades, grounds, posts, self.as_of, lambda day: self.post_on(posts, day, area))
        )

    def _operating(self, company: Company) -> tuple[Days, ...]:
        begins = self.begins
        if not self.is_on_record(company):
            return ()
        if len(company.operating) == 1 and company.operating[0] is ALWAYS:
            return ((begins, self.until),) if begins <= self.as_of else ()
        operating = []
        for period in company.operating:
            days = self.days(UNRECORDED, period)
            if days is not None and days[0] <= self.until and days[1] >= begins and begins <= self.as_of:
                operating.append((max(days[0], begins), min(days[1], self.until)))
        return tuple(joined(operating))

    def operates(self, company: Company, day: dt.date) -> bool:
        """Whether a company operates on a day, whether or not the rules bind by then."""
        seen = (self.days(UNRECORDED, period) for period in company.operating)
        return self.is_on_record(company) and any(days is not None and days[0] <= day <= days[1] for days in seen)

    def _pauses(self, company: str) -> list[Days]:
        pauses = self.registry.of_company("pauses", company)
        return joined(days for pause in pauses if (days := self.days(pause, pause.period))) if pauses else []

    def pauses_by_evidence(self, company: str) -> tuple[list[Days], list[Days]]:
        """A company's pauses that are on record: those with evidence, and those without."""
        found: tuple[list[Days], list[Days]] = [], []
        for pause in self.registry.of_company("pauses", company):
            days = self.days(pause, pause.period)
            if days is not None:
                found[pause.evidence is None].append(days)
        return found

    def _spans(self, company: str) -> list[Span]:
        spans = []
        for assignment in self.registry.of_company("assignments", company):
            days = self.days(assignment, assignment.period)
            if days:
                spans.append(self._cut_by_changes(days, assignment))
        if len(spans) > 1:
            spans.sort(key=lambda span: (span.start, span.end, span.assignment.id))
        return spans

    def _cut_by_changes(self, days: Days, assignment: Assignment) -> Span:
        """A relation ends the day before the first change of its supervisor that falls in it.

        One that ended the day before the change was ended by it too.
        """
        start, end = days
        changes = self.registry.of_supervisor("changes", assignment.supervisor)
        if not changes:
            return self._span(start, end, assignment, ())
        within = [change for change in changes if start < change.on <= after(end)]
        hits = [change for change in within if self.happened(change, change.on)]
        if not hits:
            return self._span(start, end, assignment, _first_of(filter(self._is_foreseen, within)))
        cutting = _first_of(hits)
        return self._span(start, cutting[0].on - ONE_DAY, assignment, cutting)

    def _is_foreseen(self, change: Change) -> bool:
        """Whether a change that isn't yet in effect is on already by the reading ``event-day``."""
        by_another_day = self.book.chosen("event-day", "decided") or self.book.chosen("event-day", "known")
        if not by_another_day or self.event_day(change) is None:
            return False
        return self.is_on_record(change)

    def _span(self, start: dt.date, end: dt.date, assignment: Assignment, changes: tuple[Change, ...]) -> Span:
        supervisor = assignment.supervisor
        told = (("supervised", supervisor, assignment.company, assignment.id, start),)
        return Span(start, end, assignment, changes, self.ref("supervisor", supervisor), told)

    def supervisor_file(self, supervisor: str) -> SupervisorFile:
        """The file of a supervisor."""
        companies = {a.company for a in self.registry.of_supervisor("assignments", supervisor)}
        relations = tuple(
            [
                (file, span)
                for file in map(self.file, sorted(companies))
                for span in file.spans
                if span.assignment.supervisor == supervisor
            ]
        )
        posts = self.posts(supervisor)
        in_force, held = in_force_on(relations, self.as_of), posts_on(posts, self.as_of)
        return SupervisorFile(self.ref("supervisor", supervisor), posts, relations, in_force, held)

    def area_file(self, area: str) -> AreaFile:
        """The file of an area."""
        ref = self.ref("area", area)
        return AreaFile(self.registry.area(area), ref, ref)

    def posts(self, supervisor: str) -> tuple[Held, ...]:
        """A supervisor's posts, as far as is seen."""
        posts = self._posts.get(supervisor)
        if posts is None:
            seen = []
            whole = self.registry.supervisor(supervisor)
            for post in whole.posts if self.is_on_record(whole) else ():
                days = self.days(post, post.period)
                if days:
                    seen.append(Held(*days, post))
            posts = self._posts[supervisor] = tuple(seen)
        return posts

    def post_on(self, posts: tuple[Held, ...], day: dt.date, area: str) -> Post | None:
        """The post that counts on a day for a company in an area (reading ``concurrent-posts``)."""
        if len(posts) == 1:
            return posts[0].post if posts[0].start <= day <= posts[0].end else None
        local_first = self.book.chosen("concurrent-posts", "local-first")
        lineage = self.registry.lineage[area]
        held = [h.post for h in posts if h.start <= day <= h.end]
        return max(
            held,
            key=lambda post: (
                local_first and post.area in lineage,
                post.tier.rank,
                post.area in lineage,
                post.area,
                post.title or "",
            ),
            default=None,
        )

    def claimed(self, kind: str, area: str) -> list[Days]:
        """The days for which the records of a kind are claimed complete in an area, joined."""
        key = (kind, area)
        days = self._claims.get(key)
        if days is None:
            lineage = self.registry.lineage[area]
            days = self._claims[key] = joined(
                _period_days(claim)
                for claim in self.registry.complete
                if claim.kind == kind and (claim.area is None or claim.area in lineage)
            )
        return days

    def is_claimed(self, kind: str, area: str, first: dt.date, last: dt.date) -> bool:
        """Whether records of a kind are claimed complete on all days from ``first`` to ``last``."""
        return any(a <= first and last <= b for a, b in self.claimed(kind, area))

    def deadline(self, cause: str, stage: str, event: dt.date) -> Deadline:
        """The last day allowed after an event, if the rulebook sets one."""
        return last_day(self.book, self.calendar, cause, stage, event)

    def event_day(self, change: Change) -> dt.date | None:
        """The day a change is on (reading ``event-day``); None if that day isn't on record."""
        reading = self.book.reading("event-day")
        if reading == "effective":
            return change.on
        day = change.decided if reading == "decided" else change.known
        return None if day is None or day > min(self.as_of, self.known_by or OPEN) else day

    def adjustment(self, change: Change, day: dt.date) -> Deadline:
        """The last day to adjust after a change on ``day`` (reading ``five-days-causes``)."""
        return self.deadline(change.cause.value, "adjust", day) if self.is_excused(change) else NO_DEADLINE

    def is_excused(self, change: Change) -> bool:
        """Whether days are allowed after a change of its cause (reading ``five-days-causes``)."""
        return change.cause is ChangeCause.INCAPACITY or not self.book.chosen("five-days-causes", "incapacity-only")

    def _seen(self, facts: Iterable[T], day_of: Callable[[T], dt.date]) -> list[T]:
        return [fact for fact in facts if self.happened(fact, day_of(fact))]

    @cached_property
    def key_periods(self) -> list[KeyPeriod]:
        """The key periods that are seen, in order."""
        seen = self._seen(self.registry.key_periods, lambda fact: fact.period.start)
        return sorted(seen, key=lambda fact: (fact.period.start, fact.id))

    @cached_property
    def emergencies_by_company(self) -> Mapping[str, list[Emergency]]:
        """The emergencies at companies that are seen, in order."""
        found: dict[str, list[Emergency]] = {}
        for event in self._emergencies:
            if event.company is not None:
                found.setdefault(event.company, []).append(event)
        return found

    @cached_property
    def emergencies_of_areas(self) -> list[Emergency]:
        """The emergencies in areas that are seen, in order."""
        return [event for event in self._emergencies if event.area is not None]

    @cached_property
    def _emergencies(self) -> list[Emergency]:
        seen = self._seen(self.registry.emergencies, lambda fact: fact.on)
        return sorted(seen, key=attrgetter("on", "id"))

    @cached_property
    def list_versions(self) -> list[tuple[Days, ListVersion]]:
        """The versions of lists that are seen, with their days, in order of id."""
        seen = ((self.days(v, v.in_force), v) for v in self.registry.list_versions)
        return sorted(((d, v) for d, v in seen if d), key=lambda pair: pair[1].id)

    @cached_property
    def letters_by_area(self) -> Mapping[str | None, list[Any]]:
        """The commitment letters that are seen, by the area they are given for."""
        found: dict[str | None, list[Any]] = {}
        for letter in self._seen(self.registry.commitments, lambda fact: fact.on):
            found.setdefault(letter.area, []).append(letter)
        return found


def _first_of(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes of the earliest day, in order of id."""
    found = sorted(changes, key=_BY_DAY)
    return tuple(change for change in found if change.on == found[0].on)


_BY_DAY = attrgetter("on", "id")


def _period_days(claim: Claim) -> Days:
    return claim.period.start, claim.period.end or OPEN
