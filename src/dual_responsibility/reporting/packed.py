"""Workbooks and documents are zip files that tell when they were saved; here the same content gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

__all__ = ["MAKER", "SAVED", "settled"]

MAKER = "dual-responsibility"

SAVED = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""The day that every file bears in place of a clock's: the first that a zip file can."""

_DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def settled(raw: bytes) -> bytes:
    """The same file without the time at which it was saved."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as saved, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in saved.infolist():
            content = saved.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _DATED.sub(rb"\g<1>" + f"{SAVED:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            fixed = zipfile.ZipInfo(entry.filename, SAVED.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(fixed, content)
    return out.getvalue()
