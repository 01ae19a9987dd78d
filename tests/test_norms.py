"""The rulebook: its rules, numbers, citations and readings; and what makes one malformed."""

import datetime as dt
import os
import re
import subprocess
import sys
from importlib import resources
from typing import Any

import attrs
import pytest

import dual_responsibility as dr

SHIPPED = resources.files("dual_responsibility").joinpath("norms", "rulebooks", "suining-2022.toml").read_text("utf-8")


@pytest.fixture
def book() -> dr.Rulebook:
    return dr.rulebook("suining-2022")


# The rules of these families and their sources, as the table of rule ids gives them.
SOURCES = {
    "coverage.assigned": {"§2.1", "§9.1"},
    "coverage.tier": {"§6.1", "§6.2", "§9.1", "§9.2"},
    "coverage.area": {"§1.1"},
    "coverage.escalation-ground": {"§9.2"},
    "team.three-way-matching": {"§6.1"},
    "team.three-way-joint": {"§6.2"},
    "commitment.signed": {"§2.1", "§11.1"},
    "notice-card.displayed": {"§11.2"},
    "know.responsibility-list": {"§7.1"},
    "know.task-list": {"§7.1"},
    "know.supervision-list": {"§7.1"},
    "attend.quarter": {"§7.2"},
    "attend.key-period": {"§7.2"},
    "attend.emergency": {"§7.2"},
    "adjust.personnel-change": {"§7.3"},
    "adjust.work-change": {"§7.3"},
    "adjust.incapacity": {"§7.3"},
    "staffing.director": {"§10.1", "第5条", "第6条", "第10条"},
    "staffing.officer": {"第5条", "第6条", "第10条"},
    "template.adopted": {"§8.1", "§8.2", "§8.3", "§8.5", "§8.6"},
    "control.daily": {"§8.3", "§8.4", "第11条", "第12条"},
    "control.weekly": {"§8.3", "§8.4", "第12条", "第13条"},
    "control.monthly": {"§8.3", "§8.4", "第13条", "第14条"},
    "control.rectified": {"§8.4", "第11条"},
    "visit.rectified": {"各地使用情况报道"},
    "mechanism.chief": {"§3.1"},
    "mechanism.convener": {"§3.2"},
    "mechanism.deputy-convener": {"§3.3"},
    "mechanism.bodies": {"§3.4"},
    "mechanism.departments": {"§3.5"},
    "mechanism.task-force": {"§3.6"},
    "mechanism.local-groups": {"§4.1"},
    "plan.milestone": {"§2.2"},
    "review.leader-reports": {"§12.1"},
    "review.lower-committee-reports": {"§12.2"},
    "review.supervisor-sample": {"§12.3"},
    "review.graded": {"§12.4"},
    "review.applied": {"§12.5"},
    "review.counted": {"§12.6"},
    "hazard.regulator-reports-in": {"§13.3"},
    "hazard.disposed": {"§13.4"},
}
STANDING = {"coverage", "team", "staffing", "template", "mechanism"}
UNDATED = {"commitment", "notice-card", "know", "review.graded", "review.applied", "review.counted"}


