"""The steps of hazards (§13.2 to §13.4) and of problems (national platform): every pair of state and step.

The tables here are written by hand, from the issue and from what the tables say of themselves: "At each
level it is reported in, assessed, and disposed of or handed up. Who can't deal with it hands it up; who
won't wait for them escalates it: the level above then has to report in. What was badly disposed of, or
handed up without need, is returned to be assessed again."
"""

import datetime as dt
import itertools
import pickle
import re
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility import workflow as module

Level, State, Step = dr.HazardLevel, dr.HazardState, dr.HazardStep
PState, PStep = dr.ProblemState, dr.ProblemStep
often = settings(deadline=None, max_examples=100, database=None)

LEVELS = ["STATION", "COUNTY", "CITY"]
"""From below: 市县所 (§13.4)."""

UP = {"STATION": "COUNTY", "COUNTY": "CITY"}
DOWN = {"COUNTY": "STATION", "CITY": "COUNTY"}

HAZARD_STEPS: dict[str | None, dict[str, tuple[str, str]]] = {
    None: {"WHISTLE": ("WHISTLED", "here")},
    "WHISTLED": {"REPORT_IN": ("REPORTED_IN", "here"), "ESCALATE": ("WHISTLED", "up")},
    "REPORTED_IN": {"ASSESS": ("ASSESSED", "here"), "ESCALATE": ("WHISTLED", "up")},
    "ASSESSED": {"DISPOSE": ("DISPOSED", "here"), "HAND_UP": ("HANDED_UP", "up"), "ESCALATE": ("WHISTLED", "up")},
    "HANDED_UP": {"REPORT_IN": ("REPORTED_IN", "here"), "ESCALATE": ("WHISTLED", "up"), "RETURN": ("ASSESSED", "down")},
    "DISPOSED": {"VERIFY": ("VERIFIED", "here"), "RETURN": ("ASSESSED", "here")},
    "VERIFIED": {"CLOSE": ("CLOSED", "here"), "RETURN": ("ASSESSED", "here")},
    "CLOSED": {},
}
"""By state and step: the state it leads to, and whether it stays at its level or goes one up or down."""

PROBLEM_STEPS: dict[str, dict[str, str]] = {
    "FOUND": {"CLAIM": "CLAIMED"},
    "CLAIMED": {"RECTIFY": "RECTIFIED", "RETURN": "FOUND"},
    "RECTIFIED": {"FEED_BACK": "FED_BACK", "RETURN": "CLAIMED"},
    "FED_BACK": {"CLOSE": "CLOSED", "RETURN": "CLAIMED"},
    "CLOSED": {},
}
"""认领 → 整改 → 反馈 → 办结, and sent back."""


def moved(level: str, where: str) -> str | None:
    """The level that a step leads to; None where there is none."""
    return level if where == "here" else (UP if where == "up" else DOWN).get(level)


def leads(state: str | None, level: str) -> dict[str, tuple[str, str]]:
    """The steps allowed from a place, and the state and level that each leads to."""
    found = {}
    for step, (then, where) in HAZARD_STEPS[state].items():
        there = moved(level, where)
        if there is not None:
            found[step] = then, there
    return found


def histories(first: str) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """A shortest history to each place that a hazard whistled at a level can come to, by the table above."""
    known: dict[tuple[str | None, str], tuple[str, ...]] = {(None, first): ()}
    open_ = [(None, first)]
    for place in open_:
        for step, then in leads(*place).items():
            if then not in known:
                known[then] = (*known[place], step)
                open_.append(then)  # type: ignore[arg-type]
    return known


def place(state: str | None, level: str | None) -> Any:
    return dr.Place(None if state is None else State[state], None if level is None else Level[level])


def move(step: str, on: dt.date = dt.date(2023, 3, 3)) -> dr.HazardMove:
    return dr.HazardMove(step=Step[step], actor="M-1", on=on, reason="发现无证加工")


def hazard(*steps: str, level: str = "STATION") -> dr.Hazard:
    """A hazard that has taken these steps."""
    return dr.Hazard(id="H-1", area="510903100", begins_at=Level[level], moves=[move(step) for step in steps])


