"""The JSON edge: what is written reads back as it was, and what isn't sound is refused with every problem named."""

import copy
import datetime as dt
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import dual_responsibility as dr
from dual_responsibility.facts.registry import COLLECTIONS
from dual_responsibility.interchange import (
    findings_document,
    problems,
    read_registry,
    registry_from_json,
    registry_schema,
    write_findings,
    write_registry,
)
from dual_responsibility.interchange.careful import read_carefully
from dual_responsibility.interchange.quick import read_sound

from .rules.building import in_order
from .strategies import registries

EVERYTHING = Path(__file__).parent / "data" / "interchange" / "everything.json"
DOCUMENT: dict[str, Any] = json.loads(EVERYTHING.read_text(encoding="utf-8"))
SCHEMA = registry_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
HEAD: dict[str, Any] = {"format": "dual-responsibility/registry", "version": 1}

D = dt.date
parse = dr.Period.parse
often = settings(deadline=None, max_examples=150, database=None, print_blob=True)

Steps = tuple[str | int, ...]


def as_bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def with_value(value: Any, *steps: str | int) -> dict[str, Any]:
    """The sound document, with this value at this place."""
    document = copy.deepcopy(DOCUMENT)
    here: Any = document
    for step in steps[:-1]:
        here = here[step]
    here[steps[-1]] = value
    return document


def without(*steps: str | int) -> dict[str, Any]:
    """The sound document, without what is at this place."""
    document = with_value(None, *steps)
    here: Any = document
    for step in steps[:-1]:
        here = here[step]
    del here[steps[-1]]
    return document


