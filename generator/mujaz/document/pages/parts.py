"""What other pages show of a brief, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import get_origin, get_type_hints

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
from mujaz.document.pages.objects import ClaimRow, EventRow, MentionGroup, OpenPoints


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


class Parts(Struct, frozen=True):
    """The parts of one brief in one language: a page reads one field and is made again when that changed.

    Of a mapping each value is kept, and read, for itself.

    Attributes:
        summary: the brief as lists show it.
        claims: its claims, for the page of all claims.
        unknowns: what it says is still not known, for its subjects.
        events: its events, for the timeline of the site, in the order of the file.
        corrections: what was corrected in it, for the feed; in the order of the file.
        cited: the publications that it cites.
        entities: what it says of each entity that it concerns, by id.
        sources: its claims that stand at passages of a seed, by the id of the seed.
    """

    summary: BriefSummary
    claims: ClaimsOfBrief
    unknowns: OpenPoints
    events: tuple[EventItem, ...]
    corrections: tuple[Correction, ...]
    cited: tuple[Cited, ...]
    entities: Mapping[str, EntityParts]
    sources: Mapping[str, tuple[ClaimRow, ...]]


@cache
def mappings() -> frozenset[str]:
    """The fields of `Parts` that are mappings."""
    return frozenset(name for name, hint in get_type_hints(Parts).items() if get_origin(hint) is Mapping)
