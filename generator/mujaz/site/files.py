"""The files of the site: written beside it first, and then put in the place of those that were there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from mujaz.manifest import MANIFEST, manifest_of
from mujaz.site import swap
from mujaz.site.build import Redone
from mujaz.site.inputs import digest_of
from mujaz.site.state import OnDisk


class Folder(Struct, frozen=True):
    """A site that is being written.

    Attributes:
        target: the site.
        staging: the folder beside it, in which files are written.
    """

    target: Path
    staging: Path

    def names(self) -> list[str]:
        """All files that have been written."""
        return sorted(name for name, _ in _files(self.staging) if name != MANIFEST)

    def of(self, name: str) -> Path:
        """The one of both folders in which a file is."""
        return self.staging if (self.staging / name).is_file() else self.target

    def write(self, name: str, content: bytes) -> OnDisk:
        """Write a file of ours.

        Raises:
            OSError: it cannot be written.
        """
        path = self.staging / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return on_disk(path, content)

    def write_unless_same(self, name: str, content: bytes, last: OnDisk | None) -> OnDisk:
        """Write a file, unless it is the same as in the last build.

        Args:
            name: its path in the site.
            content: what is to be in it.
            last: the file that is there; None where there is none, or not the right one.

        Raises:
            OSError: it cannot be written.
        """
        if last is not None and last.digest == digest_of(content):
            return last
        return self.write(name, content)

    def put_in_place(self, before: Mapping[str, OnDisk], files: dict[str, OnDisk], wrong: frozenset[str]) -> Redone:
        """Let the site have exactly these files.

        Args:
            before: the files of the last build; none where there was none.
            files: those that are to be; of one that stays as it was the time is set to that of the file that stays.
            wrong: the names of files that are not as the last build left them, or that it did not write.

        Raises:
            OSError: a file or the folder cannot be replaced.
        """
        deleted = sorted(({*before} | wrong) - {*files})
        if not before:
            swap.replace(self.target, self.staging)
            return Redone(tuple(sorted(files)))
        moved = []
        for name, file in sorted(files.items()):
            last = before.get(name)
            if last is not None and last.digest == file.digest and name not in wrong:
                files[name] = OnDisk(last.digest, last.size, last.mtime_ns, file.by_mkdocs)
            else:
                moved.append(name)
        if files.keys() - before.keys():
            # First say whose the new files will be: a build that is killed leaves some, and the next has to know them.
            claim = self.staging / f"{MANIFEST}.new"
            claim.write_text(manifest_of({*before, *files}), encoding="utf-8", newline="\n")
            claim.replace(self.target / MANIFEST)
        for name in deleted:
            (self.target / name).unlink(missing_ok=True)
            _remove_empty((self.target / name).parent, self.target)
        for name in sorted(moved, key=lambda name: name == MANIFEST):
            path = self.target / name
            if path.is_dir():
                path.rmdir()
            path.parent.mkdir(parents=True, exist_ok=True)
            (self.staging / name).replace(path)
        return Redone(tuple(moved), tuple(name for name in deleted if name in before), len(files) - len(moved))


def on_disk(path: Path, content: bytes | None = None, *, by_mkdocs: bool = False) -> OnDisk:
    """A file as it is.

    Args:
        path: where it is.
        content: what is in it, where that is known.
        by_mkdocs: whether MkDocs wrote it.

    Raises:
        OSError: it cannot be read.
    """
    found = path.stat()
    digest = digest_of(path.read_bytes() if content is None else content)
    return OnDisk(digest, found.st_size, found.st_mtime_ns, by_mkdocs)


def altered(target: Path, files: Mapping[str, OnDisk]) -> frozenset[str]:
    """The files of a site that are not as they were written, are missing, or are not of the site.

    Args:
        target: the site's folder.
        files: as the last build wrote them.
    """
    wrong = set()
    missing = set(files)
    for name, found in _files(target):
        file = files.get(name)
        missing.discard(name)
        if (
            file is None
            or (found.st_size, found.st_mtime_ns) != (file.size, file.mtime_ns)
            or not stat.S_ISREG(found.st_mode)
        ):
            wrong.add(name)
    return frozenset(wrong | missing)


def _files(folder: Path, prefix: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """All files and links below a folder, with what the system says of them."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), f"{name}/")
            else:
                yield name, entry.stat(follow_symlinks=False)


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove folders that nothing is left in."""
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
