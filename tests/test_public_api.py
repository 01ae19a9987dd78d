"""The package's top: what is public, loaded when first asked for; and every public object is plain immutable data."""

import ast
import copy
import datetime as dt
import enum
import inspect
import json
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest

import dual_responsibility as dr
from dual_responsibility._frozen import FrozenMap, freeze, thaw
from dual_responsibility.auditing import audit as judge

D = dt.date


def run(program: str) -> str:
    """What a program prints in a fresh interpreter."""
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class TestNames:
    def test_every_name_that_the_contract_puts_at_the_top_is_there(self) -> None:
        contract = (
            "Acknowledgement Area Assignment Change Claim Commitment Company CompanyChange ControlLog Cycle DaySet "
            "Emergency Grade GradeTally KeyPeriod ListVersion NoticeCard Pause Period Post Registry ReviewGrade Sector "
            "Staff Status Supervisor TeamMember Tier Timeline Visit WorkCalendar agenda audit rulebook rulebooks"
        )
        assert set(contract.split()) <= set(dr.__all__)

    def test_all_is_sorted_without_repetition_and_is_what_dir_shows(self) -> None:
        assert list(dr.__all__) == sorted(set(dr.__all__))
        assert dir(dr) == list(dr.__all__)

    @pytest.mark.parametrize("name", dr.__all__)
    def test_every_name_is_found_and_documented(self, name: str) -> None:
        value = getattr(dr, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value)
            assert value.__module__.startswith("dual_responsibility.")

    def test_all_can_be_imported(self) -> None:
        assert run("from dual_responsibility import *; print(audit.__name__, Registry().areas)") == "audit ()"

    def test_an_unknown_name_is_an_attribute_error(self) -> None:
        with pytest.raises(AttributeError, match="'dual_responsibility' has no attribute 'no_such'"):
            _ = dr.no_such
        with pytest.raises(ImportError):
            exec("from dual_responsibility import no_such")

    def test_type_checkers_see_the_names_that_are_public(self) -> None:
        assert dr.__file__
        tree = ast.parse(Path(dr.__file__).read_text("utf-8"))
        block = next(node for node in tree.body if isinstance(node, ast.If))
        seen = {
            alias.asname: f"{statement.module}.{alias.name}"
            for statement in block.body
            if isinstance(statement, ast.ImportFrom)
            for alias in statement.names
        }
        assert sorted([*seen, "__version__"]) == list(dr.__all__)
        for name, home in seen.items():
            module, _, attribute = home.rpartition(".")
            assert getattr(import_module(f"dual_responsibility.{module}"), attribute) is getattr(dr, name)

    def test_the_version_is_a_version(self) -> None:
        assert all(part.isdigit() for part in dr.__version__.split("."))


class TestLazyImport:
    def test_importing_loads_no_other_module_of_ours_and_no_library(self) -> None:
        loaded = json.loads(run("import sys, json, dual_responsibility; print(json.dumps([*sys.modules]))"))
        assert [name for name in loaded if name.startswith("dual_responsibility")] == ["dual_responsibility"]
        assert not {"holidays", "attr", "attrs", "dateutil"} & set(loaded)

    def test_holidays_is_loaded_when_a_calendar_is_first_asked_for(self) -> None:
        program = (
            "import sys, dual_responsibility as dr\n"
            "[getattr(dr, name) for name in dr.__all__]\n"
            "before = 'holidays' in sys.modules\n"
            "dr.WorkCalendar.from_edition(dr.WorkCalendar.editions()[0])\n"
            "shipped = 'holidays' in sys.modules\n"
            "dr.WorkCalendar.china()\n"
            "print(before, shipped, 'holidays' in sys.modules)"
        )
        assert run(program) == "False False True"

    def test_the_core_loads_three_libraries_and_nothing_else(self) -> None:
        program = (
            "import sys, json\n"
            "before = set(sys.modules)\n"
            "import dual_responsibility as dr\n"
            "[getattr(dr, name) for name in dr.__all__]\n"
            "print(json.dumps(sorted({name.partition('.')[0] for name in set(sys.modules) - before})))"
        )
        others = set(json.loads(run(program))) - set(sys.stdlib_module_names)
        assert others <= {"dual_responsibility", "attr", "attrs", "dateutil", "six"}

    @pytest.mark.parametrize(
        "first",
        [
            "dr.agenda",
            "dr.audit",
            "dr.Report",
            "__import__('dual_responsibility.auditing')",
            "__import__('dual_responsibility.report')",
            "dr.WorkCalendar.china()",
        ],
    )
    def test_audit_is_the_function_whatever_was_loaded_before(self, first: str) -> None:
        program = (
            "import dual_responsibility as dr\n"
            f"{first}\n"
            "from dual_responsibility import agenda, audit\n"
            "print(callable(dr.audit), callable(audit), callable(agenda))"
        )
        assert run(program) == "True True True"


