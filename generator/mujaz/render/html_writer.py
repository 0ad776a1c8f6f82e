"""The HTML forms that templates share, as seen from one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from mujaz.citing.parts import CitationPart
from mujaz.labels import Labels
from mujaz.markup.bidi import Direction, direction_of, own_direction
from mujaz.markup.html import html_attribute, html_safe, html_text
from mujaz.markup.html_prose import HtmlResolver, prose_to_html
from mujaz.markup.locators import Locator
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
from mujaz.pictures.strip import Strip
from mujaz.render.forms import Forms, listed, quote_class, spaces
from mujaz.render.headings import Headings, TocEntry, plain_title

_PARAGRAPH = (Markup("<p>"), Markup("</p>"))
_NOTHING = (Markup(), Markup())


@lru_cache(maxsize=8192)
def _date_words(labels: Labels, date: Date, base: Direction) -> Markup:
    return html_text(labels.date(date), base)


class HtmlWriter(Forms):
    """See `Forms`; `entries` are the headings written so far that belong in the table of contents."""

    def __init__(self, page: Page, labels: Labels, names: dict[str, str], headings: Headings) -> None:
        super().__init__(page, labels, names)
        self.entries: list[TocEntry] = []
        self._headings = headings
        self._entities: dict[str, str] = {}
        self._references: dict[tuple[str, Link], Markup] = {}
        self.comma = html_safe(self.comma_text)

    def heading(
        self,
        level: int,
        id: str,
        title: str,
        *,
        count: str = "",
        label: str = "",
        css: str = "",
        sign: str = "",
    ) -> Markup:
        """A heading with its permalink.

        Args:
            level: from 1 to 6.
            id: of its element.
            title: plain words or HTML.
            count: how much there is under it.
            label: the plain words of it in the table of contents, where it is another than the title with the count.
            css: its class.
            sign: the sign of the note or claim that it is of.
        """
        inner = self._html(title)
        if count:
            inner += html_safe(f' <span class="mj-count">{html_text(count, self.dir)}</span>')
        options = self._headings
        if options.first <= level <= options.last:
            name = html_attribute(" ".join(label.split())) if label else plain_title(inner)
            self.entries.append(TocEntry(str(name), id, level))
        attributes = f' class="{css}"' if css else ""
        if sign:
            attributes += f' data-sign="{html_attribute(sign)}"'
        permalink = ""
        if options.permalink:
            tip = f' title="{html_attribute(options.permalink_title)}"' if options.permalink_title else ""
            css = html_attribute(options.permalink_class)
            permalink = f'<a class="{css}" href="#{id}"{tip}>{html_attribute(options.permalink)}</a>'
        return html_safe(f'<h{level} id="{id}"{attributes}>{inner}{permalink}</h{level}>')

    def _html(self, text: str) -> Markup:
        return text if isinstance(text, Markup) else html_text(text, self.dir)

    def paragraphs(self, loose: bool) -> tuple[Markup, Markup]:
        """What encloses the text of a list item: a paragraph where items stand apart, as Markdown has it."""
        return _PARAGRAPH if loose else _NOTHING

    def href(self, link: Link) -> Markup:
        """The way from this page to another."""
        return html_safe(self.address(link))

    def feed(self) -> Markup:
        """The way from this page to the feed of corrections."""
        return html_safe(self.feed_path())

    def attribute(self, value: object) -> Markup:
        """A value inside an attribute."""
        return html_attribute(value)

    def fragment(self, id: str) -> Markup:
        """An id as the id of an element; see `Forms.element_id`."""
        return html_safe(self.element_id(id))

    def badge(self, kind: str, value: str) -> Markup:
        """A judgement of the file in words of the interface: a status, an assessment, a confidence."""
        words = html_text(self.label(f"{kind}_{value}"), self.dir)
        return html_safe(f'<span class="mj-{kind}" data-{kind}="{html_attribute(value)}">{words}</span>')

    def words(self, words: Words) -> Markup:
        """A text; one in another language than the page's carries its language and direction."""
        if not self.is_own(words.language):
            return self._marked("span", words)
        direction = own_direction(words.text, self.dir)
        if direction is None:
            return html_text(words.text, self.dir)
        return html_safe(f'<bdi dir="{direction}">{html_text(words.text, direction)}</bdi>')

    def quote(self, words: Words) -> Markup:
        """A quotation from a seed, with its language and direction."""
        return self._marked(f'q class="{quote_class(words.text)}"', words)

    def _marked(self, opening: str, words: Words) -> Markup:
        direction = direction_of(words.language)
        text = html_text(words.text, direction)
        lang = html_attribute(words.language)
        return html_safe(f'<{opening} lang="{lang}" dir="{direction}">{text}</{opening.partition(" ")[0]}>')

    def list(self, items: Iterable[Words]) -> Markup:
        """Several texts, with the comma of the page's language."""
        return self.comma.join(self.words(item) for item in items)

    def other_names(self, names: Iterable[Words]) -> Markup:
        """Names of one thing in several languages, each with its language and direction."""
        return Markup(" · ").join(self._marked("span", name) for name in names)

    def citation(self, parts: Iterable[CitationPart]) -> Markup:
        """An entry of a bibliography."""
        return html_safe("".join(map(self._cited, parts)))

    def _cited(self, part: CitationPart) -> str:
        if part.date is not None:
            return self.time(part.date)
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

    def prose(self, prose: ProseWords, references: dict[str, Reference]) -> Markup:
        """Prose as blocks, its references as links."""
        direction = direction_of(prose.language)
        blocks = prose_to_html(prose.prose, resolve_reference=self._resolver(references, direction), base=direction)
        return self._in_its_language(blocks, prose.language)

    def points(self, points: Iterable[ProseWords], references: dict[str, Reference]) -> Markup:
        """Short texts as a list."""
        return html_safe("\n".join(self.prose(part, references) for part in listed(points)))

    def _in_its_language(self, blocks: Markup, language: str) -> Markup:
        if self.is_own(language):
            return blocks
        return html_safe(f'<div lang="{html_attribute(language)}" dir="{direction_of(language)}">\n{blocks}\n</div>')

    def _resolver(self, references: dict[str, Reference], around: Direction) -> HtmlResolver:
        def resolve(id: str, locators: tuple[Locator, ...]) -> Markup | None:
            reference = references.get(id)
            if reference is None:
                return None
            return self._located(reference, locators, around) if locators else self.reference(reference)

        return resolve

    def reference(self, reference: Reference) -> Markup:
        """The sign that leads to a note, a claim, an event or a source."""
        key = (reference.label, reference.link)
        found = self._references.get(key)
        if found is None:
            tip = f' title="{self.tooltip(reference.title)}"'
            address = self.address(reference.link)
            found = html_safe(f'<a class="mj-ref" href="{address}"{tip}>{html_text(reference.label)}</a>')
            self._references[key] = found
        return found

    def _located(self, reference: Reference, locators: tuple[Locator, ...], around: Direction) -> Markup:
        """The sign of a source with the places in it that are meant, in a text of some direction."""
        sign: str = html_text(self.located_sign(reference, locators), self.dir)
        if around != self.dir:
            sign = f'<bdi dir="{self.dir}" lang="{html_attribute(self.page.language)}">{sign}</bdi>'
        tip = self.tooltip(reference.title)
        return html_safe(f'<a class="mj-ref" href="{self.address(reference.link)}" title="{tip}">{sign}</a>')

    def references(self, references: Iterable[Reference]) -> Markup:
        """Several signs."""
        return html_safe(" ".join(self.reference(reference) for reference in references))

    def tooltip(self, words: Words) -> Markup:
        """A text for an attribute that is shown, in order whatever the direction around."""
        return html_attribute(self.shown_tip(words))

    def link(self, words: Words, link: Link) -> Markup:
        """A link with a text."""
        return html_safe(f'<a href="{self.address(link)}">{self.words(words)}</a>')

    def link_to(self, text: str, link: Link) -> Markup:
        """A link whose text is of the interface."""
        return html_safe(f'<a href="{self.address(link)}">{self._html(text)}</a>')

    def outside(self, text: Words | str, url: str) -> Markup:
        """A link to another site."""
        shown = self.words(text) if isinstance(text, Words) else html_text(text, self.dir)
        return html_safe(f'<a href="{html_attribute(url)}" rel="external noopener">{shown}</a>')

    def entity(self, entity: EntityLink, form: str | None = None, base: Direction | None = None) -> Markup:
        """An entity as a link with its gloss; `form` is how a text of direction `base` names it."""
        opening = self._entities.get(entity.id)
        if opening is None:
            tip = f' title="{self.tooltip(entity.gloss)}"' if entity.gloss else ""
            opening = f'<a class="mj-{entity.type}" href="{self.address(entity.link)}"{tip}>'
            self._entities[entity.id] = opening
        text = self.words(entity.name) if form is None else html_text(form, base)
        return html_safe(f"{opening}{text}</a>")

    def entities(self, entities: Iterable[EntityLink]) -> Markup:
        """Several entities, with the comma of the page's language."""
        return html_safe(self.comma_text.join(self.entity(entity) for entity in entities))

    def chain(self, entities: Iterable[EntityLink]) -> Markup:
        """Entities through which something was relayed, in their order."""
        return html_text(self.label("via_separator")).join(self.entity(entity) for entity in entities)

    def time(self, date: Date) -> Markup:
        """A date in words, readable by machines."""
        words = _date_words(self.labels, date, self.dir)
        opening, closing = self.time_tags(date)
        return html_safe(f"{opening}{words}{closing}")

    def day(self, date: Date) -> Markup:
        """A date in words; an exact day also in the Islamic calendar, in editions that show it."""
        hijri = self.labels.hijri_date(date)
        if not hijri:
            return self.time(date)
        return html_safe(f'{self.time(date)} <span class="mj-hijri">{html_text(hijri, self.dir)}</span>')

    def map(self, map: LocatorMap) -> Markup:
        """A locator map with its caption."""
        return html_safe(self.map_figure(map))

    def strip(self, strip: Strip, events: Sequence[EventItem]) -> Markup:
        """A strip of time with its caption."""
        return html_safe(self.strip_figure(strip, events))

    def graph(self, graph: RelationGraph, own: EntityLink | None = None) -> Markup:
        """A graph of relations."""
        return html_safe(self.graph_figure(graph, own))

    def grade(self, grade: str) -> Markup:
        """An Admiralty grade with its meaning."""
        meaning = self.tooltip(Words(self.grade_words(grade), self.page.language))
        return html_safe(f'<abbr class="mj-grade" title="{meaning}">{html_text(grade)}</abbr>')

    def changes(self, changes: Iterable[VersionChange]) -> Markup:
        """What changed in a version."""
        return html_safe(self.change_list(changes))

    def relation(self, item: RelationItem) -> Markup:
        """The words of a relation, as read from its first entity."""
        return html_text(self.relation_words(item), self.dir)

    def letter(self, letter: LetterGroup, group: TypeGroup) -> Markup:
        """A letter of an index as a link to its names."""
        return self.link_to(*self.letter_link(letter, group))

    def block(self, block: Passage | Table, language: str) -> Markup:
        """A paragraph or a table of an article."""
        return self.paragraph(block, language) if isinstance(block, Passage) else self._table(block, language)

    def paragraph(self, passage: Passage, language: str) -> Markup:
        """A paragraph of an article: passages marked, names linked, signs behind what they are about."""
        direction = direction_of(language)
        text = "".join(self._runs(passage.segments, direction)).strip(" ")
        form = "" if passage.form == "paragraph" else f' class="mj-{passage.form}"'
        return html_safe(f'<p{form} id="{self.element_id(passage.id)}" lang="{language}" dir="{direction}">{text}</p>')

    def _table(self, table: Table, language: str) -> Markup:
        direction = direction_of(language)
        rows = []
        for row in table.rows:
            cells = ("".join(self._runs(cell, direction)).strip(" ") for cell in row.cells)
            rows.append(f'<tr id="{self.element_id(row.id)}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>')
        return html_safe(f'<table lang="{html_attribute(language)}" dir="{direction}">{"".join(rows)}</table>')

    def _runs(self, segments: Segments, direction: Direction) -> Iterator[str]:
        for inside, group in groupby(segments, key=lambda segment: segment.inside):
            run = list(group)
            text = "".join(self._segment(segment, direction) for segment in run)
            starts = [f"at-{id}" for segment in run for id in segment.starts]
            if inside:
                spans = "".join(f'<span id="{id}"></span>' for id in starts[1:])
                own = f' id="{starts[0]}"' if starts else ""
                lead, tail = spaces(text)
                text = f'{lead}{spans}<mark{own} data-for="{" ".join(inside)}">{text.strip()}</mark>{tail}'
            ends = [sign for segment in run for sign in segment.ends]
            yield text + (f"<sup>{self.references(ends)}</sup>" if ends else "")

    def _segment(self, segment: Segment, direction: Direction) -> str:
        words = segment.text.strip()
        if not words:
            return " "
        lead, tail = spaces(segment.text)
        if segment.entity is not None:
            return f"{lead}{self.entity(segment.entity, words, direction)}{tail}"
        return f"{lead}{html_text(words, direction)}{tail}"

    def mention_line(self, line: MentionLine) -> Markup:
        """A sentence with the forms that name the entity marked, each a link to its passage."""
        direction = direction_of(line.language)
        address = self.address(line.link)
        text = ""
        for place, piece in enumerate(line.pieces):
            words = html_text(" ".join(piece.split()), direction)
            if place % 2:
                text += f'<a href="{address}"><strong>{words}</strong></a>'
            elif words:
                lead, tail = spaces(piece)
                text += f"{lead}{words}{tail}"
            else:
                text += " " if piece else ""
        lang = html_attribute(line.language)
        return html_safe(f'<span class="mj-quote" lang="{lang}" dir="{direction}">{text.strip()}</span>')
