"""audit(): the window, the rules asked for, what is refused, and that the parts make the whole."""

import datetime as dt
from functools import reduce
from typing import Any

import attrs
import pytest

import dual_responsibility as dr

from .rules.building import (
    CITY,
    COUNTY,
    EVERYTHING,
    TOWNSHIP,
    VILLAGE,
    change,
    company,
    day,
    findings,
    outcome,
    period,
    post,
    registry,
    relation,
    report,
    supervisor,
    visit,
)

BOOK = dr.rulebook("suining-2022")
PERSONNEL = "adjust.personnel-change"


def city() -> dr.Registry:
    """Three companies; S-1, who holds C-1 and C-2, leaves on 2023-04-27; S-2 holds C-3 and follows at C-1."""
    return registry(
        *(company(f"C-{i}") for i in (1, 2, 3)),
        *(supervisor(f"S-{i}") for i in (1, 2)),
        relation("A-1", "C-1"),
        relation("A-2", "C-2"),
        relation("A-3", "C-3", "S-2"),
        relation("A-4", "C-1", "S-2", held="2023-05-08/.."),
        change("2023-04-27"),
        visit("2023-02-01"),
        visit("2023-05-10", visitor="S-2"),
        visit("2023-06-30", company="C-3", visitor="S-2"),
    )


def ask(**asked: Any) -> dr.Report:
    """An audit of the city for the first half of 2023, unless asked otherwise."""
    asked = {"since": day("2023-01-01"), "as_of": day("2023-06-30"), **asked}
    return dr.audit(city(), BOOK, **asked)


class TestWindow:
    """What arose before `since` and is still open in it is in; what was closed before it isn't."""

    def ids(self, since: str, as_of: str, *rules: str) -> list[str]:
        return [finding.id for finding in findings(city(), *rules, since=since, as_of=as_of)]

    def test_what_arose_in_it_is_in(self) -> None:
        assert self.ids("2023-04-27", "2023-04-27", "adjust.*") == [
            "adjust.personnel-change/company/C-1/CH-1",
            "adjust.personnel-change/company/C-2/CH-1",
        ]

    def test_what_was_closed_before_it_isnt(self) -> None:
        assert self.ids("2023-05-08", "2023-06-30", "adjust.*") == [
            "adjust.personnel-change/company/C-1/CH-1",
            "adjust.personnel-change/company/C-2/CH-1",
        ]
        assert self.ids("2023-05-09", "2023-06-30", "adjust.*") == ["adjust.personnel-change/company/C-2/CH-1"]

    def test_what_arose_after_it_isnt(self) -> None:
        assert self.ids("2023-01-01", "2023-04-26", "adjust.*") == []

    def test_a_window_of_one_day(self) -> None:
        one = report(city(), "attend.quarter", since="2023-06-30", as_of="2023-06-30")
        assert [(f.id, outcome(f)) for f in one.findings] == [
            ("attend.quarter/company/C-3/2023-Q2", ("FULFILLED", None))
        ]

    def test_a_window_before_the_rules_bind_is_empty(self) -> None:
        assert self.ids("2022-01-01", "2022-10-31") == []
        long_ago = registry(
            company(operating=period("2022-10-01/..")),
            supervisor(),
            relation(held="2022-10-01/.."),
            change("2022-10-20"),
        )
        assert findings(long_ago, since="2022-10-01", as_of="2022-10-31") == ()

    def test_a_gap_that_has_ended_belongs_to_the_windows_that_touch_it(self) -> None:
        """Due 8 May: C-2 is vacant from the 9th; a relation from 1 June ends that."""
        facts = registry(
            company(), supervisor("S-1"), supervisor("S-2"), relation(),
            relation("A-2", supervisor="S-2", held="2023-06-01/.."), change("2023-04-27"),
        )  # fmt: skip
        in_it = findings(facts, "coverage.assigned", since="2023-05-31", as_of="2023-06-30")
        assert [(outcome(f), f.arose, f.closed) for f in in_it] == [
            (("FULFILLED_LATE", "seat-vacant"), day("2023-05-09"), day("2023-06-01"))
        ]
        after = findings(facts, "coverage.assigned", since="2023-06-01", as_of="2023-06-30")
        assert [outcome(f) for f in after] == [("FULFILLED", None)]


