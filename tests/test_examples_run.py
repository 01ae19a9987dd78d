"""Every public name has an example, and every example is run: by pytest's own doctests, or, of a constant, here."""

import ast
import doctest
import inspect
import tomllib
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

import dual_responsibility as dr

EDGES = (
    "errors", "periods", "daysets", "workdays", "vocabulary",
    "conformance", "example", "interchange", "interchange.rulebooks", "reporting",
    "testing", "testing.asserting", "testing.building", "testing.cases", "testing.conforming", "testing.fixtures", "testing.matching",
    "testing.strategies",
)  # fmt: skip
"""The modules whose own names are public, beside those that ``dual_responsibility`` itself has."""


def public_names() -> dict[str, tuple[ModuleType, str]]:
    """The home and the name of everything public; what is public in two places is there once."""
    named = {name: import_module(f"dual_responsibility.{home}") for home, names in dr._HOMES.items() for name in names}
    found = [(dr, "__version__"), *((module, name) for name, module in named.items())]
    for edge in EDGES:
        module = import_module(f"dual_responsibility.{edge}")
        found += [(home_of(module, name), name) for name in module.__all__]
    return {f"{module.__name__}.{name}": (module, name) for module, name in found}


def home_of(module: ModuleType, name: str) -> ModuleType:
    """The module in which a name is made."""
    value = getattr(module, name)
    if is_documented_itself(value):
        return import_module(value.__module__)
    makers = (import_module(f"{module.__name__}.{part}") for part in PARTS_WITH_CONSTANTS.get(module.__name__, ()))
    return next((maker for maker in makers if name in maker.__all__), module)


PARTS_WITH_CONSTANTS = {
    "dual_responsibility.testing": ("building",),
    "dual_responsibility.conformance": ("comparing", "vector"),
}


def is_documented_itself(value: object) -> bool:
    return inspect.isclass(value) or inspect.isroutine(value)


@cache
def words_below(module: ModuleType) -> dict[str, str]:
    """What stands below each constant of a module."""
    assert module.__file__
    body = ast.parse(Path(module.__file__).read_text("utf-8")).body
    found: dict[str, str] = {}
    for made, below in pairwise(body):
        targets = made.targets if isinstance(made, ast.Assign) else [getattr(made, "target", None)]
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found |= {target.id: str(below.value.value) for target in targets if isinstance(target, ast.Name)}
    return found


def words_of(module: ModuleType, name: str) -> str:
    value = getattr(module, name)
    # Not ``inspect.getdoc``, which takes a base's words for those of a class without any.
    said = value.__doc__ if is_documented_itself(value) else words_below(module).get(name)
    return said or ""


def examples_of(module: ModuleType, name: str) -> list[doctest.Example]:
    return doctest.DocTestParser().get_examples(words_of(module, name))


PUBLIC = public_names()
CONSTANTS = {id: found for id, found in PUBLIC.items() if not is_documented_itself(getattr(*found))}


def test_the_public_names_are_found() -> None:
    assert {name for _, name in PUBLIC.values()} >= set(dr.__all__)
    assert len(PUBLIC) > len(dr.__all__) > 150
    assert {"ALWAYS", "CURES", "HAZARD_WORKFLOW", "STARRED", "__version__", "EVERYTHING"} <= {
        name for _, name in CONSTANTS.values()
    }


@pytest.mark.parametrize("id", PUBLIC)
def test_every_public_name_has_an_example(id: str) -> None:
    assert examples_of(*PUBLIC[id]), f"{id} has no example: a few lines that begin with >>>"


def test_no_two_names_have_the_same_example() -> None:
    told: dict[str, str] = {}
    for id, found in PUBLIC.items():
        lines = "".join(one.source + one.want for one in examples_of(*found))
        assert told.setdefault(lines, id) == id, f"{id} says what {told[lines]} says"


@pytest.mark.parametrize("id", [id for id in PUBLIC if id not in CONSTANTS])
def test_the_example_is_one_that_pytest_runs(id: str) -> None:
    module, name = PUBLIC[id]
    assert any(one.name == id and one.examples for one in doctest.DocTestFinder().find(module)), name


def test_pytest_runs_the_examples_of_the_sources() -> None:
    options = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text("utf-8"))
    options = options["tool"]["pytest"]["ini_options"]
    assert "--doctest-modules" in options["addopts"]
    assert "src" in options["testpaths"]


@pytest.mark.parametrize("id", CONSTANTS)
def test_the_example_of_a_constant_holds(id: str) -> None:
    module, name = CONSTANTS[id]
    told = doctest.DocTest(examples_of(module, name), dict(vars(module)), id, module.__file__, 0, None)
    printed: list[str] = []
    doctest.DocTestRunner().run(told, out=printed.append)
    assert not printed, "".join(printed)
