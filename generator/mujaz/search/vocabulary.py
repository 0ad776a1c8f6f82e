"""Which readings of the words of a collection hold, now that all its words are known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from mujaz.search.sounds import sound_key
from mujaz.search.stems import readings, without_article


class Traits(NamedTuple):
    """What a word is by itself, whatever the collection.

    Attributes:
        stem: of its first reading, which takes it as a whole.
        core: of the same.
        splits: stem and core of its other readings.
        definite: the word without its article; empty where it has none.
        sound: the key of how it sounds.
    """

    stem: str
    core: str
    splits: tuple[tuple[str, str], ...]
    definite: str
    sound: str


@lru_cache(maxsize=262144)
def traits(word: str) -> Traits:
    """What a word is."""
    whole, *splits = readings(word)
    bare = without_article(word)
    return Traits(
        whole.stem,
        whole.core,
        tuple((split.stem, split.core) for split in splits),
        bare if bare != word else "",
        sound_key(whole.core),
    )


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


def entries(words: Mapping[str, Traits]) -> list[Entry]:
    """All ways to find the words of a collection.

    A word that the article stands before is no word with a proclitic: «الفكرة» shows that «فكرة» is one word. A
    proclitic is borne out by other words with the stem that is left.
    """
    definite = {own.definite for own in words.values() if own.definite}
    sure = {own.stem for word, own in words.items() if not own.splits or word in definite}
    found = []
    for word, own in words.items():
        found.append(Entry(own.stem, word, 2))
        if own.splits and word not in definite:
            known = [stem for stem, core in own.splits if stem in sure or core in words]
            trust = 1 if known else 0
            stems = set(known or (stem for stem, _ in own.splits)) - {own.stem}
            found += [Entry(key, word, trust) for key in sorted(stems)]
    return found
