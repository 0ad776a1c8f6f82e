"""Posting lists as text: which sections hold a word, and how much each is about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Base 64 as in URLs: each character carries five bits and says whether more follow."""

LEVELS = 16


def _coded(number: int) -> str:
    coded = ""
    while number >= 32:
        coded += DIGITS[32 | (number & 31)]
        number >>= 5
    return coded + DIGITS[number]


_VALUES = {character: value for value, character in enumerate(DIGITS)}
_SMALL = [_coded(number) for number in range(32 * 32 * 8)]


def encode_numbers(numbers: Iterable[int]) -> str:
    """Numbers from 0 upwards in as few characters as each needs, the lowest bits first."""
    known, small = len(_SMALL), _SMALL
    return "".join([small[number] if number < known else _coded(number) for number in numbers])


def decode(coded: str) -> list[int]:
    """The postings of a list that `encode` made, without what it says of claims."""
    postings = []
    last = number = shift = 0
    for character in coded:
        value = _VALUES[character]
        number |= (value & 31) << shift
        if value & 32:
            shift += 5
            continue
        posting = (number >> 1) + last * LEVELS
        postings.append(posting)
        last = posting // LEVELS
        number = shift = 0
    return postings


def encode(postings: Iterable[int], claims: Collection[int]) -> str:
    """A posting list: of each section the distance from the one before, its level, and whether it is a claim.

    Args:
        postings: number of a section times `LEVELS` plus how much it is about the word, from 1 to 15; in order.
        claims: the sections that are claims.
    """
    numbers = []
    last = 0
    for posting in postings:
        section = posting // LEVELS
        numbers.append((posting - last * LEVELS) * 2 + (section in claims))
        last = section
    return encode_numbers(numbers)
