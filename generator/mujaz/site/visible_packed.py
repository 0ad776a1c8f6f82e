"""What files hold that are no texts: the members of archives and documents, what programs packed, and what they note.

What a file is, is told by what it holds and never by its name. Archives are unpacked within limits, so that a small
file cannot take all memory or time.
"""

from __future__ import annotations

import bz2
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field

from mujaz.site.archive import UNREADABLE
from mujaz.text.patterns import lazy_re

LARGEST = 256 << 20
"""Bytes that a file, with all that is unpacked from it, may have to be looked through."""
DEEPEST = 6
"""Archives within one another that are opened."""
MOST = 20_000
"""Members of archives that are opened."""


class Limits(Struct):
    """What may still be unpacked of a file, and what could not be read.

    Attributes:
        room: how many bytes.
        members: how many members.
        closely: whether texts are read in the ways, too, in which only somebody who wants to hide them writes them.
        unread: why a part of it was not read.
    """

    room: int = LARGEST
    members: int = MOST
    closely: bool = False
    unread: list[str] = field(default_factory=list)

    def take(self, content: bytes) -> bytes:
        """Count what was unpacked."""
        self.room -= len(content)
        if self.room < 0:
            self.refuse(f"unpacked it has more than {LARGEST >> 20} MiB")
            return b""
        return content

    def next_member(self) -> bool:
        """Count a member of an archive; whether it may be opened."""
        self.members -= 1
        if self.members < 0:
            self.refuse(f"it holds more than {MOST} files")
        return self.members >= 0

    def refuse(self, why: str) -> None:
        """Note why a part was not read."""
        if why not in self.unread:
            self.unread.append(why)


