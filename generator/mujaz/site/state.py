"""What is remembered of the last build of the site, so that the next one does only what has changed since."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from mujaz.engine.cache.rooms import Entry, Storage
from mujaz.markup.safe_html import Also
from mujaz.site.shell import SUFFIX, Listed, Shell, as_data, from_data
from mujaz.site.sitemap import SitemapEntry

INDEX = "search/"
"""With this begin the paths of the search index in the site."""
_STATE: Entry[tuple[Any, ...]] = Entry("site", "state")
_FORMAT = 3


class Handwritten(Struct, frozen=True):
    """What MkDocs made, and what has to be known of it to do without MkDocs in the next build.

    Attributes:
        shells: by kind of page; see `kind_of`.
        nav: of the generated pages in the navigation: what other pages show of them; see `seen_in_nav`.
        asked: the Markdown files that were looked for among the generated ones, and whether they were there.
        out_of_nav: patterns of the pages that stay out of the navigation: regular expressions, and whether they
            take a page out or put it back; the last that fits decides.
        limited: whether other patterns keep files out of the site.
        addresses: what the sitemap says of each page that a person wrote.
        languages: of the editions, in the order of the settings.
        base: what comes before the path of a generated page there; empty where the sitemap lists none.
        timestamp: the time of the build for the sitemap's archive, in seconds since 1970.
        searchable: whether the site has a search.
        language: that of pages that name none.
        base_path: the path that the site will have on its host.
        allowed: what the desk allows in pages: the fields of `markup.safe_html.Also`.
    """

    shells: Mapping[str, Shell]
    nav: Mapping[str, str]
    asked: Mapping[str, bool]
    out_of_nav: tuple[tuple[str, bool], ...]
    limited: bool
    addresses: tuple[SitemapEntry, ...]
    languages: tuple[str, ...]
    base: str
    timestamp: int
    searchable: bool
    language: str
    base_path: str
    allowed: tuple[tuple[str, ...], ...]

    @property
    def also(self) -> Also:
        """What the desk allows in pages."""
        elements, attributes, scripts, styles = map(frozenset, self.allowed)
        return Also(elements, attributes, scripts, styles=styles)


class OnDisk(Struct, frozen=True):
    """A file of the site as it was written.

    Attributes:
        digest: of its content.
        size: in bytes.
        mtime_ns: when it was written.
        by_mkdocs: whether MkDocs wrote it.
    """

    digest: bytes
    size: int
    mtime_ns: int
    by_mkdocs: bool


Stamps = Mapping[str, tuple[int, int, bytes]]
"""Size, time of change and digest of files, by path: a file is read again when one of the first two changes."""


class BuildState(Struct, frozen=True):
    """A build of the site that ended well.

    Attributes:
        key: of all that MkDocs' part depends on besides the generated pages.
        docs: the folder of the Markdown files.
        custom: the folder of the site's own templates; empty where there is none.
        target: the folder of the site.
        stamps: of the files that the key was made from.
        handwritten: MkDocs' part.
        pages: the generated pages by their path in the site.
        files: all files by their path in the site.
    """

    key: bytes
    docs: str
    custom: str
    target: str
    stamps: Stamps
    handwritten: Handwritten
    pages: Mapping[str, Listed]
    files: Mapping[str, OnDisk]


def kind_of(path: str, key: str, nav: Mapping[str, str]) -> str:
    """The kind of a page, of which all have one shell: a page in the navigation is the only one of its kind."""
    return f"{path} {key}" if path in nav else key


def seen_in_nav(meta: Mapping[str, object]) -> str:
    """What the navigation shows of a page, as text: nothing but this may change without MkDocs.

    The description and the dates of a page are in the page alone, and those of lists change with every brief.
    """
    shown = {key: meta[key] for key in sorted(meta) if key not in ("description", "updated", "alternates", "search")}
    return json.dumps(shown, ensure_ascii=False, default=str)


def is_plain(path: str, made: Handwritten) -> bool:
    """Whether a page that is new is in the site and out of the navigation, for sure."""
    source = path.removesuffix(SUFFIX) + ".md"
    fitting = [out for pattern, out in made.out_of_nav if re.match(pattern, source)]
    hidden = any(part.startswith(".") for part in source.split("/")) or source.startswith("templates/")
    return bool(fitting) and fitting[-1] and not hidden and not made.limited


def load_state(store: Storage) -> BuildState | None:
    """The state that was kept, if one was."""
    data = _STATE.get(store)
    if data is None or data[0] != _FORMAT:
        return None
    _, plain, made, shells, pages, files = data
    handwritten = Handwritten(shells={kind: from_data(shell) for kind, shell in shells.items()}, **made)
    return BuildState(
        **plain,
        handwritten=handwritten,
        pages={path: Listed.noted(*page) for path, page in pages.items()},
        files={path: OnDisk(*file) for path, file in files.items()},
    )


def keep_state(store: Storage, state: BuildState) -> None:
    """Keep a state in the place of the last one."""
    made = state.handwritten
    data = (
        _FORMAT,
        {name: getattr(state, name) for name in ("key", "docs", "custom", "target", "stamps")},
        {name: getattr(made, name) for name in Handwritten.__struct_fields__ if name != "shells"},
        {kind: as_data(shell) for kind, shell in made.shells.items()},
        {path: astuple(page) for path, page in state.pages.items()},
        {path: (file.digest, file.size, file.mtime_ns, file.by_mkdocs) for path, file in state.files.items()},
    )
    _STATE.put(store, data)


def forget_state(store: Storage) -> None:
    """Have the next build begin anew."""
    _STATE.delete(store)
