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
import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Generic, TypeVar

from mujaz.cache.packing import DIGEST_SIZE, NOWHERE, pack, unpack
from mujaz.cache.store import Store
from mujaz.cache.workers import in_processes

T = TypeVar("T")
_Record = tuple[bytes, tuple[str, ...], tuple[str, ...]]
"""Of an item: its key, the facts that it read, the facts that it made."""

_PART = 512
"""Records of a table that are kept together: those of one part are written together."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a stage made of one item.

    Attributes:
        facts: by name; the places that they hold are lost.
        placed: facts that are kept with the places that they hold, such as findings.
        passing: facts that are not kept, since they are large and soon made again; they change with whatever the item
            was made from.
        output: what is not a fact, and handed to whoever runs the stage.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    placed: Mapping[str, Any] = field(default_factory=dict)
    passing: Mapping[str, Any] = field(default_factory=dict)
    output: Any = None


@dataclass(frozen=True, slots=True)
class StageRun:
    """What running a stage did.

    Attributes:
        redone: the items that were made again, in their order.
        gone: the items that are no longer there.
        outputs: of the items that were made again, by item.
    """

    redone: tuple[str, ...]
    gone: tuple[str, ...]
    outputs: Mapping[str, Any]


class Memo:
    """The facts of a site.

    Args:
        store: where they are kept.
        restore: makes a passing fact again, by its name.
    """

    def __init__(self, store: Store, restore: Callable[[str], Any] | None = None) -> None:
        self.store = self._store = store
        self.restore = restore
        self._values: dict[str, Any] = {}
        self._contents: dict[str, bytes] = {}
        self._digests: dict[str, bytes | None] = {}
        self._withdrawn: set[str] = set()
        self._tables: dict[str, dict[str, _Record]] = {}
        self._remade: dict[str, frozenset[str] | None] = {}
        """Of each table that changed: the items whose records did; None for all."""
        self._changed: set[str] = set()
        self._reads: dict[str, None] | None = None
        pending = store.get("memo", "pending")
        self._pending: dict[str, tuple[str, ...]] = marshal.loads(pending) if pending else {}  # noqa: S302  (our own)
        self._seen: dict[str, set[str]] = {}
        self._discarded = False

    # Facts

    def read(self, name: str) -> Any:
        """A fact, noted as read by the item that is being made.

        Raises:
            KeyError: there is no such fact.
        """
        if self._reads is not None:
            self._reads[name] = None
        try:
            return self._values[name]
        except KeyError:
            value = self._values[name] = self._load(name)
            return value

    def exists(self, name: str) -> bool:
        """Whether there is such a fact; noted like `read`."""
        if self._reads is not None:
            self._reads[name] = None
        return name in self._values or self._digest(name) is not None

    def _load(self, name: str) -> Any:
        if self._digests.get(name, b"") is None:
            raise KeyError(name)
        content = self._contents.get(name)
        if content is None:
            content = self._store.get("fact", name)
        if content is None:
            raise KeyError(name)
        if len(content) == DIGEST_SIZE:
            return self._restored(name)
        return unpack(content)

    def _restored(self, name: str) -> Any:
        assert self.restore is not None
        outer, self._reads = self._reads, None  # what it is made from counts into its digest
        try:
            return self.restore(name)
        finally:
            self._reads = outer

    def _digest(self, name: str) -> bytes | None:
        """The digest of a fact as it is known; None where there is no such fact."""
        if name not in self._digests:
            content = self._store.get("fact", name)
            self._digests[name] = content[:DIGEST_SIZE] if content is not None else None
        return self._digests[name]

    def _publish(self, name: str, packed: bytes) -> None:
        if self._digest(name) != packed[:DIGEST_SIZE]:
            self._changed.add(name)
        self._digests[name] = packed[:DIGEST_SIZE]
        self._withdrawn.discard(name)
        self._contents[name] = packed
        self._values.pop(name, None)  # read it as another run will: without places

    def _withdraw(self, name: str) -> None:
        self._changed.add(name)
        self._withdrawn.add(name)
        self._digests[name] = None
        self._contents.pop(name, None)
        self._values.pop(name, None)

    # Stages

    def stage(
        self,
        name: str,
        items: Mapping[str, bytes],
        make: Callable[[str], Made],
        *,
        always: Iterable[str] = (),
        told: Callable[[int, int], None] | None = None,
    ) -> StageRun:
        """Bring the facts of a stage up to date.

        Args:
            name: of the stage.
            items: all items, by name, with the digest of what each is made from besides facts.
            make: makes the facts of an item from `read` and what its key stands for.
            always: items that are made again in any case.
            told: where it is given, the items are made in several processes; it is told how many are done, and how
                many there are.
        """
        old = self._tables.get(name) or self._table(name)
        changed = self._changed.union(self._pending.get(name, ()))
        always = frozenset(always)
        table: dict[str, _Record] = {}
        redo: dict[str, Callable[[], Packed]] = {}
        for item, key in items.items():
            record = old.get(item)
            if record is not None and record[0] == key and item not in always and changed.isdisjoint(record[1]):
                table[item] = record
            else:
                redo[item] = partial(self._make, item, key, make)
        gone = tuple(item for item in old if item not in items)
        outputs: dict[str, Any] = {}
        lost = {fact for item in gone for fact in old[item][2]}
        kept: set[str] = set()
        for item, packed in self._run(redo, told):
            before = old[item][2] if item in old else ()
            lost.update(before)
            kept.update(packed.contents)
            for fact, content in packed.contents.items():
                self._publish(fact, content)
            self._values.update(packed.passing)
            table[item] = (items[item], packed.reads, tuple(packed.contents))
            outputs[item] = packed.output
        for fact in lost - kept:
            self._withdraw(fact)
        if redo or gone:
            self._tables[name] = {item: table[item] for item in items}
            remade = self._remade.get(name, frozenset())
            self._remade[name] = None if remade is None or list(old) != list(items) else remade.union(redo)
        self._seen[name] = set(self._changed)
        return StageRun(tuple(redo), gone, outputs)

    def _run(
        self, redo: Mapping[str, Callable[[], Packed]], told: Callable[[int, int], None] | None
    ) -> Iterator[tuple[str, Packed]]:
        if told is None:
            return ((item, maker()) for item, maker in redo.items())
        makers = {item: partial(_sendable, maker) for item, maker in redo.items()}
        return in_processes(makers, lambda done: told(done, len(makers)), self._store.in_child)

    def _make(self, item: str, key: bytes, make: Callable[[str], Made]) -> Packed:
        outer, self._reads = self._reads, {}
        try:
            made = make(item)
            reads = tuple(self._reads)
        finally:
            self._reads = outer
        contents = {name: pack(value) for name, value in made.facts.items()}
        contents.update((name, pack(value, places=True)) for name, value in made.placed.items())
        if made.passing:
            digest = hashlib.blake2b(key, digest_size=DIGEST_SIZE)
            for read in sorted(reads):
                digest.update(self._digest(read) or b"")
            contents.update(dict.fromkeys(made.passing, digest.digest()))
        return Packed(reads, contents, made.passing, made.output)

    def _table(self, stage: str) -> dict[str, _Record]:
        table: dict[str, _Record] = {}
        number = 0
        while (content := self._store.get("stage", f"{stage}/{number}")) is not None:
            table.update(marshal.loads(content))  # noqa: S302  (our own)
            number += 1
        return table

    def _keep_table(self, stage: str) -> None:
        """Write the parts of a table whose records changed."""
        table, remade = self._tables[stage], self._remade[stage]
        items = list(table)
        starts = range(0, len(items), _PART)
        for number, start in enumerate(starts):
            part = items[start : start + _PART]
            if remade is None or not remade.isdisjoint(part):
                self._store.put("stage", f"{stage}/{number}", marshal.dumps({item: table[item] for item in part}))
        if remade is None:
            number = len(starts)
            while self._store.get("stage", f"{stage}/{number}") is not None:
                self._store.delete("stage", f"{stage}/{number}")
                number += 1

    def facts(self, stage: str, prefix: str) -> list[str]:
        """The names of a stage's facts that begin with a prefix."""
        table = self._tables.get(stage) or self._table(stage)
        return [fact for _, _, facts in table.values() for fact in facts if fact.startswith(prefix)]

    def discard(self) -> None:
        """Let the next run begin where this one began."""
        self._discarded = True

    def commit(self) -> None:
        """Keep what this run made, for the next one."""
        if self._discarded:
            return
        self._store.put_all("fact", self._contents.items())
        for name in self._withdrawn:
            self._store.delete("fact", name)
        for stage in self._tables:
            self._keep_table(stage)
        pending = {
            stage: tuple(names.union(self._changed) if stage not in self._seen else self._changed - self._seen[stage])
            for stage, names in self._all_pending().items()
        }
        self._store.put("memo", "pending", marshal.dumps(pending))
        self._store.commit()

    def _all_pending(self) -> dict[str, set[str]]:
        kept = (key.rpartition("/")[0] for key in self._store.keys("stage"))
        stages = {*self._pending, *self._seen, *kept}
        return {stage: set(self._pending.get(stage, ())) for stage in stages}


