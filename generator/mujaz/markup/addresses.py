"""Addresses in pages as a browser reads them: their scheme, and whether they lead to another host."""

from __future__ import annotations

import re
from functools import lru_cache

from mujaz.text.patterns import lazy_re

IGNORED = lazy_re(r"[\x00-\x20]+")
"""What a browser drops of an address: at its ends white space and controls, within it tabs and ends of lines."""
_SCHEME = lazy_re(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

# The navigation has the same on all pages.
_remembered = lru_cache(maxsize=65536)


@_remembered
def scheme_of(address: str) -> str:
    """The scheme in lower case; empty for an address without one."""
    found = _SCHEME.match(IGNORED.sub("", address))
    return found[1].lower() if found else ""


@_remembered
def is_foreign(address: str) -> bool:
    """Whether an address names a host."""
    plain = IGNORED.sub("", address).replace("\\", "/")
    return plain.startswith("//") or scheme_of(plain) in {"http", "https", "ws", "wss", "ftp"}


@_remembered
def ambiguous(address: str) -> str:
    """What in an address has a reader and a browser take it for different ones, in words; empty where nothing has.

    After https://url.spec.whatwg.org/#concept-basic-url-parser: a browser reads `\\` as `/`, takes `//host` and
    `https:host` for another host, and all before `@` for the name of a user.
    """
    plain = IGNORED.sub("", address)
    scheme = scheme_of(plain)
    if scheme not in {"", "http", "https", "ftp", "ws", "wss"}:
        return ""
    path = plain[len(scheme) + 1 if scheme else 0 :].partition("#")[0].partition("?")[0]
    if "\\" in path:
        return "with a `\\`, which a browser reads as `/`"
    if not scheme:
        return "that names a host without `https:`" if path.startswith("//") else ""
    if not path.startswith("//") or path.startswith("///"):
        return f"with a host that does not stand behind `{scheme}://`"
    if "@" in path[2:].partition("/")[0]:
        return "with a user before its host, which reads as if it were the host"
    return ""
