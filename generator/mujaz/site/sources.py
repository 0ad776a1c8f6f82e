"""What is among the pages of a site and should not be: links, pipes, names that systems disagree on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mujaz.site.theme_scripts import FOLDERS
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.text.filenames import alike, hidden_in
from mujaz.text.visible import visible

_SCRIPTS = (".js", ".mjs")


def odd_files(root: Path, docs: Path) -> list[Diagnostic]:
    """The findings on files below the folder of the pages, each by its kind and its name; nothing is opened.

    Args:
        root: the site's folder, to which the names of files are relative.
        docs: the folder of the pages.

    Raises:
        OSError: a folder cannot be read.
    """
    seen: dict[str, str] = {}
    findings: list[Diagnostic] = []
    for entry in _entries(docs):
        path = Path(os.path.relpath(entry.path, root))
        findings += _of(entry, path, seen)
        if os.path.relpath(entry.path, docs).replace(os.sep, "/").startswith(FOLDERS) and entry.name.endswith(_SCRIPTS):
            help = "put it elsewhere, and name it in `extra_javascript`"
            message = "a script where those of the theme lie: pages would run it in their place"
            findings.append(rules.SCRIPT_IN_PAGE.at(Span(Source(visible(path.as_posix()), ""), 0, 0), message, help))
    return findings


def _of(entry: os.DirEntry[str], path: Path, seen: dict[str, str]) -> Iterator[Diagnostic]:
    name = path.as_posix()
    place = Span(Source(visible(name), ""), 0, 0)
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


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """All below a folder, in order: a folder before what is in it."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path))
