"""Every example in the README and in docs/ is run as a test; a JSON example is read as a registry, or is a vector."""

import json
from doctest import ELLIPSIS

from sybil import Example, Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser

# Tools with no examples of their own; the fuzz target and the mutants need what no test needs.
collect_ignore_glob = ["docs/conf.py", "docs/generate*.py", "tests/fuzzing/*.py", "tests/mutation/*.py"]


def read_document(example: Example) -> None:
    """Read a JSON example as the command line would; a vector is one of those that are shipped."""
    from dual_responsibility.conformance import FORMAT, vectors
    from dual_responsibility.interchange import registry_from_json

    document = json.loads(example.parsed)
    if document["format"] == FORMAT:
        assert vectors(id=document["id"])[0].document == document
        return
    registry_from_json(example.parsed.encode())


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), CodeBlockParser("json", read_document)],
    patterns=["README*.md", "docs/*.md"],
).pytest()
