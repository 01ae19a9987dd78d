"""How one supervisor stood in one year: the duties beside the review, as a reviewer reads them before voting (§12).

Callers: users, through :func:`standing` and :func:`standings`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable

import attrs

from ._frozen import FrozenMap
from .auditing import audit
from .errors import ReportError
from .facts.registry import Registry
from .facts.reviews import Review
from .figures import Completion
from .findings import Finding
from .norms.rulebook import Rulebook
from .outcomes import Outcome
from .report import completion_of
from .rules.review import seen_outcome
from .rules.view import View
from .vocabulary import Status
from .workdays import WorkCalendar

__all__ = ["Standing", "standing", "standings"]


@attrs.frozen
class Standing:
    """A supervisor's year (年度履职情况) (§12.3, §12.4).

    Attributes:
        supervisor: who.
        year: the year.
        as_of: the day at whose end things stand.
        findings: the findings on the duties that the supervisor bore in the year, in a fixed order.
        reviews: the reports on that year that had been made, in order of day.
        outcomes: by report, its grade if it had been decided, or why there is none.

    >>> from dual_responsibility.testing import case
    >>> facts = case(visits=["2023-02-10", "2023-05-10", "2023-11-10"])
    >>> stood = standing(facts.registry, facts.book, "S-1", year=2023)
    >>> [finding.trigger for finding in stood.breaches if finding.rule_id == "attend.quarter"]
    ['2023-Q3']
    """

    supervisor: str
    year: int
    as_of: dt.date
    findings: tuple[Finding, ...]
    reviews: tuple[Review, ...]
    outcomes: FrozenMap[str, Outcome]

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """The duties that were broken, whether or not that has ended."""
        return tuple(finding for finding in self.findings if finding.status.is_breach)

    def completion(self) -> tuple[Completion, ...]:
        """The completion rate of each rule that bound the supervisor, in order."""
        counted: defaultdict[str, Counter[Status]] = defaultdict(Counter)
        for finding in self.findings:
            counted[finding.rule_id][finding.status] += finding.count
        return tuple(completion_of(rule, counts) for rule, counts in counted.items())


def standing(
    registry: Registry,
    book: Rulebook,
    supervisor: str,
    *,
    year: int,
    as_of: dt.date | None = None,
    calendar: WorkCalendar | None = None,
    known_by: dt.date | None = None,
) -> Standing:
    """How a supervisor stood in a year: what was owed, how it stands, and what came of the review (§12).

    An obligation belongs to who bears it: where one supervisor follows another, each has the
    obligations of the own days, by the readings on who bears a quarter.

    Args:
        registry: the facts.
        book: the norms, readings included.
        supervisor: the supervisor's id.
        year: the year; what arose in it, or was still open when it began, is in.
        as_of: the day at whose end things stand; the year's last day unless given.
        calendar: the working-day calendar; China's unless given.
        known_by: leave out what was recorded after this day.

    Raises:
        UnknownIdError: there is no such supervisor.
        ReportError: ``as_of`` lies before the year, or there is no such year.

    >>> from dual_responsibility import Area, Post, Supervisor, Tier, rulebook
    >>> registry = Registry(
    ...     areas=[Area(id="510903", tier=Tier.COUNTY)],
    ...     supervisors=[Supervisor(id="S-1", posts=Post(tier=Tier.COUNTY, area="510903"))],
    ... )
    >>> standing(registry, rulebook("suining-2022"), "S-1", year=2023).findings
    ()
    """
    part = registry.part_of(supervisor)
    return _stood(part, registry, book, [supervisor], year, as_of, calendar, known_by)[supervisor]


def standings(
    registry: Registry,
    book: Rulebook,
    *,
    year: int,
    as_of: dt.date | None = None,
    calendar: WorkCalendar | None = None,
    known_by: dt.date | None = None,
) -> dict[str, Standing]:
    """How each supervisor stood in a year, from one audit of the whole: see :func:`standing`.

    Returns:
        The standings by supervisor, in order of id; of a part of a registry, of those it answers for.

    Raises:
        ReportError: ``as_of`` lies before the year, or there is no such year.

    >>> from dual_responsibility import rulebook
    >>> standings(Registry(), rulebook("suining-2022"), year=2023)
    {}
    """
    who = registry.owns("supervisors")
    return _stood(registry, registry, book, who, year, as_of, calendar, known_by)


def _stood(
    audited: Registry,
    registry: Registry,
    book: Rulebook,
    supervisors: Iterable[str],
    year: int,
    as_of: dt.date | None,
    calendar: WorkCalendar | None,
    known_by: dt.date | None,
) -> dict[str, Standing]:
    if isinstance(year, bool) or not isinstance(year, int) or not dt.MINYEAR <= year < dt.MAXYEAR:
        zh, en = f"没有 {year!r} 年", f"there is no year {year!r}"
        raise ReportError.single("no-such-year", "/year", zh, en)
    last = dt.date(year, 12, 31)
    day = as_of or last
    report = audit(audited, book, since=dt.date(year, 1, 1), as_of=day, calendar=calendar, known_by=known_by)
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if finding.bearer.kind == "supervisor" and finding.arose <= last:
            findings[finding.bearer.id].append(finding)
    view = View(registry, report.context)
    reviews: defaultdict[str, list[Review]] = defaultdict(list)
    for review in sorted(registry.reviews, key=lambda one: (one.on, one.id)):
        if review.year == year and view.happened(review, review.on):
            reviews[review.reporter].append(review)
    found = {}
    for id in supervisors:
        outcomes = FrozenMap({review.id: seen_outcome(view, review) for review in reviews[id]})
        found[id] = Standing(id, year, day, tuple(findings[id]), tuple(reviews[id]), outcomes)
    return found
