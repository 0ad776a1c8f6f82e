"""The words of the interface: the same keys in every language, right plurals, dates as people write them."""

from __future__ import annotations

import string

import pytest

from mujaz.labels import Labels, available, load_labels
from mujaz.model import Assessment, Confidence, CorrectionSeverity, EntityType, RelationType, Rights, Status
from mujaz.model.dates import Date
from mujaz.source import Source

ALL = [load_labels(language) for language in available()]
ENGLISH = load_labels("en")
ARABIC = load_labels("ar")
SOMEWHERE = Source("briefs/b.yml", "").span(0, 0)

# EDTF, and what it is in Arabic and in English.
DATES = [
    ("2023-09-13", "13 سبتمبر 2023", "13 September 2023"),
    ("2023-09", "سبتمبر 2023", "September 2023"),
    ("2023", "2023", "2023"),
    ("2023-09-13~", "نحو 13 سبتمبر 2023", "about 13 September 2023"),
    ("2023-09?", "سبتمبر 2023 (غير مؤكد)", "September 2023 (uncertain)"),
    ("1984%", "نحو 1984 (غير مؤكد)", "about 1984 (uncertain)"),
    ("2019/..", "منذ 2019", "since 2019"),
    ("../2019-04", "حتى أبريل 2019", "until April 2019"),
    ("2019/2021-03", "من 2019 إلى مارس 2021", "2019 to March 2021"),
    ("2019-05~/..", "منذ نحو مايو 2019", "since about May 2019"),
    ("2021-21", "من مارس إلى مايو 2021", "March to May 2021"),
    ("198X", "بين 1980 و1989", "between 1980 and 1989"),
    ("2024-05-XX", "مايو 2024", "May 2024"),
    ("2024-12", "ديسمبر 2024", "December 2024"),
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
        (3, "3 كلمات"),
        (10, "10 كلمات"),
        (11, "11 كلمة"),
        (99, "99 كلمة"),
        (100, "100 كلمة"),
        (103, "103 كلمات"),
        (111, "111 كلمة"),
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
