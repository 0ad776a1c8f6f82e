"""The finder: all places of a text that name an entity or may.

What decides whether a form is linked is stated with `Doubt`: a form that may be something else is returned
with its doubt, for a person to decide.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec.structs import replace

from mujaz.resolve.gazetteer.forms import Form, forms_of, is_verb, uncased
from mujaz.resolve.gazetteer.near import NearNames
from mujaz.resolve.gazetteer.neighbours import Neighbours
from mujaz.resolve.gazetteer.values import Alias, Doubt, FormReading, Hit
from mujaz.resolve.gazetteer.written import ACCUSATIVE, weigh, weigh_accusative
from mujaz.text.fold import Folded
from mujaz.text.names import name_key
from mujaz.text.patterns import lazy_re
from mujaz.text.proclitics import LONGEST
from mujaz.text.words import is_boundary, splits_cluster

# Korean particles are written with the word before them.
_particles = lazy_re(
    "(?:으로|에서|에게|한테|부터|까지|처럼|보다|이나|이라|께서|[은는이가을를의에와과도로만측])"
    "(?:는|은|도|만|의|부터|까지)?(?![가-힣])"
)
# The plural of a designator: "F-16s".
_plural = lazy_re(r"(?<=\d)s(?![^\W_])")
_within_acronym = lazy_re('[\u05d0-\u05ea]"+(?=[\u05d0-\u05ea])')
_divided_word = lazy_re(r"(?<=[^\W\d_])- (?=[^\W\d_])")
_blank_line = lazy_re(r"\n[ \t\r]*\n|\u2029")

_MOST_OF_A_FORM = 60
"""Spellings of aliases that are one form: where more are, each is in doubt already, and a collision besides."""

_Range: TypeAlias = tuple[int, int]  # of code points of a folded text, half-open


class Gazetteer:
    """Finds the aliases of a whole site in one pass over a text; built once."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        aliases = tuple(aliases)
        forms: defaultdict[str, list[Form]] = defaultdict(list)
        own: list[Form] = []
        for alias in aliases:
            spelt = () if alias.weak else tuple(forms_of(alias))
            own += spelt[:1]
            for form in spelt:
                same = forms[uncased(form.text)]
                if len(same) < _MOST_OF_A_FORM:
                    same.append(form)
        self._forms = tuple(forms.values())
        self._automaton = AhoCorasick(forms, MatchKind.Standard)
        self._neighbours = Neighbours(aliases)
        self._names = aliases, own

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(*self._names)

    def find(self, folded: Folded) -> tuple[Hit, ...]:
        """All places of a text that name an entity or may, in order; they do not overlap.

        Where one place holds another, the longer is found; of two that overlap in part, both entities are given.
        What is near a name takes the shorter places that it holds, which name other entities.
        """
        hits = self._hits(folded)
        for joined in _rejoined(folded):
            hits += [hit for hit in self._hits(joined) if not any(True for _ in _touching(hits, hit))]
            hits.sort(key=lambda hit: hit.start)
        hits = list(self._neighbours.weigh(folded, hits))
        near = self._near_hits(folded, hits)
        # «كوريا» in «كوريا الجنوببة» is not Korea.
        held = {number for other in near for number in _touching(hits, other) if _holds(other, hits[number])}
        hits = [hit for number, hit in enumerate(hits) if number not in held]
        return tuple(sorted((*hits, *near), key=lambda hit: hit.start))

    def _hits(self, folded: Folded) -> list[Hit]:
        places: defaultdict[_Range, list[FormReading]] = defaultdict(list)
        for place, reading in self._readings(folded):
            places[place].append(reading)
        hits = []
        for (start, end), readings, doubt in _longest({p: r for p, r in places.items() if _is_cut_out(folded, p)}):
            first, last = folded.span(start, end)
            hits.append(Hit(first, last, tuple(readings), doubt))
        return hits

    def _near_hits(self, folded: Folded, hits: Sequence[Hit]) -> list[Hit]:
        """What is near a name, the longest of what overlaps, where a person does not know of it by another hit."""
        places: defaultdict[_Range, list[FormReading]] = defaultdict(list)
        for place, reading in self._near.readings(folded.text):
            if _is_cut_out(folded, place):
                places[place].append(reading)
        near: list[Hit] = []  # in order, apart
        for place in sorted(places, key=lambda place: place[0] - place[1]):
            hit = Hit(*folded.span(*place), tuple(dict.fromkeys(places[place])), Doubt.NEAR)
            if any(True for _ in _touching(near, hit)):
                continue
            touching = [hits[number] for number in _touching(hits, hit)]
            left = tuple(reading for reading in hit.readings if not _is_told(hit, reading.alias.entity, touching))
            if left:
                insort(near, replace(hit, readings=left), key=_start)
        return near

    def _readings(self, folded: Folded) -> Iterator[tuple[_Range, FormReading]]:
        text, key = folded.text, name_key(folded.text)
        for number, start, end in self._automaton.find_matches_as_indexes(uncased(key), overlapping=True):
            words = _words_around(text, start, end)
            if words is None:
                continue
            first, last = words
            for form in self._forms[number]:
                proclitic = form.proclitics.get(text[first:start])
                if proclitic is None or not form.is_spelt(key[start:end], text[start:end]):
                    continue
                reading = weigh(form, form.read(proclitic, text[end:last]), folded, first, start, end)
                if reading is not None and reading.particle == "ا":
                    reading = weigh_accusative(reading, folded, start, end)
                if reading is not None:
                    yield words, reading


