"""Scenes for docs/findings.md: tiny registries that together give every status and reason that each rule can.

    Scene("adjust.*", facts, ("2023-05-08", "2023-05-09"))    # the rules asked for, the facts, the days asked about

Each scene is audited as of each of its days, by whatever claims are asked about.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

import dual_responsibility as dr

from . import books
from .rules import building as b
from .rules import control_building as controls
from .rules import staffing_building as staffed
from .rules.building import CITY, COUNTY, JOINT, MATCHING, TOWNSHIP, day, period

LATER = "2023-12-31"
FAR = ("2026-12-31",)
CALENDAR = dr.WorkCalendar.from_edition("CN-2026-12-28-8746bf3b")
BOOK = dr.rulebook("suining-2022")
TIER, GRADE = dr.Tier, dr.Grade


@attrs.frozen(eq=False)
class Scene:
    """Facts, and what is asked about them."""

    rules: str
    facts: tuple[Any, ...]
    as_of: tuple[str, ...] = (LATER,)
    readings: dict[str, str] = attrs.field(factory=dict)
    book: dr.Rulebook = BOOK
    since: str = b.BINDS
    known_by: str | None = None

    def findings(self, complete: Iterable[dr.Claim]) -> Iterator[dr.Finding]:
        """What is found on each of its days, with these claims."""
        registry = b.registry(*self.facts, complete=complete)
        for as_of in self.as_of:
            yield from dr.audit(
                registry,
                self.book.with_readings(self.readings),
                since=day(self.since),
                as_of=day(as_of),
                known_by=None if self.known_by is None else day(self.known_by),
                calendar=CALENDAR,
                rules=[self.rules],
            ).findings


def held(*facts: Any, grade: Any = GRADE.C, **relation: Any) -> tuple[Any, ...]:
    """A company, a township supervisor, and the relation between them."""
    return (b.company(grade=grade), b.supervisor(), b.relation(**relation), *facts)


def scenes() -> Iterator[Scene]:
    """All of them, family by family."""
    families = (supervision, conduct, visits, changes, staff, templates, records, mechanisms, plans, reviews, hazards)
    for family in families:
        yield from family()


def without_days() -> dr.Rulebook:
    """A city that wants a successor and sets no days for it."""
    adjust = {(cause.value, "adjust"): dr.Allowance(None, dr.Unit.WORKING_DAYS, ()) for cause in dr.ChangeCause}
    return attrs.evolve(BOOK, allowances=dr.FrozenMap({**BOOK.allowances, **adjust}))


UNTIL_MARCH = {"held": f"{b.BINDS}/2023-03-31"}
CLOSES: dict[str, Any] = {"operating": period("2022-11-01/2023-06-30")}


def supervision() -> Iterator[Scene]:
    """coverage.*, team.*."""
    well = b.company(grade=GRADE.D, grounds=b.grounds((f"{b.BINDS}/..", dr.EscalationGround.SCHOOL)))
    yield Scene("coverage.*", (well, b.supervisor(), b.relation()))
    two = (b.supervisor("S-2"), b.relation("A-2", supervisor="S-2", held="2023-03-01/2023-04-30"))
    yield Scene("coverage.assigned", held())
    yield Scene("coverage.assigned", held(*two, **UNTIL_MARCH), ("2023-03-31", LATER))
    yield Scene("coverage.assigned", (b.company(**CLOSES),), ("2023-06-30", LATER))
    last = b.relation(held=f"{b.BINDS}/2026-12-29")
    gone = (b.company(), b.supervisor(), last, b.change("2026-12-30"))
    yield Scene("coverage.assigned", gone, ("2027-01-31",))
    undated = held(b.change("2023-01-10"), held=f"{b.BINDS}/2023-01-09")
    yield Scene("coverage.assigned", undated, readings={"event-day": "decided"})
    by_half = ((f"{b.BINDS}/2023-06-30", GRADE.A), ("2023-07-01/..", GRADE.C))
    yield Scene("coverage.tier", held(grade=by_half), ("2023-06-30", LATER))
    yield Scene("coverage.tier", held(grade=(("2023-07-01/..", GRADE.C),)), ("2023-06-30", LATER))
    regraded = ((f"{b.BINDS}/2026-12-29", GRADE.C), ("2026-12-30/..", GRADE.A))
    yield Scene("coverage.tier", held(grade=regraded), ("2027-01-31",), {"regrade-day": "five-days"})
    late_post = (b.company(), b.supervisor(posts=b.post(held="2023-04-01/..")), b.relation())
    yield Scene("coverage.tier", late_post, ("2023-03-31", LATER))
    posts = (b.post(held=f"{b.BINDS}/2023-06-30", area=b.OTHER_TOWNSHIP), b.post(held="2023-07-01/.."))
    yield Scene("coverage.area", (b.company(), b.supervisor(posts=posts), b.relation()), ("2023-06-30", LATER))
    for ground in (None, dr.EscalationGround.OTHER):
        stated = [("2023-07-01/..", dr.EscalationGround.SCHOOL)]
        if ground is not None:
            stated.insert(0, (f"{b.BINDS}/2023-06-30", ground))
        escalated = b.company(grade=GRADE.D, grounds=b.grounds(*stated))
        facts = (escalated, b.supervisor(), b.relation())
        yield Scene("coverage.escalation-ground", facts, ("2023-06-30", LATER))
    for tier, roles in ((TIER.COUNTY, MATCHING), (TIER.TOWNSHIP, JOINT)):
        first, second = roles
        members = b.team(first, **{second.value: "2023-04-01/.."})
        facts = (b.company(), b.supervisor(tier=tier), b.relation(team=members))
        yield Scene("team.*", facts, ("2023-03-31", LATER))
        yield Scene("team.*", (b.company(), b.supervisor(tier=tier), b.relation(team=b.team(*roles))))


def conduct() -> Iterator[Scene]:
    """commitment.*, notice-card.*, know.*."""
    signed = dr.Commitment(supervisor="S-1", on=day("2023-02-01"))
    yield Scene("commitment.signed", held(signed), ("2023-01-31", LATER))
    yield Scene("commitment.signed", held(grade=GRADE.D))
    yield Scene("commitment.signed", held(), readings={"letter-renewal": "once"})
    card = dr.NoticeCard(company="C-1", supervisor="S-1", displayed=period("2023-02-01/.."))
    yield Scene("notice-card.displayed", held(card), ("2023-01-31", LATER))
    for kind in dr.ListKind:
        rule = f"know.{kind.value.lower()}-list"
        version = dr.ListVersion(id="L-1", kind=kind, area=COUNTY)
        known = dr.Acknowledgement(supervisor="S-1", list_version="L-1", on=day("2023-02-01"))
        yield Scene(rule, held())
        yield Scene(rule, held(version, known), ("2023-01-31", LATER))


def visits() -> Iterator[Scene]:
    """attend.*, visit.rectified."""
    yield Scene("attend.quarter", held(b.visit("2023-03-31")), ("2023-06-30", "2023-07-01"))
    yield Scene("attend.quarter", held(), FAR, {"quarter-end": "moved"}, since="2026-12-01")
    yield Scene("attend.quarter", held(), FAR, since="2026-12-31")
    fair = dr.KeyPeriod(id="FAIR", area=CITY, period=period("2023-05-01/2023-05-03"))
    yield Scene("attend.key-period", held(fair), ("2023-05-03", "2023-05-04"))
    yield Scene("attend.key-period", held(fair, b.visit("2023-05-02")))
    event = dr.Emergency(id="E-1", on=day("2023-05-01"), company="C-1")
    late = b.visit("2023-05-02", occasions=dr.VisitOccasion.EMERGENCY)
    yield Scene("attend.emergency", held(event), ("2023-05-01", "2023-05-02"))
    yield Scene("attend.emergency", held(event, held=f"{b.BINDS}/2023-05-31"))
    yield Scene("attend.emergency", held(event, late))
    yield Scene("attend.emergency", held(event, b.visit("2023-05-01")))
    yield Scene("attend.emergency", held(event), readings={"emergency-day": "no-deadline"})
    in_area = dr.Emergency(id="E-1", on=day("2023-05-01"), area=CITY)
    yield Scene("attend.emergency", held(in_area))
    yield Scene("attend.emergency", held(in_area), readings={"emergency-at": "each-company"})
    yield Scene("attend.key-period", held(fair), readings={"key-period-at": "once"})
    for readings in ({"visit-at": "once"}, {"quarter-bearer": "each"}, {"quarter": "rolling"}):
        yield Scene("attend.quarter", held(), ("2023-03-31",), readings)
    found = dr.FoundProblem(id="P-1")
    by_s_1 = dr.Visit(id="V-1", company="C-1", visitor="S-1", on=day("2023-03-01"), problems=found)
    yield Scene("visit.rectified", held(by_s_1), readings={"visit-problem-bearer": "visitor"})
    for problem in found_problems():
        seen = dr.Visit(id="V-1", company="C-1", visitor="S-1", on=day("2023-03-01"), problems=problem)
        for ended in ("rectified", "closed"):
            yield Scene("visit.rectified", held(seen), ("2023-03-10", "2023-03-11", LATER), {"problem-ended": ended})


def found_problems() -> Iterator[dr.FoundProblem]:
    """Problems found on 1 March, to be put right by the 10th or by no day."""
    due = day("2023-03-10")
    yield dr.FoundProblem(id="P-1")
    yield dr.FoundProblem(id="P-1", rectify_by=due)
    yield dr.FoundProblem(id="P-1", rectify_by=due, rectified=day("2023-03-09"))
    yield dr.FoundProblem(id="P-1", rectify_by=due, rectified=day("2023-03-20"))
    moved = dr.FoundProblem(id="P-1", rectify_by=due)
    steps = (("CLAIM", "2023-03-02"), ("RECTIFY", "2023-03-09"), ("FEED_BACK", "2023-04-01"), ("CLOSE", "2023-04-02"))
    for step, on in steps:
        moved = moved.advance(dr.ProblemStep[step], actor="P", on=day(on))
    yield moved


def regraded(reported: str | None) -> dr.CompanyChange:
    """A company's grade changes on 1 March, and it is reported on a day, or not at all."""
    on = None if reported is None else day(reported)
    cause = dr.CompanyChangeCause.REGRADE
    return dr.CompanyChange(id="CC-1", company="C-1", cause=cause, on=day("2023-03-01"), reported=on)


