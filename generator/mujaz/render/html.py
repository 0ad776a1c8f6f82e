"""Page objects straight to HTML: the same elements as Python-Markdown makes of their Markdown, many times as fast."""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterable
from functools import lru_cache

from jinja2 import PackageLoader
from msgspec import Struct

from mujaz.labels import Labels
from mujaz.markup.bidi import Direction, direction_of
from mujaz.markup.html import HtmlEnvironment
from mujaz.markup.literal import normalise
from mujaz.pages.objects import BriefPage, EntityPage, Page
from mujaz.render.compiled import CompiledTemplates, Keeper, compile_all
from mujaz.render.headings import Headings, TocEntry, nested
from mujaz.render.html_writer import HtmlWriter

__all__ = ["Headings", "HtmlPage", "TocEntry", "render_html"]

_WITHOUT_CONTENTS = ("brief", "home", "browse", "entities", "tags", "tag")


class HtmlPage(Struct, frozen=True):
    """The body of a page.

    Attributes:
        path: of the file below the site's folder: `ar/briefs/derna.html`.
        meta: what the front matter of the Markdown says, as MkDocs reads it.
        content: the body as HTML.
        toc: its headings.
    """

    path: str
    meta: dict[str, object]
    content: str
    toc: tuple[TocEntry, ...]


@lru_cache(maxsize=4)
def _environment(base: Direction, keeper: Keeper | None) -> HtmlEnvironment:
    environment = HtmlEnvironment(PackageLoader("mujaz.render", "templates/html"), base=base)
    environment.bytecode_cache = CompiledTemplates(keeper, base)
    return environment


def prepare(languages: Iterable[str], keeper: Keeper | None) -> None:
    """Compile, and keep, the templates of all pages in some languages, before several processes render them."""
    for base in sorted({direction_of(language) for language in languages}):
        compile_all(_environment(base, keeper), ".html.j2")


def render_html(
    page: Page, names: dict[str, str], labels: Labels, headings: Headings, keeper: Keeper | None = None
) -> HtmlPage:
    """One page as HTML.

    Args:
        page: any page object.
        names: names of the site's languages, each in itself, by tag.
        labels: the words of the interface in the page's language.
        headings: how the site marks its headings.
        keeper: keeps compiled templates between runs.
    """
    template = _environment(direction_of(page.language), keeper).get_template(f"{page.kind}.html.j2")
    writer = HtmlWriter(page, labels, names, headings)
    content = {name: getattr(page, name) for name in page.__struct_fields__}
    body = template.render(**content, page=page, w=writer, t=writer.label, n=writer.count)
    return HtmlPage(f"{page.path}.html", _meta(page, writer), str(body), nested(writer.entries))


def _meta(page: Page, writer: HtmlWriter) -> dict[str, object]:
    """The front matter, as YAML reads it: see `_front.md.j2`."""
    meta: dict[str, object] = {
        "generator": "mujaz",
        "title": _shown(page.title),
        "description": _shown(page.description),
        "lang": page.language,
        "dir": writer.dir,
        "numerals": writer.labels.numerals,
        "kind": page.kind,
    }
    if isinstance(page, BriefPage) and (updated := page.summary_line.updated or page.summary_line.published):
        meta["updated"] = _day(writer.first_day(updated))
    if isinstance(page, EntityPage):
        names = (page.entity.name, *page.names, *page.aliases)
        meta["search"] = {"entity": page.entity.id, "names": [_shown(name.text) for name in names]}
    if page.kind == "versions":
        meta["search"] = {"exclude": True}
    meta["hide"] = ["navigation", "toc"] if page.kind in _WITHOUT_CONTENTS else ["navigation"]
    if page.alternates:
        meta["alternates"] = [
            {"lang": language, "name": _shown(writer.language_name(language)), "link": f"{link.page}.md"}
            for language, link in page.alternates
        ]
    return meta


def _shown(text: str) -> str:
    return html.escape(normalise(text, " "))


def _day(written: str) -> datetime.date | int | str:
    """A day of the front matter as YAML types it: a date, a year, or a month, which stays text."""
    match len(written):
        case 10:
            return datetime.date.fromisoformat(written)
        case 4:
            return int(written)
    return written