def refused(data: bytes, error: type[dr.DualResponsibilityError] = dr.DocumentError) -> list[tuple[str, str]]:
    """Where and why the document is refused; each reason is told in both languages."""
    with pytest.raises(error) as caught:
        registry_from_json(data)
    assert type(caught.value) is error
    assert all(problem.message.zh and problem.message.en for problem in caught.value.problems)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def test_a_document_that_holds_every_kind_of_fact_reads_as_these_facts() -> None:
    assert set(DOCUMENT) == {"format", "version", *COLLECTIONS, "complete", "extensions"}
    city = dr.Area(id="5109", tier=dr.Tier.CITY, name="遂宁市")
    assert read_registry(EVERYTHING) == dr.Registry(
        areas=[
            city,
            dr.Area(
                id="510903", tier=dr.Tier.COUNTY, parent="5109", recorded=D(2022, 10, 8), evidence="遂编〔2022〕1号"
            ),
        ],
        companies=[
            dr.Company(
                id="C-1",
                area="510903",
                sectors={dr.Sector.DISTRIBUTION, dr.Sector.CATERING},
                grades=[(parse("2023-01-01/2023-06-30"), dr.Grade.B), (parse("2023-07-01/.."), dr.Grade.A)],
                operating=[parse("2023-01-01/2023-07-15"), parse("2023-09-01/..")],
                grounds=dr.EscalationGround.SCHOOL,
                kind=dr.CompanyKind.SCHOOL_CANTEEN,
                size=dr.CompanySize.LARGE,
                diners=800,
                centralised_dining=True,
                credit_code="91510900MA00000001",
                extensions={"platform": {"account": 7, "tags": ["a", None, True, 0.5]}},
            ),
            dr.Company(id="C-2", area="510903"),
        ],
        supervisors=[
            dr.Supervisor(
                id="S-1",
                posts=[
                    dr.Post(
                        tier=dr.Tier.COUNTY,
                        area="510903",
                        title="副县长",
                        body="县政府",
                        period=parse("2022-01-01/2023-04-26"),
                    ),
                    dr.Post(tier=dr.Tier.CITY, area="5109", period=parse("2023-04-27/.."), end_recorded=D(2023, 4, 28)),
                ],
            )
        ],
        assignments=[
            dr.Assignment(
                id="A-1",
                company="C-1",
                supervisor="S-1",
                period=parse("2023-01-01/.."),
                team=[
                    dr.TeamMember(role=dr.TeamRole.LIAISON_UNIT, member="U-1"),
                    dr.TeamMember(
                        role=dr.TeamRole.LIAISON_OFFICER,
                        member="P-7",
                        period=parse("2023-02-01/.."),
                        recorded=D(2023, 2, 2),
                    ),
                ],
            )
        ],
        changes=[
            dr.Change(id="CH-1", supervisor="S-1", cause=dr.ChangeCause.WORK, on=D(2023, 4, 27), decided=D(2023, 4, 20))
        ],
        company_changes=[
            dr.CompanyChange(
                id="CC-1",
                company="C-2",
                cause=dr.CompanyChangeCause.CLOSURE,
                on=D(2023, 5, 4),
                reported=D(2023, 5, 5),
            )
        ],
        commitments=[dr.Commitment(supervisor="S-1", on=D(2023, 1, 3), area="510903")],
        list_versions=[dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area="5109", in_force=parse("2022-12-01/.."))],
        acknowledgements=[dr.Acknowledgement(supervisor="S-1", list_version="L-1", on=D(2023, 1, 3))],
        notice_cards=[dr.NoticeCard(company="C-1", supervisor="S-1", displayed=parse("2023-01-04/.."))],
        key_periods=[dr.KeyPeriod(id="K-1", area="5109", period=parse("2023-01-14/2023-01-29"))],
        emergencies=[
            dr.Emergency(id="E-1", company="C-1", on=D(2023, 7, 3)),
            dr.Emergency(id="E-2", area="5109", on=D(2023, 7, 4)),
        ],
        visits=[
            dr.Visit(
                id="V-1",
                company="C-1",
                visitor="S-1",
                on=D(2023, 3, 31),
                occasions={dr.VisitOccasion.QUARTER, dr.VisitOccasion.EMERGENCY},
                problems=dr.FoundProblem(
                    id="P-1",
                    text="台账不全",
                    rectify_by=D(2023, 4, 10),
                    moves=[
                        dr.ProblemMove(step=dr.ProblemStep.CLAIM, actor="C-1", on=D(2023, 4, 1)),
                        dr.ProblemMove(
                            step=dr.ProblemStep.RECTIFY,
                            actor="C-1",
                            on=D(2023, 4, 3),
                            reason="已补记",
                            recorded=D(2023, 4, 4),
                        ),
                    ],
                ),
            ),
            dr.Visit(id="V-2", company="C-2", visitor="P-7", on=D(2023, 4, 1)),
        ],
        pauses=[dr.Pause(company="C-2", period=parse("2023-02-01/2023-02-02"))],
        regular_closings=[
            dr.RegularClosing(
                company="C-1",
                weekdays=[dr.Weekday.SATURDAY, dr.Weekday.SUNDAY],
                days=dr.DaySet.between(D(2023, 7, 1), D(2023, 8, 31)),
                except_days=dr.DaySet([D(2023, 5, 6)]),
                period=parse("2023-01-01/.."),
            )
        ],
        checklists=[
            dr.Checklist(
                company="C-1",
                sector=dr.Sector.CATERING,
                cycle=dr.Cycle.DAILY,
                adopts="CATERING-A-DAILY",
                items=[
                    dr.ChecklistItem(
                        id="own.1",
                        refines="catering.daily.cold-storage",
                        text="2号冷柜",
                        kind=dr.ItemKind.MEASURE,
                        unit="℃",
                        at_least=-1.5,
                        at_most=8,
                        required=False,
                    )
                ],
                period=parse("2023-01-01/.."),
            )
        ],
        control_logs=[
            dr.ControlLog(
                company="C-1",
                cycle=dr.Cycle.DAILY,
                kept=dr.DaySet.between(D(2023, 1, 4), D(2023, 1, 31)) - dr.DaySet([D(2023, 1, 5)]),
                entered_late=dr.DaySet([D(2023, 1, 6)]),
                sector=dr.Sector.CATERING,
            )
        ],
        control_records=[
            dr.ControlRecord(
                id="R-1",
                company="C-1",
                cycle=dr.Cycle.DAILY,
                on=D(2023, 1, 5),
                sector=dr.Sector.CATERING,
                filled_by="P-1",
                signed_by="P-1",
                answers=[dr.Answer(item="own.1", ok=True, value=4.5, text="已调低")],
                problems=[
                    dr.FoundProblem(
                        id="P-1",
                        item="own.1",
                        text="偏高",
                        rectify_by=D(2023, 1, 6),
                        rectified=D(2023, 1, 6),
                    )
                ],
                recorded=D(2023, 1, 5),
            )
        ],
        staff=[dr.Staff(company="C-1", person="P-1", role=dr.StaffRole.DIRECTOR, period=parse("2023-01-01/.."))],
        bars=[dr.Bar(person="P-2", ground=dr.BarGround.LICENCE_REVOKED, on=D(2021, 3, 5))],
        grade_tallies=[dr.GradeTally(area="5109", business_line="餐饮", grade=dr.Grade.A, count=37, on=D(2022, 11, 1))],
        mechanisms=[
            dr.Mechanism(
                id="ME-1",
                area="5109",
                seats=[
                    dr.Seat(role=dr.SeatRole.CHIEF, holder="L-1", office="party-secretary"),
                    dr.Seat(
                        role=dr.SeatRole.BODY_MEMBER,
                        holder="L-2",
                        body="government",
                        period=parse("2023-01-01/.."),
                        recorded=D(2023, 1, 2),
                    ),
                ],
                task_forces=dr.TaskForce(
                    host="market-regulation", seconded=12, one_office=True, period=parse("2022-11-01/..")
                ),
                period=parse("2022-11-01/.."),
            )
        ],
        plans=[
            dr.Plan(
                id="PL-1",
                area="5109",
                title="包保全覆盖",
                start=D(2022, 11, 1),
                milestones=[
                    dr.Milestone(
                        id="letters",
                        title="签订承诺书",
                        duration=10,
                        unit=dr.Unit.CALENDAR_DAYS,
                        started=D(2022, 11, 24),
                        reached=D(2022, 12, 7),
                        recorded=D(2022, 12, 8),
                    ),
                    dr.Milestone(id="covered", node=parse("2022-12-11/2022-12-20"), after="letters"),
                ],
            )
        ],
        leaders=[
            dr.Leader(
                person="L-1",
                role=dr.LeaderRole.LEADER,
                area="5109",
                body="government",
                period=parse("2022-11-01/.."),
            )
        ],
        review_selections=[
            dr.ReviewSelection(
                id="RS-1",
                area="510903",
                year=2023,
                on=D(2023, 11, 20),
                picks=dr.Pick(supervisor="S-1", reason="督导完成率低"),
                seed="2023",
            )
        ],
        reviews=[
            dr.Review(
                id="RV-1",
                reporter="L-1",
                area="5109",
                year=2023,
                on=D(2023, 12, 20),
                ground=dr.ReviewGround.LEADER,
                audiences=[dr.Audience.COMMITTEE, dr.Audience.PUBLIC],
                outcome=dr.ReviewGrade.FAIRLY_GOOD,
                graded=D(2023, 12, 22),
                voters=30,
                ballots=[
                    dr.Ballot(grade=dr.ReviewGrade.GOOD, count=12),
                    dr.Ballot(grade=dr.ReviewGrade.FAIRLY_GOOD, count=15),
                ],
                uses=dr.ReviewUse(kind=dr.ReviewUseKind.PROMOTION, on=D(2024, 1, 20), recorded=D(2024, 1, 22)),
                counted=D(2024, 1, 25),
            )
        ],
        hazards=[
            dr.Hazard(
                id="HZ-1",
                area="510903",
                company="C-1",
                begins_at=dr.HazardLevel.COUNTY,
                moves=[
                    dr.HazardMove(step=dr.HazardStep.WHISTLE, actor="M-1", on=D(2023, 3, 3), reason="无证加工"),
                    dr.HazardMove(
                        step=dr.HazardStep.REPORT_IN,
                        actor="M-2",
                        on=D(2023, 3, 4),
                        reason="到场",
                        recorded=D(2023, 3, 5),
                    ),
                ],
            )
        ],
        complete=[
            dr.Claim(kind="visits", area="5109", period=parse("2023-01-01/2023-12-31")),
            dr.Claim(kind="assignments"),
        ],
        extensions={"exported_by": "another system", "at": "2023-07-01T08:00:00"},
    )


