"""What changed between two states of a page, marked word by word, block beside block."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup, escape
from msgspec import Struct
from rapidfuzz.distance import Indel

from mujaz.markup.html import html_safe
from mujaz.review.blocks import BREAK, Block, Format, Token, blocks_of
from mujaz.review.hidden import spelt_out
from mujaz.review.objects import Kind, Page
from mujaz.review.sequences import Place, places

_ALIKE = 0.45
"""From this share of common words on, two blocks are one that was edited."""
_MOST_PAIRS = 40_000
_MOST_WORD_PAIRS = 25_000_000
_MOST_CELLS = 4_000_000
_AROUND = 1
_FOLDED_FROM = 4

Marked = tuple[Token, str]
"""A word with the element that marks it: `ins`, `del`, or nothing."""


class Row(Struct, frozen=True):
    """A block in both states.

    Attributes:
        kind: what happened to it; None for nothing.
        block: how it is laid out: of the head, or of the base where it was removed.
        before: its words in the base, those that are gone marked; empty where it was added.
        after: its words in the head, those that are new marked; empty where it was removed.
        flow: both in one: the new words behind those that they stand for.
    """

    kind: Kind | None
    block: Block
    before: Markup
    after: Markup
    flow: Markup


class Stretch(Struct, frozen=True):
    """Rows that stand together; folded away where nothing changed in many of them."""

    rows: tuple[Row, ...]
    folded: bool


def rows_of(page: Page) -> tuple[Row, ...]:
    """The blocks of a page, aligned and marked."""
    before = blocks_of(page.before, page.language, page.direction)
    after = blocks_of(page.after, page.language, page.direction)
    return tuple(_row(old, new) for old, new in aligned(before, after))


def stretches(rows: Sequence[Row]) -> tuple[Stretch, ...]:
    """Rows with long unchanged passages folded; one block stays on each side, and the headings above a change."""
    shown = {number for number, row in enumerate(rows) if row.kind is not None}
    above: dict[str, int] = {}
    for number, row in enumerate(rows):
        if row.block.kind == "h2":
            above = {"h2": number}
        elif row.block.kind == "h3":
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


def aligned(before: Sequence[Block], after: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Pairs of blocks in the order of both pages; None where the other one has no counterpart."""
    keys = [block.key for block in before], [block.key for block in after]
    done = new_done = 0
    for start, end, new_start, new_end in _differing(*keys):
        yield from zip(before[done:start], after[new_done:new_start], strict=True)
        yield from _paired(before[start:end], after[new_start:new_end])
        done, new_done = end, new_end
    yield from zip(before[done:], after[new_done:], strict=True)


def _differing(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterable[Place]:
    """The ranges that differ; of short pages as a person would part them, of long ones by what takes no longer."""
    if len(before) * len(after) > _MOST_PAIRS:
        return places(before, after)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(start, end, other, last) for what, start, end, other, last in codes if what != "equal"]


def _paired(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Blocks of a passage that differs: those that are most alike together, in order (a longest common subsequence)."""
    words = [sum(len(cell) for block in blocks for cell in block.cells) for blocks in (old, new)]
    if len(old) * len(new) > _MOST_PAIRS or words[0] * words[1] > _MOST_WORD_PAIRS:
        yield from ((block, None) for block in old)
        yield from ((None, block) for block in new)
        return
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            alike = likeness(old[i], new[j])
            paired = alike + best[i + 1][j + 1] if alike >= _ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and best[i][j] > max(best[i + 1][j], best[i][j + 1]):
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i + 1][j] >= best[i][j + 1]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def likeness(old: Block, new: Block) -> float:
    """How much of two blocks is common, from 0 to 1; nothing of blocks of two kinds."""
    if old.kind != new.kind or len(old.cells) != len(new.cells):
        return 0.0
    words = [[token.key for token in block.tokens] for block in (old, new)]
    return float(Indel.normalized_similarity(*words))


def _row(old: Block | None, new: Block | None) -> Row:
    if old is None or new is None:
        block, kind, mark = (new, Kind.ADDED, "ins") if new is not None else (old, Kind.REMOVED, "del")
        assert block is not None
        words = _cells([[(token, mark) for token in cell] for cell in block.cells])
        gone = kind is Kind.REMOVED
        return Row(kind, block, words if gone else Markup(), Markup() if gone else words, words)
    if old.key == new.key:
        words = _cells([[(token, "") for token in cell] for cell in new.cells])
        before = _cells([[(token, "") for token in cell] for cell in old.cells])
        return Row(None, new, before, words, words)
    cells = [compared(*pair) for pair in zip(old.cells, new.cells, strict=True)]
    return Row(
        Kind.CHANGED,
        new,
        _cells([[(token, mark) for token, mark in _before(cell)] for cell in cells]),
        _cells([[(token, mark) for token, mark, _ in cell if mark != "del"] for cell in cells]),
        _cells([[(token, mark) for token, mark, _ in cell] for cell in cells]),
    )


Compared = tuple[Token, str, Token | None]
"""A word of the result, its mark, and of an unchanged word that of the base."""


def _before(cell: Iterable[Compared]) -> Iterator[Marked]:
    return ((old or token, mark) for token, mark, old in cell if mark != "ins")


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


def _cells(cells: Sequence[Sequence[Marked]]) -> Markup:
    if len(cells) == 1:
        return written(cells[0])
    return Markup("").join(html_safe(f'<span class="cell">{written(cell)}</span>') for cell in cells)


def written(tokens: Iterable[Marked]) -> Markup:
    """Words as HTML. Marks are innermost, so that an element stays whole, a run of the other direction above all."""
    parts: list[str] = []
    open_formats: tuple[Format, ...] = ()
    open_mark = ""

    def close_mark() -> None:
        nonlocal open_mark
        if open_mark:
            parts.append(f"</{open_mark}>")
        open_mark = ""

    for number, (token, mark) in enumerate(tokens):
        common = _common(open_formats, token.formats)
        if mark != open_mark or common < len(open_formats) or common < len(token.formats):
            close_mark()
        parts.extend(f"</{format.tag}>" for format in reversed(open_formats[common:]))
        space = " " if token.space and number else ""
        if space and not open_mark:  # outside of the element and the mark that begin, which may be underlined
            parts.append(f'<{mark} class="gap"> </{mark}>' if mark else " ")
            space = ""
        parts.extend(_opening(format) for format in token.formats[common:])
        open_formats = token.formats
        if mark and not open_mark:
            parts.append(f"<{mark}>")
            open_mark = mark
        parts.append(space + ("<br>" if token.text == BREAK else str(_shown(token.text))))
    close_mark()
    parts.extend(f"</{format.tag}>" for format in reversed(open_formats))
    return html_safe("".join(parts))


def _common(first: tuple[Format, ...], second: tuple[Format, ...]) -> int:
    """How many of the outer elements are the same."""
    pairs = zip(first, second, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _opening(format: Format) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in format.attributes)
    return f"<{format.tag}{attributes}>"


def _shown(text: str) -> Markup:
    return html_safe(
        "".join(
            f'<span class="hidden">{escape(part)}</span>' if hidden else str(escape(part))
            for part, hidden in spelt_out(text)
        )
    )
