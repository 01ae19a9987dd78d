"""The finite tables of the rules: every combination is there, each has one answer, and it is the clauses' answer.

docs/generate_tables.py enumerates the tables by auditing. What is expected of them is written here from the clauses
alone, as formulas and tables by hand; `national.md` stands for the mission's facts on the national rules.
"""

import csv
import datetime as dt
import functools
import importlib.util
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import dual_responsibility as dr

SOURCE = Path(__file__).parents[1] / "docs" / "generate_tables.py"
Answers = dict[tuple[Any, ...], tuple[Any, ...]]


def load() -> ModuleType:
    """docs/ is no package: its module is loaded by its path."""
    spec = importlib.util.spec_from_file_location("generate_tables", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TABLES = load()


def many(answers: Answers) -> Answers:
    """The combinations that have no answer, or more than one."""
    return {combination: found for combination, found in answers.items() if len(found) != 1}


TIER, GROUND = "coverage.tier", "coverage.escalation-ground"
FROM_BELOW = (dr.Tier.VILLAGE, dr.Tier.TOWNSHIP, dr.Tier.COUNTY, dr.Tier.CITY)
OWN = dict(zip("DCBA", FROM_BELOW, strict=True))
LISTED = (dr.EscalationGround.KEY_PRODUCER, dr.EscalationGround.SCHOOL, dr.EscalationGround.ELDERLY_CARE_CANTEEN)


@pytest.fixture(scope="module", name="coverage")
def coverage_enumerated() -> Any:
    return TABLES.coverage_answers()


class TestWhoMaySuperviseWhom:
    """§9.1: A at city tier, B at county, C at township, D at village. §9.2: some at a higher tier, on three grounds."""

    def steps_above(self, tier: dr.Tier, grade: dr.Grade) -> int:
        """By how many tiers the supervisor stands above the grade's own; below it if negative."""
        return FROM_BELOW.index(tier) - FROM_BELOW.index(OWN[grade.value])

    def expected(self, rule: str, tier: dr.Tier, grade: dr.Grade, ground: Any) -> tuple[str | None, str | None]:
        above = self.steps_above(tier, grade)
        if rule == TIER:  # §9.1, §9.2: its own tier or a higher one, and never a lower
            return ("FULFILLED", None) if above >= 0 else ("VIOLATED", "tier-too-low")
        if above <= 0:  # §9.2 speaks of those at a higher tier alone
            return None, None
        if ground is None:
            return "VIOLATED", "ground-missing"
        # Reading escalation-grounds: the three that the source lists, and no other.
        return ("FULFILLED", None) if ground in LISTED else ("VIOLATED", "ground-not-listed")

    def test_every_combination_is_there(self, coverage: Answers) -> None:
        """Two rules, four tiers, four grades, and no ground or one of four."""
        assert [*coverage] == [*product((TIER, GROUND), dr.Tier, dr.Grade, (None, *LISTED, dr.EscalationGround.OTHER))]
        assert len(coverage) == 2 * 4 * 4 * (1 + 4) == 160

    def test_each_has_one_answer(self, coverage: Answers) -> None:
        assert many(coverage) == {}

    def test_it_is_the_clauses_answer(self, coverage: Answers) -> None:
        assert coverage == {combination: (self.expected(*combination),) for combination in coverage}

    def test_the_answers_counted_by_hand(self, coverage: Answers) -> None:
        """Of sixteen pairs four are equal, six higher and six lower; each stands with five grounds."""
        assert Counter((rule, *found) for (rule, *_), (found,) in coverage.items()) == {
            (TIER, "FULFILLED", None): (4 + 6) * 5,
            (TIER, "VIOLATED", "tier-too-low"): 6 * 5,
            (GROUND, None, None): (4 + 6) * 5,
            (GROUND, "FULFILLED", None): 6 * 3,
            (GROUND, "VIOLATED", "ground-missing"): 6,
            (GROUND, "VIOLATED", "ground-not-listed"): 6,
        }


TITLES = {
    "DAILY": "每日食品安全检查记录",
    "WEEKLY": "每周食品安全排查治理报告",
    "MONTHLY": "每月食品安全调度会议纪要",
}
# Order 60: daily by the officer; weekly by director or officer; monthly by the main person in charge.
FILLED_BY = {"DAILY": {"食品安全员"}, "WEEKLY": {"食品安全总监", "食品安全员"}, "MONTHLY": {"主要负责人"}}


@pytest.fixture(scope="module", name="templates")
def templates_enumerated() -> Any:
    return TABLES.template_answers()


class TestWhichTemplate:
    """§8: four sectors, four levels, three cycles; three documents, one a cycle (§8.4)."""

    def items(self, sector: dr.Sector, grade: dr.Grade, cycle: dr.Cycle) -> int:
        """The lines of the sector's list that this level is asked: from a level upwards, or of the levels named."""
        file = resources.files("dual_responsibility.norms") / "matrix" / f"items-{str(sector.value).lower()}.csv"
        lines = csv.DictReader(file.read_text("utf-8-sig").splitlines())
        levels = {level: "DCBA"["DCBA".index(level) :] for level in "DCBA"}
        return sum(
            str(grade.value) in (levels[line["from"]] if line["from"] else line["only"])
            for line in lines
            if line["cycle"] == cycle.value
        )

    def test_every_cell_is_there(self, templates: Answers) -> None:
        assert [*templates] == [*product(dr.Sector, dr.Grade, dr.Cycle)]
        assert len(templates) == 4 * 4 * 3 == 48

    def test_each_has_one_template(self, templates: Answers) -> None:
        assert many(templates) == {}

    def test_it_has_the_title_of_its_cycle_its_authors_and_its_items(self, templates: Answers) -> None:
        found = {
            cell: (title, {role.label.zh for role in by}, items) for cell, ((title, by, items),) in templates.items()
        }
        assert found == {
            (sector, grade, cycle): (
                TITLES[cycle.value],
                FILLED_BY[cycle.value],
                self.items(sector, grade, cycle),
            )
            for sector, grade, cycle in templates
        }


FIVE = ("2023-04-28", "2023-05-04", "2023-05-05", "2023-05-06", "2023-05-08")
CHANGED, DUE, AFTER = "2023-04-27", FIVE[-1], "2023-05-09"
RULES = {
    "PERSONNEL": "adjust.personnel-change",
    "WORK": "adjust.work-change",
    "INCAPACITY": "adjust.incapacity",
}
# What happened: the change, the successor's first day, the day judged, whether records are claimed complete;
# then status, reason, and the last day allowed.
COURSES = {
    "successor on the day of the change": (CHANGED, CHANGED, "2023-06-30", True, "FULFILLED", None, DUE),
    "successor on the last allowed day": (CHANGED, DUE, "2023-06-30", True, "FULFILLED", None, DUE),
    "successor on the day after it": (CHANGED, AFTER, "2023-06-30", True, "FULFILLED_LATE", "successor-late", DUE),
    # A duty that is due on the day judged is still pending, and violated from the next day on.
    "none, still within the days": (CHANGED, None, DUE, True, "PENDING", "not-yet-due", DUE),
    "none, overdue": (CHANGED, None, AFTER, True, "VIOLATED", "successor-missing", DUE),
    # Silence is no guilt where nobody says that the records are complete.
    "none, records not claimed complete": (CHANGED, None, AFTER, False, "UNDETERMINED", "records-not-claimed", DUE),
    # The notices reach to 28 December 2026: none of the five days after it can be named.
    "none, days beyond the calendar": (
        *("2026-12-28", None, "2027-01-27", True),
        *("UNDETERMINED", "calendar-horizon", None),
    ),
}


@pytest.fixture(scope="module", name="adjustments")
def adjustments_enumerated() -> Any:
    return TABLES.adjustment_answers()


class TestWhatFollowsOnAChange:
    """§7.3: on each of three causes the supervisor is replaced within 5 working days.

    The change is on Thursday 27 April 2023 and isn't counted (Civil Code art. 201). Labour Day is off from 29 April
    to 3 May; Saturday 6 May is a make-up working day; Sunday the 7th is off.
    """

    def test_every_combination_is_there(self, adjustments: Answers) -> None:
        assert [*adjustments] == [*product(dr.ChangeCause, COURSES)]
        assert len(adjustments) == 3 * 7 == 21

    def test_what_happened_is_what_its_name_says(self) -> None:
        days = {
            name: (str(one.change), one.successor and str(one.successor), str(one.as_of), one.claimed)
            for name, one in TABLES.COURSES.items()
        }
        assert days == {name: told[:4] for name, told in COURSES.items()}

    def test_each_has_one_answer_and_only_the_rule_of_its_cause_speaks(self, adjustments: Answers) -> None:
        assert many(adjustments) == {}
        assert {(cause.value, found[0]) for (cause, _), (found,) in adjustments.items()} == {*RULES.items()}

    def test_it_is_the_clauses_answer(self, adjustments: Answers) -> None:
        found = {
            (cause.value, name): (rule, status, reason, due and str(due))
            for (cause, name), ((rule, status, reason, due),) in adjustments.items()
        }
        assert found == {
            (cause, name): (rule, *told[4:]) for cause, rule in RULES.items() for name, told in COURSES.items()
        }

    def test_the_five_days_by_the_weekday(self) -> None:
        """Friday; after the holiday Thursday, Friday, the Saturday that is worked, and Monday."""
        weekdays = [dt.date.fromisoformat(text).isoweekday() for text in FIVE]
        assert weekdays == [5, 4, 5, 6, 1]


Kind, Size = dr.CompanyKind, dr.CompanySize
DIRECTOR, OFFICER = "staffing.director", "staffing.officer"


class Known(NamedTuple):
    """What decides whether a company needs a director, all of it on record."""

    kind: dr.CompanyKind
    sector: dr.Sector
    size: dr.CompanySize
    centralised: bool
    diners: int

    @property
    def makes_special_food(self) -> bool:
        return self.kind is Kind.PRODUCER and self.sector is dr.Sector.SPECIAL

    @property
    def is_large_or_medium(self) -> bool:
        return self.size in (Size.LARGE, Size.MEDIUM)


OTHER_CANTEENS = (Kind.OFFICE_CANTEEN, Kind.ENTERPRISE_CANTEEN, Kind.INSTITUTION_CANTEEN, Kind.OTHER_CANTEEN)
MEALS_FOR_OTHERS = (Kind.CENTRAL_KITCHEN, Kind.MEAL_DELIVERER)


def by_order_60(one: Known) -> bool:
    """Order 60 (2022) art. 5, as in national.md: 以上 counts the number, 超过 doesn't (Civil Code art. 1259).

    Who makes meals for others is a caterer like any. The “others” after the canteens of nurseries and schools are
    the other canteens, and by “or meals” who makes meals for others; a restaurant's guests aren't counted.
    """
    caterers = (Kind.CATERER, *MEALS_FOR_OTHERS)
    return (
        one.makes_special_food
        or (one.is_large_or_medium and one.kind in (Kind.PRODUCER, Kind.SELLER, *caterers))
        or one.kind is Kind.CHAIN_HEADQUARTERS
        or (one.kind is Kind.NURSERY_CANTEEN and one.diners >= 300)
        or (one.kind is Kind.SCHOOL_CANTEEN and one.diners >= 500)
        or (one.kind in (Kind.ELDERLY_CARE_CANTEEN, *OTHER_CANTEENS, *MEALS_FOR_OTHERS) and one.diners > 1000)
    )


def by_the_rules_of_2025(one: Known) -> bool:
    """First rule art. 6 and second rule art. 10, as in national.md; the canteens are the second's, all of it 以上.

    Central kitchens count as caterers that need one. A deliverer needs one above 1,000 by the first rule and, as a
    supplier (reading deliverer-is-supplier), from 1,000 on by the second.
    """
    first = (
        one.makes_special_food
        or (one.is_large_or_medium and one.kind in (Kind.PRODUCER, Kind.SELLER, Kind.CATERER))
        or one.kind in (Kind.CENTRAL_KITCHEN, Kind.CHAIN_HEADQUARTERS)
        or (one.kind is Kind.MEAL_DELIVERER and one.diners > 1000)
    )
    second = (
        (one.kind in (Kind.NURSERY_CANTEEN, Kind.ELDERLY_CARE_CANTEEN) and one.diners >= 300)
        or (one.kind is Kind.SCHOOL_CANTEEN and one.diners >= 500)
        or (one.kind in (*OTHER_CANTEENS, Kind.MEAL_DELIVERER) and one.diners >= 1000)
    )
    return first or second


def by_suining(one: Known) -> bool:
    """§10.1: canteens of schools, offices, enterprises, institutions with centralised dining, whatever their number.

    Readings: a nursery is a school; an elderly-care home isn't named.
    """
    listed = (Kind.SCHOOL_CANTEEN, Kind.OFFICE_CANTEEN, Kind.ENTERPRISE_CANTEEN, Kind.INSTITUTION_CANTEEN)
    return one.centralised and one.kind in (*listed, Kind.NURSERY_CANTEEN)


@functools.cache
def needs_director(one: Known, book: str, on: str) -> bool:
    """Nothing binds before Order 60 does, nor does Suining (reading in-force-from); in 2025 the new rules follow."""
    if on < "2022-11-01":
        return False
    nation = by_order_60(one) if on < "2025-04-15" else by_the_rules_of_2025(one)
    return nation or (book == "suining-2022" and by_suining(one))


FACTS = ("kind", "sector", "size", "dining", "diners")
EVERY = (tuple(Kind), tuple(dr.Sector), tuple(Size), (True,), (0, 299, 300, 500, 1000, 1001))
"""What a fact could be that isn't on record; dining is then centralised (reading centralised-dining)."""


def possible(case: Iterable[Any]) -> Iterator[Known]:
    """What the company could be, as far as it is on record."""
    for made in product(*(every if fact is None else (fact,) for fact, every in zip(case, EVERY, strict=True))):
        yield Known(*made)


@pytest.fixture(scope="module", name="staffing")
def staffing_enumerated() -> Any:
    return TABLES.staffing_answers()


class TestWhoNeedsADirectorOrAnOfficer:
    """§10.1; Order 60 from 2022-11-01; the two rules of 2025 from 2025-04-15. Nothing is asked the day before."""

    BOOKS = ("suining-2022", "china-2025")
    DAYS = ("2022-10-31", "2022-11-01", "2025-04-14", "2025-04-15")
    DINERS = (299, 300, 301, 499, 500, 501, 999, 1000, 1001)

    def of(self, staffing: Answers, rule: str) -> Iterator[tuple[str, str, tuple[Any, ...], str]]:
        """Rulebook, day, what is on record of the company, and the answer."""
        return ((book, on, tuple(case), found) for (book, r, on, *case), (found,) in staffing.items() if r == rule)

    def test_every_combination_is_there(self, staffing: Answers) -> None:
        """Two rulebooks, rules; four days; fourteen kinds, four sectors, sizes, nine numbers, yes and no; or unknown."""
        company = ((*Kind, None), (*dr.Sector, None), (*Size, None), (True, False, None), (*self.DINERS, None))
        assert staffing.keys() == {*product(self.BOOKS, (DIRECTOR, OFFICER), self.DAYS, *company)}
        assert len(staffing) == 2 * 2 * 4 * (14 + 1) * (4 + 1) * (4 + 1) * (2 + 1) * (9 + 1) == 180_000

    def test_each_has_one_answer(self, staffing: Answers) -> None:
        assert many(staffing) == {}

    def test_every_company_needs_an_officer_from_the_first_rule_on(self, staffing: Answers) -> None:
        """Order 60: in every food producer or operator; the rules of 2025 go on with it."""
        wrong = [
            (book, on, case, found)
            for book, on, case, found in self.of(staffing, OFFICER)
            if found != ("not needed" if on == "2022-10-31" else "needed")
        ]
        assert wrong == []

    def test_who_needs_a_director_is_as_the_clauses_say(self, staffing: Answers) -> None:
        """Needed, or not, if that is so whatever isn't on record; otherwise it can't be told."""
        wrong = []
        for book, on, case, found in self.of(staffing, DIRECTOR):
            could = {needs_director(one, book, on) for one in possible(case)}
            expected = {"can't be told"} if len(could) == 2 else {"needed" if could.pop() else "not needed"}
            told = "can't be told" if found.endswith("-unknown") else found
            if {told} != expected:
                wrong.append((book, on, case, found))
        assert wrong == []

    def test_what_is_said_to_lack_lacks_and_would_decide(self, staffing: Answers) -> None:
        """The gap that is named isn't on record, and with all else settled it can still turn the answer."""
        wrong = []
        for book, on, case, found in self.of(staffing, DIRECTOR):
            if found.endswith("-unknown"):
                place = FACTS.index(found.removesuffix("-unknown"))
                otherwise: dict[tuple[Any, ...], set[bool]] = {}
                for one in possible(case):
                    rest = (*one[:place], *one[place + 1 :])
                    otherwise.setdefault(rest, set()).add(needs_director(one, book, on))
                if case[place] is not None or all(len(said) == 1 for said in otherwise.values()):
                    wrong.append((book, on, case, found))
        assert wrong == []

    @pytest.mark.parametrize("book", BOOKS)
    @pytest.mark.parametrize(
        ("kind", "least_2022", "least_2025"),
        [
            (Kind.NURSERY_CANTEEN, 300, 300),
            (Kind.SCHOOL_CANTEEN, 500, 500),
            (Kind.ELDERLY_CARE_CANTEEN, 1001, 300),
            (Kind.OFFICE_CANTEEN, 1001, 1000),
            (Kind.ENTERPRISE_CANTEEN, 1001, 1000),
            (Kind.INSTITUTION_CANTEEN, 1001, 1000),
            (Kind.OTHER_CANTEEN, 1001, 1000),
        ],
    )
    def test_the_least_number_of_a_canteen_without_centralised_dining(
        self, staffing: Answers, book: str, kind: dr.CompanyKind, least_2022: int, least_2025: int
    ) -> None:
        """By hand, without the formula: nothing in October 2022; then Order 60; then the second rule of 2025."""
        never = 10_000
        for on, least in zip(self.DAYS, (never, least_2022, least_2022, least_2025), strict=True):
            asked = {n: staffing[book, DIRECTOR, on, kind, dr.Sector.CATERING, None, False, n] for n in self.DINERS}
            assert asked == {n: ("needed" if n >= least else "not needed",) for n in self.DINERS}

    def test_the_rows_of_the_page_stand_for_every_combination_once(self, staffing: Answers) -> None:
        for book, rule in product(self.BOOKS, (DIRECTOR, OFFICER)):
            part = {(on, *case): found for (b, r, on, *case), found in staffing.items() if (b, r) == (book, rule)}
            stands_for = [
                ((*terms, *diners), found)
                for merged, row in TABLES.merged(part, 5)
                for terms in product(*merged)
                for diners, found in row.items()
            ]
            assert len(stands_for) == len(part)
            assert dict(stands_for) == part

    def test_the_page(self, staffing: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
        """A title, a section a table, every row as wide as its head, and no cell with two answers."""

        def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
            titles = [*head]
            for row in ([*row] for row in rows):
                assert len(row) == len(titles)
                assert not [cell for cell in row if not cell or " / " in cell]
                yield "| " + " | ".join(row)

        monkeypatch.setattr(TABLES, "staffing_answers", lambda: staffing)
        lines = [*TABLES.tables_page(table)]
        assert lines[0] == "# Every combination (组合全表)"
        assert [line for line in lines if line.startswith("## ")] == [
            "## Who may supervise whom (包保层级与提级包保)",
            "## Which template (企业模板)",
            "## What follows on a change of the supervisor (必调整)",
            "## Who needs a director or an officer (食品安全总监、食品安全员)",
        ]
        for number in (160, 48, 21, 180_000):
            assert [line for line in lines if line.startswith(f"{number} combinations")]


def test_the_page_is_made_from_public_names_alone() -> None:
    text = SOURCE.read_text("utf-8")
    assert re.findall(r"^ *(?:from|import) dual_responsibility.*", text, re.MULTILINE) == [
        "import dual_responsibility as dr"
    ]
    assert {*re.findall(r"\bdr\.(\w+)", text)} <= {*dr.__all__}
