"""Locator maps of a brief's places, and of one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mujaz.document.pages.desk import Desk
from mujaz.document.pages.items import LocatorMap
from mujaz.pictures.map import lay_out_map
from mujaz.pictures.objects import Place
from mujaz.resolve.site import SiteBrief


def brief_map(desk: Desk, entry: SiteBrief, named: Iterable[str]) -> LocatorMap | None:
    """The map of the places that a brief names, those that its articles name most before the others."""
    weights = Counter(mention.entity for mention in entry.mentions)
    return locator_map(desk, sorted(set(named), key=lambda place: (-weights[place], place)))


def locator_map(desk: Desk, ids: Iterable[str]) -> LocatorMap | None:
    """The map of those entities that have coordinates; None where none has."""
    places = []
    for id in ids:
        point, name = desk.site.entities[id].coordinates, desk.entity(id).name
        if point is not None:
            places.append(Place(id, name.text, name.language, point.latitude, point.longitude))
    if not places:
        return None
    picture = lay_out_map(places, desk.language, desk.labels.country)
    return LocatorMap(picture, tuple(desk.entity(place.id) for place in places))
