"""staffing.director, staffing.officer: who needs whom, from when, and what can't be told (§10.1, national rules)."""

import attrs
import pytest

import dual_responsibility as dr

from ..books import suining_text
from .building import company, day, findings, is_told_in_words, outcome, registry, run, the_finding
from .staffing_building import (
    DIRECTOR,
    FIRST_RULE,
    NATIONAL,
    NEEDED,
    NOT_NEEDED,
    OFFICER,
    SECOND_RULE,
    SOURCE,
    Kind,
    Size,
    asks,
    caterer,
    director,
    officer,
)

IN_2023, IN_2025 = "2023-06-30", "2025-06-30"
LISTED = (Kind.SCHOOL_CANTEEN, Kind.OFFICE_CANTEEN, Kind.ENTERPRISE_CANTEEN, Kind.INSTITUTION_CANTEEN)
"""The canteens that the source lists (§10.1)."""
SMALL = (Size.SMALL, Size.MICRO)
BY_SIZE = (Kind.PRODUCER, Kind.SELLER, Kind.CATERER)
"""The kinds that both national rules ask by size."""
CANTEENS = tuple(kind for kind in Kind if kind.is_canteen)
MISSING = {DIRECTOR: "director-missing", OFFICER: "officer-missing"}


# The national rule of 2022, art. 5: 300 and 500 “以上”, which count; “超过” 1,000, which doesn't


@pytest.mark.parametrize(
    ("kind", "diners", "said"),
    [
        (Kind.NURSERY_CANTEEN, 299, NOT_NEEDED),
        (Kind.NURSERY_CANTEEN, 300, NEEDED),
        (Kind.NURSERY_CANTEEN, 301, NEEDED),
        (Kind.SCHOOL_CANTEEN, 499, NOT_NEEDED),
        (Kind.SCHOOL_CANTEEN, 500, NEEDED),
        (Kind.SCHOOL_CANTEEN, 501, NEEDED),
        *(
            (kind, diners, NEEDED if diners == 1001 else NOT_NEEDED)
            for kind in CANTEENS
            if kind not in (Kind.NURSERY_CANTEEN, Kind.SCHOOL_CANTEEN)
            for diners in (999, 1000, 1001)
        ),
    ],
)
def test_canteens_by_the_number_of_diners_in_2022(kind, diners, said):
    for on in (FIRST_RULE, IN_2023, "2025-04-14"):
        assert asks(company(kind=kind, diners=diners), on, NATIONAL) == said


@pytest.mark.parametrize("diners", [1000, 1001])
@pytest.mark.parametrize("kind", [Kind.CATERER, Kind.OTHER])
def test_units_with_more_than_a_thousand_are_any_business_by_a_reading(kind, diners):
    """Art. 5 of 2022; register: others-over-1000. In 2025 the others are canteens and suppliers by their own rule."""
    small = company(kind=kind, size=Size.SMALL, diners=diners)
    anybody = {**NATIONAL, "others-over-1000": "any"}
    for on in (FIRST_RULE, "2025-04-14"):
        assert asks(small, on, NATIONAL) == NOT_NEEDED
        assert asks(small, on, anybody) == (NEEDED if diners == 1001 else NOT_NEEDED)
    assert asks(small, SECOND_RULE, anybody) == NOT_NEEDED


@pytest.mark.parametrize(
    ("kind", "size", "diners", "alone", "by_size"),
    [
        (Kind.CENTRAL_KITCHEN, Size.LARGE, None, NEEDED, NEEDED),
        (Kind.CENTRAL_KITCHEN, Size.MEDIUM, None, NEEDED, NEEDED),
        (Kind.CENTRAL_KITCHEN, Size.SMALL, None, NEEDED, NOT_NEEDED),
        (Kind.CENTRAL_KITCHEN, Size.MICRO, None, NEEDED, NOT_NEEDED),
        # "Only those that are large or medium" asks no more than whatever their size.
        (Kind.MEAL_DELIVERER, Size.LARGE, 999, NOT_NEEDED, NOT_NEEDED),
        (Kind.MEAL_DELIVERER, Size.SMALL, 999, NOT_NEEDED, NOT_NEEDED),
        # By the rule on canteens a supplier of 1,000 needs one by either reading.
        (Kind.MEAL_DELIVERER, Size.SMALL, 1000, NEEDED, NEEDED),
    ],
)
def test_central_kitchens_and_deliverers_whatever_their_size_or_not(kind, size, diners, alone, by_size):
    """Art. 6 of 2025; register: central-kitchens."""
    one = company(kind=kind, size=size, diners=diners)
    assert asks(one, SECOND_RULE, NATIONAL) == alone
    assert asks(one, SECOND_RULE, {**NATIONAL, "central-kitchens": "large-and-medium"}) == by_size


