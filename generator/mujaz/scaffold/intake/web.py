"""Saved web pages: the article in them, what the page says of itself, and what stands around the article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from mujaz.scaffold.intake.extract import BY_HAND, Extract, library, proposals
from mujaz.scaffold.intake.shape import blocks, laid_out
from mujaz.scaffold.plan import RefusedError

_MOST_TAGS = 50_000  # an article has some thousands; of more, finding it takes minutes
_LONGEST = 400  # paragraphs that are told as left out
_META = (
    ("title", "og:title"),
    ("title", "twitter:title"),
    ("publisher", "og:site_name"),
    ("publisher", "application-name"),
    ("author", "author"),
    ("author", "article:author"),
    ("author", "dc.creator"),
    ("published", "article:published_time"),
    ("published", "dc.date"),
    ("published", "date"),
    ("published", "pubdate"),
)


def read_page(page: str) -> Extract:
    """Take the article from a saved page.

    Raises:
        RefusedError: the page is too large, or no article is found in it; or a library is not installed.
    """
    if page.count("<") > _MOST_TAGS:
        raise RefusedError(f"the page has more than {_MOST_TAGS:,} tags", BY_HAND)
    trafilatura, reader = library("trafilatura", "trafilatura", "a web page")
    root = tree_of(page)
    if root is None:
        raise RefusedError("the web page is empty", "save it anew in the browser, once it is shown")
    try:
        found = trafilatura.bare_extraction(_with_captions(page), include_comments=False, include_tables=True)
    except (RecursionError, ValueError, MemoryError):
        found = None
    text = laid_out(found.body) if found is not None and found.body is not None else ""
    if not any(map(str.isalnum, text)):
        raise RefusedError("no article was found in this web page", f"open it in a browser: if it is there, {BY_HAND}")
    known = {_letters(line) for line in text.splitlines()}
    whole = _letters(text)
    dropped: dict[str, None] = {}
    for _, words in blocks(root):
        key = _letters(words)
        if key and key not in known and key not in whole:
            dropped.setdefault(words)
    proposed = proposals(*_said(root, page))
    return Extract("a web page (HTML)", "html", reader, text, proposed, tuple(dropped)[:_LONGEST])


def _with_captions(page: str) -> Any:
    """The elements of a page, captions of pictures among its paragraphs: trafilatura leaves out whole figures."""
    root = tree_of(page)
    for caption in [] if root is None else list(root.iter("figcaption")):
        figure = next(caption.iterancestors("figure"), None)
        if figure is not None:
            figure.tag, caption.tag = "div", "p"
    return root


def tree_of(page: str) -> Any:
    """The elements of a page; None where it has none."""
    from lxml import etree, html  # late: only pages need it

    parser = html.HTMLParser(no_network=True, encoding="utf-8")
    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def _said(root: Any, page: str) -> Iterator[tuple[str, str | None, str]]:
    """What a page says of itself, in the order of trust."""
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        metas.setdefault(name, element.get("content") or "")
    linked = list(_linked_data(root))
    for key, name in _META[:2]:
        yield key, metas.get(name), f"`{name}` of the page"
    for key, name, inner in (
        ("title", "headline", ""),
        ("publisher", "publisher", "name"),
        ("author", "author", "name"),
        ("published", "datePublished", ""),
    ):
        for each in linked:
            value = each.get(name)
            value = value[0] if isinstance(value, list) and value else value
            value = value.get(inner or "@id") if isinstance(value, dict) else value
            if isinstance(value, str):
                yield key, value, f"`{name}` of the page's JSON-LD"
    for key, name in _META[2:]:
        yield key, metas.get(name), f"`{name}` of the page"
    for element in root.iter("h1"):
        yield "title", " ".join(words for _, words in blocks(element)), "the page's first heading"
        break
    for element in root.iter("title"):
        yield "title", element.text, "the page's `<title>`"
    for element in root.iter("time"):
        yield "published", element.get("datetime"), "the page's first `<time>`"
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            yield "url", element.get("href"), "the page's canonical address"
    yield "url", metas.get("og:url"), "`og:url` of the page"
    if saved := re.search(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)", page[:4_000]):
        yield "url", saved[1], "what the browser noted when it saved the page"


def _linked_data(root: Any) -> Iterator[dict[str, Any]]:
    for element in root.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        yield from (each for each in items if isinstance(each, dict)) if isinstance(items, list) else ()
