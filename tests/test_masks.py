"""What a report withholds of an article: letters are points, and all places stay as they are."""

from __future__ import annotations

import pytest

from mujaz.rights.masks import masked, masked_at, masked_quotes, outlined_finding
from mujaz.syntax.diagnostics import Label, SourceWords
from mujaz.syntax.rules import LOST_QUOTE
from mujaz.syntax.source import Source


@pytest.mark.parametrize(
    ("message", "words", "shown"),
    [
        ("after «the old pier» and", ["the old pier"], "after «... ... ....» and"),
        ('add `prefix: "the \\"old\\""`', ['the \\"old\\"'], 'add `prefix: "... \\"...\\""`'),
        ("the word “раy” mixes", ["раy"], "the word “··.” mixes"),
        ("mention «\u2068قال\u2069» added", ["قال"], "mention «\u2068···\u2069» added"),
        ("a word, «a», and «b»", ["a"], "a word, «.», and «b»"),
        ("«one «two» three»", ["two", "one «two» three"], "«... «...» .....»"),
        ("«one» and «one»", ["one"], "«...» and «...»"),
        ("one is not quoted", ["one"], "one is not quoted"),
        ("«one two»", ["one"], "«one two»"),
        ("«a.b*»", ["a.b*"], "«...*»"),
        ("«قَالَ»", ["قَالَ"], "«·····»"),
    ],
)
def test_words_are_masked_where_they_are_quoted(message: str, words: list[str], shown: str) -> None:
    assert masked_quotes(message, words) == shown


def test_a_mask_is_as_long_as_what_it_stands_for() -> None:
    for text in ("Pier 4, «old»", "قَالَ ١٢", "漢字 🜁 𝐚"):
        assert len(masked(text)) == len(text)
        assert len(masked(text).encode()) == len(text.encode())
        assert masked(masked(text)) == masked(text)


def test_ranges_are_masked_and_nothing_else() -> None:
    assert masked_at("exact: old pier, suffix: gone", [(7, 15), (25, 29)]) == "exact: ... ...., suffix: ...."


def test_only_words_that_are_hidden_are_taken_out_of_a_finding() -> None:
    seed = Source("seeds/line.txt", "the old pier")
    finding = LOST_QUOTE.at(
        seed.span(0, 3),
        "«old» is lost",
        "it stands beside «pier»",
        [Label(seed.span(4, 7), "«pier»")],
        [SourceWords("seeds/line.txt", "pier"), SourceWords("seeds/other.txt", "old")],
    )
    found = outlined_finding(finding, lambda words: words.name == "seeds/line.txt", lambda span: span)
    assert (found.message, found.help) == ("«old» is lost", "it stands beside «....»")
    assert [label.message for label in found.related] == ["«....»"]
