"""A strip of time as SVG without a view box: what is along time is in per cent, all else in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mujaz.document.writers.svg import looks
from mujaz.document.writers.svg.looks import styled
from mujaz.document.writers.svg.marks import Pen, href, number
from mujaz.markup.literal import attr
from mujaz.pictures.strip import Strip, StripMark, StripPart

_ROW = 16
_TOP = 10
_BAR = 9
_ROOM = 11  # pixels on each side of what is drawn around one place


def draw_strip(strip: Strip, targets: Sequence[tuple[str, str]], pen: Pen) -> str:
    """The strip; each mark leads to its entry in the list, and says what it is when it is pointed at.

    It is hidden from those who do not see it, and from the keyboard: the list says the same.

    Args:
        strip: the geometry.
        targets: the address and the words of each entry of the list.
        pen: the page that it is drawn for.
    """
    line = _TOP + strip.rows * _ROW
    height = line + 14 + 15 * max((len(part.words) for part in strip.parts), default=0)
    parts = [f'<svg {styled("mj-strip-svg")} height="{height}" aria-hidden="true">']
    parts += [_part(part, line, pen) for part in strip.parts]
    parts += [_break(before.end, after.start, line, pen) for before, after in pairwise(strip.parts)]
    for mark in strip.marks:
        address, words = targets[mark.number]
        inner = f"<title>{attr(words)}</title>{_mark(mark, line - 12 - mark.row * _ROW, pen)}"
        parts.append(f'<a {href(address)} tabindex="-1" class="{_css(mark)}">{inner}</a>')
    return "\n".join([*parts, "</svg>"])


def _css(mark: StripMark) -> str:
    return f"mj-strip-{mark.shape}" + (" mj-strip-rough" if mark.rough else "")


def _x(percent: float, pen: Pen) -> str:
    """A place along time, as it is seen from the left."""
    return f"{100 - percent if pen.direction == 'rtl' else percent:.2f}%"


def _part(part: StripPart, line: int, pen: Pen) -> str:
    x1, x2 = _x(part.start, pen), _x(part.end, pen)
    middle = _x((part.start + part.end) / 2, pen)
    ticks = "".join(
        f'<line {styled("mj-strip-tick")} x1="{_x(tick, pen)}" x2="{_x(tick, pen)}" y1="{line}" y2="{line + 4}"/>'
        for tick in part.ticks
    )
    words = "".join(
        f'<text x="{middle}" y="{line + 19 + 15 * row}" text-anchor="middle" direction="{pen.direction}">'
        f"{attr(text)}</text>"
        for row, text in enumerate(part.words)
    )
    return f'<line {styled("mj-strip-line")} x1="{x1}" x2="{x2}" y1="{line}" y2="{line}"/>{ticks}{words}'


def _break(end: float, start: float, line: int, pen: Pen) -> str:
    """Two strokes where a stretch is left out."""
    return _at("mj-strip-break", _x((end + start) / 2, pen), line, f'<path {looks.BREAK} d="M-5 5L-1 -5M1 5L5 -5"/>')


def _at(css: str, x: str, y: int, marks: str) -> str:
    """Marks of some pixels around a place along time, which is in per cent."""
    size = 2 * _ROOM
    box = f'x="{x}" y="{y}" width="{size}" height="{size}" viewBox="-{_ROOM} -{_ROOM} {size} {size}"'
    return f'<g transform="translate(-{_ROOM} -{_ROOM})"><svg class="{css}" {box}>{marks}</svg></g>'


def _mark(mark: StripMark, y: int, pen: Pen) -> str:
    look = looks.mark(mark.shape, mark.rough)
    if mark.shape == "point":
        return f'<circle cx="{_x(mark.start, pen)}" cy="{y}" r="5" {look}/>'
    start, end = mark.start + mark.since, mark.end - mark.until  # an open end leaves room for its arrow
    left = end if pen.direction == "rtl" else start
    bar = (
        f'<rect x="{_x(left, pen)}" y="{number(y - _BAR / 2)}" width="{end - start:.2f}%" '
        f'height="{_BAR}" rx="{number(_BAR / 2)}" {look}/>'
    )
    if mark.since:
        bar += _arrow(0, y, pen, later=False)
    if mark.until:
        bar += _arrow(100, y, pen, later=True)
    return bar


def _arrow(percent: float, y: int, pen: Pen, *, later: bool) -> str:
    """The head of an arrow at an open end."""
    inwards = -9 if later == (pen.direction == "ltr") else 9
    return _at("mj-strip-open", _x(percent, pen), y, f'<path {looks.OPEN} d="M{inwards} -7L0 0L{inwards} 7"/>')
