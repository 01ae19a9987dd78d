"""Hazards, problems, mechanisms, plans and reviews as facts: what a Registry refuses, and how they stand in JSON."""

import copy
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import dual_responsibility as dr
from dual_responsibility.interchange import registry_from_json, registry_schema, write_registry
from dual_responsibility.interchange.careful import read_carefully
from dual_responsibility.interchange.quick import read_sound

D = dt.date
FRIDAY, SATURDAY = D(2023, 3, 3), D(2023, 3, 4)
Step, PStep = dr.HazardStep, dr.ProblemStep
VALIDATOR = Draft202012Validator(registry_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
often = settings(deadline=None, max_examples=60, database=None)


def move(step: Any, on: Any = FRIDAY, **fields: Any) -> dr.HazardMove:
    return dr.HazardMove(step=step, on=on, **{"actor": "M-1", "reason": "无证加工", **fields})


def hazard(*moves: Any, **fields: Any) -> dr.Hazard:
    return dr.Hazard(**{"id": "H-1", "area": "5109", "moves": moves, **fields})


def handled(step: Any, on: Any = SATURDAY, **fields: Any) -> dr.ProblemMove:
    return dr.ProblemMove(step=step, on=on, **{"actor": "P-1", **fields})


def problem(*moves: Any, **fields: Any) -> dr.FoundProblem:
    return dr.FoundProblem(**{"id": "P-1", "moves": moves, **fields})


def visit(*problems: Any, **fields: Any) -> dr.Visit:
    given_ = {"id": "V-1", "company": "C-1", "visitor": "S-1", "on": D(2023, 3, 3), "problems": problems}
    return dr.Visit(**{**given_, **fields})


def record(*problems: Any, **fields: Any) -> dr.ControlRecord:
    given_ = {"id": "R-1", "company": "C-1", "cycle": dr.Cycle.DAILY, "on": D(2023, 3, 3), "problems": problems}
    return dr.ControlRecord(**{**given_, **fields})


def facts(**more: Any) -> dict[str, Any]:
    """A city with a company and a supervisor, and what is given."""
    return {
        "areas": [dr.Area(id="5109", tier=dr.Tier.CITY)],
        "companies": [dr.Company(id="C-1", area="5109")],
        "supervisors": [dr.Supervisor(id="S-1")],
        **more,
    }


def refused(**more: Any) -> list[tuple[str, str]]:
    """Where and why these facts are refused, in order of place; each reason is told in both languages."""
    with pytest.raises(dr.RegistryError) as caught:
        dr.Registry(**facts(**more))
    assert all(problem.message.zh and problem.message.en for problem in caught.value.problems)
    return sorted((problem.path, problem.code) for problem in caught.value.problems)


WHISTLE = move(Step.WHISTLE)


# Hazards


class TestHazards:
    @pytest.mark.parametrize(
        ("wrong", "path", "code"),
        [
            (hazard(), "/moves", "empty"),
            (hazard(move(Step.REPORT_IN)), "/moves/0/step", "step-not-allowed"),
            (hazard(WHISTLE, WHISTLE), "/moves/1/step", "step-not-allowed"),
            (hazard(WHISTLE, move(Step.CLOSE)), "/moves/1/step", "step-not-allowed"),
            (
                hazard(WHISTLE, move(Step.ESCALATE), move(Step.ESCALATE), move(Step.ESCALATE)),
                "/moves/3/step",
                "step-not-allowed",
            ),
            (
                hazard(WHISTLE, move(Step.ESCALATE), begins_at=dr.HazardLevel.CITY),
                "/moves/1/step",
                "step-not-allowed",
            ),
            (hazard(WHISTLE, move(Step.REPORT_IN, D(2023, 3, 2))), "/moves/1/on", "days-reversed"),
            (hazard(WHISTLE, area="510903"), "/area", "unknown-reference"),
            (hazard(WHISTLE, company="C-9"), "/company", "unknown-reference"),
            (hazard(WHISTLE, id=""), "/id", "empty"),
            (hazard(move(Step.WHISTLE, actor="")), "/moves/0/actor", "empty"),
            (hazard(move(Step.WHISTLE, reason="")), "/moves/0/reason", "empty"),
            (hazard(move(Step.WHISTLE, reason=None)), "/moves/0/reason", "wrong-type"),
            (hazard(move("WHISTLE")), "/moves/0/step", "wrong-type"),
            (hazard(move(Step.WHISTLE, dt.datetime(2023, 3, 3, tzinfo=dt.UTC))), "/moves/0/on", "datetime-for-date"),
            (hazard(move(Step.WHISTLE, "2023-03-03")), "/moves/0/on", "wrong-type"),
            (hazard(move(Step.WHISTLE, recorded="2023-03-03")), "/moves/0/recorded", "wrong-type"),
            (hazard("WHISTLE"), "/moves/0", "wrong-type"),
            (hazard(7), "/moves/0", "wrong-type"),
            (hazard(WHISTLE, begins_at="COUNTY"), "/begins_at", "wrong-type"),
            (hazard(WHISTLE, company=7), "/company", "wrong-type"),
        ],
    )
    def test_one_that_is_malformed_is_refused(self, wrong: dr.Hazard, path: str, code: str) -> None:
        assert refused(hazards=[wrong]) == [(f"/hazards/0{path}", code)]

    def test_the_message_names_the_steps_that_are_allowed(self) -> None:
        with pytest.raises(dr.RegistryError, match="allowed: REPORT_IN, ESCALATE") as caught:
            dr.Registry(**facts(hazards=[hazard(WHISTLE, move(Step.CLOSE))]))
        assert "可以走：REPORT_IN（报到）、ESCALATE（提级）" in caught.value.problems[0].message.zh

    def test_days_and_steps_out_of_order_are_both_named(self) -> None:
        """Each day is compared with the one before it; of the steps the first that isn't allowed is named."""
        wrong = hazard(
            WHISTLE,
            move(Step.REPORT_IN, D(2023, 3, 2)),
            move(Step.DISPOSE, D(2023, 3, 5)),
            move(Step.CLOSE, D(2023, 3, 4)),
        )
        assert refused(hazards=[wrong]) == [
            ("/hazards/0/moves/1/on", "days-reversed"),
            ("/hazards/0/moves/2/step", "step-not-allowed"),
            ("/hazards/0/moves/3/on", "days-reversed"),
        ]

    def test_an_id_is_that_of_one_hazard(self) -> None:
        assert refused(hazards=[hazard(WHISTLE), hazard(WHISTLE)]) == [("/hazards/1/id", "duplicate-id")]

    def test_steps_of_one_day_and_steps_entered_before_the_last_are_fine(self) -> None:
        sound = hazard(move(Step.WHISTLE, recorded=D(2023, 3, 9)), move(Step.REPORT_IN), company="C-1")
        assert dr.Registry(**facts(hazards=[sound])).of_area("hazards", "5109") == (sound,)


# Problems, of visits and of records


KINDS = [("visits", visit), ("control_records", record)]


@pytest.mark.parametrize(("name", "found"), KINDS)
class TestProblems:
    @pytest.mark.parametrize(
        ("wrong", "path", "code"),
        [
            (problem(handled(PStep.RECTIFY)), "/moves/0/step", "step-not-allowed"),
            (problem(handled(PStep.CLAIM), handled(PStep.CLOSE)), "/moves/1/step", "step-not-allowed"),
            (
                problem(handled(PStep.CLAIM), handled(PStep.RETURN), handled(PStep.RECTIFY)),
                "/moves/2/step",
                "step-not-allowed",
            ),
            (
                problem(handled(PStep.CLAIM), handled(PStep.RECTIFY, D(2023, 3, 3))),
                "/moves/1/on",
                "days-reversed",
            ),
            (problem(handled(PStep.CLAIM), rectified=D(2023, 3, 9)), "/rectified", "contradiction"),
            (problem(handled("CLAIM")), "/moves/0/step", "wrong-type"),
            (problem(handled(PStep.CLAIM, actor="")), "/moves/0/actor", "empty"),
            (problem("CLAIM"), "/moves/0", "wrong-type"),
            (problem(handled(PStep.CLAIM, dt.datetime(2023, 3, 4, tzinfo=dt.UTC))), "/moves/0/on", "datetime-for-date"),
            (problem(id=""), "/id", "empty"),
            (problem(rectify_by="2023-03-10"), "/rectify_by", "wrong-type"),
        ],
    )
    def test_one_that_is_malformed_is_refused(self, name: str, found: Any, wrong: Any, path: str, code: str) -> None:
        assert refused(**{name: [found(problem(id="P-0"), wrong)]}) == [(f"/{name}/0/problems/1{path}", code)]

    def test_an_id_is_unique_in_its_visit_or_record(self, name: str, found: Any) -> None:
        twice = found(problem(), problem(id="P-2"), problem())
        assert refused(**{name: [twice]}) == [(f"/{name}/0/problems/2/id", "duplicate-id")]
        registry = dr.Registry(**facts(**{name: [found(problem()), found(problem(), id="X-2")]}))
        assert len(getattr(registry, name)) == 2

    def test_what_is_no_problem_at_all(self, name: str, found: Any) -> None:
        assert refused(**{name: [found("P-1", None)]}) == [
            (f"/{name}/0/problems/0", "wrong-type"),
            (f"/{name}/0/problems/1", "wrong-type"),
        ]


# The committees' side


def seats(**fields: Any) -> dr.Mechanism:
    return dr.Mechanism(**{"id": "ME-1", "area": "5109", **fields})


def plan(*milestones: Any, **fields: Any) -> dr.Plan:
    return dr.Plan(**{"id": "PL-1", "area": "5109", "milestones": milestones, **fields})


def review(**fields: Any) -> dr.Review:
    given_ = {"id": "RV-1", "reporter": "L-1", "area": "5109", "year": 2023, "on": D(2023, 12, 20)}
    return dr.Review(**{**given_, **fields})


def selection(*picks: Any, **fields: Any) -> dr.ReviewSelection:
    given_ = {"id": "RS-1", "area": "5109", "year": 2023, "on": D(2023, 11, 1), "picks": picks}
    return dr.ReviewSelection(**{**given_, **fields})


def milestone(id: Any = "M-1", **fields: Any) -> dr.Milestone:
    return dr.Milestone(id=id, **fields)


GOOD, POOR = dr.ReviewGrade.GOOD, dr.ReviewGrade.POOR
PICK = dr.Pick(supervisor="S-1")
REVERSED = dr.Period(D(2023, 6, 30), D(2023, 6, 29))


@pytest.mark.parametrize(
    ("name", "wrong", "problems"),
    [
        ("mechanisms", seats(task_forces=dr.TaskForce(seconded=-1)), [("/task_forces/0/seconded", "negative")]),
        (
            "mechanisms",
            seats(task_forces=[dr.TaskForce(seconded=0), dr.TaskForce(seconded=-2), dr.TaskForce(seconded=True)]),
            [("/task_forces/1/seconded", "negative"), ("/task_forces/2/seconded", "wrong-type")],
        ),
        ("mechanisms", seats(task_forces=["x"]), [("/task_forces/0", "wrong-type")]),
        (
            "mechanisms",
            seats(task_forces=dr.TaskForce(one_office="yes")),
            [("/task_forces/0/one_office", "wrong-type")],
        ),
        ("mechanisms", seats(area="510903"), [("/area", "unknown-reference")]),
        (
            "mechanisms",
            seats(seats=[dr.Seat(role="CHIEF", holder=""), "mayor"], period=REVERSED),
            [
                ("/period", "period-reversed"),
                ("/seats/0/holder", "empty"),
                ("/seats/0/role", "wrong-type"),
                ("/seats/1", "wrong-type"),
            ],
        ),
        (
            "mechanisms",
            seats(seats=dr.Seat(role=dr.SeatRole.CHIEF, holder="L-1", period=REVERSED)),
            [("/seats/0/period", "period-reversed")],
        ),
        ("plans", plan(milestone(), milestone()), [("/milestones/1/id", "duplicate-id")]),
        ("plans", plan(milestone(after="M-2")), [("/milestones/0/after/0", "unknown-reference")]),
        ("plans", plan(milestone(after="M-1")), [("/milestones", "milestone-cycle")]),
        (
            "plans",
            plan(milestone(after=["M-2"]), milestone("M-2", after=("M-1",))),
            [("/milestones", "milestone-cycle")],
        ),
        ("plans", plan(milestone(duration=-1)), [("/milestones/0/duration", "negative")]),
        ("plans", plan(milestone(node=dr.Period(D(2022, 12, 11)))), [("/milestones/0/node", "period-open")]),
        (
            "plans",
            plan(milestone(started=D(2022, 12, 2), reached=D(2022, 12, 1))),
            [("/milestones/0/reached", "days-reversed")],
        ),
        ("plans", plan(milestone(after=7)), [("/milestones/0/after/0", "wrong-type")]),
        ("plans", plan(milestone(["M-1"])), [("/milestones/0/id", "wrong-type")]),
        ("plans", plan("M-1"), [("/milestones/0", "wrong-type")]),
        ("plans", plan(milestone(duration=1.5)), [("/milestones/0/duration", "wrong-type")]),
        (
            "leaders",
            dr.Leader(person="", role="LEADER", area="51"),
            [("/area", "unknown-reference"), ("/person", "empty"), ("/role", "wrong-type")],
        ),
        ("review_selections", selection(PICK, PICK), [("/picks/1/supervisor", "duplicate-id")]),
        ("review_selections", selection(dr.Pick(supervisor="S-9")), [("/picks/0/supervisor", "unknown-reference")]),
        ("review_selections", selection(on=D(2022, 12, 31)), [("/on", "before-year")]),
        ("review_selections", selection("S-1", year="2023"), [("/picks/0", "wrong-type"), ("/year", "wrong-type")]),
        ("reviews", review(on=D(2022, 12, 31)), [("/on", "before-year")]),
        ("reviews", review(outcome="GOOD"), [("/outcome", "wrong-type")]),
        ("reviews", review(graded=D(2023, 12, 19)), [("/graded", "days-reversed")]),
        ("reviews", review(counted=D(2023, 12, 19)), [("/counted", "days-reversed")]),
        (
            "reviews",
            review(graded=D(2023, 12, 22), counted=D(2023, 12, 21)),
            [("/counted", "days-reversed")],
        ),
        (
            "reviews",
            review(
                graded=D(2023, 12, 22),
                uses=[dr.ReviewUse(kind=dr.ReviewUseKind.PROMOTION, on=D(2023, 12, n)) for n in (22, 21)],
            ),
            [("/uses/1/on", "days-reversed")],
        ),
        (
            "reviews",
            review(uses=dr.ReviewUse(kind=dr.ReviewUseKind.PROMOTION, on=D(2023, 12, 19))),
            [("/uses/0/on", "days-reversed")],
        ),
        (
            "reviews",
            review(ballots=[dr.Ballot(grade=GOOD, count=1), dr.Ballot(grade=GOOD, count=2)]),
            [("/ballots/1/grade", "duplicate-id")],
        ),
        (
            "reviews",
            review(ballots=[dr.Ballot(grade=GOOD, count=6), dr.Ballot(grade=POOR, count=5)], voters=10),
            [("/ballots", "ballots-exceed-voters")],
        ),
        (
            "reviews",
            review(ballots=dr.Ballot(grade=GOOD, count=-1), voters=-1),
            [("/ballots/0/count", "negative"), ("/voters", "negative")],
        ),
        (
            "reviews",
            review(audiences="PUBLIC", ballots=["GOOD"], uses="PROMOTION", voters="ten"),
            [
                ("/audiences/0", "wrong-type"),
                ("/ballots/0", "wrong-type"),
                ("/uses/0", "wrong-type"),
                ("/voters", "wrong-type"),
            ],
        ),
    ],
)
def test_malformed_facts_of_the_committees_are_refused(name: str, wrong: Any, problems: list[tuple[str, str]]) -> None:
    assert refused(**{name: [wrong]}) == [(f"/{name}/0{path}", code) for path, code in problems]


def test_a_report_on_the_first_day_of_the_year_and_ballots_of_all_who_could_vote_are_fine() -> None:
    sound = review(
        on=D(2023, 1, 1),
        graded=D(2023, 1, 1),
        counted=D(2023, 1, 1),
        uses=dr.ReviewUse(kind=dr.ReviewUseKind.COMMENDATION, on=D(2023, 1, 1)),
        ballots=[dr.Ballot(grade=GOOD, count=6), dr.Ballot(grade=POOR, count=4)],
        voters=10,
    )
    more = review(id="RV-2", ballots=dr.Ballot(grade=GOOD, count=11))
    named = selection(PICK, on=D(2023, 1, 1))
    started = plan(milestone(started=D(2022, 12, 1), reached=D(2022, 12, 1), node=D(2022, 12, 1)))
    dr.Registry(**facts(reviews=[sound, more], review_selections=[named], plans=[started]))


def test_every_problem_is_listed_at_once() -> None:
    assert refused(
        hazards=[hazard(), hazard(WHISTLE, move(Step.CLOSE), id="H-2", area="51", company="C-9"), hazard(WHISTLE)],
        visits=[visit(problem(handled(PStep.CLOSE)), problem(handled(PStep.CLAIM), rectified=D(2023, 3, 9)))],
        control_records=[record(problem(handled(PStep.CLAIM), handled(PStep.RECTIFY, D(2023, 3, 1))))],
        mechanisms=[seats(task_forces=dr.TaskForce(seconded=-1))],
        plans=[plan(milestone(after="M-9"))],
        reviews=[review(on=D(2022, 1, 1))],
        review_selections=[selection(PICK, PICK)],
        grade_tallies=[dr.GradeTally(area="5109", business_line="餐饮", grade=dr.Grade.A, count=-1, on=D(2022, 11, 1))],
    ) == [
        ("/control_records/0/problems/0/moves/1/on", "days-reversed"),
        ("/grade_tallies/0/count", "negative"),
        ("/hazards/0/moves", "empty"),
        ("/hazards/1/area", "unknown-reference"),
        ("/hazards/1/company", "unknown-reference"),
        ("/hazards/1/moves/1/step", "step-not-allowed"),
        ("/hazards/2/id", "duplicate-id"),
        ("/mechanisms/0/task_forces/0/seconded", "negative"),
        ("/plans/0/milestones/0/after/0", "unknown-reference"),
        ("/review_selections/0/picks/1/supervisor", "duplicate-id"),
        ("/reviews/0/on", "before-year"),
        ("/visits/0/problems/0/moves/0/step", "step-not-allowed"),
        ("/visits/0/problems/1/id", "duplicate-id"),
        ("/visits/0/problems/1/rectified", "contradiction"),
    ]


@pytest.mark.parametrize("name", ["hazards", "mechanisms", "plans", "leaders", "review_selections", "reviews"])
def test_what_is_no_such_fact_is_named_once(name: str) -> None:
    assert refused(**{name: ["x", None]}) == [(f"/{name}/0", "wrong-type"), (f"/{name}/1", "wrong-type")]


def test_a_changed_copy_is_checked_and_the_registry_stays_as_it_was() -> None:
    sound = dr.Registry(**facts(hazards=[hazard(WHISTLE)]))
    with pytest.raises(dr.RegistryError):
        sound.replace(hazards=[hazard(WHISTLE, move(Step.CLOSE))])
    assert sound.hazards == (hazard(WHISTLE),)
    assert sound.hazards[0].state is dr.HazardState.WHISTLED


# JSON: what is missing or wrong in the parts of parts


DOCUMENT: dict[str, Any] = {
    "format": "dual-responsibility/registry",
    "version": 1,
    "areas": [{"id": "5109", "tier": "CITY"}],
    "companies": [{"id": "C-1", "area": "5109"}],
    "supervisors": [{"id": "S-1"}],
    "visits": [
        {
            "id": "V-1",
            "company": "C-1",
            "visitor": "S-1",
            "on": "2023-03-03",
            "problems": [
                {
                    "id": "P-1",
                    "moves": [
                        {"step": "CLAIM", "actor": "P-9", "on": "2023-03-04", "reason": "认领"},
                        {"step": "RECTIFY", "actor": "P-9", "on": "2023-03-09", "recorded": "2023-03-10"},
                    ],
                }
            ],
        }
    ],
    "control_records": [
        {
            "id": "R-1",
            "company": "C-1",
            "cycle": "DAILY",
            "on": "2023-03-03",
            "problems": [{"id": "P-1", "moves": [{"step": "CLAIM", "actor": "P-9", "on": "2023-03-04"}]}],
        }
    ],
    "mechanisms": [
        {
            "id": "ME-1",
            "area": "5109",
            "seats": [{"role": "CHIEF", "holder": "L-1", "office": "party-secretary", "period": "2022-11-01/.."}],
            "task_forces": [{"host": "market-regulation", "seconded": 12, "one_office": True}],
        }
    ],
    "plans": [
        {
            "id": "PL-1",
            "area": "5109",
            "milestones": [
                {"id": "M-1", "duration": 5, "unit": "CALENDAR_DAYS"},
                {"id": "M-2", "node": "2022-12-11/2022-12-20", "after": ["M-1"]},
            ],
        }
    ],
    "leaders": [{"person": "L-1", "role": "LEADER", "area": "5109"}],
    "review_selections": [
        {"id": "RS-1", "area": "5109", "year": 2023, "on": "2023-11-01", "picks": [{"supervisor": "S-1"}], "seed": "7"}
    ],
    "reviews": [
        {
            "id": "RV-1",
            "reporter": "L-1",
            "area": "5109",
            "year": 2023,
            "on": "2023-12-20",
            "ground": "LEADER",
            "audiences": ["COMMITTEE", "PUBLIC"],
            "outcome": "GOOD",
            "voters": 10,
            "ballots": [{"grade": "GOOD", "count": 10}],
            "uses": [{"kind": "COMMENDATION", "on": "2024-01-20"}],
        }
    ],
    "hazards": [
        {
            "id": "H-1",
            "area": "5109",
            "begins_at": "COUNTY",
            "moves": [
                {"step": "WHISTLE", "actor": "M-1", "on": "2023-03-03", "reason": "无证加工"},
                {"step": "REPORT_IN", "actor": "R-1", "on": "2023-03-06", "reason": "到场", "recorded": "2023-03-09"},
            ],
        }
    ],
}

Steps = tuple[str | int, ...]


def as_bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def at(document: Any, steps: Steps) -> Any:
    for step in steps:
        document = document[step]
    return document


def with_value(value: Any, *steps: str | int) -> dict[str, Any]:
    """The sound document, with this value at this place."""
    document = copy.deepcopy(DOCUMENT)
    at(document, steps[:-1])[steps[-1]] = value
    return document


def without(*steps: str | int) -> dict[str, Any]:
    """The sound document, without what is at this place."""
    document = copy.deepcopy(DOCUMENT)
    del at(document, steps[:-1])[steps[-1]]
    return document


def refused_document(data: bytes, error: type[dr.DualResponsibilityError] = dr.DocumentError) -> list[tuple[str, str]]:
    """Where and why a document is refused, by whichever way it is read."""
    told = []
    for read in (registry_from_json, read_carefully):
        with pytest.raises(error) as caught:
            read(data)
        assert type(caught.value) is error
        told.append([(problem.path, problem.code) for problem in caught.value.problems])
    assert told[0] == told[1]
    return told[0]


def test_the_document_reads_as_these_facts() -> None:
    registry = registry_from_json(as_bytes(DOCUMENT))
    assert read_sound(as_bytes(DOCUMENT))[0] == read_carefully(as_bytes(DOCUMENT)) == registry
    assert registry == dr.Registry(
        **facts(
            visits=[
                visit(
                    problem(
                        handled(PStep.CLAIM, actor="P-9", reason="认领"),
                        handled(PStep.RECTIFY, D(2023, 3, 9), actor="P-9", recorded=D(2023, 3, 10)),
                    )
                )
            ],
            control_records=[record(problem(handled(PStep.CLAIM, actor="P-9")))],
            mechanisms=[
                seats(
                    seats=dr.Seat(
                        role=dr.SeatRole.CHIEF,
                        holder="L-1",
                        office="party-secretary",
                        period=dr.Period(D(2022, 11, 1)),
                    ),
                    task_forces=dr.TaskForce(host="market-regulation", seconded=12, one_office=True),
                )
            ],
            plans=[
                plan(
                    milestone(duration=5, unit=dr.Unit.CALENDAR_DAYS),
                    milestone("M-2", node=dr.Period(D(2022, 12, 11), D(2022, 12, 20)), after="M-1"),
                )
            ],
            leaders=[dr.Leader(person="L-1", role=dr.LeaderRole.LEADER, area="5109")],
            review_selections=[selection(PICK, seed="7")],
            reviews=[
                review(
                    ground=dr.ReviewGround.LEADER,
                    audiences=[dr.Audience.COMMITTEE, dr.Audience.PUBLIC],
                    outcome=GOOD,
                    voters=10,
                    ballots=dr.Ballot(grade=GOOD, count=10),
                    uses=dr.ReviewUse(kind=dr.ReviewUseKind.COMMENDATION, on=D(2024, 1, 20)),
                )
            ],
            hazards=[
                hazard(
                    WHISTLE,
                    move(Step.REPORT_IN, D(2023, 3, 6), actor="R-1", reason="到场", recorded=D(2023, 3, 9)),
                    begins_at=dr.HazardLevel.COUNTY,
                )
            ],
        )
    )
    assert json.loads(write_registry(registry)) == DOCUMENT
    VALIDATOR.validate(DOCUMENT)


REQUIRED: list[Steps] = [
    ("visits", 0, "problems", 0, "id"),
    *(("visits", 0, "problems", 0, "moves", 1, field) for field in ("step", "actor", "on")),
    *(("control_records", 0, "problems", 0, "moves", 0, field) for field in ("step", "actor", "on")),
    *(("hazards", 0, field) for field in ("id", "area")),
    *(("hazards", 0, "moves", 1, field) for field in ("step", "actor", "on", "reason")),
    *(("mechanisms", 0, field) for field in ("id", "area")),
    *(("mechanisms", 0, "seats", 0, field) for field in ("role", "holder")),
    *(("plans", 0, field) for field in ("id", "area")),
    ("plans", 0, "milestones", 0, "id"),
    *(("leaders", 0, field) for field in ("person", "role", "area")),
    *(("review_selections", 0, field) for field in ("id", "area", "year", "on")),
    ("review_selections", 0, "picks", 0, "supervisor"),
    *(("reviews", 0, field) for field in ("id", "reporter", "area", "year", "on")),
    *(("reviews", 0, "ballots", 0, field) for field in ("grade", "count")),
    *(("reviews", 0, "uses", 0, field) for field in ("kind", "on")),
]


@pytest.mark.parametrize("steps", REQUIRED, ids=lambda steps: "/".join(map(str, steps)))
def test_a_field_that_is_missing_is_named_with_its_path(steps: Steps) -> None:
    document = without(*steps)
    assert refused_document(as_bytes(document)) == [("/" + "/".join(map(str, steps)), "missing")]
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    ("value", "steps", "code"),
    [
        ("whistle", ("hazards", 0, "moves", 0, "step"), "unknown-term"),
        ("CLAIM", ("hazards", 0, "moves", 0, "step"), "unknown-term"),
        ("2023-03-32", ("hazards", 0, "moves", 1, "on"), "not-a-date"),
        ("2023-03-06T08:00", ("hazards", 0, "moves", 1, "recorded"), "datetime-for-date"),
        (None, ("hazards", 0, "moves", 1, "reason"), "wrong-type"),
        ("TOWNSHIP", ("hazards", 0, "begins_at"), "unknown-term"),
        (None, ("hazards", 0, "begins_at"), "wrong-type"),
        ("x", ("hazards", 0, "moves", 1, "by"), "unknown-key"),
        ("x", ("hazards", 0, "state"), "unknown-key"),
        ("WHISTLE", ("hazards", 0, "moves"), "wrong-type"),
        (7, ("visits", 0, "problems", 0, "moves", 0, "reason"), "wrong-type"),
        ("FOUND", ("visits", 0, "problems", 0, "moves", 0, "step"), "unknown-term"),
        ("x", ("visits", 0, "problems", 0, "moves", 0, "state"), "unknown-key"),
        (1.5, ("mechanisms", 0, "task_forces", 0, "seconded"), "wrong-type"),
        ("yes", ("mechanisms", 0, "task_forces", 0, "one_office"), "wrong-type"),
        ("MAYOR", ("mechanisms", 0, "seats", 0, "role"), "unknown-term"),
        ("five", ("plans", 0, "milestones", 0, "duration"), "wrong-type"),
        ("WEEKS", ("plans", 0, "milestones", 0, "unit"), "unknown-term"),
        ("2022", ("plans", 0, "milestones", 1, "node"), "not-a-date"),
        ("2022-12-20/2022", ("plans", 0, "milestones", 1, "node"), "not-a-date"),
        (20221220, ("plans", 0, "milestones", 1, "node"), "wrong-type"),
        (7, ("plans", 0, "milestones", 1, "after", 0), "wrong-type"),
        ("EXCELLENT", ("reviews", 0, "outcome"), "unknown-term"),
        ("EXCELLENT", ("reviews", 0, "ballots", 0, "grade"), "unknown-term"),
        ("PRESS", ("reviews", 0, "audiences", 1), "unknown-term"),
        ("2023", ("reviews", 0, "year"), "wrong-type"),
    ],
)
def test_a_value_that_is_wrong_is_named_with_its_path(value: Any, steps: Steps, code: str) -> None:
    document = with_value(value, *steps)
    assert refused_document(as_bytes(document)) == [("/" + "/".join(map(str, steps)), code)]
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    ("document", "path", "code"),
    [
        (without("hazards", 0, "moves"), "/hazards/0/moves", "empty"),
        (with_value([], "hazards", 0, "moves"), "/hazards/0/moves", "empty"),
        (without("hazards", 0, "moves", 0), "/hazards/0/moves/0/step", "step-not-allowed"),
        (with_value("2023-03-02", "hazards", 0, "moves", 1, "on"), "/hazards/0/moves/1/on", "days-reversed"),
        (with_value("C-9", "hazards", 0, "company"), "/hazards/0/company", "unknown-reference"),
        (without("visits", 0, "problems", 0, "moves", 0), "/visits/0/problems/0/moves/0/step", "step-not-allowed"),
        (
            with_value("2023-03-09", "visits", 0, "problems", 0, "rectified"),
            "/visits/0/problems/0/rectified",
            "contradiction",
        ),
        (
            with_value([{"id": "P-1"}, {"id": "P-1"}], "visits", 0, "problems"),
            "/visits/0/problems/1/id",
            "duplicate-id",
        ),
        (
            with_value(-1, "mechanisms", 0, "task_forces", 0, "seconded"),
            "/mechanisms/0/task_forces/0/seconded",
            "negative",
        ),
        (with_value(9, "reviews", 0, "voters"), "/reviews/0/ballots", "ballots-exceed-voters"),
        (with_value("2022-12-31", "reviews", 0, "on"), "/reviews/0/on", "before-year"),
    ],
)
def test_a_sound_document_with_malformed_facts_is_the_registrys_to_refuse(
    document: dict[str, Any], path: str, code: str
) -> None:
    assert refused_document(as_bytes(document), dr.RegistryError) == [(path, code)]


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ('"step": "REPORT_IN"', "/hazards/0/moves/1/step"),
        ('"step": "RECTIFY"', "/visits/0/problems/0/moves/1/step"),
        ('"after": ["M-1"]', "/plans/0/milestones/1/after"),
        ('"holder": "L-1"', "/mechanisms/0/seats/0/holder"),
        ('"count": 10', "/reviews/0/ballots/0/count"),
        ('"seed": "7"', "/review_selections/0/seed"),
    ],
)
def test_a_key_that_stands_twice_is_refused_however_deep(old: str, path: str) -> None:
    text = as_bytes(DOCUMENT).decode()
    assert text.count(old) == 1
    assert refused_document(text.replace(old, f"{old}, {old}").encode()) == [(path, "duplicate-key")]


