"""mechanism.*: the coordination mechanism, and the leading groups of counties and parks, are complete (§3, §4)."""

import datetime as dt
import pickle
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility.interchange import registry_from_json, write_registry

from .building import (
    BINDS,
    CITY,
    COUNTY,
    OTHER_COUNTY,
    TOWNSHIP,
    VILLAGE,
    claim,
    day,
    everything_but,
    findings,
    is_told_in_words,
    outcome,
    period,
    registry,
    report,
    run,
    the_finding,
)

Role = dr.SeatRole
CHIEF, CONVENER, DEPUTY = "mechanism.chief", "mechanism.convener", "mechanism.deputy-convener"
BODIES, DEPARTMENTS = "mechanism.bodies", "mechanism.departments"
TASK_FORCE, LOCAL_GROUPS = "mechanism.task-force", "mechanism.local-groups"

SINGLE = [
    (CHIEF, Role.CHIEF, "party-secretary"),
    (CONVENER, Role.CONVENER, "mayor"),
    (DEPUTY, Role.DEPUTY_CONVENER, "leader-in-charge"),
]
"""The seats of one person each, and the office that each belongs to (§3.1, §3.2, §3.3)."""

FOUR = ("party-committee", "peoples-congress", "government", "consultative-conference")
"""The four leading bodies: 市委、市人大、市政府、市政协 (§3.4)."""

SEVEN = (
    "education-sports",
    "economy-it",
    "civil-affairs",
    "commerce",
    "ethnic-religious",
    "agriculture",
    "offices-administration",
)
"""The departments that are named: 教体、经信、民政、商务、民宗、农业、机关事务管理 (§3.5)."""

AS_OF = "2023-06-30"
KEPT = ("FULFILLED", None, BINDS, None)
UNFILLED = ("VIOLATED", "seat-unfilled", BINDS, None)
EXAMPLES, DESCRIBED = {"listed-departments": "examples"}, {"task-force-form": "described"}
UNCLAIMED = ("UNDETERMINED", "records-not-claimed", BINDS, None)


def seat(role: dr.SeatRole, holder: str = "L-1", held: str | None = None, **fields: Any) -> dr.Seat:
    """A seat that is held always, or for a period."""
    when = dr.ALWAYS if held is None else period(held)
    return dr.Seat(role=role, holder=holder, period=when, **fields)


def chief(holder: str = "L-1", held: str | None = None, office: str | None = "party-secretary", **more: Any) -> dr.Seat:
    """The chief supervisor, who is the Party secretary unless said otherwise."""
    return seat(Role.CHIEF, holder, held, office=office, **more)


def members(role: dr.SeatRole, *bodies: str | None) -> list[dr.Seat]:
    """A member from each, always."""
    return [seat(role, f"L-{role.value}-{index}", body=body) for index, body in enumerate(bodies)]


def force(held: str | None = None, **fields: Any) -> dr.TaskForce:
    """A task force as §3.6 has it: in the bureau, seconded, in one office."""
    when = dr.ALWAYS if held is None else period(held)
    asked = {"host": "market-regulation", "seconded": 12, "one_office": True}
    return dr.TaskForce(period=when, **{**asked, **fields})


def mechanism(
    *seats: dr.Seat, id: str = "ME-1", area: str = CITY, held: str | None = None, forces: Any = (), **fields: Any
) -> dr.Mechanism:
    """A mechanism of the city, or a leading group of a county."""
    when = dr.ALWAYS if held is None else period(held)
    return dr.Mechanism(id=id, area=area, seats=seats, task_forces=forces, period=when, **fields)


def single_seats() -> list[dr.Seat]:
    """Chief supervisor, convener and deputy convener, each of the office that it belongs to."""
    return [seat(role, f"L-{office}", office=office) for _, role, office in SINGLE]


def everybody() -> list[dr.Seat]:
    """All whom §3.1 to §3.5 name."""
    return [*single_seats(), *members(Role.BODY_MEMBER, *FOUR), *members(Role.DEPARTMENT_MEMBER, *SEVEN)]


def complete() -> list[dr.Mechanism]:
    """A city with its mechanism, and the leading groups of its two counties."""
    city = mechanism(*everybody(), forces=force())
    groups = [mechanism(id=f"ME-{area}", area=area, forces=dr.TaskForce()) for area in (COUNTY, OTHER_COUNTY)]
    return [city, *groups]


def of_city(*seats: dr.Seat, **fields: Any) -> dr.Registry:
    """A city whose mechanism has these seats."""
    return registry(mechanism(*seats, **fields))


def runs(facts: dr.Registry, rule: str, **window: Any) -> Counter[tuple[Any, ...]]:
    """The findings of a rule as runs, how often each is there."""
    return Counter(run(finding) for finding in findings(facts, rule, **{"as_of": AS_OF, **window}))


def of_reason(facts: dr.Registry, rule: str, reason: str, **window: Any) -> list[dr.Finding]:
    """The findings of a rule for a reason."""
    return [found for found in findings(facts, rule, **{"as_of": AS_OF, **window}) if found.reason == reason]


class TestComplete:
    def test_each_rule_is_kept_since_it_binds(self) -> None:
        found = findings(registry(*complete()), "mechanism.*", as_of=AS_OF)
        assert {run(finding) for finding in found} == {KEPT}
        # One chief, convener and deputy; four bodies, seven departments; one task force; two for each county.
        assert Counter(finding.rule_id for finding in found) == {
            CHIEF: 1, CONVENER: 1, DEPUTY: 1, BODIES: 4, DEPARTMENTS: 7, TASK_FORCE: 1, LOCAL_GROUPS: 4,
        }  # fmt: skip
        assert all(is_told_in_words(finding) for finding in found)

    def test_the_area_owes_it_and_it_is_about_the_area(self) -> None:
        for finding in findings(registry(*complete()), "mechanism.*", as_of=AS_OF):
            areas = [COUNTY, OTHER_COUNTY] if finding.rule_id == LOCAL_GROUPS else [CITY]
            assert finding.bearer == finding.subject
            assert finding.bearer in [dr.Ref("area", area) for area in areas]
            assert (finding.due, finding.count, finding.late, finding.cure) == (None, 1, None, None)

    def test_what_keeps_a_duty_needs_no_claim(self) -> None:
        found = findings(registry(*complete(), complete=()), "mechanism.*", as_of=AS_OF)
        assert {run(finding) for finding in found} == {KEPT}
        assert len(found) == 19

    def test_a_standing_duty_is_on_no_agenda(self) -> None:
        for facts in (registry(), registry(*complete())):
            due = dr.agenda(
                facts, dr.rulebook("suining-2022"), start=day(BINDS), end=day(AS_OF), rules=("mechanism.*",)
            )
            assert list(due) == []


class TestNothingOnRecord:
    """Each that is missing is a finding of its own."""

    def test_inside_a_claim_all_of_it_is_missing(self) -> None:
        found = findings(registry(), "mechanism.*", as_of=AS_OF)
        assert {run(finding)[0::2] for finding in found} == {("VIOLATED", BINDS)}
        assert Counter((finding.rule_id, finding.reason) for finding in found) == {
            (CHIEF, "seat-unfilled"): 1,
            (CONVENER, "seat-unfilled"): 1,
            (DEPUTY, "seat-unfilled"): 1,
            (BODIES, "body-missing"): 4,
            (DEPARTMENTS, "department-missing"): 7,
            (TASK_FORCE, "task-force-missing"): 1,
            (LOCAL_GROUPS, "group-missing"): 2,
            (LOCAL_GROUPS, "task-force-missing"): 2,
        }
        assert all(is_told_in_words(finding) for finding in found)

    def test_outside_a_claim_nobody_knows(self) -> None:
        found = findings(registry(complete=everything_but("mechanisms")), "mechanism.*", as_of=AS_OF)
        assert {run(finding) for finding in found} == {UNCLAIMED}
        assert len(found) == 19
        assert all(is_told_in_words(finding) for finding in found)
        assert {finding.cure for finding in found} == {dr.CURES["complete-records"]}

    @pytest.mark.parametrize(
        ("rule", "reason", "cure"),
        [
            (CHIEF, "seat-unfilled", "fill-seat"),
            (BODIES, "body-missing", "add-member"),
            (DEPARTMENTS, "department-missing", "add-member"),
            (TASK_FORCE, "task-force-missing", "set-up-task-force"),
            (LOCAL_GROUPS, "group-missing", "set-up-group"),
            (LOCAL_GROUPS, "task-force-missing", "set-up-task-force"),
        ],
    )
    def test_what_would_cure_it(self, rule: str, reason: str, cure: str) -> None:
        for finding in of_reason(registry(), rule, reason):
            assert finding.cure is dr.CURES[cure]

    @pytest.mark.parametrize(
        ("begins", "eve"),
        [("2022-11-01", "2022-10-31"), ("2022-12-20", "2022-12-19"), ("2023-01-01", "2022-12-31")],
    )
    def test_reading_in_force_from(self, begins: str, eve: str) -> None:
        window = {"since": "2022-10-01", "readings": {"in-force-from": begins}}
        assert findings(registry(), "mechanism.*", as_of=eve, **window) == ()
        on = findings(registry(), "mechanism.*", as_of=begins, **window)
        assert [(finding.status.value, finding.arose) for finding in on] == [("VIOLATED", day(begins))] * 19
        assert all(f"in-force-from = {begins}" in finding.explain("zh") for finding in on)

    @pytest.mark.parametrize("facts", [registry(), registry(*complete())])
    def test_a_rulebook_without_a_mechanism_owes_none(self, facts: dr.Registry) -> None:
        book = attrs.evolve(dr.rulebook("suining-2022"), mechanism=None)
        made = dr.audit(facts, book, since=day(BINDS), as_of=day(AS_OF), rules=("mechanism.*",))
        assert tuple(made.findings) == ()


