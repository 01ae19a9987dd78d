"""The page that counts the conformance vectors: by rule and status, reason, reading and boundary."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

import dual_responsibility as dr
from dual_responsibility.conformance import Vector, vectors

Line = str
Table = Callable[[Iterable[str], Iterable[Iterable[str]]], Iterator[Line]]


def vectors_page(table: Table) -> Iterator[Line]:
    """The tables of vectors."""
    found = vectors()
    by_rule: dict[str, list[Vector]] = defaultdict(list)
    for vector in found:
        by_rule[vector.rule or "registry"].append(vector)
    yield "# The conformance vectors (测试向量一览)"
    yield from ("", f"{len(found):,} vectors. [What they are and how to run them](../conformance.md).")
    yield from ("", "## By rule and status", "")
    yield "How many findings of each status are expected; how many vectors say that nothing is owed; how many series"
    yield "about a boundary there are, and how many readings other than the default are switched."
    yield from table(
        ("rule", "vectors", *(status.value for status in dr.Status), "nothing owed", "boundaries", "readings"),
        ([f"`{rule}`", *map(str, _row(own))] for rule, own in by_rule.items() if rule != "registry"),
    )
    registries = by_rule["registry"]
    sound = sum(not vector.expected["problems"] for vector in registries)
    yield f"Beside them {len(registries)} registries: {sound} that are sound, {len(registries) - sound} with problems."
    yield from ("", "## By reason code")
    reasons = Counter(
        (one["status"], one["reason"])
        for vector in found
        for one in vector.expected.get("findings", ())
        if one["reason"] is not None
    )
    yield from table(
        ("reason", *(status.value for status in dr.Status if status is not dr.Status.FULFILLED)),
        (
            [
                f"`{reason}`",
                *(
                    str(reasons[status.value, reason] or "")
                    for status in dr.Status
                    if status is not dr.Status.FULFILLED
                ),
            ]
            for reason in dr.REASONS
        ),
    )
    yield from ("", "## By problem of a registry")
    problems = Counter(one["code"] for vector in registries for one in vector.expected["problems"])
    yield from table(("code", "times"), ([f"`{code}`", str(count)] for code, count in sorted(problems.items())))


def _row(own: list[Vector]) -> Iterator[int]:
    findings = [one for vector in own for one in vector.expected["findings"]]
    yield len(own)
    yield from (sum(one["status"] == status.value for one in findings) for status in dr.Status)
    yield sum(not vector.expected["findings"] for vector in own)
    yield len({vector.boundary[0] for vector in own if vector.boundary is not None})
    yield len({pair for vector in own for pair in vector.document["readings"].items()})
