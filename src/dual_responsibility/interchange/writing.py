"""Writing registries and findings as JSON documents."""

from __future__ import annotations

from typing import Any

import msgspec

from ..errors import DocumentError
from ..facts.registry import COLLECTIONS, Registry
from ..report import Report
from .forms import EXTENSIONS, FORMAT, VERSION, fields_of, write_fact
from .problems import Problems, below, document_error

__all__ = ["findings_document", "write_findings", "write_registry"]


def write_registry(registry: Registry) -> bytes:
    r"""A registry as a JSON document in UTF-8, which reads back as an equal registry.

    What equals its default is left out; sets are written in order.

    Raises:
        DocumentError: it is a part of a registry, or has extensions that JSON can't hold.

    >>> from dual_responsibility import Area, Tier
    >>> write_registry(Registry(areas=[Area(id="5109", tier=Tier.CITY)]))
    b'{"format":"dual-responsibility/registry","version":1,"areas":[{"id":"5109","tier":"CITY"}]}\n'
    """
    if registry.owned is not None:
        zh = "这是台账的一部分，读回后会被当作整体；请写出整个台账，或先用 replace(owned=None)"
        en = "is a part, which would read back as a whole; write the whole registry, or replace(owned=None) first"
        raise document_error("part", "/owned", zh, en)
    _check_extensions(registry)
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for name in (*COLLECTIONS, "complete"):
        facts = getattr(registry, name)
        if facts:
            document[name] = [write_fact(fact) for fact in facts]
    if registry.extensions is not None:
        document["extensions"] = EXTENSIONS.write(registry.extensions)
    return _encode(document)


def _check_extensions(registry: Registry) -> None:
    problems = Problems()
    for name in COLLECTIONS:
        for index, fact in enumerate(getattr(registry, name)):
            _find_extensions(fact, below(below("", name), index), problems)
    if registry.extensions is not None:
        EXTENSIONS.read(registry.extensions, "/extensions", problems)
    if problems:
        raise DocumentError(problems)


def _find_extensions(fact: Any, path: str, problems: Problems) -> None:
    if getattr(fact, "extensions", None) is not None:
        EXTENSIONS.read(fact.extensions, below(path, "extensions"), problems)
    for field in fields_of(fact.__class__):
        if field.form.part is not None:
            for index, part in enumerate(getattr(fact, field.name)):
                _find_extensions(part, below(below(path, field.name), index), problems)


def findings_document(report: Report) -> dict[str, Any]:
    """The findings of a report and what they were judged by, as plain data.

    >>> import datetime as dt
    >>> from dual_responsibility import audit, rulebook
    >>> report = audit(Registry(), rulebook("suining-2022"), since=dt.date(2023, 1, 1), as_of=dt.date(2023, 6, 30))
    >>> document = findings_document(report)
    >>> document["rulebook"]["id"], document["as_of"], document["findings"]
    ('suining-2022', '2023-06-30', [])
    """
    context = report.context
    book, edition = context.book, context.calendar.edition
    known_by = context.known_by
    return {
        "format": "dual-responsibility/findings",
        "version": 1,
        "rulebook": {"id": book.id, "version": book.version, "hash": book.hash},
        "readings": {id: entry.chosen for id, entry in book.interpretations.items()},
        "calendar": {"id": edition.id, "hash": edition.hash},
        "since": context.since.isoformat(),
        "as_of": context.as_of.isoformat(),
        "known_by": None if known_by is None else known_by.isoformat(),
        "rules": list(report.rules),
        "fingerprint": report.fingerprint,
        "findings": report.to_rows(),
    }


def write_findings(report: Report) -> bytes:
    """The findings document in UTF-8.

    >>> import json
    >>> from dual_responsibility.testing import case
    >>> report = case(visits=[]).report(since="2023-04-01", as_of="2023-07-01", rules=["attend.quarter"])
    >>> document = json.loads(write_findings(report))
    >>> [(finding["trigger"], finding["status"]) for finding in document["findings"]]
    [('2023-Q2', 'VIOLATED'), ('2023-Q3', 'PENDING')]
    """
    return _encode(findings_document(report))


def _encode(document: dict[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(document) + b"\n"
    except ValueError as error:
        zh, en = f"无法写成 UTF-8：{error}", f"can't be written in UTF-8: {error}"
        raise document_error("not-writable", "", zh, en) from None
