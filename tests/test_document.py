"""The tree of a page: each kind of page has a layout, each kind of node is written, and no text is left out.

A page object is filled with texts of its own, each of which must then be on the page, or be named here with a reason.
"""

from __future__ import annotations

import html
import os
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from lxml import etree
from lxml.html import fragment_fromstring
from markdown_it import MarkdownIt
from msgspec import Struct
from msgspec.structs import replace

from mujaz.document import tree, writers
from mujaz.document.layout import LAYOUTS, lay_out
from mujaz.document.layout.interface import element_id
from mujaz.document.pages.compose import SINGLE, kind_of
from mujaz.document.pages.items import Link, ProseWords, Segment, Words
from mujaz.document.pages.moments import by_decade
from mujaz.document.pages.objects import ClaimsPage, Page, TagPage, TimelinePage
from mujaz.document.writers.headings import Headings
from mujaz.document.writers.html import write_html
from mujaz.document.writers.markdown import write_markdown
from mujaz.document.writers.writer import Writer
from mujaz.markup.bidi import direction_of
from mujaz.markup.parse import parse_prose
from renderings import pages_of
from test_html_rendering import TINY, content_of

# Texts of page objects that their pages leave out: page, class and field, and why.
LEFT_OUT = {
    **{
        (page, "BriefSummary", "summary"): "a title is enough there"
        for page in ("brief", "entity", "claims", "sources")
    },
    **{
        (page, "BriefSummary", "tags"): "they stand on the page of the brief"
        for page in ("entity", "source", "sources", "tag", "home", "briefs", "year", "claims")
    },
    ("browse", "EntityLink", "name"): "it shows how many there are of each letter",
    ("browse", "EntityLink", "gloss"): "the same",
    **{
        (page, "PublicationItem", "title"): "the citation has it, and signs that lead to it say it"
        for page in ("brief", "entity", "sources")
    },
    ("brief", "SourceSummary", "author"): "it stands on the page of the source",
    ("sources", "SourceSummary", "author"): "the same",
    ("brief", "EventItem", "brief"): "it is the brief itself",
}
# Other values that change nothing on any page: class and field, and why.
WITHOUT_EFFECT = {
    ("MentionYear", "year"): "only an entity of very many mentions has its years apart",
    ("HomePage", "months"): "only a desk with briefs in four months or more has a chart of them",
    ("PublicationItem", "label"): "the signs that lead to it say it; its list numbers it",
    ("EntityPage", "references"): "the background of no entity here refers to anything",
}
NOT_SEEN = Path(__file__).with_name("not_seen.txt")
"""What single kinds of pages do not show of the objects on them: kind of page, class and field."""
PICTURES = ("strip", "map", "graph")
"""They repeat what the lists beside them say."""


Pages = list[tuple[Page, dict[str, str], Any]]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The pages of all tiny sites, each with the names of the languages and its labels."""
    found: Pages = []
    for site in TINY:
        made, names, labels = pages_of(content_of(site, tmp_path_factory.mktemp(site.name)))
        found += [(page, names, labels[page.language]) for page in made]
    return found


def test_each_kind_of_page_has_a_layout(pages: Pages) -> None:
    composed = {page.kind for page, _, _ in pages} | {page.kind for page in SINGLE.values()}
    assert set(LAYOUTS) == composed | {"versions", "moved"}  # whose pages come from a history


def test_a_page_is_of_the_kind_and_at_the_path_that_its_composer_is_named_with(pages: Pages) -> None:
    composed = {(page.path.partition("/")[2], page.kind) for page, _, _ in pages}
    assert {(page.path, page.kind) for page in SINGLE.values()} <= composed
    assert all(kind_of(path) == kind for path, kind in composed if path)


def _writers() -> list[type[Writer]]:
    """The writers that have a method for each kind of node: each that is added is found."""
    for found in iter_modules(writers.__path__):
        import_module(f"{writers.__name__}.{found.name}")
    return Writer.__subclasses__()


def test_writers_are_found() -> None:
    assert {"html", "markdown"} <= {writer.__module__.rpartition(".")[2] for writer in _writers()}


def test_each_kind_of_node_is_written() -> None:
    kinds = {kind for kind in vars(tree).values() if isinstance(kind, type) and kind.__module__ == tree.__name__}
    parts = {tree.Document, tree.Item, tree.Fact, tree.Description, tree.Row}  # nodes that only stand inside of others
    for writer in _writers():
        assert set(writer.written) == kinds - parts | {str}
    with pytest.raises(AttributeError, match="has no attribute '_strong'"):
        type("Lacking", (Writer,), {})


@pytest.mark.parametrize("text", ["<b>", "*", "a", "[x]", "&amp;", "`"])
def test_a_layout_can_write_no_markup(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        tree.Signs(text)


def test_ids_that_are_none_are_refused() -> None:
    assert element_id("2024/quay") == "2024--quay"
    for text in ("", "a b", 'a"b', "a--b", "-a"):
        with pytest.raises(ValueError, match=r".*"):
            element_id(text)


def _looks_the_same_everywhere(shape: etree._Element) -> bool:
    """Whether a shape says itself, or something around it, how it is filled; SVG's default is black."""
    return any(element.get("fill") for element in (shape, *shape.iterancestors()))


