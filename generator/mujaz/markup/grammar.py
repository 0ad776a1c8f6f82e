"""The grammar of prose: CommonMark's, by markdown-it-py, with the rules that differ.

``[^id]`` is a reference, ``[^id, p. 12]`` one to a place in its source, and ``[^id]: …`` defines nothing. Raw HTML tags
become ``raw_html`` tokens, which are text.
An ordered list must start at 1: Python-Markdown, which builds the page, numbers every list from 1, so
``2023. was a year`` would lose its number; it stays text. Tokens that can be faults carry their range in the inline
text, ``meta["range"]``, and those that hide a part of it what a reader does not see, ``meta["hidden"]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.rules_block import StateBlock, list_block, reference
from markdown_it.rules_inline import StateInline, autolink, backtick, emphasis, image, link
from markdown_it.token import Token

from mujaz.markup.locators import parse_locators
from mujaz.text.patterns import lazy_re

MAX_NESTING: Final = 20
_REFERENCE: Final = lazy_re(r"\[\^([^\[\]\\`<>]{0,300})\]")
# What was meant as one: with brackets in it, with a space before the sign, or never closed.
_BROKEN: Final = lazy_re(
    r"\[\s{0,3}\^\s?[a-z0-9](?:[^\[\]\\`<>\n]|\[[^\[\]\\`<>\n]{0,100}\]){0,300}\]|\[\^[a-z0-9][a-z0-9#-]{0,200}"
)
_ID_AND_PLACE: Final = lazy_re(r"([^\s,،]{1,200})(?:\s*[,،](.*))?", re.DOTALL)
_ORDERED: Final = lazy_re(r"([0-9]{1,9})[.)]")


@lru_cache(maxsize=1)
def prose_parser() -> MarkdownIt:
    """The parser of prose: CommonMark without HTML, and with references `[^id]` and `[^id, p. 12]`."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    # Schemes are judged from the tokens, which can say what is wrong with them.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.block.ruler.at("list", _list_from_one, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at("reference", _link_definition)
    parser.inline.ruler.at("backticks", _located(backtick, "code_inline", _code_marks))
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("link", _located(link, "link_open", _link_marks))
    parser.inline.ruler.at("autolink", _located(autolink, "link_open", lambda _, start, end: _ends(start, end, 1)))
    parser.inline.ruler.at("image", _located(image, "image", _link_marks))
    parser.inline.ruler.at("html_inline", _html)
    parser.inline.ruler.before("link", "prose_reference", _prose_reference)
    return parser


def _list_from_one(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    marker = _ORDERED.match(state.src, state.bMarks[start_line] + state.tShift[start_line])
    # The next item of a list, whatever its number, must still end the paragraph of the item before.
    continues = silent and state.sCount[start_line] < state.blkIndent
    if marker and int(marker[1]) != 1 and not continues:
        return False
    return list_block(state, start_line, end_line, silent)


def _link_definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.src.startswith("[^", state.bMarks[start_line] + state.tShift[start_line]):
        return False
    return reference(state, start_line, end_line, silent)


Ranges = tuple[tuple[int, int], ...]
"""Half-open ranges of the text of an inline token."""


def _located(
    rule: Callable[[StateInline, bool], bool], token_type: str, hidden: Callable[[StateInline, int, int], Ranges]
) -> Callable[[StateInline, bool], bool]:
    """The rule, noting on its first token the range it took of the inline text, and what is hidden of that."""

    def located(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            token = next((token for token in state.tokens[count:] if token.type == token_type), None)
            if token is not None:  # backquotes without a partner are text
                token.meta["range"] = (start, state.pos)
                token.meta["hidden"] = hidden(state, start, state.pos)
        return True

    return located


def _ends(start: int, end: int, length: int) -> Ranges:
    return (start, start + length), (end - length, end)


def _code_marks(state: StateInline, start: int, end: int) -> Ranges:
    return _ends(start, end, len(state.tokens[-1].markup))


def _link_marks(state: StateInline, start: int, end: int) -> Ranges:
    """The brackets of a link or an image, and its target."""
    first = state.src.index("[", start)
    return (start, first + 1), (state.md.helpers.parseLinkLabel(state, first, first == start), end)


def _emphasis(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    # Each marker is a token; which of them mean emphasis is known only when all of the text is read.
    for position, token in enumerate(state.tokens[start - state.pos :], start):
        token.meta["marker"] = position
    return True


def hidden_ranges(inline: Token) -> Ranges:
    """What a reader does not see of the text of an inline token: references, markers, targets of links."""
    found: list[tuple[int, int]] = []
    for token in inline.children or ():
        found += token.meta.get("hidden", ())
        if token.type in ("em_open", "em_close", "strong_open", "strong_close"):
            marker: int = token.meta["marker"]
            found.append((marker - (token.type == "strong_open"), marker + 1 + (token.type == "strong_close")))
    return tuple(sorted(found))


def _html(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<" or state.src.find(">", state.pos) < 0:
        return False
    match = HTML_TAG_RE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("raw_html", "", 0)
        token.content = match[0]
        token.meta["range"] = match.span()
    state.pos = match.end()
    return True


def _prose_reference(state: StateInline, silent: bool) -> bool:
    if silent:  # the end of a link's text is looked for, and a bracketed token in it would count as a link
        return False
    closed = _REFERENCE.match(state.src, state.pos, state.posMax)
    match = closed or _BROKEN.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    parts = _ID_AND_PLACE.fullmatch(closed[1].strip()) if closed else None
    locators = parse_locators(parts[2]) if parts and parts[2] is not None else ()
    state.pos = match.end()
    if parts is None or locators is None:
        token = state.push("malformed_reference", "", 0)
        token.content = match[0]
        token.meta["range"] = match.span()
        return True
    token = state.push("prose_reference", "", 0)
    token.content = parts[1]
    token.meta.update(range=match.span(), hidden=(match.span(),), locators=locators, written=match[1])
    return True
