"""What other pages show of a brief, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct, field

from mujaz.document.pages.items import (
    BriefSummary,
    ClaimGroup,
    ClaimLink,
    CorrectionItem,
    EventItem,
    PublicationItem,
    Reference,
    Words,
)
from mujaz.document.pages.objects import ClaimRow, EventRow, MentionGroup


class EntityParts(Struct):
    """What the page of an entity shows of one brief.

    Attributes:
        mentions: the sentences that name it; None where none does.
        claims_by: the claims that it makes.
        claims_via: the claims of others that it passed on.
        claims_about: the claims of others whose passage names it.
        events: the events that list it.
        notes: the notes about it.
    """

    mentions: MentionGroup | None = None
    claims_by: list[ClaimRow] = field(default_factory=list)
    claims_via: list[ClaimRow] = field(default_factory=list)
    claims_about: list[ClaimRow] = field(default_factory=list)
    events: list[EventRow] = field(default_factory=list)
    notes: list[ClaimLink] = field(default_factory=list)


class ClaimsOfBrief(Struct, frozen=True):
    """The claims of a brief as the page of all claims lays them out, and the signs that their rationales refer to."""

    groups: tuple[ClaimGroup, ...]
    references: dict[str, Reference]


class Cited(Struct, frozen=True):
    """A publication that a brief cites; `owner` is the brief that alone knows it, empty for a shared one."""

    owner: str
    item: PublicationItem


class Today(Struct, frozen=True):
    """What the day on which pages are made brings for a brief.

    Attributes:
        due: it is to be reviewed.
        embargoed: it may not be published yet.
    """

    due: bool
    embargoed: bool


Correction = tuple[Words, CorrectionItem]
"""The title of a brief, and what was corrected in it."""


class Parts(Protocol):
    """The parts of one brief in one language."""

    @property
    def summary(self) -> BriefSummary:
        """The brief as lists show it."""

    @property
    def claims(self) -> ClaimsOfBrief:
        """Its claims, for the page of all claims."""

    @property
    def events(self) -> tuple[EventItem, ...]:
        """Its events, for the timeline of the site, in the order of the file."""

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """What was corrected in it, for the feed; in the order of the file."""

    @property
    def cited(self) -> tuple[Cited, ...]:
        """The publications that it cites."""

    def entity(self, id: str) -> EntityParts:
        """What it says of an entity that it concerns."""

    def source(self, seed: str) -> tuple[ClaimRow, ...]:
        """Its claims that stand at passages of a seed."""


class MadeParts(Struct, frozen=True):
    """The parts of a brief as they were made; see `Parts`.

    Attributes:
        entities: by id.
        sources: by the id of the seed.
    """

    summary: BriefSummary
    claims: ClaimsOfBrief
    events: tuple[EventItem, ...]
    corrections: tuple[Correction, ...]
    cited: tuple[Cited, ...]
    entities: Mapping[str, EntityParts]
    sources: Mapping[str, tuple[ClaimRow, ...]]

    def entity(self, id: str) -> EntityParts:
        """As `Parts.entity`."""
        return self.entities[id]

    def source(self, seed: str) -> tuple[ClaimRow, ...]:
        """As `Parts.source`."""
        return self.sources[seed]
