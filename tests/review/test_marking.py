"""Word-level marks between two states of a page: both texts come back from them, and no node is ever torn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.html import fragment_fromstring
from made import example_pages, page_of
from markdown import Markdown

from mujaz.document import tree
from mujaz.document.pages.items import EntityLink, Link, ProseWords, Reference, Words
from mujaz.document.tree import (
    SPACE,
    Anchor,
    Block,
    Deleted,
    Description,
    Details,
    Document,
    Fact,
    Facts,
    Group,
    Heading,
    Hyperlink,
    Inline,
    Inserted,
    Isolate,
    Item,
    List,
    Mark,
    Name,
    Outside,
    Paragraph,
    Plain,
    Points,
    Prose,
    Quotation,
    Run,
    Sign,
    Signs,
    Span,
    Strong,
    Superscript,
    Table,
    Text,
)
from mujaz.document.writers.headings import Headings
from mujaz.document.writers.html import HtmlWriter, write_html
from mujaz.document.writers.markdown import write_markdown
from mujaz.labels import load_labels
from mujaz.markup.parse import parse_prose
from mujaz.model import EntityType
from mujaz.review import reading
from mujaz.review.lines import Line
from mujaz.review.marking import Cells, Row, rows_of, stretches
from mujaz.review.objects import Kind, Page


def words(text: str, language: str = "ar") -> Text:
    return Text(Words(text, language))


def p(*children: Inline | str) -> Paragraph:
    return Paragraph(tuple(Run(child, "ar") if type(child) is str else child for child in children))


def rows(before: Block | Sequence[Block], after: Block | Sequence[Block], language: str = "ar") -> tuple[Row, ...]:
    blocks = [state if isinstance(state, list | tuple) else [state] for state in (before, after)]
    return rows_of(page_of(blocks[0], blocks[1], language))


def lines(*blocks: Block, language: str = "ar") -> tuple[Line, ...]:
    return page_of([], blocks, language).after


def read(nodes: Iterable[Inline], without: type | None = None) -> str:
    """The words of nodes as they read, without those in a mark."""
    parts = []
    for node in nodes:
        if isinstance(node, Plain):
            parts.append(node.text)
        elif without is None or not isinstance(node, without):
            parts.append(read(node.children, without))  # type: ignore[union-attr]  # all others have some
    return "".join(parts)


def told(cells: Cells) -> str:
    """Marked words in short: `kept [-gone-] [+new+]`, nodes around words in angle brackets."""

    def one(node: Inline) -> str:
        match node:
            case Plain(text=text):
                return text
            case Deleted(children=children) | Inserted(children=children):
                sign = "-" if isinstance(node, Deleted) else "+"
                inside = "".join(map(one, children))
                return f"[{sign}{inside}{sign}]" if inside.strip() else inside
            case Isolate(children=children):
                return f"<{node.direction} {''.join(map(one, children))}>"
            case Span(children=children):
                return f"<{node.role} {''.join(map(one, children))}>"
        return f"<{type(node).__name__.lower()} {''.join(map(one, node.children))}>"  # type: ignore[union-attr]

    return " | ".join("".join(map(one, cell)) for cell in cells)


def flow(before: Block | Sequence[Block], after: Block | Sequence[Block], language: str = "ar") -> str:
    return "\n".join(told(row.flow) for row in rows(before, after, language))


def shown(cells: Cells, without: type | None = None) -> str:
    return " ".join(read(cell, without).strip(" ") for cell in cells)


# Both texts come back.

_WORDS = st.lists(
    st.sampled_from(
        [
            "قال",
            "والكرملين",
            "الكرملين",
            "٣٩٥٨",
            "2023-09-13",
            "Hwasong-18",
            "«",
            "»",
            "،",
            ".",
            "a",
            "b",
            "é",
            "\u202e",
        ]
    ),
    max_size=4,
).map(" ".join)
_PIECES = st.builds(
    lambda wrap, text: wrap(text),
    st.sampled_from(
        [
            lambda text: Run(text, "ar"),
            lambda text: Run(f" {text} ", "ar"),
            lambda text: Strong((words(text),)),
            lambda text: Hyperlink(Link("x"), (words(text),)),
            lambda text: words(text, "en"),
            lambda text: Quotation(Words(text, "ko")),
            lambda text: Superscript((Sign(Reference("claim", text or "1", Words("", "ar"), Link("x", "c"))),)),
            lambda text: Mark((Run(text, "ar"), words(text, "fa")), ("c",), ()),
            lambda text: Span("with", (text,)),
        ]
    ),
    _WORDS,
)
_INLINES = st.lists(_PIECES, max_size=6).map(tuple)
_BLOCKS = st.one_of(
    st.builds(Paragraph, _INLINES),
    st.builds(lambda n, children: Heading(2 + n % 2, f"h{n}", children), st.integers(0, 3), _INLINES),
    st.builds(lambda items: List(tuple(map(Item, items))), st.lists(_INLINES, max_size=3)),
    st.builds(lambda n, children: List((Item((Anchor(f"e{n}"), *children)),), loose=True), st.integers(0, 4), _INLINES),
    st.builds(lambda cells: Table(("a", "b"), (tuple(cells),)), st.lists(_INLINES, min_size=2, max_size=2)),
    st.builds(
        lambda n, children, text: Group("claim", (Heading(3, f"claim-{n}", children), Paragraph(text)), "section"),
        st.integers(0, 3),
        _INLINES,
        _INLINES,
    ),
)
_PAGES = st.lists(_BLOCKS, max_size=6)


def assert_both_come_back(page: Page, found: Sequence[Row]) -> None:
    """Each line of both states is in one row; without what is new it reads as before, without what is gone as now."""
    old, new = ([line.text for line in state] for state in (page.before, page.after))
    assert [row.new for row in found if row.new is not None] == list(range(len(new)))
    assert sorted(row.old for row in found if row.old is not None) == list(range(len(old)))
    for row in found:
        for index, state, cells, other in ((row.old, old, row.before, Inserted), (row.new, new, row.after, Deleted)):
            if index is None:
                assert shown(row.flow, other).strip() == ""
                assert cells == ()
            else:
                text = _named(state[index])
                assert shown(row.flow, other) == shown(cells) == text or row.kind is None or _only_signs(row)
                assert shown(cells) == text
        assert _without_marks(row.before, Inserted)
        assert _without_marks(row.after, Deleted)


def _named(text: str) -> str:
    return text.replace("\u202e", "<U+202E RIGHT-TO-LEFT OVERRIDE>")


def _only_signs(row: Row) -> bool:
    """Whether what a state reads otherwise than the flow is the number of a sign, which is no change."""
    return any("ref" in span.role.split() for cell in row.flow for span in _spans(cell))


def _spans(nodes: Iterable[Inline]) -> Iterator[Span]:
    for node in nodes:
        if isinstance(node, Span):
            yield node
        yield from _spans(getattr(node, "children", ()))


def _without_marks(cells: Cells, mark: type) -> bool:
    return all(
        not isinstance(node, mark) and _without_marks((getattr(node, "children", ()),), mark)
        for cell in cells
        for node in cell
    )


@given(_PAGES, _PAGES)
def test_both_texts_come_back(before: list[Block], after: list[Block]) -> None:
    page = page_of(before, after)
    assert_both_come_back(page, rows_of(page))


@given(_PAGES)
def test_a_page_that_is_the_same_has_no_mark(page: list[Block]) -> None:
    assert all(row.kind is None for row in rows(page, page))


@given(_PAGES, st.randoms())
def test_lines_in_another_order_lose_no_word(page: list[Block], random: object) -> None:
    other = list(page)
    random.shuffle(other)  # type: ignore[attr-defined]  # a `Random`
    state = page_of(page, other)
    assert_both_come_back(state, rows_of(state))


@pytest.mark.parametrize("page", example_pages(), ids=lambda page: page.language)
def test_the_pages_of_the_example_come_back(page: Page) -> None:
    assert_both_come_back(page, rows_of(page))


# Which words are marked.


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            p("نفى الكرملين ذلك."), p("نفى والكرملين ذلك."), "نفى [-الكرملين-] [+والكرملين+] ذلك.", id="a clitic"
        ),
        pytest.param(p("عُرف أصحابها"), p("عَرف أصحابها"), "[-عُرف-] [+عَرف+] أصحابها", id="a vowel sign"),
        pytest.param(p("كتب ٣٩٥٨ اسما"), p("كتب 3958 اسما"), "كتب [-٣٩٥٨-] [+3958+] اسما", id="the numerals"),
        pytest.param(p("قال نعم"), p("قال نعم."), "قال نعم[+.+]", id="a full stop"),
        pytest.param(
            p("يوم 2023-09-13 ليلا"),
            p("يوم 2023-09-14 ليلا"),
            "يوم <ltr [-2023-09-13-] [+2023-09-14+]> ليلا",
            id="a day is one word, in its direction",
        ),
        pytest.param(
            p("الصاروخ Hwasong-18 ICBM (2023) أُطلق"),
            p("الصاروخ Hwasong-18 SLBM (2023) أُطلق"),
            "الصاروخ <ltr Hwasong-18 [-ICBM-] [+SLBM+]> (2023) أُطلق",
            id="inside of a run of the other direction",
        ),
        pytest.param(
            p("قال ", Strong((words("الوزير"),)), " نعم"),
            p("قال ", Strong((words("وزير الصحة"),)), " نعم"),
            "قال <strong [-الوزير-] [+وزير الصحة+]> نعم",
            id="inside of words of weight",
        ),
        pytest.param(
            p("قال ", Strong((words("نعم"),))), p("قال نعم"), "قال نعم", id="what is only set otherwise says the same"
        ),
        pytest.param(
            p(Quotation(Words("never again", "en"))),
            p(Quotation(Words("ever again", "en"))),
            "<ltr [-never-] [+ever+] again>",
            id="a quotation in another language",
        ),
        pytest.param(
            p("كلمة ", words("old name", "en"), " هنا"),
            p("كلمة ", words("new name", "en"), " هنا"),
            "كلمة <ltr [-old-] [+new+] name> هنا",
            id="a name in another language",
        ),
        pytest.param(
            p("وخلال أسبوع تراوحت الأرقام في البلاد المعلنة للقتلى بين كذا وكذا من الناس"),
            p("وخلال أسبوع تباينت الحصائل في المدن المعلنة للقتلى بين كذا وكذا من الناس"),
            "وخلال أسبوع [-تراوحت الأرقام في البلاد-] [+تباينت الحصائل في المدن+] المعلنة للقتلى بين كذا وكذا من الناس",
            id="a particle that stands in both tears nothing",
        ),
        pytest.param(
            Table(("القائل", "الثقة"), ((("الوزير نفسه",), ("منخفضة",)),)),
            Table(("القائل", "الثقة"), ((("الوزير نفسه",), ("متوسطة",)),)),
            "القائل | الثقة\nالوزير نفسه | [-منخفضة-] [+متوسطة+]",
            id="a row of a table, cell by cell",
        ),
        pytest.param(
            p("قال ab هنا"),
            p("قال a\u202eb هنا"),
            "<rtl قال> [-ab-] <rtl [+a<hidden <U+202E RIGHT-TO-LEFT OVERRIDE>>b+] هنا>",
            id="a character that cannot be seen",
        ),
        pytest.param(p("x"), p("می\u200cخواهم x"), "[+می\u200cخواهم+] x", id="a joiner that Persian is spelt with"),
        pytest.param(
            p("أول السطر هنا"),
            p("أول السطر وقد زيد هنا ثم ختم"),
            "أول السطر [+وقد زيد+] هنا [+ثم ختم+]",
            id="two places of one text",
        ),
    ],
)
def test_the_words_that_changed_are_marked(before: Block, after: Block, expected: str) -> None:
    assert flow(before, after) == expected


def sign(label: str, id: str) -> Sign:
    return Sign(Reference("claim", label, Words("", "ar"), Link("x", f"claim-{id}")))


def test_a_sign_that_only_got_another_number_is_no_change() -> None:
    (row,) = rows(p("قاله", sign("ق٣", "a"), "."), p("قاله", sign("ق٢", "a"), "."))
    assert row.kind is None
    assert told(row.before) == "قاله<ref link ق٣>."
    assert told(row.flow) == "قاله<ref link ق٢>."
    (row,) = rows(p("قاله", sign("ق٣", "a"), "."), p("قاله", sign("ق٣", "b"), "."))
    assert row.kind is Kind.CHANGED


def test_a_sign_of_an_event_that_is_counted_otherwise_is_no_change() -> None:
    def of(number: int) -> Sign:
        return Sign(Reference("event", f"ح{number}", Words("", "ar"), Link("x", f"event-{number}")))

    assert rows(p("قاله", of(3)), p("قاله", of(2)))[0].kind is None
    assert flow(p("قاله", of(3), " هو"), p("قاله هو")) == "قاله<ref link [-ح3-]> هو"


def test_a_reference_in_prose_is_shown_as_the_reader_sees_it() -> None:
    def prose(text: str) -> Prose:
        return Prose(ProseWords(parse_prose(text)[0], "ar"), {"c3": sign("ق٣", "c3").reference})

    assert flow(prose("قاله[^c3] هو"), prose("قاله[^c3] هي")) == "قاله<ref link ق٣> [-هو-] [+هي+]"
    assert "[^" not in flow(prose("قاله"), prose("قاله[^c3, p. 4]"))
    assert flow(prose("قاله[^c3, p. 4]."), prose("قاله[^c3, p. 5].")) == ("قاله<ref link [-ق٣، ص ٤-][+ق٣، ص ٥+]>.")


def written(nodes: tuple[Inline, ...], without: str) -> str:
    """The words of marked nodes as each writer of pages writes them, but for the elements of one mark."""
    document, labels = Document("x", "ar", {}, (Paragraph(nodes),)), load_labels("ar")
    markdown = write_markdown(document, labels).text.partition("---\n\n")[2]
    texts = set()
    for html in (
        Markdown(extensions=["attr_list", "md_in_html"]).convert(markdown),
        write_html(document, labels, Headings()).content,
    ):
        root = fragment_fromstring(html, create_parent=True)
        etree.strip_elements(root, without, with_tail=False)
        texts.add("".join(root.itertext()).strip())
    (text,) = texts
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("قال الوزير نعم", "قال وزير الصحة نعم"),
        ("يوم 2023-09-13 ليلا", "يوم 2023-09-14 ليلا"),
        ("a * b _c_ d", "a * e _c_ [d](x)"),
        ("<b>قال</b> نعم وكلا", "<i>قال</i> نعم وكلا"),
        ("قال", "قال كل شيء"),
        ("1. أول", "2. أول"),
    ],
)
def test_writers_of_pages_write_the_marked_tree(before: str, after: str) -> None:
    (row,) = rows(p(before), p(after))
    assert written(row.flow[0], "ins") == before
    assert written(row.flow[0], "del") == after


# Which line is which.


def claim(id: str, statement: str, *more: str) -> Group:
    blocks = [Heading(3, f"claim-{id}", (words(statement),)), *(p(text) for text in more)]
    return Group("claim", tuple(blocks), kind="section")


def event(number: int, text: str) -> Item:
    return Item((Anchor(f"event-{number}"), words(text)))


def source(id: str, text: str) -> Item:
    return Item((Anchor(f"source-{id}"), words(text)))


def kinds(before: Block | Sequence[Block], after: Block | Sequence[Block]) -> list[str]:
    """What happened to each line, with its first word."""
    found = []
    for row in rows(before, after):
        what = row.kind.value if row.kind else "same"
        moved = " moved" if row.moved and row.kind is not Kind.REORDERED else ""
        found.append(f"{what}{moved}: {row.line.text.split()[0]}")
    return found


SPEAKS, DENIES = "قال الوزير إن العدد كبير", "نفت الوزارة كل ما قيل"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            [claim("a", SPEAKS, "لأن السجل رسمي")],
            [claim("a", "كلام آخر لا صلة له", "لأن السجل رسمي")],
            ["removed: قال", "added: كلام", "same: لأن"],
            id="a claim is known by its id, whatever it says now",
        ),
        pytest.param(
            [claim("a", SPEAKS, "واحد"), claim("b", DENIES, "اثنان")],
            [claim("b", DENIES, "اثنان"), claim("a", SPEAKS, "واحد")],
            ["same: نفت", "same: اثنان", "reordered: قال", "reordered: واحد"],
            id="claims that change places",
        ),
        pytest.param(
            [claim("a", SPEAKS), claim("b", DENIES), claim("c", "ثالث قال قولا")],
            [claim("c", "ثالث قال قولا"), claim("a", SPEAKS), claim("b", "نفت الوزارة بعض ما قيل")],
            ["reordered: ثالث", "same: قال", "changed: نفت"],
            id="only what left the order is moved",
        ),
        pytest.param(
            [claim("a", SPEAKS, "لأن السجل رسمي منشور")],
            [claim("new-name", SPEAKS, "لأن السجل رسمي معلن")],
            ["same: قال", "changed: لأن"],
            id="a claim with another id is known by its words",
        ),
        pytest.param(
            [claim("a", SPEAKS)],
            [claim("b", SPEAKS), claim("a", DENIES)],
            ["added: قال", "removed: قال", "added: نفت"],
            id="an id counts more than words",
        ),
        pytest.param(
            [claim("a", SPEAKS), claim("b", DENIES)],
            [claim("b", DENIES)],
            ["removed: قال", "same: نفت"],
            id="a claim that is gone",
        ),
        pytest.param(
            [List((event(1, "أول حدث وقع"), event(2, "ثاني حدث وقع"), event(3, "ثالث حدث وقع")))],
            [List((event(1, "أول حدث وقع"), event(2, "ثالث حدث وقع أمس")))],
            ["same: أول", "removed: ثاني", "changed: ثالث"],
            id="an event is known by its words, for its id only counts",
        ),
        pytest.param(
            [List((source("a", "أول كتاب طبع"), source("b", "ثاني كتاب طبع")), ordered=True)],
            [List((source("b", "ثاني كتاب نشر"), source("a", "أول كتاب نشر")), ordered=True)],
            ["changed: ثاني", "changed moved: أول"],
            id="an entry of a bibliography is known by its id",
        ),
        pytest.param(
            [List((Item(("أول بند في القائمة",)), Item(("ثان يبقى كما هو",))))],
            [
                List(
                    (
                        Item(("بند جديد تماما لا صلة له",)),
                        Item(("أول بند في هذه القائمة",)),
                        Item(("ثان يبقى كما هو",)),
                    )
                )
            ],
            ["added: بند", "changed: أول", "same: ثان"],
            id="items without ids are known by their words",
        ),
        pytest.param(
            [List((Item(("أول نقطة مهمة هنا",)), Item(("ثاني ما يقال فيها",)), Item(("ثالث الأقوال كلها",))))],
            [List((Item(("ثاني ما يقال فيها",)), Item(("ثالث الأقوال كلها",)), Item(("أول نقطة مهمة هنا",))))],
            ["same: ثاني", "same: ثالث", "reordered: أول"],
            id="a key point that was moved is not gone and new",
        ),
        pytest.param(
            [List((Item(("أول نقطة مهمة جدا هنا",)), Item(("ثاني ما يقال فيها",)), Item(("ثالث الأقوال كلها",))))],
            [List((Item(("ثاني ما يقال فيها",)), Item(("ثالث الأقوال كلها",)), Item(("أول نقطة مهمة حقا هنا",))))],
            ["same: ثاني", "same: ثالث", "changed moved: أول"],
            id="nor is one that was moved and changed",
        ),
        pytest.param(
            [List((Item(("نعم",)), Item(("ثاني ما يقال فيها",)), Item(("ثالث الأقوال كلها",))))],
            [List((Item(("ثاني ما يقال فيها",)), Item(("ثالث الأقوال كلها",)), Item(("نعم",))))],
            ["removed: نعم", "same: ثاني", "same: ثالث", "added: نعم"],
            id="a word alone is not known again",
        ),
        pytest.param(
            [
                Group("glossary", (Facts((Fact(("درنة",), (Description(("مدينة في ليبيا",)),), id="gloss-derna"),)),)),
            ],
            [
                Group(
                    "glossary",
                    (
                        Facts(
                            (
                                Fact(("بنغازي",), (Description(("مدينة في ليبيا",)),), id="gloss-benghazi"),
                                Fact(("درنة",), (Description(("مدينة في شرق ليبيا",)),), id="gloss-derna"),
                            )
                        ),
                    ),
                ),
            ],
            ["added: بنغازي", "added: مدينة", "same: درنة", "changed: مدينة"],
            id="an entity is known by its id",
        ),
    ],
)
def test_lines_are_paired_by_what_they_belong_to_and_then_by_their_words(
    before: list[Block], after: list[Block], expected: list[str]
) -> None:
    assert kinds(before, after) == expected


def test_a_page_that_is_new_or_gone_is_all_of_one_kind() -> None:
    assert {row.kind for row in rows([], [p("a"), p("b")])} == {Kind.ADDED}
    assert {row.kind for row in rows([p("a")], [])} == {Kind.REMOVED}


# What a page shows as lines.


def test_each_kind_of_node_is_read() -> None:
    inlines, blocks = (set(get_args(union)) for union in (tree.Inline, tree.Block))
    of_comparing = {Plain, Isolate, Inserted, Deleted}
    assert set(reading._INLINES) == inlines - of_comparing | {Signs}
    assert set(reading._BLOCKS) == blocks


def test_links_keep_no_target() -> None:
    entity = EntityLink("a", EntityType.PERSON, Words("أحمد", "ar"), None, Link("ar/entities/a"))
    assert flow([], p(Outside("https://example.org/", ("x",)), SPACE, Name(entity))) == (
        "<link [+x+]> <person link [+أحمد+]>"
    )


def test_what_only_leads_to_counts_or_draws_is_left_out() -> None:
    left_out = [
        Group("contents", (p("x"),), kind="navigation"),
        Group("tally", (p("y"),)),
        Group("dispute", (Table(("z",), ()),)),
        Paragraph((Hyperlink(Link("x", "at-y"), ("w",), role="back"),)),
    ]
    assert lines(*left_out) == ()


def test_items_of_a_numbered_list_and_claims_keep_their_signs() -> None:
    found = lines(List((Item(("x",)), Item(("y",), (p("z"),))), ordered=True), Heading(3, "claim-c", ("w",), sign="ق٢"))
    assert [(line.kind, line.marker, line.depth) for line in found] == [
        ("li", "1.", 1),
        ("li", "2.", 1),
        ("li", "", 1),
        ("h3", "ق٢", 0),
    ]


def test_prose_is_read_as_it_is_laid_out() -> None:
    text = "فقرة *أولى*\nتتصل.\n\n1. بند\n   - أعمق\n\n> قول\n\n```\na  b\nc\n```\n"
    prose = ProseWords(parse_prose(text)[0], "ar")
    found = lines(Prose(prose, {}))
    assert [(line.kind, line.marker, line.depth, line.text) for line in found] == [
        ("p", "", 0, "فقرة أولى تتصل."),
        ("li", "1.", 1, "بند"),
        ("li", "", 2, "أعمق"),
        ("quote", "", 0, "قول"),
        ("pre", "", 0, "a b\nc"),
    ]
    assert next(line.kind for line in lines(Points((prose, prose), {}))) == "li"


def test_a_line_knows_its_language_and_direction() -> None:
    found = lines(
        Paragraph((Run("x", "en"),), language="en"),
        Prose(ProseWords(parse_prose("y")[0], "fa"), {}),
        p(words("z", "en")),
        p("w ", words("z", "en")),
        Details("translation", ("a",), (p(words("b", "ko")),)),
    )
    assert [(line.text, line.language, line.direction) for line in found] == [
        ("x", "en", "ltr"),
        ("y", "fa", "rtl"),
        ("z", "en", "ltr"),
        ("w z", "ar", "rtl"),
        ("a", "ar", "rtl"),
        ("b", "ko", "ltr"),
    ]


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script> &lt;", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_hostile_words_are_only_words(hostile: str) -> None:
    (row,) = rows([], p(hostile), "en")
    written = HtmlWriter(Document("", "en", {}, ()), load_labels("en"), Headings()).inlines(row.flow[0])
    assert "<script" not in written
    assert "<img" not in written
    assert read(row.flow[0]) == hostile


# What is folded away.


def test_long_unchanged_stretches_are_folded_between_changes() -> None:
    def page(word: str) -> list[Block]:
        before = [p(f"فقرة رقم {n} كما هي") for n in range(9)]
        return [
            Heading(2, "h", ("عنوان",)),
            *before,
            p(f"هذه هي الكلمة {word} هنا"),
            *(p(f"بعدها {n}") for n in range(9)),
        ]

    found = stretches(rows(page("أولى"), page("ثانية")))
    assert [(part.folded, len(part.rows)) for part in found] == [(False, 1), (True, 8), (False, 3), (True, 8)]
    assert found[0].rows[0].line.kind == "h2"


def test_a_line_that_was_moved_is_not_folded_away() -> None:
    items = [f"بند رقم {n} في القائمة" for n in range(12)]
    found = stretches(rows([p(text) for text in items], [p(text) for text in (*items[1:], items[0])]))
    assert [part.folded for part in found] == [True, False]
    assert [row.kind for row in found[1].rows] == [None, Kind.REORDERED]


def test_many_lines_and_long_paragraphs_end_in_time_linear_enough_to_be_read() -> None:
    many = [p(f"فقرة {n} {n * 7} {n * 13}") for n in range(600)]
    other = [p(f"سطر {n} {n * 5} {n * 11}") for n in range(600)]
    page = page_of(many, other)
    assert_both_come_back(page, rows_of(page))
    long = "كلمة أخرى " * 3000
    page = page_of([p(long)], [p(long.replace("أخرى", "ثانية", 1))])
    assert_both_come_back(page, rows_of(page))
    claims = [claim(f"c{n}", f"قول رقم {n} في الباب") for n in range(400)]
    assert [row.kind for row in rows(claims, claims[::-1])].count(None) == 1
