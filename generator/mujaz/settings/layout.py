"""`extra.mujaz.layout` of `mkdocs.yml`: the sections of each kind of page, and words of the desk between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import yaml
from msgspec import Struct

from mujaz.settings.shown import child, place_of, text_of
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.text.filenames import alike, hidden_in
from mujaz.text.visible import visible

TEXTS = "texts"
"""The folder, beside `mkdocs.yml`, of the files with words of the desk."""

_KEY = "layout"
_TEXT = "text"
_LIST_HELP = "write the names of sections below each other, and `text: texts/NAME.md` for words of your own"
_FILE_HELP = f"name a Markdown file below {TEXTS}/, such as {TEXTS}/how-we-work.md"


class TextFile(Struct, frozen=True):
    """A file with words of the desk.

    Attributes:
        name: relative to the site's root.
        language: BCP 47 tag.
        place: where the settings name it.
    """

    name: str
    language: str
    place: Span


class Entry(Struct, frozen=True):
    """An entry of a list of sections: the name of one, or the files of words of the desk, one a language."""

    section: str
    files: tuple[TextFile, ...]
    place: Span


class PageOrder(Struct, frozen=True):
    """What pages of one kind show, in its order, as it is written.

    Attributes:
        kind: of the pages.
        entries: what they show.
        place: of the kind.
    """

    kind: str
    entries: tuple[Entry, ...]
    place: Span


def read_layout(
    source: Source, extra: yaml.Node | None, languages: Collection[str], built: Collection[str]
) -> tuple[tuple[PageOrder, ...], list[Diagnostic]]:
    """The orders that a desk asks for, and findings on their shape; what sections there are is not known here.

    Args:
        source: `mkdocs.yml`.
        extra: its key `extra`.
        languages: of the editions.
        built: the folders that MkDocs reads pages from and writes to.
    """
    reader = _Reader(source, languages, built)
    return tuple(reader.orders(child(extra, "mujaz"))), reader.findings


class _Reader:
    def __init__(self, source: Source, languages: Collection[str], built: Collection[str]) -> None:
        self._source, self._languages = source, languages
        self._built = [alike(folder.strip("./")) for folder in built]
        self.findings: list[Diagnostic] = []

    def _wrong(self, node: yaml.Node, message: str, help: str) -> None:
        self.findings.append(rules.WRONG_SHAPE.at(place_of(self._source, node), message, help))

    def orders(self, own: yaml.Node | None) -> Iterator[PageOrder]:
        """Of each kind of page that is named, in the order written."""
        if own is None:
            return
        if not isinstance(own, yaml.MappingNode):
            self._wrong(own, "`extra.mujaz` is not a mapping", f"write the key `{_KEY}` below it")
            return
        for key, value in own.value:
            if text_of(key) != _KEY:
                place, name = place_of(self._source, key), visible(text_of(key))
                help = f"its only key is `{_KEY}`"
                self.findings.append(rules.UNKNOWN_KEY.at(place, f"`extra.mujaz` has no key `{name}`", help))
            elif isinstance(value, yaml.MappingNode):
                for kind, listed in value.value:
                    yield from self._order(kind, listed)
            else:
                self._wrong(value, f"`{_KEY}` is not a mapping", "write kinds of pages, and the sections of each")

    def _order(self, kind: yaml.Node, listed: yaml.Node) -> Iterator[PageOrder]:
        if not isinstance(kind, yaml.ScalarNode) or not isinstance(listed, yaml.SequenceNode):
            self._wrong(listed, "the sections of a kind of page are not a list", _LIST_HELP)
            return
        entries = tuple(entry for node in listed.value for entry in self._entry(node))
        yield PageOrder(str(kind.value), entries, place_of(self._source, kind))

    def _entry(self, node: yaml.Node) -> Iterator[Entry]:
        place = place_of(self._source, node)
        if isinstance(node, yaml.ScalarNode):
            yield Entry(str(node.value), (), place)
            return
        keys = [text_of(key) for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
        files = child(node, _TEXT)
        if keys != [_TEXT] or files is None:
            self._wrong(node, "this is neither the name of a section nor `text` with a file", _LIST_HELP)
            return
        found = tuple(self._files(files))
        if found:
            yield Entry("", found, place)

    def _files(self, node: yaml.Node) -> Iterator[TextFile]:
        if isinstance(node, yaml.MappingNode) and node.value:
            for key, value in node.value:
                if language := self._language(key):
                    yield from self._file(value, language)
        elif not isinstance(node, yaml.ScalarNode):
            self._wrong(node, "`text` names no file", _FILE_HELP)
        elif len(self._languages) == 1:
            yield from self._file(node, next(iter(self._languages)))
        else:
            help = f"write one a language, such as `{next(iter(self._languages), 'en')}: {TEXTS}/how-we-work.md`"
            self._wrong(
                node, "the site has several editions, and this does not say which language the words are in", help
            )

    def _language(self, key: yaml.Node) -> str:
        """The language that a key names; a text of a language that no edition has would never be seen."""
        language = text_of(key)
        if language in self._languages:
            return language
        from mujaz.model.decode import nearest_word  # late: most languages are known

        near = nearest_word(language, sorted(self._languages))
        known = ", ".join(f"`{tag}`" for tag in self._languages)
        help = f"did you mean `{near}`?" if near else f"write a language of an edition: {known}"
        message = f"the site has no edition in `{visible(language)}`, which would show this"
        self.findings.append(rules.UNKNOWN_KEY.at(place_of(self._source, key), message, help))
        return ""

    def _file(self, node: yaml.Node, language: str) -> Iterator[TextFile]:
        place, name = place_of(self._source, node), text_of(node)
        if problem := self._problem(name):
            message = f"`{visible(name)}` {problem}" if name else "`text` names no file"
            self.findings.append(rules.UNUSABLE_TEXT.at(place, message, _FILE_HELP))
        else:
            yield TextFile(name, language, place)

    def _problem(self, name: str) -> str:
        """Why a file may not be shown on pages, in words; empty where it may."""
        parts = name.split("/")
        if name.startswith("/") or re.search(r"[\\:]", name) or ".." in parts:
            return "leads out of the site"
        if problem := hidden_in(name):
            return problem
        if any(part.startswith((".", "~")) or not part for part in parts):
            return "is no plain path, or a hidden one"
        if any(alike(name).startswith(f"{folder}/") for folder in self._built):
            return "would be a page of its own"
        if parts[0] != TEXTS or len(parts) == 1:
            return f"is not below {TEXTS}/"
        return "" if name.endswith(".md") else "is no Markdown file"
