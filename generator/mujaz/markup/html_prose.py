"""Write parsed prose as HTML: the elements that Python-Markdown makes of what `render_prose` writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape
from msgspec import Struct, field

from mujaz.markup.bidi import Direction, has_rtl
from mujaz.markup.html import html_attribute, html_safe, html_text
from mujaz.markup.literal import normalise
from mujaz.markup.locators import Locator
from mujaz.markup.prose import Node, Prose
from mujaz.markup.render import is_autolink, is_compact

HtmlResolver = Callable[[str, tuple[Locator, ...]], Markup | None]


def prose_to_html(prose: Prose, *, resolve_reference: HtmlResolver, base: Direction | None = None) -> Markup:
    """The prose as HTML blocks.

    `resolve_reference` gives what stands for `[^id]`, from the id and the places in the source; where it gives None,
    `[^id]` is shown. A reference in a link's text is set behind the link. `base` is the direction of the text.
    """
    return html_safe(_Writer(resolve_reference, base).blocks(prose.root.children))


class _Writer(Struct):
    resolve_reference: HtmlResolver
    base: Direction | None
    link_depth: int = 0
    after_link: list[str] = field(default_factory=list)

    def blocks(self, nodes: Iterable[Node]) -> str:
        return "\n".join(map(self.block, nodes))

    def block(self, node: Node) -> str:
        match node.kind:
            case "bullet-list" | "ordered-list":
                tag = "ul" if node.kind == "bullet-list" else "ol"
                compact = is_compact(node)
                items = "\n".join(f"<li>{self.item(item.children, compact=compact)}</li>" for item in node.children)
                return f"<{tag}>\n{items}\n</{tag}>"
            case "quote":
                return f"<blockquote>\n{self.blocks(node.children)}\n</blockquote>"
            case "code-block":
                text = escape(normalise(node.text.removesuffix("\n")))
                return f"<pre{self.code_direction(node.text)}><code>{text}</code></pre>"
            case "rule":
                return "<hr />"
        return f"<p>{self.inline(node.children)}</p>"

    def item(self, nodes: tuple[Node, ...], *, compact: bool) -> str:
        if compact and nodes and nodes[0].kind == "paragraph":
            rest = self.blocks(nodes[1:])
            return self.inline(nodes[0].children) + (f"\n{rest}\n" if rest else "")
        return f"\n{self.blocks(nodes)}\n" if nodes else ""

    def code_direction(self, text: str) -> str:
        return ' dir="ltr"' if self.base == "rtl" and not has_rtl(text) else ""

    def inline(self, nodes: Iterable[Node]) -> str:
        return "".join(map(self.leaf, nodes))

    def leaf(self, node: Node) -> str:
        match node.kind:
            case "text":
                return html_text(node.text, self.base)
            case "emphasis":
                return f"<em>{self.inline(node.children)}</em>"
            case "strong":
                return f"<strong>{self.inline(node.children)}</strong>"
            case "soft-break":
                return "\n"
            case "hard-break":
                return "<br>\n"
            case "code":
                return f"<code{self.code_direction(node.text)}>{escape(normalise(node.text, ' '))}</code>"
            case "link":
                return self.link(node)
            case "reference":
                return self.reference(node)
        raise AssertionError(f"not an inline node: {node.kind}")

    def link(self, node: Node) -> str:
        if is_autolink(node):
            address = html_attribute(node.target)
            link = f'<a href="{address}">{address}</a>'
            return f'<bdi dir="ltr">{link}</bdi>' if self.base == "rtl" else link
        self.link_depth += 1
        text = self.inline(node.children)
        self.link_depth -= 1
        title = f' title="{html_attribute(node.title)}"' if node.title else ""
        behind = " ".join(self.after_link)
        self.after_link.clear()
        return f'<a href="{html_attribute(node.target)}"{title}>{text}</a>{behind}'

    def reference(self, node: Node) -> str:
        resolved = self.resolve_reference(node.target, node.locators)
        if resolved is None:
            return html_text(f"[^{node.text}]")
        if self.link_depth:
            self.after_link.append(resolved)
            return ""
        return resolved
