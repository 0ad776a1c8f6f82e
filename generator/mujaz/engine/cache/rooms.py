"""What is kept between runs, declared: each kind of content once, with its type and how it becomes bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

from mujaz.engine.cache.packing import pack_plain, unpack_plain

T = TypeVar("T")


class Storage(Protocol):
    """What is kept between runs: contents by room and key, each of which comes back as it was put, or not at all.

    `mujaz.engine.cache.store.Store` is one. Who keeps something declares a `Room` or an `Entry`.
    """

    def get(self, room: str, key: str, /) -> bytes | None:
        """A content, or None where none is kept.

        Raises:
            DamagedError: it is not what was put there.
        """

    def put_all(self, room: str, contents: Iterable[tuple[str, bytes]], /) -> None:
        """Keep several contents of one room."""

    def delete(self, room: str, key: str, /) -> None:
        """Forget a content, if there is one."""

    def keys(self, room: str, /) -> list[str]:
        """The names of a room's contents, in order."""


class Room(Generic[T]):
    """Contents of one kind, by key.

    Args:
        name: that of no other room.
        pack: makes bytes of a value; without it values are plain data, such as marshal takes.
        unpack: makes a value of such bytes; it raises `DamagedError` where they are none.
    """

    __slots__ = ("_pack", "_unpack", "name")

    def __init__(
        self, name: str, pack: Callable[[T], bytes] = pack_plain, unpack: Callable[[bytes], T] = unpack_plain
    ) -> None:
        self.name, self._pack, self._unpack = name, pack, unpack

    def get(self, storage: Storage, key: str) -> T | None:
        """The value of a key; None where none is kept.

        Raises:
            DamagedError: it is not what was kept.
        """
        content = storage.get(self.name, key)
        return self._unpack(content) if content is not None else None

    def put(self, storage: Storage, key: str, value: T) -> None:
        """Keep a value in the place of the one that was kept."""
        storage.put_all(self.name, [(key, self._pack(value))])

    def put_all(self, storage: Storage, values: Iterable[tuple[str, T]]) -> None:
        """Keep several values."""
        storage.put_all(self.name, ((key, self._pack(value)) for key, value in values))

    def delete(self, storage: Storage, key: str) -> None:
        """Forget a value, if there is one."""
        storage.delete(self.name, key)

    def keys(self, storage: Storage) -> list[str]:
        """The keys of all values, in order."""
        return storage.keys(self.name)


class Entry(Generic[T]):
    """One content of a room.

    Args:
        room: the name of the room.
        key: its key there.
        pack: as for `Room`.
        unpack: as for `Room`.
    """

    __slots__ = ("_key", "_room")

    def __init__(
        self,
        room: str,
        key: str,
        pack: Callable[[T], bytes] = pack_plain,
        unpack: Callable[[bytes], T] = unpack_plain,
    ) -> None:
        self._room, self._key = Room(room, pack, unpack), key

    def get(self, storage: Storage) -> T | None:
        """The value; None where none is kept.

        Raises:
            DamagedError: it is not what was kept.
        """
        return self._room.get(storage, self._key)

    def put(self, storage: Storage, value: T) -> None:
        """Keep a value in the place of the one that was kept."""
        self._room.put(storage, self._key, value)

    def delete(self, storage: Storage) -> None:
        """Forget the value, if there is one."""
        self._room.delete(storage, self._key)


def as_it_is(content: bytes) -> bytes:
    """Bytes that are kept as they are."""
    return content
