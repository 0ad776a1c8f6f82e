"""The folder that the site is written to: below the site's root, reached without a link, holding nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mujaz.engine.manifest import MANIFEST, link_on_the_way, not_written_by_us, written_by_us
from mujaz.engine.workspace import whole_file
from mujaz.settings.config import folder_problem
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.text.visible import visible

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_MOST_NAMED = 20
_HELP = "name a folder of its own, below that of mkdocs.yml: what mujaz writes replaces what was there"


def target_of(root: Path, config: MkDocsConfig) -> tuple[Path, list[Diagnostic]]:
    """The folder of the site as MkDocs understands the settings, environment and inherited files included.

    Args:
        root: the folder that holds `mkdocs.yml`.
        config: the settings.

    Returns:
        the folder; why it, or that of the pages, is not one to write to, or why what it holds may not be replaced.
    """
    findings: list[Diagnostic] = []
    paths = {key: _relative(root, getattr(config, key)) for key in ("docs_dir", "site_dir")}
    for key, path in paths.items():
        if problem := folder_problem(path):
            findings.append(
                rules.UNSAFE_FOLDER.at(whole_file("mkdocs.yml"), f"`{key}: {visible(path)}` {problem}", _HELP)
            )
        findings += linked(root, path)
    target = root / paths["site_dir"]
    return target, findings or foreign_files(root, target)


def emptied_problem(root: Path, site: Path) -> str:
    """Why MkDocs, which empties the folder of the site first, must not have this one; empty where it may.

    One outside of the root is the choice of whoever names it.
    """
    if root.is_relative_to(site):
        return "is the site's own folder, or one above it"
    return folder_problem(_relative(root, str(site))) if site.is_relative_to(root) else ""


def _relative(root: Path, path: str) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def linked(root: Path, path: str) -> list[Diagnostic]:
    """The finding on a link on the way to a folder, where there is one; the path is relative to the root."""
    link = link_on_the_way(root, path)
    if link is None:
        return []
    help = "put a folder of its own here: what is written through a link replaces what is elsewhere"
    return [rules.SYMBOLIC_LINK.at(whole_file(link), "a symbolic link", help)]


def foreign_files(root: Path, target: Path) -> list[Diagnostic]:
    """The findings on files in the folder of the site that nothing proves to be of mujaz.

    Raises:
        OSError: a folder cannot be read.
    """
    names = not_written_by_us(target)
    folder = _relative(root, str(target))
    if not names:
        return []
    if written_by_us(target) is None:
        message = f"{folder}/ holds {len(names):,} files, and no {MANIFEST} proves that mujaz wrote them"
        help = f"keep what people wrote there, delete {folder}/, and build again"
        return [rules.FOREIGN_FILE.at(whole_file(folder), message, help)]
    help = f"move it away: a build replaces {folder}/ as a whole; files of the site stand in the folder of the pages"
    return not_ours(folder, names, help)


def not_ours(folder: str, names: Sequence[str], help: str) -> list[Diagnostic]:
    """The findings on files of a folder that mujaz did not write; of many, the first are named."""
    message = "a file that mujaz did not write"
    findings = [rules.FOREIGN_FILE.at(whole_file(f"{folder}/{name}"), message, help) for name in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        message = f"{len(names) - _MOST_NAMED:,} more files that mujaz did not write"
        findings.append(rules.FOREIGN_FILE.at(whole_file(folder), message, help))
    return findings
