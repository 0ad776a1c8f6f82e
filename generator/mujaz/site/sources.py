"""What is among the pages of a site and should not be: links, pipes, odd names, what cannot be seen in a review."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from mujaz.engine.generated import is_generated
from mujaz.engine.manifest import MANIFEST
from mujaz.engine.workspace import whole_file
from mujaz.site.audit_kinds import FileKind, kind_by_name
from mujaz.site.kept import WORKER
from mujaz.site.theme_scripts import FOLDERS
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source
from mujaz.text.filenames import alike, hidden_in
from mujaz.text.hygiene import Oddity, odd_places
from mujaz.text.visible import visible

_SCRIPTS = (".js", ".mjs")
_MARKDOWN = (".md", ".markdown", ".mkd", ".mdown", ".mkdn")


_WRITTEN = ("assets/javascripts/", "assets/mujaz/", "assets/stylesheets/", "search/")
"""Folders of the site that hold nothing but what the theme, or mujaz, writes."""
_WRITTEN_FILES = frozenset({"sitemap.xml", "sitemap.xml.gz", MANIFEST, WORKER})
_CONTROL = frozenset({
    "_headers", "_redirects", "_routes.json", "_worker.js", ".htaccess", ".user.ini", "firebase.json", "netlify.toml",
    "now.json", "serve.json", "staticwebapp.config.json", "vercel.json", "web.config", "wrangler.toml",
    "wrangler.json", "wrangler.jsonc",
})  # fmt: skip
"""Files by which hosts of static sites are told where to send readers, and with which headers."""


def odd_files(root: Path, docs: Path, allowed: Collection[str] = ()) -> list[Diagnostic]:
    """The findings on files below the folder of the pages, by kind and name; pages by hand are read for odd characters.

    Args:
        root: the site's folder, to which the names of files are relative.
        docs: the folder of the pages.
        allowed: files of orders to the host that the desk allows, by their names in lower case.

    Raises:
        OSError: a folder cannot be read.
    """
    seen: dict[str, str] = {}
    findings: list[Diagnostic] = []
    for entry in _entries(docs):
        path = Path(os.path.relpath(entry.path, root))
        findings += _of(entry, path, seen)
        below = os.path.relpath(entry.path, docs).replace(os.sep, "/")
        if entry.is_file(follow_symlinks=False):
            findings += _of_place(path, below, allowed)
            if _is_text(below):
                findings += _unseen(entry.path, path)
    return findings


def _of(entry: os.DirEntry[str], path: Path, seen: dict[str, str]) -> Iterator[Diagnostic]:
    name = path.as_posix()
    place = whole_file(name)
    is_folder = entry.is_dir(follow_symlinks=False)
    if entry.is_symlink():
        help = "put the file itself here: a link could publish what lies outside of the site"
        yield rules.SYMBOLIC_LINK.at(place, "a symbolic link", help)
    elif not is_folder and not entry.is_file(follow_symlinks=False):
        yield rules.UNREADABLE.at(place, "not a plain file", "move it away: only plain files are read")
    if problem := hidden_in(entry.name):
        yield rules.UNPORTABLE_NAME.at(place, f"the name {problem}", "rename it: an address is made of it")
    first = seen.setdefault(alike(name), name)
    if first != name:
        help = "rename one of the two: Windows and macOS take them for the same"
        message = f"it differs from `{visible(first)}` in nothing but case or Unicode form"
        yield rules.UNPORTABLE_NAME.at(place, message, help)


def _of_place(path: Path, below: str, allowed: Collection[str]) -> Iterator[Diagnostic]:
    """Findings on a file that stands where the site writes its own, or that a host obeys."""
    place = whole_file(path.as_posix())
    name = alike(below)
    if name.startswith(FOLDERS) and name.endswith(_SCRIPTS):
        help = "put it elsewhere, and name it in `extra_javascript`"
        message = "a script where those of the theme lie: pages would run it in their place"
        yield rules.SCRIPT_IN_PAGE.at(place, message, help)
    elif name.startswith(_WRITTEN) or any(folder.startswith(f"{name}/") for folder in _WRITTEN):
        help = "put it elsewhere, or rename its folder"
        yield rules.RESERVED_FILE.at(place, "a file where the site writes its own", help)
    elif name in _WRITTEN_FILES:
        yield rules.RESERVED_FILE.at(place, "a file that the site writes itself", "rename it, or take it out")
    elif (base := name.rpartition("/")[2]) in _CONTROL and base not in allowed:
        help = f"set it on the host, or write `{base}` below `allow` and `files` of the plugin `mujaz`"
        yield rules.RESERVED_FILE.at(place, "a file that hosts obey: it may send readers elsewhere", help)


def _is_text(name: str) -> bool:
    return alike(name).endswith(_MARKDOWN) or kind_by_name(name) in (FileKind.PAGE, FileKind.PICTURE, FileKind.STYLES)


def _unseen(file: str, path: Path) -> Iterator[Diagnostic]:
    """Findings on characters in a page by hand that nobody sees in a review; each kind of them once."""
    if is_generated(Path(file)):
        return
    source = Source(visible(path.as_posix()), Path(file).read_text(encoding="utf-8", errors="replace"))
    told = set[str]()
    for place in odd_places(source.text):
        if place.start == 0 and source.text.startswith("\ufeff"):
            continue
        if place.kind not in (Oddity.CONTROL, Oddity.INVISIBLE) or place.name in told:
            continue
        told.add(place.name)
        span = source.span(place.start, place.end)
        if place.kind is Oddity.CONTROL:
            yield rules.CONTROL_CHARACTER.at(span, f"the control character {place.name}", "take it out")
        else:
            help = "take it out; to show it, write it as a reference such as `&#x202E;`"
            yield rules.INVISIBLE_CHARACTER.at(span, f"the invisible character {place.name}", help)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """All below a folder, in order: a folder before what is in it."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path))
