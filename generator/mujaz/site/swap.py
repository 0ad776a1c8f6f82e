"""Replaces a folder by another in one step, so that a reader finds the old one or the new one, and never a part.

The new folder is built beside the old one. What stays is in both as hard links, so that a large folder costs no copy;
a file in either is therefore replaced, and never opened to be written. Linux exchanges two folders atomically
(renameat2 with RENAME_EXCHANGE, Linux 3.15). Elsewhere the old folder is moved aside first; if the process ends between
the two moves, the next run moves it back.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mujaz.engine.manifest import MANIFEST, put_manifest, written_by_us

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})
_NO_LINK = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK})
"""What a system says that knows no hard links, or makes none to this file: it is another user's, say."""
_OCCUPIED = frozenset({errno.ENOTEMPTY, errno.EEXIST})

_HELD: dict[Path, int] = {}
"""The folders that this process builds in, each with the open file that locks it."""


def stage(target: Path) -> Path:
    """A new, empty sibling of a folder for this build alone; `discard` ends it.

    It has a name that no other build has or had, and a lock that ends with the process: ids of processes come again.

    Raises:
        OSError: it cannot be made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    while True:
        staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
        try:
            lock = _locked(staging)
            staging.chmod(0o755)
        except FileNotFoundError:  # another run took it for what an ended one had left, before it was locked
            continue
        put_manifest(staging, ())
        if lock is not None:
            _HELD[staging] = lock
        return staging


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """The same for as long as work in it takes, once what ended processes left is mended.

    Raises:
        OSError: as `recover` and `stage`.
    """
    recover(target)
    staging = stage(target)
    try:
        yield staging
    finally:
        discard(staging)


def discard(staging: Path) -> None:
    """Delete what is left of a folder that was built in, and let go of it."""
    with contextlib.suppress(OSError):  # the next run deletes the rest
        _delete(staging)
    if (lock := _HELD.pop(staging, None)) is not None:
        os.close(lock)


def _delete(folder: Path) -> None:
    """Delete a folder with all that is in it: last of all its manifest, by which the next run knows it for ours.

    Raises:
        OSError: something in it cannot be deleted.
    """
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name == MANIFEST):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            Path(entry.path).unlink()
    folder.rmdir()


def recover(target: Path) -> None:
    """Mend what ended processes left: put a folder that was moved aside back, and delete unfinished ones.

    Only folders that mujaz made are touched: their manifests say so, or they are empty.

    Raises:
        OSError: a leftover can neither be moved nor deleted.
    """
    pattern = re.compile(re.escape(f".{target.name}.") + r"\w+\.(new|old)")
    if not target.parent.is_dir():
        return
    for path in sorted(target.parent.iterdir()):
        found = pattern.fullmatch(path.name)
        if found is None or path.is_symlink() or not path.is_dir():
            continue
        try:
            lock = _locked(path)
        except FileNotFoundError:  # whose it was has deleted it
            continue
        if lock is None:
            continue
        try:
            if not _is_ours(path):
                continue
            if found[1] == "old" and not target.exists():
                path.rename(target)
            else:
                _delete(path)
        finally:
            os.close(lock)


def _is_ours(folder: Path) -> bool:
    """Whether mujaz made a folder; one that holds nothing else was left before its manifest stood, or as that went."""
    return written_by_us(folder) is not None or all(path.name.startswith(f"{MANIFEST}.") for path in folder.iterdir())


@contextmanager
def standing(folder: Path) -> Iterator[Callable[[], bool]]:
    """A function that says whether a folder is the one that stood there at first, and no other run has replaced it.

    The folder is held open for that, or a new one might get its number.
    """
    first = _status(folder)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY) if first is not None and sys.platform != "win32" else None

    def stands() -> bool:
        now = _status(folder)
        return first is not None and now is not None and os.path.samestat(first, now)

    try:
        yield stands
    finally:
        if handle is not None:
            os.close(handle)


def _status(folder: Path) -> os.stat_result | None:
    return folder.stat() if folder.is_dir() else None


def carry_over(source: Path, staging: Path, names: Iterable[str]) -> list[str]:
    """Have files of a folder in the one that is to take its place, too: as hard links, or copied where there are none.

    Args:
        source: the folder.
        staging: the other one, in which these files are not.
        names: their POSIX paths in the folder; links and pipes may be among them.

    Returns:
        those that were copied: a file system may round the times of a copy.

    Raises:
        OSError: a file is not there, or cannot be copied.
    """
    copied: list[str] = []
    made = {""}
    old, new = f"{source}/", f"{staging}/"
    for name in names:
        folder = name.rpartition("/")[0]
        if folder not in made:
            (staging / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        try:
            os.link(old + name, new + name, follow_symlinks=False)
        except OSError as problem:
            if problem.errno not in _NO_LINK:
                raise
            shutil.copy2(old + name, new + name, follow_symlinks=False)
            copied.append(name)
    return copied


def _locked(folder: Path) -> int | None:
    """An open file that locks a folder; None where another process has it, or the system knows no such lock."""
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        folder.lstat()
    except FileNotFoundError:
        os.close(handle)
        raise
    except OSError:
        os.close(handle)
        return None
    return handle


def replace(target: Path, staging: Path) -> None:
    """Put `staging` in the place of `target` and delete the old folder.

    Raises:
        OSError: the folder is in the old state still.
    """
    if not target.exists():
        try:
            staging.rename(target)
            return
        except OSError as problem:
            if problem.errno not in _OCCUPIED:  # else another run was first
                raise
    if not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(target))
    if _exchange(target, staging):
        old = staging
    else:
        old = staging.with_suffix(".old")
        target.rename(old)
        try:
            staging.rename(target)
        except OSError:
            old.rename(target)
            raise
    with contextlib.suppress(OSError):  # the new folder is in its place; the next run deletes the rest, or says why not
        _delete(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; False where the system cannot.

    Raises:
        OSError: the system can, but not with these two.
    """
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(one))
