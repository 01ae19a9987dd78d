"""The runner: other programs, files of answers, what is told of them, and the command line."""

import datetime as dt
import json
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result

import dual_responsibility as dr
from dual_responsibility import conformance
from dual_responsibility.conformance import Command, NoAnswer, Outcome, vectors
from dual_responsibility.conformance.clients import arguments_of, kill_all
from dual_responsibility.conformance.telling import to_junit, to_text
from dual_responsibility.testing import assert_conforms, conformance_vectors

from ..commanding import done, refusal, run

SOME = vectors(rule="attend.emergency")[:6]
FIFTH = "adjust.personnel-change/successor-on-the-fifth-day"
(ONE,) = vectors(id=FIFTH)

OURS = """
import json, sys
from dual_responsibility.conformance import answer
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
"""


def program(folder: Path, text: str) -> str:
    file = folder / "theirs.py"
    file.write_text(text, "utf-8")
    return f'"{sys.executable}" "{file}"'


def asked(folder: Path, text: str, seconds: float = 30) -> list[tuple[str, str]]:
    """What came of some vectors with a program: the outcome and the message of each."""
    with Command(program(folder, text), seconds) as client:
        results = conformance.run(client, SOME[:3])
    return [(one.outcome.value, one.message.en) for one in results.results]


def _is_alive(group: int) -> bool:
    """Whether anybody of a group of processes is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether something holds within some seconds."""
    for _ in range(100):
        if holds():
            return True
        time.sleep(0.05)
    return False


