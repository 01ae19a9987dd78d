"""What can only be seen of several fields together, of the committees' side: histories, plans, reviews.

Called by ``wholes`` alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from ..errors import Problem, StepError
from ..governance_terms import HazardLevel, HazardStep, ProblemStep
from ..periods import is_date
from ..vocabulary import Cycle, Term, Text
from ..workflow import HAZARD_WORKFLOW, PROBLEM_WORKFLOW, Workflow
from .checks import short
from .conduct import Visit
from .controls import ControlRecord
from .hazards import Hazard
from .mechanisms import Mechanism
from .plans import Milestone, Plan
from .problems import FoundProblem
from .reviews import Review, ReviewSelection

if TYPE_CHECKING:
    from .registry import Registry

__all__ = ["governance_problems", "negative", "plan_problems", "repeated"]


def governance_problems(registry: Registry) -> Iterator[Problem]:
    """What is wrong with hazards, problems, mechanisms, plans and reviews beyond single fields."""
    for name, kind in (("visits", Visit), ("control_records", ControlRecord)):
        for index, fact in enumerate(getattr(registry, name)):
            if isinstance(fact, kind) and fact.problems:
                yield from _found(fact.problems, _earliest(fact), f"/{name}/{index}/problems")
    for index, hazard in enumerate(registry.hazards):
        if isinstance(hazard, Hazard):
            path = f"/hazards/{index}/moves"
            if hazard.moves == ():
                zh, en = "至少要有“吹哨”一步", "needs at least the step WHISTLE"
                yield Problem("empty", path, Text(zh, en))
            if isinstance(hazard.begins_at, HazardLevel):
                yield from _history(HAZARD_WORKFLOW, HazardStep, hazard.moves, hazard.begins_at, path)
    for index, mechanism in enumerate(registry.mechanisms):
        if isinstance(mechanism, Mechanism):
            for number, force in enumerate(mechanism.task_forces):
                seconded = getattr(force, "seconded", None)
                yield from negative(seconded, f"/mechanisms/{index}/task_forces/{number}/seconded")
    for index, plan in enumerate(registry.plans):
        if isinstance(plan, Plan):
            yield from plan_problems(plan, f"/plans/{index}/milestones")
    for index, review in enumerate(registry.reviews):
        if isinstance(review, Review):
            yield from _review(review, f"/reviews/{index}")
    for index, selection in enumerate(registry.review_selections):
        if isinstance(selection, ReviewSelection):
            yield from repeated(selection.picks, "supervisor", f"/review_selections/{index}/picks")
            yield from _before_year(selection.on, selection.year, f"/review_selections/{index}/on")


def negative(number: Any, path: str) -> Iterator[Problem]:
    """Note a number below 0."""
    if isinstance(number, int) and number < 0:
        shown = short(number)
        yield Problem("negative", path, Text(f"不能是负数 {shown}", f"can't be negative: {shown}"))


def repeated(parts: Sequence[Any], key: str, path: str) -> Iterator[Problem]:
    """Note each part that has the key of an earlier one."""
    first: dict[Any, int] = {}
    for index, part in enumerate(parts):
        id = getattr(part, key, None)
        if isinstance(id, (str, Term)) and first.setdefault(id, index) != index:
            shown = id.value if isinstance(id, Term) else id
            zh, en = f"{shown!r} 与 {path}/{first[id]} 重复", f"{shown!r} is that of {path}/{first[id]} too"
            yield Problem("duplicate-id", f"{path}/{index}/{key}", Text(zh, en))


def _earliest(fact: Visit | ControlRecord) -> Any:
    """The first day on which it can have found a problem: that of the week or month that a record is about."""
    cycle = getattr(fact, "cycle", None)
    if cycle is Cycle.WEEKLY and is_date(fact.on):
        return fact.on - dt.timedelta(fact.on.weekday())
    return fact.on.replace(day=1) if cycle is Cycle.MONTHLY and is_date(fact.on) else fact.on


def _found(problems: Sequence[Any], on: Any, path: str) -> Iterator[Problem]:
    yield from repeated(problems, "id", path)
    for index, problem in enumerate(problems):
        if isinstance(problem, FoundProblem):
            yield from _order(on, problem.rectify_by, f"{path}/{index}/rectify_by")
            yield from _order(on, problem.rectified, f"{path}/{index}/rectified")
        if isinstance(problem, FoundProblem) and problem.moves:
            yield from _history(PROBLEM_WORKFLOW, ProblemStep, problem.moves, None, f"{path}/{index}/moves")
            yield from _order(on, getattr(problem.moves[0], "on", None), f"{path}/{index}/moves/0/on")
            if problem.rectified is not None:
                zh, en = (
                    "整改经过已写在 moves 中，rectified 不再填写",
                    "its moves tell what became of it; leave rectified out",
                )
                yield Problem("contradiction", f"{path}/{index}/rectified", Text(zh, en))


def _history(
    workflow: Workflow[Any, Any], kind: type[Term], moves: Sequence[Any], level: HazardLevel | None, path: str
) -> Iterator[Problem]:
    """Steps that aren't allowed, and steps before the one before them."""
    steps = [getattr(move, "step", None) for move in moves]
    if all(isinstance(step, kind) for step in steps):
        try:
            workflow.replay(steps, level)
        except StepError as error:
            (problem,) = error.problems
            yield Problem(problem.code, f"{path}{problem.path}/step", problem.message)
    before: dt.date | None = None
    for index, move in enumerate(moves):
        on = getattr(move, "on", None)
        if is_date(on):
            yield from _order(before, on, f"{path}/{index}/on")
            before = on


