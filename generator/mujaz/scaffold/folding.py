"""Long prose in the house style: a folded block of lines that are no wider than they must be."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.scaffold.style import has_unseen
from mujaz.text.patterns import lazy_re, lazy_regex

WIDE = 160
"""Columns: prose on a longer line is broken into several."""
WIDTH = 120
"""Columns that prose is broken at."""

_BREAKABLE = lazy_re(r"(?<=\S) (?=\S)")
_NO_COLUMN = lazy_regex(r"[\p{Mn}\p{Me}\p{Cf}]+")


def width(text: str) -> int:
    """Columns that a text takes; marks on letters take none."""
    return len(text) if text.isascii() else len(_NO_COLUMN.sub("", text))


def broken(paragraph: str, columns: int) -> Iterator[str]:
    """A paragraph as lines no wider than they must be, broken at single spaces only: two would not come back.

    Args:
        paragraph: a text without line breaks.
        columns: that a line may take.
    """
    line = ""
    for piece in _BREAKABLE.split(paragraph):
        if line and width(line) + 1 + width(piece) > columns:
            yield line
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    yield line


def folded(text: str, written: str, column: int, indent: int) -> str:
    """What stands behind a key whose value is prose: the value on the line, or a folded block where it is too wide.

    Args:
        text: the value, on one line.
        written: the same as a scalar.
        column: where the value begins.
        indent: columns before the lines of a block.
    """
    if column + width(text) <= WIDE or has_unseen(text):  # in a block nothing can be escaped
        return written
    return "\n".join([">-", *(f"{' ' * indent}{line}" for line in broken(text, WIDTH - indent))])
