"""What is kept of an index between builds: its own parts, as they are packed, and what their lines were made from."""

from __future__ import annotations

ROOMS = tuple(f"search.{room}" for room in ("head", "pages", "words", "lists", "spellings", "texts", "facts", "known"))
HEAD, PAGES, WORDS, LISTS, SPELLINGS, TEXTS, FACTS, KNOWN = ROOMS
"""Of the store: what holds all together; words and names by page; parts of words, long lists, words by length, and
texts; facts of the vocabulary; names that are known."""


class NoIndexError(Exception):
    """There is no index yet, or something of it is missing."""
