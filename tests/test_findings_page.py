"""docs/findings.md and docs/conventions.md, held against what the library gives on tiny registries.

The tables are read from the pages: a rule, reason, trigger or kind of record is what stands in code style there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import dual_responsibility as dr
from dual_responsibility.rules import EVALUATORS

from . import findings_scenes as scenes
from .rules import building as b
from .rules import control_building as controls
from .rules import staffing_building as staffed
from .rules.building import CITY, COUNTY, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, claim, day, period, run

DOCS = Path(__file__).parents[1] / "docs"
KINDS = {"area", "company", "supervisor", "person", "plan", "review", "hazard"}
LATER = scenes.LATER
Row = list[str]


def codes(cell: str) -> list[str]:
    """What stands in code style."""
    return re.findall(r"`([^`]+)`", cell)


@cache
def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def table(heading: str, number: int = 0) -> list[Row]:
    """The rows of a table below a heading of docs/findings.md, the head left out."""
    section = page("findings.md").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    tables = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|\n").split("|")] for line in tables[number].splitlines()[2:]]


def by_rule(rows: list[Row]) -> dict[str, Row]:
    """Rows by each rule that the first cell names: each rule once."""
    found: dict[str, Row] = {}
    for row in rows:
        for rule in codes(row[0]):
            if rule in EVALUATORS:
                assert rule not in found, rule
                found[rule] = row[1:]
    return found


@pytest.fixture(scope="module", name="acts")
def every_scene_audited() -> list[tuple[scenes.Scene, dr.Finding]]:
    """Each finding of each scene, with all records claimed complete and with none."""
    return [
        (scene, finding)
        for scene in scenes.scenes()
        for claimed in (b.EVERYTHING, ())
        for finding in scene.findings(claimed)
    ]


Acts = list[tuple[scenes.Scene, dr.Finding]]


@pytest.mark.parametrize(
    "heading", ["Subject, bearer and trigger", "Which reasons each rule can give", "Which claim makes silence count"]
)
def test_a_table_names_every_rule(heading: str) -> None:
    assert set(by_rule(table(heading))) == set(EVALUATORS)
    assert set(dr.rulebook("suining-2022").rules) <= set(EVALUATORS)


def test_the_tables_of_days_and_of_stretches_leave_no_rule_out() -> None:
    def matched(rows: list[Row]) -> set[str]:
        named = [code.removesuffix("*") for row in rows for code in codes(row[0])]
        return {rule for rule in EVALUATORS for name in named if rule == name or (name[-1] == "." and name in rule)}

    assert matched(table("Days")) == set(EVALUATORS)
    book = dr.rulebook("suining-2022")
    standing = {id for id, rule in book.rules.items() if rule.kind is dr.RuleKind.STANDING}
    assert matched(table("Stretches of a standing duty")) == standing


# Which reasons


COLUMNS = (dr.Status.FULFILLED_LATE, dr.Status.PENDING, dr.Status.VIOLATED, dr.Status.UNDETERMINED)


def test_each_reason_stands_exactly_where_it_can_occur(acts: Acts) -> None:
    """With a mark where only another city's rulebook brings it about."""
    told = {
        (rule, status, code): bool(mark)
        for rule, cells in by_rule(table("Which reasons each rule can give")).items()
        for status, cell in zip(COLUMNS, cells, strict=True)
        for code, mark in re.findall(r"`([^`]+)`( †)?", cell)
    }
    found: dict[tuple[str, dr.Status, str], bool] = {}
    for scene, finding in acts:
        if finding.reason is not None:
            key = finding.rule_id, finding.status, finding.reason
            found[key] = found.get(key, True) and scene.book is not scenes.BOOK
    assert told == found
    assert {reason for _, _, reason in told} == set(dr.REASONS)


def test_each_rule_can_be_met(acts: Acts) -> None:
    assert {finding.rule_id for _, finding in acts if finding.reason is None} == set(EVALUATORS)


