"""The resolved site: every reference found, every annotation in its place."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mujaz.model import Anchor, Brief, Claim, ClaimRef, Entity, Event, Note, Publication, SeedRecord, Text
from mujaz.resolve.anchor import Target
from mujaz.syntax.source import Source, Span
from mujaz.text.fold import Folded


class Seed(Struct, frozen=True):
    """An article and where it came from.

    Attributes:
        id: stable id, the name of its files.
        record: provenance.
        source: its text, as received.
        folded: the text as matching sees it, with the way back.
        changed: whether its words are no longer those that were imported.
    """

    id: str
    record: SeedRecord
    source: Source
    folded: Folded
    changed: bool


class Mention(Struct, frozen=True):
    """A passage of a seed that names an entity: whole words, `span` in the seed's text."""

    seed: str
    entity: str
    span: Span


class SiteBrief(Struct, frozen=True):
    """A brief with its annotations in their places.

    Attributes:
        id: stable id, the path of its file below `briefs/` without the ending.
        brief: what the analyst wrote, translations merged in.
        source: its file.
        languages: the languages that it is published in, the brief's own first.
        targets: where each anchor stands, by the place of the anchor's `exact`.
        mentions: what its seeds name, in the order of the seeds and of the text.
    """

    id: str
    brief: Brief
    source: Source
    languages: tuple[str, ...]
    targets: Mapping[Span, SeedTarget]
    mentions: tuple[Mention, ...]

    def target(self, anchor: Anchor | None) -> SeedTarget | None:
        """Where an anchor stands, or None for an annotation without one."""
        return None if anchor is None else self.targets[anchor.exact_span]

    def place_of(self, part: Note | Claim | Event) -> tuple[int, int, int]:
        """Where a reader of its articles meets the sign of a part, which stands behind its passage.

        Returns: the number of the article, and the end and the start of the passage in code points. What stands at no
        passage comes after all that do.
        """
        target = self.target(part.at)
        if target is None:
            return (len(self.brief.seeds), 0, 0)
        article = next(number for number, ref in enumerate(self.brief.seeds) if ref.id == target.seed)
        return (article, target.span.end, target.span.start)

    def claim(self, id: str) -> Claim | None:
        """A claim of this brief."""
        return next((claim for claim in self.brief.claims if claim.id.id == id), None)


class SeedTarget(Struct, frozen=True):
    """A resolved anchor: the seed's id, and the place in the seed's text."""

    seed: str
    target: Target

    @property
    def span(self) -> Span:
        """The place, in code points of the seed's text."""
        return self.target.span


class Site(Struct, frozen=True):
    """All that a site says, in memory, checked.

    Attributes:
        seeds: by id.
        records: of the seeds: where they came from.
        entities: by id, those of the glossary and those of briefs.
        briefs: by id.
        publications: the shared bibliography by id; a brief's own are in the brief.
        tags: labels of tags by id.
    """

    seeds: Mapping[str, Seed]
    records: Mapping[str, SeedRecord]
    entities: Mapping[str, Entity]
    briefs: Mapping[str, SiteBrief]
    publications: Mapping[str, Publication]
    tags: Mapping[str, Text]
    first_ids: Mapping[str, str] = {}
    """By what a thing is or was called, as `str(resolve.uses.Address)`: the id that it had first, of those that had
    another one."""
    present_ids: Mapping[str, str] = {}
    """By what a thing was called: the id that it has now."""

    def publication(self, brief: SiteBrief, id: str) -> Publication:
        """A publication as a brief cites it: its own, or one of the shared ones."""
        return brief.brief.sources.get(id) or self.publications[id]

    def claim(self, brief: SiteBrief, ref: ClaimRef) -> tuple[SiteBrief, Claim]:
        """The claim that a reference means, and the brief that it stands in.

        Raises:
            KeyError: there is no such claim; a resolved site has none such.
        """
        home, separator, claim_id = ref.id.rpartition("#")
        return _claim_of(self.briefs[home] if separator else brief, claim_id)

    def claim_at(self, key: str) -> tuple[SiteBrief, Claim]:
        """A claim by the id of its brief, `#`, and its own; as `claim`."""
        home, _, claim_id = key.rpartition("#")
        return _claim_of(self.briefs[home], claim_id)


def reading_order(brief: SiteBrief) -> dict[str, int]:
    """The numbers of a brief's notes, and of its claims, from 1: each kind in the order in which a reader meets it."""
    notes, claims = sorted(brief.brief.notes, key=brief.place_of), sorted(brief.brief.claims, key=brief.place_of)
    ids = ([note.id.id for note in notes], [claim.id.id for claim in claims])
    return {id: number for kind in ids for number, id in enumerate(kind, 1)}


def _claim_of(owner: SiteBrief, id: str) -> tuple[SiteBrief, Claim]:
    claim = owner.claim(id)
    if claim is None:
        raise KeyError(f"{owner.id}#{id}")
    return owner, claim
