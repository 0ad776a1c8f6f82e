"""What the workspace hands to the pipeline: files as texts, and documents as decoded from them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from msgspec import Struct

from mujaz.model import Brief, Glossary, SeedRecord
from mujaz.syntax.source import Source


class LeftOut(Struct, frozen=True):
    """What of a site is left out, as if it did not exist; by kind, the ids.

    Attributes:
        briefs, seeds, entities, tags: entities are those of the glossary.
        relating: briefs of which an entity of their own is related to an entity that is left out.
    """

    briefs: frozenset[str] = frozenset()
    seeds: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    relating: frozenset[str] = frozenset()

    @property
    def digest(self) -> bytes:
        """What tells it from others, as far as documents are decoded otherwise; empty where they are not."""
        if not self.entities and not self.tags:
            return b""
        return hashlib.blake2b(repr((sorted(self.entities), sorted(self.tags))).encode()).digest()


NOTHING = LeftOut()


class SeedFiles(Struct, frozen=True):
    """The files of one seed: either may be missing.

    Attributes:
        text: the article.
        sha256: hexadecimal digest of the text file's bytes; empty without a text.
        record: the YAML file beside it.
    """

    text: Source | None
    sha256: str
    record: Source | None


class Files(Struct, frozen=True):
    """The content files of a site, as texts.

    Attributes:
        seeds: by id.
        glossaries: in the order of their names.
        briefs: by id, the path below `briefs/` without the ending.
    """

    seeds: Mapping[str, SeedFiles]
    glossaries: tuple[Source, ...]
    briefs: Mapping[str, Source]


class SeedDocument(Struct, frozen=True):
    """A seed as decoded."""

    id: str
    text: Source
    sha256: str
    record: SeedRecord


class BriefDocument(Struct, frozen=True):
    """A brief as decoded."""

    id: str
    source: Source
    brief: Brief


class GlossaryDocument(Struct, frozen=True):
    """A glossary file as decoded."""

    source: Source
    glossary: Glossary


class Documents(Struct, frozen=True):
    """All content of a site as decoded, before references are resolved."""

    seeds: tuple[SeedDocument, ...]
    glossaries: tuple[GlossaryDocument, ...]
    briefs: tuple[BriefDocument, ...]
