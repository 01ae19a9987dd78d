"""Who needs whom and what bars somebody: the shipped table line by line (§10.1, national rules), and malformed ones."""

import datetime as dt
from functools import cache
from typing import Any

import pytest
import tomli_w

import dual_responsibility as dr
from dual_responsibility.norms.loading import rulebook_data

D = dt.date
Kind, Size, Role = dr.CompanyKind, dr.CompanySize, dr.StaffRole

ORDER_60 = dr.Period(D(2022, 11, 1), D(2025, 4, 14))
SINCE_2025 = dr.Period(D(2025, 4, 15))


@pytest.fixture(name="book")
def suining() -> dr.Rulebook:
    return dr.rulebook("suining-2022")


def line(citation: str, *kinds: dr.CompanyKind, **conditions: Any) -> tuple[Any, ...]:
    """A line that asks for a director, as it is compared."""
    told = {
        "sectors": frozenset(),
        "sizes": frozenset(),
        "at_least": None,
        "more_than": None,
        "centralised": False,
        "contracted": False,
        "persons": 1,
        "readings": dr.FrozenMap(),
        **conditions,
    }
    return (frozenset(kinds), (citation,), *(told[name] for name in sorted(told)))


def lines_of(book: dr.Rulebook, in_force: dr.Period) -> set[tuple[Any, ...]]:
    """The lines that ask for a director in a period."""
    return {
        line(
            need.citations[0].id,
            *need.kinds,
            sectors=need.sectors,
            sizes=need.sizes,
            at_least=need.at_least,
            more_than=need.more_than,
            centralised=need.centralised,
            contracted=need.contracted,
            persons=need.persons,
            readings=need.readings,
        )
        for need in book.staffing
        if need.role is Role.DIRECTOR and need.in_force == in_force
    }


LARGE_AND_MEDIUM = frozenset({Size.LARGE, Size.MEDIUM})
SPECIAL = frozenset({dr.Sector.SPECIAL})
OTHER_CANTEENS = (Kind.OFFICE_CANTEEN, Kind.ENTERPRISE_CANTEEN, Kind.INSTITUTION_CANTEEN, Kind.OTHER_CANTEEN)