def changes() -> Iterator[Scene]:
    """adjust.*."""
    for cause in dr.ChangeCause:
        left = b.change("2023-04-27", cause)
        for followed in ("2023-05-08", "2023-05-09"):
            successor = (b.supervisor("S-2"), b.relation("A-2", supervisor="S-2", held=f"{followed}/.."))
            facts = held(left, *successor, held=f"{b.BINDS}/2023-04-26")
            yield Scene("adjust.*", facts, ("2023-05-07", LATER))
        gone = held(left, held=f"{b.BINDS}/2023-04-26")
        yield Scene("adjust.*", gone, ("2023-05-08", "2023-05-09"))
        yield Scene("adjust.*", gone, readings={"event-day": "decided"})
        closing = (b.company(**CLOSES), b.supervisor(), b.relation(held=f"{b.BINDS}/2023-04-26"), left)
        yield Scene("adjust.*", closing)
        far = held(b.change("2026-12-30", cause), held=f"{b.BINDS}/2026-12-29")
        follows = (b.supervisor("S-2"), b.relation("A-2", supervisor="S-2", held="2027-03-01/.."))
        yield Scene("adjust.*", far, ("2027-01-31",))
        yield Scene("adjust.*", (*far, *follows), ("2027-03-31",))
        yield Scene("adjust.*", gone, readings={"five-days-causes": "incapacity-only"})
        yield Scene("adjust.*", gone, book=without_days())
        yield Scene("adjust.*", gone, readings={"adjusted-means": "all-companies"})
    other = books.another_citys_book()
    for reported in (None, "2023-03-20", "2023-03-23"):
        change = regraded(reported)
        for begins in ("2022-11-01", "2023-03-21", "2023-05-01"):
            facts = held(change, held=f"{begins}/..")
            yield Scene("adjust.company-*", facts, ("2023-03-21", "2023-03-31", "2023-04-30", LATER), book=other)
    causes = {(cause.value, stage) for cause in dr.CompanyChangeCause for stage in ("report", "company-adjust")}
    no_days = {key: dr.Allowance(None, dr.Unit.WORKING_DAYS, ()) for key in causes}
    unset = attrs.evolve(other, allowances=dr.FrozenMap({**other.allowances, **no_days}))
    for reported in (None, "2023-03-20"):
        change = regraded(reported)
        yield Scene("adjust.company-*", held(change), book=unset)
    far_change = dr.CompanyChange(
        id="CC-1", company="C-1", cause=dr.CompanyChangeCause.REGRADE, on=day("2026-12-20"), reported=day("2027-02-28")
    )
    yield Scene("adjust.company-*", held(far_change), ("2027-02-27", "2027-03-31"), book=other)
    yield Scene(
        "adjust.company-*",
        held(far_change, b.supervisor("S-2"), b.relation("A-2", supervisor="S-2", held="2027-04-30/..")),
        ("2027-05-01",),
        book=other,
    )


