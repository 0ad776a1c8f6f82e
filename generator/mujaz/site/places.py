"""Where a fault of the built site is mended: in the page that a person wrote, where it is found there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from mujaz.engine.generated import is_generated
from mujaz.site.faults import Fault
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.text.patterns import lazy_re

_MARKDOWN = ".md"
_REFERENCE = lazy_re(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?")


class Pages(Struct, frozen=True):
    """The folder of the pages.

    Attributes:
        root: the site's folder, to which the names of files are relative.
        docs: the folder, below it.
        home: what comes before the paths in the site, where more than the site is looked at.
    """

    root: Path
    docs: Path
    home: str = ""


def located(fault: Fault, folder: Path, shown: str, written: Pages | None = None) -> Diagnostic:
    """A fault in a folder that is being written as a finding.

    Args:
        fault: what was found.
        folder: where the file is.
        shown: the name of that folder, as it would have been.
        written: the pages that it was made from, if the fault is to be looked for there.
    """
    place = _in_source(fault, written) if written is not None else None
    if place is None:
        has_place = fault.line > 1 or fault.column > 1
        text = _text_of(folder / fault.path) if has_place else ""
        place = _at(Source(f"{shown}/{fault.path}", text), fault)
    return fault.rule.at(place, fault.message, fault.help)


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").removeprefix("\ufeff")


def _at(source: Source, fault: Fault) -> Span:
    start = 0
    for _ in range(fault.line - 1):
        start = source.text.find("\n", start) + 1
    start = min(start + fault.column - 1, len(source.text))
    return source.span(start, start)


def _in_source(fault: Fault, written: Pages) -> Span | None:
    """The place in a file that a person wrote; None where there is none."""
    name = fault.path.removeprefix(written.home)
    file = written.docs / name
    stem, dot, _ = name.rpartition(".")
    page = written.docs / f"{stem}{_MARKDOWN}"
    for path in (file, page) if dot else (file,):
        if not path.is_file() or path.is_symlink() or (path == page and is_generated(page)):
            continue
        if not path.is_relative_to(written.root):
            continue
        source = Source(path.relative_to(written.root).as_posix(), _text_of(path))
        if path == file:
            return _at(source, fault)
        # Of two that are the same the second is at fault.
        find = source.text.rfind if fault.rule is rules.DUPLICATE_HTML_ID else source.text.find
        for words in _spellings(fault.written):
            if (start := find(words)) >= 0:
                return source.span(start, start + len(words))
            if found := re.search(re.escape(words), source.text, re.IGNORECASE):
                return source.span(*found.span())
        plain, places = _plain(source.text)
        if fault.written and (start := plain.find(fault.written)) >= 0:
            return source.span(places[start], places[start + len(fault.written)])
        if fault.written == "":
            return source.span(0, 0)
    return None


def _plain(text: str) -> tuple[str, list[int]]:
    """A text with its character references resolved, and where each of its letters, and its end, stood."""
    parts: list[str] = []
    places: list[int] = []
    last = 0
    for match in _REFERENCE.finditer(text):
        meant = html.unescape(match[0])
        parts += [text[last : match.start()], meant]
        places += [*range(last, match.start()), *[match.start()] * len(meant)]
        last = match.end()
    return "".join((*parts, text[last:])), [*places, *range(last, len(text) + 1)]


def _spellings(words: str) -> Iterator[str]:
    """How words of a built page may stand in its Markdown, the likeliest first."""
    if words:
        yield words
        first = words.split("\n", 1)[0].split(" ", 1)[0]
        if words.startswith("<"):
            yield first
            yield first.lower().rstrip(">")
            yield first.upper().rstrip(">")
        else:
            yield words.replace(".html", _MARKDOWN)
            yield words.replace("&", "&amp;")
            yield words.rpartition("/")[2].replace(".html", _MARKDOWN).partition("#")[0] or words
            yield words.partition("#")[2] or words
