"""Paragraphs of plain text, whose lines may be paragraphs or only as long as a screen is wide."""

from __future__ import annotations

import re
from functools import lru_cache

WRAPPED_AT_MOST = 100
"""Code points in the longest line of a text that counts as hard-wrapped."""

_INNER_LINE_END = re.compile(r"(?<=\S)([ \t]*(?:\r\n|\r|\n)[ \t]*)(?=\S)")
_SENTENCE_END = frozenset(".!?؟…:»”\"'")
_EMPTY_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")


@lru_cache(maxsize=64)
def unwrap(text: str) -> str:
    """The text with each paragraph on one line, as long as it was: line ends inside paragraphs are spaces.

    A text is hard-wrapped where empty lines part its paragraphs, no line is longer than `WRAPPED_AT_MOST`, and
    most lines inside paragraphs break off within a sentence. In any other text each line is a paragraph already.
    """
    if not _EMPTY_LINE.search(text) or max(map(len, text.splitlines())) > WRAPPED_AT_MOST:
        return text
    ends = [text[match.start() - 1] in _SENTENCE_END for match in _INNER_LINE_END.finditer(text)]
    if 2 * sum(ends) >= len(ends):
        return text
    return _INNER_LINE_END.sub(lambda match: " " * len(match[0]), text)
