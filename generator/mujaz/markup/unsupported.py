"""Markdown of other dialects, which prose shows as it was typed: tables, footnotes, task lists, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.token import Token
from msgspec import Struct

from mujaz.text.patterns import lazy_re


class _Form(Struct, frozen=True):
    """A construct: how it is written, what it is called, what serves in its place."""

    pattern: str
    what: str
    help: str


_ROW: Final = r"^[ \t]*\|[^\n]*\|[ \t]*$"
_CELL: Final = r"[ \t]*:?-+:?[ \t]*"
_DELIMITERS: Final = rf"^[ \t]*(?:\|{_CELL}(?:\|{_CELL})*\|?|{_CELL}(?:\|{_CELL})+\|?)[ \t]*$"
_FORMS: Final = (
    _Form(rf"^[^\n]*\|[^\n]*\n{_DELIMITERS}|{_ROW}\n{_ROW}", "tables", "write a list with an item for each row"),
    _Form(
        r"^\[\^[^\]\n]+\]:", "definitions of footnotes", "write a note of the brief, and refer to its id with `[^id]`"
    ),
    _Form(r"^\*\[[^\]\n]+\]:", "definitions of abbreviations", "say what it means where it is first used"),
    _Form(r"\A\[[ xX]\](?=\s)", "task lists", "leave the box out, and say in words what is done"),
    _Form(r"(?<=\n)[ \t]{0,3}:[ \t]+(?=\S)", "definition lists", "write `- **term**: what it means`"),
    _Form(r"^(?:!!!|\?\?\?\+?|:::)[ \t]*\w", "admonitions", "write a paragraph, or a note of the brief"),
    _Form(r"~~(?=\S)(?:[^~\n]*[^~\s])~~", "struck text", "take out what no longer holds, and record a correction"),
    _Form(r"==(?=[^\s=])(?:[^=\n]*[^=\s])==(?!=)", "marked text", "write `**strong**` or `*emphasised*`"),
    _Form(
        r"\$\$[^$]+\$\$|\$[^$\n]*\\[A-Za-z]+[^$\n]*\$|\$(?=\w)[^$\n]*[\^][^$\n]*(?<=[\w)])\$",
        "formulas",
        "write them in words and plain signs, or between backquotes",
    ),
    _Form(
        r"(?<=\w)(?:~\w{1,8}~|\^\w{1,8}\^)", "raised or lowered letters", "write H₂O, x² or 1st with letters of Unicode"
    ),
    _Form(r"\^\[[^\[\]\n]+\]", "notes in the line", "write a note of the brief, and refer to its id with `[^id]`"),
    _Form(
        r"\[(?:[^\[\]@\n]*[ ;])?-?@[a-z0-9][\w:-]*(?:[ ,;،][^\[\]\n]*)?\]",
        "citations in the style of Pandoc",
        "write `[^id]`, or `[^id, p. 12]`",
    ),
    _Form(r"(?<![\w:]):[a-z][a-z_]+:(?![\w:])", "names of emoji", "write the sign itself, or leave it out"),
    _Form(r"\{:?[ ]*(?:[.#][\w-]+|[A-Za-z][\w:-]*=)[^{}\n]*\}", "attributes", "leave them out: all pages look alike"),
    _Form(r"\[\[[^\[\]\n]+\]\]", "wiki links", "write `[text](https://…)`, or `[^id]` for a note or a source"),
    _Form(
        r"(?<!\])\[[^\[\]^\n][^\[\]\n]*\]\[[^\[\]\n^]*\]",
        "links to an address that is not defined",
        "write `[text](https://…)`",
    ),
    _Form(
        r"(?<=\])\([^()\s]*[/:][^()\s]*[ ][^()\n]*\)",
        "links to an address that holds a space",
        "write `%20` for the space, or put the address between < and >",
    ),
)
_ANY: Final = lazy_re("|".join(f"({form.pattern})" for form in _FORMS), re.MULTILINE)
# One of these is in every text that has something to find; most texts have none.
_TRIGGER: Final = lazy_re(r"[|~=${@^]|:[a-z]|\n[ \t]*:|^(?:[!?]|:::|\[|\*\[)|\]\[|\[\[|\]\(", re.MULTILINE)
_ESCAPE: Final = lazy_re(r"\\[!-/:-@\[-`{-~]")


class Unsupported(Struct, frozen=True):
    """Something that is not rendered, at a half-open range of the text of an inline token."""

    start: int
    end: int
    what: str
    help: str


def unsupported(inline: Token) -> Iterator[Unsupported]:
    """What a text has of other dialects than CommonMark; code, addresses and escaped signs are not looked at."""
    text = inline.content
    if not _TRIGGER.search(text):
        return
    masked = list(_ESCAPE.sub("  ", text))
    for token in inline.children or ():
        for start, end in _opaque(token):
            masked[start:end] = "\0" * (end - start)
    for match in _ANY.finditer("".join(masked)):
        form = _FORMS[(match.lastindex or 0) - 1]
        yield Unsupported(*match.span(), form.what, form.help)


def _opaque(token: Token) -> Iterator[tuple[int, int]]:
    """The ranges of a token in which signs mean themselves: all of code, of a tag, of an address
    that stands for itself, and what is hidden of another link."""
    if token.type in ("code_inline", "raw_html") or (token.type == "link_open" and token.markup == "autolink"):
        yield token.meta["range"]
    elif token.type == "link_open":
        yield from token.meta["hidden"]