class TestWhatTheIssueNames:
    """Each that is wrong is a finding of its own."""

    def test_the_mayors_seat_empty(self) -> None:
        seats = [one for one in everybody() if one.role is not Role.CONVENER]
        facts = registry(*complete()[1:], mechanism(*seats, forces=force()))
        found = the_open(facts)
        assert (found.rule_id, found.reason, found.bearer) == (CONVENER, "seat-unfilled", dr.Ref("area", CITY))
        assert "市委副书记、市长" in found.explain("zh")
        assert "deputy Party secretary and mayor" in found.explain("en")

    def test_two_chiefs(self) -> None:
        facts = registry(*complete()[1:], mechanism(*everybody(), chief("L-77"), forces=force()))
        found = the_open(facts)
        assert (found.rule_id, found.reason) == (CHIEF, "seat-doubled")
        assert found.cure is dr.CURES["keep-one-holder"]
        assert all(id in found.explain(lang) for id in ("L-77", "L-party-secretary") for lang in ("zh", "en"))

    def test_a_member_from_a_body_that_isnt_listed_among_the_four(self) -> None:
        more = seat(Role.BODY_MEMBER, "L-77", body="court")
        facts = registry(*complete()[1:], mechanism(*everybody(), more, forces=force()))
        found = the_open(facts)
        assert (found.rule_id, found.reason) == (BODIES, "body-not-listed")
        assert found.cure is dr.CURES["remove-member"]
        assert all(word in found.explain(lang) for word in ("L-77", "court") for lang in ("zh", "en"))

    def test_a_member_from_a_department_that_isnt_listed_is_fine(self) -> None:
        more = seat(Role.DEPARTMENT_MEMBER, "L-77", body="public-security")
        facts = registry(*complete()[1:], mechanism(*everybody(), more, forces=force()))
        assert {run(finding) for finding in findings(facts, "mechanism.*", as_of=AS_OF)} == {KEPT}

    def test_one_county_without_a_task_force(self) -> None:
        facts = registry(*complete()[:2], mechanism(id="ME-2", area=OTHER_COUNTY))
        found = the_open(facts)
        assert (found.rule_id, found.reason) == (LOCAL_GROUPS, "task-force-missing")
        assert found.bearer == found.subject == dr.Ref("area", OTHER_COUNTY)

    def test_all_of_them_at_once(self) -> None:
        seats = [one for one in everybody() if one.role is not Role.CONVENER]
        wrong = [
            chief("L-77"),
            seat(Role.BODY_MEMBER, "L-78", body="court"),
            seat(Role.DEPARTMENT_MEMBER, "L-79", body="public-security"),
        ]
        facts = registry(
            mechanism(*seats, *wrong, forces=force()),
            mechanism(id="ME-2", area=COUNTY, forces=dr.TaskForce()),
            mechanism(id="ME-3", area=OTHER_COUNTY),
        )
        made = report(facts, "mechanism.*", as_of=AS_OF)
        assert sorted((finding.rule_id, finding.reason, finding.bearer.id) for finding in made.violations) == [
            (BODIES, "body-not-listed", CITY),
            (CHIEF, "seat-doubled", CITY),
            (CONVENER, "seat-unfilled", CITY),
            (LOCAL_GROUPS, "task-force-missing", OTHER_COUNTY),
        ]
        assert len({finding.id for finding in made.findings}) == len(made.findings)


def test_the_records_of_the_mechanism_are_told_if_there_are_any() -> None:
    for facts, told in ((registry(*complete()), [("mechanism-records", CITY, ("ME-1",))]), (registry(), [])):
        for finding in findings(facts, CHIEF, TASK_FORCE, as_of=AS_OF):
            assert [part for part in finding.ingredients if part[0] == "mechanism-records"] == told


def test_who_sits_in_it_is_told_on_the_first_day_and_on_the_last() -> None:
    for held in ("2023-06-30/..", "2022-01-01/2023-06-30"):
        found = findings(of_city(chief(held=held)), CHIEF, since=AS_OF, as_of=AS_OF)
        assert [outcome(finding) for finding in found][-1] == ("FULFILLED", None)
        assert ("seat-held", Role.CHIEF, "L-1") in [part[:3] for part in found[-1].ingredients]


def test_by_which_office_a_seat_is_held_is_told() -> None:
    norm = dr.rulebook("suining-2022").mechanism
    assert norm is not None
    found = the_finding(of_city(chief()), CHIEF, as_of=AS_OF)
    assert ("seat-held", Role.CHIEF, "L-1", norm.text_of("party-secretary")) in found.ingredients


@pytest.mark.parametrize(
    "held",
    [
        {"L-1": "2022-01-01/2023-02-28", "L-9": "2023-03-01/2023-03-01", "L-2": "2023-03-01/.."},
        {"L-9": "2022-01-01/2023-03-01", "L-1": "2023-03-01/2023-03-01", "L-2": "2023-03-02/.."},
        {"L-1": "2022-01-01/2023-03-01", "L-9": "2023-03-01/2023-03-01", "L-2": "2023-03-02/.."},
    ],
    ids=["one day and on", "until then and one day", "the same in the other order"],
)
def test_a_day_of_handing_over_is_the_next_ones_whoever_comes_first_by_id(held: dict[str, str]) -> None:
    """Reading handover-day: 1 March 2023 is one's last day, or only day, and the other's first."""
    found = findings(of_city(*(chief(holder, text) for holder, text in held.items())), CHIEF, as_of=AS_OF)
    assert [run(finding) for finding in found] == [KEPT]


def test_a_breach_tells_what_was_wrong_on_each_of_its_days() -> None:
    """L-2 beside L-1 in March, L-3 in April: one breach, both told."""
    seats = [chief("L-1"), chief("L-2", "2023-03-01/2023-03-31"), chief("L-3", "2023-04-01/2023-04-30")]
    (found,) = of_reason(of_city(*seats), CHIEF, "seat-doubled")
    assert run(found) == ("FULFILLED_LATE", "seat-doubled", "2023-03-01", "2023-05-01")
    told = [(part[2], part[3]) for part in found.ingredients if part[0] == "seats-held"]
    assert told == [(("L-1", "L-2"), day("2023-03-01")), (("L-1", "L-3"), day("2023-04-01"))]


def test_the_member_from_a_body_is_told() -> None:
    """And not one from nobody knows where, though it may come from there."""
    facts = of_city(*members(Role.BODY_MEMBER, *FOUR, None))
    kept = [one for one in findings(facts, BODIES, as_of=AS_OF) if one.status is dr.Status.FULFILLED]
    told = [[part[2] for part in finding.ingredients if part[0] == "member"] for finding in kept]
    assert sorted(told) == [[f"L-{Role.BODY_MEMBER.value}-{index}"] for index in range(4)]


def test_two_who_hold_a_seat_on_the_same_days_are_told_in_one_order() -> None:
    both = [chief("L-1"), chief("L-2")]
    there, back = (of_reason(of_city(*seats), CHIEF, "seat-doubled") for seats in (both, both[::-1]))
    assert [one.ingredients for one in there] == [one.ingredients for one in back]


def test_each_of_two_breaches_tells_its_own_days_alone() -> None:
    """L-2 beside L-1 in March, L-3 in May."""
    seats = [chief("L-1"), chief("L-2", "2023-03-01/2023-03-31"), chief("L-3", "2023-05-01/2023-05-31")]
    found = of_reason(of_city(*seats), CHIEF, "seat-doubled")
    told = [[part[2] for part in finding.ingredients if part[0] == "seats-held"] for finding in found]
    assert told == [[("L-1", "L-2")], [("L-1", "L-3")]]


def test_of_two_task_forces_one_that_may_be_right_is_nearer_than_one_that_is_wrong() -> None:
    """§3.6: the one sits elsewhere; of the other isn't known whether anybody is seconded to it and where it works."""
    for order in (1, -1):
        forces = [force(host="health"), force(seconded=None, one_office=None)][::order]
        found = findings(registry(mechanism(forces=forces)), TASK_FORCE, as_of=AS_OF)
        assert [outcome(finding) for finding in found] == [("UNDETERMINED", "task-force-undescribed")] * 2


def test_no_task_force_is_triggered_by_the_day_alone() -> None:
    found = the_finding(registry(mechanism()), TASK_FORCE, as_of=AS_OF)
    assert (found.reason, found.trigger) == ("task-force-missing", BINDS)


def test_each_part_of_a_county_group_has_a_trigger_of_its_own() -> None:
    """§4.1: a leading group and a task force, kept or not, are two obligations."""
    expected = ["leading-group", "task-force"]
    for facts in (registry(*complete()), registry()):
        found = [f for f in findings(facts, LOCAL_GROUPS, as_of=AS_OF) if f.bearer.id == COUNTY]
        assert sorted(finding.trigger for finding in found) == [f"{mark}@{BINDS}" for mark in expected]


def test_how_many_are_seconded_is_told() -> None:
    for seconded, zh in ((12, "12"), (None, "未记录")):
        found = findings(registry(mechanism(forces=force(seconded=seconded))), TASK_FORCE, as_of=AS_OF)
        assert zh in found[0].explain("zh").sections[1].text


def the_open(facts: dr.Registry) -> dr.Finding:
    """The one finding among those of all the mechanism's rules that isn't FULFILLED."""
    found = findings(facts, "mechanism.*", as_of=AS_OF)
    (only,) = (finding for finding in found if finding.status is not dr.Status.FULFILLED)
    assert only.status is dr.Status.VIOLATED
    assert is_told_in_words(only)
    return only


