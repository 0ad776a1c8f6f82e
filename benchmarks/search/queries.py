"""What a benchmark consists of: pages, queries with the pages that answer them, and the two together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be found: its name, its title, and its paragraphs as plain text."""

    name: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed and what answers it.

    Attributes:
        text: the words typed.
        kind: the row of the table it counts in.
        relevant: names of the pages that answer it; none for a query that must find nothing.
        strict: the same by the stricter judge, which gives every word one stem; None where there is one judge only.
    """

    text: str
    kind: str
    relevant: frozenset[str]
    strict: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """Pages of one language, and the queries on them.

    Attributes:
        name: heads the table, and names the folder of the sites.
        language: the language of the pages and of the theme.
        pages: none when `write` is given.
        queries: all that are typed.
        write: writes the sources of a site of another form into a folder.
    """

    name: str
    language: str
    pages: tuple[Page, ...]
    queries: tuple[Query, ...]
    write: Callable[[Path], None] | None = None
