"""Lay out relations as a graph in two or three columns, whose lines and words are read in the page's direction.

Each relation has a line of its own at the busier side of the room between two columns, and its words stand there: so
words can meet neither each other nor a line. A relation that would lead back is drawn forth with its inverse words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from mujaz.pictures.lettering import LETTER, LINE, width, wrapped
from mujaz.pictures.objects import Bond, Caption, Edge, Flat, GraphPicture, Knot, Side

WIDTH = 620.0
MOST_ENTITIES = 20
"""A graph of more than these is not read but looked at; the table alone says more."""

_KNOT = {2: 200.0, 3: 128.0}
"""Width of an entity, by the number of columns."""
_PAD = 6.0
_APART = 12.0
_PORT = 5.0
"""Between lines that end at an entity without words."""
_STUB = 8.0
_BEND = 34.0
"""What is left for the curves beside the words."""
_ARROW = 6.0
_SWEEPS = 4


class _Cell(Struct, eq=False):
    """An entity in its column, or the room for a line that passes a column."""

    id: str | None
    column: int
    lines: tuple[str, ...] = ()
    top: float = 0.0
    height: float = 0.0
    incoming: list[_Span] = field(default_factory=list)
    outgoing: list[_Span] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


class _Span(Struct, eq=False):
    """The part of a relation between one column and the next."""

    start: _Cell
    end: _Cell
    words: tuple[str, ...] = ()
    from_y: float = 0.0
    to_y: float = 0.0

    @property
    def height(self) -> float:
        return len(self.words) * LINE + 3 if self.words else _PORT * 2


def lay_out_relations(
    names: Mapping[str, tuple[str, str]], bonds: Sequence[Bond], language: str, *, leftward: bool
) -> GraphPicture | None:
    """The graph of some relations.

    Args:
        names: of every entity by id, each with its language.
        bonds: the relations, in the order of their table; no entity is bound to itself.
        language: of the words.
        leftward: whether the page is read from right to left.

    Returns:
        None where there are fewer than two relations, too many entities, or no way to put them into three columns.
    """
    ids = list(dict.fromkeys(id for bond in bonds for id in (bond.one, bond.other)))
    columns = _columns(ids, bonds) if 2 <= len(bonds) <= 2 * MOST_ENTITIES and len(ids) <= MOST_ENTITIES else None
    if columns is None:
        return None
    count = max(columns.values()) + 1
    knot = _KNOT[count]
    gap = (WIDTH - count * knot) / (count - 1)
    table: list[list[_Cell]] = [[] for _ in range(count)]
    cells = {}
    for id in ids:
        cells[id] = _Cell(id, columns[id], wrapped(names[id][0], knot - 2 * _PAD, 3))
        table[columns[id]].append(cells[id])
    chains = [_chain(bond, cells, table, gap - _STUB - _BEND) for bond in bonds]
    _sort(table)
    sides = [_words_at_start(table[column]) for column in range(count - 1)]
    height = _stack(table, sides)
    draw = _Plane(knot, gap, language, leftward)
    return GraphPicture(
        WIDTH,
        height,
        tuple(draw.knot(cell, names[cell.id][1]) for column in table for cell in column if cell.id is not None),
        tuple(draw.edge(chain, sides) for chain in chains),
    )


def _columns(ids: Sequence[str], bonds: Sequence[Bond]) -> dict[str, int] | None:
    """A column for every entity, never that of one to which it is bound; from the one with most relations on."""
    forth = {id: [bond.other for bond in bonds if bond.one == id] for id in ids}
    back = {id: [bond.one for bond in bonds if bond.other == id] for id in ids}
    columns: dict[str, int] = {}
    for hub in sorted(ids, key=lambda hub: -len(forth[hub]) - len(back[hub])):
        queue = [hub]
        for id in queue:
            if id in columns:
                continue
            taken = {columns[near] for near in forth[id] + back[id] if near in columns}
            free = [column for column in range(3) if column not in taken]
            if not free:
                return None
            columns[id] = min(free, key=lambda column: _strain(column, forth[id], back[id], columns))
            queue += forth[id] + back[id]
    used = sorted(set(columns.values()))
    return {id: used.index(column) for id, column in columns.items()}


def _strain(column: int, forth: Iterable[str], back: Iterable[str], columns: Mapping[str, int]) -> int:
    """What speaks against a column: relations that lead back or pass a column, or have no room to lead to."""
    cost = 0
    for near, sign in [(near, 1) for near in forth] + [(near, -1) for near in back]:
        step = (columns[near] - column) * sign if near in columns else 0
        if near in columns:
            cost += (4 if step < 0 else 0) + 2 * (abs(step) - 1)
        elif column == (2 if sign > 0 else 0):
            cost += 3
    return cost


def _chain(bond: Bond, cells: Mapping[str, _Cell], table: list[list[_Cell]], room: float) -> list[_Span]:
    """The spans of a relation; one that passes a column gets room there."""
    start, end, words = cells[bond.one], cells[bond.other], bond.forth
    if start.column > end.column:
        start, end, words = end, start, bond.back
    stops = [start]
    for column in range(start.column + 1, end.column):
        stops.append(_Cell(None, column))
        table[column].append(stops[-1])
    stops.append(end)
    spans = [_Span(one, other) for one, other in pairwise(stops)]
    spans[0].words = wrapped(words, room, 2)
    for span in spans:
        span.start.outgoing.append(span)
        span.end.incoming.append(span)
    return spans


def _sort(table: list[list[_Cell]]) -> None:
    """Order each column by where its neighbours are, forth and back: fewer lines cross."""
    place = {cell: _share(column, n) for column in table for n, cell in enumerate(column)}
    for sweep in range(_SWEEPS):
        for column in table if sweep % 2 else table[::-1]:
            near = {
                cell: [place[span.start] for span in cell.incoming] + [place[span.end] for span in cell.outgoing]
                for cell in column
            }
            column.sort(key=lambda cell: sum(near[cell]) / len(near[cell]))
            place.update((cell, _share(column, n)) for n, cell in enumerate(column))


def _share(column: Sequence[_Cell], n: int) -> float:
    return (n + 0.5) / len(column)


def _words_at_start(column: Sequence[_Cell]) -> bool:
    """Whether the words of the room after a column stand beside it: there, lines need the least further room."""
    spans = [span for cell in column for span in cell.outgoing]
    return len({span.start for span in spans}) >= len({span.end for span in spans})


def _stack(table: list[list[_Cell]], sides: Sequence[bool]) -> float:
    """Give each cell its height and its place, and each line its ends; how high the whole is."""
    for number, column in enumerate(table):
        for cell in column:
            text = len(cell.lines) * LINE + 2 * _PAD if cell.id is not None else 0
            cell.height = max(text, *(sum(heights) for heights in _ports(cell, number, sides)))
    tall = max(sum(cell.height for cell in column) + _APART * (len(column) + 1) for column in table)
    for column in table:
        apart = (tall - sum(cell.height for cell in column)) / (len(column) + 1)
        y = 0.0
        for cell in column:
            cell.top = y + apart
            y = cell.top + cell.height
    for number, column in enumerate(table):
        for cell in column:
            cell.incoming.sort(key=lambda span: span.start.middle)
            cell.outgoing.sort(key=lambda span: span.end.middle)
            before, after = _ports(cell, number, sides)
            for span, y in zip(cell.incoming, _ends(cell, before), strict=True):
                span.to_y = y
            for span, y in zip(cell.outgoing, _ends(cell, after), strict=True):
                span.from_y = y
    return tall


def _ports(cell: _Cell, column: int, sides: Sequence[bool]) -> tuple[list[float], list[float]]:
    """How much height the lines before and after a cell take."""
    before = [_PORT if sides[column - 1] else span.height for span in cell.incoming]
    after = [span.height if sides[column] else _PORT for span in cell.outgoing]
    return before, after


def _ends(cell: _Cell, heights: Sequence[float]) -> list[float]:
    y = cell.middle - sum(heights) / 2
    ends = []
    for height in heights:
        ends.append(y + height / 2)
        y += height
    return ends


class _Plane(Struct, frozen=True):
    """From columns to units, from the left or from the right."""

    wide: float
    gap: float
    language: str
    leftward: bool

    def x(self, units: float) -> float:
        """Units from the side where reading starts, as units from the left."""
        return WIDTH - units if self.leftward else units

    def knot(self, cell: _Cell, language: str) -> Knot:
        assert cell.id is not None
        start = cell.column * (self.wide + self.gap)
        left = self.x(start + self.wide) if self.leftward else start
        caption = self._caption(cell.lines, language, left + self.wide / 2, cell.middle, "middle")
        return Knot(cell.id, left, cell.top, self.wide, cell.height, caption)

    def edge(self, chain: Sequence[_Span], sides: Sequence[bool]) -> Edge:
        """A relation; where words stand beside the second column, its line leads to them and then on."""
        first = chain[0]
        words = max(width(row) for row in first.words) + 6
        begin, end = self._gap(first.start.column)
        runs: list[tuple[Flat, Flat, Flat, Flat]] = []
        if sides[first.start.column]:
            at = begin + _STUB
            stub = ((begin, first.from_y), (at - 2, first.from_y))
            runs.append(_curve((at + words, first.from_y), (end, first.to_y)))
            y = first.from_y
        else:
            at = end - _STUB - _ARROW - words
            stub = ((end - _STUB - _ARROW, first.to_y), (end, first.to_y))
            runs.append(_curve((begin, first.from_y), (at, first.to_y)))
            y = first.to_y
        for before, span in pairwise(chain):
            begin, end = self._gap(span.start.column)
            passing = ((begin - self.wide, before.to_y), (begin, span.from_y))
            runs += [_curve(*passing), _curve((begin, span.from_y), (end, span.to_y))]
        caption = self._caption(first.words, self.language, self.x(at + words / 2), y, "middle")
        return Edge(
            (self._flip(stub[0]), self._flip(stub[1])),
            tuple((self._flip(a), self._flip(b), self._flip(c), self._flip(d)) for a, b, c, d in runs),
            caption,
        )

    def _gap(self, column: int) -> tuple[float, float]:
        begin = column * (self.wide + self.gap) + self.wide
        return begin, begin + self.gap

    def _flip(self, point: Flat) -> Flat:
        return self.x(point[0]), point[1]

    def _caption(self, lines: tuple[str, ...], language: str, x: float, middle: float, side: Side) -> Caption:
        return Caption(lines, language, x, middle - (len(lines) - 1) * LINE / 2 + LETTER * 0.34, side)


def _curve(start: Flat, end: Flat) -> tuple[Flat, Flat, Flat, Flat]:
    bend = (start[0] + end[0]) / 2
    return start, (bend, start[1]), (bend, end[1]), end
