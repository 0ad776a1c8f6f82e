"""What is written together with the word behind it: the tables that names, new briefs and search share."""

from __future__ import annotations

from itertools import product
from typing import Final

ARTICLE: Final = "ال"
CONTRACTED: Final = "لل"  # ل before the article swallows its alef
FUTURE: Final = "س"  # a prefix of verbs
HEBREW_ARTICLE: Final = "ה"

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ك", "ل")

DEFINITE: Final = {
    **{w + p + ARTICLE: w + p for w, p in product(_CONJUNCTIONS, _PREPOSITIONS)},
    **{w + CONTRACTED: w + "ل" for w in _CONJUNCTIONS},
}
"""What may stand before a word that begins with the article and is looked for without it, each with what is no part of
the word."""

INDEFINITE: Final = {
    **{w + p + a: w + p + a for w, p, a in product(_CONJUNCTIONS, _PREPOSITIONS, ("", ARTICLE))},
    **{w + CONTRACTED: w + CONTRACTED for w in _CONJUNCTIONS},
    **{w + FUTURE: w + FUTURE for w in _CONJUNCTIONS},
}
"""What may stand before any other Arabic word; all of it is no part of the word."""

HEBREW: Final = {
    proclitic: proclitic
    for proclitic in map("".join, product(("", "ו"), ("", "ש", "כש", "לכש", "מש"), ("", "ה", "ב", "ל", "כ", "מ")))
}
"""What may stand before a Hebrew word."""

GLUED: Final = {p: p for p in (*INDEFINITE, *HEBREW) if not p.endswith(FUTURE)}
"""What may stand before a word or a number in another script: «بـKN-23», «الـ20», «ב-NATO»."""

LONGEST: Final = max(map(len, (*DEFINITE, *INDEFINITE, *HEBREW)))
"""Letters of the longest."""
