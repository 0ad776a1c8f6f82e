"""A page's HTML is what MkDocs makes of its Markdown: pages of the example and of the tiny sites, and hostile texts.

Compared are elements, attributes and texts, the table of contents, the front matter and the path.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from mujaz.document.layout import lay_out
from mujaz.document.layout.sections import Order
from mujaz.document.pages.items import Link, ProseWords, PublicationItem, Segment, Words
from mujaz.document.pages.moments import by_decade
from mujaz.document.pages.objects import ClaimsPage, MentionLine, Page, SourcesPage, TagPage, TimelinePage, YearPage
from mujaz.document.writers.headings import Headings, TocEntry, headings_of, nested
from mujaz.document.writers.search import search_sections
from mujaz.document.writers.writer import way
from mujaz.labels import Labels
from mujaz.markup.literal import normalise
from mujaz.markup.parse import parse_prose
from mujaz.site.search import sections_of
from renderings import as_mkdocs_reads, configuration, contents, pages_of, parts, render_html, render_page
from thorough import examples, thorough

sys.path.insert(0, str(Path(__file__).parent / "markup"))
from payloads import all_texts  # the lists live beside the tests of the output layer

ROOT = Path(__file__).parents[1]
TINY = sorted(path for path in (Path(__file__).parent / "sites").iterdir() if path.is_dir())


def fullest(pages: list[Page], most: int) -> list[Page]:
    """Of each kind of page in each language the few with the most on them."""
    kinds: dict[tuple[str, str], list[Page]] = {}
    for page in sorted(pages, key=lambda page: len(repr(page)), reverse=True):
        kinds.setdefault((page.kind, page.language), []).append(page)
    chosen = {page.path for group in kinds.values() for page in group[:most]}
    return [page for page in pages if page.path in chosen]


def assert_agree(
    root: Path,
    pages: list[Page],
    names: dict[str, str],
    labels: dict[str, Labels],
    most: int | None = None,
    orders: Mapping[str, Order] | None = None,
) -> None:
    """Compare all pages, or at most so many of each kind; of some kinds their sections are in another order."""
    orders = orders or {}
    config = configuration(root)
    headings = headings_of(config.mdx_configs.get("toc", {}))
    compared = pages if most is None else fullest(pages, most)
    rendered = [render_page(page, names, labels[page.language], orders.get(page.kind)) for page in pages]
    markdown = as_mkdocs_reads(config, rendered, {f"{page.path}.md" for page in compared})
    for page, expected in zip(compared, markdown, strict=True):
        found = render_html(page, names, labels[page.language], headings, orders.get(page.kind))
        assert parts(found.content) == parts(expected.content or ""), page.path
        assert contents(found.toc) == contents(expected.toc.items), page.path
        assert found.meta == expected.meta, page.path
        document = lay_out(page, names, labels[page.language], orders.get(page.kind))
        searched = search_sections(document, labels[page.language])
        assert searched == sections_of(expected.meta, expected.content or ""), page.path
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
    "site", [*(pytest.param(site, id=site.name) for site in TINY), pytest.param(ROOT, id="example", marks=thorough)]
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
    if isinstance(value, Struct) and type(value).__module__.startswith("mujaz.document.pages."):
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
        assert same <= {"browse", "dates", "key"}, "on these pages a person's words may be missing"
        assert_agree(root, hostile, names, labels, most=6)


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
