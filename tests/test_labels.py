"""The words of the interface: the same keys in every language, right plurals, dates as people write them."""

from __future__ import annotations

import string

import pytest

from mujaz.labels import Labels, available, default_numerals, load_labels
from mujaz.model import Assessment, Confidence, CorrectionSeverity, EntityType, RelationType, Rights, Status
from mujaz.model.dates import Date
from mujaz.syntax.source import Source

ALL = [load_labels(language) for language in available()]
ENGLISH = load_labels("en")
ARABIC = load_labels("ar")
SOMEWHERE = Source("briefs/b.yml", "").span(0, 0)

# EDTF, and what it is in Arabic and in English.
DATES = [
    ("2023-09-13", "١٣ سبتمبر ٢٠٢٣", "13 September 2023"),
    ("2023-09", "سبتمبر ٢٠٢٣", "September 2023"),
    ("2023", "٢٠٢٣", "2023"),
    ("2023-09-13~", "نحو ١٣ سبتمبر ٢٠٢٣", "about 13 September 2023"),
    ("2023-09?", "سبتمبر ٢٠٢٣ (غير مؤكد)", "September 2023 (uncertain)"),
    ("1984%", "نحو ١٩٨٤ (غير مؤكد)", "about 1984 (uncertain)"),
    ("2019/..", "منذ ٢٠١٩", "since 2019"),
    ("../2019-04", "حتى أبريل ٢٠١٩", "until April 2019"),
    ("2019/2021-03", "من ٢٠١٩ إلى مارس ٢٠٢١", "2019 to March 2021"),
    ("2019-05~/..", "منذ نحو مايو ٢٠١٩", "since about May 2019"),
    ("2021-21", "ربيع ٢٠٢١", "spring 2021"),
    ("198X", "بين ١٩٨٠ و١٩٨٩", "between 1980 and 1989"),
    ("2024-05-XX", "يوم من مايو ٢٠٢٤", "a day in May 2024"),
    ("2024-12", "ديسمبر ٢٠٢٤", "December 2024"),
]


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def date(labels: Labels, edtf: str) -> str:
    return labels.date(Date(edtf, SOMEWHERE))


def test_arabic_and_english_are_there() -> None:
    assert {"ar", "en"} <= set(available())


@pytest.mark.parametrize("labels", ALL, ids=available())
def test_the_keys_are_those_of_english(labels: Labels) -> None:
    assert set(labels.table) == set(ENGLISH.table)
    assert {key: isinstance(words, dict) for key, words in labels.table.items()} == {
        key: isinstance(words, dict) for key, words in ENGLISH.table.items()
    }


@pytest.mark.parametrize("labels", ALL, ids=available())
def test_words_have_the_fields_of_english(labels: Labels) -> None:
    texts = {key: words for key, words in labels.table.items() if isinstance(words, str)}
    assert {key: fields(words) for key, words in texts.items()} == {
        key: fields(str(ENGLISH.table[key])) for key in texts
    }


@pytest.mark.parametrize("labels", ALL, ids=available())
def test_no_words_are_empty(labels: Labels) -> None:
    assert all(words.strip() for words in labels.table.values() if isinstance(words, str))


@pytest.mark.parametrize("labels", ALL, ids=available())
@pytest.mark.parametrize(
    ("prefix", "values", "suffixes"),
    [
        ("status_", Status, [""]),
        ("assessment_", Assessment, [""]),
        ("confidence_", Confidence, [""]),
        ("severity_", CorrectionSeverity, [""]),
        ("rights_", Rights, [""]),
        ("type_", EntityType, [""]),
        ("types_", EntityType, [""]),
        ("", RelationType, ["", "_inverse"]),
        ("reliability_", "ABCDEF", [""]),
        ("credibility_", "123456", [""]),
    ],
)
def test_every_value_of_the_model_has_words(
    labels: Labels, prefix: str, values: list[str], suffixes: list[str]
) -> None:
    assert all(labels.text(f"{prefix}{value}{suffix}") for value in values for suffix in suffixes)


