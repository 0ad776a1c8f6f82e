"""What a page says to programs, as JSON-LD for its head (<https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents>)."""

from __future__ import annotations

import html
import json
from typing import Any

_IN_SCRIPT = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
"""What could end the element, or begin another, is written as JSON can write any character."""


def json_ld(nodes: object, site_url: str, path: str) -> str:
    """The text of a `<script type="application/ld+json">`.

    Args:
        nodes: from the front matter of the page, with its texts escaped for HTML.
        site_url: where the site is; empty where that is not known, and addresses are relative to the page then.
        path: of the page in the site.
    """
    graph = {"@context": "https://schema.org", "@graph": _plain(nodes, site_url + path if site_url else "")}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":"), default=str).translate(_IN_SCRIPT)


def _plain(value: Any, page: str) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item, page) for name, item in value.items() for key, item in _named(name, item, page)}
    if isinstance(value, list | tuple):
        return [_plain(item, page) for item in value]
    return html.unescape(value) if isinstance(value, str) else value


def _named(name: str, value: Any, page: str) -> list[tuple[str, Any]]:
    """A key of JSON-LD; an id is an address, which says where the thing is, too."""
    if name == "type":
        return [("@type", value)]
    if name != "id":
        return [(name, value)]
    address = page + str(value).removesuffix("#")
    return [("@id", f"{page}{value}"), *([("url", address)] if address else [])]
