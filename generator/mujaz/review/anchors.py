"""What became of the quotes of a brief: kept, moved, ambiguous or lost, with the words around them in both seeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from mujaz.markup.bidi import direction_of
from mujaz.model import Anchor, Brief
from mujaz.resolve.anchor import TextQuote, find_places, nearest
from mujaz.resolve.site import Seed
from mujaz.review.objects import AnchorChange, AnchorState, Passage
from mujaz.review.pairing import identity, pairs
from mujaz.review.sequences import meeting
from mujaz.review.state import State
from mujaz.review.words import called, one_of
from mujaz.text.patterns import lazy_re

_LISTS = ("mentions", "notes", "claims", "timeline")
_AROUND = lazy_re(r"(?:\S+\s+){0,10}\S*\Z"), lazy_re(r"\S*(?:\s+\S+){0,10}")
_LEAST = 10
"""Words on each side of a quote that are shown of both states, where there are so many."""
_FAR = 800
"""Code points on each side of a quote in which a word is looked for that both states have."""
_WORD = lazy_re(r"\S+")
_MOST_CANDIDATES = 3


_Range = tuple[int, int]
"""A half-open range of a seed, in code points."""


class _Owner(Struct, frozen=True):
    """An annotation in both states, with its quotes: None where the state has no such annotation, or no quote."""

    words: str
    path: tuple[str, ...]
    before: Anchor | None
    after: Anchor | None


def anchor_changes(base: State, head: State, before: Brief, after: Brief) -> tuple[tuple[AnchorChange, ...], int]:
    """The quotes of a brief that did not stay as they are, and how many did.

    Args:
        base, head: the states, for their seeds; they may have errors.
        before, after: the brief in them.
    """
    found, kept = [], 0
    for change in quotes(base, head, before, after):
        if change.state is AnchorState.KEPT:
            kept += 1
        else:
            found.append(change)
    return tuple(found), kept


def quotes(base: State, head: State, before: Brief, after: Brief) -> Iterator[AnchorChange]:
    """All quotes of a brief, also those that stayed as they are; arguments as for `anchor_changes`."""
    return (_change(owner, base, head, before, after) for owner in _owners(before, after))


def _owners(before: Brief, after: Brief) -> Iterator[_Owner]:
    for key in _LISTS:
        ours, theirs = getattr(before, key), getattr(after, key)
        for first, last in pairs(ours, theirs):
            old = None if first is None else ours[first]
            new = None if last is None else theirs[last]
            quotes = [item.at if item is not None else None for item in (old, new)]
            if quotes == [None, None]:
                continue
            item, number = (ours[first], first) if last is None and first is not None else (new, last)
            counted = str((number or 0) + 1)
            step = identity(item) if hasattr(item, "id") else None
            yield _Owner(f"{one_of(key)} {called(item, int(counted))}", (key, step or counted), *quotes)


def _change(owner: _Owner, base: State, head: State, before: Brief, after: Brief) -> AnchorChange:
    old, new = _seed_of(base, before, owner.before), _seed_of(head, after, owner.after)
    was, now = _places(old, owner.before), _places(new, owner.after)
    state = _state(owner, _passages(old, was), _passages(new, now))
    near: tuple[_Range, ...] = ()
    if state is AnchorState.AMBIGUOUS:
        near = now
    elif state is AnchorState.LOST and new is not None and owner.after is not None:
        near = _near(new, owner.after)
    (passage,) = _passages(old, was) if len(was) == 1 else (None,)
    found = _passages(new, now if len(now) == 1 else near)
    if passage is not None and found and old is not None and new is not None:
        passage, first = _beside(old, was[0], new, (now if len(now) == 1 else near)[0])
        found = (first, *found[1:])
    seed = new or old
    language = seed.record.language if seed else "und"
    known, candidates = (found[0], ()) if len(now) == 1 else (None, found)
    return AnchorChange(owner.words, owner.path, state, language, direction_of(language), passage, known, candidates)


def _state(owner: _Owner, was: tuple[Passage, ...], now: tuple[Passage, ...]) -> AnchorState:
    if owner.after is None:
        return AnchorState.REMOVED
    if not now:
        return AnchorState.LOST
    if len(now) > 1:
        return AnchorState.AMBIGUOUS
    if owner.before is None:
        return AnchorState.ADDED
    return AnchorState.KEPT if was == now else AnchorState.MOVED


def _seed_of(state: State, brief: Brief, anchor: Anchor | None) -> Seed | None:
    id = brief.seed_of(anchor) if anchor is not None else None
    return state.seed(id) if id is not None else None


def _places(seed: Seed | None, anchor: Anchor | None) -> tuple[_Range, ...]:
    return () if seed is None or anchor is None else tuple(find_places(seed.folded, anchor))


def _passages(seed: Seed | None, places: Iterable[_Range]) -> tuple[Passage, ...]:
    return () if seed is None else tuple(_passage(seed, *place) for place in places)


def _near(seed: Seed, anchor: Anchor) -> tuple[_Range, ...]:
    """Where the words of a quote stand in another context, or else the passages that are most like it."""
    elsewhere = find_places(seed.folded, TextQuote(anchor.exact))
    places = elsewhere or [(place.start, place.end) for place in nearest(seed.folded, anchor.exact)]
    return tuple(places[:_MOST_CANDIDATES])


def _passage(seed: Seed, start: int, end: int) -> Passage:
    text = seed.source.text
    line, column = seed.source.position(start)
    before, behind = _AROUND[0].search(text, max(0, start - 200), start), _AROUND[1].match(text, end)
    return Passage(seed.id, line, column, before[0] if before else "", text[start:end], behind[0] if behind else "")


def _beside(old: Seed, before: _Range, new: Seed, after: _Range) -> tuple[Passage, Passage]:
    """Two passages to be compared: what is shown around them begins and ends with the same words, if any are near."""
    ours, theirs = old.source.text, new.source.text
    ahead = ours[max(0, before[0] - _FAR) : before[0]], theirs[max(0, after[0] - _FAR) : after[0]]
    behind = ours[before[1] : before[1] + _FAR], theirs[after[1] : after[1] + _FAR]
    first = meeting(ahead[0].split()[::-1], ahead[1].split()[::-1], _LEAST)
    last = meeting(behind[0].split(), behind[1].split(), _LEAST)
    passages = _passage(old, *before), _passage(new, *after)
    shown = (
        replace(passage, before=_last_words(ahead[n], first[n]), after=_first_words(behind[n], last[n]))
        for n, passage in enumerate(passages)
    )
    return next(shown), next(shown)


def _last_words(text: str, count: int) -> str:
    found = list(_WORD.finditer(text))[-count:] if count else []
    return text[found[0].start() :] if found else ""


def _first_words(text: str, count: int) -> str:
    found = list(_WORD.finditer(text))[:count]
    return text[: found[-1].end()] if found else ""
