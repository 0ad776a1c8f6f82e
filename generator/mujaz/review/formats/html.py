"""A review as one HTML file that needs nothing else: no host, no script, no font; it opens from an artifact.

A Content Security Policy in the file lets its own styles through, by their digest, and nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

from jinja2 import PackageLoader
from markupsafe import Markup, escape
from msgspec import Struct

from mujaz.document.tree import Document
from mujaz.document.writers.headings import Headings
from mujaz.document.writers.html import HtmlWriter
from mujaz.labels import Labels, load_labels
from mujaz.markup.bidi import Direction, direction_of, first_direction, isolate_title
from mujaz.markup.html import html_attribute, html_safe, html_text
from mujaz.markup.templates import HtmlEnvironment
from mujaz.review.details import GAP, Detail, details
from mujaz.review.findings import blocking_count, weighed
from mujaz.review.hidden import named, parted, spelt_out
from mujaz.review.marking import Cells, Stretch, rows_of, stretches
from mujaz.review.objects import DocumentReview, Page, Review
from mujaz.review.passages import passages_of, side_of
from mujaz.review.told import catalogue_of
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
        language: of all that the review says itself; the details of findings are in English.
    """
    labels = load_labels(language)
    base = direction_of(labels.language)
    style = style_of(labels)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    verdict = labels.text("review_ready") if review.ready else labels.count("review_blocked", blocking_count(review))
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
        ours=lambda words, before: english(before) if words == before else said(words, labels.language),
        catalogue=catalogue_of(labels.language),
        marks=marks,
        tag=tag,
        side=side_of,
        passages=passages_of,
        details=details,
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


def marks(detail: Detail) -> Markup:
    """A text of a change with its words marked, in the direction that it begins with."""
    base = first_direction(detail.text)
    parts = (
        html_safe(f"<{mark}>{html_text(named(words), base)}</{mark}>")
        if mark
        else html_safe(f'<span class="gap">{words}</span>')
        if words == GAP
        else html_safe(html_text(named(words), base))
        for words, mark in detail.runs
    )
    return html_safe(f'<span class="words" lang="und" dir="{base}">{Markup("").join(parts)}</span>')


def english(words: str) -> Markup:
    """Words of a finding, which are in English whatever the page is."""
    return said(words, "en")


def said(words: str, language: str) -> Markup:
    """Our own words in a language. Those from outside stand apart in them, each with its own direction."""
    base = direction_of(language)
    parts = (
        f'<bdi lang="und" dir="{first_direction(part)}">{html_text(named(part), first_direction(part))}</bdi>'
        if foreign
        else html_text(named(part), base)
        for part, foreign in parted(words)
    )
    return html_safe(f'<span lang="{tag(language)}" dir="{base}">{"".join(parts)}</span>')


def own(text: str, language: str, direction: str) -> Markup:
    """A text in its own language and direction."""
    words = html_text(named(text), direction_of(language))
    return html_safe(f'<span lang="{tag(language)}" dir="{side_of(direction, language)}">{words}</span>')


def tag(language: str) -> Markup:
    """A language for an attribute: `und` for what is none."""
    return html_attribute(language if LANGUAGE.fullmatch(language) else "und")


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
