"""The words in a built file, whatever its form: what a reader sees, and what only a program reads.

Each file is read in every way in which it makes sense, since a wrong one gives no words that anything is compared with.
What can be read in none is said, so that nothing is published unseen.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from mujaz.rights.runs import MARK, words_of
from mujaz.site.visible_codes import of_codes, of_printable
from mujaz.site.visible_escapes import blobs, of_numbers, readings, without_references
from mujaz.site.visible_layout import of_layout, of_style
from mujaz.site.visible_markup import is_markup, is_reversed, of_markup
from mujaz.site.visible_packed import DEEPEST, LARGEST, Limits, deflated, is_media, is_packed, members, refused, scraped
from mujaz.text.patterns import lazy_re

_CONTROLS = lazy_re(r"[\x00-\x08\x0e-\x1f]")
_BYTE_CONTROLS = lazy_re(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDE = ("utf-16-le", "utf-16-be")
_SIGNED = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"\xef\xbb\xbf": "utf-8-sig",
}
_OLDER = (
    "cp1256", "iso8859_6", "cp1252", "cp1251", "cp1253", "cp1255", "koi8_r", "mac_arabic", "cp720", "cp864", "cp037",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp",
)  # fmt: skip
"""Encodings that files without a sign are read in where they are no UTF-8."""
_NESTED = 3
"""Texts within texts that are read: markup in a string of a script in markup."""


class VisibleText(Struct, frozen=True):
    """A file as it was read.

    Attributes:
        texts: what it says, in each of the ways in which it can be read.
        unread: why a part of it could not be read; empty where all was.
    """

    texts: tuple[str, ...]
    unread: str = ""

    @property
    def words(self) -> array[int]:
        """The words as `rights.runs` compares them; a mark stands between texts that do not follow each other."""
        words = array("q")
        for text in self.texts:
            words += _words_of(text)
            words.append(MARK)
        return words


def read_file(name: str, content: bytes, *, closely: bool = True) -> VisibleText:
    """Read a file.

    Args:
        name: its path, which is published as well; what the file is, is not told by it.
        content: what is in it.
        closely: whether it is read, too, as only somebody who wants to hide a text writes it.
    """
    limits = Limits(closely=closely)
    if len(content) > LARGEST:
        return VisibleText((name,), f"it has more than {LARGEST >> 20} MiB")
    texts = tuple(dict.fromkeys((*_of_bytes(content, limits, 0), re.sub(r"[/._-]", " ", name))))
    return VisibleText(texts, "; ".join(limits.unread))


def texts_of(line: str) -> tuple[str, ...]:
    """What a line of a file says."""
    return tuple(_of_text(line, Limits(), DEEPEST, 0))


def _of_bytes(content: bytes, limits: Limits, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        limits.refuse(f"it holds archives in archives, more than {DEEPEST} deep")
        return
    why = refused(content)
    if why:
        limits.refuse(why)
        yield from scraped(content, limits)
        return
    inner = members(content, limits)
    if inner is not None:
        for name, member in inner:
            yield name
            yield from _of_bytes(member, limits, depth + 1)
    if inner is None or is_media(content):
        if is_media(content) and not _is_text(content):
            yield from scraped(content, limits)
        elif inner is None:
            yield from _of_unnamed(content, limits, depth)


def _is_text(content: bytes) -> bool:
    try:
        return _CONTROLS.search(content.decode()) is None
    except UnicodeDecodeError:
        return False


def _of_unnamed(content: bytes, limits: Limits, depth: int) -> Iterator[str]:
    """The texts of a file that has no sign of what it is."""
    for sign, encoding in _SIGNED.items():
        if content.startswith(sign):
            yield from _of_text(content.decode(encoding, "replace"), limits, depth, 0)
            if encoding != "utf-8-sig":
                return
    try:
        text = content.decode()
    except UnicodeDecodeError:
        yield from _of_other(content, limits, depth)
        return
    if _CONTROLS.search(text) is None:
        yield from _of_text(text, limits, depth, 0)
        return
    yield from _of_text(_CONTROLS.sub(" ", text), limits, depth, 0)
    yield from _of_text(_CONTROLS.sub("", text), limits, depth, 0)
    yield from _wide(content, limits, depth)
    if "\x1b" in text:
        yield from _of_text(content.decode("iso2022_jp", "replace"), limits, depth, 0)


def _of_other(content: bytes, limits: Limits, depth: int) -> Iterator[str]:
    """The texts of bytes that are no UTF-8: an older encoding, UTF-16 without a sign, or none at all."""
    unpacked = deflated(content, limits)
    if unpacked is not None:
        yield from _of_bytes(unpacked, limits, depth + 1)
        return
    wide = [content.decode(encoding, "replace") for encoding in _WIDE]
    yield from _wide(content, limits, depth)
    has_controls = _BYTE_CONTROLS.search(content) is not None
    if has_controls and not any(map(_is_plausible, wide)):
        yield from scraped(content, limits)
        if _strange(content) > 0.1:
            limits.refuse("it is of no kind that is known here")
            return
    yield from _of_text(content.decode("utf-8", "replace"), limits, depth, 0)
    for encoding in _OLDER:
        yield from _of_text(content.decode(encoding, "replace"), limits, depth, 0)


def _strange(content: bytes) -> float:
    """The share of the bytes that texts have not."""
    part = content[: 1 << 20]
    text = part.decode("utf-8", "replace")
    return (text.count("\ufffd") + len(_CONTROLS.findall(text))) / max(len(text), 1)


def _is_plausible(text: str) -> bool:
    """Whether a text was read in its own encoding: hardly any of it is unassigned, private or a control."""
    sample = text[:4096]
    return sum(character.isprintable() or character.isspace() for character in sample) >= len(sample) * 0.95


def _wide(content: bytes, limits: Limits, depth: int) -> Iterator[str]:
    for encoding in _WIDE:
        for start in (0, 1):
            text = content[start:].decode(encoding, "replace")
            yield from _of_text(text.replace("\0", ""), limits, depth, 0)


def _of_text(text: str, limits: Limits, depth: int, within: int) -> Iterator[str]:
    """A text in each of the ways in which it can be read."""
    if within > _NESTED:
        return
    turned = is_reversed(text)
    is_page = is_markup(text)
    if limits.closely:
        for shown in (*(of_layout(text) if is_page else ()), *(of_style(text) if "content" in text else ())):
            yield without_references(shown)
        yield from of_printable(text)
    for number, part in enumerate(of_markup(text) if is_page else (text,)):
        read = _readings(part) if number > 1 or not is_page else tuple(readings(part))
        for reading in read:
            yield reading
            if limits.closely:
                yield from of_codes(reading)
            if turned:
                yield reading[::-1]
            if reading != text and is_markup(reading):
                yield from _of_text(reading, limits, depth, within + 1)
            for packed in blobs(reading):
                yield from _of_blob(packed, limits, depth + 1)


@lru_cache(maxsize=64)
def _readings(text: str) -> tuple[str, ...]:
    """As `readings`, and what lists of numbers stand for: of scripts and the like, which are the same in many pages."""
    return (*readings(text), *of_numbers(text))


_words_of = lru_cache(maxsize=64)(words_of)


def _of_blob(content: bytes, limits: Limits, depth: int) -> Iterator[str]:
    """What a stretch of a text stands for; one that is nothing known is only a long word, and nothing is refused."""
    inner = Limits(limits.room, limits.members, limits.closely)
    unpacked = deflated(content, inner)
    if unpacked is not None:
        content = unpacked
    if is_packed(content) or _is_text(content) or any(_is_plausible(content.decode(it, "replace")) for it in _WIDE):
        yield from _of_bytes(content, inner, depth)
    limits.room, limits.members = inner.room, inner.members