@pytest.mark.parametrize(
    ("size", "diners", "alone", "by_size"),
    [
        (Size.MEDIUM, 1000, NOT_NEEDED, NOT_NEEDED),
        (Size.MEDIUM, 1001, NEEDED, NEEDED),
        (Size.SMALL, 1001, NEEDED, NOT_NEEDED),
    ],
)
def test_deliverers_that_are_no_suppliers_of_canteens(size, diners, alone, by_size):
    """Art. 6 of 2025; register: central-kitchens, deliverer-is-supplier."""
    one = company(kind=Kind.MEAL_DELIVERER, size=size, diners=diners)
    readings = {**NATIONAL, "deliverer-is-supplier": "not-supplier"}
    assert asks(one, SECOND_RULE, readings) == alone
    assert asks(one, SECOND_RULE, {**readings, "central-kitchens": "large-and-medium"}) == by_size


@pytest.mark.parametrize("kind", [Kind.MEAL_DELIVERER, Kind.CENTRAL_KITCHEN])
def test_a_small_kitchen_that_serves_more_than_a_thousand(kind):
    for diners, said in ((999, NOT_NEEDED), (1000, NOT_NEEDED), (1001, NEEDED)):
        assert asks(company(kind=kind, size=Size.SMALL, diners=diners), IN_2023) == said


@pytest.mark.parametrize("kind", [*BY_SIZE, Kind.CENTRAL_KITCHEN, Kind.MEAL_DELIVERER])
@pytest.mark.parametrize("size", list(Size))
def test_large_and_medium_companies_in_2022(kind, size):
    said = NOT_NEEDED if size in SMALL else NEEDED
    assert asks(company(kind=kind, size=size, diners=0), IN_2023) == said


# The national rules of 2025: the first, art. 6; the second, art. 10, all of it “以上”


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        (Kind.NURSERY_CANTEEN, 300),
        (Kind.ELDERLY_CARE_CANTEEN, 300),
        (Kind.SCHOOL_CANTEEN, 500),
        (Kind.OFFICE_CANTEEN, 1000),
        (Kind.ENTERPRISE_CANTEEN, 1000),
        (Kind.INSTITUTION_CANTEEN, 1000),
        (Kind.OTHER_CANTEEN, 1000),
        (Kind.MEAL_DELIVERER, 1000),
    ],
)
def test_by_the_number_of_diners_in_2025(kind, least):
    for on in (SECOND_RULE, IN_2025):
        assert asks(company(kind=kind, diners=least - 1), on, NATIONAL) == NOT_NEEDED
        assert asks(company(kind=kind, diners=least), on, NATIONAL) == NEEDED
        assert asks(company(kind=kind, diners=least + 1), on, NATIONAL) == NEEDED


@pytest.mark.parametrize("kind", BY_SIZE)
@pytest.mark.parametrize("size", list(Size))
def test_large_and_medium_companies_in_2025(kind, size):
    assert asks(company(kind=kind, size=size), SECOND_RULE) == (NOT_NEEDED if size in SMALL else NEEDED)


@pytest.mark.parametrize("size", [*Size, None])
def test_a_central_kitchen_of_any_size_in_2025(size):
    assert asks(company(kind=Kind.CENTRAL_KITCHEN, size=size), SECOND_RULE) == NEEDED


@pytest.mark.parametrize("size", list(Size))
def test_a_meal_deliverer_is_asked_by_its_diners_alone_in_2025(size):
    assert asks(company(kind=Kind.MEAL_DELIVERER, size=size, diners=999), SECOND_RULE) == NOT_NEEDED
    assert asks(company(kind=Kind.MEAL_DELIVERER, size=size, diners=1000), SECOND_RULE) == NEEDED


# Both rules: special food producers and chain headquarters, whatever their size


@pytest.mark.parametrize("on", [FIRST_RULE, "2025-04-14", SECOND_RULE])
def test_a_producer_of_special_food_of_any_size(on):
    for size in (*Size, None):
        special = company(kind=Kind.PRODUCER, size=size, sectors=dr.Sector.SPECIAL)
        assert asks(special, on) == NEEDED
    both = company(kind=Kind.PRODUCER, size=Size.MICRO, sectors=[dr.Sector.PRODUCTION, dr.Sector.SPECIAL])
    assert asks(both, on) == NEEDED


