"""What the command line shows on a terminal: a bar when it takes long, colours, and nothing that ids could do."""

import re
import sys
import time
from pathlib import Path

import pytest

from dual_responsibility.cli import main

from .commanding import NASTY, Terminal, done, town, town_of_nasty_ids, write

MID_YEAR = ("--as-of", "2023-06-30")
MAY = ("--start", "2023-05-01", "--end", "2023-05-31")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("terminal")


@pytest.fixture(scope="module")
def city(folder: Path) -> Path:
    file = folder / "suining.json"
    done("example", "suining", "--scale", "0.02", "-o", file)
    return file


@pytest.fixture(scope="module")
def hamlet(folder: Path) -> Path:
    return write(folder / "town.json", town())


def terminal(stream: str, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in the place of standard output or standard error."""
    screen = Terminal()
    monkeypatch.setattr(sys, stream, screen)
    monkeypatch.setenv("TERM", "xterm")
    return screen


class TestTerminal:
    def audit(self, *args: str | Path) -> None:
        main(["audit", *map(str, args)], standalone_mode=False)

    def clock(self, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
        """Each look at the clock finds it so many seconds on."""
        began = time.monotonic()
        looks = iter(range(10**6))
        monkeypatch.setattr("dual_responsibility.reporting.progress.monotonic", lambda: began + seconds * next(looks))

    def test_a_bar_shows_once_the_work_has_taken_a_second(
        self, city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.clock(monkeypatch, 1)
        screen = terminal("stderr", monkeypatch)
        self.audit(city, *MID_YEAR, "-o", tmp_path / "report.txt")
        assert "%" in screen.shown()

    def test_quick_work_shows_none(self, city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock(monkeypatch, 0.1)
        screen = terminal("stderr", monkeypatch)
        self.audit(city, *MID_YEAR, "-o", tmp_path / "report.txt")
        assert screen.shown() == ""

    def test_nothing_shows_where_standard_error_is_no_terminal(
        self, city: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.clock(monkeypatch, 1)
        done("audit", city, *MID_YEAR)

    def test_a_terminal_gets_colours_and_its_own_width(self, city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = terminal("stdout", monkeypatch)
        monkeypatch.setenv("COLUMNS", "60")
        self.audit(city, *MID_YEAR, "--lang", "en")
        assert "\x1b[1m" in screen.shown()
        plain = re.sub("\x1b[^m]*m", "", screen.shown())
        assert max(len(line) for line in plain.splitlines() if "│" in line) <= 60

    def test_a_workbook_is_not_written_to_a_terminal(self, hamlet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = terminal("stdout", monkeypatch)
        with pytest.raises(SystemExit) as left:
            self.audit(hamlet, *MID_YEAR, "--format", "xlsx")
        assert (left.value.code, screen.shown()) == (2, "")

    def test_ids_cannot_act_on_the_terminal(self, tmp_path: Path) -> None:
        file = write(tmp_path / "nasty.json", town_of_nasty_ids())
        printed = done("audit", file, *MID_YEAR) + done("agenda", file, *MAY)
        assert "\x1b" not in printed
        assert "\\x1b[31mred" in printed
        assert len(done("agenda", file, *MAY, "--rules", "adjust.*").splitlines()) == len(NASTY)
