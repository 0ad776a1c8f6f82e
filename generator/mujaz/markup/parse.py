"""Parse analysts' prose; what it may not hold is reported as a fault and kept as plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from markdown_it.token import Token

from mujaz.markup.grammar import MAX_NESTING, prose_parser
from mujaz.markup.prose import Fault, Node, NodeKind, Prose, RuleKey

_ALLOWED_TARGET: Final = re.compile(r"(?:https?://[^/?#\\]|mailto:[^/])", re.IGNORECASE)
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_LINE_BREAK: Final = re.compile("\r\n?|\n")


@lru_cache(maxsize=16384)
def parse_prose(text: str) -> tuple[Prose, tuple[Fault, ...]]:
    """Parse prose; whatever the faults, the result holds all of the text."""
    tokens = prose_parser().parse(text)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        # Beyond its limit the parser drops text; nobody means such nesting, so show the text as it was typed.
        return Prose(text, Node("root", (Node("paragraph", (Node("text", text=" ".join(text.split())),)),))), ()
    builder = _Builder(text)
    root = builder.build(tokens)
    faults = sorted(builder.faults, key=lambda fault: fault.start)
    return Prose(text, root, tuple(builder.references)), tuple(faults)


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


@dataclass(slots=True)
class _Builder:
    source: str
    faults: list[Fault] = field(default_factory=list)
    references: list[tuple[str, int, int]] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)

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
                levels[-1][1].extend(self._children(token.children or (), token))
            else:
                levels[-1][1].extend(self._leaf(token, inline))
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
                self.references.append((token.content, *self._range(token, inline)))
                return (Node("reference", target=token.content),)
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
        if _ALLOWED_TARGET.match(target):
            return (Node("link", children, target=target, title=str(opening.attrs.get("title", ""))),)
        scheme = _SCHEME.match(target)
        self._fault(
            "link-scheme",
            self._range(opening, inline),
            f"a link with the scheme `{scheme[1]}` is shown as its text"
            if scheme
            else "a link without a scheme is shown as its text",
            "give a full address that starts with https://, http:// or mailto:",
        )
        return children

    def _heading(self, opening: Token) -> None:
        first, after = opening.map or [0, 1]
        start, end = self._line(first)[0], self._line(after - 1)[1]
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
        return self._offset(inline, start), self._offset(inline, end - 1) + 1

    def _offset(self, inline: Token, position: int) -> int:
        """The source offset of a position in the content of an inline token.

        The content is made of source lines less their container's prefix, so each of its lines ends one of those.
        """
        before = inline.content[:position]
        number = before.count("\n")
        content_line = inline.content.split("\n")[number]
        start, end = self._line((inline.map or [0])[0] + number)
        found = self.source[start:end].rfind(content_line.strip())
        margin = len(content_line) - len(content_line.lstrip())
        return start + max(found, 0) + position - (before.rfind("\n") + 1) - margin

    def _line(self, number: int) -> tuple[int, int]:
        """Start and end of a line, as the parser counts lines, without its line break."""
        if not self.lines:
            breaks = list(_LINE_BREAK.finditer(self.source))
            starts = [0, *(match.end() for match in breaks)]
            ends = [*(match.start() for match in breaks), len(self.source)]
            self.lines.extend(zip(starts, ends, strict=True))
        return self.lines[min(number, len(self.lines) - 1)]


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