@pytest.mark.parametrize("on", [FIRST_RULE, "2025-04-14", SECOND_RULE])
def test_who_sells_or_serves_special_food_is_asked_by_size(on):
    for kind in (Kind.SELLER, Kind.CATERER):
        assert asks(company(kind=kind, size=Size.SMALL, sectors=dr.Sector.SPECIAL), on) == NOT_NEEDED


@pytest.mark.parametrize("on", [FIRST_RULE, "2025-04-14", SECOND_RULE])
def test_chain_headquarters_always_and_other_companies_never(on):
    assert asks(company(kind=Kind.CHAIN_HEADQUARTERS), on) == NEEDED
    assert asks(company(kind=Kind.OTHER, size=Size.LARGE, diners=9999, centralised_dining=True), on) == NOT_NEEDED


# §10.1: canteens with centralised dining of schools, offices, enterprises, institutions


@pytest.mark.parametrize("on", [FIRST_RULE, IN_2023, IN_2025])
@pytest.mark.parametrize("kind", LISTED)
def test_canteens_that_the_source_lists_whatever_their_size(kind, on):
    for diners in (0, 1, None):
        assert asks(company(kind=kind, diners=diners, centralised_dining=True), on, SOURCE) == NEEDED


@pytest.mark.parametrize("kind", LISTED)
def test_by_the_national_reading_they_are_asked_by_number_alone(kind):
    assert asks(company(kind=kind, diners=1, centralised_dining=True), IN_2023, NATIONAL) == NOT_NEEDED


def test_the_source_is_the_chosen_reading():
    assert asks(company(kind=Kind.SCHOOL_CANTEEN, diners=1, centralised_dining=True), IN_2023) == NEEDED


@pytest.mark.parametrize("kind", LISTED)
def test_one_on_record_as_not_centralised_is_asked_by_number(kind):
    assert asks(company(kind=kind, diners=1, centralised_dining=False), IN_2023) == NOT_NEEDED
    assert asks(company(kind=kind, diners=1001, centralised_dining=False), IN_2023) == NEEDED


def test_another_canteen_isnt_listed_by_the_source():
    assert asks(company(kind=Kind.OTHER_CANTEEN, diners=1000, centralised_dining=True), IN_2023) == NOT_NEEDED


@pytest.mark.parametrize(
    ("kind", "register", "named", "not_named"),
    [
        (Kind.NURSERY_CANTEEN, "nursery-is-school", "school", "not-school"),
        (Kind.ELDERLY_CARE_CANTEEN, "elderly-care-institution", "institution", "not-named"),
    ],
)
def test_a_nursery_and_an_elderly_care_home_by_their_readings(kind, register, named, not_named):
    few = company(kind=kind, diners=1, centralised_dining=True)
    assert asks(few, IN_2023, {register: named}) == NEEDED
    assert asks(few, IN_2023, {register: not_named}) == NOT_NEEDED
    assert asks(few, IN_2023, {register: named, **NATIONAL}) == NOT_NEEDED


def test_a_nursery_is_a_school_and_an_elderly_care_home_no_institution_unless_chosen():
    assert asks(company(kind=Kind.NURSERY_CANTEEN, diners=1), IN_2023) == NEEDED
    assert asks(company(kind=Kind.ELDERLY_CARE_CANTEEN, diners=1), IN_2023) == NOT_NEEDED


def test_dining_not_on_record_is_assumed_to_be_centralised_or_cant_be_told():
    canteen = company(kind=Kind.OFFICE_CANTEEN, diners=1000)
    assert asks(canteen, IN_2023, {"centralised-dining": "assumed"}) == NEEDED
    assert asks(canteen, IN_2023, {"centralised-dining": "as-recorded"}) == {"dining-unknown"}
    assert asks(canteen, IN_2023, {"centralised-dining": "as-recorded", **NATIONAL}) == NOT_NEEDED


def test_dining_not_on_record_doesnt_matter_where_the_number_asks_a_director_anyway():
    canteen = company(kind=Kind.OFFICE_CANTEEN, diners=1000)
    assert asks(canteen, SECOND_RULE, {"centralised-dining": "as-recorded"}) == NEEDED


# What isn't on record can't be told, if it matters