def problem(*steps: str) -> dr.FoundProblem:
    """A problem that has taken these steps."""
    on = dt.date(2023, 3, 3)
    return dr.FoundProblem(id="P-1", moves=[dr.ProblemMove(step=PStep[s], actor="P-1", on=on) for s in steps])


def names_exactly(error: dr.StepError, given: str, allowed: list[str], kind: Any) -> None:
    """The message says in both languages which step it was, and which ones can be taken: those and no other."""
    (told,) = error.problems
    assert told.code == "step-not-allowed"
    for text in (told.message.zh, told.message.en):
        assert re.findall(r"\b[A-Z][A-Z_]+\b", text) == [given, *allowed]
    assert all(kind[step].label.zh in told.message.zh for step in allowed)


def code(value: Any) -> Any:
    return None if value is None else value.value


# Every pair of state and step, at each level


HAZARD_PAIRS = [*itertools.product(HAZARD_STEPS, LEVELS, [step.value for step in Step])]


def test_the_tables_name_every_state_and_step_there_is() -> None:
    assert [state for state in HAZARD_STEPS if state] == [state.value for state in State]
    assert {step for steps in HAZARD_STEPS.values() for step in steps} == {step.value for step in Step}
    assert [*PROBLEM_STEPS] == [state.value for state in PState]
    assert {step for steps in PROBLEM_STEPS.values() for step in steps} == {step.value for step in PStep}
    assert [level.value for level in Level] == LEVELS
    assert len(HAZARD_PAIRS) == 8 * 3 * 9


@pytest.mark.parametrize(("state", "level", "step"), HAZARD_PAIRS)
def test_a_step_of_a_hazard_leads_where_it_should_or_is_refused(state: str | None, level: str, step: str) -> None:
    allowed = leads(state, level)
    if step in allowed:
        assert dr.HAZARD_WORKFLOW.after(place(state, level), Step[step]) == place(*allowed[step])
        return
    with pytest.raises(dr.StepError) as caught:
        dr.HAZARD_WORKFLOW.after(place(state, level), Step[step])
    assert isinstance(caught.value, ValueError)
    names_exactly(caught.value, step, [*allowed], Step)


@pytest.mark.parametrize(("state", "level"), [*itertools.product(HAZARD_STEPS, LEVELS)])
def test_the_steps_allowed_of_a_hazard_are_listed(state: str | None, level: str) -> None:
    assert [step.value for step in dr.HAZARD_WORKFLOW.allowed(place(state, level))] == [*leads(state, level)]


@pytest.mark.parametrize(("state", "step"), [*itertools.product(PROBLEM_STEPS, [step.value for step in PStep])])
def test_a_step_of_a_problem_leads_where_it_should_or_is_refused(state: str, step: str) -> None:
    here, allowed = dr.Place(PState[state], None), PROBLEM_STEPS[state]
    assert [one.value for one in dr.PROBLEM_WORKFLOW.allowed(here)] == [*allowed]
    if step in allowed:
        assert dr.PROBLEM_WORKFLOW.after(here, PStep[step]) == dr.Place(PState[allowed[step]], None)
        return
    with pytest.raises(dr.StepError) as caught:
        dr.PROBLEM_WORKFLOW.after(here, PStep[step])
    assert isinstance(caught.value, ValueError)
    names_exactly(caught.value, step, [*allowed], PStep)


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("WHISTLED", ["REPORT_IN"]),
        ("REPORTED_IN", ["ASSESS"]),
        ("ASSESSED", ["DISPOSE"]),
        ("HANDED_UP", ["REPORT_IN", "RETURN"]),
    ],
)
def test_above_the_city_nothing_is_handed_up_or_escalated(state: str, steps: list[str]) -> None:
    assert [step.value for step in dr.HAZARD_WORKFLOW.allowed(place(state, "CITY"))] == steps


@pytest.mark.parametrize(("level", "below"), [("CITY", "COUNTY"), ("COUNTY", "STATION")])
def test_what_was_handed_up_is_returned_one_level_down(level: str, below: str) -> None:
    assert dr.HAZARD_WORKFLOW.after(place("HANDED_UP", level), Step.RETURN) == place("ASSESSED", below)


