"""The Registry: malformed data raise one error that lists every problem; facts that break a rule load."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

import attrs
import pytest

import dual_responsibility as dr
from dual_responsibility.facts.checks import column_problems
from dual_responsibility.facts.registry import COLLECTIONS

D = dt.date
NOON = dt.datetime(2023, 1, 1, 12, tzinfo=dt.UTC)
ALWAYS = dr.Period(D(2023, 1, 1))
REVERSED = dr.Period(D(2023, 6, 30), D(2023, 6, 29))
BEGINS_AT_NOON = dr.Period(NOON)
ENDS_AT_NOON = dr.Period(D(2022, 1, 1), NOON)


def facts() -> dict[str, list[Any]]:
    """A county in a city, a company and its supervisor; one sound fact of each kind."""
    return {
        "areas": [
            dr.Area(id="5109", tier=dr.Tier.CITY, name="遂宁市"),
            dr.Area(id="510903", tier=dr.Tier.COUNTY, parent="5109"),
        ],
        "companies": [dr.Company(id="C-1", area="510903", sectors=dr.Sector.CATERING, grades=dr.Grade.B)],
        "supervisors": [dr.Supervisor(id="S-1", posts=dr.Post(tier=dr.Tier.COUNTY, area="510903"))],
        "assignments": [dr.Assignment(id="A-1", company="C-1", supervisor="S-1", period=ALWAYS)],
        "changes": [dr.Change(id="CH-1", supervisor="S-1", cause=dr.ChangeCause.WORK, on=D(2023, 4, 27))],
        "company_changes": [
            dr.CompanyChange(id="CC-1", company="C-1", cause=dr.CompanyChangeCause.OTHER, on=D(2023, 5, 4))
        ],
        "commitments": [dr.Commitment(supervisor="S-1", on=D(2023, 1, 3), area="510903")],
        "list_versions": [dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area="5109")],
        "acknowledgements": [dr.Acknowledgement(supervisor="S-1", list_version="L-1", on=D(2023, 1, 3))],
        "notice_cards": [dr.NoticeCard(company="C-1", supervisor="S-1", displayed=ALWAYS)],
        "key_periods": [dr.KeyPeriod(id="K-1", area="5109", period=dr.Period(D(2023, 1, 14), D(2023, 1, 29)))],
        "emergencies": [
            dr.Emergency(id="E-1", company="C-1", on=D(2023, 7, 3)),
            dr.Emergency(id="E-2", area="5109", on=D(2023, 7, 4)),
        ],
        "visits": [dr.Visit(id="V-1", company="C-1", visitor="S-1", on=D(2023, 3, 31))],
        "pauses": [dr.Pause(company="C-1", period=dr.Period(D(2023, 2, 1), D(2023, 2, 2)))],
        "regular_closings": [dr.RegularClosing(company="C-1", weekdays=dr.Weekday.SUNDAY, period=ALWAYS)],
        "checklists": [
            dr.Checklist(
                company="C-1",
                sector=dr.Sector.CATERING,
                cycle=dr.Cycle.DAILY,
                adopts="CATERING-B-DAILY",
                items=dr.ChecklistItem(id="own.1", kind=dr.ItemKind.MEASURE, unit="℃", at_least=-1.5, at_most=8),
            )
        ],
        "control_logs": [dr.ControlLog(company="C-1", cycle=dr.Cycle.DAILY, kept=dr.DaySet([D(2023, 1, 4)]))],
        "control_records": [
            dr.ControlRecord(
                id="R-1",
                company="C-1",
                cycle=dr.Cycle.DAILY,
                on=D(2023, 1, 4),
                answers=[dr.Answer(item="own.1", value=5), dr.Answer(item="own.2", ok=False)],
                problems=dr.FoundProblem(id="P-1", item="own.2", rectify_by=D(2023, 1, 6)),
            )
        ],
        "bars": [dr.Bar(person="P-2", ground=dr.BarGround.LICENCE_REVOKED, on=D(2021, 3, 5))],
        "staff": [dr.Staff(company="C-1", person="P-1", role="officer")],
        "grade_tallies": [
            dr.GradeTally(area="5109", business_line="餐饮", grade=dr.Grade.A, count=37, on=D(2022, 11, 1))
        ],
        "mechanisms": [
            dr.Mechanism(
                id="ME-1",
                area="5109",
                seats=dr.Seat(role=dr.SeatRole.CHIEF, holder="L-1"),
                task_forces=dr.TaskForce(seconded=3),
            )
        ],
        "plans": [dr.Plan(id="PL-1", area="5109", milestones=dr.Milestone(id="a", node=D(2022, 12, 20)))],
        "leaders": [dr.Leader(person="L-1", role=dr.LeaderRole.LEADER, area="5109")],
        "review_selections": [
            dr.ReviewSelection(id="RS-1", area="510903", year=2023, on=D(2023, 11, 1), picks=dr.Pick(supervisor="S-1"))
        ],
        "reviews": [dr.Review(id="RV-1", reporter="L-1", area="5109", year=2023, on=D(2023, 12, 20))],
        "hazards": [
            dr.Hazard(
                id="HZ-1",
                area="510903",
                company="C-1",
                moves=dr.HazardMove(step=dr.HazardStep.WHISTLE, actor="M-1", on=D(2023, 3, 3), reason="无证加工"),
            )
        ],
        "complete": [dr.Claim(kind="visits", area="5109"), dr.Claim(kind="assignments")],
    }


def with_more(**more: list[Any]) -> dict[str, Any]:
    """The sound facts, with these before them: their index is theirs in the list."""
    sound = facts()
    return {name: [*more.get(name, []), *sound[name]] for name in sound}


def problems_of(**collections: Any) -> list[dr.Problem]:
    with pytest.raises(dr.RegistryError) as caught:
        dr.Registry(**collections)
    return [*caught.value.problems]


def found(problems: Iterable[dr.Problem]) -> list[tuple[str, str]]:
    return sorted((problem.path, problem.code) for problem in problems)


def test_the_sound_facts_load_one_of_each_kind() -> None:
    registry = dr.Registry(**facts())
    assert set(facts()) == {*COLLECTIONS, "complete"}
    assert all(getattr(registry, name) for name in COLLECTIONS)


def test_an_empty_registry_is_sound() -> None:
    assert dr.Registry().areas == ()


def test_any_iterable_of_facts_will_do() -> None:
    assert dr.Registry(areas=(area for area in facts()["areas"])) == dr.Registry(areas=facts()["areas"])


class TestMalformed:
    def test_every_problem_is_listed_at_once(self) -> None:
        problems = problems_of(
            areas=[
                dr.Area(id="5109", tier=dr.Tier.CITY),
                dr.Area(id="5109", tier=dr.Tier.CITY, parent="51"),
                dr.Area(id="X", tier=dr.Tier.COUNTY, parent="X"),
            ],
            companies=[dr.Company(id="", area="nowhere", grades="A", diners=True)],
            supervisors=[dr.Supervisor(id="S-1", posts=[dr.Post(tier=dr.Tier.CITY, area="5109", period=REVERSED)])],
            assignments=[dr.Assignment(id="A-1", company="C-9", supervisor="S-9", period=ENDS_AT_NOON)],
            visits=[dr.Visit(id="V-1", company="C-9", visitor="", on=NOON)],
            emergencies=[dr.Emergency(id="E-1", on=D(2023, 1, 1))],
            key_periods=[dr.KeyPeriod(id="K-1", area="5109", period=ALWAYS)],
            complete=[dr.Claim(kind="everything")],
        )
        listed = found(problems)
        assert [(path, code) for path, code in listed if not path.startswith("/companies/0/grades")] == [
            ("/areas/1/id", "duplicate-id"),
            ("/areas/1/parent", "unknown-reference"),
            ("/areas/2/parent", "area-cycle"),
            ("/assignments/0/company", "unknown-reference"),
            ("/assignments/0/period", "datetime-for-date"),
            ("/assignments/0/supervisor", "unknown-reference"),
            ("/companies/0/area", "unknown-reference"),
            ("/companies/0/diners", "wrong-type"),
            ("/companies/0/id", "empty"),
            ("/complete/0/kind", "unknown-kind"),
            ("/emergencies/0", "emergency-place"),
            ("/key_periods/0/period", "period-open"),
            ("/supervisors/0/posts/0/period", "period-reversed"),
            ("/visits/0/company", "unknown-reference"),
            ("/visits/0/on", "datetime-for-date"),
            ("/visits/0/visitor", "empty"),
        ]
        assert [code for path, code in listed if path.startswith("/companies/0/grades")] == ["wrong-type"]

    def test_each_problem_speaks_both_languages_and_points_by_json_pointer(self) -> None:
        problems = problems_of(**with_more(visits=[dr.Visit(id="", company="C-9", visitor="S-1", on=NOON)]))
        for problem in problems:
            assert re.fullmatch(r"(/([^/~]|~[01])+)+", problem.path)
            assert re.search("[一-鿿]", problem.message.zh)
            assert problem.message.en.isascii()

    @pytest.mark.parametrize("name", [name for name, kind in COLLECTIONS.items() if hasattr(kind, "id")])
    def test_an_id_is_unique_in_its_collection(self, name: str) -> None:
        sound = facts()
        number = len(sound[name])
        sound[name].append(sound[name][0])
        (problem,) = problems_of(**sound)
        assert (problem.code, problem.path) == ("duplicate-id", f"/{name}/{number}/id")
        assert f"/{name}/0" in problem.message.en

    def test_the_same_id_in_two_collections_is_no_duplicate(self) -> None:
        registry = dr.Registry(
            areas=[dr.Area(id="1", tier=dr.Tier.CITY)],
            companies=[dr.Company(id="1", area="1")],
            supervisors=[dr.Supervisor(id="1")],
        )
        assert registry.company("1").area == registry.area("1").id

    @pytest.mark.parametrize(
        ("name", "fact", "field"),
        [
            ("areas", dr.Area(id="X", tier=dr.Tier.CITY, parent="?"), "parent"),
            ("companies", dr.Company(id="X", area="?"), "area"),
            ("supervisors", dr.Supervisor(id="X", posts=dr.Post(tier=dr.Tier.CITY, area="?")), "posts/0/area"),
            ("assignments", dr.Assignment(id="X", company="?", supervisor="S-1", period=ALWAYS), "company"),
            ("assignments", dr.Assignment(id="X", company="C-1", supervisor="?", period=ALWAYS), "supervisor"),
            ("changes", dr.Change(id="X", supervisor="?", cause=dr.ChangeCause.WORK, on=D(2023, 1, 1)), "supervisor"),
            (
                "company_changes",
                dr.CompanyChange(id="X", company="?", cause=dr.CompanyChangeCause.OTHER, on=D(2023, 1, 1)),
                "company",
            ),
            ("commitments", dr.Commitment(supervisor="?", on=D(2023, 1, 1)), "supervisor"),
            ("commitments", dr.Commitment(supervisor="S-1", on=D(2023, 1, 1), area="?"), "area"),
            ("list_versions", dr.ListVersion(id="X", kind=dr.ListKind.TASK, area="?"), "area"),
            (
                "acknowledgements",
                dr.Acknowledgement(supervisor="?", list_version="L-1", on=D(2023, 1, 1)),
                "supervisor",
            ),
            (
                "acknowledgements",
                dr.Acknowledgement(supervisor="S-1", list_version="?", on=D(2023, 1, 1)),
                "list_version",
            ),
            ("notice_cards", dr.NoticeCard(company="?", supervisor="S-1", displayed=ALWAYS), "company"),
            ("notice_cards", dr.NoticeCard(company="C-1", supervisor="?", displayed=ALWAYS), "supervisor"),
            ("key_periods", dr.KeyPeriod(id="X", area="?", period=dr.Period(D(2023, 1, 1), D(2023, 1, 2))), "area"),
            ("emergencies", dr.Emergency(id="X", area="?", on=D(2023, 1, 1)), "area"),
            ("emergencies", dr.Emergency(id="X", company="?", on=D(2023, 1, 1)), "company"),
            ("visits", dr.Visit(id="X", company="?", visitor="anybody", on=D(2023, 1, 1)), "company"),
            ("pauses", dr.Pause(company="?", period=ALWAYS), "company"),
            ("control_logs", dr.ControlLog(company="?", cycle=dr.Cycle.DAILY, kept=dr.DaySet()), "company"),
            ("staff", dr.Staff(company="?", person="P-1", role="officer"), "company"),
            ("regular_closings", dr.RegularClosing(company="?", weekdays=dr.Weekday.SUNDAY), "company"),
            (
                "checklists",
                dr.Checklist(company="?", sector=dr.Sector.CATERING, cycle=dr.Cycle.DAILY),
                "company",
            ),
            (
                "control_records",
                dr.ControlRecord(id="X", company="?", cycle=dr.Cycle.DAILY, on=D(2023, 1, 1)),
                "company",
            ),
            (
                "grade_tallies",
                dr.GradeTally(area="?", business_line="x", grade=dr.Grade.A, count=1, on=D(2023, 1, 1)),
                "area",
            ),
            ("complete", dr.Claim(kind="visits", area="?"), "area"),
        ],
    )
    def test_a_reference_has_to_exist(self, name: str, fact: Any, field: str) -> None:
        (problem,) = problems_of(**with_more(**{name: [fact]}))
        assert (problem.code, problem.path) == ("unknown-reference", f"/{name}/0/{field}")
        assert "'?'" in problem.message.zh

    @pytest.mark.parametrize(
        ("name", "fact", "field"),
        [
            ("assignments", dr.Assignment(id="X", company="C-1", supervisor="S-1", period=REVERSED), "period"),
            ("notice_cards", dr.NoticeCard(company="C-1", supervisor="S-1", displayed=REVERSED), "displayed"),
            (
                "list_versions",
                dr.ListVersion(id="X", kind=dr.ListKind.TASK, area="5109", in_force=REVERSED),
                "in_force",
            ),
            ("key_periods", dr.KeyPeriod(id="X", area="5109", period=REVERSED), "period"),
            ("pauses", dr.Pause(company="C-1", period=REVERSED), "period"),
            ("staff", dr.Staff(company="C-1", person="P-1", role="officer", period=REVERSED), "period"),
            ("regular_closings", dr.RegularClosing(company="C-1", period=REVERSED), "period"),
            (
                "checklists",
                dr.Checklist(company="C-1", sector=dr.Sector.CATERING, cycle=dr.Cycle.DAILY, period=REVERSED),
                "period",
            ),
            ("complete", dr.Claim(kind="visits", period=REVERSED), "period"),
            ("companies", dr.Company(id="X", area="5109", operating=REVERSED), "operating/0"),
            ("companies", dr.Company(id="X", area="5109", grades=[(REVERSED, dr.Grade.A)]), "grades"),
            (
                "companies",
                dr.Company(id="X", area="5109", grounds=[(REVERSED, dr.EscalationGround.SCHOOL)]),
                "grounds",
            ),
            (
                "supervisors",
                dr.Supervisor(id="X", posts=[dr.Post(tier=dr.Tier.CITY, area="5109", period=REVERSED)]),
                "posts/0/period",
            ),
            (
                "assignments",
                dr.Assignment(
                    id="X",
                    company="C-1",
                    supervisor="S-1",
                    period=ALWAYS,
                    team=[dr.TeamMember(role=dr.TeamRole.ASSISTANT, member="M-1", period=REVERSED)],
                ),
                "team/0/period",
            ),
        ],
    )
    def test_a_period_does_not_end_before_it_begins(self, name: str, fact: Any, field: str) -> None:
        (problem,) = problems_of(**with_more(**{name: [fact]}))
        assert (problem.code, problem.path) == ("period-reversed", f"/{name}/0/{field}")
        assert "2023-06-29" in problem.message.zh

    def test_a_period_of_one_day_is_one(self) -> None:
        day = dr.Period(D(2023, 2, 1), D(2023, 2, 1))
        assert dr.Registry(**with_more(pauses=[dr.Pause(company="C-1", period=day)])).pauses[0].period == day

    @pytest.mark.parametrize("period", [BEGINS_AT_NOON, ENDS_AT_NOON], ids=["start", "end"])
    @pytest.mark.parametrize(
        ("name", "make", "field"),
        [
            (
                "assignments",
                lambda p: dr.Assignment(id="X", company="C-1", supervisor="S-1", period=p),
                "period",
            ),
            ("notice_cards", lambda p: dr.NoticeCard(company="C-1", supervisor="S-1", displayed=p), "displayed"),
            ("complete", lambda p: dr.Claim(kind="visits", period=p), "period"),
            ("companies", lambda p: dr.Company(id="X", area="5109", operating=p), "operating/0"),
            ("companies", lambda p: dr.Company(id="X", area="5109", grades=[(p, dr.Grade.A)]), "grades"),
            (
                "supervisors",
                lambda p: dr.Supervisor(id="X", posts=dr.Post(tier=dr.Tier.CITY, area="5109", period=p)),
                "posts/0/period",
            ),
            (
                "assignments",
                lambda p: dr.Assignment(
                    id="X",
                    company="C-1",
                    supervisor="S-1",
                    period=ALWAYS,
                    team=[dr.TeamMember(role=dr.TeamRole.ASSISTANT, member="M-1", period=p)],
                ),
                "team/0/period",
            ),
        ],
    )
    def test_a_datetime_in_a_period_is_refused(self, name: str, make: Any, field: str, period: dr.Period) -> None:
        (problem,) = problems_of(**with_more(**{name: [make(period)]}))
        assert (problem.code, problem.path) == ("datetime-for-date", f"/{name}/0/{field}")

    @pytest.mark.parametrize(
        ("name", "fact", "field"),
        [
            ("areas", dr.Area(id="X", tier=dr.Tier.CITY, recorded=NOON), "recorded"),
            ("changes", dr.Change(id="X", supervisor="S-1", cause=dr.ChangeCause.WORK, on=NOON), "on"),
            (
                "changes",
                dr.Change(id="X", supervisor="S-1", cause=dr.ChangeCause.WORK, on=D(2023, 1, 1), decided=NOON),
                "decided",
            ),
            (
                "changes",
                dr.Change(id="X", supervisor="S-1", cause=dr.ChangeCause.WORK, on=D(2023, 1, 1), known=NOON),
                "known",
            ),
            (
                "company_changes",
                dr.CompanyChange(
                    id="X", company="C-1", cause=dr.CompanyChangeCause.OTHER, on=D(2023, 1, 1), reported=NOON
                ),
                "reported",
            ),
            ("commitments", dr.Commitment(supervisor="S-1", on=NOON), "on"),
            ("acknowledgements", dr.Acknowledgement(supervisor="S-1", list_version="L-1", on=NOON), "on"),
            ("emergencies", dr.Emergency(id="X", company="C-1", on=NOON), "on"),
            ("visits", dr.Visit(id="X", company="C-1", visitor="S-1", on=NOON), "on"),
            (
                "assignments",
                dr.Assignment(id="X", company="C-1", supervisor="S-1", period=ALWAYS, end_recorded=NOON),
                "end_recorded",
            ),
            (
                "supervisors",
                dr.Supervisor(id="X", posts=dr.Post(tier=dr.Tier.CITY, area="5109", recorded=NOON)),
                "posts/0/recorded",
            ),
            (
                "assignments",
                dr.Assignment(
                    id="X",
                    company="C-1",
                    supervisor="S-1",
                    period=ALWAYS,
                    team=[dr.TeamMember(role=dr.TeamRole.ASSISTANT, member="M-1", end_recorded=NOON)],
                ),
                "team/0/end_recorded",
            ),
            (
                "grade_tallies",
                dr.GradeTally(area="5109", business_line="x", grade=dr.Grade.A, count=1, on=NOON),
                "on",
            ),
            ("bars", dr.Bar(person="P-1", ground=dr.BarGround.IMPRISONMENT, on=NOON), "on"),
            ("control_records", dr.ControlRecord(id="X", company="C-1", cycle=dr.Cycle.DAILY, on=NOON), "on"),
            (
                "control_records",
                dr.ControlRecord(
                    id="X",
                    company="C-1",
                    cycle=dr.Cycle.DAILY,
                    on=D(2023, 1, 1),
                    problems=[dr.FoundProblem(id="P-1", rectify_by=NOON)],
                ),
                "problems/0/rectify_by",
            ),
            (
                "control_records",
                dr.ControlRecord(
                    id="X",
                    company="C-1",
                    cycle=dr.Cycle.DAILY,
                    on=D(2023, 1, 1),
                    problems=[dr.FoundProblem(id="P-1"), dr.FoundProblem(id="P-2", rectified=NOON)],
                ),
                "problems/1/rectified",
            ),
        ],
    )
    def test_a_datetime_for_a_date_is_refused(self, name: str, fact: Any, field: str) -> None:
        (problem,) = problems_of(**with_more(**{name: [fact]}))
        assert (problem.code, problem.path) == ("datetime-for-date", f"/{name}/0/{field}")
        assert NOON.isoformat() in problem.message.en

    @pytest.mark.parametrize(
        ("name", "fact", "field"),
        [
            ("areas", dr.Area(id=5109, tier=dr.Tier.CITY), "id"),
            ("areas", dr.Area(id=None, tier=dr.Tier.CITY), "id"),
            ("areas", dr.Area(id="X", tier="CITY"), "tier"),
            ("areas", dr.Area(id="X", tier=dr.Grade.A), "tier"),
            ("areas", dr.Area(id="X", tier=None), "tier"),
            ("areas", dr.Area(id="X", tier=dr.Tier.CITY, parent=5109), "parent"),
            ("areas", dr.Area(id="X", tier=dr.Tier.CITY, parent=["5109"]), "parent"),
            ("areas", dr.Area(id="X", tier=dr.Tier.CITY, name=b"x"), "name"),
            ("areas", dr.Area(id="X", tier=dr.Tier.CITY, extensions=["x"]), "extensions"),
            ("companies", "C-2", ""),
            ("companies", dr.Supervisor(id="X"), ""),
            ("companies", dr.Company(id="X", area=None), "area"),
            ("companies", dr.Company(id="X", area="5109", diners=300.0), "diners"),
            ("companies", dr.Company(id="X", area="5109", diners=True), "diners"),
            ("companies", dr.Company(id="X", area="5109", sectors="CATERING"), "sectors/0"),
            ("companies", dr.Company(id="X", area="5109", operating=["2023"]), "operating/0"),
            ("companies", dr.Company(id="X", area="5109", grades=[(ALWAYS, dr.Grade.A, 1)]), "grades"),
            ("companies", dr.Company(id="X", area="5109", grades=[("2023", dr.Grade.A)]), "grades"),
            ("companies", dr.Company(id="X", area="5109", grades=[(ALWAYS, "A")]), "grades/2023-01-01~1.."),
            ("companies", dr.Company(id="X", area="5109", grades=[(ALWAYS, ["A"])]), "grades/2023-01-01~1.."),
            ("supervisors", dr.Supervisor(id="X", posts=["mayor"]), "posts/0"),
            ("supervisors", dr.Supervisor(id="X", posts=[{"tier": "CITY"}]), "posts/0"),
            ("supervisors", dr.Supervisor(id="X", posts=dr.Post(tier="CITY", area="5109")), "posts/0/tier"),
            ("assignments", dr.Assignment(id="X", company="C-1", supervisor="S-1", period="2023-01-01/.."), "period"),
            ("assignments", dr.Assignment(id="X", company="C-1", supervisor="S-1", period=None), "period"),
            (
                "assignments",
                dr.Assignment(id="X", company="C-1", supervisor="S-1", period=ALWAYS, team=["M-1"]),
                "team/0",
            ),
            ("visits", dr.Visit(id="X", company="C-1", visitor="S-1", on="2023-01-01"), "on"),
            ("visits", dr.Visit(id="X", company="C-1", visitor="S-1", on=None), "on"),
            (
                "visits",
                dr.Visit(id="X", company="C-1", visitor="S-1", on=D(2023, 1, 1), occasions="QUARTER"),
                "occasions/0",
            ),
            ("control_logs", dr.ControlLog(company="C-1", cycle=dr.Cycle.DAILY, kept=["2023-01-01"]), "kept"),
            (
                "grade_tallies",
                dr.GradeTally(area="5109", business_line="x", grade=dr.Grade.A, count="1", on=D(2023, 1, 1)),
                "count",
            ),
            ("complete", "visits", ""),
            ("list_versions", dr.ListVersion(id="X", kind="TASK", area="5109"), "kind"),
        ],
    )
    def test_a_value_of_the_wrong_type_is_refused(self, name: str, fact: Any, field: str) -> None:
        (problem,) = problems_of(**with_more(**{name: [fact]}))
        assert (problem.code, problem.path) == ("wrong-type", f"/{name}/0/{field}".rstrip("/"))

    @pytest.mark.parametrize("value", [Any, 5, {}], ids=repr)
    def test_a_field_that_holds_many_is_checked_as_a_whole(self, value: Any) -> None:
        # No converter lets these in; a class of one's own might.
        company = attrs.evolve(facts()["companies"][0], id="X")
        object.__setattr__(company, "grades", value)
        object.__setattr__(company, "operating", value)
        assert found(problems_of(**with_more(companies=[company]))) == [
            ("/companies/0/grades", "wrong-type"),
            ("/companies/0/operating", "wrong-type"),
        ]

    def test_a_long_value_is_shown_in_part(self) -> None:
        (problem,) = problems_of(areas=[dr.Area(id="X", tier="C" * 1000)])
        assert len(problem.message.en) < 200

    @pytest.mark.parametrize("kind", ["everything", "complete", "Visits", "extensions"])
    def test_a_claim_names_a_collection(self, kind: str) -> None:
        (problem,) = problems_of(**with_more(complete=[dr.Claim(kind=kind)]))
        assert (problem.code, problem.path) == ("unknown-kind", "/complete/0/kind")
        assert "visits" in problem.message.zh

    @pytest.mark.parametrize("kind", [["visits"], None, 5], ids=repr)
    def test_a_claims_kind_is_text(self, kind: Any) -> None:
        problems = problems_of(**with_more(complete=[dr.Claim(kind=kind)]))
        assert ("/complete/0/kind", "wrong-type") in found(problems)

    def test_a_key_period_has_an_end(self) -> None:
        (problem,) = problems_of(**with_more(key_periods=[dr.KeyPeriod(id="X", area="5109", period=ALWAYS)]))
        assert (problem.code, problem.path) == ("period-open", "/key_periods/0/period")

    def test_a_key_period_without_a_period_is_told_once(self) -> None:
        (problem,) = problems_of(**with_more(key_periods=[dr.KeyPeriod(id="X", area="5109", period=None)]))
        assert (problem.code, problem.path) == ("wrong-type", "/key_periods/0/period")

    @pytest.mark.parametrize(("area", "company"), [(None, None), ("5109", "C-1")], ids=["neither", "both"])
    def test_an_emergency_is_in_an_area_or_at_a_company(self, area: str | None, company: str | None) -> None:
        event = dr.Emergency(id="X", area=area, company=company, on=D(2023, 7, 3))
        (problem,) = problems_of(**with_more(emergencies=[event]))
        assert (problem.code, problem.path) == ("emergency-place", "/emergencies/0")


@attrs.frozen(kw_only=True)
class Chair(dr.Area):
    """A fact of one's own, with a part that stands alone."""

    post: dr.Post


