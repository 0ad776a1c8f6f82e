"""Anchoring: from a quote, with what stands before and behind it, to its one place in a seed.

The selector is the TextQuoteSelector of the W3C Web Annotation Data Model. A quote is found where its folded
words stand as whole words, and only if that is one place. What comes near is proposed, never taken.
"""

from __future__ import annotations

import heapq
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import islice
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from mujaz.syntax.diagnostics import Diagnostic, Label, SourceWords
from mujaz.syntax.rules import AMBIGUOUS_QUOTE, EMPTY_QUOTE, LOST_QUOTE
from mujaz.syntax.source import Source, Span
from mujaz.text.fold import Folded, fold_text, is_typed_for
from mujaz.text.words import has_word, is_boundary, splits_cluster, word_end, word_start

Range = tuple[int, int]
"""A half-open range of code points, of the seed or of its folded text as the name of the value says."""

_MEND_SEED = "mend the seed first: it is not the text that was imported"
_LIKE = 0.5  # less similar passages share little but common letters
_CLOSE = 0.65  # from here on the differing words are worth naming
_FAR = 0.25  # a passage so much less similar than the best is no rival of it
_MOST_LISTED = 6
MOST_PLACES = 500
"""So many places that have the letters of a quote, in its context, are looked at: more are no way to quote."""
_LONG = 1_000  # letters of a quote; of a longer one it is said how far the seed has it, not what is like it
_MOST_COMPARED = 50_000_000  # letters of a quote times letters of its seed, likewise
_LEAST_BEGUN = 3  # words that a quote and a seed have in common, to be named
_SHOWN = 80  # code points of a passage in a message


class Selector(Protocol):
    """What to look for: the quote and its context, each as an analyst wrote it."""

    @property
    def exact(self) -> str:
        """The quoted words."""

    @property
    def prefix(self) -> str:
        """What stands directly before them; it may begin inside a word, or be empty."""

    @property
    def suffix(self) -> str:
        """What stands directly behind them; it may end inside a word, or be empty."""


class Anchor(Selector, Protocol):
    """A selector with the place where it is written."""

    @property
    def exact_span(self) -> Span:
        """Where `exact` stands in the brief."""