def registry() -> dr.Registry:
    return dr.Registry(
        areas=[dr.Area(id="510903", tier=dr.Tier.COUNTY, extensions={"rows": [1, {"a": None}]})],
        companies=[dr.Company(id="C-1", area="510903", sectors=dr.Sector.CATERING, grades=dr.Grade.B)],
        supervisors=[dr.Supervisor(id="S-1", posts=dr.Post(tier=dr.Tier.COUNTY, area="510903"))],
        assignments=[
            dr.Assignment(
                id="A-1",
                company="C-1",
                supervisor="S-1",
                period=dr.Period(D(2023, 1, 1)),
                team=[dr.TeamMember(role=dr.TeamRole.ASSISTANT, member="M-1")],
            )
        ],
        complete=[dr.Claim(kind="visits")],
    )


def samples() -> dict[str, Any]:
    """One instance of every public class, by the class's name."""
    book, facts = dr.rulebook("suining-2022"), registry()
    # The window's first quarter is missed: 2023-03-31 is past.
    report = judge(facts, book, since=D(2023, 1, 1), as_of=D(2023, 4, 1))
    finding = report.violations[0]
    explanation = finding.explain("zh")
    caseload = report.caseload()
    day, period = D(2023, 1, 3), dr.Period(D(2023, 1, 1), D(2023, 3, 31))
    kind = dr.ListKind.TASK
    matrix = book.templates
    template = matrix.template("CATERING-B-DAILY")
    item = template.items[0]
    checklist = dr.Checklist(
        company="C-1", sector=dr.Sector.CATERING, cycle=dr.Cycle.DAILY, items=dr.ChecklistItem(id="own.1")
    )
    record = dr.ControlRecord(
        id="R-1",
        company="C-1",
        cycle=dr.Cycle.DAILY,
        on=day,
        answers=dr.Answer(item="own.1", ok=True),
        problems=dr.FoundProblem(id="P-1"),
    )
    made = [
        *(facts, *facts.areas, *facts.companies, *facts.supervisors, *facts.assignments, *facts.complete),
        *(facts.supervisors[0].posts[0], facts.assignments[0].team[0], facts.companies[0].grades),
        *(report, finding, finding.obligation, finding.context, explanation, explanation.sections[0]),
        *(caseload, caseload.rows[0], caseload.rows[0].ratio, report.summary()),
        *(book, *book.rules.values(), *book.citations.values(), *book.interpretations.values()),
        *book.allowances.values(),
        *(reading for entry in book.interpretations.values() for reading in entry.readings),
        *(*dr.REASONS.values(), *dr.CURES.values()),
        *(dr.WorkCalendar.china(), dr.WorkCalendar.china().edition),
        *(dr.DaySet.between(period.start, D(2023, 3, 31)), period, dr.Window("2023-Q1", period.start, D(2023, 3, 31))),
        *(dr.Text("市级", "city"), dr.Ref("company", "C-1"), dr.FrozenMap({"a": (1,)})),
        dr.Problem("empty", "/areas/0/id", dr.Text("不能为空", "must not be empty")),
        dr.Lateness(3, None),
        dr.Completion("attend.quarter", 1, 1, 0, 0),
        dr.Difference(finding.id, None, finding),
        dr.Change(id="CH-1", supervisor="S-1", cause=dr.ChangeCause.WORK, on=day),
        dr.CompanyChange(id="CC-1", company="C-1", cause=dr.CompanyChangeCause.OTHER, on=day),
        dr.Commitment(supervisor="S-1", on=day),
        dr.ListVersion(id="L-1", kind=kind, area="510903"),
        dr.Acknowledgement(supervisor="S-1", list_version="L-1", on=day),
        dr.NoticeCard(company="C-1", supervisor="S-1", displayed=period),
        dr.KeyPeriod(id="K-1", area="510903", period=period),
        dr.Emergency(id="E-1", company="C-1", on=day),
        dr.Visit(id="V-1", company="C-1", visitor="S-1", on=day, occasions=dr.VisitOccasion.QUARTER),
        dr.Pause(company="C-1", period=period),
        dr.ControlLog(company="C-1", cycle=dr.Cycle.DAILY, kept=dr.DaySet([day])),
        dr.Staff(company="C-1", person="P-1", role="officer"),
        dr.Bar(person="P-1", ground=dr.BarGround.IMPRISONMENT, on=day),
        dr.RegularClosing(company="C-1", weekdays=dr.Weekday.SUNDAY),
        *(checklist, checklist.items[0], record, record.answers[0], record.problems[0]),
        *(matrix, template, template.headers[0], template.parts[0], item, item.risk, dr.contains(template, ())),
        *(dr.check_record(record, template), book.staffing[0]),
        next(finding for finding in report.findings if isinstance(finding, dr.Series)),
        dr.GradeTally(area="510903", business_line="餐饮", grade=dr.Grade.B, count=1, on=day),
        *governance(facts, book, day),
    ]
    return {type(one).__name__: one for one in made}


