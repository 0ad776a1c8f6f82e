"""Where a seed came from, how far it is trusted, and what may be shown of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from mujaz.model.base import Part
from mujaz.model.dates import Date
from mujaz.model.sourcing import Grade, NonEmpty, Url
from mujaz.model.values import Anchor, Language, Ref, WorkText
from mujaz.model.withdrawal import Withdrawal


class Rights(StrEnum):
    """How much of a seed may be published."""

    FULL = "full"
    EXCERPT = "excerpt"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedSentence(Part):
    """A sentence of the seed and its translation."""

    exact: Anchor
    """The sentence of the seed, quoted: when the seed changes, the pair is reported as stale."""
    text: NonEmpty
    """Its translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedTranslation(Part):
    """The seed in another language, sentence by sentence."""

    language: Language
    """The language of the translation."""
    sentences: tuple[TranslatedSentence, ...]
    """The pairs, in the order of the seed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedOriginal(Part):
    """The file that a seed's text was taken from, kept as it was received and never published."""

    file: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*\.[a-z0-9]+$")]
    """Its name in `seeds/originals/`."""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """SHA-256 of its bytes."""
    reader: NonEmpty
    """The library that took the text from it, and its version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedRecord(Part):
    """Provenance of a seed: `seeds/<seed>.yml` beside `seeds/<seed>.txt`."""

    language: Language
    """The language of the seed's text."""
    former_ids: tuple[Ref, ...] = ()
    """Ids that the seed had, the first one first: links to its pages there lead to it. Written by `mujaz rename`."""
    title: WorkText
    """Title, as the publisher gave it, and in other languages as pages in them show it."""
    publisher: WorkText
    """Who published it."""
    author: WorkText | None = None
    """Who wrote it, as named there."""
    url: Url | None = None
    """Where it was found."""
    published: Date | None = None
    """When it was published."""
    retrieved: Date | None = None
    """When it was collected."""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """SHA-256 of the text file's bytes, written at import. A mismatch is an error."""
    fold_sha256: Annotated[str | None, Field(pattern="^fold-[0-9]+:[0-9a-f]{64}$")] = None
    """SHA-256 of the folded text, written at import: tells a change of diacritics from a change of words."""
    replaces: tuple[Annotated[str, Field(pattern="^[0-9a-f]{64}$")], ...] = ()
    """SHA-256 of each earlier text whose place it took, the first one first; written by `mujaz add --replace`."""
    original: SeedOriginal | None = None
    """The file that the text was taken from, where that was no text in UTF-8; written by `mujaz add`."""
    grade: Grade | None = None
    """Admiralty grade: reliability of the publisher A-F, credibility of the text 1-6."""
    rights: Rights = Rights.EXCERPT
    """What may be published: the full text, anchored quotes only, or only the citation."""
    excerpt_budget: Annotated[int, Field(ge=0, le=100)] = 15
    """With `excerpt`: how much may be quoted over the whole site, per cent of the words."""
    translation: SeedTranslation | None = None
    """A translation that is shown beside the text."""
    withdrawn: Withdrawal | None = None
    """When and why it was taken back: its page stays, and says so."""
