"""Every example in the README and in docs/ is run as a test; a JSON example is read as a registry."""

from doctest import ELLIPSIS

from sybil import Example, Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser

# Tools of the documentation, with no examples of their own.
collect_ignore_glob = ["docs/conf.py", "docs/generate*.py"]


def read_document(example: Example) -> None:
    """Read a JSON example as the command line would."""
    from dual_responsibility.interchange import registry_from_json

    registry_from_json(example.parsed.encode())


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), CodeBlockParser("json", read_document)],
    patterns=["README*.md", "docs/*.md"],
).pytest()
