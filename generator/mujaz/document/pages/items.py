"""What pages are made of: each piece of text with its language, each link with its target; notes, claims, events."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mujaz.document.citing.parts import CitationPart
from mujaz.markup.prose import Prose
from mujaz.model import Assessment, Confidence, CorrectionSeverity, Date, EntityType, Rights, Status
from mujaz.pictures.objects import GraphPicture, MapPicture


class Link(Struct, frozen=True):
    """A place on the site.

    Attributes:
        page: path of the page below the documentation folder, without ending: `ar/briefs/derna`.
        fragment: id of an element of the page; empty for its beginning.
    """

    page: str
    fragment: str = ""


class Words(Struct, frozen=True):
    """A text and its language, which may be another than the page's."""

    text: str
    language: str


class ProseWords(Struct, frozen=True):
    """Prose and its language."""

    prose: Prose
    language: str


class EntityLink(Struct, frozen=True):
    """An entity as it is named on a page."""

    id: str
    type: EntityType
    name: Words
    gloss: Words | None
    link: Link


class Reference(Struct, frozen=True):
    """A short sign that leads to a note, a claim, an event or a source: `[3]`, `C1`.

    Attributes:
        kind: what it leads to.
        label: the sign.
        title: what stands there, for a tooltip and for screen readers.
        link: where it leads.
    """

    kind: Literal["note", "claim", "event", "source"]
    label: str
    title: Words
    link: Link


class Segment(Struct, frozen=True):
    """A run of the article that no boundary of an annotation or a mention divides.

    Attributes:
        text: the words, as in the seed.
        starts: ids of the annotations that begin with this run.
        inside: ids of all annotations that it belongs to.
        entity: the entity that it names.
        ends: signs of the annotations that end with it.
    """

    text: str
    starts: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    entity: EntityLink | None = None
    ends: tuple[Reference, ...] = ()


Segments = tuple[Segment, ...]


class QuotedPassage(Struct, frozen=True):
    """A paragraph of a seed, or a quoted passage, with what is annotated on it.

    Attributes:
        id: of its element; the scheme stands in `mujaz.document.pages.segments`.
        segments: its text.
        form: what it is by its looks.
    """

    id: str
    segments: Segments
    form: Literal["paragraph", "heading", "item"] = "paragraph"


class Row(Struct, frozen=True):
    """A row of a simple table of a seed.

    Attributes:
        id: of its element, as that of a paragraph.
        cells: the text of each; an empty cell has no segments.
    """

    id: str
    cells: tuple[Segments, ...]


class Table(Struct, frozen=True):
    """A simple table of a seed: rows, one under another, none of which is known to be the head."""

    rows: tuple[Row, ...]


class SourceSummary(Struct, frozen=True):
    """A seed as the head of a brief and the lists of sources show it."""

    id: str
    title: Words
    publisher: Words
    author: Words | None
    url: str | None
    published: Date | None
    retrieved: Date | None
    grade: str | None
    rights: Rights
    link: Link


class TranslatedSentence(Struct, frozen=True):
    """A sentence of a seed in another language.

    Attributes:
        words: the translation.
        passage: the id of the paragraph whose sentence it renders; empty where the seed has changed, so that it is not
            known to render anything.
    """

    words: Words
    passage: str


class Article(Struct, frozen=True):
    """A seed in a brief: its text, or the passages that are quoted, as its rights allow.

    Attributes:
        source: the seed.
        language: its language.
        paragraphs: the whole text, headings, items and tables among them; empty unless the rights allow it.
        passages: the quoted passages, where only these may be shown.
        translation: the translation, sentence by sentence, if there is one and the text may be shown.
    """

    source: SourceSummary
    language: str
    paragraphs: tuple[QuotedPassage | Table, ...]
    passages: tuple[QuotedPassage, ...]
    translation: tuple[TranslatedSentence, ...] = ()


class NoteItem(Struct, frozen=True):
    """A background note.

    Attributes:
        former: ids that it had, to which links may lead.
    """

    id: str
    label: str
    title: Words
    body: ProseWords
    quote: Words | None
    entities: tuple[EntityLink, ...]
    sources: tuple[Reference, ...]
    former: tuple[str, ...] = ()


