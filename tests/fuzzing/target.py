"""Fuzz one door for outside data, guided by coverage: only our own errors may come out.

Needs atheris, and so Linux: ``python -m tests.fuzzing.target DOOR [-atheris_runs=N] [other options of libFuzzer]``,
or with a file in which an input was kept that failed.
"""

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

with atheris.instrument_imports(include=["dual_responsibility", "tomllib"]):
    import tomli_w

    import dual_responsibility as dr
    from dual_responsibility.daysets import DaySet
    from dual_responsibility.errors import DualResponsibilityError
    from dual_responsibility.interchange import read_registry, registry_from_json, write_registry
    from dual_responsibility.norms.template_loading import FILES
    from dual_responsibility.periods import Period, parse_day
    from tests.books import suining_text
    from tests.commanding import run, town
    from tests.test_fuzz import BOOK, LATER, changed, places

SCALARS = (
    "", "-", "C-1", "S-2", "5109", "B", "CITY", "MONTH", "WORKING_DAYS", "attend.quarter", "suining-2022", "*",
    "2023-01-01", "2023-02-30", "9999-12-31", "0001-01-01", "2023-01-01/..", "9999-12-31/..", "2023-05-01/2023-01-01",
    "\ud800", "\x00", "/a~1b", 0, 1, -1, 2**63, 10**400, 0.5, float("nan"), float("inf"),
)  # fmt: skip
"""Values on which readers have stumbled, or might."""


def drawn(source: Any, deep: int = 2) -> Any:
    """A value such as JSON can hold."""
    kind = source.ConsumeIntInRange(0, 7 if deep else 5)
    if kind == 0:
        return None
    if kind == 1:
        return source.ConsumeBool()
    if kind == 2:
        return source.ConsumeInt(8)
    if kind == 3:
        return source.ConsumeUnicode(10)
    if kind in (4, 5):
        return SCALARS[source.ConsumeIntInRange(0, len(SCALARS) - 1)]
    size = source.ConsumeIntInRange(0, 3)
    if kind == 6:
        return [drawn(source, deep - 1) for _ in range(size)]
    return {source.ConsumeUnicode(6): drawn(source, deep - 1) for _ in range(size)}


def altered(source: Any, document: Any) -> Any:
    """The document with other values in up to three places: drawn ones, or what stands elsewhere in it."""
    for _ in range(source.ConsumeIntInRange(1, 3)):
        there = places(document)[1:]
        path, other = (there[source.ConsumeIntInRange(0, len(there) - 1)] for _ in range(2))
        document = changed(document, path, drawn(source) if source.ConsumeBool() else at(document, other))
    return document


def at(document: Any, path: Iterable[Any]) -> Any:
    for key in path:
        document = document[key]
    return document


