"""Principle 8, cut anywhere: each obligation belongs to one part, and a part carries all that its rules need."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

D = dt.date
OPEN = dr.Period(D(2023, 1, 1))

BY_COMPANY = [
    "assignments", "company_changes", "notice_cards", "visits", "pauses", "regular_closings", "checklists",
    "control_logs", "control_records",
]  # fmt: skip
BY_SUPERVISOR = ["assignments", "changes", "commitments", "acknowledgements"]
KINDS = ["companies", "supervisors", "areas"]
COUNTIES = ["510903", "510904", "510921"]


@st.composite
def registries(draw: st.DrawFn) -> dr.Registry:
    """Up to six companies and five supervisors in three counties, with whatever relates them."""
    companies = [f"C-{i}" for i in range(draw(st.integers(0, 6)))]
    supervisors = [f"S-{i}" for i in range(draw(st.integers(0, 5)))]
    company, supervisor, area = (st.sampled_from([*ids, ""]) for ids in (companies, supervisors, COUNTIES))
    days = st.dates(D(2023, 1, 1), D(2023, 6, 30))
    cycle, person = st.sampled_from(dr.Cycle), st.sampled_from(["P-0", "P-1", "P-2"])

    def some(strategy: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(strategy, max_size=8))

    def numbered(kind: Any, prefix: str, rows: list[dict[str, Any]]) -> list[Any]:
        return [kind(id=f"{prefix}-{i}", **row) for i, row in enumerate(row for row in rows if "" not in row.values())]

    def unnumbered(kind: Any, rows: list[dict[str, Any]]) -> list[Any]:
        return [kind(**row) for row in rows if "" not in row.values()]

    city = dr.Area(id="5109", tier=dr.Tier.CITY)
    county = st.sampled_from(COUNTIES)
    pairs = st.fixed_dictionaries({"company": company, "supervisor": supervisor})
    return dr.Registry(
        areas=[city, *(dr.Area(id=id, tier=dr.Tier.COUNTY, parent="5109") for id in COUNTIES)],
        companies=[dr.Company(id=id, area=draw(county), grades=dr.Grade.B) for id in companies],
        supervisors=[
            dr.Supervisor(id=id, posts=[dr.Post(tier=dr.Tier.COUNTY, area=a) for a in some(county)[:2]])
            for id in supervisors
        ],
        assignments=numbered(dr.Assignment, "A", [{**pair, "period": OPEN} for pair in some(pairs)]),
        notice_cards=unnumbered(dr.NoticeCard, [{**pair, "displayed": OPEN} for pair in some(pairs)]),
        changes=numbered(
            dr.Change,
            "CH",
            some(st.fixed_dictionaries({"supervisor": supervisor, "on": days, "cause": st.just(dr.ChangeCause.WORK)})),
        ),
        commitments=unnumbered(
            dr.Commitment, some(st.fixed_dictionaries({"supervisor": supervisor, "on": days, "area": area}))
        ),
        list_versions=[dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area="5109")],
        acknowledgements=unnumbered(
            dr.Acknowledgement,
            some(st.fixed_dictionaries({"supervisor": supervisor, "on": days, "list_version": st.just("L-1")})),
        ),
        visits=numbered(
            dr.Visit, "V", some(st.fixed_dictionaries({"company": company, "on": days, "visitor": st.just("anybody")}))
        ),
        pauses=unnumbered(dr.Pause, some(st.fixed_dictionaries({"company": company, "period": st.just(OPEN)}))),
        regular_closings=unnumbered(dr.RegularClosing, some(st.fixed_dictionaries({"company": company}))),
        checklists=unnumbered(
            dr.Checklist,
            some(st.fixed_dictionaries({"company": company, "sector": st.sampled_from(dr.Sector), "cycle": cycle})),
        ),
        control_logs=unnumbered(
            dr.ControlLog,
            some(st.fixed_dictionaries({"company": company, "cycle": cycle, "kept": st.just(dr.DaySet())})),
        ),
        control_records=numbered(
            dr.ControlRecord, "R", some(st.fixed_dictionaries({"company": company, "cycle": cycle, "on": days}))
        ),
        staff=unnumbered(
            dr.Staff,
            some(st.fixed_dictionaries({"company": company, "person": person, "role": st.sampled_from(dr.StaffRole)})),
        ),
        bars=unnumbered(
            dr.Bar,
            some(st.fixed_dictionaries({"person": person, "ground": st.sampled_from(dr.BarGround), "on": days})),
        ),
        emergencies=[
            dr.Emergency(id="E-area", area="5109", on=D(2023, 3, 3)),
            *numbered(dr.Emergency, "E", some(st.fixed_dictionaries({"company": company, "on": days}))),
        ],
        key_periods=[dr.KeyPeriod(id="K-1", area="5109", period=dr.Period(D(2023, 1, 14), D(2023, 1, 29)))],
        complete=[dr.Claim(kind="visits"), dr.Claim(kind="assignments", area="510903")],
    )


def held_by(registry: dr.Registry, supervisor: str) -> set[str]:
    return {assignment.company for assignment in registry.of_supervisor("assignments", supervisor)}


@given(registries(), st.integers(1, 9))
def test_each_company_supervisor_and_area_belongs_to_exactly_one_part(registry: dr.Registry, n: int) -> None:
    parts = registry.partition(n)
    assert len(parts) == n
    for kind in KINDS:
        owners = Counter(id for part in parts for id in part.owns(kind))
        assert owners == Counter(registry.owns(kind))


@given(registries(), st.integers(1, 9))
def test_a_part_carries_all_that_the_rules_of_what_it_owns_need(registry: dr.Registry, n: int) -> None:
    for part in registry.partition(n):
        companies = {*part.owns("companies"), *(c for s in part.owns("supervisors") for c in held_by(registry, s))}
        for id in companies:
            assert part.company(id) == registry.company(id)
            for name in BY_COMPANY:
                assert [*part.of_company(name, id)] == [*registry.of_company(name, id)]
            assert {*part.of_company("staff", id)} == {*registry.of_company("staff", id)}
        involved = {a.supervisor for id in companies for a in registry.of_company("assignments", id)}
        involved |= {card.supervisor for id in companies for card in registry.of_company("notice_cards", id)}
        for id in involved | {*part.owns("supervisors")}:
            assert part.supervisor(id) == registry.supervisor(id)
            for name in BY_SUPERVISOR[1:]:
                assert [*part.of_supervisor(name, id)] == [*registry.of_supervisor(name, id)]
        for id in part.owns("supervisors"):
            assert {*part.of_supervisor("assignments", id)} == {*registry.of_supervisor("assignments", id)}
        for name in ("areas", "list_versions", "key_periods", "bars", "grade_tallies", "complete", "extensions"):
            assert getattr(part, name) == getattr(registry, name)
        needed = [e for e in registry.emergencies if e.area is not None or e.company in companies]
        assert {*needed} <= {*part.emergencies}


@given(registries(), st.integers(1, 4))
def test_a_part_carries_the_letters_given_for_the_areas_of_its_supervisors(registry: dr.Registry, n: int) -> None:
    """Reading letter-signer, area: any letter given for the area counts, whoever signed it."""
    for part in registry.partition(n):
        areas = {post.area for id in part.owns("supervisors") for post in registry.supervisor(id).posts}
        assert {letter for letter in registry.commitments if letter.area in areas} <= {*part.commitments}


@given(registries(), st.integers(1, 6))
def test_a_part_carries_the_posts_elsewhere_of_its_companies_staff(registry: dr.Registry, n: int) -> None:
    """Reading shared-officer, one-only: for which company somebody counts depends on the others."""
    for part in registry.partition(n):
        persons = {staff.person for one in part.owns("companies") for staff in registry.of_company("staff", one)}
        for person in persons:
            assert {*part.of_person(person)} == {*registry.of_person(person)}
            assert all(part.company(staff.company) for staff in part.of_person(person))
        assert len(part.staff) == len({id(staff) for staff in part.staff})


@settings(deadline=None)
@given(registries(), st.sampled_from(["several", "one-only"]), st.integers(1, 6), st.integers(1, 2))
def test_parts_and_their_parts_find_of_staff_what_the_whole_finds(
    registry: dr.Registry, shared: str, n: int, m: int
) -> None:
    book = dr.rulebook("suining-2022").with_readings({"shared-officer": shared})

    def found(held: dr.Registry) -> tuple[dr.Finding, ...]:
        return dr.audit(held, book, since=D(2023, 1, 1), as_of=D(2023, 6, 30), rules=("staffing.*",)).findings

    together = [finding for part in registry.partition(n) for piece in part.partition(m) for finding in found(piece)]
    assert sorted(together, key=lambda finding: finding.id) == sorted(found(registry), key=lambda finding: finding.id)


@given(registries(), st.integers(1, 4), st.integers(1, 3))
def test_a_part_may_be_cut_again(registry: dr.Registry, n: int, m: int) -> None:
    for part in registry.partition(n):
        for kind in KINDS:
            owned = sorted(id for piece in part.partition(m) for id in piece.owns(kind))
            assert owned == [*part.owns(kind)]


def test_more_parts_than_companies_leave_some_without_any() -> None:
    registry = dr.Registry(
        areas=[dr.Area(id="5109", tier=dr.Tier.CITY)],
        companies=[dr.Company(id=id, area="5109") for id in ("C-1", "C-2")],
    )
    parts = registry.partition(5)
    assert sorted(len(part.owns("companies")) for part in parts) == [0, 0, 0, 1, 1]
    assert all(part.areas == registry.areas for part in parts)


def test_one_part_holds_everything() -> None:
    registry = dr.Registry(
        areas=[dr.Area(id="5109", tier=dr.Tier.CITY)],
        companies=[dr.Company(id="C-1", area="5109")],
        supervisors=[dr.Supervisor(id="S-1")],
    )
    (part,) = registry.partition(1)
    assert part.owns("companies") == ("C-1",)
    assert part.owns("supervisors") == ("S-1",)
    assert part.owns("areas") == ("5109",)
    assert part.replace(owned=None) == registry


def test_an_empty_registry_has_empty_parts() -> None:
    parts = dr.Registry().partition(3)
    assert len(parts) == 3
    assert all(part.owns(kind) == () for part in parts for kind in KINDS)


@pytest.mark.parametrize("n", [0, -1])
def test_there_is_at_least_one_part(n: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        dr.Registry().partition(n)


def test_the_order_of_the_facts_makes_no_difference_to_who_owns_what() -> None:
    areas = [dr.Area(id=id, tier=dr.Tier.COUNTY) for id in COUNTIES]
    companies = [dr.Company(id=f"C-{i}", area=COUNTIES[i % 3]) for i in range(7)]
    supervisors = [dr.Supervisor(id=f"S-{i}") for i in range(3)]
    assignments = [dr.Assignment(id=f"A-{i}", company=f"C-{i}", supervisor=f"S-{i % 3}", period=OPEN) for i in range(7)]
    one = dr.Registry(areas=areas, companies=companies, supervisors=supervisors, assignments=assignments)
    other = dr.Registry(
        areas=areas[::-1], companies=companies[::-1], supervisors=supervisors[::-1], assignments=assignments[::-1]
    )
    assert [part.owned for part in one.partition(3)] == [part.owned for part in other.partition(3)]


class TestSubset:
    registry = dr.Registry(
        areas=[dr.Area(id="5109", tier=dr.Tier.CITY)],
        companies=[dr.Company(id=id, area="5109", grades=dr.Grade.A) for id in ("C-1", "C-2", "C-3")],
        supervisors=[dr.Supervisor(id=id, posts=dr.Post(tier=dr.Tier.CITY, area="5109")) for id in ("S-1", "S-2")],
        assignments=[
            dr.Assignment(id="A-1", company="C-1", supervisor="S-1", period=OPEN),
            dr.Assignment(id="A-2", company="C-2", supervisor="S-1", period=OPEN),
            dr.Assignment(id="A-3", company="C-3", supervisor="S-2", period=OPEN),
        ],
        visits=[dr.Visit(id="V-1", company="C-1", visitor="S-1", on=D(2023, 2, 1))],
    )

    def test_it_answers_for_the_companies_asked_for(self) -> None:
        part = self.registry.subset(["C-1"])
        assert [part.owns(kind) for kind in KINDS] == [("C-1",), (), ()]
        assert [v.id for v in part.of_company("visits", "C-1")] == ["V-1"]
        assert part.supervisor("S-1") == self.registry.supervisor("S-1")

    def test_it_leaves_out_what_it_does_not_need(self) -> None:
        part = self.registry.subset(["C-1"])
        assert [c.id for c in part.companies] == ["C-1"]
        assert [s.id for s in part.supervisors] == ["S-1"]

    def test_of_no_companies_it_answers_for_nothing(self) -> None:
        assert self.registry.subset([]).owns("companies") == ()

    def test_a_company_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(dr.UnknownIdError):
            self.registry.subset(["C-1", "C-9"])


def letter_findings(registries: tuple[dr.Registry, ...], readings: dict[str, str]) -> list[tuple[str, dr.Status]]:
    book = dr.rulebook("suining-2022").with_readings(readings)
    reports = [
        dr.audit(part, book, since=D(2023, 1, 1), as_of=D(2023, 6, 30), rules=("commitment.signed",))
        for part in registries
    ]
    return sorted((finding.id, finding.status) for report in reports for finding in report.findings)


@pytest.mark.parametrize("renewal", ["each-post", "once"])
def test_a_letter_for_the_area_of_a_company_is_carried_for_a_supervisor_without_a_post(renewal: str) -> None:
    """Of a supervisor without a post in force, the area is the company's; another's letter for it counts."""
    registry = dr.Registry(
        areas=[dr.Area(id="510903", tier=dr.Tier.COUNTY), dr.Area(id="510904", tier=dr.Tier.COUNTY)],
        companies=[dr.Company(id="C-1", area="510903", grades=dr.Grade.B)],
        supervisors=[dr.Supervisor(id="S-1"), dr.Supervisor(id="S-2")],
        assignments=[dr.Assignment(id="A-1", company="C-1", supervisor="S-1", period=OPEN)],
        commitments=[dr.Commitment(supervisor="S-2", area="510903", on=D(2023, 1, 3))],
    )
    readings = {"letter-signer": "area", "letter-renewal": renewal}
    whole = letter_findings((registry,), readings)
    assert [status for _, status in whole] == [dr.Status.FULFILLED]
    assert letter_findings(registry.partition(2), readings) == whole
