"""The quality gates: every kind of page judged by axe, by the Nu HTML checker, by keyboard and on a telephone.

The pages are found by kind in the built example site. What Material writes and cannot be overridden without a copy of
its templates is named in `THEME`, each with the reason; everything else is a fault.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import DESKTOP, PHONE, add_style, open_page, served, watched
from mujaz.document.layout import LAYOUTS
from thorough import LANGUAGES, of_these, thorough

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
AXE = PACKAGES / "axe-core" / "axe.min.js"
SCRIPTS = HERE.parent / "generator" / "mujaz" / "theme" / "assets" / "mujaz"
# The pages of versions come from a history, and the copy of the example has none: see tests/test_versions.py. Nor has
# anything in the example had another id: see tests/test_rename_site.py.
KINDS = tuple(kind for kind in LAYOUTS if kind not in ("versions", "moved"))

THEME = {
    # Firefox would otherwise show the drawer or the search open again after a reload.
    "Attribute “autocomplete” is only allowed when the input type is": 'class="md-toggle"',
    # An empty tabindex counts as none; the navigation of the documentation only.
    "Bad value “” for attribute “tabindex” on element “label”": 'class="md-nav__link"',
}
"""What the Nu HTML checker says of Material's templates: the beginning of the message, and words of the element."""

PAGES = [*((kind, language) for language in ("ar", "en") for kind in KINDS), ("documentation", "en")]
"""Every kind of page in every language."""

_DAILY = [
    ("brief", "ar"),
    ("brief", "en"),
    ("entity", "ar"),
    ("claims", "ar"),
    ("timeline", "ar"),
    ("documentation", "en"),
]
MANY_PAGES = [pytest.param(page, id="-".join(page), marks=() if page in _DAILY else thorough) for page in PAGES]
"""The same; on most days those with most on them."""


@cache
def address(site: Path, kind: str, language: str) -> str:
    """A page of a kind, by the front matter that it was made from: of several, the one with the most on it."""
    if kind == "documentation":
        return "contributing/tests.html"
    docs = site.parent / "docs"
    found = [path for path in docs.glob(f"{language}/**/*.md") if f'\nkind: "{kind}"\n' in path.read_text("utf-8")]
    largest = max(found, key=lambda path: (path.stat().st_size, path.name))
    return largest.relative_to(docs).with_suffix(".html").as_posix()


def judge(tab: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    if not tab.evaluate("typeof axe === 'object'"):
        if tab.url.startswith("file:"):
            tab.add_script_tag(url=AXE.as_uri())  # much faster, but not for pages from a server
        else:
            tab.evaluate(AXE.read_text(encoding="utf-8"))  # the policy of such a page lets no script of ours in
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['target']} {[check['message'] for check in node['any'] + node['all'] + node['none']]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def show_in(tab: Page, scheme: str) -> None:
    """Let the page be light (`default`) or dark (`slate`), without the transition between them."""
    add_style(tab, "*, ::before, ::after { transition: none !important; animation: none !important; }")
    tab.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)


SCHEMES = {("ar", "default"), ("en", "slate")}
"""Which edition is judged in which scheme: the colours are those of the kind of page, whatever its language."""


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, pane: Page, site: Path) -> Iterator[tuple[Page, str, str]]:
    """A page of a kind, opened once for all tests that are about it; its kind; its language."""
    kind, language = request.param
    with watched(pane) as tab:
        open_page(tab, site, address(site, kind, language))
        yield tab, kind, language


@pytest.mark.parametrize("opened", MANY_PAGES, indirect=True, scope="module")
def test_axe_finds_nothing_in_light_and_dark(opened: tuple[Page, str, str]) -> None:
    tab, kind, language = opened
    for scheme in ("default", "slate"):
        if (language, scheme) in SCHEMES or kind == "documentation":  # which is in one language only
            show_in(tab, scheme)
            assert judge(tab) == []


@pytest.mark.parametrize("opened", MANY_PAGES, indirect=True, scope="module")
def test_a_phone_needs_no_sideways_scrolling(opened: tuple[Page, str, str]) -> None:
    tab, _, _ = opened
    tab.set_viewport_size(PHONE)
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@thorough
def test_axe_finds_nothing_on_a_page_that_is_not_there(site: Path, browser: Browser) -> None:
    body = (site / "404.html").read_text(encoding="utf-8")
    with served(site) as host:  # its links begin at the root of the host
        tab = browser.new_page(viewport=DESKTOP)
        tab.route("**/nowhere.html", lambda route: route.fulfill(status=404, body=body, content_type="text/html"))
        tab.goto(f"{host}/nowhere.html")
        for scheme in ("default", "slate"):
            show_in(tab, scheme)
            assert judge(tab) == []
        tab.close()


