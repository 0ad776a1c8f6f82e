"""Values as bytes with a digest of what they say, and back."""

from __future__ import annotations

import copyreg
import dataclasses
import hashlib
import io
import marshal
import pickle
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from functools import cache, lru_cache, partial
from operator import attrgetter
from types import MemberDescriptorType
from typing import Any

from msgspec import Struct

from mujaz.engine.cache.faults import DamagedError
from mujaz.syntax.located import Located
from mujaz.syntax.source import Source, Span

DIGEST_SIZE = 16
"""Bytes of the digest at the beginning of what is packed."""

_SMALL = 4096
"""Bytes below which a value is kept as it is written out in full: to write it once more costs more than it saves."""

NOWHERE = Span(Source("", ""), 0, 0)
"""The place of all values that were packed without places."""


class MovedPlaceError(Exception):
    """A value holds places in a text that is no longer what it was."""


def pack(value: Any) -> bytes:
    """A value as bytes, behind its digest, without the places that it holds.

    The digest is of the value written out in full: which of its parts are one and the same object, and stand in the
    bytes once, depends on how the value came about.

    Args:
        value: anything that pickles.
    """
    whole = _pickled(value, _WITHOUT_PLACES, fast=True)
    content = whole if len(whole) < _SMALL else _pickled(value, _WITHOUT_PLACES, fast=False)
    return hashlib.blake2b(whole, digest_size=DIGEST_SIZE).digest() + content


def pack_placed(value: Any, sources: Callable[[str], Source]) -> bytes:
    """A value as bytes, behind its digest, with the places that it holds, which may change while it stays what it is.

    Thousands of findings may point into one text: a text of the content is referred to by its name and its digest, and
    any other stands in the bytes once.
    """
    whole = _pickled(value, _DIGESTED, fast=True)
    before = _sources.set(sources)
    try:
        content = _pickled(value, _PLACED, fast=False)
    finally:
        _sources.reset(before)
    return hashlib.blake2b(whole, digest_size=DIGEST_SIZE).digest() + content


def unpack(packed: bytes, sources: Callable[[str], Source]) -> Any:
    """The value that was packed. What is not from a store of our own must not come here: to read it is to run it.

    Raises:
        DamagedError: it is not what `pack` or `pack_placed` gave.
        MovedPlaceError: it holds places in a text of the content that has changed since.
    """
    before = _sources.set(sources)
    try:
        with _sound():
            return pickle.loads(memoryview(packed)[DIGEST_SIZE:])  # noqa: S301  (see above)
    finally:
        _sources.reset(before)


def pack_whole(value: Any) -> bytes:
    """A value as bytes, with its places; the texts that they are in are referred to by their names."""
    return _pickled(value, _WHOLE, fast=False)


def unpack_whole(packed: bytes, sources: Callable[[str], Source]) -> Any:
    """The value that was packed, in which the texts are those that are given by their names; as `unpack`."""
    before = _sources.set(sources)
    try:
        with _sound():
            return pickle.loads(packed)  # noqa: S301  (see above)
    finally:
        _sources.reset(before)


def pack_plain(value: Any) -> bytes:
    """Plain data, such as marshal takes, as bytes."""
    return marshal.dumps(value)


def unpack_plain(packed: bytes) -> Any:
    """The data that `pack_plain` was given.

    Raises:
        DamagedError: it is not what that gave.
    """
    with _sound():
        return marshal.loads(packed)  # noqa: S302  (from a store of our own)


def pack_small(value: Any) -> bytes:
    """Plain data as bytes, compressed."""
    return zlib.compress(marshal.dumps(value), 1)


def unpack_small(packed: bytes) -> Any:
    """The data that `pack_small` was given; as `unpack_plain`."""
    with _sound():
        return marshal.loads(zlib.decompress(packed))  # noqa: S302  (from a store of our own)


_NOT_READ = (
    *(pickle.UnpicklingError, zlib.error, EOFError, ValueError),
    *(TypeError, AttributeError, ImportError, IndexError),
)
"""What reading bytes brings up that are not what was written, or not for these classes; see the manual of pickle."""


