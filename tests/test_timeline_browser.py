"""Timelines in a real browser: lettering that can be read, time as the page is read, charts that lead somewhere."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browsing import DESKTOP, PHONE, open_unfolded
from thorough import LANGUAGES, of_these, thorough


@pytest.mark.parametrize(
    "name", of_these(["derna-2023", "vostochny-2023", "reconnaissance-satellite-2023"], ["derna-2023"])
)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_names_on_a_strip_are_readable_inside_and_apart(
    tab: Page, site: Path, name: str, language: str, viewport: dict
) -> None:
    tab.set_viewport_size(viewport)
    open_unfolded(tab, site, f"{language}/briefs/{name}.html")
    tab.evaluate("document.fonts.ready")
    texts = tab.evaluate(
        """() => {
            const frame = document.querySelector(".mj-strip-svg").getBoundingClientRect();
            return [...document.querySelectorAll(".mj-strip-svg text")].map(text => {
                const box = text.getBoundingClientRect();
                return {
                    inside: box.left >= frame.left - 1 && box.right <= frame.right + 1
                        && box.top >= frame.top && box.bottom <= frame.bottom + 1,
                    size: parseFloat(getComputedStyle(text).fontSize),
                    row: text.getAttribute("y"), left: box.left, right: box.right,
                };
            });
        }"""
    )
    assert len(texts) >= 2
    assert all(text["inside"] for text in texts)
    assert all(text["size"] >= 11 for text in texts)
    for row in {text["row"] for text in texts}:
        line = sorted((text["left"], text["right"]) for text in texts if text["row"] == row)
        assert all(before[1] < after[0] for before, after in pairwise(line))


@pytest.mark.parametrize(("language", "later_is_right"), [("en", True), ("ar", False)])
def test_time_runs_as_the_page_is_read(tab: Page, site: Path, language: str, later_is_right: bool) -> None:
    open_unfolded(tab, site, f"{language}/briefs/derna-2023.html")
    first, last = (
        tab.locator(f'.mj-strip-svg a[href="#event-{number}"] > :not(title)').first.bounding_box() for number in (1, 12)
    )
    assert first is not None
    assert last is not None
    assert (first["x"] < last["x"]) == later_is_right


def test_columns_stand_on_one_line_and_lead_to_their_decade(tab: Page, site: Path) -> None:
    tab.set_viewport_size(PHONE)
    open_unfolded(tab, site, "ar/timeline.html")
    feet = tab.evaluate(
        """() => [...document.querySelector(".mj-columns").querySelectorAll(".mj-column")]
            .map(column => column.getBoundingClientRect().bottom)"""
    )
    assert len(feet) >= 3
    assert max(feet) - min(feet) < 1
    tab.locator('.mj-columns a[href="#decade-2000"]').click()
    tab.wait_for_url("**/ar/timeline.html#decade-2000")


@thorough
def test_an_event_of_an_exact_day_has_both_calendars_on_one_line(tab: Page, site: Path) -> None:
    open_unfolded(tab, site, "ar/briefs/derna-2023.html")
    time, hijri = (tab.locator(f".mj-timeline li:has(.mj-hijri) {part}").first for part in ("time", ".mj-hijri"))
    assert "١٤٤٥" in hijri.inner_text()
    assert abs(time.bounding_box()["y"] - hijri.bounding_box()["y"]) < 6
    open_unfolded(tab, site, "en/briefs/derna-2023.html")
    assert tab.locator(".mj-hijri").count() == 0
