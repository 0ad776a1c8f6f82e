"""Finds the addresses that CSS loads, the scripts that old browsers ran from it, and styles that may cover a page.

tinycss2 reads the CSS, by the standard: https://www.w3.org/TR/css-syntax-3/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from msgspec import Struct

from mujaz.text.patterns import lazy_re

Node: TypeAlias = Any
"""Of tinycss2, which ships no types."""

_LOADING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"})
_RUNNING = frozenset({"expression", "behavior", "-moz-binding"})
"""Functions and properties from which old browsers took scripts."""
_TRIGGER = lazy_re(r"\\|url|import|image|src|cross-fade|expression|behavior|-moz-binding", re.IGNORECASE)
_POSITION = lazy_re(r"\\|position", re.IGNORECASE)
_IN_PLACE = frozenset({"static", "relative", "absolute", "initial", "unset", "inherit", "revert", "important"})


class Target(Struct, frozen=True):
    """Something that a style sheet names.

    Attributes:
        written: the address without escapes, or the word.
        line: the line that it begins in, from 1.
        runs: whether it is no address, but what an old browser runs.
    """

    written: str
    line: int
    runs: bool = False


def targets(css: str) -> Iterator[Target]:
    """All addresses that a style sheet or a `style` attribute loads, without those within the page itself (`#x`)."""
    if _TRIGGER.search(css):
        for target in _targets(css):
            if not target.written.startswith("#"):
                yield target


def _targets(css: str) -> Iterator[Target]:
    importing = False
    for node, is_loaded in _nodes(css):
        if node is None:
            importing = False
        elif node.type == "url" or (node.type == "string" and (importing or is_loaded)):
            yield Target(node.value, node.source_line)
        elif (word := _word(node)) in _RUNNING:
            yield Target(word, node.source_line, runs=True)
        else:
            importing = importing or word == "@import"


def positions(css: str) -> Iterator[Target]:
    """The values of `position` with which an element stays where it is while the page moves, or may do so."""
    if not _POSITION.search(css):
        return
    declared = ""
    for node, _ in _nodes(css):
        if node is None:
            declared = ""
        elif word := _word(node):
            if declared == "position" and word not in _IN_PLACE:
                yield Target(word, node.source_line)
            declared = declared or word


def _nodes(css: str) -> Iterator[tuple[Node | None, bool]]:
    """All tokens in their order, each with whether it is an argument of what loads something; None ends a statement."""
    from tinycss2 import parse_component_value_list  # late: most pages have no style of their own

    levels = [(iter(parse_component_value_list(css, skip_comments=True)), False, False)]
    while levels:
        nodes, is_loaded, is_block = levels[-1]
        node = next(nodes, None)
        if node is None:
            levels.pop()
            if is_block:
                yield None, False
        elif node == ";":
            yield None, False
        elif node.type == "{} block":
            yield None, False
            levels.append((iter(node.content), False, True))
        else:
            yield node, is_loaded
            if node.type == "function":
                levels.append((iter(node.arguments), is_loaded or _word(node) in _LOADING, False))
            elif node.type in ("() block", "[] block"):
                levels.append((iter(node.content), is_loaded, False))


def _word(node: Node) -> str:
    """The name of a property, a value, a function or, after `@`, a rule; empty for anything else."""
    match node.type:
        case "ident":
            return str(node.lower_value)
        case "function":
            return str(node.lower_name)
        case "at-keyword":
            return f"@{node.lower_value}"
    return ""
