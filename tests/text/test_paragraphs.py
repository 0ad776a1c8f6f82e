"""Paragraphs: lines of a plain text, or what its lines are parts of in a hard-wrapped one.

␤ stands before each line that is no paragraph of its own but goes on with the one above.
"""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.text.paragraphs import WRAPPED_AT_MOST, Form, paragraphs, unwrap

LONG = "كلمة " * 30

# Empty lines part paragraphs, or a title stands above, or the last line of a paragraph is short, or the next is
# indented; bylines, datelines and headings are no part of the sentence below; lists and tables stand as they are.
WRAPPED = """\
one
␤two

three
␤four
====
خبر الميناء
قال مدير الميناء في مؤتمر صحفي عقده
␤في ناسا أمس إن السفن ستصل غدا
␤وإن الأرصفة كلها جاهزة للعمل.
====
Port news
The harbour master said at a news conference
␤that the ships come in tomorrow and that all
␤quays are ready.
====
عنوان قصير
قررت لجنة المياه في البلدية رفع أجور
␤السقاية على المزارعين بدءا من الشهر
␤المقبل، ورفضت النقابة ذلك.
====
Title
The strike at the port of the northern city
␤goes on, the union said.
The company sees no reason to
␤talk before Friday, it told reporters.
====
Title
  The strike at the port of the city goes on,
␤the union said on Monday in a short statement.
  The company saw no reason to talk.
====
Port strike

By North Desk
The strike at the port goes on until
␤Friday, the union said.

What next

Nobody knows what
␤comes next.
====
إضراب في الميناء

بقلم: مكتب الشمال
يستمر الإضراب في الميناء حتى يوم
␤الجمعة كما قالت النقابة في بيانها
␤أمس.
====
القاهرة (رويترز) -
قال مسؤول في هيئة قناة السويس إن السفن
␤عادت إلى العبور في القناة بعد أن
␤توقفت يومين.
====
The union named what it wants from the
␤company before Friday:

- more pay for all who work at night and
␤on Sundays
- a shorter week

It will not wait for
␤long.
====
طلبت النقابة من الشركة قبل يوم الجمعة
␤ما يلي:

1. زيادة الأجور لكل من يعمل ليلا وفي
␤أيام العطل
2. أسبوع عمل أقصر

ولن تنتظر النقابة رد الشركة زمنا
␤طويلا.
====
The port had fewer ships in it than in the
␤year before:

2021	140
2022	90

The union says that the
␤strike is why.
====
Port news
The talks were led on both days by Capt. J.
␤Harbor, who said that the ships come in
␤tomorrow.
"""[:-1].split("\n====\n")

# Short lines that are sentences; a line a paragraph; headlines, one a line; verses; lists and a table.
AS_IT_IS = """\
One.

Two.
Three.
====
one
two
three
====
Title of an article
The first paragraph is a line.
The second is one, too.
So is the third.
====
عنوان المقال
الفقرة الأولى سطر واحد.
والثانية سطر أيضا.
وكذلك الثالثة.
====
عنوان المقال
الفقرة الأولى سطر واحد في هذا المقال.
عنوان جانبي
والثانية سطر أيضا وتنتهي بنقطة.
وكذلك الثالثة.
====
رئيس الوزراء يلتقي وفد البنك الدولي
مجلس النواب يؤجل جلسة الموازنة
أسعار القمح ترتفع في الأسواق
====
Prime minister meets bank delegation
Parliament puts off budget session
Wheat prices rise on markets
====
The Ships come in, the Ships go out,

The Harbour Lights are dim
And no one knows what they're about
Except the Quay and him
====
إضراب
قال الوزير إن الميناء مفتوح.
بقلم: مكتب الشمال
====
- one
- two

- three
====
١) أولا
٢) ثانيا
٣) ثالثا
====
Port  Ships  Year
Safa     12  2023
Derna     9  2022
"""[:-1].split("\n====\n")

MORE = ["one \r\n␤ two\r\n\r\nthree", f"{LONG}\n\none\ntwo", "a\u2028b c d\u2028e f g\n\nh", "", "\n \n"]


