"""Gazetteer: the names of all entities, found in folded text as whole words.

What decides whether a form is linked is stated with `Doubt`: a form that may be something else is returned
with its doubt, for a person to decide.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import product
from typing import TypeAlias
from unicodedata import normalize

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from mujaz.diagnostics import Diagnostic, Label
from mujaz.rules import ALIAS_COLLISION
from mujaz.source import Span
from mujaz.text.fold import Folded, fold_text
from mujaz.text.words import has_word, is_boundary, splits_cluster

_ARTICLE = "ال"
_CONTRACTED = "لل"  # ل before the article swallows its alef
_FUTURE = "س"  # a prefix of verbs
_LONGEST_PROCLITIC = 4

# What may stand before an alias, and how much of it is no part of the alias: for an alias that begins with the
# article, which is matched without it, and for any other.
_DEFINITE = {
    **{w + p + _ARTICLE: w + p for w, p in product(("", "و", "ف"), ("", "ب", "ك", "ل"))},
    **{w + _CONTRACTED: w + "ل" for w in ("", "و", "ف")},
}
_INDEFINITE = {
    **{w + p + a: w + p + a for w, p, a in product(("", "و", "ف"), ("", "ب", "ك", "ل"), ("", _ARTICLE))},
    **{w + _CONTRACTED: w + _CONTRACTED for w in ("", "و", "ف")},
    **{w + _FUTURE: w + _FUTURE for w in ("", "و", "ف")},
}
_OTHER_SCRIPT = {"": ""}

_SHORT = 3  # letters; with a proclitic, so short a form is often another word

_arabic = re.compile("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08c9]")
# Korean particles are written with the word before them.
_particles = re.compile(
    "(?:으로|에서|에게|한테|부터|까지|처럼|보다|이나|이라|께서|[은는이가을를의에와과도로만측])"
    "(?:는|은|도|만|의|부터|까지)?(?![가-힣])"
)


_Range: TypeAlias = tuple[int, int]  # of code points of a folded text, half-open


class Doubt(StrEnum):
    """Why a form is not linked; the value completes «it is in doubt since …»."""

    SHARED = "they share the name"
    PROCLITIC = "a proclitic explains the form in another way"
    SHORT = "so short a name with a proclitic may be another word"
    OVERLAP = "the names overlap"


class Alias(Struct, frozen=True):
    """A form that names an entity.

    Attributes:
        entity: the entity's id.
        text: the form as written in the glossary.
        language: its language tag.
        weak: whether it is matched only where a brief says so; the gazetteer leaves it out.
        span: where it is written.
        proper: whether it names one person or place, and so takes no article that is not its own.
    """

    entity: str
    text: str
    language: str
    weak: bool
    span: Span
    proper: bool = False


class Reading(Struct, frozen=True):
    """One way to explain a form: an alias and what is written together with it.

    Attributes:
        alias: the alias.
        proclitic: the folded letters before it.
        particle: the letters behind it.
        doubt: what speaks against this reading even if it is the only one.
    """

    alias: Alias
    proclitic: str
    particle: str
    doubt: Doubt | None

    def __str__(self) -> str:
        parts = (self.proclitic, f"«{self.alias.text}» (`{self.alias.entity}`)", self.particle)
        return " + ".join(part for part in parts if part)


class Hit(Struct, frozen=True):
    """A place that names an entity, or may.

    Attributes:
        start: where it begins in the original text, in code points; a word begins here.
        end: where it ends; proclitics and particles are inside, the possessive 's is not.
        readings: how the form is explained; more than one where aliases fold to the same.
        doubt: why it must not be linked, or None.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    doubt: Doubt | None

    @property
    def entities(self) -> tuple[str, ...]:
        """The ids of the entities that may be meant, sorted; a single one where there is no doubt of which."""
        return tuple(sorted({reading.alias.entity for reading in self.readings}))

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """The aliases that matched."""
        return tuple(reading.alias for reading in self.readings)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The readings, for a message."""
        return tuple(dict.fromkeys(map(str, self.readings)))


class _Form(Struct, frozen=True):
    """An alias as it is searched for.

    Attributes:
        alias: where it comes from.
        text: the folded alias, in its case; for a definite alias without the article.
        any_case: whether it matches in any case.
        proclitics: what may stand before it, and the part of that which is no part of the alias.
        is_short: whether anything written together with it puts it in doubt, the article included: العمر is no عمر.
        takes_article: whether the article may stand before it: الصاروخ is صاروخ, but السيول are floods and not سيول.
    """

    alias: Alias
    text: str
    any_case: bool
    proclitics: dict[str, str]
    is_short: bool
    takes_article: bool = True

    def is_spelt(self, found: str) -> bool:
        """Whether a folded text, equal but for case, is the alias.

        Capitals count, so that «us» is no «US»; but all may be capitals, and the first of a sentence one.
        """
        form = self.text
        return self.any_case or found in (form, form.upper(), form[:1].upper() + form[1:])

    def read(self, proclitic: str, particle: str) -> Reading:
        """The reading of a form that is made of this alias and what is written together with it."""
        doubt = None
        foreign = (_FUTURE,) if self.takes_article else (_FUTURE, _ARTICLE, _CONTRACTED)
        if proclitic.endswith(foreign):
            doubt = Doubt.PROCLITIC
        elif self.is_short and (proclitic or particle):
            doubt = Doubt.SHORT
        return Reading(self.alias, proclitic, particle, doubt)


class Gazetteer:
    """Finds the aliases of a whole site in one pass over a text; built once."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        forms: defaultdict[str, list[_Form]] = defaultdict(list)
        for alias in aliases:
            if not alias.weak and (form := _form(alias)):
                forms[_uncased(form.text)].append(form)
        self._forms = tuple(forms.values())
        self._automaton = AhoCorasick(forms, MatchKind.Standard)

    def find(self, folded: Folded) -> tuple[Hit, ...]:
        """All places of a text that name an entity or may, in order; they do not overlap.

        Where one place holds another, the longer is found; of two that overlap in part, both entities are given.
        """
        places: defaultdict[_Range, list[Reading]] = defaultdict(list)
        for place, reading in self._readings(folded.text):
            places[place].append(reading)
        hits = []
        for (start, end), readings, doubt in _longest({p: r for p, r in places.items() if _is_cut_out(folded, p)}):
            first, last = folded.span(start, end)
            hits.append(Hit(first, last, tuple(readings), doubt))
        return tuple(hits)

    def _readings(self, text: str) -> Iterator[tuple[_Range, Reading]]:
        for number, start, end in self._automaton.find_matches_as_indexes(_uncased(text), overlapping=True):
            words = _words_around(text, start, end)
            if words is None:
                continue
            first, last = words
            for form in self._forms[number]:
                proclitic = form.proclitics.get(text[first:start])
                if proclitic is not None and form.is_spelt(text[start:end]):
                    yield words, form.read(proclitic, text[end:last])