def test_the_cure_by_rule(acts: Acts) -> None:
    told = {rule: codes(cell)[0] for rule, [cell] in by_rule(table("The cure")).items()}
    by_the_rule = {code for code, reason in dr.REASONS.items() if reason.cure is None}
    found = defaultdict(set)
    for _, finding in acts:
        assert (finding.cure is None) == (finding.status is dr.Status.FULFILLED)
        if finding.cure is None or finding.reason is None:
            continue
        own = dr.REASONS[finding.reason].cure
        if finding.status is dr.Status.FULFILLED_LATE:
            assert finding.cure.code == "none-needed"
        elif finding.reason == "visit-missing":
            assert finding.cure.code == ("visit-now" if finding.rule_id == "attend.emergency" else "not-curable")
        elif finding.reason in by_the_rule:
            found[finding.rule_id].add(finding.cure.code)
        else:
            assert finding.cure.code == own
    assert {rule: {code} for rule, code in told.items()} == found


# Subject, bearer, trigger


def shape(trigger: str) -> str:
    """A trigger with names and days of one sort made alike."""
    norm = scenes.BOOK.mechanism
    assert norm is not None
    for pattern, name in (
        (r"\d{4}-\d\d-\d\d", "DATE"),
        (r"\d{4}(?=-Q|@|$)", "YEAR"),
        (r"Q\d", "Q"),
        (r"^(CATERING-|PRODUCTION-)([ABCD]-)?(DAILY|WEEKLY|MONTHLY)", r"SECTOR-\2CYCLE"),
        (r"SECTOR-[ABCD]", "SECTOR-LEVEL"),
        (r"@(CATERING|SPECIAL)$", "@SECTOR"),
        (r"^(STATION|COUNTY|CITY)@\d", "LEVEL@STEP"),
        (rf"^({'|'.join([*norm.bodies, *norm.departments])})@", "BODY@"),
        (r"(kind|size|sector|dining|diners|contract)-unknown", "UNKNOWN"),
        (rf"^({'|'.join(set(dr.REASONS))})@", "REASON@"),
        (r"^letters$|^covered$", "MILESTONE"),
        (r"-(\d)$", ""),
    ):
        trigger = re.sub(pattern, name, trigger)
    return trigger


@pytest.mark.parametrize("rule", EVALUATORS)
def test_triggers_are_as_in_the_examples(rule: str, acts: Acts) -> None:
    *_, examples = by_rule(table("Subject, bearer and trigger"))[rule]
    triggers = {finding.trigger for _, finding in acts if finding.rule_id == rule}
    assert set(codes(examples)) <= triggers
    assert set(map(shape, codes(examples))) == set(map(shape, triggers))


@pytest.mark.parametrize("rule", EVALUATORS)
def test_subject_and_bearer_are_of_the_kinds_named(rule: str, acts: Acts) -> None:
    subject, bearer, *_ = by_rule(table("Subject, bearer and trigger"))[rule]
    refs = [(finding.subject.kind, finding.bearer.kind) for _, finding in acts if finding.rule_id == rule]
    for cell, kinds in zip((subject, bearer), zip(*refs, strict=True), strict=True):
        assert KINDS.intersection(codes(cell)) == set(kinds)


# Days


def test_what_is_closed_by_status(acts: Acts) -> None:
    for _, one in acts:
        standing = one.rule.kind is dr.RuleKind.STANDING
        if isinstance(one, dr.Series) or one.status in (dr.Status.PENDING, dr.Status.VIOLATED):
            assert one.closed is None
        elif one.status is dr.Status.FULFILLED:
            assert (one.closed is None) == standing
        elif one.status is dr.Status.FULFILLED_LATE:
            assert one.closed is not None
        assert one.closed is None or one.closed >= one.arose
        if one.rule.kind is not dr.RuleKind.DATED:
            assert one.due is None


