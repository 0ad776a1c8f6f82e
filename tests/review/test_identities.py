"""Who is who among the people of a history."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mujaz.history.commits import Person
from mujaz.review.identities import Identities

HOME, WORK = Person("E. D.", "home@example.com"), Person("Editor", "editor@example.org")

UNSEEN = "\u00ad\u034f\u200b\u2800\u3164\ufe0f\x01"


def mailmap(people: Iterable[Person]) -> dict[Person, Person]:
    """As of a mailmap that joins one address to another, and would part one by the name that is written beside it."""
    other = {HOME: WORK, Person("Part", "shared@example.org"): Person("Other", "other@example.org")}
    return {each: other.get(each, each) for each in people}


@pytest.mark.parametrize(
    ("one", "other", "same", "maybe"),
    [
        (WORK, WORK, True, True),
        (WORK, Person("Another", "EDITOR@example.org"), True, True),
        (WORK, Person("Another", "editor+desk@example.org"), True, True),
        *((WORK, Person("Another", f"edi{unseen}tor@example.org"), True, True) for unseen in UNSEEN),
        *((WORK, Person(f"Edi{unseen}tor", "third@example.net"), False, True) for unseen in UNSEEN),
        (WORK, Person("Another", "editor@example.org."), True, True),
        (WORK, Person("Another", "edi\u00a0tor@example.org"), True, True),
        (WORK, HOME, True, True),
        (HOME, Person("", "editor@example.org"), True, True),
        (WORK, Person("Editor", "third@example.net"), False, True),
        (WORK, Person("  EDITOR ", "third@example.net"), False, True),
        (WORK, Person("Analyst", "analyst@example.org"), False, False),
        (Person("", ""), Person("", ""), False, False),
        (Person("Nameless", ""), Person("nameless", ""), False, True),
        (Person("Part", "shared@example.org"), Person("Whole", "shared@example.org"), True, True),
        (Person("Part", "shared@example.org"), Person("Other", "other@example.org"), True, True),
    ],
)
def test_who_is_one_person(one: Person, other: Person, same: bool, maybe: bool) -> None:
    identities = Identities(mailmap)
    assert (identities.same(one, other), identities.same(other, one)) == (same, same)
    assert (identities.maybe_same(one, other), identities.maybe_same(other, one)) == (maybe, maybe)


def test_a_person_is_joined_from_all_names_and_addresses() -> None:
    bridge = Person("Third", "editor@example.org")
    people = [Person("Third", "x@example.net"), WORK, Person("Analyst", "analyst@example.org"), bridge, HOME]
    assert [len(group) for group in Identities(mailmap).groups(people)] == [1, 4]


def test_the_mailmap_is_asked_once_for_each() -> None:
    asked: list[set[Person]] = []

    def mapped(people: Iterable[Person]) -> dict[Person, Person]:
        asked.append(set(people))
        return {}

    identities = Identities(mapped)
    identities.learn([WORK, HOME, WORK])
    assert not identities.same(WORK, HOME)
    assert asked == [{WORK, HOME}]