@pytest.mark.parametrize(("rule", "role", "office"), SINGLE)
class TestASeatOfOne:
    """§3.1, §3.2, §3.3: one person, of the office named."""

    @pytest.mark.parametrize(
        ("held", "expected"),
        [
            pytest.param(["2022-01-01/.."], [KEPT], id="always"),
            pytest.param(["2022-11-01/.."], [KEPT], id="since the rules bind"),
            pytest.param(
                ["2022-11-02/.."],
                [("FULFILLED_LATE", "seat-unfilled", "2022-11-01", "2022-11-02")],
                id="a day after the rules bind",
            ),
            pytest.param([], [UNFILLED], id="nobody"),
            pytest.param(["2022-01-01/2022-10-31"], [UNFILLED], id="until the eve of the rules"),
            pytest.param(
                ["2022-01-01/2023-03-31", "2023-04-01/.."],
                [KEPT],
                id="handed over from one day to the next",
            ),
            pytest.param(
                ["2022-01-01/2023-03-31", "2023-04-02/.."],
                [("FULFILLED_LATE", "seat-unfilled", "2023-04-01", "2023-04-02")],
                id="vacant for a day",
            ),
            pytest.param(
                ["2022-01-01/2022-12-31", "2023-01-10/.."],
                [("FULFILLED_LATE", "seat-unfilled", "2023-01-01", "2023-01-10")],
                id="vacant over the new year",
            ),
            pytest.param(
                ["2022-01-01/2022-12-31", "2023-02-01/2023-03-31", "2023-05-01/.."],
                [
                    ("FULFILLED_LATE", "seat-unfilled", "2023-01-01", "2023-02-01"),
                    ("FULFILLED_LATE", "seat-unfilled", "2023-04-01", "2023-05-01"),
                ],
                id="vacant twice",
            ),
            pytest.param(
                ["2022-01-01/2023-03-31", "2023-04-10/2023-04-30"],
                [
                    ("FULFILLED_LATE", "seat-unfilled", "2023-04-01", "2023-04-10"),
                    ("VIOLATED", "seat-unfilled", "2023-05-01", None),
                ],
                id="vacant, filled, and vacant again",
            ),
            pytest.param(["2022-01-01/2023-06-30"], [KEPT], id="until as_of"),
            pytest.param(["2022-01-01/2023-06-29"], [("VIOLATED", "seat-unfilled", AS_OF, None)], id="until the eve of as_of"),
            pytest.param(
                ["2022-01-01/2023-06-29", "2023-07-01/.."],
                [("VIOLATED", "seat-unfilled", AS_OF, None)],
                id="who comes after as_of isn't there yet",
            ),
            pytest.param(
                ["2022-01-01/2023-04-02", "2023-04-01/.."],
                [("FULFILLED_LATE", "seat-doubled", "2023-04-01", "2023-04-03")],
                id="two on two days",
            ),
            pytest.param(
                ["2022-01-01/..", "2023-04-01/2023-04-30"],
                [("FULFILLED_LATE", "seat-doubled", "2023-04-01", "2023-05-01")],
                id="two for a month",
            ),
            pytest.param(["2022-01-01/..", "2023-06-30/.."], [("VIOLATED", "seat-doubled", AS_OF, None)], id="two on as_of"),
            pytest.param(["2022-01-01/..", "2023-07-01/.."], [KEPT], id="two from the day after as_of"),
            pytest.param(["2022-01-01/..", "2022-01-01/.."], [("VIOLATED", "seat-doubled", BINDS, None)], id="two always"),
            pytest.param(["2022-01-01/2022-11-01", "2022-01-01/2022-10-31"], [("VIOLATED", "seat-unfilled", "2022-11-02", None)],
                         id="two before the rules bind"),
            pytest.param(
                ["2022-01-01/2022-12-31", "2022-12-01/2023-01-31"],
                [
                    ("FULFILLED_LATE", "seat-doubled", "2022-12-01", "2023-01-01"),
                    ("VIOLATED", "seat-unfilled", "2023-02-01", None),
                ],
                id="two, then one, then nobody",
            ),
            pytest.param(
                ["2022-01-01/2022-12-31", "2022-12-01/2022-12-31"],
                [
                    ("FULFILLED_LATE", "seat-doubled", "2022-12-01", "2023-01-01"),
                    ("VIOLATED", "seat-unfilled", "2023-01-01", None),
                ],
                id="two, then nobody",
            ),
            pytest.param(
                ["2022-01-01/2023-01-31", "2023-01-01/..", "2023-01-15/2023-02-15"],
                [("FULFILLED_LATE", "seat-doubled", "2023-01-01", "2023-02-16")],
                id="two, then three, then two others",
            ),
        ],
    )  # fmt: skip
    def test_one_person_holds_it_each_day(
        self, rule: str, role: dr.SeatRole, office: str, held: list[str], expected: list[tuple[Any, ...]]
    ) -> None:
        seats = [seat(role, f"L-{index}", text, office=office) for index, text in enumerate(held)]
        facts = of_city(*seats)
        assert runs(facts, rule) == Counter(expected)
        assert runs(of_city(*reversed(seats)), rule) == Counter(expected)
        assert all(is_told_in_words(finding) for finding in findings(facts, rule, as_of=AS_OF))

    @pytest.mark.parametrize(
        ("held", "overlap"),
        [
            (
                ["2022-01-01/2023-04-01", "2023-04-01/.."],
                ("FULFILLED_LATE", "seat-doubled", "2023-04-01", "2023-04-02"),
            ),
            (["2022-01-01/2023-06-30", "2023-06-30/.."], ("VIOLATED", "seat-doubled", "2023-06-30", None)),
            (["2022-01-01/2023-03-31", "2023-04-01/.."], KEPT),
        ],
    )
    def test_reading_handover_day(
        self, rule: str, role: dr.SeatRole, office: str, held: list[str], overlap: tuple[Any, ...]
    ) -> None:
        """Who goes on the day on which the next comes isn't there beside them, unless it is read so."""
        facts = of_city(*(seat(role, f"L-{index}", text, office=office) for index, text in enumerate(held)))
        assert runs(facts, rule) == Counter([KEPT])
        assert runs(facts, rule, readings={"handover-day": "overlap"}) == Counter([overlap])

    def test_who_has_it_for_the_day_of_the_handover_alone(self, rule: str, role: dr.SeatRole, office: str) -> None:
        """Its last day is the other's first; of two who have it for one day, one hands over to the other."""
        for day_alone, then in (
            ("2023-05-04/2023-05-04", "2023-05-04/.."),
            ("2023-05-04/2023-05-04", "2023-05-04/2023-05-04"),
        ):
            held = ["2022-01-01/2023-05-03", day_alone, then, "2023-05-05/.."]
            seats = [seat(role, f"L-{n}", text, office=office) for n, text in enumerate(held)]
            seats = seats[:3] if then.endswith("..") else seats
            assert runs(of_city(*seats), rule) == Counter([KEPT])
            overlap = ("FULFILLED_LATE", "seat-doubled", "2023-05-04", "2023-05-05")
            assert runs(of_city(*seats), rule, readings={"handover-day": "overlap"}) == Counter([overlap])

    def test_a_third_on_the_day_of_a_handover_is_one_too_many(self, rule: str, role: dr.SeatRole, office: str) -> None:
        held = ["2022-01-01/2023-04-01", "2023-04-01/2023-04-30", "2023-04-01/.."]
        facts = of_city(*(seat(role, f"L-{index}", text, office=office) for index, text in enumerate(held)))
        assert runs(facts, rule) == Counter([("FULFILLED_LATE", "seat-doubled", "2023-04-01", "2023-05-01")])

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [
            ("2022-12-31", KEPT),
            ("2023-01-01", ("VIOLATED", "seat-unfilled", "2023-01-01", None)),
            ("2023-01-09", ("VIOLATED", "seat-unfilled", "2023-01-01", None)),
            ("2023-01-10", ("FULFILLED_LATE", "seat-unfilled", "2023-01-01", "2023-01-10")),
            (AS_OF, ("FULFILLED_LATE", "seat-unfilled", "2023-01-01", "2023-01-10")),
        ],
    )
    def test_a_vacancy_from_day_to_day(
        self, rule: str, role: dr.SeatRole, office: str, as_of: str, expected: tuple[Any, ...]
    ) -> None:
        held = ["2022-01-01/2022-12-31", "2023-01-10/.."]
        facts = of_city(*(seat(role, f"L-{index}", text, office=office) for index, text in enumerate(held)))
        assert run(the_finding(facts, rule, as_of=as_of)) == expected

    @pytest.mark.parametrize(
        ("since", "expected"),
        [
            ("2023-01-09", ("FULFILLED_LATE", "seat-unfilled", "2023-01-01", "2023-01-10")),
            ("2023-01-10", ("FULFILLED", None, "2023-01-10", None)),
            ("2023-04-01", ("FULFILLED", None, "2023-01-10", None)),
        ],
    )
    def test_a_vacancy_that_was_over_before_the_window_isnt_in(
        self, rule: str, role: dr.SeatRole, office: str, since: str, expected: tuple[Any, ...]
    ) -> None:
        held = ["2022-01-01/2022-12-31", "2023-01-10/.."]
        facts = of_city(*(seat(role, f"L-{index}", text, office=office) for index, text in enumerate(held)))
        assert run(the_finding(facts, rule, since=since, as_of=AS_OF)) == expected

    def test_a_vacancy_that_goes_on_is_in_the_window(self, rule: str, role: dr.SeatRole, office: str) -> None:
        facts = of_city(seat(role, held="2022-01-01/2022-12-31", office=office))
        expected = ("VIOLATED", "seat-unfilled", "2023-01-01", None)
        assert run(the_finding(facts, rule, since="2023-04-01", as_of=AS_OF)) == expected

    def test_the_same_person_twice_is_one_person(self, rule: str, role: dr.SeatRole, office: str) -> None:
        facts = of_city(seat(role, "L-1", office=office), seat(role, "L-1", "2023-01-01/..", office=office))
        assert runs(facts, rule) == Counter([KEPT])

    def test_who_holds_another_seat_doesnt_hold_this_one(self, rule: str, role: dr.SeatRole, office: str) -> None:
        others = [one for one in everybody() if one.role is not role]
        assert runs(of_city(*others), rule) == Counter([UNFILLED])

    @pytest.mark.parametrize(
        ("begins", "eve"),
        [("2022-11-01", "2022-10-31"), ("2022-12-20", "2022-12-19"), ("2023-01-01", "2022-12-31")],
    )
    def test_reading_in_force_from(self, rule: str, role: dr.SeatRole, office: str, begins: str, eve: str) -> None:
        window = {"since": "2022-10-01", "readings": {"in-force-from": begins}}
        facts = of_city(seat(role, held="2023-03-01/..", office=office))
        assert findings(facts, rule, as_of=eve, **window) == ()
        assert run(the_finding(facts, rule, as_of=begins, **window)) == ("VIOLATED", "seat-unfilled", begins, None)
        late = ("FULFILLED_LATE", "seat-unfilled", begins, "2023-03-01")
        assert run(the_finding(facts, rule, as_of=AS_OF, **window)) == late


