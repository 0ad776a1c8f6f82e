"""A review as one HTML file that needs nothing else: no host, no script, no font; it opens from an artifact.

A Content Security Policy in the file lets its own styles through, by their digest, and nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from jinja2 import PackageLoader
from markupsafe import Markup, escape
from msgspec import Struct

from mujaz.document.tree import Document, Mark
from mujaz.document.writers.headings import Headings
from mujaz.document.writers.html import HtmlWriter
from mujaz.labels import Labels, load_labels
from mujaz.markup.bidi import Direction, direction_of, first_direction, isolate_title
from mujaz.markup.html import html_attribute, html_safe, html_text
from mujaz.markup.templates import HtmlEnvironment
from mujaz.review.findings import weighed
from mujaz.review.hidden import named, parted, spelt_out
from mujaz.review.lines import Line, line_of
from mujaz.review.marking import Cells, Row, Stretch, rows_of, stretches
from mujaz.review.objects import AnchorChange, DocumentReview, Page, Passage, Review
from mujaz.syntax.source import Span
from mujaz.text.patterns import lazy_re

LANGUAGE = lazy_re(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
"""A BCP 47 tag that HTML takes."""
_LINE = 160
"""How much of a line stands beside a finding, in code points."""


def render(review: Review, *, language: str = "en") -> str:
    """The review as HTML.

    Args:
        review: what to show.
        language: of the headings; findings and changes are in the words of the review.
    """
    labels = load_labels(language)
    base = direction_of(labels.language)
    style = style_of(labels)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    verdict = labels.text("review_ready") if review.ready else labels.count("review_blocked", len(review.blocking))
    findings = list(weighed(review))
    parts = [(part, [item for item in findings if item.part == part]) for part in ("blocking", "risk", "other")]
    template = _environment(base).get_template("review.html.j2")
    written = template.render(
        review=review,
        parts=[(part, items) for part, items in parts if items],
        documents=[_document(number, document) for number, document in enumerate(review.documents, start=1)],
        cells=Written(labels),
        total=len(findings),
        verdict=verdict,
        title=html_safe(escape(isolate_title(f"{labels.text('review')}: {verdict}", base))),
        language=labels.language,
        dir=base,
        policy=html_safe(f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"),
        style=html_safe(style),
        t=labels.text,
        n=labels.count,
        attribute=html_attribute,
        excerpt=excerpt,
        english=english,
        own=own,
        tag=tag,
        side=side,
        anchor=lambda quote: passages_of(quote, Written(labels)),
    )
    # In the log of a runner `##[` would begin a command.
    return written.replace("##[", "&#35;#[")


@lru_cache(maxsize=2)
def _environment(base: Direction) -> HtmlEnvironment:
    return HtmlEnvironment(PackageLoader("mujaz.review"), base=base)


def style_of(labels: Labels) -> str:
    """The styles, with the words that a screen reader says around marks."""
    said = "".join(
        f'{tag}:not(.mj-gap)::before {{ content: " [{labels.text(f"review_{what}")}: "; }}\n'
        f'{tag}:not(.mj-gap)::after {{ content: " {labels.text("review_end")}] "; }}\n'
        for tag, what in (("del", "deleted"), ("ins", "inserted"))
    )
    environment = _environment(direction_of(labels.language))
    assert environment.loader is not None
    css, _, _ = environment.loader.get_source(environment, "review.css")
    return css + said


class _Page(Struct, frozen=True):
    """A page: its rows, folded, and whether any of them changed."""

    page: Page
    stretches: tuple[Stretch, ...]
    changed: bool


class _Document(Struct, frozen=True):
    """A document with its pages marked; `number` makes ids unique."""

    number: int
    document: DocumentReview
    pages: tuple[_Page, ...]


def _document(number: int, document: DocumentReview) -> _Document:
    pages = []
    for page in document.pages:
        rows = rows_of(page)
        changed = any(row.kind is not None for row in rows)
        pages.append(_Page(page, stretches(rows) if changed else (), changed))
    return _Document(number, document, tuple(pages))


class Written:
    """Writes the marked words of a line as HTML."""

    def __init__(self, labels: Labels) -> None:
        self._writer = HtmlWriter(Document("", labels.language, {}, ()), labels, Headings())

    def __call__(self, cells: Cells) -> Markup:
        """The words of a line; of a row each cell in an element of its own."""
        written = [html_safe(self._writer.inlines(cell)) for cell in cells]
        if len(written) == 1:
            return written[0]
        return Markup("").join(html_safe(f'<span class="cell">{cell}</span>') for cell in written)


def english(words: str) -> Markup:
    """Words of a finding or a change, which are in English whatever the page is.

    Those from outside stand apart in them, each with its own direction.
    """
    parts = (
        f'<bdi lang="und" dir="{first_direction(part)}">{html_text(named(part), first_direction(part))}</bdi>'
        if foreign
        else html_text(named(part), "ltr")
        for part, foreign in parted(words)
    )
    return html_safe(f'<span lang="en" dir="ltr">{"".join(parts)}</span>')


def own(text: str, language: str, direction: str) -> Markup:
    """A text in its own language and direction."""
    words = html_text(named(text), direction_of(language))
    return html_safe(f'<span lang="{tag(language)}" dir="{side(direction, language)}">{words}</span>')


def tag(language: str) -> Markup:
    """A language for an attribute: `und` for what is none."""
    return html_attribute(language if LANGUAGE.fullmatch(language) else "und")


def side(direction: str, language: str) -> Direction:
    """A direction for an attribute: that of the language for what is none."""
    return direction_of(language) if direction not in ("ltr", "rtl") else "rtl" if direction == "rtl" else "ltr"


def excerpt(span: Span) -> Markup:
    """The line that a finding is in, shortened around it, what it is about marked; nothing hidden."""
    line, column = span.position
    text = span.source.line(line)
    start = column - 1
    end = min(start + max(span.end - span.start, 0), len(text))
    first = max(0, min(start - _LINE // 3, len(text) - _LINE))
    last = min(len(text), first + _LINE)
    end = min(end, last)
    parts = [_spelt("…" * (first > 0) + text[first:start].lstrip(" " if first == 0 else ""))]
    parts.append(html_safe(f"<mark>{_spelt(text[start:end])}</mark>") if end > start else Markup())
    parts.append(_spelt(text[end:last] + "…" * (last < len(text))))
    return Markup("").join(parts)


def _spelt(text: str) -> Markup:
    return Markup("").join(
        html_safe(f'<span class="hidden">{escape(part)}</span>') if hidden else escape(part)
        for part, hidden in spelt_out(text)
    )


class QuoteShown(Struct, frozen=True):
    """A passage of a seed: the key of what it is, its place, and its words, marked."""

    label: str
    place: str
    words: Markup


def passages_of(anchor: AnchorChange, written: Written) -> list[QuoteShown]:
    """The passages of a quote: before, after, and what comes near, with the differences marked."""
    after = [("review_after", anchor.after)] if anchor.after else []
    after += [("review_nearest", near) for near in anchor.candidates]
    shown: list[QuoteShown] = []
    if anchor.before is not None:
        other = after[0][1] if after else anchor.before
        rows = _compared(anchor, anchor.before, other)
        shown.append(QuoteShown("review_before", _place(anchor.before), _joined(written(row.before) for row in rows)))
    for label, passage in after:
        rows = _compared(anchor, anchor.before or passage, passage)
        shown.append(QuoteShown(label, _place(passage), _joined(written(row.after) for row in rows)))
    return shown


def _compared(anchor: AnchorChange, before: Passage, after: Passage) -> tuple[Row, ...]:
    direction = side(anchor.direction, anchor.language)

    def line(passage: Passage) -> Line:
        parts = ((passage.before, ()), (passage.quote, (Mark((), (), ()),)), (passage.after, ()))
        return line_of(parts, anchor.language, direction)

    return rows_of(Page("", anchor.language, direction, (line(before),), (line(after),)))


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup(" ").join(part for part in parts if part)


def _place(passage: Passage) -> str:
    return f"{passage.seed}:{passage.line}:{passage.column}"