# Round trips


def bared(value: Any, *, top: bool = True) -> Any:
    """The document with each list of one, within a fact, as that one alone."""
    if isinstance(value, dict):
        return {
            key: [bared(fact, top=False) for fact in item] if top and isinstance(item, list) else bared(item, top=False)
            for key, item in value.items()
        }
    if isinstance(value, list):
        items = [bared(item, top=False) for item in value]
        return items[0] if len(items) == 1 else items
    return value


BARE: list[tuple[Steps, Any]] = [
    (("hazards", 0, "moves"), {"step": "WHISTLE", "actor": "M-1", "on": "2023-03-03", "reason": "无证加工"}),
    (("visits", 0, "problems"), {"id": "P-1", "moves": {"step": "CLAIM", "actor": "P-9", "on": "2023-03-04"}}),
    (("visits", 0, "problems", 0, "moves"), {"step": "CLAIM", "actor": "P-9", "on": "2023-03-04"}),
    (("mechanisms", 0, "seats"), {"role": "CONVENER", "holder": "L-2"}),
    (("mechanisms", 0, "task_forces"), {}),
    (("plans", 0, "milestones"), {"id": "M-1"}),
    (("plans", 0, "milestones", 1, "after"), "M-1"),
    (("review_selections", 0, "picks"), {"supervisor": "S-1", "reason": "督导完成率低"}),
    (("reviews", 0, "audiences"), "PUBLIC"),
    (("reviews", 0, "ballots"), {"grade": "POOR", "count": 1}),
    (("reviews", 0, "uses"), {"kind": "ACCOUNTABILITY", "on": "2024-01-20"}),
]