@pytest.mark.parametrize(("rule", "role", "office"), SINGLE)
class TestTheOfficeOfASeat:
    def test_a_seat_that_is_held_by_another_office_isnt_filled_rightly(
        self, rule: str, role: dr.SeatRole, office: str
    ) -> None:
        for wrong in [other for _, _, other in SINGLE if other != office] + ["secretary-general"]:
            facts = of_city(seat(role, "L-77", office=wrong))
            assert runs(facts, rule) == Counter([("VIOLATED", "office-not-allowed", BINDS, None)])
            (found,) = of_reason(facts, rule, "office-not-allowed")
            assert found.cure is dr.CURES["right-office"]
            assert is_told_in_words(found)
            assert "L-77" in found.explain("zh")
            assert "L-77" in found.explain("en")

    def test_without_an_office_on_record_it_cant_be_told(self, rule: str, role: dr.SeatRole, office: str) -> None:
        facts = of_city(seat(role, "L-77", "2022-10-31/..", office=None))
        assert runs(facts, rule) == Counter([("UNDETERMINED", "office-unknown", BINDS, None)])
        (found,) = of_reason(facts, rule, "office-unknown")
        assert found.cure is dr.CURES["record-office"]
        assert is_told_in_words(found)
        assert "L-77" in found.explain("zh")

    @pytest.mark.parametrize(
        ("held", "expected"),
        [
            ("2022-01-01/2022-10-31", None),
            ("2022-01-01/2022-11-01", ("FULFILLED_LATE", "office-not-allowed", BINDS, "2022-11-02")),
            ("2022-01-01/2022-12-31", ("FULFILLED_LATE", "office-not-allowed", BINDS, "2023-01-01")),
            ("2023-04-01/2023-05-31", ("FULFILLED_LATE", "office-not-allowed", "2023-04-01", "2023-06-01")),
            ("2023-04-01/2023-06-29", ("FULFILLED_LATE", "office-not-allowed", "2023-04-01", "2023-06-30")),
            ("2023-04-01/2023-06-30", ("VIOLATED", "office-not-allowed", "2023-04-01", None)),
            ("2023-06-30/..", ("VIOLATED", "office-not-allowed", "2023-06-30", None)),
            ("2023-07-01/..", None),
        ],
    )
    def test_while_the_seat_is_held(
        self, rule: str, role: dr.SeatRole, office: str, held: str, expected: tuple[Any, ...] | None
    ) -> None:
        facts = of_city(seat(role, "L-77", held, office="secretary-general"))
        found = [run(one) for one in findings(facts, rule, as_of=AS_OF) if one.reason == "office-not-allowed"]
        assert found == ([] if expected is None else [expected])

    def test_it_was_wrong_before_the_window_and_isnt_in(self, rule: str, role: dr.SeatRole, office: str) -> None:
        seats = (
            seat(role, "L-1", "2022-01-01/2022-12-31", office="secretary-general"),
            seat(role, "L-2", "2023-01-01/..", office=office),
        )
        facts = of_city(*seats)
        late = ("FULFILLED_LATE", "office-not-allowed", BINDS, "2023-01-01")
        assert runs(facts, rule, since="2022-12-31") == Counter([late])
        assert runs(facts, rule, since="2023-01-01") == Counter([("FULFILLED", None, "2023-01-01", None)])

    def test_what_is_wrong_on_record_needs_no_claim(self, rule: str, role: dr.SeatRole, office: str) -> None:
        facts = registry(mechanism(seat(role, office="secretary-general")), complete=())
        assert runs(facts, rule) == Counter([("VIOLATED", "office-not-allowed", BINDS, None)])
        two = registry(mechanism(seat(role, "L-1", office=office), seat(role, "L-2", office=office)), complete=())
        assert runs(two, rule) == Counter([("VIOLATED", "seat-doubled", BINDS, None)])

    def test_of_two_holders_each_office_is_looked_at(self, rule: str, role: dr.SeatRole, office: str) -> None:
        facts = of_city(
            seat(role, "L-1", office="clerk"), seat(role, "L-2", office=office), seat(role, "L-3", office=None)
        )
        assert runs(facts, rule) == Counter(
            [
                ("VIOLATED", "seat-doubled", BINDS, None),
                ("VIOLATED", "office-not-allowed", BINDS, None),
                ("UNDETERMINED", "office-unknown", BINDS, None),
            ]
        )

    def test_who_comes_to_the_right_office_is_right_from_that_day(
        self, rule: str, role: dr.SeatRole, office: str
    ) -> None:
        """One person all along, first as another: the seat is held, and the office was wrong until 31 March."""
        facts = of_city(
            seat(role, "L-1", "2022-01-01/2023-03-31", office="clerk"),
            seat(role, "L-1", "2023-04-01/..", office=office),
        )
        assert runs(facts, rule) == Counter([("FULFILLED_LATE", "office-not-allowed", BINDS, "2023-04-01")])

    def test_two_records_of_one_person_in_another_office_are_one_breach(
        self, rule: str, role: dr.SeatRole, office: str
    ) -> None:
        for first in ("2022-01-01/2023-03-31", "2022-01-01/2023-04-30", "2022-01-01/.."):
            facts = of_city(
                seat(role, "L-1", first, office="clerk"), seat(role, "L-1", "2023-04-01/..", office="secretary-general")
            )
            assert runs(facts, rule) == Counter([("VIOLATED", "office-not-allowed", BINDS, None)])

    def test_one_person_with_another_office_and_with_none_on_record(
        self, rule: str, role: dr.SeatRole, office: str
    ) -> None:
        """What is known to be wrong is wrong; without a period the explanation doesn't tell the first of all days."""
        facts = of_city(seat(role, "L-1", office="clerk"), seat(role, "L-1", "2023-04-01/..", office=None))
        assert runs(facts, rule) == Counter([("VIOLATED", "office-not-allowed", BINDS, None)])
        unknown = the_finding(of_city(seat(role, "L-1", office=None)), rule, as_of=AS_OF)
        assert "自2022年11月1日（星期二）起" in unknown.explain("zh").sections[1].text
        assert is_told_in_words(unknown)


class TestAnotherCitysSeats:
    """A rulebook is data that a city replaces."""

    def audited(self, facts: dr.Registry, rule: str, **changes: Any) -> list[tuple[str, str, str | None]]:
        suining = dr.rulebook("suining-2022")
        book = attrs.evolve(suining, mechanism=attrs.evolve(suining.mechanism, **changes))
        made = dr.audit(facts, book, since=day(BINDS), as_of=day(AS_OF), rules=(rule,))
        return [(finding.bearer.id, *outcome(finding)) for finding in made.findings]

    def test_a_seat_that_either_of_two_offices_may_hold(self) -> None:
        either = {"seats": dr.FrozenMap({Role.CHIEF: ("party-secretary", "mayor")})}
        for office in ("party-secretary", "mayor"):
            assert self.audited(of_city(chief(office=office)), CHIEF, **either) == [(CITY, "FULFILLED", None)]
        found = self.audited(of_city(chief(office="leader-in-charge")), CHIEF, **either)
        assert (CITY, "VIOLATED", "office-not-allowed") in found

    def test_a_seat_that_isnt_named_isnt_owed(self) -> None:
        others = {"seats": dr.FrozenMap({Role.CHIEF: ("party-secretary",)})}
        assert self.audited(of_city(seat(Role.CONVENER, office="clerk")), CONVENER, **others) == []
        assert self.audited(registry(), CHIEF, **others) == [(CITY, "VIOLATED", "seat-unfilled")]

    def test_a_mechanism_of_counties_with_groups_of_townships(self) -> None:
        below = {"tier": dr.Tier.COUNTY, "local_tier": dr.Tier.TOWNSHIP}
        assert self.audited(registry(), CHIEF, **below) == [
            (COUNTY, "VIOLATED", "seat-unfilled"),
            (OTHER_COUNTY, "VIOLATED", "seat-unfilled"),
        ]
        facts = registry(mechanism(area=TOWNSHIP, forces=force()))
        found = self.audited(facts, LOCAL_GROUPS, **below)
        assert Counter(found) == {
            (TOWNSHIP, "FULFILLED", None): 2,
            ("510904100", "VIOLATED", "group-missing"): 1,
            ("510904100", "VIOLATED", "task-force-missing"): 1,
        }

    def test_no_bodies_and_no_departments_are_owed_where_none_are_listed(self) -> None:
        none = {"bodies": dr.FrozenMap(), "departments": dr.FrozenMap()}
        assert self.audited(registry(), BODIES, **none) == []
        assert self.audited(registry(), DEPARTMENTS, **none) == []


