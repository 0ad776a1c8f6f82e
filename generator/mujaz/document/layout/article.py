"""How an article is laid out: passages marked, names linked, signs behind what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from mujaz.document.layout.interface import Interface, element_id, joined, linked, signs
from mujaz.document.pages.items import Article, QuotedPassage, Reference, Segment, Segments, Table, TranslatedSentence
from mujaz.document.tree import (
    SPACE,
    ArticleTable,
    Block,
    Details,
    Group,
    Inline,
    Item,
    List,
    Mark,
    Name,
    Paragraph,
    Row,
    Run,
    Sign,
    Span,
    Superscript,
    Text,
)


def article_block(block: QuotedPassage | Table, language: str) -> Block:
    """A paragraph, heading, item or table of an article."""
    if isinstance(block, QuotedPassage):
        return passage(block, language)
    rows = (Row(element_id(row.id), tuple(tuple(_runs(cell, language)) for cell in row.cells)) for row in block.rows)
    return ArticleTable(tuple(rows), language)


def foreign_article(article: Article, w: Interface) -> Iterator[Block]:
    """An article in a language that readers of the page may not read, paragraph by paragraph.

    What it says in the page's language, as far as a translation, claims, notes and events tell it; the paragraph itself
    is folded, and those of which nothing is told are folded together.
    """
    rendered: defaultdict[str, list[TranslatedSentence]] = defaultdict(list)
    for sentence in article.translation:
        if w.reads(sentence.words.language):
            rendered[sentence.passage].append(sentence)
    untold: list[QuotedPassage | Table] = []
    for block in article.paragraphs:
        ids = [block.id] if isinstance(block, QuotedPassage) else [row.id for row in block.rows]
        sentences = [sentence for id in ids for sentence in rendered.pop(id, ())]
        references = _references(block)
        if sentences or references:
            yield from _folded(untold, article.language, w)
            untold = []
            yield Group("told", tuple(_told(block, sentences, references, article.language, w)), kind="section")
        else:
            untold.append(block)
    yield from _folded(untold, article.language, w)
    for sentence in rendered.pop("", ()):
        yield translated_sentence(sentence, w)


def _told(
    block: QuotedPassage | Table,
    sentences: Sequence[TranslatedSentence],
    references: Sequence[Reference],
    language: str,
    w: Interface,
) -> Iterator[Block]:
    if sentences:
        yield Paragraph(tuple(joined(((Text(sentence.words),) for sentence in sentences), SPACE)), role="rendered")
    if references:
        items = (Item((Sign(reference), SPACE, linked(reference.title, reference.link))) for reference in references)
        yield Group("refs-of", (List(tuple(items)),), searched=False)
    yield from _folded([block], language, w)


def _folded(blocks: Sequence[QuotedPassage | Table], language: str, w: Interface) -> Iterator[Block]:
    """Paragraphs of the article under a line that says which language they are in."""
    if blocks:
        line = w.t("paragraph_in", language=w.labels.language_name(language))
        article = Group("article", tuple(article_block(block, language) for block in blocks), language=language)
        yield Details("original", (line,), (article,))


def _references(block: QuotedPassage | Table) -> list[Reference]:
    """The claims, notes and events whose passages end in a block, in their order."""
    cells = [block.segments] if isinstance(block, QuotedPassage) else [cell for row in block.rows for cell in row.cells]
    return [reference for cell in cells for segment in cell for reference in segment.ends]


def translated_sentence(sentence: TranslatedSentence, w: Interface) -> Paragraph:
    """A sentence of a translation; one that renders nothing of the article as it now stands says so."""
    stale = () if sentence.passage else (SPACE, Span("stale", (w.t("translation_stale"),)))
    return Paragraph((Text(sentence.words), *stale))


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
