"""Brings the generated pages to the state that the content gives, and touches nothing that a person wrote."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from contextlib import nullcontext
from pathlib import Path

from msgspec import Struct

from mujaz.engine.manifest import MANIFEST, link_on_the_way, manifest_of, written_by_us
from mujaz.engine.workspace import content_names, has_text, whole_file, without_unfinished, write_file
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic

MARKER = "generator: mujaz"
"""The line of front matter that each generated page carries; the manifest of its folder names it besides."""

_JSON_MARKER = '"generator": "mujaz"'
"""The first key of a generated JSON object."""

_CONTENT = ("seeds", "briefs")
"""Where other verbs write: what they left unfinished is removed by the next run that writes pages, too."""


class WriteSummary(Struct, frozen=True):
    """What writing the generated files did: paths relative to the site's root."""

    written: tuple[str, ...]
    unchanged: int
    deleted: tuple[str, ...]

    @property
    def stale(self) -> bool:
        """Whether the files on disk were not those that the content gives."""
        return bool(self.written or self.deleted)


def is_generated(path: Path) -> bool:
    """Whether a plain file begins with front matter, XML with a comment, or a JSON object with a key, that marks it."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        with path.open(encoding="utf-8") as file:
            head = file.read(4096)
    except (OSError, UnicodeDecodeError):
        return False
    if head.startswith("<?xml"):
        return f"\n<!-- {MARKER} -->\n" in head
    if head.startswith("{"):
        return head[1:].lstrip().startswith(_JSON_MARKER)
    if not head.startswith("---\n"):
        return False
    front, _, _ = head[4:].partition("\n---\n")
    return MARKER in front.split("\n")


def generated_folders(root: Path, docs_dir: str) -> tuple[str, ...]:
    """The folders directly below `docs_dir` whose front page the generator wrote: editions, present and former."""
    docs = root / docs_dir
    if not docs.is_dir():
        return ()
    return tuple(
        f"{docs_dir}/{folder.name}"
        for folder in sorted(docs.iterdir())
        if folder.is_dir() and not folder.is_symlink() and is_generated(folder / "index.md")
    )


def foreign_files(root: Path, folders: Iterable[str], is_ours: Callable[[str], bool]) -> list[Diagnostic]:
    """The findings on files that people put into generated folders; links are left to `handwritten_files`.

    Args:
        root: the site's root.
        folders: the folders that only the generator writes, relative to the root.
        is_ours: whether a file, by its path relative to the root, is known to be as the generator wrote it.
    """
    return [
        _not_ours(folder, name)
        for folder in folders
        for name in content_names(root, folder)
        if not is_ours(name) and not is_generated(root / name) and not (root / name).is_symlink()
    ]


def handwritten_files(root: Path, docs_dir: str, folders: Collection[str]) -> tuple[list[str], list[Diagnostic]]:
    """What people put into the folder of pages.

    Args:
        root: the site's root.
        docs_dir: the folder of pages, relative to the root.
        folders: those in it that only the generator writes, relative to the root.

    Returns:
        the files, relative to the root, in order; findings on symbolic links, which are not among them.
    """
    names, links = [], []
    for name in content_names(root, docs_dir):
        if (root / name).is_symlink():
            help = "put the file itself here: a link could publish what lies outside of the site"
            links.append(rules.SYMBOLIC_LINK.at(whole_file(name), "a symbolic link", help))
        elif not any(name.startswith(f"{folder}/") for folder in folders):
            names.append(name)
    return names, links


def write_pages(
    root: Path,
    changed: Mapping[str, Callable[[], str]],
    pages: Set[str],
    folders: Iterable[str],
    *,
    dry: bool = False,
) -> tuple[WriteSummary, list[Diagnostic]]:
    """Bring the generated folders to the state given: write what changed, delete what is no longer made.

    A page is replaced or deleted only if it carries the generator's marker and the manifest of its folder lists it.
    Where anything else stands in the way, nothing is changed.

    Args:
        root: the site's root.
        changed: the pages that may differ from their files: path relative to the root, and what gives the text.
        pages: the paths of all pages.
        folders: the folders that only the generator writes, relative to the root.
        dry: change nothing, only say what would be done.
    """
    folders = tuple(folders)
    own: dict[str, frozenset[str] | None] = {}
    findings: list[Diagnostic] = []
    deleted: list[str] = []
    for folder in folders:
        if link := link_on_the_way(root, folder):
            help = "put a folder of its own here: pages are written into the site's folder only"
            findings.append(rules.SYMBOLIC_LINK.at(whole_file(link), "a symbolic link", help))
            continue
        if os.path.lexists(root / folder) and not (root / folder).is_dir():
            help = "move it away: a folder of generated pages goes there"
            findings.append(rules.FOREIGN_FILE.at(whole_file(folder), "a file that mujaz did not write", help))
            continue
        known = own[folder] = written_by_us(root / folder)
        unproved = []
        if known is None and os.path.lexists(root / folder / MANIFEST):
            unproved.append(f"{folder}/{MANIFEST}")
        for name in content_names(root, folder):
            listed = known is not None and name.removeprefix(f"{folder}/") in known
            if name not in pages:
                if listed and is_generated(root / name):
                    deleted.append(name)
                else:
                    unproved.append(name)
            elif (
                name in changed
                and not (listed and is_generated(root / name))
                and not has_text(root / name, changed[name]())
            ):
                unproved.append(name)
        findings += _foreign(root, folder, unproved, manifest=known is not None)
    if findings:
        return WriteSummary((), 0, ()), findings
    made = {folder: _below(folder, pages) for folder in folders}
    written = []
    with nullcontext() if dry else without_unfinished(root, (*folders, *_CONTENT)):
        if not dry:
            for folder, names in made.items():
                _claim(root / folder, own[folder], names | (own[folder] or frozenset()))
        for name, text_of in changed.items():
            text = text_of()
            if not has_text(root / name, text):
                written.append(name)
                if not dry:
                    write_file(root / name, text)
        if not dry:
            for name in deleted:
                (root / name).unlink(missing_ok=True)  # another run may have been first
                _remove_empty_folders((root / name).parent, root)
            for folder, names in made.items():
                _claim(root / folder, written_by_us(root / folder), names)
    return WriteSummary(tuple(sorted(written)), len(pages) - len(written), tuple(deleted)), findings


def _below(folder: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.removeprefix(f"{folder}/") for name in names if name.startswith(f"{folder}/"))


def _claim(folder: Path, before: Set[str] | None, names: Set[str]) -> None:
    """Write the manifest of a folder where it says something else; a folder without pages needs none."""
    if names and names != before:
        write_file(folder / MANIFEST, manifest_of(names))
    elif not names and before is not None:
        (folder / MANIFEST).unlink(missing_ok=True)
        _remove_empty_folders(folder, folder.parent)


def _not_ours(folder: str, name: str) -> Diagnostic:
    help = f"move it: {folder}/ holds generated pages only; hand-written pages stand beside it"
    return rules.FOREIGN_FILE.at(whole_file(name), "a file that mujaz did not write", help)


def _foreign(root: Path, folder: str, names: list[str], *, manifest: bool) -> Iterator[Diagnostic]:
    """What is in a generated folder and mujaz cannot prove it wrote; many pages without any proof are one finding."""
    marked = [name for name in names if is_generated(root / name)]
    for name in names:
        if name not in marked:
            yield _not_ours(folder, name)
    if marked and manifest:
        for name in marked:
            help = "move it away, or delete it if it is no longer wanted"
            message = f"a page with the line `{MARKER}` that is not in {folder}/{MANIFEST}: mujaz did not write it"
            yield rules.FOREIGN_FILE.at(whole_file(name), message, help)
    elif marked:
        what = f"{len(marked):,} pages have" if len(marked) > 1 else "a page has"
        message = f"{what} the line `{MARKER}`, but there is no {folder}/{MANIFEST} to prove that mujaz wrote it"
        help = f"keep what people wrote there, delete {folder}/, and let mujaz write it anew"
        yield rules.FOREIGN_FILE.at(whole_file(marked[0]), message, help)


def _remove_empty_folders(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