def test_without_a_kind_it_cant_be_told_whether_a_director_is_needed():
    assert asks(company(), IN_2023) == {"kind-unknown"}
    assert asks(company(size=Size.MICRO, diners=1, centralised_dining=False), IN_2025) == {"kind-unknown"}


@pytest.mark.parametrize("kind", BY_SIZE)
def test_without_a_size_it_cant_be_told_of_kinds_that_are_asked_by_size(kind):
    for on in (IN_2023, SECOND_RULE):
        assert asks(company(kind=kind), on) == {"size-unknown"}


def test_a_size_that_isnt_on_record_doesnt_matter_to_canteens():
    assert asks(company(kind=Kind.OTHER_CANTEEN, diners=1000), IN_2023) == NOT_NEEDED
    assert asks(company(kind=Kind.OTHER_CANTEEN, diners=1001), IN_2023) == NEEDED


def test_a_size_that_isnt_on_record_doesnt_matter_where_the_number_asks_a_director():
    assert asks(company(kind=Kind.MEAL_DELIVERER, diners=1001), IN_2023) == NEEDED
    assert asks(company(kind=Kind.MEAL_DELIVERER, diners=1000), IN_2023) == {"size-unknown"}


@pytest.mark.parametrize("kind", CANTEENS)
def test_without_a_number_of_diners_it_cant_be_told_by_the_national_rules(kind):
    for on in (IN_2023, SECOND_RULE):
        assert asks(company(kind=kind), on, NATIONAL) == {"diners-unknown"}


def test_a_number_that_isnt_on_record_doesnt_matter_to_large_companies():
    assert asks(company(kind=Kind.MEAL_DELIVERER, size=Size.LARGE), IN_2023) == NEEDED
    assert asks(company(kind=Kind.MEAL_DELIVERER, size=Size.SMALL), IN_2023) == {"diners-unknown"}


def test_without_a_sector_a_small_producer_may_be_one_of_special_food():
    assert asks(company(kind=Kind.PRODUCER, size=Size.SMALL, sectors=()), IN_2023) == {"sector-unknown"}
    assert asks(company(kind=Kind.PRODUCER, size=Size.SMALL, sectors=dr.Sector.PRODUCTION), IN_2023) == NOT_NEEDED


def test_a_sector_that_isnt_on_record_doesnt_matter_to_large_producers_or_to_others():
    assert asks(company(kind=Kind.PRODUCER, size=Size.LARGE, sectors=()), IN_2023) == NEEDED
    assert asks(company(kind=Kind.SELLER, size=Size.SMALL, sectors=()), IN_2023) == NOT_NEEDED


@pytest.mark.parametrize(
    ("fields", "one_of"),
    [
        ({"kind": Kind.PRODUCER, "sectors": ()}, {"sector-unknown", "size-unknown"}),
        ({"kind": Kind.MEAL_DELIVERER}, {"size-unknown", "diners-unknown"}),
    ],
)
def test_one_duty_that_two_gaps_leave_open_is_one_obligation(fields, one_of):
    """A company needs one director at most: what lacks twice is still one duty that can't be told."""
    found = the_finding(registry(company(**fields)), DIRECTOR, as_of=IN_2023)
    assert found.reason in one_of


def test_what_cant_be_told_is_one_finding_for_as_long_as_it_cant():
    """A central kitchen's size and diners matter until 2025-04-14; from the 15th it needs a director anyway."""
    kitchen = registry(company(kind=Kind.CENTRAL_KITCHEN, size=Size.SMALL))
    before = the_finding(kitchen, DIRECTOR, as_of="2025-04-14")
    assert run(before) == ("UNDETERMINED", "diners-unknown", FIRST_RULE, None)
    assert before.trigger == f"diners-unknown@{FIRST_RULE}"
    assert before.cure is dr.CURES["record-company"]
    assert [run(f) for f in findings(kitchen, DIRECTOR, as_of=SECOND_RULE)] == [
        ("UNDETERMINED", "diners-unknown", FIRST_RULE, SECOND_RULE),
        ("VIOLATED", "director-missing", SECOND_RULE, None),
    ]


