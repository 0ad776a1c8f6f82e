"""The page of what is not found: at any depth of path, at a host's root and below a path, its links and search work."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from small_site import CONFIGURATION, write_site

from browsing import window
from mujaz.server.files import Folder
from mujaz.server.listen import Listener
from mujaz.server.live import Live
from mujaz.server.serve import site
from mujaz.site.build import build
from thorough import of_these, thorough

MISSING = ("gone.html", "en/gone.html", "en/briefs/old/gone.html", "en/briefs/one.html/x/", "a b/%D8%A3/../x")


ADDRESSES = ["", "https://desk.example", "https://desk.example/briefs", "https://d.example/a/b/"]


@pytest.fixture(scope="module", params=of_these(ADDRESSES, ["https://desk.example/briefs"]))
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site is served that was built for an address, or without one."""
    root = write_site(tmp_path_factory.mktemp("desk"))
    line = f"site_url: {request.param}\n" if request.param else ""
    (root / "mkdocs.yml").write_text(line + CONFIGURATION, encoding="utf-8")
    built = build(root)
    assert built.site is not None, built.diagnostics
    path = urlsplit(request.param).path.strip("/")
    folder = Folder(built.site, f"/{path}/" if path else "/")
    listener = Listener("127.0.0.1:0")
    with listener.running(site(listener, folder, Live(folder.read))):
        yield f"http://127.0.0.1:{listener.port}{folder.base}"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page in which no script may fail."""
    failed: list[str] = []
    for page in window(browser):
        page.on("pageerror", lambda error: failed.append(str(error)))
        yield page
    assert failed == []


def test_search_finds_and_leads_to_the_page(address: str, tab: Page) -> None:
    for missing in MISSING:
        response = tab.goto(address + missing)
        assert response is not None
        assert response.status == 404
        tab.locator(".md-search__input").click()
        tab.keyboard.type("meeting")
        found = tab.locator(".md-search-result__list a").first
        expect(found).to_have_attribute("href", f"{address}en/briefs/one.html")
    with tab.expect_navigation(url="**/en/briefs/one.html*"):
        found.click()
    expect(tab.locator("h1")).to_have_text("A meeting#")


@thorough
def test_all_that_it_loads_and_leads_to_is_there(address: str, tab: Page) -> None:
    failed: list[str] = []
    tab.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    for missing in MISSING:
        tab.goto(address + missing)
        failed.clear()  # the page itself
        tab.reload()
        links = tab.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.href)")
        assert len(links) > 4
        answers = tab.evaluate("links => Promise.all(links.map(async at => [at, (await fetch(at)).status]))", links)
        assert [at for at, status in answers if status != 200 and urlsplit(at).path != urlsplit(tab.url).path] == []
        assert [at for at in failed if at != tab.url] == []
