"""How browser tests open a site, each in the state of a page that was just opened."""

from __future__ import annotations

import fcntl
import functools
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from mujaz.engine.cache.store import Store
from mujaz.site.update import update

ROOT = Path(__file__).parents[1]
BLANK = Path(__file__).with_name("blank.html")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing."""

    def log_message(self, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    """Says nothing of browsers that went away before they had it all."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder that is served over http."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def add_style(tab: Page, css: str) -> None:
    """Add rules to a page, whose policy lets in no `<style>` element."""
    tab.evaluate(
        """css => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets.push(sheet);
        }""",
        css,
    )


def open_page(tab: Page, site: Path, name: str) -> None:
    """Open a page of the site from its folder, `ar/index.html` say."""
    path, _, fragment = name.partition("#")
    tab.goto((site / path).as_uri() + (f"#{fragment}" if fragment else ""), wait_until="load")


def until(tab: Page, condition: str, arg: Any = None) -> None:
    """Wait until a condition holds in a page, up to half a minute.

    Playwright's own `wait_for_function` compiles its condition in the page again and again, which the policy of a
    site forbids from the second time on: it would fail wherever there is something to wait for.

    Raises:
        AssertionError: it never held.
    """
    deadline = time.monotonic() + 30
    while not _holds(tab, condition, arg):
        assert time.monotonic() < deadline, f"never so: {condition}"
        tab.wait_for_timeout(20)


def _holds(tab: Page, condition: str, arg: Any) -> bool:
    try:
        return bool(tab.evaluate(condition, arg))
    except Error as problem:
        if "context was destroyed" in problem.message:  # the page is on its way to another
            return False
        raise


def unfold(tab: Page) -> None:
    """Open all that is folded on a page."""
    tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")


def open_unfolded(tab: Page, site: Path, name: str) -> None:
    """As `open_page`, with all open that is folded."""
    open_page(tab, site, name)
    unfold(tab)


def window(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page for several tests: to open a page in its process takes half of the time that it takes in a new one."""
    context = browser.new_context(**{"viewport": DESKTOP} | options)
    yield context.new_page()
    context.close()


@contextmanager
def watched(page: Page) -> Iterator[Page]:
    """A page as if new; until the end it may ask nothing of another host, and no script may fail."""
    as_new(page)
    asked: list[str] = []
    failed: list[str] = []
    watches: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: asked.append(request.url),
        "pageerror": lambda error: failed.append(str(error)),
    }
    for event, watch in watches.items():
        page.on(event, watch)
    try:
        yield page
    finally:
        for event, watch in watches.items():
            page.remove_listener(event, watch)
    assert [url for url in asked if not url.startswith(("file://", "data:", "blob:"))] == []
    assert failed == []


def as_new(page: Page) -> None:
    """Take away what the last test left on a page of `window`: its content, what that stored, pointer, size, medium."""
    page.unroute_all()
    page.goto(BLANK.as_uri())  # on the way to the same page, which would otherwise only be scrolled to a fragment
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.context.clear_permissions()
    page.mouse.move(0, 0)
    page.emulate_media(media="null", reduced_motion="null")
    if page.viewport_size != DESKTOP:
        page.set_viewport_size(DESKTOP)


def base_of_run(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that all workers of a run share."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """A folder of a run that the first worker to need it fills, and that all of its workers share."""
    base = base_of_run(factory)
    folder = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            started = base / f"{name}.new"
            shutil.rmtree(started, ignore_errors=True)
            started.mkdir()
            build(started)
            started.rename(folder)
    return folder


def build_quickly(root: Path, *, strict: bool = True) -> Path:
    """Build a site as `mujaz build` does, on all cores: with a `nav`, in half of the time that MkDocs takes."""
    updated = update(root, Store(None), strict=strict, progress=lambda stage, done, total: None)
    assert updated.site is not None, [f"{finding.span} {finding.message}" for finding in updated.diagnostics]
    return updated.site


def copy_example(root: Path) -> None:
    """Copy what the example site is made from, without the pages that were generated from it, into a folder."""
    for name in ("seeds", "briefs", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("ar", "en"))
    for name in ("mkdocs.yml", "editorial.yml"):
        shutil.copy(ROOT / name, root)