class TestShippedTable:
    def test_each_producer_and_operator_needs_an_officer_first_by_one_order_then_by_the_next(
        self, book: dr.Rulebook
    ) -> None:
        """Order 60 until 14 April 2025; Order 97 and the rule on canteens from 15 April 2025."""
        officers = [need for need in book.staffing if need.role is Role.OFFICER]
        assert [(need.in_force, [one.id for one in need.citations]) for need in officers] == [
            (ORDER_60, ["order-60-staff"]),
            (SINCE_2025, ["order-97-staff", "canteens-2025-staff"]),
        ]
        for need in officers:
            assert not need.kinds | need.sectors | need.sizes
            assert (need.at_least, need.more_than, need.centralised, len(need.readings)) == (None, None, False, 0)

    def test_nobody_needs_a_main_person_by_this_table(self, book: dr.Rulebook) -> None:
        assert {need.role for need in book.staffing} == {Role.OFFICER, Role.DIRECTOR}

    def test_order_60_in_force_from_2022_11_01_to_2025_04_14(self, book: dr.Rulebook) -> None:
        """300人以上 and 500人以上 count the number, 超过1000人 doesn't (Civil Code art. 1259)."""
        cited = "order-60-staff"
        producers = (Kind.PRODUCER, Kind.SELLER, Kind.CATERER, Kind.CENTRAL_KITCHEN, Kind.MEAL_DELIVERER)
        others = (Kind.ELDERLY_CARE_CANTEEN, *OTHER_CANTEENS, Kind.MEAL_DELIVERER, Kind.CENTRAL_KITCHEN)
        assert lines_of(book, ORDER_60) == {
            line(cited, Kind.PRODUCER, sectors=SPECIAL),
            line(cited, *producers, sizes=LARGE_AND_MEDIUM),
            line(cited, Kind.CHAIN_HEADQUARTERS),
            line(cited, Kind.NURSERY_CANTEEN, at_least=300),
            line(cited, Kind.SCHOOL_CANTEEN, at_least=500),
            line(cited, *others, more_than=1000),
            line(cited, more_than=1000, readings=dr.FrozenMap({"others-over-1000": "any"})),
        }

    def test_the_two_rules_in_force_from_2025_04_15(self, book: dr.Rulebook) -> None:
        """Canteens moved to the second rule: now 1000人以上, on average a meal, and elderly care beside nurseries.

        A school that contracts out has a director of its own beside the contractor's.
        """
        deliverer = {"deliverer-is-supplier": "supplier"}
        by_themselves, by_size = (
            {"readings": dr.FrozenMap({"central-kitchens": reading})}
            for reading in ("by-themselves", "large-and-medium")
        )
        rule, canteens = "order-97-staff", "canteens-2025-staff"
        assert lines_of(book, SINCE_2025) == {
            line(rule, Kind.PRODUCER, sectors=SPECIAL),
            line(rule, Kind.PRODUCER, Kind.SELLER, Kind.CATERER, sizes=LARGE_AND_MEDIUM),
            line(rule, Kind.CHAIN_HEADQUARTERS),
            line(rule, Kind.CENTRAL_KITCHEN, **by_themselves),
            line(rule, Kind.CENTRAL_KITCHEN, sizes=LARGE_AND_MEDIUM, **by_size),
            line(rule, Kind.MEAL_DELIVERER, sizes=LARGE_AND_MEDIUM, more_than=1000, **by_size),
            line(canteens, Kind.NURSERY_CANTEEN, Kind.ELDERLY_CARE_CANTEEN, at_least=300),
            line(canteens, Kind.SCHOOL_CANTEEN, at_least=500),
            line(canteens, *OTHER_CANTEENS, at_least=1000),
            line(canteens, Kind.MEAL_DELIVERER, at_least=1000, readings=dr.FrozenMap(deliverer)),
            line(rule, Kind.MEAL_DELIVERER, more_than=1000, **by_themselves),
            line(canteens, Kind.NURSERY_CANTEEN, at_least=300, contracted=True, persons=2),
            line(canteens, Kind.SCHOOL_CANTEEN, at_least=500, contracted=True, persons=2),
        }

    def test_clause_10_1_asks_centralised_canteens_whatever_their_number(self, book: dr.Rulebook) -> None:
        """学校、机关、企事业单位集中供餐食堂: no figure and no last day; nurseries and elderly care by a reading each."""
        source = {"canteen-director": "source"}
        assert lines_of(book, dr.ALWAYS) == {
            line(
                "suining-10-1",
                *(Kind.SCHOOL_CANTEEN, Kind.OFFICE_CANTEEN, Kind.ENTERPRISE_CANTEEN, Kind.INSTITUTION_CANTEEN),
                centralised=True,
                readings=dr.FrozenMap(source),
            ),
            line(
                "suining-10-1",
                Kind.NURSERY_CANTEEN,
                centralised=True,
                readings=dr.FrozenMap({**source, "nursery-is-school": "school"}),
            ),
            line(
                "suining-10-1",
                Kind.ELDERLY_CARE_CANTEEN,
                centralised=True,
                readings=dr.FrozenMap({**source, "elderly-care-institution": "institution"}),
            ),
        }

    def test_that_a_nursery_is_a_school_has_a_source_too(self, book: dr.Rulebook) -> None:
        """学校食品安全与营养健康管理规定: a school in these rules includes a kindergarten."""
        (need,) = [need for need in book.staffing if "nursery-is-school" in need.readings]
        assert [one.id for one in need.citations] == ["suining-10-1", "school-rules-2"]

    def test_no_kind_but_other_is_without_a_line_that_asks_for_a_director(self, book: dr.Rulebook) -> None:
        for in_force in (ORDER_60, SINCE_2025):
            asked = {kind for kinds, *_ in lines_of(book, in_force) for kind in kinds}
            assert set(Kind) - asked == {Kind.OTHER}

    def test_the_lines_of_a_national_rule_are_in_force_as_long_as_it_is(self, book: dr.Rulebook) -> None:
        for need in book.staffing:
            for citation in need.citations:
                if citation.issuer.zh == "全国" and not need.readings:
                    assert need.in_force == citation.in_force

    def test_a_revoked_licence_bars_for_five_years_and_imprisonment_for_life(self, book: dr.Rulebook) -> None:
        """Order 60 and the Food Safety Law, art. 135."""
        assert {ground: (bar.ground, bar.years) for ground, bar in book.bars.items()} == {
            dr.BarGround.LICENCE_REVOKED: (dr.BarGround.LICENCE_REVOKED, 5),
            dr.BarGround.IMPRISONMENT: (dr.BarGround.IMPRISONMENT, None),
        }
        for bar in book.bars.values():
            assert {one.clause for one in bar.citations} == {"第7条", "第135条"}


