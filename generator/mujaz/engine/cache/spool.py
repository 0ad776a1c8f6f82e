"""Large values of one run, kept beside memory: each is written once, and read again where it is needed.

The files have no name, so that nothing is left of them however the run ends.
"""

from __future__ import annotations

import errno
import os
import tempfile
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mujaz.engine.cache.packing import pack_whole, unpack_whole
from mujaz.syntax.source import Source

Place = tuple[int, int, int]
"""Where a value is: the number of the file, the offset and the size there in bytes."""


class Spool:
    """The values of a run.

    Processes that are forked from this one read what it wrote, and write to a file of their own, which it can read.

    Args:
        sources: gives a text of the content by its name: values are kept without the texts that they are places in.
        folder: where the files are; without it they are where the system keeps files for a while, maybe in memory.
    """

    def __init__(self, sources: Callable[[str], Source], folder: Path | None = None) -> None:
        self._sources = sources
        self._folder = folder if folder is not None and folder.is_dir() else None
        self._files: list[int] = []
        weakref.finalize(self, _close, self._files)
        self._own = 0
        self._size = 0

    def prepare(self, processes: int) -> None:
        """Have a file for this process and for each of a number of others, before they are forked."""
        while len(self._files) <= processes:
            # Without a name from the start where the system can: a killed run leaves nothing.
            with tempfile.TemporaryFile(dir=self._folder, buffering=0) as file:
                self._files.append(os.dup(file.fileno()))

    def paths(self) -> tuple[str, ...]:
        """Where another process of this user finds the files while this one has them, on a system with `/proc`."""
        return tuple(f"/proc/{os.getpid()}/fd/{file}" for file in self._files)

    def open(self, paths: Iterable[str]) -> None:
        """Have the files of another process, which are at these paths."""
        self._files.extend(os.open(path, os.O_RDWR | os.O_CLOEXEC) for path in paths)

    def in_child(self, number: int) -> None:
        """Go on in another process, the one with this number from 0; no two that run at a time have the same."""
        self._own = number + 1
        self._size = os.fstat(self._files[self._own]).st_size

    def put(self, value: Any) -> Place:
        """Keep a value, anything that pickles."""
        return self.put_bytes(pack_whole(value))

    def put_bytes(self, content: bytes) -> Place:
        """Keep bytes."""
        self.prepare(self._own)
        place = self._own, self._size, len(content)
        written = 0
        while written < len(content):
            written += os.pwrite(self._files[self._own], content[written:], self._size + written)
        self._size += len(content)
        return place

    def get(self, place: Place) -> Any:
        """The value at a place."""
        return unpack_whole(self.get_bytes(place), self._sources)

    def get_bytes(self, place: Place) -> bytes:
        """The bytes at a place."""
        number, offset, size = place
        read = b""
        while len(read) < size:
            more = os.pread(self._files[number], size - len(read), offset + len(read))
            if not more:
                raise OSError(errno.EIO, "a file of this run is shorter than what was written to it")
            read += more
        return read


def _close(files: list[int]) -> None:
    for file in files:
        os.close(file)
