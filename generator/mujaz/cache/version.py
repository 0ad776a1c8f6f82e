"""Which code it is that runs: what was kept by another is not read."""

from __future__ import annotations

import hashlib
import os
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

_LIBRARIES = ("babel", "jinja2", "lxml", "markdown-it-py", "pyahocorasick", "pydantic", "pyyaml", "hijridate")
"""Those whose release can change what the stages make."""


@cache
def code_version() -> str:
    """A digest over Python, the libraries that stages use, and the files of mujaz itself, by name, size and time."""
    digest = hashlib.blake2b(platform.python_version().encode(), digest_size=16)
    for name in _LIBRARIES:
        try:
            release = metadata.version(name)
        except metadata.PackageNotFoundError:
            release = ""
        digest.update(f"{name} {release}\n".encode())
    for parent, folders, names in os.walk(Path(__file__).parents[1]):
        folders[:] = sorted(folder for folder in folders if folder != "__pycache__")
        for name in sorted(names):
            status = (Path(parent) / name).stat()
            digest.update(f"{parent}/{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