class TestAProgram:
    def test_that_answers_a_line_for_a_line(self, tmp_path: Path) -> None:
        assert asked(tmp_path, OURS) == [("passed", "")] * 3

    def test_that_says_what_it_doesnt_do(self, tmp_path: Path) -> None:
        told = 'import sys\nfor line in sys.stdin: print(\'{"unsupported": "not yet"}\', flush=True)'
        assert asked(tmp_path, told) == [("unsupported", "not yet")] * 3

    def test_that_says_that_it_failed(self, tmp_path: Path) -> None:
        told = 'import sys\nfor line in sys.stdin: print(\'{"error": "a fault of ours"}\', flush=True)'
        assert asked(tmp_path, told) == [("error", "a fault of ours")] * 3

    def test_that_takes_too_long_is_started_again(self, tmp_path: Path) -> None:
        """It hangs on the first vector alone; the others are answered by another process."""
        hanging = OURS.replace("for line", "marks = sys.argv[0] + '.asked'\nfor line").replace(
            "    print",
            "    if not __import__('os').path.exists(marks):\n"
            "        open(marks, 'w').close(); __import__('time').sleep(60)\n"
            "    print",
        )  # fmt: skip
        told = asked(tmp_path, hanging, seconds=8)
        assert told == [("error", "no answer within 8 seconds"), ("passed", ""), ("passed", "")]

    def test_that_ends_is_started_again(self, tmp_path: Path) -> None:
        ends = OURS + "    sys.exit(3)\n"
        assert asked(tmp_path, ends) == [
            ("passed", ""),
            ("error", "the program ended with 3"),
            ("passed", ""),
        ]

    def test_that_has_ended_before_it_is_asked(self, tmp_path: Path) -> None:
        with Command(program(tmp_path, "pass"), 30) as client:
            assert client._process is not None
            client._process.wait()
            with pytest.raises(NoAnswer, match="the program ended with 0"):
                client(ONE.request)

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ('{"findings": 3}', "findings should be an array of objects"),
            ('{"findings": null}', "findings should be an array of objects"),
            ('{"problems": [3]}', "problems should be an array of objects"),
            ("{}", "an answer has findings or problems, one of them"),
            ('{"findings": [], "problems": []}', "an answer has findings or problems, one of them"),
        ],
    )
    def test_that_writes_something_else(self, tmp_path: Path, line: str, told: str) -> None:
        found = asked(tmp_path, f"import sys\nfor line in sys.stdin: print({line!r}, flush=True)")
        assert {outcome for outcome, _ in found} == {"error"}
        assert all(message.startswith(told) for _, message in found)

    @pytest.mark.parametrize(
        ("line", "told"),
        [("hello", "not JSON: hello"), ("[1]", "not the answer to "), ('{"id": "another"}', "not the answer to ")],
    )
    def test_that_never_writes_an_answer_is_given_up(self, tmp_path: Path, line: str, told: str) -> None:
        with pytest.raises(dr.ProgramError, match=told) as caught:
            asked(tmp_path, f"import sys\nfor line in sys.stdin: print({line!r}, flush=True)")
        assert [one.code for one in caught.value.problems] == ["no-answers"]
        assert "flush" in str(caught.value)

    def test_that_doesnt_flush_is_given_up(self, tmp_path: Path) -> None:
        with pytest.raises(dr.ProgramError, match="no answer within 1 seconds"):
            asked(tmp_path, "import sys\nfor line in sys.stdin: pass\nprint('all at once')", seconds=1)

    def test_a_line_too_much_costs_one_answer(self, tmp_path: Path) -> None:
        """A greeting on standard output: it is started again, and once more it greets."""
        greeting = "import sys, os\nmark = sys.argv[0] + '.greeted'\nif not os.path.exists(mark): print('hello', flush=True)\nopen(mark, 'w').close()\n"
        assert [outcome for outcome, _ in asked(tmp_path, greeting + OURS)] == ["error", "passed", "passed"]

    def test_that_isnt_there(self) -> None:
        with pytest.raises(OSError, match="no-such-program"), Command("no-such-program"):
            pass

    def test_that_is_stopped_though_it_doesnt_listen(self, tmp_path: Path) -> None:
        deaf = "import time\nprint('{}', flush=True)\ntime.sleep(60)"
        with Command(program(tmp_path, deaf), 30) as client:
            assert client({"id": "any"}) == {}

    def test_that_is_stopped_with_what_it_has_started(self, tmp_path: Path) -> None:
        parent = "import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], stdin=subprocess.DEVNULL)\nprint('{}', flush=True)\ntime.sleep(60)"
        with Command(program(tmp_path, parent), 30) as client:
            client({"id": "any"})
            group = client._process
        assert group is not None
        assert eventually(lambda: not _is_alive(group.pid))

    @pytest.mark.parametrize("command", ["", "  ", "java 'unbalanced"])
    def test_what_is_no_command(self, command: str) -> None:
        with pytest.raises(dr.ProgramError, match="not-a-command"):
            Command(command)

    def test_on_windows_a_backslash_is_part_of_a_path(self) -> None:
        command = r"java -jar C:\ours\x.jar"
        assert arguments_of(command, windows=True) == command
        assert arguments_of("java -jar 'a b.jar'", windows=False) == ["java", "-jar", "a b.jar"]

    def test_where_groups_cant_be_killed_the_program_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delattr(os, "killpg")
        process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdin=subprocess.PIPE)
        kill_all(process)
        assert process.wait(timeout=10) != 0
        assert process.stdin is not None
        process.stdin.close()

    def test_asked_without_being_entered_it_is_started(self, tmp_path: Path) -> None:
        client = Command(program(tmp_path, OURS), 30)
        assert ONE.differences(client(ONE.request)) == ()
        client.__exit__(None, None, None)
        client.__exit__(None, None, None)

    def test_whatever_a_function_raises_is_a_result(self) -> None:
        def broken(request: Mapping[str, Any]) -> Mapping[str, Any]:
            raise KeyError(request["id"])

        assert [one.message.zh[:9] for one in conformance.run(broken, SOME).results] == ["KeyError:"] * 6

    def test_and_so_is_what_isnt_an_answer_at_all(self) -> None:
        def speechless(request: Mapping[str, Any]) -> Any:
            return None

        results = conformance.run(speechless, SOME).results
        assert {one.message.en for one in results} == {"not an answer: None"}


