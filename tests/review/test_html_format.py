"""The review as one HTML file: opened in Chromium it asks nothing of anybody, and reads well for everybody."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import document_fromstring
from made import crowded, document, example, review, span_of
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from browsing import DESKTOP, PHONE, watched, window
from mujaz.document.tree import Isolate
from mujaz.review.formats import html
from mujaz.review.lines import line_of
from mujaz.review.objects import AnchorChange, AnchorState, Change, Kind, Passage, Review
from mujaz.review.objects import Page as Body
from mujaz.syntax import rules
from thorough import of_these, thorough

PACKAGES = Path(__file__).parents[1] / "node_modules"
LANGUAGES = ("ar", "en")
NASTY = '"><script>document.title="x"</script><img src=https://e.example/x onerror=alert(1)>\u202e{{ 7*7 }}'


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reviews, each as the one file that it is."""
    folder = tmp_path_factory.mktemp("reviews")
    for language in LANGUAGES:
        (folder / f"{language}.html").write_text(html.render(example(), language=language), encoding="utf-8")
    (folder / "crowded.html").write_text(html.render(crowded(500)), encoding="utf-8")
    (folder / "nasty.html").write_text(html.render(hostile()), encoding="utf-8")
    (folder / "ready.html").write_text(html.render(review()), encoding="utf-8")
    return folder


def hostile() -> Review:
    """A review in which every text that can come from outside is a payload."""
    passage = Passage(NASTY, 1, 1, NASTY, NASTY, NASTY)
    anchor = AnchorChange(NASTY, (NASTY,), AnchorState.LOST, NASTY, NASTY, passage, None, (passage,))
    change = Change(Kind.CHANGED, (NASTY,), NASTY, NASTY, NASTY, None)
    lines = [line_of([(text, (Isolate((), "rtl", "en"),))], NASTY, "ltr") for text in ("x", NASTY)]
    body = Body(NASTY, NASTY, "ltr", (lines[0],), (replace(lines[1], kind=NASTY),))
    found = rules.LOST_QUOTE.at(span_of(NASTY, NASTY), NASTY, NASTY)
    return review(blocking=(found,), documents=(document(NASTY, (change,), (anchor,), (body,), (NASTY,)),))


@pytest.fixture(scope="module")
def window_of_reviews(browser: Browser) -> Iterator[Page]:
    """The page behind `tab`; scripts of the page's own are forbidden by its policy, those of the test are not."""
    yield from window(browser, bypass_csp=False)


@pytest.fixture
def tab(window_of_reviews: Page) -> Iterator[Page]:
    """A page in whose life nothing is asked of another host."""
    with watched(window_of_reviews) as page:
        yield page


@pytest.fixture
def lenient(browser: Browser) -> Iterator[Page]:
    """A page that axe can be put into in spite of the policy."""
    context = browser.new_context(viewport=DESKTOP, bypass_csp=True)
    yield context.new_page()
    context.close()


@thorough
@pytest.mark.parametrize("name", ["ar", "en", "crowded", "nasty", "ready"])
def test_a_review_asks_for_no_other_file_and_breaks_no_policy_of_its_own(tab: Page, files: Path, name: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    address = (files / f"{name}.html").as_uri()
    tab.goto(address)
    assert tab.evaluate("getComputedStyle(document.body).margin") == "0px"  # the styles are let through
    assert asked == [address]
    assert said == []


def test_the_policy_refuses_scripts_pictures_and_styles_of_others(
    browser: Browser, files: Path, tmp_path: Path
) -> None:
    text = (files / "en.html").read_text("utf-8")
    added = '<script>document.title = "x"</script><p style="margin: 7px">y</p><img src="https://example.org/x.png">'
    altered = tmp_path / "altered.html"
    altered.write_text(text.replace("</main>", f"{added}</main>"), "utf-8")
    page = browser.new_page()
    answered: list[str] = []
    page.on("requestfinished", lambda request: answered.append(request.url))
    page.goto(altered.as_uri())
    assert page.title().startswith("Editorial review")
    assert page.evaluate("getComputedStyle(document.querySelector('main > p')).margin") != "7px"
    assert answered == [altered.as_uri()]
    page.close()


@pytest.mark.parametrize("name", ["ar", "en", "crowded", "nasty", "ready"])
def test_nothing_in_the_file_points_elsewhere(files: Path, name: str) -> None:
    root = document_fromstring((files / f"{name}.html").read_bytes())
    addresses = [value for element in root.iter() for key, value in element.items() if key in ("href", "src", "action")]
    assert all(address.startswith("#") for address in addresses)
    assert {element.tag for element in root.iter()}.isdisjoint({"script", "img", "iframe", "link", "object", "form"})
    assert not {key for element in root.iter() for key, _ in element.items() if key.startswith("on") or key == "style"}
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)


def test_a_hostile_review_is_only_text(tab: Page, files: Path) -> None:
    tab.goto((files / "nasty.html").as_uri())
    assert tab.title() != "x"
    expect(tab.locator("article h2")).to_contain_text("<script>")
    expect(tab.locator("article h2")).to_contain_text("<U+202E RIGHT-TO-LEFT OVERRIDE>{{ 7*7 }}")
    assert "\u202e" not in tab.inner_text("body")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", of_these(LANGUAGES, ["ar"]))
