"""Obligations, and findings: how each obligation stands, as plain immutable data.

Rules make them; reports hold them. The sentences are made only when asked for.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from .daysets import DaySet
from .explanation import Explanation, explain
from .facts.base import Ref
from .norms.citation import Citation
from .norms.rule import Rule
from .norms.rulebook import Rulebook
from .periods import ONE_DAY
from .reasons import FLAGS, Cure, cure_of
from .vocabulary import Status
from .workdays import WorkCalendar

__all__ = ["Context", "Finding", "Lateness", "Obligation"]


@attrs.frozen
class Context:
    """What a report was judged by: the norms, the calendar and the days.

    Attributes:
        book: the rulebook, readings included.
        calendar: the working-day calendar.
        since: the first day of the window.
        as_of: the day at whose end things stand as they are found.
        known_by: what was recorded after this day is left out; None leaves out nothing.

    >>> from dual_responsibility import Registry, audit, rulebook
    >>> report = audit(Registry(), rulebook("suining-2022"), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 6, 30))
    >>> report.context.book.id, str(report.context.as_of), report.context.known_by
    ('suining-2022', '2023-06-30', None)
    """

    book: Rulebook
    calendar: WorkCalendar
    since: dt.date
    as_of: dt.date
    known_by: dt.date | None = None


@attrs.frozen
class Obligation:
    """That somebody owes something about a subject (义务).

    Attributes:
        rule_id: the rule it comes from.
        bearer: who owes it.
        subject: what it is about.
        trigger: the period, event, version or relation that gave rise to it.
        arose: the day on which it arose.
        due: the last day to meet it, in; None of a standing duty (owed each day), of an undated one
            (the source sets no deadline), and where the day can't be told.

    >>> duty = Obligation(
    ...     "attend.quarter", Ref("supervisor", "S-1"), Ref("company", "C-1"), "2023-Q2",
    ...     arose=dt.date(2023, 4, 1), due=dt.date(2023, 6, 30),
    ... )
    >>> duty.id
    'attend.quarter/company/C-1/2023-Q2'
    """

    rule_id: str
    bearer: Ref
    subject: Ref
    trigger: str
    arose: dt.date
    due: dt.date | None

    @property
    def id(self) -> str:
        """A stable id: rule, subject and trigger."""
        subject = self.subject
        return "/".join(map(_escaped, (self.rule_id, subject.kind, subject.id, self.trigger)))


def _escaped(part: str) -> str:
    return part.replace("%", "%25").replace("/", "%2F") if "/" in part or "%" in part else part


@attrs.frozen
class Lateness:
    """How late (逾期): the days after the due day, up to and with the day it was met.

    Attributes:
        calendar_days: all days.
        working_days: the working days among them, which may be 0; None beyond the calendar.

    >>> from dual_responsibility.testing import case
    >>> left = case(leaves="2023-04-27", successor="2023-05-10")
    >>> left.finding("adjust.personnel-change", as_of="2023-06-30").late
    Lateness(calendar_days=2, working_days=2)
    """

    calendar_days: int
    working_days: int | None


@attrs.frozen
class Finding:
    """How an obligation stands at the end of a day (核查结果).

    Attributes:
        obligation: the obligation.
        status: how it stands.
        reason: a stable code of why it isn't fulfilled; None if it is.
        closed: the day on which it was met or its breach ended; None while it is open.
        ingredients: what the explanation is made from: the facts used, by id.
        context: what it was judged by; two findings that differ only here are equal.
        depends_on: the interpretations of which another reading would give it another decision; None where
            nobody has asked, see ``with_dependencies``. Two findings that differ only here are equal.

    >>> from dual_responsibility.testing import case
    >>> finding = case(visits=[]).finding("attend.quarter", period="2023-Q2", as_of="2023-07-01")
    >>> finding.id, finding.status.label.zh, finding.reason
    ('attend.quarter/company/C-1/2023-Q2', '未履行', 'visit-missing')
    >>> str(finding.bearer), str(finding.due), [citation.clause for citation in finding.citations]
    ('supervisor S-1', '2023-06-30', ['§7.2', '各地落实报道，未见条号'])
    """

    obligation: Obligation
    status: Status
    reason: str | None
    closed: dt.date | None
    ingredients: tuple[tuple[Any, ...], ...]
    context: Context = attrs.field(eq=False, repr=False)
    depends_on: tuple[str, ...] | None = attrs.field(default=None, eq=False, repr=False, kw_only=True)

    @property
    def id(self) -> str:
        """A stable id: rule, subject and trigger."""
        return self.obligation.id

    @property
    def rule_id(self) -> str:
        """The rule it comes from."""
        return self.obligation.rule_id

    @property
    def rule(self) -> Rule:
        """The rule, as the rulebook states it."""
        return self.context.book.rules[self.obligation.rule_id]

    @property
    def bearer(self) -> Ref:
        """Who owes it."""
        return self.obligation.bearer

    @property
    def subject(self) -> Ref:
        """What it is about."""
        return self.obligation.subject

    @property
    def trigger(self) -> str:
        """The period, event, version or relation that gave rise to it."""
        return self.obligation.trigger

    @property
    def arose(self) -> dt.date:
        """The day on which it arose."""
        return self.obligation.arose

    @property
    def due(self) -> dt.date | None:
        """The last day to meet it, in; None where there is none."""
        return self.obligation.due

    @property
    def count(self) -> int:
        """How many obligations it stands for."""
        return 1

    @property
    def days(self) -> DaySet | None:
        """The days that it stands for if it stands for several obligations; else None."""
        return None

    @property
    def flags(self) -> tuple[str, ...]:
        """What is remarkable about it though it changes nothing, by code; see ``FLAGS``."""
        return tuple(dict.fromkeys(part[0] for part in self.ingredients if part[0] in FLAGS))

    @property
    def owed_through(self) -> dt.date:
        """The last day on which it was owed: the day due, or that before its breach was over, or ``as_of``."""
        over = None if self.closed is None else max(self.arose, self.closed - ONE_DAY)
        return self.due or over or self.context.as_of

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The clauses it rests on that were in force while it was owed."""
        # What is due once is owed by the norm of the day on which it arose.
        first, last = self.arose, self.owed_through if self.due is None or self.days is not None else self.arose
        cited = self.rule.cited(first, last)
        for part in self.ingredients:
            if part[0] == "cites":
                cited = tuple(one for one in cited if one.id in part[1])
            elif part[0] == "adds":
                cited = tuple(dict.fromkeys((*cited, *part[1])))
        in_force = tuple(
            one
            for one in cited
            if one.in_force is None
            or (one.in_force.start <= last and (one.in_force.end is None or first <= one.in_force.end))
        )
        return in_force or cited

    @property
    def cure(self) -> Cure | None:
        """What would cure it; None of a fulfilled one."""
        return None if self.reason is None else cure_of(self.rule_id, self.status, self.reason)

    @property
    def late(self) -> Lateness | None:
        """How late it was met; None unless it is known to have been met after its due day."""
        due, closed = self.due, self.closed
        if due is None or closed is None or self.status is not Status.FULFILLED_LATE:
            return None
        calendar, day = self.context.calendar, dt.timedelta(days=1)
        inside = calendar.first <= due + day and closed <= calendar.published_through
        worked = len(calendar.working_days(due + day, closed)) if inside else None
        return Lateness((closed - due).days, worked)

    def expand(self) -> tuple[Finding, ...]:
        """One finding for each obligation that it stands for."""
        return (self,)

    def explain(self, lang: str = "zh") -> Explanation:
        """Norm, facts, days counted, readings, conclusion and cure, in Chinese or English.

        Raises:
            ValueError: another language was asked for.
        """
        return explain(self, lang)

    def to_row(self) -> dict[str, Any]:
        """Plain data that json.dumps takes; ``depends_on`` is in only where it has been asked for."""
        late = self.late
        cure = self.cure
        days = self.days
        row: dict[str, Any] = {
            "id": self.id,
            "rule_id": self.rule_id,
            "status": self.status.value,
            "reason": self.reason,
            "bearer": {"kind": self.bearer.kind, "id": self.bearer.id},
            "subject": {"kind": self.subject.kind, "id": self.subject.id},
            "trigger": self.trigger,
            "arose": self.arose.isoformat(),
            "due": None if self.due is None else self.due.isoformat(),
            "closed": None if self.closed is None else self.closed.isoformat(),
            "count": self.count,
            "days": None if days is None else days.to_json(),
            "flags": [*self.flags],
            "cure": None if cure is None else cure.code,
            "late": None if late is None else attrs.asdict(late),
            "citations": [citation.id for citation in self.citations],
        }
        if self.depends_on is not None:
            row["depends_on"] = [*self.depends_on]
        return row
