"""What one command costs: a new process each time, with all it starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

_LAUNCH = Path(__file__).with_name("launch.py")
_INTERVAL = 0.1
"""Seconds between two looks at the memory: rare enough to take no time worth naming from what is measured."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run: seconds on the clock, seconds of CPU over all processes, the peak of their memory in bytes."""

    wall: float
    cpu: float
    peak: int


class CommandError(Exception):
    """A measured command failed; the text is the end of what it printed."""


def run(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    """Run a command in a folder and measure it.

    The peak is the larger of two figures: the peak of the largest process as the kernel counts it, and the sum over
    all processes, pages that they share counted once, as seen every tenth of a second.

    Raises:
        CommandError: it ended with another code than 0.
    """
    log = folder.parent / f"{folder.name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_LAUNCH), *command],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=output,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        watch.start()
        printed, _ = process.communicate()
        watch.stop()
    code, wall, cpu, peak = json.loads(printed)
    if code:
        raise CommandError(f"{' '.join(command)}\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
    return Cost(wall, cpu, max(peak, watch.peak))


class _Watch(threading.Thread):
    """Looks at the memory of the processes of one session, without the one that leads it, until it is stopped."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._session = session
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_INTERVAL):
            members = _members(self._session)
            if len(members) > 1:  # of a single process the kernel keeps the peak itself
                self.peak = max(self.peak, sum(map(_memory, members)))

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _members(session: int) -> list[Path]:
    """The folders in `/proc` of the processes of a session; none where there is no `/proc`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended since
            continue
        if int(fields[3]) == session != int(folder.name):
            found.append(folder)
    return found


def _memory(process: Path) -> int:
    """The bytes of a process, those it shares divided by the number of those that share them."""
    try:
        lines = (process / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:  # it has ended since, or belongs to somebody else
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0
