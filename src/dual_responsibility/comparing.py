"""What a reading of the source decides: the same facts judged by each reading, and the findings that differ.

Callers: users, through :func:`compare_readings` and :func:`with_dependencies`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from ._frozen import FrozenMap
from .auditing import audit, select
from .errors import ReportError
from .facts.registry import Registry
from .findings import Context, Finding
from .norms.interpretation import Interpretation
from .norms.rulebook import Rulebook
from .report import Difference, Report
from .vocabulary import Status, Text
from .workdays import WorkCalendar

__all__ = ["ReadingComparison", "ReadingDifference", "compare_readings", "with_dependencies"]

_OF_EVERY_RULE = "recorded-default"
"""The one interpretation that no rule names: on what is known, all rules rest alike."""

_NO_FINDING = Text("无此项", "no such finding")

_Decision = tuple[Any, ...]


@attrs.frozen
class ReadingDifference:
    """A finding whose decision isn't the same under all readings of an interpretation.

    Attributes:
        id: the finding's id.
        by_reading: the finding by reading id, in the order of the register; None where a reading has none.

    >>> from dual_responsibility.testing import case
    >>> facts = case(leaves="2023-04-27", successor="2023-05-08")
    >>> window = {"since": dt.date(2023, 1, 1), "as_of": dt.date(2023, 6, 30), "rules": ["adjust.*"]}
    >>> [one] = compare_readings(facts.registry, facts.book, "first-day", **window).differences
    >>> {reading: finding.status.value for reading, finding in one.by_reading.items()}
    {'not-counted': 'FULFILLED', 'counted': 'FULFILLED_LATE'}
    """

    id: str
    by_reading: FrozenMap[str, Finding | None]


@attrs.frozen
class ReadingComparison:
    """The same facts judged by each reading of one interpretation (读法比较) (principle 4).

    Attributes:
        interpretation: what is open, its readings, and the one in use.
        reports: by reading id, in the order of the register, the report on the rules that depend on it.

    >>> from dual_responsibility.testing import case
    >>> facts = case(leaves="2023-04-27", successor="2023-05-08")
    >>> window = {"since": dt.date(2023, 1, 1), "as_of": dt.date(2023, 6, 30), "rules": ["adjust.*"]}
    >>> compared = compare_readings(facts.registry, facts.book, "first-day", **window)
    >>> compared.interpretation.chosen, len(compared.differences), len(compared.against("counted"))
    ('not-counted', 1, 1)
    """

    interpretation: Interpretation
    reports: FrozenMap[str, Report]

    @cached_property
    def differences(self) -> tuple[ReadingDifference, ...]:
        """The findings whose decision isn't the same under all readings, by id.

        A decision is the status, the reason, the days (arose, due, closed, and those that it stands
        for), the bearer and the count. What is only told in other words is no difference.
        """
        found = {reading: {f.id: f for f in report.findings} for reading, report in self.reports.items()}
        differing = []
        for id in {id for by_id in found.values() for id in by_id}:
            one, *others = (by_id.get(id) for by_id in found.values())
            if any(_decision(other) != _decision(one) for other in others):
                by_reading = {reading: by_id.get(id) for reading, by_id in found.items()}
                differing.append(ReadingDifference(id, FrozenMap(by_reading)))
        return tuple(sorted(differing, key=lambda one: one.id))

    def against(self, reading: str) -> tuple[Difference, ...]:
        """The findings whose decision differs from the reading in use (before) to another (after), by id.

        Raises:
            ReadingError: the interpretation has no such reading.
        """
        chosen = self.interpretation.chosen
        if reading not in self.reports:
            # The rulebook refuses it in its own words.
            self.reports[chosen].context.book.with_readings({self.interpretation.id: reading})
        pairs = ((one.id, one.by_reading[chosen], one.by_reading[reading]) for one in self.differences)
        return tuple(Difference(*pair) for pair in pairs if _decision(pair[1]) != _decision(pair[2]))

    def to_rows(self) -> list[dict[str, Any]]:
        """The differences as plain dicts that json.dumps takes: one a finding, with its row by reading."""
        return [
            {
                "interpretation": self.interpretation.id,
                "chosen": self.interpretation.chosen,
                "id": one.id,
                "by_reading": {
                    reading: None if finding is None else finding.to_row()
                    for reading, finding in one.by_reading.items()
                },
            }
            for one in self.differences
        ]

    def describe(self, lang: str) -> str:
        """A few lines of text: the question, its readings, how many findings differ, and how they move.

        Args:
            lang: ``"zh"`` or ``"en"``.

        Raises:
            ValueError: another language was asked for.
        """
        return "\n".join(line.in_language(lang) for line in self._lines())

    def _lines(self) -> Iterator[Text]:
        entry = self.interpretation
        yield Text(f"{entry.id}：{entry.question.zh}", f"{entry.id}: {entry.question.en}")
        for reading in entry.readings:
            in_use = Text("（所用读法）", " (in use)") if reading.id == entry.chosen else Text("", "")
            yield Text(f"- {reading.id}{in_use.zh}：{reading.text.zh}", f"- {reading.id}{in_use.en}: {reading.text.en}")
        rules = self.reports[entry.chosen].rules
        if not rules:
            yield Text("所查的规则都与这一解释无关。", "None of the rules that were asked for depends on it.")
            return
        count = len(self.differences)
        yield Text(
            f"与之有关的规则：{'、'.join(rules)}。因读法而异的核查结果：{count}项。",
            f"Rules that depend on it: {', '.join(rules)}. Findings that differ by reading: {count}.",
        )
        for reading in entry.readings:
            yield from _told(reading.id, self.against(reading.id))


def compare_readings(
    registry: Registry,
    book: Rulebook,
    interpretation: str,
    *,
    since: dt.date,
    as_of: dt.date,
    calendar: WorkCalendar | None = None,
    rules: Sequence[str] = ("*",),
    known_by: dt.date | None = None,
) -> ReadingComparison:
    """The registry audited by every reading of an interpretation, and the findings that differ (principle 4).

    Only the rules that name the interpretation are audited, for no other depends on it; with
    ``known_by`` every rule depends on ``recorded-default``. All other interpretations stay as the
    rulebook reads them. A finding is the same one if its id is: a breach that by another reading begins
    on another day is another finding.

    Args:
        registry: the facts.
        book: the norms, readings included.
        interpretation: the interpretation's id.
        since: the first day of the window, in.
        as_of: the day at whose end things stand, in.
        calendar: the working-day calendar; China's unless given.
        rules: rule ids or patterns such as ``attend.*``.
        known_by: leave out what was recorded after this day.

    Returns:
        The comparison; without differences if none of the rules depends on the interpretation.

    Raises:
        DateTypeError: a day isn't a date.
        ReadingError: there is no such interpretation.
        ReportError: ``as_of`` lies before ``since``.
        UnknownIdError: a pattern names no rule of the rulebook.

    >>> from dual_responsibility import Registry, rulebook
    >>> window = {"since": dt.date(2023, 1, 1), "as_of": dt.date(2023, 6, 30)}
    >>> compared = compare_readings(Registry(), rulebook("suining-2022"), "first-day", rules=["adjust.*"], **window)
    >>> compared.differences
    ()
    >>> print(compared.describe("zh"))
    first-day：事由发生当日是否计入期限？
    - not-counted（所用读法）：当日不计
    - counted：当日计入：按工作日计算的，是工作日才计为第1日
    与之有关的规则：adjust.personnel-change、adjust.work-change、adjust.incapacity。因读法而异的核查结果：0项。
    """
    # Refuses an interpretation that isn't on the register.
    book.reading(interpretation)
    entry = book.interpretations[interpretation]
    context = Context(book, calendar or WorkCalendar.china(), since, as_of, known_by)
    concerned = _depending(context, interpretation, select(book, rules))
    reports = {one.id: _audited(registry, context, concerned, {interpretation: one.id}) for one in entry.readings}
    return ReadingComparison(entry, FrozenMap(reports))


def with_dependencies(report: Report, registry: Registry) -> Report:
    """The same report, each finding saying in ``depends_on`` on which interpretations it depends (principle 4).

    A finding depends on an interpretation if by another of its readings it would be decided otherwise,
    or wouldn't be. What would be found by another reading alone isn't in the report, and so isn't told.

    One reading is changed at a time: a combination of two isn't tried, so that a finding that only two
    together would change depends on neither. A finding of many days depends as a whole; those that it
    expands to don't say.

    It costs one audit by the report's own readings, which shows that the registry is the report's, and
    one by each other reading of each interpretation that a rule with findings names, of those rules
    alone. Of all rules of ``suining-2022`` these are some 80 audits, which take as long as some 20 of all rules.

    Args:
        report: the report.
        registry: the facts that it was made from: of a part's report, that part; of joined ones, the whole.

    Returns:
        A report with the same context, equal findings and the same fingerprint; ``depends_on`` is in the
        order of the register.

    Raises:
        ReportError: an audit of the registry doesn't find what is in the report.

    >>> from dual_responsibility import Registry, rulebook
    >>> report = audit(Registry(), rulebook("suining-2022"), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 6, 30))
    >>> with_dependencies(report, Registry()) == report
    True
    """
    context = report.context
    if _audited(registry, context, report.rules, {}).findings != report.findings:
        zh, en = (
            "台账核查所得与报告不符：不是该报告所依据的",
            "the registry isn't the one that the report was made from",
        )
        raise ReportError.single("other-registry", "/registry", zh, en)
    ids = [finding.id for finding in report.findings]
    decided: defaultdict[str, dict[str, _Decision | None]] = defaultdict(dict)
    for id, finding in zip(ids, report.findings, strict=True):
        decided[finding.rule_id][id] = _decision(finding)
    depends: defaultdict[str, list[str]] = defaultdict(list)
    for interpretation in context.book.interpretations.values():
        for id in _moved(registry, context, interpretation, decided):
            depends[id].append(interpretation.id)
    told = (attrs.evolve(one, depends_on=tuple(depends[id])) for id, one in zip(ids, report.findings, strict=True))
    return attrs.evolve(report, findings=tuple(told))


def _moved(
    registry: Registry,
    context: Context,
    interpretation: Interpretation,
    decided: Mapping[str, Mapping[str, _Decision | None]],
) -> set[str]:
    """The ids of the findings, given by rule with their decisions, that another reading decides otherwise."""
    rules = _depending(context, interpretation.id, decided)
    moved: set[str] = set()
    for reading in interpretation.readings if rules else ():
        if reading.id != interpretation.chosen:
            report = _audited(registry, context, rules, {interpretation.id: reading.id})
            others = {finding.id: _decision(finding) for finding in report.findings}
            moved.update(id for rule in rules for id, decision in decided[rule].items() if others.get(id) != decision)
    return moved


def _depending(context: Context, interpretation: str, rules: Iterable[str]) -> tuple[str, ...]:
    """Those of the rules that an interpretation can change."""
    if interpretation == _OF_EVERY_RULE and context.known_by is not None:
        return tuple(rules)
    return tuple(id for id in rules if interpretation in context.book.rules[id].readings)


def _audited(registry: Registry, context: Context, rules: tuple[str, ...], readings: Mapping[str, str]) -> Report:
    """What an audit finds in the same context but for some readings."""
    book = context.book
    other = {id: reading for id, reading in readings.items() if book.reading(id) != reading}
    return audit(
        registry,
        # By the readings in use it is the rulebook as it is, whatever was in use before.
        book.with_readings(other) if other else book,
        since=context.since,
        as_of=context.as_of,
        calendar=context.calendar,
        rules=rules,
        known_by=context.known_by,
    )


def _decision(finding: Finding | None) -> _Decision | None:
    """What was decided, whatever it is told with; None where nothing was."""
    if finding is None:
        return None
    duty = finding.obligation
    return (
        *(finding.status, finding.reason, finding.closed),
        *(duty.arose, duty.due, duty.bearer, finding.count, finding.days),
    )


def _told(reading: str, differences: Sequence[Difference]) -> Iterator[Text]:
    """How findings move by another reading: how many, and from which status to which, in order; nothing if none does."""
    if not differences:
        return
    count = len(differences)
    yield Text(f"按读法 {reading}，不同的：{count}项", f"By {reading}, findings that differ: {count}")
    moves = Counter((_status(one.before), _status(one.after)) for one in differences)
    order = [*Status, None]
    for before, after in sorted(moves, key=lambda move: [*map(order.index, move)]):
        count, (one, other) = moves[before, after], (_label(before), _label(after))
        if before is after:
            zh, en = (
                f"仍为{one.zh}，但原因、日期、义务人或数目不同",
                f"still {one.en}, with another reason, day, bearer or count",
            )
        else:
            zh, en = f"{one.zh}→{other.zh}", f"{one.en} → {other.en}"
        yield Text(f"  {zh}：{count}项", f"  {en}: {count}")


def _status(finding: Finding | None) -> Status | None:
    return None if finding is None else finding.status


def _label(status: Status | None) -> Text:
    return _NO_FINDING if status is None else status.label