class TestRulesAskedFor:
    def test_all_rules_of_the_book_by_default(self) -> None:
        assert set(ask().rules) == set(BOOK.rules)

    @pytest.mark.parametrize(
        ("patterns", "rules"),
        [
            (["adjust.personnel-change"], ["adjust.personnel-change"]),
            (["know.*"], ["know.responsibility-list", "know.task-list", "know.supervision-list"]),
            (["attend.quarter", "attend.*"], ["attend.quarter", "attend.key-period", "attend.emergency"]),
            (["*.assigned", "coverage.t*"], ["coverage.assigned", "coverage.tier"]),
            ("attend.quarter", ["attend.quarter"]),
        ],
    )
    def test_ids_and_patterns(self, patterns: Any, rules: list[str]) -> None:
        found = ask(rules=patterns)
        assert list(found.rules) == rules
        assert {finding.rule_id for finding in found.findings} <= set(rules)

    def test_the_order_of_patterns_doesnt_matter(self) -> None:
        assert ask(rules=["adjust.*", "attend.*"]) == ask(rules=["attend.*", "adjust.*"])

    def test_some_rules_say_the_same_as_when_all_are_asked(self) -> None:
        few = ask(rules=["attend.*", "adjust.*"]).findings
        all_of_them = [f for f in ask().findings if f.rule_id.startswith(("attend.", "adjust."))]
        assert list(few) == all_of_them

    @pytest.mark.parametrize("pattern", ["attend.quater", "nothing.*", "adjust.company-change", ""])
    def test_a_pattern_that_names_no_rule_is_an_error(self, pattern: str) -> None:
        with pytest.raises(dr.UnknownIdError) as caught:
            ask(rules=["attend.*", pattern])
        (problem,) = caught.value.problems
        assert (problem.code, problem.path) == ("unknown-rule", "/rules")
        assert "attend.quarter" in problem.message.zh
        assert "attend.quarter" in problem.message.en


class TestRefused:
    @pytest.mark.parametrize("name", ["since", "as_of", "known_by"])
    @pytest.mark.parametrize("value", [dt.datetime(2023, 6, 30, tzinfo=dt.UTC), "2023-06-30", 20230630])
    def test_what_isnt_a_date(self, name: str, value: Any) -> None:
        with pytest.raises(dr.DateTypeError) as caught:
            ask(**{name: value})
        assert [problem.path for problem in caught.value.problems] == [f"/{name}"]
        assert isinstance(caught.value, TypeError)

    def test_a_window_that_ends_before_it_begins(self) -> None:
        with pytest.raises(dr.ReportError) as caught:
            ask(since=day("2023-07-01"), as_of=day("2023-06-30"))
        assert [(one.code, one.path, one.message) for one in caught.value.problems] == [
            (
                "window-reversed",
                "/as_of",
                dr.Text("截止日 2023-06-30 早于起始日 2023-07-01", "as_of 2023-06-30 is before since 2023-07-01"),
            )
        ]
        assert isinstance(caught.value, ValueError)

    def test_a_rule_whose_last_edition_has_ended(self) -> None:
        """Silence of the norms is no answer: the national rules of 2022 end with 2025-04-14."""
        book = attrs.evolve(dr.rulebook("china-2022"), in_force=period("2022-11-01/.."))
        window: dict[str, Any] = {"since": day("2025-01-01"), "rules": ["control.daily"]}
        assert dr.audit(city(), book, as_of=day("2025-04-14"), **window).findings
        with pytest.raises(dr.ReportError) as caught:
            dr.audit(city(), book, as_of=day("2025-04-15"), **window)
        assert [(one.code, one.path, one.message) for one in caught.value.problems] == [
            (
                "none-in-force",
                "/rules/control.daily",
                dr.Text(
                    "规则 control.daily 自 2025-04-14 以后没有施行的版本；请用接续它的规则集",
                    "of rule control.daily no edition is in force after 2025-04-14; take a rulebook that goes on",
                ),
            )
        ]


class TestKnownBy:
    def test_without_it_what_had_happened_counts_whenever_it_was_recorded(self) -> None:
        entered_later = dr.Visit(
            id="V-9", company="C-2", visitor="S-1", on=day("2023-01-05"), recorded=day("2023-09-01")
        )
        facts = city().replace(visits=[*city().visits, entered_later])
        (q1,) = [
            f
            for f in findings(facts, "attend.quarter", as_of="2023-03-31", since="2023-01-05")
            if f.subject.id == "C-2"
        ]
        assert outcome(q1) == ("FULFILLED", None)

    def test_an_end_recorded_later_leaves_the_relation_open(self) -> None:
        ended = relation(held="2022-11-01/2023-04-30", end_recorded=day("2023-05-20"))
        facts = registry(company(), supervisor(), ended)
        as_known = findings(facts, "coverage.assigned", as_of="2023-05-10", known_by="2023-05-10")
        assert [outcome(f) for f in as_known] == [("FULFILLED", None)]
        as_happened = findings(facts, "coverage.assigned", as_of="2023-05-10")
        assert [outcome(f) for f in as_happened] == [("VIOLATED", "seat-vacant")]

    def test_it_is_part_of_what_the_report_was_judged_by(self) -> None:
        asked, plain = ask(known_by=day("2023-06-30")), ask()
        assert asked.context.known_by == day("2023-06-30")
        assert asked.findings == plain.findings
        assert asked.fingerprint != plain.fingerprint