@attrs.frozen(kw_only=True)
class Store(dr.Area):
    """A fact of one's own, with a measure of its own."""

    warmest: float | None = None


class TestChecksFollowTheAnnotations:
    """Whatever type of fact comes next is checked by what its fields say."""

    def problems(self, post: Any) -> list[tuple[str, str]]:
        chair = Chair(id="X", tier=dr.Tier.CITY, post=post)
        return found(column_problems("chairs", Chair, [chair], {"areas": {"5109"}}))

    def test_a_part_that_stands_alone_is_checked(self) -> None:
        assert self.problems(dr.Post(tier=dr.Tier.CITY, area="5109")) == []
        assert self.problems(dr.Post(tier=dr.Tier.CITY, area="?")) == [("/chairs/0/post/area", "unknown-reference")]
        assert self.problems("mayor") == [("/chairs/0/post", "wrong-type")]

    def test_a_measure_of_a_fact_itself_is_checked(self) -> None:
        def told(*values: Any) -> list[tuple[str, str]]:
            stores = [Store(id=f"S-{i}", tier=dr.Tier.CITY, warmest=value) for i, value in enumerate(values)]
            return found(column_problems("stores", Store, stores, {"areas": set()}))

        assert told(8, -18.5, None) == []
        assert told(8, float("nan"), True) == [("/stores/1/warmest", "not-finite"), ("/stores/2/warmest", "wrong-type")]

    def test_a_sound_fact_beside_a_malformed_one_has_no_problem(self) -> None:
        areas = [dr.Area(id=id, tier=dr.Tier.CITY, extensions=data) for id, data in (("1", {"a": 1}), ("2", ["a"]))]
        assert found(problems_of(areas=areas)) == [("/areas/1/extensions", "wrong-type")]


