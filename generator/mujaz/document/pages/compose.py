"""Site to page objects: which pages there are, in which languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mujaz.document import pages
from mujaz.document.pages.brief import compose_brief
from mujaz.document.pages.browse import compose_entities
from mujaz.document.pages.contribute import compose_parts
from mujaz.document.pages.dates import compose_year
from mujaz.document.pages.desk import Desk, SinglePage
from mujaz.document.pages.entity import compose_entity
from mujaz.document.pages.lists import compose_source, compose_timeline
from mujaz.document.pages.moved import compose_moved, is_moved
from mujaz.document.pages.objects import Page
from mujaz.document.pages.parts import Parts
from mujaz.document.pages.subjects import compose_tag
from mujaz.document.pages.versions import VERSIONS, compose_versions
from mujaz.labels import Labels
from mujaz.model import EntityType
from mujaz.resolve.index import SiteIndex
from mujaz.resolve.site import Site

_MODULES = [import_module(f"{pages.__name__}.{module.name}") for module in iter_modules(pages.__path__)]

SINGLE: Mapping[str, SinglePage] = {
    page.path: page for module in _MODULES if module.__name__ != __name__ for page in getattr(module, "SINGLE", ())
}
"""The pages of which each edition has one, by their path in it: all that modules beside this one name so."""

_KINDS: Mapping[str, str] = {"entities": "entity", "sources": "source", "browse": "entities", "tags": "tag"}
"""Of other pages, by their folder, where a folder has one kind."""
_EVENTS = "events-"


def desk_of(site: Site, index: SiteIndex, language: str, languages: tuple[str, ...], labels: Labels) -> Desk:
    """A desk that makes the parts of briefs itself."""

    @cache
    def parts(id: str) -> Parts:
        return compose_parts(desk, site.briefs[id])

    desk = Desk(site, index, language, languages, labels, parts)
    return desk


def compose_page(desk: Desk, path: str) -> Page:
    """One page of the desk's edition.

    Args:
        desk: the site in one language.
        path: of the page below the folder of its edition; `mujaz.engine.pages.page_paths` lists all of them.
    """
    if path in SINGLE:
        return SINGLE[path].compose(desk)
    if is_moved(desk.site, path):
        return compose_moved(desk, path)
    _, _, id = path.partition("/")
    match kind_of(path):
        case "versions":
            return compose_versions(desk, desk.site.briefs[id.removesuffix(VERSIONS)])
        case "brief":
            return compose_brief(desk, desk.site.briefs[id])
        case "entity":
            return compose_entity(desk, id)
        case "source":
            return compose_source(desk, id)
        case "entities":
            return compose_entities(desk, EntityType(id))
        case "tag":
            return compose_tag(desk, id)
        case "timeline":
            return compose_timeline(desk, int(id.removeprefix(_EVENTS)))
    return compose_year(desk, id)


def kind_of(path: str) -> str:
    """The kind of a page by its path, as `compose_page` takes it."""
    if path in SINGLE:
        return SINGLE[path].kind
    folder, _, id = path.partition("/")
    if folder == "briefs":
        return "versions" if id.endswith(VERSIONS) else "brief"
    if folder == "dates":
        return "timeline" if id.startswith(_EVENTS) else "year"
    return _KINDS[folder]