class TestProgress:
    def test_it_ends_with_all_done(self) -> None:
        seen: list[tuple[int, int]] = []
        ask(progress=lambda done, total: seen.append((done, total)))
        # Seven areas, three companies, two supervisors.
        assert seen[-1] == (12, 12)
        assert [done for done, _ in seen] == sorted(done for done, _ in seen)
        assert {total for _, total in seen} == {12}

    def test_of_supervisors_it_tells_the_number_too(self) -> None:
        """256 files, the last of which are supervisors': told at the 256th, and at the end."""
        many = registry(*(supervisor(f"S-{number:03}") for number in range(300)))
        seen: list[tuple[int, int]] = []
        days: dict[str, Any] = {"since": day("2023-01-01"), "as_of": day("2023-06-30")}
        dr.audit(many, BOOK, **days, rules=["know.*"], progress=lambda *both: seen.append(both))
        assert seen == [(0, 300), (256, 300), (300, 300)]

    def test_it_tells_of_every_256th(self) -> None:
        """Seven areas, then 300 companies, then 300 supervisors."""
        many = registry(
            *(company(f"C-{number}") for number in range(300)), *(supervisor(f"S-{number}") for number in range(300))
        )
        seen: list[tuple[int, int]] = []
        window = {
            "since": dt.date(2023, 1, 1),
            "as_of": dt.date(2023, 6, 30),
            "rules": ("coverage.*", "know.*", "mechanism.*"),
        }
        dr.audit(many, dr.rulebook("suining-2022"), **window, progress=lambda *both: seen.append(both))
        assert seen == [(256, 607), (512, 607), (607, 607)]

    def test_it_changes_nothing(self) -> None:
        assert ask(progress=lambda done, total: None) == ask()


class TestPurity:
    def test_the_same_again(self) -> None:
        assert ask() == ask()
        assert ask().fingerprint == ask().fingerprint

    def test_two_cards_of_one_supervisor_in_either_order(self) -> None:
        """The first day of display is the earlier one's, however the register lists them (§11.2)."""
        cards = [
            dr.NoticeCard(company="C-1", supervisor="S-1", displayed=period(text))
            for text in ("2023-05-01/..", "2023-01-05/..")
        ]
        there, back = (
            report(registry(company(), supervisor(), relation(), *shown), "notice-card.*", as_of="2023-06-30")
            for shown in (cards, cards[::-1])
        )
        assert there == back
        assert [finding.closed for finding in there.findings] == [day("2023-01-05")]

    def test_the_calendar_is_an_argument(self) -> None:
        """With no day off but the weekend, five working days from Thursday 2023-04-27 end on Thursday 4 May."""
        plain = dr.WorkCalendar.explicit(day("2022-01-01"), day("2023-12-31"))
        found = ask(calendar=plain, rules=[PERSONNEL]).findings
        # 28 April, 1, 2, 3 and Thursday 4 May.
        assert {finding.due for finding in found} == {day("2023-05-04")}

    def test_the_facts_stay_at_hand(self) -> None:
        facts = city()
        assert dr.audit(facts, BOOK, since=day("2023-01-01"), as_of=day("2023-06-30")).registry is facts

    def test_an_empty_registry_has_no_findings(self) -> None:
        empty = dr.audit(dr.Registry(), BOOK, since=day("2023-01-01"), as_of=day("2023-06-30"))
        assert (empty.findings, empty.violations, empty.summary().total) == ((), (), 0)


