"""Mutation testing of the arithmetic of days and of the rules (docs/mutation.md): mutmut's mutants, run by forks.

    python tests/mutation/run.py                                  # every mutant, by the fast tests
    python tests/mutation/run.py --sample 100 --seconds 3         # some, drawn by a seed, by some of them
    python tests/mutation/run.py --survivors --tests tests        # what survived, by the whole suite
    python tests/mutation/run.py --survivors --cold               # the same, from a fresh process each
    python tests/mutation/run.py --tell                           # write the tables

mutmut makes the mutants (all of them in one file, behind a switch). They aren't run by it: it would collect the tests
anew for each. Here the tests are collected once; a fork for each mutant turns it on and runs those tests that reach
its function, until one fails. What is found is kept in the working folder, and told as the tables of docs/mutation.md.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import gc
import importlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import libcst as cst
import pytest
from hypothesis import Phase, settings

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = "dual_responsibility"
FAST = (
    "tests/rules",
    "tests/test_periods.py",
    "tests/test_workdays.py",
    "tests/test_audit.py",
    "tests/test_agenda.py",
    "tests/test_agenda_records.py",
    "tests/test_explanation.py",
    "tests/test_report.py",
    "tests/test_series.py",
    "tests/test_standings.py",
    "tests/test_succession.py",
    "tests/test_tallies.py",
)
"""The tests of the modules under test, and those of their neighbours that are quick."""
TOLD = PROJECT / "docs" / "mutation.md"
REASONS = Path(__file__).with_name("equivalent.toml")
LISTED = "mutants.json"
BODY = "__body"
"""What the body of a property is called, once it is a function of its own."""
MEMORY = 6 << 30


def modules() -> list[str]:
    """The modules under test, by their path in the package."""
    package = PROJECT / "src" / PACKAGE
    rules = sorted(f"rules/{path.name}" for path in (package / "rules").glob("*.py"))
    return ["periods.py", "workdays.py", "daysets.py", "auditing.py", *rules]


def dotted(module: str) -> str:
    """A module's name within the package."""
    return module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@attrs.frozen
class Mutant:
    """A change of one function.

    Attributes:
        id: module, mangled function and number, as the switch knows it.
        module: the path of the module in the package.
        function: the function's name, with its class.
        line: the first line changed.
        was: the lines changed, as they are.
        now: the same lines in the mutant.
    """

    id: str
    module: str
    function: str
    line: int
    was: str
    now: str


