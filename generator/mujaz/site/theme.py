"""The theme: its folder, put before Material's, what its templates call, and the editions of a site."""

from __future__ import annotations

import html
from pathlib import Path

from jinja2 import Environment
from jinja2.filters import do_striptags
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from mujaz.labels import load_labels
from mujaz.markup.bidi import Direction, isolate, isolate_title
from mujaz.site.words import search_words

THEME_DIR = Path(__file__).resolve().parent.parent / "theme"
"""Templates and assets that come before those of Material."""


def install(config: MkDocsConfig) -> None:
    """Let our templates win over Material's, and those of the site's own `custom_dir` over ours."""
    ours = str(THEME_DIR)
    if ours not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, ours)


def prepare(env: Environment, config: MkDocsConfig) -> None:
    """Give the templates what they call, after all plugins have had their say."""
    add_filters(env)
    env.globals["load_labels"] = load_labels
    env.globals["search_words"] = search_words
    # For its search, which ours replaces, Material's offline plugin has every page fetch a script from another host.
    scripts = config.extra.get("polyfills", [])
    config.extra["polyfills"] = [script for script in scripts if "iframe-worker" not in str(script)]


def edition_folders(config: MkDocsConfig) -> frozenset[str]:
    """The folders below `docs/` that the generator writes: one for each language of `extra.alternate`."""
    alternates = config.extra.get("alternate") or ()
    return frozenset(str(edition["lang"]) for edition in alternates if "lang" in edition)


def add_filters(environment: Environment) -> None:
    """The filters by which our templates put text of mixed direction in order: `isolated` and `tab_title`.

    Both take text as MkDocs and front matter have it, escaped for HTML, and the direction of the page.
    """
    environment.filters["isolated"] = _isolated
    environment.filters["tab_title"] = _tab_title


def _isolated(escaped: str, base: Direction) -> Markup:
    """For a place that holds markup; see `markup.bidi.isolate`."""
    return isolated(do_striptags(escaped), base)


def isolated(text: str, base: Direction) -> Markup:
    """A plain text with the runs that its direction would break in elements of their own."""
    element = Markup('<bdi dir="{}">{}</bdi>')
    runs = isolate(text, base)
    parts = (
        Markup.escape(run.text) if run.direction is None else element.format(run.direction, run.text) for run in runs
    )
    return Markup("").join(parts)


def _tab_title(escaped: str, base: Direction) -> Markup:
    """For `<title>`; see `markup.bidi.isolate_title`."""
    return Markup.escape(isolate_title(html.unescape(escaped), base))