@pytest.mark.parametrize(
    ("fields", "reason", "cure"),
    [
        ({}, "kind-unknown", "record-company"),
        ({"kind": Kind.SELLER}, "size-unknown", "record-company"),
        ({"kind": Kind.OTHER_CANTEEN}, "diners-unknown", "record-company"),
        ({"kind": Kind.OFFICE_CANTEEN, "diners": 1}, "dining-unknown", "record-company"),
        ({"kind": Kind.PRODUCER, "size": Size.MICRO, "sectors": ()}, "sector-unknown", "record-sector"),
    ],
)
def test_each_gap_has_its_cure_and_its_words(fields, reason, cure):
    readings = {"centralised-dining": "as-recorded"}
    found = the_finding(registry(company("C-81", **fields)), DIRECTOR, as_of=IN_2023, readings=readings)
    assert run(found) == ("UNDETERMINED", reason, FIRST_RULE, None)
    assert found.cure is dr.CURES[cure]
    assert is_told_in_words(found)
    assert "包保主体 C-81 的登记缺少判定所需的内容" in found.explain("zh")
    assert "The record of company C-81 lacks what is needed to tell" in found.explain("en")


# The officer: every producer and operator (national rules)


@pytest.mark.parametrize("kind", [*Kind, None])
def test_every_company_needs_an_officer_whatever_isnt_on_record(kind):
    for on in (FIRST_RULE, "2025-04-14", SECOND_RULE):
        assert asks(company(kind=kind, sectors=()), on, rule=OFFICER) == NEEDED


# From when


@pytest.mark.parametrize("rule", [DIRECTOR, OFFICER])
def test_nothing_is_needed_before_the_first_rule_is_in_force(rule):
    assert asks(caterer(), "2022-10-31", rule=rule) == NOT_NEEDED
    assert asks(caterer(), "2022-11-01", rule=rule) == NEEDED
    assert asks(company(), "2022-10-31", rule=rule) == NOT_NEEDED


@pytest.mark.parametrize("rule", [DIRECTOR, OFFICER])
@pytest.mark.parametrize("begins", ["2022-12-20", "2023-01-01"])
def test_what_the_nation_asks_it_asks_whenever_suinings_rules_bind(rule, begins):
    assert asks(caterer(), "2022-10-31", {"in-force-from": begins}, rule) == NOT_NEEDED
    assert asks(caterer(), "2022-11-01", {"in-force-from": begins}, rule) == NEEDED


@pytest.mark.parametrize(("begins", "before"), [("2022-12-20", "2022-12-19"), ("2023-01-01", "2022-12-31")])
def test_what_suining_asks_it_asks_from_the_day_of_the_reading(begins, before):
    """§10.1: a school canteen of 100 diners, which the nation asks for no director."""
    canteen = company(kind=Kind.SCHOOL_CANTEEN, diners=100, centralised_dining=True)
    readings = {"in-force-from": begins, "canteen-director": "source"}
    assert asks(canteen, before, readings, DIRECTOR) == NOT_NEEDED
    assert asks(canteen, begins, readings, DIRECTOR) == NEEDED


@pytest.mark.parametrize("rule", [DIRECTOR, OFFICER])
def test_a_need_that_both_national_rules_state_is_one_duty(rule):
    """The rule of 2025 follows the day after: the breach goes on."""
    found = the_finding(registry(caterer()), rule, as_of=IN_2025)
    assert run(found) == ("VIOLATED", MISSING[rule], FIRST_RULE, None)


def test_a_need_that_begins_with_the_rule_of_2025():
    """1,000 diners: not more than 1,000, and 1,000 or more."""
    canteen = registry(company(kind=Kind.OTHER_CANTEEN, diners=1000))
    assert findings(canteen, DIRECTOR, as_of="2025-04-14") == ()
    assert run(the_finding(canteen, DIRECTOR, as_of=SECOND_RULE)) == (
        "VIOLATED",
        "director-missing",
        SECOND_RULE,
        None,
    )
    staffed = registry(company(kind=Kind.OTHER_CANTEEN, diners=1000), director())
    assert run(the_finding(staffed, DIRECTOR, as_of=IN_2025)) == ("FULFILLED", None, SECOND_RULE, None)


def test_a_need_that_ends_with_the_rule_of_2022():
    """A large meal deliverer for fewer than 1,000 diners: asked by size until 2025-04-14."""
    deliverer = registry(company(kind=Kind.MEAL_DELIVERER, size=Size.LARGE, diners=999))
    assert run(the_finding(deliverer, DIRECTOR, as_of="2025-04-14")) == (
        "VIOLATED",
        "director-missing",
        FIRST_RULE,
        None,
    )
    assert run(the_finding(deliverer, DIRECTOR, as_of=SECOND_RULE)) == (
        "FULFILLED_LATE",
        "director-missing",
        FIRST_RULE,
        SECOND_RULE,
    )
    assert findings(deliverer, DIRECTOR, since=SECOND_RULE, as_of=IN_2025) == ()


