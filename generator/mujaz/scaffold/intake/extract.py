"""What is taken from a file that is no plain text: its words, what it says of itself, and what was left out."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.metadata import version
from typing import Any

from msgspec import Struct

from mujaz.scaffold.plan import RefusedError
from mujaz.text.paragraphs import paragraphs

BY_HAND = "copy the article's words into a file of plain text, and add that"


class Proposal(Struct, frozen=True):
    """A value for a key of the record that somebody has to look at.

    Attributes:
        key: of the record, such as `publisher`.
        value: for it.
        origin: where in the file it stands.
    """

    key: str
    value: str
    origin: str


class Extract(Struct, frozen=True):
    """The text of a file that is no plain text in UTF-8.

    Attributes:
        kind: what the file is, with its article.
        ending: that its copy gets, without the dot.
        reader: the library that took the text from it, and its version.
        text: the words, laid out as `mujaz.text.paragraphs` reads them.
        proposals: at most one for a key.
        dropped: paragraphs of the file that are not in the text, in their order.
        notes: what else the person who adds it should know.
    """

    kind: str
    ending: str
    reader: str
    text: str
    proposals: tuple[Proposal, ...] = ()
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def kept(self) -> int:
        """How many paragraphs the text has."""
        return len(paragraphs(self.text))


def library(module: str, package: str, what: str) -> tuple[Any, str]:
    """A library of the extra `import`, with its name and version.

    Raises:
        RefusedError: it is not installed.
    """
    try:
        return import_module(module), f"{package} {version(package)}"
    except ImportError:
        help = f"install it with `pip install 'mujaz[import]'`; or {BY_HAND}"
        raise RefusedError(f"{what} is read by {package}, which is not installed", help) from None


def proposals(*found: tuple[str, str | None, str]) -> tuple[Proposal, ...]:
    """The first usable value of each key, of (key, value, origin) in the order of trust."""
    first: dict[str, Proposal] = {}
    for key, value, origin in found:
        value = " ".join((value or "").split())
        if key == "published":
            day = re.match(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)", value)
            value = day[0] if day else ""
        if key == "url" and not re.fullmatch(r"https?://[!-~]{3,2000}", value):
            value = ""
        if key == "author" and re.match(r"https?://", value):  # the address of a profile is no name
            value = ""
        if value and len(value) <= 500:
            first.setdefault(key, Proposal(key, value, origin))
    return tuple(first.values())
