"""What `mkdocs.yml` brings into every page, held to what may stand in one: copyright lines, addresses, extensions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from mujaz.markup.addresses import ambiguous, scheme_of
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.text.patterns import lazy_re
from mujaz.text.visible import visible

EXTENSIONS = frozenset({
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs",
    "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.blocks.caption",
    "pymdownx.blocks.definition", "pymdownx.blocks.details", "pymdownx.blocks.html", "pymdownx.blocks.tab",
    "pymdownx.caret", "pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall", "pymdownx.extra",
    "pymdownx.fancylists", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink",
    "pymdownx.mark", "pymdownx.progressbar", "pymdownx.quotes", "pymdownx.saneheaders", "pymdownx.smartsymbols",
    "pymdownx.striphtml", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
})  # fmt: skip
"""Extensions of Markdown that read nothing but the page; what they write is looked at in the built page."""

_KNOWN = {
    "pymdownx.snippets": "puts files into pages, of whatever place on the disk",
    "pymdownx.b64": "puts files into pages, of whatever place on the disk",
    "pymdownx.critic": "hides or changes what was written",
    "pymdownx.pathconverter": "changes addresses",
}
_ADDRESSES = frozenset({"", "http", "https", "mailto", "tel"})
_ICON = lazy_re(r"(?:(?!\.)[\w.+-]+/)*(?!\.)[\w.+-]*")
_LANGUAGE = lazy_re(r"[A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*")
_MARKUP_HELP = "write text, links and emphasis; nothing that runs, loads, or is left open"
_ADDRESS_HELP = "write an address of the web, or the path of a page"


def child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value of a key; types are left alone, since MkDocs' own tags, such as `!ENV`, are none of our business."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def listed(node: yaml.Node | None) -> list[yaml.Node]:
    """The items of a list; none for anything else."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def text_of(node: yaml.Node | None) -> str:
    """The words of a scalar; empty for anything else."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def place_of(source: Source, node: yaml.Node) -> Span:
    """Where a node stands."""
    return Span(source, node.start_mark.index, node.end_mark.index)


def unsafe_settings(source: Source, top: yaml.Node) -> Iterator[Diagnostic]:
    """Findings on settings that would bring into pages what may not stand there.

    Args:
        source: `mkdocs.yml`.
        top: its mapping.
    """
    allow = _allowed(top)
    yield from _extensions(source, child(top, "markdown_extensions"), allow["extensions"])
    extra = child(top, "extra")
    editions = listed(child(extra, "alternate"))
    for node in (child(top, "copyright"), *(child(entry, "copyright") for entry in editions)):
        if node is not None and "<" in text_of(node):
            from mujaz.markup.safe_html import Also, faults_of  # late: few sites have markup there

            also = Also(allow["elements"], allow["attributes"])
            if message := next(faults_of(text_of(node), also), ""):
                yield rules.MARKUP_IN_SETTING.at(place_of(source, node), message, _MARKUP_HELP)
    social = (child(entry, "link") for entry in listed(child(extra, "social")))
    editions_at = (child(entry, "link") for entry in editions)
    named = (child(top, "repo_url"), child(top, "edit_uri"), child(top, "site_url"), child(extra, "homepage"))
    for node in (*named, *social, *editions_at, *_leaves(child(top, "nav"))):
        if node is not None and (message := fault_of_address(text_of(node))):
            yield rules.MARKUP_IN_SETTING.at(place_of(source, node), message, _ADDRESS_HELP)
    yield from _theme_names(source, top)
    for feature in listed(child(child(top, "theme"), "features")):
        if text_of(feature) == "content.tooltips":
            message = "`content.tooltips` shows what stands in a title as HTML"
            help = "leave it out: links have cards of their own, and browsers show the titles of all else"
            yield rules.MARKUP_IN_SETTING.at(place_of(source, feature), message, help)
    if (analytics := child(extra, "analytics")) is not None:
        help = "leave it out: a page must not tell other hosts who reads it"
        yield rules.FOREIGN_REQUEST.at(place_of(source, analytics), "a browser would ask the host that counts", help)


def _theme_names(source: Source, top: yaml.Node) -> Iterator[Diagnostic]:
    """Findings on names of icons and languages, by which templates are read, that lead out of their folder."""
    theme, extra = child(top, "theme"), child(top, "extra")
    palettes = child(theme, "palette")
    toggles = [child(palette, "toggle") for palette in (*listed(palettes), palettes)]
    social = listed(child(extra, "social"))
    icons = [*_leaves(child(theme, "icon")), *(child(node, "icon") for node in (*toggles, *social))]
    for node in icons:
        if node is not None and not _ICON.fullmatch(text_of(node)):
            message = f"`{visible(text_of(node)[:60])}` is no name of an icon"
            yield rules.INVALID_VALUE.at(place_of(source, node), message, "write one such as `material/weather-sunny`")
    language = child(theme, "language")
    if language is not None and not _LANGUAGE.fullmatch(text_of(language)):
        message = f"`{visible(text_of(language)[:60])}` is no language tag"
        yield rules.INVALID_VALUE.at(place_of(source, language), message, "write one such as `ar`")


def _allowed(top: yaml.Node) -> dict[str, frozenset[str]]:
    """The option `allow` of our plugin."""
    plugins = child(top, "plugins")
    entries = [child(entry, "mujaz") for entry in listed(plugins)] or [child(plugins, "mujaz")]
    allow = next((found for entry in entries if (found := child(entry, "allow")) is not None), None)
    kinds = ("elements", "attributes", "extensions")
    return {kind: frozenset(text_of(name).lower() for name in listed(child(allow, kind))) for kind in kinds}


def _extensions(source: Source, node: yaml.Node | None, allowed: frozenset[str]) -> Iterator[Diagnostic]:
    for name in _names(node):
        written = text_of(name)
        short = written.removeprefix("markdown.extensions.")
        if short in EXTENSIONS or written.lower() in allowed:
            continue
        what = _KNOWN.get(short, "is not known to read the page only")
        help = f"leave it out, or write `{written}` below `allow` and `extensions` of the plugin `mujaz` too"
        yield rules.UNSAFE_EXTENSION.at(place_of(source, name), f"the extension `{written}` {what}", help)


def _names(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """The names of extensions, with options or without."""
    if isinstance(node, yaml.MappingNode):
        yield from (key for key, _ in node.value)
    for entry in listed(node):
        if isinstance(entry, yaml.MappingNode):
            yield from (key for key, _ in entry.value)
        else:
            yield entry


def _leaves(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """The pages and addresses of the navigation; what is nested too deeply MkDocs refuses itself."""
    waiting, seen = [node], set()
    while waiting:
        entry = waiting.pop()
        if entry is None or id(entry) in seen:  # an alias may lead back to where it stands
            continue
        seen.add(id(entry))
        if isinstance(entry, yaml.SequenceNode):
            waiting += reversed(entry.value)
        elif isinstance(entry, yaml.MappingNode):
            waiting += [value for _, value in reversed(entry.value)]
        else:
            yield entry


def fault_of_address(written: str) -> str:
    """Why an address may not stand in pages, in words; empty where it may."""
    scheme = scheme_of(written)
    if scheme not in _ADDRESSES:
        return f"an address with the scheme `{scheme}`"
    if re.search(r"""["<>\x00-\x1f]""", written):
        return "an address with a character that ends it on the page"
    if wrong := ambiguous(written):
        return f"an address {wrong}"
    return ""
