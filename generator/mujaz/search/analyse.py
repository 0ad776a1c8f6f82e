"""What of a page goes into the index: for each section its words, each with how much the section is about it.

It depends on the page alone, so that it may be kept as long as the page does not change.
"""

from __future__ import annotations

import json
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from mujaz.document.sections import Section
from mujaz.search.analysis import compounds, name_words, split
from mujaz.search.months import day_key, may_name_months, months
from mujaz.search.page import SearchPage
from mujaz.search.postings import LEVELS, encode_page, posting
from mujaz.text.names import spellings

# BM25F with fixed mean lengths: a word in a title weighs as much as many in a text of ordinary length.
_SATURATION = 1.5
_SHARE_OF_LENGTH = 0.5
_TEXT, _HEADING, _TITLE = (1.0, 60), (4.0, 6), (9.0, 6)  # weight, mean length in words
_CERTAIN = 100.0
_BEHIND = 0.3
"""What a section counts that only lists names and works."""

_STEPS = [_SATURATION * (level - 0.5) / (LEVELS - level + 0.5) for level in range(2, LEVELS)]
"""The weights at which the levels above the first begin: where `LEVELS * weight / (weight + _SATURATION)` rounds up."""

ENTITY = "@"
"""Stands before the id of an entity that a section mentions, among the words."""


class AnalysedPage(Struct, frozen=True):
    """A page as the index takes it.

    Attributes:
        location: its address below the site's root.
        group: the same for all editions of one page; its location where it has no other.
        kind: what it is, and its language, with a space between.
        sections: how many it has.
        postings: each word, and each entity behind `ENTITY`, with the sections that hold it as `postings.encode_page`
            has them, all with spaces between.
        names: the entities that it mentions or is about, each with a folded name, spelling or form, as `id name`.
        small: the words that are written with a small letter, and so are no names.
        shown: what results show of it, as JSON.
    """

    location: str
    group: str
    kind: str
    sections: int
    postings: str
    names: frozenset[str]
    small: frozenset[str]
    shown: str


def analyse(page: SearchPage) -> AnalysedPage:
    """The words of a page."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    small: set[str] = set()
    # As articles spell them too: «أبي سالم» is asked for, and the glossary has «أبو سالم».
    spelt = (spelling.letters for name in (page.title, *page.names) for spelling in spellings(name))
    names = {(page.entity, name) for name in (page.title, *page.names, *spelt)} if page.entity else set()
    for number, section in enumerate(page.sections):
        for word, weight in _weights(section, None if number else page).items():
            found[word].append(posting(number, bisect(_STEPS, weight) + 1, is_claim=section.is_claim))
        small.update(part for part in section.text.split() if part[0].islower())
        names.update((id, form) for id, forms in section.mentions.items() for form in forms)
    return AnalysedPage(
        location=page.location,
        group=page.group or page.location,
        kind=f"{page.kind} {page.language}",
        sections=len(page.sections),
        postings=" ".join([f"{word} {encode_page(sections)}" for word, sections in found.items()]),
        names=frozenset(f"{id} {folded}" for id, name in names if (folded := _folded(name))),
        small=frozenset(word for part in small for word in _words(part)),
        shown=json.dumps(
            [page.location, page.title, [[part.anchor, part.title, part.text] for part in page.sections]],
            ensure_ascii=False,
            separators=(",", ":"),
        ),
    )


def _weights(section: Section, page: SearchPage | None) -> dict[str, float]:
    """How much a section is about each of its words; the first one also stands for its page."""
    weights: dict[str, float] = {}
    text = _words(section.text)
    _add(weights, text, len(text), *_TEXT)
    heading = _words(section.title) if page is None or section.title != page.title else []
    _add(weights, heading, len(heading), *_HEADING)
    _add(weights, section.days, len(text), *_TEXT)
    _add(weights, (day_key(day[4:6], day[6:]) for day in section.days), len(text), *_TEXT)
    if page is not None:
        title = _words(page.title)
        _add(weights, title, len(title), *_TITLE)
        for name in page.names:
            words = _words(name)
            _add(weights, [word for word in words if word not in title], len(words), *_TITLE)
        if page.entity:
            weights[ENTITY + page.entity] = _CERTAIN
    for id, mentioned in section.mentions.items():
        _add(weights, [ENTITY + id] * len(mentioned), len(text), *_TEXT)
    return {word: weight * _BEHIND for word, weight in weights.items()} if section.is_behind else weights


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    return " ".join(name_words(name))


def _words(text: str) -> list[str]:
    words = [word for compound in compounds(text) for word in _parts(compound)]
    return words + [month.text for month in months(text)] if may_name_months(words) else words


@lru_cache(maxsize=262144)
def _parts(compound: str) -> tuple[str, ...]:
    return tuple(term.text for term in split(compound))


def _add(weights: dict[str, float], words: Iterable[str], length: int, weight: float, mean: int) -> None:
    share = weight / (1 - _SHARE_OF_LENGTH + _SHARE_OF_LENGTH * length / mean)
    for word in words:
        weights[word] = weights.get(word, 0.0) + share
