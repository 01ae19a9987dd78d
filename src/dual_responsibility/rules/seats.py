"""mechanism.chief to mechanism.departments: who sits in a mechanism, by which office, from which body (§3.1–§3.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from ..facts.mechanisms import Seat
from ..findings import Finding
from ..governance_terms import SeatRole
from ..norms.governance import MechanismNorm
from ..periods import ONE_DAY
from ..vocabulary import Text
from .base import UNDETERMINED, AreaFile, Breach, Ingredients
from .days import Days
from .mechanism import CLAIM, UNKNOWN, InForce, OfMechanism, by_holder

__all__ = ["Bodies", "Chief", "Convener", "Departments", "DeputyConvener"]


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
        return [(one[0], one[1] - ONE_DAY if _hands_over(one, held) else one[1], one[2]) for one in held]

    def _of_office(self, norm: MechanismNorm, day: dt.date, seats: list[Seat]) -> Breach | None:
        """What is wrong with the office of one holder."""
        wanted = norm.seats[self.role]
        offices = tuple(norm.text_of(id) for id in wanted)
        others = [seat for seat in seats if seat.office is not None and seat.office not in wanted]
        if others:
            told = [("seat-office", self.role, seat.holder, day, _office(norm, seat), offices) for seat in others]
            return Breach("office-not-allowed", tuple(told))
        unknown = [seat for seat in seats if seat.office is None]
        if unknown:
            told_unknown = ("seat-without-office", self.role, unknown[0].holder, day)
            return Breach("office-unknown", (told_unknown,), status=UNDETERMINED)
        return None


def _hands_over(leaving: InForce[Seat], held: Sequence[InForce[Seat]]) -> bool:
    """Whether the last day is the first of the only other who holds it on that day."""
    began, day, who = leaving
    present = [one for one in held if one[0] <= day <= one[1]]
    own, others = ([one for one in present if (one[2].holder == who.holder) is same] for same in (True, False))
    if len({one[2].holder for one in others}) != 1 or any(last > day for _, last, _ in own):
        return False
    # Of two who hold it for the day alone, one is left.
    return any(first == day and (last > day or began < day or who.holder < seat.holder) for first, last, seat in others)


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
