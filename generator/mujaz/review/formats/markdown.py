"""A review as a comment on a merge request: GitHub Flavored Markdown that always fits, and says what it leaves out.

A comment may have 60,000 characters. They are counted in UTF-16 code units, of which a text has never fewer than
code points, so that the limit holds for hosts that count either; in UTF-8 it is at most 180,000 bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from mujaz.labels import Labels, load_labels
from mujaz.markup.bidi import direction_of
from mujaz.review.comment import code, inline, sentence, titled
from mujaz.review.findings import Weighed, weighed
from mujaz.review.objects import AnchorChange, DocumentReview, Passage, Review

LIMIT = 60_000
_RESERVED = 1_000
"""For the lines with the counts."""
_COUNT = 200
"""For the line that counts what of a document is left out."""
_MOST_WITHHELD = 3
"""Seeds of which the comment says that some of their words are not shown; the text form names all."""
_LIST = 5_000
"""For the checklist of a document, and for what is still needed."""
_PARTS = {"blocking": "review_blocking", "risk": "review_risks", "other": "review_other"}


def size(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Fitted(Struct, frozen=True):
    """Text that had room, how many of the items are in it, and of how many documents."""

    text: str
    shown: int
    documents: int = 0


def render(review: Review, *, language: str = "en", limit: int = LIMIT) -> str:
    """The review as Markdown.

    Args:
        review: what to show.
        language: of the headings; findings and changes are in the words of the review.
        limit: the most characters, in UTF-16 code units; 4,000 at least.
    """
    labels = load_labels(language)
    writer = _Writer(labels)
    head = writer.head(review)
    findings = list(weighed(review))
    items = sum(len(document.changes) + len(document.anchors) for document in review.documents)
    room = limit - size(head) - _RESERVED
    documents = writer.documents(review.documents, room // 2)
    listed = writer.findings(findings, room - size(documents.text))
    if documents.shown < items or documents.documents < len(review.documents):
        documents = writer.documents(review.documents, room - size(listed.text))

    def count(key: str, total: int, shown: int) -> str:
        hidden = total - shown
        return f"**{labels.text(key, total=total, shown=shown, hidden=hidden)}**"

    counts = [
        count("review_findings_shown", len(findings), listed.shown),
        count("review_documents_shown", len(review.documents), documents.documents),
        count("review_changes_shown", items, documents.shown),
    ]
    seen = [
        labels.count(f"review_{name}", n) for name, n in (("carried", review.carried), ("mended", review.mended)) if n
    ]
    seen += [f'<span dir="ltr">{inline(part.told)}</span>' for part in review.withheld[:_MOST_WITHHELD]]
    text = head + "\n\n".join([" · ".join(seen)] * bool(seen) + counts) + "\n" + listed.text + documents.text
    return f'<div dir="rtl">\n\n{text}\n</div>\n' if writer.dir == "rtl" else text


class _Writer:
    """Writes the parts of a comment in the words of one language."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.dir = direction_of(labels.language)

    def head(self, review: Review) -> str:
        """The verdict, and what was compared."""
        t = self.labels
        verdict = t.text("review_ready") if review.ready else t.count("review_blocked", len(review.blocking))
        sign = "✅" if review.ready else "⛔"
        ends = [
            " ".join([code(name)] + [code(commit[:12])] * bool(commit)) for name, commit in (review.base, review.head)
        ]
        arrow = " ← " if self.dir == "rtl" else " → "
        return f"## {sign} {t.text('review')}: {verdict}\n\n{arrow.join(ends)}\n\n"

    def findings(self, findings: Sequence[Weighed], room: int) -> _Fitted:
        """As many findings as there is room for, under headings."""
        text, used, shown, part = [], 0, 0, ""
        for item in findings:
            heading = f"\n### {self.labels.text(_PARTS[item.part])}\n\n" if item.part != part else ""
            piece = heading + self._finding(item)
            used += size(piece)
            if used > room:
                break
            text.append(piece)
            shown, part = shown + 1, item.part
        return _Fitted("".join(text), shown)

    def _finding(self, item: Weighed) -> str:
        finding = item.finding
        words = [
            f"- **{self.labels.text(f'review_{item.severity}')}** {code(str(finding.span))}",
            f'<span dir="ltr">{sentence(finding.message)}</span>',
        ]
        if finding.help:
            words.append(f'— <em dir="ltr">{sentence(finding.help)}</em>')
        return " ".join([*words, code(finding.rule.name)]) + "\n"

    def documents(self, documents: Iterable[DocumentReview], room: int) -> _Fitted:
        """As many documents, and of each as much, as there is room for."""
        text = f"\n### {self.labels.text('review_changes')}\n"
        used, shown = size(text), 0
        parts = [text]
        for document in documents:
            fitted = self._document(document, room - used)
            if not fitted.text:
                break
            parts.append(fitted.text)
            used += size(fitted.text)
            shown += fitted.shown
        return _Fitted("".join(parts) if len(parts) > 1 else "", shown, len(parts) - 1)

    def _document(self, document: DocumentReview, room: int) -> _Fitted:
        t = self.labels.text
        title = titled(document.title, document.language, document.direction, 200)
        kind = f"{t(f'review_{document.kind}')}, {t(f'review_is_{document.change}')}"
        opening = f"\n<details>\n<summary><b>{title}</b> — {code(document.id)} ({kind})</summary>\n\n"
        closing = f"{self._ending(document)}\n</details>\n"
        used = size(opening) + size(closing)
        if used > room:
            return _Fitted("", 0)
        text, shown = [], 0
        for item in self._items(document):
            used += size(item)
            if used > room - _COUNT:
                break
            text.append(item)
            shown += 1
        total = len(document.changes) + len(document.anchors)
        if shown < total:
            words = t("review_changes_shown", total=total, shown=shown, hidden=total - shown)
            text.append(f"\n**{words}**\n")
        return _Fitted(opening + "".join(text) + closing, shown)

    def _items(self, document: DocumentReview) -> Iterator[str]:
        for change in document.changes:
            yield f'- <span dir="ltr">{sentence(change.words)}</span>\n'
        for anchor in document.anchors:
            yield self._anchor(anchor)

    def _anchor(self, anchor: AnchorChange) -> str:
        t = self.labels.text
        lines = [f'\n<p>{t(f"review_quote_{anchor.state}")}: <span dir="ltr">{sentence(anchor.owner)}</span></p>\n']
        passages = [("review_before", anchor.before), ("review_after", anchor.after)]
        passages += [("review_nearest", near) for near in anchor.candidates[:2]]
        lines += [self._passage(t(key), passage, anchor) for key, passage in passages if passage is not None]
        return "".join([*lines, "\n"])

    def _passage(self, label: str, passage: Passage, anchor: AnchorChange) -> str:
        side = direction_of(anchor.language) if anchor.direction not in ("ltr", "rtl") else anchor.direction
        base = direction_of(anchor.language)
        words = [inline(" ".join(passage.before.split()[-12:]), base), f"<b>{inline(passage.quote, base, 300)}</b>"]
        words.append(inline(" ".join(passage.after.split()[:12]), base))
        spaces = [passage.before[-1:].isspace(), passage.after[:1].isspace()]
        text = words[0] + " " * spaces[0] + words[1] + " " * spaces[1] + words[2]
        place = code(f"{passage.seed}:{passage.line}:{passage.column}")
        return f'<p>{label} {place}</p><blockquote dir="{side}">…{text}…</blockquote>\n'

    def _fitting(self, items: Iterable[str]) -> list[str]:
        """The first items of a list, and how many more there are."""
        parts, used, more = [], 0, 0
        for item in items:
            used += size(item)
            if used <= _LIST:
                parts.append(item)
            else:
                more += 1
        return [*parts, *[f"- {self.labels.count('review_more', more)}\n"] * bool(more)]

    def _ending(self, document: DocumentReview) -> str:
        t = self.labels
        lines = []
        if document.shown_by:
            ids = ", ".join(code(id) for id in document.shown_by[:20])
            more = ", …" if len(document.shown_by) > 20 else ""
            lines.append(f"\n{t.count('review_shown_by', len(document.shown_by))}: {ids}{more}\n")
        if document.kept:
            lines.append(f"\n{t.count('review_kept', document.kept)}\n")
        if document.checklist:
            lines.append(f"\n**{t.text('review_checklist')}**\n\n")
            lines += self._fitting(
                f'- [ ] <span dir="ltr">{sentence(item, 200)}</span>\n' for item in document.checklist
            )
        if document.standing is not None:
            missing = ", ".join(
                self._fitting(f'<span dir="ltr">{sentence(words, 100)}</span>' for words in document.standing.missing)
            )
            state = f"{t.text('review_missing')}: {missing}" if missing else t.text("review_approved")
            lines.append(f"\n{t.text('review_hash')}: {code(document.standing.digest)} · {state}\n")
        return "".join(lines)
