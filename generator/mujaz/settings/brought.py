"""What of `mkdocs.yml` has MkDocs run or load code, a template or a value of the environment; the file is only read.

What is known to read nothing but data is listed here, and everything else counts: a setting, a plugin or an extension
that nobody has looked at is asked about like a hook.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import yaml
from msgspec import Struct

from mujaz.syntax.source import Source, Span
from mujaz.text.visible import visible

_YAML = "tag:yaml.org,2002:"
_PLAIN = frozenset(
    f"{_YAML}{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "map", "seq")
)
"""Tags whose values are data. `!!set`, `!!binary` and the like are data, too, but nobody writes them into settings."""

_NAMES = frozenset(
    f"{_YAML}python/name:{name}"
    for name in (
        "material.extensions.emoji.to_svg",
        "material.extensions.emoji.twemoji",
        "pymdownx.emoji.gemoji",
        "pymdownx.emoji.to_alt",
        "pymdownx.emoji.to_png",
        "pymdownx.emoji.to_svg",
        "pymdownx.emoji.twemoji",
        "pymdownx.superfences.fence_code_format",
        "pymdownx.superfences.fence_div_format",
    )
)
"""Functions of Material and PyMdown that its manual has sites name by a tag: they make HTML of one value."""

_SETTINGS = frozenset(
    {
        "copyright", "dev_addr", "docs_dir", "draft_docs", "edit_uri", "edit_uri_template", "exclude_docs", "extra",
        "extra_css", "markdown_extensions", "nav", "not_in_nav", "plugins", "remote_branch", "remote_name", "repo_name",
        "repo_url", "site_author", "site_description", "site_dir", "site_name", "site_url", "strict", "theme",
        "use_directory_urls", "validation", "watch",
    }
)  # fmt: skip
"""Settings that are data to MkDocs and to Material; three of them are looked into."""

_THEMES = frozenset({"material", "mkdocs", "readthedocs"})

_PLUGINS = {
    "mujaz": frozenset({"allow", "generate", "headers", "security_policy"}),
    "search": frozenset({"enabled", "fields", "lang", "min_search_length", "pipeline", "separator"}),
    "offline": frozenset({"enabled"}),
    "tags": frozenset(
        {
            "enabled", "tags", "tags_allowed", "tags_file", "tags_hierarchy", "tags_hierarchy_separator",
            "tags_name_property", "tags_name_variable", "tags_slugify_format", "tags_slugify_separator",
        }
    ),
}  # fmt: skip
"""Plugins that run nothing of the site, with the options of which that is known. Of Material's others `projects` builds
sites within the site with their hooks, `social` reads layouts that are templates, `privacy` asks other hosts, `info`
packs the folder, `group` holds further plugins; `blog`, `meta`, `optimize` and `typeset` no site of briefs needs."""

_OF_MARKDOWN = (
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs",
    "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
)  # fmt: skip
_OF_PYMDOWN = (
    "arithmatex", "betterem", "blocks.admonition", "blocks.caption", "blocks.definition", "blocks.details",
    "blocks.html", "blocks.tab", "bracketspan", "caret", "critic", "details", "emoji", "escapeall", "extra",
    "fancylists", "highlight", "inlinehilite", "keys", "magiclink", "mark", "progressbar", "quotes", "saneheaders",
    "smartsymbols", "superfences", "tabbed", "tasklist", "tilde",
)  # fmt: skip
_EXTENSIONS = frozenset(
    [*_OF_MARKDOWN, *(f"markdown.extensions.{name}" for name in _OF_MARKDOWN)]
    + [f"pymdownx.{name}" for name in _OF_PYMDOWN]
)
"""Extensions that read the page and nothing else; `pymdownx.snippets` and `pymdownx.b64` read files, and are not."""


class Brought(Struct, frozen=True):
    """One thing that a site brings.

    Attributes:
        what: it, as it is written in the settings.
        may: what it may do, in words that go on from «it».
        span: its place in `mkdocs.yml`.
        paths: the files and folders that it names, relative to the site's root or to the folder of pages.
        anything: whether any file of the site may be code to it, pages included.
        key: a digest of the setting as MkDocs understands it, aliases followed.
    """

    what: str
    may: str
    span: Span
    key: bytes
    paths: tuple[str, ...] = ()
    anything: bool = False


def brought(source: Source) -> list[Brought]:
    """What a site brings, in the order of the file.

    Raises:
        yaml.YAMLError, RecursionError, ValueError, OverflowError: the file cannot be read; MkDocs must not have it.
    """
    top = yaml.compose(source.text, Loader=yaml.SafeLoader)
    look = _Look(source)
    found = [*look.tags(top), *look.settings(top)]
    return sorted(found, key=lambda each: each.span.start)


class _Look:
    """One look into a file."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._keys: dict[int, bytes] = {}

    def tags(self, top: yaml.Node | None) -> Iterator[Brought]:
        """Values that are no data; each node once, however many aliases it has."""
        seen = set[int]()
        waiting = [top] if top is not None else []
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if node.tag not in _PLAIN and node.tag not in _NAMES:
                yield self._found(visible(f"`{_short(node.tag)}`"), _may(node.tag), node, anything=True)
            waiting += _children(node)

    def settings(self, top: yaml.Node | None) -> Iterator[Brought]:
        """Settings that name code, and those that nobody has looked at."""
        for name, key, value in _pairs(top):
            if value.tag == f"{_YAML}null" or (isinstance(value, yaml.CollectionNode) and not value.value):
                continue
            if name == "theme":
                yield from self._theme(value)
            elif name == "plugins":
                yield from self._plugins(value)
            elif name == "markdown_extensions":
                yield from self._extensions(value)
            elif name == "watch":
                yield from self._watched(value)
            elif name == "hooks":
                paths = tuple(_texts(value))
                yield self._found(_named("hooks", paths), "is Python that runs in each build", value, paths)
            elif name == "extra_javascript":
                scripts = tuple(path for entry in _entries(value) for path in _texts(_value(entry, "path") or entry))
                yield self._found(_named(name, scripts), "runs in the browser of whoever opens a page", value, scripts)
            elif name == "extra_templates":
                paths = tuple(_texts(value))
                yield self._found(_named(name, paths), "is a template that sees all pages and settings", value, paths)
            elif name == "INHERIT":
                may = "is a file of settings, with whatever plugins and hooks it names"
                yield self._found(_named(name, tuple(_texts(value))), may, value, tuple(_texts(value)), anything=True)
            elif name not in _SETTINGS and (name is None or name == "<<" or _is_of_mkdocs(name)):
                yield self._unknown("setting", name, key, value)

    def _theme(self, node: yaml.Node) -> Iterator[Brought]:
        if isinstance(node, yaml.ScalarNode):
            if node.value not in _THEMES:
                yield self._unknown("theme", str(node.value), node, node)
            return
        for name, key, value in _pairs(node):
            if name == "custom_dir":
                paths = tuple(_texts(value))
                yield self._found(_named(f"theme.{name}", paths), "holds templates that come first", value, paths)
            elif name == "name" and _text(value) not in _THEMES:
                yield self._unknown("theme", _text(value), key, value)
            elif name is None or name == "<<":
                yield self._unknown("setting", "theme.<<", key, value)

    def _plugins(self, node: yaml.Node) -> Iterator[Brought]:
        for name, key, value in _named_entries(node):
            known = _PLUGINS.get((name or "").removeprefix("material/"))
            if known is None or name == "material/mujaz":
                yield self._unknown("plugin", name, key, value)
                continue
            for option, option_key, option_value in _pairs(value):
                if option not in known:
                    yield self._unknown("option", f"{name}.{option}", option_key, option_value)

    def _extensions(self, node: yaml.Node) -> Iterator[Brought]:
        for name, key, value in _named_entries(node):
            if name not in _EXTENSIONS:
                yield self._unknown("extension", name, key, value)
            elif name == "pymdownx.emoji" and (options := _value(value, "options")) is not None:
                yield self._unknown("option", f"{name}.options", options, options)

    def _watched(self, node: yaml.Node) -> Iterator[Brought]:
        outside = tuple(path for path in _texts(node) if leads_out(path))
        if outside:
            yield self._found(_named("watch", outside), "has files outside of the site looked at", node)

    def _unknown(self, kind: str, name: str | None, key: yaml.Node, value: yaml.Node | None) -> Brought:
        may = {
            "plugin": "is a plugin that may run anything, and may take any file of the site for code",
            "extension": "is an extension that may be a module of the site, or may read files that pages name",
            "option": "is an option that mujaz does not know",
            "theme": "is a theme that mujaz does not know",
        }.get(kind, "is a setting that mujaz does not know")
        said = name if name is not None else "a key that is no name"
        place = Span(self._source, key.start_mark.index, (value or key).end_mark.index)
        digest = self._key(key) + (self._key(value) if value is not None else b"")
        return Brought(f"`{visible(said)}`", may, place, digest, anything=True)

    def _found(
        self, what: str, may: str, node: yaml.Node, paths: tuple[str, ...] = (), *, anything: bool = False
    ) -> Brought:
        place = Span(self._source, node.start_mark.index, node.end_mark.index)
        return Brought(what, may, place, self._key(node), paths, anything)

    def _key(self, node: yaml.Node) -> bytes:
        """A digest of a value; each node is looked at once, and one within itself counts as nothing there."""
        known = self._keys.get(id(node))
        if known is not None:
            return known
        self._keys[id(node)] = b""
        digest = hashlib.blake2b(f"{type(node).__name__} {node.tag}\n".encode(), digest_size=16)
        if isinstance(node, yaml.ScalarNode):
            digest.update(node.value.encode(errors="surrogatepass"))
        else:
            for child in _children(node):
                digest.update(self._key(child))
        self._keys[id(node)] = digest.digest()
        return self._keys[id(node)]


