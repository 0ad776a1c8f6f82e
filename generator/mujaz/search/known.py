"""Names that are known without a glossary, such as those of countries: found by any of their languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mujaz.search.analysis import is_small, name_words
from mujaz.search.stems import readings

KNOWN = "+"
"""Stands before the number of a group of names, where names of the glossary have the id of their entity."""

_LEAST = 3  # letters; shorter names are too often other words


def present(known: Iterable[Collection[str]], words: Iterable[str]) -> dict[str, set[str]]:
    """The groups of names of which one occurs in a vocabulary, folded, by an id of each.

    Args:
        known: groups of names of the same thing.
        words: all words of the pages.
    """
    stems = {readings(word)[0].stem for word in words}
    found = {}
    for number, names in enumerate(known):
        folded = {" ".join(name_words(name)) for name in names}
        group = {name for name in folded if len(name) >= _LEAST and not is_small(name)}
        if len(group) > 1 and any(all(readings(word)[0].stem in stems for word in name.split(" ")) for name in group):
            found[f"{KNOWN}{number}"] = group
    return found
