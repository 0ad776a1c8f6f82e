"""The page of an entity: who or what it is, and every place of the site that speaks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec.structs import replace

from mujaz.document.pages.desk import Desk, publication_item, source_reference
from mujaz.document.pages.items import Elsewhere, EntityFact, GlossaryEntry, Point, Said, Words
from mujaz.document.pages.objects import EntityPage, MentionGroup, MentionYear
from mujaz.document.pages.places import locator_map
from mujaz.document.pages.relations import entity_relations, relation_graph
from mujaz.model import Publication
from mujaz.resolve.index import BriefFacts

# What keeps the page of a name that every brief has readable, and below some 300 kB: the briefs that are quoted at
# all (those before them are counted), and the briefs from which on years are folded.
_QUOTED_BRIEFS = 60
_UNFOLDED_BRIEFS = 10
_ON_CARDS = frozenset[str]()
"""The facts that the glossaries of briefs show, too."""
_WIKIDATA = "https://www.wikidata.org/wiki/"


def compose_entity(desk: Desk, id: str) -> EntityPage:
    """The page of an entity in the desk's language."""
    entity = desk.site.entities[id]
    link = desk.entity(id)
    path = f"entities/{id}"
    page = f"{desk.language}/{path}"
    cited = dict.fromkeys(ref.id for ref in entity.sources)
    cited.update(dict.fromkeys(ref.id for relation in entity.relations for ref in relation.sources))
    body = desk.prose(entity.body)
    if body is not None:
        cited.update(dict.fromkeys(id for id, _, _ in body.prose.references))
    own = _own_sources(desk, id)
    known = [publication for source in cited if (publication := own.get(source) or desk.site.publications.get(source))]
    bibliography = tuple(publication_item(publication, number, desk) for number, publication in enumerate(known, 1))
    parts = [(desk.index.facts[brief], desk.parts(brief).entities[id]) for brief in desk.index.concerned.get(id, ())]
    mentioned = [(facts, part.mentions) for facts, part in parts if part.mentions is not None]
    relations = entity_relations(desk, id)
    return EntityPage(
        *desk.head("entity", path, link.name.text, link.gloss.text if link.gloss else ""),
        entity=link,
        names=_names(desk, id),
        aliases=tuple(Words(form.text, tag) for tag, forms in entity.aliases.items() for form in forms),
        body=body,
        facts=tuple(entity_facts(desk, id)),
        map=locator_map(desk, [id]),
        relations=relations,
        graph=relation_graph(desk, relations),
        mentions=_mentions(desk, mentioned),
        folded=len(mentioned) > _UNFOLDED_BRIEFS,
        claims_by=tuple(row for _, part in parts for row in part.claims_by),
        claims_via=tuple(row for _, part in parts for row in part.claims_via),
        claims_about=tuple(row for _, part in parts for row in part.claims_about),
        events=tuple(sorted((row for _, part in parts for row in part.events), key=lambda row: row.date.sort_key)),
        notes=tuple(note for _, part in parts for note in part.notes),
        bibliography=bibliography,
        references={item.id: source_reference(item, page) for item in bibliography},
        withdrawn=desk.withdrawal(entity.withdrawn),
    )


def entity_facts(desk: Desk, id: str) -> Iterator[EntityFact]:
    """What is said of an entity in a line each, in the order of its page."""
    entity = desk.site.entities[id]
    point, item = entity.coordinates, entity.wikidata
    facts: tuple[tuple[str, Said | None], ...] = (
        ("born", entity.born),
        ("died", entity.died),
        ("founded", entity.founded),
        ("dissolved", entity.dissolved),
        ("coordinates", Point(point.latitude, point.longitude) if point else None),
        ("wikidata", (Elsewhere(_WIKIDATA + item, item),) if item else None),
        ("links", tuple(Elsewhere(to.url, desk.best(to.title) if to.title else to.url) for to in entity.links)),
    )
    return (EntityFact(key, said) for key, said in facts if said)


def glossary_entry(desk: Desk, id: str) -> GlossaryEntry:
    """An entity in the glossary of a brief."""
    facts = tuple(fact for fact in entity_facts(desk, id) if fact.key in _ON_CARDS)
    return GlossaryEntry(desk.entity(id), _names(desk, id), facts)


def _names(desk: Desk, id: str) -> tuple[Words, ...]:
    """Its names in other languages than the one it is shown in."""
    shown = desk.entity(id).name.text
    return tuple(name for name in map(desk.words, desk.site.entities[id].name.phrases) if name.text != shown)


def _own_sources(desk: Desk, id: str) -> Mapping[str, Publication]:
    """The bibliography of the brief that defines the entity, if one does."""
    owner = desk.index.defined_in.get(id)
    return desk.site.briefs[owner].brief.sources if owner is not None else {}


def _mentions(desk: Desk, found: Iterable[tuple[BriefFacts, MentionGroup]]) -> tuple[MentionYear, ...]:
    """The briefs that mention the entity, by the year of their last change; only the latest are quoted."""
    groups = [
        (facts.changed_year, group if place < _QUOTED_BRIEFS else _counted(group))
        for place, (facts, group) in enumerate(found)
    ]
    years = []
    for year, together in groupby(groups, key=lambda pair: pair[0]):
        of_year = tuple(group for _, group in together)
        years.append(MentionYear(year, of_year, sum(group.count for group in of_year)))
    return tuple(years)


def _counted(group: MentionGroup) -> MentionGroup:
    """The mentions of a brief that is not quoted any more."""
    return replace(group, lines=(), more=group.count - group.unquoted)
