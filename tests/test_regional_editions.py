"""Editions for a region: its month names and numerals, and texts of the language in any region."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest

from mujaz.engine.pipeline import generate
from mujaz.labels import load_labels
from mujaz.model.dates import Date
from mujaz.model.values import serves, shown_in, without_region
from mujaz.syntax.source import Source

SOMEWHERE = Source("briefs/b.yml", "").span(0, 0)

# The region's names of November and July (CLDR), and its numerals.
REGIONS = [
    ("ar", "١٣ نوفمبر ٢٠٢٣", "يوليو ٢٠٢٣"),
    ("ar-EG", "١٣ نوفمبر ٢٠٢٣", "يوليو ٢٠٢٣"),
    ("ar-LB", "١٣ تشرين الثاني ٢٠٢٣", "تموز ٢٠٢٣"),
    ("ar-SY", "١٣ تشرين الثاني ٢٠٢٣", "تموز ٢٠٢٣"),
    ("ar-IQ", "١٣ تشرين الثاني ٢٠٢٣", "تموز ٢٠٢٣"),
    ("ar-JO", "١٣ تشرين الثاني ٢٠٢٣", "تموز ٢٠٢٣"),
    ("ar-PS", "١٣ تشرين الثاني ٢٠٢٣", "تموز ٢٠٢٣"),
    ("ar-MA", "13 نونبر 2023", "يوليوز 2023"),
    ("ar-DZ", "13 نوفمبر 2023", "جويلية 2023"),
    ("ar-TN", "13 نوفمبر 2023", "جويلية 2023"),
    ("ar-MR", "١٣ نوفمبر ٢٠٢٣", "يوليو ٢٠٢٣"),
    ("ar-AE", "13 نوفمبر 2023", "يوليو 2023"),
    ("ar-ZZ", "١٣ نوفمبر ٢٠٢٣", "يوليو ٢٠٢٣"),
    ("en-GB", "13 November 2023", "July 2023"),
]


@pytest.mark.parametrize(("tag", "day", "month"), REGIONS)
def test_dates_are_those_of_the_region(tag: str, day: str, month: str) -> None:
    labels = load_labels(tag)
    assert labels.date(Date("2023-11-13", SOMEWHERE)) == day
    assert labels.month(2023, 7) == month


@pytest.mark.parametrize(
    ("language", "edition", "is_read"),
    [
        ("ar", "ar-LB", True),
        ("ar-LB", "ar", True),
        ("ar-MA", "ar-LB", True),
        ("ar", "ar", True),
        ("en", "ar-LB", False),
        ("ar", "arc", False),
        ("zh-Hant", "zh-Hant-TW", True),
        ("zh-Hans", "zh-Hant-TW", False),
    ],
)
def test_a_text_serves_every_region_of_its_language_and_script(language: str, edition: str, is_read: bool) -> None:
    assert serves(language, edition) is is_read
    assert shown_in(edition, ["fr", language]) is is_read
    assert without_region(edition) == edition.rpartition("-")[0] or edition == without_region(edition)


CONFIGURATION = "site_name: Desk\nuse_directory_urls: false\nextra:\n  alternate:\n"
BRIEF = """\
language: ar
title: {title}
published: 2023-11-13
seeds: [harbour]
timeline:
  - date: 2023-04
    text: {event}
"""
SEED = "قالت الإدارة إن المرفأ يُفتح غدًا.\n"


def made(root: Path, editions: Iterable[str], title: str = "المرفأ", event: str = "بدأ العمل.") -> Path:
    """A site of one Arabic brief, its pages written."""
    for folder in ("seeds", "briefs/glossary", "docs"):
        (root / folder).mkdir(parents=True)
    listed = "".join(f"    - {{lang: {tag}, name: {tag}, link: {tag}/index.html}}\n" for tag in editions)
    (root / "mkdocs.yml").write_text(CONFIGURATION + listed, encoding="utf-8")
    (root / "seeds" / "harbour.txt").write_text(SEED, encoding="utf-8")
    record = f"language: ar\ntitle: خبر\npublisher: المكتب\nsha256: {sha256(SEED.encode()).hexdigest()}\nrights: full\n"
    (root / "seeds" / "harbour.yml").write_text(record, encoding="utf-8")
    (root / "briefs" / "harbour.yml").write_text(BRIEF.format(title=title, event=event), encoding="utf-8")
    result = generate(root)
    assert [finding.message for finding in result.diagnostics if finding.rule.name == "no-edition"] == []
    assert result.summary is not None
    return root / "docs"


def page(docs: Path, path: str) -> str:
    return (docs / path).read_text(encoding="utf-8")


def test_an_arabic_brief_is_in_the_edition_of_lebanon(tmp_path: Path) -> None:
    docs = made(tmp_path, ["ar-LB"])
    text = page(docs, "ar-LB/briefs/harbour.md")
    assert 'lang: "ar-LB"\ndir: "rtl"\nnumerals: "arab"' in text
    assert ">١٣ تشرين الثاني ٢٠٢٣</time>" in text
    assert ">نيسان ٢٠٢٣</time>" in text
    assert "نوفمبر" not in text
    assert "تشرين الثاني ٢٠٢٣" in page(docs, "ar-LB/dates/2023.md")
    assert "المرفأ" in page(docs, "ar-LB/briefs/index.md")
    assert "نيسان ٢٠٢٣" in page(docs, "ar-LB/timeline.md")


def test_two_editions_of_one_language_have_the_brief_each_in_its_own_words(tmp_path: Path) -> None:
    """A text for the region comes first; where there is none, that of the language is taken."""
    title = '{ar: المرفأ, ar-MA: الميناء, en: "The harbour"}'
    docs = made(tmp_path, ["ar", "ar-MA", "en"], title, "{ar: بدأ العمل., en: Work begins.}")
    plain, moroccan = (page(docs, f"{tag}/briefs/harbour.md") for tag in ("ar", "ar-MA"))
    assert "# المرفأ" in plain
    assert ">١٣ نوفمبر ٢٠٢٣</time>" in plain
    assert "# الميناء" in moroccan
    assert ">13 نونبر 2023</time>" in moroccan
    assert "بدأ العمل" in moroccan
    assert re.findall(r'  - lang: "(.+)"', moroccan) == ["ar", "en"]


def test_a_text_for_a_region_is_shown_in_the_edition_without_one(tmp_path: Path) -> None:
    docs = made(tmp_path, ["ar"], "{ar-SY: المرفأ}", "{ar-SY: بدأ العمل.}")
    assert "المرفأ" in page(docs, "ar/briefs/harbour.md")
    assert ">١٣ نوفمبر ٢٠٢٣</time>" in page(docs, "ar/briefs/harbour.md")
