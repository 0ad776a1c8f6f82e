"""From a place in a seed to the shortest quote that is found nowhere else."""

from __future__ import annotations

from mujaz.anchor import Range, TextQuote, find_places
from mujaz.scaffold.style import presentable
from mujaz.text.fold import Folded

_MOST_CONTEXT = 60  # words on each side


def quote_of(folded: Folded, place: Range) -> TextQuote | None:
    """The selector that a brief should use for a place, or None where none is unambiguous.

    The words themselves are taken as they are; a prefix, a suffix or both are added only where they occur more
    than once, of no more words than needed.
    """
    start, end = place
    exact = presentable(folded.original[start:end])
    mine = [found for found in find_places(folded, TextQuote(exact)) if _is_same(folded, found, place)]
    if len(mine) != 1:
        return None
    if _is_only(folded, TextQuote(exact), mine[0]):
        return TextQuote(exact)
    before, behind = folded.original[:start].split(), folded.original[end:].split()
    for count in range(1, _MOST_CONTEXT + 1):
        prefix, suffix = presentable(" ".join(before[-count:])), presentable(" ".join(behind[:count]))
        for selector in (TextQuote(exact, prefix), TextQuote(exact, "", suffix), TextQuote(exact, prefix, suffix)):
            if _is_only(folded, selector, mine[0]):
                return selector
        if count >= max(len(before), len(behind)):
            break
    return None


def _is_only(folded: Folded, selector: TextQuote, place: Range) -> bool:
    return find_places(folded, selector) == (place,)


def _is_same(folded: Folded, found: Range, place: Range) -> bool:
    """Whether two ranges differ by nothing that can be read."""
    text = folded.original
    first, last = sorted((found[0], place[0])), sorted((found[1], place[1]))
    return (
        found[0] < place[1]
        and place[0] < found[1]
        and not any(map(str.isalnum, text[first[0] : first[1]] + text[last[0] : last[1]]))
    )
