"""The tree of a page as Markdown, as MkDocs reads it and as a person reads it in a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from mujaz.document.citing.parts import CitationPart
from mujaz.document.layout.front import Day, Keyword
from mujaz.document.pages.items import Link, Reference, Words
from mujaz.document.tree import (
    Anchor,
    ArticleTable,
    Bar,
    Block,
    Changes,
    Citation,
    Code,
    Deleted,
    Description,
    Details,
    Document,
    Emphasis,
    Excerpt,
    Fact,
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
from mujaz.document.writers.html import ELEMENTS, data, headed, language_of
from mujaz.document.writers.writer import Writer, css, listed, quote_class, spaces
from mujaz.labels import Labels
from mujaz.markup.bidi import Direction, direction_of, own_direction
from mujaz.markup.frontmatter import yaml_string
from mujaz.markup.literal import attr, literal
from mujaz.markup.locators import Locator
from mujaz.markup.md import Md
from mujaz.markup.render import link_target, render_prose
from mujaz.text.patterns import lazy_re

# What can stand between the values of a citation without being Markdown.
_SIGNS = lazy_re(r"[\s.,:;()،؛؟«»“”–]*")


class MarkdownPage(Struct, frozen=True):
    """A file to write: its path below the documentation folder, and its text."""

    path: str
    text: str


def write_markdown(document: Document, labels: Labels) -> MarkdownPage:
    """A document as Markdown, with its front matter.

    Args:
        document: a page.
        labels: the words of the interface in its language.
    """
    writer = _MarkdownWriter(document, labels)
    body = f"<div{writer.page_attributes} markdown>\n\n{writer.blocks(document.blocks)}\n\n</div>"
    parts = ["\n".join(["---", *_front(document.front, ""), "---"]), body]
    if definitions := writer.definitions():
        parts.append(definitions)
    return MarkdownPage(f"{document.path}.md", "\n\n".join(parts) + "\n")


def _front(values: Mapping[str, object], margin: str) -> Iterator[str]:
    """A mapping of the front matter, line by line."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield f"{margin}{name}:"
            yield from _front(value, margin + "  ")
        elif isinstance(value, list):
            yield f"{margin}{name}:"
            for item in value:
                first, *rest = _front(item, "") if isinstance(item, dict) else (_scalar(item),)
                yield f"{margin}  - {first}"
                yield from (f"{margin}    {line}" for line in rest)
        else:
            yield f"{margin}{name}: {_scalar(value)}"


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, Day | Keyword) else yaml_string(str(value))


