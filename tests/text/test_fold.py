"""Folding: what falls together, what stays apart, and the way back."""

from __future__ import annotations

import sys
from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.text.fold import fold, fold_text
from thorough import THOROUGH, examples

QUIET = settings(derandomize=True, database=None, deadline=None, max_examples=examples(100, 400))

# Characters that meet in articles and that combine, vanish or grow when folded.
KNOTTY = (
    "ابتكميىیکهةوؤئءأإآٱ ـَُِّْٰٕٓٔۖ٠۵٫٬"
    "\u0300\u0301\u0308\u0327\u093f\u093c\u09c7\u09be\u3099が"
    "\u1100\u1161\u11a8가각AaéÉñßﬁİſΣςйёї"
    "\u200b\u200c\u200d\u200e\u200f\u061c\u2066\u2069\ufeff\u00ad\u034f\ufe0f"
    " \t\n\r\u00a0\u2028\u3000'\"«»‹“”’-\u2011_.,؟:،؛…‥–—\u2212\u202f"
    "ﷺﻻﺎﷲﱞﹰＡ５👨👩👧👍🏽🇱🇧क़\u20e3"
)
texts = st.text(st.sampled_from(KNOTTY) | st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("الرحمٰن", "الرحمن"),
        ("كـــتاب", "كتاب"),
        ("أحمد إلى آخر ٱلباب", "احمد الى اخر الباب"),
        ("على", "علي"),
        ("کتاب فارسی", "كتاب فارسي"),
        ("ھہە", "ههه"),
        ("١٢٣٫٥", "123.5"),
        ("۱۲۳۴۵۶", "123456"),
        ("٢٠٬٠٠٠", "20,000"),
        ("ﻻ ﺑﺄﺱ", "لا بأس"),
        ("ﬁnal", "final"),
        ("ＭＩＤ５", "MID5"),
        ("École", "Ecole"),
        ("ёлка", "елка"),
        ("one\u00a0two\r\n\r\nthree", "one two three"),
        ("“قول” «قول» „word‟ ‹x›", '"قول" "قول" "word" "x"'),
        ("Kim’s", "Kim's"),
        ("Hwasong\u201118", "Hwasong-18"),
        ("وقال… إن", "وقال... إن"),
        ("وقال … إن", "وقال. . . إن"),
        ("1990–1995", "1990-1995"),
        ("الخميس — والجمعة", "الخميس - والجمعة"),
        ("Thursday — Friday", "Thursday -- Friday"),
        ("Thursday—Friday", "Thursday--Friday"),
        ("\u22125", "-5"),
        ("תל־אביב", "תל-אביב"),
        ("قال : نعم", "قال: نعم"),
        ("Quoi\u202f?", "Quoi?"),
        ("حقا ؟", "حقا?"),
        ("أولا ، ثانيا ؛ ثالثا .", "أولا, ثانيا; ثالثا."),
        ("«\u00a0نعم\u00a0» قال", "«نعم» قال"),
        ("il dit « oui ».", 'il dit "oui".'),
        ("كو\u00adري\u200dا\u200f", "كوريا"),
        ("مي\u200cخواهم", "ميخواهم"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
        ("가\u0301\u11a8", "각"),
        ("و\u0654", "ؤ"),
        ("ى\u0654", "ئ"),
        ("و\u200f\u0654", "ؤ"),
        ("か\u3099", "が"),
    ],
)
def test_texts_that_a_reader_takes_for_the_same(one: str, other: str) -> None:
    assert fold_text(one) == fold_text(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سؤال", "سوال"),
        ("بئر", "بير"),
        ("مدرسة", "مدرسه"),
        ("ماء", "ما"),
        ("مئة", "مية"),
        ("й", "и"),
        ("ї", "і"),
        ("が", "か"),
        ("की", "कि"),
        ("US", "us"),
        ("x²", "x2"),
        ("-5", "5"),
        ("a-b", "ab"),
        ("a - b", "a-b"),
        ("--strict", "-strict"),
        ("the .NET", "the.NET"),
        ("1 ,5", "1,5"),
        ("sagte »ja« und", "sagte»ja«und"),
        ("A: B", "A B"),
        ("حقا؟", "حقا!"),
        ("3.5", "35"),
        ("👍", "👍🏽"),
        ("øl", "ol"),
        ("one two", "onetwo"),
    ],
)
def test_texts_that_a_reader_tells_apart(one: str, other: str) -> None:
    assert fold_text(one) != fold_text(other)


