"""Boundaries of words and clusters."""

from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.text.fold import fold_text
from mujaz.text.words import has_word, is_boundary, splits_cluster, word_end, word_start
from thorough import examples


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("قال كيم.", ["قال", " ", "كيم", "."]),
        ("Hwasong-18", ["Hwasong-18"]),
        ("هواسونغ-١٨ب", ["هواسونغ-18ب"]),
        ("2019-2023", ["2019-2023"]),
        ("3.5 and ١٬٢٠٠٫٥", ["3.5", " ", "and", " ", "1,200.5"]),
        ("a-b c", ["a", "-", "b", " ", "c"]),
        ("in 2019. Then", ["in", " ", "2019", ".", " ", "Then"]),
        ("we can't", ["we", " ", 'can"', "t"]),
        ("Kim’s train", ["Kim", '"', "s", " ", "train"]),
        ("l'Élysée", ['l"', "Elysee"]),
        ("snake_case", ["snake_case"]),
        ("-5", ["-", "5"]),
        ("北京召", ["北", "京", "召"]),
        ("हिन्दी", ["हिन्दी"]),
        ("هو\u0301", ["هو"]),
    ],
)
def test_boundaries(text: str, pieces: list[str]) -> None:
    folded = fold_text(text)
    cuts = [offset for offset in range(len(folded) + 1) if is_boundary(folded, offset)]
    assert [folded[start:end] for start, end in pairwise(cuts)] == pieces


def test_the_word_around_an_offset() -> None:
    assert word_start("a Hwasong-18 b", 9) == 2
    assert word_end("a Hwasong-18 b", 9) == 12
    assert word_start("abc", 0) == 0
    assert word_end("abc", 3) == 3


def test_words_have_letters_or_digits() -> None:
    assert has_word("… 7")
    assert not has_word('"…" — !')


clustered = st.text(
    st.sampled_from("ab ا\u064e\u200d👩👨👍🏽🇱🇧🇷🇺\u0301\r\n\u1100\u1161가\u11a8\u0600 1कि्षक\u200f"), max_size=30
)


@settings(derandomize=True, database=None, deadline=None, max_examples=examples(100, 400))
@given(clustered)
def test_clusters_are_those_of_the_standard(text: str) -> None:
    whole = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    assert {offset for offset in range(len(text) + 1) if not splits_cluster(text, offset)} == whole
