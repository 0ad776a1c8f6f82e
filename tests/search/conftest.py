"""The site that the search is tried on: the example with the pages beside this file, built once, from two protocols."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from searchbox import Box, opened

from browsing import build_quickly, built_once, copy_example
from browsing import served as serving

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="session")
def search_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site, with this collection in `pages/`: one build for all workers of a run."""
    return built_once(tmp_path_factory, "search", _build) / "site"


def _build(root: Path) -> None:
    copy_example(root)
    shutil.copytree(PAGES, root / "docs" / "pages")
    build_quickly(root, strict=False)


@pytest.fixture(scope="session")
def served(search_site: Path) -> Iterator[str]:
    """The address of the site from a web server, with a slash at its end."""
    with serving(search_site) as address:
        yield f"{address}/"


@pytest.fixture(scope="session")
def folder(search_site: Path) -> str:
    """The address of the site as a folder, with a slash at its end."""
    return f"{search_site.as_uri()}/"


@pytest.fixture
def box(pane: Page, folder: str) -> Iterator[Box]:
    """A box on the Arabic front page, opened from the folder; no request may leave the site, no script may fail."""
    yield from opened(pane, folder)
