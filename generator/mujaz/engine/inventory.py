"""Which content files a site has, and the digest of each; a file is read again only where its stamp has changed."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from mujaz.engine.cache.rooms import Entry
from mujaz.engine.workspace import Listing, list_files, read_text
from mujaz.model.documents import NOTHING, LeftOut
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source

Stamp = tuple[int, int, int]
"""Of a file: when it was last written and when its entry was changed, in nanoseconds, and its size in bytes."""

KNOWN: Entry[dict[str, tuple[Stamp, str]]] = Entry("memo", "inventory")
"""Of files by name: the stamp that they had when they were read, and the SHA-256 of their bytes, hexadecimal."""

_TICK = 50_000_000
"""Nanoseconds in which a file may be written twice with the same stamp: one as young as that is not trusted again."""


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116  (of thousands of files: a `Path` takes longer than the question)
    except OSError:  # whatever it is, reading the file says so
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size


class Inventory(Struct):
    """The content files of a site that can be read.

    Attributes:
        root: the site's root.
        listing: all files.
        digests: the SHA-256 of each file that can be read, hexadecimal, by name.
        known: what the next inventory may rely on.
        without: what is left out of the site, whose files are not in the listing, and what is taken as it was before.
    """

    root: Path
    listing: Listing
    digests: dict[str, str]
    known: dict[str, tuple[Stamp, str]]
    without: LeftOut
    _sources: dict[str, Source]

    def __reduce__(self) -> tuple[Any, ...]:
        """Texts are read again where they are needed."""
        return Inventory, (self.root, self.listing, self.digests, self.known, self.without, {})

    def source(self, name: str) -> Source:
        """A file that can be read.

        Raises:
            KeyError: it is none of these.
            MovedError: it is no longer what it was.
        """
        digest = self.digests[name]
        if name in self.without.held.files:
            return Source(name, self.without.held.files[name].decode("utf-8", errors="replace").removeprefix("\ufeff"))
        known = self._sources.get(name)
        if known is None:
            source, data, _ = read_text(self.root, self.root / name)
            if source is None or hashlib.sha256(data).hexdigest() != digest:
                raise MovedError(name)
            known = self._sources[name] = source
        return known


class MovedError(Exception):
    """A file is no longer what it was when the run began; the run is to begin anew."""


def take_inventory(
    root: Path, known: Mapping[str, tuple[Stamp, str]], without: LeftOut = NOTHING
) -> tuple[Inventory, list[Diagnostic]]:
    """Find all content files, and read those that are not known.

    Args:
        root: the site's root.
        known: from the inventory before; empty for none.
        without: what is left out, as if it did not exist.
    """
    now = time.time_ns()
    listing, findings = list_files(root)
    listing = listing.without(without)
    inventory = Inventory(root, listing, {}, {}, without, {})
    for name in listing:
        stamp = stamp_of(f"{root}/{name}")
        before = known.get(name)
        if name in without.held.files:
            inventory.digests[name] = hashlib.sha256(without.held.files[name]).hexdigest()
            if before is not None:
                inventory.known[name] = before
            continue
        if before is not None and before[0] == stamp:
            inventory.digests[name] = before[1]
            inventory.known[name] = before
            continue
        source, data, faults = read_text(root, root / name)
        findings += faults
        if source is None:
            continue
        digest = hashlib.sha256(data).hexdigest()
        inventory.digests[name] = digest
        inventory._sources[name] = source
        if stamp is not None and stamp[1] < now - _TICK and stamp[0] < now - _TICK:
            inventory.known[name] = stamp, digest
    return inventory, findings
