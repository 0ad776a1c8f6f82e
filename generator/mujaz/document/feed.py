"""The feeds of an edition, of its briefs and of their corrections: Atom (RFC 4287), the latest first.

Where the site's address is known, entries have it in their links and ids; else links are relative to the feed, and ids
are names made from what the entry is (UUIDs of version 5, RFC 9562), so that a reader sees no entry twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from html import escape
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from msgspec import Struct

from mujaz.document.pages.items import BriefSummary, CorrectionItem, Words
from mujaz.labels import Labels
from mujaz.markup.bidi import direction_of
from mujaz.model import Date

FEEDS = {"briefs": "feed_briefs", "corrections": "feed_title"}
"""The names of the feeds, and of the words that are their titles."""
LATEST = 50
"""As many briefs stand in the feed of briefs."""
MARK = "<!-- generator: mujaz -->"
"""Stands behind the first line: such a file is ours to replace and to delete."""


class CorrectionEntry(Struct, frozen=True):
    """A correction of a brief.

    Attributes:
        brief: the id of the brief.
        number: of the correction in its file, from 1.
        title: of the brief.
        item: the correction.
    """

    brief: str
    number: int
    title: Words
    item: CorrectionItem


def render_corrections(entries: Iterable[CorrectionEntry], language: str, labels: Labels, site_url: str) -> str:
    """The feed of the corrections of one edition.

    Args:
        entries: all corrections of its briefs.
        language: of the edition.
        labels: the words of the interface in that language.
        site_url: where the site is; empty where that is not known.
    """
    base = _base(language, site_url)
    ordered = sorted(entries, key=lambda entry: (entry.item.date.sort_key, entry.brief, entry.number), reverse=True)
    feed = _feed("corrections", language, labels, base, ordered[0].item.date if ordered else None)
    for each in ordered:
        address, item = f"briefs/{each.brief}.html#corrections", each.item
        words, tongue = item.text.text, item.text.language
        entry = SubElement(feed, "entry", {"xml:lang": each.title.language})
        _add(entry, "title", each.title.text)
        _add(entry, "id", _id(base, language, f"{address}-{each.number}"))
        _add(entry, "updated", _moment(item.date))
        _add(entry, "link", rel="alternate", type="text/html", href=base + address)
        _add(entry, "category", term=str(item.severity), label=labels.text(f"severity_{item.severity}"))
        body = f'<p lang="{tongue}" dir="{direction_of(tongue)}">{escape(words)}</p>'
        _add(entry, "content", body, type="html")
    return _written(feed)


def render_briefs(briefs: Iterable[BriefSummary], language: str, labels: Labels, site_url: str) -> str:
    """The feed of the latest briefs of one edition.

    Args:
        briefs: those that are published, in any order; without a day they are left out, as Atom asks for one.
        language: of the edition.
        labels: the words of the interface in that language.
        site_url: where the site is; empty where that is not known.
    """
    base = _base(language, site_url)
    dated = [(day, brief) for brief in briefs if (day := brief.updated or brief.published) is not None]
    dated.sort(key=lambda each: (each[0].sort_key, each[1].id), reverse=True)
    feed = _feed("briefs", language, labels, base, dated[0][0] if dated else None)
    for day, brief in dated[:LATEST]:
        address = f"briefs/{brief.id}.html"
        entry = SubElement(feed, "entry", {"xml:lang": brief.title.language})
        _add(entry, "title", brief.title.text)
        _add(entry, "id", _id(base, language, address))
        if brief.published is not None:
            _add(entry, "published", _moment(brief.published))
        _add(entry, "updated", _moment(day))
        _add(entry, "link", rel="alternate", type="text/html", href=base + address)
        if brief.summary is not None:
            _add(entry, "summary", brief.summary.text)
    return _written(feed)


def _base(language: str, site_url: str) -> str:
    return f"{site_url.rstrip('/')}/{language}/" if site_url else ""


def _feed(name: str, language: str, labels: Labels, base: str, updated: Date | None) -> Element:
    """A feed without entries; one that has none is as old as time is counted from, since it must have a day."""
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    _add(feed, "title", labels.text(FEEDS[name]))
    _add(feed, "id", _id(base, language, f"{name}.xml"))
    _add(feed, "updated", _moment(updated) if updated is not None else "1970-01-01T00:00:00Z")
    _add(_add(feed, "author"), "name", labels.text("feed_author"))
    _add(feed, "generator", "mujaz")
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{base}{name}.xml")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{base}briefs/index.html")
    return feed


def _written(feed: Element) -> str:
    indent(feed, "")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{MARK}\n{tostring(feed, encoding="unicode")}\n'


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    element = SubElement(parent, name, attributes)
    element.text = text
    return element


def _moment(date: Date) -> str:
    """The beginning of a date as RFC 3339 has it, in UTC: of the month or the year where no more is known."""
    begins = date.extent.first.first_instant
    return f"{begins.day.date.isoformat()}T{begins.time}Z"


def _id(base: str, language: str, path: str) -> str:
    if base:
        return base + path
    digest = hashlib.sha1(f"mujaz {language}/{path}".encode(), usedforsecurity=False).digest()
    return UUID(bytes=digest[:16], version=5).urn
