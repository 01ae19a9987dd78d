"""Where a norm comes from."""

from __future__ import annotations

import attrs

from ..periods import Period
from ..vocabulary import Text

__all__ = ["Citation"]


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

    def label(self, lang: str) -> str:
        """Document, issuer and clause as they are cited, marked where the words weren't seen."""
        document, issuer = self.document.in_language(lang), self.issuer.in_language(lang)
        if lang == "zh":
            return f"{document}（{issuer}，{self.clause}{'' if self.verified else '，未核实原文'}）"
        return f"{document} ({issuer} {self.clause_en or self.clause}{'' if self.verified else ', words not seen'})"
