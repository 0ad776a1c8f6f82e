"""What the workspace hands to the pipeline: files as texts, and documents as decoded from them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from msgspec import Struct

from mujaz.model import Brief, Glossary, SeedRecord
from mujaz.syntax.source import Source


class Held(Struct, frozen=True):
    """What of a site is taken as it was before, and not as its files have it now.

    Attributes:
        files: of briefs and seeds, by path: what the file held.
        parts: of the glossary: by the path of the file that has the part now, and by its name, as `entity/<id>`: the
            path of the file that had it, and what that held.
    """

    files: Mapping[str, bytes] = {}
    parts: Mapping[str, Mapping[str, tuple[str, bytes]]] = {}


AS_WRITTEN = Held()


class LeftOut(Struct, frozen=True):
    """What of a site is left out, as if it did not exist, by kind the ids; and what is taken as it was before.

    Attributes:
        briefs, seeds, entities, tags: entities are those of the glossary.
        relating: briefs of which an entity of their own is related to an entity that is left out.
    """

    briefs: frozenset[str] = frozenset()
    seeds: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    relating: frozenset[str] = frozenset()
    held: Held = AS_WRITTEN
    """What is taken as it was before."""

    @property
    def digest(self) -> bytes:
        """What tells it from others, as far as documents are decoded otherwise; empty where they are not."""
        if not self.entities and not self.tags and not self.held.parts:
            return b""
        parts = sorted((path, sorted(parts.items())) for path, parts in self.held.parts.items())
        return hashlib.blake2b(repr((sorted(self.entities), sorted(self.tags), parts)).encode()).digest()


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
