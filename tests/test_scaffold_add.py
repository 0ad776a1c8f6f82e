"""A new seed and a replaced one: bytes as received, nothing assumed, every anchor followed."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mujaz.fmt.format import formatted
from mujaz.model import Brief, SeedRecord
from mujaz.model.decode import decode
from mujaz.model.documents import BriefDocument
from mujaz.scaffold.add import Article, Provenance, check_id, id_from_name, plan_seed, read_article
from mujaz.scaffold.plan import RefusedError
from mujaz.scaffold.replace import Fate, follow_anchors, plan_replacement
from mujaz.syntax.source import Source
from mujaz.text.fold import fold_text
from thorough import examples

QUIET = settings(derandomize=True, database=None, deadline=None, max_examples=examples(80, 300))
UNLIKE = re.compile("[\u0400-\u04ff]")  # letters of another alphabet, which are made those of the word
TEXT = "وصلت السفينة مساء.\nوقال الربان إن البحر هادئ.\n"
KNOWN = Provenance("نحن", "2024-05-01")


def article_of(text: str | bytes, encoding: str | None = None) -> Article:
    article, findings = read_article("a.txt", text.encode() if isinstance(text, str) else text, encoding)
    assert findings == []
    assert article is not None
    return article


def record_of(article: Article, known: Provenance = KNOWN, *, schemas: bool = False) -> SeedRecord:
    plan = plan_seed("ship", article, known, schemas=schemas)
    record, findings = decode(Source("seeds/ship.yml", plan.files["seeds/ship.yml"]), SeedRecord)
    assert findings == []
    assert record is not None
    return record


@pytest.mark.parametrize("data", [TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode(), TEXT.replace("\n", "\r\n").encode()])
def test_the_bytes_stay(data: bytes) -> None:
    article = article_of(data)
    assert article.text.encode() == data
    assert article.sha256 == hashlib.sha256(data).hexdigest()
    assert article.notes == ()


def test_another_encoding_is_converted_and_said() -> None:
    article = article_of(TEXT.encode("windows-1256"), "windows-1256")
    assert article.text == TEXT
    assert article.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    said = "converted from windows-1256 to UTF-8; look whether it reads right: «وصلت السفينة مساء.»"
    assert article.notes == (said,)


@pytest.mark.parametrize(
    ("data", "encoding", "rule", "place", "help"),
    [
        ("ab\nقال".encode("windows-1256"), None, "not-utf8", (2, 1), "windows-1256"),
        ("قال".encode("utf-16"), None, "not-utf8", (1, 1), "utf-16"),
        ("قال".encode("utf-16-le"), None, "control-character", (1, 2), "--encoding"),
        (b"ab\x00c", None, "control-character", (1, 3), "--encoding"),
        ("one\ntwo\u2028three".encode(), None, "control-character", (2, 4), "--encoding"),
        (b"\xff\xff", "ascii", "not-utf8", (1, 1), "--encoding"),
        (b" \n.\n", None, "empty-seed", (1, 1), "file"),
        (b"a" * 10_000_001, None, "too-large", (1, 1), "10,000,000"),
    ],
)
def test_what_cannot_be_a_seed(data: bytes, encoding: str | None, rule: str, place: tuple[int, int], help: str) -> None:
    article, findings = read_article("a.txt", data, encoding)
    assert article is None
    assert [finding.rule.name for finding in findings] == [rule]
    assert findings[0].span.position == place
    assert help in findings[0].help


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13"])
def test_no_encoding_of_texts(encoding: str) -> None:
    with pytest.raises(RefusedError) as problem:
        read_article("a.txt", b"abc", encoding)
    assert problem.value.option == "--encoding"


def test_no_encoding_is_taken_for_what_is_utf_8() -> None:
    with pytest.raises(RefusedError, match="is UTF-8, and not windows-1256"):
        read_article("a.txt", TEXT.encode(), "windows-1256")
    assert article_of(TEXT, "utf8").notes == ()


def test_what_is_no_article_is_refused_with_what_to_do() -> None:
    for data, rule in ((b"%PDF-1.7\n", "not-an-article"), (b"<html><p>x</p></html>", "not-an-article")):
        article, findings = read_article("a.txt", data, None)
        assert article is None
        assert [finding.rule.name for finding in findings] == [rule]
        assert "plain text" in findings[0].help


def test_odd_characters_are_told_and_kept() -> None:
    text = "خبر\u200b عاجـل\nعاجـل"
    article = article_of(text)
    assert article.text == text
    assert [note.partition(";")[0] for note in article.notes] == [
        "the article has invisible characters (number: 1, first at 1:4)",
        "the article has tatweels (number: 2, first at 1:9)",
    ]


def test_the_record_says_what_is_known() -> None:
    known = Provenance(
        "دار: النشر", "2024-05-01", "ar", "عنوان #1", "كاتب", "https://example.org/a#b", "2024-04", "B2", "full"
    )
    record = record_of(article_of(TEXT), known)
    said = [text.first.text for text in (record.title, record.publisher, record.author) if text]
    assert said == ["عنوان #1", "دار: النشر", "كاتب"]
    assert (record.url, record.grade, record.rights) == ("https://example.org/a#b", "B2", "full")
    assert record.published is not None
    assert record.published.edtf == "2024-04"
    assert record.fold_sha256 == article_of(TEXT).fold_sha256


def test_what_is_not_known_is_taken_from_the_text_and_said() -> None:
    plan = plan_seed("ship", article_of("\n" + TEXT), KNOWN, schemas=True)
    head = "# yaml-language-server: $schema=../schemas/seed.json\nlanguage: ar\n"
    assert plan.files["seeds/ship.yml"].startswith(head)
    assert [note.split(",")[0] for note in plan.notes] == [
        "the language is ar",
        "the title is the article's first line",
    ]
    record = record_of(article_of("\n" + TEXT))
    assert (record.title.first.text, record.rights, record.language) == ("وصلت السفينة مساء.", "excerpt", "ar")


@pytest.mark.parametrize(("text", "language"), [("The ship, السفينة, came in", "en"), ("السفينة (ship) وصلت", "ar")])
def test_the_language_is_that_of_most_letters(text: str, language: str) -> None:
    assert record_of(article_of(text)).language == language


def test_letters_of_another_script_give_no_language() -> None:
    with pytest.raises(RefusedError, match="cannot be told"):
        plan_seed("ship", article_of("ᚠᚢᚦ"), KNOWN, schemas=False)


def test_of_several_languages_none_is_taken() -> None:
    with pytest.raises(RefusedError, match=r"cannot be told: .*fa") as problem:
        plan_seed("ship", article_of("پژوهش گسترده"), KNOWN, schemas=False)
    assert problem.value.help == "name it with --language, such as `fa`"


def test_a_persian_article_is_not_imported_as_arabic() -> None:
    record = record_of(article_of("وزير كشور گفت كه اين سد در سال گذشته براي كشاورزان ساخته شده است.\n"))
    assert record.language == "fa"


def test_a_long_first_line_is_cut_at_a_word() -> None:
    title = record_of(article_of("word, " * 40), replace(KNOWN, language="en")).title.first.text
    assert len(title) <= 80
    assert title.endswith("word…")
    assert len(record_of(article_of("x" * 200)).title.first.text) == 80


def test_a_title_made_from_odd_letters_is_clean() -> None:
    assert record_of(article_of("\ufeffخـبر\u202e عاجل\nنص")).title.first.text == "خبر عاجل"


# What articles and their titles are made of: letters that mislead, marks in any order, signs of YAML.
PIECES = st.sampled_from(
    """خبر عاجل¦الـ20¦بـ«¦١٤٤٥ هـ¦محطـــة¦محم\u0651\u064eد
    ¦ا\u0654خير¦می\u200cخواهم¦الأمريکي¦20٢٤¦Ѕafa¦вебcайт¦μm¦ﻻ¦ﷺ¦\u200f
    ¦\u202e¦\u2067¦\ufeff¦\u00ad¦\u200d¦👩\u200d🚒¦yes¦null¦1945¦12:30¦2024-01-01
    ¦- ¦# ¦: ¦? ¦! ¦& ¦* ¦%¦@¦`¦|¦>¦'¦"¦\\¦{¦}
    ¦[¦]¦,¦«¦»¦~¦…¦، ¦؟¦.¦$x¦=¦0x1F¦cafe\u0301¦\t¦  """.replace("\n    ", "").split("¦")
)
odd_texts = st.lists(PIECES, min_size=1, max_size=7).map("".join)


@QUIET
@given(odd_texts, st.booleans(), odd_texts, odd_texts, odd_texts, st.sampled_from(["ar", "en", "fa", "ps", "ru"]))
def test_what_is_written_passes_the_checks_as_it_is(
    line: str, is_given: bool, title: str, publisher: str, author: str, language: str
) -> None:
    """No error and no warning, and in the house style, whatever characters the article is made of."""
    article = article_of(f"{line}\nوصلت السفينة.\n")
    known = Provenance(f"نحن {publisher}", "2024-05-01", language, f"ع {title}" if is_given else None, f"ك {author}")
    source = Source("seeds/ship.yml", plan_seed("ship", article, known, schemas=True).files["seeds/ship.yml"])
    record, findings = decode(source, SeedRecord)
    assert findings == []
    assert record is not None
    assert formatted(source, SeedRecord).text == source.text
    given_title = f"ع {title}" if is_given else line
    assert len(record.title.first.text) <= 80
    if is_given and len(given_title) < 40 and not UNLIKE.search(title):
        assert fold_text(record.title.first.text).split() == fold_text(given_title).split()


@pytest.mark.parametrize(
    ("known", "option"),
    [
        (Provenance("x", "2024-05-01", url="example.org"), "--url"),
        (Provenance("x", "2024-05-01", url="https://example.org/a b"), "--url"),
        (Provenance("x", "2024-05-01", grade="B7"), "--grade"),
        (Provenance("x", "yesterday"), "--retrieved"),
        (Provenance("x", "2024-05-01", published="2024-13"), "--published"),
        (Provenance("x", "2024-05-01", language="Arabic"), "--language"),
    ],
)
def test_a_wrong_detail_is_refused_by_its_option(known: Provenance, option: str) -> None:
    with pytest.raises(RefusedError) as problem:
        plan_seed("ship", article_of(TEXT), known, schemas=False)
    assert problem.value.option == option


@pytest.mark.parametrize(
    ("name", "id", "said"),
    [
        ("ship.txt", "ship", False),
        ("/a/b/port-2024.txt", "port-2024", False),
        ("000_A b.TXT", "000-a-b", True),
        ("Café Été.md", "cafe-ete", True),
    ],
)
def test_the_id_comes_from_the_name(name: str, id: str, said: bool) -> None:
    made, notes = id_from_name(name)
    assert made == id
    assert bool(notes) is said
    check_id(made)


@pytest.mark.parametrize("name", ["خبر.txt", "___.txt"])
def test_a_name_without_ascii_letters_gives_no_id(name: str) -> None:
    with pytest.raises(RefusedError):
        id_from_name(name)


@pytest.mark.parametrize("id", ["", "A", "a_b", "a--b", "../a", "a/b", "a.txt"])
def test_what_is_no_id(id: str) -> None:
    with pytest.raises(RefusedError):
        check_id(id)


RECORD = f"""\
# from the archive
language: ar
title: خبر
# as printed
publisher: نحن
sha256: {"0" * 64}
rights: full
retrieved: 2020-01-01
"""


def replaced(record: str, text: str, retrieved: str | None = "2024-05-01") -> str:
    """The record of a seed after its text was replaced."""
    plan, findings = plan_replacement("ship", Source("seeds/ship.yml", record), article_of(text), retrieved)
    assert findings == []
    assert plan is not None
    assert plan.files["seeds/ship.txt"] == text
    return plan.files.get("seeds/ship.yml", record)


def test_a_replacement_changes_hashes_and_day_of_the_record() -> None:
    article = article_of(TEXT)
    written = f"""\