class TestSuining:
    def test_it_is_listed_and_made_once(self, book: dr.Rulebook) -> None:
        assert "suining-2022" in dr.rulebooks()
        assert (book.id, book.version) == ("suining-2022", "2.0.0")
        assert dr.rulebook("suining-2022") is book

    def test_its_rules_are_those_of_the_table(self, book: dr.Rulebook) -> None:
        assert set(book.rules) == set(SOURCES)

    @pytest.mark.parametrize("id", SOURCES)
    def test_a_rule_cites_its_source(self, book: dr.Rulebook, id: str) -> None:
        rule = book.rules[id]
        assert rule.id == id
        assert SOURCES[id] <= {citation.clause for citation in rule.citations}
        assert all(book.citations[citation.id] is citation for citation in rule.citations)

    @pytest.mark.parametrize("id", SOURCES)
    def test_a_rule_says_what_it_demands_in_both_languages(self, book: dr.Rulebook, id: str) -> None:
        for text in (book.rules[id].title, book.rules[id].demand):
            assert re.search("[一-鿿]", text.zh)
            assert text.en

    @pytest.mark.parametrize("id", SOURCES)
    def test_a_rule_is_standing_dated_or_undated(self, book: dr.Rulebook, id: str) -> None:
        family = id.partition(".")[0]
        expected = dr.RuleKind.STANDING if family in STANDING else dr.RuleKind.DATED
        assert book.rules[id].kind is (dr.RuleKind.UNDATED if {family, id} & UNDATED else expected)

    @pytest.mark.parametrize("id", SOURCES)
    def test_every_reading_that_a_rule_names_is_on_the_register(self, book: dr.Rulebook, id: str) -> None:
        rule = book.rules[id]
        assert set(rule.readings) <= set(book.interpretations)
        assert len(set(rule.readings)) == len(rule.readings)
        # What the nation's norms demand binds from a day of their own.
        assert ("in-force-from" in rule.readings) is (not rule.editions or id == "staffing.director")

    def test_grades_go_to_tiers_as_clause_9_1_says(self, book: dr.Rulebook) -> None:
        assert [book.tier_of(grade) for grade in dr.Grade] == [
            dr.Tier.CITY,
            dr.Tier.COUNTY,
            dr.Tier.TOWNSHIP,
            dr.Tier.VILLAGE,
        ]

    def test_modes_and_roles_are_those_of_clause_6(self, book: dr.Rulebook) -> None:
        matching, joint = dr.SupervisionMode.THREE_WAY_MATCHING, dr.SupervisionMode.THREE_WAY_JOINT
        assert book.modes == {
            dr.Tier.CITY: matching,
            dr.Tier.COUNTY: matching,
            dr.Tier.TOWNSHIP: joint,
            dr.Tier.VILLAGE: joint,
        }
        assert {role.label.zh for role in book.teams[matching]} == {"领导干部", "联系单位", "联络人"}
        assert {role.label.zh for role in book.teams[joint]} == {"领导干部", "监管干部", "协管员"}

    def test_five_working_days_are_allowed_for_each_cause_of_clause_7_3(self, book: dr.Rulebook) -> None:
        five = dr.Allowance(5, dr.Unit.WORKING_DAYS, (book.citations["suining-7-3"],))
        assert book.allowances == {(cause.value, "adjust"): five for cause in dr.ChangeCause}

    def test_a_visit_is_owed_each_quarter_as_clause_7_2_says(self, book: dr.Rulebook) -> None:
        assert book.visit_window == "QUARTER"

    def test_it_binds_from_the_day_of_the_reading(self, book: dr.Rulebook) -> None:
        assert book.in_force_from.isoformat() == "2022-11-01"
        for reading in book.interpretations["in-force-from"].readings:
            assert book.with_readings({"in-force-from": reading.id}).in_force_from.isoformat() == reading.id

    def test_every_citation_says_where_it_is_from(self, book: dr.Rulebook) -> None:
        for id, citation in book.citations.items():
            assert citation.id == id
            assert citation.clause
            for text in (citation.document, citation.issuer, citation.says):
                assert text.zh
                assert text.en

    def test_every_clause_of_suining_that_is_cited_is_one_of_the_source(self, book: dr.Rulebook) -> None:
        sections = [3, 2, 6, 1, 1, 2, 3, 6, 3, 2, 2, 6, 5]
        clauses = {f"§{s}.{c}" for s, count in enumerate(sections, 1) for c in range(1, count + 1)}
        assert {c.clause for c in book.citations.values() if c.issuer.zh == "遂宁"} <= clauses


