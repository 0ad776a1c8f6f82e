"""Where two sequences differ."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mujaz.review.excerpts import difference, quoted, shown
from mujaz.review.sequences import likeness, places

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


def test_the_words_around_a_difference() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen"
    found = difference(text, text.replace("six", "SIX"))
    assert found.before == "… two three four five six seven eight nine ten …"
    assert found.after == "… two three four five SIX seven eight nine ten …"
    assert found.more == 0
    assert difference(text, text.replace("one", "1").replace("nine", "9")).more == 1


def test_a_difference_of_white_space_is_shown() -> None:
    found = difference("one two\n\nthree", "one\n\ntwo three")
    assert found.before == "one two ¶ ¶ three"
    assert found.after == "one ¶ ¶ two three"
    assert difference("a  b", "a b").more == 0


def test_text_from_outside_is_isolated_and_what_is_hidden_is_shown() -> None:
    assert quoted("a\u202eb\u2069") == "«\u2068a<U+202E>b<U+2069>\u2069»"
    assert shown("s1") == "s1"
    assert shown("https://example.org/?a=1&b=2") == "https://example.org/?a=1&b=2"
    assert shown("١٢") == "«\u2068١٢\u2069»"
