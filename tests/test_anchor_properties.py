"""What holds of every anchor, whatever the text."""

from __future__ import annotations

from unicodedata import normalize

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.resolve.anchor import TextQuote, find_places, nearest
from mujaz.text.fold import fold, fold_text
from thorough import examples

QUIET = settings(derandomize=True, database=None, deadline=None, max_examples=examples(80, 300))

WORDS = (
    "كيم",
    "وَكيم",
    "إلى",
    "على",
    "هوا-٣",
    "3.5",
    "Ünal",
    "can't",
    "قا\u0640ل",
    "ﷺ",
    "👨‍👩‍👧",
    "🇱🇧🇷🇺",
    "가\u11a8",
    "क्षि",
    "،",
    "«لا»",
    "لا",
)
SPACES = (" ", "\n", "\u00a0", " \u200f", "", "\u200b ", ". ")
passages = st.lists(st.sampled_from(WORDS) | st.sampled_from(SPACES), min_size=1, max_size=12).map("".join)
wild = st.text(st.sampled_from("".join(WORDS + SPACES)), min_size=1, max_size=25)
texts = (passages | wild).filter(bool)


@QUIET
@given(texts, st.data())
def test_a_place_folds_to_the_folded_quote_and_cuts_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    exact = text[start : data.draw(st.integers(start + 1, len(text)))]
    whole = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    for first, last in find_places(fold(text), TextQuote(exact)):
        assert 0 <= first < last <= len(text)
        assert fold_text(text[first:last]) == fold_text(exact).strip(" ")
        assert {first, last} <= whole


@QUIET
@given(passages, passages, passages)
def test_a_quote_of_whole_words_is_found(before: str, quote: str, behind: str) -> None:
    text = f"{before} {quote} {behind}"
    exact = fold_text(quote).strip(" ")
    expected = range(text.index(quote, len(before)), len(before) + 1 + len(quote))
    places = find_places(fold(text), TextQuote(quote))
    starts_with_mark = exact[:1] == "" or regex.match(r"[\p{M}]", exact)
    assert starts_with_mark or any(first >= expected[0] and last <= expected[-1] + 1 for first, last in places)


@QUIET
@given(passages, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["NFC", "NFD"]))
def test_normal_forms_have_the_same_places(text: str, form: str, quote_form: str) -> None:
    for word in text.split():
        places = find_places(fold(normalize(form, text)), TextQuote(normalize(quote_form, word)))
        assert len(places) == len(find_places(fold(text), TextQuote(word)))


@QUIET
@given(st.lists(st.sampled_from(WORDS[:9]), unique=True, min_size=3, max_size=9), st.data())
def test_a_deleted_quote_is_found_nowhere(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quote = TextQuote(" ".join(words[start:end]))
    assert len(find_places(fold(" ".join(words)), quote)) == 1
    assert find_places(fold(" ".join(words[:start] + words[end:])), quote) == ()


@QUIET
@given(texts, texts)
def test_candidates_are_passages_of_the_text(text: str, quote: str) -> None:
    whole = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    candidates = nearest(fold(text), quote)
    assert len(candidates) <= 3
    for candidate in candidates:
        assert {candidate.start, candidate.end} <= whole
        assert candidate.start < candidate.end
        assert 0 < candidate.similarity <= 1