def test_axe_finds_nothing(lenient: Page, files: Path, language: str, scheme: str) -> None:
    lenient.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    lenient.goto((files / f"{language}.html").as_uri())
    if scheme == "light":
        lenient.locator(".by-side").first.check()
    lenient.add_script_tag(path=PACKAGES / "axe-core" / "axe.min.js")
    found = lenient.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [
        f"{fault['id']}: {node['target']} {node['any']}" for fault in found["violations"] for node in fault["nodes"]
    ] == []


@pytest.mark.parametrize("name", ["ar", "en", "crowded", "nasty"])
def test_a_phone_needs_no_sideways_scrolling(tab: Page, files: Path, name: str) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto((files / f"{name}.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(tab.locator(".views").first).to_be_hidden() if name in LANGUAGES else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_can_be_read_in_one_text_and_side_by_side(tab: Page, files: Path, language: str) -> None:
    tab.goto((files / f"{language}.html").as_uri())
    line = tab.locator(".page").first.locator(".line.changed").nth(1)
    expect(line.locator(".flow")).to_be_visible()
    expect(line.locator(".side").first).to_be_hidden()
    tab.locator(".page").first.locator("input[type=radio]").first.focus()
    tab.keyboard.press("ArrowRight" if language == "en" else "ArrowDown")
    expect(line.locator(".flow")).to_be_hidden()
    before, after = (line.locator(".side").nth(number) for number in (0, 1))
    expect(before.locator("del:not(.mj-gap)")).to_have_text("تراوحت الأرقام")
    expect(after.locator("ins:not(.mj-gap)")).to_have_text("واحد تباينت الحصائل")
    places = [part.bounding_box() for part in (before, after)]
    assert places[0] is not None
    assert places[1] is not None
    assert places[0]["x"] > places[1]["x"]  # an Arabic page has what was before on its right


def test_what_did_not_change_can_be_unfolded_by_keyboard(tab: Page, files: Path) -> None:
    tab.goto((files / "en.html").as_uri())
    fold = tab.locator(".folded").first
    expect(fold.locator(".block").first).to_be_hidden()
    fold.locator("summary").focus()
    tab.keyboard.press("Enter")
    expect(fold.locator(".block").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_its_language_and_direction(tab: Page, files: Path, language: str) -> None:
    tab.goto((files / f"{language}.html").as_uri())
    side = {"ar": "rtl", "en": "ltr"}
    assert tab.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [language, side[language]]
    for selector, lang in (
        ("article h2 span", "ar"),
        ("blockquote", "ar"),
        (".changes li > [lang]", language),
        (".message > *", language),
        (".details > *" if language == "ar" else ".help > *", "en"),
    ):
        found = tab.locator(selector).first
        assert found.evaluate("e => [e.lang, getComputedStyle(e).direction]") == [lang, side[lang]]
    assert set(tab.locator(".block").evaluate_all("all => all.map(e => e.lang + e.dir)")) == {"arrtl", "enltr"}


def test_all_findings_are_there(tab: Page, files: Path) -> None:
    tab.goto((files / "crowded.html").as_uri())
    expect(tab.locator(".counts").first).to_have_text("Findings: 500 · shown: 500 · not shown: 0")
    assert tab.locator(".finding").count() == 500
    expect(tab.locator(".finding").nth(30)).to_be_hidden()


def test_print_shows_the_changes_and_not_the_controls(tab: Page, files: Path) -> None:
    tab.goto((files / "ar.html").as_uri())
    tab.emulate_media(media="print")
    expect(tab.locator(".views").first).to_be_hidden()
    expect(tab.locator(".folded").first).to_be_hidden()
    expect(tab.locator(".flow ins:not(.mj-gap)").first).to_be_visible()


def test_an_anchor_shows_what_changed_around_it(tab: Page, files: Path) -> None:
    tab.goto((files / "ar.html").as_uri())
    quote = tab.locator(".anchor.moved blockquote")
    expect(quote.nth(0).locator("mark")).to_have_text("انهار السدّان، فاندفع السيل عبر وسط درنة")
    expect(quote.nth(0).locator("del:not(.mj-gap)")).to_have_text("أحياء بأكملها")
    expect(quote.nth(1).locator("ins:not(.mj-gap)")).to_have_text("نحو ربع مباني المدينة")


@thorough
def test_the_nu_html_checker_finds_no_error(files: Path) -> None:
    jar = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = ["java", "-Xss16m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    command = [*java, "--format", "json", "--errors-only", *map(str, sorted(files.glob("*.html")))]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [fault["message"] for fault in json.loads(run.stderr)["messages"]] == []


def test_the_same_review_gives_the_same_bytes() -> None:
    assert html.render(crowded(30)) == html.render(crowded(30))
    assert re.search(r"style-src &#39;sha256-|style-src 'sha256-", html.render(review()))
