"""The site that the search is tried on: the example with the pages beside this file, built once, from two protocols."""

from __future__ import annotations

import fcntl
import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from searchbox import Box, opened

from mujaz.pipeline import generate
from mujaz.site.build import build

ROOT = Path(__file__).parents[2]
PAGES = Path(__file__).parent / "pages"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing."""

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def search_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site, with this collection in `pages/`: one build for all workers of a run."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # which the workers share
    root = folder / "search"
    with (folder / "search.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "site").exists():
            _build(root)
    return root / "site"


def _build(root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    for name in ("seeds", "briefs", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("ar", "en"))
    shutil.copytree(PAGES, root / "docs" / "pages")
    shutil.copy(ROOT / "mkdocs.yml", root)
    result = generate(root)
    assert not result.failed, [str(finding.span) for finding in result.diagnostics]
    built = build(root, strict=False)
    assert built.site is not None, [f"{finding.span} {finding.message}" for finding in built.diagnostics]


@pytest.fixture(scope="session")
def served(search_site: Path) -> Iterator[str]:
    """The address of the site from a web server, with a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(search_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def folder(search_site: Path) -> str:
    """The address of the site as a folder, with a slash at its end."""
    return f"{search_site.as_uri()}/"


@pytest.fixture
def box(browser: Browser, folder: str) -> Iterator[Box]:
    """A box on the Arabic front page, opened from the folder; no request may leave the site, no script may fail."""
    yield from opened(browser, folder)
