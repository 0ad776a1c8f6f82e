"""An edition that readers keep in their browser: read and searched without a network, renewed, removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from small_site import page as written
from small_site import write_site

from browsing import served, until
from mujaz.engine.cache.store import Store
from mujaz.site.build import build
from mujaz.site.kept import file_list
from mujaz.site.writer import build_incrementally

KEEP = "Keep this edition on this device"
REMOVE = "Remove it from this device"
HOME = "en/index.html"
BRIEF = "en/briefs/one.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_site(tmp_path)
    renew(root)
    return root


def renew(root: Path) -> None:
    result = build(root, strict=False)
    assert result.site is not None, result.diagnostics


@pytest.fixture
def host(root: Path) -> Iterator[str]:
    with served(root / "site") as address:
        yield f"{address}/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def reader(context: BrowserContext, host: str) -> Page:
    """A reader on the first page of the English edition."""
    tab = context.new_page()
    tab.goto(host + HOME)
    return tab


def keep(tab: Page) -> None:
    tab.locator("#mj-tools-button").click()
    tab.get_by_role("button", name=KEEP).click()
    expect(tab.get_by_role("button", name=REMOVE)).to_be_focused()
    tab.keyboard.press("Escape")
    until(tab, "() => navigator.serviceWorker.controller !== null")


def workers(tab: Page) -> int:
    return int(tab.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)"))


def test_nothing_is_kept_or_asked_for_before_a_reader_asks(context: BrowserContext, host: str) -> None:
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.removeprefix(host)))
    tab.goto(host + HOME)
    tab.wait_for_load_state("networkidle")
    assert not {"worker.js", "en/files.json"}.intersection(asked)
    tab.locator("#mj-tools-button").click()
    expect(tab.locator(".mj-keep p")).to_contain_text("megabyte")  # its size is said first
    assert "en/files.json" in asked
    assert "worker.js" not in asked
    assert workers(tab) == 0
    assert tab.evaluate("caches.keys()") == []


def test_a_kept_edition_is_read_and_searched_without_a_network(
    reader: Page, context: BrowserContext, host: str
) -> None:
    keep(reader)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.set_offline(True)
    reader.goto(host + BRIEF)
    expect(reader.locator("h1")).to_be_visible()
    assert reader.evaluate("getComputedStyle(document.body).getPropertyValue('--mj-paper') !== ''")
    word = reader.locator("h1").inner_text().split()[0]
    reader.locator(".md-search__input").fill(word)
    expect(reader.locator(".md-search-result__link").first).to_be_visible()
    reader.goto(f"{host}en/")  # as hosts name a folder
    expect(reader.locator("#mj-tools-button")).to_be_visible()
    assert all(url.startswith(host) for url in asked)


def test_what_is_not_of_the_edition_is_not_kept(reader: Page) -> None:
    keep(reader)
    kept = reader.evaluate(
        "caches.keys().then(([name]) => caches.open(name)).then((cache) => cache.keys())"
        ".then((all) => all.map((one) => new URL(one.url).pathname))"
    )
    assert "/assets/mujaz/page.css" in kept
    assert not [name for name in kept if name.startswith(("/ar/", "/assets/javascripts/")) or name.endswith(".xml")]


def test_after_a_build_only_what_changed_is_fetched_and_the_page_says_so(
    reader: Page, context: BrowserContext, host: str, root: Path
) -> None:
    keep(reader)
    (root / "docs" / BRIEF).with_suffix(".md").write_text(written("en", "A new title", "briefs/index.md"), "utf-8")
    renew(root)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url.removeprefix(host)))
    reader.goto(host + BRIEF)
    expect(reader.locator(".mj-renewed")).to_contain_text("This page has changed since it was kept.")
    assert asked.count(BRIEF) == 2  # what was kept, and what is new
    assert "en/briefs/two.html" not in asked
    context.set_offline(True)
    reader.get_by_role("button", name="Show it as it is now").click()
    expect(reader.locator("h1")).to_have_text("A new title#")
    expect(reader.locator(".mj-renewed")).to_have_count(0)


def test_a_reader_removes_it_and_nothing_is_left(reader: Page, context: BrowserContext, host: str) -> None:
    keep(reader)
    reader.goto(host + BRIEF)
    reader.locator("#mj-tools-button").click()
    reader.get_by_role("button", name=REMOVE).click()
    expect(reader.get_by_role("button", name=KEEP)).to_be_focused()
    assert reader.evaluate("caches.keys()") == []
    assert workers(reader) == 0
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        reader.goto(host + HOME)


def test_an_edition_that_cannot_be_fetched_whole_is_not_kept(reader: Page, root: Path) -> None:
    (root / "site" / BRIEF).unlink()
    reader.locator("#mj-tools-button").click()
    reader.get_by_role("button", name=KEEP).click()
    expect(reader.locator(".mj-keep p")).to_contain_text("could not be fetched")
    assert workers(reader) == 0
    assert not [name for name in reader.evaluate("caches.keys()") if name.startswith("mujaz /")]


def test_the_edition_is_an_app_in_its_language(root: Path) -> None:
    app = json.loads((root / "site/ar/app.webmanifest").read_text("utf-8"))
    assert (app["lang"], app["dir"], app["start_url"], app["scope"]) == ("ar", "rtl", "index.html", "../")
    folder = root / "site/ar"
    assert all((folder / icon["src"]).resolve().is_file() for icon in app["icons"])


def test_the_list_is_the_same_however_the_site_is_built(root: Path) -> None:
    whole = json.loads((root / "site/en/files.json").read_text("utf-8"))
    result = build_incrementally(root, {}, lambda path: pytest.fail(path), Store(None), strict=False)
    assert result.site is not None, result.diagnostics
    assert json.loads((root / "site/en/files.json").read_text("utf-8")) == whole


def test_the_version_changes_with_any_file_of_the_edition_and_with_no_other() -> None:
    files = {"en/a.html": (b"1" * 8, 10), "ar/a.html": (b"2" * 8, 20), "search/w/1.js": (b"3" * 8, 30)}

    def version(**changed: tuple[bytes, int]) -> str:
        names = {"en": "en/a.html", "ar": "ar/a.html", "search": "search/w/1.js", "feed": "en/briefs.xml"}
        now = files | {names[key]: value for key, value in changed.items()}
        return str(json.loads(file_list("en", ["ar", "en"], now))["version"])

    new = (b"4" * 8, 10)
    assert version(en=new) != version()
    assert version(search=new) != version()
    assert version(ar=new) == version() == version(feed=new)
    assert json.loads(file_list("en", ["ar", "en"], files))["size"] == 40
