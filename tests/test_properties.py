"""What holds of every registry under every reading: cut anywhere, in any order, on any machine."""

import datetime as dt
import hashlib
import os
import pickle
import random
import subprocess
import sys
from functools import reduce
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility.facts.registry import COLLECTIONS

from .rules.building import (
    CITY,
    change,
    company,
    day,
    period,
    post,
    registry,
    relation,
    supervisor,
    visit,
)
from .strategies import FIRST, LAST, Norms, days, norms, registries, windows

CALENDAR = dr.WorkCalendar.from_edition("CN-2026-12-28-8746bf3b")
AFTER = LAST + dt.timedelta(days=400)
"""A day when all that the registries tell has happened."""

Window = dict[str, Any]
often = settings(
    deadline=None,
    max_examples=80,
    database=None,
    print_blob=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
now_and_then = settings(often, max_examples=40)


def audited(facts: dr.Registry, norm: Norms, window: Window) -> dr.Report:
    """The report on all rules."""
    return dr.audit(facts, norm.book, calendar=CALENDAR, **window)


def is_dated(finding: dr.Finding) -> bool:
    """Whether it is of a rule that is owed by a day."""
    return finding.rule.kind is dr.RuleKind.DATED


def each_dated(found: dr.Report) -> list[dr.Finding]:
    """The findings of rules that are owed by a day, one for each obligation."""
    return [one for finding in found.findings if is_dated(finding) for one in finding.expand()]


class TestCutAnywhere:
    """Principle 8: each obligation belongs to exactly one part, and the parts joined are the whole."""

    @often
    @given(registries(), norms, windows(), st.integers(1, 5), st.randoms(use_true_random=False))
    def test_the_parts_in_any_order_are_the_whole(
        self, facts: dr.Registry, norm: Norms, window: Window, n: int, rng: random.Random
    ) -> None:
        whole = audited(facts, norm, window)
        parts = [audited(part, norm, window) for part in facts.partition(n)]
        rng.shuffle(parts)
        joined = reduce(dr.Report.join, parts)
        assert joined.findings == whole.findings
        assert joined == whole
        assert joined.fingerprint == whole.fingerprint
        assert joined.summary() == whole.summary()
        assert joined.caseload() == whole.caseload()

    @now_and_then
    @given(registries(), norms, windows(), st.data())
    def test_a_subset_finds_of_its_companies_what_the_whole_finds(
        self, facts: dr.Registry, norm: Norms, window: Window, data: st.DataObject
    ) -> None:
        chosen = data.draw(st.sets(st.sampled_from([one.id for one in facts.companies])))
        about = [f for f in audited(facts, norm, window).findings if f.subject.kind == "company"]
        part = audited(facts.subset(chosen), norm, window)
        assert list(part.findings) == [f for f in about if f.subject.id in chosen]

    @now_and_then
    @given(registries(), norms, st.integers(1, 4))
    def test_the_parts_agendas_are_the_wholes(self, facts: dr.Registry, norm: Norms, n: int) -> None:
        def listed(part: dr.Registry) -> list[dr.Obligation]:
            return [*dr.agenda(part, norm.book, start=FIRST, end=LAST, calendar=CALENDAR)]

        together = [duty for part in facts.partition(n) for duty in listed(part)]
        assert sorted(together, key=lambda duty: duty.id) == sorted(listed(facts), key=lambda duty: duty.id)


def shuffled(facts: dr.Registry, rng: random.Random) -> dr.Registry:
    """The same facts in another order: the collections, and what has no order inside a fact."""

    def mixed(items: Any) -> tuple[Any, ...]:
        found = list(items)
        rng.shuffle(found)
        return tuple(found)

    def turned(fact: Any) -> Any:
        if isinstance(fact, dr.Company):
            return attrs.evolve(
                fact,
                operating=mixed(fact.operating),
                grades=dr.Timeline(mixed(fact.grades.entries)),
                grounds=dr.Timeline(mixed(fact.grounds.entries)),
            )
        if isinstance(fact, dr.Supervisor):
            return attrs.evolve(fact, posts=mixed(fact.posts))
        return attrs.evolve(fact, team=mixed(fact.team)) if isinstance(fact, dr.Assignment) else fact

    names = [*COLLECTIONS, "complete"]
    return facts.replace(**{name: mixed(map(turned, getattr(facts, name))) for name in names})


class TestAnyOrder:
    """Principle 7: the same facts give the same report."""

    @often
    @given(registries(), norms, windows(), st.randoms(use_true_random=False))
    def test_shuffling_changes_nothing(
        self, facts: dr.Registry, norm: Norms, window: Window, rng: random.Random
    ) -> None:
        one, other = audited(facts, norm, window), audited(shuffled(facts, rng), norm, window)
        assert one.findings == other.findings
        assert one.fingerprint == other.fingerprint
        assert one.caseload() == other.caseload()
        assert one == other

    @now_and_then
    @given(registries(), norms, st.randoms(use_true_random=False))
    def test_nor_does_it_change_the_agenda(self, facts: dr.Registry, norm: Norms, rng: random.Random) -> None:
        one, other = (
            [*dr.agenda(held, norm.book, start=FIRST, end=LAST, calendar=CALENDAR)]
            for held in (facts, shuffled(facts, rng))
        )
        assert one == other


def as_seen(facts: dr.Registry, as_of: dt.date) -> dr.Registry:
    """Without what is dated after a day; what ends after it goes on."""

    def cut(span: dr.Period) -> dr.Period | None:
        if span.start > as_of:
            return None
        return dr.Period(span.start) if span.end is not None and span.end > as_of else span

    def cut_all(held: Any, field: str = "period") -> list[Any]:
        kept = [(fact, cut(getattr(fact, field))) for fact in held]
        return [attrs.evolve(fact, **{field: span}) for fact, span in kept if span is not None]

    def cut_values(timeline: Any) -> Any:
        kept = [(cut(span), value) for span, value in timeline]
        return dr.Timeline(tuple((span, value) for span, value in kept if span is not None))

    def dated(held: Any) -> list[Any]:
        return [fact for fact in held if fact.on <= as_of]

    versions = cut_all(facts.list_versions, "in_force")
    seen = {version.id for version in versions}
    reported = [
        attrs.evolve(c, reported=None) if c.reported is not None and c.reported > as_of else c
        for c in dated(facts.company_changes)
    ]
    return facts.replace(
        companies=[
            attrs.evolve(
                one,
                operating=[span for span in map(cut, one.operating) if span is not None],
                grades=cut_values(one.grades),
                grounds=cut_values(one.grounds),
            )
            for one in facts.companies
        ],
        supervisors=[attrs.evolve(one, posts=cut_all(one.posts)) for one in facts.supervisors],
        assignments=[attrs.evolve(one, team=cut_all(one.team)) for one in cut_all(facts.assignments)],
        pauses=cut_all(facts.pauses),
        notice_cards=cut_all(facts.notice_cards, "displayed"),
        list_versions=versions,
        acknowledgements=[fact for fact in dated(facts.acknowledgements) if fact.list_version in seen],
        key_periods=[fact for fact in facts.key_periods if fact.period.start <= as_of],
        company_changes=reported,
        **{name: dated(getattr(facts, name)) for name in ("changes", "commitments", "emergencies", "visits")},
    )


class TestAsOf:
    """`as_of` is the end of that day: what is dated later isn't seen."""

    @often
    @given(registries(), norms, windows())
    def test_cutting_off_what_is_dated_later_changes_nothing(
        self, facts: dr.Registry, norm: Norms, window: Window
    ) -> None:
        one, other = audited(facts, norm, window), audited(as_seen(facts, window["as_of"]), norm, window)
        assert one.findings == other.findings
        assert one.fingerprint == other.fingerprint
        assert one.caseload() == other.caseload()

    @now_and_then
    @given(registries(), norms, windows())
    def test_known_by_a_day_when_all_was_recorded_is_the_same_as_no_such_day(
        self, facts: dr.Registry, norm: Norms, window: Window
    ) -> None:
        plain = audited(facts, norm, {**window, "known_by": None})
        assert audited(facts, norm, {**window, "known_by": AFTER}).findings == plain.findings

    @now_and_then
    @given(registries(), norms, windows(), days)
    def test_a_window_that_begins_later_finds_nothing_else_that_is_dated(
        self, facts: dr.Registry, norm: Norms, window: Window, later: dt.date
    ) -> None:
        """It leaves out what was closed before it, and what belongs to windows before it."""
        since = min(max(later, window["since"]), window["as_of"])
        whole = set(each_dated(audited(facts, norm, window)))
        short = set(each_dated(audited(facts, norm, {**window, "since": since})))
        assert short <= whole
        assert not [f for f in whole - short if f.closed is not None and f.closed >= since]


class TestEveryFinding:
    @often
    @given(registries(), norms, windows())
    def test_says_why_from_which_clause_and_what_would_cure_it(
        self, facts: dr.Registry, norm: Norms, window: Window
    ) -> None:
        found = audited(facts, norm, window)
        citations = found.context.book.citations
        assert len({finding.id for finding in found.findings}) == len(found.findings)
        for finding in found.findings:
            if finding.status is dr.Status.FULFILLED:
                assert (finding.reason, finding.cure) == (None, None)
            else:
                assert finding.reason in dr.REASONS
                assert finding.cure in dr.CURES.values()
            assert finding.citations
            assert all(citations[citation.id] == citation for citation in finding.citations)
            for lang in ("zh", "en"):
                told = finding.explain(lang)
                assert finding.status.label.in_language(lang) in told
                assert "None" not in told

    @often
    @given(registries(), norms, windows())
    def test_its_status_agrees_with_its_days(self, facts: dr.Registry, norm: Norms, window: Window) -> None:
        since, as_of = window["since"], window["as_of"]
        status = dr.Status
        for finding in audited(facts, norm, window).findings:
            kind, due, closed = finding.rule.kind, finding.due, finding.closed
            assert finding.arose <= as_of
            assert closed is None or closed <= as_of
            assert (finding.late is not None) <= (finding.status in (status.FULFILLED_LATE, status.UNDETERMINED))
            if kind is dr.RuleKind.DATED:
                assert closed is None or closed >= since
                expected = {
                    status.FULFILLED: closed is not None and (due is None or closed <= due),
                    status.FULFILLED_LATE: closed is not None and due is not None and due < closed,
                    status.PENDING: closed is None and (due is None or as_of <= due),
                    status.VIOLATED: closed is None and due is not None and due < as_of,
                    status.UNDETERMINED: True,
                }
                assert expected[finding.status]
            else:
                assert due is None
            if kind is dr.RuleKind.UNDATED:
                assert not finding.status.is_breach
            if kind is dr.RuleKind.STANDING:
                assert finding.status is not status.PENDING
                assert finding.status is not status.FULFILLED_LATE or (closed is not None and finding.arose < closed)

    @now_and_then
    @given(registries(), norms, windows())
    def test_silence_isnt_guilt(self, facts: dr.Registry, norm: Norms, window: Window) -> None:
        """Principle 3: without a claim no missing record makes a violation."""
        missing = {"visit-missing", "successor-missing", "report-missing", "adjustment-missing", "seat-vacant"}
        found = audited(facts.replace(complete=()), norm, window)
        assert not [f.id for f in found.violations if f.reason in {*missing, "team-incomplete", "ground-missing"}]

    @now_and_then
    @given(registries(), norms, windows())
    def test_a_report_survives_pickling(self, facts: dr.Registry, norm: Norms, window: Window) -> None:
        found = audited(facts, norm, window)
        again = pickle.loads(pickle.dumps(found))
        assert again == found
        assert again.fingerprint == found.fingerprint
        assert hash(again) == hash(found)


class TestAgenda:
    """The same obligation serves the auditor and the reminder."""

    @often
    @given(registries(), norms, days, days)
    def test_it_lists_what_an_audit_finds_when_all_has_happened(
        self, facts: dr.Registry, norm: Norms, one: dt.date, other: dt.date
    ) -> None:
        start, end = sorted((one, other))
        listed = [*dr.agenda(facts, norm.book, start=start, end=end, calendar=CALENDAR)]
        found = audited(facts, norm, {"since": dt.date(2022, 1, 1), "as_of": AFTER})
        due = [f.obligation for f in each_dated(found) if f.due is not None and start <= f.due <= end]
        assert sorted(listed, key=lambda duty: duty.id) == sorted(due, key=lambda duty: duty.id)
        days_due = [duty.due for duty in listed if duty.due is not None]
        assert days_due == sorted(days_due)

    @now_and_then
    @given(registries(), norms, days)
    def test_as_of_leaves_out_what_the_audit_finds_closed_by_then(
        self, facts: dr.Registry, norm: Norms, as_of: dt.date
    ) -> None:
        listed = dr.agenda(facts, norm.book, start=FIRST, end=LAST, calendar=CALENDAR, as_of=as_of)
        found = audited(facts, norm, {"since": dt.date(2022, 1, 1), "as_of": AFTER})
        still_open = {
            f.id
            for f in each_dated(found)
            if f.due is not None and FIRST <= f.due <= LAST and (f.closed is None or f.closed > as_of)
        }
        assert {duty.id for duty in listed} == still_open


def a_city() -> dr.Registry:
    """A registry that has findings of many rules in many statuses."""
    return registry(
        *(company(f"C-{i}", grade) for i, grade in enumerate([*dr.Grade, None])),
        supervisor("S-1"),
        supervisor("S-2", posts=(post(), post(dr.Tier.COUNTY, "2023-02-01/.."))),
        supervisor("S-3", dr.Tier.VILLAGE),
        *(relation(f"A-{i}", f"C-{i}", f"S-{1 + i % 3}") for i in range(5)),
        relation("B-0", "C-0", "S-2", held="2023-05-09/.."),
        change("2023-04-27"),
        visit("2023-02-14", company="C-0", occasions=(dr.VisitOccasion.QUARTER, dr.VisitOccasion.KEY_PERIOD)),
        visit("2023-05-16", company="C-1", visitor="S-2", occasions=tuple(dr.VisitOccasion)),
        dr.KeyPeriod(id="K-1", area=CITY, period=period("2023-01-14/2023-01-29")),
        dr.Emergency(id="E-1", area=CITY, on=day("2023-05-15")),
        dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area=CITY),
        dr.Acknowledgement(supervisor="S-2", list_version="L-1", on=day("2023-01-10")),
        company("D-0", dr.Grade.B, kind=dr.CompanyKind.CATERER, size=dr.CompanySize.LARGE, sectors=list(dr.Sector)),
        dr.Staff(company="D-0", person="P-1", role=dr.StaffRole.DIRECTOR),
        dr.Staff(company="D-0", person="P-2", role=dr.StaffRole.OFFICER, period=period("2023-02-01/..")),
        dr.Bar(person="P-1", ground=dr.BarGround.LICENCE_REVOKED, on=day("2023-03-06")),
        dr.Checklist(company="D-0", sector=dr.Sector.CATERING, cycle=dr.Cycle.DAILY, adopts="CATERING-A-DAILY"),
        dr.RegularClosing(company="D-0", weekdays=[dr.Weekday.SUNDAY, dr.Weekday.SATURDAY]),
        dr.Pause(company="D-0", period=period("2023-01-20/2023-01-29")),
        dr.ControlLog(
            company="D-0",
            cycle=dr.Cycle.DAILY,
            kept=dr.DaySet.parse(["2022-11-01/2023-05-31"]),
            entered_late=dr.DaySet.parse(["2023-03-06/2023-03-09"]),
        ),
        dr.ControlRecord(
            id="R-1",
            company="D-0",
            cycle=dr.Cycle.DAILY,
            on=day("2023-06-05"),
            sector=dr.Sector.SPECIAL,
            problems=dr.FoundProblem(id="P-1", text="冷藏柜温度偏高", rectify_by=day("2023-06-12")),
        ),
    )