class TestTheMechanismsOwnPeriod:
    @pytest.mark.parametrize(
        ("held", "seat_held", "expected"),
        [
            ("2022-01-01/2023-03-31", "2022-01-01/..", [("VIOLATED", "seat-unfilled", "2023-04-01", None)]),
            ("2022-01-01/2023-03-31", "2022-01-01/2023-05-31", [("VIOLATED", "seat-unfilled", "2023-04-01", None)]),
            ("2022-01-01/2023-06-30", "2022-01-01/..", [KEPT]),
            ("2023-02-01/..", "2022-01-01/..", [("FULFILLED_LATE", "seat-unfilled", BINDS, "2023-02-01")]),
            ("2023-02-01/..", "2022-01-01/2023-01-31", [UNFILLED]),
            ("2022-01-01/2023-01-31", "2023-02-01/..", [UNFILLED]),
            ("2023-02-01/..", "2023-03-01/..", [("FULFILLED_LATE", "seat-unfilled", BINDS, "2023-03-01")]),
            ("2022-01-01/2022-10-31", "2022-01-01/..", [UNFILLED]),
            ("2023-07-01/..", "2022-01-01/..", [UNFILLED]),
        ],
    )
    def test_a_seat_is_held_as_long_as_its_mechanism_is_set_up(
        self, held: str, seat_held: str, expected: list[tuple[Any, ...]]
    ) -> None:
        assert runs(of_city(chief(held=seat_held), held=held), CHIEF) == Counter(expected)

    def test_what_was_wrong_ends_with_the_mechanism(self) -> None:
        facts = of_city(
            chief("L-1"),
            chief("L-2", office="clerk"),
            seat(Role.BODY_MEMBER, "L-3", body="court"),
            held="2022-01-01/2023-03-31",
        )
        assert runs(facts, CHIEF) == Counter(
            [
                ("FULFILLED_LATE", "seat-doubled", BINDS, "2023-04-01"),
                ("FULFILLED_LATE", "office-not-allowed", BINDS, "2023-04-01"),
                ("VIOLATED", "seat-unfilled", "2023-04-01", None),
            ]
        )
        (found,) = of_reason(facts, BODIES, "body-not-listed")
        assert run(found) == ("FULFILLED_LATE", "body-not-listed", BINDS, "2023-04-01")

    def test_when_it_ends_all_that_it_kept_is_missing(self) -> None:
        facts = registry(mechanism(*everybody(), forces=force(), held="2022-01-01/2023-03-31"))
        for rule, count in ((CHIEF, 1), (CONVENER, 1), (DEPUTY, 1), (BODIES, 4), (DEPARTMENTS, 7), (TASK_FORCE, 1)):
            found = findings(facts, rule, as_of=AS_OF)
            assert [(one.status.value, one.arose) for one in found] == [("VIOLATED", day("2023-04-01"))] * count

    def test_a_mechanism_that_follows_another_goes_on_with_it(self) -> None:
        facts = registry(
            mechanism(*everybody(), forces=force(), held="2022-01-01/2022-12-31"),
            mechanism(*everybody(), forces=force(), held="2023-01-01/..", id="ME-2"),
        )
        found = [one for one in findings(facts, "mechanism.*", as_of=AS_OF) if one.rule_id != LOCAL_GROUPS]
        assert {run(one) for one in found} == {KEPT}
        assert len(found) == 15

    def test_two_mechanisms_at_once_have_their_seats_together(self) -> None:
        facts = registry(mechanism(chief("L-1")), mechanism(chief("L-2"), id="ME-2"))
        assert runs(facts, CHIEF) == Counter([("VIOLATED", "seat-doubled", BINDS, None)])
        apart = registry(mechanism(chief("L-1")), mechanism(seat(Role.CONVENER, "L-2", office="mayor"), id="ME-2"))
        assert runs(apart, CHIEF) == runs(apart, CONVENER) == Counter([KEPT])


@pytest.mark.parametrize(
    ("rule", "role", "listed", "missing"),
    [
        (BODIES, Role.BODY_MEMBER, FOUR, "body-missing"),
        (DEPARTMENTS, Role.DEPARTMENT_MEMBER, SEVEN, "department-missing"),
    ],
)
class TestMembers:
    """§3.4, §3.5: from each of the four bodies and of the departments named."""

    def test_each_that_has_no_member_is_a_finding_that_names_it(
        self, rule: str, role: dr.SeatRole, listed: tuple[str, ...], missing: str
    ) -> None:
        norm = dr.rulebook("suining-2022").mechanism
        assert norm is not None
        for body in listed:
            facts = of_city(*members(role, *(other for other in listed if other != body)))
            assert runs(facts, rule) == Counter({KEPT: len(listed) - 1, ("VIOLATED", missing, BINDS, None): 1})
            (found,) = of_reason(facts, rule, missing)
            assert is_told_in_words(found)
            assert norm.text_of(body).zh in found.explain("zh").sections[1].text
            assert norm.text_of(body).en in found.explain("en").sections[1].text

    @pytest.mark.parametrize(
        ("held", "expected"),
        [
            (["2022-01-01/.."], [KEPT]),
            (["2022-01-01/..", "2023-01-01/.."], [KEPT]),
            (["2022-01-01/2023-03-31", "2023-04-01/.."], [KEPT]),
            (["2022-01-01/2023-04-30", "2023-04-01/.."], [KEPT]),
            (["2022-01-01/2022-12-31", "2023-01-10/.."], [("FULFILLED_LATE", None, "2023-01-01", "2023-01-10")]),
            (["2022-01-01/2023-06-29"], [("VIOLATED", None, AS_OF, None)]),
            (["2022-11-02/.."], [("FULFILLED_LATE", None, BINDS, "2022-11-02")]),
        ],
    )
    def test_one_member_or_more_each_day(
        self, rule: str, role: dr.SeatRole, listed: tuple[str, ...], missing: str, held: list[str],
        expected: list[tuple[Any, ...]],
    ) -> None:  # fmt: skip
        others = members(role, *listed[1:])
        of_first = [seat(role, f"L-{index}", text, body=listed[0]) for index, text in enumerate(held)]
        told = [(status, missing if status != "FULFILLED" else None, *rest) for status, _, *rest in expected]
        assert runs(of_city(*others, *of_first), rule) == Counter(told) + Counter({KEPT: len(listed) - 1})

    def test_somebody_may_be_there_for_two(
        self, rule: str, role: dr.SeatRole, listed: tuple[str, ...], missing: str
    ) -> None:
        facts = of_city(*(seat(role, "L-1", body=body) for body in listed))
        assert runs(facts, rule) == Counter({KEPT: len(listed)})

    def test_those_in_other_seats_dont_count(
        self, rule: str, role: dr.SeatRole, listed: tuple[str, ...], missing: str
    ) -> None:
        other = Role.DEPARTMENT_MEMBER if role is Role.BODY_MEMBER else Role.BODY_MEMBER
        facts = of_city(*members(other, *listed), chief(body=listed[0]))
        assert runs(facts, rule) == Counter({("VIOLATED", missing, BINDS, None): len(listed)})

    def test_a_member_without_a_body_on_record_cant_be_told(
        self, rule: str, role: dr.SeatRole, listed: tuple[str, ...], missing: str
    ) -> None:
        facts = of_city(*members(role, *listed), seat(role, "L-77", "2023-04-01/2023-05-31", body=None))
        expected = ("UNDETERMINED", "body-unknown", "2023-04-01", "2023-06-01")
        assert runs(facts, rule) == Counter({KEPT: len(listed), expected: 1})
        (found,) = of_reason(facts, rule, "body-unknown")
        assert found.cure is dr.CURES["record-body"]
        assert is_told_in_words(found)
        assert "L-77" in found.explain("zh")
        assert runs(facts, rule, since="2023-06-01") == Counter({KEPT: len(listed)})

    def test_a_member_from_nobody_knows_where_may_be_from_where_one_is_missing(
        self, rule: str, role: dr.SeatRole, listed: tuple[str, ...], missing: str
    ) -> None:
        facts = of_city(*members(role, *listed[1:]), seat(role, "L-77", "2023-04-01/2023-05-31", body=None))
        assert runs(facts, rule) == Counter(
            {
                KEPT: len(listed) - 1,
                ("FULFILLED_LATE", missing, BINDS, "2023-04-01"): 1,
                ("UNDETERMINED", "body-unknown", "2023-04-01", "2023-06-01"): 2,
                ("VIOLATED", missing, "2023-06-01", None): 1,
            }
        )

    def test_before_the_rules_bind_nothing_is_wrong(
        self, rule: str, role: dr.SeatRole, listed: tuple[str, ...], missing: str
    ) -> None:
        for seats in ([], [seat(role, body=None), seat(role, "L-2", body="court")]):
            assert findings(of_city(*seats), rule, since="2022-01-01", as_of="2022-10-31") == ()


class TestAClosedListAndAnOpenOne:
    @pytest.mark.parametrize(
        ("held", "expected"),
        [
            ("2022-01-01/2022-10-31", []),
            ("2022-01-01/2022-11-01", [("FULFILLED_LATE", "body-not-listed", BINDS, "2022-11-02")]),
            ("2023-04-01/2023-05-31", [("FULFILLED_LATE", "body-not-listed", "2023-04-01", "2023-06-01")]),
            ("2023-04-01/2023-06-30", [("VIOLATED", "body-not-listed", "2023-04-01", None)]),
            ("2023-07-01/..", []),
        ],
    )
    def test_a_member_from_no_leading_body(self, held: str, expected: list[tuple[Any, ...]]) -> None:
        facts = of_city(*members(Role.BODY_MEMBER, *FOUR), seat(Role.BODY_MEMBER, "L-77", held, body="court"))
        assert runs(facts, BODIES) == Counter(expected) + Counter({KEPT: 4})

    def test_each_such_member_is_a_finding(self) -> None:
        wrong = [
            seat(Role.BODY_MEMBER, "L-77", body="court"),
            seat(Role.BODY_MEMBER, "L-78", body="court"),
            seat(Role.BODY_MEMBER, "L-79", body="procuratorate"),
            seat(Role.BODY_MEMBER, "L-80", body="commerce"),
        ]
        facts = of_city(*members(Role.BODY_MEMBER, *FOUR), *wrong)
        found = of_reason(facts, BODIES, "body-not-listed")
        assert len({finding.id for finding in found}) == len(found) == 4

    def test_they_fill_no_place_of_the_four(self) -> None:
        facts = of_city(*members(Role.BODY_MEMBER, "court", "procuratorate", "commerce", "agriculture"))
        missing, wrong = ("VIOLATED", "body-missing", BINDS, None), ("VIOLATED", "body-not-listed", BINDS, None)
        assert runs(facts, BODIES) == Counter({missing: 4, wrong: 4})

    def test_a_department_that_isnt_named_takes_no_named_ones_place(self) -> None:
        facts = of_city(*members(Role.DEPARTMENT_MEMBER, *SEVEN[1:], "public-security", "culture"))
        missing = ("VIOLATED", "department-missing", BINDS, None)
        assert runs(facts, DEPARTMENTS) == Counter({KEPT: 6, missing: 1})

    def test_the_explanation_of_a_missing_one(self) -> None:
        facts = of_city(*members(Role.BODY_MEMBER, *FOUR[:3]))
        (found,) = of_reason(facts, BODIES, "body-missing")
        assert "市政协" in found.explain("zh").sections[1].text
        assert "市人大" not in found.explain("zh").sections[1].text