def test_which_day_each_duty_arose_fell_due_and_ended() -> None:
    """One of each sort of the table of days."""

    def days(rule: str, *facts: object, **window: object) -> tuple[str | None, ...]:
        (one,) = b.findings(b.registry(*facts), rule, **{"as_of": LATER, "since": "2023-10-01", **window})
        return tuple(None if on is None else on.isoformat() for on in (one.arose, one.due, one.closed))

    held = scenes.held(held="2023-10-16/..")
    assert days("attend.quarter", *held) == ("2023-10-16", "2023-12-31", None)
    assert days("attend.quarter", *held, b.visit("2023-10-20")) == ("2023-10-16", "2023-12-31", "2023-10-20")
    letter = dr.Commitment(supervisor="S-1", on=day("2022-01-01"))
    assert days("commitment.signed", *held, letter) == ("2023-10-16", None, "2023-10-16")
    card = dr.NoticeCard(company="C-1", supervisor="S-1", displayed=period("2023-11-02/.."))
    assert days("notice-card.displayed", *held, card) == ("2023-10-16", None, "2023-11-02")
    newer = dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area=CITY, in_force=period("2023-12-01/.."))
    assert days("know.task-list", *held, newer) == ("2023-12-01", None, None)
    gone = scenes.held(b.change("2023-11-02"), held="2022-11-01/2023-11-01")
    assert days("adjust.personnel-change", *gone) == ("2023-11-02", "2023-11-09", None)
    office = dr.Leader(person="L-1", role=dr.LeaderRole.LEADER, area=CITY, period=period("2023-03-13/.."))
    found = b.findings(b.registry(office), "review.leader-reports", since="2023-01-01", as_of=LATER)
    assert {(one.arose.isoformat(), str(one.due)) for one in found if one.bearer.kind == "person"} == {
        ("2023-03-13", "2023-12-31")
    }


def test_what_a_companys_closing_ends_is_closed_the_day_after_its_last() -> None:
    closing = b.company(**scenes.CLOSES, grade=dr.Grade.A)
    for facts, rule in (
        ((closing,), "coverage.assigned"),
        ((closing, b.supervisor(), b.relation()), "coverage.tier"),
        ((closing,), "staffing.officer"),
        ((closing, b.supervisor(), b.relation(held="2022-11-01/2023-04-26"), b.change("2023-04-27")), "adjust.*"),
    ):
        assert str(b.the_finding(b.registry(*facts), rule, as_of=LATER).closed) == "2023-07-01"


def test_a_relation_ends_on_the_day_before_a_change() -> None:
    """Whatever its own period says; and a change on the day after its end ended it too."""
    for last in ("..", "2023-04-26"):
        facts = b.registry(*scenes.held(b.change("2023-04-27"), held=f"2022-11-01/{last}"))
        assert run(b.the_finding(facts, "coverage.assigned", as_of=LATER))[2] == "2023-05-09"
        assert b.the_finding(facts, "adjust.personnel-change", as_of=LATER).reason == "successor-missing"
    later = b.registry(*scenes.held(b.change("2023-04-27"), held="2022-11-01/2023-04-25"))
    assert not b.findings(later, "adjust.*", as_of=LATER)


# Claims


def decided(findings: Iterator[dr.Finding], rule: str) -> list[object]:
    return [(one.id, one.status, one.reason, one.closed, one.count) for one in findings if one.rule_id == rule]


def test_which_kinds_of_record_have_to_be_claimed(acts: Acts) -> None:
    """Those named are enough, and each of them changes something by itself."""
    told = {
        rule: [kind for kind in codes(cells[0]) if kind != "none"]
        for rule, cells in by_rule(table("Which claim makes silence count")).items()
    }
    named_of = defaultdict(set)
    for scene, finding in acts:
        named_of[scene].add(finding.rule_id)
    works = set()
    for scene, rules in named_of.items():
        whole, silent = [*scene.findings(b.EVERYTHING)], [*scene.findings(())]
        for rule in rules:
            kinds = tuple(map(claim, told[rule]))
            assert decided(scene.findings(kinds), rule) == decided(iter(whole), rule), (rule, scene)
            for kind in kinds:
                if decided(scene.findings([kind]), rule) != decided(iter(silent), rule):
                    works.add((rule, kind.kind))
    assert works == {(rule, kind) for rule, kinds in told.items() for kind in kinds}


def test_claims_that_touch_are_one_and_hold_below_their_area() -> None:
    claims = (claim("visits", "2023-01-01/2023-02-15", CITY), claim("visits", "2023-02-16/2023-03-31", VILLAGE))
    facts = b.registry(*scenes.held(), complete=claims)
    first, *_ = b.findings(facts, "attend.quarter", since="2023-01-01", as_of="2023-04-01")
    assert b.outcome(first) == ("VIOLATED", "visit-missing")


