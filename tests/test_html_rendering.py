"""A page's HTML is what MkDocs makes of its Markdown: pages of the example and of the tiny sites, and hostile texts.

Compared are elements, attributes and texts, the table of contents, the front matter and the path.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from mujaz.labels import Labels, load_labels
from mujaz.markup.literal import normalise
from mujaz.markup.parse import parse_prose
from mujaz.pages.compose import compose
from mujaz.pages.items import Link, ProseWords, PublicationItem, Segment, Words
from mujaz.pages.moments import by_decade
from mujaz.pages.objects import ClaimsPage, MentionLine, Page, SourcesPage, TagPage, TimelinePage, YearPage
from mujaz.pipeline import check_site, load_config
from mujaz.render import compiled, html, markdown
from mujaz.render.forms import way
from mujaz.render.headings import Headings, TocEntry, headings_of, nested
from mujaz.render.html import render_html
from mujaz.render.markdown import render_page
from renderings import as_mkdocs_reads, configuration, contents, parts
from thorough import examples, thorough

sys.path.insert(0, str(Path(__file__).parent / "markup"))
from payloads import all_texts  # the lists live beside the tests of the output layer

ROOT = Path(__file__).parents[1]
TINY = sorted(path for path in (Path(__file__).parent / "sites").iterdir() if path.is_dir())


def pages_of(root: Path) -> tuple[list[Page], dict[str, str], dict[str, Labels]]:
    """All page objects of a site, the names of its languages and its labels."""
    config, _ = load_config(root)
    labels = {
        edition.language: load_labels(edition.language, edition.numerals, edition.hijri) for edition in config.editions
    }
    checked = check_site(root)
    assert checked.site is not None
    return list(compose(checked.site, labels)), {item.language: item.name for item in config.editions}, labels


def fullest(pages: list[Page], most: int) -> list[Page]:
    """Of each kind of page in each language the few with the most on them."""
    kinds: dict[tuple[str, str], list[Page]] = {}
    for page in sorted(pages, key=lambda page: len(repr(page)), reverse=True):
        kinds.setdefault((page.kind, page.language), []).append(page)
    chosen = {page.path for group in kinds.values() for page in group[:most]}
    return [page for page in pages if page.path in chosen]


def assert_agree(
    root: Path, pages: list[Page], names: dict[str, str], labels: dict[str, Labels], most: int | None = None
) -> None:
    """Compare all pages, or at most so many of each kind."""
    config = configuration(root)
    headings = headings_of(config.mdx_configs.get("toc", {}))
    compared = pages if most is None else fullest(pages, most)
    rendered = [render_page(page, names, labels[page.language]) for page in pages]
    markdown = as_mkdocs_reads(config, rendered, {f"{page.path}.md" for page in compared})
    for page, expected in zip(compared, markdown, strict=True):
        found = render_html(page, names, labels[page.language], headings)
        assert parts(found.content) == parts(expected.content or ""), page.path
        assert contents(found.toc) == contents(expected.toc.items), page.path
        assert found.meta == expected.meta, page.path
        assert found.path == expected.file.dest_uri


def content_of(site: Path, copy: Path) -> Path:
    """A copy of what a site is made from, without pages."""
    for name in ("seeds", "briefs"):
        if (site / name).exists():
            shutil.copytree(site / name, copy / name)
    shutil.copy(site / "mkdocs.yml", copy)
    (copy / "docs").mkdir()
    return copy


@pytest.mark.parametrize(
    "site", [*(pytest.param(site, id=site.name) for site in TINY), pytest.param(ROOT, id="example")]
)
def test_both_renderings_agree(site: Path, tmp_path: Path) -> None:
    root = content_of(site, tmp_path)
    assert_agree(root, *pages_of(root))


LANGUAGES = ("ar", "en", "ar", "fr", "he")


def filled(value: Any, texts: Iterator[str]) -> Any:
    """A page object with other words, in several languages, in all places where a person writes them."""
    match value:
        case Words():
            text = next(texts)
            return Words(text, LANGUAGES[len(text) % len(LANGUAGES)])
        case ProseWords():
            text = next(texts)
            return ProseWords(parse_prose(text)[0], LANGUAGES[len(text) % len(LANGUAGES)])
        case Segment():
            # A name without an end is none: white space alone is no mention.
            changed = {name: filled(getattr(value, name), texts) for name in value.__struct_fields__}
            return replace(value, **{**changed, "text": f" {next(texts)} "})
        case MentionLine():
            return replace(value, pieces=tuple(next(texts) for _ in value.pieces))
        case PublicationItem():
            parts = tuple(replace(part, text=next(texts)) if part.value else part for part in value.citation)
            return replace(value, title=filled(value.title, texts), citation=parts, note=Words(next(texts), "ar"))
        case tuple():
            return tuple(filled(item, texts) for item in value)
        case dict():
            return {key: filled(item, texts) for key, item in value.items()}
    if isinstance(value, Struct) and type(value).__module__.startswith("mujaz.pages."):
        return replace(value, **{name: filled(getattr(value, name), texts) for name in value.__struct_fields__})
    return value


@pytest.mark.parametrize(
    ("site", "rounds"),
    [(ROOT / "tests/sites/strike", examples(2, 8)), pytest.param(ROOT, 1, marks=thorough)],
    ids=["strike", "example"],
)
def test_both_renderings_agree_on_hostile_texts(site: Path, rounds: int, tmp_path: Path) -> None:
    root = content_of(site, tmp_path)
    pages, names, labels = pages_of(root)
    # A text of white space alone is none; very long ones take Python-Markdown minutes.
    texts = cycle([text for text in all_texts() if normalise(text, " ").strip() and len(text) < 500])
    for _ in range(rounds):
        hostile = [filled(page, texts) for page in pages]
        same = {one.kind for one, other in zip(hostile, pages, strict=True) if one == other}
        assert same <= {"browse", "dates"}, "on these pages a person's words may be missing"
        assert_agree(root, hostile, names, labels, most=6)


def test_attributes_are_never_isolated() -> None:
    """What an expression prints is for the inside of an element; attributes go through the writer's own forms."""
    folder = Path(html.__file__).parent / "templates/html"
    templates = sorted(folder.glob("*.j2"))
    assert len(templates) > 15
    for template in templates:
        for attribute in re.findall(r'(?<=[a-z])="[^"{]*\{\{.*?\}\}[^"]*"', template.read_text("utf-8")):
            assert re.search(r"\{\{ w\.(attribute|feed|fragment|href)\(", attribute), f"{template.name}: {attribute}"