def test_what_was_read_is_written_as_it_was_with_defaults_left_out_and_sets_in_order() -> None:
    assert json.loads(write_registry(read_registry(EVERYTHING))) == DOCUMENT


def test_the_order_of_what_is_written_is_that_of_the_classes() -> None:
    shuffled = {name: DOCUMENT[name] for name in reversed(DOCUMENT)}
    assert write_registry(registry_from_json(as_bytes(shuffled))) == as_compact(DOCUMENT)


def as_compact(document: Any) -> bytes:
    ordered = {name: document[name] for name in ("format", "version", *COLLECTIONS, "complete", "extensions")}
    ordered["areas"] = [
        {"id": "5109", "tier": "CITY", "name": "遂宁市"},
        {"id": "510903", "tier": "COUNTY", "parent": "5109", "recorded": "2022-10-08", "evidence": "遂编〔2022〕1号"},
    ]
    ordered["supervisors"] = [
        {
            "id": "S-1",
            "posts": [
                {
                    "title": "副县长",
                    "tier": "COUNTY",
                    "area": "510903",
                    "body": "县政府",
                    "period": "2022-01-01/2023-04-26",
                },
                {"tier": "CITY", "area": "5109", "period": "2023-04-27/..", "end_recorded": "2023-04-28"},
            ],
        }
    ]
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def test_a_period_that_is_always_where_one_is_demanded_is_written_out() -> None:
    registry = read_registry(EVERYTHING).replace(notice_cards=[], pauses=[dr.Pause(company="C-1", period=dr.ALWAYS)])
    assert json.loads(write_registry(registry))["pauses"] == [{"company": "C-1", "period": "0001-01-01/.."}]
    assert registry_from_json(write_registry(registry)) == registry


def test_a_document_of_its_head_alone_holds_no_facts() -> None:
    assert read_sound(as_bytes(HEAD))[0] == read_carefully(as_bytes(HEAD)) == dr.Registry()
    assert json.loads(write_registry(dr.Registry())) == HEAD


BARE = [
    (("companies", 0, "sectors"), "CATERING", ["CATERING"]),
    (("companies", 0, "grades"), "B", {"0001-01-01/..": "B"}),
    (("companies", 0, "operating"), "2023-01-01/..", ["2023-01-01/.."]),
    (("visits", 0, "occasions"), "QUARTER", ["QUARTER", "QUARTER"]),
    (("control_logs", 0, "kept"), "2023-01-06", ["2023-01-06/2023-01-06"]),
    (("control_logs", 0, "kept"), "2023-01-04/2023-01-06", ["2023-01-05/2023-01-06", "2023-01-04"]),
    (("assignments", 0, "team"), {"role": "ASSISTANT", "member": "M"}, [{"role": "ASSISTANT", "member": "M"}]),
    (("supervisors", 0, "posts"), {"tier": "CITY", "area": "5109"}, [{"tier": "CITY", "area": "5109", "title": None}]),
    (("companies", 0, "extensions"), {}, None),
    (("companies", 0, "operating"), [], []),
    (("regular_closings", 0, "weekdays"), "SUNDAY", ["SUNDAY", "SUNDAY"]),
    (("regular_closings", 0, "except_days"), "2023-05-06", ["2023-05-06/2023-05-06"]),
    (("regular_closings", 0, "except_days"), [], []),
    (("checklists", 0, "items"), {"id": "own.1"}, [{"id": "own.1", "kind": "YES_NO", "required": True}]),
    (("checklists", 0, "items", 0, "at_most"), 8, 8.0),
    (("checklists", 0, "items", 0, "at_least"), None, None),
    (("control_records", 0, "answers"), {"item": "own.1", "value": -1}, [{"item": "own.1", "value": -1.0}]),
    (("control_records", 0, "answers", 0, "value"), 10**22, 1e22),
    (("control_records", 0, "problems"), {"id": "P-1"}, [{"id": "P-1", "rectify_by": None}]),
    (("companies", 0, "centralised_dining"), None, None),
    (("visits", 0, "problems"), {"id": "P-1"}, [{"id": "P-1", "moves": []}]),
    (
        ("visits", 0, "problems", 0, "moves"),
        {"step": "CLAIM", "actor": "C-1", "on": "2023-04-01"},
        [{"step": "CLAIM", "actor": "C-1", "on": "2023-04-01", "reason": None}],
    ),
    (("plans", 0, "milestones", 1, "after"), "letters", ["letters"]),
    (("plans", 0, "milestones"), {"id": "a"}, [{"id": "a", "duration": 0, "unit": "WORKING_DAYS", "after": []}]),
    (("reviews", 0, "audiences"), "PUBLIC", ["PUBLIC", "PUBLIC"]),
    (("reviews", 0, "audiences"), None, None),
    (
        ("mechanisms", 0, "seats"),
        {"role": "CHIEF", "holder": "L-1"},
        [{"role": "CHIEF", "holder": "L-1", "period": "0001-01-01/.."}],
    ),
    (("companies", 0, "grades"), {}, {}),
]


