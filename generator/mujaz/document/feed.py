"""The feed of corrections: Atom (RFC 4287), one for each edition, the latest correction first.

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

from mujaz.document.pages.items import CorrectionItem, Words
from mujaz.labels import Labels
from mujaz.markup.bidi import direction_of
from mujaz.model import Date

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


def render_feed(entries: Iterable[CorrectionEntry], language: str, labels: Labels, site_url: str) -> str:
    """The feed of one edition.

    Args:
        entries: all corrections of its briefs, at least one.
        language: of the edition.
        labels: the words of the interface in that language.
        site_url: where the site is; empty where that is not known.
    """
    base = f"{site_url.rstrip('/')}/{language}/" if site_url else ""
    ordered = sorted(entries, key=lambda entry: (entry.item.date.sort_key, entry.brief, entry.number), reverse=True)
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    _add(feed, "title", labels.text("feed_title"))
    _add(feed, "id", _id(base, language, "corrections.xml"))
    _add(feed, "updated", _moment(ordered[0].item.date))
    _add(_add(feed, "author"), "name", labels.text("feed_author"))
    _add(feed, "generator", "mujaz")
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{base}corrections.xml")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{base}briefs/index.html")
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