def staff() -> Iterator[Scene]:
    """staffing.*."""
    caterer = staffed.caterer()
    for rule, somebody in (("staffing.director", staffed.director), ("staffing.officer", staffed.officer)):
        yield Scene(rule, (caterer,))
        yield Scene(rule, (caterer, somebody(held="2023-04-01/..")), ("2023-03-31", LATER))
        barred = (caterer, staffed.bar(), somebody(), somebody("P-2", "2023-07-01/.."))
        yield Scene(rule, barred, ("2023-06-30", LATER))
        shared = (
            staffed.caterer("C-0"),
            caterer,
            somebody(company="C-0"),
            somebody(held="2022-12-01/.."),
            somebody("P-2", "2023-07-01/.."),
        )
        yield Scene(rule, shared, ("2023-06-30", LATER), {"shared-officer": "one-only"})
    kind, closes = dr.CompanyKind, CLOSES
    unknown = (
        b.company(kind=None, **closes),
        b.company(kind=kind.CATERER, **closes),
        b.company(kind=kind.PRODUCER, sectors=(), size=dr.CompanySize.SMALL, **closes),
        b.company(kind=kind.SCHOOL_CANTEEN, centralised_dining=True, **closes),
        b.company(kind=kind.SCHOOL_CANTEEN, diners=300, **closes),
    )
    for about in unknown:
        for readings in ({}, staffed.NATIONAL, {"centralised-dining": "as-recorded"}):
            yield Scene("staffing.director", (about,), ("2023-06-30", LATER), readings)
    canteen: dict[str, Any] = {"kind": kind.SCHOOL_CANTEEN, "diners": 2000, "centralised_dining": True}
    yield Scene("staffing.director", (b.company(**canteen),), ("2025-12-31",), {"contracted-canteen": "unknown"})
    yield Scene("staffing.director", (b.company(**canteen, contracted=True),), ("2025-12-31",))