# Another city's table


def by_table(*facts, lines, on=IN_2023):
    """How the director stands on a day by Suining's book with more lines in its table: status and reason."""
    book = dr.parse_rulebook(suining_text() + "".join(f"\n[[staffing]]\n{line}\n" for line in lines))
    made = dr.audit(registry(*facts), book, since=day(on), as_of=day(on), rules=(DIRECTOR,))
    return [outcome(finding) for finding in made.findings]


# A canteen that is contracted out, from 2025-04-15: the contractor's director and the school's own


SCHOOL = {"kind": Kind.SCHOOL_CANTEEN, "diners": 500, "contracted": True}


def two_wanted(*facts, as_of="2025-06-30", readings=None, **fields):
    """The findings from 2025-04-15 on a contracted school canteen, the duty of two apart."""
    found = findings(
        registry(company(**{**SCHOOL, **fields}), *facts), DIRECTOR, since=SECOND_RULE, as_of=as_of,
        readings={**NATIONAL, **(readings or {})},
    )  # fmt: skip
    return {f.trigger.rpartition("@")[0]: (f.status.value, f.reason) for f in found}


HELD, VACANT = ("FULFILLED", None), ("VIOLATED", "director-missing")


@pytest.mark.parametrize(
    ("persons", "stands"),
    [
        ([], {"": VACANT, "2-persons": VACANT}),
        (["P-1"], {"": HELD, "2-persons": VACANT}),
        (["P-1", "P-1"], {"": HELD, "2-persons": VACANT}),
        (["P-1", "P-2"], {"": HELD, "2-persons": HELD}),
        (["P-1", "P-2", "P-3"], {"": HELD, "2-persons": HELD}),
    ],
)
def test_a_school_that_contracts_out_needs_a_director_of_its_own_too(persons, stands):
    assert two_wanted(*(director(person) for person in persons)) == stands


@pytest.mark.parametrize(
    ("fields", "two"),
    [
        ({}, True),
        ({"diners": 499}, False),
        ({"contracted": False}, False),
        ({"contracted": None}, False),
        ({"kind": Kind.NURSERY_CANTEEN, "diners": 300}, True),
        ({"kind": Kind.NURSERY_CANTEEN, "diners": 299}, False),
        ({"kind": Kind.ENTERPRISE_CANTEEN, "diners": 5000}, False),
    ],
)
def test_who_needs_two(fields, two):
    assert ("2-persons" in two_wanted(director(), **fields)) is two


def test_nobody_needs_two_before_the_rule_of_2025():
    contracted = registry(company(**SCHOOL), director())
    found = findings(contracted, DIRECTOR, since="2025-04-14", as_of="2025-04-14", readings=NATIONAL)
    assert [f.trigger for f in found] == ["2022-11-01"]


def test_two_are_in_office_on_the_days_of_both_alone():
    held = director("P-1", "2025-04-15/2025-05-10"), director("P-2", "2025-05-06/.."), director("P-3", "2025-05-20/..")
    found = findings(registry(company(**SCHOOL), *held), DIRECTOR, since=SECOND_RULE, as_of="2025-06-30",
                     readings=NATIONAL)  # fmt: skip
    runs = [(str(f.arose), str(f.closed), f.status.value) for f in found if f.trigger.startswith("2-persons")]
    assert runs == [
        ("2025-04-15", "2025-05-06", "FULFILLED_LATE"),
        ("2025-05-11", "2025-05-20", "FULFILLED_LATE"),
    ]


def test_whether_it_is_contracted_out_may_not_be_on_record():
    """The reading contracted-canteen."""
    unknown = {"contracted": None, "readings": {"contracted-canteen": "unknown"}}
    assert two_wanted(director(), **unknown) == {
        "": HELD,
        "2-persons-contract-unknown": ("UNDETERMINED", "contract-unknown"),
    }
    assert two_wanted(director(), contracted=False, readings=unknown["readings"]) == {"": HELD}


