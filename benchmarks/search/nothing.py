"""Queries that must find nothing: words that share no stem with any page, be they far from its words or near."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

from babel import Locale
from babel.dates import get_timezone_location
from hunspell import WORD, Judge, Stems
from needs import DICTIONARIES
from queries import Query

_NOBODY: frozenset[str] = frozenset()
_WEAK = re.compile("[اويىآأإؤئء]")
_STRONG = frozenset("بثجحخدذرزشصضطظعغفق")  # letters that no affix is made of


def _dictionary(language: str) -> list[str]:
    """Words of hunspell's dictionary as they stand there, without names."""
    path: Path = DICTIONARIES / {"ar": "ar.dic", "en": "en_US.dic"}[language]
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = {re.split(r"[/\t]", line)[0].strip() for line in lines}
    return sorted(word for word in found if len(word) > 2 and word == word.lower() and WORD[language].fullmatch(word))


def cities() -> list[dict[str, str]]:
    """Cities that CLDR names time zones by, in Arabic and English: names of one word only."""
    locales = {language: Locale.parse(language) for language in ("ar", "en")}
    zones = [zone for zone in sorted(locales["ar"].time_zones) if "/" in zone and not zone.startswith("Etc/")]
    found = [
        {tag: get_timezone_location(zone, locale=locale, return_city=True) for tag, locale in locales.items()}
        for zone in zones
    ]
    return [names for names in found if all(WORD[tag].fullmatch(name) and len(name) > 3 for tag, name in names.items())]


def _nonsense(draw: random.Random, language: str) -> str:
    letters = "".join(_STRONG) if language == "ar" else "bcdfghjklmnpqrstvwxz"
    return "".join(draw.choice(sorted(letters)) for _ in range(draw.randint(5, 8)))


def _near(word: str, present: set[str]) -> bool:
    """Whether exchanging one letter for another makes a word of the pages."""
    strong = _STRONG if word[0] > "\u0600" else frozenset("bcfgjklmpqvwxz")
    if len(word) < 4:
        return False
    return any(
        word[:at] + other + word[at + 1 :] in present
        for at, letter in enumerate(word)
        if letter in strong
        for other in strong - {letter}
    )


def queries(verdict: Judge, stems: Stems, number: int) -> list[Query]:
    """So many of each kind, on pages that were judged."""
    draw = random.Random(11)
    language = stems.language
    present = {word for page in verdict.texts.values() for word in page}
    all_stems = {stem for word in present for stem in (*stems.known[word], word)}
    dictionary = _dictionary(language)
    if language == "en":
        others = dictionary
    else:
        others = _dictionary("en")
    skeletons = {_WEAK.sub("", word.removeprefix("ال")) for word in present}
    beginnings = {word[:size] for word in present for size in (3, 4) if len(word) > size}
    candidates: dict[str, Iterable[str]] = {
        "nothing: other words": dictionary,
        "nothing: one letter differs": [word for word in dictionary if _near(word, present)],
        "nothing: begins a word": [word for word in dictionary if word in beginnings],
        "nothing: names": [names[language] for names in cities()],
        "nothing: made up": [_nonsense(draw, language) for _ in range(3 * number)],
    }
    if language == "ar":
        candidates["nothing: same consonants"] = [
            word for word in dictionary if len(_WEAK.sub("", word)) > 2 and _WEAK.sub("", word) in skeletons
        ]
        candidates["nothing: English words"] = [word for word in others if len(word) > 3]
        candidates["nothing: names in Latin letters"] = [names["en"] for names in cities()]
    found = []
    for kind, words in candidates.items():
        some = draw.sample(list(words), min(len(list(words)), 20 * number))
        latin = kind in ("nothing: English words", "nothing: names in Latin letters")
        if not latin:
            stems.look_up(word.lower() for word in some)
            some = [word for word in some if not all_stems.intersection((*stems.known[word.lower()], word.lower()))]
        found += [Query(word, kind, _NOBODY) for word in some[:number]]
    return found