def test_options_of_headings() -> None:
    assert headings_of({}) == Headings("", "Permanent link", "headerlink", 1, 6)
    assert headings_of({"permalink": True, "toc_depth": 3}) == Headings("¶", last=3)
    assert headings_of({"permalink": "#", "permalink_title": "", "toc_depth": "2-4"}) == Headings(
        "#", "", first=2, last=4
    )
    assert headings_of({"permalink": False, "anchorlink": False, "baselevel": 1}) == Headings()


@pytest.mark.parametrize("option", [{"anchorlink": True}, {"baselevel": 2}, {"permalink_leading": "yes"}])
def test_options_that_html_does_not_follow(option: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(option))):
        headings_of(option)


def test_headings_nest_by_level() -> None:
    entries = [TocEntry(id, id, level) for id, level in (("a", 1), ("b", 3), ("c", 2), ("d", 3), ("e", 1))]
    tree = nested(entries)
    assert [entry.id for entry in tree] == ["a", "e"]
    assert [entry.id for entry in tree[0].children] == ["b", "c"]
    assert [entry.id for entry in tree[0].children[1].children] == ["d"]


@pytest.mark.parametrize(
    ("folder", "page", "path"),
    [
        ("ar/briefs", "ar/entities/libya", "../entities/libya"),
        ("ar/briefs", "ar/briefs/derna", "derna"),
        ("ar", "ar/briefs/derna", "briefs/derna"),
        ("ar/briefs/2024", "en/claims", "../../../en/claims"),
        ("ar/briefs/derna", "ar/briefs/derna", "../derna"),  # a brief and a folder of briefs of one name
        ("", "index", "index"),
    ],
)
def test_ways_between_pages(folder: str, page: str, path: str) -> None:
    assert way(folder, page) == path


