"""The texts in HTML, XML and SVG: the running text, signs of notes, what stands within tags, comments and scripts.

Markup is not parsed but taken apart by patterns, which take all that a parser may pass by as well.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mujaz.rights.runs import BETWEEN
from mujaz.text.patterns import lazy_re

_RAW = lazy_re(r"<!--(.*?)-->|<!\[CDATA\[(.*?)\]\]>|<(script|style)\b[^>]*>(.*?)</\3\s*>", re.DOTALL | re.IGNORECASE)
_SIGN = lazy_re(r"<sup\b[^>]*>(.*?)</sup>", re.DOTALL)
_TAG = lazy_re(r"</?[A-Za-z!?][^>]*>")
# Elements whose edges are no edges of words: a word may go on behind them.
_INLINE = lazy_re(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|time|tt|u|var"
    r"|wbr|w:[a-oq-su-z]\w*|w:t|text:span|a:[rt])\b[^>]*>",
    re.IGNORECASE,
)
# What pages of ours have in hundreds, and holds no words of texts.
_PLUMBING = lazy_re(r'\s(?:class|id|for|dir|lang|type|rel|href|src|role|style|name|data-md-[a-z-]+)="[^"]{0,40}"')
_REVERSED = ("<bdo", "<BDO", "bidi-override", "\u202d", "\u202e", "scaleX(-", "scale(-", "rotateY(180", "rotate(180")
_LINE_OF_WORDS = 3


def is_markup(text: str) -> bool:
    """Whether a text has tags."""
    return "<" in text and _TAG.search(text) is not None


def is_reversed(text: str) -> bool:
    """Whether a text says that it is to be drawn from its end."""
    return any(sign in text for sign in _REVERSED)


def of_markup(text: str) -> Iterator[str]:
    """The texts of markup; references of characters stand in them as they are written."""
    apart: list[str] = []

    def raw(match: re.Match[str]) -> str:
        comment, data, _, script = match.groups()
        if data is not None:
            return html.escape(data, quote=False)
        apart.append(comment if comment is not None else script)
        return "" if comment is not None else " "

    if "<!" in text or "<s" in text or "<S" in text:
        text = _RAW.sub(raw, text)
    tags = _TAG.findall(text)
    signs = _SIGN.findall(text)
    if signs:
        text = _SIGN.sub("", text)
        apart.append(_TAG.sub("", f" {BETWEEN} ".join(signs)))
    yield _TAG.sub(" ", _INLINE.sub("", text))
    yield from _within(tags)
    for part in apart:
        yield part
        if is_markup(part):
            yield from of_markup(part)


def _within(tags: list[str]) -> Iterator[str]:
    """What stands within tags: values and names of attributes, in the order of the file."""
    told = [tag for tag in tags if "=" in tag or tag.count(" ") >= _LINE_OF_WORDS]
    if told:
        yield _PLUMBING.sub(" ", " ".join(told)).replace("=", " ").replace("<", " ").replace(">", " ")