def _order(earlier: Any, later: Any, path: str) -> Iterator[Problem]:
    """Note a day that lies before one that it can't lie before."""
    if is_date(earlier) and is_date(later) and later < earlier:
        zh, en = f"{later} 早于 {earlier}", f"{later} lies before {earlier}"
        yield Problem("days-reversed", path, Text(zh, en))


def plan_problems(plan: Plan, path: str) -> Iterator[Problem]:
    """What is wrong with the milestones of a plan beyond single fields; ``path`` leads to them."""
    milestones = [(index, one) for index, one in enumerate(plan.milestones) if isinstance(one, Milestone)]
    yield from repeated(plan.milestones, "id", path)
    known = {one.id for _, one in milestones if isinstance(one.id, str)}
    for index, one in milestones:
        here = f"{path}/{index}"
        yield from negative(one.duration, f"{here}/duration")
        yield from _order(one.started, one.reached, f"{here}/reached")
        if getattr(one.node, "end", True) is None:
            zh, en = "时间节点应当有止日", "a node needs an end"
            yield Problem("period-open", f"{here}/node", Text(zh, en))
        for number, id in enumerate(one.after):
            if isinstance(id, str) and id not in known:
                zh, en = f"计划中没有节点 {id!r}", f"the plan has no milestone {id!r}"
                yield Problem("unknown-reference", f"{here}/after/{number}", Text(zh, en))
    named = [one for _, one in milestones if isinstance(one.id, str)]
    yield from _cycles({one.id: [id for id in one.after if isinstance(id, str) and id in known] for one in named}, path)


def _cycles(after: dict[str, list[str]], path: str) -> Iterator[Problem]:
    """Note each cycle: one is told, taken out, and the next looked for."""
    while True:
        try:
            TopologicalSorter(after).prepare()
        except CycleError as error:
            shown = " → ".join(error.args[1])
            zh, en = f"节点的先后成环：{shown}", f"the milestones form a cycle: {shown}"
            yield Problem("milestone-cycle", path, Text(zh, en))
            after = {
                id: [one for one in before if one not in error.args[1]]
                for id, before in after.items()
                if id not in error.args[1]
            }
        else:
            return


def _review(review: Review, path: str) -> Iterator[Problem]:
    yield from _before_year(review.on, review.year, f"{path}/on")
    yield from _order(review.on, review.graded, f"{path}/graded")
    yield from _order(review.graded or review.on, review.counted, f"{path}/counted")
    for index, use in enumerate(review.uses):
        yield from _order(review.graded or review.on, getattr(use, "on", None), f"{path}/uses/{index}/on")
    yield from repeated(review.ballots, "grade", f"{path}/ballots")
    counts = [getattr(ballot, "count", None) for ballot in review.ballots]
    for index, count in enumerate(counts):
        yield from negative(count, f"{path}/ballots/{index}/count")
    yield from negative(review.voters, f"{path}/voters")
    if isinstance(review.rank, int) and review.rank < 1:
        yield Problem("not-a-rank", f"{path}/rank", Text("名次从1起", "a rank is 1 or more"))
    cast = sum(count for count in counts if isinstance(count, int))
    if isinstance(review.voters, int) and cast > review.voters:
        zh = f"票数 {short(cast)} 多于参加评议的 {short(review.voters)} 人"
        en = f"{short(cast)} ballots of {short(review.voters)} voters"
        yield Problem("ballots-exceed-voters", f"{path}/ballots", Text(zh, en))


def _before_year(on: Any, year: Any, path: str) -> Iterator[Problem]:
    if is_date(on) and isinstance(year, int) and on.year < year:
        shown = short(year)
        zh, en = f"{on} 早于所述职的 {shown} 年", f"{on} lies before the year {shown} that is reported on"
        yield Problem("before-year", path, Text(zh, en))