class TextQuote(Struct, frozen=True):
    """A selector made by the tool itself."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class TargetState(StrEnum):
    """How sure a found place is."""

    EXACT = "exact"
    MOVED = "moved"
    """The seed is not the one the brief was written for, and the quote still has one place in it."""


class Target(Struct, frozen=True):
    """The place of a quote in its seed."""

    span: Span
    state: TargetState


class Candidate(Struct, frozen=True):
    """A passage that resembles a lost quote.

    Attributes:
        start: where it begins in the seed, in code points.
        end: where it ends.
        similarity: from 0 to 1, of the folded letters and words.
    """

    start: int
    end: int
    similarity: float


def find_places(folded: Folded, selector: Selector, most: int | None = None) -> tuple[Range, ...]:
    """All ranges of the seed where a quote stands in its context, in order; no more than `most`.

    A range is made of whole words and whole grapheme clusters. White space around `exact`, and between it and
    its context, does not count.
    """
    places = (place for place in _candidates(folded.text, selector) if _is_place(folded, place))
    return tuple(folded.span(*place) for place in islice(places, most))


def place_of(anchor: Selector, folded: Folded) -> Range | None:
    """The one range of the seed where a quote stands, or None where it stands in none or in several."""
    places = find_places(folded, anchor, 2) if has_word(fold_text(anchor.exact)) else ()
    return places[0] if len(places) == 1 else None


def resolve(
    anchor: Anchor, seed: Source, folded: Folded, seed_changed: bool, *, near: bool = True
) -> tuple[Target | None, tuple[Diagnostic, ...]]:
    """The one place of a quote, or the finding that says why there is none.

    Args:
        anchor: the quote, as written in a brief.
        seed: the article.
        folded: the folded text of the seed.
        seed_changed: whether the seed differs from the text that was imported.
        near: whether the finding on a lost quote names passages like it, which takes long.
    """
    if not has_word(fold_text(anchor.exact)):
        finding = EMPTY_QUOTE.at(
            anchor.exact_span,
            "the quote has no letter or digit",
            f"quote the words of {seed.name} that the annotation is about",
        )
        return None, (finding,)
    candidates = list(islice(_candidates(folded.text, anchor), MOST_PLACES + 1))
    places = tuple(folded.span(*place) for place in candidates if _is_place(folded, place))
    if len(candidates) > MOST_PLACES:
        finding = _too_common(anchor, seed)
    elif len(places) == 1:
        state = TargetState.MOVED if seed_changed else TargetState.EXACT
        return Target(seed.span(*places[0]), state), ()
    else:
        finding = _ambiguous(anchor, seed, folded, places) if places else _lost(anchor, seed, folded, near)
    if seed_changed:  # to follow a seed that was edited by mistake would make the mistake the brief's
        finding = replace(finding, help=f"{_MEND_SEED}; if it then remains: {finding.help}")
    return None, (finding,)


def nearest(folded: Folded, exact: str, limit: int = 3) -> tuple[Candidate, ...]:
    """The passages of a seed that resemble a quote most, best first; whole words, none overlapping.

    For messages only: a candidate is never a place.
    """
    quote = fold_text(exact).strip(" ")
    candidates: list[Candidate] = []
    alike = sorted(islice(_alike(folded.text, quote), 2 * limit), key=lambda passage: (-passage[0], passage))
    for similarity, first, last in alike[:limit]:
        if similarity < alike[0][0] - _FAR:
            break
        start, end = folded.span(first, last)
        while splits_cluster(folded.original, start):
            start -= 1
        while splits_cluster(folded.original, end):
            end += 1
        candidates.append(Candidate(start, end, similarity))
    return tuple(candidates)


def _candidates(text: str, selector: Selector) -> Iterator[Range]:
    """The ranges of a folded text where the letters of a quote stand in its context, in order."""
    quote = fold_text(selector.exact).strip(" ")
    if not quote:
        return
    prefix = fold_text(selector.prefix).rstrip(" ")
    suffix = fold_text(selector.suffix).lstrip(" ")
    before = (f"{prefix} ", prefix) if prefix else ("",)
    behind = (f" {suffix}", suffix) if suffix else ("",)
    starts = (map(len(lead).__add__, _found(text, lead + quote + tail)) for lead in before for tail in behind)
    for start in heapq.merge(*starts):
        yield start, start + len(quote)


def _found(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _is_place(folded: Folded, place: Range) -> bool:
    """Whether a range of the folded text is of whole words and grapheme clusters."""
    return (
        all(_may_end(folded, offset) for offset in place)
        and folded.is_whole(*place)
        and not any(splits_cluster(folded.original, offset) for offset in folded.span(*place))
    )


def _may_end(folded: Folded, offset: int) -> bool:
    """Whether a quote may begin or end at a folded offset: where a word does, or at a dash between two numbers."""
    if is_boundary(folded.text, offset):
        return True
    return any(is_typed_for(folded, sign) for sign in (offset - 1, offset))


def _too_common(anchor: Anchor, seed: Source) -> Diagnostic:
    context = " with this prefix and suffix" if anchor.prefix or anchor.suffix else ""
    return AMBIGUOUS_QUOTE.at(
        anchor.exact_span,
        f"the quote's letters stand in more than {MOST_PLACES:,} places of {seed.name}{context}",
        "lengthen `exact`, or `prefix` and `suffix`, until one place is left",
    )


def _ambiguous(anchor: Anchor, seed: Source, folded: Folded, places: tuple[Range, ...]) -> Diagnostic:
    context = "" if not (anchor.prefix or anchor.suffix) else " with this prefix and suffix"
    where = f"for the place at {seed.span(*places[0])}"
    key, words = _distinguishing(anchor, folded, places[0])
    advice = f'{where} add `{key}: "{words}"`, or lengthen `exact`' if key else "lengthen `exact` until it is unique"
    return AMBIGUOUS_QUOTE.at(
        anchor.exact_span,
        f"the quote occurs {len(places)} times in {seed.name}{context}",
        advice,
        _labels(seed, places, "it may be this place"),
        _words_of(seed, words),
    )


def _words_of(source: Source, *texts: str) -> Iterator[SourceWords]:
    """Words of a seed, or of a brief's quote, in a message, marked as such; empty ones are none."""
    return (SourceWords(source.name, text) for text in texts if text)


