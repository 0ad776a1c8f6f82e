"""The tree of a page as HTML: the same elements as Python-Markdown makes of its Markdown, many times as fast."""

from __future__ import annotations

import datetime
import html
from collections.abc import Mapping

from markupsafe import Markup, escape
from msgspec import Struct

from mujaz.document import tree
from mujaz.document.layout.days import Day
from mujaz.document.pages.items import Link, Reference
from mujaz.document.sections import Section
from mujaz.document.writers.headings import Headings, TocEntry, nested, plain_title
from mujaz.document.writers.writer import ELEMENTS, Writer, css
from mujaz.labels import Labels
from mujaz.markup.bidi import Direction, direction_of
from mujaz.markup.html import html_attribute, html_safe, html_text
from mujaz.markup.html_prose import HtmlResolver, prose_to_html
from mujaz.markup.literal import normalise
from mujaz.markup.locators import Locator


class HtmlPage(Struct, frozen=True):
    """The body of a page.

    Attributes:
        path: of the file below the site's folder: `ar/briefs/derna.html`.
        meta: what the front matter of the Markdown says, as MkDocs reads it.
        content: the body as HTML.
        toc: its headings.
        sections: what the search takes of it, where somebody asked for that.
    """

    path: str
    meta: dict[str, object]
    content: str
    toc: tuple[TocEntry, ...]
    sections: tuple[Section, ...] = ()


def write_html(document: tree.Document, labels: Labels, headings: Headings) -> HtmlPage:
    """A document as HTML.

    Args:
        document: a page.
        labels: the words of the interface in its language.
        headings: how the site marks its headings.
    """
    writer = HtmlWriter(document, labels, headings)
    body = f"<div{writer.page_attributes}>\n{writer.blocks(document.blocks)}\n</div>"
    meta = {name: _read(value) for name, value in document.front.items()}
    return HtmlPage(f"{document.path}.html", meta, body, nested(writer.entries))


def _read(value: object) -> object:
    """A value of the front matter as MkDocs reads it: texts escaped, a day as YAML types it."""
    match value:
        case Day():
            if len(value) == len("2023-09-13"):
                return datetime.date.fromisoformat(value)
            return int(value) if len(value) == len("2023") else str(value)
        case str():
            return html.escape(normalise(value, " "))
        case list():
            return [_read(item) for item in value]
        case dict():
            return {name: _read(item) for name, item in value.items()}
    return value


