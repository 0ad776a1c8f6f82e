"""Site to page objects: which pages there are, in which languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mujaz.labels import Labels
from mujaz.pages.brief import compose_brief
from mujaz.pages.browse import (
    compose_browse,
    compose_entities,
    compose_glossary,
    compose_tag,
    compose_tags,
    types_of,
)
from mujaz.pages.dates import compose_dates, compose_year, years_of
from mujaz.pages.desk import Desk
from mujaz.pages.entity import compose_entity
from mujaz.pages.index import index_site
from mujaz.pages.lists import (
    compose_briefs,
    compose_claims,
    compose_home,
    compose_source,
    compose_sources,
    compose_timeline,
)
from mujaz.pages.objects import Page
from mujaz.resolved import Site


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
        desk = Desk(site, index, language, languages, labels[language])
        yield compose_home(desk)
        yield compose_briefs(desk)
        for entry in site.briefs.values():
            if language in entry.languages:
                yield compose_brief(desk, entry)
        for id in site.entities:
            yield compose_entity(desk, id)
        for id in site.seeds:
            yield compose_source(desk, id)
        yield compose_sources(desk)
        yield compose_glossary(desk)
        yield compose_claims(desk)
        yield compose_timeline(desk)
        yield compose_browse(desk)
        for kind in types_of(site):
            yield compose_entities(desk, kind)
        yield compose_tags(desk)
        for id in site.tags:
            yield compose_tag(desk, id)
        yield compose_dates(desk)
        for year in sorted(years_of(site, language)):
            yield compose_year(desk, year)


def page_count(site: Site, languages: tuple[str, ...]) -> int:
    """How many pages `compose` makes."""
    everywhere = 9 + len(site.entities) + len(site.seeds) + len(types_of(site)) + len(site.tags)
    briefs = sum(language in entry.languages for entry in site.briefs.values() for language in languages)
    years = sum(len(years_of(site, language)) for language in languages)
    return everywhere * len(languages) + briefs + years
