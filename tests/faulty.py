"""Runs the command in forked processes, which are killed at a call of the system or after a time, or are refused calls.

A fork of a process that has imported all of it begins within milliseconds.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import io
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from mujaz.cli import main
from mujaz.engine.cache.place import CACHE, Lock, user_key
from mujaz.engine.cache.store import FILE

CALLS = ("link", "mkdir", "remove", "rename", "replace", "rmdir", "symlink", "unlink")
"""Functions of `os` that change what a folder holds; all of `pathlib`, `shutil` and `tempfile` ends in them."""
_DELETING = frozenset({"remove", "rmdir", "unlink"})
_LONGEST = 120.0
"""Seconds that a run may take."""

Before = Callable[[str], None]
"""Called before each change of a folder, with the name of the call."""


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code, negative for a signal; all that it said; how long it took, in seconds."""

    code: int
    output: str
    seconds: float


def run(
    root: Path,
    arguments: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    before: Before | None = None,
    first: Callable[[], None] | None = None,
    killed_after: float | None = None,
) -> Ended:
    """Run the command once.

    Args:
        root: the folder to run in.
        arguments: those of the command.
        env: of the process, besides that of this one.
        before: called before each change of a folder.
        first: called in the new process before all else.
        killed_after: seconds after which it is killed.
    """
    child = start(root, arguments, env=env, before=before, first=first)
    if killed_after is not None:
        time.sleep(killed_after)
        child.kill()
    return child.wait()


@dataclass(frozen=True)
class Child:
    """A process in which the command runs, and the pipe that it speaks into."""

    pid: int
    pipe: int
    started: float

    def kill(self) -> None:
        """End it, whatever it does."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> Ended:
        """How it ended; one that hangs is killed.

        Raises:
            TimeoutError: it hung.
        """
        while time.monotonic() < self.started + _LONGEST:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                seconds = time.monotonic() - self.started
                with os.fdopen(self.pipe, "rb") as file:
                    return Ended(os.waitstatus_to_exitcode(status), file.read().decode(errors="replace"), seconds)
            time.sleep(0.005)
        self.kill()
        os.waitpid(self.pid, 0)
        os.close(self.pipe)
        raise TimeoutError(f"ran for more than {_LONGEST:.0f} s")


def start(
    root: Path,
    arguments: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    before: Before | None = None,
    first: Callable[[], None] | None = None,
) -> Child:
    """The process in which the command runs; what it says goes to a pipe, whatever becomes of the disk."""
    started = time.monotonic()
    read, said = os.pipe()
    fcntl.fcntl(read, fcntl.F_SETPIPE_SZ, 1 << 20)  # all that a run says, with nobody reading meanwhile
    child = os.fork()
    if child:
        os.close(said)
        return Child(child, read, started)
    code = 3
    try:
        os.chdir(root)
        os.environ.update(env or {})
        time.tzset()
        os.close(read)
        os.dup2(said, 1)
        os.dup2(said, 2)
        os.close(said)
        sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8", write_through=True)
        sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), encoding="utf-8", write_through=True)
        if first is not None:
            first()
        if before is not None:
            _told(before)
        try:
            main(list(arguments))
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 3
        sys.stdout.flush()
    finally:
        os._exit(code)


def _told(before: Before) -> None:
    """Have a function called before each change of a folder, the exchange of two folders included."""
    from mujaz.site import swap

    def telling(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def told(*given: Any, **named: Any) -> Any:
            before(name)
            return call(*given, **named)

        return told

    for name in CALLS:
        setattr(os, name, telling(name, getattr(os, name)))
    swap._exchange = telling("exchange", swap._exchange)


def kill_at(number: int) -> Before:
    """Be killed before the call with this number, from 0."""
    count = iter(range(sys.maxsize))

    def before(name: str) -> None:
        if next(count) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return before


def refuse_from(number: int, error: int) -> Before:
    """Be refused the call with this number and all after it, but those that delete, as on a full disk."""
    count = iter(range(sys.maxsize))

    def before(name: str) -> None:
        if next(count) >= number and name not in _DELETING:
            raise OSError(error, os.strerror(error))

    return before


def calls_of(root: Path, arguments: Sequence[str], env: Mapping[str, str]) -> tuple[list[str], Ended]:
    """The calls of a run that change a folder, by name and in order, and how it ends."""
    log = root.with_name(f"{root.name}-calls")
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)

    def before(name: str) -> None:
        os.write(handle, f"{name}\n".encode())

    ended = run(root, arguments, env=env, before=before)
    os.close(handle)
    return log.read_text(encoding="utf-8").split(), ended


def that_tell_most(calls: Sequence[str], few: int) -> list[int]:
    """Numbers of calls: the exchange, and the middle of the longest rows of those that put files in their places."""
    found = [number for number, name in enumerate(calls) if name == "exchange"]
    putting = [(name, number) for number, name in enumerate(calls) if name not in {*_DELETING, "mkdir", "exchange"}]
    rows = [[number for _, number in row] for _, row in groupby(putting, key=lambda call: call[0])]
    found += [row[len(row) // 2] for row in sorted(rows, key=len, reverse=True)]
    return sorted(found[:few])


def small_files(size: int) -> Callable[[], None]:
    """Let no file grow beyond a size in bytes: what is written behind it fails, as on a full disk (EFBIG)."""

    def first() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return first


def without_privileges() -> None:
    """Be held to the permissions of files also as root: give up all capabilities (capset(2), version 3)."""
    if os.geteuid() == 0:
        header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


@contextmanager
def read_only(root: Path) -> Iterator[None]:
    """Nothing below a folder may be written, by whoever has no privileges."""
    paths = [root, *(path for path in root.rglob("*") if not path.is_symlink())]
    modes = {path: path.stat().st_mode for path in paths}
    try:
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        yield
    finally:
        for path, mode in modes.items():
            with contextlib.suppress(FileNotFoundError):
                path.chmod(mode)


def copy_site(origin: Path, root: Path) -> None:
    """Have a site once more, with the times of its files and what was kept of it, which is signed as it now is."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(origin, root, symlinks=True)
    if (root / CACHE / FILE).is_file():
        lock = Lock(root / CACHE, user_key())
        lock.sign(root / CACHE / FILE)
        lock.release()


def tree(folder: Path, *left_out: str) -> dict[str, bytes | None]:
    """All that is below a folder, by path: the content of files, None for folders; those named apart."""
    found: dict[str, bytes | None] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] not in left_out:
            found[name] = path.read_bytes() if path.is_file() else None
    return found


ERRORS = (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT)
"""What a disk may say."""