@pytest.mark.parametrize(
    ("diners", "readings", "said"),
    [
        (999, {}, NOT_NEEDED),
        (1000, {}, NEEDED),
        (1000, {"deliverer-is-supplier": "not-supplier"}, NOT_NEEDED),
        (1001, {"deliverer-is-supplier": "not-supplier"}, NEEDED),
    ],
)
def test_a_deliverer_of_exactly_a_thousand_by_its_reading(diners, readings, said):
    """供餐单位 1000人以上 counts the number, 集体用餐配送单位 超过1000人 doesn't."""
    assert asks(company(kind=Kind.MEAL_DELIVERER, diners=diners), SECOND_RULE, readings) == said


# The words of an explanation: what the company is, and the line that asks the post of it


@pytest.mark.parametrize(
    ("fields", "on", "zh", "en"),
    [
        (
            {"kind": Kind.OFFICE_CANTEEN, "diners": 1000, "contracted": False},
            SECOND_RULE,
            "包保主体 C-1：机关食堂，用餐1000人，自营。配备要求：机关食堂、企业食堂、事业单位食堂、其他集中用餐单位食堂，用餐1000人以上（含本数）。",
            "1,000 diners or more",
        ),
        (
            {"kind": Kind.MEAL_DELIVERER, "diners": 1001, "size": Size.SMALL},
            "2023-06-30",
            "用餐超过1000人（不含本数）。",
            "more than 1,000 diners",
        ),
        ({"kind": Kind.CATERER, "size": Size.LARGE}, "2023-06-30", "包保主体 C-1：餐饮服务提供者，大型。", "large, medium"),
        ({"kind": Kind.PRODUCER, "sectors": dr.Sector.SPECIAL, "size": Size.SMALL}, SECOND_RULE, "特殊食品", "special food"),
        ({**SCHOOL, "centralised_dining": False}, SECOND_RULE, "不集中供餐，承包经营。", "2 persons"),
        (
            {**SCHOOL, "centralised_dining": False},
            SECOND_RULE,
            "不集中供餐，承包经营。",
            "500 diners, no centralised dining, run by a contractor.",
        ),
        (
            {"kind": Kind.OFFICE_CANTEEN, "diners": 1000, "centralised_dining": True, "contracted": False},
            SECOND_RULE,
            "用餐1000人，集中供餐，自营。",
            "1000 diners, centralised dining, run by its own unit.",
        ),
    ],
)  # fmt: skip
def test_what_it_is_and_what_asks_the_post_of_it_is_told(fields, on, zh, en):
    found = findings(registry(company(**fields)), DIRECTOR, since=on, as_of=on, readings=NATIONAL)
    assert zh in found[-1].explain("zh")
    assert en in found[-1].explain("en")


def test_by_the_source_centralised_dining_is_told():
    fields = {"kind": Kind.OFFICE_CANTEEN, "centralised_dining": True}
    (found,) = findings(registry(company(**fields)), DIRECTOR, as_of="2023-06-30", since="2023-06-30")
    assert (
        "包保主体 C-1：机关食堂，集中供餐。配备要求：学校食堂、机关食堂、企业食堂、事业单位食堂，集中供餐。"
        in found.explain("zh")
    )
    assert "serving centralised dining" in found.explain("en")
    assert {one.id for one in found.citations} == {"suining-10-1", "order-60-bars", "food-safety-law-135"}


def test_a_line_for_all_says_so():
    (need,) = [n for n in dr.rulebook("suining-2022").staffing if n.role is dr.StaffRole.OFFICER and n.in_force.end]
    assert (need.in_words("zh"), need.in_words("en")) == ("所有主体", "every company")


def test_a_line_that_names_a_size_and_no_kind():
    lines = ['role = "DIRECTOR"\nsizes = ["LARGE"]\ncitations = ["suining-10-1"]']
    for kind in (Kind.OTHER, None):
        assert by_table(company(kind=kind, size=Size.LARGE), lines=lines) == [("VIOLATED", "director-missing")]
    assert by_table(company(kind=Kind.OTHER, size=Size.SMALL), lines=lines) == []
    assert by_table(company(kind=Kind.OTHER), lines=lines) == [("UNDETERMINED", "size-unknown")]


@pytest.mark.parametrize("condition", ["at_least = 50", "more_than = 49"])
def test_a_line_that_names_a_number_and_no_kind(condition):
    lines = [f'role = "DIRECTOR"\n{condition}\ncitations = ["suining-10-1"]']
    assert by_table(company(kind=Kind.OTHER, diners=49), lines=lines) == []
    assert by_table(company(kind=Kind.OTHER, diners=50), lines=lines) == [("VIOLATED", "director-missing")]
    assert by_table(company(kind=Kind.OTHER), lines=lines) == [("UNDETERMINED", "diners-unknown")]