@pytest.mark.parametrize(("steps", "bare"), BARE)
def test_a_bare_value_stands_for_a_list_of_one(steps: Steps, bare: Any) -> None:
    """design.md, Facts."""
    one, other = with_value(bare, *steps), with_value([bare], *steps)
    assert registry_from_json(as_bytes(one)) == registry_from_json(as_bytes(other))
    for document in (one, other):
        assert read_carefully(as_bytes(document)) == read_sound(as_bytes(document))[0]
        VALIDATOR.validate(document)


def test_no_audience_on_record_isnt_the_same_as_none_at_all() -> None:
    none, unknown = with_value([], "reviews", 0, "audiences"), without("reviews", 0, "audiences")
    assert registry_from_json(as_bytes(none)).reviews[0].audiences == frozenset()
    assert registry_from_json(as_bytes(unknown)).reviews[0].audiences is None
    assert json.loads(write_registry(registry_from_json(as_bytes(none)))) == none


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
maybe_words = st.none() | words
days = st.dates(D(2022, 1, 1), D(2024, 12, 31))
maybe_day = st.none() | days
periods = (
    st.just(dr.ALWAYS)
    | days.map(dr.Period)
    | st.builds(lambda start, n: dr.Period(start, start + dt.timedelta(n)), days, st.integers(0, 99))
)
counts = st.integers(0, 99)


