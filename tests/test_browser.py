"""What a reader sees: the built example site in a real browser, from `file://`."""

from __future__ import annotations

import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mujaz.pipeline import generate
from mujaz.site.build import build

ROOT = Path(__file__).parents[1]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing."""

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, built strictly from a copy of its content."""
    root = tmp_path_factory.mktemp("example")
    for name in ("seeds", "briefs", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("ar", "en"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    result = generate(root)
    assert not result.failed, [str(finding.span) for finding in result.diagnostics]
    built = build(root)
    assert built.site is not None, [f"{finding.span} {finding.message}" for finding in built.diagnostics]
    return built.site


@pytest.fixture
def tab(site: Path, browser: Browser):  # type: ignore[no-untyped-def] # a generator fixture
    """A page that records every request and every error."""
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    assert [url for url in page.asked if not url.startswith(("file://", "data:", "blob:"))] == []
    context.close()


def open_page(tab: Page, site: Path, name: str) -> None:
    tab.goto((site / name).as_uri(), wait_until="load")


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_a_page_has_the_direction_of_its_language(tab: Page, site: Path, language: str, direction: str) -> None:
    open_page(tab, site, f"{language}/briefs/vostochny-2023.html")
    assert tab.evaluate("document.documentElement.lang") == language
    assert tab.evaluate("getComputedStyle(document.body).direction") == direction
    article = tab.locator(".mj-article").first
    assert article.get_attribute("lang") == "ar"
    assert article.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_a_mention_leads_to_its_entity_and_the_entity_back(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/briefs/vostochny-2023.html")
    tab.locator(".mj-article a.mj-person", has_text="دميتري بيسكوف").first.click()
    tab.wait_for_url("**/ar/entities/dmitry-peskov.html")
    assert tab.locator("h1").inner_text().startswith("دميتري بيسكوف")
    tab.locator("#mentions ~ div.mj-mentions h3 a").first.click()
    tab.wait_for_url("**/ar/briefs/vostochny-2023.html")


def test_a_name_is_marked_with_its_proclitic(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/briefs/vostochny-2023.html")
    forms = tab.locator(".mj-article a.mj-person, .mj-article a.mj-place").all_inner_texts()
    assert "ببوتين" in forms
    assert "وكوريا الشمالية" in forms
    assert "بموسكو" in forms


def test_a_sign_leads_to_its_claim_and_the_claim_to_the_passage(tab: Page, site: Path) -> None:
    open_page(tab, site, "en/briefs/vostochny-2023.html")
    tab.locator(".mj-article sup a[href='#claim-shoigu-request']").click()
    assert tab.url.endswith("#claim-shoigu-request")
    claim = tab.locator("section.mj-claim", has=tab.locator("#claim-shoigu-request"))
    assert claim.is_visible()
    claim.locator("a.mj-back").click()
    assert tab.url.endswith("#at-claim-shoigu-request")
    marked = tab.locator("[id='at-claim-shoigu-request']")
    assert marked.evaluate("e => e.closest('mark') !== null || e.tagName === 'MARK'")


def test_the_language_switch_keeps_the_page(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/briefs/derna-2023.html")
    tab.locator("header a[hreflang='en']").first.click()
    tab.wait_for_url("**/en/briefs/derna-2023.html")
    assert tab.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize(
    "name",
    [
        "ar/briefs/vostochny-2023",
        "en/briefs/derna-2023",
        "ar/entities/kim-jong-un",
        "en/timeline",
        "ar/glossary",
        "ar/index",
    ],
)
def test_a_phone_needs_no_sideways_scrolling(tab: Page, site: Path, name: str) -> None:
    tab.set_viewport_size(PHONE)
    open_page(tab, site, f"{name}.html")
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_fonts_come_with_the_site(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/briefs/vostochny-2023.html")
    tab.wait_for_function("document.fonts.status === 'loaded'")
    loaded = tab.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert any("Mujaz" in family for family in loaded)


def test_the_search_works_from_a_folder(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/index.html")
    box = tab.locator("input[data-md-component='search-query']")
    box.focus()
    box.fill("بيسكوف")
    box.press("End")
    first = tab.locator(".md-search-result__item").first
    first.wait_for(state="attached", timeout=10_000)
    assert "بيسكوف" in first.inner_text()


@pytest.mark.parametrize(
    ("query", "expected"),
    [("بيسكوف", "بيسكوف"), ("الكرملين", "الكرملين"), ("Malligyong", "Malligyong"), ("cosmodrome", "Cosmodrome")],
)
def test_the_search_finds_what_pages_say(site: Path, browser: Browser, query: str, expected: str) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport=DESKTOP)
    tab = context.new_page()
    try:
        tab.goto(f"http://127.0.0.1:{server.server_port}/ar/index.html")
        box = tab.locator("input[data-md-component='search-query']")
        box.focus()
        box.fill(query)
        box.press("End")  # Material waits for a key, which filling in does not press
        first = tab.locator(".md-search-result__item").first
        first.wait_for(state="attached", timeout=10_000)
        assert expected.lower() in first.inner_text().lower()
    finally:
        context.close()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("name", ["ar/briefs/vostochny-2023", "en/briefs/vostochny-2023", "ar/entities/khasan"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_names_on_a_map_are_readable_inside_and_apart(tab: Page, site: Path, name: str, viewport: dict) -> None:
    tab.set_viewport_size(viewport)
    open_page(tab, site, f"{name}.html")
    tab.evaluate("document.fonts.ready")
    texts = tab.evaluate(
        """() => {
            const frame = document.querySelector(".mj-map-svg").getBoundingClientRect();
            return [...document.querySelectorAll(".mj-map-svg text")].map(text => {
                const box = text.getBoundingClientRect(), matrix = text.getScreenCTM();
                return {
                    inside: box.left >= frame.left && box.right <= frame.right
                        && box.top >= frame.top && box.bottom <= frame.bottom,
                    size: parseFloat(getComputedStyle(text).fontSize) * matrix.a,
                    left: box.left, right: box.right, middle: (box.top + box.bottom) / 2,
                    rows: text.children.length + 1,
                };
            });
        }"""
    )
    assert len(texts) >= 3
    assert all(text["inside"] for text in texts)
    assert all(text["size"] >= 11 for text in texts)
    one_line = [text for text in texts if text["rows"] == 1]
    for index, one in enumerate(one_line):
        for other in one_line[index + 1 :]:
            beside = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
            assert beside or abs(one["middle"] - other["middle"]) >= 10


def test_a_place_on_a_map_leads_to_its_page(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/briefs/derna-2023.html")
    place = tab.locator(".mj-map-place").first
    place.focus()
    place.press("Enter")
    tab.wait_for_url("**/ar/entities/derna.html")


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_names_on_a_map_stand_out_in_both_schemes(tab: Page, site: Path, scheme: str) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "slate" else "light")
    open_page(tab, site, "en/briefs/derna-2023.html")
    assert tab.evaluate("document.body.getAttribute('data-md-color-scheme')") == scheme
    ratio = tab.evaluate(
        """() => {
            const light = selector => {
                const channels = getComputedStyle(document.querySelector(selector)).fill.match(/[\\d.]+/g);
                const [r, g, b] = channels.map(c => c / 255)
                    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
            };
            const names = [".mj-map-place text", ".mj-map-countries text"].map(light);
            const ground = [".mj-map-land", ".mj-map-sea"].map(light);
            return Math.min(...names.flatMap(n => ground.map(g => Math.max(n, g) / Math.min(n, g))));
        }"""
    )
    assert ratio >= 4.5