def governance(facts: dr.Registry, book: dr.Rulebook, day: dt.date) -> list[Any]:
    """Of the committees' side."""
    mechanism = dr.Mechanism(
        id="ME-1", area="510903", seats=dr.Seat(role=dr.SeatRole.CHIEF, holder="L-1"), task_forces=dr.TaskForce()
    )
    plan = dr.Plan(id="PL-1", area="510903", start=day, milestones=dr.Milestone(id="a", node=D(2023, 3, 31)))
    move = dr.HazardMove(step=dr.HazardStep.WHISTLE, actor="M-1", on=day, reason="无证加工")
    review = dr.Review(
        id="RV-1",
        reporter="L-1",
        area="510903",
        year=2023,
        on=D(2023, 12, 20),
        audiences=dr.Audience.COMMITTEE,
        ballots=dr.Ballot(grade=dr.ReviewGrade.GOOD, count=1),
        uses=dr.ReviewUse(kind=dr.ReviewUseKind.PROMOTION, on=D(2024, 1, 5)),
    )
    tallies = [
        dr.GradeTally(area=area, business_line="餐饮", grade=dr.Grade.B, count=count, on=day)
        for area, count in (("510903", 2), ("5109031", 1))
    ]
    village = dr.Area(id="5109031", tier=dr.Tier.TOWNSHIP, parent="510903")
    counted = facts.replace(areas=[*facts.areas, village], grade_tallies=tallies)
    (difference,) = dr.tally_differences(counted)
    scheduled = dr.schedule(plan, calendar=dr.WorkCalendar.china())
    receipt = judge(facts, book, since=day, as_of=day).receipt()
    return [
        *(mechanism, *mechanism.seats, *mechanism.task_forces, plan, *plan.milestones),
        *(scheduled, scheduled.milestones["a"]),
        *(move, dr.Hazard(id="HZ-1", area="510903", moves=move), dr.HAZARD_WORKFLOW, dr.PROBLEM_WORKFLOW),
        dr.Place(dr.HazardState.WHISTLED, dr.HazardLevel.STATION),
        dr.ProblemMove(step=dr.ProblemStep.CLAIM, actor="P-1", on=day),
        *(review, *review.ballots, *review.uses, dr.outcome_of(review, book)),
        dr.Leader(person="L-1", role=dr.LeaderRole.LEADER, area="510903"),
        dr.ReviewSelection(id="RS-1", area="510903", year=2023, on=day, picks=dr.Pick(supervisor="S-1")),
        *(dr.Pick(supervisor="S-1"), dr.sample(facts, book, seed="1", on=day, percent=50)),
        dr.standing(facts, book, "S-1", year=2023),
        *(difference, difference.tally, dr.GradeChange("C-1", day, None, dr.Grade.B)),
        *(book.mechanism, book.review, *book.clauses.values()),
        *book.rules["control.daily"].editions,
        *dr.rulebook_differences(book, book.with_readings({"first-day": "counted"})),
        dr.compare_readings(facts, book, "first-day", since=day, as_of=day, rules=["adjust.*"]),
        *(receipt, *dr.STARRED, attrs.evolve(dr.verify(receipt, facts), report=None)),
        dr.ReadingDifference("x", dr.FrozenMap({"counted": None, "not-counted": None})),
    ]


