"""Archives that every system unpacks and that are the same byte for byte: names, ZIP, checksums."""

from __future__ import annotations

import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from mujaz.engine.manifest import files_below
from mujaz.site.faults import Fault
from mujaz.syntax import rules
from mujaz.text import filenames

UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError)
"""What `zipfile` raises, besides `ValueError`, of an archive that is damaged, encrypted or packed in an unknown way."""

_FIRST_YEAR, _LAST_YEAR = 1980, 2107  # what the time stamps of ZIP can say
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def files_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by POSIX path relative to it, in the order of the paths."""
    return {name: sha256_of(folder / name) for name in files_below(folder)}


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unportable(names: Iterable[str], *, top: str) -> Iterator[Fault]:
    """The names that Windows, macOS or Linux would refuse, change or take for another.

    Args:
        names: POSIX paths of all files, relative to what is packed.
        top: the folder that they are in when they are unpacked.
    """
    for found in filenames.unportable(names, top=top):
        yield Fault(rules.UNPORTABLE_NAME, found.path, 1, found.message, found.help)


def write_zip(folder: Path, archive: Path, *, top: str, day: date) -> None:
    """Pack a folder so that the same files always give the same archive.

    Order, times, permissions and the level of compression are fixed; names are UTF-8 (APPNOTE 6.3.10, D.2). Two
    versions of zlib may still compress differently: what was packed is then compared by the manifest.

    Args:
        folder: what to pack.
        archive: the file to write.
        top: the one folder that everything is in when it is unpacked.
        day: stamped on every file.
    """
    year = min(max(day.year, _FIRST_YEAR), _LAST_YEAR)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
        for name in files_below(folder):
            entry = zipfile.ZipInfo(f"{top}/{name}", (year, day.month, day.day, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, (folder / name).read_bytes(), compresslevel=9)


def checksums(archives: Iterable[Path]) -> str:
    """The lines of `SHA256SUMS`, as `sha256sum --check` reads them."""
    return "".join(f"{sha256_of(path)}  {path.name}\n" for path in sorted(archives))