# Pictures, sounds, films and fonts: what they show is no text to a program, but they may hold some.
_MEDIA = lazy_re(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....(?:WEBP|WAVE|AVI )|wOF[F2]|\x00\x01\x00\x00\x00|OTTO|true\x00"
    rb"|ttcf|\x00\x00[\x01\x02]\x00|ID3|\xff[\xf2\xf3\xfb]|OggS|fLaC|.{4}ftyp|BM.{4}\x00{4}|II\*\x00|MM\x00\*"
    rb"|\x1aE\xdf\xa3|\x00\x00\x00\x0cJXL |\xff\x0a|8BPS",
    re.DOTALL,
)
_REFUSED = (
    (b"%PDF-", "it is a PDF file"),
    (b"7z\xbc\xaf\x27\x1c", "it is packed with 7z"),
    (b"Rar!\x1a\x07", "it is packed with RAR"),
    (b"\x28\xb5\x2f\xfd", "it is packed with Zstandard"),
    (b"\x04\x22\x4d\x18", "it is packed with LZ4"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is a document in the old format of Office"),
    (b"SQLite format 3\0", "it is a database"),
    (b"MSCF", "it is packed as a cabinet"),
    (b"!<arch>\n", "it is packed with ar"),
    (b"xar!", "it is packed with xar"),
    (b"LZIP", "it is packed with lzip"),
    (b"\x1f\x9d", "it is packed with compress"),
    (b"\x1f\xa0", "it is packed with compress"),
    (b"-----BEGIN PGP MESSAGE", "it is encrypted"),
    (b"age-encryption.org/", "it is encrypted"),
    (b"Salted__", "it is encrypted"),
)
_CPIO = (b"070701", b"070702", b"070707", b"\xc7\x71", b"\x71\xc7")
_TAIL = 65_557
"""Bytes before the end in which an archive's directory begins (APPNOTE 6.3.10, 4.3.16)."""
_STREAM = lazy_re(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_MOST_STREAMS = 4_000
_PLAIN = lazy_re(
    rb"(?:[\t\n\r -~]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}){12,}"
)
_WIDE = lazy_re(rb"(?:[\t\n\r -\xff]\x00|[\x00-\xff][\x03-\x07\x0e\x20\x4e-\x9f\xac-\xd7\xfb-\xfe]){12,}")
_WIDE_BIG = lazy_re(rb"(?:\x00[\t\n\r -\xff]|[\x03-\x07\x0e\x20\x4e-\x9f\xac-\xd7\xfb-\xfe][\x00-\xff]){12,}")


def is_media(content: bytes) -> bool:
    """Whether a file is a picture, a sound, a film or a font."""
    return _MEDIA.match(content) is not None


def is_packed(content: bytes) -> bool:
    """Whether a file is something that `members` or `scraped` finds texts in."""
    return _opener(content) is not None or is_media(content)


def refused(content: bytes) -> str:
    """Why a file that nothing here unpacks is not read; empty where it may be."""
    head = content[:1024]
    for magic, why in _REFUSED:
        if head.startswith(magic) or (magic == b"%PDF-" and magic in head):
            return why
    return "it is packed with cpio" if head.startswith(_CPIO) and b"TRAILER!!!" in content else ""


def members(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes]] | None:
    """The members of an archive, each with its name; None where the file is none."""
    opener = _opener(content)
    return None if opener is None else opener(content, limits)


def _opener(content: bytes) -> Callable[[bytes, Limits], Iterator[tuple[str, bytes]]] | None:
    if content.startswith(b"\x1f\x8b"):
        return _gunzipped
    if content.startswith(b"BZh"):
        return _with(bz2.BZ2Decompressor)
    if content.startswith((b"\xfd7zXZ\0", b"\x5d\0\0")):
        return _with(lzma.LZMADecompressor)
    if content[257:262] == b"ustar":
        return _of_tar
    if content.startswith(b"PK\3\4") or b"PK\5\6" in content[-_TAIL:]:
        return _of_zip
    if (
        content[:512].rstrip(b"\0")
        and content[148:156].strip(b" \0").isdigit()
        and tarfile.is_tarfile(io.BytesIO(content))
    ):
        return _of_tar
    return None


def _of_zip(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The files of a ZIP archive, and all that stands in it besides: comments, names, whatever lies between."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            yield "", _notes(archive.comment)
            for entry in entries:
                yield entry.filename, _notes(entry.comment + b" " + entry.extra)
                if not limits.next_member():
                    return
                try:
                    with archive.open(entry) as file:
                        yield entry.filename, limits.take(file.read(max(limits.room, 0) + 1))
                except (ValueError, *UNREADABLE):
                    limits.refuse("a file in it is encrypted, damaged, or packed in an uncommon way")
            heads, gaps = _beside_data(content, entries, archive.start_dir)
            yield "", "\n".join(scraped(heads, limits)).encode()
            yield from (("", gap) for gap in gaps)
    except (ValueError, *UNREADABLE):
        limits.refuse("it is an archive that is damaged")


def _beside_data(content: bytes, entries: Iterable[zipfile.ZipInfo], directory: int) -> tuple[bytes, list[bytes]]:
    """The bytes of a ZIP archive that are no data of a file in it (APPNOTE 6.3.10, 4.3).

    Args:
        content: the archive.
        entries: its files.
        directory: where its directory begins.

    Returns:
        its heads and its directory with all comments; what lies before, between and behind the files.
    """
    heads: list[bytes] = []
    gaps: list[bytes] = []
    is_descriptor = lazy_re(rb"(?:PK\x07\x08)?.{12}(?:.{8})?", re.DOTALL).fullmatch
    last, described = 0, False

    def between(end: int) -> None:
        gap = content[last:end]
        if gap and not (described and is_descriptor(gap)):
            gaps.append(gap)

    for entry in sorted(entries, key=lambda each: each.header_offset):
        between(entry.header_offset)
        lengths = content[entry.header_offset + 26 : entry.header_offset + 30]
        begin = entry.header_offset + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        heads.append(content[entry.header_offset : begin])
        last, described = max(last, begin + entry.compress_size), bool(entry.flag_bits & 8)
    between(directory)
    return b"\n".join([*heads, content[directory:]]), gaps


def _of_tar(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for entry in archive:
                if not limits.next_member():
                    return
                yield f"{entry.name} {entry.linkname}", " ".join(entry.pax_headers.values()).encode()
                file = archive.extractfile(entry) if entry.isfile() else None
                if file is not None:
                    yield entry.name, limits.take(file.read(max(limits.room, 0) + 1))
    except (tarfile.TarError, ValueError, *UNREADABLE):
        limits.refuse("it is an archive that is damaged")


def _with(
    decompressor: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor],
) -> Callable[..., Iterator[tuple[str, bytes]]]:
    def unpacked(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
        while content:
            stream = decompressor()
            try:
                done = stream.decompress(content, max(limits.room, 0) + 1)
            except (ValueError, *UNREADABLE):
                limits.refuse("it is packed and damaged")
                yield "", content
                return
            yield "", limits.take(done)
            if not stream.eof:
                limits.refuse("it is packed and has no end")
                return
            content = stream.unused_data.lstrip(b"\0")

    return unpacked


def _gunzipped(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The members of a file of gzip (RFC 1952), and what stands in their heads or behind them."""
    while content.startswith(b"\x1f\x8b"):
        head = content[10:512]
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            done = stream.decompress(content, max(limits.room, 0) + 1)
        except zlib.error:
            limits.refuse("it is packed and damaged")
            return
        yield "", _notes(head) if content[3] else b""
        yield "", limits.take(done)
        if not stream.eof:
            limits.refuse("it is packed and has no end")
            return
        content = stream.unused_data
    if content.strip(b"\0"):
        yield "", content


def _notes(content: bytes) -> bytes:
    """The texts among the bytes that an archive notes of a member."""
    return b" ".join(_PLAIN.findall(content))


def deflated(content: bytes, limits: Limits) -> bytes | None:
    """What is deflated, with a head of zlib (RFC 1950) or without (RFC 1951); None where not all is."""
    for window in (-zlib.MAX_WBITS, zlib.MAX_WBITS):
        stream = zlib.decompressobj(window)
        try:
            done = stream.decompress(content, max(limits.room, 0) + 1)
        except zlib.error:
            continue
        if stream.eof and not stream.unused_data and done:
            return limits.take(done)
    return None


def scraped(content: bytes, limits: Limits) -> Iterator[str]:
    """The texts that stand in a file of bytes as they are, or packed as pictures, fonts and documents pack theirs."""
    if content.startswith(b"GIF8"):
        content = content + _sub_blocks(content)
    if content.startswith(b"\x89PNG"):
        yield _notes_of_png(content)
    yield from _stretches(content)
    for number, found in enumerate(_STREAM.finditer(content)):
        if number > _MOST_STREAMS or limits.room < 0:
            limits.refuse("it holds too many packed parts")
            return
        stream = zlib.decompressobj(zlib.MAX_WBITS | 32)  # of zlib or gzip, as its head says
        try:
            done = stream.decompress(content[found.start() :], max(limits.room, 0) + 1)
        except zlib.error:
            continue
        yield from _stretches(limits.take(done))


def _stretches(content: bytes) -> Iterator[str]:
    """What reads as UTF-8 or UTF-16."""
    yield " ".join(part.decode("utf-8", "replace") for part in _PLAIN.findall(content))
    if content.count(0) * 2 > len(content):
        yield " ".join(part.decode("utf-8", "replace") for part in _PLAIN.findall(content.replace(b"\0", b"")))
    for pattern, encoding in ((_WIDE, "utf-16-le"), (_WIDE_BIG, "utf-16-be")):
        for start in (0, 1):
            yield " ".join(part.decode(encoding, "replace") for part in pattern.findall(content[start:]))


def _notes_of_png(content: bytes) -> str:
    """The texts of a PNG (PNG, Third Edition, 11.3.3), which may have one word each."""
    parts, place = [], 8
    while place + 8 <= len(content):
        length, kind = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        if kind not in (b"IDAT", b"IHDR", b"PLTE"):
            data = content[place + 8 : place + 8 + length]
            parts.append((data.partition(b"\0")[2] or data).decode("utf-8", "replace"))
        place += 12 + length
    return " ".join(parts)


def _sub_blocks(content: bytes) -> bytes:
    """The comments of a GIF (GIF89a, 24), whose blocks of 255 bytes begin with their length."""
    parts = []
    for found in re.finditer(rb"\x21\xfe|\x21\xff\x0bXMP DataXMP", content):
        place = found.end()
        while place < len(content) and content[place]:
            parts.append(content[place + 1 : place + 1 + content[place]])
            place += 1 + content[place]
        parts.append(b" ")
    return b"".join(parts)
