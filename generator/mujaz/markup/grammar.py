"""The grammar of prose: CommonMark's, by markdown-it-py, with the rules that differ.

``[^id]`` is a reference, and ``[^id]: …`` defines nothing. Raw HTML tags become ``raw_html`` tokens, which are text.
An ordered list must start at 1: Python-Markdown, which builds the page, numbers every list from 1, so
``2023. was a year`` would lose its number; it stays text. Tokens that can be faults carry their range.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.rules_block import StateBlock, list_block, reference
from markdown_it.rules_inline import StateInline, autolink, image, link

MAX_NESTING: Final = 20
_REFERENCE: Final = re.compile(r"\[\^([^\s\[\]\\`<>]{1,200})\]")
_ORDERED: Final = re.compile(r"([0-9]{1,9})[.)]")


@lru_cache(maxsize=1)
def prose_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    # Schemes are judged from the tokens, which can say what is wrong with them.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.block.ruler.at("list", _list_from_one, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at("reference", _link_definition)
    parser.inline.ruler.at("link", _located(link, "link_open"))
    parser.inline.ruler.at("autolink", _located(autolink, "link_open"))
    parser.inline.ruler.at("image", _located(image, "image"))
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


def _located(rule: Callable[[StateInline, bool], bool], token_type: str) -> Callable[[StateInline, bool], bool]:
    """The rule, noting on its first token the range it took of the inline text."""

    def located(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            token = next(token for token in state.tokens[count:] if token.type == token_type)
            token.meta["range"] = (start, state.pos)
        return True

    return located


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
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    token = state.push("prose_reference", "", 0)
    token.content = match[1]
    token.meta["range"] = match.span()
    state.pos = match.end()
    return True
