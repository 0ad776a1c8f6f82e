"""What changed between two states of a page, line beside line, with the words marked as nodes of a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from mujaz.document.tree import Deleted, Inline, Inlines, Inserted, Plain, Span
from mujaz.review.alignment import Pairing, aligned
from mujaz.review.hidden import spelt_out
from mujaz.review.lines import Line, Token, Wrapper
from mujaz.review.objects import Kind, Page

_MOST_CELLS = 4_000_000
_AROUND = 1
_FOLDED_FROM = 4

_MARKS: dict[str, type[Inserted] | type[Deleted]] = {"ins": Inserted, "del": Deleted}

Compared = tuple[Token, str, Token | None]
"""A word of both states, its mark, `ins`, `del` or nothing, and of an unchanged word that of the base."""
Marked = tuple[Token, str]
"""A word with its mark."""
Cells = tuple[Inlines, ...]
"""The marked words of a line; of a row those of each cell."""


class Row(Struct, frozen=True, dict=True):
    """A line in both states.

    Attributes:
        kind: what happened to it; None for nothing. `Kind.REORDERED` where it only stands elsewhere.
        line: how it is laid out: of the head, or of the base where it was removed.
        moved: whether it stands elsewhere, whatever else happened to it.
        old: its index in the base; None where it was added.
        new: its index in the head; None where it was removed.
    """

    kind: Kind | None
    line: Line
    moved: bool
    old: int | None
    new: int | None
    _cells: tuple[Sequence[Compared], ...]

    @cached_property
    def flow(self) -> Cells:
        """The words of both states in one: the new ones behind those that they stand for."""
        return tuple(marked((token, mark) for token, mark, _ in cell) for cell in self._cells)

    @cached_property
    def before(self) -> Cells:
        """The words of the base, those that are gone marked; nothing where the line was added."""
        if self.old is None:
            return ()
        return tuple(marked((old or token, mark) for token, mark, old in cell if mark != "ins") for cell in self._cells)

    @cached_property
    def after(self) -> Cells:
        """The words of the head, those that are new marked; nothing where the line was removed."""
        if self.new is None:
            return ()
        return tuple(marked((token, mark) for token, mark, _ in cell if mark != "del") for cell in self._cells)


class Stretch(Struct, frozen=True):
    """Rows that stand together; folded away where nothing changed in many of them."""

    rows: tuple[Row, ...]
    folded: bool


def rows_of(page: Page) -> tuple[Row, ...]:
    """The lines of a page, aligned and marked."""
    return tuple(_row(pair, page.before, page.after) for pair in aligned(page.before, page.after))


def stretches(rows: Sequence[Row]) -> tuple[Stretch, ...]:
    """Rows with long unchanged passages folded; one line stays on each side, and the headings above a change."""
    shown = {number for number, row in enumerate(rows) if row.kind is not None}
    above: dict[str, int] = {}
    for number, row in enumerate(rows):
        if row.line.kind == "h2":
            above = {"h2": number}
        elif row.line.kind == "h3":
            above["h3"] = number
        if row.kind is not None:
            shown.update(range(max(0, number - _AROUND), min(len(rows), number + _AROUND + 1)))
            shown.update(above.values())
    parts: list[tuple[bool, list[Row]]] = []
    for number, row in enumerate(rows):
        if not parts or parts[-1][0] != (number in shown):
            parts.append((number in shown, []))
        parts[-1][1].append(row)
    return tuple(_joined([Stretch(tuple(part), not seen and len(part) >= _FOLDED_FROM) for seen, part in parts]))


def _joined(parts: Iterable[Stretch]) -> Iterator[Stretch]:
    """Neighbours that are both open as one."""
    open_rows: list[Row] = []
    for part in parts:
        if not part.folded:
            open_rows.extend(part.rows)
            continue
        if open_rows:
            yield Stretch(tuple(open_rows), False)
            open_rows = []
        yield part
    if open_rows:
        yield Stretch(tuple(open_rows), False)


def _row(pair: Pairing, before: Sequence[Line], after: Sequence[Line]) -> Row:
    old = None if pair.before is None else before[pair.before]
    new = None if pair.after is None else after[pair.after]
    if old is None or new is None:
        line, kind, mark = (new, Kind.ADDED, "ins") if new is not None else (old, Kind.REMOVED, "del")
        assert line is not None
        cells: tuple[Sequence[Compared], ...] = tuple([(token, mark, None) for token in cell] for cell in line.cells)
        return Row(kind, line, False, pair.before, pair.after, cells)
    if old.key == new.key:
        cells = tuple(
            [(token, "", known) for token, known in zip(*pairs, strict=True)]
            for pairs in zip(new.cells, old.cells, strict=True)
        )
        return Row(Kind.REORDERED if pair.moved else None, new, pair.moved, pair.before, pair.after, cells)
    cells = tuple(compared(*pairs) for pairs in zip(old.cells, new.cells, strict=True))
    return Row(Kind.CHANGED, new, pair.moved, pair.before, pair.after, cells)


def compared(old: Sequence[Token], new: Sequence[Token]) -> list[Compared]:
    """The words of both texts in one order: without those marked `del` the new text, without `ins` the old one."""
    result: list[Compared] = []
    for same, old_part, new_part in _runs(old, new):
        if same:
            result += [(token, "", before) for before, token in zip(old_part, new_part, strict=True)]
        else:
            result += [(token, "del", None) for token in old_part]
            result += [(token, "ins", None) for token in new_part]
    return result


Run = tuple[bool, Sequence[Token], Sequence[Token]]


def _runs(old: Sequence[Token], new: Sequence[Token]) -> list[Run]:
    """Runs of equal and of different words, by turns."""
    if len(old) * len(new) > _MOST_CELLS:
        return [(False, old, new)]
    old_keys, new_keys = ([(token.key, token.space) for token in tokens] for tokens in (old, new))
    runs: list[Run] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        runs.append((what == "equal", old[start:end], new[new_start:new_end]))
    # A sign or a particle that happens to stand in both would tear a new wording to pieces.
    merged: list[Run] = []
    for number, (same, old_part, new_part) in enumerate(runs):
        last = number == len(runs) - 1
        lonely = same and number > 0 and not last and _slight(new_part) and _torn(runs[number - 1], runs[number + 1])
        if (lonely or not same) and merged and not merged[-1][0]:
            _, old_before, new_before = merged[-1]
            merged[-1] = (False, [*old_before, *old_part], [*new_before, *new_part])
        else:
            merged.append((same, old_part, new_part))
    return merged


def _slight(tokens: Sequence[Token]) -> bool:
    return sum(len(token.text) for token in tokens) <= 3


def _torn(before: Run, after: Run) -> bool:
    return all(old and new for _, old, new in (before, after))


def marked(tokens: Iterable[Marked]) -> tuple[Inline, ...]:
    """Words as a tree. Marks are innermost, so that a node stays whole, a run of the other direction above all."""
    return tuple(_nested(list(tokens), 0))


def _nested(tokens: Sequence[Marked], depth: int) -> Iterator[Inline]:
    """The words inside of so many nodes around them; the space before the first one stands outside of these."""
    start = 0
    while start < len(tokens):
        token, mark = tokens[start]
        around = token.around[depth] if len(token.around) > depth else None
        end = start + 1
        while end < len(tokens) and _goes_on(tokens[end], depth, around, mark):
            end += 1
        space = token.space and start > 0
        if around is not None:
            if space:
                yield _written(" ", mark)
            yield replace(around, children=tuple(_nested(tokens[start:end], depth + 1)))
        else:
            words = "".join((" " if token.space else "") + token.text for token, _ in tokens[start:end])
            words = words.removeprefix(" ") if token.space else words
            if not mark:
                yield from _named(f" {words}" if space else words)
            else:
                if space:  # outside of the mark, which may be underlined
                    yield _written(" ", mark)
                yield _MARKS[mark](tuple(_named(words)))
        start = end


def _goes_on(word: Marked, depth: int, around: Wrapper | None, mark: str) -> bool:
    """Whether a word is in the same node as those before it, or in none and marked like them."""
    token, own = word
    inside = token.around[depth] if len(token.around) > depth else None
    return inside == around and (around is not None or own == mark)


def _written(text: str, mark: str) -> Inline:
    return _MARKS[mark]((Plain(text),)) if mark else Plain(text)


def _named(text: str) -> Iterator[Inline]:
    """Words, in which a character that cannot be seen is its name."""
    for part, hidden in spelt_out(text):
        yield Span("hidden", (Plain(part),)) if hidden else Plain(part)
