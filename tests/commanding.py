"""Running the command line in tests, and a town small enough to count by hand."""

import copy
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import dual_responsibility as dr
from dual_responsibility.cli import main
from dual_responsibility.interchange import registry_from_json

# C-1 is a B company: S-1 left on 27 April 2023, so S-2 had to follow by 8 May and followed on 9 May,
# one working day late, which was entered on 10 July. S-1 came in the first quarter, S-2 not in the second.
TOWN: dict[str, Any] = {
    "format": "dual-responsibility/registry",
    "version": 1,
    "areas": [{"id": "5109", "tier": "CITY"}, {"id": "510903", "tier": "COUNTY", "parent": "5109"}],
    "companies": [{"id": "C-1", "area": "510903", "grades": "B"}],
    "supervisors": [
        {"id": "S-1", "posts": [{"tier": "COUNTY", "area": "510903"}]},
        {"id": "S-2", "posts": [{"tier": "COUNTY", "area": "510903"}]},
    ],
    "assignments": [
        {"id": "A-1", "company": "C-1", "supervisor": "S-1", "period": "2022-11-01/.."},
        {
            "id": "A-2",
            "company": "C-1",
            "supervisor": "S-2",
            "period": "2023-05-09/..",
            "recorded": "2023-07-10",
        },
    ],
    "changes": [{"id": "CH-1", "supervisor": "S-1", "cause": "PERSONNEL", "on": "2023-04-27"}],
    "visits": [{"id": "V-1", "company": "C-1", "visitor": "S-1", "on": "2023-02-10"}],
    "complete": [
        {"kind": kind, "area": "5109", "period": "2022-11-01/2023-12-31"}
        for kind in ("assignments", "changes", "companies", "supervisors", "visits")
    ],
}

# What begins like a formula, would act on a terminal, or would be markup.
NASTY = ("=1+1", "+86", "-2", "@SUM(A1)", '<b>&"', "\x1b[31mred", "[red]", "two\nlines")


def town(**changed: Any) -> dict[str, Any]:
    """The town, with these collections instead of its own."""
    return {**copy.deepcopy(TOWN), **changed}


def town_of_nasty_ids() -> dict[str, Any]:
    """The town with a change and a company of each nasty id, none of which has a successor."""
    return town(
        companies=[{"id": id, "area": "510903", "grades": "B"} for id in NASTY],
        supervisors=[{"id": f"S{n}", "posts": [{"tier": "COUNTY", "area": "510903"}]} for n, _ in enumerate(NASTY)],
        assignments=[
            {"id": f"A{n}", "company": id, "supervisor": f"S{n}", "period": "2022-11-01/.."}
            for n, id in enumerate(NASTY)
        ],
        changes=[
            {"id": id, "supervisor": f"S{n}", "cause": "PERSONNEL", "on": "2023-04-27"} for n, id in enumerate(NASTY)
        ],
        visits=[],
    )


def registry_of(document: dict[str, Any]) -> dr.Registry:
    """The registry that a document holds."""
    return registry_from_json(json.dumps(document).encode())


def write(path: Path, document: Any) -> Path:
    """The path, with the document written there."""
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def run(*args: str | Path) -> Result:
    """What the command line does when called with these arguments, without any terminal."""
    return CliRunner().invoke(main, [str(arg) for arg in args])


def done(*args: str | Path) -> str:
    """What it prints, when all goes well and nothing is complained about."""
    result = run(*args)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refusal(*args: str | Path) -> str:
    """What it complains about: exit status 2, nothing on standard output, no traceback."""
    result = run(*args)
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()
    return result.stderr


def environment(**changed: str) -> dict[str, str]:
    """This process's environment with these variables changed."""
    return {**os.environ, **changed}


MODULE = (sys.executable, "-m", "dual_responsibility")


class Terminal(io.TextIOWrapper):
    """A stream of text that says that it is a terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        """All that was written to it."""
        raw = self.buffer
        assert isinstance(raw, io.BytesIO)
        return raw.getvalue().decode()
