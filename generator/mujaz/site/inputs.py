"""What MkDocs' part of a build depends on, as one digest: people's files, settings, the theme, installed packages."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from mujaz.engine.address import given_address
from mujaz.engine.manifest import MANIFEST, entries_below
from mujaz.site.shell import SUFFIX
from mujaz.site.state import Stamps

THEME_DIR = Path(__file__).resolve().parent.parent / "theme"
"""Templates and assets that come before those of Material."""


class Inputs(Struct, frozen=True):
    """What MkDocs' part is made from.

    Attributes:
        key: a digest that changes whenever one of them does.
        stamps: of the files, for the next build.
        odd: links, pipes and the like among the Markdown files and what lies with them, which are not followed or read.
    """

    key: bytes
    stamps: Stamps
    odd: tuple[Path, ...]


def take_inputs(
    root: Path, configuration: Path, docs: Path, custom: str, pages: Collection[str], known: Stamps
) -> Inputs:
    """Look at all inputs as they are.

    Args:
        root: the site's folder.
        configuration: `mkdocs.yml`.
        docs: the folder of the Markdown files.
        custom: the folder of the site's own templates; empty where there is none.
        pages: the generated pages, by their path in the site, which are left out.
        known: from the last build.
    """
    stamps: dict[str, tuple[int, int, bytes]] = {}
    odd: list[Path] = []
    told = (os.environ.get("SOURCE_DATE_EPOCH", "0"), given_address())
    key = hashlib.blake2b(repr((str(root), str(docs), custom, *told)).encode())
    generated = {path.removesuffix(SUFFIX) + ".md" for path in pages}
    for folder, left_out in ((docs, generated), (Path(custom), ()), (THEME_DIR, ())):
        if folder == Path():
            continue
        for name, entry in entries_below(folder):
            if name in left_out or entry.name == MANIFEST:
                continue
            if folder == docs and (entry.is_symlink() or not entry.is_file()):
                odd.append(Path(entry.path))
            elif entry.is_file():
                stamps[entry.path] = stamp = _stamp(entry.path, entry.stat(), known)
                key.update(repr((name, stamp[2])).encode())
    stamps[str(configuration)] = stamp = _stamp(str(configuration), configuration.stat(), known)
    key.update(stamp[2])
    return Inputs(key.digest(), stamps, tuple(odd))


def _stamp(path: str, stat: os.stat_result, known: Stamps) -> tuple[int, int, bytes]:
    before = known.get(path)
    if before is not None and before[:2] == (stat.st_size, stat.st_mtime_ns):
        return before
    return stat.st_size, stat.st_mtime_ns, digest_of(Path(path).read_bytes())


def digest_of(content: bytes) -> bytes:
    """The digest of a file's content."""
    return hashlib.blake2b(content, digest_size=16).digest()
