"""Strict YAML: scalars stay text, every value knows its place, all that is not plain is found."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.syntax.located import LocatedDict, LocatedList, inner_span, key_span
from mujaz.syntax.source import Source
from mujaz.syntax.yamlnodes import read_yaml
from thorough import examples


def read(text: str) -> tuple[LocatedDict | None, list[str]]:
    mapping, findings = read_yaml(Source("briefs/b.yml", text), nullable=["entity"])
    return mapping, [
        f"{finding.span.position.line}:{finding.span.position.column} {finding.rule.name}" for finding in findings
    ]


def mapping(text: str) -> LocatedDict:
    found, findings = read(text)
    assert not findings
    assert found is not None
    return found


def plain(value: Any) -> Any:
    """A value without its places."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return None if value is None else str(value)


@pytest.mark.parametrize(
    "scalar",
    ["NO", "yes", "on", "12:30:45", "0x1F", "1_000", "1e3", ".inf", "2023-09-13", "0123", "1.10", "=", "3.", "+1"],
)
def test_scalars_stay_as_they_are_written(scalar: str) -> None:
    assert plain(mapping(f"{scalar}: {scalar}\n")) == {scalar: scalar}


@pytest.mark.parametrize("null", ["", "~", "null"])
def test_null_is_none_where_it_may_be(null: str) -> None:
    assert plain(mapping(f"entity: {null}\n")) == {"entity": None}
    assert read(f"title: {null}\n")[1] == ["1:1 empty-value"]


@pytest.mark.parametrize("quoted", ['""', "'null'", '"~"'])
def test_null_in_quotation_marks_is_text(quoted: str) -> None:
    assert plain(mapping(f"title: {quoted}\n")) == {"title": quoted[1:-1]}


def test_places_are_counted_in_code_points() -> None:
    text = "title: |\n  🚆 قطار\nnotes:\n  - id: é\n    body: x\n"
    found = mapping(text)
    body = found["notes"][0]["body"]
    assert text[body.span.start : body.span.end] == "x"
    assert str(body.span) == "briefs/b.yml:5:11"
    assert str(key_span(found, "notes")) == "briefs/b.yml:3:1"
    assert str(found["notes"][0].span) == "briefs/b.yml:4:5"


def test_a_line_ends_at_no_other_place_than_a_line_end() -> None:
    """NEL and the Unicode separators are refused, so that what follows them is on the line that an editor shows."""
    assert read("title: a\x85status: b\n") == (None, ["1:9 control-character"])
    assert read("title: a\u2029status: b\n") == (None, ["1:9 control-character"])


def test_windows_line_ends() -> None:
    found = mapping("title: a\r\nstatus: b\r\n")
    assert plain(found) == {"title": "a", "status": "b"}
    assert str(found["status"].span) == "briefs/b.yml:2:9"


def test_a_mapping_knows_the_key_that_it_stands_under() -> None:
    found = mapping("entities:\n  port:\n    type: place\nlist:\n  - a: b\n")
    assert found["entities"]["port"].key == "port"
    assert found["list"][0].key is None
    assert isinstance(found["list"], LocatedList)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n", "1:1 wrong-shape"),
        ("just words\n", "1:1 wrong-shape"),
        ("", "1:1 wrong-shape"),
        ("# a comment\n", "1:1 wrong-shape"),
        ("a: 1\na: 2\n", "2:1 duplicate-key"),
        ("a: !!int 1\n", "1:4 yaml-tag"),
        ("a: &x 1\n", "1:4 yaml-alias"),
        ("a: 1\n<<: {b: 2}\n", "2:1 yaml-key"),
        ("{a: 1}: 2\n", "1:1 yaml-key"),
        ("a: 1\n---\nb: 2\n", "3:1 yaml-documents"),
        ("a:\n  -\n", "2:4 empty-value"),
        ('a: "\\u202e"\n', "1:4 invisible-character"),
        ("a: {b: {c: {d: {e: {f: {g: {h: {i: {j: {k: {l: {m: n}}}}}}}}}}}}\n", "1:48 too-deep"),
        ("a: 'b\nc: d\n", "1:4 yaml-syntax"),
        ("a: [b\nc: d\n", "1:4 yaml-syntax"),
        ("a: b\nabc\nd: e\n", "2:1 yaml-syntax"),
    ],
)
def test_what_is_not_plain_is_found(text: str, expected: str) -> None:
    assert read(text)[1] == [expected]


def test_nesting_too_deep_for_the_parser_is_found_too() -> None:
    deep = "a: " + "[" * 100_000
    assert read(deep)[1][0].endswith(("too-deep", "yaml-syntax"))
    indented = "".join(f"{' ' * level}a:\n" for level in range(300))
    assert read(indented)[1] == ["13:13 too-deep"]
    assert read("a: " + "- " * 2000 + "b\n")[1][0].endswith(("too-deep", "yaml-syntax"))


def test_as_deep_as_the_limit() -> None:
    text = "".join(f"{' ' * level}a:\n" for level in range(11)) + " " * 11 + "a: b\n"
    assert read(text)[1] == []


# A scalar of each style, and what may stand between its words.
STYLES = [
    ("a: {}\n", " "),
    ("a: '{}'\n", "  "),
    ('a: "{}"\n', " "),
    ("a: {}\n", "\n  "),
    ("a: '{}'\n", "\n\n  "),
    ('a: "{}"\n', "\n  "),
    ("a: |\n  {}\n", "\n  "),
    ("a: |2\n  {}\n", "\n\n   "),
    ("a: >-\n  {}\n", "\n  "),
    ("a: >+\n  {}\n\n", "\n\n  "),
]