class TestInterpretations:
    def test_the_register_decides_at_least_what_the_design_names(self, book: dr.Rulebook) -> None:
        assert set(book.interpretations) >= {
            "in-force-from",
            "first-day",
            "event-day",
            "five-days-causes",
            "visit-at",
            "quarter",
            "partial-quarter",
            "paused-quarter",
            "quarter-bearer",
            "adjust-bearer",
            "team-visit",
            "visit-occasions",
            "adjusted-means",
            "regrade-day",
            "escalated-count",
            "escalation-grounds",
            "quarter-end",
            "key-period-at",
            "emergency-at",
            "letter-signer",
            "letter-d",
            "recorded-default",
        }

    def test_each_has_two_readings_or_more_and_chose_one_of_them(self, book: dr.Rulebook) -> None:
        for id, entry in book.interpretations.items():
            readings = [reading.id for reading in entry.readings]
            assert entry.id == id
            assert len(set(readings)) == len(readings) >= 2
            assert entry.chosen in readings
            assert entry.reading.id == entry.chosen == book.reading(id)

    def test_each_says_what_is_open_why_and_where(self, book: dr.Rulebook) -> None:
        for entry in book.interpretations.values():
            for text in (entry.question, entry.why, *(reading.text for reading in entry.readings)):
                assert text.zh
                assert text.en
            assert entry.citations
            assert all(book.citations[citation.id] is citation for citation in entry.citations)

    def test_each_switch_makes_another_rulebook_with_another_hash(self, book: dr.Rulebook) -> None:
        hashes = {book.hash}
        for id, entry in book.interpretations.items():
            for reading in entry.readings:
                other = book.with_readings({id: reading.id})
                assert other.reading(id) == reading.id
                assert (other == book) == (other.hash == book.hash) == (reading.id == entry.chosen)
                hashes.add(other.hash)
        assert len(hashes) == 1 + sum(len(entry.readings) - 1 for entry in book.interpretations.values())

    def test_several_switches_at_once_and_back(self, book: dr.Rulebook) -> None:
        other = book.with_readings({"first-day": "counted", "visit-at": "once"})
        assert (other.reading("first-day"), other.reading("visit-at")) == ("counted", "once")
        assert book.reading("first-day") == "not-counted"
        back = other.with_readings({"first-day": "not-counted", "visit-at": "each-company"})
        assert back == book
        assert hash(back) == hash(book)
        assert book.with_readings({}) == book

    def test_every_wrong_switch_is_listed_and_nothing_changes(self, book: dr.Rulebook) -> None:
        before = book.hash
        with pytest.raises(dr.ReadingError) as caught:
            book.with_readings({"first-day": "maybe", "visit-at": "once", "no-such": "x", "quarter": "lunar"})
        assert [(p.path, p.code) for p in caught.value.problems] == [
            ("/readings/first-day", "unknown-reading"),
            ("/readings/no-such", "unknown-interpretation"),
            ("/readings/quarter", "unknown-reading"),
        ]
        assert "not-counted" in caught.value.problems[0].message.zh
        assert book.hash == before
        assert book.reading("visit-at") == "each-company"

    def test_a_reading_of_what_is_not_on_the_register_is_refused(self, book: dr.Rulebook) -> None:
        with pytest.raises(dr.ReadingError) as caught:
            book.reading("no-such")
        assert [p.code for p in caught.value.problems] == ["unknown-interpretation"]

    def test_a_wrong_switch_is_pointed_to_by_json_pointer(self, book: dr.Rulebook) -> None:
        with pytest.raises(dr.ReadingError) as caught:
            book.with_readings({"a/b~c": "x"})
        assert [p.path for p in caught.value.problems] == ["/readings/a~1b~0c"]


class TestCitation:
    def test_it_is_cited_by_document_issuer_and_clause(self, book: dr.Rulebook) -> None:
        citation = book.citations["suining-7-3"]
        assert citation.label("zh") == ("《贯彻落实分层分级精准防控末端发力终端见效工作机制实施方案》（遂宁，§7.3）")
        assert citation.label("en").endswith("(Suining §7.3)")

    def test_words_that_were_not_seen_are_marked(self, book: dr.Rulebook) -> None:
        citation = book.citations["national-opinion-2022"]
        assert not citation.verified
        assert citation.label("zh").endswith("，未核实原文）")
        assert citation.label("en").endswith(", words not seen)")

    def test_an_article_has_its_english_name(self, book: dr.Rulebook) -> None:
        assert book.citations["civil-code-201"].label("en").endswith("(national art. 201)")
        assert book.citations["civil-code-201"].label("zh").endswith("（全国，第201条）")

    def test_order_60_was_in_force_until_the_rule_of_2025(self, book: dr.Rulebook) -> None:
        assert str(book.citations["order-60"].in_force) == "2022-11-01/2025-04-14"
        assert book.citations["suining-7-3"].in_force is None


