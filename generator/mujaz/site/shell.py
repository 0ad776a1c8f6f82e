"""The theme's page around a body, kept as what is the same on all pages of a kind, with holes for what is not.

MkDocs makes a shell (`site.shellmaker`); to fill one takes neither MkDocs nor a template. Pages have the same shell
when all that the templates see of them is the same except for what goes into the holes: that is what `shell_key` says.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from mujaz.site.headline import attribute, day, entries, isolated_title, tab_title
from mujaz.site.structured import json_ld
from mujaz.text.patterns import lazy_re

if TYPE_CHECKING:
    from mujaz.document.writers.html import HtmlPage

SUFFIX = ".html"
_PLAIN = lazy_re(r"[A-Za-z0-9._/-]+")
"""Paths that are the same in an address as on a disk."""


class Unsuitable(Exception):  # noqa: N818  (nothing is wrong: there is another way)
    """A site or a page cannot be written by filling shells; the message says why."""


class Listed(Struct, frozen=True):
    """What has to be known of every page in every build, in words that cost little.

    Attributes:
        digest: of all that the page is made from, or of the page; it changes whenever the page does.
        shell: from `shell_key`.
        updated: the day it was updated, ISO 8601; empty where it says none.
        is_moved: whether it is only the way to another address.
        translations: the languages and paths of the page and its translations; empty where it has none.
        unsuitable: why there can be no shell for it; empty where there can.
    """

    digest: str
    shell: str
    updated: str
    is_moved: bool = False
    translations: tuple[tuple[str, str], ...] = ()
    unsuitable: str = ""

    @classmethod
    def noted(
        cls,
        digest: str,
        shell: str,
        updated: str,
        is_moved: bool,
        translations: Sequence[Sequence[str]],
        unsuitable: str = "",
    ) -> Listed:
        """A page as it was kept, where pairs come back as lists."""
        return cls(
            digest, shell, updated, is_moved, tuple((language, path) for language, path in translations), unsuitable
        )


def listed(page: HtmlPage, digest: str) -> Listed:
    """What a list of pages says of one."""
    updated, is_moved = str(page.meta.get("updated") or ""), "moved" in page.meta
    pairs = translations_of(page.meta, page.path)
    try:
        return Listed(digest, shell_key(page), updated, is_moved, pairs)
    except Unsuitable as reason:
        return Listed(digest, "", updated, is_moved, pairs, str(reason))


class Hole(Struct, frozen=True):
    """A place in a shell.

    Attributes:
        kind: what is done to the parts: one of `KINDS`.
        parts: texts and holes whose filling is taken together; empty where the kind needs none.
        arguments: what else it needs, such as the direction.
    """

    kind: str
    parts: tuple[str | Hole, ...] = ()
    arguments: tuple[str, ...] = ()


Shell = tuple[str | Hole, ...]


def shell_key(page: HtmlPage) -> str:
    """A digest of what the templates see of a page.

    Raises:
        Unsuitable: as `seen_by_templates`.
    """
    seen = json.dumps(seen_by_templates(page), ensure_ascii=False, default=str)
    return hashlib.blake2b(seen.encode(), digest_size=12).hexdigest()


def seen_by_templates(page: HtmlPage) -> Mapping[str, Any]:
    """What the templates see of a page, without what goes into the holes.

    Raises:
        Unsuitable: the page is unlike those that shells are made for.
    """
    meta = page.meta
    if "template" in meta:
        raise Unsuitable(f"{page.path} has a template of its own")
    if not _PLAIN.fullmatch(page.path) or not page.path.endswith(SUFFIX):
        raise Unsuitable(f"{page.path} has a name that is written otherwise in an address")
    if not meta.get("title"):
        raise Unsuitable(f"{page.path} has no title")
    if len(page.toc) > 1 or (page.toc and page.toc[0].level != 1):
        raise Unsuitable(f"{page.path} has a table of contents that does not begin with its title")
    return {
        "folder": posixpath.dirname(page.path),
        "index": posixpath.basename(page.path) == f"index{SUFFIX}",
        "meta": {key: meta[key] for key in sorted(meta) if key not in _OF_ONE_PAGE},
        "moved": _split(str(meta["moved"]))[0] if "moved" in meta else None,
        "described": bool(meta.get("description")),
        "data": bool(meta.get("data")),
        "dated": [key for key in _DAYS if meta.get(key)],
        "alternates": [[entry["lang"], entry["name"], _split(entry["link"])[0]] for entry in _alternates(page)],
        "headed": "<h1" in page.content,
        "contents": len(page.toc) + bool(page.toc and page.toc[0].children),
    }


_DAYS = ("published", "updated")
_OF_ONE_PAGE = frozenset({"title", "description", "alternates", *_DAYS, "data", "search", "moved"})
"""The keys of the front matter that go into holes, and those that no template of ours or of Material reads."""


def _alternates(page: HtmlPage) -> Sequence[Mapping[str, Any]]:
    found: Any = page.meta.get("alternates") or ()
    return tuple(found)


def translations_of(meta: Mapping[str, Any], path: str) -> tuple[tuple[str, str], ...]:
    """The languages and paths of a page and its translations, its own first; nothing where it has none."""
    found: Any = meta.get("alternates") or ()
    if not found or not meta.get("lang"):
        return ()
    return ((str(meta["lang"]), path), *((str(each["lang"]), _html(str(each["link"]))) for each in found))


def _html(link: str) -> str:
    return posixpath.splitext(link)[0] + SUFFIX


def _split(link: str) -> tuple[str, str]:
    """The folder and the name, without its ending, of a page."""
    folder, name = posixpath.split(link)
    return folder, posixpath.splitext(name)[0]


def fill(shell: Shell, page: HtmlPage) -> bytes:
    """The file of a page, as MkDocs would write it."""
    return _filled(shell, page).encode("utf-8", errors="xmlcharrefreplace")


def _filled(parts: Shell, page: HtmlPage) -> str:
    return "".join(part if isinstance(part, str) else KINDS[part.kind](page, part) for part in parts)


def _direction(hole: Hole) -> Any:
    return hole.arguments[0]


KINDS: Mapping[str, Callable[[HtmlPage, Hole], str]] = {
    "content": lambda page, hole: page.content,
    "title": lambda page, hole: str(page.meta["title"]),
    "description": lambda page, hole: str(page.meta["description"]),
    "stem": lambda page, hole: _split(page.path)[1],
    "alternate": lambda page, hole: _split(_alternates(page)[int(hole.arguments[0])]["link"])[1],
    "moved": lambda page, hole: _split(str(page.meta["moved"]))[1],
    "date": lambda page, hole: str(page.meta[hole.arguments[0]]),
    "first": lambda page, hole: page.toc[0].id,
    "entries": lambda page, hole: entries(page.toc[0].children, _direction(hole)),
    "isolated": lambda page, hole: isolated_title(_filled(hole.parts, page), _direction(hole)),
    "json_ld": lambda page, hole: json_ld(page.meta["data"], hole.arguments[0], page.path),
    "attribute": lambda page, hole: attribute(_filled(hole.parts, page)),
    "day": lambda page, hole: day(_filled(hole.parts, page)),
    "tab_title": lambda page, hole: tab_title(_filled(hole.parts, page), _direction(hole), hole.arguments[1]),
}
"""What goes into a hole, by its kind; the names of the last five are those of the templates' filters."""


def as_data(shell: Shell) -> list[Any]:
    """A shell as plain data."""
    return [part if isinstance(part, str) else [part.kind, as_data(part.parts), list(part.arguments)] for part in shell]


def from_data(data: Sequence[Any]) -> Shell:
    """A shell from plain data."""
    return tuple(part if isinstance(part, str) else Hole(part[0], from_data(part[1]), tuple(part[2])) for part in data)
