"""Posting lists as text: which sections hold a word, and how much each is about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Base 64 as in URLs: each character carries five bits and says whether more follow."""

LEVELS = 16


class Posting(NamedTuple):
    """That a section holds a word.

    Attributes:
        section: its number among all sections.
        level: how much it is about the word, from 1 to 15.
        is_claim: whether it is a claim.
    """

    section: int
    level: int
    is_claim: bool


def encode_numbers(numbers: Iterable[int]) -> str:
    """Numbers from 0 upwards in as few characters as each needs, the lowest bits first."""
    coded = []
    for number in numbers:
        while number >= 32:
            coded.append(DIGITS[32 | (number & 31)])
            number >>= 5
        coded.append(DIGITS[number])
    return "".join(coded)


def encode(postings: Sequence[Posting]) -> str:
    """A posting list in the order of sections: of each the distance from the one before, its level and kind."""
    numbers = []
    last = 0
    for section, level, is_claim in postings:
        numbers.append((section - last) * 2 * LEVELS + level * 2 + is_claim)
        last = section
    return encode_numbers(numbers)
