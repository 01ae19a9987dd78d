"""What the independent evaluators cover, and that they are independent."""

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

import dual_responsibility as dr

from . import committees, companies, supervision, visits
from .common import Rule
from .comparing import BOOK

EVALUATORS: dict[str, tuple[Mapping[str, Rule], tuple[str, ...]]] = {
    "supervision": (supervision.RULES, ("coverage.", "team.", "commitment.", "notice-card.", "know.", "adjust.")),
    "committees": (committees.RULES, ("mechanism.", "plan.", "review.", "hazard.")),
    "visits": (visits.RULES, ("attend.", "visit.")),
    "companies": (companies.RULES, ("staffing.", "template.", "control.")),
}
"""The rules of each evaluator, and the families that it has taken on."""
FACTS_ALONE = {"dual_responsibility", "dual_responsibility.facts.base", "dual_responsibility.facts.registry"}


@pytest.mark.parametrize("name", EVALUATORS)
def test_an_evaluator_covers_every_rule_of_its_families(name: str) -> None:
    rules, families = EVALUATORS[name]
    assert set(rules) == {id for id in BOOK.rules if id.startswith(families)}


def test_together_they_cover_every_rule() -> None:
    covered = [id for rules, _ in EVALUATORS.values() for id in rules]
    assert sorted(covered) == sorted(BOOK.rules)


def imported(path: Path) -> set[str]:
    """The modules of the library that a file imports from."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module))
    return {one for one in found if one.startswith(dr.__name__)}


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("*.py")), ids=lambda path: path.name)
def test_nothing_of_the_librarys_rules_is_imported(path: Path) -> None:
    """Facts, the calendar, the rulebook with its readings, and the audit that is compared with: nothing else."""
    assert imported(path) <= FACTS_ALONE


@pytest.mark.parametrize("name", [*EVALUATORS, "common", "on_record"])
def test_an_evaluator_asks_the_library_for_facts_alone(name: str) -> None:
    """Classes, and no function of its but for a rulebook's data: none that judges, counts or plans."""
    tree = ast.parse((Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "dr"
    }
    assert asked
    assert {one for one in asked if one[0].islower()} <= {"rulebook"}
