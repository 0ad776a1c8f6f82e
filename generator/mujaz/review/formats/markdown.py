"""A review as a comment on a merge request: GitHub Flavored Markdown, whole where it fits, and else an extract.

A comment may have 60,000 characters. They are counted in UTF-16 code units, of which a text has never fewer than
code points, so that the limit holds for hosts that count either; in UTF-8 it is at most 180,000 bytes. An extract
shows one change of each kind before it shows a second one, counts what it leaves out or shortens, and its verdict says
that nobody should sign from it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from mujaz.labels import Labels, load_labels
from mujaz.markup.bidi import Direction, direction_of
from mujaz.model.keys import model_keys
from mujaz.review.comment import MOST, code, inline, marks, passage, sentence, titled
from mujaz.review.details import Detail, details
from mujaz.review.findings import Weighed, blocking_count, weighed
from mujaz.review.objects import AnchorChange, Change, DocumentReview, Review
from mujaz.review.passages import passages_of, side_of
from mujaz.review.told import catalogue_of

LIMIT = 60_000
_RESERVED = 1_500
"""For the lines with the counts."""
_KINDS = 6_000
"""For the kinds of changes in an extract."""
_COUNT = 200
"""For the line that counts what of a document is left out."""
_LIST = 5_000
"""For the checklist of a document in an extract, and for what is still needed."""
_BRIEFS = 2_000
"""For the briefs that show something, in an extract."""
_MESSAGE = 2_000
"""Code points that are shown of the message of a finding, which may name many briefs, in an extract."""
_WHOLE = 1_000_000_000
_T = TypeVar("_T", bound=Hashable)
_PARTS = {"blocking": "review_blocking", "risk": "review_risks", "other": "review_other"}


def size(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Fitted(Struct, frozen=True):
    """Text that had room, how many of the items are in it, and of how many documents."""

    text: str
    shown: int
    documents: int = 0


class _Item(Struct, frozen=True):
    """A change or a quote: what kind it is of, and what writes it."""

    kind: Hashable
    written: Callable[[], str]


def render(review: Review, *, language: str = "en", limit: int = LIMIT) -> str:
    """The review as Markdown.

    Args:
        review: what to show.
        language: of all that the review says itself; the details of findings are in English.
        limit: the most characters, in UTF-16 code units; 10,000 at least.
    """
    labels = load_labels(language)
    found = list(weighed(review))
    return _whole(review, found, labels, limit) or _extract(review, found, labels, limit)


def _whole(review: Review, findings: Sequence[Weighed], labels: Labels, limit: int) -> str:
    """The whole review; nothing where it does not fit."""
    writer = _Writer(labels, _WHOLE, limit)
    parts = [writer.head(review)]
    room = limit - _RESERVED - size(parts[0])

    def pieces() -> Iterator[str]:
        part = ""
        for item in findings:
            yield writer.heading(item.part) * (item.part != part) + writer.finding(item)
            part = item.part
        if review.documents:
            yield f"\n### {labels.text('review_changes')}\n"
        for document in review.documents:
            yield writer.opening(document)
            yield from (item.written() for item in writer.items(document))
            yield writer.closing(document)

    for piece in pieces():
        room -= size(piece)
        if room < 0:
            return ""
        parts.append(piece)
    items = sum(map(_count_of, review.documents))
    counts = writer.counts(review, *((n, n) for n in (len(findings), len(review.documents), items)))
    text = "".join([parts[0], counts, *parts[1:]])
    return writer.sided(text) if size(text) <= limit - 100 else ""


def _extract(review: Review, findings: Sequence[Weighed], labels: Labels, limit: int) -> str:
    """As much of the review as there is room for, with what is left out."""
    writer = _Writer(labels, MOST, limit)
    head = writer.head(review, whole=False)
    kinds = writer.kinds(review.documents)
    items = sum(map(_count_of, review.documents))
    room = limit - size(head) - size(kinds) - _RESERVED
    documents = writer.documents(review.documents, room // 2)
    listed = writer.findings(findings, room - size(documents.text))
    if documents.shown < items or documents.documents < len(review.documents):
        writer.shortened.clear()
        listed = writer.findings(findings, room - size(documents.text))
        documents = writer.documents(review.documents, room - size(listed.text))
    counts = writer.counts(
        review,
        (len(findings), listed.shown),
        (len(review.documents), documents.documents),
        (items, documents.shown),
    )
    return writer.sided(head + counts + kinds + listed.text + documents.text)


def _count_of(document: DocumentReview) -> int:
    return len(document.changes) + len(document.anchors)


def _kind_of(document: DocumentReview, change: Change) -> tuple[str, ...]:
    """What kind of a change it is: of what, where in it, and what happened."""
    return document.kind, str(change.kind), *(step for step in change.path if step in model_keys())


class _Writer:
    """Writes the parts of a comment in the words of one language.

    Args:
        labels: the words.
        most: code points that are shown of a text.
        limit: of the comment, in UTF-16 code units.
    """

    def __init__(self, labels: Labels, most: int, limit: int) -> None:
        self.labels = labels
        self.dir = direction_of(labels.language)
        self._catalogue = catalogue_of(labels.language)
        self.shortened: set[Hashable] = set()
        """The texts of which not all is shown, or not all of what belongs to them."""
        self._most, self._limit = most, limit

    def sided(self, text: str) -> str:
        """The comment in the direction of its language."""
        return f'<div dir="rtl">\n\n{text}\n</div>\n' if self.dir == "rtl" else text

    def head(self, review: Review, *, whole: bool = True) -> str:
        """The verdict, whether the report is whole, and what was compared."""
        t = self.labels
        verdict = t.text("review_ready") if review.ready else t.count("review_blocked", blocking_count(review))
        sign = "✅" if review.ready else "⛔"
        ends = [
            " ".join([code(name)] + [code(commit[:12])] * bool(commit)) for name, commit in (review.base, review.head)
        ]
        arrow = " ← " if self.dir == "rtl" else " → "
        title = t.text("review") if whole else t.text("review_extract")
        warning = "" if whole else f"\n\n**⚠ {t.text('review_not_whole')}** {code('mujaz review --format html')}"
        return f"## {sign} {title}: {verdict}{warning}\n\n{arrow.join(ends)}\n\n"

    def counts(self, review: Review, *shown: tuple[int, int]) -> str:
        """How many findings, documents and changes there are, and how many of them are not shown."""
        t = self.labels
        keys = ("review_findings_shown", "review_documents_shown", "review_changes_shown")
        lines = [
            f"**{t.text(key, total=total, shown=count, hidden=total - count)}**"
            for key, (total, count) in zip(keys, shown, strict=True)
        ]
        if self.shortened:
            lines.append(f"**{t.text('review_shortened', n=len(self.shortened))}**")
        seen = [t.count(f"review_{name}", n) for name in ("carried", "mended") if (n := getattr(review, name))]
        told = [self._ours(self._catalogue.line(part.told), part.told) for part in review.withheld]
        if size("".join(told)) > _RESERVED // 2:
            told = told[:2] + [t.count("review_more", len(told) - 2)] * (len(told) > 2)
        return "\n\n".join([*[" · ".join([*seen, *told])] * bool(seen or told), *lines]) + "\n"

    def kinds(self, documents: Sequence[DocumentReview]) -> str:
        """Each kind of change with how many there are, whatever of them is shown below."""
        count: dict[str, list[int]] = {}
        for number, document in enumerate(documents):
            for change in document.changes:
                kind, what, *keys = _kind_of(document, change)
                words = [self.labels.text(f"review_{kind}"), *map(self._catalogue.key, keys)]
                of = f"{' › '.join(words)}: {self.labels.text(f'review_is_{what}')}"
                count.setdefault(of, []).append(number)
        lines = [
            f"- {inline(name, self.dir)}: {len(found)} / {len(set(found))}\n"
            for name, found in sorted(count.items(), key=lambda entry: -len(entry[1]))
        ]
        text = "".join(self._fitting(lines, str, _KINDS))
        return f"\n### {self.labels.text('review_kinds')}\n\n{text}" if text else ""

    def heading(self, part: str) -> str:
        """The heading above findings of a part."""
        return f"\n### {self.labels.text(_PARTS[part])}\n\n"

    def findings(self, findings: Sequence[Weighed], room: int) -> _Fitted:
        """As many findings as there is room for, under headings: one of each rule before a second of any."""
        used, chosen = 0, dict[int, str]()
        parts = set[str]()
        for number in _first_of_each([(item.part, item.finding.rule.name) for item in findings]):
            item = findings[number]
            piece = self.finding(item)
            cost = size(piece) + (size(self.heading(item.part)) if item.part not in parts else 0)
            if used + cost > room:
                break
            used += cost
            parts.add(item.part)
            chosen[number] = piece
        text, part = [], ""
        for number in sorted(chosen):
            if findings[number].part != part:
                part = findings[number].part
                text.append(self.heading(part))
            text.append(chosen[number])
        return _Fitted("".join(text), len(chosen))

    def finding(self, item: Weighed) -> str:
        """A finding, with the places that belong to it."""
        finding = item.finding
        rule, mend = self._catalogue.rule(finding.rule.name), self._catalogue.mend(finding.rule.name)
        words = [f"- **{self.labels.text(f'review_{item.severity}')}** {code(str(finding.span))}"]
        if rule:
            words.append(f"{self._ours(rule, '')}. {self.labels.text('review_mend')} {self._ours(mend, '')}.")
        words.append(f'<span dir="ltr">{self._sentence(finding.message, _MESSAGE)}</span>')
        if finding.help:
            words.append(f'— <em dir="ltr">{self._sentence(finding.help)}</em>')
        related = "".join(
            f'  - {code(str(each.span))} <span dir="ltr">{self._sentence(each.message)}</span>\n'
            for each in finding.related
        )
        return " ".join([*words, code(finding.rule.name)]) + "\n" + related

    def documents(self, documents: Sequence[DocumentReview], room: int) -> _Fitted:
        """As many documents, and of each as much, as there is room for: one change of each kind before a second one."""
        text = f"\n### {self.labels.text('review_changes')}\n"
        used = size(text)
        items = [list(self.items(document)) for document in documents]
        places = [(number, at) for number, of in enumerate(items) for at in (range(len(of)) if of else (-1,))]
        kinds = [items[number][at].kind if at >= 0 else None for number, at in places]
        frames: dict[int, tuple[str, str]] = {}
        chosen: dict[int, dict[int, str]] = {}
        full = set[int]()
        for place in _first_of_each(kinds):
            number, at = places[place]
            if number in full:
                continue
            if number not in frames:
                frame = self.opening(documents[number]), self.closing(documents[number])
                cost = sum(map(size, frame)) + _COUNT
                if used + cost > room:
                    full.add(number)
                    continue
                used += cost
                frames[number] = frame
                chosen[number] = {}
            if at < 0:
                continue
            piece = items[number][at].written()
            if used + size(piece) > room:
                full.add(number)
                continue
            used += size(piece)
            chosen[number][at] = piece
        parts = [text]
        for number in sorted(frames):
            total = len(items[number])
            shown = len(chosen[number])
            left = self.labels.text("review_changes_shown", total=total, shown=shown, hidden=total - shown)
            opening, closing = frames[number]
            parts += [opening, *(chosen[number][at] for at in sorted(chosen[number]))]
            parts += [f"\n**{left}**\n"] * (shown < total)
            parts.append(closing)
        return _Fitted("".join(parts) if frames else "", sum(map(len, chosen.values())), len(frames))

    def opening(self, document: DocumentReview) -> str:
        """What stands above the changes of a document."""
        t = self.labels.text
        title = titled(document.title, document.language, document.direction, min(self._most, 200))
        kind = f"{t(f'review_{document.kind}')}, {t(f'review_is_{document.change}')}"
        return f"\n<details>\n<summary><b>{title}</b> — {code(document.id)} ({kind})</summary>\n\n"

    def items(self, document: DocumentReview) -> Iterator[_Item]:
        """The changes and quotes of a document."""
        for change in document.changes:
            yield _Item(_kind_of(document, change), lambda change=change: self._change(change, document))  # type: ignore[misc]
        for anchor in document.anchors:
            kind = document.kind, "quote", str(anchor.state)
            yield _Item(kind, lambda anchor=anchor: self._anchor(anchor))  # type: ignore[misc]

    def closing(self, document: DocumentReview) -> str:
        """What stands below the changes of a document."""
        t = self.labels
        lines = []
        if document.shown_by:
            ids = ", ".join(self._fitting(document.shown_by, code, _BRIEFS))
            lines.append(f"\n{t.count('review_shown_by', len(document.shown_by))}: {ids}\n")
        if document.kept:
            lines.append(f"\n{t.count('review_kept', document.kept)}\n")
        if document.checklist:
            lines.append(f"\n**{t.text('review_checklist')}**\n\n")
            lines += self._fitting(document.checklist, self._asked, _LIST)
        if document.standing is not None:
            listed = ", ".join(self._fitting(document.standing.missing, self._needed, _LIST))
            state = f"{t.text('review_missing')}: {listed}" if listed else t.text("review_approved")
            lines.append(f"\n{t.text('review_hash')}: {code(document.standing.digest)} · {state}\n")
        return f"{''.join(lines)}\n</details>\n"

    def _change(self, change: Change, document: DocumentReview) -> str:
        """A change: its sentence with all texts below it, or a changed text with its words marked."""
        texts = details(change, document.signs)
        if texts and not texts[0].steps and change.name:
            return f"- {self._ours(self._catalogue.name(change), change.name, ':')} {self._marks(texts[0])}\n"
        words = self._catalogue.sentence(change, document.signs)
        happened = "" if words == change.words else f"{self.labels.text(f'review_is_{change.kind}')} — "
        lines = [f"- {happened}{self._ours(words, change.words)}\n"]
        return "".join([*lines, *self._fitting([text for text in texts if text.steps], self._detail, _LIST)])

    def _detail(self, text: Detail) -> str:
        return f"  - {self._ours(self._catalogue.named(text.steps), text.name, ':')} {self._marks(text)}\n"

    def _asked(self, item: str) -> str:
        return f"- [ ] {self._ours(self._catalogue.question(item), item)}\n"

    def _needed(self, words: str) -> str:
        return self._ours(self._catalogue.line(words), words)

    def _anchor(self, anchor: AnchorChange) -> str:
        t = self.labels.text
        side, base = side_of(anchor.direction, anchor.language), direction_of(anchor.language)
        owner = self._sentence(anchor.owner)
        lines = [f'\n<p>{t(f"review_quote_{anchor.state}")}: <span dir="ltr">{owner}</span></p>\n']
        for shown in passages_of(anchor):
            words = passage(shown.words, base, self._most)
            if self._most < _WHOLE and size(words) > _LIST:
                self.shortened.add(words)
                words = "…"
            lines.append(
                f'<p>{t(shown.label)} {code(shown.place)}</p><blockquote dir="{side}">…{words}…</blockquote>\n'
            )
        return "".join([*lines, "\n"])

    def _ours(self, words: str, english: str, end: str = "") -> str:
        """Our own words in the language of the comment, or in English where they have no others."""
        side = "ltr" if words == english else self.dir
        return f'<span dir="{side}">{self._sentence(words, base=side)}{end}</span>'

    def _sentence(self, words: str, least: int = 0, base: Direction = "ltr") -> str:
        most = max(self._most, least)
        if len(words) > most:
            self.shortened.add(words)
        return sentence(words, most, base)

    def _marks(self, detail: Detail) -> str:
        self.shortened.update(words for words, _ in detail.runs if len(words) > self._most)
        return marks(detail, self._most)

    def _fitting(self, items: Sequence[_T], write: Callable[[_T], str], most: int) -> list[str]:
        """The first items of a list as they are written, and how many more there are, which are not written."""
        parts, used = list[str](), 0
        for number, item in enumerate(items):
            written = write(item)
            used += size(written)
            if used > most and self._most < _WHOLE:
                self.shortened.update(items[number:])
                return [*parts, f"- {self.labels.count('review_more', len(items) - number)}\n"]
            parts.append(written)
        return parts


def _first_of_each(kinds: Sequence[Hashable]) -> Iterator[int]:
    """The indexes of items: the first of each kind, then the others."""
    first: dict[Hashable, int] = {}
    for number, kind in enumerate(kinds):
        first.setdefault(kind, number)
    chosen = set(first.values())
    yield from first.values()
    yield from (number for number in range(len(kinds)) if number not in chosen)
