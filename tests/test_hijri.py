"""Dates of the Islamic calendar: exact days only, by the published tables of Umm al-Qura, and only where asked for."""

from __future__ import annotations

import pytest

from mujaz.labels import load_labels
from mujaz.model import Date
from mujaz.settings.config import read_config
from mujaz.syntax.source import Source, Span

CONFIG = """\
use_directory_urls: false
extra:
  alternate:
    - lang: ar
      hijri: {value}
    - lang: en
"""


def dated(text: str) -> Date:
    return Date(text, Span(Source("brief.yml", text), 0, len(text)))


@pytest.mark.parametrize(
    ("text", "arabic", "english"),
    [
        ("2023-09-10", "٢٥ صفر ١٤٤٥ هـ", "25 Safar 1445 AH"),
        ("2024-03-11", "١ رمضان ١٤٤٥ هـ", "1 Ramadan 1445 AH"),
        ("2024-04-10", "١ شوال ١٤٤٥ هـ", "1 Shawwal 1445 AH"),
        ("2023-07-19", "١ المحرم ١٤٤٥ هـ", "1 Muharram 1445 AH"),
    ],
)
def test_an_exact_day(text: str, arabic: str, english: str) -> None:
    assert load_labels("ar", "arab", hijri=True).hijri_date(dated(text)) == arabic
    assert load_labels("en", "latn", hijri=True).hijri_date(dated(text)) == english


@pytest.mark.parametrize(
    "text", ["2023-09", "2023", "2023-09-10~", "2023-09-10?", "2023-09-10/2023-09-11", "../2023-09-10", "1900-01-01"]
)
def test_what_is_no_exact_day_of_the_calendar_has_none(text: str) -> None:
    assert load_labels("en", hijri=True).hijri_date(dated(text)) == ""


def test_an_edition_has_none_unless_it_asks() -> None:
    assert load_labels("ar").hijri_date(dated("2023-09-10")) == ""


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("false", False), ("yes", True)])
def test_the_configuration_asks(value: str, expected: bool) -> None:
    config, findings = read_config(Source("mkdocs.yml", CONFIG.format(value=value)))
    assert not findings
    assert [edition.hijri for edition in config.editions] == [expected, False]
