"""The feed of corrections: Atom (RFC 4287), one for each edition, the latest correction first.

Where the site's address is known, entries have it in their links and ids; else links are relative to the feed, and ids
are names made from what the entry is (UUIDs of version 5, RFC 9562), so that a reader sees no entry twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from html import escape

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
    title = labels.text("feed_title")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        MARK,
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_text(language)}">',
        f"<title>{_text(title)}</title>",
        f"<id>{_id(base, language, 'corrections.xml')}</id>",
        f"<updated>{_moment(ordered[0].item.date)}</updated>",
        f"<author><name>{_text(labels.text('feed_author'))}</name></author>",
        "<generator>mujaz</generator>",
        f'<link rel="self" type="application/atom+xml" href="{_text(base)}corrections.xml"/>',
        f'<link rel="alternate" type="text/html" href="{_text(base)}briefs/index.html"/>',
    ]
    for entry in ordered:
        address = f"briefs/{entry.brief}.html#corrections"
        item = entry.item
        severity = labels.text(f"severity_{item.severity}")
        body = (
            f'<p lang="{_text(item.text.language)}" dir="{direction_of(item.text.language)}">'
            f"{escape(item.text.text)}</p>"
        )
        lines += [
            f'<entry xml:lang="{_text(entry.title.language)}">',
            f"<title>{_text(entry.title.text)}</title>",
            f"<id>{_id(base, language, f'{address}-{entry.number}')}</id>",
            f"<updated>{_moment(item.date)}</updated>",
            f'<link rel="alternate" type="text/html" href="{_text(base + address)}"/>',
            f'<category term="{_text(item.severity)}" label="{_text(severity)}"/>',
            f'<content type="html">{_text(body)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _text(text: str) -> str:
    return escape(str(text))


def _moment(date: Date) -> str:
    """The beginning of a date as RFC 3339 has it, in UTC: of the month or the year where no more is known."""
    begins = date.extent.first.first_instant
    return f"{begins.day.date.isoformat()}T{begins.time}Z"


def _id(base: str, language: str, path: str) -> str:
    if base:
        return _text(base + path)
    digest = bytearray(hashlib.sha1(f"mujaz {language}/{path}".encode(), usedforsecurity=False).digest()[:16])
    digest[6], digest[8] = digest[6] & 0x0F | 0x50, digest[8] & 0x3F | 0x80
    name = digest.hex()
    return f"urn:uuid:{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}"
