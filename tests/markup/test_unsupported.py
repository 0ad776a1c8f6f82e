"""Markdown that prose does not have is told where it stands, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from mujaz.markup.parse import parse_prose

FOUND = [
    # the text before, what is told, the text behind
    ("", "| a | b |\n|---|---|", "\n| 1 | 2 |"),
    ("", "a | b\n--- | :-:", "\n1 | 2"),
    ("Words:\n", "| a |\n| b |", ""),
    ("", "[^n]:", " A footnote."),
    ("", "*[GDP]:", " Gross domestic product"),
    ("- ", "[ ]", " count them"),
    ("1. ", "[x]", " counted"),
    ("Term\n", ": ", "what it means"),
    ("", "!!! n", "ote\n\n    Text"),
    ("", "??? q", "uestion"),
    ("a ", "~~b c~~", " d"),
    ("a ", "==b==", " d"),
    ("It is ", "$$x^2$$", "."),
    ("It is ", "$\\alpha + 1$", "."),
    ("A line ", "{: .red }", ""),
    ("[a](https://example.org)", '{.button rel="x"}', ""),
    ("See ", "[[Harbour]]", "."),
    ("See ", "[the text][ref]", "."),
    ("See ", "[the text][]", "."),
    ("See [it]", "(https://example.org/a b)", "."),
    ("> - a ", "~~b~~", ""),
    ("H", "~2~", "O"),
    ("x", "^2^", " + y"),
    ("It is ", "$x^2$", "."),
    ("A word", "^[and a note]", "."),
    ("A word ", "[@survey, p. 12]", "."),
    ("A word ", "[see @survey; @census]", "."),
    ("A word ", "[-@survey]", "."),
    ("Well ", ":smile:", "."),
]


@pytest.mark.parametrize(("before", "told", "behind"), FOUND)
def test_what_is_not_rendered_is_told(before: str, told: str, behind: str) -> None:
    text = before + told + behind
    _, faults = parse_prose(text)
    places = [(fault.start, fault.end) for fault in faults if fault.rule_key == "unsupported-markdown"]
    assert places == [(len(before), len(before) + len(told))]


FREE = [
    "It cost $5 to $6, or US$ 4.6 million.",
    "About ~10 of ~20 marks; `~~code~~` and \\~~escaped~~.",
    "a == b and c == d",
    "He said [sic] (see there) and [a] (https://example.org).",
    "Hall: where people wait",
    "The set {4, 5} and {x}",
    "A | B is a bar, P(A|B) too",
    "```\n| a | b |\n|---|---|\n```",
    "    - [ ] code",
    "Really?! ?? Well!!!",
    "[a](https://example.org/{.x}~~y~~) and <https://example.org/~~b~~>",
    "[a]: https://example.org\n\nSee [a] and [a][].",
    "- a\n- b\n\n* * *\n\n> c  \nd &amp; e",
    "الميزانية: ٤ | ٥ [كذا] ~١٠",
    "C++ == C** at 5:30",
    "From 10:30:00 to 11:ab:5, http://example.org:80:, a:b:c",
    "Write to [the desk@example.org] or @desk, about ~5 to ~6~",
    "It cost $5^1 and 2^10 is 1024^",
]


@pytest.mark.parametrize("text", FREE)
def test_nothing_else_is(text: str) -> None:
    assert not [fault for fault in parse_prose(text)[1] if fault.rule_key == "unsupported-markdown"]
