"""Where a norm comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from ..periods import Period
from ..vocabulary import Text

__all__ = ["Citation", "cite"]


@attrs.frozen
class Citation:
    """A clause of a document (依据).

    Attributes:
        id: its id in the rulebook.
        document: the document's title.
        issuer: whose norm it is: a city's or the nation's.
        clause: the clause, such as ``§7.3``.
        says: what it says, in our own words.
        verified: whether the words were seen; an unverified one is shown so.
        in_force: the days on which it is in force; None where the source doesn't say.
        clause_en: the clause in English, where it isn't the same.

    >>> from dual_responsibility import rulebook
    >>> rulebook("suining-2022").rules["adjust.work-change"].citations[0].clause
    '§7.3'
    """

    id: str
    document: Text
    issuer: Text
    clause: str
    says: Text
    verified: bool = True
    in_force: Period | None = None
    clause_en: str | None = None

    def in_force_on(self, day: dt.date) -> bool:
        """Whether it is in force on a day; where the source doesn't say, it is."""
        return self.in_force is None or self.in_force.contains(day)

    def label(self, lang: str) -> str:
        """Document, issuer and clause as they are cited, marked where the words weren't seen."""
        return cite((self,), lang)


def cite(citations: Iterable[Citation], lang: str) -> str:
    """Citations in one line, the clauses of one document together."""
    clauses: dict[tuple[str, str, bool], list[str]] = {}
    for one in citations:
        source = one.document.in_language(lang), one.issuer.in_language(lang), one.verified
        clauses.setdefault(source, []).append(one.clause if lang == "zh" else one.clause_en or one.clause)
    if lang == "zh":
        return "；".join(
            f"{document}（{issuer}，{'、'.join(found)}{'' if verified else '，未核实原文'}）"
            for (document, issuer, verified), found in clauses.items()
        )
    return "; ".join(
        f"{document} ({issuer} {', '.join(found)}{'' if verified else ', words not seen'})"
        for (document, issuer, verified), found in clauses.items()
    )
