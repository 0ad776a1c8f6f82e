"""The page of a brief in a real browser: where its parts stand, what is copied, what is printed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from browsing import DESKTOP, PHONE
from mujaz.document.pages.sides import sides
from thorough import thorough


def open_brief(tab: Page, site: Path, name: str = "ar/briefs/vostochny-2023") -> None:
    tab.goto((site / f"{name}.html").as_uri(), wait_until="load")
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
    ids = tab.locator("section.mj-claim > h3").evaluate_all("all => all.map(one => one.id)")
    rows = tab.locator(".mj-overview tbody tr").count()
    assert len(ids) == len(set(ids)) == rows == 17


@thorough
def test_a_replaced_claim_is_marked_and_leads_to_the_newer_one(tab: Page, site: Path) -> None:
    open_brief(tab, site)
    old = tab.locator("section.mj-claim", has=tab.locator("#claim-missile-first-report"))
    assert old.get_attribute("data-superseded") is not None
    assert old.locator(".mj-old a").get_attribute("href") == "#claim-two-missiles"
    newer = tab.locator("section.mj-claim", has=tab.locator("#claim-two-missiles"))
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
    tab.wait_for_function("document.querySelector('.mj-bibliography').textContent.includes('Copied')")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert "Kremlin: We will enhance relations" in copied
    assert copied.count("https://www.anews.com.tr/") == 1


def test_without_scripts_all_is_there_and_no_button(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "ar/briefs/vostochny-2023.html").as_uri())
    assert page.locator(".mj-note").count() == 7
    assert page.locator(".mj-copy").count() == 0
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
    assert tab.pdf(format="A4").startswith(b"%PDF")


def test_the_sides_of_contradictions() -> None:
    contrary = [("a", "c"), ("d", "c"), ("d", "e")]
    assert sides("abcdef", contrary, [("f", "b")]) == [(("a", "d"), ("c", "e")), (("f", "b"),)]
    assert sides("abc", [("a", "b"), ("b", "c"), ("c", "a")], []) == [(("a",), ("b",), ("c",))]
    assert sides("abc", [("a", "c"), ("b", "c")], [("b", "a")]) == [(("b", "a"), ("c",))]
    assert sides("ab", [("a", "elsewhere")], []) == [(("a",),), (("b",),)]
