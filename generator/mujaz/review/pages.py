"""The page of a brief in both states, as HTML, in each language of the site."""

from __future__ import annotations

from collections.abc import Callable

from mujaz.document.layout import lay_out
from mujaz.document.pages.compose import compose_page, desk_of
from mujaz.document.writers.headings import Headings
from mujaz.document.writers.html import write_html
from mujaz.labels import labels_of
from mujaz.markup.bidi import direction_of
from mujaz.model.values import shown_in
from mujaz.review.objects import Page
from mujaz.review.state import State


def page_renderer(base: State, head: State) -> Callable[[str], tuple[Page, ...]]:
    """A function that renders the pages of a brief, given its id; none where a state could not be resolved."""
    if not (base.sound and head.sound):
        return lambda _: ()
    desks = [_bodies(state) for state in (base, head)]
    languages = dict.fromkeys(edition.language for state in (head, base) for edition in state.config.editions)

    def render(id: str) -> tuple[Page, ...]:
        pages = []
        for language in languages:
            before, after = (body(id, language) for body in desks)
            known = after or before
            if known is not None:
                bodies = [found[1] if found else "" for found in (before, after)]
                pages.append(Page(known[0], language, direction_of(language), *bodies))
        return tuple(pages)

    return render


def _bodies(state: State) -> Callable[[str, str], tuple[str, str] | None]:
    """A function that gives title and body of the page of a brief in a language; nothing where it has no such page."""
    site, index = state.content.site, state.content.index
    editions = {edition.language: edition for edition in state.config.editions}
    names = {language: edition.name for language, edition in editions.items()}
    labels = {language: labels_of(edition) for language, edition in editions.items()}

    def body(id: str, language: str) -> tuple[str, str] | None:
        if language not in editions or id not in site.briefs or not shown_in(language, site.briefs[id].languages):
            return None
        desk = desk_of(site, index, language, tuple(editions), labels[language])
        page = compose_page(desk, f"briefs/{id}")
        document = lay_out(page, names, labels[language], state.config.orders.get(page.kind))
        html = write_html(document, labels[language], Headings())
        return page.title, html.content

    return body