def templates() -> Iterator[Scene]:
    """template.adopted."""
    rule, stands_in = "template.adopted", staffed.STANDS_IN
    yield Scene(rule, (b.company(sectors=()),))
    yield Scene(rule, (b.company(**CLOSES),))
    sized = {**stands_in, "template-level": "size"}
    for readings in (stands_in, sized):
        yield Scene(rule, (b.company(grade=None, **CLOSES),), ("2023-06-30", LATER), readings)
    yield Scene(rule, (b.company(grade=(("2023-04-01/..", GRADE.B),)),), readings=stands_in)
    own = staffed.checklist(None, f"{b.BINDS}/2023-02-28", staffed.item("own.one"))
    measure = staffed.item("catering.daily.core-temperature", kind=dr.ItemKind.MEASURE, unit="℃", at_least=60)
    weak = staffed.checklist("CATERING-B-DAILY", "2023-03-01/2023-03-31", measure)
    nowhere = staffed.checklist("CATERING-Z-DAILY", "2023-04-01/2023-04-30")
    sound = staffed.checklist("CATERING-B-DAILY", "2023-06-01/..")
    days = ("2023-02-28", "2023-03-31", "2023-04-30", "2023-05-31", LATER)
    yield Scene(rule, (b.company(grade=GRADE.B), own, weak, nowhere, sound), days, stands_in)
    yield Scene(rule, (b.company(grade=GRADE.A), *staffed.whole_set("A")), readings=stands_in)


