"""Writes the vectors, and all that a team in another language needs to use them, to a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs

from ..interchange import registry_schema
from ..reasons import CURES, REASONS
from .answering import book_of
from .vector import answer_schema, calendar_document, vector_schema, vectors

__all__ = ["export"]


def export(folder: Path) -> int:
    """Write each vector as a file, the requests in one file, the calendars, schemas, rulebooks, reasons and cures.

    The rulebooks are written with their rules, numbers, citations and readings in words.

    Args:
        folder: where to; it is made if it isn't there, and what has the same name is written over.

    Returns:
        How many vectors were written.

    Raises:
        OSError: a file can't be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     count = export(Path(folder))
    ...     print(sorted(file.name for file in Path(folder).iterdir()))
    ['answer.schema.json', 'calendars', 'cures.json', 'reasons.json', 'registry.schema.json', 'requests.jsonl', 'rulebooks', 'vector.schema.json', 'vectors']
    """
    all_vectors = vectors()
    for vector in all_vectors:
        _write(folder / "vectors" / f"{vector.id}.json", vector.document)
    lines = [json.dumps(vector.request, ensure_ascii=False) for vector in all_vectors]
    (folder / "requests.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    _write(folder / "vector.schema.json", vector_schema())
    _write(folder / "answer.schema.json", answer_schema())
    _write(folder / "registry.schema.json", registry_schema())
    calendars = {
        vector.document.get("calendar") for vector in all_vectors if isinstance(vector.document.get("calendar"), str)
    }
    for name in calendars:
        _write(folder / "calendars" / f"{name}.json", calendar_document(name))
    for id in sorted({vector.document["rulebook"] for vector in all_vectors if vector.rule is not None}):
        _write(folder / "rulebooks" / f"{id}.json", book_of(id).to_json())
    _write(folder / "reasons.json", [attrs.asdict(reason) for reason in REASONS.values()])
    _write(folder / "cures.json", [attrs.asdict(cure) for cure in CURES.values()])
    return len(all_vectors)


def _write(file: Path, document: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