@pytest.mark.parametrize("labels", ALL, ids=available())
def test_plurals_are_those_of_the_language(labels: Labels) -> None:
    forms = {"ar": {"zero", "one", "two", "few", "many", "other"}, "en": {"one", "other"}}[labels.language]
    tables = [words for words in labels.table.values() if isinstance(words, dict)]
    assert tables
    assert all(set(table) == forms for table in tables)
    assert all(fields(table["other"]) == {"n"} for table in tables)


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "بلا كلمات"),
        (1, "كلمة واحدة"),
        (2, "كلمتان"),
        (3, "٣ كلمات"),
        (10, "١٠ كلمات"),
        (11, "١١ كلمة"),
        (99, "٩٩ كلمة"),
        (100, "١٠٠ كلمة"),
        (103, "١٠٣ كلمات"),
        (111, "١١١ كلمة"),
        (12345, "١٢٬٣٤٥ كلمة"),
    ],
)
def test_arabic_counts(n: int, words: str) -> None:
    assert ARABIC.count("words", n) == words


@pytest.mark.parametrize(("n", "words"), [(0, "0 words"), (1, "1 word"), (2, "2 words")])
def test_english_counts(n: int, words: str) -> None:
    assert ENGLISH.count("words", n) == words


@pytest.mark.parametrize(("edtf", "arabic", "english"), DATES)
def test_dates(edtf: str, arabic: str, english: str) -> None:
    assert (date(ARABIC, edtf), date(ENGLISH, edtf)) == (arabic, english)


@pytest.mark.parametrize(
    ("tag", "language"), [("ar-EG", "ar"), ("ar", "ar"), ("en-GB", "en"), ("fr", "en"), ("zh-Hant", "en")]
)
def test_a_language_without_words_of_its_own_has_those_of_english(tag: str, language: str) -> None:
    assert load_labels(tag).language == language


def test_a_key_has_either_words_or_plurals() -> None:
    with pytest.raises(KeyError):
        ENGLISH.text("words")
    with pytest.raises(KeyError):
        ENGLISH.count("status", 1)
    with pytest.raises(KeyError):
        ENGLISH.text("no-such-key")


# Numerals.


@pytest.mark.parametrize(
    ("tag", "numerals"),
    [
        ("ar", "arab"),
        ("ar-EG", "arab"),
        ("ar-SA", "arab"),
        ("ar-AE", "latn"),
        ("ar-MA", "latn"),
        ("ar-Latn", "arab"),
        ("en", "latn"),
        ("en-GB", "latn"),
        ("fa", "arabext"),
        ("ur", "latn"),
        ("bn", "latn"),
        ("tlh", "latn"),
    ],
)
def test_a_language_has_the_numerals_of_its_region(tag: str, numerals: str) -> None:
    assert default_numerals(tag) == numerals


def test_an_edition_may_ask_for_other_numerals() -> None:
    latin = load_labels("ar", "latn")
    assert (latin.count("words", 12345), date(latin, "2023-09-13")) == ("12,345 كلمة", "13 سبتمبر 2023")
    assert load_labels("ar-MA").numerals == "latn"
    assert load_labels("fa").numerals == "latn"  # whose words are English


def test_numbers_among_words_are_the_readers_own() -> None:
    assert (ARABIC.text("sign_claim", n=12), ENGLISH.text("sign_claim", n=12)) == ("ق١٢", "C12")
    assert (ARABIC.number(1234567.5, 1), ENGLISH.number(1234567.5, 1)) == ("١٬٢٣٤٬٥٦٧٫٥", "1,234,567.5")
    assert (ARABIC.percent(0.665), ENGLISH.percent(0.665)) == ("٦٦٪", "66%")
    assert (ARABIC.digits("Q42 of 2023"), ENGLISH.digits("2023")) == ("Q٤٢ of ٢٠٢٣", "2023")
    assert (ARABIC.month(2023, 9), ENGLISH.month(2023, 9)) == ("سبتمبر ٢٠٢٣", "September 2023")


@pytest.mark.parametrize(
    ("point", "arabic", "english"),
    [
        ((51.8844, 128.3339), "٥١٫٨٨° شمالا، ١٢٨٫٣٣° شرقا", "51.88° N, 128.33° E"),
        ((-33.9, -70.0), "٣٣٫٩٠° جنوبا، ٧٠٫٠٠° غربا", "33.90° S, 70.00° W"),
    ],
)
def test_coordinates(point: tuple[float, float], arabic: str, english: str) -> None:
    assert (ARABIC.coordinates(*point), ENGLISH.coordinates(*point)) == (arabic, english)
