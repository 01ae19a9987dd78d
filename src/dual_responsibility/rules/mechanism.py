"""mechanism.*: the coordination mechanism of a city, and the leading groups below it, are complete (§3, §4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import TypeVar

from ..facts.mechanisms import Mechanism, Seat, TaskForce
from ..findings import Finding
from ..governance_terms import SeatRole
from ..norms.governance import MechanismNorm
from ..periods import ONE_DAY
from ..vocabulary import Text, Tier
from .base import UNDETERMINED, AreaFile, Breach, Ingredients, Run, StandingRule, in_breach
from .days import OPEN, Days, after, overlap
from .view import View

T = TypeVar("T")

InForce = tuple[dt.date, dt.date, T]
"""Something of a mechanism, with the first and last day on which it holds."""

Wrong = Callable[[dt.date, list[T]], Breach | None]
"""What is wrong from a day on, given what holds on it."""

CLAIM = "mechanisms"


class OfMechanism(StandingRule):
    """A standing rule about a mechanism, owed by its area: each thing that is wrong is a finding of its own."""

    about = "area"

    def tier(self, norm: MechanismNorm) -> Tier:
        """The tier whose areas owe it."""
        return norm.tier

    def judge(self, file: AreaFile) -> list[Finding]:
        """The findings about one area."""
        norm, begins = self.view.book.mechanism, self.view.book.in_force_from
        if norm is None or file.area.tier is not self.tier(norm) or begins > self.as_of:
            return []
        return [*self.found_of(file, norm, (begins, OPEN))]

    def found_of(self, file: AreaFile, norm: MechanismNorm, owed: Days) -> Iterator[Finding]:
        """What is found of the days on which the duty is owed."""
        raise NotImplementedError

    def mechanisms(self, file: AreaFile) -> list[InForce[Mechanism]]:
        """The mechanisms of an area, as far as they are seen, in order."""
        found = []
        for mechanism in self.view.registry.of_area("mechanisms", file.ref.id):
            days = self.view.days(mechanism, mechanism.period)
            if days is not None:
                found.append((*days, mechanism))
        return sorted(found, key=lambda one: (one[0], one[1], one[2].id))

    def seats(self, file: AreaFile, role: SeatRole) -> list[InForce[Seat]]:
        """Who sits in a role, with the days, in order."""
        return self._within(file, lambda mechanism: [seat for seat in mechanism.seats if seat.role is role])

    def task_forces(self, file: AreaFile) -> list[InForce[TaskForce]]:
        """The task forces, with the days, in order."""
        return self._within(file, lambda mechanism: mechanism.task_forces)

    def _within(self, file: AreaFile, of: Callable[[Mechanism], Iterable[T]]) -> list[InForce[T]]:
        found = []
        for first, last, mechanism in self.mechanisms(file):
            for part in of(mechanism):
                days = self.view.days(part, part.period)  # type: ignore[attr-defined]
                if days is not None:
                    found += [(*both, part) for both in overlap(days, [(first, last)])]
        return sorted(found, key=lambda one: (one[0], one[1], repr(one[2])))

    def runs(self, owed: Days, held: Sequence[InForce[T]], wrong: Wrong[T]) -> list[Run]:
        """The days on which what holds breaks the duty, neighbours for the same reason as one."""
        cuts = sorted(
            {owed[0], *(cut for first, last, _ in held for cut in (first, after(last)) if owed[0] < cut <= self.as_of)}
        )
        ends = [*(cut - ONE_DAY for cut in cuts[1:]), owed[1]]
        return in_breach(
            (start, end, wrong(start, [one for first, last, one in held if first <= start <= last]))
            for start, end in zip(cuts, ends, strict=True)
        )

    def stands(
        self, file: AreaFile, owed: Days, runs: Iterable[tuple[str, list[Run]]], mark: str, facts: Ingredients
    ) -> list[Finding]:
        """Each breach as a finding of its own, by the mark of what is wrong; if there is none, that it is kept."""
        clean = owed[0]
        found: list[Finding] = []
        for of_what, breaches in runs:
            for first, last, breach in breaches:
                if last >= self.since:
                    found += self._breached(file, of_what, (first, last), breach)
                else:
                    clean = max(clean, last + ONE_DAY)
        return found or [self.kept(file, mark, clean, facts)]

    def present(self, held: Iterable[InForce[T]]) -> list[T]:
        """What holds at the end of ``as_of``."""
        return [one for first, last, one in held if first <= self.as_of <= last]


def by_holder(seats: Iterable[InForce[Seat]]) -> Mapping[str, list[InForce[Seat]]]:
    """Seats by who holds them, in order of id."""
    found: dict[str, list[InForce[Seat]]] = {}
    for one in seats:
        found.setdefault(one[2].holder, []).append(one)
    return dict(sorted(found.items()))


class SingleSeat(OfMechanism):
    """A seat that one person holds, by one of the offices that the rulebook names."""

    role: SeatRole

    def found_of(self, file: AreaFile, norm: MechanismNorm, owed: Days) -> Iterator[Finding]:
        """Whether one holds it, and of each holder whether the office is the right one."""
        if self.role not in norm.seats:
            return
        held = self.seats(file, self.role)

        def filled(day: dt.date, seats: list[Seat]) -> Breach | None:
            holders = tuple(dict.fromkeys(seat.holder for seat in seats))
            if not holders:
                return Breach("seat-unfilled", (("no-seat", self.role, day),), CLAIM)
            if len(holders) > 1:
                return Breach("seat-doubled", (("seats-held", self.role, holders, day),))
            return None

        def rightly(day: dt.date, seats: list[Seat]) -> Breach | None:
            return self._of_office(norm, day, seats)

        runs = [("", self.runs(owed, self._handed_over(held), filled))]
        runs += [(f"office-{holder}", self.runs(owed, own, rightly)) for holder, own in by_holder(held).items()]
        facts: Ingredients = tuple(
            ("seat-held", self.role, seat.holder, _office(norm, seat)) for seat in self.present(held)
        )
        yield from self.stands(file, owed, runs, "", facts)

    def _handed_over(self, held: Sequence[InForce[Seat]]) -> list[InForce[Seat]]:
        """The seats; whoever hands over on the day on which the next begins has it to the day before."""
        if not self.chosen("handover-day", "allowed"):
            return [*held]
        begins = {(first, seat.holder) for first, _, seat in held}
        return [
            (first, last - ONE_DAY if self._is_handover(begins, first, last, seat) else last, seat)
            for first, last, seat in held
        ]

    def _is_handover(self, begins: Set[tuple[dt.date, str]], first: dt.date, last: dt.date, seat: Seat) -> bool:
        return first < last and any(day == last and holder != seat.holder for day, holder in begins)

    def _of_office(self, norm: MechanismNorm, day: dt.date, seats: list[Seat]) -> Breach | None:
        """What is wrong with the office of one holder."""
        wanted = norm.seats[self.role]
        offices = tuple(norm.text_of(id) for id in wanted)
        others = [seat for seat in seats if seat.office is not None and seat.office not in wanted]
        if others:
            told = [("seat-office", self.role, seat.holder, _office(norm, seat), offices) for seat in others]
            return Breach("office-not-allowed", tuple(told))
        unknown = [seat for seat in seats if seat.office is None]
        if unknown:
            told_unknown = ("seat-without-office", self.role, unknown[0].holder, day)
            return Breach("office-unknown", (told_unknown,), status=UNDETERMINED)
        return None


def _office(norm: MechanismNorm, seat: Seat) -> Text:
    return UNKNOWN if seat.office is None else norm.text_of(seat.office)


class Chief(SingleSeat):
    """mechanism.chief (总督导) (§3.1)."""

    role = SeatRole.CHIEF


class Convener(SingleSeat):
    """mechanism.convener (召集人) (§3.2)."""

    role = SeatRole.CONVENER


class DeputyConvener(SingleSeat):
    """mechanism.deputy-convener (副召集人) (§3.3)."""

    role = SeatRole.DEPUTY_CONVENER


class Members(OfMechanism):
    """Members from each of the bodies that the rulebook lists."""

    role: SeatRole
    missing: str

    def listed(self, norm: MechanismNorm) -> Iterable[str]:
        """The bodies each of which has a member."""
        raise NotImplementedError

    def found_of(self, file: AreaFile, norm: MechanismNorm, owed: Days) -> Iterator[Finding]:
        """Of each body listed, whether it has a member; and what is wrong with where a member comes from."""
        seats = self.seats(file, self.role)
        for id in self.listed(norm):
            yield from self.of_body(file, norm, owed, id, seats)

        def from_where(day: dt.date, present: list[Seat]) -> Breach | None:
            return self.of_member(norm, day, present)

        for holder, own in by_holder(seats).items():
            for first, last, breach in self.runs(owed, own, from_where):
                if last >= self.since:
                    yield from self._breached(file, f"member-{holder}", (first, last), breach)

    def of_member(self, norm: MechanismNorm, day: dt.date, seats: list[Seat]) -> Breach | None:
        """What is wrong with where one member comes from."""
        if any(seat.body is None for seat in seats):
            told: Ingredients = (("member-without-body", self.role, seats[0].holder, day),)
            return Breach("body-unknown", told, status=UNDETERMINED)
        return None

    def of_body(
        self, file: AreaFile, norm: MechanismNorm, owed: Days, id: str, seats: Sequence[InForce[Seat]]
    ) -> list[Finding]:
        """Whether a body has a member; one from nobody knows where may come from it."""
        body = norm.text_of(id)
        own = [one for one in seats if one[2].body in (id, None)]

        def wrong(day: dt.date, present: list[Seat]) -> Breach | None:
            if any(seat.body == id for seat in present):
                return None
            none = ("no-member", self.role, body, day)
            if not present:
                return Breach(self.missing, (none,), CLAIM)
            unknown = [("member-without-body", self.role, seat.holder, day) for seat in present]
            return Breach("body-unknown", (none, *unknown), status=UNDETERMINED)

        facts: Ingredients = tuple(
            ("member", self.role, seat.holder, body) for seat in self.present(own) if seat.body == id
        )
        return self.stands(file, owed, [(id, self.runs(owed, own, wrong))], id, facts)


class Bodies(Members):
    """mechanism.bodies (四大班子成员): a closed list (§3.4)."""

    role = SeatRole.BODY_MEMBER
    missing = "body-missing"

    def listed(self, norm: MechanismNorm) -> Iterable[str]:
        """All of them."""
        return norm.bodies

    def of_member(self, norm: MechanismNorm, day: dt.date, seats: list[Seat]) -> Breach | None:
        """As of a member of anything; one from a body that isn't listed is wrong."""
        others = [seat for seat in seats if seat.body is not None and seat.body not in norm.bodies]
        if others:
            told = [("member", self.role, seat.holder, norm.text_of(seat.body or "")) for seat in others]
            return Breach("body-not-listed", tuple(told))
        return super().of_member(norm, day, seats)