class HtmlWriter(Writer):
    """See `Writer`; `entries` are the headings written so far that belong in the table of contents."""

    def __init__(self, document: tree.Document, labels: Labels, headings: Headings) -> None:
        super().__init__(document, labels)
        self.entries: list[TocEntry] = []
        self._headings = headings
        self._in_fold = False
        self._openings: dict[str, str] = {}
        self._written_signs: dict[tuple[str, Link], str] = {}

    def words(self, text: str, base: Direction | None = None) -> str:
        return html_text(text, base)

    def value(self, text: str) -> str:
        return html_attribute(text)

    # Inline nodes.

    def _strong(self, node: tree.Strong) -> str:
        return f"<strong>{self.inlines(node.children)}</strong>"

    def _emphasis(self, node: tree.Emphasis) -> str:
        return f"<em>{self.inlines(node.children)}</em>"

    def _hyperlink(self, node: tree.Hyperlink) -> str:
        address = self.path(node.target, ".xml" if node.feed else ".html")
        role = f' class="mj-{node.role}"' if node.role else ""
        title = f' title="{html_attribute(node.title)}"' if node.title else ""
        language = html_attribute(node.language)
        to = f' lang="{language}" hreflang="{language}"' if node.language else ""
        return f'<a{role} href="{address}"{title}{to}>{self.inlines(node.children)}</a>'

    def _name(self, node: tree.Name) -> str:
        entity = node.entity
        opening = self._openings.get(entity.id)
        if opening is None:
            tip = f' title="{self._tip(entity.gloss)}"' if entity.gloss else ""
            opening = f'<a class="mj-{entity.type}" href="{self.address(entity.link)}"{tip}>'
            self._openings[entity.id] = opening
        if node.form is None:
            return f"{opening}{self._text(tree.Text(entity.name))}</a>"
        return f"{opening}{html_text(node.form, direction_of(node.language))}</a>"

    def _sign(self, node: tree.Sign) -> str:
        return self._reference(node.reference)

    def _reference(self, reference: Reference) -> str:
        key = (reference.label, reference.link)
        found = self._written_signs.get(key)
        if found is None:
            opening = self._opening(reference)
            found = self._written_signs[key] = f"{opening}{html_text(reference.label)}</a>"
        return found

    def _opening(self, reference: Reference) -> str:
        return f'<a class="mj-ref" href="{self.address(reference.link)}" title="{self._tip(reference.title)}">'

    def _code(self, node: tree.Code) -> str:
        return f"<code>{html_attribute(node.text)}</code>"

    def _plain(self, node: tree.Plain) -> str:
        return escape(normalise(node.text)).replace("\n", html_safe("<br>"))

    def _to(self, target: Link, words: str) -> str:
        return f'<a href="{self.address(target)}"><strong>{words}</strong></a>'

    def _away(self, url: str, words: str) -> str:
        return f'<a href="{html_attribute(url)}" rel="external noopener">{words}</a>'

    # Blocks.

    def _heading(self, node: tree.Heading) -> str:
        inner = self.inlines(node.children)
        if node.sign:
            inner = f'<span class="mj-sign">{html_text(node.sign, self.dir)} </span>{inner}'
        if node.count:
            inner += f' <span class="mj-count">{html_text(node.count, self.dir)}</span>'
        options = self._headings
        if options.first <= node.level <= options.last:
            name = html_attribute(" ".join(node.label.split())) if node.label else plain_title(inner)
            self.entries.append(TocEntry(str(name), node.id, node.level))
        role = f' class="{css(node.role)}"' if node.role else ""
        sign = f' data-sign="{html_attribute(node.sign)}"' if node.sign else ""
        permalink = ""
        if options.permalink and not self._in_fold:
            tip = f' title="{html_attribute(options.permalink_title)}"' if options.permalink_title else ""
            classes = html_attribute(options.permalink_class)
            permalink = f'<a class="{classes}" href="#{node.id}"{tip}>{html_attribute(options.permalink)}</a>'
        return f'<h{node.level} id="{node.id}"{role}{sign}>{inner}{permalink}</h{node.level}>'

    def _paragraph(self, node: tree.Paragraph) -> str:
        role = f' class="{css(node.role)}"' if node.role else ""
        own = f' id="{node.id}"' if node.id else ""
        return f"<p{role}{own}{self.language_of(node.language)}>{self.inlines(node.children).strip(' ')}</p>"

    def _list(self, node: tree.List) -> str:
        element = "ol" if node.ordered else "ul"
        apart = node.loose and len(node.items) > 1
        items = "\n".join(self._item(item, apart) for item in node.items)
        return f"<{element}>\n{items}\n</{element}>"

    def _item(self, item: tree.Item, apart: bool) -> str:
        line = self.inlines(item.children)
        if item.more:
            return f"<li>\n<p>{line}</p>\n{self.blocks(item.more)}\n</li>"
        return f"<li><p>{line}</p></li>" if apart else f"<li>{line}</li>"

    def _facts(self, node: tree.Facts) -> str:
        rows = []
        for fact in node.facts:
            own = f' id="{fact.id}"' if fact.id else ""
            rows.append(f"<dt{own}>{self.inlines(fact.term)}</dt>")
            rows += map(self._description, fact.descriptions)
        return "\n".join(["<dl>", *rows, "</dl>"])

    def _description(self, node: tree.Description) -> str:
        role = f' class="{css(node.role)}"' if node.role else ""
        return f"<dd{role}>{self.inlines(node.children)}</dd>"

    def _table(self, node: tree.Table) -> str:
        head = "\n".join(f"<th>{html_text(name, self.dir)}</th>" for name in node.head)
        rows = []
        for row in node.rows:
            cells = "\n".join(f"<td>{self.inlines(cell)}</td>" for cell in row)
            rows.append(f"<tr>\n{cells}\n</tr>\n")
        return f"<table>\n<thead>\n<tr>\n{head}\n</tr>\n</thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>"

    def _article_table(self, node: tree.ArticleTable) -> str:
        rows = []
        for row in node.rows:
            cells = "".join(f"<td>{self.inlines(cell).strip(' ')}</td>" for cell in row.cells)
            rows.append(f'<tr id="{row.id}">{cells}</tr>')
        return f"<table{self.language_of(node.language)}>{''.join(rows)}</table>"

    def _group(self, node: tree.Group) -> str:
        element = ELEMENTS[node.kind]
        meaning = self.data(with_values(node.meaning))
        kind = ' role="group"' if node.kind == "set" else ""
        name = f' aria-label="{html_attribute(node.name)}"' if node.name else ""
        apart = "" if node.searched else ' data-search-exclude="1"'
        hidden = ' hidden="hidden"' if node.hidden else ""
        opening = (
            f'{element} class="{css(node.role)}"{meaning}{kind}{name}{self.language_of(node.language)}{apart}{hidden}'
        )
        return f"<{opening}>\n{self.blocks(node.children)}\n</{element}>"

    def _details(self, node: tree.Details) -> str:
        own = f' id="{node.id}"' if node.id else ""
        opened = ' open="open"' if node.open else ""
        summary = self.inlines(node.summary)
        if node.heading:
            self._in_fold = True  # the line is a button, which holds no link
            line = f'\n<span class="mj-line">{self.inlines(node.summary)}</span>' if node.summary else ""
            summary = f"\n{self.blocks((node.heading,))}{line}\n"
            self._in_fold = False
        meaning = self.data(with_values(node.meaning))
        opening = f'<details class="{css(node.role)}"{own}{meaning}{opened}>'
        return f"{opening}\n<summary>{summary}</summary>\n{self.blocks(node.children)}\n</details>"

    def _excerpt(self, node: tree.Excerpt) -> str:
        return f'<blockquote class="mj-quote">\n{self._paragraph(node.passage)}\n</blockquote>'

    def _prose(self, node: tree.Prose) -> str:
        language = node.prose.language
        direction = direction_of(language)
        resolve = self._resolver(node.references, direction)
        blocks = prose_to_html(node.prose.prose, resolve_reference=resolve, base=direction)
        return blocks if self.is_own(language) else f"<div{self.language_of(language)}>\n{blocks}\n</div>"

    def _resolver(self, references: Mapping[str, Reference], around: Direction) -> HtmlResolver:
        def resolve(id: str, locators: tuple[Locator, ...]) -> Markup | None:
            reference = references.get(id)
            if reference is None:
                return None
            sign = self._reference(reference)
            if locators:
                sign = f"{self._opening(reference)}{self._sign_within(reference, locators, around)}</a>"
            return html_safe(f"<sup>{sign}</sup>")

        return resolve


def with_values(meaning: tree.Meaning) -> tree.Meaning:
    """What a block means, each name with a value: Python-Markdown makes of one without a value its own name."""
    return tuple((name, value or f"data-{name}") for name, value in meaning)
