"""Other forms of a word: what affixes may make of a stem, kept where hunspell reads them as that stem and no other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from hunspell import Stems

_PARTICLES = ("", "و", "ف", "ب", "ل", "ك")
_ARTICLES = ("ال", "وال", "بال", "فال", "كال", "لل")
_POSSESSIVES = ("ه", "ها", "هم", "هما", "نا", "ي", "ك", "كم", "اته", "اتها", "اتهم")
_NUMBERS = ("", "ة", "ات", "ين", "ون", "ان")
_IMPERFECT = (("ي", "ت", "ن", "أ", "سي", "ست", "وي", "وت", "في"), ("", "ون", "ان", "ين", "ن", "وا", "ه", "ها", "هم"))
_PERFECT = (("", "و", "ف"), ("", "ت", "نا", "تم", "وا", "ا", "تا", "ه", "ها", "هم", "ته", "تها"))
_ENGLISH_SUFFIXES = ("s", "es", "ed", "d", "ing", "ly", "er")
CLITICS = ("وال", "بال", "فال", "كال", "ال", "لل", "و", "ب", "ل", "ف", "ك")
"""What is written together with the word behind it: and, with, so, like, for; with or without the article."""


def _arabic_nouns(stem: str) -> set[str]:
    bodies = {stem}
    if stem.endswith("ة"):
        bodies |= {stem[:-1], stem[:-1] + "ت"}
    forms = {p + body + s for body in bodies for p, s in product(_PARTICLES + _ARTICLES, _NUMBERS)}
    return forms | {p + body + s for body in bodies for p, s in product(_PARTICLES, _POSSESSIVES)}


def _arabic_verbs(stem: str) -> set[str]:
    bodies = {stem}
    if stem[0] in "اأ":  # the imperfect of انتخب is ينتخب, of أعلن it is يعلن
        bodies.add(stem[1:])
    if len(stem) == 3 and stem[1] == "ا":  # the middle of قال is و or ي in the imperfect, and short in قلت
        bodies |= {stem[0] + "و" + stem[2], stem[0] + "ي" + stem[2], stem[0] + stem[2]}
    if stem[-1] in "اى":
        bodies |= {stem[:-1], stem[:-1] + "ي", stem[:-1] + "و", stem[:-1] + "ا"}
    return {p + body + s for body in bodies for tense in (_IMPERFECT, _PERFECT) for p, s in product(*tense)}


def _english(stem: str) -> set[str]:
    bodies = {stem, stem[:-1]} | ({stem[:-1] + "i"} if stem.endswith("y") else {stem + stem[-1]})
    return {body + suffix for body in bodies for suffix in _ENGLISH_SUFFIXES} | {stem}


def inflected(wanted: Iterable[str], stems: Stems, verbs: bool = False) -> dict[str, tuple[str, ...]]:
    """By stem, all its forms that hunspell reads as forms of this stem only; of the verb only if so asked."""
    candidates: dict[str, set[str]] = {}
    for stem in sorted(wanted):
        if stems.language == "en":
            candidates[stem] = _english(stem)
        else:
            candidates[stem] = _arabic_verbs(stem) if verbs else _arabic_nouns(stem)
    stems.look_up(form for forms in candidates.values() for form in forms)
    return {
        stem: tuple(sorted(f for f in forms if stems.known[f] == (stem,) and (not verbs or f in stems.verbs)))
        for stem, forms in candidates.items()
    }


_HASTE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي"})


def misspelled(word: str, turn: int) -> str:
    """The word as people write it in haste, or with vowel signs, or drawn out with tatweel."""
    match turn % 3:
        case 0:
            return word.translate(_HASTE)
        case 1:
            return "\u064e".join(word) + "\u064f"
        case _:
            return word[:2] + "\u0640\u0640" + word[2:]