SCRIPT = """
import datetime as dt, hashlib, pickle, sys
import dual_responsibility as dr

facts = pickle.load(sys.stdin.buffer)
report = dr.audit(facts, dr.rulebook("suining-2022"), since=dt.date(2022, 11, 1), as_of=dt.date(2023, 6, 30))
told = "".join(finding.explain(lang) for finding in report.findings for lang in ("zh", "en"))
print(report.fingerprint, hashlib.sha256(told.encode()).hexdigest(), report.context.book.hash)
"""


def words_of(found: dr.Report) -> str:
    """A hash of all explanations in both languages."""
    told = "".join(finding.explain(lang) for finding in found.findings for lang in ("zh", "en"))
    return hashlib.sha256(told.encode()).hexdigest()


@pytest.mark.parametrize(
    "machine",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1"},
        {"LANG": "C", "LC_ALL": "C", "LANGUAGE": "C"},
        {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"},
        {"TZ": "America/Los_Angeles"},
        {"TZ": "Pacific/Kiritimati"},
    ],
    ids=lambda machine: " ".join(f"{name}={value}" for name, value in machine.items()),
)
def test_the_same_anywhere(machine: dict[str, str]) -> None:
    """Principle 7: fingerprint, words and rulebook are the same under any hash seed, locale and time zone."""
    facts, book = a_city(), dr.rulebook("suining-2022")
    here = dr.audit(facts, book, since=day("2022-11-01"), as_of=day("2023-06-30"))
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=pickle.dumps(facts),
        env={**os.environ, **machine},
        capture_output=True,
        check=True,
    )
    assert ran.stdout.decode().split() == [here.fingerprint, words_of(here), book.hash]
