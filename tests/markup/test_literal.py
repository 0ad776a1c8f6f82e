"""Any text, in any place of a page, is shown as it was written, and adds nothing to the page."""

from __future__ import annotations

import pytest
from engines import ENGINES, OURS, Element, to_html, tree
from hypothesis import given, settings
from hypothesis import strategies as st
from payloads import PAYLOADS, all_texts

from mujaz.markup import Md, attr, literal
from mujaz.markup.literal import normalise
from thorough import examples, thorough


def paragraphs(parts: list[Md]) -> str:
    return "\n\n".join(parts)


def headings(parts: list[Md]) -> str:
    return "\n\n".join(f"## {part} {{#h-{number}}}" for number, part in enumerate(parts))


def cells(parts: list[Md]) -> str:
    return "| a | b |\n|---|---|\n" + "\n".join(f"| {part} | x |" for part in parts)


def items(parts: list[Md]) -> str:
    return "\n".join(f"- {part}" for part in parts)


def terms(parts: list[Md]) -> str:
    return "\n\n".join(f"{part}\n:   definition" for part in parts)


def link_texts(parts: list[Md]) -> str:
    return "\n\n".join(f"[{part}](https://example.org/)" for part in parts)


def admonition_titles(parts: list[Md]) -> str:
    return "\n\n".join(f'!!! note "{part}"\n\n    text' for part in parts)


def emphasised(parts: list[Md]) -> str:
    return "\n\n".join(f"**{part}**" for part in parts)


PLACES = [
    (paragraphs, "p", ""),
    (headings, "h2", ""),
    (items, "li", ""),
    (terms, "dt", ""),
    (link_texts, "a", ""),
    (admonition_titles, "p", "admonition-title"),
    (emphasised, "strong", ""),
]


def shape(page: Element, ours: set[str]) -> list[tuple[str, tuple[tuple[str, str | None], ...]]]:
    """The elements of a page with their attributes, less those that the encoder itself writes."""
    return [(found.tag, tuple(found.attributes.items())) for found in page.all() if found.tag not in ours]


def assert_shown(texts: list[str], encoded: list[Md], engine: tuple, *, ours: set[str]) -> None:
    expected = [normalise(text, " ") for text in texts]
    for place, tag, css_class in PLACES:
        page = tree(to_html(place(encoded), engine))
        harmless = tree(to_html(place([Md("word")] * len(encoded)), engine))
        assert [found.text for found in page.find(tag, css_class)] == expected, place.__name__
        assert shape(page, ours) == shape(harmless, ours), place.__name__
    page = tree(to_html(cells(encoded), engine))
    assert [row.find("td")[0].text for row in page.find("tr")[1:]] == expected


def without_blank(texts: list[str]) -> list[str]:
    return [text for text in texts if normalise(text)]


@thorough
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine[0])
def test_shows_every_text_in_every_inline_place(engine):
    every = 1 if engine is OURS else 3
    texts = without_blank([*PAYLOADS, *all_texts()[len(PAYLOADS) :: every]])
    assert_shown(texts, [literal(text) for text in texts], engine, ours=set())


@thorough
def test_isolates_without_a_change_of_the_text():
    texts = without_blank([*PAYLOADS, *all_texts()[len(PAYLOADS) :: 5]])
    for base in ("rtl", "ltr"):
        encoded = [literal(text, base=base) for text in texts]
        assert_shown(texts, encoded, ENGINES[0], ours={"bdi"})


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine[0])
def test_shows_every_text_in_attributes_and_link_titles(engine):
    texts = all_texts()
    source = "\n\n".join(
        f'[x](https://example.org/ "{attr(text)}") <span title="{attr(text)}" lang="en">y</span>' for text in texts
    )
    page = tree(to_html(source, engine))
    expected = [normalise(text, " ") for text in texts]
    assert [found.attributes.get("title", "") for found in page.find("a")] == expected
    assert [found.attributes for found in page.find("span")] == [{"title": text, "lang": "en"} for text in expected]
    assert {found.tag for found in page.all()} == {"p", "a", "span"}


AWKWARD = st.text(
    st.one_of(
        st.sampled_from("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n"),
        st.sampled_from("aAzixvwh019٣مو»،°é\u0301\u00a0\u200f"),
        st.characters(),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine[0])
@settings(max_examples=examples(5, 20), deadline=None)
@given(texts=st.lists(AWKWARD.filter(normalise), min_size=1, max_size=25))
def test_shows_any_text(engine, texts):
    assert_shown(texts, [literal(text) for text in texts], engine, ours=set())
    assert_shown(texts, [literal(text, base="rtl") for text in texts], engine, ours={"bdi"})


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine[0])
@settings(max_examples=examples(5, 20), deadline=None)
@given(pieces=st.lists(st.lists(AWKWARD, min_size=2, max_size=4).filter("".join), min_size=1, max_size=25))
def test_stays_literal_next_to_other_literals(engine, pieces):
    texts = ["".join(normalise(piece, " ") for piece in group) for group in pieces]
    encoded = [Md("".join(literal(piece) for piece in group)) for group in pieces]
    shown = [(text, part) for text, part in zip(texts, encoded, strict=True) if text]
    if shown:
        assert_shown([text for text, _ in shown], [part for _, part in shown], engine, ours=set())


@pytest.mark.parametrize(
    "text",
    [
        "Kim Jong Un left for Vostochny, on 13 September, at 10:30; he returned (by train).",
        "قال الكرملين: إن الرئيسين اجتمعا «في القاعدة الفضائية» بتاريخ 2023-09-13، نحو 5% من الوقت.",
        "state-owned and/or private? Yes: v1.2.3 of 13/09/2023.",
    ],
)
def test_leaves_ordinary_sentences_readable(text):
    assert literal(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. first", "1&#46; first"),
        ("**bold**", "&#42;&#42;bold&#42;&#42;"),
        (" edges ", "&#32;edges&#32;"),
        ("C0\x00\x1b C1\x80\x9f DEL\x7f", "C0 C1 DEL"),
        ("line\r\nline", "line line"),
        ("\ud800", "\ufffd"),
    ],
)
def test_encodes(text, markdown):
    assert literal(text) == markdown
