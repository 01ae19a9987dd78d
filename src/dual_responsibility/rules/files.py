"""The file of a company, and of a supervisor: all that rules read about one of them, laid out by day.

Nothing changes a file once it is made; freezing so many would only cost time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from ..facts.areas import Area
from ..facts.assignments import Assignment
from ..facts.base import Ref
from ..facts.companies import Company
from ..facts.conduct import Visit
from ..facts.supervisors import Change, Post
from ..periods import ONE_DAY
from ..vocabulary import EscalationGround, Grade
from .days import Days, after

Known = tuple[tuple[dt.date, dt.date, Any], ...]
"""Values with the first and last day on which they held, in order."""


@attrs.define(eq=False)
class Span:
    """The days on which a supervisor really answered for a company: a relation, cut by a change.

    Attributes:
        start: the first day.
        end: the last day, OPEN while it goes on.
        assignment: the relation.
        changes: the changes that ended it.
        bearer: a reference to the supervisor.
        told: that somebody answers for the company, for explanations.
    """

    start: dt.date
    end: dt.date
    assignment: Assignment
    changes: tuple[Change, ...]
    bearer: Ref
    told: tuple[tuple[Any, ...]]


@attrs.define(eq=False)
class Held:
    """A post, as known, and the days on which it was held."""

    start: dt.date
    end: dt.date
    post: Post


@attrs.define(eq=False)
class Segment:
    """Days of a span on which nothing that a rule looks at changed.

    Attributes:
        start: the first day.
        end: the last day; OPEN if it goes on at the end of what is seen.
        trigger: the relation and the first day: what a duty that arises here is triggered by.
        grade: the company's grade, if known.
        post: the supervisor's post that counts, if any.
        ground: the ground of an escalation, if any.
    """

    start: dt.date
    end: dt.date
    trigger: str
    grade: Grade | None
    post: Post | None
    ground: EscalationGround | None


@attrs.define(eq=False)
class CompanyFile:
    """All that the rules read about one company.

    Attributes:
        company: the company.
        ref: a reference to it.
        area_ref: a reference to the area that it lies in.
        operating: the days on which it operates and the rules bind, as far as is seen.
        grades: its grades, as far as is seen.
        pauses: its pauses of business that are on record, joined.
        spans: who answered for it when, in order.
        segments: for each span its days of operation, cut wherever grade, post or ground changes.
        visits: its visits, in order.
        is_plain: whether it has one span of operation, one supervisor and no pause.
        is_left: whether a change ended a relation.
        whole: the only segment of the only span, if there is just one of each.
    """

    company: Company
    ref: Ref
    area_ref: Ref
    operating: tuple[Days, ...]
    grades: Known
    pauses: list[Days]
    spans: tuple[Span, ...]
    segments: tuple[tuple[Segment, ...], ...]
    visits: tuple[Visit, ...]
    is_plain: bool
    is_left: bool
    whole: Segment | None

    def operates_on(self, day: dt.date) -> bool:
        """Whether it operates on a day on which the rules bind."""
        for first, last in self.operating:
            if first <= day <= last:
                return True
        return False


def cut(
    span: Span,
    operating: tuple[Days, ...],
    grades: Known,
    grounds: Known,
    posts: tuple[Held, ...],
    until: dt.date,
    post_on: Callable[[dt.date], Post | None],
) -> list[Segment]:
    """A span's days of operation, cut wherever grade, post or ground changes up to ``until``."""
    segments = []
    for first, last in operating:
        start = first if first > span.start else span.start
        end = last if last < span.end else span.end
        if start > end:
            continue
        days = _cuts(start, min(end, until), posts, grades, grounds)
        for i, day in enumerate(days):
            to = days[i + 1] - ONE_DAY if i + 1 < len(days) else end
            grade = value_on(grades, day) if grades else None
            ground = value_on(grounds, day) if grounds else None
            trigger = f"{span.assignment.id}@{day}"
            segments.append(Segment(day, to, trigger, grade, post_on(day), ground))
    return segments


def _cuts(start: dt.date, end: dt.date, posts: tuple[Held, ...], *known: Known) -> list[dt.date]:
    """The first day, and each day after it on which something begins or has ended."""
    cuts = {start}
    for values in known:
        for a, b, _ in values:
            if a > start or b < end:
                cuts.update((a, after(b)))
    for held in posts:
        if held.start > start or held.end < end:
            cuts.update((held.start, after(held.end)))
    return [start] if len(cuts) == 1 else sorted([day for day in cuts if start <= day <= end])


def value_on(known: Known, day: dt.date) -> Any:
    """The value that held on a day, or None."""
    for first, last, value in known:
        if first <= day <= last:
            return value
    return None


def in_force_on(relations: Iterable[tuple[CompanyFile, Span]], day: dt.date) -> list[tuple[CompanyFile, Span]]:
    """The relations with operating companies that hold on a day."""
    return [(file, span) for file, span in relations if span.start <= day <= span.end and file.operates_on(day)]


def posts_on(posts: Iterable[Held], day: dt.date) -> list[Held]:
    """The posts held on a day, the highest first."""
    held = [held for held in posts if held.start <= day <= held.end]
    if len(held) > 1:
        held.sort(key=lambda h: (-h.post.tier.rank, h.post.area, h.start, h.post.title or ""))
    return held


@attrs.define(eq=False)
class AreaFile:
    """All that the rules read about one area; what is on record about it they ask of the registry.

    Attributes:
        area: the area.
        ref: a reference to it.
        area_ref: the same: it bears what is owed about it.
    """

    area: Area
    ref: Ref
    area_ref: Ref


@attrs.define(eq=False)
class SupervisorFile:
    """All that the rules read about one supervisor.

    Attributes:
        ref: a reference to the supervisor.
        posts: the posts held.
        relations: the files of the companies ever held, each with the spans that were this
            supervisor's, in order.
        in_force: those of operating companies that hold at the end of what is seen.
        posts_in_force: the posts held at the end of what is seen, the highest first.
    """

    ref: Ref
    posts: tuple[Held, ...]
    relations: tuple[tuple[CompanyFile, Span], ...]
    in_force: list[tuple[CompanyFile, Span]]
    posts_in_force: list[Held]

    def in_force_on(self, day: dt.date) -> list[tuple[CompanyFile, Span]]:
        """The operating companies answered for on a day."""
        return in_force_on(self.relations, day)
