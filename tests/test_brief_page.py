"""The page of a brief in a real browser: where its parts stand, what is copied, what is printed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from browsing import DESKTOP, PHONE, unfold, until
from mujaz.document.pages.sides import sides
from thorough import thorough


def open_brief(tab: Page, site: Path, name: str = "ar/briefs/vostochny-2023") -> None:
    tab.goto((site / f"{name}.html").as_uri(), wait_until="load")
    unfold(tab)
    tab.evaluate("document.fonts.ready")
    tab.wait_for_timeout(150)  # the notes are set once the fonts are there


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found is not None
    return dict(found)


@thorough
def test_contradicting_claims_stand_side_by_side_and_on_a_phone_below_each_other(tab: Page, site: Path) -> None:
    open_brief(tab, site)
    group = tab.locator(".mj-contrary").first
    first, second = (box(side) for side in group.locator(".mj-side").all())
    assert first["y"] == second["y"]
    assert second["x"] + second["width"] < first["x"]  # from right to left
    tab.set_viewport_size(PHONE)
    first, second = (box(side) for side in group.locator(".mj-side").all())
    assert first["y"] + first["height"] <= second["y"]


def test_each_claim_is_shown_once(tab: Page, site: Path) -> None:
    open_brief(tab, site)
    ids = tab.locator("details.mj-claim > summary > h3").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids)) == 17
    statements = tab.locator(".mj-page .mj-statement").count()
    assert statements == 17


@pytest.mark.parametrize("name", ["ar/briefs/vostochny-2023", "en/briefs/derna-2023"])
def test_a_phone_shows_the_summary_first_and_folds_all_that_follows_the_article(
    tab: Page, site: Path, name: str
) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto((site / f"{name}.html").as_uri(), wait_until="load")
    summary, head = box(tab.locator(".mj-summary p").first), box(tab.locator(".mj-head"))
    assert summary["y"] < PHONE["height"] / 2
    assert head["y"] > summary["y"] + summary["height"]
    assert tab.evaluate("document.documentElement.scrollHeight") <= 10 * PHONE["height"]
    assert tab.locator("details[open]").count() == 0
    assert tab.locator(".mj-page :is(a, button, summary):visible").count() <= 150


def test_a_link_opens_what_it_leads_to(tab: Page, site: Path) -> None:
    tab.goto((site / "en/briefs/vostochny-2023.html").as_uri(), wait_until="load")
    claim = tab.locator("details.mj-claim", has=tab.locator("#claim-moscow-denial"))
    assert not claim.locator(".mj-rationale").is_visible()
    tab.locator(".mj-view a[href='#claim-moscow-denial']").click()
    assert claim.locator(".mj-rationale").is_visible()
    tab.locator(".mj-contents a[href='#bibliography']").click()  # a heading, which stands in the line itself
    assert tab.locator(".mj-bibliography li", has=tab.locator("#source-anews-2023-09-14")).is_visible()


def test_in_the_article_claims_alone_are_marked_until_a_reader_asks(tab: Page, site: Path) -> None:
    tab.goto((site / "ar/briefs/vostochny-2023.html").as_uri(), wait_until="load")
    tint = "e => getComputedStyle(e).getPropertyValue('--mj-tint').trim()"
    note, claim = (tab.locator(f"mark[data-for^='{kind}-']").first for kind in ("note", "claim"))
    assert note.evaluate(tint) == "transparent" != claim.evaluate(tint)
    switch = tab.locator("button.mj-marks")
    switch.click()
    assert switch.get_attribute("aria-pressed") == "true"
    assert note.evaluate(tint) != "transparent"


def test_signs_count_as_a_reader_meets_them(tab: Page, site: Path) -> None:
    open_brief(tab, site, "en/briefs/vostochny-2023")
    signs = tab.locator(".mj-article sup > a.mj-ref").evaluate_all("all => all.map(one => one.textContent)")
    for kind in "CN":
        met = [int(sign.removeprefix(kind)) for sign in dict.fromkeys(signs) if sign.startswith(kind)]
        assert met == sorted(met)
        assert met[0] == 1


@thorough
def test_a_replaced_claim_is_marked_and_leads_to_the_newer_one(tab: Page, site: Path) -> None:
    open_brief(tab, site)
    old = tab.locator("details.mj-claim", has=tab.locator("#claim-missile-first-report"))
    assert old.get_attribute("data-superseded") is not None
    assert old.locator(".mj-old a").get_attribute("href") == "#claim-two-missiles"
    newer = tab.locator("details.mj-claim", has=tab.locator("#claim-two-missiles"))
    assert box(old)["width"] < box(newer)["width"]
    assert box(old)["y"] > box(newer)["y"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_notes_stand_beside_the_text_and_do_not_overlap(tab: Page, site: Path, language: str) -> None:
    open_brief(tab, site, f"{language}/briefs/vostochny-2023")
    text, margin = box(tab.locator(".mj-text")), box(tab.locator(".mj-margin"))
    assert margin["x"] + margin["width"] < text["x"] if language == "ar" else text["x"] + text["width"] < margin["x"]
    notes = [box(note) for note in tab.locator(".mj-note").all()]
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(notes))
    first = tab.locator(".mj-note").first
    passage = tab.locator(f"[id='{first.get_attribute('data-at')}']")
    assert abs(box(first)["y"] - box(passage)["y"]) < 200


@thorough
def test_notes_stand_below_the_text_on_a_phone(tab: Page, site: Path) -> None:
    tab.set_viewport_size(PHONE)
    open_brief(tab, site)
    text = box(tab.locator(".mj-text"))
    assert box(tab.locator(".mj-note").first)["y"] >= text["y"] + text["height"]
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@thorough
def test_a_line_of_the_article_is_comfortable_to_read(tab: Page, site: Path) -> None:
    open_brief(tab, site)
    per_line = tab.locator(".mj-article p").evaluate_all(
        """all => all.map(p => p.textContent.length / (p.offsetHeight / parseFloat(getComputedStyle(p).lineHeight)))"""
    )
    assert 50 <= max(per_line) <= 80


@thorough
def test_a_citation_is_copied_with_its_address(tab: Page, site: Path) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_brief(tab, site, "en/briefs/vostochny-2023")
    entry = tab.locator(".mj-bibliography li", has=tab.locator("#source-anews-2023-09-14"))
    entry.locator(".mj-copy").click()
    until(tab, "document.querySelector('.mj-bibliography').textContent.includes('Copied')")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert "Kremlin: We will enhance relations" in copied
    assert copied.count("https://www.anews.com.tr/") == 1


def test_without_scripts_all_is_there_and_no_button(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "ar/briefs/vostochny-2023.html").as_uri())
    assert page.locator(".mj-note").count() == 6
    assert page.locator(".mj-copy, .mj-marks").count() == 0
    assert page.locator(".mj-margin .mj-note p").first.is_visible()
    claims = page.locator("details.mj-fold", has=page.locator("#claims"))
    claims.locator("summary").first.click()
    assert claims.locator(".mj-statement").first.is_visible()
    context.close()


def test_paper_has_the_notes_and_sources_and_no_header(tab: Page, site: Path) -> None:
    open_brief(tab, site)
    tab.emulate_media(media="print")
    tab.wait_for_timeout(100)
    for hidden in (".md-header", ".mj-contents", ".mj-copy", ".md-footer", ".headerlink"):
        assert not tab.locator(hidden).first.is_visible()
    text = box(tab.locator(".mj-text"))
    assert box(tab.locator(".mj-note").first)["y"] >= text["y"] + text["height"]
    address = tab.locator(".mj-bibliography a[href^=http]").first
    assert (address.text_content() or "").startswith("https://")  # which paper shows once
    assert address.evaluate("e => getComputedStyle(e, '::after').content") == "none"
    pages = tab.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 0 < pages <= 13


def test_the_sides_of_contradictions() -> None:
    contrary = [("a", "c"), ("d", "c"), ("d", "e")]
    assert sides("abcdef", contrary, [("f", "b")]) == [(("a", "d"), ("c", "e")), (("f", "b"),)]
    assert sides("abc", [("a", "b"), ("b", "c"), ("c", "a")], []) == [(("a",), ("b",), ("c",))]
    assert sides("abc", [("a", "c"), ("b", "c")], [("b", "a")]) == [(("b", "a"), ("c",))]
    assert sides("ab", [("a", "elsewhere")], []) == [(("a",),), (("b",),)]
