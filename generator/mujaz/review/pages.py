"""The pages of what a change is about, in both states and in each language of the site, as lines of words."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping

from mujaz.document.layout import lay_out
from mujaz.document.layout.interface import Interface
from mujaz.document.layout.pieces import citation
from mujaz.document.pages import objects
from mujaz.document.pages.compose import compose_page, desk_of
from mujaz.document.pages.desk import Desk, publication_item
from mujaz.document.tree import Document, Item, List
from mujaz.labels import labels_of
from mujaz.markup.bidi import direction_of
from mujaz.model.values import shown_in
from mujaz.resolve.uses import Kind
from mujaz.review.lines import Line
from mujaz.review.objects import Page
from mujaz.review.reading import lines_of
from mujaz.review.state import State

PagesOf = Callable[[str, str], tuple[Page, ...]]
"""Gives the pages of a document from its kind and its id."""

_KINDS = {"brief": Kind.BRIEF, "entity": Kind.ENTITY, "seed": Kind.SEED, "publication": Kind.SOURCE}
_FOLDERS = {"brief": "briefs", "entity": "entities", "seed": "sources"}


def pages_of_changes(base: State, head: State) -> PagesOf:
    """A function that gives the pages of a document; none where a state could not be resolved.

    Those of a brief, an entity or a seed are its own; that of a publication is its entry in a bibliography. Other
    documents have no page.
    """
    if not (base.sound and head.sound):
        return lambda _, __: ()
    languages = dict.fromkeys(edition.language for state in (head, base) for edition in state.config.editions)
    states = [_State(state) for state in (base.as_called_in(head), head)]

    def found(kind: str, id: str) -> Iterator[Page]:
        for language in languages:
            before, after = (state.page(kind, id, language) for state in states)
            known = after or before
            if known is not None:
                lines = [page[1] if page else () for page in (before, after)]
                yield Page(known[0], language, direction_of(language), lines[0], lines[1])

    def pages(kind: str, id: str) -> tuple[Page, ...]:
        return tuple(found(kind, id))

    return pages


class _State:
    """What makes the pages of one state."""

    def __init__(self, state: State) -> None:
        self._state, self._site, self._index = state, state.content.site, state.content.index
        editions = {edition.language: edition for edition in state.config.editions}
        self._names = {language: edition.name for language, edition in editions.items()}
        self._labels = {language: labels_of(edition) for language, edition in editions.items()}
        self._desks = {language: self._desk(language) for language in editions}

    def _desk(self, language: str) -> Desk:
        return desk_of(self._site, self._index, language, tuple(self._names), self._labels[language])

    def page(self, kind: str, id: str, language: str) -> tuple[str, tuple[Line, ...]] | None:
        """Title and lines of a page; None where there is none."""
        id = self._state.own_id(_KINDS[kind], id, self._ids(kind)) if kind in _KINDS else id
        if language not in self._names or not self._has(kind, id, language):
            return None
        if kind == "publication":
            return self._entry(id, language)
        page = compose_page(self._desks[language], f"{_FOLDERS[kind]}/{id}")
        labels = self._labels[language]
        # In the usual order, whatever the desk leaves out of its pages: a reviewer sees all that is said.
        return page.title, lines_of(lay_out(page, self._names, labels), labels)

    def _has(self, kind: str, id: str, language: str) -> bool:
        site = self._site
        if kind == "brief":
            return id in site.briefs and shown_in(language, site.briefs[id].languages)
        return id in self._ids(kind)

    def _ids(self, kind: str) -> Container[str]:
        site = self._site
        held: Mapping[str, Container[str]] = {
            "brief": site.briefs,
            "entity": site.entities,
            "seed": site.seeds,
            "publication": site.publications,
        }
        return held.get(kind, ())

    def _entry(self, id: str, language: str) -> tuple[str, tuple[Line, ...]]:
        """A publication as a bibliography lists it."""
        item = publication_item(self._site.publications[id], 1, self._desks[language])
        labels = self._labels[language]
        list_ = objects.Page("sources", f"{language}/sources/index", language, item.title.text, "", ())
        line = Item(citation(Interface(list_, labels, self._names, ()), item))
        document = Document(list_.path, language, {}, (List((line,)),))
        return item.title.text, lines_of(document, labels)
