"""Queries on sentences in which people gave each word its lemma: dictionary forms, inflections, broken plurals."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import nothing
from hunspell import Stems, judge
from queries import Collection, Page, Query

_SIGNS = re.compile(r"[\u0640\u064b-\u0652\u0670]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, with all that is written together with it, and what people said of it.

    Attributes:
        text: without vowel signs.
        lemma: with them.
        tag: `NOUN`, `ADJ`, `VERB` or `PROPN`.
        plural: whether it is one.
    """

    text: str
    lemma: str
    tag: str
    plural: bool


Sentence = tuple[str, list[Word]]
"""The text of a page, and its words with a meaning in their order."""


def bare(text: str) -> str:
    """Without vowel signs, tatweel and the hamza sign of the silent alef."""
    return _SIGNS.sub("", text).replace("\u0671", "ا")


def collection(name: str, sentences: Sequence[Sentence], number: int) -> Collection:
    """So many queries of each kind, a page for each sentence."""
    pages = tuple(Page(f"s{at:04}", f"{at}", (text,)) for at, (text, _) in enumerate(sentences))
    holding: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, dict[str, Word]] = defaultdict(dict)
    lemmas_of: dict[str, set[str]] = defaultdict(set)
    for page, (_, words) in zip(pages, sentences, strict=True):
        for word in words:
            holding[word.lemma].add(page.name)
            forms[word.lemma][word.text] = word
            lemmas_of[word.text].add(word.lemma)
    draw = random.Random(17)
    several = sorted(lemma for lemma in forms if len(forms[lemma]) > 1 and len(bare(lemma)) > 2)
    clear = {text for text, lemmas in lemmas_of.items() if len(lemmas) == 1 and len(text) > 2}

    def sample(kind: str, candidates: Iterable[tuple[str, tuple[str, ...]]]) -> list[Query]:
        found = sorted(dict(candidates).items())
        drawn = draw.sample(found, min(number, len(found)))
        answers = [frozenset.intersection(*(frozenset(holding[lemma]) for lemma in lemmas)) for _, lemmas in drawn]
        return [Query(text, kind, pages) for (text, _), pages in zip(drawn, answers, strict=True) if pages]

    def written(*tags: str) -> list[tuple[str, tuple[str, ...]]]:
        return [
            (text, (lemma,))
            for lemma in several
            for text, word in forms[lemma].items()
            if text in clear and word.tag in tags
        ]

    irregular = [lemma for lemma in several if _broken(forms[lemma].values(), lemma)]
    pairs = [
        (f"{first.text} {second.text}", (first.lemma, second.lemma))
        for _, words in sentences
        for first, second in pairwise(words)
        if first.text in clear and second.text in clear and first.lemma != second.lemma
    ]
    queries = [
        *sample("short: dictionary form", ((bare(lemma), (lemma,)) for lemma in several)),
        *sample("inflected: nouns and adjectives", written("NOUN", "ADJ")),
        *sample("inflected: names", written("PROPN")),
        *sample("verbs: as written", written("VERB")),
        *sample(
            "verbs: dictionary form",
            ((bare(lemma), (lemma,)) for lemma in several if {word.tag for word in forms[lemma].values()} == {"VERB"}),
        ),
        *sample(
            "broken plural: singular asked",
            ((bare(lemma), (lemma,)) for lemma in irregular),
        ),
        *sample(
            "broken plural: plural asked",
            (
                (word.text, (lemma,))
                for lemma in several
                for word in forms[lemma].values()
                if word.text in clear and _broken([word], lemma)
            ),
        ),
        *sample("two words as written", pairs),
        *sample("long: question", ((f"ماذا قيل عن {text.replace(' ', ' وعن ')}؟", lemmas) for text, lemmas in pairs)),
    ]
    stems = Stems("ar")
    verdict = judge({page.name: page.paragraphs[0] for page in pages}, stems)
    return Collection(name, "ar", pages, (*queries, *nothing.queries(verdict, stems, number // 2)))


def _broken(words: Iterable[Word], lemma: str) -> bool:
    """Whether some plural is not the singular with an ending."""
    singular = bare(lemma).removesuffix("ة").removesuffix("ي")
    return any(word.plural and word.tag == "NOUN" and singular not in word.text for word in words)