def records() -> Iterator[Scene]:
    """control.*."""
    two = controls.shop(sectors=[dr.Sector.CATERING, dr.Sector.SPECIAL])
    for cycle in dr.Cycle:
        yield Scene(controls.RULES[cycle], (two,), ("2023-06-30",))
    may, end = controls.shop(), ("2023-05-20", "2023-05-31", "2023-06-30")
    for cycle in dr.Cycle:
        rule = controls.RULES[cycle]
        kept = controls.log("2023-05-01", "2023-05-09", cycle=cycle)
        yield Scene(rule, (may,), end)
        yield Scene(rule, (may, kept), end)
        late = controls.log("2023-05-09", cycle=cycle, late=["2023-05-09"])
        yield Scene(rule, (may, late), end, {"entered-later": "late"})
        yield Scene(rule, (may, late), end, known_by="2023-06-30")
        yield Scene(rule, (may, controls.pause("2023-05-02/2023-05-30", None), kept), end)
        yield Scene(rule, (may, controls.pause("2023-05-01/2023-05-31", None)), end)
        bare = controls.record("2023-05-01", cycle=cycle)
        yield Scene(rule, (may, bare), end, {**controls.STANDING_IN, "incomplete-record": "not-kept"})
    for problem in found_problems():
        found = controls.record("2023-03-01", problems=problem)
        for ended in ("rectified", "closed"):
            days = ("2023-03-10", "2023-03-11", LATER)
            yield Scene("control.rectified", (b.company(), found), days, {"problem-ended": ended})


def seat(role: dr.SeatRole, holder: str = "L-1", held: str = "2022-01-01/..", **fields: Any) -> dr.Seat:
    """A seat in the mechanism, held for a period."""
    return dr.Seat(role=role, holder=holder, period=period(held), **fields)


def of_city(*seats: dr.Seat, forces: Any = (), area: str = CITY) -> tuple[dr.Mechanism]:
    """The city's mechanism, or a county's group."""
    return (dr.Mechanism(id="ME-1", area=area, seats=seats, task_forces=forces),)


def force(held: str = "2022-01-01/..", **fields: Any) -> dr.TaskForce:
    """A task force as §3.6 has it, but for what is given."""
    asked = {"host": "market-regulation", "seconded": 12, "one_office": True}
    return dr.TaskForce(period=period(held), **{**asked, **fields})


def mechanisms() -> Iterator[Scene]:
    """mechanism.*."""
    norm, both = BOOK.mechanism, ("2023-03-31", LATER)
    assert norm is not None
    early, late = f"{b.BINDS}/2023-03-31", "2023-04-01/.."
    for role, offices in norm.seats.items():
        rule = f"mechanism.{role.value.lower().replace('_', '-')}"
        right = {"office": offices[0]}
        yield Scene(rule, of_city(seat(role, **right)))
        yield Scene(rule, of_city(seat(role, held=late, **right)), both)
        yield Scene(rule, of_city(seat(role, **right), seat(role, "L-2", early, **right)), both)
        for office in ("clerk", None):
            wrong = seat(role, "L-2", early, office=office)
            yield Scene(rule, of_city(wrong, seat(role, "L-2", late, **right)), both)
    bodies, departments = dr.SeatRole.BODY_MEMBER, dr.SeatRole.DEPARTMENT_MEMBER
    for rule, role, all_of in (
        ("mechanism.bodies", bodies, norm.bodies),
        ("mechanism.departments", departments, norm.departments),
    ):
        first = next(iter(all_of))
        yield Scene(rule, of_city(*(seat(role, f"L-{i}", body=id) for i, id in enumerate(all_of))))
        yield Scene(rule, of_city(seat(role, held=late, body=first)), both)
        for body in ("elsewhere", None):
            yield Scene(rule, of_city(seat(role, "L-2", early, body=body), seat(role, "L-2", late, body=first)), both)
        yield Scene(rule, of_city(seat(role, held=late, body=first)), both, {"listed-departments": "examples"})
    asked: dict[str, Any]
    for asked in ({"host": "elsewhere"}, {"seconded": 0}, {"one_office": False}, {"host": None}):
        yield Scene("mechanism.task-force", of_city(forces=[force(early, **asked), force(late)]), both)
    yield Scene("mechanism.task-force", of_city(forces=force(late)), both)
    yield Scene("mechanism.task-force", of_city(forces=force()))
    for area in (COUNTY, b.OTHER_COUNTY):
        late_group = dr.Mechanism(id="ME-1", area=area, period=period(late), task_forces=force())
        yield Scene("mechanism.local-groups", (late_group,), both)
        yield Scene("mechanism.local-groups", of_city(forces=force(), area=area), both)


def milestone(id: str, duration: int = 0, **fields: Any) -> dr.Milestone:
    """A milestone of so many working days."""
    return dr.Milestone(id=id, duration=duration, **fields)


