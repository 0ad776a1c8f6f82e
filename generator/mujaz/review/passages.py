"""The passages of a quote side by side: before, after, and what comes near, with the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mujaz.document.tree import Inline, Inlines, Mark, Plain
from mujaz.markup.bidi import Direction, direction_of
from mujaz.review.lines import Line, line_of
from mujaz.review.marking import Cells, Row, rows_of
from mujaz.review.objects import AnchorChange, Page, Passage


class Shown(Struct, frozen=True):
    """A passage of a seed.

    Attributes:
        label: the key of what it is, among the words of the interface.
        place: `seed:line:column`.
        words: of the passage, the quote in a `Mark`.
    """

    label: str
    place: str
    words: Inlines


def passages_of(anchor: AnchorChange) -> Iterator[Shown]:
    """The passages of a quote; those that come near behind that of the base."""
    after = [("review_after", anchor.after)] if anchor.after else []
    after += [("review_nearest", near) for near in anchor.candidates]
    if anchor.before is not None:
        other = after[0][1] if after else anchor.before
        rows = _compared(anchor, anchor.before, other)
        yield Shown("review_before", _place(anchor.before), _joined(row.before for row in rows))
    for label, passage in after:
        rows = _compared(anchor, anchor.before or passage, passage)
        yield Shown(label, _place(passage), _joined(row.after for row in rows))


def side_of(direction: str, language: str) -> Direction:
    """A direction as one of the two that there are: that of the language for what is none."""
    return direction_of(language) if direction not in ("ltr", "rtl") else "rtl" if direction == "rtl" else "ltr"


def _compared(anchor: AnchorChange, before: Passage, after: Passage) -> tuple[Row, ...]:
    direction = side_of(anchor.direction, anchor.language)

    def line(passage: Passage) -> Line:
        parts = ((passage.before, ()), (passage.quote, (Mark((), (), ()),)), (passage.after, ()))
        return line_of(parts, anchor.language, direction)

    return rows_of(Page("", anchor.language, direction, (line(before),), (line(after),)))


def _joined(parts: Iterator[Cells]) -> Inlines:
    found: list[Inline] = []
    for cells in parts:
        for cell in cells:
            found += [*([Plain(" ")] if found else []), *cell]
    return tuple(found)


def _place(passage: Passage) -> str:
    return f"{passage.seed}:{passage.line}:{passage.column}"
