"""Results of stages, kept between runs, and made again only where something that they were made from has changed.

A stage makes **facts**, values with a name, from items; while it makes those of an item, it is noted which facts it
reads. In the next run an item is made again when its own key is another one, or when a fact that it read has changed
since; all other items keep their facts. A fact that is made again and has the same content counts as unchanged, so that
what was made from it stays too. Stages do not know of any of this: they are functions that look up what they need.

A run that is not completed leaves no trace. Stages that a run does not reach find, in the next one, all that has
changed since they ran last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from typing import Any

from msgspec import Struct

from mujaz.engine.cache import tables
from mujaz.engine.cache.executors import LOCAL, Executor
from mujaz.engine.cache.facts import Keeping, Value
from mujaz.engine.cache.packing import (
    DIGEST_SIZE,
    NOWHERE,
    MovedPlaceError,
    pack,
    pack_placed,
    pack_whole,
    unpack,
    unpack_whole,
)
from mujaz.engine.cache.rooms import Entry, Room, as_it_is
from mujaz.engine.cache.spool import Place, Spool
from mujaz.engine.cache.store import Store
from mujaz.engine.cache.tables import Record, Table, interned
from mujaz.syntax.source import Source

_FACTS = Room("fact", as_it_is, as_it_is)
_PENDING: Entry[dict[str, tuple[str, ...]]] = Entry("memo", "pending")
"""Of stages that the last run did not reach: the facts that changed since they ran."""
_AT_HAND = 16 << 20
"""Bytes of facts, as they are kept, that stay in memory once they were read; as values they take several times more."""
_LARGE_AT_HAND = 64
"""Whole and passing facts that are: large ones."""
_WHOLE = b"W"
"""Stands behind the digest of a whole fact; no pickle begins like this."""


class StageRun(Struct, frozen=True):
    """What running a stage did.

    Attributes:
        redone: the items that were made again, in their order.
        gone: the items that are no longer there.
    """

    redone: tuple[str, ...]
    gone: tuple[str, ...]


class Memo:
    """The facts of a site.

    Args:
        store: where they are kept.
        executor: makes the items of stages that may be done in several processes.

    Attributes:
        restore: makes a passing fact again, by its name.
        sources: gives a text of the content by its name.
    """

    def __init__(self, store: Store, executor: Executor = LOCAL) -> None:
        self.store = self._store = store
        self._executor = executor
        self.restore: Callable[[str], Any] | None = None
        self.sources: Callable[[str], Source] | None = None
        self._spool = Spool(self._source, store.folder)
        self._values: dict[str, Any] = {}
        self._at_hand = 0
        self._large: dict[str, Any] = {}
        self._spooled: dict[str, Place] = {}
        """Where in the spool passing facts are."""
        self._left: dict[str, Place] = {}
        """Where in the spool that is, which items left besides facts."""
        self._contents: dict[str, Place] = {}
        """Where in the spool the facts are that this run made."""
        self._digests: dict[str, bytes | None] = {}
        self._published: set[str] = set()
        self._withdrawn: set[str] = set()
        self._tables: dict[str, Table] = {}
        self._changed: set[str] = set()
        self._reads: dict[str, None] | None = None
        self._pending = _PENDING.get(store) or {}
        self._seen: set[str] = set()
        self._discarded = False

    def _source(self, name: str) -> Source:
        if self.sources is None:
            raise KeyError(name)
        return self.sources(name)

    # Facts

    def read(self, name: str) -> Any:
        """A fact, noted as read by the item that is being made.

        Raises:
            KeyError: there is no such fact.
        """
        if self._reads is not None:
            self._reads[name] = None
        if name in self._values:
            return self._values[name]
        return self._large[name] if name in self._large else self._load(name)

    def left(self, name: str) -> Any:
        """What making an item in this run left besides facts.

        Raises:
            KeyError: it was not made in this run, or left nothing.
        """
        return self._spool.get(self._left[name])

    def exists(self, name: str) -> bool:
        """Whether there is such a fact; noted like `read`."""
        if self._reads is not None:
            self._reads[name] = None
        return name in self._values or self._digest(name) is not None

    def _load(self, name: str) -> Any:
        if self._digests.get(name, b"") is None:
            raise KeyError(name)
        content = self._content(name)
        if content is None:
            raise KeyError(name)
        kind = content[DIGEST_SIZE : DIGEST_SIZE + 1]
        if kind and kind != _WHOLE:
            value = self._values[name] = unpack(content, self._source)
            self._at_hand += len(content)
            return value
        if kind:
            value = unpack_whole(content[DIGEST_SIZE + 1 :], self._source)
        elif name in self._spooled:
            value = self._spool.get(self._spooled[name])
        else:
            value = self._restored(name)
        self._have(name, value)
        return value

    def _content(self, name: str) -> bytes | None:
        place = self._contents.get(name)
        return self._spool.get_bytes(place) if place is not None else _FACTS.get(self._store, name)

    def _have(self, name: str, value: Any) -> None:
        """Have a large value at hand for a while."""
        self._large[name] = value
        if len(self._large) > _LARGE_AT_HAND:
            del self._large[next(iter(self._large))]

    def _restored(self, name: str) -> Any:
        assert self.restore is not None
        with self.unnoted():  # what it is made from counts into its digest
            return self.restore(name)

    @contextmanager
    def unnoted(self) -> Iterator[None]:
        """Read facts without their being noted: what is made from them is told from others by something that is."""
        outer, self._reads = self._reads, None
        try:
            yield
        finally:
            self._reads = outer

    def _digest(self, name: str) -> bytes | None:
        """The digest of a fact as it is known; None where there is no such fact."""
        if name not in self._digests:
            content = _FACTS.get(self._store, name)
            self._digests[name] = content[:DIGEST_SIZE] if content is not None else None
        return self._digests[name]

    def _publish(self, name: str, packed: bytes) -> None:
        if self._digest(name) != packed[:DIGEST_SIZE]:
            self._changed.add(name)
        self._digests[name] = packed[:DIGEST_SIZE]
        self._withdrawn.discard(name)
        self._published.add(name)
        self._contents[name] = self._spool.put_bytes(packed)
        self._values.pop(name, None)  # read it as another run will: without places
        self._large.pop(name, None)
        self._spooled.pop(name, None)

    def _withdraw(self, name: str) -> None:
        self._changed.add(name)
        self._withdrawn.add(name)
        self._published.discard(name)
        self._digests[name] = None
        self._contents.pop(name, None)
        self._values.pop(name, None)
        self._large.pop(name, None)
        self._spooled.pop(name, None)

    # Stages

    def stage(
        self,
        name: str,
        items: Mapping[str, bytes],
        make: Callable[[str], Iterable[Value]],
        *,
        always: Iterable[str] = (),
        told: Callable[[int, int], None] | None = None,
    ) -> StageRun:
        """Bring the facts of a stage up to date.

        Args:
            name: of the stage.
            items: all items, by name, with the digest of what each is made from besides facts.
            make: makes the facts of an item from facts that it reads and what its key stands for.
            always: items that are made again in any case.
            told: where it is given, the items are made in several processes; it is told how many are done, and how
                many there are.
        """
        table = self._table(name)
        changed = self._changed.union(self._pending.get(name, ()))
        always = frozenset([*always, *self._moved(name)])
        stale: set[str] = set()
        gone: list[str] = []
        old: dict[str, Record] = {}
        for part, records in table.concerned(items, table.numbers(changed), always):
            for item, key in part.items():
                record = records.get(item)
                if record is None or record.key != key or item in always or not changed.isdisjoint(record.reads):
                    stale.add(item)
                    if record is not None:
                        old[item] = record
            gone += (item for item in records if item not in part)
            old.update((item, record) for item, record in records.items() if item not in part)
        redo = [item for item in items if item in stale]
        remade: dict[str, Record] = {}
        lost = {fact for record in old.values() for fact in record.facts}
        with closing(
            self._run(partial(self._make, name, items, make), redo, told)
        ) as made:  # no process outlives a fault here
            for item, packed in made:
                remade[item] = self._taken(items[item], packed)
                lost.difference_update(remade[item].facts)
        assert remade.keys() == stale  # an item that is not made would be taken for one that says nothing
        for fact in lost:
            self._withdraw(fact)
        table.update(remade, gone)
        self._seen.add(name)
        return StageRun(tuple(redo), tuple(gone))

    def _taken(self, key: bytes, packed: Packed) -> Record:
        """Take what was made of an item, and give its record."""
        for fact, content in packed.contents.items():
            self._publish(fact, content)
        self._spooled.update(packed.spooled)
        self._left.update(packed.left)
        return Record(key, interned(packed.reads), interned(packed.contents), interned(packed.placed))

    def _run(
        self, work: Callable[[str], Packed], items: Sequence[str], told: Callable[[int, int], None] | None
    ) -> Generator[tuple[str, Packed], None, None]:
        if told is None:
            return ((item, work(item)) for item in items)
        self._spool.prepare(self._executor.processes)
        return self._executor.run(work, items, lambda done: told(done, len(items)), self.in_child)

    def in_child(self, number: int) -> None:
        """Go on in another process, the one with this number from 0: it reads what this one made, and keeps nothing."""
        self._store.in_child()
        self._spool.in_child(number)

    def __reduce__(self) -> tuple[Any, ...]:
        """For a process that is no copy of this one: what it needs to read all facts as they are now."""
        return _in_other, (self._store, self._spool.paths(), self._contents, self._spooled, self._digests)

    def _make(
        self, stage: str, items: Mapping[str, bytes], make: Callable[[str], Iterable[Value]], item: str
    ) -> Packed:
        if self._at_hand > _AT_HAND:
            self._values.clear()
            self._at_hand = 0
        outer, self._reads = self._reads, {}
        try:
            made: dict[Keeping, dict[str, Any]] = {keeping: {} for keeping in Keeping}
            for _, name, value, keeping in make(item):
                made[keeping][name] = value
            reads = tuple(self._reads)
        except Exception as problem:
            problem.add_note(f"in the stage {stage}, while it made {item}")
            raise
        finally:
            self._reads = outer
        placed, whole, passing = made[Keeping.PLACED], made[Keeping.WHOLE], made[Keeping.PASSING]
        contents = {name: pack(value) for name, value in made[Keeping.PLAIN].items()}
        contents.update((name, pack_placed(value, self._source)) for name, value in placed.items())
        if passing or whole:
            digest = hashlib.blake2b(items[item], digest_size=DIGEST_SIZE)
            for read in sorted(reads):
                digest.update(self._digest(read) or b"")
            contents.update((name, digest.digest() + _WHOLE + pack_whole(value)) for name, value in whole.items())
            contents.update(dict.fromkeys(passing, digest.digest()))
        spooled = {name: self._spool.put(value) for name, value in passing.items()}
        left = {name: self._spool.put(value) for name, value in made[Keeping.LEFT].items()}
        return Packed(reads, contents, tuple(placed), spooled, left)

    def _table(self, stage: str) -> Table:
        table = self._tables.get(stage)
        if table is None:
            table = self._tables[stage] = Table(self._store, stage)
        return table

    def _moved(self, stage: str) -> Iterator[str]:
        """The items of a stage whose findings point into a text that has changed since."""
        prefix = f"findings/{stage}/"
        for name in self.placed(stage, prefix):
            try:
                self.read(name)
            except MovedPlaceError:
                yield name.removeprefix(prefix)

    def placed(self, stage: str, prefix: str) -> list[str]:
        """The names of a stage's facts that are kept with their places and begin with a prefix, in order."""
        return [fact for fact in self._table(stage).placed() if fact.startswith(prefix)]

    def discard(self) -> None:
        """Let the next run begin where this one began."""
        self._discarded = True

    def commit(self) -> None:
        """Keep what this run made, for the next one."""
        if self._discarded:
            return
        made = ((name, self._spool.get_bytes(self._contents[name])) for name in sorted(self._published))
        _FACTS.put_all(self._store, made)
        self._published.clear()
        for name in self._withdrawn:
            _FACTS.delete(self._store, name)
        self._withdrawn.clear()
        for table in self._tables.values():
            table.keep()
        # What a stage makes is read by later ones alone: those that ran have seen all that they might have read.
        missed = (tables.stages(self._store) | {*self._pending}) - self._seen
        pending = {stage: tuple(self._changed.union(self._pending.get(stage, ()))) for stage in sorted(missed)}
        _PENDING.put(self._store, pending)
        self._store.commit()


class Packed(Struct, frozen=True):
    """What was made of an item: what it read, its facts as bytes, and where in the spool the large values are."""

    reads: tuple[str, ...]
    contents: dict[str, bytes]
    placed: tuple[str, ...]
    spooled: dict[str, Place]
    left: dict[str, Place]


def _in_other(
    store: Store,
    files: Sequence[str],
    contents: dict[str, Place],
    spooled: dict[str, Place],
    digests: dict[str, bytes | None],
) -> Memo:
    """A memo in another process, as it was pickled."""
    memo = Memo(store)
    memo._spool.open(files)
    memo._contents, memo._spooled, memo._digests = contents, spooled, digests
    return memo


__all__ = ["NOWHERE", "Memo", "Packed", "StageRun"]
