"""The files of the site: new ones are written beside it, those that stay are added, and the folders change places."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from mujaz.engine.manifest import MANIFEST, entries_below, files_below, put_manifest
from mujaz.site import swap
from mujaz.site.build import Redone
from mujaz.site.inputs import digest_of
from mujaz.site.state import OnDisk


class DisplacedError(Exception):
    """Another run has put another site in its place meanwhile."""


class Folder(Struct, frozen=True):
    """A site that is being written.

    Attributes:
        target: the site.
        staging: the folder beside it, in which files are written.
        stands: whether the site is still the one that was looked at first.
    """

    target: Path
    staging: Path
    stands: Callable[[], bool]

    def names(self) -> list[str]:
        """All files that have been written."""
        return [name for name in files_below(self.staging) if name != MANIFEST]

    def of(self, name: str) -> Path:
        """The one of both folders in which a file is."""
        return self.staging if (self.staging / name).is_file() else self.target

    def write(self, name: str, content: bytes) -> OnDisk:
        """Write a file of ours.

        Raises:
            OSError: it cannot be written.
        """
        path = self.staging / name
        try:
            path.write_bytes(content)
        except FileNotFoundError:  # the first file of its folder
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return on_disk(path, content)

    def write_manifest(self, names: Iterable[str]) -> OnDisk:
        """Write the list of the site's files.

        Raises:
            OSError: it cannot be written.
        """
        put_manifest(self.staging, names)
        return on_disk(self.staging / MANIFEST)

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
        """Let the site have exactly these files, all of them in one step.

        Args:
            before: the files of the last build; none where there was none.
            files: those that are to be; of one that stays as it was the time is set to that of the file that stays.
            wrong: the names of files that are not as the last build left them, or that it did not write.

        Raises:
            DisplacedError: another run has replaced the site.
            OSError: the site cannot be replaced, and is as it was.
        """
        deleted = tuple(sorted(before.keys() - files.keys()))
        if not before:
            swap.replace(self.target, self.staging)
            return Redone(tuple(sorted(files)))
        moved, stay = [], []
        for name, file in sorted(files.items()):
            last = before.get(name)
            if last is not None and last.digest == file.digest and name not in wrong:
                files[name] = OnDisk(last.digest, last.size, last.mtime_ns, file.by_mkdocs)
                stay.append(name)
            else:
                moved.append(name)
        if moved or deleted or wrong:
            self._replace(stay, files)
        return Redone(tuple(moved), deleted, len(stay))

    def _replace(self, stay: list[str], files: dict[str, OnDisk]) -> None:
        """Complete the new site with what stays of the old one, and put it in its place."""
        for name in {*self.names(), MANIFEST}.intersection(stay):
            (self.staging / name).unlink()  # made anew, and the same as before
        try:
            for name in swap.carry_over(self.target, self.staging, stay):
                file = files[name]
                status = (self.staging / name).stat()
                files[name] = OnDisk(file.digest, status.st_size, status.st_mtime_ns, file.by_mkdocs)
        except OSError:
            if self.stands():
                raise
        if not self.stands():
            raise DisplacedError
        swap.replace(self.target, self.staging)


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
    for name, entry in entries_below(target):
        found = entry.stat(follow_symlinks=False)
        file = files.get(name)
        missing.discard(name)
        if (
            file is None
            or (found.st_size, found.st_mtime_ns) != (file.size, file.mtime_ns)
            or not stat.S_ISREG(found.st_mode)
        ):
            wrong.add(name)
    return frozenset(wrong | missing)
