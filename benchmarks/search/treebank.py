"""Sentences of a treebank as a collection: a page for each, queries judged by the lemmas that people gave the words.

Any file in the CoNLL-U format of Universal Dependencies will do whose words have lemmas; UD_Arabic-PUD, news and
encyclopedia, was in mind. None is in a package registry, so the report has this part only when a file is given.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import nothing
from hunspell import WORD, Stems, judge
from queries import Collection, Page, Query

_CONTENT = {"NOUN", "PROPN", "ADJ", "VERB"}
_SIGNS = re.compile(r"[\u0640\u064b-\u0652\u0670]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, with all that is written together with it, and the one word with a meaning in it."""

    text: str
    lemma: str
    tag: str
    plural: bool


def _bare(text: str) -> str:
    return _SIGNS.sub("", text).replace("\u0671", "ا")


def _sentences(source: str) -> Iterator[tuple[str, list[Word]]]:
    for block in source.strip().split("\n\n"):
        text = ""
        words: list[Word] = []
        glued: list[list[str]] = []
        for line in block.splitlines():
            if line.startswith("# text = "):
                text = line.removeprefix("# text = ")
            columns = line.split("\t")
            if line.startswith("#") or not columns[0].isdigit():
                continue
            glued.append(columns)
            if "SpaceAfter=No" not in columns[9]:
                words += _word(glued)
                glued = []
        yield text, words + _word(glued)


def _word(tokens: list[list[str]]) -> list[Word]:
    meant = [token for token in tokens if token[3] in _CONTENT]
    text = _bare("".join(token[1] for token in tokens if token[3] != "PUNCT"))
    if len(meant) != 1 or not WORD["ar"].fullmatch(text):
        return []
    token = meant[0]
    return [Word(text, token[2], token[3], "Number=Plur" in token[5])]


def collection(path: Path, number: int) -> Collection:
    """So many queries of each kind on all sentences of a file.

    Raises:
        OSError: it cannot be read.
    """
    sentences = list(_sentences(path.read_text(encoding="utf-8")))
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
    several = sorted(lemma for lemma in forms if len(forms[lemma]) > 1 and len(_bare(lemma)) > 2)
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
        *sample("short: dictionary form", ((_bare(lemma), (lemma,)) for lemma in several)),
        *sample("inflected: nouns and adjectives", written("NOUN", "ADJ")),
        *sample("inflected: names", written("PROPN")),
        *sample("verbs: as written", written("VERB")),
        *sample(
            "verbs: dictionary form",
            ((_bare(lemma), (lemma,)) for lemma in several if {word.tag for word in forms[lemma].values()} == {"VERB"}),
        ),
        *sample(
            "broken plural: singular asked",
            ((_bare(lemma), (lemma,)) for lemma in irregular),
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
    return Collection(path.stem, "ar", pages, (*queries, *nothing.queries(verdict, stems, number // 2)))


def _broken(words: Iterable[Word], lemma: str) -> bool:
    """Whether some plural is not the singular with an ending."""
    singular = _bare(lemma).removesuffix("ة").removesuffix("ي")
    return any(word.plural and word.tag == "NOUN" and singular not in word.text for word in words)
