"""Gathers bursts of changes: an editor that saves all its files, or a checkout, is one change and not fifty."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

QUIET = 0.05
"""Seconds without a change after which a burst counts as over."""

LATEST = 0.5
"""Seconds after the first change of a burst at which it is answered, over or not."""

_TURN = 1.0  # seconds; on Windows, Ctrl-C does not end a wait


class Changes:
    """The changes that nobody has answered yet. They are noted in one thread and waited for in another."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, pause: Callable[[float], object] | None = None
    ) -> None:
        """Begin without any.

        Args:
            clock: the time in seconds.
            pause: waits so many seconds, or less where a change is noted meanwhile.
        """
        self._noted = threading.Condition()
        self._clock = clock
        self._pause = pause or self._noted.wait
        self._first: float | None = None
        self._last = 0.0

    @property
    def pending(self) -> bool:
        """Whether there are any."""
        return self._first is not None

    def note(self) -> None:
        """Something has changed."""
        with self._noted:
            self._last = self._clock()
            if self._first is None:
                self._first = self._last
            self._noted.notify()

    def wait(self) -> None:
        """Wait for a burst and until it is due; all changes until then are answered by what the caller does next."""
        with self._noted:
            began = self._clock()  # what changed before may be in the middle of a burst still
            while self._first is None:
                self._pause(_TURN)
            latest = max(began, self._first) + LATEST
            while (left := min(self._last + QUIET, latest) - self._clock()) > 0:
                self._pause(left)
            self._first = None
