"""What MkDocs would keep a site back for, of pages by hand that a change touches: links, and the navigation."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Set
from functools import cached_property
from urllib.parse import unquote

from mujaz.document.pages.versions import VERSIONS
from mujaz.engine.pages import page_paths
from mujaz.model.documents import Documents
from mujaz.review.beside import file_of, settings_in, text_in
from mujaz.review.settings import SETTINGS, Settings
from mujaz.review.state import State
from mujaz.scaffold.ids import Written
from mujaz.scaffold.links import Link, links
from mujaz.settings.brought import brought
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.text.patterns import lazy_re

_CODE = lazy_re(
    r"^([ ]{0,3})(```+|~~~+).*?(?:^[ ]{0,3}\2|\Z)|(`+)(?!`).+?(?<!`)\3(?!`)|<!--.*?-->", re.MULTILINE | re.DOTALL
)
_ENDINGS = (".md", ".html")
_LEVEL = "warn"


def faults_of_pages(base: State, head: State) -> Iterator[Diagnostic]:
    """Links of pages by hand that lead to no page, entries of the navigation likewise, and pages that are in none.

    Of what the change leaves as it was nothing is said. Where a site brings code, which may make pages of its own, or
    has pages left out by patterns, only a build knows.

    Args:
        base, head: the states; the head is sound.
    """
    settings = settings_in(head)
    if settings is not None and not _is_open(head, settings):
        before, after = _Pages(base), _Pages(head)
        yield from _dead_links(before, after)
        yield from _dead_entries(before, after, settings)
        yield from _omitted(before, after, settings)


class _Pages:
    """The pages of a state."""

    def __init__(self, state: State) -> None:
        self.state, self.docs = state, state.config.docs_dir

    @cached_property
    def by_hand(self) -> dict[str, str]:
        """The files of pages by hand, by the path of the page without its ending."""
        inside = (name for name in self.state.beside if name.startswith(f"{self.docs}/") and name.endswith(_ENDINGS))
        return {posixpath.splitext(name[len(self.docs) + 1 :])[0]: name for name in inside}

    @cached_property
    def _written(self) -> Set[str]:
        return page_paths(self.state.content).keys() if self.state.sound else frozenset()

    def has(self, page: str) -> bool:
        """Whether there is a page; where nobody knows, there is."""
        return page in self.by_hand or page.endswith(VERSIONS) or page in self._written

    def links(self) -> Iterator[Link]:
        """The links of pages by hand, but those in code."""
        sources = [text for name in self.by_hand.values() if (text := text_in(self.state, name)) is not None]
        plain = tuple(Source(each.name, _CODE.sub(lambda found: _blank(found[0]), each.text)) for each in sources)
        whole = {each.name: each for each in sources}
        for link in links(Written(Documents((), (), ()), None, plain, self.docs, ())):
            place = whole[link.span.source.name].span(link.span.start, link.span.end)
            if not link.text.startswith("/"):  # what that is on a host, MkDocs does not know either
                yield Link(place, link.text, unquote(link.page), link.fragment)


def _dead_links(before: _Pages, after: _Pages) -> Iterator[Diagnostic]:
    for link in after.links():
        if after.has(link.page):
            continue
        name = link.span.source.name
        if before.has(link.page) or file_of(before.state, name) != file_of(after.state, name):
            message = f"a link to `{link.text}`, which is not there"
            yield rules.BROKEN_LINK.at(link.span, message, "mend the link, or write the page that it leads to")


def _dead_entries(before: _Pages, after: _Pages, settings: Settings) -> Iterator[Diagnostic]:
    known = settings_in(before.state) or Settings()
    if settings.below("validation", "nav", "not_found").get(("validation", "nav", "not_found"), _LEVEL) != _LEVEL:
        return
    for path, target in settings.below("nav").items():
        page, ending = posixpath.splitext(target)
        if ending != ".md" or "://" in target or after.has(page):
            continue
        if known.below("nav").get(path) != target or before.has(page):
            message = f"the navigation refers to `{target}`, which is not there"
            help = "write the page, or take the entry out"
            yield rules.MKDOCS_WARNING.at(settings.values[path][1], message, help)


def _omitted(before: _Pages, after: _Pages, settings: Settings) -> Iterator[Diagnostic]:
    level = settings.below("validation", "nav", "omitted_files").get(("validation", "nav", "omitted_files"))
    if level != _LEVEL or not settings.below("nav"):
        return
    from mkdocs.config.config_options import PathSpec  # late: only for sites that ask for this

    known = settings_in(before.state) or Settings()
    patterns = PathSpec().run_validation("".join(settings.below("not_in_nav").values()))
    listed, listed_before = ({*each.below("nav").values()} for each in (settings, known))
    for page, name in after.by_hand.items():
        path = name[len(after.docs) + 1 :]
        was_so = page in before.by_hand and path not in listed_before
        if path.endswith(".md") and path not in listed and not patterns.match_file(path) and not was_so:
            help = f"add it to `nav` of {SETTINGS}, or to `not_in_nav`"
            yield rules.MKDOCS_WARNING.at(Span(Source(name, ""), 0, 0), "the page is in no navigation", help)


def _is_open(state: State, settings: Settings) -> bool:
    """Whether pages may be there, or be left out, that only a build knows."""
    source = text_in(state, SETTINGS)
    return source is None or bool(
        brought(source) or settings.below("exclude_docs") or settings.below("draft_docs") or "!ENV" in source.text
    )


def _blank(text: str) -> str:
    return "".join(" " if character != "\n" else character for character in text)
