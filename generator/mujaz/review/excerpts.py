"""Two texts side by side: the words around all that differs, and texts from outside made safe to show in a line."""

from __future__ import annotations

import re

from msgspec import Struct

from mujaz.review.sequences import Place, places
from mujaz.text.patterns import lazy_re
from mujaz.text.visible import visible

ISOLATE, END = "\u2068", "\u2069"
"""FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9): what stands between is ordered by itself."""

_PLAIN = lazy_re(r"[\w.:/#~?%+@=&*-]+", re.ASCII)
_AROUND = 4
"""Words that are shown on each side of a difference."""
_NEAR = 3
"""Differences with no more equal words between them are shown as one."""
_LONGEST = 24
"""Words of a name for something; of a longer one the middle is left out."""


class Difference(Struct, frozen=True):
    """A place where two texts differ.

    Attributes:
        before: the words of the text before that differ, and some around them; «…» stands for equal ones on each side.
        after: the same in the text after.
    """

    before: str
    after: str


def quoted(text: str) -> str:
    """A text from outside in quotation marks: in isolation, with hidden characters shown by code point."""
    return f"«{ISOLATE}{visible(' '.join(text.split(' ')).strip())}{END}»"


def shown(text: str) -> str:
    """A value as it stands in a line: an id, a date or a number as it is, everything else as `quoted`."""
    return text if _PLAIN.fullmatch(text) else quoted(on_a_line(text))


def shortened(text: str) -> str:
    """A text on one line, with its middle left out where it is long."""
    words = text.split()
    if len(words) <= _LONGEST:
        return " ".join(words)
    half = _LONGEST // 2
    return " ".join([*words[:half], "…", *words[-half:]])


def on_a_line(text: str) -> str:
    """A text on one line, whole."""
    return " ".join(text.split())


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """All places where two texts differ, in their order, with some words around each.

    Texts that differ in white space only are given with their ends of lines as `¶`.
    """
    ours, theirs = before.split(), after.split()
    if ours == theirs:
        ours, theirs = before.replace("\n", " ¶ ").split(), after.replace("\n", " ¶ ").split()
    if ours == theirs:
        ours, theirs = re.split(r"(?<=\s)", before), re.split(r"(?<=\s)", after)
    return tuple(
        Difference(_around(ours, first, last), _around(theirs, start, end))
        for first, last, start, end in _places(ours, theirs)
    )


def _places(ours: list[str], theirs: list[str]) -> list[Place]:
    """The ranges of words that differ, those that are near each other as one."""
    found: list[Place] = []
    for place in places(ours, theirs):
        if found and place[0] - found[-1][1] <= _NEAR:
            found[-1] = (found[-1][0], place[1], found[-1][2], place[3])
        else:
            found.append(place)
    return found


def _around(words: list[str], first: int, last: int) -> str:
    start, end = max(0, first - _AROUND), min(len(words), last + _AROUND)
    inside = " ".join(word.strip() for word in words[start:end])
    return f"{'… ' if start else ''}{inside}{' …' if end < len(words) else ''}"
