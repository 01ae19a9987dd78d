"""Whatever is read from outside, in whatever shape, fails with an error of ours or not at all.

A few hundred inputs each here; ``FUZZ_EXAMPLES=20000`` makes them many.
"""

import contextlib
import copy
import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility.errors import DualResponsibilityError
from dual_responsibility.interchange import registry_from_json
from dual_responsibility.periods import Period, parse_day

from .books import suining_text
from .commanding import run, town

fuzzing = settings(
    deadline=None,
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "200")),
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates().map(str),
    st.sampled_from(["2023-01-01/..", "2023-02-30", "C-1", "B", "WORKING_DAYS", "9999-12-31/..", "\ud800", "-", ""]),
)  # fmt: skip
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
toml_scalars = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(["2023-01-01/..", "MONTH", "attend.quarter"]),
)
toml_values = st.recursive(
    toml_scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcß§.", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=5,
)

BOOK: dict[str, Any] = tomllib.loads(suining_text())
LATER = {
    "id": "suining-2027", "jurisdiction": "suining", "version": "1", "extends": "suining-2022", "register": "suining-2022",
    "title": {"zh": "题", "en": "t"}, "in_force": "2027-01-01/..", "visit_window": "MONTH", "without": ["notice-card.displayed"],
    "authority": {"/visit_window": "suining-7-2"},
    "rules": {"attend.quarter": {"adds": {"citations": ["suining-7-2"], "demand": {"zh": "月", "en": "month"}}}},
    "interpretations": {"first-day": {"chosen": "counted", "why": {"zh": "因", "en": "so"}, "adds": ["suining-7-3"]}},
    "staffing": [{"role": "DIRECTOR", "kinds": ["SELLER"], "citations": ["suining-7-3"]}],
    "allowances": {"adjust": {"WORK": {"days": 3, "unit": "WORKING_DAYS", "citations": ["suining-7-3"]}}},
    "review": {"ranks": {"GOOD": 1}, "citations": ["suining-7-3"]},
}  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in nested data."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inner for place in places(item, (*path, key)))]


def changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of nested data with another value in a place; without what is there if the value is missing."""
    copied = copy.deepcopy(data)
    here = copied
    for key in path[:-1]:
        here = here[key]
    if not path:
        return value
    here[path[-1]] = value
    return copied


def error_of(read: Any, *given_: Any) -> DualResponsibilityError | None:
    """The error of ours that reading raises; None if it raises none. Any other error gets through."""
    try:
        read(*given_)
    except DualResponsibilityError as error:
        return error
    return None


def ours_or_nothing(read: Any, *given_: Any) -> None:
    """What is read is sound, or an error of ours says what is wrong in both languages."""
    error = error_of(read, *given_)
    if error is not None:
        assert error.problems
        assert error.describe("zh")
        for problem in error.problems:
            assert (problem.code, problem.message.zh, problem.message.en) > ("", "", "")


@fuzzing
@given(st.data())
def test_a_registry_with_anything_anywhere(data: st.DataObject) -> None:
    document = town()
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(document)[1:]))
        document = changed(document, path, data.draw(anything))
    ours_or_nothing(registry_from_json, json.dumps(document).encode("utf-8", "surrogatepass"))


@fuzzing
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_that_are_no_registry(raw: bytes) -> None:
    ours_or_nothing(registry_from_json, raw)


@fuzzing
@given(st.data())
@pytest.mark.parametrize("book", [BOOK, LATER], ids=["Suining's", "a successor"])
def test_a_rulebook_with_anything_anywhere(book: dict[str, Any], data: st.DataObject) -> None:
    document = book
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(document)[1:]))
        document = changed(document, path, data.draw(toml_values))
    ours_or_nothing(dr.parse_rulebook, tomli_w.dumps(document))


@fuzzing
@given(st.text(max_size=200))
def test_text_that_is_no_rulebook(text: str) -> None:
    ours_or_nothing(dr.parse_rulebook, text)


@fuzzing
@given(st.data())
def test_a_receipt_with_anything_anywhere(data: st.DataObject) -> None:
    sound = dr.audit(
        dr.Registry(), dr.rulebook("suining"), since=parse_day("2023-01-01"), as_of=parse_day("2023-12-31")
    )
    document = sound.receipt().to_json()
    path = data.draw(st.sampled_from(places(document)[1:]))
    document = changed(document, path, data.draw(anything))
    if error_of(dr.Receipt.from_json, document) is None:
        assert dr.verify(dr.Receipt.from_json(document), dr.Registry()).message.zh


@fuzzing
@given(st.text(max_size=25))
def test_days_and_periods(text: str) -> None:
    for read in (parse_day, Period.parse):
        with contextlib.suppress(ValueError):
            assert str(read(text))


@settings(fuzzing, max_examples=60)
@given(
    st.sampled_from(["audit", "agenda", "rules", "rulebook", "verify", "template", "schema", "example", "no-such"]),
    st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8) | st.sampled_from(["--as-of", "2023-12-31", "--rules", "check", "diff", "suining", "--lang", "en", "-o"]), max_size=5),
)  # fmt: skip
def test_the_command_line_says_what_is_wrong_and_never_falls_over(
    tmp_path_factory: pytest.TempPathFactory, command: str, words: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    before = Path.cwd()
    os.chdir(folder)
    try:
        done = run(command, *words)
    finally:
        os.chdir(before)
    assert done.exit_code in (0, 1, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)
