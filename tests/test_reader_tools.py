"""What readers set and take along: links to claims, notes, quotes and events, sharing, and the size of the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from browsing import PHONE, open_page, served, unfold, until
from test_quality import judge, show_in
from thorough import LANGUAGES

BRIEF = "{}/briefs/vostochny-2023.html"
CLAIM = "#claim-pyongyang-denial"
BUTTONS = ".mj-link, .mj-tools-button, .mj-act, .mj-tools input"
PUBLIC = "https://desk.example/ar/briefs/vostochny-2023.html"


@pytest.fixture
def brief(tab: Page, site: Path) -> Page:
    """A brief whose links may be copied, with all open that is folded."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(tab, site, BRIEF.format("ar"))
    unfold(tab)
    return tab


def copied(tab: Page, button: Locator) -> str:
    button.click()
    expect(tab.locator(".mj-aloud")).to_have_text("نُسخ الرابط")
    return str(tab.evaluate("navigator.clipboard.readText()"))


def of(tab: Page, inside: str) -> Locator:
    """The button of what stands in the fold, or the paragraph, of an element."""
    return tab.locator(f":is(details, p):has(> summary > {inside}, > {inside}) > .mj-link")


@pytest.mark.parametrize("place", [CLAIM, "#note-train", "#event-1"])
def test_a_claim_a_note_and_an_event_have_a_link_that_leads_to_them(brief: Page, place: str) -> None:
    assert copied(brief, of(brief, place)) == brief.url + place


def test_the_link_of_a_quote_leads_to_its_place_in_the_article(brief: Page) -> None:
    quote = brief.locator(f"details:has(> summary > {CLAIM}) .mj-said .mj-link")
    assert copied(brief, quote) == f"{brief.url}#at-claim-pyongyang-denial"


def test_a_site_with_an_address_hands_out_that(brief: Page, site: Path) -> None:
    def with_an_address(route: Route) -> None:
        page = (site / BRIEF.format("ar")).read_text(encoding="utf-8")
        head = f'<head><link rel="canonical" href="{PUBLIC}">'
        route.fulfill(body=page.replace("<head>", head, 1), content_type="text/html; charset=utf-8")

    brief.route(f"**/{BRIEF.format('ar')}*", with_an_address)
    brief.goto(brief.url + "?h=x#summary")
    brief.reload()
    unfold(brief)
    assert copied(brief, of(brief, CLAIM)) == PUBLIC + CLAIM
    brief.locator("#mj-tools-button").click()
    assert copied(brief, brief.locator("[data-act=link]")) == PUBLIC


def test_buttons_say_what_they_do_are_reached_by_keyboard_and_large_enough(brief: Page) -> None:
    button = of(brief, "#event-1")
    expect(button).to_have_accessible_name("نسخ رابط هذا الحدث")
    expect(of(brief, CLAIM)).to_have_accessible_name("نسخ الرابط")
    button.focus()
    brief.keyboard.press("Enter")
    expect(button).to_have_attribute("data-done", "")
    expect(button).to_be_focused()
    boxes = [one.bounding_box() for one in brief.locator(".mj-link").all()]
    assert len(boxes) > 30
    assert all(box is None or min(box["width"], box["height"]) >= 24 for box in boxes)


def test_what_is_folded_has_no_buttons_yet(tab: Page, site: Path) -> None:
    tab.set_viewport_size(PHONE)
    open_page(tab, site, BRIEF.format("en"))
    assert tab.locator(".mj-link").count() == 0
    tab.locator("details:has(> summary > #timeline) > summary").click()
    expect(of(tab, "#event-15")).to_be_visible()


def test_without_scripts_there_is_none_of_it_and_on_paper_it_is_not_seen(
    brief: Page, browser: Browser, site: Path
) -> None:
    plain = browser.new_page(java_script_enabled=False)
    open_page(plain, site, BRIEF.format("ar"))
    assert plain.locator(BUTTONS).count() == 0
    plain.close()
    brief.emulate_media(media="print")
    assert not [one for one in brief.locator(BUTTONS).all() if one.is_visible()]


@pytest.fixture
def large(brief: Page) -> Page:
    """A page whose reader has chosen the largest text."""
    brief.locator("#mj-tools-button").click()
    brief.get_by_role("radio", name="أكبر نص").check()
    brief.keyboard.press("Escape")
    return brief


def size(tab: Page) -> float:
    return float(tab.evaluate("parseFloat(getComputedStyle(document.querySelector('#summary + *')).fontSize)"))


def test_the_size_of_the_text_stays_and_is_there_before_anything_is_shown(large: Page, site: Path) -> None:
    chosen = size(large)
    large.route("**/page.js", lambda route: route.abort())  # only what stands in the head runs
    open_page(large, site, BRIEF.format("en"))
    assert large.locator("html").get_attribute("data-mj-size") == "4"
    assert size(large) > 20
    assert chosen > 20
    large.unroute_all()
    large.set_viewport_size(PHONE)
    assert not large.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_browser_that_keeps_nothing_shows_the_page_as_it_is(tab: Page, site: Path) -> None:
    open_page(tab, site, BRIEF.format("en"))
    tab.evaluate("localStorage.setItem(__md_scope.pathname + '.__size', 'no size')")
    open_page(tab, site, BRIEF.format("en"))
    until(tab, "() => Boolean(document.querySelector('#mj-tools-button'))")
    assert tab.locator("html").get_attribute("data-mj-size") is None


def test_sharing_is_offered_only_where_the_browser_can(browser: Browser, site: Path) -> None:
    with served(site) as host:
        without = browser.new_page()
        without.goto(f"{host}/{BRIEF.format('en')}")
        assert without.locator("#mj-tools-button").count() == 1
        assert without.locator("[data-act=share]").count() == 0
        without.close()
        page = browser.new_page()
        page.add_init_script(
            "navigator.canShare = () => true; navigator.share = async (what) => { window.shared = what; }"
        )
        page.goto(f"{host}/{BRIEF.format('en')}")
        page.locator("#mj-tools-button").click()
        page.get_by_role("button", name="Share this page").click()
        assert page.evaluate("shared.url") == page.url
        page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing_while_the_settings_are_open(tab: Page, site: Path, language: str, scheme: str) -> None:
    tab.set_viewport_size(PHONE)
    open_page(tab, site, BRIEF.format(language))
    show_in(tab, scheme)
    button = tab.locator("#mj-tools-button")
    button.focus()
    tab.keyboard.press("Enter")
    panel = tab.locator("#mj-tools")
    expect(panel).to_be_visible()
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert judge(tab) == []
    tab.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
