"""The sitemap: the addresses of all pages, in their order, as a search engine asks for them.

As MkDocs writes it, but dated only where a page states its date: the day of the build would differ in every one.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from markupsafe import escape

from mujaz.site.shell import translations_of

if TYPE_CHECKING:
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

NAME, PACKED = "sitemap.xml", "sitemap.xml.gz"


SitemapEntry = tuple[str, str, Sequence[tuple[str, str]]]
"""Of a page: its address, the day it was updated, ISO 8601, and the languages and addresses of the page and of its
translations; empty where it says no day, where it has no translation."""


def sitemap(pages: Iterable[SitemapEntry], languages: Sequence[str]) -> str:
    """The text of the file.

    Args:
        pages: all pages.
        languages: of the site's editions; the first that a page has is for readers of all other languages.
    """
    entries = (
        f"\n  <url>\n    <loc>{escape(address)}</loc>"
        + (f"\n    <lastmod>{escape(updated)}</lastmod>" if updated else "")
        + "".join(_alternates(translations, languages))
        + "\n  </url>"
        for address, updated, translations in sorted(pages, key=lambda page: page[0])
    )
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    )
    return f"{head}{''.join(entries)}\n</urlset>"


def _alternates(translations: Sequence[tuple[str, str]], languages: Sequence[str]) -> Iterator[str]:
    """The same page in all languages, as the head of each names it, itself among them."""
    if not translations:
        return
    by_language = dict(translations)
    default = next((by_language[one] for one in languages if one in by_language), translations[0][1])
    for language, address in (*translations, ("x-default", default)):
        yield f'\n    <xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(address)}"/>'


def packed(text: str, timestamp: int) -> bytes:
    """The archive of the file that MkDocs lays beside it, with the time of the build in seconds since 1970."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename=PACKED, fileobj=buffer, mode="wb", mtime=timestamp) as archive:
        archive.write(text.encode())
    return buffer.getvalue()


def addresses(files: Iterable[File]) -> list[SitemapEntry]:
    """What the sitemap says of MkDocs' pages, where the site knows its own address."""
    pages = [file.page for file in files if file.page is not None and not file.page.is_link]
    pages = [page for page in pages if "moved" not in page.meta]  # where nothing is but the way to another address
    return [
        (address, str(page.meta.get("updated") or ""), _translations(page, address))
        for page in pages
        if (address := page.canonical_url or page.abs_url)
    ]


def _translations(page: Page, address: str) -> tuple[tuple[str, str], ...]:
    base = address.removesuffix(page.url)
    return tuple((language, base + path) for language, path in translations_of(page.meta, page.url))


def sitemap_of(files: Iterable[File], languages: Sequence[str]) -> str:
    """For the template `sitemap.xml`: the text of MkDocs' pages."""
    return sitemap(addresses(files), languages)
