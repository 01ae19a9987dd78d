"""The public API as it was last agreed on: a change of a name, a parameter or a type shows here, and in the list of changes.

After a change that is meant: ``python tests/test_api_snapshot.py`` writes the snapshot anew.
"""

from pathlib import Path
from typing import Any

import griffe

import dual_responsibility as dr

SNAPSHOT = Path(__file__).parent / "data" / "public_api.txt"
EDGES = (
    "conformance",
    "interchange",
    "interchange.rulebooks",
    "reporting",
    "testing",
    "testing.strategies",
)


def described(name: str, thing: Any) -> list[str]:
    """A public name in lines: its kind, its parameters and what it returns; of a class, its members too."""
    thing = thing.final_target if thing.is_alias else thing
    if thing.is_function:
        parameters = ", ".join(
            f"{one.name}: {one.annotation or '?'}{'' if one.default is None else ' = …'} ({one.kind.value})"
            for one in thing.parameters
        )
        return [f"{name}({parameters}) -> {thing.returns or '?'}"]
    if thing.is_class:
        bases = ", ".join(map(str, thing.bases))
        lines = [f"class {name}({bases})"]
        for member_name, member in sorted(thing.members.items()):
            if not member_name.startswith("_"):
                lines += [f"    {line}" for line in described(member_name, member)]
        return lines
    return [f"{name}: {thing.annotation or '?'}"]


def snapshot() -> str:
    """Every public name in order."""
    package = griffe.load("dual_responsibility", search_paths=[Path(dr.__file__).parents[1]])
    lines: list[str] = []
    for home, names in dr._HOMES.items():
        lines += [line for name in names for line in described(name, package[f"{home}.{name}"])]
    for edge in EDGES:
        module = package[edge]
        lines += [
            line
            for name in sorted(map(str, module.exports or ()))
            for line in described(f"{edge}.{name}", module[name])
        ]
    return "\n".join(lines) + "\n"


def test_the_public_api_is_as_it_was_agreed_on() -> None:
    agreed = SNAPSHOT.read_text("utf-8").splitlines()
    found = snapshot().splitlines()
    assert len(agreed) > 500
    gone = [line for line in agreed if line not in found]
    new = [line for line in found if line not in agreed]
    assert (gone, new) == ([], [])
    assert found == agreed


def test_it_has_every_public_name() -> None:
    agreed = SNAPSHOT.read_text("utf-8")
    for name in dr.__all__:
        if not name.startswith("_"):
            assert f"\n{name}" in f"\n{agreed}" or f"class {name}(" in agreed


if __name__ == "__main__":
    SNAPSHOT.write_text(snapshot(), "utf-8")
