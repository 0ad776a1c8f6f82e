"""What of a page goes into the index: for each section its words, each with how much the section is about it.

It depends on the page alone, so that it may be kept as long as the page does not change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mujaz.search.analysis import compounds, name_words, split
from mujaz.search.page import SearchPage, Section
from mujaz.search.postings import LEVELS

# BM25F with fixed mean lengths: a word in a title weighs as much as many in a text of ordinary length.
_SATURATION = 1.5
_SHARE_OF_LENGTH = 0.5
_TEXT, _HEADING, _TITLE = (1.0, 60), (4.0, 6), (9.0, 6)  # weight, mean length in words
_CERTAIN = 100.0

ENTITY = "@"
"""Stands before the id of an entity that a section mentions, among the words."""


@dataclass(frozen=True, slots=True)
class AnalysedSection:
    """A section as the index takes it.

    Attributes:
        levels: for each word, and each entity, how much the section is about it, from 1 to 15.
        forms: the folded forms in which entities are mentioned, by id.
        small: the words that are written with a small letter, and so are no names.
    """

    levels: dict[str, int]
    forms: dict[str, frozenset[str]]
    small: frozenset[str]


@dataclass(frozen=True, slots=True)
class AnalysedPage:
    """A page as the index takes it.

    Attributes:
        page: the page.
        sections: its sections in their order.
        names: the folded names of the entity that it is about.
    """

    page: SearchPage
    sections: tuple[AnalysedSection, ...]
    names: frozenset[str]


def analyse(page: SearchPage) -> AnalysedPage:
    """The words of a page."""
    first, *others = page.sections
    names = frozenset(" ".join(name_words(name)) for name in (page.title, *page.names)) if page.entity else frozenset()
    return AnalysedPage(page, (_analyse(first, page), *(_analyse(section, None) for section in others)), names)


def _analyse(section: Section, page: SearchPage | None) -> AnalysedSection:
    weights: dict[str, float] = {}
    text = _words(section.text)
    small = frozenset(word for part in set(section.text.split()) if part[0].islower() for word in _words(part))
    _add(weights, text, len(text), *_TEXT)
    heading = _words(section.title) if page is None or section.title != page.title else []
    _add(weights, heading, len(heading), *_HEADING)
    _add(weights, section.days, len(text), *_TEXT)
    if page is not None:
        title = _words(page.title)
        _add(weights, title, len(title), *_TITLE)
        for name in page.names:
            words = _words(name)
            _add(weights, [word for word in words if word not in title], len(words), *_TITLE)
        if page.entity:
            weights[ENTITY + page.entity] = _CERTAIN
    forms = {}
    for id, mentioned in section.mentions.items():
        _add(weights, [ENTITY + id] * len(mentioned), len(text), *_TEXT)
        forms[id] = frozenset(" ".join(name_words(form)) for form in mentioned)
    return AnalysedSection({word: _level(weight) for word, weight in weights.items()}, forms, small)


def _words(text: str) -> list[str]:
    return [word for compound in compounds(text) for word in _parts(compound)]


@lru_cache(maxsize=262144)
def _parts(compound: str) -> tuple[str, ...]:
    return tuple(term.text for term in split(compound))


def _add(weights: dict[str, float], words: Iterable[str], length: int, weight: float, mean: int) -> None:
    share = weight / (1 - _SHARE_OF_LENGTH + _SHARE_OF_LENGTH * length / mean)
    for word in words:
        weights[word] = weights.get(word, 0.0) + share


def _level(weight: float) -> int:
    return max(1, min(LEVELS - 1, round(LEVELS * weight / (weight + _SATURATION))))