class TestOverlap:
    first = dr.Period(D(2023, 1, 1), D(2023, 6, 30))
    next_day = dr.Period(D(2023, 7, 1))
    same_day = dr.Period(D(2023, 6, 30))

    def test_grades_on_neighbouring_days_do_not_overlap(self) -> None:
        grades = [(self.next_day, dr.Grade.A), (self.first, dr.Grade.B)]
        company = dr.Company(id="X", area="5109", grades=grades)
        assert dr.Registry(**with_more(companies=[company])).company("X").grades.on(D(2023, 7, 1)) is dr.Grade.A

    @pytest.mark.parametrize("order", [1, -1])
    def test_two_grades_on_one_day_are_malformed(self, order: int) -> None:
        grades = [(self.first, dr.Grade.B), (self.same_day, dr.Grade.A)][::order]
        (problem,) = problems_of(**with_more(companies=[dr.Company(id="X", area="5109", grades=grades)]))
        assert (problem.code, problem.path) == ("periods-overlap", "/companies/0/grades")

    def test_nothing_follows_an_open_period(self) -> None:
        grounds = [
            (dr.Period(D(2023, 1, 1)), dr.EscalationGround.SCHOOL),
            (dr.Period(D(2024, 1, 1)), dr.EscalationGround.SCHOOL),
        ]
        (problem,) = problems_of(**with_more(companies=[dr.Company(id="X", area="5109", grounds=grounds)]))
        assert (problem.code, problem.path) == ("periods-overlap", "/companies/0/grounds")

    def test_periods_of_operation_do_not_overlap(self) -> None:
        company = dr.Company(id="X", area="5109", operating=[self.first, self.same_day])
        (problem,) = problems_of(**with_more(companies=[company]))
        assert (problem.code, problem.path) == ("periods-overlap", "/companies/0/operating")
        apart = dr.Company(id="X", area="5109", operating=[self.next_day, self.first])
        assert len(dr.Registry(**with_more(companies=[apart])).company("X").operating) == 2

    def test_posts_may_be_held_at_once(self) -> None:
        posts = [dr.Post(tier=dr.Tier.COUNTY, area="510903"), dr.Post(tier=dr.Tier.CITY, area="5109")]
        assert dr.Registry(**with_more(supervisors=[dr.Supervisor(id="X", posts=posts)])).supervisor("X")


