"""Facts: values with a name that stages make and read; each kind is declared once, with its type and how it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

T = TypeVar("T")


class Keeping(Enum):
    """How the values of a fact are kept."""

    PLAIN = "plain"
    """Without the places in texts that they hold."""
    PLACED = "placed"
    """With these places, such as findings have; one that moved has the item made again."""
    WHOLE = "whole"
    """With these places, in texts of the content; changed whenever something it was made from is another."""
    PASSING = "passing"
    """Likewise, and in this run only: it is large and soon made again."""
    LEFT = "left"
    """For the rest of this run, and nothing that a stage may read."""


class Value(NamedTuple):
    """A fact that a stage has made of an item: of which kind, its name, and how it is kept."""

    kind: str
    name: str
    value: object
    keeping: Keeping


class Reader(Protocol):
    """What facts are read from; each is noted as read by the item that is being made."""

    def read(self, name: str) -> Any:
        """A fact.

        Raises:
            KeyError: there is no such fact.
        """

    def exists(self, name: str) -> bool:
        """Whether there is such a fact."""

    def left(self, name: str) -> Any:
        """What was left in this run.

        Raises:
            KeyError: nothing was, under this name.
        """


class Fact(Generic[T]):
    """A kind of fact that there is once in a site.

    Args:
        name: that of no other kind.
        keeping: how it is kept.
    """

    __slots__ = ("keeping", "name")

    def __init__(self, name: str, keeping: Keeping = Keeping.PLAIN) -> None:
        self.name, self.keeping = name, keeping

    def __call__(self, value: T) -> Value:
        """The fact with a value, for a stage to give."""
        return Value(self.name, self.name, value, self.keeping)

    def read(self, facts: Reader) -> T:
        """The value.

        Raises:
            KeyError: there is none.
        """
        value: T = facts.read(self.name)
        return value

    def find(self, facts: Reader) -> T | None:
        """The value; None where there is none."""
        return self.read(facts) if facts.exists(self.name) else None


class FactOf(Generic[T]):
    """A kind of fact that there is of each of several things, told from each other by a key.

    Args:
        name: that of no other kind; a fact is called `<name>/<key>`, and the keys in their order, where that is kept,
            are the fact `<name>`.
        keeping: how it is kept.
    """

    __slots__ = ("keeping", "name")

    def __init__(self, name: str, keeping: Keeping = Keeping.PLAIN) -> None:
        self.name, self.keeping = name, keeping

    def __call__(self, key: str, value: T) -> Value:
        """The fact with a value, for a stage to give."""
        return Value(self.name, f"{self.name}/{key}", value, self.keeping)

    def ordered(self, keys: Iterable[str]) -> Value:
        """The order of all keys, for a stage to give."""
        return Value(self.name, self.name, tuple(keys), Keeping.PLAIN)

    def read(self, facts: Reader, key: str) -> T:
        """The value of a key.

        Raises:
            KeyError: there is none.
        """
        name = f"{self.name}/{key}"
        value: T = facts.left(name) if self.keeping is Keeping.LEFT else facts.read(name)
        return value

    def find(self, facts: Reader, key: str) -> T | None:
        """The value of a key; None where there is none."""
        return self.read(facts, key) if self.exists(facts, key) else None

    def exists(self, facts: Reader, key: str) -> bool:
        """Whether there is a value of a key."""
        return facts.exists(f"{self.name}/{key}")

    def keys(self, facts: Reader) -> tuple[str, ...]:
        """All keys in their order.

        Raises:
            KeyError: no stage has given it.
        """
        keys: tuple[str, ...] = facts.read(self.name)
        return keys

    def key_of(self, name: str) -> str:
        """The key in the name of a fact of this kind."""
        return name[len(self.name) + 1 :]

    def by_key(self, facts: Reader) -> Mapping[str, T]:
        """All of them as a mapping that reads what it is asked for."""
        return _ByKey(self, facts)


class _ByKey(Mapping[str, T]):
    __slots__ = ("_fact", "_facts")

    def __init__(self, fact: FactOf[T], facts: Reader) -> None:
        self._fact, self._facts = fact, facts

    def __getitem__(self, key: str) -> T:
        return self._fact.read(self._facts, key)

    def __contains__(self, key: object) -> bool:
        return self._fact.exists(self._facts, str(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self._fact.keys(self._facts))

    def __len__(self) -> int:
        return len(self._fact.keys(self._facts))
