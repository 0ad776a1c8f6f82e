"""The index as files: sections from HTML, posting lists, parts of bounded size, the same bytes for the same pages."""

from __future__ import annotations

import json
import random
import zlib
from base64 import b64decode
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from mujaz.search import SearchPage, Section, merge, read_sections
from mujaz.search.analyse import analyse
from mujaz.search.packing import name_of
from mujaz.search.postings import (
    LEVELS,
    best_of_page,
    decode_list,
    decode_page,
    edit_list,
    encode_list,
    encode_page,
    posting,
)


def _index(pages: Iterable[SearchPage]) -> dict[str, bytes]:
    return merge(map(analyse, pages))


def unpacked(files: dict[str, bytes], name: str) -> str:
    script = files[f"{name}.js"].decode()
    assert script.startswith(f'mujazSearch.part("{name}",')
    return zlib.decompress(b64decode(script.split(",", 1)[1].strip(');"\n')), -zlib.MAX_WBITS).decode()


def many_pages(number: int) -> list[SearchPage]:
    draw = random.Random(7)
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    words = ["".join(draw.choices(letters, k=draw.randint(3, 7))) for _ in range(3000)]
    return [
        SearchPage(
            f"p{at}.html",
            " ".join(draw.choices(words, k=5)),
            tuple(Section(f"s{n}" if n else "", "", " ".join(draw.choices(words, k=80))) for n in range(6)),
        )
        for at in range(number)
    ]


def test_the_head_of_a_brief_does_not_stand_before_its_words() -> None:
    (lead,) = read_sections(
        '<h1>العنوان</h1><div class="mj-banner"><p>صُحّح</p></div><p class="mj-byline">نُشر اليوم · دقيقتان</p>'
        '<div class="mj-meta"><dl><dt>المصدر</dt><dd>وكالة</dd><dd>صحيفة</dd></dl></div>'
        '<div class="mj-tally"><ul><li>قولان</li></ul></div><p>قال كيم شيئا.</p>'
        '<div class="mj-facts"><ul><li><strong>القائل:</strong> كيم</li></ul></div>'
        '<span class="mj-citation" data-self>اقتبس</span>'
    )
    assert lead.text == "قال كيم شيئا. كيم · وكالة · صحيفة"


def test_sections_begin_with_headings() -> None:
    lead, notes, claim = read_sections(
        '<h1 id="top">العنوان</h1><p>قال <a class="mj-person" href="../entities/kim.html">كي<b>م</b></a>'
        '<a class="mj-ref" href="#c1">ق1</a> في <time datetime="2023-09-13">13 سبتمبر</time>.</p><p>ثم</p>'
        '<h2 id="notes">خلفيات<a class="headerlink" href="#notes">#</a></h2>'
        "<p data-search-exclude>لا</p><ul><li>أ</li><li>ب</li></ul>"
        '<section class="mj-claim"><h3 id="claim-c1">القول</h3><dl><dt>القائل</dt><dd>كيم</dd></dl></section>'
        "<script>x</script>"
    )
    assert (lead.anchor, lead.title, lead.text) == ("", "العنوان", "قال كيم في 13 سبتمبر. ثم")
    assert (lead.mentions, lead.days) == ({"kim": ("كيم",)}, ("20230913",))
    assert (notes.anchor, notes.title, notes.text, notes.is_claim) == ("notes", "خلفيات", "أ · ب", False)
    assert (claim.anchor, claim.title, claim.text, claim.is_claim) == ("claim-c1", "القول", "كيم", True)


def test_a_page_without_content_has_one_section() -> None:
    assert read_sections("") == (Section("", "", ""),)


SECTIONS = st.dictionaries(st.integers(0, 300), st.tuples(st.integers(1, LEVELS - 1), st.booleans()), min_size=1).map(
    lambda sections: tuple((number, *sections[number]) for number in sorted(sections))
)


def encoded(sections: tuple[tuple[int, int, bool], ...]) -> str:
    return encode_page([posting(number, level, is_claim=is_claim) for number, level, is_claim in sections])


@given(SECTIONS)
def test_postings_of_a_page_come_back(sections: tuple[tuple[int, int, bool], ...]) -> None:
    postings = encoded(sections)
    assert decode_page(postings) == list(sections)
    best = decode_page(best_of_page(postings, 4))
    assert len(best) == min(4, len(sections))
    assert min(level for _, level, _ in best) >= max(
        (section[1] for section in sections if section not in best), default=0
    )


@given(
    st.dictionaries(st.integers(0, 5000), SECTIONS.map(encoded), max_size=40),
    st.dictionaries(st.integers(0, 5000), SECTIONS.map(encoded) | st.just(""), max_size=20),
)
def test_an_edited_list_is_the_list_of_what_it_holds_then(before: dict[int, str], changes: dict[int, str]) -> None:
    postings = encode_list(sorted(before.items()))
    assert decode_list(postings) == sorted(before.items())
    after = sorted((page, kept) for page, kept in (before | changes).items() if kept)
    assert edit_list(postings, changes) == encode_list(after)


def test_the_same_pages_give_the_same_bytes() -> None:
    pages = many_pages(30)
    files = _index(pages)
    assert _index(reversed(pages)) == files
    assert _index(pages[1:])["index.js"] != files["index.js"]


def test_the_index_is_smaller_than_the_text_and_in_small_parts() -> None:
    pages = many_pages(150)
    text = sum(len((s.title + s.text).encode()) for page in pages for s in page.sections)
    files = _index(pages)
    parts = {name: len(content) for name, content in files.items() if "/" in name}
    assert sum(parts.values()) < text
    assert max(parts.values()) < 60_000


def test_texts_and_words_are_in_their_parts() -> None:
    files = _index([SearchPage("a.html", "عنوان", (Section("", "عنوان", "قال «بوتين»"),))])
    (text,) = (unpacked(files, name.removesuffix(".js")) for name in files if name.startswith("t/"))
    number, _, shown = text.partition(" ")
    assert json.loads(shown) == ["a.html", "عنوان", [["", "عنوان", "قال «بوتين»"]]]
    (line,) = (line for line in unpacked(files, f"w/{name_of('')}").splitlines() if " عنوان 2 " in line)
    assert [page for page, _ in decode_list(line.rsplit(" ", 1)[1])] == [int(number)]


def test_the_vocabulary_decides_what_is_a_proclitic() -> None:
    files = _index([SearchPage("a.html", "", (Section("", "", "الفكرة فكرة كرة وبوتين بوتين"),))])
    lines = {tuple(line.split(" ")[:3]) for line in unpacked(files, f"w/{name_of('')}").splitlines()}
    assert not {line for line in lines if line[:2] == ("كر", "فكره")}
    assert {("بوت", "وبوتين", "1"), ("بوت", "بوتين", "2")} <= lines
