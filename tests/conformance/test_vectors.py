"""The vectors: that they are there, well formed, and show each rule, status, reason, boundary and reading."""

import datetime as dt
import random
from collections import Counter, defaultdict
from typing import Any

import jsonschema
import pytest

import dual_responsibility as dr
from dual_responsibility import conformance
from dual_responsibility.conformance import Vector, vectors
from dual_responsibility.conformance.answering import book_of

ALL = vectors()
OF_RULES = [vector for vector in ALL if vector.rule is not None]
OF_REGISTRIES = [vector for vector in ALL if vector.rule is None]
EXAMPLE = book_of("example-city-2023")
BOOKS = {id: dr.rulebook(id) for id in dr.rulebooks()} | {EXAMPLE.id: EXAMPLE}
RULES = [*EXAMPLE.rules]


def findings_of(vector: Vector) -> list[dict[str, Any]]:
    return [*vector.expected.get("findings", ())]


def test_they_are_found() -> None:
    assert len(OF_RULES) > 1900
    assert len(OF_REGISTRIES) > 140
    assert len({vector.id for vector in ALL}) == len(ALL)
    assert [vector.id for vector in ALL] == sorted(vector.id for vector in ALL)


@pytest.mark.parametrize("book", dr.rulebooks())
def test_each_rule_of_each_rulebook_has_its_own(book: str) -> None:
    assert set(BOOKS[book].rules) <= {vector.rule for vector in OF_RULES}


class TestForm:
    def test_each_answers_to_the_schema(self) -> None:
        schema = conformance.vector_schema()
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        wrong = [vector.id for vector in ALL if not validator.is_valid(vector.document)]
        assert wrong == []

    def test_ids_begin_with_the_rule(self) -> None:
        assert [v.id for v in ALL if v.id.partition("/")[0] != (v.rule or "registry")] == []

    def test_clauses_are_citations_of_the_rulebook(self) -> None:
        lost = {v.id for v in OF_RULES for clause in v.clauses if clause not in BOOKS[v.document["rulebook"]].citations}
        assert lost == set()

    def test_the_first_clause_is_one_that_the_rule_or_a_reading_rests_on(self) -> None:
        strange = set()
        for vector in OF_RULES:
            book = BOOKS[vector.document["rulebook"]]
            rule = book.rules[vector.rule or ""]
            own = {one.id for one in rule.citations} | {one.id for at in rule.editions for one in at.citations}
            read = {one.id for id in rule.readings for one in book.interpretations[id].citations}
            numbers = {one.id for allowed in book.allowances.values() for one in allowed.citations}
            if vector.clauses[0] not in own | read | numbers:
                strange.add(vector.id)
        assert strange == set()

    def test_readings_are_known_and_not_the_default(self) -> None:
        for vector in OF_RULES:
            book = BOOKS[vector.document["rulebook"]]
            for id, reading in vector.document["readings"].items():
                entry = book.interpretations[id]
                assert reading in {one.id for one in entry.readings}, vector.id
                assert reading != entry.chosen, vector.id

    def test_findings_are_of_the_rule_and_in_order(self) -> None:
        for vector in OF_RULES:
            places = [(one["subject"]["kind"], one["subject"]["id"], one["trigger"]) for one in findings_of(vector)]
            assert places == sorted(places), vector.id
            assert {one["rule_id"] for one in findings_of(vector)} <= {vector.rule}, vector.id

    def test_findings_go_together_with_the_tables(self) -> None:
        """Only a fulfilled one has no reason; reasons and cures are those of the tables; days are days."""
        for vector in OF_RULES:
            for one in findings_of(vector):
                assert (one["reason"] is None) == (one["status"] == "FULFILLED"), vector.id
                assert (one["cure"] is None) == (one["reason"] is None), vector.id
                assert one["reason"] is None or one["reason"] in dr.REASONS, vector.id
                assert one["cure"] is None or one["cure"] in dr.CURES, vector.id
                for day in (one["due"], one["closed"]):
                    assert day is None or dt.date.fromisoformat(str(day)), vector.id

    def test_no_two_say_the_same_of_the_same_facts(self) -> None:
        """Two that ask the same question give the same answer."""
        answers = defaultdict(set)
        for vector in ALL:
            asked = repr({key: value for key, value in vector.request.items() if key != "id"})
            answers[asked].add(repr(vector.expected))
        assert [asked for asked, told in answers.items() if len(told) > 1] == []


class TestWhatTheyShow:
    def test_each_status(self) -> None:
        shown = Counter(str(one["status"]) for vector in OF_RULES for one in findings_of(vector))
        assert set(shown) == {status.value for status in dr.Status}
        assert min(shown.values()) > 100

    def test_each_reason_code(self) -> None:
        shown = {one["reason"] for vector in OF_RULES for one in findings_of(vector)}
        assert set(dr.REASONS) - shown == set()

    def test_each_cure(self) -> None:
        shown = {one["cure"] for vector in OF_RULES for one in findings_of(vector)}
        assert set(dr.CURES) - shown == set()

    @pytest.mark.parametrize("rule", RULES)
    def test_that_a_rule_is_met_and_that_it_isnt_and_that_nothing_is_owed(self, rule: str) -> None:
        own = vectors(rule=rule)
        statuses = {one["status"] for vector in own for one in findings_of(vector)}
        assert "FULFILLED" in statuses
        assert statuses & {"VIOLATED", "PENDING"}
        assert any(not findings_of(vector) for vector in own)

    @pytest.mark.parametrize("rule", RULES)
    def test_silence_with_and_without_a_claim(self, rule: str) -> None:
        """Where silence can be asked about at all, some vector has no claim for it."""
        told = {one["reason"] for vector in vectors(rule=rule) for one in findings_of(vector)}
        if rule not in {"coverage.area", "template.adopted"}:
            assert "records-not-claimed" in told

    @pytest.mark.parametrize("rule", RULES)
    def test_each_reading_of_each_interpretation_that_a_rule_names(self, rule: str) -> None:
        named = EXAMPLE.rules[rule].readings
        shown = {(id, value) for vector in vectors(rule=rule) for id, value in vector.document["readings"].items()}
        others = {
            (id, one.id)
            for id in named
            for one in EXAMPLE.interpretations[id].readings
            if one.id != EXAMPLE.interpretations[id].chosen
        }
        assert others - shown == set()

    def test_boundaries_have_sides(self) -> None:
        sides = defaultdict(set)
        for vector in OF_RULES:
            if vector.boundary is not None:
                sides[vector.rule, vector.boundary[0]].add(vector.boundary[1])
        assert len(sides) > 200
        assert [series for series, found in sides.items() if len(found) < 2] == []

    def test_registries_that_are_sound_and_such_that_arent(self) -> None:
        sound = [vector for vector in OF_REGISTRIES if not vector.expected["problems"]]
        assert len(sound) > 20
        assert len(OF_REGISTRIES) - len(sound) > 100


class TestAnswers:
    def test_ours_are_right(self) -> None:
        results = conformance.run(conformance.answer, ALL)
        assert [(one.vector.id, one.differences) for one in results.results if one.outcome != "passed"] == []

    @pytest.mark.parametrize("seed", [1, 2])
    def test_in_any_order(self, seed: int) -> None:
        shuffled = random.Random(seed).sample(ALL, 400)
        assert conformance.run(conformance.answer, shuffled).counts == {conformance.Outcome.PASSED: 400}
