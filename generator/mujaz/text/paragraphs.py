"""Paragraphs of plain text, whose lines may be paragraphs or only as long as a screen is wide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from mujaz.text.forms import Cells, ends_sentence, is_byline, item_lines, table_rows
from mujaz.text.patterns import lazy_re

WRAPPED_AT_MOST = 100
"""Code points in the longest line of a text that counts as hard-wrapped."""

_WRAPPED_AT_LEAST = 20  # code points; shorter lines without empty ones between them are a list
_SURELY_WRAPPED = 3  # lines that go on in others; beside so many, a title may be longer than they are
_LONGEST_HEADING = 80  # code points
_SOFT_ENDS = ("\r\n", "\n", "\r")
_WORD = lazy_re(r"\S+")
_GOES_ON = lazy_re(
    r"[,،]$|(?:^|\s)(?:the|an?|of|to|in|on|at|by|for|with|from|and|or|that|which|who|is|are|was|were|has|have|had|its|their"
    r"|في|من|إلى|الى|على|عن|أن|إن|ان|بأن|التي|الذي|الذين|مع|بعد|قبل|بين|خلال|حتى|لا|لم|لن|قد|أو|ثم|هذا|هذه|كان|كانت)$"
)
_CONTINUES = lazy_re(r"و?(?:أن|إن|أنه|إنه|أنها|إنها|التي|الذي|الذين|اللذين|اللتين)\s")


class Form(StrEnum):
    """What a paragraph of a plain text is, by its looks."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


class Paragraph(Struct, frozen=True):
    """A paragraph of a plain text; offsets are code points of the text.

    Attributes:
        start: where its words begin.
        end: behind its last word.
        form: what it is.
        cells: of a row, the half-open ranges of its cells; an empty cell is an empty range.
    """

    start: int
    end: int
    form: Form
    cells: Cells = ()


class _Line(Struct, frozen=True):
    """A line with words.

    Attributes:
        number: among all lines.
        start: where its words begin.
        end: behind its last word.
        words: all between.
        indent: code points of white space before its words.
        hard: whether its end is one that no width of lines explains.
    """

    number: int
    start: int
    end: int
    words: str
    indent: int
    hard: bool


@lru_cache(maxsize=64)
def unwrap(text: str) -> str:
    """The text with each paragraph on one line, as long as it was: line ends inside paragraphs are spaces."""
    pieces: list[str] = []
    done = 0
    for paragraph in paragraphs(text):
        pieces += [text[done : paragraph.start], re.sub(r"[\r\n]", " ", text[paragraph.start : paragraph.end])]
        done = paragraph.end
    return "".join([*pieces, text[done:]])