def words(value: Any) -> list[str]:
    """The words of a value's repr, sorted: a set has no order to keep."""
    return sorted(re.findall(r"\w+", repr(value)))


CLASSES = [
    name
    for name in dr.__all__
    if inspect.isclass(getattr(dr, name)) and not issubclass(getattr(dr, name), (Exception, enum.Enum))
]
WAYS: dict[str, Callable[[Any], Any]] = {
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),
    "pickle-2": lambda value: pickle.loads(pickle.dumps(value, protocol=2)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


@pytest.fixture(scope="module", name="samples")
def made_samples() -> dict[str, Any]:
    return samples()


@pytest.mark.parametrize("name", CLASSES)
class TestEveryPublicObject:
    @pytest.mark.parametrize("way", WAYS)
    def test_it_survives_a_round_trip(self, samples: dict[str, Any], name: str, way: str) -> None:
        value = samples[name]
        again = WAYS[way](value)
        assert type(again) is type(value)
        assert again == value
        assert hash(again) == hash(value)
        assert words(again) == words(value)

    def test_one_made_anew_is_equal_and_no_other_thing_is(self, samples: dict[str, Any], name: str) -> None:
        assert samples[name] == globals()["samples"]()[name]
        assert samples[name] != object()

    def test_it_cannot_be_changed(self, samples: dict[str, Any], name: str) -> None:
        value = samples[name]
        fields = [f.name for f in attrs.fields(type(value))] if attrs.has(type(value)) else ["_data"]
        if name == "Explanation":
            return
        for field in fields:
            with pytest.raises(AttributeError):
                setattr(value, field, None)
            with pytest.raises(AttributeError):
                delattr(value, field)


def test_what_was_worked_out_before_makes_no_difference_to_a_copy() -> None:
    fresh, used = registry(), registry()
    assert used.lineage
    assert used.company("C-1")
    assert used.of_company("visits", "C-1") is not None
    for way in WAYS.values():
        assert way(used) == fresh
        assert way(used).company("C-1") == fresh.company("C-1")


class TestFrozenMap:
    def test_it_is_a_mapping(self) -> None:
        mapping = FrozenMap({"b": 1, "a": 2})
        assert mapping["b"] == 1
        assert [*mapping] == ["b", "a"]
        assert len(mapping) == 2
        assert "a" in mapping
        assert "c" not in mapping
        assert mapping.get("c") is None
        assert mapping.get("c", 3) == 3
        assert dict(mapping) == {"b": 1, "a": 2}
        assert repr(mapping) == "FrozenMap({'b': 1, 'a': 2})"
        with pytest.raises(KeyError):
            mapping["c"]
        assert len(FrozenMap()) == 0

    def test_equal_content_is_equal_whatever_the_order(self) -> None:
        one, other = FrozenMap({"b": 1, "a": 2}), FrozenMap({"a": 2, "b": 1})
        assert one == other
        assert hash(one) == hash(other)
        assert one == {"a": 2, "b": 1}
        assert one != FrozenMap({"a": 2})

    def test_what_it_was_made_from_can_change(self) -> None:
        data = {"a": 1}
        mapping = FrozenMap(data)
        data["a"] = 2
        assert mapping["a"] == 1

    def test_it_cannot_change(self) -> None:
        mapping = FrozenMap({"a": 1})
        with pytest.raises(AttributeError):
            mapping._data = {}
        with pytest.raises(AttributeError):
            mapping.other = 1
        with pytest.raises(AttributeError):
            del mapping._data
        with pytest.raises(TypeError):
            mapping["a"] = 2

    def test_json_data_freeze_and_thaw(self) -> None:
        data = {"a": [1, {"b": [None, "x", 2.5, True]}], "c": {}}
        frozen = freeze(data)
        assert frozen == FrozenMap({"a": (1, FrozenMap({"b": (None, "x", 2.5, True)})), "c": FrozenMap()})
        assert isinstance(hash(frozen), int)
        assert thaw(frozen) == data
        assert json.loads(json.dumps(thaw(frozen))) == data
