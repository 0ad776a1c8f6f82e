"""Site to page objects: which pages there are, in which languages."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.labels import load_labels
from mujaz.pages.brief import compose_brief
from mujaz.pages.desk import Desk
from mujaz.pages.entity import compose_entity
from mujaz.pages.index import index_site
from mujaz.pages.lists import (
    compose_briefs,
    compose_claims,
    compose_glossary,
    compose_home,
    compose_source,
    compose_sources,
    compose_timeline,
)
from mujaz.pages.objects import Page
from mujaz.resolved import Site


def compose(site: Site, languages: tuple[str, ...]) -> Iterator[Page]:
    """Every page of the site in each of its languages.

    A brief has a page in each language that its title has; entities, sources and lists have one in every
    language of the site.
    """
    index = index_site(site)
    for language in languages:
        desk = Desk(site, index, language, languages, load_labels(language))
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


def page_count(site: Site, languages: tuple[str, ...]) -> int:
    """How many pages `compose` makes."""
    lists = 6 + len(site.entities) + len(site.seeds)
    return sum(lists + sum(language in entry.languages for entry in site.briefs.values()) for language in languages)
