"""What a reader of the archive has: the example's edition, unpacked, opened from `file://` with the network cut."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from lxml import html
from playwright.sync_api import Browser, Page, Request

from browsing import PHONE, built_once, copy_example, unfold, watched, window
from mujaz.cli import main
from thorough import LANGUAGES, of_these, thorough

pytestmark = thorough  # it takes half a minute to make what is looked at

LARGEST = 5_000_000


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the example, built by the command from a copy of its content: one build for all workers."""
    return built_once(tmp_path_factory, "example-offline", _build) / "offline" / "mujaz-spring-preview.zip"


def _build(root: Path) -> None:
    copy_example(root)
    options = ["build", "--offline", "-C", str(root), "--edition", "spring"]
    result = CliRunner().invoke(main, options, standalone_mode=True)
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def edition(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as a reader unpacks it, in a folder with a space and Arabic letters in its name."""
    folder = tmp_path_factory.mktemp("downloads") / "تنزيلات my files"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / "mujaz-spring-preview"


@pytest.fixture(scope="module")
def cut(browser: Browser) -> Iterator[Page]:
    """The page without a network that is behind `tab`."""
    yield from window(browser, offline=True)


@pytest.fixture
def tab(edition: Path, cut: Page) -> Iterator[Page]:
    """A page without a network; at the end it has asked for nothing but files that are there, and met no error."""
    asked: list[str] = []
    errors: list[str] = []
    watches: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: asked.append(request.url),
        "requestfailed": lambda request: _note_failure(request, errors),
        "console": lambda message: errors.append(message.text) if message.type in ("error", "warning") else None,
    }
    with watched(cut) as page:
        for event, watch in watches.items():
            page.on(event, watch)
        yield page
        page.wait_for_load_state("load")
        for event, watch in watches.items():
            page.remove_listener(event, watch)
    assert asked
    paths = {Path(unquote(urlsplit(url).path)) for url in asked if url.startswith("file://")}
    assert [path for path in paths if edition not in path.parents or not path.is_file()] == []
    assert errors == []


def _note_failure(request: Request, errors: list[str]) -> None:
    if request.failure != "net::ERR_ABORTED":  # the next page was opened meanwhile
        errors.append(f"{request.url} {request.failure}")


def test_the_archive_of_the_example_is_small(archive: Path) -> None:
    assert archive.stat().st_size < LARGEST


@pytest.mark.parametrize(("language", "direction"), of_these([("ar", "rtl"), ("en", "ltr")], [("ar", "rtl")]))
def test_a_reader_goes_from_the_start_page_through_the_site(
    tab: Page, edition: Path, language: str, direction: str
) -> None:
    tab.goto((edition / "index.html").as_uri())
    part = tab.locator(f"section[lang={language}]")
    assert part.evaluate("e => getComputedStyle(e).direction") == direction
    part.locator("a.open").click()
    tab.wait_for_url(f"**/site/{language}/index.html")
    assert tab.evaluate("document.documentElement.lang") == language
    sections = tab.locator(".md-tabs__link")
    addresses = [link.get_attribute("href") for link in sections.all()]
    assert len(addresses) > 4
    for number in range(len(addresses)):
        tab.locator(".md-tabs__link").nth(number).click()
        tab.wait_for_load_state("load")
        assert tab.locator("h1").count() == 1
    tab.goto((edition / f"site/{language}/briefs/vostochny-2023.html").as_uri())
    unfold(tab)  # the article, in a language that is not the reader's
    tab.locator(".mj-article a.mj-person").first.click()
    tab.wait_for_url(f"**/site/{language}/entities/*.html")
    tab.locator("header a[hreflang]").first.click()
    tab.wait_for_load_state("load")
    assert tab.evaluate("document.documentElement.lang") != language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_page_leads_to_each_brief(tab: Page, edition: Path, language: str) -> None:
    tab.goto((edition / "index.html").as_uri())
    links = tab.locator(f"section[lang={language}] .briefs a")
    titles, addresses = links.all_inner_texts(), links.evaluate_all("all => all.map(link => link.href)")
    assert len(titles) >= 3
    for title, address in zip(titles, addresses, strict=True):
        assert "/briefs/" in address
        page = html.parse(unquote(urlsplit(address).path), html.HTMLParser(encoding="utf-8"))
        assert " ".join(title.split()) in " ".join(page.find(".//h1").text_content().split())
    links.first.click()
    tab.wait_for_url("**/briefs/*.html")
    assert titles[0] in tab.locator("h1").inner_text()


@pytest.mark.parametrize(("language", "query"), [("ar", "الكرملين"), ("en", "cosmodrome"), ("ar", "Malligyong")])
def test_the_search_answers(tab: Page, edition: Path, language: str, query: str) -> None:
    tab.goto((edition / f"site/{language}/index.html").as_uri())
    box = tab.locator("input[data-md-component='search-query']")
    box.focus()
    box.fill(query)
    box.press("End")  # Material waits for a key, which filling in does not press
    result = tab.locator(".md-search-result__item").first
    result.wait_for(state="visible", timeout=10_000)
    assert query.lower() in result.inner_text().lower()


@thorough
def test_the_fonts_are_those_of_the_edition(tab: Page, edition: Path) -> None:
    for name in ("index.html", "site/ar/briefs/vostochny-2023.html", "site/en/timeline.html"):
        tab.goto((edition / name).as_uri())
        tab.evaluate("document.fonts.ready")
        loaded = tab.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
        assert any("Mujaz" in family for family in loaded), name


def test_a_phone_shows_the_start_page_without_sideways_scrolling(tab: Page, edition: Path) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto((edition / "index.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert tab.locator("section[lang=ar] a.open").is_visible()


def test_the_start_page_shows_well_without_the_rest(edition: Path, browser: Browser, tmp_path: Path) -> None:
    shutil.copy(edition / "index.html", tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator("a.open").first.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(20, 65, 77)"
    page.close()


@thorough
def test_every_page_opens_without_a_request_that_fails(tab: Page, edition: Path) -> None:
    pages = sorted((edition / "site").rglob("*.html"))
    kinds = {page.parent: page for page in pages if page.stem != "index"}  # front pages: by the tabs, above
    assert len(kinds) > 10
    for page in kinds.values():
        tab.goto(page.as_uri(), wait_until="load")
