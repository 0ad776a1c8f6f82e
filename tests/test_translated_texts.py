"""Which texts have to be in each language of their page: all of the model, but for those that it says may lack one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "review"))  # the documents lie beside the tests of reviews
import full

from mujaz.checks.languages import check_entity_languages, texts_of
from mujaz.model import Entity, Text
from mujaz.model.base import Part, fields_of
from mujaz.model.entity import Link
from mujaz.model.values import Called, Phrase, Untranslated

# Texts that may lack a language: class and field, and why.
MAY_LACK = {
    ("Entity", "body"): "background is more than a page needs to be understood",
    ("Link", "title"): "what is behind a link is in one language",
    **{
        ("BriefTranslation", field): "it is the one language that the brief is translated into"
        for field in ("title", "summary", "authors", "key_points", "unknowns", "timeline", "corrections")
    },
    **{("NoteTranslation", field): "the same" for field in ("title", "body")},
    **{("ClaimTranslation", field): "the same" for field in ("statement", "rationale")},
}


def all_texts(part: Part) -> Iterator[tuple[str, str, Text]]:
    """Every text in a part of the model, however deep: class, field and text."""
    for name in fields_of(type(part)):
        value: Any = getattr(part, name)
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,):
            if type(each) is Text:
                yield type(part).__name__, name, each
            elif isinstance(each, Part):
                yield from all_texts(each)


def test_every_text_of_the_model_is_asked_for_or_says_why_not() -> None:
    brief, glossary, _ = full.made()
    entities = (*brief.entities.values(), *glossary.entities.values())
    asked = [text for part in (brief, *entities) for _, text in texts_of(part)]
    texts = [found for part in (brief, *glossary.entities.values()) for found in all_texts(part)]
    assert len(texts) > 30
    left = {(kind, name) for kind, name, text in texts if not any(text is each for each in asked)}
    assert left == set(MAY_LACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait(Part):
    caption: Text
    source_note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wider(Entity):
    """An entity with fields that nobody has told the check of."""

    pronunciation: Text | None = None
    also_read: tuple[Text, ...] = ()
    short: Annotated[tuple[Text, ...], Called("short name")] = ()
    trade: Annotated[Text | None, Untranslated()] = None
    portrait: Portrait | None = None
    portraits: tuple[Portrait, ...] = ()
    by_house: dict[str, Portrait] | None = None
    page: Link | None = None


FIELDS = {
    "pronunciation": (lambda text, portrait: text, "the pronunciation of `town` has no `fr`"),
    "also_read": (lambda text, portrait: (text,), "the also read of `town` has no `fr`"),
    "short": (lambda text, portrait: (text,), "the short name of `town` has no `fr`"),
    "trade": (lambda text, portrait: text, ""),
    "portrait": (lambda text, portrait: portrait, "the caption of the portrait of `town` has no `fr`"),
    "portraits": (lambda text, portrait: (portrait,), "the caption of the portrait of `town` has no `fr`"),
    "by_house": (lambda text, portrait: {"a": portrait}, "the caption of the portrait of `town` has no `fr`"),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_text_that_is_added_to_the_model_is_asked_for_by_itself(name: str) -> None:
    _, glossary, _ = full.made()
    town = glossary.entities["town"]
    place = town.name.first.span
    text = Text((Phrase("taʊn", "en", place),))
    inside = {field: getattr(town, field) for field in fields_of(Entity)}
    known = {found.message for found in check_entity_languages(Wider(**inside), ["fr"])}
    make, message = FIELDS[name]
    value = make(text, Portrait(span=place, keys={}, caption=text))  # type: ignore[no-untyped-call]
    found = {found.message for found in check_entity_languages(Wider(**inside, **{name: value}), ["fr"])}
    assert found - known == ({message} if message else set())
    assert not list(check_entity_languages(Wider(**inside, **{name: value}), []))