def _is_of_mkdocs(name: str) -> bool:
    """Whether MkDocs has a setting of a name; others are read by nothing but plugins, which are asked about."""
    from mkdocs.config.defaults import MkDocsConfig  # late: it is needed for names that nobody has looked at only

    return any(name == known for known, _ in MkDocsConfig()._schema)


def leads_out(path: str) -> bool:
    """Whether a path of the settings is absolute or has a part that goes up."""
    return path.startswith(("/", "~")) or "\\" in path or path[1:2] == ":" or ".." in path.split("/")


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str | None, yaml.Node, yaml.Node]]:
    """All entries of a mapping, those of a key that stands twice included; None for a key that is no text.

    A merged mapping has its entries where it is merged: its key `<<` is on no list of what is known.
    """
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (str(key.value) if isinstance(key, yaml.ScalarNode) else None), key, value


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [each for pair in node.value for each in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _entries(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node] if node is not None else []


def _named_entries(node: yaml.Node) -> Iterator[tuple[str | None, yaml.Node, yaml.Node | None]]:
    """The entries of a list, or of a mapping, of names each of which may have options."""
    for entry in _entries(node):
        if isinstance(entry, yaml.MappingNode):
            yield from _pairs(entry)
        elif isinstance(entry, yaml.ScalarNode):
            if entry.tag != f"{_YAML}null":
                yield str(entry.value), entry, None
        else:
            yield None, entry, None


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return next((value for name, _, value in _pairs(node) if name == key), None)


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _texts(node: yaml.Node | None) -> Iterator[str]:
    return (text for entry in _entries(node) if (text := _text(entry)))


def _named(setting: str, paths: tuple[str, ...]) -> str:
    return visible(f"`{setting}: {', '.join(paths)}`" if paths else f"`{setting}`")


def _short(tag: str) -> str:
    return f"!!{tag.removeprefix(_YAML)}" if tag.startswith(_YAML) else tag


def _may(tag: str) -> str:
    if tag.startswith(f"{_YAML}python/"):
        return "has Python import or call what it names"
    if tag == "!ENV":
        return "takes a value from your environment, which may be a secret"
    return "is a tag that may stand for anything"