@pytest.mark.parametrize(
    ("line", "asked", "not_asked"),
    [
        ('sizes = ["LARGE"]', {"size": Size.LARGE}, {"size": Size.SMALL}),
        ("at_least = 50", {"diners": 50}, {"diners": 49}),
        ("more_than = 49", {"diners": 50}, {"diners": 49}),
    ],
)
def test_a_table_of_one_line_asks_those_alone_whom_it_names(line, asked, not_asked):
    text = suining_text() + f'\n[[staffing]]\nrole = "DIRECTOR"\n{line}\ncitations = ["suining-10-1"]\n'
    book = dr.parse_rulebook(text)
    book = attrs.evolve(book, staffing=book.staffing[-1:])
    for fields, expected in ((asked, ["director-missing"]), (not_asked, [])):
        facts, on = registry(company(kind=Kind.OTHER, **fields)), day(IN_2023)
        found = dr.audit(facts, book, since=on, as_of=on, rules=(DIRECTOR,)).findings
        assert [finding.reason for finding in found] == expected


def test_what_only_a_line_cites_is_cited_where_it_asks():
    """§7.3 has nothing to do with directors; a line of a table may rest on it all the same."""
    line = 'role = "DIRECTOR"\nsizes = ["MICRO"]\ncitations = ["suining-7-3"]'
    book = dr.parse_rulebook(suining_text() + f"\n[[staffing]]\n{line}\n")
    facts, on = registry(company(kind=Kind.OTHER, size=Size.MICRO)), day(IN_2023)
    (found,) = dr.audit(facts, book, since=on, as_of=on, rules=(DIRECTOR,)).findings
    assert "suining-7-3" in {one.id for one in found.citations}


def test_a_line_that_names_centralised_dining_alone():
    lines = ['role = "DIRECTOR"\ncentralised = true\ncitations = ["suining-10-1"]']
    assert by_table(company(kind=Kind.OTHER, centralised_dining=False), lines=lines) == []
    assert by_table(company(kind=Kind.OTHER, centralised_dining=True), lines=lines) == [
        ("VIOLATED", "director-missing")
    ]


def test_a_line_for_all_leaves_the_other_lines_their_own_days():
    """All companies from 2024 on; before that those of the national rule."""
    lines = ['role = "DIRECTOR"\nin_force = "2024-01-01/.."\ncitations = ["suining-10-1"]']
    small = company(kind=Kind.CATERER, size=Size.SMALL)
    assert by_table(small, lines=lines, on="2023-12-31") == []
    assert by_table(small, lines=lines, on="2024-01-01") == [("VIOLATED", "director-missing")]
    assert by_table(caterer(), lines=lines, on="2023-12-31") == [("VIOLATED", "director-missing")]
    assert by_table(company(), lines=lines, on="2023-12-31") == [("UNDETERMINED", "kind-unknown")]


def test_two_conditions_of_one_line_that_arent_on_record_are_told_by_the_first():
    line = 'role = "DIRECTOR"\nkinds = ["OTHER"]\nsizes = ["LARGE"]\nat_least = 50\ncitations = ["suining-10-1"]'
    assert by_table(company(kind=Kind.OTHER), lines=[line]) == [("UNDETERMINED", "size-unknown")]
    assert by_table(company(kind=Kind.OTHER, size=Size.SMALL), lines=[line]) == []
    assert by_table(company(kind=Kind.OTHER, diners=49), lines=[line]) == []


def test_of_what_every_company_needs_only_who_is_in_office_is_told():
    """The officer: neither the company nor the table has to be looked at. In order of the first day in office."""
    facts = registry(caterer(), officer("P-2", "2023-01-01/2023-03-31"), officer("P-1", "2022-11-01/2023-04-30"))
    found = the_finding(facts.replace(staff=facts.staff[::-1]), OFFICER, since="2023-02-01", as_of="2023-02-28")
    assert [(kind, person) for kind, person, *_ in found.ingredients] == [("in-office", "P-1"), ("in-office", "P-2")]


def test_those_in_office_are_told_in_order_of_their_first_day():
    facts = registry(caterer(), officer("P-1", "2023-02-01/2023-03-31"), officer("P-2", "2022-11-01/.."))
    found = the_finding(facts, OFFICER, since="2023-02-01", as_of="2023-02-28")
    assert [part[1] for part in found.ingredients] == ["P-2", "P-1"]