@pytest.mark.parametrize(("steps", "bare", "full"), BARE)
def test_a_bare_value_stands_for_one_and_for_always(steps: Steps, bare: Any, full: Any) -> None:
    """design.md, Facts: a bare X means always; a bare value stands for a set of one."""
    one, other = with_value(bare, *steps), with_value(full, *steps)
    assert registry_from_json(as_bytes(one)) == registry_from_json(as_bytes(other))
    for document in (one, other):
        assert read_carefully(as_bytes(document)) == read_sound(as_bytes(document))[0]
        assert VALIDATOR.is_valid(document)


def at_value() -> tuple[str, str]:
    """Where a measured value stands, and what is wrong with one that is no number."""
    return "/control_records/0/answers/0/value", "wrong-type"


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    (with_value(1, "visists"), "/visists", "unknown-key"),
    (with_value(1, "visits", 0, "visiter"), "/visits/0/visiter", "unknown-key"),
    (with_value(1, "visits", 0, "a/b~c"), "/visits/0/a~1b~0c", "unknown-key"),
    (with_value(1, "supervisors", 0, "posts", 1, "name"), "/supervisors/0/posts/1/name", "unknown-key"),
    (with_value({}, "complete", 0, "extensions"), "/complete/0/extensions", "unknown-key"),
    (without("visits", 1, "on"), "/visits/1/on", "missing"),
    (without("assignments", 0, "team", 0, "role"), "/assignments/0/team/0/role", "missing"),
    (without("version"), "/version", "missing"),
    (without("format"), "/format", "missing"),
    (with_value("2023-02-29", "visits", 0, "on"), "/visits/0/on", "not-a-date"),
    (with_value("2023-2-1", "visits", 0, "on"), "/visits/0/on", "not-a-date"),
    (with_value("20230201", "visits", 0, "on"), "/visits/0/on", "not-a-date"),
    (with_value("1 May", "changes", 0, "known"), "/changes/0/known", "not-a-date"),
    (with_value(20230201, "visits", 0, "on"), "/visits/0/on", "wrong-type"),
    (with_value("2023-03-31T08:00:00", "visits", 0, "on"), "/visits/0/on", "datetime-for-date"),
    (with_value("2023-03-31 08:00", "visits", 0, "recorded"), "/visits/0/recorded", "datetime-for-date"),
    (with_value("2023-03-31", "pauses", 0, "period"), "/pauses/0/period", "not-a-period"),
    (with_value("../2023-03-31", "pauses", 0, "period"), "/pauses/0/period", "not-a-date"),
    (with_value("2023-01-01/2023-3-1", "pauses", 0, "period"), "/pauses/0/period", "not-a-date"),
    (with_value("2023-01-01T00:00/..", "pauses", 0, "period"), "/pauses/0/period", "datetime-for-date"),
    (with_value(["2023-01-01/.."], "pauses", 0, "period"), "/pauses/0/period", "wrong-type"),
    (with_value(["2023"], "companies", 0, "operating"), "/companies/0/operating/0", "not-a-period"),
    (with_value({"2023": "B"}, "companies", 0, "grades"), "/companies/0/grades/2023", "not-a-period"),
    (
        with_value({"2023-01-01/..": "E"}, "companies", 0, "grades"),
        "/companies/0/grades/2023-01-01~1..",
        "unknown-term",
    ),
    (with_value("E", "companies", 0, "grades"), "/companies/0/grades", "unknown-term"),
    (with_value(None, "companies", 0, "grades"), "/companies/0/grades", "wrong-type"),
    (with_value(["B"], "companies", 0, "grades"), "/companies/0/grades", "wrong-type"),
    (with_value(["CATERING", "x"], "companies", 0, "sectors"), "/companies/0/sectors/1", "unknown-term"),
    (with_value({"CATERING": 1}, "companies", 0, "sectors"), "/companies/0/sectors", "wrong-type"),
    (with_value("city", "areas", 0, "tier"), "/areas/0/tier", "unknown-term"),
    (with_value(True, "areas", 0, "tier"), "/areas/0/tier", "wrong-type"),
    (with_value("2023-01-01/..", "control_logs", 0, "kept"), "/control_logs/0/kept/0", "period-open"),
    (with_value(["2023-01-02/2023-01-01"], "control_logs", 0, "kept"), "/control_logs/0/kept/0", "period-reversed"),
    (with_value(["x/2023-01-01"], "control_logs", 0, "kept"), "/control_logs/0/kept/0", "not-a-date"),
    (with_value([7], "control_logs", 0, "kept"), "/control_logs/0/kept/0", "wrong-type"),
    (with_value({"2023-01-01": 1}, "control_logs", 0, "kept"), "/control_logs/0/kept/0", "wrong-type"),
    (with_value(7, "areas", 0, "name"), "/areas/0/name", "wrong-type"),
    (with_value(None, "visits", 0, "visitor"), "/visits/0/visitor", "wrong-type"),
    (with_value(3.5, "companies", 0, "diners"), "/companies/0/diners", "wrong-type"),
    (with_value(True, "companies", 0, "diners"), "/companies/0/diners", "wrong-type"),
    (with_value(-1.5, "control_records", 0, "answers", 0, "ok"), "/control_records/0/answers/0/ok", "wrong-type"),
    (with_value("4.5", "control_records", 0, "answers", 0, "value"), *at_value()),
    (with_value(True, "control_records", 0, "answers", 0, "value"), *at_value()),
    (with_value([4.5], "control_records", 0, "answers", 0, "value"), *at_value()),
    (with_value(1, "companies", 0, "centralised_dining"), "/companies/0/centralised_dining", "wrong-type"),
    (with_value("true", "companies", 0, "centralised_dining"), "/companies/0/centralised_dining", "wrong-type"),
    (with_value(None, "checklists", 0, "items", 0, "required"), "/checklists/0/items/0/required", "wrong-type"),
    (with_value(0, "checklists", 0, "items", 0, "required"), "/checklists/0/items/0/required", "wrong-type"),
    (with_value("NUMBER", "checklists", 0, "items", 0, "kind"), "/checklists/0/items/0/kind", "unknown-term"),
    (with_value("x", "checklists", 0, "items", 0, "limit"), "/checklists/0/items/0/limit", "unknown-key"),
    (without("checklists", 0, "sector"), "/checklists/0/sector", "missing"),
    (without("control_records", 0, "answers", 0, "item"), "/control_records/0/answers/0/item", "missing"),
    (with_value("SUN", "regular_closings", 0, "weekdays"), "/regular_closings/0/weekdays", "unknown-term"),
    (with_value("2023-07-01/..", "regular_closings", 0, "days"), "/regular_closings/0/days/0", "period-open"),
    (
        with_value(["2023-06-01/2023-06-02", "2023-06-03", "2023-07-01/.."], "regular_closings", 0, "days"),
        "/regular_closings/0/days/2",
        "period-open",
    ),
    (with_value("school canteen", "companies", 0, "kind"), "/companies/0/kind", "unknown-term"),
    (with_value("large", "companies", 0, "size"), "/companies/0/size", "unknown-term"),
    (with_value("cook", "staff", 0, "role"), "/staff/0/role", "unknown-term"),
    (with_value("FINE", "bars", 0, "ground"), "/bars/0/ground", "unknown-term"),
    (with_value("2021-02-29", "bars", 0, "on"), "/bars/0/on", "not-a-date"),
    (with_value(10**300, "areas", 0, "name"), "/areas/0/name", "wrong-type"),
    (with_value("x" * 500, "areas", 0, "tier"), "/areas/0/tier", "unknown-term"),
    (with_value("x" * 500, "companies", 0, "diners"), "/companies/0/diners", "wrong-type"),
    (with_value([], "visits", 0), "/visits/0", "wrong-type"),
    (with_value(["x"], "supervisors", 0, "posts"), "/supervisors/0/posts/0", "wrong-type"),
    (with_value({}, "visits"), "/visits", "wrong-type"),
    (with_value(None, "complete"), "/complete", "wrong-type"),
    (with_value([], "extensions"), "/extensions", "wrong-type"),
    (with_value(1, "companies", 0, "extensions"), "/companies/0/extensions", "wrong-type"),
    (with_value(2, "version"), "/version", "wrong-version"),
    (with_value(True, "version"), "/version", "wrong-version"),
    (with_value("dual-responsibility/findings", "format"), "/format", "wrong-format"),
]


