"""A report: findings, and what people ask of them: sums, rates, caseload, differences.

Callers: users, who get one from ``audit``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

import attrs

from ._frozen import FrozenMap
from .errors import ReportError, UnknownIdError
from .facts.registry import Registry
from .figures import Caseload, CaseloadRow, Completion, Counts, Ratio, Roster, Summary
from .findings import Context, Finding
from .receipts import Receipt, receipt_of
from .vocabulary import Status, Tier

__all__ = ["Difference", "Report", "completion_of", "order_of"]

_STATUSES = tuple(Status)


@attrs.frozen
class Difference:
    """A finding that differs between two reports; None where a report doesn't have it.

    >>> from dual_responsibility.testing import case
    >>> window = {"since": "2023-04-01", "as_of": "2023-07-01", "rules": ["attend.quarter"]}
    >>> for one in case(visits=[]).report(**window).diff(case(visits=["2023-06-30"]).report(**window)):
    ...     print(one.id, one.before.status.value, one.after.status.value)
    attend.quarter/company/C-1/2023-Q2 VIOLATED FULFILLED
    """

    id: str
    before: Finding | None
    after: Finding | None


@attrs.frozen
class Report:
    """What an audit found (核查报告).

    Attributes:
        context: what it was judged by: norms, calendar, days.
        rules: the rules that were asked for, in order.
        findings: the findings, in a fixed order.
        roster: what it keeps of the facts.
        registry: the facts, as long as they are at hand: neither joining nor pickling takes them along,
            and reports that differ only here are equal.

    >>> from dual_responsibility.testing import case
    >>> report = case(visits=["2023-02-10"]).report(since="2023-01-01", as_of="2023-07-01", rules=["attend.*"])
    >>> [(finding.trigger, finding.status.label.zh) for finding in report.findings]
    [('2023-Q1', '已履行'), ('2023-Q2', '未履行'), ('2023-Q3', '待履行')]
    """

    context: Context
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]
    roster: Roster = attrs.field(repr=False)
    registry: Registry | None = attrs.field(default=None, eq=False, repr=False)

    def __reduce__(self) -> tuple[Callable[..., Report], tuple[Any, ...]]:
        return type(self), (self.context, self.rules, self.findings, self.roster)

    @cached_property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that are VIOLATED: the open ones."""
        return tuple(f for f in self.findings if f.status is Status.VIOLATED)

    @cached_property
    def _by_rule(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.obligation.rule_id, []).append(finding)
        return found

    def summary(self) -> Summary:
        """How many obligations stand how, by status, rule, tier and area."""
        nowhere = (None, None)
        by_rule: dict[str, Counter[Status]] = {rule: Counter() for rule in self.rules}
        by_place: defaultdict[tuple[str | None, Tier | None], Counter[Status]] = defaultdict(Counter)
        place_of = dict(self.roster.subjects).get
        for rule, findings in self._by_rule.items():
            for finding in findings:
                by_place[place_of(finding.obligation.subject, nowhere)][finding.status] += finding.count
                by_rule[rule][finding.status] += finding.count
        by_tier: defaultdict[Tier | None, Counter[Status]] = defaultdict(Counter)
        by_area: defaultdict[str, Counter[Status]] = defaultdict(Counter)
        by_status: Counter[Status] = Counter()
        for (area, tier), counts in by_place.items():
            by_status += counts
            by_tier[tier] += counts
            for above in self._lineage(area):
                by_area[above] += counts
        tiers = sorted(by_tier, key=lambda tier: -1 if tier is None else -tier.rank)
        return Summary(
            sum(by_status.values()),
            _counts(by_status),
            FrozenMap({rule: _counts(count) for rule, count in by_rule.items()}),
            FrozenMap({tier: _counts(by_tier[tier]) for tier in tiers}),
            FrozenMap({area: _counts(by_area[area]) for area in sorted(by_area)}),
        )

    def _lineage(self, area: str | None) -> Iterable[str]:
        while area is not None:
            yield area
            area = self.roster.parents.get(area)

    def caseload(self) -> Caseload:
        """Supervisors by the tier of their post, companies by grade, and the ratio, as of ``as_of``.

        By the reading ``escalated-count`` an escalated company counts at its own grade, or at the
        tier that supervises it.
        """
        book = self.context.book
        grade_of = {tier: grade for grade, tier in book.tiers.items()}
        where_taken = book.chosen("escalated-count", "where-taken")
        supervisors = Counter(tier for _, tier in self.roster.supervisors.values())
        companies: Counter[Tier] = Counter()
        escalated = 0
        for _, grade, tier in self.roster.companies.values():
            own = None if grade is None else book.tiers.get(grade)
            if own is None:
                continue
            higher = tier is not None and tier > own
            escalated += higher
            companies[tier if higher and where_taken and tier is not None else own] += 1
        rows = (
            CaseloadRow(
                tier, supervisors[tier], grade_of[tier], companies[tier], Ratio(supervisors[tier], companies[tier])
            )
            for tier in Tier
            if tier in grade_of
        )
        return Caseload(self.context.as_of, tuple(rows), escalated)

    def completion(self, rule: str, by: str | None = None) -> tuple[Completion, ...]:
        """The completion rate of a rule, or of the rules that a pattern such as ``attend.*`` names.

        Args:
            rule: a rule id or a pattern.
            by: ``tier``, ``area`` (all below included) or ``supervisor``; None for one rate.

        Raises:
            UnknownIdError: the report has no such rule.
            ReportError: ``by`` is something else.
        """
        rules = {id for id in self.rules if fnmatchcase(id, rule)}
        if not rules:
            known = ", ".join(self.rules)
            raise UnknownIdError.single(
                "unknown-rule",
                "/rule",
                f"报告中没有规则 {rule!r}；现有：{known}",
                f"no rule {rule!r} in the report; there are: {known}",
            )
        keys = self._keys(rule, by)
        found: defaultdict[Any, Counter[Status]] = defaultdict(Counter)
        if by is None:
            found[rule] = Counter()
        for id in rules:
            for finding in self._by_rule.get(id, ()):
                for key in keys(finding):
                    found[key][finding.status] += finding.count
        order = sorted(found, key=lambda key: -key.rank if isinstance(key, Tier) else 0 if key is None else str(key))
        return tuple(completion_of(key, found[key]) for key in order)

    def _keys(self, rule: str, by: str | None) -> Callable[[Finding], Iterable[Any]]:
        subjects = self.roster.subjects
        if by is None:
            return lambda finding: (rule,)
        if by == "tier":
            return lambda finding: (subjects.get(finding.subject, (None, None))[1],)
        if by == "area":
            return lambda finding: self._lineage(subjects.get(finding.subject, (None, None))[0])
        if by == "supervisor":
            return _supervisors
        raise ReportError.single(
            "unknown-key",
            "/by",
            f"by 应为 tier、area 或 supervisor，而不是 {by!r}",
            f"by must be tier, area or supervisor, not {by!r}",
        )

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the decisions: the same facts, norms and days give the same, anywhere."""
        context = self.context
        digest = hashlib.sha256()
        known_by = "" if context.known_by is None else context.known_by.isoformat()
        digest.update(f"dual-responsibility/decisions/1 {context.since} {context.as_of} {known_by}\n".encode())
        days: dict[dt.date | None, str] = {None: ""}
        codes = {status: str(status.value) for status in Status}
        lines = []
        for finding in self.findings:
            duty = finding.obligation
            arose, due, closed = duty.arose, duty.due, finding.closed
            for day in (arose, due, closed):
                if day is not None and day not in days:
                    days[day] = day.isoformat()
            lines.append(
                f"{duty.rule_id}\t{duty.subject.kind}\t{duty.subject.id}\t{duty.trigger}\t"
                f"{duty.bearer.kind}\t{duty.bearer.id}\t{codes[finding.status]}\t{finding.reason}\t"
                f"{days[arose]}\t{days[due]}\t{days[closed]}{_listed(finding)}\n"
            )
        digest.update("".join(lines).encode())
        return digest.hexdigest()

    def receipt(self, registry: Registry | None = None) -> Receipt:
        """Where its decisions came from (核查凭据), in one flat record; ``verify`` replays it.

        Args:
            registry: the facts that were audited, of a report that was joined or sent between
                processes; the report of an audit has its own. It is taken at its word: verifying tells.

        Raises:
            ReportError: no facts are at hand.
            RegistryError: extensions hold something that JSON can't hold.

        >>> from dual_responsibility import Registry, audit, rulebook
        >>> report = audit(Registry(), rulebook("suining-2022"), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 6, 30))
        >>> receipt = report.receipt()
        >>> receipt.fingerprint == report.fingerprint, receipt.facts_hash == Registry().hash
        (True, True)
        """
        facts = self.registry if registry is None else registry
        if facts is None:
            raise ReportError.single(
                "facts-not-at-hand",
                "/registry",
                "合并或传送过的报告不带台账；请把核查所用的台账交给 receipt(registry)",
                "a report that was joined or sent has no facts; pass those that were audited: receipt(registry)",
            )
        return receipt_of(self, facts)

    def join(self, other: Report) -> Report:
        """This report and that of another part of the same registry as one.

        Raises:
            ReportError: they were judged by other norms, days, calendars or rules, or share an obligation.
        """
        if (self.context, self.rules) != (other.context, other.rules):
            raise ReportError.single(
                "different-context",
                "",
                "两份报告的规则集、日历、日期或规则不同",
                "the reports differ in rulebook, calendar, dates or rules",
            )
        context = self.context
        moved = (attrs.evolve(f, context=context) if f.context is other.context else f for f in other.findings)
        findings = sorted((*self.findings, *moved), key=order_of(self.rules))
        for one, next_one in itertools.pairwise(findings):
            if one.obligation == next_one.obligation:
                raise ReportError.single(
                    "shared-obligation", "", f"两份报告都有 {one.id}", f"both reports have {one.id}"
                )
        return Report(context, self.rules, tuple(findings), self.roster.join(other.roster))

    def diff(self, other: Report) -> tuple[Difference, ...]:
        """The findings that differ from this report to another, by id."""
        before, after = ({f.id: f for f in report.findings} for report in (self, other))
        return tuple(
            Difference(id, before.get(id), after.get(id))
            for id in sorted({*before, *after})
            if before.get(id) != after.get(id)
        )

    def to_rows(self) -> list[dict[str, Any]]:
        """The findings as plain dicts that json.dumps takes."""
        return [finding.to_row() for finding in self.findings]


def _listed(finding: Finding) -> str:
    """The days that a finding stands for which stands for several obligations."""
    days = finding.days
    return "" if days is None else "\t" + ",".join(days.to_json())


def _supervisors(finding: Finding) -> tuple[str, ...]:
    """Who answers for it: the bearer, or the supervisor of the relation that it is about."""
    if finding.bearer.kind == "supervisor":
        return (finding.bearer.id,)
    told = [part[1] for part in finding.ingredients if part[0] in ("supervised", "card")]
    return tuple(told[:1])


def order_of(rules: Iterable[str]) -> Callable[[Finding], tuple[Any, ...]]:
    """The fixed order of findings: by subject, then rule, then day, then trigger."""
    position: Mapping[str, int] = {rule: i for i, rule in enumerate(rules)}

    def key(finding: Finding) -> tuple[Any, ...]:
        duty = finding.obligation
        return (duty.subject.kind, duty.subject.id, position[duty.rule_id], duty.arose, duty.trigger)

    return key


def _counts(counter: Mapping[Status, int]) -> Counts:
    return FrozenMap({status: counter.get(status, 0) for status in _STATUSES})


def completion_of(key: Any, counts: Mapping[Status, int]) -> Completion:
    """The completion rate that counts by status make."""
    return Completion(
        key,
        counts[Status.FULFILLED],
        counts[Status.FULFILLED_LATE],
        counts[Status.VIOLATED] + counts[Status.PENDING],
        counts[Status.UNDETERMINED],
    )
