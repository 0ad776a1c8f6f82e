"""A brief: an analyst's annotations on one or more seeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from mujaz.dates.edtf import Day
from mujaz.model.base import Part
from mujaz.model.dates import Date
from mujaz.model.entity import Entity
from mujaz.model.sourcing import Publication
from mujaz.model.values import Anchor, BriefRef, Called, ClaimRef, KeyId, Language, Ref, Text, Untranslated
from mujaz.model.withdrawal import Withdrawal


class Status(StrEnum):
    """Where a brief stands in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Assessment(StrEnum):
    """What the analyst found out about a claim."""

    UNVERIFIED = "unverified"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    REFUTED = "refuted"


class Confidence(StrEnum):
    """How sure the analyst is of the assessment."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class CorrectionSeverity(StrEnum):
    """How much a correction changes."""

    MINOR = "minor"
    MAJOR = "major"
    RETRACTION = "retraction"


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionOverride(Part):
    """What a passage names, decided by hand."""

    at: Anchor
    """The passage."""
    entity: Ref | None
    """The entity that it names, or null: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Part):
    """Background that a reader needs."""

    id: Ref
    """Stable id, in the page's address."""
    former_ids: tuple[Ref, ...] = ()
    """Ids that it had, the first one first: links to them lead to it. Written by `mujaz rename`."""
    at: Anchor | None = None
    """The passage it explains; without one it is a general note."""
    title: Text
    """Its heading."""
    body: Text
    """The note, in Markdown."""
    entities: tuple[Ref, ...] = ()
    """Entities it is about."""
    sources: tuple[Ref, ...] = ()
    """Publications it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Part):
    """Something that somebody says is so."""

    id: Ref
    """Stable id, in the page's address."""
    former_ids: tuple[Ref, ...] = ()
    """Ids that it had, the first one first: links to them lead to it. Written by `mujaz rename`."""
    at: Anchor | None = None
    """Where the seed reports it."""
    statement: Annotated[Text, Called("statement")]
    """What is claimed, in the analyst's words."""
    speaker: Ref | None = None
    """The entity that claims it."""
    via: tuple[Ref, ...] = ()
    """The relay chain from the speaker to the outlet: entities."""
    assessment: Assessment = Assessment.UNVERIFIED
    """What the analyst found out."""
    confidence: Confidence | None = None
    """How sure the analyst is of the assessment."""
    rationale: Annotated[Text | None, Called("rationale")] = None
    """Why, in Markdown."""
    sources: tuple[Ref, ...] = ()
    """Publications for and against it."""
    contradicts: tuple[ClaimRef, ...] = ()
    """Claims that cannot be true together with it."""
    supersedes: tuple[ClaimRef, ...] = ()
    """Earlier claims that it replaces."""
    withdrawn: Withdrawal | None = None
    """When and why it was taken back: its anchor stays, and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Part):
    """An entry of the timeline."""

    date: Date
    """When: EDTF, approximate and open dates included."""
    text: Text
    """What happened."""
    at: Anchor | None = None
    """Where the seed says so."""
    entities: tuple[Ref, ...] = ()
    """Who and what took part."""
    claims: tuple[ClaimRef, ...] = ()
    """Claims about it."""
    sources: tuple[Ref, ...] = ()
    """Publications that show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Part):
    """What was wrong in a published brief, and was mended."""

    date: Date
    """When it was corrected."""
    severity: CorrectionSeverity
    """How much it changes."""
    text: Text
    """What was wrong and what is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTranslation(Part):
    """A note in another language."""

    id: KeyId

    title: Text | None = None
    """Its heading."""
    body: Text | None = None
    """The note, in Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTranslation(Part):
    """A claim in another language."""

    id: KeyId

    statement: Text | None = None
    """What is claimed."""
    rationale: Text | None = None
    """Why the assessment, in Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefTranslation(Part):
    """A brief's words in another language, apart from the original."""

    title: Text
    """Title."""
    authors: tuple[Text, ...] = ()
    """Authors, in the order of the original."""
    summary: Text | None = None
    """Summary, in Markdown."""
    key_points: tuple[Text, ...] = ()
    """Key points, in the order of the original."""
    unknowns: tuple[Text, ...] = ()
    """What is not known, in the order of the original."""
    notes: Mapping[str, NoteTranslation] = field(default_factory=dict)
    """Notes by id."""
    claims: Mapping[str, ClaimTranslation] = field(default_factory=dict)
    """Claims by id."""
    timeline: tuple[Text, ...] = ()
    """Texts of the timeline, in the order of the original."""
    corrections: tuple[Text, ...] = ()
    """Texts of the corrections, in the order of the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Part):
    """Annotations on one or more seeds: `briefs/<brief>.yml`."""

    language: Language
    """The language of texts that name none."""
    former_ids: tuple[BriefRef, ...] = ()
    """Ids that it had, the first one first: links to its pages there lead to it. Written by `mujaz rename`."""
    title: Text
    """Title. The brief is published in each language that it has."""
    seeds: Annotated[tuple[Ref, ...], Field(min_length=1)]
    """The articles it is about."""
    default_seed: Ref | None = None
    """The one of them that every anchor without `seed` is in; may be left out where there is only one."""
    authors: Annotated[tuple[Text, ...], Called("author")] = ()
    """Who wrote it."""
    tags: tuple[Ref, ...] = ()
    """Subjects, by the ids of the glossary's `tags`."""
    status: Status = Status.DRAFT
    """Where it stands."""
    published: Date | None = None
    """First publication."""
    updated: Date | None = None
    """Last change of meaning."""
    publish_after: Date | None = None
    """Embargo: the first day on which it may be published. `mujaz build --publish` leaves it out before."""
    review_by: Date | None = None
    """When it is to be reviewed again. The page says so from that day on, and `mujaz due` lists it."""
    summary: Text | None = None
    """What a reader must know, in Markdown; `[^id]` refers to the claim, note or source that it rests on."""
    key_points: Annotated[tuple[Text, ...], Called("key point")] = ()
    """The main points, each in Markdown with references as in `summary`."""
    unknowns: Annotated[tuple[Text, ...], Called("point of what is not known")] = ()
    """What is still not known, point by point, each in Markdown with references as in `summary`."""
    entities: Mapping[str, Entity] = field(default_factory=dict)
    """Entities of its own, by id; ids are one name space with the glossary."""
    mentions: tuple[MentionOverride, ...] = ()
    """Decisions about single mentions; all others are automatic."""
    notes: tuple[Note, ...] = ()
    """Background notes."""
    claims: tuple[Claim, ...] = ()
    """Claims."""
    timeline: tuple[Event, ...] = ()
    """Events."""
    sources: Mapping[str, Publication] = field(default_factory=dict)
    """Bibliography, by id."""
    corrections: tuple[Correction, ...] = ()
    """What was corrected after publication."""
    superseded_by: BriefRef | None = None
    """The brief that takes its place. Both pages show it."""
    translations: Annotated[Mapping[Language, BriefTranslation], Untranslated()] = field(default_factory=dict)
    """The brief's words in other languages; another way to write a mapping in each field."""

    def seed_of(self, anchor: Anchor) -> str | None:
        """The id of the seed that an anchor is in; None where neither the anchor nor the brief says which."""
        if anchor.seed is not None:
            return anchor.seed.id
        if self.default_seed is not None:
            return self.default_seed.id
        return self.seeds[0].id if len(self.seeds) == 1 else None

    @property
    def review_day(self) -> date | None:
        """The first day on which it is due for review."""
        return self.review_by.extent.first.earliest.date if self.review_by else None

    @property
    def embargo_day(self) -> date | None:
        """The first day, in UTC, on which it may be published, as late as its embargo may mean.

        An embargo until a time of day holds for the rest of that day.
        """
        if self.publish_after is None:
            return None
        moment = self.publish_after.extent.first
        if moment.time is None:
            return moment.latest.date
        last = moment.last_instant
        return (last.day if last.second == 0 else Day.from_ordinal(last.day.toordinal() + 1)).date

    @property
    def annotations(self) -> tuple[Note | Claim | Event, ...]:
        """Everything of the brief that can stand at a passage of a seed and show it to a reader."""
        return (*self.notes, *self.claims, *self.timeline)

    @property
    def prose(self) -> tuple[Text, ...]:
        """Every text of the brief that is Markdown, in the order in which a page has them."""
        texts = (
            self.summary,
            *self.key_points,
            *self.unknowns,
            *(note.body for note in self.notes),
            *(claim.rationale for claim in self.claims),
        )
        return tuple(text for text in texts if text is not None)
