"""The sentences of a text, and the one around a word, which stands between ⟦ ⟧; that sentence between ‖ ‖."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.text.sentences import sentence_around, sentence_ranges
from mujaz.text.words import has_word
from thorough import examples


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
        # Lines of a hard-wrapped text are no sentences.
        "خبر الميناء\n‖قال مدير الميناء في مؤتمر صحفي عقده\nفي ⟦ناسا⟧ أمس إن السفن ستصل غدا\nوإن الأرصفة كلها جاهزة.‖",
        "Port news\n\n‖The strike at the\nport ⟦goes⟧ on until\nFriday.‖ Nobody\nknows more.\n",
        "Port news\n\n‖The talks with Capt. J.\n⟦Harbor⟧ lasted until 10.30 and\nled to nothing.‖ They\nend.\n",
        "Port news\n\nThey want more\npay:\n\n‖- for ⟦work⟧ at\nnight‖\n- for work on\nSundays\n",
        "‖Headline ⟦without⟧ a stop‖\nOne sentence.\nAnother.\n",
        # Initials and abbreviations, numbers, addresses.
        "‖The U.S. troops of Maj. J. Harbor Jr. left at 5 p.m. with No. 5 of ⟦Harbor⟧ Co. Ltd.‖",
        "Before. ‖See https://example.org/a.b?c=d. e.g. at ⟦10.30⟧ or 3.5 %.‖ After.",
        "‖قال د. م. الراعي وأ.د. ⟦حسن⟧ إن الكلفة ٣٫٥ مليون.‖ ثم مضيا.",
        "‖كان ذلك ⟦عام⟧ 1445 هـ.‖ وقال آخر غير ذلك.",
        "‖كان ذلك ⟦عام⟧ 2023 م.‖ وقال آخر غير ذلك.",
        "‖هل ⟦انتهى⟧ الأمر؟!‖ نعم",
        "‖1. Ships ⟦come⟧ in.‖ Then they leave.",
        "They ask for more.\n‖2. Work ⟦ends⟧ at five.‖\n3. No work on Sundays.",
    ],
)
def test_sentences(marked: str) -> None:
    text = marked.translate(dict.fromkeys(map(ord, "⟦⟧‖")))
    bare = marked.replace("‖", "")
    start, end = bare.index("⟦"), bare.index("⟧") - 1
    sentence = marked.translate(dict.fromkeys(map(ord, "⟦⟧"))).split("‖")[1]
    first, last = sentence_around(text, start, end)
    assert text[first:last] == sentence


@settings(derandomize=True, database=None, deadline=None, max_examples=examples(100, 300))
@given(st.text("ab. \n؟ا“”1", max_size=40), st.integers(0, 40), st.integers(1, 10))
def test_the_sentence_holds_its_words(text: str, start: int, length: int) -> None:
    end = min(start + length, len(text))
    if start >= end or text[start].isspace() or text[end - 1].isspace():
        return
    first, last = sentence_around(text, start, end)
    assert 0 <= first <= start < end <= last <= len(text)
    assert text[first:last] == text[first:last].strip()


@pytest.mark.parametrize(
    "divided",
    [
        "One here.| Two there!| Three?| ‘Four.’",
        "قال أولا.| ثم ذكر رقما آخر؟| نعم!| «وهذا كل شيء.»",
        "وصل ٣٫٥ و3.5 مليون زائر، بحسب أ.ف.ب، صباحا.| وغادروا…| لماذا؟!",
        "The U.S. Army, J. R. Smith, Dr. Lee and Gen. Lee agreed on item no. 5, e.g. on 3.5 %.| After … that, nothing.",
        "جاء د. محمد ثم أ. علي معا.| ثم ذهبا.|وقال الناطق إنه مفيد",
        "He asked “Why?” and left.| She said: “It failed.”| Then silence...",
        "Version 2.0.1 of example.org came in Sept. 13.| No.| Yes",
        "واحد.| اثنان۔| ثلاثة",
        "(One.)| [Two.]| … *",
        "Port news\n|The strike at the port of the city goes on\nuntil Friday, said the union.| It wants\nmore pay.",
        "1. One thing.| Then another.\n|2. Two things.",
        "Alone",
        "— … ؟",
        "",
    ],
)
def test_all_sentences(divided: str) -> None:
    text = divided.replace("|", "")
    found = [text[start:end] for start, end in sentence_ranges(text)]
    assert found == [part.strip() for part in divided.split("|") if has_word(part)]


@given(st.text("abU. \n؟ا…“”»15", max_size=60))
def test_sentences_hold_all_words_once_and_are_those_around_them(text: str) -> None:
    ranges = sentence_ranges(text)
    done = 0
    for start, end in ranges:
        assert done <= start < end
        assert not has_word(text[done:start])
        assert text[start:end] == text[start:end].strip()
        assert sentence_around(text, start, end) == (start, end)
        done = end
    assert not has_word(text[done:])
