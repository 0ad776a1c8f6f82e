"""What a page shows otherwise than it is written: without what is hidden, by places and columns, with its values.

A browser would have to lay a page out for certainty, style sheets included. Instead the page is read in several ways,
each cheap: without the elements that its own markup hides, and without, or by, each kind of elements that recurs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import zip_longest

from mujaz.site.visible_markup import of_markup
from mujaz.text.patterns import lazy_re

_EDGE = lazy_re(r"<(/?)([A-Za-z][\w:-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_LEAF = lazy_re(r"<([A-Za-z][\w:-]*)\b([^<>]*)>([^<>]{0,120})</\1\s*>")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_ASIDE = frozenset(["del", "s", "strike", "sub", "sup", "rt", "rp", "template", "noscript"])
"""Elements that are drawn apart from the words around them, or not at all."""
_STYLES_THAT_HIDE = (
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*\.?0+(?![.\d])"
    r"|opacity\s*:\s*0*\.?0+(?![.\d])|clip-path\s*:\s*(?:inset\((?:50|100)%|circle\(0)|content-visibility\s*:\s*hidden"
    r"|color\s*:\s*transparent|text-indent\s*:\s*-\d|(?:left|top|right)\s*:\s*-\d{3,}|scale\(0\)"
)
_HIDES = lazy_re(rf"\shidden(?![\w-])|{_STYLES_THAT_HIDE}", re.IGNORECASE)
_RULE = lazy_re(rf"\.([\w-]+)[^{{}}.]*\{{[^{{}}]*(?:{_STYLES_THAT_HIDE})", re.IGNORECASE)
_CLASS = lazy_re(r"\sclass\s*=\s*[\"']?([^\"'>]*)", re.IGNORECASE)
_DIGITS = lazy_re(r"\d+")
_MANY = 12
"""Elements of a kind that may be put between the words of a text, or hold them."""
_KINDS = 4
"""Kinds of elements that a page is read without, and by."""

_VALUE = lazy_re(r"\s([A-Za-z][\w:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_PLACED = lazy_re(r"<[A-Za-z][\w:-]*\b([^<>]*)>([^<>]{1,40})(?=<)")
_X = lazy_re(r"\bx\s*=\s*[\"']?(-?[\d.]+)|\bleft\s*:\s*(-?[\d.]+)|translate\(\s*(-?[\d.]+)|\border\s*:\s*(-?\d+)")
_Y = lazy_re(r"\by\s*=\s*[\"']?(-?[\d.]+)|\btop\s*:\s*(-?[\d.]+)|translate\(\s*-?[\d.]+[\w%]*[\s,]+(-?[\d.]+)")
_ROW, _CELL = lazy_re(r"<tr\b", re.IGNORECASE), lazy_re(r"<t[dh]\b[^>]*>([^<]*)", re.IGNORECASE)
_CONTENT = lazy_re(r"content\s*:\s*(?:\"([^\"]*)\"|'([^']*)')")


def of_layout(text: str) -> Iterator[str]:
    """The texts of markup, or of a style sheet, in the ways in which a browser may show it."""
    yield from _without_hidden(text)
    yield from _by_kind(text)
    yield from _with_values(text)
    yield from _by_place(text)
    yield from _by_column(text)


def of_style(text: str) -> Iterator[str]:
    """What the rules of a style sheet put into pages, one behind the other."""
    found = [double or single for double, single in _CONTENT.findall(text)]
    if len(found) >= _MANY:
        yield "".join(found)


def _running(text: str) -> str:
    return next(of_markup(text))


def _without(text: str, is_out: Callable[[str, str], bool]) -> str:
    """Markup without some of its elements and what is in them."""
    parts: list[str] = []
    at, depth, inside = 0, 0, ""
    for found in _EDGE.finditer(text):
        end, name, values = found[1], found[2].lower(), found[3]
        if depth:
            if name == inside and not values.endswith("/"):
                depth += -1 if end else 1
                at = found.end()
        elif not end and name not in _VOID and not values.endswith("/") and is_out(name, values):
            parts.append(text[at : found.start()])
            at, depth, inside = found.end(), 1, name
    return "".join(parts) if depth else "".join((*parts, text[at:]))


def _without_hidden(text: str) -> Iterator[str]:
    classes = set(_RULE.findall(text)) if "{" in text else set()

    def is_hidden(name: str, values: str) -> bool:
        if name in ("template", "noscript") or (values and _HIDES.search(values) is not None):
            return True
        found = _CLASS.search(values) if classes else None
        return found is not None and not classes.isdisjoint(found[1].split())

    shown = _without(text, is_hidden)
    if len(shown) != len(text):
        yield _running(shown)
    plain = _without(shown, lambda name, values: name in _ASIDE)
    if len(plain) != len(shown):
        yield _running(plain)


def _by_kind(text: str) -> Iterator[str]:
    """A page without each kind of elements that recurs in it, and what is in these."""
    times = Counter[tuple[str, str]]()
    for name, values, inner in _LEAF.findall(text):
        if inner.strip():
            times.update({(name, _DIGITS.sub("", values)), (name, "*")})
    kinds = [kind for kind, count in times.most_common(_KINDS) if count >= _MANY]
    for name, values in kinds:
        inside: list[str] = []

        def taken(found: re.Match[str], name: str = name, values: str = values, inside: list[str] = inside) -> str:
            if found[1] != name or (values != "*" and _DIGITS.sub("", found[2]) != values):
                return found[0]
            inside.append(found[3])
            return ""

        yield _running(_LEAF.sub(taken, text))
        yield " ".join(inside)
        if max(map(len, inside)) == 1:
            yield "".join(inside)
    # Such as hold other elements, or a long text, and are drawn folded or apart.
    names = Counter(name.lower() for end, name, _ in _EDGE.findall(text) if not end and name.lower() not in _VOID)
    for often, count in names.most_common(_KINDS):
        if count >= _MANY:
            yield _running(_without(text, partial(_is, often)))


def _is(often: str, name: str, _: str) -> bool:
    return name == often


def _with_values(text: str) -> Iterator[str]:
    """A page with values of attributes where they stand, and these by attribute: the last part of each address."""
    values: dict[str, list[str]] = {}

    def in_place(found: re.Match[str]) -> str:
        shown = ""
        for name, *written in _VALUE.findall(found[3]):
            value = "".join(written)
            values.setdefault(name.lower(), []).append(value.rstrip("/").rpartition("/")[2])
            if name.lower() in ("title", "alt", "aria-label", "placeholder", "value") or name.startswith("data-"):
                shown += value
        return shown + found[0]

    shown = _EDGE.sub(in_place, text)
    if sum(map(len, values.values())) < _MANY:
        return
    yield _running(shown)
    for found in values.values():
        if len(found) >= _MANY:
            yield " ".join(found)


def _by_place(text: str) -> Iterator[str]:
    """What is drawn at places, line by line, from the left and from the right."""
    placed = []
    for values, inner in _PLACED.findall(text):
        x = _X.search(values)
        if x is not None:
            y = _Y.search(values)
            placed.append((_number(y), _number(x), inner))
    if len(placed) < _MANY:
        return
    for direction in (1, -1):
        parts = [inner for _, _, inner in sorted(placed, key=lambda part: (part[0], direction * part[1]))]
        yield "".join(parts)
        yield " ".join(parts)


def _number(found: re.Match[str] | None) -> float:
    try:
        return float(next(filter(None, found.groups()), "0")) if found is not None else 0.0
    except ValueError:
        return 0.0


def _by_column(text: str) -> Iterator[str]:
    """The cells of tables, column by column."""
    if "<td" not in text and "<TD" not in text:
        return
    rows = [cells for row in _ROW.split(text)[1:] if (cells := _CELL.findall(row))]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return
    columns = list(zip_longest(*rows, fillvalue=""))
    yield " ".join(" ".join(column) for column in columns)
    yield " ".join("".join(column) for column in columns)
