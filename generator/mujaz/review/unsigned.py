"""What no sign-off covers: the part of seeds and glossary that no brief of the site shows."""

from __future__ import annotations

from msgspec.structs import replace

from mujaz.engine.content import Content
from mujaz.markup.parse import parse_prose
from mujaz.model import Entity
from mujaz.model.documents import LeftOut


def unsigned(content: Content) -> LeftOut:
    """The seeds, entities and tags that no brief shows: whoever signed the briefs did not see them.

    Args:
        content: of a site without errors, each brief of which is approved.
    """
    site, index = content.site, content.index
    seeds: set[str] = set()
    shown: set[str] = set()
    tags: set[str] = set()
    for facts in index.facts.values():
        seeds.update(facts.seeds)
        shown.update(facts.concerns, facts.defines)
        tags.update(facts.tags)
    entities = frozenset(site.entities) - shown
    related = {other for id in entities for other in index.related.get(id, ())}
    return LeftOut(
        seeds=frozenset(site.seeds) - seeds,
        entities=entities,
        tags=frozenset(site.tags) - tags,
        relating=frozenset(index.defined_in[id] for id in related if id in index.defined_in),
    )


def with_withdrawn(alone: LeftOut, content: Content) -> tuple[LeftOut, tuple[str, ...]]:
    """The same without entities and seeds that were withdrawn: their pages are to tell readers so; and which they are.

    Args:
        alone: as `unsigned` gave it.
        content: of the site.
    """
    site = content.site
    entities = [id for id in sorted(alone.entities) if site.entities[id].withdrawn]
    seeds = [id for id in sorted(alone.seeds) if site.records[id].withdrawn]
    names = (*(f"the withdrawn entity {id}" for id in entities), *(f"the withdrawn seed {id}" for id in seeds))
    kept = replace(alone, entities=alone.entities - {*entities}, seeds=alone.seeds - {*seeds})
    return kept, names


def cited_by_entities_alone(content: Content) -> tuple[str, ...]:
    """The publications of the glossary that only entities cite: their pages show them, and no sign-off covers them.

    Args:
        content: as for `unsigned`.
    """
    site, index = content.site, content.index
    shown: set[str] = set()
    cited: set[str] = set()
    for facts in index.facts.values():
        shown.update(facts.concerns)
        cited.update(facts.cites)
    own = {id for brief in set(index.defined_in.values()) for id in site.briefs[brief].brief.sources}
    named = {id for entity in shown for id in _publications(site.entities[entity])}
    return tuple(sorted(named & set(site.publications) - cited - own))


def _publications(entity: Entity) -> set[str]:
    found = {ref.id for ref in entity.sources}
    found.update(ref.id for relation in entity.relations for ref in relation.sources)
    for phrase in entity.body.phrases if entity.body is not None else ():
        if "[^" in phrase.text:
            found.update(id for id, _, _ in parse_prose(phrase.text)[0].references)
    return found