@pytest.mark.parametrize("step", ["HAND_UP", "ESCALATE"])
def test_without_a_level_nothing_goes_up(step: str) -> None:
    with pytest.raises(dr.StepError) as caught:
        dr.HAZARD_WORKFLOW.after(place("ASSESSED", None), Step[step])
    names_exactly(caught.value, step, ["DISPOSE"], Step)


@pytest.mark.parametrize("word", ["CLOSE", "whistle", "", None, 7, PStep.CLAIM])
def test_what_is_no_step_of_this_table_is_told_by_its_type(word: Any) -> None:
    with pytest.raises(dr.StepError) as caught:
        dr.HAZARD_WORKFLOW.after(place("DISPOSED", "COUNTY"), word)
    (told,) = caught.value.problems
    assert (told.code, told.path) == ("wrong-type", "")
    for text in (told.message.zh, told.message.en):
        assert "HazardStep" in text
        assert repr(word) in text
    with pytest.raises(dr.StepError, match="must be a ProblemStep"):
        dr.PROBLEM_WORKFLOW.after(place(None, None), Step.WHISTLE)  # type: ignore[arg-type]


# The same through the facts: a hazard and a problem, one step further


REACHABLE = [(first, *there, steps) for first in LEVELS for there, steps in histories(first).items()]


def test_from_a_station_every_place_can_be_reached_but_a_hand_up_to_the_station() -> None:
    """Eight states at three levels; whistled at a station only, and handed up only to a level above."""
    assert len(histories("STATION")) == 1 + 3 * 7 - 1
    assert len(histories("COUNTY")) == 1 + 2 * 7 - 1
    assert len(histories("CITY")) == 1 + 7 - 1


@pytest.mark.parametrize(("first", "state", "level", "steps"), REACHABLE)
def test_a_hazard_takes_the_steps_allowed_and_no_other(
    first: str, state: str | None, level: str, steps: tuple[str, ...]
) -> None:
    before = hazard(*steps, level=first)
    allowed = leads(state, level)
    assert before.place == place(state, level)
    assert (code(before.state), [step.value for step in before.allowed]) == (state, [*allowed])
    for step in Step:
        told = {"actor": "R-1", "on": dt.date(2023, 3, 9), "reason": "现场核实"}
        if step.value in allowed:
            after = before.advance(step, **told)
            assert after.place == place(*allowed[step.value])
            assert after.moves == (*before.moves, dr.HazardMove(step=step, **told))
            assert (after.id, after.area, after.begins_at) == (before.id, before.area, before.begins_at)
        else:
            with pytest.raises(dr.StepError) as caught:
                before.advance(step, **told)
            assert isinstance(caught.value, ValueError)
            names_exactly(caught.value, step.value, [*allowed], Step)
        assert before == hazard(*steps, level=first)


WALKS = {
    "FOUND": (),
    "CLAIMED": ("CLAIM",),
    "RECTIFIED": ("CLAIM", "RECTIFY"),
    "FED_BACK": ("CLAIM", "RECTIFY", "FEED_BACK"),
    "CLOSED": ("CLAIM", "RECTIFY", "FEED_BACK", "CLOSE"),
}


@pytest.mark.parametrize("state", WALKS)
@pytest.mark.parametrize("step", PStep)
def test_a_problem_takes_the_steps_allowed_and_no_other(state: str, step: dr.ProblemStep) -> None:
    before, allowed = problem(*WALKS[state]), PROBLEM_STEPS[state]
    assert before.state is PState[state]
    told = {"actor": "P-1", "on": dt.date(2023, 3, 9), "reason": "已更换"}
    if step.value in allowed:
        after = before.advance(step, **told)
        assert after.state is PState[allowed[step.value]]
        assert after.moves == (*before.moves, dr.ProblemMove(step=step, **told))
    else:
        with pytest.raises(dr.StepError) as caught:
            before.advance(step, **told)
        names_exactly(caught.value, step.value, [*allowed], PStep)
    assert before == problem(*WALKS[state])