@contextmanager
def _sound() -> Iterator[None]:
    """Tell bytes that cannot be read from a fault of the code; for no more than the reading."""
    try:
        yield
    except _NOT_READ as problem:
        raise DamagedError(f"{type(problem).__name__}: {problem}") from problem


_sources: ContextVar[Callable[[str], Source]] = ContextVar("sources")


def _named(name: str) -> Source:
    """A text by its name, while a value is unpacked."""
    return _sources.get()(name)


def _as_it_was(name: str, digest: bytes) -> Source:
    """A text by its name, while a value is unpacked, if it has not changed."""
    try:
        source = _named(name)
    except KeyError:
        source = None
    if source is None or _digest(source) != digest:
        raise MovedPlaceError(name)
    return source


@lru_cache(maxsize=64)
def _digest(source: Source) -> bytes:
    return hashlib.blake2b(source.text.encode(errors="surrogatepass"), digest_size=DIGEST_SIZE).digest()


def _placed_source(source: Source) -> Any:
    """How a text is taken apart that places are in: one of the content is found again by its name."""
    if source is NOWHERE.source:
        return _no_source, ()
    try:
        is_content = _named(source.name).text == source.text
    except KeyError:
        is_content = False
    return (_as_it_was, (source.name, _digest(source))) if is_content else (Source, (source.name, source.text))


def _pickled(value: Any, reducers: _Reducers, fast: bool) -> bytes:
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = reducers
    pickler.fast = fast
    pickler.dump(value)
    return stream.getvalue()


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How values are taken apart: classes with fields into these, many times as fast as they do by themselves."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        # A class is pickled by its name, of which there are as many as values; pickle would ask for each one anew.
        reducer = self[kind] = attrgetter("__qualname__") if issubclass(kind, type) else _reducer(kind)
        return reducer


def _reducer(kind: type) -> Callable[[Any], Any]:
    if issubclass(kind, Struct):
        return kind.__reduce__
    if issubclass(kind, Enum):
        return lambda member: (_member, (kind, member._value_))
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    if len(fields) < 2 or hasattr(kind, "__post_init__"):
        return lambda value: value.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
    values = attrgetter(*(field.name for field in fields))
    return lambda value: (_part, (kind, values(value)))


def _part(kind: Any, values: tuple[Any, ...]) -> Any:
    """A dataclass with these values of its fields, in their order: parts of the model take arguments by name only."""
    part = object.__new__(kind)
    for put, value in zip(_setters(kind), values, strict=True):
        put(part, value)
    return part


@cache
def _setters(kind: Any) -> tuple[Callable[[Any, Any], None], ...]:
    """What sets each field of a dataclass, in their order, also where it is frozen."""
    slots = [(name, getattr(kind, name, None)) for name in kind.__dataclass_fields__]
    return tuple(
        slot.__set__ if isinstance(slot, MemberDescriptorType) else partial(_set, name) for name, slot in slots
    )


def _set(name: str, part: Any, value: Any) -> None:
    object.__setattr__(part, name, value)


def _member(kind: Any, value: Any) -> Any:
    """A member of an enumeration, a fifth of the time that calling the class takes."""
    member = kind._value2member_map_.get(value)
    return kind(value) if member is None else member


def nowhere() -> Span:
    """The place of what has none."""
    return NOWHERE


def _no_source() -> Source:
    return NOWHERE.source


# A string that knows where it was written is a mere string to all that comes after decoding.
_MERE = _Reducers({**copyreg.dispatch_table, Located: lambda text: (str, (str(text),))})
_PLACED = _Reducers({**_MERE, Source: _placed_source})
_DIGESTED = _Reducers({**_MERE, Source: lambda source: (tuple, ((source.name, _digest(source)),))})
_WHOLE = _Reducers(
    {
        **copyreg.dispatch_table,
        Located: lambda text: (Located, (str(text), text.span)),
        Source: lambda source: (_named, (source.name,)) if source is not NOWHERE.source else (_no_source, ()),
    }
)
_WITHOUT_PLACES = _Reducers({**_MERE, Span: lambda span: (nowhere, ())})
