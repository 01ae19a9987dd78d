"""Writes the vectors, and all that a program in another language needs to use them, to a folder."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from ..interchange import registry_schema
from .vector import vector_schema, vectors

__all__ = ["export"]


def export(folder: Path) -> int:
    """Write each vector as a file, the requests in one file, the calendars, rulebooks and schemas.

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
    ['calendars', 'registry.schema.json', 'requests.jsonl', 'rulebooks', 'vector.schema.json', 'vectors']
    """
    all_vectors = vectors()
    for vector in all_vectors:
        _write(folder / "vectors" / f"{vector.id}.json", vector.document)
    lines = [json.dumps(vector.request, ensure_ascii=False) for vector in all_vectors]
    (folder / "requests.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    _write(folder / "vector.schema.json", vector_schema())
    _write(folder / "registry.schema.json", registry_schema())
    room = resources.files("dual_responsibility.conformance")
    for kind in ("calendars", "rulebooks"):
        (folder / kind).mkdir(exist_ok=True)
        for file in room.joinpath(kind).iterdir():
            (folder / kind / file.name).write_bytes(file.read_bytes())
    return len(all_vectors)


def _write(file: Path, document: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
