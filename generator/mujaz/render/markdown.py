"""Page objects to Markdown files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from jinja2 import PackageLoader
from msgspec import Struct

from mujaz.citing.parts import CitationPart
from mujaz.labels import Labels
from mujaz.markup.bidi import Direction, direction_of, own_direction
from mujaz.markup.literal import attr, literal
from mujaz.markup.locators import Locator
from mujaz.markup.md import Md
from mujaz.markup.render import link_target, render_prose
from mujaz.markup.templates import MarkdownEnvironment
from mujaz.model import Date
from mujaz.pages.items import (
    EntityLink,
    EventItem,
    Link,
    LocatorMap,
    Passage,
    ProseWords,
    Reference,
    RelationGraph,
    RelationItem,
    Segment,
    Segments,
    Table,
    Words,
)
from mujaz.pages.objects import LetterGroup, MentionLine, Page, TypeGroup, VersionChange
from mujaz.patterns import lazy_re
from mujaz.pictures.strip import Strip
from mujaz.render.compiled import CompiledTemplates, Keeper, compile_all
from mujaz.render.forms import Forms, listed, quote_class, spaces

__all__ = ["PageWriter", "RenderedPage", "prepare", "render_page"]


class RenderedPage(Struct, frozen=True):
    """A file to write: its path below the documentation folder, and its text."""

    path: str
    text: str


# What can stand between the values of a citation without being Markdown.
_SIGNS = lazy_re(r"[\s.,:;()،؛؟«»“”–]*")
_LINE_BREAKS = lazy_re(" *\n[ \n]*")


@lru_cache(maxsize=4)
def _environment(base: Direction, keeper: Keeper | None) -> MarkdownEnvironment:
    environment = MarkdownEnvironment(PackageLoader("mujaz.render"), base=base)
    environment.bytecode_cache = CompiledTemplates(keeper, base)
    environment.filters["one_line"] = _one_line
    return environment


def _one_line(markdown: Md) -> Md:
    """A macro's output on one line: macros are laid out for reading, list items stand on one."""
    return Md(_LINE_BREAKS.sub(" ", markdown.strip(" \n")))


def prepare(languages: Iterable[str], keeper: Keeper | None) -> None:
    """Compile, and keep, the templates of all pages in some languages, before several processes render them."""
    for base in sorted({direction_of(language) for language in languages}):
        compile_all(_environment(base, keeper), ".md.j2")


def render_page(page: Page, names: dict[str, str], labels: Labels, keeper: Keeper | None = None) -> RenderedPage:
    """One page as Markdown.

    Args:
        page: any page object.
        names: names of the site's languages, each in itself, by tag.
        labels: the words of the interface in the page's language.
        keeper: keeps compiled templates between runs.
    """
    template = _environment(direction_of(page.language), keeper).get_template(f"{page.kind}.md.j2")
    writer = PageWriter(page, labels, names)
    content = {name: getattr(page, name) for name in page.__struct_fields__}
    text = template.render(**content, page=page, w=writer, t=writer.label, n=writer.count)
    return RenderedPage(f"{page.path}.md", _tidy(text))


def _tidy(text: str) -> str:
    """Without white space at line ends and without runs of empty lines, which templates leave."""
    lines: list[str] = []
    for line in text.splitlines():
        line = line.rstrip()
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip() + "\n"