class TestCycles:
    """The tree of areas is what “territorial” (§1.1) means: nothing lies in itself."""

    @pytest.mark.parametrize("size", [1, 2, 3, 50])
    def test_a_cycle_is_told_once_with_every_area_in_it(self, size: int) -> None:
        ring = [f"R-{i:02d}" for i in range(size)]
        areas = [dr.Area(id=id, tier=dr.Tier.COUNTY, parent=ring[(i + 1) % size]) for i, id in enumerate(ring)]
        top, tail = dr.Area(id="T", tier=dr.Tier.CITY), dr.Area(id="A", tier=dr.Tier.VILLAGE, parent=ring[-1])
        for order in ([top, *areas, tail], [tail, top, *reversed(areas)]):
            (problem,) = problems_of(areas=order)
            assert problem.code == "area-cycle"
            place = re.fullmatch(r"/areas/(\d+)/parent", problem.path)
            assert place is not None
            assert order[int(place[1])].id in ring
            assert all(id in problem.message.zh and id in problem.message.en for id in ring)

    def test_two_cycles_are_two_problems(self) -> None:
        pairs = [("A", "B"), ("B", "A"), ("C", "C")]
        problems = problems_of(areas=[dr.Area(id=a, tier=dr.Tier.COUNTY, parent=b) for a, b in pairs])
        assert [problem.code for problem in problems] == ["area-cycle", "area-cycle"]

    def test_a_deep_tree_is_no_cycle(self) -> None:
        areas = [dr.Area(id=str(i), tier=dr.Tier.VILLAGE, parent=str(i - 1) if i else None) for i in range(3_000)]
        registry = dr.Registry(areas=[*reversed(areas)])
        assert registry.lineage["2999"] == tuple(str(i) for i in range(2_999, -1, -1))


