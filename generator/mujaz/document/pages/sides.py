"""Claims that cannot all be true, put on sides, so that a page shows them next to each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

Group = tuple[tuple[str, ...], ...]


def sides(ids: Sequence[str], contrary: Iterable[tuple[str, str]], replaced: Iterable[tuple[str, str]]) -> list[Group]:
    """The claims of a brief in groups of those that contradictions join, each group in sides.

    No two claims of one side contradict each other; there are two sides wherever two are enough. A claim that nothing
    contradicts is a group of one side, followed by those that it replaced.

    Args:
        ids: the claims in their order; groups come in the order of their first claims.
        contrary: pairs of claims that cannot both be true; those with another brief's claim are passed over.
        replaced: pairs of a newer claim and the one that it replaces.
    """
    against: dict[str, list[str]] = {id: [] for id in ids}
    for one, other in contrary:
        if one != other and one in against and other in against:
            against[one].append(other)
            against[other].append(one)
    newer_of = {older: newer for newer, older in replaced if newer in against and older in against}
    alone = {id for id in ids if not against[id]}
    side: dict[str, int] = {}
    groups: list[Group] = []
    for id in ids:
        if id in side or (id in alone and newer_of.get(id) in alone):
            continue
        side[id] = 0
        joined = [id]
        for member in joined:
            for other in against[member]:
                if other not in side:
                    taken = {side[near] for near in against[other] if near in side}
                    side[other] = next(number for number in count() if number not in taken)
                    joined.append(other)
        if id in alone:
            groups.append((_thread(id, newer_of, alone),))
            continue
        number = 1 + max(side[member] for member in joined)
        parts = ([member for member in ids if member in joined and side[member] == n] for n in range(number))
        groups.append(tuple(tuple(sorted(part, key=lambda member: newer_of.get(member) in part)) for part in parts))
    return groups


def _thread(id: str, newer_of: dict[str, str], alone: set[str]) -> tuple[str, ...]:
    """A claim and, behind it, those that it replaced, and those that they had replaced."""
    thread = [id]
    for newer in thread:
        thread += [older for older, by in newer_of.items() if by == newer and older in alone and older not in thread]
    return tuple(thread)
