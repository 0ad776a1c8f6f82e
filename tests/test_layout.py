"""Pages whose sections a desk ordered or left out: both writers agree, all follows, and no link leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml.html import fragment_fromstring
from msgspec.structs import replace

from mujaz.document.layout import LAYOUTS, lay_out
from mujaz.document.layout.sections import Order
from mujaz.document.pages.compose import kind_of
from mujaz.document.pages.items import Link, ProseWords, Reference
from mujaz.document.pages.objects import BriefPage, EntityPage, Page
from mujaz.document.writers.headings import Headings, TocEntry
from mujaz.document.writers.search import search_sections
from mujaz.labels import Labels
from mujaz.markup.parse import parse_prose
from mujaz.model.values import Phrase, Text
from mujaz.syntax.source import Source
from renderings import pages_of, render_html, render_page
from test_html_rendering import ROOT, TINY, assert_agree, content_of
from thorough import thorough

Made = tuple[list[Page], dict[str, str], dict[str, Labels]]

# Sections that may not be left out for what they say; all others are needed since links lead to them.
TOLD = {
    ("brief", "head"): "it names the articles",
    ("source", "facts"): "it names what may be shown",
    ("versions", "versions"): "there is nothing else",
    ("moved", "way"): "likewise",
}
# Links lead to these on larger sites.
SMALL = {
    ("timeline", "events"): "all events are of one decade",
}


def words(text: str, language: str = "en") -> Text:
    source = Source("texts/a.md", text)
    return Text((Phrase(text, language, source.span(0, len(text))),))


@pytest.fixture(scope="module", params=TINY, ids=lambda site: site.name)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """A tiny site and its pages."""
    root = content_of(request.param, tmp_path_factory.mktemp(request.param.name))
    return root, pages_of(root)


def reordered() -> dict[str, Order]:
    return {kind: tuple(reversed(layout.sections)) for kind, layout in LAYOUTS.items()}


def with_words_between() -> dict[str, Order]:
    said = words("We *weigh*:\n\n- who says so\n- why <b> we think so\n"), words("نقول ما نعرف.", "ar")
    return {
        kind: tuple(entry for name in layout.sections for entry in (name, *said)) for kind, layout in LAYOUTS.items()
    }


def every_second() -> dict[str, Order]:
    """Sections that stood side by side are apart."""
    return {kind: (*list(layout.sections)[::2], *list(layout.sections)[1::2]) for kind, layout in LAYOUTS.items()}


@pytest.mark.parametrize("orders", [reordered, with_words_between, every_second])
def test_both_renderings_agree_in_any_order(orders: Any, site: tuple[Path, Made]) -> None:
    root, made = site
    assert_agree(root, *made, most=1, orders=orders())


def test_the_kind_of_a_page_is_known_by_its_path(site: tuple[Path, Made]) -> None:
    for page in site[1][0]:
        assert kind_of(page.path.partition("/")[2]) == page.kind


def test_all_sections_in_the_usual_order_are_the_page_as_it_was(site: tuple[Path, Made]) -> None:
    pages, names, labels = site[1]
    for page in pages:
        order = tuple(LAYOUTS[page.kind].sections)
        assert lay_out(page, names, labels[page.language], order) == lay_out(page, names, labels[page.language])


def headings(entries: Iterable[TocEntry]) -> Iterator[str]:
    for entry in entries:
        yield entry.id
        yield from headings(entry.children)


def searched(page: Page, names: dict[str, str], labels: Labels, order: Order | None = None) -> list[str]:
    """The sections of a page that the search knows, by their ids."""
    return [
        section.anchor for section in search_sections(lay_out(page, names, labels, order), labels) if section.anchor
    ]


def test_contents_and_search_follow_the_order(site: tuple[Path, Made]) -> None:
    """What the headings are is known from the page itself, so that none is lost on the way to either."""
    pages, names, labels = site[1]
    for page in pages:
        usual = render_html(page, names, labels[page.language], Headings())
        other = render_html(page, names, labels[page.language], Headings(), reordered()[page.kind])
        ids = [heading.get("id") for heading in fragment_fromstring(other.content, "main").cssselect("h1, h2, h3, h4")]
        assert list(headings(other.toc)) == ids
        assert sorted(headings(usual.toc)) == sorted(ids)
        found = searched(page, names, labels[page.language], reordered()[page.kind])
        assert found == [id for id in ids if id in found]
        assert sorted(found) == sorted(searched(page, names, labels[page.language]))


def test_a_brief_leads_to_its_sections_in_their_order(site: tuple[Path, Made]) -> None:
    pages, names, labels = site[1]
    for page in pages:
        if page.kind == "brief":
            html = render_html(page, names, labels[page.language], Headings(), reordered()["brief"]).content
            main = fragment_fromstring(html, "main")
            ways = [link.get("href", "")[1:] for link in main.cssselect(".mj-contents a")]
            ids = [heading.get("id") for heading in main.cssselect("h2")]
            assert ways == [id for id in ids if id in ways]
            assert len(ways) > 1


def test_a_note_stands_beside_its_passage_only_where_notes_follow_the_article(site: tuple[Path, Made]) -> None:
    pages, names, labels = site[1]
    for page in pages:
        if page.kind == "brief" and getattr(page, "notes", ()):
            for order, beside in ((("article", "notes"), True), (("notes", "article"), False), (("notes",), False)):
                html = render_html(page, names, labels[page.language], Headings(), order).content
                assert ("mj-margin" in html) == beside
                assert html.count('class="mj-note"') == len(page.notes)  # type: ignore[attr-defined]


# Links.


def dangling(made: Made, orders: Mapping[str, Order]) -> set[str]:
    """The places on pages of the site that a written link leads to, and that are not there."""
    pages, names, labels = made
    ids = dict[str, set[str]]()
    wanted = set[tuple[str, str]]()
    for page in pages:
        html = render_html(page, names, labels[page.language], Headings(), orders.get(page.kind)).content
        main = fragment_fromstring(html, "main")
        ids[f"{page.path}.html"] = {str(element.get("id")) for element in main.cssselect("[id]")}
        for link in main.cssselect("a[href]"):
            path, _, fragment = str(link.get("href")).partition("#")
            if fragment and "://" not in path:
                wanted.add((_joined(page.path, path), fragment))
    return {f"{path}#{id}" for path, id in wanted if path in ids and id not in ids[path]}


def _joined(page: str, path: str) -> str:
    """Where a relative link leads from a page."""
    if not path:
        return f"{page}.html"
    parts = page.split("/")[:-1]
    for part in re.sub(r"\.md$", ".html", path).split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def least(kind: str, without: str = "") -> Order:
    """The sections that a kind of page may not lack, but for one; with what needs them."""
    layout = LAYOUTS[kind]
    needed = [name for name, section in layout.sections.items() if section.needed]
    needing = [other for name in needed for other in layout.sections[name].needed_by]
    return tuple(name for name in layout.sections if name in (*needed, *needing) and name != without)


def test_no_link_leads_nowhere_where_all_is_left_out_that_may_be(site: tuple[Path, Made]) -> None:
    assert dangling(site[1], {}) == set()
    orders = {kind: least(kind) for kind in LAYOUTS}
    assert [list(LAYOUTS[kind].missing(order)) for kind, order in orders.items()] == [[]] * len(LAYOUTS)
    assert dangling(site[1], orders) == set()


def led_to(made: Made) -> set[tuple[str, str]]:
    """Of the sections that may not be left out those that links lead to: kind of page and name."""
    needed = {(kind, name) for kind, layout in LAYOUTS.items() for name, each in layout.sections.items() if each.needed}
    return {
        (kind, name)
        for kind, name in needed
        if dangling(made, {kind: tuple(other for other in LAYOUTS[kind].sections if other != name)})
    }


@pytest.mark.parametrize(
    ("sites", "told"),
    [
        pytest.param(TINY, {**TOLD, **SMALL}, id="tiny"),
        pytest.param([*TINY, ROOT], TOLD, id="with the example", marks=thorough),
    ],
)
def test_what_may_not_be_left_out_is_needed(
    sites: list[Path], told: dict[tuple[str, str], str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Otherwise a desk would be held to something for no reason."""
    made = [pages_of(content_of(each, tmp_path_factory.mktemp(each.name))) for each in sites]
    needed = {(kind, name) for kind, layout in LAYOUTS.items() for name, each in layout.sections.items() if each.needed}
    assert needed - set().union(*map(led_to, made)) == set(told) | {("entity", "bibliography")}  # the next test