class TestAFile:
    def answers(self) -> list[dict[str, Any]]:
        return [conformance.answer(vector.request) for vector in SOME]

    @pytest.mark.parametrize("form", ["lines", "array"])
    def test_of_answers_is_compared(self, tmp_path: Path, form: str) -> None:
        told = [json.dumps(one) for one in self.answers()[1:]]
        file = tmp_path / "theirs.json"
        file.write_text("\n\n".join(told) if form == "lines" else f"[{','.join(told)}]", "utf-8")
        results = conformance.run(conformance.answers_from(file), SOME)
        assert [one.outcome.value for one in results.results] == ["error", *["passed"] * 5]
        assert results.results[0].message.en == "the file has no answer"

    def test_with_a_mark_of_its_encoding_or_in_another(self, tmp_path: Path) -> None:
        file = tmp_path / "theirs.json"
        told = json.dumps(self.answers()[0])
        file.write_text(told, "utf-8-sig")
        assert conformance.run(conformance.answers_from(file), SOME[:1]).agrees
        file.write_text(told, "utf-16")
        with pytest.raises(dr.DocumentError, match="UTF-8"):
            conformance.answers_from(file)

    @pytest.mark.parametrize(
        ("text", "code", "path"),
        [
            ("{", "not-json", ""),
            ("[{]", "not-json", ""),
            ("3", "not-an-answer", "/0"),
            ('{"id": 3}', "not-an-answer", "/0"),
            ('{"id": "attend.quarter/nowhere"}', "not-an-answer", "/0"),
            (f'{{"id": "{FIFTH}"}}\n{{"id": "{FIFTH}"}}', "answered-twice", "/1/id"),
        ],
    )
    def test_that_is_something_else(self, tmp_path: Path, text: str, code: str, path: str) -> None:
        file = tmp_path / "theirs.json"
        file.write_text(text, "utf-8")
        with pytest.raises(dr.DocumentError) as caught:
            conformance.answers_from(file)
        assert [(one.code, one.path) for one in caught.value.problems] == [(code, path)]


class TestDifferences:
    def told(self, *findings: dict[str, Any], compare: tuple[str, ...] = conformance.FIELDS) -> list[tuple[Any, ...]]:
        found = ONE.differences({"findings": findings}, compare)
        return [(one.field, one.expected, one.found) for one in found]

    def right(self, **changed: Any) -> dict[str, Any]:
        return {**ONE.expected["findings"][0], **changed}

    def test_of_a_field(self) -> None:
        assert self.told(self.right()) == []
        assert self.told(self.right(due="2023-05-09")) == [("due", "2023-05-08", "2023-05-09")]
        assert self.told(self.right(count=2, more=1)) == [("count", 1, 2)]

    def test_of_a_field_that_isnt_said(self) -> None:
        without = {key: value for key, value in self.right().items() if key != "due"}
        assert self.told(without) == [("due", "2023-05-08", None)]
        assert self.told(self.right(count=None, days=None)) == []
        assert self.told({key: value for key, value in self.right().items() if value is not None}) == []
        assert self.told(without, compare=("status", "reason")) == []

    def test_of_whole_findings(self) -> None:
        brief = {key: self.right()[key] for key in ("status", "reason", "due", "closed")}
        assert self.told() == [(None, brief, None)]
        assert self.told(self.right(trigger="CH-9")) == [(None, brief, None), (None, None, brief)]
        assert self.told(self.right(), self.right()) == [(None, "once", "twice")]
        assert self.told(self.right(subject="C-1"))[0] == (None, None, brief)

    def test_of_an_answer_of_another_kind(self) -> None:
        (only,) = ONE.differences({"id": FIFTH, "problems": []})
        assert (only.place, only.found) == ("findings", {"problems": []})

    def test_days_are_compared_where_several_are_meant(self) -> None:
        several = next(
            v for v in vectors(rule="control.daily") for f in v.expected["findings"] if f.get("count", 1) > 1
        )
        findings = [dict(one) for one in several.expected["findings"]]
        for one in findings:
            one["days"] = ["2023-01-01"]
        assert {one.field for one in several.differences({"findings": findings})} == {"days"}

    def test_of_problems_in_any_order(self) -> None:
        many = next(v for v in vectors(rule="registry") if len(v.expected["problems"]) > 1)
        told = [*reversed(many.expected["problems"])]
        assert many.differences({"problems": told}) == ()
        assert [(one.expected, one.found) for one in many.differences({"problems": told[1:]})] == [(1, 0)]
        assert [(one.expected, one.found) for one in many.differences({"problems": [told[0], *told]})] == [(1, 2)]


