"""What the items of a stage were made from, and what they gave: of all that is kept, a run reads what changes concern.

The records of a stage are kept in parts. Of each part a *head* is kept, too: a digest of its items, and what they read,
by numbers. Where both are as they were and nothing that was read has changed, the part itself is not read.
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple
from zlib import crc32

from mujaz.engine.cache.rooms import Room, Storage

_HEADS: Room[list[tuple[bytes, bytes, tuple[str, ...]]]] = Room("stage")
_PARTS: Room[dict[str, tuple[bytes, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = Room("stage")
"""By stage, and by stage and number."""
_ITEMS = 128
"""Items of a part, as a rule."""


class Record(NamedTuple):
    """What is kept of an item.

    Attributes:
        key: what it was made from besides facts.
        reads: the facts that were read for it.
        facts: those that it gave.
        placed: those of them that are kept with the places that they hold.
    """

    key: bytes
    reads: tuple[str, ...]
    facts: tuple[str, ...]
    placed: tuple[str, ...]


class _Head(NamedTuple):
    items: bytes
    reads: bytes
    placed: tuple[str, ...]


class Table:
    """The records of a stage.

    Args:
        store: where they are kept.
        stage: the name of the stage.
    """

    def __init__(self, store: Storage, stage: str) -> None:
        self._store, self._stage = store, stage
        self._heads = [_Head(*head) for head in _HEADS.get(store, stage) or ()]
        self._parts: dict[int, dict[str, Record]] = {}
        self._changed: set[int] = set()

    @staticmethod
    def numbers(names: Iterable[str]) -> frozenset[int]:
        """Names of facts as numbers of 32 bits; two names may have the same, which costs a look and no more."""
        return frozenset(crc32(name.encode()) for name in names)

    def concerned(
        self, items: Mapping[str, bytes], changed: Set[int], always: Set[str]
    ) -> Iterator[tuple[dict[str, bytes], dict[str, Record]]]:
        """The parts that a run has to look at: items as they are, and the records that are kept.

        Args:
            items: all items, with their keys.
            changed: the numbers of the facts that are not as they were.
            always: items of which the parts are looked at in any case.
        """
        self._spread(len(items))
        count = len(self._heads)
        own: list[dict[str, bytes]] = [{} for _ in range(count)]
        for item, key in items.items():
            own[crc32(item.encode()) % count][item] = key
        asked = {crc32(item.encode()) % count for item in always}
        for number, (head, part) in enumerate(zip(self._heads, own, strict=True)):
            same = head.items == _digest(part) and number not in asked
            if not same or not changed.isdisjoint(array("I", head.reads)):
                yield part, self._part(number)

    def update(self, records: Mapping[str, Record], gone: Iterable[str]) -> None:
        """Take the records of items that were made again, and forget those of items that are gone."""
        count = len(self._heads)
        for item, record in records.items():
            number = crc32(item.encode()) % count
            self._part(number)[item] = record
            self._changed.add(number)
        for item in gone:
            number = crc32(item.encode()) % count
            del self._part(number)[item]
            self._changed.add(number)
        for number in self._changed:
            self._heads[number] = _head(self._part(number))

    def placed(self) -> list[str]:
        """The facts of all items that are kept with their places, in order."""
        return sorted(name for head in self._heads for name in head.placed)

    def keep(self) -> None:
        """Write what has changed."""
        for number in sorted(self._changed):
            part = {item: (r.key, r.reads, r.facts, r.placed) for item, r in sorted(self._part(number).items())}
            _PARTS.put(self._store, f"{self._stage}/{number}", part)
        if self._changed:
            _HEADS.put(self._store, self._stage, [(head.items, head.reads, head.placed) for head in self._heads])

    def _part(self, number: int) -> dict[str, Record]:
        part = self._parts.get(number)
        if part is None:
            kept = _PARTS.get(self._store, f"{self._stage}/{number}") or {}
            part = self._parts[number] = {item: Record(*record) for item, record in kept.items()}
        return part

    def _spread(self, items: int) -> None:
        """Have a number of parts that fits a number of items."""
        count = 1
        while count * _ITEMS < items:
            count *= 2
        old = len(self._heads)
        if old and old // 2 <= count <= old * 2:
            return
        records = {item: record for number in range(old) for item, record in self._part(number).items()}
        for number in range(count, old):
            _PARTS.delete(self._store, f"{self._stage}/{number}")
        self._heads = [_Head(_digest({}), b"", ())] * count
        self._parts = {number: {} for number in range(count)}
        self._changed = set(range(count))
        self.update(records, ())


def interned(names: Iterable[str]) -> tuple[str, ...]:
    """Names of which each is in memory, and in what is kept, only once."""
    return tuple(map(sys.intern, names))


def stages(store: Storage) -> set[str]:
    """The stages that there are records of."""
    return {key.partition("/")[0] for key in _PARTS.keys(store)}


def _digest(items: Mapping[str, bytes]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for item in sorted(items):
        digest.update(f"{item}\n{len(items[item])}\n".encode() + items[item])
    return digest.digest()


def _head(part: Mapping[str, Record]) -> _Head:
    reads = {name for record in part.values() for name in record.reads}
    placed = sorted(name for record in part.values() for name in record.placed)
    return _Head(
        _digest({item: record.key for item, record in part.items()}),
        array("I", sorted(Table.numbers(reads))).tobytes(),
        tuple(placed),
    )