@pytest.mark.parametrize(
    ("language", "scheme", "viewport"),
    of_these(
        [("ar", "default", DESKTOP), ("en", "slate", DESKTOP), ("en", "default", PHONE), ("ar", "slate", PHONE)],
        [("ar", "default", DESKTOP), ("en", "default", PHONE)],
    ),
    ids=["ar-light", "en-dark", "en-light-phone", "ar-dark-phone"],
)
def test_axe_finds_nothing_while_the_search_or_a_card_is_open(
    tab: Page, site: Path, language: str, scheme: str, viewport: dict[str, int]
) -> None:
    tab.set_viewport_size(viewport)
    open_page(tab, site, address(site, "entity", language))
    show_in(tab, scheme)
    tab.locator(".md-content :is(dd, li, p, td) > :is(a.mj-person, a.mj-place)").first.focus()
    expect(tab.locator("#mj-card")).to_be_visible()
    assert judge(tab) == []
    tab.keyboard.press("Escape")
    tab.keyboard.press("f")
    # At once: letter by letter, and before the box was painted, Chromium puts each before the last.
    tab.keyboard.insert_text("كيم" if language == "ar" else "Kim")
    tab.locator(".md-search-result__item").first.wait_for(timeout=30_000)
    assert judge(tab) == []


@thorough
def test_the_nu_html_checker_finds_no_error(site: Path) -> None:
    jar = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # A deep stack, as its grammar needs; for a short run no optimizing compiler, which would cost more than it saves.
    java = ["java", "-Xss16m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    command = [*java, "--format", "json", "--errors-only", "--skip-non-html", str(site)]
    said = json.loads(subprocess.run(command, capture_output=True, check=False, text=True).stderr)
    faults = [
        f"{fault['url'].partition('/site/')[2]}:{fault['lastLine']}: {fault['message']} {fault['extract']!r}"
        for fault in said["messages"]
        if not any(
            fault["message"].startswith(message) and element in fault["extract"] for message, element in THEME.items()
        )
    ]
    assert faults == []


@thorough
def test_the_scripts_are_well_typed() -> None:
    folders = (SCRIPTS, HERE.parent / "generator" / "mujaz" / "search" / "browser")
    scripts = [str(path) for folder in folders for path in sorted(folder.rglob("*.js")) if "vendor" not in path.parts]
    assert scripts
    options = [
        "--noEmit",
        "--allowJs",
        "--checkJs",
        "--strict",
        "--target",
        "es2022",
        "--lib",
        "es2023,dom,dom.iterable",
    ]
    compiler = PACKAGES / "typescript" / "bin" / "tsc"
    done = subprocess.run(["node", str(compiler), *options, *scripts], capture_output=True, check=False, text=True)
    assert done.stdout == ""
    assert done.returncode == 0


def test_no_script_is_a_module_or_stands_in_an_attribute(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        assert not re.search(r"<script[^>]* type=.?module|\son[a-z]+=[\"']|href=[\"']javascript:", page), path.name


STOP = """() => {
    const stop = document.activeElement;
    // Material shows the state of its hidden radio buttons on the label after them; a field's ring is around its form.
    const shown = stop.matches(".md-option") ? stop.nextElementSibling : stop.closest("form") ?? stop;
    const box = shown.getBoundingClientRect(), style = getComputedStyle(shown);
    return {
        part: stop.closest(".md-skip, .md-header, .md-tabs, .md-sidebar, .md-content, .md-footer")?.classList[0] ?? "",
        words: stop.textContent.trim() || stop.getAttribute("aria-label") || stop.id,
        seen: box.width > 0 && box.height > 0 && style.visibility === "visible" && style.opacity !== "0",
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    };
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_walks_through_the_whole_page_and_shows_where_it_is(tab: Page, site: Path, language: str) -> None:
    open_page(tab, site, address(site, "source", language))
    show_in(tab, "default")
    stops = []
    for _ in range(150):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement === document.body"):
            break
        stops.append(tab.evaluate(STOP))
    parts = list(dict.fromkeys(stop["part"] for stop in stops))
    assert parts == ["md-skip", "md-header", "md-tabs", "md-sidebar", "md-content"]
    links = tab.evaluate(
        "[...document.querySelectorAll('.md-content a')].filter(link => link.checkVisibility()).length"
    )
    assert sum(stop["part"] == "md-content" for stop in stops) >= links
    assert [stop for stop in stops if not (stop["seen"] and stop["ring"])] == []


def test_the_first_stop_leads_past_the_header(tab: Page, site: Path) -> None:
    open_page(tab, site, address(site, "brief", "en"))
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('.md-content') !== null")


@thorough
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_read_without_scripts(site: Path, browser: Browser, language: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    tab = context.new_page()
    for kind in KINDS:
        open_page(tab, site, address(site, kind, language))
        hidden, dead = tab.evaluate(
            """() => {
                const all = selector => [...document.querySelectorAll(selector)], words = e => e.outerHTML.slice(0, 90);
                // A note that stands beside its passage does not quote it again.
                const hidden = all(".md-content :is(h1, h2, h3, p, li, dt, dd, q)")
                    .filter(e => !e.checkVisibility() && !e.closest("details, [hidden], .mj-note q"));
                const dead = all("button, input, select, [role=button]").filter(e => e.checkVisibility());
                return [hidden.map(words), dead.map(words)];
            }"""
        )
        assert (kind, hidden, dead) == (kind, [], [])
    context.close()