def test_the_whole_way_of_a_hazard_that_is_dealt_with_at_the_county() -> None:
    """吹哨、报到、研判、上交；县级报到、研判、处置、退回、再处置、核验、销号."""
    way = [
        ("WHISTLE", "WHISTLED", "STATION"),
        ("REPORT_IN", "REPORTED_IN", "STATION"),
        ("ASSESS", "ASSESSED", "STATION"),
        ("HAND_UP", "HANDED_UP", "COUNTY"),
        ("REPORT_IN", "REPORTED_IN", "COUNTY"),
        ("ASSESS", "ASSESSED", "COUNTY"),
        ("DISPOSE", "DISPOSED", "COUNTY"),
        ("RETURN", "ASSESSED", "COUNTY"),
        ("DISPOSE", "DISPOSED", "COUNTY"),
        ("VERIFY", "VERIFIED", "COUNTY"),
        ("CLOSE", "CLOSED", "COUNTY"),
    ]
    here = hazard()
    assert (here.state, here.allowed) == (None, (Step.WHISTLE,))
    for number, (step, state, level) in enumerate(way):
        here = here.advance(Step[step], actor=f"R-{number}", on=dt.date(2023, 3, 3 + number), reason="依规")
        assert here.place == place(state, level)
    assert here.allowed == ()
    assert [(m.step.value, m.actor, m.on.day) for m in here.moves] == [
        (step, f"R-{number}", 3 + number) for number, (step, _, _) in enumerate(way)
    ]


@pytest.mark.parametrize(("on", "order"), [("2023-03-02", False), ("2023-03-03", True), ("2023-03-04", True)])
def test_a_step_is_taken_on_the_day_of_the_last_one_or_later(on: str, order: bool) -> None:
    """The last step was on 3 March."""
    told: dict[str, Any] = {"actor": "R-1", "on": dt.date.fromisoformat(on), "reason": "依规"}
    for walked, step in ((hazard("WHISTLE"), Step.REPORT_IN), (problem("CLAIM"), PStep.RECTIFY)):
        if order:
            assert walked.advance(step, **told).moves[-1].on == told["on"]  # type: ignore[arg-type]
            continue
        with pytest.raises(dr.StepError) as caught:
            walked.advance(step, **told)  # type: ignore[arg-type]
        (said,) = caught.value.problems
        assert (said.code, said.path) == ("days-reversed", "/on")
        assert said.message.en == "2023-03-02 lies before the last step, on 2023-03-03"
        assert said.message.zh == "2023-03-02 早于上一步（2023-03-03）"


@pytest.mark.parametrize("on", [dt.datetime(2023, 3, 3, tzinfo=dt.UTC), "2023-03-03", None])
def test_a_step_on_what_is_no_date_is_refused(on: Any) -> None:
    with pytest.raises(dr.DateTypeError, match="on"):
        hazard().advance(Step.WHISTLE, actor="M-1", on=on, reason="依规")
    with pytest.raises(dr.DateTypeError, match="on"):
        problem().advance(PStep.CLAIM, actor="P-1", on=on)


def test_every_step_of_a_hazard_has_an_actor_a_day_and_a_reason() -> None:
    told = {"actor": "M-1", "on": dt.date(2023, 3, 3), "reason": "发现无证加工"}
    for left_out in told:
        with pytest.raises(TypeError, match=left_out):
            hazard().advance(Step.WHISTLE, **{name: value for name, value in told.items() if name != left_out})


# The history rebuilds the state


@st.composite
def walks(draw: st.DrawFn) -> tuple[str, list[str], tuple[str | None, str]]:
    """The level at which it begins, steps allowed one after the other, and the place that they lead to."""
    first = draw(st.sampled_from(LEVELS))
    steps: list[str] = []
    here: tuple[str | None, str] = (None, first)
    for _ in range(draw(st.integers(0, 20))):
        allowed = leads(*here)
        if not allowed:
            break
        step = draw(st.sampled_from([*allowed]))
        steps.append(step)
        here = allowed[step]
    return first, steps, here


