"""The theme: its folder, put before Material's, what its templates call, and the editions of a site."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from mujaz.labels import load_labels
from mujaz.site.headline import entries, isolated_title, tab_title
from mujaz.site.inputs import THEME_DIR
from mujaz.site.sitemap import sitemap_of
from mujaz.site.words import search_words


def install(config: MkDocsConfig) -> None:
    """Let our templates win over Material's, and those of the site's own `custom_dir` over ours."""
    ours = str(THEME_DIR)
    if ours not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, ours)


def prepare(env: Environment, config: MkDocsConfig, policy: str) -> None:
    """Give the templates what they call, after all plugins have had their say.

    Args:
        env: the templates.
        config: the settings.
        policy: for the `<meta>` element of each page, from `site.policy`; empty for none.
    """
    add_filters(env)
    env.globals["content_security_policy"] = policy
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
    """What our templates call on text: see `site.headline` and `site.sitemap`."""
    environment.filters["isolated"] = isolated_title
    environment.filters["tab_title"] = tab_title
    environment.filters["entries"] = entries
    environment.filters["sitemap"] = sitemap_of