@st.composite
def hazard_histories(draw: st.DrawFn) -> dict[str, Any]:
    made = dr.Hazard(id="-", area="5109", begins_at=draw(st.sampled_from(dr.HazardLevel)))
    on = draw(days)
    for n in range(draw(st.integers(1, 6))):
        if not made.allowed:
            break
        on += dt.timedelta(draw(counts))
        step = Step.WHISTLE if n == 0 else draw(st.sampled_from(made.allowed))
        made = made.advance(step, actor=draw(words), on=on, reason=draw(words), recorded=draw(maybe_day))
    return {"moves": made.moves, "begins_at": made.begins_at}


@st.composite
def problems(draw: st.DrawFn, id: str) -> dr.FoundProblem:
    # Nothing about it can lie before the visit or record that found it.
    after = st.dates(D(2023, 3, 3), D(2024, 12, 31))
    by = draw(st.none() | after)
    made = dr.FoundProblem(id=id, item=draw(maybe_words), text=draw(maybe_words), rectify_by=by)
    on = draw(after)
    for _ in range(draw(st.integers(0, 4))):
        allowed = dr.PROBLEM_WORKFLOW.allowed(dr.Place(made.state, None))
        if not allowed:
            break
        on += dt.timedelta(draw(counts))
        step = draw(st.sampled_from(allowed))
        made = made.advance(step, actor=draw(words), on=on, reason=draw(maybe_words), recorded=draw(maybe_day))
    return made


