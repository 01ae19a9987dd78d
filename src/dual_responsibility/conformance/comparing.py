"""In what an answer to a vector differs from what is expected: finding by finding, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from ..errors import UnknownIdError

__all__ = ["FIELDS", "Difference", "differences", "require_fields"]

FIELDS: tuple[str, ...] = ("bearer", "status", "reason", "due", "closed", "cure", "count", "days")
"""The fields of a finding that are compared unless others are asked for; rule, subject and trigger identify it.

>>> FIELDS[:4]
('bearer', 'status', 'reason', 'due')
"""

_PLAIN = {"count": 1}
"""What a finding has that doesn't say so. Null, and not there, are the same."""


@attrs.frozen
class Difference:
    """One thing in which an answer differs (差异).

    Attributes:
        place: the finding, by rule, subject and trigger; or the problem, by path and code.
        field: the field of the finding; None if all of it is missing, or shouldn't be there.
        expected: what is expected; None if nothing is.
        found: what was answered; None if nothing was.

    >>> from dual_responsibility.conformance import vectors
    >>> (one,) = vectors(id="attend.quarter/once-visit-at-a-company-given-up")
    >>> [(it.place, it.found) for it in one.differences({"findings": []})]
    [('attend.quarter supervisor:S-1 2023-Q1', None)]
    """

    place: str
    field: str | None
    expected: Any
    found: Any


def require_fields(compare: Iterable[str]) -> None:
    """Refuse what is no field of a finding that can be compared."""
    for field in compare:
        if field not in FIELDS:
            zh, en = f"没有可以比较的字段 {field!r}，有：", f"there is no field {field!r} to compare, but: "
            known = ", ".join(FIELDS)
            raise UnknownIdError.single("unknown-field", "/compare", zh + known, en + known)


def differences(
    expected: Mapping[str, Any], answer: Mapping[str, Any], compare: tuple[str, ...] = FIELDS
) -> tuple[Difference, ...]:
    """In what an answer differs from what is expected, in order of place."""
    kind = "problems" if "problems" in expected else "findings"
    if kind not in answer:
        return (Difference(kind, None, expected[kind], {key: answer[key] for key in sorted(answer) if key != "id"}),)
    if kind == "problems":
        return tuple(_of_problems(expected[kind], answer[kind]))
    return tuple(_of_findings(expected[kind], answer[kind], compare))


def _of_problems(expected: Iterable[Mapping[str, Any]], found: Iterable[Mapping[str, Any]]) -> Iterator[Difference]:
    """Of paths and codes, in whatever order they are told."""
    wanted, told = ([(one.get("path"), one.get("code")) for one in group] for group in (expected, found))
    for path, code in sorted({*wanted, *told}, key=str):
        owed, given = wanted.count((path, code)), told.count((path, code))
        if owed != given:
            yield Difference(f"{path} ({code})", None, owed, given)


def _of_findings(
    expected: Iterable[Mapping[str, Any]], found: Iterable[Mapping[str, Any]], compare: tuple[str, ...]
) -> Iterator[Difference]:
    wanted = {place(one): one for one in expected}
    told: dict[str, Mapping[str, Any]] = {}
    for one in found:
        where = place(one)
        if where in told:
            yield Difference(where, None, "once", "twice")
        told[where] = one
    for where in sorted({*wanted, *told}):
        if where not in told:
            yield Difference(where, None, _brief(wanted[where]), None)
        elif where not in wanted:
            yield Difference(where, None, None, _brief(told[where]))
        else:
            yield from _of_fields(where, wanted[where], told[where], compare)


def _of_fields(
    where: str, wanted: Mapping[str, Any], told: Mapping[str, Any], compare: tuple[str, ...]
) -> Iterator[Difference]:
    for field in compare:
        if field == "days" and field not in wanted:
            continue  # Of one obligation alone they are its window.
        owed, given = (_said(one, field) for one in (wanted, told))
        if owed != given:
            yield Difference(where, field, owed, given)


def _said(finding: Mapping[str, Any], field: str) -> Any:
    value = finding.get(field)
    return _PLAIN.get(field) if value is None else value


def place(finding: Mapping[str, Any]) -> str:
    """What identifies a finding: its rule, subject and trigger."""
    subject = finding.get("subject")
    about = f"{subject.get('kind')}:{subject.get('id')}" if isinstance(subject, Mapping) else str(subject)
    return f"{finding.get('rule_id')} {about} {finding.get('trigger')}"


def _brief(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {key: finding.get(key) for key in ("status", "reason", "due", "closed")}
