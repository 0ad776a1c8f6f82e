"""What made sign-offs stale, at the lines that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from mujaz.keynames import label
from mujaz.review.coverage import in_words
from mujaz.review.details import named_by
from mujaz.review.objects import Change, DocumentReview
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label

_MOST = 3
"""Changed places of one part that a finding names; it counts the others."""


def with_causes(findings: Iterable[Diagnostic], documents: Sequence[DocumentReview]) -> Iterator[Diagnostic]:
    """Findings, those on stale sign-offs with the places of the changes that made them so.

    Args:
        findings: any. A change before the base of a review is in no document of it, and is named without a place.
        documents: what changed.
    """
    causes = [(part, labels) for document in documents for part, labels in _parts(document)]
    for finding in findings:
        if finding.rule is rules.STALE_APPROVAL:
            found = [label for part, labels in causes if part in finding.message for label in labels]
            yield replace(finding, related=(*found, *finding.related)) if found else finding
        else:
            yield finding


def _parts(document: DocumentReview) -> Iterator[tuple[str, list[Label]]]:
    """What a sign-off would call the parts of a document, with the places of their changes."""
    if document.kind == "brief":
        of: dict[str, list[Change]] = {in_words([f"brief/{document.id}/"]).removesuffix("`"): list(document.changes)}
    elif document.kind == "seed":
        of = {}
        for change in document.changes:
            kind = "text" if change.path[:1] == ("text",) else "record"
            of.setdefault(in_words([f"{kind}/{document.id}"]), []).append(change)
    elif document.kind in ("entity", "publication", "tag"):
        of = {in_words([f"{document.kind}/{document.id}"]): list(document.changes)}
    else:
        return
    for part, changes in of.items():
        yield part, list(_labels(changes))


def _labels(changes: Sequence[Change]) -> Iterator[Label]:
    placed = [(change, change.span) for change in changes if change.span is not None]
    for number, (change, span) in enumerate(placed[:_MOST], 1):
        more = len(placed) - _MOST if number == _MOST else 0
        what = named_by(change.path, label) or "all of it"
        yield Label(span, f"{change.kind} since: {what}{f', and {more} more below' if more > 0 else ''}")
