"""Parse analysts' prose; what it may not hold is reported as a fault and kept as plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from markdown_it.token import Token
from msgspec import Struct, field

from mujaz.markup.addresses import ambiguous
from mujaz.markup.grammar import MAX_NESTING, prose_parser
from mujaz.markup.places import Places
from mujaz.markup.prose import Fault, Node, NodeKind, Prose, RuleKey
from mujaz.markup.unsupported import unsupported
from mujaz.text.patterns import lazy_re

_ALLOWED_TARGET: Final = lazy_re(r"(?:https?://[^/?#\\]|mailto:[^/])", re.IGNORECASE)
_SCHEME: Final = lazy_re(r"([A-Za-z][A-Za-z0-9+.\-]*):")


@lru_cache(maxsize=16384)
def parse_prose(text: str) -> tuple[Prose, tuple[Fault, ...]]:
    """Parse prose; whatever the faults, the result holds all of the text."""
    tokens = prose_parser().parse(text)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        # Beyond its limit the parser drops text; nobody means such nesting, so show the text as it was typed.
        return Prose(text, Node("root", (Node("paragraph", (Node("text", text=" ".join(text.split())),)),))), ()
    builder = _Builder(text, Places(text))
    root = builder.build(tokens)
    faults = sorted(builder.faults, key=lambda fault: fault.start)
    return Prose(text, root, tuple(builder.references), tuple(builder.located)), tuple(faults)


_CONTAINERS: Final[dict[str, NodeKind]] = {
    "paragraph_open": "paragraph",
    "heading_open": "paragraph",
    "bullet_list_open": "bullet-list",
    "ordered_list_open": "ordered-list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "em_open": "emphasis",
    "strong_open": "strong",
    "link_open": "link",
}


class _Builder(Struct):
    source: str
    places: Places
    faults: list[Fault] = field(default_factory=list)
    references: list[tuple[str, int, int]] = field(default_factory=list)
    located: list[tuple[str, int, int]] = field(default_factory=list)

    def build(self, tokens: Sequence[Token]) -> Node:
        return Node("root", self._children(tokens))

    def _children(self, tokens: Sequence[Token], inline: Token | None = None) -> tuple[Node, ...]:
        """The nodes of a flat list of tokens; ``inline`` is the token that holds them, if one does."""
        levels: list[tuple[Token | None, list[Node]]] = [(None, [])]
        for token in tokens:
            if token.nesting == 1:
                levels.append((token, []))
                if token.type == "heading_open":
                    self._heading(token)
            elif token.nesting == -1:
                opening, children = levels.pop()
                assert opening is not None
                if opening.type in ("em_open", "strong_open") and any(
                    outer is not None and outer.type == opening.type for outer, _ in levels
                ):
                    levels[-1][1].extend(children)  # emphasis in emphasis of its kind says nothing more
                else:
                    levels[-1][1].extend(self._container(opening, tuple(children), inline))
            elif token.type == "inline":
                self._unsupported(token)
                levels[-1][1].extend(self._children(token.children or (), token))
            else:
                found = self._leaf(token, inline)
                if token.type == "prose_reference" and levels[-1][1] and levels[-1][1][-1].kind == "reference":
                    found = (Node("text", text=" "), *found)  # the signs 1 and 2 are not to be read as 12
                levels[-1][1].extend(found)
        return tuple(levels[0][1])

    def _container(self, opening: Token, children: tuple[Node, ...], inline: Token | None) -> tuple[Node, ...]:
        kind = _CONTAINERS[opening.type]
        if kind == "link":
            return self._link(opening, children, inline)
        if kind in ("bullet-list", "ordered-list"):
            paragraphs = (child for item in children for child in item.children if child.kind == "paragraph")
            return (Node(kind, children, tight=all(paragraph.tight for paragraph in paragraphs)),)
        return (Node(kind, children, tight=opening.hidden),)

    def _leaf(self, token: Token, inline: Token | None) -> tuple[Node, ...]:
        match token.type:
            case "text":
                return (Node("text", text=token.content),) if token.content else ()
            case "softbreak":
                return (Node("soft-break"),)
            case "hardbreak":
                return (Node("hard-break"),)
            case "code_inline":
                return (Node("code", text=token.content),)
            case "fence" | "code_block":
                return (Node("code-block", text=token.content),)
            case "hr":
                return (Node("rule"),)
            case "prose_reference":
                reference = (token.content, *self._range(token, inline))
                locators = token.meta["locators"]
                self.references.append(reference)
                if locators:
                    self.located.append(reference)
                return (Node("reference", target=token.content, text=token.meta["written"], locators=locators),)
            case "malformed_reference":
                self._fault(
                    "malformed-reference",
                    self._range(token, inline),
                    f"`{' '.join(token.content.split())}` is no reference, and is shown as it is written",
                    "write `[^id]`, or `[^id, p. 12]` with a place in a source: p., ch., para., sec., art. or a time",
                )
                return (Node("text", text=token.content),)
            case "raw_html":
                self._fault(
                    "raw-html",
                    self._range(token, inline),
                    "raw HTML in prose is shown as text",
                    "write it in Markdown; to speak about a tag, put it between backquotes",
                )
                return (Node("text", text=token.content),)
            case "image":
                self._fault(
                    "image-in-prose",
                    self._range(token, inline),
                    "an image in prose is shown as its text",
                    "remove the `!` to make it a link",
                )
                return (Node("text", text=_alternative_text(token)),)
        raise AssertionError(f"unknown token {token.type}")

    def _link(self, opening: Token, children: tuple[Node, ...], inline: Token | None) -> tuple[Node, ...]:
        target = str(opening.attrs.get("href", ""))
        wrong = ambiguous(target)
        if _ALLOWED_TARGET.match(target) and not wrong:
            return (Node("link", children, target=target, title=str(opening.attrs.get("title", ""))),)
        scheme = _SCHEME.match(target)
        self._fault(
            "link-scheme",
            self._range(opening, inline),
            f"an address {wrong}: the link is shown as its text"
            if wrong
            else f"a link with the scheme `{scheme[1]}` is shown as its text"
            if scheme
            else "a link without a scheme is shown as its text",
            "give a full address that starts with https://, http:// or mailto:",
        )
        return children

    def _unsupported(self, inline: Token) -> None:
        for found in unsupported(inline):
            start = self.places.offset(inline, found.start)
            end = self.places.offset(inline, found.end - 1) + 1
            message = f"prose has no {found.what}: this is shown as it is written"
            self._fault("unsupported-markdown", (start, end), message, found.help)

    def _heading(self, opening: Token) -> None:
        first, after = opening.map or [0, 1]
        start, end = self.places.line(first)[0], self.places.line(after - 1)[1]
        written = self.source[start:end]
        start += len(written) - len(written.lstrip(" \t>"))
        end -= len(written) - len(written.rstrip())
        self._fault(
            "heading-in-prose",
            (start, end),
            "a heading in prose is shown as a paragraph",
            "headings belong to the page; use **bold** text or a list, or split the note",
        )

    def _fault(self, rule_key: RuleKey, place: tuple[int, int], message: str, help: str) -> None:
        self.faults.append(Fault(rule_key, *place, message, help))

    def _range(self, token: Token, inline: Token | None) -> tuple[int, int]:
        """Where a located token stands in the source."""
        start, end = token.meta["range"]
        assert inline is not None
        return self.places.offset(inline, start), self.places.offset(inline, end - 1) + 1


def _alternative_text(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "prose_reference":
            parts.append(f"[^{child.content}]")
        else:
            parts.append(_alternative_text(child) if child.children else child.content)
    return "".join(parts)
