"""Who is who among the people that git tells of: one person may have several names and addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mujaz.history.commits import Person


class Identities:
    """Tells people apart by their addresses, as written and as git's mailmap has them.

    A mailmap can say that two addresses are one person's; it cannot make two people of one address.

    Args:
        mapped: gives whom git's mailmap takes each of some people for, as `Repository.mapped`.
    """

    def __init__(self, mapped: Callable[[Iterable[Person]], Mapping[Person, Person]] | None = None) -> None:
        self._mapped, self._known = mapped, dict[Person, Person]()

    def learn(self, people: Iterable[Person]) -> None:
        """Ask for many at once, which is quicker than one by one."""
        asked = {each for each in people if each not in self._known}
        if asked:
            found = self._mapped(asked) if self._mapped is not None else {}
            self._known.update((each, found.get(each, each)) for each in asked)

    def same(self, one: Person, other: Person) -> bool:
        """Whether two are certainly one person: an address is the same."""
        return bool(self._addresses(one) & self._addresses(other))

    def maybe_same(self, one: Person, other: Person) -> bool:
        """Whether two may be one person: an address is the same, or the name.

        Who signs must not be who wrote; so of two that bear one name it is not taken for granted that they are two.
        """
        name = self._of(one).called
        return self.same(one, other) or (bool(name) and name == self._of(other).called)

    def groups(self, people: Iterable[Person]) -> list[list[Person]]:
        """The names and addresses of each person."""
        found: list[list[Person]] = []
        for each in people:
            own = [group for group in found if any(self.maybe_same(each, other) for other in group)]
            found = [group for group in found if group not in own]
            found.append([*(other for group in own for other in group), each])
        return found

    def _of(self, person: Person) -> Person:
        self.learn([person])
        return self._known[person]

    def _addresses(self, person: Person) -> frozenset[str]:
        return frozenset({person.address, self._of(person).address} - {""})
