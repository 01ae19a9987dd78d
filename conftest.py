"""Every example in the README and in docs/ is run as a test."""

from doctest import ELLIPSIS

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)],
    patterns=["README*.md", "docs/*.md"],
).pytest()

# Tools of the documentation, with no examples of their own.
collect_ignore = ["docs/conf.py", "docs/generate.py"]
