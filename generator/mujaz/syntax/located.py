"""Plain values that know where they were written: what YAML text becomes before it has a type."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from mujaz.syntax.source import Span
from mujaz.text.normal import Sign, composed_signs
from mujaz.text.patterns import lazy_re


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

    __slots__ = ("_places", "key", "span")

    def __init__(self, span: Span, key: Located | None) -> None:
        super().__init__()
        self.span = span
        self.key = key
        self._places: dict[str, Span] = {}

    def place_of(self, key: str) -> Span:
        """The place of a key, or of the mapping where it has no such key."""
        if len(self._places) != len(self):
            self._places = {str(each): each.span if isinstance(each, Located) else self.span for each in self}
        return self._places.get(key, self.span)


def key_span(mapping: LocatedDict, key: str) -> Span:
    """The place of a key of a mapping, or of the mapping where it has no such key."""
    return mapping.place_of(key)


_ESCAPE = lazy_re(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r?\n[ \t]*|.)", re.DOTALL)
_NAMED = dict(zip("0abtnvfre_NLP", "\0\a\b\t\n\v\f\r\x1b\xa0\x85\u2028\u2029", strict=True))


def inner_span(written: Span, value: str, start: int, end: int) -> Span:
    """The place in a file of a part of a scalar's value.

    A scalar and its text in the file differ by quotation marks, escapes, folded lines, indents and normal form C. The
    walk below goes through both together, so that the place is exact for every style of scalar.

    Args:
        written: the scalar in its file.
        value: what it means, without white space at its ends.
        start, end: the part, in code points of `value`.
    """
    starts, ends = _sign_ends(written, value)
    first = starts[start]
    last = ends[end - 1] if end > start else first
    return Span(written.source, written.start + first, written.start + last)


@lru_cache(maxsize=4)  # a long text may have thousands of findings
def _sign_ends(written: Span, value: str) -> tuple[array[int], array[int]]:
    """Where each character of a scalar's value begins and ends in its text in the file; one more stands for its end."""
    signs = composed_signs(list(_signs(written.text)))
    position = 0
    places = array("I")
    for character in value:
        if not character.isspace():
            while position < len(signs) and signs[position][0].isspace():
                position += 1
        places.append(position)
        if position < len(signs) and character.isspace() <= signs[position][0].isspace():
            position += 1
    behind = len(written.text)
    places.append(position)
    starts = array("I", (signs[place][1] if place < len(signs) else behind for place in places))
    ends = array("I", (signs[place][2] if place < len(signs) else behind for place in places))
    return starts, ends


def _signs(raw: str) -> Iterator[Sign]:
    """What each sign of a scalar in its file says, in order, with its place there."""
    style = raw[:1]
    position = raw.find("\n") + 1 if style in ("|", ">") else 1 if style in ('"', "'") else 0
    while position < len(raw):
        start, character = position, raw[position]
        position += 1
        if style == '"' and character == "\\" and (escape := _ESCAPE.match(raw, start)):
            position = escape.end()
            said = escape[0][1:]
            if said[0] in "\r\n":  # the line goes on
                continue
            character = chr(int(said[1:], 16)) if len(said) > 1 else _NAMED.get(said, said)
        elif style == "'" and raw.startswith("''", start):
            position += 1
        yield character, start, position
