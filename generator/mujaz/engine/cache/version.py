"""Which code it is that runs: what was kept by another is not read."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from functools import cache
from pathlib import Path

import mujaz

_DESCRIBED = frozenset({".dist-info", ".egg-info"})


@cache
def code_version() -> str:
    """A digest over Python, all packages that it finds, and the files of mujaz itself, by name, size and time."""
    digest = hashlib.blake2b(platform.python_version().encode(), digest_size=16)
    digest.update("\n".join(sorted(_packages())).encode())
    for parent, folders, names in os.walk(Path(mujaz.__file__).parent):
        folders[:] = sorted(folder for folder in folders if folder != "__pycache__")
        for name in sorted(names):
            status = (Path(parent) / name).stat()
            digest.update(f"{parent}/{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _packages() -> list[str]:
    """Names and versions of packages: the names of the folders that describe them, read faster than their files."""
    folders = [folder for folder in map(Path, sys.path) if folder.is_dir()]
    return [path.name for folder in folders for path in folder.iterdir() if path.suffix in _DESCRIBED]
