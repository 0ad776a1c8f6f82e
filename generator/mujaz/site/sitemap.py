"""The sitemap: the addresses of all pages, in their order, as a search engine asks for them.

As MkDocs writes it, but dated only where a page states its date: the day of the build would differ in every one.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from mkdocs.structure.files import File

NAME, PACKED = "sitemap.xml", "sitemap.xml.gz"


def sitemap(pages: Iterable[tuple[str, str]]) -> str:
    """The text of the file.

    Args:
        pages: the address of each page, and the day it was updated, ISO 8601; empty where it says none.
    """
    entries = (
        f"\n  <url>\n    <loc>{escape(address)}</loc>"
        + (f"\n    <lastmod>{escape(updated)}</lastmod>" if updated else "")
        + "\n  </url>"
        for address, updated in sorted(pages)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{head}{''.join(entries)}\n</urlset>"


def packed(text: str, timestamp: int) -> bytes:
    """The archive of the file that MkDocs lays beside it, with the time of the build in seconds since 1970."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename=PACKED, fileobj=buffer, mode="wb", mtime=timestamp) as archive:
        archive.write(text.encode())
    return buffer.getvalue()


def addresses(files: Iterable[File]) -> list[tuple[str, str]]:
    """The addresses and days of MkDocs' pages, where the site knows its own address."""
    pages = [file.page for file in files if file.page is not None and not file.page.is_link]
    pages = [page for page in pages if "moved" not in page.meta]  # where nothing is but the way to another address
    return [
        (address, str(page.meta.get("updated") or ""))
        for page in pages
        if (address := page.canonical_url or page.abs_url)
    ]


def sitemap_of(files: Iterable[File]) -> str:
    """For the template `sitemap.xml`: the text of MkDocs' pages."""
    return sitemap(addresses(files))
