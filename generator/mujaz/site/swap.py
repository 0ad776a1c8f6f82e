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
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})


def staging_for(target: Path) -> Path:
    """A sibling of the folder for this process to build in; it does not exist yet."""
    return target.with_name(f".{target.name}.{os.getpid()}.new")


def recover(target: Path) -> None:
    """Mend what ended processes left: put a folder that was moved aside back, and delete unfinished ones.

    Raises:
        OSError: a leftover can neither be moved nor deleted.
    """
    pattern = re.compile(re.escape(f".{target.name}.") + r"(\d+)\.(new|old)")
    if not target.parent.is_dir():
        return
    for path in sorted(target.parent.iterdir()):
        found = pattern.fullmatch(path.name)
        if found is None or _is_running(int(found[1])):
            continue
        if found[2] == "old" and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path)


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
    aside = target.with_name(f".{target.name}.{os.getpid()}.old")
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


def _is_running(pid: int) -> bool:
    if os.name != "posix":
        return pid == os.getpid()  # elsewhere a signal 0 is no mere question
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
