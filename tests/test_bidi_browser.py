"""Lines of mixed direction, by where Chromium draws each of their characters: wherever on a page they stand.

`bidi_site` holds the lines with the order that a reader is to see, marked by hand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bidi_site import ARABIC, ENGLISH, logical, visual, write_lines
from browsing import build_quickly, built_once, unfold
from thorough import LANGUAGES, of_these

DIRECTIONS = {"ar": "rtl", "en": "ltr"}
LINES = [(language, key) for language, lines in (("ar", ARABIC), ("en", ENGLISH)) for key in lines]

# Finds a line in what an element shows, and gives its characters from left to right, for each time that it is there.
MEASURE = """
([line, selector]) => {
  const characters = [];
  for (const root of document.querySelectorAll(selector)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("script, style, template")) continue;
      let offset = 0;
      for (const character of node.data) {
        if (!/\\s|\\p{Cf}/u.test(character)) characters.push({ character, node, offset });
        offset += character.length;
      }
    }
  }
  const wanted = [...line], found = [];
  for (let start = 0; start + wanted.length <= characters.length; start++) {
    if (!wanted.every((character, index) => characters[start + index].character === character)) continue;
    const boxes = characters.slice(start, start + wanted.length).map(({ character, node, offset }, index) => {
      const range = document.createRange();
      range.setStart(node, offset);
      range.setEnd(node, offset + character.length);
      const { left, width } = range.getBoundingClientRect();
      return { character, left, width, index };
    });
    if (!boxes.some(box => box.width > 0)) continue;
    // A font may draw lam and alef as one glyph and give both its place: right-to-left letters go on to the left.
    const rightToLeft = /\\p{Script=Arabic}/u;
    boxes.sort((a, b) => a.left - b.left || (rightToLeft.test(a.character) ? b.index - a.index : a.index - b.index));
    found.push(boxes.map(box => box.character).join(""));
  }
  return found;
}
"""
# Ends when the fonts of that layout are there: letters measured before are those of whatever the machine has.
ONE_LINE = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { white-space: nowrap !important; }");
  document.adoptedStyleSheets.push(sheet);  // the page's policy lets in no style element
  document.body.getBoundingClientRect();
  return document.fonts.ready.then(() => {});
}
"""
# A text alone in an element of a direction, as a tooltip or a tab shows it.
SHOW_ALONE = """
([text, style]) => {
  const element = document.createElement("div");
  element.id = "alone";
  element.style.cssText = `position: fixed; inset-block-start: 0; ${style}`;
  element.textContent = text;
  document.getElementById("alone")?.remove();
  document.body.append(element);
}
"""


def bare(text: str) -> str:
    """Without what has no place of its own: white space, and marks upon letters."""
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) != "Mn")


def without_controls(text: str) -> str:
    """Without marks and isolates."""
    return "".join(char for char in text if char not in "\u200e\u200f\u2066\u2067\u2068\u2069")


def seen(page: Page, line: str, selector: str = "body") -> list[str]:
    """The characters of a line from left to right, for each time that it is shown."""
    written = "".join(logical(line).split())
    return [bare(found) for found in page.evaluate(MEASURE, [written, selector])]


