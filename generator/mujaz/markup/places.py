"""Where in prose stands what the parser found in it."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from markdown_it.token import Token

from mujaz.text.patterns import lazy_re

_LINE_BREAK: Final = lazy_re("\r\n?|\n")


class Places:
    """The lines of a text of prose, as the parser counts them."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines: list[tuple[int, int]] = []
        self._inline: Token | None = None
        self._content_starts: list[int] = []
        self._source_starts: list[int] = []

    def line(self, number: int) -> tuple[int, int]:
        """Start and end of a line, without its line break."""
        if not self._lines:
            breaks = list(_LINE_BREAK.finditer(self._source))
            starts = [0, *(match.end() for match in breaks)]
            ends = [*(match.start() for match in breaks), len(self._source)]
            self._lines.extend(zip(starts, ends, strict=True))
        return self._lines[min(number, len(self._lines) - 1)]

    def offset(self, inline: Token, position: int) -> int:
        """The source offset of a position in the content of an inline token."""
        if self._inline is not inline:  # a long one is asked about thousands of times
            self._inline, self._content_starts, self._source_starts = inline, [], []
            begin = 0
            for number, line in enumerate(inline.content.split("\n")):
                self._content_starts.append(begin)
                self._source_starts.append(self._start(inline, number, line))
                begin += len(line) + 1
        number = bisect_right(self._content_starts, position) - 1
        return self._source_starts[number] + position - self._content_starts[number]

    def offsets(self, inline: Token) -> tuple[int, ...]:
        """The source offset of each character of the content of an inline token, line breaks included."""
        found: list[int] = []
        for number, line in enumerate(inline.content.split("\n")):
            start = self._start(inline, number, line)
            found.extend(range(start, start + len(line) + 1))
        return tuple(found[:-1])

    def _start(self, inline: Token, number: int, content_line: str) -> int:
        """The source offset of a line of an inline token's content.

        The content is made of source lines less their container's prefix, so each of its lines ends one of those.
        """
        start, end = self.line((inline.map or [0])[0] + number)
        found = self._source[start:end].rfind(content_line.strip())
        return start + max(found, 0) - (len(content_line) - len(content_line.lstrip()))
