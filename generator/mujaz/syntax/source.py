"""Texts and places in them, counted in Unicode code points."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from mujaz.text.patterns import lazy_re

_LINE_END = lazy_re(r"\r\n|\r|\n")


class Position(NamedTuple):
    """A place as a person counts it: line and column from 1, columns in code points."""

    line: int
    column: int


class Source(Struct, frozen=True, eq=False, dict=True):
    """One text and the name under which findings show it.

    Two sources are equal only when they are the same object.

    Attributes:
        name: POSIX path relative to the site's root.
        text: the whole text; a byte order mark is no part of it.
    """

    name: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> Position:
        """Line and column of a code point offset; a line ends at LF, CR or CRLF only."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        """The half-open range `[start, end)` of this text."""
        return Span(self, start, end)

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} code points)"


class Span(Struct, frozen=True):
    """A half-open range `[start, end)` of code points in a source."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the range."""
        return self.source.text[self.start : self.end]

    @property
    def position(self) -> Position:
        """Where the range starts."""
        return self.source.position(self.start)

    def __str__(self) -> str:
        line, column = self.position
        return f"{self.source.name}:{line}:{column}"
