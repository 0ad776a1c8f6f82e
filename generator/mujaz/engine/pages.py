"""Pages as stages of facts: the parts of briefs, and the pages that are put together from them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from mujaz.document.pages.compose import SINGLE, compose_page, kind_of
from mujaz.document.pages.contribute import compose_parts
from mujaz.document.pages.dates import date_pages
from mujaz.document.pages.desk import Desk
from mujaz.document.pages.items import CorrectionItem, Words
from mujaz.document.pages.lists import timeline_pages, year_path
from mujaz.document.pages.objects import Page
from mujaz.document.pages.parts import Parts, Today
from mujaz.document.pages.versions import VERSIONS
from mujaz.engine.cache.memo import Lookup, Made, Memo
from mujaz.engine.content import Content
from mujaz.history.versions import History, Version
from mujaz.labels import labels_of
from mujaz.model.values import Text
from mujaz.settings.config import Config


class PageStages:
    """The pages of a site.

    Args:
        config: the settings of the site.
        content: its content, checked.
        memo: its facts.
        render: what becomes of a page that is made: what is left of it for the rest of the run, and what is told of it.
    """

    def __init__(self, config: Config, content: Content, memo: Memo, render: Callable[[Page], tuple[Any, Any]]) -> None:
        self._content, self._memo, self._render = content, memo, render
        self._editions = {edition.language: edition for edition in config.editions}
        self._key = hashlib.blake2b(repr(config.shown).encode()).digest()
        self._orders = {
            (language, kind): hashlib.blake2b(repr(_said(order, language)).encode(), digest_size=16).digest()
            for language in self._editions
            for kind, order in config.orders.items()
        }
        self._pasts: dict[str, bytes] = {}

    def desk(self, language: str) -> Desk:
        """A desk of its own for each item, since a desk remembers what it has looked up."""
        edition = self._editions[language]
        labels = labels_of(edition)
        site, index = self._content.site, self._content.index
        parts, today = partial(self._parts, language), Lookup[Today](self._memo, "today")
        return Desk(site, index, language, tuple(self._editions), labels, parts, today, self._versions)

    def _versions(self, brief: str) -> tuple[Version, ...]:
        name = f"versions/{brief}"
        found: tuple[Version, ...] = self._memo.read(name) if self._memo.exists(name) else ()
        return found

    def pasts(self, history: History | None) -> dict[str, bytes]:
        """The items of the stage that reads the versions of briefs."""
        if history is not None:
            self._pasts = {id: history.keys[id] for id in self._content.site.briefs if id in history.keys}
        return self._pasts

    def make_versions(self, history: History | None, item: str) -> Made:
        """The versions of a brief."""
        found = history.versions(item) if history is not None else ()
        return Made({f"versions/{item}": found} if found else {})

    def _parts(self, language: str, brief: str) -> Parts:
        return Parts(lambda name: self._memo.read(f"part/{language}/{brief}/{name}"))

    def look_at(self, today: date | None) -> None:
        """Find out what a day brings for each brief; without a day nothing is due."""

        def make(_: str) -> Made:
            if today is None:
                return Made()
            found: dict[str, Today] = {}
            day = today.toordinal()
            for facts in self._content.index.facts.values():
                due = facts.review is not None and facts.review <= day
                embargoed = facts.embargo is not None and day < facts.embargo
                if due or embargoed:
                    found[f"today/{facts.id}"] = Today(due, embargoed)
            return Made(found)

        self._memo.stage("today", {"all": today.isoformat().encode() if today else b""}, make)

    def parts(self) -> dict[str, bytes]:
        """The items of the stage that makes the parts of briefs."""
        return {f"{language}/{id}": self._key for language in self._editions for id in self._content.site.briefs}

    def make_parts(self, item: str) -> Made:
        """The parts of a brief in one language."""
        language, _, id = item.partition("/")
        parts = compose_parts(self.desk(language), self._content.site.briefs[id])
        return Made({f"part/{item}/{name}": part for name, part in parts.items()})

    def feeds(self) -> dict[str, bytes]:
        """The items of the stage that makes feeds: their paths below the documentation folder, without the ending."""
        return {f"{language}/corrections": self._key for language in self._editions}

    def corrections(self, language: str) -> Iterator[tuple[str, int, Words, CorrectionItem]]:
        """What was corrected in the briefs of an edition: brief, number, title of the brief, correction."""
        for id in self._content.edition(language).briefs:
            for number, (title, item) in enumerate(self._parts(language, id).corrections, 1):
                yield id, number, title, item

    def pages(self) -> dict[str, bytes]:
        """The items of the stage that makes pages: their paths below the documentation folder, without the ending."""
        site, types = self._content.site, self._content.types
        items = []
        for language in self._editions:
            edition = self._content.edition(language)
            paths = [*SINGLE, *(f"briefs/{id}" for id in edition.briefs), *(f"entities/{id}" for id in site.entities)]
            past = (id for id in edition.briefs if id in self._pasts)
            paths += [f"briefs/{id}{VERSIONS}" for id in past if self._memo.exists(f"versions/{id}")]
            paths += [f"sources/{id}" for id in site.seeds]
            paths += [f"browse/{kind}" for kind in types]
            paths += [f"tags/{id}" for id in site.tags]
            paths += [f"dates/{path}" for path in date_pages(edition.months)]
            paths += map(year_path, timeline_pages(edition.event_years))
            items += [f"{language}/{path}" for path in paths]
        return {item: self._key_of(item) for item in items}

    def _key_of(self, item: str) -> bytes:
        """The key of a page: the settings that it shows, with the order of its kind and the words in its language."""
        if not self._orders:
            return self._key
        language, _, path = item.partition("/")
        return self._key + self._orders.get((language, kind_of(path)), b"")

    def make_page(self, item: str) -> Made:
        """A page, composed and rendered."""
        language, _, path = item.partition("/")
        left, output = self._render(compose_page(self.desk(language), path))
        return Made(left=left, output=output)


def _said(order: tuple[str | Text, ...], language: str) -> list[object]:
    """What pages of one kind show, in an edition."""
    texts = (entry if isinstance(entry, str) else entry.best(language) for entry in order)
    return [entry if isinstance(entry, str) else (entry.language, entry.text) for entry in texts]
