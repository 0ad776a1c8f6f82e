"""Which code it is that runs: what was kept by another is not read."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from functools import cache
from pathlib import Path
from typing import Protocol

import mujaz

_DESCRIBED = frozenset({".dist-info", ".egg-info"})


class Hash(Protocol):
    """What a digest is made with, of `hashlib`."""

    def update(self, data: bytes, /) -> None:
        """Take more bytes."""


@cache
def code_version() -> str:
    """A digest over Python, all packages that it finds, and the files of mujaz itself, by name, size and time.

    Of an installed mujaz the record of its files tells what they are, with their digests (PyPA specification «Recording
    installed projects»), so that it is the same whenever it was installed. Times count of files alone that are younger
    than the record.
    """
    digest = hashlib.blake2b(platform.python_version().encode(), digest_size=16)
    digest.update("\n".join(sorted(_packages())).encode())
    package = Path(mujaz.__file__).parent
    recorded = _recorded(package, digest)
    for parent, folders, names in os.walk(package):
        folders[:] = sorted(folder for folder in folders if folder != "__pycache__")
        for name in sorted(names):
            status = (Path(parent) / name).stat()
            time = status.st_mtime_ns if status.st_mtime_ns > recorded else 0
            digest.update(f"{parent}/{name} {status.st_size} {time}\n".encode())
    return digest.hexdigest()


def _recorded(package: Path, digest: Hash) -> int:
    """When the files of an installed package were recorded, in nanoseconds; 0 where they were not."""
    record = package.parent / f"{package.name}-{mujaz.__version__}.dist-info" / "RECORD"
    try:
        time = record.stat().st_mtime_ns
        digest.update(record.read_bytes())
    except OSError:  # a checkout
        return 0
    return time


def _packages() -> list[str]:
    """Names and versions of packages: the names of the folders that describe them, read faster than their files."""
    folders = [folder for folder in map(Path, sys.path) if folder.is_dir()]
    return [path.name for folder in folders for path in folder.iterdir() if path.suffix in _DESCRIBED]
