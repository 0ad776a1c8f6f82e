"""What changed in a seed: its record, and its text line by line; other texts by lines likewise."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.model.documents import SeedDocument
from mujaz.review import words
from mujaz.review.changes import changes_between
from mujaz.review.objects import Change, Kind
from mujaz.review.sequences import places
from mujaz.syntax.source import Source, Span
from mujaz.text.patterns import lazy_re

_MOST_LINES = 40_000
_LINE_END = lazy_re(r"\r\n|\r|\n")


def seed_changes(before: SeedDocument, after: SeedDocument) -> tuple[Change, ...]:
    """All changes between two states of a seed: those of its record, then those of its text, in their order."""
    return (*changes_between(before.record, after.record), *line_changes(before.text, after.text))


def whole_text(text: Source, kind: Kind) -> Change:
    """The change of a text that is new or gone, whole."""
    before, after = (None, text.text) if kind is Kind.ADDED else (text.text, None)
    return Change(kind, ("text",), words.text("", "text", before, after), before, after, text.span(0, 0), "text")


def line_changes(before: Source, after: Source) -> Iterator[Change]:
    """All changes between two states of a text, line by line, in their order."""
    if before.text == after.text:
        return
    ours, theirs = _lines(before), _lines(after)
    old_lines, new_lines = ([line.text for line in lines] for lines in (ours, theirs))
    if old_lines == new_lines or len(ours) + len(theirs) > _MOST_LINES:
        if old_lines == new_lines:
            yield Change(Kind.CHANGED, ("text",), "the ends of the lines are others", None, None, after.span(0, 0))
        else:
            yield Change(Kind.CHANGED, ("text",), "text changed", before.text, after.text, after.span(0, 0), "text")
        return
    for first, last, start, end in places(old_lines, new_lines):
        for number in range(max(last - first, end - start)):
            old = ours[first + number] if first + number < last else None
            new = theirs[start + number] if start + number < end else None
            where = new or old
            if where is not None and any(line and line.text.strip() for line in (old, new)):
                # A line that is gone has a place all the same, in the text that an editor has before them.
                gone = theirs[end].start if end < len(theirs) else len(after.text)
                place = new or after.span(gone, gone)
                yield _of_line(old.text if old else None, new.text if new else None, where.position.line, place)


def _of_line(old: str | None, new: str | None, number: int, place: Span) -> Change:
    kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
    name = f"text, line {number}"
    return Change(kind, ("text", str(number)), words.text("", name, old, new), old, new, place, name)


def _lines(source: Source) -> list[Span]:
    starts = [0, *(end.end() for end in _LINE_END.finditer(source.text))]
    ends = [*(end.start() for end in _LINE_END.finditer(source.text)), len(source.text)]
    return [source.span(*place) for place in zip(starts, ends, strict=True)]
