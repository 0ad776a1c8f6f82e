"""How names are spelt: which spellings are one name, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.resolve.gazetteer import Alias
from mujaz.resolve.gazetteer.finder import Gazetteer
from mujaz.syntax.source import Source
from mujaz.text.fold import fold, fold_text
from mujaz.text.lexicon import is_arabic_word, is_given_name, is_understood, lexicon
from mujaz.text.names import bare_letters, name_key, spellings
from thorough import examples

GLOSSARY = Source("briefs/glossary/all.yml", "name")


def finds(name: str, text: str) -> bool:
    """Whether all of a text is certainly a name."""
    found = Gazetteer([Alias("x", name, "und", False, GLOSSARY.span(0, 4))]).find(fold(text))
    return [(hit.start, hit.end, hit.doubt) for hit in found] == [(0, len(text), None)]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        # the cases of a kunya and its like, with proclitics too
        ("أبو سالم", "أبا سالم|أبي سالم|بأبي سالم|وأبا سالم|لأبي سالم|ابي سالم|أبوسالم|أباسالم|لأبيسالم|أَبي سالم"),
        ("محمد أبو زيد", "محمد أبي زيد|محمد أبا زيد|ومحمد أبوزيد"),
        ("أبا الخيل", "أبو الخيل|أبي الخيل"),
        ("ذو الفقار", "ذا الفقار|ذي الفقار|بذي الفقار|ذوالفقار"),
        ("أخو صالح", "أخا صالح|أخي صالح|لأخي صالح"),
        ("بنو هاشم", "بني هاشم|وبني هاشم"),
        ("زيد بن ثابت", "زيد ابن ثابت"),
        ("هند بنت عتبة", "هند ابنة عتبة|هند بنت عتبه"),
        # two words, or one
        ("عبد الرحمن", "عبدالرحمن|عبدالـرحمن|لعبدالرحمن|عبد\nالرحمن|عبد الرحمان"),
        ("عبدالله", "عبد الله|وعبد الله"),
        ("عبد الله عبد الرحمن", "عبدالله عبدالرحمن|عبدالله عبد الرحمن"),
        ("أبوظبي", "أبو ظبي|ابو ظبى|بأبوظبي|أبـوظبي|أبو ـ ظبي"),
        ("نورالدين", "نور الدين"),
        ("نصر الله", "نصرالله"),
        ("بيونغ يانغ", "بيونغيانغ|بيونغ\r\nيانغ|بيونغ\u00a0 يانغ"),
        ("بور سعيد", "بورسعيد"),
        # seats of hamza
        ("رؤوف", "رءوف|رئوف|رووف|رؤف"),
        ("شؤون اللاجئين", "شئون اللاجئين|شوون اللاجئين|شؤون اللاجءين"),
        ("هيئة الموانئ", "هيأة الموانئ|هيئه الموانئ|هيئة الموانيء"),
        ("المسئول", "المسؤول|بالمسؤول"),
        ("لجنة المئة", "لجنة المائة"),
        ("مؤمن", "مومن"),
        ("لؤلؤة", "لؤلؤه|لولوة"),
        ("داود", "داوود"),
        # loose letters
        ("مصطفى", "مصطفي|مصطفی"),
        ("فاطمة", "فاطمه|فاطِمة"),
        ("أحمد", "احمد|وأحمد"),
        ("فؤاد", "فواد"),
        ("نائل", "نايل|نائل"),
        # a proclitic before another script
        ("KN-23", "بـKN-23|الـKN-23|وKN-23|لـKN-23|وبالـKN-23|KN 23"),
        ("UNESCO", "لـUNESCO|وUNESCO|فـUNESCO|للـUNESCO|בUNESCO"),
        ("Росатом", "لـРосатом"),
        # Hebrew
        ("נתניהו", "ונתניהו|לנתניהו|שנתניהו|כשנתניהו|ולנתניהו"),
        ('צה"ל', "צה״ל|בצה״ל|וצה''ל"),
        ("בן גוריון", "בן־גוריון|בן-גוריון|לבן גוריון"),
        # hyphens, and words divided at the end of a line
        ("Kim Jong Un", "Kim Jong-un|KIM JONG-UN"),
        ("F-16", "F-16s"),
        ("Kim Jong-Un", "Kim Jong Un|Kim Jong-\nUn|KIM JONG-UN"),
        ("Pyongyang", "Pyong-\nyang|Pyong-\r\nyang"),
    ],
)
def test_spellings_of_one_name(name: str, texts: str) -> None:
    assert [text for text in (name, *texts.split("|")) if not finds(name, text)] == []


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        # words of every day
        ("علي", "على"),
        ("هدى", "هدي"),
        ("بشرى", "بشري"),
        ("سلمى", "سلمي"),
        ("منى", "مني"),
        ("يحيى", "يحيي"),
        ("نهى", "نهي"),
        ("جدة", "جده"),
        ("آلي", "إلى"),
        ("راي", "رأي|رأى"),
        ("لؤي", "لأي"),
        ("روي", "رؤى"),
        # what the text spells more exactly than the glossary
        ("رايت", "رأيت"),
        ("أفريقيا", "أفريقياً"),
        # a word of every day that begins like a proclitic
        ("لادة", "ولادة"),
        ("عض", "بعض"),
        # other names
        ("أبو سالم", "أم سالم|أبو سليم|آل سالم"),
        ("عبد الله", "عبد الإله|عبد"),
        ("ابن زيد", "ابنة زيد"),
        ("رؤوف", "رفوف|راف"),
        ("KN-23", "KN-24|xKN-23|مKN-23"),
        ("צה", 'צה"ל'),
        ("Pyongyang", "Pyong- yang"),
        ("كوريا الشمالية", "كوريا\n\nالشمالية"),
    ],
)
def test_other_words(name: str, texts: str) -> None:
    assert [text for text in texts.split("|") if finds(name, text)] == []


names = st.lists(st.text(alphabet="ابتجدرسعكلمنهوي أإؤئءةى", min_size=1, max_size=8), min_size=1, max_size=4).map(
    " ".join
)


@settings(derandomize=True, max_examples=examples(60, 200), deadline=None)
@given(names)
def test_a_name_has_few_spellings_and_its_own_first(name: str) -> None:
    found = spellings(name)
    if not bare_letters(name):
        return
    assert (found[0].letters, found[0].is_own) == (bare_letters(name), True)
    assert len(found) == len({spelling.letters for spelling in found}) <= 48
    for spelling in found:
        assert spelling.key == name_key(fold_text(spelling.letters).strip(" "))


@settings(derandomize=True, max_examples=examples(60, 200), deadline=None)
@given(st.text(max_size=40))
def test_the_key_is_as_long_as_the_text(text: str) -> None:
    folded = fold_text(text)
    assert len(name_key(folded)) == len(folded)
    assert name_key(name_key(folded)) == name_key(folded)


@pytest.mark.parametrize("language", ["ar", "en", "ru", "fr", "es", "de", "fa", "he", "zh", "ko", "th"])
def test_lists_hold_plain_words(language: str) -> None:
    lists = lexicon(language)
    words = [word for name in lists.__struct_fields__ for word in getattr(lists, name)]
    assert words
    if language == "ar":
        assert [word for word in words if bare_letters(word) != word] == []
    else:
        assert [word for word in words if word != word.lower()] == []


def test_what_the_lists_decide() -> None:
    assert is_arabic_word("على")
    assert is_arabic_word("الى")  # without its hamza, as many write it
    assert not is_arabic_word("علي")
    assert is_given_name("علي")
    assert not is_given_name("على")
    for word in ("والوزراء", "بتصريحاتهم", "سيستقبلونه", "للصحفيين", "مكاتبها", "تفقد", "استضاف"):
        assert is_understood(word), word
    for word in ("يو", "جونغ", "لافروف", "زيلينسكي", "ماكرون", "شولتس"):
        assert not is_understood(word), word
