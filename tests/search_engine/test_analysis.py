"""What search takes for words: terms, folding, readings, stems and sounds, as tables."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from mujaz.search.analysis import fold, terms
from mujaz.search.months import key, months
from mujaz.search.phonetics import phonetic_key
from mujaz.search.stems import readings, stem, without_article


def words(text: str) -> list[str]:
    return [term.text for term in terms(text)]


def keys(word: str) -> set[str]:
    return {reading.stem for reading in readings(fold(word))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«الكرملين»، قال:", ["الكرملين", "قال"]),
        ("HWASONG-18", ["hwasong", "18", "hwasong18"]),
        ("Hwasong18", ["hwasong", "18", "hwasong18"]),
        ("S-300", ["s", "300", "s300"]),
        ("سبتمبر/أيلول", ["سبتمبر", "ايلول"]),
        ("بيونغ-يانغ", ["بيونغ", "يانغ", "بيونغيانغ"]),
        ("٢٬٥٠٠ و2,5 و٢٫٥", ["2500", "2.5", "2.5"]),
        # a proclitic before another script, or before a number
        ("بـKN-23", ["kn", "23", "kn23"]),
        ("وبالـKN-23، الـNATO، وMBZUAI", ["kn", "23", "kn23", "nato", "mbzuai"]),
        ("للـUNESCO وUNESCO لUNESCO", ["unesco", "unesco", "unesco"]),
        ("بـ750 والـ20 لـ١٨", ["750", "20", "18"]),
        ("ב-NATO בNATO", ["ב", "nato", "בnato", "nato"]),
        ("بِـNATO", ["nato"]),
        ("بالكرملين", ["بالكرملين"]),
        ("2,5", ["2.5"]),
        ("٢٫٥", ["2.5"]),
        ("1,234,567", ["1234567"]),
        ("13/9/2023", ["13", "9", "2023", "20230913"]),
        ("2023-09-13", ["2023", "09", "13", "20230913"]),
        ("desk@example.org", ["desk", "example", "org", "deskexampleorg"]),
        ("C++ and C#", ["c++", "and", "c#"]),
        ("--strict", ["strict"]),
        ("the speaker's own", ["the", "speaker", "own"]),
        ("can't", ["can", "t", "cant"]),
        ("l’Élysée", ["l", "elysee", "lelysee"]),
        ("北京", ["北", "京"]),
        ("", []),
        ("— … !", []),
    ],
)
def test_text_has_terms(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_term_knows_its_place() -> None:
    text = "قالَ «Hwasong-18» بـKN-23"
    places = ["قالَ", "Hwasong", "18", "Hwasong-18", "KN", "23", "KN-23"]
    assert [text[term.start : term.end] for term in terms(text)] == places


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إلى", "الي"),
        ("آسيا", "اسيا"),
        ("مسؤول", "مسئول"),
        ("مدرسة", "مدرسه"),
        ("مُدَرِّسَة", "مدرسة"),
        ("كتـــاب", "كتاب"),
        ("٥٩", "59"),
        ("۵۹", "59"),
        ("کتاب", "كتاب"),
        ("علی", "علي"),
        ("پاریس", "باريس"),
        ("ﻛﺘﺎﺏ", "كتاب"),
        ("Élysée", "elysee"),
        ("STRASSE", "Straße"),
        ("Ångström", "angstrom"),
        ("Łódź", "lodz"),
        ("ёлка", "елка"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_spellings_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("كلب", "قلب"), ("سيف", "صيف"), ("ship", "sheep"), ("c++", "c")])
def test_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في نوفمبر", {"#11": ["نوفمبر"]}),
        ("وتشرين الثاني", {"#11": ["وتشرين", "الثاني"]}),
        ("تشرينُ الثّاني ونونبر", {"#11": ["تشرينُ", "الثّاني", "ونونبر"]}),
        ("13 أيلول/سبتمبر 2023", {"#09": ["أيلول", "سبتمبر"]}),
        ("كانون الأول/ديسمبر", {"#12": ["كانون", "الأول", "ديسمبر"]}),
        ("يناير/كانون الثاني", {"#01": ["يناير", "كانون", "الثاني"]}),
        ("بجويلية 2020", {"#07": ["بجويلية"]}),
        ("5 آب", {"#08": ["آب"]}),
        ("في شهر آب", {"#08": ["آب"]}),
        ("١٥ غشت", {"#08": ["غشت"]}),
        ("مارس 2023", {"#03": ["مارس"]}),
        ("مارس الضغط في 2023. مارس عمله", {}),
        ("أب الأسرة و3 أبناء", {}),
        ("باب 5", {}),
        ("الطابق الثاني من كانون", {}),
        ("تشرين، الثاني", {}),
        ("September 2023", {"#09": ["September"]}),
        ("Sept. 2023, when they may march 5 miles", {"#09": ["Sept"], "#03": ["march"]}),
        ("they may, in march; a dec and a jan", {}),
    ],
)
def test_a_month_has_one_key_for_all_its_names(text: str, expected: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    for month in months(text):
        if len(month.text) == 3:
            found.setdefault(month.text, []).append(text[month.start : month.end])
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13 September 2023", {"#0913": "13 September", "20230913": "13 September 2023"}),
        ("Sept 13", {"#0913": "Sept 13"}),
        ("September 13th, 2023", {"#0913": "September 13th", "20230913": "September 13th, 2023"}),
        ("on the 1st of May", {"#0501": "1st of May"}),
        ("١٣ أيلول ٢٠٢٣", {"#0913": "١٣ أيلول", "20230913": "١٣ أيلول ٢٠٢٣"}),
        ("١٣ من تشرين الثاني", {"#1113": "١٣ من تشرين الثاني"}),
        ("4 آب/أغسطس 2020", {"#0804": "4 آب/أغسطس", "20200804": "4 آب/أغسطس 2020"}),
        ("5-نونبر-2022", {"#1105": "5-نونبر", "20221105": "5-نونبر-2022"}),
        ("31 May and 1 June 2023", {"#0531": "31 May", "#0601": "1 June", "20230601": "1 June 2023"}),
        ("في أيلول ٢٠٢٣", {}),
        ("32 September", {}),
        ("13 cases; September", {}),
        ("0 May", {}),
    ],
)
def test_a_day_has_a_key_and_another_with_its_year(text: str, expected: dict[str, str]) -> None:
    assert {day.text: text[day.start : day.end] for day in months(text) if len(day.text) > 3} == expected


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("13-9-2023", "20230913"),
        ("13.09.2023", "20230913"),
        ("٢٠٢٣/٩/١٣", "20230913"),
        ("2023-09-13", "20230913"),
        ("9/13/2023", "20230913"),
        ("9/10/2023", "20231009"),
    ],
)
def test_a_date_in_numbers_has_the_same_key(number: str, day: str) -> None:
    assert terms(number)[-1].text == day


def test_cldr_knows_no_other_names_of_months() -> None:
    """Every name of a month in any Arabic locale, in a date, has the key of that month."""
    locales = [tag for tag in locale_identifiers() if tag == "ar" or tag.startswith("ar_")]
    assert len(locales) > 20
    for tag in locales:
        for number, name in Locale.parse(tag).months["format"]["wide"].items():
            assert {month.text for month in months(f"في {name} 2023")} == {key(number)}, (tag, name)


@pytest.mark.parametrize(
    ("inflected", "word"),
    [
        ("الكرملين", "كرملين"),
        ("والكرملين", "كرملين"),
        ("بالكرملين", "كرملين"),
        ("للعقوبات", "عقوبات"),
        ("وبوتين", "بوتين"),
        ("فصاروخ", "صاروخ"),
        ("كصاروخ", "صاروخ"),
        ("سيطلق", "يطلق"),
        ("الالتزام", "التزام"),
        ("صاروخان", "صاروخ"),
        ("صاروخين", "صاروخ"),
        ("مهندسون", "مهندس"),
        ("طائرات", "طائرة"),
        ("دولتان", "دولة"),
        ("دولتها", "دولة"),
        ("صواريخهم", "صواريخ"),
        ("حقوقكم", "حقوق"),
        ("كتابا", "كتاب"),
        ("أطلقت", "أطلق"),
        ("يطلقون", "يطلق"),
        ("launches", "launch"),
        ("launched", "launching"),
        ("parties", "party"),
        ("stopped", "stop"),
        ("larger", "large"),
        ("publicly", "public"),
        ("Путина", "Путин"),
        ("북한은", "북한"),
    ],
)
def test_forms_of_a_word_share_a_key(inflected: str, word: str) -> None:
    assert keys(inflected) & keys(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("الله", "الله"), ("التي", "التي"), ("والد", "والد"), ("بالاو", "بالاو"), ("اليد", "يد"), ("الف", "الف")],
)
def test_not_every_al_is_the_article(word: str, expected: str) -> None:
    assert without_article(fold(word)) == expected


@pytest.mark.parametrize("word", ["كتاب", "حق", "بنت", "وقت", "is", "this", "bus"])
def test_short_words_keep_their_end(word: str) -> None:
    assert stem(fold(word)) == fold(word)


@pytest.mark.parametrize(
    "names",
    [
        ("Putin", "Poutine", "بوتين", "Путин", "Bouteen"),
        ("Hwasong", "Hwasung", "هواسونغ"),
        ("Peskov", "بيسكوف", "Песков"),
        ("Shoigu", "شويغو", "Choïgou"),
        ("Chollima", "تشوليما"),
        ("Libya", "ليبيا", "Libye"),
    ],
)
def test_a_name_sounds_alike_in_all_scripts(names: tuple[str, ...]) -> None:
    assert len({phonetic_key(fold(name)) for name in names}) == 1


def test_letters_without_a_sound_give_no_key() -> None:
    assert phonetic_key("김정은") == ""