seat = st.builds(
    dr.Seat,
    role=st.sampled_from(dr.SeatRole),
    holder=words,
    office=maybe_words,
    body=maybe_words,
    period=periods,
    recorded=maybe_day,
    end_recorded=maybe_day,
)
force = st.builds(
    dr.TaskForce, host=maybe_words, seconded=st.none() | counts, one_office=st.none() | st.booleans(), period=periods
)


@st.composite
def milestones(draw: st.DrawFn) -> list[dr.Milestone]:
    """Milestones of which each may come after some before it."""
    made = []
    for n in range(draw(st.integers(0, 4))):
        started, reached = sorted((draw(days), draw(days)))
        made.append(
            dr.Milestone(
                id=f"M-{n}",
                title=draw(maybe_words),
                node=draw(
                    st.none() | days | st.builds(lambda day, n: dr.Period(day, day + dt.timedelta(n)), days, counts)
                ),
                duration=draw(counts),
                unit=draw(st.sampled_from(dr.Unit)),
                after=draw(st.lists(st.sampled_from([one.id for one in made]), max_size=2)) if made else (),
                started=draw(st.none() | st.just(started)),
                reached=draw(st.none() | st.just(reached)),
                recorded=draw(maybe_day),
            )
        )
    return made


@st.composite
def reviews(draw: st.DrawFn, id: str) -> dr.Review:
    on = draw(days)
    voted = draw(
        st.lists(
            st.builds(dr.Ballot, grade=st.sampled_from(dr.ReviewGrade), count=counts),
            unique_by=lambda ballot: ballot.grade,
        )
    )
    graded = draw(st.none() | st.integers(0, 99).map(lambda n: on + dt.timedelta(n)))
    after = st.integers(0, 99).map(lambda n: (graded or on) + dt.timedelta(n))
    used = st.builds(dr.ReviewUse, kind=st.sampled_from(dr.ReviewUseKind), on=after, recorded=maybe_day)
    return dr.Review(
        id=id,
        reporter=draw(words),
        area="5109",
        year=draw(st.integers(2000, on.year)),
        on=on,
        ground=draw(st.none() | st.sampled_from(dr.ReviewGround)),
        audiences=draw(st.none() | st.frozensets(st.sampled_from(dr.Audience))),
        outcome=draw(st.none() | st.sampled_from(dr.ReviewGrade)),
        graded=graded,
        voters=draw(st.none() | st.just(sum(ballot.count for ballot in voted))),
        ballots=voted,
        uses=draw(st.lists(used, max_size=2)),
        counted=draw(st.none() | after),
        recorded=draw(maybe_day),
        evidence=draw(maybe_words),
    )


