"""A name that stands in an article, as the readers of names hand it over."""

from __future__ import annotations

from msgspec import Struct

from mujaz.model import EntityType
from mujaz.resolve.anchor import Range


class Found(Struct, frozen=True):
    """A place that may name an entity.

    Attributes:
        place: the words, without proclitics.
        text: what the entity would be called.
        type: what it seems to be; None where nothing says it.
        sure: whether a cue beside it says that it is a name; else it must be met twice.
        entity: the id in the pack; empty where the pack has not the name.
        nationality: whether it is an adjective of a country.
    """

    place: Range
    text: str
    type: EntityType | None
    sure: bool
    entity: str = ""
    nationality: bool = False


def overlaps(place: Range, others: list[Range]) -> bool:
    """Whether a range shares a code point with one of several."""
    return any(start < place[1] and place[0] < end for start, end in others)