class Departments(Members):
    """mechanism.departments (部门成员): an open list (§3.5)."""

    role = SeatRole.DEPARTMENT_MEMBER
    missing = "department-missing"

    def listed(self, norm: MechanismNorm) -> Iterable[str]:
        """All that are named, or none if they are examples (reading ``listed-departments``)."""
        return norm.departments if self.chosen("listed-departments", "required") else ()

    def found_of(self, file: AreaFile, norm: MechanismNorm, owed: Days) -> Iterator[Finding]:
        """As of members of anything; if those named are examples, that there is one department."""
        yield from super().found_of(file, norm, owed)
        if self.chosen("listed-departments", "examples"):
            yield from self._of_any(file, norm, owed)

    def _of_any(self, file: AreaFile, norm: MechanismNorm, owed: Days) -> list[Finding]:
        seats = self.seats(file, self.role)

        def wrong(day: dt.date, present: list[Seat]) -> Breach | None:
            return None if present else Breach("no-department", (("no-seat", self.role, day),), CLAIM)

        facts: Ingredients = tuple(
            ("member", self.role, seat.holder, UNKNOWN if seat.body is None else norm.text_of(seat.body))
            for seat in self.present(seats)
        )
        return self.stands(file, owed, [("", self.runs(owed, seats, wrong))], "", facts)


UNKNOWN = Text("未记录", "not on record")


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
