"""Cards of names and signs, and the language switch: opened as readers open them, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import DESKTOP, PHONE, open_page, unfold, until, watched, window
from thorough import of_these, thorough

AR = "ar/briefs/vostochny-2023.html"
EN = "en/briefs/vostochny-2023.html"
PUTIN = ".mj-article a.mj-person[href$='vladimir-putin.html']"
SIGN = ".mj-article sup > a.mj-ref[href='#{}']"
LINKS = ".md-content :is(a.mj-person, a.mj-place, a.mj-organization, a.mj-product, a.mj-event, a.mj-concept, a.mj-ref)"


@pytest.fixture(scope="module")
def hand(browser: Browser) -> Iterator[Page]:
    """The page behind `phone`."""
    yield from window(browser, viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def phone(hand: Page) -> Iterator[Page]:
    """A tab on a telephone."""
    with watched(hand) as page:
        page.set_viewport_size(PHONE)
        yield page


def open_brief(tab: Page, site: Path, name: str) -> None:
    """Open a page with its article unfolded, which in another language than the reader's is folded."""
    open_page(tab, site, name)
    tab.evaluate("document.querySelectorAll('details.mj-original').forEach(fold => { fold.open = true; })")
    tab.wait_for_timeout(150)  # until notes stand at their passages again


def card_of(tab: Page) -> Locator:
    return tab.locator("#mj-card")


def away(tab: Page) -> None:
    """Move the pointer to where nothing is."""
    tab.mouse.move(3, 3)


def test_pointing_at_a_name_shows_its_glossary_entry(tab: Page, site: Path) -> None:
    open_brief(tab, site, AR)
    tab.locator(PUTIN).first.hover()
    card = card_of(tab)
    expect(card).to_be_visible()
    expect(card.locator(".mj-card__kind")).to_have_text("شخص")
    expect(card.locator(".mj-card__title")).to_have_text("فلاديمير بوتين")
    expect(card.locator(".mj-card__names [lang='ru']")).to_have_text("Владимир Путин")
    expect(card.locator(".mj-card__text")).to_contain_text("رئيس روسيا منذ عام ٢٠١٢")
    assert card.locator(".mj-card__more").get_attribute("href") == "../entities/vladimir-putin.html"