@st.composite
def registries(draw: st.DrawFn) -> dr.Registry:
    """A registry with facts of every kind of the committees' side, and problems told by their steps."""

    def many(most: int = 2) -> range:
        return range(draw(st.integers(0, most)))

    found = [[draw(problems(f"P-{n}")) for n in many()] for _ in range(2)]
    return dr.Registry(
        **facts(
            visits=[visit(*found[0])],
            control_records=[record(*found[1])],
            mechanisms=[
                dr.Mechanism(
                    id=f"ME-{n}",
                    area="5109",
                    seats=draw(st.lists(seat, max_size=2)),
                    task_forces=draw(st.lists(force, max_size=2)),
                    period=draw(periods),
                )
                for n in many()
            ],
            plans=[
                dr.Plan(
                    id=f"PL-{n}",
                    area="5109",
                    title=draw(maybe_words),
                    start=draw(maybe_day),
                    milestones=draw(milestones()),
                )
                for n in many()
            ],
            leaders=draw(
                st.lists(
                    st.builds(
                        dr.Leader,
                        person=words,
                        role=st.sampled_from(dr.LeaderRole),
                        area=st.just("5109"),
                        body=maybe_words,
                        period=periods,
                    ),
                    max_size=2,
                )
            ),
            review_selections=[
                selection(
                    *(dr.Pick(supervisor="S-1", reason=draw(maybe_words)) for _ in many(1)),
                    id=f"RS-{n}",
                    seed=draw(maybe_words),
                )
                for n in many()
            ],
            reviews=[draw(reviews(f"RV-{n}")) for n in many()],
            hazards=[
                dr.Hazard(
                    id=f"H-{n}",
                    area="5109",
                    company=draw(st.sampled_from([None, "C-1"])),
                    evidence=draw(maybe_words),
                    **draw(hazard_histories()),
                )
                for n in many()
            ],
        )
    )


