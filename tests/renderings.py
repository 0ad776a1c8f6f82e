"""The two renderings of a page made comparable: MkDocs' reading of the Markdown, and HTML as a sequence of parts."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from lxml import etree
from lxml.html import fragment_fromstring
from mkdocs.config import load_config as load_mkdocs_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from mujaz.document import layout
from mujaz.document.layout import lay_out
from mujaz.document.layout.sections import Order
from mujaz.document.pages.objects import Page as PageObject
from mujaz.document.tree import Document
from mujaz.document.writers.headings import Headings, TocEntry
from mujaz.document.writers.html import HtmlPage, write_html
from mujaz.document.writers.markdown import MarkdownPage, write_markdown
from mujaz.engine.cache.executors import InProcess
from mujaz.engine.pipeline import generate, load_config
from mujaz.history.versions import History
from mujaz.labels import Labels, labels_of
from mujaz.site.plugin import SYNTAX

_BLOCKS = {
    *("main", "p", "div", "section", "nav", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td", "blockquote", "details", "summary", "figure", "figcaption", "svg"),
    *("pre", "hr"),
}


def pages_of(root: Path, history: History | None = None) -> tuple[list[PageObject], dict[str, str], dict[str, Labels]]:
    """The page objects that a site's pages are made from, the names of its languages and its labels.

    They are those that `generate` lays out, so that none is missing which ships.
    """
    pages: list[PageObject] = []

    def noted(page: PageObject, names: Mapping[str, str], labels: Labels, order: Order | None) -> Document:
        pages.append(page)
        return lay_out(page, names, labels, order)

    config, _ = load_config(root)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(layout, "lay_out", noted)
        result = generate(root, dry=True, history=history, executor=InProcess())  # what another notes is not heard
    assert not result.failed, [f"{found.span} {found.message}" for found in result.diagnostics]
    labels = {edition.language: labels_of(edition) for edition in config.editions}
    return pages, {edition.language: edition.name for edition in config.editions}, labels


def render_page(page: PageObject, names: dict[str, str], labels: Labels, order: Order | None = None) -> MarkdownPage:
    """A page object as Markdown."""
    return write_markdown(lay_out(page, names, labels, order), labels)


def render_html(
    page: PageObject, names: dict[str, str], labels: Labels, headings: Headings, order: Order | None = None
) -> HtmlPage:
    """A page object as HTML."""
    return write_html(lay_out(page, names, labels, order), labels, headings)


def configuration(root: Path) -> MkDocsConfig:
    """The settings of a site, with the syntax that the plugin brings."""
    config = load_mkdocs_config(str(root / "mkdocs.yml"))
    config.markdown_extensions += [name for name in SYNTAX if name not in config.markdown_extensions]
    config.plugins._current_plugin = "mujaz"  # which MkDocs notes on generated files
    return config


def as_mkdocs_reads(
    config: MkDocsConfig, rendered: Iterable[MarkdownPage], chosen: Container[str] | None = None
) -> Iterator[Page]:
    """Pages as MkDocs makes them of Markdown, links between them rewritten; all of them, or those of some paths."""
    texts = {page.path: page.text for page in rendered}
    files = Files([File.generated(config, path, content=text) for path, text in texts.items()])
    for path, text in texts.items():
        if chosen is not None and path not in chosen:
            continue
        file = files.get_file_from_path(path)
        assert file is not None
        page = Page(None, file, config)
        page.markdown, page.meta = get_data(text)
        page.render(config, files)
        yield page


def parts(content: str) -> list[tuple[object, ...]]:
    """The elements and texts of a page in their order: ("<", tag, attributes), (">", tag), ("text", words).

    White space at the ends of a block is left out, and so is the indentation of a line. Comments too: they keep
    adjacent lists of Markdown apart. An empty paragraph is what a parser makes of a paragraph around `pre` or `hr`,
    which Python-Markdown writes inside of lists and quotations.
    """
    found: list[tuple[object, ...]] = []
    flat = list(_flat(fragment_fromstring(content, create_parent="main")))
    for place, part in enumerate(flat):
        if part[0] == "text":
            words = re.sub("\n +", "\n", str(part[1]))
            if _is_block(flat[place - 1]):
                words = words.lstrip(" \n")
            if _is_block(flat[place + 1]):
                words = words.rstrip(" \n")
            if words:
                found.append(("text", words))
        elif part == (">", "p") and found and found[-1] == ("<", "p", ()):
            found.pop()
        else:
            found.append(part)
    return found


def _is_block(part: tuple[object, ...]) -> bool:
    return part[0] != "text" and part[1] in _BLOCKS


def _flat(root: etree._Element) -> Iterator[tuple[object, ...]]:
    waiting = ""
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            waiting += element.tail or ""
            continue
        if waiting:
            yield "text", waiting
        if event == "start":
            yield "<", element.tag, tuple(sorted(element.attrib.items()))
            waiting = element.text or ""
        else:
            yield ">", element.tag
            waiting = (element.tail or "") if element is not root else ""


def contents(entries: Iterable[TocEntry]) -> list[tuple[object, ...]]:
    """A table of contents, MkDocs' or ours, by what it shows."""
    return [
        (" ".join(html.unescape(entry.title).split()), entry.id, entry.level, contents(entry.children))
        for entry in entries
    ]
