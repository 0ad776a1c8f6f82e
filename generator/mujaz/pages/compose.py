"""Site to page objects: which pages there are, in which languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from mujaz.index import SiteIndex, index_site
from mujaz.labels import Labels
from mujaz.model import EntityType
from mujaz.pages.brief import compose_brief
from mujaz.pages.browse import (
    compose_browse,
    compose_entities,
    compose_glossary,
    compose_tag,
    compose_tags,
    types_of,
)
from mujaz.pages.contribute import compose_parts
from mujaz.pages.dates import compose_dates, compose_year, date_pages
from mujaz.pages.desk import Desk
from mujaz.pages.entity import compose_entity
from mujaz.pages.lists import (
    compose_briefs,
    compose_claims,
    compose_home,
    compose_source,
    compose_sources,
    compose_timeline,
    timeline_pages,
    year_path,
)
from mujaz.pages.objects import Page
from mujaz.pages.parts import Parts
from mujaz.pages.versions import VERSIONS, compose_versions
from mujaz.resolved import Site

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


def compose(site: Site, labels: Mapping[str, Labels]) -> Iterator[Page]:
    """Every page of the site in each of its languages.

    A brief has a page in each language that its title has; entities, sources and lists have one in every
    language of the site.

    Args:
        site: the resolved site.
        labels: of each language of the site, in their order, the words of its interface.
    """
    languages = tuple(labels)
    index = index_site(site)
    for language in languages:
        desk = desk_of(site, index, language, languages, labels[language])
        for path in page_paths(desk):
            yield compose_page(desk, path)


def desk_of(site: Site, index: SiteIndex, language: str, languages: tuple[str, ...], labels: Labels) -> Desk:
    """A desk that makes the parts of briefs itself."""

    @cache
    def parts(id: str) -> Parts:
        made: dict[str, Any] = compose_parts(desk, site.briefs[id])
        return Parts(made.__getitem__)

    desk = Desk(site, index, language, languages, labels, parts)
    return desk


def page_paths(desk: Desk) -> Iterator[str]:
    """The paths of all pages in the desk's edition, below its folder."""
    yield from SINGLE
    yield from (f"briefs/{facts.id}" for facts in desk.entries)
    yield from (f"entities/{id}" for id in desk.site.entities)
    yield from (f"sources/{id}" for id in desk.site.seeds)
    yield from (f"browse/{kind}" for kind in types_of(desk.site))
    yield from (f"tags/{id}" for id in desk.site.tags)
    yield from (f"dates/{path}" for path in date_pages(facts.month for facts in desk.entries))
    years = timeline_pages(year for facts in desk.entries for year in facts.event_years)
    yield from map(year_path, years)


def compose_page(desk: Desk, path: str) -> Page:
    """One page of the desk's edition.

    Args:
        desk: the site in one language.
        path: one of `page_paths`.
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
