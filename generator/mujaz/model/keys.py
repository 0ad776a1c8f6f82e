"""The keys of the content format, as they stand in YAML, of each class of the model and all together."""

from __future__ import annotations

import typing
from functools import cache
from typing import Any

from pydantic.fields import FieldInfo

from mujaz.model.base import Part, fields_of
from mujaz.model.schema import DOCUMENTS
from mujaz.model.values import Anchor

_WITHOUT_MEANING = frozenset([*fields_of(Part), "exact_span", "former_ids", "merged_ids", "former_tags"])
"""Places, which the reader fills in, and ids of before: where a thing was found once says nothing of it."""

_keys: dict[type, tuple[tuple[str, str], ...]] = {}


def keys_by_name(part: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a class of the model that mean something: the attribute and the key that stands for it in YAML."""
    if part not in _keys:  # found out once: it takes a while
        hints = typing.get_type_hints(part, include_extras=True)
        names = [name for name in fields_of(part) if name not in _WITHOUT_MEANING]
        _keys[part] = tuple((name, _key(name, hints[name])) for name in names)
    return _keys[part]


def _key(name: str, hint: Any) -> str:
    notes = [note for note in getattr(hint, "__metadata__", ()) if isinstance(note, FieldInfo)]
    key = next((str(note.validation_alias) for note in notes if note.validation_alias), name)
    return name if key.startswith("\0") else key


@cache
def model_keys() -> frozenset[str]:
    """All keys of the content format."""
    found = {"text"}  # of a seed, which is a file of its own
    waiting: list[object] = [*DOCUMENTS.values()]
    seen: set[object] = set()
    while waiting:
        hint = waiting.pop()
        if hint in seen:
            continue
        seen.add(hint)
        waiting += typing.get_args(hint)
        if isinstance(hint, type) and issubclass(hint, Part | Anchor):
            found.update(key for _, key in keys_by_name(hint))
            waiting += typing.get_type_hints(hint).values()
    return frozenset(found)
