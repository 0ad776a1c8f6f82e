"""The MkDocs plugin: brings the theme, and has the pages written before MkDocs reads them.

It is thin on purpose: other engines read `mkdocs.yml` but run no plugins, so all it does to the pages is to call the
pipeline that `mujaz generate` runs.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

import click
from jinja2 import Environment
from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mujaz.engine.address import given_address
from mujaz.engine.cache.faults import RefusedCacheError
from mujaz.engine.cache.place import cache_folder
from mujaz.engine.cache.store import Store, with_store
from mujaz.engine.cache.version import code_version
from mujaz.engine.clock import today
from mujaz.engine.generated import generated_folders
from mujaz.engine.inputs import Progress
from mujaz.engine.manifest import files_below, put_manifest
from mujaz.engine.workspace import whole_file
from mujaz.search.analyse import AnalysedPage
from mujaz.settings.layout import TEXTS
from mujaz.site import policy, search, theme
from mujaz.site.bundle import write_bundles
from mujaz.site.faults import Fault
from mujaz.site.kept import write_apps, write_lists
from mujaz.site.target import emptied_problem
from mujaz.syntax.diagnostics import Diagnostic, Severity
from mujaz.text.patterns import lazy_re

T = TypeVar("T")
log = logging.getLogger("mkdocs.plugins.mujaz")

INPUTS = ("seeds", "briefs", TEXTS, "editorial.yml")
"""The folders and files, relative to the site's root, that the pages are made from."""

_SHOWN = ("title", "subtitle", "description", "author", "status")
"""The keys of front matter that templates put into pages."""
_MARKUP = lazy_re(r"""[<>"]""")

SYNTAX = ("attr_list", "def_list", "md_in_html", "mujaz.site.folds")
"""The extensions of Python-Markdown that the written pages use.

`mkdocs.yml` names those of Python-Markdown itself for engines without plugins; without the last a heading that folds a
section keeps the link to itself.
"""


class PluginConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ untyped
    """The plugin's options in `mkdocs.yml`."""

    generate = config_options.Type(bool, default=True)
    """Whether a build writes the pages first; `mujaz build` has written them and sets this to false."""
    allow = config_options.Type(dict, default={})
    """What a site may hold besides what is known to be safe: lists of `elements`, `attributes`, `extensions`, `styles`
    and `files`."""
    security_policy = config_options.Type(bool, default=True)
    """Whether each page has a Content Security Policy; false for plugins that write scripts into pages."""
    headers = config_options.ListOfItems(config_options.Choice((policy.NETLIFY, policy.APACHE)), default=[])
    """The files of headers that are written beside the pages."""


class MujazPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Entry point `mujaz` of `mkdocs.plugins`."""

    def __init__(self) -> None:
        self.progress: Progress | None = None
        """Told how many pages have been read and written, out of twice their number."""
        self.is_alone = True
        """Whether only the plugin looks at what MkDocs wrote; `mujaz build` does so before it puts it in its place."""
        self.writes_index = True
        """Whether a build writes the search index; where not, `searched` has what it would be made of."""
        self._done = self._total = 0
        self._serving = False
        self._collector: search.Collector | None = None
        self._state: frozenset[tuple[str, int, int]] | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command. That this method exists also keeps one instance alive over the builds of a server."""
        self._serving = command == "serve"

    @event_priority(50)  # before the search plugin, which takes its options at this event
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the address, the theme, the search settings and the syntax of the pages in place."""
        if self.is_alone and not self._serving and (address := given_address()):
            config.site_url = address
        theme.install(config)
        self._collector = search.Collector() if search.take_over(config) else None
        config.markdown_extensions += [name for name in SYNTAX if name not in config.markdown_extensions]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Write the pages when what they are made from has changed.

        Raises:
            Abort: the input has errors, except in a server, which goes on with the pages of the last good run.
        """
        if not self.config.generate:
            return
        root = _root(config)
        if not self._serving and (problem := emptied_problem(root, Path(config.site_dir))):
            raise Abort(f"mujaz: MkDocs would empty {config.site_dir}, which {problem}; nothing was built")
        state = frozenset(_state(root))
        if state == self._state:
            return
        from mujaz.engine import pipeline  # late: the plugin also serves builds that generate nothing
        from mujaz.report import text
        from mujaz.site.past import past_of

        def generated(store: Store) -> pipeline.GenerateResult:
            return pipeline.generate(root, store=store, today=today(), history=past_of(root, store))

        result = _kept(root, generated)
        if result.diagnostics:
            click.echo(text.render(result.diagnostics), err=True)
        if result.failed and not self._serving:
            raise Abort(f"mujaz: {_count(result.diagnostics, Severity.ERROR)} in the input, nothing was built")
        if result.failed:
            log.info("mujaz: the input has errors; the pages are those of the last run without any")
        elif warnings := _count(result.diagnostics, Severity.WARNING):
            log.warning(f"mujaz: {warnings} in the input")
        self._state = state

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Count the pages, for the progress."""
        self._done, self._total = 0, 2 * len(files.documentation_pages())
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the templates what they call."""
        theme.prepare(env, config, policy.page_policy(config.theme.dirs) if self.config.security_policy else "")
        return env

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Let the titles in `nav` stand for themselves, which the templates write as they are."""
        waiting = list(nav.items)
        while waiting:
            item = waiting.pop()
            if isinstance(title := vars(item).get("title"), str):
                item.title = escape(title)
            waiting += item.children or ()
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """A page is being read: let what the templates write of its front matter stand for itself."""
        for key in _SHOWN:
            # Generated pages have theirs escaped already, for engines that know no plugin.
            if isinstance(text := page.meta.get(key), str) and _MARKUP.search(text):
                page.meta[key] = str(escape(html.unescape(text)))
        self._step()

    @event_priority(-50)  # behind plugins that still change the content
    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """A page's content is ready for the index."""
        if self._collector is not None:
            self._collector.add(page, config)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write bundles, manifests, headers and the search index, and look for what may not be published.

        Raises:
            Abort: a file shows more of a seed than may be shown.
        """
        write_bundles(Path(config.site_dir))
        write_apps(config)
        for name in self.config.headers:
            text = policy.headers_file(name, policy.page_policy(config.theme.dirs))
            (Path(config.site_dir) / name).write_text(text, encoding="utf-8", newline="\n")
        if self._collector is not None and self.writes_index:
            self._collector.write(Path(config.site_dir))
        if self.is_alone:
            _hold_to_rights(config)
            site = Path(config.site_dir)
            write_lists(site, theme.languages(config))
            put_manifest(site, files_below(site))

    @property
    def searched(self) -> tuple[AnalysedPage, ...] | None:
        """What the search index is made of; None where the site has none."""
        return None if self._collector is None else tuple(self._collector.pages)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> None:
        """A page is being written."""
        self._step()

    def _step(self) -> None:
        self._done += 1
        if self.progress is not None:
            self.progress("building", self._done, self._total)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watch what the pages are made from instead of the pages, which would build everything twice."""
        if not self.config.generate:
            return server
        for name in INPUTS:
            if (path := _root(config) / name).exists():
                server.watch(str(path))
        docs = Path(config.docs_dir)
        generated = theme.edition_folders(config)
        server.unwatch(str(docs))
        server.watch(str(docs), recursive=False)
        for child in sorted(docs.iterdir()):
            if child.is_dir() and child.name not in generated:
                server.watch(str(child))
        return server


def _hold_to_rights(config: MkDocsConfig) -> None:
    from mujaz.engine import pipeline  # late: as in `on_pre_build`
    from mujaz.report import text
    from mujaz.site.rightsgate import Gate

    root, site = _root(config), Path(config.site_dir)
    from mujaz.site.past import past_of

    def at(fault: Fault) -> Diagnostic:
        return fault.rule.at(whole_file(f"{site.name}/{fault.path}"), fault.message, fault.help)

    def looked_through(store: Store) -> list[Diagnostic]:
        guards = pipeline.generate(root, store=store, dry=True, history=past_of(root, store)).guards
        ours = [Path(name).name for name in generated_folders(root, config.docs_dir)]
        return Gate(guards).look_through(site, at, ours=ours, take_out=True) if guards is not None else []

    findings = _kept(root, looked_through)
    if findings:
        click.echo(text.render(tuple(findings)), err=True)
        raise Abort(
            "mujaz: the built site shows more of a seed than may be published; the files that show it were deleted, "
            "and what is left is no whole site"
        )


def _kept(root: Path, work: Callable[[Store], T]) -> T:
    """Do work over what earlier runs kept.

    Raises:
        Abort: what stands where that is kept was put there by somebody else.
    """
    try:
        return with_store(cache_folder(root), code_version(), work, log.info)
    except RefusedCacheError as refused:
        raise Abort(f"mujaz: {refused}; {refused.help}") from None


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent


def _state(root: Path) -> Iterator[tuple[str, int, int]]:
    """Path, time of change and size of every input file: enough to see that something changed."""
    for name in INPUTS:
        for path in (root / name, *(root / name).rglob("*")):
            if path.is_file():
                stat = path.stat()
                yield str(path), stat.st_mtime_ns, stat.st_size


def _count(findings: tuple[Diagnostic, ...], severity: Severity) -> str:
    """A count such as «2 errors», empty for none."""
    number = sum(finding.severity is severity for finding in findings)
    return f"{number} {severity.value}{'s' if number > 1 else ''}" if number else ""
