"""Made from the model: for each of its texts a change in the second place of a long one, and each new item, are shown.

The documents are those of `full.py`, of which another test asks a value for every field, so that a field which is added
to the model is held to it at once. A word that stands nowhere else is put in; every format has to have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any

import pytest
from full import is_optional, made, with_field

from mujaz.model import AliasText, Anchor, Phrase, Ref, Text
from mujaz.model.base import Part
from mujaz.model.keys import keys_by_name
from mujaz.review.changes import changes_between
from mujaz.review.documents import whole
from mujaz.review.formats import html, json, markdown, text
from mujaz.review.meaning import merged
from mujaz.review.objects import Change, DocumentReview, Kind, Review
from mujaz.review.state import Sides

FORMATS: dict[str, Callable[[Review], str]] = {
    "text": text.render,
    "markdown": markdown.render,
    "html": html.render,
    "json": json.render,
}
FIRST, SECOND = "quondam", "hereafter"
FILLING = " ".join(f"word{number}" for number in range(60))
"""More words than are shown around a difference, or stand in the name of something."""

Places = Iterator[tuple[str, Any, Any]]
"""The way to a text, and its document with a long text there: as it was, and with a word put in at two places."""


def long_texts(value: Any, way: str = "") -> Places:
    """Each text of a document in turn."""
    if isinstance(value, Text):
        for number, phrase in enumerate(value.phrases):
            rest = value.phrases[:number], value.phrases[number + 1 :]
            said = (Phrase(told, phrase.language, phrase.span) for told in _long(phrase.text))
            yield f"{way}.{phrase.language}", *(type(value)((*rest[0], each, *rest[1])) for each in said)
    elif isinstance(value, AliasText):
        yield way, *(with_field(value, "text", told) for told in _long(value.text))
    elif isinstance(value, Anchor):
        for name in ("exact", "prefix", "suffix"):
            yield f"{way}.{name}", *(with_field(value, name, told) for told in _long(getattr(value, name)))
    elif isinstance(value, Part):
        for name, key in keys_by_name(type(value)):
            for inner, *both in long_texts(getattr(value, name), key):
                yield f"{way}.{inner}" if way else inner, *(with_field(value, name, other) for other in both)
    elif isinstance(value, Mapping):
        for id, item in value.items():
            for inner, *both in long_texts(item, id):
                yield f"{way}.{inner}", *({**value, id: other} for other in both)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            for inner, *both in long_texts(item, str(number)):
                yield f"{way}.{inner}", *((*value[:number], other, *value[number + 1 :]) for other in both)
    elif isinstance(value, str) and not isinstance(value, Ref) and " " in value:
        yield way, *_long(value)


def _long(told: str) -> tuple[str, str]:
    return f"{told} {FILLING} end", f"{told} {FIRST} {FILLING} {SECOND} end"


def items(value: Any, way: str = "") -> Places:
    """Each item of each list and mapping of a document in turn: the document without it, and with it."""
    if isinstance(value, Part):
        for name, key in keys_by_name(type(value)):
            inner = getattr(value, name)
            if isinstance(inner, Part | Text | Anchor) and is_optional(value, name):
                yield f"{way}.{key}" if way else key, with_field(value, name, None), value
            elif isinstance(inner, str) and " " in inner and is_optional(value, name):
                long = with_field(value, name, _long(inner)[1])
                yield f"{way}.{key}" if way else key, with_field(value, name, None), long
            for step, *both in items(inner, key):
                yield f"{way}.{step}" if way else step, *(with_field(value, name, other) for other in both)
    elif isinstance(value, Mapping):
        for id, item in value.items():
            yield f"{way}.{id}", {key: kept for key, kept in value.items() if key != id}, value
            for step, *both in items(item, id):
                yield f"{way}.{step}", *({**value, id: other} for other in both)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield f"{way}.{number}", (*value[:number], *value[number + 1 :]), value
            for step, *both in items(item, str(number)):
                yield f"{way}.{step}", *((*value[:number], other, *value[number + 1 :]) for other in both)


def reviewed(before: Any, after: Any, kind: str) -> Review:
    """The review of a document that is another one, or new."""
    changes: tuple[Change, ...] = whole(kind, Sides(None, after)) if before is None else changes_between(before, after)
    what = Kind.ADDED if before is None else Kind.CHANGED
    return Review(
        ("main", ""),
        ("topic", ""),
        (),
        (),
        (),
        0,
        0,
        (DocumentReview(kind, "x", "A title", "en", "ltr", what, changes),),
    )


def seen(written: str) -> str:
    """What a reader sees of a report: its words without marks and layout."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", written)).split())


BRIEF_MADE, GLOSSARY_MADE, RECORD_MADE = made()
DOCUMENTS = {
    "brief": merged(BRIEF_MADE),
    "entity": GLOSSARY_MADE.entities["town"],
    "publication": GLOSSARY_MADE.sources["s2"],
    "seed": RECORD_MADE,
    "tag": GLOSSARY_MADE.tags["transport"],
}
LONG = [
    pytest.param(kind, before, after, id=f"{kind}.{way}")
    for kind, document in DOCUMENTS.items()
    if kind != "tag"
    for way, before, after in long_texts(document)
]


@pytest.mark.parametrize(("kind", "before", "after"), LONG)
def test_both_words_that_are_put_into_a_long_text_are_shown(kind: str, before: Any, after: Any) -> None:
    review = reviewed(before, after, kind)
    for name, render in FORMATS.items():
        written = seen(render(review))
        assert (FIRST in written, SECOND in written) == (True, True), name


def texts_of(value: Any) -> Iterator[str]:
    """All words that a value of the model has, each text apart."""
    if isinstance(value, Text):
        yield from (phrase.text for phrase in value.phrases)
    elif isinstance(value, AliasText):
        yield value.text
    elif isinstance(value, Anchor):
        yield from (value.exact, value.prefix, value.suffix)
    elif isinstance(value, Part):
        for name, _ in keys_by_name(type(value)):
            yield from texts_of(getattr(value, name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, str):
        yield value


ADDED = [
    pytest.param(kind, before, after, id=f"{kind}.{way}")
    for kind, document in DOCUMENTS.items()
    if kind != "tag"
    for way, before, after in items(document)
]


@pytest.mark.parametrize(("kind", "before", "after"), ADDED)
def test_all_words_of_a_new_item_are_shown(kind: str, before: Any, after: Any) -> None:
    new = {word for told in texts_of(after) for word in told.split()}
    old = {word for told in texts_of(before) for word in told.split()}
    review = reviewed(before, after, kind)
    for name, render in FORMATS.items():
        written = seen(render(review))
        assert not [word for word in new - old if word not in written], name


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_all_words_of_a_new_document_are_shown(kind: str) -> None:
    review = reviewed(None, DOCUMENTS[kind], kind)
    for name, render in FORMATS.items():
        written = seen(render(review))
        words = {word for told in texts_of(DOCUMENTS[kind]) for word in told.split()}
        assert not [word for word in words if word not in written], name


def test_texts_and_items_are_found_at_all_depths() -> None:
    found = {case.id for case in (*LONG, *ADDED)}
    assert {
        "brief.claims.0.statement.ar",
        "brief.entities.harbour.aliases.ar.1",
        "brief.timeline.0.at.exact",
        "brief.sources.s1.author.1.family",
        "entity.relations.1",
        "seed.translation.sentences.1.text",
    } - found == {"brief.sources.s1.author.1.family"}  # of one word
