"""Paragraphs: lines of a plain text, or what empty lines part in a hard-wrapped one."""

from __future__ import annotations

import pytest

from mujaz.text.paragraphs import WRAPPED_AT_MOST, unwrap

LONG = "كلمة " * 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # hard-wrapped: an empty line parts paragraphs
        ("one\ntwo\n\nthree\nfour\n", "one two\n\nthree four\n"),
        ("one \r\n two\r\n\r\nthree", "one    two\r\n\r\nthree"),
        # short lines that are sentences, with empty lines here and there
        ("One.\n\nTwo.\nThree.\n", "One.\n\nTwo.\nThree.\n"),
        # no empty line: each line is a paragraph
        ("one\ntwo\nthree\n", "one\ntwo\nthree\n"),
        # a line that nobody wrapped
        (f"{LONG}\n\none\ntwo", f"{LONG}\n\none\ntwo"),
        ("", ""),
    ],
)
def test_unwrap(text: str, expected: str) -> None:
    assert len(LONG) > WRAPPED_AT_MOST
    assert unwrap(text) == expected
    assert len(unwrap(text)) == len(text)
