"""docs/rulebooks.md and docs/rulebooks.zh.md, walked through: files written, commands run, output compared."""

import re
import shlex
from pathlib import Path

import pytest

import dual_responsibility as dr
from dual_responsibility.interchange import read_registry

from .commanding import run

PAGES = ("rulebooks.md", "rulebooks.zh.md")


def blocks_of(page: str) -> list[tuple[str, str]]:
    """The kind and the text of each block of a page that is written or run."""
    text = (Path(__file__).parents[1] / "docs" / page).read_text("utf-8")
    return re.findall(r"^```(toml|json|console)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def as_shown(text: str) -> str:
    """Output without what a page can't show: a hash."""
    return re.sub(r"[0-9a-f]{64}", "…", text)


@pytest.fixture(scope="module", name="page", params=PAGES)
def one_page(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", name="folder")
def walked(tmp_path_factory: pytest.TempPathFactory, page: str) -> Path:
    """A folder in which every step of the page was taken, in order."""
    folder = tmp_path_factory.mktemp("guide")
    for kind, text in blocks_of(page):
        if kind == "json":
            (folder / "facts.json").write_text(text, "utf-8")
        elif kind == "toml":
            first, _, rest = text.partition("\n")
            with (folder / first.removeprefix("# ")).open("a", encoding="utf-8") as file:
                file.write(rest)
        else:
            command, _, shown = text.partition("\n")
            words = shlex.split(command.removeprefix("$ dual-responsibility "))
            done = run(*(str(folder / word) if word.endswith((".toml", ".json", ".csv")) else word for word in words))
            assert as_shown(done.stdout + done.stderr) == shown, command
    return folder


def test_there_is_something_to_walk_through(page: str) -> None:
    blocks = blocks_of(page)
    assert [kind for kind, _ in blocks].count("console") == 7
    assert [kind for kind, _ in blocks].count("json") == 1
    assert [kind for kind, _ in blocks].count("toml") == 6
    assert {text.partition("\n")[0] for kind, text in blocks if kind == "toml"} == {
        "# city-a-2026.toml",
        "# city-a-2027.toml",
        "# city-b-2026.toml",
        "# city-c-2026.toml",
    }


def test_the_pages_write_the_same_files_and_run_the_same_commands() -> None:
    def steps(page: str) -> list[str]:
        """Each file's text, and each command without its language and its output."""
        return [
            text.partition("\n")[0].removesuffix(" --lang en") if kind == "console" else text
            for kind, text in blocks_of(page)
        ]

    english, chinese = map(steps, PAGES)
    assert chinese == english


def test_the_days_of_city_a(folder: Path) -> None:
    """After Thursday 27 April 2023: 28 April; 4, 5, 6, 8 to 12, 15 to 19 and 22 May are fifteen working days.

    Seven after Tuesday 23 May: 24, 25, 26, 29, 30, 31 May and 1 June.
    """
    book, facts = dr.load_rulebook(folder / "city-a-2026.toml"), read_registry(folder / "facts.json")
    report = dr.audit(
        facts,
        book,
        since=dr.Period.parse("2023-01-01/..").start,
        as_of=dr.Period.parse("2023-12-31/..").start,
        rules=["adjust.*"],
    )
    found = {f.rule_id: (f.status.value, f.reason, str(f.due)) for f in report.findings}
    assert found == {
        "adjust.company-report": ("FULFILLED_LATE", "report-late", "2023-05-22"),
        "adjust.company-change": ("VIOLATED", "adjustment-missing", "2023-06-01"),
    }
    assert "adjust.company-report" in (folder / "found.csv").read_text("utf-8")


@pytest.mark.parametrize(("rank", "grade"), [(1, "GOOD"), (2, "AVERAGE"), (5, "AVERAGE"), (6, "POOR")])
def test_the_grades_of_city_b(folder: Path, rank: int, grade: str) -> None:
    book = dr.load_rulebook(folder / "city-b-2026.toml")
    on = dr.Period.parse("2023-12-20/..").start
    review = dr.Review(id="RV-1", reporter="L-1", area="A", year=2023, on=on, rank=rank)
    outcome = dr.outcome_of(review, book)
    assert outcome.grade is dr.ReviewGrade[grade]


def test_the_change_of_city_a(folder: Path) -> None:
    book = dr.load_rulebook(folder / "city-a-2027.toml")
    days = [dr.Period.parse(f"{on}/..").start for on in ("2026-12-31", "2027-01-01")]
    assert [book.on(day).visit_window for day in days] == ["QUARTER", "MONTH"]
