"""MkDocs' part of an incremental build: the pages that people wrote, the assets, the theme's files, and the shells.

MkDocs knows of the generated pages, so that the navigation and links to them are as in a whole build, but neither reads
nor writes them. What it looked for among them is remembered: only when that changes, or what people write, is MkDocs
needed again.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands import build as parts
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_timestamp
from pathspec import PathSpec

from mujaz.document.writers.html import HtmlPage
from mujaz.search.analyse import AnalysedPage
from mujaz.site import sitemap, theme
from mujaz.site.allowed import allowed
from mujaz.site.plugin import MujazPlugin
from mujaz.site.shell import SUFFIX, Listed, Shell, Unsuitable
from mujaz.site.shellmaker import ShellMaker, representatives
from mujaz.site.state import Handwritten, kind_of, seen_in_nav

_PLUGINS = frozenset({"search", "material/search", "mujaz", "offline", "material/offline"})
_EXTENSIONS = frozenset(
    {
        "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc",
        "pymdownx.details", "pymdownx.highlight", "pymdownx.superfences", "mujaz.site.folds",
        "markdown.extensions.toc", "markdown.extensions.tables", "markdown.extensions.fenced_code",
    }
)  # fmt: skip
"""Extensions of Python-Markdown that read nothing but the page, and add nothing to generated pages but syntax."""
_TEMPLATES = frozenset({".html", ".xml"})


def suitable(config: MkDocsConfig, written: str) -> None:
    """See that nothing in a site's settings may change a generated page but the theme's templates.

    Args:
        config: the settings.
        written: the text of `mkdocs.yml`.

    Raises:
        Unsuitable: something may; the message says what.
    """
    if config.hooks:
        raise Unsuitable("`hooks` may change pages")
    if foreign := sorted(set(config.plugins) - _PLUGINS):
        raise Unsuitable(f"the plugin `{foreign[0]}` may change pages")
    if foreign := sorted(set(config.markdown_extensions) - _EXTENSIONS):
        raise Unsuitable(f"the extension `{foreign[0]}` may change pages")
    if config.theme.name != "material":
        raise Unsuitable("the theme is not Material")
    custom = config.theme.custom_dir
    if custom and (own := [path for path in sorted(Path(custom).rglob("*")) if path.suffix in _TEMPLATES]):
        raise Unsuitable(f"the template `{own[0].relative_to(custom).as_posix()}` is the site's own")
    if config.use_directory_urls:
        raise Unsuitable("`use_directory_urls` is not false")
    if config.nav is None:
        raise Unsuitable("there is no `nav`, so that every page is in the navigation")
    if config.extra_templates:
        raise Unsuitable("`extra_templates` may list pages")
    if re.search(r"^INHERIT\s*:|!ENV\b|!relative\b", written, re.MULTILINE):
        raise Unsuitable("mkdocs.yml depends on what is not in it")


def write_handwritten(
    config: MkDocsConfig, folder: Path, pages: Mapping[str, Listed], load: Callable[[str], HtmlPage]
) -> tuple[Handwritten, tuple[AnalysedPage, ...]]:
    """Have MkDocs write all but the generated pages, the sitemap and the search index, and make the shells.

    Args:
        config: from `build.configured`.
        folder: where to write.
        pages: all generated pages, by their paths in the site.
        load: gives one of them.

    Returns:
        what has to be remembered of it, and for the search index the pages that people wrote.

    Raises:
        Unsuitable: the generated pages cannot be written by filling shells.
        OSError: the folder cannot be written.
        Exception: whatever a plugin, a template or a file brings up.
    """
    config.site_dir = str(folder)
    plugin = config.plugins["mujaz"]
    assert isinstance(plugin, MujazPlugin)
    config.plugins.on_startup(command="build", dirty=False)
    plugin.writes_index = False
    try:
        return _write(config, plugin, pages, load)
    finally:
        plugin.writes_index = True  # MkDocs may use the same plugin for the next build
        config.plugins.on_shutdown()


def _write(
    config: MkDocsConfig, plugin: MujazPlugin, pages: Mapping[str, Listed], load: Callable[[str], HtmlPage]
) -> tuple[Handwritten, tuple[AnalysedPage, ...]]:
    # As mkdocs.commands.build.build, in its order, without the generated pages.
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    generated = _generated(files, pages)
    asked = _Asked(files, frozenset(generated))
    nav = get_navigation(files, config)
    nav = config.plugins.on_nav(nav, config=config, files=files)
    in_nav = sorted(generated[page.file.src_uri] for page in nav.pages if page.file.src_uri in generated)
    seen = {path: seen_in_nav(load(path).meta) for path in in_nav}
    documents = files.documentation_pages(inclusion=InclusionLevel.is_included)
    own = [file for file in documents if file.src_uri not in generated]
    for file in own:
        parts._populate_page(_page(file, config), config, files)
    for path in in_nav:
        page = _page(_file(files, path), config)
        page.markdown, page.meta = "", dict(load(path).meta)
    env = config.plugins.on_env(env, config=config, files=files)
    files.copy_static_files()
    for name in config.theme.static_templates:
        if name != sitemap.NAME:
            parts._build_theme_template(name, env, files, config, nav)
    for file in own:
        parts._build_page(_page(file, config), config, documents, nav, env)
    for file in own:
        _page(file, config).validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    config.plugins.on_post_build(config=config)
    shells = _shells(config, env, files, nav, {path: page.shell for path, page in pages.items()}, seen, load)
    also = allowed(config)
    handwritten = Handwritten(
        shells=shells,
        nav=seen,
        asked=asked.answers,
        out_of_nav=_patterns(config.not_in_nav),
        limited=bool(config.exclude_docs or config.draft_docs),
        language=str(config.theme.get("language") or ""),
        base_path=urlsplit(config.site_url or "").path or "/",
        addresses=tuple(sitemap.addresses(own)),
        languages=tuple(theme.languages(config)),
        base=_base(config),
        timestamp=get_build_timestamp(pages=[file.page for file in own if file.page is not None]),
        searchable=plugin.searched is not None,
        allowed=tuple(tuple(sorted(names)) for names in (also.elements, also.attributes, also.scripts, also.styles)),
    )
    return handwritten, plugin.searched or ()


def _shells(
    config: MkDocsConfig,
    env: Environment,
    files: Files,
    nav: Navigation,
    keys: Mapping[str, str],
    in_nav: Mapping[str, str],
    load: Callable[[str], HtmlPage],
) -> dict[str, Shell]:
    maker = ShellMaker(config, env, files, nav)
    shells = {}
    for kind, path in representatives({path: kind_of(path, key, in_nav) for path, key in keys.items()}).items():
        page = load(path)
        shells[kind] = maker.make(page, path in in_nav)
        maker.verify(shells[kind], page, path in in_nav)
    return shells


def _generated(files: Files, pages: Mapping[str, Listed]) -> dict[str, str]:
    """The generated Markdown files and the pages that they are.

    Raises:
        Unsuitable: a page has no file, or one that is not to be built.
    """
    generated = {}
    for path in pages:
        file = _file(files, path)
        if file.inclusion.value <= InclusionLevel.DRAFT.value:
            raise Unsuitable(f"{file.src_uri} is excluded from the site")
        generated[file.src_uri] = path
    return generated


def _file(files: Files, path: str) -> File:
    source = path.removesuffix(SUFFIX) + ".md"
    file = files.get_file_from_path(source)
    if file is None:
        raise Unsuitable(f"{source} is not among the pages")
    return file


def _page(file: File, config: MkDocsConfig) -> Page:
    return file.page if file.page is not None else Page(None, file, config)


def _base(config: MkDocsConfig) -> str:
    """What comes before the path of a page in the sitemap; empty where the sitemap lists none."""
    if not config.site_url:
        return ""
    return posixpath.join(config.site_url, "")


class _Asked:
    """Remembers what is looked for among the generated pages, from when it is made."""

    def __init__(self, files: Files, generated: frozenset[str]) -> None:
        self.answers: dict[str, bool] = {}
        look = files.get_file_from_path

        def remembering(path: str) -> File | None:
            found = look(path)
            if found is None or found.src_uri in generated:
                self.answers[posixpath.normpath(path)] = found is not None
            return found

        files.get_file_from_path = remembering  # type: ignore[method-assign]  # MkDocs has no place to ask this of


def _patterns(spec: PathSpec[Any] | None) -> tuple[tuple[str, bool], ...]:
    found = []
    for pattern in spec.patterns if spec else ():
        regex = getattr(pattern, "regex", None)
        if regex is not None and pattern.include is not None:
            found.append((regex.pattern, pattern.include))
    return tuple(found)