sha256: {article.sha256}
fold_sha256: "{article.fold_sha256}"
replaces:
  - {"0" * 64}
"""
    expected = RECORD.replace(f"sha256: {'0' * 64}\n", written).replace("2020-01-01", "2024-05-01")
    assert replaced(RECORD, TEXT) == expected


def imported(text: str) -> str:
    """The record that `mujaz add` writes for a text."""
    return plan_seed("ship", article_of(text), KNOWN, schemas=True).files["seeds/ship.yml"]


def decoded(written: str) -> SeedRecord:
    record, findings = decode(Source("seeds/ship.yml", written), SeedRecord)
    assert findings == []
    assert record is not None
    return record


def test_a_record_names_every_text_that_was_replaced_once_and_never_its_own() -> None:
    texts = ("Ship one sails.", "Ship two sails.", "Ship one sails.", "Ship three sails.", "Ship two sails.")
    hashes = [article_of(text).sha256 for text in texts]
    written = imported(texts[0])
    before = []
    for text in texts[1:]:
        written = replaced(written, text)
        before.append(decoded(written).replaces)
    one, two, three = hashes[0], hashes[1], hashes[3]
    assert before == [(one,), (two,), (two, one), (one, three)]


@pytest.mark.parametrize(
    "layout",
    ["replaces:\n- {}\n", "replaces:\n    - {}\n", "replaces: [{}]\n", 'replaces:\n  - "{}"\n', "replaces: []\n", ""],
)
def test_the_layout_of_a_record_is_kept(layout: str) -> None:
    written = imported("Ship one sails.")
    record = written.replace("rights:", layout.format("1" * 64) + "# a remark\nrights:")
    after = replaced(record, "Ship two sails.")
    own = article_of("Ship one sails.").sha256
    assert decoded(after).replaces == (("1" * 64, own) if "{}" in layout else (own,))
    assert "\n# a remark\nrights: excerpt\n" in after


def test_a_replaced_record_is_in_the_house_style() -> None:
    written = imported("Ship one sails.")
    for record in (written, re.sub("(?m)^(retrieved|fold_sha256).*\n", "", written)):
        after = replaced(record, "Ship two sails.")
        assert formatted(Source("seeds/ship.yml", after), SeedRecord).text == after


@pytest.mark.parametrize("retrieved", [None, "2024-05-02"])
def test_the_same_text_again_changes_no_more_than_the_day(retrieved: str | None) -> None:
    written = imported(TEXT)
    expected = written.replace(KNOWN.retrieved, retrieved) if retrieved else written
    assert replaced(written, TEXT, retrieved) == expected


def test_a_record_with_errors_is_not_touched() -> None:
    plan, findings = plan_replacement("ship", Source("seeds/ship.yml", RECORD + "x: 1\n"), article_of(TEXT), "2024")
    assert plan is None
    assert [finding.rule.name for finding in findings] == ["unknown-key"]


def test_a_record_on_one_line_is_refused() -> None:
    record = f"{{language: ar, title: a, publisher: b, sha256: {'0' * 64}}}"
    with pytest.raises(RefusedError):
        plan_replacement("ship", Source("seeds/ship.yml", record), article_of(TEXT), "2024")


BRIEF = """\
language: ar
title: خبر
seeds:
  - ship
