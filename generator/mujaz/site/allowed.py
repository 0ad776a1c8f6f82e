"""What a desk allows in its pages besides the list of `markup.safe_html`: by the option `allow`, and as scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mujaz.markup.safe_html import Also
from mujaz.site.theme_scripts import scripts_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def allowed(config: MkDocsConfig, home: str = "") -> Also:
    """What the settings allow.

    Args:
        config: the settings.
        home: the folder of the site within what is audited, if it is not the whole.
    """

    def named(kind: str) -> frozenset[str]:
        return allowed_names(config, kind)

    scripts = frozenset(str(getattr(script, "path", script)) for script in config.extra_javascript)
    own = config.theme.custom_dir
    inline = scripts_of(Path(own)) if own else frozenset[str]()
    return Also(named("elements"), named("attributes"), scripts, inline, f"{home}/" if home else "", named("styles"))


def allowed_names(config: MkDocsConfig, kind: str) -> frozenset[str]:
    """What the option `allow` lists of a kind, such as `files`, in lower case."""
    from mujaz.site.plugin import MujazPlugin  # late: it imports MkDocs

    plugin = config.plugins.get("mujaz")
    found = plugin.config.allow.get(kind) if isinstance(plugin, MujazPlugin) else None
    return frozenset(str(name).lower() for name in found) if isinstance(found, list) else frozenset()