class TestReadingListedDepartments:
    @pytest.mark.parametrize(
        ("departments", "expected"),
        [
            ([], ("VIOLATED", "no-department")),
            (["commerce"], ("FULFILLED", None)),
            (["public-security"], ("FULFILLED", None)),
            (["commerce", "public-security"], ("FULFILLED", None)),
            ([*SEVEN], ("FULFILLED", None)),
        ],
    )
    def test_if_they_are_examples_one_department_is_enough(
        self, departments: list[str], expected: tuple[str, str | None]
    ) -> None:
        facts = of_city(*members(Role.DEPARTMENT_MEMBER, *departments))
        found = the_finding(facts, DEPARTMENTS, as_of=AS_OF, readings=EXAMPLES)
        assert outcome(found) == expected
        assert is_told_in_words(found)
        assert "listed-departments = examples" in found.explain("zh")

    def test_a_day_without_any(self) -> None:
        held = {"commerce": "2022-01-01/2022-12-31", "public-security": "2023-01-10/.."}
        facts = of_city(*(seat(Role.DEPARTMENT_MEMBER, text, text, body=body) for body, text in held.items()))
        expected = ("FULFILLED_LATE", "no-department", "2023-01-01", "2023-01-10")
        assert runs(facts, DEPARTMENTS, readings=EXAMPLES) == Counter([expected])

    def test_one_from_nobody_knows_where_is_one(self) -> None:
        facts = of_city(*members(Role.DEPARTMENT_MEMBER, None))
        assert runs(facts, DEPARTMENTS, readings=EXAMPLES) == Counter(
            [KEPT, ("UNDETERMINED", "body-unknown", BINDS, None)]
        )
        (kept,) = (one for one in findings(facts, DEPARTMENTS, as_of=AS_OF, readings=EXAMPLES) if one.reason is None)
        assert "（未记录）" in kept.explain("zh").sections[1].text

    def test_outside_a_claim(self) -> None:
        facts = registry(mechanism(), complete=())
        assert runs(facts, DEPARTMENTS, readings=EXAMPLES) == Counter([UNCLAIMED])

    def test_required_unless_chosen_otherwise(self) -> None:
        facts = of_city(*members(Role.DEPARTMENT_MEMBER, "commerce"))
        missing = ("VIOLATED", "department-missing", BINDS, None)
        assert runs(facts, DEPARTMENTS) == Counter({KEPT: 1, missing: 6})
        assert runs(facts, DEPARTMENTS, readings={"listed-departments": "required"}) == runs(facts, DEPARTMENTS)

    def test_the_four_bodies_are_required_all_the_same(self) -> None:
        facts = of_city(*members(Role.BODY_MEMBER, "government"))
        assert runs(facts, BODIES, readings=EXAMPLES) == runs(facts, BODIES)


class TestTheTaskForceOfTheCity:
    """§2.1, §3.6: in the market regulation bureau, of seconded people, in one office."""

    @pytest.mark.parametrize(
        ("fields", "expected", "cure"),
        [
            ({}, ("FULFILLED", None), None),
            ({"seconded": 1}, ("FULFILLED", None), None),
            ({"host": "health"}, ("VIOLATED", "task-force-elsewhere"), "mend-task-force"),
            ({"seconded": 0}, ("VIOLATED", "task-force-not-seconded"), "mend-task-force"),
            ({"one_office": False}, ("VIOLATED", "task-force-scattered"), "mend-task-force"),
            ({"host": None}, ("UNDETERMINED", "task-force-undescribed"), "record-task-force"),
            ({"seconded": None}, ("UNDETERMINED", "task-force-undescribed"), "record-task-force"),
            ({"one_office": None}, ("UNDETERMINED", "task-force-undescribed"), "record-task-force"),
        ],
    )
    def test_how_it_is_made_up(
        self, fields: dict[str, Any], expected: tuple[str, str | None], cure: str | None
    ) -> None:
        for complete in (None, ()):
            more = {} if complete is None else {"complete": complete}
            found = the_finding(registry(mechanism(forces=force(**fields)), **more), TASK_FORCE, as_of=AS_OF)
            assert run(found) == (*expected, BINDS, None)
            assert found.cure is (None if cure is None else dr.CURES[cure])
            assert is_told_in_words(found)

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"host": None, "seconded": None, "one_office": None}, {("UNDETERMINED", "task-force-undescribed"): 3}),
            (
                {"host": "health", "seconded": None, "one_office": None},
                {("VIOLATED", "task-force-elsewhere"): 1, ("UNDETERMINED", "task-force-undescribed"): 2},
            ),
            (
                {"host": "health", "seconded": 0, "one_office": False},
                {
                    ("VIOLATED", "task-force-elsewhere"): 1,
                    ("VIOLATED", "task-force-not-seconded"): 1,
                    ("VIOLATED", "task-force-scattered"): 1,
                },
            ),
        ],
    )
    def test_each_thing_that_is_wrong_is_a_finding(
        self, fields: dict[str, Any], expected: dict[tuple[str, str], int]
    ) -> None:
        found = findings(registry(mechanism(forces=force(**fields))), TASK_FORCE, as_of=AS_OF)
        assert Counter(outcome(finding) for finding in found) == expected
        assert len({finding.id for finding in found}) == 3

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"seconded": 0},
            {"one_office": False},
            {"seconded": None},
            {"one_office": None},
            {"seconded": 0, "one_office": False},
        ],
    )
    def test_by_the_reading_that_it_is_described_one_is_enough(self, fields: dict[str, Any]) -> None:
        facts = registry(mechanism(forces=force(**fields)))
        found = the_finding(facts, TASK_FORCE, as_of=AS_OF, readings=DESCRIBED)
        assert run(found) == KEPT
        assert "task-force-form = described" in found.explain("zh")
        assert is_told_in_words(found)

    def test_by_that_reading_there_has_to_be_one(self) -> None:
        expected = ("VIOLATED", "task-force-missing", BINDS, None)
        assert runs(of_city(), TASK_FORCE, readings=DESCRIBED) == Counter([expected])

    @pytest.mark.parametrize(
        ("forces", "expected"),
        [
            ([], [("VIOLATED", "task-force-missing", BINDS, None)]),
            ([force("2022-11-02/..")], [("FULFILLED_LATE", "task-force-missing", BINDS, "2022-11-02")]),
            ([force("2022-01-01/2022-10-31")], [("VIOLATED", "task-force-missing", BINDS, None)]),
            ([force("2022-01-01/2023-06-29")], [("VIOLATED", "task-force-missing", AS_OF, None)]),
            ([force("2022-01-01/2023-03-31"), force("2023-04-01/..")], [KEPT]),
            (
                [force("2022-01-01/2022-12-31"), force("2023-01-10/..")],
                [("FULFILLED_LATE", "task-force-missing", "2023-01-01", "2023-01-10")],
            ),
            (
                [force("2022-01-01/2022-12-31", one_office=False), force("2023-01-01/..")],
                [("FULFILLED_LATE", "task-force-scattered", BINDS, "2023-01-01")],
            ),
            (
                [force("2022-01-01/2022-12-31", seconded=0), force("2023-01-01/..", host="health")],
                [
                    ("FULFILLED_LATE", "task-force-not-seconded", BINDS, "2023-01-01"),
                    ("VIOLATED", "task-force-elsewhere", "2023-01-01", None),
                ],
            ),
            # Two at once: one that is as it should be keeps the duty.
            ([force(one_office=False), force()], [KEPT]),
            (
                [force(one_office=False), force("2023-01-01/..")],
                [("FULFILLED_LATE", "task-force-scattered", BINDS, "2023-01-01")],
            ),
        ],
    )
    def test_there_is_one_each_day(self, forces: list[dr.TaskForce], expected: list[tuple[Any, ...]]) -> None:
        assert runs(of_city(forces=forces), TASK_FORCE) == Counter(expected)
        assert runs(of_city(forces=[*reversed(forces)]), TASK_FORCE) == Counter(expected)

    def test_the_one_of_a_county_isnt_the_citys(self) -> None:
        facts = registry(mechanism(area=COUNTY, forces=force()))
        assert runs(facts, TASK_FORCE) == Counter([("VIOLATED", "task-force-missing", BINDS, None)])

    def test_it_works_as_long_as_the_mechanism_is_set_up(self) -> None:
        facts = of_city(forces=force(), held="2023-01-01/2023-03-31")
        assert runs(facts, TASK_FORCE) == Counter(
            [
                ("FULFILLED_LATE", "task-force-missing", BINDS, "2023-01-01"),
                ("VIOLATED", "task-force-missing", "2023-04-01", None),
            ]
        )

    def test_where_it_sits_is_told(self) -> None:
        found = the_finding(of_city(forces=force(host="health")), TASK_FORCE, as_of=AS_OF)
        assert "health" in found.explain("zh")
        assert "市市场监管局" in found.explain("zh")
        assert {"§2.1", "§3.6"} == {citation.clause for citation in found.citations}


