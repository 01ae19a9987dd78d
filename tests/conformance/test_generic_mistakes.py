"""A program that overlooks something that every rule asks for fails at each rule where it matters.

Each mistake is made by changing what the program is asked. A rule that can't be caught is named, with the reason.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from dual_responsibility import conformance
from dual_responsibility.conformance import vectors
from dual_responsibility.facts.registry import COLLECTIONS

Request = Mapping[str, Any]
RULES = sorted({vector.rule for vector in vectors() if vector.rule is not None})


def without(value: Any, *keys: str) -> Any:
    """A document without some fields, however deep they lie."""
    if isinstance(value, dict):
        return {key: without(one, *keys) for key, one in value.items() if key not in keys}
    return [without(one, *keys) for one in value] if isinstance(value, list) else value


def changed(request: Request, **collections: Any) -> Request:
    return {**request, "registry": {**request["registry"], **collections}}


def known_by(request: Request) -> Request:
    """Nothing is left out, whenever it was recorded."""
    return {**request, "known_by": None}


def recorded(request: Request) -> Request:
    """All was recorded on its own day."""
    return {**request, "registry": without(request["registry"], "recorded")}


def end_recorded(request: Request) -> Request:
    """All ends were recorded when they came."""
    return {**request, "registry": without(request["registry"], "end_recorded")}


def since(request: Request) -> Request:
    """The window has no beginning."""
    return {**request, "since": "2022-01-01"}


def claims(request: Request) -> Request:
    """Nothing is claimed: silence never counts."""
    return changed(request, complete=[])


def silence(request: Request) -> Request:
    """All is claimed: silence always counts."""
    return changed(request, complete=[{"kind": kind} for kind in COLLECTIONS])


def areas_of_claims(request: Request) -> Request:
    """A claim is about everywhere."""
    return changed(request, complete=without(request["registry"].get("complete", []), "area"))


def days_of_claims(request: Request) -> Request:
    """A claim is about all days."""
    return changed(request, complete=without(request["registry"].get("complete", []), "period"))


def readings(request: Request) -> Request:
    """The default readings are the only ones."""
    return {**request, "readings": {}}


def operating(request: Request) -> Request:
    """Companies always operate."""
    return changed(request, companies=without(request["registry"].get("companies", []), "operating"))


STEPS_ALONE = {
    "adjust.company-report", "control.rectified", "visit.rectified", "plan.milestone",
    "review.graded", "review.applied", "review.counted", "hazard.regulator-reports-in", "hazard.disposed",
}  # fmt: skip
"""They read days, and no periods."""

SHOWN_ALWAYS = {
    "commitment.signed", "notice-card.displayed",
    "know.responsibility-list", "know.task-list", "know.supervision-list",
}  # fmt: skip
"""Duties without a deadline are in the report however early they were met."""

NO_COMPANY = {rule for rule in RULES if rule.startswith(("mechanism.", "plan.", "review.", "hazard."))}
"""They aren't about companies."""

STILL_OWED = {"adjust.company-change", "adjust.company-report", "control.rectified", "visit.rectified"}
"""Whether a company's closing ends them, no document says."""

NO_SILENCE = {"coverage.area"}
"""It rests on no silence: both areas are on record."""

MISTAKES: list[tuple[Callable[[Request], Request], set[str]]] = [
    (known_by, set()),
    (recorded, set()),
    (end_recorded, STEPS_ALONE),
    (since, SHOWN_ALWAYS),
    (claims, NO_SILENCE),
    (silence, NO_SILENCE),
    (areas_of_claims, NO_SILENCE),
    (days_of_claims, NO_SILENCE),
    (readings, set()),
    (operating, NO_COMPANY | STILL_OWED),
]


def test_the_rules_are_found() -> None:
    assert len(RULES) == 43


@pytest.mark.parametrize(("mistake", "uncaught"), MISTAKES, ids=[one.__name__ for one, _ in MISTAKES])
def test_whoever_overlooks_it_fails_at_each_rule(mistake: Callable[[Request], Request], uncaught: set[str]) -> None:
    asked = [vector for vector in vectors() if vector.rule is not None]
    results = conformance.run(lambda request: conformance.answer(mistake(request)), asked).results
    caught = {one.vector.rule for one in results if one.outcome is not conformance.Outcome.PASSED}
    assert set(RULES) - caught == uncaught
