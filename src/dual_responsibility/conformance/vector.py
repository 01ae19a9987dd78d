"""The vectors that are shipped, as they are written, and as a program is given them.

Called by whatever runs, exports or counts them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Any

import attrs

from ..errors import UnknownIdError
from ..vocabulary import Text
from .comparing import FIELDS, Difference, differences

__all__ = ["FORMAT", "VERSION", "Vector", "answer_schema", "calendar_document", "vector_schema", "vectors"]

FORMAT: str = "dual-responsibility/vector"
"""What a vector's document says that it is.

>>> from dual_responsibility.conformance import vectors
>>> {one.document["format"] for one in vectors()} == {FORMAT}
True
"""
VERSION: int = 1
"""The version of that format.

>>> from dual_responsibility.conformance import vectors
>>> {one.document["version"] for one in vectors()} == {VERSION}
True
"""
_ROOM = resources.files("dual_responsibility.conformance")


@attrs.frozen
class Vector:
    """A test vector (测试向量): facts, days and norms, and the findings that are expected, derived by hand.

    Attributes:
        id: its id: the rule's, a slash, and what it shows; ``registry/…`` of one about reading a registry.
        title: what it shows.
        rule: the rule whose findings are asked for; None of one about reading a registry.
        clauses: the ids of citations: first that which it is about, then the others on which the answer depends.
        boundary: of a series about a boundary, its name and the side: ``before``, ``on`` or ``after``; else None.
        because: the reasoning by hand, with the days counted.
        document: all of it, as it is written.

    >>> from dual_responsibility.conformance import vectors
    >>> one = vectors(rule="adjust.personnel-change")[0]
    >>> one.rule, one.clauses[0]
    ('adjust.personnel-change', 'suining-7-3')
    """

    id: str
    title: Text
    rule: str | None
    clauses: tuple[str, ...]
    boundary: tuple[str, str] | None
    because: Text
    document: Mapping[str, Any] = attrs.field(eq=False, repr=False)

    @property
    def request(self) -> dict[str, Any]:
        """What a program is given: the vector without what is expected, and with its calendar written out.

        >>> sorted(vectors(rule="attend.quarter")[0].request)[:4]
        ['as_of', 'calendar', 'format', 'id']
        """
        left_out = ("title", "clauses", "boundary", "expected", "because")
        request = {key: value for key, value in self.document.items() if key not in left_out}
        calendar = request.get("calendar")
        return request | {"calendar": calendar_document(calendar)} if isinstance(calendar, str) else request

    @property
    def expected(self) -> Mapping[str, Any]:
        """What is expected: ``findings``, or the ``problems`` of a registry."""
        expected: Mapping[str, Any] = self.document["expected"]
        return expected

    def differences(self, answer: Mapping[str, Any], compare: tuple[str, ...] = FIELDS) -> tuple[Difference, ...]:
        """In what an answer differs from what is expected; nothing if it is right.

        Args:
            answer: an object with ``findings``, or with ``problems``.
            compare: the fields of findings to compare.

        >>> one = vectors(rule="adjust.personnel-change")[0]
        >>> one.differences(one.expected)
        ()
        """
        return differences(self.expected, answer, compare)


def vectors(rule: str = "*", clause: str = "*", id: str = "*") -> tuple[Vector, ...]:
    """The vectors that are shipped, in order of id.

    Args:
        rule: a pattern of rules, such as ``attend.*``; ``registry`` gives those about reading a registry.
        clause: a pattern of the citations that one is about or depends on, such as ``suining-7-*``.
        id: a pattern of ids.

    Raises:
        UnknownIdError: there is none.

    >>> len(vectors()) > 500
    True
    """
    found = tuple(
        vector
        for vector in _all()
        if fnmatchcase(vector.rule or "registry", rule)
        and fnmatchcase(vector.id, id)
        and (clause == "*" or any(fnmatchcase(one, clause) for one in vector.clauses))
    )
    if not found:
        zh, en = "没有这样的测试向量", "there is no such vector"
        asked = f"rule={rule!r}, clause={clause!r}, id={id!r}"
        raise UnknownIdError.single("unknown-vector", "", f"{zh}：{asked}", f"{en}: {asked}")
    return found


@cache
def _all() -> tuple[Vector, ...]:
    files = [file for file in _ROOM.joinpath("vectors").iterdir() if file.name.endswith(".jsonl")]
    made = [vector_of(json.loads(line)) for file in files for line in file.read_text("utf-8").splitlines()]
    return tuple(sorted(made, key=lambda vector: vector.id))


def vector_of(document: Mapping[str, Any]) -> Vector:
    """A vector from its document."""
    boundary = document.get("boundary")
    return Vector(
        id=document["id"],
        title=Text(**document["title"]),
        rule=document["rule"],
        clauses=tuple(document["clauses"]),
        boundary=None if boundary is None else (boundary["of"], boundary["side"]),
        because=Text(**document["because"]),
        document=document,
    )


@cache
def calendar_document(name: str) -> Mapping[str, Any]:
    """A calendar that vectors name, as a document: China's working days of 2022 to 2026.

    >>> calendar_document("cn-2022-2026")["published_through"]
    '2026-12-28'
    """
    found: Mapping[str, Any] = json.loads(_ROOM.joinpath("calendars", f"{name}.json").read_text("utf-8"))
    return found


def vector_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a vector.

    >>> vector_schema()["properties"]["version"]
    {'const': 1}
    """
    schema: dict[str, Any] = json.loads(_ROOM.joinpath("vector.schema.json").read_text("utf-8"))
    return schema


def answer_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an answer to a vector.

    >>> sorted(answer_schema()["properties"])
    ['error', 'findings', 'id', 'problems', 'unsupported']
    """
    whole = vector_schema()
    plain = {key: value for key, value in whole["$defs"].items() if key in ("day", "days", "ref", "problem", "finding")}
    # Null and not there are the same in an answer, and what it has besides is of no interest.
    identity = ["rule_id", "subject", "trigger"]
    finding = plain["finding"] | {"required": [*identity, "status"], "additionalProperties": True}
    return {
        "$schema": whole["$schema"],
        "title": "dual-responsibility/answer",
        "description": "An answer to a vector: findings, or problems of a registry, or why there are none.",
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
            "problems": {"type": "array", "items": {"$ref": "#/$defs/problem"}},
            "unsupported": {"description": "Why it isn't done.", "type": "string"},
            "error": {"description": "Why it failed.", "type": "string"},
        },
        "required": ["id"],
        "oneOf": [{"required": [key]} for key in ("findings", "problems", "unsupported", "error")],
        "$defs": plain | {"finding": finding},
    }
