"""The sentence around a word: the word stands between brackets ⟦ ⟧, the sentence between ‖ ‖."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.text.sentences import sentence_around


@pytest.mark.parametrize(
    "marked",
    [
        "One here. ‖Two ⟦there⟧!‖ Three?",
        "قال أولا. ‖ثم ذكر ⟦رقما⟧ آخر؟‖ نعم",
        "وصل صباحا.\n‖ثم ⟦غادر⟧ مساء‖\nسطر ثالث",
        "‖وصل ٣٫٥ و3.5 مليون ⟦زائر⟧.‖ ثم غادروا",
        "Before. ‖The U.S. Army, J. R. Smith and Gen. Lee ⟦agreed⟧.‖ After.",
        "Before. ‖Item no. 5 of Sept. 13 was ⟦dropped⟧.‖ After.",
        "There was no. ‖Then ⟦silence⟧ fell.‖",
        "‖اشتراها ⟦قدمًا⟧.‖ ثم ذهب",
        "‖جاء د. محمد ثم أ. علي ⟦معا⟧.‖ ثم ذهبا",
        "‖قال: «لن ⟦نعود⟧.»‖ ثم مضى",
        "‖He asked “⟦Why⟧?” and left.‖ She stayed.",
        "‖انتهى ⟦الاجتماع⟧.‖وقال الناطق إنه مفيد",
        "انتهى الاجتماع.‖وقال ⟦الناطق⟧ إنه مفيد‖",
        "‖First ⟦one. Second⟧ one.‖ Third.",
        "‖وكالة أ.ف.ب ⟦ذكرت⟧ ذلك…‖ ثم صمتت",
        "‖⟦Alone⟧‖",
        "a.\r\n  ‖b ⟦c⟧ d‖  \r\ne",
    ],
)
def test_sentences(marked: str) -> None:
    text = marked.translate(dict.fromkeys(map(ord, "⟦⟧‖")))
    bare = marked.replace("‖", "")
    start, end = bare.index("⟦"), bare.index("⟧") - 1
    sentence = marked.translate(dict.fromkeys(map(ord, "⟦⟧"))).split("‖")[1]
    first, last = sentence_around(text, start, end)
    assert text[first:last] == sentence


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(st.text("ab. \n؟ا“”1", max_size=40), st.integers(0, 40), st.integers(1, 10))
def test_the_sentence_holds_its_words(text: str, start: int, length: int) -> None:
    end = min(start + length, len(text))
    if start >= end or text[start].isspace() or text[end - 1].isspace():
        return
    first, last = sentence_around(text, start, end)
    assert 0 <= first <= start < end <= last <= len(text)
    assert text[first:last] == text[first:last].strip()