@pytest.mark.parametrize(("document", "path", "code"), REFUSED)
def test_what_is_wrong_is_named_with_its_path(document: dict[str, Any], path: str, code: str) -> None:
    assert refused(as_bytes(document)) == [(path, code)]


BEYOND_A_SCHEMA = {"period-reversed"}


@pytest.mark.parametrize("number", [10**400, -(10**400)])
def test_a_number_too_large_to_be_a_measure_is_refused_in_a_few_words(number: int) -> None:
    """JSON sets numbers no limit, so the schema takes it: only the reader can tell."""
    document = with_value(number, "control_records", 0, "answers", 0, "value")
    with pytest.raises(dr.DocumentError) as caught:
        registry_from_json(as_bytes(document))
    (problem,) = caught.value.problems
    assert (problem.path, problem.code) == at_value()
    assert len(problem.message.zh) < 100 > len(problem.message.en)


@pytest.mark.parametrize("number", [8, 2**53 + 1, -(10**22) - 1])
def test_a_measure_given_as_a_whole_number_reads_back_as_it_was(number: int) -> None:
    record = dr.ControlRecord(
        id="R-1", company="C-1", cycle=dr.Cycle.DAILY, on=D(2023, 1, 5), answers=dr.Answer(item="own.1", value=number)
    )
    registry = read_registry(EVERYTHING).replace(control_records=[record])
    assert registry_from_json(write_registry(registry)) == registry


def test_the_largest_measure_there_is_reads() -> None:
    largest = int(sys.float_info.max)
    registry = registry_from_json(as_bytes(with_value(largest, "checklists", 0, "items", 0, "at_most")))
    assert registry.checklists[0].items[0].at_most == sys.float_info.max
    assert registry_from_json(write_registry(registry)) == registry