def wrong(request: Mapping[str, Any]) -> dict[str, Any]:
    """A program that finds everything a day late, doesn't do one rule, and fails at another."""
    if request["rule"] == "coverage.area":
        return {"unsupported": "maps"}
    if request["rule"] == "coverage.tier":
        return {"error": "out of paper \x00\ufffe"}
    answer = conformance.answer(request)
    for one in answer.get("findings", ()):
        one["closed"] = one["closed"] and "2099-01-01"
    return answer


class TestWhatIsTold:
    results = conformance.run(wrong, [*vectors(rule="coverage.*"), *SOME, *vectors(rule="registry")[:3]])

    def test_counts(self) -> None:
        counts = self.results.counts
        assert counts[Outcome.UNSUPPORTED] == len(vectors(rule="coverage.area"))
        assert counts[Outcome.ERROR] == len(vectors(rule="coverage.tier"))
        assert counts[Outcome.FAILED] > 10
        assert sum(counts.values()) == len(self.results.results)
        assert not self.results.agrees
        assert sum(sum(one.values()) for one in self.results.by_rule.values()) == len(self.results.results)
        assert self.results.by_rule["registry"] == {Outcome.PASSED: 3}
        assert "registry" not in self.results.by_clause

    def test_in_words(self) -> None:
        en, zh = (to_text(self.results, lang, limit=3) for lang in ("en", "zh"))
        assert "expected 2023-" in en
        assert "found 2099-01-01" in en
        assert "and " in en
        assert " more" in en
        assert "应为 2023-" in zh
        assert "答为 2099-01-01" in zh
        assert "Suining" in en
        assert "遂宁" in zh
        failed = next(one for one in self.results.results if one.differences)
        assert failed.vector.because.en in en
        assert failed.vector.because.zh in zh

    def test_all_right_in_words(self) -> None:
        told = to_text(conformance.run(conformance.answer, SOME), "en")
        assert told.endswith("\npassed 6\n")
        assert "clause" not in told

    def test_what_is_missing_or_too_much(self) -> None:
        told = to_text(conformance.run(lambda request: {"findings": []}, [ONE]), "en")
        assert "missing: adjust.personnel-change company:C-1 CH-1" in told
        more = {**ONE.expected["findings"][0], "trigger": "CH-9", "due": dt.date(2023, 5, 8)}
        told = to_text(conformance.run(lambda request: {"findings": [*ONE.expected["findings"], more]}, [ONE]), "en")
        assert 'not expected: adjust.personnel-change company:C-1 CH-9 {"status": "FULFILLED"' in told

    def test_as_data(self) -> None:
        data = json.loads(json.dumps(self.results.to_json()))
        assert (data["format"], data["version"]) == ("dual-responsibility/conformance-results", 1)
        assert data["counts"]["failed"] == self.results.counts[Outcome.FAILED]
        assert len(data["results"]) == len(self.results.results)
        assert {"place", "field", "expected", "found"} == set(
            next(one for one in data["results"] if one["differences"])["differences"][0]
        )

    def test_as_junit(self) -> None:
        root = ET.fromstring(to_junit(self.results))
        suites = {suite.get("name"): suite for suite in root}
        assert {name: suite.get("errors") for name, suite in suites.items()}["coverage.tier"] == str(
            len(vectors(rule="coverage.tier"))
        )
        assert int(suites["coverage.area"].get("skipped") or 0) == len(vectors(rule="coverage.area"))
        assert sum(int(suite.get("tests") or 0) for suite in root) == len(self.results.results)
        assert len(root.findall(".//failure")) == self.results.counts[Outcome.FAILED]
        assert len(root.findall(".//error")) == self.results.counts[Outcome.ERROR]
        assert len(root.findall(".//skipped")) == self.results.counts[Outcome.UNSUPPORTED]


