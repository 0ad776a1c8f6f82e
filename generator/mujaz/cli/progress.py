"""A bar on the terminal for work that takes longer than a person likes to wait in silence."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0  # seconds


class ProgressBar:
    """A `mujaz.engine.pipeline.Progress` that draws on stderr: only on a terminal, and only after a second."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._shown = sys.stderr.isatty()
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say how far the work is.

        Args:
            stage: the name of the work.
            done: how much is done.
            total: how much there is.
        """
        if not self._shown or time.monotonic() - self._began < _PATIENCE:
            return
        if self._bar is None:
            from rich.console import Console  # slow to import, and seldom needed
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total)
        self._bar.update(self._tasks[stage], completed=done, total=total)