@pytest.mark.parametrize("document", [document for document, _, code in REFUSED if code not in BEYOND_A_SCHEMA])
def test_the_schema_refuses_what_the_reader_refuses(document: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(document)


PARTS = [
    "Answer", "Ballot", "ChecklistItem", "Claim", "FoundProblem", "HazardMove", "Milestone", "Pick", "Post",
    "ProblemMove", "ReviewUse", "Seat", "TaskForce", "TeamMember",
]  # fmt: skip


def test_the_schema_is_one_and_takes_what_is_written() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(DOCUMENT)
    json.dumps(SCHEMA)
    objects = [SCHEMA, *(kind for kind in SCHEMA["$defs"].values() if kind["type"] == "object")]
    assert len(objects) == 1 + len(COLLECTIONS) + len(PARTS)
    assert all(one["additionalProperties"] is False for one in objects)


def test_every_problem_is_listed_at_once_with_the_references_and_ids_that_the_registry_would_refuse() -> None:
    document = copy.deepcopy(DOCUMENT)
    document["visits"] = [
        {"id": "V-1", "company": "C-9", "visitor": "S-1", "on": "2023-03-32", "note": "x"},
        {"id": "V-1", "company": "C-1", "visitor": "S-1", "on": "2023-04-01"},
        "V-3",
        {"id": 4, "company": "C-1", "visitor": "", "on": "2023-04-01"},
    ]
    document["pauses"][0]["period"] = "2023-02-02/2023-02-01"
    document["staff"] = None
    document["extension"] = {}
    assert refused(as_bytes(document)) == [
        ("/extension", "unknown-key"),
        ("/visits/0/note", "unknown-key"),
        ("/visits/0/on", "not-a-date"),
        ("/visits/0/company", "unknown-reference"),
        ("/visits/2", "wrong-type"),
        ("/visits/3/id", "wrong-type"),
        ("/visits/3/visitor", "empty"),
        ("/visits/1/id", "duplicate-id"),
        ("/pauses/0/period", "period-reversed"),
        ("/staff", "wrong-type"),
    ]


def test_references_to_a_collection_that_cannot_be_read_are_not_called_dangling() -> None:
    assert refused(as_bytes(with_value({}, "companies"))) == [("/companies", "wrong-type")]


@pytest.mark.parametrize(
    ("document", "path", "code"),
    [
        (with_value("C-9", "visits", 0, "company"), "/visits/0/company", "unknown-reference"),
        (with_value("V-2", "visits", 0, "id"), "/visits/1/id", "duplicate-id"),
        (with_value("2023-02-02/2023-02-01", "pauses", 0, "period"), "/pauses/0/period", "period-reversed"),
        (with_value("510903", "areas", 0, "parent"), "/areas/0/parent", "area-cycle"),
        (with_value("visit", "complete", 0, "kind"), "/complete/0/kind", "unknown-kind"),
        (with_value("", "areas", 0, "name"), "/areas/0/name", "empty"),
        (with_value(-1, "companies", 0, "diners"), "/companies/0/diners", "negative"),
        (with_value(-1, "grade_tallies", 0, "count"), "/grade_tallies/0/count", "negative"),
        (with_value(8.5, "checklists", 0, "items", 0, "at_least"), "/checklists/0/items/0", "limits-reversed"),
        (
            with_value([{"id": "P-1"}, {"id": "P-1"}], "control_records", 0, "problems"),
            "/control_records/0/problems/1/id",
            "duplicate-id",
        ),
        (with_value("C-9", "checklists", 0, "company"), "/checklists/0/company", "unknown-reference"),
    ],
)
def test_a_sound_document_with_malformed_facts_is_the_registrys_to_refuse(
    document: dict[str, Any], path: str, code: str
) -> None:
    assert refused(as_bytes(document), dr.RegistryError) == [(path, code)]


def sound_bytes() -> bytes:
    return EVERYTHING.read_bytes()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-json"),
        (sound_bytes()[:-20], "not-json"),
        (sound_bytes() + b"{}", "not-json"),
        (b"\xef\xbb\xbf" + sound_bytes(), "byte-order-mark"),
        (sound_bytes().decode().encode("utf-16"), "byte-order-mark"),
        (b'{"extensions": {"x": NaN}}', "not-json"),
        (b'{"extensions": {"x": Infinity}}', "not-json"),
        (b'{"extensions": {"x": 1e999}}', "not-json"),
        (b'{"extensions": {"x": ' + b"9" * 5000 + b"}}", "not-json"),
        (b'{"extensions": {"x": "\\ud800"}}', "not-json"),
        (b'{"extensions": {"x": "\xff"}}', "not-utf-8"),
        (b'{"extensions": {"x": "\xed\xa0\x80"}}', "not-utf-8"),
        (b"[" * 200_000, "too-deep"),
        (b'{"areas":' * 200_000, "too-deep"),
        (b"[]", "wrong-type"),
        (b"null", "wrong-type"),
        (b'"dual-responsibility/registry"', "wrong-type"),
        (b"x" * 100_000_000, "not-json"),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else value,
)
def test_what_is_no_readable_json_object_is_refused_whole(data: bytes, code: str) -> None:
    assert refused(data) == [("", code)]


def test_a_list_of_a_hundred_megabytes_where_facts_belong_stops_at_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "LIMIT", 3)
    data = as_bytes({**HEAD, "areas": [0] * 10})
    assert refused(data) == [*((f"/areas/{i}", "wrong-type") for i in range(3)), ("", "too-many-problems")]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('"version": 1', '"version": 1, "version": 1', "/version"),
        ('"on": "2023-03-31"', '"on": "2023-03-31", "on" : "2023-04-01"', "/visits/0/on"),
        ('"2023-07-01/..": "A"', '"2023-07-01/..": "A", "2023-07-01/..": "B"', "/companies/0/grades/2023-07-01~1.."),
        ('"title": "副县长"', '"title": "副县长", "t\\u0069tle": "县长"', "/supervisors/0/posts/0/title"),
        ('"account": 7', '"account": 7, "account": 8', "/companies/0/extensions/platform/account"),
        ('"exported_by"', '"at": null, "exported_by"', "/extensions/at"),
        ('"role": "LIAISON_UNIT"', '"role": "LIAISON_UNIT", "role": "ASSISTANT"', "/assignments/0/team/0/role"),
    ],
)
def test_a_key_that_stands_twice_in_an_object_is_refused(old: str, new: str, path: str) -> None:
    """Which of the two is meant, nobody knows: silence would pick one."""
    text = sound_bytes().decode()
    assert text.count(old) == 1
    assert refused(text.replace(old, new).encode()) == [(path, "duplicate-key")]