class TestLocalGroups:
    """§4.1: each county, district and park has a leading group and a task force of its own."""

    GROUP, FORCE = ("VIOLATED", "group-missing", BINDS, None), ("VIOLATED", "task-force-missing", BINDS, None)

    def of(self, area: str, *facts: Any, **window: Any) -> Counter[tuple[Any, ...]]:
        found = findings(registry(*facts), LOCAL_GROUPS, **{"as_of": AS_OF, **window})
        return Counter(run(finding) for finding in found if finding.bearer == dr.Ref("area", area))

    def test_counties_and_parks_owe_it_and_nobody_else(self) -> None:
        park = dr.Area(id="510999", tier=dr.Tier.COUNTY, parent=CITY, name="园区")
        found = findings(registry(park), LOCAL_GROUPS, as_of=AS_OF)
        assert Counter(finding.bearer.id for finding in found) == {COUNTY: 2, OTHER_COUNTY: 2, "510999": 2}
        assert self.of("510999", park, mechanism(area="510999", forces=dr.TaskForce())) == Counter({KEPT: 2})

    @pytest.mark.parametrize("area", [CITY, TOWNSHIP, VILLAGE, OTHER_COUNTY])
    def test_another_areas_group_is_not_its_own(self, area: str) -> None:
        assert self.of(COUNTY, mechanism(area=area, forces=force())) == Counter([self.GROUP, self.FORCE])

    def test_a_group_without_a_task_force(self) -> None:
        assert self.of(COUNTY, mechanism(area=COUNTY)) == Counter([KEPT, self.FORCE])

    def test_how_its_task_force_is_made_up_isnt_asked(self) -> None:
        """§3.6 is about the city's."""
        for made in (dr.TaskForce(), force(host="health", seconded=0, one_office=False)):
            assert self.of(COUNTY, mechanism(area=COUNTY, forces=made)) == Counter({KEPT: 2})

    def test_its_seats_arent_asked(self) -> None:
        seats = chief("L-1", office="clerk"), chief("L-2"), seat(Role.BODY_MEMBER, body="court")
        facts = registry(mechanism(*seats, area=COUNTY, forces=dr.TaskForce()))
        assert {one.bearer.id for one in findings(facts, "mechanism.*", as_of=AS_OF) if one.bearer.id == COUNTY}
        assert self.of(COUNTY, mechanism(*seats, area=COUNTY, forces=dr.TaskForce())) == Counter({KEPT: 2})
        for rule in (CHIEF, CONVENER, DEPUTY, BODIES, DEPARTMENTS, TASK_FORCE):
            assert {one.bearer.id for one in findings(facts, rule, as_of=AS_OF)} == {CITY}

    @pytest.mark.parametrize("area", [TOWNSHIP, VILLAGE])
    def test_townships_and_villages_owe_nothing(self, area: str) -> None:
        for facts in (registry(), registry(mechanism(chief(), chief("L-2"), area=area))):
            assert area not in {finding.bearer.id for finding in findings(facts, "mechanism.*", as_of=AS_OF)}

    def test_group_and_task_force_come_on_different_days(self) -> None:
        made = mechanism(area=COUNTY, held="2023-01-01/..", forces=force("2023-02-01/2023-05-31"))
        assert self.of(COUNTY, made) == Counter(
            [
                ("FULFILLED_LATE", "group-missing", BINDS, "2023-01-01"),
                ("FULFILLED_LATE", "task-force-missing", BINDS, "2023-02-01"),
                ("VIOLATED", "task-force-missing", "2023-06-01", None),
            ]
        )

    def test_a_group_that_follows_another(self) -> None:
        made = [
            mechanism(area=COUNTY, held="2022-01-01/2022-12-31", forces=force()),
            mechanism(area=COUNTY, held="2023-01-10/..", forces=force(), id="ME-2"),
        ]
        assert self.of(COUNTY, *made) == Counter(
            [
                ("FULFILLED_LATE", "group-missing", "2023-01-01", "2023-01-10"),
                ("FULFILLED_LATE", "task-force-missing", "2023-01-01", "2023-01-10"),
            ]
        )
        assert self.of(COUNTY, *made, since="2023-01-10") == Counter({("FULFILLED", None, "2023-01-10", None): 2})

    def test_before_the_rules_bind(self) -> None:
        assert findings(registry(), "mechanism.*", since="2022-01-01", as_of="2022-10-31") == ()
        assert findings(registry(*complete()), "mechanism.*", since="2022-01-01", as_of="2022-10-31") == ()
        assert len(findings(registry(), "mechanism.*", since="2022-01-01", as_of=BINDS)) == 19


class TestClaims:
    @pytest.mark.parametrize(
        ("made", "expected"),
        [
            ([], [UNCLAIMED]),
            ([claim("mechanisms")], [UNFILLED]),
            ([claim("mechanisms", area=CITY)], [UNFILLED]),
            ([claim("mechanisms", area=COUNTY)], [UNCLAIMED]),
            ([claim("areas")], [UNCLAIMED]),
            (
                [claim("mechanisms", "2023-01-01/..")],
                [
                    ("UNDETERMINED", "records-not-claimed", BINDS, None),
                    ("VIOLATED", "seat-unfilled", "2023-01-01", None),
                ],
            ),
            (
                [claim("mechanisms", "2022-01-01/2022-12-31")],
                [
                    ("VIOLATED", "seat-unfilled", BINDS, None),
                    ("UNDETERMINED", "records-not-claimed", "2023-01-01", None),
                ],
            ),
        ],
    )
    def test_an_empty_seat_needs_the_claim(self, made: list[dr.Claim], expected: list[tuple[Any, ...]]) -> None:
        facts = registry(mechanism(), complete=(*everything_but("mechanisms"), *made))
        assert runs(facts, CHIEF) == Counter(expected)

    def test_the_claim_of_a_county_is_its_own(self) -> None:
        made = (*everything_but("mechanisms"), claim("mechanisms", area=COUNTY))
        found = findings(registry(complete=made), LOCAL_GROUPS, as_of=AS_OF)
        assert Counter((finding.bearer.id, finding.status.value) for finding in found) == {
            (COUNTY, "VIOLATED"): 2,
            (OTHER_COUNTY, "UNDETERMINED"): 2,
        }

    def test_a_claim_of_the_city_is_its_counties_too(self) -> None:
        made = (*everything_but("mechanisms"), claim("mechanisms", area=CITY))
        assert {run(one)[0] for one in findings(registry(complete=made), "mechanism.*", as_of=AS_OF)} == {"VIOLATED"}


class TestKnownBy:
    """What was recorded after a day is left out."""

    @pytest.mark.parametrize(
        ("facts", "rule"),
        [
            (mechanism(chief(recorded=day("2023-02-10"))), CHIEF),
            (mechanism(chief(), recorded=day("2023-02-10")), CHIEF),
            (mechanism(seat(Role.BODY_MEMBER, body="government", recorded=day("2023-02-10"))), BODIES),
            (mechanism(seat(Role.DEPARTMENT_MEMBER, body="commerce", recorded=day("2023-02-10"))), DEPARTMENTS),
            (mechanism(forces=force(recorded=day("2023-02-10"))), TASK_FORCE),
            (mechanism(forces=force(), recorded=day("2023-02-10")), TASK_FORCE),
            (mechanism(area=COUNTY, recorded=day("2023-02-10")), LOCAL_GROUPS),
            (mechanism(area=COUNTY, forces=force(recorded=day("2023-02-10"))), LOCAL_GROUPS),
        ],
    )
    def test_what_was_recorded_later(self, facts: dr.Mechanism, rule: str) -> None:
        made = registry(facts)
        before, on = runs(made, rule, known_by="2023-02-09"), runs(made, rule, known_by="2023-02-10")
        assert on[KEPT] == before[KEPT] + 1
        assert before.total() == on.total()
        assert on == runs(made, rule)

    @pytest.mark.parametrize(
        ("made", "rule"),
        [
            (mechanism(chief(held="2022-01-01/2022-12-31", end_recorded=day("2023-02-10"))), CHIEF),
            (mechanism(chief(), held="2022-01-01/2022-12-31", end_recorded=day("2023-02-10")), CHIEF),
            (mechanism(forces=force("2022-01-01/2022-12-31", end_recorded=day("2023-02-10"))), TASK_FORCE),
        ],
    )
    def test_an_end_that_was_recorded_later(self, made: dr.Mechanism, rule: str) -> None:
        facts = registry(made)
        assert run(the_finding(facts, rule, as_of=AS_OF, known_by="2023-02-09")) == KEPT
        for window in ({"known_by": "2023-02-10"}, {}):
            ended = the_finding(facts, rule, as_of=AS_OF, **window)
            assert (ended.status, ended.arose) == (dr.Status.VIOLATED, day("2023-01-01"))

    def test_a_wrong_office_that_was_recorded_later(self) -> None:
        made = of_city(chief(), chief("L-2", office="clerk", recorded=day("2023-02-10")))
        assert runs(made, CHIEF, known_by="2023-02-09") == Counter([KEPT])
        assert runs(made, CHIEF, known_by="2023-02-10") == Counter(
            [("VIOLATED", "seat-doubled", BINDS, None), ("VIOLATED", "office-not-allowed", BINDS, None)]
        )

    @pytest.mark.parametrize(
        ("reading", "expected"),
        [
            ("own-day", UNFILLED),
            ("always-known", ("FULFILLED_LATE", "seat-unfilled", BINDS, "2023-03-01")),
        ],
    )
    def test_reading_recorded_default(self, reading: str, expected: tuple[Any, ...]) -> None:
        facts = of_city(chief(held="2023-03-01/.."))
        window = {"known_by": "2023-02-28", "readings": {"recorded-default": reading}}
        assert runs(facts, CHIEF, **window) == Counter([expected])