@often
@given(registries())
def test_what_is_written_reads_back_by_both_ways_of_reading_bare_or_in_lists(registry: dr.Registry) -> None:
    data = write_registry(registry)
    document = json.loads(data)
    bare = bared(document)
    for written in (document, bare):
        assert read_sound(as_bytes(written))[0] == read_carefully(as_bytes(written)) == registry
        assert registry_from_json(as_bytes(written)) == registry
        VALIDATOR.validate(written)
    assert write_registry(registry_from_json(data)) == data


PLACES = [
    *REQUIRED,
    *(steps for steps, _ in BARE),
    ("hazards", 0, "begins_at"),
    ("hazards", 0, "company"),
    ("hazards",),
]
telling = st.sampled_from(
    ["WHISTLE", "CLAIM", "2023-03-03", "2023-03-01", "2023-03-03/..", "5109", "C-1", "CITY", 0, -1, [], {}, None, ["A"]]
)


def judged(read: Any, data: bytes) -> Any:
    try:
        return read(data)
    except (dr.DocumentError, dr.RegistryError) as error:
        return type(error), error.problems


@settings(deadline=None, max_examples=100, database=None)
@given(st.sampled_from(PLACES), telling)
def test_both_ways_of_reading_agree_on_a_document_that_was_damaged(steps: Steps, value: Any) -> None:
    data = as_bytes(with_value(value, *steps))
    carefully = judged(read_carefully, data)
    assert judged(registry_from_json, data) == carefully
    if isinstance(carefully, dr.Registry):
        VALIDATOR.validate(with_value(value, *steps))


