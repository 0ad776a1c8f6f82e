"""What mujaz wrote into a folder, kept in it: nothing else there is ever replaced or deleted."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

MANIFEST = ".mujaz.json"
"""The file of a folder that lists what mujaz wrote into it; hidden, so that no engine publishes or copies it."""
_MAX_BYTES = 100_000_000


def written_by_us(folder: Path) -> frozenset[str] | None:
    """The files that mujaz wrote into a folder, as POSIX paths relative to it; None where the folder does not say.

    A link, a pipe, or what is no manifest, says nothing.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(folder / MANIFEST, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_BYTES:
                return None
            data = json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        return None
    names = data.get("files") if isinstance(data, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    return frozenset(names)


def manifest_of(names: Iterable[str]) -> str:
    """The text of the manifest of a folder with these files; the same for the same files."""
    listed = ",\n".join(json.dumps(name) for name in sorted({*names} - {MANIFEST}))
    return f'{{"generator": "mujaz", "files": [\n{listed}\n]}}\n'


def put_manifest(folder: Path, names: Iterable[str]) -> None:
    """Say in a folder that mujaz wrote these files, in one step: a folder that is half written says so, too.

    Raises:
        OSError: it cannot be written; what the folder said before still stands.
    """
    text = manifest_of(names)  # first, or a list of what is in the folder would have the new file
    handle, new = tempfile.mkstemp(prefix=f"{MANIFEST}.", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(new).chmod(0o644)
    Path(new).replace(folder / MANIFEST)


def entries_below(folder: str | Path, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All that is below a folder and is no folder itself, links included, in order, by POSIX paths relative to it.

    Raises:
        OSError: a folder cannot be read.
    """
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from entries_below(entry.path, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry


def files_below(folder: Path) -> list[str]:
    """The paths of the same, as one sorts them.

    Raises:
        OSError: a folder cannot be read.
    """
    return sorted(name for name, _ in entries_below(folder))


def not_written_by_us(folder: Path) -> list[str]:
    """The files of a folder that mujaz cannot prove it wrote, in order; none where there is no such folder.

    Raises:
        OSError: a folder cannot be read.
    """
    if not folder.is_dir():
        return []
    own = written_by_us(folder) or frozenset()
    return [name for name in files_below(folder) if name not in own and (name != MANIFEST or not own)]


def link_on_the_way(root: Path, path: str) -> str | None:
    """The first part of a path below a root that is a symbolic link; None where none is."""
    done = ""
    for part in path.split("/"):
        done = f"{done}/{part}" if done else part
        if (root / done).is_symlink():
            return done
    return None