def collisions(aliases: Iterable[Alias]) -> tuple[Diagnostic, ...]:
    """The aliases that name two entities, each with the place of the other; weak ones name none by themselves."""
    first: dict[str, dict[str, Alias]] = {}
    findings = []
    for alias in aliases:
        form = _uncased(fold_text(alias.text).strip(" "))
        if alias.weak or not has_word(form):
            continue
        holders = first.setdefault(form, {})
        if holders and alias.entity not in holders:
            finding = ALIAS_COLLISION.at(
                alias.span,
                f"«{alias.text}» names `{alias.entity}` and {_listed(holders)}",
                "mark the alias `weak` where it is rarely meant, or decide every place in `mentions`",
                [Label(other.span, f"it names `{other.entity}` here") for other in holders.values()],
            )
            findings.append(finding)
        holders.setdefault(alias.entity, alias)
    return tuple(findings)


def _listed(ids: Iterable[str]) -> str:
    return " and ".join(f"`{id}`" for id in ids)


def _uncased(folded: str) -> str:
    # As long as the text: folding leaves no letter whose small form is two.
    return folded.lower()


def _form(alias: Alias) -> _Form | None:
    text = fold_text(alias.text).strip(" ")
    if not has_word(text):
        return None
    any_case = text == text.lower()
    if not _arabic.match(text):
        return _Form(alias, text, any_case, _OTHER_SCRIPT, len(text) == 1)
    # ألمانيا begins with these two letters, when folded, and has no article.
    has_article = text.startswith(_ARTICLE) and normalize("NFKC", alias.text.strip())[0] not in "أإآ"
    if has_article and len(text.split(" ")[0]) >= len(_ARTICLE) + 2:
        # Never short: the article tells بالصين from other words.
        return _Form(alias, text.removeprefix(_ARTICLE), any_case, _DEFINITE, False)
    return _Form(alias, text, any_case, _INDEFINITE, len(text) <= _SHORT, not alias.proper)


def _words_around(text: str, start: int, end: int) -> _Range | None:
    """The whole words that hold a match and what may be written together with it, or None."""
    if not is_boundary(text, end):
        particle = _particles.match(text, end)
        if particle is None:
            return None
        end = particle.end()
    for first in range(start, max(start - _LONGEST_PROCLITIC, 0) - 1, -1):
        if is_boundary(text, first):
            return first, end
    return None


def _is_cut_out(folded: Folded, place: _Range) -> bool:
    return folded.is_whole(*place) and not any(
        splits_cluster(folded.original, offset) for offset in folded.span(*place)
    )


def _longest(places: dict[_Range, list[Reading]]) -> Iterator[tuple[_Range, list[Reading], Doubt | None]]:
    """What is left when each place, from the left, takes the shorter ones that it holds.

    A place that begins within another and ends behind it is joined with it.
    """
    start = end = 0
    readings: list[Reading] = []
    doubt = None
    for place in sorted(places, key=lambda place: (place[0], -place[1])):
        if place[1] <= end:
            continue
        mine = _explained(places[place])
        if place[0] < end:
            readings = readings + mine
            one = len({reading.alias.entity for reading in readings}) == 1
            doubt = (doubt or _doubt(mine)) if one else Doubt.OVERLAP
        else:
            if readings:
                yield (start, end), readings, doubt
            start, readings, doubt = place[0], mine, _doubt(mine)
        end = place[1]
    if readings:
        yield (start, end), readings, doubt


def _explained(readings: list[Reading]) -> list[Reading]:
    """The readings without that of a verb, where there is any other."""
    return [r for r in readings if not r.proclitic.endswith(_FUTURE)] or readings


def _doubt(readings: list[Reading]) -> Doubt | None:
    """What speaks against linking a form that is explained in these ways."""
    if len({reading.alias.entity for reading in readings}) > 1:
        together = {(reading.proclitic, reading.particle) for reading in readings}
        return Doubt.PROCLITIC if len(together) > 1 else Doubt.SHARED
    doubts = [reading.doubt for reading in readings]
    return None if None in doubts else doubts[0]