class TestHash:
    def test_it_covers_every_field(self, book: dr.Rulebook) -> None:
        changes: dict[str, Any] = {
            "id": "x",
            "version": "9",
            "title": dr.Text("x", "x"),
            "citations": {},
            "rules": {},
            "tiers": {**book.tiers, dr.Grade.A: dr.Tier.COUNTY},
            "modes": {**book.modes, dr.Tier.CITY: dr.SupervisionMode.THREE_WAY_JOINT},
            "teams": {**book.teams, dr.SupervisionMode.THREE_WAY_JOINT: ()},
            "allowances": {("WORK", "adjust"): dr.Allowance(None, dr.Unit.CALENDAR_DAYS)},
            "visit_window": "MONTH",
            "interpretations": {},
            "staffing": (),
            "bars": {},
            "mechanism": None,
            "review": None,
            "clauses": {},
            "jurisdiction": "x",
            "in_force": dr.Period(dt.date(2022, 11, 1)),
            "since": dt.date(2025, 1, 1),
            "before": book.with_readings({"first-day": "counted"}),
            "own_templates": book.templates.extend({}, id="own", version="1", title=dr.Text("自", "own")),
        }
        assert set(changes) == {field.name for field in attrs.fields(dr.Rulebook)}
        hashes = {book.hash}
        for name, value in changes.items():
            frozen = dr.FrozenMap(value) if isinstance(value, dict) else value
            hashes.add(attrs.evolve(book, **{name: frozen}).hash)
        assert len(hashes) == 1 + len(changes)

    def test_it_is_the_same_when_read_again_and_under_any_hash_seed(self, book: dr.Rulebook) -> None:
        assert dr.parse_rulebook(SHIPPED).hash == book.hash
        program = "import dual_responsibility as dr; print(dr.rulebook('suining-2022').hash)"
        for seed in ("0", "1"):
            done = subprocess.run(
                [sys.executable, "-c", program],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            )
            assert done.stdout.strip() == book.hash


def test_a_rulebook_that_is_not_shipped_is_refused() -> None:
    for id in ("", "suinin", "../suining-2022", "suining-2022.toml"):
        with pytest.raises(dr.UnknownIdError) as caught:
            dr.rulebook(id)
        assert [p.code for p in caught.value.problems] == ["unknown-rulebook"]
        assert "suining-2022" in caught.value.problems[0].message.en


def problems_in(text: str) -> list[tuple[str, str]]:
    with pytest.raises(dr.RulebookError) as caught:
        dr.parse_rulebook(text)
    assert all(problem.message.zh and problem.message.en for problem in caught.value.problems)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def changed(*changes: tuple[str, str]) -> str:
    text = SHIPPED
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