@lru_cache(maxsize=64)
def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, in order: its lines, or in a hard-wrapped text what the lines are parts of.

    A text is hard-wrapped where no line is longer than `WRAPPED_AT_MOST` and most lines break off within a sentence;
    where no empty lines part its paragraphs, they must also be of like lengths and lead to the end of a sentence.
    Items of lists, rows of tables, bylines, and lines that end long before the others stay on lines of their own.
    In a script with small letters, they begin some of the lines that go on with a sentence. Where it is doubtful
    whether a text is wrapped, it is not.
    """
    raw = text.splitlines(keepends=True)
    rows = table_rows(raw)
    items = item_lines(raw) - rows.keys()
    layout = _Layout(_lines(raw), rows, items)
    groups: list[list[_Line]] = []
    for place, line in enumerate(layout.lines):
        if place and layout.joins(place - 1):
            groups[-1].append(line)
        else:
            groups.append([line])
    found = []
    for place, group in enumerate(groups):
        first, last = group[0], group[-1]
        form = Form.PARAGRAPH
        cells: Cells = ()
        if first.number in rows:
            form = Form.ROW
            begin = first.start - first.indent
            cells = tuple((begin + start, begin + end) for start, end in rows[first.number])
        elif first.number in items:
            form = Form.ITEM
        elif _is_heading(groups, place, rows, items):
            form = Form.HEADING
        found.append(Paragraph(first.start, last.end, form, cells))
    return tuple(found)


def _lines(raw: Sequence[str]) -> list[_Line]:
    found = []
    offset = 0
    for number, line in enumerate(raw):
        words = line.strip()
        if words:
            indent = len(line) - len(line.lstrip())
            start = offset + indent
            hard = not line.endswith(_SOFT_ENDS)
            found.append(_Line(number, start, start + len(words), words, indent, hard))
        offset += len(line)
    return found


class _Layout:
    """The lines of a text with what tells whether a line goes on in the next."""

    def __init__(self, lines: list[_Line], rows: dict[int, Cells], items: set[int]) -> None:
        self.lines = lines
        self.rows = rows
        self.items = items
        self.has_empty = any(second.number > first.number + 1 for first, second in pairwise(lines))
        self.possible = {place for place in range(len(lines) - 1) if self._may_join(place)}
        lengths = sorted(len(lines[place].words) for place in self.possible if place) or [
            len(lines[place].words) for place in self.possible
        ]
        self.width = lengths[-(-9 * (len(lengths) - 1) // 10)] if lengths else 0
        self.wrapped = self._is_wrapped()

    def joins(self, place: int) -> bool:
        """Whether a line and the next are of one paragraph."""
        if not self.wrapped or place not in self.possible:
            return False
        if self._goes_on(place):
            return True
        line, following = self.lines[place], self.lines[place + 1]
        if following.indent >= line.indent + 2 and ends_sentence(line.words):
            return False
        return not (self._is_short(place) or (place == 0 and not self.has_empty))

    def _may_join(self, place: int) -> bool:
        line, following = self.lines[place], self.lines[place + 1]
        return not (
            line.hard
            or following.number > line.number + 1
            or line.number in self.rows
            or following.number in self.rows
            or following.number in self.items
            or ((is_byline(line.words) or is_byline(following.words)) and not self._goes_on(place))
        )

    def _goes_on(self, place: int) -> bool:
        """Whether the words alone show that a line is not the end of its sentence."""
        line, following = self.lines[place].words, self.lines[place + 1].words
        if ends_sentence(line):
            return False
        return following[0].islower() or bool(_GOES_ON.search(line.lower()) or _CONTINUES.match(following))

    def _is_short(self, place: int) -> bool:
        """Whether a line ends though much of the next one would have had room in it."""
        line, word = self.lines[place].words, _WORD.match(self.lines[place + 1].words)
        room = len(line) + 1 + len(word[0] if word else "")
        share = 1.0 if place == 0 else 0.5 if self.has_empty else 0.9 if ends_sentence(line) else 0.75
        return room <= share * self.width

    def _is_wrapped(self) -> bool:
        beside_title = 1 if len(self.possible - {0}) >= _SURELY_WRAPPED else 0
        longest = max((len(line.words) for line in self.lines[beside_title:] if " " in line.words), default=0)
        if longest > WRAPPED_AT_MOST:
            return False
        places = {place for place in self.possible if place or self.has_empty or self._goes_on(place)}
        inner = {place for place in places if not ends_sentence(self.lines[place].words)}
        if self.has_empty:
            return 2 * len(inner) > len(places) and self._has_small_letters(inner)
        short = {place for place in inner if self._is_short(place) and not self._goes_on(place)}
        inner -= short
        sure = any(map(self._goes_on, inner))
        return (
            2 * len(inner) >= len(places) + (not sure)
            and self._has_small_letters(inner)
            and self.width >= _WRAPPED_AT_LEAST
            and (sure or (len(inner) > 1 and ends_sentence(self._last_sentence())))
        )

    def _last_sentence(self) -> str:
        """The last line that is no part of a list or a table."""
        apart = self.rows.keys() | self.items
        return next((line.words for line in reversed(self.lines) if line.number not in apart), "")

    def _has_small_letters(self, places: set[int]) -> bool:
        """Whether lines that go on begin with small letters as often as sentences do, where the script has them."""
        initials = [self.lines[place + 1].words[0] for place in places]
        small = sum(map(str.islower, initials))
        return 2 * small >= sum(map(str.isupper, initials))


def _is_heading(groups: list[list[_Line]], place: int, rows: dict[int, Cells], items: set[int]) -> bool:
    """Whether a paragraph is short, without a stop, between empty lines, and has something below it."""

    def is_title(group: list[_Line]) -> bool:
        words = " ".join(line.words for line in group)
        return (
            len(words) <= _LONGEST_HEADING
            and group[0].number not in rows
            and group[0].number not in items
            and words[-1] not in ".!?؟۔…:،,؛;-–—"
            and not ends_sentence(words)
            and not is_byline(words)
        )

    if place + 1 == len(groups) or not is_title(groups[place]):
        return False
    if place == 0:
        return True
    before, after = groups[place - 1][-1], groups[place + 1][0]
    is_apart = before.number + 1 < groups[place][0].number and groups[place][-1].number + 1 < after.number
    return is_apart and not is_title(groups[place + 1])
