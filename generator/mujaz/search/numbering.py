"""The numbers of pages, by a digest of their names, so that a new page leaves the others theirs.

They are the places in a hash table with linear probing in the order of the digests, which any order of insertion fills
alike. The table is large, so that a new page hardly ever moves another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_ROOM = 4  # numbers for each page, at least


def table_size(pages: int) -> int:
    """How many numbers there are for so many pages: a power of two."""
    return 1 << max(0, pages * _ROOM - 1).bit_length()


def numbered(locations: Iterable[str], size: int) -> dict[str, int]:
    """A number for each page, by its location; some may lie above the size of the table, where its end is crowded."""
    homes = sorted((_home(location, size), location) for location in locations)
    numbers = {}
    free = 0
    for home, location in homes:
        free = max(free, home)
        numbers[location] = free
        free += 1
    return numbers


def _home(location: str, size: int) -> int:
    digest = hashlib.blake2b(location.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % size
