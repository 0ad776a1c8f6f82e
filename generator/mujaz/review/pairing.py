"""Which item of a list in one state is which item of the list in the other."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mujaz.model import AliasText, Anchor, ApprovalRule, MentionOverride, Ref, Text, TranslatedSentence
from mujaz.model.base import fields_of
from mujaz.model.keys import keys_by_name
from mujaz.review import sequences
from mujaz.review.meaning import Tree, meaning

Pair = tuple[int | None, int | None]
"""The index of an item before and after; None where it has no counterpart."""

_ALIKE = 0.5
"""Items that share less than this of what they say are two items, not one that was changed."""
_MOST_COMPARED = 2_500


def identity(item: Any) -> str | None:
    """What an item is called whatever it says: its id; of a decided mention and a translated sentence, the passage; of
    an approval that the policy asks for, the briefs that it is asked of."""
    if isinstance(item, Ref):
        return item.id
    if isinstance(item, MentionOverride):
        return _canonical(meaning(item.at))
    if isinstance(item, TranslatedSentence):
        return _canonical(meaning(item.exact))
    if isinstance(item, ApprovalRule):
        return _canonical([meaning(item.tags), item.grade])
    return str(meaning(item.id)) if hasattr(item, "id") else None


def pairs(before: Sequence[Any], after: Sequence[Any]) -> list[Pair]:
    """Pair the items of two lists: by identity where they have one, else by what they say, else by likeness.

    Returns:
        the pairs in the order of the list after; what was removed stands behind the item that it followed.
    """
    known = all(identity(item) is not None for item in (*before, *after))
    names = [[identity(item) if known else _canonical(meaning(item)) for item in items] for items in (before, after)]
    matched = _same(*names)
    lone_before = [index for index in range(len(before)) if index not in matched]
    taken = set(matched.values())
    lone_after = [index for index in range(len(after)) if index not in taken]
    if not all(isinstance(item, Ref) for item in (*before, *after)):
        matched.update(_alike(before, lone_before, after, lone_after))
    return in_order(len(before), len(after), matched)


def is_reordered(paired: Iterable[Pair]) -> bool:
    """Whether items that are in both lists stand in another order than before."""
    kept = [pair[0] for pair in paired if pair[0] is not None and pair[1] is not None]
    return kept != sorted(kept)


def _canonical(tree: Tree) -> str:
    return json.dumps(tree, ensure_ascii=False, sort_keys=True)


def _same(before: Sequence[str | None], after: Sequence[str | None]) -> dict[int, int]:
    """Indexes of items with the same name, the first with the first, the second with the second."""
    waiting: defaultdict[str | None, deque[int]] = defaultdict(deque)
    for index, name in enumerate(after):
        waiting[name].append(index)
    return {index: waiting[name].popleft() for index, name in enumerate(before) if waiting[name]}


def _alike(before: Sequence[Any], ours: list[int], after: Sequence[Any], theirs: list[int]) -> dict[int, int]:
    if len(ours) * len(theirs) > _MOST_COMPARED:
        return dict(zip(ours, theirs, strict=False))
    rated = [(likeness(before[one], after[other]), one, other) for one in ours for other in theirs]
    found: dict[int, int] = {}
    for rating, one, other in sorted(rated, key=lambda entry: (-entry[0], abs(entry[1] - entry[2]), entry)):
        if rating >= _ALIKE and one not in found and other not in found.values():
            found[one] = other
    return found


def likeness(one: Any, other: Any) -> float:
    """How much of what two values say is the same, from 0 to 1."""
    if isinstance(one, AliasText) and isinstance(other, AliasText):
        return sequences.likeness(one.text, other.text)
    if isinstance(one, Text) and isinstance(other, Text):
        shared = [(phrase.text, found.text) for phrase in one.phrases if (found := other.in_language(phrase.language))]
        return max((_of_words(*texts) for texts in shared), default=0.0)
    if isinstance(one, str) and isinstance(other, str):
        return _of_words(one, other)
    if isinstance(one, Anchor) and isinstance(other, Anchor):
        return _of_words(one.exact, other.exact)
    if type(one) is type(other) and fields_of(type(one)):
        values = [(getattr(one, name), getattr(other, name)) for name, _ in keys_by_name(type(one))]
        told = [pair for pair in values if any(value not in (None, (), {}) for value in pair)]
        return sum(likeness(*pair) for pair in told) / len(told) if told else 1.0
    return 1.0 if meaning(one) == meaning(other) else 0.0


def _of_words(one: str, other: str) -> float:
    return sequences.likeness(one.split(), other.split())


def in_order(count_before: int, count_after: int, matched: Mapping[int, int]) -> list[Pair]:
    """All items of two lists: in the order of the list after, each that is gone behind the one that it followed.

    Args:
        count_before, count_after: how many items the lists have.
        matched: of items that are in both, the index after by the index before.
    """
    counterpart = {other: one for one, other in matched.items()}
    removed: defaultdict[int, list[int]] = defaultdict(list)
    """By the index after of the item that they followed; -1 for none."""
    last = -1
    for index in range(count_before):
        if index in matched:
            last = matched[index]
        else:
            removed[last].append(index)
    ordered: list[Pair] = [(index, None) for index in removed[-1]]
    for index in range(count_after):
        ordered.append((counterpart.get(index), index))
        ordered += [(gone, None) for gone in removed[index]]
    return ordered
