"""Where the input or the call is wrong: exit status 2, each problem with its path, no traceback, nothing written."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dual_responsibility import __main__ as module

from .commanding import MODULE, TOWN, refusal, town, write

MID_YEAR = ("--as-of", "2023-06-30")
MAY = ("--start", "2023-05-01", "--end", "2023-05-31")
BEFORE = "what was there before"


@pytest.fixture
def hamlet(tmp_path: Path) -> Path:
    return write(tmp_path / "town.json", town())


def refused(file: Path, *args: str | Path) -> list[str]:
    """The lines of complaint when FILE is refused, whatever is asked for; no file was made or changed."""
    new, old = file.parent / "new.out", file.parent / "old.out"
    old.write_text(BEFORE, encoding="utf-8")
    complaint = refusal("audit", file, *MID_YEAR, *args)
    for form in ("text", "json", "csv", "html", "xlsx"):
        assert refusal("audit", file, *MID_YEAR, "--format", form, "-o", new, *args) == complaint
    assert refusal("audit", file, *MID_YEAR, "-o", old, *args) == complaint
    assert refusal("agenda", file, *MAY, "-o", new, *args) == complaint
    assert not new.exists()
    assert old.read_text(encoding="utf-8") == BEFORE
    return complaint.splitlines()


def places(lines: list[str]) -> list[tuple[str, str]]:
    """The path and the code of each problem."""
    return [(line.split(": ")[0], line.rpartition("(")[2].rstrip(")")) for line in lines]


def company(**fields: Any) -> dict[str, Any]:
    return {"id": "C-1", "area": "510903", "grades": "B", **fields}


def visit(**fields: Any) -> dict[str, Any]:
    return {"id": "V-1", "company": "C-1", "visitor": "S-1", "on": "2023-02-10", **fields}


def assignment(period: str) -> dict[str, Any]:
    return {"id": "A-1", "company": "C-1", "supervisor": "S-1", "period": period}


@pytest.mark.parametrize(
    ("document", "path", "code"),
    [
        (town(compnies=[]), "/compnies", "unknown-key"),
        (town(companies=[company(grade="B")]), "/companies/0/grade", "unknown-key"),
        (town(visits=[visit(on="2023-02-30")]), "/visits/0/on", "not-a-date"),
        (town(visits=[visit(on="2023-02-10T09:00:00")]), "/visits/0/on", "datetime-for-date"),
        (town(companies=[company(), company()]), "/companies/1/id", "duplicate-id"),
        (town(visits=[visit(company="C-2")]), "/visits/0/company", "unknown-reference"),
        (town(assignments=[assignment("2023-06-30/2023-06-29")]), "/assignments/0/period", "period-reversed"),
        (town(visits={"V-1": visit()}), "/visits", "wrong-type"),
        (town(visits=[["V-1"]]), "/visits/0", "wrong-type"),
        ([TOWN], "/", "wrong-type"),
        ({"format": "dual-responsibility/findings", "version": 1}, "/format", "wrong-format"),
    ],
    ids=[
        "unknown key",
        "unknown key of a fact",
        "wrong date",
        "datetime",
        "duplicate id",
        "dangling reference",
        "end before start",
        "an object where a list belongs",
        "a list where an object belongs",
        "a list for a document",
        "another kind of document",
    ],
)
def test_a_document_with_one_problem(tmp_path: Path, document: object, path: str, code: str) -> None:
    file = write(tmp_path / "wrong.json", document)
    assert places(refused(file)) == [(path, code)]
    english = refused(file, "--lang", "en")
    assert places(english) == [(path, code)]
    assert english[0].isascii()


TEXT = json.dumps(TOWN).encode()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (TEXT[:-20], "not-json"),
        (b"\xef\xbb\xbf" + TEXT, "byte-order-mark"),
        (TEXT.decode().encode("utf-16"), "byte-order-mark"),
        (b"", "not-json"),
        (bytes(range(256)) * 20_000, "not-json"),
        (b'{"a' * 1_700_000, "not-json"),
        (b"[" * 200_000, "too-deep"),
        (b'{"extensions": ' * 50_000 + b"1" + b"}" * 50_000, "too-deep"),
        (TEXT.replace(b'"version": 1', b'"version": NaN'), "not-json"),
    ],
    ids=[
        "truncated",
        "byte-order mark",
        "UTF-16",
        "empty",
        "5 MB of any bytes",
        "5 MB of text",
        "deep lists",
        "deep objects",
        "NaN",
    ],
)
def test_what_is_no_document(tmp_path: Path, raw: bytes, code: str) -> None:
    file = tmp_path / "wrong.json"
    file.write_bytes(raw)
    assert places(refused(file)) == [("/", code)]


def test_5_mb_of_nonsensical_facts_lists_the_first_50_and_how_many_more(tmp_path: Path) -> None:
    file = write(tmp_path / "wrong.json", town(visits=[{"nonsense": n} for n in range(300_000)]))
    assert file.stat().st_size > 5_000_000
    lines = refused(file)
    assert len(lines) == 51
    assert lines[0].startswith("/visits/0/nonsense: ")
    assert lines[50].startswith("……另有 ")


def test_problems_are_listed_in_order_with_how_many_more(tmp_path: Path) -> None:
    """60 wrong dates: 50 are named."""
    file = write(tmp_path / "wrong.json", town(visits=[visit(id=f"V-{n}", on="2023-2-1") for n in range(60)]))
    lines = refused(file)
    assert places(lines[:50]) == [(f"/visits/{n}/on", "not-a-date") for n in range(50)]
    assert lines[50:] == ["……另有 10 处"]
    assert refused(file, "--lang", "en")[50:] == ["… and 10 more"]


def test_a_key_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    (line,) = refused(write(tmp_path / "wrong.json", town(**{"\x1b[2J": 1})))
    assert line.startswith("/\\x1b[2J: ")


class TestFiles:
    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        (line,) = refused(tmp_path / "nowhere.json")
        assert "nowhere.json" in line
        assert places([line]) == [("/", "file-unreadable")]

    def test_a_folder(self, tmp_path: Path) -> None:
        assert places(refusal("audit", tmp_path, *MID_YEAR).splitlines()) == [("/", "file-unreadable")]

    def test_an_output_in_a_folder_that_is_not_there(self, hamlet: Path, tmp_path: Path) -> None:
        output = tmp_path / "nowhere" / "report"
        for form in ("text", "json", "csv", "html", "xlsx"):
            assert str(output) in refusal("audit", hamlet, *MID_YEAR, "--format", form, "-o", output)
        assert str(output) in refusal("example", "suining", "--scale", "0.01", "-o", output)
        assert str(output) in refusal("schema", "-o", output)
        assert not output.parent.exists()

    def test_a_folder_as_output(self, hamlet: Path, tmp_path: Path) -> None:
        assert "-o" in refusal("audit", hamlet, *MID_YEAR, "-o", tmp_path)


class TestCall:
    @pytest.mark.parametrize("as_of", ["2023-02-30", "2023-6-30", "30.6.2023", "2023-06-30T00:00:00", "today", ""])
    def test_as_of_must_be_a_date(self, hamlet: Path, as_of: str) -> None:
        assert "--as-of" in refusal("audit", hamlet, "--as-of", as_of)

    def test_as_of_must_be_given(self, hamlet: Path) -> None:
        assert "--as-of" in refusal("audit", hamlet)

    @pytest.mark.parametrize(
        ("args", "path", "code"),
        [
            (("--since", "2023-07-01"), "/as_of", "window-reversed"),
            (("--rulebook", "atlantis-2022"), None, "unknown-rulebook"),
            (("--rules", "attend.yearly"), "/rules", "unknown-rule"),
            (("--rules", "attend.*,bogus.*"), "/rules", "unknown-rule"),
            (("--rules", ""), "/rules", "unknown-rule"),
            (("--rules", " , "), "/rules", "unknown-rule"),
            (("--reading", "first-day=never"), "/readings/first-day", "unknown-reading"),
            (("--reading", "last-day=counted"), "/readings/last-day", "unknown-interpretation"),
            (("--reading", "first-day"), "/readings", "not-a-reading"),
            (("--calendar", "CN-1949"), "/calendar", "unknown-edition"),
        ],
    )
    def test_what_no_audit_can_be_made_with(
        self, hamlet: Path, tmp_path: Path, args: tuple[str, ...], path: str | None, code: str
    ) -> None:
        output = tmp_path / "report"
        for lang in ("zh", "en"):
            (place,) = places(refusal("audit", hamlet, *MID_YEAR, *args, "-o", output, "--lang", lang).splitlines())
            assert place[1] == code
            assert path in (place[0], None)
        assert not output.exists()

    def test_an_agenda_that_ends_before_it_starts(self, hamlet: Path) -> None:
        complaint = refusal("agenda", hamlet, "--start", "2023-05-31", "--end", "2023-05-01")
        assert places(complaint.splitlines()) == [("/end", "window-reversed")]

    @pytest.mark.parametrize("scale", ["0", "-1", "11", "nan", "inf", "much"])
    def test_a_scale_that_no_city_has(self, scale: str) -> None:
        assert "scale" in refusal("example", "suining", "--scale", scale)

    @pytest.mark.parametrize(
        "args", [("audit",), ("example", "atlantis"), ("nonsense",), ("rules", "--format", "xlsx"), ("schema", "x")]
    )
    def test_what_is_no_call(self, args: tuple[str, ...]) -> None:
        assert "Usage" in refusal(*args)


class TestRealProcess:
    def test_it_leaves_with_2_and_no_traceback(self, tmp_path: Path) -> None:
        file = write(tmp_path / "wrong.json", town(compnies=[]))
        ran = subprocess.run(
            [*MODULE, "audit", file, *MID_YEAR, "--lang", "en"], capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr.startswith("/compnies: no such key; there are: ")
        assert ran.stderr.endswith("(unknown-key)\n")
        assert "Traceback" not in ran.stderr

    def test_it_works(self) -> None:
        ran = subprocess.run([*MODULE, "--version"], capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.startswith("dual-responsibility, version ")


class TestWithoutExtras:
    def without(self, name: str, monkeypatch: pytest.MonkeyPatch, *args: str) -> None:
        """Run the console script in a Python that lacks this package."""
        for loaded in list(sys.modules):
            inner = loaded.startswith(("dual_responsibility.cli", "dual_responsibility.interchange"))
            if inner or loaded.partition(".")[0] == name:
                monkeypatch.delitem(sys.modules, loaded)
        monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.setattr(sys, "argv", ["dual-responsibility", *args])
        module.run()

    @pytest.mark.parametrize(("name", "args"), [("click", ("schema",)), ("msgspec", ("example", "suining"))])
    def test_it_says_which_extra_it_needs(
        self, name: str, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as left:
            self.without(name, monkeypatch, *args)
        printed = capsys.readouterr()
        assert (left.value.code, printed.out) == (2, "")
        assert printed.err.count("\n") == 1
        assert name in printed.err
        assert "dual-responsibility[cli]" in printed.err
