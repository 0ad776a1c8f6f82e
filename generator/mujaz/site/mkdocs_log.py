"""What MkDocs says in its log, as findings with a place."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mujaz.engine.workspace import read_text, whole_file
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Span
from mujaz.text.patterns import lazy_re

_FILE = lazy_re(r"[^\s']+\.md\b")
_QUOTED = lazy_re(r"'([^']+)'")

_HELP_PAGE = "mend the page; one with `generator: mujaz` at its head is written by mujaz, whose fault it then is"
_HELP_CONFIGURATION = "look at mkdocs.yml and the MkDocs manual"


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def collected() -> Iterator[list[logging.LogRecord]]:
    """Collect what MkDocs, Material and plugins log from warnings upwards, and keep it from the terminal."""
    logger = logging.getLogger("mkdocs")
    collector = _Collector()
    before = logger.propagate, logger.handlers[:]
    logger.propagate = False
    logger.handlers[:] = [collector]
    try:
        yield collector.records
    finally:
        logger.propagate, logger.handlers[:] = before


def as_findings(records: list[logging.LogRecord], root: Path, docs: Path) -> list[Diagnostic]:
    """One finding for each distinct record.

    Args:
        records: from `collected`.
        root: the site's folder, to which the names of files are relative.
        docs: the folder of the Markdown files.
    """
    findings = {}
    for record in records:
        rule = rules.MKDOCS_ERROR if record.levelno >= logging.ERROR else rules.MKDOCS_WARNING
        message = in_our_style(record.getMessage())
        place = _place(message, root, docs)
        help = _HELP_PAGE if place.source.text else _HELP_CONFIGURATION
        findings[rule.name, message] = rule.at(place, message, help)
    return list(findings.values())


def in_our_style(message: str) -> str:
    """A message of MkDocs on one line, without a capital at its head and a stop at its end."""
    words = " ".join(message.split()).removesuffix(".")
    return words if words.startswith("MkDocs") else words[:1].lower() + words[1:]


def _place(message: str, root: Path, docs: Path) -> Span:
    """The file that a message names, at the first of its other quoted words that the file holds."""
    named = _FILE.search(message)
    nowhere = whole_file("mkdocs.yml")
    # The message repeats what people wrote, such as a page in the navigation: only a file among the pages is shown.
    if named is None or named[0].startswith("/") or ".." in named[0].split("/") or not (docs / named[0]).is_file():
        return nowhere
    source, _, _ = read_text(root, docs / named[0])
    if source is None:
        return whole_file((docs / named[0]).relative_to(root).as_posix())
    for quoted in _QUOTED.findall(message[named.end() :].removeprefix("'")):
        start = source.text.find(quoted)
        if start >= 0:
            return source.span(start, start + len(quoted))
    return source.span(0, 0)
