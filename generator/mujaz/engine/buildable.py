"""What would keep a site from being built, as far as it is known without building it, each at its place.

What a build alone can find stands in the rules of `site`: links and ids of finished pages, what MkDocs and its plugins
say, and what pages that people wrote repeat of a seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mujaz.engine.content import Content
from mujaz.engine.workspace import whole_file
from mujaz.model.documents import SeedDocument
from mujaz.resolve.ids import collect_ids
from mujaz.settings.config import Config
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Span
from mujaz.text.filenames import slug, unportable

_DAY = "2024-01-01-preview"
"""An edition is called so where nobody gives it a name: any day has as many characters."""


def unbuildable(config: Config, content: Content) -> list[Diagnostic]:
    """Findings on content for which there would be no page, or none that every system can keep.

    Args:
        config: the settings of the site.
        content: its content, resolved.
    """
    return [*_without_edition(config, content), *_unportable_ids(config, content)]


def unportable_files(config: Config, names: Iterable[str]) -> Iterator[Diagnostic]:
    """Findings on files in `docs/` whose names do not work on every system.

    Args:
        config: the settings of the site.
        names: POSIX paths of what people put there, relative to the root.
    """
    pages: dict[str, str] = {}
    for name in names:
        page = name.removeprefix(f"{config.docs_dir}/")
        pages.setdefault(page.removesuffix(".md") + ".html" if page.endswith(".md") else page, name)
    for found in unportable(pages, top=_top(config)):
        yield rules.UNPORTABLE_NAME.at(whole_file(pages[found.path]), found.message, found.help)


def _top(config: Config) -> str:
    """The folder of the pages in an offline edition."""
    return f"{slug(config.site_name)}-{_DAY}/site"


def _without_edition(config: Config, content: Content) -> Iterator[Diagnostic]:
    """Findings on briefs in none of the site's languages: no page would show them."""
    languages = tuple(edition.language for edition in config.editions)
    shown = {id for language in languages for id in content.edition(language).briefs}
    listed = " or ".join(languages)
    help = f"write the title in {listed}, or add an edition to mkdocs.yml"
    for id in content.site.briefs:
        if id not in shown:
            place = content.site.briefs[id].brief.title.first.span
            yield rules.NO_EDITION.at(place, f"the brief has no title in {listed}", help)


def _unportable_ids(config: Config, content: Content) -> Iterator[Diagnostic]:
    """Findings on ids that no page can have: of one or two systems, or since another page has it."""
    site = content.site
    folder = max((edition.language for edition in config.editions), key=len)  # the longest paths
    ids: dict[str, Iterable[str]] = {
        "briefs": site.briefs,
        "sources": site.seeds,
        "entities": site.entities,
        "tags": site.tags,
    }
    paths = {f"{folder}/{kind}/{id}.html": (kind, id) for kind, listed in ids.items() for id in listed}
    for found in unportable(paths, top=_top(config)):
        help = "give it another id, a shorter one where it is too long: its page is named after it"
        yield rules.UNPORTABLE_NAME.at(_place_of(content, *paths[found.path]), found.message, help)
    if "index" in site.tags:
        help = "give it another id: in every language a page of this name lists all the others"
        yield rules.INVALID_ID.at(_place_of(content, "tags", "index"), "a tag has the id `index`", help)


def _place_of(content: Content, kind: str, id: str) -> Span:
    """Where an id stands. Facts have no places, so that the documents are read again."""
    if kind == "briefs":
        return Span(content.site.briefs[id].source, 0, 0)
    if kind == "sources":
        document = content.shelf.document(f"seed/{id}")
        assert isinstance(document, SeedDocument)
        return document.record.span
    ids, _ = collect_ids(content.shelf.documents("glossary", "brief"))
    return ids.entities[id].id.span if kind == "entities" else ids.tags[id].first.span