class TestMalformed:
    def test_an_empty_file_lacks_everything(self) -> None:
        assert {path for path, code in problems_in("") if code == "missing"} >= {
            "/id",
            "/version",
            "/jurisdiction",
            "/title",
            "/citations",
            "/rules",
            "/visit_window",
            "/interpretations",
            "/in_force",
        }

    @pytest.mark.parametrize("text", ["not toml", "id = ", "id = 'a'\nid = 'b'", "\ufeffid = 'a'"])
    def test_what_is_not_toml_is_refused(self, text: str) -> None:
        assert problems_in(text) == [("", "not-toml")]

    def test_deep_nesting_is_refused(self) -> None:
        assert problems_in("a = " + "[" * 5_000) == [("", "not-toml")]

    def test_every_problem_of_a_file_is_listed(self) -> None:
        text = changed(
            ('version = "2.0.0"', "version = 1\ncolour = 'red'"),
            ('visit_window = "QUARTER"', 'visit_window = "WEEK"'),
            ('title.en = "Food safety “two responsibilities” of Suining (2022)"', "title.fr = 'x'"),
            ('A = "CITY"', 'A = "TOWN"\nE = "CITY"'),
            ('CITY = "THREE_WAY_MATCHING"\n', ""),
            ('"LIAISON_OFFICER"]', '"DRIVER"]'),
            (
                'WORK = { days = 5, unit = "WORKING_DAYS", citations = ["suining-7-3"] }',
                'WORK = { days = "five", unit = "WEEKS", per = "year", citations = ["suining-7-3"] }',
            ),
            ('clause = "§1.1"', "article = '1'"),
            ('in_force = "2021-01-01/.."', 'in_force = "since 2021"'),
            ('in_force = "2019-04-01/.."', "in_force = 2019-04-01"),
            ('chosen = "not-counted"', 'chosen = "maybe"'),
            ('citations = ["suining-1-1"]', 'citations = ["suining-1-1", "suining-99"]'),
            ('kind = "STANDING"', 'kind = "SOMETIMES"'),
            ('scope = "COMPANY"', ""),
            ('readings = ["in-force-from", "handover-day"', 'readings = ["no-such", "handover-day"'),
        )
        assert sorted(problems_in(text)) == sorted(
            [
                ("/colour", "unknown-key"),
                ("/version", "wrong-type"),
                ("/visit_window", "unknown-term"),
                ("/title/en", "missing"),
                ("/title/fr", "unknown-key"),
                ("/tiers/A", "unknown-term"),
                ("/tiers/E", "unknown-term"),
                ("/modes/CITY", "missing"),
                ("/teams/THREE_WAY_MATCHING/2", "unknown-term"),
                ("/allowances/adjust/WORK/days", "wrong-type"),
                ("/allowances/adjust/WORK/unit", "unknown-term"),
                ("/allowances/adjust/WORK/per", "unknown-key"),
                ("/citations/suining-1-1/clause", "missing"),
                ("/citations/suining-1-1/article", "unknown-key"),
                ("/citations/civil-code-201/in_force", "not-a-period"),
                ("/citations/school-rules-2/in_force", "not-a-period"),
                ("/interpretations/first-day/chosen", "unknown-reading"),
                ("/rules/coverage.area/citations/1", "unknown-reference"),
                ("/rules/coverage.assigned/kind", "unknown-term"),
                ("/rules/coverage.assigned/scope", "unknown-term"),
                ("/rules/coverage.assigned/readings/0", "unknown-reference"),
                ("/rules/coverage.assigned/readings", "missing"),
            ]
        )

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            (
                ("[citations.suining-1-1]", "[citations]\nx = 1\n[citations.suining-1-1]"),
                ("/citations/x", "wrong-type"),
            ),
            (
                ('[rules."coverage.assigned"]', '[rules]\nx = 1\n[rules."coverage.assigned"]'),
                ("/rules/x", "wrong-type"),
            ),
            (
                ("[interpretations.in-force-from]", "[interpretations]\nx = 1\n[interpretations.in-force-from]"),
                ("/interpretations/x", "wrong-type"),
            ),
            (('B = "COUNTY"', "B = 2"), ("/tiers/B", "unknown-term")),
            (('B = "COUNTY"', "B = ['COUNTY']"), ("/tiers/B", "unknown-term")),
            (
                ('citations = ["suining-1-1"]', 'citations = "suining-1-1"'),
                ("/rules/coverage.area/citations", "wrong-type"),
            ),
            (
                ('citations = ["suining-1-1"]', 'citations = [["suining-1-1"]]'),
                ("/rules/coverage.area/citations/0", "unknown-reference"),
            ),
            (
                ('["LEADING_CADRE", "REGULATORY_CADRE", "ASSISTANT"]', "3"),
                ("/teams/THREE_WAY_JOINT", "wrong-type"),
            ),
            (
                ('["LEADING_CADRE", "REGULATORY_CADRE", "ASSISTANT"]', '"ASSISTANT"'),
                ("/teams/THREE_WAY_JOINT", "wrong-type"),
            ),
            (
                ("[allowances.adjust]", "[allowances]\nreport = 15\n[allowances.adjust]"),
                ("/allowances/report", "wrong-type"),
            ),
            (
                ('PERSONNEL = { days = 5, unit = "WORKING_DAYS", citations = ["suining-7-3"] }', "PERSONNEL = 5"),
                ("/allowances/adjust/PERSONNEL", "wrong-type"),
            ),
            (
                ("PERSONNEL = { days = 5", "PERSONNEL = { days = true"),
                ("/allowances/adjust/PERSONNEL/days", "wrong-type"),
            ),
            (
                ('clause = "§1.1"', 'clause = "§1.1"\nverified = "no"'),
                ("/citations/suining-1-1/verified", "wrong-type"),
            ),
            (('clause_en = "art. 201"', "clause_en = 201"), ("/citations/civil-code-201/clause_en", "wrong-type")),
            (
                (
                    'not-counted = { zh = "当日不计", en = "the day of the event isn\'t counted" }',
                    "not-counted = 1",
                ),
                ("/interpretations/first-day/readings/not-counted", "wrong-type"),
            ),
        ],
    )
    def test_a_value_of_the_wrong_shape_is_told(self, change: tuple[str, str], problem: tuple[str, str]) -> None:
        assert problem in problems_in(changed(change))

    @pytest.mark.parametrize(
        ("change", "path"),
        [
            (('citations = ["suining-1-1"]', "citations = []"), "/rules/coverage.area/citations"),
            (("PERSONNEL = { days = 5", "PERSONNEL = { days = -5"), "/allowances/adjust/PERSONNEL/days"),
            (("PERSONNEL = { days = 5", "PERSONEL = { days = 5"), "/allowances/adjust/PERSONEL"),
            (('"2019-04-01/.."', '"2025-04-14/2022-11-01"'), "/citations/school-rules-2/in_force"),
            (("2022-12-20 = {", "soon = {"), "/interpretations/in-force-from/readings/soon"),
            (
                (
                    'counted = { zh = "当日计入：按工作日计算的，是工作日才计为第1日", '
                    'en = "the day of the event is the first day; of working days, if it is one" }\n',
                    "",
                ),
                "/interpretations/first-day/readings",
            ),
        ],
        ids=[
            "every rule carries a citation",
            "no negative number of days",
            "no cause that is none",
            "no period that ends before it begins",
            "the first day in force is a day",
            "an open question has two readings",
        ],
    )
    def test_a_value_that_cannot_be_meant_is_told(self, change: tuple[str, str], path: str) -> None:
        assert path in [where for where, _ in problems_in(changed(change))]

    def test_a_key_is_pointed_to_by_json_pointer(self) -> None:
        assert problems_in('"a/b~c" = 1\n' + SHIPPED) == [("/a~1b~0c", "unknown-key")]

    def test_where_the_source_sets_no_figure_the_rulebook_says_so(self) -> None:
        text = changed(
            (
                'PERSONNEL = { days = 5, unit = "WORKING_DAYS", citations = ["suining-7-3"] }',
                'PERSONNEL = { unit = "WORKING_DAYS", citations = ["suining-7-3"] }',
            )
        )
        book = dr.parse_rulebook(text)
        assert book.allowances["PERSONNEL", "adjust"] == dr.Allowance(
            None, dr.Unit.WORKING_DAYS, (book.citations["suining-7-3"],)
        )

    def test_another_city_may_ask_for_a_visit_each_month(self) -> None:
        book = dr.parse_rulebook(changed(('visit_window = "QUARTER"', 'visit_window = "MONTH"')))
        assert book.visit_window == "MONTH"
