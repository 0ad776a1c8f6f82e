"""How much room words take, before there is a font: estimates for the interface font, a little on the wide side."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from msgspec import Struct

LETTER = 12.0
"""Size of the lettering, in units."""

LINE = 15.0
"""From one line to the next."""

# Advance widths by letter, in em, measured in IBM Plex Sans Arabic; letters of other scripts are taken as wide.
_NARROW = "iljtfrI.,:;'|!()[]-· اأإآدذرزوءؤىـ،"
_WIDE = "mwMWOQGDHN@%سشصضطظغ"
_MARKS = frozenset(("Mn", "Me", "Cf"))


@lru_cache(maxsize=65536)
def width(text: str, size: float = LETTER) -> float:
    """How wide a line of text is, in units."""
    em = 0.0
    for character in text:
        if unicodedata.category(character) in _MARKS:
            continue
        if character in _NARROW:
            em += 0.36
        elif character in _WIDE:
            em += 0.86
        elif character.isupper():
            em += 0.68
        elif ord(character) >= 0x1100:
            em += 1.0
        else:
            em += 0.6
    return em * size


def wrapped(text: str, limit: float, lines: int = 2) -> tuple[str, ...]:
    """A text on as few lines as a width allows; the last one ends in an ellipsis where even these do not do."""
    words, rows = text.split(), [""]
    for word in words:
        longer = f"{rows[-1]} {word}".strip()
        if not rows[-1] or width(longer) <= limit:
            rows[-1] = longer
        elif len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = longer
    return tuple(_shortened(row, limit) for row in rows)


def _shortened(row: str, limit: float) -> str:
    if width(row) <= limit:
        return row
    while row and width(f"{row}…") > limit:
        row = row[:-1]
    return f"{row.rstrip()}…"


class Box(Struct, frozen=True):
    """A rectangle in units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have room in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether the whole of it is in another."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )
