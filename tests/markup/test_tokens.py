"""Tags as the tokenizer of the HTML standard reads them, with places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.markup.tokens import _met, read_tag, tokens

_PARTS = [
    *("<p>", "</p>", "<p title='", "'", '"', ">", "<", "/>", " ", "x", "<svg>", "</svg>", "<title>", "</title>"),
    *("<script>", "</script>", "<!--", "-->", "<!doctype html>", "</", "<p a=b", "=", '<a href="'),
]


def read(text: str) -> list[tuple[str, str]]:
    found = list(tokens(text))
    assert all(text.startswith(written, start) for _, start, written in found)
    return [(kind.value, written) for kind, _, written in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<b", [("unclosed", "<b")]),
        ("1 < 2 > 0", []),
        ("<p>x</p>", [("tag", "<p>"), ("tag", "</p>")]),
        ("<p title='>'>", [("tag", "<p title='>'>")]),
        ("<p/title=x/>", [("tag", "<p/title=x/>")]),
        ('<p title="x>', [("unclosed", '<p title="x>')]),
        ("<!-- a > b -->c", [("comment", "<!-- a > b -->")]),
        ("<!-->x-->", [("comment", "<!-->")]),
        ("<!--->x", [("comment", "<!--->")]),
        ("<!-- x --!>y", [("comment", "<!-- x --!>")]),
        ("<!-- x", [("unclosed", "<!-- x")]),
        ("<!doctype html>", [("declaration", "<!doctype html>")]),
        ("<?x?>", [("declaration", "<?x?>")]),
        ("</ x>", [("declaration", "</ x>")]),
        ("<![CDATA[x]]>", [("declaration", "<![CDATA[x]]>")]),
        ("<script>a<b></script>", [("tag", "<script>"), ("raw text", "a<b>"), ("tag", "</script>")]),
        ("<style></styles></style>", [("tag", "<style>"), ("raw text", "</styles>"), ("tag", "</style>")]),
        ("<title><b></TITLE >", [("tag", "<title>"), ("raw text", "<b>"), ("tag", "</TITLE >")]),
        ("<svg><title><b>", [("tag", "<svg>"), ("tag", "<title>"), ("tag", "<b>")]),
        ("<svg a=b/><title><b>", [("tag", "<svg a=b/>"), ("tag", "<title>"), ("tag", "<b>")]),
        ("<svg/><title><b>", [("tag", "<svg/>"), ("tag", "<title>"), ("unclosed", "<b>")]),
        ("<textarea><p>", [("tag", "<textarea>"), ("unclosed", "<p>")]),
    ],
)
def test_tokens_are_those_of_the_standard(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@given(st.lists(st.sampled_from(_PARTS), max_size=12).map("".join))
def test_what_was_read_before_changes_nothing(text: str) -> None:
    again = read(text)
    _met.clear()
    assert read(text) == again == read(text)


@pytest.mark.parametrize(
    ("written", "attributes"),
    [
        ("<p>", {}),
        ("<P ID=A>", {"id": "A"}),
        ("<p a b=c d = 'e' f=\"g\">", {"a": "", "b": "c", "d": "e", "f": "g"}),
        ("<p a='x'b=\"y\">", {"a": "x", "b": "y"}),
        ("<p\na\t=\f1/b>", {"a": "1/b"}),
        ("<p /a/b>", {"a": "", "b": ""}),
        ("<p =a=b>", {"=a": "b"}),
        ('<p a"b=c>', {'a"b': "c"}),
        ("<p a=>", {"a": ""}),
        ("<p a=b=c>", {"a": "b=c"}),
        ("<p a=&lt;&#x41;&quot>", {"a": '<A"'}),
        ("<p href='?a=1&copy=2&amp;b'>", {"href": "?a=1&copy=2&b"}),
        ("<p a=1 a=2>", {"a": "1"}),
        ("<p xlink:href=x>", {"xlink:href": "x"}),
    ],
)
def test_attributes_are_read_as_the_standard_does(written: str, attributes: dict[str, str]) -> None:
    assert dict(read_tag(written).attributes) == attributes


def test_a_tag_says_what_stands_twice_and_whether_it_is_closed() -> None:
    assert read_tag("<p a=1 A=2>").repeated == ("a",)
    assert read_tag("<path d='x'/>").is_closed
    assert not read_tag("<path d=x/>").is_closed
    assert read_tag("</P x>").is_end


def test_all_of_a_long_text_is_read_in_time() -> None:
    for text in ("<" * 200_000, "<p " * 60_000, "<!--" * 50_000, '<p a="' * 40_000, "<p" + " a" * 100_000):
        assert all(start < len(text) for _, start, _ in tokens(text))