def test_pictures_need_no_style_sheet(pages: Pages) -> None:
    shapes = 0
    for page, names, labels in pages:
        content = write_html(lay_out(page, names, labels), labels, Headings()).content
        assert 'href="&#' not in content, "the address of a page is plain"
        for picture in fragment_fromstring(content, create_parent="main").iter("svg"):
            found = list(picture.iter("path", "circle", "rect", "text"))
            assert all(map(_looks_the_same_everywhere, found)), page.path
            shapes += len(found)
    assert shapes > 50


class Marker:
    """Puts a word of its own in place of each text of a page object: of each field one for each of its texts."""

    def __init__(self) -> None:
        self.words: dict[tuple[str, str, object], str] = {}

    def word(self, kind: str, field: str, text: object) -> str:
        return self.words.setdefault((kind, field, text), f"zq{len(self.words)}zq")

    def filled(self, value: Any, kind: str = "", field: str = "") -> Any:
        match value:
            case Words():
                return Words(self.word(kind, field, value.text), value.language)
            case ProseWords():
                return ProseWords(parse_prose(self.word(kind, field, repr(value.prose)))[0], value.language)
            case tuple():
                return tuple(self.filled(item, kind, field) for item in value)
        if not isinstance(value, Struct) or not type(value).__module__.startswith("mujaz.document.pages."):
            return value  # what signs lead to, a mapping, stands on the page for itself
        kind = type(value).__name__
        texts = {"text": f" {self.word(kind, 'text', value.text)} "} if isinstance(value, Segment) else {}
        inner = [name for name in value.__struct_fields__ if name not in PICTURES and name not in texts]
        return replace(value, **texts, **{name: self.filled(getattr(value, name), kind, name) for name in inner})


def test_no_text_of_a_page_is_left_out(pages: Pages) -> None:
    missing = set()
    for page, names, labels in pages:
        marker = Marker()
        document = lay_out(marker.filled(page), names, labels)
        in_html = html.unescape(write_html(document, labels, Headings()).content)
        in_markdown = html.unescape(write_markdown(document, labels).text)
        for (kind, field, _), word in marker.words.items():
            if word not in in_html or word not in in_markdown:
                missing.add((page.kind, kind, field))
    assert missing == set(LEFT_OUT)


def other(value: Any, hint: str) -> Any:
    """Another value in the place of one: none, where it may be missing; the same where no other is known."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case float():
            return value + 0.5
        case Enum():
            return next(each for each in type(value) if each is not value)
        case tuple() | dict():
            return type(value)()
    if "None" in hint:
        return None
    return f"{value}1" if isinstance(value, str) and value else value


def without(value: Any, seen: set[tuple[str, str]]) -> Iterator[tuple[str, str, Any]]:
    """The page object with another value in one place: class, field, and the object; no field that is seen."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            for kind, field, left in without(item, seen):
                yield kind, field, (*value[:place], left, *value[place + 1 :])
    if not isinstance(value, Struct) or not type(value).__module__.startswith("mujaz.document.pages."):
        return
    kind = type(value).__name__
    for field in value.__struct_fields__:
        held = getattr(value, field)
        for inner_kind, inner_field, left in without(held, seen):
            yield inner_kind, inner_field, replace(value, **{field: left})
        changed = other(held, str(type(value).__annotations__.get(field, "")))
        if (kind, field) not in seen and changed != held and field not in ("kind", "path", "language"):
            yield kind, field, replace(value, **{field: changed})


