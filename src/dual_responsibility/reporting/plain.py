"""Ids come from outside: what a terminal or a spreadsheet would act upon is shown as plain text."""

from __future__ import annotations

import re

__all__ = ["as_text_cell", "looks_like_formula", "visible"]

# Controls (a terminal obeys them, a workbook can't hold them), line separators, marks that turn the
# direction of writing around, halves of a character, and two code points that no XML may have.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def visible(text: str, keep: str = "") -> str:
    r"""The text with each control character written out; those of ``keep`` stay.

    >>> print(visible("C-1\x1b[2J"))
    C-1\x1b[2J
    """
    return _UNSEEN.sub(lambda found: found[0] if found[0] in keep else ascii(found[0])[1:-1], text)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula.

    >>> looks_like_formula("=1+1"), looks_like_formula("CH-0001")
    (True, False)
    """
    return text.startswith(_FORMULA)


def as_text_cell(text: str) -> str:
    """The text for a CSV that a spreadsheet opens: an apostrophe before what looks like a formula (OWASP's advice).

    >>> as_text_cell("=1+1"), as_text_cell("CH-0001")
    ("'=1+1", 'CH-0001')
    """
    return f"'{text}" if looks_like_formula(text) else text
