"""What a rulebook says of the mechanism (§3, §4), of reviews (§12), and its ledger of clauses; and malformed ones."""

import re
from pathlib import Path

import attrs
import pytest

import dual_responsibility as dr

from .books import suining_text

Role, Met = dr.SeatRole, dr.ClauseMet

CLAUSES = [
    "§1.1", "§1.2", "§1.3",
    "§2.1", "§2.2",
    "§3.1", "§3.2", "§3.3", "§3.4", "§3.5", "§3.6",
    "§4.1",
    "§5.1",
    "§6.1", "§6.2",
    "§7.1", "§7.2", "§7.3",
    "§8.1", "§8.2", "§8.3", "§8.4", "§8.5", "§8.6",
    "§9.1", "§9.2", "§9.3",
    "§10.1", "§10.2",
    "§11.1", "§11.2",
    "§12.1", "§12.2", "§12.3", "§12.4", "§12.5", "§12.6",
    "§13.1", "§13.2", "§13.3", "§13.4", "§13.5",
]  # fmt: skip
"""The clauses of the source, one by one, as they stand in it."""


@pytest.fixture(name="book")
def suining() -> dr.Rulebook:
    return dr.rulebook("suining-2022")


@pytest.fixture(name="norm")
def suinings_mechanism(book: dr.Rulebook) -> dr.MechanismNorm:
    assert book.mechanism is not None
    return book.mechanism


@pytest.fixture(name="review")
def suinings_review(book: dr.Rulebook) -> dr.ReviewNorm:
    assert book.review is not None
    return book.review


class TestTheMechanismOfTheSource:
    def test_the_city_has_it_and_each_county_district_and_park_a_group(self, norm: dr.MechanismNorm) -> None:
        """§3, §4.1; a park is an area at county tier."""
        assert (norm.tier, norm.local_tier) == (dr.Tier.CITY, dr.Tier.COUNTY)

    @pytest.mark.parametrize(
        ("role", "seat", "zh", "en"),
        [
            (Role.CHIEF, "总督导", "市委书记", "municipal Party secretary"),
            (Role.CONVENER, "召集人", "市委副书记、市长", "deputy Party secretary and mayor"),
            (Role.DEPUTY_CONVENER, "副召集人", "分管市领导", "city leader in charge"),
        ],
    )
    def test_each_seat_belongs_to_one_office(
        self, norm: dr.MechanismNorm, role: dr.SeatRole, seat: str, zh: str, en: str
    ) -> None:
        """§3.1, §3.2, §3.3."""
        assert role.label.zh == seat
        assert [norm.offices[id] for id in norm.seats[role]] == [dr.Text(zh, en)]

    def test_no_other_seat_is_one_persons_and_no_other_office_holds_one(self, norm: dr.MechanismNorm) -> None:
        assert set(norm.seats) == {Role.CHIEF, Role.CONVENER, Role.DEPUTY_CONVENER}
        assert sorted(norm.offices) == sorted(id for ids in norm.seats.values() for id in ids)

    def test_the_four_leading_bodies(self, norm: dr.MechanismNorm) -> None:
        """§3.4."""
        assert norm.bodies == {
            "party-committee": dr.Text("市委", "Party committee"),
            "peoples-congress": dr.Text("市人大", "people's congress"),
            "government": dr.Text("市政府", "government"),
            "consultative-conference": dr.Text("市政协", "political consultative conference"),
        }

    def test_the_seven_departments_that_are_named(self, norm: dr.MechanismNorm) -> None:
        """§3.5."""
        assert norm.departments == {
            "education-sports": dr.Text("教体部门", "education and sports"),
            "economy-it": dr.Text("经信部门", "economy and information technology"),
            "civil-affairs": dr.Text("民政部门", "civil affairs"),
            "commerce": dr.Text("商务部门", "commerce"),
            "ethnic-religious": dr.Text("民宗部门", "ethnic and religious affairs"),
            "agriculture": dr.Text("农业部门", "agriculture"),
            "offices-administration": dr.Text("机关事务管理部门", "government offices administration"),
        }

    def test_the_task_force_sits_in_the_market_regulation_bureau(self, norm: dr.MechanismNorm) -> None:
        """§3.6."""
        assert norm.hosts == {"market-regulation": dr.Text("市市场监管局", "city market regulation bureau")}

    @pytest.mark.parametrize(
        ("id", "zh"),
        [
            ("party-secretary", "市委书记"),
            ("government", "市政府"),
            ("commerce", "商务部门"),
            ("market-regulation", "市市场监管局"),
            ("public-security", "public-security"),
            ("", ""),
        ],
    )
    def test_an_id_in_words_and_what_isnt_listed_as_it_stands(self, norm: dr.MechanismNorm, id: str, zh: str) -> None:
        assert norm.text_of(id).zh == zh


