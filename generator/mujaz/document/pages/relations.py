"""Relations of an entity, and those among the entities that a brief names: their rows and their graph."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mujaz.document.pages.desk import Desk
from mujaz.document.pages.items import RelationGraph, RelationItem
from mujaz.markup.bidi import direction_of
from mujaz.model import Entity, EntityType, Relation
from mujaz.pictures.objects import Bond
from mujaz.pictures.relations import lay_out_relations


def entity_relations(desk: Desk, id: str) -> tuple[RelationItem, ...]:
    """The relations of an entity, and those of others to it, all read from it."""
    entity = desk.site.entities[id]
    own = [_item(desk, entity, relation) for relation in entity.relations]
    others = [
        _item(desk, other, relation, inverse=True)
        for other in map(desk.site.entities.__getitem__, desk.index.related.get(id, ()))
        for relation in other.relations
        if relation.to.id == id
    ]
    return (*own, *others)


def brief_relations(desk: Desk, named: Collection[str]) -> tuple[RelationItem, ...]:
    """The relations among the entities that a brief names; none where it is only one, which is no picture.

    That a place lies in another is told by the page of the place and by the map.
    """
    entities = sorted(
        (desk.site.entities[id] for id in named), key=lambda entity: desk.sort_key(desk.entity(entity.id.id).name)
    )
    items = tuple(
        _item(desk, entity, relation)
        for entity in entities
        for relation in entity.relations
        if relation.to.id in named and relation.to.id != entity.id.id and not _of_places(desk, entity, relation)
    )
    return items if len(items) > 1 else ()


def _of_places(desk: Desk, entity: Entity, relation: Relation) -> bool:
    """Whether a relation is one between two places."""
    return entity.type is desk.site.entities[relation.to.id].type is EntityType.PLACE


def relation_graph(desk: Desk, items: Sequence[RelationItem]) -> RelationGraph | None:
    """The graph of relations, where it can be drawn so that it is read."""
    bonds = [_bond(desk, item) for item in items if item.one.id != item.other.id]
    entities = {entity.id: entity for item in items for entity in (item.one, item.other)}
    names = {id: (entity.name.text, entity.name.language) for id, entity in entities.items()}
    leftward = direction_of(desk.language) == "rtl"
    picture = lay_out_relations(names, bonds, desk.language, leftward=leftward)
    return RelationGraph(picture, tuple(entities.values())) if picture is not None else None


def _item(desk: Desk, entity: Entity, relation: Relation, *, inverse: bool = False) -> RelationItem:
    subject, target = desk.entity(entity.id.id), desk.entity(relation.to.id)
    one, other = (target, subject) if inverse else (subject, target)
    return RelationItem(one, relation.type, inverse, other, relation.from_, relation.until)


def _bond(desk: Desk, item: RelationItem) -> Bond:
    one, other = (item.other, item.one) if item.inverse else (item.one, item.other)
    forth, back = desk.labels.text(item.type), desk.labels.text(f"{item.type}_inverse")
    return Bond(one.id, other.id, forth, back)
