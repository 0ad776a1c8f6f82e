"""The order of names in an index: an Arabic one, with names of other scripts behind."""

from __future__ import annotations

import pytest

from mujaz.text.collation import ARABIC, OTHER, index_letter, script_of, sort_key


def in_order(names: list[str], language: str = "ar", first: str = "ARABIC") -> list[str]:
    """Names sorted from the reverse of the order that they were given in, so that none stays by chance."""
    backwards = names[::-1]
    return sorted(backwards, key=lambda name: sort_key(name, language, first))


@pytest.mark.parametrize(
    "names",
    [
        ["أثينا", "آسيا", "ألمانيا", "إيران", "بغداد"],  # alef, whatever it bears; no article in ألمانيا
        ["روما", "الرِّياض", "زحل"],  # the article is passed over, diacritics too
        ["الله", "إلهام", "إمام"],  # the name of God has no article to pass over
        ["باب", "پاكستان", "تونس"],
        ["جدة", "چاد", "حلب"],
        ["زينب", "ژاله", "سعاد"],
        ["فاس", "ڤيينا", "القاهرة", "كابل", "گلپايگان", "لندن"],
        ["كابل", "کربلاء", "كركوك"],  # the kaf of Persian is a kaf
        ["سؤال", "سوريا", "سيناء"],  # a hamza goes with its bearer
        ["ريف", "رئة", "زيت"],
        ["مكتبات", "مكتبة", "مكتبي"],  # ة with ه
        ["منى", "منير"],  # ى with ي
        ["بيروت", "بيروت الشرقية", "بيروتي"],  # nothing before something, a space before a letter
        ["صاروخ ٩", "صاروخ 18", "صاروخ ١٠٠"],
        ["يوسف", "Anna", "Ζωή", "Москва", "5G"],  # scripts
    ],
    ids=" < ".join,
)
def test_the_order_of_an_arabic_index(names: list[str]) -> None:
    assert in_order(names) == names


@pytest.mark.parametrize(
    "names",
    [
        ["Élan", "elbow", "Emma"],
        ["Łódź", "London", "Lyon"],
        ["Ødegård", "Oder", "Odessa"],
        ["Straße", "strasser"],
        ["Al-Bayda", "Alabama"],  # a hyphen is a space
        ["Hwasong-9", "Hwasong-18"],
        ["Zürich", "يوسف"],
    ],
    ids=" < ".join,
)
def test_the_order_of_an_english_index(names: list[str]) -> None:
    assert in_order(names, "en", "LATIN") == names


def test_every_letter_of_the_table_is_in_its_place() -> None:
    assert in_order(list(ARABIC)) == list(ARABIC)
    assert len(set(ARABIC)) == len(ARABIC)


def test_the_order_is_total() -> None:
    same = ["أحمد", "احمد", "أَحمد"]
    assert in_order(same) == in_order(same[::-1])
    assert len({sort_key(name, "ar") for name in same}) == 3


@pytest.mark.parametrize(
    ("name", "language", "letter"),
    [
        ("الرياض", "ar", "ر"),
        ("ٱلرياض", "ar", "ر"),
        ("«القدس»", "ar", "ق"),
        ("ألمانيا", "ar", "ا"),
        ("الله", "ar", "ا"),
        ("آسيا", "ar", "ا"),
        ("ئۆزبېك", "ug", "ي"),
        ("پاكستان", "ar", "پ"),
        ("کابل", "fa", "ك"),
        ("الف", "fa", "ا"),
        ("élan", "fr", "E"),
        ("Łódź", "pl", "L"),
        ("Ærø", "da", "A"),
        ("Йод", "ru", "Й"),
        ("3M", "en", OTHER),
        ("…", "en", OTHER),
        ("", "en", OTHER),
    ],
)
def test_the_letter_of_a_name(name: str, language: str, letter: str) -> None:
    assert index_letter(name, language) == letter


def test_the_script_of_a_text_is_that_of_its_first_letter() -> None:
    assert [script_of(text) for text in ("«روما»", "2 x", "Ж", "12")] == ["ARABIC", "LATIN", "CYRILLIC", ""]