@often
@given(walks())
def test_the_history_of_a_hazard_rebuilds_its_state_and_level(walk: tuple[str, list[str], tuple[str, str]]) -> None:
    first, steps, there = walk
    assert dr.HAZARD_WORKFLOW.replay([Step[step] for step in steps], Level[first]) == place(*there)
    walked = hazard(level=first)
    for step in steps:
        walked = walked.advance(Step[step], actor="M-1", on=dt.date(2023, 3, 3), reason="发现无证加工")
    told = hazard(*steps, level=first)
    assert walked == told
    assert hash(walked) == hash(told)
    assert (code(told.state), code(told.level)) == there
    assert told.begins_at is Level[first]
    again = pickle.loads(pickle.dumps(walked))
    assert (again, again.place) == (walked, told.place)


@often
@given(walks(), st.sampled_from([step.value for step in Step]))
def test_a_history_stops_at_the_first_step_that_isnt_allowed(walk: Any, step: str) -> None:
    first, steps, there = walk
    history = [Step[one] for one in (*steps, step, "CLOSE", "WHISTLE")]
    with pytest.raises(dr.StepError) as caught:
        dr.HAZARD_WORKFLOW.replay(history, Level[first])
    allowed = leads(*there)
    index = len(steps)
    while history[index].value in allowed:
        there = allowed[history[index].value]
        allowed, index = leads(*there), index + 1
    assert [problem.path for problem in caught.value.problems] == [f"/{index}"]
    names_exactly(caught.value, history[index].value, [*allowed], Step)


@often
@given(st.lists(st.integers(0, 1), max_size=20))
def test_the_history_of_a_problem_rebuilds_its_state(choices: list[int]) -> None:
    here, walked, steps = "FOUND", problem(), []
    for choice in choices:
        allowed = [*PROBLEM_STEPS[here]]
        if not allowed:
            break
        step = allowed[choice % len(allowed)]
        steps.append(step)
        here = PROBLEM_STEPS[here][step]
        walked = walked.advance(PStep[step], actor="P-1", on=dt.date(2023, 3, 3))
    assert walked == problem(*steps)
    assert walked.state.value == here
    assert dr.PROBLEM_WORKFLOW.replay([PStep[step] for step in steps]) == dr.Place(PState[here], None)
    # Put right: rectified and not returned since.
    assert (walked.put_right() is not None) == (here in ("RECTIFIED", "FED_BACK", "CLOSED"))


def test_a_history_that_isnt_allowed_has_no_state() -> None:
    """A Registry refuses such a one; by itself it loads, and says so when asked."""
    for wrong in (hazard("WHISTLE", "CLOSE"), hazard("REPORT_IN")):
        for ask in ("place", "state", "allowed"):
            with pytest.raises(dr.StepError):
                getattr(wrong, ask)
    with pytest.raises(dr.StepError) as caught:
        problem("CLAIM", "FEED_BACK").state  # noqa: B018
    assert caught.value.problems[0].path == "/1"


# A problem that was put right, and that came back


def problem_by_day(*steps: tuple[str, str], **fields: Any) -> dr.FoundProblem:
    """A problem with its steps by day."""
    moves = [dr.ProblemMove(step=PStep[step], actor="P-1", on=dt.date.fromisoformat(on)) for step, on in steps]
    return dr.FoundProblem(id="P-1", moves=moves, **fields)


RETURNED = problem_by_day(
    ("CLAIM", "2023-03-04"),
    ("RECTIFY", "2023-03-06"),
    ("FEED_BACK", "2023-03-07"),
    ("RETURN", "2023-03-09"),
    ("RECTIFY", "2023-03-13"),
    ("FEED_BACK", "2023-03-14"),
    ("CLOSE", "2023-03-20"),
)


