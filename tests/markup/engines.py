"""Python-Markdown as our site and as a typical site set it up, and what a reader of its HTML gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import markdown

OURS = ("ours", ("attr_list", "md_in_html", "def_list", "tables", "footnotes", "admonition", "toc", "fenced_code"), {})
USUAL = (
    "usual",
    (
        *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "smarty", "tables", "toc"),
        *(
            f"pymdownx.{name}"
            for name in (
                *("arithmatex", "betterem", "blocks.admonition", "caret", "critic", "details", "emoji", "fancylists"),
                *("highlight", "inlinehilite", "keys", "magiclink", "mark", "smartsymbols", "snippets"),
                *("superfences", "tabbed", "tasklist", "tilde"),
            )
        ),
    ),
    {
        "toc": {"permalink": False},
        "pymdownx.arithmatex": {"generic": True},
        "pymdownx.magiclink": {"repo_url_shorthand": True, "user": "example", "repo": "example"},
        "pymdownx.tabbed": {"alternate_style": True},
    },
)
ENGINES = [OURS, USUAL]
_VOID = {"br", "hr", "img", "input", "link", "meta"}


@cache
def _engine(name: str) -> markdown.Markdown:
    extensions, configs = next((engine[1], engine[2]) for engine in ENGINES if engine[0] == name)
    return markdown.Markdown(extensions=list(extensions), extension_configs=configs)


def to_html(source: str, engine: tuple = OURS) -> str:
    """The HTML that the engine makes of a part of a page: never its first line, which `meta` would take."""
    return str(_engine(engine[0]).reset().convert("\n" + source))


@dataclass
class Element:
    """An HTML element: its attributes, its children (elements and text)."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text content; a ``<br>`` counts as a newline."""
        parts = [child if isinstance(child, str) else child.text for child in self.children]
        return "\n" if self.tag == "br" else "".join(parts)

    def all(self) -> list[Element]:
        """Every element below, in document order."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child, *child.all()]
        return found

    def find(self, tag: str, css_class: str = "") -> list[Element]:
        """The elements below with that tag and class."""
        return [
            element
            for element in self.all()
            if element.tag == tag and css_class in (element.attributes.get("class") or "")
        ]


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Element("root")]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs))
        self.stack[-1].children.append(element)
        if tag not in _VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag, attrs):
        self.stack[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.stack[-1].tag == tag, f"</{tag}> closes <{self.stack[-1].tag}>"
        self.stack.pop()

    def handle_data(self, data):
        self.stack[-1].children.append(data)


def tree(html: str) -> Element:
    """The HTML as a tree; fails where tags do not match."""
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    assert len(builder.stack) == 1, f"<{builder.stack[-1].tag}> is not closed"
    return builder.stack[0]
