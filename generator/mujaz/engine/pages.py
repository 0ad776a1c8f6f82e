"""Stages that make pages: what briefs contribute to them, and each put together from that."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, cast

from mujaz.engine import facts
from mujaz.engine.cache.facts import Value
from mujaz.engine.cache.memo import Memo
from mujaz.engine.cache.rooms import Entry
from mujaz.engine.content import Content
from mujaz.engine.inventory import Stamp, stamp_of

# Pages, layouts and locales are slow to import, and a check needs none: they are imported where they are used.
if TYPE_CHECKING:
    from mujaz.document.pages.desk import Desk
    from mujaz.document.pages.parts import Parts
    from mujaz.history.versions import History, Version
    from mujaz.model.values import Text


WRITTEN: Entry[dict[str, Stamp]] = Entry("memo", "written")
"""Of each file that the last run wrote, by its path: how it left it."""
NOTED: Entry[dict[str, object]] = Entry("memo", "noted")
"""What the last run noted of each page besides its Markdown."""


def day(content: Content) -> dict[str, bytes]:
    """The site, for a day."""
    today = content.inputs.today
    return {"all": today.isoformat().encode() if today else b""}


def look_at_day(content: Content, _: str) -> Iterator[Value]:
    """What the day brings for briefs; without a day nothing is due."""
    from mujaz.document.pages.parts import Today

    if content.inputs.today is None:
        return
    today = content.inputs.today.toordinal()
    for brief in content.index.facts.values():
        due = brief.review is not None and brief.review <= today
        embargoed = brief.embargo is not None and today < brief.embargo
        if due or embargoed:
            yield facts.TODAY(brief.id, Today(due, embargoed))


def briefs_with_past(content: Content) -> dict[str, bytes]:
    """Briefs that the history tells of."""
    history = content.once(_history)
    return {id: history.keys[id] for id in content.site.briefs if id in history.keys} if history is not None else {}


def _history(content: Content) -> History | None:
    """The past of the briefs, by the ids that they have now."""
    history, site = content.inputs.history, content.site
    return history.called_now(site.first_ids, site.present_ids) if history is not None else None


def read_versions(content: Content, id: str) -> Iterator[Value]:
    """The versions of a brief that were published."""
    history = content.once(_history)
    assert history is not None
    if found := history.versions(id):
        yield facts.VERSIONS(id, found)


def _settings(content: Content) -> bytes:
    """A digest of the settings that pages show."""
    return hashlib.blake2b(repr(content.inputs.config.shown).encode()).digest()


def briefs_by_language(content: Content) -> dict[str, bytes]:
    """Briefs in each language, whether they are published in it or not."""
    key = _settings(content)
    return {f"{language}/{id}": key for language in content.languages for id in content.site.briefs}


def contribute(content: Content, item: str) -> Iterator[Value]:
    """What other pages show of a brief, in one language."""
    from mujaz.document.pages.contribute import compose_parts
    from mujaz.document.pages.parts import mappings

    language, _, id = item.partition("/")
    parts = compose_parts(_desk(content, language), content.site.briefs[id])
    for name in parts.__struct_fields__:
        part = getattr(parts, name)
        if name in mappings():
            yield from (facts.PART(f"{name}/{item}/{key}", value) for key, value in part.items())
        else:
            yield facts.PART(f"{name}/{item}", part)


class _LookedUp:
    """The fields of `mujaz.document.pages.parts.Parts`, each looked up where it is read."""

    def __init__(self, memo: Memo, item: str) -> None:
        self._memo, self._item = memo, item

    def __getattr__(self, name: str) -> object:
        from mujaz.document.pages.parts import Parts, mappings

        if name not in Parts.__struct_fields__:
            raise AttributeError(name)
        key = f"{name}/{self._item}"
        return _Each(self._memo, key) if name in mappings() else facts.PART.read(self._memo, key)


class _Each:
    """The values of one of its mappings."""

    def __init__(self, memo: Memo, key: str) -> None:
        self._memo, self._key = memo, key

    def __getitem__(self, id: str) -> object:
        return facts.PART.read(self._memo, f"{self._key}/{id}")


def _desk(content: Content, language: str) -> Desk:
    """A desk of its own for each item, since a desk remembers what it has looked up."""
    from mujaz.document.pages.desk import Desk
    from mujaz.labels import labels_of

    memo, editions = content.memo, content.inputs.config.editions
    labels = labels_of(next(edition for edition in editions if edition.language == language))

    def parts(id: str) -> Parts:
        return cast("Parts", _LookedUp(memo, f"{language}/{id}"))

    def versions(id: str) -> tuple[Version, ...]:
        return facts.VERSIONS.find(memo, id) or ()

    def unsigned() -> bool:
        return facts.UNSIGNED.find(memo) or False

    today = facts.TODAY.by_key(memo)
    return Desk(content.site, content.index, language, content.languages, labels, parts, today, versions, unsigned)


def page_paths(content: Content) -> dict[str, bytes]:
    """Pages: their paths below the documentation folder, without the ending."""
    from mujaz.document.pages.compose import SINGLE, kind_of
    from mujaz.document.pages.dates import date_pages
    from mujaz.document.pages.lists import timeline_pages, year_path
    from mujaz.document.pages.moved import moved_pages
    from mujaz.document.pages.versions import VERSIONS

    site, pasts = content.site, briefs_with_past(content)
    moved = moved_pages(site)
    items: list[tuple[str, str]] = []
    for language in content.languages:
        edition = content.edition(language)
        paths = [*SINGLE, *(f"briefs/{id}" for id in edition.briefs), *(f"entities/{id}" for id in site.entities)]
        past = (id for id in edition.briefs if id in pasts)
        paths += [f"briefs/{id}{VERSIONS}" for id in past if facts.VERSIONS.exists(content.memo, id)]
        paths += [f"sources/{id}" for id in site.seeds]
        paths += [f"browse/{kind}" for kind in content.types]
        paths += [f"tags/{id}" for id in site.tags]
        paths += [f"dates/{path}" for path in date_pages(edition.months)]
        paths += map(year_path, timeline_pages(edition.event_years))
        there = {*paths}
        paths += [old for old, new in moved.items() if new in there and old not in there]
        items += [(language, path) for path in paths]
    key, orders = _settings(content), content.inputs.config.orders
    said = {
        (language, kind): hashlib.blake2b(repr(_said(order, language)).encode(), digest_size=16).digest()
        for language in content.languages
        for kind, order in orders.items()
    }
    return {
        f"{language}/{path}": key + (said.get((language, kind_of(path)), b"") if said else b"")
        for language, path in items
    }


def _said(order: tuple[str | Text, ...], language: str) -> list[object]:
    """What pages of one kind show, in an edition."""
    texts = (entry if isinstance(entry, str) else entry.best(language) for entry in order)
    return [entry if isinstance(entry, str) else (entry.language, entry.text) for entry in texts]


def not_as_written(content: Content, items: Collection[str]) -> Iterator[str]:
    """The pages of which the file is not as the last run left it, and those of which it noted nothing."""
    inputs = content.inputs
    written, noted = WRITTEN.get(content.kept) or {}, NOTED.get(content.kept) or {}
    for item in items:
        name = f"{inputs.config.docs_dir}/{item}.md"
        is_noted = inputs.also is None or item in noted
        if not is_noted or stamp_of(f"{inputs.inventory.root}/{name}") != written.get(name):
            yield item


def make_page(content: Content, item: str) -> Iterator[Value]:
    """A page, composed, laid out and written."""
    from mujaz.document.layout import lay_out
    from mujaz.document.pages.compose import compose_page
    from mujaz.document.writers.markdown import write_markdown

    language, _, path = item.partition("/")
    desk = _desk(content, language)
    names = {edition.language: edition.name for edition in content.inputs.config.editions}
    page = compose_page(desk, path)
    document = lay_out(page, names, desk.labels, content.inputs.config.orders.get(page.kind))
    yield facts.PAGE_MARKDOWN(item, write_markdown(document, desk.labels).text)
    if content.inputs.also is not None:
        rendered = content.inputs.also(document, desk.labels)
        yield facts.PAGE_RENDERED(item, rendered.made)
        yield facts.PAGE_NOTED(item, rendered.noted)


_PUBLIC = ("published", "corrected")
"""The statuses of briefs that the feed of briefs names."""


def feed_paths(content: Content) -> dict[str, bytes]:
    """Feeds: their paths below the documentation folder, without the ending."""
    key = _settings(content) + hashlib.blake2b(content.inputs.config.site_url.encode()).digest()
    from mujaz.document.feed import FEEDS

    return {f"{language}/{name}": key for language in content.languages for name in FEEDS}


def make_feed(content: Content, item: str) -> Iterator[Value]:
    """The latest briefs of an edition, or what was corrected in them, as a feed."""
    from mujaz.document.feed import CorrectionEntry, render_briefs, render_corrections

    language, _, name = item.partition("/")
    desk, address = _desk(content, language), content.inputs.config.site_url
    if name == "briefs":
        briefs = (desk.parts(id).summary for id in content.edition(language).briefs if not _embargoed(desk, id))
        public = [brief for brief in briefs if brief.status in _PUBLIC]
        yield facts.FEED(item, render_briefs(public, language, desk.labels, address))
        return
    entries = [
        CorrectionEntry(id, number, title, correction)
        for id in content.edition(language).briefs
        for number, (title, correction) in enumerate(desk.parts(id).corrections, 1)
    ]
    yield facts.FEED(item, render_corrections(entries, language, desk.labels, address))


def _embargoed(desk: Desk, id: str) -> bool:
    return id in desk.today and desk.today[id].embargoed
