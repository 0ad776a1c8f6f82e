"""A review for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mujaz.report.text import render as render_findings
from mujaz.report.text import summary
from mujaz.review.details import details
from mujaz.review.excerpts import on_a_line, quoted, shortened
from mujaz.review.findings import blocking_count, weighed
from mujaz.review.grouping import grouped
from mujaz.review.hidden import without_isolates
from mujaz.review.objects import AnchorChange, Change, DocumentReview, Passage, Review, Signature
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.text.visible import inert, visible

_HASH = 12  # digits that tell commits apart


def render(review: Review) -> str:
    """The review as text: the verdict, what blocks and what is risky, then each document with its changes."""
    lines = [*_verdict(review), *_findings(review), *_documents(review.documents), *_withheld(review)]
    return inert("\n".join(map(without_isolates, lines))) + "\n"


def _verdict(review: Review) -> Iterator[str]:
    yield f"from {_named(*review.base)} to {_named(*review.head)}"
    count = blocking_count(review)
    yield (
        "READY: nothing keeps it from being published"
        if review.ready
        else (f"BLOCKED: {count} finding{'s keep' if count > 1 else ' keeps'} it from being published")
    )
    changed = len(review.documents)
    told = [
        f"{changed} document{'' if changed == 1 else 's'} changed",
        summary(item.finding for item in weighed(review)),
    ]
    if review.mended:
        told.append(f"{review.mended} mended")
    if review.carried:
        told.append(f"{review.carried} there before")
    yield "; ".join(told)
    if review.withheld:
        yield "NOT WHOLE: words of seeds are withheld; nobody should sign from this report without reading them"


def _withheld(review: Review) -> Iterator[str]:
    """What is not shown of seeds, and where it can be read."""
    if review.withheld:
        yield from ("", f"Withheld ({len(review.withheld)})", "", *(f"  {part.told}" for part in review.withheld))


def _named(name: str, commit: str) -> str:
    return f"{name} ({commit[:_HASH]})" if commit and not commit.startswith(name) else name[:40]


def _findings(review: Review) -> Iterator[str]:
    parts: tuple[tuple[str, tuple[Diagnostic, ...]], ...] = (
        ("What blocks", grouped(review.blocking)),
        ("Risks", grouped(review.risks)),
        ("Other new findings", grouped(review.other)),
    )
    for heading, findings in parts:
        if findings:
            yield from ("", f"{heading} ({len(findings)})", "", render_findings(findings))


def _documents(documents: Iterable[DocumentReview]) -> Iterator[str]:
    for document in documents:
        yield ""
        title = "" if document.title == document.id else f" {quoted(shortened(document.title))}"
        yield f"{document.kind} {visible(document.id)}{title}: {document.change.value}"
        if document.shown_by:
            count = len(document.shown_by)
            yield f"  shown by {count} brief{'s' if count > 1 else ''}: {visible(', '.join(document.shown_by))}"
        for change in document.changes:
            yield f"  - {change.words}"
            yield from _details(change, document)
        yield from _anchors(document)
        yield from (f"  [ ] {question}" for question in document.checklist)
        if document.standing is not None:
            yield f"  content hash to sign: {document.standing.digest}"
            yield from (f"  missing: {missing}" for missing in document.standing.missing)
            yield from (f"  signed: {_signature(signature)}" for signature in document.standing.signatures)


def _details(change: Change, document: DocumentReview) -> Iterator[str]:
    """All texts of what is new or gone; of a changed text the sentence says all."""
    for detail in details(change, document.signs):
        if detail.steps:
            yield f"      {visible(detail.name)}: {quoted(on_a_line(detail.text))}"


def _anchors(document: DocumentReview) -> Iterator[str]:
    if not document.anchors:
        return
    counts = {"kept": document.kept}
    for anchor in document.anchors:
        counts[anchor.state.value] = counts.get(anchor.state.value, 0) + 1
    yield "  quotes: " + ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    for anchor in document.anchors:
        if anchor.before and anchor.after and not anchor.reworded:
            places = [
                f"{passage.seed}.txt:{passage.line}:{passage.column}" for passage in (anchor.before, anchor.after)
            ]
            yield f"  - {visible(anchor.owner)}: moved from {' to '.join(places)}, in the same words"
            continue
        yield f"  - {visible(anchor.owner)}: {anchor.state.value}"
        yield from _passages(anchor)


def _passages(anchor: AnchorChange) -> Iterator[str]:
    for what, passage in (("before", anchor.before), ("after", anchor.after)):
        if passage is not None:
            yield f"      {what}: {_passage(passage)}"
    for candidate in anchor.candidates:
        yield f"      perhaps: {_passage(candidate)}"


def _passage(passage: Passage) -> str:
    around = f"{passage.before}\u27e6{passage.quote}\u27e7{passage.after}"
    return f"seeds/{passage.seed}.txt:{passage.line}:{passage.column} {quoted(' '.join(around.split()))}"


def _signature(signature: Signature) -> str:
    return f"{signature.role}, {quoted(signature.by)}, {signature.at}: {signature.told or 'holds'}"
