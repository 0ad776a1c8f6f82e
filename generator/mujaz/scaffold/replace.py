"""A new text for a seed that exists, and what becomes of every quote that briefs have from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from mujaz.model import Anchor, SeedRecord
from mujaz.model.decode import decode
from mujaz.model.documents import BriefDocument
from mujaz.resolve.anchor import find_places, resolve
from mujaz.resolve.anchors import anchors_of
from mujaz.scaffold.add import Article, today
from mujaz.scaffold.plan import Plan, RefusedError
from mujaz.scaffold.style import quoted
from mujaz.syntax.diagnostics import Diagnostic, has_errors
from mujaz.syntax.located import LocatedDict
from mujaz.syntax.source import Source, Span
from mujaz.syntax.yamlnodes import read_yaml
from mujaz.text.fold import Folded, fold, fold_text
from mujaz.text.sentences import sentence_around


class Fate(StrEnum):
    """What becomes of an anchor."""

    STAYS = "as before"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    LOST = "lost"


class AnchorChange(Struct, frozen=True):
    """An anchor in the old text and in the new one.

    Attributes:
        anchor: as the brief has it.
        fate: what becomes of it.
        before: its place in the old text; None where it had none, or several.
        after: its place in the new text; None where it has none, or several.
        reworded: whether the sentence around it says something else than before.
    """

    anchor: Anchor
    fate: Fate
    before: Span | None
    after: Span | None
    reworded: bool

    def __str__(self) -> str:
        where = str(self.anchor.exact_span)
        match self.fate:
            case Fate.STAYS:
                said = f"as before, at {_short(self.after)}"
            case Fate.MOVED:
                said = f"moved, from {_short(self.before)} to {_short(self.after)}"
            case _:
                said = f"{self.fate}, was at {_short(self.before)}"
        return f"{where}: {said}" + ("; its sentence reads differently now" if self.reworded else "")


def _short(span: Span | None) -> str:
    return "no single place" if span is None else "{}:{}".format(*span.position)


def plan_replacement(
    id: str, record: Source, article: Article, retrieved: str | None
) -> tuple[Plan | None, list[Diagnostic]]:
    """The files of a seed whose text is replaced.

    Of the record only hashes and the day of retrieval change, and `replaces` gets the hash of the text before. The
    plan has no record where that says all of it already: then the text is the one that was imported last.

    Args:
        id: of the seed.
        record: its record as it stands.
        article: the new text.
        retrieved: the day that it was collected; None for today, where the text is another one.

    Raises:
        RefusedError: the record is not written one key a line.
    """
    before, findings = decode(record, SeedRecord)
    if before is None or has_errors(findings):
        return None, findings
    mapping, _ = read_yaml(record)
    assert mapping is not None
    is_same = article.sha256 == before.sha256
    edits = _Edits(record.text, mapping)
    if retrieved or not is_same:
        edits.put("retrieved", retrieved or today())
    if not is_same:
        edits.put("sha256", article.sha256)
        edits.put("fold_sha256", quoted(article.fold_sha256))
    earlier = before.replaces if is_same else _earlier(before, article)
    if earlier != before.replaces:
        edits.put_list("replaces", earlier)
    text = edits.done()
    after, findings = decode(Source(record.name, text), SeedRecord)
    if after is None or (after.sha256, after.replaces) != (article.sha256, earlier):
        raise RefusedError(f"{record.name} is not written one key a line", "write it so, then replace the text")
    files = {f"seeds/{id}.txt": article.text} | ({} if text == record.text else {record.name: text})
    return Plan(files, article.notes), []


def _earlier(record: SeedRecord, article: Article) -> tuple[str, ...]:
    """The hashes of the texts before an article: those that the record names and its own, each once."""
    return tuple(digest for digest in (*record.replaces, record.sha256) if digest != article.sha256)


class _Edits:
    """Changes of the values of a record that stay beside all else that is written there."""

    def __init__(self, text: str, mapping: LocatedDict) -> None:
        self.text = text
        self.mapping = mapping
        self.edits: list[tuple[int, int, str]] = []

    def put(self, key: str, value: str) -> None:
        """Write the value of a key, which gets a line of its own where it has none: in the order of the model."""
        written = self.mapping.get(key)
        if written is not None:
            self.edits.append((written.span.start, written.span.end, value))
        elif key not in self.mapping:
            self._insert(key, f"{key}: {value}")

    def put_list(self, key: str, items: tuple[str, ...]) -> None:
        """Write the items of a key, each on a line of its own, unless the key has them on one line."""
        written = self.mapping.get(key)
        if written is None:
            self._insert(key, "".join([f"{key}:", *(f"\n  - {item}" for item in items)]))
            return
        start, end = written.span.start, written.span.end
        if self.text[start] == "[":
            self.edits.append((start, end, f"[{', '.join(items)}]"))
        else:
            indent = " " * (start - self.text.rfind("\n", 0, start) - 1)
            last = written[-1].span.end  # a block's own end is behind the comments that follow it
            self.edits.append((start, last, f"\n{indent}".join(f"- {item}" for item in items)))

    def _insert(self, key: str, line: str) -> None:
        hash = self.mapping["sha256"].span
        if key == "retrieved":
            place = self.text.rfind("\n", 0, hash.start) + 1
            self.edits.append((place, place, f"{line}\n"))
            return
        last = hash if key == "fold_sha256" else (self.mapping.get("fold_sha256") or self.mapping["sha256"]).span
        place = self.text.find("\n", last.end)
        place = len(self.text) if place < 0 else place
        self.edits.append((place, place, f"\n{line}"))

    def done(self) -> str:
        """The text with all changes; those at one place stand in the order in which they were made."""
        pieces, done = [], 0
        for start, end, value in sorted(self.edits, key=lambda edit: edit[:2]):
            pieces += [self.text[done:start], value]
            done = end
        return "".join([*pieces, self.text[done:]])


def follow_anchors(
    id: str, old: Source | None, new: Source, briefs: Iterable[BriefDocument]
) -> tuple[list[AnchorChange], list[Diagnostic]]:
    """What becomes of every anchor on a seed, in the order of the briefs; those without a place are errors.

    Args:
        id: of the seed.
        old: its text until now, if there was one.
        new: its text from now on.
        briefs: all briefs that can be read.
    """
    before = fold(old.text) if old else None
    after = fold(new.text)
    changes: list[AnchorChange] = []
    findings: list[Diagnostic] = []
    for anchor in _anchors_on(id, briefs):
        change, faults = _follow(anchor, old, before, new, after)
        changes.append(change)
        findings += faults
    return changes, findings


def _anchors_on(id: str, briefs: Iterable[BriefDocument]) -> Iterator[Anchor]:
    for document in briefs:
        if id in (ref.id for ref in document.brief.seeds):
            yield from (at for at in anchors_of(document.brief) if document.brief.seed_of(at) == id)


def _follow(
    anchor: Anchor, old: Source | None, before: Folded | None, new: Source, after: Folded
) -> tuple[AnchorChange, tuple[Diagnostic, ...]]:
    places = find_places(before, anchor) if before else ()
    was = old.span(*places[0]) if old and len(places) == 1 else None
    target, findings = resolve(anchor, new, after, False)
    if target is None:
        ambiguous = len(find_places(after, anchor)) > 1
        return AnchorChange(anchor, Fate.AMBIGUOUS if ambiguous else Fate.LOST, was, None, False), findings
    same_place = was is not None and was.position == target.span.position
    reworded = was is not None and _sentence(was) != _sentence(target.span)
    return AnchorChange(anchor, Fate.STAYS if same_place else Fate.MOVED, was, target.span, reworded), ()


def _sentence(span: Span) -> str:
    start, end = sentence_around(span.source.text, span.start, span.end)
    return fold_text(span.source.text[start:end])
