"""The content of a site as stages of facts: what is decoded, declared, referred to, and wrong.

Each method brings one stage up to date and gives all its findings, those of unchanged files included. What the stages
call are the pure functions of `decode`, `resolve`, `index` and `checks`; those of `resolve` and `checks` are imported
where they are called, since a run after which nothing changed calls none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from mujaz.engine.cache.memo import NOWHERE, Lookup, Made, Memo
from mujaz.engine.cache.store import Store
from mujaz.engine.inventory import Inventory
from mujaz.engine.shelf import Shelf
from mujaz.model import EntityType
from mujaz.model.documents import BriefDocument, GlossaryDocument
from mujaz.model.values import shown_in, without_region
from mujaz.resolve.gazetteer import Alias
from mujaz.resolve.ids import Ids, collect_ids
from mujaz.resolve.index import BriefFacts, Month, SiteIndex, build_index, facts_of, relations_of
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from mujaz.resolve.gazetteer.finder import Gazetteer

T = TypeVar("T")


class Declared(Struct, frozen=True):
    """What a glossary file or a brief lets others refer to, without its text.

    Attributes:
        entities: their types by id.
        publications: ids of shared publications.
        tags: ids of tags.
        aliases: the forms that name the entities; their places are left out.
        relations: of an entity: those that it is related to.
    """

    entities: Mapping[str, EntityType]
    publications: tuple[str, ...]
    tags: tuple[str, ...]
    aliases: tuple[Alias, ...]
    relations: Mapping[str, tuple[str, ...]]


class Edition(Struct, frozen=True):
    """What is published in a language: enough to know which pages there are.

    Attributes:
        briefs: the latest first.
        months: of each brief: that of its first publication.
        event_years: of each event of them: its year.
    """

    briefs: tuple[str, ...]
    months: tuple[Month | None, ...]
    event_years: tuple[int, ...]


class Content:
    """The content of a site.

    Args:
        inventory: its files.
        memo: its facts.
        progress: told the name of the work, how much of it is done, and how much there is.

    Attributes:
        shelf: its documents.
        site: what is resolved, looked up as facts.
        index: the site read backwards, looked up as facts.
    """

    def __init__(self, inventory: Inventory, memo: Memo, progress: Callable[[str, int, int], None]) -> None:
        self.shelf = Shelf(inventory)
        self._memo = memo
        self._progress = progress
        memo.restore, memo.sources = self._restored, inventory.source
        self._ids = Ids(
            Lookup(memo, "seed"),
            Lookup(memo, "entity"),
            Lookup(memo, "publication"),
            Lookup(memo, "tag"),
            Lookup(memo, "claims"),
        )
        briefs = Lookup[Any](memo, "brief")
        records = Lookup[Any](memo, "record")
        self.site = Site(self._ids.seeds, records, self._ids.entities, briefs, self._ids.publications, self._ids.tags)  # type: ignore[arg-type]  # a look-up of seeds is a collection of their ids
        self.index = SiteIndex(*(Lookup[Any](memo, f"index/{name}") for name in SiteIndex.__struct_fields__))
        self._finder: tuple[tuple[Alias, ...], Gazetteer] | None = None
        self._placed: Ids | None = None

    @property
    def kept(self) -> Store:
        """What is kept between runs, for those who find out more about the content."""
        return self._memo.store

    def edition(self, language: str) -> Edition:
        """What is published in a language."""
        name = f"edition/{without_region(language)}"
        edition: Edition = self._memo.read(name) if self._memo.exists(name) else Edition((), (), ())
        return edition

    @property
    def types(self) -> tuple[EntityType, ...]:
        """The types that the site has entities of."""
        types: tuple[EntityType, ...] = self._memo.read("types")
        return types

    def _document(self, item: str) -> Any:
        """A document without errors, as the stage that decodes it gave it."""
        return self._memo.read(f"document/{item}")

    def _restored(self, name: str) -> Any:
        """A document or a seed made again from its files."""
        kind, _, item = name.partition("/")
        if kind == "document":
            return self.shelf.decoded(item)[0]
        from mujaz.resolve.seeds import resolve_seed

        return resolve_seed(self._document(name))[0]

    # Stages

    def decode(self) -> list[Diagnostic]:
        """Decode every file."""

        def make(item: str) -> Made:
            document, findings = self.shelf.decoded(item)
            facts: dict[str, Any] = {}
            if isinstance(document, GlossaryDocument):
                glossary = document.glossary
                facts = _declared(item, glossary.entities, tuple(glossary.sources), tuple(glossary.tags))
                facts.update((f"publication/{id}", publication) for id, publication in glossary.sources.items())
                facts.update((f"tag/{id}", label) for id, label in glossary.tags.items())
                facts.update((f"entity/{id}", entity) for id, entity in glossary.entities.items())
            elif isinstance(document, BriefDocument):
                brief = document.brief
                facts = _declared(item, brief.entities, (), ())
                facts[f"claims/{document.id}"] = tuple(claim.id.id for claim in brief.claims)
                facts.update((f"entity/{id}", entity) for id, entity in brief.entities.items())
            passing = {} if document is None else {f"document/{item}": document}
            return Made(facts, _findings("decode", item, findings), passing=passing)

        return self._stage("decode", self.shelf.items(), make, told="reading")

    def identify(self) -> list[Diagnostic]:
        """Gather all ids and all names; those that stand for two things are findings."""
        items = self.shelf.items()

        def make(_: str) -> Made:
            from mujaz.resolve.gazetteer.collisions import collisions

            declared: list[Declared] = [
                self._memo.read(f"declared/{item}") for item in items if not item.startswith("seed/")
            ]
            entities = [id for part in declared for id in part.entities]
            publications = [id for part in declared for id in part.publications]
            tags = [id for part in declared for id in part.tags]
            aliases = tuple(alias for part in declared for alias in part.aliases)
            findings: list[Diagnostic] = []
            if any(len(set(ids)) < len(ids) for ids in (entities, publications, tags)) or collisions(aliases):
                findings = self._doubled()
            types = {type for part in declared for type in part.entities.values()}
            facts: dict[str, Any] = {
                "entity": tuple(dict.fromkeys(entities)),
                "publication": tuple(dict.fromkeys(publications)),
                "tag": tuple(dict.fromkeys(tags)),
                "aliases": aliases,
                "relations": {id: to for part in declared for id, to in part.relations.items()},
                "types": tuple(type for type in EntityType if type in types),
            }
            for kind in ("seed", "brief"):
                facts[kind] = tuple(item.partition("/")[2] for item in items if item.startswith(f"{kind}/"))
            facts["claims"], facts["record"] = facts["brief"], facts["seed"]
            return Made(facts, _findings("identify", "all", findings))

        names = hashlib.blake2b("\n".join(items).encode()).digest()
        return self._stage("identify", {"all": names}, make, elsewhere=True)

    def _placed_ids(self) -> Ids:
        """All ids with what they stand for as it was decoded, places included, which facts do not have."""
        if self._placed is None:
            self._placed = collect_ids(self.shelf.documents())[0]
        return self._placed

    def _doubled(self) -> list[Diagnostic]:
        """What is wrong with ids and names."""
        from mujaz.resolve.gazetteer.collisions import collisions
        from mujaz.resolve.mentions import aliases_of

        ids, findings = collect_ids(self.shelf.documents("glossary", "brief"))
        return [*findings, *collisions(aliases_of(ids.entities))]

    def resolve(self) -> list[Diagnostic]:
        """Find what every id, quote and name refers to."""
        memo, seeds = self._memo, self._ids.seeds

        def make_seed(item: str) -> Made:
            from mujaz.resolve.seeds import fold_digest, resolve_seed

            seed, findings = resolve_seed(self._document(item))
            facts = {f"record/{seed.id}": seed.record, f"text/{seed.id}": fold_digest(seed.folded)}
            facts[f"rights/{seed.id}"] = str(seed.record.rights)
            return Made(facts, _findings("seeds", item, findings), passing={item: seed})

        def make_twins(_: str) -> Made:
            from mujaz.rights.budget import twins

            found = twins({id: memo.read(f"text/{id}") for id in self.site.records})
            return Made({f"twin/{id}": other for id, other in found.items()})

        def make_hits(id: str) -> Made:
            return Made({f"hits/{id}": self._gazetteer().find(self.site.seeds[id].folded)})

        def make_brief(item: str) -> Made:
            from mujaz.resolve.run import resolve_brief

            document, hits = self._document(item), Lookup[Any](memo, "hits")
            entry, findings = resolve_brief(document, self._ids, self.site.seeds, hits)
            if not all(map(_has_places, findings)):
                _, findings = resolve_brief(document, self._placed_ids(), self.site.seeds, hits)
            facts = {} if has_errors(findings) else {f"index/facts/{entry.id}": facts_of(entry)}
            return Made(facts, _findings("briefs", item, findings), whole={item: entry})

        def make_glossary(item: str) -> Made:
            from mujaz.resolve.run import resolve_glossary

            return Made({}, _findings("glossaries", item, resolve_glossary(self._document(item), self._ids)))

        findings = self._stage("seeds", self.shelf.items("seed"), make_seed, told="resolving")
        self._stage("twins", {"all": hashlib.blake2b("\n".join(seeds).encode()).digest()}, make_twins)
        self._stage("hits", dict.fromkeys(seeds, b""), make_hits, told="resolving")
        findings += self._stage("briefs", self.shelf.items("brief"), make_brief, told="resolving")
        return findings + self._stage("glossaries", self.shelf.items("glossary"), make_glossary)

    def _gazetteer(self) -> Gazetteer:
        """What finds the names in a text; made once, for to compare many names takes longer than to find some."""
        aliases: tuple[Alias, ...] = self._memo.read("aliases")
        if self._finder is None or self._finder[0] is not aliases:
            from mujaz.resolve.mentions import gazetteer_of

            self._finder = aliases, gazetteer_of(aliases)
        return self._finder[1]

    def relate(self) -> None:
        """Read the site backwards."""
        ids: tuple[str, ...] = self._memo.read("brief")

        def make(_: str) -> Made:
            briefs: list[BriefFacts] = [self._memo.read(f"index/facts/{id}") for id in ids]
            index = build_index(briefs, self._memo.read("relations"))
            facts: dict[str, Any] = {"index/facts": tuple(index.facts)}
            for name in SiteIndex.__struct_fields__:
                if name != "facts":
                    values: Mapping[str, Any] = getattr(index, name)
                    facts[f"index/{name}"] = tuple(values)
                    facts.update((f"index/{name}/{key}", value) for key, value in values.items())
            for language in {without_region(language) for brief in briefs for language in brief.languages}:
                own = [brief for brief in index.facts.values() if shown_in(language, brief.languages)]
                months = tuple(brief.month for brief in own)
                years = tuple(year for brief in own for year in brief.event_years)
                facts[f"edition/{language}"] = Edition(tuple(brief.id for brief in own), months, years)
            return Made(facts)

        self._stage("relate", {"all": hashlib.blake2b("\n".join(ids).encode()).digest()}, make)

    def check(self) -> list[Diagnostic]:
        """All findings of all checks, those on what nothing uses apart."""
        site, index = self.site, self.index

        def make_brief(id: str) -> Made:
            from mujaz.checks.run import ACROSS_CHECKS, BRIEF_CHECKS

            entry = site.briefs[id]
            found = [finding for check in (*BRIEF_CHECKS, *ACROSS_CHECKS) for finding in check(entry, site)]
            return Made({}, _findings("check-briefs", id, found))

        def make_entity(id: str) -> Made:
            from mujaz.checks.run import check_entity

            findings = list(check_entity(id, site, index))
            if findings:
                findings = list(check_entity(id, replace(site, entities=self._placed_ids().entities), index))
            return Made({}, _findings("check-entities", id, findings))

        def make_seed(id: str) -> Made:
            from mujaz.checks.run import check_seed

            twin = self._memo.read(f"twin/{id}") if self._memo.exists(f"twin/{id}") else None
            found = check_seed(site.seeds[id], twin, index.quoted.get(id, ()), partial(self.quoting, id))
            return Made({}, _findings("check-seeds", id, found))

        findings = self._stage("check-briefs", dict.fromkeys(site.briefs, b""), make_brief, told="checking")
        findings += self._stage("check-entities", dict.fromkeys(site.entities, b""), make_entity, elsewhere=True)
        return findings + self._stage("check-seeds", dict.fromkeys(site.seeds, b""), make_seed)

    def quoting(self, seed: str) -> Iterator[SiteBrief]:
        """The briefs that quote a seed."""
        for facts in self.index.facts.values():
            if any(quoted == seed for quoted, _ in facts.quoted):
                yield self.site.briefs[facts.id]

    def unused(self) -> list[Diagnostic]:
        """Findings on what nothing uses; they need all of the content at once, and nothing of it is kept."""
        from mujaz.checks.unused import find_unused
        from mujaz.resolve.run import resolve

        site, _ = resolve(self.shelf.documents())
        return list(find_unused(site))

    def derived(self, name: str, derive: Callable[[SiteBrief], T]) -> dict[str, T]:
        """What somebody finds out about each brief of a site without errors, by id; kept like all facts.

        Args:
            name: of what is found out.
            derive: finds it out, from a brief and what it looks up in `site` and `index`.
        """

        def make(id: str) -> Made:
            return Made({f"{name}/{id}": derive(self.site.briefs[id])})

        told = partial(self._progress, "comparing")
        self._memo.stage(name, dict.fromkeys(self.site.briefs, b""), make, told=told)
        self._memo.commit()
        return {id: self._memo.read(f"{name}/{id}") for id in self.site.briefs}

    def _stage(
        self,
        name: str,
        items: Mapping[str, bytes],
        make: Callable[[str], Made],
        *,
        told: str = "",
        elsewhere: bool = False,
    ) -> list[Diagnostic]:
        """Run a stage and gather its findings.

        Args:
            name: of the stage.
            items: with the digests of what they are made from.
            make: makes the facts of an item.
            told: the name of the work for whoever follows it, where the stage is done in several processes.
            elsewhere: whether findings point into files other than those of the item. Items with findings are then
                made again in any case, since a place may have moved where the content stayed.
        """
        prefix = f"findings/{name}/"
        found = [fact.removeprefix(prefix) for fact in self._memo.placed(name, prefix)] if elsewhere else ()
        self._memo.stage(name, items, make, always=found, told=partial(self._progress, told) if told else None)
        return [finding for fact in self._memo.placed(name, prefix) for finding in self._memo.read(fact)]


def _has_places(finding: Diagnostic) -> bool:
    spans = (finding.span, *(label.span for label in finding.related))
    return not any(span.source is NOWHERE.source for span in spans)


def _findings(stage: str, item: str, findings: Iterable[Diagnostic]) -> dict[str, Any]:
    """Findings as a fact, where there are any."""
    found = tuple(findings)
    return {f"findings/{stage}/{item}": found} if found else {}


def _declared(
    item: str, entities: Mapping[str, Any], publications: tuple[str, ...], tags: tuple[str, ...]
) -> dict[str, Any]:
    from mujaz.resolve.mentions import aliases_of

    aliases = tuple(replace(alias, span=NOWHERE) for alias in aliases_of(entities))
    types = {id: entity.type for id, entity in entities.items()}
    return {f"declared/{item}": Declared(types, publications, tags, aliases, relations_of(entities))}
