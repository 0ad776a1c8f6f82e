"""The theme: its folder, put before Material's, and the editions that a configuration names."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

THEME_DIR = Path(__file__).resolve().parent.parent / "theme"
"""Templates and assets that come before those of Material."""

FILE_WORKER = "assets/mujaz/vendor/iframe-worker.js"
"""Runs workers, and so the search, on pages that are opened from a folder."""


def install(config: MkDocsConfig) -> None:
    """Let our templates win over Material's, and those of the site's own `custom_dir` over ours."""
    ours = str(THEME_DIR)
    if ours not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, ours)
    # Material's offline plugin would have every page fetch this script from another host.
    scripts = config.extra.setdefault("polyfills", [])
    if FILE_WORKER not in scripts:
        scripts.append(FILE_WORKER)


def edition_folders(config: MkDocsConfig) -> frozenset[str]:
    """The folders below `docs/` that the generator writes: one for each language of `extra.alternate`."""
    alternates = config.extra.get("alternate") or ()
    return frozenset(str(edition["lang"]) for edition in alternates if "lang" in edition)
