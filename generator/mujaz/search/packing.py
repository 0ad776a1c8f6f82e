"""The parts of an index as files: packed texts with names that do not depend on each other."""

from __future__ import annotations

import zlib

_MASK = 0xFFFFFFFF


def name_of(key: str) -> str:
    """The name of what belongs to a key: its hashes."""
    one, other = hashes_of(key)
    return f"{one:08x}{other:08x}"


def hashes_of(key: str) -> tuple[int, int]:
    """Two FNV-1a of 32 bits over the UTF-16 of a key; as in `vocabulary.js`."""
    units = memoryview(utf16(key)).cast("B")
    one, other = 0x811C9DC5, 0x9DC5811C
    for at in range(0, len(units), 2):
        unit = units[at] << 8 | units[at + 1]
        one = (one ^ unit) * 0x01000193 & _MASK
        other = (other ^ unit) * 0x85EBCA6B & _MASK
    return one, other


def utf16(key: str) -> bytes:
    """What keys are sorted by: the order of JavaScript."""
    return key.encode("utf-16-be", "surrogatepass")


def unpacked(packed: bytes) -> str:
    """The text of a part as it was packed."""
    return zlib.decompress(packed, -zlib.MAX_WBITS).decode()


def packed(text: str, level: int) -> bytes:
    """A text as browsers unpack it: deflated (RFC 1951).

    Args:
        text: the text.
        level: how hard to try, from 1 to 9.
    """
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(text.encode()) + packer.flush()
