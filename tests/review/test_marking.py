"""Word-level marks between two states of a page: both texts come back from them, and no element is ever torn."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from made import example_pages

from mujaz.review.blocks import Block, blocks_of, text_of
from mujaz.review.marking import Row, rows_of, stretches
from mujaz.review.objects import Kind, Page


def rows(before: str, after: str, language: str = "ar", direction: str = "rtl") -> tuple[Row, ...]:
    return rows_of(Page("", language, direction, before, after))


def flow(before: str, after: str) -> str:
    return "\n".join(str(row.flow) for row in rows(before, after))


def tree(markup: str) -> etree._Element:
    """Read as XML, which takes nothing that is not nested."""
    return etree.fromstring(f"<x>{markup.replace('<br>', '<br/>')}</x>")


def text_without(markup: str, mark: str) -> str:
    """The words that are left when the elements of a mark are dropped."""
    root = tree(markup)
    for element in root.iter("br"):
        element.text = "\n"
    for cell in root.iterfind("span[@class='cell']"):
        cell.tail = " "
    etree.strip_elements(root, mark, with_tail=False)
    return "".join(root.itertext()).strip(" ")


def texts(html: str) -> list[str]:
    return [block.text for block in blocks_of(html, "ar", "rtl")]


def kept(found: tuple[Row, ...], mark: str) -> list[str]:
    left_out = {"del": Kind.REMOVED, "ins": Kind.ADDED}[mark]
    return [text_without(str(row.flow), mark) for row in found if row.kind is not left_out]


_WORDS = st.sampled_from(
    ["قال", "والكرملين", "الكرملين", "٣٩٥٨", "2023-09-13", "Hwasong-18", "«", "»", "،", ".", "a", "b", "é"]
)
_WRAPS = st.sampled_from(
    ["{}", "<b>{}</b>", '<a href="x">{}</a>', '<bdi dir="ltr">{}</bdi>', "<sup>{}</sup>", "{}<br>", "<q>{} </q>"]
)
_RUNS = st.lists(
    st.builds(lambda wrap, words: wrap.format(" ".join(words)), _WRAPS, st.lists(_WORDS, max_size=4)), max_size=6
)
_BLOCKS = st.builds(
    lambda tag, separator, runs: f"<{tag}>{separator.join(runs)}</{tag}>",
    st.sampled_from(["p", "h2", "li", "blockquote", "td"]),
    st.sampled_from(["", " "]),
    _RUNS,
)
_PAGES = st.lists(_BLOCKS, max_size=6).map(lambda blocks: "".join(blocks))


@given(_PAGES, _PAGES)
def test_both_texts_come_back_and_elements_stay_whole(before: str, after: str) -> None:
    found = rows(before, after)
    assert kept(found, "del") == texts(after)
    assert kept(found, "ins") == texts(before)
    for row in found:
        assert text_without(str(row.after), "del") == text_without(str(row.flow), "del")
        assert text_without(str(row.before), "ins") == text_without(str(row.flow), "ins")
        assert not tree(str(row.after)).findall(".//del")
        assert not tree(str(row.before)).findall(".//ins")


@given(_PAGES)
def test_a_page_that_is_the_same_has_no_mark(page: str) -> None:
    assert all(row.kind is None for row in rows(page, page))


@pytest.mark.parametrize("page", example_pages(), ids=lambda page: page.language)
def test_the_pages_of_the_example_come_back(page: Page) -> None:
    found = rows_of(page)
    for mark, body in (("del", page.after), ("ins", page.before)):
        assert kept(found, mark) == [block.text for block in blocks_of(body, page.language, page.direction)]


def test_an_arabic_word_with_its_clitics_is_marked_whole() -> None:
    assert flow("<p>نفى الكرملين ذلك.</p>", "<p>نفى والكرملين ذلك.</p>") == (
        'نفى<del class="gap"> </del><del>الكرملين</del><ins class="gap"> </ins><ins>والكرملين</ins> ذلك.'
    )


def test_a_change_of_a_vowel_sign_is_a_change_of_the_word() -> None:
    marked = flow("<p>عُرف أصحابها الآن</p>", "<p>عَرف أصحابها الآن</p>")
    assert "<del>عُرف</del>" in marked
    assert "<ins>عَرف</ins>" in marked


def test_a_run_of_the_other_direction_stays_one_element() -> None:
    marked = flow(
        '<p>الصاروخ <bdi dir="ltr">Hwasong-18 ICBM (2023)</bdi> أُطلق</p>',
        '<p>الصاروخ <bdi dir="ltr">Hwasong-18 SLBM (2023)</bdi> أُطلق</p>',
    )
    assert marked.count("<bdi") == 1
    assert "<del>ICBM</del>" in marked


def test_a_reference_that_only_got_another_number_is_no_change() -> None:
    before = '<p>قاله<a class="mj-ref" href="#claim-a">ق٣</a>.</p>'
    found = rows(before, before.replace("ق٣", "ق٢"))
    assert [row.kind for row in found] == [None]
    assert "ق٣" in found[0].before
    assert "ق٢" in found[0].flow
    assert rows(before, before.replace("claim-a", "claim-b"))[0].kind is Kind.CHANGED


def test_a_word_that_happens_to_stand_in_both_does_not_tear_a_new_wording() -> None:
    marked = flow(
        "<p>وخلال أسبوع تراوحت الأرقام في البلاد المعلنة للقتلى بين كذا وكذا من الناس</p>",
        "<p>وخلال أسبوع تباينت الحصائل في المدن المعلنة للقتلى بين كذا وكذا من الناس</p>",
    )
    assert "<del>تراوحت الأرقام في البلاد</del>" in marked
    assert "<ins>تباينت الحصائل في المدن</ins>" in marked


def test_blocks_are_aligned_by_what_they_say() -> None:
    old = "<ul><li>أول بند في القائمة</li><li>ثان يبقى كما هو</li></ul>"
    new = "<ul><li>بند جديد تماما لا صلة له</li><li>أول بند في هذه القائمة</li><li>ثان يبقى كما هو</li></ul>"
    assert [row.kind for row in rows(old, new)] == [Kind.ADDED, Kind.CHANGED, None]


def test_a_row_of_a_table_is_compared_cell_by_cell() -> None:
    old = "<table><tr><th>القائل</th><th>الثقة</th></tr><tr><td>الوزير نفسه</td><td>منخفضة</td></tr></table>"
    found = rows(old, old.replace("منخفضة", "متوسطة"))
    assert [(row.block.kind, row.kind) for row in found] == [("head", None), ("row", Kind.CHANGED)]
    assert found[1].flow == (
        '<span class="cell">الوزير نفسه</span>'
        '<span class="cell"><del>منخفضة</del><ins class="gap"> </ins><ins>متوسطة</ins></span>'
    )


def test_a_page_that_is_new_or_gone_is_all_of_one_kind() -> None:
    assert {row.kind for row in rows("", "<p>a</p><p>b</p>")} == {Kind.ADDED}
    assert {row.kind for row in rows("<p>a</p>", " ")} == {Kind.REMOVED}


@pytest.mark.parametrize(
    "hostile",
    [
        '<p>x<script>alert(1)</script><img src="//e/x.png" onerror="x">y</p>',
        '<p onclick="x" style="color:red"><a href="javascript:x">x</a><iframe src="//e"></iframe>y</p>',
        '<p>x<svg><a xlink:href="//e">z</a></svg><object data="//e"></object>y</p>',
        '<p><span class="mj-ref"><b>x</span></b><style>@import "//e"</style>y</p>',
        "<p>x<!-- <b> --><?php x ?>y</p>",
        '<p lang="&quot;><script>">x</p><p class="&quot;><script>">y</p>',
    ],
)
def test_nothing_of_a_hostile_page_acts(hostile: str) -> None:
    for row in rows("<p>x</p>", hostile):
        root = tree(str(row.flow))
        assert {element.tag for element in root.iter()} <= {"x", "ins", "del", "span", "b"}
        assert {name for element in root.iter() for name in element.attrib} <= {"class"}
        assert not re.search("alert|import|//e", str(row.flow))


def test_the_words_of_a_hostile_page_are_only_words() -> None:
    marked = flow("", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;</p>")
    assert text_without(marked, "del") == "<script>alert(1)</script> &lt;"


def test_what_cannot_be_seen_is_named() -> None:
    marked = flow("<p>ab</p>", "<p>a\u202eb \u200b می\u200cخواهم</p>")
    assert '<span class="hidden">&lt;U+202E RIGHT-TO-LEFT OVERRIDE&gt;</span>' in marked
    assert "ZERO WIDTH SPACE" in marked
    assert "NON-JOINER" not in marked  # which Persian is spelt with


def test_links_keep_no_target() -> None:
    assert flow("", '<p><a class="mj-person evil" href="https://example.org/">x</a></p>') == (
        '<span class="mj-person link"><ins>x</ins></span>'
    )


def test_contents_tallies_and_pictures_are_left_out() -> None:
    page = (
        '<nav class="mj-contents"><a href="#a">x</a></nav><figure class="mj-picture"><svg><text>y</text></svg></figure>'
    )
    assert blocks_of(page, "ar", "rtl") == ()


def test_items_of_a_numbered_list_and_claims_keep_their_signs() -> None:
    page = '<ol><li>x</li><li><p>y</p><ul><li>z</li></ul></li></ol><h3 data-sign="ق٢">w</h3>'
    found = [(block.kind, block.marker, block.depth) for block in blocks_of(page, "ar", "rtl")]
    assert found == [("li", "1.", 1), ("li", "2.", 1), ("li", "", 2), ("h3", "ق٢", 0)]


def test_a_block_knows_its_language_and_direction() -> None:
    page = '<p lang="en">x</p><div lang="fa"><p>y</p></div><p dir="ltr">z</p>'
    assert [(block.language, block.direction) for block in blocks_of(page, "ar", "rtl")] == [
        ("en", "ltr"),
        ("fa", "rtl"),
        ("ar", "ltr"),
    ]


def test_long_unchanged_stretches_are_folded_between_changes() -> None:
    def page(word: str) -> str:
        parts = [
            "<h2>عنوان</h2>",
            *(f"<p>فقرة رقم {n} كما هي</p>" for n in range(9)),
            f"<p>هذه هي الكلمة {word} هنا</p>",
        ]
        return "".join(parts) + "".join(f"<p>بعدها {n}</p>" for n in range(9))

    found = stretches(rows(page("أولى"), page("ثانية")))
    assert [(part.folded, len(part.rows)) for part in found] == [(False, 1), (True, 8), (False, 3), (True, 8)]
    assert found[0].rows[0].block.kind == "h2"
    assert sum(len(part.rows) for part in found) == len(rows(page("أولى"), page("ثانية")))


def test_many_blocks_and_long_paragraphs_end_in_time_linear_enough_to_be_read() -> None:
    many = "".join(f"<p>فقرة {n} {n * 7} {n * 13}</p>" for n in range(600))
    other = "".join(f"<p>سطر {n} {n * 5} {n * 11}</p>" for n in range(600))
    assert kept(rows(many, other), "del") == texts(other)
    long = f"<p>{'كلمة أخرى ' * 3000}</p>"
    changed = long.replace("أخرى", "ثانية", 1)
    assert kept(rows(long, changed), "ins") == texts(long)


def test_a_block_has_the_words_of_its_cells() -> None:
    block = blocks_of("<table><tr><td>a <b>b</b>c</td><td>d</td></tr></table>", "en", "ltr")[0]
    assert isinstance(block, Block)
    assert block.text == "a bc d"
    assert [text_of(cell) for cell in block.cells] == ["a bc", "d"]
