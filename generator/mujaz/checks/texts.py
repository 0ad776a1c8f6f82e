"""The texts of a document that pages show, each with its place; quotes of seeds, ids, dates and numbers apart."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from mujaz.model import Anchor, Text
from mujaz.model.base import Part, fields_of
from mujaz.syntax.source import Span
from mujaz.text.patterns import lazy_re

_MARKUP = lazy_re(r"\]\([^()\s]*\)|\[\^[^\]\s]*\]")
"""The target of a link, and a reference: what stands between the words of a source, and not between those of a page."""


def shown_texts(part: Part, languages: Container[str]) -> Iterator[tuple[str, Span]]:
    """What a page may show of an object of the model, as written; in the order of its fields.

    Args:
        part: a brief, a glossary or a record.
        languages: those that the site has editions in.

    Yields:
        a text and the scalar that holds it.
    """
    for field in fields_of(type(part)):
        if field not in ("span", "keys"):
            yield from _texts(getattr(part, field), part.place(field, field.replace("_", "-")), languages, field)


def _texts(value: object, place: Span, languages: Container[str], field: str) -> Iterator[tuple[str, Span]]:
    if isinstance(value, Part):
        yield from shown_texts(value, languages)
    elif isinstance(value, Text):
        shown = [phrase for phrase in value.phrases if phrase.language in languages]
        yield from ((phrase.text, phrase.span) for phrase in shown or value.phrases[:1])
    elif isinstance(value, str):
        yield value, place
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner, place, languages, field)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if field != "translations" or key in languages:
                yield from _texts(inner, place, languages, field)
    elif not isinstance(value, Anchor):
        text, span = getattr(value, "text", None), getattr(value, "span", None)
        if isinstance(text, str) and isinstance(span, Span):
            yield text, span


def without_markup(text: str) -> str:
    """Prose with spaces in the place of what stands between its words, of the same length."""
    return _MARKUP.sub(lambda found: " " * len(found[0]), text)
