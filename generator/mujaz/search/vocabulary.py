"""Which readings of the words of a collection hold, now that all its words are known."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from mujaz.search.stems import readings, without_article


class Entry(NamedTuple):
    """A way to find a word.

    Attributes:
        key: the stem to look it up by.
        word: the word.
        trust: 2 for a whole word, 1 for a proclitic that the vocabulary bears out, 0 for one that it does not.
    """

    key: str
    word: str
    trust: int


def entries(words: Set[str]) -> list[Entry]:
    """All ways to find the words of a collection.

    A word that the article stands before is no word with a proclitic: «الفكرة» shows that «فكرة» is one word. A
    proclitic is borne out by other words with the stem that is left.
    """
    definite = {core for word in words if (core := without_article(word)) != word}
    sure = {own[0].stem for word in words if len(own := readings(word)) == 1 or word in definite}
    found = []
    for word in words:
        whole, *splits = readings(word)
        found.append(Entry(whole.stem, word, 2))
        if splits and word not in definite:
            known = [split for split in splits if split.stem in sure or split.core in words]
            trust = 1 if known else 0
            found += [Entry(key, word, trust) for key in sorted({s.stem for s in known or splits} - {whole.stem})]
    return found