def plans() -> Iterator[Scene]:
    """plan.milestone."""
    rule, node = "plan.milestone", day("2022-12-20")
    for reached in (None, "2022-12-19", "2022-12-21"):
        covered = milestone("covered", node=node, reached=reached and day(reached))
        yield Scene(rule, (dr.Plan(id="PL-1", area=CITY, milestones=covered),), ("2022-12-20", "2022-12-21"))
    backwards = {"milestone-due": "backwards"}
    for reached in (None, "2022-12-15"):
        letters = milestone("letters", 10, reached=reached and day(reached))
        late = dr.Plan(
            id="PL-1",
            area=CITY,
            start=day("2022-12-12"),
            milestones=[letters, milestone("covered", after="letters", node=node)],
        )
        yield Scene(rule, (late,), readings=backwards)
    for reached in (None, "2027-02-01"):
        letters = milestone("letters", reached=reached and day(reached))
        goal = milestone("covered", 5, after="letters", node=day("2027-01-15"))
        yield Scene(rule, (dr.Plan(id="PL-1", area=CITY, milestones=[letters, goal]),), ("2027-03-01",), backwards)


def leader(area: str, role: dr.LeaderRole) -> dr.Leader:
    """Somebody who has to report."""
    return dr.Leader(person="L-1", role=role, area=area)


def told(on: str, *, reporter: str = "L-1", area: str = CITY, **fields: Any) -> dr.Review:
    """A report on 2023."""
    return dr.Review(id="RV-1", reporter=reporter, area=area, year=2023, on=day(on), **fields)


def with_norm(**changed: Any) -> dr.Rulebook:
    """A city that sets a share, or a table of ranks."""
    assert BOOK.review is not None
    return attrs.evolve(BOOK, review=attrs.evolve(BOOK.review, **changed))


def reviews() -> Iterator[Scene]:
    """review.*."""
    everybody, days, about = frozenset(dr.Audience), ("2023-12-31", "2024-06-30"), {"review-year": "about"}
    for rule, area, role in (
        ("review.leader-reports", CITY, dr.LeaderRole.LEADER),
        ("review.lower-committee-reports", COUNTY, dr.LeaderRole.COMMITTEE_HEAD),
    ):
        who = leader(area, role)
        yield Scene(rule, (), days)
        yield Scene(rule, (attrs.evolve(who, period=period("2022-01-01/2023-06-30")),), days)
        yield Scene(rule, (who,), days)
        yield Scene(rule, (who,), days, about)
        yield Scene(rule, (who, b.supervisor("L-1")), days)
        for on in ("2023-12-20", "2024-01-20"):
            for audiences in (everybody, frozenset(), None):
                yield Scene(rule, (who, told(on, audiences=audiences)), days)
    yield from samples(days, about)
    yield from heard(days)
    good, fairly = (dr.Ballot(grade=grade, count=9) for grade in list(dr.ReviewGrade)[:2])
    yield Scene("review.*ed", (told("2023-12-20"),))
    used: dict[str, Any] = {
        "uses": dr.ReviewUse(kind=dr.ReviewUseKind.COMMENDATION, on=day("2023-12-25")),
        "counted": day("2023-12-26"),
    }
    yield Scene("review.*ed", (told("2023-12-20", **used),))
    yield Scene("review.*ed", (told("2023-12-20", outcome=dr.ReviewGrade.GOOD),))
    yield Scene("review.*ed", (told("2023-12-20", outcome=dr.ReviewGrade.GOOD, **used),))
    for reading in ("majority", "points"):
        yield Scene("review.graded", (told("2023-12-20", ballots=[good, fairly]),), readings={"ballot-rule": reading})
    yield Scene("review.graded", (told("2023-12-20", rank=4),), readings={"ballot-rule": "rank"})
    ranked = with_norm(ranks=dr.FrozenMap({dr.ReviewGrade.GOOD: 3}))
    yield Scene("review.graded", (told("2023-12-20", rank=4),), readings={"ballot-rule": "rank"}, book=ranked)


