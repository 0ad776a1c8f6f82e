"""Unicode normal form C: one spelling for what is canonically equivalent, such as marks in any order."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

from mujaz.text.patterns import lazy_regex

_TOO_MANY = lazy_regex(r"\p{M}{65}")
# Composition and the order of marks never reach beyond such a cluster: what composes backwards is a mark or a jamo.
_cluster = lazy_regex(r"(?s).[\p{M}\u1160-\u11ff]*+")

Sign = tuple[str, int, int]
"""A character, and the half-open range of code points that it was read from."""


def composed(text: str) -> str:
    """A text in normal form C (UAX #15).

    More than 64 marks on one letter are no spelling of any language, and stay as they are: to put them in order takes
    time that is quadratic in their number.
    """
    if is_normalized("NFC", text) or _TOO_MANY.search(text):
        return text
    return normalize("NFC", text)


def composed_signs(signs: list[Sign]) -> list[Sign]:
    """The same for characters that know where they come from; what is composed comes from the whole of its parts."""
    text = "".join(sign[0] for sign in signs)
    if composed(text) == text:
        return signs
    made: list[Sign] = []
    for cluster in _cluster.finditer(text):
        first, last = cluster.span()
        whole = composed(cluster[0])
        if whole == cluster[0]:
            made += signs[first:last]
        else:
            made += [(character, signs[first][1], signs[last - 1][2]) for character in whole]
    return made