@pytest.mark.parametrize(
    ("as_of", "on"),
    [
        ("2023-03-05", None),
        ("2023-03-06", "2023-03-06"),
        ("2023-03-08", "2023-03-06"),
        ("2023-03-09", None),
        ("2023-03-12", None),
        ("2023-03-13", "2023-03-13"),
        ("2023-03-20", "2023-03-13"),
        (None, "2023-03-13"),
    ],
)
def test_a_problem_is_put_right_on_the_day_of_the_last_rectification_until_it_is_returned(
    as_of: str | None, on: str | None
) -> None:
    until = None if as_of is None else dt.date.fromisoformat(as_of)
    assert RETURNED.put_right(until) == (None if on is None else dt.date.fromisoformat(on))


def test_without_steps_a_problem_is_told_by_the_day_on_which_it_was_rectified() -> None:
    assert (dr.FoundProblem(id="P-1").state, dr.FoundProblem(id="P-1").put_right()) == (PState.FOUND, None)
    on = dt.date(2023, 3, 9)
    right = dr.FoundProblem(id="P-1", rectified=on)
    assert (right.state, right.put_right(), right.put_right(on)) == (PState.RECTIFIED, on, on)
    assert right.put_right(on - dt.timedelta(1)) is None


@pytest.mark.parametrize("step", dr.ProblemStep)
def test_one_told_by_that_day_takes_no_steps(step: dr.ProblemStep) -> None:
    right = dr.FoundProblem(id="P-1", rectified=dt.date(2023, 3, 9))
    with pytest.raises(dr.StepError, match="rectified"):
        right.advance(step, actor="P-9", on=dt.date(2023, 3, 10))


# Immutable


@pytest.mark.parametrize(
    "thing",
    [hazard("WHISTLE"), problem("CLAIM"), move("WHISTLE"), problem("CLAIM").moves[0], place("WHISTLED", "CITY")],
    ids=lambda thing: type(thing).__name__,
)
def test_nothing_can_be_changed_and_all_can_be_hashed_and_pickled(thing: Any) -> None:
    for field in attrs.fields(type(thing)):
        with pytest.raises(AttributeError):
            setattr(thing, field.name, None)
    assert pickle.loads(pickle.dumps(thing)) == thing
    assert {thing: 1}[pickle.loads(pickle.dumps(thing))] == 1


@pytest.mark.parametrize("workflow", [dr.HAZARD_WORKFLOW, dr.PROBLEM_WORKFLOW], ids=["hazard", "problem"])
def test_the_tables_cannot_be_changed(workflow: Any) -> None:
    with pytest.raises(AttributeError):
        workflow.start = State.CLOSED
    key = next(iter(workflow.table))
    with pytest.raises(TypeError):
        workflow.table[key] = (State.CLOSED, 0)
    with pytest.raises(TypeError):
        del workflow.table[key]
    again = pickle.loads(pickle.dumps(workflow))
    assert (again, hash(again)) == (workflow, hash(workflow))


def test_one_step_given_alone_stands_for_a_list_of_one() -> None:
    alone = dr.Hazard(id="H-1", area="510903100", moves=move("WHISTLE"))
    assert alone == hazard("WHISTLE")
    assert alone.level is Level.STATION
    claimed = dr.ProblemMove(step=PStep.CLAIM, actor="P-1", on=dt.date(2023, 3, 3))
    assert dr.FoundProblem(id="P-1", moves=claimed).moves == (claimed,)


def test_a_message_says_where_the_hazard_is() -> None:
    with pytest.raises(dr.StepError) as caught:
        hazard("WHISTLE", "REPORT_IN", "ASSESS", "HAND_UP").advance(
            Step.CLOSE, actor="M-1", on=dt.date(2023, 3, 9), reason="误报"
        )
    (said,) = caught.value.problems
    assert (
        said.message.zh
        == "在县级“已上交”时不能走 CLOSE 这一步；可以走：REPORT_IN（报到）、ESCALATE（提级）、RETURN（退回）"
    )
    assert said.message.en == (
        "the step CLOSE isn't allowed when it is handed up at county level; allowed: REPORT_IN, ESCALATE, RETURN"
    )


def test_the_module_lists_what_is_public() -> None:
    assert (
        dir(module)
        == sorted(module.__all__)
        == [
            "HAZARD_WORKFLOW",
            "PROBLEM_WORKFLOW",
            "Place",
            "Workflow",
            "require_order",
        ]
    )