def test_colons_in_text_and_defaults_written_out_are_no_keys_that_stand_twice() -> None:
    document = with_value("https://example.org/a:b", "visits", 0, "evidence")
    document["visits"][1].update(occasions=[], recorded=None, evidence=None, extensions=None)
    assert registry_from_json(as_bytes(document)).visits[0].evidence == "https://example.org/a:b"


def nested(depth: int) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for _ in range(depth - 1):
        data = {"x": data}
    return data


def test_extensions_are_kept_to_a_depth_of_64() -> None:
    kept = registry_from_json(as_bytes({**HEAD, "extensions": nested(64)}))
    assert registry_from_json(write_registry(kept)) == kept
    assert refused(as_bytes({**HEAD, "extensions": nested(65)})) == [("/extensions" + "/x" * 64, "too-deep")]
    assert refused(as_bytes({**HEAD, "extensions": {"x": [nested(400)]}})) == [
        ("/extensions/x/0" + "/x" * 62, "too-deep")
    ]


@pytest.mark.parametrize(
    ("extensions", "path"),
    [
        ({"x": [1, float("nan")]}, "/x/1"),
        ({"x": float("inf")}, "/x"),
        ({"on": D(2023, 1, 1)}, "/on"),
        ({"a": {1: "x"}}, "/a"),
        ({"a": {None: "x"}}, "/a"),
        ({"a": {("b",): "x"}}, "/a"),
    ],
)
def test_extensions_that_json_cannot_hold_are_not_written(extensions: dict[str, Any], path: str) -> None:
    registry = dr.Registry(
        areas=[dr.Area(id="1", tier=dr.Tier.CITY, extensions=extensions)],
        supervisors=[
            dr.Supervisor(id="S", posts=[dr.Post(tier=dr.Tier.CITY, area="1", extensions=extensions)]),
        ],
        extensions=extensions,
    )
    with pytest.raises(dr.DocumentError) as caught:
        write_registry(registry)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        (f"{place}{path}", "wrong-type")
        for place in ("/areas/0/extensions", "/supervisors/0/posts/0/extensions", "/extensions")
    ]


def test_text_that_utf_8_cannot_hold_is_not_written() -> None:
    with pytest.raises(dr.DocumentError, match="not-writable"):
        write_registry(dr.Registry(areas=[dr.Area(id="\ud800", tier=dr.Tier.CITY)]))


def test_a_part_is_not_written_as_if_it_were_the_whole() -> None:
    (part,) = read_registry(EVERYTHING).partition(1)
    with pytest.raises(dr.DocumentError, match=r"replace\(owned=None\)"):
        write_registry(part)
    assert len(registry_from_json(write_registry(part.replace(owned=None))).companies) == 2


def test_a_document_is_given_as_bytes_or_as_the_path_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "台账.json"
    path.write_bytes(sound_bytes())
    assert read_registry(path) == read_registry(str(path)) == read_registry(sound_bytes())


@pytest.mark.parametrize("path", ["no such file.json", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_no_document(path: str) -> None:
    with pytest.raises(dr.DocumentError) as caught:
        read_registry(path)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [("", "file-unreadable")]


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8)
)
json_values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
)
day_sets = st.lists(st.dates(D(2022, 12, 1), D(2023, 6, 30)), max_size=12).map(dr.DaySet)


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
measures = st.none() | st.floats(allow_nan=False, allow_infinity=False)
items = st.builds(
    dr.ChecklistItem,
    id=words,
    refines=st.none() | words,
    kind=st.sampled_from(dr.ItemKind),
    unit=st.none() | words,
    at_most=measures,
    required=st.booleans(),
)
answers = st.builds(dr.Answer, item=words, ok=st.none() | st.booleans(), value=measures, text=st.none() | words)
found = st.builds(
    dr.FoundProblem,
    id=words,
    item=st.none() | words,
    rectify_by=st.none() | st.dates(),
    rectified=st.none() | st.dates(),
)


