"""What became of the quotes of a brief: kept, moved, ambiguous or lost, with the words around them in both seeds."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mujaz.markup.bidi import direction_of
from mujaz.model import Anchor, Brief
from mujaz.resolve.anchor import TextQuote, find_places, nearest
from mujaz.resolve.site import Seed
from mujaz.review.objects import AnchorChange, AnchorState, Passage
from mujaz.review.pairing import identity, pairs
from mujaz.review.state import State
from mujaz.review.words import called, one_of
from mujaz.text.patterns import lazy_re

_LISTS = ("mentions", "notes", "claims", "timeline")
_AROUND = lazy_re(r"(?:\S+\s+){0,10}\S*\Z"), lazy_re(r"\S*(?:\s+\S+){0,10}")
_MOST_CANDIDATES = 3


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
    for owner in _owners(before, after):
        change = _change(owner, base, head, before, after)
        if change.state is AnchorState.KEPT:
            kept += 1
        else:
            found.append(change)
    return tuple(found), kept


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
    was = _passages(old, owner.before)
    now = _passages(new, owner.after)
    seed = new or old
    language = seed.record.language if seed else "und"
    passage = was[0] if len(was) == 1 else None
    state = _state(owner, was, now)
    found = now[0] if len(now) == 1 else None
    near: tuple[Passage, ...] = ()
    if state is AnchorState.AMBIGUOUS:
        near = now
    elif state is AnchorState.LOST and new is not None and owner.after is not None:
        near = _near(new, owner.after)
    return AnchorChange(owner.words, owner.path, state, language, direction_of(language), passage, found, near)


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


def _passages(seed: Seed | None, anchor: Anchor | None) -> tuple[Passage, ...]:
    if seed is None or anchor is None:
        return ()
    return tuple(_passage(seed, *place) for place in find_places(seed.folded, anchor))


def _near(seed: Seed, anchor: Anchor) -> tuple[Passage, ...]:
    """Where the words of a quote stand in another context, or else the passages that are most like it."""
    elsewhere = find_places(seed.folded, TextQuote(anchor.exact))
    places = elsewhere or [(place.start, place.end) for place in nearest(seed.folded, anchor.exact)]
    return tuple(_passage(seed, *place) for place in places[:_MOST_CANDIDATES])


def _passage(seed: Seed, start: int, end: int) -> Passage:
    text = seed.source.text
    line, column = seed.source.position(start)
    before, behind = _AROUND[0].search(text, max(0, start - 200), start), _AROUND[1].match(text, end)
    return Passage(seed.id, line, column, before[0] if before else "", text[start:end], behind[0] if behind else "")
