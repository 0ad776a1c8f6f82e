"""What the workspace hands to the pipeline: files as texts, and documents as decoded from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mujaz.model import Brief, Glossary, SeedRecord
from mujaz.source import Source


@dataclass(frozen=True, slots=True)
class SeedFiles:
    """The files of one seed: either may be missing.

    Attributes:
        text: the article.
        sha256: hexadecimal digest of the text file's bytes; empty without a text.
        record: the YAML file beside it.
    """

    text: Source | None
    sha256: str
    record: Source | None


@dataclass(frozen=True, slots=True)
class Files:
    """The content files of a site, as texts.

    Attributes:
        seeds: by id.
        glossaries: in the order of their names.
        briefs: by id, the path below `briefs/` without the ending.
    """

    seeds: Mapping[str, SeedFiles]
    glossaries: tuple[Source, ...]
    briefs: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class SeedDocument:
    """A seed as decoded."""

    id: str
    text: Source
    sha256: str
    record: SeedRecord


@dataclass(frozen=True, slots=True)
class BriefDocument:
    """A brief as decoded."""

    id: str
    source: Source
    brief: Brief


@dataclass(frozen=True, slots=True)
class GlossaryDocument:
    """A glossary file as decoded."""

    source: Source
    glossary: Glossary


@dataclass(frozen=True, slots=True)
class Documents:
    """All content of a site as decoded, before references are resolved."""

    seeds: tuple[SeedDocument, ...]
    glossaries: tuple[GlossaryDocument, ...]
    briefs: tuple[BriefDocument, ...]
