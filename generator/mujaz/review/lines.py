"""Lines of words, which is what two states of a page are compared as.

A line is what a reader takes in at once: a paragraph, a heading, an item, a row of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from msgspec import Struct

from mujaz.document.tree import Emphasis, Isolate, Mark, Small, Span, Strong, Superscript
from mujaz.markup.bidi import Direction, isolate, needs_isolation
from mujaz.markup.literal import normalise
from mujaz.text.patterns import lazy_re, lazy_regex

# A word is what stands between spaces without the signs around it: 2023-09-13, 3.5, كلاسيكيّ, C++ but for its signs.
_TOKEN: Final = lazy_regex(
    r"[\p{L}\p{M}\p{N}_\u200c\u200d]+(?:[-\u2010\u2011'’.,:/@٫٬][\p{L}\p{N}][\p{L}\p{M}\p{N}_\u200c\u200d]*)*|\X"
)
_SPACE: Final = lazy_re(r"\s+")
BREAK: Final = "\n"

Wrapper = Strong | Emphasis | Small | Superscript | Span | Mark | Isolate
"""A node around a word, without what is in it."""
Around = tuple[Wrapper, ...]
"""The nodes around a word, the outermost first."""


class Token(Struct, frozen=True):
    """A word or sign.

    Attributes:
        text: its characters, or `BREAK`.
        key: what it is compared by: its text, but for a sign what it leads to, since numbers shift.
        space: whether white space stands before it; at the start of a line too.
        around: the nodes that it is in.
    """

    text: str
    key: str
    space: bool
    around: Around = ()


class Line(Struct, frozen=True, dict=True):
    """A paragraph, heading, item, or row of a table.

    Attributes:
        kind: `p`, `h1` to `h6`, `li`, `dt`, `dd`, `quote`, `pre`, `row` or `head`.
        cells: the words; of a row those of each cell.
        owner: the id of what it belongs to: a claim, a note, an event, an entity, or the section that it is in.
        depth: how many lists it is in.
        marker: the number or sign that stands before it.
        language, direction: BCP 47 tag, and `ltr` or `rtl`.
    """

    kind: str
    cells: tuple[tuple[Token, ...], ...]
    owner: str = ""
    depth: int = 0
    marker: str = ""
    language: str = ""
    direction: Direction = "ltr"

    @property
    def tokens(self) -> Iterator[Token]:
        """The words of all cells."""
        return (token for cell in self.cells for token in cell)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What its words are compared by."""
        return tuple(token.key for token in self.tokens)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What the line is compared by."""
        return (self.kind, tuple(tuple((token.key, token.space) for token in cell) for cell in self.cells))

    @property
    def text(self) -> str:
        """Its words as they read, cells apart by a space."""
        return " ".join(map(text_of, self.cells))


def text_of(tokens: Iterable[Token]) -> str:
    """Words with the spaces between them."""
    return "".join((" " if token.space else "") + token.text for token in tokens).removeprefix(" ")


def line_of(parts: Iterable[tuple[str, Around]], language: str, direction: Direction) -> Line:
    """A line of words that stand on no page, such as a passage of an article.

    Args:
        parts: texts, each with the nodes that it is in.
        language, direction: of all of them.
    """
    tokens = Tokens()
    for text, around in parts:
        tokens.read(text, direction, around)
    return Line("p", (tokens.taken(),), language=language, direction=direction)


class Tokens:
    """Collects the words of a line, or of a cell."""

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._space = True

    def taken(self) -> tuple[Token, ...]:
        """The words so far; what comes then begins anew."""
        tokens, self._tokens, self._space = tuple(self._tokens), [], True
        return tokens

    def read(self, text: str, base: Direction, around: Around, language: str = "ar") -> None:
        """Take in a text of direction `base`, with its runs of the other direction in isolation."""
        text = normalise(text, " ")
        if not needs_isolation(text, base):
            self.split(text, around)
            return
        for run in isolate(text, base, language):
            if run.direction is None:
                self.split(run.text, around)
            else:
                self.split(run.text, (*around, Isolate((), run.direction, run.lang or "")))

    def split(self, text: str, around: Around) -> None:
        """Take in a text as it is."""
        for number, part in enumerate(_SPACE.split(text)):
            self._space = self._space or number > 0
            if part.isalpha():  # most are; the pattern finds the same
                self.word(part, part, around)
            elif part:
                for match in _TOKEN.finditer(part):
                    self.word(match[0], match[0], around)

    def word(self, text: str, key: str, around: Around) -> None:
        """Take in one word."""
        self._tokens.append(Token(text, key, self._space or not self._tokens, around))
        self._space = False

    def line_break(self, around: Around) -> None:
        """Take in a break of the line."""
        self._tokens.append(Token(BREAK, BREAK, False, around))
        self._space = False

    def space(self) -> None:
        """Take in white space."""
        self._space = True