class TestNonCompliantDataLoad:
    """Principle 6: what merely breaks a rule is a finding, and no error."""

    @pytest.mark.parametrize(
        "more",
        [
            {"assignments": [dr.Assignment(id="X", company="C-1", supervisor="S-1", period=ALWAYS)]},
            {"supervisors": [dr.Supervisor(id="X", posts=dr.Post(tier=dr.Tier.VILLAGE, area="5109"))]},
            {"supervisors": [dr.Supervisor(id="X")]},
            {"companies": [dr.Company(id="X", area="5109")]},
            {"companies": [dr.Company(id="X", area="5109", operating=[])]},
            {"visits": [dr.Visit(id="X", company="C-1", visitor="somebody else", on=D(1999, 1, 1))]},
            {"areas": [dr.Area(id="X", tier=dr.Tier.CITY, parent="510903")]},
            {"commitments": facts()["commitments"]},
        ],
        ids=lambda more: next(iter(more)),
    )
    def test_it_loads(self, more: dict[str, list[Any]]) -> None:
        (name,) = more
        assert getattr(dr.Registry(**with_more(**more)), name)[0] == more[name][0]


class TestNothingChanges:
    def test_a_refused_change_leaves_the_registry_as_it_was(self) -> None:
        registry = dr.Registry(**facts())
        before = hash(registry)
        with pytest.raises(dr.RegistryError):
            registry.replace(companies=[dr.Company(id="C-1", area="?")])
        assert registry == dr.Registry(**facts())
        assert hash(registry) == before

    def test_a_list_handed_in_and_changed_later_changes_nothing(self) -> None:
        areas = [dr.Area(id="5109", tier=dr.Tier.CITY)]
        registry = dr.Registry(areas=areas)
        areas.append(dr.Area(id="5109", tier=dr.Tier.CITY))
        assert len(registry.areas) == 1

    def test_a_registry_is_frozen(self) -> None:
        registry = dr.Registry(**facts())
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            registry.areas = ()
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            registry.company("C-1").area = "5109"

    def test_a_changed_copy_is_checked_and_keeps_the_rest(self) -> None:
        registry = dr.Registry(**facts())
        visit = dr.Visit(id="V-2", company="C-1", visitor="S-1", on=D(2023, 4, 1))
        changed = registry.replace(visits=[*registry.visits, visit])
        assert [v.id for v in changed.visits] == ["V-1", "V-2"]
        assert [v.id for v in changed.of_company("visits", "C-1")] == ["V-1", "V-2"]
        assert changed.replace(visits=registry.visits) == registry

    def test_a_field_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(TypeError):
            dr.Registry().replace(visit=[])

    def test_extensions_are_kept_and_frozen(self) -> None:
        data = {"system": {"rows": [1, {"a": None}]}}
        area = dr.Area(id="5109", tier=dr.Tier.CITY, extensions=data)
        registry = dr.Registry(areas=[area], extensions=data)
        data["system"]["rows"].append(2)
        assert registry.extensions is not None
        assert registry.extensions["system"]["rows"] == (1, {"a": None})
        assert registry.areas[0].extensions == registry.extensions
        assert hash(registry) == hash(registry.replace())
        assert dr.Registry(extensions={}).extensions is None


