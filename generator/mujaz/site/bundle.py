"""What pages load in place of many files: one style sheet, one script, and one more script for who searches.

They are made when MkDocs has copied the theme's files into a site, so that a site's own version of one is in them, and
stay as long as MkDocs' part of the site does. The files that went into them are not needed any longer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from pathlib import Path

from mujaz.engine.manifest import files_below
from mujaz.text.patterns import lazy_re

_OURS = "assets/mujaz/"
_CODE = "mujaz.search"
"""Stands for all scripts of that package, which no theme holds."""

_SHEETS = (
    *("fonts", "mujaz", "pages", "brief", "lists", "pictures", "timeline", "cards", "search/search", "tools"),
    "print",  # the last, for it takes back what is for screens
)
_SCRIPTS = ("copy", "folds", "cards", "languages", "visits", "notes", "cite", "links", "tools", "keep")

BUNDLES: Mapping[str, tuple[str, ...]] = {
    f"{_OURS}page.css": (
        "assets/stylesheets/main.*.min.css",
        "assets/stylesheets/palette.*.min.css",
        *(f"{_OURS}{name}.css" for name in _SHEETS),
    ),
    # The box has to be in place before Material's script runs.
    f"{_OURS}page.js": (
        f"{_OURS}search/box.js",
        "assets/javascripts/bundle.*.min.js",
        *(f"{_OURS}{name}.js" for name in _SCRIPTS),
    ),
    f"{_OURS}search.js": (
        f"{_OURS}search/engine.js",
        _CODE,
        f"{_OURS}search/filters.js",
        f"{_OURS}search/results.js",
    ),
}
"""The files that are made, and what goes into each, in order; a name may be a pattern, for one file."""
_STAY = frozenset({f"{_OURS}fonts.css"})
"""What other pages load by itself, too: the start page of an offline edition."""

_STRINGS = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)"']*\)"""
_CSS = lazy_re(rf"({_STRINGS})|/\*(?!!).*?\*/|\s*([{{}};,])\s*|(\s+)", re.DOTALL)
_CHARSET = lazy_re(r'@charset "[^"]*";\s*')
_JS = lazy_re(r"^[ \t]*//[^\n]*$|/\*\*.*?\*/", re.DOTALL | re.MULTILINE)
_BLANK = lazy_re(r"^[ \t]*\n", re.MULTILINE)
_STRICT = '"use strict";\n'


def write_bundles(site: Path) -> None:
    """Make the files of `BUNDLES` in a site, and delete what only they are made of.

    Raises:
        OSError: a file cannot be read or written.
    """
    for name, content in _made(files_below(site / "assets"), lambda part: (site / part).read_bytes()):
        (site / name).write_bytes(content)
    for parts in BUNDLES.values():
        for part in parts:
            if part.startswith(_OURS) and part not in _STAY:
                (site / part).unlink(missing_ok=True)


def is_bundle(name: str, content: bytes, folders: tuple[tuple[str, Path], ...]) -> bool:
    """Whether a file of a site is a bundle of nothing but files as the packages have them.

    Args:
        name: its path in the site.
        content: what is in it.
        folders: as `shipped` has them.
    """
    return name in BUNDLES and _shipped(folders).get(name) == content


@cache
def _shipped(folders: tuple[tuple[str, Path], ...]) -> dict[str, bytes]:
    found = {
        f"{prefix}{part}": folder / part
        for prefix, folder in reversed(folders)
        if prefix == "assets/"
        for part in files_below(folder)
    }
    return dict(_made([name.removeprefix("assets/") for name in found], lambda name: found[name].read_bytes()))


def _made(names: list[str], read: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Each bundle and its content, of the files below `assets/` that there are."""
    there = [f"assets/{name}" for name in names]
    for name, patterns in BUNDLES.items():
        parts = [part for pattern in patterns for part in _parts(pattern, there, read)]
        text = "\n".join(map(_of_css, parts)) if name.endswith(".css") else _STRICT + ";\n".join(map(_of_js, parts))
        yield name, f"{text}\n".encode()


def _parts(pattern: str, there: list[str], read: Callable[[str], bytes]) -> Iterator[str]:
    if pattern == _CODE:
        yield from search_code().values()
    for name in there:
        if fnmatchcase(name, pattern):
            yield read(name).decode()


@cache
def search_code() -> Mapping[str, str]:
    """The scripts of the search engine that lie beside what they read in an index, by their names there."""
    folder = resources.files("mujaz.search") / "browser"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return {file.name: file.read_text(encoding="utf-8") for file in files if file.name.endswith(".js")}


def _of_css(text: str) -> str:
    """A style sheet without comments, but those that name a licence, and without white space that says nothing."""

    def shorter(found: re.Match[str]) -> str:
        return found[1] or found[2] or (" " if found[3] else "")

    return _CSS.sub(shorter, _CHARSET.sub("", text)).strip()


def _of_js(text: str) -> str:
    """A script without comments that have lines of their own, and those that only name types."""
    return _BLANK.sub("", _JS.sub("", text)).strip().removesuffix(";")
