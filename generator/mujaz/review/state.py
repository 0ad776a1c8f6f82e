"""Two states of a site, and what they hold of the documents whose files differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from mujaz.engine.content import Content
from mujaz.engine.editorial import Editorial
from mujaz.model import Brief, Entity, Publication, Text
from mujaz.model.documents import BriefDocument, GlossaryDocument, SeedDocument
from mujaz.resolve.index import SiteIndex
from mujaz.resolve.seeds import resolve_seed
from mujaz.resolve.site import Seed
from mujaz.review.meaning import meaning, merged
from mujaz.settings.config import Config
from mujaz.syntax.diagnostics import Diagnostic

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class State(Struct, frozen=True, dict=True):
    """A site as a commit or the working tree has it; it can be read as long as its files and its store are there.

    Attributes:
        name: what was asked for: a revision, or «the working tree».
        commit: the full name of the commit; empty for the working tree.
        config: the settings of the site.
        content: its documents; `content.site` and `content.index` only where it is sound.
        sound: whether the site could be resolved: no error is but one that only a check of the whole finds.
        findings: all findings on it.
        editorial: its policy and its sign-offs.
    """

    name: str
    commit: str
    config: Config
    content: Content
    sound: bool
    findings: tuple[Diagnostic, ...]
    editorial: Editorial
    _seeds: dict[str, Seed | None] = field(default_factory=dict)

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """As `Content.files`."""
        return self.content.shelf.items()

    @property
    def index(self) -> SiteIndex | None:
        """The site read backwards; None where it has errors."""
        return self.content.index if self.sound else None

    def brief(self, id: str) -> Brief | None:
        """A brief with its translations in their fields; None where there is none, or it has errors."""
        document = self._document(f"brief/{id}")
        return merged(document.brief) if isinstance(document, BriefDocument) else None

    def seed_document(self, id: str) -> SeedDocument | None:
        """A seed as decoded; None where there is none, or its record has errors."""
        document = self._document(f"seed/{id}")
        return document if isinstance(document, SeedDocument) else None

    def seed(self, id: str) -> Seed | None:
        """A seed with its folded text, whatever else is wrong with the site."""
        if id not in self._seeds:
            document = self.seed_document(id)
            self._seeds[id] = None if document is None else resolve_seed(document)[0]
        return self._seeds[id]

    def _document(self, item: str) -> object:
        return self.content.shelf.document(item) if item in self.files else None


class Sides(Struct, Generic[T_co], frozen=True):
    """One thing in both states; None where it is not there."""

    before: T_co | None
    after: T_co | None


class Differing(Struct, frozen=True):
    """All documents that may say something else, with what they are in both states.

    Attributes:
        briefs, seeds, entities, publications, tags: by id; the last three of the glossary. Only those that differ.
        own_entities: entities that briefs define, by id.
        unreadable: the documents that have errors in one of the states, and cannot be compared.
    """

    briefs: Mapping[str, Sides[Brief]]
    seeds: Mapping[str, Sides[SeedDocument]]
    entities: Mapping[str, Sides[Entity]]
    publications: Mapping[str, Sides[Publication]]
    tags: Mapping[str, Sides[Text]]
    own_entities: Mapping[str, Sides[Entity]]
    unreadable: tuple[str, ...]


def differing(base: State, head: State) -> Differing:
    """What differs between two states; only files whose bytes differ are looked at."""
    items = [item for item in sorted({*base.files, *head.files}) if base.files.get(item) != head.files.get(item)]
    readable = {item for item in items if _is_readable(base, item) and _is_readable(head, item)}
    briefs = {id: Sides(base.brief(id), head.brief(id)) for id in _ids("brief", items, readable)}
    seeds = {id: Sides(base.seed_document(id), head.seed_document(id)) for id in _ids("seed", items, readable)}
    glossaries = [item for item in items if item.startswith("glossary/") and item in readable]
    shared = [_glossary(state, glossaries) for state in (base, head)]
    own = [_own_entities(state, briefs) for state in (base, head)]
    return Differing(
        briefs,
        seeds,
        _sides(shared[0]["entities"], shared[1]["entities"]),
        _sides(shared[0]["sources"], shared[1]["sources"]),
        _sides(shared[0]["tags"], shared[1]["tags"]),
        _sides(*own),
        tuple(item for item in items if item not in readable),
    )


def _is_readable(state: State, item: str) -> bool:
    return item not in state.files or state.content.shelf.document(item) is not None


def _ids(kind: str, items: Iterable[str], readable: set[str]) -> Iterator[str]:
    return (item.removeprefix(f"{kind}/") for item in items if item in readable and item.startswith(f"{kind}/"))


def _glossary(state: State, items: Iterable[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {"entities": {}, "sources": {}, "tags": {}}
    for item in items:
        document = state.content.shelf.document(item) if item in state.files else None
        if isinstance(document, GlossaryDocument):
            for key, values in found.items():
                values.update(getattr(document.glossary, key))
    return found


def _own_entities(state: State, briefs: Iterable[str]) -> dict[str, Entity]:
    known = (state.brief(id) for id in briefs)
    return {id: entity for brief in known if brief is not None for id, entity in brief.entities.items()}


def _sides(before: Mapping[str, T], after: Mapping[str, T]) -> dict[str, Sides[T]]:
    return {
        id: Sides(before.get(id), after.get(id))
        for id in sorted({*before, *after})
        if id not in before or id not in after or meaning(before[id]) != meaning(after[id])
    }
