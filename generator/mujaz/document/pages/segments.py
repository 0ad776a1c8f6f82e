"""An article cut at every boundary of its annotations and mentions into flat segments.

The third paragraph of the seed `derna-toll` has the id `p-derna-toll-3` in every brief about it. Where only passages
may be shown, a passage has the id of the paragraph that it begins in, and a further one that begins in the same
paragraph `p-derna-toll-3x2`. `passage_at` says which of them holds a place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Final, Literal

from msgspec import Struct

from mujaz.document.pages.items import EntityLink, QuotedPassage, Reference, Row, Segment, Segments, Table
from mujaz.resolve.site import Mention, Seed
from mujaz.syntax.source import Span
from mujaz.text.paragraphs import Form, paragraphs

_FORMS: Final[dict[Form, Literal["paragraph", "heading", "item"]]] = {
    Form.PARAGRAPH: "paragraph",
    Form.HEADING: "heading",
    Form.ITEM: "item",
}


class Annotation(Struct, frozen=True):
    """A range of a seed that an annotation stands at: its id on the page, and the sign that leads to it."""

    id: str
    span: Span
    sign: Reference


def paragraph_spans(seed: Seed) -> Iterator[Span]:
    """The paragraphs of a seed, items of lists and rows of tables among them, without white space at their ends."""
    return (Span(seed.source, paragraph.start, paragraph.end) for paragraph in paragraphs(seed.source.text))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Ranges in the order of their beginnings, overlapping ones joined."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(span.source, joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def passage_ids(seed: Seed, shown: Iterable[Span]) -> dict[str, Span]:
    """The ranges of a seed that a page shows, paragraphs or passages, by the ids of their elements."""
    starts = [span.start for span in paragraph_spans(seed)]
    ids: dict[str, Span] = {}
    begun: Counter[int] = Counter()
    for span in shown:
        number = max(bisect_right(starts, span.start), 1)
        begun[number] += 1
        again = f"x{begun[number]}" if begun[number] > 1 else ""
        ids[f"p-{seed.id}-{number}{again}"] = span
    return ids


def passage_at(shown: dict[str, Span], span: Span) -> str | None:
    """The id of the shown range that holds a place; None where none does."""
    return next((id for id, range in shown.items() if range.start <= span.start < range.end), None)


class Segmenter:
    """Cuts ranges of a seed into segments, each in the time that the annotations and mentions in it take."""

    def __init__(
        self, annotations: Iterable[Annotation], mentions: Iterable[Mention], entity: Callable[[str], EntityLink]
    ) -> None:
        """
        Args:
            annotations: those of the seed.
            mentions: those of the seed, none overlapping another.
            entity: how an entity is named and linked on the page.
        """
        self._annotations = sorted(annotations, key=lambda note: (note.span.start, -note.span.end))
        self._mentions = sorted(mentions, key=lambda mention: mention.span.start)
        self._entity = entity
        self._begin = [note.span.start for note in self._annotations]
        self._reach = [*accumulate((note.span.end for note in self._annotations), max)]
        """How far any annotation up to each one reaches."""
        self._named = [mention.span.start for mention in self._mentions]

    def cut(self, within: Span) -> Segments:
        """Cut a range into segments.

        Every segment names all annotations that it lies in. Boundaries stand between words, since anchors and
        mentions are whole words, so that no letters are torn apart.

        Args:
            within: the range to cut: a paragraph or a quoted passage.
        """
        first, last = bisect_right(self._reach, within.start), bisect_left(self._begin, within.end)
        here = [note for note in self._annotations[first:last] if within.start < note.span.end]
        first, last = (bisect_left(self._named, bound) for bound in (within.start, within.end))
        named = [mention for mention in self._mentions[first:last] if mention.span.end <= within.end]
        bounds = {within.start, within.end}
        for span in (*(note.span for note in here), *(mention.span for mention in named)):
            bounds.update(bound for bound in (span.start, span.end) if within.start < bound < within.end)
        segments = []
        inside: list[Annotation] = []
        waiting, mentions = deque(here), deque(named)
        for start, end in pairwise(sorted(bounds)):
            while waiting and waiting[0].span.start <= start:
                inside.append(waiting.popleft())
            inside = [note for note in inside if end <= note.span.end]
            while mentions and mentions[0].span.end <= start:
                mentions.popleft()
            is_named = bool(mentions) and mentions[0].span.start <= start
            segments.append(
                Segment(
                    within.source.text[start:end],
                    tuple(note.id for note in inside if start == note.span.start),
                    tuple(note.id for note in inside),
                    self._entity(mentions[0].entity) if is_named else None,
                    tuple(note.sign for note in inside if note.span.end == end),
                )
            )
        return tuple(segments)


def text_of(seed: Seed, ids: Iterable[str], segments: Callable[[Span], Segments]) -> tuple[QuotedPassage | Table, ...]:
    """The whole text of a seed as it was laid out: headings, items of lists and simple tables are told apart.

    Args:
        seed: the seed.
        ids: of its paragraphs, in order.
        segments: cuts a range of the seed.
    """
    found: list[QuotedPassage | Table] = []
    rows: list[Row] = []
    for id, paragraph in zip(ids, paragraphs(seed.source.text), strict=True):
        if paragraph.form is Form.ROW:
            rows.append(Row(id, tuple(segments(Span(seed.source, *cell)) for cell in paragraph.cells)))
            continue
        if rows:
            found.append(_table(rows))
            rows = []
        span = Span(seed.source, paragraph.start, paragraph.end)
        found.append(QuotedPassage(id, segments(span), _FORMS[paragraph.form]))
    return (*found, _table(rows)) if rows else tuple(found)


def _table(rows: list[Row]) -> Table:
    """A table of rows, the shorter of which get empty cells at their ends."""
    most = max(len(row.cells) for row in rows)
    return Table(tuple(Row(row.id, row.cells + ((),) * (most - len(row.cells))) for row in rows))