def long(page: Page) -> Page:
    """A list as on a site with more than one page bears, which shows values that a short one has no use for."""
    if isinstance(page, TimelinePage):
        elsewhere = Link(f"{page.language}/dates/index")
        return replace(page, decades=by_decade(page.path, {2023: 70, 1995: 80, 1996: 5}, [], lambda year: elsewhere))
    if isinstance(page, TagPage):
        return replace(page, count=page.count + 1)
    return replace(page, more=True) if isinstance(page, ClaimsPage) else page


def test_no_value_of_a_page_is_left_out(pages: Pages) -> None:
    unseen: set[tuple[str, str, str]] = set()
    seen: dict[str, set[tuple[str, str]]] = {}
    longer = [(found, names, labels) for page, names, labels in pages if (found := long(page)) is not page]
    for page, names, labels in (*pages, *longer):
        whole, shown = lay_out(page, names, labels), seen.setdefault(page.kind, set())
        for kind, field, left in without(page, shown):
            try:
                changed = lay_out(left, names, labels) != whole
            except (AssertionError, LookupError, ValueError, TypeError, AttributeError):
                changed = True  # it was needed
            if changed:
                shown.add((kind, field))
            else:
                unseen.add((page.kind, kind, field))
    left_out = sorted(key for key in unseen if key[1:] not in seen[key[0]])
    found = "".join(f"{page} {kind}.{field}\n" for page, kind, field in left_out)
    if os.environ.get("MUJAZ_UPDATE"):
        NOT_SEEN.write_text(found, encoding="utf-8")
    assert found == NOT_SEEN.read_text("utf-8"), "a kind of page shows less, or more: read it, then MUJAZ_UPDATE=1"
    everywhere = {key[1:] for key in left_out} - set().union(*seen.values())
    assert everywhere == set(WITHOUT_EFFECT)


def test_a_page_says_its_language_where_no_theme_does(pages: Pages) -> None:
    """In Markdown, too, which a host of repositories shows: there one element holds the whole page."""
    common = MarkdownIt("commonmark", {"html": True})
    for page, names, labels in pages:
        document = lay_out(page, names, labels)
        text = write_markdown(document, labels).text.split("\n---\n", 1)[1]
        for written in (write_html(document, labels, Headings()).content, common.render(text)):
            root = fragment_fromstring(written, create_parent="main")
            (whole,) = root
            said = {name: whole.get(name) for name in ("class", "lang", "dir")}
            assert said == {"class": "mj-page", "lang": page.language, "dir": direction_of(page.language)}, page.path
            assert whole[0].tag == "h1", page.path
            assert not f"{root.text or ''}{whole.tail or ''}".strip(), page.path


def test_signs_are_told_from_words_without_a_style_sheet(pages: Pages) -> None:
    """A claim and a note say their sign in their heading, and a sign behind a word is set apart from it."""
    headings = signs = 0
    for page, names, labels in pages:
        document = lay_out(page, names, labels)
        root = fragment_fromstring(write_html(document, labels, Headings()).content)
        for heading in root.iterfind(".//*[@data-sign]"):
            assert (heading.text_content() or "").startswith(f"{heading.get('data-sign')} "), page.path
            headings += 1
        for sign in root.iterfind(".//a[@class='mj-ref']"):
            before = sign.getprevious()
            text = sign.getparent().text if before is None else before.tail
            assert sign.getparent().tag == "sup" or not text or text.endswith(" "), (page.path, text)
            signs += 1
    assert headings > 10
    assert signs > 20
