"""A finding as a test expects it: equal to whatever has these values, whatever else it has.

Callers: tests of other systems.
"""

from __future__ import annotations

from typing import Any

from ..findings import Finding
from ..vocabulary import Term

__all__ = ["FindingLike"]

_KNOWN = (
    "id", "rule_id", "status", "reason", "bearer", "subject", "trigger", "arose", "due", "closed", "count", "cure",
)  # fmt: skip


class FindingLike:
    """Equal to a finding that has these values.

    Days, terms and references may be given as text: ``due="2023-05-08"``, ``status="VIOLATED"``,
    ``bearer="supervisor S-1"``; a period's name stands for a trigger that begins with it.

    Args:
        values: the values wanted, by name: of ``id``, ``rule_id``, ``status``, ``reason``, ``bearer``, ``subject``,
            ``trigger``, ``arose``, ``due``, ``closed``, ``count``, ``cure``.

    Raises:
        TypeError: a finding has no such value.

    >>> from dual_responsibility.testing import case
    >>> found = case(visits=[]).finding("attend.quarter", period="2023-Q2", as_of="2023-07-01")
    >>> found == FindingLike(status="VIOLATED", due="2023-06-30", cure="not-curable")
    True
    """

    def __init__(self, **values: Any) -> None:
        unknown = sorted(set(values).difference(_KNOWN))
        if unknown:
            raise TypeError(f"a finding has no {', '.join(unknown)}; it has {', '.join(_KNOWN)}")
        self.values = values

    def differences(self, finding: Finding) -> dict[str, tuple[Any, Any]]:
        """By name, what was wanted and what was found, where they differ."""
        found = {name: getattr(finding, name) for name in self.values}
        return {
            name: (self.values[name], value)
            for name, value in found.items()
            if not _fits(self.values[name], value, name)
        }

    def __eq__(self, other: object) -> bool:
        return not self.differences(other) if isinstance(other, Finding) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"FindingLike({', '.join(f'{name}={value!r}' for name, value in self.values.items())})"


def _fits(wanted: Any, found: Any, name: str) -> bool:
    if wanted == found:
        return True
    if not isinstance(wanted, str) or found is None:
        return False
    if name == "trigger":
        return bool(found.partition("@")[0] == wanted)
    if name == "cure":
        return bool(found.code == wanted)
    return wanted == (found.value if isinstance(found, Term) else str(found))


def told(finding: Finding, lang: str) -> str:
    """A finding in words, for a test that failed."""
    due = "" if finding.due is None else f", due {finding.due}"
    closed = "" if finding.closed is None else f", closed {finding.closed}"
    return f"{finding.id}: {finding.status.value} ({finding.reason}), arose {finding.arose}{due}{closed}\n{finding.explain(lang)}"
