"""Texts from anywhere for a comment on a code host: shown as they are, and never a mention, reference, link or image.

Hosts look for `@team`, `#12`, addresses, hashes and emoji names in the text of the rendered comment, behind Markdown,
so that references to characters do not keep them from it. They look at each text node by itself: a sign in an element
of its own is seen, and leads nowhere. Directions are written with `dir`, which hosts keep, and not with `bdi`.
"""

from __future__ import annotations

from mujaz.document.tree import Deleted, Inline, Inlines, Inserted, Isolate, Mark, Plain, Span
from mujaz.markup.bidi import Direction, direction_of, first_direction, isolate
from mujaz.markup.html import html_attribute
from mujaz.markup.literal import encode
from mujaz.review.details import Detail
from mujaz.review.hidden import named, parted
from mujaz.text.patterns import lazy_re

MOST = 600
"""Longer texts are cut, in code points: a comment is an extract."""

_TRIGGER = lazy_re(
    r"(?P<sign>[@#!~$^]|[%&](?=[\w\"'{])|:(?=//|[a-z+_-])|(?<=www)\.|(?<=[A-Z])-(?=\d)|\[(?=[\[+-])|\{(?=[+-]))"
    r"|(?P<hash>(?<!\w)[0-9A-Fa-f]{7,}(?!\w))"
)
_HASH_PART = 6
_SPACE = lazy_re(r"[ \t\r\n]+")


def clipped(text: str, most: int = MOST) -> str:
    """A text on one line, with nothing hidden, cut at a word."""
    text = named(_SPACE.sub(" ", text).strip(" ")[: most + 1])  # a name is longer than its character
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip() + "…" if " " in text[:most] else text[:most] + "…"


def inline(text: str, base: Direction = "ltr", most: int = MOST) -> str:
    """A text within a line of direction `base`, in Markdown or inside of an HTML element."""
    return "".join(
        _inert(run.text) if run.direction is None else f'<span dir="{run.direction}">{_inert(run.text)}</span>'
        for run in isolate(clipped(text, most), base)
    )


def sentence(words: str, most: int = MOST, base: Direction = "ltr") -> str:
    """The words of a change: our own, in which those from outside stand apart, each with its own direction."""
    return "".join(
        f'<span dir="{first_direction(part)}">{inline(part, first_direction(part), most)}</span>'
        if foreign
        else _spaced(part, inline(part, base, most))
        for part, foreign in parted(words)
    )


def _spaced(part: str, written: str) -> str:
    """What was written of a part, with the space that it ends with."""
    return f"{written} " if part[-1:] == " " and written else written


def marks(detail: Detail, most: int = MOST) -> str:
    """A text of a change with its words marked, in the direction that it begins with."""
    base = first_direction(detail.text)
    return f'<span dir="{base}">{"".join(_run(words, mark, base, most) for words, mark in detail.runs)}</span>'


def passage(nodes: Inlines, base: Direction, most: int = MOST) -> str:
    """The marked words of a passage of an article, the quote in it emphasised.

    Raises:
        TypeError: it holds a node that no passage has.
    """
    return "".join(_node(node, base, most) for node in nodes)


def _node(node: Inline, base: Direction, most: int) -> str:
    if isinstance(node, Plain):
        return _run(node.text, "", base, most)
    if isinstance(node, Span | Isolate | Mark | Inserted | Deleted):
        side = node.direction if isinstance(node, Isolate) else base
        inner = "".join(_node(child, side, most) for child in node.children)
        if isinstance(node, Isolate):
            return f'<span dir="{node.direction}">{inner}</span>'
        tag = {Mark: "b", Inserted: "ins", Deleted: "del"}.get(type(node))
        return f"<{tag}>{inner}</{tag}>" if tag else inner
    raise TypeError(f"{type(node).__name__} is no node of a passage")


def _run(words: str, mark: str, base: Direction, most: int) -> str:
    """Words with a mark, the spaces at their ends outside of it."""
    inner = inline(words, base, most)
    if not inner:
        return " " if words else ""
    ends = " " * words[:1].isspace(), " " * words[-1:].isspace()
    return f"{ends[0]}<{mark}>{inner}</{mark}>{ends[1]}" if mark else f"{ends[0]}{inner}{ends[1]}"


def titled(text: str, language: str, direction: str, most: int = MOST) -> str:
    """A text in its own language, apart from what is around it."""
    own = direction_of(language)
    side = direction if direction in ("ltr", "rtl") else own
    return f'<span dir="{side}" lang="{html_attribute(language)}">{inline(text, own, most)}</span>'


def code(text: str, most: int = MOST) -> str:
    """A name, place or hash, letter by letter; hosts look for nothing in it."""
    return f'<code dir="ltr">{encode(clipped(text, most))}</code>'


def _inert(text: str) -> str:
    parts: list[str] = []
    done = 0
    for match in _TRIGGER.finditer(text):
        parts.append(encode(text[done : match.start()]))
        pieces = [match[0]]
        if match["hash"]:
            pieces = [match[0][start : start + _HASH_PART] for start in range(0, len(match[0]), _HASH_PART)]
        parts += [f"<span>{encode(piece)}</span>" for piece in pieces]
        done = match.end()
    parts.append(encode(text[done:]))
    return "".join(parts)
