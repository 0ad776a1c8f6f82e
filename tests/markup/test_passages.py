"""Prose as a reader sees it: every character has its place, and nothing is lost or added."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from payloads import all_texts, commonmark_examples

from mujaz.markup import plain_text
from mujaz.markup.parse import parse_prose
from mujaz.markup.passages import passages, said
from thorough import examples


def words(text: str) -> str:
    return "".join(text.split())


def assert_faithful(text: str) -> None:
    prose, _ = parse_prose(text)
    found = passages(text)
    for passage in found:
        assert len(passage.offsets) == len(passage.text)
        assert list(passage.offsets) == sorted(passage.offsets)
        for character, offset in zip(passage.text, passage.offsets, strict=True):
            assert character == text[offset] or (character.isspace() and text[offset].isspace()), text
        assert all(0 <= position <= len(passage.text) for _, position in passage.references)
    assert [id for passage in found for id, _ in passage.references] == [id for id, _, _ in prose.references]


PIECES = st.sampled_from(
    [
        *(
            "word",
            "كلمة",
            "3.5",
            ".",
            "؟ ",
            " ",
            "\n",
            "\n\n",
            "  \n",
            "- ",
            "> ",
            "1. ",
            "    ",
            "*",
            "**",
            "_",
            "`",
            "``",
        ),
        *(
            "[^c3]",
            "[^a#b]",
            "[",
            "]",
            "](https://example.org/a.b)",
            "![",
            "<https://example.org/>",
            "<b>",
            "\\*",
            "&amp;",
        ),
        *("\\", "\\[^c3]", "[^", "***", "```\n", "\n\n[x]: https://example.org/\n\n", "[x]", "‏"),
    ]
)


@settings(max_examples=examples(200, 1500))
@given(st.lists(PIECES, min_size=1, max_size=16).map("".join))
def test_every_visible_character_has_its_place(text: str) -> None:
    assert_faithful(text)


def test_hostile_prose_and_the_examples_of_commonmark() -> None:
    for text in [*all_texts(), *commonmark_examples()]:
        assert_faithful(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Known **since 1998[^c1].** More", "Known since 1998. More"),
        ("***both*** _one_ 2 * 3 `a*b`", "both one 2 * 3 a*b"),
        (
            "[the *report*[^r]](https://example.org/x_y '(t)') and <https://example.org/>",
            "the report and https://example.org/",
        ),
        ("![a picture](https://example.org/p.png)", "a picture"),
        ("1 \\* 2 &lt; 3", "1 * 2 < 3"),
        ("a `` ` `` b `open", "a ` b `open"),
        ("[not](a link", "[not](a link"),
        ("\\[^c3]", "[^c3]"),
    ],
)
def test_the_words_of_a_passage(text: str, expected: str) -> None:
    (passage,) = passages(text)
    assert said(passage.text) == expected
    prose, _ = parse_prose(text)
    assert words(plain_text(prose)) == words(expected)


def test_prose_that_is_nested_too_deep_is_one_passage() -> None:
    text = "> " * 40 + "One. Two[^c3]."
    (passage,) = passages(text)
    assert (passage.text, passage.references) == (text, ())
