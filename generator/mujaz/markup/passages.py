"""Prose as a reader sees it, paragraph by paragraph, with the way back to what was written."""

from __future__ import annotations

from html import unescape
from typing import Final

from msgspec import Struct

from mujaz.markup.grammar import MAX_NESTING, hidden_ranges, prose_parser
from mujaz.markup.places import Places
from mujaz.text.patterns import lazy_re

_ESCAPED: Final = lazy_re(r"\\([!-/:-@\[-`{-~])")


class ProsePassage(Struct, frozen=True):
    """A paragraph, or what stands in an item of a list.

    Attributes:
        text: its words in one line, without markers, targets of links and references.
        offsets: of each character of it: where it stands in the prose, in code points.
        references: the ids that it refers to, each with the offset in `text` that it stands before.
    """

    text: str
    offsets: tuple[int, ...]
    references: tuple[tuple[str, int], ...]


def passages(prose: str) -> tuple[ProsePassage, ...]:
    """The paragraphs of prose in their order; blocks of code are none."""
    tokens = prose_parser().parse(prose)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):  # shown as it was typed, like `parse_prose` has it
        return (ProsePassage(prose.replace("\n", " "), tuple(range(len(prose))), ()),)
    places = Places(prose)
    found = []
    for inline in tokens:
        if inline.type != "inline":
            continue
        seen = [True] * len(inline.content)
        for start, end in hidden_ranges(inline):
            seen[start:end] = [False] * (end - start)
        offsets = places.offsets(inline)
        shown = [position for position, visible in enumerate(seen) if visible]
        ids = [token for token in inline.children or () if token.type == "prose_reference"]
        found.append(
            ProsePassage(
                "".join(inline.content[position] for position in shown).replace("\n", " "),
                tuple(offsets[position] for position in shown),
                tuple((token.content, sum(seen[: token.meta["range"][0]])) for token in ids),
            )
        )
    return tuple(found)


def said(text: str) -> str:
    """A part of a passage as plain words: escapes and character references resolved, white space joined."""
    return " ".join(unescape(_ESCAPED.sub(r"\1", text)).split())
