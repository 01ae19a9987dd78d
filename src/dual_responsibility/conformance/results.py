"""How a program did on the vectors: each result, and the counts by rule and by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import attrs

from ..vocabulary import Text
from .comparing import Difference
from .vector import Vector

__all__ = ["Outcome", "Result", "Results"]

NOTHING = Text("", "")


class Outcome(StrEnum):
    """What came of a vector (结果).

    >>> [outcome.value for outcome in Outcome]
    ['passed', 'failed', 'unsupported', 'error']
    """

    PASSED = "passed"
    FAILED = "failed"
    UNSUPPORTED = "unsupported"
    ERROR = "error"


@attrs.frozen
class Result:
    """What came of one vector.

    Attributes:
        vector: the vector.
        outcome: whether the answer is right, wrong, refused by the program, or none at all.
        differences: in what it is wrong.
        message: why there is no answer; empty if there is one.
        seconds: how long it took.

    >>> from dual_responsibility.conformance import run, vectors
    >>> (one,) = run(lambda request: {"unsupported": "not yet"}, vectors(id="attend.emergency/no-claim-but-late-visit")).results
    >>> one.outcome.value, one.message.en
    ('unsupported', 'not yet')
    """

    vector: Vector
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    message: Text = NOTHING
    seconds: float = 0.0


@attrs.frozen
class Results:
    """What came of all vectors that were run, in their order.

    >>> from dual_responsibility.conformance import answer, run, vectors
    >>> results = run(answer, vectors(rule="attend.emergency"))
    >>> results.agrees, results.counts[Outcome.FAILED]
    (True, 0)
    """

    results: tuple[Result, ...]

    @property
    def agrees(self) -> bool:
        """Whether no answer is wrong or lacking; what the program says it doesn't do isn't held against it."""
        return not (self.counts[Outcome.FAILED] or self.counts[Outcome.ERROR])

    @property
    def counts(self) -> Counter[Outcome]:
        """How many came out how."""
        return Counter(result.outcome for result in self.results)

    @property
    def by_rule(self) -> Mapping[str, Counter[Outcome]]:
        """The counts of each rule, in order; ``registry`` of those about reading one."""
        return _counted((result.vector.rule or "registry", result.outcome) for result in self.results)

    @property
    def by_clause(self) -> Mapping[str, Counter[Outcome]]:
        """The counts of each clause that vectors are about; one is counted under the first clause that it names."""
        about = ((result.vector.clauses, result.outcome) for result in self.results)
        return _counted((clauses[0], outcome) for clauses, outcome in about if clauses)

    def to_json(self) -> dict[str, Any]:
        """The results as plain data."""
        return {
            "format": "dual-responsibility/conformance-results",
            "version": 1,
            "counts": _plain(self.counts),
            "by_rule": {rule: _plain(counts) for rule, counts in self.by_rule.items()},
            "by_clause": {clause: _plain(counts) for clause, counts in self.by_clause.items()},
            "results": [_row(result) for result in self.results],
        }


def _counted(pairs: Iterable[tuple[str, Outcome]]) -> Mapping[str, Counter[Outcome]]:
    found: dict[str, Counter[Outcome]] = {}
    for name, outcome in pairs:
        found.setdefault(name, Counter())[outcome] += 1
    return dict(sorted(found.items()))


def _plain(counts: Counter[Outcome]) -> dict[str, int]:
    return {outcome.value: counts[outcome] for outcome in Outcome}


def _row(result: Result) -> dict[str, Any]:
    return {
        "id": result.vector.id,
        "rule": result.vector.rule,
        "clauses": [*result.vector.clauses],
        "title": attrs.asdict(result.vector.title),
        "because": attrs.asdict(result.vector.because),
        "outcome": result.outcome.value,
        "message": attrs.asdict(result.message),
        "differences": [attrs.asdict(difference) for difference in result.differences],
    }
