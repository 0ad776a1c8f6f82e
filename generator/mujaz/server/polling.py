"""Finds changes by looking at folders again and again, where the system does not tell of them.

watchfiles can look, too, but it knows times to the second, so that a file which is saved twice in one would stay out of
date; it ends at a link that leads in a circle, and tells of one that leads nowhere at each look (seen in 1.3).
"""

from __future__ import annotations

import os
import platform
import stat
import time
from collections.abc import Collection, Generator
from contextlib import suppress
from pathlib import Path

from watchfiles import Change
from watchfiles.main import FileChange

PERIOD = 0.3
"""Seconds between two looks, or nine times as many as one takes."""

_SETTING = "WATCHFILES_FORCE_POLLING"  # as uvicorn and others that watch by watchfiles have it
_OFF = ("false", "disable", "disabled")
_Entries = dict[str, tuple[int, int, int]]


def is_needed(folder: Path) -> bool:
    """Whether the system is known not to tell of changes, or somebody says so in the environment.

    That of Windows does not, where a folder of it is looked at from its subsystem for Linux.
    """
    if setting := os.environ.get(_SETTING):
        return setting.lower() not in _OFF
    return "microsoft" in platform.release().lower() and folder.is_relative_to("/mnt")


def look(folders: Collection[Path], quiet: float, latest: float) -> Generator[set[FileChange], None, None]:
    """Yield bursts of changes in some folders, without those below, as `watchfiles.watch` does; often an empty one.

    Args:
        folders: what to look at.
        quiet: seconds without a further change after which a burst is over.
        latest: seconds after which it is told of, over or not.
    """
    known = _entries(folders)
    yield set()
    while True:
        began = time.monotonic()
        now = _entries(folders)
        took = time.monotonic() - began
        if now == known:
            time.sleep(max(PERIOD, 9 * took))
        else:
            before = known
            while now != before and time.monotonic() < began + latest:
                time.sleep(quiet)
                before, now = now, _entries(folders)
        changed = {name for name, _ in known.items() ^ now.items()}
        yield {(Change.added if name in now else Change.deleted, name) for name in changed}
        known = now


def _entries(folders: Collection[Path]) -> _Entries:
    """What the folders hold, by path. Of a folder in them the time says only that something in it has come or gone."""
    found: _Entries = {}
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:  # gone meanwhile, or not to be read
            for entry in entries:
                with suppress(OSError):  # the same
                    seen = entry.stat(follow_symlinks=False)
                    times = (0, 0) if stat.S_ISDIR(seen.st_mode) else (seen.st_mtime_ns, seen.st_size)
                    found[entry.path] = (seen.st_ino, *times)
    return found