def test_of_a_company_with_a_log_only_claims_about_logs_tell() -> None:
    shop = controls.shop("2023-05-01/2023-05-03")
    for log, stands in ((None, "VIOLATED"), (controls.log("2023-05-01"), "UNDETERMINED")):
        facts = b.registry(shop, *filter(None, [log]), complete=[claim("control_records")])
        found = b.findings(facts, "control.daily", as_of=LATER)
        assert stands in {one.status.value for one in found}


# Stretches


def test_a_kept_duty_is_named_by_the_first_day_since_its_last_breach() -> None:
    facts = b.registry(*scenes.held(held="2023-02-01/.."))
    for since, trigger, closed in (("2023-01-31", "2022-11-01", "2023-02-01"), ("2023-02-01", "2023-02-01", None)):
        found = b.the_finding(facts, "coverage.assigned", since=since, as_of=LATER)
        assert (found.trigger, found.closed and found.closed.isoformat()) == (trigger, closed)


def test_which_need_not_be_a_day_on_which_it_was_owed() -> None:
    """Escalated without a ground, not escalated from April on, escalated with one from July."""
    grades = (
        ("2022-11-01/2023-03-31", dr.Grade.D),
        ("2023-04-01/2023-06-30", dr.Grade.C),
        ("2023-07-01/..", dr.Grade.D),
    )
    school = b.grounds(("2023-07-01/..", dr.EscalationGround.SCHOOL))
    facts = b.registry(b.company(grade=grades, grounds=school), b.supervisor(), b.relation())
    found = b.the_finding(facts, "coverage.escalation-ground", since="2023-08-01", as_of=LATER)
    assert run(found) == ("FULFILLED", None, "2023-04-01", None)


def test_one_duty_for_each_span_of_operation_or_for_each_relation() -> None:
    spans = (period("2022-11-01/2023-01-31"), period("2023-03-01/.."))
    facts = b.registry(b.company(operating=spans), b.supervisor(), b.relation())
    assert [one.trigger for one in b.findings(facts, "coverage.assigned", as_of=LATER)] == ["2022-11-01", "2023-03-01"]
    assert [one.trigger for one in b.findings(facts, "coverage.tier", as_of=LATER)] == ["A-1@2022-11-01"]


def test_neighbouring_breaches_for_different_reasons_are_two() -> None:
    facts = b.registry(*scenes.held(grade=(("2022-11-01/2023-03-31", dr.Grade.A),)))
    assert [run(one) for one in b.findings(facts, "coverage.tier", as_of=LATER)] == [
        ("FULFILLED_LATE", "tier-too-low", "2022-11-01", "2023-04-01"),
        ("UNDETERMINED", "grade-unknown", "2023-04-01", None),
    ]


def test_the_pieces_that_claims_cut_are_closed_together() -> None:
    facts = b.registry(b.company(**scenes.CLOSES), complete=[claim("assignments", "2023-02-01/2023-02-28")])
    for since in (b.BINDS, "2023-06-30"):
        assert [run(one) for one in b.findings(facts, "coverage.assigned", since=since, as_of=LATER)] == [
            ("UNDETERMINED", "records-not-claimed", "2022-11-01", "2023-07-01"),
            ("FULFILLED_LATE", "seat-vacant", "2023-02-01", "2023-07-01"),
            ("UNDETERMINED", "records-not-claimed", "2023-03-01", "2023-07-01"),
        ]


# Series


def test_a_series_has_its_days_and_no_day_on_which_it_closed() -> None:
    facts = b.registry(controls.shop("2023-05-01/2023-05-03"), controls.log("2023-05-02"))
    missing, kept = b.findings(facts, "control.daily", as_of=LATER)
    for one, trigger, count, days in (
        (missing, "record-missing@2023-05-01", 2, ["2023-05-01", "2023-05-03"]),
        (kept, "kept@2023-05-02", 1, ["2023-05-02"]),
    ):
        assert one.days is not None
        assert (one.trigger, one.count, one.days.to_json(), one.closed) == (trigger, count, days, None)
        assert {each.days for each in one.expand()} == {None}
    assert (missing.arose, missing.due) == (day("2023-05-01"), day("2023-05-03"))
    assert [(one.trigger, one.closed) for one in kept.expand()] == [("2023-05-02", day("2023-05-02"))]