@pytest.mark.parametrize("marked", WRAPPED + AS_IT_IS + MORE)
def test_unwrap(marked: str) -> None:
    text, expected = marked.replace("␤", ""), ""
    for line in marked.splitlines(keepends=True):
        if line.startswith("␤"):
            words = expected.rstrip("\r\n")
            expected = words + " " * (len(expected) - len(words))
        expected += line.removeprefix("␤")
    assert len(LONG) > WRAPPED_AT_MOST
    assert unwrap(text) == expected
    assert len(unwrap(text)) == len(text)


TEN = ("the", "ship", "of", "a", "harbour", "comes", "and", "goes", "in", "winter")
WORDS = st.lists(st.sampled_from(TEN), min_size=8, max_size=40)


@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(30, 90))
def test_what_is_wrapped_at_any_width_is_found_again(paragraphs_: list[list[str]], width: int) -> None:
    bodies = [" ".join(words).capitalize() + "." for words in paragraphs_]
    wrapped = "\n\n".join(["A title", *("\n".join(textwrap.wrap(body, width)) for body in bodies)])
    assert unwrap(wrapped) == "\n\n".join(["A title", *bodies])


@given(st.text("ab. \n\r\t|-1؟ا«»A", max_size=80))
def test_paragraphs_hold_all_words_once(text: str) -> None:
    done = 0
    for paragraph in paragraphs(text):
        assert done <= paragraph.start < paragraph.end
        assert not text[done : paragraph.start].strip()
        assert text[paragraph.start : paragraph.end] == text[paragraph.start : paragraph.end].strip()
        inner = [text[start:end] for start, end in paragraph.cells]
        assert (
            "".join("".join(inner).split()) == "".join(text[paragraph.start : paragraph.end].replace("|", "").split())
            or not inner
        )
        done = paragraph.end
    assert not text[done:].strip()


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Title\n\nA paragraph.\n", "hp"),
        ("Title\nA paragraph.\nAnother.\n", "hpp"),
        ("Title\n\nOne.\n\nWhat next\n\nTwo.\n", "hphp"),
        ("عنوان\n\nواحد.\n\nماذا بعد\n\nاثنان.\n", "hphp"),
        # not what a paragraph ends with, not the last line, nor line by line
        ("One.\n\nTwo,\n\nThree.\n\nNorth Desk", "pppp"),
        ("one\n\ntwo\n\nthree", "hpp"),
        ("Title\n\n- one\n- two\n\nEnd.", "hiip"),
        ("عنوان\n\n• أولا\n• ثانيا\n\nانتهى.", "hiip"),
        ("They want:\n1. one\n2. two\n", "pii"),
        ("طلبوا:\nأ) أولا\nب) ثانيا", "pii"),
        ("- a dash alone is no list.\nOne.", "pp"),
        ("1. One.\n5. Five.", "pp"),
        ("Year\tShips\n2022\t90\n2023\t140\n", "rrr"),
        ("| Year | Ships |\n|---|---|\n| 2022 | 90 |\n", "rrr"),
        ("السنة   السفن\n2022    90\n2023    140\n", "rrr"),
        ("One\ttab is no table.\nTwo.", "pp"),
        ("Two  spaces here.  And here.\nNot  in other  places.\n", "pp"),
    ],
)
def test_forms(text: str, forms: str) -> None:
    names = {"p": Form.PARAGRAPH, "h": Form.HEADING, "i": Form.ITEM, "r": Form.ROW}
    assert [paragraph.form for paragraph in paragraphs(text)] == [names[letter] for letter in forms]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Safa\t12\t2023", ["Safa", "12", "2023"]),
        ("Safa\t\t2023", ["Safa", "", "2023"]),
        ("| Safa | 12 |", ["Safa", "12"]),
        ("Safa|12", ["Safa", "12"]),
        ("Safa     12     2023", ["Safa", "12", "2023"]),
        ("  ميناء الصفا   12   ٢٠٢٣ ", ["ميناء الصفا", "12", "٢٠٢٣"]),
    ],
)
def test_cells(line: str, cells: list[str]) -> None:
    text = f"{line}\n{line}\n"
    for row in paragraphs(text):
        assert [text[start:end] for start, end in row.cells] == cells