def test_signs_of_a_background_lead_to_the_bibliography(tmp_path_factory: pytest.TempPathFactory) -> None:
    pages, names, labels = _strike(tmp_path_factory)
    item = next(item for page in pages if isinstance(page, BriefPage) for item in page.bibliography)
    page = next(page for page in pages if isinstance(page, EntityPage))
    sign = Reference("source", "1", item.title, Link(page.path, f"source-{item.id}"))
    body = ProseWords(parse_prose("It was built.[^a]")[0], page.language)
    cited = replace(page, body=body, references={"a": sign}, bibliography=(item,))
    of_it = [cited], names, labels
    assert dangling(of_it, {}) == set()
    assert dangling(of_it, {"entity": ("background",)}) == {f"{page.path}.html#source-{item.id}"}
    assert list(LAYOUTS["entity"].missing(("background",))) == ["bibliography"]
    assert list(LAYOUTS["entity"].missing(("facts",))) == []


# Words of the desk.


@pytest.mark.parametrize(
    ("page_language", "phrases", "shown"),
    [
        ("en", {"en": "Yes."}, "<p>Yes.</p>"),
        ("en", {"ar": "نعم.", "en": "Yes."}, "<p>Yes.</p>"),
        ("ar", {"ar": "نعم.", "en": "Yes."}, "<p>نعم.</p>"),
        ("ar", {"en": "Yes.", "fr": "Oui."}, '<div lang="en" dir="ltr">'),
        ("en", {"ar": "نعم."}, '<div lang="ar" dir="rtl">'),
        ("en", {"en-GB": "Colour."}, "<p>Colour.</p>"),
        ("en", {"en": "<script>x</script>"}, "&lt;script&gt;"),
        ("en", {"en": "{{ x }} [[x]] --8<-- a"}, "{{ x }} [[x]] --8&lt;-- a"),
        ("en", {"en": "[a](https://example.org)"}, 'href="https://example.org"'),
        ("en", {"en": "- a\n- b"}, "<li>a</li>"),
    ],
)
def test_words_of_the_desk_are_prose_in_the_language_of_the_page(
    page_language: str, phrases: dict[str, str], shown: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pages, names, labels = _strike(tmp_path_factory)
    page = next(page for page in pages if page.kind == "tags" and page.language == page_language)
    place = Source("texts/a.md", "").span(0, 0)
    text = Text(tuple(Phrase(said, language, place) for language, said in phrases.items()))
    html = render_html(page, names, labels[page.language], Headings(), ("count", text, "tags")).content
    assert shown in html
    between = html.index("mj-desk")
    assert html.index("mj-refs") < between < html.index("mj-tags")


_MADE: dict[str, Made] = {}


def _strike(folders: pytest.TempPathFactory) -> Made:
    if not _MADE:
        site = next(site for site in TINY if site.name == "strike")
        _MADE["strike"] = pages_of(content_of(site, folders.mktemp("words")))
    return _MADE["strike"]


def test_words_of_the_desk_are_found_on_no_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    """They stand on many pages, and would hide the one that a reader looks for."""
    pages, names, labels = _strike(tmp_path_factory)
    page = next(page for page in pages if page.kind == "brief")
    order = ("head", words("Xylophones.", page.language), "article")
    assert "Xylophones" in render_html(page, names, labels[page.language], Headings(), order).content
    document = lay_out(page, names, labels[page.language], order)
    assert "Xylophones" not in repr(search_sections(document, labels[page.language]))
    assert "Xylophones" in render_page(page, names, labels[page.language], order).text
