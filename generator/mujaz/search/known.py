"""Names that are known without a glossary, such as those of countries: found by any of their languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mujaz.search.analysis import is_small, name_words
from mujaz.search.vocabulary import traits

KNOWN = "+"
"""Stands before the number of a group of names, where names of the glossary have the id of their entity."""

_LEAST = 3  # letters; shorter names are too often other words

Group = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]
"""An id, and of each of the names, folded, the stems of its words."""


def groups(known: Iterable[Collection[str]]) -> list[Group]:
    """Names of the same thing in several languages, prepared to be looked for in any vocabulary."""
    found = []
    for number, names in enumerate(known):
        folded = {" ".join(name_words(name)) for name in names}
        group = sorted(name for name in folded if len(name) >= _LEAST and not is_small(name))
        if len(group) > 1:
            stems = tuple((name, tuple(traits(word).stem for word in name.split(" "))) for name in group)
            found.append((f"{KNOWN}{number}", stems))
    return found


def present(known: Iterable[Group], stems: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The groups of which one name occurs in a vocabulary: their names by their ids.

    Args:
        known: from `groups`.
        stems: those of all words of the pages.
    """
    return {
        id: tuple(name for name, _ in names)
        for id, names in known
        if any(all(stem in stems for stem in own) for _, own in names)
    }