class TestLookUps:
    def test_by_id(self) -> None:
        registry = dr.Registry(**facts())
        assert registry.area("510903").parent == "5109"
        assert registry.company("C-1").area == "510903"
        assert registry.supervisor("S-1").posts[0].tier is dr.Tier.COUNTY

    @pytest.mark.parametrize(
        ("kind", "collection"), [("area", "areas"), ("company", "companies"), ("supervisor", "supervisors")]
    )
    def test_an_unknown_id_is_a_lookup_error(self, kind: str, collection: str) -> None:
        with pytest.raises(LookupError) as caught:
            getattr(dr.Registry(**facts()), kind)("?")
        assert isinstance(caught.value, dr.UnknownIdError)
        assert [(p.code, p.path) for p in caught.value.problems] == [("unknown-id", f"/{collection}")]

    @pytest.mark.parametrize(
        "name", ["assignments", "company_changes", "notice_cards", "visits", "pauses", "control_logs", "staff"]
    )
    def test_by_company_in_the_order_given(self, name: str) -> None:
        sound = facts()
        (fact,) = sound[name]
        first = attrs.evolve(fact, evidence="first", **({"id": "X"} if hasattr(fact, "id") else {}))
        registry = dr.Registry(**{**sound, name: [first, fact]})
        assert [*registry.of_company(name, "C-1")] == [first, fact]
        assert [*registry.of_company(name, "?")] == []

    @pytest.mark.parametrize("name", ["assignments", "changes", "commitments", "acknowledgements"])
    def test_by_supervisor_in_the_order_given(self, name: str) -> None:
        sound = facts()
        (fact,) = sound[name]
        first = attrs.evolve(fact, evidence="first", **({"id": "X"} if hasattr(fact, "id") else {}))
        registry = dr.Registry(**{**sound, name: [first, fact]})
        assert [*registry.of_supervisor(name, "S-1")] == [first, fact]
        assert [*registry.of_supervisor(name, "?")] == []

    def test_what_a_look_up_hands_out_changes_nothing(self) -> None:
        registry = dr.Registry(**facts())
        assert isinstance(registry.of_company("visits", "C-1"), tuple)
        assert isinstance(registry.of_supervisor("changes", "S-1"), tuple)
        with pytest.raises(TypeError):
            registry.lineage["5109"] = ()

    def test_a_registry_answers_for_all_it_holds_in_order_of_id(self) -> None:
        registry = dr.Registry(
            **with_more(companies=[dr.Company(id="C-2", area="5109"), dr.Company(id="C-0", area="5109")])
        )
        assert registry.owned is None
        assert registry.owns("companies") == ("C-0", "C-1", "C-2")
        assert registry.owns("supervisors") == ("S-1",)
        assert registry.owns("areas") == ("5109", "510903")

    def test_lineage_is_an_area_and_all_it_lies_in_nearest_first(self) -> None:
        areas = [("v", "t"), ("c", "m"), ("t", "c"), ("m", None), ("park", "m")]
        registry = dr.Registry(areas=[dr.Area(id=a, tier=dr.Tier.COUNTY, parent=b) for a, b in areas])
        assert dict(registry.lineage) == {
            "m": ("m",),
            "c": ("c", "m"),
            "park": ("park", "m"),
            "t": ("t", "c", "m"),
            "v": ("v", "t", "c", "m"),
        }

    def test_equal_facts_make_equal_registries(self) -> None:
        assert dr.Registry(**facts()) == dr.Registry(**facts())
        assert hash(dr.Registry(**facts())) == hash(dr.Registry(**facts()))
        assert dr.Registry(**facts()) != dr.Registry()


