"""Makes shells: the theme's templates are rendered by MkDocs' parts for a page whose words are holes.

No page is looked for in the output of a template: what a page says is given as tokens, and every filter that meets one
either is known, and then leaves a hole that does later what the filter would do, or ends the attempt. What no filter
sees, a test in a template say, is held by rendering one true page of each kind as a whole and comparing the bytes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, cast

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mujaz.document.writers.html import HtmlPage
from mujaz.site.headline import Heading
from mujaz.site.shell import SUFFIX, Hole, Shell, Unsuitable, fill, seen_by_templates
from mujaz.text.patterns import lazy_re

_TOKEN = lazy_re(r"mjhole(\d+)z")
_PASSED_ON = frozenset({"url"})
"""Filters that take an address apart and leave its names as they are."""


class ShellMaker:
    """Renders the pages of one site around which MkDocs has made everything else.

    Args:
        config: the settings.
        env: the templates.
        files: the files of the site; generated pages are among them.
        nav: the navigation.
    """

    def __init__(self, config: MkDocsConfig, env: Environment, files: Files, nav: Navigation) -> None:
        self._config, self._env, self._files, self._nav = config, env, files, nav
        self._documents = files.documentation_pages()
        self._holes: list[Hole] = []

    def make(self, page: HtmlPage, in_nav: bool) -> Shell:
        """The shell of a kind of page.

        Args:
            page: one of the kind.
            in_nav: whether that page is in the navigation, and so the only one of its kind.

        Raises:
            Unsuitable: a template does with a hole what cannot be done later.
        """
        self._holes.clear()
        seen = seen_by_templates(page)
        meta = dict(seen["meta"]) | {"title": self._token(Hole("title"))}
        if seen["described"]:
            meta["description"] = self._token(Hole("description"))
        meta |= {key: self._token(Hole("date", (), (key,))) for key in seen["dated"]}
        if seen["data"]:
            meta["data"] = self._token(Hole("data"))
        if seen["moved"] is not None:
            meta["moved"] = posixpath.join(seen["moved"], self._token(Hole("moved")) + ".md")
        if seen["alternates"]:
            meta["alternates"] = [
                {"lang": lang, "name": name, "link": posixpath.join(folder, self._alternate(number) + ".md")}
                for number, (lang, name, folder) in enumerate(seen["alternates"])
            ]
        if in_nav or seen["index"]:
            source = page.path.removesuffix(SUFFIX) + ".md"
        else:
            source = posixpath.join(seen["folder"], self._token(Hole("stem")) + ".md")
        contents = [_First(self._token(Hole("first")), _Rest(seen["contents"] == 2))] if seen["contents"] else []
        content = _Content(self._token(Hole("content")), headed=seen["headed"])
        with self._filters():
            text = self._render(source, meta, content, contents, in_nav)
        return self._split(text)

    def verify(self, shell: Shell, page: HtmlPage, in_nav: bool) -> None:
        """Hold a shell against a true page that MkDocs renders.

        Raises:
            Unsuitable: the bytes are others.
        """
        source = page.path.removesuffix(SUFFIX) + ".md"
        toc = TableOfContents([_anchor(heading) for heading in page.toc])
        text = self._render(source, dict(page.meta), page.content, toc, in_nav)
        if text.encode("utf-8", errors="xmlcharrefreplace") != fill(shell, page):
            raise Unsuitable(f"the templates make something else of {page.path} than of the other pages of its kind")

    def _render(self, source: str, meta: dict[str, Any], content: str, toc: Any, in_nav: bool) -> str:
        """A whole page."""
        file = self._files.get_file_from_path(source) if in_nav else None
        if file is not None and file.page is not None:
            page = file.page
        else:
            page = Page(None, File(source, self._config.docs_dir, self._config.site_dir, False), self._config)
        before = page.markdown, page.meta, page.content, page.toc
        page.markdown, page.meta, page.content, page.toc, page.active = "", meta, content, toc, True
        try:
            context = get_context(self._nav, self._documents, self._config, page)
            return self._env.get_template("main.html").render(cast("dict[str, Any]", context))
        finally:
            page.markdown, page.meta, page.content, page.toc = before
            page.active = False

    def _token(self, hole: Hole) -> str:
        self._holes.append(hole)
        return f"mjhole{len(self._holes) - 1}z"

    def _alternate(self, number: int) -> str:
        return self._token(Hole("alternate", (), (str(number),)))

    def _split(self, text: str) -> Shell:
        """A text with tokens as pieces and holes."""
        pieces = _TOKEN.split(text)
        parts = (self._holes[int(piece)] if number % 2 else piece for number, piece in enumerate(pieces))
        return tuple(part for part in parts if part)

    @contextmanager
    def _filters(self) -> Iterator[None]:
        """Let every filter know holes."""
        before = dict(self._env.filters)
        self._env.filters.update({name: self._aware(name, function) for name, function in before.items()})
        try:
            yield
        finally:
            self._env.filters.clear()
            self._env.filters.update(before)

    def _aware(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        place = 1 if hasattr(function, "jinja_pass_arg") else 0

        @wraps(function)
        def aware(*args: Any, **others: Any) -> Any:
            value = args[place]
            if isinstance(value, _Rest) and name == "entries":
                return self._token(Hole(name, (), args[1:]))
            if isinstance(value, str) and _TOKEN.search(value):
                if name == "json_ld":
                    return self._token(Hole(name, (), (str(args[1]),)))
                if name in ("isolated", "tab_title", "attribute", "day"):
                    return self._token(Hole(name, self._split(str(value)), tuple(map(str, args[1:]))))
                if name not in _PASSED_ON:
                    raise Unsuitable(f"a template puts what differs from page to page through `{name}`")
            return function(*args, **others)

        return aware


class _Content(str):
    """The body of a page that is not there: all that may be asked of it is whether it has a title."""

    headed: bool

    def __new__(cls, token: str, *, headed: bool) -> _Content:
        made = super().__new__(cls, token)
        made.headed = headed
        return made

    def __contains__(self, part: object) -> bool:
        if part == "<h1":
            return self.headed
        raise Unsuitable(f"a template looks for `{part}` in pages")


class _Rest:
    """The headings below the title of a page: only whether there are any is known."""

    def __init__(self, there: bool) -> None:
        self._there = there

    def __bool__(self) -> bool:
        return self._there

    def __iter__(self) -> Iterator[Heading]:
        raise Unsuitable("a template goes through the headings of pages")

    def __len__(self) -> int:
        raise Unsuitable("a template counts the headings of pages")


class _First:
    """The title of a page in its table of contents."""

    level = 1

    def __init__(self, id: str, children: _Rest) -> None:
        self.url, self.children = f"#{id}", children

    @property
    def title(self) -> str:
        raise Unsuitable("a template shows the title of a page from its table of contents")


def _anchor(heading: Heading) -> AnchorLink:
    made = AnchorLink(heading.title, heading.id, heading.level)
    made.children = [_anchor(child) for child in heading.children]
    return made


def representatives(keys: Mapping[str, str]) -> dict[str, str]:
    """A page of each kind: the last by name, since the first is often unlike the others.

    Args:
        keys: the kinds of all pages, by their paths.
    """
    return {keys[path]: path for path in sorted(keys)}
