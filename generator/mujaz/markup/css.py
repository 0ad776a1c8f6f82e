"""What a style sheet has a browser load or run, read as CSS is: with its comments, strings and escapes.

https://www.w3.org/TR/css-syntax-3/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mujaz.text.patterns import lazy_re

_TOKEN = lazy_re(
    r"/\*.*?(?:\*/|\Z)"
    r"|(?P<string>\"(?:\\.|[^\"\\\n])*+(?:\"|\n|\Z)|'(?:\\.|[^'\\\n])*+(?:'|\n|\Z))"
    r"|(?P<word>@?(?:[\w-]|[^\x00-\x7f]|\\[0-9A-Fa-f]{1,6}[ \t\n\r\f]?|\\[^\n0-9A-Fa-f])++)(?P<call>\()?"
    r"|(?P<close>\))|(?P<open>\()|(?P<stop>[;{}])",
    re.DOTALL,
)
_BARE = lazy_re(r"[ \t\n\r\f]*((?:\\.|[^)\"'\\])*?)[ \t\n\r\f]*(?:\)|\Z)", re.DOTALL)
_ESCAPE = lazy_re(r"\\(?:([0-9A-Fa-f]{1,6})[ \t\n\r\f]?|\n|(.))", re.DOTALL)
_LOADING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"})
_RUNNING = frozenset({"expression", "behavior", "-moz-binding"})
"""What old browsers took scripts from."""
_TRIGGER = lazy_re(r"\\|url|import|image|src|cross-fade|expression|behavior|-moz-binding", re.IGNORECASE)


class Target(Struct, frozen=True):
    """Something that a style sheet names.

    Attributes:
        written: the address without escapes, or the word.
        start: where it stands, in code points.
        runs: whether it is no address, but what an old browser runs.
    """

    written: str
    start: int
    runs: bool = False


def targets(css: str) -> Iterator[Target]:
    """All that a style sheet, or a `style` attribute, has a browser load; not what lies in the page itself (`#x`)."""
    if not _TRIGGER.search(css):
        return
    for target in _targets(css):
        if not target.written.startswith("#"):
            yield target


def _targets(css: str) -> Iterator[Target]:
    calls: list[str] = []
    importing = False
    position = 0
    while match := _TOKEN.search(css, position):
        position = match.end()
        if match["string"] is not None:
            if importing or any(call in _LOADING for call in calls):
                yield Target(unescaped(match["string"].strip("\n")[1:].removesuffix(match["string"][0])), match.start())
        elif match["word"] is not None:
            word = unescaped(match["word"]).lower()
            importing = importing or word == "@import"
            if word in _RUNNING:
                yield Target(word, match.start(), runs=True)
            if match["call"]:
                calls.append(word)
                bare = _BARE.match(css, position) if word in {"url", "src"} else None
                if bare and bare[1]:
                    yield Target(unescaped(bare[1]), match.start())
                    position = bare.end()
                    calls.pop()
        elif match["open"]:
            calls.append("")
        elif match["close"] and calls:
            calls.pop()
        elif match["stop"]:
            importing = False
            calls.clear()


_POSITION = lazy_re(r"\\|position", re.IGNORECASE)
_IN_PLACE = frozenset({"static", "relative", "absolute", "initial", "unset", "inherit", "revert", "important"})


def positions(css: str) -> Iterator[Target]:
    """The values of `position` with which an element stays where it is while the page moves, or may do so."""
    if not _POSITION.search(css):
        return
    declared: str | None = None
    position = 0
    while match := _TOKEN.search(css, position):
        position = match.end()
        if match["word"] is not None:
            word = unescaped(match["word"]).lower()
            if declared == "position" and word not in _IN_PLACE:
                yield Target(word, match.start())
            declared = declared or word
            if match["call"] and word in {"url", "src"} and (bare := _BARE.match(css, position)) and bare[1]:
                position = bare.end()
        elif match["stop"]:
            declared = None


def unescaped(text: str) -> str:
    """A word, string or address with its escapes resolved."""
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def _meant(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2] or ""
    code = int(match[1], 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
