"""Write parsed prose as normalised Markdown that Python-Markdown renders to the same structure.

Markers are used where every engine agrees on them, tags of the same meaning elsewhere: emphasis inside
emphasis, code with syntax in it, code blocks (a fence inside a list item is not read by all engines).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct, field

from mujaz.markup.bidi import Direction, has_rtl
from mujaz.markup.literal import Place, attr, edges, encode, literal, normalise
from mujaz.markup.locators import Locator
from mujaz.markup.md import Md, indent
from mujaz.markup.prose import Node, Prose
from mujaz.text.patterns import lazy_re

# Adjacent lists, or adjacent quotations, would be read as one.
_SEPARATOR: Final = "<!-- -->"
_LISTS: Final = ("bullet-list", "ordered-list")
# With nothing but this before it on its line, a sign could make a list marker.
_LINE_START: Final = lazy_re(r"\s*\w*")
_PLAIN_CODE: Final = lazy_re(r"[\w.,/()=-](?:[\w.,/()= -]*[\w.,/()=-])?")
_PLAIN_URL: Final = lazy_re(r"https?://[A-Za-z0-9/.?=%#_~-]+")
_URL_PUNCTUATION: Final = {ord(char): f"&#{ord(char)};" for char in "!\"$&'()*+,;<>@[\\]^`{|} "}

ReferenceResolver = Callable[[str, tuple[Locator, ...]], Md | None]


def render_prose(
    prose: Prose,
    *,
    resolve_reference: ReferenceResolver,
    base: Direction | None = None,
) -> Md:
    """The prose as Markdown blocks, from the left margin; ``indent`` the result for a list item or an admonition.

    ``resolve_reference`` gives what stands for ``[^id]``, inline, from the id and the places in the source; where it
    gives None, ``[^id]`` is shown. A reference in a link's text is set behind the link. ``base``: see
    ``bidi.isolate``.
    """
    return Md(_Renderer(resolve_reference, base).blocks(prose.root.children))


def link_target(url: str) -> Md:
    """An address as the target of an inline link; what could end the link or open other syntax is encoded."""
    return Md(url.translate(_URL_PUNCTUATION))


class _Renderer(Struct):
    resolve_reference: ReferenceResolver
    base: Direction | None
    link_depth: int = 0
    after_link: list[str] = field(default_factory=list)

    def blocks(self, nodes: Iterable[Node]) -> str:
        parts: list[str] = []
        previous = ""
        for node in nodes:
            family = "list" if node.kind in _LISTS else node.kind
            if family == previous and family in ("list", "quote"):
                parts.append(_SEPARATOR)
            parts.append(self.block(node))
            previous = family
        return "\n\n".join(parts)

    def block(self, node: Node) -> str:
        match node.kind:
            case "bullet-list" | "ordered-list":
                return self.list(node)
            case "quote":
                inside = self.blocks(node.children) or "&#32;"
                return "\n".join(f"> {line}" if line else ">" for line in inside.split("\n"))
            case "code-block":
                return self.code_block(node.text)
            case "rule":
                return "* * *"
        return self.paragraph(node)

    def paragraph(self, node: Node) -> str:
        lines = self.inline(node.children).split("\n")
        return "\n".join(edges(line) for line in lines) or "&#32;"

    def list(self, node: Node) -> str:
        items = []
        compact = is_compact(node)
        for number, item in enumerate(node.children, 1):
            marker = "- " if node.kind == "bullet-list" else f"{number}. "
            items.append(marker + self.item(item, compact))
        return ("\n" if compact else "\n\n").join(items)

    def item(self, item: Node, compact: bool) -> str:
        first, rest = "&#32;", item.children
        if rest and rest[0].kind in ("paragraph", "code-block"):
            first, rest = self.block(rest[0]), rest[1:]
        if not rest:
            return _hang(first)
        gap = "\n" if compact else "\n\n"
        return _hang(first) + gap + indent(Md(self.blocks(rest)))

    def code_block(self, text: str) -> str:
        lines = normalise(text.removesuffix("\n")).split("\n")
        # One line of HTML with references for line breaks: literal at any depth of lists and quotations.
        return f"<pre{self.code_direction(text)}><code>{'&#10;'.join(map(encode, lines))}</code></pre>"

    def code_direction(self, text: str) -> str:
        return ' dir="ltr"' if self.base == "rtl" and not has_rtl(text) else ""

    def inline(self, nodes: Iterable[Node], *, emphasised: bool = False) -> str:
        written = ""
        for node in nodes:
            if node.kind in ("emphasis", "strong"):
                written += self.emphasis(node, emphasised or written.endswith("*"))
            else:
                place: Place = "line-start" if _LINE_START.fullmatch(written, written.rfind("\n") + 1) else "inner"
                written += self.leaf(node, emphasised, place)
        return written

    def leaf(self, node: Node, emphasised: bool, place: Place) -> str:
        match node.kind:
            case "text":
                return encode(normalise(node.text, " "), base=self.base, prose=place)
            case "soft-break":
                return "\n"
            case "hard-break":
                return "<br>\n"
            case "code":
                return self.code(node.text)
            case "link":
                return self.link(node, emphasised)
            case "reference":
                return self.reference(node)
        raise AssertionError(f"not an inline node: {node.kind}")

    def emphasis(self, node: Node, use_tags: bool) -> str:
        strong = node.kind == "strong"
        inside = self.inline(node.children, emphasised=True)
        # CommonMark reads a marker by its neighbours; next to a letter or digit inside it is safe.
        if use_tags or "*" in inside or not (inside[:1].isalnum() and inside[-1:].isalnum()):
            tag = "strong" if strong else "em"
            return f"<{tag}>{inside}</{tag}>"
        marker = "**" if strong else "*"
        return f"{marker}{inside}{marker}"

    def code(self, text: str) -> str:
        direction = self.code_direction(text)
        if not direction and _PLAIN_CODE.fullmatch(text):
            return f"`{text}`"
        return f"<code{direction}>{edges(encode(normalise(text, ' ')))}</code>"

    def link(self, node: Node, emphasised: bool) -> str:
        if is_autolink(node):
            return f'<bdi dir="ltr"><{node.target}></bdi>' if self.base == "rtl" else f"<{node.target}>"
        self.link_depth += 1
        text = self.inline(node.children, emphasised=emphasised)
        self.link_depth -= 1
        title = f' "{attr(node.title)}"' if node.title else ""
        behind = " ".join(self.after_link)
        self.after_link.clear()
        return f"[{text}]({link_target(node.target)}{title}){behind}"

    def reference(self, node: Node) -> str:
        resolved = self.resolve_reference(node.target, node.locators)
        if resolved is None:
            return literal(f"[^{node.text}]")
        if self.link_depth:
            self.after_link.append(resolved)
            return ""
        return resolved


def is_autolink(node: Node) -> bool:
    """Whether a link is an address that stands for itself."""
    itself = node.children == (Node("text", text=node.target),) and not node.title
    return itself and _PLAIN_URL.fullmatch(node.target) is not None


def is_compact(node: Node) -> bool:
    """Whether a list can be written without blank lines: one paragraph an item, and at most one such list under it."""
    return node.tight and all(
        len(item.children) < 3
        and all(child.kind in ("paragraph", "code-block") for child in item.children[:1])
        and all(child.kind in _LISTS and is_compact(child) for child in item.children[1:])
        for item in node.children
    )


def _hang(block: str) -> str:
    """Indent all lines but the first, which stands behind a list marker."""
    return block.replace("\n", "\n    ")