class _MarkdownWriter(Writer):
    """See `Writer`; collects the targets of the page's signs and names, so that its paragraphs read well."""

    def __init__(self, document: Document, labels: Labels) -> None:
        super().__init__(document, labels)
        self._definitions: dict[str, str] = {}
        self._defined: dict[str, dict[Link, str]] = {}

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Blocks with an empty line between them."""
        return "\n\n".join([_BLOCKS[type(block)](self, block) for block in blocks])

    def inlines(self, nodes: Inlines) -> str:
        """Inline nodes one after the other."""
        return "".join([_INLINES[type(node)](self, node) for node in nodes])

    def definitions(self) -> str:
        """The targets of the page's signs and names."""
        return "\n".join(f"[{name}]: {target}" for name, target in sorted(self._definitions.items()))

    def _define(self, name: str, link: Link, title: Words | None) -> str:
        """Keep the target of a name; a sign that leads elsewhere already, in another brief, gets a number."""
        targets = self._defined.setdefault(name, {})
        free = targets.get(link)
        if free is None:
            free = f"{name}/{len(targets) + 1}" if targets else name
            targets[link] = free
            shown = f' "{self._tip(title)}"' if title else ""
            self._definitions[free] = f"{self._href(link)}{shown}"
        return free

    def _href(self, link: Link) -> str:
        return self.path(link, ".md")

    def _tip(self, words: Words) -> str:
        return attr(self.shown_tip(words))

    # Inline nodes.

    def _label(self, node: str) -> str:
        return literal(node, base=self.dir)

    def _strong(self, node: Strong) -> str:
        return f"**{self.inlines(node.children)}**"

    def _emphasis(self, node: Emphasis) -> str:
        return f"*{self.inlines(node.children)}*"

    def _span(self, node: Span) -> str:
        role = f' class="{css(node.role)}"' if node.role else ""
        return f"<span{role}{data(node.meaning, attr)}>{self.inlines(node.children)}</span>"

    def _text(self, node: Text) -> str:
        words = node.words
        if not self.is_own(words.language):
            return _marked("span", words)
        own = own_direction(words.text, self.dir)
        text = literal(words.text, base=own or self.dir)
        return f'<bdi dir="{own}">{text}</bdi>' if own else text

    def _other_name(self, node: OtherName) -> str:
        return _marked("span", node.words)

    def _quotation(self, node: Quotation) -> str:
        return _marked(f'q class="{quote_class(node.words.text)}"', node.words)

    def _hyperlink(self, node: Hyperlink) -> str:
        target = self.path(node.target, ".xml" if node.feed else ".md")
        title = f' "{attr(node.title)}"' if node.title else ""
        attributes = [f".mj-{node.role}"] if node.role else []
        if node.language:
            attributes += [f"lang={node.language}", f"hreflang={node.language}"]
        behind = f"{{{' '.join(attributes)}}}" if attributes else ""
        return f"[{self.inlines(node.children)}]({target}{title}){behind}"

    def _outside(self, node: Outside) -> str:
        return f'[{self.inlines(node.children)}]({link_target(node.url)}){{ rel="external noopener" }}'

    def _name(self, node: Name) -> str:
        entity = node.entity
        form = node.form
        text = self._text(Text(entity.name)) if form is None else literal(form, base=direction_of(node.language))
        self._define(f"@{entity.id}", entity.link, entity.gloss)
        return f"[{text}][@{entity.id}]{{.mj-{entity.type}}}"

    def _sign(self, node: Sign) -> str:
        return self._reference(node.reference)

    def _reference(self, reference: Reference) -> str:
        """The sign that leads to a note, a claim, an event or a source: `[C1]`, defined at the end of the page."""
        name = self._define(reference.label, reference.link, reference.title)
        target = "" if name == reference.label else f"[{name}]"
        return f"[{reference.label}]{target}{{.mj-ref}}"

    def _located(self, reference: Reference, locators: tuple[Locator, ...], around: Direction) -> str:
        """The sign of a source with the places in it that are meant, in a text of some direction."""
        name = self._define(reference.label, reference.link, reference.title)
        sign: str = literal(self.located_sign(reference, locators), base=self.dir)
        if around != self.dir:
            sign = f'<bdi dir="{self.dir}" lang="{attr(self.document.language)}">{sign}</bdi>'
        return f"[{sign}][{name}]{{.mj-ref}}"

    def _run(self, node: Run) -> str:
        words = node.text.strip()
        if not words:
            return " "
        lead, tail = spaces(node.text)
        return f"{lead}{literal(words, base=direction_of(node.language))}{tail}"

    def _time(self, node: Time) -> str:
        words = literal(node.words, base=self.dir)
        if not node.stamp:
            return f'<span class="mj-time">{words}</span>'
        return f'<time datetime="{node.stamp}">{words}</time>'

    def _judgement(self, node: Judgement) -> str:
        kind, words = node.kind, literal(node.words, base=self.dir)
        return f'<span class="mj-{kind}" data-{kind}="{attr(node.value)}">{words}</span>'

    def _grade(self, node: Grade) -> str:
        meaning = self._tip(Words(node.words, self.document.language))
        return f'<abbr class="mj-grade" title="{meaning}">{literal(node.grade)}</abbr>'

    def _citation(self, node: Citation) -> str:
        return "".join(map(self._part, node.parts))

    def _part(self, part: CitationPart) -> str:
        if part.date is not None:
            return self._time(Time.of(part.date, self.labels))
        if not part.value:
            return self._of_style(part)
        direction = self.part_direction(part)
        text: str = literal(part.text, base=direction or self.dir)
        if part.href:
            text = f'[{literal(part.text)}]({link_target(part.href)}){{ rel="external noopener" }}'
        if part.italic:
            text = f"<em>{text}</em>"
        language = self.part_language(part, direction or self.dir)
        if not language:
            return f'<bdi dir="{direction}">{text}</bdi>' if direction else text
        return f'<bdi dir="{direction or self.dir}" lang="{attr(language)}">{text}</bdi>'

    def _of_style(self, part: CitationPart) -> str:
        """Words and signs of the style, with the spaces at their ends."""
        signs = _SIGNS.match(part.text)
        before = signs[0] if signs else ""
        rest = part.text[len(before) :]
        text = before + literal(rest.rstrip(), base=self.dir) + spaces(rest)[1]
        return f"<em>{text}</em>" if part.italic else text

    def _code(self, node: Code) -> str:
        return f"`{node.text}`"

    def _sentence(self, node: MentionSentence) -> str:
        direction = direction_of(node.language)
        text: list[str] = []  # to add to a text would copy it each time
        for place, piece in enumerate(node.pieces):
            words = literal(" ".join(piece.split()), base=direction)
            if place % 2:
                text.append(f"[**{words}**]({self._href(node.target)})")
            elif words:
                lead, tail = spaces(piece)
                text.append(f"{lead}{words}{tail}")
            else:
                text.append(" " if piece else "")
        return f'<span class="mj-quote" lang="{attr(node.language)}" dir="{direction}">{"".join(text).strip()}</span>'

    def _plain(self, node: Plain) -> str:
        return "<br>".join(map(_with_spaces, node.text.split("\n")))

    # Blocks.

    def _heading(self, node: Heading) -> str:
        count = f' <span class="mj-count">{literal(node.count, base=self.dir)}</span>' if node.count else ""
        sign = f'<span class="mj-sign">{literal(node.sign, base=self.dir)} </span>' if node.sign else ""
        attributes = [f"#{node.id}"]
        if node.role:
            attributes.append(f".mj-{node.role}")
        if node.sign:
            attributes.append(f'data-sign="{attr(node.sign)}"')
        if node.label:
            attributes.append(f'data-toc-label="{attr(node.label)}"')
        return f"{'#' * node.level} {sign}{self.inlines(node.children)}{count} {{: {' '.join(attributes)} }}"

    def _paragraph(self, node: Paragraph) -> str:
        attributes = [f"#{node.id}"] if node.id else []
        attributes += [f".{name}" for name in css(node.role).split() if node.role]
        if node.language:
            attributes += [f"lang={node.language}", f"dir={direction_of(node.language)}"]
        behind = f"\n{{: {' '.join(attributes)} }}" if attributes else ""
        return f"{self.inlines(node.children).strip(' ')}{behind}"

    def _list(self, node: List) -> str:
        marker = "1." if node.ordered else "-"
        return ("\n\n" if node.loose else "\n").join(self._item(marker, item) for item in node.items)

    def _item(self, marker: str, item: Item) -> str:
        more = "".join(f"\n\n    {self._paragraph(paragraph)}" for paragraph in item.more)
        return f"{marker} {self.inlines(item.children)}{more}"

    def _facts(self, node: Facts) -> str:
        return "\n\n".join(map(self._fact, node.facts))

    def _fact(self, fact: Fact) -> str:
        own = f" {{: #{fact.id} }}" if fact.id else ""
        said = "\n\n".join(map(self._description, fact.descriptions))
        return f"{self.inlines(fact.term)}{own}\n{said}"

    def _description(self, node: Description) -> str:
        role = f"\n    {{: .mj-{node.role} }}" if node.role else ""
        return f":   {self.inlines(node.children)}{role}"

    def _table(self, node: Table) -> str:
        head = " | ".join(literal(name, base=self.dir) for name in node.head)
        rows = [f"| {head} |", f"|{'---|' * len(node.head)}"]
        rows += (f"| {' | '.join(map(self.inlines, row))} |" for row in node.rows)
        return "\n".join(rows)

    def _article_table(self, node: ArticleTable) -> str:
        rows = []
        for row in node.rows:
            cells = "".join(f"<td markdown>{self.inlines(cell).strip()}</td>\n" for cell in row.cells)
            rows.append(f'<tr id="{row.id}" markdown>\n{cells}</tr>\n')
        return f"<table{language_of(node.language, attr)} markdown>\n{''.join(rows)}</table>"

    def _group(self, node: Group) -> str:
        element = ELEMENTS[node.kind]
        kind = ' role="group"' if node.kind == "set" else ""
        name = f' aria-label="{attr(node.name)}"' if node.name else ""
        apart = "" if node.searched else ' data-search-exclude="1"'
        hidden = " hidden" if node.hidden else ""
        attributes = f"{data(node.meaning, attr)}{kind}{name}{language_of(node.language, attr)}{apart}{hidden}"
        return f'<{element} class="{css(node.role)}"{attributes} markdown>{self._inside(node.children)}</{element}>'

    def _inside(self, blocks: Iterable[Block]) -> str:
        text = self.blocks(blocks)
        return f"\n\n{text}\n\n" if text else "\n\n"

    def _details(self, node: Details) -> str:
        own = f' id="{node.id}"' if node.id else ""
        opened = " open" if node.open else ""
        summary = f"<summary>{self.inlines(node.summary)}</summary>"
        if node.heading:
            summary = f'<summary markdown="block">{self._inside(headed(node))}</summary>'
        opening = f'<details class="{css(node.role)}"{own}{data(node.meaning, attr)}{opened} markdown>'
        return f"{opening}\n{summary}{self._inside(node.children)}</details>"

    def _excerpt(self, node: Excerpt) -> str:
        return f'<blockquote class="mj-quote" markdown>\n\n{self._paragraph(node.passage)}\n\n</blockquote>'

    def _prose(self, node: Prose) -> str:
        language = node.prose.language
        direction = direction_of(language)

        def resolve(id: str, locators: tuple[Locator, ...]) -> Md | None:
            reference = node.references.get(id)
            if reference is None:
                return None
            sign = self._located(reference, locators, direction) if locators else self._reference(reference)
            return Md(f"<sup>{sign}</sup>")

        blocks = render_prose(node.prose.prose, resolve_reference=resolve, base=direction)
        if self.is_own(language):
            return blocks
        return f"<div{language_of(language, attr)} markdown>\n\n{blocks}\n\n</div>"

    def _points(self, node: Points) -> str:
        return "\n\n".join(self._prose(Prose(part, node.references)) for part in listed(node.points))