class ClaimLink(Struct, frozen=True):
    """Another claim, as a claim refers to it."""

    label: str
    statement: Words
    brief: Words | None
    link: Link


class WithdrawalItem(Struct, frozen=True):
    """That something was taken back: when, and why."""

    date: Date
    text: Words


class ClaimItem(Struct, frozen=True):
    """A claim with its speaker, its way here, and what the analyst makes of it.

    Attributes:
        passage: where it stands in the article, if it does and the article may be shown.
        former: ids that it had, to which links may lead.
        withdrawn: that it was taken back.
    """

    id: str
    label: str
    statement: Words
    speaker: EntityLink | None
    via: tuple[EntityLink, ...]
    assessment: Assessment
    confidence: Confidence | None
    rationale: ProseWords | None
    quote: Words | None
    sources: tuple[Reference, ...]
    contradicts: tuple[ClaimLink, ...]
    supersedes: tuple[ClaimLink, ...]
    superseded_by: tuple[ClaimLink, ...]
    grade: str | None
    link: Link
    passage: Link | None
    former: tuple[str, ...] = ()
    withdrawn: WithdrawalItem | None = None


class ClaimGroup(Struct, frozen=True):
    """Claims that are shown together: sides that contradict each other, or one side with what it replaced."""

    sides: tuple[tuple[ClaimItem, ...], ...]


class EventItem(Struct, frozen=True):
    """An entry of a timeline."""

    id: str
    date: Date
    text: Words
    anchored: bool
    entities: tuple[EntityLink, ...]
    claims: tuple[Reference, ...]
    sources: tuple[Reference, ...]
    brief: Words | None
    link: Link


class PublicationItem(Struct, frozen=True):
    """An entry of a bibliography.

    Attributes:
        id: of the publication.
        label: its number on the page.
        title: what signs that lead to it say.
        citation: the entry as the citation style has it.
        note: what a reader should know of it.
        grade: its Admiralty grade.
    """

    id: str
    label: str
    title: Words
    citation: tuple[CitationPart, ...]
    note: Words | None
    grade: str | None


class CorrectionItem(Struct, frozen=True):
    """What was corrected."""

    date: Date
    severity: CorrectionSeverity
    text: Words


class BriefSummary(Struct, frozen=True):
    """A brief as lists show it."""

    id: str
    title: Words
    summary: Words | None
    status: Status
    published: Date | None
    updated: Date | None
    tags: tuple[Words, ...]
    link: Link


class Elsewhere(Struct, frozen=True):
    """A page of another site, and what it is called: a plain string in no language."""

    url: str
    name: Words | str


class Point(Struct, frozen=True):
    """A place on the globe, in degrees north and east."""

    latitude: float
    longitude: float


Said = Date | Point | tuple[Words, ...] | tuple[Elsewhere, ...]
"""What is said of an entity: a date, a place, texts, or pages of other sites."""


class EntityFact(Struct, frozen=True):
    """What is said of an entity in a line; `key` is the name of the line among the words of the interface."""

    key: str
    said: Said


class GlossaryEntry(Struct, frozen=True):
    """An entity in the glossary of a brief, and so on the card that a mention opens.

    Attributes:
        entity: the entity.
        names: those in other languages than the one it is shown in.
        facts: what else is said of it there.
    """

    entity: EntityLink
    names: tuple[Words, ...]
    facts: tuple[EntityFact, ...]


class GlossarySection(Struct, frozen=True):
    """The entities of one type in the glossary of a brief."""

    type: EntityType
    entries: tuple[GlossaryEntry, ...]


class LocatorMap(Struct, frozen=True):
    """A map of places, the weightiest first, and its geometry."""

    picture: MapPicture
    places: tuple[EntityLink, ...]


class RelationItem(Struct, frozen=True):
    """How one entity stands to another; `inverse` when the relation is the other's, read from this one."""

    one: EntityLink
    type: str
    inverse: bool
    other: EntityLink
    from_: Date | None
    until: Date | None


class RelationGraph(Struct, frozen=True):
    """A graph of relations: its geometry, and the entities in it."""

    picture: GraphPicture
    entities: tuple[EntityLink, ...]
