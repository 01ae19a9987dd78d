"""Other programs' answers: from a program that is running, or from a file that it has written."""

from __future__ import annotations

import contextlib
import json
import queue
import shlex
import subprocess
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..errors import DocumentError

__all__ = ["Command", "NoAnswer", "answers_from"]


class NoAnswer(Exception):
    """A program gave no answer to a vector: the message says why."""


class Command:
    """A program that is given one JSON a line and answers one JSON a line (外部程序).

    It is started when it is first asked, and started again after it has ended or let a time limit pass.

    Args:
        command: the program and its arguments, as in a shell.
        seconds: how long it may take for each vector.

    Raises:
        NoAnswer: when asked: it isn't there, it ended, it took too long, or what it wrote is no answer.
        OSError: when entered: it can't be started.

    >>> import sys
    >>> from dual_responsibility.conformance import run, vectors
    >>> silent = f'"{sys.executable}" -c "pass"'
    >>> with Command(silent) as client:
    ...     results = run(client, vectors(rule="attend.emergency")[:2])
    >>> [one.outcome.value for one in results.results]
    ['error', 'error']
    """

    def __init__(self, command: str, seconds: float = 10.0) -> None:
        self.arguments = shlex.split(command)
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes] = queue.Queue()

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def __call__(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Its answer to the request of a vector."""
        process = self._process if self._process is not None else self._start()
        line = json.dumps(request, ensure_ascii=False).encode() + b"\n"
        try:
            assert process.stdin is not None
            process.stdin.write(line)
            process.stdin.flush()
            told = self._lines.get(timeout=self.seconds)
        except queue.Empty:
            self._stop()
            raise NoAnswer(f"no answer within {self.seconds:g} seconds") from None
        except OSError:
            told = b""
        if not told:
            raise NoAnswer(f"the program ended with {self._stop()}")
        return _answer(told, str(request["id"]))

    def _start(self) -> subprocess.Popen[bytes]:
        process = self._process = subprocess.Popen(self.arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        lines: queue.Queue[bytes] = queue.Queue()
        self._lines = lines
        threading.Thread(target=_pass_on, args=(process, lines), daemon=True).start()
        return process

    def _stop(self) -> int | None:
        """End it if it is running; the status that it ended with."""
        process, self._process = self._process, None
        if process is None:
            return None
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # It may no longer listen.
            process.stdin.close()
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _pass_on(process: subprocess.Popen[bytes], lines: queue.Queue[bytes]) -> None:
    """Its lines, and an empty one when it has no more."""
    assert process.stdout is not None
    with process.stdout as out:
        for line in out:
            lines.put(line)
    lines.put(b"")


def _answer(line: bytes, id: str) -> Mapping[str, Any]:
    try:
        told = json.loads(line)
    except ValueError:
        raise NoAnswer(f"not JSON: {line[:200].decode('utf-8', 'replace').rstrip()}") from None
    if not isinstance(told, dict) or told.get("id", id) != id:
        raise NoAnswer(f"not the answer to {id}: {line[:200].decode('utf-8', 'replace').rstrip()}")
    return told


def answers_from(file: Path) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """The answers that another program has written to a file: as one JSON a line, or as an array of them.

    What it has no answer to is unsupported.

    Raises:
        DocumentError: a line isn't JSON, or isn't an answer with an ``id``; one is answered twice.
        OSError: the file can't be read.

    >>> import tempfile
    >>> from dual_responsibility.conformance import run, vectors
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "theirs.jsonl").write_text('{"id": "attend.quarter/x", "findings": []}')
    ...     client = answers_from(Path(folder, "theirs.jsonl"))
    >>> client({"id": "attend.quarter/y"})
    {'unsupported': 'no answer in the file'}
    """
    text = file.read_text("utf-8")
    try:
        told = (
            json.loads(text)
            if text.lstrip().startswith("[")
            else [*map(json.loads, filter(str.strip, text.split("\n")))]
        )
    except ValueError as error:
        zh, en = f"不是 JSON，也不是逐行 JSON：{error}", f"neither JSON nor one JSON a line: {error}"
        raise DocumentError.single("not-json", "", zh, en) from None
    answers: dict[str, Mapping[str, Any]] = {}
    for index, one in enumerate(told):
        if not isinstance(one, dict) or not isinstance(one.get("id"), str):
            zh, en = "应为带 id 的回答", "should be an answer with an id"
            raise DocumentError.single("not-an-answer", f"/{index}", zh, en)
        if one["id"] in answers:
            zh, en = f"{one['id']} 重复回答", f"{one['id']} is answered twice"
            raise DocumentError.single("answered-twice", f"/{index}/id", zh, en)
        answers[one["id"]] = one
    return lambda request: answers.get(request["id"], {"unsupported": "no answer in the file"})
