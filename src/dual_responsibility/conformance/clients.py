"""Other programs' answers: from a program that is running, or from a file that it has written."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..errors import DocumentError, ProgramError
from ..vocabulary import Text
from .vector import vectors

__all__ = ["Command", "NoAnswer", "answers_from"]

PATIENCE = 3
"""After so many vectors without an answer, a program that never gave one is given up."""


class NoAnswer(Exception):
    """A program gave no answer to a vector.

    Attributes:
        message: why not.

    >>> NoAnswer("没有连接", "no connection").message.zh
    '没有连接'
    """

    message: Text

    def __init__(self, zh: str, en: str) -> None:
        self.message = Text(zh, en)
        super().__init__(en)


class Command:
    """A program that is given one JSON a line and answers one JSON a line (外部程序).

    It is started when it is first asked, and started again after it has ended, let a time limit pass, or
    written what is no answer.

    Args:
        command: the program and its arguments, as in a shell.
        seconds: how long it may take for each vector.

    Raises:
        ProgramError: it isn't a command; when asked: it never answered.
        NoAnswer: when asked: it ended, it took too long, or what it wrote is no answer.
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
        self.arguments = arguments_of(command, sys.platform == "win32")
        self.seconds = seconds
        # How many vectors it hasn't answered; None once it has answered one.
        self._silent: int | None = 0
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
        try:
            answer = _answer(self._told(request), str(request["id"]))
        except NoAnswer as error:
            self._stop()
            self._count_silence(error)
            raise
        self._silent = None
        return answer

    def _told(self, request: Mapping[str, Any]) -> bytes:
        """The line that it writes."""
        process = self._process if self._process is not None else self._start()
        line = json.dumps(request, ensure_ascii=False).encode() + b"\n"
        try:
            assert process.stdin is not None
            process.stdin.write(line)
            process.stdin.flush()
            told = self._lines.get(timeout=self.seconds)
        except queue.Empty:
            zh, en = f"{self.seconds:g}秒内没有回答", f"no answer within {self.seconds:g} seconds"
            raise NoAnswer(zh, en) from None
        except OSError:
            told = b""
        if not told:
            status = self._stop()
            raise NoAnswer(f"程序已退出，状态 {status}", f"the program ended with {status}")
        return told

    def _count_silence(self, last: NoAnswer) -> None:
        if self._silent is None:
            return
        self._silent += 1
        if self._silent >= PATIENCE:
            zh = f"程序对头{PATIENCE}个向量都没有回答（{last.message.zh}）。每行输出之后是否刷新缓冲？一次写完的，请用 --findings"
            en = f"no answer to the first {PATIENCE} vectors ({last.message.en}). Does it flush after each line? Of one that writes them all at once, use --findings"
            raise ProgramError.single("no-answers", "/command", zh, en)

    def _start(self) -> subprocess.Popen[bytes]:
        process = self._process = subprocess.Popen(
            self.arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        lines: queue.Queue[bytes] = queue.Queue()
        self._lines = lines
        threading.Thread(target=_pass_on, args=(process, lines), daemon=True).start()
        return process

    def _stop(self) -> int | None:
        """End it, and what it has started, if it is running; the status that it ended with."""
        process, self._process = self._process, None
        if process is None:
            return None
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # It may no longer listen.
            process.stdin.close()
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            kill_all(process)
            return process.wait()


def arguments_of(command: str, windows: bool) -> str | list[str]:
    """A command's program and arguments; on Windows, where a backslash is part of a path, the text itself."""
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        zh, en = f"不是命令：{command!r}（{error}）", f"not a command: {command!r} ({error})"
        raise ProgramError.single("not-a-command", "/command", zh, en) from None
    if not arguments:
        raise ProgramError.single("not-a-command", "/command", "没有写命令", "the command is empty")
    return command if windows else arguments


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """End a program at once, with what it has started where the system can do that."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _pass_on(process: subprocess.Popen[bytes], lines: queue.Queue[bytes]) -> None:
    """Its lines, and an empty one when it has no more."""
    assert process.stdout is not None
    with process.stdout as out:
        for line in out:
            lines.put(line)
    lines.put(b"")


def _answer(line: bytes, id: str) -> Mapping[str, Any]:
    shown = line[:200].decode("utf-8", "replace").rstrip()
    try:
        told = json.loads(line)
    except ValueError:
        raise NoAnswer(f"不是 JSON：{shown}", f"not JSON: {shown}") from None
    if not isinstance(told, dict) or told.get("id", id) != id:
        raise NoAnswer(f"不是对 {id} 的回答：{shown}", f"not the answer to {id}: {shown}")
    return told


def answers_from(file: Path) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """The answers that another program has written to a file: as one JSON a line, or as an array of them.

    A vector that it doesn't answer counts as one without an answer.

    Raises:
        DocumentError: a line isn't JSON in UTF-8, or isn't an answer with the ``id`` of a vector; one is
            answered twice.
        OSError: the file can't be read.

    >>> import tempfile
    >>> from dual_responsibility.conformance import run, vectors
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     id = "attend.quarter/once-visit-at-a-company-given-up"
    ...     _ = Path(folder, "theirs.jsonl").write_text(f'{{"id": "{id}", "findings": []}}')
    ...     client = answers_from(Path(folder, "theirs.jsonl"))
    >>> client({"id": id})["findings"]
    []
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
        whole = text.lstrip().startswith("[")
        told = json.loads(text) if whole else [*map(json.loads, filter(str.strip, text.split("\n")))]
    except ValueError as error:
        zh, en = f"不是 UTF-8 编码的 JSON 或逐行 JSON：{error}", f"neither JSON nor one JSON a line, in UTF-8: {error}"
        raise DocumentError.single("not-json", "", zh, en) from None
    known = {vector.id for vector in vectors()}
    answers: dict[str, Mapping[str, Any]] = {}
    for index, one in enumerate(told):
        id = one.get("id") if isinstance(one, dict) else None
        if not isinstance(id, str) or id not in known:
            zh, en = (
                f"应为带测试向量 id 的回答，而不是 {id!r}",
                f"should be an answer with the id of a vector, not {id!r}",
            )
            raise DocumentError.single("not-an-answer", f"/{index}", zh, en)
        if id in answers:
            raise DocumentError.single("answered-twice", f"/{index}/id", f"{id} 重复回答", f"{id} is answered twice")
        answers[id] = one

    def answer(request: Mapping[str, Any]) -> Mapping[str, Any]:
        if request["id"] not in answers:
            raise NoAnswer("文件里没有回答", "the file has no answer")
        return answers[request["id"]]

    return answer
