"""Generated pages for the site writer, made from the written Markdown by MkDocs itself, and a store in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from mujaz.document.sections import Section
from mujaz.site.plugin import SYNTAX
from mujaz.site.search import sections_of
from mujaz.site.shell import Listed, listed


@dataclass(frozen=True)
class MadePage:
    """A page as the renderer to HTML would give it."""

    path: str
    meta: Mapping[str, object]
    content: str
    toc: list[AnchorLink]
    sections: tuple[Section, ...]


class MemoryStore:
    """Keeps contents as long as the test runs."""

    def __init__(self) -> None:
        self.contents: dict[tuple[str, str], bytes] = {}

    def get(self, room: str, key: str) -> bytes | None:
        return self.contents.get((room, key))

    def put_all(self, room: str, contents: Iterable[tuple[str, bytes]]) -> None:
        for key, content in contents:
            self.contents[room, key] = content

    def delete(self, room: str, key: str) -> None:
        self.contents.pop((room, key), None)

    def keys(self, room: str) -> list[str]:
        return sorted(key for where, key in self.contents if where == room)


class MadePages:
    """The generated pages of a site: those in the folders of its languages.

    Attributes:
        listed: what is known of each, by its path in the site.
        loaded: the paths of those that were asked for.
    """

    def __init__(self, root: Path) -> None:
        config = load_config(str(root / "mkdocs.yml"))
        config.plugins._current_plugin = None
        config.markdown_extensions += [name for name in SYNTAX if name not in config.markdown_extensions]
        files = get_files(config)
        languages = {entry["lang"] for entry in config.extra["alternate"]}
        generated = [file for file in files.documentation_pages() if file.src_uri.split("/")[0] in languages]
        self._pages = {file.dest_uri: made for file in generated for made in _made(file, files, config)}
        self.listed: dict[str, Listed] = {
            file.dest_uri: listed(self._pages[file.dest_uri], hashlib.sha256(file.content_bytes).hexdigest())
            for file in generated
        }
        self.loaded: list[str] = []

    def load(self, path: str) -> MadePage:
        self.loaded.append(path)
        return self._pages[path]


def _made(file: File, files: Files, config: MkDocsConfig) -> Iterator[MadePage]:
    page = Page(None, file, config)
    page.read_source(config)
    page.render(config, files)
    assert page.content is not None
    yield MadePage(file.dest_uri, dict(page.meta), page.content, list(page.toc), sections_of(page.meta, page.content))
