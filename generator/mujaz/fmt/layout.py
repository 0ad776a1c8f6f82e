"""A content file as it is laid out: entries in the order of the model, each with the comments above it."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator, Mapping
from enum import Enum, auto
from functools import cache
from typing import Any

from msgspec import Struct, field

from mujaz.model import Anchor, Text
from mujaz.model.base import fields_of
from mujaz.model.decode import bare_type, keys_of
from mujaz.model.entity import AliasText
from mujaz.model.values import ANCHOR_KEYS
from mujaz.syntax.located import Located, LocatedDict, LocatedList
from mujaz.syntax.source import Span
from mujaz.text.normal import composed

_BESIDE_THE_CLASSES = {Anchor: ANCHOR_KEYS, AliasText: ("text", "weak")}
"""The keys of what is written as a mapping, and is read by a class of its own."""


class Role(Enum):
    """What a scalar holds."""

    PROSE = auto()
    """Words for readers, in Markdown mostly."""
    QUOTE = auto()
    """Words that are looked for in a seed."""
    WORD = auto()
    """A name, an id, a date, a choice."""
    NUMBER = auto()
    """A number, yes or no, or nothing."""


class Scalar(Struct):
    """A value on one line, or prose.

    Attributes:
        text: what it says; None for null.
        role: what it holds.
        raw: the value in its file, quotation marks included, in normal form C; empty for null.
        end: the offset behind it.
    """

    text: str | None
    role: Role
    raw: str
    end: int


class Collection(Struct):
    """A mapping or a list.

    Attributes:
        entries: the keys of a mapping with their values, or the items of a list.
        is_list: which of the two it is.
        column: where its entries begin; None between brackets.
        end: the offset behind its last entry, or behind its closing bracket.
        after: comments behind the last entry.
    """

    entries: list[Entry]
    is_list: bool
    column: int | None
    end: int
    after: list[str] = field(default_factory=list)


class Entry(Struct):
    """A key with its value, or an item of a list.

    Attributes:
        key: None for an item.
        key_end: the offset behind the key, or behind the hyphen of an item.
        start: the offset of the key or hyphen.
        node: the value.
        owner: the collection that it is an entry of.
        parent: the entry that holds that collection; None at the top.
        before: comments above it, one a line; an empty line for one or several.
    """

    key: str | None
    key_end: int
    start: int
    node: Scalar | Collection
    owner: Collection
    parent: Entry | None
    before: list[str] = field(default_factory=list)


def lay_out(top: LocatedDict, kind: type) -> Collection:
    """Lay out a document, in the order written and without comments.

    Args:
        top: a document without errors.
        kind: its class of the model.
    """
    return _mapping(top, kind, None)


def in_model_order(node: Collection, kind: Any) -> None:
    """Put the keys in the order of the model's fields; keys that the writer chose, such as ids, stay as they are."""
    order = _order(kind)
    if not node.is_list and order:
        node.entries.sort(key=lambda entry: order.index(entry.key or ""))
    for entry in node.entries:
        if isinstance(entry.node, Collection):
            in_model_order(entry.node, _hint_of(entry.key, kind))


def walk(node: Collection) -> Iterator[Entry]:
    """All entries, each before those that it holds."""
    for entry in node.entries:
        yield entry
        if isinstance(entry.node, Collection):
            yield from walk(entry.node)


def scalar_spans(value: LocatedDict | LocatedList) -> Iterator[Span]:
    """The places of all keys and single values, in the order written."""
    parts = [part for pair in value.items() for part in pair] if isinstance(value, LocatedDict) else value
    for part in parts:
        if isinstance(part, LocatedDict | LocatedList):
            yield from scalar_spans(part)
        elif isinstance(part, Located):
            yield part.span


def _order(kind: Any) -> tuple[str, ...]:
    kind = bare_type(kind)
    if kind in _BESIDE_THE_CLASSES:
        return _BESIDE_THE_CLASSES[kind]
    return tuple(_keys(kind)) if fields_of(kind) and not _is_text(kind) else ()


_keys: Callable[[Any], dict[str, Any]] = cache(keys_of)


def _hint_of(key: str | None, kind: Any) -> Any:
    """The type of a value in a mapping or list of a type; the type itself where its class reads what it holds."""
    kind = bare_type(kind)
    if kind is AliasText and key == "weak":
        return bool
    if _is_text(kind) or kind in _BESIDE_THE_CLASSES:
        return kind
    if fields_of(kind):
        return _keys(kind)[str(key)]
    held = typing.get_args(kind)
    return held[1] if issubclass(typing.get_origin(kind) or object, Mapping) else held[0]


def _is_text(kind: Any) -> bool:
    """Whether a class is one of texts, which may be written as a mapping by language."""
    return isinstance(kind, type) and issubclass(kind, Text)


def _role(hint: Any) -> Role:
    kind = bare_type(hint)
    if _is_text(kind):
        return Role.PROSE
    if kind in _BESIDE_THE_CLASSES:
        return Role.QUOTE
    return Role.NUMBER if kind in (bool, int, float) else Role.WORD


def _node(value: Any, hint: Any, parent: Entry) -> Scalar | Collection:
    if isinstance(value, LocatedDict):
        return _mapping(value, hint, parent)
    if isinstance(value, LocatedList):
        return _list(value, hint, parent)
    if value is None:
        return Scalar(None, Role.NUMBER, "", parent.key_end)
    role = _role(hint)
    text = str(value).strip() if role is Role.PROSE else str(value)
    return Scalar(text, role, composed(value.span.text), value.span.end)


def _column(span: Span) -> int | None:
    if span.source.text[span.start : span.start + 1] in ("{", "["):
        return None
    return span.start - (span.source.text.rfind("\n", 0, span.start) + 1)


def _collection(span: Span, is_list: bool) -> Collection:
    column = _column(span)
    return Collection([], is_list, column, span.end if column is None else span.start)


def _mapping(value: LocatedDict, kind: Any, parent: Entry | None) -> Collection:
    made = _collection(value.span, is_list=False)
    for key, inner in value.items():
        assert isinstance(key, Located)
        entry = Entry(str(key), key.span.end, key.span.start, made, made, parent)
        _fill(entry, inner, _hint_of(key, kind))
    return made


def _list(value: LocatedList, kind: Any, parent: Entry) -> Collection:
    made = _collection(value.span, is_list=True)
    hint = _hint_of(None, kind)
    text = value.span.source.text
    for inner in value:
        start = inner.span.start if made.column is None else _hyphen(text, made.end)
        _fill(Entry(None, start + 1, start, made, made, parent), inner, hint)
    return made


def _fill(entry: Entry, value: Any, hint: Any) -> None:
    """Give an entry its value, and to its collection the entry."""
    entry.node = _node(value, hint, entry)
    entry.owner.entries.append(entry)
    if entry.owner.column is not None:
        entry.owner.end = entry.node.end


def _hyphen(text: str, offset: int) -> int:
    """The next hyphen that is not in a comment; between two items there is nothing else but white space."""
    while text[offset] != "-":
        offset = text.index("\n", offset) if text[offset] == "#" else offset + 1
    return offset
