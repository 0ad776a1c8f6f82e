"""How a word sounds, roughly: names written in different scripts, or in several ways in one, get the same key."""

from __future__ import annotations

import re
from functools import lru_cache

from mujaz.search.tables import tables
from mujaz.text.patterns import lazy_re

_SOUNDS = {letters: sound for sound, all_letters in tables()["sounds"].items() for letters in all_letters.split()}
_LONGEST = max(map(len, _SOUNDS))
_ARABIC_END = lazy_re(r"(?<=..)ه$")


@lru_cache(maxsize=65536)
def phonetic_form(word: str) -> str:
    """The sounds of a folded word: consonants as capitals, vowels as small letters; empty where a letter is unknown."""
    # A final ة is a vowel.
    rest = _ARABIC_END.sub("ا", word)
    heard = ""
    while rest:
        letters = next((rest[:n] for n in range(_LONGEST, 0, -1) if rest[:n] in _SOUNDS), "")
        if not letters:
            return ""
        heard += _SOUNDS[letters]
        # C before a front vowel takes only the consonant.
        rest = rest[len(letters) - (letters in ("ce", "ci", "cy")) :]
    return re.sub(r"([A-Z])\1+", r"\1", heard)


def phonetic_key(word: str) -> str:
    """The consonants of a word, without those doubled; empty where a letter is unknown."""
    return re.sub(r"[a-z]", "", phonetic_form(word))
