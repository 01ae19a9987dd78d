"""Reading a registry from a JSON document."""

from __future__ import annotations

import os
from pathlib import Path

from ..facts.registry import Registry
from .careful import has_repeated_keys, read_carefully
from .problems import document_error
from .quick import read_sound

__all__ = ["read_registry", "registry_from_json"]


def read_registry(source: bytes | str | os.PathLike[str]) -> Registry:
    """The registry that a JSON document holds.

    Args:
        source: the document, as bytes; or the path of its file.

    Raises:
        DocumentError: it isn't a readable document of ours; every problem is listed, with its path.
        RegistryError: the document is sound, but the facts in it are malformed.

    >>> read_registry(b'{"format": "dual-responsibility/registry", "version": 1}').companies
    ()
    """
    if isinstance(source, bytes):
        return registry_from_json(source)
    try:
        data = Path(source).read_bytes()
    except (OSError, ValueError) as error:
        raise document_error(
            "file-unreadable", "", f"无法读取文件 {source}：{error}", f"can't read the file {source}: {error}"
        ) from None
    return registry_from_json(data)


def registry_from_json(data: bytes) -> Registry:
    """The registry that a JSON document holds, given as UTF-8.

    Raises:
        DocumentError: it isn't a readable document of ours; every problem is listed, with its path.
        RegistryError: the document is sound, but the facts in it are malformed.

    >>> registry_from_json(b'{"format": "dual-responsibility/registry", "version": 1, "areas": {}}')
    Traceback (most recent call last):
    ...
    dual_responsibility.errors.DocumentError: /areas: must be a list, not an object (wrong-type)
    """
    try:
        registry, keys = read_sound(data)
    except Exception:
        return read_carefully(data)
    # Each key has its colon: when there are no more colons than keys were seen, none stands twice.
    if data.count(b":") > keys and has_repeated_keys(data):
        return read_carefully(data)
    return registry