class TestInWords:
    def test_the_norm_the_facts_and_the_conclusion(self) -> None:
        facts = of_city(chief("L-1", "2022-01-01/2022-12-31"), chief("L-2", "2023-01-10/.."))
        found = the_finding(facts, CHIEF, as_of=AS_OF)
        zh, en = found.explain("zh"), found.explain("en")
        assert "协调机制应当有一名总督导，由市委书记担任。" in zh
        assert "（遂宁，§3.1）" in zh
        assert "the mechanism has one chief supervisor, the municipal Party secretary" in en
        assert "(Suining §3.1)" in en
        # New Year's Day 2023 was a Sunday; the last day without anybody, the 9th, a Monday.
        sentence = "该席位没有人选的状态已经终止（自2023年1月1日（星期日）至2023年1月9日（星期一））：逾期履行（seat-unfilled）。"
        assert sentence in zh
        assert "(nobody holds the seat, from Sunday 1 January 2023 to Monday 9 January 2023)" in en

    @pytest.mark.parametrize(
        ("rule", "clauses"),
        [
            (CHIEF, {"§3.1"}),
            (CONVENER, {"§3.2"}),
            (DEPUTY, {"§3.3"}),
            (BODIES, {"§3.4"}),
            (DEPARTMENTS, {"§3.5"}),
            (TASK_FORCE, {"§2.1", "§3.6"}),
            (LOCAL_GROUPS, {"§4.1"}),
        ],
    )
    def test_each_rule_cites_its_clause(self, rule: str, clauses: set[str]) -> None:
        for finding in findings(registry(), rule, as_of=AS_OF):
            assert {citation.clause for citation in finding.citations} == clauses
            assert all(clause in finding.explain("zh") for clause in clauses)
            assert finding.rule.kind is dr.RuleKind.STANDING
            assert finding.rule.scope is dr.Scope.AREA


class TestTheFacts:
    """Seat, TaskForce, Mechanism: malformed data raise, data that break a rule load."""

    def test_one_part_or_several(self) -> None:
        one, several = dr.Mechanism(id="ME-1", area=CITY, seats=chief()), mechanism(chief())
        assert one == several
        assert hash(one) == hash(several)
        assert one.seats == (chief(),)
        assert dr.Mechanism(id="ME-1", area=CITY, task_forces=[force()]).task_forces == (force(),)

    def test_they_are_frozen_and_can_be_sent(self) -> None:
        made = mechanism(*everybody(), forces=force())
        assert pickle.loads(pickle.dumps(made)) == made
        for fact in (made, made.seats[0], made.task_forces[0]):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                fact.period = dr.ALWAYS

    def test_they_are_read_back_as_they_were_written(self) -> None:
        facts = registry(*complete(), mechanism(chief(held="2023-01-01/2023-03-31", evidence="D-1"), id="ME-9"))
        assert registry_from_json(write_registry(facts)) == facts

    @pytest.mark.parametrize(
        ("made", "path", "code"),
        [
            (mechanism(area="nowhere"), "/mechanisms/0/area", "unknown-reference"),
            (mechanism(id=""), "/mechanisms/0/id", "empty"),
            (mechanism(forces=force(seconded=-1)),
             "/mechanisms/0/task_forces/0/seconded", "negative"),
            (dr.Mechanism(id="ME-1", area=CITY, seats=dr.Seat(role="CHIEF", holder="L-1")),
             "/mechanisms/0/seats/0/role", "wrong-type"),
            (mechanism(chief(held="2023-06-30/2023-06-29")), "/mechanisms/0/seats/0/period", "period-reversed"),
        ],
    )  # fmt: skip
    def test_malformed(self, made: dr.Mechanism, path: str, code: str) -> None:
        with pytest.raises(dr.RegistryError) as caught:
            registry(made)
        assert [(problem.path, problem.code) for problem in caught.value.problems] == [(path, code)]

    def test_two_of_one_id(self) -> None:
        with pytest.raises(dr.RegistryError) as caught:
            registry(mechanism(), mechanism(area=COUNTY))
        assert [(one.path, one.code) for one in caught.value.problems] == [("/mechanisms/1/id", "duplicate-id")]


BEGIN, END = day("2022-10-28"), day("2022-11-12")
DAYS = [BEGIN + dt.timedelta(days=i) for i in range((END - BEGIN).days + 1)]
OWED = [one for one in DAYS if one >= day(BINDS)]


@st.composite
def spans(draw: st.DrawFn) -> str:
    """A period with an end or without one, around the day on which the rules bind."""
    first, last = sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
    return f"{first}/{draw(st.sampled_from([str(last), '..']))}"


def on_a_day(held: str, one: dt.date) -> bool:
    """Whether a day lies in a period."""
    return period(held).contains(one)


def days_of(found: Iterable[dr.Finding], reason: str) -> Counter[dt.date]:
    """On which days there are findings for this reason, and how many."""
    counted: Counter[dt.date] = Counter()
    for finding in found:
        if finding.reason == reason:
            last = END if finding.closed is None else finding.closed - dt.timedelta(days=1)
            counted.update(one for one in DAYS if finding.arose <= one <= last)
    return counted


class TestLaws:
    @settings(deadline=None, max_examples=100, database=None)
    @given(
        st.lists(st.tuples(st.sampled_from(["L-1", "L-2", "L-3"]), spans()), max_size=4),
        st.lists(spans(), max_size=2),
        st.just(f"{BEGIN}/..") | spans(),
    )
    def test_each_day_of_a_seat_is_told(self, held: list[tuple[str, str]], wrong: list[str], set_up: str) -> None:
        """Nobody, two persons or more, and each whose office is another: on these days and on no others."""
        seats = [chief(holder, text) for holder, text in held]
        others = [chief(f"L-{index}", text, "clerk") for index, text in enumerate(wrong, 77)]
        readings = {"handover-day": "overlap"}
        found = findings(of_city(*seats, *others, held=set_up), CHIEF, as_of=str(END), readings=readings)
        there = {
            one: [made.holder for made in (*seats, *others) if made.period.contains(one) and on_a_day(set_up, one)]
            for one in OWED
        }
        assert days_of(found, "seat-unfilled") == Counter(one for one in OWED if not there[one])
        assert days_of(found, "seat-doubled") == Counter(one for one in OWED if len({*there[one]}) > 1)
        in_office = [one for one in OWED for text in wrong if on_a_day(text, one) and on_a_day(set_up, one)]
        assert days_of(found, "office-not-allowed") == Counter(in_office)
        assert len({finding.id for finding in found}) == len(found)

    @settings(deadline=None, max_examples=100, database=None)
    @given(
        st.lists(st.tuples(st.sampled_from(["L-1", "L-2"]), spans()), max_size=3),
        st.lists(spans(), max_size=2),
        st.sampled_from(OWED),
    )
    def test_how_a_seat_stands_on_a_day(self, held: list[tuple[str, str]], claimed: list[str], one: dt.date) -> None:
        """In a window of a single day, at its end: by the last of the pieces into which claims cut what is still wrong."""
        facts = registry(
            mechanism(*(chief(holder, text) for holder, text in held)),
            complete=[claim("mechanisms", text) for text in claimed],
        )
        there = {holder for holder, text in held if on_a_day(text, one)}
        if not there:
            known = any(on_a_day(text, one) for text in claimed)
            expected = ("VIOLATED", "seat-unfilled") if known else ("UNDETERMINED", "records-not-claimed")
        else:
            expected = ("FULFILLED", None) if len(there) == 1 else ("VIOLATED", "seat-doubled")
        readings = {"handover-day": "overlap"}
        found = findings(facts, CHIEF, since=str(one), as_of=str(one), readings=readings)
        assert outcome(max(found, key=lambda f: f.arose)) == expected

    @settings(deadline=None, max_examples=100, database=None)
    @given(st.lists(st.tuples(spans(), st.sampled_from([*FOUR, "court", None])), max_size=6))
    def test_each_day_of_the_bodies_is_told(self, held: list[tuple[str, str | None]]) -> None:
        seats = [seat(Role.BODY_MEMBER, f"L-{index}", text, body=body) for index, (text, body) in enumerate(held)]
        found = findings(of_city(*seats), BODIES, as_of=str(END))
        there = {one: [body for text, body in held if on_a_day(text, one)] for one in OWED}
        lacking = {one: len({*FOUR} - {*there[one]}) for one in OWED}
        strangers = Counter({one: there[one].count("court") for one in OWED})
        assert days_of(found, "body-not-listed") == +strangers
        nowhere = Counter({one: there[one].count(None) + (None in there[one]) * lacking[one] for one in OWED})
        assert days_of(found, "body-unknown") == +nowhere
        missing = Counter({one: (None not in there[one]) * lacking[one] for one in OWED})
        assert days_of(found, "body-missing") == +missing
        assert len({finding.id for finding in found}) == len(found)

    @settings(deadline=None, max_examples=30, database=None)
    @given(st.permutations(everybody()), st.integers(0, 14), st.integers(1, 4))
    def test_order_and_cuts_change_nothing(self, seats: list[dr.Seat], kept: int, parts: int) -> None:
        groups = complete()[1:]
        facts = registry(mechanism(*seats[:kept], forces=force()), *groups)
        again = registry(*reversed(groups), mechanism(*reversed(seats[:kept]), forces=force()))
        whole = report(facts, "mechanism.*", as_of=AS_OF)
        assert whole.fingerprint == report(again, "mechanism.*", as_of=AS_OF).fingerprint
        made = [report(part, "mechanism.*", as_of=AS_OF) for part in facts.partition(parts)]
        assert reduce(dr.Report.join, made).fingerprint == whole.fingerprint