@settings(derandomize=True, database=None, deadline=None, max_examples=examples(60, 200))
@given(st.lists(st.text("abغر<é🚆", min_size=1, max_size=4), min_size=1, max_size=6), st.sampled_from(STYLES))
def test_a_part_of_a_scalar_is_found_in_its_file(words: list[str], style: tuple[str, str]) -> None:
    """`inner_span` walks through a value and through the file together, whatever the style."""
    form, between = style
    value = mapping(form.format(between.join(words)))["a"]
    stripped = value.strip()
    assert stripped.split() == words
    start = 0
    for word in words:
        start = stripped.index(word, start)
        span = inner_span(value.span, stripped, start, start + len(word))
        assert span.text == word
        start += len(word)


# How keyboards and files type: marks in any order, letters in their parts; each with its one composed form.
EQUIVALENT = [
    ("محم\u0651\u064eد", "محم\u064e\u0651د"),
    ("جد\u0651\u064bا", "جد\u064b\u0651ا"),
    ("إن\u0651\u0650ي", "إن\u0650\u0651ي"),
    ("ا\u0654خير", "أخير"),
    ("مسو\u0654ول", "مسؤول"),
    ("cafe\u0301", "caf\u00e9"),
    ("Vie\u0302\u0323t", "Vi\u1ec7t"),
    ("на\u0438\u0306", "на\u0439"),
    ("\u1112\u1161\u11ab국", "한국"),
    ("か\u3099", "が"),
    ("\u0958लम", "\u0915\u093cलम"),
    ("\u212bngström", "\u00c5ngström"),
    ("\u05e9\u05c1\u05bcלום", "\u05e9\u05bc\u05c1לום"),
]


@pytest.mark.parametrize(("typed", "composed"), EQUIVALENT)
@pytest.mark.parametrize("style", STYLES)
def test_text_may_be_typed_in_any_canonically_equivalent_way(typed: str, composed: str, style: tuple[str, str]) -> None:
    form, between = style
    written = form.format(between.join((typed, "then", typed)))
    value = mapping(written)["a"]
    assert str(value).split() == [composed, "then", composed]
    stripped = str(value).strip()
    start = stripped.rindex(composed)
    assert inner_span(value.span, stripped, start, start + len(composed)).text == typed
    start = stripped.index("then")
    assert inner_span(value.span, stripped, start, start + 4).text == "then"


def test_escapes_may_be_canonically_equivalent_too() -> None:
    value = mapping('a: "\\u0627\\u0654خير then"\n')["a"]
    assert value == "أخير then"
    assert inner_span(value.span, value, 5, 9).text == "then"
    assert inner_span(value.span, value, 0, 1).text == "\\u0627\\u0654"


def test_a_pile_of_marks_takes_no_time() -> None:
    pile = "ا" + "\u0316\u0300\u0316" * 100_000
    assert mapping(f"a: {pile}\n")["a"] == pile


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("language: fa\ntitle: خانه\u200cها\n", []),
        ("title: خانه\u200cها\nlanguage: fa\n", []),
        ("language: fa\n# خانه\u200cها\ntitle: x\n", []),
        ("language: ar\ntitle:\n  ar: خ\n  fa: خانه\u200cها\n", []),
        ("language: ar\naliases:\n  ckb:\n    - خانه\u200cها\n", []),
        ("language: ar\nat: خانه\u200cها\n", []),
        ("language: ar\nat:\n  exact: خانه\u200cها\n  prefix: کي\n", []),
        ('language: fa\ntitle: "خانه\\u200Cها"\n', []),
        ("language: ps\ntitle: کي\n", []),
        ("language: ar\ntitle: خانه\u200cها\n", ["2:12 format-mark"]),
        ("title: خانه\u200cها\n", ["1:12 format-mark"]),
        ("language: fa\ntitle:\n  fa: خ\n  ar: خانه\u200cها\n", ["4:11 format-mark"]),
        ('language: ar\ntitle: "خانه\\u200Cها"\n', ["2:8 format-mark"]),
        ("language: ar\ntitle: کي\n", ["2:8 look-alike"]),
        ("language: ps\ntitle: Ѕafa\n", ["2:8 look-alike"]),
        ("language: ar\nat: محطة\u200f\n", ["2:9 format-mark"]),
    ],
)
def test_what_a_language_spells_with_is_not_odd_in_it(text: str, expected: list[str]) -> None:
    assert read(text)[1] == expected


@pytest.mark.parametrize(
    ("text", "part", "place"),
    [
        ('a: "x \\"y\\" z"\n', "z", "1:13"),
        ("a: 'it''s z'\n", "z", "1:11"),
        ('a: "\\u0063 z"\n', "z", "1:12"),
        ("a: |\n  one\n\n  two z\n", "z", "4:7"),
        ("a: >\n  one\n  two\n\n  three z\n", "z", "5:9"),
        ("a: one\n  two z\n", "z", "2:7"),
        ('a: "one\n  two z"\n', "z", "2:7"),
    ],
)
def test_escapes_folds_and_indents_do_not_shift_a_place(text: str, part: str, place: str) -> None:
    value = mapping(text)["a"]
    stripped = value.strip()
    start = stripped.index(part)
    line, column = inner_span(value.span, stripped, start, start + len(part)).position
    assert f"{line}:{column}" == place
