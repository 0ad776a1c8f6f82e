"""A page's HTML is what MkDocs makes of its Markdown: every page of the example and of the tiny sites, and hostile texts.

Compared are elements, attributes and texts, the table of contents, the front matter and the path.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from mujaz.labels import Labels, load_labels
from mujaz.markup.literal import normalise
from mujaz.markup.parse import parse_prose
from mujaz.pages.compose import compose
from mujaz.pages.objects import MentionLine, Page, ProseWords, PublicationItem, Segment, Words
from mujaz.pipeline import check_site, load_config
from mujaz.render import html
from mujaz.render.forms import way
from mujaz.render.headings import Headings, TocEntry, headings_of, nested
from mujaz.render.html import render_html
from mujaz.render.markdown import render_page
from renderings import as_mkdocs_reads, configuration, contents, parts

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


def assert_agree(root: Path, pages: list[Page], names: dict[str, str], labels: dict[str, Labels]) -> None:
    config = configuration(root)
    headings = headings_of(config.mdx_configs.get("toc", {}))
    markdown = as_mkdocs_reads(config, [render_page(page, names, labels[page.language]) for page in pages])
    for page, expected in zip(pages, markdown, strict=True):
        found = render_html(page, names, labels[page.language], headings)
        assert parts(found.content) == parts(expected.content or ""), page.path
        assert contents(found.toc) == contents(expected.toc.items), page.path
        assert found.meta == expected.meta, page.path
        assert found.path == expected.file.dest_uri


@pytest.mark.parametrize("site", [pytest.param(site, id=site.name) for site in [*TINY, ROOT]])
def test_both_renderings_agree(site: Path, tmp_path: Path) -> None:
    for name in ("seeds", "briefs", "mkdocs.yml"):
        if (site / name).exists():
            copy = shutil.copy if (site / name).is_file() else shutil.copytree
            copy(site / name, tmp_path / name)
    (tmp_path / "docs").mkdir()
    assert_agree(tmp_path, *pages_of(tmp_path))


def filled(value: Any, texts: Iterator[str]) -> Any:
    """A page object with other words in all places where a person writes them."""
    match value:
        case Words():
            return replace(value, text=next(texts))
        case ProseWords():
            return replace(value, prose=parse_prose(next(texts))[0])
        case Segment():
            # A name without an end is none: white space alone is no mention.
            changed = {field.name: filled(getattr(value, field.name), texts) for field in fields(value)}
            return replace(value, **{**changed, "text": f" {next(texts)} "})
        case MentionLine():
            return replace(value, pieces=tuple(next(texts) for _ in value.pieces))
        case PublicationItem():
            changed = {name: next(texts) for name in ("container", "publisher", "note")}
            return replace(
                value, title=filled(value.title, texts), authors=(next(texts),), details=(next(texts),), **changed
            )
        case tuple():
            return tuple(filled(item, texts) for item in value)
        case dict():
            return {key: filled(item, texts) for key, item in value.items()}
    if is_dataclass(value) and type(value).__module__ == Page.__module__:
        return replace(value, **{field.name: filled(getattr(value, field.name), texts) for field in fields(value)})
    return value


def test_both_renderings_agree_on_hostile_texts(tmp_path: Path) -> None:
    site = next(site for site in TINY if site.name == "strike")
    for name in ("seeds", "briefs"):
        shutil.copytree(site / name, tmp_path / name)
    shutil.copy(site / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").mkdir()
    pages, names, labels = pages_of(tmp_path)
    texts = [text for text in all_texts() if normalise(text, " ").strip() and len(text) < 500]
    supply = cycle(texts)
    rounds = [filled(page, supply) for _ in range(4) for page in pages]
    for start in range(0, len(rounds), len(pages)):
        assert_agree(tmp_path, rounds[start : start + len(pages)], names, labels)