class TestTheReviewsOfTheSource:
    def test_leaders_of_city_and_county_report(self, review: dr.ReviewNorm) -> None:
        """§12.1."""
        assert review.tiers == {dr.Tier.CITY, dr.Tier.COUNTY}

    def test_to_whom(self, review: dr.ReviewNorm) -> None:
        """§12.1 names four; §12.2 the committee one tier up; §12.3 names nobody."""
        assert review.audiences == {
            dr.ReviewGround.LEADER: frozenset(dr.Audience),
            dr.ReviewGround.LOWER_COMMITTEE: {dr.Audience.COMMITTEE},
        }
        assert [audience.label.zh for audience in dr.Audience] == [
            "食安委全体成员",
            "两委员一代表",
            "企业代表",
            "群众代表",
        ]

    def test_the_source_sets_no_share_and_no_points(self, review: dr.ReviewNorm) -> None:
        """§12.3: 一定比例; §12.4: four grades and no formula. Nothing is invented."""
        assert (review.share_percent, review.points, review.citations) == ({}, {}, ())


def without(*tables: str) -> str:
    """Suining's text without these tables and those below them."""
    parts = re.split(r"^(?=\[)", suining_text(), flags=re.MULTILINE)
    dropped = [re.compile(rf"\[{table}[.\]]") for table in tables]
    return "".join(part for part in parts if not any(one.match(part) for one in dropped))


MECHANISM = """
[mechanism]
tier = "CITY"
local_tier = "COUNTY"
seats = { CHIEF = ["secretary"], CONVENER = ["mayor"], DEPUTY_CONVENER = ["deputy"] }
offices = { secretary = { zh = "书记", en = "secretary" }, mayor = { zh = "市长", en = "mayor" }, deputy = { zh = "副", en = "deputy" } }
bodies = { committee = { zh = "市委", en = "committee" } }
departments = { commerce = { zh = "商务", en = "commerce" } }
hosts = { bureau = { zh = "局", en = "bureau" } }
"""
REVIEW = """
[review]
tiers = ["CITY", "COUNTY"]
audiences = { LEADER = ["COMMITTEE", "PUBLIC"] }
share_percent = { CITY = 20, COUNTY = 5 }
points = { GOOD = 95, FAIRLY_GOOD = 85, AVERAGE = 70, POOR = 30 }
citations = ["suining-12-3"]
"""
CLAUSE = """
[clauses."§1"]
says = { zh = "说明", en = "what it says" }
rules = ["coverage.area"]
types = ["Area"]
readings = ["first-day"]
not_computable = { zh = "不可算", en = "can't be computed" }
"""
TABLES = {"mechanism": MECHANISM, "review": REVIEW, "clauses": CLAUSE}


def book_with(table: str, *changes: tuple[str, str]) -> dr.Rulebook:
    """Suining's rulebook with another table in place of its own; changed line by line."""
    text = TABLES[table]
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return dr.parse_rulebook(without(table) + text)