class PageWriter(Forms):
    """The Markdown forms that templates share, as seen from one page."""

    def __init__(self, page: Page, labels: Labels, names: dict[str, str]) -> None:
        super().__init__(page, labels, names)
        self._definitions: dict[str, str] = {}
        self._defined: dict[str, dict[Link, str]] = {}

    def href(self, link: Link) -> Md:
        """The way from this page to another, as Markdown links have it."""
        return Md(self.path(link, ".md"))

    def feed(self) -> Md:
        """The way from this page to the feed of corrections."""
        return Md(self.feed_path())

    def words(self, words: Words) -> Md:
        """A text; one in another language than the page's carries its language and direction."""
        if self.is_own(words.language):
            own = own_direction(words.text, self.dir)
            text = literal(words.text, base=own or self.dir)
            return Md(f'<bdi dir="{own}">{text}</bdi>') if own else text
        direction = direction_of(words.language)
        inner = literal(words.text, base=direction)
        return Md(f'<span lang="{attr(words.language)}" dir="{direction}">{inner}</span>')

    def quote(self, words: Words) -> Md:
        """A quotation from a seed, with its language and direction."""
        direction = direction_of(words.language)
        text = literal(words.text, base=direction)
        return Md(f'<q class="{quote_class(words.text)}" lang="{attr(words.language)}" dir="{direction}">{text}</q>')

    def list(self, items: Iterable[Words]) -> Md:
        """Several texts, with the comma of the page's language."""
        return Md(self.comma.join(self.words(item) for item in items))

    def citation(self, parts: Iterable[CitationPart]) -> Md:
        """An entry of a bibliography."""
        return Md("".join(map(self._cited, parts)))

    def _cited(self, part: CitationPart) -> str:
        if part.date is not None:
            return self.time(part.date)
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

    def prose(self, prose: ProseWords, references: dict[str, Reference]) -> Md:
        """Prose as blocks, its references as links."""

        direction = direction_of(prose.language)

        def resolve(id: str, locators: tuple[Locator, ...]) -> Md | None:
            reference = references.get(id)
            return None if reference is None else self.reference(reference, locators, direction)

        blocks = render_prose(prose.prose, resolve_reference=resolve, base=direction)
        if self.is_own(prose.language):
            return blocks
        return Md(f'<div lang="{attr(prose.language)}" dir="{direction}" markdown>\n\n{blocks}\n\n</div>')

    def points(self, points: Iterable[ProseWords], references: dict[str, Reference]) -> Md:
        """Short texts as a list."""
        return Md("\n\n".join(self.prose(part, references) for part in listed(points)))

    def reference(
        self, reference: Reference, locators: tuple[Locator, ...] = (), around: Direction | None = None
    ) -> Md:
        """The sign that leads to a note, a claim, an event or a source: `[C1]`, defined at the end of the page.

        Args:
            reference: what it leads to.
            locators: the places in a source that are meant.
            around: the direction of the text that it stands in; that of the page without it.
        """
        name = self._define(reference.label, reference.link, reference.title)
        if locators:
            sign = literal(self.located_sign(reference, locators), base=self.dir)
            if around not in (None, self.dir):
                sign = Md(f'<bdi dir="{self.dir}" lang="{attr(self.page.language)}">{sign}</bdi>')
            return Md(f"[{sign}][{name}]{{.mj-ref}}")
        target = "" if name == reference.label else f"[{name}]"
        return Md(f"[{reference.label}]{target}{{.mj-ref}}")

    def _define(self, name: str, link: Link, title: Words | None) -> str:
        """Keep the target of a name; a sign that leads elsewhere already, in another brief, gets a number."""
        targets = self._defined.setdefault(name, {})
        free = targets.get(link)
        if free is None:
            free = f"{name}/{len(targets) + 1}" if targets else name
            targets[link] = free
            shown = f' "{self.tooltip(title)}"' if title else ""
            self._definitions[free] = f"{self.href(link)}{shown}"
        return free

    def tooltip(self, words: Words) -> Md:
        """A text for an attribute that is shown, in order whatever the direction around."""
        return attr(self.shown_tip(words))

    def definitions(self) -> Md:
        """The targets of the page's signs and names, so that its paragraphs read well as they stand."""
        return Md("\n".join(f"[{name}]: {target}" for name, target in sorted(self._definitions.items())))

    def references(self, references: Iterable[Reference]) -> Md:
        """Several signs."""
        return Md(" ".join(self.reference(reference) for reference in references))

    def link(self, words: Words, link: Link) -> Md:
        """A link with a text."""
        return Md(f"[{self.words(words)}]({self.href(link)})")

    def link_to(self, text: str, link: Link) -> Md:
        """A link whose text is of the interface."""
        return Md(f"[{literal(text, base=self.dir)}]({self.href(link)})")

    def entity(self, entity: EntityLink, form: str | None = None, base: Direction | None = None) -> Md:
        """An entity as a link with its gloss; `form` is how a text of direction `base` names it."""
        text = self.words(entity.name) if form is None else literal(form, base=base)
        self._define(f"@{entity.id}", entity.link, entity.gloss)
        return Md(f"[{text}][@{entity.id}]{{.mj-{entity.type}}}")

    def entities(self, entities: Iterable[EntityLink]) -> Md:
        """Several entities, with the comma of the page's language."""
        return Md(self.comma.join(self.entity(entity) for entity in entities))

    def chain(self, entities: Iterable[EntityLink]) -> Md:
        """Entities through which something was relayed, in their order."""
        return Md(literal(self.label("via_separator")).join(self.entity(entity) for entity in entities))

    def time(self, date: Date) -> Md:
        """A date in words, readable by machines."""
        words = literal(self.labels.date(date), base=self.dir)
        opening, closing = self.time_tags(date)
        return Md(f"{opening}{words}{closing}")

    def day(self, date: Date) -> Md:
        """A date in words; an exact day also in the Islamic calendar, in editions that show it."""
        hijri = self.labels.hijri_date(date)
        if not hijri:
            return self.time(date)
        return Md(f'{self.time(date)} <span class="mj-hijri">{literal(hijri, base=self.dir)}</span>')

    def stamp(self, date: Date) -> Md:
        """The first day of a date, as exactly as it is known."""
        return Md(self.first_day(date))

    def map(self, map: LocatorMap) -> Md:
        """A locator map, which Markdown hands on."""
        return Md(self.map_figure(map))

    def strip(self, strip: Strip, events: Sequence[EventItem]) -> Md:
        """A strip of time, which Markdown hands on."""
        return Md(self.strip_figure(strip, events))

    def graph(self, graph: RelationGraph, own: EntityLink | None = None) -> Md:
        """A graph of relations, which Markdown hands on."""
        return Md(self.graph_figure(graph, own))

    def changes(self, changes: Iterable[VersionChange]) -> Md:
        """What changed in a version, which Markdown hands on."""
        return Md(self.change_list(changes))

    def relation(self, item: RelationItem) -> Md:
        """The words of a relation, as read from its first entity."""
        return literal(self.relation_words(item), base=self.dir)

    def grade(self, grade: str) -> Md:
        """An Admiralty grade with its meaning."""
        meaning = self.tooltip(Words(self.grade_words(grade), self.page.language))
        return Md(f'<abbr class="mj-grade" title="{meaning}">{literal(grade)}</abbr>')

    def block(self, block: Passage | Table, language: str) -> Md:
        """A paragraph or a table of an article."""
        return self.paragraph(block, language) if isinstance(block, Passage) else self._table(block, language)

    def paragraph(self, passage: Passage, language: str) -> Md:
        """A paragraph of an article: passages marked, names linked, signs behind what they are about."""
        direction = direction_of(language)
        text = "".join(self._runs(passage.segments, direction))
        form = "" if passage.form == "paragraph" else f" .mj-{passage.form}"
        id = f"#{self.fragment(passage.id)}"
        return Md(f"{text}\n{{: {id}{form} lang={self.fragment(language)} dir={direction} }}")

    def _table(self, table: Table, language: str) -> Md:
        direction = direction_of(language)
        rows = []
        for row in table.rows:
            cells = ("".join(self._runs(cell, direction)).strip() for cell in row.cells)
            inner = "".join(f"<td markdown>{cell}</td>\n" for cell in cells)
            rows.append(f'<tr id="{self.fragment(row.id)}" markdown>\n{inner}</tr>\n')
        return Md(f'<table lang="{attr(language)}" dir="{direction}" markdown>\n{"".join(rows)}</table>')

    def other_names(self, names: Iterable[Words]) -> Md:
        """Names of one thing in several languages, each with its language and direction."""
        return Md(" · ".join(self._name(name) for name in names))

    def _name(self, name: Words) -> str:
        direction = direction_of(name.language)
        return f'<span lang="{attr(name.language)}" dir="{direction}">{literal(name.text, base=direction)}</span>'

    def _runs(self, segments: Segments, direction: Direction) -> Iterator[str]:
        for inside, group in groupby(segments, key=lambda segment: segment.inside):
            run = list(group)
            text = "".join(self._segment(segment, direction) for segment in run)
            starts = [f"at-{id}" for segment in run for id in segment.starts]
            if inside:
                spans = "".join(f'<span id="{id}"></span>' for id in starts[1:])
                own = f' id="{starts[0]}"' if starts else ""
                opening = f'{spans}<mark{own} data-for="{" ".join(inside)}">'
                lead, tail = spaces(text)
                text = f"{lead}{opening}{text.strip()}</mark>{tail}"
            ends = [sign for segment in run for sign in segment.ends]
            yield text + (f"<sup>{self.references(ends)}</sup>" if ends else "")

    def _segment(self, segment: Segment, direction: Direction) -> str:
        words = segment.text.strip()
        if not words:
            return " "
        lead, tail = spaces(segment.text)
        if segment.entity is not None:
            return f"{lead}{self.entity(segment.entity, words, direction)}{tail}"
        return f"{lead}{literal(words, base=direction)}{tail}"

    def mention_line(self, line: MentionLine) -> Md:
        """A sentence with the forms that name the entity marked, each a link to its passage."""
        direction = direction_of(line.language)
        text = ""
        for place, piece in enumerate(line.pieces):
            words = literal(" ".join(piece.split()), base=direction)
            if place % 2:
                text += f"[**{words}**]({self.href(line.link)})"
            elif words:
                lead, tail = spaces(piece)
                text += f"{lead}{words}{tail}"
            else:
                text += " " if piece else ""
        return Md(f'<span class="mj-quote" lang="{attr(line.language)}" dir="{direction}">{text.strip()}</span>')

    def letter(self, letter: LetterGroup, group: TypeGroup) -> Md:
        """A letter of an index as a link to its names."""
        return self.link_to(*self.letter_link(letter, group))

    def fragment(self, id: str) -> Md:
        """An id as the id of an element; see `Forms.element_id`."""
        return Md(self.element_id(id))

    def url(self, url: str) -> Md:
        """An outside address inside a Markdown link."""
        return link_target(url)

    @property
    def comma(self) -> Md:
        """The comma of the page's language, and a space."""
        return Md(self.comma_text)

    def attribute(self, value: Any) -> Md:
        """A value inside an HTML attribute."""
        return attr(value)