def samples(days: tuple[str, ...], about: dict[str, str]) -> Iterator[Scene]:
    """review.supervisor-sample."""
    rule, fifth = "review.supervisor-sample", with_norm(share_percent=dr.FrozenMap({TIER.TOWNSHIP: 20}))
    people = tuple(b.supervisor(f"S-{i}") for i in range(1, 11))

    def listed(on: str, *ids: str, reason: str | None = "督导完成率低") -> dr.ReviewSelection:
        picks = [dr.Pick(supervisor=id, reason=reason) for id in ids]
        return dr.ReviewSelection(id="RS-1", area=TOWNSHIP, year=2023, on=day(on), picks=picks)

    yield Scene(rule, people, days)
    for on in ("2023-11-01", "2024-02-01"):
        yield Scene(rule, (*people, listed(on, "S-1")), days)
    yield Scene(rule, (*people, listed("2023-11-01", "S-1")), days, about)
    late_report = told("2024-01-20", reporter="S-1", area=TOWNSHIP)
    yield Scene(rule, (*people, listed("2023-11-01", "S-1"), late_report), days)
    yield Scene(rule, people, days, book=fifth)
    yield Scene(rule, people, days, about, fifth)
    for on in ("2023-11-01", "2024-02-01"):
        yield Scene(rule, (*people, listed(on, "S-1", "S-2")), days, book=fifth)
        yield Scene(rule, (*people, listed(on, "S-1")), days, book=fifth)
        yield Scene(rule, (*people, listed(on, "S-1", "S-2", reason=None)), days, book=fifth)
    yield Scene(rule, (*people, listed("2023-11-01", "S-1", "S-2")), days, about, fifth)
    for on in ("2023-12-20", "2024-01-20"):
        report = told(on, reporter="S-1", area=TOWNSHIP)
        yield Scene(rule, (*people, listed("2023-11-01", "S-1", "S-2"), report), days, book=fifth)


def heard(days: tuple[str, ...]) -> Iterator[Scene]:
    """review.supervisor-sample where a city says to whom they report."""
    audiences = {dr.ReviewGround.SAMPLED: frozenset([dr.Audience.COMMITTEE])}
    book = with_norm(audiences=dr.FrozenMap(audiences))
    pick = dr.Pick(supervisor="S-1", reason="督导完成率低")
    listed = dr.ReviewSelection(id="RS-1", area=TOWNSHIP, year=2023, on=day("2023-11-01"), picks=pick)
    for heard_by in (frozenset[dr.Audience](), None):
        report = told("2023-12-20", reporter="S-1", area=TOWNSHIP, audiences=heard_by)
        yield Scene("review.supervisor-sample", (b.supervisor(), listed, report), days, book=book)


def hazard(*steps: str, level: str = "STATION") -> dr.Hazard:
    """A hazard in the township, with steps such as `REPORT_IN 2023-03-06`."""
    moves = []
    for line in steps:
        step, on = line.split()
        moves.append(dr.HazardMove(step=dr.HazardStep[step], actor="M-1", on=day(on), reason="无证加工"))
    return dr.Hazard(id="H-1", area=TOWNSHIP, begins_at=dr.HazardLevel[level], moves=moves)


WHOLE_WAY = ("WHISTLE", "REPORT_IN", "ASSESS", "DISPOSE", "VERIFY", "CLOSE")


def hazards() -> Iterator[Scene]:
    """hazard.*."""
    one = dr.Allowance(1, dr.Unit.WORKING_DAYS, ())
    set_days = {("STATION", stage): one for stage in ("report-in", "dispose")}
    strict = attrs.evolve(BOOK, allowances=dr.FrozenMap({**BOOK.allowances, **set_days}))
    yield Scene("hazard.*", (hazard("WHISTLE 2023-03-03"),))
    yield Scene("hazard.*", (hazard("WHISTLE 2023-03-03"),), ("2023-03-06", "2023-03-07"), book=strict)
    for on in ("2023-03-06", "2023-03-07"):
        steps = ["WHISTLE 2023-03-03", *(f"{step} {on}" for step in WHOLE_WAY[1:])]
        yield Scene("hazard.*", (hazard(*steps),), book=strict)
        yield Scene("hazard.*", (hazard(*steps),))
    passed = hazard("WHISTLE 2023-03-03", "ESCALATE 2023-03-06")
    yield Scene("hazard.*", (passed,), readings={"hazard-passed-on": "own"})
    yield Scene("hazard.*", (hazard("WHISTLE 2026-12-30"),), ("2027-02-28",), book=strict)
    far = ["WHISTLE 2026-12-30", *(f"{step} 2027-02-01" for step in WHOLE_WAY[1:])]
    yield Scene("hazard.*", (hazard(*far),), ("2027-02-28",), book=strict)
