"""Assertions about a report that print the explanation of what was found instead.

Callers: tests of other systems.
"""

from __future__ import annotations

from typing import Any

from ..findings import Finding
from ..report import Report
from ..vocabulary import Status
from .matching import FindingLike, told

__all__ = ["assert_fulfilled", "assert_nothing", "assert_pending", "assert_undetermined", "assert_violated"]


def assert_fulfilled(report: Report, rule: str, *, lang: str = "zh", **values: Any) -> tuple[Finding, ...]:
    """Every finding of a rule that has these values is fulfilled, and there is one.

    Args:
        report: the report.
        rule: the rule's id.
        lang: the language in which a failure is explained.
        values: values by which findings are picked, as :class:`FindingLike` takes them, such as
            ``subject="company C-1"`` or ``trigger="2023-Q2"``.

    Returns:
        The findings.

    Raises:
        AssertionError: none was found, or one stands otherwise; it prints each one's explanation.

    >>> from dual_responsibility.testing import case
    >>> report = case(visits=["2023-06-30"]).report(as_of="2023-07-01", since="2023-04-01")
    >>> len(assert_fulfilled(report, "attend.quarter", trigger="2023-Q2"))
    1
    """
    return _assert(report, rule, Status.FULFILLED, lang, values)


def assert_violated(report: Report, rule: str, *, lang: str = "zh", **values: Any) -> tuple[Finding, ...]:
    """Every finding of a rule that has these values is violated, and there is one: see :func:`assert_fulfilled`.

    Give ``reason=`` to ask why, too.

    >>> from dual_responsibility.testing import case
    >>> report = case(visits=[]).report(as_of="2023-07-01", since="2023-04-01")
    >>> assert_violated(report, "attend.quarter", trigger="2023-Q2", reason="visit-missing")[0].due
    datetime.date(2023, 6, 30)
    """
    return _assert(report, rule, Status.VIOLATED, lang, values)


def assert_pending(report: Report, rule: str, *, lang: str = "zh", **values: Any) -> tuple[Finding, ...]:
    """Every finding of a rule that has these values is pending, and there is one: see :func:`assert_fulfilled`.

    >>> from dual_responsibility.testing import case
    >>> report = case(visits=[]).report(as_of="2023-05-01", since="2023-04-01")
    >>> [str(finding.due) for finding in assert_pending(report, "attend.quarter", trigger="2023-Q2")]
    ['2023-06-30']
    """
    return _assert(report, rule, Status.PENDING, lang, values)


def assert_undetermined(report: Report, rule: str, *, lang: str = "zh", **values: Any) -> tuple[Finding, ...]:
    """Every finding of a rule that has these values can't be told, and there is one: see :func:`assert_fulfilled`.

    >>> from dual_responsibility.testing import case
    >>> report = case(visits=[], complete=()).report(as_of="2023-07-01", since="2023-04-01")
    >>> [found.reason for found in assert_undetermined(report, "attend.quarter", trigger="2023-Q2")]
    ['records-not-claimed']
    """
    return _assert(report, rule, Status.UNDETERMINED, lang, values)


def assert_nothing(report: Report, rule: str, *, lang: str = "zh", **values: Any) -> None:
    """Nothing of a rule that has these values was owed in the window.

    Raises:
        AssertionError: something was; it prints each one's explanation.

    >>> from dual_responsibility.testing import case
    >>> report = case(leaves="2023-04-27").report(as_of="2023-07-01", since="2023-07-01", rules=["attend.quarter"])
    >>> assert_nothing(report, "attend.quarter", subject="company C-1")
    """
    found = _picked(report, rule, values)
    if found:
        raise AssertionError(_listed(f"expected nothing of {rule}", found, lang))


def _assert(report: Report, rule: str, status: Status, lang: str, values: dict[str, Any]) -> tuple[Finding, ...]:
    reason = {"reason": values.pop("reason")} if "reason" in values else {}
    found = _picked(report, rule, values)
    wanted = FindingLike(status=status, **reason)
    asked = f"expected {rule} {FindingLike(**values)!r} to be {status.value}" + (
        f" ({reason['reason']})" if reason else ""
    )
    if not found:
        others = [finding for finding in report.findings if finding.rule_id == rule]
        raise AssertionError(_listed(f"{asked}; there is no such finding", others, lang))
    wrong = [finding for finding in found if finding != wanted]
    if wrong:
        raise AssertionError(_listed(asked, wrong, lang))
    return found


def _picked(report: Report, rule: str, values: dict[str, Any]) -> tuple[Finding, ...]:
    if rule not in report.rules:
        raise AssertionError(f"the report has no rule {rule!r}; it has {', '.join(report.rules)}")
    like = FindingLike(rule_id=rule, **values)
    return tuple(finding for finding in report.findings if finding == like)


def _listed(asked: str, findings: list[Finding] | tuple[Finding, ...], lang: str, limit: int = 5) -> str:
    shown = "\n\n".join(told(finding, lang) for finding in findings[:limit])
    more = f"\n\n… and {len(findings) - limit} more" if len(findings) > limit else ""
    return f"{asked}; found:\n\n{shown or 'nothing of that rule'}{more}"
