"""The tree of a page as Markdown, as MkDocs reads it and as a person reads it in a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from mujaz.document import tree
from mujaz.document.layout.days import Day
from mujaz.document.layout.front import Keyword
from mujaz.document.pages.items import Link, Reference, Words
from mujaz.document.writers.writer import ELEMENTS, Writer, css, headed, spaces
from mujaz.labels import Labels
from mujaz.markup.bidi import Direction, direction_of
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


def write_markdown(document: tree.Document, labels: Labels) -> MarkdownPage:
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

    between = "\n\n"

    def __init__(self, document: tree.Document, labels: Labels) -> None:
        super().__init__(document, labels)
        self._definitions: dict[str, str] = {}
        self._defined: dict[str, dict[Link, str]] = {}

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

    def words(self, text: str, base: Direction | None = None) -> str:
        return literal(text, base=base)

    def value(self, text: str) -> str:
        return attr(text)

    # Inline nodes.

    def _strong(self, node: tree.Strong) -> str:
        return f"**{self.inlines(node.children)}**"

    def _emphasis(self, node: tree.Emphasis) -> str:
        return f"*{self.inlines(node.children)}*"

    def _hyperlink(self, node: tree.Hyperlink) -> str:
        target = self.path(node.target, ".xml" if node.feed else ".md")
        title = f' "{attr(node.title)}"' if node.title else ""
        attributes = [f".mj-{node.role}"] if node.role else []
        if node.language:
            attributes += [f"lang={node.language}", f"hreflang={node.language}"]
        behind = f"{{{' '.join(attributes)}}}" if attributes else ""
        return f"[{self.inlines(node.children)}]({target}{title}){behind}"

    def _name(self, node: tree.Name) -> str:
        entity = node.entity
        form = node.form
        text = self._text(tree.Text(entity.name)) if form is None else literal(form, base=direction_of(node.language))
        self._define(f"@{entity.id}", entity.link, entity.gloss)
        return f"[{text}][@{entity.id}]{{.mj-{entity.type}}}"

    def _sign(self, node: tree.Sign) -> str:
        return self._reference(node.reference)

    def _reference(self, reference: Reference) -> str:
        """The sign that leads to a note, a claim, an event or a source: `[C1]`, defined at the end of the page."""
        name = self._define(reference.label, reference.link, reference.title)
        target = "" if name == reference.label else f"[{name}]"
        return f"[{reference.label}]{target}{{.mj-ref}}"

    def _located(self, reference: Reference, locators: tuple[Locator, ...], around: Direction) -> str:
        name = self._define(reference.label, reference.link, reference.title)
        return f"[{self._sign_within(reference, locators, around)}][{name}]{{.mj-ref}}"

    def _code(self, node: tree.Code) -> str:
        return f"`{node.text}`"

    def _plain(self, node: tree.Plain) -> str:
        return "<br>".join(map(_with_spaces, node.text.split("\n")))

    def _to(self, target: Link, words: str) -> str:
        return f"[**{words}**]({self._href(target)})"

    def _away(self, url: str, words: str) -> str:
        return f'[{words}]({link_target(url)}){{ rel="external noopener" }}'

    def _of_style(self, text: str) -> str:
        """Words and signs of the style, with the spaces at their ends."""
        signs = _SIGNS.match(text)
        before = signs[0] if signs else ""
        rest = text[len(before) :]
        return before + literal(rest.rstrip(), base=self.dir) + spaces(rest)[1]

    # Blocks.

    def _heading(self, node: tree.Heading) -> str:
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

    def _paragraph(self, node: tree.Paragraph) -> str:
        attributes = [f"#{node.id}"] if node.id else []
        attributes += [f".{name}" for name in css(node.role).split() if node.role]
        if node.language:
            attributes += [f"lang={node.language}", f"dir={direction_of(node.language)}"]
        behind = f"\n{{: {' '.join(attributes)} }}" if attributes else ""
        return f"{self.inlines(node.children).strip(' ')}{behind}"

    def _list(self, node: tree.List) -> str:
        marker = "1." if node.ordered else "-"
        return ("\n\n" if node.loose else "\n").join(self._item(marker, item) for item in node.items)

    def _item(self, marker: str, item: tree.Item) -> str:
        more = "".join(f"\n\n    {self._paragraph(paragraph)}" for paragraph in item.more)
        return f"{marker} {self.inlines(item.children)}{more}"

    def _facts(self, node: tree.Facts) -> str:
        return "\n\n".join(map(self._fact, node.facts))

    def _fact(self, fact: tree.Fact) -> str:
        own = f" {{: #{fact.id} }}" if fact.id else ""
        said = "\n\n".join(map(self._description, fact.descriptions))
        return f"{self.inlines(fact.term)}{own}\n{said}"

    def _description(self, node: tree.Description) -> str:
        role = f"\n    {{: .mj-{node.role} }}" if node.role else ""
        return f":   {self.inlines(node.children)}{role}"

    def _table(self, node: tree.Table) -> str:
        head = " | ".join(literal(name, base=self.dir) for name in node.head)
        rows = [f"| {head} |", f"|{'---|' * len(node.head)}"]
        rows += (f"| {' | '.join(map(self.inlines, row))} |" for row in node.rows)
        return "\n".join(rows)

    def _article_table(self, node: tree.ArticleTable) -> str:
        rows = []
        for row in node.rows:
            cells = "".join(f"<td markdown>{self.inlines(cell).strip()}</td>\n" for cell in row.cells)
            rows.append(f'<tr id="{row.id}" markdown>\n{cells}</tr>\n')
        return f"<table{self.language_of(node.language)} markdown>\n{''.join(rows)}</table>"

    def _group(self, node: tree.Group) -> str:
        element = ELEMENTS[node.kind]
        kind = ' role="group"' if node.kind == "set" else ""
        name = f' aria-label="{attr(node.name)}"' if node.name else ""
        apart = "" if node.searched else ' data-search-exclude="1"'
        hidden = " hidden" if node.hidden else ""
        attributes = f"{self.data(node.meaning)}{kind}{name}{self.language_of(node.language)}{apart}{hidden}"
        return f'<{element} class="{css(node.role)}"{attributes} markdown>{self._inside(node.children)}</{element}>'

    def _inside(self, blocks: Iterable[tree.Block]) -> str:
        text = self.blocks(blocks)
        return f"\n\n{text}\n\n" if text else "\n\n"

    def _details(self, node: tree.Details) -> str:
        own = f' id="{node.id}"' if node.id else ""
        opened = " open" if node.open else ""
        summary = f"<summary>{self.inlines(node.summary)}</summary>"
        if node.heading:
            summary = f'<summary markdown="block">{self._inside(headed(node))}</summary>'
        opening = f'<details class="{css(node.role)}"{own}{self.data(node.meaning)}{opened} markdown>'
        return f"{opening}\n{summary}{self._inside(node.children)}</details>"

    def _excerpt(self, node: tree.Excerpt) -> str:
        return f'<blockquote class="mj-quote" markdown>\n\n{self._paragraph(node.passage)}\n\n</blockquote>'

    def _prose(self, node: tree.Prose) -> str:
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
        return f"<div{self.language_of(language)} markdown>\n\n{blocks}\n\n</div>"


def _with_spaces(text: str) -> str:
    """A text with the white space at its ends, which `literal` would write as a reference to a character."""
    if not (words := text.strip()):
        return " " if text else ""
    lead, tail = spaces(text)
    return f"{lead}{literal(words)}{tail}"