claims:
  - id: a
    at: وصلت السفينة
    statement: س
  - id: b
    at: البحر هادئ
    statement: س
  - id: c
    at: عاد الربان
    statement: س
  - id: d
    at: في الميناء
    statement: س
"""
OLD = "وصلت السفينة مساء.\nوقال الربان إن البحر هادئ.\nثم عاد الربان.\nونام في الميناء.\n"
NEW = "وصلت السفينةُ مساء.\nنزل المطر.\nوقال الربان إن البحر هادئ جدا.\nونام في الميناء. واستيقظ في الميناء.\n"


def test_every_anchor_is_followed() -> None:
    brief, _ = decode(Source("briefs/b.yml", BRIEF), Brief)
    assert brief is not None
    documents = [BriefDocument("b", Source("briefs/b.yml", BRIEF), brief)]
    changes, findings = follow_anchors("ship", Source("o", OLD), Source("seeds/ship.txt", NEW), documents)
    assert [change.fate for change in changes] == [Fate.STAYS, Fate.MOVED, Fate.LOST, Fate.AMBIGUOUS]
    assert [change.reworded for change in changes] == [False, True, False, False]
    assert [str(change) for change in changes] == [
        "briefs/b.yml:7:9: as before, at 1:1",
        "briefs/b.yml:10:9: moved, from 2:16 to 3:16; its sentence reads differently now",
        "briefs/b.yml:13:9: lost, was at 3:4",
        "briefs/b.yml:16:9: ambiguous, was at 4:6",
    ]
    assert [finding.rule.name for finding in findings] == ["lost-quote", "ambiguous-quote"]
    assert follow_anchors("other", Source("o", OLD), Source("n", NEW), documents) == ([], [])
