"""Two texts compared word by word: what stayed, what went, what came.

A word is what white space parts, so that Arabic proclitics and enclitics, which are written together with their word,
are never torn from it; punctuation at its ends is a piece of its own, so that a comma does not make a word another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from msgspec import Struct

from mujaz.text.patterns import lazy_re

_MOST_CELLS = 1_000_000
_LONGEST = 20_000
"""Words of a text that is compared word by word; a longer one that is another is another as a whole."""

Sign = Literal["same", "deleted", "inserted"]
_token = lazy_re(r"\s+|\w(?:\S*\w)?|[^\w\s]+", re.DOTALL)

_Code = tuple[str, int, int, int, int]


class Piece(Struct, frozen=True):
    """Words that stayed, went or came, with the white space between them."""

    sign: Sign
    text: str


def word_differences(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two texts in one row, those that went before those that came in their place.

    What stayed and came is, put together, `after`; what stayed and went `before`, but for white space.
    """
    old, new = _tokens(before), _tokens(after)
    keys = [key for key, _ in old], [key for key, _ in new]
    row: list[tuple[Sign, str]] = []
    for _, first, last, start, end in _joined(_codes(*keys), old):
        if [key for key, _ in old[first:last]] == [key for key, _ in new[start:end]]:
            row.append(("same", _text(new[start:end])))
            continue
        row.append(("deleted", _text(old[first:last])))
        row.append(("inserted", _text(new[start:end])))
    found = []
    for sign, group in groupby(((sign, text) for sign, text in row if text), key=lambda part: part[0]):
        found.append(Piece(sign, "".join(text for _, text in group)))
    return tuple(found)


def _codes(before: list[str], after: list[str]) -> Sequence[_Code]:
    """How one text becomes the other: parted as a person would where it is short, else by what takes no longer."""
    if len(before) * len(after) <= _MOST_CELLS:
        return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    if max(len(before), len(after)) > _LONGEST:
        return [("replace", 0, len(before), 0, len(after))]
    from rapidfuzz.distance import Indel  # late: most texts are short

    return [
        (step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in Indel.opcodes(before, after)
    ]


def _tokens(text: str) -> list[tuple[str, str]]:
    """Words and signs, each with the white space behind it."""
    tokens: list[tuple[str, str]] = []
    for match in _token.finditer(text):
        if match[0].isspace():
            if tokens:
                tokens[-1] = tokens[-1][0], tokens[-1][1] + match[0]
        else:
            tokens.append((match[0], match[0]))
    return tokens


def _text(tokens: Iterable[tuple[str, str]]) -> str:
    return "".join(text for _, text in tokens)


def _joined(codes: Sequence[_Code], old: list[tuple[str, str]]) -> list[_Code]:
    """Changes with nothing but a sign between them as one: a reader follows a phrase, not every comma."""
    found: list[_Code] = []
    for number, code in enumerate(codes, 1):
        kind, first, last, _, end = code
        is_sign = kind == "equal" and number < len(codes) and not any(key[0].isalnum() for key, _ in old[first:last])
        if found and (is_sign or kind != "equal") and found[-1][0] != "equal":
            _, begun, _, start, _ = found[-1]
            found[-1] = "replace", begun, last, start, end
        else:
            found.append(code)
    return found


def count_changed(pieces: Iterable[Piece]) -> tuple[int, int]:
    """How many words came or went, and how many there are in both texts."""
    changed = total = 0
    for piece in pieces:
        words = sum(any(map(str.isalnum, word)) for word in piece.text.split())
        changed += words if piece.sign != "same" else 0
        total += words if piece.sign != "same" else 2 * words
    return changed, total
