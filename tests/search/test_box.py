"""What a reader sees and does in the search box: counts, filters, ways on, marks on the page that is opened."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Route
from searchbox import Box, opened

from browsing import DESKTOP, PHONE, as_new, until, window
from thorough import thorough

PUTIN = {"فلاديمير بوتين", "رئيس روسيا", "الرئيس الروسي", "Putin", "Vladimir Putin", "Владимир Путин", "Путин"}
"""Names of one entity: all are found by each of them."""
LETTER = re.compile(r"[^\W_]")


@pytest.fixture(scope="module")
def shared(browser: Browser, folder: str) -> Iterator[Box]:
    """One box for the tests that leave it as it was."""
    for page in window(browser):
        yield from opened(page, folder)


def answers(page: Page, site: Path, total: int) -> None:
    """Let the engine be one that finds as many pages as it is told."""
    results = [
        {"location": f"ar/{n}.html", "title": [[str(n), 0]], "text": [], "kind": "page", "language": "ar", "score": 1}
        | {"sections": [], "lacks": []}
        for n in range(min(total, 30))
    ]
    answer = {"total": total, "pages": results, "found": [], "missing": [], "phrases": [], "meant": [], "words": []}
    facets = {"kinds": {"page": total}, "languages": {"ar": total}}
    scripts = (site / "assets/mujaz/search.js").read_text(encoding="utf-8")
    body = f"const answer = {json.dumps(answer | {'facets': facets})}"
    body += "\nwindow.mujazSearch = {open: () => ({query: async () => answer})}"
    page.route("**/search.js", lambda route: route.fulfill(body=scripts + body, content_type="text/javascript"))


@pytest.mark.parametrize(
    ("edition", "numerals", "total", "words"),
    [
        ("ar", "latn", 0, "لا نتائج لـ«س»"),
        pytest.param("ar", "latn", 1, "نتيجة واحدة", marks=thorough),
        pytest.param("ar", "latn", 2, "نتيجتان", marks=thorough),
        ("ar", "latn", 3, "3 نتائج"),
        pytest.param("ar", "latn", 11, "11 نتيجة", marks=thorough),
        pytest.param("ar", "latn", 103, "أفضل 30 من 103 نتائج", marks=thorough),
        pytest.param("ar", "latn", 412, "أفضل 30 من 412 نتيجة", marks=thorough),
        ("ar", "arab", 412, "أفضل ٣٠ من ٤١٢ نتيجة"),
        pytest.param("en", "latn", 0, "Nothing found for “س”", marks=thorough),
        ("en", "latn", 1, "1 result"),
        pytest.param("en", "latn", 2, "2 results", marks=thorough),
        ("en", "latn", 412, "The best 30 of 412 results"),
    ],
)
def test_counts_are_in_words(
    pane: Page, folder: str, search_site: Path, edition: str, numerals: str, total: int, words: str
) -> None:
    tab = pane
    as_new(tab)
    answers(tab, search_site, total)
    tab.goto(f"{folder}{edition}/index.html")
    tab.locator("[data-search-words]").evaluate(
        "(e, numerals) => { e.textContent = JSON.stringify({...JSON.parse(e.textContent), numerals}) }", numerals
    )
    box = Box(tab, folder)
    assert len(box.search("س")) == min(total, 30)
    assert box.count == words
    assert tab.locator(".md-search-result__meta").get_attribute("role") == "status"


def test_nothing_of_the_search_is_loaded_before_it_is_used(browser: Browser, folder: str) -> None:
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.removeprefix(folder)))
    tab.goto(f"{folder}ar/index.html", wait_until="load")
    tab.wait_for_timeout(200)
    assert [url for url in asked if "search" in url] == []
    tab.locator(".md-search__input").focus()
    tab.wait_for_selector(".md-search-result:not([aria-busy])")
    code = [url for url in asked if url.endswith(".js") and not url.endswith("page.js")]
    assert code == ["assets/mujaz/search.js", "search/index.js"]
    assert not any("search_index" in url or "worker" in url for url in asked)
    tab.close()


def test_the_first_keys_are_not_lost_while_the_engine_loads(browser: Browser, folder: str) -> None:
    tab = browser.new_page()
    held: list[Route] = []
    tab.route("**/search.js", lambda route: held.append(route))
    box = Box(tab, folder)
    box.open("ar/index.html")
    tab.keyboard.type("تمبكتو")
    assert tab.locator(".md-search-result[aria-busy]").count() == 1
    held[0].continue_()
    assert box.results()[0] == "pages/manuscripts"
    tab.close()


@thorough
def test_typing_letter_by_letter_shows_the_answer_to_the_last(shared: Box) -> None:
    shared.search("")
    shared.input.press_sequentially("الكرملين")
    assert shared.results()[0] == "ar/entities/kremlin"


def test_an_empty_query_shows_what_can_be_typed(shared: Box) -> None:
    shared.search("بوتين")
    assert shared.search("") == []
    assert shared.count == "اكتب اسما أو كلمة أو سؤالا بأي خط"
    assert not shared.tab.locator(".mj-search-filters").is_visible()


def test_results_read_as_the_pages_do(shared: Box, search_site: Path) -> None:
    for query in ("القطارات", "الخط العربي", "حافلتنا"):
        first = shared.search(query)[0]
        written = set(html.parse(search_site / f"{first}.html").getroot().text_content().split())
        shown = " ".join(shared.tab.locator("li:first-child article > :is(h1, h2, p)").all_text_contents())
        assert set(shown.replace("…", " ").replace("·", " ").split()) <= written
        assert shared.tab.locator(".md-search-result__list mark").count() > 0
        assert shared.tab.locator(".md-search-result__list mark mark").count() == 0


def test_a_result_says_its_kind_and_a_foreign_one_its_language(shared: Box) -> None:
    shared.search("coffee Mocha")
    item = shared.tab.locator(".md-search-result__item").first
    assert item.locator(".mj-search-about").first.inner_text().split("\n") == ["صفحة", "الإنجليزية"]
    title = item.locator("h1")
    assert (title.get_attribute("lang"), title.get_attribute("dir")) == ("en", "ltr")
    shared.search("تمبكتو")
    title = shared.tab.locator(".md-search-result__item h1").first
    assert (title.get_attribute("lang"), title.get_attribute("dir")) == ("ar", "rtl")


@thorough
def test_filters_narrow_by_kind_with_the_keyboard(box: Box) -> None:
    everything = box.search("بوتين")
    box.input.press("Tab")
    brief = box.tab.locator("[data-filter=kinds] label", has_text="الموجزات")
    while not brief.locator("input").evaluate("e => e === document.activeElement"):
        box.tab.keyboard.press("Tab")
    promised = int(brief.locator(".mj-search-filter__count").inner_text())
    box.tab.keyboard.press("Space")
    assert brief.locator("input").is_checked()
    only = box.results()
    assert len(only) == promised < len(everything)
    assert all("/briefs/" in page for page in only)
    assert brief.locator("input").evaluate("e => e === document.activeElement")
    assert all("/briefs/" in page for page in box.search("السلاح"))
    box.input.press("Escape")
    assert not box.tab.locator("#__search").is_checked()
    box.input.focus()
    assert box.search("بوتين") == everything


def test_filters_narrow_by_language(box: Box) -> None:
    box.search("HWASONG-18")
    box.tab.locator("[data-filter=languages] label", has_text="الإنجليزية").click()
    assert not any(page.startswith("ar/") for page in box.results())
    assert box.results()
    box.tab.locator("[data-filter=languages] label", has_text="الإنجليزية").click()
    box.tab.locator("[data-filter=languages] label", has_text="العربية").click()
    assert all(page.startswith("ar/") for page in box.results())
    assert box.results()


@thorough
def test_claims_are_a_kind_of_their_own(box: Box) -> None:
    box.search("قذائف مدفعية")
    box.tab.locator("[data-filter=kinds] label", has_text="الأقوال").click()
    pages = box.results()
    assert pages[0] == "ar/briefs/vostochny-2023"
    claim = box.tab.locator(".md-search-result__link[href*='#claim-shoigu-request']").first
    assert claim.locator(".mj-search-about").inner_text() == "قول"


def test_a_word_that_no_page_has_is_named(shared: Box) -> None:
    assert shared.search("أخطبوط بوتين") == []
    note = shared.tab.locator(".mj-search-note")
    assert note.locator("bdi").all_inner_texts() == ["أخطبوط"]
    note.get_by_role("button", name="بوتين").click()
    assert shared.results()[0] == "ar/entities/vladimir-putin"
    assert shared.input.input_value() == "بوتين"
    assert not note.is_visible()


@thorough
def test_filters_that_leave_nothing_can_be_dropped(box: Box) -> None:
    box.search("بوتين")
    box.tab.locator("[data-filter=kinds] label", has_text="الموجزات").click()
    assert box.search("تمبكتو") == []
    box.tab.locator(".mj-search-note").get_by_role("button").click()
    assert box.results()[0] == "pages/manuscripts"
    assert box.input.evaluate("e => e === document.activeElement")


def test_titles_and_texts_are_escaped(shared: Box) -> None:
    assert shared.search("quizzaciously") == ["pages/escaping"]
    listed = shared.tab.locator(".md-search-result__list")
    assert listed.locator("h1").inner_text() == """<img src=x onerror="document.title='taken'">"""
    assert "<b>quizzaciously</b>" in listed.inner_text()
    assert listed.locator("img, script, b").count() == 0
    shared.search("<b>أخطبوط</b>")
    assert shared.tab.locator(".md-search-result b").count() == 0
    assert shared.tab.title() != "taken"


def test_enter_opens_the_first_result_even_before_it_is_there(box: Box) -> None:
    box.tab.keyboard.type("تمبكتو")
    box.tab.keyboard.press("Enter")
    box.tab.wait_for_url("**/pages/manuscripts.html*")


def test_arrows_move_and_enter_follows(box: Box) -> None:
    pages = box.search("بوتين")
    box.input.press("ArrowDown")
    first = box.tab.locator(".md-search-result__link").first
    assert first.evaluate("e => e === document.activeElement")
    box.tab.keyboard.press("ArrowUp")
    assert box.input.evaluate("e => e === document.activeElement")
    box.tab.keyboard.press("ArrowDown")
    box.tab.keyboard.press("Enter")
    box.tab.wait_for_url(f"**/{pages[0]}.html*")


@pytest.mark.parametrize("key", ["f", "/", "s"])
def test_a_key_opens_and_escape_closes(box: Box, key: str) -> None:
    box.input.press("Escape")
    until(box.tab, "!document.getElementById('__search').checked")
    assert not box.tab.locator(".md-search__output").is_visible()
    until(box.tab, "document.activeElement === document.body")
    # Material takes note of a lost focus between two frames; no reader presses the next key before that.
    box.tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    box.tab.wait_for_timeout(100)
    box.tab.keyboard.press(key)
    assert box.input.evaluate("e => e === document.activeElement && e.value === ''")
    until(box.tab, "document.getElementById('__search').checked")


@thorough
def test_tab_leaves_the_box_and_closes_it(box: Box) -> None:
    box.search("تمبكتو")
    box.input.press("Shift+Tab")
    until(box.tab, "!document.getElementById('__search').checked")
    assert box.tab.evaluate("document.activeElement.closest('.md-search') === null")


@thorough
def test_an_address_can_hold_a_query(browser: Browser, folder: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{folder}ar/index.html?q=تمبكتو", wait_until="load")
    tab.wait_for_selector(".md-search-result__item")
    assert Box(tab, folder).results()[0] == "pages/manuscripts"
    tab.close()


def test_it_works_by_touch_on_a_phone(browser: Browser, folder: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    tab = context.new_page()
    tab.goto(f"{folder}ar/index.html", wait_until="load")
    tab.locator("header label.md-header__button[for=__search]").tap()
    box = Box(tab, folder)
    until(tab, "document.activeElement.matches('.md-search__input')")
    tab.keyboard.insert_text("بوتين")
    before = len(box.results())
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    tab.locator("[data-filter=kinds] label", has_text="الموجزات").tap()
    assert 0 < len(box.results()) < before
    tab.locator(".md-search-result__link").first.tap()
    tab.wait_for_url("**/ar/briefs/*")
    context.close()


@pytest.mark.parametrize(
    ("query", "path", "marked"),
    [
        ("بوتين", "ar/briefs/vostochny-2023", {"بوتين", "ببوتين", "وبوتين"}),
        pytest.param("Putin", "ar/briefs/vostochny-2023", {"بوتين", "ببوتين", "وبوتين"}, marks=thorough),
        ("كشيدة", "pages/calligraphy", {"الكشيدة", "كَشِيدَة", "كشيدتان"}),
        pytest.param("1908", "pages/railway", {"۱۹۰۸"}, marks=thorough),
        pytest.param("القناه", "pages/canal", {"قناة", "القناة"}, marks=thorough),
        pytest.param("lighthouse", "pages/lighthouses", {"lighthouse", "lighthouses"}, marks=thorough),
        ("C++", "pages/programming", {"C++"}),
    ],
)
def test_whole_words_are_marked_on_the_opened_page(box: Box, query: str, path: str, marked: set[str]) -> None:
    assert path in box.search(query)
    box.tab.locator(f".md-search-result__link[href*='{path}.html']").first.click()
    box.tab.wait_for_url(f"**/{path}.html*")
    marks = box.tab.locator("mark[data-md-highlight]")
    marks.first.wait_for(state="attached")
    assert box.tab.locator("mark[data-md-highlight] mark[data-md-highlight]").count() == 0
    in_addresses = {"putin", "vladimir-putin"}
    assert marked <= set(marks.all_text_contents()) <= marked | PUTIN | in_addresses
    around = marks.evaluate_all(
        """marks => marks.map(({previousSibling: before, nextSibling: after}) =>
          [before?.nodeType === 3 ? before.data.slice(-1) : "", after?.nodeType === 3 ? after.data[0] : ""].join(""))"""
    )
    assert not any(LETTER.search(neighbours) for neighbours in around)


@thorough
def test_marks_do_not_change_what_the_page_says(pane: Page, folder: str) -> None:
    tab, texts = pane, []
    for query in ("", "?h=بوتين&h=كيم"):
        tab.goto(f"{folder}ar/briefs/vostochny-2023.html{query}", wait_until="load")
        if query:
            tab.wait_for_selector("mark[data-md-highlight]", state="attached")
        texts.append(tab.locator(".md-content__inner").text_content())
    assert texts[0] == texts[1]


def test_without_scripts_a_link_stands_in_place_of_the_box(browser: Browser, folder: str) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{folder}ar/index.html")
    assert not tab.locator(".md-search__input").is_visible()
    assert not tab.locator("label.md-header__button[for=__search]").is_visible()
    tab.locator(".mj-search-instead").click()
    tab.wait_for_url("**/ar/glossary.html")
    context.close()
