"""What single lines of a plain text are, by their looks: items of lists, rows of tables, names of authors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from mujaz.text.abbreviations import is_abbreviation
from mujaz.text.patterns import lazy_re

Cells = tuple[tuple[int, int], ...]
"""The half-open ranges of the cells of a row, in code points of its line."""

_MARKER = lazy_re(
    r"\s*(?:(?P<bullet>[-–—•*·‣▪◦●○■□✓])|\(?(?P<number>[0-9٠-٩۰-۹]{1,2})(?:[.)]|\s?[-–])|\(?(?P<letter>[a-zأ-ي])[)\-–])\s+\S"
)
_BYLINE = lazy_re(
    r"\s*(?:By|BY|Reporting by|Editing by|Written by|Photo|Photograph)\b[ :](?=[^a-z])"
    r"|\s*(?:بقلم|كتب(?:ت)?|إعداد|اعداد|تحرير|ترجمة|تقرير|تصوير|المصدر)\s*[:/\-–—|]|\s*بقلم\s",
)
_DATELINE_ALONE = lazy_re(r"[^.!?؟:]{2,60}\([^()]{2,30}\)\s*[-–—]?\s*$")
_ENDS_SENTENCE = lazy_re(r"([.!?؟۔…:])[\"'”»’›)\]]*$")
_TAIL = 80  # code points at the end of a line that tell how it ends
_GAP = lazy_re(r"(?<![.!?؟:])[ \xa0]{2,}|[ \xa0]{3,}")


def item_lines(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that begin an item of a list.

    A single marker may be anything, such as a dash where a wrapped line happens to begin; a list has two items, and
    numbered ones count.
    """
    found = {number: match for number, line in enumerate(lines) if (match := _MARKER.match(line))}
    numbers = [int(match["number"]) for match in found.values() if match["number"]]
    counted = {number for pair in pairwise(numbers) if pair[1] == pair[0] + 1 for number in pair}
    kinds = Counter(map(_kind, found.values()))

    def has_another(match: re.Match[str]) -> bool:
        return int(match["number"]) in counted if match["number"] else kinds[_kind(match)] > 1

    return {number for number, match in found.items() if has_another(match)}


def _kind(match: re.Match[str]) -> str:
    return match["bullet"] or str(match.lastgroup)


def table_rows(lines: Sequence[str]) -> dict[int, Cells]:
    """The cells of the lines that are rows of simple tables, by the numbers of the lines.

    A table is two or more lines, one under another, with cells between tabs, between vertical bars, or in columns that
    spaces keep apart.
    """
    found: dict[int, Cells] = {}
    for divide in (_by_tabs, _by_bars):
        cells = [divide(line) for line in lines]
        for has_cells, group in groupby(range(len(lines)), key=lambda number: len(cells[number]) > 1):
            numbers = list(group)
            if has_cells and len(numbers) > 1:
                found.update((number, cells[number]) for number in numbers if number not in found)
    for numbers in _aligned(lines):
        if not any(number in found for number in numbers):
            found.update((number, _between(lines[number], _gaps(lines[number]))) for number in numbers)
    return found


def _by_tabs(line: str) -> Cells:
    return _between(line, [match.span() for match in re.finditer("\t", line.rstrip())])


def _by_bars(line: str) -> Cells:
    inner = line.strip().removeprefix("|").removesuffix("|")
    if inner.count("|") < 1:
        return ()
    first = line.index(inner)
    cells = _between(inner, [match.span() for match in re.finditer(r"\|", inner)])
    return tuple((first + start, first + end) for start, end in cells)


def _between(line: str, gaps: Sequence[tuple[int, int]]) -> Cells:
    """The ranges beside and between gaps, without the white space at their ends."""
    bounds = [0, *(bound for gap in gaps for bound in gap), len(line)]
    cells = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        cell = line[start:end]
        start += len(cell) - len(cell.lstrip())
        cells.append((start, start + len(cell.strip())))
    return tuple(cells)


def _gaps(line: str) -> list[tuple[int, int]]:
    lead, end = len(line) - len(line.lstrip()), len(line.rstrip())
    return [match.span() for match in _GAP.finditer(line, lead, end)]


def _aligned(lines: Sequence[str]) -> list[list[int]]:
    """Lines, one under another, whose gaps of several spaces stand under each other."""
    gaps = [_gaps(line) for line in lines]
    runs: list[list[int]] = []
    for number, own in enumerate(gaps):
        if not own:
            continue
        last = runs[-1][-1] if runs else -2
        if last == number - 1 and len(gaps[last]) == len(own) and all(map(_overlap, gaps[last], own)):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [run for run in runs if len(run) > 2 or (len(run) == 2 and min(map(_width, run, [gaps] * 2)) > 2)]


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _width(number: int, gaps: Sequence[Sequence[tuple[int, int]]]) -> int:
    return min(end - start for start, end in gaps[number])


def is_byline(line: str) -> bool:
    """Whether a line says who wrote, or where from, and no more."""
    return bool((_BYLINE.match(line) and not ends_sentence(line)) or _DATELINE_ALONE.fullmatch(line.strip()))


def ends_sentence(line: str) -> bool:
    """Whether a line ends with the sign that ends a sentence, or with a colon."""
    tail = line.rstrip()[-_TAIL:]
    match = _ENDS_SENTENCE.search(tail)
    return match is not None and not (match[1] == "." and is_abbreviation(tail, match.start(), ""))
