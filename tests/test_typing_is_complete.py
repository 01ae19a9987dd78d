"""What type checkers are asked about is the whole of the public API: mypy and pyright read ``typing_tests``."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import dual_responsibility as dr

FILES = sorted(Path(__file__).parent.joinpath("typing_tests").glob("*.py"))
ASKED = {name for file in FILES for name in re.findall(r"\w+", file.read_text("utf-8"))}
WITH_DR = {name for file in FILES for name in re.findall(r"\bdr\.(\w+)", file.read_text("utf-8"))}
EDGES = ("conformance", "example", "interchange", "interchange.rulebooks", "reporting", "testing", "testing.strategies")


def test_the_typing_tests_are_found() -> None:
    assert {"public_api.py", "wrong_uses.py"} <= {file.name for file in FILES}
    assert len(dr.__all__) > 150


@pytest.mark.parametrize("name", dr.__all__)
def test_every_name_at_the_top_is_asked_about(name: str) -> None:
    assert name in WITH_DR


@pytest.mark.parametrize("edge", EDGES)
def test_every_name_of_an_edge_is_asked_about(edge: str) -> None:
    assert set(import_module(f"dual_responsibility.{edge}").__all__) <= ASKED


def test_wrong_uses_are_refused_by_both_checkers() -> None:
    text = Path(__file__).parent.joinpath("typing_tests", "wrong_uses.py").read_text("utf-8")
    assert text.count("# type: ignore[") > 50
    # Without it, pyright would take a line that it lets pass for one that it refuses.
    assert "# pyright: reportUnnecessaryTypeIgnoreComment=true" in text
