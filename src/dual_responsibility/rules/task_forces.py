"""mechanism.task-force, mechanism.local-groups: the city's task force, and the groups of its counties (§3.6, §4.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ..facts.mechanisms import Mechanism, TaskForce
from ..findings import Finding
from ..norms.governance import MechanismNorm
from ..vocabulary import Text, Tier
from .base import UNDETERMINED, AreaFile, Breach, Ingredients, Run
from .days import Days
from .mechanism import CLAIM, UNKNOWN, InForce, OfMechanism, Wrong
from .view import View

__all__ = ["LocalGroups", "TaskForceSet"]


class WithTaskForce(OfMechanism):
    """A rule that asks for a task force."""

    def without(self, file: AreaFile, owed: Days, forces: Sequence[InForce[TaskForce]]) -> list[Run]:
        """The days without one."""

        def wrong(day: dt.date, present: list[TaskForce]) -> Breach | None:
            return None if present else Breach("task-force-missing", (("no-task-force", file.ref.id, day),), CLAIM)

        return self.runs(owed, forces, wrong)

    def told(self, file: AreaFile, norm: MechanismNorm, force: TaskForce) -> tuple[object, ...]:
        """A task force in words."""
        host = UNKNOWN if force.host is None else norm.text_of(force.host)
        seconded = UNKNOWN if force.seconded is None else Text(str(force.seconded), str(force.seconded))
        return ("task-force", file.ref.id, host, seconded, _YES_NO[force.one_office])


class TaskForceSet(WithTaskForce):
    """mechanism.task-force (工作专班) (§2.1, §3.6): each thing that is wrong with it is a finding of its own."""

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.form = self.chosen("task-force-form", "demanded")

    def found_of(self, file: AreaFile, norm: MechanismNorm, owed: Days) -> Iterator[Finding]:
        """Whether there is one, in the bureau that the rulebook names, made up as it says."""
        forces = self.task_forces(file)
        runs = [("", self.without(file, owed, forces))]
        for mark, reason in (
            ("host", "task-force-elsewhere"),
            ("seconded", "task-force-not-seconded"),
            ("one-office", "task-force-scattered"),
        ):
            runs.append((mark, self.runs(owed, forces, self._aspect(file, norm, mark, reason))))
        facts = tuple(self.told(file, norm, force) for force in self.present(forces))
        yield from self.stands(file, owed, runs, "", facts)

    def _aspect(self, file: AreaFile, norm: MechanismNorm, mark: str, reason: str) -> Wrong[TaskForce]:
        def wrong(day: dt.date, forces: list[TaskForce]) -> Breach | None:
            # Of several, the one nearest to what is laid down; one that isn't described may be right.
            marks = [self._marks(norm, force) for force in forces]
            best = min(
                marks, key=lambda found: sorted(map(_GRAVITY.__getitem__, found.values()), reverse=True), default={}
            )
            is_right = best.get(mark, True)
            facts = tuple(self.told(file, norm, force) for force in forces)
            if is_right is None:
                return Breach("task-force-undescribed", facts, status=UNDETERMINED)
            return None if is_right else Breach(reason, facts)

        return wrong

    def _marks(self, norm: MechanismNorm, force: TaskForce) -> dict[str, bool | None]:
        """Whether each thing is as it is laid down; None where that isn't on record."""
        found: dict[str, bool | None] = {"host": None if force.host is None else force.host in norm.hosts}
        if self.form:
            found["seconded"] = None if force.seconded is None else force.seconded > 0
            found["one-office"] = force.one_office
        return found


_GRAVITY = {False: 2, None: 1, True: 0}


class LocalGroups(WithTaskForce):
    """mechanism.local-groups (县级领导小组和专班): a leading group and a task force in each (§4.1)."""

    def tier(self, norm: MechanismNorm) -> Tier:
        """Counties, districts and parks."""
        return norm.local_tier

    def found_of(self, file: AreaFile, norm: MechanismNorm, owed: Days) -> Iterator[Finding]:
        """Whether there is a group, and whether there is a task force."""
        groups, forces = self.mechanisms(file), self.task_forces(file)

        def wrong(day: dt.date, present: list[Mechanism]) -> Breach | None:
            return None if present else Breach("group-missing", (("no-group", file.ref.id, day),), CLAIM)

        told: Ingredients = tuple(("group", file.ref.id, group.id) for group in self.present(groups))
        yield from self.stands(file, owed, [("leading-group", self.runs(owed, groups, wrong))], "leading-group", told)
        facts: Ingredients = tuple(self.told(file, norm, force) for force in self.present(forces))
        yield from self.stands(file, owed, [("task-force", self.without(file, owed, forces))], "task-force", facts)


_YES_NO = {
    True: Text("集中办公", "in one office"),
    False: Text("没有集中办公", "not in one office"),
    None: Text("是否集中办公未记录", "whether in one office isn't on record"),
}