@st.composite
def with_all_kinds(draw: st.DrawFn) -> dr.Registry:
    """A registry that has extensions and the companies' own side too."""
    registry = draw(registries())
    extensions = st.dictionaries(st.text(max_size=4), json_values, max_size=3)
    company = st.sampled_from([one.id for one in registry.companies])
    sectors = st.frozensets(st.sampled_from(dr.Sector))
    return registry.replace(
        companies=[
            dr.Company(
                id=one.id,
                area=one.area,
                grades=one.grades,
                operating=one.operating,
                grounds=one.grounds,
                sectors=draw(sectors),
                diners=draw(st.none() | st.integers(min_value=0)),
                kind=draw(st.none() | st.sampled_from(dr.CompanyKind)),
                size=draw(st.none() | st.sampled_from(dr.CompanySize)),
                centralised_dining=draw(st.none() | st.booleans()),
                extensions=draw(st.none() | extensions),
            )
            for one in registry.companies
        ],
        control_logs=draw(
            st.lists(
                st.builds(
                    lambda kept, late, **fields: dr.ControlLog(kept=kept, entered_late=late & kept, **fields),
                    company=company,
                    cycle=st.sampled_from(dr.Cycle),
                    kept=day_sets,
                    late=day_sets,
                    sector=st.none() | st.sampled_from(dr.Sector),
                    evidence=st.none() | words,
                ),
                max_size=3,
            )
        ),
        regular_closings=draw(
            st.lists(
                st.builds(
                    dr.RegularClosing,
                    company=company,
                    weekdays=st.frozensets(st.sampled_from(dr.Weekday)),
                    days=day_sets,
                    except_days=day_sets,
                ),
                max_size=2,
            )
        ),
        checklists=draw(
            st.lists(
                st.builds(
                    dr.Checklist,
                    company=company,
                    sector=st.sampled_from(dr.Sector),
                    cycle=st.sampled_from(dr.Cycle),
                    adopts=st.none() | words,
                    items=st.lists(items, max_size=3, unique_by=lambda item: item.id),
                ),
                max_size=2,
            )
        ),
        control_records=draw(
            st.lists(
                st.builds(
                    dr.ControlRecord,
                    id=words,
                    company=company,
                    cycle=st.sampled_from(dr.Cycle),
                    on=st.dates(),
                    sector=st.none() | st.sampled_from(dr.Sector),
                    filled_by=st.none() | words,
                    answers=st.lists(answers, max_size=3, unique_by=lambda answer: answer.item),
                    problems=st.lists(found, max_size=3, unique_by=lambda problem: problem.id),
                ).map(in_order),
                max_size=2,
                unique_by=lambda record: record.id,
            )
        ),
        staff=draw(
            st.lists(st.builds(dr.Staff, company=company, person=words, role=st.sampled_from(dr.StaffRole)), max_size=3)
        ),
        bars=draw(
            st.lists(st.builds(dr.Bar, person=words, ground=st.sampled_from(dr.BarGround), on=st.dates()), max_size=2)
        ),
        grade_tallies=draw(
            st.lists(
                st.builds(
                    dr.GradeTally,
                    area=st.just(registry.areas[0].id),
                    business_line=st.just("餐饮"),
                    grade=st.sampled_from(dr.Grade),
                    count=st.integers(min_value=0),
                    on=st.dates(),
                ),
                max_size=3,
            )
        ),
        extensions=draw(extensions),
    )


@often
@given(with_all_kinds())
def test_what_is_written_reads_back_as_an_equal_registry_and_fits_the_schema(registry: dr.Registry) -> None:
    data = write_registry(registry)
    assert registry_from_json(data) == read_carefully(data) == registry
    assert write_registry(registry_from_json(data)) == data
    VALIDATOR.validate(json.loads(data))


def places(value: Any, here: Steps = ()) -> list[Steps]:
    """Every place in JSON data."""
    steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [*([here] if here else []), *(place for step in steps for place in places(value[step], (*here, step)))]


telling = st.sampled_from(
    ["A", "2023-01-01", "2023-01-01/..", "2023-06-01/2023-01-01", "C-1", "CATERING", "WORK", 0, [], {}, None, ["A"]]
)
mutated = st.builds(
    lambda place, value: with_value(value, *place), st.sampled_from(places(DOCUMENT)), json_values | telling
)


def judged(read: Callable[[bytes], Any], data: bytes) -> Any:
    """What a reader makes of a document, or what it says is wrong."""
    try:
        return read(data)
    except (dr.DocumentError, dr.RegistryError) as error:
        return type(error), error.problems


@often
@given(mutated)
def test_both_ways_of_reading_agree_and_the_schema_takes_whatever_they_take(document: dict[str, Any]) -> None:
    data = as_bytes(document)
    carefully = judged(read_carefully, data)
    assert judged(registry_from_json, data) == carefully
    try:
        quickly = read_sound(data)[0]
    except Exception:
        assert not isinstance(carefully, dr.Registry)
    else:
        assert quickly == carefully
        VALIDATOR.validate(document)


@often
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_an_error_of_ours(data: bytes) -> None:
    judged(registry_from_json, data)


@often
@given(st.integers(0, len(sound_bytes())), st.integers(0, 30), st.binary(max_size=6))
def test_a_damaged_document_is_read_or_refused_by_an_error_of_ours(start: int, length: int, instead: bytes) -> None:
    data = sound_bytes()
    judged(registry_from_json, data[:start] + instead + data[start + length :])


def test_the_findings_document_says_what_was_found_and_by_what() -> None:
    """design.md, Interchange: a findings document likewise, ``dual-responsibility/findings``."""
    book = dr.rulebook("suining-2022").with_readings({"first-day": "counted"})
    calendar = dr.WorkCalendar.china()
    report = dr.audit(
        read_registry(EVERYTHING),
        book,
        since=D(2023, 1, 1),
        as_of=D(2023, 6, 30),
        known_by=D(2023, 7, 1),
        rules=("attend.*",),
        calendar=calendar,
    )
    document = findings_document(report)
    readings = document.pop("readings")
    assert readings["first-day"] == "counted"
    assert set(readings) == set(book.interpretations)
    assert document == {
        "format": "dual-responsibility/findings",
        "version": 1,
        "rulebook": {"id": "suining-2022", "version": book.version, "hash": book.hash},
        "calendar": {"id": calendar.edition.id, "hash": calendar.edition.hash},
        "since": "2023-01-01",
        "as_of": "2023-06-30",
        "known_by": "2023-07-01",
        "rules": ["attend.quarter", "attend.key-period", "attend.emergency"],
        "fingerprint": report.fingerprint,
        "findings": report.to_rows(),
    }
    assert document["findings"]
    assert json.loads(write_findings(report)) == json.loads(json.dumps(findings_document(report)))


def test_a_findings_document_without_a_day_known_by_says_null() -> None:
    report = dr.audit(dr.Registry(), dr.rulebook("suining-2022"), since=D(2023, 1, 1), as_of=D(2023, 6, 30))
    assert json.loads(write_findings(report))["known_by"] is None
