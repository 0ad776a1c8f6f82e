"""Site to page objects: which pages there are, in which languages."""

from __future__ import annotations

from functools import cache

from mujaz.document.pages.brief import compose_brief
from mujaz.document.pages.browse import (
    compose_browse,
    compose_entities,
    compose_glossary,
    compose_tag,
    compose_tags,
)
from mujaz.document.pages.contribute import compose_parts
from mujaz.document.pages.dates import compose_dates, compose_year
from mujaz.document.pages.desk import Desk
from mujaz.document.pages.entity import compose_entity
from mujaz.document.pages.lists import (
    compose_briefs,
    compose_claims,
    compose_home,
    compose_source,
    compose_sources,
    compose_timeline,
)
from mujaz.document.pages.objects import Page
from mujaz.document.pages.parts import Parts
from mujaz.document.pages.versions import VERSIONS, compose_versions
from mujaz.labels import Labels
from mujaz.model import EntityType
from mujaz.resolve.index import SiteIndex
from mujaz.resolve.site import Site

SINGLE = {
    "index": compose_home,
    "briefs/index": compose_briefs,
    "sources/index": compose_sources,
    "glossary": compose_glossary,
    "claims": compose_claims,
    "timeline": compose_timeline,
    "browse/index": compose_browse,
    "tags/index": compose_tags,
    "dates/index": compose_dates,
}
"""The pages of which each edition has one, by their path in it."""


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
        return SINGLE[path](desk)
    folder, _, id = path.partition("/")
    if folder == "briefs" and id.endswith(VERSIONS):
        return compose_versions(desk, desk.site.briefs[id.removesuffix(VERSIONS)])
    if folder == "briefs":
        return compose_brief(desk, desk.site.briefs[id])
    if folder == "entities":
        return compose_entity(desk, id)
    if folder == "sources":
        return compose_source(desk, id)
    if folder == "browse":
        return compose_entities(desk, EntityType(id))
    if folder == "tags":
        return compose_tag(desk, id)
    if id.startswith("events-"):
        return compose_timeline(desk, int(id.removeprefix("events-")))
    return compose_year(desk, id)
