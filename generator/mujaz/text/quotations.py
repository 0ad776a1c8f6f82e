"""Quotations in a text, also those that run over several paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right

from mujaz.text.paragraphs import paragraphs
from mujaz.text.patterns import lazy_re

Range = tuple[int, int]

_MOST_PARAGRAPHS = 12  # of one quotation; a mark that none closes so far on was left open by mistake
# Opening and closing marks. An apostrophe is neither: ’ closes only what ‘ opened, and ' nothing.
_KINDS = (
    ("“", "”"),
    ("«", "»"),
    ("„", "[“”]"),
    ("「", "」"),
    ("『", "』"),
    ("‹", "›"),
    (r"(?<!\w)‘", r"’(?!\w)"),
)
_STRAIGHT = lazy_re('"')


def quotations(text: str) -> list[Range]:
    """The ranges between the marks of every outermost quotation, in order; they do not overlap.

    A quotation over several paragraphs opens each of them, or the first alone, and closes only the last. A mark without
    its partner is none. Offsets are code points.
    """
    places = [(paragraph.start, paragraph.end) for paragraph in paragraphs(text)]
    found = _straight(text, places)
    for opening, closing in _KINDS:
        found += _paired(text, places, re.compile(f"({opening})|({closing})"))
    kept: list[Range] = []
    for place in sorted(found, key=lambda place: (place[0], -place[1])):
        if not kept or place[0] > kept[-1][1]:
            kept.append(place)
    return kept


def _paired(text: str, places: list[Range], marks: re.Pattern[str]) -> list[Range]:
    """The quotations whose closing mark is another sign than the opening one."""
    found = []
    opened: int | None = None
    since = 0
    for number, (start, end) in enumerate(places):
        matches = list(marks.finditer(text, start, end))
        if opened is not None and matches and matches[0].start() == start:
            matches = matches[1:]  # it opens the paragraph anew
        elif opened is not None and matches and matches[0][1]:
            opened = None
        if opened is not None and number - since > _MOST_PARAGRAPHS:
            opened = None
        for match in matches:
            if match[1]:
                opened, since = match.end(), number
            elif opened is not None:
                found.append((opened, match.start()))
                opened = None
    return found


def _straight(text: str, places: list[Range]) -> list[Range]:
    """The quotations between straight marks, of which every second one closes."""
    found = []
    opened: int | None = None
    since = 0
    for number, (start, end) in enumerate(places):
        marks = [match.start() for match in _STRAIGHT.finditer(text, start, end)]
        if opened is not None:
            if marks and marks[0] == start and number - since <= _MOST_PARAGRAPHS:
                marks = marks[1:]
                if marks:
                    found.append((opened, marks.pop(0)))
                    opened = None
            else:
                opened = None
        found += [(first + 1, last) for first, last in zip(marks[::2], marks[1::2], strict=False)]
        if len(marks) % 2 and _opens(text, marks[-1]):
            opened, since = marks[-1] + 1, number
    return found


def _opens(text: str, mark: int) -> bool:
    return not text[mark - 1 : mark].isalnum() and not text[mark + 1 : mark + 2].isspace()


def quotation_at(places: list[Range], offset: int) -> Range | None:
    """The one of some quotations, in order, that holds an offset, or None."""
    number = bisect_right(places, (offset, len(places) and places[-1][1] + 1)) - 1
    return places[number] if number >= 0 and places[number][0] <= offset < places[number][1] else None
