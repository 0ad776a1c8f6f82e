"""Publications that a brief cites: bibliographic records with CSL-JSON field names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from mujaz.model.base import Part, fault
from mujaz.model.dates import Date
from mujaz.model.values import KeyId, Language, Ref, WorkText


def _check_grade(text: str) -> str:
    if len(text) == 2 and text[0] in "ABCDEF" and text[1] in "123456":
        return text
    raise fault(
        "invalid-grade",
        f"`{text}` is not an Admiralty grade",
        "write the reliability of the source, A to F, and the credibility of what it says, 1 to 6, such as B2",
    )


def _check_url(text: str) -> str:
    # The scheme is what a browser acts on; anything but these two could run or leave the page unseen.
    if text.startswith(("https://", "http://")) and not any(c.isspace() or c in '<>"' for c in text):
        return text
    raise fault(
        "invalid-url",
        f"`{text}` is not a web address",
        "write an absolute address that begins with https:// or http://, without white space or quotation marks",
    )


Grade = Annotated[str, AfterValidator(_check_grade), Field(json_schema_extra={"pattern": "^[A-F][1-6]$"})]
"""Admiralty code: reliability of the source (A-F), credibility of the information (1-6)."""

Url = Annotated[str, AfterValidator(_check_url), Field(json_schema_extra={"pattern": "^https?://"})]
"""An absolute http or https address."""

NonEmpty = Annotated[str, Field(min_length=1)]

PublicationType = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor(Part):
    """An author or editor: a person with `family` and `given`, or an institution with `literal`."""

    family: NonEmpty | None = None
    """Family name of a person."""
    given: NonEmpty | None = None
    """Given name of a person."""
    dropping_particle: Annotated[NonEmpty | None, Field(alias="dropping-particle")] = None
    """A particle that is left out where the family name stands alone: the `de` of Jean de La Fontaine."""
    non_dropping_particle: Annotated[NonEmpty | None, Field(alias="non-dropping-particle")] = None
    """A particle that stays with the family name: the `van` of Vincent van Gogh."""
    suffix: NonEmpty | None = None
    """What follows the name: `Jr.`, `III`."""
    literal: NonEmpty | None = None
    """The whole name, of an institution for instance."""

    @property
    def name(self) -> str:
        """The name as it is printed."""
        particles = (self.dropping_particle, self.non_dropping_particle)
        return self.literal or " ".join(filter(None, (self.given, *particles, self.family, self.suffix)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Part):
    """A cited work, in the words of CSL-JSON."""

    id: KeyId
    type: PublicationType
    """The kind of work, a CSL type."""
    former_ids: tuple[Ref, ...] = ()
    """Ids that it had, the first one first: links to them lead to it. Written by `mujaz rename`."""
    title: WorkText
    """Title, in the language of the work; where it is a mapping, each page has it in its own language."""
    author: tuple[Contributor, ...] = ()
    """Who wrote it."""
    editor: tuple[Contributor, ...] = ()
    """Who edited it."""
    translator: tuple[Contributor, ...] = ()
    """Who translated it."""
    container_title: Annotated[WorkText | None, Field(alias="container-title")] = None
    """The newspaper, journal, site or book that holds it."""
    collection_title: Annotated[WorkText | None, Field(alias="collection-title")] = None
    """The series that it belongs to."""
    event_title: Annotated[WorkText | None, Field(alias="event-title")] = None
    """The conference or hearing that it was made for."""
    publisher: WorkText | None = None
    """Who published it."""
    publisher_place: Annotated[WorkText | None, Field(alias="publisher-place")] = None
    """Where the publisher is."""
    authority: WorkText | None = None
    """The court, parliament or body that issued a legal text."""
    archive: WorkText | None = None
    """The archive or library that keeps it."""
    genre: WorkText | None = None
    """The kind of work in words: working paper, doctoral thesis."""
    edition: NonEmpty | None = None
    """Edition: a number, or words."""
    version: NonEmpty | None = None
    """Version of software or data."""
    issued: Date | None = None
    """When it was published."""
    accessed: Date | None = None
    """When it was read online."""
    URL: Url | None = None
    """Where it is online."""
    DOI: NonEmpty | None = None
    """Digital object identifier, without resolver."""
    ISBN: NonEmpty | None = None
    """International standard book number."""
    language: Language | None = None
    """The language of the work."""
    page: NonEmpty | None = None
    """Page or pages."""
    volume: NonEmpty | None = None
    """Volume."""
    issue: NonEmpty | None = None
    """Issue."""
    number: NonEmpty | None = None
    """Number of a report, a resolution, a bill."""
    note: WorkText | None = None
    """Anything a reader should know of it."""
    grade: Grade | None = None
    """Admiralty grade of the work."""