# The window


def test_what_is_in_a_window() -> None:
    def triggers(facts: dr.Registry, rule: str, since: str) -> list[str]:
        return [one.trigger for one in b.findings(facts, rule, since=since, as_of="2023-07-01")]

    nobody_came = b.registry(*scenes.held())
    assert triggers(nobody_came, "attend.quarter", "2023-06-30") == ["2023-Q2", "2023-Q3"]
    assert triggers(nobody_came, "attend.quarter", "2023-07-01") == ["2023-Q3"]
    came = b.registry(*scenes.held(b.visit("2023-05-02")))
    assert triggers(came, "attend.quarter", "2023-05-02") == ["2023-Q2", "2023-Q3"]
    assert triggers(came, "attend.quarter", "2023-05-03") == ["2023-Q3"]
    gone = b.registry(*scenes.held(b.change("2023-04-27"), held="2022-11-01/2023-04-26"))
    assert triggers(gone, "adjust.*", "2023-07-01") == ["CH-1"]
    signed = b.registry(*scenes.held(dr.Commitment(supervisor="S-1", on=day("2022-12-01"))))
    assert triggers(signed, "commitment.signed", "2023-07-01") == [TOWNSHIP]
    weekly = controls.log("2023-05-02", cycle=controls.WEEKLY)
    shop = b.registry(controls.shop("2023-05-01/2023-05-14"), weekly)
    assert triggers(shop, "control.weekly", "2023-05-02") == ["kept@2023-05-01", "record-missing@2023-05-08"]
    assert triggers(shop, "control.weekly", "2023-05-03") == ["record-missing@2023-05-08"]


# One fault, one finding


def test_one_fault_is_told_by_one_rule() -> None:
    rows = {codes(row[1])[1]: [codes(row[1])[0], *codes(row[2])] for row in table("One fault, one finding")[:2]}
    no_post = b.registry(b.company(grade=None), b.supervisor(posts=()), b.relation())
    no_grade = b.registry(b.company(grade=None), b.supervisor(tier=dr.Tier.COUNTY), b.relation())
    for facts, reason in ((no_post, "post-not-in-force"), (no_grade, "grade-unknown")):
        rule, *silent = rows[reason]
        found = b.findings(facts, *silent, rule, as_of=LATER)
        assert [(one.rule_id, one.reason) for one in found] == [(rule, reason)]
    assert {one.reason for one in b.findings(no_grade, "team.*", as_of=LATER)} == {"team-incomplete"}
    standing_in = b.findings(no_grade, "template.adopted", as_of=LATER, readings=staffed.STANDS_IN)
    assert [one.reason for one in standing_in] == ["grade-unknown"] * 3


# Conventions


def test_the_page_of_conventions_names_rules_and_reasons_that_there_are() -> None:
    known = {*EVALUATORS, *dr.REASONS, *dr.rulebook("suining-2022").interpretations, "leaders", "as_of", "known_by"}
    for code in codes(page("conventions.md")):
        name, _, reading = code.partition(" = ")
        is_family = name.endswith(".*") and any(rule.startswith(name[:-1]) for rule in EVALUATORS)
        readings = {one.id for entry in scenes.BOOK.interpretations.values() for one in entry.readings}
        assert name in known or is_family or name in readings, code
        assert not reading or reading in {one.id for one in scenes.BOOK.interpretations[name].readings}


def test_no_leader_on_record_cant_be_told_though_leaders_are_claimed() -> None:
    def of_city(*facts: dr.Leader) -> list[str | None]:
        found = b.findings(b.registry(*facts), "review.leader-reports", since="2023-01-01", as_of=LATER)
        return [one.reason for one in found if one.subject.id == CITY]

    assert of_city() == ["leaders-not-on-record"]
    left = dr.Leader(person="L-1", role=dr.LeaderRole.LEADER, area=CITY, period=period("2022-01-01/2023-06-30"))
    assert of_city(left) == []


