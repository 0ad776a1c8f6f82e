"""What other pages show of a brief, in one language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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


class Parts:
    """The parts of one brief in one language, each read when it is asked for.

    Args:
        read: gives a part by its name, one of those that `compose_parts` makes.
    """

    def __init__(self, read: Callable[[str], Any]) -> None:
        self._read = read

    @property
    def summary(self) -> BriefSummary:
        """The brief as lists show it."""
        part: BriefSummary = self._read("summary")
        return part

    @property
    def claims(self) -> ClaimsOfBrief:
        """Its claims, for the page of all claims."""
        part: ClaimsOfBrief = self._read("claims")
        return part

    @property
    def events(self) -> tuple[EventItem, ...]:
        """Its events, for the timeline of the site, in the order of the file."""
        part: tuple[EventItem, ...] = self._read("events")
        return part

    @property
    def corrections(self) -> tuple[tuple[Words, CorrectionItem], ...]:
        """What was corrected in it, each with the brief's title, for the feed; in the order of the file."""
        part: tuple[tuple[Words, CorrectionItem], ...] = self._read("corrections")
        return part

    @property
    def cited(self) -> tuple[Cited, ...]:
        """The publications that it cites."""
        part: tuple[Cited, ...] = self._read("cited")
        return part

    def entity(self, id: str) -> EntityParts:
        """What it says of an entity that it concerns."""
        part: EntityParts = self._read(f"entity/{id}")
        return part

    def source(self, seed: str) -> tuple[ClaimRow, ...]:
        """Its claims that stand at passages of a seed."""
        part: tuple[ClaimRow, ...] = self._read(f"source/{seed}")
        return part
