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