def test_letters_and_lists_where_grade_or_post_is_unknown() -> None:
    unknown_grade = b.registry(*scenes.held(grade=None))
    assert b.the_finding(unknown_grade, "commitment.signed", as_of=LATER).reason == "no-deadline-in-source"
    without_post = (b.company(), b.supervisor(posts=()), b.relation())
    listed = dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area=VILLAGE)
    facts = b.registry(*without_post, listed)
    assert b.the_finding(facts, "commitment.signed", as_of=LATER).trigger == VILLAGE
    assert b.the_finding(facts, "know.task-list", as_of=LATER).trigger == "L-1"


def test_lists_are_those_on_record() -> None:
    """Of two posts, one without a list says nothing; a nearer area without one changes nothing."""
    here = dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area=TOWNSHIP, in_force=period("2022-11-01/2023-03-31"))
    above = dr.ListVersion(id="L-2", kind=dr.ListKind.TASK, area=CITY)
    two = b.supervisor(posts=(b.post(area=TOWNSHIP), b.post(area=OTHER_TOWNSHIP)))
    facts = b.registry(b.company(), two, b.relation(), here)
    assert b.the_finding(facts, "know.task-list", as_of="2023-03-31").trigger == "L-1"
    facts = b.registry(*scenes.held(), here, above)
    for as_of, nearest in (("2023-03-31", "L-1"), ("2023-04-01", "L-2")):
        assert b.the_finding(facts, "know.task-list", as_of=as_of).trigger == nearest


def test_a_claim_up_to_the_due_day_is_enough() -> None:
    facts = b.registry(*scenes.held(), complete=[claim("visits", "2023-01-01/2023-03-31")])
    first, *_ = b.findings(facts, "attend.quarter", since="2023-01-01", as_of=LATER)
    assert b.outcome(first) == ("VIOLATED", "visit-missing")


def test_a_control_record_counts_as_of_its_day() -> None:
    entered = controls.record("2023-05-01", recorded="2023-07-01")
    facts = b.registry(controls.shop("2023-05-01/2023-05-01"), entered)
    window = {"as_of": "2023-05-10"}
    assert b.the_finding(facts, "control.daily", **window).status is dr.Status.FULFILLED
    for asked in ({"known_by": "2023-05-10"}, {"readings": {"entered-later": "late"}}):
        assert b.the_finding(facts, "control.daily", **window, **asked).reason == "record-missing"


def test_a_record_by_a_template_that_cant_be_told_counts() -> None:
    for grade, stands_in, reason in (
        (dr.Grade.C, True, "record-incomplete"),
        (None, True, None),
        (dr.Grade.C, False, None),
    ):
        facts = b.registry(controls.shop("2023-05-01/2023-05-01", grade=grade), controls.record("2023-05-01"))
        readings = {"incomplete-record": "not-kept", **(controls.STANDING_IN if stands_in else {})}
        assert b.the_finding(facts, "control.daily", as_of=LATER, readings=readings).reason == reason


def test_who_holds_a_seat() -> None:
    def chief(*held: tuple[str, str]) -> list[tuple[str | None, str]]:
        seats = [scenes.seat(dr.SeatRole.CHIEF, who, days, office="party-secretary") for who, days in held]
        found = b.findings(b.registry(*scenes.of_city(*seats)), "mechanism.chief", as_of=LATER)
        return [(one.reason, one.trigger) for one in found]

    leaves, again = ("L-1", "2022-01-01/2023-06-30"), ("L-1", "2023-01-01/2023-06-30")
    begins = ("L-2", "2023-06-30/..")
    assert chief(leaves, again, begins) == [(None, "2022-11-01")]
    assert chief(leaves, begins, ("L-3", "2023-06-30/2023-06-30")) == [("seat-doubled", "2023-06-30")]


def test_who_answers_for_a_company() -> None:
    def overlaps(*others: dr.Assignment) -> list[str]:
        people = [b.supervisor("S-2"), b.supervisor("S-3")]
        facts = b.registry(*scenes.held(*people, *others, held="2022-11-01/2023-03-31"))
        found = b.findings(facts, "coverage.assigned", as_of="2023-06-30")
        return [one.trigger for one in found if one.reason == "supervisors-overlap"]

    follows = b.relation("A-2", supervisor="S-2", held="2023-03-31/..")
    assert overlaps(follows) == []
    assert overlaps(b.relation("A-3", held="2023-01-01/2023-03-30"), follows) == []
    assert overlaps(b.relation("A-3", held="2023-01-01/2023-03-31"), follows) == []
    assert overlaps(b.relation("A-3", supervisor="S-3", held="2023-03-31/2023-03-31"), follows) == ["2023-03-31"]


