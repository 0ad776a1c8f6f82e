"""Comments and empty lines of a content file, and the entries that they belong to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from mujaz.fmt.layout import Collection, Entry, Scalar, walk
from mujaz.syntax.source import Span
from mujaz.text.patterns import lazy_re

_REMARK = lazy_re(r"^[ \t]*\r?\n|(?P<comment>#[^\n]*)", re.MULTILINE)


class Remark(Struct, frozen=True):
    """A comment or an empty line.

    Attributes:
        text: the comment from its `#` on; empty for an empty line.
        start: its offset.
        column: where it begins in its line.
        behind: whether something of the content stands before it in its line.
    """

    text: str
    start: int
    column: int
    behind: bool


def remarks(text: str, scalars: Iterable[Span]) -> Iterator[Remark]:
    """All comments and empty lines, in their order.

    Args:
        text: of the file, which has no tags, anchors and aliases.
        scalars: the places of all keys and values: what is in them is no comment.
    """
    position = 0
    for span in [*scalars, None]:
        end = len(text) if span is None else span.start
        for match in _REMARK.finditer(text, position, end):
            yield _remark(text, match.start(), (match["comment"] or "").rstrip())
        if span is None:
            return
        if text[span.start] in "|>":
            # Behind the sign of a block of text may stand a comment.
            line_end = text.find("\n", span.start, span.end)
            hash = text.find("#", span.start, line_end)
            if hash >= 0:
                yield _remark(text, hash, text[hash:line_end].rstrip())
        position = span.end


def _remark(text: str, start: int, comment: str) -> Remark:
    line = text.rfind("\n", 0, start) + 1
    return Remark(comment, start, start - line, bool(comment) and not text[line:start].isspace() and start > line)


def attach(top: Collection, found: Iterable[Remark]) -> list[str]:
    """Give each comment and empty line to the entry above which it stands, or to the collection at whose end.

    A comment behind something goes above it.

    Returns:
        the head of the file: what stands above the first entry, up to an empty line if there is one.
    """
    entries = list(walk(top))
    starts = [entry.start for entry in entries]
    head: list[str] = []
    for number, gap in groupby(found, key=lambda remark: bisect_right(starts, remark.start)):
        if number == 0:
            above = [remark.text for remark in gap]
            split = _last_empty(above) + 1
            head, entries[0].before = (above[:split], above[split:]) if any(above[:split]) else (above, [])
            continue
        last = entries[number - 1]
        following = entries[number] if number < len(entries) else None
        _share_out(list(gap), last, following)
    return head


def _last_empty(texts: list[str]) -> int:
    return max((index for index, text in enumerate(texts) if not text), default=-1)


def _share_out(gap: list[Remark], last: Entry, following: Entry | None) -> None:
    """Attach what stands between the beginnings of two entries."""
    rest = []
    for remark in gap:
        if remark.behind or (isinstance(last.node, Scalar) and remark.start < last.node.end):
            if remark.text:
                _above(last, remark).before.append(remark.text)
        else:
            rest.append(remark)
    column = _column(following, last)
    deeper = [index for index, remark in enumerate(rest) if remark.text and remark.column > column]
    split = deeper[-1] + 1 if deeper else 0
    depth = None
    for remark in rest[:split]:
        if remark.text:
            depth = _holder(last, remark, depth)
        (depth or _holder(last, rest[deeper[0]], None)).after.append(remark.text)
    if following is not None:
        following.before += [remark.text for remark in rest[split:]]


def _column(entry: Entry | None, last: Entry) -> float:
    """The column up to which a comment belongs to the entry below it."""
    if entry is None:
        return -1
    return float("inf") if entry.owner.column is None or entry.parent is last else entry.owner.column


def _above(entry: Entry, remark: Remark) -> Entry:
    """The entry that a comment behind something is about: the one that holds the brackets which end before it."""
    while entry.parent is not None and entry.owner.column is None and entry.owner.end <= remark.start:
        entry = entry.parent
    return entry


def _holder(last: Entry, remark: Remark, depth: Collection | None) -> Collection:
    """The innermost collection that a comment can stand at the end of; not inside of the one that held the last."""
    entry: Entry | None = last
    passed = depth is None
    while entry is not None:
        passed = passed or entry.owner is depth
        column = entry.owner.column
        fits = entry.owner.end > remark.start if column is None else column <= remark.column
        if (passed and fits) or entry.parent is None:
            return entry.owner
        entry = entry.parent
    return last.owner