def _distinguishing(anchor: Anchor, folded: Folded, place: Range) -> tuple[str, str]:
    """A key and its words, escaped as in YAML, that only one of the places has; both empty if no short ones do."""
    start, end = place
    before = folded.original[max(0, start - 200) : start].split()
    behind = folded.original[end : end + 200].split()
    for count in range(1, 7):
        prefix, suffix = " ".join(before[-count:]), " ".join(behind[:count])
        if find_places(folded, TextQuote(anchor.exact, prefix, anchor.suffix), 2) == (place,):
            return "prefix", json.dumps(prefix, ensure_ascii=False)[1:-1]
        if find_places(folded, TextQuote(anchor.exact, anchor.prefix, suffix), 2) == (place,):
            return "suffix", json.dumps(suffix, ensure_ascii=False)[1:-1]
    return "", ""


def _lost(anchor: Anchor, seed: Source, folded: Folded, near: bool) -> Diagnostic:
    elsewhere = find_places(folded, TextQuote(anchor.exact), MOST_PLACES) if anchor.prefix or anchor.suffix else ()
    if elsewhere:
        before, behind = _surroundings(folded, elsewhere[0])
        return LOST_QUOTE.at(
            anchor.exact_span,
            f"the quote is in {seed.name}, but not between this prefix and suffix",
            f"at {seed.span(*elsewhere[0])} it stands after {_or_nothing(before)} and before {_or_nothing(behind)};"
            " correct `prefix` and `suffix`, or point the annotation at the right sentence",
            _labels(seed, elsewhere, "the quote, in another context"),
            _words_of(seed, before, behind),
        )
    quote = fold_text(anchor.exact).strip(" ")
    if not near or len(quote) > _LONG or len(quote) * len(folded.text) > _MOST_COMPARED:
        return _begun(anchor, seed, folded, quote)
    candidates = nearest(folded, anchor.exact)
    if not candidates:
        return LOST_QUOTE.at(
            anchor.exact_span,
            f"the quote is not in {seed.name}, nor anything like it",
            "copy the words from the seed again, or name the right `seed`",
        )
    best = candidates[0]
    place = _with_edges(anchor.exact, seed.span(best.start, best.end))
    differences = list(_differences(anchor.exact, place)) if best.similarity >= _CLOSE else []
    words, mine = [_shortened(place.text)], [""]
    found = f"the nearest passage is «{words[0]}» at {place}"
    if 0 < len(differences) <= 3:
        found = f"at {place} the seed has nearly the same: " + ", ".join(told for told, _, _ in differences)
        words, mine = [theirs for _, theirs, _ in differences], [own for _, _, own in differences]
    return LOST_QUOTE.at(
        anchor.exact_span,
        f"the quote is not in {seed.name}",
        f"{found}; copy the words from there if it is the passage meant",
        [
            Label(seed.span(c.start, c.end), f"{'nearest' if c is best else 'similar'} ({c.similarity:.0%})")
            for c in candidates
        ],
        (*_words_of(seed, *words), *_words_of(anchor.exact_span.source, *mine)),
    )


def _begun(anchor: Anchor, seed: Source, folded: Folded, quote: str) -> Diagnostic:
    """The finding on a quote too long to be compared with every passage: how far the seed has its words."""
    words = quote.split(" ")
    known = bisect_left(range(1, len(words)), 1, key=lambda count: " ".join(words[:count]) not in folded.text)
    begun = " ".join(words[:known])
    help, labels, quoted = "copy the words from the seed again, or name the right `seed`", [], []
    if known >= _LEAST_BEGUN:
        start = folded.text.index(begun)
        place = seed.span(*folded.span(start, start + len(begun)))
        ahead = folded.text[start + len(begun) :][:_SHOWN].lstrip(" ").partition(" ")[0]
        help = f"the seed has its first {known:,} words at {place}, and then «{ahead}» for «{words[known]}»; {help}"
        labels = [Label(place, "it begins like this")]
        quoted = [*_words_of(seed, ahead), *_words_of(anchor.exact_span.source, words[known])]
    return LOST_QUOTE.at(anchor.exact_span, f"the quote is not in {seed.name}", help, labels, quoted)


def _labels(seed: Source, places: tuple[Range, ...], message: str) -> Iterable[Label]:
    more = len(places) - _MOST_LISTED
    for number, place in enumerate(places[:_MOST_LISTED], 1):
        rest = f", and {more} more" if more > 0 and number == _MOST_LISTED else ""
        yield Label(seed.span(*place), message + rest)


def _surroundings(folded: Folded, place: Range) -> tuple[str, str]:
    start, end = place
    before = " ".join(folded.original[max(0, start - 60) : start].split()[-3:])
    behind = " ".join(folded.original[end : end + 60].split()[:3])
    return before, behind