class TestParts:
    @pytest.mark.parametrize("n", [1, 2, 3, 7])
    def test_the_parts_joined_are_the_whole(self, n: int) -> None:
        whole = ask()
        parts = [dr.audit(part, BOOK, since=day("2023-01-01"), as_of=day("2023-06-30")) for part in city().partition(n)]
        joined = reduce(dr.Report.join, parts)
        assert joined == whole
        assert joined.fingerprint == whole.fingerprint
        assert joined.caseload() == whole.caseload()
        assert joined.summary() == whole.summary()
        assert sum(len(part.findings) for part in parts) == len(whole.findings)

    def test_two_records_of_one_relation_dont_keep_parts_from_joining(self) -> None:
        facts = registry(
            company("C-1"), company("C-2"), supervisor(), relation("A-1"), relation("A-2"), change("2023-04-27"),
            dr.Commitment(supervisor="S-1", on=day("2023-01-05")),
        )  # fmt: skip
        whole = report(facts, as_of="2023-06-30")
        joined = reduce(dr.Report.join, [report(part, as_of="2023-06-30") for part in facts.partition(2)])
        assert joined == whole
        assert len({finding.id for finding in whole.findings}) == len(whole.findings)

    def test_two_posts_in_one_area_dont_keep_parts_from_joining(self) -> None:
        facts = registry(
            company("C-1"), company("C-2"), supervisor(posts=(post(title="甲"), post(title="乙"))), relation()
        )
        whole = report(facts, "commitment.*", as_of="2023-06-30")
        joined = reduce(
            dr.Report.join, [report(part, "commitment.*", as_of="2023-06-30") for part in facts.partition(2)]
        )
        assert joined == whole
        assert len({finding.id for finding in whole.findings}) == len(whole.findings)

    def test_a_subset_speaks_of_its_companies_alone(self) -> None:
        part = dr.audit(city().subset(["C-2"]), BOOK, since=day("2023-01-01"), as_of=day("2023-06-30"))
        assert {str(finding.subject) for finding in part.findings} == {"company C-2"}
        of_c2 = [f for f in ask().findings if f.subject == dr.Ref("company", "C-2")]
        assert list(part.findings) == of_c2


def test_what_is_kept_of_the_facts_to_count_by_area_and_tier() -> None:
    """Of each that something is found about: where it is, and the tier of its grade, of its post or of its area."""
    whistle = dr.HazardMove(step=dr.HazardStep.WHISTLE, actor="M-1", on=day("2023-06-01"), reason="无证加工")
    facts = registry(
        company("C-1", grade=dr.Grade.B),
        company("C-2", grade=None, area=TOWNSHIP),
        supervisor("S-1", dr.Tier.CITY),
        supervisor("S-2", posts=()),
        relation("A-1", "C-1"),
        dr.Hazard(id="H-1", area=COUNTY, begins_at=dr.HazardLevel.COUNTY, moves=[whistle]),
        dr.Plan(id="PL-1", area=CITY, milestones=()),
        dr.Review(id="RV-1", reporter="L-1", area=CITY, year=2023, on=day("2023-06-01")),
    )
    kept = report(facts, "coverage.*", as_of="2023-06-30").roster
    assert {(ref.kind, ref.id): told for ref, told in kept.subjects.items() if ref.kind != "area"} == {
        ("company", "C-1"): (VILLAGE, dr.Tier.COUNTY),
        ("company", "C-2"): (TOWNSHIP, None),
        ("supervisor", "S-1"): (CITY, dr.Tier.CITY),
        ("supervisor", "S-2"): (None, None),
        ("hazard", "H-1"): (COUNTY, dr.Tier.COUNTY),
        ("plan", "PL-1"): (CITY, dr.Tier.CITY),
        ("review", "RV-1"): (CITY, dr.Tier.CITY),
    }
    assert kept.subjects[dr.Ref("area", COUNTY)] == (COUNTY, dr.Tier.COUNTY)
    assert dict(kept.companies) == {
        "C-1": (VILLAGE, dr.Grade.B, dr.Tier.CITY),
        "C-2": (TOWNSHIP, None, None),
    }
    assert dict(kept.supervisors) == {"S-1": (CITY, dr.Tier.CITY)}


def test_findings_come_by_subject_then_rule_then_day() -> None:
    found = ask().findings
    order = list(ask().rules)
    keys = [(f.subject.kind, f.subject.id, order.index(f.rule_id), f.arose, f.trigger) for f in found]
    assert keys == sorted(keys)


def test_ids_are_unique() -> None:
    found = ask().findings
    assert len({finding.id for finding in found}) == len(found)


def test_an_id_with_a_slash_stays_one_part_of_a_findings_id() -> None:
    facts = registry(company("C/1"), supervisor(), relation(company="C/1"), complete=EVERYTHING)
    (finding,) = findings(facts, "attend.quarter", since="2023-01-01", as_of="2023-01-01")
    assert finding.id == "attend.quarter/company/C%2F1/2023-Q1"
