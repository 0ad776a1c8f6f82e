"""Two states of a site, and what they hold of the documents whose files differ."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from mujaz.engine.content import Content
from mujaz.engine.editorial import Editorial
from mujaz.model import Brief, Entity, Publication, Text
from mujaz.model.documents import BriefDocument, GlossaryDocument, SeedDocument
from mujaz.resolve.index import SiteIndex
from mujaz.resolve.seeds import resolve_seed
from mujaz.resolve.site import Seed
from mujaz.resolve.uses import Kind
from mujaz.review.meaning import meaning, merged
from mujaz.review.names import AS_CALLED, Names
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
        beside: the files that it is built from besides: `mkdocs.yml`, pages by hand, words of the desk.
        called: what things are called in the state that it is compared with, where they had other ids here.
    """

    name: str
    commit: str
    config: Config
    content: Content
    sound: bool
    findings: tuple[Diagnostic, ...]
    editorial: Editorial
    beside: tuple[str, ...] = ()
    called: Names = AS_CALLED
    _seeds: dict[str, Seed | None] = field(default_factory=dict)

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """As `Content.files`."""
        return self.content.shelf.items()

    @property
    def index(self) -> SiteIndex | None:
        """The site read backwards; None where it has errors."""
        return self.content.index if self.sound else None

    def as_called_in(self, head: State) -> State:
        """The same in the ids that things have in a later state: what was renamed since is under its id of then.

        An entity that was merged into another one since is not called as that.
        """
        first, present = head.editorial.first_ids, head.editorial.present_ids
        renamed = {address: id for address, id in present.items() if address in first}
        if not renamed:
            return self
        return replace(self, called=Names(renamed, renamed), editorial=self.editorial.as_called(renamed), _seeds={})

    def own_id(self, kind: Kind, id: str, known: Container[str]) -> str:
        """The id that something has in this state.

        Args:
            kind: what it is.
            id: as it is called in the state that this one is compared with.
            known: the ids of this state.
        """
        return next((each for each in self.called.all_ids(kind, id) if each in known), id)

    def brief(self, id: str) -> Brief | None:
        """A brief with its translations in their fields; None where there is none, or it has errors."""
        document = self._document(Kind.BRIEF, id)
        if not isinstance(document, BriefDocument):
            return None
        return self.called.called_first(merged(document.brief), document.id)

    def present_path(self, path: str) -> str:
        """What a file of a brief or of a seed is called in the state that this one is compared with."""
        folder, _, name = path.partition("/")
        id, dot, ending = name.rpartition(".")
        kind = {"briefs": Kind.BRIEF, "seeds": Kind.SEED}.get(folder)
        return path if kind is None else f"{folder}/{self.called.present_id(kind, id)}{dot}{ending}"

    def own_brief(self, id: str) -> Brief | None:
        """A brief as `brief` gives it, in the ids that all had in this state."""
        document = self._document(Kind.BRIEF, id)
        return merged(document.brief) if isinstance(document, BriefDocument) else None

    def ids_of(self, kind: Kind) -> frozenset[str]:
        """The ids that there are of briefs, of seeds, or in the glossary and among the entities of briefs."""
        if kind in (Kind.BRIEF, Kind.SEED):
            return frozenset(name.partition("/")[2] for name in self.files if name.startswith(f"{kind}/"))
        documents = [self.content.shelf.document(name) for name in self.files if not name.startswith("seed/")]
        key = {Kind.ENTITY: "entities", Kind.SOURCE: "sources", Kind.TAG: "tags"}[kind]
        found: set[str] = set()
        for document in documents:
            if isinstance(document, GlossaryDocument):
                found.update(getattr(document.glossary, key))
            elif isinstance(document, BriefDocument) and kind is Kind.ENTITY:
                found.update(document.brief.entities)
        return frozenset(found)

    def seed_document(self, id: str) -> SeedDocument | None:
        """A seed as decoded; None where there is none, or its record has errors."""
        document = self._document(Kind.SEED, id)
        return replace(document, id=id) if isinstance(document, SeedDocument) else None

    def seed(self, id: str) -> Seed | None:
        """A seed with its folded text, whatever else is wrong with the site."""
        if id not in self._seeds:
            document = self.seed_document(id)
            self._seeds[id] = None if document is None else resolve_seed(document)[0]
        return self._seeds[id]

    def _document(self, kind: Kind, id: str) -> object:
        names = [f"{kind}/{each}" for each in self.called.all_ids(kind, id)]
        return next((self.content.shelf.document(name) for name in names if name in self.files), None)


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
    names = base.called
    briefs = {
        id: Sides(base.brief(id), head.brief(id))
        for id in dict.fromkeys(names.present_id(Kind.BRIEF, id) for id in _ids("brief", items, readable))
    }
    seeds = {
        id: Sides(base.seed_document(id), head.seed_document(id))
        for id in dict.fromkeys(names.present_id(Kind.SEED, id) for id in _ids("seed", items, readable))
    }
    glossaries = [item for item in items if item.startswith("glossary/") and item in readable]
    shared = [_glossary(state, glossaries) for state in (base, head)]
    own = [_own_entities(state, briefs) for state in (base, head)]
    return Differing(
        briefs,
        seeds,
        _sides(shared[0]["entities"], shared[1]["entities"], _renamed(names, Kind.ENTITY)),
        _sides(shared[0]["sources"], shared[1]["sources"], _renamed(names, Kind.SOURCE)),
        _sides(shared[0]["tags"], shared[1]["tags"], _renamed(names, Kind.TAG)),
        _sides(own[0], own[1], _renamed(names, Kind.ENTITY)),
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
            for key, kind in (("entities", Kind.ENTITY), ("sources", Kind.SOURCE), ("tags", Kind.TAG)):
                for id, value in getattr(document.glossary, key).items():
                    found[key][state.called.present_id(kind, id)] = state.called.called_first(value)
    return found


def _own_entities(state: State, briefs: Iterable[str]) -> dict[str, Entity]:
    known = (state.brief(id) for id in briefs)
    return {id: entity for brief in known if brief is not None for id, entity in brief.entities.items()}


def _renamed(names: Names, kind: Kind) -> frozenset[str]:
    """What had another id before."""
    return frozenset(id for address, id in names.present.items() if address.startswith(f"{kind}/"))


def _sides(before: Mapping[str, T], after: Mapping[str, T], renamed: Container[str]) -> dict[str, Sides[T]]:
    return {
        id: Sides(before.get(id), after.get(id))
        for id in sorted({*before, *after})
        if id not in before or id not in after or id in renamed or meaning(before[id]) != meaning(after[id])
    }
