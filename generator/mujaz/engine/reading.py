"""Stages that read: documents decoded, and what they declare gathered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from mujaz.engine import facts
from mujaz.engine.cache.facts import Value
from mujaz.engine.cache.memo import NOWHERE
from mujaz.engine.content import Content
from mujaz.engine.shelf import Document
from mujaz.model import Entity, EntityType
from mujaz.model.documents import BriefDocument, GlossaryDocument
from mujaz.resolve.former import Former, are_contested, check_former_ids, first_ids, former_ids, present_ids
from mujaz.resolve.ids import Ids, collect_ids
from mujaz.resolve.index import relations_of
from mujaz.resolve.uses import Kind
from mujaz.syntax.diagnostics import Diagnostic


def decode(content: Content, item: str) -> Iterator[Value | Diagnostic]:
    """A document from its file, and what it lets others refer to."""
    document, findings = content.shelf.decoded(item)
    yield from findings
    if isinstance(document, GlossaryDocument):
        glossary = document.glossary
        yield _declared(item, glossary.entities, tuple(glossary.sources), tuple(glossary.tags))
        yield from (facts.PUBLICATION(id, publication) for id, publication in glossary.sources.items())
        yield from (facts.TAG(id, label) for id, label in glossary.tags.items())
        yield from (facts.ENTITY(id, entity) for id, entity in glossary.entities.items())
    elif isinstance(document, BriefDocument):
        brief = document.brief
        yield _declared(item, brief.entities, (), ())
        yield facts.CLAIMS(document.id, tuple(claim.id.id for claim in brief.claims))
        yield from (facts.ENTITY(id, entity) for id, entity in brief.entities.items())
    if document is not None:
        if formers := former_ids_of(document):
            yield facts.FORMER(item, formers)
        yield facts.DOCUMENT(item, document)


def former_ids_of(document: Document) -> tuple[Former, ...]:
    """The ids of before that a document keeps."""
    if isinstance(document, GlossaryDocument):
        return former_ids(document.glossary)
    return former_ids(document.brief if isinstance(document, BriefDocument) else document.record, document.id)


def _declared(item: str, entities: Mapping[str, Entity], publications: tuple[str, ...], tags: tuple[str, ...]) -> Value:
    from mujaz.resolve.mentions import aliases_of  # late, as in all stages: most runs make few items

    aliases = tuple(replace(alias, span=NOWHERE) for alias in aliases_of(entities))
    types = {id: entity.type for id, entity in entities.items()}
    return facts.DECLARED(item, facts.Declared(types, publications, tags, aliases, relations_of(entities)))


def identify(content: Content, _: str) -> Iterator[Value | Diagnostic]:
    """All ids and all names; those that stand for two things are findings."""
    from mujaz.resolve.gazetteer.collisions import collisions

    items = content.shelf.items()
    declared = [facts.DECLARED.read(content.memo, item) for item in items if not item.startswith("seed/")]
    entities = [id for part in declared for id in part.entities]
    publications = [id for part in declared for id in part.publications]
    tags = [id for part in declared for id in part.tags]
    aliases = tuple(alias for part in declared for alias in part.aliases)
    formers = [each for item in items for each in facts.FORMER.find(content.memo, item) or ()]
    if any(len(set(ids)) < len(ids) for ids in (entities, publications, tags)) or collisions(aliases):
        yield from _doubled(content)
    types = {type for part in declared for type in part.entities.values()}
    yield facts.ENTITY.ordered(dict.fromkeys(entities))
    yield facts.PUBLICATION.ordered(dict.fromkeys(publications))
    yield facts.TAG.ordered(dict.fromkeys(tags))
    yield facts.ALIASES(aliases)
    yield facts.RELATIONS({id: to for part in declared for id, to in part.relations.items()})
    yield facts.TYPES(tuple(type for type in EntityType if type in types))
    seeds, briefs = (
        [item.removeprefix(kind) for item in items if item.startswith(kind)] for kind in ("seed/", "brief/")
    )
    present = {Kind.ENTITY: entities, Kind.SOURCE: publications, Kind.TAG: tags, Kind.SEED: seeds, Kind.BRIEF: briefs}
    if are_contested(formers, present):
        yield from check_former_ids(content.shelf.documents())
    first, now = first_ids(formers), present_ids(formers)
    yield facts.FIRST_ID.ordered(first)
    yield from (facts.FIRST_ID(address, id) for address, id in first.items())
    yield facts.PRESENT_ID.ordered(now)
    yield from (facts.PRESENT_ID(address, id) for address, id in now.items())
    yield from (facts.SEED.ordered(seeds), facts.RECORD.ordered(seeds))
    yield from (facts.BRIEF.ordered(briefs), facts.CLAIMS.ordered(briefs))


def _doubled(content: Content) -> list[Diagnostic]:
    """What is wrong with ids and names."""
    from mujaz.resolve.gazetteer.collisions import collisions
    from mujaz.resolve.mentions import aliases_of

    ids, findings = collect_ids(content.shelf.documents("glossary", "brief"))
    return [*findings, *collisions(aliases_of(ids.entities))]


def placed_ids(content: Content) -> Ids:
    """All ids with what they stand for as it was decoded, places included, which facts do not have."""
    return collect_ids(content.shelf.documents())[0]
