"""What a reader sees: the built example site in a real browser, from `file://`."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import DESKTOP, open_page, served, until
from thorough import of_these, thorough


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


@thorough
def test_a_name_is_marked_with_its_proclitic(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/briefs/vostochny-2023.html")
    forms = tab.locator(".mj-article a.mj-person, .mj-article a.mj-place").all_inner_texts()
    assert "ببوتين" in forms
    assert "وكوريا الشمالية" in forms
    assert "بموسكو" in forms


def test_a_sign_leads_to_its_claim_and_the_claim_to_the_passage(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/briefs/vostochny-2023.html")
    tab.locator(".mj-article sup a[href='#claim-shoigu-request']").click()
    assert tab.url.endswith("#claim-shoigu-request")
    claim = tab.locator("details.mj-claim", has=tab.locator("#claim-shoigu-request"))
    assert claim.is_visible()
    claim.locator("a.mj-back").click()
    assert tab.url.endswith("#at-claim-shoigu-request")
    marked = tab.locator("[id='at-claim-shoigu-request']")
    assert marked.evaluate("e => e.closest('mark') !== null || e.tagName === 'MARK'")


@thorough
def test_the_language_switch_keeps_the_page(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/briefs/derna-2023.html")
    tab.locator("header a[hreflang='en']").first.click()
    tab.wait_for_url("**/en/briefs/derna-2023.html")
    assert tab.evaluate("document.documentElement.lang") == "en"


def test_fonts_come_with_the_site(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/briefs/vostochny-2023.html")
    until(tab, "document.fonts.status === 'loaded'")
    loaded = tab.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert any("Mujaz" in family for family in loaded)


def test_the_search_works_from_a_folder(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/index.html")
    box = tab.locator("input[data-md-component='search-query']")
    box.focus()
    box.fill("بيسكوف")
    box.press("End")
    first = tab.locator(".md-search-result__item").first
    first.wait_for(state="attached", timeout=30_000)
    assert "بيسكوف" in first.inner_text()


@pytest.mark.parametrize(
    ("query", "expected"),
    of_these(
        [("بيسكوف", "بيسكوف"), ("الكرملين", "الكرملين"), ("Malligyong", "Malligyong"), ("cosmodrome", "Cosmodrome")],
        [("الكرملين", "الكرملين"), ("cosmodrome", "Cosmodrome")],
    ),
)
def test_the_search_finds_what_pages_say(site: Path, browser: Browser, query: str, expected: str) -> None:
    with served(site) as address:
        tab = browser.new_page(viewport=DESKTOP)
        tab.goto(f"{address}/ar/index.html")
        box = tab.locator("input[data-md-component='search-query']")
        box.focus()
        box.fill(query)
        box.press("End")  # Material waits for a key, which filling in does not press
        first = tab.locator(".md-search-result__item").first
        first.wait_for(state="attached", timeout=30_000)
        assert expected.lower() in first.inner_text().lower()
        tab.close()
