"""Replaces a folder by another in one step, so that a reader finds the old one or the new one, and never a part.

Linux exchanges two folders atomically (renameat2 with RENAME_EXCHANGE, Linux 3.15). Elsewhere the old folder is moved
aside first; if the process ends between the two moves, the next run moves it back.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from mujaz.manifest import MANIFEST, manifest_of, written_by_us

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})


_HELD: dict[Path, int] = {}
"""The folders that this process builds in, each with the open file that locks it."""


def stage(target: Path) -> Path:
    """A new, empty sibling of a folder for this build alone; `discard` ends it.

    It has a name that no other build has or had, and a lock that ends with the process: ids of processes come again.

    Raises:
        OSError: it cannot be made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
    staging.chmod(0o755)
    (staging / MANIFEST).write_text(manifest_of(()), encoding="utf-8")
    lock = _locked(staging)
    if lock is not None:
        _HELD[staging] = lock
    return staging


def discard(staging: Path) -> None:
    """Delete what is left of a folder that was built in, and let go of it."""
    shutil.rmtree(staging, ignore_errors=True)
    if (lock := _HELD.pop(staging, None)) is not None:
        os.close(lock)


def recover(target: Path) -> None:
    """Mend what ended processes left: put a folder that was moved aside back, and delete unfinished ones.

    Only folders that mujaz made, which their manifests say, are touched.

    Raises:
        OSError: a leftover can neither be moved nor deleted.
    """
    pattern = re.compile(re.escape(f".{target.name}.") + r"\w+\.(new|old)")
    if not target.parent.is_dir():
        return
    for path in sorted(target.parent.iterdir()):
        found = pattern.fullmatch(path.name)
        if found is None or path.is_symlink() or written_by_us(path) is None:
            continue
        lock = _locked(path)
        if lock is None:
            continue
        try:
            if found[1] == "old" and not target.exists():
                path.rename(target)
            else:
                shutil.rmtree(path)
        finally:
            os.close(lock)


def _locked(folder: Path) -> int | None:
    """An open file that locks a folder; None where another process has it, or the system knows no such lock."""
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
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
        staging.rename(target)
        return
    if not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(target))
    if _exchange(target, staging):
        shutil.rmtree(staging)
        return
    aside = staging.with_suffix(".old")
    target.rename(aside)
    try:
        staging.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside)


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
