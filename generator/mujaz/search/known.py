"""Names that are known without a glossary, such as those of countries: found by any of their languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mujaz.search.analysis import is_small, name_words

KNOWN = "+"
"""Stands before the number of a group of names, where names of the glossary have the id of their entity."""

_LEAST = 3  # letters; shorter names are too often other words


def folded(known: Iterable[Collection[str]]) -> list[tuple[str, ...]]:
    """Groups of names of the same thing as the index has them; a group without a choice of names is empty."""
    groups = []
    for names in known:
        found = {" ".join(name_words(name)) for name in names}
        group = sorted(name for name in found if len(name) >= _LEAST and not is_small(name))
        groups.append(tuple(group) if len(group) > 1 else ())
    return groups