@pytest.mark.parametrize(
    ("written", "node"),
    [
        ("2022-12-20", dr.Period(D(2022, 12, 20), D(2022, 12, 20))),
        ("2022-12-11/2022-12-20", dr.Period(D(2022, 12, 11), D(2022, 12, 20))),
        (None, None),
    ],
)
def test_a_node_is_a_day_or_a_span_in_python_and_in_json(written: str | None, node: dr.Period | None) -> None:
    document = with_value(written, "plans", 0, "milestones", 1, "node")
    assert VALIDATOR.is_valid(document)
    read = registry_from_json(as_bytes(document))
    assert read.plans[0].milestones[1].node == node
    again = json.loads(write_registry(read))["plans"][0]["milestones"][1]
    assert again.get("node") == written


def test_a_day_twice_is_written_as_that_day() -> None:
    read = registry_from_json(as_bytes(with_value("2022-12-20/2022-12-20", "plans", 0, "milestones", 1, "node")))
    assert json.loads(write_registry(read))["plans"][0]["milestones"][1]["node"] == "2022-12-20"


# Friday 3 March 2023 lies in the week from Monday 27 February on.
@pytest.mark.parametrize(
    ("name", "fields", "first"),
    [
        ("visits", {}, D(2023, 3, 3)),
        ("control_records", {}, D(2023, 3, 3)),
        ("control_records", {"cycle": dr.Cycle.WEEKLY}, D(2023, 2, 27)),
        ("control_records", {"cycle": dr.Cycle.WEEKLY, "on": D(2023, 3, 5)}, D(2023, 2, 27)),
        ("control_records", {"cycle": dr.Cycle.WEEKLY, "on": D(2023, 2, 27)}, D(2023, 2, 27)),
        ("control_records", {"cycle": dr.Cycle.MONTHLY}, D(2023, 3, 1)),
        ("control_records", {"cycle": dr.Cycle.WEEKLY, "on": D(1, 1, 1)}, D(1, 1, 1)),
    ],
)
@pytest.mark.parametrize(
    ("where", "of"),
    [
        (
            "moves/0/on",
            lambda on: {"moves": dr.ProblemMove(step=dr.ProblemStep.CLAIM, actor="P-9", on=on)},
        ),
        ("rectify_by", lambda on: {"rectify_by": on}),
        ("rectified", lambda on: {"rectified": on}),
    ],
)
def test_nothing_of_a_problem_lies_before_the_day_the_week_or_the_month_that_found_it(
    name: str, fields: dict[str, Any], first: dt.date, where: str, of: Any
) -> None:
    def made(on: dt.date) -> dict[str, Any]:
        problem = dr.FoundProblem(id="P-1", **of(on))
        return facts(**{name: [{"visits": visit, "control_records": record}[name](problem, **fields)]})

    assert dr.Registry(**made(first))
    if first == D(1, 1, 1):
        return
    with pytest.raises(dr.RegistryError) as caught:
        dr.Registry(**made(first - dt.timedelta(1)))
    assert [(one.path, one.code) for one in caught.value.problems] == [
        (f"/{name}/0/problems/0/{where}", "days-reversed")
    ]


@pytest.mark.parametrize(
    ("made", "path"),
    [
        ({"hazards": [dr.Hazard(id="H-1", area="5109", begins_at="COUNTY", moves=[
            dr.HazardMove(step=dr.HazardStep.WHISTLE, actor="M-1", on=D(2023, 3, 3), reason="x"),
            dr.HazardMove(step=dr.HazardStep.ESCALATE, actor="M-1", on=D(2023, 3, 3), reason="x"),
        ])]}, "/hazards/0/begins_at"),
        ({"hazards": [dr.Hazard(id="H-1", area="5109", moves=[
            dr.HazardMove(step=dr.ProblemStep.CLAIM, actor="M-1", on=D(2023, 3, 3), reason="x"),
        ])]}, "/hazards/0/moves/0/step"),
    ],
)  # fmt: skip
def test_a_level_or_step_that_is_none_is_told_once(made: dict[str, Any], path: str) -> None:
    with pytest.raises(dr.RegistryError) as caught:
        dr.Registry(**facts(**made))
    assert [(one.path, one.code) for one in caught.value.problems] == [(path, "wrong-type")]


HUGE = 10**6000


@pytest.mark.parametrize(
    "made",
    [
        {"reviews": [dr.Review(id="RV-1", reporter="L-1", area="5109", year=HUGE, on=D(2023, 3, 3))]},
        {"reviews": [dr.Review(id="RV-1", reporter="L-1", area="5109", year=2023, on=D(2023, 3, 3), voters=-HUGE)]},
        {"reviews": [dr.Review(id="RV-1", reporter="L-1", area="5109", year=2023, on=D(2023, 3, 3), voters=1,
                               ballots=dr.Ballot(grade=dr.ReviewGrade.GOOD, count=HUGE))]},
        {"reviews": [dr.Review(id="RV-1", reporter="L-1", area="5109", year=2023, on=D(2023, 3, 3), audiences={HUGE})]},
        {"mechanisms": [dr.Mechanism(id="ME-1", area="5109", task_forces=dr.TaskForce(seconded=-HUGE))]},
        {"plans": [dr.Plan(id="PL-1", area="5109", milestones=dr.Milestone(id="M-1", duration=-HUGE))]},
    ],
)  # fmt: skip
def test_a_number_too_long_to_write_is_a_problem_like_others(made: dict[str, Any]) -> None:
    with pytest.raises(dr.RegistryError):
        dr.Registry(**facts(**made))