def test_a_visit_counts_by_who_held_the_company_on_that_day() -> None:
    follows = (b.supervisor("S-2"), b.relation("A-2", supervisor="S-2", held="2023-02-11/.."))
    facts = b.registry(*scenes.held(*follows, b.visit("2023-01-10"), held="2022-11-01/2023-02-10"))
    window = {"since": "2023-01-01", "as_of": "2023-03-31"}
    found = b.the_finding(facts, "attend.quarter", **window)
    assert (found.bearer.id, str(found.closed)) == ("S-2", "2023-01-10")
    each = b.findings(facts, "attend.quarter", **window, readings={"quarter-bearer": "each"})
    assert {one.bearer.id: one.status.value for one in each} == {"S-1": "FULFILLED", "S-2": "PENDING"}


def test_a_visit_counts_though_the_company_did_not_operate_on_that_day() -> None:
    opens = b.company(operating=period("2023-02-15/.."))
    facts = b.registry(opens, b.supervisor(), b.relation(), b.visit("2023-01-10"))
    found = b.the_finding(facts, "attend.quarter", since="2023-01-01", as_of="2023-03-31")
    assert run(found) == ("FULFILLED", None, "2023-02-15", "2023-02-15")


def test_which_of_two_posts_of_one_tier() -> None:
    """For a company the one whose area has the last id; for letters the first."""
    two = b.supervisor(posts=(b.post(area=TOWNSHIP), b.post(area=OTHER_TOWNSHIP)))
    facts = (b.company(area=COUNTY), two, b.relation(held="2022-11-01/2023-04-26"), b.change("2023-04-27"))
    assert b.the_finding(b.registry(*facts), "adjust.*", as_of=LATER).bearer.id == OTHER_TOWNSHIP
    for area, stands in ((TOWNSHIP, "PENDING"), (OTHER_TOWNSHIP, "UNDETERMINED")):
        held = b.registry(b.company(area=COUNTY), two, b.relation(), complete=[claim("commitments", area=area)])
        found = b.the_finding(held, "commitment.signed", as_of=LATER, readings={"letter-renewal": "once"})
        assert found.status.value == stands


def test_one_officer_of_two_companies_counts_where_the_time_in_office_began_first() -> None:
    closing = staffed.caterer("C-1", operating=period("2022-11-01/2023-02-28"))
    officers = (staffed.officer(company="C-1"), staffed.officer(company="C-2", held="2022-12-01/.."))
    facts = b.registry(closing, staffed.caterer("C-2"), *officers)
    found = b.findings(facts, "staffing.officer", as_of=LATER, readings={"shared-officer": "one-only"})
    assert [(one.subject.id, *run(one)) for one in found if one.reason == "officer-shared"] == [
        ("C-2", "FULFILLED_LATE", "officer-shared", "2022-12-01", "2023-03-01")
    ]


def test_a_share_that_rounds_to_nobody_is_met_at_the_years_end() -> None:
    book = scenes.with_norm(share_percent=dr.FrozenMap({dr.Tier.TOWNSHIP: 20}))
    scene = scenes.Scene(
        "review.supervisor-sample",
        (b.supervisor(),),
        ("2023-12-30", "2023-12-31"),
        {"share-rounding": "down"},
        book,
    )
    found = [(b.outcome(one), one.closed) for one in scene.findings(b.EVERYTHING)]
    assert found == [(("PENDING", "not-yet-due"), None), (("FULFILLED", None), day("2023-12-31"))]


def test_a_company_that_closes_before_the_days_are_over_is_owed_nothing() -> None:
    for closes, reasons in (("2023-05-05", []), ("2023-06-30", ["company-closed"])):
        closing = b.company(operating=period(f"2022-11-01/{closes}"))
        left = (b.supervisor(), b.relation(held="2022-11-01/2023-04-26"), b.change("2023-04-27"))
        found = b.findings(b.registry(closing, *left), "adjust.*", as_of=LATER)
        assert [one.reason for one in found] == reasons


