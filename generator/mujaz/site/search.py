"""Search in a MkDocs build: the pages as MkDocs made them go into our index, which takes the place of Material's.

Material's `search` plugin stays among the plugins, since its templates show the search box only then, but writes
nothing: its index is one file, parsed whole in the browser, and stems no query.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mujaz.document.sections import Section, without_lists
from mujaz.engine.cache.rooms import Storage
from mujaz.search import SearchPage, create, merge, read_sections, update
from mujaz.search.analyse import AnalysedPage, analyse
from mujaz.search.page import KINDS, ResultKind
from mujaz.site.bundle import search_code
from mujaz.site.state import INDEX

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


def take_over(config: MkDocsConfig) -> bool:
    """Keep the search plugin from writing its own index; templates still find it among the plugins, and show the box.

    Returns:
        whether the site has a search at all.
    """
    theirs = [plugin for name, plugin in config.plugins.items() if name in ("material/search", "search")]
    for event in ("page_context", "post_build"):
        methods = config.plugins.events[event]
        methods[:] = [method for method in methods if getattr(method, "__self__", None) not in theirs]
    return any(plugin.config.get("enabled", True) for plugin in theirs)


class Collector:
    """The pages of one build, analysed.

    Attributes:
        pages: those taken so far.
    """

    def __init__(self) -> None:
        self.pages: list[AnalysedPage] = []

    def add(self, page: Page, config: MkDocsConfig) -> None:
        """Take a page whose content is ready."""
        sections = sections_of(page.meta, page.content or "")
        default = str(config.theme.get("language") or "")
        found = analysed(page.url, page.meta, sections, default, str(page.title or ""))
        if found is not None:
            self.pages.append(found)

    def write(self, site: Path) -> None:
        """Write the index into the built site."""
        for name, content in merge(self.pages, _known()).items():
            if name in search_code():
                continue  # pages have it in their bundle
            path = site / INDEX / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def sections_of(meta: Mapping[str, Any], content: str) -> tuple[Section, ...]:
    """The sections of a page as MkDocs made it, by its front matter and its body as HTML."""
    is_generated = meta.get("generator") == "mujaz"
    sections = read_sections(content, is_generated=is_generated)
    return without_lists(sections, str(meta.get("kind"))) if is_generated else sections


def analysed(
    location: str, meta: Mapping[str, Any], sections: tuple[Section, ...], language: str, title: str = ""
) -> AnalysedPage | None:
    """What the index takes of a page; None where the page wants to be left out.

    Args:
        location: its address below the site's root.
        meta: its front matter.
        sections: its sections; the first is what stands before the first heading.
        language: the language of pages that name none.
        title: the title of a page that has neither one in its front matter nor a heading.
    """
    settings = meta.get("search") or {}
    if settings.get("exclude"):
        return None
    return analyse(
        SearchPage(
            location=location,
            title=html.unescape(str(meta.get("title") or sections[0].title or title)),
            sections=sections,
            language=str(meta.get("lang") or language),
            kind=_kind(str(meta.get("kind", ""))),
            group=_group(location, meta),
            entity=str(settings.get("entity", "")),
            names=tuple(map(str, settings.get("names", ()))),
        )
    )


def update_index(
    store: Storage, changed: Iterable[AnalysedPage], gone: Collection[str], *, anew: bool
) -> Mapping[str, bytes | None]:
    """Bring the index up to date with what is kept of its pages; see `search.update`.

    Args:
        store: what is kept.
        changed: the pages that are new, or may be other than in the last build.
        gone: the addresses of pages that are there no longer; others may be among them.
        anew: whether the changed pages are all there are, whatever is kept.

    Returns:
        the files that are new or changed, by their path in the site; None for one that is no longer there.

    Raises:
        KeyError: something that should be kept is not.
    """
    files = create(store, changed, _known()) if anew else update(store, changed, gone, _known())
    return {f"{INDEX}{name}": content for name, content in files.items() if name not in search_code()}


def _known() -> Iterator[list[str]]:
    """The names of each country and language in the languages that readers are likeliest to type them in (CLDR).

    They are looked up when the first one is asked for, which takes a while, and only a new index does.
    """
    from babel import Locale

    locales = [Locale.parse(tag) for tag in ("ar", "en", "fr", "ru", "fa")]
    for code in sorted(locales[0].territories):
        yield [str(locale.territories.get(code, "")) for locale in locales]
    for code in sorted(locales[0].languages):
        yield [str(locale.languages.get(code, "")) for locale in locales]


def _kind(kind: str) -> ResultKind:
    return next((known for known in KINDS if known == kind), "page")


def _group(path: str, meta: Mapping[str, object]) -> str:
    """The same for all editions of a page: its path without the folder of the language."""
    language = str(meta.get("lang", ""))
    if meta.get("alternates") and path.startswith(f"{language}/"):
        return path.removeprefix(f"{language}/")
    return ""
