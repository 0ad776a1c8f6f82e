"""Posting lists as text: which pages hold a word, in which sections, and how much each of these is about it.

A list is made of **blocks**, one for each run of `BLOCK` page numbers in which a page holds the word: a dot, the number
of the block, and for each page its distance from the one before in the block, and its **postings**, which depend on the
page alone. So what changes in one page changes one block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from mujaz.text.patterns import lazy_re

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Base 64 as in URLs: each character carries five bits and says whether more follow."""

LEVELS = 16
BLOCK = 256
_SECTION = LEVELS * 4
"""How far apart the postings of two sections are that differ in their number only."""

_VALUES = {digit: value for value, digit in enumerate(DIGITS)}
_number = lazy_re("[g-z0-9_-]*[A-Za-f]")
_ONE_MORE = frozenset(digit for value, digit in enumerate(DIGITS) if value & 1)


def _coded(number: int) -> str:
    coded = ""
    while number >= 32:
        coded += DIGITS[32 | (number & 31)]
        number >>= 5
    return coded + DIGITS[number]


_LAST, _MORE = DIGITS[:32], DIGITS[32:]
_SMALL = [
    *_LAST,
    *[low + high for high in _LAST[1:] for low in _MORE],
    *[low + middle + high for high in _LAST[1:8] for middle in _MORE for low in _MORE],
]  # all below 8192

DISTANCES = _SMALL[:BLOCK]
"""The distances of pages in a block, encoded."""


def encode_number(number: int) -> str:
    """A number from 0 upwards in as few characters as it needs, the lowest bits first."""
    return _SMALL[number] if number < len(_SMALL) else _coded(number)


def encode_numbers(numbers: Iterable[int]) -> str:
    """Numbers from 0 upwards, one after the other."""
    known, small = len(_SMALL), _SMALL
    return "".join([small[number] if number < known else _coded(number) for number in numbers])


def decode_number(coded: str) -> int:
    """The number that `encode_number` wrote."""
    number = 0
    for digit in reversed(coded):
        number = number << 5 | (_VALUES[digit] & 31)
    return number


def posting(section: int, level: int, *, is_claim: bool) -> int:
    """A section that holds a word, as one number.

    Args:
        section: its number in the page.
        level: from 1 to 15.
        is_claim: whether it is a claim.
    """
    return ((section * LEVELS + level) * 2 + is_claim) * 2


def encode_page(sections: Sequence[int]) -> str:
    """The postings of a word in one page.

    Args:
        sections: those that hold it, as `posting` has them; in order, and at least one.
    """
    if len(sections) == 1:
        return encode_number(sections[0])
    numbers = []
    last = 0
    for section in sections:
        numbers.append(section - last + 1)
        last = section - section % _SECTION
    numbers[-1] -= 1  # no more follow
    return encode_numbers(numbers)


def decode_page(postings: str) -> list[tuple[int, int, bool]]:
    """The sections in what `encode_page` gave: the number of each, its level, and whether it is a claim."""
    found = []
    section = 0
    for coded in _number.findall(postings):
        number = decode_number(coded)
        section += number // (4 * LEVELS)
        found.append((section, number // 4 % LEVELS, bool(number & 2)))
    return found


def encode_list(pages: Iterable[tuple[int, str]]) -> str:
    """A posting list.

    Args:
        pages: of each page its number and its postings; in order.
    """
    pieces = []
    block, last = -1, 0
    for page, postings in pages:
        if page // BLOCK != block:
            block = page // BLOCK
            last = block * BLOCK
            pieces.append(f".{encode_number(block)}")
        pieces.append(DISTANCES[page - last])
        pieces.append(postings)
        last = page
    return "".join(pieces)


def encode_lists(pages: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[tuple[str, str]]:
    """The posting lists of all words, as `encode_list` gives each of them.

    Args:
        pages: of each page its number, and its words with their postings; in order.
    """
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for block, within in groupby(pages, lambda page: page[0] // BLOCK):
        texts: dict[str, str] = {}
        last: dict[str, int] = {}
        first, begin = block * BLOCK, f".{encode_number(block)}"
        for number, words in within:
            for word, postings in words.items():
                distance = DISTANCES[number - last.get(word, first)]
                texts[word] = f"{texts.get(word, begin)}{distance}{postings}"
                last[word] = number
        for word, text in texts.items():
            lists[word].append(text)
    return ((word, "".join(blocks)) for word, blocks in lists.items())


def edit_list(postings: str, changes: Mapping[int, str]) -> str:
    """A posting list with the postings of some pages replaced; with empty ones, these leave the list."""
    blocks: dict[int, str] = {}
    for text in postings.split(".")[1:]:
        head = _number.match(text)
        assert head is not None
        blocks[decode_number(head[0])] = text
    by_block: dict[int, dict[int, str]] = {}
    for page, changed in changes.items():
        by_block.setdefault(page // BLOCK, {})[page] = changed
    for block, within in by_block.items():
        pages = dict(_pages(blocks.get(block, ""), block * BLOCK)) | within
        text = encode_list(sorted((page, kept) for page, kept in pages.items() if kept))
        if text:
            blocks[block] = text[1:]
        else:
            blocks.pop(block, None)
    return "".join([f".{blocks[block]}" for block in sorted(blocks)])


@lru_cache(maxsize=65536)
def best_of_page(postings: str, number: int) -> str:
    """The postings of a word in one page without the sections that are less about it than so many others."""
    if len(postings) <= 2 * number:  # no section takes less
        return postings
    sections = decode_page(postings)
    best = sorted(sections, key=lambda section: (-section[1], section[0]))[:number]
    return encode_page([posting(section, level, is_claim=is_claim) for section, level, is_claim in sorted(best)])


def decode_list(postings: str) -> list[tuple[int, str]]:
    """The pages that `encode_list` was given."""
    found = []
    for text in postings.split(".")[1:]:
        head = _number.match(text)
        assert head is not None
        found += _pages(text, decode_number(head[0]) * BLOCK)
    return found


def _pages(block: str, page: int) -> list[tuple[int, str]]:
    """The pages of a block, and their postings; the block begins with its number, unless it is empty."""
    found = []
    pieces: list[str] = []
    is_distance = True
    for coded in _number.findall(block)[1:]:
        if is_distance:
            page += decode_number(coded)
            is_distance = False
        else:
            pieces.append(coded)
            if coded[0] not in _ONE_MORE:
                found.append((page, "".join(pieces)))
                pieces.clear()
                is_distance = True
    return found
