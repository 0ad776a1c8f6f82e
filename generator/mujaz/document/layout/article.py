"""How an article is laid out: passages marked, names linked, signs behind what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from mujaz.document.layout.interface import element_id, signs
from mujaz.document.pages.items import QuotedPassage, Segment, Segments, Table
from mujaz.document.tree import (
    SPACE,
    ArticleTable,
    Block,
    Inline,
    Mark,
    Name,
    Paragraph,
    Row,
    Run,
    Superscript,
)


def article_block(block: QuotedPassage | Table, language: str) -> Block:
    """A paragraph, heading, item or table of an article."""
    if isinstance(block, QuotedPassage):
        return passage(block, language)
    rows = (Row(element_id(row.id), tuple(tuple(_runs(cell, language)) for cell in row.cells)) for row in block.rows)
    return ArticleTable(tuple(rows), language)


def passage(passage: QuotedPassage, language: str) -> Paragraph:
    """A paragraph of an article."""
    role = "" if passage.form == "paragraph" else passage.form
    return Paragraph(tuple(_runs(passage.segments, language)), role, element_id(passage.id), language)


def _runs(segments: Segments, language: str) -> Iterator[Inline]:
    for inside, group in groupby(segments, key=lambda segment: segment.inside):
        run = list(group)
        words = tuple(node for segment in run for node in _segment(segment, language))
        if inside:
            ids = tuple(f"at-{id}" for segment in run for id in segment.starts)
            yield Mark(words, inside, ids)
        else:
            yield from words
        if ends := [sign for segment in run for sign in segment.ends]:
            yield Superscript(signs(ends))


def _segment(segment: Segment, language: str) -> Iterator[Inline]:
    if segment.entity is None or not (words := segment.text.strip()):
        yield Run(segment.text, language)
        return
    if segment.text[:1].isspace():
        yield SPACE
    yield Name(segment.entity, words, language)
    if segment.text[-1:].isspace():
        yield SPACE
