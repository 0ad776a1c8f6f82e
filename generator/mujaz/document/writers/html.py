"""The tree of a page as HTML: the same elements as Python-Markdown makes of its Markdown, many times as fast."""

from __future__ import annotations

import datetime
import html
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from markupsafe import Markup, escape
from msgspec import Struct

from mujaz.document.citing.parts import CitationPart
from mujaz.document.layout.front import Day
from mujaz.document.pages.items import Link, Reference, Words
from mujaz.document.sections import Section
from mujaz.document.tree import (
    Anchor,
    ArticleTable,
    Bar,
    Block,
    Blocks,
    Changes,
    Citation,
    Code,
    Deleted,
    Description,
    Details,
    Document,
    Emphasis,
    Excerpt,
    Facts,
    Grade,
    Graph,
    Group,
    Heading,
    Hyperlink,
    Inlines,
    Inserted,
    Isolate,
    Item,
    Judgement,
    List,
    Map,
    Mark,
    Meaning,
    MentionSentence,
    Name,
    OtherName,
    Outside,
    Paragraph,
    Plain,
    Points,
    Prose,
    Quotation,
    Run,
    Sign,
    Signs,
    Small,
    Span,
    Strong,
    Superscript,
    Table,
    Text,
    Time,
    TimeStrip,
)
from mujaz.document.writers.headings import Headings, TocEntry, nested, plain_title
from mujaz.document.writers.writer import Writer, css, listed, quote_class, spaces
from mujaz.labels import Labels
from mujaz.markup.bidi import Direction, direction_of, own_direction
from mujaz.markup.html import html_attribute, html_safe, html_text
from mujaz.markup.html_prose import HtmlResolver, prose_to_html
from mujaz.markup.literal import normalise
from mujaz.markup.locators import Locator
from mujaz.text.patterns import lazy_re

_PLAIN: Final = lazy_re("[A-Za-z0-9-]*")
ELEMENTS: Final = {"part": "div", "section": "section", "navigation": "nav", "set": "div"}


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