@dataclass(frozen=True, slots=True)
class Packed:
    """What was made of an item: what it read, its facts as bytes, and the values of those that are not kept."""

    reads: tuple[str, ...]
    contents: dict[str, bytes]
    passing: Mapping[str, Any]
    output: Any


class Lookup(Mapping[str, T], Generic[T]):
    """Facts of one kind as a mapping, each noted as it is read.

    Args:
        memo: the facts.
        kind: the fact `<kind>/<key>` is the value of a key, and `<kind>` the keys in their order.
    """

    __slots__ = ("_kind", "_memo")

    def __init__(self, memo: Memo, kind: str) -> None:
        self._memo, self._kind = memo, kind

    def __getitem__(self, key: str) -> T:
        value: T = self._memo.read(f"{self._kind}/{key}")
        return value

    def __contains__(self, key: object) -> bool:
        return self._memo.exists(f"{self._kind}/{key}")

    def __iter__(self) -> Iterator[str]:
        keys: tuple[str, ...] = self._memo.read(self._kind)
        return iter(keys)

    def __len__(self) -> int:
        return len(self._memo.read(self._kind))


def _sendable(maker: Callable[[], Packed]) -> Packed:
    """What was made, without what is too large to be sent and soon made again."""
    return replace(maker(), passing={})


__all__ = ["NOWHERE", "Lookup", "Made", "Memo", "Packed", "StageRun"]
