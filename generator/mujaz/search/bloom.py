"""Which keys a part of the words holds, in one character for each: a Bloom filter, read before the part is loaded.

Most forms that a query asks for are no words of the pages, and a part loaded for nothing is what a query waits for.
"""

from __future__ import annotations

from collections.abc import Iterable

from mujaz.search.packing import hashes_of
from mujaz.search.postings import DIGITS

ALWAYS = "@"
"""Begins keys that are asked for only where they are, and left out; as in `vocabulary.js`."""

_BITS = 6  # for each key, as many as a character carries
_TIMES = 4  # that many bits are set for a key, so that of the keys that are not there some 6 % seem to be


def key_filter(keys: Iterable[str]) -> str:
    """The filter of the keys of a part: the lowest bit of each character first, in the digits of posting lists."""
    held = [key for key in keys if not key.startswith(ALWAYS)]
    values = [0] * len(held)
    size = len(held) * _BITS
    for key in held:
        one, other = hashes_of(key)
        for time in range(_TIMES):
            at, bit = divmod((one + time * other) % size, _BITS)
            values[at] |= 1 << bit
    return "".join([DIGITS[value] for value in values])