class Unwrapped(cst.CSTTransformer):  # type: ignore[misc, unused-ignore]
    """Makes the bodies of properties, and of what is cached, functions of their own: mutmut leaves decorated ones out."""

    WRAPPERS = ("property", "cached_property", "cache")

    def leave_FunctionDef(  # noqa: N802
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel[cst.FunctionDef]:
        decorators = [d.decorator.value for d in updated_node.decorators if isinstance(d.decorator, cst.Name)]
        if len(updated_node.decorators) != 1 or not decorators or decorators[0] not in self.WRAPPERS:
            return updated_node
        name, takes = updated_node.name.value, [param.name.value for param in updated_node.params.params]
        called = f"self.{name}{BODY}()" if takes[:1] == ["self"] else f"{name}{BODY}({', '.join(takes)})"
        returned = cst.SimpleStatementLine([cst.Return(cst.parse_expression(called))])
        body = updated_node.with_changes(name=cst.Name(name + BODY), decorators=[])
        return cst.FlattenSentinel([updated_node.with_changes(body=cst.IndentedBlock([returned])), body])


def mutate(module: str, into: Path) -> list[Mutant]:
    """Write a module with all its mutants, and say which they are."""
    from mutmut.mutation import file_mutation as made

    original = (PROJECT / "src" / PACKAGE / module).read_text("utf-8")
    code = cst.parse_module(original).visit(Unwrapped()).code
    tree, mutations, classes, functions = made.create_mutations(module, code)
    result = made.combine_mutations_to_source(tree, mutations, classes, functions)
    switched = result.code.replace(
        "from mutmut.mutation.trampoline import wrap_in_trampoline as _mutmut_mutated, MutantDict",
        "from mutation_switch import mutated as _mutmut_mutated, MutantDict",
    )
    assert "mutation_switch" in switched or not result.mutant_names
    into.write_text(switched, "utf-8")
    begins = starts(original)
    of_function = made.group_by_top_level_node(mutations)
    names = iter(result.mutant_names)
    found = []
    for owner, function in functions_of(tree):
        for mutation in of_function.get(function, ()):
            bare = function.with_changes(leading_lines=[])
            changed = made.deep_replace(function, mutation.original_node, mutation.mutated_node)
            assert isinstance(changed, cst.FunctionDef)
            offset, was, now = difference(
                tree.code_for_node(bare), tree.code_for_node(changed.with_changes(leading_lines=[]))
            )
            name = function.name.value.removesuffix(BODY)
            shown = f"{owner}.{name}" if owner else name
            line = begins[shown] + offset + (function.name.value != name)
            found.append(Mutant(f"{PACKAGE}.{dotted(module)}.{next(names)}", module, shown, line, was, now))
    assert next(names, None) is None
    return found


def functions_of(tree: cst.Module) -> Iterator[tuple[str, cst.FunctionDef]]:
    """The functions that mutmut mutates, in its order: those of the module, and the methods of its classes."""
    for statement in tree.body:
        if isinstance(statement, cst.FunctionDef):
            yield "", statement
        elif isinstance(statement, cst.ClassDef):
            for child in statement.body.body:
                if isinstance(child, cst.FunctionDef):
                    yield statement.name.value, child


def starts(source: str) -> dict[str, int]:
    """The line on which each function begins, decorators included."""
    found = {}
    for node in ast.parse(source).body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        for child in inner:
            if isinstance(child, ast.FunctionDef):
                first = min([child.lineno, *(d.lineno for d in child.decorator_list)])
                found[f"{node.name}.{child.name}" if isinstance(node, ast.ClassDef) else child.name] = first
    return found


def difference(was: str, now: str) -> tuple[int, str, str]:
    """How many lines stay before the first change, and what changes into what."""
    before, after = was.splitlines(), now.splitlines()
    ops = [op for op in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if op[0] != "equal"]
    if not ops:
        return 0, "", ""
    (_, a, _, c, _), (_, _, b, _, d) = ops[0], ops[-1]
    flat = [" ".join(" ".join(lines).split()) for lines in (before[a:b], after[c:d])]
    return a, flat[0], flat[1]


def prepare(work: Path) -> None:
    """Lay out a copy of the project in which the modules under test are mutated."""
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "src", "tests", "docs", "*.py", "*.toml", "*.md"],
        cwd=PROJECT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    shutil.rmtree(work / "src", ignore_errors=True)
    shutil.rmtree(work / "tests", ignore_errors=True)
    for name in filter(None, files.stdout.split("\0")):
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT / name, work / name)
    shutil.copyfile(Path(__file__).with_name("switch.py"), work / "src" / "mutation_switch.py")
    known = json.loads((work / LISTED).read_text("utf-8")) if (work / LISTED).exists() else {}
    listed = {}
    for module in modules():
        kept = work / "mutated" / module
        source = (PROJECT / "src" / PACKAGE / module).read_text("utf-8")
        if known.get(module, {}).get("source") == source:
            listed[module] = known[module]
        else:
            kept.parent.mkdir(parents=True, exist_ok=True)
            listed[module] = {"source": source, "mutants": [attrs.asdict(mutant) for mutant in mutate(module, kept)]}
        shutil.copyfile(kept, work / "src" / PACKAGE / module)
    (work / LISTED).write_text(json.dumps(listed, ensure_ascii=False), "utf-8")