def line_of(language: str, key: str) -> str:
    return (ARABIC if language == "ar" else ENGLISH)[key]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of hard lines, built."""
    return built_once(tmp_path_factory, "lines", _build_lines) / "site"


def _build_lines(root: Path) -> None:
    write_lines(root)
    build_quickly(root)


@pytest.fixture(scope="module")
def still(browser: Browser) -> Iterator[Page]:
    """A page without scripts, wide enough for every line."""
    context = browser.new_context(viewport={"width": 1600, "height": 900}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def open_still(page: Page, path: Path) -> None:
    page.goto(path.as_uri(), wait_until="load")
    unfold(page)
    page.evaluate(ONE_LINE)


@pytest.mark.parametrize(("language", "key"), of_these(LINES, LINES[::5]))
def test_a_line_is_in_order_wherever_its_brief_shows_it_and_in_the_tab(
    site: Path, still: Page, language: str, key: str
) -> None:
    line, direction = line_of(language, key), DIRECTIONS[language]
    expected = bare(visual(line, direction))
    open_still(still, site / language / "briefs" / f"{language}-{key}.html")
    # The header, the heading, the summary, a key point, the note, the claim, the event and the correction at least.
    shown = seen(still, line)
    assert len(shown) >= 8
    assert set(shown) == {expected}
    assert set(seen(still, line, "h1")) == {expected}
    if key != "date-alone":  # where a date is the whole name, it is the one of another line that is marked
        assert expected in seen(still, line, ".mj-article")
    tooltips = set(still.evaluate("[...document.querySelectorAll('[title]')].map(element => element.title)"))
    tooltips = {title for title in tooltips if logical(line) in without_controls(title)}
    assert tooltips
    for tooltip in tooltips:
        for around in ("rtl", "ltr"):
            still.evaluate(SHOW_ALONE, [tooltip, f"direction: {around}"])
            assert seen(still, line, "#alone") == [expected]
    title, name = still.title(), {"ar": "المكتب", "en": "The Desk"}[language]
    assert without_controls(title) == f"{logical(line)} - {name}"
    whole = f"{line} - {name}"
    still.evaluate(SHOW_ALONE, [title, "unicode-bidi: plaintext"])  # a tab takes the direction from the first letter
    assert seen(still, whole, "#alone") == [bare(visual(whole, direction))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["briefs/index", "claims", "timeline", "glossary"])
def test_lists_keep_the_order(site: Path, still: Page, language: str, name: str) -> None:
    open_still(still, site / language / f"{name}.html")
    for key, line in (ARABIC if language == "ar" else ENGLISH).items():
        shown = seen(still, line, "article")
        assert shown, key
        assert set(shown) == {bare(visual(line, DIRECTIONS[language]))}, key


@pytest.mark.parametrize(
    ("language", "key"), [("ar", "date"), ("ar", "cplusplus"), ("ar", "sentence"), ("en", "list"), ("en", "quotes")]
)
def test_an_entity_shows_its_name_and_its_mentions_in_order(site: Path, still: Page, language: str, key: str) -> None:
    line = line_of(language, key)
    open_still(still, site / language / "entities" / f"{language}-{key}.html")
    shown = seen(still, line)
    assert len(shown) >= 5
    assert set(shown) == {bare(visual(line, DIRECTIONS[language]))}


# The places of a number in a rationale and of the two signs behind it, each as its left and its right edge.
SIGNS = """
(number) => {
  const text = [...document.querySelectorAll(".mj-fold p, section p")]
    .flatMap(paragraph => [...paragraph.childNodes])
    .find(node => node.nodeType === Node.TEXT_NODE && node.data.includes(number));
  const range = document.createRange();
  range.setStart(text, text.data.indexOf(number));
  range.setEnd(text, text.data.indexOf(number) + number.length);
  const signs = [text.nextSibling, text.nextSibling.nextElementSibling];
  return [range, ...signs].map(part => part.getBoundingClientRect()).map(({ left, right }) => [left, right]);
}
"""


@pytest.mark.parametrize("language", ["ar", "en"])
def test_signs_follow_the_number_that_they_stand_at(site: Path, still: Page, language: str) -> None:
    open_still(still, site / language / "briefs" / f"{language}-{'date' if language == 'ar' else 'word'}.html")
    boxes = still.evaluate(SIGNS, "2020")
    if language == "ar":
        boxes = [[-right, -left] for left, right in boxes]
    (_, number_end), (first, first_end), (second, _) = boxes
    assert number_end <= first + 1
    assert first_end < second, "two signs are not read as one"


@pytest.mark.parametrize("own", LANGUAGES)
@pytest.mark.parametrize(("language", "key", "query"), [("en", "end", "newspaper"), ("ar", "latin-end", "Vostochny")])
def test_the_title_of_a_result_has_the_direction_of_its_language(
    site: Path, tab: Page, own: str, language: str, key: str, query: str
) -> None:
    tab.set_viewport_size({"width": 1600, "height": 900})
    tab.goto((site / own / "index.html").as_uri())
    box = tab.locator("input[data-md-component='search-query']")
    box.focus()
    box.fill(query)
    box.press("End")  # Material waits for a key, which filling in does not press
    tab.locator(".md-search-result__item").first.wait_for(state="visible", timeout=10_000)
    tab.evaluate(ONE_LINE)
    shown = seen(tab, line_of(language, key), ".md-search-result__list :is(h1, h2)")
    assert shown
    assert set(shown) == {bare(visual(line_of(language, key), DIRECTIONS[language]))}
