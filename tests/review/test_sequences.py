"""Where two sequences differ."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.review import words
from mujaz.review.excerpts import Difference, differences, quoted, shown
from mujaz.review.sequences import likeness, meeting, places

WORDS = st.lists(st.sampled_from("abcd"), max_size=12)


@given(WORDS, WORDS)
def test_what_differs_makes_the_one_of_the_other(before: list[str], after: list[str]) -> None:
    made, done = [], 0
    for first, last, start, end in places(before, after):
        assert last > first or end > start
        made += [*before[done:first], *after[start:end]]
        done = last
    assert [*made, *before[done:]] == after


@given(WORDS, WORDS)
def test_between_two_places_something_is_the_same(before: list[str], after: list[str]) -> None:
    found = places(before, after)
    for one, other in pairwise(found):
        assert before[one[1] : other[0]] == after[one[3] : other[2]]
        assert other[0] > one[1]


def test_a_long_stretch_is_one_place() -> None:
    before = ["same", *map(str, range(30_000)), "same"]
    after = ["same", *(f"x{number % 7}" for number in range(30_000)), "same"]
    assert places(before, after) == [(1, 30_001, 1, 30_001)]
    assert likeness(before, after) == 0
    assert likeness(before, list(before)) == 1


@given(WORDS, WORDS, st.integers(1, 6))
def test_two_windows_end_with_the_same_item_or_where_the_sequences_end(
    ours: list[str], theirs: list[str], least: int
) -> None:
    one, other = meeting(ours, theirs, least)
    if (one, other) != (len(ours), len(theirs)):
        assert ours[one - 1] == theirs[other - 1]
        assert min(one, other) >= least


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("abcdefgh", "abcdefgh", (3, 3)),
        ("abcdefgh", "abxcdefgh", (3, 4)),
        ("abxcdefgh", "abcdefgh", (4, 3)),
        ("xyzabcdefgh", "abcdefgh", (6, 3)),
        ("abcdefgh", "abXdefgh", (4, 4)),
        ("abcdefgh", "abXYZefgh", (5, 6)),
        ("ab", "abcdefgh", (2, 8)),
        ("ab", "ab", (2, 2)),
        ("", "abc", (0, 3)),
        ("abcd", "wxyz", (4, 4)),
        ("abcdefgh", "gabcdefgh", (3, 4)),
    ],
)
def test_where_two_windows_meet(ours: str, theirs: str, expected: tuple[int, int]) -> None:
    assert meeting(ours, theirs, 3) == expected


def test_the_words_around_a_difference() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen"
    assert differences(text, text.replace("six", "SIX")) == (
        Difference(
            "… two three four five six seven eight nine ten …", "… two three four five SIX seven eight nine ten …"
        ),
    )
    assert differences(text, text) == ()


def test_every_difference_is_told() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen"
    other = f"{text.replace('one', '1').replace('nine', '9')}, later convicted"
    assert [found.after for found in differences(text, other)] == [
        "1 two three four five …",
        "… five six seven eight 9 ten eleven twelve thirteen, later convicted",
    ]


@given(WORDS, WORDS)
def test_no_word_that_differs_is_left_out(before: list[str], after: list[str]) -> None:
    found = differences(" ".join(before), " ".join(after))
    for ours, theirs, told in (
        (before, after, [difference.before for difference in found]),
        (after, before, [difference.after for difference in found]),
    ):
        told_words = Counter(word for part in told for word in part.split())
        assert not Counter(ours) - Counter(theirs) - told_words


def test_a_long_new_wording_is_whole() -> None:
    text = " ".join(f"w{number}" for number in range(90))
    (found,) = differences("old", text)
    assert found == Difference("old", text)
    assert "w45" in words.text("", "summary", None, text)
    assert "w45" in words.text("", "summary", text, None)


def test_a_difference_of_white_space_is_shown() -> None:
    assert differences("one two\n\nthree", "one\n\ntwo three") == (
        Difference("one two ¶ ¶ three", "one ¶ ¶ two three"),
    )
    assert len(differences("a  b", "a b")) == 1


def test_text_from_outside_is_isolated_and_what_is_hidden_is_shown() -> None:
    assert quoted("a\u202eb\u2069") == "«\u2068a<U+202E>b<U+2069>\u2069»"
    assert shown("s1") == "s1"
    assert shown("https://example.org/?a=1&b=2") == "https://example.org/?a=1&b=2"
    assert shown("١٢") == "«\u2068١٢\u2069»"