def test_of_two_checklists_one_that_contains_the_template_is_enough() -> None:
    lists = (*staffed.whole_set("B"), staffed.checklist(None, "2022-11-01/..", staffed.item("own.one")))
    facts = b.registry(b.company(grade=dr.Grade.B), *lists)
    found = b.findings(facts, "template.adopted", as_of=LATER, readings=staffed.STANDS_IN)
    assert {one.status for one in found} == {dr.Status.FULFILLED}


# What is seen on a day, and what is owed -------------------------------------------------------------------------------


def test_what_ends_after_the_day_is_seen_as_open() -> None:
    """A pause that ends tomorrow excuses the quarter so far; once it has ended within the quarter it doesn't."""
    pause = dr.Pause(company="C-1", period=period("2023-01-01/2023-02-15"))
    facts = b.registry(*scenes.held(pause))
    for as_of, statuses in (("2023-02-14", []), ("2023-02-15", ["PENDING"])):
        found = b.findings(facts, "attend.quarter", since="2023-01-01", as_of=as_of)
        assert [one.status.value for one in found] == statuses


def test_what_is_dated_after_the_day_hasnt_happened() -> None:
    facts = b.registry(*scenes.held(b.visit("2023-02-15")))
    for as_of, status in (("2023-02-14", "PENDING"), ("2023-02-15", "FULFILLED")):
        found = b.the_finding(facts, "attend.quarter", since="2023-01-01", as_of=as_of)
        assert found.status.value == status


def test_what_was_done_before_the_rules_bind_meets_the_duty_as_it_arises() -> None:
    letter = dr.Commitment(supervisor="S-1", on=day("2022-10-15"))
    facts = b.registry(*scenes.held(b.visit("2022-10-15"), letter, held="2022-10-01/.."))
    for rule in ("attend.quarter", "commitment.signed"):
        found = b.the_finding(facts, rule, as_of="2022-12-31")
        assert (found.status.value, found.closed) == ("FULFILLED", day("2022-11-01"))


def test_of_two_relations_on_the_last_day_the_one_begun_last_bears() -> None:
    def bearer(*others: dr.Assignment, rule: str = "attend.quarter") -> str:
        emergency = dr.Emergency(id="E-1", company="C-1", on=day("2023-03-31"))
        facts = b.registry(*scenes.held(b.supervisor("S-2"), emergency, *others))
        (only,) = b.findings(facts, rule, since="2023-01-01", as_of="2023-03-31")
        return only.bearer.id

    for rule in ("attend.quarter", "attend.emergency"):
        assert bearer(b.relation("A-2", supervisor="S-2", held="2023-01-01/.."), rule=rule) == "S-2"
        assert bearer(b.relation("A-0", supervisor="S-2", held="2022-01-01/.."), rule=rule) == "S-1"


def test_two_changes_on_one_day_are_a_duty_each() -> None:
    both = (b.change("2023-04-27"), b.change("2023-04-27", dr.ChangeCause.WORK, id="CH-2"))
    found = b.findings(b.registry(*scenes.held(*both)), "adjust.*", as_of="2023-04-27")
    assert [one.trigger for one in found] == ["CH-1", "CH-2"]


def test_two_lists_at_once_are_both_to_be_known() -> None:
    lists = [dr.ListVersion(id=id, kind=dr.ListKind.TASK, area=TOWNSHIP) for id in ("L-1", "L-2")]
    found = b.findings(b.registry(*scenes.held(*lists)), "know.task-list", as_of=LATER)
    assert [one.trigger for one in found] == ["L-1", "L-2"]


def test_a_problem_stays_open_though_the_company_closes() -> None:
    problem = dr.FoundProblem(id="P-1", text="台账不全", rectify_by=day("2023-05-10"))
    found = dr.Visit(id="V-1", company="C-1", visitor="S-1", on=day("2023-05-04"), problems=[problem])
    shop = b.company(operating=period("2022-01-01/2023-05-08"))
    facts = b.registry(shop, b.supervisor(), b.relation(), found)
    assert b.the_finding(facts, "visit.rectified", as_of=LATER).status is dr.Status.VIOLATED
