"""The switch between a function and its mutants, in place of mutmut's own: which one a call reaches is set once.

Copied beside the mutated package as ``mutation_switch``; a mutant named in the environment is on from the import on,
so that it also reaches what runs at import, and processes that a test starts.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

MutantDict = dict[str, Callable[..., Any]]
ENVIRONMENT = "MUTATION_ON"

tables: dict[str, MutantDict] = {}
"""The original and the mutants of each mutated function, by module and mangled name."""
seen: set[str] | None = None
"""Which functions were called, while that is kept."""
_from_start = os.environ.get(ENVIRONMENT, "")


def function_of(mutant: str) -> str:
    """The function that a mutant is one of."""
    return mutant.rpartition("__mutmut_")[0]


def mutated(table: MutantDict, is_classmethod: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The decorator that mutmut's generated code puts on each mutated function."""

    def decorated(function: Callable[..., Any]) -> Callable[..., Any]:
        now = ""
        name = ""

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            if seen is not None:
                seen.add(name)
            chosen = table.get("now") or _chosen()
            if is_classmethod:
                return getattr(args[0], chosen.__name__)(*args[1:], **kwargs)
            return chosen(*args, **kwargs)

        def _chosen() -> Callable[..., Any]:
            original = table["_mutmut_orig"]
            key = now.rpartition(".")[2]
            table["now"] = table[key] if now and key in table else original
            return table["now"]

        qualified = function.__qualname__.split(".")
        mangled = f"xǁ{qualified[-2]}ǁ{qualified[-1]}" if len(qualified) > 1 else f"x_{qualified[-1]}"
        name = f"{function.__module__}.{mangled}"
        if _from_start and function_of(_from_start) == name:
            now = _from_start
        tables[name] = table
        return call

    return decorated


def watch() -> set[str]:
    """Keep which functions are called from now on."""
    global seen
    seen = set()
    return seen


def turn_on(mutant: str) -> None:
    """Let the calls of a function reach one of its mutants from now on."""
    table = tables[function_of(mutant)]
    table["now"] = table[mutant.rpartition(".")[2]]