@pytest.mark.parametrize(
    ("fact", "path"),
    [
        (lambda: ("regular_closings", dr.RegularClosing(company="C-1", weekdays=7)), "weekdays/0"),
        (lambda: ("regular_closings", dr.RegularClosing(company="C-1", weekdays=[["SUNDAY"]])), "weekdays"),
        (lambda: ("companies", dr.Company(id="C-9", area="510903", sectors=5)), "sectors/0"),
        (lambda: ("supervisors", dr.Supervisor(id="S-9", posts=5)), "posts/0"),
        (lambda: ("supervisors", dr.Supervisor(id="S-9", posts="mayor")), "posts/0"),
    ],
)
def test_what_is_no_term_or_part_at_all_is_a_problem_like_others(fact: Any, path: str) -> None:
    name, one = fact()
    assert found(problems_of(**with_more(**{name: [one]})))[-1:] == [(f"/{name}/0/{path}", "wrong-type")]


def test_none_is_no_occasion_and_one_stands_for_a_set_of_one() -> None:
    def visit(occasions: Any) -> frozenset[dr.VisitOccasion]:
        return dr.Visit(id="V-1", company="C-1", visitor="S-1", on=D(2023, 1, 1), occasions=occasions).occasions

    quarter = dr.VisitOccasion.QUARTER
    assert visit(None) == frozenset()
    assert visit(quarter) == visit([quarter]) == visit(frozenset({quarter})) == {quarter}


def test_a_reference_says_its_kind_and_id_and_sorts() -> None:
    refs = [dr.Ref("supervisor", "S-1"), dr.Ref("company", "C-2"), dr.Ref("company", "C-1")]
    assert [str(ref) for ref in sorted(refs)] == ["company C-1", "company C-2", "supervisor S-1"]


