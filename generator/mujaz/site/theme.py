"""The theme: its folder, put before Material's, what its templates call, and the editions of a site."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct

from mujaz.labels import load_labels
from mujaz.site.headline import attribute, day, entries, isolated_title, tab_title
from mujaz.site.inputs import THEME_DIR
from mujaz.site.sitemap import sitemap_of
from mujaz.site.structured import json_ld
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
    env.globals["feeds"] = _feeds(config)
    env.globals["search_words"] = search_words
    # For its search, which ours replaces, Material's offline plugin has every page fetch a script from another host.
    scripts = config.extra.get("polyfills", [])
    config.extra["polyfills"] = [script for script in scripts if "iframe-worker" not in str(script)]


class Feed(Struct, frozen=True):
    """A feed that pages announce.

    Attributes:
        language: of its edition.
        path: in the site.
        title: in the language.
    """

    language: str
    path: str
    title: str


def _feeds(config: MkDocsConfig) -> tuple[Feed, ...]:
    """The feeds that lie among the pages, edition by edition."""
    from mujaz.document.feed import FEEDS  # late: with it come all items of pages, and few builds ask MkDocs

    docs = Path(config.docs_dir)
    return tuple(
        Feed(language, f"{language}/{name}.xml", load_labels(language).text(title))
        for language in languages(config)
        for name, title in FEEDS.items()
        if (docs / language / f"{name}.xml").is_file()
    )


def languages(config: MkDocsConfig) -> list[str]:
    """The languages of the editions, in the order of the settings."""
    return [str(edition["lang"]) for edition in config.extra.get("alternate") or () if "lang" in edition]


def edition_folders(config: MkDocsConfig) -> frozenset[str]:
    """The folders below `docs/` that the generator writes: one for each language of `extra.alternate`."""
    return frozenset(languages(config))


def add_filters(environment: Environment) -> None:
    """What our templates call on text: see `site.headline` and `site.sitemap`."""
    environment.filters["isolated"] = isolated_title
    environment.filters["tab_title"] = tab_title
    environment.filters["attribute"] = attribute
    environment.filters["day"] = day
    environment.filters["json_ld"] = json_ld
    environment.filters["entries"] = entries
    environment.filters["sitemap"] = sitemap_of