def _rejoined(folded: Folded) -> Iterator[Folded]:
    """A text whose words that a hyphen divides at the end of a line are whole: without the hyphen, and with it."""
    text, original = folded.text, folded.original
    if "- " not in text:
        return
    divided = [
        match.start()
        for match in _divided_word.finditer(text)
        if "\n" in original[folded.starts[match.start()] : folded.ends[match.end() - 1]]
    ]
    if divided:
        hyphens, spaces = set(divided), {offset + 1 for offset in divided}
        yield _without(folded, hyphens | spaces)
        yield _without(folded, spaces)


def _without(folded: Folded, dropped: set[int]) -> Folded:
    kept = [offset for offset in range(len(folded.text)) if offset not in dropped]
    return Folded(
        folded.original,
        "".join(folded.text[offset] for offset in kept),
        array("I", (folded.starts[offset] for offset in kept)),
        array("I", (folded.ends[offset] for offset in kept)),
    )


_start = attrgetter("start")


def _touching(hits: Sequence[Hit], hit: Hit) -> Iterator[int]:
    """The numbers of hits, which are in order and apart, that overlap another one."""
    number = bisect_left(hits, hit.end, key=_start) - 1
    while number >= 0 and hits[number].end > hit.start:
        yield number
        number -= 1


def _is_told(near: Hit, entity: str, touching: Iterable[Hit]) -> bool:
    """Whether the entity was found in what is near its name, or what was found is no part of that."""
    return any(entity in hit.entities or _holds(hit, near) or not _holds(near, hit) for hit in touching)


def _holds(outer: Hit, inner: Hit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _words_around(text: str, start: int, end: int) -> _Range | None:
    """The whole words that hold a match and what may be written together with it, or None."""
    if not is_boundary(text, end):
        particle = _particles.match(text, end) or _plural.match(text, end) or ACCUSATIVE.match(text, end)
        if particle is None:
            return None
        end = particle.end()
    for first in range(start, max(start - LONGEST, 0) - 1, -1):
        if is_boundary(text, first):
            break
    else:
        return None
    if '"' in text[max(first - 1, 0) : end + 1] and _cuts_acronym(text, first, end):
        return None
    return first, end


def _cuts_acronym(text: str, start: int, end: int) -> bool:
    """Whether a range ends beside gershayim within a word: «צה» is no part of «צה"ל»."""
    return any(
        match.start() < offset <= match.end()
        for offset in (start, end)
        for match in _within_acronym.finditer(text, max(offset - 3, 0), offset + 3)
    )


def _is_cut_out(folded: Folded, place: _Range) -> bool:
    first, last = folded.span(*place)
    return (
        folded.is_whole(*place)
        and not any(splits_cluster(folded.original, offset) for offset in (first, last))
        and not _blank_line.search(folded.original, first, last)
    )


def _longest(places: dict[_Range, list[FormReading]]) -> Iterator[tuple[_Range, list[FormReading], Doubt | None]]:
    """What is left when each place, from the left, takes the shorter ones that it holds.

    A place that begins within another and ends behind it is joined with it.
    """
    start = end = 0
    readings: list[FormReading] = []
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


def _explained(readings: list[FormReading]) -> list[FormReading]:
    """The readings, each once, without that of a verb, where there is any other."""
    readings = list(dict.fromkeys(readings))
    return [reading for reading in readings if not is_verb(reading)] or readings


def _doubt(readings: list[FormReading]) -> Doubt | None:
    """What speaks against linking a form that is explained in these ways."""
    if len({reading.alias.entity for reading in readings}) > 1:
        together = {(reading.proclitic, reading.particle) for reading in readings}
        return Doubt.PROCLITIC if len(together) > 1 else Doubt.SHARED
    doubts = [reading.doubt for reading in readings]
    return None if None in doubts else doubts[0]
