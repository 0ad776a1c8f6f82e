"""The annotated articles: text with marks: `[person Hassan Diab]`, `[date 2020-08-04|…]`, `[claim speaker|…]`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDERS = ("articles", "later")
"""Those that the rules were made with, and those that were annotated when they were done."""
NAMES = frozenset(("person", "organization", "place", "product", "event", "concept", "nationality"))
_MARK = re.compile(r"\[(\w+) ")

Range = tuple[int, int]


@dataclass
class Article:
    """An article and what a person found in it.

    Attributes:
        name: of its file.
        language: of its text.
        published: its day, ISO 8601.
        text: without marks.
        names: places, each with its type.
        claims: places, each with the words for who speaks.
        dates: places, each with the date as EDTF.
    """

    name: str
    language: str
    published: str
    text: str = ""
    names: list[tuple[Range, str]] = field(default_factory=list)
    claims: list[tuple[Range, str]] = field(default_factory=list)
    dates: list[tuple[Range, str]] = field(default_factory=list)


def articles(folder: str) -> list[Article]:
    """The annotated articles of a folder, in the order of their names."""
    return [_read(path) for path in sorted((Path(__file__).parent / folder).glob("*.txt"))]


def _read(path: Path) -> Article:
    head, _, marked = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ") for line in head.splitlines())
    article = Article(path.stem, fields["language"], fields["published"])
    pieces: list[str] = []
    length = 0
    opened: list[tuple[str, str, int]] = []
    at = 0
    while at < len(marked):
        mark = _MARK.match(marked, at)
        if mark and (mark[1] in NAMES or mark[1] in ("date", "claim")):
            at = mark.end()
            value = ""
            if mark[1] not in NAMES:
                value, _, _ = marked[at:].partition("|")
                at += len(value) + 1
            opened.append((mark[1], value, length))
        elif marked[at] == "]":
            kind, value, start = opened.pop()
            place = start, length
            if kind in NAMES:
                article.names.append((place, kind))
            else:
                (article.dates if kind == "date" else article.claims).append((place, value))
            at += 1
        else:
            pieces.append(marked[at])
            length += 1
            at += 1
    if opened:
        raise ValueError(f"{path.name}: a mark `{opened[-1][0]}` is not closed")
    article.text = "".join(pieces)
    return article