def test_the_pointer_can_move_onto_the_card_and_closes_it_by_leaving(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    tab.locator(PUTIN).first.hover()
    card = card_of(tab)
    expect(card).to_be_visible()
    card.locator(".mj-card__text").hover()
    tab.wait_for_timeout(500)
    expect(card).to_be_visible()
    away(tab)
    expect(card).to_be_hidden()


@thorough
def test_passing_over_a_name_shows_nothing(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    tab.locator(PUTIN).first.evaluate(
        """name => [name, document.body].forEach(element => element.dispatchEvent(
            new PointerEvent("pointerover", {bubbles: true, pointerType: "mouse"})))"""
    )
    tab.wait_for_timeout(400)
    expect(card_of(tab)).to_have_count(0)


def test_a_click_follows_the_link_and_so_does_the_card_s(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    tab.locator(PUTIN).first.click()
    tab.wait_for_url("**/en/entities/vladimir-putin.html")
    open_brief(tab, site, EN)
    tab.locator(PUTIN).first.hover()
    card_of(tab).locator(".mj-card__more").click()
    tab.wait_for_url("**/en/entities/vladimir-putin.html")


def test_the_first_tap_opens_the_card_and_the_card_leads_on(phone: Page, site: Path) -> None:
    open_brief(phone, site, AR)
    phone.locator(PUTIN).first.tap()
    card = card_of(phone)
    expect(card).to_be_visible()
    expect(card).to_be_focused()
    assert phone.url.endswith(AR)
    card.locator(".mj-card__more").tap()
    phone.wait_for_url("**/ar/entities/vladimir-putin.html")


@thorough
def test_a_second_tap_on_the_name_follows_it(phone: Page, site: Path) -> None:
    open_brief(phone, site, AR)
    phone.locator(PUTIN).first.tap()
    expect(card_of(phone)).to_be_visible()
    phone.locator(PUTIN).first.tap()
    phone.wait_for_url("**/ar/entities/vladimir-putin.html")


@thorough
def test_a_tap_elsewhere_and_the_button_close_the_card(phone: Page, site: Path) -> None:
    open_brief(phone, site, AR)
    name = phone.locator(PUTIN).first
    name.tap()
    phone.locator(".mj-card__close").tap()
    expect(card_of(phone)).to_be_hidden()
    expect(name).to_be_focused()
    name.tap()
    expect(card_of(phone)).to_be_visible()
    phone.locator("h2#article").tap()
    expect(card_of(phone)).to_be_hidden()


@thorough
def test_what_can_be_tapped_in_a_card_is_large_enough(phone: Page, site: Path) -> None:
    open_brief(phone, site, AR)
    phone.locator(SIGN.format("claim-pyongyang-denial")).tap()
    targets = card_of(phone).locator(".mj-card__more, button")
    assert targets.count() >= 3
    for target in targets.all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44


def test_the_card_of_a_note_has_its_words_and_no_signs(tab: Page, site: Path) -> None:
    open_brief(tab, site, AR)
    tab.locator("a.mj-ref[href='#note-sanctions']").first.focus()
    text = card_of(tab).locator(".mj-card__text")
    expect(text).to_contain_text("عشرة قرارات من القرار ١٧١٨ (٢٠٠٦) إلى القرار ٢٣٩٧ (٢٠١٧)، وتشمل")
    expect(text.locator(".mj-ref")).to_have_count(0)


@thorough
def test_on_a_phone_the_card_leaves_the_words_in_sight(phone: Page, site: Path) -> None:
    open_brief(phone, site, AR)
    for sign in phone.locator(".mj-article sup > a.mj-ref").all()[:8]:
        sign.tap()
        card, words = card_of(phone).bounding_box(), sign.bounding_box()
        assert card is not None
        assert words is not None
        assert card["x"] >= 0
        assert card["x"] + card["width"] <= PHONE["width"]
        assert words["y"] >= card["y"] + card["height"] or words["y"] + words["height"] <= card["y"]
        phone.keyboard.press("Escape")


def test_the_focus_shows_the_card_as_the_link_s_description(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    name = tab.locator(PUTIN).first
    name.focus()
    card = card_of(tab)
    expect(card).to_be_visible()
    expect(card).to_have_role("dialog")
    expect(card).to_have_accessible_name("Person Vladimir Putin")
    expect(name).to_be_focused()
    expect(name).to_have_role("link")
    expect(name).to_have_attribute("aria-expanded", "true")
    expect(name).to_have_attribute("aria-controls", "mj-card")
    expect(name).to_have_accessible_description(card.locator(".mj-card__text").inner_text())
    tab.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(name).to_be_focused()
    assert name.get_attribute("aria-expanded") is None


@thorough
def test_tab_goes_from_link_to_link_past_the_cards(tab: Page, site: Path) -> None:
    open_brief(tab, site, AR)
    links = tab.locator(".mj-article a")
    links.first.focus()
    for number in range(12):
        expect(links.nth(number)).to_be_focused()
        expect(card_of(tab)).to_be_visible()
        tab.keyboard.press("Tab")
    tab.locator(".mj-contents a").first.focus()
    expect(card_of(tab)).to_be_hidden()


def test_the_keyboard_can_enter_a_card_and_comes_back(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    sign = tab.locator(SIGN.format("note-train"))
    sign.focus()
    tab.keyboard.press("Alt+ArrowDown")
    expect(card_of(tab)).to_be_focused()
    tab.keyboard.press("Tab")
    assert card_of(tab).evaluate("card => card.contains(document.activeElement)")
    tab.keyboard.press("Escape")
    expect(card_of(tab)).to_be_hidden()
    expect(sign).to_be_focused()


@thorough
def test_enter_follows_the_link(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    tab.locator(SIGN.format("note-train")).focus()
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#note-train")
    expect(card_of(tab)).to_be_hidden()


@pytest.mark.parametrize(
    ("sign", "kind", "shown"),
    [
        pytest.param(
            "note-sanctions",
            "N2 · Background",
            ["Two different kinds of sanctions", "ten resolutions from 1718 (2006)"],
            marks=thorough,
        ),
        (
            "claim-moscow-denial",
            "C5 · Claim",
            ["not about military co-operation", "Who says so: ", "Assessment: Disputed", "Confidence: Moderate"],
        ),
        pytest.param("event-15", "T15 · Timeline", ["13 September 2023", "Vostochny"], marks=thorough),
    ],
)
def test_a_sign_shows_what_it_stands_for(tab: Page, site: Path, sign: str, kind: str, shown: list[str]) -> None:
    open_brief(tab, site, EN)
    tab.locator(SIGN.format(sign)).focus()
    card = card_of(tab)
    expect(card.locator(".mj-card__kind")).to_have_text(kind)
    for words in shown:
        assert words in card.inner_text().replace("\n", " ")
    assert card.locator(".mj-card__more").get_attribute("href") == f"#{sign}"
    assert card.locator(".headerlink, .mj-back, .mj-card__text [id]").count() == 0


@thorough
def test_a_source_shows_its_citation(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    tab.locator("a.mj-ref[href='#source-unsc-1718']").first.focus()
    card = card_of(tab)
    expect(card.locator(".mj-card__kind")).to_contain_text("Source")
    for words in ("United Nations Security Council", "Resolution 1718 (2006)", "14 October 2006"):
        expect(card.locator(".mj-card__text")).to_contain_text(words)


def test_elsewhere_the_card_shows_the_gloss_of_the_link(tab: Page, site: Path) -> None:
    open_brief(tab, site, "en/entities/kim-jong-un.html")
    link = tab.locator(".mj-relations a.mj-person, .mj-relations a.mj-place").first
    link.focus()
    card = card_of(tab)
    expect(card.locator(".mj-card__title")).to_have_text(link.inner_text())
    assert len(card.locator(".mj-card__text").inner_text()) > 10
    expect(card.locator(".mj-card__more")).to_have_text(f"More about {link.inner_text()}")


def test_overlapping_passages_show_the_smallest_first_and_name_all(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    mark = tab.locator("mark[data-for='claim-moscow-denial claim-pyongyang-denial']")
    box = mark.bounding_box()
    assert box is not None
    mark.click(position={"x": box["width"] - 4, "y": box["height"] / 2})  # where no link stands
    card = card_of(tab)
    expect(card.locator(".mj-card__kind")).to_have_text("C4 · Claim")
    others = card.locator(".mj-card__others button")
    expect(others).to_have_count(1)
    expect(others).to_contain_text("C5")
    others.click()
    expect(card.locator(".mj-card__kind")).to_have_text("C5 · Claim")
    expect(card.locator(".mj-card__others button")).to_contain_text("C4")
    tab.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()


def test_every_marked_passage_names_all_of_its_annotations(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    for mark in tab.locator(".mj-article mark[data-for]").all():
        ids = (mark.get_attribute("data-for") or "").split()
        mark.evaluate("mark => mark.click()")
        more = card_of(tab).locator(".mj-card__more").get_attribute("href") or ""
        labels = card_of(tab).locator(".mj-card__others button b").all_inner_texts()
        signs = {tab.locator(SIGN.format(id)).inner_text() for id in ids}
        assert {*map(str.strip, labels), tab.locator(SIGN.format(more.removeprefix("#"))).inner_text()} == signs
        assert len(labels) == len(ids) - 1
        tab.keyboard.press("Escape")


@thorough
def test_selecting_marked_text_opens_nothing(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    mark = tab.locator("mark[data-for='claim-two-missiles']").first
    mark.evaluate("mark => { getSelection().selectAllChildren(mark); mark.click(); }")
    expect(card_of(tab)).to_have_count(0)


@thorough
def test_no_other_tooltip_is_shown_beside_the_card(tab: Page, site: Path) -> None:
    open_brief(tab, site, EN)
    assert tab.locator(f"{LINKS} >> css=[title]").count() == 0
    tab.locator(PUTIN).first.hover()
    expect(card_of(tab)).to_be_visible()
    tab.wait_for_timeout(400)
    assert tab.locator(".md-tooltip2").count() == 0


@pytest.mark.parametrize(
    ("name", "viewport"),
    of_these(
        [(AR, DESKTOP), (AR, PHONE), (EN, PHONE), (EN, {"width": 700, "height": 420})], [(AR, DESKTOP), (EN, PHONE)]
    ),
    ids=["desktop", "phone-ar", "phone-en", "low"],
)
def test_every_card_is_within_the_window_and_moves_nothing(
    tab: Page, site: Path, name: str, viewport: dict[str, int]
) -> None:
    tab.set_viewport_size(viewport)
    open_brief(tab, site, name)
    outside, moved, seen = tab.evaluate(
        """async links => {
            const places = () => [...document.querySelectorAll(".md-content :is(p, h2, h3, li, mark)")]
                .map(e => { const b = e.getBoundingClientRect(); return [b.x, b.y + scrollY, b.width, b.height]; });
            const shifts = [];
            new PerformanceObserver(list => shifts.push(...list.getEntries())).observe({type: "layout-shift"});
            const before = JSON.stringify(places()), outside = [];
            const all = [...document.querySelectorAll(links)]
                .filter(link => !link.closest("dt") && link.checkVisibility())
                .filter((_, number) => number % 2 === 0);
            for (const link of all) {
                link.focus();
                const box = document.getElementById("mj-card").getBoundingClientRect();
                const inside = box.left >= 0 && box.top >= 0 && box.height > 40
                    && box.right <= document.documentElement.clientWidth && box.bottom <= innerHeight + 0.5;
                if (!inside) outside.push(link.textContent + JSON.stringify(box));
            }
            const after = JSON.stringify(places());
            await new Promise(done => setTimeout(done, 100));
            return [outside, before !== after || shifts.length > 0, all.length];
        }""",
        LINKS,
    )
    assert seen > 40
    assert outside == []
    assert not moved


@pytest.mark.parametrize("name", of_these([AR, EN, "ar/briefs/derna-2023.html"], [AR]))
def test_letters_stay_joined_inside_marks(tab: Page, site: Path, name: str) -> None:
    open_brief(tab, site, name)
    until(tab, "document.fonts.status === 'loaded'")
    widths = tab.evaluate(
        """() => [...document.querySelectorAll(".mj-article p")].map(paragraph => {
            const measure = change => {
                const copy = paragraph.cloneNode(true);
                copy.querySelectorAll("sup").forEach(sign => sign.remove());
                change(copy);
                copy.style.cssText = "position: absolute; white-space: nowrap; width: max-content; max-width: none";
                paragraph.parentElement.append(copy);
                const width = copy.getBoundingClientRect().width;
                copy.remove();
                return width;
            };
            const plain = measure(copy => { copy.textContent = copy.textContent; });
            return [measure(() => {}), plain, paragraph.querySelectorAll("*").length];
        })"""
    )
    assert len(widths) > 3
    for marked, plain, elements in widths:
        assert marked == pytest.approx(
            plain, abs=(elements + 1) / 32
        )  # Chromium rounds the ends of each run to a 64th of a pixel


@thorough
def test_a_card_stays_off_paper_and_keeps_still_for_those_who_ask(tab: Page, site: Path) -> None:
    tab.emulate_media(reduced_motion="reduce")
    open_brief(tab, site, EN)
    tab.locator(PUTIN).first.focus()
    assert card_of(tab).evaluate("card => getComputedStyle(card).animationName") == "none"
    tab.emulate_media(media="print")
    expect(card_of(tab)).to_be_hidden()


def test_without_scripts_a_name_is_a_plain_link_with_its_gloss(site: Path, browser: Browser) -> None:
    tab = browser.new_context(java_script_enabled=False).new_page()
    open_brief(tab, site, EN)
    link = tab.locator(PUTIN).first
    assert "President of Russia" in (link.get_attribute("title") or "")
    tab.locator("details:has(> summary #glossary) > summary").click()
    expect(tab.locator("#gloss-vladimir-putin")).to_be_visible()
    link.click()
    tab.wait_for_url("**/en/entities/vladimir-putin.html")
    tab.context.close()


@thorough
@pytest.mark.parametrize(
    ("fragment", "expected"),
    of_these(
        [("", ""), ("#claim-two-missiles", "#claim-two-missiles"), ("#note-train", "#note-train")],
        [("#claim-two-missiles", "#claim-two-missiles")],
    ),
)
def test_the_language_switch_keeps_the_place_of_the_address(
    tab: Page, site: Path, fragment: str, expected: str
) -> None:
    open_brief(tab, site, AR + fragment)
    tab.locator(".mj-languages a[hreflang='en']").click()
    tab.wait_for_url(f"**/{EN}{expected}")


@pytest.mark.parametrize("section", of_these(["timeline", "claims", "article"], ["claims"]))
def test_the_language_switch_keeps_the_section_that_is_read(tab: Page, site: Path, section: str) -> None:
    open_brief(tab, site, AR)
    unfold(tab)
    tab.locator(f"h2#{section}").evaluate("heading => scrollTo(0, heading.getBoundingClientRect().top - 150)")
    tab.locator(".mj-languages a[hreflang='en']").click()
    tab.wait_for_url(f"**/{EN}#*")
    place = tab.url.rpartition("#")[2]
    assert tab.evaluate(
        """([place, section]) => {
            const headings = [...document.querySelectorAll("h2[id]")], found = document.getElementById(place);
            return headings.filter(h => h === found || h.compareDocumentPosition(found) & 4).at(-1).id === section;
        }""",
        [place, section],
    )


@thorough
def test_the_language_switch_of_a_page_without_translation_leads_to_the_front_page(tab: Page, site: Path) -> None:
    open_brief(tab, site, "contributing/tests.html#principles")
    tab.locator(".mj-languages a[hreflang='ar']").click()
    tab.wait_for_url("**/ar/index.html")
