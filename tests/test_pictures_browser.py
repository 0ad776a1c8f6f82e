"""Pictures in a real browser: whether their lettering can be read, by sight and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from browsing import DESKTOP, PHONE, open_unfolded
from thorough import of_these, thorough


@pytest.mark.parametrize(
    "name",
    of_these(
        ["ar/briefs/vostochny-2023", "en/briefs/vostochny-2023", "ar/entities/khasan"], ["ar/briefs/vostochny-2023"]
    ),
)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_names_on_a_map_are_readable_inside_and_apart(tab: Page, site: Path, name: str, viewport: dict) -> None:
    tab.set_viewport_size(viewport)
    open_unfolded(tab, site, f"{name}.html")
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
    open_unfolded(tab, site, "ar/briefs/derna-2023.html")
    place = tab.locator(".mj-map-place").first
    place.focus()
    place.press("Enter")
    tab.wait_for_url("**/ar/entities/derna.html")


@thorough
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_names_on_a_map_stand_out_in_both_schemes(tab: Page, site: Path, scheme: str) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "slate" else "light")
    open_unfolded(tab, site, "en/briefs/derna-2023.html")
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
