"""Runs a program on vectors: asks it, and compares what it answers with what is expected."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .clients import NoAnswer
from .comparing import FIELDS
from .results import Outcome, Result, Results
from .vector import Vector

__all__ = ["run"]

Client = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def run(client: Client, vectors: Iterable[Vector], compare: tuple[str, ...] = FIELDS) -> Results:
    """Ask a program for its answer to each vector.

    Args:
        client: takes the request of a vector and returns an answer: :func:`answer` is this library's, a
            :class:`Command` another program's, :func:`answers_from` those of a file; or any function.
        vectors: the vectors.
        compare: the fields of findings to compare.

    >>> from dual_responsibility.conformance import vectors
    >>> run(lambda request: {"findings": []}, vectors(rule="attend.emergency")).agrees
    False
    """
    return Results(tuple(_result(client, vector, compare) for vector in vectors))


def _result(client: Client, vector: Vector, compare: tuple[str, ...]) -> Result:
    begun = time.perf_counter()
    try:
        answer = client(vector.request)
    except Exception as error:  # Whatever it fails with is a result: the others are asked all the same.
        told = str(error) if isinstance(error, NoAnswer) else f"{type(error).__name__}: {error}"
        return Result(vector, Outcome.ERROR, message=told, seconds=time.perf_counter() - begun)
    seconds = time.perf_counter() - begun
    if "unsupported" in answer:
        return Result(vector, Outcome.UNSUPPORTED, message=str(answer["unsupported"]), seconds=seconds)
    if "error" in answer:
        return Result(vector, Outcome.ERROR, message=str(answer["error"]), seconds=seconds)
    try:
        found = vector.differences(answer, compare)
    except (AttributeError, TypeError) as error:
        return Result(vector, Outcome.ERROR, message=f"not an answer: {error}", seconds=seconds)
    return Result(vector, Outcome.FAILED if found else Outcome.PASSED, found, seconds=seconds)