@cache
def without_table() -> str:
    """Suining's rulebook as one text, without bars and without the table of who needs whom."""
    data = rulebook_data("suining-2022")
    return tomli_w.dumps({key: value for key, value in data.items() if key not in ("bars", "staffing")})


CITED = 'citations = ["suining-10-1"]'


def book_with(more: str) -> dr.Rulebook:
    return dr.parse_rulebook(without_table() + more)


def problems_in(more: str) -> list[tuple[str, str]]:
    with pytest.raises(dr.RulebookError) as caught:
        book_with(more)
    assert all(problem.message.zh and problem.message.en for problem in caught.value.problems)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def of_line(*given: str) -> list[tuple[str, str]]:
    """What is wrong with a line that says this beside its role and its source."""
    return problems_in("\n".join(["[[staffing]]", 'role = "DIRECTOR"', CITED, *given]))


class TestWhatMayBeLeftOut:
    def test_a_city_may_ask_for_nobody_and_bar_nobody(self) -> None:
        book = book_with("")
        assert (book.staffing, book.bars) == ((), {})
        assert book.hash != dr.rulebook("suining-2022").hash

    def test_a_line_without_conditions_asks_every_company_on_every_day(self) -> None:
        book = book_with(f'[[staffing]]\nrole = "OFFICER"\n{CITED}')
        assert book.staffing == (dr.Need(Role.OFFICER, (book.citations["suining-10-1"],)),)
        assert book.staffing[0].in_force == dr.ALWAYS

    def test_a_bar_without_years_is_for_life(self) -> None:
        book = book_with(f"[bars]\nLICENCE_REVOKED = {{ {CITED} }}")
        assert [bar.years for bar in book.bars.values()] == [None]

    def test_one_year_and_one_diner_are_the_fewest(self) -> None:
        bars = f"[bars]\nIMPRISONMENT = {{ years = 1, {CITED} }}\n"
        book = book_with(f'{bars}[[staffing]]\nrole = "DIRECTOR"\nat_least = 1\nmore_than = 1\n{CITED}')
        assert book.bars[dr.BarGround.IMPRISONMENT].years == 1
        assert (book.staffing[0].at_least, book.staffing[0].more_than) == (1, 1)