def test_a_sign_and_its_double_have_their_own_places() -> None:
    text = "قال : « نعم … لا » — ثم"
    folded = fold(text)
    assert folded.text == 'قال: "نعم... لا" - ثم'
    for part, source in ((":", ":"), ('"نعم... لا"', "« نعم … لا »"), ("...", "…"), ("- ثم", "— ثم")):
        start = folded.text.index(part)
        assert text[slice(*folded.span(start, start + len(part)))] == source


def test_a_digest_of_the_first_version_can_still_be_checked() -> None:
    """Records name the version; what the second one folds besides is not in it."""
    assert fold_text("قالَ «نعم…» – ثم‑ثم ،", version=1) == 'قال "نعم…" – ثم-ثم ،'


def test_the_map_leads_back_to_the_characters_with_their_marks() -> None:
    text = "قالَ  كِتـاب\u200f ﻻ"
    folded = fold(text)
    assert folded.text == "قال كتاب لا"
    word = folded.text.index("كتاب")
    start, end = folded.span(word, word + 4)
    assert text[start:end] == "كِتـاب"
    assert text[slice(*folded.span(0, 3))] == "قالَ"
    assert text[slice(*folded.span(3, 4))] == "  "


def test_part_of_a_character_is_no_whole() -> None:
    folded = fold("ﷺ نعم")
    part = folded.text.index("الله")
    assert not folded.is_whole(part, part + 4)
    assert folded.is_whole(0, folded.text.index(" نعم"))


def test_each_character_by_itself() -> None:
    faults = []
    # Ideographs and Hangul are the most, and alike.
    uniform = range(0x3400, 0xD800) if THOROUGH else range(0xA000, 0xAC00)
    for code in (*range(0x3400), *uniform, *range(0xF900, 0x12000), *range(0x1D000, 0x1FB00)):
        char = chr(code)
        once = fold_text(char)
        same = {fold_text(once), fold_text(normalize("NFC", char)), fold_text(normalize("NFD", char))}
        if same != {once} or len(once.lower()) != len(once):
            faults.append(f"U+{code:04X}")
    assert faults == []


@QUIET
@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@QUIET
@given(texts)
def test_normal_forms_fold_the_same(text: str) -> None:
    assert fold_text(normalize("NFC", text)) == fold_text(text) == fold_text(normalize("NFD", text))


@QUIET
@given(texts)
def test_the_map_is_monotonic_and_stays_in_the_text(text: str) -> None:
    folded = fold(text)
    starts, ends = list(folded.starts), list(folded.ends)
    assert len(folded.text) == len(starts) == len(ends)
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert folded.text == fold_text(text)
    assert folded.original == text


@QUIET
@given(texts)
def test_no_two_characters_claim_the_same_source_in_part(text: str) -> None:
    folded = fold(text)
    sources = sorted(set(zip(folded.starts, folded.ends, strict=True)))
    assert all(end <= start for (_, end), (start, _) in pairwise(sources))


@QUIET
@given(st.lists(texts, max_size=4))
def test_words_fold_alone_as_they_fold_together(parts: list[str]) -> None:
    folded = [fold_text(f"{part}x") for part in parts]
    assert fold_text("|".join(f"{part}x" for part in parts)) == "|".join(folded)


def test_a_pile_of_marks_takes_no_time() -> None:
    text = "ا" + "\u0316\u0300" * (sys.getrecursionlimit() * 100)
    folded = fold(text)
    assert folded.text == "ا"
    assert folded.span(0, 1) == (0, len(text))
