"""What changed between two values of the model, by meaning: every field of every part, in an editor's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from mujaz.keynames import label
from mujaz.model import AliasText, Anchor, Claim, Entity, Note, Publication, Ref, Text
from mujaz.model.base import Part, fields_of
from mujaz.model.keys import keys_by_name
from mujaz.model.values import UNDETERMINED
from mujaz.review import words
from mujaz.review.meaning import meaning, unfolded
from mujaz.review.objects import Change, Kind
from mujaz.review.pairing import is_reordered, pairs
from mujaz.syntax.source import Span

_ONE_VALUE = (Anchor, AliasText)
"""Parts that are written as one value, which has no places of its keys."""


class _Here(Struct, frozen=True):
    """Where in a document a comparison is.

    Attributes:
        path: keys and ids.
        owner: the parts on the way, in words.
        before, after: the place of the value in both states, as near as it is known.
    """

    path: tuple[str, ...]
    owner: str
    before: Span | None
    after: Span | None

    def below(self, step: str, owner: str, before: Span | None, after: Span | None) -> _Here:
        """The place of a part of what is here."""
        return _Here((*self.path, step), owner, before, after)

    def change(self, kind: Kind, said: str, before: Any, after: Any, name: str = "") -> Change:
        """What happened here; None stands for what is not there."""
        trees = [None if value is None else meaning(value) for value in (before, after)]
        place = self.after if after is not None else self.before
        return Change(kind, self.path, said, trees[0], trees[1], place, name)


def changes_between(before: object, after: object) -> tuple[Change, ...]:
    """All changes of meaning between two documents of one class, in the order of its keys.

    There are some exactly where `meaning` gives different trees.
    """
    here = _Here((), "", place_of(before), place_of(after))
    return tuple(_of_part(here, before, after))


def text_changes(key: str, before: Text, after: Text) -> tuple[Change, ...]:
    """All changes of a text that is a document by itself, such as the label of a tag.

    Args:
        key: what it is called.
        before, after: the text.
    """
    return tuple(_of_text(_Here((key,), "", place_of(before), place_of(after)), key, before, after))


def list_changes(key: str, before: Sequence[Part], after: Sequence[Part]) -> tuple[Change, ...]:
    """All changes of a list that is a document by itself, such as the sign-offs of a brief.

    Args:
        key: what it is called, as a key.
        before, after: its items.
    """
    here = _Here((key,), "", *(place_of(items[-1]) if items else None for items in (before, after)))
    return tuple(_of_value(here, before, after))


def place_of(value: object) -> Span | None:
    """Where a value is written, if it knows."""
    if isinstance(value, Text):
        return value.first.span
    if isinstance(value, Anchor):
        return value.exact_span
    if isinstance(value, (Claim, Note, Entity, Publication)):
        return value.id.span
    if isinstance(value, (Ref, AliasText, Part)):
        return value.span
    return None


def _of_part(here: _Here, before: Any, after: Any) -> list[Change]:
    if meaning(before) == meaning(after):
        return []
    found = []
    for name, key in keys_by_name(type(after)):
        values = getattr(before, name), getattr(after, name)
        places = [_place(owner, key, value) for owner, value in zip((before, after), values, strict=True)]
        found += _of_value(here.below(key, here.owner, *places), *values)
    return found


def _place(owner: object, key: str, value: object) -> Span | None:
    found = place_of(value)
    if found is None:
        found = owner.place(key) if isinstance(owner, Part) else place_of(owner)
    return found


def _of_value(here: _Here, before: Any, after: Any) -> list[Change]:
    """The changes of a value below a key, which is the last of the path."""
    key = here.path[-1]
    if _tree(before) == _tree(after):
        return []
    kinds = before if before is not None else after
    if isinstance(kinds, Text):
        return _of_text(here, label(key), before, after)
    if isinstance(kinds, Mapping):
        return _of_mapping(here, before or {}, after or {})
    if isinstance(kinds, (tuple, list)):
        return _of_list(here, words.one_of(key), before or (), after or ())
    if isinstance(kinds, (Part, *_ONE_VALUE)):
        return _of_single(here, label(key), before, after)
    kind = Kind.ADDED if before is None else Kind.REMOVED if after is None else Kind.CHANGED
    said = words.scalar(here.owner, key, _tree(before), _tree(after))
    return [here.change(kind, said, before, after, words.sentence(here.owner, label(key)))]


def _tree(value: Any) -> Any:
    return None if value is None else meaning(value)


def _of_single(here: _Here, name: str, before: Any, after: Any) -> list[Change]:
    """The changes of a part that there is at most one of."""
    if before is None or after is None:
        called = "" if isinstance(before or after, Part) else f" {words.called(after or before, 1)}"
        return [_item(here, f"{name}{called}", before, after)]
    if isinstance(after, Anchor):
        return _of_part(here, before, after)
    return _of_part(_Here(here.path, words.sentence(here.owner, name), here.before, here.after), before, after)


def _of_text(here: _Here, what: str, before: Text | None, after: Text | None) -> list[Change]:
    found: list[Change] = []
    for language in dict.fromkeys([*(after.languages if after else ()), *(before.languages if before else ())]):
        old, new = (text.in_language(language) if text else None for text in (before, after))
        said = [unfolded(phrase.text) if phrase else None for phrase in (old, new)]
        if said[0] == said[1]:
            continue
        places = old.span if old else here.before, new.span if new else here.after
        there = (
            _Here(here.path, here.owner, *places)
            if language == UNDETERMINED
            else here.below(language, here.owner, *places)
        )
        kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
        named = what if language == UNDETERMINED else f"{what} ({language})"
        sentence = words.text(here.owner, named, *said)
        found.append(there.change(kind, sentence, said[0], said[1], words.sentence(here.owner, named)))
    return found


def _of_mapping(here: _Here, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    key = here.path[-1]
    found = []
    for id in dict.fromkeys([*after, *before]):
        old, new = before.get(id), after.get(id)
        places = [place_of(value) or place for value, place in ((old, here.before), (new, here.after))]
        there = here.below(id, here.owner, *places)
        if isinstance(new if old is None else old, (tuple, list)):
            found += _of_list(there, f"{words.one_of(key)} ({id})", old or (), new or (), named=f"{key} ({id})")
        else:
            found += _of_item(there, f"{words.one_of(key)} {id}", old, new)
    return found


def _of_list(here: _Here, one: str, before: Sequence[Any], after: Sequence[Any], *, named: str = "") -> list[Change]:
    found: list[Change] = []
    paired = pairs(before, after)
    for first, last in paired:
        old = None if first is None else before[first]
        new = None if last is None else after[last]
        if _tree(old) == _tree(new):
            continue
        item, number = (new, last) if old is None else (old, first if last is None else last)
        counted = str((number or 0) + 1)
        changed_text = isinstance(item, Text) and old is not None and new is not None
        name = counted if changed_text else words.called(item, int(counted))
        step = name if isinstance(item, Ref) or hasattr(item, "id") else counted
        places = [place_of(value) or place for value, place in ((old, here.before), (new, here.after))]
        found += _of_item(here.below(step, here.owner, *places), f"{one} {name}", old, new)
    if is_reordered(paired):
        names = [words.called(item, number) for number, item in enumerate(after, 1)]
        said = words.reordered(here.owner, named or here.path[-1], names)
        found.append(here.change(Kind.REORDERED, said, before, after))
    return found


def _of_item(here: _Here, name: str, before: Any, after: Any) -> list[Change]:
    """The changes of one item of a list or a mapping; None where it is missing on one side."""
    if before is None or after is None:
        return [_item(here, name, before, after)]
    if isinstance(after, Text):
        return _of_text(here, name, before, after)
    if fields_of(type(after)):
        return _of_part(_Here(here.path, words.sentence(here.owner, name), here.before, here.after), before, after)
    if _tree(before) == _tree(after):
        return []
    said = words.sentence(here.owner, f"{name} {words.value(_tree(before))} → {words.value(_tree(after))}")
    return [here.change(Kind.CHANGED, said, before, after)]


def _item(here: _Here, name: str, before: Any, after: Any) -> Change:
    if before is None:
        return here.change(Kind.ADDED, words.item_added(here.owner, name, after), before, after)
    return here.change(Kind.REMOVED, words.item_removed(here.owner, name, before), before, after)
