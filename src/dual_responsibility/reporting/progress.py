"""A progress bar on standard error, with rich."""

from __future__ import annotations

from time import monotonic
from typing import Any

__all__ = ["Bar"]


class Bar:
    """A progress bar on standard error: shown once the work has taken a second.

    Whoever makes one sees to it that standard error is a terminal.
    """

    def __init__(self) -> None:
        self.begun = monotonic()
        self.shown: Any = None
        self.task: Any = None

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if self.shown is None:
            if monotonic() - self.begun < 1 or done >= total:
                return
            from rich.console import Console
            from rich.progress import Progress

            self.shown = Progress(console=Console(stderr=True), transient=True)
            self.shown.start()
            self.task = self.shown.add_task("", total=total)
        self.shown.update(self.task, completed=done)

    def close(self) -> None:
        """Take the bar away."""
        if self.shown is not None:
            self.shown.stop()
