"""What is kept of an index between builds: its own parts, as they are packed, and what their lines were made from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

ROOMS = tuple(f"search.{room}" for room in ("head", "pages", "words", "lists", "texts", "facts", "known"))
HEAD, PAGES, WORDS, LISTS, TEXTS, FACTS, KNOWN = ROOMS
"""Of the store: what holds all together; words and names by page; parts of words, long lists, and texts; facts of the
vocabulary; names that are known."""


class Kept(Protocol):
    """What is kept between builds, by room and key; `mujaz.engine.cache.store.Store` is one."""

    def get(self, room: str, key: str, /) -> bytes | None:
        """A content, or None where none is kept."""

    def put_all(self, room: str, contents: Iterable[tuple[str, bytes]], /) -> None:
        """Keep several contents of one room."""

    def delete(self, room: str, key: str, /) -> None:
        """Forget a content, if there is one."""

    def keys(self, room: str, /) -> list[str]:
        """The names of a room's contents."""


class NoIndexError(Exception):
    """There is no index yet, or something of it is missing."""