def _with_spaces(text: str) -> str:
    """A text with the white space at its ends, which `literal` would write as a reference to a character."""
    if not (words := text.strip()):
        return " " if text else ""
    lead, tail = spaces(text)
    return f"{lead}{literal(words)}{tail}"


def _marked(opening: str, words: Words) -> str:
    """A text with its language and direction."""
    text = literal(words.text, base=direction_of(words.language))
    return f"<{opening}{language_of(words.language, attr)}>{text}</{opening.partition(' ')[0]}>"


_INLINES: Final[dict[type, Callable[[_MarkdownWriter, Any], str]]] = {
    str: _MarkdownWriter._label,
    Signs: _MarkdownWriter._as_is,
    Strong: _MarkdownWriter._strong,
    Emphasis: _MarkdownWriter._emphasis,
    Small: _MarkdownWriter._small,
    Superscript: _MarkdownWriter._superscript,
    Span: _MarkdownWriter._span,
    Bar: _MarkdownWriter._bar,
    Anchor: _MarkdownWriter._anchor,
    Text: _MarkdownWriter._text,
    OtherName: _MarkdownWriter._other_name,
    Quotation: _MarkdownWriter._quotation,
    Hyperlink: _MarkdownWriter._hyperlink,
    Outside: _MarkdownWriter._outside,
    Name: _MarkdownWriter._name,
    Sign: _MarkdownWriter._sign,
    Mark: _MarkdownWriter._mark,
    Run: _MarkdownWriter._run,
    Time: _MarkdownWriter._time,
    Judgement: _MarkdownWriter._judgement,
    Grade: _MarkdownWriter._grade,
    Citation: _MarkdownWriter._citation,
    Code: _MarkdownWriter._code,
    MentionSentence: _MarkdownWriter._sentence,
    Plain: _MarkdownWriter._plain,
    Isolate: _MarkdownWriter._isolate,
    Inserted: _MarkdownWriter._inserted,
    Deleted: _MarkdownWriter._deleted,
}
_BLOCKS: Final[dict[type, Callable[[_MarkdownWriter, Any], str]]] = {
    Heading: _MarkdownWriter._heading,
    Paragraph: _MarkdownWriter._paragraph,
    List: _MarkdownWriter._list,
    Facts: _MarkdownWriter._facts,
    Table: _MarkdownWriter._table,
    ArticleTable: _MarkdownWriter._article_table,
    Group: _MarkdownWriter._group,
    Details: _MarkdownWriter._details,
    Excerpt: _MarkdownWriter._excerpt,
    Prose: _MarkdownWriter._prose,
    Points: _MarkdownWriter._points,
    Map: _MarkdownWriter.map_figure,
    TimeStrip: _MarkdownWriter.strip_figure,
    Graph: _MarkdownWriter.graph_figure,
    Changes: _MarkdownWriter.change_list,
}