def problems_in(text: str) -> list[tuple[str, str]]:
    with pytest.raises(dr.RulebookError) as caught:
        dr.parse_rulebook(text)
    assert all(problem.message.zh and problem.message.en for problem in caught.value.problems)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def problems_with(table: str, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """What is wrong if a table is changed so."""
    text = TABLES[table]
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return problems_in(without(table) + text)


class TestWhatMayBeLeftOut:
    def test_each_of_the_three_tables(self, book: dr.Rulebook) -> None:
        bare = dr.parse_rulebook(without("mechanism", "review", "clauses"))
        assert (bare.mechanism, bare.review, bare.clauses) == (None, None, {})
        for name, nothing in (("mechanism", None), ("review", None), ("clauses", dr.FrozenMap())):
            less = dr.parse_rulebook(without(name))
            assert less == attrs.evolve(book, **{name: nothing})
            assert less.hash != book.hash

    def test_a_mechanism_of_another_city(self) -> None:
        made = book_with(
            "mechanism",
            ('\ntier = "CITY"', '\ntier = "COUNTY"'),
            ('local_tier = "COUNTY"', 'local_tier = "TOWNSHIP"'),
            ('CHIEF = ["secretary"]', 'CHIEF = ["secretary", "mayor"]'),
            ('{ commerce = { zh = "商务", en = "commerce" } }', "{}"),
        ).mechanism
        assert made is not None
        assert (made.tier, made.local_tier) == (dr.Tier.COUNTY, dr.Tier.TOWNSHIP)
        assert made.seats == {
            Role.CHIEF: ("secretary", "mayor"),
            Role.CONVENER: ("mayor",),
            Role.DEPUTY_CONVENER: ("deputy",),
        }
        assert (made.bodies, made.departments) == ({"committee": dr.Text("市委", "committee")}, {})

    def test_share_and_points(self) -> None:
        made = book_with("review").review
        assert made is not None
        assert made.share_percent == {dr.Tier.CITY: 20, dr.Tier.COUNTY: 5}
        assert [made.points[grade] for grade in dr.ReviewGrade] == [95, 85, 70, 30]
        assert made.audiences == {dr.ReviewGround.LEADER: {dr.Audience.COMMITTEE, dr.Audience.PUBLIC}}
        assert [citation.clause for citation in made.citations] == ["§12.3"]
        assert made.ranks == {}

    def test_ranks(self) -> None:
        made = book_with("review", ("points =", "ranks = { GOOD = 1, AVERAGE = 5, POOR = 6 }\npoints =")).review
        assert made is not None
        assert [made.ranks.get(grade) for grade in dr.ReviewGrade] == [1, None, 5, 6]

    @pytest.mark.parametrize("percent", [1, 100])
    def test_the_least_share_and_the_whole(self, percent: int) -> None:
        made = book_with("review", ("CITY = 20", f"CITY = {percent}")).review
        assert made is not None
        assert made.share_percent[dr.Tier.CITY] == percent

    def test_reviews_without_share_points_and_audiences(self) -> None:
        lines = REVIEW.splitlines()
        made = book_with(
            "review", *((line, "") for line in lines if line.startswith(("share", "points", "aud", "cit")))
        ).review
        assert made is not None
        assert (made.audiences, made.share_percent, made.points, made.citations) == ({}, {}, {}, ())

    def test_a_clause_needs_one_way_in_which_it_is_met(self) -> None:
        for kept in CLAUSE.splitlines()[3:]:
            others = [(line, "") for line in CLAUSE.splitlines()[3:] if line != kept]
            (clause,) = book_with("clauses", *others).clauses.values()
            assert [how.value.lower() for how in clause.met] == [kept.partition(" ")[0]]


class TestMalformedMechanism:
    @pytest.mark.parametrize("given", ["3", "[]", '"CITY"'])
    def test_it_is_a_table(self, given: str) -> None:
        found = problems_in(f"mechanism = {given}\n" + without("mechanism"))
        assert found == [("/mechanism", "wrong-type")]

    @pytest.mark.parametrize(
        ("change", "path", "code"),
        [
            (('tier = "CITY"\n', 'tier = "CITY"\ncolour = "red"\n'), "/colour", "unknown-key"),
            (('\ntier = "CITY"', ""), "/tier", "unknown-term"),
            (('\ntier = "CITY"', '\ntier = "TOWN"'), "/tier", "unknown-term"),
            (('\ntier = "CITY"', "\ntier = 4"), "/tier", "unknown-term"),
            (('\ntier = "CITY"', '\ntier = ["CITY"]'), "/tier", "unknown-term"),
            (('local_tier = "COUNTY"\n', ""), "/local_tier", "unknown-term"),
            (('local_tier = "COUNTY"', 'local_tier = "county"'), "/local_tier", "unknown-term"),
            (('seats = { CHIEF = ["secretary"], CONVENER = ["mayor"], DEPUTY_CONVENER = ["deputy"] }\n', ""),
             "/seats", "missing"),
            (('{ CHIEF = ["secretary"], CONVENER = ["mayor"], DEPUTY_CONVENER = ["deputy"] }', "3"),
             "/seats", "wrong-type"),
            (('local_tier = "COUNTY"', 'local_tier = "CITY"'), "/local_tier", "contradiction"),
            (('CHIEF = ["secretary"]', "CHIEF = []"), "/seats/CHIEF", "empty"),
            (('zh = "书记"', 'zh = " "'), "/offices/secretary/zh", "empty"),
            (("{ CHIEF =", '{ KING = ["mayor"], CHIEF ='), "/seats/KING", "unknown-term"),
            (("{ CHIEF =", '{ BODY_MEMBER = ["mayor"], CHIEF ='), "/seats/BODY_MEMBER", "unknown-term"),
            (('CHIEF = ["secretary"]', 'CHIEF = "secretary"'), "/seats/CHIEF", "wrong-type"),
            (('CHIEF = ["secretary"]', 'CHIEF = ["secretary", "king"]'), "/seats/CHIEF/1", "unknown-reference"),
            (('CHIEF = ["secretary"]', 'CHIEF = [["secretary"]]'), "/seats/CHIEF/0", "unknown-reference"),
            (('{ secretary = { zh = "书记", en = "secretary" }', '{ secretary = "书记"'),
             "/offices/secretary", "wrong-type"),
            (('{ zh = "书记", en = "secretary" }', '{ zh = "书记" }'), "/offices/secretary/en", "missing"),
            (('{ zh = "书记", en = "secretary" }', '{ zh = 1, en = "secretary" }'),
             "/offices/secretary/zh", "wrong-type"),
            (('{ zh = "书记", en = "secretary" }', '{ zh = "书记", en = "secretary", fr = "secrétaire" }'),
             "/offices/secretary/fr", "unknown-key"),
            (('bodies = { committee = { zh = "市委", en = "committee" } }\n', ""), "/bodies", "missing"),
            (('{ committee = { zh = "市委", en = "committee" } }', '["committee"]'), "/bodies", "wrong-type"),
            (('{ committee = {', '{ "a/b~c" = 3, committee = {'), "/bodies/a~1b~0c", "wrong-type"),
            (('departments = { commerce = { zh = "商务", en = "commerce" } }\n', ""), "/departments", "missing"),
            (('{ zh = "商务", en = "commerce" }', '{ en = "commerce" }'), "/departments/commerce/zh", "missing"),
            (('hosts = { bureau = { zh = "局", en = "bureau" } }', ""), "/hosts", "missing"),
            (('{ bureau = { zh = "局", en = "bureau" } }', '"bureau"'), "/hosts", "wrong-type"),
        ],
    )  # fmt: skip
    def test_what_it_cannot_be(self, change: tuple[str, str], path: str, code: str) -> None:
        assert problems_with("mechanism", change) == [(f"/mechanism{path}", code)]

    def test_every_problem_is_told(self) -> None:
        found = problems_with(
            "mechanism",
            ('\ntier = "CITY"', '\ntier = "TOWN"\ncolour = 1'),
            ('["secretary"]', '["king"]'),
            ('{ zh = "商务", en = "commerce" }', "1"),
            ('hosts = { bureau = { zh = "局", en = "bureau" } }', ""),
        )
        assert sorted(found) == [
            ("/mechanism/colour", "unknown-key"),
            ("/mechanism/departments/commerce", "wrong-type"),
            ("/mechanism/hosts", "missing"),
            ("/mechanism/seats/CHIEF/0", "unknown-reference"),
            ("/mechanism/tier", "unknown-term"),
        ]


def test_what_the_docs_tell_a_city_to_write() -> None:
    """The lines of docs/committees.md, put into Suining's rulebook."""
    page = Path(__file__).parents[1] / "docs" / "committees.md"
    (written,) = re.findall(r"^```toml\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    citation, review, days = written.split("\n\n")
    assert review.startswith("[review]\n")
    assert suining_text().count("\n[review]\n") == 1
    text = suining_text().replace("\n[review]\n", f"\n{review}\n")
    book = dr.parse_rulebook(f"{text}\n{citation}\n\n{days}")
    assert book.review is not None
    assert book.review.share_percent == dict.fromkeys((dr.Tier.CITY, dr.Tier.COUNTY, dr.Tier.TOWNSHIP), 20)
    assert [one.clause for one in book.review.citations] == ["第5条"]
    assert book.allowances["STATION", "report-in"].days == 1


class TestMalformedReviews:
    @pytest.mark.parametrize("given", ["3", "[]", '"CITY"'])
    def test_it_is_a_table(self, given: str) -> None:
        assert problems_in(f"review = {given}\n" + without("review")) == [("/review", "wrong-type")]

    @pytest.mark.parametrize(
        ("change", "path", "code"),
        [
            (("tiers =", 'colour = "red"\ntiers ='), "/colour", "unknown-key"),
            (('["CITY", "COUNTY"]', '"CITY"'), "/tiers", "wrong-type"),
            (('["CITY", "COUNTY"]', '["CITY", "TOWN"]'), "/tiers/1", "unknown-term"),
            (('["CITY", "COUNTY"]', '[["CITY"]]'), "/tiers/0", "unknown-term"),
            (('tiers = ["CITY", "COUNTY"]\n', ""), "/tiers", "missing"),
            (('["CITY", "COUNTY"]', "[]"), "/tiers", "missing"),
            (('{ LEADER = ["COMMITTEE", "PUBLIC"] }', "3"), "/audiences", "wrong-type"),
            (('"PUBLIC"]', '"KING"]'), "/audiences/LEADER/1", "unknown-term"),
            (('["COMMITTEE", "PUBLIC"]', '"PUBLIC"'), "/audiences/LEADER", "wrong-type"),
            ((", POOR = 30", ""), "/points", "missing"),
            (("AVERAGE = 70", "AVERAGE = 85"), "/points", "contradiction"),
            (("POOR = 30", "POOR = 99"), "/points", "contradiction"),
            (("{ LEADER =", '{ KING = ["PUBLIC"], LEADER ='), "/audiences/KING", "unknown-term"),
            (("{ CITY = 20, COUNTY = 5 }", "20"), "/share_percent", "wrong-type"),
            (("CITY = 20", "TOWN = 20"), "/share_percent/TOWN", "unknown-term"),
            (("COUNTY = 5", "VILLAGE = 5"), "/share_percent/VILLAGE", "unknown-term"),
            (("CITY = 20", "CITY = 0"), "/share_percent/CITY", "wrong-type"),
            (("CITY = 20", "CITY = 101"), "/share_percent/CITY", "wrong-type"),
            (("CITY = 20", "CITY = -1"), "/share_percent/CITY", "wrong-type"),
            (("CITY = 20", "CITY = true"), "/share_percent/CITY", "wrong-type"),
            (("CITY = 20", "CITY = 12.5"), "/share_percent/CITY", "wrong-type"),
            (("CITY = 20", 'CITY = "20"'), "/share_percent/CITY", "wrong-type"),
            (("{ GOOD = 95, FAIRLY_GOOD = 85, AVERAGE = 70, POOR = 30 }", "[95]"), "/points", "wrong-type"),
            (("GOOD = 95, F", "BEST = 100, GOOD = 95, F"), "/points/BEST", "unknown-term"),
            (("GOOD = 95, F", 'GOOD = "95", F'), "/points/GOOD", "wrong-type"),
            (("GOOD = 95, F", "GOOD = true, F"), "/points/GOOD", "wrong-type"),
            (("GOOD = 95, F", "GOOD = 94.5, F"), "/points/GOOD", "wrong-type"),
            (("points =", "ranks = { GOOD = 1, AVERAGE = 1 }\npoints ="), "/ranks", "contradiction"),
            (("points =", "ranks = { GOOD = 2, AVERAGE = 1 }\npoints ="), "/ranks", "contradiction"),
            (("points =", "ranks = { GOOD = 0 }\npoints ="), "/ranks/GOOD", "wrong-type"),
            (("points =", "ranks = { GOOD = true }\npoints ="), "/ranks/GOOD", "wrong-type"),
            (("points =", "ranks = { BEST = 1 }\npoints ="), "/ranks/BEST", "unknown-term"),
            (("points =", "ranks = 3\npoints ="), "/ranks", "wrong-type"),
            (('citations = ["suining-12-3"]\n', ""), "/citations", "uncited"),
            (('citations = ["suining-12-3"]', "citations = []"), "/citations", "uncited"),
            (('citations = ["suining-12-3"]', 'citations = "suining-12-3"'), "/citations", "wrong-type"),
            (('citations = ["suining-12-3"]', 'citations = ["suining-12-9"]'), "/citations/0", "unknown-reference"),
        ],
    )
    def test_what_they_cannot_be(self, change: tuple[str, str], path: str, code: str) -> None:
        assert problems_with("review", change) == [(f"/review{path}", code)]

    @pytest.mark.parametrize("kept", ["share_percent", "points"])
    def test_a_share_needs_a_source_and_so_do_points(self, kept: str) -> None:
        """Nothing is invented: what the source leaves open is set by somebody, who is named."""
        left_out = [
            (line + "\n", "")
            for line in REVIEW.splitlines()
            if line.startswith(("share_percent", "points", "citations")) and not line.startswith(kept)
        ]
        assert len(left_out) == 2
        assert problems_with("review", *left_out) == [("/review/citations", "uncited")]


class TestMalformedLedger:
    @pytest.mark.parametrize("given", ["3", "[]", '"§1.1"'])
    def test_it_is_a_table(self, given: str) -> None:
        assert problems_in(f"clauses = {given}\n" + without("clauses")) == [("/clauses", "wrong-type")]

    def test_each_clause_is_a_table(self) -> None:
        assert problems_in(without("clauses") + '[clauses]\n"§1" = "coverage.area"') == [("/clauses/§1", "wrong-type")]

    @pytest.mark.parametrize(
        ("change", "path", "code"),
        [
            (("says =", 'colour = "red"\nsays ='), "/colour", "unknown-key"),
            (('says = { zh = "说明", en = "what it says" }\n', ""), "/says", "missing"),
            (('says = { zh = "说明", en = "what it says" }', "says = 1"), "/says", "wrong-type"),
            (('{ zh = "说明", en = "what it says" }', '{ zh = "说明" }'), "/says/en", "missing"),
            (('["coverage.area"]', '"coverage.area"'), "/rules", "wrong-type"),
            (('["coverage.area"]', '["coverage.area", "coverage.sea"]'), "/rules/1", "unknown-reference"),
            (('["coverage.area"]', "[1]"), "/rules/0", "unknown-reference"),
            (('["first-day"]', '"first-day"'), "/readings", "wrong-type"),
            (('["first-day"]', '["last-day"]'), "/readings/0", "unknown-reference"),
            (('["Area"]', '"Area"'), "/types", "wrong-type"),
            (('["Area"]', '["Area", 1]'), "/types/1", "wrong-type"),
            (
                ("not_computable =", 'descriptive = { zh = "叙述", en = "words" }\nnot_computable ='),
                "/descriptive",
                "contradiction",
            ),
            (('{ zh = "不可算", en = "can\'t be computed" }', '"no"'), "/not_computable", "wrong-type"),
            (('{ zh = "不可算", en = "can\'t be computed" }', '{ en = "no" }'), "/not_computable/zh", "missing"),
            (("not_computable =", "descriptive = 1\nnot_computable ="), "/descriptive", "wrong-type"),
        ],
    )
    def test_what_a_clause_cannot_be(self, change: tuple[str, str], path: str, code: str) -> None:
        assert problems_with("clauses", change) == [(f"/clauses/§1{path}", code)]

    def test_a_clause_whose_only_rule_is_unknown_is_told_once(self) -> None:
        text = '\n[clauses."§1"]\nsays = { zh = "说明", en = "what it says" }\nrules = ["coverage.sea"]\n'
        assert problems_in(without("clauses") + text) == [("/clauses/§1/rules/0", "unknown-reference")]

    @pytest.mark.parametrize("left", ["", "rules = []\n", "rules = []\ntypes = []\nreadings = []\n"])
    def test_a_clause_that_nothing_meets(self, left: str) -> None:
        text = '\n[clauses."§1"]\nsays = { zh = "说明", en = "what it says" }\n' + left
        assert problems_in(without("clauses") + text) == [("/clauses/§1", "clause-unmet")]


class TestTheLedger:
    """Each clause of the source is accounted for, one by one."""

    def test_it_has_each_clause_of_the_source_in_order_and_no_other(self, book: dr.Rulebook) -> None:
        assert len(CLAUSES) == 42
        assert [*book.clauses] == CLAUSES

    def test_a_clause_has_its_number_and_words_in_both_languages(self, book: dr.Rulebook) -> None:
        for id, clause in book.clauses.items():
            assert clause.id == id
            assert re.search("[一-鿿]", clause.says.zh)
            assert clause.says.en

    @pytest.mark.parametrize("id", CLAUSES)
    def test_it_is_met_in_some_way(self, book: dr.Rulebook, id: str) -> None:
        clause = book.clauses[id]
        assert clause.met
        ways = {
            Met.RULES: clause.rules,
            Met.TYPES: clause.types,
            Met.READINGS: clause.readings,
            Met.NOT_COMPUTABLE: clause.not_computable,
            Met.DESCRIPTIVE: clause.descriptive,
        }
        assert [*clause.met] == [how for how, way in ways.items() if way]

    @pytest.mark.parametrize("id", CLAUSES)
    def test_all_that_it_names_exists(self, book: dr.Rulebook, id: str) -> None:
        clause = book.clauses[id]
        assert [rule for rule in clause.rules if rule not in book.rules] == []
        assert [reading for reading in clause.readings if reading not in book.interpretations] == []
        assert [name for name in clause.types if name not in dr.__all__] == []
        for named in (clause.rules, clause.readings, clause.types):
            assert len(set(named)) == len(named)

    def test_what_cant_be_computed_says_why_in_both_languages(self, book: dr.Rulebook) -> None:
        for clause in book.clauses.values():
            for text in (clause.not_computable, clause.descriptive):
                assert text is None or (re.search("[一-鿿]", text.zh) and text.en)

    def test_a_clause_that_only_describes_is_met_in_no_other_way(self, book: dr.Rulebook) -> None:
        described = [clause for clause in book.clauses.values() if clause.descriptive]
        assert [clause.met for clause in described] == [(Met.DESCRIPTIVE,)] * len(described)

    def test_an_important_basis_isnt_computable(self, book: dr.Rulebook) -> None:
        """§12.5: what code cannot decide is named, not faked; that its use was recorded is a rule."""
        assert book.clauses["§12.5"].not_computable is not None
        assert book.clauses["§12.5"].rules == ("review.applied",)

    def test_each_rule_comes_from_a_clause_or_is_the_nations(self, book: dr.Rulebook) -> None:
        named = {rule for clause in book.clauses.values() for rule in clause.rules}
        for id, rule in book.rules.items():
            national = not any(citation.clause.startswith("§") for citation in rule.citations)
            assert id in named or national, id

    def test_a_rule_stands_at_each_clause_that_it_cites(self, book: dr.Rulebook) -> None:
        lacking = [
            (id, citation.clause)
            for id, rule in book.rules.items()
            for citation in rule.citations
            if citation.clause in book.clauses and id not in book.clauses[citation.clause].rules
        ]
        assert lacking == []

    def test_an_interpretation_stands_at_each_clause_that_it_cites(self, book: dr.Rulebook) -> None:
        lacking = [
            (id, citation.clause)
            for id, entry in book.interpretations.items()
            for citation in entry.citations
            if citation.clause in book.clauses and id not in book.clauses[citation.clause].readings
        ]
        assert lacking == []

    def test_an_interpretation_that_stands_at_no_clause_is_of_a_national_rule(self, book: dr.Rulebook) -> None:
        """The source says nothing of suppliers of meals, of pauses, and of what became of a problem."""
        listed = {id for clause in book.clauses.values() for id in clause.readings}
        assert sorted(set(book.interpretations) - listed) == [
            "central-kitchens",
            "contracted-canteen",
            "deliverer-is-supplier",
            "others-over-1000",
            "pause-evidence",
            "paused-cycle",
            "problem-ended",
            "visit-problem-bearer",
        ]

    def test_each_clause_that_is_cited_is_in_it(self, book: dr.Rulebook) -> None:
        cited = {citation.clause for citation in book.citations.values() if citation.clause.startswith("§")}
        assert sorted(cited - set(book.clauses)) == []

    @pytest.mark.parametrize(
        ("clause", "rule"),
        [
            ("§3.1", "mechanism.chief"),
            ("§3.2", "mechanism.convener"),
            ("§3.3", "mechanism.deputy-convener"),
            ("§3.4", "mechanism.bodies"),
            ("§3.5", "mechanism.departments"),
            ("§3.6", "mechanism.task-force"),
            ("§4.1", "mechanism.local-groups"),
            ("§2.2", "plan.milestone"),
            ("§12.1", "review.leader-reports"),
            ("§12.2", "review.lower-committee-reports"),
            ("§12.3", "review.supervisor-sample"),
            ("§12.4", "review.graded"),
            ("§12.5", "review.applied"),
            ("§12.6", "review.counted"),
            ("§13.3", "hazard.regulator-reports-in"),
            ("§13.4", "hazard.disposed"),
        ],
    )
    def test_the_rules_of_the_committees_side_cite_their_clause(
        self, book: dr.Rulebook, clause: str, rule: str
    ) -> None:
        """One each, as the design's table of rule ids gives them."""
        assert rule in book.clauses[clause].rules
        assert clause in {citation.clause for citation in book.rules[rule].citations}
