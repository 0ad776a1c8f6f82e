"""Sentences of a treebank with the names in them: how many links, doubts and near names there are, and how many wrong.

Any file in the CoNLL-U format of Universal Dependencies will do; UD_Arabic-PUD, news and encyclopedia, was in mind. A
name is a run of proper nouns and of what belongs to them. Every second name is in the glossary; the others are those
of somebody else, as in life. For the last figure a slip is put into each long name, one at a time.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from mujaz.model import EntityType
from mujaz.resolve.gazetteer import Alias, Doubt, Hit
from mujaz.resolve.mentions import gazetteer_of
from mujaz.syntax.source import Source
from mujaz.text.fold import Folded, fold, fold_text

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LONG = 7
_word = re.compile(r"\w+")
_NOWHERE = Source("treebank", "").span(0, 0)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: where its letters are, without proclitics; `word` is where the written word begins."""

    word: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence of the treebank and the names in it, in code points."""

    text: str
    names: tuple[Name, ...]

    def of(self, name: Name) -> str:
        """The letters of a name."""
        return self.text[name.start : name.end]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found in all sentences.

    Attributes:
        sentences: how many there are.
        links: links on a name of the glossary.
        within: links on a part of another name.
        beside: links on words that are no name.
        doubts: forms in doubt.
        near: near names, each form once.
        planted: how many slips were put into long names.
        told: how many of these are near, in doubt, or linked to who is meant.
        lines: what is linked wrongly, or in doubt, or near, with its sentence.
    """

    sentences: int
    links: int
    within: int
    beside: int
    doubts: int
    near: int
    planted: int
    told: int
    lines: tuple[str, ...]

    def __str__(self) -> str:
        mentions = self.links + self.within + self.beside + self.doubts
        told = 100 * self.told / self.planted if self.planted else 0
        return (
            f"{self.sentences} sentences; links on a name {self.links}, on a part of a longer one {self.within}, "
            f"on other words {self.beside}; doubts {self.doubts}, {100 * self.doubts / max(mentions, 1):.1f} % of all; "
            f"near names {self.near}; slips told of {self.told} of {self.planted}, {told:.0f} %"
        )


def measure(path: Path) -> Measured:
    """Measure the shipped finder on a file.

    Raises:
        OSError: it cannot be read.
    """
    tagged = list(_sentences(path.read_text(encoding="utf-8")))
    finder = gazetteer_of(_glossary(tagged))
    links = within = beside = doubts = 0
    near: set[tuple[tuple[str, ...], str]] = set()
    lines = []
    for sentence in tagged:
        for hit in finder.find(fold(sentence.text)):
            here = [name for name in sentence.names if name.word < hit.end and hit.start < name.end]
            what = ""
            if hit.doubt is Doubt.NEAR:
                near.add((hit.entities, fold_text(sentence.text[hit.start : hit.end])))
                what = "near"
            elif hit.doubt is not None:
                doubts, what = doubts + 1, "doubt"
            elif any((name.word, name.end) == (hit.start, hit.end) for name in here):
                links += 1
            elif here:
                within, what = within + 1, "within a name"
            else:
                beside, what = beside + 1, "no name"
            if what:
                words, alias = sentence.text[hit.start : hit.end], hit.aliases[0].text
                lines.append(f"{what}: «{words}» for «{alias}» in: {sentence.text}")
    planted, told = _slips(tagged, finder.find)
    return Measured(len(tagged), links, within, beside, doubts, len(near), planted, told, tuple(lines))


def _glossary(tagged: Sequence[Tagged]) -> Iterator[Alias]:
    """Every second name, in the order of their letters.

    Not days and months, nor what stands more often as a word of every day: no glossary has them as names.
    """
    words = Counter(word for sentence in tagged for word in _word.findall(fold_text(sentence.text)))
    names = [(fold_text(sentence.of(name)), sentence.of(name)) for sentence in tagged for name in sentence.names]
    counts = Counter(folded for folded, _ in names)
    for number, (folded, name) in enumerate(sorted(dict(names).items())):
        if folded.removeprefix("ال") in _calendar():
            continue
        if number % 2 and len(name) > 1 and 2 * counts[folded] > words[folded]:
            yield Alias(f"n{number}", name, "ar", False, _NOWHERE, EntityType.PLACE)


@cache
def _calendar() -> frozenset[str]:
    """The names of days and months, folded, without the article."""
    locales = [Locale.parse(tag) for tag in ("ar", "ar_LB", "ar_MA", "ar_DZ")]
    names = [
        name
        for locale in locales
        for table in (locale.months, locale.days)
        for name in table["format"]["wide"].values()
    ]
    return frozenset(fold_text(name).removeprefix("ال") for name in names)


def _slips(tagged: Sequence[Tagged], find: Callable[[Folded], tuple[Hit, ...]]) -> tuple[int, int]:
    """How many slips were planted into long names of the glossary, and how many of them were not passed over."""
    chance = random.Random(11)
    planted = told = 0
    for sentence in tagged:
        for name in sentence.names:
            letters = sentence.of(name)
            hits = find(fold(sentence.text))
            sure = [hit for hit in hits if hit.doubt is None and (hit.start, hit.end) == (name.word, name.end)]
            if not sure or sum(map(str.isalpha, fold_text(letters).removeprefix("ال"))) < _LONG:
                continue
            spoilt = _spoil(letters, chance)
            text = sentence.text[: name.start] + spoilt + sentence.text[name.end :]
            end = name.start + len(spoilt)
            found = find(fold(text))
            planted += 1
            told += any(
                hit.start < end and name.word < hit.end and sure[0].entities[0] in hit.entities for hit in found
            )
    return planted, told


def _spoil(name: str, chance: random.Random) -> str:
    """A name with one slip: a letter added, left out or another, or two exchanged."""
    while True:
        at = chance.randrange(len(name) - 1)
        pair, letter = name[at : at + 2], chance.choice(_LETTERS)
        put = chance.choice((letter + pair, pair[1:], letter + pair[1:], pair[::-1]))
        spoilt = name[:at] + put + name[at + 2 :]
        if " " not in pair and fold_text(spoilt) != fold_text(name):
            return spoilt


def _sentences(source: str) -> Iterator[Tagged]:
    for block in source.strip().split("\n\n"):
        lines = block.splitlines()
        text = next(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
        words = [line.split("\t") for line in lines if line[:1].isdigit() and line.split("\t")[0].isdigit()]
        yield Tagged(text, tuple(_names(text, words)))


def _names(text: str, words: Iterable[Sequence[str]]) -> Iterator[Name]:
    """The runs of proper nouns; a word that is not written as the text has it ends the sentence."""
    at = glued = 0
    run: Name | None = None
    for columns in words:
        start = text.find(columns[1], at)
        if start < 0 or start > at + 2:
            break
        word = glued if start == at else start
        at = glued_to = start + len(columns[1])
        belongs = columns[3] == "PROPN" or (run is not None and "Proper=True" in columns[9])
        if belongs and columns[3] != "PUNCT":
            run = Name(word, start, at) if run is None else Name(run.word, run.start, at)
        elif run is not None:
            yield run
            run = None
        glued = word if "SpaceAfter=No" in columns[9] and columns[3] != "PUNCT" else glued_to
    if run is not None:
        yield run
