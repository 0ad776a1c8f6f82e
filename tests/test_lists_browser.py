"""The front page, an entity and the indexes in a real browser: layout, order, numerals."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from browsing import PHONE, open_page
from mujaz.text.collation import sort_key
from thorough import thorough


def left(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box is not None
    return box["x"]


def top(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize(("language", "side_is_left"), [("ar", True), ("en", False)])
def test_the_front_page_has_two_columns_in_the_direction_of_reading(
    tab: Page, site: Path, language: str, side_is_left: bool
) -> None:
    open_page(tab, site, f"{language}/index.html")
    main, side, foot = (tab.locator(f".mj-home-{part}") for part in ("main", "side", "foot"))
    assert (left(side) < left(main)) == side_is_left
    assert abs(top(side) - top(main)) < 2
    assert top(foot) > top(side)


def test_the_front_page_is_one_column_on_a_phone(tab: Page, site: Path) -> None:
    tab.set_viewport_size(PHONE)
    open_page(tab, site, "ar/index.html")
    main, side, foot = (tab.locator(f".mj-home-{part}") for part in ("main", "side", "foot"))
    assert top(main) < top(side) < top(foot)
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@thorough
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_bar_begins_where_reading_begins_and_is_as_long_as_its_count(tab: Page, site: Path, language: str) -> None:
    open_page(tab, site, f"{language}/browse/index.html")
    bars = tab.locator("#dates + .mj-bars .mj-bar").evaluate_all(
        """bars => bars.map(bar => {
          const box = bar.getBoundingClientRect(), own = getComputedStyle(bar, "::before");
          return [box.left, box.right, parseFloat(own.width)];
        })"""
    )
    assert len(bars) == 2
    (start, end, full), (_, _, half) = bars
    assert abs(full - (end - start)) <= 1.5
    assert abs(half / full - 0.5) < 0.02


@thorough
def test_a_month_leads_to_its_briefs(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/dates/index.html")
    tab.locator(".mj-bars a", has_text="سبتمبر ٢٠٢٣").click()
    tab.wait_for_url("**/ar/dates/2023.html#month-09")
    tab.locator("#month-09 + .mj-list a").click()
    tab.wait_for_url("**/ar/briefs/vostochny-2023.html")


def test_a_mention_leads_to_its_paragraph(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/entities/kim-jong-un.html")
    mention = tab.locator(".mj-mentions a[href*='vostochny-2023.html#p-'] strong").first
    form = mention.inner_text()
    mention.click()
    tab.wait_for_url("**/ar/briefs/vostochny-2023.html#p-*")
    paragraph = tab.locator(f"[id='{tab.url.partition('#')[2]}']")
    assert form in paragraph.inner_text()


@thorough
def test_every_letter_leads_to_its_names_and_they_are_in_order(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/glossary.html")
    targets = tab.locator(".mj-letters a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    assert targets
    assert tab.evaluate("ids => ids.filter(id => !document.getElementById(id.slice(1)))", targets) == []
    for type in tab.locator("h2[id]").evaluate_all("titles => titles.map(title => title.id)"):
        open_page(tab, site, f"ar/browse/{type}.html")
        names = tab.locator(".mj-index a").all_inner_texts()
        assert names == sorted(names, key=lambda name: sort_key(name, "ar", "ARABIC"))


@thorough
def test_numbers_are_the_readers_own(tab: Page, site: Path) -> None:
    open_page(tab, site, "ar/entities/kim-jong-un.html")
    assert tab.locator("meta[name='mujaz:numerals']").get_attribute("content") == "arab"
    style = "e => getComputedStyle(e).listStyleType"
    assert tab.locator(".mj-bibliography ol").evaluate(style) == "arabic-indic"
    written = tab.locator(".md-content :is(time, .mj-count)").all_inner_texts()
    assert written
    assert not [text for text in written if any(digit in text for digit in "0123456789")]
    open_page(tab, site, "en/entities/kim-jong-un.html")
    assert tab.locator(".mj-bibliography ol").evaluate(style) == "decimal"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_quotation_is_in_two_pairs_of_marks(tab: Page, site: Path, language: str) -> None:
    open_page(tab, site, f"{language}/claims.html")
    quotes = tab.locator("q.mj-quote")
    shown = quotes.evaluate_all("all => all.map(quote => [quote.textContent, getComputedStyle(quote).quotes])")
    own = [marks for text, marks in shown if text[0] + text[-1] in {"«»", "“”"} and text.count(text[0]) == 1]
    others = [marks for text, marks in shown if text[0] not in "«“"]
    assert own
    assert others
    assert set(own) == {"none"}
    assert "none" not in others