class TestMalformedLines:
    @pytest.mark.parametrize("given", ["'DIRECTOR'", "{ role = 'DIRECTOR' }", "3"])
    def test_the_table_is_a_list(self, given: str) -> None:
        # Before the first table: a key at the top can't follow one.
        with pytest.raises(dr.RulebookError) as caught:
            dr.parse_rulebook(f"staffing = {given}\n{without_table()}")
        assert [(one.path, one.code) for one in caught.value.problems] == [("/staffing", "wrong-type")]

    def test_a_line_is_a_table(self) -> None:
        with pytest.raises(dr.RulebookError) as caught:
            dr.parse_rulebook(f'staffing = ["DIRECTOR", {{ role = "COOK", {CITED} }}]\n{without_table()}')
        assert [(one.path, one.code) for one in caught.value.problems] == [
            ("/staffing/0", "wrong-type"),
            ("/staffing/1/role", "unknown-term"),
        ]

    @pytest.mark.parametrize("role", ["", 'role = "director"\n', "role = 1\n", 'role = ["DIRECTOR"]\n'])
    def test_a_line_says_whom_it_asks_for(self, role: str) -> None:
        assert problems_in(f"[[staffing]]\n{role}{CITED}") == [("/staffing/0/role", "unknown-term")]

    @pytest.mark.parametrize(
        ("citations", "path", "code"),
        [
            ("", "", "missing"),
            ("citations = []", "", "uncited"),
            ('citations = "suining-10-1"', "", "wrong-type"),
            ('citations = ["suining-10-1", "suining-99"]', "/1", "unknown-reference"),
            ("citations = [10]", "/0", "unknown-reference"),
        ],
    )
    def test_a_line_has_a_source(self, citations: str, path: str, code: str) -> None:
        text = f'[[staffing]]\nrole = "OFFICER"\n{citations}'
        assert problems_in(text) == [(f"/staffing/0/citations{path}", code)]

    @pytest.mark.parametrize(
        ("given", "path", "code"),
        [
            ("diners = 300", "/diners", "unknown-key"),
            ('in_force = "2025"', "/in_force", "not-a-period"),
            ("in_force = 2025-04-15", "/in_force", "not-a-period"),
            ('in_force = "2025-04-15/2022-11-01"', "/in_force", "period-reversed"),
            ('kinds = "CATERER"', "/kinds", "wrong-type"),
            ('kinds = ["CATERER", "CANTEEN"]', "/kinds/1", "unknown-term"),
            ('kinds = [["CATERER"]]', "/kinds/0", "unknown-term"),
            ('sectors = ["FOOD"]', "/sectors/0", "unknown-term"),
            ("sizes = { LARGE = true }", "/sizes", "wrong-type"),
            ('sizes = ["LARGE", "HUGE"]', "/sizes/1", "unknown-term"),
            ("at_least = 0", "/at_least", "wrong-type"),
            ("at_least = -300", "/at_least", "wrong-type"),
            ("at_least = true", "/at_least", "wrong-type"),
            ("at_least = false", "/at_least", "wrong-type"),
            ('at_least = "300"', "/at_least", "wrong-type"),
            ("more_than = 1000.5", "/more_than", "wrong-type"),
            ("more_than = 0", "/more_than", "wrong-type"),
            ("centralised = 1", "/centralised", "wrong-type"),
            ('centralised = "yes"', "/centralised", "wrong-type"),
            ('readings = ["source"]', "/readings", "wrong-type"),
            ('readings = { no-such = "source" }', "/readings/no-such", "unknown-reading"),
            ('readings = { canteen-director = "maybe" }', "/readings/canteen-director", "unknown-reading"),
            ("readings = { canteen-director = 1 }", "/readings/canteen-director", "unknown-reading"),
            ('readings = { "a/b~c" = "source" }', "/readings/a~1b~0c", "unknown-reading"),
        ],
    )
    def test_what_a_condition_cannot_be(self, given: str, path: str, code: str) -> None:
        assert of_line(given) == [(f"/staffing/0{path}", code)]

    def test_every_problem_of_every_line_is_told(self) -> None:
        text = (
            '[[staffing]]\nrole = "COOK"\ncitations = []\nat_least = "many"\n'
            '[[staffing]]\nrole = "OFFICER"\ncitations = ["suining-10-1"]\n'
            '[[staffing]]\ncolour = "red"\n'
        )
        assert sorted(problems_in(text)) == [
            ("/staffing/0/at_least", "wrong-type"),
            ("/staffing/0/citations", "uncited"),
            ("/staffing/0/role", "unknown-term"),
            ("/staffing/2/citations", "missing"),
            ("/staffing/2/colour", "unknown-key"),
            ("/staffing/2/role", "unknown-term"),
        ]


class TestMalformedBars:
    @pytest.mark.parametrize("given", ["5", "[]", '"LICENCE_REVOKED"'])
    def test_they_are_a_table(self, given: str) -> None:
        with pytest.raises(dr.RulebookError) as caught:
            dr.parse_rulebook(f"bars = {given}\n{without_table()}")
        assert [(one.path, one.code) for one in caught.value.problems] == [("/bars", "wrong-type")]

    @pytest.mark.parametrize(
        ("given", "path", "code"),
        [
            (f"FINE = {{ years = 5, {CITED} }}", "/FINE", "unknown-term"),
            ("LICENCE_REVOKED = 5", "/LICENCE_REVOKED", "wrong-type"),
            (f"LICENCE_REVOKED = {{ months = 60, {CITED} }}", "/LICENCE_REVOKED/months", "unknown-key"),
            (f"LICENCE_REVOKED = {{ years = 0, {CITED} }}", "/LICENCE_REVOKED/years", "wrong-type"),
            (f"LICENCE_REVOKED = {{ years = true, {CITED} }}", "/LICENCE_REVOKED/years", "wrong-type"),
            (f'LICENCE_REVOKED = {{ years = "5", {CITED} }}', "/LICENCE_REVOKED/years", "wrong-type"),
            ("LICENCE_REVOKED = { years = 5 }", "/LICENCE_REVOKED/citations", "missing"),
            ("LICENCE_REVOKED = { years = 5, citations = [] }", "/LICENCE_REVOKED/citations", "uncited"),
            (
                'LICENCE_REVOKED = { years = 5, citations = ["food-law"] }',
                "/LICENCE_REVOKED/citations/0",
                "unknown-reference",
            ),
        ],
    )
    def test_what_a_bar_cannot_be(self, given: str, path: str, code: str) -> None:
        assert problems_in(f"[bars]\n{given}") == [(f"/bars{path}", code)]
