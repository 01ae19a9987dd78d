"""Test vectors for any language, and what runs a program against them; needs the extra ``json``.

A vector is a small document: a registry, the days, the rulebook and readings, and the findings that
are expected, derived by hand. Another program is given the vectors one JSON a line and answers one JSON a
line; or its answers are read from a file.
"""

from .answering import answer
from .clients import Command, NoAnswer, answers_from
from .comparing import FIELDS, Difference
from .exporting import export
from .results import Outcome, Result, Results
from .running import judged, run
from .vector import FORMAT, VERSION, Vector, answer_schema, calendar_document, vector_schema, vectors

__all__ = [
    "FIELDS",
    "FORMAT",
    "VERSION",
    "Command",
    "Difference",
    "NoAnswer",
    "Outcome",
    "Result",
    "Results",
    "Vector",
    "answer",
    "answer_schema",
    "answers_from",
    "calendar_document",
    "export",
    "judged",
    "run",
    "vector_schema",
    "vectors",
]