class Forks:
    """The pytest plugin that runs the mutants in place of the tests."""

    def __init__(
        self, switch: ModuleType, mutants: list[Mutant], results: Path, processes: int, seconds: float | None
    ) -> None:
        self.seconds = seconds
        self.switch, self.mutants, self.results, self.processes = switch, mutants, results, processes

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """See which tests reach which function, then run each mutant's."""
        if session.testsfailed:
            raise SystemExit("the tests can't be collected")
        items = {item.nodeid: item for item in session.items}
        print(f"{len(items)} tests; {len(self.mutants)} mutants", flush=True)
        begun = time.monotonic()
        reached = in_fork(lambda: self.unmutated(list(items.values())))
        taken: dict[str, float] = reached["taken"]
        by_function: dict[str, list[str]] = reached["by_function"]
        print(f"the tests hold, in {time.monotonic() - begun:.0f} s", flush=True)
        session.config.pluginmanager.unregister(name="terminalreporter")
        # The calendar and the rulebooks are kept once they are made: of that only what rules do is run on a warm cache.
        cold = [mutant for mutant in self.mutants if "/" not in mutant.module]
        self.run(cold, items, taken, by_function)
        for item in {item.nodeid.partition("::")[0]: item for item in items.values()}.values():
            passes(item, None)
        gc.freeze()
        self.run([mutant for mutant in self.mutants if "/" in mutant.module], items, taken, by_function)
        return True

    def run(
        self,
        mutants: list[Mutant],
        items: dict[str, pytest.Item],
        taken: dict[str, float],
        by_function: dict[str, list[str]],
    ) -> None:
        """Run mutants, so many at a time, each in a fork of this process."""
        begun = time.monotonic()
        killers: dict[str, list[str]] = defaultdict(list)
        running: dict[int, tuple[Mutant, int, float, list[str]]] = {}
        waiting = list(reversed(mutants))
        with self.results.open("a", encoding="utf-8") as kept:
            done = 0
            while waiting or running:
                while waiting and len(running) < self.processes:
                    mutant = waiting.pop()
                    function = self.switch.function_of(mutant.id)
                    first = [*reversed(killers[function][-8:]), *reversed(killers[mutant.module][-4:])]
                    tests = self.in_order(mutant, by_function.get(function, []), first, taken)
                    limit = 10 + 5 * sum(taken[id] for id in tests)
                    read, write = os.pipe()
                    pid = os.fork()
                    if pid == 0:
                        os.close(read)
                        self.child(mutant, [items[id] for id in tests], limit, write)
                    os.close(write)
                    running[pid] = mutant, read, time.monotonic() + 10 * limit, tests
                pid, status, used = os.wait4(-1, os.WNOHANG)
                if pid == 0:
                    time.sleep(0.005)
                    for late, (*_, until, _) in running.items():
                        if time.monotonic() > until:
                            os.kill(late, signal.SIGKILL)
                    continue
                mutant, read, _, tests = running.pop(pid)
                told = os.read(read, 4096).decode()
                os.close(read)
                outcome = "timeout" if os.WIFSIGNALED(status) else "survived" if status == 0 else "killed"
                if not tests:
                    outcome = "untested"
                if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 2:
                    raise SystemExit(f"couldn't be run: {mutant.id}")
                if told:
                    killers[self.switch.function_of(mutant.id)].append(told)
                    killers[mutant.module].append(told)
                kept.write(
                    json.dumps(
                        {
                            "id": mutant.id,
                            "outcome": outcome,
                            "by": told,
                            "tests": len(tests),
                            "cpu": round(used.ru_utime + used.ru_stime, 2),
                        }
                    )
                    + "\n"
                )
                kept.flush()
                done += 1
                if done % 100 == 0:
                    print(f"{done} of {len(mutants)}, {time.monotonic() - begun:.0f} s", flush=True)

    def in_order(self, mutant: Mutant, reach: list[str], first: list[str], taken: dict[str, float]) -> list[str]:
        """The tests that reach a function, the likeliest to fail first, until the seconds for it are used up."""
        stem = f"/test_{Path(mutant.module).stem}"
        by_file: dict[str, list[str]] = defaultdict(list)
        for id in sorted(reach, key=lambda id: taken[id]):
            by_file[id.partition("::")[0]].append(id)
        own = [id for file, ids in by_file.items() if stem in file for id in ids]
        turns = [id for turn in zip_longest(*by_file.values()) for id in turn if id is not None]
        mixed = [id for pair in zip_longest(own, turns) for id in pair if id is not None]
        tests: list[str] = []
        used = 0.0
        for id in dict.fromkeys([*(id for id in first if id in set(reach)), *mixed]):
            used += taken[id]
            if self.seconds is not None and used > self.seconds and tests:
                break
            tests.append(id)
        return tests

    def unmutated(self, items: list[pytest.Item]) -> dict[str, Any]:
        """How long each test takes, and which tests reach each function."""
        taken: dict[str, float] = {}
        by_function: dict[str, list[str]] = defaultdict(list)
        for item, following in zip_longest(items, items[1:]):
            reached = self.switch.watch()
            begun = time.process_time()
            if not passes(item, following):
                raise SystemExit(f"fails without a mutant: {item.nodeid}")
            taken[item.nodeid] = time.process_time() - begun
            for function in reached:
                by_function[function].append(item.nodeid)
        return {"taken": taken, "by_function": by_function}

    def child(self, mutant: Mutant, items: list[pytest.Item], limit: float, write: int) -> None:
        """Run tests with a mutant on until one fails; never returns."""
        code = 2
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 1))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            os.environ[self.switch.ENVIRONMENT] = mutant.id
            self.switch.turn_on(mutant.id)
            code = 0
            for item, following in zip_longest(items, items[1:]):
                if not passes(item, following):
                    os.write(write, item.nodeid.encode()[:4000])
                    code = 1
                    break
        except BaseException as error:
            print(f"{mutant.id}: {type(error).__name__}: {error}", file=sys.__stderr__, flush=True)
        finally:
            os._exit(code)


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether a test passes, or is skipped."""
    from _pytest.runner import runtestprotocol

    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def in_fork(work: Any) -> Any:
    """What a function returns, worked out in a fork, so that no cache of it is warm here."""
    with tempfile.TemporaryFile("w+") as told:
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                json.dump(work(), told)
                told.flush()
                code = 0
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", file=sys.__stderr__, flush=True)
            finally:
                os._exit(code)
        _, status = os.waitpid(pid, 0)
        if status:
            raise SystemExit("the tests must hold before anything is mutated")
        told.seek(0)
        return json.load(told)


def run_forks(work: Path, mutants: list[Mutant], tests: Iterable[str], processes: int, seconds: float | None) -> None:
    """Run mutants by forks of one process that has collected the tests."""
    settings.register_profile(
        "mutation", derandomize=True, deadline=None, database=None, max_examples=50,
        phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
    settings.load_profile("mutation")
    os.chdir(work)
    os.environ["PYTHONPATH"] = str(work / "src")
    sys.path.insert(0, str(work / "src"))
    import mutation_switch

    # What is imported only when it is asked for has to be there to be switched.
    for module in modules():
        importlib.import_module(f"{PACKAGE}.{dotted(module)}")
    forks = Forks(mutation_switch, mutants, work / "results.jsonl", processes, seconds)
    # Nobody reads why a test fails on a mutant: it costs more than the test.
    quiet = ["-q", "--tb=no", "--assert=plain", "-p", "no:cacheprovider"]
    quiet += ["-W", "ignore::pytest.PytestAssertRewriteWarning", "-W", "ignore::pytest.PytestConfigWarning"]
    pytest.main([*quiet, f"--rootdir={work}", *tests], plugins=[forks])


def run_cold(work: Path, mutants: list[Mutant], tests: Iterable[str], processes: int) -> None:
    """Run each mutant in a process of its own, in which it is on before anything is imported."""
    environment = {**os.environ, "PYTHONPATH": str(work / "src"), "CI": "true"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", f"--rootdir={work}", *tests]
    waiting = list(reversed(mutants))
    running: dict[subprocess.Popen[bytes], tuple[Mutant, float]] = {}
    with (work / "results.jsonl").open("a", encoding="utf-8") as kept:
        while waiting or running:
            while waiting and len(running) < processes:
                mutant = waiting.pop()
                process = subprocess.Popen(
                    command, cwd=work, env={**environment, "MUTATION_ON": mutant.id}, stdout=subprocess.DEVNULL
                )
                running[process] = mutant, time.monotonic() + 1800
            time.sleep(0.1)
            for process, (mutant, until) in list(running.items()):
                if process.poll() is None and time.monotonic() < until:
                    continue
                process.kill()
                outcome = {None: "timeout", 0: "survived"}.get(process.returncode, "killed")
                kept.write(json.dumps({"id": mutant.id, "outcome": outcome, "by": "cold", "tests": 1}) + "\n")
                kept.flush()
                del running[process]


def outcomes(work: Path) -> dict[str, str]:
    """How each mutant that was run ended: killed if it ever was."""
    found: dict[str, str] = {}
    path = work / "results.jsonl"
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        result = json.loads(line)
        if found.get(result["id"]) not in ("killed", "timeout"):
            found[result["id"]] = result["outcome"]
    return found


def chosen(mutants: list[Mutant], sample: int | None, seed: int) -> list[Mutant]:
    """All mutants; or so many of each module, drawn by a seed."""
    if sample is None:
        return mutants
    by_module: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_module[mutant.module].append(mutant)
    picked = []
    for module, own in by_module.items():
        picked += own if len(own) <= sample else random.Random(f"{seed}/{module}").sample(own, sample)
    return picked


def reasons() -> dict[tuple[str, str, str, str], str]:
    """Why mutants are equivalent, by module, function and change."""
    if not REASONS.exists():
        return {}
    known = tomllib.loads(REASONS.read_text("utf-8"))
    return {(k["module"], k["function"], k["was"], k["now"]): k["why"] for k in known.get("equivalent", ())}


def told(mutants: list[Mutant], ended: dict[str, str]) -> str:
    """The tables of docs/mutation.md."""
    why = reasons()
    commit = subprocess.run(
        ["git", "log", "-1", "--format=%cs, commit %h", "--", "src"], cwd=PROJECT, check=True, capture_output=True, text=True
    )  # fmt: skip
    lines = [
        f"Of the source of {commit.stdout.strip()}:",
        "",
        "| Module | Mutants | Run | Killed | Timed out | Survived | of these equivalent | Score | without equivalents |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    totals = [0] * 6
    listed: list[str] = []
    for module in modules():
        own = [mutant for mutant in mutants if mutant.module == module]
        ran = [mutant for mutant in own if mutant.id in ended]
        counts = [sum(ended[m.id] == outcome for m in ran) for outcome in ("killed", "timeout")]
        left = [mutant for mutant in ran if ended[mutant.id] not in ("killed", "timeout")]
        row = [len(own), len(ran), *counts, len(left), sum(_key(mutant) in why for mutant in left)]
        totals = [a + b for a, b in zip(totals, row, strict=True)]
        if own:
            lines.append(f"| `{module}` | {' | '.join(map(str, row))} | {score(row)} |")
        for mutant in sorted(left, key=lambda one: (_key(one) in why, one.line)):
            reason = why.get(_key(mutant), "not yet looked at")
            listed.append(f"| `{module}:{mutant.line}` | `{cell(mutant.was)}` | `{cell(mutant.now)}` | {reason} |")
    lines.append(f"| all | {' | '.join(map(str, totals))} | {score(totals)} |")
    lines += ["", "## What survived", "", "| Where | As it is | Mutant | Why |", "| --- | --- | --- | --- |", *listed]
    return "\n".join(lines) + "\n"


def _key(mutant: Mutant) -> tuple[str, str, str, str]:
    return mutant.module, mutant.function, mutant.was, mutant.now


def score(row: list[int]) -> str:
    """The share of the mutants run that were killed or timed out: of all, and of those not known to be equivalent."""
    _, ran, killed, late, _, equivalent = row
    return " | ".join(f"{(killed + late) / among:.1%}" if among else "–" for among in (ran, ran - equivalent))


def cell(code: str) -> str:
    """Code that may stand in a table."""
    return code.replace("|", "\\|")


def main() -> None:
    """What the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, default=PROJECT / ".mutation", help="the working folder")
    options.add_argument("--tests", nargs="+", default=FAST, help="what pytest collects")
    options.add_argument("--module", nargs="+", help="only these modules, such as rules/hazard.py")
    options.add_argument("--sample", type=int, help="so many mutants of each module")
    options.add_argument("--seed", type=int, default=0, help="of the sample")
    options.add_argument(
        "--survivors", action="store_true", help="only what survived until now and isn't known to be equivalent"
    )
    options.add_argument("--resume", action="store_true", help="only what wasn't run yet")
    options.add_argument(
        "--seconds", type=float, help="no more tests for a mutant than take so long; all, unless given"
    )
    options.add_argument("--cold", action="store_true", help="each in a fresh process")
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--tell", action="store_true", help="run nothing, write what was found into docs/mutation.md")
    asked = options.parse_args()
    work = asked.work.resolve()
    work.mkdir(exist_ok=True)
    if not (asked.survivors or asked.resume or asked.tell):
        (work / "results.jsonl").unlink(missing_ok=True)
    if not asked.tell:
        prepare(work)
    by_module = json.loads((work / LISTED).read_text("utf-8"))
    mutants = [Mutant(**known) for module in by_module.values() for known in module["mutants"]]
    wanted = [mutant for mutant in mutants if asked.module is None or mutant.module in asked.module]
    ended = outcomes(work)
    picked = chosen(wanted, asked.sample, asked.seed)
    if asked.survivors:
        why = reasons()
        left = [mutant for mutant in wanted if ended.get(mutant.id) in ("survived", "untested")]
        picked = [mutant for mutant in left if _key(mutant) not in why]
    elif asked.resume:
        picked = [mutant for mutant in picked if mutant.id not in ended]
    # Mixed, so that a run that is broken off is a sample too.
    random.Random(asked.seed).shuffle(picked)
    if not asked.tell:
        pid = os.fork()
        if pid == 0:
            if asked.cold:
                run_cold(work, picked, asked.tests, asked.processes)
            else:
                run_forks(work, picked, asked.tests, asked.processes, asked.seconds)
            os._exit(0)
        os.waitpid(pid, 0)
    found = told(mutants, outcomes(work))
    print(found)
    if asked.tell:
        kept, mark, _ = TOLD.read_text("utf-8").partition("--tell -->\n")
        TOLD.write_text(f"{kept}{mark}\n{found}", "utf-8")


if __name__ == "__main__":
    main()
