"""The model: what a document may say, how it is read, and that nobody changes it afterwards."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from itertools import pairwise
from typing import Any

import pytest

from mujaz import model
from mujaz.model import Brief, Glossary, SeedRecord
from mujaz.model.base import Part
from mujaz.model.decode import decode, keys_of, nearest_word
from mujaz.syntax.source import Source


def read(kind: type[Any], text: str) -> Any:
    document, findings = decode(Source("briefs/b.yml", text), kind)
    assert [finding.message for finding in findings] == []
    return document


def faults(kind: type[Any], text: str) -> list[tuple[str, str]]:
    document, findings = decode(Source("briefs/b.yml", text), kind)
    assert document is None
    return [(finding.rule.name, f"{finding.span.position.line}:{finding.span.position.column}") for finding in findings]


ENTITY = "language: en\nentities:\n  a:\n    type: place\n    name: A\n"
NOTE = "notes:\n  - id: n\n    title: t\n    body: b\n"
BRIEF = "language: ar\ntitle: عنوان\nseeds:\n  - one\n"


def test_a_text_is_in_the_language_of_its_document() -> None:
    brief = read(Brief, BRIEF)
    assert [(phrase.language, phrase.text) for phrase in brief.title.phrases] == [("ar", "عنوان")]


def test_a_text_by_language_keeps_its_order() -> None:
    brief = read(Brief, "language: ar\ntitle:\n  en: Title\n  ar: عنوان\nseeds:\n  - one\n")
    assert brief.title.languages == ("en", "ar")
    assert brief.title.best("ar").text == "عنوان"
    assert brief.title.best("fr").text == "Title"
    assert brief.title.in_language("fr") is None


def test_what_may_be_left_out_has_a_default() -> None:
    brief = read(Brief, BRIEF)
    assert brief.status == "draft"
    assert brief.claims == ()
    record = read(SeedRecord, f"language: ar\ntitle: t\npublisher: p\nsha256: {'0' * 64}\n")
    assert record.rights == "excerpt"
    assert record.excerpt_budget == 15


def test_numbers_come_from_text() -> None:
    point = (
        read(Glossary, ENTITY + "    coordinates:\n      latitude: -25.5\n      longitude: 51\n")
        .entities["a"]
        .coordinates
    )
    assert (point.latitude, point.longitude) == (-25.5, 51.0)


def test_a_part_knows_where_it_and_its_values_stand() -> None:
    brief = read(Brief, BRIEF + NOTE)
    note = brief.notes[0]
    assert str(note.span) == "briefs/b.yml:6:5"
    assert str(note.place("body")) == "briefs/b.yml:8:11"
    assert str(note.place("at", "title")) == "briefs/b.yml:7:12"
    assert note.place("at") == note.span


def test_an_id_that_is_a_key_is_read_from_there() -> None:
    glossary = read(Glossary, "language: en\nentities:\n  port-rimal:\n    type: place\n    name: Port\n")
    ref = glossary.entities["port-rimal"].id
    assert (ref.id, str(ref.span)) == ("port-rimal", "briefs/b.yml:3:3")


def test_an_anchor_in_its_two_forms() -> None:
    short = read(Brief, BRIEF + NOTE + "    at: quoted words\n").notes[0].at
    selector = "    at:\n      seed: one\n      exact: quoted words\n      suffix: more\n"
    long = read(Brief, BRIEF + NOTE + selector).notes[0].at
    assert (short.seed, short.exact, short.prefix, short.suffix) == (None, "quoted words", "", "")
    assert (long.seed.id, long.exact, long.prefix, long.suffix) == ("one", "quoted words", "", "more")
    assert str(long.exact_span) == "briefs/b.yml:11:14"


def test_an_alias_in_its_two_forms() -> None:
    aliases = "    aliases:\n      en:\n        - B\n        - text: C\n          weak: true\n"
    forms = read(Glossary, ENTITY + aliases).entities["a"].aliases["en"]
    assert [(form.text, form.weak) for form in forms] == [("B", False), ("C", True)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("title:\n  en: A\n  arabic: B\n", ("invalid-language", "7:3")),
        ("title:\n  en: A\n  ar: ''\n", ("empty-value", "7:7")),
        ("title:\n  en: A\n  ar:\n    - B\n", ("wrong-shape", "8:5")),
        ("title: {}\n", ("empty-value", "5:8")),
        (
            "notes:\n  - id: n\n    title: t\n    body: b\n    at:\n      exact: q\n      seed: No Id\n",
            ("invalid-id", "11:13"),
        ),
        (
            "notes:\n  - id: n\n    title: t\n    body: b\n    at:\n      exact: q\n      prefix:\n        - p\n",
            ("wrong-shape", "12:9"),
        ),
        ("translations:\n  en:\n    title: T\n  ar_EG:\n    title: T\n", ("invalid-language", "8:3")),
        ("mentions:\n  - at: q\n", ("missing-key", "6:5")),
        ("claims:\n  - id: c\n    statement: s\n    contradicts:\n      - a#b#c\n", ("invalid-id", "9:9")),
        ("sources:\n  s:\n    type: book\n    title: T\n    author: Desk\n", ("wrong-shape", "9:13")),
    ],
)
def test_a_fault_stands_at_its_value_or_its_key(lines: str, expected: tuple[str, str]) -> None:
    head = "language: en\nseeds:\n  - one\n"
    head += "# no title here\n" if lines.startswith("title") else "title: T\n"
    assert faults(Brief, head + lines) == [expected]


def test_every_fault_of_a_document_is_found_at_once() -> None:
    text = "language: english\ntitel: T\nseeds: one\nstatus: done\npublished: yesterday\n"
    assert sorted(rule for rule, _ in faults(Brief, text)) == [
        "invalid-date",
        "invalid-language",
        "invalid-value",
        "unknown-key",
        "wrong-shape",
    ]


def test_the_model_cannot_be_changed() -> None:
    brief = read(Brief, BRIEF)
    with pytest.raises(dataclasses.FrozenInstanceError):
        brief.status = "published"


def test_every_key_is_described() -> None:
    """The reference and the schemas are made from these words."""
    kinds = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Part)]
    assert len(kinds) > 5
    for kind in kinds:
        body = ast.parse(inspect.getsource(kind)).body[0].body
        described = {
            first.target.id
            for first, second in pairwise(body)
            if isinstance(first, ast.AnnAssign) and isinstance(second, ast.Expr)
        }
        own = {field.name for field in dataclasses.fields(kind)} - {"span", "keys"}
        assert own - described <= {"id"}, kind.__name__


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("titel", ["title", "text", "at"], "title"),
        ("speeker", ["speaker", "sources"], "speaker"),
        ("container_title", ["container-title", "title"], "container-title"),
        ("weather", ["labour", "transport"], None),
        ("x", [], None),
    ],
)
def test_the_nearest_word(written: str, known: list[str], meant: str | None) -> None:
    assert nearest_word(written, known) == meant


def test_keys_are_named_as_they_are_written() -> None:
    assert {"container-title", "URL", "DOI"} <= set(keys_of(model.Publication))
    assert "from" in keys_of(model.Relation)
    assert not {"span", "keys", "id"} & set(keys_of(model.Entity))


NO_DATES = "|..|../..|/|2023-13|2023-02-30|23|2023-9-1|2024/2023|yesterday|2023-9X"


@pytest.mark.parametrize("text", NO_DATES.split("|"))
def test_what_is_no_date(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert faults(Brief, f'{BRIEF}published: "{text}"\n') == [("invalid-date", "5:12")]
    assert capsys.readouterr().out == ""