def _or_nothing(words: str) -> str:
    return f"«{words}»" if words else "nothing"


def _with_edges(quote: str, place: Span) -> Span:
    """A passage with as many words at its ends as the quote has and it lacks.

    The words that differ most are those that a likeness leaves out; at an end they belong to the passage still.
    """
    mine, theirs = fold_text(quote).split(), fold_text(place.text).split()
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return place
    before = blocks[0].a - blocks[0].b
    behind = (len(mine) - blocks[-1].a - blocks[-1].size) - (len(theirs) - blocks[-1].b - blocks[-1].size)
    text, start, end = place.source.text, place.start, place.end
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    words_before = list(re.finditer(r"\S+", text[line_start:start]))
    words_behind = list(re.finditer(r"\S+", text[end : line_end if line_end >= 0 else len(text)]))
    if 0 < before <= len(words_before):
        start = line_start + words_before[-before].start()
    if 0 < behind <= len(words_behind):
        last = words_behind[behind - 1]
        end += last.start() + len(last[0].rstrip(".,،؛:!?؟…"))
    return place.source.span(start, end)


def _differences(quote: str, place: Span) -> Iterator[tuple[str, str, str]]:
    """What to change in the quote, word by word, to get the passage; each with the words of both in it."""
    wanted = quote.split()
    there = list(re.finditer(r"\S+", place.text))
    matcher = SequenceMatcher(
        None, [fold_text(word) for word in wanted], [fold_text(word[0]) for word in there], autojunk=False
    )
    for kind, first, last, there_first, there_last in matcher.get_opcodes():
        if kind == "equal":
            continue
        mine = _shortened(" ".join(wanted[first:last]))
        theirs = _shortened(" ".join(word[0] for word in there[there_first:there_last]))
        offset = place.start + (there[there_first].start() if there_first < len(there) else len(place.text))
        at = place.source.span(offset, offset)
        if kind == "replace":
            yield f"«{mine}» stands in the quote where the seed has «{theirs}» at {at}", theirs, mine
        elif kind == "delete":
            yield f"«{mine}» stands only in the quote", "", mine
        else:
            yield f"«{theirs}» at {at} stands only in the seed", theirs, ""


def _shortened(passage: str) -> str:
    line = " ".join(passage.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


def _alike(text: str, quote: str) -> Iterator[tuple[float, int, int]]:
    """Similarity and folded range of passages, the best of the first: each next from what the others leave."""
    queue: list[tuple[float, int, int, int, int]] = []

    def search(first: int, last: int) -> None:
        if passage := _most_alike(text, first, last, quote):
            similarity, start, end = passage
            heapq.heappush(queue, (-similarity, start, end, first, last))

    search(0, len(text))
    while queue:
        similarity, start, end, first, last = heapq.heappop(queue)
        yield -similarity, start, end
        search(first, start)
        search(end, last)


def _most_alike(text: str, first: int, last: int, quote: str) -> tuple[float, int, int] | None:
    # Only faulty briefs need it.
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Indel

    words = quote.split(" ")

    def similarity(start: int, end: int) -> float:
        # Equal words count more than equal letters: inflected words are alike everywhere.
        passage = text[start:end]
        return 0.75 * fuzz.ratio(quote, passage) / 100 + 0.25 * Indel.normalized_similarity(words, passage.split(" "))

    if not quote or last - first < len(quote) * _LIKE:
        return None
    start, end = first, last
    if last - first > len(quote):
        alignment = fuzz.partial_ratio_alignment(quote, text[first:last])
        if alignment is None:
            return None
        start, end = first + alignment.dest_start, first + alignment.dest_end
    # The alignment is as long as the quote; the passage may have more words, or fewer.
    most = min(len(quote) // 4, 40) + 1
    reach = range(-most, most + 1)
    ends = {word_end(text, min(end + shift, last)) for shift in reach if end + shift > start}
    end = max(sorted(ends), key=lambda offset: similarity(start, offset))
    starts = {word_start(text, max(start + shift, first)) for shift in reach if start + shift < end}
    start = max(sorted(starts), key=lambda offset: similarity(offset, end))
    passage = text[start:end]
    start, end = start + len(passage) - len(passage.lstrip(" ")), start + len(passage.rstrip(" "))
    alike = similarity(start, end)
    return (alike, start, end) if start < end and alike >= _LIKE else None
