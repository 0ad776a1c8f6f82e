"""How far a page's content may change its look: styles that stay in their place and within bounds, classes by name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mujaz.text.patterns import lazy_re

_STYLES = lazy_re(
    r"(text-(?:align|indent|decoration|transform)|vertical-align|(?:min-|max-)?(?:width|height|inline-size|block-size)"
    r"|(?:margin|padding)(?:-[a-z-]+)?|border(?:-[a-z-]+)?|color|background-color|font-(?:size|weight|style|variant)"
    r"|line-height|letter-spacing|word-spacing|white-space|list-style-type|float|clear|direction|unicode-bidi"
    r"|column-count|columns|page-break-[a-z]+|break-[a-z]+|--mj-[a-z-]+)"
    r"\s*:\s*([\w\s.%#,+-]*)(?:!important\s*)?"
)
_NUMBER = lazy_re(r"(?<![\w#.-])([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)([a-z]*|%)(?![\w%.])")
_DIGIT = lazy_re(r"[0-9]")
_PIXELS = {
    "": 1.0, "px": 1.0, "em": 16.0, "rem": 20.0, "ch": 10.0, "ex": 8.0, "ic": 16.0, "cap": 12.0, "lh": 26.0,
    "rlh": 32.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6,
    "vw": 10.0, "vh": 10.0, "vi": 10.0, "vb": 10.0, "vmin": 10.0, "vmax": 10.0,
}  # fmt: skip
"""What a unit is in pixels, about; of parts of the window as if that had 1,000 pixels."""
_BOUNDS = (
    ("font-size", 8, 64, 50, 400),
    ("line-height", 10, 80, 70, 400),
    ("letter-spacing", -1, 16, 0, 100),
    ("word-spacing", -1, 32, 0, 100),
    ("text-indent", 0, 200, 0, 50),
    ("vertical-align", -20, 20, -100, 100),
    ("border", 0, 64, 0, 100),
    ("margin", 0, 400, 0, 100),
    ("padding", 0, 400, 0, 100),
    ("--mj-", 0, 100, 0, 100),
    ("font-weight", 1, 1000, 0, 0),
    ("column", 0, 2000, 0, 100),
    ("", 0, 2000, 0, 100),
)
"""How a property begins; the least and the most of it in pixels, and in parts of a hundred."""
_THEME_CLASSES = frozenset({
    "md-author", "md-button", "md-button--primary", "md-content__button", "md-ellipsis", "md-icon", "md-source-date",
    "md-source-file", "md-source-file__fact", "md-tag", "md-tag-icon", "md-tags", "md-typeset",
    "md-typeset__scrollwrap", "md-typeset__table", "md-value",
})  # fmt: skip
"""Classes of the theme that stand in the content: none lays anything over the page."""
_OWN_CLASSES = lazy_re(r"mj-(?!card(?:$|_))[a-z0-9_-]+")


def unlisted_style(style: str) -> str:
    """The first declaration of a `style` attribute that may not stand in a page; empty where all may."""
    for declaration in style.split(";"):
        written = declaration.strip()
        if not written:
            continue
        found = _STYLES.fullmatch(written.lower())
        if found is None or not _is_bounded(found[1], found[2]):
            return written
    return ""


def _is_bounded(name: str, value: str) -> bool:
    """Whether all numbers of a declaration are within its bounds; a colour such as `#333` has none."""
    least, most, least_part, most_part = next(row[1:] for row in _BOUNDS if name.startswith(row[0]))
    if name.endswith("color"):
        return True
    rest = _NUMBER.sub("", re.sub(r"#[0-9a-f]+\b", "", value))
    if _DIGIT.search(rest):
        return False
    for number, unit in _NUMBER.findall(value):
        amount = float(number)
        if unit == "%":
            is_within = least_part <= amount <= most_part
        elif unit == "" and name == "line-height":
            is_within = 0.7 <= amount <= 4
        elif unit in _PIXELS:
            is_within = least <= amount * _PIXELS[unit] <= most
        else:
            is_within = False
        if not is_within:
            return False
    return True


def unlisted_class(classes: Iterable[str]) -> str:
    """The first class of the theme, or of mujaz, that is no part of a page's content; empty where none is."""
    for name in classes:
        known = name.lower()  # in quirks mode browsers know no case
        if known.startswith("md-") and known not in _THEME_CLASSES:
            return name
        if known.startswith("mj-") and not _OWN_CLASSES.fullmatch(known):
            return name
    return ""
