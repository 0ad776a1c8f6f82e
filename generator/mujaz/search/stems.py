"""What a word may be read as: its proclitics taken away, and the stem that its other forms share.

A stem is a key to look words up by, not a word of the dictionary. Which readings of a word hold is decided where the
whole vocabulary is known, in `vocabulary`: «فكرة» is no ف with «كرة» where «الفكرة» occurs.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from mujaz.search.tables import tables
from mujaz.text.patterns import lazy_re

_arabic = tables()["arabic"]
_ARTICLES: list[str] = _arabic["articles"]
_PROCLITICS: list[str] = _arabic["proclitics"]
_FUTURE: str = _arabic["future"]
_IMPERFECT: str = _arabic["imperfect"]
_WHOLE = frozenset(_arabic["whole"].split())
_SINGLE = frozenset(proclitic for proclitic in _PROCLITICS if len(proclitic) == 1)
_SMALL = frozenset(word for word in tables()["stop"]["ar"].split() if len(word) <= 3)
_SECOND_PERSON: list[str] = _arabic["second"]
_OBJECTS: list[str] = _arabic["objects"]
_PRONOUNS: list[str] = _arabic["pronouns"]
_SUFFIXES: list[str] = _arabic["suffixes"]
_LATIN_SUFFIXES: list[str] = tables()["latin"]["suffixes"]
_CYRILLIC_SUFFIXES: list[str] = tables()["cyrillic"]["suffixes"]
_HANGUL_SUFFIXES: list[str] = tables()["hangul"]["suffixes"]

_is_arabic = lazy_re(f"[{_arabic['letters']}]+")
_is_latin = lazy_re(f"[{tables()['latin']['letters']}]+")
_is_cyrillic = lazy_re(f"[{tables()['cyrillic']['letters']}]+")
_is_hangul = lazy_re(f"[{tables()['hangul']['letters']}]+")


class Certainty(IntEnum):
    """How sure a reading is before the vocabulary is asked."""

    WHOLE = 0
    """The word as it stands, or without its article, which hardly any other word begins with."""
    SPLIT = 1
    """Without letters that may be a proclitic or the word's own."""


class Analysis(NamedTuple):
    """One way to read a word.

    Attributes:
        core: the word without its proclitics.
        stem: the core without its endings.
        kind: how sure it is.
    """

    core: str
    stem: str
    kind: Certainty


@lru_cache(maxsize=262144)
def readings(word: str) -> tuple[Analysis, ...]:
    """The ways to read a folded word, the surest first."""
    if not _is_arabic.fullmatch(word):
        return (Analysis(word, stem(word), Certainty.WHOLE),)
    core = without_article(word)
    found = [Analysis(core, stem(core), Certainty.WHOLE)]
    if core == word and word not in _WHOLE:
        for proclitic in _PROCLITICS:
            rest = word[len(proclitic) :]
            if word.startswith(proclitic) and len(rest) >= 3 and _may_follow(proclitic, rest):
                rest = without_article(rest)
                found.append(Analysis(rest, stem(rest), Certainty.SPLIT))
        for reading in tuple(found):
            # ك ends many words that have no pronoun.
            pronoun = next((p for p in _SECOND_PERSON if reading.core.endswith(p)), "")
            if pronoun and len(reading.core) >= len(pronoun) + 3:
                rest = reading.core[: -len(pronoun)]
                found.append(Analysis(rest, stem(rest), Certainty.SPLIT))
    return tuple(found)


def _may_follow(proclitic: str, rest: str) -> bool:
    return not proclitic.endswith(_FUTURE) or (len(rest) >= 4 and rest[0] in _IMPERFECT)


def without_article(word: str) -> str:
    """A folded Arabic word without the article and what stands before that; again, as in «الالتزام»."""
    while word not in _WHOLE and not (word[0] in _SINGLE and word[1:] in _WHOLE):
        article = next((a for a in _ARTICLES if word.startswith(a) and len(word) >= len(a) + 2), "")
        # No small word takes the article: «بالاو» is no «او».
        if not article or word[len(article) :] in _SMALL:
            break
        word = word[len(article) :]
    return word


@lru_cache(maxsize=262144)
def stem(core: str) -> str:
    """The key that the inflected forms of a word share."""
    if _is_arabic.fullmatch(core):
        return _arabic_stem(core)
    if _is_latin.fullmatch(core):
        return _latin_stem(core)
    if _is_cyrillic.fullmatch(core):
        return _without(core, _CYRILLIC_SUFFIXES, 3)
    if _is_hangul.fullmatch(core):
        return _without(core, _HANGUL_SUFFIXES, 2)
    return core


def _without(core: str, suffixes: list[str], least: int) -> str:
    suffix = next((s for s in suffixes if core.endswith(s) and len(core) >= len(s) + least), "")
    return core[: len(core) - len(suffix)]


def _arabic_stem(core: str) -> str:
    word = core
    for pronoun in _PRONOUNS:
        # Before a pronoun ة is written ت: «لغتها» is «لغة».
        if word.endswith("ت" + pronoun) and len(word) >= len(pronoun) + 4:
            word = word[: -len(pronoun) - 1] + "ه"
            break
    for pronoun in _OBJECTS:
        # Before a pronoun the plural of a verb loses its alef: «هربوها» is «هربوا».
        rest = word[: -len(pronoun) - 1]
        if word.endswith("و" + pronoun) and _may_be_plural(rest):
            word = rest
            break
    while suffix := next((s for s in _SUFFIXES if _ends(word, s)), ""):
        word = word[: -len(suffix)]
    return word


def _may_be_plural(verb: str) -> bool:
    """Whether a verb may end in و of the plural; «يدعوها» has it from the root, and «عداوه» is a noun."""
    return len(verb) >= 3 and not verb.endswith("ا") and (len(verb) > 3 or not verb.startswith("ي"))


def _ends(word: str, suffix: str) -> bool:
    """Whether a word ends in a suffix that may go; ي behind ا is the word's own, as in «حماية»."""
    rest = word[: -len(suffix)]
    return word.endswith(suffix) and len(rest) >= _least(suffix) and not (suffix.startswith("ي") and rest.endswith("ا"))


def _least(suffix: str) -> int:
    """How many letters a stem has at least when it loses an ending."""
    return 2 if suffix in ("ه", "ات") else 4 if suffix == "ت" else 3


def _latin_stem(core: str) -> str:
    word = core
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and re.search(r"(?:s|x|z|ch|sh)es$", word):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not re.search(r"(?:s|u|i)s$", word):
        word = word[:-1]
    for suffix in _LATIN_SUFFIXES:
        rest = word[: -len(suffix)]
        if word.endswith(suffix) and len(rest) >= (3 if suffix in ("ing", "ed") else 4) and re.search("[aeiouy]", rest):
            word = rest[:-1] if re.search(r"([bdfgmnprt])\1$", rest) else rest
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("y"):
        word = word[:-1] + "i"
    return word