def test_lists_that_go_on_elsewhere_agree(tmp_path: Path) -> None:
    """As on sites with more than one page bears."""
    root = content_of(ROOT / "tests/sites/strike", tmp_path)
    pages, names, labels = pages_of(root)
    long: list[Page] = []
    for page in pages:
        match page:
            case ClaimsPage():
                long.append(replace(page, more=True, count=900))
            case SourcesPage():
                long.append(replace(page, source_count=900, publication_count=900))
            case YearPage():
                apart = tuple((replace(month, link=Link(page.path)), ()) for month, _ in page.months)
                long.append(replace(page, months=apart))
            case TimelinePage():
                elsewhere = Link(f"{page.language}/dates/index")
                decades = by_decade(
                    page.path, {2023: 700, 1995: 800}, [], dict.fromkeys(range(1990, 2030), elsewhere).__getitem__
                )
                long.append(replace(page, decades=decades))
                long.append(replace(page, path=f"{page.language}/dates/events-2024", up=Link(page.path)))
            case TagPage():
                long.append(replace(page, count=900))
    assert {type(page) for page in long} == {ClaimsPage, SourcesPage, YearPage, TimelinePage, TagPage}
    others = [page for page in pages if page.path not in {page.path for page in long}]
    assert_agree(root, [*others, *long], names, labels)


class Shelf:
    """A keeper in memory."""

    def __init__(self, content: dict[tuple[str, str], bytes]) -> None:
        self.content = content

    def put(self, room: str, key: str, content: bytes) -> None:
        self.content[room, key] = content

    def get(self, room: str, key: str) -> bytes | None:
        return self.content.get((room, key))


def test_kept_templates_give_the_same_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages, names, labels = pages_of(content_of(ROOT / "tests/sites/strike", tmp_path))

    def rendered(keeper: Shelf | None) -> list[object]:
        monkeypatch.setattr(compiled, "_OF_THIS_PROCESS", {})  # as in a new process
        return [
            (
                render_html(page, names, labels[page.language], Headings("#"), keeper),
                render_page(page, names, labels[page.language], keeper),
            )
            for page in pages
        ]

    fresh = rendered(None)
    shelf = Shelf({})
    assert rendered(shelf) == fresh
    assert len(shelf.content) > 30
    again = Shelf(dict(shelf.content))
    assert rendered(again) == fresh
    assert again.content == shelf.content  # nothing was compiled anew
    foreign = Shelf(dict.fromkeys(shelf.content, b"of another version"))
    assert rendered(foreign) == fresh
    assert foreign.content == shelf.content


def test_what_is_compiled_before_processes_are_forked_is_all_that_they_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, names, labels = pages_of(content_of(ROOT / "tests/sites/strike", tmp_path))
    monkeypatch.setattr(compiled, "_OF_THIS_PROCESS", {})
    shelf = Shelf({})
    markdown.prepare(labels, shelf)
    html.prepare(labels, shelf)
    prepared = dict(shelf.content)
    for page in pages:
        render_html(page, names, labels[page.language], Headings("#"), shelf)
        render_page(page, names, labels[page.language], shelf)
    assert shelf.content == prepared


def test_a_process_compiles_a_template_once_and_fills_every_keeper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [page, *_], names, labels = pages_of(content_of(ROOT / "tests/sites/strike", tmp_path))
    monkeypatch.setattr(compiled, "_OF_THIS_PROCESS", {})
    first, second = Shelf({}), Shelf({})
    render_page(page, names, labels[page.language], first)
    monkeypatch.delattr("jinja2.Environment.compile")
    render_page(page, names, labels[page.language], second)
    assert second.content.keys() == first.content.keys() != set()
