"""The versions of a brief that were published, as values: who reads them from a history is no concern of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from mujaz.text.worddiff import Piece


class Difference(Struct, frozen=True):
    """A value that is another than in the version before.

    Attributes:
        path: where in the brief: keys, and the ids of items that have them, such as `("claims", "c3", "statement")`.
        language: BCP 47 tag of a text; empty for what is no text.
        pieces: the value before and after, word by word; none where it is not told, as with quotes of a seed.
        references: whether only what the text refers to is another.
    """

    path: tuple[str, ...]
    language: str
    pieces: tuple[Piece, ...]
    references: bool = False


class Version(Struct, frozen=True):
    """A state of a brief that was published, and how it differs from the one before.

    Attributes:
        number: from 1.
        day: when it came into the history: `2024-03-10`.
        share: how much of the words changed, per cent; 100 for the first.
        differences: in the order of the brief; none for the first.
        corrected: the numbers of the entries of `corrections` that came with it, from 0.
    """

    number: int
    day: str
    share: int
    differences: tuple[Difference, ...]
    corrected: tuple[int, ...]


class History(Protocol):
    """The past of a site's briefs."""

    def called_now(self, first_ids: Mapping[str, str], present_ids: Mapping[str, str]) -> History:
        """The same of a site in which things have had other ids, as `mujaz.resolve.site.Site` has them."""
        ...

    @property
    def keys(self) -> Mapping[str, bytes]:
        """Of each brief with a past: a digest of it."""
        ...

    def versions(self, brief: str) -> tuple[Version, ...]:
        """The versions of a brief, the first first."""
        ...