def write_html(document: Document, labels: Labels, headings: Headings) -> HtmlPage:
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

    def __init__(self, document: Document, labels: Labels, headings: Headings) -> None:
        super().__init__(document, labels)
        self.entries: list[TocEntry] = []
        self._headings = headings
        self._in_fold = False
        self._names: dict[str, str] = {}
        self._signs: dict[tuple[str, Link], str] = {}

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Blocks, each on lines of its own."""
        return "\n".join([_BLOCKS[type(block)](self, block) for block in blocks])

    def inlines(self, nodes: Inlines) -> str:
        """Inline nodes one after the other."""
        return "".join([_INLINES[type(node)](self, node) for node in nodes])

    # Inline nodes.

    def _label(self, node: str) -> str:
        return html_text(node, self.dir)

    def _strong(self, node: Strong) -> str:
        return f"<strong>{self.inlines(node.children)}</strong>"

    def _emphasis(self, node: Emphasis) -> str:
        return f"<em>{self.inlines(node.children)}</em>"

    def _span(self, node: Span) -> str:
        role = f' class="{css(node.role)}"' if node.role else ""
        return f"<span{role}{data(node.meaning)}>{self.inlines(node.children)}</span>"

    def _text(self, node: Text) -> str:
        words = node.words
        if not self.is_own(words.language):
            return _marked("span", words)
        direction = own_direction(words.text, self.dir)
        if direction is None:
            return html_text(words.text, self.dir)
        return f'<bdi dir="{direction}">{html_text(words.text, direction)}</bdi>'

    def _other_name(self, node: OtherName) -> str:
        return _marked("span", node.words)

    def _quotation(self, node: Quotation) -> str:
        return _marked(f'q class="{quote_class(node.words.text)}"', node.words)

    def _hyperlink(self, node: Hyperlink) -> str:
        address = self.path(node.target, ".xml" if node.feed else ".html")
        role = f' class="mj-{node.role}"' if node.role else ""
        title = f' title="{html_attribute(node.title)}"' if node.title else ""
        language = html_attribute(node.language)
        to = f' lang="{language}" hreflang="{language}"' if node.language else ""
        return f'<a{role} href="{address}"{title}{to}>{self.inlines(node.children)}</a>'

    def _outside(self, node: Outside) -> str:
        return f'<a href="{html_attribute(node.url)}" rel="external noopener">{self.inlines(node.children)}</a>'

    def _name(self, node: Name) -> str:
        entity = node.entity
        opening = self._names.get(entity.id)
        if opening is None:
            tip = f' title="{self._tip(entity.gloss)}"' if entity.gloss else ""
            opening = f'<a class="mj-{entity.type}" href="{self.address(entity.link)}"{tip}>'
            self._names[entity.id] = opening
        if node.form is None:
            return f"{opening}{self._text(Text(entity.name))}</a>"
        return f"{opening}{html_text(node.form, direction_of(node.language))}</a>"

    def _tip(self, words: Words) -> str:
        return html_attribute(self.shown_tip(words))

    def _sign(self, node: Sign) -> str:
        return self._reference(node.reference)

    def _reference(self, reference: Reference) -> str:
        key = (reference.label, reference.link)
        found = self._signs.get(key)
        if found is None:
            opening = self._opening(reference)
            found = self._signs[key] = f"{opening}{html_text(reference.label)}</a>"
        return found

    def _opening(self, reference: Reference) -> str:
        return f'<a class="mj-ref" href="{self.address(reference.link)}" title="{self._tip(reference.title)}">'

    def _run(self, node: Run) -> str:
        words = node.text.strip()
        if not words:
            return " "
        lead, tail = spaces(node.text)
        return f"{lead}{html_text(words, direction_of(node.language))}{tail}"

    def _time(self, node: Time) -> str:
        words = html_text(node.words, self.dir)
        if not node.stamp:
            return f'<span class="mj-time">{words}</span>'
        return f'<time datetime="{node.stamp}">{words}</time>'

    def _judgement(self, node: Judgement) -> str:
        kind = node.kind
        value = html_attribute(node.value)
        return f'<span class="mj-{kind}" data-{kind}="{value}">{html_text(node.words, self.dir)}</span>'

    def _grade(self, node: Grade) -> str:
        meaning = self._tip(Words(node.words, self.document.language))
        return f'<abbr class="mj-grade" title="{meaning}">{html_text(node.grade)}</abbr>'

    def _citation(self, node: Citation) -> str:
        return "".join(map(self._part, node.parts))

    def _part(self, part: CitationPart) -> str:
        if part.date is not None:
            return self._time(Time.of(part.date, self.labels))
        if not part.value:
            words = html_text(part.text, self.dir)
            return f"<em>{words}</em>" if part.italic else words
        direction = self.part_direction(part)
        text: str = html_text(part.text, direction or self.dir)
        if part.href:
            text = f'<a href="{html_attribute(part.href)}" rel="external noopener">{html_text(part.text)}</a>'
        if part.italic:
            text = f"<em>{text}</em>"
        language = self.part_language(part, direction or self.dir)
        if not language:
            return f'<bdi dir="{direction}">{text}</bdi>' if direction else text
        return f'<bdi dir="{direction or self.dir}" lang="{html_attribute(language)}">{text}</bdi>'

    def _code(self, node: Code) -> str:
        return f"<code>{html_attribute(node.text)}</code>"

    def _sentence(self, node: MentionSentence) -> str:
        direction = direction_of(node.language)
        address = self.address(node.target)
        text: list[str] = []  # to add to a text would copy it each time
        for place, piece in enumerate(node.pieces):
            words = html_text(" ".join(piece.split()), direction)
            if place % 2:
                text.append(f'<a href="{address}"><strong>{words}</strong></a>')
            elif words:
                lead, tail = spaces(piece)
                text.append(f"{lead}{words}{tail}")
            else:
                text.append(" " if piece else "")
        language = html_attribute(node.language)
        return f'<span class="mj-quote" lang="{language}" dir="{direction}">{"".join(text).strip()}</span>'

    def _plain(self, node: Plain) -> str:
        return escape(normalise(node.text)).replace("\n", html_safe("<br>"))

    # Blocks.

    def _heading(self, node: Heading) -> str:
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

    def _paragraph(self, node: Paragraph) -> str:
        role = f' class="{css(node.role)}"' if node.role else ""
        own = f' id="{node.id}"' if node.id else ""
        return f"<p{role}{own}{language_of(node.language)}>{self.inlines(node.children).strip(' ')}</p>"

    def _list(self, node: List) -> str:
        element = "ol" if node.ordered else "ul"
        apart = node.loose and len(node.items) > 1
        items = "\n".join(self._item(item, apart) for item in node.items)
        return f"<{element}>\n{items}\n</{element}>"

    def _item(self, item: Item, apart: bool) -> str:
        line = self.inlines(item.children)
        if item.more:
            return f"<li>\n<p>{line}</p>\n{self.blocks(item.more)}\n</li>"
        return f"<li><p>{line}</p></li>" if apart else f"<li>{line}</li>"

    def _facts(self, node: Facts) -> str:
        rows = []
        for fact in node.facts:
            own = f' id="{fact.id}"' if fact.id else ""
            rows.append(f"<dt{own}>{self.inlines(fact.term)}</dt>")
            rows += map(self._description, fact.descriptions)
        return "\n".join(["<dl>", *rows, "</dl>"])

    def _description(self, node: Description) -> str:
        role = f' class="{css(node.role)}"' if node.role else ""
        return f"<dd{role}>{self.inlines(node.children)}</dd>"

    def _table(self, node: Table) -> str:
        head = "\n".join(f"<th>{html_text(name, self.dir)}</th>" for name in node.head)
        rows = []
        for row in node.rows:
            cells = "\n".join(f"<td>{self.inlines(cell)}</td>" for cell in row)
            rows.append(f"<tr>\n{cells}\n</tr>\n")
        return f"<table>\n<thead>\n<tr>\n{head}\n</tr>\n</thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>"

    def _article_table(self, node: ArticleTable) -> str:
        rows = []
        for row in node.rows:
            cells = "".join(f"<td>{self.inlines(cell).strip(' ')}</td>" for cell in row.cells)
            rows.append(f'<tr id="{row.id}">{cells}</tr>')
        return f"<table{language_of(node.language)}>{''.join(rows)}</table>"

    def _group(self, node: Group) -> str:
        element = ELEMENTS[node.kind]
        meaning = data(with_values(node.meaning))
        kind = ' role="group"' if node.kind == "set" else ""
        name = f' aria-label="{html_attribute(node.name)}"' if node.name else ""
        apart = "" if node.searched else ' data-search-exclude="1"'
        hidden = ' hidden="hidden"' if node.hidden else ""
        opening = f'{element} class="{css(node.role)}"{meaning}{kind}{name}{language_of(node.language)}{apart}{hidden}'
        return f"<{opening}>\n{self.blocks(node.children)}\n</{element}>"

    def _details(self, node: Details) -> str:
        own = f' id="{node.id}"' if node.id else ""
        opened = ' open="open"' if node.open else ""
        summary = self.inlines(node.summary)
        if node.heading:
            self._in_fold = True  # the line is a button, which holds no link
            summary = f"\n{self.blocks(headed(node))}\n"
            self._in_fold = False
        meaning = data(with_values(node.meaning))
        opening = f'<details class="{css(node.role)}"{own}{meaning}{opened}>'
        return f"{opening}\n<summary>{summary}</summary>\n{self.blocks(node.children)}\n</details>"

    def _excerpt(self, node: Excerpt) -> str:
        return f'<blockquote class="mj-quote">\n{self._paragraph(node.passage)}\n</blockquote>'

    def _prose(self, node: Prose) -> str:
        language = node.prose.language
        direction = direction_of(language)
        resolve = self._resolver(node.references, direction)
        blocks = prose_to_html(node.prose.prose, resolve_reference=resolve, base=direction)
        return blocks if self.is_own(language) else f"<div{language_of(language)}>\n{blocks}\n</div>"

    def _points(self, node: Points) -> str:
        return "\n".join(self._prose(Prose(part, node.references)) for part in listed(node.points))

    def _resolver(self, references: Mapping[str, Reference], around: Direction) -> HtmlResolver:
        def resolve(id: str, locators: tuple[Locator, ...]) -> Markup | None:
            reference = references.get(id)
            if reference is None:
                return None
            sign = self._located(reference, locators, around) if locators else self._reference(reference)
            return html_safe(f"<sup>{sign}</sup>")

        return resolve

    def _located(self, reference: Reference, locators: tuple[Locator, ...], around: Direction) -> str:
        """The sign of a source with the places in it that are meant, in a text of some direction."""
        sign: str = html_text(self.located_sign(reference, locators), self.dir)
        if around != self.dir:
            sign = f'<bdi dir="{self.dir}" lang="{html_attribute(self.document.language)}">{sign}</bdi>'
        return f"{self._opening(reference)}{sign}</a>"


def data(meaning: Iterable[tuple[str, str]], escape: Callable[[str], str] = html_attribute) -> str:
    """What a node means, as attributes."""
    written = ((name, value if _PLAIN.fullmatch(value) else escape(value)) for name, value in meaning)
    return "".join(f' data-{name}="{value}"' if value else f" data-{name}" for name, value in written)


def with_values(meaning: Meaning) -> Meaning:
    """What a block means, each name with a value: Python-Markdown makes of one without a value its own name."""
    return tuple((name, value or f"data-{name}") for name, value in meaning)


def headed(node: Details) -> Blocks:
    """What stands in the line under which blocks are folded that have a heading: the heading, and words behind it."""
    assert node.heading is not None
    return (node.heading, Paragraph(node.summary, role="line")) if node.summary else (node.heading,)


def language_of(language: str, escape: Callable[[str], str] = html_attribute) -> str:
    """A language and its direction as attributes; nothing for none."""
    return f' lang="{escape(language)}" dir="{direction_of(language)}"' if language else ""


def _marked(opening: str, words: Words) -> str:
    """A text with its language and direction."""
    text = html_text(words.text, direction_of(words.language))
    return f"<{opening}{language_of(words.language)}>{text}</{opening.partition(' ')[0]}>"


_INLINES: Final[dict[type, Callable[[HtmlWriter, Any], str]]] = {
    str: HtmlWriter._label,
    Signs: HtmlWriter._as_is,
    Strong: HtmlWriter._strong,
    Emphasis: HtmlWriter._emphasis,
    Small: HtmlWriter._small,
    Superscript: HtmlWriter._superscript,
    Span: HtmlWriter._span,
    Bar: HtmlWriter._bar,
    Anchor: HtmlWriter._anchor,
    Text: HtmlWriter._text,
    OtherName: HtmlWriter._other_name,
    Quotation: HtmlWriter._quotation,
    Hyperlink: HtmlWriter._hyperlink,
    Outside: HtmlWriter._outside,
    Name: HtmlWriter._name,
    Sign: HtmlWriter._sign,
    Mark: HtmlWriter._mark,
    Run: HtmlWriter._run,
    Time: HtmlWriter._time,
    Judgement: HtmlWriter._judgement,
    Grade: HtmlWriter._grade,
    Citation: HtmlWriter._citation,
    Code: HtmlWriter._code,
    MentionSentence: HtmlWriter._sentence,
    Plain: HtmlWriter._plain,
    Isolate: HtmlWriter._isolate,
    Inserted: HtmlWriter._inserted,
    Deleted: HtmlWriter._deleted,
}
_BLOCKS: Final[dict[type, Callable[[HtmlWriter, Any], str]]] = {
    Heading: HtmlWriter._heading,
    Paragraph: HtmlWriter._paragraph,
    List: HtmlWriter._list,
    Facts: HtmlWriter._facts,
    Table: HtmlWriter._table,
    ArticleTable: HtmlWriter._article_table,
    Group: HtmlWriter._group,
    Details: HtmlWriter._details,
    Excerpt: HtmlWriter._excerpt,
    Prose: HtmlWriter._prose,
    Points: HtmlWriter._points,
    Map: HtmlWriter.map_figure,
    TimeStrip: HtmlWriter.strip_figure,
    Graph: HtmlWriter.graph_figure,
    Changes: HtmlWriter.change_list,
}
