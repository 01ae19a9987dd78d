"""Registries and findings as JSON documents, rulebooks as TOML files; needs the extra ``json``."""

from .reading import read_registry, registry_from_json
from .schema import registry_schema
from .writing import findings_document, write_findings, write_registry

__all__ = [
    "findings_document",
    "read_registry",
    "registry_from_json",
    "registry_schema",
    "write_findings",
    "write_registry",
]
