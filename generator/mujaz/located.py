"""Plain values that know where they were written: what YAML text becomes before it has a type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mujaz.source import Span


class Located(str):
    """A string and its place.

    Attributes:
        span: the place of the value in its file, quotation marks included.
    """

    __slots__ = ("span",)
    span: Span

    def __new__(cls, text: str, span: Span) -> Located:
        located = super().__new__(cls, text)
        located.span = span
        return located


class LocatedList(list[Any]):
    """A list and its place."""

    __slots__ = ("span",)

    def __init__(self, items: Iterable[Any], span: Span) -> None:
        super().__init__(items)
        self.span = span


class LocatedDict(dict[str, Any]):
    """A mapping and its place; its keys are `Located` strings.

    Attributes:
        span: the place of the whole mapping.
        key: the key that it is the value of, or None in a list or at the top.
    """

    __slots__ = ("key", "span")

    def __init__(self, span: Span, key: Located | None) -> None:
        super().__init__()
        self.span = span
        self.key = key


def key_span(mapping: LocatedDict, key: str) -> Span:
    """The place of a key of a mapping, or of the mapping where it has no such key."""
    return next((k.span for k in mapping if k == key and isinstance(k, Located)), mapping.span)


_ESCAPES = {"x": 2, "u": 4, "U": 8}


def inner_span(written: Span, value: str, start: int, end: int) -> Span:
    """The place in a file of a part of a scalar's value.

    A scalar and its text in the file differ by quotation marks, escapes, folded lines and indents. The walk
    below goes through both together, so that the place is exact for every style of scalar.

    Args:
        written: the scalar in its file.
        value: what it means, without white space at its ends.
        start, end: the part, in code points of `value`.
    """
    raw = written.text
    style = raw[:1]
    position = 0
    if style in ("|", ">"):
        position = raw.find("\n") + 1
    elif style in ('"', "'"):
        position = 1
    places: list[int] = []
    for character in value:
        if not character.isspace():
            while position < len(raw) and raw[position].isspace():
                position += 1
        places.append(position)
        if character.isspace() and raw[position : position + 1].isspace():
            position += 1
        elif style == '"' and raw[position : position + 1] == "\\":
            position += 2 + _ESCAPES.get(raw[position + 1 : position + 2], 0)
        elif style == "'" and raw[position : position + 2] == "''":
            position += 2
        elif not character.isspace():
            position += 1
    places.append(position)
    first = places[start]
    last = places[end - 1] + 1 if end > start else first
    return Span(written.source, written.start + first, written.start + last)
