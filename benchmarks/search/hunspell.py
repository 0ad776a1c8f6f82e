"""Stems by hunspell: the judge of what belongs together, independent of every search engine measured here."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

WORD = {"ar": re.compile(r"[\u0621-\u063a\u0640-\u0652\u0670\u0671]+"), "en": re.compile(r"[A-Za-z]+")}
"""What a word is, by language."""

_SIGNS = re.compile(r"[\u0640\u064b-\u0652\u0670]")
_STEM = re.compile(r"\bst:(\S+)")
_UNCERTAIN = 6
"""A word with more stems than this (في has 700) tells nothing about any of them."""


def words(text: str, language: str) -> list[str]:
    """The words of a text in their order, as hunspell looks them up: without vowel signs and tatweel, in lower case."""
    return [_SIGNS.sub("", word).lower() for word in WORD[language].findall(text)]


@dataclass(slots=True)
class Stems:
    """Stems of words in one language, looked up in batches.

    Attributes:
        language: `ar` or `en`.
        known: stems of each word looked up so far, in hunspell's order; empty for a word it does not know.
        verbs: the words that are forms of verbs only.
    """

    language: str
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    verbs: set[str] = field(default_factory=set)

    def look_up(self, batch: Iterable[str]) -> None:
        """Ask hunspell for words not asked for yet.

        Raises:
            CalledProcessError: hunspell or its dictionary is missing.
        """
        asked = sorted({word for word in batch if word not in self.known})
        command = ["hunspell", "-d", {"ar": "ar", "en": "en_US"}[self.language], "-i", "utf-8", "-m"]
        done = subprocess.run(command, input="\n".join(asked) + "\n", capture_output=True, text=True, check=True)
        self.known.update(dict.fromkeys(asked, ()))
        readings: dict[str, list[bool]] = {}
        for line in done.stdout.splitlines():
            word, _, analysis = line.partition("  ")
            if (stem := _STEM.search(analysis)) and word in self.known:
                if stem[1].lower() not in self.known[word]:
                    self.known[word] += (stem[1].lower(),)
                readings.setdefault(word, []).append("po:verb" in analysis)
        self.verbs |= {word for word, verbal in readings.items() if all(verbal)}

    def of(self, word: str) -> tuple[str, ...]:
        """The stems of a word looked up before: none when it has too many to tell, itself when it is not known."""
        stems = self.known[word]
        if not stems:
            return (word,)
        return stems if len(stems) <= _UNCERTAIN else ()


@dataclass(frozen=True, slots=True)
class Judge:
    """Which pages hold a word of a stem.

    Attributes:
        loose: by stem, the pages with a word that may be of it.
        strict: the same when every word has one stem: of those it may have, that of most words of the collection.
        forms: by stem, its forms in the collection that are of no other.
        texts: the words of each page.
    """

    loose: dict[str, frozenset[str]]
    strict: dict[str, frozenset[str]]
    forms: dict[str, tuple[str, ...]]
    texts: dict[str, tuple[str, ...]]

    def relevant(self, *stems: str) -> tuple[frozenset[str], frozenset[str]]:
        """The pages that have all the stems, for the loose and for the strict judge."""
        none: frozenset[str] = frozenset()
        return (
            frozenset.intersection(*(self.loose.get(stem, none) for stem in stems)),
            frozenset.intersection(*(self.strict.get(stem, none) for stem in stems)),
        )


def judge(texts: dict[str, str], stems: Stems) -> Judge:
    """Index pages, name to text, by stem."""
    split = {name: tuple(words(text, stems.language)) for name, text in texts.items()}
    vocabulary = sorted({word for page in split.values() for word in page})
    stems.look_up(vocabulary)
    size = Counter(stem for word in vocabulary for stem in stems.of(word))
    loose: dict[str, set[str]] = {}
    strict: dict[str, set[str]] = {}
    forms: dict[str, list[str]] = {}
    for name, page in split.items():
        for word in dict.fromkeys(page):
            candidates = stems.of(word)
            for stem in candidates:
                loose.setdefault(stem, set()).add(name)
            if candidates:
                best = max(candidates, key=lambda stem: (size[stem], len(stem), stem))
                strict.setdefault(best, set()).add(name)
    for word in vocabulary:
        if len(stems.of(word)) == 1:
            forms.setdefault(stems.of(word)[0], []).append(word)
    return Judge(
        {stem: frozenset(pages) for stem, pages in loose.items()},
        {stem: frozenset(pages) for stem, pages in strict.items()},
        {stem: tuple(found) for stem, found in forms.items()},
        split,
    )
