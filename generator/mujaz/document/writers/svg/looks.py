"""How the parts of pictures look where no style sheet says it: in other engines, in feeds, in an editor's preview.

They are presentation attributes of SVG, which any rule of a style sheet goes before. The colours are those of the light
page. What is in doubt is hollow, or its edge is broken: nothing is told by colour alone.
"""

from __future__ import annotations

from typing import Final

_INK, _FAINT, _PAPER = "#1b2327", "#566068", "#fdfcf9"
_LINK, _PLACE = "#0b5a70", "#a02820"
_SEA, _LAND, _BORDER = "#e4ecee", "#fbf9f3", "#a9a598"

LOOKS: Final = {
    # Maps; outlines are drawn in tenths of a unit.
    "mj-map-svg": f'font-family="sans-serif" fill="{_INK}"',
    "mj-map-sea": f'fill="{_SEA}"',
    "mj-map-land": f'fill="{_LAND}"',
    "mj-map-grid": f'fill="none" stroke="{_FAINT}" stroke-width="6" opacity="0.18"',
    "mj-map-border": f'fill="none" stroke="{_BORDER}" stroke-width="9"',
    "mj-map-countries": f'font-size="11" fill="{_FAINT}"',
    "mj-map-place": 'font-size="12" font-weight="600"',
    "mj-map-scale": f'font-size="11" fill="{_INK}"',
    "mj-map-here": f'fill="{_PLACE}"',
    # Graphs of relations.
    "mj-graph-svg": f'font-family="sans-serif" font-size="12" fill="{_INK}"',
    "mj-graph-edge": f'fill="{_FAINT}"',
    # Strips of time.
    "mj-strip-svg": f'font-family="sans-serif" font-size="12" fill="{_FAINT}"',
    "mj-strip-line": f'stroke="{_FAINT}" stroke-width="1.4"',
    "mj-strip-tick": f'stroke="{_FAINT}"',
}
"""The attributes of an element, by its class."""

PLACE: Final = f'fill="{_PLACE}" stroke="{_LAND}" stroke-width="1.5"'
SCALE: Final = f'fill="none" stroke="{_INK}" stroke-width="1.2"'
GLOBE: Final = f'fill="{_SEA}" stroke="{_FAINT}"'
EDGE: Final = f'fill="none" stroke="{_FAINT}"'
KNOT: Final = f'fill="{_PAPER}" stroke="{_FAINT}"'
OWN_KNOT: Final = f'fill="{_INK}" stroke="{_FAINT}"'
OWN_NAME: Final = f'fill="{_PAPER}"'
BREAK: Final = f'fill="none" stroke="{_FAINT}" stroke-width="1.4"'
OPEN: Final = f'fill="none" stroke="{_LINK}" stroke-width="2"'


def mark(shape: str, rough: bool) -> str:
    """The attributes of a mark on a strip: hollow for one day of several, with a broken edge where it is rough."""
    fill = _PAPER if rough or shape == "within" else _LINK
    edge = ' stroke-dasharray="3 2"' if rough else ""
    return f'fill="{fill}" stroke="{_LINK}" stroke-width="1.6"{edge}'


def styled(name: str) -> str:
    """A class with the attributes that stand in for it."""
    return f'class="{name}" {LOOKS[name]}'
