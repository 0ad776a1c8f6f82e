"""A page's title and its table of contents as the theme shows them, the runs of text of mixed direction isolated.

The templates call these as filters; the site writer calls them by itself for pages whose shell it knows (`site.shell`).
Text comes escaped for HTML, as MkDocs and front matter have it.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Protocol

from markupsafe import Markup, escape

from mujaz.markup.bidi import Direction, isolate, isolate_title
from mujaz.text.patterns import lazy_re


class Heading(Protocol):
    """An entry of a table of contents, as MkDocs or we make it.

    Attributes:
        title: its words, as HTML without elements.
        id: of the heading.
        level: of the heading, from 1.
        children: the headings below it.
    """

    @property
    def title(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def children(self) -> Sequence[Heading]: ...


def isolated(text: str, base: Direction) -> Markup:
    """A plain text with the runs that its direction would break in elements of their own."""
    element = Markup('<bdi dir="{}">{}</bdi>')
    runs = isolate(text, base)
    parts = (escape(run.text) if run.direction is None else element.format(run.direction, run.text) for run in runs)
    return Markup("").join(parts)


def isolated_title(escaped: str, base: Direction) -> Markup:
    """A title for a place that holds markup; see `markup.bidi.isolate`."""
    return isolated(_plain(escaped), base)


def _plain(escaped: str) -> str:
    return Markup(escaped).striptags()  # noqa: S704  (it goes out of markup here, not in)


def tab_title(escaped: str, base: Direction, site_name: str) -> Markup:
    """For `<title>`: a page's title and the name of the site, which stands once where both are the same."""
    title, site = html.unescape(escaped), html.unescape(site_name)
    return escape(isolate_title(title if title == site else f"{title} - {site}", base))


def attribute(written: object) -> Markup:
    """A title or description as the value of an attribute, whether it was escaped before or not."""
    return escape(html.unescape(str(written)))


_DAY = lazy_re(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def day(written: object) -> str:
    """A day, a month or a year of front matter as ISO 8601 has it; empty for anything else."""
    text = str(written)
    return text if _DAY.fullmatch(text) else ""


def entries(headings: Sequence[Heading], base: Direction) -> str:
    """The items of the list that is the table of contents."""
    return "".join(_entry(heading, base) for heading in headings)


def _entry(heading: Heading, base: Direction) -> str:
    title = isolated_title(heading.title, base)
    below = ""
    if heading.children:
        label = escape(_plain(heading.title))
        below = (
            f'<nav class="md-nav" aria-label="{label}">\n'
            f'<ul class="md-nav__list">\n{entries(heading.children, base)}</ul>\n</nav>\n'
        )
    return (
        f'<li class="md-nav__item">\n<a href="#{heading.id}" class="md-nav__link">'
        f'<span class="md-ellipsis">{title}</span></a>\n{below}</li>\n'
    )
