"""Reads HTML as the tokenizer of the HTML standard does: tags, comments and raw text, each with its place.

https://html.spec.whatwg.org/multipage/parsing.html#tokenization. No tree is built: what may stand in a page is chosen
so that it is read the same wherever it stands (see `markup.safe_html`), and then the tokens are what a browser meets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from mujaz.text.patterns import lazy_re

_SPACE = r"[\t\n\f\r ]"
_ATTRIBUTE = (
    r"(?P<name>=[^\t\n\f\r />=]*+|[^\t\n\f\r />=]++)"
    rf"(?:{_SPACE}*+={_SPACE}*+"
    r"(?P<value>\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >\"'][^\t\n\f\r >]*+|(?=>|\Z)))?+"
)
_UNNAMED = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE)
_TOKEN = lazy_re(
    r"<(?:"
    r"(?P<comment>!--(?:-?>|.*?(?:--!?>|\Z)))"
    r"|(?P<other>[!?][^>]*+(?:>|\Z)|/(?![A-Za-z])[^>]*+(?:>|\Z))"
    rf"|(?P<tag>/?[A-Za-z][^\t\n\f\r />]*+(?:[\t\n\f\r /]++|{_UNNAMED})*+)(?P<end>>|\Z)"
    r")",
    re.DOTALL,
)
_ATTRIBUTES = lazy_re(_ATTRIBUTE)
_NAME = lazy_re(r"<(/?)([A-Za-z][^\t\n\f\r />]*)")
_NOT_IN_ATTRIBUTES = lazy_re(r"&(?=[A-Za-z][A-Za-z0-9]*=)")
_LOWER = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}

VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
"""Elements that have no end tag."""
RAW = frozenset({"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"})
"""Elements in which nothing but their own end tag is one; `title` is none of them within SVG."""


class TokenKind(Enum):
    """What a token is."""

    TAG = "tag"
    COMMENT = "comment"
    DECLARATION = "declaration"
    RAW_TEXT = "raw text"
    UNCLOSED = "unclosed"


Token = tuple[TokenKind, int, str]
"""What a token is, where it begins in the text, in code points, and how it is written."""


class Tag(Struct, frozen=True):
    """A start or an end tag.

    Attributes:
        name: of the element, in lower case.
        is_end: whether it is an end tag.
        attributes: names in lower case and values without character references; the first of each name.
        repeated: the names that stand twice.
        is_closed: whether it ends in `/>`.
    """

    name: str
    is_end: bool
    attributes: tuple[tuple[str, str], ...]
    repeated: tuple[str, ...]
    is_closed: bool

    def get(self, name: str) -> str | None:
        """The value of an attribute, if it is there."""
        return next((value for key, value in self.attributes if key == name), None)


@lru_cache(maxsize=16384)  # most tags of a site are the same on many pages
def read_tag(written: str) -> Tag:
    """A tag as it is written, from `<` to `>`."""
    head = _NAME.match(written)
    assert head is not None
    found: dict[str, str] = {}
    repeated, last = [], head.end()
    for match in _ATTRIBUTES.finditer(written, head.end(), len(written) - written.endswith(">")):
        name = match["name"].translate(_LOWER)
        if name in found:
            repeated.append(name)
        found.setdefault(name, _value(match["value"] or ""))
        last = match.end()
    is_closed = "/" in written[last:]  # in `a=b/>` it belongs to the value
    return Tag(head[2].translate(_LOWER), head[1] == "/", tuple(found.items()), tuple(repeated), is_closed)


def _value(written: str) -> str:
    if written[:1] in {'"', "'"}:
        written = written[1:].removesuffix(written[0])
    if "&" not in written:
        return written
    # In attributes `&copy=` and its like are no references, for the sake of old addresses.
    return html.unescape(_NOT_IN_ATTRIBUTES.sub("&amp;", written))


_met: dict[str, tuple[str, int]] = {}
"""Tags as they are written, from `<` to the first `>`, that were met before, with what `_of_interest` says of them."""
_MOST_MET = 32768


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a page in order; what lies between two of them is text."""
    find, met, tag = text.find, _met, TokenKind.TAG
    position, in_svg = 0, 0
    while (start := find("<", position)) >= 0:
        # Most tags of a site are the same on many pages: what was a tag once, up to the first `>`, is always one.
        position = find(">", start) + 1
        written = text[start:position]
        interest = met.get(written)
        if interest is None:
            match = _TOKEN.search(text, start)
            if match is None:
                return
            start, position = match.span()
            written = match[0]
            if not match["end"]:
                yield _kind_of(match), start, written
                continue
            interest = _of_interest(written)
            if written.find(">") + 1 == len(written):
                if len(met) > _MOST_MET:
                    met.clear()
                met[written] = interest
        yield tag, start, written
        if interest is not _NO_INTEREST:
            name, step = interest
            if step:
                in_svg = max(0, in_svg + step)
            elif not (in_svg and name == "title"):
                start, closing = position, _end_of_raw(name).search(text, position)
                position = closing.start() if closing else len(text)
                yield TokenKind.RAW_TEXT if closing else TokenKind.UNCLOSED, start, text[start:position]


def _kind_of(match: re.Match[str]) -> TokenKind:
    """What a token is that is no whole tag."""
    if (comment := match["comment"]) is not None:
        return TokenKind.COMMENT if comment.endswith(("->", "--!>")) else TokenKind.UNCLOSED
    if (other := match["other"]) is not None and other.endswith(">"):
        return TokenKind.DECLARATION
    return TokenKind.UNCLOSED


_NO_INTEREST = ("", 0)


def _of_interest(written: str) -> tuple[str, int]:
    """Of a tag: the element, if what follows is raw text; and how much deeper in SVG it leads."""
    tag = read_tag(written)
    if tag.name == "svg":
        step = -1 if tag.is_end else int(not tag.is_closed)
        return ("", step) if step else _NO_INTEREST
    return (tag.name, 0) if tag.name in RAW and not tag.is_end else _NO_INTEREST


@lru_cache(maxsize=16)
def _end_of_raw(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE | re.ASCII)
