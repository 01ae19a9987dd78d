"""How the naive evaluators and the library are compared."""

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility.facts.registry import COLLECTIONS

from .common import Case, Expected, Rule

BOOK = dr.rulebook("suining-2022")
CALENDAR = dr.WorkCalendar.from_edition("CN-2026-12-28-8746bf3b")


def examples(usual: int) -> settings:
    """So many registries a test; ``INDEPENDENT_EXAMPLES`` asks for more."""
    return settings(
        max_examples=int(os.environ.get("INDEPENDENT_EXAMPLES", usual)),
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


def by_hand(case: Case, rules: Mapping[str, Rule]) -> list[Expected]:
    """What the naive evaluator finds."""
    return [one for rule in rules.values() for one in rule(case)]


def by_library(case: Case, book: dr.Rulebook, rules: Iterable[str]) -> list[Expected]:
    """What the library finds, one by one, in the same form."""
    report = dr.audit(
        case.registry,
        book,
        since=case.since,
        as_of=case.as_of,
        known_by=case.known_by,
        calendar=case.calendar,
        rules=tuple(rules),
    )
    return [as_expected(one) for finding in report.findings for one in finding.expand()]


def as_expected(found: dr.Finding) -> Expected:
    return Expected(
        found.rule_id,
        (found.subject.kind, found.subject.id),
        (found.bearer.kind, found.bearer.id),
        found.trigger,
        found.status.value,
        found.reason,
        found.arose,
        found.due,
        found.closed,
    )


def in_short(one: Expected) -> str:
    """Trigger, status, reason, and the days on which it arose, was due and was closed."""
    return " ".join(map(str, (one.trigger, one.status, one.reason, one.arose, one.due, one.closed)))


SetAside = Callable[[Case, Expected], bool]
"""What is known to differ, and is left out of a comparison."""


def nothing(case: Case, one: Expected) -> bool:
    return False


def alike(case: Case, book: dr.Rulebook, rules: Mapping[str, Rule], set_aside: SetAside = nothing) -> None:
    """Fail where the two differ, but for what is set aside by name."""
    ours, theirs = Counter(by_hand(case, rules)), Counter(by_library(case, book, rules))
    differ = [f"by hand alone:    {one}" for one in (ours - theirs).elements() if not set_aside(case, one)]
    differ += [f"by library alone: {one}" for one in (theirs - ours).elements() if not set_aside(case, one)]
    assert not differ, "\n".join(["the two differ", *differ, repr(case)])


def readings_of(names: Iterable[str]) -> dict[str, str]:
    """The readings chosen by default."""
    return {id: BOOK.interpretations[id].chosen for id in names}


def one_in(n: int) -> st.SearchStrategy[bool]:
    return st.integers(0, n - 1).map(lambda drawn: drawn == 0)


def maybe(days: st.SearchStrategy[dt.date]) -> st.SearchStrategy[dt.date | None]:
    """A day, now and then."""
    return st.one_of(st.none(), st.none(), st.none(), days)


def collected(facts: Iterable[Any]) -> dict[str, Any]:
    """Facts of any type, by the collection of a registry that they belong to."""
    names = {kind: name for name, kind in COLLECTIONS.items()}
    collections: dict[str, Any] = {}
    for fact in facts:
        collections.setdefault(names[type(fact)], []).append(fact)
    return collections