class TestExport:
    def test_all_that_another_language_needs(self, tmp_path: Path) -> None:
        folder = tmp_path / "there"
        assert conformance.export(folder) == len(vectors())
        files = sorted(folder.glob("vectors/*/*.json"))
        assert len(files) == len(vectors())
        written = json.loads((folder / "vectors" / f"{FIFTH}.json").read_text("utf-8"))
        assert written == ONE.document
        lines = (folder / "requests.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line) for line in lines] == [vector.request for vector in vectors()]
        books = {file.stem: json.loads(file.read_text("utf-8")) for file in (folder / "rulebooks").iterdir()}
        assert set(books) == {*dr.rulebooks(), "example-city-2023"}
        assert books["suining-2022"]["interpretations"]["first-day"]
        assert {one["code"] for one in json.loads((folder / "reasons.json").read_text("utf-8"))} == set(dr.REASONS)
        assert {one["code"] for one in json.loads((folder / "cures.json").read_text("utf-8"))} == set(dr.CURES)
        validator = jsonschema.Draft202012Validator(json.loads((folder / "answer.schema.json").read_text("utf-8")))
        for vector in vectors(rule="adjust.*"):
            validator.validate(json.loads(json.dumps(conformance.answer(vector.request))))
            validator.validate({"id": vector.id, **vector.expected})
        assert not validator.is_valid({"id": FIFTH})
        assert validator.is_valid({"id": FIFTH, "unsupported": "not yet"})
        schema = json.loads((folder / "registry.schema.json").read_text("utf-8"))
        jsonschema.validate(ONE.document["registry"], schema)
        conformance.export(folder)


class TestTheCommand:
    def test_alone_it_runs_them_on_this_library(self) -> None:
        assert "passed" in done("conformance", "--rule", "attend.*", "--lang", "en")

    @pytest.mark.parametrize("form", ["text", "json", "junit"])
    def test_with_a_program(self, tmp_path: Path, form: str) -> None:
        asked = ("conformance", "--command", program(tmp_path, OURS), "--rule", "attend.emergency", "--format", form)
        told = done(*asked)
        if form == "json":
            assert json.loads(told)["counts"]["passed"] == len(vectors(rule="attend.emergency"))
        elif form == "junit":
            assert ET.fromstring(told).find("testsuite") is not None
        else:
            assert "通过" in told

    def test_what_is_wrong_leaves_with_1(self, tmp_path: Path) -> None:
        nothing = "import sys\nfor line in sys.stdin: print('{\"findings\": []}', flush=True)"
        answer: Result = run("conformance", "--command", program(tmp_path, nothing), "--id", FIFTH, "--lang", "en")
        assert answer.exit_code == 1
        assert FIFTH in answer.output
        assert "28 April is day 1" in answer.output

    @pytest.mark.parametrize(("strict", "code"), [([], 0), (["--strict"], 1)])
    def test_a_file_that_does_some(self, tmp_path: Path, strict: list[str], code: int) -> None:
        file = tmp_path / "theirs.jsonl"
        others = [{"id": one.id, "unsupported": "not yet"} for one in vectors(rule="adjust.*") if one.id != FIFTH]
        file.write_text("\n".join(map(json.dumps, [conformance.answer(ONE.request), *others])), "utf-8")
        answer = run("conformance", "--findings", file, "--rule", "adjust.*", "--lang", "en", *strict)
        assert answer.exit_code == code
        assert "passed 1" in answer.output

    def test_a_file_that_lacks_answers(self, tmp_path: Path) -> None:
        file = tmp_path / "theirs.jsonl"
        file.write_text(json.dumps(conformance.answer(ONE.request)), "utf-8")
        answer = run("conformance", "--findings", file, "--rule", "adjust.*", "--lang", "en")
        assert answer.exit_code == 1
        assert "the file has no answer" in answer.output

    def test_several_patterns_and_the_default_readings(self) -> None:
        both = [*vectors(rule="attend.emergency"), *vectors(rule="attend.key-period")]
        asked = ("conformance", "list", "--rule", "attend.key-period", "--rule", "attend.emergency")
        assert [line.split()[0] for line in done(*asked).splitlines()] == [one.id for one in both]
        plain = [one.id for one in both if not one.document["readings"]]
        assert [line.split()[0] for line in done(*asked, "--default-readings").splitlines()] == plain

    def test_options_before_the_command_are_refused(self) -> None:
        assert "write the options after list" in refusal("conformance", "--rule", "attend.*", "list")

    def test_only_some_fields(self, tmp_path: Path) -> None:
        file = tmp_path / "theirs.jsonl"
        plain = {"rule_id", "subject", "trigger", "status"}
        told = [{key: one[key] for key in plain} for one in ONE.expected["findings"]]
        file.write_text(json.dumps({"id": FIFTH, "findings": told}), "utf-8")
        assert run("conformance", "--findings", file, "--id", FIFTH).exit_code == 1
        assert run("conformance", "--findings", file, "--id", FIFTH, "--compare", "status, ").exit_code == 0
        assert "bearer" in refusal("conformance", "--findings", file, "--compare", "statos")
        assert "bearer" in refusal("conformance", "--findings", file, "--compare", ",")

    def test_refusals(self, tmp_path: Path) -> None:
        file = tmp_path / "theirs.jsonl"
        file.write_text("nonsense", "utf-8")
        assert "not-json" in refusal("conformance", "--findings", file)
        assert "unknown-vector" in refusal("conformance", "--rule", "nothing")
        assert "--command" in refusal("conformance", "--findings", file, "--command", "x")
        assert "no-such-program" in refusal("conformance", "--command", "no-such-program", "--rule", "attend.*")
        assert "not-a-command" in refusal("conformance", "--command", "java 'unbalanced")
        assert "no-answers" in refusal("conformance", "--command", program(tmp_path, "pass"), "--rule", "attend.*")
        assert "没有测试向量" in refusal("conformance", "show", "nothing")

    def test_list_show_export(self, tmp_path: Path) -> None:
        assert done("conformance", "list", "--id", FIFTH, "--lang", "en") == (
            f"{FIFTH}  A successor on the fifth working day\n"
        )
        shown = done("conformance", "show", FIFTH)
        assert shown.startswith(f"{ONE.title.zh}\n{ONE.because.zh}\n{{")
        assert json.loads(shown[shown.index("{") :]) == ONE.document
        assert str(len(vectors())) in done("conformance", "export", tmp_path)


class TestInPytest:
    @conformance_vectors(rule="attend.emergency")
    def test_ours(self, vector: conformance.Vector) -> None:
        assert_conforms(vector, conformance.answer(vector.request))

    def test_nothing_to_run_is_an_error(self) -> None:
        with pytest.raises(dr.UnknownIdError, match="there is no such vector"):
            conformance_vectors(rule="attend.everywhere")

    def test_what_is_wrong_is_told_with_the_reasoning(self) -> None:
        finding = {**ONE.expected["findings"][0], "due": "2023-05-04"}
        with pytest.raises(AssertionError, match="expected 2023-05-08, found 2023-05-04") as caught:
            assert_conforms(ONE, {"findings": [finding]}, lang="en")
        assert ONE.because.en in str(caught.value)
        assert_conforms(ONE, {"findings": [finding]}, compare=("status", "closed"))

    def test_what_isnt_done_is_skipped_and_what_is_no_answer_fails(self) -> None:
        with pytest.raises(pytest.skip.Exception, match="not yet"):
            assert_conforms(ONE, {"unsupported": "not yet"})
        answer: Any
        for answer, told in (
            ({"error": "out of paper"}, "out of paper"),
            (None, "not an answer"),
            ({}, "an answer has"),
        ):
            with pytest.raises(AssertionError, match=told):
                assert_conforms(ONE, answer, lang="en")

    @pytest.mark.parametrize("compare", ["status", ("stauts",)])
    def test_fields_that_there_arent(self, compare: Any) -> None:
        with pytest.raises(dr.UnknownIdError, match="there is no field"):
            assert_conforms(ONE, ONE.expected, compare=compare)