class TestTheCompaniesOwnSide:
    """What is malformed in checklists, records and figures: each by its path."""

    @staticmethod
    def wrong(**more: list[Any]) -> list[tuple[str, str]]:
        return [(problem.path, problem.code) for problem in problems_of(**with_more(**more))]

    def test_numbers_of_persons_and_companies_arent_negative(self) -> None:
        few = dr.Company(id="C-2", area="510903", diners=-1)
        tally = dr.GradeTally(area="5109", business_line="餐饮", grade=dr.Grade.A, count=-1, on=D(2022, 11, 1))
        assert self.wrong(companies=[few], grade_tallies=[tally]) == [
            ("/companies/0/diners", "negative"),
            ("/grade_tallies/0/count", "negative"),
        ]

    def test_none_is_no_negative_number(self) -> None:
        few = dr.Company(id="C-2", area="510903", diners=0)
        assert dr.Registry(**with_more(companies=[few])).company("C-2").diners == 0

    def checklist(self, *items: dr.ChecklistItem) -> dr.Checklist:
        return dr.Checklist(company="C-1", sector=dr.Sector.CATERING, cycle=dr.Cycle.DAILY, items=items)

    def test_limits_are_the_right_way_round(self) -> None:
        reversed_ = dr.ChecklistItem(id="1", kind=dr.ItemKind.MEASURE, unit="℃", at_least=8.5, at_most=8)
        sound = dr.ChecklistItem(id="2", kind=dr.ItemKind.MEASURE, unit="℃", at_least=8, at_most=8)
        assert self.wrong(checklists=[self.checklist(reversed_, sound)]) == [
            ("/checklists/0/items/0", "limits-reversed")
        ]

    def test_one_limit_alone_is_reversed_by_nothing(self) -> None:
        """冷藏不高于8℃; 中心温度不低于70℃."""
        items = dr.ChecklistItem(id="1", at_most=8), dr.ChecklistItem(id="2", at_least=70)
        made = dr.Registry(**with_more(checklists=[self.checklist(*items)]))
        assert made.checklists[0].items == items

    @pytest.mark.parametrize("number", [-1, 0, 10**30, -0.5, 8.25])
    def test_a_measure_may_be_any_finite_number(self, number: float) -> None:
        made = dr.Registry(**with_more(checklists=[self.checklist(dr.ChecklistItem(id="1", at_most=number))]))
        assert made.checklists[0].items[0].at_most == number

    def test_a_number_too_large_to_be_a_measure_is_a_problem_like_others(self) -> None:
        item = dr.ChecklistItem(id="1", at_most=10**400)
        assert [path for path, _ in self.wrong(checklists=[self.checklist(item)])] == ["/checklists/0/items/0/at_most"]

    def test_nor_does_one_of_more_digits_than_python_writes_break_the_message(self) -> None:
        items = dr.ChecklistItem(id="1", at_most=10**5000), dr.ChecklistItem(id="2", at_least=-1, at_most=10**5000)
        assert self.wrong(checklists=[self.checklist(*items)]) == [
            (f"/checklists/0/items/{index}/at_most", "not-finite") for index in range(2)
        ]

    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (float("-inf"), "not-finite"),
            (float("nan"), "not-finite"),
            (True, "wrong-type"),
            (False, "wrong-type"),
            ("5", "wrong-type"),
        ],
    )
    def test_what_was_measured_is_a_finite_number(self, value: Any, code: str) -> None:
        record = dr.ControlRecord(
            id="R-2",
            company="C-1",
            cycle=dr.Cycle.DAILY,
            on=D(2023, 1, 5),
            answers=[dr.Answer(item="own.1", value=5.5), dr.Answer(item="own.2", value=value)],
        )
        assert self.wrong(control_records=[record]) == [("/control_records/0/answers/1/value", code)]

    @pytest.mark.parametrize(
        ("field", "value"),
        [("kind", "SCHOOL_CANTEEN"), ("size", "LARGE"), ("diners", True), ("diners", 3.5), ("centralised_dining", 1)],
    )
    def test_what_a_company_is_is_given_by_terms_numbers_and_flags(self, field: str, value: Any) -> None:
        fields: dict[str, Any] = {field: value}
        company = dr.Company(id="C-2", area="510903", **fields)
        assert self.wrong(companies=[company]) == [(f"/companies/0/{field}", "wrong-type")]

    @pytest.mark.parametrize(
        ("name", "fact", "path"),
        [
            ("regular_closings", dr.RegularClosing(company="C-1", weekdays="SUNDAY"), "weekdays/0"),
            ("regular_closings", dr.RegularClosing(company="C-1", days=[D(2023, 1, 1)]), "days"),
            ("bars", dr.Bar(person="P-1", ground="FINE", on=D(2023, 1, 1)), "ground"),
            ("checklists", dr.Checklist(company="C-1", sector=dr.Sector.CATERING, cycle="DAILY"), "cycle"),
            (
                "checklists",
                dr.Checklist(company="C-1", sector=dr.Sector.CATERING, cycle=dr.Cycle.DAILY, items=["own.1"]),
                "items/0",
            ),
        ],
    )
    def test_codes_lists_and_names_are_no_terms_sets_and_parts(self, name: str, fact: Any, path: str) -> None:
        assert self.wrong(**{name: [fact]}) == [(f"/{name}/0/{path}", "wrong-type")]

    def test_several_items_and_weekdays_are_taken_from_any_list(self) -> None:
        weekend = dr.Weekday.SATURDAY, dr.Weekday.SUNDAY
        assert dr.RegularClosing(company="C-1", weekdays=[*weekend]).weekdays == frozenset(weekend)
        items = [dr.ChecklistItem(id="1"), dr.ChecklistItem(id="2")]
        assert self.checklist(*items).items == tuple(items)

    @pytest.mark.parametrize("limit", [float("nan"), float("inf")])
    def test_a_limit_is_finite(self, limit: float) -> None:
        item = dr.ChecklistItem(id="1", at_most=limit)
        assert self.wrong(checklists=[self.checklist(item)]) == [("/checklists/0/items/0/at_most", "not-finite")]

    @pytest.mark.parametrize("limit", [True, "8"])
    def test_a_limit_is_a_number(self, limit: Any) -> None:
        item = dr.ChecklistItem(id="1", at_most=limit)
        assert self.wrong(checklists=[self.checklist(item)]) == [("/checklists/0/items/0/at_most", "wrong-type")]

    def test_required_is_true_or_false(self) -> None:
        item = dr.ChecklistItem(id="1", required="yes")
        assert self.wrong(checklists=[self.checklist(item)]) == [("/checklists/0/items/0/required", "wrong-type")]

    def test_items_answers_and_problems_are_told_apart_by_id(self) -> None:
        twice = self.checklist(dr.ChecklistItem(id="1"), dr.ChecklistItem(id="1"))
        record = dr.ControlRecord(
            id="R-2",
            company="C-1",
            cycle=dr.Cycle.WEEKLY,
            on=D(2023, 1, 4),
            answers=[dr.Answer(item="1", ok=True), dr.Answer(item="1", ok=False)],
            problems=[dr.FoundProblem(id="P-1"), dr.FoundProblem(id="P-1")],
        )
        assert self.wrong(checklists=[twice], control_records=[record]) == [
            ("/checklists/0/items/1/id", "duplicate-id"),
            ("/control_records/0/answers/1/item", "duplicate-id"),
            ("/control_records/0/problems/1/id", "duplicate-id"),
        ]

    def test_what_is_no_fact_at_all_is_named_once(self) -> None:
        nothing: list[Any] = ["x"]
        for name in ("companies", "checklists", "control_records", "grade_tallies", "emergencies", "key_periods"):
            assert self.wrong(**{name: nothing}) == [(f"/{name}/0", "wrong-type")]

    @pytest.mark.parametrize("role", ["officer", "OFFICER", dr.StaffRole.OFFICER])
    def test_a_role_may_be_given_by_its_code(self, role: Any) -> None:
        assert dr.Staff(company="C-1", person="P-1", role=role).role is dr.StaffRole.OFFICER

    def test_no_other_word_is_a_role(self) -> None:
        assert self.wrong(staff=[dr.Staff(company="C-1", person="P-1", role="cook")]) == [
            ("/staff/0/role", "wrong-type")
        ]
