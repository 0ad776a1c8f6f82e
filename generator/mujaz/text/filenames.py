"""Names of files that every system takes: each reserves, forbids and tells apart other ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from mujaz.text.patterns import lazy_re

MAX_PATH = 160
"""The longest path in an archive, in UTF-16 code units: Windows Explorer unpacks no more than 260, of which the folders
of the reader take their part."""

MAX_NAME_BYTES = 255
"""The longest name of a file on Linux, in bytes of UTF-8."""

MAX_SLUG = 40
"""The longest name that is made of a title, in characters."""

# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_RESERVED = lazy_re(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = lazy_re(r'[<>:"|?*\\\x00-\x1f\x7f]')


class Unportable(Struct, frozen=True):
    """A file whose name does not work on every system.

    Attributes:
        path: its POSIX path.
        message: what is wrong with it.
        help: how to mend it.
    """

    path: str
    message: str
    help: str


def slug(title: str) -> str:
    """A title as a part of the name of a file; `briefs` where no letter or digit of ASCII is in it."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:MAX_SLUG].rstrip("-") or "briefs"


def unportable(paths: Iterable[str], *, top: str) -> Iterator[Unportable]:
    """The names that a system would refuse, change or take for another.

    Args:
        paths: POSIX paths of all files, relative to what is packed.
        top: the folder that they are in when they are unpacked.
    """
    seen: dict[str, str] = {}
    sound, usable = set[str](), set[str]()  # folders, and names, that were looked at: most paths have some in common
    for path in paths:
        if (units := len(f"{top}/{path}".encode("utf-16-le", "surrogatepass")) // 2) > MAX_PATH:
            help = f"shorten the ids or folders that it is made of: {MAX_PATH} characters go into every folder"
            yield Unportable(path, f"a path of {units} characters", help)
        for end in (*(match.start() for match in re.finditer("/", path)), len(path)):
            part = path[:end]
            if part in sound:
                continue
            first = seen.setdefault(alike(part), part)
            if first != part:
                help = "rename one of the two: Windows and macOS take them for the same"
                message = f"`{part}` differs from `{first}` in nothing but case or Unicode form"
                yield Unportable(path, message, help)
                break
            if end < len(path):
                sound.add(part)
        for part in path.split("/"):
            if part in usable:
                continue
            if problem := problem_of(part):
                help = "rename it, or what it is made from: an id, or a file in docs/"
                yield Unportable(path, f"`{part}` {problem}", help)
                break
            usable.add(part)


def alike(path: str) -> str:
    """What paths have in common that Windows or macOS take for the same."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def hidden_in(path: str) -> str:
    """Why a path cannot be shown as it is, in words; empty where it can.

    Bytes that are not UTF-8 come from the system as single surrogates (PEP 383).
    """
    for character in path:
        if "\ud800" <= character <= "\udfff":
            return "is not UTF-8"
        if not character.isprintable() and character not in "\u200c\u200d":
            return f"holds the character U+{ord(character):04X}, which nobody sees"
    return ""


def problem_of(name: str) -> str:
    """What is wrong with one name of a path; empty where nothing is."""
    if problem := hidden_in(name):
        return problem
    if _RESERVED.fullmatch(name):
        return "is the name of a device on Windows"
    if found := _FORBIDDEN.search(name):
        return f"holds U+{ord(found[0]):04X}, which Windows forbids in names"
    if name[-1:] in (".", " "):
        return "ends in a full stop or a space, which Windows drops"
    if not unicodedata.is_normalized("NFC", name):
        return "is not in Unicode form NFC, so systems disagree on its bytes"
    if len(name.encode()) > MAX_NAME_BYTES:
        return f"is longer than {MAX_NAME_BYTES} bytes"
    return ""
