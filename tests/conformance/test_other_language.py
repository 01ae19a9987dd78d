"""The client in docs/clients, in another language: it passes, and not with a number that is off by one."""

import shutil
from pathlib import Path

import pytest

from ..commanding import run

CLIENT = Path(__file__).parents[2] / "docs" / "clients" / "adjust.mjs"
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="no Node.js on this machine")
class TestInJavaScript:
    def run(self, file: Path) -> tuple[int, str]:
        answer = run("conformance", "--command", f'"{NODE}" "{file}"', "--rule", "adjust.*", "--lang", "en")
        return answer.exit_code, answer.output

    def test_it_passes_what_it_does(self) -> None:
        code, told = self.run(CLIENT)
        assert code == 0, told
        passed = int(told.rpartition("passed ")[2].partition(",")[0])
        assert passed > 100

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [
            ("DAYS_ALLOWED = 5", "DAYS_ALLOWED = 6"),
            ("DAYS_ALLOWED = 5", "DAYS_ALLOWED = 4"),
            ("view.as_of <= due", "view.as_of < due"),
            ("day <= earliest", "day < earliest"),
            ("start < on && on <= after(end)", "start < on && on <= end"),
            ("BINDS_FROM = '2022-11-01'", "BINDS_FROM = '2022-11-02'"),
            ("covered > last", "covered >= last"),
        ],
    )
    def test_off_by_one_it_fails_and_is_told_the_clause(self, tmp_path: Path, right: str, wrong: str) -> None:
        text = CLIENT.read_text("utf-8")
        assert text.count(right) == 1
        file = tmp_path / "wrong.mjs"
        file.write_text(text.replace(right, wrong), "utf-8")
        code, told = self.run(file)
        assert code == 1
        assert "§7.3" in told