def as_toml(value: Any) -> Any:
    """What of a value TOML can hold."""
    if isinstance(value, dict):
        return {unbroken(key): as_toml(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [as_toml(item) for item in value if item is not None]
    return unbroken(value) if isinstance(value, str) else value


def unbroken(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def sound_or_ours(read: Callable[[], Any]) -> Any:
    """What was read; None where an error of ours says what is wrong, in both languages."""
    try:
        return read()
    except DualResponsibilityError as error:
        found = error
    assert found.problems
    assert all(one.code and one.message.zh and one.message.en for one in found.problems)
    assert found.describe("zh")
    return None


def same_again(registry: dr.Registry | None) -> None:
    """A registry that was read can be written, hashed, audited and read again."""
    if registry is None:
        return
    written = sound_or_ours(lambda: write_registry(registry))
    if written is not None:
        assert read_registry(written) == registry
    sound_or_ours(lambda: registry.hash)
    window: dict[str, Any] = {
        "since": parse_day("2023-01-01"),
        "as_of": parse_day("2023-07-01"),
        "calendar": calendar(),
    }
    report = dr.audit(registry, dr.rulebook("suining"), rules=["attend.*", "adjust.*", "coverage.*"], **window)
    for finding in report.findings[:3]:
        assert finding.explain("zh")
        assert finding.explain("en")


@cache
def calendar() -> dr.WorkCalendar:
    return dr.WorkCalendar.from_edition(dr.WorkCalendar.editions()[-1])


@cache
def receipt() -> dict[str, Any]:
    window: dict[str, Any] = {
        "since": parse_day("2023-01-01"),
        "as_of": parse_day("2023-12-31"),
        "calendar": calendar(),
    }
    return dr.audit(dr.Registry(), dr.rulebook("suining"), **window).receipt().to_json()


def encoded(document: Any) -> bytes:
    # Not in ASCII: so that what is no character gets through to the reader.
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")


def registry_bytes(data: bytes) -> None:
    same_again(sound_or_ours(lambda: registry_from_json(data)))


def registry_document(data: bytes) -> None:
    document = altered(atheris.FuzzedDataProvider(data), town())
    same_again(sound_or_ours(lambda: registry_from_json(encoded(document))))


def rulebook_text(data: bytes) -> None:
    sound_or_ours(lambda: dr.parse_rulebook(data.decode("utf-8", "replace")))


def rulebook_document(data: bytes) -> None:
    source = atheris.FuzzedDataProvider(data)
    text = tomli_w.dumps(as_toml(altered(source, LATER if source.ConsumeIntInRange(0, 3) else BOOK)))
    book = sound_or_ours(lambda: dr.parse_rulebook(text))
    assert book is None or (book.hash and book.to_json())


def matrix_texts(data: bytes) -> None:
    source = atheris.FuzzedDataProvider(data)
    texts = dict(matrix())
    name = FILES[source.ConsumeIntInRange(0, len(FILES) - 1)]
    start = source.ConsumeIntInRange(0, len(texts[name]))
    length = source.ConsumeIntInRange(0, 40)
    texts[name] = texts[name][:start] + source.ConsumeUnicode(20) + texts[name][start + length :]
    sound_or_ours(lambda: dr.parse_matrix(texts))


@cache
def matrix() -> dict[str, str]:
    assert dr.__file__
    folder = Path(dr.__file__).parent / "norms" / "matrix"
    return {name: (folder / name).read_text("utf-8") for name in FILES}


def receipt_bytes(data: bytes) -> None:
    replayed(sound_or_ours(lambda: dr.Receipt.from_json(data)))


def receipt_document(data: bytes) -> None:
    document = altered(atheris.FuzzedDataProvider(data), receipt())
    replayed(sound_or_ours(lambda: dr.Receipt.from_json(document)))
    replayed(sound_or_ours(lambda: dr.Receipt.from_json(encoded(document))))


def replayed(told: dr.Receipt | None) -> None:
    if told is not None:
        assert dr.verify(told, dr.Registry()).message.zh
        assert dr.Receipt.from_json(told.to_json()) == told


CALENDAR: dict[str, Any] = {
    "format": "dual-responsibility/calendar", "version": 1, "name": "CN", "first": "2023-04-01",
    "published_through": "2023-05-31", "weekend": [5, 6], "off": ["2023-05-01/2023-05-03"],
    "worked": ["2023-04-23", "2023-05-06"], "festivals": {"2023-05-01": {"zh": "劳动节", "en": "Labor Day"}},
}  # fmt: skip


def calendar_document(data: bytes) -> None:
    document = altered(atheris.FuzzedDataProvider(data), CALENDAR)
    made = sound_or_ours(lambda: dr.WorkCalendar.from_json(document))
    if made is not None:
        assert made.edition.id
        assert dr.WorkCalendar.from_json(json.loads(json.dumps(made.to_json()))) == made
        if (made.published_through - made.first).days > 40_000:
            # All the days there are take seconds to count.
            return
        sound_or_ours(lambda: made.add_working_days(parse_day("2023-04-27"), 5))
        sound_or_ours(lambda: made.why_off(parse_day("2023-05-01")))


def days(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    with contextlib.suppress(ValueError):
        assert str(parse_day(text)) == text


def periods(data: bytes) -> None:
    source = atheris.FuzzedDataProvider(data)
    text = worded(source)
    # Each is told to raise a ValueError, whatever it is given as text.
    with contextlib.suppress(ValueError):
        assert str(Period.parse(text)) == text
    with contextlib.suppress(ValueError):
        kept = DaySet.parse([text, *(worded(source) for _ in range(source.ConsumeIntInRange(0, 2)))])
        assert DaySet.parse(kept.to_json()) == kept


def worded(source: Any) -> str:
    """A period, or nearly one."""
    ends = ("2023-01-01", "2023-02-28", "2024-02-29", "2023-02-29", "..", "0001-01-01", "9999-12-31", "/", "")
    parts = (
        ends[source.ConsumeIntInRange(0, len(ends) - 1)] if source.ConsumeBool() else source.ConsumeUnicode(10)
        for _ in range(2)
    )
    return "/".join(parts)


def ids(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    book, facts = dr.rulebook("suining"), town_registry()
    window: dict[str, Any] = {
        "since": parse_day("2023-01-01"),
        "as_of": parse_day("2023-01-02"),
        "calendar": calendar(),
    }
    for ask in (
        lambda: dr.rulebook(text),
        lambda: dr.WorkCalendar.from_edition(text),
        lambda: facts.company(text),
        lambda: facts.supervisor(text),
        lambda: facts.area(text),
        lambda: facts.part_of(text),
        lambda: book.reading(text),
        lambda: book.with_readings({text: text}),
        lambda: book.with_readings({"first-day": text}),
        lambda: book.templates.template(text),
        lambda: dr.audit(facts, book, rules=[text], **window),
        lambda: [*dr.agenda(facts, book, start=window["since"], end=window["as_of"], bearer=text, rules=["attend.*"])],
        lambda: facts.replace(areas=[dr.Area(id=text, tier=dr.Tier.CITY)], companies=[], supervisors=[]),
    ):
        sound_or_ours(ask)


@cache
def town_registry() -> dr.Registry:
    return registry_from_json(encoded(town()))


WORDS = (
    "audit", "agenda", "rules", "rulebook", "verify", "template", "schema", "check", "diff", "new", "export",
    "facts.json", "book.toml", "receipt.json", "none.json", ".", "suining", "suining-2022", "china-2025",
    "--as-of", "--since", "--known-by", "--start", "--end", "2023-12-31", "2023-01-01", "0001-01-01", "9999-12-31",
    "--rules", "attend.*", "*", "--reading", "first-day=counted", "=", "--calendar", "--format", "json", "csv", "html",
    "xlsx", "ics", "-o", "out", "--lang", "en", "zh", "--exit-code", "--receipt", "--bearer", "S-1", "--from", "--id",
    "--sector", "CATERING", "--grade", "B", "--cycle", "DAILY", "--help", "--", "-",
)  # fmt: skip
BEGUN: tuple[tuple[str, ...], ...] = (
    (),
    ("audit", "facts.json", "--as-of", "2023-12-31", "--rules", "attend.*"),
    ("agenda", "facts.json", "--start", "2023-01-01", "--end", "2023-03-31", "--rules", "attend.*"),
    ("verify", "receipt.json", "facts.json"),
    ("rulebook", "check", "book.toml"),
    ("rulebook", "diff", "suining", "book.toml"),
    ("rules", "--rulebook", "book.toml"),
    ("template",),
)
"""Commands as they are meant, which more words and other files may spoil."""


def commands(data: bytes) -> None:
    source = atheris.FuzzedDataProvider(data)
    words = [*BEGUN[source.ConsumeIntInRange(0, len(BEGUN) - 1)]]
    for _ in range(source.ConsumeIntInRange(0, 5)):
        # Without slashes, so that nothing is written outside of the folder.
        free = source.ConsumeUnicodeNoSurrogates(6).replace("/", "_").replace("\0", "_")
        words.append(WORDS[source.ConsumeIntInRange(0, len(WORDS) - 1)] if source.ConsumeBool() else free)
    facts = altered(source, town()) if source.ConsumeBool() else town()
    told = altered(source, receipt()) if source.ConsumeBool() else receipt()
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("facts.json").write_bytes(encoded(facts))
            Path("receipt.json").write_bytes(encoded(told))
            Path("book.toml").write_bytes(source.ConsumeBytes(40) + suining_text().encode())
            done = run(*words)
        finally:
            os.chdir(before)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code in (0, 1, 2)


Door = Callable[[bytes], None]
NOISE = tuple(hashlib.sha512(bytes([number])).digest() * 2 for number in range(8))
"""What makes choices of every kind, to begin from."""

DOORS: dict[str, tuple[Door, tuple[bytes, ...]]] = {
    "registry-bytes": (registry_bytes, (encoded(town()), b'{"format": "dual-responsibility/registry", "version": 1}')),
    "registry": (registry_document, NOISE),
    "rulebook-text": (rulebook_text, (tomli_w.dumps(LATER).encode(),)),
    "rulebook": (rulebook_document, NOISE),
    "matrix": (matrix_texts, NOISE),
    "receipt-bytes": (receipt_bytes, (encoded(receipt()),)),
    "receipt": (receipt_document, NOISE),
    "calendar": (calendar_document, NOISE),
    "days": (days, (b"2023-05-06",)),
    "periods": (periods, NOISE),
    "ids": (ids, (b"suining-2022", b"C-1", b"first-day", b"CATERING-B-DAILY", b"attend.*")),
    "commands": (commands, NOISE),
}
"""By name, each door and the inputs to begin from."""


def main() -> None:
    """Fuzz the door named first; what follows goes to libFuzzer."""
    door = sys.argv[1] if len(sys.argv) > 1 else ""
    if door not in DOORS:
        sys.exit(f"name a door: {', '.join(DOORS)}")
    target, seeds = DOORS[door]
    options = sys.argv[2:]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds):
            Path(corpus, str(number)).write_bytes(seed)
        # An input that once failed is run alone.
        inputs = [] if any(Path(option).is_file() for option in options) else [corpus]
        # Not from short inputs to long ones: short ones make few choices.
        atheris.Setup([sys.argv[0], "-len_control=0", "-max_len=2000", *options, *inputs], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
