"""What mujaz takes from `mkdocs.yml`: the languages of the site and the folders it writes to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml
from msgspec import Struct

from mujaz.model.values import LANGUAGE_PATTERN, Text
from mujaz.settings.layout import PageOrder, read_layout
from mujaz.settings.shown import child, listed, place_of, text_of, unsafe_settings
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.text.filenames import alike, hidden_in
from mujaz.text.numerals import NUMERALS
from mujaz.text.visible import visible

DEFAULT_LANGUAGES = ("ar", "en")


_OTHERS = {
    "seeds": "seeds are",
    "briefs": "briefs are",
    "schemas": "schemas are",
    "offline": "offline editions are written",
    "mkdocs.yml": "the settings are",
    "editorial.yml": "the policy is",
}
"""What else is in the folder of a site, by the name of the file or the folder."""
_FOLDER_HELP = "name a folder of its own, below that of mkdocs.yml: what mujaz writes replaces what was there"


class Edition(Struct, frozen=True):
    """The site in one language.

    Attributes:
        language: BCP 47 tag, which is also the folder of its pages below `docs/`.
        name: the language's name in itself, for links between editions.
        numerals: CLDR numbering system of what the interface writes; None for the default of the language.
        hijri: whether the dates of the Islamic calendar stand beside those of exact days.
        citation_style: the name of a CSL style for bibliographies; empty for that of mujaz.
    """

    language: str
    name: str
    numerals: str | None = None
    hijri: bool = False
    citation_style: str = ""


class Config(Struct, frozen=True):
    """The settings of a site.

    Attributes:
        editions: one for each entry of `extra.alternate`.
        docs_dir: where pages are written, relative to the root.
        toc: the options of the Markdown extension `toc`, as written.
        site_url: where the site will be; empty where that is not said.
        site_name: what it is called.
        also_watched: files and folders, relative to the root, that the site is made from besides its content and pages:
            `theme.custom_dir` and `watch`.
        site_dir: where the site is, relative to the root.
        layout: what pages of some kinds show, as the desk wrote it.
        orders: the same by kind, checked, with the words of the desk; `engine.orders` adds it.
    """

    editions: tuple[Edition, ...]
    docs_dir: str
    toc: tuple[tuple[str, str], ...] = ()
    site_url: str = ""
    site_name: str = ""
    also_watched: tuple[str, ...] = ()
    site_dir: str = "site"
    layout: tuple[PageOrder, ...] = ()
    orders: Mapping[str, tuple[str | Text, ...]] = {}

    @property
    def texts(self) -> tuple[str, ...]:
        """The files with words of the desk, relative to the root, each once."""
        entries = (entry for order in self.layout for entry in order.entries)
        return tuple(dict.fromkeys(file.name for entry in entries for file in entry.files))

    @property
    def shown(self) -> object:
        """The settings that pages of all kinds show."""
        return self.editions, self.docs_dir, self.toc


def read_config(source: Source) -> tuple[Config, list[Diagnostic]]:
    """Read `mkdocs.yml`. MkDocs checks the file itself; here only what mujaz relies on is checked."""
    default = Config(tuple(Edition(tag, tag) for tag in DEFAULT_LANGUAGES), "docs")
    try:
        top = yaml.compose(source.text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as problem:
        return default, [_syntax(source, problem)]
    except (RecursionError, ValueError, OverflowError) as problem:
        # PyYAML calls itself for each level, and hands what is no code point, such as \\U00110000, to `chr`.
        deep = isinstance(problem, RecursionError)
        said = "it is nested too deeply" if deep else f"a value cannot be read: {problem}"
        place = Span(source, 0, 0)
        return default, [rules.YAML_SYNTAX.at(place, f"this is not YAML: {said}", "write these settings more simply")]
    if not isinstance(top, yaml.MappingNode):
        return default, [rules.WRONG_SHAPE.at(Span(source, 0, 0), "the file is not a mapping", "see the MkDocs manual")]
    findings = [*_doubled(source, top)]
    folders = child(top, "use_directory_urls")
    if text_of(folders).lower() not in ("false", "no", "off"):
        place = place_of(source, folders) if folders else Span(source, 0, 0)
        help = "write `use_directory_urls: false`: then every page opens from a folder as from a web server"
        findings.append(rules.DIRECTORY_URLS.at(place, "pages would be folders, which do not open offline", help))
    entries = listed(child(child(top, "extra"), "alternate"))
    editions, faults = _editions(source, entries)
    findings += [*faults, *_of_other_hosts(source, top)]
    findings += unsafe_settings(source, top)
    findings += check_folders(source, child(top, "docs_dir"), child(top, "site_dir"))
    findings += [
        rules.WRONG_SHAPE.at(
            place_of(source, node),
            f"`{text_of(node)}` is no numbering system that mujaz knows",
            f"write {', '.join(f'`{name}`' for name in NUMERALS)}, or leave it out: the language has a default",
        )
        for entry in entries
        if (node := child(entry, "numerals")) is not None and text_of(node) not in NUMERALS
    ]
    built = tuple(text_of(child(top, key)) or default for key, default in (("docs_dir", "docs"), ("site_dir", "site")))
    languages = tuple(edition.language for edition in editions or default.editions)
    layout, faults = read_layout(source, child(top, "extra"), languages, built)
    findings += faults
    also = [child(child(top, "theme"), "custom_dir"), *listed(child(top, "watch"))]
    config = Config(
        editions or default.editions,
        built[0],
        _toc(child(top, "markdown_extensions")),
        text_of(child(top, "site_url")),
        text_of(child(top, "site_name")),
        tuple(name for node in also if (name := text_of(node))),
        built[1],
        layout,
    )
    return config, findings


def _doubled(source: Source, top: yaml.Node) -> Iterator[Diagnostic]:
    """Findings on keys that stand twice in a mapping: MkDocs takes the last one, and a reader may take the first."""
    seen = set[int]()
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if id(node) in seen or not isinstance(node, yaml.CollectionNode):
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
            continue
        keys = set[str]()
        for key, value in node.value:
            waiting.append(value)
            if isinstance(key, yaml.ScalarNode) and key.value in keys:
                help = "leave one of the two out, or join them"
                message = f"the key `{visible(key.value)}` stands twice in one mapping"
                yield rules.DUPLICATE_KEY.at(place_of(source, key), message, help)
            elif isinstance(key, yaml.ScalarNode):
                keys.add(key.value)


def citation_styles(source: Source) -> list[tuple[str, Span]]:
    """The citation styles that editions ask for, each with its place in a file that `read_config` could read."""
    top = yaml.compose(source.text, Loader=yaml.SafeLoader)
    entries = listed(child(child(top, "extra"), "alternate"))
    found = (child(entry, "citation_style") for entry in entries)
    return [(text_of(node), place_of(source, node)) for node in found if node is not None]


def _editions(source: Source, entries: list[yaml.Node]) -> tuple[tuple[Edition, ...], list[Diagnostic]]:
    """The editions of a site; a language that cannot be a folder, or is there already, is a finding instead."""
    editions: dict[str, Edition] = {}
    findings: list[Diagnostic] = []
    for entry in entries:
        node = child(entry, "lang")
        language = text_of(node)
        if node is None or not language:
            continue
        if not re.fullmatch(LANGUAGE_PATTERN, language):
            help = "write a BCP 47 tag such as ar, en or zh-Hant"
            findings.append(
                rules.INVALID_LANGUAGE.at(place_of(source, node), f"`{language}` is not a language tag", help)
            )
        elif language in editions:
            help = "leave one of the two out: a language has one edition"
            message = f"the edition `{language}` stands twice"
            findings.append(rules.DUPLICATE_ID.at(place_of(source, node), message, help))
        else:
            editions[language] = Edition(
                language,
                text_of(child(entry, "name")) or language,
                text_of(child(entry, "numerals")) or None,
                text_of(child(entry, "hijri")).lower() in ("true", "yes", "on"),
                text_of(child(entry, "citation_style")),
            )
    return tuple(editions.values()), findings


def _of_other_hosts(source: Source, top: yaml.Node) -> Iterator[Diagnostic]:
    """Findings on scripts and style sheets that every page would ask another host for."""
    for key in ("extra_css", "extra_javascript"):
        for entry in listed(child(top, key)):
            node = child(entry, "path") or entry
            if re.match(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//", text_of(node)):
                help = "keep a copy in docs/ and refer to that: a page must not tell other hosts who reads it"
                message = f"a browser would ask another host for `{text_of(node)}`"
                yield rules.FOREIGN_REQUEST.at(place_of(source, node), message, help)


def check_folders(source: Source, docs: yaml.Node | None, site: yaml.Node | None) -> list[Diagnostic]:
    """Findings on the folders that are written to: inside of the site, apart, and none that holds something else."""
    findings = []
    known = {}
    for key, node, default in (("docs_dir", docs, "docs"), ("site_dir", site, "site")):
        written = default if node is None else text_of(node)
        problem = folder_problem(written)
        if node is not None and node.tag != "tag:yaml.org,2002:str":
            problem = "is not written out as a name"
        place = Span(source, node.start_mark.index, node.end_mark.index) if node else Span(source, 0, 0)
        if problem:
            findings.append(rules.UNSAFE_FOLDER.at(place, f"`{key}: {written}` {problem}", _FOLDER_HELP))
        known[key] = _parts(written)
    one, other = known["docs_dir"], known["site_dir"]
    if not findings and one[: len(other)] == other[: len(one)]:
        node = site or docs
        place = Span(source, node.start_mark.index, node.end_mark.index) if node else Span(source, 0, 0)
        findings.append(rules.UNSAFE_FOLDER.at(place, "`docs_dir` and `site_dir` lie in each other", _FOLDER_HELP))
    return findings


def folder_problem(path: str) -> str:
    """Why mujaz must not write to a folder, in words; empty where it may.

    Args:
        path: relative to the site's root, as MkDocs is told.
    """
    parts = _parts(path)
    if path.startswith("/") or "\\" in path or ":" in path or ".." in parts:
        return "leads out of the site"
    if not parts:
        return "is the site's own folder"
    if problem := hidden_in(path):
        return problem
    if any(part.startswith((".", "~")) or part == alike(".git") for part in parts):
        return "is a hidden folder"
    if parts[0] in _OTHERS:
        return f"is where {_OTHERS[parts[0]]}"
    return ""


def _parts(path: str) -> list[str]:
    """The parts of a path as systems that know no case take them."""
    return [alike(part) for part in path.split("/") if part not in ("", ".")]


def _toc(extensions: yaml.Node | None) -> tuple[tuple[str, str], ...]:
    """The options of the extension `toc`; they decide how headings look."""
    listed = extensions.value if isinstance(extensions, yaml.SequenceNode) else [extensions]
    found = (child(entry, name) for entry in listed for name in ("toc", "markdown.extensions.toc"))
    options = next((node for node in found if isinstance(node, yaml.MappingNode)), None)
    return tuple((text_of(key), text_of(value)) for key, value in options.value) if options else ()


def _syntax(source: Source, problem: yaml.YAMLError) -> Diagnostic:
    offset, said = 0, "it cannot be read"
    if isinstance(problem, yaml.MarkedYAMLError) and problem.problem_mark:
        offset, said = problem.problem_mark.index, problem.problem or said
    elif isinstance(problem, yaml.reader.ReaderError):
        offset, said = problem.position, f"it holds the character U+{problem.character:04X}"
    place = Span(source, min(offset, len(source.text)), min(offset + 1, len(source.text)))
    help = "look at the indentation and the colons of this line and the one before"
    return rules.YAML_SYNTAX.at(place, f"this is not YAML: {said}", help)
