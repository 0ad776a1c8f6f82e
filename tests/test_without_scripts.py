"""Pages where no script runs: nothing is cut on a telephone, and a dark screen stays dark."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import PHONE, served
from test_quality import PAGES, address
from thorough import of_these

SHEETS = files("mujaz") / "theme" / "assets" / "mujaz"

# Texts that a reader cannot reach: beyond an edge of the window, and in nothing that scrolls. Not among them are the
# navigation, which waits beside the page until a label opens it, and what is for screen readers alone.
CUT = """
() => {
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const apart = "script, style, svg, .md-sidebar, .md-search, .md-header__topic, .mj-spoken";
    if (!node.data.trim() || element.closest(apart)) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    let reachable = false;
    for (let outer = element; outer !== document.body; outer = outer.parentElement) {
      const scrolls = ["auto", "scroll"].includes(getComputedStyle(outer).overflowX);
      reachable ||= scrolls && outer.scrollWidth > outer.clientWidth;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const beyond = [...range.getClientRects()].some(
      (box) => box.width > 1 && box.height > 1 && (box.left < -1 || box.right > innerWidth + 1),
    );
    if (beyond && !reachable) cut.push(node.data.trim());
  }
  return cut;
}
"""


# Words with a contrast below 4.5 to what is behind them (WCAG 2.2, 1.4.3). axe waits for timers, which do not run here.
PALE = """
() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const seen = new Map();
  const luminance = (colours) => {
    const key = colours.join();
    if (!seen.has(key)) {
      for (const colour of colours) {
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
      }
      const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
      const linear = [r, g, b].map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      seen.set(key, 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]);
    }
    return seen.get(key);
  };
  const pale = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!/[\\p{L}\\p{N}]/u.test(node.data) || element.closest("script, style, svg, .md-search, .mj-spoken")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const behind = [];
    for (let outer = element; outer; outer = outer.parentElement)
      behind.unshift(getComputedStyle(outer).backgroundColor);
    const levels = [luminance(behind), luminance([...behind, getComputedStyle(element).color])].sort((a, b) => b - a);
    if ((levels[0] + 0.05) / (levels[1] + 0.05) < 4.5) pale.push(node.data.trim());
  }
  return pale;
}
"""


@pytest.fixture(scope="module")
def still(browser: Browser) -> Iterator[Page]:
    """A page of a telephone on which no script runs, on a dark screen."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, color_scheme="dark")
    yield context.new_page()
    context.close()


OTHERS = ["404.html", "index.html"]
ALL = [*(f"{kind}-{language}" for kind, language in PAGES), *OTHERS]


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The site from a web server: the links of its page 404 begin at the root of the host."""
    with served(site) as host:
        yield host


def address_of(host: str, site: Path, name: str) -> str:
    kind, _, language = name.rpartition("-")
    return f"{host}/{name if name in OTHERS else address(site, kind, language)}"


@pytest.mark.parametrize("name", of_these(ALL, [name for name in ALL if name.endswith("-ar") or name == "404.html"]))
def test_nothing_is_cut_on_a_telephone(still: Page, host: str, site: Path, name: str) -> None:
    still.goto(address_of(host, site, name))
    assert still.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    assert still.evaluate(CUT) == []


@pytest.mark.parametrize(
    "name", of_these(ALL, ["brief-ar", "entity-en", "timeline-ar", "documentation-en", "404.html"])
)
def test_a_dark_screen_is_dark_and_every_word_can_be_read(still: Page, host: str, site: Path, name: str) -> None:
    still.goto(address_of(host, site, name))
    paper = still.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", paper)[:3])) < 64, paper
    assert still.evaluate(PALE) == []


def declarations(sheet: str, selector: str) -> dict[str, str]:
    """What a style sheet declares for exactly a selector, the last of each."""
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    found: dict[str, str] = {}
    for selectors, block in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
        if selector in [one.strip().replace('"', "") for one in selectors.split(",")]:
            for name, value in re.findall(r"([\w-]+)\s*:\s*([^;]+)", block):
                found[name] = " ".join(value.split())
    return found


def test_the_dark_scheme_without_scripts_is_the_one_with_them() -> None:
    """`dark.css` repeats it for the scheme that a page has before a script changes it; MUJAZ_UPDATE=1 renews it."""
    (palette,) = (files("material") / "templates/assets/stylesheets").glob("palette.*.css")  # type: ignore[attr-defined]
    own = [
        sheet.read_text(encoding="utf-8") for sheet in sorted(SHEETS.iterdir(), key=str) if sheet.name.endswith(".css")
    ]
    own = [sheet for sheet in own if "repeats" not in sheet.partition("*/")[0]]
    expected = declarations(palette.read_text(encoding="utf-8"), "[data-md-color-scheme=slate]")
    for sheet in own:  # which set some of Material's names for both schemes
        for name in declarations(sheet, "[data-md-color-scheme]"):
            expected.pop(name, None)
    for sheet in own:
        expected |= declarations(sheet, "[data-md-color-scheme=slate]")
    file = Path(str(SHEETS / "dark.css"))
    if os.environ.get("MUJAZ_UPDATE"):
        head, _, rest = file.read_text(encoding="utf-8").partition('[data-md-color-scheme="default"] {')
        lines = "".join(f"  {name}: {value};\n" for name, value in expected.items())
        file.write_text(
            f'{head}[data-md-color-scheme="default"] {{\n{lines}}}{rest.partition("}")[2]}', encoding="utf-8"
        )
    assert declarations(file.read_text(encoding="utf-8"), "[data-md-color-scheme=default]") == expected
